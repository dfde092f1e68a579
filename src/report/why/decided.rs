//! What was decided about one credential or competency of one person, with the records and commits behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use super::json::{self, About, Rests};
use super::{Format, about};
use crate::base::date::Date;
use crate::catalog::formers::{Sort, meant, present};
use crate::catalog::{Catalog, Entry};
use crate::format::csv::row;
use crate::format::harmless::harmless;
use crate::format::markdown::{code, line};
use crate::kinds::approval::{Approval, Decision, Grants, Yardstick, YardstickKind};
use crate::kinds::person::Person;
use crate::report::hearing::open;
use crate::session::past::FirstSeen;
use crate::standing::awards::{Outcome, Round, rounds};
use crate::standing::readiness::{Evidence, Signed};
use crate::standing::records::{Proof, Records};
use crate::trust::ledger::Ledger;

/// Everything that was decided about a subject.
#[derive(Debug)]
pub struct Decided<'a> {
    ledger: &'a Ledger<'a>,
    person: Entry<'a, Person>,
    subject: &'a str,
    as_of: Date,
    rounds: Vec<Round<'a>>,
    endorsed: Vec<Proof<'a>>,
}

impl<'a> Decided<'a> {
    /// What was decided by the end of a day about a credential or competency, named by its present id.
    #[must_use]
    pub fn of(
        ledger: &'a Ledger<'a>,
        person: Entry<'a, Person>,
        subject: &'a str,
        as_of: Date,
    ) -> Self {
        let catalog = ledger.catalog();
        let records = Records::of(ledger, person.id(), as_of);
        let sort = meant(catalog, SORTS, subject).map_or(Sort::Credential, |(sort, _)| sort);
        let is_it = |id: &str| present(catalog, sort, id).unwrap_or(id) == subject;
        let is_of = |proof: &Proof<'_>| {
            let approval = proof.approval();
            is_it(approval.subject.as_str()) && sort_of(catalog, approval) == sort
        };
        let endorsed = records.of_decision(Decision::Endorse).filter(is_of).collect();
        let gives = |round: &Round<'_>| {
            let Outcome::Awarded(award) = &round.outcome else { return false };
            award.grants.is_some_and(|grants| match sort {
                Sort::Credential => grants.credentials.iter().any(|id| is_it(id.as_str())),
                _ => grants.attests.iter().any(|one| is_it(one.competency.as_str())),
            })
        };
        let names = |round: &Round<'_>| match proofs(round) {
            [] => is_it(round.subject),
            proofs => proofs.iter().any(is_of) || gives(round),
        };
        let rounds = rounds(&records).into_iter().filter(names).collect();
        Self { ledger, person, subject, as_of, rounds, endorsed }
    }

    /// The records that say it.
    pub fn proofs(&self) -> impl Iterator<Item = &Proof<'a>> {
        let decided = self.rounds.iter().flat_map(|round| proofs(round).iter().chain(apart(round)));
        decided.chain(&self.endorsed)
    }

    /// Writes it; `first_seen` says where each record was first seen, by path.
    ///
    /// # Errors
    /// What writing to `out` fails with.
    pub fn write(
        &self,
        format: Format,
        first_seen: &BTreeMap<&str, FirstSeen>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let text = match format {
            Format::Human => harmless(&self.human(first_seen)),
            Format::Json => json::text(self.person.id(), self.as_of, self.as_values(first_seen)),
            Format::Markdown => self.markdown(first_seen),
            Format::Csv => self.csv(first_seen),
        };
        out.write_all(text.as_bytes())
    }

    fn human(&self, first_seen: &BTreeMap<&str, FirstSeen>) -> String {
        let mut text =
            format!("{}, as of {}: {}\n", &*self.person.document.name, self.as_of, self.subject);
        if self.rounds.is_empty() && self.endorsed.is_empty() {
            text.push_str(
                "\nnobody has decided anything about it: no record that counts names it\n",
            );
        }
        for round in &self.rounds {
            let _ = writeln!(text, "\n{}", self.headline(round));
            for proof in proofs(round) {
                self.record(&mut text, first_seen, *proof);
            }
            if let Some(title) = apart_from(round) {
                let _ = writeln!(text, "  {title}");
                for proof in apart(round) {
                    self.record(&mut text, first_seen, *proof);
                }
            }
        }
        if !self.endorsed.is_empty() {
            text.push_str("\nendorsed, which is no approval\n");
            for proof in &self.endorsed {
                self.record(&mut text, first_seen, *proof);
            }
        }
        text
    }

    fn record(&self, text: &mut String, seen: &BTreeMap<&str, FirstSeen>, proof: Proof<'_>) {
        let evidence = evidence(proof);
        let _ = writeln!(text, "  {}", evidence.says);
        for (label, words) in about(self.ledger, seen, &evidence) {
            let _ = writeln!(text, "    {label:9}{words}");
        }
    }

    fn markdown(&self, seen: &BTreeMap<&str, FirstSeen>) -> String {
        let name = line(&self.person.document.name);
        let mut text = format!("## {name}, as of {}: {}\n", self.as_of, line(self.subject));
        if self.rounds.is_empty() && self.endorsed.is_empty() {
            text.push_str(
                "\nNobody has decided anything about it: no record that counts names it.\n",
            );
        }
        let mut part = |title: &str, proofs: &[Proof<'_>]| {
            let _ = writeln!(text, "\n### {}\n", line(title));
            for proof in proofs {
                let evidence = evidence(*proof);
                let _ = writeln!(text, "- {}", line(&evidence.says));
                for (label, words) in about(self.ledger, seen, &evidence) {
                    let _ = writeln!(text, "  - {label}: {}", code(&words));
                }
            }
        };
        for round in &self.rounds {
            part(&self.headline(round), proofs(round));
            if let Some(title) = apart_from(round) {
                part(&title, apart(round));
            }
        }
        if !self.endorsed.is_empty() {
            part("endorsed, which is no approval", &self.endorsed);
        }
        text
    }

    /// A row for each record.
    fn csv(&self, seen: &BTreeMap<&str, FirstSeen>) -> String {
        let mut text = row(&[
            "person",
            "subject",
            "as_of",
            "of",
            "outcome",
            "record",
            "says",
            "signer",
            "date",
            "assurance",
            "sha256",
            "commit",
        ]);
        let mut add = |of: &str, outcome: &str, proof: &Proof<'_>| {
            let path = &*proof.judged.record.source.path;
            text.push_str(&row(&[
                self.person.id().to_owned(),
                self.subject.to_owned(),
                self.as_of.to_string(),
                of.to_owned(),
                outcome.to_owned(),
                path.to_owned(),
                evidence(*proof).says,
                proof.verified.signer.clone(),
                proof.approval().date.to_string(),
                proof.verified.assurance.word().to_owned(),
                proof.judged.digest.to_string(),
                seen.get(path).map(|first| first.commit.clone()).unwrap_or_default(),
            ]));
        };
        for round in &self.rounds {
            let of = self.about(round);
            for proof in proofs(round) {
                add(of, outcome(round), proof);
            }
            for proof in apart(round) {
                add(of, "apart", proof);
            }
        }
        for proof in &self.endorsed {
            add(self.subject, "endorsed", proof);
        }
        text
    }

    /// What came of a round, of what and which claim, as a line.
    fn headline(&self, round: &Round<'a>) -> String {
        let claim = round.claim.map(|(id, _)| format!(" (claim {id})")).unwrap_or_default();
        let with = self.other(round).map(|id| format!(", by the award of {id}"));
        format!("{}{}{claim}", self.outcome(round), with.unwrap_or_default())
    }

    /// What a round was about, where that is something else which gives the subject.
    fn other(&self, round: &Round<'a>) -> Option<&'a str> {
        let about = self.about(round);
        (about != self.subject).then_some(about)
    }

    /// The present id of what a round was about.
    fn about(&self, round: &Round<'a>) -> &'a str {
        let catalog = self.ledger.catalog();
        let sort = proofs(round).first().map(|proof| sort_of(catalog, proof.approval()));
        sort.and_then(|sort| present(catalog, sort, round.subject)).unwrap_or(round.subject)
    }

    /// What came of a round, as a line.
    fn outcome(&self, round: &Round<'_>) -> String {
        match &round.outcome {
            Outcome::Awarded(award) => {
                let ends = match award.until {
                    None => "without an end".to_owned(),
                    Some(until) if award.is_live_on(self.as_of) => format!("until {until}"),
                    Some(until) => format!("and it ended on {until}"),
                };
                format!("awarded on {}, {ends}", award.date)
            }
            Outcome::NotYet(_) => "answered with not yet".to_owned(),
            Outcome::Revoked(_) => "awarded, and revoked since".to_owned(),
            Outcome::Waiting { open: left, earlier, .. } => {
                format!("no award yet: it takes the approval of {}", open(left, earlier))
            }
        }
    }

    fn as_values(&self, seen: &BTreeMap<&str, FirstSeen>) -> About {
        let rests = |proof: &Proof<'_>| {
            let evidence = evidence(*proof);
            Rests::of(seen.get(&*evidence.path), &evidence)
        };
        let round = |round: &Round<'_>| {
            let award = match &round.outcome {
                Outcome::Awarded(award) => Some(award),
                Outcome::NotYet(_) | Outcome::Revoked(_) | Outcome::Waiting { .. } => None,
            };
            json::Round {
                outcome: outcome(round),
                of: self.about(round).to_owned(),
                claim: round.claim.map(|(id, _)| id.to_owned()),
                date: award.map(|award| award.date),
                until: award.and_then(|award| award.until),
                is_live: award.is_some_and(|award| award.is_live_on(self.as_of)),
                evidence: proofs(round).iter().map(rests).collect(),
                apart: apart(round).iter().map(rests).collect(),
            }
        };
        About::Subject {
            subject: self.subject.to_owned(),
            rounds: self.rounds.iter().map(round).collect(),
            endorsed: self.endorsed.iter().map(rests).collect(),
        }
    }
}

