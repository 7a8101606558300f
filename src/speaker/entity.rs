//! Entities: all mentions of one person or organisation over the article, under its fullest name.

use std::ops::Range;

use crate::document::Document;
use crate::lexicon::Class;
use crate::mention::Mention;
use crate::pace::Pace;
use crate::text::{Shape, Token, lower};
use crate::words::ByWord;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// A role that the text gives an entity: "NATO Secretary General".
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) tokens: Range<usize>,
    /// Its words in small letters, hyphens parted.
    pub(super) words: Vec<String>,
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
    /// Whether the article shows it to be a person, by more than a capital.
    pub(super) fn is_person(&self) -> bool {
        !self.is_organisation
            && (self.parts.len() > 1 || self.gender.is_some() || !self.roles.is_empty() || self.title.is_some())
    }

    fn last(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }
}

/// How far a role behind a name may reach, in tokens.
const ROLE_REACH: usize = 14;
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
            let is_person = read_roles(document, mentions, i, &mut entity.roles);
            entity.is_organisation |= !is_person && entity.gender.is_none() && entity.title.is_none();
            pace.did(GROUPING).await;
        }
        if entity.gender.is_none() {
            entity.gender = gender_of_roles(document, &entity.roles);
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
            let holders = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            // "Ann", of Ann Lee; but "Trump" is not Trump Tower, of which is told later.
            let known = self.document.tokens[mention.name.start].is(Class::MALE_NAME.or(Class::FEMALE_NAME));
            let first_name = |e: usize| {
                let entity = &self.entities[e];
                entity.parts.first() == Some(word) && (known || entity.mentions.first().is_some_and(|&m| m < i))
            };
            let among = |e: usize| {
                let entity = &self.entities[e];
                !entity.is_organisation && entity.mentions.first().is_some_and(|&m| m < i)
            };
            let usable = |e: &&usize| {
                let entity = &self.entities[**e];
                let person = !entity.is_organisation || entity.parts.len() == 1;
                fits(entity) && person && (entity.last() == word || first_name(**e))
            };
            // The last one mentioned before, else the first one behind.
            let before = |e: usize| {
                let mentions = &self.entities[e].mentions;
                mentions[..mentions.partition_point(|&m| m < i)].last().copied()
            };
            let nearest = |fits: &dyn Fn(usize) -> bool| {
                let fitting = holders.iter().filter(usable).filter(|e| fits(**e));
                fitting.filter_map(|&e| Some((before(e)?, e))).max().map(|n| n.1)
            };
            let by_last = |e: usize| self.entities[e].last() == word;
            nearest(&by_last)
                .or_else(|| holders.iter().filter(usable).find(|e| by_last(**e)).copied())
                .or_else(|| nearest(&|_| true))
                .or_else(|| holders.iter().find(usable).copied())
                // "Lula", of Luiz Lula da Silva.
                .or_else(|| holders.iter().find(|&&e| fits(&self.entities[e]) && among(e)).copied())
                .or_else(|| self.spelled_out(&parts))
                .or_else(|| self.misspelt(&parts, fits))
        };
        let e = found.unwrap_or_else(|| {
            self.entities.push(Entity {
                parts: parts.clone(),
                name: mention.name.clone(),
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
                && other.chars().count().abs_diff(length) <= allowed
                && strsim::osa_distance(other, last) <= allowed
                && other.ends_with('s') == last.ends_with('s')
        })
    }
}

/// The parts of a name in small letters, without suffixes, and without what begins a family name alone: "von Moy".
fn parts(document: &Document, mention: &Mention) -> Vec<String> {
    part_tokens(document, mention).map(|t| lower(document.word(t))).collect()
}

