//! Content: which words of a sentence a cue reports.

use std::ops::Range;

use super::cue::{Cue, NOMINAL_CUES};
use super::line::{Line, Node};
use crate::lexicon::{Class, Frames, Inflection};
use crate::text::{Shape, Token};

/// How far behind a cue its content may start, in nodes.
pub(super) const LEAD: usize = 40;

fn is_stop(token: &Token) -> bool {
    matches!(token.shape, Shape::Mark('.' | '!' | '?' | '…' | '"'))
}

/// Whether content is a clause only if it has a verb: no quotation, no "that" and the like before it.
fn needs_clause(line: &Line, content: &Range<usize>) -> bool {
    !line.quotes_within(content.clone()) && !line.is(content.start, Class::SUB) && !line.is_word(content.start, "to")
}

/// Whether a finite verb may stand among the nodes.
fn has_verb(line: &Line, nodes: &Range<usize>) -> bool {
    let verbal = |n: usize| {
        line.token(n).is_some_and(|t| {
            t.is(Class::BE.or(Class::AUX).or(Class::HAVE).or(Class::PAST))
                || t.verb.is_some()
                || t.shape == Shape::Lower && line.word(n).ends_with("ed")
                || t.shape == Shape::Lower && t.class == Class::default() && n > nodes.start
        })
    };
    nodes.clone().any(verbal)
}

/// Where the content of a sentence ends: before its last stop.
pub(super) fn sentence_content_end(line: &Line, sentence: &Range<usize>) -> usize {
    let mut end = sentence.end;
    while end > sentence.start && line.token(end - 1).is_some_and(is_stop) {
        end -= 1;
    }
    end
}

