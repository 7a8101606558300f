//! The panel's frame: the host on the page, the closed shadow root with the style, the launcher, the separator, and
//! the notices of each state.

use js_sys::JsString;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

use super::action::Action;
use super::dock::Dock;
use super::dom::{self, Build, Make, append};
use super::head::{Head, truth};
use super::icons;
use super::listing::Tab;
use super::messages::Messages;
use super::{Failure, State};

#[wasm_bindgen]
extern "C" {
    /// The panel's style (panel.css), which tools/glue.mjs puts beside the glue.
    #[wasm_bindgen(thread_local_v2, js_name = QuothStyle)]
    static STYLE: JsString;

    /// web-sys's takes the text from the module.
    #[wasm_bindgen(js_name = CSSStyleSheet)]
    type Sheet;
    #[wasm_bindgen(constructor, catch, js_class = CSSStyleSheet)]
    fn new() -> Result<Sheet, JsValue>;
    #[wasm_bindgen(method, catch, js_class = CSSStyleSheet, js_name = replaceSync)]
    fn fill(this: &Sheet, text: &JsString) -> Result<(), JsValue>;
}

/// What of the panel is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Hidden,
    Launcher,
    Open,
}

pub struct Frame {
    make: Make,
    pub host: HtmlElement,
    pub shadow: ShadowRoot,
    /// Holds everything in the shadow root; its attributes steer the style.
    root: HtmlElement,
    /// Hidden while the panel is closed.
    pub panel: HtmlElement,
    pub launcher: HtmlElement,
    pub separator: HtmlElement,
    pub head: Head,
    notice: HtmlElement,
    /// Holds list and card, one of them shown.
    pub views: HtmlElement,
    /// Read out when it changes.
    status: HtmlElement,
}

