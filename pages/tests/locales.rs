//! The words of the interface: every language has them all, and there are no others, neither unused nor outside
//! `_locales`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const LANGUAGES: [&str; 4] = ["en", "de", "fr", "es"];

/// Keys that are put together from these beginnings.
const COMPOSED: [&str; 2] = ["notice_", "options_style_"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn messages(language: &str) -> BTreeMap<String, Value> {
    let file = root().join(format!("extension/_locales/{language}/messages.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn text(message: &Value) -> &str {
    message["message"].as_str().unwrap()
}

/// The places of a message that are filled in, in order of their names.
fn places(message: &Value) -> BTreeSet<String> {
    let parts: Vec<&str> = text(message).split('$').collect();
    parts.iter().skip(1).step_by(2).map(|name| name.to_lowercase()).collect()
}

/// The files below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, endings, found);
        } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
            found.push(path);
        }
    }
}

fn sources(folders: &[&str], endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in folders {
        files(&root().join(folder), endings, &mut found);
    }
    let read = |path: PathBuf| (path.clone(), fs::read_to_string(path).unwrap());
    found.into_iter().filter(|path| !path.ends_with("messages.json")).map(read).collect()
}

#[test]
fn every_language_has_every_message_with_its_places() {
    let english = messages("en");
    for language in LANGUAGES {
        let other = messages(language);
        assert!(english.keys().eq(other.keys()), "{language}: {:?}", differing(&english, &other));
        for (key, message) in &english {
            assert_eq!(other[key]["placeholders"], message["placeholders"], "{language}: {key}");
            // What a language says otherwise it may leave out ("he", in whose place the name stands), but it has no more.
            let (wanted, found) = (places(message), places(&other[key]));
            assert_eq!(found, wanted, "{language}: {key}");
        }
        assert_eq!(text(&other["panel_locale"]), language);
    }
    let folders = fs::read_dir(root().join("extension/_locales")).unwrap().count();
    assert_eq!(folders, LANGUAGES.len());
}

fn differing(a: &BTreeMap<String, Value>, b: &BTreeMap<String, Value>) -> Vec<String> {
    let (a, b): (BTreeSet<_>, BTreeSet<_>) = (a.keys().cloned().collect(), b.keys().cloned().collect());
    a.symmetric_difference(&b).cloned().collect()
}

#[test]
fn each_language_has_its_own_words_and_quotation_marks() {
    let english = messages("en");
    for (language, foreign) in [("de", "”«»"), ("fr", "“”„"), ("es", "“”„")] {
        let other = messages(language);
        let same = english.iter().filter(|(key, message)| text(message) == text(&other[*key])).count();
        assert!(same * 10 < english.len(), "{language}: {same} of {} messages are English", english.len());
        for (key, message) in &other {
            let wrong: Vec<char> =
                text(message).chars().filter(|c| foreign.contains(*c) || "\"'".contains(*c)).collect();
            assert!(wrong.is_empty(), "{language}: {key} has {wrong:?}");
        }
    }
}

#[test]
fn the_stores_take_names_and_descriptions() {
    for language in LANGUAGES {
        let all = messages(language);
        assert!(text(&all["name"]).chars().count() <= 45, "{language}");
        assert!(text(&all["description"]).chars().count() <= 132, "{language}");
    }
}

#[test]
fn no_message_is_unused() {
    let all: String = sources(&["src", "pages/src", "extension"], &["rs", "js", "html", "json"])
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let used = |key: &str| {
        let stem = key.strip_suffix("_one").or_else(|| key.strip_suffix("_other")).unwrap_or(key);
        let named = |key: &str| {
            let quoted = ['"', '\''].iter().any(|quote| all.contains(&format!("{quote}{key}{quote}")));
            quoted || all.contains(&format!("__MSG_{key}__"))
        };
        named(key) || named(stem) || COMPOSED.iter().any(|start| key.starts_with(start))
    };
    let unused: Vec<String> = messages("en").into_keys().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_message_that_is_asked_for_is_there() {
    let known = messages("en");
    let starts = ["panel_", "popup_", "options_", "reads_", "welcome_", "preview_", "notice_", "menu_", "command_"];
    for (path, text) in sources(&["src/sidebar", "pages/src", "extension"], &["rs", "js", "html"]) {
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
            let asked = starts.iter().any(|start| word.strip_prefix(start).is_some_and(|rest| !rest.is_empty()));
            let plural = || known.contains_key(&format!("{word}_other"));
            // Beginnings of composed keys, and the module's own names.
            if asked && !word.ends_with('_') && !known.contains_key(word) && !plural() {
                assert!(
                    path.extension().is_some_and(|e| e == "rs") && !text.contains(&format!("\"{word}\"")),
                    "{word} in {path:?}"
                );
            }
        }
    }
}

#[test]
fn the_pages_have_no_words_of_their_own() {
    for page in ["popup", "options"] {
        let html = fs::read_to_string(root().join(format!("extension/{page}.html"))).unwrap();
        let body = &html[html.find("<body").unwrap()..];
        let words: String = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        assert_eq!(words.trim(), "", "{page}");
        assert!(!body.contains("title=\"") && !body.contains("aria-label=\""), "{page}");
    }
}
