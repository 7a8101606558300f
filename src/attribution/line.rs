//! A block seen from outside its quotations: a line of words in which each quotation is one node.

use std::ops::Range;

use crate::document::{Document, TokenBlock, time};
use crate::lexicon::{self, Class, Frames, Inflection, SMALL};
use crate::text::{Shape, Token, listed_in_any_case};

/// One step of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A token outside every quotation, by its index.
    Token(usize),
    /// A quotation, by its index.
    Quotation(usize),
    /// The title of a work or a programme in quotation marks, by the quotation's index: a noun, not speech.
    Title(usize),
}

/// How far a noun phrase or the search for one may reach, in nodes.
pub(super) const REACH: usize = 60;

pub(super) struct Line<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) nodes: Vec<Node>,
    /// For each node, its word: none, where it is a quotation.
    words: Vec<&'d str>,
    /// For each node, the number of its sentence; a sentence ends where one ends outside or at the end of a quotation.
    sentence: Vec<usize>,
    /// For each sentence, its nodes.
    pub(super) sentences: Vec<Range<usize>>,
    title_case: bool,
    /// For each node, the first quotation at or behind it; the number of nodes where there is none.
    next_quotation: Vec<usize>,
}

/// Words that no noun phrase holds.
const CLOSED: Class = Class::PREP
    .or(Class::SUB)
    .or(Class::CONJ)
    .or(Class::AUX)
    .or(Class::BE)
    .or(Class::HAVE)
    .or(Class::WH)
    .or(Class::PRONOUN);

/// Adverbs that say which of several a thing is, before a noun.
const ORDERS: &str = "first second last early earlier late later";

const NOMINAL: Class =
    Class::ROLE.or(Class::GROUP).or(Class::ORG).or(Class::DOC).or(Class::NOUN).or(Class::REPORTER).or(Class::TITLE);

impl<'d> Line<'d> {
    #[inline(never)]
    pub(super) fn new(document: &'d Document<'d>, block: &TokenBlock) -> Self {
        let title_case = block.is_title_case;
        let mut nodes = Vec::with_capacity(block.tokens.len());
        let mut words = Vec::with_capacity(block.tokens.len());
        let mut sentence = Vec::with_capacity(block.tokens.len());
        let mut ends = document.sentences[block.sentences.clone()].iter().map(|s| s.end).peekable();
        let mut quotations = block.quotations.clone().peekable();
        let (mut at, mut number) = (block.tokens.start, 0);
        while at < block.tokens.end {
            let next = quotations.next_if(|&q| document.quotations[q].tokens.start == at);
            if next.is_some_and(|q| lacks_a_stop(document, q, &block.tokens)) {
                number += 1;
            }
            let (node, end) = match next {
                Some(q) if !title_case && is_title(document, q, &block.tokens) => {
                    (Node::Title(q), document.quotations[q].tokens.end)
                }
                Some(q) => (Node::Quotation(q), document.quotations[q].tokens.end),
                None => (Node::Token(at), at + 1),
            };
            nodes.push(node);
            words.push(if let Node::Token(at) = node { document.word(at) } else { "" });
            sentence.push(number);
            while ends.next_if(|&e| e < end).is_some() {}
            if ends.next_if(|&e| e == end).is_some() {
                number += 1;
            }
            at = end;
        }
        let mut sentences: Vec<Range<usize>> = Vec::new();
        for (i, &s) in sentence.iter().enumerate() {
            match sentences.last_mut() {
                Some(last) if sentence[last.start] == s => last.end = i + 1,
                _ => sentences.push(i..i + 1),
            }
        }
        if let Some(first) = sentences.first_mut() {
            first.start += dateline(document, &nodes[first.clone()]);
        }
        // Numbers without nodes of their own (sentences inside one quotation) are closed up.
        for (number, range) in sentences.iter().enumerate() {
            sentence[range.clone()].fill(number);
        }
        let mut next_quotation = vec![nodes.len(); nodes.len() + 1];
        for n in (0..nodes.len()).rev() {
            next_quotation[n] = if matches!(nodes[n], Node::Quotation(_)) { n } else { next_quotation[n + 1] };
        }
        Line { document, nodes, words, sentence, sentences, title_case, next_quotation }
    }

