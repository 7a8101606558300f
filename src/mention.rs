//! Mentions: where the text names a person or an organisation.

use std::ops::Range;

use crate::document::Document;
use crate::lexicon::{Class, GIVEN};
use crate::pace::Pace;
use crate::text::{Shape, Token, is_nickname, lower};
use crate::words::Words;

/// A name in the text; ranges are of token indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The name without titles.
    pub(crate) name: Range<usize>,
    /// The titles directly before the name: "NATO Secretary General", "Mr.".
    pub(crate) title: Range<usize>,
    pub(crate) is_organisation: bool,
    /// "Lee's".
    pub(crate) is_possessive: bool,
}

/// Words that name nobody, however they are written.
const NAMELESS: Class = Class::PRONOUN
    .or(Class::DET)
    .or(Class::PREP)
    .or(Class::SUB)
    .or(Class::CONJ)
    .or(Class::BE)
    .or(Class::HAVE)
    .or(Class::WH)
    .or(Class::ADV)
    .or(Class::DAY)
    .or(Class::MONTH)
    .or(Class::GROUP)
    .or(Class::AUX);
const TITLES: Class = Class::TITLE.or(Class::MISTER).or(Class::MISSUS);

/// Finds the names of an article, in order.
pub(crate) async fn find(document: &Document<'_>, pace: &Pace) -> Vec<Mention> {
    let mut starts = vec![false; document.tokens.len()];
    document.sentences.iter().for_each(|s| starts[s.start] = true);
    let opens = |at: usize| {
        starts[at] || at > 0 && matches!(document.tokens[at - 1].shape, Shape::Mark('“' | '"' | '‘' | '\'' | ':'))
    };
    // Whether each token stands in a headline.
    let mut headlines = vec![false; document.tokens.len()];
    // A capital amid a sentence tells a name; one at its start tells nothing.
    let mut told = Words::default();
    let mut told_in_small = Words::default();
    for block in &document.blocks {
        if block.is_title_case {
            headlines[block.tokens.clone()].fill(true);
        } else {
            // So does one before another, where it is no other word: "Amnesty International said".
            let unknown = |t: &Token| t.shape == Shape::Capital && t.class == Class::default() && t.verb.is_none();
            let capital = |at: &usize| {
                let token = &document.tokens[*at];
                let next = document.tokens.get(at + 1);
                token.is_capital() && (!opens(*at) || unknown(token) && next.is_some_and(|t| unknown(t) && t.spaced))
            };
            for word in block.tokens.clone().filter(capital).map(|at| document.word(at)) {
                let known = told.len();
                if told.number(word) == known {
                    told_in_small.number(&lower(word));
                }
            }
        }
        pace.did(document.length(block)).await;
    }
    // Offices that are somebody's family name: "Billie Jean King".
    let office = |at: &usize| document.tokens[*at].is(TITLES.or(Class::ROLE)) && document.tokens[*at].is_capital();
    let capital_behind = |at: usize| document.tokens.get(at + 1).is_some_and(Token::is_capital);
    let families: Words = (1..document.tokens.len())
        .filter(|at| office(at) && document.tokens[*at].spaced && !capital_behind(*at))
        .filter(|at| {
            let (before, trade) = (&document.tokens[at - 1], !document.tokens[*at].is(TITLES));
            before.is(GIVEN) && before.is_capital()
                || trade && before.shape == Shape::Capital && before.class == Class::default() && !opens(at - 1)
        })
        .map(|at| document.word(at))
        .collect();
    let names = |at: usize| {
        let token = &document.tokens[at];
        if !token.is_capital() || is_nameless(document, at, opens(at)) && !token.is(TITLES) {
            return false;
        }
        if headlines[at] {
            // "Ann Lee wins", with "Lee" told elsewhere.
            let before_told = || {
                let next = document.tokens.get(at + 1);
                next.is_some_and(|t| t.is_capital() && t.spaced && told.has(document.word(at + 1)))
            };
            // "Ann Lee: we will win"
            let speaks = || opens(at) && document.tokens.get(at + 2).is_some_and(|t| t.is_mark(':'));
            return told.has(document.word(at)) || token.is(TITLES) || (token.is(GIVEN) || speaks()) && before_told();
        }
        // "KEMP:": a name told elsewhere, all in capitals.
        if token.shape == Shape::Upper && told_in_small.has(&lower(document.word(at))) {
            return true;
        }
        // "Ursa Moy", "Ursa von der Moy"
        let particle = |t: &&Token| t.is(Class::PARTICLE) && t.shape == Shape::Lower;
        let particles = document.tokens[at + 1..].iter().take(3).take_while(particle).count();
        let followed = document.tokens.get(at + 1 + particles).is_some_and(|t| t.is_capital() && t.spaced);
        !opens(at) || followed || told.has(document.word(at)) || token.is(GIVEN)
    };

    let mut mentions = Vec::new();
    for block in &document.blocks {
        let mut at = block.tokens.start;
        while at < block.tokens.end {
            if !names(at) {
                at += 1;
                continue;
            }
            let start = at;
            let mut name = at;
            // Titles and roles before a name are none of it.
            let is_family = |at: usize| families.has(document.word(at)) && !capital_behind(at);
            // "Conservative Party": who is in it has that role.
            let party = |at: usize| {
                let next = document.tokens.get(at + 1);
                !document.tokens[at].is(TITLES) && next.is_some_and(|t| t.is_capital() && t.spaced && t.is(Class::ORG))
            };
            while at < block.tokens.end && office(&at) && !is_family(at) && !party(at) {
                at += 1;
                name = at;
            }
            // The last of its words that says where, for whom or as what somebody works: a name may have no end.
            let mut office_at = None;
            while at < block.tokens.end && joins(document, at, name, block.tokens.end, &names) {
                if says_office(&document.tokens[at]) {
                    office_at = Some(at);
                }
                at += 1;
                // A given name behind what is none starts over: "Senate Majority Whip Ann Lee".
                if at < block.tokens.end
                    && (introduced(document, name..at, office_at) && starts_name(document, at)
                        || at > name && ends_office(document, at))
                {
                    name = at;
                }
                // A title amid capitals starts over: "NATO Secretary General …".
                let next_titled = at < block.tokens.end
                    && document.tokens[at].is(TITLES)
                    && document.tokens[at].is_capital()
                    && capital_behind(at)
                    && !document.tokens[at].is(GIVEN);
                if next_titled {
                    while at < block.tokens.end && document.tokens[at].is(TITLES) && document.tokens[at].is_capital() {
                        at += 1;
                    }
                    name = at;
                }
            }
            // "the US President": an office, and a place that is no person's name.
            let place = |t: &Token| t.is(Class::PLACE) || t.shape == Shape::Upper && !t.is(Class::ORG);
            if at - name > 1
                && document.tokens[at - 1].is(Class::TITLE)
                && document.tokens[name..at - 1].iter().all(place)
            {
                at -= 1;
            }
            // "the Ware MP": a seat, or who holds it.
            if at - name == 2 && document.tokens[at - 1].is(Class::SUFFIX) && document.tokens[at - 1].is(TITLES) {
                at -= 1;
            }
            // "Following Lee's arrest": no part of the name.
            if at - name > 1 && opens(name) && is_following(document, name) && !told.has(document.word(name)) {
                name += 1;
            }
            // "Labourer Joe Tull": at a sentence's start the word before a given name may be any.
            if at - name > 2
                && opens(name)
                && document.tokens[name + 1].is(GIVEN)
                && !document.tokens[name].is(GIVEN)
                && !document.word(name).ends_with('.')
                && !told.has(document.word(name))
            {
                name += 1;
            }
            if name < at {
                let is_possessive =
                    document.tokens.get(at).is_some_and(|t| !t.spaced && document.word(at).starts_with(['\'', '’']));
                let words = || document.tokens[name..at].iter();
                let given = at - name > 1 && document.tokens[name].is(GIVEN);
                let is_organisation = words().any(|t| t.is(Class::ORG) || t.is(Class::PLACE) && !given)
                    || at - name == 1 && words().any(|t| t.shape == Shape::Upper)
                    || (name..at).any(|t| document.is_word(t, "of") || document.is_word(t, "for"));
                let is_organisation = is_organisation || is_thing(document, start, name..at);
                let is_organisation =
                    is_organisation && !(start..name).any(|t| document.tokens[t].is(Class::MISTER.or(Class::MISSUS)));
                mentions.push(Mention { name: name..at, title: start..name, is_organisation, is_possessive });
            }
            at = at.max(start + 1);
        }
        pace.did(document.length(block)).await;
    }
    mentions
}

