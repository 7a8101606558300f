//! How far a clause reaches: the one that contests, and the claim that it restates.

use super::markers::Mark;
use super::scene::Scene;
use crate::text::Span;

/// Marks and stops at the edges of a clause that do not belong to it.
pub(super) fn bare(text: &str, span: Span) -> Span {
    span.trim(text, |c| c.is_whitespace() || "“”\"‘’'«».,;:—–-()[]".contains(c))
}

/// The clause around the marker, between stops that part clauses.
pub(super) fn around(scene: &Scene, sentence: Span, mark: &Mark) -> Span {
    let text = &scene.article.text;
    if let Some(holder) = scene.holder(mark.marker) {
        // In somebody's words: the sentence of theirs that has the marker.
        let segment = scene.attributions[holder].content.iter().find(|c| c.holds(&mark.marker));
        if let Some(segment) = segment {
            let start = segment.start.max(sentence.start);
            return bare(text, Span::new(start, segment.end.min(sentence.end).max(start)));
        }
    }
    if let Some(cued) = scene.cued(mark.marker) {
        let attribution = &scene.attributions[cued];
        let parts = attribution.content.iter().chain(&attribution.source).chain(&attribution.cue);
        let inside = parts.filter(|p| sentence.overlaps(p)).copied().reduce(|a, b| a.to(&b));
        if let Some(hull) = inside {
            let hull = hull.to(&mark.whole);
            let start = hull.start.max(sentence.start);
            return bare(text, Span::new(start, hull.end.min(sentence.end).max(start)));
        }
    }
    let before = Span::new(sentence.start, mark.whole.start);
    let after = Span::new(mark.whole.end, sentence.end);
    let start = ["; ", "— ", " —", "“", ": "]
        .iter()
        .filter_map(|stop| before.of(text).rfind(stop).map(|at| at + stop.len()))
        .max();
    let end = ["; ", " —", "— ", "”"].iter().filter_map(|stop| after.of(text).find(stop)).min();
    let start = before.start + start.unwrap_or(0);
    bare(text, Span::new(start, after.start + end.unwrap_or(after.len())))
}

/// The claim that the sentence itself restates: what is denied, or the clause that hangs on the noun.
pub(super) fn restated(scene: &Scene, clause: Span, mark: &Mark) -> Option<Span> {
    let text = &scene.article.text;
    if let Some(cued) = scene.cued(mark.marker) {
        // "denied that it was late": the content is what is denied.
        let content = &scene.attributions[cued].content;
        if let [only] = content[..]
            && only.start >= mark.marker.end
        {
            return Some(bare(text, only));
        }
    }
    let after = mark.noun.filter(|n| n.end >= mark.marker.start).map_or(mark.marker.end, |n| n.end).min(clause.end);
    let tail = Span::new(after, clause.end.max(after));
    let lower = tail.of(&scene.lower);
    let that = [" that ", " of ", " about ", " to "].iter().filter_map(|w| Some((lower.find(w)?, w.len()))).min();
    let (from, end) = match that {
        // Only right behind the noun or verb.
        Some((at, len)) if lower[..at].split_whitespace().count() <= 1 => (at + len, tail.end),
        _ if mark.noun.is_none() && mark.verb && !lower.trim().is_empty() => (0, tail.end),
        _ => {
            // "the claim that it is late is false": between noun and judgement.
            let noun = mark.noun.filter(|n| n.end < mark.marker.start)?;
            let between = Span::new(noun.end, mark.marker.start);
            let words = between.of(&scene.lower);
            let at = words.find(" that ")? + " that ".len();
            return Some(bare(text, Span::new(between.start + at, between.end)));
        }
    };
    let span = bare(text, Span::new(tail.start + from, end));
    let words = span.of(text).split_whitespace().count();
    (words >= 3).then_some(span)
}
