//! Judgements of truth: which matches of `truth.txt` say of a claim that it is untrue.

use super::denial::BE;
use super::markers::Mark;
use super::scene::{OPEN, Scene, is_denied};
use crate::text::{Span, has_any, listed, opens_with};

/// Right before a judgement these leave it open: "could be false".
const UNSURE: &str = "could might may hope hopes";
/// "That is not the case with the river": of another thing.
const ELSEWHERE: &str = "with for in at here there everywhere elsewhere other";
/// The paper's own correction.
const CORRECTION: &str = "earlier version of this|correction|editing error|an article on ";

pub(super) fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let words = sentence.of(&scene.lower);
    // A question judges nothing; the mark may stand before a closing quotation mark.
    if words.trim_end_matches(['”', '"', '’', '\'', ' ']).ends_with('?') {
        return false;
    }
    if has_any(words, CORRECTION) {
        return false;
    }
    // A rating of many statements: "rated 32 percent of claims false".
    let share = ["percent of ", "% of "].iter().find_map(|p| words.split(p).nth(1));
    if share.is_some_and(|of| of.split(' ').take(4).any(|w| w.starts_with("claim") || w.starts_with("statement"))) {
        return false;
    }
    let before: Vec<&str> = scene.words_before(sentence, mark.whole.start).take(4).collect();
    let lead = &scene.lower[sentence.start..mark.whole.start.max(sentence.start)];
    let clause = lead.rsplit([',', ';', ':', '“', '"']).next().unwrap_or_default();
    // "whether what he calls the claim is untrue": open for all of the clause.
    if before.iter().take(3).any(|w| listed(UNSURE, w)) || clause.split(' ').any(|w| listed(OPEN, w)) {
        return false;
    }
    // "It isn't because they are lying."
    if has_any(clause, "not because |n't because |n’t because ") {
        return false;
    }
    let marker = mark.marker.of(&scene.lower);
    // "when he is wrong", "being lied about", "so that it did not happen again"
    let behind = scene.lower[mark.marker.end..sentence.end.max(mark.marker.end)].trim_start();
    if marker.ends_with("wrong") && before.first() == Some(&"when")
        || marker.starts_with("lied") && before.first().is_some_and(|w| listed(BE, w))
        || marker.ends_with("happen") && behind.starts_with("again")
    {
        return false;
    }
    // "accusations that he lied": the claim itself, told by its noun.
    let told = |w: &&&str| opens_with(w, "accus|alleg|claim|charge|suggest|rumor|rumour").is_some();
    if before.iter().take(3).any(|w| *w == "that") && before.iter().any(|w| told(&w)) {
        return false;
    }
    if marker.contains("politically") || marker.ends_with("been the case") && before_marker(scene, mark) == "had" {
        return false;
    }
    // "It is hard to overstate its worth."
    if before.first() == Some(&"to") && before.get(1).is_some_and(|w| listed("hard difficult impossible", w)) {
        return false;
    }
    // "No, it is not": answers a question.
    if marker == "no" && mark.named.is_none_or(|n| n.len() < 5) {
        return false;
    }
    let own = |w: &&str| listed("i we i'm i’m", w);
    if marker.ends_with("wrong") && before.first().is_some_and(own)
        || marker.starts_with("made it up") && before.iter().take(2).any(own)
    {
        return false;
    }
    // "That is not the case with rice."
    if marker.ends_with("the case")
        && !behind.starts_with("at all")
        && listed(ELSEWHERE, behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
    {
        return false;
    }
    // "is not false"
    let negated = |w: &&str| listed("not never neither nor cannot", w) || is_denied(w);
    !before.first().is_some_and(negated)
}

