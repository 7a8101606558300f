//! Denials and dismissals: which matches of `denial.txt` contest a claim, and who is the subject of the verb.

use super::markers::Mark;
use super::scene::Scene;
use crate::report::SpeakerKind;
use crate::text::Span;

/// What turns a denial round or makes it no event: "did not deny", "could dismiss".
const UNDONE: &[&str] = &[
    "not", "never", "cannot", "can't", "can’t", "nobody", "no", "none", "neither", "nor", "refused", "refuses",
    "refuse", "declined", "declines", "without", "failed", "hardly", "could", "would", "might", "may", "if", "whether",
    "unable", "hard", "easy", "anyone", "anybody", "nothing", "little",
];
/// Before a participle these make it an adjective: "the disputed accounts".
const ADJECTIVE: &[&str] = &[
    "the", "a", "an", "of", "in", "over", "these", "those", "his", "her", "their", "its", "about", "from", "to",
    "most", "long",
];
const BE: &[&str] = &["is", "was", "are", "were", "be", "been", "being", "get", "gets", "got"];
/// Before a judge these nouns name a suit: what is dismissed is no claim in the news.
const SUITS: &[&str] =
    &["charge", "charges", "claim", "claims", "complaint", "complaints", "allegation", "allegations"];
const COURTS: &[&str] = &[
    "judge",
    "court",
    "courts",
    "jury",
    "tribunal",
    "magistrate",
    "lawsuit",
    "justices",
    "commission",
    "board",
    "panel",
];

pub(super) fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let before: Vec<&str> = scene.words_before(sentence, mark.marker.start).take(5).collect();
    let verb = mark.marker.of(&scene.lower);
    if !mark.verb {
        return !before.first().is_some_and(|w| UNDONE.contains(w));
    }
    let nearest = before.iter().filter(|w| !w.ends_with("ly")).take(3);
    let undone = nearest.clone().any(|w| UNDONE.contains(w) || w.ends_with("n't") || w.ends_with("n’t"));
    let only = before.windows(2).any(|w| w[0] == "only" && w[1] == "not");
    if undone && !only {
        return false;
    }
    let first = before.first().copied().unwrap_or_default();
    if verb.split(' ').next().is_some_and(|v| v.ends_with("ed") || v.ends_with("te"))
        && ADJECTIVE.contains(&first)
        && first != "to"
    {
        return false;
    }
    let claim_first = mark.noun.is_some_and(|n| n.end <= mark.marker.start);
    let passive = nearest.clone().take(1).any(|w| BE.contains(w));
    if passive && !claim_first && verb.ends_with("ed") {
        return false;
    }
    let suit = mark.noun.is_some_and(|n| SUITS.contains(&n.of(&scene.lower)));
    let court = |w: &str| COURTS.contains(&w.trim_matches(|c: char| !c.is_alphanumeric()));
    !(suit && sentence.of(&scene.lower).split_whitespace().any(court))
}

/// Words that stand between a subject and its verb.
const AUXILIARIES: &[&str] = &[
    "has",
    "have",
    "had",
    "also",
    "then",
    "later",
    "still",
    "is",
    "was",
    "are",
    "were",
    "be",
    "been",
    "to",
    "and",
    "both",
    "did",
    "does",
    "do",
    "tried",
    "sought",
    "again",
    "just",
    "now",
    "once",
    "since",
    "soon",
    "even",
    "ever",
    "but",
    "will",
    "appeared",
    "appears",
    "seemed",
    "seems",
    "must",
    "should",
    "went",
    "on",
    "has",
    "trying",
    "began",
    "continued",
    "quick",
    "moved",
    "has",
    "having",
    "himself",
    "herself",
    "themselves",
    "hastened",
    "not",
    "only",
    "always",
    "long",
    "publicly",
];

