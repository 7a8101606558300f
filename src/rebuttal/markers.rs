//! The words that mark a rebuttal: patterns from the data files, compiled by `build.rs`.

use std::borrow::Cow;
use std::sync::OnceLock;

use quoth_patterns::{Matcher, Program, unpack};

use crate::order::by_place;
use crate::text::Span;

/// What kind of contest a marker speaks of; each has its own file of patterns, and of further conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Denial,
    Truth,
    Evidence,
    Contrast,
}

/// One match of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub family: Family,
    /// The words that mark the contest.
    pub marker: Span,
    /// Whether the marker is a verb: its subject is who contests.
    pub verb: bool,
    /// All that the pattern matched.
    pub whole: Span,
    /// The noun that names the claim: "accusation".
    pub noun: Option<Span>,
    /// The claim as the marker itself words it: "as rich as he says".
    pub named: Option<Span>,
}

/// A pattern, linked when a text first needs it.
struct Pattern {
    family: Family,
    form: &'static [u8],
    program: OnceLock<Program<'static>>,
}

include!(concat!(env!("OUT_DIR"), "/markers.rs"));

/// The groups of a pattern.
const MARKER: usize = 1;
const VERB: usize = 2;
const NOUN: usize = 3;
const OTHER_NOUN: usize = 4;
const NAMED: usize = 5;

/// A set of patterns.
type Bits = u128;

/// Groups of stems that a pattern may ask for: a sentence must have one of each.
const GROUPS: usize = 3;

/// The beginnings of words that a sentence must have for a pattern to be tried: most have none, and are read once.
struct Markers {
    /// By the first two letters, see [`pair`].
    stems: Vec<Stems>,
    /// The patterns that ask for a "n't".
    contracted: [Bits; GROUPS],
    /// The patterns that do not ask for the group at all.
    free: [Bits; GROUPS],
    patterns: Vec<Pattern>,
}

/// The stems that begin with the same two letters.
#[derive(Clone, Default)]
struct Stems {
    /// What may come third, a bit each, see [`third`]: most words are passed over by that.
    thirds: u32,
    all: Vec<Stem>,
}

/// A stem, and the patterns that ask for it, a bit each, by group.
#[derive(Clone)]
struct Stem {
    letters: &'static str,
    patterns: [Bits; GROUPS],
}

/// A longer sentence is no sentence of an article, and is not searched.
const LONGEST_SENTENCE: usize = 4000;

/// All marks in one sentence, in order of where they stand. `lower` is the article's text in lower case.
#[inline(never)]
pub(super) fn marks(lower: &str, sentence: Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    if sentence.len() > LONGEST_SENTENCE {
        return marks;
    }
    let markers = markers();
    let mut woken = markers.woken(sentence.of(lower));
    if woken == 0 {
        return marks;
    }
    let folded = Folded::new(lower, sentence);
    let text = &*folded.text;
    let mut matcher = Matcher::default();
    while woken != 0 {
        let at = woken.trailing_zeros() as usize;
        woken &= woken - 1;
        let pattern = &markers.patterns[at];
        let program = pattern.program();
        let mut from = 0;
        while let Some(found) = program.find(&mut matcher, text, from) {
            let span = |group| found.group(group).map(|(start, end)| folded.span(start, end));
            let Some((start, end)) = found.group(0) else { break };
            from = end;
            let whole = folded.span(start, end);
            let (verb, plain) = (span(VERB), span(MARKER));
            let marker = verb.or(plain).unwrap_or(whole).trim(lower, |c| !c.is_alphanumeric());
            marks.push(Mark {
                family: pattern.family,
                marker: whole_words(lower, marker),
                verb: verb.is_some(),
                whole,
                noun: span(NOUN).or(span(OTHER_NOUN)),
                named: span(NAMED),
            });
        }
    }
    by_place(&mut marks, |m| (m.marker.start, m.family as usize));
    marks
}

/// A sentence in the few characters that the patterns know, a byte each.
struct Folded<'t> {
    text: Cow<'t, [u8]>,
    start: usize,
    /// Behind each character of several bytes: the place in `text`, and how many bytes of the sentence, this one's
    /// among them, have none there.
    shifts: Vec<(usize, usize)>,
}

