//! Cues: the verbs that report, and whose words they report.

use std::ops::Range;

use super::line::Line;
use super::subject::Subject;
use crate::lexicon::{self, Class, Frames, Inflection};
use crate::text::{Shape, Token};

/// A cue found in a line, in nodes.
pub(super) struct Cue {
    pub(super) nodes: Range<usize>,
    pub(super) frames: Frames,
    pub(super) inflection: Inflection,
    pub(super) source: Option<Range<usize>>,
    /// The source stands behind the cue.
    pub(super) inverted: bool,
    /// The source is that of a clause before: its words are not beside the cue.
    pub(super) shared: bool,
}

impl Cue {
    /// The words of cue and source, where they stand together.
    pub(super) fn joint(&self) -> Range<usize> {
        match (&self.source, self.inverted) {
            (Some(source), true) => self.nodes.start..source.end.max(self.nodes.end),
            (Some(source), false) if !self.shared && source.start < self.nodes.start => source.start..self.nodes.end,
            _ => self.nodes.clone(),
        }
    }
}

/// Words that are nouns as often as cues.
pub(super) const NOMINAL_CUES: Class = Class::NOUN.or(Class::DOC).or(Class::ROLE);

/// Reads the node as a cue verb with a source, if it is one.
pub(super) fn read_cue(line: &Line, at: usize, sentence: &Range<usize>, last: &Option<Range<usize>>) -> Option<Cue> {
    let token = line.token(at)?;
    let form = token.verb?;
    let behind = (at + 1..sentence.end.min(at + 4)).map(|n| line.word(n));
    let (frames, particle) = lexicon::frames(form, behind)?;
    let nodes = at..at + 1 + particle;
    let cue = |source, inverted| {
        Some(Cue { nodes: nodes.clone(), frames, inflection: form.inflection, source, inverted, shared: false })
    };
    let shared = |source| Some(Cue { shared: true, ..cue(source, false)? });
    let before = (at > sentence.start).then(|| line.token(at - 1)).flatten();
    // "she's said": had, where what is said cannot be who is told.
    let short = at > sentence.start
        && line.is_short_verb(at - 1)
        && frames.has(Frames::BARE)
        && !frames.has(Frames::ADDRESSEE.or(Frames::WEAK));
    let be_before = !short && preceded_by(line, at, sentence, Class::BE);
    let nominal = token.is(Class::NOUN.or(Class::DOC).or(Class::ROLE)) || frames.has(Frames::NOUNLIKE);
    // "the State Department": no verb has a capital amid a sentence.
    if token.is_capital() && at > sentence.start && !line.is_title_case() {
        return None;
    }
    if nominal
        && matches!(form.inflection, Inflection::Base | Inflection::Third)
        && !opens_content(line, nodes.end, sentence)
        && !line.phrase_before(at).is_some_and(|p| line.follows_leading(p.start))
    {
        return None;
    }
    if keeps_out_of_print(line, at, nodes.end) || names(line, at, nodes.end) {
        return None;
    }
    // "did not say whether": what was not said.
    if frames.has(Frames::BARE) && negated(line, at, sentence) {
        return None;
    }

    // "Lee is quoted as saying"
    if form.inflection == Inflection::Ing
        && at > sentence.start + 3
        && line.is_word(at - 1, "as")
        && line.is_any(at - 2, "quoted cited reported recorded")
        && preceded_by(line, at - 2, sentence, Class::BE)
        && let Some(Subject::Phrase(source)) = line.subject_before(be_start(line, at - 2, sentence))
    {
        return cue(Some(source), false);
    }
    match form.inflection {
        Inflection::Participle if !preceded_by(line, at, sentence, Class::HAVE) => return None,
        // "was told", "is called": passive.
        Inflection::Past | Inflection::Participle if be_before => return None,
        Inflection::Ing => {
            if be_before {
                return match line.subject_before(be_start(line, at, sentence)) {
                    Some(Subject::Phrase(source)) => cue(Some(source), false),
                    _ => shared(last.clone().or_else(|| line.main_subject(sentence))),
                };
            }
            // "with Ann Lee calling it off": a subject of its own.
            let start = (sentence.start..at).rev().take_while(|&n| line.is(n, Class::ADV)).last().unwrap_or(at);
            if let Some(subject) = line.phrase_before(start)
                && subject.start > sentence.start
                && line.is_word(subject.start - 1, "with")
            {
                return cue(Some(subject), false);
            }
            // "a sign saying “…”": what the participle stands right behind.
            if (line.quotation(nodes.end).is_some() || line.quotation(nodes.end + 1).is_some())
                && frames.has(Frames::QUOTE)
                && let Some(subject) = line.phrase_before(at)
            {
                return cue(Some(subject), false);
            }
            // ", saying", "in saying": whoever the sentence or its clause is about; no gerund with a determiner.
            if before.is_some_and(|t| {
                // "after a year of asking": how time went.
                let spent = line.is_word(at - 1, "of") && at > 1 && line.is(at - 2, Class::TIME);
                let name =
                    t.is_capital() && !t.is(Class::PREP.or(Class::SUB).or(Class::ADV).or(Class::DAY).or(Class::MONTH));
                line.is_word(at - 1, "without") || spent || t.is(Class::DET.or(Class::POSSESSIVE)) || name
            }) {
                return None;
            }
            return shared(last.clone().or_else(|| line.nearest_subject(at, sentence)));
        }
        Inflection::Base => {
            if before.is_some_and(|t| t.is(Class::DET.or(Class::POSSESSIVE))) && nominal {
                return None;
            }
            if let Some(subject) = infinitive_subject(line, at, sentence) {
                return cue(Some(subject), false);
            }
            // "He stopped me in the street to announce, “It is late.”"
            let mark = nodes.end + usize::from(line.is_mark(nodes.end, ',') || line.is_mark(nodes.end, ':'));
            if at > sentence.start
                && line.is_word(at - 1, "to")
                && frames.has(Frames::QUOTE)
                && line.quotation(mark).is_some()
                && line.opens_sentence(mark)
                && !unsaid(line, at)
            {
                return shared(line.nearest_subject(at, sentence));
            }
            if before.is_some_and(|t| t.is(Class::PREP)) {
                return None;
            }
        }
        Inflection::Third => {
            if before
                .is_some_and(|t| t.is(Class::DET.or(Class::POSSESSIVE).or(Class::PREP)) || t.shape == Shape::Number)
                && nominal
            {
                return None;
            }
        }
        _ => {
            if before.is_some_and(|t| {
                t.is(Class::DET.or(Class::POSSESSIVE).or(Class::PREP))
                    && !t.is(Class::PRONOUN.or(Class::GROUP).or(Class::PLURAL))
                    && !t.is(Class::ALONE)
            }) {
                return None;
            }
        }
    }

    // Inverted: "…, said Ann Lee".
    let opens =
        at == sentence.start || at > sentence.start && (line.follows_quotation(at) || line.is_mark(at - 1, ','));
    // "Ann Lee, a farmer, said the town …" is not inverted: a name before the comma comes first.
    let named_before = |subject: &Subject| match subject {
        Subject::Phrase(phrase) => line.with_name(phrase.clone()).any(|n| line.token(n).is_some_and(Token::is_capital)),
        Subject::Shared => false,
    };
    let after_comma = opens && !line.follows_quotation(at);
    let straight = after_comma && line.subject_before(at).as_ref().is_some_and(named_before);
    // "Ann Lee, who called it “late,” blamed the mayor": an object stands behind a verb that takes one.
    let governs =
        at > sentence.start + 1 && line.follows_quotation(at) && !frames.has(Frames::BARE) && frames.has(Frames::NOUN);
    if opens
        && !straight
        && !governs
        && matches!(form.inflection, Inflection::Past | Inflection::Third | Inflection::Base)
        && frames.has(Frames::QUOTE)
        && let Some(source) = line.phrase_at(nodes.end).map(|p| line.with_next(p))
        && (ends_here(line, source.end, sentence) || line.follows_leading(at))
        && (!line.is(nodes.end, Class::OBJECT) || source.len() > 1)
    {
        return cue(Some(source), true);
    }
    // "The study by Ware Economics, made for the league, found that …"
    let far = || {
        let clause = frames.has(Frames::THAT) && line.is_word(nodes.end, "that");
        let subject = line.main_subject(sentence).filter(|s| s.end < at)?;
        (clause && !nominal && form.inflection == Inflection::Past).then_some(Subject::Phrase(subject))
    };
    // "is said to have called it “late”"
    let reported = || {
        let have =
            (sentence.start..at).rev().find(|&n| !line.is(n, Class::ADV)).filter(|&n| line.is(n, Class::HAVE))?;
        infinitive_subject(line, have, sentence).map(Subject::Phrase)
    };
    match line.subject_before(at).or_else(far).or_else(reported)? {
        Subject::Phrase(source) => {
            // A base form that may be a noun wants a plural, a pronoun or an auxiliary before it.
            // Or quoted words: "“…,” the statement read".
            let quoted = || {
                line.follows_leading(source.start) && ends_here(line, nodes.end, sentence)
                    || line.is_word(at, "read") && line.quotation(nodes.end).is_some()
            };
            if form.inflection == Inflection::Base
                && (nominal || frames.has(Frames::WEAK))
                && !agrees_with_base(line, at, &source)
                && !quoted()
            {
                return None;
            }
            cue(Some(source), false)
        }
        Subject::Shared => {
            if form.inflection == Inflection::Base && nominal {
                return None;
            }
            shared(Some(last.clone().or_else(|| line.main_subject(sentence))?))
        }
    }
}

