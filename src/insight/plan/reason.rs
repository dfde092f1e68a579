//! Reasons: which lines, modules, credentials and pathways something in a plan is there for.

use super::item::{Sources, Why};
use super::model::Take;
use super::needs::Thing;
use super::offer::Found;
use crate::standing::demand::Demand;
use crate::standing::pieces::is_project;

impl<'a> Sources<'_, 'a> {
    /// Why something is taken.
    #[must_use]
    pub fn why(&self, take: Take<'a>) -> Vec<Why<'a>> {
        let mut lines: Vec<usize> = self
            .open_demands()
            .filter(|(_, demand)| self.serves(take, demand))
            .map(|(number, _)| number)
            .collect();
        lines.dedup();
        let mut why: Vec<Why<'a>> = lines.into_iter().map(Why::Line).collect();
        if let Take::Module(id) = take {
            why.extend(self.why_module(id));
        }
        if let Take::Work(_) = take {
            let asking = self.badges().filter(|badge| badge.work > 0);
            why.extend(asking.map(|badge| Why::For(badge.credential.id())));
        }
        let thing = match take {
            Take::Module(id) => Some(Thing::Module(id)),
            Take::Credential(id) => Some(Thing::Credential(id)),
            _ => None,
        };
        let is_this = |other: &Thing<'a>| match (*other, thing) {
            (Thing::Credential(asked), Some(Thing::Credential(taken))) => {
                self.offer.badges.get(taken).is_some_and(|badge| badge.gives.contains(asked))
            }
            (other, thing) => self.leads_to(other) == thing,
        };
        for route in self.routes.iter().filter(|_| thing.is_some()) {
            for (number, item) in route.items.iter().enumerate() {
                if item.by.is_empty() && item.ways.iter().any(is_this) {
                    why.push(Why::Item(route.pathway, number));
                }
            }
            if route.electives.iter().chain(&route.chosen).any(is_this) {
                why.push(Why::Elective(route.pathway));
            }
        }
        if why.is_empty()
            && let Take::Module(_) = take
        {
            // What else would it be there for than for lines that ask for work from several modules.
            let portfolio = |(_, demand): &(usize, &Demand<'a>)| matches!(demand, Demand::Portfolio(wanted) if wanted.modules.is_some());
            why.extend(self.open_demands().find(portfolio).map(|(number, _)| Why::Line(number)));
        }
        why
    }

    /// What is taken where a thing is asked for: a retired module's successor.
    fn leads_to(&self, thing: Thing<'a>) -> Option<Thing<'a>> {
        match thing {
            Thing::Module(id) => match self.offer.module(id) {
                Found::Open(id) => Some(Thing::Module(id)),
                _ => None,
            },
            Thing::Credential(id) => Some(Thing::Credential(id)),
        }
    }

    fn why_module(&self, id: &'a str) -> Vec<Why<'a>> {
        let mut why = Vec::new();
        for badge in self.badges() {
            let teaches = badge.teachers.iter().any(|teachers| teachers.contains(&id));
            if badge.needs.contains(&id) || teaches {
                why.push(Why::For(badge.credential.id()));
            }
        }
        for take in self.taken.keys() {
            match take {
                Take::Module(other) => {
                    let course = self.offer.courses.get(other);
                    if course.is_some_and(|course| course.before.contains(&id)) {
                        why.push(Why::Before(other));
                    }
                }
                Take::Competency { id: competency, step }
                    if self.offer.teachers(competency, *step).open.contains(&id) =>
                {
                    why.push(Why::ForCompetency(competency));
                }
                _ => {}
            }
        }
        why
    }

    /// Whether taking something helps to satisfy a demand directly.
    #[must_use]
    pub fn serves(&self, take: Take<'a>, demand: &Demand<'a>) -> bool {
        let badge = match take {
            Take::Credential(id) | Take::Again(id) => self.offer.badges.get(id),
            _ => None,
        };
        match (demand, take) {
            (
                Demand::Competency { id, step: Some(step), .. },
                Take::Competency { id: other, step: at },
            ) => *id == other && at >= *step,
            (Demand::Competency { id, step: Some(step), .. }, _) => badge.is_some_and(|badge| {
                badge.attests.iter().any(|(other, at)| other == id && at >= step)
            }),
            (Demand::Credential(id), _) => badge.is_some_and(|badge| badge.gives.contains(id)),
            (Demand::Module(id), Take::Module(other)) => *id == other,
            (Demand::Module(_) | Demand::Portfolio(_), Take::Judgement) => true,
            (Demand::Portfolio(wanted), Take::Work(of_type)) => {
                wanted.types.is_empty()
                    || wanted.types.iter().any(|word| Some(word.as_str()) == of_type)
            }
            (Demand::Portfolio(wanted), Take::Module(id)) => {
                wanted.projects.is_some() && is_project(self.offer.catalog, id)
            }
            _ => false,
        }
    }
}
