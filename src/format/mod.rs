//! Floor 10: shapes of output without any meaning: tables, calendars, comma-separated values, Markdown,
//! wrapped text.

pub mod csv;
pub mod harmless;
pub mod ics;
pub mod markdown;
pub mod table;
pub mod text;
pub mod unified_diff;
