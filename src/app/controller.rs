//! Wires the page to the analysis, and both to the panel.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{Document, IdleRequestOptions, Performance, Range, Window};

use super::answer::{Status, Timing, Work, answer};
use super::marks::{self, Mark};
use super::slices::Slices;
use super::{Outside, is_broken, who};
use crate::anchor::Anchor;
use crate::outline::{Filter, Item};
use crate::page::{Flash, Painter, Pointer, Reader, Reading, Watch, Way, selected};
use crate::palette::Palette;
use crate::report::Report;
use crate::sidebar::{Column, Errand, Failure, Focus, Ground, Intent, Shown, Sidebar, State, Tick};
use crate::text::Utf16;
use crate::{Pace, analyse_in_steps, work};

/// Of more highlights than this some are not on the map.
const MOST_TICKS: usize = 1000;
/// The panel of a page that is never idle waits no longer.
const PATIENCE_MS: u32 = 500;
/// The work that painting a range is.
const PAINTING: usize = 300;

pub struct Controller {
    outside: Outside,
    window: Window,
    document: Document,
    clock: Performance,
    status: Cell<Status>,
    timing: Cell<Timing>,
    /// How many bytes were analysed so far.
    analysed: Cell<usize>,
    reader: Reader,
    reading: RefCell<Option<Rc<Reading>>>,
    report: RefCell<Rc<Report<Utf16>>>,
    shown: RefCell<Option<Rc<Shown>>>,
    palette: RefCell<Palette>,
    marks: RefCell<Vec<Mark>>,
    filter: Cell<Filter>,
    /// The kinds that the reader's settings have painted.
    kinds: Cell<Filter>,
    /// Whether the reader wants to see highlights.
    visible: Cell<bool>,
    active: Cell<Option<Item>>,
    /// Reading, analysing and painting, whichever is under way.
    slices: OnceCell<Slices>,
    /// How far the analysis is, and of how much; nothing while the page is still being read.
    progress: RefCell<Option<(Rc<Pace>, usize)>>,
    /// Whether the work under way took the place of another, and whether the page has changed since.
    hurried: Cell<bool>,
    outdated: Cell<bool>,
    /// Whether the highlights are not those that there should be.
    unpainted: Cell<bool>,
    /// Whether what was found last is still to be painted, and to be given to the panel.
    painting: Cell<bool>,
    /// Made when there is something to paint.
    painter: OnceCell<Rc<Painter>>,
    flash: RefCell<Option<Flash>>,
    way: RefCell<Option<Way>>,
    /// Made when there is something to show.
    sidebar: OnceCell<Sidebar>,
    watch: OnceCell<Watch>,
    pointer: OnceCell<Pointer>,
    back: OnceCell<EventListener>,
    /// The number on the toolbar.
    count: Cell<u32>,
}