    /// Whether the block is a headline that writes its words with capitals.
    pub(super) fn is_title_case(&self) -> bool {
        self.title_case
    }

    /// The sentence of a node.
    pub(super) fn sentence_of(&self, node: usize) -> Range<usize> {
        self.sentences[self.sentence[node]].clone()
    }

    /// The token of a node that is none of a quotation; `None` too where there is no node.
    pub(super) fn token(&self, node: usize) -> Option<&'d Token> {
        match self.nodes.get(node)? {
            Node::Token(at) => Some(&self.document.tokens[*at]),
            Node::Quotation(_) | Node::Title(_) => None,
        }
    }

    /// The token before a node.
    pub(super) fn before(&self, node: usize) -> Option<&'d Token> {
        self.token(node.checked_sub(1)?)
    }

    pub(super) fn quotation(&self, node: usize) -> Option<usize> {
        match self.nodes.get(node)? {
            Node::Token(_) | Node::Title(_) => None,
            Node::Quotation(q) => Some(*q),
        }
    }

    /// Whether a node is a quotation or a title in marks.
    pub(super) fn is_quoted(&self, node: usize) -> bool {
        matches!(self.nodes.get(node), Some(Node::Quotation(_) | Node::Title(_)))
    }

    pub(super) fn word(&self, node: usize) -> &'d str {
        self.words.get(node).copied().unwrap_or_default()
    }

    pub(super) fn is_word(&self, node: usize, word: &str) -> bool {
        self.word(node).eq_ignore_ascii_case(word)
    }

    /// Whether the word of a node is one of these, parted by spaces.
    pub(super) fn is_any(&self, node: usize, words: &str) -> bool {
        listed_in_any_case(words, self.word(node))
    }

    pub(super) fn is(&self, node: usize, class: Class) -> bool {
        self.token(node).is_some_and(|t| t.is(class))
    }

    pub(super) fn is_mark(&self, node: usize, mark: char) -> bool {
        self.token(node).is_some_and(|t| t.is_mark(mark))
    }

    /// The tokens from the first node to the last.
    pub(super) fn tokens(&self, nodes: &Range<usize>) -> Range<usize> {
        let start = match self.nodes[nodes.start] {
            Node::Token(at) => at,
            Node::Quotation(q) | Node::Title(q) => self.document.quotations[q].tokens.start,
        };
        let end = match self.nodes[nodes.end - 1] {
            Node::Token(at) => at + 1,
            Node::Quotation(q) | Node::Title(q) => self.document.quotations[q].tokens.end,
        };
        start..end
    }

    /// Whether the quotation of a node ends without a full stop: with a comma, a dash, a question, an exclamation.
    pub(super) fn leads_on(&self, node: usize) -> bool {
        let last = self.last_of_quotation(node);
        last.is_some_and(|t| matches!(t.shape, Shape::Mark(',' | '?' | '!' | '—' | '…')))
    }

    /// Whether the quotation of a node ends with a full stop.
    pub(super) fn stops(&self, node: usize) -> bool {
        self.last_of_quotation(node).is_some_and(|t| t.is_mark('.'))
    }

    /// The inflection of a node that is a cue verb; one that reports speech only with quoted words counts where a
    /// quotation follows before `end`.
    pub(super) fn is_cue(&self, node: usize, end: usize) -> Option<Inflection> {
        let form = self.token(node)?.verb?;
        let behind = (node + 1..node + 4).map(|n| self.word(n));
        let (frames, _) = lexicon::frames(form, behind)?;
        (!frames.has(Frames::WEAK) || self.quotes_within(node..end)).then_some(form.inflection)
    }

    /// Whether the quotation of a node is written like the title of a work: two words or more, all with capitals.
    pub(super) fn names_a_work(&self, node: usize) -> bool {
        let Some(q) = self.quotation(node) else { return false };
        let words = || {
            self.document.tokens[self.document.quotations[q].tokens.clone()]
                .iter()
                .filter(|t| t.is_word() && !t.is(SMALL))
        };
        !self.title_case && words().count() > 1 && words().all(Token::is_capital)
    }

    /// Whether the node before is a quotation.
    pub(super) fn follows_quotation(&self, node: usize) -> bool {
        node > 0 && self.quotation(node - 1).is_some()
    }

    /// Whether the node before is a quotation that ends without a full stop.
    pub(super) fn follows_leading(&self, node: usize) -> bool {
        node > 0 && self.leads_on(node - 1)
    }

    /// Whether a quotation stands among the nodes.
    pub(super) fn quotes_within(&self, nodes: Range<usize>) -> bool {
        self.next_quotation.get(nodes.start).is_some_and(|&q| q < nodes.end)
    }

    /// Whether the quotation of a node ends with a comma inside its marks.
    pub(super) fn ends_with_comma(&self, node: usize) -> bool {
        self.last_of_quotation(node).is_some_and(|t| t.is_mark(','))
    }

    /// Whether the title of a node ends with a comma inside its marks, and a phrase with it.
    fn title_ends_phrase(&self, node: usize) -> bool {
        matches!(self.nodes[node], Node::Title(q) if self.last_word_or_mark(q).is_some_and(|t| t.is_mark(',')))
    }

    fn last_of_quotation(&self, node: usize) -> Option<&'d Token> {
        self.last_word_or_mark(self.quotation(node)?)
    }

    /// The last token of a quotation that is no quotation mark.
    fn last_word_or_mark(&self, quotation: usize) -> Option<&'d Token> {
        let range = &self.document.quotations[quotation].tokens;
        range.clone().rev().map(|t| &self.document.tokens[t]).find(|t| !is_quotation_mark(t))
    }

    /// How many words the quotation of a node has.
    pub(super) fn words_quoted(&self, node: usize) -> usize {
        let tokens = self.quotation(node).map(|q| self.document.quotations[q].tokens.clone());
        tokens.map_or(0, |r| r.filter(|&t| self.document.tokens[t].is_word()).count())
    }

    /// Whether the quotation of a node starts with a capital, as a sentence does.
    pub(super) fn opens_sentence(&self, node: usize) -> bool {
        let Some(q) = self.quotation(node) else { return false };
        let range = &self.document.quotations[q].tokens;
        let first = range.clone().map(|t| &self.document.tokens[t]).find(|t| !is_quotation_mark(t));
        first.is_some_and(Token::is_capital)
    }

    /// Whether a small word can be part of a noun phrase: no closed class, no finite verb that is not a noun too.
    fn is_nominal(&self, node: usize) -> bool {
        if matches!(self.nodes.get(node), Some(Node::Title(_))) {
            return true;
        }
        let Some(token) = self.token(node) else { return false };
        match token.shape {
            Shape::Number => true,
            Shape::Mark(mark) => matches!(mark, '%' | '-' | '&' | '/'),
            _ if token.is(Class::DET.or(Class::POSSESSIVE)) => true,
            _ if token.is(NOMINAL) => true,
            // "On Monday county officials said"
            Shape::Capital
                if token.is(Class::DAY)
                    && !self.is_possessive(node + 1)
                    && self.token(node + 1).is_some_and(|t| t.shape == Shape::Lower) =>
            {
                self.before_is(node, Class::DET.or(Class::POSSESSIVE))
            }
            Shape::Capital | Shape::Upper => !token.is(CLOSED) || token.is(Class::TITLE),
            // "the first time", "early results", but not "late on Monday", "last week"
            _ if self.is_any(node, ORDERS) => {
                let noun = |t: &Token| t.shape == Shape::Lower && !t.is(CLOSED.or(Class::ADV).or(Class::TIME));
                self.before_is(node, Class::DET) || self.token(node + 1).is_some_and(noun) && self.is_nominal(node + 1)
            }
            _ if token.is(CLOSED) || token.is(Class::ADV) => false,
            // "the lost boat"
            _ if token.is(Class::PAST) => self.before_is(node, Class::DET.or(Class::POSSESSIVE)),
            // "Lee belittled": an unknown word with the ending of a past is a verb behind a name.
            _ if token.verb.is_none()
                && self.word(node).ends_with("ed")
                && self.before(node).is_some_and(Token::is_capital) =>
            {
                false
            }
            _ => match token.verb {
                None => true,
                // "the leading group", "a proposed law": only between a determiner and a noun.
                Some(form) => {
                    self.before_is(node, Class::DET.or(Class::POSSESSIVE))
                        // "the state fire marshal"
                        || form.inflection == Inflection::Base
                            && lexicon::frames(form, std::iter::empty()).is_none_or(|(f, _)| f.has(Frames::NOUNLIKE))
                            && self.before(node).is_some_and(|t| {
                                t.shape == Shape::Lower && !t.is(CLOSED.or(Class::ADV).or(Class::PAST).or(Class::GROUP))
                            })
                            && !self.word(node - 1).ends_with('s')
                        // "It burnt down, state officials said": no subject stands before it.
                        || form.inflection == Inflection::Base
                            && self.before(node).is_none_or(|t| {
                                matches!(t.shape, Shape::Mark(_)) || t.is(Class::CONJ)
                            })
                            && self.token(node + 1).is_some_and(|t| t.shape != Shape::Capital && t.verb.is_none())
                            && (self.is(node + 1, Class::ROLE.or(Class::GROUP).or(Class::ORG))
                                || self.word(node + 1).ends_with('s')
                                || self.is_any(node + 1, "media television tv radio news"))
                        // "the secretary of state"
                        || self.is_word(node, "state")
                            && (self.before_is(node, Class::PREP) || self.is(node + 1, Class::ROLE.or(Class::TITLE)))
                }
            },
        }
    }

    fn before_is(&self, node: usize, class: Class) -> bool {
        self.before(node).is_some_and(|t| t.is(class))
    }

    pub(super) fn is_possessive(&self, node: usize) -> bool {
        self.is_any(node, "'s ’s") || self.is_mark(node, '\'') || self.is_mark(node, '’')
    }

    /// The noun phrase that ends before `end`, within the sentence.
    pub(super) fn phrase_before(&self, end: usize) -> Option<Range<usize>> {
        let floor = self.sentence_of(end.checked_sub(1)?).start.max(end.saturating_sub(REACH));
        let mut start = self.skip_parenthesis_before(end, floor);
        let phrase_end = start;
        if start == floor || !self.is_head(start - 1) {
            return None;
        }
        while start > floor {
            let at = start - 1;
            let joined = if self.is_nominal(at) {
                // A determiner opens the phrase, unless "of" or a possessive leads on to more.
                at + 1 == phrase_end || !self.is(at + 1, Class::DET) || self.is(at, Class::DET)
            } else if self.is_possessive(at) {
                true
            } else if self.is(at, Class::PREP) {
                at > floor && self.links(at) && at + 1 < phrase_end
            } else if self.is_word(at, "and") || self.is_mark(at, '&') {
                let capital = |n: usize| self.token(n).is_some_and(Token::is_capital);
                at > floor && capital(at - 1) && capital(at + 1)
            } else {
                false
            };
            if !joined || at + 1 < phrase_end && self.title_ends_phrase(at) {
                break;
            }
            start = at;
        }
        // "It was then that Ann Lee said …", "that the mayor said"
        if start + 1 < phrase_end
            && self.is_word(start, "that")
            && self.token(start + 1).is_some_and(|t| t.is_capital() || t.is(Class::DET))
        {
            start += 1;
        }
        // A determiner-like pronoun alone ("this said …") is none.
        (start < phrase_end).then_some(start..phrase_end)
    }

    /// Whether a preposition links two nouns into one phrase: "of" always, "for", "at", "from" behind a role.
    fn links(&self, node: usize) -> bool {
        let behind_noun = self.is_nominal(node - 1) && !self.is(node - 1, Class::DET);
        match self.word(node).to_ascii_lowercase().as_str() {
            "of" => behind_noun || self.is(node - 1, Class::ALONE),
            "for" | "at" | "from" | "with" | "to" | "in" | "on" => {
                self.is(node - 1, Class::ROLE.or(Class::GROUP).or(Class::DOC).or(Class::ORG))
                    && !self.is(node + 1, Class::TIME.or(Class::DAY).or(Class::MONTH))
            }
            _ => false,
        }
    }

    /// Whether a noun phrase may end with this node.
    fn is_head(&self, node: usize) -> bool {
        let Some(token) = self.token(node) else { return false };
        match token.shape {
            Shape::Mark(_) => false,
            Shape::Number => true,
            _ if token.is(Class::DAY.or(Class::MONTH)) => false,
            Shape::Capital | Shape::Upper => self.is_nominal(node),
            _ => {
                self.is_nominal(node)
                    && !token.is(Class::POSSESSIVE)
                    && (!token.is(Class::DET) || token.is(Class::GROUP.or(Class::PLURAL).or(Class::ALONE)))
            }
        }
    }

    /// Where a parenthesis that closes before `end` opens, or `end`.
    fn skip_parenthesis_before(&self, end: usize, floor: usize) -> usize {
        if end > floor && self.is_mark(end - 1, ')') {
            let from = floor.max(end.saturating_sub(16));
            if let Some(open) = (from..end).rev().find(|&n| self.is_mark(n, '(')) {
                return open;
            }
        }
        end
    }

    /// The noun phrase that starts at `start`, within the sentence.
    pub(super) fn phrase_at(&self, start: usize) -> Option<Range<usize>> {
        let sentence = self.sentence_of(start.min(self.nodes.len().checked_sub(1)?));
        if start >= sentence.end {
            return None;
        }
        let roof = sentence.end.min(start + REACH);
        // "one of the owners"
        let determines = self.is(start, Class::DET)
            && start + 1 < roof
            && (self.is_nominal(start + 1) || self.is_word(start + 1, "of"));
        if self.is(start, Class::PRONOUN) && !self.is(start, Class::WH) && !determines {
            return Some(start..start + 1);
        }
        let mut end = start;
        while end < roof {
            let joined = if self.is_nominal(end) {
                end == start || !self.is(end, Class::DET) || self.is(end - 1, Class::DET)
            } else if self.is_possessive(end) {
                end > start
            } else if self.is(end, Class::PREP) {
                end > start && end + 1 < roof && self.links(end) && self.is_nominal(end + 1)
            } else if self.is_word(end, "and") {
                let capital = |n: usize| self.token(n).is_some_and(Token::is_capital);
                end > start && capital(end - 1) && capital(end + 1)
            } else {
                false
            };
            if !joined {
                // "the head of the bank": a determiner behind a linking preposition.
                if self.is(end, Class::DET) && end > start && self.is(end - 1, Class::PREP) {
                    end += 1;
                    continue;
                }
                break;
            }
            end += 1;
        }
        (end > start && (start..end).any(|n| self.is_head(n))).then_some(start..end)
    }
}

