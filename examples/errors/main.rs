//! The loop for errors of the analysis: the figures for an annotated corpus, and what was missed, by cause.
//!
//! `./build.sh errors` runs it. The corpus is JSON lines, a document a line: its text, and the quotes in it with
//! their kinds, cues and speakers, in code points (`corpus.rs`). The figures are those of the corpus's own scorer.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use quoth::text::CodePoints;
use quoth::{Article, analyse};

mod cause;
mod corpus;
mod reliability;
mod score;

use cause::{Case, Cause, Miss};
use corpus::{Document, Kind};
use reliability::Reliability;
use score::{Figures, Match};

const HELP: &str = "\
Prints the figures for an annotated corpus, and the misses by cause, the most frequent first.

Usage: errors CORPUS.jsonl [--kind direct|mixed|indirect] [--cause WORDS] [--word WORD] [--limit N] [--lines]

  --kind KIND    only misses of annotated (or, where nothing is annotated, found) content of this kind
  --cause WORDS  only causes that have these words: \"ends late\", \"name\"
  --word WORD    only misses that have this in common: a cue, the word at the edge, a way to the name
  --limit N      at most N passages for each cause, spread over the corpus (5)
  --lines        the misses alone, one a line, parted by tabs, in the order of the corpus: to compare two runs

A passage shows what is annotated between « and », what was found between [ and ].
";

struct Options {
    corpus: PathBuf,
    kind: Option<Kind>,
    cause: String,
    word: Option<String>,
    limit: usize,
    lines: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("errors: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let Some(options) = options().map_err(|e| format!("{e} (see --help)"))? else {
        print!("{HELP}");
        return Ok(());
    };
    let documents: Vec<Document> = corpus::read(&options.corpus)?;
    let mut figures = Figures::default();
    let mut reliability = Reliability::default();
    let mut told = Vec::new();
    for document in &documents {
        let text: Vec<char> = document.text.chars().collect();
        let article = Article::from_text(&*document.text);
        let report = analyse(&article).counted_in::<CodePoints>(&document.text);
        let m = Match::of(document, &text, &report);
        figures.add(document, &report, &m);
        reliability.add(document, &text, &report);
        for miss in (Case { text: &text, report: &report }).misses(&m) {
            if options.wants(&miss) {
                told.push(Told::new(&document.id, &text, miss));
            }
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let written = if options.lines {
        lines(&mut out, &told)
    } else {
        causes(&mut out, &figures, &reliability, &told, options.limit)
    };
    match written.and_then(|()| out.flush()) {
        // Whoever closed the output has read enough.
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot write: {e}")),
        _ => Ok(()),
    }
}

fn options() -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;
    let mut parser = lexopt::Parser::from_env();
    let mut corpus = None;
    let (mut kind, mut cause, mut word, mut limit, mut lines) = (None, String::new(), None, 5, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("kind") => {
                kind = Some(match parser.value()?.string()?.as_str() {
                    "direct" => Kind::Direct,
                    "mixed" => Kind::Mixed,
                    "indirect" => Kind::Indirect,
                    other => return Err(format!("unknown kind {other:?}: direct, mixed or indirect").into()),
                });
            }
            Long("cause") => cause = parser.value()?.string()?.to_lowercase(),
            Long("word") => word = Some(parser.value()?.string()?.to_lowercase()),
            Long("limit") => limit = parser.value()?.parse()?,
            Long("lines") => lines = true,
            Short('h') | Long("help") => return Ok(None),
            Value(file) if corpus.is_none() => corpus = Some(PathBuf::from(file)),
            _ => return Err(argument.unexpected()),
        }
    }
    let corpus = corpus.ok_or("no corpus")?;
    Ok(Some(Options { corpus, kind, cause, word, limit, lines }))
}

impl Options {
    fn wants(&self, miss: &Miss) -> bool {
        self.kind.is_none_or(|k| k == miss.kind)
            && miss.cause.to_string().contains(&self.cause)
            && self.word.as_ref().is_none_or(|w| *w == miss.detail)
    }
}

/// A miss with its passage.
struct Told<'d> {
    document: &'d str,
    offset: usize,
    miss: Miss,
    passage: String,
}

impl<'d> Told<'d> {
    fn new(document: &'d str, text: &[char], miss: Miss) -> Self {
        let offset = miss.want.or(miss.got).map_or(0, |r| r.0);
        Told { document, offset, passage: passage(text, &miss), miss }
    }
}

/// The words around a miss, with both ranges marked; long stretches are cut.
fn passage(text: &[char], miss: &Miss) -> String {
    const AROUND: usize = 70;
    const STRETCH: usize = 140;
    let mut marks = Vec::new();
    // At one place what closes comes first, and `[` inside `«`.
    marks.extend(miss.want.iter().flat_map(|w| [(w.0, 2, '«'), (w.1, 1, '»')]));
    marks.extend(miss.got.iter().flat_map(|g| [(g.0, 3, '['), (g.1, 0, ']')]));
    marks.sort();
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return String::new() };
    let mut at = first.0.saturating_sub(AROUND);
    let end = (last.0 + AROUND).min(text.len());
    let mut out = String::new();
    let mut put = |stretch: &[char]| {
        let mut words = |part: &[char]| out.extend(part.iter().map(|c| if *c == '\n' { '/' } else { *c }));
        if stretch.len() <= STRETCH {
            words(stretch);
        } else {
            words(&stretch[..STRETCH / 2 - 3]);
            words(&[' ', '…', ' ']);
            words(&stretch[stretch.len() - STRETCH / 2 + 3..]);
        }
    };
    for (offset, _, mark) in marks {
        put(&text[at..offset]);
        put(&[mark]);
        at = offset;
    }
    put(&text[at..end]);
    out
}

