//! Denials and dismissals: which matches of `denial.txt` contest a claim.

use super::markers::Mark;
use super::scene::{OPEN, Scene, is_denied};
use crate::text::{Span, listed};

/// What turns a denial round or makes it no event: "did not deny", "could dismiss".
const UNDONE: &str = "not never cannot can't can’t free nobody no none neither nor refused refuses refuse declined declines \
    without failed hardly than could would might may if whether unable hard easy anyone anybody nothing \
    little";
/// Before a participle these make it an adjective: "the disputed accounts".
const ADJECTIVE: &str =
    "the a an of in over these those his her their its about from most long many several some other";
pub(super) const BE: &str = "is was are were be been being get gets got";
/// Before a judge these nouns name a suit: what is dismissed is no claim in the news.
const SUITS: &str = "which charge charges claim claims complaint complaints allegation allegations";
const COURTS: &str = "judge court courts jury tribunal magistrate lawsuit justices commission board panel";

pub(super) fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let before: Vec<&str> = scene.words_before(sentence, mark.marker.start).take(5).collect();
    let verb = mark.marker.of(&scene.lower);
    if !mark.verb {
        // "which claims are contested": asked, or told another time.
        let asked = mark.noun.and_then(|n| scene.words_before(sentence, n.start).next()) == Some("which");
        return !asked && !before.first().is_some_and(|w| listed(UNDONE, w));
    }
    // "pleaded not guilty and denies it"
    let nearest = before.iter().copied().take_while(|w| !listed("and but", w)).filter(|w| !w.ends_with("ly")).take(3);
    let undone = nearest.clone().any(|w| listed(UNDONE, w) || is_denied(w));
    let open = before.iter().any(|w| listed(OPEN, w));
    let only = before.windows(2).any(|w| w[0] == "only" && w[1] == "not");
    if (undone || open) && !only {
        return false;
    }
    let first = nearest.clone().next().unwrap_or_default();
    // "the disputed accounts", "many disputes that …"
    let nominal = |v: &str| v.ends_with("ed") || v.ends_with("te") || v == "disputes";
    if verb.split(' ').next().is_some_and(nominal) && listed(ADJECTIVE, first) {
        return false;
    }
    // "disputes over the point": the noun.
    let behind = scene.lower[mark.marker.end..].trim_start().split(' ').next();
    if verb.starts_with("disput") && behind.is_some_and(|w| listed("over about between with among in", w)) {
        return false;
    }
    let claim_first = mark.noun.is_some_and(|n| n.end <= mark.marker.start);
    let passive = nearest.clone().take(1).any(|w| listed(BE, w));
    // "is to be shut down"; but "was shutting down the rumours".
    let acts = verb.split(' ').any(|v| v.ends_with("ing"));
    if passive && !claim_first && !acts {
        return false;
    }
    // "More challenging to the president's argument is the cold."
    let hard = verb.starts_with("challenging") && mark.whole.of(&scene.lower)[verb.len()..].starts_with(" to ");
    if hard {
        return false;
    }
    let suit = !verb.starts_with("den") && mark.noun.is_some_and(|n| listed(SUITS, n.of(&scene.lower)));
    let court = |w: &str| listed(COURTS, w.trim_matches(|c: char| !c.is_alphanumeric()));
    !(suit && sentence.of(&scene.lower).split_whitespace().any(court))
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
            ("He has pleaded not guilty and denies the charges.", "denies"),
            ("Both men deny murder.", "deny"),
            ("He dismissed as “junk science” a study of the dye.", "dismissed"),
            ("Claims by the mayor that it is safe were challenged by Ann Lee.", "challenged"),
            ("The mayor says it is safe, but engineers disagree.", "disagree"),
            ("The inquiry undercut many of Mr. Day’s statements.", "undercut"),
            ("It calls into question those claims.", "calls into question"),
            ("The count cast doubt on his account.", "cast doubt on"),
            ("The figures conflict with her version.", "conflict with"),
            ("The minister hit back at complaints from Ware.", "hit back at"),
            ("Day wrote to correct the record.", "to correct the record"),
            ("She argued against the idea that rice is dull.", "argued against"),
            ("He rubbished the report.", "rubbished"),
            ("The club hopes to quell rumours of a sale.", "quell"),
            ("The board put the rumours to rest.", "put"),
            ("Let’s dispel with this fiction.", "dispel with"),
            ("It was a rejection of the idea that he had lost.", "rejection"),
            ("Her words have been twisted.", "twisted"),
            ("The claim that rice is dull is undermined by sales.", "undermined"),
            ("He played down reports of a split.", "played down"),
            ("He defended himself against charges of sloth.", "defended"),
            ("She countered that rice is cheap.", "countered"),
            ("The theory has been thoroughly debunked.", "thoroughly debunked"),
            ("The ad fails to mention the fire.", "fails to mention"),
            ("We aren’t buying it.", "aren’t buying"),
            ("They put to rest the notion that rice is dull.", "put"),
            ("Don’t believe them.", "Don’t believe them"),
            ("Not only denied, she said; the club rebutted every claim.", "rebutted"),
            ("Bo Day laughed it off.", "laughed it off"),
            ("The chairman fended off talk of a merger.", "fended off"),
            ("She scoffed at this.", "scoffed at"),
            ("The count puts paid to that notion.", "puts paid to"),
            ("The ministry moved to scotch suggestions of a vote.", "scotch"),
            ("They poured cold water on that.", "poured cold water on"),
            ("He denounced the claim.", "denounced"),
            ("His account is hard to reconcile with her testimony.", "hard to reconcile with"),
            ("The crowd begged to differ.", "begged to differ"),
            ("Day remembers it differently.", "remembers it differently"),
            ("The firm issued a flat denial.", "issued a flat denial"),
            ("He maintains his innocence.", "maintains"),
            ("His sister set him straight.", "set him straight"),
            ("The witness was contradicted by two clerks.", "contradicted by"),
            ("Don’t be fooled.", "Don’t be fooled"),
            ("It burned, as Ware says — but the club strongly denies — at night.", "denies"),
            ("It was an accusation rejected by two courts.", "rejected"),
            ("The dam is unsafe — a point that its owners dispute.", "dispute"),
            ("She ridiculed that assessment.", "ridiculed"),
            ("The owners hope to shatter U.S. perceptions of the dam.", "shatter"),
            ("The mayor did not see it that way.", "not see it that way"),
            ("Counter to his reputation as a miser, he paid.", "Counter to"),
            ("Lee questioned the idea that rice is dull.", "questioned"),
            ("The farmers rolled their eyes at such an argument.", "rolled their eyes at"),
            ("The farmers never bought the idea.", "never bought"),
            ("He accuses the authors of cherry-picking.", "accuses"),
            ("She dismissed as “moonshine” the tales of a tunnel.", "dismissed"),
            ("The mayor’s office called the picture misleading.", "called"),
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
            "Four in ten voters disagree.",
            "The council rejected the offer.",
            "The club dismissed its coach.",
            "A judge dismissed the complaint.",
            "It was a ruling, which lets courts dismiss cases.",
            "The ships sailed into disputed waters.",
            "It mirrors a widely denounced tweet that calls the report false.",
            "Border disputes are old.",
            "Disputes over the point are old.",
            "Questions about the claim remain.",
            "They described the doctored picture as art.",
            "One could dismiss the claim.",
            "She has done nothing to dispel the rumours.",
            "The two-man contest is close.",
            "He challenged the champion.",
            "He wants the club to be shut down after the reports.",
            "More challenging to the mayor’s argument is the cold.",
            "She felt free to contradict his conclusions.",
            "I would hear them if they wanted to dispute that.",
            "She described the house as large.",
            "Critics called for a vote.",
            "I don’t believe that rice is dull.",
            "It tells which claims are contested by whom.",
            "Many disputes that had divided them were settled.",
            "He ran rather than publicly challenging the claims.",
            "The board met to counter the large numbers of cars.",
            "Its supporters, Correct the Record, gave money.",
            "The police shut it down.",
            "He tried to correct them.",
            "The plan would undermine the river’s banks.",
            "Many in the poll disagree.",
        ] {
            assert_eq!(accepted(Family::Denial, sentence), [""; 0], "{sentence}");
        }
    }
}
