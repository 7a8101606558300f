//! The words that mark a rebuttal: patterns from the data files, compiled when a text first needs them.

use std::sync::OnceLock;

use regex::Regex;

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

/// The patterns, and the beginnings of words of which a sentence must have one for a pattern to be tried.
struct Markers {
    patterns: Vec<Pattern>,
    /// By first letter: a stem and the patterns it wakes.
    stems: [Vec<(&'static str, u64)>; 26],
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
    let words = sentence.of(lower);
    let mut woken = markers.woken(words);
    while woken != 0 {
        let pattern = &markers.patterns[woken.trailing_zeros() as usize];
        woken &= woken - 1;
        let Some(regex) = pattern.regex() else { continue };
        for found in regex.captures_iter(words) {
            let span = |name| found.name(name).map(|m| Span::new(sentence.start + m.start(), sentence.start + m.end()));
            let whole = found.get(0).map(|m| Span::new(sentence.start + m.start(), sentence.start + m.end()));
            let Some(whole) = whole else { continue };
            let (verb, plain) = (span("v"), span("m"));
            let marker = whole_words(lower, verb.or(plain).unwrap_or(whole).trim(lower, |c| !c.is_alphanumeric()));
            marks.push(Mark {
                family: pattern.family,
                marker,
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
        let expand = |pattern: &str, parts: &[(String, String)]| {
            // Later parts are made of earlier ones, which are expanded already.
            let pattern = parts.iter().fold(pattern.to_owned(), |p, (name, value)| p.replace(name, value));
            pattern.replace('’', "['’]")
        };
        for (name, value) in entries(include_str!("parts.txt"), " = ") {
            let value = expand(value, &parts);
            parts.push((format!("%{name}%"), value));
        }
        let mut markers = Markers { patterns: Vec::new(), stems: std::array::from_fn(|_| Vec::new()) };
        for (family, file) in files {
            for (stems, pattern) in entries(file, " => ") {
                let bit = 1 << markers.patterns.len();
                for stem in stems.split(' ') {
                    let letter = usize::from(stem.as_bytes()[0] - b'a');
                    markers.stems[letter].push((stem, bit));
                }
                let source = expand(pattern, &parts);
                markers.patterns.push(Pattern { family: *family, source, compiled: OnceLock::new() });
            }
        }
        markers
    }

    /// The patterns that some word of the sentence wakes, a bit each.
    fn woken(&self, words: &str) -> u64 {
        let (mut woken, mut inside) = (0, false);
        for (at, byte) in words.bytes().enumerate() {
            if byte.is_ascii_lowercase() && !inside {
                for (stem, patterns) in &self.stems[usize::from(byte - b'a')] {
                    if words.as_bytes()[at..].starts_with(stem.as_bytes()) {
                        woken |= patterns;
                    }
                }
            }
            inside = byte.is_ascii_lowercase();
        }
        woken
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
    use super::*;

    #[test]
    fn every_pattern_compiles_and_has_a_bit() {
        let markers = markers();
        assert!(markers.patterns.len() <= 64);
        for pattern in &markers.patterns {
            assert!(!pattern.source.contains('%'), "a part without a meaning: {}", pattern.source);
            Regex::new(&pattern.source).unwrap_or_else(|e| panic!("{e}: {}", pattern.source));
        }
    }

    #[test]
    fn a_sentence_of_no_article_is_not_searched() {
        let long = format!("that is false {}", "x ".repeat(LONGEST_SENTENCE));
        assert!(marks(&long, Span::new(0, long.len())).is_empty());
    }
}
