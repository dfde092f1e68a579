//! A seal that belongs to nothing beside it.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::layout::Meaning;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Body;
use crate::kinds::Kind;
use crate::kinds::trust::Trust;
use crate::trust::seal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "stray-seal",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A seal that belongs to nothing beside it",
    what: "A seal beside an approval is that of its signer, and one beside a version of the trust \
           policy is that of an admin of that version or the one before it.",
    why: "It vouches for nothing, and whoever sees it may think that it does. Often a record was \
          renamed and its seal was not.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-03-12-incident-responder-chen.chen.seal --
dHJlZSA0YjgyNWRj
",
            marks: &["dHJlZSA0YjgyNWRj"],
        },
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-clear-writer-chen.ada.seal --
dHJlZSA0YjgyNWRj
",
            marks: &["dHJlZSA0YjgyNWRj"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.ada.seal --
dHJlZSA0YjgyNWRj
",
            marks: &["dHJlZSA0YjgyNWRj"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let sides = context.catalog.side_files().iter();
    for side in sides.filter(|side| side.meaning == Meaning::Seal) {
        let path = &side.source.path;
        let Some(stray) = stray(context.catalog, path) else { continue };
        findings.add(
            Problem::new(Place::file(path), stray).here("vouches for nothing").help(format!(
                "if a record was renamed, rename its seal with it; otherwise take it away: `git rm {}`",
                shell::word(path)
            )),
        );
    }
}

/// Why a seal belongs to nothing, if that is so.
fn stray(catalog: &Catalog, path: &str) -> Option<String> {
    let Some((stem, signer)) = seal::parts(path) else {
        return Some("the name of this seal has no signer".to_owned());
    };
    let record = format!("{stem}.yaml");
    let Some(found) = catalog.at_path(&record) else {
        return Some(format!("there is no {record} for this seal of `{signer}`"));
    };
    match &found.document {
        Some(Body::Approval(approval)) if approval.signer.as_str() != signer => {
            Some(format!("this is a seal of `{signer}`, and `{}` is the signer", approval.signer))
        }
        Some(Body::Trust(_)) if !may_seal(catalog, found, signer) => {
            Some(format!("`{signer}` is no admin of this version or the one before it"))
        }
        _ => None,
    }
}

fn may_seal(catalog: &Catalog, version: &Record, signer: &str) -> bool {
    let number: Option<u16> = version.name.parse().ok();
    let before = number.and_then(|number| number.checked_sub(1));
    let before = before.and_then(|number| catalog.record(Kind::Trust, &format!("{number:04}")));
    let mut versions = [Some(version), before].into_iter().flatten().filter_map(Entry::<Trust>::of);
    versions.any(|trust| trust.document.admins.people.iter().any(|admin| admin.as_str() == signer))
}
