//! The frames in which a cue joins its source and its content within a sentence, by the rules.
//!
//! - before the content: "Ann Lee told reporters on Monday that …", "Ann Lee said: “…”"
//! - behind it: "“…,” Ann Lee said", "…, said Ann Lee, a fellow at …"
//! - amid it: "“…,” she said, “…”"
//! - without a verb: "according to Ann Lee", "Lee's claim that …"

use std::ops::Range;

use super::content::{
    LEAD, Reported, adjunct_end, content_end, content_of, is_apposition, left_start, sentence_content_end,
    starts_clause,
};
use super::cue::{Cue, NOMINAL_CUES, read_cue};
use super::line::Line;
use crate::lexicon::{self, Class, Frames, Inflection};
use crate::text::Token;

/// How far the rules took a candidate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    NoCue,
    NoContent,
    Weak,
    Claim,
    AccordingTo,
    Noun,
    Announces,
}

impl Outcome {
    /// Whether the rules take it for an attribution, its content in the same block.
    pub(super) fn is_attribution(self) -> bool {
        matches!(self, Outcome::Claim | Outcome::AccordingTo | Outcome::Noun)
    }
}

/// A cue as the rules read it.
pub(super) struct Reading {
    pub(super) cue: Cue,
    pub(super) content: Vec<Range<usize>>,
    pub(super) outcome: Outcome,
}

/// What the rules make of the node, where they take it for a cue.
pub(super) fn read(
    line: &Line,
    at: usize,
    sentence: &Range<usize>,
    last_source: &mut Option<Range<usize>>,
) -> Option<Reading> {
    if let Some((content, cue)) = according_to(line, at, sentence) {
        *last_source = cue.source.clone();
        return Some(Reading { cue, content, outcome: Outcome::AccordingTo });
    }
    if let Some((content, cue)) = noun_cue(line, at, sentence) {
        return Some(Reading { cue, content, outcome: Outcome::Noun });
    }
    if let Some((content, cue)) = passive(line, at, sentence) {
        return Some(Reading { cue, content, outcome: Outcome::Claim });
    }
    let mut cue = read_cue(line, at, sentence, last_source)?;
    cue.source = cue.source.map(|s| line.with_name(s));
    let (mut content, announces) = content_of(line, &cue, sentence);
    if let Some(clause) =
        content.first_mut().filter(|c| cue.frames.has(Frames::NOUN) && !line.quotes_within((*c).clone()))
        && let Some(start) = behind_noun(line, clause)
    {
        *clause = start..content_end(line, start, sentence, Reported::CLAUSE);
        *last_source = cue.source.clone();
        return Some(Reading { cue, content, outcome: Outcome::Claim });
    }
    // What somebody thinks, and what a study finds: "thinks it is late", "the dam leaks, a study found"; but "thought that
    // funny", "if they think that …", "it is hard to believe that …", "I think".
    let finds = || {
        let Some(source) = &cue.source else { return false };
        let at = |n: usize, word: &str| n > 0 && line.is_word(n - 1, word);
        let open = at(source.start, "if") || at(cue.nodes.start, "to") || line.is_any(source.start, "i we you");
        let that = cue.frames.has(Frames::THAT) && line.is_word(cue.nodes.end, "that");
        let bare = cue.frames.has(Frames::BARE) && !cue.frames.has(Frames::NOUN) && content[0].start == cue.nodes.end;
        let ends = !cue.inverted && cue.joint().end == sentence_content_end(line, sentence);
        let before = (ends || line.is(source.end - 1, Class::DOC)) && content[0].end < cue.nodes.start;
        let clause = content[0].len() > if before { 1 } else { 3 };
        cue.inflection != Inflection::Ing && !open && (that || bare || before) && clause
    };
    let weak = || {
        cue.frames.has(Frames::WEAK)
            && !finds()
            && !content.iter().any(|r| quotes_by_itself(line, r, cue.frames.has(Frames::FOR)))
    };
    let outcome = match () {
        () if announces => Outcome::Announces,
        () if content.is_empty() => Outcome::NoContent,
        () if weak() => Outcome::Weak,
        () => Outcome::Claim,
    };
    if matches!(outcome, Outcome::Announces | Outcome::Claim) {
        *last_source = cue.source.clone().or(last_source.take());
    }
    Some(Reading { cue, content, outcome })
}

