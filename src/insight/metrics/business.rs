//! Business measures beside adoption: what the company counts, and how far people took up what is linked.
//!
//! The two stand beside each other and nothing more: that both move says nothing about why.

use std::collections::{BTreeMap, BTreeSet};

use super::case::number;
use super::facts::{Facts, Known};
use super::span::Span;
use super::table::Tables;
use crate::base::date::Date;
use crate::base::reference::Ref;
use crate::catalog::values::read;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Kind;
use crate::kinds::credential::Credential;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::metric::{Metric, MetricLink};
use crate::kinds::module::Module;
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::team::Team;
use crate::standing::awards::Award;
use crate::standing::demand::present_credential;

/// A measure with its values and what is linked to it.
#[derive(Debug, Clone)]
pub struct Business<'a> {
    /// The measure.
    pub metric: Entry<'a, Metric>,
    /// The mean of the values of each of the last eight quarters, the oldest first; none of quarters
    /// without a value.
    pub trend: Vec<Mean>,
    /// The newest value of each team, by the team's id.
    pub teams: Vec<Newest<'a>>,
    /// How far people took up what is linked.
    pub adoption: Vec<Adoption<'a>>,
}

/// The mean of a quarter, each value counting alike whichever team it is of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The quarter.
    pub span: Span,
    /// The mean; none without a value.
    pub value: Option<f64>,
    /// How many values.
    pub values: usize,
}

/// The newest value of a team.
#[derive(Debug, Clone, Copy)]
pub struct Newest<'a> {
    /// The team; none for values of the whole company.
    pub team: Option<Entry<'a, Team>>,
    /// The day of the value.
    pub date: Date,
    /// The value.
    pub value: f64,
}

/// How many people took up something.
#[derive(Debug, Clone)]
pub struct Adoption<'a> {
    /// What kind of thing: `module`, `credential`, `competency`, `pathway` or `priority`.
    pub kind: &'static str,
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What having taken it up means.
    pub means: &'static str,
    /// The record that says what it is.
    pub record: &'a Record,
    /// At the end of each of the last eight quarters, the oldest first; only the last where nobody is to be
    /// recognised, and nothing where too few people are here.
    pub counts: Vec<Taken>,
}

/// How many people had taken something up on a day, of all who were here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The day.
    pub day: Date,
    /// How many had.
    pub have: usize,
    /// Of how many.
    pub people: usize,
}

/// Every business measure, by id.
#[must_use]
pub fn business<'a>(facts: &Facts<'a>, tables: &Tables<'_, '_, 'a>) -> Vec<Business<'a>> {
    let catalog = facts.catalog();
    let quarters = Span::quarters_to(tables.period.span.to);
    let groups = groups(facts, tables, &quarters);
    let of = |metric: Entry<'a, Metric>| {
        let rows = rows(catalog, metric, tables);
        let adoption = metric.document.linked_to.iter().filter_map(|link| {
            let thing = Thing::of(catalog, link)?;
            let taken = |(day, people): &(Date, Vec<&Known<'a>>)| Taken {
                day: *day,
                have: people.iter().filter(|known| thing.is_taken(facts, known, *day)).count(),
                people: people.len(),
            };
            let counts = groups.iter().map(taken).collect();
            Some(Adoption { counts, ..thing.adoption })
        });
        Business {
            metric,
            adoption: adoption.collect(),
            trend: quarters.iter().map(|span| mean(&rows, *span)).collect(),
            teams: newest(catalog, &rows),
        }
    };
    catalog.all::<Metric>().map(of).collect()
}

/// Those whose adoption is told, by the day on which it is.
fn groups<'f, 'a>(
    facts: &'f Facts<'a>,
    tables: &Tables<'_, '_, 'a>,
    quarters: &[Span],
) -> Vec<(Date, Vec<&'f Known<'a>>)> {
    let here = |day: Date| -> Vec<&'f Known<'a>> {
        let inside = |known: &&Known<'a>| known.is_here_on(day) && tables.has(known, day);
        facts.people.iter().filter(inside).collect()
    };
    let Some(grouping) = tables.grouping else {
        return quarters.iter().map(|span| (span.to, here(span.to))).collect();
    };
    let is_narrowed = tables.scope.team.is_some() || tables.scope.role.is_some();
    let day = tables.period.span.to;
    let people = here(day);
    let ids: BTreeSet<&str> = people.iter().map(|known| known.id()).collect();
    let is_told = !is_narrowed && !grouping(&[ids]).is_empty();
    if is_told { vec![(day, people)] } else { Vec::new() }
}

/// A value of a measure.
struct Value<'a> {
    date: Date,
    team: Option<&'a str>,
    number: f64,
}

/// The values of a measure by a day; of some teams only, where they were asked for.
fn rows<'a>(
    catalog: &'a Catalog,
    metric: Entry<'a, Metric>,
    tables: &Tables<'_, '_, 'a>,
) -> Vec<Value<'a>> {
    let path = metric.record.source.path.strip_suffix(".yaml").unwrap_or_default();
    let Some(file) = catalog.side_file(&format!("{path}.csv")) else { return Vec::new() };
    let present = |id: &'a str| catalog.get::<Team>(id).map(|team| team.id());
    read(&file.source.text)
        .rows
        .into_iter()
        .filter(|row| row.date <= tables.period.span.to)
        .map(|row| Value { date: row.date, team: row.team.and_then(present), number: row.value })
        .filter(|row| tables.has_team(row.team))
        .collect()
}

