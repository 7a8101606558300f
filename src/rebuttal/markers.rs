//! The words that mark a rebuttal: patterns from the data files, compiled when a text first needs them.

use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

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

struct Pattern {
    family: Family,
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

/// A set of patterns.
type Bits = u128;

/// Groups of stems that a pattern may ask for: a sentence must have one of each.
const GROUPS: usize = 3;

/// The patterns, and the beginnings of words that a sentence must have for a pattern to be tried: most have none,
/// and are read once.
struct Markers {
    patterns: Vec<Pattern>,
    /// By first letter: a stem, and the patterns that ask for it, a bit each, by group.
    stems: [Vec<Stem>; 26],
    /// The patterns that ask for a "n't".
    contracted: [Bits; GROUPS],
    /// The patterns that do not ask for the group at all.
    free: [Bits; GROUPS],
}

struct Stem {
    letters: &'static str,
    patterns: [Bits; GROUPS],
}

/// A longer sentence is no sentence of an article, and is not searched.
const LONGEST_SENTENCE: usize = 4000;

/// All marks in one sentence, in order of where they stand. `lower` is the article's text in lower case.
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
    while woken != 0 {
        let pattern = &markers.patterns[woken.trailing_zeros() as usize];
        woken &= woken - 1;
        let Some(regex) = pattern.regex() else { continue };
        for found in regex.captures_iter(&folded.text) {
            let span = |name| found.name(name).map(|m| folded.span(m.start(), m.end()));
            let Some(whole) = found.get(0).map(|m| folded.span(m.start(), m.end())) else { continue };
            let (verb, plain) = (span("v"), span("m"));
            let marker = verb.or(plain).unwrap_or(whole).trim(lower, |c| !c.is_alphanumeric());
            marks.push(Mark {
                family: pattern.family,
                marker: whole_words(lower, marker),
                verb: verb.is_some(),
                whole,
                noun: span("c").or(span("d")),
                named: span("e"),
            });
        }
    }
    marks.sort_by_key(|m| (m.marker.start, m.family));
    marks
}

/// A sentence in the few characters that the patterns know, a byte each.
struct Folded {
    text: Vec<u8>,
    /// Where each byte of `text`, and its end, stands in the article.
    places: Vec<usize>,
}

impl Folded {
    fn new(lower: &str, sentence: Span) -> Folded {
        let mut folded =
            Folded { text: Vec::with_capacity(sentence.len()), places: Vec::with_capacity(sentence.len() + 1) };
        for (at, c) in sentence.of(lower).char_indices() {
            folded.places.push(sentence.start + at);
            folded.text.push(match c {
                '‘' | '’' => b'\'',
                '“' | '”' | '«' | '»' => b'"',
                '–' | '—' | '―' => b';',
                '…' => b'.',
                c if c.is_ascii() => c as u8,
                c if c.is_whitespace() => b' ',
                _ => b'x',
            });
        }
        folded.places.push(sentence.end);
        folded
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.places[start], self.places[end])
    }
}

/// The span from the start of its first word: a marker may begin inside "isn't" or "that's".
fn whole_words(lower: &str, span: Span) -> Span {
    let inside = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let start = lower[..span.start].chars().rev().take_while(inside).map(char::len_utf8).sum::<usize>();
    Span::new(span.start - start, span.end)
}

fn markers() -> &'static Markers {
    static MARKERS: OnceLock<Markers> = OnceLock::new();
    MARKERS.get_or_init(|| {
        Markers::read(&[
            (Family::Denial, include_str!("denial.txt")),
            (Family::Truth, include_str!("truth.txt")),
            (Family::Evidence, include_str!("evidence.txt")),
            (Family::Contrast, include_str!("contrast.txt")),
        ])
    })
}

/// The lines of a data file that are not empty or comments, cut at `sign`.
fn entries<'t>(file: &'t str, sign: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    let lines = file.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.filter_map(move |l| l.split_once(sign)).map(|(name, value)| (name.trim(), value.trim()))
}

