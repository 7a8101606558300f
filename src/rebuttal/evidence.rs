//! Lack of evidence, and evidence against: which matches of `evidence.txt` speak of a claim.

use super::markers::Mark;
use super::scene::Scene;
use crate::text::Span;

pub(super) fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let before: Vec<&str> = scene.words_before(sentence, mark.marker.start).take(3).collect();
    let asked = sentence.of(&scene.lower).trim_end_matches(['”', '"', ' ']).ends_with('?');
    !asked && !before.iter().any(|w| matches!(*w, "if" | "whether" | "unless" | "until"))
}
