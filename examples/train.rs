//! Learns the weights of `src/attribution/model` from annotated articles, and writes them there.
//!
//!     cargo run --release --features training --example train -- ARTICLES.jsonl [WEIGHTS]
//!
//! ARTICLES: a document a line, `{"text", "quotes": [{"start", "end", "kind", "attr", "cue_span", "speech_cue"}, …],
//! "discard": [[start, end], …]}`, in Unicode code points. Logistic regression with an L1 penalty, which leaves most
//! weights at zero, by coordinate descent; what is left is rounded, and goes on in whole steps until none gains by one
//! more. The same articles give the same weights.

use std::collections::BTreeMap;
use std::io::BufRead;

use quoth::Article;
use quoth::text::{CodePoints, Index, Span};
use quoth::training::{DECISIONS, Decision, Example, Gold, SIZE, STEPS, Weights, examples, pack};
use serde_json::Value;

const WEIGHTS: &str = "src/attribution/model/weights.bin";
/// Features seen less often teach nothing that holds elsewhere.
const SEEN: usize = 2;
/// Into how many parts the articles are put, each to be decided on by what was learned from the others.
const PARTS: usize = 4;
/// The largest weight, in steps.
const LARGEST: f32 = 31.0;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let articles = args.next().ok_or("usage: train ARTICLES.jsonl [WEIGHTS]")?;
    let weights_file = args.next().unwrap_or_else(|| WEIGHTS.to_owned());
    let mut articles_read = Vec::new();
    for line in std::io::BufReader::new(std::fs::File::open(articles)?).lines() {
        articles_read.push(read(&serde_json::from_str(&line?)?));
    }
    let articles: Vec<&Annotated> = articles_read.iter().collect();
    let mut tables = learn(&examples_of(&articles, None), true);
    // What is decided about claims is learned from what the other decisions come to on articles that they were not
    // learned from.
    let mut claims: Examples = Default::default();
    for part in 0..PARTS {
        let (mut known, mut new) = (Vec::new(), Vec::new());
        for (n, article) in articles.iter().enumerate() {
            if n % PARTS == part { new.push(*article) } else { known.push(*article) }
        }
        let weights = Weights::unpack(&pack(&learn(&examples_of(&known, None), false).concat()));
        add(&mut claims, examples_of(&new, Some(&weights)));
    }
    let of_claims = learn(&claims, true);
    for (n, table) in of_claims.into_iter().enumerate().filter(|(n, _)| !claims[*n].is_empty()) {
        tables[n] = table;
    }
    let bytes = pack(&tables.concat());
    println!("{} bytes", bytes.len());
    std::fs::write(weights_file, bytes)?;
    Ok(())
}

type Annotated = (Article, Vec<Gold>, Vec<Span>);
/// The examples of each decision.
type Examples = [Vec<Example>; DECISIONS.len()];

fn add(all: &mut Examples, more: Examples) {
    all.iter_mut().zip(more).for_each(|(all, more)| all.extend(more));
}

fn examples_of(articles: &[&Annotated], weights: Option<&Weights>) -> Examples {
    let mut all = Examples::default();
    for (article, gold, skipped) in articles {
        add(&mut all, examples(article, gold, skipped, weights));
    }
    all
}

/// The weights of each decision, none of one without examples.
fn learn(all: &Examples, tell: bool) -> Vec<Vec<i8>> {
    let mut tables = Vec::new();
    for (decision, examples) in DECISIONS.into_iter().zip(all) {
        let weights = Learner::new(examples, penalty(decision)).learn();
        let right = |e: &&Example| (e.0.iter().map(|&i| i32::from(weights[i as usize])).sum::<i32>() > 0) == e.1;
        if tell && !examples.is_empty() {
            println!(
                "{decision:?}: {} examples, {:.1} % right, {} features",
                examples.len(),
                100.0 * examples.iter().filter(right).count() as f64 / examples.len() as f64,
                weights.iter().filter(|&&w| w != 0).count()
            );
        }
        tables.push(weights);
    }
    tables
}

/// What a unit of weight costs, in units of log likelihood: the more, the fewer features keep one.
fn penalty(decision: Decision) -> f32 {
    match decision {
        Decision::Reported | Decision::Whole => 7.0,
        Decision::RightStart => 4.5,
        _ => 2.7,
    }
}

