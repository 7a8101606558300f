//! An article as it was read off the page, and where on the page its text stands.

use std::cell::{Cell, RefCell};

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Node, Range};

use super::ask::rect_of;
use super::changes::Changes;
use super::language::{is_english, is_foreign};
use super::lines::{Line, lines_in_steps};
use super::read::{Map, Place, read_in_steps};
use super::scan::Scan;
use super::stories::{Story, in_view, stories};
use super::{find::find_in_steps, metadata};
use crate::article::Article;
use crate::pace::Pace;
use crate::text::{Span, Utf16};

pub struct Reading {
    pub article: Article,
    /// Whether Quoth can read its language: by the text, and where that is too short to tell, by what the page says.
    pub is_english: bool,
    map: Map,
    /// The page's text nodes, one for each of the map's.
    texts: Vec<Node>,
    /// The smallest element that holds all of the article.
    root: Element,
    /// Whether the page has more than is read of one.
    pub cut: bool,
    /// The stories of a page that has several, each by the first and the last element of its text.
    stories: Vec<(Node, Node)>,
    /// Which of them this is.
    story: usize,
}

/// Reads a page again and again.
#[derive(Default)]
pub struct Reader {
    scan: RefCell<Scan>,
    texts: Cell<usize>,
    roots: RefCell<Array>,
    /// Elements with prose that are not drawn.
    hidden: RefCell<Array>,
    /// Where the story that was read last begins, on a page that has several.
    story: RefCell<Option<Node>>,
}

impl Reader {
    /// Reads the page's article; `None` if it has none. Only what changed is read off the page. Of several stories it is
    /// the one that the reader has before them, or, if it is `held`, the one that was read last.
    pub async fn read(
        &self,
        document: &Document,
        changes: Changes,
        held: bool,
        pace: &Pace,
    ) -> Result<Option<Reading>, JsValue> {
        // Taken, not borrowed: where the reading is left, all is read anew the next time.
        let mut scan = Scan::new(document, self.scan.take(), changes, pace).await?;
        self.texts.set(self.texts.get() + scan.texts);
        self.roots.replace(scan.roots());
        let last = self.story.borrow().clone();
        let lines = lines_in_steps(&scan.tree, pace).await;
        let (lines, hidden) = scan.parted(lines, pace).await;
        let hidden = hidden.iter().filter(|line| line.mass() > 0.0).take(MOST_HIDDEN);
        self.hidden.replace(hidden.filter_map(|line| scan.node(line.owner)).collect());
        let reading = Reading::of(document, &scan, lines, (last, held), pace).await;
        self.scan.replace(scan);
        if let Some(reading) = &reading {
            self.story.replace(reading.stories.get(reading.story).map(|s| s.0.clone()));
        }
        Ok(reading)
    }

    /// The page's open shadow trees that were read.
    pub fn roots(&self) -> Array {
        self.roots.borrow().clone()
    }

    /// The elements that may come into sight.
    pub fn hidden(&self) -> Array {
        self.hidden.borrow().clone()
    }

    /// How many texts were read off the page so far.
    pub fn texts(&self) -> usize {
        self.texts.get()
    }
}

/// So much that is hidden is watched.
const MOST_HIDDEN: usize = 100;

impl Reading {
    async fn of(
        document: &Document,
        scan: &Scan,
        mut lines: Vec<Line>,
        (last, held): (Option<Node>, bool),
        pace: &Pace,
    ) -> Option<Reading> {
        let tree = &scan.tree;
        let found = stories(tree, &lines);
        let bodies = |s: &Story| Some((scan.node(s.bodies.0)?, scan.node(s.bodies.1)?));
        let stories: Vec<_> = found.iter().filter_map(bodies).collect();
        let before = last.and_then(|last| stories.iter().position(|s| s.0 == last));
        let story = before.filter(|_| held).unwrap_or_else(|| seen(document, &stories, before));
        if let Some(story) = found.get(story) {
            lines.truncate(story.lines.end);
            lines.drain(..story.lines.start);
        }
        let head = metadata::Head::of(document);
        let title = metadata::title(tree, &lines, &head);
        let mut found = find_in_steps(tree, &lines, title, &head.authors, pace).await?;
        let (mut article, mut map) = read_in_steps(tree, &lines, &found.passages, pace).await;
        let mut foreign = false;
        let mut english = is_english(&article.text);
        if english == Some(true) {
            for block in &article.blocks {
                foreign |= is_foreign(block.span.of(&article.text));
                pace.did(2 * block.span.len()).await;
            }
        }
        if foreign {
            // A page need not say of each part in which language it is.
            found.passages.retain(|p| !is_foreign(&lines[p.line].text(tree)));
            (article, map) = read_in_steps(tree, &lines, &found.passages, pace).await;
            english = is_english(&article.text);
        }
        article.title = title.map(|l| lines[l].text(tree));
        article.byline = metadata::byline(tree, &lines, &head);
        let texts = map.nodes.iter().filter_map(|id| scan.node(*id)).collect();
        let root = scan.node(found.root)?.dyn_into().ok()?;
        let is_english = english.unwrap_or(!scan.foreign);
        Some(Reading { article, is_english, map, texts, root, cut: scan.cut, stories, story })
    }

