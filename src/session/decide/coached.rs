//! Whether somebody coached whom they are to judge, and when: mentors judge with others or not at all.

use std::collections::BTreeSet;

use super::ground::Ground;
use super::judging::disciplines;
use super::matter::Matter;
use crate::base::date::Date;
use crate::catalog::claims::Subject;
use crate::kinds::approval::Decision;
use crate::kinds::credential::MentorPart;
use crate::kinds::person::Person;
use crate::trust::coaching::{self, Span};
use crate::trust::policy::Policy;

impl Matter<'_> {
    /// Refuses a mentor whom the credential leaves out, or who would fill every slot.
    pub(super) fn leaves_the_mentor_out(
        &self,
        ground: &Ground,
        policy: &Policy<'_>,
        signer: &str,
        day: Date,
    ) -> Result<(), String> {
        let (person, subject) = (self.person.id(), self.subject.id());
        let is_excluded = match self.subject {
            Subject::Credential(credential) => credential.mentor == MentorPart::Excluded,
            Subject::Competency(_) => false,
        };
        let span = Span::decided(Decision::Approve, day, ground.landing(day))
            .with(self.days_of_work().chain([self.date]));
        let mentors = mentors(ground, person, span);
        if !mentors.iter().any(|mentor| mentor == signer) {
            return Ok(());
        }
        let coached = self.coached(ground, signer, day, span);
        let others = |help: &str| format!("\n  help: {help}");
        if is_excluded {
            return Err(format!(
                "{coached}, and credential `{subject}` leaves mentors out of its assessors{}",
                others(
                    "endorse them instead, with `learn endorse`; somebody else judges the claim"
                )
            ));
        }
        let mine = disciplines(policy, signer, subject);
        let full = self.open_slots(Some((signer, &mine))).is_empty();
        let only_mentors = self
            .answers
            .iter()
            .filter(|answer| answer.approval.decision == Decision::Approve)
            .all(|answer| mentors.contains(&answer.signer));
        if full && only_mentors {
            return Err(format!(
                "{coached}, and mentors never fill every slot: `{subject}` \
                 would be granted by nobody else{}",
                others("let somebody else approve first, or endorse them with `learn endorse`")
            ));
        }
        Ok(())
    }

    /// That the signer is a mentor on the day of the decision, or when they were one since the work.
    fn coached(&self, ground: &Ground, signer: &str, today: Date, span: Span) -> String {
        let person = self.person.id();
        let coaches = |day: &Date| {
            mentors(ground, person, Span::on(*day)).iter().any(|mentor| mentor == signer)
        };
        let known = ground.bar.get::<Person>(person).unwrap_or(self.person);
        let days: BTreeSet<Date> = span.turns(known.document).into_iter().filter(coaches).collect();
        match (days.first(), days.last()) {
            (Some(first), Some(last)) if !coaches(&today) => {
                format!("you were {person}'s mentor between this work and now ({first} to {last})")
            }
            _ => format!("you are {person}'s mentor"),
        }
    }
}

/// Who coached somebody on a day of the span, by the target where it knows them: a branch cannot choose its own
/// assessors.
#[must_use]
pub(super) fn mentors(ground: &Ground, person: &str, span: Span) -> Vec<String> {
    let mentors = coaching::mentors(&ground.bar, &ground.catalog, person, span);
    mentors.into_iter().map(str::to_owned).collect()
}
