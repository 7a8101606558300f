//! A statement or rebuttal as text to take along, and the way to the clipboard.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};

use super::messages::Messages;
use super::view::View;
use crate::fragment::Fragments;
use crate::outline::{Item, Who};
use crate::report::Kind;
use crate::text::Span;

/// The passage exact to the character, who said it, the article's title, and a link that leads to the passage.
pub fn text(view: &View, item: Item, words: &Messages) -> Option<String> {
    let (mut text, spans) = match item {
        Item::Attribution(index) => (statement(view, index, words)?, view.attribution(index)?.content.as_slice()),
        Item::Rebuttal(index) => {
            let rebuttal = view.rebuttal(index)?;
            let by = view.called(Who::of(view.report(), item), words);
            let mut text = format!("{by}: {}", view.words(rebuttal.span));
            for claim in rebuttal.contests.iter().filter_map(|c| statement(view, *c, words)) {
                text.push_str(&words.with("panel_copy_contests", &[&claim]));
            }
            (text, std::slice::from_ref(&rebuttal.span))
        }
    };
    if let Some(title) = &view.article().title {
        text.push('\n');
        text.push_str(title);
    }
    text.push('\n');
    text.push_str(&Fragments::new(view.article()).link(&view.shown.url, spans));
    Some(text)
}

fn statement(view: &View, index: usize, words: &Messages) -> Option<String> {
    let said = view.attribution(index)?;
    let content = joined(view, &said.content);
    let mut who = view.called(Who::of(view.report(), Item::Attribution(index)), words);
    if let Some(role) = said.speaker.and_then(|s| view.report().speakers.get(s)?.role.as_ref()) {
        who = format!("{who} ({role})").into();
    }
    Some(match said.kind {
        Kind::Direct => format!("{who}: {content}"),
        // Without marks around it the article's wording would pass for the speaker's.
        Kind::Mixed | Kind::Indirect => words.with("panel_copy_reported", &[&who, &content]),
    })
}

fn joined(view: &View, spans: &[Span]) -> String {
    spans.iter().map(|s| view.words(*s)).collect::<Vec<_>>().join(" … ")
}

/// Writes to the clipboard; to be called while the reader's click is being handled.
pub fn write(text: &str) -> Result<Promise, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into())?;
    // Missing on pages without https.
    let clipboard: web_sys::Clipboard = clipboard.dyn_into()?;
    Ok(clipboard.write_text(text))
}
