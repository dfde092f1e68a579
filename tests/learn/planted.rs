//! A company with a record of every kind, and words planted in every free-text field that the schemas know.
//!
//! The fields are read off the schemas, so that a new one is planted in without a line here.

use learn::catalog::load::load;
use learn::kinds::Kind;
use learn::syntax::yaml;
use learn::world::memory::Memory;
use serde_json::{Map, Value};

/// One record of every kind around Ada, whose mentor is Chen; Ben is in her team, Dana is not, Olga has
/// left. Laid over the base catalog.
pub const COMPANY: &str = "-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, summary: How people grow., sponsor: chen}
time_zone: Europe/Paris
rollout: [{from: 2026-01-05, stage: pilot, teams: [routing]}]
priorities:
  - {id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-12-31}
site:
  title: Growth at Kestrel
  base_url: \"https://growth.kestrel.example/\"
  feedback: \"https://forms.kestrel.example/?about=\"
  pages: [{file: pages/books.md, title: Books, group: Learning}]
-- pages/books.md --
Books.
-- teams/platform.yaml --
name: Platform
lead: dana
-- teams/zzteam.yaml --
name: Another team
function: Planning
-- people/ben/person.yaml --
name: Ben Okafor
joined: 2024-01-01
roles: [{from: 2024-01-01, role: engineer, team: routing}]
-- people/dana/person.yaml --
name: Dana Ruiz
joined: 2024-01-01
roles: [{from: 2024-01-01, role: senior-engineer, team: platform}]
-- people/old/person.yaml --
name: Olga Gone
joined: 2022-01-01
left: 2026-01-01
roles: [{from: 2022-01-01, role: engineer, team: routing}]
-- people/ada/person.yaml --
name: Ada Moreau
emails: [ada@kestrel.example]
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}]
communities: [zzcommunity]
board: {columns: [Doing]}
-- people/ada/goals/2026-04-10.md --
---
state: set
role: senior-engineer
---
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: lead
    title: Lead
    column: Doing
    key_results: [{id: one, title: One, from: 0, to: 4, check_ins: [{date: 2026-04-10, value: 1}]}]
-- people/ada/journal/2026-04-11-zzjournal.md --
---
modules: [incident-basics]
---
-- people/ada/meetings/2026-04-12-zzmeeting.md --
---
kind: mentor
with: [chen]
agreed: [{what: To do, who: ada}]
---
-- people/ada/claims/2026-04-13-zzclaim.yaml --
competency: {id: communication, at: foundational}
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/remediation/2026-04-13-zzremediation.yaml --
claim: 2026-04-13-zzclaim
redemonstrate_by: 2026-06-02
coach: chen
actions: [{type: practice, what: To practise, by: 2026-05-01}]
-- people/ada/portfolio/2026-04-12-zzportfolio.md --
---
title: Work
type: project
competencies: [communication]
---
-- people/ada/pathways/zzpathway.yaml --
enrolled: 2026-01-12
cohort: zzcohort
own: [{title: A course}]
-- people/ada/enrolments/zzmodule.yaml --
started: 2026-04-01
-- pathways/zzpathway.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items: [{id: basics, title: Basics, fulfil: [{module: zzmodule}, {credential: zzcredential}]}]
-- modules/zzmodule.md --
---
title: A module
type: course
teaches: [{competency: communication, to: foundational}]
prerequisites: [incident-basics]
assessed_by: zzcredential
outcomes: [{result: Does it., seen_in: Work}]
---
-- credentials/zzcredential.yaml --
name: A credential
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: zzrubric}
assessors: [any]
-- rubrics/zzrubric.yaml --
name: A rubric
criteria: {clarity: {name: Clarity, descriptors: [Low, High]}}
-- frameworks/zzframework.yaml --
name: Another framework
version: 1.0.0
themes: {people: {name: People}}
competencies:
  coaching: {name: Coaching, theme: people, proficiencies: {working: {markers: [Coaches.]}}}
changes: [{version: 1.0.0, date: 2026-04-07, why: It is there., from: The pilot}]
-- ladders/zzladder.yaml --
name: Another ladder
framework: zzframework
roles:
  - id: zzrole
    title: Another role
    expects: [{competency: coaching, at: working}]
    requires: [{id: proof, credential: zzcredential}]
