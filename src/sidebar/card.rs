//! The context card: one statement or rebuttal with the text around it, and the words that led to its speaker.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::action::Action;
use super::dom::{self, Build, Make, append};
use super::icons;
use super::messages::Messages;
use super::passage::{self, Mark, Marks, clip, rebuttal_marks, statement_marks};
use super::rows::{badge, dye};
use super::view::{View, kind_class, kind_name};
use super::wrong::Wrong;
use crate::context::{Around, Context, Trail};
use crate::outline::{Item, Who, original};
use crate::related::related;
use crate::report::{Attribution, Confidence, Level, Rebuttal, ResolvedBy, Sureness};
use crate::text::Span;

/// The most of one part that is shown, in bytes: a whole article inside marks stays readable.
const LONGEST: usize = 20_000;
/// How much of another statement a link to it shows, in bytes.
const GLIMPSE: usize = 160;

pub struct Card {
    make: Make,
    pub root: HtmlElement,
    place: HtmlElement,
    previous: HtmlElement,
    next: HtmlElement,
    /// The part that scrolls.
    body: HtmlElement,
    reveal: HtmlElement,
    copy: HtmlElement,
    copy_label: HtmlElement,
    /// Where text goes that could not be copied.
    by_hand: HtmlElement,
    wrong: HtmlElement,
    pub report: Wrong,
}

impl Card {
    pub fn new(make: &Make, words: &Messages) -> Card {
        let back = make.button("back quiet", &Action::Back.to_string());
        let back = back.with(&make.icon(icons::BACK)).with(&make.node(&words.get("panel_back")));
        let place = make.tag("span", "place");
        let previous = make.icon_button("icon-button", "", icons::PREVIOUS, &words.get("panel_previous"));
        let next = make.icon_button("icon-button", "", icons::NEXT, &words.get("panel_next"));
        let steps = make.tag("div", "steps").with(&previous).with(&place).with(&next);
        let bar = make.tag("div", "bar").with(&back).with(&steps);
        let body = make.tag("div", "body");
        let reveal = make.button("quiet", "");
        let reveal = reveal.with(&make.icon(icons::REVEAL)).with(&make.node(&words.get("panel_reveal")));
        let copy = make.button("quiet", &Action::Copy.to_string());
        let copy_label = make.text("span", "", &words.get("panel_copy"));
        let copy = copy.with(&make.icon(icons::COPY)).with(&copy_label);
        let by_hand = make.tag("textarea", "by-hand").attr("readonly", "").attr("rows", "4");
        dom::set(&by_hand, "aria-label", &words.get("panel_copy_by_hand"));
        by_hand.set_hidden(true);
        let wrong = make.button("quiet", &Action::Wrong.to_string()).attr("aria-expanded", "false");
        let wrong = wrong.with(&make.icon(icons::FLAG)).with(&make.node(&words.get("panel_wrong")));
        let report = Wrong::new(make, words);
        let tools = make.tag("div", "tools").with(&reveal).with(&copy).with(&wrong);
        let root = make.tag("div", "card").with(&bar).with(&body).with(&by_hand).with(&report.root).with(&tools);
        let make = make.clone();
        Card { make, root, place, previous, next, body, reveal, copy, copy_label, by_hand, wrong, report }
    }

    /// Shows an item; what is already shown stays as it is. Whether there is such an item.
    pub fn render(&self, view: &View, item: Item, words: &Messages) -> bool {
        let page = Page { make: &self.make, view, words };
        let (body, previous, next, place) = match item {
            Item::Attribution(index) => {
                let attribution = view.attribution(index);
                let context = Context::of(view.article(), view.report(), index);
                let (Some(attribution), Some(context)) = (attribution, context) else { return false };
                let place = context.place.map(|p| (p.number, p.of));
                let [previous, next] = [context.previous, context.next].map(|i| i.map(Item::Attribution));
                (page.statement(index, attribution, &context), previous, next, place)
            }
            Item::Rebuttal(index) => {
                let Some(rebuttal) = view.rebuttal(index) else { return false };
                let count = view.report().rebuttals.len();
                let previous = index.checked_sub(1).map(Item::Rebuttal);
                let next = Some(index + 1).filter(|i| *i < count).map(Item::Rebuttal);
                (page.rebuttal(index, rebuttal), previous, next, Some((index + 1, count)))
            }
        };
        let place = place.map(|(n, of)| words.with("panel_place", &[&n.to_string(), &of.to_string()]));
        dom::write(&self.place, &place.unwrap_or_default());
        let (before, after) = match item {
            Item::Attribution(_) => ("panel_previous", "panel_next"),
            Item::Rebuttal(_) => ("panel_previous_rebuttal", "panel_next_rebuttal"),
        };
        step(&self.previous, previous, &words.get(before));
        step(&self.next, next, &words.get(after));
        dom::set(&self.reveal, "data-do", &Action::Reveal(item).to_string());
        if !self.body.first_element_child().is_some_and(|old| old.is_equal_node(Some(&body))) {
            self.body.replace_children_with_node_1(&body);
            self.body.set_scroll_top(0.0);
            self.by_hand.set_hidden(true);
            self.end_report();
        }
        true
    }

