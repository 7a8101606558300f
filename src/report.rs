//! What the analysis found: speakers, attributions, rebuttals.

use serde::Serialize;

use crate::pace::{Pace, at_once};
use crate::text::{Bytes, Index, Span, Unit};

/// What one article states about who said what. Its spans are counted in `U`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Report<U = Bytes> {
    pub speakers: Vec<Speaker>,
    /// In reading order of their first content.
    pub attributions: Vec<Attribution<U>>,
    /// In reading order.
    pub rebuttals: Vec<Rebuttal<U>>,
    /// Every sentence, in order: what the context of a statement is cut from.
    #[serde(skip)]
    pub sentences: Vec<Span<U>>,
}

/// Someone or something that the article quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// The fullest name that the article gives, or the role where it gives no name.
    pub name: String,
    /// The role as the article words it.
    pub role: Option<String>,
    pub kind: SpeakerKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    Person,
    Organisation,
    /// People without a name: "officials", "critics".
    Group,
    /// A report, a study, a statement.
    Document,
}

/// How much of the content stands inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All of it.
    Direct,
    /// Parts of it.
    Mixed,
    /// None of it.
    Indirect,
}

/// One statement, and who the text says made it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Attribution<U = Bytes> {
    pub kind: Kind,
    /// What was said, one span a segment, in order; direct content with its marks. Never empty.
    pub content: Vec<Span<U>>,
    /// The parts of the content inside quotation marks, without the marks.
    pub quoted: Vec<Span<U>>,
    /// The words that name the source: "he", "the minister", "Ann Lee"; where a quotation goes on with a speaker
    /// without naming it again, the words that named it before.
    pub source: Option<Span<U>>,
    /// The words that say it was said: "added", "according to".
    pub cue: Option<Span<U>>,
    /// Index into [`Report::speakers`].
    pub speaker: Option<usize>,
    /// How the source led to the speaker.
    pub resolution: Option<Resolution<U>>,
    pub confidence: Confidence,
    /// The question that it answers, where the article is an interview in questions and answers: the interviewer's words,
    /// without a label such as "Q:". Counted like every span of the report.
    pub question: Option<Span<U>>,
    /// The attribution of the body whose words this one repeats (as a headline, a caption, a pull quote), an index into
    /// [`Report::attributions`].
    pub repeats: Option<usize>,
}

/// How sure it is that the text attributes these words to this speaker: of a hundred attributions that are as sure,
/// about so many are as people annotated them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Confidence(u8);

/// A confidence in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    Sure,
    Likely,
    Unsure,
}

impl Confidence {
    pub(crate) fn of_hundred(right: u8) -> Self {
        Confidence(right.min(100))
    }

    pub fn percent(self) -> u8 {
        self.0
    }

    pub fn in_words(self) -> Sureness {
        match self.0 {
            85.. => Sureness::Sure,
            60.. => Sureness::Likely,
            _ => Sureness::Unsure,
        }
    }
}

/// How the words of a source led to a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Resolution<U = Bytes> {
    pub by: ResolvedBy,
    /// The mention that the source was resolved to, where it is another one.
    pub antecedent: Option<Span<U>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ResolvedBy {
    /// The source gives the name itself.
    Name,
    /// A part of the name, or another spelling of it.
    Variant,
    Pronoun,
    /// "the NATO chief".
    Role,
    /// No source in the sentence: the speaker of the quotation before goes on.
    Continuation,
    /// An answer in an interview that names nobody at it: the one who is interviewed.
    Interview,
}

impl ResolvedBy {
    /// As it is serialised.
    pub fn name(self) -> &'static str {
        match self {
            ResolvedBy::Name => "name",
            ResolvedBy::Variant => "variant",
            ResolvedBy::Pronoun => "pronoun",
            ResolvedBy::Role => "role",
            ResolvedBy::Continuation => "continuation",
            ResolvedBy::Interview => "interview",
        }
    }
}

/// A statement that contests a claim, by words that say so.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Rebuttal<U = Bytes> {
    /// The clause that contests.
    pub span: Span<U>,
    /// The words in it that mark the contest.
    pub marker: Span<U>,
    pub level: Level,
    /// Who contests: an index into [`Report::speakers`]; `None` is the author.
    pub by: Option<usize>,
    /// The contested claim, where the text states it.
    pub targets: Vec<Span<U>>,
    /// The attributions among the targets: indices into [`Report::attributions`].
    pub contests: Vec<usize>,
    /// The attribution that the rebuttal is part of: an index into [`Report::attributions`].
    pub attribution: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The words themselves contest or judge a claim.
    Explicit,
    /// The same speaker goes on to argue against the claim just contested.
    Supporting,
}

