//! The kinds whose records are pages, and how far they go unless a record says otherwise.

use crate::kinds::cohort::Cohort;
use crate::kinds::community::Community;
use crate::kinds::credential::Credential;
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;
use crate::kinds::metric::Metric;
use crate::kinds::module::Module;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::pathway::Pathway;
use crate::kinds::rotation::Rotation;
use crate::kinds::rubric::Rubric;
use crate::kinds::session::Session;
use crate::kinds::story::Story;
use crate::kinds::team::Team;
use crate::kinds::{Document, Kind};

/// A kind whose records may be shown as they are, people they name left aside.
pub trait Published: Document {
    /// How far a record goes that says nothing about it.
    const DEFAULT: Visibility;
}

/// What a company asks for and teaches is meant for whoever the site is built for.
macro_rules! published {
    ($($kind:ident = $visibility:ident),* $(,)?) => {
        $(impl Published for $kind {
            const DEFAULT: Visibility = Visibility::$visibility;
        })*

        /// How far a record of a kind goes that says nothing about it; none for kinds that are no pages.
        pub(super) const fn default_of(kind: Kind) -> Option<Visibility> {
            match kind {
                $(Kind::$kind => Some(Visibility::$visibility),)*
                Kind::Program
                | Kind::Person
                | Kind::Goal
                | Kind::Okrs
                | Kind::PathwayEnrolment
                | Kind::Enrolment
                | Kind::Portfolio
                | Kind::Journal
                | Kind::Meeting
                | Kind::Claim
                | Kind::Remediation
                | Kind::Approval
                | Kind::Feedback
                | Kind::Trust => None,
            }
        }
    };
}

published! {
    Framework = Public,
    Ladder = Public,
    Module = Public,
    Rubric = Public,
    Credential = Public,
    Pathway = Public,
    Team = Org,
    Story = Org,
    Metric = Org,
    Community = Org,
    Cohort = Org,
    Rotation = Org,
    Session = Org,
}
