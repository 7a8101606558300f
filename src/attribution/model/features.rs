//! The features of each kind of decision: what the words around it are, how far they stand, and what the rules say.

use std::ops::Range;

use super::Features;
use super::scene::{Atom, CLAUSE_MARKS, COLON, COMMA, NOTHING, THAT};

/// One cue that may be, with what the rules make of it: all that a decision about it is asked with. In nodes.
pub(in crate::attribution) struct Ask<'l> {
    pub(in crate::attribution) atoms: &'l [Atom],
    pub(in crate::attribution) sentence: Range<usize>,
    /// Where the sentence ends, but for its stop.
    pub(in crate::attribution) end: usize,
    pub(in crate::attribution) cue: Range<usize>,
    /// The words of cue and source, where they stand together.
    pub(in crate::attribution) joint: Range<usize>,
    /// A hash of the verb or the noun, whatever its form.
    pub(in crate::attribution) lemma: u32,
    /// Its inflection, and how its source stands to it.
    pub(in crate::attribution) form: u32,
    /// The frames that the lexicon gives it.
    pub(in crate::attribution) frames: u32,
    /// How far the rules took the cue.
    pub(in crate::attribution) outcome: u32,
    /// What kind of words the rules found as its source.
    pub(in crate::attribution) source: u32,
    /// The rules' content behind the cue.
    pub(in crate::attribution) right: Option<Range<usize>>,
    /// The rules' content before the cue.
    pub(in crate::attribution) left: Option<Range<usize>>,
    /// Whether an earlier cue of the sentence has this one in its content, by the rules.
    pub(in crate::attribution) covered: bool,
    /// Whether the sentence is part of a headline or a heading.
    pub(in crate::attribution) headline: bool,
}

/// A number of nodes, the more roughly the more it is.
fn about(n: usize) -> u32 {
    match n {
        0..=5 => n as u32,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=22 => 9,
        23..=32 => 10,
        _ => 11,
    }
}

/// Two values as one.
fn both(a: impl Into<u32>, b: impl Into<u32>) -> u32 {
    a.into().wrapping_mul(0x0100_0193).rotate_left(7) ^ b.into().wrapping_add(0x9e37_79b9)
}

/// How a place stands to the one that the rules chose.
fn against(rule: Option<usize>, place: usize) -> u32 {
    match rule {
        None => 0,
        Some(r) if r == place => 1,
        Some(r) if r < place => 2,
        Some(_) => 3,
    }
}

