//! The words for somebody's day: the goal, the next step, what waits for whom.

use super::Sheet;
use crate::base::date::Date;
use crate::insight::agenda::Item;
use crate::kinds::goal::State;
use crate::report::agenda::words as due;
use crate::report::counted;
use crate::report::readiness::words as lines;
use crate::report::readiness::words::one_line;
use crate::standing::demand::Demand;
use crate::standing::motion::Motion;
use crate::wording::capital;

/// Their last day, where it is behind them.
fn left(sheet: &Sheet<'_>) -> Option<Date> {
    sheet.person.left.filter(|left| *left < sheet.as_of)
}

/// The goal in one line.
#[must_use]
pub fn goal(sheet: &Sheet<'_>) -> String {
    if let Some(left) = left(sheet) {
        return format!("Left on {left}; what they earned here stays theirs.");
    }
    let Some(goal) = sheet.goal else {
        return "No goal yet; there is no hurry.".to_owned();
    };
    let catalog = sheet.agenda.catalog;
    let title = |id: &str| {
        let role = catalog.role(id).map(|role| one_line(&role.role.title));
        role.unwrap_or_else(|| id.to_owned())
    };
    let since = goal.record.date().map(|date| format!(", since {date}")).unwrap_or_default();
    let until = goal.until.map(|until| format!(", by {until}")).unwrap_or_default();
    let role = goal.document.role.as_ref().map(|role| title(role.as_str()));
    let candidates: Vec<String> = goal.candidates.iter().map(|id| title(id.as_str())).collect();
    match (goal.state, role) {
        (State::Set, Some(role)) => format!("Goal: {role}{since}{until}"),
        (State::Set, None) => format!("A goal without a role{since}{until}"),
        (State::Exploring, _) if !candidates.is_empty() => {
            format!("Looking around: {}{since}", candidates.join(" or "))
        }
        (State::Exploring, Some(role)) => format!("Looking around, towards {role}{since}"),
        (State::Exploring, None) => format!("Looking around{since}"),
    }
}

/// The verdict in one line.
#[must_use]
pub fn verdict(sheet: &Sheet<'_>) -> Option<String> {
    sheet.readiness.as_ref().map(|sheet| lines::headline(&sheet.readiness))
}

/// What to do next, and the command for it.
#[must_use]
pub fn next(sheet: &Sheet<'_>) -> Option<(String, Option<String>)> {
    if left(sheet).is_some() {
        return None;
    }
    if sheet.readiness.is_none() && sheet.goal.is_none() {
        let command = format!("learn goal --exploring{}", whose(sheet));
        return Some(("say where you might want to go".to_owned(), Some(called(sheet, &command))));
    }
    let next = sheet.readiness.as_ref()?.next?;
    let (what, command) = lines::next(sheet.agenda.catalog, sheet.person.id(), sheet.is_me, next);
    Some((what, command.map(|command| called(sheet, &command))))
}

/// What of theirs waits for others, each as a sentence.
#[must_use]
pub fn waiting(sheet: &Sheet<'_>) -> Vec<String> {
    let Some(readiness) = &sheet.readiness else { return Vec::new() };
    let catalog = sheet.agenda.catalog;
    let claims = readiness.readiness.open_claims.iter().map(|claim| {
        let subject = match claim.subject {
            Demand::Credential(id) | Demand::Competency { id, .. } => due::subject(catalog, id),
            Demand::Module(_)
            | Demand::Portfolio(_)
            | Demand::Experience(_)
            | Demand::Choose { .. }
            | Demand::Unreadable(_) => claim.claim.id().to_owned(),
        };
        let waits = Motion::ClaimWaiting {
            claim: claim.claim.id(),
            since: claim.date,
            waits_for: claim.waits_for.clone(),
        };
        format!("{subject}: {}", lines::motion(catalog, &waits))
    });
    claims.collect()
}

/// A date of their own.
#[must_use]
pub fn date(sheet: &Sheet<'_>, item: &Item<'_>) -> String {
    line(sheet, item, Some(sheet.person.id()))
}

/// A date of somebody else.
#[must_use]
pub fn date_of_another(sheet: &Sheet<'_>, item: &Item<'_>) -> String {
    line(sheet, item, None)
}

fn line(sheet: &Sheet<'_>, item: &Item<'_>, reader: Option<&str>) -> String {
    let title = capital(&due::title(sheet.agenda.catalog, item, reader));
    let overdue = if item.due < sheet.as_of { "overdue" } else { "" };
    let more: Vec<String> = [due::detail(item), overdue.to_owned()]
        .into_iter()
        .filter(|more| !more.is_empty())
        .collect();
    if more.is_empty() { title } else { format!("{title} — {}", more.join(", ")) }
}

/// The command that decides a claim.
#[must_use]
pub fn command(sheet: &Sheet<'_>, item: &Item<'_>) -> Option<String> {
    let command = due::command(sheet.agenda.catalog, item, Some(sheet.person.id()))?;
    Some(called(sheet, &command))
}

/// `and 3 more`.
#[must_use]
pub fn more(count: usize, sheet: &Sheet<'_>) -> Option<String> {
    let whose = if sheet.is_me { String::new() } else { format!(" {}", sheet.person.id()) };
    (count > 0)
        .then(|| format!("and {}: {} agenda{whose}", counted(count, "more date"), sheet.learn))
}

/// What nobody should forget on a day with gaps.
#[must_use]
pub fn kind_word(sheet: &Sheet<'_>) -> Option<&'static str> {
    use crate::standing::verdict::Verdict;
    match sheet.readiness.as_ref()?.readiness.verdict {
        Verdict::Unknown | Verdict::NotYet => Some("Everyone has gaps; it is not pass or fail."),
        Verdict::Ready => Some("A complete list is evidence for a promotion, not the promotion."),
        Verdict::Pending | Verdict::NoExpectations => None,
    }
}

/// A command of this program as it is called here, without the name of whoever types it.
fn called(sheet: &Sheet<'_>, command: &str) -> String {
    let mine = format!(" --person {}", sheet.person.id());
    let command = if sheet.is_me { command.replacen(&mine, "", 1) } else { command.to_owned() };
    command.strip_prefix("learn").map_or(command.clone(), |rest| format!("{}{rest}", sheet.learn))
}

fn whose(sheet: &Sheet<'_>) -> String {
    if sheet.is_me { String::new() } else { format!(" --person {}", sheet.person.id()) }
}