fn mean(rows: &[Value<'_>], span: Span) -> Mean {
    let inside = || rows.iter().filter(|row| span.contains(row.date));
    // Where the whole company has values of its own, those of teams would count twice.
    let has_own = inside().any(|row| row.team.is_none());
    let counted: Vec<f64> =
        inside().filter(|row| row.team.is_none() || !has_own).map(|row| row.number).collect();
    let sum: f64 = counted.iter().sum();
    let value = (!counted.is_empty()).then(|| sum / number(counted.len()));
    Mean { span, value, values: counted.len() }
}

fn newest<'a>(catalog: &'a Catalog, rows: &[Value<'a>]) -> Vec<Newest<'a>> {
    let mut newest: BTreeMap<Option<&'a str>, &Value<'a>> = BTreeMap::new();
    for row in rows {
        let last = newest.entry(row.team).or_insert(row);
        if row.date >= last.date {
            *last = row;
        }
    }
    newest
        .into_values()
        .map(|row| Newest {
            team: row.team.and_then(|id| catalog.get::<Team>(id)),
            date: row.date,
            value: row.number,
        })
        .collect()
}

/// Something that people take up, and of what it consists.
struct Thing<'a> {
    adoption: Adoption<'a>,
    modules: BTreeSet<&'a str>,
    pathways: BTreeSet<&'a str>,
    credential: Option<&'a str>,
    competency: Option<&'a str>,
}

impl<'a> Thing<'a> {
    fn of(catalog: &'a Catalog, link: &'a MetricLink) -> Option<Self> {
        let thing = |kind, id, name, means, record| Self {
            adoption: Adoption { kind, id, name, means, record, counts: Vec::new() },
            modules: BTreeSet::new(),
            pathways: BTreeSet::new(),
            credential: None,
            competency: None,
        };
        if let Some(id) = &link.module {
            let it = catalog.get::<Module>(id.as_str())?;
            let thing = thing("module", it.id(), &*it.document.title, "finished it", it.record);
            return Some(Self { modules: [it.id()].into(), ..thing });
        }
        if let Some(id) = &link.credential {
            let it = catalog.get::<Credential>(id.as_str())?;
            let thing = thing("credential", it.id(), &*it.document.name, "hold it", it.record);
            return Some(Self { credential: Some(it.id()), ..thing });
        }
        if let Some(id) = &link.competency {
            let it = catalog.competency(id.as_str())?;
            let record = it.framework.record;
            let thing = thing("competency", it.id, it.name(), "have it attested", record);
            return Some(Self { competency: Some(it.id), ..thing });
        }
        if let Some(id) = &link.pathway {
            let it = catalog.get::<Pathway>(id.as_str())?;
            let thing = thing("pathway", it.id(), &*it.document.title, "are on it", it.record);
            return Some(Self { pathways: [it.id()].into(), ..thing });
        }
        let asked = link.priority.as_ref()?;
        let program = catalog.program()?;
        let priorities = &program.document.priorities;
        let it = priorities.iter().find(|priority| priority.id.as_str() == asked.as_str())?;
        let serves = |serves: Option<&str>| serves == Some(it.id.as_str());
        let modules = catalog.all::<Module>();
        let modules = modules.filter(|one| serves(one.document.serves.as_ref().map(Ref::as_str)));
        let means = "finished a module that serves it";
        let thing = thing("priority", it.id.as_str(), &*it.title, means, program.record);
        Some(Self { modules: modules.map(|module| module.id()).collect(), ..thing })
    }

    fn is_taken(&self, facts: &Facts<'a>, known: &Known<'a>, day: Date) -> bool {
        let catalog = facts.catalog();
        let finished = |module: &&'a str| {
            let id = format!("{}/{module}", known.id());
            let enrolment = catalog.record(Kind::Enrolment, &id).and_then(Entry::<Enrolment>::of);
            enrolment.is_some_and(|one| one.document.finished.is_some_and(|done| done <= day))
        };
        let enrolled = |pathway: &&'a str| {
            let id = format!("{}/{pathway}", known.id());
            let record = catalog.record(Kind::PathwayEnrolment, &id);
            record.and_then(Entry::<PathwayEnrolment>::of).is_some_and(|one| {
                one.document.enrolled <= day && one.document.withdrawn.is_none_or(|gone| gone > day)
            })
        };
        let live = || known.awards.iter().filter(|award| award.is_live_on(day));
        self.modules.iter().any(finished)
            || self.pathways.iter().any(enrolled)
            || self.credential.is_some_and(|id| live().any(|award| gives(catalog, award, id)))
            || self.competency.is_some_and(|id| live().any(|award| attests(catalog, award, id)))
    }
}

fn gives(catalog: &Catalog, award: &Award<'_>, credential: &str) -> bool {
    let given = award.grants.iter().flat_map(|grants| &grants.credentials);
    let mut given = given.map(|id| present_credential(catalog, id.as_str()));
    given.any(|id| id == credential)
}

fn attests(catalog: &Catalog, award: &Award<'_>, competency: &str) -> bool {
    let attested = award.grants.iter().flat_map(|grants| &grants.attests);
    let mut attested = attested.filter_map(|one| catalog.competency(one.competency.as_str()));
    attested.any(|entry| entry.id == competency)
}
