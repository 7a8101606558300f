//! Quotations: from quotation marks to spans.
//!
//! Marks are read block by block, innermost pairs last, with a stack. A mark's character says what it may do, the
//! white space around it what it does; a curly and a straight mark may close each other. An opener that is never
//! closed holds to the end of its block where the next block opens again (a quotation over several paragraphs) or
//! where nothing else stands in the block; else it is no quotation.

use std::ops::Range;

use crate::lexicon::{self, Class, Frames, Inflection};
use crate::text::{Shape, Span, Token, is_nickname, listed_in_any_case};

/// A stretch between two quotation marks that stands in no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The tokens from the opening mark to the closing mark, both included.
    pub(crate) tokens: Range<usize>,
    /// The text with its marks.
    pub(crate) outer: Span,
    /// The text without its marks.
    pub(crate) inner: Span,
    /// Whether the next block's first quotation goes on with this one.
    pub(crate) continues: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    Angle,
}

#[derive(Clone, Copy)]
struct Mark {
    style: Style,
    opens: bool,
    closes: bool,
}

/// How deep marks may nest before openers are passed over.
const DEEPEST: usize = 4;

/// Finds the quotations of a block that stand in no other, in order. `next` is the first token of the next block.
#[inline(never)]
pub(crate) fn find(text: &str, tokens: &[Token], block: Range<usize>, next: Option<&Token>) -> Vec<Quotation> {
    let mut marks: Vec<(usize, Mark)> =
        block.clone().filter_map(|at| Some((at, read_mark(text, tokens, at, &block)?))).collect();
    leave_plural_possessives(text, tokens, &mut marks);
    marks.retain(|(at, _)| {
        !(is_nickname(tokens, *at, &block) || *at > block.start + 1 && is_nickname(tokens, at - 2, &block))
    });
    if tells_who_says_what(tokens, &marks, &block) {
        marks.retain(|(at, _)| !tokens[*at].is_mark('"'));
    }
    // For each mark, how many later ones of its style can close: what tells a nested quotation from a missing closer.
    let mut closers_behind = vec![0u32; marks.len()];
    let mut count = 0;
    for (i, (_, mark)) in marks.iter().enumerate().rev() {
        closers_behind[i] = count;
        count += u32::from(mark.style == Style::Double && mark.closes && !mark.opens);
    }

    let mut found: Vec<Quotation> = Vec::new();
    let mut stack: Vec<(usize, Style)> = Vec::new();
    // What stands behind single marks that may turn out to be apostrophes.
    let mut behind_single: Vec<Quotation> = Vec::new();
    let only_single = |stack: &[(usize, Style)]| stack.iter().all(|s| s.1 == Style::Single);
    for (i, &(at, mark)) in marks.iter().enumerate() {
        let open = stack.iter().rposition(|s| s.1 == mark.style);
        let inches =
            tokens[at].is_mark('"') && at > 0 && tokens[at - 1].shape == Shape::Number && closers_behind[i] > 0;
        if mark.closes
            && !inches
            && let Some(open) = open
            && at > stack[open].0 + 1
            && !(mark.opens && mark.style == Style::Single)
        {
            let start = stack[open].0;
            stack.truncate(open);
            if stack.is_empty() {
                found.push(quotation(tokens, start..at + 1, true));
                behind_single.clear();
            } else if mark.style != Style::Single && only_single(&stack) {
                behind_single.push(quotation(tokens, start..at + 1, true));
            }
            continue;
        }
        if !mark.opens || stack.len() >= DEEPEST {
            continue;
        }
        match open {
            // The same style again: nested where enough closers are left for both, else the closer before it is missing.
            Some(open) if closers_behind[i] < closers_wanted(tokens, stack[open].0, at, stack.len() - open) => {
                let start = stack[open].0;
                stack.truncate(open);
                if stack.is_empty() && is_whole_sentence(tokens, start, at) {
                    found.push(quotation(tokens, start..at, false));
                    behind_single.clear();
                }
                stack.push((at, mark.style));
            }
            Some(_) if mark.style == Style::Single => {}
            _ => stack.push((at, mark.style)),
        }
    }

    if let Some(&(start, style)) = stack.first()
        && (style != Style::Single || tokens[start].is_mark('‘'))
    {
        let goes_on = next.is_some_and(|t| style_of(t).is_some_and(|s| s == style));
        let alone = start == block.start || tokens[start - 1].is_mark(':') || tokens[start - 1].is_mark(',');
        // A single mark may be an apostrophe: it stays open only where the next block opens like it.
        let opens = if style == Style::Single {
            goes_on && alone && next.is_some_and(|t| t.is_mark('‘'))
        } else {
            goes_on || alone
        };
        if start + 1 < block.end && opens {
            let mut last = quotation(tokens, start..block.end, false);
            last.continues = goes_on;
            found.push(last);
            return found;
        }
    }
    // A single mark that nothing closes hides no quotation.
    if only_single(&stack) {
        found.append(&mut behind_single);
    }
    found
}

