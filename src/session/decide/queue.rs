//! The claims that wait: each once, from the newest branch that has it, the oldest first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::ground::{self, Ground};
use super::judging::disciplines;
use super::matter::Matter;
use crate::base::date::Date;
use crate::catalog::claims::Claims;
use crate::catalog::load::{load, load_beside};
use crate::catalog::{Catalog, Entry, layout};
use crate::kinds::approval::Decision;
use crate::kinds::claim::Claim;
use crate::kinds::person::Person;
use crate::session::carry::Target;
use crate::trust::chain::{Chain, Pin};
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;
use crate::world::files::Files as _;
use crate::world::git::branches::Branch;
use crate::world::git::read::{Commit, Home};

/// A claim that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Whose it is.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The claim.
    pub claim: String,
    /// The credential or competency.
    pub subject: String,
    /// The day it was made.
    pub date: Date,
    /// For how many days it has waited.
    pub days: i64,
    /// The branch that has it; empty where CI sees only a commit.
    pub branch: String,
    /// That branch's newest commit.
    pub commit: String,
    /// The slots that are open.
    pub open: Vec<String>,
    /// Those who judged an earlier claim, one of whom is still to approve this one.
    pub one_of: Vec<String>,
    /// Who has approved it.
    pub approved_by: Vec<String>,
}

impl Waiting {
    /// The command that answers it, for whoever calls the program like this.
    #[must_use]
    pub fn command(&self, learn: &str) -> String {
        let at = ground::short(&self.commit);
        if self.branch.is_empty() {
            return format!("{learn} approve {} {} --at {at}", self.person, self.claim);
        }
        format!("{learn} approve {} {} --from {} --at {at}", self.person, self.claim, self.branch)
    }
}

/// For whom the claims wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For<'a> {
    /// For whoever may judge them.
    Anybody,
    /// For this person.
    Signer(&'a str),
}

/// The claims that wait, over the branch that is checked out and all others, the oldest first.
///
/// # Errors
/// What cannot be read.
pub fn waiting(
    home: &Home,
    target: (&str, &Commit),
    bar: &Arc<Catalog>,
    whom: For<'_>,
    day: Date,
    pin: Option<&Pin>,
) -> Result<Vec<Waiting>, String> {
    let nobody = Ledger::about_only(bar, pin, &BTreeSet::new());
    let policy = super::authority::policy(&nobody, target.0)?;
    let mut newest: BTreeMap<(String, String), Option<Waiting>> = BTreeMap::new();
    for (branch, commit) in heads(home, target)? {
        let is_target = commit.id() == target.1.id();
        let catalog = if is_target {
            Arc::clone(bar)
        } else {
            Arc::new(load_beside(&commit, target.1, bar)?)
        };
        let ground = Ground {
            start: PathBuf::new(),
            home: home.clone(),
            target: target.0.to_owned(),
            bar: Arc::clone(bar),
            branch: Target::of(branch),
            catalog,
        };
        let key = |claim: &Entry<'_, Claim>| (claim.owner().to_owned(), claim.id().to_owned());
        let claims = ground.catalog.all::<Claim>();
        let claims: Vec<_> = claims.filter(|claim| !newest.contains_key(&key(claim))).collect();
        let could = |claim: &&Entry<'_, Claim>| could_wait(bar, policy, **claim, whom, day);
        let people: BTreeSet<&str> = claims.iter().filter(could).map(Entry::owner).collect();
        // Signatures are verified only of those about whom something could wait.
        let ledger = Ledger::about_only(bar, pin, &people);
        for claim in &claims {
            let asked = Some(claim).filter(could);
            let found = asked.and_then(|claim| one(&ground, &ledger, policy, *claim, whom, day));
            newest.insert(key(claim), found);
        }
    }
    let mut all: Vec<Waiting> = newest.into_values().flatten().collect();
    all.sort_by(|one, other| {
        (one.date, &one.person, &one.claim).cmp(&(other.date, &other.person, &other.claim))
    });
    Ok(all)
}