/// "Lee's claim that …", "her call for “…”": a noun of saying with its possessor.
fn noun_cue(line: &Line, at: usize, sentence: &Range<usize>) -> Option<(Vec<Range<usize>>, Cue)> {
    // "chants of “…”" are speech, whoever's they are.
    const CHANTS: &str = "chant chants cries shouts calls";
    if line.is_any(at, CHANTS) && line.is_word(at + 1, "of") && line.quotation(at + 2).is_some() {
        let source = line.main_subject(sentence).filter(|s| s.end <= at);
        return Some((std::iter::once(at + 2..at + 3).collect(), noun(at, source)));
    }
    let token = line.token(at).filter(|t| !t.is_capital())?;
    let plain = token.is(Class::NOUN);
    let nominal = || {
        let verb = token.verb.is_some_and(|v| matches!(v.inflection, Inflection::Base | Inflection::Third));
        verb && at > sentence.start && (line.is(at - 1, Class::POSSESSIVE) || line.is_possessive(at - 1))
    };
    if !plain && !nominal() {
        return None;
    }
    let possessor = (sentence.start.max(at.saturating_sub(3))..at).rev().find_map(|n| {
        let token = line.token(n)?;
        if token.is(Class::POSSESSIVE)
            && token.is(Class::OBJECT.or(Class::MALE).or(Class::FEMALE).or(Class::PLURAL).or(Class::DET))
        {
            return Some(n..n + 1);
        }
        line.is_possessive(n).then(|| line.phrase_before(n)).flatten()
    });
    let end = sentence_content_end(line, sentence);
    // "his statement on Monday that …"
    let that = if line.is(at + 1, Class::PREP) { adjunct_end(line, at + 1, end).unwrap_or(at + 1) } else { at + 1 };
    // "his promise to be “neutral”", "her call for a “total ban”"
    const NEAR: usize = 8;
    let near = (at + 2..end.min(at + NEAR)).find(|&n| line.quotation(n).is_some());
    let governed = near.filter(|&q| {
        possessor.is_some()
            && (at + 1..q).all(|n| {
                line.token(n).is_some_and(|t| t.is_word())
                    && (!line.is_finite(n) || line.is(n, Class::BE))
                    && !line.is_word(n, "that")
            })
    });
    let start = if plain && line.is_word(that, "that") {
        that
    } else if governed.is_some() && line.is_word(at + 1, "to") {
        at + 1
    } else if governed.is_some() && line.is_any(at + 1, "for of about against") {
        at + 2
    } else if !plain {
        return None;
    } else if line.is(at + 1, Class::BE) && line.is_word(at + 2, "that") {
        // "her answer was that …"
        at + 2
    } else if line.is_word(at, "words") && line.quotation(at + 1 + usize::from(line.is_mark(at + 1, ','))).is_some() {
        at + 1 + usize::from(line.is_mark(at + 1, ','))
    } else if line.is(at + 1, Class::PREP) && line.quotation(at + 2).is_some() {
        at + 2
    } else {
        return None;
    };
    let mut content = start..content_end(line, start, sentence, Reported::CLAUSE);
    // "Despite Lee's claim that it was late, they went on."
    let fronted = line.is(sentence.start, Class::PREP)
        && line.phrase_at(sentence.start + 1).is_some_and(|p| p.contains(&(at - 1)));
    if fronted && line.is_word(start, "that") {
        content.end = content.clone().find(|&n| line.is_mark(n, ',')).unwrap_or(content.end);
    }
    // "the suggestion by Ann Lee that it was “late”": without a possessor, quoted words show that somebody said it.
    const VAGUE: &str = "fact idea question word words story point line";
    let said = || {
        let clause = line.is_word(start, "that") && !line.is_finite(start + 1) && line.quotes_within(content.clone());
        clause && !line.is_any(at, VAGUE)
    };
    if possessor.is_none() && !said() {
        return None;
    }
    let by = || line.phrase_at(at + 2).filter(|_| line.is_any(at + 1, "by of from"));
    let cue = noun(at, possessor.or_else(by));
    (start + 1 < end || line.quotation(start).is_some()).then(|| (vec![content], cue))
}

