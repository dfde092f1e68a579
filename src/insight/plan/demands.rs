//! Demands: how much of what can be taken satisfies each thing that a line can ask for.

use std::collections::BTreeSet;

use super::badge::Badge;
use super::gap::Gap;
use super::model::{Model, Satisfied, Take, attests};
use super::offer::Found;
use crate::base::reference::Ref;
use crate::catalog::Entry;
use crate::kinds::credential::Credential;
use crate::kinds::ladder::{Experience, PortfolioDemand};
use crate::kinds::parts::work_type::WorkType;
use crate::kinds::portfolio::Portfolio;
use crate::standing::demand::{Demand, present_module};
use crate::standing::experience::{self, Served};
use crate::standing::pieces::is_project;

impl<'a> Model<'_, 'a> {
    pub(super) fn competency(&mut self, id: &'a str, at: &'a str, step: usize) -> Satisfied<'a> {
        let catalog = self.offer.catalog;
        let mastery = catalog.competency(id).map(|entry| entry.competency.mastery);
        let need = mastery.map_or(1, |mastery| u32::from(mastery.times()));
        let demand = Demand::Competency { id, at, step: Some(step) };
        let have = self.held.times(catalog, &demand).map_or(0, |(have, _)| have);
        let lacking = need.saturating_sub(u32::try_from(have).unwrap_or(u32::MAX)).max(1);
        let mut awards = self.awards_of(|badge| attests(badge, id, step), lacking);
        awards.extend(self.claims_for(id, step, lacking));
        if awards.is_empty() {
            return Satisfied::Never(self.why_untaught(id, at, step));
        }
        let satisfied = self.free(1);
        let terms = awards.into_iter().map(|award| (award, 1));
        self.program.row(terms.chain([(satisfied, -i64::from(lacking))]), 0);
        Satisfied::When(satisfied)
    }

    /// The quantities of claims for a competency itself: at each step from this one on that no credential
    /// attests and that something teaches.
    fn claims_for(&mut self, id: &'a str, step: usize, lacking: u32) -> Vec<usize> {
        let offer = self.offer;
        let scale = offer.catalog.competency(id);
        let end = scale.map_or(step, |entry| entry.framework.document.steps().len());
        let mut claims = Vec::new();
        for step in step..end {
            if offer.badges.values().any(|badge| attests(badge, id, step)) {
                continue;
            }
            let teachers = offer.teachers(id, step);
            if teachers.is_learned || !teachers.open.is_empty() {
                claims.push(self.take(Take::Competency { id, step }, lacking));
            }
        }
        claims
    }

    /// The quantities of awards of the credentials that `fits`: first ones, and more where it takes
    /// several or where the credential is held already.
    pub(super) fn awards_of(
        &mut self,
        fits: impl Fn(&Badge<'a>) -> bool,
        lacking: u32,
    ) -> Vec<usize> {
        let offer = self.offer;
        let mut awards = Vec::new();
        for (id, badge) in offer.badges.iter().filter(|(_, badge)| fits(badge)) {
            if !badge.is_held {
                awards.push(self.take(Take::Credential(id), 1));
            }
            if badge.is_held || lacking > 1 {
                awards.push(self.take(Take::Again(id), lacking));
            }
        }
        awards
    }

    fn why_untaught(&self, id: &'a str, at: &'a str, step: usize) -> Gap<'a> {
        let catalog = self.offer.catalog;
        let attesting = catalog.all::<Credential>().find(|credential| {
            credential.document.attests.iter().any(|attested| {
                catalog.competency(attested.competency.as_str()).is_some_and(|entry| {
                    entry.id == id && entry.step(attested.at.as_str()) >= Some(step)
                })
            })
        });
        if let Some(gap) = attesting.and_then(|credential| self.why_unlearnable(credential.id())) {
            return gap;
        }
        let closed = self.offer.teachers(id, step).closed.first().copied();
        let closed = closed.and_then(|module| Some((module, self.offer.hindrance(module)?)));
        match closed {
            Some((module, why)) => Gap::Closed { module, why },
            None => Gap::Untaught { competency: id, at },
        }
    }

    /// Why a credential of the catalog cannot be earned.
    fn why_unlearnable(&self, id: &'a str) -> Option<Gap<'a>> {
        let credential = self.offer.catalog.get::<Credential>(id)?;
        let needs = credential.document.needs.modules.iter().map(Ref::as_str);
        let taught = credential.document.attests.iter().filter_map(|attested| {
            let entry = self.offer.catalog.competency(attested.competency.as_str())?;
            self.offer.teachers(entry.id, entry.step(attested.at.as_str())?).closed.first().copied()
        });
        let modules: Vec<&'a str> = needs.chain(taught).collect();
        modules.into_iter().find_map(|module| {
            let why = self.offer.hindrance(module)?;
            Some(Gap::Unlearnable { credential: credential.id(), module, why })
        })
    }

    pub(super) fn credential(&mut self, id: &'a str) -> Satisfied<'a> {
        let awards = self.awards_of(|badge| badge.gives.contains(id), 1);
        if awards.is_empty() {
            let why = self.why_unlearnable(id).unwrap_or(Gap::NoCredential(id));
            return Satisfied::Never(why);
        }
        let satisfied = self.free(1);
        let terms = awards.into_iter().map(|award| (award, 1));
        self.program.row(terms.chain([(satisfied, -1)]), 0);
        Satisfied::When(satisfied)
    }

    pub(super) fn module(&mut self, id: &'a str) -> Satisfied<'a> {
        let satisfied = self.free(1);
        if !self.offer.is_finished(id) {
            match self.offer.module(id) {
                Found::Open(open) if open == id => {
                    let module = self.take(Take::Module(id), 1);
                    self.program.row([(module, 1), (satisfied, -1)], 0);
                }
                Found::Open(by) => return Satisfied::Never(Gap::Replaced { module: id, by }),
                Found::Closed(why) => return Satisfied::Never(Gap::Closed { module: id, why }),
                Found::Finished => {
                    let by = self.offer.finished().next().unwrap_or(id);
                    return Satisfied::Never(Gap::Replaced { module: id, by });
                }
            }
        }
        self.judged.push(satisfied);
        Satisfied::When(satisfied)
    }

    pub(super) fn portfolio(&mut self, wanted: &'a PortfolioDemand) -> Satisfied<'a> {
        let catalog = self.offer.catalog;
        for word in &wanted.types {
            let word = word.as_str();
            if serde_json::from_value::<WorkType>(serde_json::Value::from(word)).is_err() {
                return Satisfied::Never(Gap::UnknownType(word));
            }
        }
        let (mut entries, mut projects, mut from) = (0_i64, 0_i64, BTreeSet::new());
        for entry in self.written().filter(|entry| is_of_type(*entry, wanted)) {
            let practised = entry.document.modules.iter().map(Ref::as_str);
            let practised: Vec<&str> = practised.map(|id| present_module(catalog, id)).collect();
            entries += 1;
            projects += i64::from(practised.iter().any(|id| is_project(catalog, id)));
            from.extend(practised);
        }
        let have_from = i64::try_from(from.len()).unwrap_or(i64::MAX);
        let asked = |number: Option<u8>| i64::from(number.unwrap_or(0));
        let satisfied = self.free(1);
        let work = self.work(&wanted.types);
        let pieces = asked(wanted.entries).max(1) - entries;
        if pieces > 0 {
            let terms = work.iter().map(|work| (*work, 1));
            self.program.row(terms.chain([(satisfied, -pieces)]), 0);
        }
        let modules = asked(wanted.modules) - have_from;
        if modules > 0 && !self.practises_modules(modules, &from, &work, satisfied) {
            return Satisfied::Never(Gap::FewModules);
        }
        let projects = asked(wanted.projects) - projects;
        if projects > 0 && !self.practises_projects(projects, &work, satisfied) {
            return Satisfied::Never(Gap::NoProject);
        }
        self.judged.push(satisfied);
        Satisfied::When(satisfied)
    }

    /// Asks for new work from this many modules that no work is from yet; false if there are too few.
    fn practises_modules(
        &mut self,
        lacking: i64,
        from: &BTreeSet<&str>,
        work: &[usize],
        satisfied: usize,
    ) -> bool {
        let offer = self.offer;
        let is_new = |id: &&'a str| !from.contains(*id);
        let finished = offer.finished().filter(is_new).count();
        let lacking = lacking - i64::try_from(finished).unwrap_or(i64::MAX);
        // However many modules a piece of work is from, it takes at least one piece.
        self.program.row(work.iter().map(|work| (*work, 1)).chain([(satisfied, -1)]), 0);
        if lacking <= 0 {
            return true;
        }
        let open: Vec<&'a str> = offer.courses.keys().copied().filter(is_new).collect();
        if i64::try_from(open.len()).unwrap_or(i64::MAX) < lacking {
            return false;
        }
        let open: Vec<usize> = open.into_iter().map(|id| self.take(Take::Module(id), 1)).collect();
        let terms = open.into_iter().map(|module| (module, 1));
        self.program.row(terms.chain([(satisfied, -lacking)]), 0);
        true
    }

    /// Asks for this many new pieces of work from a module that is a project; false if there is none.
    fn practises_projects(&mut self, lacking: i64, work: &[usize], satisfied: usize) -> bool {
        let offer = self.offer;
        let catalog = offer.catalog;
        self.program.row(work.iter().map(|work| (*work, 1)).chain([(satisfied, -lacking)]), 0);
        if offer.finished().any(|id| is_project(catalog, id)) {
            return true;
        }
        let open: Vec<&'a str> =
            offer.courses.keys().copied().filter(|id| is_project(catalog, id)).collect();
        if open.is_empty() {
            return false;
        }
        let open: Vec<usize> = open.into_iter().map(|id| self.take(Take::Module(id), 1)).collect();
        let terms = open.into_iter().map(|module| (module, 1));
        self.program.row(terms.chain([(satisfied, -1)]), 0);
        true
    }

    pub(super) fn experience(&self, time: &Experience) -> Satisfied<'a> {
        match experience::served(self.offer.catalog, self.person, time, self.day) {
            Served::Enough => Satisfied::Already,
            Served::Short(Some(day)) => Satisfied::On(day),
            Served::Short(None) => Satisfied::Never(Gap::Elsewhere),
            Served::Unknowable => Satisfied::Never(Gap::Unreadable),
        }
    }
}

fn is_of_type(entry: Entry<'_, Portfolio>, wanted: &PortfolioDemand) -> bool {
    let word = serde_json::to_value(entry.document.work_type).unwrap_or_default();
    wanted.types.is_empty() || wanted.types.iter().any(|one| word.as_str() == Some(one.as_str()))
}
