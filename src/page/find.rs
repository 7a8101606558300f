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
const MOST_BESIDE: f64 = 0.4;
/// One that is called the story's body as well ("article-body paywall").
const MOST_BESIDE_BODY: f64 = 0.2;

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

/// Whether the element looks like something beside the story; `share` is what it holds of the prose around.
fn is_beside(tag: Tag, hints: Hints, share: f64) -> bool {
    let most = if hints.has(Hints::BODY) { MOST_BESIDE_BODY } else { MOST_BESIDE };
    share < most
        && (matches!(tag, Tag::Footer | Tag::Aside | Tag::Foreign | Tag::Figure | Tag::Caption)
            || hints.has(Hints::NOISE | Hints::COMMENTS | Hints::HIDDEN | Hints::CAPTION))
}

/// The smallest box that holds most of the page's prose.
fn root(tree: &Tree, lines: &[Line]) -> Option<Id> {
    let all = weigh(tree, lines, |_| true);
    let total = all.first()?.max(1.0);
    let mut beside = vec![false; tree.nodes.len()];
    for id in 1..tree.nodes.len() {
        beside[id] = beside[tree.nodes[id].parent]
            || tree.element(id).is_some_and(|(tag, hints)| is_beside(tag, hints, all[id] / total));
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
            if is_beside(tag, hints, self.prose[id] / self.prose[self.root]) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{lines::lines, markup::parse, read::read};

    const FIRST: &str = "The harbour board met on Tuesday evening to hear the pilots, who have waited for an answer since \
                         the spring, and to decide on the new pier.";
    const SECOND: &str = "“We will not sign what we have not read,” said Ada Brook, who leads the pilots, as she left \
                          the room; nobody from the board would answer her.";
    const THIRD: &str = "A vote is due next week, and the board's own engineers are to be heard before it.";

    fn text(markup: &str) -> Vec<(BlockKind, String)> {
        let tree = parse(markup);
        let lines = lines(&tree);
        let passages = find(&tree, &lines).map(|f| f.passages).unwrap_or_default();
        let (article, _) = read(&tree, &lines, &passages);
        article.blocks.iter().map(|b| (b.kind, b.span.of(&article.text).to_owned())).collect()
    }

    fn paragraphs(markup: &str) -> Vec<String> {
        text(markup).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn takes_the_story_and_leaves_what_is_around_it() {
        let page = format!(
            "<header><div>Daily Tide</div></header><main><h1>Pilots wait</h1><div class=\"story-body\"><p>{FIRST}</p>\
             <aside><p>{THIRD} {THIRD}</p></aside><p>{SECOND}</p><div class=\"related-links\"><p>{THIRD}</p></div>\
             <p>{THIRD}</p></div></main><footer><p>{SECOND}</p></footer>"
        );
        assert_eq!(paragraphs(&page), [FIRST, SECOND, THIRD]);
    }

    #[test]
    fn a_page_of_links_and_labels_is_no_article() {
        let teaser = "<li><h3><a>A ferry ran aground in the fog last night, and nobody was hurt</a></h3></li>";
        assert!(paragraphs(&format!("<main><ul>{}</ul></main>", teaser.repeat(60))).is_empty());
        assert!(paragraphs("<p>Short.</p>").is_empty());
        assert!(paragraphs("").is_empty());
    }

    #[test]
    fn names_do_not_outweigh_the_text() {
        let page = format!("<div class=\"has-sidebar social\"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>");
        assert_eq!(paragraphs(&page), [FIRST, SECOND, THIRD]);
    }

    #[test]
    fn text_without_paragraphs_is_parted_at_double_breaks() {
        let page = format!("<div>{FIRST}<br><br>{SECOND}<br>{THIRD}</div>");
        assert_eq!(paragraphs(&page), [FIRST.to_owned(), format!("{SECOND} {THIRD}")]);
    }

    #[test]
    fn keeps_lists_quotations_and_headings_and_knows_them() {
        use BlockKind::{Heading, ListItem, Paragraph, Quote};
        let page = format!(
            "<article><p>{FIRST}</p><h2>What was said</h2><blockquote><p>{SECOND}</p></blockquote><ul><li>{THIRD}</li>\
             </ul><p>{THIRD} Really.</p><h2>More</h2></article>"
        );
        let kinds: Vec<_> = text(&page).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [Paragraph, Heading, Quote, ListItem, Paragraph]);
    }

    #[test]
    fn nesting_of_any_depth_is_read() {
        let page = format!("{}<p>{FIRST}</p><p>{SECOND}</p>{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
        assert_eq!(paragraphs(&page), [FIRST, SECOND]);
    }
}