/// The content of a cue, in nodes, and whether it announces the next block.
pub(super) fn content_of(line: &Line, cue: &Cue, sentence: &Range<usize>) -> (Vec<Range<usize>>, bool) {
    let end = sentence_content_end(line, sentence);
    let Range { start: first, end: last } = cue.joint();

    let mut content = Vec::new();
    let participle = cue.shared && cue.inflection == Inflection::Ing;
    let quoted_before = !participle
        && (first > 0 && line.leads_on(first - 1)
            || first > sentence.start + 1 && line.is_mark(first - 1, ',') && line.quotation(first - 2).is_some());
    let clause_before = first > sentence.start && line.is_mark(first - 1, ',') && cue.inflection != Inflection::Ing;
    let parenthetical = clause_before && line.is_mark(last, ',') && is_plain(cue);
    let right = right_start(line, cue, last, sentence).or_else(|| far_that(line, cue, last, end));

    // "As Ann Lee put it, …": the clause behind the comma.
    let opening = sentence.start + usize::from(line.is(sentence.start, Class::CONJ));
    let opening = opening + usize::from(line.is_mark(opening, ','));
    let puts = cue.frames.has(Frames::BARE) || cue.nodes.len() > 1;
    let fronted_as = puts && first == opening + 1 && line.is_word(opening, "as");
    if fronted_as
        && !cue.inverted
        && let Some(comma) = (last..end.min(last + LEAD)).find(|&n| line.is_mark(n, ','))
        && comma + 2 < end
    {
        content.push(comma + 1..content_end(line, comma + 1, sentence, Reported::CLAUSE));
        return (content, false);
    }
    // "Though Ann Lee said that it was “late,” Bo Day said the boat had left": the quotation is hers. So is one in a
    // clause that describes somebody, "in what she called “a late hour,” Bo Day said that …".
    let taken = || {
        let mut words = (sentence.start..first).take_while(|&n| line.quotation(n).is_none());
        let describes =
            |n: usize| line.is(n, Class::WH) && line.before(n).is_some_and(|t| t.is_mark(',') || t.is(Class::PREP));
        let subordinate = line.is(sentence.start, Class::SUB) || words.any(describes);
        // "Citing “the late hour,” Ann Lee said that …"
        let participle = || {
            line.token(sentence.start).is_some_and(|t| t.verb.is_some_and(|v| v.inflection == Inflection::Ing))
                || line.word(sentence.start).ends_with("ing")
        };
        // "And, in a clip that Ann Lee called “late,” Bo Day said …"
        let called = || {
            let quotation = if line.is_mark(first - 1, ',') { first - 2 } else { first - 1 };
            quotation > sentence.start
                && line.is(opening, Class::PREP)
                && matches!(line.is_cue(quotation - 1, first), Some(Inflection::Past | Inflection::Third))
        };
        participle()
            || called()
            || subordinate && words.any(|n| line.is_cue(n, first).is_some() && !line.is(n, NOMINAL_CUES))
    };
    let asked = line.is_word(sentence.start, "asked");
    if quoted_before && !asked && !(matches!(right, Some(Right::Content(_))) && taken()) {
        return (around_quotation(line, first, last, right, sentence), false);
    }
    match right {
        Some(Right::Announces) => return (content, true),
        Some(Right::Content(start)) if start < end => {
            let mut reported = start..content_end(line, start, sentence, Reported::by(line, cue, sentence));
            reported.start = introduced(line, &reported).unwrap_or(start);
            // "chanted “go home” after the vote": an utterance, and how or when it was made.
            let uttered = cue.frames.has(Frames::QUOTE)
                && cue.nodes.len() == 1
                && !cue.frames.has(Frames::NOUN.or(Frames::BARE).or(Frames::OBJECT));
            if uttered && line.words_quoted(start) > 1 && !line.quotes_within(start + 1..reported.end) {
                reported.end = start + 1;
            }
            if reported.len() == 1 && line.is(start, Class::SUB) {
                return (content, false);
            }
            // "The board added two seats": without a verb, no clause is reported.
            if cue.frames.has(Frames::NOUN.or(Frames::WEAK))
                || !needs_clause(line, &reported)
                || has_verb(line, &reported)
            {
                // "accused Bo Day, who left, of being “late”"
                let aside =
                    |n: &usize| line.is_mark(*n, ',') && line.is_any(n + 1, "of for") && line.quotes_within(n + 1..end);
                let open = cue.frames.has(Frames::NOUN)
                    && line.is_mark(reported.end, ',')
                    && !line.quotes_within(reported.clone());
                let more = (reported.end + 1..end).take_while(|&n| open && line.is_cue(n, n).is_none()).find(aside);
                // "It is no surprise, Ann Lee said, that …", "It is late, said Ann Lee: the men …"
                if parenthetical && line.is_word(start, "that") && line.is_mark(start - 1, ',')
                    || clause_before
                        && cue.inverted
                        && line.is_mark(start - 1, ':')
                        && !line.quotes_within(reported.clone())
                {
                    content.extend(left_start(line, first - 1, sentence, true).map(|left| left..first - 1));
                }
                content.push(reported);
                content.extend(more.map(|n| n + 1..content_end(line, n + 1, sentence, Reported::CLAUSE)));
                return (content, false);
            }
        }
        // "“We are out” she said": no comma, and nothing else that she could have said.
        None if !participle
            && first > 0
            && line.quotation(first - 1).is_some()
            && line.opens_sentence(first - 1)
            && line.sentence_of(first - 1) == *sentence =>
        {
            content.push(first - 1..first);
            return (content, false);
        }
        _ => {}
    }
    // "And, he said, it rained": nothing before, the clause behind.
    if clause_before && cue.frames.has(Frames::BARE.or(Frames::THAT)) {
        let close = first - 1;
        if let Some(start) = left_start(line, close, sentence, parenthetical) {
            // "“It is late,” the tall, old farmer said": what stands behind the quotation is who said it.
            let acts = |n: usize| line.is_finite(n) && !line.before(n).is_some_and(|t| t.is(Class::DET));
            let whom = || (start + 1..close).all(|n| !acts(n) && line.quotation(n).is_none());
            let quoted = line.ends_with_comma(start) && line.opens_sentence(start) && whom();
            content.push(start..if quoted { start + 1 } else { close });
        }
        // "Most of the town, Ann Lee said, is poor": no clause yet.
        let open = !content.iter().cloned().flatten().any(|n| line.is_finite(n));
        let verb = || (last + 1..end).take_while(|&n| !line.is_mark(n, ',')).any(|n| line.is_finite(n));
        let rest = if !line.is_mark(last, ',') || last + 2 >= end {
            None
        } else if !cue.inverted {
            (!is_apposition(line, last + 1) || open && verb()).then_some(last + 1)
        } else {
            // "Most of the town, said Ann Lee, who is its mayor, is poor"
            let goes_on = |&n: &usize| line.is_mark(n, ',') && (line.is_finite(n + 1) || starts_clause(line, n + 1));
            (last..end.min(last + LEAD)).filter(|_| open && !content.is_empty()).find(goes_on).map(|n| n + 1)
        };
        let rest = rest.map(|start| start..content_end(line, start, sentence, Reported::CLAUSE));
        content.extend(rest.filter(|r| r.len() > 1));
    }
    (content, false)
}

/// Whether it takes a clause, as "said" does.
fn is_plain(cue: &Cue) -> bool {
    cue.frames.has(Frames::BARE.or(Frames::THAT))
        && !cue.frames.has(Frames::WEAK)
        && matches!(cue.inflection, Inflection::Past | Inflection::Third)
}

/// "added a caveat: “…”", "wrote back, “…”": where the words that are quoted start, behind what names them.
fn introduced(line: &Line, content: &Range<usize>) -> Option<usize> {
    const SENTENCE: usize = 4;
    let quotation = content.clone().find(|&n| line.quotation(n).is_some()).filter(|&q| q > content.start + 1)?;
    let mark = quotation - 1;
    let marked = line.is_mark(mark, ':')
        || line.is_mark(mark, ',') && line.opens_sentence(quotation) && line.words_quoted(quotation) >= SENTENCE;
    let clause = line.is_word(content.start, "that")
        || (content.start..mark).any(|n| line.is_finite(n) || line.is_mark(n, ',') && !line.is_mark(mark, ':'));
    (marked && !clause && !line.is_title_case()).then_some(quotation)
}

