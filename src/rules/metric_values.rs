//! Values of a metric that cannot be shown.

use std::collections::HashMap;

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::date::Date;
use crate::base::place::Place;
use crate::base::problem::{Edit, Level, Problem};
use crate::base::source::Source;
use crate::base::span::Span;
use crate::catalog::layout::Meaning;
use crate::catalog::references::Noun;
use crate::catalog::values::{self, HEADER, Row, ValueFault, ValueFlaw};
use crate::kinds::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "metric-values",
    subject: Subject::Program,
    level: Level::Error,
    summary: "Values of a metric that cannot be shown",
    what: "A CSV file in `metrics/` lies beside the metric of the same name. It begins with the line \
           `date,team,value`; every row below has a day that is not in the future, a team or nothing for the \
           whole company, and a number. No day has two values for one team.",
    why: "A chart leaves out silently what it cannot read, and a missing month looks like a quiet one.",
    bad: &[
        Case {
            files: "\
-- metrics/time-to-restore.yaml --
name: Time to restore
unit: minutes
-- metrics/time-to-restore.csv --
date,team,value
2026-01-31,routing,41
2026-02-30,routing,38
2026-03-31,routng,22
2026-03-31,routing,about 20
2026-03-31,,25,routing
2026-01-31,routing,40
2026-05-31,routing,18
",
            marks: &["2026-02-30", "routng", "about 20", "2026-03-31,,25,routing", "2026-01-31,routing,40", "2026-05-31"],
        },
        Case {
            files: "\
-- metrics/time-to-restore.yaml --
name: Time to restore
-- metrics/time-to-restore.csv --
date;team;value
2026-01-31;routing;41
",
            marks: &["date;team;value"],
        },
        Case {
            files: "\
-- metrics/time-to-restore.csv --
date,team,value
2026-01-31,routing,41
",
            marks: &["date,team,value"],
        },
    ],
    good: Case {
        files: "\
-- metrics/time-to-restore.yaml --
name: Time to restore
-- metrics/time-to-restore.csv --
date,team,value
2026-01-31,routing,41
2026-01-31,,37.5
2026-02-28,routing,-2
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let all = context.catalog.side_files();
    for side in all.iter().filter(|side| side.meaning == Meaning::Values) {
        check_metric(context, &side.source, findings);
        let values = values::read(&side.source.text);
        for fault in &values.faults {
            findings.add(unreadable(&side.source, *fault));
        }
        let mut seen: HashMap<(Date, Option<&str>), Span> = HashMap::new();
        for row in &values.rows {
            check_row(context, &side.source, row, findings);
            let first = *seen.entry((row.date, row.team)).or_insert(row.span);
            if first != row.span {
                findings.add(
                    Problem::new(
                        Place::bytes(&side.source.path, row.span),
                        format!("there are two values for {} and {}", row.date, whom(row)),
                    )
                    .here("the second one")
                    .label(Place::bytes(&side.source.path, first), "the first one")
                    .help("keep the right one"),
                );
            }
        }
    }
}

fn whom(row: &Row<'_>) -> String {
    row.team.map_or_else(|| "the whole company".to_owned(), |team| format!("`{team}`"))
}

fn check_metric(context: &Context<'_>, source: &Source, findings: &mut Findings) {
    let stem = source.path.strip_suffix(".csv").unwrap_or(&source.path);
    if context.catalog.at_path(&format!("{stem}.yaml")).is_some() {
        return;
    }
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let names = context.catalog.names(Noun::Record(Kind::Metric), None);
    let first_line = source.text.lines().next().unwrap_or("").len();
    findings.add(
        Problem::new(
            Place::bytes(&source.path, Span::new(0, first_line)),
            format!("no metric `{name}` lies beside these values"),
        )
        .help(match nearest(name, names) {
            Some(meant) => format!("did you mean `{meant}`? Rename the file"),
            None => format!("describe them in {stem}.yaml, or call the file like its metric"),
        }),
    );
}

fn check_row(context: &Context<'_>, source: &Source, row: &Row<'_>, findings: &mut Findings) {
    if context.as_of < row.date {
        findings.add(
            Problem::new(Place::bytes(&source.path, row.date_span), format!("{} is in the future", row.date))
                .here("nobody can know this value yet")
                .help("write values of days that are over; a value to reach is the metric's `target`"),
        );
    }
    let Some(team) = row.team else { return };
    if context.catalog.record(Kind::Team, team).is_some() {
        return;
    }
    let place = Place::bytes(&source.path, row.team_span);
    let problem = Problem::new(place.clone(), format!("there is no team `{team}`")).here("unknown team");
    let names = context.catalog.names(Noun::Record(Kind::Team), None);
    findings.add(match nearest(team, names) {
        Some(meant) => problem
            .help(format!("did you mean `{meant}`?"))
            .suggest(format!("Write `{meant}`"), vec![Edit { place, text: meant.to_owned() }]),
        None => problem.help("write the id of a team, or nothing for the whole company"),
    });
}

fn unreadable(source: &Source, fault: ValueFault) -> Problem {
    let place = Place::bytes(&source.path, fault.span);
    match fault.what {
        ValueFlaw::Header => Problem::new(place, format!("the first line is not `{HEADER}`"))
            .here("not the header")
            .help(format!("write `{HEADER}` as the first line, with commas, and one value per line below")),
        ValueFlaw::Cells(cells) => Problem::new(place, format!("this row has {cells} cells, not three"))
            .here("not a day, a team and a number")
            .help("write `2026-01-31,routing,41.5`; leave the team empty for the whole company"),
        ValueFlaw::Date => Problem::new(place, "this is no day of the calendar")
            .here("not a day")
            .help("write the day as `2026-01-31`"),
        ValueFlaw::Number => Problem::new(place, "this is no number")
            .here("not a number")
            .help("write digits with a decimal point, such as `41.5`, without a unit"),
    }
}
