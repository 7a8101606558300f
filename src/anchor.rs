//! The same statement in a later report: found again by its words and its place, when the article changed around it.

use crate::article::Article;
use crate::outline::Item;
use crate::report::Report;
use crate::text::Span;

/// What an item is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    words: String,
    /// The paragraph that it begins in.
    block: String,
    /// Which of the items with these words it is.
    nth: usize,
    rebuttal: bool,
}

impl Anchor {
    pub fn of(article: &Article, report: &Report, item: Item) -> Option<Anchor> {
        let span = span(report, item)?;
        let words = span.of(&article.text);
        let same = alike(report, item).filter(|other| other.1.of(&article.text) == words);
        Some(Anchor {
            words: words.to_owned(),
            block: block(article, span).to_owned(),
            nth: same.take_while(|other| other.0 != item).count(),
            rebuttal: matches!(item, Item::Rebuttal(_)),
        })
    }

    /// The item of this report that it was made of in an earlier one.
    pub fn find(&self, article: &Article, report: &Report) -> Option<Item> {
        let kind = if self.rebuttal { Item::Rebuttal(0) } else { Item::Attribution(0) };
        let same = alike(report, kind).filter(|(_, span)| span.of(&article.text) == self.words).enumerate();
        // The same words may be said twice: first those in the same paragraph, then those as far down.
        let best = same.min_by_key(|(nth, (_, span))| (block(article, *span) != self.block, nth.abs_diff(self.nth)));
        best.map(|(_, (item, _))| item)
    }
}

fn block(article: &Article, span: Span) -> &str {
    let block = article.blocks.partition_point(|b| b.span.end <= span.start);
    article.blocks.get(block).map_or("", |b| b.span.of(&article.text))
}

fn span(report: &Report, item: Item) -> Option<Span> {
    match item {
        Item::Attribution(index) => report.attributions.get(index)?.content.first().copied(),
        Item::Rebuttal(index) => report.rebuttals.get(index).map(|r| r.span),
    }
}

/// All items of the same type, with where each begins.
fn alike(report: &Report, item: Item) -> impl Iterator<Item = (Item, Span)> {
    let (count, make): (usize, fn(usize) -> Item) = match item {
        Item::Attribution(_) => (report.attributions.len(), Item::Attribution),
        Item::Rebuttal(_) => (report.rebuttals.len(), Item::Rebuttal),
    };
    (0..count).map(make).filter_map(|item| Some((item, span(report, item)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse;

    /// Where the second text has the statement of the first text that has these words.
    fn followed(before: &str, words: &str, nth: usize, after: &str) -> Option<usize> {
        let [before, after] = [before, after].map(Article::from_text);
        let (old, new) = (analyse(&before), analyse(&after));
        let mut said = (0..old.attributions.len()).map(Item::Attribution);
        let item = said.by_ref().filter(|i| span(&old, *i).is_some_and(|s| s.of(&before.text) == words)).nth(nth)?;
        match Anchor::of(&before, &old, item)?.find(&after, &new)? {
            Item::Attribution(index) => Some(index),
            Item::Rebuttal(_) => None,
        }
    }

    const LATE: &str = "“It is late,” Ann Lee said.";
    const DARK: &str = "“It is dark,” Ben Low said.";
    const AGAIN: &str = "“It is late,” Ben Low said.";

    #[test]
    fn follows_its_words() {
        let text = |blocks: &[&str]| blocks.join("\n\n");
        assert_eq!(followed(&text(&[LATE, DARK]), "“It is late,”", 0, &text(&[DARK, LATE])), Some(1));
        assert_eq!(followed(&text(&[LATE, DARK]), "“It is late,”", 0, &text(&[DARK])), None, "it is gone");
    }

    #[test]
    fn of_the_same_words_those_in_the_same_paragraph() {
        let text = |blocks: &[&str]| blocks.join("\n\n");
        assert_eq!(followed(&text(&[LATE, DARK]), "“It is late,”", 0, &text(&[AGAIN, LATE, DARK])), Some(1));
        assert_eq!(followed(&text(&[LATE, LATE]), "“It is late,”", 1, &text(&[LATE, LATE, DARK])), Some(1));
    }
}
