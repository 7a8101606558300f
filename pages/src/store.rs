//! Where the settings are: in the storage that the browser syncs between the reader's devices. Where it cannot (sync is
//! barred, full, or written to too often), a copy in the local storage stands in for it, until it can.

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::browser::{self, Result, data, plain};
use crate::settings::{Changes, Items, Settings};

/// The stand-in's name in the local storage.
const STAND_IN: &str = "settings";

/// Everything stored of the settings, readable or not.
pub async fn items() -> Items {
    match stand_in().await {
        Some(items) => items,
        None => synced().await.unwrap_or_default(),
    }
}

pub async fn load() -> Settings {
    Settings::read(&items().await).0
}

/// Changes the settings, on top of what others have stored since. Answers what they are now.
pub async fn update(change: impl FnOnce(&mut Settings)) -> Result<Settings> {
    let old = load().await;
    let mut new = old.clone();
    change(&mut new);
    let changes = old.changes(&new);
    if !changes.is_empty() {
        save(changes).await?;
    }
    Ok(new)
}

async fn save(changes: Changes) -> Result<()> {
    let stood_in = stand_in().await;
    // What stood in is newer than all that is synced.
    let mut set = stood_in.clone().unwrap_or_default();
    set.extend(changes.set.clone());
    set.retain(|name, _| !changes.remove.contains(name));
    if sync(&set, &changes.remove).await.is_ok() {
        if stood_in.is_some() {
            browser::local_remove(STAND_IN).await?;
        }
        return Ok(());
    }
    let mut items = match stood_in {
        Some(items) => items,
        None => synced().await.unwrap_or_default(),
    };
    items.extend(changes.set);
    items.retain(|name, _| !changes.remove.contains(name));
    browser::local_set(&plain(&json!({ STAND_IN: items }))).await?;
    Ok(())
}

/// Erases everything that Quoth keeps, the panel's place too.
pub async fn erase() -> Result<()> {
    let synced = browser::sync_clear().await;
    browser::local_clear().await?;
    // A browser without sync has nothing there.
    match synced {
        Err(why) if self::synced().await.is_ok_and(|items| !items.is_empty()) => Err(why),
        _ => Ok(()),
    }
}

/// Calls when the settings change, on this device or another.
pub fn watch(mut on: impl FnMut() + 'static) {
    let listener = Closure::<dyn FnMut(JsValue, String)>::new(move |changes: JsValue, area: String| {
        if concerns(&data(&changes), &area) {
            on();
        }
    });
    browser::on_stored(&listener.into_js_value());
}

/// Whether what changed in an area of the storage is of the settings.
pub fn concerns(changes: &Value, area: &str) -> bool {
    area == "sync" || area == "local" && changes.get(STAND_IN).is_some()
}

/// The settings before they were changed to what they are now.
pub fn before(now: Items, changes: &Value, area: &str) -> Settings {
    let mut items = now;
    match (area, changes.as_object()) {
        ("sync", Some(changes)) => {
            for (name, change) in changes {
                match change.get("oldValue") {
                    Some(old) => items.insert(name.clone(), old.clone()),
                    None => items.remove(name),
                };
            }
        }
        ("local", Some(changes)) => {
            if let Some(Value::Object(old)) = changes.get(STAND_IN).and_then(|change| change.get("oldValue")) {
                items = old.clone();
            }
        }
        _ => {}
    }
    Settings::read(&items).0
}

async fn stand_in() -> Option<Items> {
    match data(&browser::local_get(&STAND_IN.into()).await.ok()?).get_mut(STAND_IN)?.take() {
        Value::Object(items) => Some(items),
        _ => None,
    }
}

async fn synced() -> Result<Items> {
    match data(&browser::sync_get(&JsValue::NULL).await?) {
        Value::Object(items) => Ok(items),
        _ => Ok(Items::new()),
    }
}

async fn sync(set: &Items, remove: &[String]) -> Result<()> {
    if !set.is_empty() {
        browser::sync_set(&plain(set)).await?;
    }
    if !remove.is_empty() {
        browser::sync_remove(&plain(&remove)).await?;
    }
    Ok(())
}
