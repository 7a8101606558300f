//! Interviews and transcripts: blocks that ask, blocks that answer, and turns under the name of who speaks.
//!
//! Their words stand without marks, so that only the article's build tells whose they are: labels before a colon
//! ("Q:", "LEE:"), or a row of questions that are blocks of their own, with answers in the first person behind them.

use std::ops::Range;

use super::draft::Draft;
use crate::article::BlockKind;
use crate::document::{Document, TokenBlock};
use crate::lexicon::Class;
use crate::text::{Shape, listed};

/// What a block is in an interview.
pub(super) enum Part {
    /// A question, a stage direction: nobody's statement.
    Aside,
    /// Somebody's words.
    Turn(Draft),
    /// The words go on with this block.
    More,
    /// Prose with quotations, behind this question.
    Behind(Range<usize>),
}

/// The turns of an article; none where it is no interview.
pub(super) struct Interview {
    /// For each block how it begins.
    labels: Vec<Option<Label>>,
    /// The last block that is labelled.
    last: usize,
    /// Whether answers are labelled.
    answered: bool,
    /// The question that is open.
    asked: Option<Range<usize>>,
    /// Whose turn it is: the block that says so.
    turn: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Question,
    Answer,
    Named,
}

/// "Q:", "LEE:", "SEN. ANN LEE (D-Ware), CANDIDATE:" at the start of a block; nothing before a question without a label.
#[derive(Clone, Copy)]
struct Label {
    role: Role,
    /// The tokens where the name ends, and where the words begin behind the mark.
    name: usize,
    words: usize,
}

/// How many labels make a transcript of an article, and how many questions an interview.
const LABELS: usize = 2;
const HEADINGS: usize = 2;
const QUESTIONS: usize = 3;
/// One label in so many stands before words that somebody said to somebody.
const TALKING: usize = 5;
/// How many blocks an answer may have, on average.
const LONG_ANSWER: usize = 8;
/// How many tokens a label, its name, a question of its own, and a stage direction may have.
const LONG_LABEL: usize = 14;
const LONG_NAME: usize = 4;
const LONG_QUESTION: usize = 120;
const LONG_DIRECTION: usize = 12;

impl Interview {
    pub(super) fn read(document: &Document) -> Interview {
        let mut labels = labels(document);
        // "Winners: …", "Losers: …": a list of things is no talk.
        let (mut count, mut talking) = (0, 0);
        for (block, label) in document.blocks.iter().zip(&labels) {
            count += usize::from(label.is_some());
            talking += usize::from(label.is_some_and(|l| l.role != Role::Named || is_talk(document, block)));
        }
        if count < LABELS || talking * TALKING < count {
            labels = questions(document);
        }
        let answered = labels.iter().flatten().any(|l| l.role == Role::Answer);
        let last = labels.iter().rposition(Option::is_some).unwrap_or(0);
        Interview { labels, last, answered, asked: None, turn: None }
    }

    /// What the next block is, if it belongs to the interview.
    pub(super) fn part(&mut self, document: &Document, number: usize) -> Option<Part> {
        let block = &document.blocks[number];
        let label_of = |block: Option<usize>| *self.labels.get(block?)?;
        let Some(label) = label_of(Some(number)) else {
            let role = label_of(self.turn)?.role;
            // Between labels all is talk, unless it reports what others said.
            let within = number < self.last && block.quotations.is_empty();
            let more = is_prose(block) && (role != Role::Named && within || is_talk(document, block));
            let part = match role {
                _ if is_direction(document, block) => Part::Aside,
                Role::Question if self.answered && is_prose(block) => {
                    self.asked.iter_mut().for_each(|a| a.end = block.tokens.end);
                    Part::Aside
                }
                // Only the questions are labelled.
                Role::Question
                    if is_prose(block)
                        && let Some(asked) = self.asked.take() =>
                {
                    match more {
                        true => Part::Turn(answer(block.tokens.clone(), Some(asked))),
                        false => Part::Behind(asked),
                    }
                }
                _ if more => {
                    self.asked.iter_mut().for_each(|a| a.end = block.tokens.end);
                    Part::More
                }
                _ => {
                    if role == Role::Named || number > self.last {
                        (self.asked, self.turn) = (None, None);
                    }
                    return None;
                }
            };
            return Some(part);
        };
        let words = label.words..block.tokens.end;
        let named = label.role == Role::Named;
        let text = |b: usize, l: Label| document.span(&(document.blocks[b].tokens.start..l.name)).of(document.text);
        // Who goes on answers no question of their own.
        let before = self.turn.replace(number).and_then(|b| Some((b, label_of(Some(b))?)));
        let goes_on = named && before.is_some_and(|(b, l)| l.role == Role::Named && text(b, l) == text(number, label));
        let question = self.asked.take();
        if label.role == Role::Question {
            // A question over several blocks.
            self.asked = Some(
                question.filter(|_| self.labels[number - 1].is_some()).map_or(words.start, |q| q.start)..words.end,
            );
            return Some(Part::Aside);
        }
        if named && ends_asking(document, &words) {
            self.asked = Some(words.clone());
        }
        let mut draft = answer(words, question.filter(|_| !goes_on));
        if named {
            draft.source = Some(block.tokens.start..label.name);
            draft.cue = Some(label.words - 1..label.words);
            draft.answers = false;
        }
        Some(Part::Turn(draft))
    }
}

