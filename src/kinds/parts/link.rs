//! A link: an address and what it is called, wherever a record points outside the catalog.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::{Title, Url};

/// An address and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// # Title
    /// What the page is called; left out, the address is shown.
    ///
    /// Example: `Incident handbook`
    pub title: Option<Title>,
    /// # Address
    /// Where it is.
    ///
    /// Example: `"https://handbook.kestrel.example/incidents"`
    pub url: Url,
}
