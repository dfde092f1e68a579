//! Verification of every approval of a catalog: what counts, why the rest does not, and where each
//! record was first seen.

use std::collections::BTreeMap;

use super::past::{self, FirstSeen};
use crate::base::date::Date;
use crate::base::problem::Level;
use crate::catalog::Catalog;
use crate::rules::{self, Context, Findings, Subject};
use crate::trust::chain::Longer;
use crate::trust::ledger::Ledger;
use crate::world::git::history::History;
use crate::world::git::read::{Commit, Home};

/// What a guard rule says against a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The rule.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
}

/// What is known beyond the ledger about the approvals of a catalog.
#[derive(Debug, Default)]
pub struct Verification {
    /// What is wrong, by path.
    pub objections: BTreeMap<String, Vec<Objection>>,
    /// Where each record was first seen, by path; empty without history.
    pub first_seen: BTreeMap<String, FirstSeen>,
    /// Whether history is cut, as in a shallow clone.
    pub is_cut: bool,
}

/// Asks the guard rules and, where there is any, history.
///
/// # Errors
/// When history cannot be read.
pub fn verify(
    ledger: &Ledger<'_>,
    history: Option<(&Home, &Commit)>,
    as_of: Date,
) -> Result<Verification, String> {
    let catalog: &Catalog = ledger.catalog();
    let mut verification = Verification::default();
    let mut longer: Option<Longer> = None;
    if let Some((home, commit)) = history {
        let history = History::of(commit)?;
        longer = past::longer(&history, catalog)?;
        let records = ledger.all().iter().map(|judged| judged.record);
        let seen = past::first_seen(home, &history, ledger, records)?;
        verification.first_seen =
            seen.into_iter().map(|(path, first)| (path.to_owned(), first)).collect();
        verification.is_cut = home.is_shallow();
    }
    let context = Context { longer: longer.as_ref(), ..Context::of(ledger, as_of) };
    let guards = rules::ALL
        .iter()
        .filter(|rule| rule.subject == Subject::Approvals && rule.level == Level::Error);
    for rule in guards {
        let mut findings = Findings::default();
        (rule.check)(&context, &mut findings);
        for problem in findings.into_problems() {
            let objection = Objection { rule: rule.slug, message: problem.message };
            let path = problem.place.path.to_string();
            verification.objections.entry(path).or_default().push(objection);
        }
    }
    Ok(verification)
}
