//! Repeats: words of the body that stand again in a headline, a caption or a pull quote.
//!
//! They are marked, so that nobody counts one statement twice.

use std::collections::HashMap;

use crate::article::{Article, BlockKind};
use crate::pace::Pace;
use crate::report::{Attribution, Resolution, ResolvedBy};
use crate::text::{Span, lower};

/// A shorter quotation says nothing that could be recognised.
const FEWEST_WORDS: usize = 2;
/// How many attributions that start with a word of the repeat are compared with it.
const COMPARED: usize = 64;

/// Work a byte, as [`Pace`] counts it.
pub(crate) const WORK: usize = 1;

/// Marks the attributions that repeat another one's words; one without a speaker takes the other's.
pub(crate) async fn mark(article: &Article, attributions: &mut [Attribution], pace: &Pace) {
    let text = &article.text;
    let kind = |a: &Attribution| {
        let at = a.content.first().map_or(0, |c| c.start);
        let block = article.blocks.partition_point(|b| b.span.end <= at);
        article.blocks.get(block).map(|b| (block, b.kind))
    };
    let outside = |a: &Attribution| {
        kind(a).is_some_and(|(number, kind)| {
            number == 0 && article.blocks.len() > 1 || !matches!(kind, BlockKind::Paragraph | BlockKind::ListItem)
        })
    };
    // The words of each statement of the body, and which statements hold a word.
    let mut said: Vec<Vec<String>> = Vec::with_capacity(attributions.len());
    for a in attributions.iter() {
        said.push(if outside(a) { Vec::new() } else { a.content.iter().flat_map(|c| words(c.of(text))).collect() });
        pace.did(length(a)).await;
    }
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, words) in said.iter().enumerate() {
        for word in words {
            let holders = holders.entry(word).or_default();
            if holders.last() != Some(&i) {
                holders.push(i);
            }
        }
        pace.did(length(&attributions[i])).await;
    }
    let mut found = Vec::new();
    for (i, attribution) in attributions.iter().enumerate().filter(|(_, a)| outside(a)) {
        let spans = if attribution.quoted.is_empty() { &attribution.content } else { &attribution.quoted };
        let repeated: Vec<String> = spans.iter().flat_map(|q| words(q.of(text))).collect();
        if repeated.len() < FEWEST_WORDS {
            continue;
        }
        // The word that fewest statements hold narrows them down.
        let rarest =
            repeated.iter().map(|w| holders.get(w.as_str()).map_or(&[][..], Vec::as_slice)).min_by_key(|h| h.len());
        let same = |said: &[String]| said.windows(repeated.len()).any(|w| w == repeated);
        if let Some(&original) = rarest.unwrap_or_default().iter().take(COMPARED).find(|&&o| same(&said[o])) {
            found.push((i, original));
        }
        pace.did(length(attribution)).await;
    }
    for (i, original) in found {
        let (speaker, source) = (attributions[original].speaker, attributions[original].source);
        let repeat = &mut attributions[i];
        repeat.repeats = Some(original);
        if repeat.speaker.is_none() && speaker.is_some() {
            repeat.speaker = speaker;
            repeat.resolution = Some(Resolution { by: ResolvedBy::Continuation, antecedent: source });
        }
    }
}

/// How long the content is.
fn length(attribution: &Attribution) -> usize {
    attribution.content.iter().map(Span::len).sum()
}

/// The words of a text in small letters, without marks.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.map(|w| lower(&w.trim_matches(['\'', '’']).replace('’', "'"))).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, BlockKind};

    fn repeats(blocks: &[(BlockKind, &str)]) -> Vec<Option<usize>> {
        let mut article = Article::default();
        for (kind, text) in blocks {
            article.push(*kind, text);
        }
        crate::analyse(&article).attributions.iter().map(|a| a.repeats).collect()
    }

    #[test]
    fn a_headline_and_a_pull_quote_repeat_the_body() {
        use BlockKind::{Paragraph, Quote, Title};
        let body = "“We will rebuild the hall before the spring,” Ann Lee said.";
        assert_eq!(repeats(&[(Title, "Lee: ‘We will rebuild the hall’"), (Paragraph, body)]), [Some(1), None]);
        assert_eq!(
            repeats(&[(Title, "News"), (Paragraph, body), (Quote, "“We will rebuild the hall”")]),
            [None, Some(0)]
        );
    }

    #[test]
    fn other_words_are_no_repeat() {
        use BlockKind::{Paragraph, Title};
        let body = "“We will rebuild the hall before the spring,” Ann Lee said.";
        assert_eq!(repeats(&[(Title, "Lee: ‘We must sell the hall’"), (Paragraph, body)]), [None, None]);
        assert_eq!(
            repeats(&[(Title, "News"), (Paragraph, body), (Paragraph, body)]),
            [None, None],
            "a body says it twice"
        );
    }
}