/// The speaker that the subject of the verb at `verb` names, and the speaker of the statement around it, for
/// a subject of the first person. `None` if the subject is nobody known.
pub(super) fn subject(scene: &Scene, sentence: Span, verb: Span, holder: Option<usize>) -> Option<Option<usize>> {
    let text = &scene.article.text;
    let before = Span::new(sentence.start, verb.start).of(text);
    // "explained how important it is to combat": the infinitive is the speaker's.
    if holder.is_some() && before.trim_end().ends_with(" to") {
        return None;
    }
    let mut rest = before.trim_end();
    loop {
        let word = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
        let lower = word.trim_end_matches(',').to_ascii_lowercase();
        let skipped =
            AUXILIARIES.contains(&lower.as_str()) || lower.ends_with("ly") && !word.starts_with(char::is_uppercase);
        if word.is_empty() || !skipped {
            break;
        }
        rest = rest[..rest.len() - word.len()].trim_end();
    }
    // "Ann Lee, the mayor, denied": over the apposition to what stands before it.
    if let Some(inner) = rest.strip_suffix(',') {
        if let Some((name, _)) = inner.rsplit_once(',') {
            rest = name.trim_end();
        } else {
            rest = inner;
        }
    }
    let last = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
    let end = sentence.start + rest.len();
    let bare = last.trim_matches(|c: char| !c.is_alphanumeric());
    match bare.to_ascii_lowercase().as_str() {
        "" => None,
        "i" | "we" => Some(holder.and_then(|h| scene.attributions[h].speaker)),
        "he" | "she" | "they" | "it" | "who" | "which" | "that" => {
            let mention = Span::new(end - last.len(), end);
            let sourced = scene.near(mention.start).find(|(_, a)| a.source.is_some_and(|s| s.overlaps(&mention)));
            sourced.map(|(_, a)| a.speaker).or_else(|| recent(scene, mention.start, holder).map(Some))
        }
        _ => {
            // The longest run of words that still names somebody: "a Clinton campaign spokeswoman".
            let words: Vec<&str> = rest.rsplit(char::is_whitespace).take(5).collect();
            let run = words.iter().take_while(|w| !w.ends_with([',', ';', ':', '.', '—'])).count().max(1);
            let mention = words[..run].iter().rev().copied().collect::<Vec<_>>().join(" ");
            scene.named(&mention).map(Some)
        }
    }
}

/// The person who spoke last before the offset, other than whose words are being read.
fn recent(scene: &Scene, offset: usize, holder: Option<usize>) -> Option<usize> {
    let own = holder.and_then(|h| scene.attributions[h].speaker);
    let person = |s: &usize| scene.speakers.get(*s).is_some_and(|s| s.kind == SpeakerKind::Person);
    let spoken = |a: &crate::report::Attribution| a.content.first().is_some_and(|c| c.start < offset);
    scene
        .near(offset)
        .rev()
        .filter(|(_, a)| spoken(a))
        .filter_map(|(_, a)| a.speaker)
        .find(|s| Some(*s) != own && person(s))
}

#[cfg(test)]
mod tests {
    use super::super::markers::Family;
    use super::super::tests::accepted;

    #[test]
    fn contests() {
        for (sentence, marker) in [
            ("She denied that the bank had failed.", "denied"),
            ("He has always denied any wrongdoing.", "denied"),
            ("The firm strongly denies the reports.", "denies"),
            ("They dismissed those rumours as nonsense.", "dismissed"),
            ("Day dismissed it as pure politics.", "dismissed"),
            ("The union rejected the notion that wages are high.", "rejected"),
            ("Her office disputes this.", "disputes"),
            ("He pushed back against the idea that it was late.", "pushed back against"),
            ("Lee took issue with his account of the night.", "took issue with"),
            ("She scoffed at the suggestion he had won.", "scoffed at"),
            ("The panel’s report contradicts his testimony.", "contradicts"),
            ("He called the story a lie.", "called"),
            ("They branded her climate plan a hoax.", "branded"),
            ("This narrative must be challenged.", "must be challenged"),
            ("She hopes to dispel the myth that rice is dull.", "dispel"),
            ("I don’t buy that.", "don’t buy"),
            ("It is late, a claim the driver disputes.", "disputes"),
            ("The allegations have been denied by the bank.", "denied"),
            ("She waved away the criticism.", "waved away"),
            ("Not only denied, she said; the club rebutted every claim.", "rebutted"),
        ] {
            let got = accepted(Family::Denial, sentence);
            assert!(got.iter().any(|m| m == marker), "{sentence}: {got:?}");
        }
    }

    #[test]
    fn contests_nothing() {
        for sentence in [
            "The court denied bail.",
            "She was denied entry.",
            "They denied him the post.",
            "He did not deny that it was late.",
            "Nobody disputes that.",
            "The council rejected the offer.",
            "The club dismissed its coach.",
            "A judge dismissed the complaint.",
            "The ships sailed into disputed waters.",
            "Border disputes are old.",
            "One could dismiss the claim.",
            "She has done nothing to dispel the rumours.",
            "The two-man contest is close.",
            "He challenged the champion.",
            "She described the house as large.",
            "Critics called for a vote.",
        ] {
            assert_eq!(accepted(Family::Denial, sentence), [""; 0], "{sentence}");
        }
    }
}
