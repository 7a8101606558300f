//! Reads the live document into a tree, without touching it; again and again, and then no more than what changed.

use std::ops::Range;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Node, TreeWalker};

use super::changes::Changes;
use super::hints::Hints;
use super::language::names_english;
use super::lines::Line;
use super::sweep::{Met, Sweep, What, is_drawn};
use super::tree::{Id, Tree};
use crate::pace::Pace;

/// What is read of a page at most; the rest is as if it were not there.
const MOST_NODES: usize = 200_000;
const MOST_TEXT: usize = 4 << 20;
/// The work that it is to read a node, to pass one that is as before, and to ask whether a line is drawn.
const READING: usize = 40;
const VISITING: usize = 200;
const LOOKING: usize = 40;
/// So many lines are asked about at once.
const LOOKS: usize = 256;
/// So many shadow trees are watched.
const MOST_ROOTS: usize = 1000;
/// `NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT`.
const SHOWN: u32 = 0b101;

/// The tree of a page, and the page's node for each of the tree's.
#[derive(Default)]
pub struct Scan {
    pub tree: Tree,
    /// Has the page's nodes under the numbers of the tree's.
    sweep: Option<Sweep>,
    /// For each node whether it is drawn, as far as that was asked.
    seen: Vec<Seen>,
    /// Whether hidden parts are known: a page may hide all of itself until it is ready, and then nothing tells.
    drawn: bool,
    /// Whether the page as a whole says that it is in another language: then its parts need not say so.
    pub foreign: bool,
    /// Whether there was more than is read of a page.
    pub cut: bool,
    /// How many texts were read off the page for it.
    pub texts: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    NotAsked,
    Yes,
    No,
}

impl Scan {
    /// Reads the page. What is as it was `before` is taken from there.
    pub async fn new(document: &Document, before: Scan, mut changes: Changes, pace: &Pace) -> Result<Scan, JsValue> {
        let mut scan = Scan::default();
        let (Some(page), Some(body)) = (document.document_element(), document.body()) else { return Ok(scan) };
        scan.drawn = is_drawn(&body);
        scan.foreign = names_english(&page.get_attribute("lang").unwrap_or_default()) == Some(false);
        let knows = !changes.all
            && !changes.moves(&page)
            && !before.cut
            && before.drawn == scan.drawn
            && before.foreign == scan.foreign
            && before.node(0).is_some_and(|node| node == **body);
        let mut before = if knows { before } else { Scan::default() };
        if changes.looks {
            before.look_again(&mut changes);
        }
        let sweep = before.sweep.take().unwrap_or_else(|| Sweep::new(scan.foreign));
        let walker = document.create_tree_walker_with_what_to_show(&body, SHOWN)?;
        let before = Before { tree: before.tree, seen: before.seen };
        let mut walk = Walk { walker, changes, open: Vec::new(), before, sweep, numbers: Vec::new(), met: 0, scan };
        let mut step = if walk.before.tree.nodes.is_empty() { Step::New(body.into()) } else { walk.again(0) };
        loop {
            match step {
                Step::Taken => pace.did(VISITING).await,
                Step::New(node) => walk.read(&node, pace).await,
                Step::End => break,
            }
            step = walk.step();
        }
        Ok(walk.end())
    }

    /// The page's node.
    pub fn node(&self, id: Id) -> Option<Node> {
        self.sweep.as_ref().filter(|_| id < self.tree.nodes.len()).map(|sweep| sweep.node(id))
    }

    /// The open shadow trees that were read.
    pub fn roots(&self) -> Array {
        let is_host = |id: &Id| self.tree.element(*id).is_some_and(|(_, hints)| hints.has(Hints::ELSEWHERE));
        let hosts = (0..self.tree.nodes.len()).filter(is_host).filter_map(|id| self.node(id)?.dyn_into().ok());
        hosts.filter_map(|host: Element| host.shadow_root()).take(MOST_ROOTS).collect()
    }

    /// The lines that are drawn, and those that are not.
    pub async fn parted(&mut self, lines: Vec<Line>, pace: &Pace) -> (Vec<Line>, Vec<Line>) {
        if let Some(sweep) = self.sweep.as_ref().filter(|_| self.drawn) {
            let new: Vec<&Line> = lines.iter().filter(|l| self.seen[l.first] == Seen::NotAsked).collect();
            for lines in new.chunks(LOOKS) {
                let owners: Vec<u32> = lines.iter().map(|l| l.owner as u32).collect();
                for (line, drawn) in lines.iter().zip(sweep.drawn(&owners)) {
                    self.seen[line.first] = if drawn { Seen::Yes } else { Seen::No };
                }
                pace.did(LOOKING * lines.len()).await;
            }
        }
        lines.into_iter().partition(|line| self.seen[line.first] != Seen::No)
    }

