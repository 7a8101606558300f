//! An extract as a table (RFC 4180): a row for each statement and rebuttal.
//!
//! A spreadsheet takes a cell that begins with `=` for a formula, and the words are a stranger's. Such a cell gets an
//! apostrophe in front, as OWASP advises, and the row's last cell names the columns in which that was done: whoever
//! needs the words to the character takes it off there. All other cells are exact.

use super::extract::{Claim, Extract};
use super::{ELLIPSIS, kind, visible};

const COLUMNS: [&str; 16] = [
    "number",
    "speaker",
    "role",
    "kind",
    "words",
    "source",
    "cue",
    "question",
    "contests",
    "contests_whose",
    "link",
    "title",
    "byline",
    "url",
    "read",
    "guarded",
];

pub fn csv(extract: &Extract) -> String {
    let mut out = String::new();
    row(&mut out, &COLUMNS.map(Some));
    let article = [extract.title, extract.byline, extract.url, extract.read];
    let mut add = |first: [Option<&str>; 11]| guarded(&mut out, first, article);
    for voice in &extract.speakers {
        for said in &voice.statements {
            let (number, words) = (said.number.to_string(), said.words.join(ELLIPSIS));
            add([
                Some(&number),
                voice.name,
                voice.role,
                Some(kind(said.kind)),
                Some(&words),
                said.source,
                said.cue,
                said.question,
                None,
                None,
                said.link.as_deref(),
            ]);
        }
    }
    for contest in &extract.rebuttals {
        let (claims, whose) = (joined(&contest.contests, |c| Some(c.words)), joined(&contest.contests, |c| c.by));
        add([
            None,
            contest.by,
            None,
            Some("rebuttal"),
            Some(contest.words),
            None,
            Some(contest.marker),
            None,
            Some(&claims),
            Some(&whose),
            contest.link.as_deref(),
        ]);
    }
    out
}

/// Each once, in order.
fn joined<'a>(claims: &'a [Claim], part: impl Fn(&'a Claim) -> Option<&'a str>) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in claims.iter().filter_map(part) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(ELLIPSIS)
}

/// Adds a row of which no cell is a formula.
fn guarded(out: &mut String, first: [Option<&str>; 11], article: [Option<&str>; 4]) {
    let mut cells = [None; COLUMNS.len()];
    cells[..11].copy_from_slice(&first);
    cells[11..15].copy_from_slice(&article);
    let mut names = String::new();
    for (cell, column) in cells.iter().zip(COLUMNS) {
        if cell.is_some_and(is_formula) {
            names.push_str(if names.is_empty() { "" } else { " " });
            names.push_str(column);
        }
    }
    cells[15] = Some(&names);
    row(out, &cells);
}

fn row(out: &mut String, cells: &[Option<&str>]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let cell = cell.unwrap_or_default();
        let quote = cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
        if quote {
            out.push('"');
        }
        if is_formula(cell) {
            out.push('\'');
        }
        for c in cell.chars().filter(|c| visible(*c)) {
            if c == '"' {
                out.push('"');
            }
            out.push(c);
        }
        if quote {
            out.push('"');
        }
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet may take the cell for a formula; some pass over white space at its start, and some take the
/// wide signs for the plain ones.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches(|c: char| c.is_whitespace() || !visible(c))
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::super::extract::Origin;
    use super::super::sample;
    use super::*;

    /// The rows of a table, read as RFC 4180 has them.
    fn read(table: &str) -> Vec<Vec<String>> {
        let (mut rows, mut cells, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
        let mut chars = table.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                '\r' if !quoted => {
                    assert_eq!(chars.next(), Some('\n'), "a row ends with both");
                    cells.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut cells));
                }
                _ => cell.push(c),
            }
        }
        assert!(cells.is_empty() && cell.is_empty() && !quoted, "the last row ends too");
        rows
    }

    fn cells(words: &[&str]) -> Vec<Vec<String>> {
        let mut out = String::new();
        for words in words {
            guarded(
                &mut out,
                [None, Some(words), None, None, Some(words), None, None, None, None, None, None],
                [None; 4],
            );
        }
        read(&out)
    }

    #[test]
    fn has_a_row_for_each_statement_and_rebuttal() {
        let (article, report) = sample::report();
        let origin = Origin { url: Some("https://news.example/a"), read: Some("2026-11-22") };
        let table = read(&csv(&Extract::whole(&article, &report, origin)));
        assert!(table.iter().all(|row| row.len() == COLUMNS.len()));
        assert_eq!(table[0], COLUMNS);
        assert_eq!(
            table[1][..10],
            [
                "1",
                "Ann Lee",
                "Mayor",
                "direct",
                "“The *new* pier,” […] “is safe.”",
                "Mayor Ann Lee",
                "said",
                "",
                "",
                ""
            ]
        );
        assert_eq!(
            table[1][10..],
            [
                "https://news.example/a#:~:text=The%20%2Anew%2A%20pier&text=is%20safe",
                "Harbour plan",
                "",
                "https://news.example/a",
                "2026-11-22",
                ""
            ]
        );
        let kinds: Vec<_> = table[1..].iter().map(|row| row[3].as_str()).collect();
        assert_eq!(kinds, ["direct", "indirect", "indirect", "direct", "rebuttal"]);
        assert_eq!(table[5][8..10], ["“is safe.” […] It is paid for", "Ann Lee"]);
    }

    #[test]
    fn words_come_back_as_they_were() {
        let words = ["He said \"no\", twice", "two\nlines", " space ", "", "“"];
        for (row, words) in cells(&words).iter().zip(words) {
            assert_eq!((row[4].as_str(), row[15].as_str()), (words, ""));
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_the_row_says_where_it_was_kept_from_being_one() {
        for words in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u{7}=1", "＝1", "\n-1", "=cmd|'/c calc'!A0"] {
            let row = &cells(&[words])[0];
            let plain: String = words.chars().filter(|c| visible(*c)).collect();
            assert_eq!(row[4].strip_prefix('\''), Some(plain.as_str()), "{words:?}");
            assert_eq!(row[15], "speaker words");
        }
        for words in ["“=1”", "a=1", "— no", "'tis", "1-1"] {
            assert_eq!(cells(&[words])[0][4], words, "is no formula");
        }
    }
}
