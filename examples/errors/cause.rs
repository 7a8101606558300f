//! Why something was missed: each miss has one cause.

use std::fmt;

use quoth::report::{Attribution, Report};
use quoth::text::{CodePoints, Span};

use crate::corpus::Kind;
use crate::score::{self, Found, Gold, Match, Range, jaccard, verdict};

/// What went wrong, in the order that the analysis works in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// No statement was seen here.
    MissedCue,
    /// No statement of this cue was seen, but another's content holds the words.
    InsideAnother,
    /// The cue was seen, with content elsewhere.
    ContentElsewhere,
    /// Quoted content was read as indirect.
    ReadAsIndirect,
    StartsEarly,
    StartsLate,
    EndsEarly,
    EndsLate,
    /// Found all the same, but not to the character.
    StartsEarlyABit,
    StartsLateABit,
    EndsEarlyABit,
    EndsLateABit,
    NoSource,
    WrongSource,
    /// The source is right, but leads to nobody.
    NoName,
    WrongName,
    /// Nobody says this.
    FalseQuote,
    FalseIndirect,
    ScareQuote,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Cause::MissedCue => "missed cue",
            Cause::InsideAnother => "missed cue inside another's content",
            Cause::ContentElsewhere => "content elsewhere",
            Cause::ReadAsIndirect => "read as indirect",
            Cause::StartsEarly => "starts early",
            Cause::StartsLate => "starts late",
            Cause::EndsEarly => "ends early",
            Cause::EndsLate => "ends late",
            Cause::StartsEarlyABit => "starts early by a little",
            Cause::StartsLateABit => "starts late by a little",
            Cause::EndsEarlyABit => "ends early by a little",
            Cause::EndsLateABit => "ends late by a little",
            Cause::NoSource => "no source",
            Cause::WrongSource => "wrong source",
            Cause::NoName => "no name",
            Cause::WrongName => "wrong name",
            Cause::FalseQuote => "false quote",
            Cause::FalseIndirect => "false statement",
            Cause::ScareQuote => "scare quote",
        })
    }
}

pub struct Miss {
    pub kind: Kind,
    pub cause: Cause,
    /// What misses of one cause may have in common: the cue, the word at the edge, the way to the name.
    pub detail: String,
    pub want: Option<Range>,
    pub got: Option<Range>,
    /// "want …, got …", where it is not the passage that differs.
    pub note: String,
}

/// One document as its misses are told.
pub struct Case<'a> {
    pub text: &'a [char],
    pub report: &'a Report<CodePoints>,
}

