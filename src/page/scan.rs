//! Reads the live document into a tree, once, without touching it.

use wasm_bindgen::prelude::*;
use web_sys::{CharacterData, Document, Element, HtmlFormElement, Node, TreeWalker};

use super::hints::Hints;
use super::lines::Line;
use super::tree::{Tag, Tree};
use crate::pace::Pace;

/// What is read of a page at most; the rest is as if it were not there.
const MOST_NODES: usize = 200_000;
const MOST_TEXT: usize = 4 << 20;
/// The work that reading a node is.
const VISITING: usize = 200;

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

/// Whether the element is drawn, wherever it is scrolled to.
fn is_drawn(node: &Node) -> bool {
    // As with all that is asked of an element, not of a form: its inputs may have taken the names.
    node.has_type::<HtmlFormElement>() || node.unchecked_ref::<Seen>().check_visibility()
}

/// The tree of a page, and the page's node for each of the tree's.
pub struct Scan {
    pub tree: Tree,
    pub nodes: Vec<Node>,
    /// Whether hidden parts are known: a page may hide all of itself until it is ready, and then nothing tells.
    drawn: bool,
}

impl Scan {
    pub async fn new(document: &Document, pace: &Pace) -> Result<Scan, JsValue> {
        let mut scan = Scan { tree: Tree::default(), nodes: Vec::new(), drawn: false };
        let Some(body) = document.body() else { return Ok(scan) };
        let walker = document.create_tree_walker_with_what_to_show(&body, SHOWN)?;
        scan.drawn = is_drawn(&body);
        // By hand and not by recursion: the nesting is the page's choice.
        'next: loop {
            if scan.nodes.len() >= MOST_NODES {
                break;
            }
            let inside = scan.visit(&walker);
            pace.did(VISITING).await;
            if inside {
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
    fn visit(&mut self, walker: &TreeWalker) -> bool {
        let node = walker.current_node();
        // A form's properties can be its inputs, by their names: of a form, nothing is asked.
        if node.has_type::<HtmlFormElement>() {
            self.tree.open(Tag::Form, Hints::NONE);
        } else if node.node_type() == TEXT {
            let text = node.unchecked_ref::<CharacterData>();
            if text.length() as usize > MOST_TEXT - self.tree.text.len().min(MOST_TEXT) {
                return false;
            }
            self.tree.text(&text.data());
            self.nodes.push(node);
            return false;
        } else {
            debug_assert_eq!(node.node_type(), ELEMENT);
            let element = node.unchecked_ref::<Element>();
            let tag = Tag::named(&element.local_name());
            if tag == Tag::Foreign {
                return false;
            }
            let hints = hints(element, tag);
            // Boxes are asked about by the lines in them; a phrase within a line must be asked here.
            let hidden = || self.drawn && tag == Tag::Inline && !is_drawn(&node);
            if hints.has(Hints::HIDDEN) || hidden() {
                return false;
            }
            self.tree.open(tag, hints);
            if tag == Tag::Picture {
                self.tree.close();
                self.nodes.push(node);
                return false;
            }
        }
        self.nodes.push(node);
        true
    }

    /// Whether a line is drawn.
    pub fn shows(&self, line: &Line) -> bool {
        if !self.drawn || is_drawn(&self.nodes[line.owner]) {
            return true;
        }
        // The element has no box; its text may have one (`display: contents`).
        let range = self.nodes[line.first].owner_document().and_then(|d| d.create_range().ok());
        range.is_some_and(|range| {
            range.select_node_contents(&self.nodes[line.first]).is_ok()
                && range.get_client_rects().is_some_and(|boxes| boxes.length() > 0)
        })
    }
}

/// What the element's names say. A phrase has fewer names worth the asking.
fn hints(element: &Element, tag: Tag) -> Hints {
    let mut hints = Hints::named(&element.class_name());
    if !tag.is_inline() {
        hints |= Hints::named(&element.id());
        for name in ["role", "itemprop", "data-component", "data-testid"] {
            if let Some(value) = element.get_attribute(name) {
                hints |= Hints::named(&value);
            }
        }
    }
    hints
}
