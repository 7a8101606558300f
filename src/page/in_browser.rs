//! Reading a live document, in a browser.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, MutationObserver, MutationObserverInit, Range, ShadowRootInit, ShadowRootMode};

use super::changes::Changes;
use super::scan::Scan;
use super::tree::{Kind, Tree};
use super::{Reader, Reading};
use crate::pace::{Pace, at_once};
use crate::text::{Span, Utf16};

const STORY: &str = "<p>The harbour board met on Tuesday to hear the pilots, who have waited since the spring for it.</p>\
    <p>“We will <a href='#'>not\n sign</a> what<br>we have <em>not</em> read,” said Ada Brook, who leads the pilots.</p>\
    <p>Ben Lowe, the harbour master, said: “The contract was sent to everyone in March, and I have the receipts.”</p>";

/// What a test puts on the page, until it is dropped.
struct Page {
    document: Document,
    main: Element,
}

impl Page {
    fn new(html: &str) -> Page {
        let document = web_sys::window().unwrap().document().unwrap();
        // What the runner of the tests writes there would soon be longer than the article.
        document.get_element_by_id("output").unwrap().set_class_name("offscreen");
        let main = document.create_element("main").unwrap();
        main.set_inner_html(html);
        document.body().unwrap().append_child(&main).unwrap();
        Page { document, main }
    }

    fn read(&self) -> Option<Reading> {
        let changes = Changes::all(&self.document).unwrap();
        at_once(Reader::default().read(&self.document, changes, false, &Pace::default())).unwrap()
    }

    fn text(&self) -> String {
        self.read().map(|r| r.article.text).unwrap_or_default()
    }

    /// What the page has where the first of these words of the article stand.
    fn on_page(&self, words: &str) -> Vec<String> {
        let reading = self.read().unwrap();
        let before = &reading.article.text[..reading.article.text.find(words).unwrap()];
        let start = before.encode_utf16().count();
        let span = Span::<Utf16>::new(start, start + words.encode_utf16().count());
        reading.ranges(&self.document, span).iter().map(text_of).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.main.remove();
    }
}

fn text_of(range: &Range) -> String {
    range.to_string().into()
}

#[wasm_bindgen_test]
fn ranges_hold_the_very_words() {
    let page = Page::new(STORY);
    let quote = "“We will not sign what we have not read,”";
    assert!(page.text().contains(quote), "{}", page.text());
    let found = page.on_page(quote);
    assert_eq!(found, ["“We will not\n sign whatwe have not read,”"], "a break has no text of its own");
}

#[wasm_bindgen_test]
fn what_is_not_drawn_is_not_read() {
    let hidden = "<p hidden>Hidden by its attribute, and a whole sentence long as well, to be sure.</p>\
                  <p style='display: none'>Hidden by its style, and a whole sentence long as well, to be sure.</p>\
                  <p>Seen, all of it but <span style='display: none'>not this</span> at its end.</p>\
                  <p style='display: contents'>Its box is that of another, and yet it is seen by everyone.</p>";
    let text = Page::new(&format!("{STORY}{hidden}")).text();
    assert!(!text.contains("Hidden") && !text.contains("not this"), "{text}");
    assert!(text.contains("Seen, all of it but at its end.") && text.contains("Its box is that of another"), "{text}");
}

#[wasm_bindgen_test]
fn a_form_cannot_lie_about_itself() {
    let names =
        ["nodeType", "localName", "className", "id", "getAttribute", "checkVisibility", "firstChild", "parentNode"];
    let inputs: String = names.iter().map(|n| format!("<input name={n}>")).collect();
    let plain = Page::new(STORY).text();
    assert_eq!(Page::new(&format!("<form>{inputs}{STORY}</form>")).text(), plain);
}

#[wasm_bindgen_test]
fn what_an_open_shadow_shows_is_read_where_it_is_drawn() {
    let mut page = Followed::new(&format!(
        "<section><p>Before.</p><div><p>Not drawn.</p><b slot=in>Given</b></div>{STORY}</section>"
    ));
    let host = page.find("div");
    let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    shadow.set_inner_html("<p>In the shadow: <slot name=in>nothing</slot> and <slot name=other>its own</slot>.</p>");
    // Nothing tells of it.
    page.changes = Changes::all(&page.page.document).unwrap();
    page.follow();
    let text = |page: &Followed| page.scan.as_ref().unwrap().tree.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = text(&page);
    assert!(all.contains("Before.In the shadow: Given and its own.The harbour"), "{all}");
    page.find("b").set_text_content(Some("What else is given"));
    page.follow();
    let all = text(&page);
    assert!(all.contains("In the shadow: What else is given and its own.The harbour"), "{all}");
}