/// "seen by the farmers as a “late hour”", "was called “late” by Ann Lee": what somebody is said to have called a thing.
fn passive(line: &Line, at: usize, sentence: &Range<usize>) -> Option<(Vec<Range<usize>>, Cue)> {
    const NEAR: usize = 4;
    let form = line.token(at)?.verb.filter(|v| matches!(v.inflection, Inflection::Past | Inflection::Participle))?;
    let (frames, _) = lexicon::frames(form, std::iter::empty()).filter(|(f, _)| f.has(Frames::NOUN))?;
    let by = |n: usize| line.phrase_at(n + 1).filter(|_| line.is_word(n, "by"));
    let before = by(at + 1);
    let start = before.as_ref().map_or(at + 1, |s| s.end);
    let quotation = (start..sentence.end.min(start + NEAR)).find(|&n| line.quotation(n).is_some())?;
    let leads = |n: usize| n + 1 == quotation || line.is_word(n, "as") || line.is(n, Class::DET.or(Class::ADV));
    if line.names_a_work(quotation) || !(start..quotation).all(|n| leads(n) && !line.is_mark(n, ',')) {
        return None;
    }
    let behind = || (quotation + 1..sentence.end.min(quotation + NEAR)).find_map(by);
    let mut end = quotation + 1;
    if before.is_some() && !line.ends_with_comma(quotation) {
        end = content_end(line, start, sentence, Reported::CLAUSE);
        end = (quotation..end).find(|&n| line.is_mark(n, ',')).unwrap_or(end);
    }
    let source = before.or_else(|| behind().filter(|_| line.before(at).is_some_and(|t| t.is(Class::BE))))?;
    let content = start..end;
    Some((vec![content], Cue { frames, inflection: form.inflection, ..noun(at, Some(source)) }))
}

/// A noun of saying as a cue.
fn noun(at: usize, source: Option<Range<usize>>) -> Cue {
    Cue {
        nodes: at..at + 1,
        frames: Frames::QUOTE,
        inflection: Inflection::Base,
        source,
        inverted: false,
        shared: false,
    }
}

/// "pushed the narrative that …": where the clause starts behind the noun that names it.
fn behind_noun(line: &Line, content: &Range<usize>) -> Option<usize> {
    const NAMING: usize = 4;
    let that = (content.start..content.end.min(content.start + NAMING)).find(|&n| line.is_word(n, "that"))?;
    (that > content.start && line.is(that - 1, Class::NOUN) && line.is(content.start, Class::DET)).then_some(that)
}

/// Whether the content of a weak cue holds a quotation that no stronger cue before it introduces.
fn quotes_by_itself(line: &Line, nodes: &Range<usize>, calls: bool) -> bool {
    let quotation = nodes.clone().find(|&n| line.quotation(n).is_some());
    quotation.is_some_and(|q| {
        // "an “Aunt Sally”": an article makes a name what somebody is called; "reading, “Late Again”": no title is parted
        // from its verb.
        let called = || {
            q > 0
                && (line.is(q - 1, Class::INDEFINITE)
                    || line.is_word(q - 1, "as")
                    || line.is_word(q - 1, "read") && q > 1 && line.is_any(q - 2, "which that")
                    || [',', ':'].iter().any(|&m| line.is_mark(q - 1, m)))
        };
        (!line.names_a_work(q) || called())
            && (nodes.start..q)
                .all(|n| line.is_cue(n, n).is_none_or(|i| calls && describes(line, n, i)) || line.is(n, NOMINAL_CUES))
    })
}

/// "her proposed tax", "the people shouting “no”": a participle that belongs to a noun.
fn describes(line: &Line, node: usize, inflection: Inflection) -> bool {
    let Some(before) = node.checked_sub(1) else { return false };
    match inflection {
        Inflection::Ing => line.token(before).is_some_and(|t| t.is_word()),
        Inflection::Past | Inflection::Participle => {
            line.is(before, Class::DET.or(Class::POSSESSIVE)) || line.is_possessive(before)
        }
        _ => false,
    }
}

/// The one cue that is no verb and no noun.
pub(super) const ACCORDING: &str = "according";

