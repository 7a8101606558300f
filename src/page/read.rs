//! Reads the found lines into an article, and keeps where in the page's text nodes each part of it stands.

use super::find::Passage;
use super::lines::{Line, is_space};
use super::tree::{Id, Kind, Tag, Tree};
use crate::article::{Article, BlockKind};
use crate::pace::Pace;
use crate::text::{Span, Utf16};

/// A run of the article's text that stands unchanged in one text node. Counted in UTF-16 units.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Where it starts in the article's text.
    pub at: usize,
    pub len: usize,
    /// Index into [`Map::nodes`].
    pub node: usize,
    /// Where it starts in the node's data.
    pub offset: usize,
}

/// From the article's text to the page's.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// The tree's text nodes that the article stands in, in order.
    pub nodes: Vec<Id>,
    /// In order, not overlapping; what lies between two runs is not on the page (a blank line, a `<br>`).
    pub runs: Vec<Run>,
}

/// A place in the page's text: an index into [`Map::nodes`], and UTF-16 units into the node's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub node: usize,
    pub offset: usize,
}

impl Map {
    /// Where the text of the span stands on the page: from and to, one pair for each line that it touches.
    pub fn pieces(&self, span: Span<Utf16>) -> Vec<(Place, Place)> {
        let mut pieces: Vec<(Place, Place)> = Vec::new();
        let first = self.runs.partition_point(|r| r.at + r.len <= span.start);
        let mut end = usize::MAX;
        for run in self.runs[first..].iter().take_while(|r| r.at < span.end) {
            let (from, to) = (span.start.max(run.at), span.end.min(run.at + run.len));
            let place = |at| Place { node: run.node, offset: run.offset + (at - run.at) };
            match pieces.last_mut() {
                // The white space between may not be on the page as it is here; a blank line parts two lines.
                Some(piece) if from <= end + 1 => piece.1 = place(to),
                _ => pieces.push((place(from), place(to))),
            }
            end = to;
        }
        pieces
    }

    /// Where in the article's text a place on the page is; `None` if it is not a part of the article.
    pub fn offset(&self, place: Place) -> Option<usize> {
        let after = self.runs.partition_point(|r| (r.node, r.offset) <= (place.node, place.offset));
        let run = self.runs.get(after.checked_sub(1)?)?;
        (run.node == place.node && place.offset <= run.offset + run.len).then(|| run.at + (place.offset - run.offset))
    }
}

/// The article of the passages, with its map.
#[cfg(test)]
pub fn read(tree: &Tree, lines: &[Line], passages: &[Passage]) -> (Article, Map) {
    crate::pace::at_once(read_in_steps(tree, lines, passages, &Pace::default()))
}

/// The article of the passages, with its map.
pub async fn read_in_steps(tree: &Tree, lines: &[Line], passages: &[Passage], pace: &Pace) -> (Article, Map) {
    let mut reader = Reader { tree, article: Article::default(), map: Map::default(), units: 0 };
    for passage in passages {
        reader.line(&lines[passage.line], passage.kind, pace).await;
    }
    (reader.article, reader.map)
}

struct Reader<'t> {
    tree: &'t Tree,
    article: Article,
    map: Map,
    /// The length of the article's text.
    units: usize,
}

/// Text of one block that is not in the article yet.
#[derive(Default)]
struct Part {
    text: String,
    runs: Vec<Run>,
    /// The length of the text.
    units: usize,
}

/// A block should be no longer than this, in bytes: a page may have all of its text in one, which would be one long step
/// of the analysis.
const LONG_BLOCK: usize = 8_000;

/// With this it is ended, in the midst of a word too.
const LONGEST_BLOCK: usize = 4 * LONG_BLOCK;

impl Part {
    /// How much of a word it still takes, one letter at least.
    fn room(&self, word: &str) -> usize {
        let least = LONGEST_BLOCK.saturating_sub(self.text.len()).max(1);
        (least..word.len()).find(|end| word.is_char_boundary(*end)).unwrap_or(word.len())
    }

