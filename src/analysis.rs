//! The pure entry point: article in, report out.

use std::ops::Range;

use crate::article::Article;
use crate::confidence::confidence;
use crate::document::Document;
use crate::pace::{Pace, at_once};
use crate::report::{Attribution, Report, Resolution, ResolvedBy};
use crate::speaker::{self, Resolved};
use crate::{attribution, rebuttal, repeat};

/// Finds who said what in `article`. All spans are counted in bytes of `article.text`.
pub fn analyse(article: &Article) -> Report {
    at_once(analyse_in_steps(article, &Pace::default()))
}

/// The same, a step at a time: it stands still after every few kilobytes, and goes on when it is polled again.
pub async fn analyse_in_steps(article: &Article, pace: &Pace) -> Report {
    let document = Document::read(article, pace).await;
    let mut found = attribution::find(&document, pace).await;
    let (mut resolver, resolved) = speaker::resolve(&document, &mut found, pace).await;
    let span = |tokens| document.span(&tokens);
    // A quotation that goes on has the source of the earlier one, though nobody knows who that is.
    let earlier: Vec<_> = found.iter().map(|f| f.continues.and_then(|i| found[i].source.clone())).collect();
    let mut attributions: Vec<_> = found
        .into_iter()
        .zip(resolved)
        .zip(earlier)
        .map(|((found, resolved), earlier)| Attribution {
            confidence: confidence(found.kind, found.likely, resolved.as_ref().map(|r| r.by)),
            kind: found.kind,
            content: found.content,
            quoted: found.quoted,
            source: found.source.or_else(|| carried(resolved.as_ref())).or(earlier).map(span),
            cue: found.cue.map(span),
            speaker: resolved.as_ref().map(|r| r.speaker),
            resolution: resolved.map(|r| Resolution { by: r.by, antecedent: r.antecedent.map(span) }),
            question: found.question.map(span),
            repeats: None,
        })
        .collect();
    repeat::mark(article, &mut attributions, pace).await;
    let sentences: Vec<_> = document.sentences.iter().map(|s| document.span(s)).collect();
    let who = |verb, documents| resolver.actor(attribution::actor(&document, verb)?, documents);
    let contests = rebuttal::Contests::find(article, &sentences, &attributions, who, pace).await;
    let speakers = resolver.speakers;
    let rebuttals = contests.settle(&speakers, pace).await;
    Report { speakers, attributions, rebuttals, sentences }
}

/// How much work the analysis of an article is, as [`Pace::done`] counts it; about, as the text tells.
pub fn work(article: &Article) -> usize {
    (Document::WORK + attribution::WORK + speaker::WORK + repeat::WORK + rebuttal::WORK) * article.text.len()
}

/// The source of a quotation that goes on with a speaker, or of an answer: the words that named it before.
fn carried(resolved: Option<&Resolved>) -> Option<Range<usize>> {
    resolved.filter(|r| matches!(r.by, ResolvedBy::Continuation | ResolvedBy::Interview))?.antecedent.clone()
}
