//! A theme that electives have to cover and do not.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::id::Id;
use crate::base::problem::{Level, Problem};
use crate::base::reference::{Ref, to};
use crate::catalog::Entry;
use crate::kinds::credential::Credential;
use crate::kinds::framework::Framework;
use crate::kinds::module::Module;
use crate::kinds::pathway::{Electives, Pathway};
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "uncovered-theme",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A theme that electives have to cover and do not",
    what: "Each theme under `cover` has to be touched by at least one elective under `from`: a module that \
           teaches, or a credential that attests, a competency of that theme. As many as `choose` says have to \
           be able to cover all of them together. Whoever has chosen that many has to have covered them.",
    why: "The guardrail is there so that people grow in breadth. Where it cannot be kept, nobody finishes the \
          pathway; where it is not kept, they find out at the end.",
    bad: &[
        Case {
            files: "\
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: 1
  from: [{module: incident-basics}, {credential: incident-commander}]
  cover: [craft, together]
reviewed: 2026-03-01
",
            marks: &["together"],
        },
        Case {
            files: "\
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: 1
  from: [{module: incident-basics}, {credential: clear-writer}]
  cover: [craft, together]
reviewed: 2026-03-01
",
            marks: &["1"],
        },
        Case {
            files: "\
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: 1
  from: [{module: incident-basics}, {module: clear-writing}]
  cover: [together]
reviewed: 2026-03-01
-- people/ada/pathways/electives.yaml --
enrolled: 2026-03-01
electives: [{module: incident-basics}]
",
            marks: &["electives"],
        },
    ],
    good: Case {
        files: "\
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: 2
  from: [{module: incident-basics}, {module: incident-command}, {credential: clear-writer}]
  cover: [craft, together]
reviewed: 2026-03-01
-- people/ada/pathways/electives.yaml --
enrolled: 2026-03-01
electives: [{module: incident-basics}, {credential: clear-writer}]
",
        marks: &[],
    },
    check,
};

/// Beyond this many themes the combinations are not looked at: there are 2 to the power of it.
const MOST_THEMES_TO_COMBINE: usize = 10;

fn check(context: &Context<'_>, findings: &mut Findings) {
    for pathway in context.catalog.all::<Pathway>() {
        if let Some(electives) = &pathway.document.electives {
            in_pathway(context, pathway, electives, findings);
        }
    }
    for enrolment in context.catalog.all::<PathwayEnrolment>() {
        if enrolment.withdrawn.is_none() {
            findings.extend(in_enrolment(context, enrolment));
        }
    }
}

fn in_pathway(
    context: &Context<'_>,
    pathway: Entry<'_, Pathway>,
    electives: &Electives,
    findings: &mut Findings,
) {
    let here = pointer!["electives"];
    if electives.cover.is_empty() || !pathway.record.is_intact_at(&here) {
        return;
    }
    let offers: Vec<BTreeSet<&str>> = offered(context, electives);
    let mut possible = true;
    for (number, theme) in electives.cover.iter().enumerate() {
        if is_known(context, theme.as_str()) && !offers.iter().any(|offer| offer.contains(theme.as_str())) {
            possible = false;
            let place = pathway.record.at(here.then("cover").then(number));
            findings.add(
                Problem::new(place, format!("no elective touches theme `{theme}`"))
                    .here("not covered by any")
                    .label(pathway.record.at_key(here.then("from")), "the electives")
                    .help("add an elective that teaches or attests a competency of this theme"),
            );
        }
    }
    let themes: Vec<&str> = electives.cover.iter().map(Id::as_str).collect();
    let least = fewest(&themes, &offers).filter(|_| possible);
    if let Some(least) = least.filter(|least| *least > usize::from(electives.choose)) {
        let choose = electives.choose;
        let message = format!("no choice of {choose} covers {}", themes.join(", "));
        findings.add(
            Problem::new(pathway.record.at(here.then("choose")), message)
                .here(format!("it takes {least}"))
                .label(pathway.record.at_key(here.then("cover")), "to be covered")
                .help(format!("let people choose {least}, or add electives that touch several themes")),
        );
    }
}

