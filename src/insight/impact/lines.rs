//! The lines of one readiness beside those of another: what came, went, or stands elsewhere, and why.

use std::sync::Arc;

use super::Sides;
use super::cause::{self, Cause, What};
use super::reach::counterpart;
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::index::RoleEntry;
use crate::standing::demand::{Demand, present_credential, present_module};
use crate::standing::lines::{Line, Strength, inherited};
use crate::standing::readiness::{LineState, Readiness, policy};
use crate::standing::verdict::Standing;

/// A line that is not what it was.
#[derive(Debug, Clone)]
pub struct LineImpact {
    /// The role that asks, by id.
    pub role: String,
    /// Its title.
    pub role_title: String,
    /// The competency, or the requirement's id.
    pub id: String,
    /// A few words for it, as it is or was.
    pub title: String,
    /// How strongly it is or was asked for.
    pub strength: Strength,
    /// Where it stood; none for a line that is new to the person.
    pub before: Option<Standing>,
    /// Where it stands; none for a line that is gone.
    pub after: Option<Standing>,
    /// Why.
    pub causes: Vec<Cause>,
}

/// A line of one side and its like on the other.
type Pair<'r, 'a> = (Option<&'r LineState<'a>>, Option<&'r LineState<'a>>);

/// Whether a line of before and one of now belong together.
type Fits<'f> = &'f dyn Fn(&Line<'_>, &Line<'_>) -> bool;

/// Every line of the two that is not the same on both sides: as the ladders have them, what is gone last.
pub(super) fn compare(
    sides: &Sides<'_>,
    before: &Readiness<'_>,
    after: &Readiness<'_>,
) -> Vec<LineImpact> {
    let compared = Compared { sides, before, after };
    pairs(sides.after.catalog(), before, after)
        .into_iter()
        .filter_map(|(was, is)| compared.impact(was, is))
        .collect()
}

fn pairs<'r, 'a>(
    now: &Catalog,
    before: &'r Readiness<'a>,
    after: &'r Readiness<'a>,
) -> Vec<Pair<'r, 'a>> {
    let mut open: Vec<Option<&'r LineState<'a>>> = before.lines.iter().map(Some).collect();
    let mut matched: Vec<Option<&'r LineState<'a>>> = vec![None; after.lines.len()];
    let same_line = |was: &Line<'_>, is: &Line<'_>| {
        let role = now.role(was.role.id()).map_or(was.role.id(), |role| role.id());
        role == is.role.id() && same_thing(now, was, is)
    };
    let fits: [Fits<'_>; 3] = [
        &|was, is| same_line(was, is) && was.strength == is.strength,
        &same_line,
        // A demand that another role of the same person's asks for now.
        &|was, is| same_subject(now, was, is),
    ];
    for fits in fits {
        for (state, place) in after.lines.iter().zip(&mut matched) {
            if place.is_none() {
                let found = open
                    .iter_mut()
                    .find(|was| was.as_ref().is_some_and(|was| fits(&was.line, &state.line)));
                *place = found.and_then(Option::take);
            }
        }
    }
    let paired = matched.into_iter().zip(&after.lines).map(|(was, is)| (was, Some(is)));
    paired.chain(open.into_iter().flatten().map(|was| (Some(was), None))).collect()
}

/// The id that a line has now.
fn present_id<'x>(now: &'x Catalog, line: &'x Line<'_>) -> &'x str {
    match &line.demand {
        Demand::Competency { id, .. } => now.competency(id).map_or(*id, |found| found.id),
        _ => line.id,
    }
}

const fn is_expectation(line: &Line<'_>) -> bool {
    !matches!(line.strength, Strength::Required)
}

fn same_thing(now: &Catalog, was: &Line<'_>, is: &Line<'_>) -> bool {
    is_expectation(was) == is_expectation(is) && present_id(now, was) == is.id
}

fn same_subject(now: &Catalog, was: &Line<'_>, is: &Line<'_>) -> bool {
    let competencies = matches!(was.demand, Demand::Competency { .. })
        && matches!(is.demand, Demand::Competency { .. });
    competencies && present_id(now, was) == is.id || same_demand(now, &was.demand, &is.demand)
}

