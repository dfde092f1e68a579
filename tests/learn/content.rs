//! What the rules on content keep quiet about, and which step a framework owes for what.

use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::insight::step::{Step, Version, changed};
use learn::kinds::parts::digest::Sha256;
use learn::rules::Case;
use learn::world::memory::Memory;

use crate::cases;

/// The rules that a catalog breaks, with the characters they underline.
fn fired(files: &str) -> Vec<(&'static str, String)> {
    let case = Case { files: String::leak(files.to_owned()), marks: &[] };
    let (catalog, outcome) = cases::check_case(&case);
    let text = |path: &str| catalog.at_path(path).map(|record| record.source.text.to_string());
    outcome
        .findings
        .iter()
        .map(|finding| {
            let text = text(&finding.location.path).unwrap_or_default();
            (finding.rule, text[finding.location.span.range()].to_owned())
        })
        .collect()
}

#[test]
fn what_the_schema_refused_is_said_once() {
    let module = "\
-- modules/clear-writing.md --
---
title: Clear writing
type: reading
teaches:
  - {competency: communication, to: foundational}
outcomes: [{result: Writes decisions that need no meeting., seen_inn: Design documents}]
practice:
  - {modul: incident-basics}
assessed_by: clear-writer
reviewed: yesterday
---
One decision, its reason, and what would change it.
";
    let slugs: Vec<&str> = fired(module).iter().map(|(slug, _)| *slug).collect();
    assert!(!slugs.contains(&"exactly-one"), "{slugs:?}");
    assert!(!slugs.contains(&"stale-module"), "{slugs:?}");
    assert!(!slugs.contains(&"outcome-not-observable"), "{slugs:?}");
    assert_eq!(slugs.len(), 3, "{slugs:?}");
}

#[test]
fn a_broken_credential_makes_no_expectation_unattested() {
    let credential = "\
-- credentials/clear-writer.yaml --
name: Clear writer
attests: communication
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
";
    let slugs: Vec<&str> = fired(credential).iter().map(|(slug, _)| *slug).collect();
    assert!(!slugs.contains(&"unattested-expectation"), "{slugs:?}");
    assert!(!slugs.is_empty());
}

#[test]
fn what_somebody_finished_may_retire() {
    let files = |finished: &str| {
        format!(
            "\
-- modules/pager-duty.md --
---
title: Pager duty
type: course
status: retired
replaced_by: incident-basics
---
-- pathways/electives.yaml --
title: Electives
kind: electives
electives: {{choose: 1, from: [{{module: clear-writing}}, {{module: incident-basics}}]}}
reviewed: 2026-03-01
-- people/ada/pathways/electives.yaml --
enrolled: 2025-03-03
electives: [{{module: pager-duty}}]
-- people/ada/enrolments/pager-duty.yaml --
started: 2025-03-17
{finished}
"
        )
    };
    let open: Vec<&str> = fired(&files(""))
        .into_iter()
        .filter(|one| one.0 == "retired-reference")
        .map(|one| one.0)
        .collect();
    assert_eq!(open.len(), 2, "the elective and the enrolment");
    let done = fired(&files("finished: 2025-04-11"));
    assert!(done.iter().all(|(slug, _)| *slug != "retired-reference"), "{done:?}");
}

