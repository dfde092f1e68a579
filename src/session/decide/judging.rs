//! Whether a claim can be answered like this: who is before whom, what it brings along, what was scored.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::ground::Ground;
use super::matter::Matter;
use super::sealing::before_work;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::shell;
use crate::catalog::claims::Subject;
use crate::catalog::{Catalog, Record};
use crate::kinds::Kind;
use crate::kinds::approval::Decision;
use crate::kinds::credential::Pass;
use crate::rules::meant;
use crate::standing::needs::{self, Brought, Unmet};
use crate::trust::policy::Policy;
use crate::trust::scoring::{self, Lack};

/// What somebody thinks of a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Whether the evidence does not show it yet.
    pub is_not_yet: bool,
    /// Which descriptor of each criterion fits.
    pub scores: BTreeMap<String, u8>,
    /// The criteria that fell short; of a not-yet.
    pub criteria: Vec<String>,
    /// What the signer says to the learner.
    pub feedback: Option<String>,
}

impl Judgement {
    /// The word for it.
    #[must_use]
    pub const fn decision(&self) -> Decision {
        if self.is_not_yet { Decision::NotYet } else { Decision::Approve }
    }

    /// The score of each criterion, if it has one.
    fn scored(&self) -> impl Fn(&str) -> Option<u8> + '_ {
        |criterion| self.scores.get(criterion).copied()
    }

    /// The fields that say it.
    #[must_use]
    pub fn fields(&self, matter: &Matter<'_>) -> Map<String, Value> {
        let mut fields = matter.fields(self.decision());
        fields.insert("scores".to_owned(), json!(self.scores));
        fields.insert("criteria".to_owned(), json!(self.criteria));
        fields.insert("feedback".to_owned(), json!(self.feedback));
        fields
    }
}

