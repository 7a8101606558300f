//! The claim that a rebuttal contests: the earlier statement, by somebody else, that fits best.

use super::Contest;
use super::clause;
use super::markers::{Family, Mark};
use super::scene::Scene;
use crate::article::BlockKind;
use crate::report::{Attribution, Rebuttal};
use crate::text::{Span, has_any, listed};
use crate::words::Words;

/// Nouns that may only be said of a statement that the text has named so or put forward as one.
const PICKS_UP: &str = "this that these those such the it which they his her their";
/// Verbs with which somebody puts forward what others may contest.
const CLAIMS: &str = "claim|accus|alleg|charg|suggest|insist|assert|argu|contend|maintain|tweet|promis|boast|warn|declar|push|\
    predict|imply|implied|blam";
/// Whether words have such a verb, or the noun of one, among them.
#[inline(never)]
pub(super) fn is_claim(words: &str) -> bool {
    has_any(words, CLAIMS)
}

/// Words that say nothing about the matter.
const EMPTY: &str = "about actually after again also anything because been before being claim claimed claims comments could \
    denied dismissed does doing even every evid evidence fact false from going have having into just like made \
    make many more most much never nothing only other over people really rejected said says should some \
    something statement such than that their them then there these they this those told true very were what when \
    where which while will with would wrong your";

/// The words of substance in a span, each by its first letters.
pub(super) struct Substance(Words);

impl Substance {
    pub fn new(scene: &Scene, span: Span) -> Self {
        Substance(words(scene, span).filter(|w| !is_idle(w)).map(stem).collect())
    }

    /// How many of them the statement has too, up to `most`.
    pub fn shared(&self, scene: &Scene, statement: &Attribution, most: usize) -> usize {
        let mut shared = Vec::with_capacity(most);
        for word in statement.content.iter().flat_map(|c| words(scene, *c)) {
            // Most words are none of them, which is soon said.
            if let Some(number) = self.0.get(stem(word))
                && !shared.contains(&number)
                && !is_idle(word)
            {
                shared.push(number);
            }
            if shared.len() == most {
                break;
            }
        }
        shared.len()
    }
}

/// The words of four letters and more in a span.
fn words<'s>(scene: &'s Scene, span: Span) -> impl Iterator<Item = &'s str> {
    let words = span.of(&scene.lower).split(|c: char| !c.is_alphanumeric()).take(400);
    words.filter(|w| w.chars().nth(3).is_some())
}

fn stem(word: &str) -> &str {
    word.char_indices().nth(5).map_or(word, |(at, _)| &word[..at])
}

/// Whether a word says nothing about the matter.
fn is_idle(word: &str) -> bool {
    listed(EMPTY, word)
}

/// What ties a claim to a rebuttal: that it stands near, words that both have, or that the rebuttal names it, by its
/// speaker, by what it is called or by "that".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    Near,
    Words,
    Named,
}

