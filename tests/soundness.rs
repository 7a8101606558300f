//! Whatever the text: no panic, every span inside it, on character bounds, in order; and time that grows with it.
#![cfg(not(target_arch = "wasm32"))]

use std::time::{Duration, Instant};

use proptest::prelude::*;

use quoth::context::{Context, places};
use quoth::fragment::Fragments;
use quoth::outline::Outline;
use quoth::report::Report;
use quoth::text::{CodePoints, Index, Span, Utf16};
use quoth::{Article, BlockKind, analyse, render};

/// What news is made of, and what breaks readers of it.
const PIECES: &[&str] = &[
    "Ann Lee",
    "Mr. Day",
    "Lee’s",
    "the NATO chief",
    "NATO",
    "officials",
    "he",
    "she",
    "they",
    "who",
    "I",
    "said",
    "says",
    "added",
    "denied",
    "denied that",
    "dismissed the claim",
    "according to",
    "told reporters",
    "He added:",
    "asked",
    "that",
    "it is late",
    "In fact,",
    "That is false",
    "not true",
    "This narrative should be challenged",
    "no evidence that",
    "despite his claims",
    "contrary to",
    "the report",
    "U.S.",
    "St. Ives",
    "a fellow at the Institute,",
    "but",
    "and",
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    "—",
    "…",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "''",
    "(",
    ")",
    "[",
    "]",
    "don’t",
    "’90s",
    "\n",
    "\n\n",
    "\r\n",
    "\u{2028}",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "é",
    "日本",
    "😀",
    "👩‍👩‍👧",
    "ß",
    "İ",
    "\0",
    "7",
    "3.5",
    "TRUMP:",
    "@ann",
    "http://a.example/b",
    "#tag",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    let glue = prop_oneof![6 => Just(" "), 1 => Just("")];
    prop::collection::vec((piece, glue), 0..120)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, glue)| piece + glue).collect())
}

fn kind() -> impl Strategy<Value = BlockKind> {
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Quote, Title};
    prop::sample::select(&[Title, Heading, Paragraph, Paragraph, Paragraph, ListItem, Quote, Caption][..])
}

fn check(article: &Article, report: &Report) {
    let text = &article.text;
    let inside = |span: &Span, what: &str| {
        assert!(span.start <= span.end && span.end <= text.len(), "{what} {span:?} of {}", text.len());
        assert!(
            text.is_char_boundary(span.start) && text.is_char_boundary(span.end),
            "{what} {span:?} cuts a character"
        );
    };
    let ordered = |spans: &[Span], what: &str| {
        spans.iter().for_each(|s| inside(s, what));
        assert!(spans.iter().all(|s| !s.is_empty()), "{what}: an empty one in {spans:?}");
        assert!(spans.windows(2).all(|w| w[0].end <= w[1].start), "{what}: not in order: {spans:?}");
    };
    ordered(&report.sentences, "sentence");
    for (i, attribution) in report.attributions.iter().enumerate() {
        ordered(&attribution.content, "content");
        assert!(!attribution.content.is_empty(), "no content");
        ordered(&attribution.quoted, "quoted");
        for quoted in &attribution.quoted {
            let behind = attribution.content.partition_point(|c| c.start <= quoted.start);
            let holds = behind > 0 && attribution.content[behind - 1].holds(quoted);
            assert!(holds, "quoted {quoted:?} is not in the content");
        }
        attribution.source.iter().for_each(|s| inside(s, "source"));
        attribution.cue.iter().for_each(|s| inside(s, "cue"));
        attribution.resolution.iter().filter_map(|r| r.antecedent.as_ref()).for_each(|s| inside(s, "antecedent"));
        assert!(attribution.speaker.is_none_or(|s| s < report.speakers.len()));
        assert!(
            attribution.repeats.is_none_or(|r| r != i && r < report.attributions.len()),
            "repeats none of the statements"
        );
    }
    let starts: Vec<_> = report.attributions.iter().map(|a| a.content[0].start).collect();
    assert!(starts.is_sorted(), "attributions not in reading order: {starts:?}");
    assert!(report.rebuttals.is_sorted_by_key(|r| r.span.start), "rebuttals not in reading order");
    for rebuttal in &report.rebuttals {
        inside(&rebuttal.span, "rebuttal");
        inside(&rebuttal.marker, "marker");
        assert!(rebuttal.span.holds(&rebuttal.marker) && !rebuttal.marker.is_empty(), "{rebuttal:?}");
        rebuttal.targets.iter().for_each(|t| inside(t, "target"));
        assert!(rebuttal.by.is_none_or(|b| b < report.speakers.len()));
        assert!(rebuttal.contests.iter().chain(&rebuttal.attribution).all(|a| *a < report.attributions.len()));
        assert!(
            rebuttal.attribution.is_none_or(|own| !rebuttal.contests.contains(&own)),
            "contests itself: {rebuttal:?}"
        );
    }
    assert!(report.speakers.iter().all(|s| !s.name.trim().is_empty()), "a speaker without a name");
}

