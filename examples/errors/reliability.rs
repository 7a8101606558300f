//! How far the confidence of attributions can be relied on: of those that say so many of a hundred are right, how many
//! are.

use std::fmt;

use quoth::Report;
use quoth::text::CodePoints;

use crate::corpus::Document;
use crate::score::{Range, jaccard, trim, verdict};

/// An attribution is right whose words meet annotated ones by this Jaccard index, and whose source is the annotated.
const RIGHT: f64 = 0.5;
const BANDS: usize = 10;

#[derive(Default)]
pub struct Reliability {
    /// For each band of confidence, how many attributions there are, what they promise in all, how many are right.
    bands: [(usize, usize, usize); BANDS],
}

impl Reliability {
    pub fn add(&mut self, document: &Document, text: &[char], report: &Report<CodePoints>) {
        let annotated: Vec<(Range, _)> =
            document.quotes.iter().map(|q| (trim(text, (q.start, q.end)), q)).filter(|(r, _)| r.0 < r.1).collect();
        for found in &report.attributions {
            let Some(range) = found.content.first().map(|c| trim(text, (c.start, c.end))) else { continue };
            let best = annotated.iter().max_by(|a, b| jaccard(a.0, range).total_cmp(&jaccard(b.0, range)));
            let right = best.is_some_and(|(gold, quote)| {
                jaccard(*gold, range) >= RIGHT && verdict(report, quote, found).who.unwrap_or(true)
            });
            let percent = usize::from(found.confidence.percent());
            let band = &mut self.bands[(percent * BANDS / 100).min(BANDS - 1)];
            *band = (band.0 + 1, band.1 + percent, band.2 + usize::from(right));
        }
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "confidence  attributions  promised  right")?;
        for (band, &(count, promised, right)) in self.bands.iter().enumerate().filter(|(_, b)| b.0 > 0) {
            let share = |part: usize| part as f64 / count as f64;
            let (low, high) = (band * 100 / BANDS, (band + 1) * 100 / BANDS);
            writeln!(f, "{low:>3} to {high:<3} {count:>13} {:>9.1} {:>6.1}", share(promised), 100.0 * share(right))?;
        }
        Ok(())
    }
}
