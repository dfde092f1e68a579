//! Floor 7: shapes of output without any meaning: tables, calendars, feeds, comma-separated values, wrapped text.

pub mod atom;
pub mod csv;
pub mod harmless;
pub mod ics;
pub mod table;
pub mod text;
pub mod unified_diff;
