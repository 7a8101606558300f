//! What a reader wants beside a statement: the sentences around it, its speaker's other statements, who
//! contests it, and the words that led from its source to its speaker.

use crate::article::{Article, BlockKind};
use crate::report::{Attribution, Report, ResolvedBy};
use crate::text::Span;

/// The surroundings of one attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    pub around: Around,
    /// How many statements of the same speaker the report has, and which of them this is.
    pub place: Option<Place>,
    /// The attribution before and after it by the same speaker, indices into [`Report::attributions`].
    pub previous: Option<usize>,
    pub next: Option<usize>,
    /// The rebuttals that it makes, indices into [`Report::rebuttals`].
    pub contests: Vec<usize>,
    /// The rebuttals that contest it, indices into [`Report::rebuttals`].
    pub contested_by: Vec<usize>,
    /// How its source led to its speaker.
    pub trail: Option<Trail>,
}

/// The sentences that a passage stands in, and those beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// From the start of the first sentence that the passage touches to the end of the last.
    pub sentence: Span,
    pub before: Option<Span>,
    pub after: Option<Span>,
}

/// "3 of 17".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub number: usize,
    pub of: usize,
}

/// From the words of the source to the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trail {
    pub by: ResolvedBy,
    pub source: Option<Span>,
    /// The mention that the source was resolved to, and the sentence it stands in.
    pub antecedent: Option<(Span, Span)>,
}

impl Context {
    /// The context of the attribution at `index`; `None` if there is no such one.
    pub fn of(article: &Article, report: &Report, index: usize) -> Option<Context> {
        let attribution = report.attributions.get(index)?;
        let same = |a: &Attribution| {
            a.speaker.is_some() && a.speaker == attribution.speaker && a.repeats.is_none() && !a.content.is_empty()
        };
        let others = || report.attributions.iter().enumerate().filter(|(_, a)| same(a)).map(|(i, _)| i);
        let rebuttals = || report.rebuttals.iter().enumerate();
        Some(Context {
            around: Around::of(article, report, &passage(attribution)),
            place: places(report)[index],
            previous: others().take_while(|i| *i < index).last(),
            next: others().find(|i| *i > index),
            contests: rebuttals().filter(|(_, r)| r.attribution == Some(index)).map(|(i, _)| i).collect(),
            contested_by: rebuttals().filter(|(_, r)| r.contests.contains(&index)).map(|(i, _)| i).collect(),
            trail: attribution.resolution.map(|resolution| Trail {
                by: resolution.by,
                source: attribution.source,
                antecedent: resolution.antecedent.map(|a| (a, Around::of(article, report, &[a]).sentence)),
            }),
        })
    }
}

/// For each attribution which of its speaker's it is. One that repeats another has the other's place, and is
/// not counted again.
pub fn places(report: &Report) -> Vec<Option<Place>> {
    let mut counts = vec![0; report.speakers.len()];
    let numbers: Vec<_> = report
        .attributions
        .iter()
        .map(|a| {
            let count = counts.get_mut(a.speaker?)?;
            *count += usize::from(a.repeats.is_none());
            Some(*count)
        })
        .collect();
    let place = |index: usize| {
        let attribution = &report.attributions[index];
        let original = attribution.repeats.filter(|r| *r < report.attributions.len()).unwrap_or(index);
        let of = *counts.get(report.attributions[original].speaker?)?;
        Some(Place { number: numbers[original]?.max(1), of: of.max(1) })
    };
    (0..report.attributions.len()).map(place).collect()
}

impl Around {
    /// The sentences around `passage`, spans in order. Neighbours come from another block only where the text
    /// runs on: not across a heading, not out of a caption or title; captions between are passed over.
    pub fn of(article: &Article, report: &Report, passage: &[Span]) -> Around {
        let sentences = &report.sentences;
        let start = passage.iter().map(|s| s.start).min().unwrap_or(0);
        let end = passage.iter().map(|s| s.end).max().unwrap_or(start);
        // Sentences touched: `first..last`.
        let first = sentences.partition_point(|s| s.end <= start);
        let last = sentences.partition_point(|s| s.start < end).max(first);
        let whole = match sentences.get(first..last) {
            Some([one]) => *one,
            Some([one, .., other]) => one.to(other),
            // Nothing touched: the passage lies between sentences.
            _ => Span::new(start, end),
        };
        let home = block_at(article, start);
        let far = block_at(article, end.saturating_sub(1).max(start));
        let before = sentences[..first].iter().rev();
        let after = sentences.get(last..).unwrap_or_default().iter();
        Around {
            sentence: whole,
            before: home.and_then(|home| neighbour(article, before, home)),
            after: far.and_then(|far| neighbour(article, after, far)),
        }
    }
}

