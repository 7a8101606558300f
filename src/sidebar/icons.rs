//! The panel's icons: one stroked path each, on a field of 20 by 20.

pub const CLOSE: &str = "M5 5l10 10M15 5L5 15";
pub const BACK: &str = "M12 4l-6 6 6 6";
pub const PREVIOUS: &str = "M5 12l5-5 5 5";
pub const NEXT: &str = "M5 8l5 5 5-5";
/// A line of text with a mark under it.
pub const HIGHLIGHTS: &str = "M11.5 3.5l5 5-7 7h-4l-1-1v-3zM8.5 6.5l5 5M3 18.5h14";
/// A window with a column at its side.
pub const SIDE: &str = "M3 4.5h14v11H3zM12.5 4.5v11";
pub const REVEAL: &str = "M10 3v10M6 9.5l4 4 4-4M4 17h12";
/// Out of a tray.
pub const TAKE: &str = "M10 12.500V3M6.500 6L10 2.500L13.500 6M6 9H3.500v8h13V9H14";
pub const COPY: &str = "M7.5 7.5h9v9h-9zM4 12.5H3.5v-9h9V4";
/// Two quotation marks, the sign of Quoth.
pub const QUOTE: &str = "M8.5 6C6 6.5 4 8.500 4 11.500V14h4v-4H6M16.500 6c-2.500.5-4.500 2.500-4.500 5.500V14h4v-4h-2";
pub const SEARCH: &str = "M9 4a5 5 0 1 0 0 10A5 5 0 1 0 9 4M12.7 12.7L16.500 16.500";
pub const FLAG: &str = "M5 17.500V3.500h9.500l-2.500 3.500 2.500 3.500H5";