/// Whether the auxiliaries and adverbs before a verb deny it.
fn negated(line: &Line, at: usize, sentence: &Range<usize>) -> bool {
    let before = (sentence.start..at).rev().take_while(|&n| line.is(n, Class::ADV.or(Class::AUX).or(Class::HAVE)));
    before.into_iter().any(|n| {
        let word = line.word(n);
        word.ends_with("n't") || word.ends_with("n’t") || line.is_any(n, "not never cannot")
    })
}

/// A verb that the rules take for no cue, with the source it has if it is one: "was asked by Lee", "to say". What is
/// denied to have been said is no statement, whoever else counts it.
pub(super) fn loose_cue(line: &Line, at: usize, sentence: &Range<usize>, last: &Option<Range<usize>>) -> Option<Cue> {
    let form = line.token(at)?.verb?;
    let behind = (at + 1..sentence.end.min(at + 4)).map(|n| line.word(n));
    let (frames, particle) = lexicon::frames(form, behind)?;
    let nodes = at..at + 1 + particle;
    let before = |by: usize| at >= sentence.start + by;
    let without = before(1) && line.is_word(at - 1, "without");
    if negated(line, at, sentence)
        || without
        || before(2) && unsaid(line, at)
        || keeps_out_of_print(line, at, nodes.end)
        || names(line, at, nodes.end)
    {
        return None;
    }
    let past = matches!(form.inflection, Inflection::Past | Inflection::Participle);
    let passive = past && preceded_by(line, at, sentence, Class::BE);
    // "nobody who was asked about it": who it is, not what was said.
    if passive && before(2) && line.is_any(at - 2, "who that which") {
        return None;
    }
    let source = if passive || past && line.is_word(nodes.end, "by") {
        const BY: usize = 4;
        let by = (nodes.end..sentence.end.min(nodes.end + BY)).find(|&n| line.is_word(n, "by"));
        by.and_then(|by| line.phrase_at(by + 1))
    } else {
        match line.subject_before(at) {
            Some(Subject::Phrase(source)) => Some(source),
            Some(Subject::Shared) => last.clone(),
            None => None,
        }
    };
    Some(Cue { nodes, frames, inflection: form.inflection, source, inverted: false, shared: false })
}

