//! Does work in slices, between which the page has its turn.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, Performance};

/// A slice is over after this: with one more step it stays well under the 16 ms between two frames.
const SLICE_MS: f64 = 8.0;

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// One piece of work at a time; dropping it leaves off.
pub struct Slices {
    state: Rc<State>,
    _listener: Closure<dyn FnMut()>,
}

struct State {
    clock: Performance,
    /// A message to ourselves comes after what the browser has waiting, and unlike a timer it is neither held up to four
    /// milliseconds nor, in a tab in the background, a second.
    channel: MessageChannel,
    work: RefCell<Option<Work>>,
    busy: Cell<bool>,
    /// Whether a message is on its way.
    due: Cell<bool>,
    /// The milliseconds of all slices before this one, and when this one began.
    spent: Cell<f64>,
    began: Cell<f64>,
    between: Box<dyn Fn()>,
}

impl Slices {
    /// `between` is called after each slice that did not complete the work.
    pub fn new(clock: Performance, between: impl Fn() + 'static) -> Result<Slices, JsValue> {
        let state = Rc::new(State {
            clock,
            channel: MessageChannel::new()?,
            work: RefCell::default(),
            busy: Cell::default(),
            due: Cell::default(),
            spent: Cell::default(),
            began: Cell::default(),
            between: Box::new(between),
        });
        let weak = Rc::downgrade(&state);
        let listener = Closure::<dyn FnMut()>::new(move || {
            if let Some(state) = weak.upgrade().filter(|_| !super::is_broken()) {
                state.due.set(false);
                state.slice();
            }
        });
        state.channel.port1().set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Ok(Slices { state, _listener: listener })
    }

    /// Begins the work, in place of any that is under way; a little work is done before this returns.
    pub fn run(&self, work: impl Future<Output = ()> + 'static) {
        self.state.busy.set(true);
        self.state.work.replace(Some(Box::pin(work)));
        self.state.slice();
    }

    /// Leaves the work that is under way.
    pub fn stop(&self) {
        self.state.busy.set(false);
        self.state.work.take();
    }

    /// What the work took up to now, in milliseconds; to be asked by the work itself.
    pub fn spent(&self) -> f64 {
        self.state.spent.get() + (self.state.clock.now() - self.state.began.get())
    }

    pub fn is_busy(&self) -> bool {
        self.state.busy.get()
    }
}

impl Drop for Slices {
    fn drop(&mut self) {
        self.state.channel.port1().close();
        self.stop();
    }
}

impl State {
    fn slice(&self) {
        // Not there while it is polled: the work itself may begin another.
        let Some(mut work) = self.work.take() else { return };
        let began = self.clock.now();
        self.began.set(began);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            if work.as_mut().poll(&mut context).is_ready() {
                return self.busy.set(self.work.borrow().is_some());
            }
            let took = self.clock.now() - began;
            if took >= SLICE_MS {
                self.spent.set(self.spent.get() + took);
                break;
            }
        }
        self.work.borrow_mut().get_or_insert(work);
        if !self.due.replace(true) {
            let _ = self.channel.port2().post_message(&JsValue::NULL);
        }
        (self.between)();
    }
}