fn in_enrolment(context: &Context<'_>, enrolment: Entry<'_, PathwayEnrolment>) -> Option<Problem> {
    let pathway = context.catalog.get::<Pathway>(enrolment.id())?;
    let electives = pathway.document.electives.as_ref()?;
    let chosen = &enrolment.document.electives;
    let here = pointer!["electives"];
    if chosen.len() < usize::from(electives.choose) || !enrolment.record.is_intact_at(&here) {
        return None;
    }
    let touched: BTreeSet<&str> = chosen
        .iter()
        .flat_map(|elective| {
            themes(context, elective.module.as_ref(), elective.credential.as_ref())
        })
        .collect();
    let offered = offered(context, electives);
    let missing: Vec<String> = electives
        .cover
        .iter()
        .map(Id::as_str)
        // What no elective touches is the pathway's fault.
        .filter(|theme| !touched.contains(theme) && offered.iter().any(|offer| offer.contains(theme)))
        .map(|theme| format!("`{theme}`"))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!("these electives leave {} uncovered", missing.join(" and "));
    let there = pathway.record.at_key(pointer!["electives", "cover"]);
    Some(
        Problem::new(enrolment.record.at_key(here), message)
            .here("a theme is missing")
            .label(there, "to be covered")
            .help("swap one of them for an elective of that theme, or add one"),
    )
}

/// The themes that each elective touches.
fn offered<'a>(context: &Context<'a>, electives: &Electives) -> Vec<BTreeSet<&'a str>> {
    let offers = electives.from.iter();
    offers
        .map(|offer| {
            themes(context, offer.module.as_ref(), offer.credential.as_ref())
        })
        .collect()
}

/// The themes of what a module teaches and of what a credential and those it includes attest.
fn themes<'a>(
    context: &Context<'a>,
    module: Option<&Ref<to::Module>>,
    credential: Option<&Ref<to::Credential>>,
) -> BTreeSet<&'a str> {
    let theme = |competency: &str| context.catalog.competency(competency)?.competency.theme.as_ref();
    let module = module.and_then(|id| context.catalog.get::<Module>(id.as_str()));
    let teaches = module.into_iter().flat_map(|module| &module.document.teaches);
    let mut found: BTreeSet<&str> = teaches
        .filter_map(|teaches| theme(teaches.competency.as_str()))
        .map(Id::as_str)
        .collect();
    let mut seen = BTreeSet::new();
    let mut ahead: Vec<&str> = credential.map(Ref::as_str).into_iter().collect();
    while let Some(id) = ahead.pop() {
        let Some(credential) = context.catalog.get::<Credential>(id) else { continue };
        if seen.insert(credential.id()) {
            let attests = credential.document.attests.iter();
            let themes = attests.filter_map(|attests| theme(attests.competency.as_str()));
            found.extend(themes.map(Id::as_str));
            ahead.extend(credential.document.includes.iter().map(Ref::as_str));
        }
    }
    found
}

fn is_known(context: &Context<'_>, theme: &str) -> bool {
    let mut frameworks = context.catalog.all::<Framework>();
    frameworks.any(|framework| framework.document.themes.contains_key(theme))
}

/// The fewest offers that touch all themes together, if there are few enough themes to tell.
///
/// One bit per theme: `least[set]` is the fewest offers that touch at least the themes of `set`.
fn fewest(themes: &[&str], offers: &[BTreeSet<&str>]) -> Option<usize> {
    if themes.len() > MOST_THEMES_TO_COMBINE {
        return None;
    }
    let all = (1_usize << themes.len()) - 1;
    let mut least: Vec<Option<usize>> = vec![None; all + 1];
    least[0] = Some(0);
    for offer in offers {
        let bits = themes.iter().enumerate().filter(|(_, theme)| offer.contains(*theme));
        let touched = bits.fold(0, |set, (bit, _)| set | 1 << bit);
        // From the largest set down, so that no offer is counted twice.
        for set in (0..=all).rev() {
            let Some(count) = least[set] else { continue };
            let with = set | touched;
            if least[with].is_none_or(|before| count + 1 < before) {
                least[with] = Some(count + 1);
            }
        }
    }
    least[all]
}
