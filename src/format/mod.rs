//! Floor 7: shapes of output without any meaning: tables, calendars, comma-separated values, wrapped text.

pub mod csv;
pub mod harmless;
pub mod ics;
pub mod table;
pub mod text;
pub mod unified_diff;
