//! The lines of a role: its own expectations and requirements and those of the roles it inherits.
//!
//! ```text
//! in force    ⇔ since ≤ day ≤ until;  for who set out towards the role before since: since + grace ≤ day ≤ until
//! lines(role) = the union over the role and all that it inherits, each role once however inheritance forks,
//!               less every line that another covers: at least the same proficiency (or number, or time)
//!               of the same thing, asked at least as strongly; core is stronger than any weight
//! ```
//!
//! A role of another ladder may be inherited, so moves between ladders need no rule of their own.

use std::collections::BTreeSet;

use super::demand::Demand;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::place::{Place, Pointer};
use crate::catalog::Catalog;
use crate::catalog::index::RoleEntry;
use crate::kinds::credential::Credential;
use crate::kinds::framework::Proficiency;
use crate::kinds::ladder::{Choice, Expectation, PortfolioDemand, Requirement};
use crate::kinds::module::Module;
use crate::pointer;

/// How strongly a line asks; the order is from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// It counts towards the threshold with this weight.
    Weight(u8),
    /// An expectation that others cannot balance.
    Core,
    /// A requirement.
    Required,
}

/// One thing that a role asks for.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The role that asks: the target itself or one it inherits.
    pub role: RoleEntry<'a>,
    /// The competency, or the requirement's id inside its role.
    pub id: &'a str,
    /// What is asked for.
    pub demand: Demand<'a>,
    /// How strongly.
    pub strength: Strength,
    /// A few words for it.
    pub title: String,
    /// The requirement in its own words: the ladder's text, or else the framework's markers, or what
    /// exactly it takes.
    pub words: Vec<String>,
    /// The first day it is asked for.
    pub since: Option<Date>,
    /// The last day it is asked for.
    pub until: Option<Date>,
    /// Where in the ladder it stands.
    pub pointer: Pointer,
    /// What the ladder says there.
    pub written: Written<'a>,
}

/// What a ladder says where it asks for something.
#[derive(Debug, Clone, Copy)]
pub enum Written<'a> {
    /// A competency at a proficiency.
    Expectation(&'a Expectation),
    /// Something else.
    Requirement(&'a Requirement),
    /// Nothing that can be read.
    Nothing,
}

impl<'a> Line<'a> {
    /// What the ladder asks for there: a group with all its members, also with those that the role asks for
    /// by themselves.
    #[must_use]
    pub fn whole_demand(&self, catalog: &'a Catalog) -> Demand<'a> {
        match self.written {
            Written::Requirement(requirement) => Demand::of_requirement(catalog, requirement),
            Written::Expectation(_) | Written::Nothing => self.demand.clone(),
        }
    }

    /// Whether a waiver that names this id means the line: by its id, or by one that its competency had.
    #[must_use]
    pub fn is_called(&self, catalog: &Catalog, id: &str) -> bool {
        let is_competency = matches!(self.demand, Demand::Competency { .. });
        let present = || catalog.competency(id).map(|entry| entry.id);
        id == self.id || is_competency && present() == Some(self.id)
    }

    /// Where the line stands.
    #[must_use]
    pub fn place(&self) -> Place {
        self.role.ladder.record.at(self.pointer.clone())
    }

    /// Whether no weight of other lines can make up for it.
    #[must_use]
    pub const fn is_needed(&self) -> bool {
        matches!(self.strength, Strength::Core | Strength::Required)
    }
}

/// The lines of a role on a day, and those that are still to come.
#[derive(Debug, Clone, Default)]
pub struct Lines<'a> {
    /// Asked for on that day; the role's own first, each once.
    pub in_force: Vec<Line<'a>>,
    /// Asked for later, each with its first day.
    pub coming: Vec<(Date, Line<'a>)>,
}

/// What `role` asks of somebody on `day`.
///
/// `enrolled` is the day on which they set out towards the role, if they have: a demand that came in
/// afterwards binds them only once `grace` is over.
#[must_use]
pub fn lines<'a>(
    catalog: &'a Catalog,
    role: RoleEntry<'a>,
    day: Date,
    enrolled: Option<Date>,
    grace: Duration,
) -> Lines<'a> {
    let mut all = Lines::default();
    for line in written(catalog, role) {
        if line.until.is_some_and(|until| until < day) {
            continue;
        }
        let binds = line.since.map(|since| match enrolled {
            Some(enrolled) if enrolled < since => grace.after(since),
            _ => since,
        });
        match binds.filter(|first| *first > day) {
            // A demand that ends before it binds this person never comes.
            Some(first) if line.until.is_some_and(|until| until < first) => {}
            Some(first) => all.coming.push((first, line)),
            None => all.in_force.push(line),
        }
    }
    all.in_force = without_dominated(all.in_force);
    all.coming.sort_by_key(|(first, _)| *first);
    leave_out_direct_members(&mut all.in_force);
    all
}

