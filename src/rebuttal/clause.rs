//! How far a clause reaches: the one that contests, and the claim that it restates.

use super::markers::{Family, Mark};
use super::scene::Scene;
use super::target::is_claim;
use crate::report::Attribution;
use crate::text::{Span, has_any, listed, opens_with};

/// Marks and stops at the edges of a clause that do not belong to it.
pub(super) fn bare(text: &str, span: Span) -> Span {
    span.trim(text, |c| c.is_whitespace() || "“”\"‘’'«».,;:—–-()[]".contains(c))
}

/// What parts a clause from one that says otherwise: "…, but that is false".
const TURNS: &str = ", but |, yet |, though |, although |, however | - but | — but |; ";

/// Where one of these phrases, parted by bars, stands last, and how long it is. Searching from the end is a second
/// algorithm of the standard library's, 700 bytes packed.
#[inline(never)]
fn last(text: &str, any: &str) -> Option<(usize, usize)> {
    any.split('|').filter_map(|words| text.match_indices(words).last().map(|(at, _)| (at, words.len()))).max()
}

/// Where one of these phrases, parted by bars, stands first, and how long it is.
#[inline(never)]
pub(super) fn first(text: &str, any: &str) -> Option<(usize, usize)> {
    any.split('|').filter_map(|words| Some((text.find(words)?, words.len()))).min()
}

/// The part of the sentence before the turn that leads to the marker, if it is a clause of its own.
pub(super) fn before_turn(scene: &Scene, sentence: Span, mark: &Mark) -> Option<(Span, usize)> {
    let words = Span::new(sentence.start, mark.whole.start.max(sentence.start)).of(&scene.lower);
    // The marker's own match may begin with the comma.
    let (at, turn) = last(words, TURNS)?;
    let first = Span::new(sentence.start, sentence.start + at);
    (first.of(&scene.lower).split_whitespace().count() >= 4).then_some((first, sentence.start + at + turn))
}

/// "a charge dismissed as nonsense": the noun whose participle the marker is.
pub(super) fn done_to(scene: &Scene, sentence: Span, mark: &Mark) -> Option<Span> {
    let before = Span::new(sentence.start, mark.marker.start.max(sentence.start)).of(&scene.lower).strip_suffix(' ')?;
    let start = before.rfind(' ')? + 1;
    let noun = Span::new(sentence.start + start, sentence.start + before.len());
    (is_claim(&before[start..]) && mark.verb && mark.marker.of(&scene.lower).ends_with("ed")).then_some(noun)
}

/// What stands before a noun that is set beside it, and where that begins: "It leaked, a claim she denies".
#[inline(never)]
pub(super) fn beside(scene: &Scene, sentence: Span, mark: &Mark) -> Option<(Span, usize)> {
    // "…, despite no evidence": an aside of the author's
    let aside = Span::new(sentence.start, mark.marker.start.max(sentence.start));
    if mark.marker.of(&scene.lower).starts_with("despite ") && aside.of(&scene.lower).split(' ').count() > 3 {
        return Some((bare(&scene.article.text, aside), mark.marker.start));
    }
    let noun = mark.noun.filter(|n| n.start > sentence.start)?;
    // "a false claim", and nothing of it behind
    let whole = noun.to(&mark.marker);
    let judged =
        noun.start == mark.marker.end + 1 && scene.lower[noun.end..].starts_with([',', '.', ';', '”', '"', ')']);
    if noun.end > mark.marker.start && !judged {
        return None;
    }
    let before = Span::new(sentence.start, whole.start.max(sentence.start)).of(&scene.lower);
    let (at, stop) = last(before, ", | - |– |— |—")?;
    let (claim, article) = (&before[..at], &before[at + stop..]);
    let fits = match noun.of(&scene.lower) {
        "which" | "something" => article.is_empty(),
        noun if article.is_empty() => noun.ends_with('s'),
        _ => opens_with(article, "a |an |another ").is_some() && article.split(' ').count() <= 4,
    };
    let claim = Span::new(sentence.start + told(claim).unwrap_or(0), sentence.start + at);
    (fits && claim.of(&scene.lower).split(' ').count() >= 3).then_some((claim, sentence.start + at + stop))
}

