//! The report as Markdown, to be pasted into notes: by speaker, then the rebuttals.

use super::{attributed, claims, content, contester, contests, kind, line, one_line, plural};
use crate::outline::Outline;
use crate::{Article, Report};

pub fn markdown(article: &Article, report: &Report) -> String {
    let mut out = String::new();
    let mut put = |lines: &str| {
        out.push_str(lines);
        out.push('\n');
    };
    if let Some(title) = &article.title {
        put(&format!("# {}\n", escape(&one_line(title))));
    }
    if report.attributions.is_empty() {
        put("No statements found.\n");
    }
    for group in Outline::new(report).groups {
        let count = plural(group.attributions.len(), "statement");
        match group.speaker.map(|s| &report.speakers[s]) {
            Some(speaker) => {
                put(&format!("## {}\n", escape(&one_line(&speaker.name))));
                let role = speaker.role.iter().map(|r| format!("{}, ", escape(&one_line(r)))).collect::<String>();
                put(&format!("{role}{count}\n"));
            }
            None => put(&format!("## Not attributed\n\n{count}\n")),
        }
        for attribution in group.attributions.iter().map(|a| &report.attributions[*a]) {
            put(&format!("> {}", escape(&content(article, attribution))));
            put(">");
            let words = attributed(article, attribution).map(|w| format!(": *{}*", escape(&w))).unwrap_or_default();
            put(&format!("> — {}{words}\n", kind(attribution.kind)));
        }
    }
    if !report.rebuttals.is_empty() {
        put("## Contested\n");
    }
    for rebuttal in &report.rebuttals {
        put(&format!("> {}\n", escape(&line(article, rebuttal.span))));
        let by = escape(&contester(report, rebuttal));
        let verb = contests(rebuttal.level);
        let marker = escape(&line(article, rebuttal.marker));
        let what = if rebuttal.targets.is_empty() { "a claim that the text does not state." } else { "this:" };
        put(&format!("**{by}** {verb} {what} (*{marker}*)\n"));
        for (whose, claim) in claims(article, report, rebuttal) {
            let whose = whose.map(|s| format!("**{}**: ", escape(&one_line(&s.name)))).unwrap_or_default();
            put(&format!("- {whose}{}", escape(&claim)));
        }
        if !rebuttal.targets.is_empty() {
            put("");
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Keeps Markdown from reading the text's own characters as markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // What opens a heading, list or quotation is markup at the start alone; a number's point too.
    let number = text.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0);
    for (at, c) in text.char_indices() {
        let opens = match c {
            '#' | '+' | '-' | '=' => at == 0,
            '.' | ')' => number == Some(at),
            _ => false,
        };
        if opens || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn lists_statements_by_speaker_and_rebuttals_as_pairs() {
        let (article, report) = sample::report();
        let want = r"# Harbour plan

## Ann Lee

Mayor, 2 statements

> “The \*new\* pier,” … “is safe.”
>
> — direct: *Mayor Ann Lee said*

> It is paid for
>
> — indirect: *she added*

## Bo Day

1 statement

> That is simply false
>
> — indirect: *said Bo Day*

## Not attributed

1 statement

> “No pier”
>
> — direct

## Contested

> That is simply false

**Bo Day** contests this: (*false*)

- **Ann Lee**: “is safe.”
- **Ann Lee**: It is paid for
";
        assert_eq!(markdown(&article, &report), want);
    }

    #[test]
    fn text_is_never_markup() {
        for (text, want) in [
            ("2016. A year", r"2016\. A year"),
            ("- no - list", r"\- no - list"),
            ("a_b [c](d) <e> `f`", r"a\_b \[c\](d) \<e\> \`f\`"),
            ("#1 at 3.5", r"\#1 at 3.5"),
        ] {
            assert_eq!(escape(text), want);
        }
    }
}
