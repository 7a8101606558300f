//! Speakers: from the words of a source to one speaker over the whole article.
//!
//! A name is resolved to its entity, a pronoun to the last fitting speaker or subject before it, a role to the
//! entity that the text gives it. A source that names nobody ("officials", "a spokesman for the bank") is a speaker
//! of its own.

mod entity;
mod role;

use std::ops::Range;

use crate::attribution::Found;
use crate::document::Document;
use crate::lexicon::Class;
use crate::mention::{self, Mention};
use crate::pace::Pace;
use crate::report::{ResolvedBy, Speaker, SpeakerKind};
use crate::text::{Shape, Token, listed, lower};
use crate::words::ByWord;

use entity::{COMPARED, Entity, Gender, NAMESAKES, group};
use role::role_words;

/// What a source was resolved to; the antecedent is a range of tokens.
pub(crate) struct Resolved {
    pub(crate) speaker: usize,
    pub(crate) by: ResolvedBy,
    pub(crate) antecedent: Option<Range<usize>>,
}

/// How many sources before one without a name are looked through for the same.
const NEAR: usize = 40;
/// How many sentences before "the company" are searched for its name.
const ORGANISATION_REACH: usize = 4;
/// How many sentences before a pronoun are searched for its antecedent.
const PRONOUN_REACH: usize = 12;

/// Bodies that are called so themselves: "the government" is no company named before.
const OWN_NAME: &str = "government administration army navy police force parliament senate house congress court ministry \
    council committee department university college school hospital church society center centre";
/// Bodies whose names often say nothing of what they are.
const COMPANIES: &str = "company corporation firm bank group network site website newspaper magazine club team";

/// Work a byte, as [`Pace`] counts it: the names take most of it.
pub(crate) const WORK: usize = 3;
/// The work that resolving a source is.
const RESOLVING: usize = 100;

/// Resolves the sources of all attributions: the speakers in order of first attribution, and one entry an attribution.
pub(crate) async fn resolve(
    document: &Document<'_>,
    found: &[Found],
    pace: &Pace,
) -> (Vec<Speaker>, Vec<Option<Resolved>>) {
    let mentions = mention::find(document, pace).await;
    let (entities, entity_of) = group(document, &mentions, pace).await;
    let mut resolver = Resolver {
        document,
        mentions: &mentions,
        entities: &entities,
        entity_of: &entity_of,
        organisations: (entities.iter().enumerate())
            .filter(|(_, e)| e.is_organisation)
            .take(COMPARED)
            .map(|(i, e)| (i, role_words(document, e.name.clone())))
            .collect(),
        by_role: by_role(&entities),
        spoken: Vec::new(),
        speakers: Vec::new(),
        speaker_of: vec![None; entities.len()],
        speaker_by_words: ByWord::default(),
        quoted: quoted(document),
        interviewee: None,
    };
    let mut resolved: Vec<Option<Resolved>> = Vec::with_capacity(found.len());
    for attribution in found {
        let result = match (&attribution.source, attribution.continues) {
            (Some(source), _) => resolver.source(source.clone()),
            (None, Some(earlier)) => {
                let speaker = resolved.get(earlier).and_then(|r| r.as_ref()).map(|r| r.speaker);
                speaker.map(|speaker| Resolved {
                    speaker,
                    by: ResolvedBy::Continuation,
                    antecedent: found[earlier].source.clone(),
                })
            }
            (None, None) if attribution.answers => resolver.interviewed(attribution),
            (None, None) => None,
        };
        resolved.push(result);
        pace.did(RESOLVING).await;
    }
    (resolver.speakers, resolved)
}

fn by_role(entities: &[Entity]) -> ByWord<Vec<usize>> {
    let mut by_role: ByWord<Vec<usize>> = ByWord::default();
    for (e, entity) in entities.iter().enumerate() {
        for word in entity.roles.iter().flat_map(|r| &r.words) {
            let holders = by_role.entry(word);
            if holders.len() < NAMESAKES && holders.last() != Some(&e) {
                holders.push(e);
            }
        }
    }
    by_role
}

/// Whether each token stands in a quotation.
fn quoted(document: &Document) -> Vec<bool> {
    let mut quoted = vec![false; document.tokens.len()];
    for q in &document.quotations {
        quoted[q.tokens.clone()].fill(true);
    }
    quoted
}

