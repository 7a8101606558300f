//! The article as the analysis sees it: one text, and the blocks it is made of.

use crate::text::Span;

/// What a block is on the page. The analysis reads a caption or heading otherwise than a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Title,
    Heading,
    Paragraph,
    ListItem,
    /// A block quotation: the page says that all of it is somebody's words.
    Quote,
    Caption,
}

/// One block of text: a paragraph, a heading, an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub span: Span,
    pub kind: BlockKind,
}

/// An article: its text, with blank lines between the blocks, and where each block lies in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    pub text: String,
    /// In order, not overlapping, none empty.
    pub blocks: Vec<Block>,
    pub title: Option<String>,
    pub byline: Option<String>,
}

impl Article {
    /// Reads plain text: each run of line breaks parts two blocks, and a short first one without a final stop
    /// is the title.
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
            let span = Span::new(start, start + line.len()).trim(&text, char::is_whitespace);
            if !span.is_empty() {
                blocks.push(Block { span, kind: BlockKind::Paragraph });
            }
            start += line.len();
        }
        let mut article = Article { text, blocks, title: None, byline: None };
        if let [first, _, ..] = article.blocks.as_mut_slice() {
            let line = first.span.of(&article.text);
            if line.len() < 200 && !line.ends_with(['.', '!', ':', ';', ',']) {
                first.kind = BlockKind::Title;
                article.title = Some(line.to_owned());
            }
        }
        article
    }

    /// Adds a block behind a blank line; white space around it is dropped, an empty one is left out.
    /// Returns where it lies.
    pub fn push(&mut self, kind: BlockKind, text: &str) -> Option<Span> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let span = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        self.blocks.push(Block { span, kind });
        Some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(article: &Article) -> Vec<(BlockKind, &str)> {
        article.blocks.iter().map(|b| (b.kind, b.span.of(&article.text))).collect()
    }

    #[test]
    fn parts_text_at_line_breaks() {
        use BlockKind::{Paragraph, Title};
        let article = Article::from_text("Mayor resigns\r\n\r\n She left. \n\n\nShe said so.\n");
        assert_eq!(lines(&article), [(Title, "Mayor resigns"), (Paragraph, "She left."), (Paragraph, "She said so.")]);
        assert_eq!(article.title.as_deref(), Some("Mayor resigns"));
    }

    #[test]
    fn a_single_paragraph_is_no_title() {
        assert_eq!(lines(&Article::from_text("One line")), [(BlockKind::Paragraph, "One line")]);
        assert!(Article::from_text(" \n ").blocks.is_empty());
    }

    #[test]
    fn pushed_blocks_are_parted_by_a_blank_line() {
        let mut article = Article::default();
        article.push(BlockKind::Title, "Title");
        assert_eq!(article.push(BlockKind::Paragraph, "  "), None);
        article.push(BlockKind::Paragraph, " Text. ");
        assert_eq!(article.text, "Title\n\nText.");
        assert_eq!(lines(&article)[1], (BlockKind::Paragraph, "Text."));
    }
}
