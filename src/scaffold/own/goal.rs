//! A goal of the day: set on a role, or looking around.

use serde_json::{Map, Value, json};

use super::{Desk, Fresh, Writing};
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::kinds::Kind;

/// Where somebody wants to go, in their words.
#[derive(Debug, Default)]
pub struct Aim<'a> {
    /// The role.
    pub role: Option<RoleEntry<'a>>,
    /// Whether they are still looking around.
    pub exploring: bool,
    /// The roles they look at meanwhile.
    pub candidates: Vec<RoleEntry<'a>>,
    /// What they want from it for themselves.
    pub for_me: Option<&'a str>,
    /// What the company gains by it.
    pub for_company: Option<&'a str>,
    /// The day they would like to be there.
    pub until: Option<Date>,
}

/// The file of a new goal; the newest one is in force, and those before it stay.
///
/// # Errors
/// A sentence when it says too little or contradicts itself, or there is a goal of the day already.
pub fn goal(desk: &Desk<'_>, aim: &Aim<'_>) -> Result<Writing, String> {
    if aim.role.is_none() && !aim.exploring {
        return Err("where to?\n  help: name a role, as in `learn goal senior-engineer`, or say that you are \
                    still looking around: `learn goal --exploring --candidates senior-engineer,staff-engineer`"
            .to_owned());
    }
    if !aim.exploring && !aim.candidates.is_empty() {
        return Err(
            "a goal that is set has one role and no candidates\n  help: add --exploring while you \
                    look around, or leave --candidates away"
                .to_owned(),
        );
    }
    let mut fields = Map::new();
    let mut say = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            fields.insert(key.to_owned(), value);
        }
    };
    say("state", Some(json!(if aim.exploring { "exploring" } else { "set" })));
    say("role", aim.role.map(|role| json!(role.id())));
    let candidates: Vec<&str> = aim.candidates.iter().map(RoleEntry::id).collect();
    say("candidates", (!candidates.is_empty()).then(|| json!(candidates)));
    say("for_me", aim.for_me.map(Value::from));
    say("for_company", aim.for_company.map(Value::from));
    say("until", aim.until.map(|until| json!(until)));
    let name = desk.day.to_string();
    desk.begin(&Fresh { kind: Kind::Goal, name: &name, fields, prose: "", may_be_private: true })
}
