//! Interviews and transcripts: blocks that ask, blocks that answer, and turns under the name of who speaks.
//!
//! Their words stand without marks, so that only the article's build tells whose they are: labels before a colon
//! ("Q:", "LEE:"), or a row of questions that are blocks of their own, with answers in the first person behind them.

use std::ops::Range;

use super::frame::Draft;
use crate::article::BlockKind;
use crate::document::{Document, TokenBlock};
use crate::lexicon::Class;
use crate::text::{Shape, lower};

/// What a block is in an interview.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A question, a stage direction: nobody's statement.
    Aside,
    /// Somebody's words.
    Turn(Draft),
    /// The words go on, here.
    More(Range<usize>),
    /// Prose with quotations, behind a question.
    Behind(Range<usize>),
}

/// How many labels make a transcript of an article, and how many questions an interview.
const LABELS: usize = 2;
/// One label in so many stands before words that somebody said to somebody.
const TALKING: usize = 5;
const HEADINGS: usize = 2;
const QUESTIONS: usize = 3;
/// How many blocks an answer may have, on average.
const LONG_ANSWER: usize = 8;
/// How many tokens a label and a question of its own may have.
const LONG_LABEL: usize = 14;
const LONG_QUESTION: usize = 120;

/// For each block what it is in an interview; nothing where the article is none.
pub(super) fn read(document: &Document) -> Vec<Option<Part>> {
    let mut labels: Vec<_> = document.blocks.iter().map(|b| label(document, b)).collect();
    // The first block is the headline; "A. J. Lee" answers nothing.
    labels.iter_mut().take(1).for_each(|l| *l = None);
    let asked = labels.iter().flatten().any(|l| l.role == Role::Question);
    for label in labels.iter_mut().filter(|_| !asked) {
        label.take_if(|l| l.role == Role::Answer && l.mark == l.name);
    }
    let labelled = || document.blocks.iter().zip(&labels).filter_map(|(b, l)| Some((b, l.as_ref()?)));
    // "Winners: …", "Losers: …": a list of things is no talk.
    let talks = |(block, label): &(&TokenBlock, &Label)| label.role != Role::Named || is_talk(document, block);
    let count = labelled().count();
    if count >= LABELS && labelled().filter(talks).count() * TALKING >= count {
        return turns(document, &labels);
    }
    questions(document).map_or_else(Vec::new, |asked| answers(document, &asked))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Question,
    Answer,
    Named,
}

/// "Q:", "LEE:", "SEN. ANN LEE (D-Ware), CANDIDATE:" at the start of a block.
struct Label {
    role: Role,
    name: Range<usize>,
    mark: Range<usize>,
    words: Range<usize>,
}

fn label(document: &Document, block: &TokenBlock) -> Option<Label> {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
        return None;
    }
    let tokens = &block.tokens;
    let near = tokens.start..tokens.end.min(tokens.start + LONG_LABEL);
    let first = document.tokens.get(near.start).filter(|_| !near.is_empty())?;
    let role = match document.word(near.start) {
        "Q" | "Q." | "Question" => Role::Question,
        "A" | "A." | "Answer" => Role::Answer,
        _ => Role::Named,
    };
    let stopped = role != Role::Named && document.word(near.start).ends_with('.');
    let mark = match stopped {
        true => near.start..near.start + 1,
        false => near.clone().find(|&t| document.tokens[t].is_mark(':')).map(|t| t..t + 1)?,
    };
    let words = mark.end..tokens.end;
    let name = near.start..(near.start..mark.end).find(|&t| !document.tokens[t].is_word()).unwrap_or(mark.end);
    let short = match role {
        Role::Named => {
            let capital = |t: usize| document.tokens[t].is_capital();
            let described = name.end == mark.start
                || first.shape == Shape::Upper
                    && matches!(document.tokens[name.end].shape, Shape::Mark(',' | '(' | '['));
            name.len() <= 4 && name.clone().all(capital) && described && (name.len() > 1 || first.span.len() > 1)
        }
        Role::Question | Role::Answer => stopped || mark.start == near.start + 1,
    };
    // "Lee: “It is late.”" is read with its marks.
    let quoted = document.quotations[block.quotations.clone()].first().is_some_and(|q| q.tokens.start == words.start);
    (short && !words.is_empty() && !(quoted && role == Role::Named)).then_some(Label { role, name, mark, words })
}

