//! The list of what `--format json` prints, verb by verb, each with its published schema.

use serde_json::Value;

use super::agenda::json as agenda;
use super::gaps::json as gaps;
use super::impact::json as impact;
use super::json as check;
use super::me::json as me;
use super::metrics::json as metrics;
use super::plan::json as plan;
use super::readiness::json as readiness;
use super::why::json as why;

/// A form of JSON that programs may rely on.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Its name, as in `schema/<name>.schema.json`.
    pub name: &'static str,
    /// The verb that prints it.
    pub verb: &'static str,
    /// Its JSON Schema.
    pub schema: fn() -> Value,
}

/// All forms, sorted by verb.
pub const ALL: &[Form] = &[
    Form { name: agenda::NAME, verb: "agenda", schema: agenda::schema },
    Form { name: check::NAME, verb: "check", schema: check::schema },
    Form { name: gaps::NAME, verb: "gaps", schema: gaps::schema },
    Form { name: impact::NAME, verb: "impact", schema: impact::schema },
    Form { name: me::NAME, verb: "me", schema: me::schema },
    Form { name: metrics::NAME, verb: "metrics", schema: metrics::schema },
    Form { name: plan::NAME, verb: "plan", schema: plan::schema },
    Form { name: readiness::NAME, verb: "readiness", schema: readiness::schema },
    Form { name: why::NAME, verb: "why", schema: why::schema },
];

/// The form of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Form> {
    ALL.iter().find(|form| form.name == name)
}
