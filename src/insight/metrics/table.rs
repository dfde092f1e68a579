//! From cases to what is told of a metric: the whole, its trend, its parts, and what few people forbid.
//!
//! Without a [`Grouping`] everything is told as it is asked for. With one (`guarded`), nothing is told
//! of a set of people that the grouping does not let stand, in three steps:
//!
//! ```text
//! period   the period p, and beside it w, which is twice as long, where what is new in w stands as well;
//!          otherwise only p, or only w
//! parts    of p if each part stands in p, or else of w; there, parts that stand alone in neither are
//!          merged with their neighbours until every group stands
//! trend    quarters of one period are merged with their neighbours until every span stands
//! ```
//!
//! All that is told of a metric are thus groups of a partition, and their sums: the whole less any of its
//! groups is a sum of other groups, each of which stands. A part that somebody asks for by name is answered
//! with the groups of that same partition in which it lies, so that answers about different teams can be
//! laid side by side as well.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Question;
use super::case::{Case, Figure};
use super::count::Counter;
use super::facts::Known;
use super::measure::{Measure, Parts, Scale};
use super::span::{Period, Span};
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::team::Team;

/// Which neighbours have to stand together, of sets of people in an order: ranges that cover all of them,
/// or none where not even all together may be told.
pub type Grouping = fn(&[BTreeSet<&str>]) -> Vec<Range<usize>>;

/// A part of the company.
#[derive(Debug, Clone, Copy)]
pub enum Unit<'a> {
    /// A team, with its own people.
    Team(Entry<'a, Team>),
    /// People of no team.
    NoTeam,
    /// A role.
    Role(RoleEntry<'a>),
    /// People of no role or, where critical roles are told by name, of all others.
    OtherRoles,
    /// People on a pathway to a role.
    OnPathway,
    /// People on none.
    OnNone,
    /// A part whose name is not for the audience.
    Unnamed,
}

/// Into which parts somebody wants to see everything divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Teams.
    Team,
    /// Roles.
    Role,
}

/// Of whom something is asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// A team with all teams below it.
    pub team: Option<Entry<'a, Team>>,
    /// A role: those who have it; of time to competence, those on the way to it.
    pub role: Option<RoleEntry<'a>>,
}

/// A figure of a span and some parts.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    /// The days that it is over.
    pub span: Span,
    /// The parts that it is over; empty for all that was asked for.
    pub units: Vec<Unit<'a>>,
    /// What it comes to.
    pub figure: Figure,
}

/// What is told of a metric.
#[derive(Debug, Clone)]
pub struct Metric<'a> {
    /// Which.
    pub measure: Measure,
    /// All that was asked for; none where too few people stand behind it.
    pub total: Option<Cell<'a>>,
    /// The last eight quarters, the oldest first; several quarters as one where they had to be merged.
    pub trend: Vec<Cell<'a>>,
    /// The parts; empty where there is only one, or where they may not be told apart.
    pub parts: Vec<Cell<'a>>,
}

/// What is asked, for one metric after the other.
#[derive(Debug)]
pub struct Tables<'q, 'f, 'a> {
    /// Where teams and roles are.
    pub catalog: &'a Catalog,
    /// Who counts.
    pub counter: &'q Counter<'f, 'a>,
    /// Of whom.
    pub scope: Scope<'a>,
    /// Into which parts; none for those that a metric has by itself.
    pub by: Option<By>,
    /// When.
    pub period: Period,
    /// What has to stand together.
    pub grouping: Option<Grouping>,
    /// The team that was asked for and all teams below it, by id.
    pub(super) below: BTreeSet<&'a str>,
}

/// The cases of a part.
pub(super) type Part<'a> = (Unit<'a>, Vec<Case<'a>>);

impl<'q, 'f, 'a> Tables<'q, 'f, 'a> {
    /// What answers a question.
    #[must_use]
    pub fn new(
        catalog: &'a Catalog,
        counter: &'q Counter<'f, 'a>,
        question: &Question<'a>,
    ) -> Self {
        let Question { scope, by, period, grouping, .. } = *question;
        let teams = catalog.all::<Team>().filter(|team| {
            scope.team.is_some_and(|above| path(catalog, *team).contains(&above.id()))
        });
        let below = teams.map(|team| team.id()).collect();
        Self { catalog, counter, scope, by, period, grouping, below }
    }

    /// Whether somebody belongs to those who were asked for on a day.
    #[must_use]
    pub fn has(&self, known: &Known<'a>, day: Date) -> bool {
        let post = known.post(day);
        let team = post.and_then(|post| post.team);
        let role = post.and_then(|post| post.role);
        (self.scope.team.is_none() || team.is_some_and(|team| self.below.contains(team)))
            && self.scope.role.is_none_or(|asked| role == Some(asked.id()))
    }

