//! How sure an attribution is: what became of those like it in annotated articles.
//!
//! The figures are shares of the attributions of PolNeAR's training articles that were right: half of their words or
//! more in common with an annotated one (Jaccard), and its source. `./build.sh errors` prints how far they hold.

use crate::attribution::Found;
use crate::document::Document;
use crate::report::{Confidence, Kind, ResolvedBy};

/// Cues that report words and nothing else.
const PLAIN: &[&str] =
    &["said", "says", "say", "saying", "told", "tells", "added", "adds", "according to", "wrote", "writes", "tweeted"];

/// The confidence of an attribution whose source led to a speaker in the way `by`, if it did.
pub(crate) fn confidence(document: &Document, found: &Found, by: Option<ResolvedBy>) -> Confidence {
    let Some(cue) = &found.cue else {
        return Confidence::of_hundred(match by {
            Some(ResolvedBy::Continuation) => 84,
            Some(_) => 40,
            None => 5,
        });
    };
    let cue = document.span(cue).of(document.text);
    let plain = PLAIN.iter().any(|p| cue.eq_ignore_ascii_case(p));
    let clause = found.content.first().is_some_and(|c| {
        let words = c.of(document.text);
        words.get(..5).is_some_and(|that| that.eq_ignore_ascii_case("that "))
    });
    // Who is named again, or meant by a pronoun, was found in more than one way.
    let again = matches!(by, Some(ResolvedBy::Variant | ResolvedBy::Pronoun | ResolvedBy::Continuation));
    Confidence::of_hundred(match (found.kind, plain, clause, again) {
        _ if by.is_none() => 54,
        _ if cue == ":" && found.kind == Kind::Indirect => 43,
        (Kind::Direct, true, ..) => 97,
        (Kind::Direct, false, _, true) => 91,
        (Kind::Direct, false, _, false) => 76,
        (Kind::Mixed, true, _, true) => 92,
        (Kind::Mixed, true, _, false) => 87,
        (Kind::Mixed, false, true, true) => 88,
        (Kind::Mixed, false, true, false) => 82,
        (Kind::Mixed, false, false, true) => 81,
        (Kind::Mixed, false, false, false) => 60,
        (Kind::Indirect, true, _, true) => 86,
        (Kind::Indirect, true, _, false) => 81,
        (Kind::Indirect, false, true, true) => 83,
        (Kind::Indirect, false, true, false) => 75,
        (Kind::Indirect, false, false, true) => 67,
        (Kind::Indirect, false, false, false) => 51,
    })
}

#[cfg(test)]
mod tests {
    use crate::report::Sureness;
    use crate::{Article, analyse};

    #[test]
    fn a_plain_quotation_is_sure_and_what_nobody_says_is_not() {
        let sureness = |text: &str| {
            let report = analyse(&Article::from_text(text));
            report.attributions.iter().map(|a| a.confidence.in_words()).collect::<Vec<_>>()
        };
        assert_eq!(sureness("“It is late, and we are tired,” Ann Lee said."), [Sureness::Sure]);
        assert_eq!(sureness("Ann Lee announced a new pier."), [Sureness::Unsure]);
        assert_eq!(
            sureness("The hall was dark.\n\n“It is late, and all of us are so very tired.”"),
            [Sureness::Unsure]
        );
    }
}
