//! A competency at a proficiency: what a credential attests, a role expects, a module teaches towards.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// One competency at one proficiency.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Attestation {
    /// # Competency
    /// Which competency of which framework; ids of competencies are unique in the catalog.
    ///
    /// Example: `incident-response`
    pub competency: Ref<to::Competency>,
    /// # Proficiency
    /// A step of the framework's scale.
    ///
    /// Example: `working`
    pub at: Id,
}
