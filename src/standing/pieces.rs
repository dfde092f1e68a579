//! Pieces of work: of what kind each was when it was judged, and which modules it put into practice.
//!
//! An approval copies that from the portfolio entry and is signed with it, so that neither an entry that is edited
//! later nor a module that becomes a project makes the work another one. Old records have no copy: of them the entry
//! counts as long as it is what was judged.

use super::demand::present_module;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::approval::JudgedEvidence;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::{Module, ModuleType};
use crate::kinds::parts::work_type::WorkType;
use crate::kinds::portfolio::Portfolio;

/// A piece of work.
#[derive(Debug, Clone)]
pub struct Piece<'a> {
    /// What kind of work it was.
    pub work_type: WorkType,
    /// The modules that it put into practice, by their present ids.
    pub modules: Vec<&'a str>,
    /// Whether one of them was a project.
    pub is_project: bool,
}

impl<'a> Piece<'a> {
    /// The work that an entry tells of, as it lies there.
    #[must_use]
    pub fn of_entry(catalog: &'a Catalog, entry: Entry<'a, Portfolio>) -> Self {
        let document = entry.document;
        Self {
            work_type: document.work_type,
            modules: present(catalog, &document.modules),
            is_project: projects(catalog, catalog, document).next().is_some(),
        }
    }

    /// The work as an approval has it, where it has a copy.
    #[must_use]
    pub fn of_copy(catalog: &'a Catalog, judged: &'a JudgedEvidence) -> Option<Self> {
        Some(Self {
            work_type: judged.work_type?,
            modules: present(catalog, &judged.modules),
            is_project: !judged.projects.is_empty(),
        })
    }

    /// Whether it is of one of these kinds; of any where none is named.
    #[must_use]
    pub fn is_of(&self, types: &[Id]) -> bool {
        let word = serde_json::to_value(self.work_type).unwrap_or_default();
        types.is_empty() || types.iter().any(|one| word.as_str() == Some(one.as_str()))
    }
}

/// The modules of an entry that are projects on the target; of modules that it does not know, in the result.
pub fn projects<'e>(
    target: &'e Catalog,
    result: &'e Catalog,
    entry: &'e Portfolio,
) -> impl Iterator<Item = &'e Ref<to::Module>> {
    entry.modules.iter().filter(move |id| {
        let id = id.as_str();
        let side = if target.get::<Module>(id).is_some() { target } else { result };
        is_project(side, id)
    })
}

/// The day of a piece of evidence: of the work, or on which a module was finished; that of the claim where it says
/// neither.
#[must_use]
pub fn worked(record: &Record, claimed: Date) -> Date {
    let enrolment = Entry::<Enrolment>::of(record);
    let finished = enrolment.and_then(|enrolment| enrolment.document.finished);
    record.date().or(finished).unwrap_or(claimed)
}

/// Whether a module is a project.
#[must_use]
pub fn is_project(catalog: &Catalog, id: &str) -> bool {
    let module = catalog.get::<Module>(id);
    module.is_some_and(|module| module.document.module_type == ModuleType::Project)
}

fn present<'a>(catalog: &'a Catalog, modules: &'a [Ref<to::Module>]) -> Vec<&'a str> {
    modules.iter().map(|id| present_module(catalog, id.as_str())).collect()
}