/// What belongs to the passage of an attribution: its content, and source and cue where they stand beside it
/// ("He added:" in the block before). Without a cue a source stands right there, or it is that of an earlier passage.
fn passage(attribution: &Attribution) -> Vec<Span> {
    let near = if attribution.cue.is_some() { 400 } else { 8 };
    let mut passage = attribution.content.clone();
    for part in [attribution.source, attribution.cue].into_iter().flatten() {
        if passage.iter().any(|s| part.start < s.end + near && s.start < part.end + near) {
            passage.push(part);
        }
    }
    passage
}

/// The index of the block at the offset, or of the nearest before it.
fn block_at(article: &Article, offset: usize) -> Option<usize> {
    article.blocks.partition_point(|b| b.span.start <= offset).checked_sub(1)
}

/// The first of `sentences`, nearest first, on which the text of the block `home` runs on.
fn neighbour<'s>(article: &Article, sentences: impl Iterator<Item = &'s Span>, home: usize) -> Option<Span> {
    let kind = |block: usize| article.blocks[block].kind;
    let flows = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote);
    for sentence in sentences {
        let block = block_at(article, sentence.start)?;
        if block == home || flows(kind(home)) && flows(kind(block)) {
            return Some(*sentence);
        }
        if kind(block) != BlockKind::Caption {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Kind, Level, Rebuttal, Resolution, Speaker, SpeakerKind};

    use BlockKind::{Caption, Heading, Paragraph, Title};

    /// An article of blocks, each a list of sentences, and a report with nothing but those sentences.
    fn read(blocks: &[(BlockKind, &[&str])]) -> (Article, Report) {
        let (mut article, mut report) = (Article::default(), Report::default());
        for (kind, sentences) in blocks {
            let mut start = article.push(*kind, &sentences.join(" ")).expect("a block").start;
            for sentence in *sentences {
                report.sentences.push(Span::new(start, start + sentence.len()));
                start += sentence.len() + 1;
            }
        }
        (article, report)
    }

    fn find(article: &Article, words: &str) -> Span {
        let start = article.text.find(words).expect(words);
        Span::new(start, start + words.len())
    }

    fn attribution(content: &[Span], speaker: Option<usize>) -> Attribution {
        Attribution {
            kind: Kind::Direct,
            content: content.to_vec(),
            quoted: vec![],
            source: None,
            cue: None,
            speaker,
            resolution: None,
            confidence: crate::report::Confidence::of_hundred(90),
            question: None,
            repeats: None,
        }
    }

    fn speaker(name: &str) -> Speaker {
        Speaker { name: name.into(), role: None, kind: SpeakerKind::Person }
    }

    #[test]
    fn the_sentences_around_a_passage() {
        let (article, report) = read(&[
            (Title, &["Ferry is late"]),
            (Paragraph, &["First here.", "Second here.", "Third here."]),
            (Caption, &["A ferry."]),
            (Paragraph, &["Fourth here.", "Fifth here."]),
            (Heading, &["Costs"]),
            (Paragraph, &["Sixth here."]),
        ]);
        for (passage, want) in [
            ("Second", (Some("First here."), "Second here.", Some("Third here."))),
            ("First", (None, "First here.", Some("Second here."))),
            ("Third", (Some("Second here."), "Third here.", Some("Fourth here."))),
            ("Fourth", (Some("Third here."), "Fourth here.", Some("Fifth here."))),
            ("Fifth", (Some("Fourth here."), "Fifth here.", None)),
            ("Sixth", (None, "Sixth here.", None)),
            ("late", (None, "Ferry is late", None)),
            ("ferry", (None, "A ferry.", None)),
            ("here. Second here. Th", (None, "First here. Second here. Third here.", Some("Fourth here."))),
        ] {
            let around = Around::of(&article, &report, &[find(&article, passage)]);
            let text = |s: Span| s.of(&article.text);
            assert_eq!((around.before.map(text), text(around.sentence), around.after.map(text)), want, "{passage}");
        }
    }

    #[test]
    fn a_report_without_sentences_has_no_neighbours() {
        let article = Article::from_text("One. Two.");
        let around = Around::of(&article, &Report::default(), &[Span::new(0, 4)]);
        assert_eq!(around, Around { sentence: Span::new(0, 4), before: None, after: None });
        let around = Around::of(&Article::default(), &Report::default(), &[]);
        assert_eq!(around.sentence, Span::new(0, 0));
    }

    #[test]
    fn a_sentence_of_the_statement_is_never_its_neighbour() {
        let (article, mut report) = read(&[
            (Paragraph, &["It rained.", "“We waited,” she said.", "“All day.", "All night.”", "Then it stopped."]),
            (Paragraph, &["He added:"]),
            (Paragraph, &["“Nobody came.”", "The end."]),
        ]);
        let parts = [find(&article, "“We waited,”"), find(&article, "“All day. All night.”")];
        report.attributions.push(attribution(&parts, None));
        let mut block = attribution(&[find(&article, "“Nobody came.”")], None);
        block.cue = Some(find(&article, "added"));
        report.attributions.push(block);

        let around = Context::of(&article, &report, 0).expect("there").around;
        assert_eq!(around.before.expect("before").of(&article.text), "It rained.");
        assert_eq!(around.after.expect("after").of(&article.text), "Then it stopped.");
        let around = Context::of(&article, &report, 1).expect("there").around;
        assert_eq!(around.before.expect("before").of(&article.text), "Then it stopped.");
        assert_eq!(around.sentence.of(&article.text), "He added:\n\n“Nobody came.”");
        assert_eq!(Context::of(&article, &report, 2), None);
    }

    #[test]
    fn counts_each_speakers_statements_and_no_repeats() {
        let (article, mut report) = read(&[(Paragraph, &["a b c d e f."])]);
        report.speakers = vec![speaker("Ann"), speaker("Bea")];
        for (i, s) in [Some(0), Some(1), Some(0), None, Some(0), Some(0)].into_iter().enumerate() {
            report.attributions.push(attribution(&[Span::new(i * 2, i * 2 + 1)], s));
        }
        report.attributions[4].repeats = Some(0);
        let place = |number, of| Some(Place { number, of });
        assert_eq!(places(&report), [place(1, 3), place(1, 1), place(2, 3), None, place(1, 3), place(3, 3)]);
        let steps = |i| Context::of(&article, &report, i).map(|c| (c.previous, c.next)).expect("there");
        assert_eq!(
            [0, 1, 2, 3, 5].map(steps),
            [(None, Some(2)), (None, None), (Some(0), Some(5)), (None, None), (Some(2), None)]
        );
    }

    #[test]
    fn knows_both_sides_of_a_rebuttal_and_the_trail() {
        let (article, mut report) = read(&[(Paragraph, &["Ann Lee said it is safe.", "Bo Day said she is wrong."])]);
        report.speakers = vec![speaker("Ann Lee"), speaker("Bo Day")];
        report.attributions.push(attribution(&[find(&article, "it is safe")], Some(0)));
        let mut answer = attribution(&[find(&article, "she is wrong")], Some(1));
        let name = find(&article, "Bo Day");
        answer.resolution = Some(Resolution { by: ResolvedBy::Name, antecedent: Some(name) });
        answer.source = Some(name);
        report.attributions.push(answer);
        report.rebuttals.push(Rebuttal {
            span: find(&article, "she is wrong"),
            marker: find(&article, "wrong"),
            level: Level::Explicit,
            by: Some(1),
            targets: vec![find(&article, "it is safe")],
            contests: vec![0],
            attribution: Some(1),
        });
        let [claim, answer] = [0, 1].map(|i| Context::of(&article, &report, i).expect("there"));
        assert_eq!((&claim.contests[..], &claim.contested_by[..]), (&[][..], &[0][..]));
        assert_eq!((&answer.contests[..], &answer.contested_by[..]), (&[0][..], &[][..]));
        assert_eq!(claim.trail, None);
        let trail = answer.trail.expect("a trail");
        assert_eq!((trail.by, trail.source), (ResolvedBy::Name, Some(name)));
        assert_eq!(trail.antecedent, Some((name, report.sentences[1])));
    }
}
