//! What somebody holds, or would hold: credentials, competencies, modules and judged work.
//!
//! # Mastery
//!
//! How the live awards for one competency combine is said by the competency's `mastery`. With `step` the
//! position of a proficiency on the scale, and of each award the highest step that it attests and the day
//! of its work, a competency is held at `step` when
//!
//! ```text
//! highest   at least one award attests step or a higher one
//! n-times   at least n awards attest step or a higher one
//! latest    the award for the latest work attests step or a higher one; of work of one day, the lowest
//! ```
//!
//! Under the first two another award never lowers what is held; under `latest` one may, which
//! `mastery-may-lower` warns of. Learning management systems have the same methods under such names; Canvas,
//! for one, lists "highest score", "n number of times" and "most recent score" for its outcomes.
//!
//! # Judged work
//!
//! Portfolio entries and modules count when an award judged them, and go on counting when it ends: what was
//! done stays done, while what it attests has to be renewed. What was revoked counts for nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::demand::{Demand, present_credential, present_module, with_successors};
use super::pieces::Piece;
use super::verdict::{Counted, Reason};
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::kinds::credential::Credential;
use crate::kinds::framework::MasteryMethod;
use crate::kinds::ladder::PortfolioDemand;
use crate::kinds::parts::attestation::Attestation;

/// Everything that can satisfy a demand.
#[derive(Debug, Clone, Default)]
pub struct Holdings<'a> {
    credentials: BTreeSet<&'a str>,
    competencies: BTreeMap<&'a str, Vec<(Date, usize)>>,
    modules: BTreeSet<&'a str>,
    pieces: BTreeMap<&'a str, Piece<'a>>,
}

impl<'a> Holdings<'a> {
    /// Adds a credential with everything it includes.
    pub fn add_credential(&mut self, catalog: &'a Catalog, id: &'a str) {
        let mut open = vec![present_credential(catalog, id)];
        while let Some(id) = open.pop() {
            if self.credentials.insert(id)
                && let Some(entry) = catalog.get::<Credential>(id)
            {
                let includes = entry.document.includes.iter();
                open.extend(includes.map(|id| present_credential(catalog, id.as_str())));
            }
        }
    }

    /// Adds a credential and nothing that it includes: an award says itself all that it gives.
    pub fn add_granted(&mut self, catalog: &'a Catalog, id: &'a str) {
        self.credentials.insert(present_credential(catalog, id));
    }

    /// Adds a competency at a proficiency, shown by work of this day.
    pub fn add_competency(&mut self, catalog: &'a Catalog, id: &'a str, at: &str, worked: Date) {
        let Some(entry) = catalog.competency(id) else { return };
        if let Some(step) = entry.step(at) {
            self.competencies.entry(entry.id).or_default().push((worked, step));
        }
    }

    /// Adds what one award attests, shown by work of this day: of each competency the highest proficiency,
    /// so that an award which names two of them was still given once.
    pub fn add_attested(&mut self, catalog: &'a Catalog, attests: &[Attestation], worked: Date) {
        let mut highest: BTreeMap<&'a str, usize> = BTreeMap::new();
        for attested in attests {
            let entry = catalog.competency(attested.competency.as_str());
            let known = entry.and_then(|entry| Some((entry.id, entry.step(attested.at.as_str())?)));
            let Some((id, step)) = known else { continue };
            let reached = highest.entry(id).or_insert(step);
            *reached = step.max(*reached);
        }
        for (id, step) in highest {
            self.competencies.entry(id).or_default().push((worked, step));
        }
    }

    /// Adds a finished module.
    pub fn add_module(&mut self, catalog: &'a Catalog, id: &'a str) {
        self.modules.insert(present_module(catalog, id));
    }

    /// Adds a piece of work, by the id of its portfolio entry.
    pub fn add_piece(&mut self, id: &'a str, piece: Piece<'a>) {
        self.pieces.insert(id, piece);
    }

    /// Adds all that another holds.
    pub fn add_all(&mut self, other: &Self) {
        self.credentials.extend(&other.credentials);
        self.modules.extend(&other.modules);
        self.pieces.extend(other.pieces.iter().map(|(id, piece)| (*id, piece.clone())));
        for (id, shown) in &other.competencies {
            self.competencies.entry(id).or_default().extend(shown);
        }
    }

