//! Floor 3: files become a catalog: loaded, validated against the schemas, indexed, resolved.
//!
//! A [`Catalog`] is inert: sorted, indexed, it keeps every text, and what was wrong with a file is
//! kept beside it as [`fault::Fault`]s. Only rules make problems of them.

pub mod claims;
pub mod event;
pub mod fault;
pub mod formers;
pub mod graph;
pub mod index;
pub mod inheritance;
pub mod layout;
pub mod links;
pub mod load;
pub mod lookup;
mod parts;
pub mod paths;
pub mod people;
pub mod reach;
pub mod record;
pub mod references;
pub mod reliance;
pub mod reload;
pub mod site_texts;
pub mod target;
pub mod template;
pub mod validate;
pub mod values;
pub mod words;

pub use index::Catalog;
pub use record::{Entry, Record};
