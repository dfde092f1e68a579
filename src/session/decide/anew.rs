//! What the gate of the target would say of a decision: before anybody touches a key, and again before each push.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ground::{Ground, target_now};
use super::matter::Matter;
use crate::base::date::Date;
use crate::base::shell;
use crate::catalog::people::owned_records;
use crate::catalog::{Catalog, Entry, Record};
use crate::format::harmless::harmless;
use crate::kinds::Kind;
use crate::kinds::approval::Approval;
use crate::rules::Context;
use crate::session::baseline::{self, Baseline};
use crate::session::check::hindrances;
use crate::session::finding::Finding;
use crate::session::{one_person, person};
use crate::trust::ledger::Ledger;
use crate::trust::work::kind_of;
use crate::world::git::merge::merge_result;
use crate::world::git::read::Commit;

/// The two sides of a gate, with the records of one person.
struct Sides<'a> {
    ground: &'a Ground,
    person: &'a str,
    bar: &'a Catalog,
    merged: &'a Commit,
    result: &'a Catalog,
}

/// Refuses a claim that could not land as it is, or whose evidence could not, whoever signs for it: mended
/// afterwards it would be other words, and the signature lost.
///
/// # Errors
/// What is wrong with it, and what its owner does about it.
pub fn can_land(ground: &Ground, matter: &Matter<'_>, day: Date) -> Result<(), String> {
    let head = ground.home.commit(&ground.branch.head)?;
    // What cannot be merged yet is judged once it can: the words that are signed are in it as they are.
    let Ok(merged) = merge_result(&ground.onto, &head) else { return Ok(()) };
    let person = matter.person.id();
    let result = if merged.id() == head.id() {
        Arc::clone(&ground.catalog)
    } else if merged.id() == ground.onto.id() {
        Arc::clone(&ground.bar)
    } else {
        let who = whom(person);
        Arc::new(one_person::load_beside(&merged, &head, &ground.catalog, &who)?)
    };
    let mut paths = BTreeSet::new();
    for record in matter.evidence.iter().map(|cited| cited.record).chain([matter.claim.record]) {
        paths.extend(unmoved(ground, record, &result)?);
    }
    let sides = Sides { ground, person, bar: &ground.bar, merged: &merged, result: &result };
    let Some(finding) = sides.hindrance(&paths, day)? else { return Ok(()) };
    let path = &finding.location.path;
    Err(format!(
        "{path} is refused by the check against {} as it stands, so nothing was signed: {}\n  help: {}once {person} \
         has mended and pushed it, run this again",
        ground.target,
        told(&finding),
        finding
            .help
            .as_ref()
            .map(|help| format!("{}\n  help: ", harmless(help)))
            .unwrap_or_default(),
    ))
}

/// Whether the record at a path of a commit would pass the gate of the branch whose bar holds, as its remote
/// has that branch now, with the claim and the evidence that it judges.
///
/// # Errors
/// Why it would be refused, or why that cannot be told.
pub fn counts(ground: &Ground, path: &str, commit: &str) -> Result<(), String> {
    let onto = target_now(ground)?;
    let head = ground.home.commit(commit)?;
    // What cannot be merged yet is judged once it can; what was signed is not lost by that.
    let Ok(merged) = merge_result(&onto, &head) else { return Ok(()) };
    let folder = path.rsplit_once("/approvals/").map_or("", |(folder, _)| folder);
    let owner = folder.rsplit('/').next().unwrap_or(folder);
    let who = whom(owner);
    let bar = one_person::load(&onto, &who)?;
    let result = one_person::load_beside(&merged, &onto, &bar, &who)?;
    let approval = result.at_path(path).and_then(Entry::<Approval>::of);
    let approval = approval.ok_or_else(|| format!("{path} is no record there"))?;
    let document = approval.document;
    let claim = document.claim.iter().map(|claim| (Kind::Claim, claim.id.as_str()));
    let work = document.evidence.iter().map(|work| (kind_of(work.kind), work.id.as_str()));
    let judged = claim.chain(work).flat_map(|(kind, id)| {
        let records = owned_records(&result, kind, id, approval.owner());
        records.into_iter().map(|record| &*record.source.path)
    });
    let paths: BTreeSet<&str> = judged.chain([path]).collect();
    let person = document.person.as_str();
    let sides = Sides { ground, person, bar: &bar, merged: &merged, result: &result };
    // How long ago somebody decided is nothing that others have changed.
    match sides.hindrance(&paths, document.date)? {
        None => Ok(()),
        Some(finding) => Err(told(&finding)),
    }
}

impl Sides<'_> {
    /// The first thing in these files for which the gate would refuse the change, if any.
    fn hindrance(&self, paths: &BTreeSet<&str>, as_of: Date) -> Result<Option<Finding>, String> {
        let people = [self.person].into();
        let target = Ledger::about_only(self.bar, None, &people);
        let ledger = Ledger::about_only(self.result, None, &people);
        let context = Context {
            target: Some(&target),
            target_name: Some(&self.ground.target),
            ..Context::of(&ledger, as_of)
        };
        let accepted = self.merged.bytes_of(baseline::FILE)?;
        let accepted = accepted.map(|bytes| Baseline::read(&String::from_utf8_lossy(&bytes)));
        let found = hindrances(&context, paths, accepted.transpose()?.as_ref());
        Ok(found.into_iter().next())
    }
}

/// Who is meant by an id, whether a catalog knows them or not.
fn whom(id: &str) -> impl Fn(&Catalog) -> Option<String> {
    move |catalog| person::of_id(catalog, id).or_else(|| Some(id.to_owned()))
}

/// The path of a record in the result of a merge, if it is there.
fn unmoved<'r>(
    ground: &Ground,
    record: &Record,
    result: &'r Catalog,
) -> Result<Option<&'r str>, String> {
    let owner = record.owner.as_deref().unwrap_or_default();
    match owned_records(result, record.kind, &record.name, owner).as_slice() {
        [] => Ok(None),
        [one] if one.digest_of_words() == record.digest_of_words() => Ok(Some(&one.source.path)),
        _ => {
            let path = &record.source.path;
            Err(format!(
                "{path} comes to say something else once the branch is merged into {}, so nothing was signed: what \
                 you read is not what would land\n  help: bring {} into the branch first (`git merge {}`), then read \
                 it again",
                ground.target,
                ground.target,
                shell::word(&ground.target)
            ))
        }
    }
}

/// What was found, by which rule, and where.
fn told(finding: &Finding) -> String {
    let (message, rule) = (harmless(&finding.message), finding.rule);
    let (path, line) = (&finding.location.path, finding.location.start.line);
    format!("{message} ({rule}, {path}:{line})")
}
