//! What no cue of its own introduces: quotations that go on with a speaker of the paragraph or of the one before.

use std::ops::Range;

use super::draft::Draft;
use super::line::{Line, is_quotation_mark};
use super::post::signer;
use crate::article::BlockKind;
use crate::document::{Document, TokenBlock};
use crate::lexicon::Class;
use crate::order::by_place;
use crate::text::{Shape, Token};

/// How likely who signs or announces a quotation says it: seven of ten do in annotated articles.
const SIGNED: f32 = 0.45;

/// What the paragraphs read so far hand on to the next.
#[derive(Default)]
pub(super) struct Context {
    /// "He added:" at the end of the block before.
    announced: Option<Draft>,
    /// The last attribution, by its index in the article, if it can go on in the next block.
    pub(super) last: Option<usize>,
    /// The attribution, by its index in the article, of a quotation that ends the block before and has no source.
    pub(super) unsigned: Option<usize>,
    /// The attribution, by its index in the article, of the quotation that the block before left open.
    pub(super) open: Option<usize>,
}

/// "Lee: We will win": a headline that names its source before a colon.
pub(super) fn headline(line: &Line) -> Option<Draft> {
    // "‘We will win’: Lee promises more": the words come first.
    if line.quotation(0).is_some() && line.is_mark(1, ':') {
        let mut source = line.phrase_at(2).filter(|s| line.token(s.start).is_some_and(Token::is_capital))?;
        // "Lee promises" may be two nouns.
        let is_verb = |n: &usize| line.token(*n).is_some_and(|t| t.verb.is_some());
        source.end = (source.start + 1..source.end).find(is_verb).unwrap_or(source.end);
        return Some(Draft {
            content: vec![line.tokens(&(0..1))],
            source: Some(line.tokens(&source)),
            cue: Some(line.tokens(&(1..2))),
            ..Draft::default()
        });
    }
    // Behind a time of day.
    let start = line.sentences.first()?.start;
    let colon = (start + 1..line.nodes.len().min(start + 8)).find(|&n| line.is_mark(n, ':'))?;
    let source = line.phrase_before(colon).filter(|s| s.start == start)?;
    let named = line.token(source.end - 1).is_some_and(|t| t.is_capital() || t.is(Class::ROLE));
    let rest = colon + 1..line.nodes.len();
    (named && rest.len() >= 2).then(|| Draft {
        content: vec![line.tokens(&rest)],
        source: Some(line.tokens(&source)),
        cue: Some(line.tokens(&(colon..colon + 1))),
        ..Draft::default()
    })
}

/// "Ann Lee, minister: “We try.”": a block that names its source before a colon.
pub(super) fn turn(line: &Line) -> Option<Draft> {
    const NAMING: usize = 16;
    // Behind a time of day.
    let start = line.sentences.first()?.start;
    let colon = (start + 1..line.nodes.len().min(start + NAMING)).find(|&n| line.is_mark(n, ':'))?;
    let source = line.phrase_at(start).filter(|s| s.end <= colon)?;
    let named = source.clone().all(|n| line.token(n).is_some_and(|t| !t.is(Class::PRONOUN)))
        && source.clone().any(|n| line.token(n).is_some_and(|t| t.is_capital() && !t.is(Class::DET)));
    let described = source.end == colon || line.is_mark(source.end, ',') || line.is(source.end, Class::PREP);
    let verb = (source.end..colon)
        .any(|n| line.is_cue(n, n).is_some() || line.is(n, Class::BE.or(Class::AUX).or(Class::HAVE)));
    if !named || !described || verb {
        return None;
    }
    let mut end = colon + 1;
    while line.quotation(end).is_some() {
        end += 1;
    }
    let (source, cue) = owner(line, source, colon);
    (end > colon + 1).then(|| Draft {
        content: vec![line.tokens(&(colon + 1..end))],
        source: Some(line.tokens(&source)),
        cue: Some(line.tokens(&cue)),
        ..Draft::default()
    })
}

/// "Lee's reply: “…”": who owns the noun that stands before a colon, and the noun; else the phrase, and the colon.
fn owner(line: &Line, phrase: Range<usize>, colon: usize) -> (Range<usize>, Range<usize>) {
    let of = phrase.clone().find(|&n| line.is_possessive(n)).filter(|_| line.is(phrase.end - 1, Class::NOUN));
    match of {
        Some(of) if phrase.end == colon && of > phrase.start => (phrase.start..of, phrase.end - 1..colon),
        _ => (phrase, colon..colon + 1),
    }
}

