//! A report as text for people (plain, Markdown) and for programs (JSON, CSV).

mod csv;
mod extract;
mod extract_json;
#[cfg(not(target_arch = "wasm32"))]
mod json;
mod markdown;
mod text;

pub use csv::csv;
pub use extract::{Claim, Contest, Extract, Origin, Statement, Voice};

pub use extract_json::extract_json;
#[cfg(not(target_arch = "wasm32"))]
pub use json::{Json, json};
pub use markdown::markdown;
pub use text::text;

use crate::article::Article;
use crate::report::{Attribution, Kind, Level, Rebuttal, Report};
use crate::text::Span;

/// What stands between the segments of a statement: the editor's ellipsis, which is none of the article's.
const ELLIPSIS: &str = " […] ";

/// The words that an extract in Markdown has besides the article's own.
#[derive(Clone, Copy, Debug)]
pub enum Label<'a> {
    Nothing,
    /// Where no speaker is known.
    Nobody,
    /// Who contests, where the text names nobody.
    Author,
    Kind(Kind),
    Contested,
    /// The question that a statement answers.
    Question(&'a str),
    /// That this name contests a claim.
    Contests(Level, &'a str),
    /// The contested claim is not in the text.
    NoClaim,
    /// A link to the passage.
    Passage,
    /// The day on which it was read.
    Read(&'a str),
}

/// The labels of the command line.
pub fn english(label: Label) -> String {
    match label {
        Label::Nothing => "No statements found.".into(),
        Label::Nobody => "Not attributed".into(),
        Label::Author => "The author".into(),
        Label::Kind(of) => kind(of).into(),
        Label::Contested => "Contested".into(),
        Label::Question(words) => format!("asked: {words}"),
        Label::Contests(level, name) => format!("{name} {} this", contests(level)),
        Label::NoClaim => "The text does not state the claim.".into(),
        Label::Passage => "passage".into(),
        Label::Read(day) => format!("read on {day}"),
    }
}

/// Whether a character may be written: what comes from a page must not steer a terminal. Those left out have no shape.
fn visible(c: char) -> bool {
    !c.is_control() || c == '\n'
}

/// The words of the span on one line.
fn line(article: &Article, span: Span) -> String {
    one_line(span.of(&article.text))
}

fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| visible(*c)));
    }
    out
}

/// What was said, its segments parted by an ellipsis.
fn content(article: &Article, attribution: &Attribution) -> String {
    attribution.content.iter().map(|s| line(article, *s)).collect::<Vec<_>>().join(" … ")
}

/// The words that attribute it, as the text has them: "said Ann Lee", "He … added".
fn attributed(article: &Article, attribution: &Attribution) -> Option<String> {
    let (Some(source), Some(cue)) = (attribution.source, attribution.cue) else {
        return attribution.source.or(attribution.cue).map(|one| line(article, one));
    };
    let (first, last) = if cue < source { (cue, source) } else { (source, cue) };
    let beside = last.start <= first.end || Span::new(first.end, last.start).of(&article.text) == " ";
    Some(match beside {
        true => line(article, first.to(&last)),
        false => format!("{} … {}", line(article, first), line(article, last)),
    })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

/// Who contests: the author where the text names nobody.
fn contester(report: &Report, rebuttal: &Rebuttal) -> String {
    rebuttal.by.and_then(|by| report.speakers.get(by)).map_or("The author".into(), |s| one_line(&s.name))
}

fn contests(level: Level) -> &'static str {
    match level {
        Level::Explicit => "contests",
        Level::Supporting => "argues on against",
    }
}

/// The claims that a rebuttal contests, each with whose it is, where the report knows: an index into its speakers.
fn claims<'r>(report: &'r Report, rebuttal: &'r Rebuttal) -> impl Iterator<Item = (Option<usize>, Span)> {
    let whose = |target: &Span| {
        let meets =
            |i: &&usize| report.attributions.get(**i).is_some_and(|a| a.content.iter().any(|c| c.overlaps(target)));
        report.attributions[*rebuttal.contests.iter().find(meets)?].speaker.filter(|s| *s < report.speakers.len())
    };
    rebuttal.targets.iter().map(move |t| (whose(t), *t))
}

fn plural(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// A report to try the renderings on.
#[cfg(test)]
mod sample {
    use super::*;
    use crate::report::{Kind, Level, Speaker, SpeakerKind};

    pub const TEXT: &str = "Harbour plan\n\n“The *new* pier,” Mayor Ann Lee said, “is safe.” It is paid for, she added.\n\n\
        That is simply false, said Bo Day. “No pier” was painted on a wall.\n";

    pub fn report() -> (Article, Report) {
        let article = Article::from_text(TEXT);
        let span = |words: &str| {
            let at = TEXT.find(words).expect(words);
            Span::new(at, at + words.len())
        };
        let attribution = |kind, content: &[&str], source: &str, cue: &str, speaker| Attribution {
            kind,
            content: content.iter().map(|c| span(c)).collect(),
            quoted: vec![],
            source: (!source.is_empty()).then(|| span(source)),
            cue: (!cue.is_empty()).then(|| span(cue)),
            speaker,
            resolution: None,
            confidence: crate::report::Confidence::of_hundred(90),
            question: None,
            repeats: None,
        };
        let report = Report {
            speakers: vec![
                Speaker { name: "Ann Lee".into(), role: Some("Mayor".into()), kind: SpeakerKind::Person },
                Speaker { name: "Bo Day".into(), role: None, kind: SpeakerKind::Person },
            ],
            attributions: vec![
                attribution(Kind::Direct, &["“The *new* pier,”", "“is safe.”"], "Mayor Ann Lee", "said", Some(0)),
                attribution(Kind::Indirect, &["It is paid for"], "she", "added", Some(0)),
                attribution(Kind::Indirect, &["That is simply false"], "Bo Day", "said Bo", Some(1)),
                attribution(Kind::Direct, &["“No pier”"], "", "", None),
            ],
            rebuttals: vec![Rebuttal {
                span: span("That is simply false"),
                marker: span("false"),
                level: Level::Explicit,
                by: Some(1),
                targets: vec![span("“is safe.”"), span("It is paid for")],
                contests: vec![0, 1],
                attribution: Some(2),
            }],
            sentences: vec![],
        };
        (article, report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(one_line(" a\u{1b}[31m\tb\n\u{7}c "), "a[31m b c");
    }
}