/// Why nothing can wait for somebody, as the target's policy has it, and how an admin would change that;
/// none where they may judge something.
#[must_use]
pub fn powerless(bar: &Catalog, signer: &str, pin: Option<&Pin>) -> Option<String> {
    let chain = Chain::of(bar, pin);
    let policy = chain.in_force()?;
    let id = policy.present_id(signer);
    if policy.entries(id).any(|entry| !entry.approve.is_empty()) {
        return None;
    }
    let key = if policy.keys_of(id).is_empty() { " --key \"<their public key>\"" } else { "" };
    Some(format!(
        "the trust policy lets {id} approve nothing, so nothing can wait for them\n  help: an admin ({}) \
         lets them with\n    learn trust add {id}{key} --discipline <discipline> --approve \
         \"<credential>\"",
        policy.admins().into_iter().collect::<Vec<_>>().join(", ")
    ))
}

/// The claims that a change brings in or edits and that wait for anybody, the oldest first.
///
/// `head` is what the change comes to, such as the merge that a forge makes; `at` is the commit that
/// mentors read, the head of the pull request.
///
/// # Errors
/// What cannot be read.
pub fn in_change(
    home: &Home,
    target: (&str, &Commit),
    head: &Commit,
    at: &str,
    day: Date,
    pin: Option<&Pin>,
) -> Result<Vec<Waiting>, String> {
    let bar = Arc::new(load(target.1)?);
    let landed = claims(target.1)?;
    let brought: BTreeSet<Arc<str>> =
        claims(head)?.difference(&landed).map(|(path, _)| Arc::clone(path)).collect();
    let ground = Ground {
        start: PathBuf::new(),
        home: home.clone(),
        target: target.0.to_owned(),
        bar: Arc::clone(&bar),
        branch: Target::new_branch("", at),
        catalog: Arc::new(load_beside(head, target.1, &bar)?),
    };
    let asked = ground.catalog.all::<Claim>();
    let asked = asked.filter(|claim| brought.contains(&claim.record.source.path));
    let asked: Vec<Entry<'_, Claim>> = asked.collect();
    let ledger = Ledger::about_only(&bar, pin, &asked.iter().map(Entry::owner).collect());
    // Without a policy nobody can answer a claim yet.
    let Ok(policy) = super::authority::policy(&ledger, target.0) else { return Ok(Vec::new()) };
    let mut waiting: Vec<Waiting> = asked
        .into_iter()
        .filter_map(|claim| one(&ground, &ledger, policy, claim, For::Anybody, day))
        .collect();
    waiting.sort_by(|one, other| (one.date, &one.claim).cmp(&(other.date, &other.claim)));
    Ok(waiting)
}

/// The newest branch with something that the branch at hand lacks; none where what there is cannot be
/// read.
pub(super) fn branch_with(ground: &Ground, has: impl Fn(&Catalog) -> bool) -> Option<String> {
    let target = ground.home.commit(&ground.target).ok()?;
    let heads = heads(&ground.home, (&ground.target, &target)).ok()?;
    let mut others = heads.into_iter().filter(|(branch, _)| branch.id != ground.branch.head);
    others
        .find(|(_, commit)| load(commit).is_ok_and(|catalog| has(&catalog)))
        .map(|(branch, _)| branch.short())
}

/// The heads that may have claims which the target does not have, newest first, the target last; of
/// several branches with one head, the one that is checked out, then those of the repository itself.
fn heads(home: &Home, target: (&str, &Commit)) -> Result<Vec<(Branch, Commit)>, String> {
    let current = home.current_branch();
    let mut branches = home.branches()?;
    branches.sort_by_key(|branch| (branch.is_remote(), Some(&branch.name) != current.as_ref()));
    let landed = claims(target.1)?;
    let mut seen = BTreeSet::new();
    let mut heads = Vec::new();
    let mut of_target = None;
    for branch in branches {
        if branch.id == target.1.id() {
            let is_it = branch.short() == target.0;
            of_target = of_target.filter(|_| !is_it).or(Some(branch));
            continue;
        }
        if !seen.insert(branch.id.clone()) {
            continue;
        }
        let commit = home.commit(&branch.id)?;
        // A branch that brings no claim of its own has nothing that would wait only there.
        if claims(&commit)?.difference(&landed).next().is_some() {
            heads.push((branch, commit));
        }
    }
    heads.sort_by_key(|(_, commit)| std::cmp::Reverse(commit.date()));
    let of_target =
        of_target.unwrap_or(Branch { remote: None, name: target.0.to_owned(), id: target.1.id() });
    heads.push((of_target, target.1.clone()));
    Ok(heads)
}