impl Controller {
    pub fn start(outside: Outside, init_ms: f64, kinds: Filter) -> Result<Rc<Controller>, JsValue> {
        let window = web_sys::window().ok_or("no window")?;
        let this = Rc::new(Controller {
            outside,
            document: window.document().ok_or("no document")?,
            clock: window.performance().ok_or("no clock")?,
            window,
            status: Cell::new(Status::Working),
            timing: Cell::new(Timing { init_ms, ..Timing::default() }),
            analysed: Cell::default(),
            reader: Reader::default(),
            reading: RefCell::default(),
            report: RefCell::default(),
            shown: RefCell::default(),
            palette: RefCell::default(),
            marks: RefCell::default(),
            filter: Cell::default(),
            kinds: Cell::new(kinds),
            visible: Cell::new(true),
            active: Cell::default(),
            slices: OnceCell::new(),
            progress: RefCell::default(),
            hurried: Cell::default(),
            outdated: Cell::default(),
            painting: Cell::default(),
            unpainted: Cell::default(),
            painter: OnceCell::new(),
            flash: RefCell::default(),
            way: RefCell::default(),
            sidebar: OnceCell::new(),
            watch: OnceCell::new(),
            pointer: OnceCell::new(),
            back: OnceCell::new(),
            count: Cell::default(),
        });
        let _ = this.slices.set(Slices::new(this.clock.clone(), {
            let show = weakly(&this, |this, ()| this.show_progress());
            move || show(())
        })?);
        let watch = Watch::new(&this.document, this.clock.clone(), weakly(&this, |this, ()| this.changed()))?;
        let _ = this.watch.set(watch);
        this.refresh();
        let weak = Rc::downgrade(&this);
        let roots = Rc::downgrade(&this);
        let roots = move || alive(&roots).map(|this| this.reader.roots()).unwrap_or_default();
        let pointer = Pointer::new(&this.window, roots, move |event, target| {
            let Some(this) = alive(&weak) else { return };
            let own = this.sidebar.get().is_some_and(|s| s.owns(event));
            let offset = || this.reading.borrow().as_ref()?.offset(&target.node, target.offset);
            if !own && let Some(offset) = offset() {
                this.clicked(offset);
            }
        });
        let _ = this.pointer.set(pointer);
        // The browser keeps a page that was left as it was, but not the number on the toolbar.
        let back = EventListener::new(&this.window, "pageshow", {
            let count = weakly(&this, |this, ()| this.outside.badge(this.count.get()));
            move |_| count(())
        });
        let _ = this.back.set(back);
        Ok(this)
    }

    pub fn answer(&self) -> Result<JsValue, JsValue> {
        let reading = self.reading.borrow();
        // What is not on the page yet is not told as found.
        let status = if self.painting.get() { Status::Working } else { self.status.get() };
        let work = Work { texts: self.reader.texts(), bytes: self.analysed.get() };
        let article = reading.as_ref().map(|r| &r.article);
        let timing = Timing { slice_ms: self.slices.get().map_or(0.0, Slices::longest), ..self.timing.get() };
        answer(status, article, &self.report.borrow(), timing, work)
    }

    pub fn toggle(self: &Rc<Self>) {
        match self.sidebar.get() {
            Some(sidebar) if sidebar.is_open() => sidebar.close(),
            _ => self.open(),
        }
    }

    pub fn open(self: &Rc<Self>) {
        let known = self.sidebar.get().inspect(|sidebar| self.fill(sidebar));
        if let Some(sidebar) = known.or_else(|| self.sidebar()) {
            sidebar.open(Focus::Take);
        }
    }

    /// To the next highlight, or the one before: from the active one, else from what the reader has before them.
    pub fn step(self: &Rc<Self>, forward: bool) {
        let items = marks::items(&self.marks.borrow());
        let last = items.len().wrapping_sub(1);
        let active = self.active.get().and_then(|a| items.iter().position(|i| *i == a));
        let next = match (active, forward) {
            (Some(at), true) => at.checked_add(1).filter(|n| *n <= last).unwrap_or(0),
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
            (None, forward) => {
                let below = items.iter().position(|i| self.is_below_top(*i)).unwrap_or(0);
                if forward { below } else { below.checked_sub(1).unwrap_or(last) }
            }
        };
        let Some(&item) = items.get(next) else { return self.open() };
        if let Some(sidebar) = self.sidebar() {
            sidebar.open_card(item, Focus::Take);
        }
        self.reveal(item);
    }

    /// Shows who said what is selected. `false`: nobody, as far as the article tells.
    pub fn who(self: &Rc<Self>) -> bool {
        if !matches!(self.status.get(), Status::Ready | Status::Empty) {
            // The panel says why there is no answer.
            self.open();
            return true;
        }
        let range = selected(&self.window, &self.reader.roots());
        let span = range.and_then(|range| self.reading.borrow().as_ref()?.covered(&range));
        let Some(item) = span.and_then(|span| who::item_of(&self.report.borrow(), span)) else { return false };
        self.mark(item);
        if let Some(sidebar) = self.sidebar() {
            sidebar.open_card(item, Focus::Take);
        }
        true
    }

    pub fn set_kinds(self: &Rc<Self>, kinds: Filter) {
        if self.kinds.replace(kinds) != kinds {
            self.repaint();
        }
    }

