//! Whether a text is English, by the little words that no English text does without, and by what the page says.

/// Among the most frequent words of English, and not among those of its neighbours ("in", "an", "was", "die", "is"); by
/// their length.
const ENGLISH: &[&[&str]] = &[
    &[],
    &[],
    &["of", "to", "it", "on", "as", "by", "be", "at"],
    &["the", "and", "for", "are", "his", "her", "has", "had", "not", "but", "who"],
    &["that", "with", "this", "from", "have", "they", "were", "said"],
    &["which", "their", "would", "about"],
];

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
    let (mut all, mut english) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(MOST) {
        all += 1;
        let alike = ENGLISH.get(word.len()).copied().unwrap_or_default();
        english += usize::from(alike.iter().any(|e| e.eq_ignore_ascii_case(word)));
    }
    (all >= LEAST).then_some(english as f64 / all as f64)
}

/// What a word processor writes where it knows no language, and the codes for none, any and several.
const NAMELESS: &[&str] = &["", "x", "zxx", "und", "mul"];

/// Whether the value of a `lang` attribute names English; one that says nothing names none.
pub fn names_english(lang: &str) -> Option<bool> {
    let lang = lang.trim().split(['-', '_']).next().unwrap_or_default();
    let is = |name: &str| lang.eq_ignore_ascii_case(name);
    (!NAMELESS.iter().copied().any(is)).then(|| is("en"))
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
    fn the_words_are_found_by_their_length() {
        for (len, words) in super::ENGLISH.iter().enumerate() {
            assert!(words.iter().all(|word| word.len() == len), "{words:?}");
        }
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
