//! Supporting rebuttals: who has just contested a claim goes on to argue against it.

use super::clause::bare;
use super::scene::Scene;
use crate::report::{Level, Rebuttal};
use crate::text::{Span, listed, opens_with_words};

/// Openings that set what is so against a claim.
const OPENINGS: &str = "in fact|in reality|in truth|actually|on the contrary|quite the contrary|instead|rather|the truth is|\
    the fact is|the reality is|far from|the opposite";
const SAYINGS: &str = "comment comments claim claims remark remarks statement statements words argument arguments assertion \
    assertions view views narrative accusation accusations rhetoric story version account reasoning logic \
    suggestion";
/// How many statements behind the rebuttal are looked at.
const AHEAD: usize = 4;

/// The statements that follow `rebuttal` and carry it on.
pub(super) fn following(scene: &Scene, rebuttal: &Rebuttal) -> Vec<Rebuttal> {
    let (Some(by), Some(own)) = (rebuttal.by, rebuttal.attribution) else { return Vec::new() };
    let Some(claimant) = rebuttal.contests.first().and_then(|c| scene.attributions[*c].speaker) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let block = scene.block(rebuttal.span.start);
    let text = &scene.article.text;
    // The rest of the statement that holds the rebuttal, then the speaker's next ones.
    for (index, attribution) in scene.attributions.iter().enumerate().skip(own).take(AHEAD) {
        let start = attribution.content.first().map_or(0, |c| c.start);
        if attribution.speaker != Some(by) || scene.block(start) > block + 1 + found.len() {
            break;
        }
        for segment in &attribution.content {
            let part = bare(text, *segment);
            if part.start < rebuttal.span.end && rebuttal.span.start < part.end || part.is_empty() {
                continue;
            }
            let Some(marker) = opening(scene, part).or_else(|| claimants_words(scene, part, claimant)) else {
                continue;
            };
            found.push(Rebuttal {
                span: part,
                marker,
                level: Level::Supporting,
                by: Some(by),
                targets: rebuttal.targets.clone(),
                contests: rebuttal.contests.clone(),
                attribution: Some(index),
            });
        }
    }
    found
}

fn opening(scene: &Scene, part: Span) -> Option<Span> {
    let words = part.of(&scene.lower);
    opens_with_words(words, OPENINGS).map(|o| Span::new(part.start, part.start + o.len()))
}

/// "Lee’s comments": the claimant's name, or a pronoun, with what was said.
fn claimants_words(scene: &Scene, part: Span, claimant: usize) -> Option<Span> {
    let last = scene.speakers.get(claimant)?.name.split_whitespace().next_back()?.to_ascii_lowercase();
    let words = part.of(&scene.lower);
    let mut from = 0;
    let mut spans = Vec::new();
    for word in words.split_inclusive(char::is_whitespace) {
        spans.push(Span::new(part.start + from, part.start + from + word.trim_end().len()));
        from += word.len();
    }
    let of = |i: usize| spans.get(i).map_or("", |s| s.of(&scene.lower)).trim_matches(|c: char| !c.is_alphanumeric());
    let named = |i: usize| {
        let word = of(i);
        let base = word.strip_suffix("’s").or(word.strip_suffix("'s")).unwrap_or(word);
        base == last && base.len() < word.len() || listed("his her their", word)
    };
    let at = (0..spans.len()).find(|i| named(*i) && (1..=2).any(|n| listed(SAYINGS, of(i + n))))?;
    let noun = (1..=2).find(|n| listed(SAYINGS, of(at + n)))?;
    Some(bare(&scene.article.text, spans[at].to(&spans[at + noun])))
}
