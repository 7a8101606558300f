//! Who a pronoun is: the last fitting speaker or subject before it.

use std::ops::Range;

use super::entity::Gender;
use super::nominal::{head_word, is_name};
use super::{Resolver, Who, is_age, role};
use crate::lexicon::Class;
use crate::mention::Mention;
use crate::text::{Token, listed, lower};

/// How many sentences before a pronoun are searched for its antecedent.
const PRONOUN_REACH: usize = 12;

impl Resolver<'_> {
    /// Who "he", "she", "it" or "they" at a token is: the last fitting speaker or subject before it.
    pub(super) fn pronoun(&self, at: usize) -> Option<(Who, Range<usize>)> {
        let document = self.document;
        let token = &document.tokens[at];
        if token.is(Class::FIRST) || document.is_word(at, "you") || document.is_word(at, "one") {
            return None;
        }
        let gender = if token.is(Class::MALE) {
            Some(Gender::Male)
        } else if token.is(Class::FEMALE) {
            Some(Gender::Female)
        } else {
            None
        };
        let plural = token.is(Class::PLURAL);
        // "the 54-year-old" is a person.
        let aged = is_age(document.word(at));
        if gender.is_none() && !aged && !plural && !document.is_word(at, "it") && !document.is_word(at, "its") {
            return None;
        }
        // "“Is it late?” asked Ann Lee. “It is,” she replied": somebody else.
        let replies = at + 1 < document.tokens.len() && listed("replied answered responded", document.word(at + 1));
        let asks = |x: &&(usize, Range<usize>, Who)| {
            x.1.end < at && document.is_word(x.1.end, "asked")
                || x.1.start.checked_sub(1).is_some_and(|verb| document.is_word(verb, "asked"))
        };
        let last = || self.spoken[..self.spoken.partition_point(|x| x.0 < at)].last().filter(asks);
        let asked = replies.then(last).flatten();
        let suits = |who: &Who| match who {
            Who::Entity(e) => {
                let entity = &self.entities[*e];
                match gender {
                    Some(g) => entity.is_person() && entity.gender.is_none_or(|e| e == g),
                    None if aged => !entity.is_organisation,
                    None if plural => false,
                    None => entity.is_organisation || entity.gender.is_none() && entity.roles.is_empty(),
                }
            }
            Who::Nominal(words) => {
                let class = crate::lexicon::look_up(head_word(words)).class;
                match gender {
                    Some(g) => {
                        class.has(Class::ROLE) && role::gender_of(&lower(head_word(words))).is_none_or(|w| w == g)
                    }
                    None if aged => class.has(Class::ROLE),
                    None if plural => class.has(Class::GROUP) || words.ends_with('s'),
                    None => class.has(Class::ORG.or(Class::DOC)) || is_name(words),
                }
            }
        };
        let fits = |who: &Who| asked.is_none_or(|a| a.2 != *who) && suits(who);
        let sentence = document.sentences.partition_point(|s| s.end <= at);
        let entry = document.entry_of(at);
        for s in (sentence.saturating_sub(PRONOUN_REACH)..=sentence).rev() {
            let range = &document.sentences[s];
            if range.end <= entry {
                break;
            }
            let end = range.end.min(at);
            let from = self.spoken.partition_point(|x| x.0 < range.start);
            let to = self.spoken.partition_point(|x| x.0 < end);
            let spoken = self.spoken[from..to.max(from)].iter().rev().find(|x| fits(&x.2));
            if let Some((_, source, who)) = spoken {
                return Some((who.clone(), source.clone()));
            }
            // "She met Orla Vane. She said": the one of before.
            if gender.is_some() && range.start < at && document.tokens[range.start].class == token.class {
                continue;
            }
            // The first name of a sentence is most often its subject, and of that gender where one is known to be.
            let first = self.mentions.partition_point(|m| m.name.start < range.start);
            let mut named: Option<usize> = None;
            // "Lee's plan is bold. He …": where nobody else is named.
            let mut owner = None;
            for (i, m) in self.mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.name.start < end) {
                let e = self.entity_of.get(i).copied().unwrap_or(usize::MAX);
                if e == usize::MAX || self.quoted[m.name.start] || self.governed(m) || !fits(&Who::Entity(e)) {
                    continue;
                }
                if m.is_possessive {
                    owner = owner.or(Some(i).filter(|_| gender.is_some() && m.title.start == range.start));
                    continue;
                }
                // Capitals that may be no person's give way to a person.
                let entity = &self.entities[e];
                let sure = gender.is_none() || entity.is_known_person() || self.speaker_of[e].is_some();
                if named.is_none() || entity.gender.is_some() && entity.gender == gender {
                    named = Some(i);
                    if sure {
                        break;
                    }
                }
            }
            if let Some(i) = named.or(owner) {
                return Some((Who::Entity(self.entity_of[i]), self.mentions[i].name.clone()));
            }
            // "The judges met. They said …"
            if plural && let Some(group) = self.group(range.start..end) {
                return Some((Who::Nominal(self.nominal_key(&group)?), group));
            }
        }
        None
    }

    /// The people that a sentence begins with: "The judges", "Gov. Ann Lee and senior officials".
    pub(super) fn group(&self, sentence: Range<usize>) -> Option<Range<usize>> {
        const FIRST: usize = 7;
        let tokens = &self.document.tokens;
        const OTHERS: Class = Class::PREP.or(Class::AUX).or(Class::BE).or(Class::HAVE).or(Class::PAST).or(Class::SUB);
        let part = |t: &Token| t.is_word() && !t.is(OTHERS) && (t.verb.is_none() || t.is(Class::GROUP));
        let mut words = sentence.clone().take(FIRST).take_while(|&t| part(&tokens[t]));
        let end = words.find(|&t| tokens[t].is(Class::GROUP))? + 1;
        Some(sentence.start..end)
    }

    /// Whether a preposition governs a name, or it stands in brackets, so that it is no subject: "built by Ann Lee", "(AP)".
    pub(super) fn governed(&self, mention: &Mention) -> bool {
        let tokens = &self.document.tokens;
        let bracketed = || tokens.get(mention.name.end).is_some_and(|t| t.is_mark(')'));
        let before = mention.title.start.checked_sub(1).map(|t| &tokens[t]);
        before.is_some_and(|t| t.is(Class::PREP) || t.is_mark('(') && bracketed())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::speakers;

    #[test]
    fn pronouns_are_the_last_speaker_of_their_gender() {
        let text = "Ann Lee said it was late. Mark Roe said it was dark. She said it was cold. He said it was wet.";
        assert_eq!(speakers(text), ["Ann Lee", "Mark Roe", "Ann Lee", "Mark Roe"]);
    }

    #[test]
    fn titles_and_roles_tell_who_she_is() {
        for text in [
            "Orla Vane, a chairwoman, said it was late. Mark Roe said it was dark. She said it was cold.",
            "Orla Vane said it was late. Prince Mark said it was dark. She said it was cold.",
            "Orla Vane said it was late. The king, Uri Roe, said it was dark. She said it was cold.",
        ] {
            assert_eq!(speakers(text)[2], "Orla Vane", "{text}");
        }
    }

    #[test]
    fn a_person_is_more_than_a_capital() {
        let text = "Mark Roe said it was late. The Hawks came on Monday. He said it was dark.";
        assert_eq!(speakers(text), ["Mark Roe"; 2]);
    }

    #[test]
    fn what_is_called_a_company_is_no_person() {
        let text = "Orla Vane said it was late. Chevrolex, the only major oil company there, left. She said it was dark. He of the Republican Party left. She said it was cold.";
        assert_eq!(speakers(text), ["Orla Vane"; 3]);
    }

    #[test]
    fn whose_a_sentence_is_about_goes_on_as_he() {
        let text = "Mark Roe said it was late. Ivo Tull’s love of theatre is not new. He said it was dark.";
        assert_eq!(speakers(text), ["Mark Roe", "Ivo Tull"]);
        let text = "Mark Roe said it was late. Ivo Tull’s aide Uri Lund left. He said it was dark.";
        assert_eq!(speakers(text), ["Mark Roe", "Uri Lund"]);
    }

    #[test]
    fn they_may_be_a_man_and_others() {
        let text = "The unions said it was late. Gov. Mark Roe and leaders of the house left. They seem calm. They said it was dark.";
        assert_eq!(speakers(text), ["unions", "Gov. Mark Roe and leaders"]);
    }

    #[test]
    fn who_has_one_name_alone_is_he_or_she_by_it() {
        let text = "Orla Vane said it was late. Tommy, a retired man, left. He said it was dark.";
        assert_eq!(speakers(text), ["Orla Vane", "Tommy"]);
    }

    #[test]
    fn a_pronoun_without_an_antecedent_has_no_speaker() {
        assert_eq!(speakers("She said it was late."), ["-"]);
    }
}
