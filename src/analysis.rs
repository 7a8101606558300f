//! The pure entry point: article in, report out.

use crate::article::Article;
use crate::attribution;
use crate::document::Document;
use crate::report::{Attribution, Report};

/// Finds who said what in `article`. All spans are counted in bytes of `article.text`.
pub fn analyse(article: &Article) -> Report {
    let document = Document::read(article);
    let found = attribution::find(&document);
    let attributions = found
        .into_iter()
        .map(|f| Attribution {
            kind: f.kind,
            content: f.content,
            quoted: f.quoted,
            source: f.source.map(|s| document.span(&s)),
            cue: f.cue.map(|c| document.span(&c)),
            speaker: None,
            resolution: None,
            repeats: None,
        })
        .collect();
    Report {
        speakers: Vec::new(),
        attributions,
        rebuttals: Vec::new(),
        sentences: document.sentences.iter().map(|s| document.span(s)).collect(),
    }
}
