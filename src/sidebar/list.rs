//! The list: contested claims with those who contest them, then the statements by speaker.
//!
//! It is built as far as the reader gets, and a later report changes only what differs: the other entries keep
//! their elements, and with them focus, selection and scroll place.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::action::Action;
use super::dom::{self, Build, Make, append};
use super::messages::Messages;
use super::passage::{rebuttal_marks, statement_marks, write_all};
use super::view::{View, contests_key};
use crate::outline::{Exchange, Filter, Group, Item};
use crate::report::{Kind, Level, SpeakerKind};
use crate::text::Span;

/// How many entries are built at a time.
const BATCH: usize = 120;
/// Near this many pixels from its end the list grows.
const NEAR: f64 = 1200.0;
/// How much of a passage an entry holds, in bytes: more than its lines show.
const LONGEST: usize = 360;

pub struct List {
    make: Make,
    /// The part that scrolls.
    pub root: HtmlElement,
    more: HtmlElement,
    /// The elements of the entries and sections on show, by what they say.
    built: RefCell<HashMap<u64, Vec<HtmlElement>>>,
    limit: Cell<usize>,
    /// The entry that Tab leads to.
    current: RefCell<Option<HtmlElement>>,
}

impl List {
    pub fn new(make: &Make, words: &Messages) -> Result<List, JsValue> {
        let root = make.tag("div", "list")?;
        let more = make.button("more quiet", &Action::More.to_string())?;
        more.set_text_content(Some(&words.get("panel_show_more")));
        Ok(List {
            make: make.clone(),
            root,
            more,
            built: RefCell::default(),
            limit: Cell::new(BATCH),
            current: RefCell::default(),
        })
    }

    /// Shows what `filter` lets through.
    pub fn render(&self, view: &View, filter: Filter, words: &Messages) -> Result<(), JsValue> {
        let mut build =
            Run { list: self, view, words, old: self.built.take(), new: HashMap::new(), left: self.limit.get() };
        let mut sections = Vec::new();
        if filter.rebuttals && !view.outline.exchanges.is_empty() {
            sections.push(build.exchanges(&view.outline.exchanges)?);
        }
        for group in &view.outline.groups {
            let kind = |index: &usize| view.attribution(*index).is_some_and(|a| filter.shows(a.kind));
            let shown: Vec<usize> = group.attributions.iter().copied().filter(kind).collect();
            if build.left == 0 {
                break;
            }
            if !shown.is_empty() {
                sections.push(build.group(group, &shown)?);
            }
        }
        if sections.is_empty() {
            let none = self.make.text("p", "none", &words.get("panel_all_filtered"))?;
            sections.push(none);
        }
        let whole = build.left > 0;
        let built = build.new;
        if !whole {
            sections.push(self.more.clone());
        }
        dom::reconcile(&self.root, &sections);
        self.built.replace(built);
        self.settle();
        Ok(())
    }

    /// Whether there is more than is built.
    pub fn grows(&self) -> bool {
        self.root.contains(Some(&self.more))
    }

    /// Whether there is more, and the reader is near the end of what is built.
    pub fn near_end(&self) -> bool {
        self.grows() && f64::from(self.root.scroll_height() - self.root.client_height()) - self.root.scroll_top() < NEAR
    }

    /// Builds more at the next [`List::render`].
    pub fn grow(&self) {
        self.limit.set(self.limit.get() + BATCH);
    }

    /// Builds no more than the start again: for another page.
    pub fn reset(&self) {
        self.limit.set(BATCH);
        self.root.set_scroll_top(0.0);
    }

    /// Builds twice as much at the next [`List::render`].
    pub fn double(&self) {
        self.limit.set(self.limit.get().saturating_mul(2));
    }

    /// The entry that opens the card of `item`, if it is built: of two the one last used.
    pub fn entry(&self, item: Item) -> Option<HtmlElement> {
        let action = Action::Card(item).to_string();
        if let Some(current) = self.current().filter(|e| e.get_attribute("data-do").as_ref() == Some(&action)) {
            return Some(current);
        }
        let selector = format!(".entry[data-do=\"{action}\"]");
        self.root.query_selector(&selector).ok().flatten()?.dyn_into().ok()
    }

