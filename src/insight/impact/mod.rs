//! Impact: what a change of a catalog does to people, before it is merged.
//!
//! Two catalogs are compared as of one day, so that only the content differs and nothing is due to
//! time. Whoever the change cannot reach is left out before anything is computed for them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::kinds::person::Person;
use crate::trust::ledger::Ledger;

pub mod barred;
pub mod cause;
pub mod credentials;
pub mod difference;
pub mod gone;
pub mod lines;
pub mod modules;
pub mod pathways;
pub mod people;
pub mod reach;
pub mod syllabus;
pub mod targets;
pub mod versions;

use credentials::CredentialImpact;
use difference::{Difference, differences};
use gone::Renamed;
use modules::ModuleImpact;
use pathways::PathwayImpact;
use people::{AwardImpact, ReadinessImpact, TargetImpact};
use reach::reach;
use versions::VersionOwed;

/// What a change does.
#[derive(Debug, Clone, Default)]
pub struct Impact {
    /// Records of content that are new, changed or gone.
    pub content: usize,
    /// Records of people that are new, changed or gone.
    pub records: usize,
    /// Whether it was looked up who is in the middle of what: not, where nothing that changed asks anything
    /// else of them.
    pub everybody: bool,
    /// How many people's readiness was computed on both sides.
    pub looked_at: usize,
    /// Readiness that comes out differently, by person and role.
    pub readiness: Vec<ReadinessImpact>,
    /// Roles that somebody has or aims at now and did not before, or the other way round.
    pub targets: Vec<TargetImpact>,
    /// Awards that somebody gains or loses.
    pub awards: Vec<AwardImpact>,
    /// Credentials whose words or bar changed.
    pub credentials: Vec<CredentialImpact>,
    /// Modules that are offered otherwise, or ask something else.
    pub modules: Vec<ModuleImpact>,
    /// Pathways that changed, or of which something can no longer be fulfilled.
    pub pathways: Vec<PathwayImpact>,
    /// Ids that are gone or lead elsewhere.
    pub ids: Vec<Renamed>,
    /// The version step that each framework owes.
    pub versions: Vec<VersionOwed>,
    /// The names of everybody mentioned, by id.
    pub names: BTreeMap<String, String>,
}

impl Impact {
    /// Whether the change does nothing to anybody.
    #[must_use]
    pub fn is_nothing_to_anybody(&self) -> bool {
        self.readiness.is_empty()
            && self.targets.is_empty()
            && self.awards.is_empty()
            && self.modules.iter().all(ModuleImpact::touches_nobody)
            && self.pathways.iter().all(PathwayImpact::touches_nobody)
            && self.credentials.iter().all(CredentialImpact::touches_nobody)
            && self.ids.iter().all(|id| id.now.is_some() || id.behind.is_empty())
    }

    /// The name of a person, or their id where it is not known.
    #[must_use]
    pub fn name<'n>(&'n self, id: &'n str) -> &'n str {
        self.names.get(id).map_or(id, |name| name)
    }
}

/// Both sides of a change.
pub(crate) struct Sides<'a> {
    before: &'a Ledger<'a>,
    after: &'a Ledger<'a>,
    as_of: Date,
    differences: Vec<Difference<'a>>,
    /// The positions of the differences in people's records, by person.
    own: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Sides<'a> {
    fn of(before: &'a Ledger<'a>, after: &'a Ledger<'a>, as_of: Date) -> Self {
        let differences = differences(before.catalog(), after.catalog());
        let mut own: BTreeMap<&'a str, Vec<usize>> = BTreeMap::new();
        for (number, difference) in differences.iter().enumerate() {
            if let Some(person) = difference.person() {
                own.entry(person).or_default().push(number);
            }
        }
        Self { before, after, as_of, differences, own }
    }

    /// What differs in somebody's own records.
    fn own(&self, person: &str) -> impl Iterator<Item = &Difference<'a>> {
        self.own.get(person).into_iter().flatten().map(|number| &self.differences[*number])
    }

    /// What differs in the content.
    fn content(&self) -> impl Iterator<Item = &Difference<'a>> {
        self.differences.iter().filter(|difference| difference.person().is_none())
    }

    /// The ids of everybody who is here on the day on either side, sorted.
    fn people(&self) -> Vec<&'a str> {
        let here = |catalog: &'a Catalog| {
            let people = catalog.all::<Person>();
            people.filter(|person| person.is_here_on(self.as_of)).map(|person| person.id())
        };
        let mut ids: Vec<&str> =
            here(self.after.catalog()).chain(here(self.before.catalog())).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// What the change from one catalog to another does as of a day.
#[must_use]
pub fn impact(before: &Ledger<'_>, after: &Ledger<'_>, as_of: Date) -> Impact {
    let sides = Sides::of(before, after, as_of);
    let (then, now) = (before.catalog(), after.catalog());
    let reach = reach(then, now, &sides.differences);
    let people = sides.people();
    let compared: Vec<people::Compared> =
        people.par_iter().map(|person| people::compare(&sides, &reach, person)).collect();
    let mut impact = Impact {
        content: sides.content().count(),
        records: sides.differences.len() - sides.content().count(),
        everybody: reach.everybody,
        looked_at: compared.iter().filter(|one| one.was_looked_at).count(),
        ..Impact::default()
    };
    for one in compared {
        impact.readiness.extend(one.readiness);
        impact.targets.extend(one.targets);
        impact.awards.extend(one.awards);
    }
    impact.credentials = credentials::credentials(&sides, &people);
    impact.modules = modules::modules(&sides, &people);
    impact.pathways = pathways::pathways(&sides, &people);
    impact.ids = gone::renamed(&sides, &people);
    impact.versions = versions::versions(then, now, as_of);
    impact.names = names(&sides, &people);
    impact
}

fn names(sides: &Sides<'_>, people: &[&str]) -> BTreeMap<String, String> {
    let name = |id: &str| {
        let now = sides.after.catalog().get::<Person>(id);
        now.or_else(|| sides.before.catalog().get::<Person>(id))
            .map(|person| person.document.name.as_str().to_owned())
    };
    people.iter().filter_map(|id| Some(((*id).to_owned(), name(id)?))).collect()
}
