//! Clicks on the article's text: which place of it was meant, and whether the click was meant for the text at all.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use web_sys::{CaretPosition, Document, Element, Event, MouseEvent, Node, Window};

use super::selection::{selected, within};

#[wasm_bindgen]
extern "C" {
    // In web-sys it is not asked about shadow trees.
    #[wasm_bindgen(extends = Document, js_name = Document)]
    type Drawn;
    #[wasm_bindgen(method, js_name = caretPositionFromPoint)]
    fn caret(this: &Drawn, x: f64, y: f64, within: &Object) -> Option<CaretPosition>;
}

/// A click on these is the page's business.
const CONTROLS: &str = "a, button, input, select, textarea, label, summary, audio, video, iframe, [role=button], \
                        [role=link], [role=tab], [contenteditable]:not([contenteditable=false])";

/// How far beside a letter a click still means it, in CSS pixels.
const SLACK: f64 = 2.0;

/// Listens for clicks on text until dropped. Never keeps one from the page.
pub struct Pointer {
    _listener: EventListener,
}

/// A place in the page's text.
pub struct Target {
    pub node: Node,
    pub offset: u32,
}

impl Pointer {
    /// `roots` are the page's shadow trees.
    pub fn new(window: &Window, roots: impl Fn() -> Array + 'static, on: impl Fn(&Event, Target) + 'static) -> Pointer {
        let document = window.document();
        let window_ = window.clone();
        // While the event comes down, because the page may stop it on its way up; passive, as we only look.
        let options = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: true };
        let listener = EventListener::new_with_options(window, "click", options, move |event| {
            let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
            let Some(document) = &document else { return };
            let roots = roots();
            if meant_for_text(&window_, click, &roots)
                && let Some(target) = target(document, click, &roots)
            {
                on(event, target);
            }
        });
        Pointer { _listener: listener }
    }
}

/// A plain click by a person that is not on a control and does not end a selection.
fn meant_for_text(window: &Window, click: &MouseEvent, roots: &Array) -> bool {
    let plain = click.is_trusted()
        && click.button() == 0
        && click.detail() <= 1
        && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key());
    let selects = || selected(window, roots).is_some();
    // All that the click passes, in shadow trees too. A form may not let itself be asked; it is no control.
    let is_control = |e: JsValue| e.dyn_ref::<Element>().is_some_and(|e| e.matches(CONTROLS).unwrap_or(false));
    plain && !selects() && !click.composed_path().iter().any(is_control)
}

/// The letter under the pointer. The browser names the nearest place, which may be far off: it must be under it.
fn target(document: &Document, click: &MouseEvent, roots: &Array) -> Option<Target> {
    let (x, y) = (click.client_x(), click.client_y());
    let caret = document.unchecked_ref::<Drawn>().caret(x, y, &within(roots))?;
    let (node, caret) = (caret.offset_node()?, caret.offset());
    if node.node_type() != Node::TEXT_NODE {
        return None;
    }
    let range = document.create_range().ok()?;
    // The place is between two letters: the one before it, or the one after.
    [Some(caret), caret.checked_sub(1)].into_iter().flatten().find_map(|offset| {
        range.set_start(&node, offset).ok()?;
        range.set_end(&node, offset + 1).ok()?;
        let boxes = range.get_client_rects()?;
        let under = (0..boxes.length()).filter_map(|i| boxes.item(i)).any(|b| {
            (b.left() - SLACK..=b.right() + SLACK).contains(&x) && (b.top() - SLACK..=b.bottom() + SLACK).contains(&y)
        });
        under.then(|| Target { node: node.clone(), offset })
    })
}
