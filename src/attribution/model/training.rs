//! The decisions of an annotated article with their right answers: what the model is learned from.

use std::ops::Range;

use super::features::Ask;
use super::{DECISIONS, Decision, Weights};
use crate::article::Article;
use crate::attribution::candidate::{Candidate, atoms, candidates, is_headline};
use crate::attribution::claim::LEAST_CUE;
use crate::attribution::line::Line;
use crate::document::Document;
use crate::pace::{Pace, at_once};
use crate::text::Span;

/// An attribution as people annotated it.
#[derive(Clone, Debug)]
pub struct Gold {
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    /// Whether it reports words. Of the others, thoughts and acts, it is not learned whether they are attributions, but
    /// where their content starts and ends.
    pub reports: bool,
}

/// A decision: its features, by index, and the answer.
pub type Example = (Vec<u32>, bool);

/// The examples that an article gives, a list for each of [`DECISIONS`]; none where a `skipped` span is. What is
/// decided about claims follows from the other decisions: of those it has examples only with `weights` for them, that
/// were learned from other articles.
pub fn examples(
    article: &Article,
    gold: &[Gold],
    skipped: &[Span],
    weights: Option<&Weights>,
) -> [Vec<Example>; DECISIONS.len()] {
    let mut all = Examples { document: &at_once(Document::read(article, &Pace::default())), all: Default::default() };
    let document = all.document;
    for (number, block) in document.blocks.iter().enumerate() {
        let line = Line::new(document, block);
        let atoms = atoms(&line);
        for sentence in &line.sentences {
            let asked = weights.unwrap_or(Weights::learned());
            for candidate in candidates(&line, &atoms, asked, sentence, is_headline(number, block.kind)) {
                let ask = &candidate.ask;
                let span = document.span(&line.tokens(&ask.cue));
                if skipped.iter().any(|s| s.overlaps(&span)) {
                    continue;
                }
                let of_cue = gold.iter().find(|g| g.cue.is_some_and(|c| c.overlaps(&span)));
                if weights.is_some() {
                    if candidate.is_models(&line) {
                        all.add_claim(&line, &candidate, of_cue, gold);
                    }
                    continue;
                }
                match of_cue {
                    Some(gold) => {
                        if gold.reports {
                            all.add(Decision::Cue, (ask.cue().indices(), true));
                        }
                        all.add_content(&line, ask, gold);
                    }
                    // A cue inside what another one reports is neither right nor wrong.
                    None if gold.iter().any(|g| g.content.iter().any(|c| c.holds(&span))) => {}
                    None => all.add(Decision::Cue, (ask.cue().indices(), false)),
                }
            }
        }
    }
    all.all
}

struct Examples<'d> {
    document: &'d Document<'d>,
    all: [Vec<Example>; DECISIONS.len()],
}

impl Examples<'_> {
    fn add(&mut self, decision: Decision, example: Example) {
        self.all[decision as usize].push(example);
    }

    /// Adds the decisions about what the cue seems to report.
    fn add_claim(&mut self, line: &Line, candidate: &Candidate, of_cue: Option<&Gold>, all: &[Gold]) {
        /// How much two spans must have in common, as a share of both, to be taken for the same.
        const SAME: f32 = 0.8;
        let ask = &candidate.ask;
        let cue = ask.is_cue();
        if cue < LEAST_CUE {
            return;
        }
        let (content, sure) = candidate.content(line);
        let spans: Vec<Span> = content.iter().map(|c| self.document.span(&line.tokens(c))).collect();
        let reported = |span: &Span| all.iter().any(|g| g.content.iter().any(|c| c.overlaps(span)));
        let found = |c: &Span| {
            spans.iter().any(|s| {
                let shared = s.end.min(c.end).saturating_sub(s.start.max(c.start)) as f32;
                shared >= SAME * (s.end.max(c.end) - s.start.min(c.start)) as f32
            })
        };
        let whole = |gold: &Gold| gold.reports && gold.content.len() == spans.len() && gold.content.iter().all(found);
        let features = ask.claimed(&content, cue, sure).indices();
        self.add(Decision::Reported, (features.clone(), of_cue.is_some() && spans.iter().any(reported)));
        self.add(Decision::Whole, (features, of_cue.is_some_and(whole)));
    }

    /// Adds the decisions about a cue's content, where it stands in the cue's sentence and quotations are whole.
    fn add_content(&mut self, line: &Line, ask: &Ask, gold: &Gold) {
        let sentence = self.document.span(&line.tokens(&ask.sentence));
        let (mut right, mut left) = (None, None);
        for content in gold.content.iter().filter(|c| sentence.overlaps(c)) {
            match self.nodes(line, ask, *content) {
                Some(nodes) if nodes.start >= ask.joint.end => right = right.or(Some(nodes)),
                Some(nodes) if nodes.end <= ask.joint.start => left = Some(nodes),
                _ => return,
            }
        }
        if right.as_ref().is_none_or(|r| ask.starts_behind().any(|n| n == r.start)) {
            for n in ask.starts_behind() {
                let here = right.as_ref().is_some_and(|r| r.start == n);
                self.add(Decision::RightStart, (ask.right_start(n).indices(), here));
                if here {
                    break;
                }
            }
        }
        if let Some(right) = &right {
            for (n, seen) in ask.ends_behind(right.start).take_while(|(n, _)| *n <= right.end && *n < ask.end) {
                self.add(Decision::End, (ask.end_at(right.start, n, &seen).indices(), n == right.end));
            }
        }
        let Some(close) = ask.close() else { return };
        self.add(Decision::Left, (ask.left(close, right.is_some()).indices(), left.is_some()));
        if let Some(left) = left.filter(|l| l.end == close) {
            for n in ask.starts_before(close) {
                let here = left.start == n;
                self.add(Decision::LeftStart, (ask.left_start(close, n).indices(), here));
                if here {
                    break;
                }
            }
        }
    }

    /// The nodes that a span covers, marks at its edges apart; none where it starts or ends amid a quotation.
    fn nodes(&self, line: &Line, ask: &Ask, span: Span) -> Option<Range<usize>> {
        /// How many bytes marks at an edge may take.
        const EDGE: usize = 3;
        let of = |n: usize| self.document.span(&line.tokens(&(n..n + 1)));
        let mut start = ask.sentence.clone().find(|&n| of(n).end > span.start)?;
        let mut end = ask.sentence.clone().rev().find(|&n| of(n).start < span.end)? + 1;
        while start < end && ask.atoms[start].is_mark() {
            start += 1;
        }
        while start < end && ask.atoms[end - 1].is_mark() {
            end -= 1;
        }
        let whole = start < end && of(start).start + EDGE >= span.start && of(end - 1).end <= span.end + EDGE;
        whole.then_some(start..end)
    }
}
