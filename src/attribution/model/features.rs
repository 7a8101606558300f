//! The features of each kind of decision: what the words around it are, how far they stand, and what the rules say.
//!
//! A feature is that a few values, see [`Of`], are what they are together. Which ones, is in a table for each decision.

use std::cell::OnceCell;
use std::ops::Range;

use super::scene::{Atom, CLAUSE_MARKS, COLON, COMMA, NOTHING, THAT};
use super::{SIZE, Weights};

/// One cue that may be, with what the rules make of it: all that a decision about it is asked with. In nodes.
pub(in crate::attribution) struct Ask<'l> {
    pub(in crate::attribution) weights: &'l Weights,
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
    pub(in crate::attribution) overview: Overview,
    /// Whether the sentence is part of a headline or a heading.
    pub(in crate::attribution) headline: bool,
    pub(in crate::attribution) common: Common,
}

/// What all decisions about one cue have in common, worked out when the first is asked for.
pub(in crate::attribution) type Common = OnceCell<Values>;

/// Where some kinds of nodes stand in a sentence.
#[derive(Clone, Copy, Default)]
pub(in crate::attribution) struct Overview {
    first_verb: Option<usize>,
    last_comma: Option<usize>,
    last_quotation: Option<usize>,
}

impl Overview {
    /// Of the sentence, up to where it ends but for its stop.
    pub(in crate::attribution) fn of(atoms: &[Atom], sentence: &Range<usize>, end: usize) -> Self {
        let mut overview = Overview::default();
        for (n, atom) in atoms.iter().enumerate().take(end).skip(sentence.start) {
            if atom.is_verb() {
                overview.first_verb.get_or_insert(n);
            }
            if atom.is_quotation() {
                overview.last_quotation = Some(n);
            }
            if atom.tag == COMMA {
                overview.last_comma = Some(n);
            }
        }
        overview
    }

