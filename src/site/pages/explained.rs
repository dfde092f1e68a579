//! Pages that explain the program: how readiness works, and what its words mean.

use serde_json::{Value, json};

use crate::kinds::framework::Framework;
use crate::site::page::{Head, Page};
use crate::site::{Job, Site};

/// The folder of the page on readiness.
const READINESS: &str = "how-readiness-works";

/// The folder of the page on words.
const GLOSSARY: &str = "glossary";

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    vec![
        Job::new(address(READINESS), move || readiness(site)),
        Job::new(address(GLOSSARY), move || glossary(site)),
    ]
}

fn readiness(site: &Site<'_>) -> Page {
    let program = site.view.program();
    let policy = program.map(|program| program.readiness).unwrap_or_default();
    let cadence = program.map(|program| program.cadence).unwrap_or_default();
    let body = json!({
        "threshold": policy.threshold().to_string(),
        "evidence_floor": policy.evidence_floor().to_string(),
        "expiring_within": policy.expiring_within().to_string(),
        "grace": policy.grace().to_string(),
        "waivers": policy.waivers.core(),
        "longest": policy.waivers.longest().to_string(),
        "claim_answer": cadence.claim_answer().to_string(),
    });
    page(READINESS, "readiness.html", "How readiness works", body)
}

fn glossary(site: &Site<'_>) -> Page {
    let scales = site.view.all::<Framework>().map(|framework| -> Value {
        json!({ "name": framework.document.name, "steps": framework.document.steps() })
    });
    let body = json!({ "scales": scales.collect::<Vec<_>>() });
    page(GLOSSARY, "glossary.html", "Glossary", body)
}

fn address(part: &str) -> String {
    format!("{part}/index.html")
}

fn page(part: &'static str, template: &'static str, title: &str, body: Value) -> Page {
    Page {
        path: address(part),
        template,
        title: title.to_owned(),
        crumbs: Vec::new(),
        part,
        source: None,
        head: Head::default(),
        body,
    }
}
