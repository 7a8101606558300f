//! Title and byline. The page's own statements about itself pick among the lines that a reader sees; they are never
//! taken at their word.

use super::hints::Hints;
use super::lines::Line;
use super::tree::{Tag, Tree};
use crate::text::{listed, lower};

/// What the page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// What may be its headline, the likeliest first.
    pub titles: Vec<String>,
    /// Who may have written it.
    pub authors: Vec<String>,
}

#[cfg(target_arch = "wasm32")]
impl Head {
    pub fn of(document: &web_sys::Document) -> Head {
        let content = |selector: &str| {
            let element = document.head()?.query_selector(selector).ok()??;
            element.get_attribute("content").filter(|c| c.len() < LONGEST)
        };
        let mut head = Head {
            titles: content("meta[property='og:title']").into_iter().chain([document.title()]).collect(),
            authors: content("meta[name='author'], meta[property='article:author']").into_iter().collect(),
        };
        super::linked_data::add(document, &mut head);
        head.authors.retain(|a| !a.contains("://"));
        head
    }
}

/// A title or a byline is no longer than this, in bytes.
pub const LONGEST: usize = 400;
/// So many headings are compared with what the page says is its headline.
const MOST_HEADINGS: usize = 100;
/// The line has so much in common with it, of at most 2.
const ALIKE: f64 = 0.8;

