//! A person as colleagues see them: role, team, what they help with, and the work they show.

use serde_json::{Value, json};

use super::word;
use crate::audience::person::{Profile, Work};
use crate::kinds::metric::Metric;
use crate::site::addresses::{
    self, competency_link, module_link, person_link, role_link, team_link, work_anchor,
};
use crate::site::page::{Head, Link, Page};
use crate::site::prose::Prose;
use crate::site::{Job, Site};

/// The pages.
#[must_use]
pub fn pages<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    site.view.people().map(|profile| Box::new(move || about(site, &profile)) as Job<'a>).collect()
}

fn about(site: &Site<'_>, profile: &Profile<'_>) -> Page {
    let path = addresses::page("people", profile.id);
    let work = site.view.portfolio(profile.id);
    let mentors_in = profile
        .mentors_in
        .as_ref()
        .map(|topics| topics.iter().map(|topic| competency_link(*topic)).collect::<Vec<_>>());
    let facilitates = profile.facilitates.iter().map(|module| module_link(*module));
    Page {
        template: "person.html",
        title: profile.name.to_owned(),
        crumbs: vec![Link::to("People", "people/index.html")],
        part: "people",
        source: None,
        head: Head::default(),
        body: json!({
            "role": profile.role.map(role_link),
            "team": profile.team.map(team_link),
            "mentors_in": mentors_in,
            "facilitates": facilitates.collect::<Vec<_>>(),
            "work": work.iter().map(|work| entry(site, work, &path)).collect::<Vec<_>>(),
        }),
        path,
    }
}

fn entry(site: &Site<'_>, work: &Work<'_>, page: &str) -> Value {
    let document = work.entry.document;
    let to = site.addresses();
    let anchor = work_anchor(work.entry.id());
    let prose = Prose {
        text: work.entry.record.prose(),
        from: &work.entry.record.source.path,
        page,
        top_heading: 4,
        id_prefix: &format!("{anchor}-"),
        title: &document.title,
    };
    let impact = document.impact.iter().map(|impact| {
        let metric = impact.metric.as_ref().and_then(|id| site.view.get::<Metric>(id.as_str()));
        let name = metric.map(|metric| metric.document.name.as_str());
        let unit = metric.and_then(|metric| metric.document.unit.as_deref());
        json!({
            "measure": impact.measure.as_deref().or(name),
            "from": impact.from.map(|number| number.to_string()),
            "to": impact.to.to_string(),
            "unit": impact.unit.as_deref().or(unit),
        })
    });
    json!({
        "anchor": anchor,
        "title": document.title,
        "date": work.entry.record.date(),
        "type": word(document.portfolio_type),
        "outcome": document.outcome,
        "impact": impact.collect::<Vec<_>>(),
        "competencies": document.competencies.iter().map(|id| to.competency(id.as_str())).collect::<Vec<_>>(),
        "modules": document.modules.iter().map(|id| to.module(id.as_str())).collect::<Vec<_>>(),
        "with": site.view.named(&document.with).iter().map(person_link).collect::<Vec<_>>(),
        "links": document.links,
        "html": prose.html(site),
    })
}
