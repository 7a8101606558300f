//! The command line as its users meet it: what it prints, where, and how it ends.
#![cfg(not(target_arch = "wasm32"))]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

use serde_json::{Value, json};

const ARTICLE: &str = "Pier opens\n\n“It is late,” Ann Lee said.\n";

fn quoth(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quoth"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it on `input`, fed while it runs.
fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = quoth(args).spawn().expect("starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // It may end before it has read all: that the pipe is closed then is no fault.
    let feeder = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("ends");
    feeder.join().expect("fed");
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The output of a run that must succeed in silence.
fn good(args: &[&str], input: &[u8]) -> String {
    let output = run(args, input);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{args:?}");
    text(&output.stdout).to_owned()
}

/// The message of a run that must fail with status 2, one line, and print nothing.
fn bad(args: &[&str], input: &[u8]) -> String {
    let output = run(args, input);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{args:?}");
    let message = text(&output.stderr).to_owned();
    assert!(message.starts_with("quoth: ") && message.lines().count() == 1, "{args:?}: {message}");
    message
}

fn lines(output: &str) -> Vec<Value> {
    output.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

/// A file of the test's own, gone when it is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Scratch {
        let path = std::env::temp_dir().join(format!("quoth-{}-{name}", std::process::id()));
        std::fs::write(&path, content).expect("written");
        Scratch(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("UTF-8")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn prints_text_by_default_and_says_who() {
    let plain = good(&[], ARTICLE.as_bytes());
    assert!(plain.starts_with("Pier opens\n") && plain.contains("Ann Lee: 1 statement"), "{plain}");
    assert_eq!(plain, good(&["--format", "text", "-"], ARTICLE.as_bytes()));
    assert_eq!(plain, good(&["--format=text"], ARTICLE.replace('\n', "\r\n").as_bytes()));
    let markdown = good(&["--format", "markdown"], ARTICLE.as_bytes());
    assert!(markdown.contains("# Pier opens\n\n## Ann Lee\n"), "{markdown}");
    let table = good(&["--format", "csv"], ARTICLE.as_bytes());
    let row = "1,Ann Lee,,direct,\"“It is late,”\",Ann Lee,said,,,,,Pier opens,,,,\r\n";
    assert_eq!(table.split_once("\r\n").map(|(_, rows)| rows), Some(row));
}

#[test]
fn json_has_code_point_spans_and_the_files_name() {
    let article = "Zoë 😀\n\n“Ça va,” Ann Lee said.\n";
    let file = Scratch::new("article.txt", article.as_bytes());
    let report: Value = serde_json::from_str(&good(&["--format", "json", file.path()], b"")).expect("JSON");
    assert_eq!(report["id"], file.path());
    assert_eq!(report["speakers"][0]["name"], "Ann Lee");
    let attribution = &report["attributions"][0];
    assert_eq!(attribution["kind"], "direct");
    let cut = |span: &Value| {
        let at = |key: &str| usize::try_from(span[key].as_u64().expect(key)).expect("small");
        article.chars().skip(at("start")).take(at("end") - at("start")).collect::<String>()
    };
    assert_eq!(cut(&attribution["source"]), "Ann Lee");
    assert_eq!(cut(&attribution["cue"]), "said");
    assert!(cut(&attribution["content"][0]).contains("Ça va"));
    let piped: Value = serde_json::from_str(&good(&["--format", "json"], article.as_bytes())).expect("JSON");
    assert_eq!(piped["id"], Value::Null);
    assert_eq!(piped["attributions"], report["attributions"]);
}

#[test]
fn a_byte_order_mark_is_not_text() {
    let marked = format!("\u{feff}{ARTICLE}");
    assert_eq!(good(&["--format", "json"], marked.as_bytes()), good(&["--format", "json"], ARTICLE.as_bytes()));
    let line = format!("\u{feff}{}\n", json!({"id": 1, "text": ARTICLE}));
    assert_eq!(lines(&good(&["--format", "jsonl"], line.as_bytes()))[0]["id"], 1);
}

#[test]
fn an_empty_input_has_an_empty_report() {
    assert_eq!(good(&[], b""), "No statements found.\n");
    assert_eq!(good(&["--format", "jsonl"], b"\n \r\n"), "");
    let report = lines(&good(&["--format", "json"], b""));
    assert_eq!(report, [json!({"id": null, "speakers": [], "attributions": [], "rebuttals": []})]);
}

#[test]
fn a_bad_line_is_told_by_number_and_the_rest_is_done() {
    let good_line = |id: &str| json!({"id": id, "text": ARTICLE}).to_string().into_bytes();
    let input = [
        good_line("a"),
        b"{\"id\":".to_vec(),
        b"".to_vec(),
        b"\xff\xfe".to_vec(),
        b"[1,2]".to_vec(),
        json!({"id": "no text"}).to_string().into_bytes(),
        br#"{"id":"x","text":"\ud800"}"#.to_vec(),
        "[".repeat(100_000).into_bytes(),
        good_line("z"),
    ]
    .join(&b'\n');
    let output = run(&["--format", "jsonl"], &input);
    assert_eq!(output.status.code(), Some(1));
    let ids: Vec<_> = lines(text(&output.stdout)).into_iter().map(|r| r["id"].clone()).collect();
    assert_eq!(ids, ["a", "z"]);
    let faults: Vec<_> =
        text(&output.stderr).lines().map(|l| l.split(": ").nth(1).expect("a line").to_owned()).collect();
    assert_eq!(faults, ["line 2", "line 4", "line 5", "line 6", "line 7", "line 8"]);
}

#[test]
fn each_report_is_out_before_the_next_line_is_in() {
    let mut child = quoth(&["--format", "jsonl"]).spawn().expect("starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    for id in 0..3 {
        writeln!(stdin, "{}", json!({"id": id, "text": ARTICLE})).expect("taken");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("answered");
        assert_eq!(lines(&line)[0]["id"], id);
    }
    drop(stdin);
    assert!(child.wait().expect("ends").success());
}

#[test]
fn nobody_reading_is_no_fault() {
    let mut child = quoth(&["--format", "jsonl"]).spawn().expect("starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    drop(child.stdout.take());
    let line = json!({"id": "a", "text": ARTICLE.repeat(50)}).to_string();
    // More than a pipe holds: it must notice, and end.
    for _ in 0..1000 {
        if writeln!(stdin, "{line}").is_err() {
            break;
        }
    }
    drop(stdin);
    let mut message = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut message).expect("UTF-8");
    assert_eq!((child.wait().expect("ends").code(), message.as_str()), (Some(0), ""));
}

#[test]
fn says_clearly_what_it_cannot_do() {
    let missing = bad(&["/no/such/article.txt"], b"");
    assert!(missing.contains("cannot read \"/no/such/article.txt\": "), "{missing}");
    assert!(bad(&[std::env::temp_dir().to_str().expect("UTF-8")], b"").contains("cannot read"));
    assert!(bad(&[], b"\xff\xfeA\0").contains("standard input is not UTF-8"));
    let latin = Scratch::new("latin.txt", b"caf\xe9");
    assert!(bad(&[latin.path()], b"").contains("latin.txt\" is not UTF-8"));
    assert!(bad(&["--colour"], b"").contains("'--colour'"));
    assert!(bad(&["-x"], b"").contains("'-x'"));
    assert!(bad(&["--format", "yaml"], b"").contains("unknown format \"yaml\""));
    assert!(bad(&["--format"], b"").contains("'--format'"));
    assert!(bad(&["a", "b"], b"").contains("more than one file"));
    assert!(bad(&["no\nsuch\nfile"], b"").contains("cannot read"));
}

#[test]
fn tells_its_usage_and_version() {
    for flag in ["--help", "-h"] {
        assert!(good(&[flag], b"").contains("quoth [FILE|-] [--format text|markdown|csv|json|jsonl]"));
    }
    assert_eq!(good(&["--version"], b""), format!("quoth {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(good(&["-V"], b""), good(&["--version"], b""));
}
