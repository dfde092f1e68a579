//! A piece of work as a page shows it: what came of it, what it shows, decisions and trade-offs.

use serde_json::{Value, json};

use crate::audience::person::Work;
use crate::kinds::metric::Metric;
use crate::site::Site;
use crate::site::addresses::{person_link, work_anchor};
use crate::site::page::Link;
use crate::site::pages::word;
use crate::site::prose::Prose;
use crate::wording::grouped;

/// The work on the page at `page`, with headings from `top_heading` down.
#[must_use]
pub fn entry(site: &Site<'_>, work: &Work<'_>, page: &str, top_heading: u8) -> Value {
    let document = work.entry.document;
    let to = site.addresses();
    let anchor = work_anchor(work.entry.id());
    let prose = Prose::of(work.entry.record, page, top_heading, site.view);
    let impact = document.impact.iter().map(|impact| {
        let metric = impact.metric.as_ref().and_then(|id| site.view.get::<Metric>(id.as_str()));
        let name = metric.map(|metric| metric.document.name.as_str());
        let unit = metric.and_then(|metric| metric.document.unit.as_deref());
        json!({
            "measure": impact.measure.as_deref().or(name),
            "from": impact.from.map(|number| grouped(&number.to_string())),
            "to": grouped(&impact.to.to_string()),
            "unit": impact.unit.as_deref().or(unit),
        })
    });
    json!({
        "anchor": anchor,
        "title": document.title,
        "date": work.entry.record.date(),
        "type": word(document.work_type),
        "outcome": document.outcome,
        "impact": impact.collect::<Vec<_>>(),
        "competencies": document.competencies.iter().map(|id| to.competency(id.as_str())).collect::<Vec<_>>(),
        "modules": document.modules.iter().map(|id| to.module(id.as_str())).collect::<Vec<_>>(),
        "with": site.view.named(&document.with).iter().map(person_link).collect::<Vec<_>>(),
        "links": document.links,
        "html": prose.html(site),
    })
}

/// The work as one line of the page of its owner, with a link to where it stands whole.
#[must_use]
pub fn line(work: &Work<'_>, page: &str) -> Value {
    let document = work.entry.document;
    let anchor = work_anchor(work.entry.id());
    json!({
        "anchor": anchor,
        "link": Link::to(document.title.as_str(), format!("{page}#{anchor}")),
        "date": work.entry.record.date(),
        "type": word(document.work_type),
    })
}