    /// Leaves what is under way; it holds on to the controller.
    pub fn leave_off(&self) {
        if let Some(slices) = self.slices.get() {
            slices.stop();
        }
    }

    /// The page changed.
    fn changed(self: &Rc<Self>) {
        if self.outside.orphaned() {
            // Nothing of ours is kept up to date any more.
            if let Some(watch) = self.watch.get() {
                watch.stop();
            }
            return self.orphaned();
        }
        let busy = self.slices.get().is_some_and(Slices::is_busy);
        // What changes without end is read to its end now and then.
        if busy && self.hurried.get() {
            return self.outdated.set(true);
        }
        self.hurried.set(busy);
        self.refresh();
    }

    /// Reads the page, and analyses and paints what is new in it; what is under way is left.
    fn refresh(self: &Rc<Self>) {
        if self.slices.get().is_some_and(Slices::is_busy) {
            // It may have been painting.
            self.unpainted.set(true);
        }
        let this = self.clone();
        self.run(async move {
            if let Err(why) = this.try_refresh().await {
                web_sys::console::error_2(&"Quoth could not read the page:".into(), &why);
                this.forget(Status::Error);
                this.show();
            }
            this.progress.take();
            this.hurried.set(false);
            if this.outdated.take()
                && let Some(watch) = this.watch.get()
            {
                watch.again();
            }
        });
    }

    fn run(&self, work: impl Future<Output = ()> + 'static) {
        if let Some(slices) = self.slices.get() {
            slices.run(work);
        }
    }

    async fn try_refresh(self: &Rc<Self>) -> Result<(), JsValue> {
        let Some(watch) = self.watch.get() else { return Ok(()) };
        let start = self.spent();
        let pace = Pace::default();
        let held = self.active.get().is_some_and(|item| self.is_in_view(item));
        let texts = self.reader.texts();
        let reading = self.reader.read(&self.document, watch.changes(), held, &pace).await?.map(Rc::new);
        watch.follow(reading.as_ref(), &self.reader);
        let mut timing = Timing { scan_ms: self.spent() - start, ..self.timing.get() };
        self.timing.set(timing);
        let Some(reading) = reading else {
            self.forget(Status::NotArticle);
            self.show();
            return Ok(());
        };
        let before = self.reading.borrow().clone().filter(|_| self.shown.borrow().is_some());
        // What was moved was read anew: the highlights in it are gone, though its nodes are the same.
        let moved = self.reader.texts() > texts;
        let (same_text, same) =
            before.map_or((false, false), |b| (b.article == reading.article, !moved && b.is_same_as(&reading)));
        if !reading.is_english {
            self.forget(Status::UnsupportedLanguage);
            *self.reading.borrow_mut() = Some(reading);
            self.show();
            return Ok(());
        }
        if !same_text {
            let start = self.spent();
            let pace = Rc::new(Pace::default());
            self.progress.replace(Some((pace.clone(), work(&reading.article))));
            self.analysed.set(self.analysed.get() + reading.article.text.len());
            let report = analyse_in_steps(&reading.article, &pace).await;
            pace.rest().await;
            let counted = report.counted_in_steps::<Utf16>(&reading.article.text, &pace).await;
            pace.rest().await;
            timing.analyse_ms = self.spent() - start;
            let active = self.active.get().zip(self.shown.borrow().clone());
            let active = active.and_then(|(item, old)| Anchor::of(&old.article, &old.report, item));
            self.active.set(active.and_then(|anchor| anchor.find(&reading.article, &report)));
            *self.report.borrow_mut() = Rc::new(counted);
            self.painting.set(true);
            let url = self.window.location().href().unwrap_or_default();
            let (article, colours) = (reading.article.clone(), self.palette.borrow_mut().dye(&report));
            let (story, cut) = (reading.story(), reading.cut);
            *self.shown.borrow_mut() = Some(Rc::new(Shown { article, report, colours, url, story, cut }));
        }
        *self.reading.borrow_mut() = Some(reading);
        if !same {
            self.unpainted.set(true);
        }
        let start = self.spent();
        self.paint_all().await;
        timing.paint_ms = self.spent() - start;
        self.timing.set(timing);
        let nothing = self.report.borrow().attributions.is_empty() && self.report.borrow().rebuttals.is_empty();
        self.status.set(if nothing { Status::Empty } else { Status::Ready });
        if self.painting.get() {
            let said = self.report.borrow().attributions.iter().filter(|a| a.repeats.is_none()).count();
            self.tell_count(said as u32);
            pace.rest().await;
            self.painting.set(false);
            self.show_in_time();
        }
        Ok(())
    }

