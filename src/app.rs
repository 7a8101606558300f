//! The wasm's edge: wires the page to the analysis and both to the sidebar.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What the core asks of the content script that loaded it.
    pub type Outside;
}

/// The running core, as the content script holds it.
#[wasm_bindgen]
pub struct Quoth {
    #[expect(dead_code)]
    outside: Outside,
}

#[wasm_bindgen]
pub fn start(outside: Outside, _init_ms: f64) -> Quoth {
    Quoth { outside }
}

#[wasm_bindgen]
impl Quoth {
    /// Takes a message of the extension's other parts and gives its answer.
    pub fn receive(&self, _message: JsValue) -> Result<JsValue, JsValue> {
        let answer = js_sys::Object::new();
        js_sys::Reflect::set(&answer, &"status".into(), &"not-article".into())?;
        Ok(answer.into())
    }
}
