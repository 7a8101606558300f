//! Words that are a name in one place and something else in another: "Mrs May will come in May".

use super::{Shape, Token, listed_in_any_case};
use crate::lexicon::{Class, Inflection};

/// Makes names of those words of a block that are names there. Not for titles, where every word has its capital.
pub(crate) fn settle(text: &str, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let token = tokens[at];
        // "The WHO said", amid words that are not in capitals themselves.
        if token.shape == Shape::Upper && token.is(Class::OBJECT.or(Class::WH)) {
            let shouts = |t: Option<&Token>| t.is_some_and(|t| t.shape == Shape::Upper);
            if !shouts(at.checked_sub(1).map(|b| &tokens[b])) && !shouts(tokens.get(at + 1)) {
                (tokens[at].class, tokens[at].verb) = (Class::default(), None);
            }
            continue;
        }
        if token.shape != Shape::Capital || !token.is(Class::AUX.or(Class::MONTH)) {
            continue;
        }
        let before = at.checked_sub(1).map(|b| tokens[b]);
        let behind = tokens.get(at + 1).copied();
        let is_name = match token.span.of(text) {
            "Will" => names(before, behind) || behind.is_some_and(|t| is_family(t, tokens.get(at + 2))),
            "May" => !dates(text, before, behind) && names(before, behind),
            "April" | "June" | "August" => {
                !dates(text, before, behind) && behind.is_some_and(|t| is_family(t, tokens.get(at + 2)))
            }
            _ => false,
        };
        if is_name {
            let first = behind.is_some_and(|t| t.is_capital() && t.spaced);
            tokens[at].class = if first && token.span.of(text) == "Will" { Class::MALE_NAME } else { Class::default() };
        }
    }
}

/// Whether the word stands where a sentence has a name: amid it, or before a verb that has its subject.
fn names(before: Option<Token>, behind: Option<Token>) -> bool {
    let amid = before.is_some_and(|t| t.is_word() || t.shape == Shape::Number || t.is_mark(','));
    let finite = |t: &Token| {
        t.is(Class::BE.or(Class::HAVE).or(Class::AUX))
            || t.verb.is_some_and(|v| matches!(v.inflection, Inflection::Past | Inflection::Third))
    };
    amid || behind.is_some_and(|t| finite(&t) && t.shape == Shape::Lower || matches!(t.shape, Shape::Mark('\'' | '’')))
}

/// Whether a family name follows, and is none that a question turns about: "Will Roe come?"
fn is_family(behind: Token, next: Option<&Token>) -> bool {
    let unknown = behind.shape == Shape::Capital && behind.spaced && behind.class == Class::default();
    unknown
        && next.is_some_and(|t| {
            !t.is_word()
                || t.verb.is_some_and(|v| v.inflection != Inflection::Base)
                || t.is(Class::WH.or(Class::HAVE).or(Class::BE).or(Class::AUX))
        })
}

/// Whether what stands beside it makes a month of it: "in May", "on 5 May", "May 5", "last May"; not "with May".
fn dates(text: &str, before: Option<Token>, behind: Option<Token>) -> bool {
    const DATING: &str = "by from of through to and or mid last next";
    let dates = |t: Token| {
        t.shape == Shape::Number
            || t.is(Class::TIMEPREP.or(Class::DET).or(Class::ADV).or(Class::COMMON))
            || listed_in_any_case(DATING, t.span.of(text))
    };
    before.is_some_and(dates) || behind.is_some_and(|t| t.shape == Shape::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    /// The words of a text that are settled to be names.
    fn settled(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &mut tokens);
        let old = tokens.clone();
        settle(text, &mut tokens);
        tokens.iter().zip(&old).filter(|(t, o)| t.class != o.class).map(|(t, _)| t.span.of(text)).collect()
    }

    #[test]
    fn names() {
        for (text, name) in [
            ("Theresa May said it was late.", "May"),
            ("May said it was late.", "May"),
            ("“It is late,” May said.", "May"),
            ("It was late, Mrs May told them.", "May"),
            ("May’s aide left.", "May"),
            ("They talked with May.", "May"),
            ("“It is late,” Will Moy said.", "Will"),
            ("Will Moy, a clerk, left.", "Will"),
            ("They met Will Moy there.", "Will"),
            ("June Moy said it was late.", "June"),
            ("The WHO said it was late.", "WHO"),
            ("They left the US in March.", "US"),
        ] {
            assert_eq!(settled(text), [name], "{text}");
        }
    }

    #[test]
    fn no_names() {
        for text in [
            "WHO IS IT?",
            "In May it rained.",
            "It rained from April to May.",
            "It rained on 5 May and on May 6.",
            "May they rest.",
            "May it be late?",
            "Last May Moy left.",
            "Will Moy come?",
            "Will they come?",
            "It rained. Will it stop?",
            "In June Moy said it was late.",
            "He left in early April, Moy said.",
        ] {
            assert_eq!(settled(text), [""; 0], "{text}");
        }
    }
}
