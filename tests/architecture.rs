//! The walls of the house: what each room may know of the others. ARCHITECTURE.md says why.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room of `src`, and the rooms that it may name.
const ROOMS: &[(&str, &[&str])] = &[
    // Tools.
    ("order", &[]),
    ("pace", &[]),
    ("words", &[]),
    // Words, text and its units; what goes in, what comes out.
    ("lexicon", &["words"]),
    ("text", &["lexicon"]),
    ("article", &["text"]),
    ("report", &["pace", "text"]),
    // The analysis, each stage on those before it.
    ("quotation", &["lexicon", "text"]),
    ("document", &["article", "lexicon", "pace", "quotation", "text"]),
    ("mention", &["document", "lexicon", "pace", "text", "words"]),
    ("attribution", &["article", "document", "lexicon", "order", "pace", "report", "text"]),
    ("speaker", &["attribution", "document", "lexicon", "mention", "pace", "report", "text", "words"]),
    ("repeat", &["article", "pace", "report", "text", "words"]),
    ("rebuttal", &["article", "order", "pace", "report", "text", "words"]),
    ("confidence", &["attribution", "document", "report"]),
    (
        "analysis",
        &[
            "article",
            "attribution",
            "confidence",
            "document",
            "pace",
            "rebuttal",
            "repeat",
            "report",
            "speaker",
            "text",
        ],
    ),
    // Views of a report: they know nothing of how it came about.
    ("outline", &["order", "report", "text"]),
    ("palette", &["report"]),
    ("context", &["article", "report", "text"]),
    ("anchor", &["article", "outline", "report", "text"]),
    ("related", &["article", "lexicon", "report", "text"]),
    ("search", &["text"]),
    ("fragment", &["article", "text"]),
    ("render", &["article", "fragment", "outline", "report", "text"]),
    // The browser. The page knows no linguistics and no panel, the panel nothing of the page, and `app` wires them.
    ("page", &["article", "pace", "palette", "text", "words"]),
    (
        "sidebar",
        &[
            "anchor", "article", "context", "fragment", "outline", "palette", "related", "render", "report", "search",
            "text", "words",
        ],
    ),
    (
        "app",
        &["analysis", "anchor", "article", "order", "outline", "page", "pace", "palette", "report", "sidebar", "text"],
    ),
];

/// Those that may name the browser.
const BROWSER: [&str; 3] = ["app", "page", "sidebar"];

/// What the crate re-exports at its root, and where it is from.
const REEXPORTS: &[(&str, &str)] = &[
    ("Article", "article"),
    ("Block", "article"),
    ("BlockKind", "article"),
    ("Pace", "pace"),
    ("Report", "report"),
    ("analyse", "analysis"),
    ("analyse_in_steps", "analysis"),
    ("work", "analysis"),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The code of each room, without its tests and comments.
fn rooms() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let mut rooms: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for file in files {
        let first = file.components().nth(1).expect("a file in src").as_os_str().to_string_lossy().into_owned();
        let room = first.trim_end_matches(".rs").to_owned();
        // What runs in a browser as a test of its own.
        if matches!(room.as_str(), "lib" | "bin") || file.ends_with("in_browser.rs") {
            continue;
        }
        let source = fs::read_to_string(&file).expect("readable");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let code = code.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
        rooms.entry(room).or_default().push((file, code));
    }
    rooms
}

/// The rooms that a piece of code names: `crate::x`, `crate::{x, y::z}`.
fn named(code: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for place in code.split("crate::").skip(1) {
        let list = match place.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => place.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default(),
        };
        for name in list.split(',').map(|name| name.trim().split("::").next().unwrap_or_default()) {
            let room = REEXPORTS.iter().find(|(item, _)| *item == name).map_or(name, |(_, room)| room);
            if !room.is_empty() {
                names.insert(room);
            }
        }
    }
    names
}

#[test]
fn every_room_names_only_those_it_may() {
    let rooms = rooms();
    let built: BTreeSet<_> = rooms.keys().map(String::as_str).collect();
    let planned: BTreeSet<_> = ROOMS.iter().map(|(room, _)| *room).collect();
    assert_eq!(built, planned, "a room without a place in ROOMS, or a place without a room");
    for (room, allowed) in ROOMS {
        for (file, code) in &rooms[*room] {
            for name in named(code) {
                assert!(name == *room || allowed.contains(&name), "{} names {name}: {room} may not", file.display());
            }
        }
    }
}

#[test]
fn no_room_knows_itself_by_a_detour() {
    // Each is allowed only what stands above it, so there are no circles.
    for (place, (room, allowed)) in ROOMS.iter().enumerate() {
        for name in *allowed {
            let above = ROOMS[..place].iter().any(|(other, _)| other == name);
            assert!(above, "{room} may name {name}, which does not stand above it");
        }
    }
}

#[test]
fn the_core_knows_no_browser() {
    for (room, files) in rooms() {
        if BROWSER.contains(&room.as_str()) {
            continue;
        }
        for (file, code) in files {
            for name in ["web_sys", "js_sys", "wasm_bindgen", "gloo"] {
                assert!(!code.contains(name), "{} names {name}", file.display());
            }
        }
    }
}

#[test]
fn nothing_is_ever_parsed_into_a_page() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    rust_files(Path::new("pages/src"), &mut files);
    let scripts = fs::read_dir("extension").expect("the extension").map(|e| e.expect("an entry").path());
    files.extend(scripts.filter(|p| p.extension().is_some_and(|e| e == "js")));
    for file in files {
        let source = fs::read_to_string(&file).expect("readable");
        // Tests make pages of their own.
        if file.ends_with("in_browser.rs") {
            continue;
        }
        for name in ["innerHTML", "inner_html", "outerHTML", "insertAdjacentHTML", "document.write"] {
            assert!(!source.contains(name), "{} has {name}", file.display());
        }
    }
}

#[test]
fn names_are_read_as_they_are_written() {
    let code = "use crate::outline::{Item, Filter};\nuse crate::{Article, text::Unit};\nlet x = crate::order::by(1);";
    assert_eq!(named(code).into_iter().collect::<Vec<_>>(), ["article", "order", "outline", "text"]);
}