    /// The milliseconds that the work has taken up to now, without those of the page between its slices.
    fn spent(&self) -> f64 {
        self.slices.get().map_or(0.0, Slices::spent)
    }

    fn tell_count(&self, count: u32) {
        self.count.set(count);
        self.outside.badge(count);
    }

    /// Drops what was known of the page.
    fn forget(&self, status: Status) {
        self.painting.set(false);
        let known = self.shown.borrow_mut().take().is_some();
        self.status.set(status);
        self.reading.borrow_mut().take();
        self.marks.borrow_mut().clear();
        self.flash.borrow_mut().take();
        self.active.set(None);
        *self.report.borrow_mut() = Rc::default();
        if let Some(painter) = self.painter.get() {
            painter.clear_all();
        }
        if known {
            self.tell_count(0);
        }
    }

    /// Paints anew, now or at the end of the work that is under way.
    fn repaint(self: &Rc<Self>) {
        self.unpainted.set(true);
        if !self.slices.get().is_some_and(Slices::is_busy) {
            let this = self.clone();
            self.run(async move { this.paint_all().await });
        }
    }

    async fn paint_all(&self) {
        while self.unpainted.get() {
            self.unpainted.set(false);
            let filter = marks::both(self.kinds.get(), self.filter.get());
            let shown = self.shown.borrow().clone().filter(|_| self.visible.get());
            let marks = shown.map(|shown| marks::marks(&self.report.borrow(), &shown.colours, filter));
            self.paint(marks.unwrap_or_default()).await;
        }
    }

    async fn paint(&self, marks: Vec<Mark>) {
        self.flash.borrow_mut().take();
        if let Some(painter) = self.painter.get() {
            painter.clear_all();
        }
        if !marks.is_empty() {
            let painter = self.painter();
            let (reading, pace) = (self.reading.borrow().clone(), Pace::default());
            if let Some(reading) = reading {
                for mark in &marks {
                    let ranges = reading.ranges(&self.document, mark.span);
                    painter.add(mark.name, &ranges);
                    pace.did(PAINTING * ranges.len()).await;
                }
            }
        }
        *self.marks.borrow_mut() = marks;
        if let (Some(active), Some(painter)) = (self.active.get(), self.painter.get()) {
            painter.add(crate::page::Name::Active, &self.ranges(active));
        }
        if let Some(sidebar) = self.sidebar.get() {
            sidebar.repainted();
        }
    }

    fn painter(&self) -> &Rc<Painter> {
        self.painter.get_or_init(|| {
            let outside = self.outside.clone();
            Rc::new(Painter::new(move |name| outside.paints(name)))
        })
    }

    /// Where the highlights are on a page that is longer than the window.
    fn ticks(&self) -> Vec<Tick> {
        let Some(page) = self.document.scrolling_element() else { return Vec::new() };
        let (long, seen) = (f64::from(page.scroll_height()), f64::from(page.client_height()));
        let scrolled = self.window.scroll_y().unwrap_or_default();
        let reading = self.reading.borrow();
        let (Some(reading), true) = (reading.as_ref(), long > seen * 1.2) else { return Vec::new() };
        let mut ticks: Vec<Tick> = Vec::new();
        let marks = self.marks.borrow();
        // To ask for a place takes a few microseconds, and the map has no room for thousands.
        for mark in marks.iter().step_by(marks.len() / MOST_TICKS + 1) {
            let ranges = reading.ranges(&self.document, mark.span);
            let Some(place) = ranges.first().map(Range::get_bounding_client_rect) else { continue };
            let at = ((place.top() + scrolled) / long * 1000.0) as i32;
            let colour = mark.name.colour();
            if ticks.last().is_none_or(|t| (t.item, t.at) != (mark.item, at)) {
                ticks.push(Tick { item: mark.item, at, colour });
            }
        }
        ticks
    }