/// Whether a demand of before asks for what one of now asks for.
fn same_demand(now: &Catalog, was: &Demand<'_>, is: &Demand<'_>) -> bool {
    match (was, is) {
        (Demand::Competency { id, at, .. }, Demand::Competency { id: now_id, at: now_at, .. }) => {
            now.competency(id).map_or(*id, |found| found.id) == *now_id && at == now_at
        }
        (Demand::Credential(id), Demand::Credential(now_id)) => {
            present_credential(now, id) == *now_id
        }
        (Demand::Module(id), Demand::Module(now_id)) => present_module(now, id) == *now_id,
        (Demand::Experience(time), Demand::Experience(now_time)) => {
            let role = |id: &str| now.role(id).map(|role| role.id().to_owned());
            let of = |time: &crate::kinds::ladder::Experience| {
                time.role.as_ref().map(|id| role(id.as_str()))
            };
            time.at_least == now_time.at_least && of(time) == of(now_time)
        }
        (
            Demand::Choose { count, from, share },
            Demand::Choose { count: now_count, from: now_from, share: now_share },
        ) => {
            count == now_count
                && share == now_share
                && from.len() == now_from.len()
                && from.iter().zip(now_from).all(|(was, is)| same_demand(now, was, is))
        }
        (was, is) => was == is,
    }
}

struct Compared<'c, 'a> {
    sides: &'c Sides<'a>,
    before: &'c Readiness<'c>,
    after: &'c Readiness<'c>,
}

impl Compared<'_, '_> {
    fn impact(
        &self,
        was: Option<&LineState<'_>>,
        is: Option<&LineState<'_>>,
    ) -> Option<LineImpact> {
        let causes = match (was, is) {
            (None, Some(is)) => self.came(&is.line),
            (Some(was), None) => self.went(&was.line),
            (Some(was), Some(is)) => {
                let mut causes = self.altered(&was.line, &is.line);
                if causes.is_empty() && was.standing == is.standing {
                    return None;
                }
                if causes.is_empty() {
                    causes = self.judged(was, is);
                } else if was.standing != is.standing {
                    causes.extend(self.vouched(was, is));
                }
                causes
            }
            (None, None) => return None,
        };
        let shown = &is.or(was)?.line;
        Some(LineImpact {
            role: shown.role.id().to_owned(),
            role_title: shown.role.role.title.as_str().to_owned(),
            id: shown.id.to_owned(),
            title: shown.title.clone(),
            strength: shown.strength,
            before: was.map(|state| state.standing.clone()),
            after: is.map(|state| state.standing.clone()),
            causes,
        })
    }

    fn catalogs(&self) -> (&Catalog, &Catalog) {
        (self.sides.before.catalog(), self.sides.after.catalog())
    }

    /// Why a line holds for the person that did not before.
    fn came(&self, line: &Line<'_>) -> Vec<Cause> {
        let (before, after) = self.catalogs();
        let path = Arc::clone(&line.role.ladder.record.source.path);
        let cause = |what| vec![Cause { path: Arc::clone(&path), what }];
        let Some(role) = counterpart(before, after, line.role) else {
            return cause(What::Added);
        };
        if !holds(before, self.before.role, role) {
            let target = Arc::clone(&self.after.role.ladder.record.source.path);
            let what = What::Inherits(line.role.role.title.as_str().to_owned());
            return vec![Cause { path: target, what }];
        }
        let Some(written) = written(after, before, role, line) else { return cause(What::Added) };
        if written.until.is_some_and(|until| until < self.sides.as_of) {
            return cause(What::Again);
        }
        let waited = self.before.coming.iter().any(|(_, coming)| same_thing(after, coming, line));
        if !waited {
            return cause(What::Uncovered);
        }
        if written.since == line.since {
            self.bound_otherwise()
        } else {
            cause(What::Begins(line.since))
        }
    }

    /// Why a line no longer holds for the person.
    fn went(&self, line: &Line<'_>) -> Vec<Cause> {
        let (_, after) = self.catalogs();
        let Some(role) = after.role(line.role.id()) else {
            let path = Arc::clone(&self.after.role.ladder.record.source.path);
            let what = What::InheritsNoLonger(line.role.role.title.as_str().to_owned());
            return vec![Cause { path, what }];
        };
        let path = Arc::clone(&role.ladder.record.source.path);
        let cause = |what| vec![Cause { path: Arc::clone(&path), what }];
        if !holds(after, self.after.role, role) {
            return cause(What::InheritsNoLonger(role.role.title.as_str().to_owned()));
        }
        let Some(written) = written(after, after, role, line) else { return cause(What::Removed) };
        if let Some(until) = written.until.filter(|until| *until < self.sides.as_of) {
            return cause(What::Ended(until));
        }
        let waits = self.after.coming.iter().find(|(_, coming)| same_thing(after, line, coming));
        match waits {
            None => cause(What::Covered),
            Some(_) if written.since == line.since => self.bound_otherwise(),
            Some((first, _)) => cause(What::Later(*first)),
        }
    }

