//! How sure an attribution is: what became of those like it in annotated articles.
//!
//! The figures are shares of the attributions of PolNeAR's training articles that were right: half of their words or
//! more in common with an annotated one (Jaccard), and its source. `./build.sh errors` prints how far they hold.

use crate::report::{Confidence, Kind, ResolvedBy};

/// Right of a hundred, by the tenth of the probability that the model gives cue and content.
const INDIRECT: [u8; 10] = [35, 40, 42, 50, 58, 64, 73, 79, 86, 91];
const MIXED: [u8; 10] = [40, 45, 52, 59, 68, 75, 79, 86, 91, 94];
const DIRECT: [u8; 10] = [70, 70, 70, 70, 70, 80, 86, 87, 90, 98];

/// Where a quotation goes on with a speaker, and where nothing but its place tells of a source.
const CONTINUED: u8 = 85;
const PLACED: u8 = 45;
const UNATTRIBUTED: u8 = 5;

/// The confidence of an attribution whose cue and content have the probability `likely`, where a cue there is.
pub(crate) fn confidence(kind: Kind, likely: Option<f32>, by: Option<ResolvedBy>) -> Confidence {
    let Some(likely) = likely else {
        return Confidence::of_hundred(match by {
            Some(ResolvedBy::Continuation) => CONTINUED,
            Some(_) => PLACED,
            None => UNATTRIBUTED,
        });
    };
    let table = match kind {
        Kind::Indirect => &INDIRECT,
        Kind::Mixed => &MIXED,
        Kind::Direct => &DIRECT,
    };
    let right = table[((likely * 10.0) as usize).min(9)];
    Confidence::of_hundred(match by {
        // Who is named again, or meant by a pronoun, was found by more than one way.
        Some(ResolvedBy::Pronoun | ResolvedBy::Variant) => right + (100 - right) / 4,
        Some(_) => right,
        None => right - right / 3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Sureness;
    use crate::{Article, analyse};

    #[test]
    fn tables_rise() {
        for table in [INDIRECT, MIXED, DIRECT] {
            assert!(table.is_sorted());
        }
    }

    #[test]
    fn a_plain_quotation_is_sure_and_a_speaker_unknown_is_not() {
        let sureness = |text: &str| {
            let report = analyse(&Article::from_text(text));
            report.attributions.iter().map(|a| a.confidence.in_words()).collect::<Vec<_>>()
        };
        assert_eq!(sureness("“It is late, and we are tired,” Ann Lee said."), [Sureness::Sure]);
        assert_eq!(
            sureness("The hall was dark.\n\n“It is late, and all of us are so very tired.”"),
            [Sureness::Unsure]
        );
    }
}
