//! Gaps: what roles ask of people against what is attested, and who could step in for whom.
//!
//! Everything is counted over **expectations**: one person and one competency that the role they hold
//! *now* asks for, at a proficiency. A goal is private to whoever set it, so nothing here looks at
//! the role that somebody aims at. What a role requires beside competencies (credentials, work, time)
//! is the business of [`crate::standing::readiness`]. An expectation stands as readiness says:
//!
//! | state | when |
//! |---|---|
//! | attested | live awards attest that proficiency or a higher one, under the competency's mastery method |
//! | placed | no award does, and a signed placement holds the line |
//! | waived | a waiver in force |
//! | not yet | an authorised signer looked, and it is not there: fell short, lower, expired, revoked, too few |
//! | unknown | nobody has looked |
//!
//! The last two are the **gaps**, and they are counted apart everywhere: that nobody looked says
//! nothing about the person. Only approvals that verify count.
//!
//! # Figures
//!
//! * **asked** = attested + placed + waived + not yet + unknown ([`Tally::asked`]).
//! * **coverage** = (attested + placed) / (asked − waived) ([`Tally::met`], [`Tally::needed`]);
//!   0 / 0 is shown as it is and never as a percentage.
//! * **holders** of a competency at a proficiency: the people of the team, whatever their role, for
//!   whom it is attested at that proficiency or above, or held by placement ([`Row::holders`]).
//! * **single point of failure**: a row that somebody's role asks for and that has exactly one holder;
//!   **uncovered**: one that has none ([`Row::risk`]).
//!
//! The same catalog, ledger and scenario give the same answer, whoever asks.

pub mod comparison;
pub mod coverage;
pub mod excerpt;
pub mod member;
pub mod mentoring;
pub mod near;
pub mod staff;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::date::Date;
use crate::catalog::index::{CompetencyEntry, RoleEntry};
use crate::catalog::{Catalog, Entry};
use crate::kinds::ladder::Ladder;
use crate::kinds::team::Team;
use crate::standing::demand::Demand;
use crate::standing::lines::Line;
use crate::trust::ledger::Ledger;

pub use comparison::{Cause, Change};
pub use coverage::{Holder, Risk, Row};
pub use member::{Expected, Hold, Member, State, Tally};
pub use mentoring::{Mentoring, Topic, Volunteer};
pub use near::{Near, Step};
pub use staff::{Joiner, Post, Who};

/// What is asked about; left out, everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// A team with all teams below it.
    pub team: Option<Entry<'a, Team>>,
    /// Only what this role asks of those who hold it.
    pub role: Option<RoleEntry<'a>>,
    /// Only this competency.
    pub competency: Option<CompetencyEntry<'a>>,
}

/// The day that is looked at, and who leaves or joins in a what-if.
#[derive(Debug, Clone)]
pub struct Scenario<'a> {
    /// The day.
    pub day: Date,
    /// People, by id, who are counted as gone.
    pub without: BTreeSet<&'a str>,
    /// People who are counted as being here in another role.
    pub with: Vec<Joiner<'a>>,
}

impl Scenario<'_> {
    /// A day as it is.
    #[must_use]
    pub const fn on(day: Date) -> Self {
        Self { day, without: BTreeSet::new(), with: Vec::new() }
    }
}

/// What somebody wants to know.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// Of whom, and about what.
    pub scope: Scope<'a>,
    /// The scenario that is looked at.
    pub now: Scenario<'a>,
    /// Another one to compare it with: an earlier day, or the same without the what-if.
    pub before: Option<Scenario<'a>>,
    /// Whether mentoring is asked about as well.
    pub mentors: bool,
}

/// The answer: everything that a report can print. Who makes it for an audience takes out of it what
/// that audience may not see; reports read nothing else.
#[derive(Debug)]
pub struct Answer<'a> {
    /// Where names are looked up.
    pub catalog: &'a Catalog,
    /// What was asked.
    pub question: Question<'a>,
    /// The scenario that is looked at.
    pub now: Picture<'a>,
    /// The one that it is compared with.
    pub before: Option<Picture<'a>>,
    /// What differs.
    pub changes: Vec<Change<'a>>,
    /// Demand and capacity now.
    pub mentoring: Option<Mentoring<'a>>,
    /// Demand and capacity before.
    pub mentoring_before: Option<Mentoring<'a>>,
    /// For whom people were left out of it; none where it was made for whoever has the files.
    pub left_out: Option<LeftOut>,
}

