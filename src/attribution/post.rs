//! Words that stand apart with their name: posts and block quotations that are signed, names in a line above a quotation.

use std::ops::Range;

use super::draft::Draft;
use crate::article::BlockKind;
use crate::document::{Document, TokenBlock};
use crate::lexicon::Class;
use crate::text::{Shape, Token};

/// How many tokens a signature and a line with a name may have, and how many words a name.
const LONG: usize = 24;
const LONG_NAME: usize = 5;
/// How many names stand above quotations before they are taken for speakers: one may be the reporter's.
const NAMES: usize = 2;

/// The block quotation that begins with this block, without marks, where it is signed: in its last words ("— Ann Lee
/// (@annlee) May 3, 2026"), in the block behind it, or in the one before it.
pub(super) fn signed(document: &Document, number: usize) -> Option<Draft> {
    let block = &document.blocks[number];
    if !is_apart(block) || is_signature(document, block) {
        return None;
    }
    let tokens = &block.tokens;
    if let Some((dash, source)) = signs_itself(document, block) {
        return Some(draft(document, tokens.start..dash, source, dash));
    }
    if goes_on(document, number) {
        return None;
    }
    let behind = document.blocks[number..].iter().find(|b| !is_apart(b) || is_signature(document, b));
    let before = || document.blocks.get(number.checked_sub(1)?).filter(|b| b.tokens.len() <= LONG);
    let by = behind.and_then(|b| signer(document, &b.tokens));
    let source = by.or_else(|| signer(document, &before()?.tokens).filter(|s| handle(document, s.end)))?;
    let at = source.start.saturating_sub(1);
    Some(draft(document, tokens.clone(), source, at))
}

fn draft(document: &Document, words: Range<usize>, source: Range<usize>, dash: usize) -> Draft {
    let cue = document.tokens[dash].is_mark('—').then_some(dash..dash + 1);
    Draft { content: vec![words], source: Some(source), cue, verbatim: true, ..Draft::default() }
}

/// Whether a block goes on with the block quotation before it.
pub(super) fn goes_on(document: &Document, number: usize) -> bool {
    let block = &document.blocks[number];
    let Some(before) = number.checked_sub(1).map(|b| &document.blocks[b]) else { return false };
    let open = is_apart(before) && !is_signature(document, before) && signs_itself(document, before).is_none();
    open && is_apart(block) && !is_signature(document, block)
}

/// "I am going. — Ann Lee (@annlee)": the dash in the block's last words, and who signs behind it.
fn signs_itself(document: &Document, block: &TokenBlock) -> Option<(usize, Range<usize>)> {
    let tokens = &block.tokens;
    let dash = (tokens.start + 1..tokens.end).rev().take(LONG).find(|&t| document.tokens[t].is_mark('—'))?;
    Some((dash, signer(document, &(dash..tokens.end))?))
}

/// A block quotation without marks.
fn is_apart(block: &TokenBlock) -> bool {
    block.kind == BlockKind::Quote && block.quotations.is_empty() && !block.tokens.is_empty()
}

fn is_signature(document: &Document, block: &TokenBlock) -> bool {
    block.tokens.len() <= LONG && signer(document, &block.tokens).is_some()
}

/// "— Ann Lee, farmer", "Ann Lee (@annlee) 3 May": who signs, where nothing but a signature stands there.
pub(super) fn signer(document: &Document, tokens: &Range<usize>) -> Option<Range<usize>> {
    let dashed = matches!(document.tokens[tokens.clone()].first()?.shape, Shape::Mark('—' | '-'));
    let source = name(document, tokens.start + usize::from(dashed)..tokens.end)?;
    let ends = source.end == tokens.end || {
        let next = &document.tokens[source.end];
        matches!(next.shape, Shape::Mark(_)) || next.is(Class::PREP)
    };
    (tokens.len() <= LONG && (dashed && ends || handle(document, source.end))).then_some(source)
}

