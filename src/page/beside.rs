//! What stands beside a story, or is set into it, and is no part of it: related links, captions, comments, forms.

use super::hints::Hints;
use super::language::is_english;
use super::lines::Line;
use super::tree::{Id, Kind, Tag, Tree};
use crate::pace::Pace;

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
    let named = hints.has(Hints::NOISE | Hints::COMMENTS | Hints::HIDDEN | Hints::CAPTION | Hints::TRANSLATED);
    let tagged = matches!(tag, Tag::Footer | Tag::Aside | Tag::Foreign | Tag::Figure | Tag::Caption | Tag::Form);
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
        let alike = tree.children(id).filter(|c| is_teaser(*c)).count();
        let others = tree.children(id).filter(|c| !is_teaser(*c) && prose[*c] > 0.0).count();
        if alike >= LEAST_ROW && alike > 2 * others {
            tree.children(id).filter(|c| is_teaser(*c)).for_each(|c| teasers[c] = true);
        }
    }
    teasers
}

/// A caption is no longer than this, in characters.
const LONGEST_CAPTION: usize = 600;
/// A longer heading is a caption in large print.
const LONGEST_HEADING: usize = 200;
/// Where more of the page than this stands beside pictures, in percent, the pictures are the story.
const MOST_CAPTIONS: usize = 50;
/// So many boxes may stand around a picture and its caption.
const MOST_WRAPS: usize = 20;

/// Marks the boxes that hold a picture and little text: what they say of it is its caption.
fn captions(tree: &Tree, lines: &[Line], beside: &mut [bool]) {
    let mut lengths = vec![0; tree.nodes.len()];
    // A picture, a heading and a few sentences are a section of the story.
    let mut headed = vec![false; tree.nodes.len()];
    let tag = |id: Id| tree.element(id).map(|e| e.0);
    for line in lines {
        lengths[line.owner] += line.len;
        let is_heading = matches!(tag(line.owner), Some(Tag::Heading | Tag::Title));
        headed[line.owner] |= is_heading && line.link_share() < 0.5 && line.len < LONGEST_HEADING;
    }
    for id in (1..lengths.len()).rev() {
        let parent = tree.nodes[id].parent;
        lengths[parent] += lengths[id];
        headed[parent] |= headed[id];
    }
    // Of a page that says little, a box with much of it is no caption.
    let longest = LONGEST_CAPTION.min(lengths.first().map_or(0, |all| all / 3));
    let is_wrap = |id: &Id| {
        let is_text = matches!(tag(*id), Some(Tag::Paragraph | Tag::ListItem | Tag::Quote | Tag::Heading | Tag::Title));
        lengths[*id] == 0 || (lengths[*id] <= longest && !is_text && !headed[*id])
    };
    let pictures = (0..tree.nodes.len()).filter(|id| tag(*id) == Some(Tag::Picture));
    let wrap = |id| tree.up(id).take(MOST_WRAPS).take_while(is_wrap).filter(|id| lengths[*id] > 0).last();
    let mut wraps: Vec<Id> = pictures.filter_map(wrap).filter(|id| !beside[*id]).collect();
    wraps.dedup();
    if wraps.iter().map(|id| lengths[*id]).sum::<usize>() * 100 < lengths.first().map_or(0, |all| all * MOST_CAPTIONS) {
        wraps.into_iter().for_each(|id| beside[id] = true);
    }
}

/// All text in an element, as the page has it.
fn text(tree: &Tree, id: Id) -> &str {
    let inside = tree.nodes[id..tree.nodes[id].end].iter();
    let mut ranges = inside.filter_map(|node| if let Kind::Text(range) = &node.kind { Some(range) } else { None });
    let (first, last) = (ranges.next(), ranges.next_back());
    first.map_or("", |first| &tree.text[first.start..last.unwrap_or(first).end])
}

/// Which elements hold a block quotation: some wrap one in a figure, which else holds a picture.
fn quoting(tree: &Tree) -> Vec<bool> {
    let mut quoting = vec![false; tree.nodes.len()];
    for id in (1..quoting.len()).rev() {
        quoting[id] |= tree.element(id).is_some_and(|(tag, _)| tag == Tag::Quote);
        quoting[tree.nodes[id].parent] |= quoting[id];
    }
    quoting
}

/// What each element is taken for by its names and its place alone, whatever it says.
pub struct Beside {
    elements: Vec<bool>,
    /// The prose in each node, without what is beside the story.
    pub prose: Vec<f64>,
}

impl Beside {
    pub async fn new(tree: &Tree, lines: &[Line], pace: &Pace) -> Beside {
        let all = weigh(tree, lines, |_| true);
        pace.did(tree.nodes.len()).await;
        let total = all.first().copied().unwrap_or_default().max(1.0);
        let mut elements = teasers(tree, lines, &all);
        pace.did(tree.nodes.len()).await;
        captions(tree, lines, &mut elements);
        pace.did(tree.nodes.len()).await;
        let quoting = quoting(tree);
        for id in 1..tree.nodes.len() {
            let Some((tag, hints)) = tree.element(id) else { continue };
            elements[id] |= elements[tree.nodes[id].parent]
                || (all[id] / total < most_beside(tag, hints)
                    && !(tag == Tag::Figure && quoting[id])
                    // It may not be in the language that it is said to be in.
                    && !(hints == Hints::TRANSLATED && is_english(text(tree, id)) == Some(true)));
        }
        pace.did(tree.nodes.len()).await;
        let prose = weigh(tree, lines, |owner| !elements[owner]);
        pace.did(tree.nodes.len()).await;
        Beside { elements, prose }
    }

    /// Whether the element is beside the story.
    pub fn has(&self, id: Id) -> bool {
        self.elements[id]
    }
}
