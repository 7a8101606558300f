//! The map beside the scroll bar: a tick for each highlight, in its speaker's colour. For the eye and the mouse alone;
//! the list has all of it for everybody else.

use std::cell::RefCell;

use web_sys::Element;

use super::Tick;
use super::dom::{self, Make, append};
use crate::outline::Item;
use crate::palette::COLOURS;

/// How far from a tick a click still means it, in thousandths of the map.
const NEAR: i32 = 15;

pub struct Map {
    pub root: Element,
    /// One for each colour, one for the others, one for the rebuttals.
    paths: Vec<Element>,
    ticks: RefCell<Vec<Tick>>,
}

impl Map {
    pub fn new(make: &Make) -> Map {
        let root = make.svg("svg");
        for (name, value) in
            [("class", "map"), ("viewBox", "0 0 8 1000"), ("preserveAspectRatio", "none"), ("aria-hidden", "true")]
        {
            dom::set(&root, name, value);
        }
        let paths: Vec<Element> = (0..COLOURS + 2).map(|_| make.svg("path")).collect();
        for (number, path) in paths.iter().enumerate() {
            match number {
                0 => {}
                n if n <= COLOURS => dom::set(path, "data-colour", &n.to_string()),
                _ => dom::set(path, "class", "rebuttal"),
            }
            append(&root, path);
        }
        Map { root, paths, ticks: RefCell::default() }
    }

    pub fn draw(&self, ticks: Vec<Tick>) {
        let mut shapes = vec![String::new(); self.paths.len()];
        for tick in &ticks {
            let (shape, from, to) = match tick.item {
                Item::Attribution(_) => (tick.colour.map_or(0, |c| c + 1).min(COLOURS), 1, 8),
                // Half as long, so that not the colour alone tells.
                Item::Rebuttal(_) => (COLOURS + 1, 0, 4),
            };
            let at = tick.at.clamp(0, 1000);
            shapes[shape].push_str(&format!("M{from} {at}H{to}"));
        }
        for (path, shape) in self.paths.iter().zip(&shapes) {
            dom::set(path, "d", shape);
        }
        self.ticks.replace(ticks);
    }

    /// The item of the tick at a height, in thousandths of the map.
    pub fn at(&self, height: i32) -> Option<Item> {
        let ticks = self.ticks.borrow();
        let nearest = ticks.iter().min_by_key(|t| (t.at - height).abs())?;
        ((nearest.at - height).abs() <= NEAR).then_some(nearest.item)
    }
}
