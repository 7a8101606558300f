//! Where the panel stands: beside the article where there is room, over the page's edge where there is none, at the
//! bottom of a narrow window.

use super::Column;
use super::aside::LEAST;
use super::listing::Tab;

/// A window up to this width, in CSS pixels, has the panel at its bottom.
const NARROW: f64 = 640.0;
/// One up to this width has it there where the page does not give way.
const SMALL: f64 = 1000.0;
/// The widths that a panel at the side can have. A third of the window is always left to the page.
const WIDTHS: (f64, f64) = (280.0, 720.0);
const WIDTH: f64 = 368.0;
/// The shares of the window's height that a sheet at the bottom can have.
const SHARES: (f64, f64) = (0.2, 0.9);
const SHARE: f64 = 0.5;
/// Left free between the article's column and the panel.
const GAP: f64 = 14.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

impl Side {
    /// As style and storage have it.
    pub fn name(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
        }
    }

    pub fn parse(name: &str) -> Option<Side> {
        [Side::Left, Side::Right].into_iter().find(|side| side.name() == name)
    }
}

/// What the reader chose, and keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wish {
    pub side: Option<Side>,
    /// In CSS pixels.
    pub width: Option<f64>,
    /// The sheet's share of the window's height.
    pub share: Option<f64>,
    pub tab: Tab,
    /// Whether the panel was left open.
    pub open: bool,
}

