//! Which parts of the article are highlighted, and as what.

use crate::order::by_place;
use crate::outline::{Filter, Item};
use crate::page::{Look, Name};
use crate::report::{Kind, Report, Sureness};
use crate::text::{Span, Utf16};

/// One highlighted part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub item: Item,
    pub name: Name,
    pub span: Span<Utf16>,
}

/// All that the filter lets through, in reading order; `colours` are the speakers'.
pub fn marks(report: &Report<Utf16>, colours: &[Option<usize>], filter: Filter) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, attribution) in report.attributions.iter().enumerate().filter(|(_, a)| filter.shows(a.kind)) {
        let mut mark = |name, spans: &[Span<Utf16>]| {
            marks.extend(spans.iter().map(|&span| Mark { item: Item::Attribution(index), name, span }));
        };
        let look = Look {
            colour: attribution.speaker.and_then(|s| colours.get(s).copied().flatten()),
            unsure: attribution.speaker.is_some() && attribution.confidence.in_words() == Sureness::Unsure,
        };
        match attribution.kind {
            Kind::Direct => mark(Name::Quote(look), &attribution.content),
            Kind::Indirect => mark(Name::Statement(look), &attribution.content),
            Kind::Mixed => {
                mark(Name::Statement(look), &attribution.content);
                mark(Name::Quote(look), &attribution.quoted);
            }
        }
    }
    if filter.rebuttals {
        let rebuttals = report.rebuttals.iter().enumerate();
        marks.extend(rebuttals.map(|(i, r)| Mark { item: Item::Rebuttal(i), name: Name::Rebuttal, span: r.span }));
    }
    by_place(&mut marks, |m| (m.span.start, m.span.end));
    marks
}

/// The kinds that are named.
pub fn kinds(names: &str) -> Filter {
    let named = |kind| names.split(' ').any(|name| name == kind);
    Filter { quotes: named("quote"), statements: named("statement"), rebuttals: named("rebuttal") }
}

/// What both let through.
pub fn both(a: Filter, b: Filter) -> Filter {
    Filter {
        quotes: a.quotes && b.quotes,
        statements: a.statements && b.statements,
        rebuttals: a.rebuttals && b.rebuttals,
    }
}

/// The item at an offset: of several, the one with the shortest mark there.
pub fn item_at(marks: &[Mark], offset: usize) -> Option<Item> {
    marks.iter().filter(|m| m.span.has(offset)).min_by_key(|m| m.span.len()).map(|m| m.item)
}

/// So near each other stand the parts of one item.
const NEAR: usize = 100;

/// The items in reading order, each once.
pub fn items(marks: &[Mark]) -> Vec<Item> {
    let mut items = Vec::new();
    for mark in marks {
        if !items.iter().rev().take(NEAR).any(|item| *item == mark.item) {
            items.push(mark.item);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::article::Article;

    fn marked(text: &str, filter: Filter) -> (Vec<Mark>, String) {
        let article = Article::from_text(text);
        let report = crate::analyse(&article).counted_in(&article.text);
        (marks(&report, &[Some(0)], filter), article.text)
    }

    const FIRST: Look = Look { colour: Some(0), unsure: false };
    const TEXT: &str = "“It is late,” said Ann Lee. Lee said that the boat had left the harbour.";

    #[test]
    fn each_kind_has_its_highlight_in_reading_order() {
        let (marks, text) = marked(TEXT, Filter::ALL);
        let units: Vec<u16> = text.encode_utf16().collect();
        let shown: Vec<_> =
            marks.iter().map(|m| (m.name, String::from_utf16_lossy(&units[m.span.start..m.span.end]))).collect();
        assert_eq!(shown[0], (Name::Quote(FIRST), "“It is late,”".to_owned()));
        assert_eq!(shown[1].0, Name::Statement(FIRST));
        assert!(shown[1].1.contains("the boat had left the harbour"), "{shown:?}");
    }

    #[test]
    fn the_filter_decides() {
        let (marks, _) = marked(TEXT, Filter { quotes: false, ..Filter::ALL });
        assert!(!marks.is_empty() && marks.iter().all(|m| m.name == Name::Statement(FIRST)), "{marks:?}");
        let none = Filter { quotes: false, statements: false, rebuttals: false };
        assert!(marked(TEXT, none).0.is_empty());
    }

    #[test]
    fn kinds_are_named() {
        assert_eq!(kinds("quote statement rebuttal"), Filter::ALL);
        let quotes = Filter { quotes: true, statements: false, rebuttals: false };
        assert_eq!((kinds("quote quotes"), both(Filter::ALL, quotes)), (quotes, quotes));
    }

    #[test]
    fn the_shortest_mark_at_a_place_is_meant() {
        let mark = |item, start, end| Mark { item, name: Name::Quote(Look::default()), span: Span::new(start, end) };
        let marks =
            [mark(Item::Attribution(0), 0, 20), mark(Item::Rebuttal(0), 5, 9), mark(Item::Attribution(0), 30, 40)];
        assert_eq!(item_at(&marks, 4), Some(Item::Attribution(0)));
        assert_eq!(item_at(&marks, 5), Some(Item::Rebuttal(0)));
        assert_eq!(item_at(&marks, 20), None);
        assert_eq!(items(&marks), [Item::Attribution(0), Item::Rebuttal(0)]);
    }
}
