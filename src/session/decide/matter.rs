//! What is before the signer: a claim with its evidence from the branch, and the bar of the target.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::answers::{self, Answer};
use super::ground::Ground;
use super::{queue, unreadable};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};
use crate::base::shell;
use crate::catalog::claims::{Cited, Claims, Subject};
use crate::catalog::formers;
use crate::catalog::people::owned_record;
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision, Yardstick, YardstickKind};
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::person::Person;
use crate::kinds::portfolio::Portfolio;
use crate::kinds::rubric::Rubric;
use crate::rules::meant;
use crate::standing::awards::{self, Basis, Outcome};
use crate::standing::pieces::{self, worked};
use crate::standing::records::Records;
use crate::standing::slots::{self, Assessor};
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;
use crate::trust::terms::Terms;
use crate::trust::work::Latest;

/// A claim that somebody is about to answer.
#[derive(Debug)]
pub struct Matter<'a> {
    /// The catalog that has the claim: the branch's.
    catalog: &'a Catalog,
    /// The catalog that says what is asked for: the target's.
    bar: &'a Catalog,
    /// Whose it is.
    pub person: Entry<'a, Person>,
    /// The claim, as the branch has it.
    pub claim: Entry<'a, Claim>,
    /// The day it was made.
    pub date: Date,
    /// What it asks for, as the target has it.
    pub subject: Subject<'a>,
    /// What an award takes and gives, by the target.
    pub terms: Terms,
    /// The rubric it is judged by, as the target has it.
    pub rubric: Option<Entry<'a, Rubric>>,
    /// The evidence that is there.
    pub evidence: Vec<Cited<'a>>,
    /// The newest answer of each signer to exactly this claim, of those that count.
    pub answers: Vec<Answer<'a>>,
    /// The not-yets on other claims to the same thing, or on other words of this one, since it was last
    /// awarded; oldest first.
    pub said_before: Vec<Answer<'a>>,
    /// Who has endorsed it.
    pub endorsers: BTreeSet<String>,
    /// Who judged an earlier claim and may judge this one, where the bar asks for one of them; sorted.
    pub earlier: BTreeSet<String>,
    /// Whether it is granted, be it by a bar that was another one then.
    pub is_granted: bool,
    /// Whether it was granted, and enough of those who may have taken that back since.
    pub was_revoked: bool,
}

impl<'a> Matter<'a> {
    /// Finds a claim of a person by its id or by what it asks for, with everything around it.
    ///
    /// # Errors
    /// That there is no such claim, or that the target does not have what it asks for.
    pub fn find(
        ground: &'a Ground,
        ledger: &'a Ledger<'a>,
        policy: &Policy<'_>,
        person: Entry<'a, Person>,
        word: &str,
        day: Date,
    ) -> Result<Self, String> {
        let claim = find_claim(ground, person.id(), word)?;
        unreadable::refuse(claim.record, "claim")?;
        let bar: &'a Catalog = &ground.bar;
        let nobody = || std::iter::empty::<Entry<'a, Approval>>();
        let subject = Claims::of(bar, nobody()).subject(claim.document).ok_or_else(|| {
            format!(
                "{} does not have what claim {} asks for, so its bar has not been agreed yet\n  help: let \
                 that land first, or name the branch that has it with `--target`",
                ground.target,
                claim.id()
            )
        })?;
        let terms = Terms::of(bar, subject, claim.document);
        let terms =
            terms.ok_or_else(|| format!("claim {} does not say what it asks for", claim.id()))?;
        let rubric = match subject {
            Subject::Credential(one) => Some(rubric_of(bar, one)?),
            Subject::Competency(_) => None,
        };
        let mut matter = Self {
            catalog: &ground.catalog,
            bar,
            person,
            claim,
            date: claim.record.date().unwrap_or(day),
            subject,
            terms,
            rubric,
            evidence: Claims::of(&ground.catalog, nobody()).evidence(claim),
            answers: Vec::new(),
            said_before: Vec::new(),
            endorsers: BTreeSet::new(),
            earlier: BTreeSet::new(),
            is_granted: false,
            was_revoked: false,
        };
        for cited in &matter.evidence {
            unreadable::refuse(cited.record, "evidence")?;
        }
        matter.read_records(ground, ledger, policy, day);
        Ok(matter)
    }

    /// The slots that are open once these people have approved, too.
    #[must_use]
    pub fn open_slots(&self, also: Option<(&str, &[Id])>) -> Vec<&str> {
        let approved = self.approved().into_iter().map(|answer| Assessor {
            person: &answer.signer,
            disciplines: &answer.approval.disciplines,
        });
        let also = also.map(|(person, disciplines)| Assessor { person, disciplines });
        let people: Vec<Assessor<'_>> = approved.chain(also).collect();
        slots::open(&self.terms.needs, &people)
    }

