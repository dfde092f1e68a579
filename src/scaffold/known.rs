//! What a new record can already say: what its id names, and examples made to fit this catalog.

use serde_json::{Map, Value, json};

use super::record::title_of;
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::layout;
use crate::catalog::references::Noun;
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::rules::meant;

/// The step of a scale that examples ask for, where the scale has it.
const USUAL_STEP: &str = "working";

/// Kinds whose id names something else, with what to ask where it is missing and what to add.
const NAMED_AFTER: [(Kind, &str, &str); 3] = [
    (Kind::Meeting, "whom is the meeting with?", "the id of a person, such as"),
    (Kind::Claim, "what is claimed?", "the id of a credential or a competency, such as"),
    (Kind::Remediation, "which claim is it about?", "what was claimed, such as"),
];

/// A question for the thing that a record of this kind is named after.
#[must_use]
pub fn question(kind: Kind, catalog: &Catalog, owner: Option<&str>) -> Option<String> {
    let (_, question, what) = NAMED_AFTER.iter().find(|(named, _, _)| *named == kind)?;
    let noun = if kind == Kind::Meeting { Kind::Person } else { Kind::Credential };
    let names = catalog.names(Noun::Record(noun), None);
    let example = names.into_iter().filter(|name| owner != Some(*name)).min();
    let example = example.unwrap_or(if kind == Kind::Meeting { "grace-h" } else { "clear-writer" });
    Some(format!("{question}\n  help: add {what} `learn new {kind} {example}`"))
}

/// A record that is about to be written, as far as its id goes.
pub struct Named<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub name: &'a str,
    /// What people will call it.
    pub title: Option<&'a str>,
    /// Whose it is.
    pub owner: Option<&'a str>,
    /// The day it is written.
    pub today: Date,
}

impl Named<'_> {
    /// The fields that follow from the id; none that are given.
    ///
    /// # Errors
    /// A sentence when the id names nothing in the catalog that it should name.
    pub fn said(
        &self,
        catalog: &Catalog,
        given: &Map<String, Value>,
    ) -> Result<Map<String, Value>, String> {
        let has = |key: &str| given.contains_key(key);
        let said = if self.kind == Kind::Ladder {
            json!({"roles": [self.first_role(catalog)]})
        } else if self.kind == Kind::Claim && !has("credential") && !has("competency") {
            self.claimed(catalog)?
        } else if self.kind == Kind::Remediation && !has("claim") {
            self.answered(catalog)?
        } else if self.kind == Kind::Meeting && !has("with") {
            self.met(catalog)?
        } else {
            Value::Null
        };
        Ok(if let Value::Object(said) = said { said } else { Map::new() })
    }

    /// A role that nobody has yet, asking for something, so that the ladder is complete.
    fn first_role(&self, catalog: &Catalog) -> Value {
        let free = |id: &String| catalog.role(id).is_none();
        let numbered = (2..).map(|number| format!("{}-{number}", self.name));
        let id = std::iter::once(self.name.to_owned()).chain(numbered).find(free);
        let title = self.title.map_or_else(|| title_of(self.name), str::to_owned);
        let mut role = json!({"id": id, "title": title});
        let first = catalog.names(Noun::Competency, None).into_iter().min();
        if let Some((competency, step)) = first.and_then(|id| Some((id, step(catalog, id, None)?)))
        {
            role["expects"] = json!([{"competency": competency, "at": step}]);
        }
        role
    }

    fn claimed(&self, catalog: &Catalog) -> Result<Value, String> {
        let id = self.after_the_day();
        if catalog.record(Kind::Credential, id).is_some() {
            return Ok(json!({"credential": id}));
        }
        if let Some(step) = step(catalog, id, None) {
            return Ok(json!({"competency": {"id": id, "at": step}}));
        }
        let credentials = catalog.names(Noun::Record(Kind::Credential), None);
        let meant = meant(id, credentials.into_iter().chain(catalog.names(Noun::Competency, None)));
        Err(format!(
            "a claim is named after what it asks for, and there is no credential or competency \
             `{id}`{meant}\n  help: name one, or add `--set credential=ID`"
        ))
    }

    /// The latest claim of what the id names.
    fn answered(&self, catalog: &Catalog) -> Result<Value, String> {
        let words = self.after_the_day();
        let owner = self.owner.unwrap_or_default();
        let claims = catalog.names(Noun::Record(Kind::Claim), self.owner);
        let asks = |name: &str| {
            let claim = catalog.get::<Claim>(&format!("{owner}/{name}"));
            let credential = claim.and_then(|claim| claim.document.credential.as_ref());
            rest(name) == words || credential.is_some_and(|asked| asked.as_str() == words)
        };
        let latest = claims.iter().copied().filter(|name| asks(name)).max();
        // A claim is answered within weeks; a month leaves time to work on what was missing.
        let until = self.today.plus_months(1).to_string();
        latest.map(|claim| json!({"claim": claim, "redemonstrate_by": until})).ok_or_else(|| {
            let meant = meant(words, claims.iter().map(|name| rest(name)));
            format!(
                "a remediation is named after what was claimed, and `{owner}` has no claim of \
                 `{words}`{meant}\n  help: `learn new claim {words}` makes one, or add `--set claim=ID`"
            )
        })
    }

    fn met(&self, catalog: &Catalog) -> Result<Value, String> {
        let id = self.after_the_day();
        if catalog.record(Kind::Person, id).is_some() {
            return Ok(json!({"with": [id]}));
        }
        let meant = meant(id, catalog.names(Noun::Record(Kind::Person), None));
        Err(format!(
            "a meeting is named after whom it was with, and there is no person `{id}`{meant}\n  \
             help: `learn new person {id}` adds them, or add `--set with=[ID]`"
        ))
    }

    fn after_the_day(&self) -> &str {
        rest(self.name)
    }
}