/// Where the clause starts that hangs on a noun for claims: "over the allegation that it leaked".
fn told(words: &str) -> Option<usize> {
    let (that, length) = last(words, " that ")?;
    words[..that].rsplit(' ').next().is_some_and(is_claim).then_some(that + length)
}

/// The clause around the marker, between stops that part clauses; `beside` as [`beside`] found it.
pub(super) fn around(scene: &Scene, sentence: Span, mark: &Mark, beside: Option<(Span, usize)>) -> Span {
    let text = &scene.article.text;
    let apposed = beside.map_or(sentence.start, |(_, start)| start);
    let turned = before_turn(scene, sentence, mark).map_or(apposed, |(_, start)| start.max(apposed));
    // In somebody's words: the sentence of theirs that has the marker.
    if let Some(words) = held(scene, mark) {
        let start = words.start.max(turned);
        return bare(text, Span::new(start, words.end.min(sentence.end).max(start)));
    }
    if let Some(cued) = scene.cued(mark.marker) {
        let attribution = &scene.attributions[cued];
        let parts = attribution.content.iter().chain(&attribution.source).chain(&attribution.cue);
        let inside = parts.filter(|p| sentence.overlaps(p)).copied().reduce(|a, b| a.to(&b));
        if let Some(hull) = inside {
            let hull = hull.to(&mark.whole);
            let start = hull.start.max(apposed);
            return bare(text, Span::new(start, hull.end.min(sentence.end).max(start)));
        }
    }
    let before = Span::new(sentence.start, mark.whole.start);
    let after = Span::new(mark.whole.end, sentence.end);
    let start = last(before.of(text), "; |— | —|“|: ").map_or(0, |(at, stop)| at + stop);
    let end = first(after.of(text), "; | —|— |”").map_or(after.len(), |(at, _)| at);
    bare(text, Span::new((before.start + start).max(turned), after.start + end))
}

/// The claim that the rebuttal itself restates: what is denied, the clause that hangs on the noun, what is
/// judged, or what the speaker has just quoted in order to turn it down.
pub(super) fn restated(scene: &Scene, sentence: Span, clause: Span, mark: &Mark) -> Option<Span> {
    let text = &scene.article.text;
    let found = mark
        .named
        .or_else(|| denied(scene, mark))
        .or_else(|| behind(scene, clause, mark))
        .or_else(|| judged(scene, clause, mark))
        .or_else(|| put_first(scene, sentence, mark))
        .or_else(|| told_elsewhere(scene, sentence, mark))?;
    let mut found = bare(text, found);
    // Past the noun that only names it: "the notion that …"; "that criticism, raising …".
    if let Some(noun) = mark.noun.filter(|n| found.holds(n) && mark.named.is_none() && n.start > mark.marker.start) {
        let rest = Span::new(noun.end, found.end).of(&scene.lower);
        if rest.starts_with(" that ") {
            found = Span::new(noun.end + " that ".len(), found.end);
        } else if rest.starts_with(',') {
            found = Span::new(found.start, noun.end);
        }
    }
    let words = found.of(&scene.lower);
    let (first, count) = (words.split_whitespace().next()?, words.split_whitespace().count());
    // "that argument", "his comments": names the claim, and does not restate it.
    let points = mark.named.is_none()
        && mark.noun.is_some_and(|n| found.holds(&n))
        && listed("this that these those such his her its their the any", first)
        && (2..=8).contains(&count);
    // "dismissed that as chatter", "did not believe it, and left"
    let second = words.split_whitespace().nth(1).unwrap_or_default();
    let pronoun = first.strip_suffix(',').unwrap_or(first);
    let bare_pointer = listed("this that these those it", pronoun)
        && (count <= 3 || pronoun != first || listed("as on in at to and when after", second))
        || words.ends_with("the case");
    (!points && !bare_pointer && found.len() >= 8).then_some(found)
}

