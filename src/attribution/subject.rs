//! Subjects: whose act a verb of a line is.

use std::ops::Range;

use super::line::{Line, REACH};
use crate::lexicon::{Class, Inflection};
use crate::text::{Shape, Token, listed};

/// Who a verb's subject is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The nodes of the phrase that names it.
    Phrase(Range<usize>),
    /// That of the clause before ("… and added").
    Shared,
}

impl Subject {
    fn phrase(self) -> Option<Range<usize>> {
        match self {
            Subject::Phrase(phrase) => Some(phrase),
            Subject::Shared => None,
        }
    }
}

/// Words that stand between a verb's subject and the verb, and belong to neither.
const BETWEEN: Class = Class::ADV.or(Class::AUX).or(Class::HAVE);
const TIME: Class = Class::DAY.or(Class::MONTH).or(Class::TIME);
/// Words that make a clause of what they stand in.
const AUXILIARY: Class = Class::BE.or(Class::AUX).or(Class::HAVE);

impl Line<'_> {
    /// The subject of a verb whose own words start at `verb`: the noun phrase before it, over adverbs, auxiliaries,
    /// appositions and relative clauses.
    pub(super) fn subject_before(&self, verb: usize) -> Option<Subject> {
        let floor = self.sentence_of(verb).start;
        let mut at = self.over_adverbs(verb, floor);
        // "Ann Lee on Tuesday called": a time between.
        let timed = at;
        while at > floor
            && self.token(at - 1).is_some_and(|t| {
                t.is(Class::DAY.or(Class::MONTH))
                    || t.is(TIME) && t.shape == Shape::Lower
                    || t.shape == Shape::Number && self.is(at, TIME)
            })
        {
            at -= 1;
        }
        if at < timed && at > floor && self.is(at - 1, Class::PREP) {
            at -= 1;
        }
        at = self.over_adverbs(at, floor);
        if at == floor {
            return None;
        }
        if self.quotation(at - 1).is_some() && self.ends_with_comma(at - 1) {
            return self.subject_before_comma(at - 1, floor).map(Subject::Phrase);
        }
        let before = self.token(at - 1)?;
        if before.is(Class::PRONOUN) && !before.is(Class::WH) {
            return Some(Subject::Phrase(at - 1..at));
        }
        if listed("who which that", self.word(at - 1)) {
            let opened = at - 1 > floor && [',', '—', '('].iter().any(|&m| self.is_mark(at - 2, m));
            let end = at - 1 - usize::from(opened);
            let pronoun = || (end > floor && self.is(end - 1, Class::PRONOUN)).then(|| end - 1..end);
            return self.phrase_before(end).or_else(pronoun).map(Subject::Phrase);
        }
        if before.is(Class::CONJ) || self.is_word(at - 1, "then") {
            return Some(Subject::Shared);
        }
        if before.is_mark(',') {
            if at >= floor + 2 && self.is(at - 2, Class::CONJ) {
                return Some(Subject::Shared);
            }
            return self.subject_before_comma(at - 1, floor).map(Subject::Phrase);
        }
        if before.is_mark('—') {
            let open = (floor..at - 1).rev().take(REACH).find(|&n| self.is_mark(n, '—'))?;
            return self.phrase_before(open).map(Subject::Phrase);
        }
        // "Ann Lee at the time said"
        let governed = || {
            let phrase = self.phrase_before(at)?;
            let subject = self.governs(&phrase, floor)?;
            // "“…,” a farmer from the hills near Ware said"
            Some(if self.follows_leading(subject.start) { subject.start..phrase.end } else { subject })
        };
        let phrase = self.whom_a_clause_describes(at, floor).or_else(governed).or_else(|| self.phrase_before(at))?;
        let apposed = if self.is_mark(verb + 1, ',') { None } else { self.whom_it_stands_beside(phrase.start, floor) };
        Some(Subject::Phrase(apposed.unwrap_or_else(|| self.with_partner(phrase, floor))))
    }

    /// "Ann Lee, a member of the club at Ware said": who the last words before a verb describe, where a comma is missing.
    fn whom_it_stands_beside(&self, phrase: usize, floor: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 12;
        let part = |n: &usize| self.token(*n).is_some_and(Token::is_word) && !self.is_finite(*n);
        let first = (floor.max(phrase.saturating_sub(LONGEST))..phrase + 1).rev().take_while(part).last()?;
        let comma = first.checked_sub(1).filter(|&n| n > floor && self.is_mark(n, ','))?;
        let name = self.phrase_before(comma)?;
        let quoted = name.start > floor && self.quotation(name.start - 1).is_some();
        let describes = self.is(first, Class::INDEFINITE)
            || self.is(first, Class::ROLE) && self.token(first).is_some_and(|t| t.shape == Shape::Lower)
            || quoted && self.is(first, Class::DET);
        let named = |n: usize| {
            self.token(n).is_some_and(Token::is_capital)
                && !self.is(n, TIME.or(Class::DET).or(Class::PLACE).or(Class::ADV))
        };
        ((quoted || name.start == floor && name.len() > 1) && describes && name.clone().all(named)).then_some(name)
    }

    /// "the foreman, Gary Tull", "one of them, Ann Lee": a source that names nobody, with the name that stands beside it.
    #[inline(never)]
    pub(super) fn with_name(&self, source: Range<usize>) -> Range<usize> {
        const NO_NAME: Class = Class::DAY.or(Class::MONTH).or(Class::DET).or(Class::PLACE).or(Class::PRONOUN);
        let described = self.is(source.start, Class::DET) || source.clone().any(|n| self.is_possessive(n));
        // Up to its "of".
        let head = |p: &Range<usize>| p.clone().find(|&n| self.is(n, Class::PREP)).unwrap_or(p.end);
        let named = |p: &Range<usize>| {
            let last = head(p).max(p.start + 1) - 1;
            self.token(last).is_some_and(Token::is_capital) && !self.is(last, NO_NAME)
        };
        let mark = self.token(source.end).is_some_and(|t| matches!(t.shape, Shape::Mark(',' | '—')));
        let beside = mark && described && !named(&source);
        let name = if beside { self.phrase_at(source.end + 1) } else { None };
        // "the mayor of Ware, Ohio": behind a name, a word is none.
        let alone = head(&source) == source.end;
        let name = name.filter(|p| named(p) && (alone || head(p) > p.start + 1) && !self.is_finite(p.end));
        source.start..name.map_or(source.end, |p| p.end)
    }

    /// Who stands before a phrase and a preposition, at the start of a clause: "a man from Ware", "Ann Lee at the time".
    fn governs(&self, phrase: &Range<usize>, floor: usize) -> Option<Range<usize>> {
        const DEEP: usize = 3;
        let mut start = phrase.start;
        for _ in 0..DEEP {
            let prep =
                start.checked_sub(1).filter(|&n| n > floor && self.is(n, Class::PREP) && !self.is(n, Class::SUB))?;
            let subject = self.phrase_before(prep).filter(|_| !self.is_word(prep, "than"))?;
            if self.starts_clause(subject.start, floor) {
                return Some(subject);
            }
            start = subject.start;
        }
        None
    }

    /// "She and another reporter", "the mayor and the fire chief": a phrase with the one that "and" joins it to.
    fn with_partner(&self, phrase: Range<usize>, floor: usize) -> Range<usize> {
        const PEOPLE: Class = Class::ROLE.or(Class::GROUP).or(Class::ORG).or(Class::PRONOUN);
        let and = phrase.start.checked_sub(1).filter(|&n| n > floor && self.is_any(n, "and nor"));
        let other = and.and_then(|and| {
            let pronoun = self.is(and - 1, Class::PRONOUN).then(|| and - 1..and);
            let other = pronoun.or_else(|| self.phrase_before(and))?;
            let person = self.is(and - 1, PEOPLE) || self.token(and - 1).is_some_and(Token::is_capital);
            ((person || other.len() == 1) && self.starts_clause(other.start, floor)).then_some(other)
        });
        other.map_or(phrase.clone(), |p| p.start..phrase.end)
    }

    /// "said farmer and town strategist Ann Lee": the same, where the other stands behind.
    pub(super) fn with_next(&self, phrase: Range<usize>) -> Range<usize> {
        let person = self.is(phrase.end - 1, Class::ROLE) || self.token(phrase.end - 1).is_some_and(Token::is_capital);
        let other = (person && self.is_word(phrase.end, "and")).then(|| self.phrase_at(phrase.end + 1)).flatten();
        other.filter(|o| !self.is_finite(o.end)).map_or(phrase.clone(), |o| phrase.start..o.end)
    }

    /// Where the adverbs and auxiliaries start that end before `at`.
    fn over_adverbs(&self, mut at: usize, floor: usize) -> usize {
        // "has since said"
        let since = |n: usize| self.is_word(n, "since") && n > floor && self.is(n - 1, Class::HAVE);
        while at > floor
            && (self.is(at - 1, BETWEEN) && !self.is(at - 1, Class::PRONOUN)
                || self.is_short_verb(at - 1)
                || since(at - 1))
        {
            at -= 1;
        }
        at
    }

    /// "he's said", "she'd said": the end of a pronoun that is a verb.
    pub(super) fn is_short_verb(&self, node: usize) -> bool {
        self.is_any(node, "'s ’s 'd ’d 'll ’ll")
            && self.before(node).is_some_and(|t| t.is(Class::PRONOUN) && !t.is(Class::WH))
    }

    /// "The aide who carried the letter said", "Lawyers representing the family said": the subject, over a clause without
    /// commas that describes it.
    fn whom_a_clause_describes(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 16;
        let parts = |t: &Token| matches!(t.shape, Shape::Mark(',' | '—' | ';' | ':' | '(')) || t.is(Class::CONJ);
        let words = (floor.max(verb.saturating_sub(LONGEST))..verb)
            .rev()
            .take_while(|&n| self.token(n).is_some_and(|t| !parts(t)));
        let whose = words.clone().find_map(|n| {
            let mut clause = n + 1..verb;
            let opens = match self.word(n) {
                "who" => clause.any(|c| c == n + 1 && self.token(c).is_some_and(Token::is_word) || self.is_finite(c)),
                "whose" => clause.any(|c| self.is_finite(c)),
                "that" | "which" => n + 1 < verb && self.is_finite(n + 1),
                _ => false,
            };
            let subject = if opens { self.phrase_before(n) } else { None };
            subject.filter(|s| self.starts_clause(s.start, floor))
        });
        whose.or_else(|| self.who_is_doing(words.last()?, verb, floor))
    }

    /// "Lawyers representing the family said", "A man accused of theft said": who stands before a participle with an object
    /// or an adjunct.
    fn who_is_doing(&self, first: usize, verb: usize, floor: usize) -> Option<Range<usize>> {
        const OPENS: Class = Class::DET.or(Class::PREP).or(Class::PRONOUN);
        let doing = (first + 1..verb).find(|&n| {
            self.token(n).is_some_and(|t| t.shape == Shape::Lower && !t.is(Class::PREP))
                && (self.word(n).ends_with("ing") && self.token(n + 1).is_some_and(|t| t.is(OPENS) || t.is_capital())
                    || self.word(n).ends_with("ed") && self.is(n + 1, Class::PREP)
                    || self.token(n).is_some_and(|t| t.verb.is_some()) && self.is_word(n + 1, "by"))
        })?;
        let named = self.is(doing - 1, Class::GROUP.or(Class::ROLE).or(Class::ORG).or(Class::DOC))
            || self.word(doing - 1).ends_with('s');
        let people = named && self.token(doing - 1).is_some_and(|t| t.spaced && !t.is(TIME));
        let plain = (first..doing).all(|n| !self.is(n, Class::PREP.or(Class::SUB)) && !self.is_finite(n));
        let alone =
            (doing + 1..verb).all(|n| !self.is(n, Class::SUB) && (!self.is_finite(n) || self.is(n - 1, Class::DET)));
        (people && plain && alone && self.starts_clause(first, floor) && self.phrase_at(first).is_some())
            .then_some(first..doing)
    }

    /// Whether a clause may start at a node: the sentence does, or a conjunction or a mark stands before it.
    fn starts_clause(&self, node: usize, floor: usize) -> bool {
        node == floor
            || self.before(node).is_some_and(|t| t.is(Class::CONJ.or(Class::SUB)) || matches!(t.shape, Shape::Mark(_)))
            || self.quotation(node - 1).is_some()
    }

    /// Whether a finite verb stands at a node, as far as the lexicon and its ending tell.
    pub(super) fn is_finite(&self, node: usize) -> bool {
        self.token(node).is_some_and(|t| {
            t.is(AUXILIARY) && !self.is_possessive(node)
                || t.is(Class::PAST)
                || t.verb.is_some_and(|v| matches!(v.inflection, Inflection::Past | Inflection::Third))
                || t.shape == Shape::Lower && t.verb.is_none() && self.word(node).ends_with("ed")
        })
    }

    /// "Ann Lee, a fellow at the institute who left in May, said": the phrase before the comma that opens what the
    /// comma at `comma` closes.
    fn subject_before_comma(&self, comma: usize, floor: usize) -> Option<Range<usize>> {
        let named = |phrase: &Range<usize>| {
            phrase.clone().any(|n| self.token(n).is_some_and(Token::is_capital) && !self.is(n, Class::DET))
        };
        // "Rep. Ann Lee (Ware), said"
        if comma > floor
            && self.is_mark(comma - 1, ')')
            && let Some(phrase) = self.phrase_before(comma).filter(|p| named(p) && !self.is(p.start, Class::DET))
        {
            return Some(phrase);
        }
        // "The foreman, Gary Tull", but not "as part of his plea, Ann Lee, 54, said"
        let apposed = |p: &Range<usize>, end| {
            let free = p.start == floor || !self.is(p.start - 1, Class::PREP);
            free && self.with_name(p.clone()).end == end
        };
        let mut fallback = None;
        for open in (floor.max(comma.saturating_sub(REACH))..comma).rev() {
            if !self.is_mark(open, ',') {
                continue;
            }
            // "The party's leader, Bo Day, was late, said …": a clause of its own.
            if self.is(open + 1, AUXILIARY) && !(floor..open).any(|n| self.is(n, Class::WH)) {
                return None;
            }
            let pronoun = open > floor && self.is(open - 1, Class::PRONOUN) && !self.is(open - 1, Class::OBJECT);
            let Some(phrase) = (if pronoun { Some(open - 1..open) } else { self.phrase_before(open) }) else {
                continue;
            };
            // "the farmer and mother, who …", "A man from Ware, 54, said"
            let man = self.governs(&phrase, floor).filter(|p| !p.clone().any(|n| self.is_finite(n)));
            let whole = self.with_partner(man.map_or(phrase.start, |p| p.start)..phrase.end, floor);
            let phrase = if self.is(whole.start, Class::DET) { whole } else { phrase };
            let starts = self.starts_clause(phrase.start, floor);
            // "In May the foreman, Gary Tull, said"
            if !((starts || self.is(phrase.start - 1, TIME)) && apposed(&phrase, comma)) {
                // "Ann Lee, of Ware, Ohio, said": a place is where somebody is from.
                let place = phrase.len() == 1
                    && (self.is(phrase.start, Class::PLACE) || self.word(phrase.start).ends_with('.'));
                if !starts || place && phrase.start > floor {
                    continue;
                }
                if !pronoun && (!named(&phrase) || self.is(phrase.start, Class::INDEFINITE)) {
                    if self.is(phrase.start, Class::DET) || phrase.clone().any(|n| self.is(n, Class::GROUP)) {
                        fallback = Some(phrase);
                    }
                    continue;
                }
            }
            // "Ann Lee, the editor of Ware's paper, the Mail, said", "The foreman, Gary Tull, 54, said"
            let before = phrase.start.checked_sub(1).filter(|&n| n > floor && self.is_mark(n, ','));
            let beside = before.and_then(|n| self.phrase_before(n)).filter(|p| {
                let named = |n: usize| self.token(n).is_some_and(Token::is_capital) && !self.is(n, TIME.or(Class::DET));
                p.start == floor && p.len() > 1 && p.clone().all(named)
                    || self.starts_clause(p.start, floor) && apposed(p, phrase.end)
            });
            return Some(beside.unwrap_or(phrase));
        }
        fallback
    }

    /// The first noun phrase of a sentence that can be its subject: behind fronted adverbials.
    pub(super) fn main_subject(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        let mut at = sentence.start;
        for _ in 0..4 {
            while at < sentence.end && (self.is(at, Class::ADV.or(Class::CONJ)) || self.is_mark(at, ',')) {
                at += 1;
            }
            let adverbial = self.is(at, Class::PREP.or(Class::SUB))
                || self.token(at).is_some_and(|t| t.verb.is_some_and(|v| v.inflection != Inflection::Base))
                || self.fronted_time(at, sentence.end);
            if !adverbial {
                break;
            }
            at = (at..sentence.end.min(at + REACH)).find(|&n| self.is_mark(n, ','))? + 1;
        }
        (at < sentence.end).then(|| self.phrase_at(at)).flatten().map(|p| self.with_name(p))
    }

    /// The subject of the clause that ends before `end`, or of the sentence.
    pub(super) fn nearest_subject(&self, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let subject = self.clause_subject(end, sentence).or_else(|| self.main_subject(sentence));
        // "It is worth noting that …": nobody.
        subject.filter(|s| !(self.is_word(s.start, "it") && self.is(s.end, Class::BE) && s.end + 1 < end))
    }

    /// "Hours later, …", "Eight years ago, …", "This week, …": whether a time stands in front of a clause.
    pub(super) fn fronted_time(&self, at: usize, end: usize) -> bool {
        const LONGEST: usize = 6;
        let comma = (at..end.min(at + LONGEST)).find(|&n| self.is_mark(n, ','));
        let part = |n: usize| n == at || self.token(n).is_some_and(|t| !t.is_capital() || t.is(TIME));
        // "He died on Monday, Ann Lee said"
        let acts = |c| self.is_word(at, "that") || !self.is(at, Class::SUB) && (at..c).any(|n| self.is_finite(n));
        comma.is_some_and(|c| c > at && self.is(c - 1, TIME) && (at..c).all(part) && !acts(c))
    }

    /// Whose act the verb at a node is, be it finite, an infinitive or a participle.
    pub(super) fn actor(&self, verb: usize) -> Option<Range<usize>> {
        if self.is_word(verb + 1, "by") {
            return self.phrase_at(verb + 2);
        }
        let sentence = self.sentence_of(verb);
        if verb < sentence.start {
            return None; // a word of a dateline
        }
        let start = self.over_adverbs(verb, sentence.start);
        let participle = self.word(verb).ends_with("ing") && !(start..verb).any(|n| self.is(n, Class::BE));
        if participle && start == sentence.start {
            // "Disputing the figures, Ann Lee said …"
            let comma = (verb..sentence.end).find(|&n| self.is_mark(n, ','))?;
            return self.phrase_at(comma + 1);
        }
        let subject = if participle {
            // "as Ann Lee, disputing the figures, said …"; "with Ann Lee disputing them"
            let beside = self.phrase_before(start - usize::from(self.is_mark(start - 1, ',')));
            beside.filter(|p| self.starts_clause(p.start, sentence.start) || self.is_word(p.start - 1, "with"))
        } else if start > sentence.start && self.is_word(start - 1, "to") {
            None
        } else {
            self.subject_before(verb).and_then(Subject::phrase)
        };
        // Else whose act the verb before is: "Ann Lee wrote to dispute it, and denied …".
        let before = || (sentence.start..start).rev().filter(|&n| self.is_finite(n));
        let subject = subject.or_else(|| before().find_map(|n| self.subject_before(n).and_then(Subject::phrase)))?;
        // "A study by the institute"
        let by = self.phrase_at(subject.end + 1).filter(|_| self.is_word(subject.end, "by"));
        Some(self.with_name(subject.start..by.map_or(subject.end, |by| by.end)))
    }

    /// The subject of the clause that ends before `end`, where one opens within the sentence: "When Ann Lee left, the
    /// crowd stood up, shouting …".
    pub(super) fn clause_subject(&self, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        (sentence.start.max(end.saturating_sub(REACH))..end).rev().find_map(|n| {
            let opens = [',', '—', ';'].iter().any(|&m| self.is_mark(n, m))
                || self.is(n, Class::SUB) && !self.is_word(n, "that")
                || self.is(n, Class::CONJ) && self.before(n).is_some_and(|t| t.is_mark(','));
            let mut start = n + 1;
            while opens && self.is(start, Class::ADV) {
                start += 1;
            }
            let phrase = opens.then(|| self.phrase_at(start)).flatten().filter(|p| p.end < end)?;
            let mut verb = phrase.end;
            while self.is(verb, Class::ADV) {
                verb += 1;
            }
            let object =
                phrase.len() == 1 && self.is(phrase.start, Class::OBJECT) && !self.is(phrase.start, Class::PRONOUN);
            (!object && self.is_finite(verb)).then_some(phrase)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::said;

    #[test]
    fn a_subject_is_found_over_what_stands_between() {
        for (text, source) in [
            ("The aide who carried the letter said it was late.", "The aide"),
            ("The aide said the man who lost said it was late.", "The aide"),
            ("Hours later, Ann Lee left, saying it was late.", "Ann Lee"),
            ("When Bo Day sat, Ann Lee stood, saying it was late.", "Ann Lee"),
            ("On Monday, Rep. Ann Lee (Ware), said it was late.", "Rep. Ann Lee"),
            ("“It is late,” a farmer from the hills near Ware said.", "a farmer from the hills near Ware"),
            ("“It is late,” said one man involved in the talks.", "one man involved"),
            ("Ann Lee got up, saying it was late.", "Ann Lee"),
            ("It was then that Bo Day, who sat, said it was late.", "Bo Day"),
            ("The farmer and mother, who sat, said it was late.", "The farmer and mother"),
            ("He’s said it is late.", "He"),
            ("Lawyers representing the family said it was late.", "Lawyers"),
            ("People briefed on the talks in Ware said it was late.", "People"),
            ("The company that built the dam said it was late.", "The company"),
            ("Farmers whose land was flooded said it was late.", "Farmers"),
            ("A letter seen by the club said it was late.", "A letter"),
            ("The housing minister said it was late.", "The housing minister"),
            ("For someone who conceded that it was late, the hour was good.", "someone"),
            ("Ware state delegate Ann Lee, clad in red, said it was late.", "Ware state delegate Ann Lee"),
            ("The state fire marshal said it was late.", "The state fire marshal"),
            ("Two of the men said it was late.", "Two of the men"),
            ("She and another farmer said it was late.", "She and another farmer"),
            ("Current and former officials said it was late.", "Current and former officials"),
            ("“It is late,” said farmer and town strategist Ann Lee.", "farmer and town strategist Ann Lee"),
            ("The party’s leader, Bo Day, was late, said an official who sat.", "an official"),
        ] {
            assert_eq!(said(text).first().map(|s| s.source.as_str()), Some(source), "{text}");
        }
    }

    #[test]
    fn a_name_beside_a_role_is_part_of_the_source() {
        for (text, source) in [
            ("“It is late,” said the foreman, Gary Tull.", "the foreman, Gary Tull"),
            ("“It is late,” writes a reader, Ann Lee of Ware.", "a reader, Ann Lee of Ware"),
            ("“It is late,” said the company, Tull & Dent.", "the company, Tull & Dent"),
            ("“It is late,” said one of the owners, Gary Tull, 54.", "one of the owners, Gary Tull"),
            ("Her rival, the banker Gary Tull, said it was late.", "Her rival, the banker Gary Tull"),
            ("After the fire, the foreman, Gary Tull, said it was late.", "the foreman, Gary Tull"),
            ("In May the foreman, Gary Tull, said it was late.", "the foreman, Gary Tull"),
            ("The foreman, Gary Tull, 54, said it was late.", "The foreman, Gary Tull"),
            ("A roofer from Ware, Gary Tull, said it was late.", "A roofer from Ware, Gary Tull"),
            ("The mayor of Upham, Hants, said it was late.", "The mayor of Upham"),
            ("It was late, according to its owner, Gary Tull.", "its owner, Gary Tull"),
            ("As part of his plea, Gary Tull, 54, said it was late.", "Gary Tull"),
        ] {
            assert_eq!(said(text).first().map(|s| s.source.as_str()), Some(source), "{text}");
        }
    }
}