    fn verb_before(&self, node: usize) -> bool {
        self.first_verb.is_some_and(|n| n < node)
    }
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

/// A probability in steps of half a unit of log odds.
fn level(p: f32) -> u32 {
    const LEVELS: [f32; 12] = [0.05, 0.08, 0.12, 0.18, 0.27, 0.38, 0.5, 0.62, 0.73, 0.82, 0.88, 0.92];
    LEVELS.iter().filter(|&&level| p >= level).count() as u32
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

/// What features are made of: a value that a decision is asked with.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Of {
    /// Nothing: a feature ends.
    End,
    // The cue.
    Lemma,
    Form,
    Frames,
    Outcome,
    Source,
    Covered,
    Headline,
    HasSource,
    /// What stands before cue and source.
    Opener,
    OpenerTag,
    /// How far into the sentence the cue stands.
    CueAt,
    /// What starts or ends the content by the rules, and how far it is.
    RightTag,
    RightGap,
    RightLength,
    LeftTag,
    /// What the sentence starts with.
    FirstWord,
    FirstTag,
    // The words around the place, before it (B) and behind it (A).
    Word,
    Tag,
    WordB1,
    TagB1,
    WordB2,
    TagB2,
    #[expect(dead_code, reason = "words and tags come in pairs")]
    WordB3,
    TagB3,
    WordA1,
    TagA1,
    WordA2,
    TagA2,
    WordA3,
    TagA3,
    // The place.
    /// How it stands to the one that the rules chose.
    Rule,
    /// How far it is from the cue, or from the other end of the content.
    Far,
    /// The tags between cue and place.
    Path,
    /// How soon a "that" comes, a verb, a quotation; which verb.
    ToThat,
    ToVerb,
    Verb,
    ToQuotation,
    /// Whether one comes in the sentence.
    Quotes,
    /// What is tagged where the content starts, and on which side of the cue.
    Kind,
    StartWord,
    /// What the content holds up to the place.
    Verbs,
    Commas,
    Quotations,
    /// What the next mark is, how far, and what the words up to it hold.
    Mark,
    ToMark,
    Clause,
    Inflected,
    /// Whether a further cue introduces a quotation soon.
    Introduces,
    CommaLater,
    /// What rules and model have of both sides of the cue.
    Given,
    /// What stands between content and cue, and behind the cue.
    Between,
    Next,
    /// Whether there is a verb before the place, or behind it up to the cue.
    VerbBefore,
    VerbBehind,
    // What is claimed.
    /// How likely the cue is, and its content.
    Likely,
    Sure,
    /// Which sides of the cue content stands on, and whether it is apart from cue and source.
    Sides,
    Apart,
    /// How long it is, and how far the sentence goes on behind it.
    Length,
    Rest,
    /// How the content starts (the word before it, the first, the second), ends, and what is behind it.
    StartB1,
    StartTagB1,
    StartTag,
    StartTagA1,
    EndTagB1,
    EndWord,
    EndTag,
    /// How many of its ends are the rules' too, and whether they take it for an attribution.
    Agree,
    Count,
}

use Of::*;

/// A list of features, each the values that it is made of.
macro_rules! features {
    ($($($of:ident)+;)+) => { &[$($($of,)+ End,)+] };
}

/// Whether a word is a cue.
const CUE: &[Of] = features![
    Lemma;
    Lemma Form;
    Form Frames;
    Word;
    TagB1 Form;
    WordB1;
    WordB2;
    TagB3 Form;
    TagA1 Form;
    WordA1;
    TagA2 Form;
    TagA3 Form;
    WordA3;
    Lemma TagB1;
    Lemma WordB1;
    Lemma TagA1;
    Lemma WordA1;
    TagB1 TagA1 Form;
    TagB2 TagB1 Form;
    TagA1 TagA2 Form;
    WordA1 WordA2;
    TagA1 TagA2 Lemma;
    Outcome Lemma;
    Outcome Frames;
    Outcome Source;
    Lemma Covered;
    RightTag Outcome;
    RightTag RightGap;
    RightTag Lemma;
    RightTag RightLength;
    LeftTag Lemma;
    ToThat Form;
    ToVerb Form;
    ToQuotation Form;
    CueAt Form;
    CueAt Outcome;
    Opener Form;
    OpenerTag Lemma;
    RightTag LeftTag Outcome Source;
    WordB1 Lemma TagA1;
    TagB1 Lemma WordA1;
];

/// Whether the content behind the cue starts at the place.
const RIGHT_START: &[Of] = features![
    Rule;
    Rule Tag;
    Rule Far;
    Rule Outcome;
    Tag Far;
    Tag Lemma;
    Tag Form;
    Word;
    Word Lemma;
    TagB1 Tag TagA1;
    TagB2 TagB1 Tag;
    WordB1 Tag;
    TagB1 Tag;
    WordB1 Word;
    Lemma Far;
    Form Far;
    Frames Tag;
    Tag TagA1 TagA2;
    Rule Tag TagB1 Far;
    TagA1 Tag Lemma;
    Tag WordA1;
    Path Tag;
    Path Lemma;
    LeftTag Tag Far;
    ToThat Tag Far;
    ToVerb Tag Rule;
    ToQuotation Tag Rule;
    Quotes Tag Far;
];

/// Whether content ends before the place.
const END: &[Of] = features![
    Rule Tag;
    Rule Word;
    Rule TagB1 Tag;
    Tag Word;
    Word WordA1;
    Tag WordA1;
    TagB1 Tag TagA1;
    Tag TagA1 TagA2;
    WordB1 Word;
    WordB1 Tag;
    TagB1 Word;
    Far Tag;
    Far Word;
    Kind Tag;
    Kind Word;
    Lemma Tag;
    Lemma Word;
    Verbs Tag Kind;
    Verbs Word;
    Commas Tag TagA1;
    Quotations Tag TagA1;
    Mark Clause Tag TagA1;
    ToMark Tag Clause;
    Frames Tag Rule;
    Headline Tag Rule;
    WordA1 WordA2 Tag;
    Opener Commas Tag Inflected;
    Form Tag TagA1;
    ToVerb Verb Tag TagA1;
    Verb Verbs Tag TagA1;
    Introduces Tag TagA1;
    Introduces Kind Tag;
    CommaLater Tag WordA1;
];

/// Whether there is content before the cue.
const LEFT: &[Of] = features![
    Given;
    Rule Lemma;
    Given Between;
    Rule TagB1;
    Between TagB1;
    Between Lemma;
    Between Form;
    RightTag Lemma;
    RightTag Form;
    RightTag Between TagB1;
    WordB1;
    Next Between RightTag;
    Next Given;
    Outcome Rule;
    Source Given;
    Far Given;
    FirstTag Given;
    FirstWord Given;
    VerbBefore Rule Between;
    Opener Rule Between;
    Frames Given;
];

/// Whether the content before the cue starts at the place.
const LEFT_START: &[Of] = features![
    Rule Tag;
    Rule TagB1;
    Rule TagB1 Tag;
    Rule WordB1;
    Rule Word;
    TagB1 Tag;
    WordB1 Tag;
    WordB1 Word;
    TagB1 Word;
    Word TagA1;
    TagB1 Tag TagA1;
    Tag TagA1 TagA2;
    TagB2 TagB1 Tag;
    Far TagB1;
    Between Rule TagB1;
    Between Far TagB1;
    Lemma Rule TagB1;
    Form TagB1;
    CueAt TagB1 Rule;
    Clause TagB1 Tag;
    VerbBehind TagB1 Tag;
    VerbBefore TagB1 Tag;
    ToMark TagB1 Rule;
];

/// Whether what a cue seems to report is reported, and whether it is all of it and no more.
const CLAIM: &[Of] = features![
    Likely Sure;
    Likely Outcome;
    Likely Form;
    Likely Source;
    Likely HasSource Verbs;
    Sure Outcome;
    Sure Sides;
    Sure Form;
    Lemma;
    Lemma HasSource;
    Lemma Form;
    Form HasSource;
    Outcome HasSource;
    Source Form;
    Outcome Verbs Sides;
    Sides HasSource Verbs;
    Apart Outcome;
    Length Verbs;
    Length Sides;
    Length Lemma;
    StartTag;
    StartTag Lemma;
    StartWord;
    StartTag StartTagB1;
    StartB1 Lemma;
    StartB1 StartWord;
    Far StartTag;
    Far Form;
    Rest EndTag;
    EndTagB1 EndTag;
    EndWord;
    TagA1 Form;
    WordA1 Lemma;
    TagB1 Form;
    WordB1;
    WordB2 WordB1;
    TagB2 TagB1;
    WordB1 Lemma;
    Agree Outcome;
    Agree Sides;
    Frames HasSource;
    Frames Verbs;
    StartTag Verbs;
    StartTag StartTagA1;
    CueAt Form;
    Source Verbs StartTag;
    Lemma StartTag HasSource;
    Lemma Verbs;
];

/// The values of a decision.
#[derive(Clone, Copy)]
pub(in crate::attribution) struct Values([u32; Count as usize]);

/// What one decision is made by: its values, and how they make features.
pub(crate) struct Features {
    values: Values,
    table: &'static [Of],
}

impl Values {
    fn set(&mut self, of: Of, value: impl Into<u32>) {
        self.0[of as usize] = value.into();
    }
}

impl Features {
    fn set(&mut self, of: Of, value: impl Into<u32>) -> &mut Self {
        self.values.set(of, value);
        self
    }

