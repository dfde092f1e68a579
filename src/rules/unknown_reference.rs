//! A reference that leads nowhere.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject, folder_follows, nearest};
use crate::base::place::Step;
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::Record;
use crate::catalog::fault::StrayReason;
use crate::catalog::formers::{Sort, present};
use crate::catalog::index::{Catalog, Found};
use crate::catalog::references::{Noun, Reference};
use crate::kinds::{Home, Kind};
use crate::trust::policy::Policy;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-reference",
    subject: Subject::Names,
    level: Level::Error,
    summary: "A reference that leads nowhere",
    what: "Every field that names another record, a competency, a role or a priority is looked up. Ids of \
           a person's records are looked for in that person's folder first; elsewhere they are written \
           with their owner, `ada/2026-03-02-checkout-outage`. Ids under `formerly` count. \
           With `learn check --target`, what an approval, a claim or an enrolment names and the target knows stays \
           known; no setting lowers that. Versions of the \
           trust policy that others have followed are left alone, and so is what a placement or a waiver copied of a role, and who signed an approval, \
           if the policy says that their records were erased: nobody can change what is signed.",
    why: "A requirement on something that does not exist can never be met, and whoever reads it cannot \
          find out what was meant.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chn
",
        marks: &["chn"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let hidden = Hidden::of(context.catalog);
    let mut lost = BTreeSet::new();
    for record in context.catalog.records() {
        for reference in &record.references {
            let noun = reference.noun(record.kind);
            if !matches!(context.catalog.resolve(record, reference), Found::Nothing)
                || is_of_the_past(context, record, reference)
            {
                continue;
            }
            let is_hidden = may_be_in_a_broken_file(context.catalog, noun)
                || hidden.may_hold(noun, &reference.target);
            if loses_meaning(context, record, reference) {
                // Of a file that cannot be read that is said once for each id.
                if lost.insert((noun, &*reference.target)) || !is_hidden {
                    findings.add(dangling(context.catalog, record, reference).guarding(true).help(
                        "what somebody was judged by stays known: leave it there, or keep this id under `formerly` of \
                         what it is called now",
                    ));
                }
            } else if !is_hidden {
                findings.add(renamed_alone(context, record, reference).unwrap_or_else(|| {
                    dangling(context.catalog, record, reference)
                }));
            }
        }
    }
}

/// Whether what somebody was judged by, or asked to be, meant something on the target and is nothing any more:
/// whoever takes the id next would come by what others were given.
fn loses_meaning(context: &Context<'_>, record: &Record, reference: &Reference) -> bool {
    let is_of_decisions = matches!(record.kind, Kind::Approval | Kind::Claim | Kind::Enrolment);
    let Some(gate) = context.gate().filter(|_| is_of_decisions) else { return false };
    let mut sorts = Sort::ALL.into_iter().filter(|sort| sort.noun() == reference.noun(record.kind));
    sorts.any(|sort| present(gate.target.catalog(), sort, &reference.target).is_some())
}

/// Whether nobody may write this otherwise: a version of the trust policy that another one has followed,
/// what was signed by somebody whose records were erased since, or what was done with them.
fn is_of_the_past(context: &Context<'_>, record: &Record, reference: &Reference) -> bool {
    let Some(policy) = context.ledger.policy() else { return false };
    let chain = context.ledger.chain();
    match record.kind {
        Kind::Trust => chain.versions().iter().any(|version| {
            version.version() < policy.version() && version.digest == record.digest()
        }),
        Kind::Approval if is_copied(reference) => true,
        Kind::Session | Kind::Rotation | Kind::Story | Kind::Feedback => is_erased(policy, record, reference),
        _ if record.person().is_some() => is_erased(policy, record, reference),
        _ => false,
    }
}

/// Whether it names somebody who was erased.
fn is_erased(policy: &Policy<'_>, record: &Record, reference: &Reference) -> bool {
    reference.noun(record.kind) == Noun::Record(Kind::Person)
        && policy.has_erased(policy.present_id(&reference.target))
}

/// Whether it is in the copy of what lines demanded or work practised once: the role may ask for something else
/// since, and what it asked for may be gone.
fn is_copied(reference: &Reference) -> bool {
    let pointer = reference.pointer(Kind::Approval);
    let first = pointer.0.first();
    first == Some(&Step::Key("demands".into())) || first == Some(&Step::Key("evidence".into()))
}

