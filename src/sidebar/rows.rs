//! The list's rows: an entry for each statement and rebuttal, in groups by speaker, in reading order, or turn by turn.
//!
//! A run takes the elements of the list on show that say the same, and makes those that are missing.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use web_sys::{Element, HtmlElement};

use super::action::Action;
use super::dom::{self, Build, Make, append};
use super::listing::{Choice, Listing};
use super::messages::Messages;
use super::passage::{Mark, Marks, near, write_all};
use super::view::{View, kind_class};
use crate::outline::{Entry, Exchange, Item, Stand, Turn, Who};
use crate::report::{Level, Sureness};
use crate::text::Span;
use crate::words::ByWord;

/// How much of a passage an entry holds, in bytes: more than its lines show.
const LONGEST: usize = 360;

/// The elements of rows and sections, by what they say.
pub type Built = ByWord<Vec<HtmlElement>>;

pub struct Run<'r> {
    pub make: &'r Make,
    pub view: &'r View,
    pub words: &'r Messages,
    pub choice: &'r Choice,
    pub old: Built,
    pub new: Built,
    /// How many entries may still be shown.
    pub left: usize,
}

/// What makes one entry look unlike another with the same words.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    /// Under the name of its speaker.
    Group,
    /// Says itself who speaks; `again`: the one before is by the same.
    Reading { again: bool },
    /// The claim of an exchange.
    Claim,
    /// Contests a claim, or answers who does.
    Turn { answers: bool, against: bool },
}

