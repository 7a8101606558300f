//! The panel's words, from the extension's `_locales`.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::words::ByWord;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    fn get_message(key: &str, substitutions: &JsValue) -> Result<JsValue, JsValue>;

    type PluralRules;

    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(locale: &str) -> Result<PluralRules, JsValue>;

    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, n: f64) -> JsValue;
}

/// What stands for the first, second … substitution in a message that is kept: no message has these characters.
const PLACES: [char; 4] = ['\u{1}', '\u{2}', '\u{3}', '\u{4}'];

/// What may be asked for the first time when the browser no longer answers: what a card says, and that state itself.
pub const KEPT: &[&str] = &[
    "panel_orphaned",
    "panel_orphaned_more",
    "panel_reload",
    "panel_gone",
    "panel_copied",
    "panel_copy_failed",
    "panel_copy_reported",
    "panel_take_all",
    "panel_take_listed",
    "panel_take_passage",
    "panel_take_contested",
    "panel_take_read",
    "panel_take_saved",
    "panel_take_not_saved",
    "panel_take_not_printed",
    "panel_copy_contests",
    "panel_place",
    "panel_asked",
    "panel_previous",
    "panel_next",
    "panel_previous_rebuttal",
    "panel_next_rebuttal",
    "panel_kind_direct",
    "panel_kind_mixed",
    "panel_kind_indirect",
    "panel_kind_rebuttal",
    "panel_kind_supporting",
    "panel_cue",
    "panel_source",
    "panel_resolved",
    "panel_antecedent",
    "panel_marker",
    "panel_by_part",
    "panel_by_variant",
    "panel_by_pronoun",
    "panel_by_pronoun_for",
    "panel_by_role",
    "panel_by_role_for",
    "panel_by_continuation",
    "panel_contested_heading",
    "panel_contests_heading",
    "panel_claim_heading",
    "panel_part_of",
    "panel_no_speaker",
    "panel_answers",
    "panel_sides",
    "panel_side_alone",
    "panel_contests_whom",
    "panel_contests_a_claim",
    "panel_contested_by",
    "panel_why",
    "panel_related_heading",
    "panel_repeated_heading",
    "panel_repeat",
    "panel_wrong_passage",
    "panel_wrong_version",
    "panel_wrong_line",
    "panel_none_found",
    "panel_no_exchanges",
    "panel_all_filtered",
];

/// Messages by key, each asked for once: in an orphaned script the browser no longer answers.
pub struct Messages {
    known: RefCell<ByWord<Option<Rc<str>>>>,
    places: JsValue,
    plurals: Option<PluralRules>,
}

impl Messages {
    pub fn new() -> Self {
        let places = PLACES.map(|c| JsValue::from_str(c.encode_utf8(&mut [0; 4])));
        let mut messages =
            Messages { known: RefCell::default(), places: js_sys::Array::from_iter(places).into(), plurals: None };
        messages.plurals = PluralRules::new(&messages.get("panel_locale")).ok();
        messages
    }

    /// The message of a key; where it is missing the key's own words, which are readable.
    pub fn get(&self, key: &str) -> Rc<str> {
        if let Some(Some(known)) = self.known.borrow().get(key) {
            return known.clone();
        }
        let found = get_message(key, &self.places).ok().and_then(|m| m.as_string()).filter(|m| !m.is_empty());
        let message: Rc<str> = match found {
            Some(message) => message.into(),
            None => key.strip_prefix("panel_").unwrap_or(key).replace('_', " ").into(),
        };
        *self.known.borrow_mut().entry(key) = Some(message.clone());
        message
    }

    /// The message with its placeholders `$1`, `$2` … filled in.
    pub fn with(&self, key: &str, fill: &[&str]) -> String {
        let message = self.get(key);
        let mut out = String::with_capacity(message.len() + fill.iter().map(|f| f.len()).sum::<usize>());
        for c in message.chars() {
            match PLACES.iter().position(|p| *p == c) {
                Some(place) => out.push_str(fill.get(place).copied().unwrap_or_default()),
                None => out.push(c),
            }
        }
        out
    }

    /// The message for `n` of something, from `key_one`, `key_other` … as the language needs; `$1` is `n`.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = self.plurals.as_ref().and_then(|p| p.select(n as f64).as_string());
        let form = form.as_deref().unwrap_or(if n == 1 { "one" } else { "other" });
        self.with(&format!("{key}_{form}"), &[&n.to_string()])
    }

    /// Asks for messages ahead of time: those for when the browser no longer answers.
    pub fn keep(&self, keys: &[&str]) {
        for key in keys {
            self.get(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    // There is no extension where the tests run: every message is missing.

    #[test]
    fn a_missing_message_reads_as_its_key() {
        let words = Messages::new();
        assert_eq!(&*words.get("panel_copy_failed"), "copy failed");
        assert_eq!(words.with("panel_place", &["1", "2"]), "place");
        assert_eq!(words.count("panel_quotes", 2), "quotes other");
    }

    #[test]
    fn placeholders_are_filled_in_once() {
        let words = Messages::new();
        *words.known.borrow_mut().entry("order") = Some("\u{2} before \u{1}, \u{2}\u{3}".into());
        assert_eq!(words.with("order", &["\u{2}", "b"]), "b before \u{2}, b");
    }
}
