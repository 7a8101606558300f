//! Whatever the text: no panic, every span inside it, on character bounds, in order; and time that grows with it.
#![cfg(not(target_arch = "wasm32"))]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use quoth::{Article, BlockKind, analyse};

mod sound;
use sound::{check, check_chunks, use_it};

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
    "disputing",
    "refuted by",
    "a lie",
    "DENIED",
    "WARE, May 3 (Wire) —",
    "9.15am:",
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
    "Q:",
    "A:",
    "\n\nQ: Is it late?\n\nA: I think so.\n\n",
    "\n\nAre you late?\n\nI am.\n\n",
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

/// The same texts at each run, so that a failure is its change's; PROPTEST_CASES asks for more of them.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

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
    fn however_it_is_chunked(text in text()) {
        check_chunks(&text);
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
    quick("names in a name without end", "Zed Ann ".repeat(100_000) + &"it was late. ".repeat(100_000));
    quick("one cue", "said ".repeat(200_000));
    quick("one long sentence", "he said, ".repeat(100_000));
    quick("sources", "according to ".repeat(100_000));
    quick("questions and answers", "Q: Is it late?\n\nA: I think so.\n\n".repeat(20_000));
    quick("questions alone", "Are you late?\n\nI am.\n\n".repeat(20_000));
    quick("turns", "AL: I am late.\n\nAnn Lee: Are you?\n\n".repeat(10_000));
    quick("times", "14:05\n\nHe said it was late.\n\n".repeat(20_000));
    quick("promises of a quote", "He added:\n\n".repeat(50_000));
    quick("rebuttals", "He denied that it was late. That is false.\n\n".repeat(4_000));
}
