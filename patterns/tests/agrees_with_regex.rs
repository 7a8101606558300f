//! Whatever the pattern and the text: the matches, and the groups in them, are those of `regex`.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use quoth_patterns::{Compiler, Matcher, Patterns};

const NAMES: &[&str] = &["a", "b", "c"];

/// The matches of a pattern in a text: where each group stands.
type Matches = Vec<Vec<Option<(usize, usize)>>>;

fn ours(pattern: &str, text: &str) -> Result<Matches, quoth_patterns::Error> {
    let mut compiler = Compiler::default();
    // Twice, so that there is something to share.
    compiler.add(pattern, NAMES)?;
    compiler.add(pattern, NAMES)?;
    let compiled = compiler.finish()?;
    let program = Patterns { sets: &compiled.sets, parts: &compiled.parts }.link(&compiled.patterns[1]);
    let (mut matcher, mut matches, mut from) = (Matcher::default(), Vec::new(), 0);
    while let Some(found) = program.find(&mut matcher, text.as_bytes(), from) {
        matches.push((0..=NAMES.len()).map(|group| found.group(group)).collect());
        from = found.group(0).unwrap().1;
    }
    Ok(matches)
}

fn theirs(pattern: &str, text: &str) -> Matches {
    let regex = regex::bytes::RegexBuilder::new(pattern).unicode(false).build().unwrap();
    let groups = |found: regex::bytes::Captures| {
        let group = |m: Option<regex::bytes::Match>| m.map(|m| (m.start(), m.end()));
        std::iter::once(group(found.get(0))).chain(NAMES.iter().map(|n| group(found.name(n)))).collect()
    };
    regex.captures_iter(text.as_bytes()).map(groups).collect()
}

#[test]
fn what_patterns_are_made_of() {
    let text =
        "that's a lie, he said: \"a lie lies a-lying\"; the claims, claimants and characters weren't 1st true_ (x) ";
    for pattern in [
        "lie",
        r"\blie",
        r"lie\b",
        r"\b(?:that|this)(?<a>'s|)(?: a)? (?<b>lies?|lying)\b",
        "claims?|character|charac|claimants?",
        r"(?:claim|claims|claimant)\b",
        r"[a-z]+",
        r"[a-z]+?",
        r"[a-z]+?\b",
        r"(?<a>[a-z]+) (?:[a-z]+ ){0,2}?(?<b>[a-z]+)",
        r"(?<a>[a-z]+) (?:[a-z]+ ){0,2}(?<b>[a-z]+)",
        r"(?:[^ ,.;]+ ){1,3}he",
        r#"^that(?<a>[^.;"]*)"#,
        r"(?:, |; ?)(?<a>he|the)? ?[a-z]",
        r"n't$|\) $",
        r"(?:a|ab|l)(?:i|ie)+",
        r"(?:(?:a|l)[a-z ]*)+,",
        r"\b(?<a>l[a-z]*|[a-z]{2})\b.*?(?<b>a)",
    ] {
        assert_eq!(ours(pattern, text).unwrap(), theirs(pattern, text), "{pattern}");
    }
}

#[test]
fn says_what_it_does_not_know() {
    for pattern in ["a*", "(", "(a)", r"\Ba", "(?:a?)+", "é", "(?<z>a)"] {
        assert!(ours(pattern, "").is_err(), "{pattern}");
    }
}

#[test]
fn time_is_bounded() {
    // Trying all ways, one by one, would take longer than the age of the world.
    let text = "a".repeat(2000);
    let began = Instant::now();
    for pattern in ["(?:a|a|aa)+b", "(?:a+?)+[ab]{9}c", "(?:a?a?){30}b"] {
        assert_eq!(ours(pattern, &text).unwrap(), Matches::new(), "{pattern}");
    }
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

/// Patterns over few letters, so that texts of the same letters often match.
fn pattern() -> impl Strategy<Value = String> {
    let leaf =
        prop::sample::select(&["a", "b", " ", "ab", "ba", "a b", r"\b", "[ab]", "[^a]", "[a-z]", "^", "$", "."][..]);
    leaf.prop_map(str::to_owned).prop_recursive(5, 40, 4, |inner| {
        let times = prop::sample::select(&["?", "??", "*", "*?", "+", "+?", "{2}", "{0,3}", "{1,2}?"][..]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..5).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..5).prop_map(|ways| format!("(?:{})", ways.join("|"))),
            (inner.clone(), times).prop_map(|(inner, times)| format!("(?:{inner}){times}")),
            inner.prop_map(|inner| format!("(?<a>{})", inner.replace("(?<a>", "(?:"))),
        ]
    })
}

/// The same patterns at each run, so that a failure is its change's.
fn config() -> ProptestConfig {
    let fixed = RngSeed::Fixed(1);
    ProptestConfig { cases: 3000, failure_persistence: None, rng_seed: fixed, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_pattern(pattern in pattern(), text in "[ab c1.]{0,24}") {
        // Only one group may have a name.
        let mut named = pattern.splitn(2, "(?<a>");
        let first = named.next().unwrap_or_default().to_owned();
        let pattern = named.next().map_or(first.clone(), |rest| format!("{first}(?<a>{}", rest.replace("(?<a>", "(?:")));
        if let Ok(matches) = ours(&pattern, &text) {
            prop_assert_eq!(matches, theirs(&pattern, &text), "{} in {:?}", pattern, text);
        }
    }
}