/// "according to" at `at`, its source and its content.
fn according_to(line: &Line, at: usize, sentence: &Range<usize>) -> Option<(Vec<Range<usize>>, Cue)> {
    if !(line.is_word(at, ACCORDING) && line.is_word(at + 1, "to")) {
        return None;
    }
    let mut source = line.phrase_at(at + 2)?;
    // "local talk radio host Ann Lee", "the club's tally": what could be a verb is a noun where none can stand.
    let noun = |n| {
        let bare = |t: &Token| t.verb.is_some_and(|v| v.inflection == Inflection::Base);
        line.token(n).is_some_and(|t| bare(t) || t.is_word() && line.is_possessive(n - 1))
    };
    while source.end < sentence.end && noun(source.end) {
        source.end = line.phrase_at(source.end + 1).map_or(source.end + 1, |more| more.end);
    }
    let end = sentence_content_end(line, sentence);
    let mut content = Vec::new();
    // "… said that according to its count …": inside what somebody else says.
    if at > sentence.start && line.is_word(at - 1, "that") {
        return None;
    }
    let fronted = at == sentence.start
        || at == sentence.start + 1 && line.quotation(sentence.start).is_none()
        || line.before(at).is_some_and(|t| t.is(Class::CONJ));
    let colon = usize::from(line.is_mark(source.end, ':'));
    if line.quotation(source.end + colon).is_some() {
        let start = source.end + colon;
        content.push(start..content_end(line, start, sentence, Reported::CLAUSE));
    } else if fronted {
        let mut commas = (source.end..end.min(source.end + LEAD)).filter(|&n| line.is_mark(n, ','));
        let mut comma = commas.next()?;
        // "According to the report, seen by the Courier, …"
        let participle = |n| {
            let form = line.token(n).and_then(|t| t.verb).map(|v| v.inflection);
            line.is_finite(n) || form == Some(Inflection::Participle)
        };
        let aside = is_apposition(line, comma + 1) || line.is(comma + 2, Class::PREP) && participle(comma + 1);
        if let Some(next) = commas.next() {
            // "According to Ann Lee, the bank's chief, it …", "According to interviews with friends, aides and foes, it …"
            let named = !line.is(comma + 1, Class::PREP.or(Class::ADV).or(Class::SUB).or(Class::TIME))
                && !(comma + 1..next).any(|n| line.is_finite(n))
                && starts_clause(line, next + 1);
            if aside && comma == source.end || named {
                comma = next;
            }
        }
        if comma + 1 < end {
            // All of the sentence, but for what is quoted behind a clause of its own.
            let clause = content_end(line, comma + 1, sentence, Reported::CLAUSE);
            content.push(comma + 1..if line.quotes_within(clause..end) { clause } else { end });
        }
    } else {
        let left = if line.is_mark(at - 1, ',') { at - 1 } else { at };
        let quoted = left.checked_sub(1).filter(|&n| line.leads_on(n));
        if let Some(start) = left_start(line, left, sentence, line.is_mark(source.end, ',')).or(quoted) {
            content.push(start..left);
        }
        // Amid the content: "The town, according to Lee, is poor."
        let verb = || {
            (source.end + 1..end)
                .take_while(|&n| !line.is_mark(n, ','))
                .any(|n| line.is_finite(n) || line.quotation(n).is_some())
        };
        if line.is_mark(source.end, ',')
            && source.end + 2 < end
            && (!is_apposition(line, source.end + 1) || content.is_empty() && verb())
        {
            content.push(source.end + 1..content_end(line, source.end + 1, sentence, Reported::CLAUSE));
        } else if let Some(comma) = (source.end + 1..end.min(source.end + LEAD)).find(|&n| line.is_mark(n, ','))
            && comma + 1 < end
            && line.is_finite(comma + 1)
            && !content.is_empty()
        {
            // "The plan, according to a man close to the board, is to close the farm."
            content.push(comma + 1..content_end(line, comma + 1, sentence, Reported::CLAUSE));
        }
    }
    if content.is_empty() {
        return None;
    }
    // "According to the report, Ann Lee, who sat, left": no name of the report's.
    let named = line.with_name(source.clone());
    if !fronted || content.iter().all(|c| c.start == named.end + 1 && !is_apposition(line, c.start)) {
        source = named;
    }
    let cue = Cue {
        nodes: at..at + 2,
        frames: Frames::QUOTE,
        inflection: Inflection::Ing,
        source: Some(source),
        inverted: true,
        shared: false,
    };
    Some((content, cue))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, statement};

    #[test]
    fn a_noun_of_saying_has_its_clause_behind_an_adjunct_or_a_verb() {
        for (text, cue, content) in [
            ("His statement on Monday that “it is late” was printed.", "statement", "that “it is late”"),
            ("His answer was that “the lamps” are old.", "answer", "that “the lamps” are old"),
        ] {
            let found = said(text);
            assert_eq!(found.first().map(|s| (s.source.as_str(), s.cue.as_str())), Some(("His", cue)), "{text}");
            assert!(found[0].content.starts_with(content), "{text}");
        }
    }

    #[test]
    fn who_thinks_and_what_a_study_finds_is_reported() {
        for (text, source, content) in [
            ("The study found that the lamps are late.", "The study", "that the lamps are late"),
            ("The lamps in town are late, a study found.", "a study", "The lamps in town are late"),
            ("Police believe the fire was started by a lamp.", "Police", "the fire was started by a lamp"),
            ("Ann Lee thinks that the lamps are late.", "Ann Lee", "that the lamps are late"),
        ] {
            let found = said(text);
            let first = found.first().map(|s| (s.source.as_str(), s.content.as_str()));
            assert_eq!(first, Some((source, content)), "{text}");
        }
        for text in [
            "I think that the lamps are late.",
            "It is hard to believe that the lamps are late.",
            "If they think that the lamps are late, they are wrong.",
            "The police found a lamp in the old mill.",
            "This means the lamps will be late again.",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }

    #[test]
    fn a_noun_of_saying_governs_quoted_words() {
        for (text, source, content) in [
            ("Lee's pledge to be “fair” in town was kept.", "Lee", "to be “fair” in town"),
            ("They liked her call for “a total ban” on lamps.", "her", "“a total ban” on lamps"),
            ("The suggestion by Ann Lee that it was “late” is old.", "Ann Lee", "that it was “late”"),
            ("The crowd broke into chants of “Go home!” at noon.", "The crowd", "“Go home!”"),
        ] {
            let found = said(text);
            let first = found.first().map(|s| (s.source.as_str(), s.content.as_str()));
            assert!(first.is_some_and(|f| f.0 == source && f.1.starts_with(content)), "{text} {found:?}");
        }
        assert_eq!(said("The fact that a “super” lamp is late is plain."), []);
    }

    #[test]
    fn a_passive_says_by_whom_a_thing_was_called_so() {
        for (text, source, content) in [
            ("The plan, seen by farmers as a “lifeboat” for them, was late.", "farmers", "as a “lifeboat” for them"),
            ("This has been called “a late hour” by Ann Lee, a farmer.", "Ann Lee", "“a late hour”"),
        ] {
            assert_eq!(
                said(text).first().map(|s| (s.source.as_str(), s.content.as_str())),
                Some((source, content)),
                "{text}"
            );
        }
        assert_eq!(said("The plan is called “a late hour” in Ware."), []);
    }

    #[test]
    fn a_source_behind_according_to_holds_no_verb() {
        for (text, source) in [
            ("According to local talk radio host Ann Lee, it was late.", "local talk radio host Ann Lee"),
            ("The town has twelve lamps, according to the club’s tally, and is proud.", "the club’s tally"),
            ("The town has twelve lamps, according to figures the club released.", "figures"),
        ] {
            assert_eq!(said(text).first().map(|s| s.source.as_str()), Some(source), "{text}");
        }
    }

    #[test]
    fn what_stands_beside_a_source_behind_according_to_is_no_content() {
        for (text, content) in [
            ("According to Ann Lee, Ware’s first lamp officer, the town was late.", "the town was late"),
            ("According to interviews with Lee’s friends, aides and foes, he was late.", "he was late"),
            ("One of its plans, according to a man close to it, is to sell.", "One of its plans … is to sell"),
        ] {
            assert_eq!(said(text).first().map(|s| s.content.as_str()), Some(content), "{text}");
        }
    }

    #[test]
    fn a_name_in_marks_is_what_somebody_is_called() {
        for (text, content) in [
            ("Ann Lee called Mrs. Roe an “Aunt Sally.”", "Mrs. Roe an “Aunt Sally.”"),
            ("Ann Lee refers to the mayor as “Mr. Day,” and waits.", "the mayor as “Mr. Day,”"),
        ] {
            assert_eq!(said(text).first().map(|s| s.content.as_str()), Some(content), "{text}");
        }
        let hat = "Ann Lee wore a hat reading, “Late Again Now.”";
        assert_eq!(said(hat), [statement("a hat", "reading", "“Late Again Now.”")]);
    }
}
