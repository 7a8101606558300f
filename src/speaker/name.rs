//! Sources that say who they are: by name, by an office that the article gives to one, by initials.

use std::ops::Range;

use super::Resolver;
use super::entity::{COMPARED, Entity};
use super::role::{self, Role, role_words};
use crate::lexicon::Class;
use crate::text::{Shape, lower};

impl Resolver<'_> {
    /// Whether an "of" belongs to the office before a name: "Secretary of State Ann Lee", "Chief of Staff Ann Lee".
    pub(super) fn in_title(&self, of: usize) -> bool {
        let tokens = &self.document.tokens;
        let office = |t: usize| tokens[t].is_capital() && !tokens[t].is(Class::DET);
        let the = of + 1 + usize::from(self.document.is_word(of + 1, "the"));
        self.document.is_word(of, "of")
            && tokens[of - 1].is(Class::ROLE.or(Class::TITLE))
            && self
                .mentions
                .get(self.mentions.partition_point(|m| m.name.start <= of + 1))
                .is_some_and(|m| !m.is_organisation && (the..m.name.start).all(office))
    }

    /// The mention that is the head of a phrase: the name that it ends with.
    pub(super) fn named(&self, head: &Range<usize>) -> Option<usize> {
        let m = self.mentions.partition_point(|m| m.name.end < head.end);
        let mention = self.mentions.get(m)?;
        // "Lea and Ruth Ekman" are two.
        let tokens = &self.document.tokens;
        let before = head.start..mention.title.start.max(head.start);
        // "Former prosecutor and Mayor Ann Lee" is one.
        let offices = |and: usize| tokens[and - 1].is(Class::ROLE) && !tokens[head.start].is(Class::DET);
        let joint = before.clone().skip(1).any(|t| self.document.is_word(t, "and") && !offices(t));
        // "said William “Buzz” Harlan"
        let amid = || mention.name.end > head.end && matches!(self.document.tokens[head.end].shape, Shape::Mark(_));
        // "the attorney's Office" is no name by itself.
        let owned = mention.name.len() == 1
            && tokens[mention.name.start].is(Class::ORG)
            && before.clone().next_back().is_some_and(|t| self.document.word(t).starts_with(['\'', '’']));
        let fits = !joint
            && !owned
            && (mention.name.end == head.end || mention.name.start < head.end && amid())
            && mention.name.start >= head.start
            && self.entity_of.get(m).is_some_and(|&e| e != usize::MAX);
        fits.then_some(m)
    }

    /// "the minister, Ann Lee, said": the name that stands beside a source.
    pub(super) fn named_beside(&self, source: &Range<usize>) -> Option<usize> {
        self.named(&self.head(&(self.comma(source)? + 1..source.end)))
    }

    /// "the NATO chief": the entity last mentioned among those that the text gives this role.
    pub(super) fn role(&self, whole: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let head = &self.head(whole);
        let document = self.document;
        let last = &document.tokens[head.end - 1];
        let first = &document.tokens[head.start];
        if !last.is(Class::ROLE.or(Class::TITLE)) || first.is(Class::INDEFINITE) || document.is_word(head.start, "one")
        {
            return None;
        }
        // "Ware's interior minister": whose, and what.
        let owned = (head.start + 1..head.end).rfind(|&t| document.word(t).starts_with(['\'', '’']));
        let words = role_words(document, owned.map_or(head.start, |t| t + 1)..head.end);
        let title = words.last()?;
        // "the mother of three": what tells her from the mother of two.
        let told = |t: &usize| document.tokens[*t].is_capital() || document.tokens[*t].is(Class::DET);
        let other = (head.end + 1..whole.end).take_while(|&t| !document.tokens[t].is(Class::PREP)).filter(told).last();
        let of = owned.map(|t| t - 1).or(other).map(|t| lower(document.word(t)));
        // Names in the role must be the entity's too: "the NATO chief" is not "the police chief".
        let proper: Vec<String> = (head.clone())
            .filter(|&t| {
                let token = &document.tokens[t];
                token.is_capital()
                    && !token.is(Class::TITLE.or(Class::ROLE).or(Class::DET).or(Class::ADV).or(Class::COMMON))
            })
            .flat_map(|t| role_words(document, t..t + 1))
            .filter(|w| head.len() < 2 || !document.is_word(head.start, w))
            .collect();
        // A spokeswoman is no spokesman, though it is one role.
        let gender = role::gender(document, head.clone());
        let mut best: Option<(usize, usize, usize)> = None;
        let mut rivals = 0;
        for &e in self.by_role.get(title).into_iter().flatten() {
            let entity = &self.entities[e];
            let has = |w: &String| entity.roles.iter().any(|r| r.words.contains(w));
            let other = gender.is_some() && entity.gender.is_some() && gender != entity.gender;
            if other || !proper.iter().all(has) {
                continue;
            }
            // Who is said to be it of another is somebody else; where it is not said of whom, the very words must be.
            let whose = of.as_ref().is_none_or(has);
            let mut same = entity.roles.iter().filter(|r| r.words.contains(title));
            let of_another = |r: &Role| r.tokens.clone().any(|t| document.tokens[t].is(Class::PREP.or(Class::PLACE)));
            let very = |r: &Role| words.len() > 1 && r.words == words;
            let shared = words.iter().filter(|w| has(w)).count();
            let fits = match owned {
                Some(_) => shared == words.len() && (whose || same.any(very)),
                None => whose || !same.any(of_another),
            };
            if !fits {
                continue;
            }
            let shared = shared + usize::from(whose);
            rivals += usize::from(!whose);
            let before = entity.mentions.partition_point(|&m| self.mentions[m].name.start < head.start);
            let recency = before.checked_sub(1).map_or(0, |m| self.mentions[entity.mentions[m]].name.start + 1);
            if best.is_none_or(|b| (shared, recency) > (b.0, b.1)) {
                best = Some((shared, recency, e));
            }
        }
        let (shared, _, e) = best?;
        if owned.is_some() && shared == words.len() && rivals > 1 {
            return None;
        }
        let entity = &self.entities[e];
        let role = entity.roles.iter().find(|r| r.words.contains(title))?;
        let near = entity
            .mentions
            .iter()
            .map(|&m| &self.mentions[m].name)
            .min_by_key(|n| n.start.abs_diff(role.tokens.start))?;
        Some((e, near.clone()))
    }

    /// Whether nobody with the same head and without a name spoke since the entity was named.
    pub(super) fn is_nearer(&self, entity: usize, source: &Range<usize>) -> bool {
        let Some(&(spoke, ..)) = self.same_nominal(source) else { return true };
        let mentions = &self.entities[entity].mentions;
        let before = mentions.partition_point(|&m| self.mentions[m].name.start < source.start);
        before.checked_sub(1).is_some_and(|m| self.mentions[mentions[m]].name.start > spoke)
    }

    /// "IC", where the article names Ines Calder.
    pub(super) fn initials(&self, source: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let label = self.document.word(source.start);
        let token = &self.document.tokens[source.start];
        if source.len() != 1 || token.shape != Shape::Upper || !(2..=3).contains(&label.len()) {
            return None;
        }
        let person = |e: &&Entity| {
            let initials = e.name.clone().filter_map(|t| self.document.word(t).chars().next());
            !e.is_organisation && e.name.len() > 1 && initials.eq(label.chars())
        };
        let (e, entity) = self.entities.iter().take(COMPARED).enumerate().find(|(_, e)| person(e))?;
        Some((e, entity.name.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::speakers;

    #[test]
    fn a_role_may_begin_with_an_apostrophe() {
        assert_eq!(speakers("’90s chief: it is late"), ["’90s chief"]);
    }

    #[test]
    fn an_office_may_have_an_of_before_its_name() {
        let text = "Secretary of State Orla Vane said it was late. Vane said it was dark. The US President Ann Lee came. The US President said it was cold.";
        assert_eq!(speakers(text), ["Orla Vane", "Orla Vane", "Ann Lee"]);
    }

    #[test]
    fn roles_are_who_has_them() {
        let text = "Harbour chief Ann Lee met Mark Roe, the mayor of Ware. The mayor said it was late. The harbour chief said it was dark.";
        assert_eq!(speakers(text), ["Mark Roe", "Ann Lee"]);
    }

    #[test]
    fn who_is_it_of_another_is_another() {
        for (text, last) in [
            ("Orla Vane, a mother of two, left. The mother of three said it was late.", "mother of three"),
            (
                "Ivo Tull, head of the Ware Institute, left. The head of the Ware Institute said it was late.",
                "Ivo Tull",
            ),
            ("Austria’s interior minister said it was late. Interior Minister Ivo Tull left.", "Ivo Tull"),
            (
                "Norway’s Prime Minister Ivo Tull met Prime Minister Mark Roe. Norway’s prime minister said it was late.",
                "Ivo Tull",
            ),
            (
                "Prime Minister Ivo Tull met Prime Minister Mark Roe. Norway’s prime minister said it was late.",
                "Norway’s prime minister",
            ),
        ] {
            assert_eq!(speakers(text), [last], "{text}");
        }
    }

    #[test]
    fn a_clause_behind_a_name_is_no_apposition() {
        let text = "US President Mark Roe left. After talks with Ivo Tull, the president said it was late. He said it was dark.";
        assert_eq!(speakers(text), ["Mark Roe"; 2]);
    }

    #[test]
    fn a_spokeswoman_is_no_spokesman() {
        let text = "Norfab spokesman Mark Roe said it was late. A spokeswoman for the bank said it was dark. The spokeswoman said it was cold. She said it was wet. The spokesman for the union, Ivo Tull, said it was dry. The union spokesman said it was hot.";
        let bank = "spokeswoman for the bank";
        assert_eq!(speakers(text), ["Mark Roe", bank, bank, bank, "Ivo Tull", "Ivo Tull"]);
    }
}
