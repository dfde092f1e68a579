//! Metrics: how the program is getting on, each number with what it is counted of.
//!
//! | metric | numerator / denominator |
//! |---|---|
//! | time to competence | Kaplan–Meier median ([`survival`]); clock: pathway enrolment; event: first day ready for its role; censored at leaving, withdrawal, today |
//! | completion | finished / (started − withdrawn − still within time) |
//! | participation | present / invited |
//! | remediation success | awarded by the date / due |
//! | mobility | people with a new role or team / mean headcount |
//! | retention | still here / here before, on a pathway beside others |
//! | mentor load | mentees / places |
//! | days to answer a claim | median over claims settled; in time / settled |
//! | assessor calibration | mean distance from the others ([`calibration`]) |
//! | feedback answered | in time / due |
//! | learning time used | hours of what was finished / hours allotted |
//! | investment | hours, and money, / awards, and / roles filled from inside |
//! | stories | how many |
//!
//! Business measures stand beside adoption ([`business`]), and nothing here says that one thing caused
//! another. What each metric counts exactly is said by [`measure::Measure`], how cases become figures by
//! [`case`], how they become what is told by [`table`], and what is not told of few people by `guarded`.
//!
//! The same catalog, ledger and question give the same answer, whoever asks.

pub mod attendance;
pub mod business;
pub mod calibration;
pub mod case;
pub mod count;
pub mod facts;
mod guarded;
pub mod measure;
pub mod ready;
pub mod span;
pub mod survival;
pub mod table;

use rayon::prelude::*;

use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::trust::ledger::Ledger;

pub use business::{Adoption, Business};
pub use calibration::Calibration;
pub use case::Figure;
pub use measure::{Measure, Scale};
pub use span::{Period, Span};
pub use table::{By, Cell, Grouping, Metric, Scope, Unit};

use count::Counter;
use facts::{Facts, Known};
use table::Tables;

/// What somebody wants to know.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Of whom.
    pub scope: Scope<'a>,
    /// Into which parts; none for those that metrics have by themselves.
    pub by: Option<By>,
    /// Of when.
    pub period: Period,
    /// The day by which it is known.
    pub as_of: Date,
    /// What has to stand together so that nobody is recognised; none where everything may be told.
    pub grouping: Option<Grouping>,
}

/// The answer: everything that a report, a page or a chart can tell.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// Where names are looked up.
    pub catalog: &'a Catalog,
    /// What was asked.
    pub question: Question<'a>,
    /// How many people of the scope are here on the last day of the period.
    pub people: usize,
    /// The metrics, in their order; those that the catalog has nothing for are left out, and those that are
    /// nobody's where somebody asked for a team or a role.
    pub metrics: Vec<Metric<'a>>,
    /// Assessors by name, where everything may be told; sorted by id, then rubric.
    pub assessors: Vec<Calibration<'a>>,
    /// Business measures beside adoption, by id.
    pub business: Vec<Business<'a>>,
}

/// Answers a question.
#[must_use]
pub fn ask<'a>(ledger: &'a Ledger<'a>, question: Question<'a>) -> Answer<'a> {
    ask_until(ledger, question, &|| false)
}

/// The same for somebody who may go: once `is_over` says that they have, the answer comes soon and is not to
/// be used, since parts of it are missing.
#[must_use]
pub fn ask_until<'a>(
    ledger: &'a Ledger<'a>,
    question: Question<'a>,
    is_over: &(dyn Fn() -> bool + Sync),
) -> Answer<'a> {
    let catalog = ledger.catalog();
    let facts = Facts::until(ledger, question.as_of, is_over);
    let Question { scope, period, grouping, .. } = question;
    let counter = Counter::new(&facts, period.is_chosen.then_some(period.span.from));
    let tables = Tables::new(catalog, &counter, &question);
    let is_narrowed = scope.team.is_some() || scope.role.is_some();
    let asked: Vec<Measure> = Measure::ALL
        .iter()
        .copied()
        .filter(|measure| counter.has(*measure))
        .filter(|measure| measure.about().is_personal || !is_narrowed)
        .collect();
    let asked = asked.into_par_iter().filter(|_| !is_over());
    let metrics = asked.map(|measure| tables.metric(measure)).collect();
    let assessors = match grouping {
        Some(_) => Vec::new(),
        None => calibration::calibrations(&facts, period.span),
    };
    let last = period.span.to;
    let inside = |known: &&Known<'a>| known.is_here_on(last) && tables.has(known, last);
    let assesses_inside = |one: &Calibration<'_>| {
        facts.person(one.assessor).is_some_and(|known| tables.has(known, last))
    };
    Answer {
        catalog,
        question,
        people: facts.people.iter().filter(inside).count(),
        business: business::business(&facts, &tables),
        metrics,
        assessors: assessors.into_iter().filter(assesses_inside).collect(),
    }
}
