//! An objective in a column that its owner's board does not have.

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::problem::{Edit, Level, Problem};
use crate::kinds::okrs::Okrs;
use crate::kinds::parts::text::Text;
use crate::kinds::person::Person;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "board-column-unknown",
    subject: Subject::People,
    level: Level::Warn,
    summary: "An objective in a column that the board does not have",
    what: "Where somebody's `board` names its columns, the `column` of each objective is one of them, \
           letter by letter.",
    why: "On the page the objective would stand in no column at all.",
    bad: &[Case {
        files: concat!(
            "-- people/ada/person.yaml --\n",
            "name: Ada Moreau\n",
            "emails: [ada@kestrel.example]\n",
            "joined: 2024-05-06\n",
            "roles: [{from: 2024-05-06, role: engineer, team: routing}]\n",
            "mentors: [{person: chen, from: 2025-11-01}]\n",
            "board: {columns: [Someday, This quarter, Doing, Done]}\n",
            "-- people/ada/okrs/2026-q2.yaml --\n",
            "objectives:\n",
            "  - {id: talk, title: A talk, column: doing, key_results: [{id: held, title: It was held, done: false}]}\n",
        ),
        marks: &["doing"],
    }],
    good: Case {
        files: concat!(
            "-- people/ada/person.yaml --\n",
            "name: Ada Moreau\n",
            "emails: [ada@kestrel.example]\n",
            "joined: 2024-05-06\n",
            "roles: [{from: 2024-05-06, role: engineer, team: routing}]\n",
            "mentors: [{person: chen, from: 2025-11-01}]\n",
            "board: {columns: [Someday, This quarter, Doing, Done]}\n",
            "-- people/ada/okrs/2026-q2.yaml --\n",
            "objectives:\n",
            "  - {id: talk, title: A talk, column: Doing, key_results: [{id: held, title: It was held, done: false}]}\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for okrs in context.catalog.all::<Okrs>() {
        let Some(person) = context.catalog.get::<Person>(okrs.owner()) else { continue };
        let Some(board) = person.document.board.as_ref().filter(|board| !board.columns.is_empty()) else {
            continue;
        };
        let columns: Vec<&str> = board.columns.iter().map(Text::as_str).collect();
        for (number, objective) in okrs.document.objectives.iter().enumerate() {
            let Some(column) = objective.column.as_ref().map(Text::as_str) else { continue };
            if columns.contains(&column) {
                continue;
            }
            let place = okrs.record.at(pointer!["objectives", number, "column"]);
            let problem = Problem::new(place.clone(), format!("the board has no column `{column}`"))
                .here("unknown column")
                .label(person.record.at(pointer!["board", "columns"]), "the columns of the board");
            let lower: Vec<String> = columns.iter().map(|column| column.to_lowercase()).collect();
            let meant = lower.iter().position(|known| *known == column.to_lowercase()).or_else(|| {
                let near = nearest(column, lower.iter().map(String::as_str))?;
                lower.iter().position(|known| known == near)
            });
            findings.add(match meant.and_then(|at| columns.get(at)) {
                Some(meant) => problem.help(format!("did you mean `{meant}`?")).suggest(
                    format!("Write `{meant}`"),
                    vec![Edit { place, text: (*meant).to_owned() }],
                ),
                None => problem.help(format!("the columns are {}", columns.join(", "))),
            });
        }
    }
}