#[wasm_bindgen_test]
fn reading_changes_nothing() {
    let page = Page::new(STORY);
    let callback = Closure::<dyn FnMut()>::new(|| {});
    let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).unwrap();
    let all = MutationObserverInit::new();
    all.set_attributes(true);
    all.set_child_list(true);
    all.set_character_data(true);
    all.set_subtree(true);
    observer.observe_with_options(&page.main, &all).unwrap();
    page.on_page("Ada Brook");
    assert_eq!(observer.take_records().length(), 0);
}

#[wasm_bindgen_test]
fn the_same_text_in_other_nodes_is_told_from_the_same_page() {
    let page = Page::new(STORY);
    let (first, again) = (page.read().unwrap(), page.read().unwrap());
    assert!(first.is_same_as(&again));
    page.main.set_inner_html(STORY);
    let rendered = page.read().unwrap();
    assert_eq!(first.article, rendered.article);
    assert!(!first.is_same_as(&rendered));
}

#[wasm_bindgen_test]
fn nesting_of_any_depth_is_passed_through() {
    let page = Page::new(STORY);
    let mut inner = page.main.clone();
    for _ in 0..3_000 {
        let next = page.document.create_element("div").unwrap();
        inner.append_child(&next).unwrap();
        inner = next;
    }
    // Firefox draws nothing at such a depth, Chromium does.
    inner.set_inner_html("<p>Deep down.</p>");
    assert!(page.text().contains("Ada Brook"));
}

#[wasm_bindgen_test]
fn lone_surrogates_keep_their_place() {
    let page = Page::new(&format!("{STORY}<p id=odd></p>"));
    let odd: JsValue =
        js_sys::JsString::from_char_code(&[0x201c, 0x4f, 0xd83d, 0x201d, 0x20, 0x73, 0x61, 0x69, 0x64]).into();
    let paragraph = page.document.get_element_by_id("odd").unwrap();
    js_sys::Reflect::set(&paragraph, &"textContent".into(), &odd).unwrap();
    assert_eq!(page.on_page("said"), ["said"]);
    let reading = page.read().unwrap();
    let units = reading.article.text.encode_utf16().count();
    let last = reading.ranges(&page.document, Span::new(units - 4, units));
    assert_eq!(last.iter().map(text_of).collect::<Vec<_>>(), ["said"]);
}

/// What a tree says, to compare it with another.
fn plain(tree: &Tree) -> Vec<(String, usize, usize)> {
    let kind = |kind: &Kind| match kind {
        Kind::Text(range) => tree.text[range.clone()].to_owned(),
        Kind::Element(tag, hints) => format!("{tag:?} {hints:?}"),
    };
    tree.nodes.iter().map(|n| (kind(&n.kind), n.parent, n.end)).collect()
}

/// A page that changes, and a scan of it that follows.
struct Followed {
    page: Page,
    scan: Option<Scan>,
    changes: Changes,
    observer: MutationObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Followed {
    fn new(html: &str) -> Followed {
        let page = Page::new(html);
        let callback = Closure::<dyn FnMut()>::new(|| {});
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).unwrap();
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_character_data(true);
        options.set_subtree(true);
        observer.observe_with_options(&page.document, &options).unwrap();
        let changes = Changes::all(&page.document).unwrap();
        let mut followed = Followed { page, scan: None, changes, observer, _callback: callback };
        followed.follow();
        followed
    }

    fn note(&mut self) {
        self.observer.take_records().iter().for_each(|record| self.changes.note(record.unchecked_ref()));
    }

