//! Counts and compares as the corpus's scorer does (`score.py` beside it): the figures of both are the same.

use std::fmt;
use std::sync::LazyLock;

use quoth::report::{Attribution, Report};
use quoth::text::CodePoints;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::corpus::{Document, Kind, Quote};

/// A range of code points of one document.
pub type Range = (usize, usize);

/// Content counts as found from this Jaccard index on.
const FOUND: f64 = 0.8;
const HALF_FOUND: f64 = 0.5;

/// One segment of annotated content.
#[derive(Clone)]
pub struct Gold {
    pub range: Range,
    pub quote: Quote,
}

/// One segment of content that Quoth found, an index into the report's attributions.
#[derive(Clone, Copy)]
pub struct Found {
    pub range: Range,
    pub attribution: usize,
}

/// How the annotated and the found segments of one document meet.
pub struct Match {
    pub quotes: Vec<Gold>,
    pub indirect: Vec<Gold>,
    /// Direct and mixed content that was found, then indirect content.
    pub found_quotes: Vec<Found>,
    pub found_indirect: Vec<Found>,
    /// Pairs of `quotes` and `found_quotes`.
    pub pairs: Vec<(usize, usize)>,
    /// Of `found_quotes`, those that are no annotated content, and not inside any.
    pub false_quotes: Vec<usize>,
    /// Of `found_indirect`, those that meet no annotated content.
    pub false_indirect: Vec<usize>,
    /// Of `indirect`, those that were not found.
    pub missed_indirect: Vec<usize>,
    /// How many of `indirect` were found by a laxer measure.
    pub indirect_half: usize,
    /// Quoted phrases that nobody said, but which were given a source.
    pub scare: Vec<Range>,
}

/// What is right about a found quote; `None` where the corpus does not say.
pub struct Verdict {
    /// The source's mention is the annotated one.
    pub source: Option<bool>,
    /// The speaker has the annotated full name.
    pub name: Option<bool>,
    /// Right by mention or by name.
    pub who: Option<bool>,
}

pub fn verdict(report: &Report<CodePoints>, quote: &Quote, found: &Attribution<CodePoints>) -> Verdict {
    let name = found.speaker.map_or("", |s| &report.speakers[s].name);
    let mention = quote.speaker_span.map(|(start, end)| match &found.source {
        Some(source) => source.start < end && start < source.end,
        // A speaker without a mention counts where the name has the mention's head.
        None => words(quote.speaker.as_deref().unwrap_or_default())
            .pop()
            .is_some_and(|head| !PRONOUNS.contains(&&*head) && words(name).contains(&head)),
    });
    let trusted = matches!(quote.speaker_full_src.as_deref(), Some("self" | "surname-rule" | "gold" | "gold-coref"));
    let full = quote.speaker_full.as_deref().filter(|f| trusted && !f.is_empty());
    let named = full.map(|full| same_name(full, name));
    Verdict { source: mention, name: named, who: mention.map(|ok| ok || named == Some(true)) }
}

impl Match {
    pub fn of(document: &Document, text: &[char], report: &Report<CodePoints>) -> Match {
        let (mut quotes, mut indirect, mut any) = (vec![], vec![], vec![]);
        for quote in &document.quotes {
            let range = trim(text, (quote.start, quote.end));
            if range.0 >= range.1 {
                continue;
            }
            any.push(range);
            let gold = || Gold { range, quote: quote.clone() };
            match quote.kind {
                _ if quote.optional => {}
                Kind::Direct | Kind::Mixed => quotes.push(gold()),
                Kind::Indirect if quote.speech_cue => indirect.push(gold()),
                Kind::Indirect => {}
            }
        }
        let (mut found_quotes, mut found_indirect, mut found_any) = (vec![], vec![], vec![]);
        for (attribution, found) in report.attributions.iter().enumerate() {
            for segment in &found.content {
                let range = trim(text, (segment.start, segment.end));
                if range.0 >= range.1 {
                    continue;
                }
                found_any.push(range);
                let list = if kind(found) == Kind::Indirect { &mut found_indirect } else { &mut found_quotes };
                list.push(Found { range, attribution });
            }
        }
        let pairs = pair(&ranges(&quotes), &found_quotes.iter().map(|f| f.range).collect::<Vec<_>>(), FOUND);
        let inside = |s: Range| any.iter().any(|x| x.0.saturating_sub(2) <= s.0 && s.1 <= x.1 + 2);
        let paired = |j: usize| pairs.iter().any(|p| p.1 == j);
        let false_quotes = (0..found_quotes.len()).filter(|j| !paired(*j) && !inside(found_quotes[*j].range)).collect();
        let meets = |s: Range| any.iter().any(|x| x.0 < s.1 && s.0 < x.1);
        let false_indirect = (0..found_indirect.len()).filter(|j| !meets(found_indirect[*j].range)).collect();
        let got = pair(&ranges(&indirect), &found_any, FOUND);
        let missed_indirect = (0..indirect.len()).filter(|i| got.iter().all(|p| p.0 != *i)).collect();
        let indirect_half = pair(&ranges(&indirect), &found_any, HALF_FOUND).len();
        let given = |s: Range| found_quotes.iter().any(|f| jaccard(s, f.range) >= FOUND && is_attributed(report, f));
        let scare = document.quoted_unattributed.iter().map(|s| trim(text, *s)).filter(|s| given(*s)).collect();
        Match {
            quotes,
            indirect,
            found_quotes,
            found_indirect,
            pairs,
            false_quotes,
            false_indirect,
            missed_indirect,
            indirect_half,
            scare,
        }
    }
}

