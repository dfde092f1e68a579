//! The check: rules are run, their problems judged, located, allowed, compared and counted.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::allowing::allowed;
use super::baseline::Baseline;
use super::finding::Finding;
use super::landing::{Landing, landing};
use super::levels::Levels;
use super::locate::{Judged, locate};
use super::touched::Touched;
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::Catalog;
use crate::rules::{self, Context, Findings, Rule, Subject};
use crate::trust::chain::{Chain, Longer, Pin};
use crate::trust::ledger::Ledger;

/// What is asked of a check.
#[derive(Debug, Default)]
pub struct Request {
    /// The day to check for.
    pub as_of: Option<Date>,
    /// Only findings in these files and folders, relative to the catalog's root; all when empty.
    pub paths: Vec<String>,
    /// Rules whose level is raised to error, besides those `learn.yaml` sets.
    pub denied: Vec<String>,
    /// What an old catalog was accepted with.
    pub baseline: Option<Baseline>,
    /// The version of the trust policy that somebody vouches for.
    pub pin: Option<Pin>,
    /// The branch that the catalog is to land on, when it is the result of a merge.
    pub target: Option<Catalog>,
    /// How that branch is called.
    pub target_name: Option<String>,
    /// A commit of the past with a longer chain of trust policies.
    pub longer: Option<Longer>,
    /// Whether commits that led here are missing, as in a shallow clone.
    pub history_is_cut: bool,
    /// The signed files that archives of the repository lack.
    pub unarchived: Vec<String>,
    /// What is wrong with the templates of the site.
    pub look: Vec<Problem>,
}

/// A catalog as it was before a change.
#[derive(Debug)]
pub struct Before {
    /// What it said.
    pub catalog: Catalog,
    /// What was wrong with the templates of its site.
    pub look: Vec<Problem>,
}

/// How many findings are not shown, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Covered by an allow with a reason.
    pub allowed: usize,
    /// Accepted by the baseline.
    pub baseline: usize,
    /// There before the change, in files that it does not touch.
    pub unchanged: usize,
    /// In files that were not asked for.
    pub elsewhere: usize,
}

/// The outcome of a check.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The day checked for.
    pub as_of: Date,
    /// All findings to show, sorted by path and place.
    pub findings: Vec<Finding>,
    /// How many were left out.
    pub left_out: LeftOut,
    /// How many records were read.
    pub records: usize,
    /// How many files that look like records are none.
    pub strays: usize,
    /// Rules that were not looked for, in the order of their slugs.
    pub switched_off: Vec<&'static str>,
    /// With a target: the approvals that the change brings in.
    pub landing: Vec<Landing>,
}

impl Outcome {
    /// How many problems were found that have this level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        let of_level = self.findings.iter().filter(|finding| finding.level == level);
        of_level.map(|finding| finding.stands_for).sum()
    }

    /// Whether any finding has this level or a higher one.
    #[must_use]
    pub fn reaches(&self, level: Level) -> bool {
        self.findings.iter().any(|finding| finding.level >= level)
    }
}

/// Runs every rule over the catalog that a ledger was read from, and keeps what is wrong with it or with the `look`
/// of its site and no advice; nothing when `is_over` says half-way that nobody wants to know any more.
#[must_use]
pub fn errors(
    ledger: &Ledger<'_>,
    as_of: Date,
    look: &[Problem],
    is_over: &(dyn Fn() -> bool + Sync),
) -> Option<Outcome> {
    let context = Context::of(ledger, as_of);
    let levels = Levels::of(ledger.catalog(), &[]);
    let mut left_out = LeftOut::default();
    let mut findings = found(&context, &levels, look, &mut left_out, is_over)?;
    findings.retain(|finding| finding.level == Level::Error);
    Some(outcome(&context, &levels, findings, left_out))
}

/// What would keep a change from landing because of some of its files: the errors in them, by the levels,
/// allows and baseline of the result. No other rules are run, and none of the rules about the check itself:
/// those want to know what all others found.
#[must_use]
pub fn hindrances(
    context: &Context<'_>,
    paths: &BTreeSet<&str>,
    baseline: Option<&Baseline>,
) -> Vec<Finding> {
    let levels = Levels::of(context.catalog, &[]).on(context.target.map(Ledger::catalog));
    let may_hinder =
        |rule: &Rule| rule.subject != Subject::Checking && levels.level(rule) == Level::Error;
    let mut judged = run(context, &levels, &|rule| may_hinder(rule) || rule.may_guard(), &|| false);
    judged.retain(|(_, level, problem)| {
        *level == Level::Error && paths.contains(&*problem.place.path)
    });
    let located = locate(context.catalog, &judged);
    let mut findings = allowed(context.catalog, located, &levels, &mut LeftOut::default());
    findings.retain(|finding| {
        rules::named(finding.rule).is_some_and(|rule| rule.subject != Subject::Checking)
    });
    let (mut guarded, others) = findings.into_iter().partition::<Vec<_>, _>(|one| one.guards);
    guarded.extend(match baseline {
        Some(baseline) => baseline.filter(others).0,
        None => others,
    });
    guarded
}