fn labels(document: &Document) -> Vec<Option<Label>> {
    let mut labels: Vec<Option<Label>> = document.blocks.iter().map(|b| label(document, b)).collect();
    // The first block is the headline.
    labels.iter_mut().take(1).for_each(|l| *l = None);
    if !labels.iter().flatten().any(|l| l.role == Role::Question) {
        for b in 1..labels.len() {
            if labels[b].is_some_and(|l| l.role == Role::Answer) {
                if labels[b].is_some_and(|l| l.name == l.words) {
                    // "A. J. Lee" answers nothing.
                    labels[b] = None;
                } else if labels[b - 1].is_none() && is_prose(&document.blocks[b - 1]) {
                    labels[b - 1] = Some(question(&document.blocks[b - 1]));
                }
            }
        }
    }
    labels
}

fn label(document: &Document, block: &TokenBlock) -> Option<Label> {
    let start = block.tokens.start;
    // "DEAR ABBY: …" is whom a letter is to.
    if !is_prose(block) || document.is_word(start, "dear") {
        return None;
    }
    let first = document.word(start);
    let role = match first.trim_end_matches('.') {
        "Q" | "Question" => Role::Question,
        "A" | "Answer" => Role::Answer,
        _ => Role::Named,
    };
    let mut words = start + 1;
    let mut name = words;
    if role == Role::Named || !first.ends_with('.') {
        let colon = (start..block.tokens.end.min(start + LONG_LABEL)).find(|&t| document.tokens[t].is_mark(':'))?;
        words = colon + 1;
        name = (start..colon).find(|&t| !document.tokens[t].is_capital()).unwrap_or(colon);
        let described = document.tokens[start].shape == Shape::Upper
            && matches!(document.tokens[name].shape, Shape::Mark(',' | '(' | '['));
        let long = name > start + 1 || first.len() > 1 || role != Role::Named;
        if name == start || name > start + LONG_NAME || !(described || name == colon) || !long {
            return None;
        }
    }
    // "Lee: “It is late.”" is read with its marks.
    let quoted = document.quotations[block.quotations.clone()].first().is_some_and(|q| q.tokens.start == words);
    (words < block.tokens.end && !(quoted && role == Role::Named)).then_some(Label { role, name, words })
}

/// The blocks that are questions, where there are enough for an interview, with "you" in them and "I" behind them.
fn questions(document: &Document) -> Vec<Option<Label>> {
    let asks = |block: &TokenBlock| {
        let asks = matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph)
            && block.quotations.is_empty()
            && block.tokens.len() <= LONG_QUESTION
            && (ends_asking(document, &block.tokens) || bids(document, &block.tokens));
        asks.then(|| question(block))
    };
    let mut asked: Vec<Option<Label>> = document.blocks.iter().map(asks).collect();
    asked.iter_mut().take(1).for_each(|l| *l = None);
    let (mut headings, mut count, mut to_you, mut by_me, mut from) = (0, 0, 0, 0, 0);
    for b in 1..asked.len() {
        let (block, next) = (&document.blocks[b - 1], &document.blocks[b]);
        if asked[b - 1].is_some() && asked[b].is_none() && next.kind != BlockKind::Heading {
            if count == 0 {
                from = b;
            }
            count += 1;
            headings += usize::from(block.kind == BlockKind::Heading);
            to_you += usize::from(bids(document, &block.tokens) || says(document, block, is_you));
            by_me += usize::from(says(document, next, is_me));
        }
    }
    // A column asks its readers now and then.
    let enough = (headings >= HEADINGS || count >= QUESTIONS) && count * LONG_ANSWER > asked.len() - from;
    if !(enough && to_you * 3 >= count && by_me * 2 >= count) {
        asked.clear();
    }
    asked
}

