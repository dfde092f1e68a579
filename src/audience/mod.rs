//! Floor 9: the catalog as one audience may see it; everything that leaves the house on pages goes
//! through it.
//!
//! A page cannot ask for a record that its audience may not see: [`view::View`] hands out what the
//! program publishes ([`published`]) and what belongs to somebody ([`personal`]) only as far as it goes,
//! and what it shows of a person is a [`person::Profile`] and not the record. Whether something about a
//! person may be seen [`reader::Reader::sees`] decides, and nothing else.

pub mod awards;
pub mod coverage;
pub mod dates;
pub mod feedback;
pub mod gaps;
pub mod gatherings;
pub mod growth;
pub mod habits;
pub mod mentoring;
pub mod metrics;
pub mod person;
pub mod personal;
pub mod progress;
pub mod published;
pub mod reader;
pub mod readiness;
pub mod share;
pub mod small_groups;
pub mod view;
