//! The popup: opened by the toolbar button, with the page already running. The switches say where Quoth runs, and what it
//! may read is told beside what takes it back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlButtonElement, HtmlInputElement, UrlSearchParams};

use crate::access::Access;
use crate::background::host;
use crate::browser::{self, Result, data, message, message_of, plain};
use crate::page::{Page, go, keep_fresh};
use crate::settings::{Choice, Run, Settings};
use crate::site::{EVERYWHERE, Site};
use crate::store;

/// When to look again, in milliseconds.
const SOON: u32 = 200;

struct Popup {
    page: Page,
    tab: f64,
    /// The site of the page in front; none where the browser keeps its address, or it is not of the web.
    host: Option<String>,
    known: RefCell<Known>,
    /// Whether it will look again, at a page that is still being read.
    waits: Cell<bool>,
    /// Whether the browser keeps extensions off the page.
    refused: Cell<bool>,
}

/// What the switches were last set by.
#[derive(Default)]
struct Known {
    settings: Settings,
    access: Access,
}

#[wasm_bindgen]
pub async fn popup() -> Result<()> {
    let page = Page::new()?;
    let tab = front().await?;
    let host = tab["url"].as_str().and_then(host);
    let id = tab["id"].as_f64().ok_or("no tab")?;
    let popup = Rc::new(Popup {
        page,
        tab: id,
        host,
        known: RefCell::default(),
        waits: Cell::default(),
        refused: Cell::default(),
    });
    popup.listen()?;
    popup.read().await;
    // The press on the button was the reader's wish for this page, unless its site is switched off.
    let choice = popup.host.as_deref().and_then(|host| popup.known.borrow().settings.choice(host));
    if choice == Some(Choice::Never) {
        return popup.refresh().await;
    }
    popup.page.say("found", &message("panel_working"))?;
    popup.run(json!({ "type": "run" })).await
}

/// The tab in front of the reader; `?tab=` names another, for a popup that is opened as a page.
async fn front() -> Result<Value> {
    let search = web_sys::window().and_then(|w| w.location().search().ok()).unwrap_or_default();
    let named = UrlSearchParams::new_with_str(&search)?.get("tab").and_then(|tab| tab.parse().ok());
    if let Some(named) = named {
        return Ok(data(&browser::tab(named).await?));
    }
    let tabs = browser::tabs(&plain(&json!({ "active": true, "currentWindow": true }))).await?;
    Ok(data(&tabs)[0].take())
}

impl Popup {
    fn listen(self: &Rc<Self>) -> Result<()> {
        let Popup { page, .. } = &**self;
        let this = self.clone();
        page.on("panel", "click", move |_| {
            let this = this.clone();
            go(async move {
                this.run(json!({ "type": "open" })).await?;
                web_sys::window().ok_or("no window")?.close()
            })
        })?;
        self.on_switch("here", Popup::here)?;
        self.on_switch("site", Popup::site)?;
        self.on_switch("everywhere", Popup::everywhere)?;
        let this = self.clone();
        page.on("take-back", "click", move |_| {
            let given = browser::give_back(this.known.borrow().access.origins());
            let this = this.clone();
            go(async move {
                given.await;
                this.refresh().await?;
                // The button that had the focus is gone.
                this.page.get::<HtmlInputElement>("here")?.focus()
            })
        })?;
        page.on("settings", "click", move |_| {
            go(async move {
                browser::open_options().await?;
                web_sys::window().ok_or("no window")?.close()
            })
        })?;
        keep_fresh(self, |this| async move { this.refresh().await });
        let this = self.clone();
        go(async move {
            let commands = browser::commands().await;
            let keys = commands.iter().find(|c| c.name == "toggle").map_or("", |c| &c.keys);
            this.page.say("panel-keys", keys)
        })
    }

    fn on_switch(self: &Rc<Self>, id: &str, then: fn(Rc<Self>, bool) -> Result<()>) -> Result<()> {
        let this = self.clone();
        let switch: HtmlInputElement = self.page.get(id)?;
        self.page.on(id, "change", move |_| then(this.clone(), switch.checked()))
    }

    /// Until the page is loaded again.
    fn here(self: Rc<Self>, wanted: bool) -> Result<()> {
        go(async move { if wanted { self.run(json!({ "type": "run" })).await } else { self.stop().await } })
    }

