//! How fast the analysis is, natively: by the size of the text, and on texts made to be slow.
//! `./build.sh bench` runs this, and then the module in Chromium.

use std::{env, fs, hint::black_box, path::Path};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use quoth::{Article, analyse};

/// The project's own articles, one behind the other.
fn articles() -> String {
    let mut text = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            match path.is_dir() {
                true => folders.push(path),
                // Behind the article stands what is to be found in it.
                false => text += fs::read_to_string(path).unwrap().split("\n---\n").next().unwrap_or_default(),
            }
            text += "\n\n";
        }
    }
    text
}

fn sizes(bencher: &mut Criterion) {
    let mut group = bencher.benchmark_group("articles");
    group.sample_size(10);
    let text = articles().repeat(200);
    for size in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
        let article = Article::from_text(&text[..text.floor_char_boundary(size)]);
        group.throughput(Throughput::Bytes(article.text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &article, |b, article| {
            b.iter(|| analyse(black_box(article)));
        });
    }
}

fn hostile(bencher: &mut Criterion) {
    let mut group = bencher.benchmark_group("hostile");
    group.sample_size(10);
    let openers = "“It is late, he said.\n\n";
    for (name, unit, times) in [
        ("marks", "\"", 1_000_000),
        ("one word", "a", 10_000_000),
        ("openers never closed", openers, 100_000),
        ("bidi and zero-width", "\u{202e}\u{200b}\u{2066}", 300_000),
        ("rebuttals", "He denied that it was late. That is false.\n\n", 20_000),
    ] {
        for times in [times / 4, times] {
            let article = Article::from_text(unit.repeat(times));
            group.throughput(Throughput::Bytes(article.text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, times), &article, |b, article| {
                b.iter(|| analyse(black_box(article)));
            });
        }
    }
}

criterion_group!(benches, sizes, hostile);
criterion_main!(benches);