/// The sums over a corpus, and what they come to.
#[derive(Default)]
pub struct Figures {
    documents: usize,
    quotes: usize,
    found: usize,
    hits: usize,
    exact: usize,
    direct: Share,
    mixed: Share,
    source: Share,
    name: Share,
    /// Of what has a source: annotated, found, and found right.
    who: (usize, usize, usize),
    indirect: Share,
    indirect_half: Share,
    indirect_right: Share,
    scare: Share,
}

#[derive(Default)]
struct Share {
    part: usize,
    of: usize,
}

impl Share {
    fn count(&mut self, part: bool) {
        self.part += usize::from(part);
        self.of += 1;
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            0 => f.write_str("None"),
            _ => write!(f, "{:.1}", 100.0 * self.part as f64 / self.of as f64),
        }
    }
}

/// Precision, recall and F1, in percent.
fn rates(hits: usize, found: usize, asked: usize) -> [String; 3] {
    let share = |of: usize| if of == 0 { 0.0 } else { hits as f64 / of as f64 };
    let (p, r) = (share(found), share(asked));
    let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
    [p, r, f1].map(|share| format!("{:.1}", 100.0 * share))
}

impl Figures {
    pub fn add(&mut self, document: &Document, report: &Report<CodePoints>, m: &Match) {
        self.documents += 1;
        self.quotes += m.quotes.len();
        self.hits += m.pairs.len();
        self.found += m.pairs.len() + m.false_quotes.len();
        for (i, gold) in m.quotes.iter().enumerate() {
            let share = if gold.quote.kind == Kind::Direct { &mut self.direct } else { &mut self.mixed };
            share.count(m.pairs.iter().any(|p| p.0 == i));
            self.who.0 += usize::from(gold.quote.speaker_span.is_some());
        }
        self.who.1 += m.false_quotes.iter().filter(|j| is_attributed(report, &m.found_quotes[**j])).count();
        for (i, j) in &m.pairs {
            let (gold, found) = (&m.quotes[*i], &m.found_quotes[*j]);
            self.exact += usize::from(gold.range == found.range);
            let verdict = verdict(report, &gold.quote, &report.attributions[found.attribution]);
            verdict.source.into_iter().for_each(|ok| self.source.count(ok));
            verdict.name.into_iter().for_each(|ok| self.name.count(ok));
            if let Some(ok) = verdict.who {
                self.who.1 += 1;
                self.who.2 += usize::from(ok);
            }
        }
        self.indirect.of += m.indirect.len();
        self.indirect.part += m.indirect.len() - m.missed_indirect.len();
        self.indirect_half.of += m.indirect.len();
        self.indirect_half.part += m.indirect_half;
        self.indirect_right.of += m.found_indirect.len();
        self.indirect_right.part += m.found_indirect.len() - m.false_indirect.len();
        self.scare.of += document.quoted_unattributed.len();
        self.scare.part += m.scare.len();
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [precision, recall, f1] = rates(self.hits, self.found, self.quotes);
        let [_, _, exact_f1] = rates(self.exact, self.found, self.quotes);
        let [_, _, who_f1] = rates(self.who.2, self.who.1, self.who.0);
        for (name, value) in [
            ("docs", self.documents.to_string()),
            ("missing", 0.to_string()),
            ("quotes", self.quotes.to_string()),
            ("quote_p", precision),
            ("quote_r", recall),
            ("quote_f1", f1),
            ("direct_r", self.direct.to_string()),
            ("mixed_r", self.mixed.to_string()),
            ("exact_f1", exact_f1),
            ("source", self.source.to_string()),
            ("name", self.name.to_string()),
            ("name_n", self.name.of.to_string()),
            ("who_said_what_f1", who_f1),
            ("indirect_n", self.indirect.of.to_string()),
            ("indirect_r80", self.indirect.to_string()),
            ("indirect_r50", self.indirect_half.to_string()),
            ("indirect_p", self.indirect_right.to_string()),
            ("scare", self.scare.to_string()),
            ("scare_n", self.scare.of.to_string()),
        ] {
            writeln!(f, "{name:18} {value}")?;
        }
        Ok(())
    }
}

