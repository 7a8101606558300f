//! The report as a reader sees it: statements by speaker, claims with those who contest them, and how many of each.

use crate::report::{Attribution, Kind, Rebuttal, Report};

/// Something that the reader can go to: an entry of the panel, a highlight on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// An index into [`Report::attributions`].
    Attribution(usize),
    /// An index into [`Report::rebuttals`].
    Rebuttal(usize),
}

/// Which kinds of item are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Attributions with words inside quotation marks.
    pub quotes: bool,
    /// Attributions in the article's own words.
    pub statements: bool,
    pub rebuttals: bool,
}

impl Filter {
    pub const ALL: Filter = Filter { quotes: true, statements: true, rebuttals: true };

    pub fn shows(&self, kind: Kind) -> bool {
        match kind {
            Kind::Direct | Kind::Mixed => self.quotes,
            Kind::Indirect => self.statements,
        }
    }
}

impl Default for Filter {
    fn default() -> Self {
        Filter::ALL
    }
}

/// How many of each there are. A repeat of an earlier statement is not counted again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub quotes: usize,
    pub statements: usize,
    pub rebuttals: usize,
    /// Speakers with at least one statement.
    pub speakers: usize,
}

/// The statements of one speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// An index into [`Report::speakers`]; `None` holds the statements that are not attributed.
    pub speaker: Option<usize>,
    /// Indices into [`Report::attributions`], in reading order, without repeats.
    pub attributions: Vec<usize>,
}

/// One claim, and the rebuttals that contest it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Indices into [`Report::rebuttals`], in reading order. Never empty; all have the same target.
    pub rebuttals: Vec<usize>,
}

/// The order in which a report is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// In reading order of the first statement; the one without a speaker is the last.
    pub groups: Vec<Group>,
    /// In reading order of the first rebuttal.
    pub exchanges: Vec<Exchange>,
    pub counts: Counts,
}

impl Outline {
    pub fn new<U: PartialEq>(report: &Report<U>) -> Self {
        let mut outline = Outline::default();
        // Where the group of each speaker is; the last place is that of no speaker.
        let mut places = vec![None; report.speakers.len() + 1];
        for (index, attribution) in report.attributions.iter().enumerate() {
            if attribution.repeats.is_some() {
                continue;
            }
            match attribution.kind {
                Kind::Direct | Kind::Mixed => outline.counts.quotes += 1,
                Kind::Indirect => outline.counts.statements += 1,
            }
            let speaker = attribution.speaker.filter(|s| *s < report.speakers.len());
            let place = &mut places[speaker.unwrap_or(report.speakers.len())];
            let at = *place.get_or_insert_with(|| {
                outline.groups.push(Group { speaker, attributions: Vec::new() });
                outline.groups.len() - 1
            });
            outline.groups[at].attributions.push(index);
        }
        if let Some(at) = outline.groups.iter().position(|g| g.speaker.is_none()) {
            outline.groups[at..].rotate_left(1);
        }
        outline.counts.speakers = outline.groups.iter().filter(|g| g.speaker.is_some()).count();
        outline.counts.rebuttals = report.rebuttals.len();
        for (index, rebuttal) in report.rebuttals.iter().enumerate() {
            let known = outline.exchanges.iter_mut().find(|e| same_target(&report.rebuttals[e.rebuttals[0]], rebuttal));
            match known {
                Some(exchange) => exchange.rebuttals.push(index),
                None => outline.exchanges.push(Exchange { rebuttals: vec![index] }),
            }
        }
        outline
    }
}

/// Whether both contest the same claim, and the text states it.
fn same_target<U: PartialEq>(a: &Rebuttal<U>, b: &Rebuttal<U>) -> bool {
    match (a.contests.as_slice(), b.contests.as_slice()) {
        ([], []) => !a.targets.is_empty() && a.targets == b.targets,
        (x, y) => x == y,
    }
}

/// The statement that an attribution repeats, or itself.
pub fn original<U>(attributions: &[Attribution<U>], index: usize) -> usize {
    // The body's statements repeat none, so one step is enough.
    attributions.get(index).and_then(|a| a.repeats).unwrap_or(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Level, Speaker, SpeakerKind};
    use crate::text::{Bytes, Span};

    fn said(speaker: Option<usize>, kind: Kind, at: usize) -> Attribution {
        Attribution {
            kind,
            content: vec![Span::new(at, at + 1)],
            quoted: Vec::new(),
            source: None,
            cue: None,
            speaker,
            resolution: None,
            repeats: None,
        }
    }

    fn contested(contests: &[usize], targets: &[(usize, usize)]) -> Rebuttal {
        Rebuttal {
            span: Span::new(90, 95),
            marker: Span::new(90, 92),
            level: Level::Explicit,
            by: None,
            targets: targets.iter().map(|(a, b)| Span::new(*a, *b)).collect(),
            contests: contests.to_vec(),
            attribution: None,
        }
    }

    fn report(attributions: Vec<Attribution>, rebuttals: Vec<Rebuttal>) -> Report<Bytes> {
        let speaker = |name: &str| Speaker { name: name.into(), role: None, kind: SpeakerKind::Person };
        Report { speakers: vec![speaker("A"), speaker("B"), speaker("C")], attributions, rebuttals, sentences: vec![] }
    }

    #[test]
    fn groups_come_in_reading_order_of_their_first_statement() {
        let outline = Outline::new(&report(
            vec![
                said(None, Kind::Direct, 0),
                said(Some(1), Kind::Direct, 10),
                said(Some(0), Kind::Indirect, 20),
                said(Some(1), Kind::Mixed, 30),
            ],
            vec![],
        ));
        let groups: Vec<_> = outline.groups.iter().map(|g| (g.speaker, g.attributions.as_slice())).collect();
        assert_eq!(groups, [(Some(1), &[1, 3][..]), (Some(0), &[2]), (None, &[0])]);
        assert_eq!(outline.counts, Counts { quotes: 3, statements: 1, rebuttals: 0, speakers: 2 });
    }

    #[test]
    fn a_repeat_is_neither_listed_nor_counted() {
        let mut repeat = said(Some(0), Kind::Direct, 50);
        repeat.repeats = Some(0);
        let report = report(vec![said(Some(0), Kind::Direct, 0), repeat], vec![]);
        let outline = Outline::new(&report);
        assert_eq!(outline.counts.quotes, 1);
        assert_eq!(outline.groups[0].attributions, [0]);
        assert_eq!((original(&report.attributions, 1), original(&report.attributions, 0)), (0, 0));
    }

    #[test]
    fn a_speaker_out_of_bounds_counts_as_none() {
        let outline = Outline::new(&report(vec![said(Some(7), Kind::Direct, 0)], vec![]));
        assert_eq!(outline.groups[0].speaker, None);
    }

    #[test]
    fn rebuttals_of_one_claim_make_one_exchange() {
        let rebuttals = vec![
            contested(&[0], &[(0, 1)]),
            contested(&[], &[]),
            contested(&[0], &[(0, 1)]),
            contested(&[], &[]),
            contested(&[], &[(5, 9)]),
            contested(&[], &[(5, 9)]),
        ];
        let outline = Outline::new(&report(vec![said(Some(0), Kind::Direct, 0)], rebuttals));
        let exchanges: Vec<_> = outline.exchanges.into_iter().map(|e| e.rebuttals).collect();
        assert_eq!(exchanges, [vec![0, 2], vec![1], vec![3], vec![4, 5]], "those without a claim stay apart");
    }
}
