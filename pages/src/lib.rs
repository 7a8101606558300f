//! What the reader chose, and the extension's own pages.
//!
//! The settings and what follows from them are plain Rust, tested without a browser. The pages and the background's
//! part are for the browser alone.

pub mod file;
pub mod register;
pub mod settings;
pub mod site;
pub mod style;

#[cfg(target_arch = "wasm32")]
mod access;
#[cfg(target_arch = "wasm32")]
mod background;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod options;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod popup;
#[cfg(target_arch = "wasm32")]
mod preview;
#[cfg(target_arch = "wasm32")]
mod store;