/// The content of a cue whose words, from `first` to `last`, stand behind a quotation, perhaps amid a longer one.
fn around_quotation(
    line: &Line,
    first: usize,
    last: usize,
    right: Option<Right>,
    sentence: &Range<usize>,
) -> Vec<Range<usize>> {
    let end = sentence_content_end(line, sentence);
    let close = if line.quotation(first - 1).is_some() { first } else { first - 1 };
    let own = line.sentence_of(close - 1);
    let start = if own == *sentence { quoted_start(line, close - 1, sentence) } else { close - 1 };
    let mut content = Vec::with_capacity(2);
    content.push(start..close);
    // Only a further quotation goes on with it …
    let further = match right {
        Some(Right::Content(start)) if line.quotation(start).is_some() => Some(start),
        // … or a "that": "“It is late,” she wrote to them, that …"
        Some(Right::Content(start))
            if line.is_word(start, "that") && line.is_mark(start - 1, ',') && !line.is_finite(start + 1) =>
        {
            Some(start)
        }
        _ => (last..end.min(last + LEAD))
            .find(|&n| line.quotation(n).is_some() && line.is_mark(n - 1, ','))
            .filter(|&q| (last..q).all(|n| line.is_cue(n, q).is_none() || line.is(n, NOMINAL_CUES))),
    };
    // … or the rest of the clause: "…,” he said, and are leaving", "…,” he said, from “the cold”".
    let goes_on = (line.is_mark(last, ',')
        && (line.is(last + 1, Class::CONJ) || line.is(last + 1, Class::PREP) && line.quotation(last + 2).is_some())
        && last + 2 < end
        && !new_clause(line, last + 2, end)
        && !starts_clause(line, last + 2))
    .then_some(last + 1);
    if let Some(start) = further.or(goes_on) {
        content.push(start..content_end(line, start, sentence, Reported::CLAUSE));
    }
    content
}

/// The start of content that ends with the quotation at `node`: the quotation, with the words before it in its sentence
/// where they belong to the same clause.
fn quoted_start(line: &Line, node: usize, sentence: &Range<usize>) -> usize {
    let mut start = node;
    // "If it rains, “I will go,” she said": quoted words that open a sentence go on with a fronted clause alone.
    let fronted = || {
        let open = sentence.start + usize::from(line.is(sentence.start, Class::CONJ));
        line.is_mark(node - 1, ',')
            && !line.is_any(node - 2, "word words")
            && !line.names_a_work(node)
            && line.is(open, Class::SUB.or(Class::PREP))
            && (open..node)
                .all(|n| line.quotation(n).is_none() && (line.is_cue(n, n).is_none() || line.is(n, NOMINAL_CUES)))
    };
    if line.opens_sentence(node) && !(node > sentence.start + 1 && fronted()) {
        return node;
    }
    while start > sentence.start {
        let before = start - 1;
        let breaks = line.token(before).is_some_and(|t| matches!(t.shape, Shape::Mark(':' | ';')));
        if breaks {
            return node;
        }
        start = before;
    }
    while start < node && line.is_mark(start, ',') {
        start += 1;
    }
    if node - start <= 2 && node > start && line.is(start, Class::PREP.or(Class::ADV)) { node } else { start }
}

/// The start of a clause that ends before `close` with an attribution behind it, or amid it where that is
/// `parenthetical`; `None` for a mere adjunct of what the cue says.
pub(super) fn left_start(line: &Line, close: usize, sentence: &Range<usize>, parenthetical: bool) -> Option<usize> {
    const SHORT: usize = 8;
    let mut start = sentence.start;
    while start < close
        && (line.is(start, Class::CONJ) || line.token(start).is_some_and(|t| matches!(t.shape, Shape::Mark(_))))
    {
        start += 1;
    }
    let length = close.checked_sub(start)?;
    // "Asked whether it was late, …": what somebody else said.
    if line.is_word(start, "asked") {
        return None;
    }
    // "On Tuesday, the lamps were late, Ann Lee said": an adjunct and the clause that it belongs to.
    let clause = |n: usize| {
        let first = (n + 1..close).find(|&n| !line.is(n, Class::ADV)).unwrap_or(close);
        line.is_mark(n, ',') && starts_clause(line, first)
    };
    if (start..close).any(clause) {
        return Some(start);
    }
    if line.fronted_time(start, close + 1) {
        return None;
    }
    let acts = line.token(start).is_some_and(|t| t.verb.is_some_and(|v| v.inflection == Inflection::Ing));
    if parenthetical && length >= 1 && !acts {
        return Some(start);
    }
    // "That is late, Ann Lee said", "Now it is late", "Not all of it is": no adjunct, though the word may open one.
    let whole = line.is_any(start, "that what whether how why not never")
        || line.is(start, Class::ADV) && starts_clause(line, start + 1);
    let adjunct = line.is(start, Class::PREP.or(Class::ADV).or(Class::TIME).or(Class::DAY).or(Class::SUB))
        && !line.is(start, Class::PRONOUN)
        && !whole;
    (length >= 2 && !(adjunct && length <= SHORT)).then_some(start)
}