/// "The farms were closer than ever “They talk each day,” he said": whether the sentence before a quotation lacks its stop.
fn lacks_a_stop(document: &Document, q: usize, block: &Range<usize>) -> bool {
    const LEAST: usize = 5;
    const LEADS_ON: Class = CLOSED.or(Class::DET).or(Class::POSSESSIVE).or(NOMINAL);
    let (quotation, tokens) = (&document.quotations[q], &document.tokens);
    let Range { start, end } = quotation.tokens;
    let plain = |t: &Token| t.is_word() && t.verb.is_none() && !t.is_capital() && !t.is(LEADS_ON);
    let words = tokens[start..end].iter().filter(|t| t.is_word()).take(LEAST).count();
    // Behind it stand a source of one word or two and a cue.
    let behind = &tokens[end.min(block.end)..block.end.min(end + 3)];
    let quotes = |v| lexicon::frames(v, std::iter::empty()).is_some_and(|(frames, _)| frames.has(Frames::QUOTE));
    let says = |t: &Token| t.verb.is_some_and(|v| v.inflection == Inflection::Past && quotes(v));
    let source = |t: &Token| t.is_capital() || t.is(Class::PRONOUN);
    start > block.start
        && plain(&tokens[start - 1])
        && words == LEAST
        && tokens.get(start + 1).is_some_and(Token::is_capital)
        && behind.iter().position(says).is_some_and(|cue| cue > 0 && behind[..cue].iter().all(source))
}

