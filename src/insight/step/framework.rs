//! What has changed inside a framework: its scale, its themes, its competencies.

use std::collections::BTreeSet;

use super::{Change, Step};
use crate::base::id::Id;
use crate::base::place::Pointer;
use crate::catalog::Entry;
use crate::kinds::framework::{Competency, Framework, Mastery, MasteryMethod, Proficiency};
use crate::pointer;

/// Adds every difference between a framework and its earlier self.
pub(super) fn compare(
    before: Entry<'_, Framework>,
    after: Entry<'_, Framework>,
    changes: &mut Vec<Change>,
) {
    let record = after.record;
    let mut add = |step: Step, pointer: Pointer, what: String| {
        changes.push(Change { step, place: record.at_key(pointer), what });
    };
    if before.name != after.name || before.summary != after.summary {
        add(Step::Patch, pointer!["name"], "the framework is described in other words".to_owned());
    }
    scale(&before.document.steps(), &after.document.steps(), &mut add);
    themes(before.document, after.document, &mut add);
    let mut matched = BTreeSet::new();
    for (id, competency) in &after.document.competencies {
        let here = pointer!["competencies", id.as_str()];
        let ids = std::iter::once(id).chain(&competency.formerly);
        let was = ids.into_iter().find_map(|id| before.document.competencies.get_key_value(id));
        match was {
            None => add(Step::Minor, here, format!("competency `{id}` is new")),
            Some((old, was)) => {
                matched.insert(old);
                self::competency(id, was, competency, &here, &mut add);
            }
        }
    }
    for id in before.document.competencies.keys().filter(|id| !matched.contains(id)) {
        add(Step::Minor, pointer!["competencies"], format!("competency `{id}` is gone"));
    }
}

fn scale(before: &[&str], after: &[&str], add: &mut dyn FnMut(Step, Pointer, String)) {
    let kept: Vec<&&str> = before.iter().filter(|step| after.contains(step)).collect();
    let order: Vec<&&str> = after.iter().filter(|step| before.contains(step)).collect();
    let here = || pointer!["scale"];
    if kept.len() < before.len() {
        add(Step::Major, here(), "a step of the scale is gone".to_owned());
    } else if kept != order {
        add(Step::Major, here(), "the scale has another order".to_owned());
    } else if after.len() > before.len() {
        add(Step::Minor, here(), "the scale has a new step".to_owned());
    }
}

fn themes(before: &Framework, after: &Framework, add: &mut dyn FnMut(Step, Pointer, String)) {
    for (id, theme) in &after.themes {
        let here = pointer!["themes", id.as_str()];
        match before.themes.get(id) {
            None => add(Step::Minor, here, format!("theme `{id}` is new")),
            Some(was) if was.transferable != theme.transferable => {
                add(Step::Minor, here, format!("theme `{id}` is transferable or no longer is"));
            }
            Some(was) if was != theme => {
                add(Step::Patch, here, format!("theme `{id}` is described in other words"));
            }
            Some(_) => {}
        }
    }
    for id in before.themes.keys().filter(|id| !after.themes.contains_key(*id)) {
        add(Step::Minor, pointer!["themes"], format!("theme `{id}` is gone"));
    }
}

fn competency(
    id: &Id,
    before: &Competency,
    after: &Competency,
    here: &Pointer,
    add: &mut dyn FnMut(Step, Pointer, String),
) {
    if before.mastery != after.mastery {
        let harder = is_harder(before.mastery, after.mastery);
        let (step, how) =
            if harder { (Step::Major, "more") } else { (Step::Minor, "something else") };
        add(step, here.then("mastery"), format!("mastery of `{id}` takes {how}"));
    }
    if before.theme != after.theme {
        add(Step::Minor, here.then("theme"), format!("`{id}` is in another theme"));
    }
    if before.name != after.name || before.description != after.description {
        add(Step::Patch, here.clone(), format!("`{id}` is described in other words"));
    }
    let keys: BTreeSet<&Id> =
        before.proficiencies.keys().chain(after.proficiencies.keys()).collect();
    for key in keys {
        let nothing = Proficiency::default();
        let was = before.proficiencies.get(key).unwrap_or(&nothing);
        let is = after.proficiencies.get(key).unwrap_or(&nothing);
        if was == is {
            continue;
        }
        let step = if was.markers.len() == is.markers.len() { Step::Patch } else { Step::Minor };
        let what = match step {
            Step::Patch => format!("`{id}` at {key} is described in other words"),
            Step::Minor | Step::Major => format!("`{id}` at {key} has more or fewer markers"),
        };
        add(step, here.then("proficiencies").then(key.as_str()), what);
    }
}

/// Whether somebody may need more awards, or a newer one, than before.
fn is_harder(before: Mastery, after: Mastery) -> bool {
    after.times() > before.times()
        || after.method == MasteryMethod::Latest && before.method != MasteryMethod::Latest
}
