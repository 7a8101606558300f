//! From cues to attributions: the frames in which a cue joins its source and its content within a sentence.
//!
//! - before the content: "Ann Lee told reporters on Monday that …", "Ann Lee said: “…”"
//! - behind it: "“…,” Ann Lee said", "…, said Ann Lee, a fellow at …"
//! - amid it: "“…,” she said, “…”"
//! - without a verb: "according to Ann Lee", "Lee: …" in a headline

use std::ops::Range;

use super::line::{Line, Node, Subject};
use crate::lexicon::{self, Class, Frames, Inflection};
use crate::text::{Shape, Token};

/// An attribution in the making; all ranges are of token indices.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) content: Vec<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    /// The cue stands at the end of its block with a colon: its content is the next block.
    pub(super) announces: bool,
    /// The earlier attribution of the article, by its index, whose speaker goes on here.
    pub(super) continues: Option<usize>,
}

/// A cue found in a line, in nodes.
struct Cue {
    nodes: Range<usize>,
    frames: Frames,
    inflection: Inflection,
    source: Option<Range<usize>>,
    /// The source stands behind the cue.
    inverted: bool,
}

/// How far behind a cue its content may start, in nodes.
const LEAD: usize = 40;

/// Finds the attributions that cues make in the line, in order of their cues.
pub(super) fn find(line: &Line) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sentence in &line.sentences {
        let mut last_source: Option<Range<usize>> = None;
        let mut covered: Vec<Range<usize>> = Vec::new();
        let mut found: Vec<(Vec<Range<usize>>, Cue, bool)> = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some((content, cue)) = according_to(line, at, sentence) {
                at = cue.nodes.end;
                last_source = cue.source.clone();
                found.push((content, cue, false));
                continue;
            }
            let Some(cue) = read_cue(line, at, sentence, &last_source) else {
                at += 1;
                continue;
            };
            at = cue.nodes.end;
            let (content, announces) = content_of(line, &cue, sentence);
            let usable = announces || !content.is_empty();
            let weak = cue.frames.has(Frames::WEAK) && !content.iter().any(|r| holds_quotation(line, r));
            if usable && !weak {
                last_source = cue.source.clone().or(last_source);
                found.push((content, cue, announces));
            }
        }
        // A cue inside what another cue reports belongs to the reported words; of two that claim the same words the
        // one that stands behind them wins.
        let order = |c: &(Vec<Range<usize>>, Cue, bool)| {
            let behind = c.0.first().is_some_and(|r| r.start < c.1.nodes.start);
            (!behind, c.1.nodes.start)
        };
        found.sort_by_key(order);
        let mut kept = Vec::new();
        for (content, cue, announces) in found {
            let clash = covered.iter().any(|r: &Range<usize>| {
                r.contains(&cue.nodes.start) || content.iter().any(|c| c.start < r.end && r.start < c.end)
            });
            if !clash {
                covered.extend(content.iter().cloned());
                kept.push((content, cue, announces));
            }
        }
        kept.sort_by_key(|k| k.1.nodes.start);
        drafts.extend(kept.into_iter().map(|(content, cue, announces)| Draft {
            content: content.iter().map(|c| line.tokens(c)).collect(),
            source: cue.source.as_ref().map(|s| line.tokens(s)),
            cue: Some(line.tokens(&cue.nodes)),
            announces,
            continues: None,
        }));
    }
    drafts
}

pub(super) fn holds_quotation(line: &Line, nodes: &Range<usize>) -> bool {
    nodes.clone().any(|n| line.quotation(n).is_some())
}

fn is_stop(token: &Token) -> bool {
    matches!(token.shape, Shape::Mark('.' | '!' | '?' | '…'))
}