impl Case<'_> {
    pub fn misses(&self, m: &Match) -> Vec<Miss> {
        let mut misses = Vec::new();
        for (i, gold) in m.quotes.iter().enumerate() {
            match m.pairs.iter().find(|p| p.0 == i) {
                Some((_, j)) => misses.extend(self.differences(gold, &m.found_quotes[*j])),
                None => misses.push(self.missed_quote(gold, m)),
            }
        }
        misses.extend(m.missed_indirect.iter().map(|i| self.missed_indirect(&m.indirect[*i], m)));
        let unsaid = |found: &Found, cause| Miss {
            kind: score::kind(self.attribution(found)),
            cause,
            detail: self.cue_of(found),
            want: None,
            got: Some(found.range),
            note: self.who(found),
        };
        let scare = |f: &Found| m.scare.iter().any(|s| jaccard(*s, f.range) >= 0.8);
        // What meets a quote that was missed is told with that.
        let missed = |i: &usize| m.pairs.iter().all(|p| p.0 != *i);
        let missed: Vec<_> = (0..m.quotes.len()).filter(missed).map(|i| m.quotes[i].range).collect();
        let told = |f: &Found| missed.iter().any(|q| jaccard(*q, f.range) > 0.0);
        for found in m.false_quotes.iter().map(|j| &m.found_quotes[*j]) {
            if !scare(found) && !told(found) {
                misses.push(unsaid(found, Cause::FalseQuote));
            }
        }
        misses.extend(m.found_quotes.iter().filter(|f| scare(f)).map(|f| unsaid(f, Cause::ScareQuote)));
        misses.extend(m.false_indirect.iter().map(|j| unsaid(&m.found_indirect[*j], Cause::FalseIndirect)));
        misses
    }

    /// What is not right about a quote that was found.
    fn differences(&self, gold: &Gold, found: &Found) -> Vec<Miss> {
        let mut misses = Vec::new();
        if gold.range != found.range {
            let (cause, detail) = self.edge(gold.range, found.range);
            misses.push(Miss { cause: a_bit(cause), detail, got: Some(found.range), ..self.missed(gold) });
        }
        let attribution = self.attribution(found);
        let verdict = verdict(self.report, &gold.quote, attribution);
        let got = self.who(found);
        let kind_of_source = gold.quote.speaker_type.clone().unwrap_or_default();
        if verdict.who == Some(false) {
            misses.push(Miss {
                cause: if attribution.source.is_some() { Cause::WrongSource } else { Cause::NoSource },
                detail: kind_of_source,
                got: Some(found.range),
                note: format!("want {}, got {got}", gold.quote.speaker.as_deref().unwrap_or("-")),
                ..self.missed(gold)
            });
        } else if verdict.name == Some(false) {
            let way = attribution.resolution.map_or("unresolved", |r| r.by.name());
            misses.push(Miss {
                cause: if attribution.speaker.is_some() { Cause::WrongName } else { Cause::NoName },
                detail: format!("{kind_of_source} by {way}"),
                got: Some(found.range),
                note: format!("want {}, got {got}", gold.quote.speaker_full.as_deref().unwrap_or("-")),
                ..self.missed(gold)
            });
        }
        misses
    }

    fn missed_quote(&self, gold: &Gold, m: &Match) -> Miss {
        if let Some(found) = best(gold.range, &m.found_quotes) {
            let (cause, detail) = self.edge(gold.range, found.range);
            return Miss { cause, detail, got: Some(found.range), ..self.missed(gold) };
        }
        match best(gold.range, &m.found_indirect) {
            Some(found) => Miss {
                cause: Cause::ReadAsIndirect,
                got: Some(found.range),
                note: self.who(found),
                ..self.missed(gold)
            },
            None => self.missed(gold),
        }
    }

    fn missed_indirect(&self, gold: &Gold, m: &Match) -> Miss {
        let all: Vec<_> = m.found_indirect.iter().chain(&m.found_quotes).copied().collect();
        let same_cue = |f: &&Found| match (&self.attribution(f).cue, gold.quote.cue_span) {
            (Some(cue), Some((start, end))) => cue.start < end && start < cue.end,
            _ => false,
        };
        let with_cue: Vec<_> = all.iter().filter(same_cue).copied().collect();
        match (best(gold.range, &with_cue), best(gold.range, &all)) {
            (Some(found), _) => {
                let (cause, detail) = self.edge(gold.range, found.range);
                Miss { cause, detail, got: Some(found.range), ..self.missed(gold) }
            }
            (None, other) => {
                let elsewhere = with_cue.first().map(|f| f.range);
                let cause = match (elsewhere, other) {
                    (Some(_), _) => Cause::ContentElsewhere,
                    (None, Some(_)) => Cause::InsideAnother,
                    (None, None) => Cause::MissedCue,
                };
                Miss { cause, got: elsewhere.or(other.map(|f| f.range)), ..self.missed(gold) }
            }
        }
    }

    /// The miss of a segment of which nothing was found.
    fn missed(&self, gold: &Gold) -> Miss {
        let cue = gold.quote.cue.as_deref().unwrap_or("no cue").to_lowercase();
        Miss {
            kind: gold.quote.kind,
            cause: Cause::MissedCue,
            note: format!("cue: {cue}"),
            // Annotated cues may run on over what they govern.
            detail: cue.split(' ').take(3).collect::<Vec<_>>().join(" "),
            want: Some(gold.range),
            got: None,
        }
    }

    /// The edge that is further off, and the word that stands at the earlier of the two places.
    fn edge(&self, want: Range, got: Range) -> (Cause, String) {
        let (start, end) = (want.0.abs_diff(got.0), want.1.abs_diff(got.1));
        let (cause, at) = match (start > end, got.0 < want.0, got.1 < want.1) {
            (true, true, _) => (Cause::StartsEarly, got.0),
            (true, false, _) => (Cause::StartsLate, want.0),
            (false, _, true) => (Cause::EndsEarly, got.1),
            (false, _, false) => (Cause::EndsLate, want.1),
        };
        (cause, self.word_at(at))
    }

    /// The first run without white space from the offset on: a word, or the marks before one.
    fn word_at(&self, offset: usize) -> String {
        let rest = self.text[offset.min(self.text.len())..].iter();
        let run: String = rest.skip_while(|c| c.is_whitespace()).take_while(|c| !c.is_whitespace()).collect();
        run.to_lowercase()
    }

    fn attribution(&self, found: &Found) -> &Attribution<CodePoints> {
        &self.report.attributions[found.attribution]
    }

    fn words(&self, span: &Span<CodePoints>) -> String {
        self.text[span.start..span.end].iter().collect()
    }

    fn cue_of(&self, found: &Found) -> String {
        self.attribution(found).cue.as_ref().map_or("no cue".into(), |c| self.words(c).to_lowercase())
    }

    /// "the mayor (Ann Lee)": the words of the source, and the speaker.
    fn who(&self, found: &Found) -> String {
        let attribution = self.attribution(found);
        let source = attribution.source.as_ref().map_or("-".into(), |s| self.words(s));
        let name = attribution.speaker.map_or("-", |s| &self.report.speakers[s].name);
        format!("{source} ({name})")
    }
}

fn best(want: Range, found: &[Found]) -> Option<&Found> {
    let meets = found.iter().filter(|f| jaccard(want, f.range) > 0.0);
    meets.max_by(|a, b| jaccard(want, a.range).total_cmp(&jaccard(want, b.range)))
}

fn a_bit(cause: Cause) -> Cause {
    match cause {
        Cause::StartsEarly => Cause::StartsEarlyABit,
        Cause::StartsLate => Cause::StartsLateABit,
        Cause::EndsEarly => Cause::EndsEarlyABit,
        Cause::EndsLate => Cause::EndsLateABit,
        other => other,
    }
}
