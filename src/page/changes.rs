//! What has changed on the page since it was read: marks on its nodes, which keep none of them alive.

use js_sys::WeakSet;
use wasm_bindgen::prelude::*;
use web_sys::{Document, MutationRecord, Node, NodeList, TreeWalker};

use super::ask::host_of;

/// `NodeFilter.SHOW_ELEMENT`.
const ELEMENTS: u32 = 0b1;

pub struct Changes {
    /// Whether all is to be read anew.
    pub all: bool,
    /// Whether parts of the page may have come into sight, or gone out of it.
    pub looks: bool,
    /// In these something changed: in themselves, or in what they hold.
    touched: WeakSet,
    /// These lost or got children.
    parted: WeakSet,
    /// These were added, moved or taken out.
    moved: WeakSet,
    /// Knows the way up, which a form can lie about.
    walker: TreeWalker,
}

impl Changes {
    /// Of a page that was never read: all.
    pub fn all(document: &Document) -> Result<Changes, JsValue> {
        let walker = document.create_tree_walker_with_what_to_show(document, ELEMENTS)?;
        Ok(Changes { all: true, ..Changes::none(walker) })
    }

    fn none(walker: TreeWalker) -> Changes {
        // A page may throw away any number of nodes before somebody asks what changed: they are held weakly.
        let set = WeakSet::new;
        Changes { all: false, looks: false, touched: set(), parted: set(), moved: set(), walker }
    }

    pub fn take(&mut self) -> Changes {
        std::mem::replace(self, Changes::none(self.walker.clone()))
    }

    pub fn note(&mut self, record: &MutationRecord) {
        let Some(target) = record.target().filter(|_| !self.all) else { return };
        let lists = [record.added_nodes(), record.removed_nodes()];
        for node in lists.iter().flat_map(nodes) {
            self.parted.add(&target);
            self.moved.add(&node);
        }
        self.touch(target);
    }

    /// The node is to be read as if it were new.
    pub fn note_anew(&mut self, node: &Node) {
        self.moved.add(node);
        self.touch(node.clone());
    }

    /// The node, and all that it is in. What was touched before is so with all around it: where it has moved since, a
    /// record told of its new parent.
    fn touch(&self, node: Node) {
        let mut next = Some(node);
        while let Some(node) = next.take().filter(|node| !self.touched.has(node)) {
            self.touched.add(&node);
            self.walker.set_current_node(&node);
            next = self.walker.parent_node().ok().flatten();
            if next.is_none() {
                next = host_of(&node);
            }
        }
    }

    pub fn touches(&self, node: &Node) -> bool {
        self.touched.has(node)
    }

    /// Whether its children are others than before, or in another order.
    pub fn parts(&self, node: &Node) -> bool {
        self.parted.has(node)
    }

    pub fn moves(&self, node: &Node) -> bool {
        self.moved.has(node)
    }
}

pub fn nodes(list: &NodeList) -> impl Iterator<Item = Node> {
    (0..list.length()).filter_map(|i| list.item(i))
}
