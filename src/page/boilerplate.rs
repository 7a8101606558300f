//! Lines in the midst of a story that speak to the reader, or of the page, and are no part of it.

use crate::text::{has_any, opens_with, opens_with_words};

/// Words with which such a line begins.
const BEGINNINGS: &str = "(reporting by|advertisement|all rights reserved|also read|associated press writers|\
    click here to|copyright|do you have a story|download our app|follow us|for more stories like this|\
    get in touch with|if you enjoyed this|join our|lesen sie auch|like this story|lire aussi|listen:|our standards|\
    photo:|read also|read more|read next|recommended|related:|reporting by|see also|share this|sign up|\
    story continues|subscribe|tell us what you think|this advertisement|this article is free to read|\
    this article originally|this website uses cookies|to read the full|try refreshing your browser|\
    want more stories|watch:|we apologize, but this video|with reporting by|write to|you may also like|©";

/// Words that such a line has, in this order; parted by bars, and each from the next by "&".
const TOGETHER: &str = "follow him&@|follow her&@|follow us&@|follow&google news|sign up&newsletter|get&delivered&your|\
    hear&letters to the editor|letters to the editor&hear|our&newsletter|cookies&website|website&cookies|cookies&browser";

/// Each of these has one of the following, which few lines have.
const RARE: [&str; 6] = ["@", "cookies", "delivered", "google news", "letters to the editor", "newsletter"];

/// For each letter that one of those begins with a bit. Others may share it.
const RARE_FIRST: u32 = {
    let (mut bits, mut at) = (0, 0);
    while at < RARE.len() {
        bits |= bit(RARE[at].as_bytes()[0]);
        at += 1;
    }
    bits
};

const fn bit(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// Longer lines are the story's, whatever they say.
pub const LONGEST: usize = 600;

/// Whether a line is no part of the story, whatever stands around it.
pub fn is_boilerplate(text: &str) -> bool {
    // Asked of each line of a page.
    let text = text.to_ascii_lowercase();
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != '©');
    // "Follow the Tide on Facebook": an order, and the name of a network or an account.
    let follow = || start.starts_with("follow ") && has_any(start, "@|twitter|facebook|instagram|http");
    let is_rare = |(at, first): (usize, u8)| {
        RARE_FIRST & bit(first) != 0 && RARE.iter().any(|rare| text.as_bytes()[at..].starts_with(rare.as_bytes()))
    };
    opens_with(start, BEGINNINGS).is_some()
        || start.starts_with("watch |")
        || follow()
        || text.bytes().enumerate().any(is_rare) && TOGETHER.split('|').any(|words| has_in_order(&text, words))
}

fn has_in_order(text: &str, words: &str) -> bool {
    let mut rest = text;
    words.split('&').all(|word| {
        let Some(at) = rest.find(word) else { return false };
        rest = &rest[at + word.len()..];
        true
    })
}

/// Words with which the heading of a list of other stories begins.
const MORE: &str = "more|related|recommended|comments|read more|read next|you may also|what to read";

/// Whether it stands above what follows a story.
pub fn heads_more(text: &str) -> bool {
    opens_with_words(&text.to_ascii_lowercase(), MORE).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_found_by_its_rarest_words() {
        for words in TOGETHER.split('|') {
            assert!(RARE.iter().any(|rare| words.contains(rare)), "{words}");
            assert!(is_boilerplate(&format!("Dear reader, {}.", words.replace('&', " and "))), "{words}");
        }
        assert!(!is_boilerplate("The editor had her letters delivered."));
    }
}