/// Whether the word names nobody. By its ending "Skelly" is an adverb, but a capital amid a sentence is none.
fn is_nameless(document: &Document, at: usize, opens: bool) -> bool {
    let token = &document.tokens[at];
    let by_ending = token.class == Class::ADV && document.word(at).ends_with("ly");
    token.is(NAMELESS) && (opens || !by_ending)
}

const OFFICE: Class = TITLES.or(Class::ROLE).or(Class::ORG).or(Class::PLACE);

/// Whether a word says where, for whom or as what somebody works.
fn says_office(token: &Token) -> bool {
    token.is(OFFICE) || token.shape == Shape::Upper
}

/// Whether words that began like a name say what the person behind them is; `office` is the last that says so.
fn introduced(document: &Document, words: Range<usize>, office: Option<usize>) -> bool {
    // "Secretary of State Ann Lee"
    let start = words.start;
    let behind_of = || start > 1 && document.is_word(start - 1, "of") && document.tokens[start - 2].is(OFFICE);
    !words.is_empty() && !document.tokens[start].is(GIVEN) && (office.is_some_and(|o| o >= start) || behind_of())
}

/// Whether the word is a participle that opens a sentence: "Following", "Citing".
fn is_following(document: &Document, at: usize) -> bool {
    let token = &document.tokens[at];
    let known = token.verb.is_some() || token.class != Class::default();
    document.word(at).ends_with("ing") && token.shape == Shape::Capital && known && !token.is(GIVEN)
}

