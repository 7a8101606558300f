//! What a browser counts in a string is what [`Utf16`] counts: the one border that natively cannot be tested.

use js_sys::JsString;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use crate::text::{Index, Span, Utf16};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn javascript_cuts_the_same_text() {
    let text = "Zoë 🦩 said: “naïve 👩‍🚀 words”, \u{202b}عربي\u{202c} — e\u{301}nd";
    let script = JsString::from(text);
    let index = Index::<Utf16>::new(text);
    let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    for (n, &start) in bounds.iter().enumerate() {
        for &end in &bounds[n..] {
            let counted = index.span(Span::new(start, end));
            let cut = script.slice(counted.start as u32, counted.end as u32);
            assert_eq!(String::from(cut), text[start..end]);
        }
    }
}

#[wasm_bindgen_test]
fn a_quotation_found_in_wasm_is_the_one_in_the_string() {
    let article = crate::Article::from_text("🦩 “It is 🌧 again,” Ann Lee said.");
    let report = crate::analyse(&article).counted_in::<Utf16>(&article.text);
    let script = JsString::from(article.text.as_str());
    let [content] = report.attributions[0].content[..] else { panic!("one segment: {report:?}") };
    assert_eq!(String::from(script.slice(content.start as u32, content.end as u32)), "“It is 🌧 again,”");
}
