//! What is done in the panel is none of the page's business: its events are kept from the page's handlers.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, HtmlElement, KeyboardEvent, Window};

const KEYS: [&str; 6] = ["keydown", "keypress", "keyup", "copy", "cut", "paste"];
const OTHERS: [&str; 16] = [
    "click",
    "auxclick",
    "dblclick",
    "contextmenu",
    "mousedown",
    "mouseup",
    "pointerdown",
    "pointerup",
    "touchstart",
    "touchmove",
    "touchend",
    "wheel",
    "focusin",
    "focusout",
    "beforeinput",
    "input",
];

/// Hears the panel's keys before the page does: `hear` says whether a key was one of the panel's own. What a browser
/// does with the other keys, it does. A listener that the page put on the window before this one still hears them;
/// later ones, and those on the document and below, do not.
pub fn keys(
    window: &Window,
    host: &HtmlElement,
    hear: impl Fn(&KeyboardEvent) -> bool + Clone + 'static,
) -> Vec<EventListener> {
    let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let listen = |kind: &&'static str| {
        let (host, hear) = (host.clone(), hear.clone());
        EventListener::new_with_options(window, *kind, first, move |event| {
            if !is_at(event, &host) {
                return;
            }
            event.stop_immediate_propagation();
            let key = event.dyn_ref::<KeyboardEvent>().filter(|_| event.type_() == "keydown");
            if key.is_some_and(&hear) {
                event.prevent_default();
            }
        })
    };
    KEYS.iter().map(listen).collect()
}

/// Ends the way of all other events at the host, behind the shadow root's own listeners.
pub fn others(host: &HtmlElement) -> Vec<EventListener> {
    OTHERS.iter().map(|kind| EventListener::new(host, *kind, |event| event.stop_propagation())).collect()
}

/// Whether the event happened in the panel: outside its shadow root it seems to happen at the host.
pub fn is_at(event: &Event, host: &HtmlElement) -> bool {
    let host: &EventTarget = host.as_ref();
    event.target().as_ref() == Some(host)
}
