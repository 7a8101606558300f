//! Attributions: which words are reported, by which cue, from which source.

mod candidate;
mod claim;
mod content;
mod cue;
mod draft;
mod frame;
mod interview;
mod line;
pub(crate) mod model;
mod paragraph;
mod post;
mod subject;

use std::ops::Range;

use crate::document::{Document, TokenBlock};
use crate::order::by_place;
use crate::pace::Pace;
use crate::report::Kind;
use crate::text::Span;

use draft::Draft;
use interview::{Interview, Part};
use line::Line;
use paragraph::Context;

/// An attribution whose source is not yet resolved to a speaker; ranges are of token indices.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    pub(crate) content: Vec<Span>,
    pub(crate) quoted: Vec<Span>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) cue: Option<Range<usize>>,
    /// The probability that the cue reports the content; `None` where no cue does.
    pub(crate) likely: Option<f32>,
    /// The earlier attribution whose speaker goes on here.
    pub(crate) continues: Option<usize>,
    /// An answer that names nobody: its source is who is interviewed.
    pub(crate) answers: bool,
    /// The question that it answers.
    pub(crate) question: Option<Range<usize>>,
}

/// The work that finishing an attribution is.
const FINISHING: usize = 8;

/// Work a byte, as [`Pace`] counts it.
pub(crate) const WORK: usize = 6;

/// Finds the attributions of an article, in reading order.
pub(crate) async fn find(document: &Document<'_>, pace: &Pace) -> Vec<Found> {
    let mut all: Vec<Draft> = Vec::new();
    let mut context = Context::default();
    let mut interview = Interview::read(document);
    // The attribution of the interview's turn that may go on.
    let mut turn: Option<usize> = None;
    // The attribution of the block quotation that may go on.
    let mut quoting: Option<usize> = None;
    let mut above = post::names_above(document).into_iter().peekable();
    for (number, block) in document.blocks.iter().enumerate() {
        if document.begins_entry(block) {
            (context, turn) = (Context::default(), None);
        }
        let mut question = None;
        match interview.part(document, number) {
            Some(Part::Behind(asked)) => question = Some(asked),
            Some(part) => {
                if let Part::Turn(draft) = part {
                    turn = Some(all.len());
                    all.push(draft);
                } else if let Part::More = part
                    && let Some(draft) = turn.and_then(|t| all.get_mut(t))
                {
                    draft.content.push(block.tokens.clone());
                }
                context = Context::default();
                pace.did(document.length(block)).await;
                continue;
            }
            None => {}
        }
        if let Some(draft) = post::signed(document, number) {
            quoting = Some(all.len());
            all.push(draft);
            continue;
        }
        if let Some(draft) = quoting.filter(|_| post::goes_on(document, number)).and_then(|q| all.get_mut(q)) {
            draft.content.push(block.tokens.clone());
            continue;
        }
        quoting = None;
        let line = Line::new(document, block);
        if let Some(unsigned) = context.unsigned.take()
            && let Some((source, cue)) = paragraph::signature(&line, 0)
        {
            let draft = &mut all[unsigned];
            (draft.source, draft.cue, draft.continues) = (Some(source), Some(cue), None);
        }
        let is_headline = candidate::is_headline(number, block.kind);
        let mut drafts = match is_headline.then(|| paragraph::headline(&line)).flatten() {
            Some(draft) => vec![draft],
            None => claim::find(&line, is_headline),
        };
        if let Some(turn) = paragraph::turn(&line)
            && !drafts.iter().any(|d| d.content.iter().chain(&d.source).any(|r| r.start < turn.content[0].end))
        {
            drafts.push(turn);
        }
        paragraph::attach(&line, block, &mut drafts, &mut context);
        if let Some(draft) = question.and_then(|q| Some((drafts.iter_mut().min_by_key(|d| d.content[0].start)?, q))) {
            draft.0.question = Some(draft.1);
        }
        if let Some((_, name)) = above.next_if(|a| a.0 == number) {
            for draft in drafts.iter_mut().filter(|d| d.source.is_none()) {
                (draft.source, draft.continues) = (Some(name.clone()), None);
            }
        }
        if drafts.iter().any(|d| d.verbatim) {
            quoting = Some(all.len());
        }
        take(document, block, drafts, &mut all, &mut context);
        pace.did(WORK * document.length(block)).await;
    }
    let mut found = Vec::with_capacity(all.len());
    for draft in all {
        found.push(draft.finish(document));
        pace.did(FINISHING).await;
    }
    found
}

