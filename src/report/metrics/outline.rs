//! The outline of a report on metrics: headings, tables and entries, before they get a shape.

use super::Sheet;
use crate::audience::small_groups::LEAST;
use crate::base::shell;
use crate::insight::metrics::{Answer, Business, Calibration, Cell, Measure, Metric, Unit};
use crate::kinds::metric::Better;
use crate::kinds::person::Person;
use crate::kinds::rubric::Rubric;
use crate::report::counted;
use crate::report::outline::Block;
use crate::wording::metrics as words;

/// How many quarters of a trend are told to people; programs get all.
const RECENT: usize = 4;

/// The blocks of an answer.
#[must_use]
pub fn outline(sheet: Sheet<'_, '_>) -> Vec<Block> {
    let answer = sheet.answer;
    let mut blocks = vec![Block::Title(words::title(answer))];
    let people = counted(answer.people, "person").replace("persons", "people");
    let on = answer.question.period.span.to;
    blocks.push(Block::Text(format!("{people} on {on}; known by {}.", answer.question.as_of)));
    blocks.push(Block::Section(String::new()));
    blocks.push(overview(answer));
    widened(&mut blocks, answer, sheet.audience);
    for metric in &answer.metrics {
        parts(&mut blocks, answer, metric);
    }
    assessors(&mut blocks, answer);
    business(&mut blocks, answer);
    blocks.push(Block::Section("What is counted".to_owned()));
    for metric in &answer.metrics {
        let about = metric.measure.about();
        let of = match about.denominator {
            "" => String::new(),
            denominator => format!(" ({} / {denominator})", about.numerator),
        };
        let text = format!("{}{of}: {}", about.title, about.definition);
        blocks.push(Block::Entry { word: "", text, notes: Vec::new() });
    }
    blocks.push(Block::Section(String::new()));
    blocks.push(Block::Command(next(answer)));
    blocks
}

fn overview(answer: &Answer<'_>) -> Block {
    let row = |metric: &Metric<'_>| {
        let about = metric.measure.about();
        let trend: Vec<String> = metric
            .trend
            .iter()
            .rev()
            .take(RECENT)
            .rev()
            .map(|cell| words::bare(metric.measure, &cell.figure))
            .collect();
        let (value, of) = match &metric.total {
            Some(cell) => (
                words::value(answer, metric.measure, &cell.figure),
                words::counted(metric.measure, &cell.figure),
            ),
            None => ("too few".to_owned(), String::new()),
        };
        vec![about.title.to_owned(), value, of, trend.join("  ")]
    };
    Block::Table {
        header: vec!["metric", "value", "n", "last 4 quarters"],
        rows: answer.metrics.iter().map(row).collect(),
    }
}

/// What was told of more than was asked for, and what is not told.
fn widened(blocks: &mut Vec<Block>, answer: &Answer<'_>, audience: Option<&str>) {
    let Some(audience) = audience else { return };
    let period = answer.question.period;
    let title = |metric: &Metric<'_>| metric.measure.about().title;
    let said = |metrics: Vec<&'static str>| metrics.join(", ");
    let is_longer = |cell: &Cell<'_>| cell.span != period.span;
    let longer: Vec<&str> = answer
        .metrics
        .iter()
        .filter(|metric| metric.total.as_ref().is_some_and(is_longer))
        .map(title)
        .collect();
    blocks.push(Block::Text(format!(
        "For {audience}: a figure about fewer than {LEAST} people is told of a longer time or together with \
         others, and a trend tells such quarters as one."
    )));
    if !longer.is_empty() {
        let span = words::span(period.doubled());
        blocks.push(Block::Text(format!("Over {span}: {}.", said(longer))));
    }
    for metric in &answer.metrics {
        if let Some(cell) = metric.total.as_ref().filter(|cell| !cell.units.is_empty()) {
            let units = words::units(&cell.units);
            blocks.push(Block::Text(format!("{} is of {units} together.", title(metric))));
        }
    }
    let none: Vec<&str> =
        answer.metrics.iter().filter(|metric| metric.total.is_none()).map(title).collect();
    if !none.is_empty() {
        blocks.push(Block::Text(format!("Too few people: {}.", said(none))));
    }
}