fn lines(out: &mut impl Write, told: &[Told]) -> io::Result<()> {
    for Told { document, offset, miss, passage } in told {
        writeln!(
            out,
            "{:?}\t{}\t{}\t{document}:{offset}\t{}\t{passage}",
            miss.kind, miss.cause, miss.detail, miss.note
        )?;
    }
    Ok(())
}

fn causes(
    out: &mut impl Write,
    figures: &Figures,
    reliability: &Reliability,
    told: &[Told],
    limit: usize,
) -> io::Result<()> {
    writeln!(out, "{figures}\n\n{reliability}")?;
    let mut groups: HashMap<(Kind, Cause), Vec<&Told>> = HashMap::new();
    for one in told {
        groups.entry((one.miss.kind, one.miss.cause)).or_default().push(one);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(key, told)| (std::cmp::Reverse(told.len()), *key));
    for ((kind, cause), told) in &groups {
        writeln!(out, "{:6}  {:8}  {cause:36}  {}", told.len(), name(*kind), frequent(told))?;
    }
    for ((kind, cause), told) in groups.iter().filter(|_| limit > 0) {
        writeln!(out, "\n{}, {cause}: {}\n", name(*kind), told.len())?;
        // Spread over the corpus: neighbours are often one article's one fault.
        for Told { document, offset, miss, passage } in told.iter().step_by(told.len().div_ceil(limit)) {
            writeln!(out, "  {document}:{offset}  {}\n      {passage}", miss.note)?;
        }
    }
    Ok(())
}

/// What most of the misses have in common: "said 12, told 7".
fn frequent(told: &[&Told]) -> String {
    const SHOWN: usize = 6;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for one in told {
        *counts.entry(&one.miss.detail).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    counts.truncate(SHOWN);
    counts.iter().map(|(word, count)| format!("{word} {count}")).collect::<Vec<_>>().join(", ")
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Misses of one annotated document, made from a text whose gold content stands between « and ».
    fn misses(marked: &str, quote: serde_json::Value) -> Vec<(Cause, String)> {
        let text: String = marked.chars().filter(|c| !matches!(c, '«' | '»')).collect();
        let mut quote = quote;
        let at = |mark| marked.chars().position(|c| c == mark).expect("a mark");
        quote["start"] = at('«').into();
        quote["end"] = (at('»') - 1).into();
        let document = serde_json::json!({"id": "a", "text": text, "quotes": [quote]});
        let document: Document = serde_json::from_value(document).expect("a document");
        let chars: Vec<char> = text.chars().collect();
        let report = analyse(&Article::from_text(&*text)).counted_in::<CodePoints>(&text);
        let m = Match::of(&document, &chars, &report);
        let case = Case { text: &chars, report: &report };
        case.misses(&m).into_iter().map(|miss| (miss.cause, miss.detail)).collect()
    }

    fn span(text: &str, words: &str) -> serde_json::Value {
        let at = text.replace(['«', '»'], "").find(words).expect(words);
        serde_json::json!([at, at + words.len()])
    }

    #[test]
    fn each_miss_has_its_cause() {
        use serde_json::json;
        let indirect = |text: &str, cue: &str| {
            misses(text, json!({"kind": "indirect", "speech_cue": true, "cue": cue, "cue_span": span(text, cue)}))
        };
        assert_eq!(indirect("Ann Lee said «it is late».", "said"), []);
        let text = "Ann Lee whistled «it is late».";
        assert_eq!(indirect(text, "whistled"), [(Cause::MissedCue, "whistled".into())]);
        let text = "Ann Lee said «it» is late and that nobody came to the pier.";
        assert_eq!(indirect(text, "said"), [(Cause::EndsLate, "is".into())]);
        let text = "Ann Lee said it is late and that «nobody came».";
        assert_eq!(indirect(text, "said"), [(Cause::StartsEarly, "it".into())]);

        let direct = |text: &str, source: &str, full: &str| {
            let quote = json!({"kind": "direct", "speaker": source, "speaker_span": span(text, source),
                "speaker_full": full, "speaker_full_src": "gold", "speaker_type": "name"});
            misses(text, quote)
        };
        let text = "“«It is late»,” Ann Lee said to Bo Day.";
        assert_eq!(direct(text, "Ann Lee", "Ann Lee"), []);
        assert_eq!(direct(text, "Bo Day", "Bo Day"), [(Cause::WrongSource, "name".into())]);
        assert_eq!(direct(text, "Ann Lee", "Eve Lee"), [(Cause::WrongName, "name by name".into())]);
        let text = "“«It is late, and» so on,” Ann Lee said.";
        assert_eq!(direct(text, "Ann Lee", "Ann Lee"), [(Cause::EndsLate, "so".into())]);
    }

    #[test]
    fn what_nobody_says_is_told() {
        let text = "«Rain fell.» “We came by sea,” Ann Lee said.";
        let found = misses(text, serde_json::json!({"kind": "indirect"}));
        assert_eq!(found, [(Cause::FalseQuote, "said".into())]);
    }

    #[test]
    fn passages_show_both_ranges_and_cut_what_is_long() {
        let miss = |want, got| Miss {
            kind: Kind::Direct,
            cause: Cause::EndsLate,
            detail: String::new(),
            want,
            got,
            note: String::new(),
        };
        let text: Vec<char> = "ab cd\nef gh".chars().collect();
        assert_eq!(passage(&text, &miss(Some((3, 5)), Some((3, 8)))), "ab «[cd»/ef] gh");
        assert_eq!(passage(&text, &miss(Some((0, 2)), Some((2, 5)))), "«ab»[ cd]/ef gh");
        let long = ["x"; 999].concat().chars().collect::<Vec<_>>();
        assert!(passage(&long, &miss(None, Some((0, 999)))).chars().count() < 200);
    }
}
