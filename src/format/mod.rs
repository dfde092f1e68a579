//! Floor 7: shapes of output without any meaning: tables, calendars, feeds, Markdown, maps, charts, text.

pub mod atom;
pub mod chart;
pub mod csv;
pub mod drawn;
pub mod harmless;
pub mod ics;
pub mod map;
pub mod markdown;
pub mod markup;
pub mod table;
pub mod text;
pub mod unified_diff;
