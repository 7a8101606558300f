//! Text of the article with its parts marked: what was said, who the text names, the words that show it.

use web_sys::Element;

use super::dom::{Make, append};
use crate::report::{Attribution, Rebuttal};
use crate::text::Span;

/// What a part of a passage is; several can hold for the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// What was said.
    Content,
    /// Inside quotation marks: the speaker's own words.
    Quoted,
    /// The words that name the source.
    Source,
    /// The words that say it was said.
    Cue,
    /// The clause that contests.
    Contest,
    /// The words that mark the contest.
    Marker,
    /// The mention that the source was resolved to.
    Antecedent,
    /// What the reader searched for.
    Found,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Mark::Content => "content",
            Mark::Quoted => "quoted",
            Mark::Source => "source",
            Mark::Cue => "cue",
            Mark::Contest => "contest",
            Mark::Marker => "marker",
            Mark::Antecedent => "antecedent",
            Mark::Found => "found",
        }
    }
}

pub type Marks = Vec<(Span, Mark)>;

/// The marks of a statement.
pub fn statement_marks(attribution: &Attribution) -> Marks {
    let content = attribution.content.iter().map(|s| (*s, Mark::Content));
    let quoted = attribution.quoted.iter().map(|s| (*s, Mark::Quoted));
    let source = attribution.source.iter().map(|s| (*s, Mark::Source));
    let cue = attribution.cue.iter().map(|s| (*s, Mark::Cue));
    content.chain(quoted).chain(source).chain(cue).collect()
}

/// The marks of a rebuttal.
pub fn rebuttal_marks(rebuttal: &Rebuttal) -> Marks {
    vec![(rebuttal.span, Mark::Contest), (rebuttal.marker, Mark::Marker)]
}

/// The spans from a little before `hit` on, if it is far behind their start: what is looked for is seen. Whether
/// anything was cut off.
pub fn near(text: &str, spans: &[Span], hit: Option<Span>) -> (bool, Vec<Span>) {
    const FAR: usize = 110;
    const BEFORE: usize = 40;
    let (Some(hit), Some(first)) = (hit, spans.first()) else { return (false, spans.to_vec()) };
    if hit.start < first.start + FAR && first.has(hit.start) {
        return (false, spans.to_vec());
    }
    let mut rest: Vec<Span> = spans.iter().copied().skip_while(|s| s.end <= hit.start).collect();
    if let Some(first) = rest.first_mut()
        && hit.start > first.start + BEFORE
    {
        let mut from = hit.start - BEFORE;
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let words = text.get(from..hit.start).unwrap_or_default();
        // Between words; in one endless word at the hit itself.
        first.start = words.find(char::is_whitespace).map_or(hit.start, |at| from + at + 1);
    }
    (true, rest)
}

/// Appends the text of `range` to `parent`, its marked parts in elements of their classes.
pub fn write(make: &Make, parent: &Element, text: &str, range: Span, marks: &[(Span, Mark)]) {
    let mut cuts = vec![range.start, range.end];
    for at in marks.iter().flat_map(|(s, _)| [s.start, s.end]).filter(|at| range.has(*at)) {
        let place = cuts.partition_point(|cut| *cut < at);
        if cuts[place] != at {
            cuts.insert(place, at);
        }
    }
    for cut in cuts.windows(2) {
        let piece = Span::new(cut[0], cut[1]);
        // A span off the text is a fault elsewhere: it costs the words, not the panel.
        let Some(words) = text.get(piece.start..piece.end) else { continue };
        let mut classes = String::new();
        for (_, mark) in marks.iter().filter(|(s, _)| s.holds(&piece)) {
            if !classes.is_empty() {
                classes.push(' ');
            }
            classes.push_str(mark.class());
        }
        if classes.is_empty() {
            append(parent, &make.node(words));
        } else {
            append(parent, &make.text("span", &classes, words));
        }
    }
}

/// Appends the spans, parted by an ellipsis, and no more than about `limit` bytes of them.
pub fn write_all(make: &Make, parent: &Element, text: &str, spans: &[Span], marks: &[(Span, Mark)], limit: usize) {
    let mut left = limit;
    for (number, span) in spans.iter().enumerate() {
        if number > 0 {
            append(parent, &make.text("span", "gap", " … "));
        }
        if left == 0 {
            break;
        }
        let clipped = clip(text, *span, left);
        write(make, parent, text, clipped, marks);
        if clipped != *span {
            append(parent, &make.node("…"));
            break;
        }
        left = left.saturating_sub(span.len());
    }
}

/// The span, or its start up to the last white space before `limit` bytes.
pub fn clip(text: &str, span: Span, limit: usize) -> Span {
    if span.len() <= limit {
        return span;
    }
    let mut end = span.start + limit;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let words = text.get(span.start..end).unwrap_or_default();
    Span::new(span.start, words.rfind(char::is_whitespace).map_or(end, |at| span.start + at))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn starts_near_what_was_found() {
        let text = "word ".repeat(40) + "needle and so on";
        let whole = Span::new(0, text.len());
        let start = text.find("needle").unwrap_or_default();
        let hit = Span::new(start, start + 6);
        let (cut, spans) = near(&text, &[whole], Some(hit));
        assert!(cut);
        assert_eq!(spans[0].of(&text), "word ".repeat(7) + "needle and so on");
        assert_eq!(near(&text, &[whole], None), (false, vec![whole]));
        assert_eq!(near(&text, &[whole], Some(Span::new(5, 9))), (false, vec![whole]), "seen anyway");
        let parts = [Span::new(0, 10), whole];
        assert_eq!(near(&text, &parts, Some(hit)).1.len(), 1, "the part before it is left out");
    }

    #[test]
    fn clips_between_words_and_inside_none_of_the_characters() {
        let clipped = |text: &str, limit| clip(text, Span::new(0, text.len()), limit).of(text).to_owned();
        assert_eq!(clipped("all of it", 9), "all of it");
        assert_eq!(clipped("all of it", 8), "all of");
        assert_eq!(clipped("“““““", 4), "“");
        assert_eq!(clipped("“““““", 1), "");
    }
}