    /// Makes an entry the one that Tab leads to, and focuses it.
    pub fn focus(&self, entry: HtmlElement) {
        self.select(entry.clone());
        let _ = entry.focus();
    }

    /// Moves the focus from one entry to another, by key; whether the key was one of these.
    pub fn step(&self, from: &Element, key: &str) -> bool {
        let Ok(entries) = self.root.query_selector_all(".entry") else { return false };
        let at = (0..entries.length()).find(|i| entries.item(*i).is_some_and(|e| e.is_same_node(Some(from))));
        let (Some(at), Some(last)) = (at, entries.length().checked_sub(1)) else { return false };
        let to = match key {
            "ArrowDown" => (at + 1).min(last),
            "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return false,
        };
        if let Some(entry) = entries.item(to).and_then(|e| e.dyn_into().ok()) {
            self.focus(entry);
        }
        true
    }

    /// The last entry that is built.
    pub fn last(&self) -> Option<HtmlElement> {
        let entries = self.root.query_selector_all(".entry").ok()?;
        entries.item(entries.length().checked_sub(1)?)?.dyn_into().ok()
    }

    /// An element of the panel got the focus: Tab leads back to it if it is an entry.
    pub fn visited(&self, element: HtmlElement) {
        if element.class_list().contains("entry") {
            self.select(element);
        }
    }

    /// The entry that Tab leads to.
    pub fn current(&self) -> Option<HtmlElement> {
        self.current.borrow().clone()
    }

    fn select(&self, entry: HtmlElement) {
        dom::set(&entry, "tabindex", "0");
        if let Some(old) = self.current.replace(Some(entry.clone()))
            && !old.is_same_node(Some(&entry))
        {
            dom::set(&old, "tabindex", "-1");
        }
    }

    /// Sees to it that Tab leads to an entry that is there.
    fn settle(&self) {
        if self.current.borrow().as_ref().is_some_and(|e| self.root.contains(Some(e))) {
            return;
        }
        self.current.replace(None);
        if let Some(first) = self.root.query_selector(".entry").ok().flatten().and_then(|e| e.dyn_into().ok()) {
            self.select(first);
        }
    }
}

/// One run through a report: takes the elements that are there, and makes those that are missing.
struct Run<'r> {
    list: &'r List,
    view: &'r View,
    words: &'r Messages,
    old: HashMap<u64, Vec<HtmlElement>>,
    new: HashMap<u64, Vec<HtmlElement>>,
    /// How many entries may still be shown.
    left: usize,
}