/// Whether the address of somebody who posts stands here: "@annlee", "(@annlee)".
fn handle(document: &Document, at: usize) -> bool {
    let near = at..document.tokens.len().min(at + 2);
    near.into_iter().any(|t| document.word(t).starts_with('@'))
}

/// The name with which the tokens begin.
fn name(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    let names = |t: &Token| t.is_capital() && !t.is(Class::DET.or(Class::PRONOUN).or(Class::DAY).or(Class::MONTH));
    let end = tokens.clone().find(|&t| !names(&document.tokens[t])).unwrap_or(tokens.end);
    (1..=LONG_NAME).contains(&(end - tokens.start)).then_some(tokens.start..end)
}

/// For a block that is a quotation and no more, the name in a line of its own above it ("Ann Lee", "Ann Lee, farmer:"),
/// where the article has more of such.
pub(super) fn names_above(document: &Document) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    for (number, pair) in document.blocks.windows(2).enumerate() {
        let tokens = &pair[0].tokens;
        if tokens.len() <= LONG
            && pair[0].quotations.is_empty()
            && is_quotation(document, &pair[1])
            && let Some(source) = name(document, tokens.clone())
            && source.len() > 1
            && (source.end == tokens.end || matches!(document.tokens[source.end].shape, Shape::Mark(',' | ':')))
        {
            found.push((number + 1, source));
        }
    }
    if found.len() < NAMES {
        found.clear();
    }
    found
}

fn is_quotation(document: &Document, block: &TokenBlock) -> bool {
    let quotations = &document.quotations[block.quotations.clone()];
    quotations.first().is_some_and(|q| q.tokens.start == block.tokens.start)
        && quotations.last().is_some_and(|q| q.tokens.end == block.tokens.end)
        && quotations.windows(2).all(|p| p[0].tokens.end == p[1].tokens.start)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, statement};
    use crate::{Article, BlockKind, analyse};

    #[test]
    fn a_block_quotation_is_whose_who_signs_it() {
        use BlockKind::{Paragraph, Quote};
        let signed = |blocks: &[(BlockKind, &str)]| {
            let mut article = Article::default();
            blocks.iter().for_each(|(kind, text)| _ = article.push(*kind, text));
            let report = analyse(&article);
            let name = |s: Option<usize>| s.map(|s| report.speakers[s].name.clone());
            report.attributions.iter().map(|a| (name(a.speaker), a.content.len())).collect::<Vec<_>>()
        };
        let lee = || Some("Ann Lee".to_owned());
        assert_eq!(signed(&[(Paragraph, "News."), (Quote, "It is late. — Ann Lee (@annlee)")]), [(lee(), 1)]);
        assert_eq!(
            signed(&[(Paragraph, "News."), (Quote, "It is late."), (Quote, "We go."), (Quote, "— Ann Lee, clerk")]),
            [(lee(), 2)]
        );
        assert_eq!(
            signed(&[(Paragraph, "News."), (Quote, "It is late."), (Paragraph, "Ann Lee (@annlee) 3 May")]),
            [(lee(), 1)]
        );
        assert_eq!(signed(&[(Paragraph, "News."), (Quote, "It is late."), (Paragraph, "Ann Lee left.")]), []);
        // A block without words, and a dash behind it.
        assert_eq!(signed(&[(Paragraph, "\u{200b}"), (Quote, "—")]), []);
    }

    #[test]
    fn one_name_above_a_quotation_may_be_the_reporters() {
        let quotation = "“It is very late, and all of us are so tired.”";
        let one = format!("News.\n\nAnn Lee\n\n{quotation}");
        assert_eq!(said(&one), []);
        let two = format!("{one}\n\nBo Day, clerk\n\n{quotation}");
        assert_eq!(said(&two), [statement("Ann Lee", "", quotation), statement("Bo Day", "", quotation)]);
    }
}