    /// The approvals that combine with one that is signed now.
    pub(super) fn approved(&self) -> Vec<&Answer<'a>> {
        self.answers.iter().filter(|answer| self.combines(answer)).collect()
    }

    /// Whether this is an approval by the same yardsticks and on the same terms as one that is signed now.
    #[must_use]
    pub fn combines(&self, answer: &Answer<'_>) -> bool {
        let against = self.against();
        let now = Basis {
            against: against.iter().collect(),
            needs: &self.terms.needs,
            keep_one_assessor: self.terms.keep_one_assessor,
            grants: Some(&self.terms.grants),
        };
        answer.approval.decision == Decision::Approve && Basis::of(answer.approval) == now
    }

    /// What somebody has answered already, if it was this: an approval by other yardsticks or on other terms does
    /// not combine with those given now, so that its signer may give another one.
    #[must_use]
    pub fn own_answer(
        &self,
        policy: &Policy<'_>,
        signer: &str,
        decision: Decision,
    ) -> Option<&Answer<'a>> {
        let signer = policy.present_id(signer);
        let all = match decision {
            Decision::Approve => self.approved(),
            _ => self.answers.iter().collect(),
        };
        all.into_iter().find(|one| one.signer == signer && one.approval.decision == decision)
    }

    /// The latest of the days of the claim and its evidence: no answer is of before it.
    pub(super) fn latest(&self) -> Option<Latest> {
        let claim = Latest { day: self.date, position: None };
        let worked = self.evidence.iter().enumerate().map(|(position, cited)| Latest {
            day: worked(cited.record, self.date),
            position: Some(position),
        });
        worked.chain([claim]).max_by_key(|latest| latest.day)
    }

    /// The days of the evidence.
    pub(super) fn days_of_work(&self) -> impl Iterator<Item = Date> + '_ {
        self.evidence.iter().map(|cited| worked(cited.record, self.date))
    }

    /// The digest by which the claim is known.
    #[must_use]
    pub fn claim_digest(&self) -> Sha256 {
        self.claim.record.digest_of_words()
    }

    /// The fields that say what was judged, by which bar.
    #[must_use]
    pub fn fields(&self, decision: Decision) -> Map<String, Value> {
        let cited = self.evidence.iter();
        let evidence = cited.map(|cited| {
            let copied = Some((self.bar, self.catalog)).filter(|_| decision == Decision::Approve);
            said(evidence(cited.record, self.date, copied))
        });
        let evidence: Vec<Value> = evidence.collect();
        let mut fields = Map::new();
        let claim = json!({"id": self.claim.id(), "sha256": self.claim_digest().as_str()});
        fields.insert("claim".to_owned(), claim);
        fields.insert("evidence".to_owned(), Value::Array(evidence));
        if decision != Decision::Endorse {
            fields.insert("against".to_owned(), json!(self.against()));
        }
        if decision == Decision::Approve {
            fields.insert("needs".to_owned(), json!(self.terms.needs));
            if self.terms.keep_one_assessor {
                fields.insert("keep_one_assessor".to_owned(), json!(true));
            }
            fields.insert("grants".to_owned(), said(json!(self.terms.grants)));
        }
        fields
    }

    /// What the claim is judged by.
    fn against(&self) -> Vec<Yardstick> {
        let yardstick = |kind, record: &Record| Yardstick {
            kind,
            id: Id::new(&*record.name),
            sha256: record.digest_of_words(),
        };
        match self.subject {
            Subject::Credential(credential) => {
                let rubric =
                    self.rubric.map(|rubric| yardstick(YardstickKind::Rubric, rubric.record));
                let credential = yardstick(YardstickKind::Credential, credential.record);
                [Some(credential), rubric].into_iter().flatten().collect()
            }
            Subject::Competency(entry) => {
                vec![yardstick(YardstickKind::Framework, entry.framework.record)]
            }
        }
    }

    /// Whether a record means this claim and not another one of the same words.
    pub(super) fn is(&self, id: &Ref<to::Claim>) -> bool {
        let owner = self.claim.owner();
        let meant = owned_record(self.catalog, Kind::Claim, id.as_str(), owner);
        meant.is_some_and(|record| std::ptr::eq(record, self.claim.record))
    }

    fn read_records(
        &mut self,
        ground: &'a Ground,
        ledger: &'a Ledger<'a>,
        policy: &Policy<'_>,
        day: Date,
    ) {
        let mut newest: BTreeMap<String, Answer<'a>> = BTreeMap::new();
        let all = answers::of(ground, ledger, policy, self.person.id(), day);
        let landed = Records::of(ledger, policy.present_id(self.person.id()), day);
        let rounds = awards::rounds(&landed);
        if self.terms.keep_one_assessor {
            self.earlier = self.judged_before(&ground.bar, &all, &rounds, policy);
        }
        for answer in all {
            let approval = answer.approval;
            if formers::judged(&ground.bar, approval.subject.as_str()) != self.subject.id() {
                continue;
            }
            let judged = approval.claim.as_ref();
            let same = judged.is_some_and(|judged| {
                self.is(&judged.id) && self.claim.record.has_words(&judged.sha256)
            });
            match approval.decision {
                Decision::Endorse if same || judged.is_none() => {
                    self.endorsers.insert(answer.signer);
                }
                Decision::Approve | Decision::NotYet if same => {
                    newest.insert(answer.signer.clone(), answer);
                }
                Decision::NotYet => self.said_before.push(answer),
                _ => {}
            }
        }
        self.answers = newest.into_values().collect();
        let awarded = rounds.iter().filter_map(|round| match &round.outcome {
            Outcome::Awarded(award)
                if formers::judged(&ground.bar, round.subject) == self.subject.id() =>
            {
                Some(award.date)
            }
            _ => None,
        });
        let awarded = awarded.max();
        self.said_before.retain(|answer| awarded.is_none_or(|day| answer.approval.date >= day));
        let is_this = |(id, known): (&str, &Sha256)| {
            id == self.claim.id() && self.claim.record.has_words(known)
        };
        let own = rounds.iter().filter(|round| round.claim.is_some_and(is_this));
        let (mut is_granted, mut was_revoked) = (false, false);
        for round in own {
            is_granted |= matches!(round.outcome, Outcome::Awarded(_));
            was_revoked |= matches!(round.outcome, Outcome::Revoked(_));
        }
        (self.is_granted, self.was_revoked) = (is_granted, was_revoked);
    }
}