/// "declined to say"
fn unsaid(line: &Line, at: usize) -> bool {
    at > 1 && line.is_word(at - 1, "to") && line.is_any(at - 2, UNSAID)
}

/// "an official who asked not to be named"
fn keeps_out_of_print(line: &Line, at: usize, behind: usize) -> bool {
    line.word(at).to_ascii_lowercase().starts_with("ask")
        && ["not", "to", "be"].iter().zip(behind..).all(|(w, n)| line.is_word(n, w))
}

/// "a song called “Home”": what the thing is named, not what is said of it.
fn names(line: &Line, at: usize, behind: usize) -> bool {
    line.is_any(at, "called dubbed titled")
        && line.is_quoted(behind + usize::from(line.is(behind, Class::DET)))
        && line.phrase_before(at).is_some_and(|p| line.is(p.start, Class::INDEFINITE))
}

/// Whether what stands at a node can open content, or end its clause: not a further noun or a preposition.
fn opens_content(line: &Line, node: usize, sentence: &Range<usize>) -> bool {
    const NEAR: usize = 10;
    node >= sentence.end
        || line.quotation(node).is_some()
        || line.token(node).is_some_and(|t| {
            matches!(t.shape, Shape::Mark(_))
                || t.is(Class::DET
                    .or(Class::PRONOUN)
                    .or(Class::OBJECT)
                    .or(Class::POSSESSIVE)
                    .or(Class::SUB)
                    .or(Class::ADV)
                    .or(Class::DAY))
                || t.is_capital()
                || line.quotes_within(node..sentence.end.min(node + NEAR))
                || line.is_word(node, "for")
                || line.is_word(node, "to")
        })
}

/// Whether an inverted source may end here: at a stop, a comma, a quotation, a dash, or an adjunct.
fn ends_here(line: &Line, node: usize, sentence: &Range<usize>) -> bool {
    node >= sentence.end
        || line.quotation(node).is_some()
        || line.token(node).is_some_and(|t| {
            matches!(t.shape, Shape::Mark(_))
                || t.is(Class::PREP.or(Class::DAY).or(Class::TIME).or(Class::WH).or(Class::ADV))
        })
}