/// The parts of an article in which turn follows turn.
fn turns(document: &Document, labels: &[Option<Label>]) -> Vec<Option<Part>> {
    let last = labels.iter().rposition(Option::is_some).unwrap_or(0);
    let asks = |l: &Option<Label>| l.as_ref().is_some_and(|l| l.role == Role::Question);
    let answers = |l: &Option<Label>| l.as_ref().is_some_and(|l| l.role == Role::Answer);
    let only_answers = !labels.iter().any(asks);
    let answered = labels.iter().any(answers);
    let mut parts: Vec<Option<Part>> = Vec::with_capacity(labels.len());
    // The words of the turn before, and whether they ask; the words of the question that is open.
    let mut asked: Option<Range<usize>> = None;
    let mut speaking: Option<(Role, String)> = None;
    for (number, (block, label)) in document.blocks.iter().zip(labels).enumerate() {
        let part = match label {
            Some(label) => {
                let question = asked.take();
                let asks =
                    label.role == Role::Question || label.role == Role::Named && ends_asking(document, &label.words);
                asked = asks.then(|| label.words.clone());
                let name = lower(document.span(&label.name).of(document.text));
                let own = speaking.replace((label.role, name)).is_some_and(|s| Some(&s) == speaking.as_ref());
                match label.role {
                    Role::Question => Some(Part::Aside),
                    role => Some(Part::Turn(Draft {
                        content: vec![label.words.clone()],
                        source: (role == Role::Named).then(|| label.name.clone()),
                        cue: (role == Role::Named).then(|| label.mark.clone()),
                        verbatim: true,
                        answers: role == Role::Answer,
                        question: question.filter(|_| !own),
                        ..Draft::default()
                    })),
                }
            }
            // Only the answers are labelled.
            None if only_answers && labels.get(number + 1).is_some_and(answers) => {
                asked = Some(asked.map_or(block.tokens.start, |a| a.start)..block.tokens.end);
                speaking = None;
                Some(Part::Aside)
            }
            None if is_direction(document, block) => speaking.is_some().then_some(Part::Aside),
            None if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) => None,
            None => match &speaking {
                Some((Role::Question, _)) if answered => {
                    asked = asked.map(|a| a.start..block.tokens.end);
                    Some(Part::Aside)
                }
                // Only the questions are labelled.
                Some((Role::Question, _)) if asked.is_some() && (number < last || is_talk(document, block)) => {
                    speaking = Some((Role::Answer, String::new()));
                    Some(Part::Turn(answer(block.tokens.clone(), asked.take())))
                }
                Some((Role::Answer, _)) if number < last || is_talk(document, block) => {
                    Some(Part::More(block.tokens.clone()))
                }
                Some((Role::Named, _)) if is_talk(document, block) => {
                    asked = asked.map(|a| a.start..block.tokens.end);
                    Some(Part::More(block.tokens.clone()))
                }
                _ => None,
            },
        };
        if part.is_none() {
            (asked, speaking) = (None, None);
        }
        parts.push(part);
    }
    parts
}

