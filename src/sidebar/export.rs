//! "Take along": the report, or a part of it, as text for the clipboard or a file.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement};

use super::action::{Action, Take};
use super::dom::{self, Build, Make, append};
use super::head::truth;
use super::listing::Listing;
use super::messages::Messages;
use super::view::{View, kind_name};
use crate::outline::Item;
use crate::render::{Extract, Label, Origin, csv, extract_json, markdown};
use crate::report::Level;

/// The form of what is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Markdown,
    Csv,
    Json,
}

impl Format {
    const ALL: [Format; 3] = [Format::Markdown, Format::Csv, Format::Json];

    fn name(self) -> &'static str {
        match self {
            Format::Markdown => "Markdown",
            Format::Csv => "CSV",
            Format::Json => "JSON",
        }
    }

    /// What a file of it is called by, and its type.
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Format::Markdown => ("md", "text/markdown"),
            Format::Csv => ("csv", "text/csv"),
            Format::Json => ("json", "application/json"),
        }
    }
}

/// The form under the panel's head, shown when it is asked for.
pub struct Export {
    make: Make,
    pub root: HtmlElement,
    /// Opens the form, and has the focus when it closes.
    pub opener: HtmlElement,
    what: HtmlSelectElement,
    format: HtmlSelectElement,
    /// What became of it; it is spoken elsewhere.
    outcome: HtmlElement,
}

/// A part of the report as text, and as what it would be saved.
pub struct File {
    pub name: String,
    pub kind: &'static str,
    pub text: String,
}

impl Export {
    pub fn new(make: &Make, words: &Messages, opener: &HtmlElement) -> Export {
        let select = |name: &str| make.tag("select", name).unchecked_into::<HtmlSelectElement>();
        let (what, format) = (select("what"), select("format"));
        for form in Format::ALL {
            append(&format, &make.text("option", "", form.name()));
        }
        let labelled = |key, field: &HtmlSelectElement| {
            make.tag("label", "").with(&make.text("span", "", &words.get(key))).with(field)
        };
        let row = make.tag("div", "row");
        for (take, key) in
            [(Take::Copy, "panel_take_copy"), (Take::Save, "panel_take_save"), (Take::Print, "panel_take_print")]
        {
            let button = make.button("quiet", &Action::Take(take).to_string());
            append(&row, &button.with(&make.node(&words.get(key))));
        }
        let outcome = make.tag("p", "outcome").attr("aria-hidden", "true");
        let root = make.tag("section", "take").attr("id", "take").attr("aria-label", &words.get("panel_take"));
        let root = root.with(&labelled("panel_take_what", &what)).with(&labelled("panel_take_as", &format));
        let root = root.with(&row).with(&outcome);
        root.set_hidden(true);
        dom::set(opener, "aria-expanded", "false");
        dom::set(opener, "aria-controls", "take");
        Export { make: make.clone(), root, opener: opener.clone(), what, format, outcome }
    }

    pub fn is_open(&self) -> bool {
        !self.root.hidden()
    }

    pub fn has(&self, element: &Element) -> bool {
        self.root.contains(Some(element))
    }

    /// Opens the form for this report, and gives it the focus.
    pub fn open(&self, view: &View, words: &Messages) {
        self.what.set_text_content(None);
        let option = |text: &str| append(&self.what, &self.make.text("option", "", text));
        option(&words.get("panel_take_all"));
        option(&words.get("panel_take_listed"));
        for speaker in speakers(view) {
            option(&view.report().speakers[speaker].name);
        }
        self.show(true);
        dom::focus(&self.what);
    }

    /// The focus goes back to the button that opened it.
    pub fn close(&self) {
        if self.is_open() {
            self.show(false);
            dom::focus(&self.opener);
        }
    }

    fn show(&self, on: bool) {
        self.root.set_hidden(!on);
        self.say("");
        dom::set(&self.opener, "aria-expanded", truth(on));
    }

    pub fn say(&self, outcome: &str) {
        dom::write(&self.outcome, outcome);
    }

