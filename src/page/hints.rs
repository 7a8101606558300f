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
const MOST_WORDS: usize = 7;

/// Found anywhere in a name: long enough not to be a part of another word.
const PARTS: &[(&str, Hints)] = &[
    ("articlebody", Hints::BODY),
    ("articlecontent", Hints::BODY),
    ("articletext", Hints::BODY),
    ("storybody", Hints::BODY),
    ("storycontent", Hints::BODY),
    ("storytext", Hints::BODY),
    ("entrycontent", Hints::BODY),
    ("postcontent", Hints::BODY),
    ("postbody", Hints::BODY),
    ("bodytext", Hints::BODY),
    ("bodycopy", Hints::BODY),
    ("maincontent", Hints::BODY),
    ("richtext", Hints::BODY),
    ("advert", Hints::NOISE),
    ("breadcrumb", Hints::NOISE),
    ("cookie", Hints::NOISE),
    ("donat", Hints::NOISE),
    ("mostread", Hints::NOISE),
    ("mostpopular", Hints::NOISE),
    ("newsletter", Hints::NOISE),
    ("outbrain", Hints::NOISE),
    ("pagination", Hints::NOISE),
    ("popular", Hints::NOISE),
    ("promo", Hints::NOISE),
    ("readmore", Hints::NOISE),
    ("readnext", Hints::NOISE),
    ("recirc", Hints::NOISE),
    ("recommend", Hints::NOISE),
    ("related", Hints::NOISE),
    ("seealso", Hints::NOISE),
    ("sharing", Hints::NOISE),
    ("sidebar", Hints::NOISE),
    ("signup", Hints::NOISE),
    ("social", Hints::NOISE),
    ("sponsor", Hints::NOISE),
    ("subscribe", Hints::NOISE),
    ("subscription", Hints::NOISE),
    ("taboola", Hints::NOISE),
    ("toolbar", Hints::NOISE),
    ("trending", Hints::NOISE),
    ("authorbio", Hints::NOISE),
    ("aboutauthor", Hints::NOISE),
    ("copyright", Hints::NOISE),
    ("comment", Hints::COMMENTS),
    ("disqus", Hints::COMMENTS),
    ("caption", Hints::CAPTION),
    ("byline", Hints::BYLINE),
    ("dateline", Hints::BYLINE),
    ("timestamp", Hints::BYLINE),
    ("published", Hints::BYLINE),
    ("standfirst", Hints::DECK),
    ("subheadline", Hints::DECK),
    ("subtitle", Hints::DECK),
    ("headline", Hints::TITLE),
    ("visuallyhidden", Hints::HIDDEN),
    ("screenreader", Hints::HIDDEN),
    ("sronly", Hints::HIDDEN),
    ("offscreen", Hints::HIDDEN),
    ("pullquote", Hints::PULL),
    // Posts of other sites, shown within the story.
    ("instagrammedia", Hints::NOISE),
    ("tiktokembed", Hints::NOISE),
];

/// A whole word of a name, between hyphens, underscores and capitals.
const WORDS: &[(&str, Hints)] = &[
    ("ad", Hints::NOISE),
    ("ads", Hints::NOISE),
    ("banner", Hints::NOISE),
    ("bio", Hints::NOISE),
    ("disclosure", Hints::NOISE),
    ("footer", Hints::NOISE),
    ("menu", Hints::NOISE),
    ("player", Hints::NOISE),
    ("modal", Hints::NOISE),
    ("more", Hints::NOISE),
    ("nav", Hints::NOISE),
    ("navigation", Hints::NOISE),
    ("popup", Hints::NOISE),
    ("share", Hints::NOISE),
    ("tags", Hints::NOISE),
    ("taglist", Hints::NOISE),
    ("topics", Hints::NOISE),
    ("author", Hints::BYLINE),
    ("date", Hints::BYLINE),
    ("credit", Hints::CAPTION),
    ("deck", Hints::DECK),
    ("dek", Hints::DECK),
    ("intro", Hints::DECK),
    ("subhead", Hints::DECK),
    ("summary", Hints::DECK),
    ("title", Hints::TITLE),
];

fn of(name: &str) -> Hints {
    let mut hints = Hints::NONE;
    if name.len() > LONGEST_NAME {
        return hints;
    }
    let mut plain = String::with_capacity(name.len());
    let (mut word, mut before, mut words) = (0, false, 0);
    for c in name.chars() {
        // A word ends at a separator, and before a capital that follows a small letter.
        if !c.is_ascii_alphanumeric() || (before && c.is_ascii_uppercase()) {
            hints |= whole(&plain[word..]);
            word = plain.len();
            words += 1;
        }
        before = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            plain.push(c.to_ascii_lowercase());
        }
    }
    // The words of a headline, made a name.
    if words >= MOST_WORDS {
        return Hints::NONE;
    }
    hints |= whole(&plain[word..]);
    for (part, hint) in PARTS {
        if plain.contains(part) {
            hints |= *hint;
        }
    }
    hints
}

fn whole(word: &str) -> Hints {
    WORDS.iter().find(|(w, _)| *w == word).map_or(Hints::NONE, |(_, hint)| *hint)
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
}
