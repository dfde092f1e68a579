//! What was decided about one credential or competency of one person, with the records and commits behind it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use super::json::{self, About, Rests};
use super::{Format, about};
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::format::csv::row;
use crate::format::harmless::harmless;
use crate::format::markdown::{code, line};
use crate::kinds::approval::Decision;
use crate::kinds::person::Person;
use crate::report::hearing::slots;
use crate::session::decide::matter::present;
use crate::session::past::FirstSeen;
use crate::standing::awards::{Outcome, Proof, Records, Round, rounds};
use crate::standing::readiness::{Evidence, Signed};
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
        let is_it = |id: &str| present(catalog, id) == subject;
        let endorsed = records.of_decision(Decision::Endorse);
        let endorsed = endorsed.filter(|proof| is_it(proof.approval().subject.as_str())).collect();
        let gives = |round: &Round<'_>| {
            let Outcome::Awarded(award) = &round.outcome else { return false };
            award.grants.is_some_and(|grants| {
                grants.credentials.iter().any(|id| is_it(id.as_str()))
                    || grants.attests.iter().any(|attested| is_it(attested.competency.as_str()))
            })
        };
        let names = |round: &Round<'_>| is_it(round.subject) || gives(round);
        let rounds = rounds(&records).into_iter().filter(names).collect();
        Self { ledger, person, subject, as_of, rounds, endorsed }
    }

    /// The records that say it.
    pub fn proofs(&self) -> impl Iterator<Item = &Proof<'a>> {
        self.rounds.iter().flat_map(proofs).chain(&self.endorsed)
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
            let of = present(self.ledger.catalog(), round.subject);
            for proof in proofs(round) {
                add(of, outcome(round), proof);
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
        let about = present(self.ledger.catalog(), round.subject);
        (about != self.subject).then_some(about)
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
            Outcome::Waiting { open, .. } => {
                format!("no award yet: it takes the approval of {}", slots(open))
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
                of: present(self.ledger.catalog(), round.subject).to_owned(),
                claim: round.claim.map(|(id, _)| id.to_owned()),
                date: award.map(|award| award.date),
                until: award.and_then(|award| award.until),
                is_live: award.is_some_and(|award| award.is_live_on(self.as_of)),
                evidence: proofs(round).iter().map(rests).collect(),
            }
        };
        About::Subject {
            subject: self.subject.to_owned(),
            rounds: self.rounds.iter().map(round).collect(),
            endorsed: self.endorsed.iter().map(rests).collect(),
        }
    }
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
