//! Content that nobody looks after.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::kinds::module::Status;
use crate::kinds::{Body, Kind};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "no-owner",
    subject: Subject::Content,
    level: Level::Hint,
    summary: "Content that nobody looks after",
    what: "Frameworks, credentials and modules that are not retired name an `owner`.",
    why: "Reviews, feedback and questions go to the owner. What nobody owns grows old without anybody noticing.",
    bad: &[Case {
        files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
",
        marks: &["name: Clear writer"],
    }],
    good: Case {
        files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for kind in [Kind::Framework, Kind::Module, Kind::Credential] {
        for record in context.catalog.of_kind(kind).filter(|record| is_unowned(record)) {
            findings.add(
                Problem::new(record.whole(), format!("nobody owns this {kind}"))
                    .help("add `owner: <person>`, somebody who answers questions about it and keeps it up to date"),
            );
        }
    }
}

/// Whether a record says no owner; one that is broken may have meant to.
fn is_unowned(record: &Record) -> bool {
    if !record.is_sound() {
        return false;
    }
    match &record.document {
        Some(Body::Framework(framework)) => framework.owner.is_none(),
        Some(Body::Module(module)) => module.owner.is_none() && module.status != Status::Retired,
        Some(Body::Credential(credential)) => credential.owner.is_none(),
        Some(_) | None => false,
    }
}
