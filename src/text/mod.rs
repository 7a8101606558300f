//! Text: the spans in it, its tokens, its sentences.

mod homonym;
#[cfg(all(test, target_arch = "wasm32"))]
mod in_browser;
mod lower;
mod nickname;
mod sentence;
mod span;
mod token;

pub(crate) use homonym::settle as settle_homonyms;
pub(crate) use lower::{lower, lower_char};
pub(crate) use nickname::is_nickname;
pub(crate) use sentence::split as split_sentences;
pub use span::{Bytes, CodePoints, Index, Span, Unit, Utf16};
pub(crate) use token::{Shape, Token, tokenise};

/// Whether the word is one of a list of words parted by spaces.
pub(crate) fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|w| w == word)
}

/// The same, whatever the case of the word.
pub(crate) fn listed_in_any_case(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w.eq_ignore_ascii_case(word))
}

/// Whether one of a list of phrases, parted by bars, stands in the text.
#[inline(never)]
pub(crate) fn has_any(text: &str, phrases: &str) -> bool {
    phrases.split('|').any(|p| text.contains(p))
}

/// Which of a list of phrases, parted by bars, the text starts with.
#[inline(never)]
pub(crate) fn opens_with<'p>(text: &str, phrases: &'p str) -> Option<&'p str> {
    phrases.split('|').find(|p| text.starts_with(p))
}

/// The same, where no word goes on behind it.
pub(crate) fn opens_with_words<'p>(text: &str, phrases: &'p str) -> Option<&'p str> {
    let whole = |p: &&str| text.strip_prefix(*p).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    phrases.split('|').find(whole)
}