impl Ask<'_> {
    /// The node, or nothing beyond the sentence.
    fn at(&self, node: usize) -> Atom {
        if self.sentence.contains(&node) { self.atoms[node] } else { Atom::default() }
    }

    /// The node `by` steps before another.
    fn before(&self, node: usize, by: usize) -> Atom {
        node.checked_sub(by).map_or(Atom::default(), |n| self.at(n))
    }

    /// How soon, from `from` on, an atom comes that is `wanted`.
    fn soon(&self, from: usize, wanted: impl Fn(Atom) -> bool) -> u32 {
        const SOON: usize = 12;
        (from..self.end.min(from + SOON)).find(|&n| wanted(self.at(n))).map_or(NOTHING, |n| about(n - from) + 1)
    }

    fn any(&self, nodes: Range<usize>, wanted: impl Fn(Atom) -> bool) -> u32 {
        nodes.into_iter().any(|n| wanted(self.at(n))).into()
    }

    /// Whether the cue is one.
    pub(super) fn cue(&self) -> Features {
        let (at, behind) = (self.cue.start, self.cue.end);
        let (lemma, form, rule, source) = (self.lemma, self.form, self.outcome, self.source);
        let [p1, p2, p3] = [1, 2, 3].map(|by| self.before(at, by));
        let [n1, n2, n3] = [0, 1, 2].map(|by| self.at(behind + by));
        let opener = self.before(self.joint.start, 1);
        let right = self.right.as_ref().map_or(NOTHING, |c| self.at(c.start).tag + 1);
        let gap = self.right.as_ref().map_or(NOTHING, |c| about(c.start.saturating_sub(behind)) + 1);
        let length = self.right.as_ref().map_or(NOTHING, |c| about(c.len()) + 1);
        let left = self.left.as_ref().map_or(NOTHING, |c| self.at(c.end - 1).tag + 1);
        Features::of(&[
            (lemma, 0),
            (lemma, form),
            (form, self.frames),
            (self.at(at).word, 0),
            (p1.tag, form),
            (p1.word, 0),
            (p2.word, 0),
            (p3.tag, form),
            (n1.tag, form),
            (n1.word, 0),
            (n2.tag, form),
            (n3.tag, form),
            (n3.word, 0),
            (lemma, p1.tag),
            (lemma, p1.word),
            (lemma, n1.tag),
            (lemma, n1.word),
            (both(p1.tag, n1.tag), form),
            (both(p2.tag, p1.tag), form),
            (both(n1.tag, n2.tag), form),
            (n1.word, n2.word),
            (both(n1.tag, n2.tag), lemma),
            (rule, lemma),
            (rule, self.frames),
            (rule, source),
            (lemma, self.covered.into()),
            (right, rule),
            (right, gap),
            (right, lemma),
            (right, length),
            (left, lemma),
            (self.soon(behind, |a| a.tag == THAT), form),
            (self.soon(behind, Atom::is_verb), form),
            (self.soon(behind, Atom::is_quotation), form),
            (about(at - self.sentence.start), form),
            (about(at - self.sentence.start), rule),
            (opener.word, form),
            (opener.tag, lemma),
            (both(right, left), both(rule, source)),
            (both(p1.word, lemma), n1.tag),
            (both(p1.tag, lemma), n1.word),
        ])
    }

    /// Whether the content behind the cue starts at `n`.
    pub(super) fn right_start(&self, n: usize) -> Features {
        let (lemma, form) = (self.lemma, self.form);
        let far = about(n.saturating_sub(self.joint.end));
        let Atom { tag, word } = self.at(n);
        let [p1, p2] = [1, 2].map(|by| self.before(n, by));
        let [n1, n2] = [1, 2].map(|by| self.at(n + by));
        let rule = against(self.right.as_ref().map(|r| r.start), n);
        let path = (self.joint.end..n).take(5).fold(0, |path, k| both(path, self.at(k).tag));
        let near = n + 1..self.end.min(n + 8);
        Features::of(&[
            (rule, 0),
            (rule, tag),
            (rule, far),
            (rule, self.outcome),
            (tag, far),
            (tag, lemma),
            (tag, form),
            (word, 0),
            (word, lemma),
            (both(p1.tag, tag), n1.tag),
            (both(p2.tag, p1.tag), tag),
            (p1.word, tag),
            (p1.tag, tag),
            (p1.word, word),
            (lemma, far),
            (form, far),
            (self.frames, tag),
            (both(tag, n1.tag), n2.tag),
            (both(rule, tag), both(p1.tag, far)),
            (n1.tag, both(tag, lemma)),
            (both(tag, n1.word), 0),
            (path, tag),
            (path, lemma),
            (self.left.is_some().into(), both(tag, far)),
            (self.any(near.clone(), |a| a.tag == THAT), both(tag, far)),
            (self.any(near.clone(), Atom::is_verb), both(tag, rule)),
            (self.any(near, Atom::is_quotation), both(tag, rule)),
            (self.any(n..self.end, Atom::is_quotation), both(tag, far)),
        ])
    }

    /// Whether content that starts at `start` ends before `n`; `seen` is what the nodes between hold.
    pub(super) fn end_at(&self, start: usize, n: usize, seen: &Seen) -> Features {
        let Atom { tag, word } = self.at(n);
        let p1 = self.before(n, 1);
        let [n1, n2] = [1, 2].map(|by| self.at(n + by));
        let before_cue = start < self.cue.start;
        let kind = both(self.at(start).tag, before_cue);
        let rule = against(if before_cue { &self.left } else { &self.right }.as_ref().map(|r| r.end), n);
        let far = about(n - start);
        let opener = self.before(self.joint.start, 1);
        // What follows up to the next mark: with a verb it is a clause.
        let mark = (n + 1..self.end).find(|&k| self.at(k).is_mark()).unwrap_or(self.end);
        let clause = (n + 1..mark).take(20).fold(0, |seen, k| seen | self.at(k).in_clause());
        let (to_verb, verb) = (n..self.end.min(n + 12))
            .find(|&k| self.at(k).is_verb())
            .map_or((NOTHING, NOTHING), |k| (about(k - n) + 1, self.at(k).tag));
        // Whether a further cue introduces a quotation soon.
        let introduces = (n..self.end.min(n + 8)).any(|k| {
            let next = self.at(k + 1);
            self.at(k).is_cue()
                && (next.is_quotation() || matches!(next.tag, COMMA | COLON) && self.at(k + 2).is_quotation())
        });
        Features::of(&[
            (rule, tag),
            (rule, word),
            (rule, both(p1.tag, tag)),
            (tag, word),
            (word, n1.word),
            (tag, n1.word),
            (both(p1.tag, tag), n1.tag),
            (both(tag, n1.tag), n2.tag),
            (p1.word, word),
            (p1.word, tag),
            (p1.tag, word),
            (far, tag),
            (far, word),
            (kind, tag),
            (kind, word),
            (self.lemma, tag),
            (self.lemma, word),
            (both(seen.verbs, tag), kind),
            (both(seen.verbs, word), 0),
            (both(seen.commas, tag), n1.tag),
            (both(seen.quotations, tag), n1.tag),
            (both(self.at(mark).tag, clause), both(tag, n1.tag)),
            (about(mark - n), both(tag, clause)),
            (self.frames, both(tag, rule)),
            (self.headline.into(), both(tag, rule)),
            (both(n1.word, n2.word), tag),
            (both(opener.word, seen.commas), both(tag, clause & CLAUSE_MARKS)),
            (self.form, both(tag, n1.tag)),
            (both(to_verb, verb), both(tag, n1.tag)),
            (both(verb, seen.verbs), both(tag, n1.tag)),
            (introduces.into(), both(tag, n1.tag)),
            (introduces.into(), both(kind, tag)),
            (self.any(n + 2..self.end, |a| a.tag == COMMA), both(tag, n1.word)),
        ])
    }

    /// Whether there is content before the cue, that ends before `close`.
    pub(super) fn left(&self, close: usize, behind: bool) -> Features {
        let rule = u32::from(self.left.is_some()) * 2 + u32::from(self.right.is_some());
        let between = self.before(self.joint.start, 1).tag;
        let last = self.before(close, 1);
        let next = self.at(self.joint.end).tag;
        let first = self.at(self.sentence.start);
        let given = both(rule, behind);
        Features::of(&[
            (given, 0),
            (rule, self.lemma),
            (given, between),
            (rule, last.tag),
            (between, last.tag),
            (between, self.lemma),
            (between, self.form),
            (behind.into(), self.lemma),
            (behind.into(), self.form),
            (both(behind, between), last.tag),
            (last.word, 0),
            (next, both(between, behind)),
            (next, given),
            (self.outcome, rule),
            (self.source, given),
            (about(close.saturating_sub(self.sentence.start)), given),
            (first.tag, given),
            (first.word, given),
            (self.any(self.sentence.start..close, Atom::is_verb), both(rule, between)),
            (self.at(self.joint.start).tag, both(rule, between)),
            (self.frames, given),
        ])
    }

    /// Whether the content that ends before `close` starts at `n`.
    pub(super) fn left_start(&self, close: usize, n: usize) -> Features {
        let Atom { tag, word } = self.at(n);
        let [p1, p2] = [1, 2].map(|by| self.before(n, by));
        let [n1, n2] = [1, 2].map(|by| self.at(n + by));
        let rule = against(self.left.as_ref().map(|r| r.start), n);
        let quoted = self.before(close, 1).tag;
        let far = about(close - n);
        let mark = (n..close).find(|&k| self.at(k).is_mark()).unwrap_or(close);
        Features::of(&[
            (rule, tag),
            (rule, p1.tag),
            (rule, both(p1.tag, tag)),
            (rule, p1.word),
            (rule, word),
            (p1.tag, tag),
            (p1.word, tag),
            (p1.word, word),
            (p1.tag, word),
            (word, n1.tag),
            (both(p1.tag, tag), n1.tag),
            (both(tag, n1.tag), n2.tag),
            (both(p2.tag, p1.tag), tag),
            (far, p1.tag),
            (both(quoted, rule), p1.tag),
            (both(quoted, far), p1.tag),
            (self.lemma, both(rule, p1.tag)),
            (self.form, p1.tag),
            (about(n - self.sentence.start), both(p1.tag, rule)),
            (self.any(n..mark, Atom::is_verb), both(p1.tag, tag)),
            (self.any(n..close, Atom::is_verb), both(p1.tag, tag)),
            (self.any(self.sentence.start..n, Atom::is_verb), both(p1.tag, tag)),
            (about(mark - n), both(p1.tag, rule)),
        ])
    }
}

/// What content holds up to a node, in small numbers.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    verbs: u32,
    commas: u32,
    quotations: u32,
}

impl Seen {
    pub(super) fn add(&mut self, atom: Atom) {
        self.verbs = (self.verbs + u32::from(atom.is_verb())).min(3);
        self.commas = (self.commas + u32::from(atom.tag == COMMA)).min(3);
        self.quotations = (self.quotations + u32::from(atom.is_quotation())).min(2);
    }
}
