//! Speakers: from the words of a source to one speaker over the whole article.
//!
//! A name is resolved to its entity, a pronoun to the last fitting speaker or subject before it, a role to the
//! entity that the text gives it. A source that names nobody ("officials", "a spokesman for the bank") is a speaker
//! of its own.

mod entity;
mod name;
mod nominal;
mod organisation;
mod pronoun;
mod role;

use std::ops::Range;

use crate::attribution::Found;
use crate::document::Document;
use crate::lexicon::Class;
use crate::mention::{self, Mention};
use crate::pace::Pace;
use crate::report::{Kind, ResolvedBy, Speaker, SpeakerKind};
use crate::text::Shape;
use crate::words::ByWord;

use entity::{COMPARED, Entity, NAMESAKES, group};
use role::role_words;

/// What a source was resolved to; the antecedent is a range of tokens.
pub(crate) struct Resolved {
    pub(crate) speaker: usize,
    pub(crate) by: ResolvedBy,
    pub(crate) antecedent: Option<Range<usize>>,
}

/// Work a byte, as [`Pace`] counts it: the names take most of it.
pub(crate) const WORK: usize = 3;
/// The work that resolving a source is.
const RESOLVING: usize = 100;

/// Resolves the sources of all attributions: the speakers in order of first attribution, and one entry an attribution.
/// Takes those away whose source is a label and nobody.
pub(crate) async fn resolve<'d>(
    document: &'d Document<'d>,
    found: &mut Vec<Found>,
    pace: &Pace,
) -> (Resolver<'d>, Vec<Option<Resolved>>) {
    let mentions = mention::find(document, pace).await;
    let (entities, entity_of) = group(document, &mentions, pace).await;
    let mut resolver = Resolver {
        document,
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
        mentions,
        entities,
        entity_of,
    };
    resolver.leave_out_labels(found);
    let mut resolved: Vec<Option<Resolved>> = Vec::with_capacity(found.len());
    for attribution in &*found {
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
    (resolver, resolved)
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

/// Who a source is, over the whole article.
pub(crate) struct Resolver<'d> {
    document: &'d Document<'d>,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
    entity_of: Vec<usize>,
    /// The first organisations, by the words of their names.
    organisations: Vec<(usize, Vec<String>)>,
    /// The entities that have a role with this word, at most [`NAMESAKES`].
    by_role: ByWord<Vec<usize>>,
    /// The sources resolved so far: where each stands, and who it was.
    spoken: Vec<(usize, Range<usize>, Who)>,
    pub(crate) speakers: Vec<Speaker>,
    /// The speaker that an entity is, once it has said something; and by their words, who is no entity.
    speaker_of: Vec<Option<usize>>,
    speaker_by_words: ByWord<Option<usize>>,
    quoted: Vec<bool>,
    /// Who is interviewed, once that was asked for.
    interviewee: Option<Option<(usize, Range<usize>)>>,
}

impl Resolver<'_> {
    /// Takes away what rests on a label, and what goes on with it.
    fn leave_out_labels(&self, found: &mut Vec<Found>) {
        // The place of each behind that.
        let mut places: Vec<Option<usize>> = Vec::with_capacity(found.len());
        let mut left = 0;
        // Who asks and who answers need not be known.
        let interview = found.iter().any(|f| f.question.is_some());
        found.retain_mut(|attribution| {
            let earlier = attribution.continues.map(|earlier| places[earlier]);
            attribution.continues = earlier.flatten();
            let turn = attribution.kind == Kind::Direct;
            let stays = earlier != Some(None) && (turn && interview || !self.is_label(attribution));
            places.push(stays.then_some(left));
            left += usize::from(stays);
            stays
        });
    }

    /// Whether an attribution rests on nothing but a colon, and what stands before it is nobody that the article tells of
    /// elsewhere: "Breaking: The pier burns".
    fn is_label(&self, attribution: &Found) -> bool {
        let (document, tokens) = (self.document, &self.document.tokens);
        let is_colon = |t: usize| tokens.get(t).is_some_and(|t| t.is_mark(':'));
        let (Some(source), Some(cue)) = (&attribution.source, &attribution.cue) else { return false };
        let behind = attribution.content.first().and_then(|c| c.of(document.text).chars().next());
        let marked = attribution.kind == Kind::Mixed || !behind.is_some_and(char::is_alphanumeric);
        if marked || !is_colon(source.end) || cue.start != source.end {
            return false;
        }
        let head = self.head(source);
        // In a transcript many are named nowhere else: "CLERK: It was late." No document takes its turn.
        let turn = attribution.kind == Kind::Direct;
        let speaks = Class::ROLE.or(if turn { Class::GROUP } else { Class::GROUP.or(Class::DOC) });
        let known = turn && source.clone().all(|t| tokens[t].shape == Shape::Upper)
            || tokens[head.end - 1].is(speaks)
            || self.named(&head).is_some_and(|m| {
                let entity = &self.entities[self.entity_of[m]];
                entity.is_known_person() || entity.mentions.iter().any(|&m| !is_colon(self.mentions[m].name.end))
            });
        !known
    }

    /// Whom the words of a source name.
    fn source(&mut self, source: Range<usize>) -> Option<Resolved> {
        let (who, by, antecedent) = self.whom(&source)?;
        let speaker = self.speaker(&who, &source);
        let place = self.spoken.partition_point(|x| x.0 <= source.start);
        self.spoken.insert(place, (source.start, source, who));
        Some(Resolved { speaker, by, antecedent })
    }

    /// Where a name stands beside a source: "the foreman, Gary Tull".
    fn comma(&self, source: &Range<usize>) -> Option<usize> {
        let tokens = &self.document.tokens;
        source
            .clone()
            .find(|&t| matches!(tokens[t].shape, Shape::Mark(',' | '—')) && tokens.get(t + 1).is_some_and(|t| t.spaced))
    }

    /// The speaker that acts, by the words that name him: becomes one if he is none yet. A thing acts not, and a document
    /// only where `documents` may.
    pub(crate) fn actor(&mut self, source: Range<usize>, documents: bool) -> Option<usize> {
        let (who, ..) = self.whom(&source)?;
        let head = self.head(&source).end - 1;
        let token = &self.document.tokens[head];
        let agent = || {
            const ENDINGS: &str = "er ers or ors ist ists ian ians";
            let word = self.document.word(head);
            let made = || source.contains(&(head + 1)) && self.document.is_word(head + 1, "by");
            token.is(Class::ROLE.or(Class::GROUP).or(Class::ORG).or(Class::ALONE))
                || token.is_capital()
                || documents && (token.is(Class::DOC) || made() || ENDINGS.split(' ').any(|e| word.ends_with(e)))
        };
        (matches!(who, Who::Entity(_)) || agent()).then(|| self.speaker(&who, &source))
    }

    fn whom(&self, source: &Range<usize>) -> Option<(Who, ResolvedBy, Option<Range<usize>>)> {
        let head = self.head(source);
        let first = &self.document.tokens[source.start];
        let whom = if source.len() == 1 && first.is(Class::PRONOUN.or(Class::POSSESSIVE)) && !first.is(Class::ALONE) {
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
        } else if let Some(m) = self.named_beside(source) {
            (Who::Entity(self.entity_of[m]), ResolvedBy::Role, Some(self.mentions[m].name.clone()))
        } else if let Some((_, said, who)) = self.same_nominal(source)
            && self.comma(said).is_some()
        {
            (who.clone(), ResolvedBy::Role, Some(said.clone()))
        } else if let Some((entity, antecedent)) = self.role(source).filter(|(e, _)| self.is_nearer(*e, source)) {
            (Who::Entity(entity), ResolvedBy::Role, Some(antecedent))
        } else if let Some((who, antecedent)) = self.organisation(&head) {
            (who, ResolvedBy::Role, Some(antecedent))
        } else if let Some((entity, antecedent)) = self.initials(source) {
            (Who::Entity(entity), ResolvedBy::Variant, Some(antecedent))
        } else {
            (Who::Nominal(self.nominal_key(source)?), ResolvedBy::Name, None)
        };
        Some(whom)
    }

    /// The source up to its first comma or linking preposition: where its head stands last.
    fn head(&self, source: &Range<usize>) -> Range<usize> {
        let inside_name = |t: usize| {
            let m = self.mentions.partition_point(|m| m.name.end <= t);
            self.mentions.get(m).is_some_and(|m| m.name.start <= t)
        };
        let end = source.clone().skip(1).find(|&t| {
            let token = &self.document.tokens[t];
            matches!(token.shape, Shape::Mark(',' | '—' | '('))
                || token.is(Class::PREP) && !inside_name(t) && !self.in_title(t)
        });
        let end = end.unwrap_or(source.end);
        // "Ann Lee herself"
        let herself = end > source.start + 1
            && ["self", "selves"].iter().any(|ending| self.document.word(end - 1).ends_with(ending));
        source.start..end - usize::from(herself)
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
    pub(super) fn speakers(text: &str) -> Vec<String> {
        let report = crate::analyse(&crate::Article::from_text(text));
        let name = |s: Option<usize>| s.map_or("-".to_owned(), |s| report.speakers[s].name.clone());
        report.attributions.iter().map(|a| name(a.speaker)).collect()
    }

    #[test]
    fn a_label_is_a_speaker_only_where_the_article_knows_it() {
        let article = |label| format!("{label}: The pier burns tonight\n\nThe pier of Ware burned, and Lee looked on.");
        for (label, speakers_of) in [
            ("Lee", &["Lee"][..]),
            ("Ann Lee", &["Ann Lee"]),
            ("Police", &["Police"]),
            ("Breaking", &[]),
            ("Harbour Focus", &[]),
        ] {
            assert_eq!(speakers(&article(label)), speakers_of, "{label}");
        }
        let turns = |a, b| format!("The pier of Ware burned.\n\n{a}: You save us.\n\n{b}: You lose.");
        assert_eq!(speakers(&turns("Price Drop", "Harbour Note")), [""; 0]);
        assert_eq!(speakers(&turns("CLERK", "MERCER")), ["CLERK", "MERCER"]);
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
    fn misspelt_is_by_a_letter_or_by_two_that_changed_places() {
        let speakers_of =
            |other: &str| speakers(&format!("Anton Kiedis said it was late. Later {other} said it was dark."));
        assert_eq!(speakers_of("Keidis"), ["Anton Kiedis"; 2]);
        assert_eq!(speakers_of("Kiedes"), ["Anton Kiedis"; 2]);
        assert_eq!(speakers_of("Kiadus"), ["Anton Kiedis", "Kiadus"]);
        // A land is not those who are of it.
        let text = "“It rained,” said the Arab Israeli Issawi Tull. Israel said it was late.";
        assert_eq!(speakers(text)[1], "Israel");
    }

    #[test]
    fn a_company_is_not_what_it_names() {
        let text = "Norfab said it was late at its annual Camp Norfab event. Norfab said it was dark.";
        assert_eq!(speakers(text), ["Norfab"; 2]);
    }

    #[test]
    fn many_are_no_company() {
        assert_eq!(speakers("Many said it was late. The bank said it was dark."), ["Many", "bank"]);
    }

    #[test]
    fn an_acronym_may_have_stops() {
        assert_eq!(speakers("The U.N. said it was late. The UN said it was dark."), ["U.N."; 2]);
    }

    #[test]
    fn a_word_alone_is_a_family_name_before_it_is_a_first_name() {
        let text = "Lee World opened. Ann Lee said it was late. The Lee World shop burned. Lee said it was dark.";
        assert_eq!(speakers(text), ["Ann Lee"; 2]);
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
    fn the_next_of_a_row_keeps_his_office() {
        let text = "He met Orla Vane, Governor Mark Roe and others. Vane said it was late. Roe said it was dark.";
        let report = crate::analyse(&crate::Article::from_text(text));
        let roles: Vec<_> = report.speakers.iter().map(|s| (s.name.as_str(), s.role.as_deref())).collect();
        assert_eq!(roles, [("Orla Vane", None), ("Mark Roe", Some("Governor"))]);
    }
}
