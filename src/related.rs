//! Which statements of others are about the same thing as one: those that share its words, the rarer in the article
//! the more.

use crate::article::Article;
use crate::lexicon::{self, Class};
use crate::report::{Attribution, Report};
use crate::text::lower_char;

/// The most that are named.
const MOST: usize = 3;
/// The least number of words in common.
const LEAST: usize = 2;
/// Words are compared by this many letters: "build" is "building" too.
const LETTERS: usize = 5;
/// The words of a statement that are looked at.
const WORDS: usize = 200;

/// The statements by others on the subject of the one at `index`: indices into [`Report::attributions`], the nearest
/// to it first.
pub fn related(article: &Article, report: &Report, index: usize) -> Vec<usize> {
    let Some(statement) = report.attributions.get(index) else { return Vec::new() };
    let mut subject: Vec<Subject> = Vec::new();
    for word in content(article, statement).map(stem) {
        if subject.len() < WORDS && !subject.iter().any(|s| s.stem == word) {
            subject.push(Subject { stem: word, sentences: 0, seen: usize::MAX });
        }
    }
    for (number, sentence) in report.sentences.iter().enumerate() {
        for word in words(sentence.of(&article.text)).map(stem) {
            if let Some(known) = subject.iter_mut().find(|s| s.stem == word)
                && known.seen != number
            {
                known.sentences += 1;
                known.seen = number;
            }
        }
    }
    let weigh = |sentences: usize| (report.sentences.len() / sentences.max(1)).max(1).ilog2();
    // Together more than one word that nobody else has: a third more.
    let least = weigh(2) * 4 / 3;
    let mut found: Vec<(usize, u32)> = Vec::new();
    for (other, said) in report.attributions.iter().enumerate() {
        if said.speaker == statement.speaker || said.repeats.is_some() || statement.repeats == Some(other) {
            continue;
        }
        // What stands inside the statement itself is no other statement.
        if said.content.iter().any(|a| statement.content.iter().any(|b| a.overlaps(b))) {
            continue;
        }
        let (mut weight, mut shared) = (0, 0);
        for word in content(article, said).map(stem) {
            let known = subject.iter_mut().find(|s| s.stem == word && s.seen != report.sentences.len() + other);
            if let Some(known) = known {
                known.seen = report.sentences.len() + other;
                weight += weigh(known.sentences);
                shared += 1;
            }
        }
        if weight > least && shared >= LEAST {
            let place = found.iter().position(|(_, w)| *w < weight).unwrap_or(found.len());
            found.insert(place, (other, weight));
            found.truncate(MOST);
        }
    }
    found.into_iter().map(|(other, _)| other).collect()
}

/// A word of the statement.
struct Subject {
    stem: [char; LETTERS],
    /// How many sentences of the article have it.
    sentences: usize,
    /// The last sentence or statement in which it was met.
    seen: usize,
}

/// The words of a statement that say what it is about.
fn content<'a>(article: &'a Article, said: &'a Attribution) -> impl Iterator<Item = &'a str> {
    said.content.iter().flat_map(|span| words(span.of(&article.text)))
}

/// The words that say what a text is about: numbers and what is in no closed class, and no verb of saying.
fn words(text: &str) -> impl Iterator<Item = &str> {
    const CLOSED: Class = lexicon::SMALL.or(Class::PRONOUN).or(Class::OBJECT).or(Class::BE).or(Class::HAVE);
    const OTHER: Class = Class::AUX.or(Class::SUB).or(Class::WH).or(Class::ADV).or(Class::FIRST).or(Class::POSSESSIVE);
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).filter(|word| {
        let entry = lexicon::look_up(word);
        let number = word.starts_with(|c: char| c.is_ascii_digit()) && word.len() > 1;
        number || word.len() > 3 && !entry.class.has(CLOSED.or(OTHER)) && entry.verb.is_none()
    })
}

fn stem(word: &str) -> [char; LETTERS] {
    let mut stem = ['\0'; LETTERS];
    let bare = word.split(['\'', '’']).next().unwrap_or(word);
    let bare = if bare.len() > 4 { bare.strip_suffix('s').unwrap_or(bare) } else { bare };
    for (place, c) in stem.iter_mut().zip(bare.chars()) {
        *place = lower_char(c);
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn related_to(text: &str, words: &str) -> Vec<String> {
        let article = Article::from_text(text);
        let report = crate::analyse(&article);
        let holds = |a: &Attribution| a.content.iter().any(|s| s.of(&article.text).contains(words));
        let index = report.attributions.iter().position(holds).expect(words);
        let first = |i: usize| report.attributions[i].content[0].of(&article.text).to_owned();
        related(&article, &report, index).into_iter().map(first).collect()
    }

    const TEXT: &str = "The ferry was late again on Monday. Nobody in the town was surprised.\n\n\
        “The ferry’s engine has been repaired eleven times,” captain Ann Lee said. It rained all day.\n\n\
        “My café was empty,” said Bo Day, who sells cakes at the quay. The cakes were good.\n\n\
        Cy Fox said the engines were repaired with parts from a tractor. He has three tractors.\n\n\
        “A new engine is too dear,” Lee said. She left early. The town has no money. It never had any.";

    #[test]
    fn statements_of_others_that_share_rare_words() {
        let engines = "the engines were repaired with parts from a tractor";
        assert_eq!(related_to(TEXT, "eleven times"), [engines]);
        assert_eq!(related_to(TEXT, "parts from a tractor"), ["“The ferry’s engine has been repaired eleven times,”"]);
        assert!(related_to(TEXT, "café").is_empty());
    }

    #[test]
    fn one_word_in_common_is_not_enough() {
        assert!(related_to(TEXT, "too dear").is_empty(), "only the engine");
    }

    #[test]
    fn ones_own_statements_and_other_indices_are_none() {
        let article = Article::from_text(TEXT);
        let report = crate::analyse(&article);
        for (index, said) in report.attributions.iter().enumerate() {
            assert!(related(&article, &report, index).iter().all(|o| report.attributions[*o].speaker != said.speaker));
        }
        assert!(related(&article, &report, report.attributions.len()).is_empty());
    }

    #[test]
    fn words_are_compared_without_their_endings() {
        assert_eq!(stem("Engines"), stem("engine’s"));
        assert_eq!(stem("building"), stem("builds"));
        assert_ne!(stem("port"), stem("part"));
        assert_eq!(words("She said that the 1,200 engines would.").collect::<Vec<_>>(), ["200", "engines"]);
    }
}
