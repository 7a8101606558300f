//! What the rules say of an attribution before it is one of the article's: token ranges, that become spans.

use std::ops::Range;

use super::Found;
use crate::document::Document;
use crate::report::Kind;
use crate::text::Shape;

#[derive(Clone, Default)]
pub(super) struct Draft {
    pub(super) content: Vec<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    /// The cue stands at the end of its block with a colon: its content is the next block.
    pub(super) announces: bool,
    /// All of the content is somebody's words, without marks: a block quotation.
    pub(super) verbatim: bool,
    /// The content goes on with a quotation that the block before left open.
    pub(super) joins: bool,
    /// The probability that the cue reports the content; `None` without a cue.
    pub(super) likely: Option<f32>,
    /// The earlier attribution of the article, by its index, whose speaker goes on here.
    pub(super) continues: Option<usize>,
    /// An answer that names nobody: its source is who is interviewed.
    pub(super) answers: bool,
    /// The words of the question that it answers.
    pub(super) question: Option<Range<usize>>,
}

impl Draft {
    /// Turns the token ranges into spans, and tells its kind by how much of it is quoted.
    pub(super) fn finish(self, document: &Document) -> Found {
        let mut quoted = Vec::new();
        let mut unquoted = 0;
        for range in &self.content {
            let mut at = range.start;
            let first = document.quotations.partition_point(|q| q.tokens.start < range.start);
            for q in document.quotations[first..].iter().take_while(|q| q.tokens.start < range.end) {
                quoted.push(q.inner);
                unquoted += words(document, at..q.tokens.start);
                at = q.tokens.end;
            }
            unquoted += words(document, at..range.end.max(at));
        }
        if self.verbatim {
            quoted = self.content.iter().map(|r| document.span(r)).collect();
        }
        let kind = match (quoted.is_empty(), unquoted) {
            _ if self.verbatim => Kind::Direct,
            (true, _) => Kind::Indirect,
            (false, 0) => Kind::Direct,
            _ => Kind::Mixed,
        };
        Found {
            kind,
            content: self.content.iter().map(|r| document.span(r)).collect(),
            quoted,
            source: self.source,
            cue: self.cue,
            likely: self.likely,
            continues: self.continues,
            answers: self.answers,
            question: self.question,
        }
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