    /// Where the item stands on the page.
    fn ranges(&self, item: Item) -> Vec<Range> {
        let report = self.report.borrow();
        let spans = match item {
            Item::Attribution(index) => report.attributions.get(index).map(|a| a.content.clone()),
            Item::Rebuttal(index) => report.rebuttals.get(index).map(|r| vec![r.span]),
        };
        let reading = self.reading.borrow();
        let Some(reading) = reading.as_ref() else { return Vec::new() };
        spans.unwrap_or_default().into_iter().flat_map(|s| reading.ranges(&self.document, s)).collect()
    }

    fn is_below_top(&self, item: Item) -> bool {
        self.ranges(item).first().is_some_and(|r| r.get_bounding_client_rect().top() >= 0.0)
    }

    fn is_in_view(&self, item: Item) -> bool {
        let height = self.window.inner_height().ok().and_then(|h| h.as_f64()).unwrap_or_default();
        let place = self.ranges(item).first().map(Range::get_bounding_client_rect);
        place.is_some_and(|place| place.bottom() > 0.0 && place.top() < height)
    }

    fn clicked(self: &Rc<Self>, offset: usize) {
        let Some(item) = marks::item_at(&self.marks.borrow(), offset) else { return };
        self.mark(item);
        if let Some(sidebar) = self.sidebar() {
            sidebar.open_card(item, Focus::Leave);
            // A sheet may have come to lie over it.
            let (ranges, free) = (self.ranges(item), sidebar.free_height());
            if ranges.last().is_some_and(|r| r.get_bounding_client_rect().bottom() > free) {
                self.way.replace(Way::to(&self.window, ranges, free));
            }
        }
    }

    /// Marks the item as the one that the reader is at.
    fn mark(&self, item: Item) {
        self.active.set(Some(item));
        let painter = self.painter();
        *self.flash.borrow_mut() = Some(Flash::new(&self.window, painter, self.ranges(item)));
    }

    /// Leads the reader to the item.
    fn reveal(&self, item: Item) {
        if let Some(sidebar) = self.sidebar.get() {
            self.way.replace(Way::to(&self.window, self.ranges(item), sidebar.free_height()));
        }
        self.mark(item);
    }

    /// Brings the panel up to date. A page without a report has none, until it is asked for.
    fn show(self: &Rc<Self>) {
        if let Some(sidebar) = self.sidebar.get() {
            self.fill(sidebar);
        } else if matches!(self.state(), State::Ready | State::Part) {
            let _ = self.sidebar();
        }
    }

    fn fill(&self, sidebar: &Sidebar) {
        let state = self.state();
        let listed = matches!(state, State::Ready | State::Part);
        sidebar.set(state, self.shown.borrow().clone());
        if !sidebar.is_open() {
            if listed { sidebar.close() } else { sidebar.hide() }
        }
    }

    /// What the panel says of the page.
    fn state(&self) -> State {
        match self.status.get() {
            _ if self.outside.orphaned() => State::Failed(Failure::Orphaned),
            Status::Working => self.working(),
            Status::Ready if self.shown.borrow().as_ref().is_some_and(|s| s.cut) => State::Part,
            Status::Ready => State::Ready,
            Status::Empty => State::Empty,
            Status::NotArticle => State::Failed(Failure::NotArticle),
            Status::UnsupportedLanguage => State::Failed(Failure::Language),
            Status::Error => State::Failed(Failure::Error),
        }
    }

