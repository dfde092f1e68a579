//! What a role demands with all that it inherits, in words that two catalogs have in common.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::place::Place;
use crate::catalog::Catalog;
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::ancestors;
use crate::kinds::ladder::Requirement;

/// What a role demands of a competency: the highest step as core and the highest with a weight.
#[derive(Debug, Clone, Default)]
pub(super) struct Expected {
    /// The highest step that is core, counted from 1, and where it is said; 0 for none.
    pub core: usize,
    /// The highest step that has a weight, counted from 1; 0 for none.
    pub weighted: usize,
    /// The sum of the weights.
    pub weight: u32,
    /// Where the strongest demand is said.
    pub place: Option<Place>,
}

/// What a role demands, by ids that the catalog after the change knows.
#[derive(Debug, Default)]
pub(super) struct Demands<'a> {
    /// By competency.
    pub expects: BTreeMap<String, Expected>,
    /// By the role that says it and its id there.
    pub requires: BTreeMap<(String, &'a str), (&'a Requirement, Place)>,
}

/// Gathers what a role of `catalog` demands; ids and steps are translated to those of `after`.
///
/// `everywhere` includes what it inherits from other ladders, which otherwise is left to these.
/// Steps count from 1; a proficiency that the scale no longer has counts as 0.
pub(super) fn of<'a>(
    catalog: &'a Catalog,
    after: &Catalog,
    role: RoleEntry<'a>,
    as_of: Date,
    everywhere: bool,
) -> Demands<'a> {
    let mut found = Demands::default();
    let is_over = |until: Option<Date>| until.is_some_and(|until| until < as_of);
    let ladder = role.ladder.id();
    let inherited = ancestors(catalog, role).into_iter();
    let inherited = inherited.filter(|role| everywhere || role.ladder.id() == ladder);
    for role in std::iter::once(role).chain(inherited) {
        let record = role.ladder.record;
        for (number, line) in role.role.expects.iter().enumerate() {
            if is_over(line.until) {
                continue;
            }
            let written = catalog.competency(line.competency.as_str());
            let written = written.map_or(line.competency.as_str(), |competency| competency.id);
            let competency = after.competency(written);
            let id = competency.map_or(written, |competency| competency.id);
            let step = competency.and_then(|competency| competency.step(line.at.as_str()));
            let step = step.map_or(0, |step| step + 1);
            let expected = found.expects.entry(id.to_owned()).or_default();
            let strongest = expected.core.max(expected.weighted);
            match line.weight {
                None => expected.core = expected.core.max(step),
                Some(weight) => {
                    expected.weighted = expected.weighted.max(step);
                    expected.weight += u32::from(weight);
                }
            }
            if expected.place.is_none() || step > strongest {
                let pointer = role.pointer().then("expects").then(number).then("at");
                expected.place = Some(record.at(pointer));
            }
        }
        let owner = after.role(role.id()).map_or(role.id(), |role| role.id()).to_owned();
        for (number, requirement) in role.role.requires.iter().enumerate() {
            if !is_over(requirement.until) {
                let pointer = role.pointer().then("requires").then(number).then("id");
                let place = record.at(pointer);
                found
                    .requires
                    .insert((owner.clone(), requirement.id.as_str()), (requirement, place));
            }
        }
    }
    found
}
