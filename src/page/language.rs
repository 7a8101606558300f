//! Whether a text is English, by the little words that no English text does without, and by what the page says.

use crate::text::listed_in_any_case;

/// Among the most frequent words of English, and not among those of its neighbours ("in", "an", "was", "die", "is").
const ENGLISH: [u64; 31] = packed(
    "of to it on as by be at the and for are his her has had not but who that with this from have they were said which \
     their would about",
);

/// The share of them in English prose is 0.25 or more; in German, French, Spanish or Dutch it is below 0.05.
const SHARE: f64 = 0.12;
/// With fewer a paragraph of an English article is in another language: those of English ones have 0.09 or more.
const FOREIGN: f64 = 0.06;
/// Fewer words than this do not tell.
const LEAST: usize = 40;
const MOST: usize = 3000;

/// Whether the text is English; `None` if it is too short to tell.
pub fn is_english(text: &str) -> Option<bool> {
    share(text).map(|share| share > SHARE)
}

/// Whether a paragraph is clearly in another language.
pub fn is_foreign(text: &str) -> bool {
    share(text).is_some_and(|share| share < FOREIGN)
}

fn share(text: &str) -> Option<f64> {
    let (mut all, mut english, mut word) = (0_usize, 0_usize, 0);
    // What ends the last word too.
    for c in text.chars().chain([' ']) {
        if c.is_ascii_alphabetic() {
            word = with(word, c.to_ascii_lowercase() as u8);
        } else if !c.is_ascii() && !matches!(c, '\u{2000}'..'\u{2070}') && c.is_alphabetic() {
            word = with(word, FOREIGN_LETTER);
        } else if word != 0 {
            all += 1;
            english += usize::from(ENGLISH.contains(&word));
            word = 0;
            if all == MOST {
                break;
            }
        }
    }
    (all >= LEAST).then_some(english as f64 / all as f64)
}

/// In place of any letter that English words do not have.
const FOREIGN_LETTER: u8 = 0xff;

/// A word as a number: its last eight letters.
const fn with(word: u64, letter: u8) -> u64 {
    word << 8 | letter as u64
}

const fn packed<const N: usize>(words: &str) -> [u64; N] {
    let (mut all, mut word, mut at) = ([0; N], 0, 0);
    while at < words.len() {
        match words.as_bytes()[at] {
            b' ' => word += 1,
            letter => all[word] = with(all[word], letter),
        }
        at += 1;
    }
    all
}

/// What a word processor writes where it knows no language, and the codes for none, any and several.
const NAMELESS: &str = " x zxx und mul";

/// Whether the value of a `lang` attribute names English; one that says nothing names none.
pub fn names_english(lang: &str) -> Option<bool> {
    let lang = lang.trim().split(['-', '_']).next().unwrap_or_default();
    (!listed_in_any_case(NAMELESS, lang)).then(|| lang.eq_ignore_ascii_case("en"))
}

#[cfg(test)]
mod tests {
    use super::{is_english, is_foreign, names_english};

    #[test]
    fn tells_english_from_others() {
        let english = "The council said on Monday that it had not been told of the plan by the mayor, who has said \
                       little about it. They were not the only ones to ask for more time, and the vote is to be \
                       held at the end of this month, with no sign of an agreement.";
        let german = "Der Stadtrat teilte am Montag mit, dass er von dem Plan der Bürgermeisterin nichts gewusst habe. \
                      Auch andere hatten um mehr Zeit gebeten, und die Abstimmung soll nun am Ende des Monats \
                      stattfinden, ohne dass eine Einigung in Sicht ist, wie es in der Mitteilung hieß.";
        assert_eq!(is_english(english), Some(true));
        assert_eq!(is_english(german), Some(false));
        assert_eq!(is_english("Too short to tell."), None);
        assert!(is_foreign(german) && !is_foreign(english) && !is_foreign("Zu kurz."));
    }

    #[test]
    fn words_are_whole_and_in_any_case() {
        let share = |word: &str| super::share(&format!("{word}; ").repeat(50));
        assert_eq!(["THE", "who", "their"].map(share), [Some(1.0); 3]);
        assert_eq!(["thé", "bathe", "isthmusofthe", "tothe", "of-"].map(share), [0.0, 0.0, 0.0, 0.0, 1.0].map(Some));
        assert_eq!(share("“the’s — of”"), Some(2.0 / 3.0));
    }

    #[test]
    fn no_script_is_no_english() {
        assert_eq!(is_english(&"新闻 报道 ".repeat(40)), Some(false));
    }

    #[test]
    fn reads_the_names_of_languages() {
        for (lang, wanted) in [
            ("en", Some(true)),
            ("EN-gb", Some(true)),
            ("de", Some(false)),
            ("enm", Some(false)),
            (" ", None),
            ("x-none", None),
        ] {
            assert_eq!(names_english(lang), wanted, "{lang}");
        }
    }
}