    /// The same dates bind on another day: the grace is another one, or the person enrolled on another day.
    fn bound_otherwise(&self) -> Vec<Cause> {
        let (before, after) = self.catalogs();
        if policy(before).grace() == policy(after).grace() {
            return cause::of_person(self.sides, self.after.person.id());
        }
        let path = crate::catalog::layout::CATALOG_FILE.into();
        vec![Cause { path, what: What::Grace }]
    }

    /// What changed in a line that holds on both sides.
    fn altered(&self, was: &Line<'_>, is: &Line<'_>) -> Vec<Cause> {
        let (_, after) = self.catalogs();
        let path = Arc::clone(&is.role.ladder.record.source.path);
        let mut causes = Vec::new();
        let mut add = |what| causes.push(Cause { path: Arc::clone(&path), what });
        match (&was.demand, &is.demand) {
            (Demand::Competency { at, .. }, Demand::Competency { id, at: now_at, step, .. })
                if at != now_at =>
            {
                let was_step = after.competency(id).and_then(|competency| competency.step(at));
                let (from, to) = ((*at).to_owned(), (*now_at).to_owned());
                let is_lower = *step < was_step;
                add(if is_lower { What::Lowered { from, to } } else { What::Raised { from, to } });
            }
            (was, is) if !same_demand(after, was, is) => add(What::Demand),
            _ => {}
        }
        match (was.strength, is.strength) {
            (Strength::Weight(from), Strength::Weight(to)) if from != to => {
                add(What::Weight { from, to });
            }
            (Strength::Weight(_), Strength::Core | Strength::Required) => add(What::Core),
            (Strength::Core | Strength::Required, Strength::Weight(_)) => add(What::NotCore),
            _ => {}
        }
        causes
    }

    /// The approvals of a line that count on one side only.
    fn vouched(&self, was: &LineState<'_>, is: &LineState<'_>) -> Vec<Cause> {
        let mut causes = cause::of_approvals(self.sides, self.after.person.id());
        let vouching: Vec<&Arc<str>> =
            was.evidence.iter().chain(&is.evidence).map(|evidence| &evidence.path).collect();
        causes.retain(|cause| vouching.contains(&&cause.path));
        causes
    }

    /// Why the same line stands elsewhere.
    fn judged(&self, was: &LineState<'_>, is: &LineState<'_>) -> Vec<Cause> {
        let mut causes = self.vouched(was, is);
        if causes.is_empty() {
            causes = cause::of_person(self.sides, self.after.person.id());
        }
        causes.extend(cause::of_content(self.sides, Some(&is.line.demand)));
        if matches!(was.standing, Standing::Waived(_)) || matches!(is.standing, Standing::Waived(_))
        {
            let waivers = cause::of_policy(self.sides).into_iter();
            causes.extend(waivers.filter(|cause| cause.what == What::WaivedFor));
        }
        causes
    }
}

/// Whether the demands of `asking` hold in `target`.
fn holds(catalog: &Catalog, target: RoleEntry<'_>, asking: RoleEntry<'_>) -> bool {
    inherited(catalog, target).0.iter().any(|role| role.id() == asking.id())
}

/// When a role asks for something.
struct Written {
    since: Option<Date>,
    until: Option<Date>,
}

/// The line of `role`, a role of `catalog`, that asks for what `line` asks for; ids are compared as the
/// newer catalog has them.
fn written(
    now: &Catalog,
    catalog: &Catalog,
    role: RoleEntry<'_>,
    line: &Line<'_>,
) -> Option<Written> {
    let wanted = present_id(now, line);
    if !is_expectation(line) {
        let mut requires = role.role.requires.iter();
        let found = requires.find(|requirement| requirement.id == *wanted)?;
        return Some(Written { since: found.since, until: found.until });
    }
    let found = role.role.expects.iter().find(|expectation| {
        let id = expectation.competency.as_str();
        let there = catalog.competency(id).map_or(id, |competency| competency.id);
        now.competency(there).map_or(there, |competency| competency.id) == wanted
    })?;
    Some(Written { since: found.since, until: found.until })
}