/// Whether what follows a comma describes the noun before it.
pub(super) fn is_apposition(line: &Line, node: usize) -> bool {
    // "…, Ann Lee." or "…, Ann Lee, …": a name between commas.
    let name = line.phrase_at(node).filter(|p| p.clone().all(|n| line.token(n).is_some_and(Token::is_capital)));
    if name.is_some_and(|p| line.token(p.end).is_none_or(|t| matches!(t.shape, Shape::Mark(_)))) {
        return true;
    }
    if starts_clause(line, node) {
        return false;
    }
    line.is(node, Class::DET.or(Class::WH).or(Class::ROLE))
        || line.token(node).is_some_and(|t| t.shape == Shape::Number)
        || line.token(node).is_some_and(|t| t.verb.is_some_and(|v| v.inflection == Inflection::Ing))
}

/// Whether a subject and its verb stand here.
pub(super) fn starts_clause(line: &Line, node: usize) -> bool {
    let Some(phrase) = line.phrase_at(node).filter(|_| !line.is(node, Class::WH)) else { return false };
    let mut verb = phrase.end;
    while line.is(verb, Class::ADV) {
        verb += 1;
    }
    // Behind "she" and "they" stands a verb, be it known or not.
    let acts = || {
        phrase.len() == 1
            && line.is_any(node, "i he she we they")
            && line.token(verb).is_some_and(|t| t.shape == Shape::Lower)
    };
    line.is_short_verb(verb) || line.is_finite(verb) && !line.is(verb, NOMINAL_CUES) || acts()
}

enum Right {
    Content(usize),
    /// A colon ends the block.
    Announces,
}

/// Where the content behind the cue starts, if it is there.
fn right_start(line: &Line, cue: &Cue, from: usize, sentence: &Range<usize>) -> Option<Right> {
    let frames = cue.frames;
    let end = sentence_content_end(line, sentence);
    let roof = end.min(from + LEAD);
    let mut at = from;
    let mut addressee = frames.has(Frames::ADDRESSEE);
    let mut skipped_phrase = false;
    // An inverted source's apposition.
    if cue.inverted {
        return opener(line, at, sentence);
    }
    loop {
        if at >= roof {
            return None;
        }
        if line.is_mark(at, ':') {
            return opener(line, at, sentence);
        }
        if line.is_mark(at, ',') || line.is_mark(at, '—') {
            return opener(line, at, sentence);
        }
        if line.quotation(at).is_some() {
            return Some(Right::Content(at));
        }
        let token = line.token(at)?;
        let word = line.word(at);
        if word.eq_ignore_ascii_case("that") && frames.has(Frames::THAT.or(Frames::WEAK)) {
            return Some(Right::Content(at));
        }
        let is = |w: &str| word.eq_ignore_ascii_case(w);
        if frames.has(Frames::FOR) && is("for")
            || frames.has(Frames::OF) && (is("of") || is("against"))
            || frames.has(Frames::ABOUT) && is("about")
            || frames.has(Frames::TO) && is("to")
        {
            // What is warned against is content with its "against": without it the warning would turn around.
            return (at + 1 < end).then_some(Right::Content(if is("against") { at } else { at + 1 }));
        }
        if frames.has(Frames::OBJECT)
            && !is("to")
            && !token.is(Class::PREP)
            && let Some(object) = line.phrase_at(at)
            && line.is_word(object.end, "to")
        {
            return Some(Right::Content(at));
        }
        if frames.has(Frames::INFINITIVE.or(Frames::OBJECT)) && is("to") {
            return Some(Right::Content(at));
        }
        // "this week", "last month"
        if (token.is(Class::DET) || is("last") || is("next")) && line.is(at + 1, Class::TIME.or(Class::DAY)) {
            at += 2;
            skipped_phrase = true;
            continue;
        }
        if token.is(Class::ADV.or(Class::DAY)) || is("back") || token.is(Class::TIME) && skipped_phrase {
            at += 1;
            skipped_phrase |= token.is(Class::DAY);
            continue;
        }
        if (is("if") || is("whether") || is("how") || is("why") || is("what"))
            && frames.has(Frames::THAT.or(Frames::OBJECT))
        {
            return Some(Right::Content(at));
        }
        if addressee && !token.is(Class::PREP) {
            addressee = false;
            // "promised the town would pay": whom a verb stands behind is no addressee.
            let acts = |n: usize| line.is(n, Class::AUX) && !line.is(at, Class::OBJECT);
            if let Some(next) = addressee_end(line, at, roof).filter(|&n| !acts(n)) {
                at = next;
                skipped_phrase = true;
                continue;
            }
        }
        if token.is(Class::PREP) && !is("that") || is("following") && line.is(at + 1, Class::DET) {
            if is("because") && frames.has(Frames::BARE) {
                return Some(Right::Content(at));
            }
            if is("as") && frames.has(Frames::NOUN) {
                return Some(Right::Content(at));
            }
            if let Some(next) = adjunct_end(line, at, roof) {
                at = next;
                skipped_phrase = true;
                continue;
            }
            return None;
        }
        if frames.has(Frames::OBJECT) && !frames.has(Frames::NOUN) {
            return Some(Right::Content(at));
        }
        let clause = frames.has(Frames::BARE.or(Frames::NOUN).or(Frames::WEAK)) || frames.has(Frames::ADDRESSEE);
        return clause.then_some(Right::Content(at));
    }
}

