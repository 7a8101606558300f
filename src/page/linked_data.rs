//! What a page says of itself in JSON-LD: headline and authors. As true as anything that a page says of itself.

use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Node};

use super::metadata::{Head, LONGEST};

/// A page may have any number of these, of any size and nesting.
const MOST_SCRIPTS: u32 = 4;
const LONGEST_SCRIPT: u32 = 100_000;
const DEEPEST: usize = 3;
const MOST_ITEMS: usize = 20;

// js-sys and web-sys would copy each text into the module, to be copied back where it is parsed.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Node, js_name = Node)]
    type Script;
    #[wasm_bindgen(method, getter, js_name = textContent)]
    fn text(this: &Script) -> Option<JsString>;
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}

/// Adds what the page's scripts say.
pub fn add(document: &Document, head: &mut Head) {
    let Ok(scripts) = document.query_selector_all("script[type='application/ld+json']") else { return };
    for script in (0..scripts.length().min(MOST_SCRIPTS)).filter_map(|i| scripts.item(i)) {
        let text = script.unchecked_into::<Script>().text().filter(|t| t.length() < LONGEST_SCRIPT);
        // Most tell of other things, at length.
        let text = text.filter(|t| t.includes("\"headline\"", 0));
        if let Some(Ok(data)) = text.as_ref().map(parse) {
            read(&data, DEEPEST, head);
        }
    }
}

fn read(data: &JsValue, depth: usize, head: &mut Head) {
    for item in items(data) {
        if let Some(headline) = text(&item, "headline") {
            head.titles.push(headline);
            for author in items(&get(&item, "author")) {
                head.authors.extend(text(&author, "name").or_else(|| short(&author)));
            }
        }
        if let Some(depth) = depth.checked_sub(1) {
            read(&get(&item, "@graph"), depth, head);
        }
    }
}

/// The items of a list, or the one that stands by itself.
fn items(data: &JsValue) -> impl Iterator<Item = JsValue> {
    let list = data.dyn_ref::<Array>().cloned().unwrap_or_else(|| Array::of1(data));
    (0..list.length().min(MOST_ITEMS as u32)).map(move |i| list.get(i))
}

fn get(data: &JsValue, name: &str) -> JsValue {
    // Not of an object: nothing.
    Reflect::get(data, &name.into()).unwrap_or_default()
}

fn text(data: &JsValue, name: &str) -> Option<String> {
    short(&get(data, name))
}

fn short(value: &JsValue) -> Option<String> {
    value.as_string().filter(|t| !t.is_empty() && t.len() < LONGEST)
}