/// `"Lee said, “We try.”"`: a passage from another article, in straight marks around the whole block, whose own quotations
/// are curly and have a cue beside them. In somebody's speech an "I" would show.
fn tells_who_says_what(tokens: &[Token], marks: &[(usize, Mark)], block: &Range<usize>) -> bool {
    const NEAR: usize = 3;
    let says = |t: &Token| {
        let form = t.verb.filter(|v| v.inflection != Inflection::Participle);
        form.and_then(|v| lexicon::frames(v, std::iter::empty()))
            .is_some_and(|(f, _)| f.has(Frames::QUOTE) && !f.has(Frames::WEAK))
    };
    let (mut cue, mut open, mut from) = (false, false, block.start);
    for &(at, _) in marks {
        let outside = &tokens[from..at];
        match tokens[at].shape {
            Shape::Mark('"') if at == block.start || at > block.start + 1 && at + 1 == block.end => {}
            Shape::Mark('“') if from > block.start && !open && !outside.iter().any(|t| t.is(Class::FIRST)) => {
                cue |= outside.iter().rev().take(NEAR).any(says);
                open = true;
            }
            Shape::Mark('”') if open => {
                cue |= tokens[at + 1..block.end].iter().take(NEAR).any(says);
                open = false;
            }
            Shape::Mark(mark) if open || !matches!(mark, '"' | '“' | '”') => {}
            _ => return false,
        }
        from = at + 1;
    }
    cue
}

/// "the voters' choice": an apostrophe behind an s closes nothing where another single mark that can close comes
/// before the next opener.
fn leave_plural_possessives(text: &str, tokens: &[Token], marks: &mut Vec<(usize, Mark)>) {
    let mut closer_ahead = false;
    for i in (0..marks.len()).rev() {
        let (at, mark) = marks[i];
        if mark.style != Style::Single {
            continue;
        }
        let plural = at > 0 && tokens[at - 1].is_word() && tokens[at - 1].span.of(text).ends_with('s');
        if mark.closes && plural && closer_ahead {
            marks[i].1.closes = false;
        } else {
            closer_ahead = mark.closes;
        }
    }
    marks.retain(|(_, m)| m.opens || m.closes);
}

/// How many closers must follow an opener inside another quotation: one for each that is open, but one alone where a
/// curly mark opens inside straight ones.
fn closers_wanted(tokens: &[Token], outer: usize, inner: usize, open: usize) -> u32 {
    if tokens[outer].shape == tokens[inner].shape { open as u32 + 1 } else { 1 }
}

/// Whether what stands between an opener and the next one ends like a sentence.
fn is_whole_sentence(tokens: &[Token], start: usize, end: usize) -> bool {
    end > start + 2 && matches!(tokens[end - 1].shape, Shape::Mark('.' | '!' | '?' | ',' | '…'))
}

fn quotation(tokens: &[Token], range: Range<usize>, closed: bool) -> Quotation {
    let outer = tokens[range.start].span.to(&tokens[range.end - 1].span);
    let end = if closed { tokens[range.end - 1].span.start } else { outer.end };
    Quotation { inner: Span::new(tokens[range.start].span.end, end), outer, tokens: range, continues: false }
}

fn style_of(token: &Token) -> Option<Style> {
    match token.shape {
        Shape::Mark('“' | '”' | '"') => Some(Style::Double),
        Shape::Mark('‘' | '’' | '\'' | '`') => Some(Style::Single),
        Shape::Mark('«' | '»') => Some(Style::Angle),
        _ => None,
    }
}