fn before_marker<'s>(scene: &'s Scene, mark: &Mark) -> &'s str {
    scene.lower[mark.whole.start..mark.marker.start].split_whitespace().next_back().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::markers::Family;
    use super::super::tests::accepted;

    #[test]
    fn judges() {
        for (sentence, marker) in [
            ("That is simply false.", "simply false"),
            ("“The claims are completely unfounded,” she said.", "completely unfounded"),
            ("The report was “deeply misleading”.", "deeply misleading"),
            ("That’s not true.", "That’s not true"),
            ("It isn’t true.", "isn’t true"),
            ("It never happened.", "never happened"),
            ("He is simply wrong about the dam.", "is simply wrong"),
            ("You are wrong to say so.", "are wrong"),
            ("“Your facts are wrong,” she wrote.", "are wrong"),
            ("He said those statements were wrong.", "were wrong"),
            ("They got their facts wrong.", "got their facts wrong"),
            ("That is a lie.", "That is a lie"),
            ("There is no truth in it.", "There is no truth"),
            ("Nothing could be further from the truth.", "Nothing could be further from the truth"),
            ("The mayor falsely claimed that the dam had burst.", "falsely"),
            ("He said — again falsely — that the dam had burst.", "falsely"),
            ("He repeated a debunked claim about rice.", "debunked"),
            ("It is a myth that rice is dull.", "a myth"),
            ("My words were taken out of context.", "taken out of context"),
            ("The ad misrepresents her vote.", "misrepresents"),
            ("She made the whole story up.", "made the whole story up"),
            ("“No, we are not closing,” he said.", "No"),
            ("The notice was bogus.", "bogus"),
            ("His description was false.", "false"),
            ("The fears are overblown.", "overblown"),
            ("It was all blown out of proportion.", "all blown out of proportion"),
            ("The tale is apocryphal.", "apocryphal"),
            ("That’s wrong.", "That’s wrong"),
            ("Far from it.", "Far from it"),
            ("Not even close.", "Not even close"),
            ("“Quite the opposite,” she said.", "Quite the opposite"),
            ("The plan does nothing of the sort.", "nothing of the sort"),
            ("I said no such thing.", "said no such thing"),
            ("That excuse won’t wash; it doesn’t fly.", "doesn’t fly"),
            ("He wrongly believes that rice is dull.", "wrongly"),
            ("He claimed, falsely, that rice is dull.", "falsely"),
            ("That’s not always the case.", "That’s not always the case"),
            ("Not exactly.", "Not exactly"),
            ("“No, the dam did not burst,” he said.", "No"),
            ("He yelled “You lie!” at her.", "You lie"),
            ("Day baselessly claimed that the vote was rigged.", "baselessly"),
            ("The paper got the story wrong.", "got the story wrong"),
            ("“I did not say that,” she said.", "did not say that"),
            ("She said the officials were lying.", "were lying"),
            ("She overstated how much she grew.", "overstated how"),
            ("He has it backwards.", "has it backwards"),
            ("The paper glosses over the fact that it rained.", "glosses over the fact"),
            ("His excuses don’t hold water.", "don’t hold water"),
            ("The facts don’t bear that out.", "don’t bear that out"),
            ("I think that’s quite wrong.", "that’s quite wrong"),
            ("The year proved them wrong.", "proved them wrong"),
            ("Lee was wrong in her account.", "was wrong"),
            ("It is misleading to imply that rice is dull.", "misleading"),
            ("To suggest that rice is dull is outrageous.", "outrageous"),
            ("I don’t think that’s true.", "don’t think that’s true"),
            ("None of this, of course, is true.", "None of this, of course, is true"),
            ("The mayor stretched the truth.", "stretched the truth"),
            ("This was, in her view, made up.", "made up"),
            ("The logic is flawed.", "flawed"),
            ("Much of the reporting has been wrong.", "has been wrong"),
            ("“Stop lying,” she wrote.", "Stop lying"),
            ("He fabricated the story.", "fabricated the"),
            ("She was not truthful about the dam.", "was not truthful"),
            ("“Absolutely not,” he said.", "Absolutely not"),
            ("I do not find his argument compelling.", "do not find his argument compelling"),
            ("The minister erred in saying that it held.", "erred in saying"),
            ("The growth was a mirage.", "a mirage"),
            ("The claim that 9 percent of ships sink is false.", "false"),
            ("It is wrong to solely blame the dam.", "wrong"),
            ("The idea that rice is dull would be madness.", "madness"),
            ("It hasn’t.", "It hasn’t"),
            ("It was not a convincing argument.", "not a convincing"),
            ("The actual number is nine.", "The actual number is"),
            ("That cannot be described as late.", "cannot be described as"),
            ("Not everything he says is true.", "Not everything he says is true"),
            ("It beggars belief.", "beggars belief"),
            ("The rhetoric did not match the record.", "did not match"),
            ("They are peddling fiction.", "peddling fiction"),
            ("The chart is misleading.", "misleading"),
            ("The charges have no merit.", "no merit"),
            ("They made up the story.", "made up the story"),
            ("It doesn’t pass the smell test.", "doesn’t pass the smell test"),
            ("Not so, she said.", "Not so"),
            ("There is no such plan.", "There is no such"),
            ("She lied.", "She lied"),
            ("That is a bunch of malarkey.", "a bunch of malarkey"),
            ("The talk of decline is political hot air.", "political hot air"),
            ("The suggestion – unfounded, I think – was his.", "unfounded"),
            ("That’s unquestionably not the case.", "That’s unquestionably not the case"),
        ] {
            let got = accepted(Family::Truth, sentence);
            assert!(got.iter().any(|m| m == marker), "{sentence}: {got:?}");
        }
    }

    #[test]
    fn judges_nothing() {
        for sentence in [
            "Is that true?",
            "If that is false, she will resign.",
            "Nobody knows whether the claim is untrue.",
            "I was wrong.",
            "The town lies on a river.",
            "Two boats were lying on the shore.",
            "He did not say that it was late.",
            "If the mayor says something that is nonsense, ask him.",
            "I have a problem with being lied about.",
            "But when he is wrong, things turn ugly.",
            "I hope they are fake.",
            "It isn’t because they are lying to the board.",
            "I knew that this foul talk was wrong.",
            "She would make sure that it didn’t happen again.",
            "Because of an editing error, an article misstated the date.",
            "That is not the case with rice.",
            "I made it up as I went along.",
            "The country is heading in the wrong direction.",
            "The game is not true cricket.",
            "Parts of the hull were also lying on the shore.",
            "The lights give the illusion that it moves.",
            "Did she leave? She did not.",
            "Half of the hull lay out of the water.",
            "Unless you have a pier, which isn’t the case here, stay.",
            "Of nine speakers he rated 32 percent of claims false.",
            "An earlier version of this article misstated the date.",
            "The site rated 40 percent of claims false.",
            "He faces accusations that he lied about the dam.",
            "She pulled a false alarm.",
            "That didn’t happen in Ware, where it rained.",
            "He admitted that he had lied to investigators.",
            "They used false news reports to smear rivals.",
            "The jokes are not politically correct.",
            "She was lying on the beach.",
            "He told the true story.",
            "It is hard to overstate his debt to her.",
            "We cannot ignore the fact that it rained.",
            "An article on Monday misstated the date.",
            "They sounded a false alarm.",
        ] {
            assert_eq!(accepted(Family::Truth, sentence), [""; 0], "{sentence}");
        }
    }
}