/// "said, among other things, that …", "told a crowd in Ware, Ohio, that …": where a clause starts behind what is put
/// between it and its cue.
fn far_that(line: &Line, cue: &Cue, from: usize, end: usize) -> Option<Right> {
    if !cue.frames.has(Frames::THAT) || cue.frames.has(Frames::WEAK) || cue.inverted {
        return None;
    }
    for n in from..end.min(from + LEAD) {
        if line.is_word(n, "that") && n > from && (from..n).any(|m| line.is_mark(m, ',') || line.is_mark(m, '—')) {
            return Some(Right::Content(n));
        }
        // ", written by Bo Day, ": a participle that describes parts nothing.
        let describes = || line.is_mark(n - 1, ',') && line.is(n + 1, Class::PREP);
        let parts = line.token(n).is_none_or(|t| {
            t.is(Class::BE.or(Class::AUX).or(Class::HAVE).or(Class::WH))
                && (!line.is_possessive(n) || line.is_short_verb(n))
                || matches!(t.shape, Shape::Mark(';' | ':'))
        }) || line.is_cue(n, end).is_some() && !line.is(n, NOMINAL_CUES) && !describes();
        if parts {
            return None;
        }
    }
    None
}

/// What opens content: a colon, or a comma or dash with a quotation behind it, perhaps behind an adverb.
fn opener(line: &Line, at: usize, sentence: &Range<usize>) -> Option<Right> {
    if line.quotation(at).is_some() {
        return Some(Right::Content(at));
    }
    if line.is_mark(at, ':') {
        let last = at + 1 >= line.nodes.len();
        return if last { Some(Right::Announces) } else { Some(Right::Content(at + 1)) };
    }
    // ", however, “", ", in a statement: “": adverbs and adjuncts, then a mark right before the quotation.
    let roof = sentence.end.min(at + LEAD);
    let mut n = at;
    while n < roof {
        if line.quotation(n).is_some() {
            return Some(Right::Content(if line.is_word(n - 1, "that") { n - 1 } else { n }));
        }
        let token = line.token(n)?;
        n = match token.shape {
            Shape::Mark(',' | '—' | ':') => n + 1,
            _ if token.is(Class::ADV.or(Class::TIME).or(Class::DAY)) || line.is_word(n, "that") => n + 1,
            _ if token.is(Class::PREP) => adjunct_end(line, n, roof)?,
            _ => return None,
        };
    }
    None
}

/// The end of an addressee that starts at `at`: "reporters", "the crowd in Ohio", "CNN's Jo Roe".
fn addressee_end(line: &Line, at: usize, roof: usize) -> Option<usize> {
    if line.is(at, Class::OBJECT) && (!line.is(at, Class::DET) || line.phrase_at(at).is_none_or(|p| p.len() == 1)) {
        return Some(at + 1);
    }
    let phrase = line.phrase_at(at)?;
    let mut end = phrase.end.min(roof);
    // "told the crowd the plan …": a second determiner starts the content.
    if let Some(second) = (at + 1..end).find(|&n| line.is(n, Class::DET) && !line.is(n - 1, Class::PREP.or(Class::DET)))
    {
        end = second;
    }
    // "told the men who came that …": who they are.
    if line.is_word(end, "who") {
        let parted = |&n: &usize| line.is_word(n, "that") || line.is_mark(n, ',') && line.quotation(n + 1).is_some();
        end = (end..roof).find(parted).unwrap_or(end);
    }
    Some(end)
}

