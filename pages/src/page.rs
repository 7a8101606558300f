//! What the extension's own pages have in common: words from `_locales`, elements by their ids, listeners.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, Document, Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement, Url};

use crate::browser::{self, Result, message};
use crate::store;

/// One of the pages; it lives as long as its document.
#[derive(Clone)]
pub struct Page {
    pub document: Document,
}

impl Page {
    /// Takes the page over: its words come in.
    pub fn new() -> Result<Page> {
        let document = web_sys::window().and_then(|w| w.document()).ok_or("no document")?;
        let page = Page { document };
        if let Some(root) = page.document.document_element() {
            root.set_attribute("lang", &message("panel_locale"))?;
            root.set_attribute("dir", &message("panel_direction"))?;
        }
        for element in page.all("[data-i18n]")? {
            element.set_text_content(Some(&message(&element.get_attribute("data-i18n").unwrap_or_default())));
        }
        for element in page.all("[data-i18n-label]")? {
            let label = message(&element.get_attribute("data-i18n-label").unwrap_or_default());
            element.set_attribute("aria-label", &label)?;
        }
        Ok(page)
    }

    pub fn all(&self, selector: &str) -> Result<Vec<Element>> {
        let found = self.document.query_selector_all(selector)?;
        Ok((0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect())
    }

    /// The element with this id; the page and its code belong together, so it is there.
    pub fn get<T: JsCast>(&self, id: &str) -> Result<T> {
        let element = self.document.get_element_by_id(id).and_then(|e| e.dyn_into().ok());
        element.ok_or_else(|| format!("no such element: {id}").into())
    }

    /// Listens for as long as the page lives.
    pub fn on(&self, id: &str, event: &'static str, then: impl FnMut(&Event) -> Result<()> + 'static) -> Result<()> {
        on(&self.get::<Element>(id)?, event, then);
        Ok(())
    }

    pub fn say(&self, id: &str, text: &str) -> Result<()> {
        self.get::<HtmlElement>(id)?.set_text_content(Some(text));
        Ok(())
    }

    pub fn show(&self, id: &str, shown: bool) -> Result<()> {
        self.get::<HtmlElement>(id)?.set_hidden(!shown);
        Ok(())
    }

    pub fn check(&self, id: &str, checked: bool) -> Result<()> {
        self.get::<HtmlInputElement>(id)?.set_checked(checked);
        Ok(())
    }

    /// Gives the focus to the first of these that is shown: what had it may be gone.
    pub fn focus_first(&self, ids: &[&str]) -> Result<()> {
        for id in ids {
            let element = self.get::<HtmlElement>(id)?;
            if !element.hidden() {
                return element.focus();
            }
        }
        Ok(())
    }

    pub fn add_option(&self, select: &Element, value: &str, text: &str) -> Result<()> {
        self.add(select, "option", text)?.set_attribute("value", value)
    }

    /// Saves a text as a file.
    pub fn save(&self, name: &str, text: &str) -> Result<()> {
        let kind = BlobPropertyBag::new();
        kind.set_type("application/json");
        let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &kind)?;
        let url = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = self.make("a", "")?.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
        // The browser has it by then.
        gloo::timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&url))).forget();
        Ok(())
    }

    /// Adds an element with its text to another.
    pub fn add(&self, to: &Element, tag: &str, text: &str) -> Result<HtmlElement> {
        let element = self.make(tag, text)?;
        to.append_child(&element)?;
        Ok(element)
    }

    fn make(&self, tag: &str, text: &str) -> Result<HtmlElement> {
        let element: HtmlElement = self.document.create_element(tag)?.unchecked_into();
        element.set_text_content(Some(text));
        Ok(element)
    }
}

/// Listens for as long as the page lives. What goes wrong is told in the console, as for any page.
pub fn on(element: &Element, event: &'static str, mut then: impl FnMut(&Event) -> Result<()> + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(element, event, options, move |event| tell(then(event))).forget();
}

/// Does something that takes a while.
pub fn go(work: impl Future<Output = Result<()>> + 'static) -> Result<()> {
    spawn_local(async move { tell(work.await) });
    Ok(())
}

/// Draws a page anew when the reader changes a setting, grants a site or takes one back, wherever that happens.
pub fn keep_fresh<P: 'static, F: Future<Output = Result<()>> + 'static>(page: &Rc<P>, refresh: fn(Rc<P>) -> F) {
    let page = page.clone();
    let fresh = move || drop(go(refresh(page.clone())));
    store::watch(fresh.clone());
    let on_access = Closure::<dyn FnMut(JsValue)>::new(move |_| fresh()).into_js_value();
    browser::on_granted(&on_access);
    browser::on_taken_back(&on_access);
}

fn tell(outcome: Result<()>) {
    if let Err(why) = outcome {
        web_sys::console::error_1(&why);
    }
}