/// "the World Summit", "Open AI": nobody is called that. A name before a noun takes its article: "the Lee camp".
fn is_thing(document: &Document, start: usize, name: Range<usize>) -> bool {
    let tokens = &document.tokens;
    let last = &tokens[name.end - 1];
    let acronym = name.len() > 1
        && last.shape == Shape::Upper
        && tokens[name.start].shape == Shape::Capital
        && !last.is(Class::SUFFIX)
        && last.span.len() > 1;
    let article = start == name.start && start > 0 && document.is_word(start - 1, "the");
    const NOUN: Class = Class::ORG.or(Class::GROUP).or(Class::ROLE).or(Class::DOC);
    let noun = |t: &Token| t.spaced && (t.is_word() && t.class == Class::default() || t.is(NOUN) && t.verb.is_none());
    let before_noun = || tokens.get(name.end).is_some_and(noun);
    // "its annual Camp Norfab event"
    let described = start > 1 && tokens[start - 1].shape == Shape::Lower && tokens[start - 1].class == Class::default();
    let owner = start - usize::from(described);
    let determined = || {
        owner > 0
            && tokens[owner - 1].is(Class::DET)
            && !tokens[owner - 1].is(Class::SUB)
            && name.len() > 1
            && !tokens[name.start].is(GIVEN)
    };
    acronym || if before_noun() { start == name.start && determined() } else { article }
}

/// "Secretary of State", "Chief of Staff": whether an office that is two words ends here.
fn ends_office(document: &Document, end: usize) -> bool {
    let last = |words: [&str; 2]| words.iter().any(|w| document.is_word(end - 1, w));
    end > 2
        && last(["state", "staff"])
        && document.is_word(end - 2, "of")
        && document.tokens[end - 3].is(TITLES.or(Class::ROLE))
}

/// Whether a given name and a family name, or an initial, stand here.
fn starts_name(document: &Document, at: usize) -> bool {
    let next = document.tokens.get(at + 1);
    document.tokens[at].is(GIVEN)
        && document.tokens[at].shape == Shape::Capital
        && next.is_some_and(|t| t.is_capital() && t.spaced && !t.is(NAMELESS.or(Class::ORG)))
}

