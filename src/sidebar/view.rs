//! A report made ready to be shown: its outline, and what the list and the card ask of it again and again.

use std::rc::Rc;

use super::Shown;
use super::messages::Messages;
use super::passage::{Marks, rebuttal_marks, statement_marks};
use super::rows::contests_key;
use crate::anchor::Anchor;
use crate::article::Article;
use crate::context::{Place, places};
use crate::outline::{Entry, Item, Outline, Who, original};
use crate::report::{Attribution, Kind, Rebuttal, Report, SpeakerKind};
use crate::text::Span;

pub struct View {
    pub shown: Rc<Shown>,
    pub outline: Outline,
    places: Vec<Option<Place>>,
    /// For each attribution the rebuttals that contest it.
    contested: Vec<Vec<usize>>,
}

impl View {
    pub fn new(shown: Rc<Shown>) -> Self {
        let report = &shown.report;
        let mut contested = vec![Vec::new(); report.attributions.len()];
        for (index, rebuttal) in report.rebuttals.iter().enumerate() {
            for claim in &rebuttal.contests {
                if let Some(by) = contested.get_mut(*claim) {
                    by.push(index);
                }
            }
        }
        View { outline: Outline::new(report), places: places(report), contested, shown }
    }

    pub fn article(&self) -> &Article {
        &self.shown.article
    }

    pub fn report(&self) -> &Report {
        &self.shown.report
    }

    pub fn text(&self) -> &str {
        &self.shown.article.text
    }

    pub fn words(&self, span: Span) -> &str {
        self.text().get(span.start..span.end).unwrap_or_default()
    }

    pub fn attribution(&self, index: usize) -> Option<&Attribution> {
        self.report().attributions.get(index)
    }

    pub fn rebuttal(&self, index: usize) -> Option<&Rebuttal> {
        self.report().rebuttals.get(index)
    }

    pub fn contested_by(&self, attribution: usize) -> &[usize] {
        self.contested.get(attribution).map_or(&[], Vec::as_slice)
    }

    /// The name of a speaker; `nobody` where there is none.
    pub fn name<'v>(&'v self, speaker: Option<usize>, nobody: &'v str) -> &'v str {
        speaker.and_then(|s| self.report().speakers.get(s)).map_or(nobody, |s| s.name.as_str())
    }

    /// What they are called whose words an item is.
    pub fn called(&self, who: Who, words: &Messages) -> Rc<str> {
        match who {
            Who::Speaker(speaker) => self.name(Some(speaker), "").into(),
            Who::Author => words.get("panel_author"),
            Who::Nobody => words.get("panel_not_attributed"),
        }
    }

    /// The role of a speaker, or what kind of speaker it is where that says more than the name.
    pub fn role(&self, who: Who, words: &Messages) -> Option<Rc<str>> {
        let Who::Speaker(speaker) = who else { return None };
        let speaker = self.report().speakers.get(speaker)?;
        let role = speaker.role.as_deref().map(Rc::from);
        role.or_else(|| kind_key(speaker.kind).map(|key| words.get(key)))
    }

    /// The number of a speaker's colour.
    pub fn colour(&self, who: Who) -> Option<usize> {
        match who {
            Who::Speaker(speaker) => self.shown.colours.get(speaker).copied().flatten(),
            _ => None,
        }
    }

    /// The words of an entry, and what is marked in them. Of a statement that lies whole in the clause that contests
    /// another ("denied that …"), that clause: the statement alone would read as its opposite.
    pub fn passage(&self, entry: &Entry) -> (Vec<Span>, Marks) {
        match entry.item {
            Item::Attribution(index) => {
                let Some(said) = self.attribution(index) else { return Default::default() };
                let mut marks = statement_marks(said);
                let mut spans = said.content.clone();
                for rebuttal in entry.rebuttals.iter().filter_map(|r| self.rebuttal(*r)) {
                    if said.content.iter().all(|s| rebuttal.span.holds(s)) {
                        spans = vec![rebuttal.span];
                    }
                    marks.extend(rebuttal_marks(rebuttal));
                }
                (spans, marks)
            }
            Item::Rebuttal(index) => match self.rebuttal(index) {
                Some(rebuttal) => (vec![rebuttal.span], rebuttal_marks(rebuttal)),
                None => Default::default(),
            },
        }
    }

    /// How an item is announced: "Ann Lee said, quote 3 of 17:".
    pub fn announced(&self, item: Item, words: &Messages) -> String {
        match item {
            Item::Attribution(index) => self.announced_statement(index, words),
            Item::Rebuttal(index) => self.rebuttal(index).map_or_else(String::new, |r| {
                words.with(contests_key(r.level, false), &[self.name(r.by, &words.get("panel_author"))])
            }),
        }
    }

    fn announced_statement(&self, index: usize, words: &Messages) -> String {
        let Some(attribution) = self.attribution(index) else { return String::new() };
        let speaker = attribution.speaker.and_then(|s| self.report().speakers.get(s));
        let place = self.places.get(index).copied().flatten();
        let (Some(speaker), Some(place)) = (speaker, place) else {
            return words.get("panel_said_by_nobody").to_string();
        };
        let key = match attribution.kind {
            Kind::Direct | Kind::Mixed => "panel_said_quote",
            Kind::Indirect => "panel_said_statement",
        };
        words.with(key, &[&speaker.name, &place.number.to_string(), &place.of.to_string()])
    }

    /// The item that is listed for `item`: of a repeat the statement that it repeats. `None` if there is no such one.
    pub fn listed(&self, item: Item) -> Option<Item> {
        match item {
            Item::Attribution(index) => {
                self.attribution(index)?;
                Some(Item::Attribution(original(&self.report().attributions, index)))
            }
            Item::Rebuttal(index) => self.rebuttal(index).map(|_| item),
        }
    }

    pub fn anchor(&self, item: Item) -> Option<Anchor> {
        Anchor::of(self.article(), self.report(), item)
    }

    /// The item that `anchor` was made of in an earlier report.
    pub fn find(&self, anchor: &Anchor) -> Option<Item> {
        anchor.find(self.article(), self.report())
    }
}

pub fn kind_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

/// The message that names a kind.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "panel_kind_direct",
        Kind::Mixed => "panel_kind_mixed",
        Kind::Indirect => "panel_kind_indirect",
    }
}

/// What a speaker is called who is no person; a person's role says more.
pub fn kind_key(kind: SpeakerKind) -> Option<&'static str> {
    match kind {
        SpeakerKind::Person => None,
        SpeakerKind::Organisation => Some("panel_organisation"),
        SpeakerKind::Group => Some("panel_group"),
        SpeakerKind::Document => Some("panel_document"),
    }
}