/// Gives the block's leftover quotations to the attributions around them.
pub(super) fn attach(line: &Line, block: &TokenBlock, drafts: &mut Vec<Draft>, context: &mut Context) {
    let document = line.document;
    let verbatim = block.kind == BlockKind::Quote && block.quotations.is_empty() && !block.tokens.is_empty();
    if let Some(mut draft) = context.announced.take() {
        draft.announces = false;
        if verbatim {
            drafts.clear();
            drafts.push(Draft { content: vec![block.tokens.clone()], verbatim, ..draft });
        } else if line.quotation(0).is_some() {
            draft.content.push(line.tokens(&(0..1)));
            drafts.push(draft);
        }
    }
    let outer_words = line.nodes.iter().enumerate().filter(|(n, _)| line.token(*n).is_some_and(Token::is_word)).count();

    // Quotations that a cue has claimed already, and the drafts by where they end: each is passed once.
    let first = block.quotations.start;
    let held = |d: &Draft| {
        let quotations = &document.quotations[block.quotations.clone()];
        d.content
            .iter()
            .flat_map(|r| {
                let from = quotations.partition_point(|q| q.tokens.end <= r.start);
                let to = quotations.partition_point(|q| q.tokens.start < r.end);
                from..to.max(from)
            })
            .collect::<Vec<_>>()
    };
    let mut claimed = vec![false; block.quotations.len()];
    let mut ending: Vec<(usize, usize, bool)> = Vec::new();
    for (i, draft) in drafts.iter().enumerate() {
        let held = held(draft);
        if let Some(end) = draft.content.iter().map(|r| r.end).max().filter(|_| draft.source.is_some()) {
            ending.push((end, i, !held.is_empty()));
        }
        held.into_iter().for_each(|q| claimed[q] = true);
    }
    by_place(&mut ending, |e| (e.0, e.1));
    let mut ending = ending.into_iter().peekable();
    let mut starting: Vec<(usize, usize)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| d.source.is_some())
        .filter_map(|(i, d)| Some((d.content.iter().map(|r| r.start).min()?, i)))
        .collect();
    by_place(&mut starting, |s| *s);
    let (mut last, mut last_quoting) = (None, None);

    for node in 0..line.nodes.len() {
        let Some(q) = line.quotation(node) else { continue };
        let range = document.quotations[q].tokens.clone();
        if node == 0
            && !claimed[q - first]
            && let Some(draft) = labelled(document, &range)
        {
            drafts.push(draft);
            continue;
        }
        while let Some((_, i, quoting)) = ending.next_if(|e| e.0 <= range.start) {
            last = Some(i);
            last_quoting = if quoting { Some(i) } else { last_quoting };
        }
        let heading = outer_words == 0 && context.open.is_none() && is_heading(line, node);
        if claimed[q - first]
            || heading
            || block.kind != BlockKind::Quote && !is_speech(line, node, last_quoting.is_some())
        {
            continue;
        }
        // The nearest attribution of quoted words in the paragraph before it, else any before, else the next one.
        let behind = || {
            let next = starting.get(starting.partition_point(|s| s.0 < range.end))?.1;
            (node == 0 || line.quotation(node - 1).is_some()).then_some(next)
        };
        let said =
            || signature(line, node + 1).or_else(|| announced_by(line, node)).or_else(|| unknown_verb(line, node));
        if let Some((source, cue)) = said() {
            drafts.push(Draft {
                content: vec![range],
                source: Some(source),
                cue: Some(cue),
                likely: Some(SIGNED),
                ..Draft::default()
            });
            last_quoting = Some(drafts.len() - 1);
            continue;
        }
        if let Some(i) = last_quoting {
            drafts[i].content.push(range);
            continue;
        }
        if let Some(i) = last {
            // What was said in other words and what is quoted are two statements of one source.
            drafts.push(Draft { content: vec![range], ..drafts[i].clone() });
            last_quoting = Some(drafts.len() - 1);
            continue;
        }
        if let Some(i) = behind() {
            drafts[i].content.push(range);
            continue;
        }
        if let Some(source) = actor(line, node) {
            drafts.push(Draft { content: vec![range], source: Some(source), ..Draft::default() });
            last_quoting = Some(drafts.len() - 1);
            continue;
        }
        let joins = node == 0 && context.open.is_some();
        let continues = context.last.filter(|_| node == 0 && outer_words == 0 && !joins);
        if continues.is_none() && !joins && range.len() < 8 {
            continue;
        }
        drafts.push(Draft { content: vec![range], continues, ..Draft::default() });
    }
    drafts.iter_mut().for_each(|d| by_place(&mut d.content, |r| (r.start, 0)));

    if context.open.is_some() && line.quotation(0).is_some() {
        let start = line.tokens(&(0..1)).start;
        if let Some(draft) = drafts.iter_mut().find(|d| d.content.iter().any(|r| r.contains(&start))) {
            draft.joins = true;
        }
    }
    context.announced = drafts.iter().position(|d| d.announces).map(|i| drafts.remove(i));
    drafts.retain(|d| !d.content.is_empty());
    if drafts.is_empty() && outer_words > 0 {
        context.last = None;
    }
}

