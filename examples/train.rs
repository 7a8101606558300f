//! Learns the weights of `src/attribution/model` from annotated articles, and writes them there.
//!
//!     cargo run --release --features training --example train -- ARTICLES.jsonl [WEIGHTS]
//!
//! ARTICLES: a document a line, `{"text", "quotes": [{"start", "end", "kind", "attr", "cue_span", "speech_cue"}, …],
//! "discard": [[start, end], …]}`, in Unicode code points. Logistic regression, by stochastic gradient descent with the
//! steps of AdaGrad: once with all features, then with the worthiest alone. The same articles give the same weights.

use std::collections::BTreeMap;
use std::io::BufRead;

use quoth::Article;
use quoth::text::{CodePoints, Index, Span};
use quoth::training::{DECISIONS, Decision, Example, Gold, SIZE, encode, examples};
use serde_json::Value;

const WEIGHTS: &str = "src/attribution/model/weights.bin";
const EPOCHS: usize = 4;
const RATE: f32 = 0.03;
/// Features seen less often teach nothing that holds elsewhere.
const SEEN: usize = 2;

/// How many features a decision keeps. Of each feature the module carries about ten bits.
fn kept(decision: Decision) -> usize {
    match decision {
        Decision::Cue => 5000,
        Decision::RightStart => 4000,
        Decision::End => 6000,
        Decision::Left => 800,
        Decision::LeftStart => 1500,
    }
}

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let articles = args.next().ok_or("usage: train ARTICLES.jsonl [WEIGHTS]")?;
    let weights_file = args.next().unwrap_or_else(|| WEIGHTS.to_owned());
    let mut all: [Vec<Example>; DECISIONS.len()] = Default::default();
    for line in std::io::BufReader::new(std::fs::File::open(articles)?).lines() {
        let (article, gold, skipped) = read(&serde_json::from_str(&line?)?);
        for (all, new) in all.iter_mut().zip(examples(&article, &gold, &skipped)) {
            all.extend(new);
        }
    }
    let mut tables = Vec::new();
    for (&decision, examples) in DECISIONS.iter().zip(&all) {
        let weights = select(examples, kept(decision));
        let right = examples.iter().filter(|e| (score(&weights, &e.0) > 0.0) == e.1).count();
        println!(
            "{decision:?}: {} examples, {:.1} % right, {} features",
            examples.len(),
            100.0 * right as f64 / examples.len() as f64,
            weights.iter().filter(|&&w| w != 0.0).count()
        );
        tables.push(weights);
    }
    let bytes = encode(&tables);
    println!("{} bytes", bytes.len());
    std::fs::write(weights_file, bytes)?;
    Ok(())
}

fn score(weights: &[f32], features: &[u32]) -> f32 {
    features.iter().map(|&i| weights[i as usize]).sum()
}

/// Learns with all features, then again with the `kept` that count most: by weight, and by how often they are met.
fn select(examples: &[Example], kept: usize) -> Vec<f32> {
    let mut seen = vec![0usize; SIZE];
    examples.iter().flat_map(|e| &e.0).for_each(|&i| seen[i as usize] += 1);
    let mut used: Vec<bool> = seen.iter().map(|&n| n >= SEEN).collect();
    let all = learn(examples, &used);
    let worth = |i: usize| all[i].abs() * (seen[i] as f32).sqrt();
    let mut order: Vec<usize> = (0..SIZE).filter(|&i| used[i]).collect();
    order.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)));
    used.fill(false);
    order.into_iter().take(kept).for_each(|i| used[i] = true);
    learn(examples, &used)
}

fn learn(examples: &[Example], used: &[bool]) -> Vec<f32> {
    let (mut weights, mut squares) = (vec![0f32; SIZE], vec![1e-6f32; SIZE]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(i, (random % (i as u64 + 1)) as usize);
        }
        for &e in &order {
            let (features, yes) = &examples[e];
            let features = || features.iter().map(|&i| i as usize).filter(|&i| used[i]);
            let odds: f32 = features().map(|i| weights[i]).sum();
            let gradient = 1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(*yes));
            for i in features() {
                squares[i] += gradient * gradient;
                weights[i] -= RATE * gradient / squares[i].sqrt();
            }
        }
    }
    weights
}

fn read(document: &Value) -> (Article, Vec<Gold>, Vec<Span>) {
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