impl<U: Unit> Report<U> {
    /// The report on the text from `start` on, its spans counted from there; what stands before is left out.
    pub fn from_offset(&self, start: usize) -> Report<U> {
        let span = |s: &Span<U>| (s.start >= start).then(|| Span::new(s.start - start, s.end - start));
        let spans = |s: &[Span<U>]| s.iter().filter_map(span).collect::<Vec<_>>();
        // Where each attribution of this report comes to stand in the other.
        let mut kept = 0;
        let places: Vec<Option<usize>> = (self.attributions.iter())
            .map(|a| {
                let stays = a.content.iter().all(|c| c.start >= start);
                kept += usize::from(stays);
                stays.then(|| kept - 1)
            })
            .collect();
        let place = |index: usize| places.get(index).copied().flatten();
        let attribution = |a: &Attribution<U>| Attribution {
            content: spans(&a.content),
            quoted: spans(&a.quoted),
            source: a.source.as_ref().and_then(span),
            cue: a.cue.as_ref().and_then(span),
            resolution: a.resolution.map(|r| Resolution { antecedent: r.antecedent.as_ref().and_then(span), ..r }),
            question: a.question.as_ref().and_then(span),
            repeats: a.repeats.and_then(place),
            ..a.clone()
        };
        let rebuttal = |r: &Rebuttal<U>| {
            Some(Rebuttal {
                span: span(&r.span)?,
                marker: span(&r.marker)?,
                targets: spans(&r.targets),
                contests: r.contests.iter().filter_map(|c| place(*c)).collect(),
                attribution: r.attribution.and_then(place),
                ..r.clone()
            })
        };
        let stays = self.attributions.iter().zip(&places).filter(|(_, place)| place.is_some());
        Report {
            speakers: self.speakers.clone(),
            attributions: stays.map(|(a, _)| attribution(a)).collect(),
            rebuttals: self.rebuttals.iter().filter_map(rebuttal).collect(),
            sentences: spans(&self.sentences),
        }
    }
}

/// The work that it is to count an attribution's spans anew.
const COUNTING: usize = 60;

impl Report<Bytes> {
    /// The same report with its spans counted in `U`; `text` is the article's.
    pub fn counted_in<U: Unit>(&self, text: &str) -> Report<U> {
        at_once(self.counted_in_steps(text, &Pace::default()))
    }

    /// The same, a step at a time.
    pub async fn counted_in_steps<U: Unit>(&self, text: &str, pace: &Pace) -> Report<U> {
        let index = Index::<U>::new(text);
        pace.rest().await;
        let span = |s: &Span| index.span(*s);
        let spans = |s: &[Span]| s.iter().map(span).collect::<Vec<_>>();
        let attribution = |a: &Attribution| Attribution {
            kind: a.kind,
            content: spans(&a.content),
            quoted: spans(&a.quoted),
            source: a.source.as_ref().map(span),
            cue: a.cue.as_ref().map(span),
            speaker: a.speaker,
            resolution: a.resolution.map(|r| Resolution { by: r.by, antecedent: r.antecedent.as_ref().map(span) }),
            confidence: a.confidence,
            question: a.question.as_ref().map(span),
            repeats: a.repeats,
        };
        let rebuttal = |r: &Rebuttal| Rebuttal {
            span: span(&r.span),
            marker: span(&r.marker),
            level: r.level,
            by: r.by,
            targets: spans(&r.targets),
            contests: r.contests.clone(),
            attribution: r.attribution,
        };
        let mut attributions = Vec::with_capacity(self.attributions.len());
        for a in &self.attributions {
            attributions.push(attribution(a));
            pace.did(COUNTING).await;
        }
        Report {
            speakers: self.speakers.clone(),
            attributions,
            rebuttals: self.rebuttals.iter().map(rebuttal).collect(),
            sentences: spans(&self.sentences),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, BlockKind};

    #[test]
    fn from_an_offset_on_it_is_as_if_the_text_began_there() {
        let title = "Lee: ‘We will rebuild the hall’";
        let body = "“We will rebuild the hall before the spring,” Ann Lee said.\n\nBen Lowe denied that the hall was \
                    ever lost. He said: “It stands.”";
        let mut article = Article::default();
        article.push(BlockKind::Title, title);
        body.split("\n\n").for_each(|p| {
            article.push(BlockKind::Paragraph, p);
        });
        let whole = crate::analyse(&article);
        assert_eq!(whole.attributions[0].repeats, Some(1), "{whole:#?}");
        let start = article.blocks[1].span.start;
        let part = whole.from_offset(start);
        assert_eq!(part.attributions.len(), whole.attributions.len() - 1);
        for (a, b) in part.attributions.iter().zip(&whole.attributions[1..]) {
            let text = |spans: &[crate::text::Span], text: &str| {
                spans.iter().map(|s| s.of(text).to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(text(&a.content, body), text(&b.content, &article.text));
            assert_eq!(a.source.map(|s| s.of(body)), b.source.map(|s| s.of(&article.text)));
        }
        assert_eq!(part.rebuttals.len(), whole.rebuttals.len());
        let contested = |r: &super::Report| r.rebuttals.iter().flat_map(|r| r.attribution).collect::<Vec<_>>();
        assert_eq!(contested(&part), contested(&whole).iter().map(|i| i - 1).collect::<Vec<_>>());
        assert_eq!(whole.from_offset(0), whole);
    }
}
