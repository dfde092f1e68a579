//! The claims that wait: each once, as the target has it or the branch that speaks for it, the oldest first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::ground::Ground;
use super::judging::disciplines;
use super::matter::Matter;
use super::offers::{self, Offer};
use super::renamed;
use crate::base::date::Date;
use crate::base::shell;
use crate::catalog::claims::Claims;
use crate::catalog::load::{load, load_beside};
use crate::catalog::{Catalog, Entry};
use crate::kinds::approval::Decision;
use crate::kinds::claim::Claim;
use crate::kinds::person::Person;
use crate::session::carry::Target;
use crate::trust::chain::{Chain, Pin};
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;
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
    /// What it does not bring along yet, so that nobody can approve it; each as half a sentence.
    pub lacks: Vec<String>,
}

impl Waiting {
    /// The command that answers it, for whoever calls the program like this.
    #[must_use]
    pub fn command(&self, learn: &str) -> String {
        // All digits: fewer could be made to fit another commit as well.
        let at = shell::word(&self.commit);
        let (person, claim) = (shell::word(&self.person), shell::word(&self.claim));
        if self.branch.is_empty() {
            return format!("{learn} approve {person} {claim} --at {at}");
        }
        let branch = shell::word(&self.branch);
        format!("{learn} approve {person} {claim} --from {branch} --at {at}")
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
    let mut grounds = Vec::new();
    for head in offers::heads(home, target.1)? {
        let catalog = Arc::new(load_beside(&head.commit, target.1, bar)?);
        let ground = ground_of(home, target, bar, Target::of(head.branch.clone()), catalog);
        grounds.push((head, ground));
    }
    let branch = Target::of(branch_of(home, target)?);
    let landed = ground_of(home, target, bar, branch, Arc::clone(bar));
    let could = |claim: &Entry<'_, Claim>| could_wait(bar, policy, *claim, whom, day);
    let mut offered: BTreeMap<(&str, &str), Vec<Offer<'_>>> = BTreeMap::new();
    for (head, ground) in &grounds {
        for offer in offers::offers(head, ground)? {
            offered.entry((offer.claim.owner(), offer.claim.id())).or_default().push(offer);
        }
    }
    let brought = offered.values().flatten().map(|offer| offer.claim);
    let all = bar.all::<Claim>().chain(brought).filter(|claim| could(claim));
    // Signatures are verified only of those about whom something could wait.
    let ledger = Ledger::about_only(bar, pin, &all.map(|claim| claim.owner()).collect());
    let answers = |offer: &Offer<'_>| {
        let matter = matter(offer.ground, &ledger, policy, offer.claim, day);
        matter.map_or(0, |matter| matter.answers.len())
    };
    let brought = offered.values().filter_map(|offers| offers::chosen(offers, answers));
    let asked = bar.all::<Claim>().map(|claim| (&landed, claim));
    let asked = asked.chain(brought.map(|offer| (offer.ground, offer.claim)));
    let mut all: Vec<Waiting> = asked
        .filter_map(|(ground, claim)| one(ground, &ledger, policy, claim, whom, day))
        .collect();
    all.sort_by(|one, other| {
        (one.date, &one.person, &one.claim).cmp(&(other.date, &other.person, &other.claim))
    });
    Ok(all)
}

/// Why nothing can wait for somebody, as the target's policy has it, and how an admin would change that;
/// none where they may judge something and no scope of theirs names it as it was called before.
#[must_use]
pub fn powerless(bar: &Catalog, signer: &str, pin: Option<&Pin>) -> Option<String> {
    let chain = Chain::of(bar, pin);
    let policy = chain.in_force()?;
    let id = policy.present_id(signer);
    if policy.entries(id).any(|entry| !entry.approve.is_empty()) {
        return renamed::outgrown(bar, policy, id, Decision::Approve, None);
    }
    let who = shell::word(id);
    let key = if policy.keys_of(id).is_empty() { " --key \"<their public key>\"" } else { "" };
    Some(format!(
        "the trust policy lets {id} approve nothing, so nothing can wait for them\n  help: an admin ({}) \
         lets them with\n    learn trust add {who}{key} --discipline <discipline> --approve \
         \"<credential>\"",
        policy.admins_in_words()
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
    let landed = offers::claims(target.1)?;
    let mut brought = offers::claims(head)?;
    brought.retain(|path, blob| landed.get(path) != Some(blob));
    let catalog = Arc::new(load_beside(head, target.1, &bar)?);
    let ground = ground_of(home, target, &bar, Target::new_branch("", at), catalog);
    let asked = ground.catalog.all::<Claim>();
    let asked = asked.filter(|claim| brought.contains_key(&claim.record.source.path));
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
    let target = ground.home.anchor(&ground.target).ok()?;
    let heads = offers::heads(&ground.home, &target).ok()?;
    let has = |commit: &Commit| load(commit).is_ok_and(|catalog| has(&catalog));
    let mut others = heads.iter().filter(|head| head.branch.id != ground.branch.head);
    let found = others.find(|head| has(&head.commit)).map(|head| head.branch.short());
    let is_elsewhere = target.id() != ground.branch.head;
    found.or_else(|| (is_elsewhere && has(&target)).then(|| ground.target.clone()))
}

/// Where somebody would decide about what a branch has.
fn ground_of(
    home: &Home,
    (target, onto): (&str, &Commit),
    bar: &Arc<Catalog>,
    branch: Target,
    catalog: Arc<Catalog>,
) -> Ground {
    let (home, target, onto) = (home.clone(), target.to_owned(), onto.clone());
    let bar = Arc::clone(bar);
    Ground { start: PathBuf::new(), home, target, onto, unfetched: None, bar, branch, catalog }
}

/// The target as a branch: the one of its name, else one that is where it is.
fn branch_of(home: &Home, target: (&str, &Commit)) -> Result<Branch, String> {
    let id = target.1.id();
    let mut same: Vec<Branch> = home.branches()?;
    same.retain(|branch| branch.id == id);
    same.sort_by_key(|branch| branch.short() != target.0);
    let first = same.into_iter().next();
    Ok(first.unwrap_or(Branch { remote: None, name: target.0.to_owned(), id }))
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

/// What a claim comes to as a branch has it; none where that cannot be judged.
fn matter<'a>(
    ground: &'a Ground,
    ledger: &'a Ledger<'a>,
    policy: &Policy<'_>,
    claim: Entry<'_, Claim>,
    day: Date,
) -> Option<Matter<'a>> {
    let person = ground.catalog.get::<Person>(claim.owner())?;
    Matter::find(ground, ledger, policy, person, claim.id(), day).ok()
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
    let matter = matter(ground, ledger, policy, claim, day)?;
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
    let signer = match whom {
        For::Signer(signer) => Some(policy.present_id(signer)),
        For::Anybody => None,
    };
    if let Some(signer) = signer {
        let subject = matter.subject.id();
        let mine = disciplines(policy, signer, subject);
        let helps = policy.may(signer, Decision::Approve, subject)
            && policy.present_id(person.id()) != signer
            && matter.own_answer(policy, signer, Decision::Approve).is_none()
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
        approved_by: matter.approved().into_iter().map(|answer| answer.signer.clone()).collect(),
        lacks: matter.lacks(ground, signer),
    })
}
