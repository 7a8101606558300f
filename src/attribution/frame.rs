//! From cues to attributions: the frames in which a cue joins its source and its content within a sentence.
//!
//! - before the content: "Ann Lee told reporters on Monday that …", "Ann Lee said: “…”"
//! - behind it: "“…,” Ann Lee said", "…, said Ann Lee, a fellow at …"
//! - amid it: "“…,” she said, “…”"
//! - without a verb: "according to Ann Lee", "Lee: …" in a headline

use std::ops::Range;

use super::content::{LEAD, Reported, content_end, content_of, is_apposition, left_start, sentence_content_end};
use super::cue::{Cue, NOMINAL_CUES, read_cue};
use super::line::Line;
use super::paragraph::announcer;
use crate::lexicon::{Class, Frames, Inflection};
use crate::order::by_place;

#[derive(Clone, Default)]
pub(super) struct Draft {
    pub(super) content: Vec<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    /// The cue stands at the end of its block with a colon: its content is the next block.
    pub(super) announces: bool,
    /// All of the content is somebody's words, without marks: a block quotation.
    pub(super) verbatim: bool,
    /// The content goes on with a quotation that the block before left open.
    pub(super) joins: bool,
    /// The earlier attribution of the article, by its index, whose speaker goes on here.
    pub(super) continues: Option<usize>,
    /// An answer that names nobody: its source is who is interviewed.
    pub(super) answers: bool,
    /// The words of the question that it answers.
    pub(super) question: Option<Range<usize>>,
}

/// What one cue of a sentence claims, in nodes.
struct Claim {
    content: Vec<Range<usize>>,
    cue: Cue,
    announces: bool,
}

impl Claim {
    /// Whether the cue stands behind what it reports.
    fn stands_behind(&self) -> bool {
        self.content.first().is_some_and(|r| r.start < self.cue.nodes.start)
    }

    /// Whether the other's cue or content lies in this one's content.
    fn takes_from(&self, other: &Claim) -> bool {
        self.content.iter().any(|r| {
            r.contains(&other.cue.nodes.start) || other.content.iter().any(|c| c.start < r.end && r.start < c.end)
        })
    }

    fn draft(self, line: &Line) -> Draft {
        Draft {
            content: self.content.iter().map(|c| line.tokens(c)).collect(),
            source: self.cue.source.as_ref().map(|s| line.tokens(s)),
            cue: Some(line.tokens(&self.cue.nodes)),
            announces: self.announces,
            ..Draft::default()
        }
    }
}

/// Finds the attributions that cues make in the line, in order of their cues.
pub(super) fn find(line: &Line) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for sentence in &line.sentences {
        let mut last_source: Option<Range<usize>> = None;
        let mut found: Vec<Claim> = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some((content, cue)) = according_to(line, at, sentence) {
                at = cue.nodes.end;
                last_source = cue.source.clone();
                found.push(Claim { content, cue, announces: false });
                continue;
            }
            if let Some((content, cue)) = noun_cue(line, at, sentence) {
                at = content[0].start;
                found.push(Claim { content, cue, announces: false });
                continue;
            }
            let Some(cue) = read_cue(line, at, sentence, &last_source) else {
                at += 1;
                continue;
            };
            at = cue.nodes.end;
            let (mut content, announces) = content_of(line, &cue, sentence);
            if let Some(clause) = content.first_mut().filter(|_| cue.frames.has(Frames::NOUN))
                && let Some(start) = behind_noun(line, clause)
            {
                *clause = start..content_end(line, start, sentence, Reported::CLAUSE);
                last_source = cue.source.clone();
                found.push(Claim { content, cue, announces: false });
                continue;
            }
            let usable = announces || !content.is_empty();
            // "The audit found that …": what a document states is in its words.
            let states = || {
                let head = cue.source.as_ref().is_some_and(|s| s.clone().any(|n| line.is(n, Class::DOC)));
                head && content.first().is_some_and(|c| line.is_word(c.start, "that"))
            };
            let weak = !announces
                && !states()
                && cue.frames.has(Frames::WEAK)
                && !content.iter().any(|r| quotes_by_itself(line, r, cue.frames.has(Frames::FOR)));
            if usable && !weak {
                last_source = cue.source.clone().or(last_source);
                found.push(Claim { content, cue, announces });
            }
        }
        // A cue inside what another cue reports belongs to the reported words; of two that claim the same words the
        // one that stands behind them wins.
        by_place(&mut found, |c| (usize::from(!c.stands_behind()), c.cue.nodes.start));
        let mut kept: Vec<Claim> = Vec::new();
        for claim in found {
            if !kept.iter().any(|k| k.takes_from(&claim)) {
                kept.push(claim);
            }
        }
        by_place(&mut kept, |c| (c.cue.nodes.start, 0));
        drafts.extend(kept.into_iter().map(|c| c.draft(line)));
    }
    // "Lee released the following statement:" announces what the next block quotes, with no cue of its own.
    let ends_with_colon = line.nodes.len() > 1 && line.is_mark(line.nodes.len() - 1, ':');
    if ends_with_colon
        && !drafts.iter().any(|d| d.announces)
        && let Some(source) = announcer(line, line.nodes.len() - 1)
    {
        // "Lee wrote on Thursday:"
        let sentence = line.sentence_of(line.nodes.len() - 1);
        let verb = (source.end..sentence.end).find(|&n| line.is_cue(n, sentence.end).is_some());
        let cue = verb.map(|n| line.tokens(&(n..n + 1)));
        drafts.push(Draft { source: Some(line.tokens(&source)), cue, announces: true, ..Draft::default() });
    }
    drafts
}