#[test]
fn scores_are_held_against_the_rubric_they_were_given_by() {
    let writing = cases::base()
        .iter()
        .find(|(path, _)| *path == "rubrics/writing.yaml")
        .map(|(_, bytes)| Sha256::of(bytes));
    let writing = writing.expect("the base has this rubric");
    let other = Sha256::of(b"an older rubric");
    let approval = |digest: &Sha256| {
        format!(
            "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
against: [{{kind: rubric, id: writing, sha256: \"{digest}\"}}]
signer: chen
date: 2026-04-13
scores: {{clearness: 2}}
"
        )
    };
    let wrong = ("unknown-criterion", "clearness".to_owned());
    assert!(fired(&approval(&writing)).contains(&wrong));
    assert!(!fired(&approval(&other)).contains(&wrong));
}

#[test]
fn a_choice_of_two_may_cover_three_themes() {
    let files = |choose: u8| {
        format!(
            "\
-- frameworks/service.yaml --
name: Service
owner: chen
reviewed: 2026-03-01
themes: {{people: {{name: People}}}}
competencies: {{listening: {{name: Listening, theme: people}}}}
-- credentials/listener.yaml --
name: Listener
owner: chen
attests: [{{competency: listening, at: working}}]
includes: [clear-writer]
assessment: {{method: interview, rubric: writing}}
assessors: [any]
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: {choose}
  from: [{{module: incident-basics}}, {{module: clear-writing}}, {{credential: listener}}]
  cover: [craft, together, people]
reviewed: 2026-03-01
"
        )
    };
    assert_eq!(fired(&files(1)), [("uncovered-theme", "1".to_owned())]);
    assert_eq!(fired(&files(2)), []);
}

#[test]
fn a_demand_of_another_ladder_is_owed_by_its_own_framework() {
    let files = |at: &str, inherits: &str| {
        let mut files = cases::base();
        let text = format!(
            "\
-- frameworks/leadership.yaml --
name: Leadership
version: 1.0.0
-- ladders/leadership.yaml --
name: Leadership
framework: leadership
roles: [{{id: lead, title: Lead, inherits: [{inherits}]}}]
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
roles:
  - {{id: engineer, title: Engineer, expects: [{{competency: communication, at: {at}}}]}}
  - {{id: senior-engineer, title: Senior engineer}}
"
        );
        cases::lay(&mut files, &text);
        load(&files).expect("a catalog")
    };
    let owing = |after: &Catalog| -> Vec<String> {
        let before = files("working", "engineer");
        let changed = changed(&before, after, cases::today());
        changed.iter().map(|one| format!("{} {}", one.after.id(), one.step())).collect()
    };
    assert_eq!(owing(&files("expert", "engineer")), ["engineering major"]);
    assert_eq!(owing(&files("working", "")), ["leadership minor"]);
    assert!(
        owing(&files("working", "senior-engineer")).is_empty(),
        "the same demands by another way"
    );
}

/// The step owed after a text of the base catalog was replaced.
fn step(path: &str, old: &str, new: &str) -> Option<Step> {
    let before = cases::base();
    let mut after = Memory::new();
    for (other, bytes) in before.iter() {
        let text = String::from_utf8_lossy(bytes);
        if other == path {
            assert!(text.contains(old), "{path} does not say {old:?}");
            after.put(other, text.replacen(old, new, 1));
        } else {
            after.put(other, bytes);
        }
    }
    let (before, after) = (load(&before).expect("a catalog"), load(&after).expect("a catalog"));
    let steps: Vec<Step> = changed(&before, &after, cases::today())
        .iter()
        .map(learn::insight::step::Changed::step)
        .collect();
    assert!(steps.len() < 2);
    steps.first().copied()
}

#[test]
fn a_new_demand_on_people_is_a_major_step() {
    let ladder = |old, new| step("ladders/engineering-ic.yaml", old, new);
    let line = "      - {competency: communication, at: foundational}\n";
    let major = Some(Step::Major);
    assert_eq!(ladder("communication, at: foundational}", "communication, at: working}"), major);
    assert_eq!(
        ladder(
            "      - {id: commander, credential: incident-commander}\n",
            "      - {id: commander, credential: clear-writer}\n"
        ),
        major
    );
    assert_eq!(
        ladder("    requires:\n", "    requires:\n      - {id: work, portfolio: {entries: 2}}\n"),
        major
    );
    assert_eq!(
        step(
            "frameworks/engineering.yaml",
            "    theme: together\n",
            "    theme: together\n    mastery: {method: n-times, n: 2}\n"
        ),
        major
    );
    assert_eq!(ladder(line, ""), Some(Step::Minor), "and taking it away a minor one");
}

#[test]
fn clarifying_is_a_minor_step_and_wording_a_patch() {
    let framework = |old: &str, new: &str| step("frameworks/engineering.yaml", old, new);
    let marker = "          - Follows the runbook and says aloud what they do.\n";
    let longer = format!("{marker}          - Asks when in doubt.\n");
    assert_eq!(framework(marker, &longer), Some(Step::Minor));
    assert_eq!(framework("Follows the runbook", "Keeps to the runbook"), Some(Step::Patch));
    assert_eq!(framework("reviewed: 2026-03-01", "reviewed: 2026-04-01"), None);
    assert_eq!(framework("version: 1.0.0", "version: 2.0.0"), None);
    let ladder = |old, new| step("ladders/engineering-ic.yaml", old, new);
    assert_eq!(
        ladder("Ships small changes safely.", "Ships small changes every day."),
        Some(Step::Patch)
    );
    assert_eq!(
        ladder(
            "{competency: incident-response, at: working}",
            "{competency: incident-response, at: working, weight: 1}"
        ),
        Some(Step::Minor)
    );
    assert_eq!(
        ladder(
            "{competency: incident-response, at: foundational}",
            "{competency: incident-response, at: foundational, text: Helps.}"
        ),
        Some(Step::Patch)
    );
}

#[test]
fn a_demand_is_new_to_a_role_only_if_it_was_not_inherited() {
    let ladder = |old, new| step("ladders/engineering-ic.yaml", old, new);
    let repeated = "      - {competency: incident-response, at: working}\n      - {competency: communication, at: foundational}\n";
    assert_eq!(ladder(repeated, "      - {competency: incident-response, at: working}\n"), None);
    assert_eq!(
        ladder("    title: Senior engineer\n", "    title: Senior engineer\n    inherits: []\n"),
        None
    );
}

#[test]
fn versions_are_raised_as_far_as_the_step_asks() {
    let raised = |version: &str, step| {
        Version::read(version).map(|version| version.raised(step).to_string())
    };
    assert_eq!(raised("1.4.2", Step::Major).as_deref(), Some("2.0.0"));
    assert_eq!(raised("1.4.2", Step::Minor).as_deref(), Some("1.5.0"));
    assert_eq!(raised("1.4.2", Step::Patch).as_deref(), Some("1.4.3"));
    assert_eq!(raised("0.4.2", Step::Major).as_deref(), Some("0.5.0"));
    assert_eq!(raised("2.0.0-draft.1", Step::Patch).as_deref(), Some("2.0.1"));
    assert_eq!(raised("2.0", Step::Patch), None);
}
