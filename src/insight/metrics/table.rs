//! From cases to what is told of a metric: the whole, its trend, its parts, and what few people forbid.
//!
//! Without a [`Grouping`] everything is told as it is asked for. With one, nothing is told of a set of
//! people that the grouping does not let stand, in three steps:
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
use super::case::{Case, Figure, people};
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

/// For how many days a curve is told as one where nobody is to be recognised in it.
pub const COARSE: i64 = 30;

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
    below: BTreeSet<&'a str>,
}

/// The cases of a part.
type Part<'a> = (Unit<'a>, Vec<Case<'a>>);

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
    fn parts(&self, measure: Measure, by: Option<By>, cases: Vec<Case<'a>>) -> Vec<Part<'a>> {
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

/// What may be told where small groups of people are not.
impl<'a> Tables<'_, '_, 'a> {
    fn guarded(&self, measure: Measure, grouping: Grouping) -> Metric<'a> {
        let spans = self.spans(measure, grouping);
        let whole = |span| cell(measure, span, Vec::new(), &self.counter.cases(measure, span));
        let parts =
            spans.last().map_or_else(Vec::new, |_| self.guarded_parts(measure, &spans, grouping));
        let is_narrowed = self.scope.team.is_some() || self.scope.role.is_some();
        let mut metric = Metric {
            measure,
            total: if is_narrowed {
                self.asked_for(measure, &spans, grouping)
            } else {
                spans.first().map(|span| whole(*span))
            },
            trend: if is_narrowed {
                Vec::new()
            } else {
                self.guarded_trend(measure, &spans, grouping)
            },
            parts: if parts.len() > 1 && !is_narrowed { parts } else { Vec::new() },
        };
        let cells = metric.total.iter_mut().chain(&mut metric.trend).chain(&mut metric.parts);
        for curve in cells.filter_map(|cell| cell.figure.curve.as_mut()) {
            *curve = curve.coarse(COARSE);
        }
        metric
    }

    /// The spans that may be told: the period and twice as long, one of them, or none. The longer one is
    /// not told beside the period where too few stand behind the time before.
    fn spans(&self, measure: Measure, grouping: Grouping) -> Vec<Span> {
        let (period, both) = (self.period.span, self.period.doubled());
        let stands = |people: &BTreeSet<&str>| !grouping(std::slice::from_ref(people)).is_empty();
        let told = |span| stands(&people(&self.counter.cases(measure, span)));
        let before = self.counter.changed(measure, self.period.before());
        let inside = self.counter.changed(measure, period);
        let is_alone = before.is_empty() || stands(&before);
        let mut spans = Vec::new();
        if told(period) && (stands(&inside) || before.is_empty() || !is_alone) {
            spans.push(period);
        }
        if (is_alone || spans.is_empty()) && told(both) {
            spans.push(both);
        }
        spans
    }

    /// The groups of parts that may be told, all of one span.
    fn groups(
        &self,
        measure: Measure,
        by: Option<By>,
        spans: &[Span],
        grouping: Grouping,
    ) -> Option<(Span, Vec<Vec<Part<'a>>>)> {
        let parts = |span| self.parts(measure, by, self.counter.cases(measure, span));
        for span in spans {
            let parts = parts(*span);
            if parts.iter().all(|(_, cases)| !grouping(&[people(cases)]).is_empty()) {
                return Some((*span, parts.into_iter().map(|part| vec![part]).collect()));
            }
        }
        let widest = *spans.last()?;
        let mut parts = parts(widest);
        let sets: Vec<BTreeSet<&str>> = parts.iter().map(|(_, cases)| people(cases)).collect();
        let mut groups = Vec::new();
        for range in grouping(&sets).into_iter().rev() {
            groups.push(parts.split_off(range.start));
        }
        groups.reverse();
        Some((widest, groups))
    }

    fn guarded_parts(&self, measure: Measure, spans: &[Span], grouping: Grouping) -> Vec<Cell<'a>> {
        let Some((span, groups)) = self.groups(measure, self.by, spans, grouping) else {
            return Vec::new();
        };
        groups.into_iter().map(|group| merged(measure, span, group)).collect()
    }

    /// The groups in which that lies which somebody asked for by name, as one.
    fn asked_for(&self, measure: Measure, spans: &[Span], grouping: Grouping) -> Option<Cell<'a>> {
        let by = if self.scope.team.is_some() { By::Team } else { By::Role };
        let (span, groups) = self.groups(measure, Some(by), spans, grouping)?;
        let is_asked = |unit: &Unit<'a>| match (unit, self.scope.role) {
            (Unit::Team(team), None) => self.below.contains(team.id()),
            (Unit::Role(role), Some(asked)) => role.id() == asked.id(),
            _ => false,
        };
        let mut asked: Vec<Part<'a>> = groups
            .into_iter()
            .filter(|group| group.iter().any(|(unit, _)| is_asked(unit)))
            .flatten()
            .collect();
        if asked.is_empty() {
            return None;
        }
        // What was asked for needs no names if nothing else had to be taken in.
        let is_exact = asked.iter().all(|(unit, _)| is_asked(unit));
        let mut cell = merged(measure, span, std::mem::take(&mut asked));
        if is_exact {
            cell.units.clear();
        }
        Some(cell)
    }

    /// Quarters that stand; those of the period and those before it apart, unless only both are told.
    fn guarded_trend(&self, measure: Measure, spans: &[Span], grouping: Grouping) -> Vec<Cell<'a>> {
        let quarters = Span::quarters_to(self.period.span.to);
        let half = quarters.len() / 2;
        let blocks: Vec<&[Span]> = match spans.first() {
            // Another period would cut through quarters.
            _ if self.period.is_chosen => return Vec::new(),
            None => return Vec::new(),
            Some(span) if *span == self.period.span => {
                let (before, inside) = quarters.split_at(half);
                if spans.len() > 1 { vec![before, inside] } else { vec![inside] }
            }
            Some(_) => vec![&quarters],
        };
        let mut trend = Vec::new();
        for block in blocks {
            let sets: Vec<BTreeSet<&str>> =
                block.iter().map(|span| self.counter.changed(measure, *span)).collect();
            for range in grouping(&sets) {
                let (Some(first), Some(last)) = (block.get(range.start), block.get(range.end - 1))
                else {
                    continue;
                };
                let span = Span { from: first.from, to: last.to };
                let cases = self.counter.cases(measure, span);
                // Who was counted in a quarter need not be counted in a longer span.
                if !grouping(&[people(&cases)]).is_empty() {
                    trend.push(cell(measure, span, Vec::new(), &cases));
                }
            }
        }
        trend
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

fn merged<'a>(measure: Measure, span: Span, group: Vec<Part<'a>>) -> Cell<'a> {
    let (units, cases): (Vec<Unit<'a>>, Vec<Vec<Case<'a>>>) = group.into_iter().unzip();
    cell(measure, span, units, &cases.concat())
}

fn cell<'a>(measure: Measure, span: Span, units: Vec<Unit<'a>>, cases: &[Case<'a>]) -> Cell<'a> {
    let mut figure = Figure::of(cases);
    if measure.about().scale == Scale::Count {
        figure.value = Some(figure.numerator);
    }
    Cell { span, units, figure }
}
