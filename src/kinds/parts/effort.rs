//! What something costs somebody: time, and money.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::duration::Duration;

/// How much time a unit of learning takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Effort {
    /// # Learning time
    /// Time taken out of the learning time: reading, workshops, exercises. Only this is planned against the allotted hours.
    ///
    /// Example: `6 hours`
    pub learning: Option<Duration>,
    /// # Time on the job
    /// Time that is ordinary work at the same time; it runs beside the learning time.
    ///
    /// Example: `12 hours`
    pub on_the_job: Option<Duration>,
    /// # Stretch
    /// The calendar time it is spread over when done at the usual pace.
    ///
    /// Example: `6 weeks`
    pub over: Option<Duration>,
}
