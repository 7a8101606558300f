//! Links to a passage: the text fragment (`#:~:text=…`) that makes a browser scroll to it and mark it.
//!
//! The rules are those of the URL Fragment Text Directives draft: a term is matched without regard to case, at
//! word bounds, inside one block; `start,end` spans blocks; between prefix, start and suffix only white space
//! is passed over, so a prefix takes the punctuation that parts it from the start.

use std::fmt::Write;

use crate::article::Article;
use crate::text::Span;

/// A passage longer than this many bytes is named by its two ends.
const LONG: usize = 300;
/// The words that an end of a long passage starts out with, and the most it grows to until it is unique.
const ENDS: std::ops::RangeInclusive<usize> = 4..=12;
/// The most words of a prefix or suffix.
const BESIDE: usize = 8;
/// No directive where one term is longer: browsers and mail programs cut such URLs.
const LONGEST: usize = 1000;

/// Makes fragments for passages of one article.
pub struct Fragments<'a> {
    article: &'a Article,
    /// The text as it is compared. Only ASCII is folded, so every offset stays.
    folded: String,
}

impl<'a> Fragments<'a> {
    pub fn new(article: &'a Article) -> Self {
        Fragments { article, folded: article.text.to_ascii_lowercase() }
    }

    /// The directive for the passages, such as `text=It%20is,the%20end&text=Then`; `None` if one cannot be
    /// named. Passages are spans of the article's text.
    pub fn directive(&self, passages: &[Span]) -> Option<String> {
        let mut out = String::new();
        for passage in passages {
            let terms = self.terms(*passage)?;
            out.push_str(if out.is_empty() { "text=" } else { "&text=" });
            self.write(&mut out, &terms);
        }
        (!out.is_empty()).then_some(out)
    }

    /// `url` with a fragment that points to the passages; the plain `url` if they cannot be named.
    pub fn link(&self, url: &str, passages: &[Span]) -> String {
        let plain = url.find(":~:").map_or(url, |at| url[..at].trim_end_matches('#'));
        match self.directive(passages) {
            None => plain.to_owned(),
            Some(directive) if plain.contains('#') => format!("{plain}:~:{directive}"),
            Some(directive) => format!("{plain}#:~:{directive}"),
        }
    }

    fn terms(&self, passage: Span) -> Option<Terms> {
        let words = self.words(passage);
        let (first, last) = (words.first()?, words.last()?);
        let (start, end) = (first.start, last.end);
        let one_block = self.article.blocks.iter().any(|b| b.span.holds(&Span::new(start, end)));
        let terms = if one_block && end - start <= LONG {
            let whole = Span::new(start, end);
            let mut terms = Terms { prefix: None, start: whole, end: None, suffix: None };
            if !self.unique(whole) {
                self.widen(&mut terms);
            }
            terms
        } else {
            self.ends(&words)?
        };
        let parts = [terms.prefix, Some(terms.start), terms.end, terms.suffix];
        parts.iter().flatten().all(|t| t.len() <= LONGEST).then_some(terms)
    }

    /// A prefix, or else a suffix too, for a passage that stands in the text more than once.
    fn widen(&self, terms: &mut Terms) {
        for count in 1..=BESIDE {
            terms.prefix = self.before(terms.start.start, count);
            let wide = terms.prefix.map_or(terms.start, |p| p.to(&terms.start));
            if self.unique(wide) {
                return;
            }
            terms.suffix = self.after(terms.start.end, count);
            let wider = terms.suffix.map_or(wide, |s| wide.to(&s));
            if self.unique(wider) {
                return;
            }
        }
    }

    /// The terms that name a long passage by its first and last words.
    fn ends(&self, words: &[Span]) -> Option<Terms> {
        let half = words.len() / 2;
        let home = self.block(words[0])?;
        let far = self.block(*words.last()?)?;
        // Neither term leaves its block, nor meets the other.
        let opening: Vec<_> = words[..half.max(1)].iter().take_while(|w| home.holds(w)).collect();
        let closing: Vec<_> = words[half.max(1)..].iter().rev().take_while(|w| far.holds(w)).collect();
        let mut start = words[0];
        let mut prefix = None;
        for count in ENDS {
            start = words[0].to(opening[count.min(opening.len()) - 1]);
            if self.unique(start) {
                break;
            }
        }
        for count in 1..=BESIDE {
            if self.unique(prefix.map_or(start, |p: Span| p.to(&start))) {
                break;
            }
            prefix = self.before(start.start, count);
        }
        let Some(last) = closing.first() else {
            // A passage of one long word: no end to name.
            return Some(Terms { prefix, start, end: None, suffix: None });
        };
        let mut end = **last;
        let mut suffix = None;
        for count in ENDS {
            end = closing[count.min(closing.len()) - 1].to(last);
            if self.first_after(start.end, end) {
                break;
            }
        }
        for count in 1..=BESIDE {
            if self.first_after(start.end, suffix.map_or(end, |s: Span| end.to(&s))) {
                break;
            }
            suffix = self.after(end.end, count);
        }
        Some(Terms { prefix, start, end: Some(end), suffix })
    }