-- cohorts/zzcohort.yaml --
name: A cohort
pathway: zzpathway
starts: 2026-03-02
milestones: [{id: chosen, title: Chosen, within: 4 weeks}]
events: [{id: monday, type: huddle, title: Monday, every: 1 week, day: monday, at: \"09:45\"}]
-- communities/zzcommunity.yaml --
name: A community
host: chen
events: [{id: meetup, type: meetup, title: Meetup, every: 1 month, day: 2nd tuesday}]
-- rotations/zzrotation.yaml --
title: A rotation
window: {from: 2026-06-01, to: 2026-08-28}
owner: chen
assignments: [{person: ada, team: routing, host: chen}]
-- sessions/2026-04-10-zzsession.md --
---
title: A session
type: showcase
present: [ada, chen]
lessons: [{text: One., changed: Two.}]
---
-- stories/2026-04-10-zzstory.md --
---
title: A story
type: story
who: [ada]
---
-- metrics/zzmetric.yaml --
name: A measure
-- metrics/zzmetric.csv --
date,team,value
2026-03-01,routing,3
2026-04-01,routing,4
-- feedback/module/incident-basics/2026-04-10-zzfeedback.yaml --
responses: [{score: 5, comment: Good.}, {score: 4}, {score: 4}, {score: 3}, {score: 5}]
answer: {date: 2026-04-12, change: More of it., links: [{title: There, url: \"https://git.kestrel.example/1\"}]}
";

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Any words.
    Words,
    /// An address of the web.
    Address,
    /// Markdown below the front matter.
    Prose,
}

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// The kind of the record.
    pub kind: Kind,
    /// The path of the record.
    pub path: &'a str,
    /// Where it stands, items of lists as `*` and values of maps as `{}`: `/agreed/*/what`.
    pub at: &'a str,
    /// What it takes.
    pub takes: Takes,
}

/// Fields that hold a path of the catalog and would stop the build.
const PATHS: &[&str] = &["/site/templates"];

/// The company with what `say` plants in every free-text field of every record; none leaves it as it is.
pub fn planted(more: &str, say: &mut dyn FnMut(Field<'_>) -> Option<String>) -> Memory {
    let mut files = crate::cases::base();
    crate::cases::lay(&mut files, COMPANY);
    if !more.is_empty() {
        crate::cases::lay(&mut files, more);
    }
    let catalog = load(&files).expect("memory can be read");
    for record in catalog.records() {
        let path = &*record.source.path;
        let text = &*record.source.text;
        let is_prose = record.prose.is_some();
        let (front, prose) = if is_prose {
            let rest = text.strip_prefix("---\n");
            rest.and_then(|rest| rest.split_once("---\n")).unwrap_or(("", text))
        } else {
            (text, "")
        };
        let tree = yaml::parse_example(front).expect("YAML");
        let mut tree = if tree.is_null() { Value::Object(Map::new()) } else { tree };
        let kind = record.kind;
        let mut own = |at: &str, takes: Takes| {
            let is_path = PATHS.contains(&at);
            if is_path { None } else { say(Field { kind, path, at, takes }) }
        };
        fill(&kind.schema(), &mut tree, "", &mut own);
        let planted = yaml::write(&tree);
        let planted = if is_prose {
            let said = own("", Takes::Prose).unwrap_or_default();
            format!("---\n{planted}---\n{prose}\n\n{said}\n")
        } else {
            planted
        };
        files.put(path, planted);
    }
    files
}

/// Every free-text field of a kind.
pub fn fields(kind: Kind) -> Vec<String> {
    let mut found = Vec::new();
    visit(&kind.schema(), "", &mut found);
    found
}

fn visit(schema: &Value, at: &str, found: &mut Vec<String>) {
    if takes(schema).is_some() {
        found.push(at.to_owned());
    }
    for (key, field) in schema["properties"].as_object().into_iter().flatten() {
        visit(field, &format!("{at}/{key}"), found);
    }
    if schema["items"].is_object() {
        visit(&schema["items"], &format!("{at}/*"), found);
    }
    if schema["additionalProperties"].is_object() {
        visit(&schema["additionalProperties"], &format!("{at}/{{}}"), found);
    }
}

fn takes(schema: &Value) -> Option<Takes> {
    let pattern = schema["pattern"].as_str()?;
    match pattern {
        "\\S" => Some(Takes::Words),
        _ if pattern.starts_with("^https?://") => Some(Takes::Address),
        _ => None,
    }
}

fn fill(
    schema: &Value,
    tree: &mut Value,
    at: &str,
    say: &mut dyn FnMut(&str, Takes) -> Option<String>,
) {
    if let Some(takes) = takes(schema) {
        if let Some(said) = say(at, takes) {
            *tree = Value::String(said);
        }
        return;
    }
    for (key, field) in schema["properties"].as_object().into_iter().flatten() {
        let at = format!("{at}/{key}");
        let mut inside = Vec::new();
        visit(field, "", &mut inside);
        if inside.is_empty() || PATHS.contains(&&*at) {
            continue;
        }
        if let Some(object) = tree.as_object_mut() {
            let own = object.entry(key.clone()).or_insert_with(|| field["examples"][0].clone());
            fill(field, own, &at, say);
        }
    }
    for item in tree.as_array_mut().into_iter().flatten() {
        fill(&schema["items"], item, &format!("{at}/*"), say);
    }
    if schema["additionalProperties"].is_object() {
        for (_, value) in tree.as_object_mut().into_iter().flatten() {
            fill(&schema["additionalProperties"], value, &format!("{at}/{{}}"), say);
        }
    }
}
