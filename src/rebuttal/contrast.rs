//! The claim named or met by what is so: which matches of `contrast.txt` oppose a claim.

use super::markers::Mark;
use super::scene::Scene;
use super::target::shared;
use crate::text::Span;

/// Words that set what is so against what was said, where somebody's claim stands right before.
const AGAINST: &[&str] = &["in fact", "in actual fact", "in reality", "in truth", "in actuality", "actually"];

pub(super) fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let marker = mark.marker.of(&scene.lower);
    let reality = marker.starts_with("the ") && marker.ends_with(" is");
    if AGAINST.contains(&marker) || reality {
        return against_a_claim(scene, sentence, mark);
    }
    true
}

/// Whether "in fact" answers a claim: the sentence is not the claimant's own, denies or restricts, and the
/// statement right before it is about the same things.
fn against_a_claim(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let holder = scene.holder(mark.marker);
    let by = holder.and_then(|h| scene.attributions[h].speaker);
    let here = scene.sentence(sentence.start);
    let lower = sentence.of(&scene.lower);
    if lower.trim_end_matches(['”', '"', ' ']).ends_with('?') {
        return false;
    }
    let (index, claim) = match scene
        .near(sentence.start)
        .rev()
        .find(|(i, a)| Some(*i) != holder && a.content.last().is_some_and(|c| c.end <= mark.marker.start))
    {
        Some(found) => found,
        None => return false,
    };
    let _ = index;
    let end = claim.content.last().map_or(0, |c| c.end);
    let near = here.saturating_sub(scene.sentence(end.saturating_sub(1))) <= 1;
    let other = claim.speaker.is_some() && claim.speaker != by;
    near && other && claim.content.iter().map(|c| shared(scene, *c, sentence)).sum::<usize>() >= 2
}
