//! Pages in schema.org's words, as JSON-LD in their heads: what search engines read.

use serde_json::{Map, Value, json};

use super::Site;
use super::calendar::Occurrence;
use super::page::Link;
use super::shell;
use crate::catalog::Entry;
use crate::catalog::index::CompetencyEntry;
use crate::kinds::credential::Credential;
use crate::kinds::ladder::{Ladder, Role};
use crate::kinds::module::Module;

/// A thing of this type; members without a value are left out.
fn thing(site: &Site<'_>, kind: &str, path: &str, members: Value) -> Value {
    let mut all = Map::new();
    all.insert("@context".to_owned(), json!("https://schema.org"));
    all.insert("@type".to_owned(), json!(kind));
    all.insert("url".to_owned(), json!(site.absolute(path)));
    if let Value::Object(members) = members {
        all.extend(members);
    }
    all.retain(|_, value| !is_empty(value));
    Value::Object(all)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

fn names(links: &[Link]) -> Vec<&str> {
    links.iter().map(|link| link.text.as_str()).collect()
}

/// The home page: the site and who publishes it.
#[must_use]
pub fn website(site: &Site<'_>) -> Value {
    let program = site.view.program();
    let name = program.map(|program| program.program.name.as_str());
    let summary = program.and_then(|program| program.program.summary.as_ref());
    let members = json!({
        "name": shell::title(site),
        "description": summary.map(|text| text.as_str().trim()),
        "publisher": name.map(|name| json!({ "@type": "Organization", "name": name })),
    });
    thing(site, "WebSite", "index.html", members)
}

/// A module as a course.
#[must_use]
pub fn course(site: &Site<'_>, module: Entry<'_, Module>, path: &str, teaches: &[Link]) -> Value {
    let document = module.document;
    let before: Vec<Link> =
        document.prerequisites.iter().map(|id| site.addresses().module(id.as_str())).collect();
    let results: Vec<&str> = document.outcomes.iter().map(|it| it.result.as_str()).collect();
    let members = json!({
        "name": document.title,
        "description": description(document.summary.as_deref(), results.first().copied()),
        "provider": { "@type": "Organization", "name": shell::title(site) },
        "teaches": names(teaches),
        "coursePrerequisites": names(&before),
        "learningResourceType": super::pages::word(document.module_type),
    });
    thing(site, "Course", path, members)
}

/// A credential.
#[must_use]
pub fn credential(
    site: &Site<'_>,
    credential: Entry<'_, Credential>,
    path: &str,
    attests: &[Link],
) -> Value {
    let document = credential.document;
    let members = json!({
        "name": document.name,
        "description": description(document.summary.as_deref(), None),
        "credentialCategory": "micro-credential",
        "competencyRequired": names(attests),
        "recognizedBy": { "@type": "Organization", "name": shell::title(site) },
    });
    thing(site, "EducationalOccupationalCredential", path, members)
}

/// A ladder as the occupations that it consists of.
#[must_use]
pub fn occupations(site: &Site<'_>, ladder: Entry<'_, Ladder>, path: &str) -> Value {
    let occupation = |role: &Role| {
        let members = json!({
            "@type": "Occupation",
            "name": role.title,
            "description": description(role.summary.as_deref(), None),
            "responsibilities": role.responsibilities,
        });
        let Value::Object(mut members) = members else { return Value::Null };
        members.retain(|_, value| !is_empty(value));
        Value::Object(members)
    };
    let members = json!({
        "name": ladder.document.name,
        "description": description(ladder.document.summary.as_deref(), None),
        "itemListElement": ladder.document.roles.iter().map(occupation).collect::<Vec<_>>(),
    });
    thing(site, "ItemList", path, members)
}

/// A competency as a term of its framework.
#[must_use]
pub fn defined_term(site: &Site<'_>, entry: CompetencyEntry<'_>, path: &str) -> Value {
    let members = json!({
        "name": entry.name(),
        "termCode": entry.id,
        "description": description(entry.competency.description.as_deref(), None),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet", "name": entry.framework.document.name,
        },
    });
    thing(site, "DefinedTerm", path, members)
}

/// What takes place, as a list of events.
#[must_use]
pub fn events(site: &Site<'_>, occurrences: &[Occurrence<'_>], path: &str) -> Value {
    let event = |occurrence: &Occurrence<'_>| {
        let hours = occurrence.hours(site.view);
        let begins = hours.as_ref().map_or_else(|| occurrence.day.to_string(), |it| it.0.clone());
        let place = occurrence.event.place.as_deref();
        let members = json!({
            "@type": "Event",
            "name": occurrence.event.title,
            "startDate": begins,
            "endDate": hours.map(|(_, ends)| ends),
            "location": place.map(|place| json!({ "@type": "Place", "name": place })),
        });
        let Value::Object(mut members) = members else { return Value::Null };
        members.retain(|_, value| !is_empty(value));
        Value::Object(members)
    };
    let events: Vec<Value> = occurrences.iter().map(event).collect();
    thing(site, "ItemList", path, json!({ "name": "Calendar", "itemListElement": events }))
}

/// A text in one line for descriptions; at most 300 characters.
#[must_use]
pub fn description(text: Option<&str>, otherwise: Option<&str>) -> Option<String> {
    let text = text.or(otherwise)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(300).collect();
    Some(if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short })
}