    /// The card's heading, which takes the focus when the card opens: a screen reader starts with who spoke.
    pub fn heading(&self) -> Option<HtmlElement> {
        self.body.query_selector("h3").ok().flatten()?.dyn_into().ok()
    }

    /// The second way to the clipboard, where the first is refused: copies by a selection. If that is refused too
    /// the text stays there, selected, for the reader's own hand.
    pub fn copy_selected(&self, text: &str) -> bool {
        let Some(area) = self.by_hand.dyn_ref::<HtmlTextAreaElement>() else { return false };
        self.by_hand.set_hidden(false);
        area.set_value(text);
        let _ = area.focus();
        area.select();
        let document = self.make.document().dyn_ref::<HtmlDocument>();
        let copied = document.is_some_and(|d| d.exec_command("copy") == Ok(true));
        if copied {
            self.by_hand.set_hidden(true);
            let _ = self.copy.focus();
        }
        copied
    }

    /// Where an arrow key leads from this card: to the item before or after.
    pub fn step(&self, key: &str) -> Option<Action> {
        let button = match key {
            "ArrowLeft" => &self.previous,
            "ArrowRight" => &self.next,
            _ => return None,
        };
        Action::parse(&button.get_attribute("data-do")?)
    }

    /// Opens the form that reports a fault, or closes it.
    pub fn toggle_report(&self, view: &View, item: Item, words: &Messages) {
        if self.report.is_open() {
            self.end_report();
            dom::focus(&self.wrong);
        } else {
            dom::set(&self.wrong, "aria-expanded", "true");
            self.report.open(view, item, words);
        }
    }

    fn end_report(&self) {
        self.report.close();
        dom::set(&self.wrong, "aria-expanded", "false");
    }

    /// Says on the copy button what became of it.
    pub fn copied(&self, message: &str) {
        dom::write(&self.copy_label, message);
    }
}

/// A button to the item before or after; without one it stays in its place, switched off.
fn step(button: &HtmlElement, item: Option<Item>, name: &str) {
    dom::rename(button, name);
    dom::set(button, "data-do", &item.map(|i| Action::Card(i).to_string()).unwrap_or_default());
    // Not `disabled`: that would drop the focus of whoever just stepped to the last one.
    dom::set(button, "aria-disabled", if item.is_some() { "false" } else { "true" });
}

/// Whether the passage with its neighbours shows the span.
fn shown(around: &Around, span: &Span) -> bool {
    [around.before, Some(around.sentence), around.after].iter().flatten().any(|s| s.holds(span))
}

/// What a card is made with.
struct Page<'c> {
    make: &'c Make,
    view: &'c View,
    words: &'c Messages,
}

