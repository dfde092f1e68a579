//! Coverage: who holds what a team's roles ask for, and where one person or nobody does.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::member::{Hold, Member, Tally};
use super::near::{self, Near};
use super::staff::Who;
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::index::RoleEntry;
use crate::standing::demand::Demand;
use crate::standing::lines::Line;

/// A competency at a proficiency that roles ask for.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The competency's id.
    pub competency: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The proficiency's id.
    pub at: &'a str,
    /// Its position on the scale; none where the scale does not have it, and then nobody holds it.
    pub step: Option<usize>,
    /// The roles that ask for it, sorted by id.
    pub roles: Vec<RoleEntry<'a>>,
    /// The expectations of the people who have these roles, counted.
    pub tally: Tally,
    /// Everybody in the team who holds it at this proficiency or above, whatever their role, sorted
    /// by id.
    pub holders: Vec<Holder<'a>>,
    /// The last day of the only holder's awards; none where they go on.
    pub until: Option<Date>,
    /// Where at most one person holds it: who could with one step more, the nearest first.
    pub near: Vec<Near<'a>>,
    /// Whether people are left out of it, so that who holds it is not said.
    pub is_partial: bool,
}

/// Somebody who holds something.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    /// Who.
    pub who: Who<'a>,
    /// How.
    pub hold: Hold,
}

/// How much hangs on one person; the order is from the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Nobody holds it.
    Uncovered,
    /// Exactly one person does.
    Single,
    /// Several do.
    Covered,
    /// It is not said, since some of those who might are left out.
    Unsaid,
}

impl Risk {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Uncovered => "uncovered",
            Self::Single => "single",
            Self::Covered => "covered",
            Self::Unsaid => "unsaid",
        }
    }
}

impl<'a> Row<'a> {
    /// How much hangs on one person.
    #[must_use]
    pub const fn risk(&self) -> Risk {
        if self.is_partial {
            return Risk::Unsaid;
        }
        match self.holders.as_slice() {
            [] => Risk::Uncovered,
            [_] => Risk::Single,
            _ => Risk::Covered,
        }
    }

    /// Whether a critical role is among those that ask for it.
    #[must_use]
    pub fn is_critical(&self) -> bool {
        self.roles.iter().any(|role| role.role.critical)
    }

    /// What it demands.
    #[must_use]
    pub const fn demand(&self) -> Demand<'a> {
        Demand::Competency { id: self.competency, at: self.at, step: self.step }
    }
}

/// By competency, then from the lowest proficiency; what no scale has comes first.
type Key<'a> = (&'a str, Option<usize>, &'a str);

/// What the roles of some people ask for, and who of them holds it.
///
/// Only the lines of those count as asked for whom `asks` says so; `seeds` are lines that are asked
/// for even where nobody has the role.
#[must_use]
pub fn rows<'a>(
    catalog: &'a Catalog,
    members: &[&Member<'a>],
    seeds: &[(RoleEntry<'a>, Arc<Line<'a>>)],
    asks: &dyn Fn(&Member<'a>) -> bool,
) -> Vec<Row<'a>> {
    let mut asked: BTreeMap<Key<'a>, (Tally, BTreeMap<&'a str, RoleEntry<'a>>)> = BTreeMap::new();
    for (role, line) in seeds {
        if let Demand::Competency { id, at, step } = line.demand {
            asked.entry((id, step, at)).or_default().1.insert(role.id(), *role);
        }
    }
    for member in members.iter().filter(|member| asks(member)) {
        for line in &member.lines {
            let (tally, roles) = asked.entry((line.competency, line.step, line.at)).or_default();
            tally.add(&line.state);
            roles.extend(member.post.role.map(|role| (role.id(), role)));
        }
    }
    let asked: Vec<_> = asked.into_iter().collect();
    asked
        .into_par_iter()
        .map(|((competency, step, at), (tally, roles))| {
            let demand = Demand::Competency { id: competency, at, step };
            let holders = members
                .iter()
                .filter_map(|member| {
                    let hold = member.holds(catalog, &demand)?;
                    Some(Holder { who: member.post.who, hold })
                })
                .collect();
            Row {
                competency,
                name: catalog.competency(competency).map_or(competency, |entry| entry.name()),
                at,
                step,
                roles: roles.into_values().collect(),
                tally,
                holders,
                until: None,
                near: Vec::new(),
                is_partial: false,
            }
        })
        .collect()
}

/// Says of rows that hang on one person how long they do, and who else could with one step more.
pub fn explain<'a>(catalog: &'a Catalog, rows: &mut [Row<'a>], members: &[&Member<'a>]) {
    rows.par_iter_mut()
        .filter(|row| matches!(row.risk(), Risk::Uncovered | Risk::Single))
        .for_each(|row| {
            let demand = row.demand();
            let only = row.holders.first().map(|holder| holder.who.id());
            let only = members.iter().find(|member| Some(member.post.who.id()) == only);
            row.until = only.and_then(|member| member.met_until(&demand));
            row.near = near::near(catalog, &demand, members);
        });
}
