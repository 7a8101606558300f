//! The words that mark a rebuttal: patterns from the data files, compiled when a text first needs them.

use std::sync::OnceLock;

#[cfg(not(target_arch = "wasm32"))]
use regex::Regex;
// Smaller, and quicker to compile its patterns; a test below shows that both find the same.
#[cfg(target_arch = "wasm32")]
use regex_lite::Regex;

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
    by_place(&mut marks, |m| (m.marker.start, m.family as usize));
    marks
}

/// A sentence in the few characters that the patterns know, a byte each.
struct Folded {
    text: String,
    /// Where each byte of `text`, and its end, stands in the article.
    places: Vec<usize>,
}

impl Folded {
    fn new(lower: &str, sentence: Span) -> Folded {
        let mut folded =
            Folded { text: String::with_capacity(sentence.len()), places: Vec::with_capacity(sentence.len() + 1) };
        for (at, c) in sentence.of(lower).char_indices() {
            folded.places.push(sentence.start + at);
            folded.text.push(match c {
                '‘' | '’' => '\'',
                '“' | '”' | '«' | '»' => '"',
                '–' | '—' | '―' => ';',
                '…' => '.',
                c if c.is_ascii() => c,
                c if c.is_whitespace() => ' ',
                _ => 'x',
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
        self.compiled.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(not(target_arch = "wasm32"))]
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn every_pattern_compiles_and_has_a_bit() {
        let markers = markers();
        assert!(markers.patterns.len() <= Bits::BITS as usize);
        for pattern in &markers.patterns {
            assert!(!pattern.source.contains('%'), "a part without a meaning: {}", pattern.source);
            assert!(pattern.source.is_ascii(), "never found: {}", pattern.source);
            Regex::new(&pattern.source).unwrap_or_else(|e| panic!("{e}: {}", pattern.source));
        }
    }

    #[test]
    fn a_sentence_of_no_article_is_not_searched() {
        let long = format!("that is false {}", "x ".repeat(LONGEST_SENTENCE));
        assert!(marks(&long, Span::new(0, long.len())).is_empty());
    }

    /// The browser's engine must find what the command line's finds, on every article of the tests.
    #[test]
    #[cfg(not(target_arch = "wasm32"))]
    fn both_engines_find_the_same() {
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
        let markers = markers();
        let lean: Vec<_> = markers.patterns.iter().map(|p| regex_lite::Regex::new(&p.source).unwrap()).collect();
        let mut found = 0;
        for line in articles.lines() {
            let folded = Folded::new(line, Span::new(0, line.len())).text;
            let woken = markers.woken(line);
            for (at, pattern) in markers.patterns.iter().enumerate().filter(|(at, _)| woken >> at & 1 == 1) {
                let full = pattern.regex().unwrap().captures_iter(&folded);
                let full: Vec<Vec<_>> = full.map(|c| c.iter().map(|m| m.map(|m| m.range())).collect()).collect();
                let lean = lean[at].captures_iter(&folded);
                let lean: Vec<Vec<_>> = lean.map(|c| c.iter().map(|m| m.map(|m| m.range())).collect()).collect();
                assert_eq!(full, lean, "{folded}: {}", pattern.source);
                found += full.len();
            }
        }
        assert!(found > 0);
    }
}
