//! Paints highlights by the CSS Custom Highlight API: no node of the page is touched.

use std::cell::OnceCell;

use wasm_bindgen::prelude::*;
use web_sys::Range;

use crate::palette::COLOURS;

// web-sys has these behind a compiler flag that every build would have to set.
#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range);
    #[wasm_bindgen(method)]
    fn clear(this: &Highlight);
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);
    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str) -> bool;

    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static HIGHLIGHTS: HighlightRegistry;
}

/// The highlights that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Statement(Look),
    Quote(Look),
    Rebuttal,
    /// What the reader was led to.
    Active,
}

/// How a statement shows whose it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The number of a main speaker's colour; `None` is that of all others.
    pub colour: Option<usize>,
    /// Whether it is unsure that the statement is the speaker's.
    pub unsure: bool,
}

/// One for each colour, and one for the others.
const TINTS: usize = COLOURS + 1;
const LOOKS: usize = 2 * TINTS;
const ALL: usize = 2 * LOOKS + 2;

impl Name {
    pub fn colour(self) -> Option<usize> {
        match self {
            Name::Statement(look) | Name::Quote(look) => look.colour,
            Name::Rebuttal | Name::Active => None,
        }
    }

    /// Its place among all, the later painted over the earlier.
    fn index(self) -> usize {
        match self {
            Name::Statement(look) => look.index(),
            Name::Quote(look) => LOOKS + look.index(),
            Name::Rebuttal => 2 * LOOKS,
            Name::Active => 2 * LOOKS + 1,
        }
    }
}

impl Look {
    fn index(self) -> usize {
        let tint = self.colour.filter(|c| *c < COLOURS).map_or(0, |c| c + 1);
        if self.unsure { TINTS + tint } else { tint }
    }
}

/// The name in the style sheet of the highlight at an index.
fn registered(index: usize) -> String {
    let kind = match index / LOOKS {
        0 => "statement",
        1 => "quote",
        _ if index == 2 * LOOKS => return "quoth-rebuttal".to_owned(),
        _ => return "quoth-active".to_owned(),
    };
    let unsure = if index % LOOKS < TINTS { "" } else { "-unsure" };
    match index % TINTS {
        0 => format!("quoth-{kind}{unsure}"),
        tint => format!("quoth-{kind}{unsure}-{tint}"),
    }
}

/// The page's highlights, each made when it is first painted; dropping it takes them off.
pub struct Painter {
    all: [OnceCell<Highlight>; ALL],
    /// Is told the name of each that is made.
    made: Box<dyn Fn(&str)>,
}

impl Painter {
    pub fn new(made: impl Fn(&str) + 'static) -> Painter {
        Painter { all: [const { OnceCell::new() }; ALL], made: Box::new(made) }
    }

    pub fn add(&self, name: Name, ranges: &[Range]) {
        let index = name.index();
        let highlight = self.all[index].get_or_init(|| {
            let (name, highlight) = (registered(index), Highlight::new());
            highlight.set_priority(index as i32);
            (self.made)(&name);
            HIGHLIGHTS.with(|all| all.set(&name, &highlight));
            highlight
        });
        ranges.iter().for_each(|range| highlight.add(range));
    }

    pub fn clear(&self, name: Name) {
        self.all[name.index()].get().into_iter().for_each(Highlight::clear);
    }

    /// Takes all marks off the page. The page may have done so before, by clearing the browser's list.
    pub fn clear_all(&self) {
        self.each(|all, name, highlight| {
            highlight.clear();
            all.set(name, highlight);
        });
    }

    fn each(&self, act: impl Fn(&HighlightRegistry, &str, &Highlight)) {
        for (index, made) in self.all.iter().enumerate() {
            if let Some(made) = made.get() {
                HIGHLIGHTS.with(|all| act(all, &registered(index), made));
            }
        }
    }
}

impl Drop for Painter {
    fn drop(&mut self) {
        self.each(|all, name, _| {
            all.delete(name);
        });
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn every_highlight_has_a_name_and_a_place_of_its_own() {
        let look = |colour, unsure| Look { colour, unsure };
        assert_eq!(registered(Name::Statement(look(None, false)).index()), "quoth-statement");
        assert_eq!(registered(Name::Statement(look(Some(0), false)).index()), "quoth-statement-1");
        assert_eq!(registered(Name::Statement(look(Some(1), true)).index()), "quoth-statement-unsure-2");
        assert_eq!(registered(Name::Quote(look(Some(COLOURS - 1), false)).index()), format!("quoth-quote-{COLOURS}"));
        assert_eq!(registered(Name::Quote(look(None, true)).index()), "quoth-quote-unsure");
        assert_eq!(registered(Name::Quote(look(Some(99), false)).index()), "quoth-quote", "a colour that there is not");
        let names: Vec<_> = (0..ALL).map(registered).collect();
        assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
        assert_eq!(registered(Name::Rebuttal.index()), "quoth-rebuttal");
        assert_eq!((registered(Name::Active.index()).as_str(), Name::Active.index()), ("quoth-active", ALL - 1));
    }
}
