//! The command line: text in, who said what out.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use quoth::render::{self, Extract, Origin};
use quoth::{Article, analyse};
use serde_json::Value;

const HELP: &str = "\
Finds who said what in a news article, and who contests it.

Usage: quoth [FILE|-] [--format text|markdown|csv|json|jsonl]

  FILE            read the article from FILE; from standard input without it or with -
  --format text   statements by speaker, and rebuttals, for reading (the default)
  --format markdown
                  the same as Markdown
  --format csv    a row for each statement and rebuttal (RFC 4180); a cell that a
                  spreadsheet would take for a formula gets an apostrophe in
                  front, and its column is named in the row's last cell
  --format json   the report as JSON; \"id\" is FILE's name, or null
  --format jsonl  a document {\"id\",\"text\"} a line in, its report a line out
  -h, --help      print this
  -V, --version   print the version

Spans in JSON are counted in Unicode code points, the end exclusive; a byte order
mark at the start is not counted.
Exit status: 0 done; 1 done, but for some lines of a jsonl input; 2 not done.
";

/// The longest line of a jsonl input that is read: memory stays bounded whatever comes.
const LONGEST_LINE: u64 = 64 << 20;

#[derive(Clone, Copy)]
enum Format {
    Text,
    Markdown,
    Csv,
    Json,
    Jsonl,
}

/// What the command line asks for; no file is standard input.
struct Options {
    file: Option<PathBuf>,
    format: Format,
}

enum Stop {
    /// A message for standard error.
    Failed(String),
    /// Nobody reads the output any more.
    Closed,
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(Stop::Closed) => ExitCode::SUCCESS,
        Err(Stop::Failed(message)) => {
            complain(message);
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Stop> {
    let mut out = BufWriter::new(io::stdout().lock());
    let Some(options) = options(&mut out).map_err(|e| Stop::Failed(format!("{e} (see quoth --help)")))? else {
        out.flush().map_err(unwritten)?;
        return Ok(ExitCode::SUCCESS);
    };
    let name = options.file.as_ref().map(|f| f.display().to_string());
    let unread = |e: io::Error| {
        let what = name.as_ref().map_or("standard input".into(), |n| format!("{n:?}"));
        match e.kind() {
            io::ErrorKind::InvalidData => Stop::Failed(format!("{what} is not UTF-8 text")),
            _ => Stop::Failed(format!("cannot read {what}: {e}")),
        }
    };
    let mut input: Box<dyn BufRead> = match &options.file {
        Some(file) => Box::new(BufReader::new(File::open(file).map_err(unread)?)),
        None => Box::new(io::stdin().lock()),
    };
    if let Format::Jsonl = options.format {
        return stream(&mut *input, &mut out, unread);
    }
    let mut text = String::new();
    input.read_to_string(&mut text).map_err(unread)?;
    let article = Article::from_text(text.strip_prefix('\u{feff}').unwrap_or(&text));
    let report = analyse(&article);
    let whole = || Extract::whole(&article, &report, Origin::default());
    let rendered = match options.format {
        Format::Markdown => render::markdown(&whole(), &render::english),
        Format::Csv => render::csv(&whole()),
        Format::Json => render::json(&name, &article, &report) + "\n",
        Format::Text | Format::Jsonl => render::text(&article, &report),
    };
    out.write_all(rendered.as_bytes()).and_then(|()| out.flush()).map_err(unwritten)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads the arguments; help and version are written at once, and leave nothing to do.
fn options(out: &mut impl Write) -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;
    let mut parser = lexopt::Parser::from_env();
    let (mut options, mut named) = (Options { file: None, format: Format::Text }, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("format") => {
                options.format = match parser.value()?.string()?.as_str() {
                    "text" => Format::Text,
                    "markdown" => Format::Markdown,
                    "csv" => Format::Csv,
                    "json" => Format::Json,
                    "jsonl" => Format::Jsonl,
                    other => return Err(format!("unknown format {other:?}: text, markdown, csv, json or jsonl").into()),
                }
            }
            // Whoever closed the output does not want to read it.
            Short('h') | Long("help") => {
                let _ = out.write_all(HELP.as_bytes());
                return Ok(None);
            }
            Short('V') | Long("version") => {
                let _ = writeln!(out, "quoth {}", env!("CARGO_PKG_VERSION"));
                return Ok(None);
            }
            Value(file) if !named => {
                named = true;
                options.file = (file != "-").then(|| file.into());
            }
            Value(_) => return Err("more than one file".into()),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}

/// A report a line for a document a line, each written as soon as it is known.
fn stream(input: &mut dyn BufRead, out: &mut impl Write, unread: impl Fn(io::Error) -> Stop) -> Result<ExitCode, Stop> {
    let (mut line, mut all_good) = (Vec::new(), true);
    for number in 1.. {
        line.clear();
        let mut limited = (&mut *input).take(LONGEST_LINE);
        if limited.read_until(b'\n', &mut line).map_err(&unread)? == 0 {
            break;
        }
        let cut = limited.limit() == 0 && !line.ends_with(b"\n");
        let document = match cut {
            true => {
                input.skip_until(b'\n').map_err(&unread).map(|_| Err(format!("longer than {LONGEST_LINE} bytes")))?
            }
            false => document(&line, number == 1),
        };
        match document {
            Ok(None) => {}
            Ok(Some((id, text))) => {
                let article = Article::from_text(text);
                let report = render::json(id, &article, &analyse(&article));
                writeln!(out, "{report}").and_then(|()| out.flush()).map_err(unwritten)?;
            }
            Err(fault) => {
                complain(format_args!("line {number}: {fault}"));
                all_good = false;
            }
        }
    }
    Ok(if all_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The id and text of a line's document; `None` for a blank line.
fn document(line: &[u8], first: bool) -> Result<Option<(Value, String)>, String> {
    let line = std::str::from_utf8(line).map_err(|_| "not UTF-8 text")?;
    let line = if first { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
    if line.trim().is_empty() {
        return Ok(None);
    }
    let mut value: Value = serde_json::from_str(line).map_err(|e| format!("not JSON: {e}"))?;
    let mut field = |name: &str| value.get_mut(name).map(Value::take);
    match (field("id"), field("text")) {
        (id, Some(Value::String(text))) => Ok(Some((id.unwrap_or_default(), text))),
        _ => Err("not a document: it wants a string \"text\"".into()),
    }
}

fn unwritten(e: io::Error) -> Stop {
    match e.kind() {
        io::ErrorKind::BrokenPipe => Stop::Closed,
        _ => Stop::Failed(format!("cannot write: {e}")),
    }
}

/// One line on standard error; if that is closed too, nobody can be told.
fn complain(message: impl Display) {
    let message = message.to_string().replace(['\n', '\r'], " ");
    let _ = writeln!(io::stderr(), "quoth: {message}");
}
