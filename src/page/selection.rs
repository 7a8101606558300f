//! What the reader has selected, in shadow trees too: there a browser tells it only who names the trees.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Node, Range, Window};

#[wasm_bindgen]
extern "C" {
    // Not in web-sys.
    #[wasm_bindgen(extends = web_sys::Selection, js_name = Selection)]
    type Selection;
    #[wasm_bindgen(catch, method, js_name = getComposedRanges)]
    fn ranges(this: &Selection, within: &Object) -> Result<Array, JsValue>;

    type StaticRange;
    #[wasm_bindgen(method, getter, js_name = startContainer)]
    fn start(this: &StaticRange) -> Node;
    #[wasm_bindgen(method, getter, js_name = startOffset)]
    fn start_offset(this: &StaticRange) -> u32;
    #[wasm_bindgen(method, getter, js_name = endContainer)]
    fn end(this: &StaticRange) -> Node;
    #[wasm_bindgen(method, getter, js_name = endOffset)]
    fn end_offset(this: &StaticRange) -> u32;
}

/// The selection as a range of the page, if there is one.
pub fn selected(window: &Window, roots: &Array) -> Option<Range> {
    let selection = window.get_selection().ok()??;
    let composed = selection.unchecked_ref::<Selection>().ranges(&within(roots)).map(|ranges| ranges.get(0));
    let range = match composed {
        Ok(found) if found.is_object() => {
            let (found, range) = (found.unchecked_into::<StaticRange>(), window.document()?.create_range().ok()?);
            range.set_start(&found.start(), found.start_offset()).ok()?;
            range.set_end(&found.end(), found.end_offset()).ok()?;
            range
        }
        // An older browser, or nothing.
        _ => selection.get_range_at(0).ok()?,
    };
    (!range.collapsed()).then_some(range)
}

/// The answer may lie in these shadow trees.
pub fn within(roots: &Array) -> Object {
    let options = Object::new();
    let _ = Reflect::set(&options, &"shadowRoots".into(), roots);
    options
}
