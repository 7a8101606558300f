//! Which organisation "the company" is.

use std::ops::Range;

use super::nominal::{head_word, is_name};
use super::role::role_words;
use super::{Resolver, Who};
use crate::lexicon::Class;
use crate::text::{Shape, Token, listed, lower};

/// How many sentences before "the company" are searched for its name.
const ORGANISATION_REACH: usize = 4;
/// Bodies that are called so themselves: "the government" is no company named before.
const OWN_NAME: &str = "government administration army navy police force parliament senate house congress court ministry \
    council committee department university college school hospital church society center centre";
/// Bodies whose names often say nothing of what they are.
const COMPANIES: &str = "company corporation firm bank group network site website newspaper magazine club team";

impl Resolver<'_> {
    /// "the company": the organisation that spoke last, else the one named last in the sentences before; "the harbour
    /// authority": the one whose name holds these words.
    pub(super) fn organisation(&self, head: &Range<usize>) -> Option<(Who, Range<usize>)> {
        let document = self.document;
        let tokens = &document.tokens;
        let last = &tokens[head.end - 1];
        if head.len() < 2
            || !tokens[head.start].is(Class::DEFINITE)
            || !last.is(Class::ORG)
            || last.shape != Shape::Lower
        {
            return None;
        }
        if head.len() > 2 {
            let words = role_words(document, head.clone());
            let &(e, _) = self.organisations.iter().find(|(_, name)| words.iter().all(|w| name.contains(w)))?;
            return Some((Who::Entity(e), self.entities[e].name.clone()));
        }
        if let Some((_, _, Who::Nominal(words))) = self.same_nominal(head)
            && !head_word(words).starts_with(char::is_uppercase)
        {
            return None;
        }
        // "the bureau": whose name says so, and was the last before.
        let kind = document.word(head.end - 1);
        let last_before = |e: usize| {
            let mentions = &self.entities[e].mentions;
            mentions[..mentions.partition_point(|&m| self.mentions[m].name.start < head.start)].last().copied()
        };
        let called = self.organisations.iter().filter(|(_, name)| name.iter().any(|w| w == kind));
        if let Some(m) = called.filter_map(|(e, _)| last_before(*e)).max() {
            return Some((Who::Entity(self.entity_of[m]), self.mentions[m].name.clone()));
        }
        if listed(OWN_NAME, kind) {
            return None;
        }
        let sentence = document.sentences.partition_point(|s| s.end <= head.start);
        let from = document.sentences.get(sentence.saturating_sub(ORGANISATION_REACH))?.start;
        let thing = |e: usize| {
            let entity = &self.entities[e];
            let place = document.is_word(entity.name.start, "us")
                || [entity.name.start, entity.name.end - 1].iter().any(|&t| tokens[t].is(Class::PLACE));
            let company = listed(COMPANIES, kind) && entity.mentions.len() > 1 && !entity.is_known_person();
            let other = kind != "agency" && listed(OWN_NAME, &lower(document.word(entity.name.end - 1)));
            (entity.is_organisation || company) && !place && !other
        };
        let organised = |who: &Who| match who {
            Who::Entity(e) => thing(*e),
            Who::Nominal(words) => is_name(words),
        };
        let spoken = self.spoken.iter().rev().take_while(|s| s.0 >= from).find(|s| organised(&s.2));
        if let Some((_, source, who)) = spoken {
            return Some((who.clone(), source.clone()));
        }
        const NO_NOUN: Class = Class::PREP.or(Class::SUB).or(Class::CONJ).or(Class::ADV).or(Class::AUX).or(Class::BE);
        let noun = |t: &Token| {
            t.shape == Shape::Lower && t.spaced && t.verb.is_none() && !t.is(NO_NOUN.or(Class::HAVE).or(Class::PAST))
        };
        let mut best = None;
        let first = self.mentions.partition_point(|m| m.name.start < from);
        let behind = self.mentions.partition_point(|m| m.name.start < head.start);
        for m in (first..behind).rev() {
            let mention = &self.mentions[m];
            let entity = self.entity_of.get(m).copied().filter(|&e| e != usize::MAX && thing(e));
            // "a Ware shop" is no Ware, "(AP)" nobody here, and "in Ware" none where there is another.
            let other = || tokens.get(mention.name.end).is_some_and(|t| noun(t) || t.is_mark(')'));
            if entity.is_some() && !other() {
                let free = !self.governed(mention);
                best = best.filter(|_| !free).or(Some(m));
                if free {
                    break;
                }
            }
        }
        let m = best?;
        Some((Who::Entity(self.entity_of[m]), self.mentions[m].name.clone()))
    }
}
