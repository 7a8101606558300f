//! Text and the spans in it.

#[cfg(all(test, target_arch = "wasm32"))]
mod in_browser;
mod span;

pub use span::{Bytes, CodePoints, Index, Span, Unit, Utf16};
