//! Floor 11: pages.
