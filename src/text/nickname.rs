//! Nicknames in marks within a name, which quote nobody.

use std::ops::Range;

use super::{Shape, Token};
use crate::lexicon::GIVEN;

/// "William “Buzz” Harlan": whether the mark and the one behind the next word are part of a name.
pub(crate) fn is_nickname(tokens: &[Token], at: usize, block: &Range<usize>) -> bool {
    if at <= block.start || at + 3 >= block.end {
        return false;
    }
    let [before, open, word, close, behind] = [-1, 0, 1, 2, 3].map(|by| &tokens[at.wrapping_add_signed(by)]);
    let pair = matches!(
        (open.shape, close.shape),
        (Shape::Mark('“'), Shape::Mark('”')) | (Shape::Mark('‘'), Shape::Mark('’'))
    ) || open.shape == close.shape && (open.is_mark('"') || open.is_mark('\''));
    let is_name = |t: &Token| t.shape == Shape::Capital;
    pair && is_name(before)
        && is_name(word)
        && is_name(behind)
        && open.spaced
        && !word.spaced
        && !close.spaced
        && behind.spaced
        && before.is(GIVEN)
        && !behind.is(GIVEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    #[test]
    fn nicknames() {
        let nicknames = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &mut tokens);
            let all = 0..tokens.len();
            all.clone().filter(|&at| is_nickname(&tokens, at, &all)).count()
        };
        assert_eq!(nicknames("William “Buzz” Harlan and Ann 'Bo' Roe left."), 2);
        assert_eq!(nicknames("“Go,” said William “Buzz” Harlan."), 1);
        // What somebody is called, by somebody.
        assert_eq!(nicknames("He called Roe “Little” Mark. Ann “no” Roe. William “Buzz”."), 0);
    }
}
