//! The panel's messages: each one that the code asks for is there, and each one that is there is asked for.

use std::collections::BTreeSet;
use std::fs;

/// The forms of the plural, of which English uses two.
const FORMS: [&str; 2] = ["_one", "_other"];

/// The keys that stand in the panel's source: those asked for plainly, and those asked for by number.
fn asked() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut plain, mut counted) = (BTreeSet::new(), BTreeSet::new());
    let folders = ["src/sidebar", "src/sidebar/panel"];
    for file in folders.into_iter().flat_map(|folder| fs::read_dir(folder).expect("the panel's source")) {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|e| e != "rs") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("readable");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        // Every other piece stands between two quotation marks.
        for key in code.split('"').filter(|piece| piece.starts_with("panel_") && *piece != "panel_") {
            plain.insert(key.to_owned());
        }
    }
    let there = messages();
    plain.retain(|key| {
        let by_number = FORMS.iter().any(|form| there.contains(&format!("{key}{form}")));
        if by_number {
            counted.insert(key.clone());
        }
        !by_number
    });
    (plain, counted)
}

fn messages() -> BTreeSet<String> {
    let text = fs::read_to_string("extension/_locales/en/messages.json").expect("the messages");
    let all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).expect("JSON");
    all.keys().filter(|key| key.starts_with("panel_")).cloned().collect()
}

#[test]
fn every_message_is_there_and_in_use() {
    let (plain, counted) = asked();
    assert!(plain.len() > 30 && counted.len() > 3, "the source was not understood: {plain:?} {counted:?}");
    let forms = counted.iter().flat_map(|key| FORMS.map(|form| format!("{key}{form}")));
    let asked: BTreeSet<String> = plain.into_iter().chain(forms).collect();
    let there = messages();
    assert_eq!(asked.difference(&there).collect::<Vec<_>>(), [""; 0], "asked for, but not there");
    assert_eq!(there.difference(&asked).collect::<Vec<_>>(), [""; 0], "there, but asked for by nobody");
}
