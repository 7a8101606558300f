//! From probabilities to choices: whether a word is a cue, and which words it reports.

use std::ops::Range;

use super::Decision;
use super::features::{Ask, Seen};

/// How far behind a cue the model looks for the start of its content, in nodes.
const LEAD: usize = 24;
/// How much content it looks through for its other end: no sentence of news is longer, and time has bounds.
const REACH: usize = 120;

/// The likeliest of a row of places: at each, the last step is not taken with the probability that is given.
#[derive(Default)]
struct Likeliest {
    place: Option<usize>,
    probability: f32,
    /// What is left for the places behind.
    passed: f32,
}

impl Likeliest {
    fn new() -> Self {
        Likeliest { passed: 1.0, ..Self::default() }
    }

    /// Tells of a place that it is the one with probability `p`, if none before was.
    fn tell(&mut self, place: usize, p: f32) {
        if self.passed * p > self.probability {
            (self.place, self.probability) = (Some(place), self.passed * p);
        }
        self.passed *= 1.0 - p;
    }
}

impl Ask<'_> {
    /// The probability that the cue is one.
    pub(in crate::attribution) fn is_cue(&self) -> f32 {
        self.cue().probability(Decision::Cue)
    }

    /// The likeliest content, before and behind the cue, and its probability.
    pub(in crate::attribution) fn content(&self) -> (Vec<Range<usize>>, f32) {
        let (right, p) = self.content_behind();
        let (left, q) = self.content_before(right.is_some());
        (left.into_iter().chain(right).collect(), p * q)
    }

    fn content_behind(&self) -> (Option<Range<usize>>, f32) {
        let mut likeliest = Likeliest::new();
        for n in self.starts_behind() {
            likeliest.tell(n, self.right_start(n).probability(Decision::RightStart));
            if likeliest.passed < likeliest.probability {
                break;
            }
        }
        match likeliest.place {
            Some(start) if likeliest.probability >= likeliest.passed => {
                let (end, p) = self.end_of(start);
                (Some(start..end), likeliest.probability * p)
            }
            _ => (None, likeliest.passed),
        }
    }

    /// The likeliest end of content that starts at `start`.
    fn end_of(&self, start: usize) -> (usize, f32) {
        let mut likeliest = Likeliest::new();
        for (n, seen) in self.ends_behind(start) {
            let p = if n >= self.end { 1.0 } else { self.end_at(start, n, &seen).probability(Decision::End) };
            likeliest.tell(n, p);
            if likeliest.passed < likeliest.probability {
                break;
            }
        }
        (likeliest.place.unwrap_or(start + 1), likeliest.probability)
    }

    fn content_before(&self, behind: bool) -> (Option<Range<usize>>, f32) {
        let Some(close) = self.close() else { return (None, 1.0) };
        let p = self.left(close, behind).probability(Decision::Left);
        if p < 0.5 {
            return (None, 1.0 - p);
        }
        let mut likeliest = Likeliest::new();
        for n in self.starts_before(close) {
            let first = n == self.sentence.start;
            let p = if first { 1.0 } else { self.left_start(close, n).probability(Decision::LeftStart) };
            likeliest.tell(n, p);
        }
        (likeliest.place.map(|start| start..close), p * likeliest.probability)
    }

    /// Where content may start behind the cue.
    pub(super) fn starts_behind(&self) -> impl Iterator<Item = usize> + '_ {
        let from = self.joint.end;
        (from..self.end.min(from + LEAD)).filter(|&n| !self.atoms[n].is_mark())
    }

    /// Where content that starts at `start` may end, up to the end of the sentence, with what it holds till there.
    pub(super) fn ends_behind(&self, start: usize) -> impl Iterator<Item = (usize, Seen)> + '_ {
        let mut seen = Seen::default();
        (start + 1..=self.end.min(start + REACH)).filter_map(move |n| {
            let last = self.atoms[n - 1];
            seen.add(last);
            (!last.is_mark() || n == self.end).then_some((n, seen))
        })
    }

    /// Where content before the cue ends: before the mark that parts it from the cue.
    pub(super) fn close(&self) -> Option<usize> {
        let marks = self.atoms[self.sentence.start..self.joint.start].iter().rev().take_while(|a| a.is_mark()).count();
        Some(self.joint.start - marks).filter(|&close| close > self.sentence.start)
    }

    /// Where content that ends before `close` may start, the nearest first.
    pub(super) fn starts_before(&self, close: usize) -> impl Iterator<Item = usize> + '_ {
        (self.sentence.start.max(close.saturating_sub(REACH))..close)
            .rev()
            .filter(|&n| !self.atoms[n].is_mark() || n == self.sentence.start)
    }
}