pub fn is_attributed(report: &Report<CodePoints>, found: &Found) -> bool {
    let attribution = &report.attributions[found.attribution];
    attribution.source.is_some() || attribution.speaker.is_some()
}

pub fn kind(attribution: &Attribution<CodePoints>) -> Kind {
    match attribution.kind {
        quoth::report::Kind::Direct => Kind::Direct,
        quoth::report::Kind::Mixed => Kind::Mixed,
        quoth::report::Kind::Indirect => Kind::Indirect,
    }
}

fn ranges(golds: &[Gold]) -> Vec<Range> {
    golds.iter().map(|g| g.range).collect()
}

/// The range without marks, stops and space at its ends.
pub fn trim(text: &[char], (mut start, mut end): Range) -> Range {
    let outer = |c: char| " \t\n\r\u{a0}“”\"'‘’`´«».,;:!?…—–-()[]".contains(c);
    while start < end && outer(text[start]) {
        start += 1;
    }
    while end > start && outer(text[end - 1]) {
        end -= 1;
    }
    (start, end)
}

pub fn jaccard(a: Range, b: Range) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    if shared == 0 { 0.0 } else { shared as f64 / (a.1.max(b.1) - a.0.min(b.0)) as f64 }
}

/// One-to-one pairs, the best first.
fn pair(gold: &[Range], found: &[Range], floor: f64) -> Vec<(usize, usize)> {
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let value = jaccard(*g, *f);
            if value >= floor {
                scored.push((value, i, j));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut golds, mut founds) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in scored {
        if !golds[i] && !founds[j] {
            (golds[i], founds[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

const PRONOUNS: [&str; 14] =
    ["he", "she", "they", "it", "i", "we", "who", "you", "his", "her", "their", "him", "them", "one"];

/// The words of a name, without accents, case, possessives and "Jr.".
fn words(name: &str) -> Vec<String> {
    static POSSESSIVE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"['’]s(?-u:\b)").expect("a pattern"));
    static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new("[a-z0-9][a-z0-9'’-]*").expect("a pattern"));
    let bare: String = name.nfkd().filter(|c| canonical_combining_class(*c) == 0).collect::<String>().to_lowercase();
    let bare = POSSESSIVE.replace_all(&bare, "");
    let suffix = |w: &&str| matches!(*w, "jr" | "sr" | "ii" | "iii" | "iv");
    WORD.find_iter(&bare).map(|w| w.as_str()).filter(|w| !suffix(w)).map(str::to_owned).collect()
}

/// Whether `got` has the last word of `gold`, and the first where there are several.
fn same_name(gold: &str, got: &str) -> bool {
    let (gold, got) = (words(gold), words(got));
    match &gold[..] {
        [] => false,
        [only] => got.contains(only),
        [first, .., last] => got.contains(last) && got.contains(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_first_and_last_word() {
        assert!(same_name("José Ruiz Jr.", "Senator Jose M. Ruiz"));
        assert!(same_name("Ruiz’s", "ANA RUIZ"));
        assert!(!same_name("José Ruiz", "Ana Ruiz"));
        assert!(!same_name("", "Ana Ruiz"));
    }

    #[test]
    fn the_best_pairs_are_taken_first_and_each_range_once() {
        let gold = [(0, 10), (10, 20)];
        assert_eq!(pair(&gold, &[(0, 12), (0, 10)], 0.8), [(0, 1)]);
        assert_eq!(pair(&gold, &[(11, 20), (1, 10)], 0.8), [(1, 0), (0, 1)]);
        assert_eq!(pair(&gold, &[(0, 20)], 0.8), []);
    }

    #[test]
    fn marks_and_stops_do_not_count() {
        let text: Vec<char> = "(“It is,”) ".chars().collect();
        assert_eq!(trim(&text, (0, text.len())), (2, 7));
        assert_eq!(trim(&text, (7, 11)), (11, 11), "nothing is left");
    }
}
