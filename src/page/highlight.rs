//! Paints highlights by the CSS Custom Highlight API: no node of the page is touched.

use wasm_bindgen::prelude::*;
use web_sys::Range;

// web-sys has these behind a compiler flag that every build would have to set.
#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range);
    #[wasm_bindgen(method)]
    fn clear(this: &Highlight);
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);
    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str) -> bool;

    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static HIGHLIGHTS: HighlightRegistry;
}

/// The highlights that there are, the later over the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Statement,
    Quote,
    Rebuttal,
    /// What the reader was led to.
    Active,
}

const NAMES: [(Name, &str); 4] = [
    (Name::Statement, "quoth-statement"),
    (Name::Quote, "quoth-quote"),
    (Name::Rebuttal, "quoth-rebuttal"),
    (Name::Active, "quoth-active"),
];

/// The page's highlights; dropping it takes them off.
pub struct Painter([Highlight; NAMES.len()]);

impl Painter {
    pub fn new() -> Painter {
        Painter(NAMES.map(|(name, registered)| {
            let highlight = Highlight::new();
            highlight.set_priority(name as i32);
            HIGHLIGHTS.with(|all| all.set(registered, &highlight));
            highlight
        }))
    }

    pub fn add(&self, name: Name, ranges: &[Range]) {
        for range in ranges {
            self.0[name as usize].add(range);
        }
    }

    pub fn clear(&self, name: Name) {
        self.0[name as usize].clear();
    }

    pub fn clear_all(&self) {
        self.0.iter().for_each(Highlight::clear);
    }
}

impl Drop for Painter {
    fn drop(&mut self) {
        for (_, registered) in NAMES {
            HIGHLIGHTS.with(|all| all.delete(registered));
        }
    }
}
