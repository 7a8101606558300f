//! Text and the spans in it.

mod span;

pub use span::{Bytes, CodePoints, Index, Span, Unit, Utf16};
