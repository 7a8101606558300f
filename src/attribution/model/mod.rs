//! A small linear model, learned from annotated articles: which words are cues, and where their content starts and ends.
//!
//! A decision is the sum of small integers, one for each feature that holds of it, read as log odds. What the rules say
//! is among the features, so the model learns where to trust them. `examples/train.rs` learns the weights.

mod decide;
mod features;
pub(crate) mod packed;
mod scene;
#[cfg(feature = "training")]
pub(crate) mod training;

use std::sync::LazyLock;

use features::Features;
pub(super) use features::{Ask, Common, Overview};
pub(super) use scene::{Atom, hash};

/// How many features a kind of decision tells apart: a power of two.
pub const SIZE: usize = 1 << 16;

/// How many steps of a weight make one unit of log odds.
pub const STEPS: f32 = 4.0;

/// The kinds of decisions, each with its own weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Whether a word is the cue of an attribution.
    Cue,
    /// Whether content behind a cue starts here.
    RightStart,
    /// Whether content ends here.
    End,
    /// Whether content stands before the cue.
    Left,
    /// Whether content before a cue starts here.
    LeftStart,
    /// Whether what a cue seems to report is reported at all, by whatever cue.
    Reported,
    /// Whether it is all that the cue reports, and no more.
    Whole,
}

pub const DECISIONS: [Decision; 7] = [
    Decision::Cue,
    Decision::RightStart,
    Decision::End,
    Decision::Left,
    Decision::LeftStart,
    Decision::Reported,
    Decision::Whole,
];

/// A table of weights for each kind of decision, one behind the other.
pub struct Weights(Vec<i8>);

impl Weights {
    /// Those that Quoth comes with.
    pub(super) fn learned() -> &'static Self {
        static LEARNED: LazyLock<Weights> = LazyLock::new(|| Weights::unpack(include_bytes!("weights.bin")));
        &LEARNED
    }

    pub fn unpack(packed: &[u8]) -> Self {
        Weights(packed::unpack(packed, SIZE * DECISIONS.len()))
    }

    /// The probability of a decision of which these features hold.
    fn probability(&self, decision: Decision, features: &Features) -> f32 {
        let table = &self.0[decision as usize * SIZE..][..SIZE];
        let mut odds = 0;
        features.each(|index| odds += i32::from(table[index]));
        1.0 / (1.0 + (-(odds as f32) / STEPS).exp())
    }
}

impl Features {
    /// The features that hold of it: indices into its weights.
    #[cfg(feature = "training")]
    pub(crate) fn indices(&self) -> Vec<u32> {
        let mut indices = Vec::new();
        self.each(|index| indices.push(index as u32));
        indices
    }
}
