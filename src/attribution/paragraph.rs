//! What no cue of its own introduces: quotations that go on with a speaker of the paragraph or of the one before.

use super::frame::Draft;
use super::line::Line;
use crate::document::TokenBlock;
use crate::lexicon::Class;
use crate::text::{Shape, Token};

/// What the paragraphs read so far hand on to the next.
#[derive(Default)]
pub(super) struct Context {
    /// "He added:" at the end of the block before.
    announced: Option<Draft>,
    /// The last attribution, by its index in the article, if it can go on in the next block.
    last: Option<usize>,
    /// The block before ended inside a quotation.
    open: bool,
}

/// "Lee: We will win": a headline that names its source before a colon.
pub(super) fn headline(line: &Line) -> Option<Draft> {
    let colon = (1..line.nodes.len().min(8)).find(|&n| line.is_mark(n, ':'))?;
    let source = line.phrase_before(colon).filter(|s| s.start == 0)?;
    let named = line.token(source.end - 1).is_some_and(Token::is_capital);
    let rest = colon + 1..line.nodes.len();
    (named && rest.len() >= 2).then(|| Draft {
        content: vec![line.tokens(&rest)],
        source: Some(line.tokens(&source)),
        cue: Some(line.tokens(&(colon..colon + 1))),
        announces: false,
        continues: None,
    })
}

/// Gives the block's leftover quotations to the attributions around them. `offset` is how many attributions the
/// article has before this block.
pub(super) fn attach(line: &Line, block: &TokenBlock, drafts: &mut Vec<Draft>, context: &mut Context, offset: usize) {
    let document = line.document;
    let opens_with_quotation = line.quotation(0).is_some();
    if let Some(mut draft) = context.announced.take()
        && opens_with_quotation
    {
        draft.announces = false;
        draft.content.push(line.tokens(&(0..1)));
        drafts.push(draft);
    }
    let outer_words = line.nodes.iter().enumerate().filter(|(n, _)| line.token(*n).is_some_and(Token::is_word)).count();

    for node in 0..line.nodes.len() {
        let Some(q) = line.quotation(node) else { continue };
        let quotation = &document.quotations[q];
        let covers =
            |d: &Draft| d.content.iter().any(|r| r.start < quotation.tokens.end && quotation.tokens.start < r.end);
        if drafts.iter().any(covers) || !is_speech(line, node) {
            continue;
        }
        let range = quotation.tokens.clone();
        // The nearest attribution of quoted words in the paragraph, before or else behind it.
        let is_before = |d: &Draft| d.content.iter().all(|r| r.end <= range.start) && d.source.is_some();
        let quotes = |d: &Draft| {
            let held = |r: &std::ops::Range<usize>| {
                document.quotations[block.quotations.clone()].iter().any(|q| r.contains(&q.tokens.start))
            };
            d.content.iter().any(held)
        };
        let before =
            drafts.iter().rposition(|d| is_before(d) && quotes(d)).or_else(|| drafts.iter().rposition(is_before));
        let behind = drafts.iter().position(|d| d.content.iter().all(|r| r.start >= range.end) && d.source.is_some());
        if let Some(i) = before.or(behind.filter(|_| node == 0 || line.quotation(node - 1).is_some())) {
            if quotes(&drafts[i]) {
                drafts[i].content.push(range);
                drafts[i].content.sort_by_key(|r| r.start);
            } else {
                // What was said in other words and what is quoted are two statements of one source.
                drafts.push(Draft { content: vec![range], ..drafts[i].clone() });
            }
            continue;
        }
        let continues = context.last.filter(|_| node == 0 && (context.open || outer_words == 0));
        if continues.is_none() && quotation.tokens.len() < 8 {
            continue;
        }
        drafts.push(Draft { content: vec![range], source: None, cue: None, announces: false, continues });
    }

    context.announced = drafts.iter().position(|d| d.announces).map(|i| drafts.remove(i));
    drafts.retain(|d| !d.content.is_empty());
    let last = drafts.iter().enumerate().max_by_key(|(_, d)| d.content.iter().map(|r| r.end).max());
    context.open = block.quotations.clone().next_back().is_some_and(|q| document.quotations[q].continues);
    match last {
        Some(_) => {
            drafts.sort_by_key(|d| d.content[0].start);
            let last = drafts.iter().enumerate().max_by_key(|(_, d)| d.content.iter().map(|r| r.end).max());
            context.last = last.map(|(i, d)| d.continues.unwrap_or(offset + i));
        }
        None if outer_words > 0 => context.last = None,
        None => {}
    }
}

/// Whether a quotation that no cue introduces is speech: a whole sentence of its own, not a title or a scare quote.
fn is_speech(line: &Line, node: usize) -> bool {
    let Some(q) = line.quotation(node) else { return false };
    let document = line.document;
    let range = &document.quotations[q].tokens;
    let words = range.clone().filter(|&t| document.tokens[t].is_word()).count();
    let starts = node == line.sentence_of(node).start || line.is_mark(node - 1, ':');
    let stops = range
        .clone()
        .rev()
        .take(2)
        .any(|t| matches!(document.tokens[t].shape, Shape::Mark('.' | '!' | '?' | '…' | ',')));
    let lower = document.tokens[range.start + 1..range.end]
        .iter()
        .filter(|t| t.shape == Shape::Lower && !t.is(Class::PREP.or(Class::DET).or(Class::CONJ)))
        .count();
    words >= 2 && (starts && stops || words >= 6 && lower >= 3)
}