/// How many nodes a dateline takes: "ORMVILLE, May 3 (Agency) -".
fn dateline(document: &Document, nodes: &[Node]) -> usize {
    const LONGEST: usize = 14;
    let token = |n: &Node| match n {
        Node::Token(at) => Some(&document.tokens[*at]),
        _ => None,
    };
    // A mark around the whole block that parts no quotation.
    if nodes.first().and_then(token).is_some_and(|t| t.is_mark('"')) {
        return 1;
    }
    let start = nodes.first().and_then(token).map_or(0, |t| t.span.start);
    let stamp = start + time(&document.text[start..]);
    if stamp > start {
        let taken =
            nodes.iter().take_while(|n| token(n).is_some_and(|t| t.span.start < stamp || t.is_mark(':'))).count();
        return if taken < nodes.len() { taken } else { 0 };
    }
    if !nodes.first().and_then(token).is_some_and(|t| t.shape == Shape::Upper) {
        return 0;
    }
    let dash = nodes.iter().take(LONGEST).position(|n| token(n).is_some_and(|t| t.is_mark('—')));
    let plain = |n: &Node| token(n).is_some_and(|t| t.shape != Shape::Lower);
    match dash {
        Some(dash) if nodes[..dash].iter().all(plain) && dash + 1 < nodes.len() => dash + 1,
        _ => 0,
    }
}