    /// Forgets what is drawn. Phrases that have come into sight since are to be read anew.
    fn look_again(&mut self, changes: &mut Changes) {
        let is_phrase = |id: &u32| self.seen[*id as usize] == Seen::No && self.tree.element(*id as usize).is_some();
        let phrases: Vec<u32> = (0..self.seen.len() as u32).filter(is_phrase).collect();
        self.seen.fill(Seen::NotAsked);
        let Some(sweep) = &self.sweep else { return };
        for (&id, drawn) in phrases.iter().zip(sweep.drawn(&phrases)) {
            if drawn {
                changes.note_anew(&sweep.node(id as usize));
            } else {
                self.seen[id as usize] = Seen::No;
            }
        }
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
    sweep: Sweep,
    /// For each node of the new tree its number in the sweep.
    numbers: Vec<u32>,
    /// How many nodes were looked at, those among them that are not in the tree.
    met: usize,
    scan: Scan,
}

/// How the children of an element that was there before are read.
enum Open {
    /// Some new: the next on the page, and those of the tree before that were not met yet.
    Parted(Option<Node>, Range<Id>),
    /// The same as in the tree before.
    Same(Range<Id>),
}

/// What comes next.
enum Step {
    /// A node was taken in, or the end of one.
    Taken,
    /// All of this is to be read.
    New(Node),
    End,
}

impl Walk {
    fn end(mut self) -> Scan {
        self.scan.tree.finish();
        self.sweep.keep(&self.numbers);
        self.scan.cut |= self.sweep.has_cut();
        self.scan.sweep = Some(self.sweep);
        self.scan
    }

    /// Takes in a node, with all in it where that is as before.
    fn step(&mut self) -> Step {
        if self.met >= MOST_NODES {
            self.scan.cut = true;
            return Step::End;
        }
        match self.open.last_mut() {
            None => return Step::End,
            Some(Open::Same(rest)) => {
                if let Some(id) = self.before.next(rest) {
                    return self.again(id);
                }
            }
            Some(Open::Parted(next, rest)) => {
                // A child that was not moved stands among the others as it did.
                while let Some(id) = rest.clone().next()
                    && self.changes.moves(&self.sweep.node(id))
                {
                    self.before.next(rest);
                }
                if let Some(node) = next.take() {
                    self.walker.set_current_node(&node);
                    *next = self.walker.next_sibling().ok().flatten();
                    let Some(id) = rest.clone().next().filter(|id| self.sweep.node(*id) == node) else {
                        return Step::New(node);
                    };
                    self.before.next(rest);
                    return self.again(id);
                }
            }
        }
        self.scan.tree.close();
        self.open.pop();
        Step::Taken
    }

    /// Takes in a node of the tree before.
    fn again(&mut self, id: Id) -> Step {
        let node = self.sweep.node(id);
        if !self.changes.touches(&node) {
            let end = self.before.tree.nodes[id].end;
            self.scan.tree.copy(&self.before.tree, id);
            self.scan.seen.extend_from_slice(&self.before.seen[id..end]);
            self.numbers.extend(id as u32..end as u32);
            self.met += end - id;
            return Step::Taken;
        }
        // A phrase that was not drawn was not read either; and what a shadow or a slot shows is elsewhere on the page.
        let known = !self.changes.moves(&node) && self.before.seen[id] == Seen::NotAsked;
        let element = self.before.tree.element(id).filter(|(_, hints)| known && !hints.has(Hints::ELSEWHERE));
        let Some((tag, hints)) = element else { return Step::New(node) };
        self.scan.tree.open(tag, hints);
        self.scan.seen.push(Seen::NotAsked);
        self.numbers.push(id as u32);
        self.met += 1;
        let children = id + 1..self.before.tree.nodes[id].end;
        self.open.push(if self.changes.parts(&node) {
            self.walker.set_current_node(&node);
            Open::Parted(self.walker.first_child().ok().flatten(), children)
        } else {
            Open::Same(children)
        });
        Step::Taken
    }

    /// Reads a node that is new, and all that is in it.
    async fn read(&mut self, node: &Node, pace: &Pace) {
        let Walk { sweep, scan, numbers, met, .. } = self;
        sweep.begin(node, scan.drawn);
        let around = scan.tree.depth();
        // What is in an element that is left out is left out too.
        let mut out = usize::MAX;
        loop {
            let mut texts = 0;
            let (looks, more) =
                sweep.more(MOST_TEXT.saturating_sub(scan.tree.text.len()), |Met { number, depth, what }| {
                    if depth > out {
                        return;
                    }
                    out = usize::MAX;
                    while scan.tree.depth() > around + depth {
                        scan.tree.close();
                    }
                    let mut seen = Seen::NotAsked;
                    match what {
                        What::Text(text) => {
                            texts += 1;
                            scan.tree.text(text);
                        }
                        What::Element { hints, .. } if hints.has(Hints::HIDDEN) => {
                            return out = depth;
                        }
                        What::Element { tag, hints, unseen } => {
                            scan.tree.open(tag, hints);
                            if unseen {
                                seen = Seen::No;
                            }
                        }
                    }
                    scan.seen.push(seen);
                    numbers.push(number);
                });
            scan.texts += texts;
            *met += looks;
            if !more || *met >= MOST_NODES {
                break;
            }
            pace.did(READING * looks).await;
        }
        while scan.tree.depth() > around {
            scan.tree.close();
        }
    }
}

/// The tree before, from which nodes are taken in document order.
struct Before {
    tree: Tree,
    seen: Vec<Seen>,
}

impl Before {
    /// The next of the siblings that a range begins with.
    fn next(&self, rest: &mut Range<Id>) -> Option<Id> {
        let id = rest.clone().next()?;
        rest.start = self.tree.nodes[id].end;
        Some(id)
    }
}