/// "denied that it was late": the content of the attribution whose cue the denial is.
fn denied(scene: &Scene, mark: &Mark) -> Option<Span> {
    let content = &scene.attributions[scene.cued(mark.marker)?].content;
    let content = content.first().copied().filter(|c| c.start >= mark.marker.end && content.len() == 1)?;
    // "objected to it: “She lent us money”", "called that report “a lie”": what is so, and how it was judged.
    let between = Span::new(mark.marker.end, content.start).of(&scene.lower);
    let words = content.of(&scene.lower);
    let calls =
        mark.verb && opens_with(mark.marker.of(&scene.lower), "call|label|brand|deem|describ|declar|slam").is_some();
    let end =
        if calls { first(words, " a | an | as | “| \"| ''").map_or(words.len(), |(at, _)| at) } else { words.len() };
    (!has_any(between, ":|.")).then(|| Span::new(content.start, content.start + end))
}

/// What follows the noun or the verb: "the notion that …", "suggestion he …", "denied having …".
fn behind(scene: &Scene, clause: Span, mark: &Mark) -> Option<Span> {
    let noun = mark.noun.filter(|n| n.start >= mark.marker.start);
    if noun.is_some_and(|n| n.end < mark.whole.end) {
        // "called the charges false": the judgement, not the claim.
        return None;
    }
    let start = noun.map_or(mark.marker.end, |n| n.end).min(clause.end);
    let mut tail = Span::new(start, clause.end);
    // "corrected her: it was late": what is so.
    if let Some(colon) = tail.of(&scene.lower).find(": ") {
        tail = Span::new(start, start + colon);
    }
    // "laughed it off": told before.
    if has_object(mark.marker.of(&scene.lower)) {
        return None;
    }
    let object = mark.verb && noun.is_none();
    // "wrong in the view that …"; "the idea, unfounded, I think, that …"
    let plain = |words: &str, that: usize| {
        let apart = words[..that - " that ".len()].ends_with([',', '-', '–', '—']);
        !mark.verb && (apart || mark.noun.is_none() && words.starts_with(char::is_alphanumeric))
    };
    if mark.family == Family::Contrast || object {
        // "Despite her claim that it was late, it was early": what follows the comma is what is so. "Contradicting Lee, Day
        // said …": what follows is told beside it.
        let comma = tail.of(&scene.lower).find(", ").unwrap_or(tail.len());
        tail = Span::new(start, start + comma);
    }
    let words = tail.of(&scene.lower).trim_start();
    let first = words.split_whitespace().next()?;
    let skipped = tail.len() - words.len();
    // What stands beside the noun and is no part of it.
    let beside = "in on at by from as with after during and or but made is are was were to over against";
    // "called the video a hoax"; "disputed it on Monday", "contradicts that view".
    let pointer = || {
        let whole = Span::new(mark.marker.end, mark.whole.end.max(mark.marker.end)).of(&scene.lower);
        let least = if first == "that" { 5 } else { usize::MAX };
        let pronoun = listed("it this that him them these those me us", first);
        whole.split_whitespace().nth(1).is_some() || pronoun && words.split_whitespace().count() < least
    };
    // "denied taking bribes"
    let least = if object && first.ends_with("ing") { 2 } else { 3 };
    if words.split_whitespace().count() < least
        || first == "as"
        || object && !mark.marker.of(&scene.lower).starts_with("den") && pointer()
    {
        None
    } else if listed("that of about", first) {
        Some(Span::new(start + skipped + first.len(), tail.end))
    } else if let Some(that) = hangs_on(words).filter(|that| noun.is_some() || plain(words, *that)) {
        Some(Span::new(start + skipped + that, tail.end))
    } else if noun.is_some() {
        // "his claim to understand them"
        let claims = first == "to" && noun.is_some_and(|n| n.of(&scene.lower).starts_with("claim"));
        let apart = listed(beside, first) && !claims || words.starts_with(|c: char| !c.is_alphanumeric());
        (!apart).then(|| Span::new(start + skipped, tail.end))
    } else {
        let about = mark.marker.of(&scene.lower).ends_with(" about");
        (mark.verb || about).then(|| Span::new(start + skipped, tail.end))
    }
}

