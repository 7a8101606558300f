//! Title and byline. The page's own statements about itself pick among the lines that a reader sees; they are never
//! taken at their word.

use super::hints::Hints;
use super::lines::Line;
use super::tree::{Tag, Tree};
use crate::text::lower;

/// What the page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    pub author: String,
}

#[cfg(target_arch = "wasm32")]
impl Head {
    pub fn of(document: &web_sys::Document) -> Head {
        let content = |selector: &str| {
            let element = document.head()?.query_selector(selector).ok()??;
            element.get_attribute("content").filter(|c| c.len() < LONGEST)
        };
        Head {
            title: content("meta[property='og:title']").unwrap_or_else(|| document.title()),
            author: content("meta[name='author'], meta[property='article:author']").unwrap_or_default(),
        }
    }
}

/// A title or a byline is no longer than this, in bytes.
const LONGEST: usize = 400;

/// The headline, as an index into the lines: the one that the page's own title has most words of.
pub fn title(tree: &Tree, lines: &[Line], head: &Head) -> Option<usize> {
    let wanted: Vec<_> = words(&head.title).collect();
    let headlines = lines.iter().enumerate().filter(|(_, l)| l.len < LONGEST && is_headline(tree, l));
    let candidates = headlines.take(100).map(|(index, line)| {
        let text = line.text(tree);
        let (mut shared, mut all) = (0.0, 0.0_f64);
        for word in words(&text) {
            all += 1.0;
            shared += f64::from(u8::from(wanted.contains(&word)));
        }
        // Shared words, as a share of both.
        let score = shared / all.max(1.0) + shared / wanted.len().max(1) as f64;
        (score, index)
    });
    // The first of the best.
    let best = candidates.fold(None, |best: Option<(f64, usize)>, this| match best {
        Some(best) if best.0 >= this.0 => Some(best),
        _ => Some(this),
    })?;
    (best.0 > 0.8 || wanted.is_empty()).then_some(best.1)
}

fn is_headline(tree: &Tree, line: &Line) -> bool {
    tree.element(line.owner)
        .is_some_and(|(tag, hints)| matches!(tag, Tag::Title | Tag::Heading) || hints.has(Hints::TITLE))
}

/// Who wrote it: a line that names the author whom the page names, or that begins with "By".
pub fn byline(tree: &Tree, lines: &[Line], head: &Head) -> Option<String> {
    let named = |l: &&Line| !head.author.is_empty() && l.text(tree).contains(&head.author);
    let hinted =
        |l: &&Line| tree.up(l.owner).take(4).any(|id| tree.element(id).is_some_and(|(_, h)| h.has(Hints::BYLINE)));
    let by = |l: &&Line| l.text(tree).get(..3).is_some_and(|t| t.eq_ignore_ascii_case("by "));
    let short = || lines.iter().filter(|l| l.len < 120);
    let line = short().find(|l| named(l) && (hinted(l) || by(l))).or_else(|| short().find(|l| hinted(l) && by(l)))?;
    Some(line.text(tree))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{lines::lines, markup::parse};

    fn read(markup: &str, title: &str, author: &str) -> (Option<String>, Option<String>) {
        let tree = parse(markup);
        let lines = lines(&tree);
        let head = Head { title: title.into(), author: author.into() };
        (super::title(&tree, &lines, &head).map(|l| lines[l].text(&tree)), byline(&tree, &lines, &head))
    }

    #[test]
    fn the_headline_is_a_line_of_the_page() {
        let page = "<h1>Daily Tide</h1><h1>Pilots  wait for <i>an answer</i></h1><h2>Weather</h2>";
        let (title, _) = read(page, "Pilots wait for an answer | Daily Tide", "");
        assert_eq!(title.as_deref(), Some("Pilots wait for an answer"));
        assert_eq!(read(page, "Something else altogether", "").0, None, "not on the page: not believed");
    }

    #[test]
    fn the_byline_names_the_author_or_begins_with_by() {
        let page = "<p>Stand by Ann Lee now</p><div class=\"byline\"><span>By</span> Ann Lee</div>";
        assert_eq!(read(page, "", "Ann Lee").1.as_deref(), Some("By Ann Lee"));
        assert_eq!(read(page, "", "").1.as_deref(), Some("By Ann Lee"));
        assert_eq!(read("<p>Stand by Ann Lee now</p>", "", "Ann Lee").1, None);
    }
}
