//! What the benchmark in the browser calls.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// How many statements the text makes.
#[wasm_bindgen]
pub fn analyse(text: &str) -> usize {
    let article = quoth::Article::from_text(text);
    quoth::analyse(&article).attributions.len()
}
