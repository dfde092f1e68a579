//! A role that somebody had in the past and is said to have been another one.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::{Catalog, Entry};
use crate::kinds::approval::Decision;
use crate::kinds::person::Person;
use crate::pointer;
use crate::trust::coaching::{LATE_DAYS, Span};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "role-rewritten",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A role of the past that is said otherwise",
    what: "With `learn check --target`, whoever is known to the target had the same role on every day until 7 days \
           ago as the target has it. A role that a verified promotion or placement gives from that day on is said \
           by its signer and is left out, and so is a role that the target knows nothing of.",
    why: "A role counts towards the time that a promotion asks for, and `roles` is a plain line that anyone can \
          write. A mistake may be corrected all the same: it is a warning, which nothing in the change takes away.",
    bad: &[Case {
        files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2025-11-03, role: engineer, team: routing}]
-- people/ada/person.yaml --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
",
        marks: &["{from: 2024-05-06, role: engineer, team: routing}"],
    }],
    good: Case {
        files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
-- people/ada/person.yaml --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}, {from: 2026-04-13, team: routing}]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    let before = target.catalog();
    let late = context.as_of.plus_days(-LATE_DAYS);
    for was in before.all::<Person>() {
        let now = context.catalog.get::<Person>(was.id());
        let Some(now) = now.filter(|now| now.roles != was.roles && !was.roles.is_empty()) else { continue };
        let first = was.roles.iter().chain(&now.roles).map(|role| role.from).min().unwrap_or(late);
        let span = Span { first: first.min(late), last: late };
        let mut days = span.turns(was.document);
        days.extend(span.turns(now.document));
        let Some(day) = days.into_iter().find(|day| differs(context, before, (was, now), *day)) else { continue };
        let position = now.document.position_on(day);
        let number = now.roles.iter().position(|one| position.is_some_and(|held| std::ptr::eq(one, held)));
        let place = number.map_or_else(|| pointer!["roles"], |number| pointer!["roles", number]);
        let said = |catalog: &Catalog, person: &Person| {
            role(catalog, person, day).map_or("without a role".to_owned(), |role| format!("`{role}`"))
        };
        let (then, other) = (said(before, was.document), said(context.catalog, now.document));
        findings.add(
            Problem::new(
                now.record.at(place),
                format!("on {day} `{}` was {then} by {}, and is {other} by this", now.id(), context.target_name()),
            )
            .here("the past is said otherwise")
            .guarding(true)
            .help("begin a new entry of `roles` with the day of the change, and leave the past as it was; what was \
                   decided is signed with `learn promote` or `learn place`"),
        );
    }
}

/// Whether the role on a day is another one, and nobody has signed that it is.
fn differs(context: &Context<'_>, before: &Catalog, (was, now): (Entry<'_, Person>, Entry<'_, Person>), day: Date) -> bool {
    let of = |role: Option<&str>| role.map(str::to_owned);
    let then = role(before, was.document, day).map(|id| context.catalog.role(id).map_or(id, |role| role.id()));
    if of(then) == of(role(context.catalog, now.document, day)) {
        return false;
    }
    let Some(held) = now.document.position_on(day) else { return true };
    let Some(id) = held.role.as_ref().and_then(|id| context.catalog.role(id.as_str())) else { return true };
    !context.ledger.about(now.id()).any(|(_, verified)| {
        let approval = verified.approval.document;
        let signed = context.catalog.role(approval.role_id());
        matches!(approval.decision, Decision::Promote | Decision::Place)
            && signed.is_some_and(|signed| signed.id() == id.id())
            && approval.from.unwrap_or(approval.date) <= held.from
    })
}

/// The present id of somebody's role on a day.
fn role<'a>(catalog: &'a Catalog, person: &'a Person, day: Date) -> Option<&'a str> {
    let id = person.role_on(day)?.as_str();
    Some(catalog.role(id).map_or(id, |role| role.id()))
}
