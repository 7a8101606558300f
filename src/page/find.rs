//! Finds the article among the lines of a page: the box that holds its text, and which lines in there belong to it.

use std::collections::HashSet;

use super::hints::Hints;
use super::lines::Line;
use super::tree::{Id, Tag, Tree};
use crate::article::BlockKind;
use crate::text::lower;

/// One line of the article, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Index of the line.
    pub line: usize,
    pub kind: BlockKind,
}

/// Less prose than this is no article.
const LEAST_PROSE: f64 = 250.0;
/// So many lines may stand between the headline and the text.
const FARTHEST_TITLE: usize = 40;
/// A shorter line above the text is a label.
const LEAST_DECK: usize = 40;
/// In a longer article repeats are not looked for, in characters.
const MOST_COMPARED: usize = 300_000;
/// A shorter line may well be said twice.
const LEAST_REPEAT: usize = 20;
/// An article among the lines of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The element that holds all of it.
    pub root: Id,
    /// In order, never empty.
    pub passages: Vec<Passage>,
}

/// Finds the article; `None` if the page has none. `title` is the line of its headline, where that is known.
pub fn find(tree: &Tree, lines: &[Line], title: Option<usize>) -> Option<Found> {
    let (beside, prose) = Beside::new(tree, lines);
    let root = root(tree, &prose)?;
    let finder = Finder { tree, lines, root, beside };
    let passages = finder.passages(title);
    let first = passages.first()?.line;
    // Title and deck may stand outside the box of the text.
    let root = tree.up(root).find(|id| tree.holds(*id, lines[first].owner)).unwrap_or(root);
    Some(Found { root, passages })
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

/// How much of the prose around it an element of these names may hold and still be beside the story; 0 if the names
/// do not say that it is.
fn most_beside(tag: Tag, hints: Hints) -> f64 {
    if hints.has(Hints::COMMENTS) && !hints.has(Hints::BODY) {
        // There can be more of them than of the story.
        return 0.9;
    }
    if hints.has(Hints::BYLINE) {
        return 0.15;
    }
    let named = hints.has(Hints::NOISE | Hints::COMMENTS | Hints::HIDDEN | Hints::CAPTION);
    let tagged = matches!(tag, Tag::Footer | Tag::Aside | Tag::Foreign | Tag::Figure | Tag::Caption);
    match named || tagged {
        // "article-body paywall" is the story after all.
        true if hints.has(Hints::BODY) && !tagged => 0.2,
        true => 0.45,
        false => 0.0,
    }
}

/// A teaser has no more prose than this.
const MOST_TEASER: f64 = 700.0;
/// Fewer alike are no row of teasers.
const LEAST_ROW: usize = 3;
/// A link as long as this may be a headline.
const HEADLINE: usize = 20;

/// The elements that stand in a row of teasers: siblings, most of which lead with the headline of another story, as a
/// link, and have little text besides.
fn teasers(tree: &Tree, lines: &[Line], prose: &[f64]) -> Vec<bool> {
    let mut teasers = vec![false; tree.nodes.len()];
    // For each element, whether one of its lines is a linked headline, or begins with one.
    let mut leads = vec![false; tree.nodes.len()];
    for line in lines {
        let linked = line.linked >= HEADLINE && (line.link_share() > 0.8 || line.leads_with_link);
        leads[line.owner] |= linked;
    }
    for id in (1..leads.len()).rev() {
        let parent = tree.nodes[id].parent;
        leads[parent] |= leads[id];
    }
    let is_teaser = |id: Id| leads[id] && prose[id] < MOST_TEASER && !tree.element(id).is_some_and(|e| e.0.is_inline());
    for (id, _) in leads.iter().enumerate().filter(|(_, leads)| **leads) {
        let alike = children(tree, id).filter(|c| is_teaser(*c)).count();
        let others = children(tree, id).filter(|c| !is_teaser(*c) && prose[*c] > 0.0).count();
        if alike >= LEAST_ROW && alike > 2 * others {
            children(tree, id).filter(|c| is_teaser(*c)).for_each(|c| teasers[c] = true);
        }
    }
    teasers
}

/// Some wrap a block quotation in a figure, which else holds a picture.
fn holds_quote(tree: &Tree, id: Id) -> bool {
    (id..tree.nodes[id].end).any(|id| tree.element(id).is_some_and(|(tag, _)| tag == Tag::Quote))
}

/// What each element is taken for by its names and its place alone, whatever it says.
struct Beside(Vec<bool>);

impl Beside {
    fn new(tree: &Tree, lines: &[Line]) -> (Beside, Vec<f64>) {
        let all = weigh(tree, lines, |_| true);
        let mut beside = teasers(tree, lines, &all);
        for id in 1..tree.nodes.len() {
            let Some((tag, hints)) = tree.element(id) else { continue };
            let total = all[0].max(1.0);
            beside[id] |= beside[tree.nodes[id].parent]
                || (all[id] / total < most_beside(tag, hints) && !(tag == Tag::Figure && holds_quote(tree, id)));
        }
        let prose = weigh(tree, lines, |owner| !beside[owner]);
        (Beside(beside), prose)
    }
}

/// The smallest box that holds most of the page's prose.
fn root(tree: &Tree, prose: &[f64]) -> Option<Id> {
    if *prose.first()? < LEAST_PROSE {
        return None;
    }
    let mut root = 0;
    loop {
        let children = children(tree, root);
        let Some(next) = children.max_by(|a, b| prose[*a].total_cmp(&prose[*b])) else { break };
        let Some((tag, hints)) = tree.element(next) else { break };
        let named = matches!(tag, Tag::Article | Tag::Main) || hints.has(Hints::BODY);
        let most = if named { 0.6 } else { 0.7 };
        if prose[next] < most * prose[root] || tag.is_inline() || tag == Tag::Paragraph {
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
    beside: Beside,
}

impl Finder<'_> {
    fn passages(&self, title: Option<usize>) -> Vec<Passage> {
        let inside = |line: &Line| self.tree.holds(self.root, line.owner);
        let Some(first) = self.lines.iter().position(inside) else { return Vec::new() };
        let last = self.lines.iter().rposition(inside).unwrap_or(first);
        // A headline far above, or below the first of the text, is that of something else.
        let title =
            title.filter(|t| (*t < first && first - *t < FARTHEST_TITLE) || (*t >= first && self.is_top(first, *t)));
        let mut passages = Vec::new();
        for index in title.unwrap_or(first)..=last {
            let line = &self.lines[index];
            let begun = passages.iter().any(|p: &Passage| p.kind == BlockKind::Paragraph && p.line >= first);
            let kind = if Some(index) == title {
                Some(BlockKind::Title)
            } else if index < first {
                self.opening(line)
            } else {
                self.kind(line, begun)
            };
            if let Some(kind) = kind
                && (line.len > LONGEST_BOILERPLATE || !is_boilerplate(&line.text(self.tree)))
            {
                passages.push(Passage { line: index, kind });
            }
        }
        self.drop_repeats(&mut passages);
        // A heading with nothing under it is not the article's.
        while passages.last().is_some_and(|p| matches!(p.kind, BlockKind::Heading | BlockKind::Title)) {
            passages.pop();
        }
        passages
    }

    /// Whether there is next to nothing of the text above this line of it.
    fn is_top(&self, first: usize, line: usize) -> bool {
        let prose = |lines: &[Line]| lines.iter().filter(|l| !self.beside.0[l.owner]).map(Line::mass).sum::<f64>();
        prose(&self.lines[first..line]) < 0.1 * prose(&self.lines[line..])
    }

    /// What a line between the headline and the text is: the lines that sum the story up, or its first paragraph.
    fn opening(&self, line: &Line) -> Option<BlockKind> {
        let (_, hints) = self.tree.element(line.owner)?;
        let is_deck = hints.has(Hints::DECK) || line.is_sentence();
        let is_long = line.len >= LEAST_DECK && line.len < 1000;
        if self.beside.0[line.owner] || line.link_share() > 0.5 || !is_long || !is_deck {
            return None;
        }
        Some(BlockKind::Paragraph)
    }

    /// What the line is in the article; `None` if it does not belong to it. `begun` says that there was text before.
    fn kind(&self, line: &Line, begun: bool) -> Option<BlockKind> {
        if self.beside.0[line.owner] {
            return None;
        }
        let mut kind = BlockKind::Paragraph;
        let mut own = Tag::Block;
        for id in self.tree.up(line.owner).take_while(|id| *id != self.root) {
            let (tag, _) = self.tree.element(id)?;
            if own == Tag::Block {
                own = tag;
            }
            if tag == Tag::Header && begun {
                // That of something set into the story.
                return None;
            }
            kind = match tag {
                Tag::Quote => BlockKind::Quote,
                Tag::ListItem if kind == BlockKind::Paragraph => BlockKind::ListItem,
                Tag::Heading | Tag::Title => BlockKind::Heading,
                _ => kind,
            };
        }
        if line.link_share() > 0.6 || line.len < 2 {
            return None;
        }
        if own == Tag::Block && line.len < 40 && !line.is_sentence() {
            return None;
        }
        Some(kind)
    }

    /// A pull quote says again what the text says; so do some teasers and captions.
    fn drop_repeats(&self, passages: &mut Vec<Passage>) {
        // Each is compared with all: a budget, for pages that are no articles.
        let size: usize = passages.iter().map(|p| self.lines[p.line].len).sum();
        if size > MOST_COMPARED {
            return;
        }
        let plain = |p: &Passage| {
            let text = self.lines[p.line].text(self.tree);
            lower(&text.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        };
        let texts: Vec<String> = passages.iter().map(plain).collect();
        let mut seen = HashSet::new();
        let mut index = 0;
        passages.retain(|p| {
            let at = index;
            index += 1;
            let text = &texts[at];
            if p.kind == BlockKind::Title || text.len() < LEAST_REPEAT {
                return true;
            }
            let pulled = p.kind == BlockKind::Quote || self.is_pulled(p);
            let said = |(i, other): (usize, &String)| i != at && other.len() > text.len() && other.contains(text);
            seen.insert(text) && !(pulled && texts.iter().enumerate().any(said))
        });
    }

    fn is_pulled(&self, passage: &Passage) -> bool {
        let owner = self.lines[passage.line].owner;
        self.tree.up(owner).take(4).any(|id| self.tree.element(id).is_some_and(|(_, h)| h.has(Hints::PULL)))
    }
}

/// Words with which a line begins that speaks to the reader, or of the page.
const BOILERPLATE: &[&str] = &[
    "(reporting by",
    "advertisement",
    "all rights reserved",
    "also read",
    "associated press writers",
    "click here to",
    "copyright",
    "do you have a story",
    "download our app",
    "follow us",
    "for more stories like this",
    "get in touch with",
    "if you enjoyed this",
    "join our",
    "like this story",
    "listen:",
    "photo:",
    "read also",
    "read more",
    "read next",
    "recommended",
    "related:",
    "reporting by",
    "see also",
    "share this",
    "sign up",
    "story continues",
    "subscribe",
    "tell us what you think",
    "this advertisement",
    "this article is free to read",
    "this article originally",
    "this website uses cookies",
    "to read the full",
    "want more stories",
    "watch:",
    "watch |",
    "we apologize, but this video",
    "write to",
    "you may also like",
    "©",
];

/// Longer lines are the story's, whatever they begin with.
const LONGEST_BOILERPLATE: usize = 600;

fn is_boilerplate(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != '©');
    let on_cookies = || text.contains("cookies") && (text.contains("website") || text.contains("browser"));
    on_cookies() || BOILERPLATE.iter().any(|b| start.get(..b.len()).is_some_and(|s| s.eq_ignore_ascii_case(b)))
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
        let passages =
            find(&tree, &lines, lines.iter().position(|l| tree.element(l.owner).is_some_and(|e| e.0 == Tag::Title)))
                .map(|f| f.passages)
                .unwrap_or_default();
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
        assert_eq!(paragraphs(&page), ["Pilots wait", FIRST, SECOND, THIRD]);
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

    #[test]
    fn said_twice_is_read_once() {
        let pulled = "We will not sign what we have not read";
        let page = format!(
            "<article><p>{FIRST}</p><p>{SECOND}</p><blockquote><p>{pulled}</p></blockquote><p>{THIRD}</p><p>{FIRST}</p>\
             </article>"
        );
        assert_eq!(paragraphs(&page), [FIRST, SECOND, THIRD]);
    }

    #[test]
    fn a_row_of_teasers_is_left_out_whatever_it_is_called() {
        let teaser = |n: usize| format!("<div><h3><a>A ferry ran aground, part {n}</a></h3><p>{THIRD} {n}.</p></div>");
        let row: String = (0..5).map(teaser).collect();
        let page = format!("<article><p>{FIRST}</p><p>{SECOND}</p><div>{row}</div><p>{THIRD}</p></article>");
        assert_eq!(paragraphs(&page), [FIRST, SECOND, THIRD]);
    }

    #[test]
    fn the_lines_under_the_headline_are_read_wherever_they_stand() {
        let deck = "The board has kept silent for half a year, and now it is to vote.";
        let page = format!(
            "<header><h1>Pilots wait</h1><p class=standfirst>{deck}</p><p class=byline>By Cy Marsh, harbour reporter, \
             in the town hall</p></header><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
        );
        assert_eq!(paragraphs(&page), ["Pilots wait", deck, FIRST, SECOND, THIRD]);
    }

    #[test]
    fn words_to_the_reader_are_left_out() {
        let page = format!(
            "<article><p>{FIRST}</p><p>Sign up for our letter, it is free.</p><p>{SECOND}</p><p>© Daily Tide</p></article>"
        );
        assert_eq!(paragraphs(&page), [FIRST, SECOND]);
    }

    #[test]
    fn two_plain_paragraphs_are_an_article() {
        let page = format!("<article><p>{FIRST} {THIRD}</p><p>{THIRD} {FIRST} Yes.</p></article>");
        assert_eq!(paragraphs(&page).len(), 2);
    }
}
