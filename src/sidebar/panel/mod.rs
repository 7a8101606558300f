//! The panel's parts put together. Its jobs have a file each: going through the report, standing on the page, hearing
//! the reader, and doing what was asked.

mod act;
mod browse;
mod hear;
mod place;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget, HtmlElement, Window};

use super::aside::Aside;
use super::card::Card;
use super::dock::{Dock, Wish};
use super::dom::{self, Make, append};
use super::export::Export;
use super::frame::{Frame, Presence};
use super::guard;
use super::list::List;
use super::listing::{Choice, Tab};
use super::map::Map;
use super::messages::{KEPT, Messages};
use super::stay::Stay;
use super::store;
use super::view::View;
use super::{Failure, Focus, Ground, Intent, Shown, State};
use crate::anchor::Anchor;
use crate::outline::Item;

pub struct Panel {
    me: Weak<Panel>,
    window: Window,
    on: Box<dyn Fn(Intent)>,
    ground: Box<dyn Ground>,
    words: Messages,
    frame: Frame,
    list: List,
    card: Card,
    export: Export,
    presence: Cell<Presence>,
    state: Cell<State>,
    view: RefCell<Option<Rc<View>>>,
    choice: RefCell<Choice>,
    highlights: Cell<bool>,
    /// What the card shows.
    item: RefCell<Option<(Item, Anchor)>>,
    wish: Cell<Wish>,
    dock: Cell<Option<Dock>>,
    dragging: Cell<bool>,
    /// The room that the page made for the panel as it stands.
    aside: RefCell<Option<(Aside, Dock, f64)>>,
    map: Map,
    mapping: RefCell<Option<Timeout>>,
    /// What in the page had the focus before the panel took it.
    before: RefCell<Option<HtmlElement>>,
    /// Whether the list shows another report than it should: it is built only when it is seen.
    stale: Cell<bool>,
    copied: RefCell<Option<Timeout>>,
    /// A search for what was typed since the last.
    searching: RefCell<Option<Timeout>>,
    /// Listeners on the shadow root and the host, for as long as the panel lives.
    inside: OnceCell<Vec<EventListener>>,
    /// On the window, only while something of the panel is on the page.
    resize: RefCell<Vec<EventListener>>,
    /// Just as long.
    stay: RefCell<Option<Stay>>,
    /// On the window, only while the panel has the focus: the page's own typing costs nothing.
    keys: RefCell<Vec<EventListener>>,
}

impl Panel {
    pub fn new(on: impl Fn(Intent) + 'static, ground: impl Ground + 'static) -> Result<Rc<Panel>, JsValue> {
        let window = web_sys::window().ok_or("no window")?;
        let make = Make::new(window.document().ok_or("no document")?);
        let words = Messages::new();
        words.keep(KEPT);
        let frame = Frame::new(&make, &words)?;
        let list = List::new(&make, &words);
        let card = Card::new(&make, &words);
        let map = Map::new(&make);
        frame.place_map(&map.root);
        let export = Export::new(&make, &words, &frame.head.take);
        append(&frame.head.root, &export.root);
        append(&frame.views, &list.root);
        append(&frame.views, &card.root);
        card.root.set_hidden(true);
        let panel = Rc::new_cyclic(|me| Panel {
            me: me.clone(),
            window,
            on: Box::new(on),
            ground: Box::new(ground),
            words,
            frame,
            list,
            card,
            export,
            presence: Cell::new(Presence::Hidden),
            state: Cell::new(State::Working { done: 0, of: 0 }),
            view: RefCell::default(),
            choice: RefCell::default(),
            highlights: Cell::new(true),
            item: RefCell::default(),
            wish: Cell::default(),
            dock: Cell::default(),
            dragging: Cell::default(),
            aside: RefCell::default(),
            map,
            mapping: RefCell::default(),
            before: RefCell::default(),
            stale: Cell::new(true),
            copied: RefCell::default(),
            searching: RefCell::default(),
            inside: OnceCell::new(),
            resize: RefCell::default(),
            stay: RefCell::default(),
            keys: RefCell::default(),
        });
        panel.frame.choose(Tab::default());
        let _ = panel.inside.set(panel.listen_inside());
        let weak = panel.me.clone();
        store::load(move |kept| {
            if let Some(panel) = weak.upgrade() {
                let wish = panel.wish.get().or(kept);
                panel.wish.set(wish);
                if wish != kept {
                    store::save(&wish);
                }
                panel.place();
                panel.choice.borrow_mut().tab = wish.tab;
                panel.frame.choose(wish.tab);
                panel.stale.set(true);
                match panel.presence.get() {
                    Presence::Launcher if wish.open => panel.open(Focus::Leave),
                    Presence::Open => panel.render(),
                    _ => {}
                }
            }
        });
        Ok(panel)
    }

