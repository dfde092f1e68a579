//! A module or credential that nothing leads to.

use std::collections::HashSet;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::reference::{Ref, to};
use crate::catalog::index::{Catalog, Target};
use crate::catalog::references::Noun;
use crate::kinds::Kind;
use crate::kinds::credential::Credential;
use crate::kinds::module::{Module, Status};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unused-content",
    subject: Subject::Content,
    level: Level::Hint,
    summary: "A module or credential that nothing leads to",
    what: "An active module is named by a pathway, a role, a credential, a cohort or another module, teaches a \
           competency that some role expects, prepares for a credential that a role or pathway asks for, or is \
           mandatory. A credential is named by one of them or attests a \
           competency that some role expects. A catalog without ladders and pathways is left alone.",
    why: "Nobody will find it, and its owner keeps it up to date for nothing. Perhaps a role forgot to ask for it.",
    bad: &[
        Case {
            files: "\
-- modules/juggling.md --
---
title: Juggling
type: workshop
effort:
  learning: 1 hour
outcomes:
  - {result: Keeps three balls in the air., seen_in: The next break}
assessed_by: clear-writer
owner: chen
reviewed: 2026-02-01
---
Begin with one.
",
            marks: &["Juggling"],
        },
        Case {
            files: "\
-- frameworks/circus.yaml --
name: Circus
owner: chen
reviewed: 2026-03-01
version: 1.0.0
themes:
  balls: {name: Balls}
competencies:
  juggling:
    name: Juggling
    theme: balls
    proficiencies:
      foundational: {markers: [Keeps three balls in the air.]}
-- credentials/juggler.yaml --
name: Juggler
attests:
  - {competency: juggling, at: foundational}
assessment: {method: observation, rubric: writing}
assessors: [any]
owner: chen
",
            marks: &["Juggler"],
        },
    ],
    good: Case {
        files: "\
-- modules/juggling.md --
---
title: Juggling
type: workshop
effort:
  learning: 1 hour
outcomes:
  - {result: Keeps three balls in the air., seen_in: The next break}
assessed_by: clear-writer
owner: chen
reviewed: 2026-02-01
---
Begin with one.
-- pathways/breaks.yaml --
title: Better breaks
kind: electives
reviewed: 2026-03-01
items:
  - {id: balls, title: Juggle, fulfil: [{module: juggling}]}
owner: chen
",
        marks: &[],
    },
    check,
};

/// The kinds that lead people to modules and credentials.
const GUIDES: [Kind; 5] = [Kind::Ladder, Kind::Pathway, Kind::Credential, Kind::Module, Kind::Cohort];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalog = context.catalog;
    if catalog.of_kind(Kind::Ladder).chain(catalog.of_kind(Kind::Pathway)).next().is_none() {
        return;
    }
    let used = named_by(catalog, &GUIDES);
    let asked_for = named_by(catalog, &[Kind::Ladder, Kind::Pathway]);
    let expected = expected(catalog);
    let wanted = |competency: &Ref<to::Competency>| {
        catalog.competency(competency.as_str()).is_none_or(|found| expected.contains(found.id))
    };
    for module in catalog.all::<Module>().filter(|module| module.record.is_sound()) {
        let offered = module.status == Status::Active && !module.mandatory;
        let teaches = module.teaches.iter().any(|teaches| wanted(&teaches.competency));
        let credential = module.assessed_by.as_ref();
        let credential = credential.and_then(|id| catalog.record(Kind::Credential, id.as_str()));
        let prepares = credential.is_some_and(|found| asked_for.contains(&*found.source.path));
        if offered && !teaches && !prepares && !used.contains(&*module.record.source.path) {
            findings.add(
                Problem::new(module.record.at(pointer!["title"]), "nothing leads to this module")
                    .here("on no pathway, taught for no role")
                    .help("add it to a pathway, say which competency it `teaches`, or retire it"),
            );
        }
    }
    for credential in catalog.all::<Credential>().filter(|credential| credential.record.is_sound()) {
        let attests = credential.attests.iter().any(|attests| wanted(&attests.competency));
        if !attests && !used.contains(&*credential.record.source.path) {
            findings.add(
                Problem::new(credential.record.at(pointer!["name"]), "nothing leads to this credential")
                    .here("no role, pathway or module asks for it")
                    .help("let a role require it or a pathway offer it, or take it out"),
            );
        }
    }
}

/// The paths of all modules and credentials that some other record of these kinds leads to.
fn named_by<'a>(catalog: &'a Catalog, kinds: &[Kind]) -> HashSet<&'a str> {
    let mut used = HashSet::new();
    for record in kinds.iter().flat_map(|kind| catalog.of_kind(*kind)) {
        for reference in &record.references {
            let noun = reference.noun(record.kind);
            let content = matches!(noun, Noun::Record(Kind::Module | Kind::Credential));
            if !content || reference.field_path(record.kind) == "/replaced_by" {
                continue;
            }
            if let Some(Target::Record(found)) = catalog.resolve(record, reference).target()
                && found.source.path != record.source.path
            {
                used.insert(&*found.source.path);
            }
        }
    }
    used
}

/// The competencies that some role expects or lets choose.
fn expected(catalog: &Catalog) -> HashSet<&str> {
    let ladders = catalog.of_kind(Kind::Ladder);
    ladders
        .flat_map(|record| record.references.iter())
        .filter(|reference| reference.noun(Kind::Ladder) == Noun::Competency)
        .filter_map(|reference| catalog.competency(&reference.target))
        .map(|found| found.id)
        .collect()
}