/// "the report of last week that it was late", "the suggestion, unfounded, that …": where the clause starts that hangs
/// on a noun over what describes it.
fn hangs_on(words: &str) -> Option<usize> {
    const FAR: usize = 60;
    let that = words.find(" that ").filter(|&at| at <= FAR || words[..at].ends_with([',', '-', '–', '—']))?;
    let parts = |c: char| matches!(c, '.' | ';' | '“' | '"');
    (!words[..that].contains(parts)).then_some(that + " that ".len())
}

/// Whether the marker has its object amid its words: "proved it wrong".
fn has_object(marker: &str) -> bool {
    marker.split(' ').skip(1).any(|w| listed("it that this", w))
}

/// What a judgement is about that names nothing: "they are wrong".
const PRONOUNS: &str = "he she they you we i it that this these those which who what there";

/// "the claim that it is late is false": what stands between noun and judgement, or all that is judged.
fn judged(scene: &Scene, clause: Span, mark: &Mark) -> Option<Span> {
    let noun = mark.noun.filter(|n| n.end <= mark.marker.start && n.start >= clause.start);
    let first = mark.whole.of(&scene.lower).split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let pronoun = mark.whole.start < mark.marker.start && listed(PRONOUNS, first);
    // "the allegations, which he denies": told before.
    let told_before = noun.is_some_and(|n| listed("which something", n.of(&scene.lower)));
    // "It does nothing of the sort", "the tests proved it wrong": not what is judged stands before it.
    let marker = mark.marker.of(&scene.lower);
    let other = has_object(marker) || has_any(marker, "pinocchios|pants|nothing|anything");
    let judges = !mark.verb && mark.noun.is_none() && mark.family == Family::Truth && !pronoun && !other;
    // "the claim that it is late is not supported"
    let before = Span::new(clause.start, mark.marker.start.max(clause.start)).of(&scene.lower);
    let hung = told(before).filter(|_| noun.is_none() && !mark.verb);
    if told_before || noun.is_none() && !judges && hung.is_none() {
        return None;
    }
    let from = noun.map_or(clause.start + hung.unwrap_or(0), |n| n.end);
    let between = Span::new(from, mark.marker.start.max(from)).of(&scene.lower).trim_end();
    // "is “simply untrue”"
    let plain = between.trim_end_matches([' ', '“', '"', '\'', '‘']);
    let plain = plain.strip_suffix("ly").and_then(|w| Some(&w[..last(w, " ")?.0])).unwrap_or(plain);
    let be = last(plain, " is| are| was| were| be| been");
    let be = be.filter(|(at, be)| at + be == plain.len()).map(|(at, _)| at);
    // "has been shown false"
    let have = |be: usize| last(&plain[..be], " has| have| had").filter(|(at, have)| at + have == be);
    let be = be.map(|be| have(be).map_or(be, |(at, _)| at));
    // "cites his falsehoods", "an attempt to mislead": nothing stands before it that it judges.
    let governs = "his her their its my your our the a an of for as with by in to from such these those any some";
    if noun.is_none() && be.is_none() && listed(governs, between.rsplit(' ').next().unwrap_or_default()) {
        return None;
    }
    let end = from + be.unwrap_or(between.len());
    if let Some(that) = hangs_on(between).filter(|_| noun.is_some()) {
        return (end > from + that).then(|| Span::new(from + that, end));
    }
    if hung.is_some() {
        return Some(Span::new(from, end));
    }
    let before = Span::new(clause.start, noun.map_or(end, |n| n.start)).of(&scene.lower);
    let stops = ", | that | say | says | said |“|: ";
    let start = clause.start + last(before, stops).map_or(0, |(at, stop)| at + stop);
    let all = Span::new(start, end.max(start));
    // "Lee is wrong": who is, claims nothing by that.
    let who = all.of(&scene.article.text).rsplit(' ').next().unwrap_or_default();
    let errs = mark.marker.of(&scene.lower).ends_with("wrong");
    if errs && noun.is_none() && who.starts_with(char::is_uppercase) {
        return None;
    }
    let told = before.contains("the idea that ");
    let words = all.of(&scene.lower).split_whitespace().count();
    (noun.is_some() || told || (3..=14).contains(&words)).then_some(all)
}