    /// Runs without white space that hold a letter or digit, trimmed to those; the passage's own ends are kept
    /// unless they cut a word.
    fn words(&self, passage: Span) -> Vec<Span> {
        let text = &self.article.text;
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
        let mut start = passage.start;
        if text[start..].starts_with(inside) {
            start -= text[..start].chars().rev().take_while(|c| inside(*c)).map(char::len_utf8).sum::<usize>();
        }
        let mut end = passage.end;
        if text[..end].ends_with(inside) {
            end += text[end..].chars().take_while(|c| inside(*c)).map(char::len_utf8).sum::<usize>();
        }
        words(text, Span::new(start, end))
    }

    fn block(&self, span: Span) -> Option<Span> {
        self.article.blocks.iter().map(|b| b.span).find(|b| b.has(span.start))
    }

    /// `count` words before the offset, in its block, with what parts them from it.
    fn before(&self, offset: usize, count: usize) -> Option<Span> {
        let block = self.block(Span::new(offset, offset))?;
        let room = Span::new(block.start, offset);
        let start = words(&self.article.text, room).iter().rev().take(count).next_back()?.start;
        Some(Span::new(start, offset).trim(&self.article.text, char::is_whitespace))
    }

    /// `count` words behind the offset, in its block, with what parts them from it.
    fn after(&self, offset: usize, count: usize) -> Option<Span> {
        let block = self.block(Span::new(offset.checked_sub(1)?, offset))?;
        let room = Span::new(offset, block.end.max(offset));
        let end = words(&self.article.text, room).iter().take(count).next_back()?.end;
        Some(Span::new(offset, end).trim(&self.article.text, char::is_whitespace))
    }

    /// Whether the text has these words at no other place.
    fn unique(&self, span: Span) -> bool {
        let mut found = self.found(span, 0);
        found.next() == Some(span.start) && found.next().is_none()
    }

    /// Whether these words are the first such behind the offset.
    fn first_after(&self, offset: usize, span: Span) -> bool {
        self.found(span, offset).next() == Some(span.start)
    }

    /// Where the words of `span` stand from the offset on, at word bounds.
    fn found(&self, span: Span, from: usize) -> impl Iterator<Item = usize> {
        let words = span.of(&self.folded);
        let bare = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        self.folded[from..].match_indices(words).map(move |(at, _)| from + at).filter(move |at| {
            bare(self.folded[..*at].chars().next_back()) && bare(self.folded[at + words.len()..].chars().next())
        })
    }

    fn write(&self, out: &mut String, terms: &Terms) {
        let text = &self.article.text;
        if let Some(prefix) = terms.prefix {
            encode(out, prefix.of(text));
            out.push_str("-,");
        }
        encode(out, terms.start.of(text));
        if let Some(end) = terms.end {
            out.push(',');
            encode(out, end.of(text));
        }
        if let Some(suffix) = terms.suffix {
            out.push_str(",-");
            encode(out, suffix.of(text));
        }
    }
}

/// The parts of one text directive.
struct Terms {
    prefix: Option<Span>,
    start: Span,
    end: Option<Span>,
    suffix: Option<Span>,
}

fn words(text: &str, room: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = room.start;
    for run in room.of(text).split_inclusive(char::is_whitespace) {
        let word = Span::new(start, start + run.len()).trim(text, |c| !c.is_alphanumeric());
        if !word.is_empty() {
            words.push(word);
        }
        start += run.len();
    }
    words
}

