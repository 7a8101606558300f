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
}

pub const DECISIONS: [Decision; 5] =
    [Decision::Cue, Decision::RightStart, Decision::End, Decision::Left, Decision::LeftStart];

/// A table of weights for each kind of decision, one behind the other.
static WEIGHTS: LazyLock<Vec<i8>> =
    LazyLock::new(|| packed::unpack(include_bytes!("weights.bin"), SIZE * DECISIONS.len()));

impl Features {
    /// The probability of the decision.
    fn probability(&self, decision: Decision) -> f32 {
        let table = &WEIGHTS[decision as usize * SIZE..][..SIZE];
        let mut odds = 0;
        self.each(|index| odds += i32::from(table[index]));
        1.0 / (1.0 + (-(odds as f32) / STEPS).exp())
    }

    /// The features that hold of it: indices into its weights.
    #[cfg(feature = "training")]
    pub(crate) fn indices(&self) -> Vec<u32> {
        let mut indices = Vec::new();
        self.each(|index| indices.push(index as u32));
        indices
    }
}
