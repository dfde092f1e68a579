//! A record's file without any content.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::fault::Fault;
use crate::kinds::Kind;
use crate::syntax::yaml::SyntaxErrorKind;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "empty-file",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A file without any content",
    what: "A record's file has to say something besides comments and blank lines.",
    why: "An empty file is usually one that was never finished, or one that a full disk cut off.",
    bad: &[Case {
        files: "\
-- teams/billing.yaml --
# to be written
",
        marks: &[""],
    }],
    good: Case {
        files: "\
-- teams/billing.yaml --
name: Billing
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            if let Fault::Syntax(error) = fault
                && error.kind == SyntaxErrorKind::Empty
            {
                let kind = record.kind.about().name;
                findings.add(
                    Problem::new(record.whole(), format!("the {kind} `{}` is empty", record.name))
                        .help(match record.kind {
                            Kind::Program => "`learn init` shows what belongs in it; `catalog` and `program` at least".to_owned(),
                            _ => format!("write it, or delete the file; `learn new {kind}` shows what belongs in it"),
                        }),
                );
            }
        }
    }
}
