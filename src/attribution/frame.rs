//! From cues to attributions: the frames in which a cue joins its source and its content within a sentence.
//!
//! - before the content: "Ann Lee told reporters on Monday that …", "Ann Lee said: “…”"
//! - behind it: "“…,” Ann Lee said", "…, said Ann Lee, a fellow at …"
//! - amid it: "“…,” she said, “…”"
//! - without a verb: "according to Ann Lee", "Lee: …" in a headline

use std::ops::Range;

use super::content::{LEAD, Reported, content_end, content_of, is_apposition, left_start, sentence_content_end};
use super::cue::{Cue, NOMINAL_CUES, loose_cue, read_cue};
use super::line::Line;
use super::model::{self, Ask, Atom, Overview};
use super::paragraph::announcer;
use crate::article::BlockKind;
use crate::lexicon::{self, Class, Frames, Inflection};
use crate::order::by_place;
use crate::text::Token;

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
    /// The probability that the cue reports the content; `None` without a cue.
    pub(super) likely: Option<f32>,
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
    /// The probability that it is right.
    likely: f32,
}

impl Claim {
    /// Whether the cue stands behind what it reports.
    fn stands_behind(&self) -> bool {
        self.content.first().is_some_and(|r| r.start < self.cue.nodes.start)
    }

    fn draft(self, line: &Line) -> Draft {
        Draft {
            content: self.content.iter().map(|c| line.tokens(c)).collect(),
            source: self.cue.source.as_ref().map(|s| line.tokens(s)),
            cue: Some(line.tokens(&self.cue.nodes)),
            announces: self.announces,
            likely: Some(self.likely),
            ..Draft::default()
        }
    }
}

/// A word of a sentence that may be a cue, with what the rules make of it.
pub(super) struct Candidate<'l> {
    pub(super) ask: Ask<'l>,
    cue: Cue,
    /// The content by the rules.
    content: Vec<Range<usize>>,
    announces: bool,
}

impl Candidate<'_> {
    /// What it claims where nobody is asked but the rules.
    fn by_rules(self) -> Option<Claim> {
        const UNASKED: f32 = 0.5;
        let Candidate { ask, cue, content, announces } = self;
        let claims = [Outcome::Claim, Outcome::AccordingTo, Outcome::Noun, Outcome::Announces];
        claims.into_iter().any(|c| c as u32 == ask.outcome).then_some(Claim {
            content,
            cue,
            announces,
            likely: UNASKED,
        })
    }
}

const ACCORDING_TO: u32 = Outcome::AccordingTo as u32;
const NOUN: u32 = Outcome::Noun as u32;

/// How far the rules took a candidate.
#[derive(Clone, Copy)]
enum Outcome {
    NoCue,
    NoContent,
    Weak,
    Claim,
    AccordingTo,
    Noun,
    Announces,
}

/// The line as the model sees it.
pub(super) fn atoms(line: &Line) -> Vec<Atom> {
    (0..line.nodes.len()).map(|n| Atom::of(line, n)).collect()
}

/// Whether a block, by its number in the article and its kind, is a headline or a heading.
pub(super) fn is_headline(number: usize, kind: BlockKind) -> bool {
    number == 0 || matches!(kind, BlockKind::Title | BlockKind::Heading)
}

/// The words of a sentence that may be cues.
pub(super) fn candidates<'l>(
    line: &Line,
    atoms: &'l [Atom],
    sentence: &Range<usize>,
    headline: bool,
) -> Vec<Candidate<'l>> {
    let mut all: Vec<Candidate> = Vec::new();
    let mut last_source: Option<Range<usize>> = None;
    let end = sentence_content_end(line, sentence);
    let overview = Overview::of(atoms, sentence, end);
    let mut at = sentence.start;
    // The content that reaches furthest.
    let mut covered = 0..0;
    while at < sentence.end {
        let (cue, content, announces, outcome) = match read(line, at, sentence, &mut last_source) {
            Some(read) => read,
            None => match unread(line, at, sentence, &last_source) {
                Some(cue) => (cue, Vec::new(), false, Outcome::NoCue),
                None => {
                    at += 1;
                    continue;
                }
            },
        };
        let joint = cue.joint();
        let token = line.token(cue.nodes.start);
        let lemma = match token.and_then(|t| t.verb) {
            Some(form) => model::hash(lexicon::lemma(form)) ^ (cue.nodes.len() as u32 - 1),
            None => model::hash(line.word(cue.nodes.start)),
        };
        let form = match token.and_then(|t| t.verb).map(|v| v.inflection) {
            Some(Inflection::Base) => 1,
            Some(Inflection::Third) => 2,
            Some(Inflection::Past) => 3,
            Some(Inflection::Participle) => 4,
            Some(Inflection::Ing) => 5,
            None => 6,
        } + if cue.inverted { 8 } else { 0 }
            + if cue.shared { 16 } else { 0 };
        let source = cue.source.as_ref().map_or(0, |s| {
            let last = s.end - 1;
            1 + if line.is(last, Class::PRONOUN) {
                1
            } else if line.is(last, Class::DOC) {
                2
            } else if line.is(last, Class::GROUP) {
                3
            } else if line.is(last, Class::ROLE) {
                4
            } else if line.is(last, Class::ORG) {
                5
            } else if line.token(last).is_some_and(Token::is_capital) {
                6
            } else if s.clone().any(|n| line.token(n).is_some_and(Token::is_capital)) {
                7
            } else {
                0
            }
        });
        let ask = Ask {
            atoms,
            sentence: sentence.clone(),
            end,
            lemma,
            form,
            frames: cue.frames.bits().into(),
            outcome: outcome as u32,
            source,
            right: content.iter().find(|c| c.start >= joint.end).cloned(),
            left: content.iter().find(|c| c.end <= joint.start).cloned(),
            covered: covered.contains(&cue.nodes.start),
            overview,
            headline,
            cue: cue.nodes.clone(),
            joint,
        };
        at = match outcome {
            Outcome::Noun => content[0].start,
            _ => cue.nodes.end,
        };
        if matches!(outcome, Outcome::Claim | Outcome::AccordingTo | Outcome::Noun) {
            covered = content.iter().cloned().fold(covered, |far, c| if c.end > far.end { c } else { far });
        }
        all.push(Candidate { ask, cue, content, announces });
    }
    all
}

