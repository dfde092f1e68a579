//! Allowing: findings that comments in the catalog allow are left out, and faulty allows are found.

use super::allow::{Allows, Used};
use super::check::LeftOut;
use super::finding::{Finding, Location};
use super::levels::Levels;
use super::locate::{Judged, locate};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::span::Span;
use crate::catalog::{Catalog, Record};
use crate::rules::{self, Rule};
use crate::syntax::edit::{self, Replacement};
use crate::syntax::yaml;

/// Takes out what somebody allowed, and adds what is wrong with the allows themselves.
pub(super) fn allowed(
    catalog: &Catalog,
    findings: Vec<Finding>,
    levels: &Levels,
    left_out: &mut LeftOut,
) -> Vec<Finding> {
    let allows = Allows::of(catalog);
    let mut used = Used::default();
    let mut kept = Vec::with_capacity(findings.len());
    for finding in findings {
        let location = &finding.location;
        let whole_file = || is_whole_file(catalog, location);
        match allows.covering(&location.path, finding.rule, location.start.line, whole_file) {
            Some(allow) if finding.guards => {
                used.note_in_vain(&location.path, allow);
                kept.push(finding);
            }
            Some(allow) => {
                used.note(&location.path, allow);
                left_out.allowed += 1;
            }
            None => kept.push(finding),
        }
    }
    let faulty = problems_of_allows(catalog, &allows, &used, levels);
    if !faulty.is_empty() {
        kept.extend(locate(catalog, &faulty));
        kept.sort_by(|one, other| (&one.location, one.rule).cmp(&(&other.location, other.rule)));
    }
    kept
}

/// Problems of a whole file are shown at its first line that says something.
fn is_whole_file(catalog: &Catalog, location: &Location) -> bool {
    catalog.at_path(&location.path).is_none_or(|record| {
        let before = record.source.text.get(..location.span.start).unwrap_or("");
        before.lines().all(|line| {
            let line = line.trim();
            line.is_empty() || line.starts_with('#') || line == "---"
        })
    })
}

fn problems_of_allows(
    catalog: &Catalog,
    allows: &Allows,
    used: &Used,
    levels: &Levels,
) -> Vec<Judged> {
    let mut problems = Vec::new();
    for (path, number, allow) in allows.iter() {
        let place = Place::bytes(path, allow.span);
        let mut add = |rule: &'static Rule, problem: Problem| {
            let level = levels.level(rule);
            if level > Level::Off {
                problems.push((rule.slug, level, problem));
            }
        };
        if rules::named(&allow.slug).is_none() {
            add(&rules::unused_allow::RULE, rules::unused_allow::unknown_rule(place, &allow.slug));
        } else if allow.reason.is_empty() {
            add(&rules::allow_without_reason::RULE, rules::allow_without_reason::problem(place));
        } else if rules::named(&allow.slug).is_some_and(Rule::is_guard)
            || !used.has(path, number) && used.has_in_vain(path, number)
        {
            add(&rules::unused_allow::RULE, rules::unused_allow::guarded(place, &allow.slug));
        } else if !used.has(path, number) {
            let comment = catalog
                .at_path(path)
                .and_then(|record| removable(record, allow.comment?))
                .map(|span| Place::bytes(path, span));
            add(
                &rules::unused_allow::RULE,
                rules::unused_allow::unused(place, &allow.slug, comment),
            );
        }
    }
    problems
}

/// The span, if the record's YAML says the same without it: it could be a line of a text.
fn removable(record: &Record, comment: Span) -> Option<Span> {
    let inside = Span::new(
        comment.start.checked_sub(record.yaml.start)?,
        comment.end.checked_sub(record.yaml.start)?,
    );
    let text = record.yaml_text();
    let nothing = Replacement { span: inside, text: String::new() };
    let without = edit::apply(text, &[nothing]).ok()?;
    let (with, without) = (yaml::parse(text).ok()?, yaml::parse(&without).ok()?);
    Some(comment).filter(|_| with.tree == without.tree)
}