/// What stands behind the day of an id, or all of it.
fn rest(name: &str) -> &str {
    let behind = layout::date_of(name).and_then(|_| name.get(11..));
    behind.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// A value of the schema's examples, with things that exist here in place of those that do not.
#[must_use]
pub fn fitted(schema: &Value, mut value: Value, catalog: &Catalog, owner: Option<&str>) -> Value {
    let noun = schema["x-ref"].as_str().and_then(Noun::named);
    match &mut value {
        Value::String(id) => {
            let names = noun.map(|noun| catalog.names(noun, owner)).unwrap_or_default();
            if let Some(first) = names.iter().min().filter(|_| !names.contains(&id.as_str())) {
                *id = (*first).to_owned();
            }
        }
        Value::Array(items) => {
            let mut fit: Vec<Value> = Vec::new();
            for item in std::mem::take(items) {
                let item = fitted(&schema["items"], item, catalog, owner);
                if !fit.contains(&item) {
                    fit.push(item);
                }
            }
            *items = fit;
        }
        Value::Object(entries) => {
            for (key, inner) in entries.iter_mut() {
                let schema = &schema["properties"][key.as_str()];
                *inner = fitted(schema, std::mem::take(inner), catalog, owner);
            }
            fit_step(entries, catalog);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    value
}

/// The proficiency beside a competency becomes a step of its framework's scale.
fn fit_step(entries: &mut Map<String, Value>, catalog: &Catalog) {
    let competency = entries.get("competency").and_then(Value::as_str).map(str::to_owned);
    for key in ["at", "to"] {
        let asked = entries.get(key).and_then(Value::as_str);
        let fit = competency.as_deref().and_then(|id| step(catalog, id, asked));
        if let (Some(fit), true) = (fit, asked.is_some()) {
            entries.insert(key.to_owned(), fit.into());
        }
    }
}

/// The step that is asked for, the usual one, or the middle of the competency's scale.
fn step(catalog: &Catalog, competency: &str, asked: Option<&str>) -> Option<String> {
    let entry = catalog.competency(competency)?;
    let steps = entry.framework.document.steps();
    let wanted = [asked.unwrap_or(USUAL_STEP), USUAL_STEP];
    let has = wanted.into_iter().find(|step| steps.contains(step));
    has.or_else(|| steps.get(steps.len() / 2).copied()).map(str::to_owned)
}