    /// What the reader chose, to be `saved` or copied.
    pub fn file(&self, view: &View, listing: &Listing, words: &Messages, saved: bool) -> File {
        // As they stand in `open`.
        let (all, listed) = (self.what.selected_index() == 0, self.what.selected_index() == 1);
        let speaker = speakers(view).nth((self.what.selected_index().max(2) - 2) as usize);
        let lists = |item| {
            listing.entries.iter().any(|entry| match item {
                Item::Rebuttal(index) => entry.item == item || entry.rebuttals.contains(&index),
                Item::Attribution(_) => entry.item == item,
            })
        };
        let keep = |item: Item| all || if listed { lists(item) } else { speaker.is_some_and(|s| is_of(view, item, s)) };
        let day = today();
        let origin = Origin { url: Some(&view.shown.url), read: Some(&day) };
        let extract = Extract::new(view.article(), view.report(), origin, &keep);
        let format = Format::ALL[(self.format.selected_index().max(0) as usize).min(Format::ALL.len() - 1)];
        let text = match format {
            Format::Markdown => markdown(&extract, &|label| said(label, words)),
            Format::Csv => csv(&extract),
            Format::Json => extract_json(&extract),
        };
        let (ending, kind) = format.file();
        // Spreadsheets read UTF-8 only behind its mark.
        let text = if format == Format::Csv && saved { format!("\u{feff}{text}") } else { text };
        File { name: format!("{}.{ending}", file_name(extract.title.unwrap_or_default())), kind, text }
    }
}

/// Those who are quoted, in the list's order.
fn speakers(view: &View) -> impl Iterator<Item = usize> {
    view.outline.groups.iter().filter_map(|group| group.speaker)
}

/// Whether an item is a speaker's own, or contests what the speaker said.
fn is_of(view: &View, item: Item, speaker: usize) -> bool {
    let said_by = |index: usize| view.attribution(index).is_some_and(|a| a.speaker == Some(speaker));
    match item {
        Item::Attribution(index) => said_by(index),
        Item::Rebuttal(index) => {
            view.rebuttal(index).is_some_and(|r| r.by == Some(speaker) || r.contests.iter().any(|c| said_by(*c)))
        }
    }
}

/// Markdown's own words, in the reader's language.
fn said(label: Label, words: &Messages) -> String {
    let key = match label {
        Label::Nothing => "panel_empty",
        Label::Nobody => "panel_not_attributed",
        Label::Author => "panel_author",
        Label::Kind(kind) => kind_name(kind),
        Label::Contested => "panel_take_contested",
        Label::Question(asked) => return words.with("panel_asked", &[asked]),
        Label::Contests(Level::Explicit, name) => return words.with("panel_contests", &[name]),
        Label::Contests(Level::Supporting, name) => return words.with("panel_goes_on", &[name]),
        Label::NoClaim => "panel_no_claim",
        Label::Passage => "panel_take_passage",
        Label::Read(day) => return words.with("panel_take_read", &[day]),
    };
    words.get(key).to_string()
}

/// The reader's day, such as "2026-11-22".
fn today() -> String {
    let now = js_sys::Date::new_0();
    let two = |number: u32| format!("{}{number}", if number < 10 { "0" } else { "" });
    format!("{}-{}-{}", now.get_full_year(), two(now.get_month() + 1), two(now.get_date()))
}

/// The title as a name that every system takes.
fn file_name(title: &str) -> String {
    const LONGEST: usize = 60;
    let mut name = String::from("quoth");
    for word in title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if name.len() + word.len() > LONGEST {
            break;
        }
        name.push('-');
        name.push_str(word);
    }
    name
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn files_are_named_by_the_title() {
        assert_eq!(file_name("“Pier”: is/was it… safe?"), "quoth-Pier-is-was-it-safe");
        assert_eq!(file_name(""), "quoth");
        assert!(file_name(&"long ".repeat(50)).len() <= 60);
    }

    #[test]
    fn a_day_has_ten_characters() {
        let day = today();
        assert!(day.len() == 10 && day.starts_with("20"), "{day}");
    }
}
