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
        self.weights.probability(Decision::Cue, &self.cue())
    }

    /// The likeliest content, before the cue, behind it or both, and its probability.
    pub(in crate::attribution) fn content(&self) -> (Vec<Range<usize>>, f32) {
        let close = self.close();
        let is_left = |behind| close.map_or(0.0, |c| self.weights.probability(Decision::Left, &self.left(c, behind)));
        let (right, behind, nothing) = self.content_behind();
        let (mut content, mut likeliest) = (Vec::new(), 0.0);
        if let Some(right) = right {
            let p = is_left(true);
            let left = close.filter(|_| p >= 0.5).and_then(|c| self.content_before(c));
            likeliest = behind * left.as_ref().map_or(1.0 - p, |(_, q)| p * q);
            content.extend(left.into_iter().map(|(left, _)| left).chain([right]));
        }
        let p = nothing * is_left(false);
        if p > likeliest
            && let Some((left, q)) = close.and_then(|c| self.content_before(c))
            && p * q > likeliest
        {
            (content, likeliest) = (vec![left], p * q);
        }
        (content, likeliest)
    }

    /// The likeliest content behind the cue, its probability, and that of none.
    fn content_behind(&self) -> (Option<Range<usize>>, f32, f32) {
        /// What is less likely is not looked at.
        const LEAST: f32 = 0.1;
        let (mut content, mut likeliest, mut passed) = (None, 0.0, 1.0);
        for n in self.starts_behind() {
            let p = self.weights.probability(Decision::RightStart, &self.right_start(n));
            if passed * p > f32::max(likeliest, LEAST) {
                let (end, q) = self.end_of(n);
                if passed * p * q > likeliest {
                    (content, likeliest) = (Some(n..end), passed * p * q);
                }
            }
            passed *= 1.0 - p;
            if passed < LEAST {
                break;
            }
        }
        (content, likeliest, passed)
    }

    /// The likeliest end of content that starts at `start`.
    fn end_of(&self, start: usize) -> (usize, f32) {
        let mut likeliest = Likeliest::new();
        for (n, seen) in self.ends_behind(start) {
            let p = if n >= self.end {
                1.0
            } else {
                self.weights.probability(Decision::End, &self.end_at(start, n, &seen))
            };
            likeliest.tell(n, p);
            if likeliest.passed < likeliest.probability {
                break;
            }
        }
        (likeliest.place.unwrap_or(start + 1), likeliest.probability)
    }

    /// The likeliest content that ends before `close`, and its probability.
    fn content_before(&self, close: usize) -> Option<(Range<usize>, f32)> {
        let mut likeliest = Likeliest::new();
        for n in self.starts_before(close) {
            let first = n == self.sentence.start;
            let start = || self.weights.probability(Decision::LeftStart, &self.left_start(close, n));
            likeliest.tell(n, if first { 1.0 } else { start() });
        }
        Some((likeliest.place?..close, likeliest.probability))
    }

    /// The probability that what the cue seems to report is reported, and that it is all of it and no more; with the
    /// probability of the cue, and that of its content.
    pub(in crate::attribution) fn claim(&self, content: &[Range<usize>], cue: f32, sure: f32) -> (f32, f32) {
        let features = self.claimed(content, cue, sure);
        let of = |decision| self.weights.probability(decision, &features);
        (of(Decision::Reported), of(Decision::Whole))
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