fn parts(blocks: &mut Vec<Block>, answer: &Answer<'_>, metric: &Metric<'_>) {
    let has_curve = metric.measure == Measure::TimeToCompetence;
    if metric.parts.is_empty() {
        return;
    }
    let first = metric.parts.first().map(|cell| cell.span);
    let title = metric.measure.about().title;
    let longer = first.filter(|span| *span != answer.question.period.span);
    let longer = longer.map_or_else(String::new, |span| format!(", {}", words::span(span)));
    blocks.push(Block::Section(format!("{title}{longer}")));
    let row = |name: String, cell: &Cell<'_>| {
        let mut row = vec![
            name,
            words::value(answer, metric.measure, &cell.figure),
            words::counted(metric.measure, &cell.figure),
        ];
        if has_curve {
            let curve = cell.figure.curve.as_ref();
            row.push(curve.map_or_else(String::new, words::limits));
        }
        row
    };
    let mut rows: Vec<Vec<String>> =
        metric.parts.iter().map(|cell| row(words::units(&cell.units), cell)).collect();
    if let Some(total) = metric.total.as_ref().filter(|total| Some(total.span) == first) {
        rows.push(row("in all".to_owned(), total));
    }
    let of_what = match metric.parts.first().and_then(|cell| cell.units.first()) {
        Some(Unit::Role(_) | Unit::OtherRoles) => "role",
        Some(Unit::Team(_) | Unit::NoTeam) => "team",
        Some(Unit::OnPathway | Unit::OnNone | Unit::Unnamed) | None => "people",
    };
    let header = if has_curve {
        vec![of_what, "median", "ready / people", "95 % of the median"]
    } else {
        vec![of_what, "value", "n"]
    };
    blocks.push(Block::Table { header, rows });
}

fn assessors(blocks: &mut Vec<Block>, answer: &Answer<'_>) {
    if answer.assessors.is_empty() {
        return;
    }
    blocks.push(Block::Section("Assessors beside the others on the same rubric".to_owned()));
    let row = |one: &Calibration<'_>| {
        let person = answer.catalog.get::<Person>(one.assessor);
        let rubric = answer.catalog.get::<Rubric>(one.rubric);
        vec![
            person.map_or(one.assessor, |person| &*person.document.name).to_owned(),
            rubric.map_or(one.rubric, |rubric| &*rubric.document.name).to_owned(),
            format!("{:.2}", one.own),
            format!("{:.2}", one.others),
            format!("{:+.2}", one.apart()),
            format!("{} / {}", one.decisions, one.other_decisions),
        ]
    };
    blocks.push(Block::Table {
        header: vec!["assessor", "rubric", "mean", "others", "apart", "n / n of others"],
        rows: answer.assessors.iter().map(row).collect(),
    });
    blocks.push(Block::Text(
        "They judged different work: being apart is a reason to judge some together, and no fault."
            .to_owned(),
    ));
}

fn business(blocks: &mut Vec<Block>, answer: &Answer<'_>) {
    if answer.business.is_empty() {
        return;
    }
    blocks.push(Block::Section("Business measures, and beside them adoption".to_owned()));
    for one in &answer.business {
        blocks.push(Block::Entry { word: "", text: measured(one), notes: beside(one) });
    }
    blocks.push(Block::Text(
        "They stand beside each other: that both move does not say why.".to_owned(),
    ));
}

fn measured(one: &Business<'_>) -> String {
    let metric = one.metric.document;
    let unit = metric.unit.as_ref().map(ToString::to_string);
    let better = metric.better.map(|better| match better {
        Better::Up => "higher is better".to_owned(),
        Better::Down => "lower is better".to_owned(),
    });
    let target = metric.target.map(|target| format!("target {}", words::plain(target)));
    let about: Vec<String> = [unit, better, target].into_iter().flatten().collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let recent = one.trend.iter().rev().take(RECENT).rev();
    let means: Vec<String> =
        recent.map(|mean| mean.value.map_or(words::NOTHING.to_owned(), words::number)).collect();
    format!("{}{about}: {} in the last {RECENT} quarters", &*metric.name, means.join(", "))
}

fn beside(one: &Business<'_>) -> Vec<String> {
    let newest: Vec<String> = one
        .teams
        .iter()
        .map(|newest| {
            let team = newest
                .team
                .map_or("whole company".to_owned(), |team| team.document.name.to_string());
            format!("{team} {} ({})", words::plain(newest.value), newest.date)
        })
        .collect();
    let mut notes = Vec::new();
    if !newest.is_empty() {
        notes.push(format!("newest: {}", newest.join(", ")));
    }
    for adoption in &one.adoption {
        if let Some(last) = adoption.counts.last() {
            let before = adoption.counts.iter().rev().nth(RECENT);
            let before = before.map_or_else(String::new, |before| {
                format!("; {} of {} on {}", before.have, before.people, before.day)
            });
            notes.push(format!(
                "{} {}: {} of {} {} on {}{before}",
                adoption.kind,
                adoption.name,
                last.have,
                counted(last.people, "person").replace("persons", "people"),
                adoption.means,
                last.day
            ));
        }
    }
    notes
}

/// The command that goes on from here.
fn next(answer: &Answer<'_>) -> String {
    let question = answer.question;
    match (question.scope.team, question.scope.role, question.by) {
        (Some(team), ..) => format!("learn gaps --team {}", shell::word(team.id())),
        (None, Some(role), _) => format!("learn gaps --role {}", shell::word(role.id())),
        (None, None, Some(_)) => "learn gaps".to_owned(),
        (None, None, None) => "learn metrics --by team".to_owned(),
    }
}
