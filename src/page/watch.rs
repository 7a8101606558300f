//! Tells when the page has changed where the article may be, once it is quiet again; and what has changed since it was
//! read. No polling, no idle timers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, MutationObserver, MutationObserverInit, MutationRecord, Node, NodeList, Performance,
    ResizeObserver, ResizeObserverEntry,
};

use super::ask::holds;
use super::changes::{Changes, nodes};
use super::{Reader, Reading};

/// So long no change: the page is quiet.
const QUIET_MS: f64 = 150.0;
/// A page that never is quiet is looked at this often …
const PATIENCE_MS: f64 = 2000.0;
/// … or so many times what a look costs, whichever is longer.
const PATIENCE: f64 = 50.0;
/// In a flood each record is not looked at.
const MOST_RECORDS: u32 = 1000;
/// Text that has come in outside the article, and is long enough to be more of it.
const MUCH: i64 = 400;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Node, js_name = Node)]
    type Told;
    // web-sys would copy the text, of which only the length is wanted.
    #[wasm_bindgen(method, getter, js_name = textContent)]
    fn text(this: &Told) -> Option<JsString>;
}

/// Watches the document until dropped.
pub struct Watch {
    mutations: MutationObserver,
    sizes: ResizeObserver,
    _heard: [Closure<dyn FnMut(Array)>; 2],
    state: Rc<State>,
}

struct State {
    on: Box<dyn Fn(())>,
    document: Document,
    clock: Performance,
    changes: RefCell<Changes>,
    /// The element that the article is in, if the page has one.
    root: RefCell<Option<Element>>,
    /// That, or the page's body, and its size.
    main: RefCell<Option<Element>>,
    size: Cell<Option<(f64, f64)>>,
    /// How much text came in outside the article since the last look, less what went.
    outside: Cell<i64>,
    /// On a page with several stories: that the reader has come to rest.
    rest: RefCell<Option<EventListener>>,
    timer: RefCell<Option<Timeout>>,
    /// When the first and the last change came that were not told yet.
    since: Cell<Option<(f64, f64)>>,
    /// What the last look cost.
    cost: Cell<f64>,
}

impl Watch {
    pub fn new(document: &Document, clock: Performance, on: impl Fn(()) + 'static) -> Result<Watch, JsValue> {
        let state = Rc::new(State {
            on: Box::new(on),
            document: document.clone(),
            clock,
            changes: RefCell::new(Changes::all(document)?),
            root: RefCell::default(),
            main: RefCell::default(),
            size: Cell::default(),
            outside: Cell::default(),
            rest: RefCell::default(),
            timer: RefCell::default(),
            since: Cell::default(),
            cost: Cell::default(),
        });
        let [mutated, resized] = [state.clone(), state.clone()];
        let mutated = Closure::<dyn FnMut(Array)>::new(move |records: Array| mutated.mutated(&records));
        let resized = Closure::<dyn FnMut(Array)>::new(move |entries: Array| resized.resized(&entries));
        let mutations = MutationObserver::new(mutated.as_ref().unchecked_ref())?;
        let sizes = ResizeObserver::new(resized.as_ref().unchecked_ref())?;
        mutations.observe_with_options(document, &observed())?;
        Ok(Watch { mutations, sizes, _heard: [mutated, resized], state })
    }

    pub fn stop(&self) {
        self.mutations.disconnect();
        self.sizes.disconnect();
        self.state.timer.borrow_mut().take();
        self.state.rest.borrow_mut().take();
    }

    /// As if the page had changed now.
    pub fn again(&self) {
        self.state.changed();
    }

    /// What has changed since it was asked last, at first all.
    pub fn changes(&self) -> Changes {
        self.state.note(&self.mutations.take_records());
        self.state.outside.set(0);
        let mut changes = self.state.changes.borrow_mut().take();
        // Without an article nothing tells when one comes into sight.
        changes.looks |= self.state.root.borrow().is_none();
        changes
    }

