//! Credentials that include themselves.

use super::{Case, Context, Findings, Rule, Subject, circle};
use crate::base::problem::Level;
use crate::catalog::graph::Graph;
use crate::kinds::credential::Credential;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "credential-cycle",
    subject: Subject::Content,
    level: Level::Error,
    summary: "Credentials that include themselves",
    what: "Follows `includes` from credential to credential. Each circle is reported once, with every step \
           of it.",
    why: "Holding a credential satisfies whoever asks for those it includes. In a circle each of them would \
          give all the others, and the smallest would be worth as much as the largest.",
    bad: &[Case {
        files: "\
-- credentials/incident-responder.yaml --
name: Incident responder
owner: chen
attests:
  - {competency: incident-response, at: foundational}
includes: [incident-commander]
assessment: {method: observation, rubric: incident-command}
assessors: [any]
",
        marks: &["incident-responder"],
    }],
    good: Case {
        files: "\
-- credentials/incident-responder.yaml --
name: Incident responder
owner: chen
attests:
  - {competency: incident-response, at: foundational}
includes: [clear-writer]
assessment: {method: observation, rubric: incident-command}
assessors: [any]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let graph = Graph::of_records::<Credential>(context.catalog, |credential| {
        let ids = credential.includes.iter().enumerate();
        ids.map(|(number, id)| (pointer!["includes", number], id.as_str())).collect()
    });
    for links in graph.circles() {
        let problem = circle(&links, "includes");
        findings.extend(problem.map(|problem| {
            problem.help("let only the larger credential include the smaller one")
        }));
    }
}
