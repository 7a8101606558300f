//! Marked rebuttals: statements that contest a claim by words that say so, linked to the claim.
//!
//! Markers (`*.txt`, one file a family) find the words; each family's rule then says whether they contest;
//! the clause around them, who contests, and the claim that is contested are found from the attributions.

mod clause;
mod contrast;
mod denial;
mod evidence;
mod markers;
mod scene;
mod support;
mod target;
mod truth;

use crate::article::{Article, BlockKind};
use crate::order::by_place;
use crate::pace::Pace;
use crate::report::{Attribution, Kind, Level, Rebuttal, Speaker};
use crate::text::{Span, has_any, listed, opens_with};

use markers::{Family, Mark, marks};
use scene::Scene;
use target::Tie;

/// Work a byte, as [`Pace`] counts it.
pub(crate) const WORK: usize = 4;
/// The work that it is to look at what stands around a rebuttal.
const SETTLING: usize = 100;

/// A contest that a marker speaks of.
struct Contest {
    sentence: Span,
    mark: Mark,
    /// The clause around the marker.
    clause: Span,
    voice: Voice,
    by: Option<usize>,
}

/// The attributions around a marker.
#[derive(Clone, Copy)]
struct Voice {
    /// The one in whose words it stands.
    holder: Option<usize>,
    /// The one whose content leads to words of the author: "He said it was safe, but gave no proof".
    claimed: Option<usize>,
    /// Those words.
    turned: Option<Span>,
    /// Whether the contest is set beside them: "…, a claim she denies".
    apposed: bool,
}

/// The contests of an article, and who contests; what they contest is not yet known.
pub(crate) struct Contests<'a> {
    scene: Scene<'a>,
    all: Vec<Contest>,
}

impl<'a> Contests<'a> {
    /// The marked contests, in reading order; `attributions` are the finished ones, and `who` tells whose act a verb is.
    pub(crate) async fn find(
        article: &'a Article,
        sentences: &'a [Span],
        attributions: &'a [Attribution],
        mut who: impl FnMut(Span, bool) -> Option<usize>,
        pace: &Pace,
    ) -> Self {
        let scene = Scene::new(article, sentences, attributions);
        let mut all: Vec<Contest> = Vec::new();
        for &sentence in sentences {
            let from = all.len();
            for mut mark in marks(&scene.lower, sentence) {
                if !accepts(&scene, sentence, &mark) {
                    continue;
                }
                mark.noun = mark.noun.or_else(|| clause::done_to(&scene, sentence, &mark));
                let beside = clause::beside(&scene, sentence, &mark);
                let clause = clause::around(&scene, sentence, &mark, beside);
                if clause.is_empty() {
                    continue;
                }
                // One a clause: the first marker stands for the others.
                let known = (from..all.len()).find(|&c| all[c].span().overlaps(&clause));
                let mut better = None;
                if let Some(at) = known {
                    let known = &mut all[at];
                    // Another pattern may tell more of the same words.
                    if known.mark.marker.overlaps(&mark.marker) {
                        mark.named = known.mark.named.or(mark.named);
                        known.mark.named = mark.named;
                        if known.mark.noun.is_none() && mark.noun.is_some() && mark.family == known.mark.family {
                            better = Some(at);
                        }
                    } else if known.mark.marker.end <= clause.start && beside.is_some() {
                        known.clause = clause::bare(&article.text, Span::new(known.clause.start, clause.start));
                        better = Some(all.len());
                    }
                    if better.is_none() {
                        continue;
                    }
                }
                let voice = Voice::around(&scene, sentence, &mark, beside.map(|(claim, _)| claim));
                let by = contester(&scene, sentence, &mark, voice, &mut who);
                let contest = Contest { sentence, mark, clause, voice, by };
                match better.and_then(|at| all.get_mut(at)) {
                    Some(known) => *known = contest,
                    None => all.push(contest),
                }
                pace.did(SETTLING).await;
            }
            pace.did(WORK * sentence.len()).await;
        }
        Contests { scene, all }
    }