/// "— Ann Lee, farmer" from a node to the end of the block, behind a quotation or a block of its own: its source, and the
/// dash.
pub(super) fn signature(line: &Line, dash: usize) -> Option<(Range<usize>, Range<usize>)> {
    let rest = dash..line.nodes.len();
    line.token(dash).filter(|t| matches!(t.shape, Shape::Mark('—' | '-')) && !line.quotes_within(rest.clone()))?;
    let tokens = line.tokens(&rest);
    Some((signer(line.document, &tokens)?, tokens.start..tokens.start + 1))
}

/// "“Never!” purred Ann Lee", "“Never!” Ann Lee purred": who says the quotation of a node with a verb that the lexicon
/// does not know, and the verb.
fn unknown_verb(line: &Line, node: usize) -> Option<(Range<usize>, Range<usize>)> {
    let beyond = |n: usize| line.token(n).is_none_or(|t| !t.is_word() || t.is(Class::PREP));
    let verb =
        |n: usize| line.is_finite(n) && !line.is(n, Class::BE.or(Class::AUX).or(Class::HAVE)) && !line.is_possessive(n);
    let named = |p: &Range<usize>| line.token(p.end - 1).is_some_and(Token::is_capital);
    if !line.leads_on(node) || !line.opens_sentence(node) || line.names_a_work(node) {
        return None;
    }
    let before =
        line.phrase_at(node + 1).filter(|p| named(p) && verb(p.end) && beyond(p.end + 1)).map(|p| (p.clone(), p.end));
    let (source, verb) = before.or_else(|| {
        let behind = line.phrase_at(node + 2).filter(|p| verb(node + 1) && named(p) && beyond(p.end))?;
        Some((behind, node + 1))
    })?;
    Some((line.tokens(&source), line.tokens(&(verb..verb + 1))))
}

/// "Ann Lee shook her head. “Never.”": the person whom the sentence right before the quotation of a node is about.
fn actor(line: &Line, node: usize) -> Option<Range<usize>> {
    if node == 0
        || node != line.sentence_of(node).start
        || line.quotation(node - 1).is_some()
        || line.names_a_work(node)
    {
        return None;
    }
    let before = line.sentence_of(node - 1);
    let person = |p: &Range<usize>| {
        let named = |t: &Token| t.is_capital() && !t.is(Class::DET.or(Class::PRONOUN));
        p.start == before.start && line.token(p.start).is_some_and(|t| t.is(Class::MALE.or(Class::FEMALE)) || named(t))
    };
    line.main_subject(&before).filter(person).map(|p| line.tokens(&p))
}

/// "Ann Lee took them up on it: “…”": who announces the quotation of a node with a colon, and the colon.
fn announced_by(line: &Line, node: usize) -> Option<(Range<usize>, Range<usize>)> {
    let colon = node.checked_sub(1).filter(|&n| line.is_mark(n, ':'))?;
    let (source, cue) = owner(line, announcer(line, colon)?, colon);
    Some((line.tokens(&source), line.tokens(&cue)))
}

/// "“LEE: We try.”": a quotation that names its source itself, as a transcript does.
fn labelled(document: &Document, quotation: &Range<usize>) -> Option<Draft> {
    const LONGEST: usize = 3;
    let inner = quotation.start + 1..quotation.end;
    let named = inner.clone().take_while(|&t| document.tokens[t].shape == Shape::Upper).count();
    let colon = inner.start + named;
    if !(1..=LONGEST).contains(&named) || colon + 2 >= inner.end || !document.tokens[colon].is_mark(':') {
        return None;
    }
    let closed = is_quotation_mark(&document.tokens[quotation.end - 1]);
    Some(Draft {
        content: std::iter::once(colon + 1..quotation.end - usize::from(closed)).collect(),
        source: Some(inner.start..colon),
        cue: Some(colon..colon + 1),
        verbatim: true,
        ..Draft::default()
    })
}

/// Whose words a colon announces: the name right before it, else the subject of its clause.
pub(super) fn announcer(line: &Line, colon: usize) -> Option<Range<usize>> {
    let sentence = line.sentence_of(colon);
    // "According to a letter sent by Ann Lee: “…”"
    if line.is_word(sentence.start, "according") {
        return line.phrase_at(sentence.start + 2);
    }
    let name = line.phrase_before(colon).filter(|p| {
        let named = p.clone().any(|n| line.token(n).is_some_and(Token::is_capital));
        let from = p.start > sentence.start && line.is_any(p.start - 1, "from by");
        let opens = p.start == sentence.start || line.is_mark(p.start - 1, '—') || from;
        (named && opens || from && p.start == sentence.start + 1) && !line.is_title_case()
    });
    name.or_else(|| line.nearest_subject(colon, &sentence))
}