impl Frame {
    pub fn new(make: &Make, words: &Messages) -> Result<Frame, JsValue> {
        // A plain element: content scripts have no custom elements in Chromium. A popover: the top layer lies over
        // whatever the page stacks, and leaves its layout alone.
        let host = make.tag("div", "").attr("popover", "manual");
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Closed))?;
        style(&shadow)?;

        let head = Head::new(make, words);
        let separator = make.tag("div", "separator").attr("role", "separator").attr("tabindex", "0");
        let separator = separator.attr("aria-controls", "panel").attr("aria-label", &words.get("panel_resize"));
        let notice = make.tag("div", "notice");
        let views = make.tag("div", "views");
        let status = make.tag("p", "spoken").attr("role", "status");
        let panel = make.tag("aside", "panel").attr("id", "panel").attr("aria-labelledby", "title");
        let panel = panel.with(&separator).with(&head.root).with(&notice).with(&views).with(&status);

        let launcher = make.button("launcher", &Action::Open.to_string()).with(&make.icon(icons::QUOTE));
        let launcher = launcher.with(&make.tag("span", "number"));
        let root = make.tag("div", "root").with(&launcher).with(&panel);
        let root = root.attr("dir", &words.get("panel_direction")).attr("lang", &words.get("panel_locale"));
        append(&shadow, &root);
        let frame =
            Frame { make: make.clone(), host, shadow, root, panel, launcher, separator, head, notice, views, status };
        frame.present(Presence::Hidden);
        Ok(frame)
    }

    /// Puts the host on the page, or back to its place if the page took it away, and over what else is in the top layer.
    pub fn attach(&self) {
        let page = self.make.document().document_element();
        if let Some(page) = page.filter(|page| self.host.parent_element().as_ref() != Some(page)) {
            append(&page, &self.host);
        }
        // Either fails where it has nothing to do.
        let _ = self.host.hide_popover();
        let _ = self.host.show_popover();
    }

    pub fn make(&self) -> &Make {
        &self.make
    }

    /// Puts the map beside the panel, under it in the reading order.
    pub fn place_map(&self, map: &Element) {
        append(&self.root, map);
    }

    pub fn detach(&self) {
        self.host.remove();
    }

    pub fn present(&self, presence: Presence) {
        self.panel.set_hidden(presence != Presence::Open);
        self.launcher.set_hidden(presence != Presence::Launcher);
    }

    /// Puts the panel to its place in a window of `view` pixels' width.
    pub fn dock(&self, dock: Dock, view: f64) {
        let (name, unit) = match dock {
            Dock::Side { side, .. } => (side.name(), "px"),
            Dock::Sheet { .. } => ("sheet", "vh"),
        };
        // Whole numbers: to print others takes 15 KB of code.
        let [now, least, most] = dock.range(view).map(|size| size.round() as i32);
        dom::set(&self.root, "data-dock", name);
        let _ = self.root.style().set_property("--size", &format!("{now}{unit}"));
        let orientation = if matches!(dock, Dock::Sheet { .. }) { "horizontal" } else { "vertical" };
        dom::set(&self.separator, "aria-orientation", orientation);
        for (name, value) in [("aria-valuenow", now), ("aria-valuemin", least), ("aria-valuemax", most)] {
            dom::set(&self.separator, name, &value.to_string());
        }
    }

    /// How many statements the launcher tells of.
    pub fn count(&self, all: usize, words: &Messages) {
        dom::rename(&self.launcher, &words.count("panel_open", all));
        if let Ok(Some(number)) = self.launcher.query_selector(".number") {
            dom::write(&number, &if all > 0 { all.to_string() } else { String::new() });
        }
    }

    /// Shows what state the report is in; `listed`: whether there is a list to show beside it.
    pub fn state(&self, state: State, listed: bool, words: &Messages) {
        let name = match state {
            State::Working { .. } => "working",
            State::Ready | State::Part => "ready",
            State::Empty => "empty",
            State::Failed(_) => "failed",
        };
        dom::set(&self.root, "data-state", name);
        dom::set(&self.root, "data-listed", truth(listed));
        dom::set(&self.views, "aria-busy", truth(matches!(state, State::Working { .. })));
        let parts = match state {
            State::Ready => None,
            State::Part => Some(("panel_part", "panel_part_more", None)),
            // What is shown stays, and is soon replaced.
            State::Working { .. } if listed => None,
            State::Working { .. } => Some(("panel_working", "panel_working_more", None)),
            State::Empty => Some(("panel_empty", "panel_empty_more", None)),
            State::Failed(failure) => Some(match failure {
                Failure::NotArticle => {
                    ("panel_not_article", "panel_not_article_more", Some((Action::Retry, "panel_retry")))
                }
                Failure::Language => ("panel_language", "panel_language_more", None),
                Failure::Error => ("panel_error", "panel_error_more", Some((Action::Retry, "panel_retry"))),
                Failure::Orphaned => ("panel_orphaned", "panel_orphaned_more", Some((Action::Reload, "panel_reload"))),
            }),
        };
        self.notice.set_hidden(parts.is_none());
        let Some((sentence, more, action)) = parts else {
            self.notice.replace_children_with_node_0();
            return;
        };
        let lines = self.make.tag("div", "lines").attr("aria-hidden", "true");
        for _ in 0..4 {
            append(&lines, &self.make.tag("span", ""));
        }
        let notice = self.make.tag("div", name).with(&lines);
        let notice = notice.with(&self.make.text("p", "sentence", &words.get(sentence)));
        let notice = notice.with(&self.make.text("p", "detail", &words.get(more)));
        if let State::Working { .. } = state {
            let progress = self.make.tag("progress", "").attr("max", "100").attr("aria-label", &words.get(sentence));
            append(&notice, &progress);
        }
        if let Some((action, key)) = action {
            let button = self.make.button("solid", &action.to_string());
            button.set_text_content(Some(&words.get(key)));
            append(&notice, &button);
        }
        if !self.notice.first_element_child().is_some_and(|old| old.is_equal_node(Some(&notice))) {
            self.notice.replace_children_with_node_1(&notice);
            self.say(&words.get(sentence));
        }
    }

    /// How far the work is that the reader waits for, while that is shown.
    pub fn progress(&self, done: usize, of: usize) {
        if of > 0
            && let Ok(Some(progress)) = self.notice.query_selector("progress")
        {
            // Whole hundredths, so that it is not drawn anew for less.
            dom::set(&progress, "value", &(done * 100 / of).to_string());
        }
    }

    /// Whether the card lies over the list.
    pub fn carded(&self, carded: bool) {
        dom::set(&self.root, "data-view", if carded { "card" } else { "list" });
    }

    /// Whether the panel's own language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.root.get_attribute("dir").as_deref() == Some("rtl")
    }

    /// Which tab the list is of.
    pub fn choose(&self, tab: Tab) {
        dom::set(&self.root, "data-tab", tab.name());
        self.head.choose(tab);
    }

    /// Has a screen reader say something.
    pub fn say(&self, text: &str) {
        // Said again if it is the same again.
        self.status.set_text_content(Some(text));
    }

    /// Where the focus is in the panel.
    pub fn focused(&self) -> Option<Element> {
        self.shadow.active_element()
    }
}

/// Gives the shadow root its style: a constructed sheet, which no policy of the page touches.
fn style(shadow: &ShadowRoot) -> Result<(), JsValue> {
    #[cfg(test)]
    js_sys::eval(concat!("globalThis.QuothStyle = String.raw`", include_str!("panel.css"), "`"))?;
    let sheet = Sheet::new()?;
    STYLE.with(|style| sheet.fill(style))?;
    shadow.set_adopted_style_sheets(&js_sys::Array::of1(&sheet));
    Ok(())
}