fn agrees_with_base(line: &Line, at: usize, source: &Range<usize>) -> bool {
    if source.end < at {
        // An auxiliary or adverb stands between.
        return (source.end..at).any(|n| line.is(n, Class::AUX)) || plural(line, source);
    }
    plural(line, source)
}

fn plural(line: &Line, source: &Range<usize>) -> bool {
    let last = source.end - 1;
    line.is(last, Class::PLURAL.or(Class::FIRST).or(Class::GROUP))
        || line.is_word(last, "you")
        || line.word(last).ends_with('s')
            && (!line.token(last).is_some_and(Token::is_capital) || last == line.sentence_of(last).start)
        || source.clone().any(|n| line.is_word(n, "and"))
}

fn preceded_by(line: &Line, at: usize, sentence: &Range<usize>, class: Class) -> bool {
    let mut n = at;
    while n > sentence.start {
        n -= 1;
        if line.is(n, class) {
            return true;
        }
        if !line.is(n, Class::ADV.or(Class::AUX)) {
            return false;
        }
    }
    false
}

/// Where the forms of "be" before a participle start.
fn be_start(line: &Line, at: usize, sentence: &Range<usize>) -> usize {
    let mut n = at;
    while n > sentence.start
        && line.is(n - 1, Class::BE.or(Class::ADV).or(Class::AUX).or(Class::HAVE))
        && !line.is(n - 1, Class::PRONOUN)
    {
        n -= 1;
    }
    n
}

/// What is not said: "declined to say", "has yet to comment".
const UNSAID: &str = "declined refusal refused failed declines refuses unable reluctant yet not never want wants wanted \
    asked urged told nothing how what able have had enough free unwilling hesitant order try tries tried \
    trying plans planned expected likely";

/// "seemed to suggest", "was quick to say", "went on to add": the subject of what governs the infinitive.
fn infinitive_subject(line: &Line, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mut n = at;
    while n > sentence.start && line.is(n - 1, Class::ADV) {
        n -= 1;
    }
    if n < sentence.start + 2 || !line.is_word(n - 1, "to") {
        return None;
    }
    n -= 2;
    if line.is(n, Class::PREP) && n > sentence.start {
        n -= 1;
    }
    let governs = line.token(n)?;
    if !governs.is_word() || governs.is_capital() || line.is_any(n, UNSAID) {
        return None;
    }
    while n > sentence.start && line.is(n - 1, Class::BE) {
        n -= 1;
    }
    match line.subject_before(n)? {
        Subject::Phrase(source) => Some(source),
        Subject::Shared => line.main_subject(sentence),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn the_subject_is_found_over_what_stands_between() {
        for (text, source) in [
            ("Ann Lee, who has led the bank since May, said the fund was empty.", "Ann Lee"),
            ("Ann Lee, a fellow at the institute, on Tuesday said the fund was empty.", "Ann Lee"),
            ("On Monday, Ann Lee, 54, of Ware, said the fund was empty.", "Ann Lee"),
            ("A spokeswoman for the bank later also said the fund was empty.", "A spokeswoman for the bank"),
            ("“The fund is empty,” said Ann Lee, a banker.", "Ann Lee"),
            ("“The fund is empty,” said one former aide.", "one former aide"),
            ("The minister seemed to suggest that the fund was empty.", "The minister"),
            ("Ann Lee stopped me in the street to announce, “The fund is empty.”", "Ann Lee"),
        ] {
            assert_eq!(said(text).first().map(|s| s.source.as_str()), Some(source), "{text}");
        }
    }

    #[test]
    fn what_a_cue_governs_and_who_acted_before_is_its_subject() {
        for (text, source, content) in [
            ("Ann Lee is said to have called the fund “empty.”", "Ann Lee", "the fund “empty.”"),
            ("Roe, who felt it was “late,” called the mayor “a fool.”", "Roe", "the mayor “a fool.”"),
        ] {
            let found = said(text);
            let last = found.last().map(|s| (s.source.as_str(), s.cue.as_str(), s.content.as_str()));
            assert_eq!(last, Some((source, "called", content)), "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_cue_is_none() {
        for text in [
            "The State Department moved to Ware.",
            "Attacks on the town went on.",
            "Ann Lee was told to leave.",
            "Nobody who was asked about it thought that funny.",
            "Those who were asked whether the town was “safe” said no.",
            "Ann Lee did not say whether the fund was empty.",
            "Ann Lee declined to say why the fund was empty.",
            "His refusal to say why the fund was empty angered the town.",
            "A song called “Home” was played.",
            "The men went to a town called the “late town” of Ware.",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }
}