/// A few words in single marks that are a whole block, where other quotations have double ones: a heading between
/// paragraphs, not speech.
fn is_heading(line: &Line, node: usize) -> bool {
    const LONGEST: usize = 12;
    let document = line.document;
    let Some(q) = line.quotation(node).map(|q| &document.quotations[q]) else { return false };
    q.tokens.len() <= LONGEST && document.has_single_marks(q) && document.has_double_marks
}

/// Whether a quotation that no cue introduces is speech: a whole sentence of its own, of one word only where quoted words
/// go before it, not a title or a scare quote.
fn is_speech(line: &Line, node: usize, goes_on: bool) -> bool {
    let Some(q) = line.quotation(node) else { return false };
    let document = line.document;
    let range = &document.quotations[q].tokens;
    let words = range.clone().filter(|&t| document.tokens[t].is_word()).count();
    let starts = node == line.sentence_of(node).start || line.is_mark(node - 1, ':');
    let stops = range
        .clone()
        .rev()
        .take_while(|&t| matches!(document.tokens[t].shape, Shape::Mark(_)))
        .any(|t| matches!(document.tokens[t].shape, Shape::Mark('.' | '!' | '?' | '…' | ',')));
    // "It is in the U.S.”", and British style: "‘It is late’."
    let stops = stops
        || range.len() > 3 && document.word(range.end - 2).ends_with('.')
        || line.is_mark(node + 1, '.') && document.has_single_marks(&document.quotations[q]);
    let lower = document.tokens[range.start + 1..range.end]
        .iter()
        .filter(|t| t.shape == Shape::Lower && !t.is(Class::PREP.or(Class::DET).or(Class::CONJ)))
        .count();
    words >= if goes_on { 1 } else { 2 } && (starts && stops || words >= 6 && lower >= 3)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, statement};

    #[test]
    fn a_quotation_goes_on_with_the_speaker_of_its_paragraph() {
        let text = "“It is late,” Ann Lee said. The hall was dark. “We have no lamps.”";
        assert_eq!(said(text), [statement("Ann Lee", "said", "“It is late,” … “We have no lamps.”")]);
    }

    #[test]
    fn an_unknown_verb_names_who_speaks() {
        for text in ["“It is late!” purred Ann Lee in Ware.", "“It is late!” Ann Lee purred."] {
            assert_eq!(said(text), [statement("Ann Lee", "purred", "“It is late!”")], "{text}");
        }
        assert_eq!(said("The “late, late show” amused Ann Lee."), []);
    }

    #[test]
    fn a_word_alone_is_speech_where_quoted_words_go_before_it() {
        let text = "“It is late,” Ann Lee said. “Home?”";
        assert_eq!(said(text), [statement("Ann Lee", "said", "“It is late,” … “Home?”")]);
    }

    #[test]
    fn a_quotation_over_several_paragraphs_is_one_statement() {
        let text = "Ann Lee said: “It is late.\n\n“We have no lamps.”";
        assert_eq!(said(text), [statement("Ann Lee", "said", "“It is late. … “We have no lamps.”")]);
    }

    #[test]
    fn a_colon_at_the_end_announces_the_next_paragraph() {
        assert_eq!(said("She added:\n\n“It is late.”"), [statement("She", "added", "“It is late.”")]);
    }

    #[test]
    fn a_colon_or_a_dash_names_who_is_quoted() {
        for (text, source, cue) in [
            ("Ann Lee turned on her critics: “It is late.”", "Ann Lee", ":"),
            ("The vote is near - Ann Lee: “It is late.”", "Ann Lee", ":"),
            ("“It is late.” — Ann Lee, farmer", "Ann Lee", "—"),
        ] {
            assert_eq!(said(text), [statement(source, cue, "“It is late.”")], "{text}");
        }
        let text = "“It is late and we have no lamps.”\n\n— Ann Lee, farmer";
        assert_eq!(said(text), [statement("Ann Lee", "—", "“It is late and we have no lamps.”")]);
        assert_eq!(said("“It is late.” — Ann Lee was in Ware."), []);
    }

    #[test]
    fn titles_and_scare_quotes_are_no_speech() {
        for text in [
            "The “tea tax” is gone.",
            "They played “Nine Rivers” in Ware.",
            "The hall.\n\n“Nine Rivers”\n\nIt was late.",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }
}
