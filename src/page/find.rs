//! Finds the article among the lines of a page: the box that holds its text, and which lines in there belong to it.

use super::beside::Beside;
use super::boilerplate::{self, heads_more, is_boilerplate};
use super::hints::Hints;
use super::lines::Line;
use super::tree::{Id, Tag, Tree};
use crate::article::BlockKind;
use crate::pace::Pace;
use crate::text::lower_char;
use crate::words::Words;

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
/// So often two lines are compared, on a page that is made to be slow.
const MOST_COMPARISONS: usize = 2_000_000;
/// A longer line that stands within another is a repeat, whatever it looks like.
const LEAST_SAID: usize = 40;
/// So many notes on authors may stand under a story, of at least so many passages.
const MOST_NOTES: usize = 4;
const FEWEST_BEFORE_NOTES: usize = 3;
/// A longer line is no label.
const LONGEST_LABEL: usize = 60;
/// The share of the story that stands in paragraphs where all of it is meant to.
const TIDY: f64 = 0.8;
/// So many elements around a line are looked at.
const MOST_LEVELS: usize = 100;
/// The work that it is to tell what a line is, whatever its length.
const JUDGING: usize = 200;

/// An article among the lines of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The element that holds all of it.
    pub root: Id,
    /// In order, never empty.
    pub passages: Vec<Passage>,
}

/// Finds the article; `None` if the page has none. `title` is the line of its headline, where that is known, and
/// `authors` those whom the page names.
pub async fn find_in_steps(
    tree: &Tree,
    lines: &[Line],
    title: Option<usize>,
    authors: &[String],
    pace: &Pace,
) -> Option<Found> {
    let beside = Beside::new(tree, lines, pace).await;
    let root = root(tree, &beside.prose)?;
    let finder = Finder { tree, lines, root, tidy: is_tidy(tree, lines, root, &beside), beside };
    pace.did(tree.nodes.len()).await;
    let passages = finder.passages(title, authors, pace).await;
    let first = passages.first()?.line;
    // Title and deck may stand outside the box of the text.
    let root = tree.up(root).find(|id| tree.holds(*id, lines[first].owner)).unwrap_or(root);
    Some(Found { root, passages })
}

#[cfg(test)]
pub fn find(tree: &Tree, lines: &[Line], title: Option<usize>, authors: &[String]) -> Option<Found> {
    crate::pace::at_once(find_in_steps(tree, lines, title, authors, &Pace::default()))
}

