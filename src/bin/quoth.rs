//! The command line: text in, who said what out.

use std::io::BufRead;

fn main() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let d: serde_json::Value = serde_json::from_str(&line?)?;
        let article = quoth::Article::from_text(d["text"].as_str().unwrap());
        let report = quoth::analyse(&article).counted_in::<quoth::text::CodePoints>(&article.text);
        let mut v = serde_json::to_value(&report)?;
        v["id"] = d["id"].clone();
        println!("{v}");
    }
    Ok(())
}
