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

    // Quotations that a cue has claimed already, and the drafts by where they end: each is passed once.
    let first = block.quotations.start;
    let held = |d: &Draft| {
        let quotations = &document.quotations[block.quotations.clone()];
        d.content
            .iter()
            .flat_map(|r| {
                let from = quotations.partition_point(|q| q.tokens.end <= r.start);
                let to = quotations.partition_point(|q| q.tokens.start < r.end);
                from..to.max(from)
            })
            .collect::<Vec<_>>()
    };
    let mut claimed = vec![false; block.quotations.len()];
    let mut ending: Vec<(usize, usize, bool)> = Vec::new();
    for (i, draft) in drafts.iter().enumerate() {
        let held = held(draft);
        if let Some(end) = draft.content.iter().map(|r| r.end).max().filter(|_| draft.source.is_some()) {
            ending.push((end, i, !held.is_empty()));
        }
        held.into_iter().for_each(|q| claimed[q] = true);
    }
    ending.sort_unstable();
    let mut ending = ending.into_iter().peekable();
    let mut starting: Vec<(usize, usize)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| d.source.is_some())
        .filter_map(|(i, d)| Some((d.content.iter().map(|r| r.start).min()?, i)))
        .collect();
    starting.sort_unstable();
    let (mut last, mut last_quoting) = (None, None);

    for node in 0..line.nodes.len() {
        let Some(q) = line.quotation(node) else { continue };
        let range = document.quotations[q].tokens.clone();
        while let Some((_, i, quoting)) = ending.next_if(|e| e.0 <= range.start) {
            last = Some(i);
            last_quoting = if quoting { Some(i) } else { last_quoting };
        }
        let heading = outer_words == 0 && !context.open && is_heading(line, node);
        if claimed[q - first] || heading || !is_speech(line, node) {
            continue;
        }
        // The nearest attribution of quoted words in the paragraph before it, else any before, else the next one.
        let behind = || {
            let next = starting.get(starting.partition_point(|s| s.0 < range.end))?.1;
            (node == 0 || line.quotation(node - 1).is_some()).then_some(next)
        };
        if let Some(i) = last_quoting {
            drafts[i].content.push(range);
            continue;
        }
        if let Some(i) = last {
            // What was said in other words and what is quoted are two statements of one source.
            drafts.push(Draft { content: vec![range], ..drafts[i].clone() });
            last_quoting = Some(drafts.len() - 1);
            continue;
        }
        if let Some(i) = behind() {
            drafts[i].content.push(range);
            continue;
        }
        let continues = context.last.filter(|_| node == 0 && (context.open || outer_words == 0));
        if continues.is_none() && range.len() < 8 {
            continue;
        }
        drafts.push(Draft { content: vec![range], source: None, cue: None, announces: false, continues });
    }
    drafts.iter_mut().for_each(|d| d.content.sort_by_key(|r| r.start));

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

/// A few words in single marks that are a whole block, where other quotations have double ones: a heading between
/// paragraphs, not speech.
fn is_heading(line: &Line, node: usize) -> bool {
    const LONGEST: usize = 12;
    let document = line.document;
    let Some(q) = line.quotation(node).map(|q| &document.quotations[q]) else { return false };
    q.tokens.len() <= LONGEST && document.has_single_marks(q) && document.has_double_marks
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
