//! What each button does.

use std::rc::Weak;

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::super::action::{Action, Shelf, Take};
use super::super::copy;
use super::super::dock::{Dock, Side, Wish};
use super::super::listing::Listing;
use super::super::{Errand, File, Focus, Intent};
use super::Panel;

/// How long a button shows that it has copied, in milliseconds.
const SHOWN: u32 = 2000;

// What became of it, by its message.
const COPIED: &str = "panel_copied";
const COPY_FAILED: &str = "panel_copy_failed";
const SAVED: &str = "panel_take_saved";
const NOT_SAVED: &str = "panel_take_not_saved";

impl Panel {
    pub(super) fn act(&self, action: Action) {
        match action {
            Action::Open => {
                // The launcher vanishes: the focus goes on into the panel, and comes back to it.
                self.before.take();
                self.open(Focus::Take);
            }
            Action::Close => self.close(),
            Action::Highlights => {
                let on = !self.highlights.get();
                self.highlights.set(on);
                self.frame.head.highlights(on);
                (self.on)(Intent::Highlights(on));
            }
            Action::Side => {
                let side = match self.dock.get() {
                    Some(Dock::Side { side: Side::Right, .. }) => Side::Left,
                    _ => Side::Right,
                };
                self.keep(Wish { side: Some(side), ..self.wish.get() });
            }
            Action::Filter(shelf) => {
                let mut filter = self.choice.borrow().filter;
                let on = match shelf {
                    Shelf::Quotes => &mut filter.quotes,
                    Shelf::Statements => &mut filter.statements,
                    Shelf::Rebuttals => &mut filter.rebuttals,
                };
                *on = !*on;
                self.choice.borrow_mut().filter = filter;
                self.frame.head.filter(filter);
                self.chosen();
                (self.on)(Intent::Filter(filter));
            }
            Action::Tab(tab) => self.choose(tab),
            Action::Card(item) => {
                let Some(view) = self.view() else { return };
                // A step from card to card keeps the focus on the button that steps.
                let stepping = self.frame.focused().is_some_and(|e| e.closest(".steps").is_ok_and(|s| s.is_some()));
                self.show_card(&view, item, if stepping { Focus::Leave } else { Focus::Take });
                (self.on)(Intent::Reveal(item));
            }
            Action::Reveal(item) => (self.on)(Intent::Reveal(item)),
            Action::Back => self.back(true),
            Action::Copy => self.copy(),
            Action::Take(take) => self.take(take),
            Action::Wrong => {
                if let (Some(view), Some((item, _))) = (self.view(), self.item.borrow().clone()) {
                    self.card.toggle_report(&view, item, &self.words);
                }
            }
            Action::WrongCopy => self.copy_report(),
            Action::WrongSave => self.save_report(),
            Action::More => self.grow(true),
            Action::Retry => (self.on)(Intent::Retry),
            Action::Reload => (self.on)(Intent::Reload),
        }
    }

    fn copy(&self) {
        let Some(view) = self.view() else { return };
        let Some((item, _)) = self.item.borrow().clone() else { return };
        let Some(text) = copy::text(&view, item, &self.words) else { return };
        self.when_done(copy::write(&text).ok(), move |panel, copied| {
            let key = if copied || panel.card.copy_selected(&text) { COPIED } else { COPY_FAILED };
            let message = panel.words.get(key);
            panel.card.copied(&message);
            panel.frame.say(&message);
            let me = panel.me.clone();
            let later = Timeout::new(SHOWN, move || {
                if let Some(panel) = me.upgrade() {
                    panel.card.copied(&panel.words.get("panel_copy"));
                }
            });
            panel.copied.replace(Some(later));
        });
    }

    fn take(&self, take: Take) {
        let Some(view) = self.view() else { return };
        if take == Take::Form {
            if self.export.is_open() {
                self.export.close();
            } else {
                self.export.open(&view, &self.words);
            }
            return;
        }
        let file = {
            let choice = self.choice.borrow();
            self.export.file(&view, &Listing::of(&view, &choice), &self.words, take == Take::Save)
        };
        let (done, refused) = match take {
            Take::Save => (SAVED, NOT_SAVED),
            Take::Print => ("", "panel_take_not_printed"),
            Take::Copy | Take::Form => (COPIED, COPY_FAILED),
        };
        let promise = match take {
            Take::Save => Some(self.ground.run(Errand::Save(&file, &self.export.root))),
            Take::Print => Some(self.ground.run(Errand::Print)),
            Take::Copy | Take::Form => copy::write(&file.text).ok(),
        };
        self.when_done(promise, move |panel, did| {
            let key = if did { done } else { refused };
            if !key.is_empty() {
                let outcome = panel.words.get(key);
                panel.export.say(&outcome);
                panel.frame.say(&outcome);
            }
        });
    }

    fn copy_report(&self) {
        self.when_done(copy::write(&self.card.report.text()).ok(), |panel, copied| {
            if !copied && let Some(area) = panel.card.report.area() {
                // Refused: selected, for the reader's own hand.
                let _ = area.focus();
                area.select();
            }
            panel.told(if copied { COPIED } else { COPY_FAILED });
        });
    }

    fn save_report(&self) {
        let form = &self.card.report;
        let file = File { name: "quoth-report.txt".to_owned(), kind: "text/plain", text: form.text() };
        self.when_done(Some(self.ground.run(Errand::Save(&file, &form.root))), |panel, saved| {
            panel.told(if saved { SAVED } else { NOT_SAVED });
        });
    }

    /// Says in the form what became of the report.
    fn told(&self, key: &str) {
        let outcome = self.words.get(key);
        self.card.report.say(&outcome);
        self.frame.say(&outcome);
    }

    /// Hands on whether a promise was kept, once that is known; no promise was not.
    fn when_done(&self, promise: Option<Promise>, then: impl FnOnce(&Panel, bool) + 'static) {
        spawn_local(wait(promise, self.me.clone(), Box::new(then)));
    }
}

type Then = Box<dyn FnOnce(&Panel, bool)>;

/// One future for all that is waited for: each of its own would be a kilobyte.
async fn wait(promise: Option<Promise>, panel: Weak<Panel>, then: Then) {
    let kept = match promise {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    };
    if let Some(panel) = panel.upgrade() {
        then(&panel, kept);
    }
}
