//! Judgements of truth: which matches of `truth.txt` say of a claim that it is untrue.

use super::markers::Mark;
use super::scene::Scene;
use crate::text::Span;

/// Before a judgement these leave it open: "if that is false", "whether the claim is untrue".
const OPEN: &[&str] = &["if", "whether", "unless", "could", "might", "may"];

pub(super) fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let words = sentence.of(&scene.lower);
    // A question judges nothing; the mark may stand before a closing quotation mark.
    if words.trim_end_matches(['”', '"', '’', '\'', ' ']).ends_with('?') {
        return false;
    }
    let before: Vec<&str> = scene.words_before(sentence, mark.whole.start).take(4).collect();
    if before.iter().take(3).any(|w| OPEN.contains(w)) {
        return false;
    }
    let marker = mark.marker.of(&scene.lower);
    let own = |w: &&str| matches!(*w, "i" | "we" | "i'm" | "i’m");
    if marker.ends_with("wrong") && before.first().is_some_and(own) {
        return false;
    }
    // "is not false"
    let negated =
        |w: &&str| matches!(*w, "not" | "never" | "neither" | "nor") || w.ends_with("n't") || w.ends_with("n’t");
    !before.first().is_some_and(negated)
}
