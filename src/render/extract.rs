//! A report in words alone, with the article's own passages exact to the character: what is taken along.

use super::{attributed, claims};
use crate::Article;
use crate::fragment::Fragments;
use crate::outline::{Item, Outline};
use crate::report::{Attribution, Kind, Level, Report};
use crate::text::Span;

/// How many bytes are searched at most to tell passages apart; beyond that, links lead to the page alone.
const MOST_SEARCHED: usize = 256 << 20;

/// Where and when the article was read; the command line does not know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    pub url: Option<&'a str>,
    /// The day, such as "2026-11-22".
    pub read: Option<&'a str>,
}

#[derive(Debug)]
pub struct Extract<'a> {
    pub title: Option<&'a str>,
    pub byline: Option<&'a str>,
    pub url: Option<&'a str>,
    pub read: Option<&'a str>,
    /// In reading order of their first statement; what is not attributed comes last.
    pub speakers: Vec<Voice<'a>>,
    /// In reading order.
    pub rebuttals: Vec<Contest<'a>>,
}

/// A speaker's statements.
#[derive(Debug)]
pub struct Voice<'a> {
    /// `None` for statements that are not attributed.
    pub name: Option<&'a str>,
    pub role: Option<&'a str>,
    pub statements: Vec<Statement<'a>>,
}

#[derive(Debug)]
pub struct Statement<'a> {
    /// Which of the article's statements it is, in reading order, from 1.
    pub number: usize,
    pub kind: Kind,
    /// What was said, a string a segment; direct content with its marks.
    pub words: Vec<&'a str>,
    /// The words that name the source, and those that say it was said.
    pub source: Option<&'a str>,
    pub cue: Option<&'a str>,
    /// Both, as the text has them: "said Ann Lee", "He … added".
    pub attributed: Option<String>,
    /// The question that it answers.
    pub question: Option<&'a str>,
    /// To the passage on the page.
    pub link: Option<String>,
}

/// A rebuttal, and what it contests.
#[derive(Debug)]
pub struct Contest<'a> {
    /// `None` is the article's author.
    pub by: Option<&'a str>,
    pub level: Level,
    pub words: &'a str,
    /// The words in it that mark the contest.
    pub marker: &'a str,
    pub contests: Vec<Claim<'a>>,
    pub link: Option<String>,
}

#[derive(Debug)]
pub struct Claim<'a> {
    pub by: Option<&'a str>,
    pub words: &'a str,
}

impl<'a> Extract<'a> {
    /// What `keep` wants of the report. A repeat of a statement is never taken along.
    pub fn new(
        article: &'a Article,
        report: &'a Report,
        origin: Origin<'a>,
        keep: &dyn Fn(Item) -> bool,
    ) -> Extract<'a> {
        let words = |span: Span| article.text.get(span.start..span.end).unwrap_or_default();
        let cheap = article.text.len().saturating_mul(report.attributions.len() + report.rebuttals.len());
        let fragments = (origin.url.is_some() && cheap <= MOST_SEARCHED).then(|| Fragments::new(article));
        let link = |passages: &[Span]| {
            let url = origin.url?;
            Some(fragments.as_ref().map_or_else(|| url.to_owned(), |f| f.link(url, passages)))
        };
        let name = |speaker: Option<usize>| report.speakers.get(speaker?).map(|s| s.name.as_str());
        let numbers = numbers(&report.attributions);
        let statement = |index: usize| {
            let said = &report.attributions[index];
            Statement {
                number: numbers[index],
                kind: said.kind,
                words: said.content.iter().map(|s| words(*s)).collect(),
                source: said.source.map(words),
                cue: said.cue.map(words),
                attributed: attributed(article, said),
                question: said.question.map(words),
                link: link(&said.content),
            }
        };
        let mut speakers = Vec::new();
        for group in Outline::new(report).groups {
            let kept = group.attributions.into_iter().filter(|a| keep(Item::Attribution(*a)));
            let statements: Vec<_> = kept.map(statement).collect();
            if !statements.is_empty() {
                let role = group.speaker.and_then(|s| report.speakers[s].role.as_deref());
                speakers.push(Voice { name: name(group.speaker), role, statements });
            }
        }
        let mut rebuttals = Vec::new();
        for (index, rebuttal) in report.rebuttals.iter().enumerate() {
            if keep(Item::Rebuttal(index)) {
                let claim = |(whose, target)| Claim { by: name(whose), words: words(target) };
                rebuttals.push(Contest {
                    by: name(rebuttal.by),
                    level: rebuttal.level,
                    words: words(rebuttal.span),
                    marker: words(rebuttal.marker),
                    contests: claims(report, rebuttal).map(claim).collect(),
                    link: link(&[rebuttal.span]),
                });
            }
        }
        let (title, byline) = (article.title.as_deref(), article.byline.as_deref());
        Extract { title, byline, url: origin.url, read: origin.read, speakers, rebuttals }
    }

    /// All of the report.
    pub fn whole(article: &'a Article, report: &'a Report, origin: Origin<'a>) -> Extract<'a> {
        Extract::new(article, report, origin, &|_| true)
    }
}

/// Which statement each attribution is; a repeat has the number of the one before it.
fn numbers(attributions: &[Attribution]) -> Vec<usize> {
    let mut number = 0;
    let mut count = |a: &Attribution| {
        number += usize::from(a.repeats.is_none());
        number
    };
    attributions.iter().map(&mut count).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::sample;
    use super::*;

    const ORIGIN: Origin = Origin { url: Some("https://news.example/pier?a=1"), read: Some("2026-11-22") };

    #[test]
    fn takes_what_is_wanted_and_keeps_the_articles_numbers() {
        let (article, report) = sample::report();
        let of_bo = |item| match item {
            Item::Attribution(index) => report.attributions[index].speaker == Some(1),
            Item::Rebuttal(_) => false,
        };
        let extract = Extract::new(&article, &report, ORIGIN, &of_bo);
        let numbers: Vec<_> =
            extract.speakers.iter().map(|v| (v.name, v.statements.iter().map(|s| s.number).collect())).collect();
        assert_eq!(numbers, [(Some("Bo Day"), vec![3])]);
        assert!(extract.rebuttals.is_empty());
    }

    #[test]
    fn without_an_address_there_are_no_links() {
        let (article, report) = sample::report();
        let extract = Extract::whole(&article, &report, Origin::default());
        assert!(extract.speakers.iter().flat_map(|v| &v.statements).all(|s| s.link.is_none()));
    }
}
