//! The page's elements and text as a flat tree: what finding and reading the article work on, without the browser.

use std::ops::Range;

use super::hints::Hints;

/// What an element is to a reader of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A phrase within a line of text.
    Inline,
    Link,
    Break,
    /// A picture or a film, in a line or by itself. Its inside is not read.
    Picture,
    /// A box that stands by itself and says nothing about its text.
    Block,
    Paragraph,
    Title,
    Heading,
    List,
    ListItem,
    Quote,
    Article,
    Main,
    Header,
    Footer,
    Aside,
    Figure,
    Caption,
    Table,
    Form,
    /// Never text of an article: controls, navigation, drawings, scripts. Its inside is not read.
    Foreign,
}

/// The names of elements that say something.
const TAGS: &[(&str, Tag)] = &[
    ("a", Tag::Link),
    ("abbr", Tag::Inline),
    ("acronym", Tag::Inline),
    ("amp-img", Tag::Picture),
    ("applet", Tag::Foreign),
    ("area", Tag::Foreign),
    ("article", Tag::Article),
    ("aside", Tag::Aside),
    ("audio", Tag::Foreign),
    ("b", Tag::Inline),
    ("bdi", Tag::Inline),
    ("bdo", Tag::Inline),
    ("big", Tag::Inline),
    ("blockquote", Tag::Quote),
    ("br", Tag::Break),
    ("button", Tag::Foreign),
    ("canvas", Tag::Foreign),
    ("caption", Tag::Caption),
    ("cite", Tag::Inline),
    ("code", Tag::Inline),
    ("data", Tag::Inline),
    ("datalist", Tag::Foreign),
    ("dd", Tag::ListItem),
    ("del", Tag::Inline),
    ("dfn", Tag::Inline),
    ("dialog", Tag::Aside),
    ("dl", Tag::List),
    ("dt", Tag::ListItem),
    ("em", Tag::Inline),
    ("embed", Tag::Foreign),
    ("figcaption", Tag::Caption),
    ("figure", Tag::Figure),
    ("font", Tag::Inline),
    ("footer", Tag::Footer),
    ("form", Tag::Form),
    ("frame", Tag::Foreign),
    ("frameset", Tag::Foreign),
    ("h1", Tag::Title),
    ("h2", Tag::Heading),
    ("h3", Tag::Heading),
    ("h4", Tag::Heading),
    ("h5", Tag::Heading),
    ("h6", Tag::Heading),
    ("header", Tag::Header),
    ("i", Tag::Inline),
    ("iframe", Tag::Picture),
    ("img", Tag::Picture),
    ("input", Tag::Foreign),
    ("ins", Tag::Inline),
    ("kbd", Tag::Inline),
    ("li", Tag::ListItem),
    ("link", Tag::Foreign),
    ("main", Tag::Main),
    ("map", Tag::Foreign),
    ("mark", Tag::Inline),
    ("math", Tag::Foreign),
    ("menu", Tag::Foreign),
    ("meta", Tag::Foreign),
    ("meter", Tag::Foreign),
    ("nav", Tag::Foreign),
    ("nobr", Tag::Inline),
    ("noscript", Tag::Foreign),
    ("object", Tag::Foreign),
    ("ol", Tag::List),
    ("optgroup", Tag::Foreign),
    ("option", Tag::Foreign),
    ("output", Tag::Foreign),
    ("p", Tag::Paragraph),
    ("param", Tag::Foreign),
    ("picture", Tag::Picture),
    ("progress", Tag::Foreign),
    ("q", Tag::Inline),
    ("rp", Tag::Foreign),
    ("rt", Tag::Foreign),
    ("ruby", Tag::Inline),
    ("s", Tag::Inline),
    ("samp", Tag::Inline),
    ("script", Tag::Foreign),
    ("select", Tag::Foreign),
    ("small", Tag::Inline),
    ("source", Tag::Foreign),
    ("span", Tag::Inline),
    ("strike", Tag::Inline),
    ("strong", Tag::Inline),
    ("style", Tag::Foreign),
    ("sub", Tag::Inline),
    ("sup", Tag::Inline),
    ("svg", Tag::Foreign),
    ("table", Tag::Table),
    ("template", Tag::Foreign),
    ("textarea", Tag::Foreign),
    ("time", Tag::Inline),
    ("title", Tag::Foreign),
    ("track", Tag::Foreign),
    ("tt", Tag::Inline),
    ("u", Tag::Inline),
    ("ul", Tag::List),
    ("var", Tag::Inline),
    ("video", Tag::Picture),
    ("wbr", Tag::Inline),
];

