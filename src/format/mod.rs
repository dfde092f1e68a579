//! Floor 10: shapes of output that carry no meaning of their own.

pub mod unified_diff;
