//! Patterns of words, compiled when Quoth is built and matched in little code.
//!
//! [`regex`](https://docs.rs/regex) reads its patterns where it runs, on the reader's page, which takes longer there
//! than matching them, and more code than all the rest of the analysis of rebuttals. Here the same syntax, read by the
//! same authors' parser, becomes a compact form at build time. What is left for the page is to link a pattern when it
//! is first asked for, and [`Program::find`], with the same matches as `regex`. Texts are ASCII.
//!
//! The matcher tries the ways through a program in order of preference, as a person would, and notes where it has been,
//! so that the time it takes is bounded by the size of the program times the length of the text.

#[cfg(feature = "compile")]
mod compile;
mod link;

#[cfg(feature = "compile")]
pub use compile::{Compiled, Compiler, Error, pack};
pub use link::{Patterns, unpack};

/// A set of ASCII characters, a bit each.
pub type Set = [u32; 4];

/// The most groups a pattern may have, all of it as group 0 included.
pub const GROUPS: usize = 6;

/// What a match found: where each group starts and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found([usize; 2 * GROUPS]);

const NOWHERE: usize = usize::MAX;

impl Found {
    /// Where the group stands in the text, if it took part in the match.
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        let (start, end) = (self.0[2 * group], self.0[2 * group + 1]);
        (start != NOWHERE && end != NOWHERE).then_some((start, end))
    }
}

/// A pattern, ready to be matched.
#[derive(Clone, Debug)]
pub struct Program<'p> {
    /// The instructions: a byte that names it, then what it needs. Places in it are two bytes, the lower one first.
    code: Vec<u8>,
    /// How many forks there are in it.
    forks: usize,
    /// The sets that the code names by number.
    sets: &'p [Set],
    /// The number of the set of characters that a match may start with.
    first: u8,
}

/// The instructions of a program.
mod op {
    /// The match is complete.
    pub const MATCH: u8 = 0;
    /// length, characters: these.
    pub const LITERAL: u8 = 1;
    /// set: one of the set.
    pub const ONE: u8 = 2;
    /// set: as many of the set as there are.
    pub const RUN: u8 = 3;
    /// place: on from there.
    pub const JUMP: u8 = 4;
    /// set, place: on if the next is one of the set, else from there.
    pub const IF: u8 = 5;
    /// set, place: on if the next is none of the set, else from there.
    pub const UNLESS: u8 = 6;
    /// number, place: on, and if that leads nowhere, from there. The forks of a program are numbered.
    pub const FORK: u8 = 7;
    /// number, place: from there, and if that leads nowhere, on.
    pub const LAZY_FORK: u8 = 8;
    /// count, characters, a place for each: behind the next character, from its place.
    pub const SWITCH: u8 = 9;
    /// slot: the place in the text is where a group starts or ends.
    pub const SAVE: u8 = 10;
    /// The edge of a word.
    pub const EDGE: u8 = 11;
    /// The start of the text.
    pub const START: u8 = 12;
    /// The end of the text.
    pub const END: u8 = 13;
}

/// The compact form of a pattern: the number of the set it may begin with, then a sequence. A sequence ends with `STOP`;
/// characters in it, which are all from `LITERAL` on, stand for themselves.
mod form {
    pub const STOP: u8 = 0;
    pub const LITERAL: u8 = b' ';
    /// set: one of it, or as many as there are.
    pub const ONE: u8 = 2;
    pub const RUN: u8 = 3;
    /// slot.
    pub const SAVE: u8 = 4;
    pub const EDGE: u8 = 5;
    pub const START: u8 = 6;
    pub const END: u8 = 7;
    /// choice, sequence: the sequence or nothing; or as often as one likes.
    pub const OPTION: u8 = 8;
    pub const LOOP: u8 = 9;
    /// choice, sequence, sequence.
    pub const EITHER: u8 = 10;
    /// count, characters, a sequence for each.
    pub const SWITCH: u8 = 11;
    /// number: a sequence that several patterns share.
    pub const PART: u8 = 12;

    // Choices: go in if the next character is one of the set, or is none; or try going in, or passing by, first.
    pub const IF: u8 = 0;
    pub const UNLESS: u8 = 1;
    pub const EAGER: u8 = 2;
    pub const LAZY: u8 = 3;
}

fn has(set: &Set, byte: u8) -> bool {
    byte < 128 && set[usize::from(byte >> 5)] >> (byte & 31) & 1 == 1
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a word starts or ends at the place.
fn is_edge(text: &[u8], at: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|&b| is_word(b));
    word(at.checked_sub(1)) != word(Some(at))
}

/// What matching needs room for, kept from one search to the next.
#[derive(Default)]
pub struct Matcher {
    /// Where forks have been: a bit for each fork and place in the text.
    seen: Vec<u32>,
    /// What is still to be tried, the last first.
    left: Vec<Left>,
}

