//! A theme that no framework has.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject, did_you_mean};
use crate::base::id::Id;
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::kinds::framework::Framework;
use crate::kinds::pathway::Pathway;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-theme",
    subject: Subject::Content,
    level: Level::Error,
    summary: "A theme that does not exist",
    what: "The `theme` of a competency has to be one of the `themes` of its own framework; the themes that \
           electives `cover` have to be themes of some framework.",
    why: "A competency in no theme is missing from every map, and a guardrail on no theme guards nothing.",
    bad: &[
        Case {
            files: "\
-- frameworks/service.yaml --
name: Service
owner: chen
reviewed: 2026-03-01
themes:
  people: {name: People}
competencies:
  listening: {name: Listening, theme: peopel}
",
            marks: &["peopel"],
        },
        Case {
            files: "\
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: 1
  from: [{module: clear-writing}]
  cover: [together, operations]
reviewed: 2026-03-01
",
            marks: &["operations"],
        },
    ],
    good: Case {
        files: "\
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: 1
  from: [{module: clear-writing}]
  cover: [together]
reviewed: 2026-03-01
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut all = BTreeSet::new();
    for framework in context.catalog.all::<Framework>() {
        let themes = framework.document.themes.keys().map(Id::as_str);
        all.extend(themes.clone());
        if !framework.record.is_intact_at(&pointer!["themes"]) {
            continue;
        }
        for (id, competency) in &framework.document.competencies {
            let Some(theme) = &competency.theme else { continue };
            if framework.themes.contains_key(theme) {
                continue;
            }
            let place = framework.record.at(pointer!["competencies", id.as_str(), "theme"]);
            let problem = Problem::new(place, format!("this framework has no theme `{theme}`"));
            let problem = problem.here("unknown theme");
            findings.add(did_you_mean(problem, theme.as_str(), themes.clone(), || {
                format!("add it to the framework's themes: `{theme}: {{name: …}}`")
            }));
        }
    }
    if context.catalog.of_kind(Kind::Framework).any(|framework| !framework.is_sound()) {
        return;
    }
    for pathway in context.catalog.all::<Pathway>() {
        let cover = pathway.document.electives.iter().flat_map(|electives| &electives.cover);
        for (number, theme) in cover.enumerate() {
            if all.contains(theme.as_str()) {
                continue;
            }
            let place = pathway.record.at(pointer!["electives", "cover", number]);
            let problem = Problem::new(place, format!("no framework has a theme `{theme}`"));
            let problem = problem.here("unknown theme");
            findings.add(did_you_mean(problem, theme.as_str(), all.iter().copied(), || {
                "name a theme of a file in frameworks/".to_owned()
            }));
        }
    }
}
