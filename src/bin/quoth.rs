//! The command line: text in, who said what out.

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let article = quoth::Article::from_text(text);
    let report = quoth::analyse(&article).counted_in::<quoth::text::CodePoints>(&article.text);
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}
