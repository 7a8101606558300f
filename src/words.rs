//! Words by number: the one hash table.
//!
//! One type for all of them: the compiler makes std's table anew for every pair of types, and again for each hasher.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Gives each different word a number, in order: what is known of a word stands in a list, in its place.
///
/// Words that a page chose to collide slow down its own analysis alone, which runs in slices.
#[derive(Default)]
pub(crate) struct Words(HashMap<Box<[u8]>, usize, BuildHasherDefault<Fnv>>);

impl Words {
    /// The number of a word, which is new if it was not met before.
    pub(crate) fn number(&mut self, word: &(impl AsRef<[u8]> + ?Sized)) -> usize {
        let word = word.as_ref();
        let next = self.0.len();
        match self.get(word) {
            Some(number) => number,
            None => {
                self.0.insert(word.into(), next);
                next
            }
        }
    }

    /// The number of a word that was met.
    pub(crate) fn get(&self, word: &(impl AsRef<[u8]> + ?Sized)) -> Option<usize> {
        self.0.get(word.as_ref()).copied()
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// How many words were met.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'w> FromIterator<&'w str> for Words {
    fn from_iter<I: IntoIterator<Item = &'w str>>(all: I) -> Self {
        let mut words = Words::default();
        all.into_iter().for_each(|word| _ = words.number(word));
        words
    }
}

/// What is known of words, by word.
#[derive(Default)]
pub(crate) struct ByWord<T> {
    words: Words,
    known: Vec<T>,
}

impl<T: Default> ByWord<T> {
    /// What is known of a word; at first, what nothing is known of has.
    pub(crate) fn entry(&mut self, word: &(impl AsRef<[u8]> + ?Sized)) -> &mut T {
        let number = self.words.number(word);
        if number == self.known.len() {
            self.known.push(T::default());
        }
        &mut self.known[number]
    }
}

impl<T> ByWord<T> {
    pub(crate) fn get(&self, word: &(impl AsRef<[u8]> + ?Sized)) -> Option<&T> {
        self.known.get(self.words.get(word)?)
    }
}

/// Fowler, Noll and Vo's hash: small, and quick on short keys.
struct Fnv(u32);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0x811c_9dc5)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        // The table takes its tag from the top bits: spread the hash over them.
        u64::from(self.0).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    // How long the word is.
    fn write_usize(&mut self, length: usize) {
        self.write(&[length as u8]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number() {
        let mut words: Words = ["the", "late", "the"].into_iter().collect();
        assert_eq!((words.get("the"), words.get("late"), words.get("lat"), words.len()), (Some(0), Some(1), None, 2));
        assert_eq!((words.number("late"), words.number("boat")), (1, 2));
    }

    #[test]
    fn what_is_known_stands_by_its_word() {
        let mut counts: ByWord<u32> = ByWord::default();
        for word in ["the", "late", "the"] {
            *counts.entry(word) += 1;
        }
        assert_eq!(["the", "late", "boat"].map(|w| counts.get(w)), [Some(&2), Some(&1), None]);
    }
}
