//! "This is wrong": a report of a fault, which the reader copies or saves. Nothing is sent.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::action::Action;
use super::copy;
use super::dom::{self, Build, Make, append};
use super::messages::Messages;
use super::view::View;
use crate::context::Around;
use crate::outline::Item;
use crate::text::Span;

/// What can be wrong, by the messages that say so.
const FAULTS: [&str; 5] =
    ["panel_wrong_speaker", "panel_wrong_words", "panel_wrong_none", "panel_wrong_contest", "panel_wrong_else"];

pub struct Wrong {
    pub root: HtmlElement,
    faults: Vec<HtmlElement>,
    text: HtmlElement,
    /// What became of the report; it is spoken elsewhere.
    outcome: HtmlElement,
}

impl Wrong {
    pub fn new(make: &Make, words: &Messages) -> Wrong {
        let choice = make.tag("fieldset", "faults");
        append(&choice, &make.text("legend", "", &words.get("panel_wrong_what")));
        let mut faults = Vec::new();
        for fault in FAULTS {
            let radio = make.tag("input", "").attr("type", "radio").attr("name", "fault").attr("value", fault);
            append(&choice, &make.tag("label", "").with(&radio).with(&make.node(&words.get(fault))));
            faults.push(radio);
        }
        let text = make.tag("textarea", "report").attr("rows", "5").attr("spellcheck", "false");
        dom::set(&text, "aria-label", &words.get("panel_wrong_text"));
        let local = make.text("p", "unknown", &words.get("panel_wrong_local"));
        let button = |class: &str, action: Action, key| -> HtmlElement {
            let button = make.button(class, &action.to_string());
            button.set_text_content(Some(&words.get(key)));
            button
        };
        let copy = button("solid", Action::WrongCopy, "panel_wrong_copy");
        let save = button("quiet", Action::WrongSave, "panel_take_save");
        let cancel = button("quiet", Action::Wrong, "panel_wrong_cancel");
        let outcome = make.tag("span", "outcome").attr("aria-hidden", "true");
        let buttons = make.tag("div", "buttons").with(&copy).with(&save).with(&cancel).with(&outcome);
        // No form element: it would have the page's policy decide whether it may be sent.
        let root = make.tag("div", "wrong").attr("role", "group").attr("aria-label", &words.get("panel_wrong"));
        let root = root.with(&choice).with(&text).with(&local).with(&buttons);
        root.set_hidden(true);
        Wrong { root, faults, text, outcome }
    }

    pub fn is_open(&self) -> bool {
        !self.root.hidden()
    }

    pub fn open(&self, view: &View, item: Item, words: &Messages) {
        self.root.set_hidden(false);
        for (number, fault) in self.faults.iter().enumerate() {
            if let Some(fault) = fault.dyn_ref::<HtmlInputElement>() {
                fault.set_checked(number == 0);
            }
        }
        if let Some(area) = self.area() {
            area.set_value(&report(view, item, words));
        }
        self.retitle(words);
        self.say("");
        if let Some(first) = self.faults.first() {
            dom::focus(first);
        }
    }

    pub fn say(&self, outcome: &str) {
        dom::write(&self.outcome, outcome);
    }

    pub fn close(&self) {
        self.root.set_hidden(true);
    }

    /// Puts the chosen fault on the first line; what the reader wrote below stays.
    pub fn retitle(&self, words: &Messages) {
        let chosen = |f: &&HtmlElement| f.dyn_ref::<HtmlInputElement>().is_some_and(HtmlInputElement::checked);
        let fault = self.faults.iter().find(chosen).and_then(|f| f.get_attribute("value")).unwrap_or_default();
        let Some(area) = self.area() else { return };
        let text = area.value();
        let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        area.set_value(&format!("Quoth {}: {}\n{rest}", env!("CARGO_PKG_VERSION"), words.get(&fault)));
    }

    pub fn text(&self) -> String {
        self.area().map(HtmlTextAreaElement::value).unwrap_or_default()
    }

    /// The second way to the clipboard: the text is there to be selected.
    pub fn area(&self) -> Option<&HtmlTextAreaElement> {
        self.text.dyn_ref()
    }
}

/// The passage and Quoth's version of it, under a line that is left for the fault.
fn report(view: &View, item: Item, words: &Messages) -> String {
    let mut out = String::from("\n");
    let mut line = |key: &str, text: &str| {
        out.push_str(&words.with("panel_wrong_line", &[&words.get(key), text]));
        out.push('\n');
    };
    let text = |span: Span| view.words(span).replace('\n', " ");
    let (spans, said) = match item {
        Item::Attribution(index) => {
            let Some(said) = view.attribution(index) else { return out };
            let mut spans = said.content.clone();
            spans.extend(said.source.iter().chain(&said.cue));
            (spans, Some(said))
        }
        Item::Rebuttal(index) => (view.rebuttal(index).map(|r| r.span).into_iter().collect(), None),
    };
    let around = Around::of(view.article(), view.report(), &spans);
    let mut passage = String::new();
    for span in [around.before, Some(around.sentence), around.after].into_iter().flatten() {
        if !passage.is_empty() {
            passage.push(' ');
        }
        passage.push_str(&text(span));
    }
    line("panel_wrong_passage", &passage);
    if let Some(version) = copy::text(view, item, words) {
        line("panel_wrong_version", &version.replace('\n', " | "));
    }
    if let Some(said) = said {
        if let Some(source) = said.source {
            line("panel_source", &text(source));
        }
        if let Some(cue) = said.cue {
            line("panel_cue", &text(cue));
        }
        if let Some(resolution) = said.resolution {
            let antecedent = resolution.antecedent.map(text).unwrap_or_default();
            line("panel_resolved", &format!("{} {antecedent}", resolution.by.name()));
        }
    }
    out
}
