//! Sentences: where one ends.

use std::ops::Range;

use super::token::{Shape, Token};
use crate::lexicon::Class;

/// A sentence longer than this is cut: what reads sentences stays linear on any text.
const LONGEST: usize = 300;

/// Parts one block's tokens into sentences, as ranges of token indices. Closing marks belong to the sentence that
/// they end.
#[inline(never)]
pub(crate) fn split(text: &str, tokens: &[Token], block: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = block.start;
    let mut at = block.start;
    while at < block.end {
        let mut end = at + 1;
        let stop = ends_sentence(text, &tokens[at], tokens.get(end).filter(|_| end < block.end));
        if stop {
            while end < block.end && closes(&tokens[end]) && !opens_next(tokens, end, block.end) {
                end += 1;
            }
            if end < block.end && !begins_sentence(tokens, end, block.end) {
                at = end;
                continue;
            }
        }
        if stop || end - start >= LONGEST {
            sentences.push(start..end);
            start = end;
        }
        at = end;
    }
    if start < block.end {
        sentences.push(start..block.end);
    }
    sentences
}

/// Whether the token is a final stop, or an abbreviation at a sentence's end.
fn ends_sentence(text: &str, token: &Token, next: Option<&Token>) -> bool {
    match token.shape {
        Shape::Mark(mark) => matches!(mark, '.' | '!' | '?' | '…'),
        // "the U.S. He": an abbreviation ends a sentence where a word follows that starts one and no name.
        _ => {
            let starter = |t: &Token| {
                t.is_capital()
                    && !t.is(Class::TITLE)
                    && t.is(Class::PRONOUN.or(Class::DET).or(Class::SUB).or(Class::PREP))
                    || matches!(t.shape, Shape::Mark('“'))
            };
            text.as_bytes()[..token.span.end].ends_with(b".")
                && !token.is(Class::TITLE.or(Class::MISTER).or(Class::MISSUS))
                && token.span.len() > 2
                && next.is_some_and(starter)
        }
    }
}

/// A mark that closes what stands before it.
fn closes(token: &Token) -> bool {
    !token.spaced
        && matches!(token.shape, Shape::Mark('”' | '"' | '’' | '\'' | ')' | ']' | '»' | '.' | '!' | '?' | '…'))
}

/// A straight mark with a space before and none behind opens the next sentence instead.
fn opens_next(tokens: &[Token], at: usize, end: usize) -> bool {
    tokens[at].spaced && at + 1 < end && !tokens[at + 1].spaced
}

fn begins_sentence(tokens: &[Token], at: usize, end: usize) -> bool {
    let first = tokens[at..end].iter().take(3).find(|t| t.is_word() || t.shape == Shape::Number);
    tokens[at].spaced && first.is_none_or(|t| t.shape != Shape::Lower)
}

#[cfg(test)]
mod tests {
    use super::super::{Span, token::tokenise};
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &mut tokens);
        let all = 0..tokens.len();
        let span = |r: Range<usize>| tokens[r.start].span.to(&tokens[r.end - 1].span).of(text);
        split(text, &tokens, all).into_iter().map(span).collect()
    }

    #[test]
    fn ends_at_stops_with_their_closing_marks() {
        assert_eq!(sentences("“Go.” He went. “Why?” she asked."), ["“Go.”", "He went.", "“Why?” she asked."]);
        assert_eq!(sentences("\"Go.\" \"Stay,\" he said."), ["\"Go.\"", "\"Stay,\" he said."]);
    }

    #[test]
    fn abbreviations_do_not_end_one() {
        assert_eq!(
            sentences("Sen. Doe met Dr. J. R. Roe in the U.S. Senate. He left."),
            ["Sen. Doe met Dr. J. R. Roe in the U.S. Senate.", "He left."]
        );
        assert_eq!(sentences("She left the U.S. The city wept."), ["She left the U.S.", "The city wept."]);
    }

    #[test]
    fn an_endless_sentence_is_cut() {
        assert_eq!(sentences(&"word ".repeat(LONGEST * 2 + 1)).len(), 3);
    }
}