/// The attributions that the rebuttal contests, in order; empty if none fits. And how they are tied to it.
pub(super) fn contested(scene: &Scene, contest: &Contest, own: Option<usize>, restated: bool) -> (Vec<usize>, Tie) {
    let Contest { ref mark, clause, voice, by, .. } = *contest;
    let here = scene.sentence(mark.marker.start);
    let anaphoric = voice.apposed || picks_up(scene, mark);
    // "They said it was safe, but that is false" speaks of what stands before the turn.
    let turned = voice.turned.filter(|_| anaphoric);
    let mut named = scene.mentioned(clause, by);
    // "Lee's office rejected the claim": its side is Lee's.
    let contester = by.map_or("", |b| scene.speakers[b].name.as_str());
    let sides = |s: usize| {
        let last = scene.speakers[s].name.rsplit(' ').next().unwrap_or_default();
        contester.strip_prefix(last).is_some_and(|rest| rest.starts_with(['\'', '’']))
    };
    named.retain(|s| !sides(*s));
    let cued = scene.cued(mark.marker);
    let substance = Substance::new(scene, clause);
    let noun = mark.noun.map(|n| n.of(&scene.lower).trim_end_matches('s')).filter(|n| n.len() >= 4);
    let fit = |(index, claim): (usize, &Attribution)| {
        let last = *claim.content.last()?;
        let beside = turned.is_some_and(|t| !t.overlaps(&last));
        let itself = Some(index) == own || Some(index) == cued || by.is_some() && claim.speaker == by;
        let overlaps = claim.content.iter().any(|c| c.overlaps(&mark.marker));
        let is_named = claim.speaker.is_some_and(|s| named.contains(&s));
        let distance = here.abs_diff(scene.sentence(last.end.saturating_sub(1)));
        let since = |from: usize| Span::new(from, last.start.max(from)).of(&scene.lower);
        // "She said, without evidence, that …"; "She called it a smear when a host said …"
        let told = distance == 0 && (mark.family == Family::Evidence || since(mark.marker.end).contains(" when "));
        // "Despite her protests, it grows": what is so.
        let so = distance == 0 && mark.family == Family::Contrast && since(mark.whole.end).contains(", ");
        let later = last.start > mark.marker.start && !clause.overlaps(&last) && !told;
        // "“Nonsense,” he said" is no claim; a repeat stands for the statement that it repeats.
        if beside
            || itself
            || claim.speaker.is_some_and(sides)
            || overlaps
            || claim.repeats.is_some()
            || later && !is_named
            || so
            || is_empty(scene, claim)
        {
            return None;
        }
        let words = substance.shared(scene, claim, 3);
        // What a pronoun or demonstrative picks up stands near; otherwise the words tell.
        let (step, weight) = if anaphoric { (5, 6) } else { (4, 12) };
        let mut score = 30 - step * distance.min(8) as i32 + weight * words as i32;
        if claim.speaker.is_none() {
            score -= 8;
        }
        if is_named {
            score += 25;
        } else if !named.is_empty() {
            score -= 10;
        }
        let cue = claim.cue.map_or("", |c| c.of(&scene.lower));
        if noun.is_some_and(|n| introduces(scene, claim, n)) {
            score += 25;
        }
        if is_claim(cue) {
            score += 6;
        }
        // Somebody's words pick up the claim right before; elsewhere it takes a word or a name in common.
        // A claim that the rebuttal restates itself is the same only where it shares its words.
        let told = noun.is_some_and(|n| introduces(scene, claim, n)) && distance <= 2;
        if restated && !told && words < if is_named || distance <= 1 { 1 } else { 2 } {
            return None;
        }
        let tie = if is_named || told || anaphoric && distance <= 3 {
            Tie::Named
        } else if words > 0 {
            Tie::Words
        } else {
            Tie::Near
        };
        (tie > Tie::Near || distance <= 1).then_some((!later, score, index, tie))
    };
    // A later statement only where no earlier one fits.
    let best = scene.near(mark.marker.start).filter_map(fit).filter(|(_, score, ..)| *score >= 20).max();
    best.map_or((Vec::new(), Tie::Named), |(_, _, index, tie)| (run(scene, index, own), tie))
}

/// "“Nonsense,” he said", "she dismissed the claim": too few words to be a claim.
fn is_empty(scene: &Scene, claim: &Attribution) -> bool {
    claim.content.iter().flat_map(|c| c.of(&scene.lower).split_whitespace()).nth(2).is_none()
}

/// Whether the claim is called by the noun where it is made: "pushed the narrative that …".
fn introduces(scene: &Scene, claim: &Attribution, noun: &str) -> bool {
    let (Some(first), Some(last)) = (claim.content.first(), claim.content.last()) else { return false };
    let stem = &noun[..noun.len().min(4)];
    // What the content itself says does not name it, but what stands around it in its sentences, and the one
    // before it in the paragraph.
    let here = scene.sentence(first.start);
    let block = scene.article.blocks.get(scene.block(first.start)).map_or(0, |b| b.span.start);
    let start = scene.sentences.get(here.saturating_sub(1)).map_or(0, |s| s.start).max(block).min(first.start);
    let end = scene.sentences.get(scene.sentence(last.end.saturating_sub(1))).map_or(last.end, |s| s.end.max(last.end));
    scene.lower[start..first.start].contains(stem) || scene.lower[last.end..end].contains(stem)
}

