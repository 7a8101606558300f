//! Reads nodes off the page by the hundred: what `sweep.js` packs is taken apart here, and judged.

use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

use super::hints::Hints;
use super::language::names_english;
use super::tree::Tag;

/// So many nodes are read in one call, a fraction of a millisecond.
pub const PACK: usize = 512;
/// A longer text node is no article's.
const LONGEST_TEXT: usize = 1 << 20;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = QuothSweep)]
    type Page;
    #[wasm_bindgen(constructor, js_class = "QuothSweep")]
    fn new(names: &str, care: &[u8]) -> Page;
    #[wasm_bindgen(method)]
    fn begin(this: &Page, node: &Node, hides: bool);
    #[wasm_bindgen(method)]
    fn more(this: &Page, most: usize, longest: usize, room: usize) -> Vec<u32>;
    #[wasm_bindgen(method, getter)]
    fn text(this: &Page) -> Vec<u8>;
    #[wasm_bindgen(method, getter)]
    fn names(this: &Page) -> Vec<u8>;
    #[wasm_bindgen(method, getter)]
    fn cut(this: &Page) -> bool;
    #[wasm_bindgen(method)]
    fn node(this: &Page, number: usize) -> Node;
    #[wasm_bindgen(method)]
    fn keep(this: &Page, numbers: &[u32]);
    #[wasm_bindgen(method)]
    fn drawn(this: &Page, numbers: &[u32]) -> Vec<u8>;
}

// What a record says, below the depth of its node. As in sweep.js.
const TAG: u32 = 0xff;
const TEXT: u32 = 0x100;
const UNSEEN: u32 = 0x200;
const ELSEWHERE: u32 = 0x400;
const DEPTH: u32 = 11;

/// A node as it was met on the page.
pub struct Met<'t> {
    /// Its number on the page, and how deep it lies in the node that was begun at.
    pub number: u32,
    pub depth: usize,
    pub what: What<'t>,
}

pub enum What<'t> {
    Text(&'t str),
    /// A phrase that is not drawn is `unseen`; what is in it is not read.
    Element {
        tag: Tag,
        hints: Hints,
        unseen: bool,
    },
}

/// The page's nodes, by number, and the way to read more of them.
pub struct Sweep {
    page: Page,
    /// Whether the page as a whole says that it is in another language: then its parts need not say so.
    foreign: bool,
    /// What the names say that were met so far, by number.
    names: Vec<Hints>,
    /// How many nodes have a number.
    met: u32,
}

impl Sweep {
    pub fn new(foreign: bool) -> Sweep {
        // The extension has it in the file of the glue.
        #[cfg(test)]
        js_sys::eval(concat!(include_str!("sweep.js"), "globalThis.QuothSweep = QuothSweep")).unwrap();
        let (names, care) = Tag::care();
        Sweep { page: Page::new(&names, &care), foreign, names: vec![Hints::NONE], met: 0 }
    }

    /// This node, and what is in it, is to be read. `hides`: phrases that are not drawn are left out.
    pub fn begin(&self, node: &Node, hides: bool) {
        self.page.begin(node, hides);
    }

    /// Reads one pack, of which no more than `room` may be text. Answers how many nodes were looked at for it, and whether
    /// there are more.
    pub fn more(&mut self, room: usize, mut take: impl FnMut(Met)) -> (usize, bool) {
        let packed = self.page.more(PACK, LONGEST_TEXT, room);
        let [looks, more, records @ ..] = packed.as_slice() else { return (0, false) };
        let names = String::from_utf8(self.page.names()).unwrap_or_default();
        if !names.is_empty() {
            self.names.extend(names.split('\x01').map(|names| said(names, self.foreign)));
        }
        let texts = String::from_utf8(self.page.text()).unwrap_or_default();
        let mut texts = texts.as_str();
        for record in records.chunks_exact(2) {
            let (head, number) = (record[0], record[1] as usize);
            let what = if head & TEXT != 0 {
                let (text, rest) = texts.split_at(bytes(texts, number));
                // And the line feed between the two.
                texts = rest.get(1..).unwrap_or_default();
                What::Text(text)
            } else {
                let mut hints = self.names.get(number).copied().unwrap_or_default();
                if head & ELSEWHERE != 0 {
                    hints |= Hints::ELSEWHERE;
                }
                What::Element { tag: Tag::numbered(head & TAG), hints, unseen: head & UNSEEN != 0 }
            };
            take(Met { number: self.met, depth: (head >> DEPTH) as usize, what });
            self.met += 1;
        }
        (*looks as usize, *more != 0)
    }

    /// Whether a text was left out, for its length.
    pub fn has_cut(&self) -> bool {
        self.page.cut()
    }

    pub fn node(&self, number: usize) -> Node {
        self.page.node(number)
    }

    /// From now on the nodes are these, each numbered by its place.
    pub fn keep(&mut self, numbers: &[u32]) {
        // As it is where all was new, and nothing of it left out.
        if numbers.len() == self.met as usize && numbers.iter().zip(0..).all(|(number, place)| *number == place) {
            return;
        }
        self.page.keep(numbers);
        self.met = numbers.len() as u32;
    }

    /// For each of these elements whether it is drawn, wherever it is scrolled to.
    pub fn drawn(&self, numbers: &[u32]) -> impl Iterator<Item = bool> {
        self.page.drawn(numbers).into_iter().map(|drawn| drawn != 0)
    }
}

/// What an element's names say, and behind them its language.
fn said(names: &str, foreign: bool) -> Hints {
    let (names, lang) = names.split_once('\0').unwrap_or((names, ""));
    let mut hints = Hints::named(names);
    if !foreign && names_english(lang) == Some(false) {
        hints |= Hints::TRANSLATED;
    }
    hints
}

/// How many bytes so many UTF-16 units of the text are.
fn bytes(text: &str, units: usize) -> usize {
    let mut left = units;
    let over = |byte: &u8| {
        // The first byte of a letter, and one that begins a letter of two units.
        let (first, long) = (byte & 0b1100_0000 != 0b1000_0000, *byte >= 0b1111_0000);
        let over = first && left == 0;
        left = left.saturating_sub(usize::from(first) + usize::from(long));
        over
    };
    text.as_bytes().iter().position(over).unwrap_or(text.len())
}

/// Whether the element is drawn, wherever it is scrolled to.
pub fn is_drawn(element: &Element) -> bool {
    #[wasm_bindgen]
    extern "C" {
        // Not in web-sys.
        #[wasm_bindgen(extends = Element, js_name = Element)]
        type Seen;
        #[wasm_bindgen(method, js_class = "Element", js_name = checkVisibility)]
        fn check_visibility(this: &Seen) -> bool;
    }
    element.unchecked_ref::<Seen>().check_visibility()
}