/// The roles whose demands hold for `role`: itself first, then those it inherits, each once.
///
/// The second list holds the references among them that lead nowhere.
#[must_use]
pub fn inherited<'a>(
    catalog: &'a Catalog,
    role: RoleEntry<'a>,
) -> (Vec<RoleEntry<'a>>, Vec<&'a str>) {
    let mut seen = BTreeSet::from([role.id()]);
    let mut roles = vec![role];
    let mut dangling = Vec::new();
    let mut open = parents(role);
    open.reverse();
    while let Some(id) = open.pop() {
        match catalog.role(id) {
            Some(parent) if seen.insert(parent.id()) => {
                roles.push(parent);
                open.extend(parents(parent).into_iter().rev());
            }
            Some(_) => {}
            None => dangling.push(id),
        }
    }
    (roles, dangling)
}

fn parents(role: RoleEntry<'_>) -> Vec<&str> {
    match &role.role.inherits {
        Some(listed) => listed.iter().map(crate::base::reference::Ref::as_str).collect(),
        None => role
            .position
            .checked_sub(1)
            .and_then(|before| role.ladder.document.roles.get(before))
            .map(|before| before.id.as_str())
            .into_iter()
            .collect(),
    }
}

/// Every line of the role and of those it inherits, as the ladders have them.
///
/// What cannot be read becomes a line of its own that nothing satisfies, so that a broken ladder
/// never makes a role easier.
#[must_use]
pub fn written<'a>(catalog: &'a Catalog, role: RoleEntry<'a>) -> Vec<Line<'a>> {
    let (roles, dangling) = inherited(catalog, role);
    let mut lines = Vec::new();
    let mut doubtful = BTreeSet::new();
    for asking in roles {
        let index = asking.position;
        for (number, expectation) in asking.role.expects.iter().enumerate() {
            let place = pointer!["roles", index, "expects", number];
            lines.push(of_expectation(catalog, asking, expectation, place));
        }
        for (number, requirement) in asking.role.requires.iter().enumerate() {
            let place = pointer!["roles", index, "requires", number];
            lines.push(of_requirement(catalog, asking, requirement, place));
        }
        let record = asking.ladder.record;
        if !record.is_sound() && doubtful.insert(&record.source.path) {
            let what = format!("what {} says where it cannot be read", record.source.path);
            lines.push(unreadable(asking, asking.ladder.id(), what));
        }
    }
    for id in dangling {
        lines.push(unreadable(role, id, format!("what {id} asks for; there is no such role")));
    }
    lines
}

fn unreadable<'a>(role: RoleEntry<'a>, id: &'a str, what: String) -> Line<'a> {
    Line {
        role,
        id,
        demand: Demand::Unreadable(what.clone()),
        strength: Strength::Required,
        title: what,
        words: Vec::new(),
        since: None,
        until: None,
        pointer: role.pointer(),
        written: Written::Nothing,
    }
}

fn of_expectation<'a>(
    catalog: &'a Catalog,
    role: RoleEntry<'a>,
    expectation: &'a Expectation,
    pointer: Pointer,
) -> Line<'a> {
    let at = expectation.at.as_str();
    let competency = catalog.competency(expectation.competency.as_str());
    let written = expectation.competency.as_str();
    let (id, name) = competency.map_or((written, written), |entry| (entry.id, entry.name()));
    let words = match (&expectation.text, competency) {
        (Some(text), _) => vec![text.as_str().to_owned()],
        (None, Some(entry)) => {
            let proficiency = entry.competency.proficiencies.get(&expectation.at);
            proficiency.map_or_else(Vec::new, shown_by)
        }
        (None, None) => Vec::new(),
    };
    Line {
        role,
        id,
        demand: Demand::of_expectation(catalog, expectation),
        strength: expectation.weight.map_or(Strength::Core, Strength::Weight),
        title: format!("{name} at {at}"),
        words,
        since: expectation.since,
        until: expectation.until,
        pointer,
        written: Written::Expectation(expectation),
    }
}

fn shown_by(proficiency: &Proficiency) -> Vec<String> {
    let markers = proficiency.markers.iter();
    let shown =
        markers.chain(proficiency.summary.iter().filter(|_| proficiency.markers.is_empty()));
    shown.map(|text| text.as_str().to_owned()).collect()
}

