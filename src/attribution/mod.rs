//! Attributions: which words are reported, by which cue, from which source.

mod content;
mod cue;
mod frame;
mod line;
mod paragraph;

use std::ops::Range;

use crate::article::BlockKind;
use crate::document::Document;
use crate::report::Kind;
use crate::text::{Shape, Span};

use line::Line;

/// An attribution whose source is not yet resolved to a speaker; ranges are of token indices.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    pub(crate) content: Vec<Span>,
    pub(crate) quoted: Vec<Span>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) cue: Option<Range<usize>>,
    /// The earlier attribution whose speaker goes on here.
    pub(crate) continues: Option<usize>,
}

/// Finds the attributions of an article, in reading order.
pub(crate) fn find(document: &Document) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut context = paragraph::Context::default();
    for (number, block) in document.blocks.iter().enumerate() {
        let line = Line::new(document, block);
        let is_headline = number == 0 || matches!(block.kind, BlockKind::Title | BlockKind::Heading);
        let mut drafts = match is_headline.then(|| paragraph::headline(&line)).flatten() {
            Some(draft) => vec![draft],
            None => frame::find(&line),
        };
        paragraph::attach(&line, block, &mut drafts, &mut context, found.len());
        drafts.retain(|d| !d.content.is_empty());
        drafts.sort_by_key(|d| d.content[0].start);
        found.extend(drafts.into_iter().map(|d| finish(document, d)));
    }
    found
}

/// Turns a draft's token ranges into spans, and tells its kind by how much of it is quoted.
fn finish(document: &Document, draft: frame::Draft) -> Found {
    let mut quoted = Vec::new();
    let mut unquoted = 0;
    for range in &draft.content {
        let mut at = range.start;
        let first = document.quotations.partition_point(|q| q.tokens.start < range.start);
        for q in document.quotations[first..].iter().take_while(|q| q.tokens.start < range.end) {
            quoted.push(q.inner);
            unquoted += words(document, at..q.tokens.start);
            at = q.tokens.end;
        }
        unquoted += words(document, at..range.end.max(at));
    }
    let kind = match (quoted.is_empty(), unquoted) {
        (true, _) => Kind::Indirect,
        (false, 0) => Kind::Direct,
        _ => Kind::Mixed,
    };
    Found {
        kind,
        content: draft.content.iter().map(|r| document.span(r)).collect(),
        quoted,
        source: draft.source,
        cue: draft.cue,
        continues: draft.continues,
    }
}

/// How many words a range of tokens outside quotations holds, the conjunction "that" apart.
fn words(document: &Document, range: Range<usize>) -> usize {
    range
        .filter(|&t| {
            let token = &document.tokens[t];
            (token.is_word() || token.shape == Shape::Number) && !document.is_word(t, "that")
        })
        .count()
}