impl Markers {
    fn read(files: &[(Family, &'static str)]) -> Markers {
        let mut parts: Vec<(String, String)> = Vec::new();
        let mut lists: Vec<(String, &'static str)> = Vec::new();
        // Later parts are made of earlier ones, which are expanded already.
        let expand = |pattern: &str, parts: &[(String, String)]| {
            parts.iter().fold(pattern.to_owned(), |p, (name, value)| p.replace(name, value))
        };
        for (name, value) in entries(include_str!("parts.txt"), " = ") {
            if name.starts_with("stems-") {
                lists.push((format!("%{name}%"), value));
            } else {
                let value = expand(value, &parts);
                parts.push((format!("%{name}%"), value));
            }
        }
        let mut markers = Markers {
            patterns: Vec::new(),
            stems: std::array::from_fn(|_| Vec::new()),
            contracted: [0; GROUPS],
            free: [Bits::MAX; GROUPS],
        };
        for (family, file) in files {
            for (stems, pattern) in entries(file, " => ") {
                let bit: Bits = 1 << markers.patterns.len();
                for (group, stems) in stems.split(" & ").enumerate().take(GROUPS) {
                    markers.free[group] &= !bit;
                    for stem in stems.split(' ') {
                        match lists.iter().find(|(name, _)| name == stem) {
                            Some((_, list)) => list.split(' ').for_each(|s| markers.ask(s, group, bit)),
                            None => markers.ask(stem, group, bit),
                        }
                    }
                }
                let source = expand(pattern, &parts);
                markers.patterns.push(Pattern { family: *family, source, compiled: OnceLock::new() });
            }
        }
        markers
    }

    /// Notes that the pattern asks for the stem in this group.
    fn ask(&mut self, stem: &'static str, group: usize, bit: Bits) {
        if stem == "n't" {
            self.contracted[group] |= bit;
            return;
        }
        let Some(letter) = stem.bytes().next().filter(u8::is_ascii_lowercase) else { return };
        let stems = &mut self.stems[usize::from(letter - b'a')];
        let known = stems.iter().position(|s| s.letters == stem).unwrap_or_else(|| {
            stems.push(Stem { letters: stem, patterns: [0; GROUPS] });
            stems.len() - 1
        });
        stems[known].patterns[group] |= bit;
    }

    /// The patterns that the words of the sentence wake, a bit each.
    fn woken(&self, words: &str) -> Bits {
        let mut groups = self.free;
        let bytes = words.as_bytes();
        let mut wake = |patterns: &[Bits; GROUPS]| {
            groups.iter_mut().zip(patterns).for_each(|(group, bits)| *group |= bits);
        };
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            let letter = byte.is_ascii_lowercase();
            if letter && !inside {
                let stems = &self.stems[usize::from(byte - b'a')];
                stems.iter().filter(|s| bytes[at..].starts_with(s.letters.as_bytes())).for_each(|s| wake(&s.patterns));
            }
            inside = letter;
        }
        if words.contains("n't") || words.contains("n’t") {
            wake(&self.contracted);
        }
        let known = Bits::MAX.checked_shr(Bits::BITS - self.patterns.len() as u32).unwrap_or(0);
        groups.into_iter().fold(known, |all, group| all & group)
    }
}

impl Pattern {
    fn regex(&self) -> Option<&Regex> {
        // A pattern that does not compile marks nothing; that all compile is a test below.
        self.compiled.get_or_init(|| compile(&self.source).ok()).as_ref()
    }
}

fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).unicode(false).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles_and_has_a_bit() {
        let markers = markers();
        assert!(markers.patterns.len() <= Bits::BITS as usize);
        for pattern in &markers.patterns {
            assert!(!pattern.source.contains('%'), "a part without a meaning: {}", pattern.source);
            assert!(pattern.source.is_ascii(), "never found: {}", pattern.source);
            compile(&pattern.source).unwrap_or_else(|e| panic!("{e}: {}", pattern.source));
        }
    }

    #[test]
    fn a_sentence_of_no_article_is_not_searched() {
        let long = format!("that is false {}", "x ".repeat(LONGEST_SENTENCE));
        assert!(marks(&long, Span::new(0, long.len())).is_empty());
    }
}