/// Something said before in the same words, of which the speaker then says that it is not so: "You say it is
/// safe. That is false."; or what stands before ", a claim that he denies".
fn put_first(scene: &Scene, sentence: Span, mark: &Mark) -> Option<Span> {
    let lower = &scene.lower;
    let comma = mark.whole.of(lower).starts_with([',', '—', ';', '-', '(']);
    if comma {
        return Some(Span::new(sentence.start, mark.whole.start));
    }
    if let Some(supposed) = supposed(scene, sentence, mark) {
        return Some(supposed);
    }
    if !points(scene, sentence, mark) {
        return None;
    }
    // "They say that it is safe, and that is not true."
    let start = held(scene, mark).map_or(sentence.start, |words| words.start.max(sentence.start));
    let before = Span::new(start, mark.whole.start.max(start)).of(lower).trim_end();
    if let Some(joined) = before.strip_suffix(" and") {
        let joined = joined.trim_end_matches(',');
        if joined.split(' ').count() >= 4 {
            return Some(Span::new(start, start + joined.len()));
        }
    }
    let holder = scene.holder(mark.marker)?;
    let before = scene.sentence(sentence.start).checked_sub(1).map(|i| scene.sentences[i])?;
    let segment = scene.attributions[holder].content.iter().find(|c| c.overlaps(&before) && c.end > before.start)?;
    Some(Span::new(before.start.max(segment.start), before.end.min(segment.end)))
}

/// What hangs on a noun for claims elsewhere in the sentence: "called “a hoax” the report that it was late", "his most false
/// claim was an old one, the notion that it is late".
fn told_elsewhere(scene: &Scene, sentence: Span, mark: &Mark) -> Option<Span> {
    const NOUNS: &str = "report reports theory teaching finding notion idea belief view story rumor rumour myth";
    let behind = Span::new(mark.whole.end, sentence.end.max(mark.whole.end));
    let before = Span::new(sentence.start, mark.whole.start.max(sentence.start));
    let in_part = |part: Span| {
        let words = part.of(&scene.lower);
        let (that, _) = words.match_indices(" that ").find(|(at, _)| {
            let mut near = words[..*at].rsplit(' ').take_while(|w| !w.ends_with(',')).take(3);
            near.any(|noun| listed(NOUNS, noun) || is_claim(noun))
        })?;
        let start = that + " that ".len();
        let length = first(&words[start..], "; |— | —|“|”|\"|(").map_or(words.len() - start, |(at, _)| at);
        Some(Span::new(part.start + start, part.start + start + length))
    };
    in_part(behind).or_else(|| in_part(before))
}

/// "If they think that it is late, they are wrong": what is thought.
fn supposed(scene: &Scene, sentence: Span, mark: &Mark) -> Option<Span> {
    let before = Span::new(sentence.start, mark.whole.start.max(sentence.start)).of(&scene.lower);
    let (opens, _) = first(before, "if |those who |anyone who ")?;
    let verbs = " believe | believes | think | thinks | say | says | claim | claims ";
    let (at, verb) = first(&before[opens..], verbs)?;
    let start = opens + at + verb;
    let words = before[start..].trim_end();
    let (comma, _) = last(words, ",").filter(|(at, _)| words.len() - at <= 6 && mark.family == Family::Truth)?;
    let that = if words.starts_with("that ") { "that ".len() } else { 0 };
    Some(Span::new(sentence.start + start + that, sentence.start + start + comma.max(that)))
}

