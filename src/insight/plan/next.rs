//! The next step: what a plan begins with, which is the one answer that every verb gives.
//!
//! The step of [`crate::standing::next`] looks at one line after the other; a plan takes it if that costs no
//! more than another way. Where the two differ the plan is right: it knows what leads to several lines.

use super::Plan;
use super::item::What;
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
        self.needed().find_map(|item| match item.what {
            What::Take(Take::Module(id)) if item.begun.is_some() => {
                Some(Next::Step(Step::Finish(id)))
            }
            What::Take(Take::Module(id)) => Some(Next::Step(Step::Start(id))),
            What::Take(Take::Credential(id) | Take::Again(id)) => Some(Next::Step(Step::Claim(id))),
            What::Take(Take::Work(of_type)) => Some(Next::Write(of_type)),
            What::Take(Take::Competency { id, step }) => Some(Next::Show { id, step }),
            What::Take(Take::Judgement) | What::Own(..) => None,
        })
    }
}
