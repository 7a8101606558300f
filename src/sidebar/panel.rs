//! The panel's parts put together: what is shown, and what each event does.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, Event, EventTarget, FocusEvent, HtmlElement, HtmlInputElement, KeyboardEvent, PointerEvent, Window,
};

use super::action::{Action, Shelf, Take};
use super::aside::Aside;
use super::card::Card;
use super::copy;
use super::dock::{Dock, Side, Wish};
use super::dom::{self, Make, append};
use super::export::Export;
use super::frame::{Frame, Presence};
use super::guard;
use super::list::List;
use super::listing::{Choice, Listing, Tab};
use super::map::Map;
use super::messages::{KEPT, Messages};
use super::stay::Stay;
use super::store;
use super::view::View;
use super::{Errand, Focus, Ground, Intent, Shown, State};
use crate::anchor::Anchor;
use crate::outline::Item;
use crate::search::Query;

/// How far an arrow key moves the panel's edge, in pixels or percent; with Shift.
const STEP: (f64, f64) = (16.0, 64.0);
/// How long a button shows that it has copied, in milliseconds.
const COPIED: u32 = 2000;
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
    /// Listeners on the shadow root and the host, for as long as the panel lives.
    inside: OnceCell<Vec<EventListener>>,
    /// Only while something of the panel is on the page.
    stay: RefCell<Option<Stay>>,
    resize: RefCell<Vec<EventListener>>,
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
            inside: OnceCell::new(),
            stay: RefCell::default(),
            resize: RefCell::default(),
            keys: RefCell::default(),
        });
        panel.frame.choose(Tab::default());
        let _ = panel.inside.set(panel.listen_inside());
        let weak = panel.me.clone();
        store::load(move |wish| {
            if let Some(panel) = weak.upgrade() {
                panel.wish.set(wish);
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
            let moved = self.view.borrow().as_ref().is_some_and(|v| v.shown.url != shown.url);
            if moved {
                self.list.reset();
            }
            self.view.replace(Some(Rc::new(View::new(shown))));
        } else if !matches!(state, State::Working { .. } | State::Failed(super::Failure::Orphaned)) {
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
        self.stay.take();
        self.resize.take();
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

    fn place(&self) {
        if self.dragging.get() {
            return;
        }
        let (view, _) = self.window_size();
        let open = self.presence.get() == Presence::Open;
        let room = self.aside.borrow().as_ref().map(|(_, dock, view)| (*dock, *view));
        if open && room == Some((self.placed(view), view)) {
            return;
        }
        // The page as it is without us decides where the panel stands.
        self.aside.take();
        let column = if open { self.ground.column() } else { None };
        let dock = Dock::place(view, column, &self.wish.get());
        self.dock.set(Some(dock));
        self.frame.dock(dock, view);
        if let (true, Dock::Side { side, width }) = (open, dock) {
            let column = || self.ground.column();
            let aside = Aside::make(self.frame.make(), &self.frame.host, (side, width, view), column);
            self.aside.replace(aside.map(|aside| (aside, dock, view)));
        }
        self.map_soon();
    }

    /// Where the panel stands where it does not give way to the article, as it does not while the page does.
    fn placed(&self, view: f64) -> Dock {
        Dock::place(view, None, &self.wish.get())
    }

    /// Draws the map anew once the page has come to rest.
    pub fn map_soon(&self) {
        const REST: u32 = 250;
        if self.presence.get() == Presence::Hidden {
            return;
        }
        let me = self.me.clone();
        let later = Timeout::new(REST, move || {
            if let Some(panel) = me.upgrade() {
                panel.map.draw(panel.ground.ticks());
            }
        });
        self.mapping.replace(Some(later));
    }

    /// Width and height of the window without its scroll bars, in CSS pixels.
    fn window_size(&self) -> (f64, f64) {
        let page = self.window.document().and_then(|d| d.document_element());
        page.map_or((1024.0, 768.0), |p| (p.client_width().into(), self.inner_height().max(1.0)))
    }

    fn inner_height(&self) -> f64 {
        self.window.inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(768.0)
    }

    /// Brings the panel up to the state and report that it was given.
    fn render(&self) {
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

    /// Brings the list up to the reader's choice.
    fn relist(&self, view: &View) {
        let choice = self.choice.borrow();
        let listing = Listing::of(view, &choice);
        self.frame.head.count(Some(&listing), &self.words);
        self.list.render(view, &choice, &listing, &self.words);
    }

    /// Lists what the reader chose anew, from its start.
    fn chosen(&self) {
        self.list.reset();
        self.leave_card();
        if let Some(view) = self.view() {
            self.relist(&view);
        }
    }

    fn choose(&self, tab: Tab) {
        self.choice.borrow_mut().tab = tab;
        self.frame.choose(tab);
        self.chosen();
        self.keep(Wish { tab, ..self.wish.get() });
    }

    /// Searches for what is typed.
    fn search(&self) {
        let query = Query::new(&self.frame.head.typed());
        if self.choice.borrow().query == query {
            return;
        }
        self.choice.borrow_mut().query = query;
        self.chosen();
        if let Some(view) = self.view() {
            let choice = self.choice.borrow();
            let listing = Listing::of(&view, &choice);
            let found = match choice.tab {
                Tab::Exchanges => listing.exchanges.len(),
                _ => listing.entries.len(),
            };
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

    fn show_card(&self, view: &View, item: Item, focus: Focus) {
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
    fn back(&self, focus: bool) {
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

    fn remember_focus(&self) {
        let Some(document) = self.window.document() else { return };
        let active = document.active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
        if let Some(active) = active.filter(|e| *e != self.frame.host && Some(e) != document.body().as_ref()) {
            self.before.replace(Some(active));
        }
    }

    fn act(&self, action: Action) {
        match action {
            Action::Open => {
                // The launcher vanishes: the focus goes on into the panel, and comes back to it.
                self.before.take();
                self.open(Focus::Take);
            }
            Action::Close => self.close(),
            Action::Highlights => {
                let on = !self.highlights.get();
                self.highlights.set(on);
                self.frame.head.highlights(on);
                (self.on)(Intent::Highlights(on));
            }
            Action::Side => {
                let side = match self.dock.get() {
                    Some(Dock::Side { side: Side::Right, .. }) => Side::Left,
                    _ => Side::Right,
                };
                self.keep(Wish { side: Some(side), ..self.wish.get() });
            }
            Action::Filter(shelf) => {
                let mut filter = self.choice.borrow().filter;
                let on = match shelf {
                    Shelf::Quotes => &mut filter.quotes,
                    Shelf::Statements => &mut filter.statements,
                    Shelf::Rebuttals => &mut filter.rebuttals,
                };
                *on = !*on;
                self.choice.borrow_mut().filter = filter;
                self.frame.head.filter(filter);
                self.chosen();
                (self.on)(Intent::Filter(filter));
            }
            Action::Tab(tab) => self.choose(tab),
            Action::Card(item) => {
                let Some(view) = self.view() else { return };
                // A step from card to card keeps the focus on the button that steps.
                let stepping = self.frame.focused().is_some_and(|e| e.closest(".steps").is_ok_and(|s| s.is_some()));
                self.show_card(&view, item, if stepping { Focus::Leave } else { Focus::Take });
                (self.on)(Intent::Reveal(item));
            }
            Action::Reveal(item) => (self.on)(Intent::Reveal(item)),
            Action::Back => self.back(true),
            Action::Copy => self.copy(),
            Action::Take(take) => self.take(take),
            Action::Wrong => {
                if let (Some(view), Some((item, _))) = (self.view(), self.item.borrow().clone()) {
                    self.card.toggle_report(&view, item, &self.words);
                }
            }
            Action::WrongCopy => self.copy_report(),
            Action::More => self.grow(true),
            Action::Retry => (self.on)(Intent::Retry),
            Action::Reload => (self.on)(Intent::Reload),
        }
    }

    fn grow(&self, focus: bool) {
        let Some(view) = self.view() else { return };
        let last = self.list.last();
        self.list.grow();
        self.relist(&view);
        if focus && let Some(last) = last {
            self.list.step(&last, "ArrowDown");
        }
    }

    fn copy(&self) {
        let Some(view) = self.view() else { return };
        let Some((item, _)) = self.item.borrow().clone() else { return };
        let Some(text) = copy::text(&view, item, &self.words) else { return };
        let me = self.me.clone();
        spawn_local(async move {
            let copied = copy::to_clipboard(&text).await.is_ok();
            let Some(panel) = me.upgrade() else { return };
            let key = if copied || panel.card.copy_selected(&text) { "panel_copied" } else { "panel_copy_failed" };
            let message = panel.words.get(key);
            panel.card.copied(&message);
            panel.frame.say(&message);
            let later = Timeout::new(COPIED, move || {
                if let Some(panel) = me.upgrade() {
                    panel.card.copied(&panel.words.get("panel_copy"));
                }
            });
            panel.copied.replace(Some(later));
        });
    }

    fn take(&self, take: Take) {
        let Some(view) = self.view() else { return };
        if take == Take::Form {
            if self.export.is_open() {
                self.export.close();
            } else {
                self.export.open(&view, &self.words);
            }
            return;
        }
        let file = {
            let choice = self.choice.borrow();
            self.export.file(&view, &Listing::of(&view, &choice), &self.words, take == Take::Save)
        };
        let (done, refused) = match take {
            Take::Save => ("panel_take_saved", "panel_take_not_saved"),
            Take::Print => ("", "panel_take_not_printed"),
            Take::Copy | Take::Form => ("panel_copied", "panel_copy_failed"),
        };
        let promise = match take {
            Take::Save => Some(self.ground.run(Errand::Save(&file, &self.export.root))),
            Take::Print => Some(self.ground.run(Errand::Print)),
            Take::Copy | Take::Form => copy::write(&file.text).ok(),
        };
        let me = self.me.clone();
        spawn_local(async move {
            let did = match promise {
                Some(promise) => JsFuture::from(promise).await.is_ok(),
                None => false,
            };
            let Some(panel) = me.upgrade() else { return };
            let key = if did { done } else { refused };
            if !key.is_empty() {
                let outcome = panel.words.get(key);
                panel.export.say(&outcome);
                panel.frame.say(&outcome);
            }
        });
    }

    fn copy_report(&self) {
        let text = self.card.report.text();
        let me = self.me.clone();
        spawn_local(async move {
            let copied = copy::to_clipboard(&text).await.is_ok();
            let Some(panel) = me.upgrade() else { return };
            if !copied && let Some(area) = panel.card.report.area() {
                // Refused: selected, for the reader's own hand.
                let _ = area.focus();
                area.select();
            }
            panel.frame.say(&panel.words.get(if copied { "panel_copied" } else { "panel_copy_failed" }));
        });
    }

    /// Takes a wish, and keeps it for other pages.
    fn keep(&self, wish: Wish) {
        self.wish.set(wish);
        self.place();
        store::save(&wish);
    }

    fn listen_inside(&self) -> Vec<EventListener> {
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
            self.listen(self.frame.head.search.as_ref(), "input", |panel, _| panel.search()),
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
        self.list.root.contains(Some(&focused)) && self.list.step(&focused, &key)
    }

    /// From the search down into what it found.
    fn leave_search(&self, key: &str) -> bool {
        let first = self.list.current().filter(|_| matches!(key, "ArrowDown" | "Enter"));
        first.map(|first| self.list.focus(first)).is_some()
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

    fn resize_by_key(&self, key: &str, large: bool) -> bool {
        let Some(dock) = self.dock.get() else { return false };
        let (view, _) = self.window_size();
        let [now, least, most] = dock.range(view);
        let step = if large { STEP.1 } else { STEP.0 };
        // The arrow moves the edge that way.
        let size = match (key, dock) {
            ("ArrowLeft", Dock::Side { side: Side::Right, .. }) => now + step,
            ("ArrowRight", Dock::Side { side: Side::Right, .. }) => now - step,
            ("ArrowLeft", Dock::Side { side: Side::Left, .. }) => now - step,
            ("ArrowRight", Dock::Side { side: Side::Left, .. }) => now + step,
            ("ArrowUp", Dock::Sheet { .. }) => now + step / 4.0,
            ("ArrowDown", Dock::Sheet { .. }) => now - step / 4.0,
            ("Home", _) => least,
            ("End", _) => most,
            _ => return false,
        };
        self.keep(dock.sized(size, view, self.wish.get()));
        true
    }

    fn drag(&self, point: (f64, f64)) {
        let Some(dock) = self.dock.get() else { return };
        let window = self.window_size();
        let wish = dock.sized(dock.reach(point, window), window.0, self.wish.get());
        self.wish.set(wish);
        // The side stays while the pointer is down, whatever the article's column would suggest.
        let side = match dock {
            Dock::Side { side, .. } => Some(side),
            Dock::Sheet { .. } => None,
        };
        let dock = Dock::place(window.0, None, &Wish { side, ..wish });
        self.dock.set(Some(dock));
        self.frame.dock(dock, window.0);
    }
}
