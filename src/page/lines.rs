//! The lines of text of a tree: what stands between two breaks of a box, as a reader sees it.

use super::tree::{Id, Kind, Tag, Tree};
use crate::pace::Pace;

/// A paragraph, a heading, a label: text nodes with no edge of a box between them.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its text nodes lie from here …
    pub first: Id,
    /// … to here, this one among them.
    pub last: Id,
    /// The box that it stands in.
    pub owner: Id,
    /// Characters, runs of white space counted once.
    pub len: usize,
    /// Those of them inside links.
    pub linked: usize,
    /// Whether its first words are a link.
    pub leads_with_link: bool,
    /// The letter, digit or mark that it ends with.
    pub final_char: char,
    /// Ends of sentences and clauses inside it.
    pub stops: usize,
}

impl Line {
    pub fn link_share(&self) -> f64 {
        self.linked as f64 / self.len.max(1) as f64
    }

    /// Whether it ends as a sentence does.
    pub fn is_sentence(&self) -> bool {
        matches!(self.final_char, '.' | '!' | '?' | '”' | '"' | '’' | '…' | ':' | '»' | ')' | '。' | '！' | '？' | '」')
    }

    /// The texts that it is made of, as they stand on the page.
    pub fn texts<'t>(&self, tree: &'t Tree) -> impl Iterator<Item = &'t str> {
        (self.first..=self.last).filter_map(|id| match &tree.nodes[id].kind {
            Kind::Text(range) => Some(&tree.text[range.clone()]),
            Kind::Element(Tag::Break, _) => Some(" "),
            Kind::Element(..) => None,
        })
    }

    /// What it says, white space collapsed.
    pub fn text(&self, tree: &Tree) -> String {
        let mut text = String::new();
        let mut gap = false;
        for mut rest in self.texts(tree) {
            while !rest.is_empty() {
                let end = rest.bytes().position(|b| is_space(b.into())).unwrap_or(rest.len());
                if end > 0 {
                    if gap && !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(&rest[..end]);
                }
                gap = end < rest.len();
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
        text
    }

    /// How much it weighs as prose: its length, less what is linked; labels and lists of names weigh little.
    pub fn mass(&self) -> f64 {
        if self.len < 25 || self.link_share() > 0.5 {
            return 0.0;
        }
        let prose = if self.is_sentence() || self.stops > 1 { 1.0 } else { 0.2 };
        (self.len - self.linked) as f64 * prose
    }
}

/// The lines of the whole tree, in order.
#[cfg(test)]
pub fn lines(tree: &Tree) -> Vec<Line> {
    crate::pace::at_once(lines_in_steps(tree, &Pace::default()))
}

/// The lines of the whole tree, in order.
pub async fn lines_in_steps(tree: &Tree, pace: &Pace) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line: Option<Line> = None;
    // The boxes around the current node, with where each ends; and where the current link ends.
    let mut boxes: Vec<(Id, Id)> = Vec::new();
    let (mut link_end, mut breaks, mut space) = (0, 0, true);
    for (id, node) in tree.nodes.iter().enumerate() {
        while boxes.last().is_some_and(|b| b.1 <= id) {
            boxes.pop();
            lines.extend(line.take());
        }
        match &node.kind {
            Kind::Element(Tag::Break, _) => {
                breaks += 1;
                space = true;
                if breaks > 1 {
                    lines.extend(line.take());
                }
            }
            Kind::Element(Tag::Link, _) => link_end = link_end.max(node.end),
            Kind::Element(tag, _) if !tag.is_inline() => {
                // A drawing or a control in the midst of a line does not part it.
                if *tag != Tag::Foreign {
                    lines.extend(line.take());
                    boxes.push((id, node.end));
                    space = true;
                }
            }
            Kind::Element(..) => {}
            Kind::Text(range) => {
                let data = &tree.text[range.clone()];
                pace.did(data.len()).await;
                if data.chars().all(is_space) {
                    space = true;
                    continue;
                }
                breaks = 0;
                let line = line.get_or_insert_with(|| {
                    space = true;
                    Line {
                        first: id,
                        last: id,
                        owner: boxes.last().map_or(0, |b| b.0),
                        len: 0,
                        linked: 0,
                        leads_with_link: id < link_end,
                        final_char: ' ',
                        stops: 0,
                    }
                });
                line.last = id;
                let before = line.len;
                for c in data.chars() {
                    if is_space(c) {
                        if !space {
                            line.len += 1;
                        }
                        space = true;
                        continue;
                    }
                    line.stops += usize::from(matches!(c, '.' | ',' | '!' | '?' | ';' | '”' | '。' | '、'));
                    line.len += 1;
                    line.final_char = c;
                    space = false;
                }
                if id < link_end {
                    line.linked += line.len - before;
                }
            }
        }
    }
    lines.extend(line);
    lines
}

/// White space that a browser collapses; a no-break space stays.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}
