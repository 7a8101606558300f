//! What the panel hears: clicks, keys and the pointer in it.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusEvent, HtmlElement, HtmlInputElement, KeyboardEvent, PointerEvent};

use super::super::Intent;
use super::super::action::Action;
use super::super::dom;
use super::super::frame::Presence;
use super::super::guard;
use super::super::listing::Tab;
use super::Panel;

impl Panel {
    pub(super) fn listen_inside(&self) -> Vec<EventListener> {
        let shadow: &EventTarget = self.frame.shadow.as_ref();
        let separator: &EventTarget = self.frame.separator.as_ref();
        let mut listeners = vec![
            self.listen(shadow, "click", |panel, event| {
                let button = event.target().and_then(|t| t.dyn_into::<Element>().ok());
                let button = button.and_then(|t| t.closest("[data-do]").ok().flatten());
                let Some(button) = button.and_then(|b| b.dyn_into::<HtmlElement>().ok()) else { return };
                if let Some(action) = button.get_attribute("data-do").as_deref().and_then(Action::parse) {
                    // Not every browser focuses a button that is clicked.
                    panel.list.visited(button);
                    panel.act(action);
                }
            }),
            self.listen(shadow, "focusin", |panel, event| {
                if let Some(element) = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok()) {
                    panel.focused(element);
                }
            }),
            self.listen(shadow, "focusout", |panel, event| {
                let to = event.dyn_ref::<FocusEvent>().and_then(|e| e.related_target()?.dyn_into::<Element>().ok());
                if !to.is_some_and(|to| panel.frame.shadow.contains(Some(&to))) {
                    panel.keys.take();
                }
            }),
            self.listen(self.list.root.as_ref(), "scroll", |panel, _| {
                if panel.list.near_end() {
                    panel.grow(false);
                }
            }),
            self.listen(self.frame.head.search.as_ref(), "input", |panel, _| panel.search_soon()),
            self.listen(self.card.report.root.as_ref(), "change", |panel, event| {
                if event.target().is_some_and(|t| t.has_type::<HtmlInputElement>()) {
                    panel.card.report.retitle(&panel.words);
                }
            }),
            self.listen(self.map.root.as_ref(), "click", |panel, event| {
                let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
                let height = panel.window_size().1.max(1.0);
                if let Some(item) = panel.map.at((event.client_y() / height * 1000.0) as i32) {
                    (panel.on)(Intent::Reveal(item));
                }
            }),
            self.listen(separator, "pointerdown", |panel, event| {
                if let Some(event) = event.dyn_ref::<PointerEvent>() {
                    let _ = panel.frame.separator.set_pointer_capture(event.pointer_id());
                    panel.dragging.set(true);
                }
            }),
            self.listen(separator, "pointermove", |panel, event| {
                if let (true, Some(event)) = (panel.dragging.get(), event.dyn_ref::<PointerEvent>()) {
                    panel.drag((event.client_x(), event.client_y()));
                }
            }),
            self.listen(separator, "lostpointercapture", |panel, _| {
                if panel.dragging.replace(false) {
                    panel.keep(panel.wish.get());
                }
            }),
        ];
        listeners.extend(guard::others(&self.frame.host));
        listeners
    }

    /// An element of the panel has the focus.
    fn focused(&self, element: HtmlElement) {
        self.list.visited(element);
        if self.keys.borrow().is_empty() {
            let me = self.me.clone();
            let hear = move |event: &KeyboardEvent| me.upgrade().is_some_and(|panel| panel.key(event));
            self.keys.replace(guard::keys(&self.window, &self.frame.host, hear));
        }
    }

    /// Carries out a key typed in the panel; whether it was one of the panel's own.
    fn key(&self, event: &KeyboardEvent) -> bool {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return false;
        }
        let key = event.key();
        let focused = self.frame.focused();
        let head = &self.frame.head;
        let searching = focused.as_ref().is_some_and(|f| head.is_search(f));
        if key == "Escape" {
            if self.export.is_open() && focused.as_ref().is_none_or(|f| self.export.has(f)) {
                self.export.close();
            } else if searching && !head.typed().is_empty() {
                head.clear_search();
                self.search();
            } else if self.card.report.is_open() {
                self.act(Action::Wrong);
            } else if self.item.borrow().is_some() {
                self.back(true);
            } else if self.presence.get() == Presence::Open {
                self.close();
            }
            return true;
        }
        let Some(focused) = focused else { return false };
        if focused.is_same_node(Some(&self.frame.separator)) {
            return self.resize_by_key(&key, event.shift_key());
        }
        if searching {
            return self.leave_search(&key);
        }
        if self.export.has(&focused) {
            return false;
        }
        if key == "/" && self.listed() && !self.card.report.is_open() {
            dom::focus(&head.search);
            return true;
        }
        if head.is_tab(&focused) {
            return self.tab_by_key(&key);
        }
        let carded = self.item.borrow().is_some();
        if carded
            && !self.card.report.root.contains(Some(&focused))
            && let Some(action) = self.card.step(&key)
        {
            self.act(action);
            return true;
        }
        self.list.root.contains(Some(&focused)) && self.list.step(&focused, &key)
    }

    /// From the search down into what it found.
    fn leave_search(&self, key: &str) -> bool {
        if !matches!(key, "ArrowDown" | "Enter") {
            return false;
        }
        self.search();
        self.list.current().map(|first| self.list.focus(first)).is_some()
    }

    /// To another tab, which is chosen at once.
    fn tab_by_key(&self, key: &str) -> bool {
        let now = self.choice.borrow().tab;
        let backward = self.frame.is_right_to_left();
        let tab = match key {
            "ArrowRight" => now.beside(!backward),
            "ArrowLeft" => now.beside(backward),
            "Home" => Tab::ALL[0],
            "End" => Tab::ALL[Tab::ALL.len() - 1],
            _ => return false,
        };
        self.choose(tab);
        if let Some(button) = self.frame.head.tab(tab) {
            dom::focus(button);
        }
        true
    }
}