/// The end of an adjunct that starts with a preposition: "in an interview with her paper", "on Monday".
pub(super) fn adjunct_end(line: &Line, at: usize, roof: usize) -> Option<usize> {
    const TIME: Class = Class::DAY.or(Class::MONTH).or(Class::TIME);
    let is_time = |n: usize| line.token(n).is_some_and(|t| t.is(TIME) || t.shape == Shape::Number);
    let mut n = at + 1;
    if line.is_cue(n, roof).is_some() && !line.is(n, NOMINAL_CUES) {
        return None;
    }
    if is_time(n) {
        while n < roof && is_time(n) {
            n += 1;
        }
        // "in Thursday night's debate"
        if line.is_possessive(n)
            && let Some(phrase) = line.phrase_at(n + 1)
        {
            return Some(phrase.end.min(roof));
        }
        return Some(n);
    }
    // "on the trail": a determiner starts the phrase, a second one something else.
    while line.is(n, Class::PREP) {
        n += 1;
    }
    let phrase = line.phrase_at(n)?;
    let mut end = phrase.end;
    if let Some(second) = (n + 1..end).find(|&n| line.is(n, Class::DET) && !line.is(n - 1, Class::PREP.or(Class::DET)))
    {
        end = second;
    }
    while end < roof && is_time(end) {
        end += 1;
    }
    Some(end.min(roof))
}

/// What kind of words a cue reports, as far as it tells where they end.
#[derive(Clone, Copy)]
pub(super) struct Reported {
    /// A clause, not the thing that is spoken of.
    clause: bool,
    /// The form of the cue, where a further verb of its subject has the same: "said … and added".
    tense: Option<Inflection>,
    /// The cue stands in a clause before the main one: "When Ann Lee said …, …".
    fronted: bool,
}

impl Reported {
    /// A clause by itself.
    pub(super) const CLAUSE: Reported = Reported { clause: true, tense: None, fronted: false };

    fn by(line: &Line, cue: &Cue, sentence: &Range<usize>) -> Self {
        let finite = matches!(cue.inflection, Inflection::Past | Inflection::Third);
        let clause = (sentence.start..cue.nodes.start)
            .rev()
            .take_while(|&n| line.token(n).is_some_and(Token::is_word))
            .last()
            .map_or(cue.nodes.start, |n| n + usize::from(line.is(n, Class::ADV) && !line.is(n, Class::SUB)));
        let fronted = line.is(clause, Class::SUB) && !line.is_any(clause, "that because");
        Reported { clause: cue.frames.has(Frames::THAT), tense: finite.then_some(cue.inflection), fronted }
    }
}

/// Where content that starts at `start` ends, exclusive, in nodes.
pub(super) fn content_end(line: &Line, start: usize, sentence: &Range<usize>, kind: Reported) -> usize {
    let end = sentence_content_end(line, sentence);
    let mut n = start;
    // "that, while it rained, the town …": what the first comma opens, the next one closes.
    if line.is_word(start, "that")
        && line.is_mark(start + 1, ',')
        && let Some(close) = (start + 2..end).find(|&n| line.is_mark(n, ','))
    {
        n = close + 1;
    }
    while n < end {
        if let Some(Node::Quotation(_)) = line.nodes.get(n) {
            n += 1;
            // A comma inside the closing mark parts the quotation from what follows, unless more of it is quoted.
            let more = line.quotes_within(n..end);
            // … or that gives the reason or the condition, or is a further clause of the same cue.
            const GOING_ON: &str = "because where too unless if since including not compared even";
            let goes_on = || {
                line.is_any(n, GOING_ON)
                    || kind.clause && line.is_word(n, "and") && line.is_word(n + 1, "that")
                    || kind.clause && line.is_word(n, "but") && corrects(line, n + 1)
            };
            if n < end
                && line.ends_with_comma(n - 1)
                && if more { breaks_behind_comma(line, start, n, end, kind) } else { !goes_on() }
            {
                return n;
            }
            continue;
        }
        if n > start && breaks_content(line, start, n, end, kind) {
            return n;
        }
        n += 1;
    }
    // A final quotation keeps its own stop: nothing to trim.
    end
}