    /// The rebuttals, in reading order, with the claims that they contest.
    pub(crate) async fn settle(self, speakers: &'a [Speaker], pace: &Pace) -> Vec<Rebuttal> {
        let Contests { mut scene, all } = self;
        scene.meet(speakers);
        let mut rebuttals: Vec<Rebuttal> = Vec::with_capacity(all.len());
        for contest in &all {
            rebuttals.extend(rebuttal(&scene, contest, rebuttals.last()));
            pace.did(SETTLING).await;
        }
        by_place(&mut rebuttals, |r| (r.span.start, 0));
        for next in 1..rebuttals.len() {
            go_on(&scene, &mut rebuttals, next);
            pace.did(SETTLING).await;
        }
        let mut supporting: Vec<Rebuttal> = Vec::new();
        for explicit in &rebuttals {
            for rebuttal in support::following(&scene, explicit) {
                // Spans hardly overlap, so those that meet this one stand right before its end.
                let before = rebuttals.partition_point(|r| r.span.start < rebuttal.span.end);
                let near = rebuttals[..before].iter().rev().take(4).chain(supporting.iter().rev().take(4));
                if !near.into_iter().any(|r| r.span.overlaps(&rebuttal.span)) {
                    supporting.push(rebuttal);
                }
            }
            pace.did(SETTLING).await;
        }
        rebuttals.append(&mut supporting);
        by_place(&mut rebuttals, |r| (r.span.start, r.span.end));
        rebuttals
    }
}

impl Contest {
    fn span(&self) -> Span {
        self.clause.to(&self.mark.marker)
    }
}

/// "Ann Lee disputed his claim. “That is not true,” she said": who contests again, in the same block and without naming
/// what, contests the same.
fn go_on(scene: &Scene, rebuttals: &mut [Rebuttal], next: usize) {
    let (before, behind) = rebuttals.split_at_mut(next);
    let (Some(earlier), Some(later)) = (before.last(), behind.first_mut()) else { return };
    let points_back = opens_with(later.span.of(&scene.lower), "that |this |it ").is_some();
    let same = later.by.is_some()
        && later.by == earlier.by
        && scene.block(later.span.start) == scene.block(earlier.span.start);
    // Right behind it "that" is what was contested, whatever else was said before.
    let right_behind = scene.sentence(later.span.start) <= scene.sentence(earlier.span.end.saturating_sub(1)) + 1;
    let itself = later.attribution.is_some_and(|own| earlier.contests.contains(&own));
    if (later.targets.is_empty() || right_behind) && points_back && same && !itself {
        later.targets.clone_from(&earlier.targets);
        later.contests.clone_from(&earlier.contests);
    }
}

fn accepts(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    if !matches!(scene.article.blocks.get(scene.block(sentence.start)), Some(b) if b.kind != BlockKind::Caption) {
        return false;
    }
    match mark.family {
        Family::Denial => denial::accepts(scene, sentence, mark),
        Family::Truth => truth::accepts(scene, sentence, mark),
        Family::Evidence => evidence::accepts(scene, sentence, mark),
        Family::Contrast => contrast::accepts(scene, sentence, mark),
    }
}

/// Who contests: whose act the verb is, or whose words the marker stands in.
fn contester(
    scene: &Scene,
    sentence: Span,
    mark: &Mark,
    voice: Voice,
    who: &mut impl FnMut(Span, bool) -> Option<usize>,
) -> Option<usize> {
    let speaker = |i: Option<usize>| i.and_then(|i| scene.attributions[i].speaker);
    let voice = speaker(voice.holder);
    let marker = mark.marker.of(&scene.lower);
    let before = Span::new(sentence.start, mark.marker.start.max(sentence.start)).of(&scene.lower);
    let behind = &scene.lower[mark.marker.end..];
    // "Despite his claim, officials say …"
    if mark.family == Family::Contrast && voice.is_none() {
        let says = |a: &Attribution| {
            let source = a.source.filter(|s| s.start > mark.whole.end && s.end <= sentence.end)?;
            scene.lower[..source.start].ends_with(", ").then_some(a.speaker)?
        };
        return scene.near(sentence.start).find_map(|(_, a)| says(a));
    }
    // "a charge dismissed as nonsense by his office"
    let done = mark.noun.is_some_and(|n| n.end + 1 == mark.marker.start) && marker.ends_with("ed")
        || listed(denial::BE, before.trim_end().rsplit(' ').next().unwrap_or_default());
    if done && mark.family == Family::Denial && !marker.ends_with("ing") {
        const FAR: usize = 40;
        let rest = Span::new(mark.marker.end, sentence.end.max(mark.marker.end)).of(&scene.lower);
        let by = clause::first(rest, " by |,|.|;").filter(|&(at, by)| at < FAR && by > 1);
        let last = |(at, _)| Span::new(mark.marker.end + at - 1, mark.marker.end + at);
        return by.and_then(|by| who(last(by), voice.is_none())).or(voice);
    }
    // "contradicted by two clerks"
    if let Some(verb) = marker.strip_suffix(" by") {
        let verb = Span::new(mark.marker.start, mark.marker.start + verb.len());
        return who(verb, voice.is_none()).or(voice);
    }
    let acts = mark.verb
        || mark.family == Family::Denial
            && (voice.is_none() && behind.starts_with(" by ")
                || marker.starts_with("never ")
                || has_any(marker, "did not|do not|does not|n't|n’t"))
        || mark.family == Family::Evidence && (marker.starts_with("found ") || marker.starts_with("find"));
    // "explained how important it is to combat": the infinitive is the speaker's.
    if !acts || before.ends_with(" to ") && voice.is_some() {
        return voice;
    }
    // "It contradicts his claim": what was just told does, nobody.
    let it = scene.words_before(sentence, mark.marker.start).take(3).any(|w| w == "it");
    if it && (marker.starts_with("contra") || marker.starts_with("under")) {
        return voice;
    }
    speaker(scene.cued(mark.marker)).or_else(|| who(mark.marker, voice.is_none())).or(voice)
}

