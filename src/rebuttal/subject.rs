//! Who contests where the marker is a verb: its subject.

use super::scene::Scene;
use crate::report::{Attribution, Speaker, SpeakerKind};
use crate::text::{Span, listed, lower};

/// Words that stand between a subject and its verb.
const BETWEEN: &str = "has have had also then later still is was are were be been to and both did does do tried sought \
    again just now once since soon even ever but will appeared appears seemed seems must should went on trying began \
    continued quick moved having himself herself themselves hastened not only always long either or each";
/// Main verbs that an infinitive hangs on.
const RULING: &str = "is are was were has have had will began tried tries wants wanted hopes hoped seeks sought plans \
    planned moved went goes continues continued used uses vowed promised works worked rushed appeared appears seemed";
/// Words that no subject reaches over.
const STOPS: &str = "that but and as when while because if though although which who whom where after before say says \
    said saying told to of in on at by for with from so yet than or is are was were has have had";
const ARTICLES: &str = "the a an some many several his her their our these those";
/// Heads that name a body, a thing that speaks, people.
const BODIES: &str = "campaign party committee department company agency university group house government ministry \
    administration office team commission council court bank firm union board panel police army network church club \
    foundation institute association society center centre organisation organization corporation agency";
const PAPERS: &str = "study report survey poll analysis review investigation audit video records documents data book \
    article film analyses studies reports polls";
const PEOPLE: &str = "critics experts advocates allies leaders officials supporters opponents scientists lawyers attorneys \
    aides analysts economists historians researchers politicians lawmakers residents families relatives members parents \
    doctors voters workers groups activists campaigners prosecutors investigators executives friends colleagues rivals \
    students teachers representatives senators democrats republicans conservatives liberals executives organisers \
    organizers authorities others";

/// The subject of a verb.
pub(super) enum Subject {
    /// A speaker of the report.
    Known(usize),
    /// Whoever's words the verb stands in.
    Own,
    /// Somebody who has said nothing else.
    New(Speaker),
}

/// The subject of the verb, in a sentence in which `holder` is the attribution around it, if there is one.
pub(super) fn subject(scene: &Scene, sentence: Span, verb: Span, holder: Option<usize>) -> Option<Subject> {
    let before = Span::new(sentence.start, verb.start).of(&scene.article.text).trim_end();
    if before.ends_with(" to") {
        // "explained how important it is to combat": the infinitive is the speaker's, or the main verb's subject's.
        return if holder.is_some() { Some(Subject::Own) } else { named(scene, before_main_verb(before)) };
    }
    let rest = before_apposition(before_auxiliaries(before));
    let last = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
    let end = sentence.start + rest.len();
    match last.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase().as_str() {
        "" => None,
        "i" | "we" => Some(Subject::Own),
        "he" | "she" | "they" | "it" => pronoun(scene, Span::new(end - last.len(), end), holder).map(Subject::Known),
        // "the ministry, which denied": what stands before the relative.
        "which" | "who" => named(scene, rest[..rest.len() - last.len()].trim_end().trim_end_matches(',')),
        _ => named(scene, rest),
    }
}

/// `words` without the auxiliaries and adverbs at the end.
fn before_auxiliaries(words: &str) -> &str {
    let mut rest = words;
    loop {
        let word = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
        let lower = word.trim_end_matches(',').to_ascii_lowercase();
        let adverb = lower.ends_with("ly") && !word.starts_with(char::is_uppercase);
        if !adverb && !listed(BETWEEN, &lower) {
            return rest;
        }
        rest = rest[..rest.len() - word.len()].trim_end();
    }
}

/// What stands before the first verb of the last clause in `words` that may rule an infinitive.
fn before_main_verb(words: &str) -> &str {
    let clause = words
        .rfind([',', ';', '—', ':'])
        .map_or(words, |at| words[at..].trim_start_matches(|c: char| !c.is_alphanumeric()));
    let main = |w: &&str| listed(RULING, &w.to_ascii_lowercase());
    let Some(verb) = clause.split_whitespace().find(main) else { return "" };
    // Both are parts of `words`.
    let at = verb.as_ptr() as usize - clause.as_ptr() as usize;
    clause[..at].trim_end()
}

/// "Ann Lee, the mayor,": over the apposition to what stands before it.
fn before_apposition(words: &str) -> &str {
    let Some(inner) = words.strip_suffix(',') else { return words };
    inner.rsplit_once(',').map_or(inner, |(name, _)| name.trim_end())
}

