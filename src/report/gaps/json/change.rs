//! What differs between two pictures, as programs read it.

use schemars::JsonSchema;
use serde::Serialize;

use super::line::{Stands, word};
use crate::base::date::Date;
use crate::insight::gaps::{Cause, Change, Post, Risk};

/// One difference; which keys it has depends on `is`.
#[derive(Serialize, JsonSchema, Default)]
#[schemars(rename = "Change")]
pub struct Changed {
    /// `leaves`, `joins`, `moves`, `demand`, `standing` or `risk`.
    is: &'static str,
    /// Who, by id: of `leaves`, `joins`, `moves` and `standing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// The role that they have or had, or that asks, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The team that they work or worked in, or where the risk is, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    /// Of `moves`: the role they had before, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_role: Option<String>,
    /// Of `moves`: the team they worked in before, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_team: Option<String>,
    /// Whether it comes from the what-if.
    #[serde(skip_serializing_if = "Option::is_none")]
    what_if: Option<bool>,
    /// The last day of who leaves or of what is asked for; the first of who or what comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    /// The competency, by id: of `demand`, `standing` and `risk`.
    #[serde(skip_serializing_if = "Option::is_none")]
    competency: Option<String>,
    /// Its proficiency.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// Of `demand`: whether the role asks for it afterwards; otherwise it did before.
    #[serde(skip_serializing_if = "Option::is_none")]
    comes: Option<bool>,
    /// Of `demand`: how many people who keep their role it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<usize>,
    /// The state or the risk before; absent where nothing asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'static str>,
    /// The state or the risk afterwards; absent where nothing asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'static str>,
    /// Of `standing`: where it stands afterwards, with the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    stands: Option<Stands>,
    /// Of `risk`: whether it is about critical roles in the whole company.
    #[serde(skip_serializing_if = "Option::is_none")]
    critical: Option<bool>,
}

impl Changed {
    /// The difference in this form.
    #[must_use]
    pub fn of(change: &Change<'_>) -> Self {
        let base = Self::default();
        match change {
            Change::Leaves { post, cause } => Self { is: "leaves", ..Self::of_post(*post, *cause) },
            Change::Joins { post, cause } => Self { is: "joins", ..Self::of_post(*post, *cause) },
            Change::Moves { from, to, cause } => Self {
                is: "moves",
                from_role: from.role.map(|role| role.id().to_owned()),
                from_team: from.team.map(|team| team.id().to_owned()),
                ..Self::of_post(*to, *cause)
            },
            Change::Demand { role, competency, at, comes, day, people } => Self {
                is: "demand",
                role: Some(role.id().to_owned()),
                competency: Some((*competency).to_owned()),
                at: Some((*at).to_owned()),
                comes: Some(*comes),
                day: *day,
                people: Some(*people),
                ..base
            },
            Change::Standing { who, competency, at, before, after } => Self {
                is: "standing",
                person: Some(who.id().into_owned()),
                competency: Some((*competency).to_owned()),
                at: Some((*at).to_owned()),
                before: Some(word(before)),
                after: Some(word(after)),
                stands: Some(Stands::of(after)),
                ..base
            },
            Change::Risk { team, critical, competency, at, before, after } => Self {
                is: "risk",
                team: team.map(|team| team.id().to_owned()),
                competency: Some((*competency).to_owned()),
                at: Some((*at).to_owned()),
                before: before.map(Risk::word),
                after: after.map(Risk::word),
                critical: Some(*critical),
                ..base
            },
        }
    }

    fn of_post(post: Post<'_>, cause: Cause) -> Self {
        Self {
            person: Some(post.who.id().into_owned()),
            role: post.role.map(|role| role.id().to_owned()),
            team: post.team.map(|team| team.id().to_owned()),
            what_if: Some(cause == Cause::WhatIf),
            day: match cause {
                Cause::On(day) => Some(day),
                Cause::WhatIf | Cause::Unsaid => None,
            },
            ..Self::default()
        }
    }
}