/// What the rules make of the node, where they take it for a cue.
fn read(
    line: &Line,
    at: usize,
    sentence: &Range<usize>,
    last_source: &mut Option<Range<usize>>,
) -> Option<(Cue, Vec<Range<usize>>, bool, Outcome)> {
    if let Some((content, cue)) = according_to(line, at, sentence) {
        *last_source = cue.source.clone();
        return Some((cue, content, false, Outcome::AccordingTo));
    }
    if let Some((content, cue)) = noun_cue(line, at, sentence) {
        return Some((cue, content, false, Outcome::Noun));
    }
    let cue = read_cue(line, at, sentence, last_source)?;
    let (mut content, announces) = content_of(line, &cue, sentence);
    if let Some(clause) = content.first_mut().filter(|_| cue.frames.has(Frames::NOUN))
        && let Some(start) = behind_noun(line, clause)
    {
        *clause = start..content_end(line, start, sentence, Reported::CLAUSE);
        *last_source = cue.source.clone();
        return Some((cue, content, false, Outcome::Claim));
    }
    // "The audit found that …": what a document states is in its words.
    let states = || {
        let head = cue.source.as_ref().is_some_and(|s| s.clone().any(|n| line.is(n, Class::DOC)));
        head && content.first().is_some_and(|c| line.is_word(c.start, "that"))
    };
    let weak = !announces
        && !states()
        && cue.frames.has(Frames::WEAK)
        && !content.iter().any(|r| quotes_by_itself(line, r, cue.frames.has(Frames::FOR)));
    let outcome = match () {
        () if announces => Outcome::Announces,
        () if content.is_empty() => Outcome::NoContent,
        () if weak => Outcome::Weak,
        () => Outcome::Claim,
    };
    if matches!(outcome, Outcome::Announces | Outcome::Claim) {
        *last_source = cue.source.clone().or(last_source.take());
    }
    Some((cue, content, announces, outcome))
}

/// A word that the rules take for no cue, and that may be one.
fn unread(line: &Line, at: usize, sentence: &Range<usize>, last: &Option<Range<usize>>) -> Option<Cue> {
    let token = line.token(at)?;
    let noun = token.verb.is_none() && token.is(Class::NOUN.or(Class::DOC)) && !token.is_capital();
    if !noun {
        return loose_cue(line, at, sentence, last);
    }
    Some(Cue {
        nodes: at..at + 1,
        frames: Frames::QUOTE,
        inflection: Inflection::Base,
        source: None,
        inverted: false,
        shared: false,
    })
}

/// How many candidates of a sentence the model is asked about: more are no sentence of news, and time has bounds.
const ASKED: usize = 16;

