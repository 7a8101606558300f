//! The panel's parts put together: what is shown, and what each event does.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::{Column, Focus, Intent, Shown, State};
use crate::outline::Item;

pub struct Panel {
    on: Box<dyn Fn(Intent)>,
    column: Box<dyn Fn() -> Option<Column>>,
    state: Cell<State>,
    shown: RefCell<Option<Rc<Shown>>>,
    open: Cell<bool>,
}

impl Panel {
    pub fn new(
        on: impl Fn(Intent) + 'static,
        column: impl Fn() -> Option<Column> + 'static,
    ) -> Result<Rc<Panel>, JsValue> {
        Ok(Rc::new(Panel {
            on: Box::new(on),
            column: Box::new(column),
            state: Cell::new(State::Working),
            shown: RefCell::default(),
            open: Cell::new(false),
        }))
    }

    pub fn set(&self, state: State, shown: Option<Rc<Shown>>) {
        self.state.set(state);
        *self.shown.borrow_mut() = shown;
    }

    pub fn open(&self, _focus: Focus) {
        let _ = (self.column)();
        self.open.set(true);
        (self.on)(Intent::Opened);
    }

    pub fn close(&self) {
        if self.open.replace(false) {
            (self.on)(Intent::Closed);
        }
    }

    pub fn hide(&self) {
        self.open.set(false);
    }

    pub fn is_open(&self) -> bool {
        self.open.get()
    }

    pub fn open_card(&self, _item: Item, focus: Focus) {
        self.open(focus);
    }

    pub fn set_highlights(&self, _on: bool) {}

    pub fn owns(&self, _event: &web_sys::Event) -> bool {
        false
    }
}
