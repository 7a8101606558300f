//! Finds the article among the lines of a page: the box that holds its text, and which lines in there belong to it.

use super::hints::Hints;
use super::lines::Line;
use super::tree::{Id, Tag, Tree};
use crate::article::BlockKind;

/// One line of the article, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Index of the line.
    pub line: usize,
    pub kind: BlockKind,
}

/// Less prose than this is no article.
const LEAST_PROSE: f64 = 250.0;
/// A box beside the story never holds this share of the page's prose.
const MOST_BESIDE: f64 = 0.5;

/// An article among the lines of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The element that holds all of it.
    pub root: Id,
    /// In order, never empty.
    pub passages: Vec<Passage>,
}

/// Finds the article; `None` if the page has none.
pub fn find(tree: &Tree, lines: &[Line]) -> Option<Found> {
    let root = root(tree, lines)?;
    let finder = Finder { tree, lines, root, prose: weigh(tree, lines, |_| true) };
    let passages = finder.passages();
    (!passages.is_empty()).then_some(Found { root, passages })
}

/// The prose in each node: that of its lines for which `counts` holds.
fn weigh(tree: &Tree, lines: &[Line], counts: impl Fn(Id) -> bool) -> Vec<f64> {
    let mut prose = vec![0.0; tree.nodes.len()];
    for line in lines {
        if counts(line.owner) {
            prose[line.owner] += line.mass();
        }
    }
    // A parent comes before its children.
    for id in (1..prose.len()).rev() {
        prose[tree.nodes[id].parent] += prose[id];
    }
    prose
}

/// Whether the element looks like something beside the story.
fn is_beside(tag: Tag, hints: Hints) -> bool {
    matches!(tag, Tag::Footer | Tag::Aside | Tag::Foreign | Tag::Figure | Tag::Caption)
        || hints.has(Hints::NOISE | Hints::COMMENTS | Hints::HIDDEN | Hints::CAPTION)
}

/// The smallest box that holds most of the page's prose.
fn root(tree: &Tree, lines: &[Line]) -> Option<Id> {
    let all = weigh(tree, lines, |_| true);
    let total = *all.first()?;
    let mut beside = vec![false; tree.nodes.len()];
    for id in 1..tree.nodes.len() {
        beside[id] = beside[tree.nodes[id].parent]
            || tree.element(id).is_some_and(|(tag, hints)| is_beside(tag, hints) && all[id] < MOST_BESIDE * total);
    }
    let prose = weigh(tree, lines, |owner| !beside[owner]);
    if prose[0] < LEAST_PROSE {
        return None;
    }
    let mut root = 0;
    loop {
        let children = children(tree, root);
        let Some(next) = children.max_by(|a, b| prose[*a].total_cmp(&prose[*b])) else { break };
        if prose[next] < 0.7 * prose[root]
            || tree.element(next).is_none_or(|(t, _)| t.is_inline() || t == Tag::Paragraph)
        {
            break;
        }
        root = next;
    }
    Some(root)
}

fn children(tree: &Tree, id: Id) -> impl Iterator<Item = Id> {
    let end = tree.nodes[id].end;
    let first = Some(id + 1).filter(|c| *c < end);
    std::iter::successors(first, move |&c| Some(tree.nodes[c].end).filter(|next| *next < end))
}

struct Finder<'t> {
    tree: &'t Tree,
    lines: &'t [Line],
    root: Id,
    prose: Vec<f64>,
}

impl Finder<'_> {
    fn passages(&self) -> Vec<Passage> {
        let mut passages = Vec::new();
        for (index, line) in self.lines.iter().enumerate() {
            if !self.tree.holds(self.root, line.owner) {
                continue;
            }
            if let Some(kind) = self.kind(line) {
                passages.push(Passage { line: index, kind });
            }
        }
        // A heading with nothing under it is not the article's.
        while passages.last().is_some_and(|p| p.kind == BlockKind::Heading) {
            passages.pop();
        }
        passages
    }

    /// What the line is in the article; `None` if it does not belong to it.
    fn kind(&self, line: &Line) -> Option<BlockKind> {
        let mut kind = BlockKind::Paragraph;
        let mut own = Tag::Block;
        for id in self.tree.up(line.owner).take_while(|id| *id != self.root) {
            let (tag, hints) = self.tree.element(id)?;
            if own == Tag::Block {
                own = tag;
            }
            if is_beside(tag, hints) && self.prose[id] < 0.4 * self.prose[self.root] {
                return None;
            }
            if hints.has(Hints::BYLINE) && line.len < 200 {
                return None;
            }
            kind = match tag {
                Tag::Quote => BlockKind::Quote,
                Tag::ListItem if kind == BlockKind::Paragraph => BlockKind::ListItem,
                Tag::Heading => BlockKind::Heading,
                Tag::Title => BlockKind::Title,
                _ => kind,
            };
        }
        if kind == BlockKind::Title || line.link_share() > 0.6 || line.len < 2 {
            return None;
        }
        if own == Tag::Block && line.len < 40 && !line.is_sentence() {
            return None;
        }
        Some(kind)
    }
}