/// The blocks that are questions, where there are enough for an interview, with "you" in them and "I" behind them.
fn questions(document: &Document) -> Option<Vec<bool>> {
    let asks = |b: &TokenBlock| {
        matches!(b.kind, BlockKind::Heading | BlockKind::Paragraph)
            && b.quotations.is_empty()
            && b.tokens.len() <= LONG_QUESTION
            && (ends_asking(document, &b.tokens) || bids(document, &b.tokens))
    };
    let mut asked: Vec<bool> = document.blocks.iter().map(asks).collect();
    if let Some(first) = asked.first_mut() {
        *first = false;
    }
    let from = asked.iter().position(|a| *a)?;
    let (mut headings, mut count, mut to_you, mut by_me) = (0, 0, 0, 0);
    for (b, block) in document.blocks.iter().enumerate().filter(|(b, _)| asked[*b]) {
        let next = document.blocks.get(b + 1).filter(|n| !asked[b + 1] && n.kind != BlockKind::Heading);
        let Some(next) = next else { continue };
        count += 1;
        headings += usize::from(block.kind == BlockKind::Heading);
        to_you += usize::from(bids(document, &block.tokens) || outside(document, block).any(|t| is_you(document, t)));
        by_me += usize::from(outside(document, next).any(|t| is_me(document, t)));
    }
    let enough = headings >= HEADINGS || count >= QUESTIONS;
    // A column asks its readers now and then.
    let enough = enough && count * LONG_ANSWER >= asked.len() - from;
    (enough && to_you * 3 >= count && by_me * 2 >= count).then_some(asked)
}

/// The parts of an article in which answers stand behind questions that are blocks of their own.
fn answers(document: &Document, asked: &[bool]) -> Vec<Option<Part>> {
    let last = asked.iter().rposition(|a| *a).unwrap_or(0);
    let mut parts: Vec<Option<Part>> = Vec::with_capacity(asked.len());
    let mut question: Option<Range<usize>> = None;
    let mut speaks = false;
    for (number, (block, asks)) in document.blocks.iter().zip(asked).enumerate() {
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) && !block.tokens.is_empty();
        let talks = || outside(document, block).any(|t| document.tokens[t].is(Class::FIRST));
        let part = if *asks {
            question = Some(match question.take() {
                Some(before) => before.start..block.tokens.end,
                None => block.tokens.clone(),
            });
            speaks = false;
            Some(Part::Aside)
        } else if !prose {
            None
        } else if let Some(question) = question.take() {
            speaks = block.quotations.is_empty() || talks();
            Some(match speaks {
                true => Part::Turn(answer(block.tokens.clone(), Some(question))),
                false => Part::Behind(question),
            })
        } else if speaks && (number < last && block.quotations.is_empty() || talks()) {
            Some(Part::More(block.tokens.clone()))
        } else {
            None
        };
        parts.push(part);
    }
    parts
}

fn answer(words: Range<usize>, question: Option<Range<usize>>) -> Draft {
    Draft { content: vec![words], verbatim: true, answers: true, question, ..Draft::default() }
}

/// The tokens of a block that stand in no quotation.
fn outside<'d>(document: &'d Document, block: &'d TokenBlock) -> impl Iterator<Item = usize> + 'd {
    let mut quotations = document.quotations[block.quotations.clone()].iter().peekable();
    block.tokens.clone().filter(move |t| {
        while quotations.next_if(|q| q.tokens.end <= *t).is_some() {}
        quotations.peek().is_none_or(|q| *t < q.tokens.start)
    })
}

/// Whether a block is in somebody's own words: "I", "we", "you", or a question.
fn is_talk(document: &Document, block: &TokenBlock) -> bool {
    outside(document, block).any(|t| document.tokens[t].is(Class::FIRST) || is_you(document, t))
        || ends_asking(document, &block.tokens)
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
        && ["Tell", "Describe", "Explain", "Talk"].iter().any(|w| document.is_word(words.start, w))
        && document.tokens[words.start + 1].is(Class::FIRST.or(Class::DET).or(Class::PREP).or(Class::WH))
}

fn ends_asking(document: &Document, words: &Range<usize>) -> bool {
    words.end > words.start && document.tokens[words.end - 1].is_mark('?')
}

/// "[Laughter]", "(END VIDEO CLIP.)", "…"
fn is_direction(document: &Document, block: &TokenBlock) -> bool {
    let mut tokens = document.tokens[block.tokens.clone()].iter();
    let opens = tokens.clone().next().is_some_and(|t| matches!(t.shape, Shape::Mark('(' | '[')));
    let closes = tokens.clone().rev().find(|t| !t.is_mark('.'));
    opens && closes.is_some_and(|t| matches!(t.shape, Shape::Mark(')' | ']')))
        || tokens.all(|t| matches!(t.shape, Shape::Mark(_)))
}