    /// Tells each feature, by its index.
    pub(super) fn each(&self, mut tell: impl FnMut(usize)) {
        let mut place: u32 = 0;
        let mut hash: u32 = 0;
        for &of in self.table {
            if let End = of {
                hash ^= hash >> 15;
                hash = hash.wrapping_mul(0x2c1b_3c6d);
                tell((hash ^ hash >> 13) as usize & (SIZE - 1));
                // Where it stands in the table is part of a feature.
                place = place.wrapping_add(0x9e37_79b1);
                hash = place;
            } else {
                hash = (hash.rotate_left(13) ^ self.values.0[of as usize]).wrapping_mul(0x85eb_ca6b);
            }
        }
    }
}

impl Ask<'_> {
    /// The node, or nothing beyond the sentence.
    fn at(&self, node: usize) -> Atom {
        if self.sentence.contains(&node) { self.atoms[node] } else { Atom::default() }
    }

    /// The node `by` steps before another.
    fn before(&self, node: usize, by: usize) -> Atom {
        self.at(node.wrapping_sub(by))
    }

    /// How soon, from `from` on, an atom comes that is `wanted`.
    fn soon(&self, from: usize, wanted: impl Fn(Atom) -> bool) -> u32 {
        const SOON: usize = 12;
        (from..self.end.min(from + SOON)).find(|&n| wanted(self.at(n))).map_or(NOTHING, |n| about(n - from) + 1)
    }

