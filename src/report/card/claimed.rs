//! What a claim asks to be judged on: the credential, the evidence, and the rubric in its own words.

use std::io::{self, Write};

use serde::Serialize;

use super::own::{self, OwnRecord};
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::catalog::claims::Subject;
use crate::kinds::claim::Claim;
use crate::kinds::rubric::{Criterion, Rubric};
use crate::trust::ledger::Ledger;

/// What stands on the card of a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claimed {
    asks_for: String,
    state: String,
    evidence: Vec<OwnRecord>,
    /// The rubric's name; none for a claim of a competency.
    rubric: Option<String>,
    criteria: Vec<Judged>,
}

/// A criterion of the rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Judged {
    id: String,
    name: String,
    /// How the learner scores it; none where they say nothing.
    own_score: Option<u8>,
    /// What each score looks like, from 1.
    descriptors: Vec<String>,
}

impl Claimed {
    /// What the claim asks for, cites and is judged by.
    #[must_use]
    pub fn of(ledger: &Ledger<'_>, claim: Entry<'_, Claim>, day: Date) -> Self {
        let catalog = ledger.catalog();
        let claims = ledger.claims();
        let rubric = match claims.subject(claim.document) {
            Some(Subject::Credential(credential)) => {
                catalog.get::<Rubric>(credential.assessment.rubric.as_str())
            }
            Some(Subject::Competency(_)) | None => None,
        };
        let evidence = claims.evidence(claim).into_iter();
        let criteria = rubric.iter().flat_map(|rubric| &rubric.document.criteria);
        Self {
            asks_for: own::asked(claims, claim.document),
            state: own::claim_state(claims, claim, day),
            evidence: evidence.map(|cited| own::cited(catalog, cited.record, day)).collect(),
            rubric: rubric.map(|rubric| rubric.name.to_string()),
            criteria: criteria.map(|(id, one)| judged(id.as_str(), one, claim.document)).collect(),
        }
    }

    /// Writes it for people.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\nAsks for {} [{}]", self.asks_for, self.state)?;
        own::write(out, "Evidence", &self.evidence)?;
        let Some(rubric) = &self.rubric else { return Ok(()) };
        writeln!(out, "\nJudged by the rubric {rubric}")?;
        for criterion in &self.criteria {
            writeln!(out, "  {} ({})", criterion.name, criterion.id)?;
            for (score, descriptor) in (1_u8..).zip(&criterion.descriptors) {
                let own =
                    if criterion.own_score == Some(score) { "  ← self-assessment" } else { "" };
                writeln!(out, "    {score}  {descriptor}{own}")?;
            }
        }
        Ok(())
    }
}

fn judged(id: &str, criterion: &Criterion, claim: &Claim) -> Judged {
    let scores = claim.self_assessment.as_ref().map(|own| &own.scores);
    let mut own = scores.into_iter().flatten().filter(|(scored, _)| scored.as_str() == id);
    Judged {
        id: id.to_owned(),
        name: criterion.name.to_string(),
        own_score: own.next().map(|(_, score)| score.0),
        descriptors: criterion.descriptors.iter().map(ToString::to_string).collect(),
    }
}