/// The smallest box that holds most of the page's prose.
fn root(tree: &Tree, prose: &[f64]) -> Option<Id> {
    if *prose.first()? < LEAST_PROSE {
        return None;
    }
    let mut root = 0;
    while let Some(next) = tree.children(root).max_by(|a, b| prose[*a].total_cmp(&prose[*b])) {
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

/// Whether the story's text stands in paragraphs and the like: text without such an element is then something else.
fn is_tidy(tree: &Tree, lines: &[Line], root: Id, beside: &Beside) -> bool {
    let (mut tagged, mut all) = (0.0, 0.0);
    for line in lines.iter().filter(|l| tree.holds(root, l.owner) && !beside.has(l.owner)) {
        all += line.mass();
        if tags(tree, root, line.owner).any(|tag| tag != Tag::Block) {
            tagged += line.mass();
        }
    }
    tagged > TIDY * all
}

/// The elements around a line, from the inside out.
fn tags(tree: &Tree, root: Id, owner: Id) -> impl Iterator<Item = Tag> {
    let around = tree.up(owner).take(MOST_LEVELS).take_while(move |id| *id != root);
    around.filter_map(|id| tree.element(id)).map(|(tag, _)| tag)
}

struct Finder<'t> {
    tree: &'t Tree,
    lines: &'t [Line],
    root: Id,
    beside: Beside,
    tidy: bool,
}

impl Finder<'_> {
    async fn passages(&self, title: Option<usize>, authors: &[String], pace: &Pace) -> Vec<Passage> {
        let inside = |line: &Line| self.tree.holds(self.root, line.owner);
        let Some(first) = self.lines.iter().position(inside) else { return Vec::new() };
        let last = self.lines.iter().rposition(inside).unwrap_or(first);
        // A headline far above, or below the first of the text, is that of something else.
        let title =
            title.filter(|t| (*t < first && first - *t < FARTHEST_TITLE) || (*t >= first && self.is_top(first, *t)));
        let mut passages = Vec::new();
        let mut begun = false;
        for index in title.unwrap_or(first)..=last {
            let line = &self.lines[index];
            let kind = if Some(index) == title {
                Some(BlockKind::Title)
            } else if index < first {
                self.opening(line)
            } else {
                self.kind(line, begun)
            };
            if let Some(kind) = kind
                && (line.len > boilerplate::LONGEST || !is_boilerplate(&line.text(self.tree)))
            {
                begun |= kind == BlockKind::Paragraph && index >= first;
                passages.push(Passage { line: index, kind });
            }
            pace.did(JUDGING + line.len).await;
        }
        self.drop_repeats(&mut passages);
        pace.did(self.lines.len()).await;
        self.drop_more(&mut passages);
        self.drop_authors(&mut passages, authors);
        // A heading with nothing under it is not the article's.
        while passages.last().is_some_and(|p| matches!(p.kind, BlockKind::Heading | BlockKind::Title)) {
            passages.pop();
        }
        passages
    }

    /// What follows the story: a heading that says so, and no paragraph under it.
    fn drop_more(&self, passages: &mut Vec<Passage>) {
        let is_text = |p: &Passage| matches!(p.kind, BlockKind::Paragraph | BlockKind::Quote);
        // The heading may be a paragraph in bold, and the first passage is no such heading.
        let from = passages.iter().rposition(is_text).unwrap_or_default().max(1);
        let heads = |p: &Passage| {
            let line = &self.lines[p.line];
            line.len < LONGEST_LABEL && heads_more(&line.text(self.tree))
        };
        if let Some(at) = passages.iter().skip(from).position(heads) {
            passages.truncate(from + at);
        }
    }

    /// What is said of the authors under the story: it begins with a name, or stands before a line that does.
    fn drop_authors(&self, passages: &mut Vec<Passage>, authors: &[String]) {
        let names = authors.iter().flat_map(|a| a.split(", ")).flat_map(|a| a.split(" and "));
        let names: Vec<&str> = names.filter(|n| n.contains(' ')).collect();
        let is_note = |p: &Passage| {
            let line = &self.lines[p.line];
            line.len < boilerplate::LONGEST && {
                let text = line.text(self.tree);
                names.iter().any(|n| text.starts_with(n))
            }
        };
        if names.is_empty() {
            return;
        }
        for _ in 0..MOST_NOTES {
            let tail = passages.len().saturating_sub(2).max(FEWEST_BEFORE_NOTES);
            let Some(at) = passages.iter().skip(tail).position(is_note) else { break };
            passages.remove(tail + at);
        }
    }

    /// Whether there is next to nothing of the text above this line of it.
    fn is_top(&self, first: usize, line: usize) -> bool {
        let prose = |lines: &[Line]| lines.iter().filter(|l| !self.beside.has(l.owner)).map(Line::mass).sum::<f64>();
        prose(&self.lines[first..line]) < 0.1 * prose(&self.lines[line..])
    }

    /// What a line between the headline and the text is: the lines that sum the story up, or its first paragraph.
    fn opening(&self, line: &Line) -> Option<BlockKind> {
        let (_, hints) = self.tree.element(line.owner)?;
        let is_deck = hints.has(Hints::DECK) || line.is_sentence();
        let is_long = line.len >= LEAST_DECK && line.len < 1000;
        if self.beside.has(line.owner) || line.link_share() > 0.5 || !is_long || !is_deck {
            return None;
        }
        Some(BlockKind::Paragraph)
    }

    /// What the line is in the article; `None` if it does not belong to it. `begun` says that there was text before.
    fn kind(&self, line: &Line, begun: bool) -> Option<BlockKind> {
        if self.beside.has(line.owner) {
            return None;
        }
        let mut kind = BlockKind::Paragraph;
        let mut own = Tag::Block;
        for tag in tags(self.tree, self.root, line.owner) {
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
        // A paragraph that is a link and ends as a sentence is still one.
        let is_told = own == Tag::Paragraph && line.final_char == '.';
        if line.link_share() > if is_told { 0.95 } else { 0.6 } || line.len < 2 {
            return None;
        }
        if own == Tag::Block && (self.is_label(line) || line.len < LEAST_DECK && !line.is_sentence()) {
            return None;
        }
        Some(kind)
    }

    /// Whether a line in a plain box is something else than the paragraphs around it. Some pages lose the tag of a
    /// paragraph, whose text then stands right in the box of the others.
    fn is_label(&self, line: &Line) -> bool {
        let is_deck = self.tree.element(line.owner).is_some_and(|(_, hints)| hints.has(Hints::DECK));
        self.tidy && !is_deck && self.beside.prose[line.owner] < 2.0 * line.mass().max(1.0)
    }

    /// A pull quote says again what the text says; so do some teasers and captions.
    fn drop_repeats(&self, passages: &mut Vec<Passage>) {
        // Each is compared with all: a budget, for pages that are no articles.
        let size: usize = passages.iter().map(|p| self.lines[p.line].len).sum();
        if size > MOST_COMPARED {
            return;
        }
        let plain = |p: &Passage| {
            let line = &self.lines[p.line];
            let mut letters = Vec::with_capacity(line.len);
            for c in line.texts(self.tree).flat_map(str::chars) {
                if c.is_ascii_alphanumeric() {
                    letters.push(c.to_ascii_lowercase() as u8);
                } else if !c.is_ascii() && c.is_alphanumeric() {
                    letters.extend_from_slice(lower_char(c).encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
            letters
        };
        let texts: Vec<Vec<u8>> = passages.iter().map(plain).collect();
        let said = said_in_others(&texts);
        let mut seen = Words::default();
        let mut index = 0;
        passages.retain(|p| {
            let at = index;
            index += 1;
            let text = &texts[at];
            if text.len() < LEAST_REPEAT {
                return true;
            }
            let pulled = || p.kind == BlockKind::Quote || text.len() >= LEAST_SAID || self.is_pulled(p);
            let known = seen.len();
            seen.number(text) == known && !(said[at] && pulled())
        });
    }

    fn is_pulled(&self, passage: &Passage) -> bool {
        let owner = self.lines[passage.line].owner;
        self.tree.up(owner).take(4).any(|id| self.tree.element(id).is_some_and(|(_, h)| h.has(Hints::PULL)))
    }
}

/// Which of the texts, but for short ones, stand within a longer one.
///
/// Each is compared with all: by its first letters, in a table of bits, so that next to nothing is left to look at.
fn said_in_others(texts: &[Vec<u8>]) -> Vec<bool> {
    let head = |text: &[u8]| text.first_chunk().map_or(0, |head: &[u8; 4]| u32::from_le_bytes(*head));
    // One of 4096 bits.
    let bit = |head: u32| (head.wrapping_mul(0x9e37_79b1) >> 20) as usize;
    let heads: Vec<u32> = texts.iter().map(|text| head(text)).collect();
    let mut marks = [0_u32; 4096 / 32];
    for (text, head) in texts.iter().zip(&heads).filter(|(text, _)| text.len() >= LEAST_REPEAT) {
        debug_assert!(text.len() >= 4);
        marks[bit(*head) / 32] |= 1 << (bit(*head) % 32);
    }
    let mut said = vec![false; texts.len()];
    let mut budget = MOST_COMPARISONS;
    for (index, outer) in texts.iter().enumerate() {
        for at in 0..outer.len().saturating_sub(LEAST_REPEAT) + 1 {
            let rest = &outer[at.min(outer.len())..];
            let here = head(rest);
            if marks[bit(here) / 32] & 1 << (bit(here) % 32) == 0 {
                continue;
            }
            let Some(left) = budget.checked_sub(texts.len()) else { return said };
            budget = left;
            for (inner, _) in heads.iter().enumerate().filter(|(inner, head)| **head == here && *inner != index) {
                let text = &texts[inner];
                said[inner] |= text.len() >= LEAST_REPEAT && text.len() < outer.len() && rest.starts_with(text);
            }
        }
    }
    said
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
        let passages = find(
            &tree,
            &lines,
            lines.iter().position(|l| tree.element(l.owner).is_some_and(|e| e.0 == Tag::Title)),
            &[],
        )
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
             </ul><p>Nobody else was heard, they say.</p><h2>More</h2></article>"
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
    fn text_beside_a_picture_is_its_caption() {
        let picture = "<div><img></img><p>Ada Brook on the pier, in a picture from last year.</p></div>";
        let page =
            format!("<article>{picture}<p>{FIRST}</p>{picture}<p>{SECOND}</p><p><img></img>{THIRD}</p></article>");
        assert_eq!(paragraphs(&page), [FIRST, SECOND, THIRD], "a picture within a paragraph is not beside it");
    }

    #[test]
    fn a_story_told_in_pictures_is_no_row_of_captions() {
        let shown = |n: usize| format!("<div><img></img><p>{THIRD} That was day {n}.</p></div>");
        let page: String = (0..8).map(shown).collect();
        assert_eq!(paragraphs(&format!("<article>{page}</article>")).len(), 8);
        let section = format!("<div><h2>The pier</h2><img></img><p>{THIRD}</p></div>");
        let page = format!("<article><p>{FIRST}</p><p>{SECOND}</p>{section}</article>");
        assert_eq!(paragraphs(&page), [FIRST, SECOND, "The pier", THIRD]);
    }

    #[test]
    fn among_paragraphs_a_plain_box_is_something_else() {
        let label = "<div>Last changed on Tuesday by the night desk of this paper.</div>";
        assert_eq!(paragraphs(&format!("<article><p>{FIRST}</p>{label}<p>{SECOND}</p></article>")), [FIRST, SECOND]);
        let torn = format!("<article><p>{FIRST}</p>{THIRD}<p>{SECOND}</p></article>");
        assert_eq!(paragraphs(&torn), [FIRST, THIRD, SECOND], "a paragraph that lost its tag");
    }

    #[test]
    fn a_sentence_may_be_a_link() {
        let page = format!(
            "<article><p>{FIRST}</p><p><a>{THIRD}</a> </p><p><a>The pier in pictures</a></p><p>{SECOND}</p></article>"
        );
        assert_eq!(paragraphs(&page), [FIRST, SECOND], "all of it: it leads elsewhere");
        let page = format!("<article><p>{FIRST}</p><p><a>{THIRD}</a> Says who?.</p><p>{SECOND}</p></article>");
        assert_eq!(paragraphs(&page).len(), 3);
    }

    #[test]
    fn a_form_asks_and_tells_nothing() {
        let form =
            "<form><p>Get the harbour letter every Monday, free of charge, with all that the pilots say.</p></form>";
        assert_eq!(paragraphs(&format!("<article><p>{FIRST}</p>{form}<p>{SECOND}</p></article>")), [FIRST, SECOND]);
        // Some put all of a page into one.
        assert_eq!(paragraphs(&format!("<form><p>{FIRST}</p><p>{SECOND}</p></form>")), [FIRST, SECOND]);
    }

    #[test]
    fn what_the_lines_on_top_say_again_is_read_once() {
        let page = format!(
            "<h1>Pilots wait</h1><div><h2>as she left the room; nobody from the board would answer her.</h2><p>{FIRST}</p>\
                            <h3>Pilots wait</h3><p>{SECOND}</p></div>"
        );
        assert_eq!(paragraphs(&page), ["Pilots wait", FIRST, "Pilots wait", SECOND], "a few words may well return");
    }

    #[test]
    fn a_list_of_more_is_the_end() {
        let more =
            "<h2>More from the harbour</h2><ul><li>The pier that never was</li><li>Fog, and what it hides</li></ul>";
        assert_eq!(paragraphs(&format!("<article><p>{FIRST}</p><p>{SECOND}</p>{more}</article>")), [FIRST, SECOND]);
        let more = format!("<h2>More pilots</h2><p>{THIRD}</p>");
        assert_eq!(
            paragraphs(&format!("<article><p>{FIRST}</p><p>{SECOND}</p>{more}</article>")),
            [FIRST, SECOND, "More pilots", THIRD]
        );
    }

    #[test]
    fn a_note_on_the_author_is_not_the_story() {
        let page = format!(
            "<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>Cy Marsh is our harbour reporter.</p>\
                            <p>Ada Brook is a pilot.</p>"
        );
        let tree = parse(&page);
        let lines = lines(&tree);
        let of = |authors: &[&str]| {
            let authors: Vec<_> = authors.iter().map(|a| a.to_string()).collect();
            find(&tree, &lines, None, &authors).map(|f| f.passages.iter().map(|p| p.line).collect::<Vec<_>>())
        };
        assert_eq!(of(&[]), Some(vec![0, 1, 2, 3, 4]));
        assert_eq!(of(&["Bea Holt, Cy Marsh"]), Some(vec![0, 1, 2, 4]));
        assert_eq!(of(&["Cy Marsh and Ada Brook"]), Some(vec![0, 1, 2]));
    }

    #[test]
    fn two_plain_paragraphs_are_an_article() {
        let page = format!("<article><p>{FIRST} {THIRD}</p><p>{THIRD} {FIRST} Yes.</p></article>");
        assert_eq!(paragraphs(&page).len(), 2);
    }
}
