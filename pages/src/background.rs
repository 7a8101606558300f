//! What the background does when the settings or the granted sites change: the browser's registrations, the toolbar
//! button and the open pages follow at once.

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::browser::{self, Result, data, origins, plain};
use crate::register::registrations;
use crate::settings::{Button, Settings};
use crate::{store, style};

/// Brings the browser's registrations and the toolbar button in step with the settings. `script` is the content script.
#[wasm_bindgen]
pub async fn keep_in_step(script: &str) -> Result<()> {
    let settings = store::load().await;
    let popup = if settings.button == Button::Menu { "popup.html" } else { "" };
    browser::set_popup(&plain(&json!({ "popup": popup }))).await?;
    let known = data(&browser::registered().await?);
    let known: Vec<&str> = known.as_array().into_iter().flatten().filter_map(|s| s["id"].as_str()).collect();
    let wanted = registrations(&settings, &origins().await);
    let unwanted: Vec<&str> = known.iter().filter(|id| !wanted.iter().any(|w| w.id == **id)).copied().collect();
    if !unwanted.is_empty() {
        browser::unregister(&plain(&json!({ "ids": unwanted }))).await?;
    }
    let (old, new): (Vec<_>, Vec<_>) = wanted.iter().partition(|w| known.contains(&w.id.as_str()));
    let scripts = |all: &[_]| {
        let script = |registration| {
            let mut object = data(&plain(registration));
            object["js"] = json!([script]);
            object["runAt"] = json!("document_idle");
            object
        };
        plain(&all.iter().copied().map(script).collect::<Vec<_>>())
    };
    if !old.is_empty() {
        browser::update(&scripts(&old)).await?;
    }
    if !new.is_empty() {
        browser::register(&scripts(&new)).await?;
    }
    Ok(())
}

/// The style sheet of the highlights.
#[wasm_bindgen]
pub async fn highlight_styles() -> Result<String> {
    Ok(style::sheet(&browser::own_file(style::FILE).await?, &store::load().await))
}

/// What a page's content script has to know of the settings.
#[wasm_bindgen]
pub async fn settings_of_page(host: &str) -> JsValue {
    for_page(&store::load().await, Some(host))
}

fn for_page(settings: &Settings, host: Option<&str>) -> JsValue {
    let by_itself = host.is_some_and(|host| settings.runs_by_itself(host));
    plain(&json!({ "type": "settings", "kinds": settings.kinds(), "byItself": by_itself }))
}

/// Tells the open pages. `origin` is that of the highlights' styles; `changes` and `area` are what the storage told, or
/// nothing when the granted sites changed.
#[wasm_bindgen]
pub async fn tell_pages(script: &str, origin: &str, changes: &JsValue, area: &str) -> Result<()> {
    let (changes, items) = (data(changes), store::items().await);
    if !changes.is_null() && !store::concerns(&changes, area) {
        return Ok(());
    }
    let now = Settings::read(&items).0;
    let before = store::before(items, &changes, area);
    let restyle = (before.styles() != now.styles()).then_some((before, &now));
    let base = browser::own_file(style::FILE).await?;
    let tabs = data(&browser::tabs(&plain(&json!({ "discarded": false }))).await?);
    for tab in tabs.as_array().into_iter().flatten() {
        let Some(id) = tab["id"].as_f64() else { continue };
        // The address is known of pages that Quoth may read, and of no others.
        let host = tab["url"].as_str().and_then(host);
        if host.as_deref().is_some_and(|host| now.runs_by_itself(host)) {
            // Some refuse (stores, the browser's own pages): leave them.
            let _ = browser::execute(&plain(&json!({ "target": { "tabId": id }, "files": [script] }))).await;
        }
        // Where there is no content script nobody answers.
        let running = browser::tell_tab(id, &for_page(&now, host.as_deref())).await.map(|answer| data(&answer));
        if let (Some((old, new)), Ok(Value::Bool(true))) = (&restyle, running) {
            let sheet = |settings| {
                let css = style::sheet(&base, settings);
                plain(&json!({ "target": { "tabId": id }, "css": css, "origin": origin }))
            };
            let _ = browser::insert_css(&sheet(new)).await;
            let _ = browser::remove_css(&sheet(old)).await;
        }
    }
    Ok(())
}

/// The host of an address of the web.
pub fn host(url: &str) -> Option<String> {
    let url = web_sys::Url::new(url).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:").then(|| url.hostname())
}
