//! Repeats: words of the body that stand again in a headline, a caption or a pull quote.
//!
//! They are marked, so that nobody counts one statement twice.

use crate::article::{Article, BlockKind};
use crate::pace::Pace;
use crate::report::{Attribution, Resolution, ResolvedBy};
use crate::text::{Span, lower_char};
use crate::words::Words;

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
    // The words of each repeat that may be one, by number: no others are looked for in the body.
    let mut asked = Words::default();
    let mut repeats: Vec<(usize, Vec<usize>)> = Vec::new();
    for (i, attribution) in attributions.iter().enumerate().filter(|(_, a)| outside(a)) {
        let spans = if attribution.quoted.is_empty() { &attribution.content } else { &attribution.quoted };
        let mut words_of = Vec::new();
        spans.iter().for_each(|q| each_word(q.of(text), |w| words_of.push(asked.number(w))));
        if words_of.len() >= FEWEST_WORDS {
            repeats.push((i, words_of));
        }
        pace.did(length(attribution)).await;
    }
    if repeats.is_empty() {
        return;
    }
    // The words of each statement, and by word the statements that hold it.
    let mut said: Vec<Vec<Option<usize>>> = Vec::with_capacity(attributions.len());
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); asked.len()];
    for (i, attribution) in attributions.iter().enumerate() {
        let mut statement = Vec::new();
        let mut hold = |word: &str| {
            let number = asked.get(word);
            if let Some(holders) = number.map(|n| &mut holders[n]).filter(|h| h.last() != Some(&i)) {
                holders.push(i);
            }
            statement.push(number);
        };
        if !outside(attribution) {
            attribution.content.iter().for_each(|c| each_word(c.of(text), &mut hold));
        }
        said.push(statement);
        pace.did(length(attribution)).await;
    }
    let mut found = Vec::new();
    for (i, repeat) in repeats {
        // The word that fewest statements hold narrows them down.
        let rarest = repeat.iter().map(|w| &holders[*w]).min_by_key(|h| h.len());
        let is_repeat = |w: &[Option<usize>]| w.iter().zip(&repeat).all(|(a, b)| *a == Some(*b));
        let same = |o: &&usize| said[**o].windows(repeat.len()).any(is_repeat);
        found.extend(rarest.and_then(|h| h.iter().take(COMPARED).find(same)).map(|original| (i, *original)));
        pace.did(0).await;
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

/// Tells the words of a text in small letters, without marks.
fn each_word(text: &str, mut tell: impl FnMut(&str)) {
    let mut small = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && !APOSTROPHES.contains(&c)) {
        small.clear();
        let plain = |c| if c == '’' { '\'' } else { lower_char(c) };
        small.extend(word.trim_matches(APOSTROPHES).chars().map(plain));
        if !small.is_empty() {
            tell(&small);
        }
    }
}

const APOSTROPHES: [char; 2] = ['\'', '’'];

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