    /// From now on this is the page's article, as the reader read it.
    pub fn follow(&self, reading: Option<&Rc<Reading>>, reader: &Reader) {
        for root in reader.roots().iter() {
            // Once more changes nothing.
            let _ = self.mutations.observe_with_options(root.unchecked_ref(), &observed());
        }
        *self.state.rest.borrow_mut() = reading.filter(|r| r.has_others()).map(|reading| {
            let (state, reading) = (Rc::downgrade(&self.state), reading.clone());
            // On its way down, because the page may stop it, and scroll a box of its own.
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
            EventListener::new_with_options(&self.state.document, "scrollend", options, move |_| {
                if let Some(state) = state.upgrade().filter(|state| reading.is_past(&state.document)) {
                    state.changed();
                }
            })
        });
        let root = reading.map(|r| r.root().clone());
        // A component that gets a shadow tree tells by its size alone.
        let main = root.clone().or_else(|| self.state.document.body().map(Element::from));
        self.sizes.disconnect();
        // What the page hides tells by its size when it is shown.
        main.iter().for_each(|main| self.sizes.observe(main));
        for element in reader.hidden().iter() {
            self.sizes.observe(element.unchecked_ref());
        }
        if *self.state.main.borrow() != main {
            self.state.size.set(None);
        }
        if root.is_none() && self.state.root.borrow().is_some() {
            // It may be drawn by a shadow tree now, of which nothing tells.
            self.state.changes.borrow_mut().all = true;
            self.state.changed();
        }
        *self.state.main.borrow_mut() = main;
        *self.state.root.borrow_mut() = root;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
    }
}

impl State {
    fn mutated(self: &Rc<Self>, records: &Array) {
        self.note(records);
        if self.since.get().is_some() || self.concern(records) {
            self.changed();
        }
    }

    fn note(&self, records: &Array) {
        let mut changes = self.changes.borrow_mut();
        changes.all |= records.length() > MOST_RECORDS;
        if !changes.all {
            records.iter().for_each(|record| changes.note(record.unchecked_ref()));
        }
    }

    /// Whether the changes may be the article's.
    fn concern(&self, records: &Array) -> bool {
        let root = self.root.borrow();
        let Some(root) = root.as_ref().filter(|r| holds(&self.document, r)) else { return true };
        if records.length() > MOST_RECORDS {
            return true;
        }
        let inside = |record: JsValue| {
            let record: MutationRecord = record.unchecked_into();
            let inside = record.target().is_some_and(|target| holds(root, &target));
            if !inside {
                let change = length(&record.added_nodes()) - length(&record.removed_nodes());
                self.outside.set((self.outside.get() + change).max(0));
            }
            inside
        };
        records.iter().any(inside) || self.outside.get() >= MUCH
    }

    fn resized(self: &Rc<Self>, entries: &Array) {
        let mut differs = false;
        for entry in entries.iter() {
            let entry: ResizeObserverEntry = entry.unchecked_into();
            let (target, size) = (entry.target(), entry.content_rect());
            let size = Some((size.width(), size.height()));
            // Each is told of once when the watch begins.
            differs |= match *self.main.borrow() == Some(target) {
                true => self.size.replace(size).is_some_and(|old| Some(old) != size),
                false => size != Some((0.0, 0.0)),
            };
        }
        if differs {
            let mut changes = self.changes.borrow_mut();
            changes.looks = true;
            // Nothing else has changed, and yet there is more of a page without an article.
            changes.all |= self.root.borrow().is_none() && self.since.get().is_none();
            drop(changes);
            self.changed();
        }
    }

    /// Tells of it after a while without further changes.
    fn changed(self: &Rc<Self>) {
        let now = self.clock.now();
        let first = self.since.get().map_or(now, |(first, _)| first);
        self.since.set(Some((first, now)));
        if self.timer.borrow().is_none() {
            self.wait(QUIET_MS);
        }
    }

    fn wait(self: &Rc<Self>, time: f64) {
        let state = self.clone();
        let timer = Timeout::new(time.ceil() as u32, move || state.tell());
        *self.timer.borrow_mut() = Some(timer);
    }

    fn tell(self: Rc<Self>) {
        self.timer.borrow_mut().take();
        let Some((first, last)) = self.since.get() else { return };
        let now = self.clock.now();
        let quiet = QUIET_MS - (now - last);
        if quiet > 1.0 && now - first < PATIENCE_MS.max(PATIENCE * self.cost.get()) {
            return self.wait(quiet);
        }
        self.since.set(None);
        (self.on)(());
        self.cost.set(self.clock.now() - now);
    }
}

/// What is told of a document and of a shadow tree.
fn observed() -> MutationObserverInit {
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_character_data(true);
    options.set_subtree(true);
    options
}

/// The length of the text in the nodes.
fn length(list: &NodeList) -> i64 {
    nodes(list).filter_map(|node| node.unchecked_into::<Told>().text()).map(|text| i64::from(text.length())).sum()
}
