//! The model: what somebody could take, and how much of it satisfies a demand, in whole numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::badge::Badge;
use super::gap::Gap;
use super::integer::Integer;
use super::offer::Offer;
use crate::base::date::Date;
use crate::catalog::{Catalog, Entry};
use crate::kinds::framework::MasteryMethod;
use crate::kinds::person::Person;
use crate::kinds::portfolio::Portfolio;
use crate::standing::demand::Demand;
use crate::standing::holdings::Holdings;

/// More often than anything is ever asked for.
const OFTEN: i64 = 255;

/// Something that a plan can contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Take<'a> {
    /// To finish a module.
    Module(&'a str),
    /// To write pieces of work down, of this type where it matters.
    Work(Option<&'a str>),
    /// To earn a credential.
    Credential(&'a str),
    /// To earn a credential that is held, or planned, once more.
    Again(&'a str),
    /// To be judged for a competency itself, where no credential attests it.
    Competency {
        /// The competency.
        id: &'a str,
        /// The step of its scale.
        step: usize,
    },
    /// To have judged what is there: a claim for whatever it shows.
    Judgement,
}

/// Whether a demand can be satisfied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Satisfied<'a> {
    /// It is, by what they hold or have asked for.
    Already,
    /// It will be on a day, if they stay where they are.
    On(Date),
    /// It is when this quantity is 1.
    When(usize),
    /// Nothing satisfies it.
    Never(Gap<'a>),
}

/// Everything that a plan can contain, as quantities, with the rows that hold for any plan.
#[derive(Debug)]
pub struct Model<'o, 'a> {
    /// What the catalog offers.
    pub offer: &'o Offer<'a>,
    /// The quantities and rows.
    pub program: Integer,
    /// Which quantity stands for what can be taken.
    pub takes: BTreeMap<Take<'a>, usize>,
    pub(super) held: &'o Holdings<'a>,
    pub(super) person: Entry<'a, Person>,
    pub(super) day: Date,
    known: Vec<(Demand<'a>, Satisfied<'a>)>,
    /// Types of work that some demand names.
    types: BTreeSet<&'a str>,
    /// Quantities that need some claim beside them, since only judged work counts.
    pub(super) judged: Vec<usize>,
    open: Vec<Take<'a>>,
}

impl<'o, 'a> Model<'o, 'a> {
    /// A model without any demand.
    #[must_use]
    pub fn new(
        offer: &'o Offer<'a>,
        held: &'o Holdings<'a>,
        person: Entry<'a, Person>,
        day: Date,
        types: BTreeSet<&'a str>,
    ) -> Self {
        Self {
            offer,
            program: Integer::default(),
            takes: BTreeMap::new(),
            held,
            person,
            day,
            known: Vec::new(),
            types,
            judged: Vec::new(),
            open: Vec::new(),
        }
    }

    /// The catalog.
    #[must_use]
    pub const fn catalog(&self) -> &'a Catalog {
        self.offer.catalog
    }

    /// A number between 0 and `most` that costs nothing.
    pub fn free(&mut self, most: u32) -> usize {
        self.program.quantity(0, 0, most)
    }

    /// The quantity of something that can be taken, with everything that it takes beforehand.
    pub fn take(&mut self, take: Take<'a>, most: u32) -> usize {
        let quantity = self.quantity(take, most);
        // What is taken beforehand can ask for more, however often; nothing recurses.
        while let Some(open) = self.open.pop() {
            self.beforehand(open);
        }
        quantity
    }

    fn quantity(&mut self, take: Take<'a>, most: u32) -> usize {
        if let Some(known) = self.takes.get(&take).copied() {
            let quantity = &mut self.program.quantities[known];
            quantity.most = quantity.most.max(most);
            return known;
        }
        let minutes = match take {
            Take::Module(id) => self.offer.courses.get(id).map_or(0, |course| course.minutes),
            _ => 0,
        };
        let quantity = self.program.quantity(minutes, 1, most);
        self.takes.insert(take, quantity);
        self.open.push(take);
        quantity
    }

    /// Adds the rows of what has to come before something.
    fn beforehand(&mut self, take: Take<'a>) {
        let offer = self.offer;
        let after = self.quantity(take, 1);
        match take {
            Take::Module(id) => {
                for before in offer.courses.get(id).map_or(&[][..], |course| &course.before) {
                    let before = self.quantity(Take::Module(before), 1);
                    self.program.row([(before, 1), (after, -1)], 0);
                }
            }
            Take::Credential(id) => {
                let Some(badge) = offer.badges.get(id) else { return };
                for before in &badge.needs {
                    let before = self.quantity(Take::Module(before), 1);
                    self.program.row([(before, 1), (after, -1)], 0);
                }
                for teachers in &badge.teachers {
                    self.one_of(teachers, after, 1);
                }
                let lacking = i64::from(badge.work.saturating_sub(self.fresh_work(badge)));
                self.work_for(after, lacking);
            }
            Take::Again(id) => {
                let Some(badge) = offer.badges.get(id) else { return };
                if !badge.is_held {
                    let first = self.quantity(Take::Credential(id), 1);
                    self.program.row([(first, OFTEN), (after, -1)], 0);
                }
                // Two claims for one thing never cite the same piece of work.
                self.work_for(after, i64::from(badge.work));
            }
            Take::Competency { id, step } => {
                let teachers = offer.teachers(id, step);
                if !teachers.is_learned {
                    self.one_of(&teachers.open, after, OFTEN);
                }
            }
            Take::Work(_) | Take::Judgement => {}
        }
    }

    fn one_of(&mut self, modules: &[&'a str], after: usize, most: i64) {
        let modules: Vec<usize> =
            modules.iter().map(|id| self.quantity(Take::Module(id), 1)).collect();
        let terms = modules.into_iter().map(|module| (module, most)).chain([(after, -1)]);
        self.program.row(terms, 0);
    }

    /// Asks for `pieces` of new work where a quantity is 1, or as many times as it is.
    fn work_for(&mut self, after: usize, pieces: i64) {
        if pieces > 0 {
            let terms = self.work(&[]).into_iter().map(|work| (work, 1));
            self.program.row(terms.chain([(after, -pieces)]), 0);
        }
    }

    /// The quantities of new work of these types; of any type where none is named.
    pub(super) fn work(&mut self, types: &[crate::base::id::Id]) -> Vec<usize> {
        const MOST: u32 = 255;
        let named: Vec<Option<&'a str>> = self
            .types
            .iter()
            .copied()
            .filter(|known| types.is_empty() || types.iter().any(|one| *one.as_str() == **known))
            .map(Some)
            .chain(types.is_empty().then_some(None))
            .collect();
        named.into_iter().map(|word| self.quantity(Take::Work(word), MOST)).collect()
    }

    /// How many pieces of work a claim for a credential could cite today.
    fn fresh_work(&self, badge: &Badge<'a>) -> u32 {
        let oldest = badge.credential.document.needs.evidence_within;
        let oldest = oldest.map(|within| within.before(self.day));
        let fresh = self.written().filter(|entry| {
            oldest.is_none_or(|oldest| entry.record.date().is_some_and(|date| date >= oldest))
        });
        u32::try_from(fresh.count()).unwrap_or(u32::MAX)
    }

    /// The work that they have written down by the day, judged or not.
    pub(super) fn written(&self) -> impl Iterator<Item = Entry<'a, Portfolio>> + use<'a> {
        let day = self.day;
        self.offer
            .catalog
            .owned::<Portfolio>(self.person.id())
            .filter(move |entry| entry.record.date().is_some_and(|date| date <= day))
    }

    /// Whether and when a demand is satisfied; groups are decided by [`super::needs`].
    pub fn satisfied(&mut self, demand: &Demand<'a>) -> Satisfied<'a> {
        if let Some((_, known)) = self.known.iter().find(|(known, _)| known == demand) {
            return known.clone();
        }
        let satisfied = if self.held.satisfies(self.offer.catalog, demand) {
            Satisfied::Already
        } else {
            match demand {
                Demand::Competency { id, at, step: Some(step) } => self.competency(id, at, *step),
                Demand::Credential(id) => self.credential(id),
                Demand::Module(id) => self.module(id),
                Demand::Portfolio(wanted) => self.portfolio(wanted),
                Demand::Experience(time) => self.experience(time),
                Demand::Competency { step: None, .. }
                | Demand::Choose { .. }
                | Demand::Unreadable(_) => Satisfied::Never(Gap::Unreadable),
            }
        };
        self.known.push((demand.clone(), satisfied.clone()));
        satisfied
    }

    /// Adds what holds once all demands are known: what counts only if it is judged is judged by some
    /// claim, and what is shown last never lowers what a line asks for.
    pub fn finish(&mut self) {
        self.guard_what_is_shown_last();
        let judged = std::mem::take(&mut self.judged);
        if judged.is_empty() {
            return;
        }
        let mut claims: Vec<usize> = self
            .takes
            .iter()
            .filter(|(take, _)| {
                matches!(take, Take::Credential(_) | Take::Again(_) | Take::Competency { .. })
            })
            .map(|(_, quantity)| *quantity)
            .collect();
        claims.push(self.take(Take::Judgement, 1));
        for satisfied in judged {
            let terms = claims.iter().map(|claim| (*claim, 1));
            self.program.row(terms.chain([(satisfied, -1)]), 0);
        }
    }

    /// Under the method `latest` a credential that attests less than a line asks for is followed by
    /// one that attests enough.
    fn guard_what_is_shown_last(&mut self) {
        let catalog = self.offer.catalog;
        let demands: BTreeSet<(&'a str, usize)> = self
            .known
            .iter()
            .filter(|(_, satisfied)| !matches!(satisfied, Satisfied::Never(_)))
            .filter_map(|(demand, _)| match demand {
                Demand::Competency { id, step: Some(step), .. } => Some((*id, *step)),
                _ => None,
            })
            .filter(|(id, _)| shows_the_latest(catalog, id))
            .collect();
        for (id, step) in demands {
            let lower: Vec<usize> = self
                .takes
                .iter()
                .filter(|(take, _)| match take {
                    Take::Credential(taken) | Take::Again(taken) => {
                        self.offer.badges.get(taken).is_some_and(|badge| {
                            badge.attests.iter().any(|(other, at)| *other == id && *at < step)
                        })
                    }
                    _ => false,
                })
                .map(|(_, quantity)| *quantity)
                .collect();
            if lower.is_empty() {
                continue;
            }
            let enough = self.awards_of(|badge| attests(badge, id, step), 1);
            for lower in lower {
                let most = i64::from(self.program.quantities[lower].most);
                let terms = enough.iter().map(|award| (*award, most));
                self.program.row(terms.chain([(lower, -1)]), 0);
            }
        }
    }
}

/// Whether a credential attests a competency at least at a step.
#[must_use]
pub fn attests(badge: &Badge<'_>, id: &str, step: usize) -> bool {
    badge.attests.iter().any(|(attested, at)| *attested == id && *at >= step)
}

/// Whether a competency stands where it was shown last.
#[must_use]
pub fn shows_the_latest(catalog: &Catalog, id: &str) -> bool {
    catalog
        .competency(id)
        .is_some_and(|entry| entry.competency.mastery.method == MasteryMethod::Latest)
}
