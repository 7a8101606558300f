//! The panel: shows a report, and tells what the reader wants of it. Knows the report and the article, and of the
//! page no more than its own host element.

mod action;
mod aside;
mod card;
mod copy;
mod dock;
mod dom;
mod export;
mod frame;
mod guard;
mod head;
mod icons;
mod list;
mod listing;
mod map;
mod messages;
mod panel;
mod passage;
mod rows;
mod stay;
mod store;
mod view;
mod wrong;

use std::rc::Rc;

pub use export::File;
use wasm_bindgen::JsValue;

use crate::article::Article;
use crate::outline::{Filter, Item};
use crate::report::Report;

/// What the panel shows.
pub struct Shown {
    pub article: Article,
    pub report: Report,
    /// For each speaker the number of the colour, for those who have one.
    pub colours: Vec<Option<usize>>,
    /// The page's address, for links to a passage.
    pub url: String,
    /// Which of the page's stories it is.
    pub story: usize,
    /// Whether the page has more than was read of it.
    pub cut: bool,
}

/// How far the analysis of this page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// How much of it is done, of how much; of nothing while the page is still being read.
    Working {
        done: usize,
        of: usize,
    },
    Ready,
    /// The same, of a page that is too large to be read whole.
    Part,
    /// Read, and nobody is quoted.
    Empty,
    Failed(Failure),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The page holds no article.
    NotArticle,
    /// The article is not in English.
    Language,
    /// An error of ours.
    Error,
    /// The extension was updated or removed under this page.
    Orphaned,
}

/// What the reader wants; the panel cannot do it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Scroll to it and flash it.
    Reveal(Item),
    /// Show or hide the highlights.
    Highlights(bool),
    /// Highlight only these kinds.
    Filter(Filter),
    Opened,
    Closed,
    /// Read the page again.
    Retry,
    /// Load the page again.
    Reload,
}

/// What the panel has done for it, and waits for.
pub enum Errand<'e> {
    /// Save a file, of which the page must not hear; the element is the panel's own, to work in.
    Save(&'e File, &'e web_sys::HtmlElement),
    /// Print the page with its highlights.
    Print,
}

/// Whether something that opens takes the keyboard's focus: yes when the reader asked by keyboard, no when a click
/// in the page did, whose reader goes on reading there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Take,
    Leave,
}

/// Where the article's column is in the viewport, in CSS pixels: what the panel does not cover where there is room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    pub left: f64,
    pub right: f64,
}

/// Where a highlight is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    pub item: Item,
    /// In thousandths of the page's height.
    pub at: i32,
    /// The number of the speaker's colour.
    pub colour: Option<usize>,
}

/// What the panel asks of the page that it stands on.
pub trait Ground {
    /// Where the article is; asked whenever the panel finds its place.
    fn column(&self) -> Option<Column>;
    /// Where the highlights are, for the map; asked whenever they may have moved.
    fn ticks(&self) -> Vec<Tick>;
    /// Does what only the content script can; the promise is refused where it could not.
    fn run(&self, errand: Errand) -> js_sys::Promise;
}

/// A handle of the panel; dropping it takes host and listeners off the page.
pub struct Sidebar(Rc<panel::Panel>);

impl Sidebar {
    /// Makes the panel, and shows nothing yet. `on` is told what the reader wants.
    pub fn new(on: impl Fn(Intent) + 'static, ground: impl Ground + 'static) -> Result<Sidebar, JsValue> {
        panel::Panel::new(on, ground).map(Sidebar)
    }

    /// The highlights are others, or elsewhere.
    pub fn repainted(&self) {
        self.0.map_soon();
    }

    /// Shows another state. Scroll place, focus and the open card stay where their statement is still there.
    pub fn set(&self, state: State, shown: Option<Rc<Shown>>) {
        self.0.set(state, shown);
    }

    pub fn open(&self, focus: Focus) {
        self.0.open(focus);
    }

    /// Leaves only the launcher. Before the panel was ever open: the quiet way to offer it.
    pub fn close(&self) {
        self.0.close();
    }

    /// Takes panel and launcher off the page.
    pub fn hide(&self) {
        self.0.hide();
    }

    pub fn is_open(&self) -> bool {
        self.0.is_open()
    }

    /// Shows the context of an item, and opens the panel for it.
    pub fn open_card(&self, item: Item, focus: Focus) {
        self.0.open_card(item, focus);
    }

    /// The height of the window, in CSS pixels, that no sheet covers.
    pub fn free_height(&self) -> f64 {
        self.0.free_height()
    }

    /// The one element of ours on the page.
    pub fn host(&self) -> &web_sys::HtmlElement {
        self.0.host()
    }

    /// What in it is hidden while the panel is closed.
    pub fn panel(&self) -> &web_sys::HtmlElement {
        self.0.panel()
    }

    /// Whether the event happened in the panel: not the page's business then.
    pub fn owns(&self, event: &web_sys::Event) -> bool {
        self.0.owns(event)
    }
}

impl Drop for Sidebar {
    fn drop(&mut self) {
        self.0.hide();
    }
}