/// The tokens of a name that are its parts.
fn part_tokens(document: &Document, mention: &Mention) -> impl Iterator<Item = usize> {
    const GIVEN: Class = Class::MALE_NAME.or(Class::FEMALE_NAME);
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

fn gender(document: &Document, mention: &Mention) -> Option<Gender> {
    let title = |class| mention.title.clone().any(|t| document.tokens[t].is(class));
    let first = &document.tokens[mention.name.start];
    // "Prince Paul": a title that goes with a given name.
    let given = mention.name.len() > 1 || !mention.title.is_empty();
    if title(Class::MISTER) || given && first.is(Class::MALE_NAME) {
        Some(Gender::Male)
    } else if title(Class::MISSUS) || given && first.is(Class::FEMALE_NAME) {
        Some(Gender::Female)
    } else {
        gender_of_words(document, mention.title.clone())
    }
}

fn gender_of_roles(document: &Document, roles: &[Role]) -> Option<Gender> {
    roles.iter().find_map(|r| gender_of_words(document, r.tokens.clone()))
}

/// What the words of a role or a title say, up to an "of": "widow of Mark Roe".
pub(super) fn gender_of_words(document: &Document, words: Range<usize>) -> Option<Gender> {
    const MALE: &[&str] = &[
        "man",
        "son",
        "father",
        "brother",
        "husband",
        "uncle",
        "nephew",
        "grandfather",
        "widower",
        "king",
        "prince",
        "duke",
        "baron",
        "actor",
        "pope",
        "priest",
        "policeman",
    ];
    const FEMALE: &[&str] = &[
        "daughter",
        "mother",
        "sister",
        "wife",
        "aunt",
        "niece",
        "grandmother",
        "widow",
        "queen",
        "princess",
        "duchess",
        "baroness",
        "actress",
        "nun",
    ];
    let words = words.take_while(|&t| !document.tokens[t].is(Class::PREP)).map(|t| lower(document.word(t)));
    words.into_iter().find_map(|word| match word.as_str() {
        w if w.ends_with("woman") || FEMALE.contains(&w) => Some(Gender::Female),
        w if w.ends_with("sman") || w == "chairman" || MALE.contains(&w) => Some(Gender::Male),
        _ => None,
    })
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

/// The words of a range in small letters, hyphens parted.
pub(super) fn role_words(document: &Document, tokens: Range<usize>) -> Vec<String> {
    tokens
        .filter(|&t| document.tokens[t].is_word() && !document.tokens[t].is(Class::DET.or(Class::PREP).or(Class::CONJ)))
        .flat_map(|t| lower(document.word(t)).split(['-', '‑']).map(spelled_out).collect::<Vec<_>>())
        .collect()
}

/// "sen." → "senator".
fn spelled_out(word: &str) -> String {
    match word.trim_end_matches('.') {
        "sen" => "senator",
        "gov" => "governor",
        "rep" | "congressman" | "congresswoman" => "representative",
        "gen" => "general",
        "dr" => "doctor",
        "prof" => "professor",
        "sgt" => "sergeant",
        "lt" => "lieutenant",
        "col" => "colonel",
        "rev" => "reverend",
        "chairwoman" | "chairperson" => "chairman",
        "spokeswoman" | "spokesperson" => "spokesman",
        other => other,
    }
    .to_owned()
}

/// Adds the roles that the words around a mention give it: titles before it, an apposition or "who is …" behind it.
/// Whether it may be a person: "Norfab, the oil company," is none.
fn read_roles(document: &Document, mentions: &[Mention], i: usize, roles: &mut Vec<Role>) -> bool {
    let mention = &mentions[i];
    const ROLES: Class = Class::ROLE.or(Class::TITLE);
    let tokens = &document.tokens;
    let mut add = |range: Range<usize>| {
        let (mut start, end) = (range.start, range.end);
        let clitic = |t: usize| document.word(t).starts_with(['\'', '’']);
        while start < end && (tokens[start].is(Class::DET) || !tokens[start].is_word() || clitic(start)) {
            start += 1;
        }
        let words = role_words(document, start..end);
        if start < end && !roles.iter().any(|r| r.words == words) && roles.len() < 12 {
            roles.push(Role { tokens: start..end, words });
        }
    };
    // "the only major oil company": no officer.
    let is_role = |t: usize| tokens[t].is(ROLES) && document.word(t) != "major";
    // Before the name.
    let mut start = mention.title.start;
    let describes = |t: &Token| {
        t.is_word()
            && !t.is(Class::PREP
                .or(Class::SUB)
                .or(Class::CONJ)
                .or(Class::BE)
                .or(Class::AUX)
                .or(Class::PRONOUN)
                .or(Class::ADV)
                .or(Class::DET))
            && (t.is_capital() || t.is(ROLES) || t.verb.is_none() && !t.is(Class::PAST))
    };
    let block = document.block_of(mention.name.start);
    // A role ends right before the name: "the chief Ann Lee", not "the chief met Ann Lee".
    let named = !mention.title.is_empty() || start > block.start && tokens[start - 1].is(ROLES);
    // "Bank of Ware governor"
    let of = |t: usize| {
        document.is_word(t, "of") && t > block.start && tokens[t - 1].is_capital() && tokens[t + 1].is_capital()
    };
    while named
        && start > block.start
        && tokens[start].spaced
        && (describes(&tokens[start - 1]) || of(start - 1))
        && mention.title.start - start < 8
    {
        start -= 1;
    }
    let before = start..mention.name.start;
    let titled = before.clone().any(|t| is_role(t) && !tokens[t].is(Class::MISTER.or(Class::MISSUS)));
    if titled {
        add(before);
    }
    // "The minister, Ann Lee, said": a role with its determiner, and the name beside it.
    let comma = mention.title.start;
    if comma > block.start + 1 && tokens[comma - 1].is_mark(',') {
        let mut start = comma - 1;
        let of_phrase = |t: usize| describes(&tokens[t]) || matches!(document.word(t), "of" | "the" | "'s" | "’s");
        while start > block.start && of_phrase(start - 1) && comma - start < 10 {
            start -= 1;
        }
        let determined = start < comma - 1 && tokens[start].is(Class::DET)
            || start > block.start && tokens[start - 1].is(Class::DET.or(Class::POSSESSIVE))
            || (start..comma - 1).any(|t| document.word(t).ends_with("'s") || document.word(t).ends_with("’s"));
        if determined && start < comma - 1 && tokens[comma - 2].is(ROLES) {
            add(start..comma - 1);
        }
        // "The spokesman for the union, Ann Lee, said"
        const LONGEST: usize = 12;
        let sentence = (block.start.max(comma.saturating_sub(LONGEST))..comma - 1).rev();
        let whole =
            sentence.take_while(|&t| describes(&tokens[t]) || tokens[t].is(Class::DET.or(Class::PREP)) || is_role(t));
        let start = whole.last().unwrap_or(comma);
        let head = (start..comma - 1).find(|&t| tokens[t].is(Class::PREP)).unwrap_or(start);
        if head > start + 1 && tokens[start].is(Class::DEFINITE) && is_role(head - 1) {
            add(start..comma - 1);
        }
    }
    // Behind it.
    let mut at = mention.name.end;
    if at < tokens.len() && tokens[at].is_mark('(') {
        at = (at..tokens.len().min(at + 8)).find(|&t| tokens[t].is_mark(')')).map_or(at, |t| t + 1);
    }
    let copula = tokens.get(at).is_some_and(|t| t.is(Class::BE)) && !document.word(at).starts_with(['\'', '’']);
    if !copula && !tokens.get(at).is_some_and(|t| t.is_mark(',') || t.is_mark('—')) {
        return true;
    }
    at += 1;
    // An age: "Lee, 54, a farmer".
    if tokens.get(at).is_some_and(|t| t.shape == Shape::Number) && tokens.get(at + 1).is_some_and(|t| t.is_mark(',')) {
        at += 2;
    }
    while tokens.get(at).is_some_and(|t| t.is(Class::WH.or(Class::HAVE).or(Class::BE).or(Class::ADV))) {
        at += 1;
    }
    let mut end = at;
    let mut seen = false;
    while end < tokens.len().min(at + ROLE_REACH) {
        let token = &tokens[end];
        let stop = match token.shape {
            Shape::Mark(mark) => !matches!(mark, '-' | '\'' | '’' | '&'),
            _ => {
                token.is(Class::AUX.or(Class::BE).or(Class::HAVE).or(Class::WH).or(Class::PRONOUN).or(Class::CONJ))
                    && !document.word(end).starts_with(['\'', '’'])
                    || token.is(Class::PREP)
                        && (!seen || !matches!(document.word(end), "of" | "for" | "at" | "with" | "to"))
                    || token.verb.is_some() && !token.is(ROLES.or(Class::NOUN))
                    // "the governor presiding over"
                    || tokens[end - 1].is(ROLES) && document.word(end).ends_with("ing") && !token.is_capital()
            }
        };
        if stop {
            break;
        }
        seen |= is_role(end);
        end += 1;
    }
    let head = (at..end).find(|&t| tokens[t].is(Class::PREP)).unwrap_or(end) - 1;
    if head > at && tokens[at].is(Class::DET) && tokens[head].is(Class::ORG) && tokens[head].shape == Shape::Lower {
        return false;
    }
    // "Ann Lee, Governor Mark Roe and others": the role of the next in a row.
    let next = mentions.get(i + 1).filter(|m| m.name.start < end && !m.title.is_empty());
    let anothers = next.is_some_and(|m| !(at..m.title.start).any(|t| tokens[t].is(Class::PREP)));
    if seen && !anothers {
        add(at..end);
    }
    true
}