/// What the words of a source turn about: "duchess" of "Duchess of Ware", "spokesman" of "spokesman for the bank".
fn head_word(words: &str) -> &str {
    let mut before = "";
    for word in words.split(' ') {
        if word == "familiar" || crate::lexicon::look_up(word).class.has(Class::PREP) {
            break;
        }
        before = word;
    }
    before
}

/// Whether words that stand for a source are a name that the article gives nowhere else.
fn is_name(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    [words, last].iter().all(|w| w.starts_with(char::is_uppercase)) && !last.ends_with('s')
}

/// "54-year-old"
fn is_age(word: &str) -> bool {
    word.ends_with("-year-old")
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    Entity(usize),
    /// A source without a name, by its words.
    Nominal(String),
}

struct Resolver<'d> {
    document: &'d Document<'d>,
    mentions: &'d [Mention],
    entities: &'d [Entity],
    entity_of: &'d [usize],
    /// The first organisations, by the words of their names.
    organisations: Vec<(usize, Vec<String>)>,
    /// The entities that have a role with this word, at most [`NAMESAKES`].
    by_role: ByWord<Vec<usize>>,
    /// The sources resolved so far: where each stands, and who it was.
    spoken: Vec<(usize, Range<usize>, Who)>,
    speakers: Vec<Speaker>,
    /// The speaker that an entity is, once it has said something; and by their words, who is no entity.
    speaker_of: Vec<Option<usize>>,
    speaker_by_words: ByWord<Option<usize>>,
    quoted: Vec<bool>,
    /// Who is interviewed, once that was asked for.
    interviewee: Option<Option<(usize, Range<usize>)>>,
}

