//! What the rules look at: the article in lower case, its sentences, and who says what around a place in it.

use crate::article::Article;
use crate::report::{Attribution, Speaker};
use crate::text::{Span, lower};
use crate::words::ByWord;

/// Words that leave open what their clause says.
pub(super) const OPEN: &str = "if whether unless";

/// Whether a verb is denied by its ending: "isn't".
pub(super) fn is_denied(verb: &str) -> bool {
    verb.ends_with("n't") || verb.ends_with("n’t")
}

pub(super) struct Scene<'a> {
    pub article: &'a Article,
    /// The text in lower case (ASCII alone, so that every offset stays).
    pub lower: String,
    pub sentences: &'a [Span],
    pub speakers: &'a [Speaker],
    pub attributions: &'a [Attribution],
    /// By the last word of a speaker's name, in lower case: the speakers of that name, in order.
    last_words: ByWord<Vec<usize>>,
}

/// How many attributions before and behind a place are looked at: bounds the work on texts of any length.
const NEAR: usize = 40;

impl<'a> Scene<'a> {
    pub fn new(article: &'a Article, sentences: &'a [Span], attributions: &'a [Attribution]) -> Self {
        let lower = article.text.to_ascii_lowercase();
        Scene { article, lower, sentences, speakers: &[], attributions, last_words: ByWord::default() }
    }

    /// Gets to know the speakers.
    pub fn meet(&mut self, speakers: &'a [Speaker]) {
        self.speakers = speakers;
        for (index, speaker) in speakers.iter().enumerate() {
            if let Some(last) = speaker.name.split_whitespace().next_back() {
                self.last_words.entry(&bare(last)).push(index);
            }
        }
    }

    /// The number of the sentence that holds the offset, or of the last before it.
    pub fn sentence(&self, offset: usize) -> usize {
        self.sentences.partition_point(|s| s.start <= offset).saturating_sub(1)
    }

    /// The block that holds the offset.
    pub fn block(&self, offset: usize) -> usize {
        self.article.blocks.partition_point(|b| b.span.start <= offset).saturating_sub(1)
    }

    /// The attributions around a place, in order.
    pub fn near(&self, offset: usize) -> impl DoubleEndedIterator<Item = (usize, &'a Attribution)> {
        let here = self.attributions.partition_point(|a| a.content.first().is_some_and(|c| c.start <= offset));
        let last = (here + NEAR).min(self.attributions.len());
        let first = here.saturating_sub(NEAR).min(last);
        self.attributions[first..last].iter().enumerate().map(move |(i, a)| (first + i, a))
    }

    /// The innermost attribution whose content holds the span, or most nearly: "said that it “is false”".
    pub fn holder(&self, span: Span) -> Option<usize> {
        let holds =
            |a: &Attribution| a.content.iter().filter(|c| c.overlaps(&span)).map(|c| (!c.holds(&span), c.len())).min();
        self.near(span.start).filter_map(|(i, a)| Some((holds(a)?, i))).min().map(|(_, i)| i)
    }

    /// The attribution whose cue the span is, or is part of.
    pub fn cued(&self, span: Span) -> Option<usize> {
        self.near(span.start).find(|(_, a)| a.cue.is_some_and(|c| c.overlaps(&span))).map(|(i, _)| i)
    }

    /// The words before the offset in its sentence, nearest first, in lower case.
    pub fn words_before(&self, sentence: Span, offset: usize) -> impl Iterator<Item = &str> {
        let words = self.lower[sentence.start..offset.max(sentence.start)].split_whitespace().rev();
        words.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty())
    }

    /// The speakers whose last name stands in the span, other than `but`.
    pub fn mentioned(&self, span: Span, but: Option<usize>) -> Vec<usize> {
        let words = span.of(&self.article.text).split(|c: char| !c.is_alphanumeric() && c != '-');
        let names = words.filter(|w| w.starts_with(char::is_uppercase));
        let speakers = names.filter_map(|w| self.last_words.get(&bare(w))).flat_map(|all| all.iter().take(NEAR));
        speakers.copied().filter(|s| Some(*s) != but).collect()
    }
}

/// A word of a name as names are compared: in lower case, without marks and a possessive's ending.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    lower(word.strip_suffix("’s").or(word.strip_suffix("'s")).unwrap_or(word))
}
