//! The live preview: the real style sheet on the real highlights of a few sentences.

use wasm_bindgen::prelude::*;
use web_sys::{Element, Range};

use crate::browser::{Result, own_file};
use crate::page::Page;
use crate::settings::Settings;
use crate::style;

// web-sys has these behind a compiler flag that every build would have to set.
#[wasm_bindgen]
extern "C" {
    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new(range: &Range) -> Highlight;

    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);

    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static HIGHLIGHTS: HighlightRegistry;
}

pub struct Preview {
    sheet: Element,
    base: String,
}

impl Preview {
    /// Highlights the page's sentences: the elements that name a kind.
    pub async fn new(page: &Page) -> Result<Preview> {
        for sentence in page.all("[data-kind]")? {
            let range = page.document.create_range()?;
            range.select_node_contents(&sentence)?;
            let kind = sentence.get_attribute("data-kind").unwrap_or_default();
            HIGHLIGHTS.with(|all| all.set(&format!("quoth-{kind}"), &Highlight::new(&range)));
        }
        Ok(Preview { sheet: page.get("sheet")?, base: own_file(style::FILE).await? })
    }

    pub fn show(&self, settings: &Settings) -> Result<()> {
        self.sheet.set_text_content(Some(&style::sheet(&self.base, settings)));
        Ok(())
    }
}
