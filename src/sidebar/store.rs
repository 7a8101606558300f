//! What the reader chose for the panel, kept in the extension's own storage. Without it (an orphaned script, a full
//! disk) the panel works, and forgets.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::dock::{Side, Wish};
use super::listing::Tab;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = get)]
    fn get(key: &str) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = set)]
    fn put(items: &js_sys::Object) -> Result<js_sys::Promise, JsValue>;
}

const KEY: &str = "panel";

/// Asks for the wish, and hands it on when it comes. A value that is missing, bad or of another version counts as
/// no wish.
pub fn load(then: impl FnOnce(Wish) + 'static) {
    let Ok(stored) = get(KEY) else { return };
    spawn_local(async move {
        let Ok(stored) = JsFuture::from(stored).await else { return };
        let panel = field(&stored, KEY);
        let number = |name| field(&panel, name).as_f64().filter(|n| n.is_finite());
        then(Wish {
            side: field(&panel, "side").as_string().and_then(|side| Side::parse(&side)),
            width: number("width"),
            share: number("share"),
            tab: field(&panel, "tab").as_string().and_then(|t| Tab::parse(&t)).unwrap_or_default(),
            open: field(&panel, "open").as_bool().unwrap_or_default(),
        });
    });
}

pub fn save(wish: &Wish) {
    let panel = js_sys::Object::new();
    for (name, value) in [
        ("side", wish.side.map(|side| side.name().into())),
        ("width", wish.width.map(Into::into)),
        ("share", wish.share.map(Into::into)),
        ("open", Some(wish.open.into())),
        ("tab", Some(wish.tab.name().into())),
    ] {
        if let Some(value) = value {
            let _ = js_sys::Reflect::set(&panel, &name.into(), &value);
        }
    }
    let items = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&items, &KEY.into(), &panel);
    if let Ok(saved) = put(&items) {
        // Awaited only so that a refusal does not show up in the page's console.
        spawn_local(async move {
            let _ = JsFuture::from(saved).await;
        });
    }
}

fn field(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
