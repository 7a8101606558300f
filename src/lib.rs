//! Who said what in a news article: quotations, attributions and marked rebuttals.
//!
//! Data flows one way: text in, [`Report`] out.
//!
//! ```
//! let article = quoth::Article::from_text("“It is late,” Ann Lee said.");
//! let report = quoth::analyse(&article);
//! assert_eq!(report.speakers[0].name, "Ann Lee");
//! ```

#![warn(clippy::disallowed_methods)]

pub mod article;
pub mod context;
pub mod fragment;
pub mod outline;
pub mod related;
pub mod render;
pub mod report;
pub mod search;
pub mod text;

mod analysis;
#[cfg(any(test, target_arch = "wasm32"))]
mod anchor;
mod attribution;
mod confidence;
mod document;
mod lexicon;
mod mention;
mod order;
mod pace;
mod quotation;
mod rebuttal;
mod repeat;
mod speaker;
mod words;

/// What the model of `src/attribution/model` is learned from.
#[cfg(feature = "training")]
#[doc(hidden)]
pub mod training {
    pub use crate::attribution::model::packed::pack;
    pub use crate::attribution::model::training::{Example, Gold, examples};
    pub use crate::attribution::model::{DECISIONS, Decision, SIZE, STEPS, Weights};
}

pub use analysis::{analyse, analyse_in_steps, work};
pub use article::{Article, Block, BlockKind};
pub use pace::Pace;
pub use report::Report;

#[cfg(target_arch = "wasm32")]
mod app;
// Finding and reading the article, and the colours, need no browser, and are tested without one.
#[cfg(any(test, target_arch = "wasm32"))]
mod page;
#[cfg(any(test, target_arch = "wasm32"))]
mod palette;
#[cfg(target_arch = "wasm32")]
mod sidebar;
