//! An extract as Markdown, to be pasted into notes: by speaker, then the rebuttals.

use super::extract::Extract;
use super::{ELLIPSIS, Label, one_line, visible};

/// `label` gives the words around the article's own.
pub fn markdown(extract: &Extract, label: &dyn Fn(Label) -> String) -> String {
    let mut out = String::new();
    let name = |of: Option<&str>, nobody: Label| of.map_or_else(|| label(nobody), |name| escape(&one_line(name)));
    if let Some(title) = extract.title {
        paragraph(&mut out, &["# ", &escape(&one_line(title))]);
    }
    if let Some(byline) = extract.byline {
        paragraph(&mut out, &[&escape(&one_line(byline))]);
    }
    if let Some(url) = extract.url {
        let read = extract.read.map(|day| format!(" · {}", label(Label::Read(day)))).unwrap_or_default();
        paragraph(&mut out, &["<", url, ">", &read]);
    }
    if extract.speakers.is_empty() {
        paragraph(&mut out, &[&label(Label::Nothing)]);
    }
    for voice in &extract.speakers {
        paragraph(&mut out, &["## ", &name(voice.name, Label::Nobody)]);
        if let Some(role) = voice.role {
            paragraph(&mut out, &[&escape(&one_line(role))]);
        }
        for said in &voice.statements {
            quote(&mut out, &said.words.join(ELLIPSIS));
            let how = said.attributed.as_ref().map(|how| format!(": *{}*", escape(how))).unwrap_or_default();
            let asked = |q| format!(" · {}", label(Label::Question(&escape(&one_line(q)))));
            let asked = said.question.map(asked).unwrap_or_default();
            let link = link(said.link.as_deref(), label);
            paragraph(&mut out, &[">\n> — ", &label(Label::Kind(said.kind)), &how, &asked, &link]);
        }
    }
    if !extract.rebuttals.is_empty() {
        paragraph(&mut out, &["## ", &label(Label::Contested)]);
    }
    for contest in &extract.rebuttals {
        quote(&mut out, contest.words);
        let by = name(contest.by, Label::Author);
        let marker = escape(&one_line(contest.marker));
        let link = link(contest.link.as_deref(), label);
        let contests = label(Label::Contests(contest.level, &format!("**{by}**")));
        paragraph(&mut out, &[">\n> — ", &contests, ": *", &marker, "*", &link]);
        if contest.contests.is_empty() {
            paragraph(&mut out, &[&label(Label::NoClaim)]);
        }
        for claim in &contest.contests {
            let whose = claim.by.map(|by| format!("**{}**: ", escape(&one_line(by)))).unwrap_or_default();
            out.push_str("- ");
            paragraph(&mut out, &[&whose, &escape(&one_line(claim.words))]);
        }
    }
    out.pop();
    out
}

/// Adds a block, and the blank line behind it.
fn paragraph(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
    out.push_str("\n\n");
}

/// Adds a block quotation, open for more: a paragraph of the article is one of the quotation.
fn quote(out: &mut String, words: &str) {
    let mut between = "";
    for line in words.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
        out.push_str(between);
        out.push_str("> ");
        out.push_str(&escape(line));
        out.push('\n');
        between = ">\n";
    }
}

fn link(to: Option<&str>, label: &dyn Fn(Label) -> String) -> String {
    to.map(|to| format!(" · [{}](<{to}>)", label(Label::Passage))).unwrap_or_default()
}

/// Keeps Markdown from reading the text's own characters as markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // What opens a heading, list or quotation is markup at the start alone; a number's point too.
    let number = text.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0);
    for (at, c) in text.char_indices().filter(|(_, c)| visible(*c)) {
        let opens = match c {
            '#' | '+' | '-' | '=' => at == 0,
            '.' | ')' => number == Some(at),
            _ => false,
        };
        // Sums of money are no mathematics.
        if opens || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::extract::Origin;
    use super::super::{english, sample};
    use super::*;

    #[test]
    fn lists_statements_by_speaker_and_rebuttals_as_pairs() {
        let (article, report) = sample::report();
        let want = r"# Harbour plan

## Ann Lee

Mayor

> “The \*new\* pier,” \[…\] “is safe.”
>
> — direct: *Mayor Ann Lee said*

> It is paid for
>
> — indirect: *she added*

## Bo Day

> That is simply false
>
> — indirect: *said Bo Day*

## Not attributed

> “No pier”
>
> — direct

## Contested

> That is simply false
>
> — **Bo Day** contests this: *false*

- **Ann Lee**: “is safe.”

- **Ann Lee**: It is paid for
";
        assert_eq!(markdown(&Extract::whole(&article, &report, Origin::default()), &english), want);
    }

    #[test]
    fn says_where_it_is_from_and_leads_back_to_each_passage() {
        let (article, report) = sample::report();
        let origin = Origin { url: Some("https://news.example/(a)"), read: Some("2026-11-22") };
        let markdown = markdown(&Extract::whole(&article, &report, origin), &english);
        assert!(markdown.contains("\n<https://news.example/(a)> · read on 2026-11-22\n"), "{markdown}");
        let link = "[passage](<https://news.example/(a)#:~:text=It%20is%20paid%20for>)";
        assert!(markdown.contains(&format!("> — indirect: *she added* · {link}\n")), "{markdown}");
    }

    #[test]
    fn paragraphs_of_the_article_are_paragraphs_of_the_quotation() {
        let mut out = String::new();
        quote(&mut out, "“One.\n\n“Two.”");
        assert_eq!(out, "> “One.\n>\n> “Two.”\n");
    }

    #[test]
    fn text_is_never_markup() {
        for (text, want) in [
            ("2016. A year", r"2016\. A year"),
            ("- no - list", r"\- no - list"),
            ("a_b [c](d) <e> `f`", r"a\_b \[c\](d) \<e\> \`f\`"),
            ("#1 at 3.5", r"\#1 at 3.5"),
            ("$5 or $6", r"\$5 or \$6"),
            ("a\u{a0}b\u{1b}[1m", "a\u{a0}b\\[1m"),
        ] {
            assert_eq!(escape(text), want);
        }
    }
}
