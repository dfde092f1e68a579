//! A private note that is shown to the whole company.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::kinds::parts::visibility::Visibility;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "widened-visibility",
    subject: Subject::People,
    level: Level::Hint,
    summary: "A private note that the whole company may see",
    what: "Journal entries and notes of meetings are private unless they say otherwise. This points out \
           those whose `visibility` is `org` or `public`, so that it never happens by accident.",
    why: "Such notes often speak of others. Whoever meant it writes an allow beside it and is left in peace.",
    bad: &[Case {
        files: "\
-- people/ada/journal/2026-04-02.md --
---
title: First night as scribe
visibility: public
---
I wrote down every minute.
",
        marks: &["public"],
    }],
    good: Case {
        files: "\
-- people/ada/journal/2026-04-02.md --
---
title: First night as scribe
visibility: team
---
I wrote down every minute.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for kind in [Kind::Journal, Kind::Meeting] {
        for record in context.catalog.of_kind(kind) {
            let Some(visibility) = record.visibility.filter(|wide| *wide > Visibility::Team) else {
                continue;
            };
            let who = match visibility {
                Visibility::Private | Visibility::Mentor | Visibility::Team => continue,
                Visibility::Org => "everybody in the company",
                Visibility::Public => "anybody",
            };
            findings.add(
                Problem::new(
                    record.at(pointer!["visibility"]),
                    format!("this {} may be seen by {who}", kind.about().title.to_lowercase()),
                )
                .here("wider than `private`")
                .help(
                    "take the line out to keep it private; if it is meant so, write \
                     `# learn: allow(widened-visibility) <why>` beside it",
                ),
            );
        }
    }
}