/// "Lee's claim that …", "her call for “…”": a noun of saying with its possessor.
fn noun_cue(line: &Line, at: usize, sentence: &Range<usize>) -> Option<(Vec<Range<usize>>, Cue)> {
    line.token(at).filter(|t| t.is(Class::NOUN) && !t.is_capital())?;
    let possessor = (sentence.start.max(at.saturating_sub(3))..at).rev().find_map(|n| {
        let token = line.token(n)?;
        if token.is(Class::POSSESSIVE)
            && token.is(Class::OBJECT.or(Class::MALE).or(Class::FEMALE).or(Class::PLURAL).or(Class::DET))
        {
            return Some(n..n + 1);
        }
        line.is_possessive(n).then(|| line.phrase_before(n)).flatten()
    })?;
    let end = sentence_content_end(line, sentence);
    let start = if line.is_word(at + 1, "that") {
        at + 1
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
    let cue = Cue {
        nodes: at..at + 1,
        frames: Frames::QUOTE,
        inflection: Inflection::Base,
        source: Some(possessor),
        inverted: false,
        shared: false,
    };
    (start + 1 < end || line.quotation(start).is_some()).then(|| (vec![content], cue))
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
        !line.names_a_work(q)
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

/// "according to" at `at`, its source and its content.
fn according_to(line: &Line, at: usize, sentence: &Range<usize>) -> Option<(Vec<Range<usize>>, Cue)> {
    if !(line.is_word(at, "according") && line.is_word(at + 1, "to")) {
        return None;
    }
    let source = line.phrase_at(at + 2)?;
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
        let comma = (source.end..end.min(source.end + LEAD)).find(|&n| line.is_mark(n, ','))?;
        if comma + 1 < end {
            // All of the sentence, but for what is quoted behind a clause of its own.
            let clause = content_end(line, comma + 1, sentence, Reported::CLAUSE);
            content.push(comma + 1..if line.quotes_within(clause..end) { clause } else { end });
        }
    } else {
        let left = if line.is_mark(at - 1, ',') { at - 1 } else { at };
        let quoted = left.checked_sub(1).filter(|&n| line.leads_on(n));
        if let Some(start) = left_start(line, left, sentence).or(quoted) {
            content.push(start..left);
        }
        // Amid the content: "The town, according to Lee, is poor."
        if line.is_mark(source.end, ',') && source.end + 2 < end && !is_apposition(line, source.end + 1) {
            content.push(source.end + 1..content_end(line, source.end + 1, sentence, Reported::CLAUSE));
        }
    }
    if content.is_empty() {
        return None;
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
    fn cue_and_content_stand_in_every_order() {
        for (text, source, cue, content) in [
            ("Ann Lee told reporters in Ware on Monday that it was late.", "Ann Lee", "told", "that it was late"),
            ("Ann Lee said: “It is late.”", "Ann Lee", "said", "“It is late.”"),
            ("“It is late,” Ann Lee said.", "Ann Lee", "said", "“It is late,”"),
            ("“It is late,” she said, “and I am tired.”", "she", "said", "“It is late,” … “and I am tired.”"),
            ("It was late, Ann Lee said.", "Ann Lee", "said", "It was late"),
            ("According to Ann Lee, it was late.", "Ann Lee", "According to", "it was late"),
            ("It was late, according to Ann Lee.", "Ann Lee", "according to", "It was late"),
            ("As Ann Lee put it, the town was late.", "Ann Lee", "put it", "the town was late"),
            ("Her claim that it was late was printed.", "Her", "claim", "that it was late was printed"),
        ] {
            assert_eq!(said(text), [statement(source, cue, content)], "{text}");
        }
    }

    #[test]
    fn a_cue_inside_what_is_reported_belongs_to_it() {
        let text = "Bo Day suggested that Ann Lee had said the town was late.";
        assert_eq!(said(text), [statement("Bo Day", "suggested", "that Ann Lee had said the town was late")]);
    }
}