    fn any(&self, nodes: Range<usize>, wanted: impl Fn(Atom) -> bool) -> bool {
        nodes.into_iter().any(|n| wanted(self.at(n)))
    }

    /// The values of the cue.
    fn common(&self) -> Values {
        let mut values = Values([0; Count as usize]);
        let [first, opener] = [self.at(self.sentence.start), self.before(self.joint.start, 1)];
        let (right, left) = (self.right.as_ref(), self.left.as_ref());
        for (of, value) in [
            (Lemma, self.lemma),
            (Form, self.form),
            (Frames, self.frames),
            (Outcome, self.outcome),
            (Source, self.source),
            (Covered, self.covered.into()),
            (Headline, self.headline.into()),
            (HasSource, u32::from(self.source != 0)),
            (Opener, opener.word),
            (OpenerTag, opener.tag),
            (CueAt, about(self.cue.start - self.sentence.start)),
            (RightTag, right.map_or(NOTHING, |c| self.at(c.start).tag + 1)),
            (RightGap, right.map_or(NOTHING, |c| about(c.start.saturating_sub(self.cue.end)) + 1)),
            (RightLength, right.map_or(NOTHING, |c| about(c.len()) + 1)),
            (LeftTag, left.map_or(NOTHING, |c| self.at(c.end - 1).tag + 1)),
            (FirstWord, first.word),
            (FirstTag, first.tag),
        ] {
            values.set(of, value);
        }
        values
    }

    /// The features that a table names, of the values of the cue and of the words around a place: those before `at`,
    /// that at it, those from `behind` on. Filled where it stands: it is large to copy.
    fn features(&self, table: &'static [Of], at: usize, behind: usize) -> Features {
        let mut features = Features { values: *self.common.get_or_init(|| self.common()), table };
        let before = (0..4).map(|by| self.before(at, by));
        let around = before.chain((behind..).take(3).map(|n| self.at(n)));
        // Word and tag of each stand side by side.
        for (n, atom) in around.enumerate() {
            features.values.0[Word as usize + 2 * n] = atom.word;
            features.values.0[Tag as usize + 2 * n] = atom.tag;
        }
        features
    }

    /// Whether the cue is one.
    pub(super) fn cue(&self) -> Features {
        let behind = self.cue.end;
        let mut features = self.features(CUE, self.cue.start, behind);
        features
            .set(ToThat, self.soon(behind, |a| a.tag == THAT))
            .set(ToVerb, self.soon(behind, Atom::is_verb))
            .set(ToQuotation, self.soon(behind, Atom::is_quotation));
        features
    }

    /// Whether the content behind the cue starts at `n`.
    pub(super) fn right_start(&self, n: usize) -> Features {
        let near = || n + 1..self.end.min(n + 8);
        let mut features = self.features(RIGHT_START, n, n + 1);
        features
            .set(Far, about(n.saturating_sub(self.joint.end)))
            .set(Rule, against(self.right.as_ref().map(|r| r.start), n))
            .set(Path, (self.joint.end..n).take(5).fold(0, |path, k| both(path, self.at(k).tag)))
            .set(ToThat, self.any(near(), |a| a.tag == THAT))
            .set(ToVerb, self.any(near(), Atom::is_verb))
            .set(ToQuotation, self.any(near(), Atom::is_quotation))
            .set(Quotes, self.overview.last_quotation.is_some_and(|q| q >= n));
        features
    }

    /// Whether content that starts at `start` ends before `n`; `seen` is what the nodes between hold.
    pub(super) fn end_at(&self, start: usize, n: usize, seen: &Seen) -> Features {
        let before_cue = start < self.cue.start;
        let first = self.at(start);
        // What follows up to the next mark: with a verb it is a clause.
        const CLAUSE: usize = 40;
        let till = self.end.min(n + CLAUSE);
        let mark = (n + 1..till).find(|&k| self.at(k).is_mark()).unwrap_or(till);
        let clause = (n + 1..mark).take(20).fold(0, |seen, k| seen | self.at(k).in_clause());
        let (to_verb, verb) = (n..self.end.min(n + 12))
            .find(|&k| self.at(k).is_verb())
            .map_or((NOTHING, NOTHING), |k| (about(k - n) + 1, self.at(k).tag));
        let introduces = (n..self.end.min(n + 8)).any(|k| {
            let next = self.at(k + 1);
            self.at(k).is_cue()
                && (next.is_quotation() || matches!(next.tag, COMMA | COLON) && self.at(k + 2).is_quotation())
        });
        let by_rules = if before_cue { &self.left } else { &self.right };
        let mut features = self.features(END, n, n + 1);
        features
            .set(Kind, first.tag * 2 + u32::from(before_cue))
            .set(StartWord, first.word)
            .set(Rule, against(by_rules.as_ref().map(|r| r.end), n))
            .set(Far, about(n - start))
            .set(Verbs, seen.verbs)
            .set(Commas, seen.commas)
            .set(Quotations, seen.quotations)
            .set(Mark, self.at(mark).tag)
            .set(ToMark, about(mark - n))
            .set(Clause, clause)
            .set(Inflected, clause & CLAUSE_MARKS)
            .set(ToVerb, to_verb)
            .set(Verb, verb)
            .set(Introduces, introduces)
            .set(CommaLater, self.overview.last_comma.is_some_and(|c| c > n + 1));
        features
    }

