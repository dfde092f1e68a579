//! A competency: what each proficiency looks like, who expects it, what teaches it, what attests it.

use serde_json::{Value, json};

use super::frameworks::is_safe;
use crate::catalog::index::CompetencyEntry;
use crate::kinds::framework::{Framework, MasteryMethod};
use crate::site::addresses::{competency_link, credential_link, module_link, page, role_link};
use crate::site::connections::of;
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, linked_data};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let ids = site.view.all::<Framework>().flat_map(|it| it.document.competencies.keys());
    ids.filter(|id| is_safe(id.as_str()))
        .filter_map(|id| site.view.competency(id.as_str()))
        .map(|entry| Job::new(page("competencies", entry.id), move || about(site, entry)))
        .collect()
}

fn about(site: &Site<'_>, entry: CompetencyEntry<'_>) -> Page {
    let framework = entry.framework;
    let theme = entry.competency.theme.as_ref().and_then(|id| framework.document.themes.get(id));
    let steps: Vec<Value> =
        framework.document.steps().into_iter().map(|step| proficiency(site, entry, step)).collect();
    let others = framework.document.competencies.iter().filter(|(id, other)| {
        id.as_str() != entry.id && other.theme.is_some() && other.theme == entry.competency.theme
    });
    let others =
        others.filter_map(|(id, _)| site.view.competency(id.as_str()).map(competency_link));
    let path = page("competencies", entry.id);
    Page {
        template: "competency.html",
        title: entry.name().to_owned(),
        crumbs: vec![Link::to("Competencies", "frameworks/index.html")],
        part: "frameworks",
        source: Some(framework.record.source.path.to_string()),
        head: Head {
            also: entry.competency.formerly.iter().map(ToString::to_string).collect(),
            description: linked_data::description(entry.competency.description.as_deref(), None),
            linked_data: Some(linked_data::defined_term(site, entry, &path)),
            ..Head::default()
        },
        body: json!({
            "description": entry.competency.description,
            "framework": Link::to(
                framework.document.name.as_str(),
                format!("frameworks/index.html#framework-{}", framework.id()),
            ),
            "theme": theme.map(|theme| &theme.name),
            "transferable": theme.is_some_and(|theme| theme.transferable),
            "mastery": mastery(entry),
            "steps": steps,
            "others": others.collect::<Vec<_>>(),
        }),
        path,
    }
}

fn mastery(entry: CompetencyEntry<'_>) -> Option<String> {
    let mastery = entry.competency.mastery;
    match mastery.method {
        MasteryMethod::Highest => None,
        MasteryMethod::Latest => {
            Some("Of several awards, the one for the latest work counts.".into())
        }
        MasteryMethod::NTimes => {
            Some(format!("It takes {} awards to hold a proficiency.", mastery.times()))
        }
    }
}

fn proficiency(site: &Site<'_>, entry: CompetencyEntry<'_>, step: &str) -> Value {
    let said = entry.competency.proficiencies.iter().find(|(id, _)| id.as_str() == step);
    let said = said.map(|(_, proficiency)| proficiency);
    let connections = site.connections();
    let roles = of(&connections.expected_by, entry.id).iter().filter(|(_, it)| it.at == *step);
    let roles = roles.map(|(role, expectation)| {
        let link = role_link(*role);
        match (expectation.since.filter(|since| *since > site.view.as_of()), expectation.weight) {
            (Some(since), _) => link.with(format!("from {since}")),
            (None, Some(weight)) => link.with(format!("weight {weight}")),
            (None, None) => link.with("core"),
        }
    });
    let modules = of(&connections.taught_by, entry.id).iter().filter(|(_, to)| *to == step);
    let credentials = of(&connections.attested_by, entry.id).iter().filter(|(_, at)| *at == step);
    json!({
        "id": format!("at-{step}"),
        "name": step.replace('-', " "),
        "summary": said.and_then(|said| said.summary.as_ref()),
        "markers": said.map(|said| said.markers.as_slice()).unwrap_or_default(),
        "examples": said.map(|said| said.examples.as_slice()).unwrap_or_default(),
        "links": said.map(|said| said.links.as_slice()).unwrap_or_default(),
        "roles": roles.collect::<Vec<_>>(),
        "modules": modules.map(|(module, _)| module_link(*module)).collect::<Vec<_>>(),
        "credentials": credentials.map(|(it, _)| credential_link(*it)).collect::<Vec<_>>(),
    })
}