    /// The same once the page has nothing else to do, where there is no panel yet: to make it takes longer than all that
    /// led to the highlights.
    fn show_in_time(self: &Rc<Self>) {
        if self.sidebar.get().is_some() {
            return self.show();
        }
        let show = weakly(self, |this, ()| {
            // The reader may have asked for it in between.
            if this.sidebar.get().is_none() {
                this.show();
            }
        });
        let options = IdleRequestOptions::new();
        options.set_timeout(PATIENCE_MS);
        let show = Closure::once_into_js(move || show(()));
        let _ = self.window.request_idle_callback_with_options(show.unchecked_ref(), &options);
    }

    /// Tells the reader who waits how far it is.
    fn show_progress(self: &Rc<Self>) {
        if self.status.get() == Status::Working && self.sidebar.get().is_some_and(Sidebar::is_open) {
            self.show();
        }
    }

    fn working(&self) -> State {
        match &*self.progress.borrow() {
            Some((pace, of)) => State::Working { done: pace.done().min(*of), of: *of },
            None => State::Working { done: 0, of: 0 },
        }
    }

    /// The panel, made when it is first wanted; `None` where the page does not let it.
    fn sidebar(self: &Rc<Self>) -> Option<&Sidebar> {
        if self.sidebar.get().is_none() {
            match Sidebar::new(weakly(self, |this, intent| this.carry_out(intent)), Page(Rc::downgrade(self))) {
                Ok(sidebar) => {
                    self.outside.mounted(sidebar.host(), sidebar.panel());
                    // The reader may ask for it before it would have been made: it never stands empty.
                    self.fill(self.sidebar.get_or_init(|| sidebar));
                }
                Err(why) => web_sys::console::error_2(&"Quoth could not make its panel:".into(), &why),
            }
        }
        self.sidebar.get()
    }

    fn carry_out(self: &Rc<Self>, intent: Intent) {
        if self.outside.orphaned() && !matches!(intent, Intent::Reload | Intent::Closed) {
            return self.orphaned();
        }
        match intent {
            Intent::Reveal(item) => self.reveal(item),
            Intent::Highlights(visible) => {
                self.visible.set(visible);
                self.repaint();
            }
            Intent::Filter(filter) => {
                self.filter.set(filter);
                self.repaint();
            }
            Intent::Opened => {}
            Intent::Closed => {
                self.active.set(None);
                self.repaint();
            }
            Intent::Retry => {
                self.shown.borrow_mut().take();
                self.refresh();
            }
            Intent::Reload => {
                let _ = self.window.location().reload();
            }
        }
    }

    /// The extension is gone from under us: say so where the reader looks.
    fn orphaned(&self) {
        if let Some(sidebar) = self.sidebar.get() {
            sidebar.set(State::Failed(Failure::Orphaned), self.shown.borrow().clone());
        }
    }
}

/// The page, as the panel asks about it.
struct Page(Weak<Controller>);

impl Ground for Page {
    fn column(&self) -> Option<Column> {
        let this = alive(&self.0)?;
        let (left, right) = this.reading.borrow().as_ref()?.column(&this.document)?;
        Some(Column { left, right })
    }

    fn ticks(&self) -> Vec<Tick> {
        alive(&self.0).map(|this| this.ticks()).unwrap_or_default()
    }

    fn run(&self, errand: Errand) -> Promise {
        let Some(this) = alive(&self.0) else { return Promise::reject(&JsValue::NULL) };
        match errand {
            Errand::Save(file, place) => this.outside.save(&file.name, file.kind, &file.text, place),
            Errand::Print => this.outside.print(),
        }
    }
}

fn alive(weak: &Weak<Controller>) -> Option<Rc<Controller>> {
    weak.upgrade().filter(|_| !is_broken())
}

/// A callback that does nothing once the controller is gone, or broken.
fn weakly<T>(this: &Rc<Controller>, call: impl Fn(&Rc<Controller>, T) + 'static) -> impl Fn(T) + 'static {
    let weak = Rc::downgrade(this);
    move |with| {
        if let Some(this) = alive(&weak) {
            call(&this, with);
        }
    }
}
