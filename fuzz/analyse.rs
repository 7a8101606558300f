//! Any bytes, as an article: its report is sound, and the same however the text is chunked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quoth::{Article, BlockKind, analyse};

#[path = "../tests/sound/mod.rs"]
mod sound;

/// Behind it comes the next block, of the kind that the next byte tells.
const BLOCK: u8 = 0x1e;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let article = Article::from_text(text.as_ref());
    let report = analyse(&article);
    sound::check(&article, &report);
    sound::use_it(&article, &report);
    sound::check_chunks(&text);

    if bytes.contains(&BLOCK) {
        use BlockKind::{Caption, Heading, ListItem, Paragraph, Quote, Title};
        let mut article = Article::default();
        for block in bytes.split(|&b| b == BLOCK) {
            let Some((kind, text)) = block.split_first() else { continue };
            let kinds = [Paragraph, Title, Heading, ListItem, Quote, Caption];
            article.push(kinds[usize::from(*kind) % kinds.len()], &String::from_utf8_lossy(text));
        }
        let report = analyse(&article);
        sound::check(&article, &report);
        sound::use_it(&article, &report);
    }
});
