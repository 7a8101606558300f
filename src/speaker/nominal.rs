//! Sources that name nobody: speakers of their own, by their words.

use std::ops::Range;

use super::{Resolver, Who};
use crate::lexicon::Class;
use crate::text::{Shape, listed};

/// How many sources before one without a name are looked through for the same.
const NEAR: usize = 40;

impl Resolver<'_> {
    /// "the official" after "a senior official said": an unnamed source of before, with the same head, and where.
    /// "the foreman" after "the foreman, Gary Tull, said": who has a name beside it.
    pub(super) fn same_nominal(&self, source: &Range<usize>) -> Option<&(usize, Range<usize>, Who)> {
        let document = self.document;
        let bare = source.len() == 2 && document.tokens[source.start].is(Class::DEFINITE);
        if !bare && source.len() > 1 {
            return None;
        }
        let head = document.word(source.end - 1);
        self.spoken.iter().rev().take(NEAR).find(|(at, said, who)| {
            let same = match who {
                _ if self.comma(said).is_some() => document.word(self.head(said).end - 1),
                Who::Nominal(words) if bare => head_word(words),
                Who::Nominal(words) => words,
                Who::Entity(_) => "",
            };
            *at < source.start && same.eq_ignore_ascii_case(head)
        })
    }

    /// The words that stand for a source without a name.
    pub(super) fn nominal_key(&self, source: &Range<usize>) -> Option<String> {
        if let Some((_, _, Who::Nominal(earlier))) = self.same_nominal(source) {
            return Some(earlier.clone());
        }
        let document = self.document;
        let source = &(self.comma(source).map_or(source.start, |comma| comma + 1)..source.end);
        let mut start = source.start;
        while start < source.end
            && document.tokens[start].is(Class::DEFINITE.or(Class::INDEFINITE))
            && !document.tokens[start].is(Class::POSSESSIVE)
            && source.len() > 1
            && !document.is_word(start, "those")
            && document.tokens.get(start + 1).is_some_and(|t| !t.is(Class::PREP))
        {
            start += 1;
        }
        // "Then", "Here": nobody.
        const NOBODY: Class = Class::ADV.or(Class::DEFINITE).or(Class::AUX).or(Class::SUB).or(Class::PREP);
        let first = &document.tokens[source.start];
        if source.len() == 1
            && first.is(NOBODY)
            && !first.is(Class::ALONE)
            && !document.word(source.start).ends_with("se")
        {
            return None;
        }
        // "a document filed", by whom the source does not say; "two people familiar", and with what.
        let mut end = source.end;
        let participle = |t: usize| document.word(t).ends_with("ed") && document.tokens[t].shape == Shape::Lower;
        let noun = |t: usize| !document.tokens[t].is(Class::DET.or(Class::PREP).or(Class::ADV).or(Class::CONJ));
        // "a man fishing", and where.
        let doing = |t: usize| {
            document.word(t).ends_with("ing")
                && document.tokens[t - 1].is(Class::GROUP.or(Class::ROLE))
                && document.tokens.get(t + 1).is_some_and(|t| t.is(Class::PREP))
        };
        if end > start + 1 && (participle(end - 1) && noun(end - 2) || doing(end - 1)) {
            end -= 1;
        } else if end > start && listed("familiar close", document.word(end - 1)) {
            const LONGEST: usize = 5;
            let part = |t: &usize| {
                let (token, before) = (&document.tokens[*t], &document.tokens[*t - 1]);
                token.is_word()
                    && !token.is(Class::HAVE.or(Class::CONJ).or(Class::WH))
                    && (token.verb.is_none() || before.is(Class::DET))
            };
            end += (end..document.tokens.len().min(end + LONGEST)).take_while(part).count();
        }
        (start < end)
            .then(|| document.span(&(start..end)).of(document.text).split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// What the words of a source turn about: "duchess" of "Duchess of Ware", "spokesman" of "spokesman for the bank".
pub(super) fn head_word(words: &str) -> &str {
    let mut before = "";
    for word in words.split(' ') {
        if listed("familiar close", word) || crate::lexicon::look_up(word).class.has(Class::PREP) {
            break;
        }
        before = word;
    }
    before
}

/// Whether words that stand for a source are a name that the article gives nowhere else.
pub(super) fn is_name(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    let capital = [words, last].iter().all(|w| w.starts_with(char::is_uppercase));
    // "Some", at a sentence's start
    capital && !last.ends_with('s') && !crate::lexicon::look_up(last).class.has(Class::ALONE)
}

#[cfg(test)]
mod tests {
    use super::super::tests::speakers;

    #[test]
    fn who_is_not_named_is_a_speaker_by_their_own_words() {
        let text = "A senior official said it was late. The official said it was dark. Critics said it was cold.";
        assert_eq!(speakers(text), ["senior official", "senior official", "Critics"]);
        assert_eq!(speakers("A man fishing on the quay said it was late."), ["man"]);
        assert_eq!(speakers("Some in Ware said it was late."), ["Some in Ware"]);
        assert_eq!(speakers("A person close to the firm said it was late."), ["person close to the firm"]);
    }

    #[test]
    fn who_has_a_name_beside_a_word_is_that_later_too() {
        for (text, name) in [
            ("“It is late,” said the old batsman, Ivo Tull. The batsman said it was dark.", "Ivo Tull"),
            ("The company, Tull & Dent, said it was late. The company said it was dark.", "Tull & Dent"),
        ] {
            assert_eq!(speakers(text), [name; 2], "{text}");
        }
    }
}
