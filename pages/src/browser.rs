//! The browser's interfaces for extensions, as far as the pages and the background use them. `chrome` answers with
//! promises in both browsers.

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

pub type Result<T> = std::result::Result<T, JsValue>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "sync"], js_name = get)]
    pub async fn sync_get(keys: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "sync"], js_name = set)]
    pub async fn sync_set(items: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "sync"], js_name = remove)]
    pub async fn sync_remove(keys: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "sync"], js_name = clear)]
    pub async fn sync_clear() -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = get)]
    pub async fn local_get(keys: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = set)]
    pub async fn local_set(items: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = remove)]
    pub async fn local_remove(keys: &str) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = clear)]
    pub async fn local_clear() -> Result<JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "storage", "onChanged"], js_name = addListener)]
    pub fn on_stored(listener: &JsValue);

    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = getAll)]
    async fn permissions_all() -> Result<JsValue>;
    // Not `async`: the browser wants to see the reader's click, so these are called before anything is awaited.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = request)]
    fn permissions_request(wanted: &JsValue) -> Result<js_sys::Promise>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = remove)]
    fn permissions_remove(unwanted: &JsValue) -> Result<js_sys::Promise>;
    #[wasm_bindgen(js_namespace = ["chrome", "permissions", "onAdded"], js_name = addListener)]
    pub fn on_granted(listener: &JsValue);
    #[wasm_bindgen(js_namespace = ["chrome", "permissions", "onRemoved"], js_name = addListener)]
    pub fn on_taken_back(listener: &JsValue);

    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = getRegisteredContentScripts)]
    pub async fn registered() -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = registerContentScripts)]
    pub async fn register(scripts: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = updateContentScripts)]
    pub async fn update(scripts: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = unregisterContentScripts)]
    pub async fn unregister(filter: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = executeScript)]
    pub async fn execute(script: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = insertCSS)]
    pub async fn insert_css(sheet: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = removeCSS)]
    pub async fn remove_css(sheet: &JsValue) -> Result<JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = query)]
    pub async fn tabs(query: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = get)]
    pub async fn tab(id: f64) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = sendMessage)]
    pub async fn tell_tab(tab: f64, message: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = create)]
    pub async fn open_tab(properties: &JsValue) -> Result<JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    pub async fn tell_background(message: &JsValue) -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = openOptionsPage)]
    pub async fn open_options() -> Result<JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setPopup)]
    pub async fn set_popup(details: &JsValue) -> Result<JsValue>;

    // Not `async`: what is not there is an error at once. Firefox for Android has no commands at all.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "commands"], js_name = getAll)]
    fn commands_all() -> Result<js_sys::Promise>;
    // Firefox alone has it.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "commands"], js_name = openShortcutSettings)]
    pub fn open_shortcuts() -> Result<js_sys::Promise>;

    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    fn message_with(key: &str, fill: Vec<String>) -> String;
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    pub fn language() -> String;

    #[wasm_bindgen(catch, js_name = fetch)]
    async fn fetch_file(path: &str) -> Result<File>;
    type File;
    #[wasm_bindgen(catch, method)]
    async fn text(this: &File) -> Result<JsValue>;
}

/// Rust data as a plain object.
pub fn plain(data: &impl Serialize) -> JsValue {
    let text = serde_json::to_string(data).unwrap_or_default();
    js_sys::JSON::parse(&text).unwrap_or(JsValue::UNDEFINED)
}

/// A plain object as data; what has no JSON is null.
pub fn data(object: &JsValue) -> Value {
    let text = js_sys::JSON::stringify(object).ok().and_then(|text| text.as_string());
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(Value::Null)
}

pub fn message(key: &str) -> String {
    message_with(key, Vec::new())
}

/// A message with its placeholders filled in.
pub fn message_of(key: &str, fill: &[&str]) -> String {
    message_with(key, fill.iter().map(|f| f.to_string()).collect())
}

/// The patterns of the sites that Quoth may read at any time.
pub async fn origins() -> Vec<String> {
    let all = permissions_all().await.map(|all| data(&all)).unwrap_or_default();
    let origins = all["origins"].as_array().map(Vec::as_slice).unwrap_or_default();
    origins.iter().filter_map(|o| o.as_str()).map(str::to_owned).collect()
}

/// Asks the reader for these sites; call it before anything is awaited.
pub fn request(origins: &[String]) -> impl Future<Output = bool> + use<> {
    settled(permissions_request(&plain(&serde_json::json!({ "origins": origins }))))
}

/// Gives these sites back; call it before anything is awaited.
pub fn give_back(origins: &[String]) -> impl Future<Output = bool> + use<> {
    settled(permissions_remove(&plain(&serde_json::json!({ "origins": origins }))))
}

async fn settled(asked: Result<js_sys::Promise>) -> bool {
    match asked {
        Ok(promise) => JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy()),
        Err(_) => false,
    }
}

/// One of the reader's keyboard commands.
pub struct Command {
    pub name: String,
    pub description: String,
    pub keys: String,
}

pub async fn commands() -> Vec<Command> {
    let Ok(asked) = commands_all() else { return Vec::new() };
    let all = JsFuture::from(asked).await.map(|all| data(&all)).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let command = |c: &Value| Command {
        name: text(&c["name"]),
        description: text(&c["description"]),
        keys: text(&c["shortcut"]),
    };
    all.as_array().map(|all| all.iter().map(command).collect()).unwrap_or_default()
}

/// One of the extension's own files.
pub async fn own_file(path: &str) -> Result<String> {
    Ok(fetch_file(path).await?.text().await?.as_string().unwrap_or_default())
}
