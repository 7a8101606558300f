//! Keeps the host on the page. A framework that draws the whole document anew takes away what it did not make, and the
//! panel comes back then; with a page that takes it again and again it does not quarrel.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Date;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement, MutationObserver, MutationObserverInit, Node};

/// So often it comes back …
const MOST: u32 = 5;
/// … until it was left alone for so long, in milliseconds.
const PEACE: f64 = 10_000.0;

/// Watches over the host until dropped.
pub struct Stay {
    state: Rc<State>,
    _heard: Closure<dyn FnMut()>,
    _lowered: EventListener,
}

impl Stay {
    /// Calls `back` when the host is not where it should be.
    pub fn new(document: &Document, host: &HtmlElement, back: impl Fn() + 'static) -> Result<Stay, JsValue> {
        let state = Rc::new(State {
            observer: OnceCell::new(),
            document: document.clone(),
            host: host.clone(),
            back: Box::new(back),
            times: Cell::default(),
            last: Cell::default(),
        });
        let [taken, lowered] = [state.clone(), state.clone()];
        let heard = Closure::<dyn FnMut()>::new(move || taken.look());
        let _ = state.observer.set(MutationObserver::new(heard.as_ref().unchecked_ref())?);
        state.observe();
        // It tells when it leaves the top layer.
        let lowered = EventListener::new(host, "toggle", move |_| lowered.look());
        Ok(Stay { state, _heard: heard, _lowered: lowered })
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        if let Some(observer) = self.state.observer.get() {
            observer.disconnect();
        }
    }
}

struct State {
    observer: OnceCell<MutationObserver>,
    document: Document,
    host: HtmlElement,
    back: Box<dyn Fn()>,
    /// How often it came back without being left alone, and when last.
    times: Cell<u32>,
    last: Cell<f64>,
}

impl State {
    fn look(&self) {
        // By the loader, which takes it away for good when the core breaks.
        if self.host.hidden() {
            return;
        }
        let at_home = self.host.parent_element() == self.document.document_element();
        if at_home && self.host.matches(":popover-open").unwrap_or(true) {
            return;
        }
        let now = Date::now();
        let times = if now - self.last.get() > PEACE { 0 } else { self.times.get() };
        if times < MOST {
            self.times.set(times + 1);
            self.last.set(now);
            (self.back)();
            self.observe();
        }
    }

    /// Looks out for changes of the document's children, and of its root element's; the page may put another in its
    /// place.
    fn observe(&self) {
        let children = MutationObserverInit::new();
        children.set_child_list(true);
        let Some(observer) = self.observer.get() else { return };
        let page = self.document.document_element().map(Node::from);
        for place in std::iter::once(self.document.clone().into()).chain(page) {
            let _ = observer.observe_with_options(&place, &children);
        }
    }
}