impl Page<'_> {
    fn statement(&self, index: usize, said: &Attribution, context: &Context) -> HtmlElement {
        let body = self.make.tag("article", "context");
        self.head(&body, Item::Attribution(index), kind_name(said.kind));
        if let Some(question) = said.question {
            let asked = self.words.with("panel_asked", &[self.view.words(question)]);
            append(&body, &self.make.text("p", "asked", &asked).attr("dir", "auto"));
        }
        let mut marks = statement_marks(said);
        let antecedent = context.trail.and_then(|t| t.antecedent);
        marks.extend(antecedent.map(|(span, _)| (span, Mark::Antecedent)));
        self.passage(&body, kind_class(said.kind), &context.around, &marks);
        self.shown_by(&body, said, context);
        self.links(&body, "panel_contested_heading", &context.contested_by, |r| self.rebuttal_link(r));
        let contested: Vec<_> = context.contests.iter().filter_map(|r| self.view.rebuttal(*r)).collect();
        let claims: Vec<_> = contested.iter().flat_map(|r| r.contests.iter().copied()).collect();
        if !contested.is_empty() && claims.is_empty() {
            self.links(&body, "panel_contests_heading", &context.contests, |r| self.rebuttal_link(r));
        }
        self.links(&body, "panel_contests_heading", &claims, |a| self.statement_link(a));
        let attributions = &self.view.report().attributions;
        let repeats: Vec<_> = (0..attributions.len()).filter(|i| attributions[*i].repeats == Some(index)).collect();
        let mut others = related(self.view.article(), self.view.report(), index);
        // Those that contest it stand above already.
        others.retain(|other| !claims.contains(other) && !self.contests(*other, index));
        self.links(&body, "panel_related_heading", &others, |a| self.statement_link(a));
        self.links(&body, "panel_repeated_heading", &repeats, |a| self.repeat_link(a));
        body
    }

    /// Whether a rebuttal of `claim` is made in `statement`.
    fn contests(&self, statement: usize, claim: usize) -> bool {
        let by = self.view.contested_by(claim).iter().filter_map(|r| self.view.rebuttal(*r));
        by.into_iter().any(|r| r.attribution == Some(statement))
    }

    fn rebuttal(&self, index: usize, rebuttal: &Rebuttal) -> HtmlElement {
        let kind = match rebuttal.level {
            Level::Explicit => "panel_kind_rebuttal",
            Level::Supporting => "panel_kind_supporting",
        };
        let body = self.make.tag("article", "context");
        self.head(&body, Item::Rebuttal(index), kind);
        let around = Around::of(self.view.article(), self.view.report(), &[rebuttal.span]);
        self.passage(&body, "contested", &around, &rebuttal_marks(rebuttal));
        let facts = self.make.tag("dl", "facts");
        self.fact(&facts, "panel_marker", self.quoted(rebuttal.marker, Mark::Marker));
        append(&body, &facts);
        if !rebuttal.contests.is_empty() {
            self.links(&body, "panel_claim_heading", &rebuttal.contests, |a| self.statement_link(a));
        } else {
            append(&body, &self.make.text("h4", "", &self.words.get("panel_claim_heading")));
            if rebuttal.targets.is_empty() {
                append(&body, &self.make.text("p", "unknown", &self.words.get("panel_no_claim")));
            }
            for target in &rebuttal.targets {
                let claim = self.words_of(*target, &[], LONGEST);
                append(&body, &self.make.tag("p", "claim").with(&claim));
            }
        }
        let part: Vec<_> = rebuttal.attribution.into_iter().collect();
        self.links(&body, "panel_part_of", &part, |a| self.statement_link(a));
        body
    }

    /// Who, in what role, and what kind of passage this is.
    fn head(&self, body: &HtmlElement, item: Item, kind: &str) {
        let who = Who::of(self.view.report(), item);
        let name = self.view.called(who, self.words);
        dye(body, self.view.colour(who));
        append(body, &self.make.text("p", "kind", &self.words.get(kind)));
        let heading = self.make.tag("h3", "speaker").attr("tabindex", "-1").with(&badge(self.make, who, &name));
        append(body, &heading.with(&self.make.text("span", "name", &name)));
        let role = match who {
            Who::Author => self.view.article().byline.as_deref().map(Into::into),
            _ => self.view.role(who, self.words),
        };
        if let Some(role) = role {
            append(body, &self.make.text("p", "role", &role));
        }
        if who == Who::Nobody {
            append(body, &self.make.text("p", "unknown", &self.words.get("panel_no_speaker")));
        }
    }

    /// The sentence before, those of the passage with what is marked in them, the sentence after.
    fn passage(&self, body: &HtmlElement, kind: &str, around: &Around, marks: &Marks) {
        let passage = self.make.tag("blockquote", &format!("passage {kind}")).attr("dir", "auto").attr("lang", "en");
        for (span, class) in [(around.before, "beside"), (Some(around.sentence), "sentence"), (around.after, "beside")]
        {
            let Some(span) = span else { continue };
            let clipped = clip(self.view.text(), span, LONGEST);
            let line = self.make.tag("p", class);
            passage::write(self.make, &line, self.view.text(), clipped, marks);
            if clipped != span {
                append(&line, &self.make.node("…"));
            }
            append(&passage, &line);
        }
        append(body, &passage);
    }

    /// The words that show who spoke: the cue, the source, and what the source was resolved to.
    fn shown_by(&self, body: &HtmlElement, said: &Attribution, context: &Context) {
        let facts = self.make.tag("dl", "facts");
        if let Some(cue) = said.cue {
            self.fact(&facts, "panel_cue", self.quoted(cue, Mark::Cue));
        }
        if let Some(source) = said.source {
            self.fact(&facts, "panel_source", self.quoted(source, Mark::Source));
        }
        if let (Some(trail), Some(speaker)) = (&context.trail, said.speaker) {
            let name = self.view.name(Some(speaker), "");
            if let Some(resolved) = self.resolved(trail, name) {
                let line = self.make.text("span", "", &resolved);
                self.fact(&facts, "panel_resolved", line);
            }
            if let Some((antecedent, sentence)) = trail.antecedent
                && !shown(&context.around, &antecedent)
            {
                self.fact(&facts, "panel_antecedent", self.words_of(sentence, &[(antecedent, Mark::Antecedent)], 600));
            }
        }
        if said.speaker.is_some() {
            let sure = self.words.with(sureness(said.confidence), &[&said.confidence.percent().to_string()]);
            self.fact(&facts, "panel_confidence", self.make.text("span", "", &sure));
        }
        if facts.has_child_nodes() {
            append(body, &self.make.text("h4", "", &self.words.get("panel_why")));
            append(body, &facts);
        }
    }

    /// How the source led to the speaker, in a sentence; nothing where it gives the name itself.
    fn resolved(&self, trail: &Trail, name: &str) -> Option<String> {
        let source = trail.source.map_or("", |s| self.view.words(s));
        let antecedent = trail.antecedent.map(|(span, _)| self.view.words(span)).filter(|a| *a != name);
        let (key, with) = match (trail.by, antecedent) {
            (ResolvedBy::Name, _) => return None,
            (ResolvedBy::Variant, _) if name.contains(source) => ("panel_by_part", None),
            (ResolvedBy::Variant, _) => ("panel_by_variant", None),
            (ResolvedBy::Pronoun, None) => ("panel_by_pronoun", None),
            (ResolvedBy::Pronoun, with) => ("panel_by_pronoun_for", with),
            (ResolvedBy::Role, None) => ("panel_by_role", None),
            (ResolvedBy::Role, with) => ("panel_by_role_for", with),
            (ResolvedBy::Continuation, _) => ("panel_by_continuation", None),
            (ResolvedBy::Interview, _) => ("panel_by_interview", None),
        };
        Some(self.words.with(key, &[source, name, with.unwrap_or_default()]))
    }

    fn fact(&self, facts: &HtmlElement, key: &str, value: HtmlElement) {
        append(facts, &self.make.text("dt", "", &self.words.get(key)));
        append(facts, &self.make.tag("dd", "").with(&value));
    }

    /// Words of the article, in marks of ours, as the passage shows them.
    fn quoted(&self, span: Span, mark: Mark) -> HtmlElement {
        self.words_of(clip(self.view.text(), span, GLIMPSE), &[(span, mark)], GLIMPSE)
    }

    fn words_of(&self, span: Span, marks: &[(Span, Mark)], limit: usize) -> HtmlElement {
        let said = self.make.tag("span", "words").attr("dir", "auto").attr("lang", "en");
        passage::write_all(self.make, &said, self.view.text(), &[span], marks, limit);
        said
    }

    fn links(&self, body: &HtmlElement, heading: &str, items: &[usize], link: impl Fn(usize) -> Option<HtmlElement>) {
        if items.is_empty() {
            return;
        }
        let list = self.make.tag("ul", "links").attr("role", "list");
        for item in items {
            if let Some(link) = link(*item) {
                append(&list, &self.make.tag("li", "").with(&link));
            }
        }
        append(body, &self.make.text("h4", "", &self.words.get(heading)));
        append(body, &list);
    }

    fn statement_link(&self, index: usize) -> Option<HtmlElement> {
        let said = self.view.attribution(index)?;
        let item = Item::Attribution(original(&self.view.report().attributions, index));
        Some(self.link(Action::Card(item), &self.called(item), &said.content, &statement_marks(said)))
    }

    fn rebuttal_link(&self, index: usize) -> Option<HtmlElement> {
        let rebuttal = self.view.rebuttal(index)?;
        let item = Item::Rebuttal(index);
        Some(self.link(Action::Card(item), &self.called(item), &[rebuttal.span], &rebuttal_marks(rebuttal)))
    }

    fn called(&self, item: Item) -> Rc<str> {
        self.view.called(Who::of(self.view.report(), item), self.words)
    }

    fn repeat_link(&self, index: usize) -> Option<HtmlElement> {
        let said = self.view.attribution(index)?;
        let who = self.words.get("panel_repeat");
        Some(self.link(Action::Reveal(Item::Attribution(index)), &who, &said.content, &statement_marks(said)))
    }

    fn link(&self, to: Action, who: &str, spans: &[Span], marks: &Marks) -> HtmlElement {
        let said = self.make.tag("span", "words").attr("dir", "auto").attr("lang", "en");
        passage::write_all(self.make, &said, self.view.text(), spans, marks, GLIMPSE);
        let button = self.make.button("link", &to.to_string());
        let who = self.make.text("span", "who", who);
        button.with(&who).with(&self.make.text("span", "spoken", ": ")).with(&said)
    }
}

/// A confidence in words, and how often one like it is right.
fn sureness(confidence: Confidence) -> &'static str {
    match confidence.in_words() {
        Sureness::Sure => "panel_sure",
        Sureness::Likely => "panel_likely",
        Sureness::Unsure => "panel_unsure",
    }
}
