//! Enrolments: a module or a pathway begun, a milestone reached, a module finished or renewed.

use serde_json::{Map, Value, json};

use super::{Desk, Fresh, Writing};
use crate::base::id::Id;
use crate::base::place::Pointer;
use crate::catalog::Entry;
use crate::catalog::people::same;
use crate::kinds::Kind;
use crate::kinds::cohort::Cohort;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::{Module, Status};
use crate::kinds::parts::milestone::Milestone;
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::pointer;
use crate::rules::meant;
use crate::syntax::amend::Change;

/// The person's enrolment in a module, under whatever id it was begun.
#[must_use]
pub fn of_module<'a>(desk: &Desk<'a>, module: Entry<'_, Module>) -> Option<Entry<'a, Enrolment>> {
    let catalog = desk.catalog();
    let is_in_it = |enrolment: &Entry<'_, Enrolment>| {
        catalog.get::<Module>(enrolment.id()).is_some_and(|taken| same(taken, module))
    };
    catalog.owned::<Enrolment>(desk.person.id()).find(is_in_it)
}

/// The person's enrolment in a pathway, under whatever id it was begun.
#[must_use]
pub fn of_pathway<'a>(
    desk: &Desk<'a>,
    pathway: Entry<'_, Pathway>,
) -> Option<Entry<'a, PathwayEnrolment>> {
    let catalog = desk.catalog();
    let is_on_it = |enrolment: &Entry<'_, PathwayEnrolment>| {
        catalog.get::<Pathway>(enrolment.id()).is_some_and(|taken| same(taken, pathway))
    };
    catalog.owned::<PathwayEnrolment>(desk.person.id()).find(is_on_it)
}

/// Begins a module, or takes up again one that was given up.
///
/// # Errors
/// A sentence when it is being taken, is finished, or is no longer offered.
pub fn start_module(desk: &Desk<'_>, module: Entry<'_, Module>) -> Result<Writing, String> {
    let id = module.id();
    if module.status == Status::Retired {
        let help = match &module.replaced_by {
            Some(next) => format!("`learn start {next}`, which took its place"),
            None => "`learn readiness` says which module helps instead".to_owned(),
        };
        return Err(format!(
            "module `{id}` is retired, and nobody starts it any more\n  help: {help}"
        ));
    }
    let Some(enrolment) = of_module(desk, module) else {
        let fields = Map::from_iter([("started".to_owned(), json!(desk.day))]);
        return desk.begin(&Fresh {
            kind: Kind::Enrolment,
            name: id,
            fields,
            prose: "",
            may_be_private: false,
        });
    };
    let path = &enrolment.record.source.path;
    if let Some(finished) = enrolment.finished {
        let help = if module.mandatory {
            format!("taken again, it is written down with `learn finish {id}`")
        } else {
            "what was finished stays finished".to_owned()
        };
        return Err(format!("`{id}` has been finished since {finished}: {path}\n  help: {help}"));
    }
    if enrolment.withdrawn.is_none() {
        return Err(format!(
            "`{id}` has been under way since {}: {path}\n  help: `learn finish {id}` when it is done",
            enrolment.started
        ));
    }
    let changes = [
        Change::Replace { at: pointer!["started"], value: json!(desk.day) },
        Change::Remove { at: pointer!["withdrawn"] },
    ];
    desk.change(enrolment.record, &changes, "write the day into `started` and take `withdrawn` out")
}

/// Sets out on a pathway, alone or with a cohort, or takes up again one that was given up.
///
/// # Errors
/// A sentence when they are on it, or the cohort takes another pathway.
pub fn start_pathway(
    desk: &Desk<'_>,
    pathway: Entry<'_, Pathway>,
    cohort: Option<Entry<'_, Cohort>>,
) -> Result<Writing, String> {
    let id = pathway.id();
    if let Some(cohort) = cohort {
        let taken = desk.catalog().get::<Pathway>(cohort.pathway.as_str());
        if !taken.is_some_and(|taken| same(taken, pathway)) {
            return Err(format!(
                "cohort `{}` takes pathway `{}`, not `{id}`\n  help: `learn start {} --cohort {}`",
                cohort.id(),
                cohort.pathway,
                cohort.pathway,
                cohort.id()
            ));
        }
    }
    let Some(enrolment) = of_pathway(desk, pathway) else {
        let mut fields = Map::from_iter([("enrolled".to_owned(), json!(desk.day))]);
        if let Some(cohort) = cohort {
            fields.insert("cohort".to_owned(), json!(cohort.id()));
        }
        return desk.begin(&Fresh {
            kind: Kind::PathwayEnrolment,
            name: id,
            fields,
            prose: "",
            may_be_private: false,
        });
    };
    let path = &enrolment.record.source.path;
    if enrolment.withdrawn.is_none() {
        return Err(format!(
            "{} has been on `{id}` since {}: {path}\n  help: a cohort or electives are written into that file",
            desk.person.name, enrolment.enrolled
        ));
    }
    let mut changes = vec![
        Change::Replace { at: pointer!["enrolled"], value: json!(desk.day) },
        Change::Remove { at: pointer!["withdrawn"] },
    ];
    if let Some(cohort) = cohort {
        let value = json!(cohort.id());
        changes.push(match enrolment.cohort {
            Some(_) => Change::Replace { at: pointer!["cohort"], value },
            None => Change::Put { map: Pointer::root(), key: "cohort".to_owned(), value },
        });
    }
    desk.change(
        enrolment.record,
        &changes,
        "write the day into `enrolled` and take `withdrawn` out",
    )
}

