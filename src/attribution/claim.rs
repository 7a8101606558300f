//! What the cues of a line claim to report: rules and model settle it, and of claims on the same words one is kept.

use std::ops::Range;

use super::candidate::{Candidate, atoms, candidates};
use super::cue::Cue;
use super::draft::Draft;
use super::frame::{Outcome, Reading};
use super::line::Line;
use super::model::{Ask, Weights};
use super::paragraph::announcer;
use crate::lexicon::{Class, Frames, Inflection};
use crate::order::by_place;

/// What one cue of a sentence claims, in nodes.
struct Claim {
    content: Vec<Range<usize>>,
    cue: Cue,
    /// How far the rules took the cue.
    outcome: Outcome,
    /// The probability that it is right.
    likely: f32,
    /// How much is gained by it, if it holds no quotation.
    worth: Option<f32>,
}

impl Claim {
    /// Whether what it reports is in the next block.
    fn announces(&self) -> bool {
        self.outcome == Outcome::Announces
    }

    /// Whether the cue stands behind what it reports.
    fn stands_behind(&self) -> bool {
        self.content.first().is_some_and(|r| r.start < self.cue.nodes.start)
    }

    /// Its place among claims, of which each keeps its words from those behind: what quotes comes first, and of it what
    /// stands behind its quotation; then what is worth the most.
    fn rank(&self) -> usize {
        const STEPS: f32 = 1000.0;
        self.worth.map_or(usize::from(!self.stands_behind()), |worth| 2 + ((2.0 - worth) * STEPS) as usize)
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

    /// "suggested that Ann Lee had said …": whether the other is what it reports, from the first word on.
    fn nests(&self, other: &Claim, line: &Line) -> bool {
        let that = self.cue.nodes.end;
        line.is_word(that, "that") && other.cue.joint().start == that + 1
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
            content: self.content.iter().map(|c| line.tokens(&whole(line, c))).collect(),
            source: self.cue.source.as_ref().map(|s| line.tokens(s)),
            cue: Some(line.tokens(&self.cue.nodes)),
            announces: self.announces(),
            likely: Some(self.likely),
            ..Draft::default()
        }
    }
}

/// Without what only leads on to somebody else's words: "the board, which is, according to Ann Lee, “…”".
fn whole(line: &Line, content: &Range<usize>) -> Range<usize> {
    let &Range { start, end } = content;
    let loose =
        end > start + 3 && line.is(end - 1, Class::BE) && line.is(end - 2, Class::WH) && line.is_mark(end - 3, ',');
    start..if loose { end - 3 } else { end }
}