/// A claim that is reported just before without an attribution: the nearest sentence that speaks of one, or the last
/// one if "that" points to it and it is not a rebuttal itself (`earlier`).
pub(super) fn reported(
    scene: &Scene,
    sentence: Span,
    mark: &Mark,
    by: Option<usize>,
    earlier: Option<&Rebuttal>,
) -> Option<Span> {
    let points = clause::points(scene, sentence, mark);
    // "“Nonsense,” she said"
    let answers =
        mark.whole.start <= sentence.start + 3 && scene.lower[mark.marker.end..].starts_with([',', '.', '!', '”', '"']);
    if !points && !answers && !picks_up(scene, mark) && mark.family != Family::Evidence {
        return None;
    }
    let here = scene.sentence(sentence.start);
    let speaks = |s: &&Span| {
        let words = s.of(&scene.lower);
        is_claim(words) || has_any(words, " said| says| told|rumor|rumour")
    };
    let near = &scene.sentences[here.saturating_sub(2)..here];
    let plain = |s: &&Span| !earlier.is_some_and(|r| r.span.overlaps(s));
    // What is right before it in the block, whoever says so.
    let same = |s: &Span| mark.family != Family::Contrast && scene.block(s.start) == scene.block(sentence.start);
    // Nobody contests what is told of himself, but what he was told.
    let own = |s: &Span| !answers && by.is_some_and(|b| scene.mentioned(*s, None).contains(&b));
    let title = |s: &Span| scene.article.blocks.get(scene.block(s.start)).is_some_and(|b| b.kind == BlockKind::Title);
    let beside = |s: &&Span| (points || answers || same(s)) && !own(s) && !title(s);
    near.iter().rev().find(speaks).or_else(|| near.last().filter(beside)).filter(plain).copied()
}

/// Whether the marker's clause points back to a claim: "this narrative", "that is false".
fn picks_up(scene: &Scene, mark: &Mark) -> bool {
    let mut all =
        mark.whole.of(&scene.lower).split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = all.next().unwrap_or_default();
    let last = all.next_back().unwrap_or_default();
    let noun =
        mark.noun.map(|n| &scene.lower[..n.start]).and_then(|t| t.split_whitespace().next_back()).unwrap_or_default();
    let noun = noun.trim_start_matches(|c: char| !c.is_alphanumeric());
    let named = mark.noun.map_or("", |n| n.of(&scene.lower));
    listed(PICKS_UP, noun)
        || listed(PICKS_UP, named)
        || listed("this that it", last)
        || mark.family == Family::Truth && listed(PICKS_UP, first)
}

/// The statement and those of the same speaker that directly continue it, in the same block.
fn run(scene: &Scene, index: usize, own: Option<usize>) -> Vec<usize> {
    let of = |i: usize| &scene.attributions[i];
    let place = |i: usize| of(i).content.first().map_or(0, |c| c.start);
    let end = |i: usize| of(i).content.last().map_or(0, |c| c.end);
    let joins = |a: usize, b: usize| {
        Some(a) != own
            && Some(b) != own
            && of(a).speaker == of(b).speaker
            && scene.block(place(a)) == scene.block(place(b))
            && scene.sentence(end(a).saturating_sub(1)) + 1 >= scene.sentence(place(b))
    };
    let (mut first, mut last) = (index, index);
    while first > 0 && index - first < 2 && joins(first - 1, first) && !is_empty(scene, of(first - 1)) {
        first -= 1;
    }
    while last + 1 < scene.attributions.len() && last - index < 3 && joins(last, last + 1) {
        last += 1;
    }
    (first..=last).collect()
}
