//! The words for what no plan reaches: which need, and what the catalog would have to offer.

use super::words::{competency_name, credential, module};
use crate::catalog::Catalog;
use crate::insight::plan::{Gap, Hindrance, Need, Plan, Unmet};
use crate::report::readiness::words::one_line;

/// What is not reached.
#[must_use]
pub fn need(plan: &Plan<'_>, need: Need<'_>) -> String {
    let title = |pathway: &crate::kinds::pathway::Pathway| one_line(&pathway.title);
    match need {
        Need::Line(number) => {
            let state = plan.readiness.lines.get(number);
            state.map_or_else(String::new, |state| one_line(&state.line.title))
        }
        Need::Threshold => "The weight of the weighted lines".to_owned(),
        Need::EvidenceFloor => "The share of lines that somebody has looked at".to_owned(),
        Need::AnyLine => "Any line at all".to_owned(),
        Need::Waivers => "Core lines beyond those that may be waived".to_owned(),
        Need::Item(pathway, number) => {
            let item = pathway.document.items.get(number);
            let item = item.map_or_else(String::new, |item| one_line(&item.title));
            format!("“{item}” of {}", title(pathway.document))
        }
        Need::Electives(pathway) => format!("The electives of {}", title(pathway.document)),
        Need::Theme(pathway, theme) => {
            format!("An elective in theme {theme} of {}", title(pathway.document))
        }
        Need::Chosen(pathway, thing) => {
            let name = one_line(thing.name(plan.catalog));
            format!("{name}, chosen as an elective of {}", title(pathway.document))
        }
    }
}

/// Why nothing reaches it, as a sentence without a full stop.
#[must_use]
pub fn reason(catalog: &Catalog, gap: &Gap<'_>) -> String {
    match gap {
        Gap::Untaught { competency, at } => format!(
            "nothing in the catalog teaches or attests {} at {at}",
            competency_name(catalog, competency)
        ),
        Gap::NoCredential(id) => format!("the catalog has no credential {id}"),
        Gap::Unlearnable { credential: id, module: needed, why } => format!(
            "{} takes {}, and {}",
            credential(catalog, id),
            module(catalog, needed),
            hindrance(catalog, *why)
        ),
        Gap::Closed { module: id, why } => {
            format!("{} cannot be taken: {}", module(catalog, id), hindrance(catalog, *why))
        }
        Gap::Replaced { module: id, by } => format!(
            "{} is retired, and {} does not count as it until the ladder names it",
            module(catalog, id),
            module(catalog, by)
        ),
        Gap::NoProject => "no module that can be taken is a project".to_owned(),
        Gap::FewModules => "there are fewer modules than the work has to come from".to_owned(),
        Gap::UnknownType(word) => format!("there is no type of portfolio entry called {word}"),
        Gap::FewChoices { possible, need } => {
            format!("the catalog offers {possible} of the {need} that it takes")
        }
        Gap::Elsewhere => "it takes time in a role that they do not have now".to_owned(),
        Gap::Unreadable => "what it asks for cannot be read; `learn check` says why".to_owned(),
        Gap::Together => "it cannot be had together with the rest of the plan".to_owned(),
    }
}

fn hindrance(catalog: &Catalog, why: Hindrance<'_>) -> String {
    match why {
        Hindrance::Missing => "there is no such module".to_owned(),
        Hindrance::Draft => "it is still a draft".to_owned(),
        Hindrance::Retired => "it is retired and nothing replaces it".to_owned(),
        Hindrance::Circle => "its prerequisites lead in a circle back to it".to_owned(),
        Hindrance::Before(id) => {
            format!("its prerequisite {} cannot be taken", module(catalog, id))
        }
    }
}

/// An unmet need in one sentence.
#[must_use]
pub fn sentence(plan: &Plan<'_>, unmet: &Unmet<'_>) -> String {
    format!("{}: {}", need(plan, unmet.need), reason(plan.catalog, &unmet.gap))
}
