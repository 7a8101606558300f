//! What the reader chose. Each choice is one stored item, so that two devices that change different ones do not undo each
//! other, and each is read by itself: what is missing, broken or from another version counts as not chosen, and stays
//! where it is until the reader chooses anew. There is no version number: a choice that comes to mean something else
//! gets another name.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::site::Site;

/// Stored items, or those of a settings file: the choices by name.
pub type Items = Map<String, Value>;

/// The browser keeps 512 items for us; this many may be sites.
pub const MOST_SITES: usize = 400;

const SITE: &str = "site:";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub run: Run,
    pub button: Button,
    pub quotes: Style,
    pub statements: Style,
    pub rebuttals: Style,
    pub sites: BTreeMap<Site, Choice>,
}

/// When Quoth looks at a page that it may read and that no list names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Run {
    ByItself,
    WhenAsked,
}

/// What a press on the toolbar button opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Button {
    Menu,
    Panel,
}

/// How one kind of highlight is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    Both,
    Background,
    Line,
    Off,
}

/// What a list says of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    Always,
    Never,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            run: Run::ByItself,
            button: Button::Menu,
            quotes: Style::Both,
            statements: Style::Both,
            rebuttals: Style::Both,
            sites: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// Reads what it can; the names of what it cannot read follow.
    pub fn read(items: &Items) -> (Settings, Vec<String>) {
        let mut settings = Settings::default();
        let mut unread = Vec::new();
        for (name, value) in items {
            if !settings.set(name, value) {
                unread.push(name.clone());
            }
        }
        (settings, unread)
    }

    /// Takes over one choice. `false`: there is none of this name, or it cannot be this.
    pub fn set(&mut self, name: &str, value: &Value) -> bool {
        match name {
            "run" => put(&mut self.run, value),
            "button" => put(&mut self.button, value),
            "quotes" => put(&mut self.quotes, value),
            "statements" => put(&mut self.statements, value),
            "rebuttals" => put(&mut self.rebuttals, value),
            _ => {
                // As the browser would spell it: `www.` is no site of its own.
                let site = name.strip_prefix(SITE).and_then(|host| Site::of(host).filter(|s| s.name() == host));
                match (site, parsed(value)) {
                    (Some(site), Some(choice)) => self.choose(site, Some(choice)),
                    _ => false,
                }
            }
        }
    }

    /// Puts a site on a list, or takes it off. `false`: the list is full.
    pub fn choose(&mut self, site: Site, choice: Option<Choice>) -> bool {
        match choice {
            None => {
                self.sites.remove(&site);
            }
            Some(_) if self.sites.len() >= MOST_SITES && !self.sites.contains_key(&site) => return false,
            Some(choice) => {
                self.sites.insert(site, choice);
            }
        }
        true
    }

    /// All choices, also those that are as at the start.
    pub fn items(&self) -> Items {
        let mut items = Items::new();
        let mut item = |name: String, value: Option<Value>| items.extend(value.map(|value| (name, value)));
        item("run".into(), written(&self.run));
        item("button".into(), written(&self.button));
        item("quotes".into(), written(&self.quotes));
        item("statements".into(), written(&self.statements));
        item("rebuttals".into(), written(&self.rebuttals));
        for (site, choice) in &self.sites {
            item(format!("{SITE}{site}"), written(choice));
        }
        items
    }

    /// What has to be stored, and what removed, for `self` to become `new`. Nothing else is touched: what could not be
    /// read may be from a newer version, on another device.
    pub fn changes(&self, new: &Settings) -> Changes {
        let (old, first) = (self.items(), Settings::default().items());
        let new = new.items();
        let mut changes = Changes::default();
        for (name, value) in &new {
            if old.get(name) == Some(value) {
                continue;
            }
            // As at the start is not kept: a later version may start better.
            if first.get(name) == Some(value) {
                changes.remove.push(name.clone());
            } else {
                changes.set.insert(name.clone(), value.clone());
            }
        }
        changes.remove.extend(old.keys().filter(|name| !new.contains_key(*name)).cloned());
        changes
    }

    /// What the lists say of a host: its own site before the site that holds it.
    pub fn choice(&self, host: &str) -> Option<Choice> {
        self.sites.iter().filter(|(site, _)| site.has(host)).max_by_key(|(site, _)| site.name().len()).map(|(_, c)| *c)
    }

    /// Whether Quoth looks at the host's pages without being asked, if it may read them.
    pub fn runs_by_itself(&self, host: &str) -> bool {
        match self.choice(host) {
            Some(choice) => choice == Choice::Always,
            None => self.run == Run::ByItself,
        }
    }
}

