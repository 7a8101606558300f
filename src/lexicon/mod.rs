//! What the analysis knows of single words: their classes, and the verbs that report speech with their frames.
//!
//! The data stand in `words.txt`, `given_names.txt` and `cues.txt`, packed by `build.rs`, compiled in and read once.

use std::sync::LazyLock;

use crate::words::ByWord;

/// Declares a set of flags with one bit a name, and the table from the names in the data file to the bits.
macro_rules! flags {
    ($(#[$doc:meta])* $set:ident($int:ty) { $($name:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct $set($int);

        impl $set {
            const NAMED: &[(&str, $set)] = &[$(($key, $set::$name)),+];
            flags!(@bits $set $int; 0; $($name)+);

            /// Whether any flag of `other` is set.
            pub(crate) const fn has(self, other: $set) -> bool {
                self.0 & other.0 != 0
            }
            pub(crate) const fn or(self, other: $set) -> $set {
                $set(self.0 | other.0)
            }
            /// The flags that both have.
            #[allow(dead_code, reason = "not every set is narrowed")]
            pub(crate) const fn and(self, other: $set) -> $set {
                $set(self.0 & other.0)
            }
            /// The flags as a number.
            #[allow(dead_code, reason = "not every set is asked")]
            pub(crate) const fn bits(self) -> $int {
                self.0
            }
            fn named(key: &str) -> Option<$set> {
                Self::NAMED.iter().find(|n| n.0 == key).map(|n| n.1)
            }
        }
    };
    (@bits $set:ident $int:ty; $bit:expr; $name:ident $($rest:ident)*) => {
        pub(crate) const $name: $set = $set(1 << ($bit));
        flags!(@bits $set $int; $bit + 1; $($rest)*);
    };
    (@bits $set:ident $int:ty; $bit:expr;) => {};
}

flags! {
    /// The classes a word belongs to.
    Class(u64) {
        DET = "det", DEFINITE = "definite", INDEFINITE = "indefinite", POSSESSIVE = "possessive",
        PRONOUN = "pronoun", OBJECT = "object", MALE = "male", FEMALE = "female", PLURAL = "plural", FIRST = "first",
        BE = "be", HAVE = "have", AUX = "aux", PREP = "prep", TIMEPREP = "timeprep", CONJ = "conj", SUB = "sub",
        WH = "wh", ADV = "adv", DAY = "day", MONTH = "month", TIME = "time", MISTER = "mister", MISSUS = "missus",
        TITLE = "title", SUFFIX = "suffix", PARTICLE = "particle", ROLE = "role", GROUP = "group", ORG = "org",
        DOC = "doc", NOUN = "noun", REPORTER = "reporter", COMMON = "common", MALE_NAME = "male_name",
        FEMALE_NAME = "female_name", PLACE = "place", ALONE = "alone", PAST = "past",
    }
}

/// The words that a headline or a title writes small.
pub(crate) const SMALL: Class = Class::PREP.or(Class::DET).or(Class::CONJ);
/// Given names.
pub(crate) const GIVEN: Class = Class::MALE_NAME.or(Class::FEMALE_NAME);

flags! {
    /// The frames a cue verb takes; the letters are those of `cues.txt`.
    Frames(u16) {
        THAT = "t", BARE = "b", ADDRESSEE = "a", NOUN = "n", INFINITIVE = "i", OBJECT = "o", FOR = "f", OF = "g",
        ABOUT = "p", TO = "r", QUOTE = "q", WEAK = "w", NOUNLIKE = "x",
    }
}

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inflection {
    Base,
    /// "says"
    Third,
    /// "said": the past, or the participle where both look alike.
    Past,
    /// "spoken": a participle that is not the past too.
    Participle,
    /// "saying"
    Ing,
}

/// A form of one of the lexicon's verbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VerbForm {
    verb: u16,
    pub(crate) inflection: Inflection,
}

/// What the lexicon knows of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) class: Class,
    pub(crate) verb: Option<VerbForm>,
}

