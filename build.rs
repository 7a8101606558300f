//! What travels inside the module, made small when Quoth is built: the patterns of rebuttals are checked and compiled,
//! the words of the lexicon are packed.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::{env, fs, path::Path};

/// The data files, and the family of markers that each holds.
const FILES: &[(&str, &str)] =
    &[("denial", "Denial"), ("truth", "Truth"), ("evidence", "Evidence"), ("contrast", "Contrast")];

/// The groups of a pattern, in the order in which `src/rebuttal/markers.rs` numbers them.
const GROUPS: &[&str] = &["m", "v", "c", "d", "e"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("markers.rs"), markers()?)?;
    fs::write(Path::new(&out).join("words.txt"), words()?)?;
    fs::write(Path::new(&out).join("cues.txt"), cues()?)?;
    Ok(())
}

/// A line for each set of classes: its names, and the words that have them, in order, each as how many letters it shares
/// with the one before and its others.
fn words() -> Result<String, Box<dyn Error>> {
    let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (class, words) in entries(&lexicon("words")?, ": ").chain(entries(&lexicon("given_names")?, ": ")) {
        for word in words.split(' ') {
            if word.bytes().any(|b| !b.is_ascii() || b.is_ascii_digit()) {
                return Err(format!("the lexicon: not in ASCII, or with digits: {word}").into());
            }
            classes.entry(word.to_owned()).or_default().push(class.to_owned());
        }
    }
    let mut lines: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (word, classes) in classes {
        let (line, last) = lines.entry(classes.join(" ")).or_default();
        let shared = word.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).take(9).count();
        write!(line, "{shared}{}", &word[shared..])?;
        *last = word;
    }
    Ok(lines.iter().map(|(classes, (line, _))| format!("{classes}: {line}\n")).collect())
}

/// A line for each set of frames and irregular forms: both, and the verbs that have them.
fn cues() -> Result<String, Box<dyn Error>> {
    let mut lines: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    let file = lexicon("cues")?;
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let verb = fields.next().unwrap_or_default();
        lines.entry((fields.next().unwrap_or_default(), fields.next().unwrap_or_default())).or_default().push(verb);
    }
    Ok(lines.iter().map(|((frames, forms), verbs)| format!("{frames}\t{forms}\t{}\n", verbs.join(","))).collect())
}

fn lexicon(name: &str) -> Result<String, Box<dyn Error>> {
    let file = Path::new("src/lexicon").join(name).with_extension("txt");
    println!("cargo::rerun-if-changed={}", file.display());
    Ok(fs::read_to_string(file)?)
}

/// Code with the compact form of the patterns, and the beginnings of words that they ask for.
fn markers() -> Result<String, Box<dyn Error>> {
    let folder = Path::new("src/rebuttal");
    println!("cargo::rerun-if-changed={}", folder.display());
    let read = |name: &str| fs::read_to_string(folder.join(name).with_extension("txt"));

    let mut parts: Vec<(String, String)> = Vec::new();
    let mut lists = String::new();
    // Later parts are made of earlier ones, which are expanded already.
    let expand = |pattern: &str, parts: &[(String, String)]| {
        parts.iter().fold(pattern.to_owned(), |p, (name, value)| p.replace(name, value))
    };
    for (name, value) in entries(&read("parts")?, " = ") {
        if name.starts_with("stems-") {
            writeln!(lists, "    (\"%{name}%\", {value:?}),")?;
        } else {
            let value = expand(value, &parts);
            parts.push((format!("%{name}%"), value));
        }
    }

    let files: Vec<_> = FILES.iter().map(|(file, _)| read(file)).collect::<Result<_, _>>()?;
    let mut compiler = quoth_patterns::Compiler::default();
    let mut sources = Vec::new();
    for ((file, _), patterns) in FILES.iter().zip(&files) {
        for (_, pattern) in entries(patterns, " => ") {
            let source = expand(pattern, &parts);
            if source.contains('%') {
                return Err(format!("{file}.txt: a part without a meaning: {pattern}").into());
            }
            compiler.add(&source, GROUPS).map_err(|why| format!("{file}.txt: {why}: {pattern}"))?;
            sources.push(source);
        }
    }
    let compiled = compiler.finish()?;

    let mut code = format!("static STEMS: &[(&str, &str)] = &[\n{lists}];\n");
    writeln!(code, "static SHARED: quoth_patterns::Patterns = quoth_patterns::Patterns {{")?;
    writeln!(code, "    sets: &{:?},", compiled.sets)?;
    writeln!(code, "    parts: b\"{}\",", compiled.parts.escape_ascii())?;
    writeln!(code, "}};\nstatic PATTERNS: &[(Family, &[u8])] = &[")?;
    let mut forms = compiled.patterns.iter().map(Vec::as_slice);
    for ((_, family), patterns) in FILES.iter().zip(&files) {
        let heads = entries(patterns, " => ").map(|(stems, _)| stems.as_bytes());
        let packed = quoth_patterns::pack(heads.zip(&mut forms).flat_map(|(stems, form)| [stems, form]))?;
        writeln!(code, "    (Family::{family}, b\"{}\"),", packed.escape_ascii())?;
    }
    writeln!(code, "];\n#[cfg(all(test, not(target_arch = \"wasm32\")))]\nstatic SOURCES: &[&str] = &{sources:?};")?;
    Ok(code)
}

/// The lines of a data file that are not empty or comments, cut at `sign`.
fn entries<'t>(file: &'t str, sign: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    let lines = file.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.filter_map(move |l| l.split_once(sign)).map(|(name, value)| (name.trim(), value.trim()))
}