    /// Whether values of a team belong to what was asked for; all do where no team was.
    #[must_use]
    pub fn has_team(&self, team: Option<&str>) -> bool {
        self.scope.team.is_none() || team.is_some_and(|team| self.below.contains(team))
    }

    /// What is told of a metric.
    #[must_use]
    pub fn metric(&self, measure: Measure) -> Metric<'a> {
        match self.grouping.filter(|_| measure.about().is_personal) {
            Some(grouping) => self.guarded(measure, grouping),
            None => self.plain(measure),
        }
    }

    fn plain(&self, measure: Measure) -> Metric<'a> {
        let inside = |span| self.inside(self.counter.cases(measure, span));
        let cell = |span| cell(measure, span, Vec::new(), &inside(span));
        let parts = self.parts(measure, self.by, inside(self.period.span));
        let parts = if parts.len() > 1 || self.by.is_some() { parts } else { Vec::new() };
        let span = self.period.span;
        Metric {
            measure,
            total: Some(cell(span)),
            trend: Span::quarters_to(span.to).into_iter().map(cell).collect(),
            parts: parts
                .into_iter()
                .map(|(unit, cases)| self::cell(measure, span, vec![unit], &cases))
                .collect(),
        }
    }

    /// Cases of those that somebody asked for.
    fn inside(&self, mut cases: Vec<Case<'a>>) -> Vec<Case<'a>> {
        cases.retain(|case| self.has_team(case.team));
        if let Some(role) = self.scope.role {
            cases.retain(|case| case.role == Some(role.id()));
        }
        cases
    }

    /// Cases by part, in an order in which parts that belong together are neighbours.
    pub(super) fn parts(
        &self,
        measure: Measure,
        by: Option<By>,
        cases: Vec<Case<'a>>,
    ) -> Vec<Part<'a>> {
        let about = measure.about();
        let mut parts: BTreeMap<(bool, Vec<String>), Part<'a>> = BTreeMap::new();
        for case in cases {
            let (key, unit) = match (by, about.parts) {
                _ if !about.is_personal => continue,
                (Some(By::Team), _) => self.by_team(&case),
                (Some(By::Role), _) => self.by_role(&case, false),
                (None, Parts::CriticalRoles) => self.by_role(&case, true),
                (None, Parts::OnPathway) if case.is_on_pathway => {
                    ((false, Vec::new()), Unit::OnPathway)
                }
                (None, Parts::OnPathway) => ((true, Vec::new()), Unit::OnNone),
                (None, Parts::Whole) => continue,
            };
            parts.entry(key).or_insert_with(|| (unit, Vec::new())).1.push(case);
        }
        parts.into_values().collect()
    }

    fn by_team(&self, case: &Case<'a>) -> ((bool, Vec<String>), Unit<'a>) {
        match case.team.and_then(|id| self.catalog.get::<Team>(id)) {
            Some(team) => {
                let path = path(self.catalog, team).into_iter().map(str::to_owned).collect();
                ((false, path), Unit::Team(team))
            }
            None => ((true, Vec::new()), Unit::NoTeam),
        }
    }

    fn by_role(&self, case: &Case<'a>, only_critical: bool) -> ((bool, Vec<String>), Unit<'a>) {
        let role = case.role.and_then(|id| self.catalog.role(id));
        match role.filter(|role| role.role.critical || !only_critical) {
            Some(role) => {
                let path = vec![role.ladder.id().to_owned(), format!("{:04}", role.position)];
                ((false, path), Unit::Role(role))
            }
            None => ((true, Vec::new()), Unit::OtherRoles),
        }
    }
}

/// The teams above a team and itself, the highest first.
fn path<'a>(catalog: &'a Catalog, team: Entry<'a, Team>) -> Vec<&'a str> {
    let mut path = Vec::new();
    let mut next = Some(team);
    while let Some(team) = next.filter(|team| !path.contains(&team.id())) {
        path.push(team.id());
        let parent = team.document.parent.as_ref();
        next = parent.and_then(|id| catalog.get::<Team>(id.as_str()));
    }
    path.reverse();
    path
}

/// A figure of some parts together.
pub(super) fn merged<'a>(measure: Measure, span: Span, group: Vec<Part<'a>>) -> Cell<'a> {
    let (units, cases): (Vec<Unit<'a>>, Vec<Vec<Case<'a>>>) = group.into_iter().unzip();
    cell(measure, span, units, &cases.concat())
}

/// A figure of some cases.
pub(super) fn cell<'a>(
    measure: Measure,
    span: Span,
    units: Vec<Unit<'a>>,
    cases: &[Case<'a>],
) -> Cell<'a> {
    let mut figure = Figure::of(cases);
    if measure.about().scale == Scale::Count {
        figure.value = Some(figure.numerator);
    }
    if measure.is_too_few(figure.denominator) {
        figure.value = None;
    }
    Cell { span, units, figure }
}
