//! What several rules say alike: the word that was meant, who may decide, a circle, and what nobody went through.

use super::Context;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::place::Pointer;
use crate::base::problem::{Edit, Problem};
use crate::base::reference::{Ref, to};
use crate::base::shell;
use crate::catalog::graph::Link;
use crate::catalog::{Entry, Record};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::pointer;
use crate::trust::chain::Fault;
use crate::trust::ledger::Judged;
use crate::trust::policy::Policy;
use crate::trust::seal;

/// `; did you mean `module`?` for the end of a complaint about a word, or nothing.
#[must_use]
pub fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// The nearest of `known` to a misspelt word, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let mut best: Option<(f64, &'a str)> = None;
    for candidate in known {
        if candidate == word {
            continue;
        }
        let mut likeness = strsim::damerau_levenshtein(&lower, candidate);
        if candidate.starts_with(&lower) || lower.starts_with(candidate) {
            likeness = likeness.min(2);
        }
        let longest = lower.chars().count().max(candidate.chars().count()).max(1);
        #[allow(clippy::cast_precision_loss)] // words are short
        let distance = likeness as f64 / longest as f64;
        let better = best.is_none_or(|(least, first)| {
            distance < least || (distance - least).abs() < f64::EPSILON && candidate < first
        });
        if distance <= 0.34 && better {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How the folder of somebody follows whom the trust policy has renamed already; none where it has not.
#[must_use]
pub fn folder_follows(policy: &Policy<'_>, person: &Record) -> Option<String> {
    let (old, new) = (&*person.name, policy.present_id(&person.name));
    let (from, to) = (format!("people/{old}"), format!("people/{new}"));
    (person.kind == Kind::Person && old != new).then(|| {
        format!(
            "policy and folder are renamed in one branch: `git mv {} {}` on this one, with `{old}` under `formerly` \
             in its person.yaml",
            shell::word(&from),
            shell::word(&to)
        )
    })
}

/// Some names, or the first of many and how many there are.
#[must_use]
pub fn several(names: &[&str]) -> String {
    match names {
        [first, second, third, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second}, {third} and {} others", rest.len())
        }
        few => few.join(", "),
    }
}

/// The versions of the trust policy that are not in force: each with its number and why.
pub fn broken_versions<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (&'a Record, u16, &'a Fault)> {
    let catalog = context.catalog;
    context.ledger.chain().faults.iter().filter_map(|(path, fault)| {
        let record = catalog.at_path(path)?;
        Some((record, record.name.parse().ok()?, fault))
    })
}

/// The command with which a signer takes a decision anew.
#[must_use]
pub fn signing(approval: &Approval) -> String {
    let (verb, more) = match approval.decision {
        Decision::Approve => ("approve", ""),
        Decision::NotYet => ("approve", " --not-yet"),
        Decision::Endorse => ("endorse", ""),
        Decision::Waive => ("waive", ""),
        Decision::Revoke => ("revoke", ""),
        Decision::Promote => ("promote", ""),
        Decision::Place => ("place", ""),
    };
    let (person, subject) = (approval.person.as_str(), approval.subject.as_str());
    format!("`learn {verb} {} {}{more}`", shell::word(person), shell::word(subject))
}

/// How a new record, which is part of the change alone, is taken out of it again with its seal.
#[must_use]
pub fn off_the_branch(judged: &Judged<'_>) -> String {
    let path: &str = &judged.record.source.path;
    let approval = Entry::<Approval>::of(judged.record);
    let seal = approval.map(|approval| seal::path(path, approval.document.signer.as_str()));
    let paths = [Some(path), seal.as_deref()].into_iter().flatten().map(shell::word);
    let paths: Vec<_> = paths.collect();
    format!(
        "take the record, which has not landed yet, off this branch (`git rm {}`)",
        paths.join(" ")
    )
}

/// Who else may take the decision of an approval, as half a sentence.
#[must_use]
pub fn who_may(context: &Context<'_>, approval: &Approval) -> String {
    let (person, subject) = (approval.person.as_str(), approval.subject.as_str());
    let policy = context.ledger.policy();
    let may = policy.map(|policy| policy.who_may(approval.decision, subject)).unwrap_or_default();
    let names: Vec<String> =
        may.iter().filter(|one| **one != person).map(|one| format!("`{one}`")).collect();
    if names.is_empty() {
        return "nobody may decide this yet: an admin lets somebody with `learn trust add`"
            .to_owned();
    }
    format!("{} may decide this: {}", names.join(" or "), signing(approval))
}

/// How many steps of a circle its message names; every one of them has a label.
const MOST_NAMES: usize = 8;

/// The problem of things that name one another in a circle; `leads` is what each says of the next:
/// "asks for".
#[must_use]
pub fn circle(links: &[Link<'_>], leads: &str) -> Option<Problem> {
    let (first, others) = links.split_first()?;
    let others_named: Vec<&str> = others.iter().map(|link| link.name).collect();
    let way = match others_named.as_slice() {
        [] => String::new(),
        all if all.len() <= MOST_NAMES => format!(" by way of {}", all.join(", ")),
        [begin @ .., last] => {
            let between = begin.len() - MOST_NAMES;
            format!(" by way of {}, {between} others and {last}", begin[..MOST_NAMES].join(", "))
        }
    };
    let message = format!("`{}` {leads} itself{way}", first.name);
    let problem = Problem::new(first.place.clone(), message);
    let problem = problem.here(format!("`{}` {leads} `{}`", first.name, first.next));
    Some(others.iter().fold(problem, |problem, link| {
        problem.label(link.place.clone(), format!("`{}` {leads} `{}`", link.name, link.next))
    }))
}

/// Adds "did you mean" and the change to the word meant, or `otherwise` where none is near.
#[must_use]
pub fn did_you_mean<'a>(
    problem: Problem,
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> Problem {
    let Some(meant) = nearest(word, known) else { return problem.help(otherwise()) };
    let edit = Edit { place: problem.place.clone(), text: meant.to_owned() };
    problem.help(format!("did you mean `{meant}`?")).suggest(format!("Write `{meant}`"), vec![edit])
}

/// The problem of content that its owner should have gone through again, if that is so.
///
/// `name` is where it says what it is called, and `every` how often it is gone through.
#[must_use]
pub fn stale(
    context: &Context<'_>,
    record: &Record,
    name: Pointer,
    reviewed: Option<Date>,
    owner: Option<&Ref<to::Person>>,
    every: Duration,
) -> Option<Problem> {
    let (kind, id) = (record.kind, &record.name);
    let who = owner.map_or_else(|| "its owner".to_owned(), |owner| format!("`{owner}`"));
    let at = pointer!["reviewed"];
    let problem = match reviewed {
        None if record.is_intact_at(&at) => {
            let message = format!("{kind} `{id}` has never been reviewed");
            Problem::new(record.at(name), message).here("no `reviewed`")
        }
        Some(day) if context.is_over(Some(every.after(day))) => {
            let days = context.as_of.days_since(day);
            let message = format!("{kind} `{id}` was last reviewed {days} days ago");
            Problem::new(record.at(at), message).here(format!("due every {every}"))
        }
        _ => return None,
    };
    Some(problem.help(format!("let {who} go through it, and write the day as `reviewed`")))
}