    /// Whether the block is best ended here, where the page has white space or not.
    fn is_full(&self, space: bool) -> bool {
        let len = self.text.len();
        len >= LONGEST_BLOCK
            || space && (len >= 2 * LONG_BLOCK || len >= LONG_BLOCK && self.text.ends_with(['.', '!', '?', '”', '"']))
    }
}

impl Reader<'_> {
    async fn line(&mut self, line: &Line, kind: BlockKind, pace: &Pace) {
        let mut part = Part::default();
        // The space that stands for the white space seen, and where that starts on the page, if it does.
        let mut space: Option<Option<Place>> = None;
        for id in line.first..=line.last {
            let node = self.map.nodes.len();
            let range = match &self.tree.nodes[id].kind {
                Kind::Element(Tag::Break, _) => {
                    space.get_or_insert(None);
                    continue;
                }
                Kind::Element(..) => continue,
                Kind::Text(range) => range.clone(),
            };
            self.map.nodes.push(id);
            let data = &self.tree.text[range];
            let (mut rest, mut offset) = (data, 0);
            // By the word: most of a page's letters are looked at here.
            while let Some(first) = rest.bytes().next() {
                let here = Place { node, offset };
                let is_gap = is_space(first.into());
                if part.is_full(is_gap) {
                    self.push(std::mem::take(&mut part), kind);
                    space = None;
                }
                if is_gap {
                    space.get_or_insert(Some(here));
                    (rest, offset) = (&rest[1..], offset + 1);
                    continue;
                }
                if let Some(gap) = space.take()
                    && !part.text.is_empty()
                {
                    part.text.push(' ');
                    if let Some(place) = gap {
                        extend(&mut part.runs, part.units, 1, place);
                    }
                    part.units += 1;
                }
                let word = rest.bytes().position(|b| is_space(b.into())).unwrap_or(rest.len());
                let (word, behind) = rest.split_at(part.room(&rest[..word]));
                let units = if word.is_ascii() { word.len() } else { word.chars().map(char::len_utf16).sum() };
                extend(&mut part.runs, part.units, units, here);
                part.text.push_str(word);
                part.units += units;
                (rest, offset) = (behind, offset + units);
            }
            pace.did(data.len()).await;
        }
        self.push(part, kind);
    }

    fn push(&mut self, Part { text, runs, .. }: Part, kind: BlockKind) {
        let Some(_) = self.article.push(kind, &text) else { return };
        // `push` puts a blank line before it, and drops white space that a browser keeps (a no-break space).
        let before = if self.units == 0 { 0 } else { 2 };
        let lead: usize = text.chars().take_while(|c| c.is_whitespace()).map(char::len_utf16).sum();
        let kept: usize = text.trim().chars().map(char::len_utf16).sum();
        let base = self.units + before;
        self.map.runs.extend(runs.into_iter().filter_map(|run| {
            let (start, end) = (run.at.max(lead), (run.at + run.len).min(lead + kept));
            (start < end).then(|| Run {
                at: base + start - lead,
                len: end - start,
                node: run.node,
                offset: run.offset + (start - run.at),
            })
        }));
        self.units = base + kept;
    }
}

