//! The pure entry point: article in, report out.

use crate::article::Article;
use crate::report::{Attribution, Kind, Report, Resolution, ResolvedBy, Speaker, SpeakerKind};
use crate::text::Span;

/// Finds who said what in `article`. All spans are counted in bytes of `article.text`.
pub fn analyse(article: &Article) -> Report {
    let text = &article.text;
    let mut report = Report::default();
    for block in &article.blocks {
        let (mut open, mut first) = (None, report.attributions.len());
        for (at, c) in block.span.of(text).char_indices().map(|(i, c)| (block.span.start + i, c)) {
            match (c, open) {
                ('“', None) | ('"', None) => open = Some(at),
                ('”' | '"', Some(start)) => {
                    let content = Span::new(start, at + c.len_utf8());
                    let quoted = content.trim(text, |c| "“”\"".contains(c));
                    report.attributions.push(Attribution {
                        kind: Kind::Direct,
                        content: vec![content],
                        quoted: vec![quoted],
                        source: None,
                        cue: None,
                        speaker: None,
                        resolution: None,
                        repeats: None,
                    });
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(said) = block.span.of(text).find(" said").map(|i| block.span.start + i) {
            let before = &text[block.span.start..said];
            let start = before.rmatch_indices(' ').nth(1).map_or(block.span.start, |(i, _)| block.span.start + i + 1);
            let source = Span::new(start, said);
            let name = source.of(text);
            if name.starts_with(char::is_uppercase) {
                let speaker = report.speakers.iter().position(|s| s.name == name).unwrap_or_else(|| {
                    report.speakers.push(Speaker { name: name.into(), role: None, kind: SpeakerKind::Person });
                    report.speakers.len() - 1
                });
                for a in &mut report.attributions[first..] {
                    a.source = Some(source);
                    a.cue = Some(Span::new(said + 1, said + 5));
                    a.speaker = Some(speaker);
                    a.resolution = Some(Resolution { by: ResolvedBy::Name, antecedent: None });
                }
            }
        }
        first = report.attributions.len();
        let _ = first;
        report.sentences.push(block.span);
    }
    report
}
