//! An extract as JSON. By hand: it is five kinds of fields, and serde's way to the browser's JSON is 4 KB of the module.

use super::extract::Extract;
use super::kind;
use crate::report::Level;

/// `{"title", "byline", "url", "read", "speakers": [{"name", "role", "statements": [{"number", "kind", "words": […],
/// "source", "cue", "question", "link"}]}], "rebuttals": [{"by", "level", "words", "marker", "link", "contests": [{"by",
/// "words"}]}]}`, what is not known `null`.
pub fn extract_json(extract: &Extract) -> String {
    let mut out = String::from("{");
    let to = &mut out;
    field(to, "title", extract.title);
    field(to, "byline", extract.byline);
    field(to, "url", extract.url);
    field(to, "read", extract.read);
    key(to, "speakers", "[");
    for voice in &extract.speakers {
        begin(to);
        field(to, "name", voice.name);
        field(to, "role", voice.role);
        key(to, "statements", "[");
        for said in &voice.statements {
            begin(to);
            key(to, "number", &said.number.to_string());
            field(to, "kind", Some(kind(said.kind)));
            key(to, "words", "[");
            for words in &said.words {
                comma(to);
                string(to, words);
            }
            to.push(']');
            field(to, "source", said.source);
            field(to, "cue", said.cue);
            field(to, "question", said.question);
            field(to, "link", said.link.as_deref());
            to.push('}');
        }
        to.push_str("]}");
    }
    to.push(']');
    key(to, "rebuttals", "[");
    for contest in &extract.rebuttals {
        begin(to);
        field(to, "by", contest.by);
        field(to, "level", Some(if contest.level == Level::Explicit { "explicit" } else { "supporting" }));
        field(to, "words", Some(contest.words));
        field(to, "marker", Some(contest.marker));
        field(to, "link", contest.link.as_deref());
        key(to, "contests", "[");
        for claim in &contest.contests {
            begin(to);
            field(to, "by", claim.by);
            field(to, "words", Some(claim.words));
            to.push('}');
        }
        to.push_str("]}");
    }
    to.push_str("]}\n");
    out
}

/// Parts what comes from what is there, if that is a sibling.
fn comma(out: &mut String) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
}

fn begin(out: &mut String) {
    comma(out);
    out.push('{');
}

fn key(out: &mut String, name: &str, value: &str) {
    comma(out);
    for part in ["\"", name, "\":", value] {
        out.push_str(part);
    }
}

fn field(out: &mut String, name: &str, value: Option<&str>) {
    match value {
        None => key(out, name, "null"),
        Some(value) => {
            key(out, name, "");
            string(out, value);
        }
    }
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // No more than 31: two digits, of which the first is 0 or 1.
            '\0'..=' ' if c != ' ' => {
                out.push_str(if c < '\u{10}' { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(c as u32 % 16, 16));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

// JSON is read back, for which the browser has no crate.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::extract::Origin;
    use super::super::sample;
    use super::*;

    fn read(extract: &Extract) -> serde_json::Value {
        serde_json::from_str(&extract_json(extract)).expect("JSON")
    }

    #[test]
    fn has_every_passage_exact_with_its_link() {
        let (article, report) = sample::report();
        let origin = Origin { url: Some("https://news.example/pier?a=1"), read: Some("2026-11-22") };
        let value = read(&Extract::whole(&article, &report, origin));
        assert_eq!((&value["title"], &value["byline"]), (&"Harbour plan".into(), &serde_json::Value::Null));
        assert_eq!((&value["url"], &value["read"]), (&"https://news.example/pier?a=1".into(), &"2026-11-22".into()));
        let first = serde_json::json!({
            "number": 1, "kind": "direct", "words": ["“The *new* pier,”", "“is safe.”"], "source": "Mayor Ann Lee",
            "cue": "said", "question": null,
            "link": "https://news.example/pier?a=1#:~:text=The%20%2Anew%2A%20pier&text=is%20safe",
        });
        assert_eq!(value["speakers"][0]["name"], "Ann Lee");
        assert_eq!(value["speakers"][0]["statements"][0], first);
        assert_eq!(value["speakers"][2]["name"], serde_json::Value::Null, "what is not attributed comes last");
        let rebuttal = serde_json::json!({
            "by": "Bo Day", "level": "explicit", "words": "That is simply false", "marker": "false",
            "link": "https://news.example/pier?a=1#:~:text=That%20is%20simply%20false",
            "contests": [{"by": "Ann Lee", "words": "“is safe.”"}, {"by": "Ann Lee", "words": "It is paid for"}],
        });
        assert_eq!(value["rebuttals"], serde_json::json!([rebuttal]));
    }

    #[test]
    fn any_text_is_read_back_as_it_was() {
        let all: String = ('\0'..'\u{250}').chain(['\u{2028}', '\u{feff}', '😀']).collect();
        let mut out = String::new();
        string(&mut out, &all);
        assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), all);
    }

    #[test]
    fn nothing_found_is_empty_lists() {
        let (article, report) = (crate::Article::default(), crate::Report::default());
        let value = read(&Extract::whole(&article, &report, Origin::default()));
        assert_eq!((&value["speakers"], &value["rebuttals"]), (&serde_json::json!([]), &serde_json::json!([])));
    }
}