/// What a candidate claims where nobody is asked but the rules.
fn by_rules(candidate: Candidate) -> Option<Claim> {
    const UNASKED: f32 = 0.5;
    let Reading { cue, content, outcome } = candidate.by_rules;
    (outcome == Outcome::Announces || outcome.is_attribution()).then_some(Claim {
        content,
        cue,
        outcome,
        likely: UNASKED,
        worth: None,
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
        for (n, candidate) in candidates(line, &atoms, Weights::learned(), sentence, headline).into_iter().enumerate() {
            found.extend(if n < ASKED { judge(line, candidate) } else { by_rules(candidate) });
        }
        // A cue inside what another cue reports belongs to the reported words.
        by_place(&mut found, |c| (c.rank(), c.cue.nodes.start));
        let mut kept: Vec<Claim> = Vec::new();
        for mut claim in found {
            // What it reports from the first word on is its own, also where that was settled before.
            if let Some(at) = kept.iter().position(|k| claim.holds(k) && claim.nests(k, line)) {
                kept.remove(at).content.iter().for_each(|c| taken[c.clone()].fill(false));
            }
            // What is settled before it is none of its words.
            while claim.worth.is_some()
                && let Some(settled) = kept.iter().find(|k| claim.holds(k))
            {
                claim.content = claim.before(settled, line);
            }
            // But what a much likelier cue reports ends what holds it: "warned against it, because she said that …".
            if let Some(outer) = kept.iter_mut().find(|k| k.holds(&claim))
                && claim.is_much_likelier(outer)
                && !outer.nests(&claim, line)
            {
                let left = outer.before(&claim, line);
                // "raised the town's concerns about “…”": whose concerns they are, and who says so.
                if !(claim.outcome == Outcome::Noun && left.is_empty()) {
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
        kept.retain(|k| k.announces() || !k.content.is_empty());
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

/// How sure of its content the model must be to overrule the rules' with a quotation in it: they read quotations well.
const OVERRULES_QUOTING: f32 = 0.9;
/// How likely cue and content must be together where the model sees a quotation in it, and the rules see none.
const QUOTES: f32 = 0.5;
/// … and where what is quoted are a few words of a clause.
const QUOTES_WORDS: f32 = 0.25;
/// … so many at most.
const WORDS: usize = 7;
/// What is claimed without quotations is to be right in so many cases of all …
const RIGHT: f32 = 0.92;
/// … and one more or less of them that is not weighs as much as so many statements found as a whole.
const WEIGHT: f32 = 0.5;

/// Below this probability a cue is none, whatever it would report: most words are none, and time is short.
pub(super) const LEAST_CUE: f32 = 0.2;

/// Settles by rules and model whether a candidate claims anything, and what.
#[inline(never)]
fn judge(line: &Line, candidate: Candidate) -> Option<Claim> {
    let p = candidate.ask.is_cue();
    if candidate.is_models(line) {
        let Reading { cue, outcome, .. } = &candidate.by_rules;
        let plain = *outcome == Outcome::Claim && is_done(line, cue.nodes.start);
        return if p >= LEAST_CUE || plain { judge_clause(line, candidate, p) } else { None };
    }
    let Candidate { ask, by_rules: Reading { cue, content: by_rules, outcome } } = candidate;
    let announces = outcome == Outcome::Announces;
    let within = by_rules.iter().all(|c| c.start >= ask.sentence.start);
    let (by_model, sure) = if within && !announces { ask.content() } else { Default::default() };
    let content = if sure >= OVERRULES_QUOTING { by_model } else { by_rules };
    // Around "according to" the content may be in two parts, each of which the model doubts a little.
    let likely = if announces || outcome == Outcome::AccordingTo { p } else { p * sure };
    (announces || outcome.is_attribution()).then_some(Claim { content, cue, outcome, likely, worth: None })
}

/// Settles what is the model's to settle: a candidate that quotes nothing by the rules, a cue with the probability `p`.
fn judge_clause(line: &Line, candidate: Candidate, p: f32) -> Option<Claim> {
    let (content, sure) = candidate.content(line);
    let Candidate { ask, by_rules: Reading { cue, outcome, .. } } = candidate;
    if content.is_empty() {
        return None;
    }
    if content.iter().any(|c| line.quotes_within(c.clone())) {
        // A quotation without a source is left to what stands around it.
        let claim = Claim { content, cue, outcome, likely: p * sure, worth: None };
        let sourced = claim.cue.source.is_some();
        return if claim.likely >= QUOTES && sourced { Some(claim) } else { judge_words(line, &ask, claim) };
    }
    // What the rules see nothing in must say more than "no" or "the claim", and is not whom somebody "talked to".
    let whom = |c: &Range<usize>| c.start > 0 && line.is_any(c.start - 1, "to with") && !ask.atoms[c.start].is_verb();
    let tells = |c: &Range<usize>| c.len() > 2 && !whom(c);
    if !outcome.is_attribution() && (ask.headline || !content.iter().all(tells)) {
        return None;
    }
    // "After a year of asking", "Asked whether it was late, …": the question to what follows. "The bid was rejected"
    // reports no bid.
    let parted = |c: &Range<usize>| c.start >= ask.joint.end || c.end < ask.joint.start;
    let leads = cue.inflection == Inflection::Ing || cue.nodes.start <= ask.sentence.start + 1;
    if cue.source.is_none() && (leads || !content.iter().all(parted)) {
        return None;
    }
    // "wrote A Song of Rain": a capital that opens a title amid the sentence.
    let titled = |c: &Range<usize>| line.token(c.start).is_some_and(|t| t.is_capital() && t.is(Class::DET));
    let acts =
        |c: &Range<usize>| c.clone().any(|n| line.is_finite(n) && line.token(n).is_some_and(|t| !t.is_capital()));
    if cue.frames.has(Frames::BARE)
        && !line.is_title_case()
        && content.iter().all(|c| c.start >= ask.joint.end && titled(c) && !acts(c))
    {
        return None;
    }
    let (reported, whole) = ask.claim(&content, p, sure);
    let worth = whole + WEIGHT * (reported - RIGHT);
    // "put it", "was quick to note" and "her claim that …" are rare, and plain.
    let plain = outcome == Outcome::Noun
        || outcome == Outcome::Claim
            && (line.is_word(cue.nodes.end - 1, "it")
                || is_done(line, cue.nodes.start)
                || closes(line, &ask, &content));
    // Around "according to" the content may be in two parts, each of which the model doubts a little.
    let likely = if outcome == Outcome::AccordingTo { p } else { whole };
    (worth > 0.0 || plain).then_some(Claim { content, cue, outcome, likely, worth: Some(worth) })
}

/// "The dam leaks, records show.": whether who says so ends the sentence, behind a clause and a comma.
fn closes(line: &Line, ask: &Ask, content: &[Range<usize>]) -> bool {
    let [clause] = content else { return false };
    ask.joint.end == ask.end && clause.end + 1 == ask.joint.start && clause.clone().any(|n| line.is_finite(n))
}

/// Whether an infinitive is of what was done: "was quick to note", "took pains to say".
fn is_done(line: &Line, verb: usize) -> bool {
    const SO: &str = "quick careful happy glad proud pains swift eager";
    verb >= 2 && line.is_word(verb - 1, "to") && line.is_any(verb - 2, SO)
}

/// Settles whether a cue that is not likely reports a clause with a few quoted words, which are none by themselves.
fn judge_words(line: &Line, ask: &Ask, mut claim: Claim) -> Option<Claim> {
    let words = |n: usize| {
        let sentence = line.opens_sentence(n) && (line.stops(n) || line.leads_on(n));
        line.words_quoted(n) <= WORDS && !(sentence && line.words_quoted(n) > 1) && !line.names_a_work(n)
    };
    let part = claim.content.first_mut().filter(|c| c.start >= ask.joint.end && (*c).clone().all(words))?;
    part.end = part.clone().find(|&n| line.ends_with_comma(n)).map_or(part.end, |n| n + 1);
    // "Asked whether it was “late,” most said no": the question to what follows.
    let leads = claim.cue.source.is_none() && claim.cue.nodes.start <= ask.sentence.start + 1;
    claim.worth = Some(1.0 + claim.likely);
    (!leads && claim.likely >= QUOTES_WORDS).then_some(claim)
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
            ("On Monday, it was late, Ann Lee said.", "Ann Lee", "said", "On Monday, it was late"),
            ("In May, it was late, early reports said.", "early reports", "said", "In May, it was late"),
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
    fn whom_somebody_talked_to_is_no_statement() {
        for text in
            ["Ann Lee spoke to Bo Day’s sister on a range of things.", "Ann Lee met with the mayor of Ware on Monday."]
        {
            assert_eq!(said(text), [], "{text}");
        }
    }

    #[test]
    fn a_question_in_front_and_a_thing_rejected_are_no_statements() {
        for text in ["After a year of asking, the town went home.", "The bid was rejected."] {
            assert_eq!(said(text), [], "{text}");
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
    fn a_few_quoted_words_show_that_an_unlikelier_cue_reports_them() {
        let text = "Asked by Bo Day whether she “gets” lamps, Ann Lee left.";
        assert_eq!(said(text), [statement("Bo Day", "Asked", "whether she “gets” lamps")]);
    }

    #[test]
    fn what_leads_on_to_another_s_words_is_no_content() {
        let text =
            "She praised the fact that the town has a board, which is, according to Ann Lee, “the joint body of all.”";
        assert!(said(text).iter().any(|s| s.content == "that the town has a board"), "{:?}", said(text));
    }

    #[test]
    fn what_somebody_is_quick_to_say_is_said() {
        let text = "Ann Lee was quick to highlight how near the farms were becoming.";
        assert_eq!(said(text), [statement("Ann Lee", "highlight", "how near the farms were becoming")]);
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
