//! How many ways to contest a claim are known: short passages, each written for one.
//!
//! A line of `tests/contests/contested.txt` is a passage with one rebuttal: `{{…}}` stands around it, `<<…>>` around the
//! words that mark it, `[[…]]` around the contested claim, and behind ` || ` who contests (`(author)` for the paper).
//! Those of `plain.txt` have none, but words that look like one. No construction stands in more than four passages, so
//! that the share that is found is one of constructions; the test holds what was reached.
#![cfg(not(target_arch = "wasm32"))]

use quoth::text::Span;
use quoth::{Article, analyse};

const CONTESTED: &str = include_str!("contests/contested.txt");
const PLAIN: &str = include_str!("contests/plain.txt");

/// A passage without its marks, and where these stood.
struct Passage {
    text: String,
    rebuttal: Span,
    marker: Span,
    claims: Vec<Span>,
    by: String,
}

fn passage(line: &str) -> Passage {
    let (mut rest, by) = line.rsplit_once(" || ").expect("who contests");
    let nowhere = Span::new(0, 0);
    let mut passage = Passage {
        text: String::new(),
        rebuttal: nowhere,
        marker: nowhere,
        claims: Vec::new(),
        by: by.trim().to_owned(),
    };
    let mut open = Vec::new();
    while !rest.is_empty() {
        let here = passage.text.len();
        match rest.get(..2) {
            Some("{{" | "<<" | "[[") => open.push(here),
            Some(mark @ ("}}" | ">>" | "]]")) => {
                let span = Span::new(open.pop().expect("an opening mark"), here);
                match mark {
                    "}}" => passage.rebuttal = span,
                    ">>" => passage.marker = span,
                    _ => passage.claims.push(span),
                }
            }
            _ => {
                let letter = rest.chars().next().map_or(0, char::len_utf8);
                passage.text.push_str(&rest[..letter]);
                rest = &rest[letter..];
                continue;
            }
        }
        rest = &rest[2..];
    }
    passage
}

fn percent(part: usize, of: usize) -> usize {
    100 * part / of
}

#[test]
fn most_ways_to_contest_are_known() {
    let passages: Vec<_> = CONTESTED.lines().map(passage).collect();
    let (mut found, mut claimed, mut named, mut with_claim, mut with_name) = (0, 0, 0, 0, 0);
    for passage in &passages {
        let report = analyse(&Article::from_text(&passage.text));
        let meets = |s: Span| s.overlaps(&passage.rebuttal) || s.overlaps(&passage.marker);
        let Some(rebuttal) = report.rebuttals.iter().find(|r| meets(r.span)) else { continue };
        found += 1;
        if !passage.claims.is_empty() {
            with_claim += 1;
            claimed += usize::from(rebuttal.targets.iter().any(|t| passage.claims.iter().any(|c| c.overlaps(t))));
        }
        if passage.by != "(author)" {
            with_name += 1;
            let last = passage.by.split(' ').next_back().unwrap_or_default().to_lowercase();
            named += usize::from(rebuttal.by.is_some_and(|by| report.speakers[by].name.to_lowercase().contains(&last)));
        }
    }
    let shares = [percent(found, passages.len()), percent(claimed, with_claim), percent(named, with_name)];
    println!(
        "of {} contests {} % were found; of these {} % with the claim, {} % with who contests",
        passages.len(),
        shares[0],
        shares[1],
        shares[2]
    );
    assert!(shares[0] >= 80 && shares[1] >= 80 && shares[2] >= 78, "found, claim, name: {shares:?}");
}

#[test]
fn what_only_looks_like_a_contest_is_none() {
    let false_ones: Vec<_> =
        PLAIN.lines().filter(|line| !analyse(&Article::from_text(*line)).rebuttals.is_empty()).collect();
    println!("{} of {} plain passages were taken for contests", false_ones.len(), PLAIN.lines().count());
    assert!(false_ones.len() <= 6, "{false_ones:#?}");
}
