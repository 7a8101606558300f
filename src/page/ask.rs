//! What is asked of elements of the page that may be forms: a form's own answer may be one of its inputs, which took the
//! name of the question. So the browser is asked about them.

use wasm_bindgen::prelude::*;
use web_sys::{DomRect, Node, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["Node", "prototype", "getRootNode"], js_name = call)]
    fn root_of(node: &Node) -> Node;
    #[wasm_bindgen(js_namespace = ["Node", "prototype", "contains"], js_name = call)]
    fn contains(node: &Node, other: &Node) -> bool;
    /// Where an element is in the window.
    #[wasm_bindgen(js_namespace = ["Element", "prototype", "getBoundingClientRect"], js_name = call)]
    pub fn rect_of(element: &Node) -> DomRect;
    #[wasm_bindgen(js_namespace = ["Element", "prototype", "scrollIntoView"], js_name = call)]
    pub fn bring(element: &Node);
}

/// The element whose shadow tree a node stands in.
pub fn host_of(node: &Node) -> Option<Node> {
    root_of(node).dyn_ref::<ShadowRoot>().map(|shadow| shadow.host().into())
}

/// Whether a node is the other, or around it: as its parent, the host of its shadow tree, and so on.
pub fn holds(node: &Node, other: &Node) -> bool {
    let hosts = std::iter::successors(Some(other.clone()), host_of);
    hosts.into_iter().any(|other| contains(node, &other))
}
