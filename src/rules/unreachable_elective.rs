//! Electives of which fewer can be taken than have to be chosen.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::reference::Ref;
use crate::kinds::pathway::Pathway;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unreachable-elective",
    subject: Subject::Content,
    level: Level::Error,
    summary: "Electives of which fewer can be taken than have to be chosen",
    what: "The electives of a pathway have to offer at least as many different modules and credentials as \
           `choose` asks for. Retired modules do not count.",
    why: "Nobody could ever finish the pathway.",
    bad: &[Case {
        files: "\
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: 3
  from:
    - {module: clear-writing}
    - {module: incident-basics}
    - {module: clear-writing}
reviewed: 2026-03-01
",
        marks: &["3"],
    }],
    good: Case {
        files: "\
-- pathways/electives.yaml --
title: Electives
kind: electives
electives:
  choose: 2
  from:
    - {module: clear-writing}
    - {module: incident-basics}
reviewed: 2026-03-01
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for pathway in context.catalog.all::<Pathway>() {
        let Some(electives) = &pathway.document.electives else { continue };
            let open: BTreeSet<(Option<&str>, Option<&str>)> = electives
            .from
            .iter()
            .filter(|offer| !context.is_retired(offer.module.as_ref()))
            .map(|offer| (offer.module.as_ref().map(Ref::as_str), offer.credential.as_ref().map(Ref::as_str)))
            .collect();
        let from = pointer!["electives", "from"];
        if usize::from(electives.choose) <= open.len() || !pathway.record.is_intact_at(&from) {
            continue;
        }
        let (choose, count) = (electives.choose, open.len());
        let message = format!("nobody can choose {choose} of {count}");
        findings.add(
            Problem::new(pathway.record.at(pointer!["electives", "choose"]), message)
                .here("more than there are")
                .label(pathway.record.at_key(from), format!("{count} can be taken"))
                .help(format!("offer more under `from`, or let people choose {count} at most")),
        );
    }
}
