//! The article read once: its tokens, sentences and quotations, by block.

use std::ops::Range;

use crate::article::{Article, BlockKind};
use crate::lexicon::SMALL;
use crate::pace::Pace;
use crate::quotation::{self, Quotation};
use crate::text::{Shape, Span, Token, opens_with, settle_homonyms, split_sentences, tokenise};

/// How many blocks that begin with a time of day make a live blog of an article.
const STAMPS: usize = 2;

/// The bytes of the time of day that a text begins with: "14:05", "2.05pm", "9:41 a.m."; none if it does with another
/// thing.
pub(crate) fn time(text: &str) -> usize {
    let digits = |from: usize| text.as_bytes().iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let hour = digits(0);
    let colon = text.as_bytes().get(hour).filter(|b| matches!(b, b':' | b'.'));
    if !(1..=2).contains(&hour) || colon.is_none() || digits(hour + 1) != 2 {
        return 0;
    }
    let end = hour + 3;
    let half = text[end..].trim_start();
    let halved = opens_with(half, "am|pm|a.m.|p.m.|AM|PM");
    match halved {
        Some(h) => text.len() - half.len() + h.len(),
        // "9.41 percent" is no time, "9:41" is.
        None if colon == Some(&b':') => end,
        None => 0,
    }
}

/// An article with all that the later stages read it by. Ranges are of token indices.
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) blocks: Vec<TokenBlock>,
    pub(crate) sentences: Vec<Range<usize>>,
    /// The quotations that stand in no other, in order.
    pub(crate) quotations: Vec<Quotation>,
    /// Whether any of them has double marks, so that single ones are not the article's own.
    pub(crate) has_double_marks: bool,
    /// Where the entries of a live blog begin, by their first token; none in another article.
    entries: Vec<usize>,
}

pub(crate) struct TokenBlock {
    pub(crate) tokens: Range<usize>,
    pub(crate) sentences: Range<usize>,
    /// Range into [`Document::quotations`].
    pub(crate) quotations: Range<usize>,
    pub(crate) kind: BlockKind,
    /// Whether it writes most of its words with capitals, as headlines do, so that they tell no names.
    pub(crate) is_title_case: bool,
}

impl<'a> Document<'a> {
    /// Work a byte, as [`Pace`] counts it.
    pub(crate) const WORK: usize = 2;

    pub(crate) async fn read(article: &'a Article, pace: &Pace) -> Self {
        let text = article.text.as_str();
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(article.blocks.len());
        for block in &article.blocks {
            let start = tokens.len();
            tokenise(text, block.span, &mut tokens);
            ranges.push(start..tokens.len());
            pace.did(block.span.len()).await;
        }
        let mut document = Document {
            text,
            tokens,
            blocks: Vec::new(),
            sentences: Vec::new(),
            quotations: Vec::new(),
            has_double_marks: false,
            entries: Vec::new(),
        };
        for (block, range) in article.blocks.iter().zip(ranges) {
            let is_title_case = is_title_case(&document.tokens[range.clone()], block.kind);
            if !is_title_case {
                settle_homonyms(text, &mut document.tokens[range.clone()]);
            }
            let (first_sentence, first_quotation) = (document.sentences.len(), document.quotations.len());
            document.sentences.extend(split_sentences(text, &document.tokens, range.clone()));
            let next = document.tokens.get(range.end);
            document.quotations.extend(quotation::find(text, &document.tokens, range.clone(), next));
            document.blocks.push(TokenBlock {
                is_title_case,
                tokens: range,
                sentences: first_sentence..document.sentences.len(),
                quotations: first_quotation..document.quotations.len(),
                kind: block.kind,
            });
            pace.did(block.span.len()).await;
        }
        let stamped =
            |b: &&TokenBlock| document.tokens.get(b.tokens.start).is_some_and(|t| time(&text[t.span.start..]) > 0);
        if document.blocks.iter().filter(stamped).take(STAMPS).count() == STAMPS {
            let begins = |b: &&TokenBlock| b.kind == BlockKind::Heading || stamped(b);
            document.entries = document.blocks.iter().filter(begins).map(|b| b.tokens.start).collect();
        }
        document.has_double_marks = document.quotations.iter().any(|q| !document.has_single_marks(q));
        document
    }

    /// Whether an entry of a live blog begins with the block: what was said before it does not go on in it.
    pub(crate) fn begins_entry(&self, block: &TokenBlock) -> bool {
        self.entries.binary_search(&block.tokens.start).is_ok()
    }

    /// Where the entry of a live blog begins that a token stands in; the start of another article.
    pub(crate) fn entry_of(&self, token: usize) -> usize {
        let behind = self.entries.partition_point(|e| *e <= token);
        behind.checked_sub(1).map_or(0, |e| self.entries[e])
    }

    /// The tokens of the block that a token stands in.
    pub(crate) fn block_of(&self, token: usize) -> Range<usize> {
        let block = self.blocks.partition_point(|b| b.tokens.end <= token);
        self.blocks.get(block).map_or(token..token, |b| b.tokens.clone())
    }

    pub(crate) fn has_single_marks(&self, quotation: &Quotation) -> bool {
        matches!(self.tokens[quotation.tokens.start].shape, Shape::Mark('\'' | '‘' | '`'))
    }

    /// How many bytes the block has.
    pub(crate) fn length(&self, block: &TokenBlock) -> usize {
        if block.tokens.is_empty() { 0 } else { self.span(&block.tokens).len() }
    }

    /// The text's span of a range of tokens; a range must not be empty.
    pub(crate) fn span(&self, tokens: &Range<usize>) -> Span {
        self.tokens[tokens.start].span.to(&self.tokens[tokens.end - 1].span)
    }

    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.tokens[token].span.of(self.text)
    }

    pub(crate) fn is_word(&self, token: usize, word: &str) -> bool {
        self.word(token).eq_ignore_ascii_case(word)
    }
}

fn is_title_case(tokens: &[Token], kind: BlockKind) -> bool {
    let (mut all, mut capital) = (0, 0);
    for token in tokens.iter().filter(|t| t.is_word() && !t.is(SMALL)) {
        all += 1;
        capital += usize::from(token.is_capital());
    }
    kind != BlockKind::Paragraph && capital * 3 > all * 2 || all > 3 && capital * 10 > all * 9
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_time_of_day_is_told_from_other_figures() {
        for (text, length) in
            [("14:05 News", 5), ("9:41 a.m. News", 9), ("2.05pm", 6), ("9.41 percent", 0), ("14 May", 0)]
        {
            assert_eq!(super::time(text), length, "{text}");
        }
    }
}