/// What the subject of an approval may be.
const SORTS: &[Sort] = Sort::of_decision(Decision::Approve);

/// Whether an approval is about a credential or a competency: by what it was judged against and gives, and
/// of old ones that say neither by what its subject is called now.
fn sort_of(catalog: &Catalog, approval: &Approval) -> Sort {
    let against = approval.against.iter().find_map(|one| match one.kind {
        YardstickKind::Credential => Some(Sort::Credential),
        YardstickKind::Framework => Some(Sort::Competency),
        YardstickKind::Rubric | YardstickKind::Ladder => None,
    });
    let subject = approval.subject.as_str();
    let gives = |grants: &Grants| grants.credentials.iter().any(|id| *id.as_str() == *subject);
    let by_grants = || approval.grants.as_ref().is_some_and(gives).then_some(Sort::Credential);
    let known = || meant(catalog, SORTS, subject).map(|(sort, _)| sort);
    against.or_else(by_grants).or_else(known).unwrap_or(Sort::Credential)
}

/// What came of a round, in a word.
const fn outcome(round: &Round<'_>) -> &'static str {
    match &round.outcome {
        Outcome::Awarded(_) => "awarded",
        Outcome::NotYet(_) => "not-yet",
        Outcome::Revoked(_) => "revoked",
        Outcome::Waiting { .. } => "waiting",
    }
}

fn proofs<'r, 'a>(round: &'r Round<'a>) -> &'r [Proof<'a>] {
    match &round.outcome {
        Outcome::Awarded(award) => &award.proofs,
        Outcome::NotYet(proofs) | Outcome::Revoked(proofs) => proofs,
        Outcome::Waiting { approved, .. } => approved,
    }
}

