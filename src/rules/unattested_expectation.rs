//! An expectation that no credential can show.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::reach;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unattested-expectation",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "An expectation that no credential attests",
    what: "For every competency and proficiency that a role expects there has to be a credential that attests \
           it at that proficiency or a higher one. Each is reported once, at the first role that expects it. \
           A catalog without any credential, where people claim single competencies, is left alone.",
    why: "No award can ever meet such an expectation, so that nobody becomes ready for the role by earning \
          credentials.",
    bad: &[Case {
        files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
owner: chen
attests:
  - {competency: communication, at: awareness}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
",
        marks: &["foundational"],
    }],
    good: Case {
        files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
owner: chen
attests:
  - {competency: communication, at: working}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let attested = reach::attested(context.catalog);
    if attested.is_empty() {
        return;
    }
    for line in reach::expected(context.catalog, context.as_of) {
        if attested.reaches(line.competency.id, line.step) {
            continue;
        }
        let (id, at) = (line.competency.id, line.proficiency);
        let message = format!("no credential attests `{id}` at {at} or higher");
        let problem = Problem::new(line.place, message).here("no credential shows this");
        findings.add(match attested.highest(&line.competency) {
            Some(step) => problem.help(format!(
                "credentials attest it up to {step}; add one that goes further, or expect {step}"
            )),
            None => problem
                .help(format!("add a credential with `attests: [{{competency: {id}, at: {at}}}]`")),
        });
    }
}