/// Whether a quotation is the title of a work: a few words, capitals but for the small ones, named by the noun,
/// preposition or possessive before it.
fn is_title(document: &Document, quotation: usize, block: &Range<usize>) -> bool {
    const LONGEST: usize = 12;
    let range = &document.quotations[quotation].tokens;
    if range.start == block.start || range.len() > LONGEST {
        return false;
    }
    let before = &document.tokens[range.start - 1];
    let named =
        before.is(Class::PREP.or(Class::DOC).or(Class::DET)) || document.word(range.start - 1).starts_with(['\'', '’']);
    let words = || range.clone().map(|t| &document.tokens[t]).filter(|t| t.is_word() && !t.is(SMALL));
    // "the podcast “Nine Rivers”", "in his book, “Nine Rivers”"
    let noun = before.shape == Shape::Lower
        && before.verb.is_none()
        && !before.is(SMALL.or(CLOSED).or(Class::ADV))
        && !document.word(range.start - 1).ends_with("ed");
    let book = before.is_mark(',') && range.start > 1 && document.tokens[range.start - 2].is(Class::DOC);
    // "an “Aunt Sally,” he said", "as “Mr. Lee.”": what somebody is called.
    let next = &document.tokens[range.end..block.end];
    let called = ["a", "an", "as"].iter().any(|w| document.is_word(range.start - 1, w))
        && next.first().is_none_or(|t| !t.is_word() || t.is(CLOSED));
    let shouted = range.clone().rev().take(2).any(|t| matches!(document.tokens[t].shape, Shape::Mark('!' | '?')));
    let least = if named { 1 } else { 2 };
    !called && !shouted && (named || noun || book) && words().count() >= least && words().all(Token::is_capital)
}

pub(super) fn is_quotation_mark(token: &Token) -> bool {
    matches!(token.shape, Shape::Mark('“' | '”' | '"' | '‘' | '’' | '\'' | '`' | '«' | '»'))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, statement};

    #[test]
    fn a_quotation_with_a_cue_of_its_own_is_a_sentence_though_a_stop_is_missing() {
        let pushed = statement("He", "pushed", "that the farms were closer than ever");
        let charged = statement("he", "charged", "“They talk of it each day,” … “and at night.”");
        let text = "He pushed the narrative that the farms were closer than ever “They talk of it each day,” he charged, “and at night.”";
        assert_eq!(said(text), [pushed, charged]);
        let whole = "Ann Lee said that the farms were closer than ever “in a long and cold time.”";
        assert_eq!(said(whole).len(), 1);
    }
}
