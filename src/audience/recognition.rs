//! Awards that may be told as news: as far as people let theirs be shown.

use rayon::prelude::*;

use super::person::Profile;
use super::reader::Thing;
use super::view::View;
use crate::base::date::Date;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::person::Recognition;
use crate::standing::decisions::Decisions;

/// An award of somebody.
#[derive(Debug, Clone)]
pub struct Recognised<'a> {
    /// Whose it is.
    pub person: Profile<'a>,
    /// The credential or competency, by id.
    pub subject: &'a str,
    /// The day of the approval that completed it.
    pub date: Date,
    /// Who judged it, those who may not be seen left out.
    pub judges: Vec<Profile<'a>>,
}

impl<'a> View<'a> {
    /// Every award that may be seen of people who have a page, by their ids: as far as `recognition` says,
    /// and always for themselves, those who mentor them and those who judged it.
    #[must_use]
    pub fn recognised(&self) -> Vec<Recognised<'a>> {
        let people: Vec<Profile<'a>> = self.people().collect();
        people.into_par_iter().flat_map_iter(|person| self.recognised_of(&person)).collect()
    }

    fn recognised_of(&self, profile: &Profile<'a>) -> Vec<Recognised<'a>> {
        let Some(owner) = self.people.person(profile.id) else { return Vec::new() };
        let visibility = match owner.document.recognition {
            Recognition::None => Visibility::Mentor,
            Recognition::Team => Visibility::Team,
            Recognition::Org => Visibility::Org,
            Recognition::Public => Visibility::Public,
        };
        let decisions = Decisions::of(self.ledger, owner, self.as_of());
        let awards = decisions.awards().filter_map(|award| {
            let signers = award.proofs.iter().map(|proof| &*proof.verified.signer);
            let judged_by: Vec<&'a str> = signers.collect();
            let thing = Thing { owner, visibility, judged_by: &judged_by };
            let judges = judged_by.iter().filter_map(|id| self.person(id));
            self.reader.sees(self.people, thing).then(|| Recognised {
                person: profile.clone(),
                subject: award.subject,
                date: award.date,
                judges: judges.collect(),
            })
        });
        awards.collect()
    }
}