    /// Whether the page has several stories.
    pub fn has_others(&self) -> bool {
        !self.stories.is_empty()
    }

    /// Which of the page's stories this is.
    pub fn story(&self) -> usize {
        self.story
    }

    /// Whether the reader has another story before them by now.
    pub fn is_past(&self, document: &Document) -> bool {
        seen(document, &self.stories, Some(self.story)) != self.story
    }

    /// Whether the text stands in the same nodes of the page.
    pub fn is_same_as(&self, other: &Reading) -> bool {
        self.texts == other.texts
    }

    pub fn root(&self) -> &Element {
        &self.root
    }

    /// The span on the page, one range for each line that it touches.
    pub fn ranges(&self, document: &Document, span: Span<Utf16>) -> Vec<Range> {
        let mut ranges = Vec::new();
        for (from, to) in self.map.pieces(span) {
            let last = &self.texts[to.node];
            let Ok(range) = document.create_range() else { continue };
            // A node may have been cut short since: that part is left out.
            let begins = range.set_start(&self.texts[from.node], from.offset as u32);
            if begins.and_then(|()| range.set_end(last, to.offset as u32)).is_err() {
                continue;
            }
            let holds = |node: &Node| range.intersects_node(node).unwrap_or(false);
            if from.node == to.node || self.texts[from.node..=to.node].iter().all(holds) {
                ranges.push(range);
                continue;
            }
            // No range reaches from one shadow tree into another, or from what a slot shows to what stood before it.
            for node in from.node..=to.node {
                let range = document.create_range().ok().filter(|r| r.select_node_contents(&self.texts[node]).is_ok());
                let Some(range) = range else { continue };
                let begins = node != from.node || range.set_start(&self.texts[node], from.offset as u32).is_ok();
                if begins && (node != to.node || range.set_end(last, to.offset as u32).is_ok()) {
                    ranges.push(range);
                }
            }
        }
        ranges
    }

    /// Where in the article's text a place on the page is.
    pub fn offset(&self, node: &Node, offset: u32) -> Option<usize> {
        let node = self.texts.iter().position(|t| t == node)?;
        self.map.offset(Place { node, offset: offset as usize })
    }

    /// The part of the article's text that a range of the page covers, from its first letter to its last.
    pub fn covered(&self, range: &Range) -> Option<Span<Utf16>> {
        let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
        let mut covered: Option<Span<Utf16>> = None;
        for run in &self.map.runs {
            let node = &self.texts[run.node];
            if !range.intersects_node(node).unwrap_or(false) {
                continue;
            }
            let (mut from, mut to) = (run.offset, run.offset + run.len);
            if *node == start {
                from = from.max(range.start_offset().ok()? as usize);
            }
            if *node == end {
                to = to.min(range.end_offset().ok()? as usize);
            }
            if from < to {
                let at = |offset| run.at + offset - run.offset;
                covered = Some(Span::new(covered.map_or(at(from), |c| c.start), at(to)));
            }
        }
        covered
    }

    /// From where to where in the window the column of text reaches, and the words of the headline.
    pub fn column(&self, document: &Document) -> Option<(f64, f64)> {
        let longest = self.map.runs.iter().max_by_key(|r| r.len)?;
        let text = rect_of(&self.texts[longest.node].parent_node()?);
        let words = document.create_range().ok()?;
        words.select_node_contents(self.texts.first()?).ok()?;
        let words = words.get_bounding_client_rect();
        // Which may be out of sight.
        let words = if words.width() > 0.0 { &words } else { &text };
        Some((text.left().min(words.left()), text.right().max(words.right())))
    }
}

/// Which of several stories the reader has before them.
fn seen(document: &Document, stories: &[(Node, Node)], before: Option<usize>) -> usize {
    if stories.is_empty() {
        return 0;
    }
    let places = stories.iter().map(|(first, last)| (rect_of(first).top(), rect_of(last).bottom()));
    let height = document.scrolling_element().map_or(0, |page| page.client_height());
    in_view(places, f64::from(height) / 2.0, before)
}