/// Finishes a module; one that has to be renewed can be finished again.
///
/// # Errors
/// A sentence when it was not begun, was given up, or is finished for good.
pub fn finish(desk: &Desk<'_>, module: Entry<'_, Module>) -> Result<Writing, String> {
    let id = module.id();
    let enrolment = of_module(desk, module).ok_or_else(|| not_begun("module", id))?;
    let path = &enrolment.record.source.path;
    if enrolment.withdrawn.is_some() {
        return Err(format!(
            "`{id}` was given up: {path}\n  help: `learn start {id}` takes it up again"
        ));
    }
    let day = json!(desk.day);
    let change = match enrolment.finished {
        None => put("finished", day),
        Some(finished) if module.renew_every.is_none() => {
            return Err(format!(
                "`{id}` has been finished since {finished}: {path}\n  help: what was finished stays finished; \
                 only a module with `renew_every` is finished again"
            ));
        }
        Some(_) if enrolment.renewed.is_empty() => put("renewed", json!([desk.day])),
        Some(_) => Change::Append { list: pointer!["renewed"], item: day },
    };
    desk.change(enrolment.record, &[change], &format!("add `finished: {}`", desk.day))
}

/// Writes down that a milestone of a module was reached.
///
/// # Errors
/// A sentence when the module was not begun, has no such milestone, or it was reached already.
pub fn reach(
    desk: &Desk<'_>,
    module: Entry<'_, Module>,
    milestone: &str,
) -> Result<Writing, String> {
    let id = module.id();
    known(&module.milestones, "module", id, milestone)?;
    let enrolment = of_module(desk, module).ok_or_else(|| not_begun("module", id))?;
    let reached = enrolment.reached.iter().map(|(id, date)| (id.as_str(), date.to_string()));
    refuse_again(reached.collect(), milestone)?;
    let changes = [reaching(desk, enrolment.reached.is_empty(), milestone)];
    desk.change(
        enrolment.record,
        &changes,
        &format!("add `{milestone}: {}` to `reached`", desk.day),
    )
}

/// Writes down that a milestone of a pathway was reached.
///
/// # Errors
/// A sentence when they are not on it, it has no such milestone, or it was reached already.
pub fn reach_on_pathway(
    desk: &Desk<'_>,
    pathway: Entry<'_, Pathway>,
    milestone: &str,
) -> Result<Writing, String> {
    let id = pathway.id();
    known(&pathway.milestones, "pathway", id, milestone)?;
    let enrolment = of_pathway(desk, pathway).ok_or_else(|| not_begun("pathway", id))?;
    let reached = enrolment.reached.iter().map(|(id, date)| (id.as_str(), date.to_string()));
    refuse_again(reached.collect(), milestone)?;
    let changes = [reaching(desk, enrolment.reached.is_empty(), milestone)];
    desk.change(
        enrolment.record,
        &changes,
        &format!("add `{milestone}: {}` to `reached`", desk.day),
    )
}

fn put(key: &str, value: Value) -> Change {
    Change::Put { map: Pointer::root(), key: key.to_owned(), value }
}

fn reaching(desk: &Desk<'_>, is_first: bool, milestone: &str) -> Change {
    if is_first {
        return put("reached", json!({milestone: desk.day}));
    }
    Change::Put { map: pointer!["reached"], key: milestone.to_owned(), value: json!(desk.day) }
}

fn not_begun(noun: &str, id: &str) -> String {
    format!(
        "{noun} `{id}` has not been begun\n  help: `learn start {id}`, with --date DATE for an earlier day"
    )
}

fn known(milestones: &[Milestone], noun: &str, id: &str, wanted: &str) -> Result<(), String> {
    let ids = || milestones.iter().map(|milestone| Id::as_str(&milestone.id));
    if ids().any(|id| id == wanted) {
        return Ok(());
    }
    let all: Vec<&str> = ids().collect();
    let help = match all.as_slice() {
        [] => format!("the {noun} has no milestones"),
        all => format!("it has {}", all.join(", ")),
    };
    Err(format!(
        "{noun} `{id}` has no milestone `{wanted}`{}\n  help: {help}",
        meant(wanted, ids())
    ))
}

fn refuse_again(reached: Vec<(&str, String)>, milestone: &str) -> Result<(), String> {
    match reached.into_iter().find(|(id, _)| *id == milestone) {
        Some((_, day)) => Err(format!("milestone `{milestone}` was reached on {day} already")),
        None => Ok(()),
    }
}
