//! Roles: what the words around a name say that its bearer is.

use std::ops::Range;

use super::entity::Gender;
use crate::document::Document;
use crate::lexicon::{Class, Inflection};
use crate::mention::Mention;
use crate::text::{Shape, Token, listed, lower};

/// A role that the text gives an entity: "NATO Secretary General".
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) tokens: Range<usize>,
    /// Its words in small letters, hyphens parted.
    pub(super) words: Vec<String>,
}

/// How many roles of one bearer are told apart.
const MOST: usize = 12;
/// How far a role may reach before a name, in an apposition before it, and behind it, in tokens.
const BEFORE: usize = 8;
const BESIDE: usize = 12;
const BEHIND: usize = 14;

const ROLES: Class = Class::ROLE.or(Class::TITLE);

/// Adds the roles that the words around a mention give its bearer.
/// Whether that may be a person: "Norfab, the oil company," is none.
pub(super) fn read(document: &Document, mentions: &[Mention], i: usize, roles: &mut Vec<Role>) -> bool {
    let mention = &mentions[i];
    let block = document.block_of(mention.name.start).start;
    let reader = Reader { document, tokens: &document.tokens, mention, block };
    let behind = reader.behind();
    // "Ann Lee, Governor Mark Roe and others": the role of the next in a row.
    let anothers = |range: &Range<usize>| {
        let mut next = mentions[i + 1..].iter().take_while(|m| m.name.start < range.end);
        next.any(|m| {
            (!m.title.is_empty()
                || m.name.end == range.end && !m.is_organisation && !document.tokens[m.name.end - 1].is(ROLES))
                && !reader.governs(range.start..m.title.start)
        })
    };
    let (is_person, behind) = match behind {
        Behind::Company => (false, None),
        Behind::Role(range) => (true, Some(range).filter(|r| !anothers(r))),
        Behind::Nothing => (true, None),
    };
    for range in [reader.before(), reader.beside(), reader.spokesman(), behind].into_iter().flatten() {
        let starts = |t: &usize| {
            reader.tokens[*t].is_word() && !reader.tokens[*t].is(Class::DET.or(Class::PREP)) && !reader.is_clitic(*t)
        };
        let Some(start) = range.clone().find(starts) else { continue };
        // "the prime minister's wife" is no minister.
        let owned = (start..range.end).rfind(|&t| reader.is_clitic(t) && reader.tokens[t - 1].is(ROLES));
        let mut words = role_words(document, owned.unwrap_or(start)..range.end);
        // "Ware's Prime Minister Ann Lee"
        if start > block + 1 && reader.is_clitic(start - 1) {
            words.splice(..0, role_words(document, start - 2..start - 1));
        }
        if roles.len() < MOST && !roles.iter().any(|r| r.words == words) {
            roles.push(Role { tokens: start..range.end, words });
        }
    }
    is_person
}

/// What stands behind a name.
enum Behind {
    Nothing,
    /// "…, a farmer in Ware,"
    Role(Range<usize>),
    /// "…, the oil company,"
    Company,
}

/// Reads what stands around one mention.
struct Reader<'d> {
    document: &'d Document<'d>,
    tokens: &'d [Token],
    mention: &'d Mention,
    /// Where its block starts.
    block: usize,
}

