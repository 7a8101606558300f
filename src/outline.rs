//! The report as a reader sees it: statements by speaker, claims with those who contest them, and how many of each.

use crate::order::by_place;
use crate::report::{Attribution, Kind, Rebuttal, Report};
use crate::text::Unit;

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

/// One claim, those who contest it, and those who answer them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The contested statements, indices into [`Report::attributions`]. Empty where the claim stands in the first
    /// rebuttal alone, or nowhere.
    pub claims: Vec<usize>,
    /// Each behind the one that it answers. Never empty.
    pub turns: Vec<Turn>,
}

/// One rebuttal of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// An index into [`Report::rebuttals`].
    pub rebuttal: usize,
    /// 1 contests the claim, 2 answers that, 3 contests the answer, and so on.
    pub depth: usize,
}

impl Turn {
    pub fn stands(&self) -> Stand {
        if self.depth.is_multiple_of(2) { Stand::With } else { Stand::Against }
    }
}

/// On whose side of an exchange somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// On the side of the claim.
    With,
    Against,
}

/// Whose words an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// An index into [`Report::speakers`].
    Speaker(usize),
    /// The article's own author, who contests.
    Author,
    /// A statement that is attributed to nobody.
    Nobody,
}

impl Who {
    pub fn of<U>(report: &Report<U>, item: Item) -> Who {
        let known = |speaker: Option<usize>| speaker.filter(|s| *s < report.speakers.len());
        match item {
            Item::Attribution(index) => {
                known(report.attributions.get(index).and_then(|a| a.speaker)).map_or(Who::Nobody, Who::Speaker)
            }
            Item::Rebuttal(index) => {
                known(report.rebuttals.get(index).and_then(|r| r.by)).map_or(Who::Author, Who::Speaker)
            }
        }
    }
}

/// The order in which a report is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// In reading order of the first statement; the one without a speaker is the last.
    pub groups: Vec<Group>,
    /// In reading order of the first rebuttal that contests the claim.
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
        outline.exchanges = exchanges(report);
        outline
    }
}

fn exchanges<U: PartialEq>(report: &Report<U>) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    // Of each attribution the rebuttals made in it, of each rebuttal its exchange: as far as they are placed. Only
    // what is placed can be answered, so no chain bites its own tail.
    let mut made_in = vec![Vec::new(); report.attributions.len()];
    let mut homes = Vec::with_capacity(report.rebuttals.len());
    for (index, rebuttal) in report.rebuttals.iter().enumerate() {
        // It answers a rebuttal where what it contests was said in contesting: the last such by somebody else.
        let made = rebuttal.contests.iter().filter_map(|c| made_in.get(*c)).flatten();
        let answered = made.filter(|other: &&usize| report.rebuttals[**other].by != rebuttal.by).max();
        let exchange = match answered {
            Some(answered) => {
                let exchange = homes[*answered];
                answer(&mut exchanges[exchange], *answered, index);
                exchange
            }
            None => contest(report, &mut exchanges, index),
        };
        homes.push(exchange);
        if let Some(made) = rebuttal.attribution.and_then(|a| made_in.get_mut(a)) {
            made.push(index);
        }
    }
    exchanges
}

/// Puts a rebuttal behind the one that it answers, and behind the answers that this has already.
fn answer(exchange: &mut Exchange, answered: usize, rebuttal: usize) {
    let Some(at) = exchange.turns.iter().position(|t| t.rebuttal == answered) else { return };
    let depth = exchange.turns[at].depth + 1;
    let behind = exchange.turns[at + 1..].iter().take_while(|t| t.depth >= depth).count();
    exchange.turns.insert(at + 1 + behind, Turn { rebuttal, depth });
}

/// Puts a rebuttal to those that contest the same claim; which exchange that is.
fn contest<U: PartialEq>(report: &Report<U>, exchanges: &mut Vec<Exchange>, index: usize) -> usize {
    let rebuttal = &report.rebuttals[index];
    let turn = Turn { rebuttal: index, depth: 1 };
    let same = |e: &Exchange| same_target(&report.rebuttals[e.turns[0].rebuttal], rebuttal);
    if let Some(known) = exchanges.iter().position(same) {
        exchanges[known].turns.push(turn);
        return known;
    }
    let there = |c: &usize| *c < report.attributions.len();
    let claims = rebuttal.contests.iter().copied().filter(there).collect();
    exchanges.push(Exchange { claims, turns: vec![turn] });
    exchanges.len() - 1
}

