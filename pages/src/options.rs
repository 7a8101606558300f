//! The options page. Every control that has a choice's name is that choice: what it shows and what it changes follow
//! from the settings alone.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::access::Access;
use crate::browser::{self, Result, message, message_of, plain};
use crate::page::{Page, go, keep_fresh, on};
use crate::preview::Preview;
use crate::settings::{Choice, MOST_SITES, Settings};
use crate::site::{EVERYWHERE, Site};
use crate::{file, store};

const STYLES: [&str; 4] = ["both", "background", "line", "off"];
const KINDS: [&str; 3] = ["quotes", "statements", "rebuttals"];

struct Options {
    page: Page,
    preview: Preview,
    known: RefCell<Known>,
}

#[derive(Default, PartialEq)]
struct Known {
    settings: Settings,
    access: Access,
}

#[wasm_bindgen]
pub async fn options() -> Result<()> {
    let page = Page::new()?;
    for kind in KINDS {
        let select = page.get::<Element>(kind)?;
        for style in STYLES {
            page.add_option(&select, style, &message(&format!("options_style_{style}")))?;
        }
    }
    let preview = Preview::new(&page).await?;
    let options = Rc::new(Options { page, preview, known: RefCell::default() });
    options.listen()?;
    options.refresh().await?;
    options.list_commands().await
}

impl Options {
    fn listen(self: &Rc<Self>) -> Result<()> {
        let page = &self.page;
        for control in page.all("[name]")? {
            self.on_choice(&control);
        }
        let this = self.clone();
        page.on("add", "submit", move |event| {
            event.prevent_default();
            this.add()
        })?;
        self.on_click("grant", |this| {
            let asked = browser::request(&[EVERYWHERE.to_owned()]);
            go(async move {
                asked.await;
                this.refresh().await?;
                this.page.focus_first(&["grant", "take-back"])
            })
        })?;
        self.on_click("take-back", |this| {
            let given = browser::give_back(this.known.borrow().access.origins());
            go(async move {
                given.await;
                this.refresh().await?;
                this.page.focus_first(&["take-back", "grant"])
            })
        })?;
        self.on_click("change-keys", |_| {
            go(async {
                // Firefox has a call for it, the others an address.
                if browser::open_shortcuts().is_err() {
                    browser::open_tab(&plain(&serde_json::json!({ "url": "chrome://extensions/shortcuts" }))).await?;
                }
                Ok(())
            })
        })?;
        self.on_click("save", |this| {
            this.page.save("quoth-settings.json", &file::write(&this.known.borrow().settings))?;
            this.tell(&message("options_saved"))
        })?;
        self.on_click("load", |this| {
            this.page.get::<HtmlElement>("file")?.click();
            Ok(())
        })?;
        let this = self.clone();
        page.on("file", "change", move |_| {
            let this = this.clone();
            go(async move { this.load().await })
        })?;
        self.on_click("erase", |this| this.page.get::<HtmlDialogElement>("sure")?.show_modal())?;
        self.on_click("erase-no", |this| {
            this.page.get::<HtmlDialogElement>("sure")?.close();
            Ok(())
        })?;
        self.on_click("erase-yes", |this| {
            this.page.get::<HtmlDialogElement>("sure")?.close();
            go(async move {
                store::erase().await?;
                this.refresh().await?;
                this.tell(&message("options_erased"))
            })
        })?;
        keep_fresh(self, |this| async move { this.refresh().await });
        Ok(())
    }

    fn on_click(self: &Rc<Self>, id: &str, then: fn(Rc<Self>) -> Result<()>) -> Result<()> {
        let this = self.clone();
        self.page.on(id, "click", move |_| then(this.clone()))
    }

    fn on_choice(self: &Rc<Self>, control: &Element) {
        let this = self.clone();
        let of = control.clone();
        on(control, "change", move |_| {
            let this = this.clone();
            let (name, value) = (name(&of), value(&of));
            go(async move {
                store::update(|settings| {
                    settings.set(&name, &value.into());
                })
                .await?;
                this.refresh().await
            })
        });
    }

    /// Puts the typed site on a list.
    fn add(self: &Rc<Self>) -> Result<()> {
        let input: HtmlInputElement = self.page.get("site")?;
        let always = self.page.get::<HtmlSelectElement>("choice")?.value() == "always";
        let wrong = |why: &str| {
            input.set_attribute("aria-invalid", if why.is_empty() { "false" } else { "true" })?;
            self.page.say("site-wrong", why)
        };
        let Some(site) = typed(&input.value()) else {
            input.focus()?;
            return wrong(&message("options_site_wrong"));
        };
        let full = {
            let sites = &self.known.borrow().settings.sites;
            sites.len() >= MOST_SITES && !sites.contains_key(&site)
        };
        if full {
            return wrong(&message("options_sites_full"));
        }
        wrong("")?;
        let may = self.known.borrow().access.may_read(site.name());
        // Before anything is awaited: after that it would no longer count as the reader's click.
        let asked = (always && !may).then(|| browser::request(&[site.pattern()]));
        input.set_value("");
        let this = self.clone();
        go(async move {
            if let Some(asked) = asked {
                asked.await;
            }
            let choice = if always { Choice::Always } else { Choice::Never };
            store::update(|settings| {
                settings.choose(site, Some(choice));
            })
            .await?;
            this.refresh().await
        })
    }