/// "according to" at `at`, its source and its content.
fn according_to(line: &Line, at: usize, sentence: &Range<usize>) -> Option<(Vec<Range<usize>>, Cue)> {
    if !(line.is_word(at, "according") && line.is_word(at + 1, "to")) {
        return None;
    }
    let source = line.phrase_at(at + 2)?;
    let end = sentence_content_end(line, sentence);
    let mut content = Vec::new();
    let fronted =
        at == sentence.start || at == sentence.start + 1 || line.before(at).is_some_and(|t| t.is(Class::CONJ));
    if line.quotation(source.end).is_some() {
        content.push(source.end..content_end(line, source.end, sentence, true));
    } else if fronted {
        let comma = (source.end..end.min(source.end + LEAD)).find(|&n| line.is_mark(n, ','))?;
        if comma + 1 < end {
            content.push(comma + 1..content_end(line, comma + 1, sentence, true));
        }
    } else {
        let left = if line.is_mark(at - 1, ',') { at - 1 } else { at };
        if let Some(start) = left_start(line, left, sentence) {
            content.push(start..left);
        }
        // Amid the content: "The town, according to Lee, is poor."
        if line.is_mark(source.end, ',') && source.end + 2 < end && !is_apposition(line, source.end + 1) {
            content.push(source.end + 1..content_end(line, source.end + 1, sentence, true));
        }
    }
    if content.is_empty() {
        return None;
    }
    let cue = Cue {
        nodes: at..at + 2,
        frames: Frames::QUOTE,
        inflection: Inflection::Ing,
        source: Some(source),
        inverted: true,
    };
    Some((content, cue))
}

/// Reads the node as a cue verb with a source, if it is one.
fn read_cue(line: &Line, at: usize, sentence: &Range<usize>, last: &Option<Range<usize>>) -> Option<Cue> {
    let token = line.token(at)?;
    let form = token.verb?;
    let behind = (at + 1..sentence.end.min(at + 4)).map(|n| line.word(n));
    let (frames, particle) = lexicon::frames(form, behind)?;
    let nodes = at..at + 1 + particle;
    let cue =
        |source, inverted| Some(Cue { nodes: nodes.clone(), frames, inflection: form.inflection, source, inverted });
    let before = (at > sentence.start).then(|| line.token(at - 1)).flatten();
    let be_before = preceded_by_be(line, at, sentence);
    let nominal = token.is(Class::NOUN.or(Class::DOC).or(Class::ROLE));

    match form.inflection {
        Inflection::Participle if !preceded_by(line, at, sentence, Class::HAVE) => return None,
        // "was told", "is called": passive.
        Inflection::Past | Inflection::Participle if be_before => return None,
        Inflection::Ing => {
            if be_before {
                return match line.subject_before(be_start(line, at, sentence)) {
                    Some(Subject::Phrase(source)) => cue(Some(source), false),
                    _ => cue(last.clone().or_else(|| line.main_subject(sentence)), false),
                };
            }
            // ", saying", "in saying": whoever the sentence is about; no gerund with a determiner.
            if before.is_some_and(|t| {
                t.is(Class::DET.or(Class::POSSESSIVE))
                    || t.is_capital() && !t.is(Class::PREP.or(Class::SUB).or(Class::ADV))
            }) {
                return None;
            }
            return cue(last.clone().or_else(|| line.main_subject(sentence)), false);
        }
        Inflection::Base => {
            if before.is_some_and(|t| t.is(Class::DET.or(Class::POSSESSIVE))) && nominal {
                return None;
            }
            if let Some(subject) = infinitive_subject(line, at, sentence) {
                return cue(Some(subject), false);
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
            }) {
                return None;
            }
        }
    }

    // Inverted: "…, said Ann Lee".
    let opens = at == sentence.start && at > 0
        || at > sentence.start && (line.quotation(at - 1).is_some() || line.is_mark(at - 1, ','));
    // "Ann Lee, a farmer, said the town …" is not inverted: a name before the comma comes first.
    let named_before = |subject: &Subject| match subject {
        Subject::Phrase(phrase) => phrase.clone().any(|n| line.token(n).is_some_and(Token::is_capital)),
        Subject::Shared => false,
    };
    let after_comma = opens && line.quotation(at - 1).is_none();
    let straight = after_comma && line.subject_before(at).as_ref().is_some_and(named_before);
    if opens
        && !straight
        && matches!(form.inflection, Inflection::Past | Inflection::Third | Inflection::Base)
        && frames.has(Frames::QUOTE)
        && let Some(source) = line.phrase_at(nodes.end)
        && (at == 0
            || line.quotation(at - 1).is_some()
            || !line.is_mark(at - 1, ',')
            || ends_here(line, source.end, sentence))
        && !line.is(nodes.end, Class::OBJECT)
    {
        return cue(Some(source), true);
    }
    match line.subject_before(at)? {
        Subject::Phrase(source) => {
            // A base form wants a plural, a pronoun or an auxiliary before it.
            if form.inflection == Inflection::Base && !agrees_with_base(line, at, &source) {
                return None;
            }
            cue(Some(source), false)
        }
        Subject::Shared => {
            if form.inflection == Inflection::Base && nominal {
                return None;
            }
            cue(Some(last.clone().or_else(|| line.main_subject(sentence))?), false)
        }
    }
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
        || line.word(last).ends_with('s') && !line.token(last).is_some_and(Token::is_capital)
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

