//! Marked rebuttals: statements that contest a claim by words that say so, linked to the claim.
//!
//! Markers (`*.txt`, one file a family) find the words; each family's rule then says whether they contest;
//! the clause around them, who contests, and the claim that is contested are found from the attributions.

mod clause;
mod contrast;
mod denial;
mod evidence;
mod markers;
mod scene;
mod support;
mod target;
mod truth;

use crate::article::{Article, BlockKind};
use crate::report::{Attribution, Level, Rebuttal, Speaker};
use crate::text::Span;

use markers::{Family, Mark, marks};
use scene::Scene;

/// The rebuttals of an article, in reading order; `attributions` are the finished ones.
pub(crate) fn find(
    article: &Article,
    sentences: &[Span],
    speakers: &[Speaker],
    attributions: &[Attribution],
) -> Vec<Rebuttal> {
    let scene = Scene::new(article, sentences, speakers, attributions);
    let mut rebuttals: Vec<Rebuttal> = Vec::new();
    for sentence in sentences {
        let from = rebuttals.len();
        for mark in marks(&scene.lower, *sentence) {
            if !accepts(&scene, *sentence, &mark) {
                continue;
            }
            let Some(rebuttal) = rebuttal(&scene, *sentence, &mark) else { continue };
            // One a clause: the first marker stands for the others.
            if !rebuttals[from..].iter().any(|r| r.span.overlaps(&rebuttal.span)) {
                rebuttals.push(rebuttal);
            }
        }
    }
    let mut supporting: Vec<Rebuttal> = Vec::new();
    for explicit in &rebuttals {
        for rebuttal in support::following(&scene, explicit) {
            let known = |r: &Rebuttal| r.span.overlaps(&rebuttal.span);
            if !rebuttals.iter().any(known) && !supporting.iter().any(known) {
                supporting.push(rebuttal);
            }
        }
    }
    rebuttals.append(&mut supporting);
    rebuttals.sort_by_key(|r| (r.span.start, r.span.end));
    rebuttals
}

fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    if !matches!(scene.article.blocks.get(scene.block(sentence.start)), Some(b) if b.kind != BlockKind::Caption) {
        return false;
    }
    match mark.family {
        Family::Denial => denial::accepts(scene, sentence, mark),
        Family::Truth => truth::accepts(scene, sentence, mark),
        Family::Evidence => evidence::accepts(scene, sentence, mark),
        Family::Contrast => contrast::accepts(scene, sentence, mark),
    }
}

fn rebuttal(scene: &Scene, sentence: Span, mark: &Mark) -> Option<Rebuttal> {
    let holder = scene.holder(mark.marker);
    let cued = scene.cued(mark.marker);
    let speaker = |i: Option<usize>| i.and_then(|i| scene.attributions[i].speaker);
    let by = match (mark.verb, cued) {
        (true, Some(cued)) => speaker(Some(cued)),
        (true, None) => denial::subject(scene, sentence, mark.marker, holder).unwrap_or_else(|| speaker(holder)),
        _ => speaker(holder),
    };
    let span = clause::around(scene, sentence, mark);
    if span.is_empty() {
        return None;
    }
    let own = if mark.verb && cued.is_some() { cued } else { holder };
    let contests = target::contested(scene, span, mark, by, own);
    let mut targets: Vec<Span> = contests.iter().flat_map(|i| scene.attributions[*i].content.iter().copied()).collect();
    targets.extend(clause::restated(scene, span, mark));
    Some(Rebuttal {
        span: span.to(&mark.marker),
        marker: mark.marker,
        level: Level::Explicit,
        by,
        targets,
        contests,
        attribution: own,
    })
}