    /// Reads what changed; the tree must be the same as if all had been read. How many texts were read for it.
    fn follow(&mut self) -> usize {
        self.note();
        let document = &self.page.document;
        let read = |before, changes| at_once(Scan::new(document, before, changes, &Pace::default())).unwrap();
        let scan = read(self.scan.take().unwrap_or_default(), self.changes.take());
        let fresh = read(Scan::default(), Changes::all(document).unwrap());
        assert_eq!(plain(&scan.tree), plain(&fresh.tree));
        let same = (0..scan.tree.nodes.len()).all(|id| scan.node(id) == fresh.node(id));
        assert!(same, "and they are the same nodes");
        let texts = scan.texts;
        self.scan = Some(scan);
        texts
    }

    fn find(&self, selector: &str) -> Element {
        self.page.main.query_selector(selector).unwrap().unwrap()
    }

    fn make(&self, tag: &str, html: &str) -> Element {
        let element = self.page.document.create_element(tag).unwrap();
        element.set_inner_html(html);
        element
    }
}

#[wasm_bindgen_test]
fn only_what_changed_is_read_again() {
    let mut page = Followed::new(&format!("<section>{STORY}</section><form><input name=parentNode>{STORY}</form>"));
    assert_eq!(page.follow(), 0, "nothing changed");
    let section = page.find("section");
    let news = page.make("p", "More <b>of it</b>.");
    section.insert_before(&news, Some(&page.find("section p + p"))).unwrap();
    assert_eq!(page.follow(), 3, "a paragraph in the midst");
    page.find("section p b").first_child().unwrap().set_node_value(Some("of that"));
    assert_eq!(page.follow(), 1, "other words in a text");
    section.append_child(&section.first_child().unwrap()).unwrap();
    assert_eq!(page.follow(), 1, "a paragraph moved");
    page.find("form p").first_child().unwrap().set_node_value(Some("In a form."));
    assert_eq!(page.follow(), 1, "what an input is named hides nothing");
    page.find("section p:last-child").remove();
    assert_eq!(page.follow(), 0, "a paragraph gone");
}

#[wasm_bindgen_test]
fn what_changes_out_of_the_page_is_read_when_it_is_back() {
    let mut page = Followed::new(&format!("<section>{STORY}</section>"));
    let (section, paragraph) = (page.find("section"), page.find("p"));
    paragraph.remove();
    page.note();
    paragraph.set_inner_html("Written <i>elsewhere</i>.");
    page.note();
    section.prepend_with_node_1(&paragraph).unwrap();
    assert_eq!(page.follow(), 3);
}

#[wasm_bindgen_test]
fn any_changes_lead_to_the_same_tree() {
    let mut page =
        Followed::new(&format!("<section>{STORY}</section><article>{STORY}<div>Loose<br>text</div></article>"));
    let mut seed = 7_u32;
    let mut dice = |sides: u32| {
        // xorshift: the same dice in each run.
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed % sides
    };
    let mut stash: Vec<Element> = Vec::new();
    for turn in 0..400 {
        let all = page.page.main.query_selector_all("section, article, p, b, i, em, a, div, span").unwrap();
        let mut any = || all.item(dice(all.length())).unwrap().unchecked_into::<Element>();
        let (one, other) = (any(), any());
        match dice(8) {
            0 => one.append_with_str_1("some words ").unwrap(),
            1 => one.prepend_with_node_1(&page.make("p", "A paragraph, <i>and</i> more.")).unwrap(),
            2 => one.set_text_content(Some("other words")),
            // Some into themselves, which the page is not allowed to do.
            3 => drop(other.append_child(&one)),
            4 => drop(other.before_with_node_1(&one)),
            5 if all.length() > 8 => {
                one.remove();
                stash.push(one);
            }
            6 => stash.pop().iter().for_each(|back| drop(other.append_child(back))),
            _ => one.normalize(),
        }
        if dice(2) == 0 {
            page.note();
        }
        if turn % 5 == 0 {
            page.follow();
        }
    }
    page.follow();
}

#[wasm_bindgen_test]
fn a_phrase_that_comes_into_sight_is_read() {
    let mut page =
        Followed::new(&format!("<section>{STORY}<p>Seen, <span style='display: none'>not this</span></p></section>"));
    let hidden = page.find("span");
    hidden.set_text_content(Some("nor this"));
    assert_eq!(page.follow(), 0, "it is hidden, whatever it says");
    hidden.remove_attribute("style").unwrap();
    page.changes.looks = true;
    assert_eq!(page.follow(), 1);
}
