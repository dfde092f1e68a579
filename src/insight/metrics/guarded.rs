//! What may be told of a metric where small groups of people are not: which spans, which parts, which trend.
//!
//! The hours of learning stand in several metrics. They have the same people behind them in all of these, and so
//! fall into the same groups; of learning time, which is not everybody's, nothing is told where a group less
//! what it leaves aside would tell of few ([`is_mixed`]).

use std::collections::BTreeSet;

use super::case::{Case, people};
use super::measure::Measure;
use super::span::Span;
use super::table::{By, Cell, Grouping, Metric, Part, Tables, Unit, cell, merged};

/// For how many days a curve is told as one where nobody is to be recognised in it.
const COARSE: i64 = 30;

impl<'a> Tables<'_, '_, 'a> {
    /// What may be told of a metric.
    pub(super) fn guarded(&self, measure: Measure, grouping: Grouping) -> Metric<'a> {
        let spans = self.spans(measure, grouping);
        let is_mixed =
            |span: &Span| is_mixed(&self.counter.cases(measure, *span), measure, grouping);
        let spans = if spans.iter().any(is_mixed) { Vec::new() } else { spans };
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
        let told = |span, groups: Vec<Vec<Part<'a>>>| {
            let cases = |group: &Vec<Part<'a>>| -> Vec<Case<'a>> {
                group.iter().flat_map(|(_, cases)| cases).copied().collect()
            };
            let is_mixed = groups.iter().any(|group| is_mixed(&cases(group), measure, grouping));
            (!is_mixed).then_some((span, groups))
        };
        for span in spans {
            let parts = parts(*span);
            if parts.iter().all(|(_, cases)| !grouping(&[people(cases)]).is_empty()) {
                let groups = parts.into_iter().map(|part| vec![part]).collect();
                return told(*span, groups);
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
        told(widest, groups)
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
                if is_mixed(&cases, measure, grouping) {
                    return Vec::new();
                }
                // Who was counted in a quarter need not be counted in a longer span.
                if !grouping(&[people(&cases)]).is_empty() {
                    trend.push(cell(measure, span, Vec::new(), &cases));
                }
            }
        }
        trend
    }
}

/// Whether a figure tells of few people to whoever knows the hours of all: of those who learned, few have
/// learning time, or few have none.
fn is_mixed(cases: &[Case<'_>], measure: Measure, grouping: Grouping) -> bool {
    let of = |is_aside: bool| {
        let some = cases.iter().filter(|case| case.is_empty() == is_aside);
        people(&some.copied().collect::<Vec<_>>())
    };
    let is_few = |people: BTreeSet<&str>| !people.is_empty() && grouping(&[people]).is_empty();
    measure == Measure::LearningTime && [true, false].into_iter().any(|aside| is_few(of(aside)))
}
