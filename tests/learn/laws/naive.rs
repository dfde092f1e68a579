//! Section 6 of the design once more, written down as simply as it reads and without a thought of speed.

use std::collections::BTreeSet;

use super::town::{
    Ask, COMPETENCIES, CREDENTIALS, Decision, Line, Method, Person, SIGNERS, Said, TODAY, Town,
    Weight, day, terms, worked,
};
use learn::base::date::Date;
use learn::base::duration::{Duration, Unit};

/// Where a line stands, without the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    Met,
    Waived,
    NotYet,
    Unknown,
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    Award { work: BTreeSet<usize>, worked: Date, until: Option<Date> },
    NotYet,
    Revoked { work: BTreeSet<usize> },
    Waiting { work: BTreeSet<usize>, has_approvals: bool },
}

/// A credential or work that is held, or would be.
#[derive(Debug, Clone, Default)]
struct Held {
    /// Credential and day of its work, once for each award.
    awards: Vec<(usize, Date)>,
    work: BTreeSet<usize>,
}

/// Where all lines of a role stand now and once what is open is granted, and the verdict.
pub fn answer(town: &Town, person: &Person, role: usize) -> (Vec<Stands>, String) {
    let lines = &town.roles[role];
    let now = stands(person, lines, role, &held(person, false));
    let then = stands(person, lines, role, &held(person, true));
    let weights: Vec<Weight> = lines.iter().map(|line| line.weight).collect();
    let verdict = verdict(&weights, &now, &then).to_owned();
    (now, verdict)
}

/// The verdict with the default policy: 70 % of the weight, half of the lines looked at, one waived core line.
pub fn verdict(weights: &[Weight], now: &[Stands], then: &[Stands]) -> &'static str {
    if weights.is_empty() {
        return "no expectations";
    }
    if is_ready(weights, now) {
        return "ready";
    }
    if is_ready(weights, then) {
        return "pending";
    }
    let needed_not_yet =
        (0..weights.len()).any(|n| is_needed(weights[n]) && now[n] == Stands::NotYet);
    if needed_not_yet || looked_at(now) { "not yet" } else { "unknown" }
}

fn is_needed(weight: Weight) -> bool {
    matches!(weight, Weight::Core | Weight::Required)
}

fn looked_at(stands: &[Stands]) -> bool {
    let unknown = stands.iter().filter(|it| **it == Stands::Unknown).count();
    (stands.len() - unknown) * 2 >= stands.len()
}

fn is_ready(weights: &[Weight], stands: &[Stands]) -> bool {
    let (mut waived_core, mut met_weight, mut asked_weight) = (0, 0, 0);
    for (weight, stands) in weights.iter().zip(stands) {
        match (weight, stands) {
            (Weight::Core | Weight::Required, Stands::NotYet | Stands::Unknown) => return false,
            (Weight::Core, Stands::Waived) => waived_core += 1,
            (Weight::Of(weight), Stands::Met) => {
                met_weight += u32::from(*weight);
                asked_weight += u32::from(*weight);
            }
            (Weight::Of(weight), Stands::NotYet | Stands::Unknown) => {
                asked_weight += u32::from(*weight);
            }
            _ => {}
        }
    }
    waived_core <= 1
        && stands.contains(&Stands::Met)
        && (asked_weight == 0 || met_weight * 10 >= asked_weight * 7)
        && looked_at(stands)
}

fn is_known(day_of: &str) -> bool {
    day(day_of) <= day(TODAY)
}

fn is_revoked(person: &Person, number: usize) -> bool {
    // The admin may revoke alone, and nobody else may.
    person
        .decisions
        .iter()
        .any(|other| other.said == Said::Revoke(number) && is_known(other.day) && other.signer == 0)
}

/// What came of every claim: credential, claim and outcome.
fn outcomes(person: &Person) -> Vec<(usize, usize, Came)> {
    let mut claims = BTreeSet::new();
    for decision in &person.decisions {
        if matches!(decision.said, Said::Approve | Said::NotYet) && is_known(decision.day) {
            claims.insert((decision.credential, decision.claim));
        }
    }
    claims
        .into_iter()
        .map(|(credential, claim)| (credential, claim, came(person, credential, claim)))
        .collect()
}

