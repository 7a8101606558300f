//! Settings as a file, to keep or to take to another browser.

use serde_json::Value;

use crate::settings::{Items, Settings};

/// No settings are as large as this, in bytes.
const MOST: usize = 256 * 1024;
/// Says what the file is: its first key.
const MARK: &str = "quoth";
const SETTINGS: &str = "settings";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// No JSON, or far too much of it.
    Unreadable,
    /// JSON, but not ours.
    Foreign,
}

/// All choices as text.
pub fn write(settings: &Settings) -> String {
    let mut file = Items::new();
    file.insert(MARK.into(), SETTINGS.into());
    file.extend(settings.items());
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// Takes over the choices of a file; those it does not name stay. The names of what cannot be read follow.
pub fn read(text: &str, settings: &Settings) -> Result<(Settings, Vec<String>), Bad> {
    if text.len() > MOST {
        return Err(Bad::Unreadable);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Value::Object(mut items) = serde_json::from_str(text).map_err(|_| Bad::Unreadable)? else {
        return Err(Bad::Foreign);
    };
    if items.remove(MARK) != Some(SETTINGS.into()) {
        return Err(Bad::Foreign);
    }
    let mut settings = settings.clone();
    let unread = items.iter().filter(|(name, value)| !settings.set(name, value)).map(|(name, _)| name.clone());
    let unread = unread.collect();
    Ok((settings, unread))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::tests::site;
    use crate::settings::{Button, Choice, Style};

    #[test]
    fn what_is_saved_is_loaded() {
        let mut settings = Settings { quotes: Style::Line, button: Button::Panel, ..Settings::default() };
        settings.choose(site("example.com"), Some(Choice::Never));
        let text = write(&settings);
        assert_eq!(read(&text, &Settings::default()), Ok((settings.clone(), vec![])));
        assert_eq!(
            read(&format!("\u{feff}{text}"), &Settings::default()),
            Ok((settings, vec![])),
            "as editors save it"
        );
    }

    #[test]
    fn a_file_adds_to_the_lists_and_names_what_it_could_not_read() {
        let mut settings = Settings { rebuttals: Style::Off, ..Settings::default() };
        settings.choose(site("a.example"), Some(Choice::Never));
        let text = r#"{"quoth": "settings", "site:b.example": "always", "quotes": "loud", "colour": 3}"#;
        let (loaded, unread) = read(text, &settings).unwrap();
        settings.choose(site("b.example"), Some(Choice::Always));
        assert_eq!(loaded, settings);
        assert_eq!(unread, ["colour", "quotes"]);
    }

    #[test]
    fn what_is_no_settings_file_changes_nothing() {
        let settings = Settings::default();
        for text in ["", "<html>", r#"{"quoth": "settings""#] {
            assert_eq!(read(text, &settings), Err(Bad::Unreadable), "{text}");
        }
        for text in ["[]", "3", "{}", r#"{"run": "when-asked"}"#, r#"{"quoth": "report"}"#] {
            assert_eq!(read(text, &settings), Err(Bad::Foreign), "{text}");
        }
        assert_eq!(read(&" ".repeat(MOST + 1), &settings), Err(Bad::Unreadable));
    }
}
