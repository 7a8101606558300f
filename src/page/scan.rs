//! Reads the live document into a tree, without touching it; again and again, and then no more than what changed.

use std::cell::Cell;
use std::ops::Range;

use wasm_bindgen::prelude::*;
use web_sys::{CharacterData, Document, Element, HtmlFormElement, Node, TreeWalker};

use super::changes::Changes;
use super::hints::Hints;
use super::language::names_english;
use super::lines::Line;
use super::tree::{Id, Tag, Tree};
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
#[derive(Default)]
pub struct Scan {
    pub tree: Tree,
    pub nodes: Vec<Node>,
    /// For each node whether it is drawn, as far as that was asked.
    seen: Vec<Cell<Option<bool>>>,
    /// Whether hidden parts are known: a page may hide all of itself until it is ready, and then nothing tells.
    drawn: bool,
    /// Whether the page as a whole says that it is in another language: then its parts need not say so.
    foreign: bool,
    /// Whether there was more than is read of a page.
    cut: bool,
    /// How many texts were read off the page for it.
    pub texts: usize,
}

impl Scan {
    /// Reads the page. What is as it was `before` is taken from there.
    pub async fn new(document: &Document, before: Scan, mut changes: Changes, pace: &Pace) -> Result<Scan, JsValue> {
        let mut scan = Scan::default();
        let Some(body) = document.body() else { return Ok(scan) };
        scan.drawn = is_drawn(&body);
        let lang = document.document_element().and_then(|e| e.get_attribute("lang")).unwrap_or_default();
        scan.foreign = names_english(&lang) == Some(false);
        let knows = !changes.all
            && !before.cut
            && before.drawn == scan.drawn
            && before.foreign == scan.foreign
            && before.nodes.first() == Some(&body);
        let mut before = if knows { before } else { Scan::default() };
        if changes.looks {
            before.look_again(&mut changes);
        }
        let walker = document.create_tree_walker_with_what_to_show(&body, SHOWN)?;
        let mut walk = Walk { walker, changes, open: Vec::new(), before: Before::new(before), scan };
        walk.start(body.into());
        while walk.step() {
            pace.did(VISITING).await;
        }
        walk.scan.tree.finish();
        Ok(walk.scan)
    }

    /// Whether a line is drawn.
    pub fn shows(&self, line: &Line) -> bool {
        let seen = &self.seen[line.first];
        let shows =
            seen.get().unwrap_or_else(|| !self.drawn || is_drawn(&self.nodes[line.owner]) || self.has_box(line));
        seen.set(Some(shows));
        shows
    }

    /// An element may have no box, and its text one (`display: contents`).
    fn has_box(&self, line: &Line) -> bool {
        let range = self.nodes[line.first].owner_document().and_then(|d| d.create_range().ok());
        range.is_some_and(|range| {
            range.select_node_contents(&self.nodes[line.first]).is_ok()
                && range.get_client_rects().is_some_and(|boxes| boxes.length() > 0)
        })
    }

    /// Forgets what is drawn. Phrases that have come into sight since are to be read anew.
    fn look_again(&mut self, changes: &mut Changes) {
        for (id, seen) in self.seen.iter().enumerate() {
            if seen.take() == Some(false) && self.tree.element(id).is_some() {
                seen.set(Some(false));
                if is_drawn(&self.nodes[id]) {
                    changes.note_anew(&self.nodes[id]);
                }
            }
        }
    }

    fn push(&mut self, node: Node) {
        self.nodes.push(node);
        self.seen.push(Cell::new(None));
    }
}

/// A reading of the page under way, in document order: from the tree before where nothing changed, else from the page.
///
/// By hand and not by recursion: the nesting is the page's choice.
struct Walk {
    walker: TreeWalker,
    changes: Changes,
    /// The elements that are being read, each in the one before.
    open: Vec<Open>,
    before: Before,
    scan: Scan,
}

/// How the children of an element are read.
enum Open {
    /// New ones, by the walker, which stands at the last one read; whether it has stepped in yet.
    New(bool),
    /// Some new: the next on the page, and those of the tree before that were not met yet.
    Parted(Option<Node>, Range<Id>),
    /// The same as in the tree before.
    Same(Range<Id>),
}

impl Walk {
    fn start(&mut self, body: Node) {
        if self.before.tree.nodes.is_empty() {
            self.walker.set_current_node(&body);
            self.enter(body);
        } else {
            self.again(0);
        }
    }

    /// Takes in a node, with all in it where that is as before; whether there may be more.
    fn step(&mut self) -> bool {
        if self.scan.nodes.len() >= MOST_NODES {
            self.scan.cut = true;
            return false;
        }
        match self.open.last_mut() {
            None => return false,
            Some(Open::Same(rest)) => match self.before.next(rest) {
                Some(id) => self.again(id),
                None => self.close(),
            },
            Some(Open::Parted(next, rest)) => {
                // A child that was not moved stands among the others as it did.
                while let Some(id) = rest.clone().next()
                    && self.changes.moves(self.before.node(id))
                {
                    self.before.next(rest);
                }
                let Some(node) = next.take() else {
                    self.close();
                    return true;
                };
                let known = rest.clone().next().filter(|id| *self.before.node(*id) == node);
                if known.is_some() {
                    self.before.next(rest);
                }
                self.walker.set_current_node(&node);
                *next = self.walker.next_sibling().ok().flatten();
                match known {
                    Some(id) => self.again(id),
                    None => {
                        self.walker.set_current_node(&node);
                        self.enter(node);
                    }
                }
            }
            Some(Open::New(inside)) => {
                let went_in = std::mem::replace(inside, true);
                let next = if went_in { self.walker.next_sibling() } else { self.walker.first_child() };
                match next.ok().flatten() {
                    Some(node) => self.enter(node),
                    None => self.close(),
                }
            }
        }
        true
    }