    /// Whether there is content before the cue, that ends before `close`.
    pub(super) fn left(&self, close: usize, behind: bool) -> Features {
        let rule = u32::from(self.left.is_some()) * 2 + u32::from(self.right.is_some());
        let mut features = self.features(LEFT, close, close + 1);
        features
            .set(Rule, rule)
            .set(Given, rule * 2 + u32::from(behind))
            .set(RightTag, behind)
            .set(Between, self.before(self.joint.start, 1).tag)
            .set(Next, self.at(self.joint.end).tag)
            .set(Opener, self.at(self.joint.start).tag)
            .set(Far, about(close.saturating_sub(self.sentence.start)))
            .set(VerbBefore, self.overview.verb_before(close));
        features
    }

    /// Whether the content that ends before `close` starts at `n`.
    pub(super) fn left_start(&self, close: usize, n: usize) -> Features {
        let mark = (n..close).find(|&k| self.at(k).is_mark()).unwrap_or(close);
        let mut features = self.features(LEFT_START, n, n + 1);
        features
            .set(Rule, against(self.left.as_ref().map(|r| r.start), n))
            .set(Between, self.before(close, 1).tag)
            .set(Far, about(close - n))
            .set(CueAt, about(n - self.sentence.start))
            .set(Clause, self.any(n..mark, Atom::is_verb))
            .set(VerbBehind, self.any(n..close, Atom::is_verb))
            .set(VerbBefore, self.overview.verb_before(n))
            .set(ToMark, about(mark - n));
        features
    }

    /// What the cue is claimed to report: `content`, with the probability of the cue and that of its content.
    pub(super) fn claimed(&self, content: &[Range<usize>], cue: f32, sure: f32) -> Features {
        let mut features = self.features(CLAIM, self.cue.start, self.cue.end);
        let (Some(first), Some(last)) = (content.first(), content.last()) else { return features };
        let behind = |c: &Range<usize>| c.start >= self.joint.end;
        let apart = |c: &Range<usize>| behind(c) || c.end < self.joint.start;
        let verbs = content.iter().flat_map(Range::clone).filter(|&n| self.at(n).is_verb()).count();
        let by_rules = || self.left.iter().chain(&self.right);
        let agree = content.iter().filter(|c| by_rules().any(|r| r == *c)).count() + 3 * by_rules().count();
        let starts = self.at(first.start);
        features
            .set(Likely, level(cue))
            .set(Sure, level(sure))
            .set(Sides, content.iter().fold(0u32, |sides, c| sides | if behind(c) { 2 } else { 1 }))
            .set(Apart, content.iter().all(apart))
            .set(Length, about(content.iter().map(Range::len).sum()))
            .set(Verbs, verbs.min(3) as u32)
            .set(Far, if behind(last) { about(last.start - self.joint.end) } else { NOTHING })
            .set(Rest, about(self.end.saturating_sub(last.end)))
            .set(StartB1, self.before(first.start, 1).word)
            .set(StartTagB1, self.before(first.start, 1).tag)
            .set(StartWord, starts.word)
            .set(StartTag, starts.tag)
            .set(StartTagA1, self.at(first.start + 1).tag)
            .set(EndTagB1, self.before(last.end, 1).tag)
            .set(EndWord, self.at(last.end).word)
            .set(EndTag, self.at(last.end).tag)
            .set(Agree, agree as u32);
        features
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
