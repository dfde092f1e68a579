//! Citing: which claims bring along what counts only once it is judged.

use super::badge::with_included;
use super::item::{Item, Sources, What};
use super::model::{Satisfied, Take};
use crate::kinds::module::Module;
use crate::standing::demand::{Demand, present_credential, present_module};

impl<'a> Sources<'_, 'a> {
    /// Says which claims cite what counts only once it is judged.
    pub fn cite(&self, items: &mut [Item<'a>]) {
        let demands = self.what_is_judged();
        for (line, demand) in demands {
            match &demand {
                Demand::Module(id) => {
                    let is_there = self.offer.is_finished(id);
                    if !is_there && !self.taken.contains_key(&Take::Module(id)) {
                        continue;
                    }
                    let fits = |item: &Item<'a>| match item.what {
                        What::Take(Take::Credential(credential)) => self.is_about(credential, id),
                        _ => false,
                    };
                    let number = items.iter().position(fits);
                    let number = number.or_else(|| items.iter().position(Item::is_claim));
                    if let Some(item) = number.and_then(|number| items.get_mut(number))
                        && !item.cites.contains(id)
                    {
                        item.cites.push(id);
                        item.add_line(line);
                    }
                }
                Demand::Portfolio(_) => {
                    let needs_work = |item: &Item<'a>| match item.what {
                        What::Take(Take::Credential(id)) => {
                            self.offer.badges.get(id).is_some_and(|badge| badge.work > 0)
                        }
                        _ => false,
                    };
                    let number = items.iter().position(needs_work);
                    let number = number.or_else(|| items.iter().position(Item::is_claim));
                    if let Some(item) = number.and_then(|number| items.get_mut(number)) {
                        item.cites_work = true;
                        item.add_line(line);
                    }
                }
                _ => {}
            }
        }
    }

    /// The open demands that only judged work satisfies, each with its line's number; of a group, those that it takes beside what
    /// claims give anyway.
    fn what_is_judged(&self) -> Vec<(usize, Demand<'a>)> {
        let is_given = |member: &Demand<'a>| {
            let taken = self
                .taken
                .keys()
                .filter(|take| !matches!(take, Take::Module(_) | Take::Work(_) | Take::Judgement));
            taken.into_iter().any(|take| self.serves(*take, member))
        };
        let mut demands = Vec::new();
        let lines = self.readiness.lines.iter().zip(&self.needs.lines).enumerate();
        for (line, (state, satisfied)) in lines {
            if matches!(satisfied, Satisfied::Already | Satisfied::On(_)) {
                continue;
            }
            match &state.line.demand {
                Demand::Choose { count, from, .. } => {
                    let given = from.iter().filter(|member| is_given(member)).count();
                    let others = from.iter().filter(|member| !is_given(member));
                    let there = others.filter(|member| match member {
                        Demand::Module(id) => {
                            self.offer.is_finished(id) || self.taken.contains_key(&Take::Module(id))
                        }
                        _ => true,
                    });
                    let needed = there.take(count.saturating_sub(given));
                    demands.extend(needed.map(|member| (line, member.clone())));
                }
                demand => demands.push((line, demand.clone())),
            }
        }
        demands
    }

    /// Whether a credential needs a module or assesses it.
    fn is_about(&self, credential: &str, module: &str) -> bool {
        let Some(badge) = self.offer.badges.get(credential) else { return false };
        let catalog = self.offer.catalog;
        let mut needs = badge.credential.document.needs.modules.iter();
        let assessed = catalog.get::<Module>(module).and_then(|module| {
            let by = module.document.assessed_by.as_ref()?;
            with_included(catalog, credential)
                .contains(present_credential(catalog, by.as_str()))
                .then_some(())
        });
        assessed.is_some() || needs.any(|id| present_module(catalog, id.as_str()) == module)
    }
}
