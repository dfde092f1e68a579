//! A decision judged anew, where others have changed what it is put on since it was signed.

use super::ground::{Ground, target_now};
use crate::catalog::Entry;
use crate::catalog::load::{load, load_beside};
use crate::kinds::approval::Approval;
use crate::rules::{self, Context, Findings, Rule};
use crate::trust::ledger::Ledger;
use crate::world::git::merge::merge_result;

/// Whether the record at a path of a commit would pass the gate of the branch whose bar holds, as its remote
/// has that branch now.
///
/// # Errors
/// Why it would be refused, or why that cannot be told.
pub fn counts(ground: &Ground, path: &str, commit: &str) -> Result<(), String> {
    let onto = target_now(ground)?;
    let head = ground.home.commit(commit)?;
    let merged = merge_result(&onto, &head).map_err(|why| why.to_string())?;
    let bar = load(&onto)?;
    let catalog = load_beside(&merged, &onto, &bar)?;
    let approval = catalog.at_path(path).and_then(Entry::<Approval>::of);
    let approval = approval.ok_or_else(|| format!("{path} is no record there"))?;
    let people = [approval.document.person.as_str()].into();
    let target = Ledger::about_only(&bar, None, &people);
    let ledger = Ledger::about_only(&catalog, None, &people);
    // How long ago somebody decided is nothing that others have changed.
    let as_of = approval.document.date;
    let context = Context {
        target: Some(&target),
        target_name: Some(&ground.target),
        ..Context::of(&ledger, as_of)
    };
    for rule in rules::ALL.iter().filter(|rule| Rule::is_guard(rule)) {
        let mut findings = Findings::default();
        (rule.check)(&context, &mut findings);
        let mut problems = findings.into_problems().into_iter();
        if let Some(problem) = problems.find(|problem| *problem.place.path == *path) {
            return Err(format!("{} ({})", problem.message, rule.slug));
        }
    }
    Ok(())
}