/// Percent-encodes a term: besides what URLs need also `-`, `,` and `&`, which part terms, and the marks that
/// Markdown and mail programs take for their own. White space becomes one space.
fn encode(out: &mut String, term: &str) {
    let mut space = false;
    for c in term.chars() {
        if c.is_whitespace() {
            if !std::mem::replace(&mut space, true) {
                out.push_str("%20");
            }
            continue;
        }
        space = false;
        if c.is_ascii_alphanumeric() || c == '.' || c == '_' {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a String does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind::Paragraph;

    fn article(blocks: &[&str]) -> Article {
        let mut article = Article::default();
        for block in blocks {
            article.push(Paragraph, block);
        }
        article
    }

    /// The directive for the `n`th place of `words`.
    fn directive(blocks: &[&str], words: &str, n: usize) -> Option<String> {
        let article = article(blocks);
        let (start, _) = article.text.match_indices(words).nth(n).expect(words);
        Fragments::new(&article).directive(&[Span::new(start, start + words.len())])
    }

    #[test]
    fn short_passages_are_named_whole() {
        let blocks = &["“It is late,” she said. Nobody’s well-known: 3,5 & more."];
        for (words, want) in [
            ("“It is late,”", "text=It%20is%20late"),
            ("she said.", "text=she%20said"),
            ("well-known: 3,5 & more.", "text=well%2Dknown%3A%203%2C5%20%26%20more"),
            ("body’s well", "text=Nobody%E2%80%99s%20well"),
            ("Nobody", "text=Nobody%E2%80%99s"),
        ] {
            assert_eq!(directive(blocks, words, 0).as_deref(), Some(want), "{words}");
        }
        assert_eq!(directive(blocks, "“", 0), None, "nothing to search for");
    }

    #[test]
    fn repeated_passages_get_the_words_beside_them() {
        let blocks = &["Ann said, “No way.” Bo said “No way,” too. No Way. It is no wayward son."];
        for (n, want) in [(0, "text=said%2C%20%E2%80%9C-,No%20way"), (1, "text=said%20%E2%80%9C-,No%20way")] {
            assert_eq!(directive(blocks, "No way", n).as_deref(), Some(want), "{n}");
        }
        assert_eq!(directive(blocks, "No Way", 0).as_deref(), Some("text=too.-,No%20Way"));
        let blocks = &["No way.", "No way, she said."];
        assert_eq!(directive(blocks, "No way", 1).as_deref(), Some("text=No%20way,-%2C%20she"));
        assert_eq!(directive(blocks, "No way", 0).as_deref(), Some("text=No%20way"), "nothing beside it");
    }

    #[test]
    fn a_part_of_a_word_is_no_second_place() {
        assert_eq!(directive(&["The car. A carpet."], "car", 0).as_deref(), Some("text=car"));
    }

    #[test]
    fn long_passages_are_named_by_their_ends() {
        let middle = "and so on and on ".repeat(30);
        let long = format!("We came by night {middle}until it was done.");
        let blocks = &[long.as_str(), "The end came."];
        let want = "text=We%20came%20by%20night,until%20it%20was%20done";
        assert_eq!(directive(blocks, &long, 0).as_deref(), Some(want));
        // The last words stand in the middle too: more of them.
        let long = format!("We came by night until it was done {middle}until it was done.");
        let want = "text=We%20came%20by%20night,on%20until%20it%20was%20done";
        assert_eq!(directive(&[&long], &long, 0).as_deref(), Some(want));
    }

    #[test]
    fn no_term_crosses_a_block() {
        let blocks = &["She said: “We go.", "They went now.” And so it was."];
        let want = "text=We%20go,They%20went%20now";
        assert_eq!(directive(blocks, "“We go.\n\nThey went now.”", 0).as_deref(), Some(want));
        let blocks = &["She said: “We go.", "We go now.” And so it was."];
        let want = "text=said%3A%20%E2%80%9C-,We%20go,We%20go%20now";
        assert_eq!(directive(blocks, "“We go.\n\nWe go now.”", 0).as_deref(), Some(want));
        assert_eq!(directive(&["One", "two"], "One\n\ntwo", 0).as_deref(), Some("text=One,two"));
    }

    #[test]
    fn several_passages_are_several_directives() {
        let article = article(&["“No,” he said, “never.”"]);
        let fragments = Fragments::new(&article);
        let spans = ["No", "never"].map(|w| {
            let at = article.text.find(w).expect(w);
            Span::new(at, at + w.len())
        });
        assert_eq!(fragments.directive(&spans).as_deref(), Some("text=No&text=never"));
        assert_eq!(fragments.directive(&[]), None);
    }

    #[test]
    fn keeps_the_urls_own_fragment() {
        let article = article(&["It is late."]);
        let fragments = Fragments::new(&article);
        let late = [Span::new(6, 10)];
        for (url, want) in [
            ("https://a.example/b?c=d", "https://a.example/b?c=d#:~:text=late"),
            ("https://a.example/#part", "https://a.example/#part:~:text=late"),
            ("https://a.example/#part:~:text=old", "https://a.example/#part:~:text=late"),
            ("https://a.example/#:~:text=old", "https://a.example/#:~:text=late"),
        ] {
            assert_eq!(fragments.link(url, &late), want);
        }
        assert_eq!(fragments.link("https://a.example/#:~:text=old", &[]), "https://a.example/");
    }

    #[test]
    fn a_huge_word_has_no_link() {
        let huge = "x".repeat(100_000);
        assert_eq!(directive(&[&huge], &huge, 0), None);
    }
}
