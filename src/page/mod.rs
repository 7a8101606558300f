//! The page: finds the article in the live document, reads it, paints highlights on it. Knows no linguistics.