impl Run<'_> {
    fn exchanges(&mut self, exchanges: &[Exchange]) -> Result<HtmlElement, JsValue> {
        let section = self.reuse(&"exchanges", |b| {
            let head = b.make().text("h3", "speaker", &b.words.get("panel_contested"))?;
            b.section("exchanges", head)
        })?;
        let mut rows = Vec::new();
        for exchange in exchanges {
            if self.left == 0 {
                break;
            }
            self.left = self.left.saturating_sub(exchange.rebuttals.len() + 1);
            rows.push(self.exchange(exchange)?);
        }
        fill(&section, &rows);
        Ok(section)
    }

    fn exchange(&mut self, exchange: &Exchange) -> Result<HtmlElement, JsValue> {
        let view = self.view;
        let rebuttals = || exchange.rebuttals.iter().filter_map(|i| Some((*i, view.rebuttal(*i)?)));
        let claim = rebuttals().next().map(|(index, r)| {
            let claim = r.contests.first().copied().filter(|c| view.attribution(*c).is_some());
            (index, r, claim)
        });
        let said: Vec<_> = rebuttals()
            .map(|(i, r)| (i, view.name(r.by, ""), view.words(r.span), r.level == Level::Explicit))
            .collect();
        let claimed = claim.map(|(_, r, c)| {
            (
                c,
                r.targets.iter().map(|s| view.words(*s)).collect::<Vec<_>>(),
                c.map(|c| view.announced(Item::Attribution(c), self.words)),
            )
        });
        self.reuse(&(said, claimed), |b| {
            let row = b.make().tag("li", "exchange")?;
            if let Some((index, rebuttal, claim)) = claim {
                append(&row, &b.claim(index, &rebuttal.targets, claim)?);
            }
            for (index, rebuttal) in rebuttals() {
                let entry = b.entry("contest", Item::Rebuttal(index))?;
                let author = b.words.get("panel_author");
                let who = view.name(rebuttal.by, &author);
                let head = b.make().text("span", "who", &b.words.with(contests_key(rebuttal.level), &[who]))?;
                let said = b.said(&[rebuttal.span], &rebuttal_marks(rebuttal))?;
                append(&row, &entry.with(&head).with(&b.spoken(": ")?).with(&said));
            }
            Ok(row)
        })
    }

    /// The claim of an exchange: a statement, words inside the rebuttal, or none that is known.
    fn claim(&self, rebuttal: usize, targets: &[Span], claim: Option<usize>) -> Result<HtmlElement, JsValue> {
        if let Some((index, attribution)) = claim.and_then(|c| Some((c, self.view.attribution(c)?))) {
            let nobody = self.words.get("panel_not_attributed");
            let who = self.make().text("span", "who", self.view.name(attribution.speaker, &nobody))?;
            let said = self.said(&attribution.content, &statement_marks(attribution))?;
            let entry = self.entry(kind_class(attribution.kind), Item::Attribution(index))?;
            return Ok(entry.with(&who).with(&self.spoken(": ")?).with(&said));
        }
        if targets.is_empty() {
            return self.make().text("p", "unknown", &self.words.get("panel_no_claim"));
        }
        let who = self.make().text("span", "who", &self.words.get("panel_claim_inside"))?;
        let said = self.said(targets, &[])?;
        Ok(self.entry("claim", Item::Rebuttal(rebuttal))?.with(&who).with(&self.spoken(": ")?).with(&said))
    }

    fn group(&mut self, group: &Group, shown: &[usize]) -> Result<HtmlElement, JsValue> {
        let view = self.view;
        let speaker = group.speaker.and_then(|s| view.report().speakers.get(s));
        let said = (speaker.map(|s| (&s.name, &s.role, kind_key(s.kind))), "group");
        let section = self.reuse(&said, |b| {
            let nobody = b.words.get("panel_not_attributed");
            let head = b.make().tag("h3", "speaker")?;
            append(&head, &b.make().text("span", "name", speaker.map_or(&nobody, |s| &s.name))?);
            append(&head, &b.make().tag("span", "number")?.attr("aria-hidden", "true"));
            append(&head, &b.spoken("")?);
            let section = b.section("group", head)?;
            let role = speaker.and_then(|s| {
                s.role
                    .as_deref()
                    .map(str::to_owned)
                    .or_else(|| kind_key(s.kind).map(|key| b.words.get(key).to_string()))
            });
            if let Some(role) = role {
                let role = b.make().text("p", "role", &role)?;
                let _ = section.insert_before(&role, section.last_child().as_ref());
            }
            Ok(section)
        })?;
        if let Ok(Some(number)) = section.query_selector(".number") {
            dom::write(&number, &shown.len().to_string());
            if let Some(spoken) = number.next_element_sibling() {
                dom::write(&spoken, &self.words.count("panel_shown", shown.len()));
            }
        }
        let mut rows = Vec::new();
        for index in shown.iter().take(self.left) {
            rows.push(self.statement(*index)?);
        }
        self.left -= rows.len();
        fill(&section, &rows);
        Ok(section)
    }

    fn statement(&mut self, index: usize) -> Result<HtmlElement, JsValue> {
        let view = self.view;
        let Some(attribution) = view.attribution(index) else { return self.make().tag("li", "") };
        let author = self.words.get("panel_author");
        let contested: Vec<&str> =
            view.contested_by(index).iter().filter_map(|r| Some(view.name(view.rebuttal(*r)?.by, &author))).collect();
        let said: Vec<&str> = attribution.content.iter().map(|s| view.words(*s)).collect();
        let quoted: Vec<&str> = attribution.quoted.iter().map(|s| view.words(*s)).collect();
        let row = self.reuse(&(kind_class(attribution.kind), said, quoted, &contested), |b| {
            let said = b.said(&attribution.content, &statement_marks(attribution))?;
            let mut entry = b.entry(kind_class(attribution.kind), Item::Attribution(index))?;
            entry = entry.with(&b.spoken("")?).with(&said);
            if let Some(first) = contested.first() {
                let note = match contested.iter().all(|c| c == first) {
                    true => b.words.with("panel_contested_by", &[first]),
                    false => b.words.count("panel_contested_times", contested.len()),
                };
                entry = entry.with(&b.make().text("span", "note", &note)?);
            }
            Ok(b.make().tag("li", "")?.with(&entry))
        })?;
        // What changes around a statement that is itself the same: its number, its index.
        if let Some(entry) = row.first_element_child() {
            dom::set(&entry, "data-do", &Action::Card(Item::Attribution(index)).to_string());
            if let Some(spoken) = entry.first_element_child() {
                dom::write(&spoken, &format!("{} ", view.announced(Item::Attribution(index), self.words)));
            }
        }
        Ok(row)
    }

    fn make(&self) -> &Make {
        &self.list.make
    }

    /// A section with a head and an empty list.
    fn section(&self, class: &str, head: HtmlElement) -> Result<HtmlElement, JsValue> {
        let entries = self.make().tag("ul", "")?.attr("role", "list");
        Ok(self.make().tag("section", class)?.with(&head).with(&entries))
    }

    fn entry(&self, class: &str, item: Item) -> Result<HtmlElement, JsValue> {
        let entry = self.make().button(&format!("entry {class}"), &Action::Card(item).to_string())?;
        Ok(entry.attr("tabindex", "-1"))
    }

    /// The words of a passage, as an entry shows them.
    fn said(&self, spans: &[Span], marks: &[(Span, super::passage::Mark)]) -> Result<HtmlElement, JsValue> {
        let said = self.make().tag("span", "words")?.attr("dir", "auto").attr("lang", "en");
        write_all(self.make(), &said, self.view.text(), spans, marks, LONGEST)?;
        Ok(said)
    }

    /// Words for a screen reader alone.
    fn spoken(&self, words: &str) -> Result<HtmlElement, JsValue> {
        self.make().text("span", "spoken", words)
    }

    /// The element that says the same in the list that is shown, or a new one.
    fn reuse(
        &mut self,
        says: &impl Hash,
        make: impl FnOnce(&Self) -> Result<HtmlElement, JsValue>,
    ) -> Result<HtmlElement, JsValue> {
        let mut hasher = DefaultHasher::new();
        says.hash(&mut hasher);
        let key = hasher.finish();
        let known = self.old.get_mut(&key).filter(|same| !same.is_empty()).map(|same| same.remove(0));
        let element = match known {
            Some(element) => element,
            None => make(self)?,
        };
        self.new.entry(key).or_default().push(element.clone());
        Ok(element)
    }
}

/// Puts rows into the list of a section.
fn fill(section: &Element, rows: &[HtmlElement]) {
    if let Some(entries) = section.last_element_child() {
        dom::reconcile(&entries, rows);
    }
}

pub fn kind_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

/// What a speaker is called who is no person; a person's role says more.
pub fn kind_key(kind: SpeakerKind) -> Option<&'static str> {
    match kind {
        SpeakerKind::Person => None,
        SpeakerKind::Organisation => Some("panel_organisation"),
        SpeakerKind::Group => Some("panel_group"),
        SpeakerKind::Document => Some("panel_document"),
    }
}