/// What an audience made of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The audience as it was asked for.
    pub audience: String,
    /// The audience in words.
    pub in_words: String,
    /// How many people it may not see.
    pub people: usize,
}

/// Answers a question.
#[must_use]
pub fn ask<'a>(ledger: &'a Ledger<'a>, question: Question<'a>) -> Answer<'a> {
    let catalog = ledger.catalog();
    let scope = question.scope;
    let now = picture(ledger, &scope, &question.now);
    let before = question.before.as_ref().map(|before| picture(ledger, &scope, before));
    let changes = before
        .as_ref()
        .map_or_else(Vec::new, |before| comparison::changes(before, &now, &question.now));
    let mentoring = |picture| mentoring::mentoring(catalog, &scope, picture);
    Answer {
        catalog,
        mentoring: question.mentors.then(|| mentoring(&now)),
        mentoring_before: before.as_ref().filter(|_| question.mentors).map(mentoring),
        question,
        now,
        before,
        changes,
        left_out: None,
    }
}

/// The people of a scope on a day: what is asked of them, and what is attested to them.
#[derive(Debug)]
pub struct Picture<'a> {
    /// The day.
    pub day: Date,
    /// The team that was asked for with all below it as one; without one, each team with its own
    /// people, sorted by id, and those of no team last.
    pub units: Vec<Unit<'a>>,
    /// Without a team: what the critical roles ask for, held by anybody in the company. Also roles
    /// that nobody has.
    pub critical: Vec<Row<'a>>,
    /// Everybody in the company, whether in the scope or not, sorted by id.
    pub staff: Vec<Post<'a>>,
}

/// The people who can step in for one another, and what is asked of them.
#[derive(Debug)]
pub struct Unit<'a> {
    /// The team; none for people without one.
    pub team: Option<Entry<'a, Team>>,
    /// Its people, sorted by id.
    pub members: Vec<Member<'a>>,
    /// What their roles ask for, sorted by competency, then from the lowest proficiency.
    pub rows: Vec<Row<'a>>,
}

impl Unit<'_> {
    /// All expectations of its people, counted.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.members.iter().map(Member::tally).sum()
    }

    /// How many rows are at a risk.
    #[must_use]
    pub fn count(&self, risk: Risk) -> usize {
        self.rows.iter().filter(|row| row.risk() == risk).count()
    }
}

impl<'a> Picture<'a> {
    /// Everybody in the scope, by unit and id.
    pub fn members(&self) -> impl Iterator<Item = &Member<'a>> {
        self.units.iter().flat_map(|unit| &unit.members)
    }

    /// How many approval records of these people do not count because they do not verify.
    #[must_use]
    pub fn unverified(&self) -> usize {
        self.members().map(|member| member.unverified).sum()
    }

    /// What is asked for in the whole scope, over all units: tallies and holders, no one near.
    #[must_use]
    pub fn by_competency(&self, catalog: &'a Catalog) -> Vec<Row<'a>> {
        let members: Vec<&Member<'a>> = self.members().collect();
        let mut rows = coverage::rows(catalog, &members, &[], &|_| true);
        let is_partial = self.units.iter().flat_map(|unit| &unit.rows).any(|row| row.is_partial);
        for row in rows.iter_mut().filter(|_| is_partial) {
            row.holders.clear();
            row.is_partial = true;
        }
        rows
    }
}