impl Voice {
    /// `apposed` is what the contest is set beside.
    fn around(scene: &Scene, sentence: Span, mark: &Mark, apposed: Option<Span>) -> Self {
        let holder = scene.holder(mark.marker).filter(|&h| !clause::befell(mark, &scene.attributions[h]));
        let turned = apposed.or_else(|| clause::turned_from(scene, sentence, mark));
        let authors = |h: &usize| {
            let attribution = &scene.attributions[*h];
            let content = attribution.content.iter().find(|c| c.holds(&mark.marker));
            (mark.family == Family::Evidence || apposed.is_some())
                && attribution.kind == Kind::Indirect
                && content.zip(turned).is_some_and(|(c, t)| c.overlaps(&t))
        };
        let claimed = holder.filter(authors);
        Voice { holder: holder.filter(|_| claimed.is_none()), claimed, turned, apposed: apposed.is_some() }
    }
}

/// The rebuttal that a contest is; `earlier` is the one before.
fn rebuttal(scene: &Scene, contest: &Contest, earlier: Option<&Rebuttal>) -> Option<Rebuttal> {
    let Contest { sentence, ref mark, clause: span, voice: Voice { holder, claimed, turned, apposed }, by } = *contest;
    let cued = scene.cued(mark.marker);
    let own = if mark.verb && cued.is_some() { cued } else { holder };
    let mut targets: Vec<Span> = Vec::new();
    // "accused them of making up the story": who is accused, claims it.
    let accuses = mark.marker.of(&scene.lower).starts_with("accus");
    let restated = clause::restated(scene, sentence, span, mark).filter(|_| !apposed && !accuses);
    let (mut contests, tie) = match (claimed, turned) {
        (Some(claimed), Some(claim)) => {
            targets.push(scene.attributions[claimed].content[0]);
            targets[0] = Span::new(targets[0].start.min(claim.end), claim.end);
            (vec![claimed], Tie::Named)
        }
        _ => {
            // "denies any wrongdoing" tells nothing of it.
            let tells = |r: Span| !r.of(&scene.lower).ends_with("wrongdoing");
            target::contested(scene, contest, own, restated.is_some_and(tells))
        }
    };
    // What only stands near is less likely meant than what the words name: "refuted the gloomy assessments".
    let naming = clause::naming(scene, sentence, mark).filter(|_| !accuses);
    if tie == Tie::Near && naming.is_some() {
        contests.clear();
    }
    targets.extend(naming.filter(|_| tie < Tie::Named));
    if claimed.is_none() {
        targets.extend(contests.iter().flat_map(|i| scene.attributions[*i].content.iter().copied()));
        // What only names a claim that was found, or is part of it, says nothing more.
        let names = |r: &Span| mark.noun.is_some_and(|n| r.holds(&n)) && r.of(&scene.lower).split(' ').count() <= 5;
        let known = |r: &Span| targets.iter().any(|t| t.overlaps(r)) || names(r);
        let more = restated.filter(|r| targets.is_empty() || !known(r));
        targets.extend(more);
    }
    if targets.is_empty() {
        targets.extend(turned.or_else(|| target::reported(scene, sentence, mark, by, earlier)).or(naming));
    }
    // "Just because nobody says so does not mean …": to whom?
    if targets.is_empty() && by.is_none() && mark.marker.of(&scene.lower).starts_with("just because") {
        return None;
    }
    Some(Rebuttal {
        span: contest.span(),
        marker: mark.marker,
        level: Level::Explicit,
        by,
        targets,
        contests,
        attribution: own,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The markers of one family that the rules accept in a sentence on its own.
    pub(super) fn accepted(family: Family, sentence: &str) -> Vec<String> {
        let mut article = Article::default();
        let span = article.push(BlockKind::Paragraph, sentence).expect("words");
        let sentences = [span];
        let scene = Scene::new(&article, &sentences, &[]);
        let found = marks(&scene.lower, span).into_iter().filter(|m| m.family == family && accepts(&scene, span, m));
        let mut markers: Vec<_> = found.map(|m| m.marker.of(&article.text).to_owned()).collect();
        markers.dedup();
        markers
    }

    /// A rebuttal in words: who contests, by what, and which claims.
    #[derive(Debug, PartialEq)]
    struct Said {
        level: Level,
        by: String,
        marker: String,
        targets: Vec<String>,
    }

    fn read(text: &str) -> Vec<Said> {
        let article = Article::from_text(text);
        let report = crate::analyse(&article);
        let words = |s: &Span| s.trim(text, |c: char| !c.is_alphanumeric()).of(text).to_owned();
        let said = |r: &Rebuttal| Said {
            level: r.level,
            by: r.by.map_or("(author)".into(), |by| report.speakers[by].name.clone()),
            marker: words(&r.marker),
            targets: r.targets.iter().map(words).collect(),
        };
        report.rebuttals.iter().map(said).collect()
    }

    fn said(level: Level, by: &str, marker: &str, targets: &[&str]) -> Said {
        Said { level, by: by.into(), marker: marker.into(), targets: targets.iter().map(|t| t.to_string()).collect() }
    }

    use Level::{Explicit, Supporting};

    #[test]
    fn a_demonstrative_picks_up_the_claim_that_its_noun_names() {
        let text = "The minister, Ann Lee, pushed the narrative that farms waste water. “They drain our rivers,” she said.\n\n\
            Lee said she hoped for rain.\n\n\
            This narrative should be challenged, said Bo Day, who grows rice. “Lee’s comments show how little she knows.”\n\n\
            “In fact, farms use less each year,” he added.";
        let got = read(text);
        assert!(
            got.iter().all(|r| r.by == "Bo Day" && r.targets.contains(&"They drain our rivers".to_owned())),
            "{got:#?}"
        );
        let markers: Vec<_> = got.iter().map(|r| (r.level, r.marker.as_str())).collect();
        assert_eq!(
            markers,
            [(Explicit, "should be challenged"), (Supporting, "Lee’s comments"), (Supporting, "In fact")]
        );
    }

    #[test]
    fn a_denial_restates_what_it_denies() {
        let got = read("The mayor won.\n\nAnn Lee denied that she had met the builders.");
        assert_eq!(got, [said(Explicit, "Ann Lee", "denied", &["that she had met the builders"])]);
    }

    #[test]
    fn the_sentence_itself_tells_the_claim() {
        for (sentence, claim) in [
            ("Lee’s claim that rice grows on hills is “simply not true.”", "that rice grows on hills"),
            ("If they think that the dam will hold, they are sadly mistaken.", "the dam will hold"),
            ("The paper printed the allegations, which Mr. Day denies.", "The paper printed the allegations"),
            ("Mr. Day brushed off the inquiry’s findings.", "the inquiry’s findings"),
            ("The claim that the dam leaks is not supported by evidence.", "the dam leaks"),
            ("Lee’s claim that the dam leaks was challenged by engineers.", "the dam leaks"),
            ("Claims by the mayor that the dam leaks have been dismissed.", "the dam leaks"),
            ("The mayor denied taking bribes.", "taking bribes"),
        ] {
            let got = read(&format!("The harvest of Ware\n\n{sentence}"));
            assert_eq!(got.iter().map(|r| r.targets.clone()).collect::<Vec<_>>(), [[claim]], "{sentence}");
        }
        assert!(read("The harvest of Ware\n\nHe cited the paper for the half-truths.")[0].targets.is_empty());
    }

    #[test]
    fn a_noun_set_beside_a_claim_names_it() {
        for (sentence, who, claim) in [
            ("Mark Roe said that Ann Lee took bribes, a claim she denies.", "Ann Lee", "that Ann Lee took bribes"),
            ("Ann Lee took bribes, a charge that her lawyer denied.", "her lawyer", "Ann Lee took bribes"),
            ("Bo Day says the dam leaks — a charge dismissed as nonsense by the bank.", "bank", "the dam leaks"),
            ("Some say the dam has leaked, allegations that the bank rejects.", "bank", "the dam has leaked"),
            ("They sued over the claim that the dam leaks, which the bank denies.", "bank", "the dam leaks"),
            ("Bo Day said, without proof, that it leaks, a theory the bank has rejected.", "bank", "that it leaks"),
            ("Bo Day said the dam leaks, a false claim.", "(author)", "the dam leaks"),
            ("Bo Day said the dam leaks, despite no evidence of it.", "(author)", "the dam leaks"),
        ] {
            let got = read(sentence).pop().expect("a rebuttal");
            assert_eq!((got.by.as_str(), got.targets.as_slice()), (who, [claim.to_owned()].as_slice()), "{sentence}");
        }
    }

    #[test]
    fn no_statement_contests_itself() {
        let text = "Ann Lee, a fellow at the Institute, This narrative should be challenged according to it is late ¤ \
            denied that denied that";
        let report = crate::analyse(&Article::from_text(text));
        assert!(report.rebuttals.iter().all(|r| r.attribution.is_none_or(|own| !r.contests.contains(&own))));
    }

    #[test]
    fn nobody_contests_in_a_dateline() {
        for text in ["DENIED (Wire) — It is late.", "DENYING IT, May 3 — It is late.", "9.15am: denying it."] {
            assert!(read(text).iter().all(|r| r.by == "(author)"), "{text}");
        }
    }

    #[test]
    fn the_judge_of_a_claim_is_who_says_so() {
        let text = "“The bridge is safe,” Ann Lee said.\n\n“That is simply not true,” Tom Berg said.";
        assert_eq!(read(text), [said(Explicit, "Tom Berg", "is simply not true", &["The bridge is safe"])]);
    }

    #[test]
    fn who_contests_again_contests_the_same() {
        let text = "Bo Day said the bridge was safe. “We tested it for months,” he said.\n\nAnn Lee disputed his claim that the bridge was safe. “That is simply not true,” she said.";
        let got = read(text);
        assert_eq!(got.len(), 2, "{got:#?}");
        assert_eq!(got[1].targets, got[0].targets);
        assert!(!got[1].targets.is_empty());
    }

    #[test]
    fn the_paper_judges_too() {
        let text = "Ann Lee said the bridge had never been closed.\n\nThere is no evidence for that.";
        let got = read(text);
        assert_eq!((got.len(), got[0].by.as_str()), (1, "(author)"), "{got:#?}");
        assert!(got[0].targets.iter().any(|t| t.ends_with("the bridge had never been closed")), "{got:#?}");
    }

    #[test]
    fn nobody_contests_himself() {
        let text = "“The bridge is safe,” Ann Lee said. “Whoever denies that is wrong,” she added.";
        for rebuttal in read(text) {
            assert!(!rebuttal.targets.contains(&"The bridge is safe".to_owned()), "{rebuttal:?}");
        }
    }

    #[test]
    fn in_fact_contests_only_a_claim_by_somebody_else() {
        let against =
            "Ann Lee said the ferry never ran late this winter.\n\nIn fact, the ferry ran late on nine winter days.";
        assert_eq!(read(against).len(), 1);
        let own = "“The ferry never ran late this winter,” Ann Lee said. “In fact, the ferry won a winter prize.”";
        assert_eq!(read(own), []);
        let plain = "The ferry ran late this winter. In fact, it ran late on nine winter days.";
        assert_eq!(read(plain), []);
    }

    /// Who contests in the last rebuttal of the text.
    fn by(text: &str) -> Option<String> {
        read(text).pop().map(|r| r.by)
    }

    #[test]
    fn who_contests_is_whose_act_the_verb_is() {
        for (text, who) in [
            ("Ann Lee denied it.", "Ann Lee"),
            ("Ann Lee, the mayor of Ely, has denied it.", "Ann Lee"),
            ("Ann Lee came. On Monday, Ms. Lee has repeatedly denied it.", "Ann Lee"),
            ("Still, the mayor’s office denied it.", "mayor’s office"),
            ("They asked the farm ministry, which denied it.", "farm ministry"),
            ("But water experts strongly denied it.", "water experts"),
            ("A second study contradicts the claim.", "second study"),
            ("It was late when Tom Berg denied it.", "Tom Berg"),
            ("Berg’s campaign is going to great lengths to dispute the claim.", "Berg’s campaign"),
            ("Disputing the claim, Tom Berg said it was late.", "Tom Berg"),
            ("It was late as Tom Berg, disputing the claim, left.", "Tom Berg"),
            ("It was late, with Tom Berg disputing the claim.", "Tom Berg"),
            ("It is a charge that Ann Lee has faced and denied.", "Ann Lee"),
            ("Ann Lee, a baker from Ware, left. She brushed off the claims.", "Ann Lee"),
            ("The minister, Ann Lee, left. The minister denied it.", "Ann Lee"),
            ("The claim has been denied by the bank.", "bank"),
            ("Police found no evidence that the dam had burst.", "Police"),
            ("Contrary to the mayor’s claim, officials say the dam held.", "officials"),
            ("“I will go on to dispute that claim,” Ann Lee said.", "Ann Lee"),
            ("“The figures contradict his claim,” Ann Lee said.", "Ann Lee"),
            ("Ann Lee said the mayor is “absolutely wrong” to say it was late.", "Ann Lee"),
        ] {
            assert_eq!(by(text).as_deref(), Some(who), "{text}");
        }
    }

    /// The claims that the last rebuttal of the text contests.
    fn claims(text: &str) -> Vec<String> {
        read(text).pop().map(|r| r.targets).unwrap_or_default()
    }

    #[test]
    fn what_only_points_at_a_claim_is_none() {
        for text in [
            "Bo Day said the bridge was safe. A survey refutes that, counting nine cracks in it.",
            "Bo Day said the bridge was safe. Ann Lee contradicted him minutes later in Ware.",
            "Bo Day said the bridge was safe. Ann Lee, contradicting Day, said it had nine cracks.",
            "Bo Day said the bridge was safe. Ann Lee has disproved it, one crack at a time.",
            "Bo Day said the bridge was safe. Ann Lee calls the statement of the day a hoax.",
            "Bo Day said the bridge was safe. “Nonsense,” said Ann Lee.",
        ] {
            assert_eq!(claims(text), ["the bridge was safe"], "{text}");
        }
    }

    #[test]
    fn a_claim_may_stand_right_before_without_a_speaker() {
        for text in [
            "The old bridge could carry a train, went the story. “Not true,” said Ann Lee.",
            "The old bridge could carry a train, went the story. A test proved it wrong, Ann Lee writes.",
            "The old bridge could carry a train, went the story. Ann Lee disputes that view.",
        ] {
            assert_eq!(claims(text), ["The old bridge could carry a train, went the story"], "{text}");
        }
        assert_eq!(claims("Ann Lee sat in the town hall all day. Ann Lee disputes that view."), [""; 0]);
        assert_eq!(claims("It rained in Ware.\n\nAnn Lee disputes the claims."), [""; 0]);
    }

    #[test]
    fn a_clause_far_from_its_noun_is_the_claim() {
        for text in [
            "Ann Lee said there is a myth out there that rice is dull.",
            "“There’s this myth out there, kind of a legend, that rice is dull,” Ann Lee said.",
            "Ann Lee said it was misleading to imply that rice is dull.",
            "She did not see convincing evidence in the report that rice is dull.",
            "She met the suggestion – unfounded, I think – that rice is dull.",
        ] {
            assert!(
                claims(text).iter().any(|c| c.ends_with("rice is dull") && c.len() < 26),
                "{text} {:?}",
                claims(text)
            );
        }
    }

    #[test]
    fn things_contest_nothing() {
        for text in [
            "The firm said it rained. It contradicts his claim.",
            "So the tests contradict his claim.",
            "The blue paint contradicts her account.",
        ] {
            assert_eq!(by(text).as_deref(), Some("(author)"), "{text}");
        }
    }

    #[test]
    fn refusals_and_rulings_are_no_rebuttals() {
        for text in [
            "Ann Lee declined to comment on the report.",
            "The council rejected the bid for a second pier.",
            "A judge dismissed the charges against Bo Day.",
            "The court denied a request to reopen the case.",
            "Bo Day was dismissed on Monday.",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn an_empty_article_has_none() {
        assert_eq!(crate::analyse(&Article::default()).rebuttals, []);
    }
}
