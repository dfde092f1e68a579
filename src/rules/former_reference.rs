//! A reference by an id that its target had before.

use super::{Case, Context, Findings, Rule, Subject, keeps_its_words};
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::Record;
use crate::catalog::index::{Catalog, Found, Target};
use crate::catalog::references::Reference;
use crate::kinds::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "former-reference",
    subject: Subject::Names,
    level: Level::Hint,
    summary: "A reference by an id that its target had before",
    what: "References use the present id of what they name, not one that stands under its `formerly`. What \
           people were judged by and on (approvals, claims, portfolio and journal entries, enrolments) and the \
           trust policy keep the ids they were written with.",
    why: "Former ids go on working, but whoever reads one looks for a file that is not there.",
    bad: &[
        Case {
            files: "\
-- people/ada/person.yaml --
name: Ada Moreau
emails: [ada@kestrel.example]
joined: 2024-05-06
roles:
  - {from: 2024-05-06, role: engineer, team: navigation}
mentors:
  - {person: chen, from: 2025-11-01}
-- teams/routing.yaml --
name: Routing
formerly: [navigation]
lead: chen
",
            marks: &["navigation"],
        },
        Case {
            files: "\
-- people/ada/portfolio/2026-03-02-checkout-outage.md --
---
title: The checkout outage of March
type: incident
formerly: [2026-03-02-outage]
modules: [incident-basics]
competencies: [incident-response]
---
## Decisions

I rolled the proxies back instead of waiting for a new certificate.

## Trade-offs

The rollback cost us the new cache for a day; waiting would have cost an hour of orders.
-- stories/2026-03-12-eleven-minutes.md --
---
title: Eleven minutes
type: story
portfolio: [ada/2026-03-02-outage]
---
One voice throughout.
",
            marks: &["ada/2026-03-02-outage"],
        },
        Case {
            files: "\
-- people/ada/person.yaml --
name: Ada Moreau
formerly: [ada-lind]
emails: [ada@kestrel.example]
joined: 2024-05-06
roles:
  - {from: 2024-05-06, role: engineer, team: routing}
mentors:
  - {person: chen, from: 2025-11-01}
-- stories/2026-03-12-eleven-minutes.md --
---
title: Eleven minutes
type: story
portfolio: [ada-lind/2026-03-02-checkout-outage]
---
One voice throughout.
",
            marks: &["ada-lind/2026-03-02-checkout-outage"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
formerly: [navigation]
lead: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records().iter().filter(|record| !keeps_its_words(record.kind)) {
        for reference in &record.references {
            let Found::Formerly(target) = context.catalog.resolve(record, reference) else { continue };
            findings.add(problem(context.catalog, record, reference, target));
        }
    }
}

fn problem(catalog: &Catalog, record: &Record, reference: &Reference, target: Target<'_>) -> Problem {
    let (id, there) = match target {
        Target::Record(found) => (&*found.name, found.at_key(crate::pointer!["formerly"])),
        Target::Competency(found) => (found.id, found.framework.record.at_key(found.pointer())),
        Target::Role(found) => (found.id(), found.ladder.record.at(found.pointer().then("id"))),
        Target::Priority(priority) => (priority.id.as_str(), record.whole()),
    };
    let present = match reference.target.rsplit_once('/') {
        Some((owner, _)) => {
            let person = catalog.record(Kind::Person, owner).map_or(owner, |person| &*person.name);
            format!("{person}/{id}")
        }
        None => id.to_owned(),
    };
    let pointer = reference.pointer(record.kind);
    let is_key = reference.is_key(record.kind);
    let place = if is_key { record.at_key(pointer) } else { record.at(pointer) };
    let noun = reference.noun(record.kind).word();
    let problem = Problem::new(place.clone(), format!("this {noun} is called `{present}` now"))
        .here("its former id")
        .label(there, "the present one")
        .help(format!("write `{present}`"));
    let edit = vec![Edit { place, text: present.clone() }];
    let title = format!("Write `{present}`");
    if is_key { problem.suggest(title, edit) } else { problem.fix(title, edit) }
}