/// All that is made of a report.
fn use_it(article: &Article, report: &Report) {
    let fragments = Fragments::new(article);
    for i in 0..report.attributions.len() {
        let context = Context::of(article, report, i).expect("there is one");
        let around = context.around;
        for span in [Some(around.sentence), around.before, around.after].into_iter().flatten() {
            let _ = span.of(&article.text);
        }
        let link = fragments.link("https://a.example/", &report.attributions[i].content);
        assert!(link.starts_with("https://a.example/") && link.is_ascii());
    }
    assert_eq!(places(report).len(), report.attributions.len());
    assert!(Outline::new(report).counts.rebuttals == report.rebuttals.len());
    let origin = render::Origin { url: Some("https://a.example/"), read: None };
    let extract = render::Extract::whole(article, report, origin);
    let _ = (render::markdown(&extract, &render::english), render::csv(&extract));
    let _ = (render::text(article, report), render::json(0, article, report));
    let units = report.counted_in::<Utf16>(&article.text);
    let points = report.counted_in::<CodePoints>(&article.text);
    let (from_units, from_points) = (Index::<Utf16>::new(&article.text), Index::<CodePoints>::new(&article.text));
    for ((bytes, units), points) in report.sentences.iter().zip(&units.sentences).zip(&points.sentences) {
        assert_eq!((from_units.bytes(*units), from_points.bytes(*points)), (*bytes, *bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_sound_report(text in text()) {
        let article = Article::from_text(text);
        let report = analyse(&article);
        check(&article, &report);
        use_it(&article, &report);
    }

    #[test]
    fn any_blocks_have_a_sound_report(blocks in prop::collection::vec((kind(), text()), 0..6)) {
        let mut article = Article::default();
        for (kind, text) in &blocks {
            article.push(*kind, text);
        }
        let report = analyse(&article);
        check(&article, &report);
        use_it(&article, &report);
    }

    #[test]
    fn the_same_text_has_the_same_report(text in text()) {
        let article = Article::from_text(text);
        prop_assert_eq!(analyse(&article), analyse(&article));
    }
}

/// Analyses the text; fails where it takes longer than any linear reading could, even unoptimised on a slow machine.
fn quick(name: &str, text: String) {
    let (bytes, start) = (text.len(), Instant::now());
    let article = Article::from_text(text);
    let report = analyse(&article);
    check(&article, &report);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(30), "{name}: {took:?} for {bytes} bytes");
}

/// Generous limits: each of these takes seconds at most where time grows with the text, and hours where it grows
/// with its square.
#[test]
fn hostile_texts_take_linear_time() {
    quick("a word of 5 MB", "a".repeat(5_000_000));
    quick("a capital word of 5 MB", "A".repeat(5_000_000));
    quick("a million single marks", "'".repeat(1_000_000));
    quick("a million straight marks", "\"".repeat(1_000_000));
    quick("a million opening marks", "“".repeat(1_000_000));
    quick("a million closing marks", "”".repeat(1_000_000));
    quick("marks in marks", "“‘".repeat(200_000));
    quick("openers never closed, a paragraph each", "“It is late, he said.\n\n".repeat(100_000));
    quick("bidi and zero-width characters", "\u{202e}\u{200b}\u{2066}".repeat(300_000));
    quick("stops", ".".repeat(1_000_000));
    quick("blank lines", "\n".repeat(1_000_000));
    quick("a name without end", "Ann Lee ".repeat(100_000));
    quick("one cue", "said ".repeat(200_000));
    quick("one long sentence", "he said, ".repeat(100_000));
    quick("sources", "according to ".repeat(100_000));
    quick("promises of a quote", "He added:\n\n".repeat(50_000));
    quick("rebuttals", "He denied that it was late. That is false.\n\n".repeat(4_000));
}
