//! Spans of text whose offsets carry their unit in the type.
//!
//! Rust counts bytes, browsers UTF-16 code units, researchers code points. A [`Span`] says which, so a
//! mix-up does not compile; an [`Index`] turns byte spans into either of the others.

use std::marker::PhantomData;

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// A unit in which offsets into a text are counted.
pub trait Unit: Copy + Eq + std::fmt::Debug + 'static {
    /// How many units the character takes.
    fn width(c: char) -> usize;
}

/// UTF-8 bytes: how the core counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bytes;
/// UTF-16 code units: how a browser counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Utf16;
/// Unicode code points: how the command line's reports count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodePoints;

impl Unit for Bytes {
    fn width(c: char) -> usize {
        c.len_utf8()
    }
}
impl Unit for Utf16 {
    fn width(c: char) -> usize {
        c.len_utf16()
    }
}
impl Unit for CodePoints {
    fn width(_: char) -> usize {
        1
    }
}

/// A half-open range of text, `start..end`, counted in `U`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span<U = Bytes> {
    pub start: usize,
    pub end: usize,
    unit: PhantomData<U>,
}

impl<U> Span<U> {
    /// The span from `start` to `end`; an inverted pair is a bug of the caller.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "inverted span {start}..{end}");
        Span { start, end, unit: PhantomData }
    }

    pub fn len(&self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one unit.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies in this span.
    pub fn holds(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the offset lies in this span.
    pub fn has(&self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest span that holds both.
    pub fn to(&self, other: &Self) -> Self {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl Span<Bytes> {
    /// The text of this span.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// The span without the characters at either end that `strip` names.
    pub fn trim(&self, text: &str, strip: impl Fn(char) -> bool) -> Self {
        let inside = self.of(text);
        let kept = inside.trim_start_matches(&strip);
        let start = self.start + (inside.len() - kept.len());
        Span::new(start, start + kept.trim_end_matches(&strip).len())
    }
}

impl<U> std::fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl<U> Serialize for Span<U> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut span = to.serialize_struct("Span", 2)?;
        span.serialize_field("start", &self.start)?;
        span.serialize_field("end", &self.end)?;
        span.end()
    }
}

/// Every how many bytes the index keeps a count.
const STRIDE: usize = 128;

/// Turns byte offsets of one text into offsets in `U`, and back, each in constant time.
pub struct Index<'t, U> {
    text: &'t str,
    /// For each stride of bytes: the first character boundary at or after it, as (bytes, units).
    marks: Vec<(usize, usize)>,
    unit: PhantomData<U>,
}

impl<'t, U: Unit> Index<'t, U> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut units = 0;
        for (byte, c) in text.char_indices() {
            if byte >= marks.len() * STRIDE {
                marks.push((byte, units));
            }
            units += U::width(c);
        }
        Index { text, marks, unit: PhantomData }
    }

    /// The offset in `U` of a byte offset; one inside a character or past the end counts as the next boundary.
    pub fn offset(&self, byte: usize) -> usize {
        let Some(&(from, units)) = self.marks.get(byte / STRIDE).filter(|m| m.0 <= byte).or_else(|| {
            // The stride's first boundary lies behind the offset: start from the stride before.
            let last = self.marks.len().checked_sub(1)?;
            self.marks.get((byte / STRIDE).saturating_sub(1).min(last))
        }) else {
            return 0;
        };
        self.text[from..].char_indices().take_while(|(at, _)| from + at < byte).map(|(_, c)| U::width(c)).sum::<usize>()
            + units
    }

    /// The byte offset of an offset in `U`; one inside a character or past the end counts as the next boundary.
    pub fn byte(&self, offset: usize) -> usize {
        let mark = self.marks.partition_point(|&(_, units)| units <= offset).saturating_sub(1);
        let Some(&(from, mut units)) = self.marks.get(mark) else { return 0 };
        for (at, c) in self.text[from..].char_indices() {
            if units >= offset {
                return from + at;
            }
            units += U::width(c);
        }
        self.text.len()
    }

    pub fn span(&self, span: Span<Bytes>) -> Span<U> {
        Span::new(self.offset(span.start), self.offset(span.end))
    }

    pub fn bytes(&self, span: Span<U>) -> Span<Bytes> {
        Span::new(self.byte(span.start), self.byte(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_every_offset_there_and_back() {
        let text = "a“é” 😀 — ".repeat(100);
        let points = Index::<CodePoints>::new(&text);
        let units = Index::<Utf16>::new(&text);
        let (mut n, mut m) = (0, 0);
        for (byte, c) in text.char_indices() {
            assert_eq!((points.offset(byte), units.offset(byte)), (n, m), "at byte {byte}");
            assert_eq!((points.byte(n), units.byte(m)), (byte, byte), "at unit {n}, {m}");
            n += 1;
            m += c.len_utf16();
        }
        assert_eq!((points.offset(text.len()), points.byte(n)), (n, text.len()));
    }

    #[test]
    fn offsets_off_the_text_end_at_its_edges() {
        assert_eq!(Index::<Utf16>::new("").offset(5), 0);
        assert_eq!(Index::<Utf16>::new("é").byte(9), 2);
        assert_eq!(Index::<CodePoints>::new("é😀").offset(99), 2);
        assert_eq!(Index::<CodePoints>::new("é😀").offset(1), 1, "inside a character: the next boundary");
    }

    #[test]
    fn trims_only_the_ends() {
        let text = " “No, no.” ";
        let span = Span::<Bytes>::new(0, text.len()).trim(text, |c| " “”.".contains(c));
        assert_eq!(span.of(text), "No, no");
    }
}