/// Whether the content ends before this node.
fn breaks_content(line: &Line, start: usize, n: usize, end: usize, kind: Reported) -> bool {
    let Some(token) = line.token(n) else { return false };
    if token.is_mark(';') || token.is_mark('—') {
        return true;
    }
    if line.follows_quotation(n) {
        // "… “a clown” in a tweet", "… “a clown” on Monday": where and when it was said.
        const NEAR: usize = 4;
        let document = || (n + 1..n + NEAR).take_while(|&m| !line.is(m, Class::PREP)).any(|m| line.is(m, Class::DOC));
        let adjunct = line.is_any(n, "in on during");
        if adjunct && (line.is(n + 1, Class::DAY) || document()) && !line.quotes_within(n..end) {
            return true;
        }
        // "chanted “late” as she passed": when it was said.
        let timed = line.is_any(n, "as when while after before")
            && (starts_clause(line, n + 1)
                || line.is(n + 1, Class::PRONOUN)
                || line.is_word(n + 1, "asked")
                || line.word(n + 1).ends_with("ing"));
        if timed && !line.quotes_within(n..end) {
            return true;
        }
    }
    // "called it “late” and left", "offered himself as “fair” in Ware and left"
    let done = || {
        line.follows_quotation(n) && (line.is_finite(n + 1) || starts_clause(line, n + 1))
            || line.is_finite(n + 1) && line.quotes_within(start..n) && !line.quotes_within(n..end)
    };
    if !kind.clause && token.is(Class::CONJ) && done() {
        return true;
    }
    let is_cue = |at: usize| line.is_cue(at, end);
    if token.is_mark(',') {
        return breaks_behind_comma(line, start, n + 1, end, kind);
    }
    if line.is_word(n, "according") && line.is_word(n + 1, "to") && !line.is_word(n - 1, "that") {
        return true;
    }
    // "… while Bo Day suggests …", "… while adding that …"
    let beside = line.is_word(n, "while") && line.quotes_within(start..n);
    if beside && (is_cue(n + 1) == Some(Inflection::Ing) || new_clause(line, n + 1, end)) {
        return true;
    }
    if token.is(Class::CONJ) && !line.is_any(n, "or yet so") {
        let mut next = n + 1;
        while line.is(next, Class::ADV.or(Class::HAVE)) {
            next += 1;
        }
        let Some(inflection) = is_cue(next).filter(|_| !line.is(next, Class::NOUN.or(Class::DOC))) else {
            return false;
        };
        // "said he has read it and disagrees, because “…”": a verb of what is said, not one beside the cue.
        let quoted_later = line.quotes_within(n..end) && !line.quotes_within(start..n);
        let inside =
            kind.clause && kind.tense.is_some_and(|t| inflection == Inflection::Ing || inflection != t && quoted_later);
        return !inside && matches!(inflection, Inflection::Past | Inflection::Third | Inflection::Ing);
    }
    false
}

/// Whether the content ends before the comma behind which the words at `from` stand.
fn breaks_behind_comma(line: &Line, start: usize, from: usize, end: usize, kind: Reported) -> bool {
    let clause = kind.clause;
    let is_cue = |at: usize| line.is_cue(at, end);
    let mut next = from;
    while line.is(next, Class::ADV) {
        next += 1;
    }
    if is_cue(next) == Some(Inflection::Ing) || line.is_word(next, "according") {
        return true;
    }
    let acts = |phrase: Range<usize>| line.token(phrase.end).is_some_and(|t| t.verb.is_some());
    if kind.fronted && (starts_clause(line, next) || line.phrase_at(next).is_some_and(acts)) {
        return true;
    }
    // ", Ann Lee said that …": a main clause behind a fronted one.
    if from > 1 && !line.is(next, Class::CONJ.or(Class::SUB)) && new_clause(line, from, end) {
        return true;
    }
    if !clause && !line.is(next, Class::CONJ) && line.is(next, Class::SUB.or(Class::PREP)) {
        return true;
    }
    // What is quoted only behind a "but" belongs to the same words.
    let quoted_later = || {
        let quotation = (from..end).find(|&n| line.quotation(n).is_some());
        clause && !line.quotes_within(start..from) && quotation.is_some_and(|q| (next..q).all(|n| is_cue(n).is_none()))
    };
    if (line.is(next, Class::CONJ) || line.is_word(next, "while")) && quoted_later() {
        return false;
    }
    // A clause that sets something beside what was said, or describes its last word, is the author's.
    const ASIDE: &str = "but while though although despite";
    if line.is_any(next, ASIDE) {
        return !(clause && line.is_word(next, "but") && corrects(line, next + 1));
    }
    // ", a charge that …": what the author says of it.
    if line.is(next, Class::INDEFINITE) && line.phrase_at(next).is_some_and(|p| line.is_word(p.end, "that")) {
        return true;
    }
    // ", whom he called “late”": words of their own.
    let told = |n: usize| {
        let subject = line.phrase_at(n + 1).filter(|s| s.end < end);
        subject.is_some_and(|s| matches!(is_cue(s.end), Some(Inflection::Past | Inflection::Third)))
    };
    let told_of = next + usize::from(line.is(next, Class::PREP));
    let once = || (next..end).filter(|&n| line.quotation(n).is_some()).count() == 1;
    if line.is_any(told_of, "whom which") && told(told_of) && !line.quotes_within(start..from) && once() {
        return true;
    }
    // One that describes a word in the middle is closed by a comma, and the content goes on behind it.
    if line.is_any(next, "which who") {
        return !(next..end).any(|at| line.token(at).is_some_and(|t| t.is_mark(',')));
    }
    if line.is(next, Class::CONJ) {
        // "blamed the “fog,” and went on": what was done besides.
        let besides = !clause && line.quotes_within(start..from) && line.is_finite(next + 1);
        return besides || new_clause(line, next + 1, end);
    }
    false
}

