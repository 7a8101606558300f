//! What the analysis finds in short articles, each written for one or two phenomena: its specification by example.
//!
//! A file of `tests/articles/` holds an article, a line `---`, and what a careful reader finds in it.
//!
//! The article's blocks are parted by blank lines. `# ` opens a title, `## ` a heading, `- ` an item of a list, `> ` a
//! block quotation, `^ ` a caption; anything else is a paragraph.
//!
//! The findings, a line each, `-` alone where there are none:
//!
//! - `Ann Lee | said | direct | “It is late,” … “Go home.”`: speaker, cue, kind, content; `-` for no speaker, no cue.
//!   Several segments are joined by ` … `. A fifth column `repeats` marks words that stand elsewhere in the article,
//!   `asked: Is it late?` the question that they answer.
//! - `REBUTTAL Bo Day | denied | of: it was late`: who contests (`(author)` for the paper itself), the marker, the
//!   contested claims joined by ` … `; `SUPPORTING` the same, where a speaker argues on.
//! - `SPEAKER Ann Lee | mayor | person`: name, role, kind. Speakers are compared only where a file lists some.
//!
//! `known-differences/` holds cases that the analysis does not meet yet: the file says what it should find, and the
//! test fails when it does, so that the file is moved to the others.
//!
//! `QUOTH_ACCEPT=PART cargo test --test articles` writes what is found now into the files whose path holds PART; a known
//! difference among them keeps its text, and is moved to the others when it is met.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

use quoth::report::{Attribution, Kind, Level, Rebuttal, Report, Speaker, SpeakerKind};
use quoth::text::Span;
use quoth::{Article, BlockKind, analyse};
use similar::TextDiff;

const PARTING: &str = "\n---\n";
const KNOWN: &str = "known-differences";

#[test]
fn articles_are_read_as_their_files_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let accept = std::env::var("QUOTH_ACCEPT").ok();
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(!files.is_empty(), "no articles in {}", root.display());
    let check = |file: &PathBuf| {
        let name = file.strip_prefix(&root).expect("below the root");
        let accepted = accept.as_ref().is_some_and(|part| name.display().to_string().contains(part));
        let message = check(&root, name, accepted).err()?;
        Some(format!("{}: {message}\n\n", name.display()))
    };
    let failures: Vec<String> = files.iter().filter_map(check).collect();
    assert!(failures.is_empty(), "{} of {} articles:\n\n{}", failures.len(), files.len(), failures.concat());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
        }
    }
}

/// Compares one file with what is found in it; where that is accepted, the file follows.
fn check(root: &Path, name: &Path, accepted: bool) -> Result<(), String> {
    let file = root.join(name);
    let text = fs::read_to_string(&file).map_err(|e| e.to_string())?;
    let (text, wanted) = text.split_once(PARTING).ok_or("no line ---")?;
    let article = article(text);
    let report = analyse(&article);
    let got = findings(&article, &report, wanted.lines().any(|l| l.starts_with("SPEAKER ")));
    match (name.strip_prefix(KNOWN), wanted == got) {
        (Err(_), true) | (Ok(_), false) => Ok(()),
        (Err(_), false) if accepted => fs::write(file, format!("{text}{PARTING}{got}")).map_err(|e| e.to_string()),
        (Err(_), false) => {
            let diff = TextDiff::from_lines(wanted, &got);
            let lines = diff.iter_all_changes().map(|c| format!("\n  {} {}", c.tag(), c.value().trim_end()));
            Err(format!("not as wanted (-), but (+):{}", lines.collect::<String>()))
        }
        (Ok(rest), true) if accepted => {
            let place = root.join(rest);
            let folder = place.parent().expect("below the root");
            fs::create_dir_all(folder).and_then(|()| fs::rename(file, &place)).map_err(|e| e.to_string())
        }
        (Ok(_), true) => Err("as wanted now: move it out of known-differences".into()),
    }
}

fn article(text: &str) -> Article {
    const KINDS: [(&str, BlockKind); 5] = [
        ("# ", BlockKind::Title),
        ("## ", BlockKind::Heading),
        ("- ", BlockKind::ListItem),
        ("> ", BlockKind::Quote),
        ("^ ", BlockKind::Caption),
    ];
    let mut article = Article::default();
    for block in text.split("\n\n") {
        let marked = KINDS.iter().find_map(|(mark, kind)| Some((block.strip_prefix(mark)?, *kind)));
        let (words, kind) = marked.unwrap_or((block, BlockKind::Paragraph));
        article.push(kind, words);
        if kind == BlockKind::Title {
            article.title = Some(words.trim().to_owned());
        }
    }
    article
}

/// The report in the files' form.
fn findings(article: &Article, report: &Report, lists_speakers: bool) -> String {
    let attributions = report.attributions.iter().map(|a| attribution(article, report, a));
    let rebuttals = report.rebuttals.iter().map(|r| rebuttal(article, report, r));
    let speakers = report.speakers.iter().filter(|_| lists_speakers).map(speaker);
    let lines: Vec<String> = attributions.chain(rebuttals).chain(speakers).collect();
    if lines.is_empty() { "-\n".into() } else { lines.join("\n") + "\n" }
}

fn attribution(article: &Article, report: &Report, attribution: &Attribution) -> String {
    let speaker = attribution.speaker.map_or("-", |s| &report.speakers[s].name);
    let cue = attribution.cue.map_or("-".into(), |c| words(article, c));
    let kind = match attribution.kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    };
    let repeats = if attribution.repeats.is_some() { " | repeats" } else { "" };
    let asked = attribution.question.map(|q| format!(" | asked: {}", words(article, q))).unwrap_or_default();
    format!("{speaker} | {cue} | {kind} | {}{repeats}{asked}", joined(article, &attribution.content))
}

fn rebuttal(article: &Article, report: &Report, rebuttal: &Rebuttal) -> String {
    let by = rebuttal.by.map_or("(author)", |s| &report.speakers[s].name);
    let level = match rebuttal.level {
        Level::Explicit => "REBUTTAL",
        Level::Supporting => "SUPPORTING",
    };
    let targets = if rebuttal.targets.is_empty() { "-".into() } else { joined(article, &rebuttal.targets) };
    format!("{level} {by} | {} | of: {targets}", words(article, rebuttal.marker))
}

fn speaker(speaker: &Speaker) -> String {
    let kind = match speaker.kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Group => "group",
        SpeakerKind::Document => "document",
    };
    format!("SPEAKER {} | {} | {kind}", speaker.name, speaker.role.as_deref().unwrap_or("-"))
}

fn joined(article: &Article, spans: &[Span]) -> String {
    spans.iter().map(|s| words(article, *s)).collect::<Vec<_>>().join(" … ")
}

fn words(article: &Article, span: Span) -> String {
    span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ")
}