/// Looks at a scope in a scenario.
///
/// Steps are by the people times the competencies that their team's roles ask for; teams are looked
/// at in parallel.
#[must_use]
pub fn picture<'a>(
    ledger: &'a Ledger<'a>,
    scope: &Scope<'a>,
    scenario: &Scenario<'a>,
) -> Picture<'a> {
    let catalog = ledger.catalog();
    let staff = staff::posts(catalog, scope.team, scenario);
    let members = among(ledger, scope, scenario, &staff);
    let mut units: Vec<Unit<'a>> = by_team(scope, members);
    units.par_iter_mut().for_each(|unit| {
        let members: Vec<&Member<'a>> = unit.members.iter().collect();
        unit.rows = coverage::rows(catalog, &members, &[], &|_| true);
        coverage::explain(catalog, &mut unit.rows, &members);
    });
    // A filter on a role or a competency leaves teams aside of which nothing is asked.
    if scope.role.is_some() || scope.competency.is_some() {
        units.retain(|unit| !unit.rows.is_empty() || scope.team.is_some());
    }
    let critical = if scope.team.is_none() {
        critical(catalog, scope, scenario.day, &units)
    } else {
        Vec::new()
    };
    Picture { day: scenario.day, units, critical, staff }
}

/// Everybody of a scope in a scenario with what is asked of them, sorted by id.
#[must_use]
pub fn members<'a>(
    ledger: &'a Ledger<'a>,
    scope: &Scope<'a>,
    scenario: &Scenario<'a>,
) -> Vec<Member<'a>> {
    let staff = staff::posts(ledger.catalog(), scope.team, scenario);
    among(ledger, scope, scenario, &staff)
}

fn among<'a>(
    ledger: &'a Ledger<'a>,
    scope: &Scope<'a>,
    scenario: &Scenario<'a>,
    staff: &[Post<'a>],
) -> Vec<Member<'a>> {
    let catalog = ledger.catalog();
    let asked = member::Asked::of(catalog, scenario.day, staff);
    let inside: Vec<Post<'a>> = staff
        .iter()
        .filter(|post| scope.team.is_none_or(|team| staff::is_below(catalog, post.team, team)))
        .copied()
        .collect();
    inside.par_iter().map(|post| Member::of(ledger, &asked, scope, *post)).collect()
}

fn by_team<'a>(scope: &Scope<'a>, members: Vec<Member<'a>>) -> Vec<Unit<'a>> {
    if let Some(team) = scope.team {
        return vec![Unit { team: Some(team), members, rows: Vec::new() }];
    }
    let mut units: BTreeMap<(bool, &str), Unit<'a>> = BTreeMap::new();
    for member in members {
        let team = member.post.team;
        let key = (team.is_none(), team.map_or("", |team| team.id()));
        let unit = units.entry(key).or_insert_with(|| Unit {
            team,
            members: Vec::new(),
            rows: Vec::new(),
        });
        unit.members.push(member);
    }
    units.into_values().collect()
}

/// What the critical roles ask for, over the whole company.
fn critical<'a>(
    catalog: &'a Catalog,
    scope: &Scope<'a>,
    day: Date,
    units: &[Unit<'a>],
) -> Vec<Row<'a>> {
    let roles: Vec<RoleEntry<'a>> = catalog
        .all::<Ladder>()
        .flat_map(|ladder| ladder.document.roles.iter())
        .filter(|role| role.critical)
        .filter_map(|role| catalog.role(role.id.as_str()))
        .filter(|role| scope.role.is_none_or(|only| only.id() == role.id()))
        .collect();
    let seeds: Vec<(RoleEntry<'a>, Arc<Line<'a>>)> = roles
        .into_iter()
        .flat_map(|role| {
            let lines = member::lines_of(catalog, role, day, None);
            lines.into_iter().map(move |line| (role, line))
        })
        .filter(|(_, line)| match &line.demand {
            Demand::Competency { id, .. } => scope.competency.is_none_or(|only| only.id == *id),
            _ => false,
        })
        .collect();
    let members: Vec<&Member<'a>> = units.iter().flat_map(|unit| &unit.members).collect();
    let is_critical = |member: &Member<'a>| member.post.role.is_some_and(|role| role.role.critical);
    let mut rows = coverage::rows(catalog, &members, &seeds, &is_critical);
    coverage::explain(catalog, &mut rows, &members);
    rows
}