    pub fn set(&self, state: State, shown: Option<Rc<Shown>>) {
        let before = self.state.replace(state);
        if let (State::Working { .. }, State::Working { done, of }) = (before, state)
            && self.presence.get() == Presence::Open
        {
            return self.frame.progress(done, of);
        }
        if let Some(shown) = shown {
            let moved =
                self.view.borrow().as_ref().is_some_and(|v| (&v.shown.url, v.shown.story) != (&shown.url, shown.story));
            if moved {
                self.list.reset();
            }
            self.view.replace(Some(Rc::new(View::new(shown))));
        } else if !matches!(state, State::Working { .. } | State::Failed(Failure::Orphaned)) {
            // Working on it, or cut off from the extension: what is shown is still true of the page.
            self.view.replace(None);
        }
        self.stale.set(true);
        let counts = self.view().map(|v| v.outline.counts).unwrap_or_default();
        self.frame.count(counts.quotes + counts.statements, &self.words);
        if self.presence.get() == Presence::Open {
            self.place();
            self.render();
        }
    }

    pub fn open(&self, focus: Focus) {
        let first = self.presence.replace(Presence::Open) != Presence::Open;
        if focus == Focus::Take {
            self.remember_focus();
        }
        self.show(Presence::Open);
        self.render();
        if focus == Focus::Take {
            let carded = self.item.borrow().is_some();
            let target = if carded { self.card.heading() } else { self.list.current().filter(|_| self.listed()) };
            dom::focus(target.as_ref().unwrap_or(&self.frame.head.title));
        }
        if first {
            self.remember_open(true);
            (self.on)(Intent::Opened);
        }
    }

    fn remember_open(&self, open: bool) {
        let wish = self.wish.get();
        if wish.open != open {
            self.wish.set(Wish { open, ..wish });
            store::save(&self.wish.get());
        }
    }

    pub fn close(&self) {
        let before = self.presence.replace(Presence::Launcher);
        if before == Presence::Launcher && self.frame.host.is_connected() {
            return;
        }
        if before == Presence::Hidden && self.wish.get().open {
            // As the reader left it on the page before.
            return self.open(Focus::Leave);
        }
        let open = before == Presence::Open;
        let focused = self.frame.focused().is_some();
        self.show(Presence::Launcher);
        if open && focused {
            let before = self.before.take().filter(|e| e.is_connected());
            dom::focus(&before.unwrap_or_else(|| self.frame.launcher.clone()));
        }
        if open {
            self.remember_open(false);
            (self.on)(Intent::Closed);
        }
    }

    pub fn hide(&self) {
        self.presence.set(Presence::Hidden);
        self.mapping.take();
        self.aside.take();
        self.frame.present(Presence::Hidden);
        self.resize.take();
        self.stay.take();
        self.keys.take();
        self.frame.detach();
    }

    pub fn is_open(&self) -> bool {
        self.presence.get() == Presence::Open && self.frame.host.is_connected()
    }

    pub fn open_card(&self, item: Item, focus: Focus) {
        let Some(view) = self.view() else { return };
        let Some(item) = view.listed(item) else { return };
        if !self.is_open() {
            self.open(Focus::Leave);
        }
        if focus == Focus::Take {
            self.remember_focus();
        }
        self.show_card(&view, item, focus);
    }

    pub fn owns(&self, event: &Event) -> bool {
        guard::is_at(event, &self.frame.host)
    }

    pub fn host(&self) -> &HtmlElement {
        &self.frame.host
    }

    pub fn panel(&self) -> &HtmlElement {
        &self.frame.panel
    }

    fn view(&self) -> Option<Rc<View>> {
        self.view.borrow().clone()
    }

    /// Whether there is a list to show.
    fn listed(&self) -> bool {
        self.view().is_some_and(|v| !v.outline.groups.is_empty() || !v.outline.exchanges.is_empty())
    }

    /// Puts panel or launcher on the page.
    fn show(&self, presence: Presence) {
        self.frame.present(presence);
        self.frame.attach();
        self.place();
        let me = self.me.clone();
        let stay = Stay::new(self.frame.make().document(), &self.frame.host, move || {
            if let Some(panel) = me.upgrade() {
                panel.frame.attach();
            }
        });
        self.stay.replace(stay.ok());
        if self.resize.borrow().is_empty() {
            let resize = self.listen(self.window.as_ref(), "resize", |panel, _| {
                panel.place();
                panel.map_soon();
            });
            // Of anything on the page: pictures push the text about.
            let options = EventListenerOptions::run_in_capture_phase();
            let me = self.me.clone();
            let load = EventListener::new_with_options(&self.window, "load", options, move |_| {
                if let Some(panel) = me.upgrade() {
                    panel.map_soon();
                }
            });
            self.resize.replace(vec![resize, load]);
        }
    }

    fn remember_focus(&self) {
        let Some(document) = self.window.document() else { return };
        let active = document.active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
        if let Some(active) = active.filter(|e| *e != self.frame.host && Some(e) != document.body().as_ref()) {
            self.before.replace(Some(active));
        }
    }

    fn listen(
        &self,
        target: &EventTarget,
        kind: &'static str,
        hear: impl Fn(&Panel, &Event) + 'static,
    ) -> EventListener {
        let me = self.me.clone();
        EventListener::new(target, kind, move |event| {
            if let Some(panel) = me.upgrade() {
                hear(&panel, event);
            }
        })
    }
}
