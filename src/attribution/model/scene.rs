//! What the model sees of a line: for each node a hash of its word and a coarse tag.

use crate::attribution::line::{Line, Node};
use crate::lexicon::{Class, Inflection};
use crate::text::{Shape, Token};

/// A node as the model sees it; nothing, beyond the sentence.
#[derive(Clone, Copy, Default)]
pub(in crate::attribution) struct Atom {
    /// A hash of the word in small letters; names and numbers are one word each.
    pub(super) word: u32,
    /// What kind of word it is, in place of a part of speech.
    pub(super) tag: u32,
}

// The tags. Their numbers mean nothing, but the weights are learned for them.
pub(super) const NOTHING: u32 = 0;
const QUOTATION: u32 = 1;
const TITLE: u32 = 2;
pub(super) const COMMA: u32 = 3;
pub(super) const COLON: u32 = 4;
const LAST_MARK: u32 = 11;
const NUMBER: u32 = 12;
pub(super) const THAT: u32 = 13;
const POSSESSIVE_MARK: u32 = 10;
const BE: u32 = 22;
const AUX: u32 = 24;
const CUE: u32 = 40;
const CUE_ING: u32 = 44;
const NAME: u32 = 45;
const PLACE: u32 = 46;
const FIRST_NAME: u32 = 47;
const PAST_LIKE: u32 = 50;
/// Quotations by how they start and end.
const QUOTATIONS: u32 = 100;

/// Words with a tag of their own.
const WORDS: &[(&str, u32)] = &[
    ("that", THAT),
    ("to", 14),
    ("of", 15),
    ("by", 16),
    ("and", 17),
    ("but", 18),
    ("not", 19),
    ("'s", POSSESSIVE_MARK),
    ("’s", POSSESSIVE_MARK),
];

/// The longest of them, in bytes.
const LONGEST: usize = 4;

/// Tags of the closed classes; the first that fits.
const CLOSED: &[(Class, u32)] = &[
    (Class::POSSESSIVE, 20),
    (Class::DET, 21),
    (Class::BE, BE),
    (Class::HAVE, 23),
    (Class::AUX, AUX),
    (Class::OBJECT, 26),
    (Class::WH, 27),
    (Class::PRONOUN, 25),
    (Class::CONJ, 28),
    (Class::DAY.or(Class::MONTH).or(Class::TIME), 30),
    (Class::PREP, 31),
    (Class::SUB, 29),
    (Class::ADV, 32),
];

/// Tags of nouns, behind those of verbs.
const NOUNS: &[(Class, u32)] = &[
    (Class::TITLE, 33),
    (Class::ROLE, 34),
    (Class::GROUP.or(Class::REPORTER), 35),
    (Class::ORG, 36),
    (Class::DOC, 37),
    (Class::NOUN, 38),
];

/// Bits of [`Atom::in_clause`] that are not about quotations.
pub(super) const CLAUSE_MARKS: u32 = 3;

impl Atom {
    pub(in crate::attribution) fn of(line: &Line, node: usize) -> Self {
        match line.nodes[node] {
            Node::Quotation(q) => {
                let tokens = line.document.quotations[q].tokens.len();
                let length = u32::from(tokens > 5) + u32::from(tokens > 10);
                let how = match (line.leads_on(node), line.stops(node)) {
                    (true, _) => 1,
                    (_, true) => 2,
                    _ => 0,
                } + if line.opens_sentence(node) { 3 } else { 0 };
                let tag = if how == 0 { QUOTATION } else { QUOTATIONS + how };
                Atom { word: tag * 4 + length, tag }
            }
            Node::Title(_) => Atom { word: TITLE, tag: TITLE },
            Node::Token(at) => {
                let (token, text) = (&line.document.tokens[at], line.word(node));
                let first = line.sentence_of(node).start == node;
                Atom { word: word(token, text, first), tag: tag(token, text, first) }
            }
        }
    }

    pub(super) fn is_mark(self) -> bool {
        (COMMA..=LAST_MARK).contains(&self.tag)
    }

    pub(super) fn is_quotation(self) -> bool {
        self.tag == QUOTATION || self.tag > QUOTATIONS
    }

    pub(super) fn is_cue(self) -> bool {
        (CUE..=CUE_ING).contains(&self.tag)
    }

    /// Whether it may be a finite verb.
    pub(in crate::attribution) fn is_verb(self) -> bool {
        matches!(self.tag, BE..=AUX | CUE..CUE_ING | PAST_LIKE)
    }

    /// What it adds to the clause it stands in: an auxiliary, a verb, a quotation; a bit each.
    pub(super) fn in_clause(self) -> u32 {
        match self.tag {
            BE..=AUX => 1,
            _ if self.is_verb() => 2,
            _ if self.is_quotation() => 4,
            _ => 0,
        }
    }
}

fn word(token: &Token, word: &str, first: bool) -> u32 {
    match token.shape {
        Shape::Number => NUMBER,
        Shape::Mark(mark) => mark.into(),
        // A name is a name, whoever bears it.
        Shape::Capital | Shape::Upper if !first && token.class == Class::default() => NAME,
        _ => hash(word),
    }
}

/// A hash of a word in small letters.
pub(in crate::attribution) fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}

fn tag(token: &Token, word: &str, first: bool) -> u32 {
    match token.shape {
        Shape::Number => return NUMBER,
        Shape::Mark(mark) => {
            return match mark {
                ',' => COMMA,
                ':' => COLON,
                ';' => 5,
                '—' => 6,
                '(' | '[' => 7,
                ')' | ']' => 8,
                '.' | '!' | '?' | '…' => 9,
                '\'' | '’' => POSSESSIVE_MARK,
                _ => LAST_MARK,
            };
        }
        _ => {}
    }
    if word.len() <= LONGEST
        && let Some(&(_, tag)) = WORDS.iter().find(|(w, _)| w.len() == word.len() && word.eq_ignore_ascii_case(w))
    {
        return tag;
    }
    let by_class = |tags: &[(Class, u32)]| tags.iter().find(|(c, _)| token.is(*c)).map(|t| t.1);
    if let Some(tag) = by_class(CLOSED) {
        return tag;
    }
    if let Some(verb) = token.verb.filter(|_| !token.is_capital() || first) {
        return CUE
            + match verb.inflection {
                Inflection::Base => 0,
                Inflection::Third => 1,
                Inflection::Past => 2,
                Inflection::Participle => 3,
                Inflection::Ing => 4,
            };
    }
    if token.is(Class::PAST) && !token.is_capital() {
        return PAST_LIKE;
    }
    if let Some(tag) = by_class(NOUNS) {
        return tag;
    }
    if token.is_capital() {
        return if token.is(Class::PLACE) {
            PLACE
        } else if first {
            FIRST_NAME
        } else {
            NAME
        };
    }
    match word.as_bytes() {
        [.., b'e', b'd'] => PAST_LIKE,
        [.., b'i', b'n', b'g'] => 51,
        [.., b'l', b'y'] => 52,
        [.., b'i', b'o', b'n'] | [.., b'n', b't'] | [.., b't', b'y'] => 53,
        [.., b's'] => 54,
        _ => 55,
    }
}
