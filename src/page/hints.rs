//! What an element's class, id and role say about its text. Names are only hints: none decides alone.

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints(u16);

impl Hints {
    pub const NONE: Hints = Hints(0);
    /// Holds an article's text.
    pub const BODY: Hints = Hints(1);
    /// Beside the story: related links, newsletter, sharing, advertisement, paywall.
    pub const NOISE: Hints = Hints(1 << 1);
    pub const COMMENTS: Hints = Hints(1 << 2);
    pub const CAPTION: Hints = Hints(1 << 3);
    pub const BYLINE: Hints = Hints(1 << 4);
    /// The lines under the title that sum the story up.
    pub const DECK: Hints = Hints(1 << 5);
    pub const TITLE: Hints = Hints(1 << 6);
    /// Out of the reader's sight.
    pub const HIDDEN: Hints = Hints(1 << 7);
    /// Words of the body, repeated in large print.
    pub const PULL: Hints = Hints(1 << 8);
    /// In another language than the page, and not in English.
    pub const TRANSLATED: Hints = Hints(1 << 9);
    /// What is drawn in it are not its children: it has an open shadow, or is a slot.
    #[cfg(target_arch = "wasm32")]
    pub const ELSEWHERE: Hints = Hints(1 << 10);

    pub fn has(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// By the names that an element carries.
    pub fn named(names: &str) -> Hints {
        let mut hints = Hints::NONE;
        for name in names.split_ascii_whitespace().take(MOST_NAMES) {
            hints |= of(name);
        }
        hints
    }
}

impl std::ops::BitOr for Hints {
    type Output = Hints;
    fn bitor(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Hints {
    fn bitor_assign(&mut self, other: Hints) {
        self.0 |= other.0;
    }
}

/// A page may carry any number of names, of any length.
const MOST_NAMES: usize = 40;
const LONGEST_NAME: usize = 120;
/// A name of so many words is a headline, made a name.
const MOST_WORDS: usize = 7;

/// Where in a name something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Anywhere: it is long enough not to be a part of another word.
    Part,
    /// Between hyphens, underscores and capitals.
    Word,
}
use Place::{Part, Word};

/// In the order of the alphabet.
const NAMES: &[(&str, Place, Hints)] = &[
    ("aboutauthor", Part, Hints::NOISE),
    ("ad", Word, Hints::NOISE),
    ("ads", Word, Hints::NOISE),
    ("advert", Part, Hints::NOISE),
    ("articlebody", Part, Hints::BODY),
    ("articlecontent", Part, Hints::BODY),
    ("articletext", Part, Hints::BODY),
    ("author", Word, Hints::BYLINE),
    ("authorbio", Part, Hints::NOISE),
    ("banner", Word, Hints::NOISE),
    ("bio", Word, Hints::NOISE),
    ("bodycopy", Part, Hints::BODY),
    ("bodytext", Part, Hints::BODY),
    ("breadcrumb", Part, Hints::NOISE),
    ("byline", Part, Hints::BYLINE),
    ("caption", Part, Hints::CAPTION),
    ("comment", Part, Hints::COMMENTS),
    ("cookie", Part, Hints::NOISE),
    ("copyright", Part, Hints::NOISE),
    ("credit", Word, Hints::CAPTION),
    ("date", Word, Hints::BYLINE),
    ("dateline", Part, Hints::BYLINE),
    ("deck", Word, Hints::DECK),
    ("dek", Word, Hints::DECK),
    ("disclosure", Word, Hints::NOISE),
    ("disqus", Part, Hints::COMMENTS),
    ("donat", Part, Hints::NOISE),
    ("entrycontent", Part, Hints::BODY),
    ("footer", Word, Hints::NOISE),
    ("headline", Part, Hints::TITLE),
    ("instagrammedia", Part, Hints::NOISE),
    ("intro", Word, Hints::DECK),
    ("maincontent", Part, Hints::BODY),
    ("menu", Word, Hints::NOISE),
    ("modal", Word, Hints::NOISE),
    ("more", Word, Hints::NOISE),
    ("mostpopular", Part, Hints::NOISE),
    ("mostread", Part, Hints::NOISE),
    ("nav", Word, Hints::NOISE),
    ("navigation", Word, Hints::NOISE),
    ("newsletter", Part, Hints::NOISE),
    ("offscreen", Part, Hints::HIDDEN),
    ("outbrain", Part, Hints::NOISE),
    ("pagination", Part, Hints::NOISE),
    ("player", Word, Hints::NOISE),
    ("popular", Part, Hints::NOISE),
    ("popup", Word, Hints::NOISE),
    ("postbody", Part, Hints::BODY),
    ("postcontent", Part, Hints::BODY),
    ("promo", Part, Hints::NOISE),
    ("published", Part, Hints::BYLINE),
    ("pullquote", Part, Hints::PULL),
    ("readmore", Part, Hints::NOISE),
    ("readnext", Part, Hints::NOISE),
    ("recirc", Part, Hints::NOISE),
    ("recommend", Part, Hints::NOISE),
    ("related", Part, Hints::NOISE),
    ("richtext", Part, Hints::BODY),
    ("screenreader", Part, Hints::HIDDEN),
    ("seealso", Part, Hints::NOISE),
    ("share", Word, Hints::NOISE),
    ("sharing", Part, Hints::NOISE),
    ("sidebar", Part, Hints::NOISE),
    ("signup", Part, Hints::NOISE),
    ("social", Part, Hints::NOISE),
    ("sponsor", Part, Hints::NOISE),
    ("sronly", Part, Hints::HIDDEN),
    ("standfirst", Part, Hints::DECK),
    ("storybody", Part, Hints::BODY),
    ("storycontent", Part, Hints::BODY),
    ("storytext", Part, Hints::BODY),
    ("subhead", Word, Hints::DECK),
    ("subheadline", Part, Hints::DECK),
    ("subscribe", Part, Hints::NOISE),
    ("subscription", Part, Hints::NOISE),
    ("subtitle", Part, Hints::DECK),
    ("summary", Word, Hints::DECK),
    ("taboola", Part, Hints::NOISE),
    ("taglist", Word, Hints::NOISE),
    ("tags", Word, Hints::NOISE),
    ("tiktokembed", Part, Hints::NOISE),
    ("timestamp", Part, Hints::BYLINE),
    ("title", Word, Hints::TITLE),
    ("toolbar", Part, Hints::NOISE),
    ("topics", Word, Hints::NOISE),
    ("trending", Part, Hints::NOISE),
    ("visuallyhidden", Part, Hints::HIDDEN),
];

/// For each letter where the names begin that begin with it: most letters of a page's names begin none of ours.
const FIRST: [u8; 27] = {
    let mut first = [0; 27];
    let mut letter = 0;
    while letter < 27 {
        let mut name = 0;
        while name < NAMES.len() && NAMES[name].0.as_bytes()[0] < b'a' + letter as u8 {
            name += 1;
        }
        first[letter] = name as u8;
        letter += 1;
    }
    first
};

/// For each letter those that stand second, behind it, in what may be anywhere in a name. Most places are none of these.
const SECOND: [u32; 26] = {
    let mut second = [0; 26];
    let mut name = 0;
    while name < NAMES.len() {
        let letters = NAMES[name].0.as_bytes();
        if matches!(NAMES[name].1, Part) {
            second[(letters[0] - b'a') as usize] |= 1 << (letters[1] - b'a');
        }
        name += 1;
    }
    second
};

/// A name in small letters, without what parts its words.
struct Plain {
    letters: [u8; LONGEST_NAME],
    len: usize,
}

fn of(name: &str) -> Hints {
    let mut hints = Hints::NONE;
    if name.len() > LONGEST_NAME {
        return hints;
    }
    let mut plain = Plain { letters: [0; LONGEST_NAME], len: 0 };
    let (mut word, mut before, mut words) = (0, false, 0);
    for c in name.bytes() {
        // A word ends at a separator, and before a capital that follows a small letter.
        if !c.is_ascii_alphanumeric() || (before && c.is_ascii_uppercase()) {
            hints |= plain.starts(word, Word);
            word = plain.len;
            words += 1;
        }
        before = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            plain.letters[plain.len] = c.to_ascii_lowercase();
            plain.len += 1;
        }
    }
    if words >= MOST_WORDS {
        return Hints::NONE;
    }
    hints |= plain.starts(word, Word);
    // Asked of each letter of each name of a page.
    let mut first = u8::MAX;
    for (at, letter) in plain.letters[..plain.len].iter().enumerate() {
        let letter = letter.wrapping_sub(b'a');
        if SECOND.get(usize::from(first)).is_some_and(|second| letter < 26 && second >> letter & 1 != 0) {
            hints |= plain.starts(at - 1, Part);
        }
        first = letter;
    }
    hints
}

impl Plain {
    /// What is said by the names that stand there: as a part, or as all that there is from there on.
    fn starts(&self, at: usize, place: Place) -> Hints {
        let rest = &self.letters[at..self.len];
        let Some(letter) = rest.first().filter(|l| l.is_ascii_lowercase()).map(|l| usize::from(l - b'a')) else {
            return Hints::NONE;
        };
        let names = &NAMES[usize::from(FIRST[letter])..usize::from(FIRST[letter + 1])];
        let stands = |name: &[u8]| if place == Word { rest == name } else { rest.starts_with(name) };
        let found = names.iter().filter(|(name, p, _)| *p == place && stands(name.as_bytes()));
        found.fold(Hints::NONE, |all, (_, _, hints)| all | *hints)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_and_parts_of_names() {
        assert!(Hints::named("article-body__content").has(Hints::BODY));
        assert!(Hints::named("c-relatedLinks").has(Hints::NOISE));
        assert!(Hints::named("x ad-slot").has(Hints::NOISE));
        assert!(Hints::named("ArticleAuthor").has(Hints::BYLINE));
    }

    #[test]
    fn a_short_word_inside_another_is_no_hint() {
        assert_eq!(Hints::named("heading loaded shadow"), Hints::NONE);
    }

    #[test]
    fn the_names_are_in_order() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        for (name, place, hints) in NAMES {
            assert!(Hints::named(name).has(*hints), "{name}");
            assert_eq!(Hints::named(&format!("x{name}x")).has(*hints), *place == Part, "{name}");
        }
    }

    #[test]
    fn a_headline_made_a_name_is_no_hint() {
        assert_eq!(Hints::named("pilots-promote-a-social-contract-for-the-harbour"), Hints::NONE);
        assert_eq!(Hints::named("naïve-ad"), Hints::NOISE);
    }
}