impl<'t> Folded<'t> {
    fn new(lower: &'t str, sentence: Span) -> Folded<'t> {
        let (start, mut rest) = (sentence.start, sentence.of(lower));
        let inside = &rest.as_bytes()[..rest.len().saturating_sub(2)];
        if rest.is_ascii() && !inside.contains(&b'.') {
            return Folded { text: rest.as_bytes().into(), start, shifts: Vec::new() };
        }
        let mut text: Vec<u8> = Vec::with_capacity(rest.len());
        let (mut shifts, mut shift) = (Vec::new(), 0);
        loop {
            let plain = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
            for (at, &byte) in rest.as_bytes()[..plain].iter().enumerate() {
                // The stop of "Mr. Lee" and "U.S." ends nothing: sentences end at theirs.
                let abbreviates = byte == b'.'
                    && rest.len() > at + 2
                    && matches!(rest.as_bytes()[at + 1], b' ' | b'a'..=b'z' | b'0'..=b'9');
                text.push(if abbreviates { b'x' } else { byte });
            }
            let Some(c) = rest[plain..].chars().next() else { break };
            text.push(match c {
                '‘' | '’' => b'\'',
                '“' | '”' | '«' | '»' => b'"',
                '–' | '—' | '―' => b';',
                '…' => b'.',
                c if c.is_whitespace() => b' ',
                _ => b'x',
            });
            shift += c.len_utf8() - 1;
            shifts.push((text.len(), shift));
            rest = &rest[plain + c.len_utf8()..];
        }
        Folded { text: text.into(), start, shifts }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| {
            let behind = self.shifts.partition_point(|(from, _)| *from <= at);
            self.start + at + behind.checked_sub(1).map_or(0, |b| self.shifts[b].1)
        };
        Span::new(place(start), place(end))
    }
}

/// The span from the start of its first word: a marker may begin inside "isn't" or "that's".
fn whole_words(lower: &str, span: Span) -> Span {
    let inside = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let start = lower[..span.start].chars().rev().take_while(inside).map(char::len_utf8).sum::<usize>();
    Span::new(span.start - start, span.end)
}

/// How many pairs there are of a letter and what follows it: a letter, or none.
const PAIRS: usize = 26 * 27;

/// The number of a pair.
fn pair(first: u8, second: u8) -> usize {
    let letter = |byte: u8| usize::from(byte.wrapping_sub(b'a').min(26));
    (letter(first) * 27 + letter(second)).min(PAIRS - 1)
}

/// What may come third, a bit each: a letter, or anything else.
fn third(byte: u8) -> u32 {
    1 << byte.wrapping_sub(b'a').min(26)
}

/// The last byte of "’".
const LAST_OF_MARK: u8 = 0x99;

fn markers() -> &'static Markers {
    static MARKERS: OnceLock<Markers> = OnceLock::new();
    MARKERS.get_or_init(Markers::read)
}

impl Pattern {
    fn program(&self) -> &Program<'static> {
        self.program.get_or_init(|| SHARED.link(self.form))
    }
}

impl Markers {
    fn read() -> Markers {
        let mut markers = Markers {
            stems: vec![Stems::default(); PAIRS],
            contracted: [0; GROUPS],
            free: [Bits::MAX; GROUPS],
            patterns: Vec::new(),
        };
        for (family, packed) in PATTERNS {
            // Of each the beginnings of words that it asks for, and its form.
            let mut packed = unpack(packed);
            while let (Some(stems), Some(form)) = (packed.next(), packed.next()) {
                let bit: Bits = 1 << markers.patterns.len();
                markers.patterns.push(Pattern { family: *family, form, program: OnceLock::new() });
                markers.ask_all(str::from_utf8(stems).unwrap_or_default(), bit);
            }
        }
        markers
    }

    /// Notes what the pattern asks for.
    fn ask_all(&mut self, stems: &'static str, bit: Bits) {
        for (group, stems) in stems.split(" & ").enumerate().take(GROUPS) {
            self.free[group] &= !bit;
            for stem in stems.split(' ') {
                match STEMS.iter().find(|(name, _)| *name == stem) {
                    Some((_, list)) => list.split(' ').for_each(|s| self.ask(s, group, bit)),
                    None => self.ask(stem, group, bit),
                }
            }
        }
    }