fn question(block: &TokenBlock) -> Label {
    Label { role: Role::Question, name: block.tokens.start, words: block.tokens.start }
}

fn answer(words: Range<usize>, question: Option<Range<usize>>) -> Draft {
    Draft { content: vec![words], verbatim: true, answers: true, question, ..Draft::default() }
}

fn is_prose(block: &TokenBlock) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) && !block.tokens.is_empty()
}

/// Whether a block has such a word outside its quotations.
fn says(document: &Document, block: &TokenBlock, is: fn(&Document, usize) -> bool) -> bool {
    let mut from = block.tokens.start;
    for quotation in &document.quotations[block.quotations.clone()] {
        if (from..quotation.tokens.start).any(|t| is(document, t)) {
            return true;
        }
        from = quotation.tokens.end;
    }
    (from..block.tokens.end).any(|t| is(document, t))
}

/// Whether a block is in somebody's own words: "I", "we", "you", or a question.
fn is_talk(document: &Document, block: &TokenBlock) -> bool {
    says(document, block, |d, t| d.tokens[t].is(Class::FIRST) || is_you(d, t)) || ends_asking(document, &block.tokens)
}

fn is_me(document: &Document, token: usize) -> bool {
    document.tokens[token].is(Class::FIRST) && !document.tokens[token].is(Class::PLURAL)
}

fn is_you(document: &Document, token: usize) -> bool {
    document.is_word(token, "you") || document.is_word(token, "your")
}

/// "Tell me about the boats."
fn bids(document: &Document, words: &Range<usize>) -> bool {
    const LONGEST: usize = 30;
    (2..LONGEST).contains(&words.len())
        && listed("Tell Describe Explain Talk", document.word(words.start))
        && document.tokens[words.start + 1].is(Class::FIRST.or(Class::DET).or(Class::PREP).or(Class::WH))
}

fn ends_asking(document: &Document, words: &Range<usize>) -> bool {
    words.end > words.start && document.tokens[words.end - 1].is_mark('?')
}

/// "[Laughter]", "(END VIDEO CLIP.)", "…"
fn is_direction(document: &Document, block: &TokenBlock) -> bool {
    let first = document.tokens[block.tokens.clone()].first();
    block.tokens.len() <= LONG_DIRECTION && first.is_some_and(|t| matches!(t.shape, Shape::Mark('(' | '[' | '…')))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, statement};

    #[test]
    fn turns_name_their_source_before_a_colon() {
        let text = "The inquest.\n\nCLERK: Was it late?\n\nLEE: It was.";
        assert_eq!(said(text), [statement("CLERK", ":", "Was it late?"), statement("LEE", ":", "It was.")]);
        assert_eq!(said("The inquest.\n\nNote: It was late."), []);
        assert_eq!(said("The pier.\n\nHeight: ninety feet.\n\nAge: six years."), []);
    }

    /// Each answer, and the question before it.
    fn answers(text: &str) -> Vec<(String, String)> {
        let report = crate::analyse(&crate::Article::from_text(text));
        let words = |span: crate::text::Span| span.of(text).to_owned();
        report.attributions.iter().filter_map(|a| Some((words(a.question?), words(a.content[0])))).collect()
    }

    #[test]
    fn an_answer_has_its_question_and_a_question_is_no_statement() {
        let wanted = [("Are you late?".to_owned(), "I am.".to_owned())];
        for text in [
            "Ann Lee is a clerk.\n\nQ: Are you late?\n\nA: I am.",
            "Ann Lee is a clerk.\n\nQ. Are you late?\n\nA. I am.",
            "Ann Lee is a clerk.\n\nAre you late?\n\nA: I am.",
            "Ann Lee is a clerk.\n\nThe Post: Are you late?\n\nAL: I am.",
        ] {
            assert_eq!(answers(text), wanted, "{text}");
        }
        assert_eq!(answers("Ann Lee is a clerk.\n\nAre you late?\n\nI am."), [], "one question makes no interview");
    }
}