/// "…, but rather a fool", "…, but that it was late": whether what stands behind "but" is no clause of its own.
fn corrects(line: &Line, at: usize) -> bool {
    line.is_word(at, "that") && !line.is_finite(at + 1)
        || line.is_any(at, "not because")
        || line.is(at, Class::ADV) && !line.is_finite(at + 1) && !starts_clause(line, at + 1)
}

/// Whether a clause of its own, with a cue and a subject, starts here.
fn new_clause(line: &Line, at: usize, end: usize) -> bool {
    let is_cue = |n: usize| line.is_cue(n, end);
    let mut n = at;
    while line.is(n, Class::ADV.or(Class::HAVE)) {
        n += 1;
    }
    // "thanks to the rain" is nobody's thanks.
    if matches!(is_cue(n), Some(Inflection::Past | Inflection::Third)) && !line.is_word(n, "thanks") {
        return true;
    }
    let Some(phrase) = line.phrase_at(n) else { return false };
    let mut n = phrase.end;
    while n < end && line.is(n, Class::ADV.or(Class::HAVE)) {
        n += 1;
    }
    n < end && matches!(is_cue(n), Some(Inflection::Past | Inflection::Third))
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;
    use crate::{Article, analyse};

    #[test]
    fn content_is_found_over_what_parts_it_from_its_cue() {
        for (text, content) in [
            ("But as Ann Lee noted on Monday, the town “has its lamps.”", "the town “has its lamps.”"),
            ("Ann Lee promises the town will buy “new lamps” for all.", "the town will buy “new lamps” for all"),
            ("Ann Lee said for the first time Friday that “old lamps” are late.", "that “old lamps” are late"),
            ("Ann Lee argued in a letter, written by Bo Day, that it is “late.”", "that it is “late.”"),
            (
                "Ann Lee said that since then, thanks to the rain, it was “late.”",
                "that since then, thanks to the rain, it was “late.”",
            ),
            ("Ann Lee chanted back at them, “Go home.”", "“Go home.”"),
            ("Ann Lee accused the board, which left, of being “late.”", "the board … of being “late.”"),
            (
                "Even at best, Ann Lee said, the sale of lamps has “gone down.”",
                "Even at best … the sale of lamps has “gone down.”",
            ),
            ("Ann Lee said that rain is “cheap,” compared to lamps.", "that rain is “cheap,” compared to lamps"),
            ("Ann Lee blamed it on the “fog,” not on the men.", "it on the “fog,” not on the men"),
            ("Ann Lee said it is “late” while shouting from the boat.", "it is “late”"),
            ("Ann Lee says it is “late” as she leaves the town hall.", "it is “late”"),
        ] {
            let found: Vec<_> = said(text).into_iter().map(|s| s.content).collect();
            assert_eq!(found, [content], "{text}");
        }
    }

    #[test]
    fn a_quotation_goes_with_the_clause_that_it_stands_in() {
        for (text, content) in [
            ("If the bill passes, “I will go,” Ann Lee said.", "If the bill passes, “I will go,”"),
            ("“It is late,” another farmer, Ann Lee said.", "“It is late,”"),
            ("Ann Lee yelled “Go now!” at the mayor in Ware.", "“Go now!”"),
            ("Ann Lee blamed the “fog” for it, and continued to wait.", "the “fog” for it"),
            ("Ann Lee shouted “Go now!” as she passed the town hall.", "“Go now!”"),
            ("When Ann Lee said that it was “late,” the men went home.", "that it was “late,”"),
        ] {
            let found: Vec<_> = said(text).into_iter().map(|s| s.content).collect();
            assert_eq!(found, [content], "{text}");
        }
        for (text, contents) in [
            (
                "In a film that Bo Day called “late,” Ann Lee expressed a wish to “go.”",
                &["“late,”", "a wish to “go.”"][..],
            ),
            (
                "Ann Lee said they went to the men, whom she described as “late.”",
                &["they went to the men", "as “late.”"],
            ),
            (
                "The man “looked old,” Ann Lee said, from “the long night.”",
                &["The man “looked old,” … from “the long night.”"],
            ),
        ] {
            let found: Vec<_> = said(text).into_iter().map(|s| s.content).collect();
            assert_eq!(found, contents, "{text}");
        }
        let text = "Roe, in what Bo Day called “a late hour,” declared that it was over.";
        let found: Vec<_> = said(text).into_iter().map(|s| s.content).collect();
        assert_eq!(found, ["“a late hour,”", "that it was over"]);
    }

    #[test]
    fn a_clause_that_describes_a_word_amid_the_content_does_not_end_it() {
        let text = "Ann Lee said the wall, which is old, had been repaired twice.";
        let report = analyse(&Article::from_text(text));
        let contents: Vec<&str> = report.attributions.iter().flat_map(|a| &a.content).map(|s| s.of(text)).collect();
        assert_eq!(contents, ["the wall, which is old, had been repaired twice"]);
    }
}
