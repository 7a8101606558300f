//! What the rules look at: the article in lower case, its sentences, and who says what around a place in it.

use crate::article::Article;
use crate::report::{Attribution, Speaker, SpeakerKind};
use crate::text::Span;

pub(super) struct Scene<'a> {
    pub article: &'a Article,
    /// The text in lower case (ASCII alone, so that every offset stays).
    pub lower: String,
    pub sentences: &'a [Span],
    pub speakers: &'a [Speaker],
    pub attributions: &'a [Attribution],
}

/// How many attributions before and behind a place are looked at: bounds the work on texts of any length.
const NEAR: usize = 40;

impl<'a> Scene<'a> {
    pub fn new(
        article: &'a Article,
        sentences: &'a [Span],
        speakers: &'a [Speaker],
        attributions: &'a [Attribution],
    ) -> Self {
        Scene { article, lower: article.text.to_ascii_lowercase(), sentences, speakers, attributions }
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

    /// The innermost attribution whose content holds the span.
    pub fn holder(&self, span: Span) -> Option<usize> {
        let holds = |a: &Attribution| a.content.iter().filter(|c| c.holds(&span)).map(Span::len).min();
        self.near(span.start).filter_map(|(i, a)| Some((holds(a)?, i))).min().map(|(_, i)| i)
    }

    /// The attribution whose cue the span is, or is part of.
    pub fn cued(&self, span: Span) -> Option<usize> {
        self.near(span.start).find(|(_, a)| a.cue.is_some_and(|c| c.overlaps(&span))).map(|(i, _)| i)
    }

    /// The words before the offset in its sentence, nearest first, in lower case.
    pub fn words_before(&self, sentence: Span, offset: usize) -> impl Iterator<Item = &str> {
        self.lower[sentence.start..offset.max(sentence.start)].split_whitespace().rev()
    }

    /// The speaker whose name or role's words are those of the mention: a name that shares its last word, or a
    /// group or organisation that the mention names.
    pub fn named(&self, mention: &str) -> Option<usize> {
        let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let base = |w: &str| bare(w.trim_end_matches("’s").trim_end_matches("'s"));
        let words: Vec<String> = mention.split_whitespace().map(base).filter(|w| !w.is_empty()).collect();
        let last = words.last()?;
        let fits = |s: &Speaker| {
            let name: Vec<String> = s.name.split_whitespace().map(bare).collect();
            let whole = name.iter().filter(|n| words.contains(n)).count();
            match s.kind {
                SpeakerKind::Person => name.last() == Some(last),
                _ => whole == name.len(),
            }
        };
        self.speakers.iter().position(fits)
    }

    /// The speakers whose last name stands in the span, other than `but`.
    pub fn mentioned(&self, span: Span, but: Option<usize>) -> Vec<usize> {
        let words: Vec<&str> = span
            .of(&self.article.text)
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .filter(|w| w.starts_with(char::is_uppercase))
            .collect();
        let named = |s: &Speaker| s.name.split_whitespace().next_back().is_some_and(|last| words.contains(&last));
        (0..self.speakers.len()).filter(|i| Some(*i) != but && named(&self.speakers[*i])).collect()
    }
}