impl Reader<'_> {
    fn is_clitic(&self, t: usize) -> bool {
        self.document.word(t).starts_with(['\'', '’'])
    }

    /// "the only major oil company": no officer.
    fn is_role(&self, t: usize) -> bool {
        self.tokens[t].is(ROLES) && self.document.word(t) != "major"
    }

    /// Whether the word may be part of what a role is called.
    fn describes(&self, t: usize) -> bool {
        const OTHERS: Class = Class::PREP
            .or(Class::SUB)
            .or(Class::CONJ)
            .or(Class::BE)
            .or(Class::AUX)
            .or(Class::PRONOUN)
            .or(Class::ADV)
            .or(Class::DET);
        let token = &self.tokens[t];
        token.is_word()
            && !token.is(OTHERS)
            && (token.is_capital() || token.is(ROLES) || token.verb.is_none() && !token.is(Class::PAST))
    }

    /// Whether a preposition is among the words.
    fn governs(&self, mut words: Range<usize>) -> bool {
        words.any(|t| self.tokens[t].is(Class::PREP))
    }

    /// "Bank of Ware governor Ann Lee": what ends right before the name, not "the chief met Ann Lee".
    fn before(&self) -> Option<Range<usize>> {
        let (tokens, first, block) = (self.tokens, self.mention.title.start, self.block);
        if self.mention.title.is_empty() && !(first > block && tokens[first - 1].is(ROLES)) {
            return None;
        }
        let of = |t: usize| {
            self.document.is_word(t, "of") && t > block && tokens[t - 1].is_capital() && tokens[t + 1].is_capital()
        };
        let mut start = first;
        while start > block
            && tokens[start].spaced
            && (self.describes(start - 1) || of(start - 1))
            && first - start < BEFORE
        {
            start -= 1;
        }
        let says = |t: usize| self.is_role(t) && !tokens[t].is(Class::MISTER.or(Class::MISSUS));
        // "Last week Ware clerk Ann Lee"
        let time = |t: &Token| t.is(Class::DAY) || t.shape == Shape::Lower && t.is(Class::TIME) && !t.is(ROLES);
        start = (start..first).rfind(|&t| time(&tokens[t])).map_or(start, |t| t + 1);
        let before = start..self.mention.name.start;
        before.clone().any(says).then_some(before)
    }

    /// Where the comma stands that ends an apposition before the name.
    fn comma(&self) -> Option<usize> {
        let comma = self.mention.title.start.checked_sub(1)?;
        (comma > self.block && self.tokens[comma].is_mark(',')).then_some(comma)
    }

    /// "The minister, Ann Lee, said": a role with its determiner, and the name beside it.
    fn beside(&self) -> Option<Range<usize>> {
        let (tokens, comma, block) = (self.tokens, self.comma()?, self.block);
        let owns = |t: usize| self.document.word(t).ends_with("'s") || self.document.word(t).ends_with("’s");
        let part = |t: usize| self.describes(t) || listed("of the 's ’s", self.document.word(t));
        let mut start = comma;
        while start > block && part(start - 1) && comma - start < BESIDE - 3 {
            start -= 1;
        }
        let determined = start < comma && tokens[start].is(Class::DET)
            || start > block && tokens[start - 1].is(Class::DET.or(Class::POSSESSIVE))
            || (start..comma).any(owns);
        (determined && start < comma && tokens[comma - 1].is(ROLES)).then_some(start..comma)
    }

    /// "The spokesman for the union, Ann Lee, said"
    fn spokesman(&self) -> Option<Range<usize>> {
        let comma = self.comma()?;
        let part = |t: &usize| self.describes(*t) || self.tokens[*t].is(Class::DET.or(Class::PREP)) || self.is_role(*t);
        let from = self.block.max((comma + 1).saturating_sub(BESIDE));
        let start = (from..comma).rev().take_while(part).last()?;
        let head = (start..comma).find(|&t| self.tokens[t].is(Class::PREP))?;
        let whole = head > start + 1 && self.tokens[start].is(Class::DEFINITE) && self.is_role(head - 1);
        whole.then_some(start..comma)
    }

    /// An apposition, or "who is …".
    fn behind(&self) -> Behind {
        let tokens = self.tokens;
        let is = |t: usize, class| tokens.get(t).is_some_and(|t| t.is(class));
        let is_mark = |t: usize, mark| tokens.get(t).is_some_and(|t| t.is_mark(mark));
        let mut at = self.mention.name.end;
        // "(D-Ohio)"
        if is_mark(at, '(') {
            at = (at..tokens.len().min(at + 8)).find(|&t| tokens[t].is_mark(')')).map_or(at, |t| t + 1);
        }
        let copula = is(at, Class::BE) && !self.is_clitic(at);
        if !copula && !is_mark(at, ',') && !is_mark(at, '—') {
            return Behind::Nothing;
        }
        at += 1;
        // An age: "Lee, 54, a farmer".
        if tokens.get(at).is_some_and(|t| t.shape == Shape::Number) && is_mark(at + 1, ',') {
            at += 2;
        }
        while is(at, Class::WH.or(Class::HAVE).or(Class::BE).or(Class::ADV)) {
            at += 1;
        }
        let mut end = at;
        let mut seen = false;
        while end < tokens.len().min(at + BEHIND) && !self.ends(end, seen) {
            seen |= self.is_role(end);
            end += 1;
        }
        let head = (at..end).find(|&t| tokens[t].is(Class::PREP)).unwrap_or(end) - 1;
        let company = |t: usize| tokens[t].is(Class::ORG) && tokens[t].shape == Shape::Lower;
        if head > at && tokens[at].is(Class::DET) && company(head) {
            return Behind::Company;
        }
        // "After talks with Ann Lee, the mayor said": a clause of its own.
        let sentence = self.document.sentences.partition_point(|s| s.end <= self.mention.name.start);
        let first = self.document.sentences.get(sentence).map_or(0, |s| s.start);
        let before = self.mention.title.start.max(1) - 1;
        let adjunct =
            [first, before].iter().any(|&t| is(t, Class::PREP.or(Class::SUB))) && tokens[before].verb.is_none();
        let mut rest = tokens[end..].iter().take_while(|t| !matches!(t.shape, Shape::Mark(_)) && !t.is(Class::WH));
        let says = |t: &Token| t.verb.is_some_and(|v| matches!(v.inflection, Inflection::Past | Inflection::Third));
        if seen && !(adjunct && rest.any(says)) { Behind::Role(at..end) } else { Behind::Nothing }
    }

    /// Whether a role ends before the token; `seen`: whether the word for it has come.
    fn ends(&self, t: usize, seen: bool) -> bool {
        const CLAUSE: Class = Class::AUX.or(Class::BE).or(Class::HAVE).or(Class::WH).or(Class::PRONOUN).or(Class::CONJ);
        let (token, word) = (&self.tokens[t], self.document.word(t));
        match token.shape {
            Shape::Mark(mark) => !matches!(mark, '-' | '\'' | '’' | '&'),
            _ => {
                token.is(CLAUSE) && !self.is_clitic(t)
                    || token.is(Class::PREP) && (!seen || !token.is_capital() && !listed("of for at with to", word))
                    || token.verb.is_some() && !token.is(ROLES.or(Class::NOUN))
                    // "the governor presiding over"
                    || self.tokens[t - 1].is(ROLES) && word.ends_with("ing") && !token.is_capital()
            }
        }
    }
}

