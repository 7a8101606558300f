//! Lack of evidence, and evidence against: which matches of `evidence.txt` speak of a claim.

use super::markers::Mark;
use super::scene::{OPEN, Scene};
use crate::text::{Span, listed};

pub(super) fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let before: Vec<&str> = scene.words_before(sentence, mark.marker.start).take(3).collect();
    let asked = sentence.of(&scene.lower).trim_end_matches(['”', '"', ' ']).ends_with('?');
    !asked && !before.iter().any(|w| listed(OPEN, w) || listed("until will would should must", w))
}

#[cfg(test)]
mod tests {
    use super::super::markers::Family;
    use super::super::tests::accepted;

    #[test]
    fn contests() {
        for (sentence, marker) in [
            ("There is no evidence that the dam burst.", "There is no evidence"),
            ("She offered no proof.", "offered no proof"),
            ("“There’s no data to suggest that,” she said.", "There’s no data to suggest"),
            ("He said it had burst, despite a lack of evidence.", "despite a lack of evidence"),
            ("He said so without citing any evidence.", "without citing any evidence"),
            ("They did not provide any evidence for it.", "not provide any evidence"),
            ("The claim is not supported by the records.", "not supported"),
            ("Video contradicts his account.", "contradicts"),
            ("Of nine inquiries none found any evidence.", "none found any evidence"),
            ("The hearing failed to produce any evidence.", "failed to produce any evidence"),
            ("That flies in the face of the facts.", "flies in the face of"),
            ("The police could not corroborate his account.", "could not corroborate"),
            ("The paper found no record of the class.", "found no record"),
            ("The inquiry found “no evidence that the dam burst”.", "found “no evidence"),
            ("Her office could not immediately provide an example.", "could not immediately provide an"),
        ] {
            let got = accepted(Family::Evidence, sentence);
            assert!(got.iter().any(|m| m == marker), "{sentence}: {got:?}");
        }
    }

    #[test]
    fn contests_nothing() {
        for sentence in [
            "The police gathered evidence.",
            "If there is no evidence, the case ends.",
            "The bill will not be supported by the party.",
            "Is there no proof?",
            "New evidence came to light.",
        ] {
            assert_eq!(accepted(Family::Evidence, sentence), [""; 0], "{sentence}");
        }
    }
}
