//! The list of one tab. It is built as far as the reader gets, and a later report or another word in the search
//! changes only what differs: the other entries keep their elements, and with them focus, selection and scroll place.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::action::Action;
use super::dom::{self, Build, Make};
use super::listing::{Choice, Listing, Tab};
use super::messages::Messages;
use super::rows::{Built, Run};
use super::view::View;
use crate::outline::Item;

/// How many entries are built at a time.
const BATCH: usize = 60;
/// Near this many pixels from its end the list grows.
const NEAR: f64 = 1200.0;

pub struct List {
    make: Make,
    /// The part that scrolls.
    pub root: HtmlElement,
    more: HtmlElement,
    built: RefCell<Built>,
    limit: Cell<usize>,
    /// The entry that Tab leads to.
    current: RefCell<Option<HtmlElement>>,
}

impl List {
    pub fn new(make: &Make, words: &Messages) -> List {
        let root = make.tag("div", "list").attr("id", "list").attr("role", "tabpanel");
        let more = make.button("more quiet", &Action::More.to_string());
        more.set_text_content(Some(&words.get("panel_show_more")));
        List {
            make: make.clone(),
            root,
            more,
            built: RefCell::default(),
            limit: Cell::new(BATCH),
            current: RefCell::default(),
        }
    }

    /// Shows a listing in the way of the chosen tab.
    pub fn render(&self, view: &View, choice: &Choice, listing: &Listing, words: &Messages) {
        let mut run = Run {
            make: &self.make,
            view,
            words,
            choice,
            old: self.built.take(),
            new: Built::default(),
            left: self.limit.get(),
        };
        let mut sections = match choice.tab {
            Tab::Speakers => run.groups(listing),
            Tab::Reading => run.reading(listing),
            Tab::Exchanges => run.exchanges(listing),
        };
        if sections.is_empty() {
            let key = match choice.tab {
                _ if !choice.query.is_empty() => "panel_none_found",
                Tab::Exchanges => "panel_no_exchanges",
                _ => "panel_all_filtered",
            };
            sections.push(self.make.text("p", "none", &words.get(key)));
        }
        if run.left == 0 {
            sections.push(self.more.clone());
        }
        let built = run.new;
        dom::reconcile(&self.root, &sections);
        self.built.replace(built);
        dom::set(&self.root, "aria-labelledby", choice.tab.name());
        self.settle();
    }

    /// Whether there is more than is built.
    pub fn grows(&self) -> bool {
        self.root.contains(Some(&self.more))
    }

    /// Whether there is more, and the reader is near the end of what is built.
    pub fn near_end(&self) -> bool {
        self.grows() && f64::from(self.root.scroll_height() - self.root.client_height()) - self.root.scroll_top() < NEAR
    }

    /// Builds more at the next [`List::render`].
    pub fn grow(&self) {
        self.limit.set(self.limit.get() + BATCH);
    }

    /// Builds no more than the start again: for another page.
    pub fn reset(&self) {
        self.limit.set(BATCH);
        self.root.set_scroll_top(0.0);
    }

    /// Builds twice as much at the next [`List::render`].
    pub fn double(&self) {
        self.limit.set(self.limit.get().saturating_mul(2));
    }

    /// The entry that opens the card of `item`, if it is built: of two the one last used.
    pub fn entry(&self, item: Item) -> Option<HtmlElement> {
        let action = Action::Card(item).to_string();
        if let Some(current) = self.current().filter(|e| e.get_attribute("data-do").as_ref() == Some(&action)) {
            return Some(current);
        }
        let selector = format!(".entry[data-do=\"{action}\"]");
        self.root.query_selector(&selector).ok().flatten()?.dyn_into().ok()
    }

    /// Makes an entry the one that Tab leads to, and focuses it.
    pub fn focus(&self, entry: HtmlElement) {
        self.select(entry.clone());
        let _ = entry.focus();
    }

    /// Moves the focus from one entry to another, by key; whether the key was one of these.
    pub fn step(&self, from: &Element, key: &str) -> bool {
        let Ok(entries) = self.root.query_selector_all(".entry") else { return false };
        let at = (0..entries.length()).find(|i| entries.item(*i).is_some_and(|e| e.is_same_node(Some(from))));
        let (Some(at), Some(last)) = (at, entries.length().checked_sub(1)) else { return false };
        let to = match key {
            "ArrowDown" => (at + 1).min(last),
            "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return false,
        };
        if let Some(entry) = entries.item(to).and_then(|e| e.dyn_into().ok()) {
            self.focus(entry);
        }
        true
    }

    /// The last entry that is built.
    pub fn last(&self) -> Option<HtmlElement> {
        let entries = self.root.query_selector_all(".entry").ok()?;
        entries.item(entries.length().checked_sub(1)?)?.dyn_into().ok()
    }

    /// An element of the panel got the focus: Tab leads back to it if it is an entry.
    pub fn visited(&self, element: HtmlElement) {
        if element.class_list().contains("entry") {
            self.select(element);
        }
    }

    /// The entry that Tab leads to.
    pub fn current(&self) -> Option<HtmlElement> {
        self.current.borrow().clone()
    }

    fn select(&self, entry: HtmlElement) {
        dom::set(&entry, "tabindex", "0");
        if let Some(old) = self.current.replace(Some(entry.clone()))
            && !old.is_same_node(Some(&entry))
        {
            dom::set(&old, "tabindex", "-1");
        }
    }

    /// Sees to it that Tab leads to an entry that is there.
    fn settle(&self) {
        if self.current.borrow().as_ref().is_some_and(|e| self.root.contains(Some(e))) {
            return;
        }
        self.current.replace(None);
        if let Some(first) = self.root.query_selector(".entry").ok().flatten().and_then(|e| e.dyn_into().ok()) {
            self.select(first);
        }
    }
}
