//! What the cues of a line claim to report: rules and model settle it, and of claims on the same words one is kept.

use std::ops::Range;

use super::candidate::{Candidate, atoms, candidates};
use super::cue::Cue;
use super::draft::Draft;
use super::frame::{Outcome, Reading};
use super::line::Line;
use super::paragraph::announcer;
use crate::lexicon::{Class, Frames};
use crate::order::by_place;
use crate::text::Token;

/// What one cue of a sentence claims, in nodes.
struct Claim {
    content: Vec<Range<usize>>,
    cue: Cue,
    announces: bool,
    /// The cue is a noun.
    noun: bool,
    /// The probability that it is right.
    likely: f32,
}

impl Claim {
    /// Whether the cue stands behind what it reports.
    fn stands_behind(&self) -> bool {
        self.content.first().is_some_and(|r| r.start < self.cue.nodes.start)
    }

    /// Whether the cue of another claim stands among the words of this one.
    fn holds(&self, other: &Claim) -> bool {
        self.content.iter().any(|c| c.contains(&other.cue.nodes.start))
    }

    /// Whether the odds that it is right are several times those of another.
    fn is_much_likelier(&self, than: &Claim) -> bool {
        const SEVERAL: f32 = 4.5;
        let odds = |p: f32| p / (1.0 - p).max(f32::EPSILON);
        odds(self.likely) > SEVERAL * odds(than.likely)
    }

    /// What is left of its words before those of another claim and what leads on to them; a word or two are nothing.
    fn before(&self, other: &Claim, line: &Line) -> Vec<Range<usize>> {
        const LEAST: usize = 3;
        const LEADING: Class = Class::CONJ.or(Class::SUB).or(Class::PREP).or(Class::WH).or(Class::ADV).or(Class::DET);
        let start = other.content.iter().map(|c| c.start).fold(other.cue.joint().start, usize::min);
        let leads = |n: usize| line.token(n).is_some_and(|t| !t.is_word() || t.is(LEADING));
        let cut = |c: &Range<usize>| {
            let end = (c.start..c.end.min(start)).rev().find(|&n| !leads(n))? + 1;
            (end - c.start >= LEAST || line.quotes_within(c.start..end)).then_some(c.start..end)
        };
        self.content.iter().filter_map(cut).collect()
    }

    /// "Asked whether it was late, she said …": the words of the question that it answers.
    fn question(&self, line: &Line) -> Option<Range<usize>> {
        let sentence = line.sentence_of(self.cue.nodes.start);
        let asked = sentence.start + usize::from(line.is_word(sentence.start, "when"));
        let comma = (asked + 2..self.cue.joint().start).rev().find(|&n| line.is_mark(n, ','))?;
        let answers = line.is_word(asked, "asked") && self.content.iter().all(|c| c.start > comma);
        answers.then(|| line.tokens(&(asked + 1..comma)))
    }

    fn draft(self, line: &Line) -> Draft {
        Draft {
            question: self.question(line),
            content: self.content.iter().map(|c| line.tokens(c)).collect(),
            source: self.cue.source.as_ref().map(|s| line.tokens(s)),
            cue: Some(line.tokens(&self.cue.nodes)),
            announces: self.announces,
            likely: Some(self.likely),
            ..Draft::default()
        }
    }
}

