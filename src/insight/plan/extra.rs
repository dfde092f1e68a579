//! What stands in a plan beside what closes the gaps: training of their own, and stretch.

use std::collections::BTreeMap;

use super::item::{Item, Sources, What, Why};
use super::model::Take;
use super::offer::Found;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::reference::Ref;
use crate::catalog::Entry;
use crate::kinds::module::Status;
use crate::kinds::parts::record_id::RecordId;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::standing::demand::Demand;

impl<'a> Sources<'_, 'a> {
    /// Training of their own that is not finished; its time is spent like any other.
    #[must_use]
    pub fn own(&self, enrolments: &[Entry<'a, PathwayEnrolment>], day: Date) -> Vec<Item<'a>> {
        let mut own = Vec::new();
        for enrolment in enrolments {
            for (number, training) in enrolment.document.own.iter().enumerate() {
                if training.finished.is_some_and(|finished| finished <= day) {
                    continue;
                }
                let learning = training.effort.and_then(|effort| effort.learning);
                let mut item = self.item(Take::Judgement, 1);
                item.what = What::Own(*enrolment, number);
                item.minutes = learning.map_or(0, Duration::working_minutes);
                let goal = training.for_goal.as_ref().map(RecordId::as_str);
                item.why = vec![Why::Own(goal)];
                own.push(item);
            }
        }
        own
    }

    /// Modules for those who want to go on: what the credentials of the plan, and those that are held,
    /// name as stretch, with what comes before each.
    #[must_use]
    pub fn stretch(&self, items: &[Item<'a>]) -> Vec<Item<'a>> {
        let offer = self.offer;
        let mut added: Vec<Item<'a>> = Vec::new();
        let mut numbers: BTreeMap<&'a str, usize> = BTreeMap::new();
        for (number, item) in items.iter().enumerate() {
            if let What::Take(Take::Module(id)) = item.what {
                numbers.insert(id, number);
            }
        }
        let planned = |id: &str| {
            self.taken.keys().any(|take| matches!(take, Take::Credential(it) if *it == id))
        };
        let asked = |id: &str| {
            let demands = self.readiness.lines.iter().map(|state| &state.line.demand);
            demands.into_iter().any(|demand| matches!(demand, Demand::Credential(it) if *it == id))
        };
        let on = offer.badges.values().filter(|badge| {
            let id = badge.credential.id();
            planned(id) || badge.is_held && asked(id)
        });
        for badge in on {
            for module in badge.credential.document.stretch.iter().map(Ref::as_str) {
                let Found::Open(id) = offer.module(module) else { continue };
                let mut open = vec![(id, Why::Stretch(badge.credential.id()))];
                while let Some((id, why)) = open.pop() {
                    let Some(course) = offer.courses.get(id) else { continue };
                    if course.module.document.status != Status::Active || numbers.contains_key(id) {
                        continue;
                    }
                    numbers.insert(id, items.len() + added.len());
                    let mut item = self.item(Take::Module(id), 1);
                    item.is_optional = true;
                    item.why = vec![why];
                    added.push(item);
                    open.extend(course.before.iter().map(|before| (*before, Why::Before(id))));
                }
            }
        }
        for item in &mut added {
            if let What::Take(take) = item.what {
                let before = self.before(take).into_iter();
                item.after = before
                    .filter_map(|take| match take {
                        Take::Module(id) => numbers.get(id).copied(),
                        _ => None,
                    })
                    .collect();
            }
        }
        added
    }
}