enum Left {
    /// The way that a fork did not take.
    Way { code: usize, at: usize },
    /// A slot as it was before the way that failed.
    Slot { slot: usize, was: usize },
}

impl Program<'_> {
    /// The first match that starts at `from` or later; where several do, the one that the pattern prefers.
    pub fn find(&self, matcher: &mut Matcher, text: &[u8], from: usize) -> Option<Found> {
        let first = &self.sets[usize::from(self.first)];
        // Nearly all begin at the edge of a word, some at the start of the text, and most places are neither.
        let (edged, anchored) = (self.code[0] == op::EDGE, self.code[0] == op::START);
        let end = if anchored { text.len().min(1) } else { text.len() };
        let start = |from: usize| (from..end).find(|&at| has(first, text[at]) && (!edged || is_edge(text, at)));
        let mut next = start(from)?;
        // Room is made by the first fork: most searches meet none.
        matcher.seen.clear();
        loop {
            if let Some(found) = self.match_at(matcher, text, next) {
                return Some(found);
            }
            next = start(next + 1)?;
        }
    }

    /// The number, or the place, in two bytes of the code.
    fn two(&self, code: usize) -> usize {
        usize::from(u16::from_le_bytes([self.code[code], self.code[code + 1]]))
    }

    fn match_at(&self, matcher: &mut Matcher, text: &[u8], start: usize) -> Option<Found> {
        let Matcher { seen, left } = matcher;
        let mut slots = [NOWHERE; 2 * GROUPS];
        slots[0] = start;
        left.clear();
        let (mut code, mut at) = (0, start);
        loop {
            let on = match self.code[code] {
                op::LITERAL => {
                    let length = usize::from(self.code[code + 1]);
                    let wanted = &self.code[code + 2..code + 2 + length];
                    let there = text.len() - at >= length && wanted.iter().zip(&text[at..]).all(|(a, b)| a == b);
                    code += 2 + length;
                    at += length;
                    there
                }
                op::ONE => {
                    let there = text.get(at).is_some_and(|&b| has(&self.sets[usize::from(self.code[code + 1])], b));
                    code += 2;
                    at += 1;
                    there
                }
                op::RUN => {
                    let set = &self.sets[usize::from(self.code[code + 1])];
                    while text.get(at).is_some_and(|&b| has(set, b)) {
                        at += 1;
                    }
                    code += 2;
                    true
                }
                op::JUMP => {
                    code = self.two(code + 1);
                    true
                }
                test @ (op::IF | op::UNLESS) => {
                    let one = text.get(at).is_some_and(|&b| has(&self.sets[usize::from(self.code[code + 1])], b));
                    code = if one == (test == op::IF) { code + 4 } else { self.two(code + 2) };
                    true
                }
                fork @ (op::FORK | op::LAZY_FORK) => {
                    let place = self.two(code + 1) * (text.len() + 1) + at;
                    if seen.is_empty() {
                        seen.resize(self.forks * (text.len() + 1) / 32 + 1, 0);
                    }
                    let bit = 1 << (place % 32);
                    let been = seen[place / 32] & bit != 0;
                    seen[place / 32] |= bit;
                    if !been {
                        let (on, out) = (code + 5, self.two(code + 3));
                        let (now, later) = if fork == op::FORK { (on, out) } else { (out, on) };
                        left.push(Left::Way { code: later, at });
                        code = now;
                    }
                    !been
                }
                op::SWITCH => {
                    let count = usize::from(self.code[code + 1]);
                    let characters = &self.code[code + 2..code + 2 + count];
                    let next = text.get(at).and_then(|b| characters.iter().position(|c| c == b));
                    if let Some(next) = next {
                        code = self.two(code + 2 + count + 2 * next);
                        at += 1;
                    }
                    next.is_some()
                }
                op::SAVE => {
                    let slot = usize::from(self.code[code + 1]);
                    left.push(Left::Slot { slot, was: slots[slot] });
                    slots[slot] = at;
                    code += 2;
                    true
                }
                op::EDGE => {
                    code += 1;
                    is_edge(text, at)
                }
                op::START => {
                    code += 1;
                    at == 0
                }
                op::END => {
                    code += 1;
                    at == text.len()
                }
                op::MATCH => {
                    slots[1] = at;
                    return Some(Found(slots));
                }
                _ => false,
            };
            if on {
                continue;
            }
            loop {
                match left.pop()? {
                    Left::Slot { slot, was } => slots[slot] = was,
                    Left::Way { code: from, at: place } => {
                        (code, at) = (from, place);
                        break;
                    }
                }
            }
        }
    }
}
