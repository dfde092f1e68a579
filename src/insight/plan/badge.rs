//! Badges: the credentials that somebody can earn, with all that each takes.

use std::collections::BTreeSet;

use super::offer::{Found, Offer};
use crate::base::reference::{Ref, to};
use crate::catalog::{Catalog, Entry};
use crate::kinds::credential::Credential;
use crate::kinds::module::Module;
use crate::standing::demand::present_credential;
use crate::standing::holdings::Holdings;

/// A credential that somebody can earn.
#[derive(Debug, Clone)]
pub struct Badge<'a> {
    /// The credential.
    pub credential: Entry<'a, Credential>,
    /// The modules to finish before asking for it; none that they have finished.
    pub needs: Vec<&'a str>,
    /// Of each list one module to finish: what teaches the things that it attests.
    pub teachers: Vec<Vec<&'a str>>,
    /// How many pieces of work its claim cites.
    pub work: u32,
    /// The credentials that an award gives: this one and those it includes.
    pub gives: BTreeSet<&'a str>,
    /// The competencies that it attests, each with the step of its scale.
    pub attests: Vec<(&'a str, usize)>,
    /// Whether they have earned it for itself, or will once their open claims are granted; what is held
    /// only because another includes it attests nothing yet.
    pub is_held: bool,
}

impl<'a> Offer<'a> {
    /// Finds the credentials that can be earned, and those that are held.
    pub fn open_badges(&mut self, held: &Holdings<'a>, earned: &BTreeSet<&'a str>) {
        for credential in self.catalog.all::<Credential>() {
            let is_held = earned.contains(credential.id());
            if let Some(badge) = self.badge(credential, held, is_held) {
                self.badges.insert(credential.id(), badge);
            }
        }
    }

    /// A credential with all that it takes; none where one of the modules it needs cannot be taken.
    fn badge(
        &self,
        credential: Entry<'a, Credential>,
        held: &Holdings<'a>,
        is_held: bool,
    ) -> Option<Badge<'a>> {
        let catalog = self.catalog;
        let needs = self.all_open(&credential.document.needs.modules)?;
        let attests: Vec<(&'a str, usize)> = credential
            .document
            .attests
            .iter()
            .filter_map(|attested| {
                let entry = catalog.competency(attested.competency.as_str())?;
                Some((entry.id, entry.step(attested.at.as_str())?))
            })
            .collect();
        let gives = with_included(catalog, credential.id());
        let mut teachers = Vec::new();
        if credential.document.needs.modules.is_empty() {
            teachers = self.learning_for(&attests, &gives, held)?;
        }
        // Every claim cites something: where nothing was or will be learned for it, a piece of work.
        let learned = !needs.is_empty() || !teachers.is_empty() || self.finished().next().is_some();
        let least = u32::from(!learned);
        Some(Badge {
            credential,
            needs,
            teachers,
            work: u32::from(credential.document.needs.portfolio.unwrap_or(0)).max(least),
            gives,
            attests,
            is_held,
        })
    }

    fn all_open(&self, modules: &'a [Ref<to::Module>]) -> Option<Vec<&'a str>> {
        let mut open = BTreeSet::new();
        for id in modules {
            match self.module(id.as_str()) {
                Found::Finished => {}
                Found::Open(id) => {
                    open.insert(id);
                }
                Found::Closed(_) => return None,
            }
        }
        Some(open.into_iter().collect())
    }

    /// What to learn for a credential that names no modules: of each competency that it attests, what
    /// teaches it; where nothing does, what the credential assesses.
    fn learning_for(
        &self,
        attests: &[(&'a str, usize)],
        gives: &BTreeSet<&'a str>,
        held: &Holdings<'a>,
    ) -> Option<Vec<Vec<&'a str>>> {
        let mut lists = Vec::new();
        let mut is_taught = false;
        for (competency, step) in attests {
            let teachers = self.teachers(competency, *step);
            let shown = held.level(self.catalog, competency).is_some_and(|(_, at)| at >= *step);
            is_taught |= shown || teachers.is_learned || !teachers.open.is_empty();
            if shown || teachers.is_learned {
                continue;
            }
            match (teachers.open.is_empty(), teachers.closed.is_empty()) {
                (false, _) => lists.push(teachers.open),
                (true, false) => return None,
                (true, true) => {}
            }
        }
        if is_taught {
            return Some(lists);
        }
        let assessed = |module: &Entry<'a, Module>| {
            let by = module.document.assessed_by.as_ref();
            by.is_some_and(|by| gives.contains(present_credential(self.catalog, by.as_str())))
        };
        let modules: Vec<Entry<'a, Module>> =
            self.catalog.all::<Module>().filter(assessed).collect();
        let open = modules.iter().map(Entry::id).filter(|id| self.courses.contains_key(id));
        let mut open: Vec<&'a str> = open.collect();
        open.sort_unstable();
        let is_learned = modules.iter().any(|module| self.is_finished(module.id()));
        if !is_learned && !open.is_empty() {
            lists.push(open);
        }
        Some(lists)
    }
}

/// The credential and all that it includes, by however many steps.
#[must_use]
pub fn with_included<'a>(catalog: &'a Catalog, id: &'a str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let id = present_credential(catalog, id);
        if found.insert(id)
            && let Some(credential) = catalog.get::<Credential>(id)
        {
            open.extend(credential.document.includes.iter().map(Ref::as_str));
        }
    }
    found
}