/// The words that name whose act a verb is, whether or not it reports: "Ann Lee" of "disputed".
pub(crate) fn actor(document: &Document, verb: Span) -> Option<Range<usize>> {
    let at = document.tokens.partition_point(|t| t.span.end <= verb.start);
    let block = document.blocks.get(document.blocks.partition_point(|b| b.tokens.end <= at))?;
    // Its sentence alone, so that a block of many verbs is not read for each.
    let last = document.sentences.partition_point(|s| s.end <= at);
    let sentence = document.sentences.get(last)?;
    let quotation = |token: usize| document.quotations.partition_point(|q| q.tokens.end <= token);
    let quoted = document.quotations.get(quotation(at)).is_some_and(|q| q.tokens.contains(&at));
    // In a quotation: the line as if it had no marks. Outside: with all of those that begin or end in the sentence.
    let (mut tokens, mut quotations) = (sentence.clone(), 0..0);
    if !quoted {
        quotations = quotation(tokens.start)..document.quotations.partition_point(|q| q.tokens.start < tokens.end);
        for q in document.quotations[quotations.clone()].iter().map(|q| &q.tokens) {
            tokens = tokens.start.min(q.start)..tokens.end.max(q.end);
        }
    }
    let sentences = document.sentences.partition_point(|s| s.end <= tokens.start)..last + 1;
    let (kind, is_title_case) = (block.kind, block.is_title_case);
    let line = Line::new(document, &TokenBlock { tokens, sentences, quotations, kind, is_title_case });
    let node = line.nodes.iter().position(|n| *n == line::Node::Token(at))?;
    Some(line.tokens(&line.actor(node)?))
}

/// Adds a block's attributions to the article's, and tells the context which of them can go on.
fn take(document: &Document, block: &TokenBlock, mut drafts: Vec<Draft>, all: &mut Vec<Draft>, context: &mut Context) {
    by_place(&mut drafts, |d| (d.content[0].start, 0));
    let left_open = document.quotations[block.quotations.clone()].last().filter(|q| q.continues);
    let mut open = None;
    let mut last = None;
    for draft in drafts {
        let end = draft.content.iter().map(|r| r.end).max();
        let holds_open = left_open.is_some_and(|q| draft.content.iter().any(|r| r.contains(&q.tokens.start)));
        let index = match context.open.filter(|_| draft.joins) {
            Some(index) => {
                let earlier: &mut Draft = &mut all[index];
                earlier.content.extend(draft.content);
                if earlier.source.is_none() {
                    (earlier.source, earlier.cue, earlier.likely) = (draft.source, draft.cue, draft.likely);
                }
                index
            }
            None => {
                all.push(draft);
                all.len() - 1
            }
        };
        if last.is_none_or(|(e, _)| end >= e) {
            last = Some((end, all[index].continues.unwrap_or(index)));
        }
        if holds_open {
            open = Some(index);
        }
    }
    context.open = open;
    let ends_block = |draft: &Draft| draft.content.last().is_some_and(|c| c.end + 1 >= block.tokens.end);
    context.unsigned = last.map(|_| all.len() - 1).filter(|&i| all[i].source.is_none() && ends_block(&all[i]));
    context.last = last.map(|l| l.1).or(context.last);
}

/// What the tests of this module's rules compare.
#[cfg(test)]
mod testing {
    use crate::article::Article;
    use crate::document::Document;
    use crate::pace::{Pace, at_once};

    #[derive(Debug, PartialEq, Eq)]
    pub(super) struct Statement {
        pub(super) source: String,
        pub(super) cue: String,
        pub(super) content: String,
    }

    pub(super) fn statement(source: &str, cue: &str, content: &str) -> Statement {
        Statement { source: source.into(), cue: cue.into(), content: content.into() }
    }

    /// The attributions of a text that have a source.
    pub(super) fn said(text: &str) -> Vec<Statement> {
        let article = Article::from_text(text);
        let pace = Pace::default();
        let document = at_once(Document::read(&article, &pace));
        let words = |tokens: &std::ops::Range<usize>| document.span(tokens).of(text).to_owned();
        let found = at_once(super::find(&document, &pace)).into_iter().filter_map(|f| {
            let content: Vec<_> = f.content.iter().map(|c| c.of(text)).collect();
            Some(Statement {
                source: words(&f.source?),
                cue: f.cue.as_ref().map(words).unwrap_or_default(),
                content: content.join(" … "),
            })
        });
        found.collect()
    }
}