impl Resolver<'_> {
    fn source(&mut self, source: Range<usize>) -> Option<Resolved> {
        let head = self.head(&source);
        let first = &self.document.tokens[source.start];
        let (who, by, antecedent) =
            if source.len() == 1 && first.is(Class::PRONOUN.or(Class::POSSESSIVE)) && !first.is(Class::ALONE) {
                let (who, antecedent) = self.pronoun(source.start)?;
                (who, ResolvedBy::Pronoun, Some(antecedent))
            } else if source.len() == 2
                && is_age(self.document.word(source.start + 1))
                && let Some((who, antecedent)) = self.pronoun(source.start + 1)
            {
                (who, ResolvedBy::Role, Some(antecedent))
            } else if let Some(m) = self.named(&head) {
                let entity = self.entity_of[m];
                let name = &self.mentions[m].name;
                let full = &self.entities[entity].name;
                let same =
                    self.document.span(name).of(self.document.text) == self.document.span(full).of(self.document.text);
                let by = if same { ResolvedBy::Name } else { ResolvedBy::Variant };
                (Who::Entity(entity), by, (!same).then(|| full.clone()))
            } else if let Some(m) = self.named_beside(&source) {
                (Who::Entity(self.entity_of[m]), ResolvedBy::Role, Some(self.mentions[m].name.clone()))
            } else if let Some((entity, antecedent)) = self.role(&head).filter(|(e, _)| self.is_nearer(*e, &source)) {
                (Who::Entity(entity), ResolvedBy::Role, Some(antecedent))
            } else if let Some((who, antecedent)) = self.organisation(&head) {
                (who, ResolvedBy::Role, Some(antecedent))
            } else if let Some((entity, antecedent)) = self.initials(&source) {
                (Who::Entity(entity), ResolvedBy::Variant, Some(antecedent))
            } else {
                (Who::Nominal(self.nominal_key(&source)?), ResolvedBy::Name, None)
            };
        let speaker = self.speaker(&who, &source);
        let place = self.spoken.partition_point(|x| x.0 <= source.start);
        self.spoken.insert(place, (source.start, source, who));
        Some(Resolved { speaker, by, antecedent })
    }

    /// The source up to its first comma or linking preposition: where its head stands last.
    fn head(&self, source: &Range<usize>) -> Range<usize> {
        let inside_name = |t: usize| {
            let m = self.mentions.partition_point(|m| m.name.end <= t);
            self.mentions.get(m).is_some_and(|m| m.name.start <= t)
        };
        let end = source.clone().skip(1).find(|&t| {
            let token = &self.document.tokens[t];
            token.is_mark(',') || token.is_mark('(') || token.is(Class::PREP) && !inside_name(t) && !self.in_title(t)
        });
        let end = end.unwrap_or(source.end);
        // "Ann Lee herself"
        let herself = end > source.start + 1
            && ["self", "selves"].iter().any(|ending| self.document.word(end - 1).ends_with(ending));
        source.start..end - usize::from(herself)
    }

    /// Whether an "of" belongs to the office before a name: "Secretary of State Ann Lee", "Chief of Staff Ann Lee".
    fn in_title(&self, of: usize) -> bool {
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
    fn named(&self, head: &Range<usize>) -> Option<usize> {
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

    /// "the minister, Ann Lee, said"; "another user, Ann Lee, wrote": the name at the end of what stands beside a source
    /// that names nobody.
    fn named_beside(&self, source: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 10;
        let tokens = &self.document.tokens;
        let parts = |t: &usize| matches!(tokens[*t].shape, Shape::Mark(',' | '—' | '(' | '.' | '“' | '"' | ':'));
        let one = tokens[source.start].is(Class::INDEFINITE) || self.document.is_word(source.start, "one");
        let owned = |t: usize| self.document.word(t).ends_with("'s") || self.document.word(t).ends_with("’s");
        let roles = one || source.clone().any(|t| tokens[t].is(Class::ROLE.or(Class::TITLE)) || owned(t));
        let opens = tokens.get(source.end).is_some_and(|t| t.is_mark(',') || t.is_mark('—'));
        let beside = source.end + 1..tokens.len().min(source.end + LONGEST);
        let end = beside.clone().find(parts).unwrap_or(beside.end);
        let m = self.mentions.partition_point(|m| m.name.end < end);
        let mention = self.mentions.get(m).filter(|m| m.name.end == end && !m.is_possessive && !m.is_organisation)?;
        const DESCRIBING: Class = Class::DEFINITE.or(Class::ROLE).or(Class::COMMON).or(Class::ORG);
        let describes =
            |t: &Token| t.is_capital() || t.is(DESCRIBING) || t.class == Class::default() && t.verb.is_none();
        let plain = tokens[beside.start..mention.title.start.max(beside.start)].iter().all(describes);
        (roles && opens && plain && self.entity_of.get(m).is_some_and(|&e| e != usize::MAX)).then_some(m)
    }

    /// "the NATO chief": the entity last mentioned among those that the text gives this role.
    fn role(&self, head: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let document = self.document;
        let last = &document.tokens[head.end - 1];
        let first = &document.tokens[head.start];
        if !last.is(Class::ROLE.or(Class::TITLE))
            || first.is(Class::INDEFINITE)
            || document.is_word(head.start, "one")
            || head.clone().any(|t| document.word(t).starts_with(['\'', '’']))
        {
            return None;
        }
        let words = role_words(document, head.clone());
        let title = words.last()?;
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
        for &e in self.by_role.get(title).into_iter().flatten() {
            let entity = &self.entities[e];
            let has = |w: &String| entity.roles.iter().any(|r| r.words.contains(w));
            let other = gender.is_some() && entity.gender.is_some() && gender != entity.gender;
            if other || !proper.iter().all(has) {
                continue;
            }
            let shared = words.iter().filter(|w| has(w)).count();
            let before = entity.mentions.partition_point(|&m| self.mentions[m].name.start < head.start);
            let recency = before.checked_sub(1).map_or(0, |m| self.mentions[entity.mentions[m]].name.start + 1);
            if best.is_none_or(|b| (shared, recency) > (b.0, b.1)) {
                best = Some((shared, recency, e));
            }
        }
        let e = best?.2;
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
    fn is_nearer(&self, entity: usize, source: &Range<usize>) -> bool {
        let Some((spoke, _)) = self.same_nominal(source) else { return true };
        let mentions = &self.entities[entity].mentions;
        let before = mentions.partition_point(|&m| self.mentions[m].name.start < source.start);
        before.checked_sub(1).is_some_and(|m| self.mentions[mentions[m]].name.start > spoke)
    }

    /// "IC", where the article names Ines Calder.
    fn initials(&self, source: &Range<usize>) -> Option<(usize, Range<usize>)> {
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

    /// Who answers in an interview whose answers name nobody: the person most spoken of before the first question, and
    /// where; who is named behind a preposition, as the interviewer is ("talked to"), comes last.
    fn interviewed(&mut self, answer: &Found) -> Option<Resolved> {
        let first = answer.question.as_ref().map(|q| q.start).or_else(|| {
            let start = answer.content.first()?.start;
            Some(self.document.tokens.partition_point(|t| t.span.start < start))
        })?;
        if self.interviewee.is_none() {
            // How often a subject, and the mention to show; the first of the most.
            let mut best: Option<(usize, usize, usize)> = None;
            for (e, entity) in self.entities.iter().enumerate().take(COMPARED).filter(|(_, e)| !e.is_organisation) {
                let before =
                    &entity.mentions[..entity.mentions.partition_point(|&m| self.mentions[m].name.start < first)];
                let mut free = before.iter().filter(|&&m| !self.governed(&self.mentions[m]));
                if let Some(&shown) = free.clone().next().or(before.first())
                    && let weight = free.by_ref().count() * COMPARED + before.len()
                    && best.is_none_or(|b| weight > b.0 || weight == b.0 && shown < b.1)
                {
                    best = Some((weight, shown, e));
                }
            }
            self.interviewee = Some(best.map(|(_, m, e)| (e, self.mentions[m].name.clone())));
        }
        let (entity, mention) = self.interviewee.clone()??;
        let speaker = self.speaker(&Who::Entity(entity), &mention);
        Some(Resolved { speaker, by: ResolvedBy::Interview, antecedent: Some(mention) })
    }

    /// Who "he", "she", "it" or "they" at a token is: the last fitting speaker or subject before it.
    fn pronoun(&self, at: usize) -> Option<(Who, Range<usize>)> {
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
        let fits = |who: &Who| match who {
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
            for (i, m) in self.mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.name.start < end) {
                let e = self.entity_of.get(i).copied().unwrap_or(usize::MAX);
                if e == usize::MAX
                    || self.quoted[m.name.start]
                    || m.is_possessive
                    || self.governed(m)
                    || !fits(&Who::Entity(e))
                {
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
            if let Some(i) = named {
                return Some((Who::Entity(self.entity_of[i]), self.mentions[i].name.clone()));
            }
            // "The judges met. They said …"
            if plural && let Some(group) = self.group(range.start..end) {
                return Some((Who::Nominal(self.nominal_key(&group)?), group));
            }
        }
        None
    }

    /// The people that a sentence begins with: "The judges", "Two senior officials".
    fn group(&self, sentence: Range<usize>) -> Option<Range<usize>> {
        const FIRST: usize = 4;
        let tokens = &self.document.tokens;
        let mut words = sentence
            .clone()
            .take(FIRST)
            .take_while(|&t| tokens[t].is_word() && !tokens[t].is(Class::PREP.or(Class::AUX)));
        let end = words.find(|&t| tokens[t].is(Class::GROUP))? + 1;
        Some(sentence.start..end)
    }

    /// "the official" after "a senior official said": an unnamed source of before, with the same head, and where.
    fn same_nominal(&self, source: &Range<usize>) -> Option<(usize, &str)> {
        let document = self.document;
        let bare = source.len() == 2 && document.tokens[source.start].is(Class::DEFINITE);
        if !bare && source.len() > 1 {
            return None;
        }
        let head = document.word(source.end - 1);
        self.spoken.iter().rev().take(NEAR).find_map(|(at, _, who)| match who {
            Who::Nominal(words) if *at < source.start => {
                let same = if bare { head_word(words) } else { words.as_str() };
                same.eq_ignore_ascii_case(head).then_some((*at, words.as_str()))
            }
            _ => None,
        })
    }

    /// "the company": the organisation that spoke last, else the one named last in the sentences before; "the harbour
    /// authority": the one whose name holds these words.
    fn organisation(&self, head: &Range<usize>) -> Option<(Who, Range<usize>)> {
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
        if self.same_nominal(head).is_some_and(|(_, words)| !head_word(words).starts_with(char::is_uppercase)) {
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

    /// Whether a preposition governs a name, or it stands in brackets, so that it is no subject: "built by Ann Lee", "(AP)".
    fn governed(&self, mention: &Mention) -> bool {
        let tokens = &self.document.tokens;
        let bracketed = || tokens.get(mention.name.end).is_some_and(|t| t.is_mark(')'));
        let before = mention.title.start.checked_sub(1).map(|t| &tokens[t]);
        before.is_some_and(|t| t.is(Class::PREP) || t.is_mark('(') && bracketed())
    }

    /// The words that stand for a source without a name.
    fn nominal_key(&self, source: &Range<usize>) -> Option<String> {
        if let Some((_, earlier)) = self.same_nominal(source) {
            return Some(earlier.to_owned());
        }
        let document = self.document;
        let mut start = source.start;
        while start < source.end
            && document.tokens[start].is(Class::DEFINITE.or(Class::INDEFINITE))
            && !document.tokens[start].is(Class::POSSESSIVE)
            && source.len() > 1
        {
            start += 1;
        }
        // "Then", "Here": nobody.
        const NOBODY: Class = Class::ADV.or(Class::DEFINITE).or(Class::AUX).or(Class::SUB).or(Class::PREP);
        let first = &document.tokens[source.start];
        if source.len() == 1
            && first.is(NOBODY)
            && !first.is(Class::ALONE)
            && !document.word(source.start).ends_with("se")
        {
            return None;
        }
        // "a document filed", by whom the source does not say; "two people familiar", and with what.
        let mut end = source.end;
        let participle = |t: usize| document.word(t).ends_with("ed") && document.tokens[t].shape == Shape::Lower;
        let noun = |t: usize| !document.tokens[t].is(Class::DET.or(Class::PREP).or(Class::ADV).or(Class::CONJ));
        if end > start + 1 && participle(end - 1) && noun(end - 2) {
            end -= 1;
        } else if end > start && document.is_word(end - 1, "familiar") {
            const LONGEST: usize = 5;
            let part = |t: &usize| {
                let (token, before) = (&document.tokens[*t], &document.tokens[*t - 1]);
                token.is_word()
                    && !token.is(Class::HAVE.or(Class::CONJ))
                    && (token.verb.is_none() || before.is(Class::DET))
            };
            end += (end..document.tokens.len().min(end + LONGEST)).take_while(part).count();
        }
        (start < end)
            .then(|| document.span(&(start..end)).of(document.text).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn speaker(&mut self, who: &Who, source: &Range<usize>) -> usize {
        let known = match who {
            Who::Entity(e) => &mut self.speaker_of[*e],
            Who::Nominal(words) => self.speaker_by_words.entry(words),
        };
        if let Some(index) = *known {
            return index;
        }
        *known = Some(self.speakers.len());
        let document = self.document;
        let text = |tokens: &Range<usize>| {
            document.span(tokens).of(document.text).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let speaker = match who {
            Who::Entity(e) => {
                let entity = &self.entities[*e];
                // The longest of the first few: "Eurasia fellow at the institute" rather than "Mr.".
                let role = entity.roles.iter().map(|r| text(&r.tokens)).max_by_key(|r| r.len().min(60));
                let kind = if entity.is_organisation { SpeakerKind::Organisation } else { SpeakerKind::Person };
                let name = entity.title.as_ref().map_or(entity.name.start, |t| t.start)..entity.name.end;
                Speaker { name: text(&name), role, kind }
            }
            Who::Nominal(words) => {
                let head = self.head(source);
                let class = document.tokens[head.end - 1].class;
                let kind = if class.has(Class::GROUP) {
                    SpeakerKind::Group
                } else if class.has(Class::ROLE) {
                    SpeakerKind::Person
                } else if class.has(Class::DOC) {
                    SpeakerKind::Document
                } else if class.has(Class::ORG) || document.tokens[head.end - 1].is_capital() {
                    SpeakerKind::Organisation
                } else {
                    SpeakerKind::Group
                };
                Speaker { name: words.clone(), role: None, kind }
            }
        };
        self.speakers.push(speaker);
        self.speakers.len() - 1
    }
}

#[cfg(test)]
mod tests {
    /// The speaker of each attribution, in order.
    fn speakers(text: &str) -> Vec<String> {
        let report = crate::analyse(&crate::Article::from_text(text));
        let name = |s: Option<usize>| s.map_or("-".to_owned(), |s| report.speakers[s].name.clone());
        report.attributions.iter().map(|a| name(a.speaker)).collect()
    }

    #[test]
    fn parts_and_misspellings_of_a_name_are_one_speaker() {
        let text =
            "Jens Holmberger, a pilot, said it was late. Holmberger said it was dark. Mr. Holmburger said it was cold.";
        assert_eq!(speakers(text), ["Jens Holmberger"; 3]);
    }

    #[test]
    fn what_is_named_after_a_person_is_not_the_person() {
        let text = "Holmberger said it was late. The Holmberger Tower burned. Mark Roe said it was dark. Ms. Roe said it was cold.";
        assert_eq!(speakers(text), ["Holmberger", "Mark Roe", "Ms. Roe"]);
    }

    #[test]
    fn a_word_alone_is_a_family_name_before_it_is_a_first_name() {
        let text = "Lee World opened. Ann Lee said it was late. The Lee World shop burned. Lee said it was dark.";
        assert_eq!(speakers(text), ["Ann Lee"; 2]);
    }

    #[test]
    fn a_person_is_more_than_a_capital() {
        let text = "Mark Roe said it was late. The Hawks came on Monday. He said it was dark.";
        assert_eq!(speakers(text), ["Mark Roe"; 2]);
    }

    #[test]
    fn an_office_may_have_an_of_before_its_name() {
        let text = "Secretary of State Orla Vane said it was late. Vane said it was dark. The US President Ann Lee came. The US President said it was cold.";
        assert_eq!(speakers(text), ["Orla Vane", "Orla Vane", "Ann Lee"]);
    }

    #[test]
    fn each_country_shortens_names_in_its_own_way() {
        for (full, short) in [
            ("Luiz Ivo Lula da Silva", "Lula"),
            ("Omar bin Salmar", "Bin Salmar"),
            ("Xu Jinpeng", "Xu"),
            ("Ursa von der Moy", "Mrs von der Moy"),
            ("Karen Walsh", "DCI Walsh"),
            ("The Duchess of Ware", "The duchess"),
            ("Amity Worldwide", "Amity"),
        ] {
            let text = format!("{full} said it was late. {short} said it was dark.");
            assert_eq!(speakers(&text), [full.trim_start_matches("The "); 2], "{text}");
        }
    }

    #[test]
    fn pronouns_are_the_last_speaker_of_their_gender() {
        let text = "Ann Lee said it was late. Mark Roe said it was dark. She said it was cold. He said it was wet.";
        assert_eq!(speakers(text), ["Ann Lee", "Mark Roe", "Ann Lee", "Mark Roe"]);
    }

    #[test]
    fn roles_are_who_has_them() {
        let text = "Harbour chief Ann Lee met Mark Roe, the mayor of Ware. The mayor said it was late. The harbour chief said it was dark.";
        assert_eq!(speakers(text), ["Mark Roe", "Ann Lee"]);
    }

    #[test]
    fn a_spokeswoman_is_no_spokesman() {
        let text = "Norfab spokesman Mark Roe said it was late. A spokeswoman for the bank said it was dark. The spokeswoman said it was cold. She said it was wet. The spokesman for the union, Ivo Tull, said it was dry. The union spokesman said it was hot.";
        let bank = "spokeswoman for the bank";
        assert_eq!(speakers(text), ["Mark Roe", bank, bank, bank, "Ivo Tull", "Ivo Tull"]);
    }

    #[test]
    fn who_is_not_named_is_a_speaker_by_their_own_words() {
        let text = "A senior official said it was late. The official said it was dark. Critics said it was cold.";
        assert_eq!(speakers(text), ["senior official", "senior official", "Critics"]);
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
    fn the_next_of_a_row_keeps_his_office() {
        let text = "He met Orla Vane, Governor Mark Roe and others. Vane said it was late. Roe said it was dark.";
        let report = crate::analyse(&crate::Article::from_text(text));
        let roles: Vec<_> = report.speakers.iter().map(|s| (s.name.as_str(), s.role.as_deref())).collect();
        assert_eq!(roles, [("Orla Vane", None), ("Mark Roe", Some("Governor"))]);
    }

    #[test]
    fn what_is_called_a_company_is_no_person() {
        let text = "Orla Vane said it was late. Chevrolex, the only major oil company there, left. She said it was dark. He of the Republican Party left. She said it was cold.";
        assert_eq!(speakers(text), ["Orla Vane"; 3]);
    }

    #[test]
    fn a_pronoun_without_an_antecedent_has_no_speaker() {
        assert_eq!(speakers("She said it was late."), ["-"]);
    }
}
