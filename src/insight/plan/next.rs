//! The next step: what a plan begins with, which is the one answer that every verb gives.
//!
//! The step of [`crate::standing::next`] looks at one line after the other; a plan takes it if that costs no
//! more than another way. Where the two differ the plan is right: it knows what leads to several lines.

use std::collections::BTreeSet;

use super::Plan;
use super::item::{Item, What, Why};
use super::model::Take;
use crate::standing::next::Step;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    /// To take or finish a module, or to ask for a credential.
    Step(Step<'a>),
    /// To write work down, of this type where it matters, so that a claim can cite it.
    Write(Option<&'a str>),
    /// To ask to be judged for a competency itself.
    Show {
        /// The competency.
        id: &'a str,
        /// The step of its scale.
        step: usize,
    },
}

impl<'a> Plan<'a> {
    /// The step to begin with; none where there is nothing to do, or nothing that begins by itself.
    #[must_use]
    pub fn next(&self) -> Option<Next<'a>> {
        self.needed().find_map(begins)
    }

    /// What to begin with for one line: the first of [`Plan::steps_for`].
    #[must_use]
    pub fn next_for(&self, line: usize) -> Option<Next<'a>> {
        self.leading_to(line).find_map(begins)
    }

    /// All that the plan has for one line, by its number in the readiness, in the plan's order; nothing where
    /// it is there, waits for somebody else's answer, or nothing leads to it.
    #[must_use]
    pub fn steps_for(&self, line: usize) -> Vec<Next<'a>> {
        self.leading_to(line).filter_map(begins).collect()
    }

    /// The items that serve a line, with those that have to come before them, in the plan's order.
    fn leading_to(&self, line: usize) -> impl Iterator<Item = &Item<'a>> {
        let serves = |item: &Item<'_>| {
            item.why.iter().any(|why| matches!(why, Why::Line(number) if *number == line))
        };
        let serving = self.items.iter().enumerate().filter(|(_, item)| serves(item));
        let mut open: Vec<usize> = serving.map(|(number, _)| number).collect();
        let mut leading: BTreeSet<usize> = BTreeSet::new();
        while let Some(number) = open.pop() {
            if leading.insert(number) {
                open.extend(self.items.get(number).into_iter().flat_map(|item| &item.after));
            }
        }
        leading.into_iter().filter_map(|number| self.items.get(number))
    }
}

/// How an item is begun; none where it begins with something else.
const fn begins<'a>(item: &Item<'a>) -> Option<Next<'a>> {
    match item.what {
        What::Take(Take::Module(id)) if item.begun.is_some() => Some(Next::Step(Step::Finish(id))),
        What::Take(Take::Module(id)) => Some(Next::Step(Step::Start(id))),
        What::Take(Take::Credential(id) | Take::Again(id)) => Some(Next::Step(Step::Claim(id))),
        What::Take(Take::Work(of_type)) => Some(Next::Write(of_type)),
        What::Take(Take::Competency { id, step }) => Some(Next::Show { id, step }),
        What::Take(Take::Judgement) | What::Own(..) => None,
    }
}