/// One verb: its frames alone, and with a particle ("point" + "out").
#[derive(Debug, Default)]
struct Verb {
    lemma: &'static str,
    alone: Option<Frames>,
    with: Vec<(&'static str, Frames)>,
}

struct Lexicon {
    words: ByWord<Entry>,
    verbs: Vec<Verb>,
}

/// The longest word that can be in the lexicon, in bytes.
const LONGEST: usize = 24;

/// So many words it has, about.
const WORDS: usize = 4000;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// What is known of a word, in any case and with either apostrophe.
pub(crate) fn look_up(word: &str) -> Entry {
    let mut lower = [0; LONGEST];
    let mut len = 0;
    let mut bytes = word.as_bytes();
    while let [first, rest @ ..] = bytes {
        let (byte, rest) = match bytes {
            // "’"
            [0xe2, 0x80, 0x99, rest @ ..] => (b'\'', rest),
            _ => (first.to_ascii_lowercase(), rest),
        };
        if len == LONGEST || !byte.is_ascii() {
            return Entry::default();
        }
        lower[len] = byte;
        len += 1;
        bytes = rest;
    }
    LEXICON.words.get(&lower[..len]).copied().unwrap_or_default()
}

/// The frames of a verb, with the words behind it: `(frames, how many of those words belong to the cue)`.
pub(crate) fn frames<'t>(form: VerbForm, behind: impl Iterator<Item = &'t str> + Clone) -> Option<(Frames, usize)> {
    let verb = &LEXICON.verbs[form.verb as usize];
    let with = verb.with.iter().find(|(particle, _)| {
        let mut behind = behind.clone();
        particle.split(' ').all(|p| behind.next().is_some_and(|b| b.eq_ignore_ascii_case(p)))
    });
    match with {
        Some((particle, frames)) => Some((*frames, particle.split(' ').count())),
        None => verb.alone.map(|frames| (frames, 0)),
    }
}

/// The verb that a form is one of.
pub(crate) fn lemma(form: VerbForm) -> &'static str {
    LEXICON.verbs[form.verb as usize].lemma
}

impl Lexicon {
    fn read() -> Self {
        let mut lexicon = Lexicon { words: ByWord::with_room(WORDS), verbs: Vec::new() };
        for line in include_str!(concat!(env!("OUT_DIR"), "/words.txt")).lines() {
            let (classes, words) = line.split_once(": ").expect("classes: words");
            let named = |key| Class::named(key).expect("words.txt: a known class");
            let class = classes.split(' ').map(named).fold(Class::default(), Class::or);
            let mut word = String::new();
            // A digit ends a word, and says how much of it the next one keeps.
            for c in words.chars().chain(['0']) {
                let Some(shared) = c.to_digit(10) else {
                    word.push(c);
                    continue;
                };
                if !word.is_empty() {
                    lexicon.words.entry(&word).class = class;
                }
                word.truncate(shared as usize);
            }
        }
        for line in include_str!(concat!(env!("OUT_DIR"), "/cues.txt")).lines() {
            let mut fields = line.split('\t');
            let (letters, forms) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
            let frames = (0..letters.len())
                .map(|i| Frames::named(&letters[i..=i]).expect("cues.txt: a known frame"))
                .fold(Frames::default(), Frames::or);
            for name in fields.next().unwrap_or_default().split(',') {
                lexicon.read_cue(name, frames, forms);
            }
        }
        lexicon
    }

    fn read_cue(&mut self, name: &'static str, frames: Frames, forms: &str) {
        let (lemma, particle) = name.split_once(' ').map_or((name, None), |(l, p)| (l, Some(p)));
        // A verb that is known has an entry; but the same word may be a form of another one too ("found").
        let known = self.words.get(lemma).is_some_and(|entry| entry.verb.is_some());
        let same = || self.verbs.iter().rposition(|v| v.lemma == lemma);
        let at = known.then(same).flatten().unwrap_or_else(|| {
            self.verbs.push(Verb { lemma, ..Verb::default() });
            self.verbs.len() - 1
        });
        match particle {
            Some(particle) => self.verbs[at].with.push((particle, frames)),
            None => self.verbs[at].alone = Some(frames),
        }
        let mut add = |form: &str, inflection| {
            let entry = self.words.entry(form);
            entry.verb.get_or_insert(VerbForm { verb: at as u16, inflection });
        };
        add(lemma, Inflection::Base);
        add(&third(lemma), Inflection::Third);
        add(&ing(lemma), Inflection::Ing);
        // "labelled" in Britain, "labeled" elsewhere
        if let [.., before, vowel, b'l'] = lemma.as_bytes()
            && !is_vowel(*before)
            && is_vowel(*vowel)
        {
            let doubled = [lemma, "l"].concat();
            add(&past(&doubled), Inflection::Past);
            add(&ing(&doubled), Inflection::Ing);
        }
        let mut irregular = forms.split(' ').filter(|f| !f.is_empty());
        match irregular.next() {
            Some(past) => add(past, Inflection::Past),
            None => add(&past(lemma), Inflection::Past),
        }
        if let Some(participle) = irregular.next() {
            add(participle, Inflection::Participle);
        }
    }
}