impl Matter<'_> {
    /// Refuses what needs no look at the work: a claim that was taken back or answered, a mentor who is
    /// left out, evidence that is missing.
    ///
    /// # Errors
    /// Why the signer cannot answer the claim.
    pub fn can_be_answered_by(
        &self,
        ground: &Ground,
        policy: &Policy<'_>,
        signer: &str,
        day: Date,
        decision: Decision,
    ) -> Result<(), String> {
        let (person, id) = (self.person.id(), self.claim.id());
        if let Some(withdrawn) = self.claim.withdrawn {
            return Err(format!(
                "{person} took claim {id} back on {withdrawn}; there is nothing to answer"
            ));
        }
        let cited = self.claim.document.evidence.len();
        if self.evidence.len() < cited || cited == 0 {
            return Err(format!(
                "claim {id} cites {cited} pieces of evidence, and {} of them can be read on this branch\n  \
                 help: `learn check` on the branch says which are missing; the claim waits until they are \
                 there",
                self.evidence.len()
            ));
        }
        if let Some(latest) = self.latest().filter(|latest| latest.day > day) {
            return Err(before_work(day, latest));
        }
        let mut judged = self.evidence.iter().map(|cited| cited.record).chain([self.claim.record]);
        if let Some(doubled) = judged.find(|record| is_doubled(&ground.catalog, record)) {
            let (kind, name) = (doubled.kind, &doubled.name);
            return Err(format!(
                "{kind} `{name}` of {person} stands for several files on this branch, so that nobody could \
                 tell later which of them you judged\n  help: `learn check` on the branch names them; the \
                 claim waits until one of them has another name"
            ));
        }
        let signer = policy.present_id(signer);
        if let Some(own) = self.own_answer(policy, signer, decision) {
            let word = if decision == Decision::Approve { "approved" } else { "answered" };
            return Err(format!(
                "you have {word} claim {id} already, on {}\n  help: `learn queue` lists what else waits \
                 for you",
                own.approval.date
            ));
        }
        if decision == Decision::NotYet {
            return if self.is_granted && !self.has_approved(policy, signer) {
                Err(self.is_awarded())
            } else {
                Ok(())
            };
        }
        self.is_meant_for(policy, signer)?;
        self.leaves_the_mentor_out(ground, policy, signer, day)?;
        self.fills_a_slot(policy, signer)?;
        self.brings_what_is_needed(ground, signer)
    }

    fn has_approved(&self, policy: &Policy<'_>, signer: &str) -> bool {
        self.own_answer(policy, signer, Decision::Approve).is_some()
    }

    /// Why a not-yet by somebody else comes too late.
    fn is_awarded(&self) -> String {
        let (person, subject) = (shell::word(self.person.id()), shell::word(self.subject.id()));
        format!(
            "claim {} is granted, and a not-yet by somebody who did not grant it would take the award away\n  help: an \
             award is taken back with `learn revoke {person} {subject}`",
            self.claim.id()
        )
    }

    /// Refuses whoever may judge a competency by a pattern alone, which is of credentials.
    fn is_meant_for(&self, policy: &Policy<'_>, signer: &str) -> Result<(), String> {
        let Subject::Competency(entry) = self.subject else { return Ok(()) };
        if policy.means(signer, Decision::Approve, entry.id) {
            return Ok(());
        }
        Err(format!(
            "no scope of {signer} names the competency `{}`, and patterns are of credentials\n  help: let them claim \
             a credential that attests it; or an admin ({}) names it: `learn trust add {} --approve {}`",
            entry.id,
            policy.admins_in_words(),
            shell::word(signer),
            shell::word(entry.id)
        ))
    }

    fn fills_a_slot(&self, policy: &Policy<'_>, signer: &str) -> Result<(), String> {
        let open = self.open_slots(None);
        let kept = self.still_to_keep(None);
        if !kept.is_empty() && self.still_to_keep(Some(signer)).is_empty() {
            return Ok(());
        }
        if open.is_empty() && !kept.is_empty() {
            return Err(format!(
                "claim {} has {} of the approvals that it needs, and none by somebody who judged an earlier \
                 claim: `{}` keeps one of its assessors after a not-yet\n  help: {} can complete it",
                self.claim.id(),
                self.terms.needs.len(),
                self.subject.id(),
                kept.join(" or ")
            ));
        }
        if open.is_empty() {
            return Err(format!(
                "claim {} has all the approvals that it needs already\n  help: nothing is left to do",
                self.claim.id()
            ));
        }
        let mine = disciplines(policy, signer, self.subject.id());
        if self.open_slots(Some((signer, &mine))).len() < open.len() {
            return Ok(());
        }
        let given: Vec<&str> = mine.iter().map(Id::as_str).collect();
        Err(format!(
            "the open slot is for {}, and the trust policy has {signer} judge `{}` in {}: your approval \
             would fill none\n  help: somebody of that discipline has to look, or an admin gives you it \
             with `learn trust add {}`",
            open.join(" and "),
            self.subject.id(),
            if given.is_empty() { "no discipline".to_owned() } else { given.join(" and ") },
            shell::word(signer)
        ))
    }

    fn brings_what_is_needed(&self, ground: &Ground, signer: &str) -> Result<(), String> {
        let missing = self.lacks(ground, Some(signer));
        if missing.is_empty() {
            return Ok(());
        }
        Err(format!(
            "claim {} does not bring along what `{}` needs: {}\n  help: the claim waits until it does, or \
             answer it with `--not-yet`",
            self.claim.id(),
            self.subject.id(),
            missing.join("; ")
        ))
    }

    /// What the credential needs and the claim does not bring along once somebody approves it, each as half a
    /// sentence: they judge it then, and do not testify.
    pub(super) fn lacks(&self, ground: &Ground, signer: Option<&str>) -> Vec<String> {
        let Subject::Credential(credential) = self.subject else { return Vec::new() };
        let entries = self.evidence.iter().filter(|cited| cited.record.kind == Kind::Portfolio);
        let brought = Brought {
            entries: entries.map(|cited| cited.record.date()).collect(),
            endorsers: self.endorsers.iter().filter(|one| !self.is_judged_by(one, signer)).count(),
        };
        let claimed = (self.claim.owner(), self.date);
        let unmet = needs::unmet(&ground.catalog, &credential.document.needs, claimed, &brought);
        unmet.iter().map(words_for_unmet).collect()
    }

    /// Whether somebody approves the claim, or is about to.
    fn is_judged_by(&self, person: &str, signer: Option<&str>) -> bool {
        let mut approved = self.answers.iter();
        Some(person) == signer
            || approved
                .any(|one| one.signer == person && one.approval.decision == Decision::Approve)
    }

    /// Refuses scores that do not belong to the rubric or do not fit the decision.
    ///
    /// # Errors
    /// What does not fit.
    pub fn accepts(&self, judgement: &Judgement) -> Result<(), String> {
        let Some(rubric) = self.rubric else {
            return match judgement.scores.keys().chain(&judgement.criteria).next() {
                Some(_) => Err(format!(
                    "`{}` is a competency, which has no rubric to score; say it in --feedback",
                    self.subject.id()
                )),
                None => Ok(()),
            };
        };
        let criteria = &rubric.document.criteria;
        for criterion in judgement.scores.keys().chain(&judgement.criteria) {
            if !criteria.keys().any(|known| known.as_str() == criterion) {
                let known = criteria.keys().map(Id::as_str);
                let all: Vec<&str> = known.clone().collect();
                return Err(format!(
                    "rubric `{}` has no criterion `{criterion}`{}\n  help: it has {}",
                    rubric.id(),
                    meant(criterion, known),
                    all.join(", ")
                ));
            }
        }
        for (id, criterion) in criteria {
            let most = criterion.descriptors.len();
            let score = judgement.scores.get(id.as_str());
            if score.is_some_and(|score| *score == 0 || usize::from(*score) > most) {
                return Err(format!("`{id}` is scored from 1 to {most}"));
            }
        }
        if judgement.is_not_yet { self.falls_short(judgement) } else { self.passes(judgement) }
    }

    /// The criteria of the rubric that have no score yet, in order.
    #[must_use]
    pub fn unscored(&self, judgement: &Judgement) -> Vec<&str> {
        let rubric = self.rubric.iter();
        rubric.flat_map(|rubric| scoring::unscored(rubric.document, judgement.scored())).collect()
    }

    fn passes(&self, judgement: &Judgement) -> Result<(), String> {
        let lack = self
            .rubric
            .and_then(|rubric| scoring::lack(rubric.document, self.pass(), judgement.scored()));
        let subject = self.subject.id();
        match lack {
            None => Ok(()),
            Some(Lack::Unscored(missing)) => {
                let flags: Vec<String> =
                    missing.iter().map(|id| format!("--score {id}=…")).collect();
                Err(format!(
                    "{} not scored yet: {}\n  help: add {}",
                    if missing.len() == 1 { "one criterion is" } else { "some criteria are" },
                    missing.join(", "),
                    flags.join(" ")
                ))
            }
            Some(Lack::Low { each, criteria }) => Err(format!(
                "these scores do not pass: `{subject}` asks for at least {each} in each criterion, and {} less\n  \
                 help: answer with `--not-yet --criteria {}`",
                match criteria.as_slice() {
                    [one] => format!("`{one}` has"),
                    some => format!("{} have", some.join(", ")),
                },
                criteria.join(",")
            )),
            Some(Lack::Mean { asked, mean }) => Err(format!(
                "these scores do not pass: `{subject}` asks for a mean of {asked}, and theirs is {mean:.2}\n  \
                 help: answer with `--not-yet --criteria …`"
            )),
        }
    }

    fn falls_short(&self, judgement: &Judgement) -> Result<(), String> {
        if judgement.criteria.is_empty() {
            let all: Vec<&str> = self
                .rubric
                .iter()
                .flat_map(|rubric| rubric.criteria.keys())
                .map(Id::as_str)
                .collect();
            return Err(format!(
                "a not-yet names the criteria that fell short\n  help: add `--criteria` with some of {}",
                all.join(", ")
            ));
        }
        for criterion in &judgement.criteria {
            let bar = self.bar_of(criterion);
            if let Some(score) = judgement.scores.get(criterion).filter(|score| **score >= bar) {
                return Err(format!(
                    "`{criterion}` is scored {score}, which is enough ({bar}), so it did not fall short\n  \
                     help: score it lower, or leave it out of --criteria"
                ));
            }
        }
        Ok(())
    }

    /// The score from which on a criterion does not fall short.
    #[must_use]
    pub fn bar_of(&self, criterion: &str) -> u8 {
        let rubric = self.rubric.iter().flat_map(|rubric| &rubric.document.criteria);
        let mut found = rubric.filter(|(id, _)| id.as_str() == criterion);
        let most = found.next().map_or(1, |(_, one)| one.descriptors.len());
        let most = u8::try_from(most).unwrap_or(u8::MAX);
        match self.pass() {
            Some(Pass { each: Some(each), mean: None }) => each,
            _ => most,
        }
    }

    fn pass(&self) -> Option<Pass> {
        match self.subject {
            Subject::Credential(credential) => credential.assessment.pass,
            Subject::Competency(_) => None,
        }
    }
}

/// What is missing, as half a sentence.
fn words_for_unmet(unmet: &Unmet<'_>) -> String {
    match unmet {
        Unmet::Module(id) => format!("module `{id}` is not finished"),
        Unmet::Entries { have, need, since } => {
            let since = since.map(|oldest| format!(" since {oldest}")).unwrap_or_default();
            format!("{have} of {need} portfolio entries{since}")
        }
        Unmet::Endorsements { have, need } => format!("{have} of {need} endorsements"),
    }
}

/// Whether several files claim the id of a record.
fn is_doubled(catalog: &Catalog, record: &Record) -> bool {
    catalog.claiming(record.kind, record.owner.as_deref(), &record.name).nth(1).is_some()
}

/// The disciplines in which the policy has somebody judge a subject.
#[must_use]
pub fn disciplines(policy: &Policy<'_>, signer: &str, subject: &str) -> Vec<Id> {
    policy.disciplines(signer, Decision::Approve, subject).into_iter().map(Id::new).collect()
}
