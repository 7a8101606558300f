//! Which parts of the article are highlighted, and as what.

use crate::outline::{Filter, Item};
use crate::page::Name;
use crate::report::{Kind, Report};
use crate::text::{Span, Utf16};

/// One highlighted part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub item: Item,
    pub name: Name,
    pub span: Span<Utf16>,
}

/// All that the filter lets through, in reading order.
pub fn marks(report: &Report<Utf16>, filter: Filter) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, attribution) in report.attributions.iter().enumerate().filter(|(_, a)| filter.shows(a.kind)) {
        let mut mark = |name, spans: &[Span<Utf16>]| {
            marks.extend(spans.iter().map(|&span| Mark { item: Item::Attribution(index), name, span }));
        };
        match attribution.kind {
            Kind::Direct => mark(Name::Quote, &attribution.content),
            Kind::Indirect => mark(Name::Statement, &attribution.content),
            Kind::Mixed => {
                mark(Name::Statement, &attribution.content);
                mark(Name::Quote, &attribution.quoted);
            }
        }
    }
    if filter.rebuttals {
        let rebuttals = report.rebuttals.iter().enumerate();
        marks.extend(rebuttals.map(|(i, r)| Mark { item: Item::Rebuttal(i), name: Name::Rebuttal, span: r.span }));
    }
    marks.sort_by_key(|m| (m.span.start, m.span.end));
    marks
}

/// The item at an offset: of several, the one with the shortest mark there.
pub fn item_at(marks: &[Mark], offset: usize) -> Option<Item> {
    marks.iter().filter(|m| m.span.has(offset)).min_by_key(|m| m.span.len()).map(|m| m.item)
}

/// The items in reading order, each once.
pub fn items(marks: &[Mark]) -> Vec<Item> {
    let mut items = Vec::new();
    for mark in marks {
        if !items.contains(&mark.item) {
            items.push(mark.item);
        }
    }
    items
}
