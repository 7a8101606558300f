//! Room for the panel beside the article, where the panel would cover it: a margin of the page, by a style of ours
//! inside our own element. No node of the page is touched; what a page does not bear is taken back at once.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement, Window};

use super::Column;
use super::dock::Side;
use super::dom::{Build, Make, append};

/// The least width that is left to the page, in CSS pixels: below that its layout suffers more than from being covered.
const LEAST: f64 = 480.0;
/// The least width of the article's column, if it had that before.
const READABLE: f64 = 300.0;

/// The room that is made; dropping it gives it back.
pub struct Aside {
    style: HtmlElement,
    window: Window,
    page: Element,
}

impl Aside {
    /// Makes room of `width` pixels in a window of `view`, if the article's column is covered without it and free
    /// with it.
    pub fn make(
        make: &Make,
        host: &HtmlElement,
        (side, width, view): (Side, f64, f64),
        column: impl Fn() -> Option<Column>,
    ) -> Option<Aside> {
        let covers = |column: &Column| match side {
            Side::Left => column.left < width,
            Side::Right => column.right > view - width,
        };
        let before = column().filter(|c| covers(c) && view - width >= LEAST)?;
        let window = web_sys::window()?;
        let page = make.document().document_element()?;
        let scrolled = page.scroll_width();
        let place = Landmark::of(make, &before);
        let name = side.name();
        let style = make.text(
            "style",
            "",
            &format!("@media screen {{ :root:root {{ margin-{name}: {}px !important }} }}", width.round() as i32),
        );
        append(host, &style.clone().attr("data-room", name));
        let aside = Aside { style, window, page };
        let wide = |c: &Column| c.right - c.left;
        let free = |c: &Column| !covers(c) && c.left >= -1.0 && wide(c) >= wide(&before).min(READABLE);
        // Dropped where the page resists: the panel then lies over it, and can be moved to the other side.
        if !column().is_some_and(|c| free(&c)) || aside.page.scroll_width() > scrolled.max(view as i32) + 1 {
            return None;
        }
        aside.keep(place);
        Some(aside)
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
        let height = make.document().document_element()?.client_height();
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
