//! Pages with more than one story: one that scrolls on without end puts the next below the last. Only one is shown, that
//! which the reader has before them.

use std::ops::Range;

use super::hints::Hints;
use super::lines::Line;
use super::tree::{Id, Tag, Tree};

/// Less prose is a teaser.
const LEAST: f64 = 400.0;
/// A shorter headline is a label, or the name of the paper.
const LONGEST_LABEL: usize = 20;
/// More are not told apart.
const MOST: usize = 50;

/// A headline of the first rank, and the text under it up to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    pub lines: Range<usize>,
    /// The first and the last element of its text.
    pub bodies: (Id, Id),
}

/// The stories of a page; none where it has no more than one.
///
/// A text is what the page says is one, by its tag or its name. Several under one headline are one story: the posts of a
/// live blog.
pub fn stories(tree: &Tree, lines: &[Line]) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    let mut titles: Vec<(usize, Id)> = Vec::new();
    let mut prose = vec![0.0; tree.nodes.len()];
    for (index, line) in lines.iter().enumerate() {
        prose[line.owner] += line.mass();
        // Some wrap the words of a heading once more.
        let title = tree.up(line.owner).take(3).find(|id| tree.element(*id).is_some_and(|e| e.0 == Tag::Title));
        if let Some(id) = title.filter(|_| line.len > LONGEST_LABEL && titles.len() < MOST) {
            titles.push((index, id));
        }
    }
    if titles.len() < 2 {
        return stories;
    }
    for id in (1..prose.len()).rev() {
        prose[tree.nodes[id].parent] += prose[id];
    }
    let mut id = 0;
    while let Some(node) = tree.nodes.get(id) {
        let (tag, hints) = tree.element(id).unwrap_or((Tag::Inline, Hints::NONE));
        if prose[id] < LEAST || hints.has(Hints::COMMENTS | Hints::NOISE) {
            id = node.end;
            continue;
        }
        let before = titles.iter().filter(|t| t.1 < id).count();
        let until = titles.iter().filter(|t| t.1 < node.end).count();
        let is_body = (tag == Tag::Article || hints.has(Hints::BODY)) && until < before + 2;
        if !is_body || until == 0 {
            id += 1;
            continue;
        }
        // Its own headline, or the last before it.
        let line = titles[until - 1].0;
        match stories.last_mut() {
            Some(story) if story.lines.start == line => story.bodies.1 = id,
            last => {
                if let Some(last) = last {
                    last.lines.end = line;
                }
                stories.push(Story { lines: line..lines.len(), bodies: (id, id) });
            }
        }
        id = node.end;
    }
    if stories.len() < 2 {
        stories.clear();
    }
    if let Some(first) = stories.first_mut() {
        // What stands above the first headline may be its.
        first.lines.start = 0;
    }
    stories
}

/// Which of several stories a reader has before them: the one that covers the middle of the window. Where none does it
/// is the one that they had, else the nearest.
pub fn in_view(places: impl Iterator<Item = (f64, f64)>, middle: f64, before: Option<usize>) -> usize {
    let (mut nearest, mut least) = (0, f64::INFINITY);
    for (index, (top, bottom)) in places.enumerate() {
        let distance = (top - middle).max(middle - bottom).max(0.0);
        if distance == 0.0 && before.is_none_or(|b| b == index) {
            return index;
        }
        if distance < least {
            (nearest, least) = (index, distance);
        }
    }
    if least > 0.0 { before.unwrap_or(nearest) } else { nearest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lines::lines;
    use crate::page::markup::parse;

    const PROSE: &str = "The council met on Monday and heard the pilots, who had waited for three years to be asked, and \
                         who said that the channel was too narrow for the ships that are now to come. Nobody from the \
                         board would answer them. The harbour master wrote everything down, in a book with a red spine, \
                         and locked it away. On Tuesday the council met again, and it heard the fishers, who had not \
                         waited at all, and who said much the same.";

    /// For each story the first words of its first and its last line.
    fn found(page: &str) -> Vec<(String, String)> {
        let tree = parse(page);
        let lines = lines(&tree);
        let words = |index: usize| lines[index].text(&tree).split(' ').take(2).collect::<Vec<_>>().join(" ");
        stories(&tree, &lines).into_iter().map(|s| (words(s.lines.start), words(s.lines.end - 1))).collect()
    }

    fn pair(first: &str, last: &str) -> (String, String) {
        (first.to_owned(), last.to_owned())
    }

    #[test]
    fn a_story_reaches_from_its_headline_to_the_next() {
        let story = |name: &str| format!("<article><h1>{name} wait for an answer</h1><p>{PROSE}</p></article>");
        let page = format!("<p>The paper</p>{}<p>More below</p>{}", story("Pilots"), story("Fishers"));
        assert_eq!(found(&page), [pair("The paper", "More below"), pair("Fishers wait", "The council")]);
    }

    #[test]
    fn a_headline_may_stand_above_the_text() {
        let story = |name: &str| {
            format!("<h1>{name} wait for an answer</h1><p>By Ann</p><div class=article-body><p>{PROSE}</p></div>")
        };
        let page = format!("{}<div>{}</div>", story("Pilots"), story("Fishers"));
        assert_eq!(found(&page), [pair("Pilots wait", "The council"), pair("Fishers wait", "The council")]);
    }

    #[test]
    fn posts_under_one_headline_are_one_story() {
        let post = format!("<article><h2>Another hour has passed by</h2><p>{PROSE}</p></article>");
        assert_eq!(found(&format!("<h1>As it happened: pilots wait</h1>{post}{post}")), []);
    }

    #[test]
    fn neither_the_papers_name_nor_parts_nor_teasers_nor_comments_make_a_second_story() {
        let story = format!("<article><h1>Pilots wait for an answer</h1><p>{PROSE}</p></article>");
        assert_eq!(found(&format!("<h1>The Strait</h1>{story}")), []);
        assert_eq!(found(&format!("{story}<article><h1>Fishers wait for an answer</h1><p>Soon.</p></article>")), []);
        let comments = format!("<h1>What our readers say of it</h1><article class=comment><p>{PROSE}</p></article>");
        assert_eq!(found(&format!("{story}{comments}")), []);
        let part = format!("<section><h1>What happened on Tuesday</h1><p>{PROSE}</p></section>");
        assert_eq!(found(&format!("<article><h1>Pilots wait for an answer</h1>{part}{part}</article>")), []);
    }

    #[test]
    fn the_story_in_the_middle_of_the_window_is_shown() {
        let view = |places: &[(f64, f64)], middle, before| in_view(places.iter().copied(), middle, before);
        let places = [(-900.0, 300.0), (350.0, 2000.0)];
        assert_eq!(view(&places, 290.0, Some(1)), 0);
        assert_eq!(view(&places, 400.0, Some(0)), 1);
        assert_eq!((view(&places, 320.0, Some(0)), view(&places, 320.0, Some(1))), (0, 1), "between them");
        assert_eq!((view(&places, 310.0, None), view(&places, 345.0, None)), (0, 1), "the nearest");
        assert_eq!(in_view([].into_iter(), 1.0, None), 0);
    }
}