    /// Whether nothing is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.credentials.is_empty()
            && self.competencies.is_empty()
            && self.modules.is_empty()
            && self.pieces.is_empty()
    }

    /// Whether this satisfies a demand; groups and experience are decided elsewhere.
    #[must_use]
    pub fn satisfies(&self, catalog: &Catalog, demand: &Demand<'_>) -> bool {
        match demand {
            Demand::Competency { id, step: Some(step), .. } => self.masters(catalog, id, *step),
            Demand::Credential(id) => self.credentials.contains(id),
            Demand::Module(id) => {
                with_successors(catalog, id).iter().any(|id| self.modules.contains(id))
            }
            Demand::Portfolio(wanted) => self.has_work(wanted),
            Demand::Competency { step: None, .. }
            | Demand::Experience(_)
            | Demand::Choose { .. }
            | Demand::Unreadable(_) => false,
        }
    }

    /// Whether this satisfies a demand, or would together with more of the same.
    #[must_use]
    pub fn counts_towards(&self, catalog: &Catalog, demand: &Demand<'_>) -> bool {
        match demand {
            Demand::Competency { id, step: Some(step), .. } => {
                let shown = self.competencies.get(id).into_iter().flatten();
                shown.into_iter().any(|(_, reached)| reached >= step)
            }
            Demand::Portfolio(wanted) => {
                let one = PortfolioDemand {
                    entries: None,
                    modules: None,
                    projects: None,
                    ..(*wanted).clone()
                };
                self.has_work(&one)
            }
            demand => self.satisfies(catalog, demand),
        }
    }

    /// The proficiency at which a competency was shown, with its position on the scale: the one shown
    /// last under the method `latest`, the highest under the others, however often it was.
    #[must_use]
    pub fn level(&self, catalog: &'a Catalog, id: &str) -> Option<(&'a str, usize)> {
        let shown = self.competencies.get(id)?;
        let entry = catalog.competency(id)?;
        let step = match entry.competency.mastery.method {
            MasteryMethod::Latest => latest(shown)?,
            MasteryMethod::Highest | MasteryMethod::NTimes => {
                shown.iter().map(|(_, reached)| *reached).max()?
            }
        };
        let proficiency = entry.framework.document.steps().get(step).copied()?;
        Some((proficiency, step))
    }

    /// How often a competency was shown and how often it takes, where that is not often enough.
    #[must_use]
    pub fn times(&self, catalog: &Catalog, demand: &Demand<'_>) -> Option<(usize, usize)> {
        let Demand::Competency { id, step: Some(step), .. } = demand else { return None };
        let mastery = catalog.competency(id)?.competency.mastery;
        let need = usize::from(mastery.times());
        let have = self.competencies.get(id)?.iter().filter(|(_, reached)| reached >= step).count();
        let is_counted = mastery.method == MasteryMethod::NTimes;
        (is_counted && have > 0 && have < need).then_some((have, need))
    }

    fn masters(&self, catalog: &Catalog, id: &str, step: usize) -> bool {
        let (Some(shown), Some(entry)) = (self.competencies.get(id), catalog.competency(id)) else {
            return false;
        };
        let mastery = entry.competency.mastery;
        match mastery.method {
            MasteryMethod::Highest | MasteryMethod::NTimes => {
                let times = shown.iter().filter(|(_, reached)| *reached >= step).count();
                times >= usize::from(mastery.times())
            }
            MasteryMethod::Latest => latest(shown).is_some_and(|reached| reached >= step),
        }
    }

    fn has_work(&self, wanted: &PortfolioDemand) -> bool {
        let there = self.work(wanted);
        there.entries >= 1 && there.lacks(wanted).is_none()
    }

    /// How much judged work there is and how much it takes, where there is some and not enough.
    #[must_use]
    pub fn work_so_far(&self, demand: &Demand<'_>) -> Option<Reason> {
        let Demand::Portfolio(wanted) = demand else { return None };
        let there = self.work(wanted);
        there.lacks(wanted).filter(|_| there.entries > 0)
    }

    fn work(&self, wanted: &PortfolioDemand) -> Work {
        let mut counted = Work::default();
        let mut modules: BTreeSet<&str> = BTreeSet::new();
        for piece in self.pieces.values().filter(|piece| piece.is_of(&wanted.types)) {
            counted.entries += 1;
            counted.projects += usize::from(piece.is_project);
            modules.extend(&piece.modules);
        }
        counted.modules = modules.len();
        counted
    }
}

/// Judged work, counted.
#[derive(Debug, Clone, Copy, Default)]
struct Work {
    entries: usize,
    modules: usize,
    projects: usize,
}

impl Work {
    /// The first number that is too small, with what it has to be.
    fn lacks(self, wanted: &PortfolioDemand) -> Option<Reason> {
        let asked = |number: Option<u8>| usize::from(number.unwrap_or(0));
        [
            (self.entries, asked(wanted.entries), Counted::Entries),
            (self.modules, asked(wanted.modules), Counted::Modules),
            (self.projects, asked(wanted.projects), Counted::Projects),
        ]
        .into_iter()
        .find(|(have, need, _)| have < need)
        .map(|(have, need, of)| Reason::TooFew { have, need, of })
    }
}

/// What was shown last; of work of one day the lower, since nobody can tell which came last.
fn latest(shown: &[(Date, usize)]) -> Option<usize> {
    let last = shown.iter().max_by_key(|(worked, reached)| (*worked, std::cmp::Reverse(*reached)));
    last.map(|(_, reached)| *reached)
}