    fn site(self: Rc<Self>, wanted: bool) -> Result<()> {
        let Some((host, site)) = self.host.clone().and_then(|h| Some((h.clone(), Site::of(&h)?))) else {
            return Ok(());
        };
        let (may, all, own) = {
            let known = self.known.borrow();
            let own = known.access.only_for(&site);
            (known.access.may_read(&host), known.access.may_read_all(), own)
        };
        // Before anything is awaited: after that it would no longer count as the reader's click.
        let asked = (wanted && !may).then(|| browser::request(&[site.pattern()]));
        let given = (!wanted && !own.is_empty()).then(|| browser::give_back(&own));
        go(async move {
            if let Some(asked) = asked
                && !asked.await
            {
                return self.refresh().await;
            }
            if let Some(given) = given {
                given.await;
            }
            store::update(|settings| {
                settings.choose(site.clone(), None);
                // On a list only if it is not so without.
                match (wanted, settings.runs_by_itself(&host)) {
                    (true, runs) if !runs || !all => settings.choose(site, Some(Choice::Always)),
                    (false, true) => settings.choose(site, Some(Choice::Never)),
                    _ => true,
                };
            })
            .await?;
            if wanted { self.run(json!({ "type": "run" })).await } else { self.stop().await }
        })
    }

    fn everywhere(self: Rc<Self>, wanted: bool) -> Result<()> {
        let asked =
            (wanted && !self.known.borrow().access.may_read_all()).then(|| browser::request(&[EVERYWHERE.to_owned()]));
        go(async move {
            if let Some(asked) = asked
                && !asked.await
            {
                return self.refresh().await;
            }
            store::update(|settings| settings.run = if wanted { Run::ByItself } else { Run::WhenAsked }).await?;
            self.refresh().await
        })
    }

    /// Has the background run Quoth on the page, and tell it something.
    async fn run(self: &Rc<Self>, wish: Value) -> Result<()> {
        let answer = browser::tell_background(&plain(&json!({ "type": "ask", "tab": self.tab, "wish": wish }))).await?;
        self.read().await;
        self.draw(&data(&answer))
    }

    async fn stop(self: &Rc<Self>) -> Result<()> {
        let _ = browser::tell_tab(self.tab, &plain(&json!({ "type": "off" }))).await;
        self.refresh().await
    }

    async fn refresh(self: &Rc<Self>) -> Result<()> {
        self.read().await;
        let status = browser::tell_tab(self.tab, &plain(&json!({ "type": "status" }))).await;
        self.draw(&status.map(|status| data(&status)).unwrap_or_default())
    }

    async fn read(&self) {
        let known = Known { settings: store::load().await, access: Access::now().await };
        *self.known.borrow_mut() = known;
    }

    /// `status` is what the page's content script said of itself, `null` where there is none.
    fn draw(self: &Rc<Self>, status: &Value) -> Result<()> {
        if status["status"] == "working" && !self.waits.replace(true) {
            let this = self.clone();
            let again = Timeout::new(SOON, move || {
                this.waits.set(false);
                let _ = go(async move { this.refresh().await });
            });
            again.forget();
        }
        let Popup { page, host, .. } = &**self;
        let known = self.known.borrow();
        // Who was refused once hears nothing more from the page.
        let refused = status["status"] == "refused" || status.is_null() && self.refused.get();
        self.refused.set(refused);
        page.say("found", &if refused { message("action_refused") } else { found(status) })?;
        page.check("here", status["on"] == true)?;
        page.get::<HtmlInputElement>("here")?.set_disabled(refused);
        page.get::<HtmlButtonElement>("panel")?.set_disabled(refused);
        page.show("of-site", host.is_some())?;
        if let Some(host) = host {
            let site = Site::of(host).map_or_else(|| host.clone(), |site| site.name().to_owned());
            page.say("of-site-name", &message_of("popup_site", &[&site]))?;
            page.check("site", known.access.may_read(host) && known.settings.runs_by_itself(host))?;
        }
        page.check("everywhere", known.access.may_read_all() && known.settings.run == Run::ByItself)?;
        page.say("reads", &known.access.in_words())?;
        page.show("take-back", !known.access.origins().is_empty())
    }
}

/// What was found on the page, in a line.
fn found(status: &Value) -> String {
    let number = |name| status[name].as_u64().unwrap_or_default().to_string();
    if let Some(error) = status["error"].as_str() {
        return error.to_owned();
    }
    match status["status"].as_str() {
        _ if status["on"] != true => message("popup_off"),
        Some("ready") => message_of("popup_found", &[&number("statements"), &number("speakers")]),
        Some("empty") => message("panel_empty"),
        Some("not-article") => message("panel_not_article"),
        Some("unsupported-language") => message("panel_language"),
        Some("working") => message("panel_working"),
        _ => message("panel_error"),
    }
}
