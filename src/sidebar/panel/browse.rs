//! Going through the report: the list by the reader's choice, and the card of one statement over it.

use super::super::Focus;
use gloo::timers::callback::Timeout;

use super::super::dock::Wish;
use super::super::dom;
use super::super::listing::{Listing, Tab};
use super::super::view::View;
use super::Panel;
use crate::outline::Item;
use crate::search::Query;

impl Panel {
    /// Brings the panel up to the state and report that it was given.
    pub(super) fn render(&self) {
        let view = self.view();
        let listed = self.listed();
        self.frame.state(self.state.get(), listed, &self.words);
        let Some(view) = view.filter(|_| listed) else {
            self.leave_card();
            return;
        };
        if self.stale.replace(false) {
            self.relist(&view);
            self.follow(&view);
        }
    }

    /// Brings the list up to the reader's choice; how much there is of it.
    fn relist(&self, view: &View) -> usize {
        let choice = self.choice.borrow();
        let listing = Listing::of(view, &choice);
        self.frame.head.count(&listing, &self.words);
        self.list.render(view, &choice, &listing, &self.words);
        listing.found(choice.tab)
    }

    /// Lists what the reader chose anew, from its start; how much there is of it.
    pub(super) fn chosen(&self) -> usize {
        self.list.reset();
        self.leave_card();
        self.view().map_or(0, |view| self.relist(&view))
    }

    pub(super) fn choose(&self, tab: Tab) {
        self.choice.borrow_mut().tab = tab;
        self.frame.choose(tab);
        self.chosen();
        self.keep(Wish { tab, ..self.wish.get() });
    }

    /// Searches once a frame, however fast is typed.
    pub(super) fn search_soon(&self) {
        const FRAME: u32 = 16;
        let me = self.me.clone();
        let soon = Timeout::new(FRAME, move || {
            if let Some(panel) = me.upgrade() {
                panel.search();
            }
        });
        self.searching.replace(Some(soon));
    }

    /// Searches for what is typed.
    pub(super) fn search(&self) {
        let query = Query::new(&self.frame.head.typed());
        if self.choice.borrow().query != query {
            self.choice.borrow_mut().query = query;
            let found = self.chosen();
            self.frame.say(&self.words.count("panel_found", found));
        }
    }

    /// Finds the open card's statement again in a new report.
    fn follow(&self, view: &View) {
        let Some((_, anchor)) = self.item.borrow().clone() else { return };
        match view.find(&anchor) {
            Some(item) => {
                self.card.render(view, item, &self.words);
                self.item.replace(Some((item, anchor)));
            }
            None => {
                let focused = self.frame.focused().is_some_and(|e| self.card.root.contains(Some(&e)));
                self.leave_card();
                self.frame.say(&self.words.get("panel_gone"));
                if focused && let Some(entry) = self.list.current() {
                    dom::focus(&entry);
                }
            }
        }
    }

    pub(super) fn show_card(&self, view: &View, item: Item, focus: Focus) {
        let Some(anchor) = view.anchor(item) else { return };
        if !self.card.render(view, item, &self.words) {
            return;
        }
        self.item.replace(Some((item, anchor)));
        self.copied.take();
        self.swap(true);
        match self.card.heading().filter(|_| focus == Focus::Take) {
            Some(heading) => dom::focus(&heading),
            None => self.frame.say(&view.announced(item, &self.words)),
        }
    }

    /// From the card to the list; the entry of what the card showed takes the focus if `focus`.
    pub(super) fn back(&self, focus: bool) {
        let item = self.item.take().map(|(item, _)| item);
        self.swap(false);
        let (Some(item), Some(view)) = (item, self.view()) else { return };
        let entry = self.list.entry(item).or_else(|| {
            // Further down than the list is built: build on until it is there, as far as there is more.
            while self.list.grows() {
                self.list.double();
                self.relist(&view);
                if let Some(entry) = self.list.entry(item) {
                    return Some(entry);
                }
            }
            None
        });
        if focus && let Some(entry) = entry.or_else(|| self.list.current()) {
            self.list.focus(entry);
        }
    }

    fn leave_card(&self) {
        self.item.take();
        self.swap(false);
    }

    /// Shows the card or the list. Hidden by style, not taken out: the list keeps its scroll place.
    fn swap(&self, card: bool) {
        self.card.root.set_hidden(!card);
        self.frame.carded(card);
        if card {
            dom::set(&self.list.root, "inert", "");
        } else {
            let _ = self.list.root.remove_attribute("inert");
        }
    }

    pub(super) fn grow(&self, focus: bool) {
        let Some(view) = self.view() else { return };
        let last = self.list.last();
        self.list.grow();
        self.relist(&view);
        if focus && let Some(last) = last {
            self.list.step(&last, "ArrowDown");
        }
    }
}