impl Run<'_> {
    /// Section by section, each speaker's entries.
    pub fn groups(&mut self, listing: &Listing) -> Vec<HtmlElement> {
        let mut sections = Vec::new();
        for (who, entries) in &listing.groups {
            if self.left == 0 {
                break;
            }
            let section = self.group(*who);
            if let Ok(Some(number)) = section.query_selector(".number") {
                dom::write(&number, &entries.len().to_string());
                if let Some(spoken) = number.next_element_sibling() {
                    dom::write(&spoken, &self.words.count("panel_shown", entries.len()));
                }
            }
            let entries = entries.iter().map(|e| &listing.entries[*e]);
            self.fill(&section, entries.map(|e| (e, Place::Group)));
            sections.push(section);
        }
        sections
    }

    /// One section, in the order of the article.
    pub fn reading(&mut self, listing: &Listing) -> Vec<HtmlElement> {
        if listing.entries.is_empty() {
            return Vec::new();
        }
        let section = self.reuse(&"reading", |run| run.section("reading", None));
        let mut before = None;
        let entries = listing.entries.iter().map(|entry| {
            let who = Who::of(self.view.report(), entry.item);
            let again = before.replace(who) == Some(who) && who != Who::Nobody;
            (entry, Place::Reading { again })
        });
        self.fill(&section, entries.collect::<Vec<_>>().into_iter());
        vec![section]
    }

    /// Section by section, a claim with those who contest it and those who answer.
    pub fn exchanges(&mut self, listing: &Listing) -> Vec<HtmlElement> {
        let mut sections = Vec::new();
        for exchange in &listing.exchanges {
            if self.left == 0 {
                break;
            }
            self.left = self.left.saturating_sub(exchange.turns.len() + 1);
            sections.push(self.exchange(exchange));
        }
        sections
    }

    fn group(&mut self, who: Who) -> HtmlElement {
        let name = self.view.called(who, self.words);
        let role = self.view.role(who, self.words);
        self.reuse(&("group", &name, &role, self.view.colour(who)), |run| {
            let head = run.make.tag("h3", "speaker").with(&run.badge(who, &name));
            append(&head, &run.make.text("span", "name", &name));
            append(&head, &run.make.tag("span", "number").attr("aria-hidden", "true"));
            append(&head, &run.spoken(""));
            let section = run.section("group", Some(head));
            run.dye(&section, who);
            if let Some(role) = &role {
                let role = run.make.text("p", "role", role);
                let _ = section.insert_before(&role, section.last_child().as_ref());
            }
            section
        })
    }

    fn exchange(&mut self, exchange: &Exchange) -> HtmlElement {
        let report = self.view.report();
        let sides = [Stand::With, Stand::Against].map(|stand| exchange.side(report, stand));
        let names = sides.each_ref().map(|side| self.named(side));
        let section = self.reuse(&("exchange", &names), |run| {
            let heading = match names[0].is_empty() {
                true => run.words.with("panel_side_alone", &[&names[1]]),
                false => run.words.with("panel_sides", &[&names[0], &names[1]]),
            };
            run.section("exchange", Some(run.make.text("h3", "sides", &heading)))
        });
        let mut rows = Vec::new();
        for claim in &exchange.claims {
            rows.push(self.row(&Entry { item: Item::Attribution(*claim), rebuttals: Vec::new() }, Place::Claim));
        }
        if exchange.claims.is_empty() {
            rows.push(self.claim_in(exchange.turns[0].rebuttal));
        }
        for turn in &exchange.turns {
            rows.push(self.turn(turn));
        }
        put(&section, &rows);
        section
    }

    fn turn(&mut self, turn: &Turn) -> HtmlElement {
        let place = Place::Turn { answers: turn.depth > 1, against: turn.stands() == Stand::Against };
        self.row(&Entry { item: Item::Rebuttal(turn.rebuttal), rebuttals: Vec::new() }, place)
    }

    /// A claim that stands in a rebuttal's own words, or nowhere.
    fn claim_in(&mut self, rebuttal: usize) -> HtmlElement {
        let targets = self.view.rebuttal(rebuttal).map_or(&[][..], |r| &r.targets);
        let said: Vec<_> = targets.iter().map(|s| self.view.words(*s)).collect();
        self.reuse(&("claim", rebuttal, said), |run| {
            let row = run.make.tag("li", "claim");
            if targets.is_empty() {
                return row.with(&run.make.text("p", "unknown", &run.words.get("panel_no_claim")));
            }
            let who = run.make.text("span", "who", &run.words.get("panel_claim_inside"));
            let entry = run.make.button("entry", &Action::Card(Item::Rebuttal(rebuttal)).to_string());
            let said = run.said(targets, &Vec::new());
            row.with(&entry.attr("tabindex", "-1").with(&who).with(&run.spoken(": ")).with(&said))
        })
    }

    fn row(&mut self, entry: &Entry, place: Place) -> HtmlElement {
        let view = self.view;
        let item = entry.item;
        let who = Who::of(view.report(), item);
        let (spans, marks) = view.passage(entry);
        let hits: Vec<Span> = spans.iter().flat_map(|s| self.choice.query.spans(view.text(), *s)).collect();
        let (note, unsure) = (self.note(entry, place), self.unsure(item));
        let start = spans.first().map_or(0, |s| s.start);
        let said: Vec<&str> = spans.iter().map(|s| view.words(*s)).collect();
        let marked: Vec<_> =
            marks.iter().map(|(s, mark)| (s.start.wrapping_sub(start), s.len(), *mark as u8)).collect();
        let found: Vec<_> = hits.iter().map(|h| (h.start.wrapping_sub(start), h.len())).collect();
        let label = self.label(item, who, place);
        let row = self.reuse(&(place, view.colour(who), &said, marked, found, &note, &unsure, &label), |run| {
            let row = run.make.tag("li", "");
            run.dye(&row, who);
            let mut button = run.make.button("", &Action::Card(item).to_string()).attr("tabindex", "-1");
            button.set_class_name(&run.class(item, place));
            // Who it is by, how it is announced, is told first, before the words.
            button = button.with(&run.spoken(""));
            if let Some(label) = &label {
                let name = view.called(who, run.words);
                let line = run.make.tag("span", "who").attr("aria-hidden", "true").with(&run.badge(who, &name));
                button = button.with(&line.with(&run.make.text("span", "", label)));
            }
            let mut marks = marks.clone();
            marks.extend(hits.iter().map(|h| (*h, Mark::Found)));
            button = button.with(&run.said(&spans, &marks));
            if !note.is_empty() {
                button = button.with(&run.make.text("span", "note", &note));
            }
            if let Some(unsure) = &unsure {
                button = button.with(&run.make.text("span", "note unsure", unsure));
            }
            row.with(&button)
        });
        // What changes around an entry that is itself the same: its number, its index.
        if let Some(button) = row.first_element_child() {
            dom::set(&button, "data-do", &Action::Card(item).to_string());
            if let Some(spoken) = button.first_element_child() {
                dom::write(&spoken, &format!("{} ", self.announced(item, place)));
            }
        }
        row
    }

    fn class(&self, item: Item, place: Place) -> String {
        let kind = match item {
            Item::Attribution(index) => self.view.attribution(index).map_or("", |a| kind_class(a.kind)),
            Item::Rebuttal(_) => "contest",
        };
        let place = match place {
            Place::Turn { against: true, .. } => " against",
            Place::Turn { .. } => " with",
            Place::Claim => " claim",
            Place::Group | Place::Reading { .. } => "",
        };
        format!("entry {kind}{place}")
    }

    /// The line above the words, where no heading says who speaks.
    fn label(&self, item: Item, who: Who, place: Place) -> Option<String> {
        let name = || self.view.called(who, self.words);
        match (place, item) {
            (Place::Reading { again: false }, _) | (Place::Claim, _) => Some(name().to_string()),
            (Place::Turn { answers, .. }, Item::Rebuttal(index)) => {
                let level = self.view.rebuttal(index).map_or(Level::Explicit, |r| r.level);
                Some(self.words.with(contests_key(level, answers), &[&name()]))
            }
            _ => None,
        }
    }

    fn announced(&self, item: Item, place: Place) -> String {
        match (place, item) {
            (Place::Turn { answers: true, .. }, Item::Rebuttal(index)) => {
                let level = self.view.rebuttal(index).map_or(Level::Explicit, |r| r.level);
                let who = Who::of(self.view.report(), item);
                self.words.with(contests_key(level, true), &[&self.view.called(who, self.words)])
            }
            _ => self.view.announced(item, self.words),
        }
    }

    /// Whom it contests, and who contests it: the exchanges themselves show that.
    fn note(&self, entry: &Entry, place: Place) -> String {
        if matches!(place, Place::Claim | Place::Turn { .. }) {
            return String::new();
        }
        let report = self.view.report();
        let (contested, made): (&[usize], &[usize]) = match &entry.item {
            Item::Attribution(index) => (self.view.contested_by(*index), &entry.rebuttals),
            Item::Rebuttal(index) => (&[], std::slice::from_ref(index)),
        };
        let claims = made.iter().filter_map(|r| self.view.rebuttal(*r)).flat_map(|r| &r.contests);
        let mut whom = each_once(claims.map(|claim| Who::of(report, Item::Attribution(*claim))));
        whom.retain(|who| *who != Who::Nobody);
        let by = each_once(contested.iter().map(|r| Who::of(report, Item::Rebuttal(*r))));
        let mut parts = Vec::new();
        if !whom.is_empty() {
            parts.push(self.words.with("panel_contests_whom", &[&self.named(&whom)]));
        } else if !made.is_empty() {
            parts.push(self.words.get("panel_contests_a_claim").to_string());
        }
        if !by.is_empty() {
            parts.push(self.words.with("panel_contested_by", &[&self.named(&by)]));
        }
        parts.join(" · ")
    }

    /// What is said of an entry whose speaker is unsure.
    fn unsure(&self, item: Item) -> Option<Rc<str>> {
        let Item::Attribution(index) = item else { return None };
        let said = self.view.attribution(index)?;
        let unsure = said.speaker.is_some() && said.confidence.in_words() == Sureness::Unsure;
        unsure.then(|| self.words.get("panel_unsure_note"))
    }

    fn named(&self, all: &[Who]) -> String {
        all.iter().map(|who| self.view.called(*who, self.words).to_string()).collect::<Vec<_>>().join(", ")
    }

    /// Fills a section with as many of the entries as may still be shown.
    fn fill<'e>(&mut self, section: &Element, entries: impl Iterator<Item = (&'e Entry, Place)>) {
        let mut rows = Vec::new();
        for (entry, place) in entries.take(self.left) {
            rows.push(self.row(entry, place));
        }
        self.left -= rows.len();
        put(section, &rows);
    }

    /// A section with an empty list.
    fn section(&self, class: &str, head: Option<HtmlElement>) -> HtmlElement {
        let section = self.make.tag("section", class);
        if let Some(head) = head {
            append(&section, &head);
        }
        section.with(&self.make.tag("ul", "").attr("role", "list"))
    }

    /// The speaker's colour and initials.
    fn badge(&self, who: Who, name: &str) -> HtmlElement {
        badge(self.make, who, name)
    }

    /// Gives an element the speaker's colour.
    fn dye(&self, element: &Element, who: Who) {
        dye(element, self.view.colour(who));
    }

    /// The words of a passage, as an entry shows them: from near what was searched for, if that is far in.
    fn said(&self, spans: &[Span], marks: &Marks) -> HtmlElement {
        let said = self.make.tag("span", "words").attr("dir", "auto").attr("lang", "en");
        let hit = marks.iter().find(|(_, mark)| *mark == Mark::Found).map(|(hit, _)| *hit);
        let (cut, spans) = near(self.view.text(), spans, hit);
        if cut {
            append(&said, &self.make.text("span", "gap", "… "));
        }
        write_all(self.make, &said, self.view.text(), &spans, marks, LONGEST);
        said
    }

    /// Words for a screen reader alone.
    fn spoken(&self, words: &str) -> HtmlElement {
        self.make.text("span", "spoken", words)
    }

    /// The element that says the same in the list that is shown, or a new one.
    fn reuse(&mut self, says: &impl Hash, make: impl FnOnce(&Self) -> HtmlElement) -> HtmlElement {
        let mut hasher = DefaultHasher::new();
        says.hash(&mut hasher);
        let key = hasher.finish().to_le_bytes();
        let same = self.old.entry(&key);
        let known = if same.is_empty() { None } else { Some(same.remove(0)) };
        let element = known.unwrap_or_else(|| make(self));
        self.new.entry(&key).push(element.clone());
        element
    }
}

