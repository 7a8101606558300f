//! The style sheet of the highlights, as the reader wants them.

use crate::settings::{Settings, Style};

/// The sheet that all begins with.
pub const FILE: &str = "highlights.css";

impl Settings {
    /// The kinds with their styles, by the beginning of their highlights' names.
    pub fn styles(&self) -> [(&'static str, Style); 3] {
        [("quote", self.quotes), ("statement", self.statements), ("rebuttal", self.rebuttals)]
    }

    /// The kinds that are painted, as the content script is told.
    pub fn kinds(&self) -> String {
        let shown = self.styles().into_iter().filter(|(_, style)| *style != Style::Off);
        shown.map(|(kind, _)| kind).collect::<Vec<_>>().join(" ")
    }
}

/// The sheet for `settings`. `base` gives every highlight a background and a line; what is not wanted of them is taken
/// away behind it, from each name it has for the kind. Forced colours stay as they are.
pub fn sheet(base: &str, settings: &Settings) -> String {
    let mut sheet = base.to_owned();
    for (kind, style) in settings.styles() {
        let rule = match style {
            Style::Both => continue,
            Style::Background => "text-decoration: none",
            Style::Line => "background-color: transparent",
            Style::Off => "background-color: transparent; text-decoration: none",
        };
        let names = names(base, kind);
        if !names.is_empty() {
            let selectors: Vec<_> = names.iter().map(|name| format!("::highlight({name})")).collect();
            let selectors = selectors.join(", ");
            sheet += &format!("@media screen and (forced-colors: none) {{ {selectors} {{ {rule} }} }}\n");
        }
    }
    sheet
}

/// The highlights that a sheet names for a kind: `quoth-quote`, `quoth-quote-2` …, each once.
fn names<'a>(sheet: &'a str, kind: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for part in sheet.split("::highlight(").skip(1) {
        let Some((name, _)) = part.split_once(')') else { continue };
        let rest = name.strip_prefix("quoth-").and_then(|name| name.strip_prefix(kind));
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-')) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "::highlight(quoth-quote) { color: red } ::highlight(quoth-quote-2), \
                        ::highlight(quoth-statement) {} @media x { ::highlight(quoth-quote) {} } ::highlight(quoth-quoted) {}";

    #[test]
    fn each_name_of_a_kind_once() {
        assert_eq!(names(BASE, "quote"), ["quoth-quote", "quoth-quote-2"]);
        assert_eq!(names(BASE, "rebuttal"), [""; 0]);
    }

    #[test]
    fn what_is_not_wanted_is_taken_away_behind_the_base() {
        let settings = Settings { quotes: Style::Line, statements: Style::Both, ..Settings::default() };
        let sheet = sheet(BASE, &settings);
        let added = sheet.strip_prefix(BASE).unwrap();
        assert!(
            added.contains("::highlight(quoth-quote), ::highlight(quoth-quote-2) { background-color: transparent }")
        );
        assert!(!added.contains("statement"), "{added}");
    }

    #[test]
    fn the_real_sheet_has_a_background_and_a_line_for_each_kind() {
        let base = include_str!("../../extension/highlights.css");
        for (kind, _) in Settings::default().styles() {
            let rule = base.split(&format!("::highlight(quoth-{kind}) {{")).nth(1).unwrap().split('}').next().unwrap();
            assert!(rule.contains("background-color") && rule.contains("text-decoration"), "{kind}: {rule}");
        }
    }

    #[test]
    fn kinds_that_are_off_are_not_told() {
        assert_eq!(Settings::default().kinds(), "quote statement rebuttal");
        assert_eq!(Settings { statements: Style::Off, ..Settings::default() }.kinds(), "quote rebuttal");
    }
}
