//! The page: finds the article in the live document, reads it, paints highlights on it. Knows no linguistics.
//!
//! The document is read once into a flat [`tree`]; [`lines`], [`find`] and [`read`] work on that alone, without the
//! browser. The rest is wasm only, and only ever reads the page: it changes no node.

mod beside;
mod boilerplate;
mod find;
mod hints;
mod language;
mod lines;
#[cfg(test)]
mod markup;
mod metadata;
mod read;
mod stories;
mod tree;

#[cfg(target_arch = "wasm32")]
mod ask;
#[cfg(target_arch = "wasm32")]
mod changes;
#[cfg(target_arch = "wasm32")]
mod highlight;
#[cfg(all(test, target_arch = "wasm32"))]
mod in_browser;
#[cfg(target_arch = "wasm32")]
mod linked_data;
#[cfg(target_arch = "wasm32")]
mod pointer;
#[cfg(target_arch = "wasm32")]
mod reading;
#[cfg(target_arch = "wasm32")]
mod reveal;
#[cfg(target_arch = "wasm32")]
mod scan;
#[cfg(target_arch = "wasm32")]
mod selection;
#[cfg(target_arch = "wasm32")]
mod sweep;
#[cfg(target_arch = "wasm32")]
mod watch;

#[cfg(target_arch = "wasm32")]
pub use {
    highlight::{Look, Name, Painter},
    pointer::Pointer,
    reading::{Reader, Reading},
    reveal::{Flash, Way},
    selection::selected,
    watch::Watch,
};
