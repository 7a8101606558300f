//! Words by number: the one hash table.
//!
//! Not std's: that keeps each word in a box of its own, is made anew by the compiler for every type in it, and was a tenth
//! of what a page's first article cost, when it took in the lexicon.

use std::ops::Range;

/// Gives each different word a number, in order: what is known of a word stands in a list, in its place.
///
/// Words that a page chose to collide slow down its own analysis alone, which runs in slices.
#[derive(Default)]
pub(crate) struct Words {
    /// The words, one behind the other, and where each ends.
    letters: Vec<u8>,
    ends: Vec<usize>,
    /// A power of two of places, at least a quarter of them free: a word stands in the first free one from that on which
    /// its letters give. Its number and one; 0 is free.
    places: Vec<u32>,
}

/// A table of fewer places is not worth to grow from.
const FEWEST_PLACES: usize = 16;

impl Words {
    /// With room for so many words.
    pub(crate) fn with_room(words: usize) -> Words {
        let mut new = Words::default();
        new.spread(words);
        new
    }

    /// The number of a word, which is new if it was not met before.
    pub(crate) fn number(&mut self, word: &(impl AsRef<[u8]> + ?Sized)) -> usize {
        self.number_of(word.as_ref())
    }

    fn number_of(&mut self, word: &[u8]) -> usize {
        let next = self.ends.len();
        if 4 * next >= 3 * self.places.len() {
            self.spread(2 * next);
        }
        let place = self.place(word);
        if let Some(number) = self.at(place) {
            return number;
        }
        self.letters.extend_from_slice(word);
        self.ends.push(self.letters.len());
        self.places[place] = next as u32 + 1;
        next
    }

    /// The number of a word that was met.
    pub(crate) fn get(&self, word: &(impl AsRef<[u8]> + ?Sized)) -> Option<usize> {
        if self.places.is_empty() { None } else { self.at(self.place(word.as_ref())) }
    }

    /// The place where a word stands, or where it is to.
    fn place(&self, word: &[u8]) -> usize {
        let last = self.places.len() - 1;
        let mut place = hash(word) & last;
        while self.at(place).is_some_and(|number| self.letters[self.span(number)] != *word) {
            place = (place + 1) & last;
        }
        place
    }

    #[inline(always)]
    fn at(&self, place: usize) -> Option<usize> {
        (self.places[place] as usize).checked_sub(1)
    }

    #[inline(always)]
    fn span(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[number]
    }

    /// Makes room for so many words, those that there are among them.
    fn spread(&mut self, words: usize) {
        let places = (2 * words).next_power_of_two().max(FEWEST_PLACES);
        self.places.clear();
        self.places.resize(places, 0);
        for number in 0..self.ends.len() {
            let place = self.place(&self.letters[self.span(number)]);
            self.places[place] = number as u32 + 1;
        }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// How many words were met.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
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
    /// With room for so many words.
    pub(crate) fn with_room(words: usize) -> ByWord<T> {
        ByWord { words: Words::with_room(words), known: Vec::with_capacity(words) }
    }

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

/// Fowler, Noll and Vo's hash, small, and quick on short keys; its lower bits from all of its bits.
fn hash(word: &[u8]) -> usize {
    let hash = word.iter().fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15) as usize
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
    fn any_number_of_words_is_told_apart() {
        let word = |n: usize| format!("w{n}");
        for mut words in [Words::default(), Words::with_room(5_000)] {
            assert_eq!(words.get(""), None);
            for n in (0..5_000).chain(0..5_000) {
                assert_eq!(words.number(&word(n)), n);
            }
            assert!((0..5_000).all(|n| words.get(&word(n)) == Some(n)) && words.get("w").is_none());
            assert_eq!((words.number(""), words.number(""), words.len()), (5_000, 5_000, 5_001));
        }
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
