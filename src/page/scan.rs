//! Reads the live document into a tree, once, without touching it.

use wasm_bindgen::prelude::*;
use web_sys::{CharacterData, Document, Element, HtmlFormElement, Node, TreeWalker};

use super::hints::Hints;
use super::tree::{Tag, Tree};

/// What is read of a page at most; the rest is as if it were not there.
const MOST_NODES: usize = 200_000;
const MOST_TEXT: usize = 8 << 20;

const ELEMENT: u16 = Node::ELEMENT_NODE;
const TEXT: u16 = Node::TEXT_NODE;
/// `NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT`.
const SHOWN: u32 = 0b101;

#[wasm_bindgen]
extern "C" {
    // Not in web-sys.
    #[wasm_bindgen(extends = Element, js_name = Element)]
    type Seen;
    #[wasm_bindgen(method, js_class = "Element", js_name = checkVisibility)]
    fn check_visibility(this: &Seen) -> bool;
}

/// The tree of a page, and the page's node for each of the tree's.
pub struct Scan {
    pub tree: Tree,
    pub nodes: Vec<Node>,
    /// Whether all of the page was read.
    pub whole: bool,
}

impl Scan {
    pub fn new(document: &Document) -> Result<Scan, JsValue> {
        let mut scan = Scan { tree: Tree::default(), nodes: Vec::new(), whole: true };
        let Some(body) = document.body() else { return Ok(scan) };
        let walker = document.create_tree_walker_with_what_to_show(&body, SHOWN)?;
        // A page that hides all of itself until it is ready: what is hidden within does not tell then.
        let seen = body.unchecked_ref::<Seen>().check_visibility();
        // By hand and not by recursion: the nesting is the page's choice.
        'next: loop {
            if scan.nodes.len() >= MOST_NODES || scan.tree.text.len() >= MOST_TEXT {
                scan.whole = false;
                break;
            }
            if scan.visit(&walker, seen) {
                if walker.first_child()?.is_some() {
                    continue;
                }
                scan.tree.close();
            }
            while walker.next_sibling()?.is_none() {
                if walker.parent_node()?.is_none() {
                    break 'next;
                }
                scan.tree.close();
            }
        }
        scan.tree.finish();
        Ok(scan)
    }

    /// Takes the walker's node in; whether what is inside it is to be visited too.
    fn visit(&mut self, walker: &TreeWalker, seen: bool) -> bool {
        let node = walker.current_node();
        // A form's properties can be its inputs, by their names: of a form, nothing is asked.
        if node.has_type::<HtmlFormElement>() {
            self.tree.open(Tag::Block, Hints::NONE);
        } else if node.node_type() == TEXT {
            self.tree.text(&node.unchecked_ref::<CharacterData>().data());
            self.nodes.push(node);
            return false;
        } else {
            debug_assert_eq!(node.node_type(), ELEMENT);
            let element = node.unchecked_ref::<Element>();
            let tag = Tag::named(&element.local_name());
            if tag == Tag::Foreign {
                return false;
            }
            let hints = hints(element);
            let hidden = seen && (!tag.is_inline() || hints.has(Hints::HIDDEN));
            if hidden && (hints.has(Hints::HIDDEN) || !element.unchecked_ref::<Seen>().check_visibility()) {
                return false;
            }
            self.tree.open(tag, hints);
        }
        self.nodes.push(node);
        true
    }
}

/// What the element's names say.
fn hints(element: &Element) -> Hints {
    let mut hints = Hints::named(&element.class_name()) | Hints::named(&element.id());
    for name in ["role", "itemprop", "data-component", "data-testid"] {
        if let Some(value) = element.get_attribute(name) {
            hints |= Hints::named(&value);
        }
    }
    hints
}
