//! An annotated corpus: a document a line, offsets in code points.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
pub struct Document {
    pub id: String,
    pub text: String,
    pub quotes: Vec<Quote>,
    /// Quoted phrases that nobody is quoted with: titles, scare quotes.
    #[serde(default)]
    pub quoted_unattributed: Vec<(usize, usize)>,
}

/// One annotated segment of content, and who it is attributed to.
#[derive(Clone, Deserialize)]
pub struct Quote {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    pub cue: Option<String>,
    pub cue_span: Option<(usize, usize)>,
    /// The words that name the source.
    pub speaker: Option<String>,
    pub speaker_span: Option<(usize, usize)>,
    /// "name", "pronoun", "nominal", …
    pub speaker_type: Option<String>,
    pub speaker_full: Option<String>,
    /// How the full name came about.
    pub speaker_full_src: Option<String>,
    #[serde(default)]
    pub speech_cue: bool,
    /// Neither asked for nor counted as false.
    #[serde(default)]
    pub optional: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Direct,
    Mixed,
    Indirect,
}

/// The documents of a file of JSON lines.
pub fn read<D: DeserializeOwned>(file: &Path) -> Result<Vec<D>, String> {
    let reader = BufReader::new(File::open(file).map_err(|e| format!("cannot read {file:?}: {e}"))?);
    let mut documents = Vec::new();
    for (number, line) in reader.lines().enumerate() {
        let fault = |e: &dyn std::fmt::Display| format!("{file:?}, line {}: {e}", number + 1);
        let line = line.map_err(|e| fault(&e))?;
        if !line.trim().is_empty() {
            documents.push(serde_json::from_str(&line).map_err(|e| fault(&e))?);
        }
    }
    Ok(documents)
}
