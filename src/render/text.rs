//! The report as plain text for a terminal: by speaker, then the rebuttals.

use super::{attributed, claims, content, contester, contests, kind, line, one_line, plural};
use crate::outline::Outline;
use crate::{Article, Report};

/// The columns of the terminal that paragraphs are filled to.
const WIDTH: usize = 80;

pub fn text(article: &Article, report: &Report) -> String {
    let mut out = Vec::new();
    if let Some(title) = &article.title {
        fill(&mut out, "", "", &one_line(title));
        out.push(String::new());
    }
    if report.attributions.is_empty() {
        out.push("No statements found.".into());
    }
    for group in Outline::new(report).groups {
        let count = plural(group.attributions.len(), "statement");
        match group.speaker.map(|s| &report.speakers[s]) {
            Some(speaker) => {
                let role = speaker.role.iter().map(|r| format!(", {}", one_line(r))).collect::<String>();
                fill(&mut out, "", "  ", &format!("{}{role}: {count}", one_line(&speaker.name)));
            }
            None => out.push(format!("Not attributed: {count}")),
        }
        out.push(String::new());
        for (i, attribution) in group.attributions.iter().map(|a| &report.attributions[*a]).enumerate() {
            fill(&mut out, &format!("{:>4}  ", i + 1), "      ", &content(article, attribution));
            if let Some(question) = attribution.question {
                fill(&mut out, "      ", "        ", &format!("[asked: {}]", line(article, question)));
            }
            let words = attributed(article, attribution).map(|w| format!(": {w}")).unwrap_or_default();
            fill(&mut out, "      ", "        ", &format!("[{}{words}]", kind(attribution.kind)));
            out.push(String::new());
        }
    }
    if !report.rebuttals.is_empty() {
        out.push(format!("Contested: {}", plural(report.rebuttals.len(), "rebuttal")));
        out.push(String::new());
    }
    for (i, rebuttal) in report.rebuttals.iter().enumerate() {
        fill(&mut out, &format!("{:>4}  ", i + 1), "      ", &line(article, rebuttal.span));
        let by = contester(report, rebuttal);
        let verb = contests(rebuttal.level);
        let marker = line(article, rebuttal.marker);
        let what = if rebuttal.targets.is_empty() { "a claim that the text does not state" } else { "this" };
        fill(&mut out, "      ", "        ", &format!("[{by} {verb} {what}, in the words “{marker}”]"));
        for (whose, claim) in claims(report, rebuttal) {
            let whose = whose.map(|s| format!("{}: ", one_line(&report.speakers[s].name))).unwrap_or_default();
            fill(&mut out, "      - ", "        ", &format!("{whose}{}", line(article, claim)));
        }
        out.push(String::new());
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out.push(String::new());
    out.join("\n")
}

/// Adds `text` filled to the width, behind `first` on its first line and `rest` on the others.
fn fill(out: &mut Vec<String>, first: &str, rest: &str, text: &str) {
    let (mut row, mut columns) = (first.to_owned(), first.chars().count());
    let mut empty = true;
    for word in text.split(' ') {
        let width = word.chars().count();
        if !empty && columns + 1 + width > WIDTH {
            out.push(std::mem::replace(&mut row, rest.to_owned()));
            (columns, empty) = (rest.chars().count(), true);
        }
        if !empty {
            row.push(' ');
            columns += 1;
        }
        row.push_str(word);
        columns += width;
        empty = false;
    }
    out.push(row);
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn lists_statements_by_speaker_and_rebuttals_as_pairs() {
        let (article, report) = sample::report();
        let want = "\
Harbour plan

Ann Lee, Mayor: 2 statements

   1  “The *new* pier,” … “is safe.”
      [direct: Mayor Ann Lee said]

   2  It is paid for
      [indirect: she added]

Bo Day: 1 statement

   1  That is simply false
      [indirect: said Bo Day]

Not attributed: 1 statement

   1  “No pier”
      [direct]

Contested: 1 rebuttal

   1  That is simply false
      [Bo Day contests this, in the words “false”]
      - Ann Lee: “is safe.”
      - Ann Lee: It is paid for
";
        assert_eq!(text(&article, &report), want);
    }

    #[test]
    fn an_article_without_statements_says_so() {
        assert_eq!(text(&Article::from_text("Rain."), &Report::default()), "No statements found.\n");
    }

    #[test]
    fn fills_lines_and_leaves_long_words_whole() {
        let mut out = Vec::new();
        let long = "x".repeat(WIDTH + 9);
        fill(&mut out, "1. ", "   ", &format!("{} {long} end", "word ".repeat(20).trim()));
        assert!(out[0].chars().count() <= WIDTH && out[0].starts_with("1. word"));
        assert_eq!(out[out.len() - 2], format!("   {long}"));
        assert_eq!(out[out.len() - 1], "   end");
    }
}
