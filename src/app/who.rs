//! "Who said this?": the item that a selection is about.

use crate::outline::Item;
use crate::report::Report;
use crate::text::{Span, Utf16};

/// The statement that has most of the selection, its source and cue counted with it; else the rebuttal that has. Of
/// equals the first: the one around stands before those within.
pub fn item_of(report: &Report<Utf16>, selected: Span<Utf16>) -> Option<Item> {
    let said = report.attributions.iter().enumerate().map(|(index, a)| {
        let spans = a.content.iter().chain(&a.source).chain(&a.cue);
        (Item::Attribution(index), spans.map(|s| shared(s, &selected)).sum())
    });
    let contested = report.rebuttals.iter().enumerate();
    let contested = contested.map(|(index, r)| (Item::Rebuttal(index), shared(&r.span, &selected)));
    most(said).or_else(|| most(contested))
}

fn most(found: impl Iterator<Item = (Item, usize)>) -> Option<Item> {
    found.filter(|f| f.1 > 0).reduce(|best, f| if f.1 > best.1 { f } else { best }).map(|f| f.0)
}

/// How much of two spans is the same text.
fn shared(a: &Span<Utf16>, b: &Span<Utf16>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::article::Article;

    const TEXT: &str =
        "The boat left. “It is late,” said Ann Lee. The sea was calm. Bob Ray said that the tide had turned.";

    /// The words of the statement that a selection is about.
    fn about(selected: &str) -> Option<String> {
        let article = Article::from_text(TEXT);
        let report = crate::analyse(&article).counted_in::<Utf16>(&article.text);
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        let start = TEXT[..TEXT.find(selected)?].encode_utf16().count();
        let Item::Attribution(index) = item_of(&report, Span::new(start, start + selected.encode_utf16().count()))?
        else {
            return None;
        };
        let span = report.attributions[index].content[0];
        Some(String::from_utf16_lossy(&units[span.start..span.end]))
    }

    #[test]
    fn a_part_of_a_statement_its_cue_and_its_source_are_about_it() {
        for selected in ["late", "“It is late,”", "said Ann", "Lee", "The boat left. “It is"] {
            assert_eq!(about(selected).as_deref(), Some("“It is late,”"), "{selected}");
        }
    }

    #[test]
    fn of_several_the_one_that_has_most_of_it() {
        assert!(about("Ann Lee. The sea was calm. Bob Ray said that the tide").is_some_and(|s| s.contains("tide")));
    }

    #[test]
    fn what_nobody_said_is_about_nothing() {
        assert_eq!(about("The boat left"), None);
        assert_eq!(about("sea was calm"), None);
    }
}
