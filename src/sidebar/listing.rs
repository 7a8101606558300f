//! What of a report is listed: the reader's choice, and what it leaves.

use super::view::View;
use crate::outline::{Counts, Entry, Exchange, Filter, Item, Who, by_speaker, entries};
use crate::search::Query;

/// The three ways to go through a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Speakers,
    /// In the order of the article.
    Reading,
    Exchanges,
}

impl Tab {
    pub const ALL: [Tab; 3] = [Tab::Speakers, Tab::Reading, Tab::Exchanges];

    pub fn name(self) -> &'static str {
        match self {
            Tab::Speakers => "speakers",
            Tab::Reading => "reading",
            Tab::Exchanges => "exchanges",
        }
    }

    pub fn parse(name: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|t| t.name() == name)
    }

    /// The tab beside this one, over the ends.
    pub fn beside(self, forward: bool) -> Tab {
        let at = Tab::ALL.iter().position(|t| *t == self).unwrap_or_default();
        Tab::ALL[(at + if forward { 1 } else { Tab::ALL.len() - 1 }) % Tab::ALL.len()]
    }
}

/// What the reader wants to see listed.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub tab: Tab,
    pub filter: Filter,
    pub query: Query,
}

/// What there is of it.
pub struct Listing<'v> {
    pub entries: Vec<Entry>,
    /// Whose they are: indices into `entries`.
    pub groups: Vec<(Who, Vec<usize>)>,
    pub exchanges: Vec<&'v Exchange>,
    /// Of each kind, whether its kind is switched on or not.
    pub counts: Counts,
}

impl<'v> Listing<'v> {
    pub fn of(view: &'v View, choice: &Choice) -> Listing<'v> {
        let report = view.report();
        let found = |filter| {
            let mut found = entries(report, filter);
            found.retain(|entry| finds(view, &choice.query, entry.item, &entry.rebuttals));
            found
        };
        let entries = found(choice.filter);
        let counts = Counts::of(report, &found(Filter::ALL));
        let groups = by_speaker(report, &entries);
        let mut exchanges: Vec<&Exchange> = view.outline.exchanges.iter().collect();
        exchanges.retain(|exchange| {
            let claims = exchange.claims.iter().map(|c| Item::Attribution(*c));
            let mut items = claims.chain(exchange.turns.iter().map(|t| Item::Rebuttal(t.rebuttal)));
            items.any(|item| finds(view, &choice.query, item, &[]))
        });
        Listing { entries, groups, exchanges, counts }
    }

    /// How much of it a tab shows.
    pub fn found(&self, tab: Tab) -> usize {
        match tab {
            Tab::Exchanges => self.exchanges.len(),
            Tab::Speakers | Tab::Reading => self.entries.len(),
        }
    }
}

/// Whether the query finds an item by its words or by whose they are.
fn finds(view: &View, query: &Query, item: Item, rebuttals: &[usize]) -> bool {
    if query.is_empty() {
        return true;
    }
    let mut texts: Vec<&str> = Vec::new();
    if let Who::Speaker(speaker) = Who::of(view.report(), item) {
        let speaker = &view.report().speakers[speaker];
        texts.push(&speaker.name);
        texts.extend(speaker.role.as_deref());
    }
    match item {
        Item::Attribution(index) => {
            texts.extend(view.attribution(index).iter().flat_map(|a| &a.content).map(|s| view.words(*s)));
            texts.extend(rebuttals.iter().filter_map(|r| view.rebuttal(*r)).map(|r| view.words(r.span)));
        }
        Item::Rebuttal(index) => {
            let rebuttal = view.rebuttal(index);
            texts.extend(rebuttal.iter().flat_map(|r| r.targets.iter().chain([&r.span])).map(|s| view.words(*s)));
        }
    }
    query.finds(&texts)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn tabs_stand_in_a_ring() {
        for tab in Tab::ALL {
            assert_eq!(tab.beside(true).beside(false), tab);
            assert_eq!(Tab::parse(tab.name()), Some(tab));
        }
        assert_eq!(Tab::Exchanges.beside(true), Tab::Speakers);
        assert_eq!(Tab::parse("all"), None);
    }
}