/// A speaker's initials, in the speaker's colour. The name stands beside it.
pub fn badge(make: &Make, who: Who, name: &str) -> HtmlElement {
    let sign = match who {
        Who::Speaker(_) => initials(name),
        Who::Author => "¶".to_owned(),
        Who::Nobody => "?".to_owned(),
    };
    make.text("span", "badge", &sign).attr("aria-hidden", "true")
}

/// The first letters of the first and the last word with a capital; of none the first letter, which the style makes a
/// capital: the tables for that would add 12 KB to the module.
fn initials(name: &str) -> String {
    let mut initials = [None, None];
    for word in name.split([' ', '.']) {
        if let Some(capital) = word.chars().next().filter(|c| c.is_uppercase()) {
            initials[usize::from(initials[0].is_some())] = Some(capital);
        }
    }
    if initials[0].is_none() {
        initials[0] = name.chars().find(|c| c.is_alphanumeric());
    }
    let mut sign = String::new();
    for initial in initials.into_iter().flatten() {
        sign.push(initial);
    }
    sign
}

/// Gives an element the colour of a speaker, or none.
pub fn dye(element: &Element, colour: Option<usize>) {
    if let Some(colour) = colour {
        dom::set(element, "data-colour", &(colour + 1).to_string());
    }
}

/// The message that says who contests, or answers who does.
pub fn contests_key(level: Level, answers: bool) -> &'static str {
    match (level, answers) {
        (Level::Explicit, false) => "panel_contests",
        (Level::Explicit, true) => "panel_answers",
        (Level::Supporting, _) => "panel_goes_on",
    }
}

fn each_once(all: impl Iterator<Item = Who>) -> Vec<Who> {
    let mut each = Vec::new();
    for who in all {
        if !each.contains(&who) {
            each.push(who);
        }
    }
    each
}

/// Puts rows into the list of a section.
fn put(section: &Element, rows: &[HtmlElement]) {
    if let Some(entries) = section.last_element_child() {
        dom::reconcile(&entries, rows);
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn initials_are_the_capitals_at_both_ends() {
        for (name, wanted) in [
            ("Maren Oduya", "MO"),
            ("Ursula von der Leyen", "UL"),
            ("Callan Harbour Authority", "CA"),
            ("U.S. Coast Guard", "UG"),
            ("the minister", "t"),
            ("Élodie", "É"),
            ("", ""),
        ] {
            assert_eq!(initials(name), wanted, "{name}");
        }
    }
}