/// What the token may do as a quotation mark.
fn read_mark(text: &str, tokens: &[Token], at: usize, block: &Range<usize>) -> Option<Mark> {
    let token = &tokens[at];
    let style = style_of(token)?;
    let before = (at > block.start).then(|| &tokens[at - 1]);
    let behind = (at + 1 < block.end).then(|| &tokens[at + 1]);
    let is_wordy = |t: &Token| t.is_word() || t.shape == Shape::Number;
    // Nothing but space, an opening mark or a dash stands before an opener.
    let free_before = token.spaced
        || before
            .is_none_or(|t| matches!(t.shape, Shape::Mark('(' | '[' | '“' | '‘' | '"' | '\'' | '—' | '/' | '…' | '-')));
    let free_behind = behind.is_none_or(|t| t.spaced || !is_wordy(t));
    // An attribute's value in markup that was left in the text.
    if before.is_some_and(|t| t.is_mark('=') && !token.spaced) {
        return None;
    }
    let could_open = behind
        .is_some_and(|t| !t.spaced && (is_wordy(t) || !matches!(t.shape, Shape::Mark(',' | '.' | ')' | ';' | ':'))))
        // "". . . and then", "".@lee is late"
        || behind.is_some_and(|t| !t.spaced && t.is_mark('.'))
            && token.spaced
            && tokens[at + 2..block.end].first().is_some_and(|t| t.is_mark('.') || t.is_mark('@') || t.is_word());
    let Shape::Mark(mark) = token.shape else { return None };
    let (opens, closes) = match mark {
        // An opening mark right behind a word or its stop is a closing one that was mistyped.
        '“' if !token.spaced && free_behind && before.is_some_and(|t| is_wordy(t) || is_stop(t)) => (false, true),
        '“' | '«' => (true, false),
        // A closing mark between a space and a word was mistyped, unless something is open.
        '”' if token.spaced && behind.is_some_and(|t| !t.spaced && is_wordy(t)) => (true, true),
        '”' | '»' => (false, true),
        '"' => {
            // Behind a stop it may open too, where the space is lost: "She left."We will," he said".
            let lost = !token.spaced && before.is_some_and(|t| is_stop(t) || t.is_mark(':'));
            let opens = could_open && (free_before || lost && behind.is_some_and(is_wordy));
            (opens, !opens || !token.spaced && before.is_some())
        }
        // Single marks are apostrophes until their place says otherwise.
        '‘' | '`' => (could_open && free_before, false),
        '’' => (false, free_behind && !token.spaced),
        _ => {
            let opens = could_open && free_before && !is_elision(text, behind);
            (opens, !opens && free_behind && !token.spaced)
        }
    };
    (opens || closes).then_some(Mark { style, opens, closes })
}

fn is_stop(token: &Token) -> bool {
    matches!(token.shape, Shape::Mark('.' | ',' | '!' | '?' | '…'))
}