/// The words that name the claim, where nothing else tells it: "brushed off the inquiry's findings", "for all the talk of
/// war".
pub(super) fn naming(scene: &Scene, sentence: Span, mark: &Mark) -> Option<Span> {
    let noun = mark.noun.filter(|n| n.start >= mark.marker.end)?;
    let behind = Span::new(noun.end, sentence.end.max(noun.end)).of(&scene.lower);
    let ends = |c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '\'' | '’' | '-');
    let more = opens_with(behind, " of | about | over | against ").is_some();
    let end = behind.find(ends).unwrap_or(behind.len());
    let end = noun.end + if more { first(&behind[..end], " as ").map_or(end, |(at, _)| at) } else { 0 };
    // "no truth to these rumours"
    let start = mark.marker.end + if scene.lower[mark.marker.end..].starts_with(" to ") { " to".len() } else { 0 };
    let found = bare(&scene.article.text, Span::new(start, end.max(start)));
    // "dismissed that as talk"
    let words = found.of(&scene.lower);
    let points = opens_with(words, "that as |it as |this as |them as ").is_some();
    (words.split(' ').count() >= 3 && !points).then_some(found)
}

/// Whether the marker says what became of somebody's words, though they seem to hold it: "Lee's claim that it is safe was
/// challenged".
pub(super) fn befell(mark: &Mark, words: &Attribution) -> bool {
    let noun = mark.noun.filter(|n| n.end <= mark.marker.start);
    noun.is_some_and(|n| words.cue.is_some_and(|c| c.overlaps(&n)))
}

/// Somebody's words in which the marker stands.
fn held(scene: &Scene, mark: &Mark) -> Option<Span> {
    let holder = scene.holder(mark.marker).filter(|&h| !befell(mark, &scene.attributions[h]))?;
    scene.attributions[holder].content.iter().copied().find(|c| c.holds(&mark.marker))
}

/// Whether the marker speaks of what was just said: "that is false", "no proof of it".
pub(super) fn points(scene: &Scene, sentence: Span, mark: &Mark) -> bool {
    let word = |w: &str| {
        listed("that that's that’s it this which they those these otherwise opposite reverse around sort such", w)
    };
    let whole = mark.whole.of(&scene.lower).trim_end_matches(|c: char| !c.is_alphanumeric());
    let behind = Span::new(mark.whole.end, sentence.end.max(mark.whole.end)).of(&scene.lower);
    let behind = behind.split_whitespace().take(2).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    // "It couldn't be further from the truth"
    let opens = bare(&scene.article.text, sentence.to(&mark.whole)).of(&scene.lower);
    let opens = mark.family == Family::Truth && opens_with(opens, "it |it'|it’|that |that'|that’|this ").is_some();
    whole.split_whitespace().next().is_some_and(word)
        || opens && mark.noun.is_none()
        || mark.noun.is_none() && mark.named.is_none() && whole.split_whitespace().any(word)
        || mark.family == Family::Evidence && behind.skip_while(|w| listed("of for", w)).take(1).any(word)
}

/// The claim before the turn of the same sentence: "They thought it was safe, but that is false".
pub(super) fn turned_from(scene: &Scene, sentence: Span, mark: &Mark) -> Option<Span> {
    let (first, start) = before_turn(scene, sentence, mark)?;
    let rest = Span::new(start, mark.marker.start.max(start)).of(&scene.lower);
    let near = rest.split_whitespace().count() <= 3 || mark.family == Family::Contrast;
    near.then(|| bare(&scene.article.text, first))
}
