//! What a button of the panel does, written on the button: one listener serves them all, however many there are.

use std::fmt;

use super::listing::Tab;
use crate::outline::Item;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Open,
    Close,
    /// Show or hide the highlights.
    Highlights,
    /// Dock at the other side.
    Side,
    Filter(Shelf),
    /// List in another way.
    Tab(Tab),
    /// Show the context of an item, and the item on the page.
    Card(Item),
    /// Show the passage of an item on the page.
    Reveal(Item),
    /// From the card to the list.
    Back,
    Copy,
    Take(Take),
    /// Open the form that reports a fault, or close it.
    Wrong,
    /// Copy the report of a fault, or save it.
    WrongCopy,
    WrongSave,
    /// Build more of a long list.
    More,
    Retry,
    Reload,
}

/// What the form does in which the report is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Open the form, or close it.
    Form,
    Copy,
    Save,
    /// Print the page with its highlights.
    Print,
}

/// One kind of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    Quotes,
    Statements,
    Rebuttals,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, item) = match self {
            Action::Open => ("open", None),
            Action::Close => ("close", None),
            Action::Highlights => ("highlights", None),
            Action::Side => ("side", None),
            Action::Filter(Shelf::Quotes) => ("quotes", None),
            Action::Filter(Shelf::Statements) => ("statements", None),
            Action::Filter(Shelf::Rebuttals) => ("rebuttals", None),
            Action::Tab(tab) => (tab.name(), None),
            Action::Card(item) => ("card", Some(item)),
            Action::Reveal(item) => ("reveal", Some(item)),
            Action::Back => ("back", None),
            Action::Copy => ("copy", None),
            Action::Take(Take::Form) => ("take-form", None),
            Action::Take(Take::Copy) => ("take-copy", None),
            Action::Take(Take::Save) => ("take-save", None),
            Action::Take(Take::Print) => ("take-print", None),
            Action::Wrong => ("wrong", None),
            Action::WrongCopy => ("wrong-copy", None),
            Action::WrongSave => ("wrong-save", None),
            Action::More => ("more", None),
            Action::Retry => ("retry", None),
            Action::Reload => ("reload", None),
        };
        match item {
            None => f.write_str(verb),
            Some(Item::Attribution(index)) => write!(f, "{verb} attribution {index}"),
            Some(Item::Rebuttal(index)) => write!(f, "{verb} rebuttal {index}"),
        }
    }
}

impl Action {
    pub fn parse(text: &str) -> Option<Action> {
        let mut words = text.split(' ');
        let verb = words.next()?;
        let item = match (words.next(), words.next().and_then(|n| n.parse().ok())) {
            (Some("attribution"), Some(index)) => Some(Item::Attribution(index)),
            (Some("rebuttal"), Some(index)) => Some(Item::Rebuttal(index)),
            _ => None,
        };
        Some(match verb {
            "open" => Action::Open,
            "close" => Action::Close,
            "highlights" => Action::Highlights,
            "side" => Action::Side,
            "quotes" => Action::Filter(Shelf::Quotes),
            "statements" => Action::Filter(Shelf::Statements),
            "rebuttals" => Action::Filter(Shelf::Rebuttals),
            "card" => Action::Card(item?),
            "reveal" => Action::Reveal(item?),
            "back" => Action::Back,
            "copy" => Action::Copy,
            "take-form" => Action::Take(Take::Form),
            "take-copy" => Action::Take(Take::Copy),
            "take-save" => Action::Take(Take::Save),
            "take-print" => Action::Take(Take::Print),
            "wrong" => Action::Wrong,
            "wrong-copy" => Action::WrongCopy,
            "wrong-save" => Action::WrongSave,
            "more" => Action::More,
            "retry" => Action::Retry,
            "reload" => Action::Reload,
            _ => Action::Tab(Tab::parse(verb)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn every_action_is_read_as_it_was_written() {
        use Action::{
            Back, Card, Close, Copy, Filter, Highlights, More, Open, Reload, Retry, Reveal, Side, Tab, Wrong,
            WrongCopy, WrongSave,
        };
        let items = [Item::Attribution(0), Item::Rebuttal(17)];
        let plain = [Open, Close, Highlights, Side, Back, Copy, Wrong, WrongCopy, WrongSave, More, Retry, Reload];
        let shelves = [Shelf::Quotes, Shelf::Statements, Shelf::Rebuttals].map(Filter);
        let takes = [Take::Form, Take::Copy, Take::Save, Take::Print].map(Action::Take);
        let tabs = super::Tab::ALL.map(Tab);
        let all =
            plain.into_iter().chain(shelves).chain(tabs).chain(takes).chain(items.map(Card)).chain(items.map(Reveal));
        for action in all {
            assert_eq!(Action::parse(&action.to_string()), Some(action));
        }
    }

    #[test]
    fn anything_else_is_no_action() {
        for text in ["", "card", "card attribution", "card attribution -1", "card speaker 1", "erase"] {
            assert_eq!(Action::parse(text), None, "{text:?}");
        }
    }
}