/// Whom a pronoun means: the speaker of the attribution whose source it is, or the person who spoke last.
fn pronoun(scene: &Scene, mention: Span, holder: Option<usize>) -> Option<usize> {
    if let Some((_, sourced)) = scene.near(mention.start).find(|(_, a)| a.source.is_some_and(|s| s.overlaps(&mention)))
    {
        return sourced.speaker;
    }
    let own = holder.and_then(|h| scene.attributions[h].speaker);
    let person = |s: &usize| scene.speakers.get(*s).is_some_and(|s| s.kind == SpeakerKind::Person);
    let spoken = |a: &Attribution| a.content.first().is_some_and(|c| c.start < mention.start);
    let mut spoke = scene.near(mention.start).rev().filter(|(_, a)| spoken(a)).filter_map(|(_, a)| a.speaker);
    spoke.find(|s| Some(*s) != own && person(s))
}

/// Whom the words at the end of `rest` name: a speaker of the report, or a body, a paper, people.
fn named(scene: &Scene, rest: &str) -> Option<Subject> {
    let mut words: Vec<&str> = Vec::new();
    for word in rest.split_whitespace().rev().take(6) {
        let parted = !words.is_empty() && word.ends_with([',', ';', ':', '.', '—', '”', '"', ')']);
        if parted || listed(STOPS, &word.to_ascii_lowercase()) {
            break;
        }
        words.push(word);
    }
    words.reverse();
    if let Some(known) = scene.named(&words.join(" ")) {
        return Some(Subject::Known(known));
    }
    let after_article = words.iter().rposition(|w| listed(ARTICLES, &lower(w))).map_or(0, |at| at + 1);
    let words = &words[after_article..];
    let joined = words.join(" ");
    let name = joined.trim_matches(|c: char| !c.is_alphanumeric());
    let head = lower(name.rsplit(' ').next()?);
    let kind = if listed(BODIES, &head) {
        SpeakerKind::Organisation
    } else if listed(PAPERS, &head) {
        SpeakerKind::Document
    } else if listed(PEOPLE, &head) {
        SpeakerKind::Group
    } else if words.len() > 1 && words.iter().all(|w| w.starts_with(char::is_uppercase)) {
        SpeakerKind::Person
    } else {
        return None;
    };
    Some(Subject::New(Speaker { name: name.to_owned(), role: None, kind }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, BlockKind};

    /// Whom the subject of "denied" in the sentence names.
    fn who(sentence: &str) -> Option<(String, SpeakerKind)> {
        let mut article = Article::default();
        let span = article.push(BlockKind::Paragraph, sentence).expect("words");
        let at = sentence.rfind("denied").expect("denied");
        let sentences = [span];
        let speakers = [Speaker { name: "Ann Lee".into(), role: None, kind: SpeakerKind::Person }];
        let scene = Scene::new(&article, &sentences, &speakers, &[]);
        match subject(&scene, span, Span::new(at, at + 6), None)? {
            Subject::Known(known) => Some((speakers[known].name.clone(), speakers[known].kind)),
            Subject::Own => None,
            Subject::New(speaker) => Some((speaker.name, speaker.kind)),
        }
    }

    #[test]
    fn finds_who_denies() {
        use SpeakerKind::{Document, Group, Organisation, Person};
        for (sentence, name, kind) in [
            ("Ann Lee denied it.", "Ann Lee", Person),
            ("On Monday, Ms. Lee has repeatedly denied it.", "Ann Lee", Person),
            ("Ann Lee, the mayor of Ely, has denied it.", "Ann Lee", Person),
            ("Still, the mayor’s office denied it.", "mayor’s office", Organisation),
            ("They asked the farm ministry, which denied it.", "farm ministry", Organisation),
            ("But many water experts strongly denied it.", "water experts", Group),
            ("A second study denied it.", "second study", Document),
            ("It was late when Tom Berg denied it.", "Tom Berg", Person),
            ("Still, Berg’s campaign is going to great lengths to denied it.", "Berg’s campaign", Organisation),
        ] {
            assert_eq!(who(sentence), Some((name.to_owned(), kind)), "{sentence}");
        }
    }

    #[test]
    fn invents_nobody() {
        for sentence in ["It was denied.", "“No,” I denied.", "So he denied it.", "Running fast denied it.", "denied"]
        {
            assert_eq!(who(sentence), None, "{sentence}");
        }
    }
}
