//! Entities: all mentions of one person or organisation over the article, under its fullest name.

use std::ops::Range;

use super::role::{self, Role};
use crate::document::Document;
use crate::lexicon::{Class, GIVEN};
use crate::mention::Mention;
use crate::pace::Pace;
use crate::text::{Shape, Token, listed, lower};
use crate::words::ByWord;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The parts of the fullest name, in small letters.
    parts: Vec<String>,
    /// The tokens of the fullest name in its best spelling.
    pub(super) name: Range<usize>,
    /// The title before it where a family name is all that the article tells: "Ms. Lee".
    pub(super) title: Option<Range<usize>>,
    pub(super) is_organisation: bool,
    pub(super) gender: Option<Gender>,
    pub(super) roles: Vec<Role>,
    /// Indices into the mentions, in order.
    pub(super) mentions: Vec<usize>,
}

impl Entity {
    /// Whether the article shows it to be a person, by more than capitals.
    pub(super) fn is_known_person(&self) -> bool {
        self.gender.is_some() || !self.roles.is_empty() || self.title.is_some()
    }

    /// Whether it may well be a person.
    pub(super) fn is_person(&self) -> bool {
        !self.is_organisation && (self.parts.len() > 1 || self.is_known_person())
    }

    fn last(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }
}

/// How many entities a new name is compared with, to hear it as another spelling of theirs.
pub(super) const COMPARED: usize = 400;
/// How many entities with one name in common are told apart.
pub(super) const NAMESAKES: usize = 32;
/// How many mentions are grouped; later ones of a longer text are read alone.
const MOST: usize = 20_000;
/// The work that it is to group a mention, and to read the roles beside it.
const GROUPING: usize = 20;

/// Groups the mentions into entities; returns them, and for each mention the index of its entity.
pub(super) async fn group(document: &Document<'_>, mentions: &[Mention], pace: &Pace) -> (Vec<Entity>, Vec<usize>) {
    let mentions = &mentions[..mentions.len().min(MOST)];
    let mut groups = Groups { document, entities: Vec::new(), by_word: Default::default() };
    let mut entity_of = vec![usize::MAX; mentions.len()];
    // Full names first: a family name alone may stand before the name that explains it.
    for full in [true, false] {
        for (i, mention) in mentions.iter().enumerate() {
            let count = part_tokens(document, mention).take(2).count();
            if count > 0 && (count > 1) == full {
                entity_of[i] = groups.place(i, mention, parts(document, mention));
                pace.did(GROUPING).await;
            }
        }
    }
    let mut entities = groups.entities;
    for entity in &mut entities {
        best_spelling(document, entity, mentions);
        if entity.parts.len() == 1 {
            const TITLES: Class = Class::TITLE.or(Class::MISTER).or(Class::MISSUS);
            let plain = |m: &&Mention| !m.title.is_empty() && m.title.clone().all(|t| document.tokens[t].is(TITLES));
            if let Some(titled) = entity.mentions.iter().map(|&m| &mentions[m]).find(plain) {
                entity.name = titled.name.clone();
                entity.title = Some(titled.title.clone());
            }
        }
        for &i in &entity.mentions {
            let is_person = role::read(document, mentions, i, &mut entity.roles);
            entity.is_organisation |= !is_person && entity.gender.is_none() && entity.title.is_none();
            pace.did(GROUPING).await;
        }
        if entity.gender.is_none() {
            entity.gender = gender_of_roles(document, &entity.roles);
        }
        // "Tommy", who has no other name here.
        let given = &document.tokens[entity.name.start];
        let alone = |&i: &usize| {
            let name = &mentions[i].name;
            let behind = document.tokens.get(name.end);
            behind.is_none_or(|t| matches!(t.shape, Shape::Mark(_)) || t.verb.is_some())
                && !(name.start > 0 && document.tokens[name.start - 1].is(Class::DET))
        };
        if entity.gender.is_none()
            && entity.parts.len() == 1
            && given.is(GIVEN)
            && !given.is(Class::PLACE.or(Class::AUX))
            && entity.mentions.iter().any(alone)
        {
            entity.gender = given_gender(given);
        }
        if entity.gender.is_none() && entity.is_person() {
            entity.gender = gender_of_pronouns(document, mentions, entity);
        }
        if !entity.is_organisation && entity.gender.is_some() {
            continue;
        }
        // A role or a person's title makes a person of what looked like an organisation.
        let titled = entity.mentions.iter().any(|&i| !mentions[i].title.is_empty());
        entity.is_organisation &= !titled || document.tokens[entity.name.end - 1].is(Class::ORG);
    }
    (entities, entity_of)
}

struct Groups<'d> {
    document: &'d Document<'d>,
    entities: Vec<Entity>,
    /// The entities whose name holds a word, so that a mention is compared with these alone.
    by_word: ByWord<Vec<usize>>,
}

