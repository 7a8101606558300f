//! Leads the reader's eye to a passage: scrolls there and flashes it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::{Range, ScrollBehavior, ScrollToOptions, Window};

use super::ask::{bring, rect_of};
use super::highlight::{Name, Painter};

/// How far down the free part of the window the passage comes to stand; less where it is long.
const HEIGHT: f64 = 0.3;
const LEAST: f64 = 0.1;
const MOST: f64 = 0.8;
/// By then a browser has scrolled.
const SETTLED_MS: u32 = 1200;
const BEAT_MS: u32 = 160;
/// Off and on again, twice.
const BEATS: usize = 4;

/// The way to a passage; dropping it leaves off.
pub struct Way {
    _again: Timeout,
}

impl Way {
    /// Brings the passage into view, unless it is well inside already. `free` is the height of the window that nothing
    /// of ours covers.
    pub fn to(window: &Window, passage: Vec<Range>, free: f64) -> Option<Way> {
        let target = scroll_to(window, &passage, free)?;
        let window = window.clone();
        // What loads late pushes the text about: once more, unless the reader has gone on.
        let again = move || {
            if (scroll_y(&window) - target).abs() < 2.0 {
                scroll_to(&window, &passage, free);
            }
        };
        Some(Way { _again: Timeout::new(SETTLED_MS, again) })
    }
}

/// Scrolls to the passage, if that is needed; to where.
fn scroll_to(window: &Window, passage: &[Range], free: f64) -> Option<f64> {
    let (range, last) = (passage.first()?, passage.last()?);
    // A passage in a box that scrolls by itself: the box first.
    if let Some(element) = range.start_container().ok().and_then(|n| n.parent_element())
        && is_out(&rect_of(&element), free)
    {
        bring(&element);
    }
    let (top, bottom) = (range.get_bounding_client_rect().top(), last.get_bounding_client_rect().bottom());
    if top >= free * LEAST && bottom <= free * MOST {
        return None;
    }
    let room = free * 0.95 - (bottom - top);
    // Not the root element: without a doctype that is as high as all of the page.
    let page = window.document()?.scrolling_element()?;
    let end = f64::from(page.scroll_height() - page.client_height());
    let target = (scroll_y(window) + top - room.min(free * HEIGHT).max(free * LEAST)).min(end).max(0.0);
    let options = ScrollToOptions::new();
    options.set_top(target);
    options.set_behavior(if prefers_less_motion(window) { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
    window.scroll_to_with_scroll_to_options(&options);
    Some(target)
}

fn scroll_y(window: &Window) -> f64 {
    window.scroll_y().unwrap_or_default()
}

fn is_out(place: &web_sys::DomRect, height: f64) -> bool {
    place.bottom() < 0.0 || place.top() > height
}

fn prefers_less_motion(window: &Window) -> bool {
    window.match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|m| m.matches())
}

/// A passage flashing. Dropping it stops the flashing; the mark stays.
#[derive(Default)]
pub struct Flash {
    timer: Rc<RefCell<Option<Timeout>>>,
}

impl Flash {
    /// Marks the passage as the active one, and flashes it for readers who do not mind.
    pub fn new(window: &Window, painter: &Rc<Painter>, ranges: Vec<Range>) -> Flash {
        let flash = Flash::default();
        painter.clear(Name::Active);
        painter.add(Name::Active, &ranges);
        if !prefers_less_motion(window) {
            beat(BEATS, &flash.timer, painter.clone(), ranges);
        }
        flash
    }
}

impl Drop for Flash {
    fn drop(&mut self) {
        self.timer.borrow_mut().take();
    }
}

fn beat(left: usize, timer: &Rc<RefCell<Option<Timeout>>>, painter: Rc<Painter>, ranges: Vec<Range>) {
    let slot = Rc::downgrade(timer);
    let next = Timeout::new(BEAT_MS, move || {
        painter.clear(Name::Active);
        if left % 2 == 1 {
            painter.add(Name::Active, &ranges);
        }
        if let Some(timer) = slot.upgrade()
            && left > 1
        {
            beat(left - 1, &timer, painter.clone(), ranges.clone());
        }
    });
    *timer.borrow_mut() = Some(next);
}
