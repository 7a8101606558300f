//! Room for the panel where it would cover the article: the page's margin, by a style of ours inside our own element.
//! No node of the page is touched; what a page does not bear is taken back at once.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement, Window};

use super::Column;
use super::dock::Side;
use super::dom::{Build, Make, append};

/// The least width that is left to the page, in CSS pixels, as on a telephone: below that its layout suffers more than
/// from being covered.
pub const LEAST: f64 = 340.0;
/// The least width of the article's column, if it had that before.
const READABLE: f64 = 300.0;
/// Left free between the column of a page that is pushed aside and the panel.
const GAP: f64 = 8.0;

/// The room that is made; dropping it gives it back.
pub struct Aside {
    style: HtmlElement,
    window: Window,
    page: Element,
}

impl Aside {
    /// Makes room of `width` pixels in a window of `view`, if the article's column is covered without it and free
    /// with it.
    pub fn beside(
        make: &Make,
        host: &HtmlElement,
        (side, width, view): (Side, f64, f64),
        column: impl Fn() -> Option<Column>,
    ) -> Option<Aside> {
        let (left, right) = match side {
            Side::Left => (width, view),
            Side::Right => (0.0, view - width),
        };
        let covers = |c: &Column| c.left < left || c.right > right;
        let before = column().filter(|c| covers(c) && right - left >= LEAST)?;
        let place = Landmark::of(make, &before);
        let scrolled = make.document().scrolling_element()?.scroll_width();
        let wide = |c: &Column| c.right - c.left;
        let free = |c: &Column| !covers(c) && c.left >= -1.0 && wide(c) >= wide(&before).min(READABLE);
        // A page whose width is fixed does not give way, but can be pushed if its column fits.
        let push = match side {
            Side::Left => left - before.left + GAP,
            Side::Right => right - before.right - GAP,
        };
        let push = push.round() as i32;
        for rule in [
            format!("margin-{}: {}px", side.name(), width.round() as i32),
            format!("margin-left: {push}px !important; margin-right: {}px", -push),
        ] {
            let aside = Aside::with(make, host, &rule)?;
            // Dropped where the page resists: the panel then lies over it, and can be moved to the other side.
            if column().is_some_and(|c| free(&c)) && aside.page.scroll_width() <= scrolled.max(view as i32) + 1 {
                aside.keep(place);
                return Some(aside);
            }
        }
        None
    }

    /// Makes room of `height` pixels below the page: its last lines can be scrolled over a sheet that stands there.
    pub fn below(make: &Make, host: &HtmlElement, height: f64) -> Option<Aside> {
        Aside::with(make, host, &format!("margin-bottom: {}px", height.round() as i32))
    }

    fn with(make: &Make, host: &HtmlElement, rule: &str) -> Option<Aside> {
        let (window, page) = (web_sys::window()?, make.document().scrolling_element()?);
        let style = make.text("style", "", &format!("@media screen {{ :root:root {{ {rule} !important }} }}"));
        append(host, &style.clone().attr("data-room", ""));
        Some(Aside { style, window, page })
    }

    /// What the reader was reading stays where it is in the window.
    fn keep(&self, place: Option<Landmark>) {
        if let Some(place) = place {
            let moved = place.element.get_bounding_client_rect().top() - place.top;
            self.window.scroll_by_with_x_and_y(0.0, moved);
        }
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        let rect = self.page.get_bounding_client_rect();
        let column = Column { left: rect.left(), right: rect.right() };
        let place = self.page.owner_document().and_then(|d| Landmark::of(&Make::new(d), &column));
        self.style.remove();
        self.keep(place);
    }
}

/// An element of the page that the reader has before them, and where.
struct Landmark {
    element: Element,
    top: f64,
}

impl Landmark {
    fn of(make: &Make, column: &Column) -> Option<Landmark> {
        /// Below what sticks to the top of the window.
        const DOWN: f64 = 0.4;
        let height = make.document().scrolling_element()?.client_height();
        let element = make
            .document()
            .element_from_point(((column.left + column.right) / 2.0) as f32, (f64::from(height) * DOWN) as f32)
            // Which may answer with its inputs, by their names.
            .filter(|element| !element.has_type::<HtmlFormElement>())?;
        let top = element.get_bounding_client_rect().top();
        // A whole page says nothing of where in it the reader is.
        (top > -2000.0).then_some(Landmark { element, top })
    }
}
