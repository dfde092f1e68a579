//! Readiness for programs: JSON, version 1.

use serde_json::{Value, json};

use super::{Cut, Sheet, words};
use crate::standing::demand::Demand;
use crate::standing::lines::{Line, Strength};
use crate::standing::motion::Motion;
use crate::standing::readiness::{Evidence, LineState};
use crate::standing::target::Source;
use crate::standing::verdict::{Reason, Standing};

/// One object with `version` and a list `readiness`, one entry per person; where it was made for an
/// audience, also `audience` and how many people were `left_out`.
#[must_use]
pub fn write(sheets: &[Sheet<'_>], cut: Option<&Cut>) -> String {
    let people: Vec<Value> = sheets.iter().map(person).collect();
    let mut whole = json!({"version": 1, "readiness": people});
    if let Some(cut) = cut {
        whole["audience"] = json!(cut.audience);
        whole["left_out"] = json!(cut.left_out);
    }
    serde_json::to_string_pretty(&whole).map(|text| text + "\n").unwrap_or_default()
}

fn person(sheet: &Sheet<'_>) -> Value {
    let readiness = &sheet.readiness;
    let source = match sheet.source {
        Source::Asked => json!({"by": "asked"}),
        Source::Goal(date) => json!({"by": "goal", "date": date}),
        Source::NextOnLadder => json!({"by": "next-on-ladder"}),
    };
    let lines: Vec<Value> = readiness.lines.iter().map(line).collect();
    let coming: Vec<Value> = readiness
        .coming
        .iter()
        .map(|(first, line)| {
            let mut value = asked(line);
            value["from"] = json!(first);
            value
        })
        .collect();
    let promotion = readiness.role.role.promotion.as_ref();
    let next = sheet.next.map(|step| {
        let (what, command) = words::step(sheet.catalog, readiness.person.id(), sheet.is_own, step);
        json!({"what": what, "command": command})
    });
    json!({
        "person": readiness.person.id(),
        "role": readiness.role.id(),
        "target": source,
        "as_of": readiness.as_of,
        "verdict": sheet.verdict().map(|word| word.replace(' ', "-")),
        "headline": words::sheet_headline(sheet),
        "lines": lines,
        "lines_left_out": sheet.left_out,
        "coming": coming,
        "unverified_approvals": readiness.unverified,
        "decided_by": promotion.and_then(|promotion| promotion.decided_by.as_deref()),
        "beyond_evidence": promotion.and_then(|promotion| promotion.beyond_evidence.as_deref()),
        "next": next,
    })
}

fn asked(line: &Line<'_>) -> Value {
    let (strength, weight) = match line.strength {
        Strength::Core => ("core", None),
        Strength::Required => ("required", None),
        Strength::Weight(weight) => ("weighted", Some(weight)),
    };
    let mut value = json!({
        "role": line.role.id(),
        "line": line.id,
        "title": line.title,
        "words": line.words,
        "strength": strength,
        "demand": demand(&line.demand),
        "path": line.role.ladder.record.source.path.as_ref(),
        "pointer": line.pointer.to_string(),
    });
    if let Some(weight) = weight {
        value["weight"] = json!(weight);
    }
    value
}

fn demand(demand: &Demand<'_>) -> Value {
    match demand {
        Demand::Competency { id, at, .. } => json!({"competency": id, "at": at}),
        Demand::Credential(id) => json!({"credential": id}),
        Demand::Module(id) => json!({"module": id}),
        Demand::Portfolio(work) => json!({"portfolio": work}),
        Demand::Experience(time) => json!({"experience": time}),
        Demand::Choose { count, from, share } => {
            let from: Vec<Value> = from.iter().map(self::demand).collect();
            json!({"choose": count, "from": from, "share": share})
        }
        Demand::Unreadable(what) => json!({"unreadable": what}),
    }
}

fn line(state: &LineState<'_>) -> Value {
    let mut value = asked(&state.line);
    value["standing"] = standing(&state.standing);
    value["once_granted"] = json!(state.once_granted.word().replace(' ', "-"));
    let evidence = state.evidence.iter();
    let evidence: Vec<Value> = evidence.map(evidence_value).collect();
    value["evidence"] = json!(evidence);
    value["motion"] = state.motion.iter().map(motion).collect();
    value
}

fn standing(standing: &Standing) -> Value {
    let mut value = json!({"is": standing.word().replace(' ', "-")});
    match standing {
        Standing::Met | Standing::Unknown => {}
        Standing::Waived(until) => value["until"] = json!(until),
        Standing::NotYet(reason) => {
            value["reason"] = match reason {
                Reason::FellShort(criteria) => json!({"fell_short": criteria}),
                Reason::Lower(at) => json!({"attested": at}),
                Reason::Expired(day) => json!({"expired": day}),
                Reason::Revoked => json!({"revoked": true}),
                Reason::TooFew { have, need } => json!({"have": have, "need": need}),
                Reason::NobodyKept { have, need, of } => {
                    json!({"have": have, "need": need, "one_of": of})
                }
                Reason::TooEarly { need, there_on } => json!({"time": need, "there_on": there_on}),
            };
        }
    }
    value
}

fn motion(motion: &Motion<'_>) -> Value {
    match motion {
        Motion::Expiring(day) => json!({"is": "expiring", "until": day}),
        Motion::ClaimWaiting { claim, since, waits_for } => {
            json!({"is": "claim-waiting", "claim": claim, "since": since, "waits_for": waits_for})
        }
        Motion::Remediation { remediation, until } => {
            json!({"is": "remediation", "remediation": remediation, "until": until})
        }
        Motion::InProgress { module, until } => {
            json!({"is": "in-progress", "module": module, "until": until})
        }
    }
}

fn evidence_value(evidence: &Evidence) -> Value {
    let mut value = json!({"path": evidence.path.as_ref(), "says": evidence.says});
    if let Some(signed) = &evidence.signed {
        value["decision"] = json!(signed.decision);
        value["signer"] = json!(signed.signer);
        value["date"] = json!(signed.date);
        value["record"] = json!(signed.digest.as_str());
        value["assurance"] = json!(signed.assurance.word());
    }
    value
}