/// "'90s", "'em", "'til": an apostrophe for what is left out.
fn is_elision(text: &str, behind: Option<&Token>) -> bool {
    const ELIDED: &str = "t em til tis twas cause n bout round";
    behind.is_some_and(|t| {
        let word = t.span.of(text);
        t.shape == Shape::Number || listed_in_any_case(ELIDED, word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;

    fn quoted(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &mut tokens);
        let all = 0..tokens.len();
        find(text, &tokens, all, None).iter().map(|q| q.inner.of(text)).collect()
    }

    #[test]
    fn reads_every_style_of_mark() {
        for text in [
            "“No way,” he said.",
            "\"No way,\" he said.",
            "''No way,'' he said.",
            "‘No way,’ he said.",
            "'No way,' he said.",
            "``No way,'' he said.",
            "«No way,» he said.",
            "‟No way,” he said.",
        ] {
            assert_eq!(quoted(text).last(), Some(&"No way,"), "{text}");
        }
    }

    #[test]
    fn marks_of_two_styles_close_each_other() {
        assert_eq!(quoted("“It ends,“ said Roe."), ["It ends,"]);
        assert_eq!(quoted("He said \"it ends.” Then “it began,\" he said."), ["it ends.", "it began,"]);
    }

    #[test]
    fn a_closing_mark_before_a_word_opens_where_nothing_is_open() {
        assert_eq!(quoted("”It ends,” said Roe."), ["It ends,"]);
        assert_eq!(quoted("“It ends ”said Roe. He left."), ["It ends "]);
    }

    #[test]
    fn inner_quotations_belong_to_the_outer_one() {
        assert_eq!(quoted("“He told me ‘go’ and I went.”"), ["He told me ‘go’ and I went."]);
        assert_eq!(
            quoted("“The view that “Oxbear,” or the axis, wins.”"),
            ["The view that “Oxbear,” or the axis, wins."]
        );
        assert_eq!(quoted("'I read \"No\" and left,' she said"), ["I read \"No\" and left,"]);
    }

    #[test]
    fn a_passage_in_marks_of_its_own_tells_who_said_what() {
        for (text, found) in [
            ("\"Roe went on, saying, “It ends.” But Day sat.\"", vec!["It ends."]),
            ("\"“It ends,” Roe said before leaving, and “we go.”\"", vec!["It ends,", "we go."]),
            // Somebody's speech, a name in marks, and a mark that the other closes.
            ("\"I said “no,” and went.\"", vec!["I said “no,” and went."]),
            ("\"The “Late Bill” is bad.\"", vec!["The “Late Bill” is bad."]),
            ("\"It ends,” Roe said. “We go.”", vec!["It ends,", "We go."]),
        ] {
            assert_eq!(quoted(text), found, "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(
            quoted("The voters' choice isn't ours; it's the '90s 'til dawn, rock 'n' roll, the judges’ call."),
            [""; 0]
        );
        assert_eq!(quoted("‘The voters’ choice isn’t ours,’ he said"), ["The voters’ choice isn’t ours,"]);
    }

    #[test]
    fn a_missing_closer_loses_one_quotation_at_most() {
        assert_eq!(quoted("“First went on. “Second,” he said."), ["First went on.", "Second,"]);
        assert_eq!(quoted("“First went on and “second,” he said."), ["second,"]);
        assert_eq!(quoted("“It opens the block and never ends."), ["It opens the block and never ends."]);
        assert_eq!(quoted("He saw a “mark and left."), [""; 0]);
    }

    #[test]
    fn an_apostrophe_hides_no_quotation() {
        assert_eq!(quoted("Ann in 'the Veld said: \"It is late.\" He left."), ["It is late."]);
        assert_eq!(quoted("Ann in 't Veld said: \"It is late.\""), ["It is late."]);
        assert_eq!(quoted("`It is “late” here, `he"), ["It is “late” here,"]);
        assert_eq!(quoted("He's 'the boss \"Ed\" Roe' here."), ["the boss \"Ed\" Roe"]);
    }

    #[test]
    fn a_quotation_opens_with_dots_and_where_a_space_is_lost() {
        assert_eq!(quoted("\"No,\" he said. \". . . We go.\""), ["No,", ". . . We go."]);
        assert_eq!(quoted("\".@lee is late,\" he wrote."), [".@lee is late,"]);
        assert_eq!(quoted("He left.\"We go,\" she said."), ["We go,"]);
        assert_eq!(quoted("\"We go.\"He left."), ["We go."]);
    }

    #[test]
    fn a_quotation_may_go_on_in_the_next_block() {
        let text = "He said: “One.";
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &mut tokens);
        let next = tokens.iter().find(|t| t.is_mark('“')).copied();
        let found = find(text, &tokens, 0..tokens.len(), next.as_ref());
        assert!(found[0].continues);
    }

    #[test]
    fn a_nickname_amid_a_name_is_no_quotation() {
        assert_eq!(quoted("William “Buzz” Harlan and Ann 'Bo' Day left."), [""; 0]);
        assert_eq!(quoted("He said “No” and left. She saw “Jaws” Monday."), ["No", "Jaws"]);
    }

    #[test]
    fn measures_and_markup_are_no_quotations() {
        assert_eq!(quoted("A 12\" pipe and a 6\" one."), [""; 0]);
        assert_eq!(quoted("<pic id=\"12\" by=\"me\">"), [""; 0]);
    }
}
