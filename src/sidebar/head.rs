//! The panel's head: the search, the tabs, the kinds to show, and the buttons for the panel itself.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::action::{Action, Shelf, Take};
use super::dom::{self, Build, Make, append};
use super::icons;
use super::listing::{Listing, Tab};
use super::messages::Messages;
use crate::outline::Filter;

pub struct Head {
    pub root: HtmlElement,
    /// Takes the focus of a panel that has nothing to show yet.
    pub title: HtmlElement,
    pub search: HtmlElement,
    highlights: HtmlElement,
    /// Opens the form in which the report is taken along.
    pub take: HtmlElement,
    tabs: [(Tab, HtmlElement, HtmlElement); 3],
    shelves: [ShelfButton; 3],
}

/// The button of one kind: its number, its name, and whether it is shown.
struct ShelfButton {
    shelf: Shelf,
    /// The message that names the kind, by its number.
    key: &'static str,
    button: HtmlElement,
    number: HtmlElement,
    name: HtmlElement,
}

impl ShelfButton {
    fn new(make: &Make, shelf: Shelf, class: &str, key: &'static str) -> ShelfButton {
        let number = make.tag("span", "number");
        let name = make.tag("span", "name");
        let button = make.button(class, &Action::Filter(shelf).to_string()).with(&number).with(&make.node(" "));
        let button = button.with(&name).attr("aria-pressed", "true");
        ShelfButton { shelf, key, button, number, name }
    }
}

impl Head {
    pub fn new(make: &Make, words: &Messages) -> Head {
        let icon = |class: &str, action: Action, icon, key| {
            make.icon_button(&format!("icon-button {class}"), &action.to_string(), icon, &words.get(key))
        };
        let title = make.text("h2", "title", &words.get("panel_title")).attr("id", "title").attr("tabindex", "-1");
        let find = words.get("panel_search");
        let search = make.tag("input", "search").attr("type", "search").attr("aria-controls", "list");
        dom::rename(&search, &find);
        let search = search.attr("placeholder", &words.get("panel_search_short")).attr("spellcheck", "false");
        let field = make.tag("div", "field").with(&make.icon(icons::SEARCH)).with(&search);
        let highlights = icon("highlights", Action::Highlights, icons::HIGHLIGHTS, "panel_highlights");
        dom::set(&highlights, "aria-pressed", "true");
        let side = icon("side", Action::Side, icons::SIDE, "panel_side");
        let take = icon("taking", Action::Take(Take::Form), icons::TAKE, "panel_take");
        let close = icon("close", Action::Close, icons::CLOSE, "panel_close");
        let bar =
            make.tag("div", "bar").with(&title).with(&field).with(&highlights).with(&take).with(&side).with(&close);

        let tabs = make.tag("div", "tabs").attr("role", "tablist").attr("aria-label", &words.get("panel_tabs"));
        let tab = |tab: Tab, key| -> _ {
            let number = make.tag("span", "number");
            let button = make.button("tab", &Action::Tab(tab).to_string()).attr("role", "tab").attr("id", tab.name());
            let button = button.attr("aria-controls", "list").with(&make.node(&words.get(key)));
            let button = button.with(&make.node(" ")).with(&number);
            append(&tabs, &button);
            (tab, button, number)
        };
        let all = [
            tab(Tab::Speakers, "panel_tab_speakers"),
            tab(Tab::Reading, "panel_tab_reading"),
            tab(Tab::Exchanges, "panel_tab_exchanges"),
        ];

        let shelves = [
            ShelfButton::new(make, Shelf::Quotes, "shelf quotes", "panel_quotes"),
            ShelfButton::new(make, Shelf::Statements, "shelf statements", "panel_statements"),
            ShelfButton::new(make, Shelf::Rebuttals, "shelf rebuttals", "panel_rebuttals"),
        ];
        let filter = make.tag("div", "filter").attr("role", "group").attr("aria-label", &words.get("panel_filter"));
        shelves.iter().for_each(|s| append(&filter, &s.button));
        let root = make.tag("header", "head").with(&bar).with(&tabs).with(&filter);
        Head { root, title, search, highlights, take, tabs: all, shelves }
    }

    /// How many of each are listed.
    pub fn count(&self, listing: &Listing, words: &Messages) {
        let counts = listing.counts;
        for shelf in &self.shelves {
            let n = match shelf.shelf {
                Shelf::Quotes => counts.quotes,
                Shelf::Statements => counts.statements,
                Shelf::Rebuttals => counts.rebuttals,
            };
            dom::write(&shelf.number, &n.to_string());
            dom::write(&shelf.name, &words.count(shelf.key, n));
        }
        for (tab, _, number) in &self.tabs {
            let n = match tab {
                Tab::Speakers => listing.groups.len(),
                Tab::Reading | Tab::Exchanges => listing.found(*tab),
            };
            dom::write(number, &n.to_string());
        }
    }

    pub fn filter(&self, filter: Filter) {
        for shelf in &self.shelves {
            let on = match shelf.shelf {
                Shelf::Quotes => filter.quotes,
                Shelf::Statements => filter.statements,
                Shelf::Rebuttals => filter.rebuttals,
            };
            dom::set(&shelf.button, "aria-pressed", truth(on));
        }
    }

    /// Shows which tab is chosen; Tab leads to it alone, the arrows to the others.
    pub fn choose(&self, chosen: Tab) {
        for (tab, button, _) in &self.tabs {
            dom::set(button, "aria-selected", truth(*tab == chosen));
            dom::set(button, "tabindex", if *tab == chosen { "0" } else { "-1" });
        }
    }

    pub fn tab(&self, wanted: Tab) -> Option<&HtmlElement> {
        self.tabs.iter().find(|(tab, ..)| *tab == wanted).map(|(_, button, _)| button)
    }

    pub fn is_tab(&self, element: &Element) -> bool {
        self.tabs.iter().any(|(_, button, _)| button.is_same_node(Some(element)))
    }

    pub fn is_search(&self, element: &Element) -> bool {
        self.search.is_same_node(Some(element))
    }

    /// What is typed in the search.
    pub fn typed(&self) -> String {
        self.search.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value).unwrap_or_default()
    }

    pub fn clear_search(&self) {
        if let Some(search) = self.search.dyn_ref::<HtmlInputElement>() {
            search.set_value("");
        }
    }

    pub fn highlights(&self, on: bool) {
        dom::set(&self.highlights, "aria-pressed", truth(on));
    }
}

pub fn truth(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}
