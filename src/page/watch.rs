//! Tells when the page has changed where the article may be, once it is quiet again. No polling, no idle timers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, MutationObserver, MutationObserverInit, MutationRecord, Node};

/// So long no change: the page is quiet.
const QUIET_MS: u32 = 150;
/// A page that never is quiet is looked at this often.
const PATIENCE_MS: f64 = 2000.0;
/// In a flood each record is not looked at.
const MOST_RECORDS: u32 = 100;
/// Text that is added outside the article, and is long enough to be more of it.
const MUCH: usize = 400;

/// Watches the document until dropped.
pub struct Watch {
    observer: MutationObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
    state: Rc<State>,
}

struct State {
    on: Box<dyn Fn(())>,
    /// The element that the article is in, if the page has one.
    root: RefCell<Option<Element>>,
    timer: RefCell<Option<Timeout>>,
    /// When the first change came that was not told yet.
    since: Cell<Option<f64>>,
}

impl Watch {
    pub fn new(document: &Document, on: impl Fn(()) + 'static) -> Result<Watch, JsValue> {
        let state = Rc::new(State {
            on: Box::new(on),
            root: RefCell::default(),
            timer: RefCell::default(),
            since: Cell::default(),
        });
        let state_ = state.clone();
        let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| {
            if state_.concerns(&records) {
                state_.clone().changed();
            }
        });
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref())?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_character_data(true);
        options.set_subtree(true);
        observer.observe_with_options(document, &options)?;
        Ok(Watch { observer, _callback: callback, state })
    }

    pub fn stop(&self) {
        self.observer.disconnect();
        self.state.timer.borrow_mut().take();
    }

    /// As if the page had changed now.
    pub fn again(&self) {
        self.state.clone().changed();
    }

    /// From now on the article is in there.
    pub fn set_root(&self, root: Option<Element>) {
        *self.state.root.borrow_mut() = root;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
    }
}

impl State {
    /// Whether the changes may be the article's.
    fn concerns(&self, records: &js_sys::Array) -> bool {
        let root = self.root.borrow();
        let Some(root) = root.as_ref().filter(|r| r.is_connected()) else { return true };
        if records.length() > MOST_RECORDS {
            return true;
        }
        records.iter().any(|record| {
            let record: MutationRecord = record.unchecked_into();
            let Some(target) = record.target() else { return false };
            root.contains(Some(&target)) || (target.contains(Some(root)) && adds_much(&record))
        })
    }

    /// Tells of it after a while without further changes.
    fn changed(self: Rc<Self>) {
        let now = js_sys::Date::now();
        let since = self.since.get().unwrap_or(now);
        self.since.set(Some(since));
        let wait = if now - since > PATIENCE_MS { 0 } else { QUIET_MS };
        if wait == 0 && self.timer.borrow().is_some() {
            // It is due: leave it to come.
            return;
        }
        let state = self.clone();
        *self.timer.borrow_mut() = Some(Timeout::new(wait, move || {
            state.timer.borrow_mut().take();
            state.since.set(None);
            (state.on)(());
        }));
    }
}

fn adds_much(record: &MutationRecord) -> bool {
    let added = record.added_nodes();
    (0..added.length())
        .filter_map(|i| added.item(i))
        .any(|n| n.node_type() == Node::ELEMENT_NODE && n.text_content().is_some_and(|t| t.len() >= MUCH))
}
