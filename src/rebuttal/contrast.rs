//! The claim named or met by what is so: which matches of `contrast.txt` oppose a claim.

use super::markers::Mark;
use super::scene::Scene;
use super::target::Substance;
use crate::report::Attribution;
use crate::text::{Span, listed};

/// Words that set what is so against what was said, where somebody's claim stands right before.
const AGAINST: &str = "in fact|in actual fact|in point of fact|in reality|in truth|in actuality|actually";

pub(super) fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let marker = mark.marker.of(&scene.lower);
    let reality = marker.starts_with("the ") && marker.ends_with(" is");
    if AGAINST.split('|').any(|a| a == marker) || reality {
        return against_a_claim(scene, sentence, mark);
    }
    // "while they claim responsibility"
    let behind = scene.lower[mark.marker.end..].trim_start().split(|c: char| !c.is_alphanumeric()).next();
    !(marker.contains(" claim") && behind.is_some_and(|w| listed("responsibility credit victory", w)))
}

/// Whether "in fact" answers a claim: the sentence is not the claimant's own, denies or restricts, and the
/// statement right before it is about the same things.
fn against_a_claim(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    // "She did, in fact, come": it affirms. "What is actually seen": it asks.
    let mut before = scene.words_before(sentence, mark.marker.start);
    let affirms = |w: &str| listed("do does did has have had", w);
    if before.next().is_some_and(|w| affirms(w) || w == "what") || before.any(|w| w == "what") {
        return false;
    }
    let holder = scene.holder(mark.marker);
    let by = holder.and_then(|h| scene.attributions[h].speaker);
    let here = scene.sentence(sentence.start);
    let lower = sentence.of(&scene.lower);
    if lower.trim_end_matches(['”', '"', ' ']).ends_with('?') {
        return false;
    }
    let earlier = |a: &Attribution| a.content.last().is_some_and(|c| c.end <= sentence.start);
    let Some((_, claim)) = scene.near(sentence.start).rev().find(|(i, a)| Some(*i) != holder && earlier(a)) else {
        return false;
    };
    let end = claim.content.last().map_or(0, |c| c.end);
    let near = here.saturating_sub(scene.sentence(end.saturating_sub(1))) <= 1;
    let other = claim.speaker.is_some() && claim.speaker != by;
    near && other && Substance::new(scene, sentence).shared(scene, claim, 2) == 2
}

#[cfg(test)]
mod tests {
    use super::super::markers::Family;
    use super::super::tests::accepted;

    #[test]
    fn names_the_claim() {
        for (sentence, marker) in [
            ("Contrary to the minister’s claims, the dam held.", "Contrary to"),
            ("Contrary to what she said, it rained.", "Contrary to"),
            ("Despite his repeated denials, the deal went on.", "Despite"),
            ("His promises notwithstanding, rents rose.", "notwithstanding"),
            ("The records suggest otherwise.", "suggest otherwise"),
            ("He went on despite evidence to the contrary.", "evidence to the contrary"),
            ("She is not as rich as she says.", "not as rich as she says"),
            ("There is a gap between what he says and what he does.", "gap between what he says"),
            ("The dam is not the danger that they make it out to be.", "not the danger that they make it out to be"),
            ("Despite complaints that it is slow, the ferry is full.", "Despite"),
            ("The dam is weaker than Mr. Lee claimed.", "than Mr. Lee claimed"),
            ("They said it was open when in fact it was shut.", "when in fact"),
            ("They said it was open, but in fact it was shut.", "but in fact"),
            ("She did not, in fact, sign it.", "not, in fact"),
            ("The dam is not, as Day insists, a danger.", "not, as Day insists"),
            ("The dam will not burst, as some have claimed.", "as some have claimed"),
            ("For all the talk of war, the border is quiet.", "For all the talk"),
            ("So much for his promise.", "So much for his promise"),
            ("The dam will hold, no matter what Day says.", "no matter what Day says"),
            ("It cost nine crowns rather than the two claimed.", "rather than the two claimed"),
            ("The figures tell a different story.", "tell a different story"),
            ("The paper would have you believe that rice is dull.", "would have you believe"),
        ] {
            let got = accepted(Family::Contrast, sentence);
            assert!(got.iter().any(|m| m.starts_with(marker)), "{sentence}: {got:?}");
        }
    }

    #[test]
    fn names_none() {
        for sentence in [
            "Despite the rain, they sailed.",
            "Nine boats sank while the crews claim responsibility.",
            "They sailed despite months of protests.",
            "Contrary to the wind, the boat turned.",
            "In fact, it rained.",
            "She actually liked it.",
            "The count is higher than previous studies have suggested.",
            "He is not as tall as his brother.",
            "The gap between the houses is narrow.",
            "The truth is that it rained.",
            "Lee said the shop was shut. She did, in fact, come.",
        ] {
            assert_eq!(accepted(Family::Contrast, sentence), [""; 0], "{sentence}");
        }
    }
}