    async fn load(self: &Rc<Self>) -> Result<()> {
        let input: HtmlInputElement = self.page.get("file")?;
        let Some(chosen) = input.files().and_then(|files| files.get(0)) else { return Ok(()) };
        let text = JsFuture::from(chosen.text()).await?.as_string().unwrap_or_default();
        // So that the same file can be chosen again.
        input.set_value("");
        let said = match file::read(&text, &self.known.borrow().settings) {
            Err(file::Bad::Unreadable) => Err(message("options_file_unreadable")),
            Err(file::Bad::Foreign) => Err(message("options_file_foreign")),
            Ok((_, unread)) if unread.is_empty() => Ok(message("options_loaded")),
            Ok((_, unread)) => Ok(message_of("options_loaded_but", &[&unread.join(", ")])),
        };
        match said {
            Err(why) => self.tell(&why),
            Ok(said) => {
                store::update(|settings| {
                    if let Ok((loaded, _)) = file::read(&text, settings) {
                        *settings = loaded;
                    }
                })
                .await?;
                self.refresh().await?;
                self.tell(&said)
            }
        }
    }

    fn tell(&self, text: &str) -> Result<()> {
        self.page.say("outcome", text)
    }

    async fn refresh(self: &Rc<Self>) -> Result<()> {
        let known = Known { settings: store::load().await, access: Access::now().await };
        if *self.known.borrow() != known {
            self.list_sites(&known)?;
        }
        *self.known.borrow_mut() = known;
        self.draw()
    }

    fn draw(&self) -> Result<()> {
        let Known { settings, access } = &*self.known.borrow();
        let items = settings.items();
        for control in self.page.all("[name]")? {
            let Some(chosen) = items.get(&name(&control)).and_then(|v| v.as_str()) else { continue };
            match control.dyn_ref::<HtmlSelectElement>() {
                Some(select) => select.set_value(chosen),
                None => control.unchecked_ref::<HtmlInputElement>().set_checked(value(&control) == chosen),
            }
        }
        self.preview.show(settings)?;
        self.page.say("reads", &access.in_words())?;
        self.page.show("grant", !access.may_read_all())?;
        self.page.show("take-back", !access.origins().is_empty())?;
        self.page.say("kept", &file::write(settings))
    }

    /// Builds the list of sites anew when another site is on it, or one may be read that could not.
    fn list_sites(self: &Rc<Self>, known: &Known) -> Result<()> {
        let row = |known: &Known| -> Vec<(Site, bool)> {
            let sites = known.settings.sites.iter();
            sites.map(|(s, c)| (s.clone(), *c == Choice::Always && !known.access.may_read(s.name()))).collect()
        };
        let rows = row(known);
        if rows == row(&self.known.borrow()) {
            return Ok(());
        }
        let list: Element = self.page.get("sites")?;
        list.set_text_content(None);
        let page = &self.page;
        for (site, barred) in rows {
            let item = page.add(&list, "li", "")?;
            page.add(&item, "span", site.name())?;
            let select = page.add(&item, "select", "")?;
            select.set_attribute("name", &format!("site:{site}"))?;
            select.set_attribute("aria-label", site.name())?;
            for choice in ["always", "never"] {
                page.add_option(&select, choice, &message(&format!("options_{choice}")))?;
            }
            self.on_choice(&select);
            let remove = page.add(&item, "button", &message("options_remove"))?;
            remove.set_attribute("aria-label", &message_of("options_remove_site", &[site.name()]))?;
            if barred {
                page.add(&item, "span", &message("options_site_barred"))?.set_class_name("note");
                let allow = page.add(&item, "button", &message("options_allow"))?;
                allow.set_attribute("aria-label", &message_of("options_allow_site", &[site.name()]))?;
                let (this, pattern) = (self.clone(), site.pattern());
                on(&allow, "click", move |_| {
                    let asked = browser::request(std::slice::from_ref(&pattern));
                    let this = this.clone();
                    go(async move {
                        asked.await;
                        this.refresh().await
                    })
                });
            }
            let this = self.clone();
            on(&remove, "click", move |_| {
                let (this, site) = (this.clone(), site.clone());
                go(async move {
                    store::update(|settings| {
                        settings.choose(site, None);
                    })
                    .await?;
                    this.refresh().await?;
                    // The button that had the focus is gone with its row.
                    this.page.get::<HtmlElement>("site")?.focus()
                })
            });
        }
        Ok(())
    }

    async fn list_commands(&self) -> Result<()> {
        let commands = browser::commands().await;
        self.page.show("keys", !commands.is_empty())?;
        let list: Element = self.page.get("commands")?;
        // What has no description is the browser's own: the press on the toolbar button.
        for command in commands.iter().filter(|c| !c.description.is_empty()) {
            self.page.add(&list, "dt", &command.description)?;
            let keys = if command.keys.is_empty() { message("options_keys_none") } else { command.keys.clone() };
            self.page.add(&*self.page.add(&list, "dd", "")?, "kbd", &keys)?;
        }
        Ok(())
    }
}

fn name(control: &Element) -> String {
    control.get_attribute("name").unwrap_or_default()
}

fn value(control: &Element) -> String {
    match control.dyn_ref::<HtmlSelectElement>() {
        Some(select) => select.value(),
        None => control.unchecked_ref::<HtmlInputElement>().value(),
    }
}

/// The site that the reader typed or pasted: a name or a whole address.
fn typed(text: &str) -> Option<Site> {
    let text = text.trim();
    let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    Site::of(&web_sys::Url::new(&address).ok()?.hostname())
}