    fn close(&mut self) {
        if let Some(element) = self.scan.tree.close() {
            // Not by the walker's own way up: what it stood at may be gone from the page by now.
            self.walker.set_current_node(&self.scan.nodes[element]);
        }
        self.open.pop();
    }

    /// Takes in a node of the tree before.
    fn again(&mut self, id: Id) {
        let node = self.before.node(id);
        if !self.changes.touches(node) {
            return self.before.copy(id, &mut self.scan);
        }
        let node = node.clone();
        // A phrase that was not drawn was not read either.
        let known = !self.changes.moves(&node) && self.before.seen[id].get().is_none();
        let Some((tag, hints)) = self.before.tree.element(id).filter(|_| known) else {
            self.walker.set_current_node(&node);
            return self.enter(node);
        };
        self.scan.tree.open(tag, hints);
        let children = id + 1..self.before.tree.nodes[id].end;
        self.open.push(if self.changes.parts(&node) {
            self.walker.set_current_node(&node);
            Open::Parted(self.walker.first_child().ok().flatten(), children)
        } else {
            Open::Same(children)
        });
        self.scan.push(node);
    }

    /// Takes in a node that is new, at which the walker stands; opens it if what is inside it is to be read too.
    fn enter(&mut self, node: Node) {
        let scan = &mut self.scan;
        // A form's properties can be its inputs, by their names: of a form, nothing is asked.
        if node.has_type::<HtmlFormElement>() {
            scan.tree.open(Tag::Form, Hints::NONE);
        } else if node.node_type() == TEXT {
            let text = node.unchecked_ref::<CharacterData>();
            if text.length() as usize > MOST_TEXT - scan.tree.text.len().min(MOST_TEXT) {
                scan.cut = true;
                return;
            }
            scan.tree.text(&text.data());
            scan.texts += 1;
            return scan.push(node);
        } else {
            debug_assert_eq!(node.node_type(), ELEMENT);
            let element = node.unchecked_ref::<Element>();
            let tag = Tag::named(&element.local_name());
            if tag == Tag::Foreign {
                return;
            }
            let hints = hints(element, tag, scan.foreign);
            if hints.has(Hints::HIDDEN) {
                return;
            }
            scan.tree.open(tag, hints);
            if tag == Tag::Picture {
                scan.tree.close();
                return scan.push(node);
            }
            // Boxes are asked about by the lines in them; a phrase within a line must be asked here.
            if tag == Tag::Inline && scan.drawn && !node.unchecked_ref::<Seen>().check_visibility() {
                scan.tree.close();
                scan.push(node);
                return scan.seen.last().into_iter().for_each(|seen| seen.set(Some(false)));
            }
        }
        scan.push(node);
        self.open.push(Open::New(false));
    }
}

/// The tree before, from which nodes are taken in document order.
struct Before {
    tree: Tree,
    nodes: std::vec::IntoIter<Node>,
    seen: Vec<Cell<Option<bool>>>,
    /// How many nodes were taken or passed.
    passed: Id,
}

impl Before {
    fn new(scan: Scan) -> Before {
        Before { tree: scan.tree, nodes: scan.nodes.into_iter(), seen: scan.seen, passed: 0 }
    }

    /// The next of the siblings that a range begins with.
    fn next(&self, rest: &mut Range<Id>) -> Option<Id> {
        let id = rest.clone().next()?;
        rest.start = self.tree.nodes[id].end;
        Some(id)
    }

    /// A node behind those that were taken.
    fn node(&self, id: Id) -> &Node {
        &self.nodes.as_slice()[id - self.passed]
    }

    /// Moves a node with all that is in it to another tree.
    fn copy(&mut self, id: Id, to: &mut Scan) {
        let end = self.tree.nodes[id].end;
        to.tree.copy(&self.tree, id);
        to.seen.extend_from_slice(&self.seen[id..end]);
        to.nodes.extend(self.nodes.by_ref().skip(id - self.passed).take(end - id));
        self.passed = end;
    }
}

/// What the element's names say. A phrase has fewer names worth the asking.
fn hints(element: &Element, tag: Tag, foreign: bool) -> Hints {
    let mut hints = Hints::named(&element.class_name());
    if !tag.is_inline() {
        hints |= Hints::named(&element.id());
        // Where the classes are made by a machine, these may tell.
        for name in ["itemprop", "data-component"] {
            if let Some(value) = element.get_attribute(name) {
                hints |= Hints::named(&value);
            }
        }
        if !foreign && element.get_attribute("lang").is_some_and(|lang| names_english(&lang) == Some(false)) {
            hints |= Hints::TRANSLATED;
        }
    }
    hints
}
