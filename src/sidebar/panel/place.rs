//! Where the panel stands: its place beside the article, its size by pointer and key, and the map of the page.

use gloo::timers::callback::Timeout;

use super::super::aside::Aside;
use super::super::dock::{Dock, Side, Wish};
use super::super::frame::Presence;
use super::super::store;
use super::Panel;

/// The width of the map beside the panel, in pixels (panel.css).
const MAP: f64 = 10.0;
/// How far an arrow key moves the panel's edge, in pixels or percent; with Shift.
const STEP: (f64, f64) = (16.0, 64.0);

impl Panel {
    pub(super) fn place(&self) {
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
        let wish = self.wish.get();
        let mut dock = Dock::place(view, column, &wish);
        let (make, host) = (self.frame.make(), &self.frame.host);
        let mut aside = None;
        if let (true, Dock::Side { side, width }) = (open, dock) {
            aside = Aside::beside(make, host, (side, width + MAP, view), || self.ground.column());
            if aside.is_none() {
                dock = dock.over(view, column, &wish);
            }
        }
        self.dock.set(Some(dock));
        self.frame.dock(dock, view);
        if let (true, Dock::Sheet { .. }) = (open, dock) {
            aside = Aside::below(make, host, self.frame.panel.offset_height().into());
        }
        self.aside.replace(aside.map(|aside| (aside, dock, view)));
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

    /// The height of the window above a sheet, or all of it.
    pub fn free_height(&self) -> f64 {
        let sheet = self.presence.get() == Presence::Open && matches!(self.dock.get(), Some(Dock::Sheet { .. }));
        let covered = if sheet { self.frame.panel.offset_height() } else { 0 };
        (self.window_size().1 - f64::from(covered)).max(1.0)
    }

    /// Width and height of the window without its scroll bars, in CSS pixels.
    pub(super) fn window_size(&self) -> (f64, f64) {
        let page = self.window.document().and_then(|d| d.scrolling_element().or_else(|| d.document_element()));
        page.map_or((1024.0, 768.0), |p| (p.client_width().into(), self.inner_height().max(1.0)))
    }

    fn inner_height(&self) -> f64 {
        self.window.inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(768.0)
    }

    /// Takes a wish, and keeps it for other pages.
    pub(super) fn keep(&self, wish: Wish) {
        self.wish.set(wish);
        self.place();
        store::save(&wish);
    }

    pub(super) fn resize_by_key(&self, key: &str, large: bool) -> bool {
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

    pub(super) fn drag(&self, point: (f64, f64)) {
        let Some(dock) = self.dock.get() else { return };
        let window = self.window_size();
        let wish = dock.sized(dock.reach(point, window), window.0, self.wish.get());
        self.wish.set(wish);
        // The place stays while the pointer is down, whatever the article's column would suggest.
        let dock = match dock {
            Dock::Side { side, .. } => Dock::place(window.0, None, &Wish { side: Some(side), ..wish }),
            Dock::Sheet { .. } => Dock::sheet(&wish),
        };
        self.dock.set(Some(dock));
        self.frame.dock(dock, window.0);
    }
}