    /// Notes that the pattern asks for the stem in this group.
    fn ask(&mut self, stem: &'static str, group: usize, bit: Bits) {
        if stem == "n't" {
            self.contracted[group] |= bit;
            return;
        }
        let &[first, second, ref rest @ ..] = stem.as_bytes() else { return };
        let Stems { thirds, all } = &mut self.stems[pair(first, second)];
        *thirds |= rest.first().map_or(u32::MAX, |&b| third(b));
        let known = all.iter().position(|s| s.letters == stem).unwrap_or_else(|| {
            all.push(Stem { letters: stem, patterns: [0; GROUPS] });
            all.len() - 1
        });
        all[known].patterns[group] |= bit;
    }

    /// The patterns that the words of the sentence wake, a bit each.
    #[inline(never)]
    fn woken(&self, words: &str) -> Bits {
        let mut groups = self.free;
        let bytes = words.as_bytes();
        let mut wake = |patterns: &[Bits; GROUPS]| {
            groups.iter_mut().zip(patterns).for_each(|(group, bits)| *group |= bits);
        };
        let mut inside = false;
        for (at, &byte) in bytes.iter().enumerate() {
            let letter = byte.is_ascii_lowercase();
            let next = |n: usize| bytes.get(at + n).copied().unwrap_or_default();
            if letter {
                if !inside {
                    let Stems { thirds, all } = &self.stems[pair(byte, next(1))];
                    if thirds & third(next(2)) != 0 {
                        // Letter by letter: they are few, and to compare them otherwise is a call.
                        let stands = |s: &&Stem| s.letters.bytes().enumerate().all(|(n, letter)| letter == next(n));
                        all.iter().filter(stands).for_each(|s| wake(&s.patterns));
                    }
                }
            } else if matches!(byte, b'\'' | LAST_OF_MARK) && next(1) == b't' {
                let before = &bytes[..at + 1];
                if before.ends_with(b"n'") || before.ends_with("n’".as_bytes()) {
                    wake(&self.contracted);
                }
            }
            inside = letter;
        }
        let known = Bits::MAX.checked_shr(Bits::BITS - self.patterns.len() as u32).unwrap_or(0);
        groups.into_iter().fold(known, |all, group| all & group)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(not(target_arch = "wasm32"))]
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn every_pattern_has_a_bit() {
        assert!(markers().patterns.len() <= Bits::BITS as usize);
    }

    #[test]
    fn a_sentence_of_no_article_is_not_searched() {
        let long = format!("that is false {}", "x ".repeat(LONGEST_SENTENCE));
        assert!(marks(&long, Span::new(0, long.len())).is_empty());
    }

    /// On every article of the tests.
    #[test]
    #[cfg(not(target_arch = "wasm32"))]
    fn finds_what_regex_finds() {
        let mut articles = String::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => articles += &fs::read_to_string(path).unwrap(),
                }
            }
        }
        articles.make_ascii_lowercase();
        let read = |source: &&str| regex::bytes::RegexBuilder::new(source).unicode(false).build().unwrap();
        let full: Vec<_> = SOURCES.iter().map(read).collect();
        let patterns = &markers().patterns;
        assert_eq!(full.len(), patterns.len());
        let mut matcher = Matcher::default();
        let mut count = 0;
        for line in articles.lines() {
            let folded = Folded::new(line, Span::new(0, line.len())).text;
            let woken = markers().woken(line);
            for at in (0..patterns.len()).filter(|at| woken >> at & 1 == 1) {
                let (source, program, full) = (SOURCES[at], patterns[at].program(), &full[at]);
                let mut from = 0;
                for expected in full.captures_iter(&folded) {
                    let found = program.find(&mut matcher, &folded, from);
                    let found = found.unwrap_or_else(|| panic!("{line}: {source}"));
                    let expect = |name| expected.name(name).map(|m| (m.start(), m.end()));
                    assert_eq!(found.group(0), expected.get(0).map(|m| (m.start(), m.end())), "{line}: {source}");
                    for (group, name) in [(MARKER, "m"), (VERB, "v"), (NOUN, "c"), (OTHER_NOUN, "d"), (NAMED, "e")] {
                        assert_eq!(found.group(group), expect(name), "{name}: {line}: {source}");
                    }
                    from = found.group(0).unwrap().1;
                    count += 1;
                }
                assert_eq!(program.find(&mut matcher, &folded, from), None, "{line}: {source}");
            }
        }
        assert!(count > 0);
    }
}