fn preceded_by_be(line: &Line, at: usize, sentence: &Range<usize>) -> bool {
    preceded_by(line, at, sentence, Class::BE)
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

/// "seemed to suggest", "was quick to say", "went on to add": the subject of what governs the infinitive.
fn infinitive_subject(line: &Line, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    // What is not said: "declined to say", "has yet to comment".
    const UNSAID: &[&str] = &[
        "declined",
        "refused",
        "failed",
        "declines",
        "refuses",
        "unable",
        "reluctant",
        "yet",
        "not",
        "never",
        "want",
        "wants",
        "wanted",
        "asked",
        "urged",
        "told",
        "nothing",
        "how",
        "what",
        "able",
        "have",
        "had",
        "enough",
        "free",
        "unwilling",
        "hesitant",
        "order",
        "try",
        "tries",
        "tried",
        "trying",
        "plans",
        "planned",
        "expected",
        "likely",
    ];
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
    if !governs.is_word() || governs.is_capital() || UNSAID.iter().any(|u| line.is_word(n, u)) {
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

/// Where the content of a sentence ends: before its last stop.
fn sentence_content_end(line: &Line, sentence: &Range<usize>) -> usize {
    let mut end = sentence.end;
    while end > sentence.start && line.token(end - 1).is_some_and(is_stop) {
        end -= 1;
    }
    end
}

/// The content of a cue, in nodes, and whether it announces the next block.
fn content_of(line: &Line, cue: &Cue, sentence: &Range<usize>) -> (Vec<Range<usize>>, bool) {
    let end = sentence_content_end(line, sentence);
    // Where the words of cue and source start and end.
    let (first, last) = match (&cue.source, cue.inverted) {
        (Some(source), true) => (cue.nodes.start, source.end.max(cue.nodes.end)),
        (Some(source), false) if source.start < cue.nodes.start => (source.start, cue.nodes.end),
        _ => (cue.nodes.start, cue.nodes.end),
    };

    let mut content = Vec::new();
    let quoted_before = first > 0 && line.leads_on(first - 1)
        || first > sentence.start + 1 && line.is_mark(first - 1, ',') && line.quotation(first - 2).is_some();
    let clause_before = first > sentence.start && line.is_mark(first - 1, ',') && cue.inflection != Inflection::Ing;
    let right = right_start(line, cue, last, sentence);

    if quoted_before {
        let close = if line.quotation(first - 1).is_some() { first } else { first - 1 };
        let own = line.sentence_of(close - 1);
        let start = if own == *sentence { quoted_start(line, close - 1, sentence) } else { close - 1 };
        content.push(start..close);
        // Amid a quotation: only a further quotation goes on with it.
        let further = match right {
            Some(Right::Content(start)) if line.quotation(start).is_some() => Some(start),
            _ => (last..end.min(last + LEAD)).find(|&n| line.quotation(n).is_some() && line.is_mark(n - 1, ',')),
        };
        if let Some(start) = further {
            content.push(start..content_end(line, start, sentence, true));
        }
        return (content, false);
    }
    match right {
        Some(Right::Announces) => return (content, true),
        Some(Right::Content(start)) if start < end => {
            content.push(start..content_end(line, start, sentence, cue.frames.has(Frames::THAT)));
            return (content, false);
        }
        _ => {}
    }
    if clause_before && cue.frames.has(Frames::BARE.or(Frames::THAT)) {
        let close = first - 1;
        if let Some(start) = left_start(line, close, sentence) {
            content.push(start..close);
        }
        if line.is_mark(last, ',') && last + 2 < end && !is_apposition(line, last + 1) && !cue.inverted {
            let rest = last + 1..content_end(line, last + 1, sentence, true);
            if rest.len() > 1 {
                content.push(rest);
            }
        }
    }
    (content, false)
}

/// The start of content that ends with the quotation at `node`: the quotation, with the words before it in its sentence
/// where they belong to the same clause.
fn quoted_start(line: &Line, node: usize, sentence: &Range<usize>) -> usize {
    let mut start = node;
    if line.opens_sentence(node) {
        return node;
    }
    while start > sentence.start {
        let before = start - 1;
        let breaks = line.token(before).is_some_and(|t| {
            matches!(t.shape, Shape::Mark(':' | ';'))
                || t.verb.is_some_and(|v| {
                    lexicon::frames(v, std::iter::empty()).is_some_and(|f| !f.0.has(Frames::WEAK))
                        && v.inflection == Inflection::Past
                })
        });
        if breaks {
            return node;
        }
        start = before;
    }
    while start < node && (line.is(start, Class::CONJ) || line.is_mark(start, ',')) {
        start += 1;
    }
    if node - start <= 2 && node > start && line.is(start, Class::PREP.or(Class::ADV)) { node } else { start }
}

/// The start of a clause that ends before `close` with an attribution behind it; `None` for a mere adjunct.
fn left_start(line: &Line, close: usize, sentence: &Range<usize>) -> Option<usize> {
    let mut start = sentence.start;
    while start < close
        && (line.is(start, Class::CONJ) || line.token(start).is_some_and(|t| matches!(t.shape, Shape::Mark(_))))
    {
        start += 1;
    }
    let length = close.checked_sub(start)?;
    let adjunct = line.is(start, Class::PREP.or(Class::ADV).or(Class::TIME).or(Class::DAY).or(Class::SUB))
        && !line.is(start, Class::PRONOUN);
    (length >= 2 && !(adjunct && length <= 8)).then_some(start)
}

/// Whether what follows a comma describes the noun before it.
fn is_apposition(line: &Line, node: usize) -> bool {
    line.is(node, Class::DET.or(Class::WH).or(Class::ROLE))
        || line.token(node).is_some_and(|t| t.shape == Shape::Number)
        || line.token(node).is_some_and(|t| t.verb.is_some_and(|v| v.inflection == Inflection::Ing))
}

enum Right {
    Content(usize),
    /// A colon ends the block.
    Announces,
}

/// Where the content behind the cue starts, if it is there.
fn right_start(line: &Line, cue: &Cue, from: usize, sentence: &Range<usize>) -> Option<Right> {
    let frames = cue.frames;
    let end = sentence_content_end(line, sentence);
    let roof = end.min(from + LEAD);
    let mut at = from;
    let mut addressee = frames.has(Frames::ADDRESSEE);
    let mut skipped_phrase = false;
    // An inverted source's apposition.
    if cue.inverted {
        return opener(line, at, sentence);
    }
    loop {
        if at >= roof {
            return None;
        }
        if line.is_mark(at, ':') {
            return opener(line, at, sentence);
        }
        if line.is_mark(at, ',') || line.is_mark(at, '—') {
            return opener(line, at, sentence);
        }
        if line.quotation(at).is_some() {
            return Some(Right::Content(at));
        }
        let token = line.token(at)?;
        let word = line.word(at);
        if word.eq_ignore_ascii_case("that") && frames.has(Frames::THAT.or(Frames::WEAK)) {
            return Some(Right::Content(at));
        }
        let is = |w: &str| word.eq_ignore_ascii_case(w);
        if frames.has(Frames::FOR) && is("for")
            || frames.has(Frames::OF) && (is("of") || is("against"))
            || frames.has(Frames::ABOUT) && is("about")
            || frames.has(Frames::TO) && is("to")
        {
            return (at + 1 < end).then_some(Right::Content(at + 1));
        }
        if frames.has(Frames::INFINITIVE.or(Frames::OBJECT)) && is("to") {
            return Some(Right::Content(at));
        }
        if token.is(Class::ADV.or(Class::DAY)) || token.is(Class::TIME) && skipped_phrase {
            at += 1;
            continue;
        }
        if (is("if") || is("whether") || is("how") || is("why") || is("what"))
            && frames.has(Frames::THAT.or(Frames::OBJECT))
        {
            return Some(Right::Content(at));
        }
        if addressee && !token.is(Class::PREP) {
            addressee = false;
            if let Some(next) = addressee_end(line, at, roof) {
                at = next;
                skipped_phrase = true;
                continue;
            }
        }
        if token.is(Class::PREP) && !is("that") {
            // An adjunct counts as one where what opens content follows it.
            if let Some(next) = adjunct_end(line, at, roof) {
                at = next;
                skipped_phrase = true;
                continue;
            }
            return (frames.has(Frames::BARE)
                && !is("to")
                && !is("of")
                && !is("about")
                && !is("for")
                && !is("with")
                && !is("by")
                && !is("against"))
            .then_some(Right::Content(at));
        }
        if frames.has(Frames::OBJECT) && !frames.has(Frames::NOUN) {
            return Some(Right::Content(at));
        }
        let clause = frames.has(Frames::BARE.or(Frames::NOUN).or(Frames::WEAK)) || frames.has(Frames::ADDRESSEE);
        return clause.then_some(Right::Content(at));
    }
}

/// What opens content: a colon, or a comma or dash with a quotation behind it, perhaps behind an adverb.
fn opener(line: &Line, at: usize, sentence: &Range<usize>) -> Option<Right> {
    if line.quotation(at).is_some() {
        return Some(Right::Content(at));
    }
    if line.is_mark(at, ':') {
        let last = at + 1 >= line.nodes.len();
        return if last { Some(Right::Announces) } else { Some(Right::Content(at + 1)) };
    }
    let roof = sentence.end.min(at + LEAD);
    let next = (at..roof).find(|&n| line.quotation(n).is_some() || line.is_mark(n, ':') && n + 1 < line.nodes.len())?;
    if line.is_mark(next, ':') {
        return (line.quotation(next + 1).is_some()).then_some(Right::Content(next + 1));
    }
    // ", however, “", ", in a statement, “": the mark stands right before the quotation.
    let led = line.token(next - 1).is_some_and(|t| matches!(t.shape, Shape::Mark(',' | '—')))
        || line.is_word(next - 1, "that");
    led.then_some(Right::Content(next))
}

/// The end of an addressee that starts at `at`: "reporters", "the crowd in Ohio", "CNN's Jo Roe".
fn addressee_end(line: &Line, at: usize, roof: usize) -> Option<usize> {
    if line.is(at, Class::OBJECT) && !line.is(at, Class::DET) || line.is_word(at, "her") {
        return Some(at + 1);
    }
    let phrase = line.phrase_at(at)?;
    let mut end = phrase.end.min(roof);
    // "told the crowd the plan …": a second determiner starts the content.
    if let Some(second) = (at + 1..end).find(|&n| line.is(n, Class::DET) && !line.is(n - 1, Class::PREP.or(Class::DET)))
    {
        end = second;
    }
    Some(end)
}

/// The end of an adjunct that starts with a preposition, if "that", a comma, a colon or a quotation follows it.
fn adjunct_end(line: &Line, at: usize, roof: usize) -> Option<usize> {
    let mut n = at + 1;
    let mut only_time = true;
    while n < roof {
        let opens = line.quotation(n).is_some()
            || line.is_mark(n, ',')
            || line.is_mark(n, ':')
            || line.is_word(n, "that") && !line.is(n - 1, Class::PREP);
        if opens {
            return Some(n);
        }
        let token = line.token(n)?;
        if token.is(Class::DAY.or(Class::MONTH).or(Class::TIME)) || token.shape == Shape::Number {
            n += 1;
            continue;
        }
        if only_time && n > at + 1 && !token.is(Class::PREP) {
            return Some(n);
        }
        only_time = false;
        if token.is(Class::PRONOUN.or(Class::BE).or(Class::AUX).or(Class::HAVE).or(Class::SUB))
            && !token.is(Class::DET.or(Class::PREP).or(Class::TIME))
            && !line.word(n).starts_with(['\'', '’'])
        {
            return None;
        }
        n += 1;
    }
    None
}

/// Where content that starts at `start` ends, exclusive, in nodes.
fn content_end(line: &Line, start: usize, sentence: &Range<usize>, clause: bool) -> usize {
    let end = sentence_content_end(line, sentence);
    let mut n = start;
    while n < end {
        if let Some(Node::Quotation(_)) = line.nodes.get(n) {
            n += 1;
            continue;
        }
        if n > start && breaks_content(line, n, end, clause) {
            return n;
        }
        n += 1;
    }
    // A final quotation keeps its own stop: nothing to trim.
    end
}

/// Whether the content ends before this node.
fn breaks_content(line: &Line, n: usize, end: usize, clause: bool) -> bool {
    let Some(token) = line.token(n) else { return false };
    if token.is_mark(';') {
        return true;
    }
    let is_cue = |at: usize| {
        line.token(at).and_then(|t| t.verb).and_then(|v| {
            let behind = (at + 1..end.min(at + 4)).map(|n| line.word(n));
            let frames = lexicon::frames(v, behind)?.0;
            (!frames.has(Frames::WEAK)).then_some(v.inflection)
        })
    };
    if token.is_mark(',') {
        let mut next = n + 1;
        while line.is(next, Class::ADV) {
            next += 1;
        }
        if is_cue(next) == Some(Inflection::Ing) || line.is_word(next, "according") {
            return true;
        }
        if !clause && !line.is(next, Class::CONJ) && line.is(next, Class::SUB.or(Class::PREP)) {
            return true;
        }
        if line.is(next, Class::CONJ) {
            return new_clause(line, next + 1, end, &is_cue);
        }
        return false;
    }
    if line.is_word(n, "according") && line.is_word(n + 1, "to") {
        return true;
    }
    if token.is(Class::CONJ) && !line.is_word(n, "or") {
        let mut next = n + 1;
        while line.is(next, Class::ADV.or(Class::HAVE)) {
            next += 1;
        }
        return matches!(is_cue(next), Some(Inflection::Past | Inflection::Third | Inflection::Ing))
            && !line.is(next, Class::NOUN.or(Class::DOC));
    }
    false
}

/// Whether a clause of its own, with a cue and a subject, starts here.
fn new_clause(line: &Line, at: usize, end: usize, is_cue: &dyn Fn(usize) -> Option<Inflection>) -> bool {
    let mut n = at;
    while line.is(n, Class::ADV.or(Class::HAVE)) {
        n += 1;
    }
    if matches!(is_cue(n), Some(Inflection::Past | Inflection::Third)) {
        return true;
    }
    let Some(phrase) = line.phrase_at(n) else { return false };
    let mut n = phrase.end;
    while n < end && line.is(n, Class::ADV.or(Class::HAVE)) {
        n += 1;
    }
    n < end && matches!(is_cue(n), Some(Inflection::Past | Inflection::Third))
}