fn is_vowel(c: u8) -> bool {
    b"aeiou".contains(&c)
}

/// "plan" → "plann": whether a short stem doubles its last consonant before "-ed" and "-ing".
fn doubles(lemma: &str) -> bool {
    const STRESSED_AT_THE_END: &str = "refer rebut admit defer demur";
    let [.., a, b, c] = lemma.as_bytes() else { return false };
    let one_syllable = lemma.bytes().filter(|&c| is_vowel(c)).count() == 1;
    !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) && !b"wxyhg".contains(c) && one_syllable
        || STRESSED_AT_THE_END.split(' ').any(|w| w == lemma)
        || ["quip", "nod", "prod", "quiz"].contains(&lemma)
}

fn third(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., v, b'y'] if !is_vowel(*v) => [&lemma[..lemma.len() - 1], "ies"].concat(),
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] | [.., b'g', b'o'] => [lemma, "es"].concat(),
        _ => [lemma, "s"].concat(),
    }
}

fn past(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., b'e'] => [lemma, "d"].concat(),
        [.., v, b'y'] if !is_vowel(*v) => [&lemma[..lemma.len() - 1], "ied"].concat(),
        _ if doubles(lemma) => [lemma, &lemma[lemma.len() - 1..], "ed"].concat(),
        _ => [lemma, "ed"].concat(),
    }
}

fn ing(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., b'e', b'e'] => [lemma, "ing"].concat(),
        [.., b'e'] => [&lemma[..lemma.len() - 1], "ing"].concat(),
        _ if doubles(lemma) => [lemma, &lemma[lemma.len() - 1..], "ing"].concat(),
        _ => [lemma, "ing"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_classes() {
        for file in [include_str!("words.txt"), include_str!("given_names.txt")] {
            for (class, words) in file.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": ")) {
                let class = Class::named(class).expect(class);
                assert!(words.split(' ').all(|w| look_up(w).class.has(class)), "{words}");
            }
        }
    }

    #[test]
    fn inflects_verbs() {
        let forms = |l| (third(l), past(l), ing(l));
        let of = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(forms("deny"), of("denies", "denied", "denying"));
        assert_eq!(forms("agree"), of("agrees", "agreed", "agreeing"));
        assert_eq!(forms("quip"), of("quips", "quipped", "quipping"));
        assert_eq!(forms("admit"), of("admits", "admitted", "admitting"));
        assert_eq!(forms("stress"), of("stresses", "stressed", "stressing"));
        assert_eq!(forms("reveal"), of("reveals", "revealed", "revealing"));
        assert_eq!(forms("tell").0, "tells");
    }

    #[test]
    fn knows_words_in_any_case() {
        assert!(look_up("Sen.").class.has(Class::TITLE));
        assert!(look_up("DON’T").class.has(Class::AUX));
        assert_eq!(look_up("Said").verb.map(|v| v.inflection), Some(Inflection::Past));
        assert!(look_up("Ünder").verb.is_none());
        assert!(look_up(&"said".repeat(99)).verb.is_none());
    }

    #[test]
    fn particles_choose_the_frames() {
        let of = |word, behind: &'static [&'static str]| frames(look_up(word).verb.unwrap(), behind.iter().copied());
        assert_eq!(of("called", &["On", "them"]).map(|f| f.1), Some(1));
        assert_eq!(of("called", &["him"]).map(|f| f.1), Some(0));
        assert_eq!(of("shot", &["him"]), None, "no cue without its particle");
        assert!(of("shot", &["back"]).is_some());
    }
}
