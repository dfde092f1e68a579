//! A credential: what it attests, how it is assessed and by which rubric, and how to ask for it.

use serde_json::{Value, json};

use super::word;
use crate::catalog::Entry;
use crate::kinds::credential::{Credential, MentorPart};
use crate::kinds::rubric::Rubric;
use crate::site::addresses::{self, credential_link, module_link, pathway_link, role_link};
use crate::site::connections::of;
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, linked_data};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    site.view
        .all::<Credential>()
        .map(|credential| {
            Job::new(addresses::page("credentials", credential.id()), move || {
                about(site, credential)
            })
        })
        .collect()
}

fn about(site: &Site<'_>, credential: Entry<'_, Credential>) -> Page {
    let document = credential.document;
    let to = site.addresses();
    let back = site.connections();
    let id = credential.id();
    let attests = document
        .attests
        .iter()
        .map(|it| to.competency(it.competency.as_str()).with(format!("at {}", it.at.as_str())));
    let items = of(&back.items_of_credential, id).iter().map(|(pathway, item)| {
        json!({ "pathway": pathway_link(*pathway), "item": item.title, "gives": item.responsibility })
    });
    let rubric = site.view.get::<Rubric>(document.assessment.rubric.as_str());
    let attests: Vec<Link> = attests.collect();
    let path = addresses::page("credentials", id);
    Page {
        template: "credential.html",
        title: document.name.as_str().to_owned(),
        crumbs: vec![Link::to("Credentials", "credentials/index.html")],
        part: "credentials",
        source: Some(credential.record.source.path.to_string()),
        head: Head {
            also: site.former(credential.record),
            description: linked_data::description(document.summary.as_deref(), None),
            linked_data: Some(linked_data::credential(site, credential, &path, &attests)),
            ..Head::default()
        },
        body: json!({
            "id": id,
            "summary": document.summary,
            "attests": attests,
            "includes": document.includes.iter().map(|id| to.credential(id.as_str())).collect::<Vec<_>>(),
            "included_in": of(&back.included_in, id).iter().map(|it| credential_link(*it)).collect::<Vec<_>>(),
            "method": word(document.assessment.method),
            "pass": pass(credential),
            "assessors": assessors(credential),
            "needs": needs(site, credential),
            "valid_for": document.valid_for.map(|time| time.to_string()),
            "reassess": document.reassess.map(|again| json!({
                "within": again.within, "keep_one_assessor": again.keep_one_assessor,
            })),
            "rubric": rubric.map(rubric_table),
            "asked_by": of(&back.required_by, id).iter().map(|it| role_link(*it)).collect::<Vec<_>>(),
            "prepared_by": of(&back.prepared_by, id).iter().map(|it| module_link(*it)).collect::<Vec<_>>(),
            "items": items.collect::<Vec<_>>(),
            "stretch": document.stretch.iter().map(|id| to.module(id.as_str())).collect::<Vec<_>>(),
            "owner": document.owner.as_ref().and_then(|id| to.person(id.as_str())),
        }),
        path,
    }
}

/// Which scores pass, in words.
fn pass(credential: Entry<'_, Credential>) -> Option<String> {
    let pass = credential.document.assessment.pass?;
    let each = pass.each.map(|each| format!("at least {each} in each criterion"));
    let mean = pass.mean.map(|mean| format!("a mean of at least {mean}"));
    let rules: Vec<String> = each.into_iter().chain(mean).collect();
    (!rules.is_empty()).then(|| rules.join(" and "))
}

/// How many assessors a sentence names; more of them are a list.
const NAMED: usize = 4;

/// Who has to approve: in words, of many as a list before them.
fn assessors(credential: Entry<'_, Credential>) -> Value {
    let slots = credential.document.assessors.iter().map(|slot| match slot.as_str() {
        "any" => "any assessor".to_owned(),
        discipline => format!("an assessor of {}", discipline.replace('-', " ")),
    });
    let slots: Vec<String> = slots.collect();
    let count = slots.len();
    let who = if count > NAMED { "all of them".to_owned() } else { slots.join(" and ") };
    let words = match credential.document.mentor {
        MentorPart::Counts if count == 1 => format!("{who}, who is not the learner's mentor"),
        MentorPart::Counts => format!("{who}; the learner's mentor may be one of them"),
        MentorPart::Excluded => format!("{who}; never the learner's mentor"),
    };
    let all: Vec<Link> = slots.into_iter().filter(|_| count > NAMED).map(Link::words).collect();
    json!({ "words": words, "all": all })
}

/// What a claim has to bring along.
fn needs(site: &Site<'_>, credential: Entry<'_, Credential>) -> Vec<Link> {
    let needs = &credential.document.needs;
    let modules = needs.modules.iter();
    let mut all: Vec<Link> =
        modules.map(|id| site.addresses().module(id.as_str()).with("finished")).collect();
    let many = |number: u8, one: &str, several: &str| {
        Link::words(format!("{number} {}", if number == 1 { one } else { several }))
    };
    all.extend(needs.portfolio.map(|n| many(n, "portfolio entry", "portfolio entries")));
    all.extend(
        needs
            .endorsements
            .map(|n| many(n, "endorsement by a colleague", "endorsements by colleagues")),
    );
    all.extend(
        needs.evidence_within.map(|within| Link::words(format!("work of the last {within}"))),
    );
    all
}

/// The rubric as a table: a row per criterion, a column per score.
fn rubric_table(rubric: Entry<'_, Rubric>) -> Value {
    let criteria = &rubric.document.criteria;
    let scores = criteria.values().map(|it| it.descriptors.len()).max().unwrap_or(0);
    let rows: Vec<Value> = criteria
        .values()
        .map(|criterion| {
            let cells: Vec<&str> = (0..scores)
                .map(|score| criterion.descriptors.get(score).map_or("", |text| text.as_str()))
                .collect();
            json!({
                "name": criterion.name, "summary": criterion.summary,
                "weight": criterion.weight.filter(|weight| *weight != 1), "cells": cells,
            })
        })
        .collect();
    json!({
        "name": rubric.document.name, "summary": rubric.document.summary,
        "scores": (1..=scores).collect::<Vec<_>>(), "rows": rows,
    })
}
