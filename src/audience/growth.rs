//! What somebody is on the way to, for those who may see all of it: readiness, next step, plan.

use std::sync::OnceLock;

use super::reader::{Reader, Thing};
use super::readiness::seen;
use super::view::View;
use crate::catalog::Entry;
use crate::insight::plan::route::{self, Route};
use crate::insight::plan::{Next, Plan, Wishes, plan};
use crate::kinds::claim::Claim;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::goal::Goal;
use crate::kinds::okrs::Okrs;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::remediation::Remediation;
use crate::standing::claims::OpenClaim;
use crate::standing::demand::Demand;
use crate::standing::motion::Motion;
use crate::standing::readiness::{LineState, Readiness, readiness};
use crate::standing::target::{Source, Target, goal_role, next_on_ladder};
use crate::standing::verdict::Verdict;
use crate::wording::{one_line, readiness as words};

/// Somebody's readiness for the role they work towards, as far as a reader may see it.
#[derive(Debug)]
pub struct Growth<'a> {
    /// The lines that may be seen, and what they come to if that is all of them.
    pub readiness: Readiness<'a>,
    /// How many lines were left out; with any, the verdict is none of the reader's.
    pub left_out: usize,
    /// How the role was chosen.
    pub source: Source,
    /// Whether everything may be seen that the verdict and the next step rest on.
    pub is_whole: bool,
    view: View<'a>,
    plan: OnceLock<Option<Plan<'a>>>,
}

impl<'a> Growth<'a> {
    /// Whether the verdict may be told: all its lines may be seen, and it hangs on no claim that may not.
    #[must_use]
    pub fn has_verdict(&self) -> bool {
        self.left_out == 0 && (self.is_whole || self.readiness.verdict != Verdict::Pending)
    }

    /// The shortest route to that role, if the reader may see everything that it rests on.
    #[must_use]
    pub fn plan(&self) -> Option<&Plan<'a>> {
        let (owner, role) = (self.readiness.person, self.readiness.role);
        let view = self.view;
        let made = || plan(view.ledger, owner, role, view.as_of(), Wishes::default()).ok();
        self.plan.get_or_init(|| self.is_whole.then(made).flatten()).as_ref()
    }

    /// The one next step; none where there is none, or where the reader may not see all it rests on.
    #[must_use]
    pub fn next(&self) -> Option<Next<'a>> {
        self.plan()?.next()
    }

    /// What to do for one of its lines, one after the other, under the same condition.
    #[must_use]
    pub fn steps(&self, state: &LineState<'a>) -> Vec<Next<'a>> {
        let mut lines = self.readiness.lines.iter();
        let number = lines.position(|line| std::ptr::eq(line, state));
        let steps = number.and_then(|number| Some(self.plan()?.steps_for(number)));
        steps.unwrap_or_default()
    }
}

