//! Small letters for capitals, in the alphabets that have both and are met in news.
//!
//! The standard library knows those of every script that was ever written: 8 KB of the module, packed.

/// A word in small letters.
pub(crate) fn lower(word: &str) -> String {
    // Nearly all take as many bytes as before.
    let mut lower = String::with_capacity(word.len());
    lower.extend(word.chars().map(lower_char));
    lower
}

/// The small letter of a capital; any other character as it is.
pub(crate) fn lower_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let code = u32::from(c);
    let Some(run) = RUNS.iter().find(|r| (u32::from(r.first)..=u32::from(r.last)).contains(&code)) else { return c };
    match run.to {
        To::Next if (code - u32::from(run.first)) % 2 == 1 => c,
        To::Next => char::from_u32(code + 1).unwrap_or(c),
        To::From(first) => char::from_u32(u32::from(first) + (code - u32::from(run.first))).unwrap_or(c),
    }
}

/// Capitals that stand together, and where their small letters are.
struct Run {
    first: char,
    last: char,
    to: To,
}

enum To {
    /// Each behind its capital.
    Next,
    /// Together too, from this one.
    From(char),
}

const fn run(first: char, last: char, to: To) -> Run {
    Run { first, last, to }
}

const RUNS: &[Run] = &[
    // Latin
    run('À', 'Ö', To::From('à')),
    run('Ø', 'Þ', To::From('ø')),
    run('Ā', 'į', To::Next),
    // In a name among English words the dot makes no difference.
    run('İ', 'İ', To::From('i')),
    run('Ĳ', 'ķ', To::Next),
    run('Ĺ', 'ň', To::Next),
    run('Ŋ', 'ŷ', To::Next),
    run('Ÿ', 'Ÿ', To::From('ÿ')),
    run('Ź', 'ž', To::Next),
    run('Ə', 'Ə', To::From('ə')),
    run('Ơ', 'ơ', To::Next),
    run('Ư', 'ư', To::Next),
    run('Ǎ', 'ǜ', To::Next),
    run('Ǟ', 'ǯ', To::Next),
    run('Ǹ', 'ȟ', To::Next),
    run('Ȣ', 'ȳ', To::Next),
    run('Ḁ', 'ẕ', To::Next),
    run('ẞ', 'ẞ', To::From('ß')),
    run('Ạ', 'ỿ', To::Next),
    // Greek
    run('Ά', 'Ά', To::From('ά')),
    run('Έ', 'Ί', To::From('έ')),
    run('Ό', 'Ό', To::From('ό')),
    run('Ύ', 'Ώ', To::From('ύ')),
    run('Α', 'Ρ', To::From('α')),
    run('Σ', 'Ϋ', To::From('σ')),
    // Cyrillic
    run('Ѐ', 'Џ', To::From('ѐ')),
    run('А', 'Я', To::From('а')),
    run('Ѡ', 'ҁ', To::Next),
    run('Ҋ', 'ҿ', To::Next),
    run('Ӂ', 'ӎ', To::Next),
    run('Ӑ', 'ԯ', To::Next),
    // Armenian
    run('Ա', 'Ֆ', To::From('ա')),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "this is what it is held against")]
    fn agrees_with_the_standard_library() {
        let mut known = 0;
        for c in '\0'..='\u{ffff}' {
            let mut small = c.to_lowercase();
            let small = (small.next(), small.next());
            if lower_char(c) == c {
                let news = matches!(c, '\0'..='\u{17f}' | '\u{386}'..='\u{3ab}' | '\u{400}'..='\u{556}' | '\u{1e00}'..='\u{1eff}');
                assert!(small == (Some(c), None) || !news || c == 'Ӏ', "{c} has a small letter");
            } else if c != 'İ' {
                assert_eq!(small, (Some(lower_char(c)), None), "{c}");
                known += 1;
            }
        }
        assert!(known > 500, "{known}");
    }

    #[test]
    fn words() {
        assert_eq!(lower("ÉLYSÉE’s İpek 7"), "élysée’s ipek 7");
    }
}
