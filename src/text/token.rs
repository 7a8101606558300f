//! Tokens: words, numbers and marks, with what the lexicon knows of them.

use super::{Span, listed_in_any_case};
use crate::lexicon::{self, Class, VerbForm};

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A word in small letters.
    Lower,
    /// A word with a first capital.
    Capital,
    /// A word of two letters or more, all capitals.
    Upper,
    Number,
    /// A mark, by its character; `''` and ` `` ` count as `"`, `--` as a dash, `...` as an ellipsis.
    Mark(char),
}

/// A token of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) shape: Shape,
    pub(crate) class: Class,
    pub(crate) verb: Option<VerbForm>,
    /// Whether white space, or nothing, stands before it.
    pub(crate) spaced: bool,
}

impl Token {
    pub(crate) fn is(&self, class: Class) -> bool {
        self.class.has(class)
    }
    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital | Shape::Upper)
    }
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// Abbreviations that keep their stop, beside those of the lexicon and single letters.
const ABBREVIATIONS: &str = "no vs etc inc co corp ltd bros dept est ave blvd rd mt ft approx ariz ark calif colo conn del fla ga ill \
    ind kan ky md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo";

/// The classes that a compound takes from its last part.
const COMPOUNDED: Class = Class::ROLE.or(Class::TITLE).or(Class::GROUP).or(Class::ORG).or(Class::DOC).or(Class::NOUN);

/// Endings that are tokens of their own behind an apostrophe.
const CLITICS: &str = "s re ve ll d m";

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘')
}

/// Appends the tokens of one block of `text`.
#[inline(never)]
pub(crate) fn tokenise(text: &str, block: Span, tokens: &mut Vec<Token>) {
    let bytes = &text.as_bytes()[..block.end];
    let mut at = block.start;
    let mut spaced = true;
    loop {
        // Most of what there is: spaces, and words of nothing but letters.
        let end = plain_end(bytes, at);
        if end > at && !goes_on(&bytes[end..]) {
            push(tokens, at, &text[at..end], true, spaced);
            (spaced, at) = (false, end);
            continue;
        }
        let Some(c) = text[at..block.end].chars().next() else { return };
        if c == ' ' {
            (spaced, at) = (true, at + 1);
            continue;
        }
        if c.is_whitespace() || is_invisible(c) {
            spaced |= c.is_whitespace();
            at += c.len_utf8();
            continue;
        }
        let rest = &text[at..block.end];
        if c.is_alphanumeric() || matches!(c, '@' | '#' | '$' | '£' | '€') && followed_by_word(rest, c) {
            let len = word_len(rest);
            let word = &rest[..len];
            let (stem, clitic) = split_clitic(word);
            push(tokens, at, stem, false, spaced);
            if !clitic.is_empty() {
                push(tokens, at + stem.len(), clitic, false, false);
            }
            at += len;
        } else {
            let (len, mark) = mark(rest, c);
            tokens.push(Token {
                span: Span::new(at, at + len),
                shape: Shape::Mark(mark),
                class: Class::default(),
                verb: None,
                spaced,
            });
            at += len;
        }
        spaced = false;
    }
}

/// Zero-width and direction marks: they part no words and count as nothing.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn followed_by_word(rest: &str, c: char) -> bool {
    rest[c.len_utf8()..].starts_with(char::is_alphanumeric)
}

/// Where the letters and digits of ASCII end that stand at the place.
fn plain_end(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && text[at].is_ascii_alphanumeric() {
        at += 1;
    }
    at
}

/// Whether a word of ASCII letters may go on with what is behind them, or end with it.
fn goes_on(behind: &[u8]) -> bool {
    match behind {
        [b',', next, ..] => next.is_ascii_digit(),
        [byte, ..] => !byte.is_ascii() || matches!(byte, b'\'' | b'-' | b'.' | b'@'),
        [] => false,
    }
}

/// The bytes of the word at the start of `rest`, with inner apostrophes, hyphens and stops, and an abbreviation's stop.
fn word_len(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut dotted = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let inner = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || at == 0 || is_invisible(c) && inner {
            end = at + c.len_utf8();
        } else if (is_apostrophe(c) || c == '-' || c == '.' || c == '‑' || c == '@') && inner {
            // "end.Next" has lost its space; "U.S", "p.m" and "3.5" have not.
            let before = rest[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let digits = before.ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit());
            if c == '.' && before.chars().nth(1).is_some() && !digits && next.is_some_and(char::is_uppercase) {
                break;
            }
            dotted |= c == '.' && !digits;
        } else if c == ','
            && rest[..at].ends_with(|c: char| c.is_ascii_digit())
            && next.is_some_and(|c| c.is_ascii_digit())
        {
        } else {
            break;
        }
    }
    let word = &rest[..end];
    if rest[end..].starts_with('.') && !rest[end..].starts_with("..") {
        let single = word.chars().count() == 1 && word.starts_with(char::is_alphabetic);
        let known = word.len() < 8
            && (lexicon::look_up(&rest[..=end]).class != Class::default()
                || listed_in_any_case(ABBREVIATIONS, word) && word.starts_with(char::is_uppercase));
        if single || dotted && word.len() < 8 || known {
            end += 1;
        }
    }
    end
}