impl Groups<'_> {
    fn place(&mut self, i: usize, mention: &Mention, parts: Vec<String>) -> usize {
        let gender = gender(self.document, mention);
        let fits = |e: &Entity| e.gender.is_none() || gender.is_none() || e.gender == gender;
        let found = if parts.len() > 1 {
            let last = &parts[parts.len() - 1];
            let same_last = self.by_word.get(last).into_iter().flatten().copied();
            let mut candidates = same_last.filter(|&e| {
                let entity = &self.entities[e];
                entity.last() == last && first_names_agree(&entity.parts, &parts) && fits(entity)
            });
            candidates.next().or_else(|| self.misspelt(&parts, fits))
        } else {
            let word = &parts[0];
            // "Ann", of Ann Lee; but "Trump" is not Trump Tower, of which is told later.
            let known = self.document.tokens[mention.name.start].is(GIVEN);
            // "NORFAB QUARTZ", a heading, is no person whom a first name may mean.
            let shouted = |e: &Entity| self.document.tokens[e.name.clone()].iter().all(|t| t.shape == Shape::Upper);
            // How well who holds the word fits; of those alike the last one mentioned before, else the first one.
            let mut best = None;
            for &e in self.by_word.get(word).map_or(&[][..], Vec::as_slice) {
                let entity = &self.entities[e];
                let before = entity.mentions[..entity.mentions.partition_point(|&m| m < i)].last().copied();
                let earlier = before.is_some();
                let person = !entity.is_organisation || entity.parts.len() == 1;
                let fit = if person && entity.last() == word {
                    4 + u8::from(earlier)
                } else if person && entity.parts.first() == Some(word) && (known || earlier && !shouted(entity)) {
                    2 + u8::from(earlier)
                } else {
                    // "Lula", of Luiz Lula da Silva.
                    u8::from(!entity.is_organisation && earlier)
                };
                if fit > 0 && fits(entity) && best.is_none_or(|(b, _)| (fit, before) > b) {
                    best = Some(((fit, before), e));
                }
            }
            best.map(|b| b.1).or_else(|| self.spelled_out(&parts)).or_else(|| self.misspelt(&parts, fits))
        };
        let called = found.is_none().then(|| self.called_after(&parts)).flatten();
        let e = found.unwrap_or_else(|| {
            self.entities.push(Entity {
                parts: parts.clone(),
                name: called.unwrap_or(mention.name.clone()),
                title: None,
                is_organisation: mention.is_organisation,
                gender: None,
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            self.entities.len() - 1
        });
        for part in &parts {
            let holders = self.by_word.entry(part);
            if holders.len() < NAMESAKES && !holders.contains(&e) {
                holders.push(e);
            }
        }
        let entity = &mut self.entities[e];
        let place = entity.mentions.partition_point(|&m| m < i);
        entity.mentions.insert(place, i);
        entity.gender = entity.gender.or(gender);
        if parts.len() > entity.parts.len() {
            entity.parts = parts;
            entity.name = mention.name.clone();
        }
        e
    }

    /// The full name of whom a thing is called after: "Ann Lee" of "The Ann Lee Show".
    fn called_after(&self, parts: &[String]) -> Option<Range<usize>> {
        let [word] = parts else { return None };
        self.by_word.get(word)?.iter().find_map(|&e| {
            let mut name = self.entities[e].name.clone().skip(1);
            let family = name.find(|&t| lower(self.document.word(t)) == *word)?;
            self.document.tokens[family - 1].is(GIVEN).then_some(family - 1..family + 1)
        })
    }

    /// "NFL" beside "Northern Fishing League": the organisation whose initials an acronym is.
    fn spelled_out(&self, parts: &[String]) -> Option<usize> {
        let [acronym] = parts else { return None };
        let initials = |e: &Entity| e.parts.iter().filter_map(|p| p.chars().next()).eq(acronym.chars());
        let long = |e: &Entity| e.parts.len() > 1 && e.is_organisation;
        (acronym.len() > 1).then(|| self.entities.iter().take(COMPARED).position(|e| long(e) && initials(e)))?
    }

    /// "Stoltenburg" beside "Stoltenberg": a long family name one or two letters off, with the same first name or none.
    fn misspelt(&self, parts: &[String], fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        let last = parts.last()?;
        let length = last.chars().count();
        let allowed = match length {
            0..=5 => return None,
            6..=9 => 1,
            _ => 2,
        };
        self.entities.iter().take(COMPARED).position(|e| {
            let other = e.last();
            let firsts = e.parts.len() > 1 && (parts.len() == 1 || e.parts[0] == parts[0]);
            firsts
                && !e.is_organisation
                && fits(e)
                && other.chars().next() == last.chars().next()
                && letters_apart(other, last) <= allowed
                && !is_ending(other.strip_prefix(last).or(last.strip_prefix(other)))
        })
    }
}

/// Whether these letters more make another word of a word: "Israel" and "Israeli", "Coast" and "Coasts".
fn is_ending(more: Option<&str>) -> bool {
    more.is_some_and(|more| listed("i n an ic s es", more))
}

/// How many letters of the longer word are neither at the start nor at the end of both; two that changed places are one.
fn letters_apart(a: &str, b: &str) -> usize {
    let same = |(x, y): &(char, char)| x == y;
    let (a_len, b_len) = (a.chars().count(), b.chars().count());
    let start = a.chars().zip(b.chars()).take_while(same).count();
    let end = a.chars().rev().zip(b.chars().rev()).take_while(same).count();
    let letter = |word: &str, at| word.chars().nth(at);
    let swapped = letter(a, start) == letter(b, start + 1) && letter(a, start + 1) == letter(b, start);
    a_len.max(b_len) - (start + end + usize::from(swapped)).min(a_len.min(b_len))
}

/// The parts of a name in small letters, without suffixes, and without what begins a family name alone: "von Moy".
fn parts(document: &Document, mention: &Mention) -> Vec<String> {
    // "U.N." is "UN"; "A." stays an initial.
    let part = |t: usize| match lower(document.word(t)) {
        word if document.tokens[t].shape == Shape::Upper => word.replace('.', ""),
        word => word,
    };
    part_tokens(document, mention).map(part).collect()
}

/// The tokens of a name that are its parts.
fn part_tokens(document: &Document, mention: &Mention) -> impl Iterator<Item = usize> {
    let begins = |t: &usize| document.tokens[*t].is(Class::PARTICLE) && !document.tokens[*t].is(GIVEN);
    let start = mention.name.clone().take_while(begins).count() + mention.name.start;
    let is_part = |t: &Token| t.is_word() && !t.is(Class::SUFFIX);
    (if start < mention.name.end { start..mention.name.end } else { mention.name.clone() })
        .filter(move |&t| is_part(&document.tokens[t]))
}

/// "Ann", "A." and "Ann Mary" agree; "Ann" and "Bill" do not.
fn first_names_agree(a: &[String], b: &[String]) -> bool {
    let (a, b) = (&a[0], &b[0]);
    let initial = |x: &str, y: &str| x.ends_with('.') && x.chars().next() == y.chars().next();
    a == b
        || initial(a, b)
        || initial(b, a)
        || a.len() > 2 && b.len() > 2 && (a.starts_with(b.as_str()) || b.starts_with(a.as_str()))
}

/// The gender of a given name that only one of the two has.
fn given_gender(name: &Token) -> Option<Gender> {
    match (name.is(Class::FEMALE_NAME), name.is(Class::MALE_NAME)) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}

fn gender(document: &Document, mention: &Mention) -> Option<Gender> {
    let title = |class| mention.title.clone().any(|t| document.tokens[t].is(class));
    let first = &document.tokens[mention.name.start];
    // "Ms. Henry", "Dr. Clark": a given name is one before a family name alone.
    let given = |class| mention.name.len() > 1 && first.is(class);
    if title(Class::MISSUS) || !title(Class::MISTER) && given(Class::FEMALE_NAME) {
        Some(Gender::Female)
    } else if title(Class::MISTER) || given(Class::MALE_NAME) {
        Some(Gender::Male)
    } else {
        role::gender(document, mention.title.clone())
    }
}

fn gender_of_roles(document: &Document, roles: &[Role]) -> Option<Gender> {
    roles.iter().find_map(|r| role::gender(document, r.tokens.clone()))
}

/// What the sentences say that follow those which a name begins, and where nobody else is named: "Xu Li smiled. She …".
fn gender_of_pronouns(document: &Document, mentions: &[Mention], entity: &Entity) -> Option<Gender> {
    let (mut male, mut female) = (0, 0);
    for &i in &entity.mentions {
        let start = mentions[i].title.start;
        let s = document.sentences.partition_point(|s| s.end <= start);
        let [sentence, next] = document.sentences.get(s..s + 2).unwrap_or_default() else { continue };
        let mut within = mentions[i + 1..].iter().take_while(|m| m.name.start < sentence.end);
        if start <= sentence.start + 1 && within.all(|m| m.is_organisation) {
            let pronoun = document.tokens[next.start];
            male += usize::from(pronoun.is(Class::MALE));
            female += usize::from(pronoun.is(Class::FEMALE));
        }
    }
    match (male, female) {
        (1.., 0) => Some(Gender::Male),
        (0, 1..) => Some(Gender::Female),
        _ => None,
    }
}

/// Of the spellings of the fullest name, the one whose family name the article uses most.
fn best_spelling(document: &Document, entity: &mut Entity, mentions: &[Mention]) {
    // The only mention is how it is spelled already.
    if entity.mentions.len() < 2 {
        return;
    }
    let mut uses: ByWord<usize> = ByWord::default();
    let last =
        |m: &Mention| m.name.clone().rev().find(|&t| !document.tokens[t].is(Class::SUFFIX)).map(|t| document.word(t));
    for mention in entity.mentions.iter().map(|&m| &mentions[m]) {
        *uses.entry(last(mention).unwrap_or_default()) += 1;
    }
    let best = (entity.mentions.iter().map(|&m| &mentions[m]))
        .map(|m| (part_tokens(document, m).count(), m))
        .filter(|(parts, _)| *parts > 1)
        .max_by_key(|(parts, m)| (last(m).and_then(|l| uses.get(l)), *parts, std::cmp::Reverse(m.name.start)));
    if let Some((_, mention)) = best {
        entity.parts = parts(document, mention);
        entity.name = mention.name.clone();
    }
}