/// The headline, as an index into the lines: the one that a title which the page gives itself has most words of; else
/// the only one of the highest rank.
pub fn title(tree: &Tree, lines: &[Line], head: &Head) -> Option<usize> {
    let headings = || {
        let all = lines.iter().enumerate().filter(|(_, l)| l.len < LONGEST && is_heading(tree, l));
        all.take(MOST_HEADINGS)
    };
    let alike = |wanted: &String| {
        let wanted: Vec<_> = words(wanted).collect();
        let candidates = headings().map(|(index, line)| {
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
        let best =
            candidates.fold((ALIKE, None), |best, this| if this.0 > best.0 { (this.0, Some(this.1)) } else { best });
        best.1
    };
    let only = || {
        let mut first = headings().filter(|(_, l)| l.len > LONGEST_LABEL && rank(tree, l) == Some(Tag::Title));
        first.next().filter(|_| first.next().is_none()).map(|(index, _)| index)
    };
    head.titles.iter().find_map(alike).or_else(only)
}

/// A shorter heading may be the name of the paper.
const LONGEST_LABEL: usize = 20;

fn rank(tree: &Tree, line: &Line) -> Option<Tag> {
    // Some wrap the words of a heading once more.
    let tags = tree.up(line.owner).take(3).filter_map(|id| tree.element(id)).map(|e| e.0);
    tags.into_iter().find(|t| matches!(t, Tag::Title | Tag::Heading))
}

fn is_heading(tree: &Tree, line: &Line) -> bool {
    rank(tree, line).is_some() || tree.element(line.owner).is_some_and(|e| e.1.has(Hints::TITLE))
}

/// Who wrote it: an author whom the page names and shows, else a line that begins with "By".
pub fn byline(tree: &Tree, lines: &[Line], head: &Head) -> Option<String> {
    let short = || lines.iter().filter(|l| l.len < 160);
    let hinted =
        |l: &&Line| tree.up(l.owner).take(4).any(|id| tree.element(id).is_some_and(|(_, h)| h.has(Hints::BYLINE)));
    let by = |text: &str| text.get(..3).is_some_and(|t| t.eq_ignore_ascii_case("by "));
    let shown = |author: &&String| {
        let shows = |l: &Line| {
            let text = l.text(tree);
            text.contains(author.as_str()) && (hinted(&l) || by(&text) || text == **author)
        };
        !author.is_empty() && short().any(shows)
    };
    let mut authors: Vec<&str> = Vec::new();
    for author in head.authors.iter().filter(shown) {
        let author = if by(author) { &author[3..] } else { author.as_str() };
        if !authors.iter().any(|a| a.contains(author)) {
            authors.push(author);
        }
    }
    let said = || short().filter(hinted).map(|l| l.text(tree)).find(|t| by(t));
    if authors.is_empty() { said().map(|t| names(&t).to_owned()) } else { Some(format!("By {}", authors.join(", "))) }
}

/// Words that stand between the names of a byline and its date.
const BEFORE_DATE: &str = "at on posted published updated jan feb mar apr may jun jul aug sep oct nov dec";

/// A byline without what follows the names: a date, an account, a role.
fn names(byline: &str) -> &str {
    let end = byline.find(|c: char| c.is_ascii_digit() || matches!(c, '|' | '@' | '•' | '·')).unwrap_or(byline.len());
    let dated = end < byline.len();
    let mut kept = byline[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
    while dated && let Some((before, last)) = kept.rsplit_once(' ') {
        let last = last.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let is_date = last.is_empty()
            || BEFORE_DATE.split(' ').any(|w| last == w || w.len() == 3 && last.len() > 3 && listed(MONTHS, &last));
        if !is_date {
            break;
        }
        kept = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
    }
    kept
}

const MONTHS: &str = "january february march april june july august september sept october november december monday tuesday \
    wednesday thursday friday saturday sunday";

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{lines::lines, markup::parse};

    fn read(markup: &str, titles: &[&str], author: &str) -> (Option<String>, Option<String>) {
        let tree = parse(markup);
        let lines = lines(&tree);
        let titles = titles.iter().map(|t| t.to_string()).collect();
        let head = Head { titles, authors: vec![author.into()] };
        (super::title(&tree, &lines, &head).map(|l| lines[l].text(&tree)), byline(&tree, &lines, &head))
    }

    #[test]
    fn the_headline_is_a_line_of_the_page() {
        let page = "<h1>Daily Tide</h1><h1>Pilots  wait for <i>an answer</i></h1><h2>Weather</h2>";
        let (title, _) = read(page, &["Pilots wait for an answer | Daily Tide"], "");
        assert_eq!(title.as_deref(), Some("Pilots wait for an answer"));
        assert_eq!(read("<h2>Weather in the harbour</h2>", &["Something else altogether"], "").0, None);
    }

    #[test]
    fn a_title_that_is_not_on_the_page_is_not_believed() {
        let page = "<h1><div>Pilots wait for an answer</div></h1><h2>Weather</h2>";
        for titles in [&["Ten cruises you must book"][..], &["Ten cruises", "Pilots wait for an answer – Tide"], &[]]
        {
            assert_eq!(read(page, titles, "").0.as_deref(), Some("Pilots wait for an answer"), "{titles:?}");
        }
    }

    #[test]
    fn the_byline_names_the_author_or_begins_with_by() {
        let page = "<p>Stand by Ann Lee now</p><div class=\"byline\"><span>By</span> Ann Lee</div>";
        assert_eq!(read(page, &[], "Ann Lee").1.as_deref(), Some("By Ann Lee"));
        assert_eq!(read(page, &[], "").1.as_deref(), Some("By Ann Lee"));
        assert_eq!(read(page, &[], "Ben Lowe").1.as_deref(), Some("By Ann Lee"), "Ben Lowe is not on the page");
        assert_eq!(read("<p>Stand by Ann Lee now</p>", &[], "Ann Lee").1, None);
    }

    #[test]
    fn a_byline_ends_where_its_names_end() {
        for (line, wanted) in [
            ("By Ann Lee and Ben Lowe", "By Ann Lee and Ben Lowe"),
            ("By Ann Lee Updated Nov 13, 2019, 10:28am EST", "By Ann Lee"),
            ("By Ann Lee | Daily Tide", "By Ann Lee"),
            ("By Ann Lee - 2018-09-16", "By Ann Lee"),
            ("By J. B. May", "By J. B. May"),
            ("By Ann Lee@annlee November 3, 2020", "By Ann Lee"),
            ("By Ann Lee published Tuesday 19 May 2026", "By Ann Lee"),
        ] {
            assert_eq!(names(line), wanted);
        }
    }
}