/// What is asked of an element when a page is read. As in sweep.js.
const PHRASE: u8 = 1;
const SHUT: u8 = 2;
const MAY_HIDE: u8 = 4;
const UNNAMED: u8 = 8;
const HOST: u8 = 16;

impl Tag {
    /// The names of elements that say something, parted by spaces, and what is asked of each.
    pub fn care() -> (String, Vec<u8>) {
        let mut names = String::new();
        let mut care = Vec::with_capacity(TAGS.len());
        for (name, tag) in TAGS {
            if !names.is_empty() {
                names.push(' ');
            }
            names.push_str(name);
            // A phrase of this kind alone may have a shadow.
            care.push(match tag {
                Tag::Inline if *name == "span" => PHRASE | MAY_HIDE | HOST,
                // Boxes are asked by the lines in them; a phrase within a line must be asked by itself.
                Tag::Inline => PHRASE | MAY_HIDE,
                Tag::Link | Tag::Break => PHRASE,
                Tag::Picture => PHRASE | SHUT,
                Tag::Foreign => UNNAMED | SHUT,
                // Some put all of a page into one, and name it after what it asks.
                Tag::Form => UNNAMED,
                _ => HOST,
            });
        }
        (names, care)
    }

    /// By the place of an element's name among those that say something.
    pub fn numbered(number: u32) -> Tag {
        TAGS.get(number as usize).map_or(Tag::Block, |tag| tag.1)
    }

    /// By the element's local name.
    #[cfg(test)]
    pub fn named(name: &str) -> Tag {
        TAGS.iter().find(|tag| tag.0 == name).map_or(Tag::Block, |tag| tag.1)
    }

    /// Whether its text runs on in the line around it.
    pub fn is_inline(self) -> bool {
        matches!(self, Tag::Inline | Tag::Link | Tag::Break | Tag::Picture)
    }
}

/// A node's place in the tree, in document order.
pub type Id = usize;

#[derive(Clone, Debug)]
pub enum Kind {
    Element(Tag, Hints),
    /// Where its data lies in the tree's text.
    Text(Range<usize>),
}

#[derive(Clone, Debug)]
pub struct Node {
    pub kind: Kind,
    /// The root is its own parent.
    pub parent: Id,
    /// One past its last descendant.
    pub end: Id,
}

/// Nodes in document order, so that a subtree is a range of them.
#[derive(Debug, Default)]
pub struct Tree {
    pub nodes: Vec<Node>,
    pub text: String,
    open: Vec<Id>,
}

impl Tree {
    /// Adds an element, and opens it: what comes until its `close` lies in it.
    pub fn open(&mut self, tag: Tag, hints: Hints) -> Id {
        let id = self.add(Kind::Element(tag, hints));
        self.open.push(id);
        id
    }

    /// Closes what was opened last, and answers it.
    pub fn close(&mut self) -> Option<Id> {
        let id = self.open.pop()?;
        self.nodes[id].end = self.nodes.len();
        Some(id)
    }

    /// Closes what is open.
    pub fn finish(&mut self) {
        while self.close().is_some() {}
    }

    /// How many elements are open.
    #[cfg(target_arch = "wasm32")]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Adds a text node.
    pub fn text(&mut self, data: &str) -> Id {
        let start = self.text.len();
        self.text.push_str(data);
        self.add(Kind::Text(start..self.text.len()))
    }