/// What the words of a role or a title say, up to an "of": "widow of Mark Roe".
pub(super) fn gender(document: &Document, mut words: Range<usize>) -> Option<Gender> {
    let end = words.clone().find(|&t| document.tokens[t].is(Class::PREP)).unwrap_or(words.end);
    words.end = end;
    words.find_map(|t| gender_of(&lower(document.word(t))))
}

/// The gender that a word in small letters says: "widow".
pub(super) fn gender_of(word: &str) -> Option<Gender> {
    const MALE: &str = "man son father brother husband uncle nephew grandfather widower king prince \
        duke baron actor pope priest policeman";
    const FEMALE: &str =
        "daughter mother sister wife aunt niece grandmother widow queen princess duchess baroness actress nun";
    match word {
        w if w.ends_with("woman") || listed(FEMALE, w) => Some(Gender::Female),
        w if w.ends_with("sman") || w == "chairman" || listed(MALE, w) => Some(Gender::Male),
        _ => None,
    }
}

/// The words of a range in small letters, hyphens parted.
pub(super) fn role_words(document: &Document, tokens: Range<usize>) -> Vec<String> {
    tokens
        .filter(|&t| document.tokens[t].is_word() && !document.tokens[t].is(Class::DET.or(Class::PREP).or(Class::CONJ)))
        .flat_map(|t| lower(document.word(t)).split(['-', '‑']).map(spelled_out).collect::<Vec<_>>())
        .collect()
}

/// "sen." → "senator".
fn spelled_out(word: &str) -> String {
    match word.trim_end_matches('.') {
        "sen" => "senator",
        "gov" => "governor",
        "rep" | "congressman" | "congresswoman" => "representative",
        "gen" => "general",
        "dr" => "doctor",
        "prof" => "professor",
        "sgt" => "sergeant",
        "lt" => "lieutenant",
        "col" => "colonel",
        "rev" => "reverend",
        "chairwoman" | "chairperson" => "chairman",
        "spokeswoman" | "spokesperson" => "spokesman",
        other => other,
    }
    .to_owned()
}