impl Wish {
    /// What was chosen since, and for the rest what was kept.
    pub fn or(self, kept: Wish) -> Wish {
        Wish {
            side: self.side.or(kept.side),
            width: self.width.or(kept.width),
            share: self.share.or(kept.share),
            tab: if self.tab == Tab::default() { kept.tab } else { self.tab },
            open: self.open || kept.open,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dock {
    Side { side: Side, width: f64 },
    Sheet { share: f64 },
}

impl Dock {
    /// The place in a window of `view` pixels' width.
    pub fn place(view: f64, column: Option<Column>, wish: &Wish) -> Dock {
        if view <= NARROW {
            return Dock::sheet(wish);
        }
        let (least, most) = Dock::widths(view);
        // In a window that is small, or zoomed, narrow enough for the page to give way.
        let usual = WIDTH.min(view - GAP - LEAST);
        let wanted = within((least, most), wish.width.unwrap_or(usual));
        let Some(column) = column.filter(|c| c.left < c.right) else {
            return Dock::Side { side: wish.side.unwrap_or(Side::Right), width: wanted };
        };
        let room = |side| match side {
            Side::Left => column.left - GAP,
            Side::Right => view - column.right - GAP,
        };
        let side = wish.side.unwrap_or_else(|| {
            // Right, unless only the left margin has room, or clearly more of it.
            let (left, right) = (room(Side::Left), room(Side::Right));
            if right < wanted && left > right && left >= least { Side::Left } else { Side::Right }
        });
        // A width of the reader's own stands; ours gives way to the article as far as it can.
        let width = match (wish.width, room(side)) {
            (None, room) if room >= least => wanted.min(room),
            _ => wanted,
        };
        Dock::Side { side, width }
    }

    pub fn sheet(wish: &Wish) -> Dock {
        Dock::Sheet { share: within(SHARES, wish.share.unwrap_or(SHARE)) }
    }

    /// The place where the page does not give way: in a window with no room to read beside a panel that covers the
    /// article, a sheet at its bottom, unless the reader has chosen a side.
    pub fn over(self, view: f64, column: Option<Column>, wish: &Wish) -> Dock {
        let covers = |c: Column| match self {
            Dock::Side { side: Side::Left, width } => c.left < width,
            Dock::Side { side: Side::Right, width } => c.right > view - width,
            Dock::Sheet { .. } => false,
        };
        if view <= SMALL && wish.side.is_none() && column.is_some_and(covers) { Dock::sheet(wish) } else { self }
    }

    /// The least and the greatest width at the side of a window.
    fn widths(view: f64) -> (f64, f64) {
        (WIDTHS.0, WIDTHS.1.min(view * 2.0 / 3.0))
    }

    /// Now, at least and at most, as the separator tells it: the width in pixels, or the share in percent.
    pub fn range(&self, view: f64) -> [f64; 3] {
        match self {
            Dock::Side { width, .. } => {
                let (least, most) = Dock::widths(view);
                [*width, least, most]
            }
            Dock::Sheet { share } => [*share, SHARES.0, SHARES.1].map(|share| share * 100.0),
        }
    }

    /// The wish for another size, in the unit of [`Dock::range`].
    pub fn sized(&self, size: f64, view: f64, wish: Wish) -> Wish {
        let [_, least, most] = self.range(view);
        let size = within((least, most), size);
        match self {
            Dock::Side { .. } => Wish { width: Some(size), ..wish },
            Dock::Sheet { .. } => Wish { share: Some(size / 100.0), ..wish },
        }
    }

    /// The size, in the unit of [`Dock::range`], that puts the panel's edge to a point of the window.
    pub fn reach(&self, (x, y): (f64, f64), (view, height): (f64, f64)) -> f64 {
        match self {
            Dock::Side { side: Side::Left, .. } => x,
            Dock::Side { side: Side::Right, .. } => view - x,
            Dock::Sheet { .. } => (height - y) / height.max(1.0) * 100.0,
        }
    }
}

/// `f64::clamp` would bring the printing of floats along, 20 KB of code, for a panic of its own.
fn within((least, most): (f64, f64), size: f64) -> f64 {
    size.max(least).min(most)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn side(view: f64, column: Option<(f64, f64)>, wish: Wish) -> (Side, f64) {
        match Dock::place(view, column.map(|(left, right)| Column { left, right }), &wish) {
            Dock::Side { side, width } => (side, width),
            sheet => panic!("{sheet:?}"),
        }
    }

    #[test]
    fn what_was_chosen_before_the_rest_is_known_stays() {
        let kept = Wish { side: Some(Side::Left), width: Some(300.0), tab: Tab::Reading, ..Wish::default() };
        let opened = Wish { open: true, ..Wish::default() };
        assert_eq!(opened.or(kept), Wish { open: true, ..kept });
        let wide = Wish { width: Some(500.0), ..opened };
        assert_eq!(wide.or(kept), Wish { width: Some(500.0), open: true, ..kept });
    }

    #[test]
    fn stands_beside_the_article_where_there_is_room() {
        let free = Wish::default();
        assert_eq!(side(1600.0, None, free), (Side::Right, WIDTH));
        assert_eq!(side(1600.0, Some((400.0, 1100.0)), free), (Side::Right, WIDTH), "room on both sides");
        assert_eq!(side(1280.0, Some((290.0, 968.0)), free), (Side::Right, 312.0 - GAP), "gives way to the column");
        assert_eq!(side(1280.0, Some((500.0, 1200.0)), free), (Side::Left, WIDTH), "room only on the left");
        assert_eq!(side(1000.0, Some((100.0, 900.0)), free), (Side::Right, WIDTH), "room nowhere");
        assert_eq!(side(1600.0, Some((900.0, 100.0)), free), (Side::Right, WIDTH), "no column at all");
        assert_eq!(side(680.0, None, free), (Side::Right, 680.0 - GAP - LEAST), "as on a page at 200 %");
    }

    #[test]
    fn the_readers_wish_stands() {
        let wish = Wish { side: Some(Side::Left), width: Some(500.0), ..Wish::default() };
        assert_eq!(side(1600.0, Some((290.0, 968.0)), wish), (Side::Left, 500.0));
        let wish = Wish { width: Some(9000.0), ..wish };
        assert_eq!(side(900.0, None, wish), (Side::Left, 600.0), "a third is left to the page");
        let wish = Wish { width: Some(1.0), ..wish };
        assert_eq!(side(900.0, None, wish), (Side::Left, WIDTHS.0));
    }

    #[test]
    fn narrow_windows_have_a_sheet() {
        assert_eq!(Dock::place(640.0, None, &Wish::default()), Dock::Sheet { share: 0.5 });
        let wish = Wish { share: Some(7.0), ..Wish::default() };
        assert_eq!(Dock::place(320.0, None, &wish), Dock::Sheet { share: 0.9 });
    }

    #[test]
    fn sizes_follow_the_pointer() {
        let window = (1000.0, 500.0);
        let right = Dock::Side { side: Side::Right, width: 300.0 };
        let wish = right.sized(right.reach((600.0, 9.0), window), window.0, Wish::default());
        assert_eq!(wish.width, Some(400.0));
        let left = Dock::Side { side: Side::Left, width: 300.0 };
        assert_eq!(left.reach((600.0, 9.0), window), 600.0);
        let sheet = Dock::Sheet { share: 0.5 };
        let wish = sheet.sized(sheet.reach((5.0, 125.0), window), window.0, Wish::default());
        assert_eq!((wish.share, wish.width), (Some(0.75), None));
    }
}