/// Approvals that do not add up with those that come nearest to an award.
fn apart<'r, 'a>(round: &'r Round<'a>) -> &'r [Proof<'a>] {
    match &round.outcome {
        Outcome::Waiting { apart, .. } => apart,
        Outcome::Awarded(_) | Outcome::NotYet(_) | Outcome::Revoked(_) => &[],
    }
}

/// Why approvals do not add up with the others, as a line over them: what they were judged by is another
/// version by now, or it is on other terms.
fn apart_from(round: &Round<'_>) -> Option<String> {
    let bar: BTreeSet<&Yardstick> =
        proofs(round).iter().flat_map(|proof| &proof.approval().against).collect();
    let apart = apart(round);
    let others = apart.iter().flat_map(|proof| &proof.approval().against);
    let others: BTreeSet<String> = others
        .filter(|one| !bar.contains(one))
        .map(|one| format!("another version of {} {}", yardstick(one.kind), one.id))
        .collect();
    let by = if others.is_empty() {
        "on other terms".to_owned()
    } else {
        format!("by {}", others.into_iter().collect::<Vec<_>>().join(" and "))
    };
    (!apart.is_empty()).then(|| format!("given {by}, which does not add up with the others:"))
}

/// What a yardstick is called.
const fn yardstick(kind: YardstickKind) -> &'static str {
    match kind {
        YardstickKind::Credential => "credential",
        YardstickKind::Rubric => "rubric",
        YardstickKind::Framework => "framework",
        YardstickKind::Ladder => "ladder",
    }
}

fn evidence(proof: Proof<'_>) -> Evidence {
    let (approval, signer) = (proof.approval(), &proof.verified.signer);
    let does = match approval.decision {
        Decision::Approve => "approved",
        Decision::NotYet => "answered with not yet",
        Decision::Endorse => "endorsed",
        Decision::Waive => "waived",
        Decision::Revoke => "revoked",
        Decision::Promote => "promoted",
        Decision::Place => "placed",
    };
    let reason = approval.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    Evidence {
        path: Arc::clone(&proof.judged.record.source.path),
        says: format!("{does} by {signer} on {}{reason}", approval.date),
        signed: Some(Signed {
            digest: proof.judged.digest.clone(),
            decision: approval.decision,
            signer: signer.clone(),
            date: approval.date,
            assurance: proof.verified.assurance.clone(),
        }),
    }
}
