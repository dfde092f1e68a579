//! Teams that are part of themselves.

use super::{Case, Context, Findings, Rule, Subject, circle};
use crate::base::problem::Level;
use crate::catalog::graph::Graph;
use crate::kinds::team::Team;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "team-cycle",
    subject: Subject::Program,
    level: Level::Error,
    summary: "Teams that are part of themselves",
    what: "Follows `parent` from team to team. Each circle is reported once, with every step of it.",
    why: "A lead's mentor is the lead of the parent team, and numbers are added up from team to parent. \
          Neither has an answer in a circle.",
    bad: &[Case {
        files: "\
-- teams/logistics.yaml --
name: Logistics
lead: chen
parent: routing
-- teams/routing.yaml --
name: Routing
lead: chen
parent: logistics
",
        marks: &["routing"],
    }],
    good: Case {
        files: "\
-- teams/logistics.yaml --
name: Logistics
lead: chen
-- teams/routing.yaml --
name: Routing
lead: chen
parent: logistics
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let graph = Graph::of_records::<Team>(context.catalog, |team| {
        team.parent.iter().map(|id| (pointer!["parent"], id.as_str())).collect()
    });
    for links in graph.circles() {
        let problem = circle(&links, "is part of");
        findings.extend(
            problem.map(|problem| problem.help("take `parent` out of the team that stands highest")),
        );
    }
}
