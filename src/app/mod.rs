//! The wasm's edge: what the content script sees of the core.

mod answer;
mod controller;
mod marks;
mod slices;
mod who;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use controller::Controller;

#[wasm_bindgen]
extern "C" {
    /// What the core asks of the content script that loaded it.
    #[derive(Clone)]
    pub type Outside;
    /// Whether the extension was updated or removed under this page.
    #[wasm_bindgen(method)]
    fn orphaned(this: &Outside) -> bool;
    /// The number on the toolbar button.
    #[wasm_bindgen(method)]
    fn badge(this: &Outside, count: u32);
    /// The sidebar's one element, which is on the page from time to time, and in it what is hidden while it is closed.
    #[wasm_bindgen(method)]
    fn mounted(this: &Outside, host: &web_sys::HtmlElement, panel: &web_sys::HtmlElement);
    /// A highlight that is on the page from now on, by its name there.
    #[wasm_bindgen(method)]
    fn paints(this: &Outside, name: &str);
    /// Saves a file, of which the page must not hear; `place` is in the panel's shadow root. Refused if it was not saved.
    #[wasm_bindgen(method)]
    fn save(this: &Outside, name: &str, kind: &str, text: &str, place: &web_sys::HtmlElement) -> js_sys::Promise;
    /// Prints the page with its highlights.
    #[wasm_bindgen(method)]
    fn print(this: &Outside) -> js_sys::Promise;
    /// The core broke and must not be used any more.
    #[wasm_bindgen(method)]
    fn broke(this: &Outside, why: &str);
}

/// The running core, as the content script holds it.
#[wasm_bindgen]
pub struct Quoth(Rc<Controller>);

impl Drop for Quoth {
    fn drop(&mut self) {
        self.0.leave_off();
    }
}

/// Reads the page, paints it and watches it, until the answer is dropped. `init_ms` is how long the module took to load,
/// `kinds` are those that the reader wants painted.
#[wasm_bindgen]
pub fn start(outside: Outside, init_ms: f64, kinds: &str) -> Result<Quoth, JsValue> {
    stop_quietly(outside.clone());
    Controller::start(outside, init_ms, marks::kinds(kinds)).map(Quoth)
}

#[wasm_bindgen]
impl Quoth {
    /// Takes a message of the extension's other parts and gives its answer.
    pub fn receive(&self, kind: &str) -> Result<JsValue, JsValue> {
        match kind {
            "report" => return self.0.answer(),
            "toggle" => self.0.toggle(),
            "open" => self.0.open(),
            "next" => self.0.step(true),
            "previous" => self.0.step(false),
            "who" if !self.0.who() => return Ok("nobody".into()),
            _ => {
                if let Some(kinds) = kind.strip_prefix("kinds ") {
                    self.0.set_kinds(marks::kinds(kinds));
                }
            }
        }
        Ok(JsValue::UNDEFINED)
    }
}

thread_local! {
    static OUTSIDE: RefCell<Option<Outside>> = const { RefCell::new(None) };
}

/// A panic ends Quoth on this page and nothing else: the content script takes everything off the page, and tells
/// the reader when asked.
fn stop_quietly(outside: Outside) {
    OUTSIDE.set(Some(outside));
    std::panic::set_hook(Box::new(|panic| stop(&panic.to_string())));
}

/// What panics call in the module that is shipped, which has no words for them: `tools/bare-panics.mjs`.
#[wasm_bindgen]
pub fn panicked() {
    stop("a panic");
}

fn stop(why: &str) {
    let outside = OUTSIDE.try_with(|o| o.try_borrow_mut().ok().and_then(|mut o| o.take()));
    if let Ok(Some(outside)) = outside {
        outside.broke(why);
    }
}

/// Whether a panic ended it all: what the page still calls must not touch what was left half done.
fn is_broken() -> bool {
    OUTSIDE.with(|o| o.try_borrow().is_ok_and(|o| o.is_none()))
}