/// Parts "Lee's" into "Lee" and "'s".
fn split_clitic(word: &str) -> (&str, &str) {
    match word.char_indices().rfind(|&(_, c)| is_apostrophe(c)) {
        Some((at, c)) if at > 0 && listed_in_any_case(CLITICS, &word[at + c.len_utf8()..]) => word.split_at(at),
        _ => (word, ""),
    }
}

/// Appends a word; `plain` if it has nothing but letters and digits of ASCII.
fn push(tokens: &mut Vec<Token>, at: usize, word: &str, plain: bool, spaced: bool) {
    let mut entry = lexicon::look_up(word);
    if entry.class == Class::default()
        && !plain
        && let Some((_, last)) = word.rsplit_once(['-', '‑'])
    {
        // "Secretary-General", "co-chair": a compound is what its last part is.
        entry.class = lexicon::look_up(last).class.and(COMPOUNDED);
    }
    if entry.class == Class::default() && entry.verb.is_none() && word.len() > 4 && word.ends_with("ly") {
        entry.class = Class::ADV;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let shape = match letters.next() {
        _ if word.as_bytes().first().is_some_and(u8::is_ascii_lowercase) => Shape::Lower,
        None => Shape::Number,
        Some(_) if word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '£' | '€')) => Shape::Number,
        Some(first) if first.is_uppercase() => match letters.next() {
            Some(second) if second.is_uppercase() && letters.all(|c| !c.is_lowercase()) => Shape::Upper,
            _ => Shape::Capital,
        },
        Some(_) => Shape::Lower,
    };
    tokens.push(Token { span: Span::new(at, at + word.len()), shape, class: entry.class, verb: entry.verb, spaced });
}

fn mark(rest: &str, c: char) -> (usize, char) {
    // A mark is never longer than this, so that a text of nothing else is read in linear time.
    const LONGEST: usize = 64;
    let run = |m: char| rest.chars().take(LONGEST).take_while(|&c| c == m).count();
    match c {
        '\'' | '‘' | '’' | '`' if run(c) == 2 => (
            2 * c.len_utf8(),
            if matches!(c, '‘' | '`') {
                '“'
            } else if c == '’' {
                '”'
            } else {
                '"'
            },
        ),
        '.' if run('.') >= 2 => (run('.'), '…'),
        '-' if run('-') >= 2 => (run('-'), '—'),
        '–' | '―' | '—' => (c.len_utf8(), '—'),
        '-' => (1, if rest[1..].starts_with(char::is_whitespace) { '—' } else { '-' }),
        '‟' | '“' => (c.len_utf8(), '“'),
        '”' | '″' => (c.len_utf8(), '”'),
        '＂' | '"' => (c.len_utf8(), '"'),
        _ => (c.len_utf8(), c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn parts_words_clitics_and_marks() {
        assert_eq!(
            words("“He’s late,” Lee’s aide said."),
            ["“", "He", "’s", "late", ",", "”", "Lee", "’s", "aide", "said", "."]
        );
        assert_eq!(
            words("don't -- the voters' well-known 'plan'"),
            ["don't", "--", "the", "voters", "'", "well-known", "'", "plan", "'"]
        );
        assert_eq!(words("''It ends,'' he said"), ["''", "It", "ends", ",", "''", "he", "said"]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(
            words("Sen. J. Doe of the U.S. at 3.5 p.m. cost $1,200."),
            ["Sen.", "J.", "Doe", "of", "the", "U.S.", "at", "3.5", "p.m.", "cost", "$1,200", "."]
        );
        assert_eq!(words("the end.Next no. Then"), ["the", "end", ".", "Next", "no", ".", "Then"]);
    }

    #[test]
    fn invisible_characters_part_nothing() {
        assert_eq!(words("sa\u{ad}id\u{200b} he"), ["sa\u{ad}id", "he"]);
        assert_eq!(words("\u{202e}he"), ["he"]);
    }
}