/// Lengthens the last run where the place follows it on both sides, else begins another.
fn extend(runs: &mut Vec<Run>, at: usize, len: usize, place: Place) {
    match runs.last_mut() {
        Some(run) if run.node == place.node && run.offset + run.len == place.offset && run.at + run.len == at => {
            run.len += len;
        }
        _ => runs.push(Run { at, len, node: place.node, offset: place.offset }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{lines::lines, markup::parse};

    /// All lines of the markup as an article, and each run as (article text, node's text from there).
    fn all(markup: &str) -> (Tree, Article, Map) {
        let tree = parse(markup);
        let lines = lines(&tree);
        let passages: Vec<_> = (0..lines.len()).map(|line| Passage { line, kind: BlockKind::Paragraph }).collect();
        let (article, map) = read(&tree, &lines, &passages);
        (tree, article, map)
    }

    /// What the page has where the map says that the span stands.
    fn on_page(tree: &Tree, map: &Map, span: Span<Utf16>) -> Vec<String> {
        let data = |node: usize| match &tree.nodes[map.nodes[node]].kind {
            Kind::Text(range) => tree.text[range.clone()].encode_utf16().collect::<Vec<_>>(),
            Kind::Element(..) => unreachable!("the map names text nodes"),
        };
        let piece = |(from, to): (Place, Place)| {
            let mut units = Vec::new();
            for node in from.node..=to.node {
                let data = data(node);
                let start = if node == from.node { from.offset } else { 0 };
                let end = if node == to.node { to.offset } else { data.len() };
                units.extend_from_slice(&data[start..end]);
            }
            String::from_utf16_lossy(&units)
        };
        map.pieces(span).into_iter().map(piece).collect()
    }

    #[test]
    fn white_space_is_collapsed_as_a_browser_does() {
        let (_, article, _) = all("<p>\n  One\t<b> two</b><br>three \n four&\u{a0}five  </p><p> </p>\n<p>Six</p>");
        assert_eq!(article.text, "One two three four&\u{a0}five\n\nSix");
    }

    #[test]
    fn every_part_of_the_text_is_found_again() {
        let markup = "<p>“Ünder <a>😀 the\n bridge</a>,”<i> said</i>   she.</p><p> \u{a0}Then <br> no\u{a0} </p>";
        let (tree, article, map) = all(markup);
        let units: Vec<u16> = article.text.encode_utf16().collect();
        for start in 0..units.len() {
            for end in start + 1..=units.len() {
                let wanted = String::from_utf16_lossy(&units[start..end]);
                if wanted.contains('\u{fffd}') {
                    continue; // half a character
                }
                let found = on_page(&tree, &map, Span::new(start, end)).join(" ");
                let plain = |s: &str| s.split_whitespace().collect::<String>();
                assert_eq!(plain(&found), plain(&wanted), "{start}..{end}");
            }
        }
    }

    #[test]
    fn a_line_without_end_is_read_as_several_blocks() {
        let sentence = "The boat lay in the harbour. ";
        let (tree, article, map) = all(&format!("<p>{}</p>", sentence.repeat(2_000)));
        let lengths = || article.blocks.iter().map(|b| b.span.len());
        assert!(article.blocks.len() > 5 && lengths().all(|l| l <= LONG_BLOCK + sentence.len()));
        assert!(article.blocks.iter().all(|b| b.span.of(&article.text).ends_with("harbour.")));
        let last = article.blocks[6].span;
        let found = on_page(&tree, &map, Span::new(last.start, last.end));
        assert_eq!(found, [last.of(&article.text)], "ASCII: bytes are units");
        let (_, article, _) = all(&format!("<p>{}</p>", "x".repeat(100_000)));
        assert_eq!(article.text.matches('x').count(), 100_000);
        assert!(article.blocks.len() > 2);
    }

    #[test]
    fn a_span_over_two_lines_is_two_pieces() {
        let (tree, article, map) = all("<p>“One</p><div>–</div><p>two”</p>");
        let span = Span::new(0, article.text.encode_utf16().count());
        assert_eq!(on_page(&tree, &map, span), ["“One", "–", "two”"]);
    }

    #[test]
    fn places_lead_back_to_offsets() {
        let (_, article, map) = all("<p>One <b>two</b></p><p>😀 three</p>");
        for (offset, _) in article.text.encode_utf16().enumerate() {
            for (from, _) in map.pieces(Span::new(offset, offset + 1)) {
                assert_eq!(map.offset(from), Some(offset));
            }
        }
        assert_eq!(map.offset(Place { node: 9, offset: 0 }), None);
    }
}