/// Runs every rule over the catalog.
#[must_use]
pub fn check(
    catalog: &Catalog,
    before: Option<&Before>,
    as_of: Date,
    request: &Request,
) -> Outcome {
    let levels = Levels::of(catalog, &request.denied).on(request.target.as_ref());
    let pin = request.pin.as_ref();
    let target = request.target.as_ref().map(|target| of_target(target, pin));
    let ledger = match &target {
        Some(target) => Ledger::beside(catalog, pin, target),
        None => Ledger::of(catalog, pin),
    };
    let context = Context {
        before: before.map(|before| &before.catalog),
        target: target.as_ref(),
        target_name: request.target_name.as_deref(),
        longer: request.longer.as_ref(),
        history_is_cut: request.history_is_cut,
        unarchived: &request.unarchived,
        ..Context::of(&ledger, as_of)
    };
    let mut left_out = LeftOut::default();
    let findings = found(&context, &levels, &request.look, &mut left_out, &|| false);
    let findings = findings.unwrap_or_default();
    let mut findings = within(findings, request, &mut left_out);
    if let Some(before) = before {
        findings = brought_in(&ledger, before, findings, &levels, as_of, &mut left_out);
    }
    if let Some(baseline) = &request.baseline {
        let (guarded, others) = findings.into_iter().partition(|finding: &Finding| finding.guards);
        let (kept, accepted) = baseline.filter(others);
        findings = kept;
        findings.extend::<Vec<Finding>>(guarded);
        findings
            .sort_by(|one, other| (&one.location, one.rule).cmp(&(&other.location, other.rule)));
        left_out.baseline = accepted;
    }
    outcome(&context, &levels, findings, left_out)
}

/// What the rules and those who set the site find and nobody allowed; nothing when it is over before all rules have
/// run.
fn found(
    context: &Context<'_>,
    levels: &Levels,
    look: &[Problem],
    left_out: &mut LeftOut,
    is_over: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Finding>> {
    let mut judged = run(context, levels, &|_| true, is_over);
    let rule = &rules::site_template_broken::RULE;
    judged.extend(look.iter().map(|problem| (rule.slug, levels.level(rule), problem.clone())));
    let findings = || allowed(context.catalog, locate(context.catalog, &judged), levels, left_out);
    (!is_over()).then(findings)
}

fn outcome(
    context: &Context<'_>,
    levels: &Levels,
    findings: Vec<Finding>,
    left_out: LeftOut,
) -> Outcome {
    Outcome {
        as_of: context.as_of,
        findings,
        left_out,
        records: context.catalog.records().len(),
        strays: context.catalog.strays().len(),
        switched_off: levels.switched_off(),
        landing: context.gate().as_ref().map(landing).unwrap_or_default(),
    }
}

/// The approvals of the branch that a change is to land on. Its own tree is the anchor of a gate and
/// needs no pin; where it has the pinned version, the pin vouches for that one there as well.
fn of_target<'a>(target: &'a Catalog, pin: Option<&Pin>) -> Ledger<'a> {
    let pinned = pin.map(|pin| Chain::of(target, Some(pin)));
    let holds = pinned.filter(|chain| chain.in_force().is_some());
    Ledger::under(target, holds.unwrap_or_else(|| Chain::of(target, None)))
}

/// Runs those of the rules that are wanted, and no more of them as soon as it is over.
fn run(
    context: &Context<'_>,
    levels: &Levels,
    is_wanted: &(dyn Fn(&Rule) -> bool + Sync),
    is_over: &(dyn Fn() -> bool + Sync),
) -> Vec<Judged> {
    rules::ALL
        .par_iter()
        .filter(|rule| is_wanted(rule))
        .flat_map_iter(|rule| {
            let level = levels.level(rule);
            let mut findings = Findings::default();
            if (level > Level::Off || rule.may_guard()) && !is_over() {
                (rule.check)(context, &mut findings);
            }
            findings.into_problems().into_iter().filter_map(move |mut problem| {
                problem.guards = rule.guards(&problem);
                let level = if problem.guards { rule.level } else { level };
                (level > Level::Off).then_some((rule.slug, level, problem))
            })
        })
        .collect()
}

/// Takes out what is in files that were not asked for. What guards approvals is about the whole change
/// where one is judged, whichever of its files somebody looks at.
fn within(findings: Vec<Finding>, request: &Request, left_out: &mut LeftOut) -> Vec<Finding> {
    let paths = &request.paths;
    let is_gate = request.target.is_some();
    if paths.is_empty() {
        return findings;
    }
    let before = findings.len();
    let kept: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let is_of_all = is_gate && finding.guards;
            is_of_all
                || paths.iter().any(|path| {
                    let rest = finding.location.path.strip_prefix(path.as_str());
                    path.is_empty()
                        || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
        })
        .collect();
    left_out.elsewhere = before - kept.len();
    kept
}

/// Keeps what a change brings in or touches: findings in or about changed files, and findings that
/// were not there before.
fn brought_in(
    now: &Ledger<'_>,
    before: &Before,
    findings: Vec<Finding>,
    levels: &Levels,
    as_of: Date,
    left_out: &mut LeftOut,
) -> Vec<Finding> {
    let touched = Touched::between(&before.catalog, now.catalog());
    let ledger = Ledger::beside(&before.catalog, None, now);
    let context = Context::of(&ledger, as_of);
    let mut earlier: HashMap<(&'static str, Arc<str>, String), usize> = HashMap::new();
    for (rule, _, problem) in run(&context, levels, &|_| true, &|| false) {
        *earlier.entry((rule, problem.place.path, problem.message)).or_default() += 1;
    }
    for problem in &before.look {
        let rule = rules::site_template_broken::RULE.slug;
        let place = Arc::clone(&problem.place.path);
        *earlier.entry((rule, place, problem.message.clone())).or_default() += 1;
    }
    let total = findings.len();
    let kept: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let place = touched.formerly(&finding.location.path);
            let key = (finding.rule, place, finding.message.clone());
            let was_there = earlier.get_mut(&key).filter(|count| **count > 0);
            let is_new = was_there.is_none();
            if let Some(count) = was_there {
                *count -= 1;
            }
            is_new
                || touched.has(&finding.location.path)
                || finding.labels.iter().any(|label| touched.has(&label.location.path))
        })
        .collect();
    left_out.unchanged = total - kept.len();
    kept
}