/// A file that is a claim: its path, and the blob of what is in it.
type ClaimFile = (Arc<str>, Option<[u8; 20]>);

/// The files of a commit that are claims, with what is in them.
fn claims(commit: &Commit) -> Result<BTreeSet<ClaimFile>, String> {
    let listing = commit.list(&layout::is_catalog_folder)?;
    let is_claim = |path: &str| path.starts_with("people/") && path.contains("/claims/");
    let files = listing.files.into_iter().filter(|file| is_claim(&file.path));
    Ok(files.map(|file| (file.path, file.blob)).collect())
}

/// Whether a claim could wait for somebody, whatever was answered: what can be told without a signature.
fn could_wait(
    bar: &Catalog,
    policy: &Policy<'_>,
    claim: Entry<'_, Claim>,
    whom: For<'_>,
    day: Date,
) -> bool {
    let is_open =
        claim.withdrawn.is_none_or(|withdrawn| withdrawn > day) && claim.record.date() <= Some(day);
    let For::Signer(signer) = whom else { return is_open };
    let signer = policy.present_id(signer);
    let subject = Claims::of(bar, []).subject(claim.document);
    let may = subject.is_some_and(|it| policy.may(signer, Decision::Approve, it.id()));
    is_open && may && policy.present_id(claim.owner()) != signer
}

fn one(
    ground: &Ground,
    ledger: &Ledger<'_>,
    policy: &Policy<'_>,
    claim: Entry<'_, Claim>,
    whom: For<'_>,
    day: Date,
) -> Option<Waiting> {
    if !could_wait(&ground.bar, policy, claim, whom, day) {
        return None;
    }
    let person = ground.catalog.get::<Person>(claim.owner())?;
    let matter = Matter::find(ground, ledger, policy, person, claim.id(), day).ok()?;
    // Whatever is answered with a not-yet waits for the learner.
    if matter.answers.iter().any(|answer| answer.approval.decision == Decision::NotYet) {
        return None;
    }
    let open = matter.open_slots(None);
    // An award that was taken back was an answer, too.
    let kept = matter.still_to_keep(None);
    if open.is_empty() && kept.is_empty() || matter.is_granted || matter.was_revoked {
        return None;
    }
    if let For::Signer(signer) = whom {
        let signer = policy.present_id(signer);
        let subject = matter.subject.id();
        let mine = disciplines(policy, signer, subject);
        let helps = policy.may(signer, Decision::Approve, subject)
            && policy.present_id(person.id()) != signer
            && matter.answers.iter().all(|answer| answer.signer != signer)
            && (matter.open_slots(Some((signer, &mine))).len() < open.len()
                || kept.contains(&signer));
        // What `approve` would refuse is not offered.
        if !helps || matter.leaves_the_mentor_out(ground, policy, signer, day).is_err() {
            return None;
        }
    }
    Some(Waiting {
        person: person.id().to_owned(),
        name: person.name.to_string(),
        claim: claim.id().to_owned(),
        subject: matter.subject.id().to_owned(),
        date: matter.date,
        days: day.days_since(matter.date),
        branch: ground.branch.short(),
        commit: ground.branch.head.clone(),
        open: open.into_iter().map(str::to_owned).collect(),
        one_of: kept.into_iter().map(str::to_owned).collect(),
        approved_by: matter.answers.iter().map(|answer| answer.signer.clone()).collect(),
    })
}
