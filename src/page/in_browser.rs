//! Reading a live document, in a browser.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, MutationObserver, MutationObserverInit, Range};

use super::Reading;
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
        let main = document.create_element("main").unwrap();
        main.set_inner_html(html);
        document.body().unwrap().append_child(&main).unwrap();
        Page { document, main }
    }

    fn read(&self) -> Option<Reading> {
        at_once(Reading::of(&self.document, &Pace::default())).unwrap()
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
                  <div style='display: contents'>Its box is that of another, and yet it is seen by everyone.</div>";
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