/// Paths that were found and could not be entered or read.
struct Hidden<'a>(Vec<&'a str>);

impl<'a> Hidden<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        let strays = catalog.strays().iter();
        let hindered = strays.filter(|stray| matches!(stray.why, StrayReason::Hindered(_)));
        Self(hindered.map(|stray| &*stray.path).collect())
    }

    /// Whether the thing may be in one of them: there, nobody can say that it does not exist.
    fn may_hold(&self, noun: Noun, target: &str) -> bool {
        let Noun::Record(kind) = noun else { return false };
        let word = match kind.about().home {
            Home::Folder(folder) | Home::About(folder) => folder,
            Home::Person | Home::BelowPerson(_) => "people",
            Home::Root(file) => file,
        };
        let owner = target.split('/').next().unwrap_or(target);
        self.0.iter().any(|path| {
            let mut parts = path.split('/');
            let name = path.rsplit('/').next().unwrap_or(path);
            let stem = name.split('.').next().unwrap_or(name);
            parts.next() == Some(word)
                && (stem == owner || stem == target || !name.contains('.'))
        })
    }
}

/// Competencies, roles and priorities live inside files; while such a file cannot be read, nobody
/// can say that a reference to one of them is wrong.
fn may_be_in_a_broken_file(catalog: &Catalog, noun: Noun) -> bool {
    let holder = match noun {
        Noun::Competency => Kind::Framework,
        Noun::Role => Kind::Ladder,
        Noun::Priority => Kind::Program,
        Noun::Record(_) => return false,
    };
    catalog.of_kind(holder).any(|record| !record.is_sound())
}

/// Somebody whom the policy calls by their new id while their folder still has the old one.
fn renamed_alone(
    context: &Context<'_>,
    record: &Record,
    reference: &Reference,
) -> Option<Problem> {
    let policy = context.ledger.policy().filter(|_| record.kind == Kind::Trust)?;
    let mut people = context.catalog.of_kind(Kind::Person);
    let old = people.find(|person| policy.present_id(&person.name) == &*reference.target)?;
    Some(plain(record, reference).help(folder_follows(policy, old)?).label(old.whole(), "the folder as it is"))
}

fn dangling(catalog: &Catalog, record: &Record, reference: &Reference) -> Problem {
    let noun = reference.noun(record.kind);
    let target = &*reference.target;
    let problem = plain(record, reference);
    let place = problem.place.clone();
    let names = catalog.names(noun, record.person());
    if let Some(meant) = nearest(target, names.iter().copied()) {
        return problem
            .help(format!("did you mean `{meant}`?"))
            .suggest(format!("Write `{meant}`"), vec![Edit { place, text: meant.to_owned() }]);
    }
    problem.help(match noun {
        Noun::Record(kind) if kind.about().is_owned() && target.contains('/') => {
            let (owner, id) = target.split_once('/').unwrap_or(("", target));
            let theirs = catalog.names(noun, Some(owner));
            match nearest(id, theirs.iter().copied()) {
                Some(meant) => format!("did you mean `{owner}/{meant}`?"),
                None if theirs.is_empty() => format!("`{owner}` has no {kind} at all"),
                None => format!("`{owner}` has no {kind} of that id; `learn show {owner}` lists what there is"),
            }
        }
        Noun::Record(kind) if kind.about().is_owned() => format!(
            "a {kind} of another person is written with its owner: `ada/{}`",
            target.rsplit('/').next().unwrap_or(target)
        ),
        Noun::Record(kind) => {
            format!("make it with `learn new {kind} {target}`, or write the id of one that exists")
        }
        Noun::Competency => format!("add `{target}` to a file in frameworks/, or write an id that exists"),
        Noun::Role => format!("add a role with `id: {target}` to a file in ladders/, or write an id that exists"),
        Noun::Priority => format!("add `{target}` to `priorities` in learn.yaml, or write an id that exists"),
    })
}

/// That there is no such thing, and nothing yet about what there is.
fn plain(record: &Record, reference: &Reference) -> Problem {
    let noun = reference.noun(record.kind);
    let place = if reference.is_key(record.kind) {
        record.at_key(reference.pointer(record.kind))
    } else {
        record.at(reference.pointer(record.kind))
    };
    Problem::new(place, format!("there is no {} `{}`", noun.word(), reference.target))
        .here(format!("unknown {}", noun.word()))
}
