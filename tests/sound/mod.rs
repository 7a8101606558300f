//! What holds for every report on every text: for the tests, and for the fuzzer.

use quoth::context::{Context, places};
use quoth::fragment::Fragments;
use quoth::outline::Outline;
use quoth::report::Report;
use quoth::text::{CodePoints, Index, Span, Utf16};
use quoth::{Article, analyse, render};

/// What holds for every report.
pub fn check(article: &Article, report: &Report) {
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
        attribution.question.iter().for_each(|s| inside(s, "question"));
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
pub fn use_it(article: &Article, report: &Report) {
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
    let _ = (render::markdown(&extract, &render::english), render::csv(&extract), render::extract_json(&extract));
    let _ = (render::text(article, report), render::json(0, article, report));
    let units = report.counted_in::<Utf16>(&article.text);
    let points = report.counted_in::<CodePoints>(&article.text);
    let (from_units, from_points) = (Index::<Utf16>::new(&article.text), Index::<CodePoints>::new(&article.text));
    for ((bytes, units), points) in report.sentences.iter().zip(&units.sentences).zip(&points.sentences) {
        assert_eq!((from_units.bytes(*units), from_points.bytes(*points)), (*bytes, *bytes));
    }
}

/// A reader does not see how the breaks between paragraphs are written, nor whether the text came in one piece or by
/// the block: the report is the same. `text` is the article as plain text.
pub fn check_chunks(text: &str) {
    let plain = Article::from_text(text);
    let mut pieces = Article { title: plain.title.clone(), ..Article::default() };
    for block in &plain.blocks {
        pieces.push(block.kind, block.span.of(text));
    }
    let report = analyse(&pieces);
    let again = Article::from_text(pieces.text.as_str());
    assert_eq!(again, pieces, "the same text read anew");
    assert_eq!(moved(&analyse(&plain), &plain, &pieces), report, "in one piece, and by the block");
    let broken = Article::from_text(pieces.text.replace("\n\n", " \r\n\t\n\u{2029}"));
    assert_eq!(moved(&analyse(&broken), &broken, &pieces), report, "with other breaks");
}

/// A report as it would be on an article with the same blocks elsewhere.
fn moved(report: &Report, from: &Article, to: &Article) -> Report {
    assert_eq!(from.blocks.len(), to.blocks.len());
    let place = |at: usize, end: bool| {
        let behind = from.blocks.partition_point(|b| b.span.start < at + usize::from(!end));
        let block = behind.checked_sub(1).expect("every span is in a block");
        assert!(at <= from.blocks[block].span.end, "{at} is between the blocks");
        to.blocks[block].span.start + (at - from.blocks[block].span.start)
    };
    let mut report = report.clone();
    let span = |span: &mut Span| *span = Span::new(place(span.start, false), place(span.end, true));
    report.sentences.iter_mut().for_each(span);
    for attribution in &mut report.attributions {
        attribution.content.iter_mut().chain(&mut attribution.quoted).for_each(span);
        attribution.source.iter_mut().chain(&mut attribution.cue).chain(&mut attribution.question).for_each(span);
        attribution.resolution.iter_mut().filter_map(|r| r.antecedent.as_mut()).for_each(span);
    }
    for rebuttal in &mut report.rebuttals {
        [&mut rebuttal.span, &mut rebuttal.marker].into_iter().for_each(span);
        rebuttal.targets.iter_mut().for_each(span);
    }
    report
}