fn came(person: &Person, credential: usize, claim: usize) -> Came {
    let about = |decision: &Decision| {
        decision.credential == credential && decision.claim == claim && is_known(decision.day)
    };
    let mut approved: Vec<&Decision> = Vec::new();
    let mut not_yet = false;
    for signer in 0..SIGNERS.len() {
        let mut said: Vec<&Decision> = (0..person.decisions.len())
            .filter(|number| !is_revoked(person, *number))
            .map(|number| &person.decisions[number])
            .filter(|decision| decision.signer == signer && about(decision))
            .filter(|decision| matches!(decision.said, Said::Approve | Said::NotYet))
            .collect();
        said.sort_by_key(|decision| (day(decision.day), decision.said == Said::NotYet));
        not_yet |= said.last().is_some_and(|last| last.said == Said::NotYet);
        let after = said.iter().rposition(|it| it.said == Said::NotYet).map_or(0, |last| last + 1);
        approved.extend(&said[after..]);
    }
    if not_yet {
        return Came::NotYet;
    }
    if let Some(award) = award(credential, claim, &approved) {
        return award;
    }
    let revoked: Vec<&Decision> = (0..person.decisions.len())
        .filter(|number| is_revoked(person, *number))
        .map(|number| &person.decisions[number])
        .filter(|decision| about(decision) && matches!(decision.said, Said::Approve | Said::NotYet))
        .collect();
    let mut all = approved.clone();
    all.extend(revoked.iter().filter(|it| it.said == Said::Approve));
    if !revoked.is_empty() && award(credential, claim, &all).is_some() {
        let work = revoked.iter().flat_map(|it| it.work.clone()).collect();
        return Came::Revoked { work };
    }
    let work = approved.iter().flat_map(|it| it.work.clone()).collect();
    Came::Waiting { work, has_approvals: !approved.is_empty() }
}

/// The award on the first day by which distinct people fill all slots.
fn award(credential: usize, claim: usize, approved: &[&Decision]) -> Option<Came> {
    let (needs, months) = terms(credential, claim);
    let mut days: Vec<Date> = approved.iter().map(|it| day(it.day)).collect();
    days.sort();
    let date = days.into_iter().find(|date| {
        let people: BTreeSet<usize> =
            approved.iter().filter(|it| day(it.day) <= *date).map(|it| it.signer).collect();
        can_sit(needs, &people)
    })?;
    let by_then: Vec<&&Decision> = approved.iter().filter(|it| day(it.day) <= date).collect();
    let work: BTreeSet<usize> = by_then.iter().flat_map(|it| it.work.clone()).collect();
    let latest = work.iter().map(|it| day(&worked(*it))).max();
    let until = months.map(|amount| Duration { amount, unit: Unit::Month }.after(date));
    Some(Came::Award { work, worked: latest.unwrap_or(date), until })
}

/// Whether distinct people can fill the slots, by trying everything.
fn can_sit(needs: &[&str], people: &BTreeSet<usize>) -> bool {
    let Some((need, rest)) = needs.split_first() else { return true };
    people.iter().any(|person| {
        let fits = *need == "any" || SIGNERS[*person].1.contains(need);
        let mut others = people.clone();
        others.remove(person);
        fits && can_sit(rest, &others)
    })
}

fn held(person: &Person, with_claims: bool) -> Held {
    let mut held = Held::default();
    for (credential, _, came) in outcomes(person) {
        if let Came::Award { work, worked, until } = came {
            held.work.extend(work);
            if until.is_none_or(|until| day(TODAY) <= until) {
                held.awards.push((credential, worked));
            }
        }
    }
    if with_claims {
        for credential in 0..CREDENTIALS.len() {
            // Of several claims for one thing only the newest.
            let open =
                person.claims.iter().filter(|it| it.credential == credential && is_known(it.day));
            let Some(newest) = open.max_by_key(|it| day(it.day)) else { continue };
            if newest.is_well_formed && day(TODAY).days_since(day(newest.day)) < 90 {
                held.awards.push((credential, day(&worked(0))));
                held.work.insert(0);
            }
        }
    }
    held
}

fn holds(held: &Held, credential: usize) -> bool {
    held.awards
        .iter()
        .any(|(other, _)| *other == credential || CREDENTIALS[*other].2 == Some(credential))
}

fn shown(held: &Held, competency: usize) -> Vec<(Date, usize)> {
    let of = held.awards.iter().map(|(credential, worked)| (CREDENTIALS[*credential].1, *worked));
    of.filter(|((other, _), _)| *other == competency)
        .map(|((_, step), worked)| (worked, step))
        .collect()
}

fn masters(held: &Held, competency: usize, asked: usize) -> bool {
    let shown = shown(held, competency);
    let reaching = shown.iter().filter(|(_, step)| *step >= asked).count();
    match COMPETENCIES[competency].1 {
        Method::Highest => reaching >= 1,
        Method::Twice => reaching >= 2,
        Method::Latest => {
            let last = shown.iter().map(|(worked, _)| *worked).max();
            !shown.is_empty()
                && shown
                    .iter()
                    .filter(|(worked, _)| Some(*worked) == last)
                    .all(|(_, step)| *step >= asked)
        }
    }
}

fn stands(person: &Person, lines: &[Line], role: usize, held: &Held) -> Vec<Stands> {
    let filled = filled(lines, held);
    (0..lines.len())
        .map(|number| stand(person, lines, role, number, held, filled[number]))
        .collect()
}

