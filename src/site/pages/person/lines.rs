//! The lines of a role as they stand for somebody: what is missing first, in the requirement's own words.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::next;
use crate::audience::growth::Growth;
use crate::kinds::approval::Decision;
use crate::site::Site;
use crate::site::addresses::role_link;
use crate::standing::demand::Demand;
use crate::standing::readiness::{Evidence, LineState};
use crate::standing::verdict::Standing;
use crate::wording::{capital, one_line, readiness as words};

/// Readiness for the page.
#[must_use]
pub fn about<'a>(site: &Site<'a>, growth: &Growth<'a>) -> Value {
    let readiness = &growth.readiness;
    let is_there =
        |state: &&LineState<'_>| matches!(state.standing, Standing::Met | Standing::Waived(_));
    let (there, mut missing): (Vec<_>, Vec<_>) = readiness.lines.iter().partition(is_there);
    missing.sort_by_key(|state| !state.line.is_needed());
    let is_secret = !growth.has_verdict();
    let coming = readiness.coming.iter();
    let coming = coming.map(|(first, line)| json!({ "from": first, "title": line.title }));
    json!({
        "role": role_link(readiness.role),
        "source": words::source(growth.source),
        "headline": if is_secret {
            words::headline_of(readiness, growth.left_out.max(1))
        } else {
            words::headline(readiness)
        },
        "left_out": growth.left_out,
        "notes": if is_secret { Vec::new() } else { words::notes(readiness) },
        "next": next(site, growth),
        "total": readiness.lines.len(),
        "met": there.len(),
        "missing": once(missing.into_iter().map(|state| line(site, growth, state)).collect()),
        "there": there.into_iter().map(|state| line(site, growth, state)).collect::<Vec<_>>(),
        "coming": coming.collect::<Vec<_>>(),
        "waiting": site.view.waiting(growth).iter().map(|it| capital(it)).collect::<Vec<_>>(),
    })
}

/// Lines of which each command stands at the first alone: several are often reached by the same step.
fn once(mut lines: Vec<Value>) -> Vec<Value> {
    let mut shown: BTreeSet<String> = BTreeSet::new();
    for line in &mut lines {
        let command = line["command"].as_str().map(str::to_owned);
        if command.is_some_and(|command| !shown.insert(command)) {
            line["command"] = Value::Null;
        }
    }
    lines
}

/// One line with where it stands, what is under way, what to do and what vouches for it.
#[must_use]
pub fn line<'a>(site: &Site<'a>, growth: &Growth<'a>, state: &LineState<'a>) -> Value {
    let steps = growth.steps(state);
    let person = growth.readiness.person.id();
    let step = steps.first().map(|step| site.view.step_in_words(person, *step));
    let last =
        steps.last().filter(|_| steps.len() > 1).map(|step| site.view.step_in_words(person, *step));
    let motion = state.motion.iter().map(|it| capital(&site.view.motion_in_words(it)));
    let title = match &state.line.demand {
        Demand::Competency { id, .. } => site.addresses().competency(id).href,
        Demand::Credential(id) => site.addresses().credential(id).href,
        Demand::Module(id) => site.addresses().module(id).href,
        Demand::Portfolio(_)
        | Demand::Experience(_)
        | Demand::Choose { .. }
        | Demand::Unreadable(_) => None,
    };
    let own = state.line.role.id() == growth.readiness.role.id();
    json!({
        "title": { "text": state.line.title, "href": title, "note": null },
        "strength": words::strength(state.line.strength),
        "from": (!own).then(|| role_link(state.line.role)),
        "standing": standing(&state.standing),
        "word": state.standing.word(),
        "detail": words::detail(&state.standing),
        "words": state.line.words.iter().map(|it| one_line(it)).collect::<Vec<_>>(),
        "motion": motion.collect::<Vec<_>>(),
        "step": step.as_ref().map(|step| capital(&step.what)),
        "steps": steps.len(),
        "last": last.map(|last| last.what),
        "command": step.and_then(|step| step.command),
        "evidence": state.evidence.iter().filter_map(|it| evidence(site, it)).collect::<Vec<_>>(),
    })
}

/// Where a line stands, in words that no one has to fear.
const fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Met => "There",
        Standing::Waived(_) => "Not asked of them for now",
        Standing::NotYet(_) => "Not yet",
        Standing::Unknown => "Nobody has looked yet",
    }
}

/// Who vouches for a standing, and since when.
fn evidence(site: &Site<'_>, evidence: &Evidence) -> Option<Value> {
    let signed = evidence.signed.as_ref()?;
    let does = match signed.decision {
        Decision::Approve => "approved",
        Decision::NotYet => "not yet, said",
        Decision::Endorse => "endorsed",
        Decision::Waive => "waived",
        Decision::Revoke => "revoked",
        Decision::Promote => "promoted",
        Decision::Place => "placed",
    };
    Some(json!({
        "does": does,
        "by": site.addresses().person(&signed.signer),
        "name": signed.signer,
        "date": signed.date,
        "assurance": signed.assurance.word(),
        "digest": signed.digest.to_string(),
        "path": &*evidence.path,
    }))
}