/// Whether the token goes on with the name that started at `name`.
fn joins(document: &Document, at: usize, name: usize, end: usize, names: &dyn Fn(usize) -> bool) -> bool {
    let token = &document.tokens[at];
    if at == name {
        return token.is_capital() && !token.is(Class::DAY.or(Class::MONTH)) && names(at);
    }
    // "William “Buzz” Harlan"
    if (name + 1..=at).rev().take(3).any(|mark| is_nickname(&document.tokens, mark, &(name..end))) {
        return true;
    }
    if !token.spaced && !token.is_mark('&') {
        return false;
    }
    if token.is_capital() && (!is_nameless(document, at, false) || token.is(Class::SUFFIX)) {
        return names(at) || token.is(Class::SUFFIX);
    }
    // "van der Meer": up to three particles before the name goes on.
    let next = (at + 1..end.min(at + 4))
        .find(|&t| !(document.tokens[t].is(Class::PARTICLE) && document.tokens[t].shape == Shape::Lower));
    let next_is_capital = next.is_some_and(|t| document.tokens[t].is_capital() && document.tokens[t].spaced)
        && (next == Some(at + 1) || token.is(Class::PARTICLE));
    let organisation = || document.tokens[name..at].iter().any(|t| t.is(Class::ORG));
    // "Department of Health and Human Services": what it is for are two things, of which neither is a name by itself.
    let field = |t: usize| {
        let token = &document.tokens[t];
        token.shape == Shape::Capital && !token.is(GIVEN.or(OFFICE).or(NAMELESS))
    };
    let fields = || {
        let of = (name..at).rfind(|&t| document.is_word(t, "of") || document.is_word(t, "for"));
        of.is_some_and(|of| (of + 1..at).chain([at + 1]).all(field)) && document.is_word(at, "and")
    };
    next_is_capital
        && (token.is(Class::PARTICLE) && token.shape == Shape::Lower
            || document.is_word(at, "of") && organisation()
            || document.is_word(at, "for") && organisation()
            || fields()
            || token.is_mark('&'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::pace::at_once;

    fn names(text: &str) -> Vec<String> {
        let article = Article::from_text(text);
        let document = at_once(Document::read(&article, &Pace::default()));
        at_once(find(&document, &Pace::default())).iter().map(|m| document.span(&m.name).of(text).to_owned()).collect()
    }

    #[test]
    fn names_are_found_without_their_titles() {
        assert_eq!(
            names("The minister met Sen. Ann Lee and NATO Secretary General Bo van der Day."),
            ["Ann Lee", "Bo van der Day"]
        );
        assert_eq!(names("It was the Bank of Ware, said Lee’s aide."), ["Bank of Ware", "Lee"]);
    }

    #[test]
    fn a_name_begins_behind_what_says_who_it_is() {
        for (text, name) in [
            ("It rained, and Senate Majority Whip John Roe left.", "John Roe"),
            ("She was Secretary of State Orla Vane.", "Orla Vane"),
            ("There White House Chief of Staff Orla Vane spoke.", "Orla Vane"),
            ("Following Roe’s arrest, it rained on Mark Roe.", "Roe"),
            ("It rained. Browning Street was wet.", "Browning Street"),
            ("It is the Department of Health and Human Services.", "Department of Health and Human Services"),
            ("The US President left.", "US"),
        ] {
            assert_eq!(names(text)[0], name, "{text}");
        }
    }

    #[test]
    fn some_names_look_like_other_words() {
        assert_eq!(names("It was Polly Skelly. She told Skelly no."), ["Polly Skelly", "Skelly"]);
        assert_eq!(names("It was Ann King. She told King no. The King left."), ["Ann King", "King", "King"]);
        assert_eq!(names("The King left."), [""; 0]);
        assert_eq!(names("It was William “Buzz” Harlan."), ["William “Buzz” Harlan"]);
    }

    #[test]
    fn a_capital_at_a_sentences_start_tells_no_name() {
        assert_eq!(names("Farms burned. Rain fell. Officials left."), [""; 0]);
        assert_eq!(names("Norfab left. They say Norfab will return."), ["Norfab", "Norfab"]);
    }
}