/// One decision's weights on the way to their best.
struct Learner<'e> {
    penalty: f32,
    examples: &'e [Example],
    /// For each feature the examples that have it.
    having: Vec<Vec<u32>>,
    weights: Vec<f32>,
    /// For each example its log odds, and what they say.
    odds: Vec<f32>,
    probability: Vec<f32>,
}

impl<'e> Learner<'e> {
    fn new(examples: &'e [Example], penalty: f32) -> Self {
        let mut having = vec![Vec::new(); SIZE];
        for (n, (features, _)) in examples.iter().enumerate() {
            features.iter().for_each(|&i| having[i as usize].push(n as u32));
        }
        Learner {
            penalty,
            examples,
            having,
            weights: vec![0.0; SIZE],
            odds: vec![0.0; examples.len()],
            probability: vec![0.5; examples.len()],
        }
    }

    /// The weights in steps.
    fn learn(mut self) -> Vec<i8> {
        /// Rounds over the features; every tenth tries those, too, that have no weight.
        const ROUNDS: usize = 120;
        /// The change of a weight that is worth a further round.
        const ENOUGH: f32 = 0.01;
        let all: Vec<usize> = (0..SIZE).filter(|&i| self.having[i].len() >= SEEN).collect();
        for round in 0..ROUNDS {
            let every = round % 10 == 0;
            let mut most = 0f32;
            for &i in &all {
                if every || self.weights[i] != 0.0 {
                    most = most.max(self.step(i, |w| w).abs());
                }
            }
            if every && most < ENOUGH {
                break;
            }
        }
        let kept: Vec<usize> = all.into_iter().filter(|&i| self.weights[i] != 0.0).collect();
        let rounded = |w: f32| (w * STEPS).round().clamp(-LARGEST, LARGEST) / STEPS;
        for &i in &kept {
            self.set(i, rounded(self.weights[i]));
        }
        for _ in 0..ROUNDS {
            let changed = kept.iter().filter(|&&i| self.step(i, rounded) != 0.0).count();
            if changed == 0 {
                break;
            }
        }
        self.weights.into_iter().map(|w| (w * STEPS).round() as i8).collect()
    }

    /// Brings one weight nearer to where the others want it, to a value that `fits`; how far it went.
    fn step(&mut self, feature: usize, fits: impl Fn(f32) -> f32) -> f32 {
        /// More curvature than is seen, so that no step goes too far.
        const DAMPED: f32 = 1.1;
        let (mut slope, mut curve) = (0f32, 0.02f32);
        for &n in &self.having[feature] {
            let p = self.probability[n as usize];
            slope += p - f32::from(u8::from(self.examples[n as usize].1));
            curve += p * (1.0 - p) * DAMPED;
        }
        let weight = self.weights[feature];
        let wanted = weight - slope / curve;
        let wanted = wanted.signum() * (wanted.abs() - self.penalty / curve).max(0.0);
        let next = fits(weight + (wanted - weight).clamp(-1.0, 1.0));
        self.set(feature, next);
        next - weight
    }

    fn set(&mut self, feature: usize, weight: f32) {
        let change = weight - std::mem::replace(&mut self.weights[feature], weight);
        if change != 0.0 {
            for &n in &self.having[feature] {
                let odds = &mut self.odds[n as usize];
                *odds += change;
                self.probability[n as usize] = 1.0 / (1.0 + (-*odds).exp());
            }
        }
    }
}

fn read(document: &Value) -> Annotated {
    let text = document["text"].as_str().unwrap_or_default();
    let index = Index::<CodePoints>::new(text);
    let at = |v: &Value| v.as_u64().unwrap_or_default() as usize;
    let span = |start: &Value, end: &Value| index.bytes(Span::new(at(start), at(end)));
    let mut gold: BTreeMap<&str, Gold> = BTreeMap::new();
    for quote in document["quotes"].as_array().into_iter().flatten() {
        let entry = gold.entry(quote["attr"].as_str().unwrap_or_default()).or_insert_with(|| Gold {
            cue: quote["cue_span"].as_array().map(|c| span(&c[0], &c[1])),
            content: Vec::new(),
            reports: false,
        });
        entry.content.push(span(&quote["start"], &quote["end"]));
        entry.reports |= quote["kind"] != "indirect" || quote["speech_cue"] == true;
    }
    let skipped = document["discard"].as_array().into_iter().flatten().map(|d| span(&d[0], &d[1])).collect();
    let mut gold: Vec<Gold> = gold.into_values().collect();
    gold.iter_mut().for_each(|g| g.content.sort_by_key(|c| c.start));
    (Article::from_text(text), gold, skipped)
}