fn find_claim<'a>(
    ground: &'a Ground,
    person: &str,
    word: &str,
) -> Result<Entry<'a, Claim>, String> {
    let claims: Vec<Entry<'a, Claim>> = ground.catalog.owned::<Claim>(person).collect();
    if let Some(claim) = claims.iter().find(|claim| claim.id() == word) {
        return Ok(*claim);
    }
    let asks = |claim: &Entry<'_, Claim>| {
        asked(&ground.bar, claim.document) == formers::judged(&ground.bar, word)
    };
    let of_this: Vec<&Entry<'a, Claim>> = claims.iter().filter(|claim| asks(claim)).collect();
    let open = of_this.iter().rev().find(|claim| claim.withdrawn.is_none());
    if let Some(claim) = open.or(of_this.last()) {
        return Ok(**claim);
    }
    if let Some(record) = unreadable::claim(&ground.catalog, person, word) {
        unreadable::refuse(record, "claim")?;
    }
    let known = claims.iter().map(|claim| asked(&ground.bar, claim.document));
    // The claim may lie on another branch, and what it asks for is misspelt all the same.
    let known = known.chain(ground.bar.names(Noun::Record(Kind::Credential), None));
    let known = known.chain(claims.iter().map(Entry::id)).filter(|known| !known.is_empty());
    let known: Vec<&str> = known.collect();
    let there = if ground.branch.name.is_empty() {
        super::ground::short(&ground.branch.head).to_owned()
    } else {
        ground.branch.short()
    };
    let elsewhere = queue::branch_with(ground, |catalog| {
        catalog.owned::<Claim>(person).any(|claim| claim.id() == word || asks(&claim))
    });
    let help = match elsewhere {
        Some(branch) => {
            format!("{branch} has it: run this again with `--from {}`", shell::word(&branch))
        },
        None => "name the branch that has it with `--from origin/BRANCH`; `learn queue` lists the claims \
                 that wait for you"
            .to_owned(),
    };
    Err(format!("{person} has no claim `{word}` on {there}{}\n  help: {help}", meant(word, known)))
}

/// What a claim asks for, by its present id.
fn asked<'a>(bar: &'a Catalog, claim: &'a Claim) -> &'a str {
    let credential = claim.credential.as_ref().map(crate::base::reference::Ref::as_str);
    let competency = claim.competency.as_ref().map(|claimed| claimed.id.as_str());
    formers::judged(bar, credential.or(competency).unwrap_or_default())
}

fn rubric_of<'a>(
    bar: &'a Catalog,
    credential: Entry<'a, Credential>,
) -> Result<Entry<'a, Rubric>, String> {
    let id = &credential.document.assessment.rubric;
    bar.get(id.as_str()).ok_or_else(|| {
        format!(
            "the rubric `{id}` of credential `{}` is not there or cannot be read\n  help: `learn check` \
             says why",
            credential.id()
        )
    })
}

/// A piece of evidence as it is now: which, its bytes and its day; with what kind of work it is by
/// the target and the branch, where that is to be copied.
fn evidence(record: &Record, claimed: Date, copied: Option<(&Catalog, &Catalog)>) -> Value {
    let worked = worked(record, claimed);
    let mut said = json!({
        "id": &*record.name,
        "sha256": record.digest_of_words().as_str(),
        "worked": worked.to_string(),
    });
    if record.kind != Kind::Portfolio {
        said["kind"] = record.kind.about().name.into();
    }
    if let (Some((bar, branch)), Some(entry)) = (copied, Entry::<Portfolio>::of(record)) {
        let entry = entry.document;
        let projects: Vec<_> = pieces::projects(bar, branch, entry).collect();
        said["type"] = json!(entry.work_type);
        said["modules"] = json!(entry.modules);
        said["projects"] = json!(projects);
    }
    said
}

/// The value without what says nothing.
fn said(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let is_said = |value: &Value| !value.is_null() && *value != json!([]);
            entries.into_iter().filter(|(_, value)| is_said(value)).collect()
        }
        other => other,
    }
}