/// What to store and what to remove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub set: Items,
    pub remove: Vec<String>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.remove.is_empty()
    }
}

fn parsed<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn put<T: DeserializeOwned>(place: &mut T, value: &Value) -> bool {
    match parsed(value) {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
}

fn written<T: Serialize>(value: &T) -> Option<Value> {
    serde_json::to_value(value).ok()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn items(json: &str) -> Items {
        serde_json::from_str(json).unwrap()
    }

    fn read(json: &str) -> (Settings, Vec<String>) {
        Settings::read(&items(json))
    }

    pub fn site(host: &str) -> Site {
        Site::of(host).unwrap()
    }

    #[test]
    fn nothing_stored_is_how_it_starts() {
        assert_eq!(read("{}"), (Settings::default(), vec![]));
    }

    #[test]
    fn all_that_is_written_is_read() {
        let mut settings = Settings { run: Run::WhenAsked, quotes: Style::Off, ..Settings::default() };
        settings.choose(site("example.com"), Some(Choice::Never));
        settings.choose(site("127.0.0.1"), Some(Choice::Always));
        assert_eq!(Settings::read(&settings.items()), (settings, vec![]));
    }

    #[test]
    fn each_choice_is_judged_by_itself() {
        let (settings, unread) = read(
            r#"{"run": 7, "button": "panel", "quotes": "glow", "statements": null, "rebuttals": "line",
                "site:a.example": "never", "site:b.example": true, "site:*": "never", "site:www.c.example": "never",
                "site:": "always", "later": {"deep": []}}"#,
        );
        let mut wanted = Settings { button: Button::Panel, rebuttals: Style::Line, ..Settings::default() };
        wanted.choose(site("a.example"), Some(Choice::Never));
        assert_eq!(settings, wanted);
        assert_eq!(
            unread,
            ["later", "quotes", "run", "site:", "site:*", "site:b.example", "site:www.c.example", "statements"]
        );
    }

    #[test]
    fn a_change_touches_nothing_but_what_was_changed() {
        let (old, _) = read(r#"{"run": 7, "button": "panel", "site:a.example": "never", "later": 1}"#);
        let mut new = old.clone();
        assert!(old.changes(&new).is_empty(), "what cannot be read stays");
        new.quotes = Style::Line;
        new.button = Button::Menu;
        new.choose(site("a.example"), None);
        new.choose(site("b.example"), Some(Choice::Always));
        let changes = old.changes(&new);
        assert_eq!(changes.set, items(r#"{"quotes": "line", "site:b.example": "always"}"#));
        assert_eq!(changes.remove, ["button", "site:a.example"], "as at the start, and off the list");
    }

    #[test]
    fn the_nearest_site_decides() {
        let (settings, _) = read(r#"{"site:example.com": "never", "site:live.example.com": "always"}"#);
        assert!(!settings.runs_by_itself("example.com"));
        assert!(!settings.runs_by_itself("www.example.com"));
        assert!(settings.runs_by_itself("live.example.com"));
        assert!(settings.runs_by_itself("a.live.example.com"));
        assert!(settings.runs_by_itself("other.test"));
        assert!(!Settings { run: Run::WhenAsked, ..settings }.runs_by_itself("other.test"));
    }

    #[test]
    fn lists_end() {
        let mut settings = Settings::default();
        for n in 0..MOST_SITES {
            assert!(settings.choose(site(&format!("s{n}.example")), Some(Choice::Never)));
        }
        assert!(!settings.choose(site("more.example"), Some(Choice::Never)));
        assert!(settings.choose(site("s1.example"), Some(Choice::Always)), "one that is there can change");
        assert!(settings.choose(site("s1.example"), None));
        assert!(settings.choose(site("more.example"), Some(Choice::Never)));
    }
}