/// What a candidate claims where nobody is asked but the rules.
fn by_rules(candidate: Candidate) -> Option<Claim> {
    const UNASKED: f32 = 0.5;
    let Reading { cue, content, outcome } = candidate.by_rules;
    let announces = outcome == Outcome::Announces;
    (announces || outcome.is_attribution()).then_some(Claim { content, cue, announces, noun: false, likely: UNASKED })
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
            found.extend(if n < ASKED { judge(line, candidate) } else { by_rules(candidate) });
        }
        // A cue inside what another cue reports belongs to the reported words; of two that claim the same words the
        // one that stands behind them wins.
        by_place(&mut found, |c| (usize::from(!c.stands_behind()), c.cue.nodes.start));
        let mut kept: Vec<Claim> = Vec::new();
        for claim in found {
            // What a cue says amid much likelier words is part of them, unless it is quoted.
            kept.retain(|k| {
                let quoted = k.content.iter().any(|c| line.quotes_within(c.clone()));
                let inside = !quoted && claim.holds(k) && claim.is_much_likelier(k);
                if inside {
                    k.content.iter().for_each(|c| taken[c.clone()].fill(false));
                }
                !inside
            });
            // But what a much likelier cue reports ends what holds it: "warned against it, because she said that …".
            if let Some(outer) = kept.iter_mut().find(|k| k.holds(&claim))
                && claim.is_much_likelier(outer)
            {
                let left = outer.before(&claim, line);
                // "raised the town's concerns about “…”": whose concerns they are, and who says so.
                if !(claim.noun && left.is_empty()) {
                    outer.content.iter().for_each(|c| taken[c.clone()].fill(false));
                    outer.content = left;
                    outer.content.iter().for_each(|c| taken[c.clone()].fill(true));
                }
            }
            let nodes = || claim.content.iter().flat_map(Range::clone);
            if !taken[claim.cue.nodes.start] && !nodes().any(|n| taken[n]) {
                nodes().for_each(|n| taken[n] = true);
                kept.push(claim);
            }
        }
        kept.retain(|k| k.announces || !k.content.is_empty());
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
#[inline(never)]
fn judge(line: &Line, candidate: Candidate) -> Option<Claim> {
    let Candidate { ask, by_rules: Reading { cue, content: by_rules, outcome } } = candidate;
    let announces = outcome == Outcome::Announces;
    let p = ask.is_cue();
    let takes_clause = cue.frames.has(Frames::BARE);
    let has_source = cue.source.is_some();
    if announces {
        return Some(Claim { content: by_rules, cue, announces, noun: false, likely: p });
    }
    let quotes = |content: &[Range<usize>]| content.iter().any(|r| line.quotes_within(r.clone()));
    let claimed = outcome == Outcome::Claim;
    let quoting = outcome.is_attribution() && quotes(&by_rules);
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
    let parted = |c: &Range<usize>| c.start >= ask.joint.end || c.end < ask.joint.start;
    let whom = |c: &Range<usize>| {
        let behind = |word| c.start > 0 && line.is_word(c.start - 1, word);
        (behind("to") || behind("with")) && !ask.atoms[c.start].is_verb()
            || line.token(c.start).is_some_and(Token::is_capital) && !verbs(&content)
    };
    let tells = |c: &Range<usize>| c.len() > 2 && !whom(c);
    let says = |c: &Range<usize>| parted(c) && (quotes(&content) || tells(c));
    if !outcome.is_attribution() && (ask.headline || !has_source || !content.iter().all(says)) {
        return None;
    }
    // "wrote A Song of Rain": a capital that opens a title amid the sentence.
    let titled = |c: &Range<usize>| line.token(c.start).is_some_and(|t| t.is_capital() && t.is(Class::DET));
    let acts =
        |c: &Range<usize>| c.clone().any(|n| line.is_finite(n) && line.token(n).is_some_and(|t| !t.is_capital()));
    if takes_clause
        && !line.is_title_case()
        && content.iter().all(|c| c.start >= ask.joint.end && titled(c) && !acts(c))
        && !quotes(&content)
    {
        return None;
    }
    let together = p * sure;
    let holds = quoting || clause || together >= if claimed { LIKELY_CONTENT } else { LIKELY_NEW_CONTENT };
    // Around "according to" the content may be in two parts, each of which the model doubts a little.
    let likely = if outcome == Outcome::AccordingTo { p } else { together };
    (holds && !content.is_empty()).then_some(Claim { content, cue, announces, noun: outcome == Outcome::Noun, likely })
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
            ("According to the report, seen by the Courier, it was late.", "the report", "According to", "it was late"),
            ("It was late, according to Ann Lee.", "Ann Lee", "according to", "It was late"),
            ("As Ann Lee put it, the town was late.", "Ann Lee", "put it", "the town was late"),
            ("Her claim that it was late was printed.", "Her", "claim", "that it was late was printed"),
        ] {
            assert_eq!(said(text), [statement(source, cue, content)], "{text}");
        }
    }

    #[test]
    fn a_much_likelier_cue_ends_what_another_claims() {
        let text = "In 2010 he warned the board against buying bonds, because Ann Lee said that it “risks a fall.”";
        let warned = statement("he", "warned", "against buying bonds");
        assert_eq!(said(text), [warned, statement("Ann Lee", "said", "that it “risks a fall.”")]);
    }

    #[test]
    fn an_aside_amid_much_likelier_words_is_part_of_them() {
        let text = "Ann Lee said she was “a friend” of the rule, which he argued help families that move often.";
        assert!(said(text).iter().any(|s| s.content.starts_with("she was “a friend” of the rule")));
    }

    #[test]
    fn the_title_of_a_work_is_no_statement() {
        assert_eq!(said("Ann Lee wrote A Song of Rain and Lamps in May."), []);
        assert_eq!(said("Ann Lee said The Gazette was late."), [statement("Ann Lee", "said", "The Gazette was late")]);
    }

    #[test]
    fn what_is_asked_in_front_is_the_question_that_is_answered() {
        use crate::{Article, analyse};
        for text in [
            "Asked whether it was late, Ann Lee said: “No.”",
            "When asked whether it was late, Ann Lee said that it was.",
        ] {
            let report = analyse(&Article::from_text(text));
            let question = report.attributions.first().and_then(|a| a.question);
            assert_eq!(question.map(|q| q.of(text)), Some("whether it was late"), "{text}");
        }
    }

    #[test]
    fn a_cue_inside_what_is_reported_belongs_to_it() {
        let text = "Bo Day suggested that Ann Lee had said the town was late.";
        assert_eq!(said(text), [statement("Bo Day", "suggested", "that Ann Lee had said the town was late")]);
    }
}