fn of_requirement<'a>(
    catalog: &'a Catalog,
    role: RoleEntry<'a>,
    requirement: &'a Requirement,
    pointer: Pointer,
) -> Line<'a> {
    let asks = in_words(catalog, requirement);
    let mut words: Vec<String> =
        requirement.text.iter().map(|text| text.as_str().to_owned()).collect();
    let title = match &requirement.title {
        Some(title) => {
            words.push(format!("It takes: {asks}"));
            title.as_str().to_owned()
        }
        None => asks,
    };
    Line {
        role,
        id: requirement.id.as_str(),
        demand: Demand::of_requirement(catalog, requirement),
        strength: Strength::Required,
        title,
        words,
        since: requirement.since,
        until: requirement.until,
        pointer,
        written: Written::Requirement(requirement),
    }
}

/// What a requirement asks for, in words.
#[must_use]
pub fn in_words(catalog: &Catalog, requirement: &Requirement) -> String {
    if let Some(id) = &requirement.credential {
        credential_in_words(catalog, id.as_str())
    } else if let Some(id) = &requirement.module {
        module_in_words(catalog, id.as_str())
    } else if let Some(demand) = &requirement.portfolio {
        portfolio_in_words(demand)
    } else if let Some(time) = &requirement.experience {
        let role = time.role.as_ref().map_or_else(
            || "a role here".to_owned(),
            |id| catalog.role(id.as_str()).map_or(id.as_str(), |role| &*role.role.title).to_owned(),
        );
        format!("{} as {role}", time.at_least)
    } else if let Some(count) = requirement.choose {
        let choices: Vec<String> =
            requirement.from.iter().map(|choice| choice_in_words(catalog, choice)).collect();
        format!("{count} of: {}", choices.join("; "))
    } else {
        requirement.id.as_str().to_owned()
    }
}

/// What a choice is, in words.
#[must_use]
pub fn choice_in_words(catalog: &Catalog, choice: &Choice) -> String {
    if let Some(id) = &choice.credential {
        credential_in_words(catalog, id.as_str())
    } else if let Some(id) = &choice.module {
        module_in_words(catalog, id.as_str())
    } else if let Some(id) = &choice.competency {
        let name = catalog.competency(id.as_str()).map_or(id.as_str(), |entry| entry.name());
        choice.at.as_ref().map_or_else(|| name.to_owned(), |at| format!("{name} at {at}"))
    } else {
        choice.portfolio.as_ref().map_or_else(String::new, portfolio_in_words)
    }
}

fn credential_in_words(catalog: &Catalog, id: &str) -> String {
    catalog.get::<Credential>(id).map_or(id, |entry| &*entry.document.name).to_owned()
}

fn module_in_words(catalog: &Catalog, id: &str) -> String {
    let title = catalog.get::<Module>(id).map_or(id, |entry| &*entry.document.title);
    format!("{title}, finished and judged with a claim")
}

/// What judged work is asked for, in words: `3 judged portfolio entries, from 2 modules`.
#[must_use]
pub fn portfolio_in_words(demand: &PortfolioDemand) -> String {
    let many = |number: u8, one: &str, several: &str| {
        format!("{number} {}", if number == 1 { one } else { several })
    };
    let mut parts = Vec::new();
    parts.extend(
        demand.entries.map(|n| many(n, "judged portfolio entry", "judged portfolio entries")),
    );
    parts.extend(demand.modules.map(|n| format!("from {}", many(n, "module", "modules"))));
    let of_projects =
        |n| format!("of them {}", many(n, "from a project module", "from project modules"));
    parts.extend(demand.projects.map(of_projects));
    if !demand.types.is_empty() {
        let types: Vec<&str> = demand.types.iter().map(crate::base::id::Id::as_str).collect();
        parts.push(format!("of type {}", types.join(" or ")));
    }
    if parts.is_empty() { "judged work".to_owned() } else { parts.join(", ") }
}

/// Takes out every line that another asks at least as much for at least as strongly; of equal lines
/// the first stays.
fn without_dominated(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let drops = |number: usize| {
        let line = &lines[number];
        lines.iter().enumerate().any(|(other_number, other)| {
            let covers = |one: &Line<'_>, other: &Line<'_>| {
                one.strength >= other.strength && one.demand.covers(&other.demand)
            };
            other_number != number
                && covers(other, line)
                && (other_number < number || !covers(line, other))
        })
    };
    let kept: Vec<bool> = (0..lines.len()).map(|number| !drops(number)).collect();
    lines.into_iter().zip(kept).filter_map(|(line, keep)| keep.then_some(line)).collect()
}

/// Takes what the role asks for anyway out of the groups that do not share.
fn leave_out_direct_members(lines: &mut [Line<'_>]) {
    let direct: Vec<Demand<'_>> = lines
        .iter()
        .map(|line| line.demand.clone())
        .filter(|demand| !matches!(demand, Demand::Choose { .. }))
        .collect();
    for line in lines {
        if let Demand::Choose { from, share: false, .. } = &mut line.demand {
            from.retain(|member| !direct.iter().any(|demand| demand.covers(member)));
        }
    }
}
