//! What a person has written themselves: goals, claims and what they cite, work, learning.

use std::io::{self, Write};

use serde::Serialize;

use crate::base::date::Date;
use crate::catalog::claims::{Claims, Subject};
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::claim::Claim;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::goal::{Goal, State};
use crate::kinds::module::Module;
use crate::kinds::okrs::Okrs;
use crate::kinds::portfolio::Portfolio;
use crate::kinds::remediation::Remediation;
use crate::trust::ledger::Ledger;

/// One record of somebody's own, in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnRecord {
    kind: &'static str,
    id: String,
    /// Its title, or what it is about.
    about: String,
    /// How it stands, in a few words; empty for work that was done.
    state: String,
    path: String,
    /// What a claim cites as evidence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cites: Vec<OwnRecord>,
}

/// The records of a person that a mentor asks about, sorted by kind and id.
#[must_use]
pub fn records(ledger: &Ledger<'_>, person: &str, day: Date) -> Vec<OwnRecord> {
    let catalog = ledger.catalog();
    let claims = ledger.claims();
    let mut all = Vec::new();
    all.extend(catalog.owned::<Goal>(person).map(|goal| about_goal(catalog, goal)));
    all.extend(catalog.owned::<Okrs>(person).map(about_okrs));
    all.extend(
        catalog.owned::<Claim>(person).map(|claim| about_claim(catalog, claims, claim, day)),
    );
    all.extend(catalog.owned::<Portfolio>(person).map(about_work));
    all.extend(
        catalog.owned::<Enrolment>(person).map(|taken| about_enrolment(catalog, taken, day)),
    );
    all.extend(catalog.owned::<Remediation>(person).map(about_remediation));
    all
}

/// Any record in a line: with its title or subject if it is of a kind that has one.
#[must_use]
pub fn cited(catalog: &Catalog, record: &Record, day: Date) -> OwnRecord {
    Entry::<Portfolio>::of(record)
        .map(about_work)
        .or_else(|| Entry::<Enrolment>::of(record).map(|it| about_enrolment(catalog, it, day)))
        .unwrap_or_else(|| line(record, String::new(), String::new()))
}

/// What a claim asks for, in words.
#[must_use]
pub fn asked(claims: &Claims<'_>, claim: &Claim) -> String {
    match (claims.subject(claim), &claim.competency) {
        (Some(Subject::Credential(credential)), _) => credential.name.to_string(),
        (Some(Subject::Competency(entry)), Some(asked)) => {
            format!("{} at {}", entry.competency.name, asked.at)
        }
        (_, Some(asked)) => format!("{} at {}", asked.id, asked.at),
        _ => claim.credential.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

fn line(record: &Record, about: String, state: String) -> OwnRecord {
    OwnRecord {
        kind: record.kind.about().name,
        id: record.name.to_string(),
        about,
        state,
        path: record.source.path.to_string(),
        cites: Vec::new(),
    }
}

fn about_goal(catalog: &Catalog, goal: Entry<'_, Goal>) -> OwnRecord {
    let roles = goal.role.iter().chain(&goal.candidates);
    let titles: Vec<&str> = roles
        .map(|id| catalog.role(id.as_str()).map_or(id.as_str(), |entry| &*entry.role.title))
        .collect();
    let state = match goal.state {
        State::Exploring => "exploring",
        State::Set => "set",
    };
    let until = goal.until.map(|until| format!(" until {until}")).unwrap_or_default();
    line(goal.record, titles.join(" or "), format!("{state}{until}"))
}

fn about_okrs(okrs: Entry<'_, Okrs>) -> OwnRecord {
    let objectives = okrs.objectives.iter().map(|objective| match objective.progress() {
        Some(progress) => format!("{} ({:.0} %)", objective.title, progress * 100.0),
        None => objective.title.to_string(),
    });
    let titles = objectives.collect::<Vec<_>>().join("; ");
    let accepted = okrs.objectives.iter().filter(|objective| objective.counts()).count();
    line(okrs.record, titles, format!("{accepted} of {} accepted", okrs.objectives.len()))
}

fn about_claim(
    catalog: &Catalog,
    claims: &Claims<'_>,
    claim: Entry<'_, Claim>,
    day: Date,
) -> OwnRecord {
    let evidence = claims.evidence(claim).into_iter();
    OwnRecord {
        cites: evidence.map(|it| cited(catalog, it.record, day)).collect(),
        ..line(claim.record, asked(claims, claim.document), claim_state(claims, claim, day))
    }
}

/// How a claim stands: with the newest answer that counts, which need not be enough for an award.
#[must_use]
pub fn claim_state(claims: &Claims<'_>, claim: Entry<'_, Claim>, day: Date) -> String {
    match claim.withdrawn {
        Some(withdrawn) if withdrawn <= day => format!("withdrawn on {withdrawn}"),
        _ => {
            let answers = claims.answers(claim.record);
            let newest = answers.filter(|answer| answer.date <= day).max_by_key(|one| one.date);
            newest.map_or_else(|| "no answer yet".to_owned(), answer)
        }
    }
}

fn answer(answer: Entry<'_, Approval>) -> String {
    let word = if answer.decision == Decision::Approve { "approved" } else { "not yet" };
    format!("{word}, by {} on {}", answer.document.signer, answer.date)
}

fn about_work(work: Entry<'_, Portfolio>) -> OwnRecord {
    line(work.record, work.title.to_string(), String::new())
}

fn about_enrolment(catalog: &Catalog, taken: Entry<'_, Enrolment>, day: Date) -> OwnRecord {
    let id = taken.id();
    let title = catalog.get::<Module>(id).map_or(id, |module| &*module.document.title);
    let state = match (taken.finished, taken.withdrawn) {
        (Some(finished), _) if finished <= day => format!("finished on {finished}"),
        (_, Some(withdrawn)) if withdrawn <= day => format!("withdrawn on {withdrawn}"),
        _ if taken.started > day => format!("from {}", taken.started),
        _ => format!("since {}", taken.started),
    };
    line(taken.record, title.to_owned(), state)
}

fn about_remediation(again: Entry<'_, Remediation>) -> OwnRecord {
    let state = match again.withdrawn {
        Some(withdrawn) => format!("withdrawn on {withdrawn}"),
        None => format!("to show again by {}", again.redemonstrate_by),
    };
    line(again.record, format!("after claim {}", again.claim), state)
}

/// Writes the records for people, a line each and their evidence below.
///
/// # Errors
/// What writing fails with.
pub fn write(out: &mut dyn Write, title: &str, records: &[OwnRecord]) -> io::Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    let widest = |of: fn(&OwnRecord) -> usize| records.iter().map(of).max().unwrap_or(0);
    let kinds = widest(|record| record.kind.chars().count());
    let ids = widest(|record| record.id.chars().count());
    for record in records {
        let OwnRecord { kind, id, .. } = record;
        writeln!(out, "  {kind:kinds$}  {id:ids$}  {}", record.words())?;
        for cited in &record.cites {
            let OwnRecord { kind, id, .. } = cited;
            writeln!(out, "  {:kinds$}    cites {kind} {id}  {}", "", cited.words())?;
        }
    }
    Ok(())
}

impl OwnRecord {
    fn words(&self) -> String {
        let state = if self.state.is_empty() { String::new() } else { format!("[{}]", self.state) };
        let parts = [&self.about, &state, &self.path];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("  ")
    }
}