impl Exchange {
    /// Who speaks on one side, each once: of the claim itself first.
    pub fn side<U>(&self, report: &Report<U>, stand: Stand) -> Vec<Who> {
        let claims = self.claims.iter().filter(|_| stand == Stand::With).map(|c| Item::Attribution(*c));
        let turns = self.turns.iter().filter(|t| t.stands() == stand).map(|t| Item::Rebuttal(t.rebuttal));
        let mut side = Vec::new();
        for item in claims.chain(turns) {
            let who = Who::of(report, item);
            if !side.contains(&who) {
                side.push(who);
            }
        }
        side
    }
}

/// Whether both contest the same claim, and the text states it.
fn same_target<U: PartialEq>(a: &Rebuttal<U>, b: &Rebuttal<U>) -> bool {
    match (a.contests.as_slice(), b.contests.as_slice()) {
        ([], []) => !a.targets.is_empty() && a.targets == b.targets,
        (x, y) => x == y,
    }
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// A statement, or a rebuttal that no listed statement holds.
    pub item: Item,
    /// Of a statement the rebuttals that are made in it: indices into [`Report::rebuttals`].
    pub rebuttals: Vec<usize>,
}

/// All that the filter lets through, in reading order, each once: repeats are left out, and a rebuttal that is part
/// of a statement is listed with it.
pub fn entries<U: Unit>(report: &Report<U>, filter: Filter) -> Vec<Entry> {
    let listed =
        |index: &usize| report.attributions.get(*index).is_some_and(|a| a.repeats.is_none() && filter.shows(a.kind));
    let mut entries = Vec::new();
    let mut places = vec![None; report.attributions.len()];
    for index in (0..report.attributions.len()).filter(listed) {
        places[index] = Some(entries.len());
        entries.push(Entry { item: Item::Attribution(index), rebuttals: Vec::new() });
    }
    if filter.rebuttals {
        for (index, rebuttal) in report.rebuttals.iter().enumerate() {
            let part_of = rebuttal.attribution.map(|a| original(&report.attributions, a));
            match part_of.and_then(|a| places.get(a).copied().flatten()) {
                Some(place) => entries[place].rebuttals.push(index),
                None => entries.push(Entry { item: Item::Rebuttal(index), rebuttals: Vec::new() }),
            }
        }
    }
    by_place(&mut entries, |entry| match entry.item {
        Item::Attribution(index) => (report.attributions[index].content.first().map_or(0, |s| s.start), 0),
        Item::Rebuttal(index) => (report.rebuttals[index].span.start, 1),
    });
    entries
}

impl Counts {
    /// How many of each the entries hold.
    pub fn of<U>(report: &Report<U>, entries: &[Entry]) -> Counts {
        let mut counts = Counts::default();
        let mut heard = vec![false; report.speakers.len()];
        for entry in entries {
            match entry.item {
                Item::Attribution(index) => match report.attributions[index].kind {
                    Kind::Direct | Kind::Mixed => counts.quotes += 1,
                    Kind::Indirect => counts.statements += 1,
                },
                Item::Rebuttal(_) => counts.rebuttals += 1,
            }
            counts.rebuttals += entry.rebuttals.len();
            if let Who::Speaker(speaker) = Who::of(report, entry.item)
                && !std::mem::replace(&mut heard[speaker], true)
            {
                counts.speakers += 1;
            }
        }
        counts
    }
}

