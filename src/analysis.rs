//! The pure entry point: article in, report out.

use std::ops::Range;

use crate::article::Article;
use crate::document::Document;
use crate::report::{Attribution, Report, Resolution, ResolvedBy};
use crate::speaker::{self, Resolved};
use crate::{attribution, rebuttal, repeat};

/// Finds who said what in `article`. All spans are counted in bytes of `article.text`.
pub fn analyse(article: &Article) -> Report {
    let document = Document::read(article);
    let found = attribution::find(&document);
    let (mut speakers, resolved) = speaker::resolve(&document, &found);
    let span = |tokens| document.span(&tokens);
    let mut attributions: Vec<_> = found
        .into_iter()
        .zip(resolved)
        .map(|(found, resolved)| Attribution {
            kind: found.kind,
            content: found.content,
            quoted: found.quoted,
            source: found.source.or_else(|| carried(resolved.as_ref())).map(span),
            cue: found.cue.map(span),
            speaker: resolved.as_ref().map(|r| r.speaker),
            resolution: resolved.map(|r| Resolution { by: r.by, antecedent: r.antecedent.map(span) }),
            repeats: None,
        })
        .collect();
    repeat::mark(article, &mut attributions);
    let sentences: Vec<_> = document.sentences.iter().map(|s| document.span(s)).collect();
    let rebuttals = rebuttal::find(article, &sentences, &mut speakers, &attributions);
    Report { speakers, attributions, rebuttals, sentences }
}

/// The source of a quotation that goes on with a speaker: the words that named it before.
fn carried(resolved: Option<&Resolved>) -> Option<Range<usize>> {
    resolved.filter(|r| r.by == ResolvedBy::Continuation)?.antecedent.clone()
}