impl<'a> View<'a> {
    /// The readiness of a person for the role of their goal or the next on their ladder, if the reader may
    /// see any of it.
    ///
    /// It is computed only where there is something to see: for themselves, those who mentor them and
    /// those who judged them, never for a group.
    #[must_use]
    pub fn growth(&self, person: &str) -> Option<Growth<'a>> {
        let owner = self.people.person(person)?;
        let is_asked = self.is_close(owner, Visibility::Mentor) || self.has_judged(owner);
        let target = if is_asked { self.target(owner) } else { None }?;
        let catalog = self.ledger.catalog();
        let goal = match target.source {
            Source::Goal(_) => self.people.goal(owner.id()).and_then(|it| it.record.visibility),
            Source::Asked | Source::NextOnLadder => None,
        };
        let all = readiness(self.ledger, owner, target.role, self.as_of());
        let seen = seen(&self.reader, catalog, all, goal)?;
        let is_whole = seen.left_out == 0 && self.sees_all_work_of(owner);
        let mut growth = Growth {
            readiness: seen.readiness,
            left_out: seen.left_out,
            source: target.source,
            is_whole,
            view: *self,
            plan: OnceLock::new(),
        };
        if !is_whole {
            self.leave_out_hidden(owner, &mut growth.readiness);
        }
        Some(growth)
    }

    /// The goal in force, if it may be seen; an earlier one is never shown in its place.
    #[must_use]
    pub fn goal(&self, person: &str) -> Option<Entry<'a, Goal>> {
        self.people.goal(person).filter(|goal| self.shows(*goal))
    }

    /// The pathways that somebody is on, each with what is fulfilled, as far as they may be seen.
    #[must_use]
    pub fn routes(&self, person: &str) -> Vec<Route<'a>> {
        let Some(owner) = self.people.person(person) else { return Vec::new() };
        if !self.is_close(owner, Visibility::Mentor) {
            return Vec::new();
        }
        let mut routes = route::all(self.ledger, owner, self.as_of());
        routes.retain(|route| self.shows(route.enrolment));
        routes
    }

    /// Objectives and key results, those of the newest period first.
    #[must_use]
    pub fn okrs(&self, person: &str) -> Vec<Entry<'a, Okrs>> {
        let mut all: Vec<Entry<'a, Okrs>> = self.owned::<Okrs>(person).collect();
        all.reverse();
        all
    }

    /// Whether the reader is somebody who may see what goes to the person and those who mentor them.
    pub(super) fn is_close(&self, owner: Entry<'a, Person>, visibility: Visibility) -> bool {
        self.reader.sees(self.people, Thing { owner, visibility, judged_by: &[] })
    }

    fn has_judged(&self, owner: Entry<'a, Person>) -> bool {
        let Reader::Person(reader) = self.reader else { return false };
        self.ledger.about(owner.id()).any(|(_, verified)| verified.signer == reader.id())
    }

    fn target(&self, owner: Entry<'a, Person>) -> Option<Target<'a>> {
        let catalog = self.ledger.catalog();
        let target = goal_role(catalog, owner, self.as_of());
        target.or_else(|| next_on_ladder(catalog, owner, self.as_of()))
    }

    /// Whether nothing that readiness and plans are read from is narrower than the reader may see.
    fn sees_all_work_of(&self, owner: Entry<'a, Person>) -> bool {
        let (catalog, id) = (self.ledger.catalog(), owner.id());
        let day = self.as_of();
        let is_known = |date: Option<crate::base::date::Date>| date.is_none_or(|date| date <= day);
        catalog.owned::<Claim>(id).filter(|it| is_known(it.record.date())).all(|it| self.shows(it))
            && catalog
                .owned::<Remediation>(id)
                .filter(|it| is_known(it.record.date()))
                .all(|it| self.shows(it))
            && catalog.owned::<Enrolment>(id).all(|it| self.shows(it))
            && catalog.owned::<PathwayEnrolment>(id).all(|it| self.shows(it))
    }

    /// Takes out what is under way in records that the reader may not see.
    fn leave_out_hidden(&self, owner: Entry<'a, Person>, readiness: &mut Readiness<'a>) {
        let catalog = self.ledger.catalog();
        let key = |id: &str| format!("{}/{id}", owner.id());
        let shows = |motion: &Motion<'a>| match motion {
            Motion::Expiring(_) => true,
            Motion::ClaimWaiting { claim, .. } => {
                catalog.get::<Claim>(&key(claim)).is_some_and(|it| self.shows(it))
            }
            Motion::Remediation { remediation, .. } => {
                catalog.get::<Remediation>(&key(remediation)).is_some_and(|it| self.shows(it))
            }
            Motion::InProgress { module, .. } | Motion::Finished { module, .. } => {
                catalog.get::<Enrolment>(&key(module)).is_some_and(|it| self.shows(it))
            }
        };
        for state in &mut readiness.lines {
            state.motion.retain(shows);
        }
        readiness.open_claims.retain(|open| self.shows(open.claim));
    }
}

/// A next step in words, with the command for it.
#[derive(Debug, Clone)]
pub struct InWords {
    /// What to do.
    pub what: String,
    /// The command that does it, where one does.
    pub command: Option<String>,
}

impl<'a> View<'a> {
    /// A step in words; whoever takes it need not name themselves.
    #[must_use]
    pub fn step_in_words(&self, person: &str, step: Next<'a>) -> InWords {
        let is_own = self.is_reader(person);
        let (what, command) = words::next(self.ledger.catalog(), person, is_own, step);
        let command = command.map(|command| {
            let own = format!(" --person {person}");
            if is_own { command.replacen(&own, "", 1) } else { command }
        });
        InWords { what, command }
    }

    /// What is under way, in words.
    #[must_use]
    pub fn motion_in_words(&self, motion: &Motion<'a>) -> String {
        words::motion(self.ledger.catalog(), motion)
    }

    /// Claims of theirs that wait for an answer, each as a sentence, as far as they may be seen.
    #[must_use]
    pub fn waiting(&self, growth: &Growth<'a>) -> Vec<String> {
        let open = growth.readiness.open_claims.iter().filter(|open| self.shows(open.claim));
        let sentence = |open: &OpenClaim<'a>| {
            let subject = match open.subject {
                Demand::Credential(id) | Demand::Competency { id, .. } => self.subject(id),
                _ => open.claim.id().to_owned(),
            };
            let waits = Motion::ClaimWaiting {
                claim: open.claim.id(),
                since: open.date,
                waits_for: open.waits_for.clone(),
            };
            format!("{subject}: {}", self.motion_in_words(&waits))
        };
        open.map(sentence).collect()
    }

    /// What a credential, competency or role is called; its id where it is unknown.
    #[must_use]
    pub fn subject(&self, id: &str) -> String {
        let name = crate::wording::agenda::subject(self.ledger.catalog(), id);
        let role = self.role(id).filter(|_| name == id);
        role.map_or(name, |role| one_line(&role.role.title))
    }
}