/// The entries by whose they are, in reading order of the first of each; the author and nobody come last.
pub fn by_speaker<U>(report: &Report<U>, entries: &[Entry]) -> Vec<(Who, Vec<usize>)> {
    let speakers = report.speakers.len();
    let mut groups: Vec<(Who, Vec<usize>)> = Vec::new();
    let mut places = vec![None; speakers + 2];
    for (index, entry) in entries.iter().enumerate() {
        let who = Who::of(report, entry.item);
        let place = match who {
            Who::Speaker(speaker) => speaker,
            Who::Author => speakers,
            Who::Nobody => speakers + 1,
        };
        let at = *places[place].get_or_insert_with(|| {
            groups.push((who, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(index);
    }
    for last in [Who::Author, Who::Nobody] {
        if let Some(at) = groups.iter().position(|(who, _)| *who == last) {
            groups[at..].rotate_left(1);
        }
    }
    groups
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
            confidence: crate::report::Confidence::of_hundred(90),
            question: None,
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

    fn turns(exchange: &Exchange) -> Vec<(usize, usize)> {
        exchange.turns.iter().map(|t| (t.rebuttal, t.depth)).collect()
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
        let exchanges: Vec<_> = outline.exchanges.iter().map(|e| (e.claims.as_slice(), turns(e))).collect();
        let none: &[usize] = &[];
        assert_eq!(
            exchanges,
            [
                (&[0][..], vec![(0, 1), (2, 1)]),
                (none, vec![(1, 1)]),
                (none, vec![(3, 1)]),
                (none, vec![(4, 1), (5, 1)])
            ],
            "those without a claim stay apart"
        );
    }

    /// A rebuttal by a speaker, made in a statement.
    fn made_in(attribution: usize, by: usize, contests: &[usize]) -> Rebuttal {
        Rebuttal {
            by: Some(by),
            attribution: Some(attribution),
            ..contested(contests, &[(contests[0] * 10, contests[0] * 10 + 1)])
        }
    }

    #[test]
    fn an_answer_stands_behind_what_it_answers() {
        let said: Vec<_> = [0, 1, 2, 0, 1].iter().map(|s| said(Some(*s), Kind::Direct, 0)).collect();
        let rebuttals = vec![
            made_in(1, 1, &[0]),
            made_in(2, 2, &[0]),
            made_in(3, 0, &[1]),
            // Contests the answer.
            made_in(4, 1, &[3]),
        ];
        let report = report(said, rebuttals);
        let exchanges = Outline::new(&report).exchanges;
        assert_eq!(exchanges.len(), 1);
        assert_eq!(turns(&exchanges[0]), [(0, 1), (2, 2), (3, 3), (1, 1)]);
        let with = exchanges[0].side(&report, Stand::With);
        let against = exchanges[0].side(&report, Stand::Against);
        assert_eq!((with, against), (vec![Who::Speaker(0)], vec![Who::Speaker(1), Who::Speaker(2)]));
    }

    #[test]
    fn who_goes_on_does_not_answer_oneself_and_no_chain_is_a_ring() {
        let said: Vec<_> = [0, 1].iter().map(|s| said(Some(*s), Kind::Direct, 0)).collect();
        // Each contests what the other was made in.
        let rebuttals = vec![made_in(0, 0, &[1]), made_in(1, 1, &[0]), made_in(1, 1, &[0, 1])];
        let exchanges = Outline::new(&report(said, rebuttals)).exchanges;
        let all: Vec<_> = exchanges.iter().map(|e| (e.claims.clone(), turns(e))).collect();
        assert_eq!(all, [(vec![1], vec![(0, 1), (1, 2), (2, 2)])]);
    }

    #[test]
    fn the_author_has_a_side_too() {
        let report = report(vec![said(None, Kind::Indirect, 0)], vec![contested(&[0], &[(0, 1)])]);
        let exchange = &Outline::new(&report).exchanges[0];
        assert_eq!(exchange.side(&report, Stand::With), [Who::Nobody]);
        assert_eq!(exchange.side(&report, Stand::Against), [Who::Author]);
    }

    #[test]
    fn entries_hold_the_rebuttals_that_are_made_in_them() {
        let said = vec![said(Some(0), Kind::Direct, 40), said(Some(1), Kind::Indirect, 10)];
        let own = Rebuttal { span: Span::new(30, 35), ..contested(&[0], &[]) };
        let report = report(said, vec![own, made_in(1, 1, &[0])]);
        let listed =
            |filter| -> Vec<_> { entries(&report, filter).into_iter().map(|e| (e.item, e.rebuttals)).collect() };
        let (first, second) = (Item::Attribution(0), Item::Attribution(1));
        assert_eq!(listed(Filter::ALL), [(second, vec![1]), (Item::Rebuttal(0), vec![]), (first, vec![])]);
        let quotes = Filter { statements: false, ..Filter::ALL };
        assert_eq!(
            listed(quotes),
            [(Item::Rebuttal(0), vec![]), (first, vec![]), (Item::Rebuttal(1), vec![])],
            "on its own where its statement is not listed"
        );
        assert_eq!(listed(Filter { rebuttals: false, ..Filter::ALL }), [(second, vec![]), (first, vec![])]);
        let all = entries(&report, Filter::ALL);
        assert_eq!(Counts::of(&report, &all), Counts { quotes: 1, statements: 1, rebuttals: 2, speakers: 2 });
        let groups = by_speaker(&report, &all);
        assert_eq!(groups, [(Who::Speaker(1), vec![0]), (Who::Speaker(0), vec![2]), (Who::Author, vec![1])]);
    }
}
