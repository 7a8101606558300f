//! Search as a reader types: without regard to case and accents, each word of the query the start of a word.

use crate::text::{Span, lower_char};

/// Letters with marks, by the letter that is typed for them. The full tables of Unicode would add 60 KB to the module.
const BASES: [(char, &str); 12] = [
    ('a', "àáâãäåāăąǎ"),
    ('c', "çćčĉċ"),
    ('d', "ďđð"),
    ('e', "èéêëēėęěĕ"),
    ('g', "ğĝģġ"),
    ('i', "ìíîïīįıĩ"),
    ('l', "łľĺļ"),
    ('n', "ñńňņ"),
    ('o', "òóôõöøōőŏ"),
    ('s', "śšşșŝ"),
    ('u', "ùúûüūůűųũ"),
    ('z', "źžż"),
];

/// What a reader looks for; an empty one finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<Vec<char>>);

impl Query {
    pub fn new(typed: &str) -> Query {
        let words = typed.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        Query(words.map(|w| w.chars().map(base).collect()).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether each of the words starts a word of one of the texts.
    pub fn finds(&self, texts: &[&str]) -> bool {
        let mut missing: Vec<&[char]> = self.0.iter().map(Vec::as_slice).collect();
        for text in texts {
            if missing.is_empty() {
                break;
            }
            for start in word_starts(text) {
                missing.retain(|word| started(&text[start..], word).is_none());
            }
        }
        missing.is_empty()
    }

    /// Where the words stand in `range` of the text.
    pub fn spans(&self, text: &str, range: Span) -> Vec<Span> {
        let Some(within) = text.get(range.start..range.end) else { return Vec::new() };
        let mut spans = Vec::new();
        for start in word_starts(within).filter(|_| !self.is_empty()) {
            let lengths = self.0.iter().filter_map(|word| started(&within[start..], word));
            if let Some(longest) = lengths.max() {
                spans.push(Span::new(range.start + start, range.start + start + longest));
            }
        }
        spans
    }
}

/// Where words start.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let letter = c.is_alphanumeric();
        let starts = letter && !inside;
        inside = letter;
        starts.then_some(at)
    })
}

/// How much of the text is the word, in bytes, if the text starts with it.
fn started(text: &str, word: &[char]) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in word {
        chars.next().filter(|(_, c)| base(*c) == *wanted)?;
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

fn base(c: char) -> char {
    let lower = lower_char(c);
    if lower.is_ascii() {
        return lower;
    }
    BASES.iter().find(|(_, marked)| marked.contains(lower)).map_or(lower, |(letter, _)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_the_query_starts_a_word() {
        for (typed, text, found) in [
            ("", "anything", true),
            ("  ", "anything", true),
            ("gate", "The tidal gate.", true),
            ("tid gat", "The tidal gate.", true),
            ("gate tidal", "The tidal gate.", true),
            ("ate", "The tidal gate.", false),
            ("gate wall", "The tidal gate.", false),
            ("don't", "We don’t know", true),
            ("“WE", "we don’t know", true),
            ("gates", "gate", false),
        ] {
            assert_eq!(Query::new(typed).finds(&[text]), found, "{typed:?} in {text:?}");
        }
    }

    #[test]
    fn words_may_stand_in_different_texts() {
        assert!(Query::new("oduya dry").finds(&["Maren Oduya", "to keep our feet dry"]));
        assert!(!Query::new("oduya wet").finds(&["Maren Oduya", "to keep our feet dry"]));
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        for (typed, text) in [("zoe", "Zoë"), ("ŁÓDŹ", "lodz"), ("erdogan", "Erdoğan"), ("ÉTÉ", "ete")] {
            assert!(Query::new(typed).finds(&[text]), "{typed} in {text}");
        }
    }

    #[test]
    fn tells_where_the_words_stand() {
        let text = "Zoë said so. A zoetrope is so old.";
        let found: Vec<_> =
            Query::new("zoe so").spans(text, Span::new(0, text.len())).iter().map(|s| s.of(text)).collect();
        assert_eq!(found, ["Zoë", "so", "zoe", "so"]);
        let late = Query::new("so").spans(text, Span::new(13, text.len()));
        assert_eq!(late, [Span::new(28, 30)], "counted from the start of the text");
        assert!(Query::new("").spans(text, Span::new(0, 3)).is_empty());
        assert!(Query::new("a").spans(text, Span::new(0, 9999)).is_empty(), "a range off the text");
    }
}
