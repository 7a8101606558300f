//! The words of a sentence that may be cues, and what the model is asked of each.

use std::ops::Range;

use super::content::sentence_content_end;
use super::cue::{Cue, loose_cue};
use super::frame::{ACCORDING, Outcome, Reading, read};
use super::line::Line;
use super::model::{self, Ask, Atom, Overview, Weights};
use crate::article::BlockKind;
use crate::lexicon::{self, Class, Frames, Inflection};
use crate::text::Token;

/// A word of a sentence that may be a cue, with what the rules make of it.
pub(super) struct Candidate<'l> {
    pub(super) ask: Ask<'l>,
    pub(super) by_rules: Reading,
}

impl Candidate<'_> {
    /// Whether it is the model's to settle: quotations are the rules' ground, and one that ends the sentence before is
    /// not in the model's view.
    pub(super) fn is_models(&self, line: &Line) -> bool {
        let Reading { content, outcome, .. } = &self.by_rules;
        let quoting = outcome.is_attribution() && content.iter().any(|c| line.quotes_within(c.clone()));
        *outcome != Outcome::Announces && !quoting && content.iter().all(|c| c.start >= self.ask.sentence.start)
    }

    /// The likeliest content, and its probability.
    pub(super) fn content(&self, line: &Line) -> (Vec<Range<usize>>, f32) {
        let (by_model, sure) = self.ask.content();
        let Reading { content: by_rules, outcome, cue } = &self.by_rules;
        let start = |content: &[Range<usize>]| content.first().map(|c| c.start);
        let verbs =
            |content: &[Range<usize>]| content.iter().flat_map(Range::clone).any(|n| self.ask.atoms[n].is_verb());
        // "that the men are fed, beds are set up, and the end of the war": a row goes on to its "and".
        let row = || {
            let ([rule, ..], [model, ..]) = (by_rules.as_slice(), by_model.as_slice()) else { return false };
            let and = |n: usize| line.is_mark(n, ',') && line.is_word(n + 1, "and");
            rule.start == model.start && line.is_mark(model.end, ',') && (model.end + 1..rule.end).any(and)
        };
        let kept = *outcome == Outcome::Claim
            // "said the wall, which is old, had gone": what lacks the verb that the rules have is no clause.
            && (row() || cue.frames.has(Frames::BARE) && verbs(by_rules) && !verbs(&by_model)
            // A clause starts with its "that".
            || start(by_rules).is_some_and(|s| line.is_word(s, "that")) && start(&by_model) != start(by_rules));
        (if kept { by_rules.clone() } else { by_model }, sure)
    }
}

/// The line as the model sees it.
#[inline(never)]
pub(super) fn atoms(line: &Line) -> Vec<Atom> {
    (0..line.nodes.len()).map(|n| Atom::of(line, n)).collect()
}

/// Whether a block, by its number in the article and its kind, is a headline or a heading.
pub(super) fn is_headline(number: usize, kind: BlockKind) -> bool {
    number == 0 || matches!(kind, BlockKind::Title | BlockKind::Heading)
}

/// The words of a sentence that may be cues.
#[inline(never)]
pub(super) fn candidates<'l>(
    line: &Line,
    atoms: &'l [Atom],
    weights: &'l Weights,
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
        if !may_be_cue(line, at) {
            at += 1;
            continue;
        }
        let reading = read(line, at, sentence, &mut last_source).or_else(|| unread(line, at, sentence, &last_source));
        let Some(by_rules) = reading else {
            at += 1;
            continue;
        };
        let Reading { cue, content, outcome } = &by_rules;
        let joint = cue.joint();
        let token = line.token(cue.nodes.start);
        let lemma = match token.and_then(|t| t.verb) {
            Some(form) => model::hash(lexicon::lemma(form)) ^ (cue.nodes.len() as u32 - 1),
            None => model::hash(line.word(cue.nodes.start)),
        };
        let ask = Ask {
            weights,
            atoms,
            sentence: sentence.clone(),
            end,
            lemma,
            form: form(cue, token),
            frames: cue.frames.bits().into(),
            outcome: *outcome as u32,
            source: cue.source.as_ref().map_or(0, |s| kind_of_source(line, s)),
            right: content.iter().find(|c| c.start >= joint.end).cloned(),
            left: content.iter().find(|c| c.end <= joint.start).cloned(),
            covered: covered.contains(&cue.nodes.start),
            overview,
            headline,
            common: model::Common::new(),
            cue: cue.nodes.clone(),
            joint,
        };
        at = match outcome {
            Outcome::Noun => content[0].start,
            _ => cue.nodes.end,
        };
        if outcome.is_attribution() {
            covered = content.iter().cloned().fold(covered, |far, c| if c.end > far.end { c } else { far });
        }
        all.push(Candidate { ask, by_rules });
    }
    all
}

/// Whether a node can be read as a cue at all; most cannot.
fn may_be_cue(line: &Line, at: usize) -> bool {
    let verb = |t: &Token| t.verb.is_some() || t.is(Class::NOUN.or(Class::DOC));
    line.token(at).is_some_and(|t| t.is_word() && (verb(t) || line.is_word(at, ACCORDING)))
}

/// The cue's inflection, and how its source stands to it, as the model counts them.
fn form(cue: &Cue, token: Option<&Token>) -> u32 {
    let inflection = match token.and_then(|t| t.verb).map(|v| v.inflection) {
        Some(Inflection::Base) => 1,
        Some(Inflection::Third) => 2,
        Some(Inflection::Past) => 3,
        Some(Inflection::Participle) => 4,
        Some(Inflection::Ing) => 5,
        None => 6,
    };
    inflection + if cue.inverted { 8 } else { 0 } + if cue.shared { 16 } else { 0 }
}

/// What kind of words a source is, as the model counts them.
fn kind_of_source(line: &Line, source: &Range<usize>) -> u32 {
    const BY_CLASS: [Class; 5] = [Class::PRONOUN, Class::DOC, Class::GROUP, Class::ROLE, Class::ORG];
    let capital = |n| line.token(n).is_some_and(Token::is_capital);
    let last = source.end - 1;
    match BY_CLASS.iter().position(|&class| line.is(last, class)) {
        Some(class) => 2 + class as u32,
        None if capital(last) => 7,
        None if source.clone().any(capital) => 8,
        None => 1,
    }
}

/// A word that the rules take for no cue, and that may be one.
fn unread(line: &Line, at: usize, sentence: &Range<usize>, last: &Option<Range<usize>>) -> Option<Reading> {
    let token = line.token(at)?;
    let noun = token.verb.is_none() && token.is(Class::NOUN.or(Class::DOC)) && !token.is_capital();
    let cue = if noun {
        Cue {
            nodes: at..at + 1,
            frames: Frames::QUOTE,
            inflection: Inflection::Base,
            source: None,
            inverted: false,
            shared: false,
        }
    } else {
        loose_cue(line, at, sentence, last)?
    };
    Some(Reading { cue, content: Vec::new(), outcome: Outcome::NoCue })
}
