//! The answer to "report": everything that was found on the page, as plain data.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::article::{Article, BlockKind};
use crate::report::{Attribution, Rebuttal, Report, Speaker};
use crate::text::Utf16;

/// What came of reading the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Working,
    Ready,
    /// An article in which nobody is quoted.
    Empty,
    NotArticle,
    UnsupportedLanguage,
    Error,
}

/// How long each stage took the last time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Timing {
    /// From the decision to load the core until it ran.
    pub init_ms: f64,
    /// Finding and reading the article.
    pub scan_ms: f64,
    pub analyse_ms: f64,
    pub paint_ms: f64,
    /// The longest that the page had to wait.
    pub slice_ms: f64,
}

/// What was done on this page in all, to see that no more is done than what changes ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Work {
    /// Text nodes that were read off the page.
    pub texts: usize,
    /// Bytes of text that were analysed.
    pub bytes: usize,
}

/// How many statements, and by how many speakers.
#[derive(Serialize)]
struct Said {
    statements: usize,
    speakers: usize,
}

impl Said {
    fn by(report: &Report<Utf16>) -> Said {
        let mut heard = vec![false; report.speakers.len()];
        let mut statements = 0;
        for said in report.attributions.iter().filter(|a| a.repeats.is_none()) {
            statements += 1;
            if let Some(heard) = said.speaker.and_then(|s| heard.get_mut(s)) {
                *heard = true;
            }
        }
        Said { statements, speakers: heard.into_iter().filter(|h| *h).count() }
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    status: Status,
    said: Said,
    article: Option<Text<'a>>,
    speakers: &'a [Speaker],
    attributions: &'a [Attribution<Utf16>],
    rebuttals: &'a [Rebuttal<Utf16>],
    timing: Timing,
    work: Work,
}

#[derive(Serialize)]
struct Text<'a> {
    title: Option<&'a str>,
    byline: Option<&'a str>,
    text: &'a str,
}

pub fn answer<'a>(
    status: Status,
    article: Option<&'a Article>,
    report: &Report<Utf16>,
    timing: Timing,
    work: Work,
) -> Result<JsValue, JsValue> {
    // The headline is a field of its own, so the text begins behind it.
    let body = article.map_or(0, body);
    let behind = article.map_or(0, |a| a.text[..body].chars().map(char::len_utf16).sum());
    let report = report.from_offset(behind);
    let text = |a: &'a Article| Text { title: a.title.as_deref(), byline: a.byline.as_deref(), text: &a.text[body..] };
    let answer = Answer {
        status,
        said: Said::by(&report),
        article: article.map(text),
        speakers: &report.speakers,
        attributions: &report.attributions,
        rebuttals: &report.rebuttals,
        timing,
        work,
    };
    answer.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// Where the article's text begins behind its headline.
fn body(article: &Article) -> usize {
    match article.blocks.as_slice() {
        [title, next, ..] if title.kind == BlockKind::Title => next.span.start,
        _ => 0,
    }
}