/// The members of a group that nothing else of the role asks for.
fn members(lines: &[Line], number: usize) -> Vec<usize> {
    let Ask::Choose { from, share, .. } = &lines[number].ask else { return Vec::new() };
    let is_direct = |one: &usize| lines.iter().any(|line| line.ask == Ask::Credential(*one));
    from.iter().copied().filter(|one| *share || !is_direct(one)).collect()
}

/// How many members each group counts: as many as possible in all, earlier groups first.
fn filled(lines: &[Line], held: &Held) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::new();
    let mut assign = vec![None; CREDENTIALS.len()];
    every(lines, held, 0, &mut assign, &mut best);
    for (number, line) in lines.iter().enumerate() {
        if let Ask::Choose { count, share: true, .. } = &line.ask {
            let distinct: BTreeSet<usize> =
                members(lines, number).into_iter().filter(|one| holds(held, *one)).collect();
            best[number] = distinct.len().min(*count);
        }
    }
    best
}

/// Tries every way to give each held credential to one group or none.
fn every(
    lines: &[Line],
    held: &Held,
    credential: usize,
    assign: &mut Vec<Option<usize>>,
    best: &mut Vec<usize>,
) {
    if credential == CREDENTIALS.len() {
        let fill = |number: usize| match &lines[number].ask {
            Ask::Choose { count, share: false, .. } => {
                assign.iter().filter(|it| **it == Some(number)).count().min(*count)
            }
            _ => 0,
        };
        let filled: Vec<usize> = (0..lines.len()).map(fill).collect();
        let sum = |filled: &Vec<usize>| filled.iter().sum::<usize>();
        if best.is_empty() || (sum(&filled), &filled) > (sum(best), best) {
            *best = filled;
        }
        return;
    }
    assign[credential] = None;
    every(lines, held, credential + 1, assign, best);
    for number in 0..lines.len() {
        let is_group = matches!(lines[number].ask, Ask::Choose { share: false, .. });
        if is_group && members(lines, number).contains(&credential) && holds(held, credential) {
            assign[credential] = Some(number);
            every(lines, held, credential + 1, assign, best);
            assign[credential] = None;
        }
    }
}

fn stand(
    person: &Person,
    lines: &[Line],
    role: usize,
    number: usize,
    held: &Held,
    filled: usize,
) -> Stands {
    let ask = &lines[number].ask;
    let is_met = match ask {
        Ask::Competency(competency, step) => masters(held, *competency, *step),
        Ask::Credential(credential) => holds(held, *credential),
        Ask::Work(entries) => held.work.len() >= *entries,
        Ask::Choose { count, .. } => filled >= *count,
    };
    let is_placed = person.decisions.iter().enumerate().any(|(position, it)| {
        it.said == Said::Place { role } && is_known(it.day) && !is_revoked(person, position)
    });
    if is_met || is_placed {
        return Stands::Met;
    }
    let is_waived = person.decisions.iter().enumerate().any(|(position, it)| match &it.said {
        Said::Waive { role: of, line, until } => {
            (*of, *line) == (role, number)
                && is_known(it.day)
                && day(TODAY) <= day(until)
                && !is_revoked(person, position)
        }
        _ => false,
    });
    if is_waived {
        return Stands::Waived;
    }
    // What is held now is what somebody has looked at, whatever is claimed.
    let now = self::held(person, false);
    let looked = match ask {
        Ask::Choose { .. } => {
            filled > 0
                || members(lines, number)
                    .into_iter()
                    .any(|one| was_looked_at(person, &now, &Ask::Credential(one)))
        }
        ask => was_looked_at(person, &now, ask),
    };
    if looked { Stands::NotYet } else { Stands::Unknown }
}

/// Whether a decision, an award that ended or one that is not enough says that a line is not there.
fn was_looked_at(person: &Person, held: &Held, ask: &Ask) -> bool {
    let about = |credential: usize, work: &BTreeSet<usize>| match ask {
        Ask::Competency(competency, asked) => {
            let (other, step) = CREDENTIALS[credential].1;
            other == *competency && step >= *asked
        }
        Ask::Credential(one) => credential == *one || CREDENTIALS[credential].2 == Some(*one),
        Ask::Work(_) => !work.is_empty(),
        Ask::Choose { .. } => false,
    };
    let decided = outcomes(person).iter().any(|(credential, _, came)| match came {
        Came::NotYet => about(*credential, &BTreeSet::new()),
        Came::Award { until, .. } => {
            let is_over = until.is_some_and(|until| until < day(TODAY));
            is_over && about(*credential, &BTreeSet::new())
        }
        Came::Revoked { work } => about(*credential, work),
        Came::Waiting { work, has_approvals } => *has_approvals && about(*credential, work),
    });
    let not_enough = match ask {
        // Something of it is attested: a lower proficiency, too seldom, or not by the latest work.
        Ask::Competency(competency, _) => !shown(held, *competency).is_empty(),
        Ask::Work(_) => !held.work.is_empty(),
        Ask::Credential(_) | Ask::Choose { .. } => false,
    };
    decided || not_enough
}