/// Finds the attributions that cues make in the line, in order of their cues.
pub(super) fn find(line: &Line, headline: bool) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let atoms = atoms(line);
    // The nodes that are somebody's content.
    let mut taken = vec![false; line.nodes.len()];
    for sentence in &line.sentences {
        let mut found: Vec<Claim> = Vec::new();
        for (n, candidate) in candidates(line, &atoms, sentence, headline).into_iter().enumerate() {
            found.extend(if n < ASKED { judge(line, candidate) } else { candidate.by_rules() });
        }
        // A cue inside what another cue reports belongs to the reported words; of two that claim the same words the
        // one that stands behind them wins.
        by_place(&mut found, |c| (usize::from(!c.stands_behind()), c.cue.nodes.start));
        let mut kept: Vec<Claim> = Vec::new();
        for claim in found {
            let nodes = || claim.content.iter().flat_map(Range::clone);
            if !taken[claim.cue.nodes.start] && !nodes().any(|n| taken[n]) {
                nodes().for_each(|n| taken[n] = true);
                kept.push(claim);
            }
        }
        kept.iter().flat_map(|k| &k.content).for_each(|c| taken[c.clone()].fill(false));
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

/// How sure of its content the model must be to overrule the rules: where a quotation is in theirs, since they read
/// quotations well; where one is in its own alone; where none is.
const OVERRULES_QUOTING: f32 = 0.9;
const OVERRULES_TO_QUOTE: f32 = 0.5;
const OVERRULES: f32 = 0.3;
/// How likely a cue must be: one that the rules take for a cue of a clause ("that", "whether"), of anything else, one
/// that they do not.
const LIKELY_CLAUSE: f32 = 0.2;
const LIKELY_CLAIM: f32 = 0.45;
const LIKELY_NEW: f32 = 0.5;
/// How likely a cue and its content must be together: of what the rules take for an attribution, and of the rest.
const LIKELY_CONTENT: f32 = 0.1;
const LIKELY_NEW_CONTENT: f32 = 0.25;

/// Settles by rules and model whether a candidate claims anything, and what.
fn judge(line: &Line, candidate: Candidate) -> Option<Claim> {
    let Candidate { ask, cue, content: by_rules, announces } = candidate;
    let p = ask.is_cue();
    let takes_clause = cue.frames.has(Frames::BARE);
    let has_source = cue.source.is_some();
    let claim = |content, likely| Some(Claim { content, cue, announces, likely });
    if announces {
        return claim(by_rules, p);
    }
    let quotes = |content: &[Range<usize>]| content.iter().any(|r| line.quotes_within(r.clone()));
    let claimed = ask.outcome == Outcome::Claim as u32;
    let quoting = (claimed || matches!(ask.outcome, ACCORDING_TO | NOUN)) && quotes(&by_rules);
    // "that", "whether"; and "put it", which is rare, and plain.
    let clause = claimed && (ask.cue.len() > 1 || by_rules.first().is_some_and(|c| line.is(c.start, Class::SUB)));
    let least = match () {
        () if quoting => 0.0,
        () if clause => LIKELY_CLAUSE,
        () if claimed => LIKELY_CLAIM,
        () => LIKELY_NEW,
    };
    if p < least {
        return None;
    }
    // A quotation that ends the sentence before is not in the model's view.
    let beyond = by_rules.iter().any(|c| c.start < ask.sentence.start);
    let (by_model, sure) = if beyond { (Vec::new(), 0.0) } else { ask.content() };
    let overrules = match () {
        () if beyond => 1.0,
        () if quoting => OVERRULES_QUOTING,
        () if quotes(&by_model) => OVERRULES_TO_QUOTE,
        () if claimed => OVERRULES,
        () => 0.0,
    };
    let verbs = |content: &[Range<usize>]| content.iter().flat_map(Range::clone).any(|n| ask.atoms[n].is_verb());
    let starts = |content: &[Range<usize>]| content.first().map(|c| c.start);
    // ", but that is not true": no more of what was said.
    let answered = |c: &Range<usize>| {
        line.is_mark(c.end, ',') && line.is_word(c.end + 1, "but") && line.is_any(c.end + 2, &["that", "this"])
    };
    let kept = claimed
        // "said the wall, which is old, had gone": what lacks the verb that the rules have is no clause.
        && (takes_clause && verbs(&by_rules) && !verbs(&by_model)
        || by_rules.last().is_some_and(answered)
        // A clause starts with its "that".
        || starts(&by_rules).is_some_and(|s| line.is_word(s, "that")) && starts(&by_model) != starts(&by_rules));
    let content = if sure >= overrules && !kept { by_model } else { by_rules };
    // What the rules see nothing in must have a source, more to report than "the claim", and, where it stands behind
    // what it reports, a mark between: "the bid was rejected" reports no bid. It is not whom somebody "talked to".
    let plain = claimed || matches!(ask.outcome, ACCORDING_TO | NOUN);
    let parted = |c: &Range<usize>| c.start >= ask.joint.end || c.end < ask.joint.start;
    let whom = |c: &Range<usize>| {
        let behind = |word| c.start > 0 && line.is_word(c.start - 1, word);
        (behind("to") || behind("with")) && !ask.atoms[c.start].is_verb()
            || line.token(c.start).is_some_and(Token::is_capital) && !verbs(&content)
    };
    let tells = |c: &Range<usize>| c.len() > 2 && !whom(c);
    let says = |c: &Range<usize>| parted(c) && (quotes(&content) || tells(c));
    if !plain && (ask.headline || !has_source || !content.iter().all(says)) {
        return None;
    }
    let together = p * sure;
    let holds = quoting || clause || together >= if claimed { LIKELY_CONTENT } else { LIKELY_NEW_CONTENT };
    // Around "according to" the content may be in two parts, each of which the model doubts a little.
    let likely = if ask.outcome == ACCORDING_TO { p } else { together };
    (holds && !content.is_empty()).then(|| claim(content, likely)).flatten()
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
