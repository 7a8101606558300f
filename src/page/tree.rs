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

impl Tag {
    /// By the element's local name.
    pub fn named(name: &str) -> Tag {
        match name {
            "a" => Tag::Link,
            "br" => Tag::Break,
            "p" => Tag::Paragraph,
            "h1" => Tag::Title,
            "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
            "ul" | "ol" | "dl" => Tag::List,
            "li" | "dt" | "dd" => Tag::ListItem,
            "blockquote" => Tag::Quote,
            "article" => Tag::Article,
            "main" => Tag::Main,
            "header" => Tag::Header,
            "footer" => Tag::Footer,
            "aside" => Tag::Aside,
            "figure" => Tag::Figure,
            "figcaption" | "caption" => Tag::Caption,
            "table" => Tag::Table,
            "form" => Tag::Form,
            "amp-img" | "iframe" | "img" | "picture" | "video" => Tag::Picture,
            "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del" | "dfn" | "em"
            | "font" | "i" | "ins" | "kbd" | "mark" | "nobr" | "q" | "ruby" | "s" | "samp" | "small" | "span"
            | "strike" | "strong" | "sub" | "sup" | "time" | "tt" | "u" | "var" | "wbr" => Tag::Inline,
            "applet" | "area" | "audio" | "button" | "canvas" | "datalist" | "dialog" | "embed" | "frame"
            | "frameset" | "input" | "link" | "map" | "math" | "menu" | "meta" | "meter" | "nav" | "noscript"
            | "object" | "optgroup" | "option" | "output" | "param" | "progress" | "rp" | "rt" | "script"
            | "select" | "source" | "style" | "svg" | "template" | "textarea" | "title" | "track" => Tag::Foreign,
            _ => Tag::Block,
        }
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

    pub fn close(&mut self) {
        if let Some(id) = self.open.pop() {
            self.nodes[id].end = self.nodes.len();
        }
    }

    /// Closes what is open.
    pub fn finish(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
    }

    /// Adds a text node.
    pub fn text(&mut self, data: &str) -> Id {
        let start = self.text.len();
        self.text.push_str(data);
        self.add(Kind::Text(start..self.text.len()))
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
