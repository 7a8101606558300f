//! The panel: shows a report, and tells what the reader wants of it.