    /// Adds a node with all that is in it, as another tree has it.
    pub fn copy(&mut self, from: &Tree, id: Id) {
        let nodes = &from.nodes[id..from.nodes[id].end];
        let text = |node: &Node| match &node.kind {
            Kind::Text(range) => Some(range.clone()),
            Kind::Element(..) => None,
        };
        let (first, last) = (nodes.iter().find_map(text), nodes.iter().rev().find_map(text));
        let old = first.map_or(0, |t| t.start);
        let (at, new) = (self.nodes.len(), self.text.len());
        self.text.push_str(&from.text[old..last.map_or(0, |t| t.end)]);
        self.nodes.extend(nodes.iter().map(|node| Node {
            kind: match &node.kind {
                Kind::Text(range) => Kind::Text(range.start - old + new..range.end - old + new),
                element => element.clone(),
            },
            parent: node.parent.saturating_sub(id) + at,
            end: node.end - id + at,
        }));
        self.nodes[at].parent = self.open.last().copied().unwrap_or(at);
    }

    fn add(&mut self, kind: Kind) -> Id {
        let id = self.nodes.len();
        self.nodes.push(Node { kind, parent: self.open.last().copied().unwrap_or(id), end: id + 1 });
        id
    }

    pub fn element(&self, id: Id) -> Option<(Tag, Hints)> {
        match self.nodes[id].kind {
            Kind::Element(tag, hints) => Some((tag, hints)),
            Kind::Text(_) => None,
        }
    }

    /// The node, its parent and so on up to the root.
    pub fn up(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), |&id| Some(self.nodes[id].parent).filter(|p| *p != id))
    }

    /// The nodes right inside it, in order.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let end = self.nodes[id].end;
        let first = Some(id + 1).filter(|c| *c < end);
        std::iter::successors(first, move |&c| Some(self.nodes[c].end).filter(|next| *next < end))
    }

    pub fn holds(&self, outer: Id, inner: Id) -> bool {
        outer <= inner && inner < self.nodes[outer].end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::markup::parse;

    /// What a tree is, to compare it with another: of each node its place, its parent and its text.
    fn plain(tree: &Tree) -> Vec<(Option<&str>, Id, Id)> {
        let text = |kind: &Kind| match kind {
            Kind::Text(range) => Some(range.clone()),
            Kind::Element(..) => None,
        };
        tree.nodes.iter().map(|n| (text(&n.kind).map(|r| &tree.text[r]), n.parent, n.end)).collect()
    }

    #[test]
    fn a_copy_is_as_if_it_had_been_read_there() {
        let parts = ["<p>One <b>two</b></p>", "three", "<ul><li>four</li><li></li></ul>", "<br>"];
        let whole = parse(&parts.concat());
        let mut tree = Tree::default();
        tree.open(Tag::Block, Hints::NONE);
        for (index, part) in parts.iter().enumerate() {
            let from = if index % 2 == 0 { &whole } else { &parse(part) };
            let mut id = 1;
            for _ in 0..if index % 2 == 0 { index } else { 0 } {
                id = from.nodes[id].end;
            }
            tree.copy(from, id);
        }
        tree.finish();
        assert_eq!(plain(&tree), plain(&whole));
        let mut again = Tree::default();
        again.copy(&whole, 0);
        assert_eq!(plain(&again), plain(&whole), "all of it");
    }

    #[test]
    fn each_name_has_its_number() {
        let (names, care) = Tag::care();
        assert_eq!(names.split(' ').count(), care.len());
        for (number, name) in names.split(' ').enumerate() {
            assert_eq!(Tag::numbered(number as u32), Tag::named(name), "{name}");
        }
        assert_eq!(Tag::numbered(0xff), Tag::Block, "any other");
        assert_eq!(Tag::named("blockquote"), Tag::Quote);
        assert_eq!(Tag::named("h4"), Tag::Heading);
        assert_eq!(Tag::named("news-card"), Tag::Block);
    }
}
