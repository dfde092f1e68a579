//! What roles ask for and how far it is covered: of each team for those who lead it and those in it, and of
//! the whole company for everybody in it; counts of at least [`LEAST`] people, and never a person's gap.
//!
//! Nobody is counted in two teams, so that no team less another tells of few people:
//!
//! ```text
//! a team   its own people; with those of the teams below only where none of these is counted
//! a row    a competency at a proficiency, asked of at least LEAST people of the team
//! whole    the rows that are told of teams, and what is left of the same row, where that is asked of at
//!          least LEAST people as well; the same for everybody, so that two sites can be laid side by side
//! small    a team that is not counted is told of the next one above in which its people are
//! ```

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::person::Profile;
use super::reader::Reader;
use super::share::{Sum, told};
use super::view::View;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::index::CompetencyEntry;
use crate::catalog::{Catalog, Entry};
use crate::insight::gaps::coverage::rows;
use crate::insight::gaps::{self, Hold, Member, Row, Scenario, Scope, Tally};
use crate::kinds::team::Team;

pub use super::share::Share;
pub use super::small_groups::LEAST;

/// What is told of coverage.
#[derive(Debug, Clone, Default)]
pub struct Coverages<'a> {
    /// Of each team that the reader may ask about, by id.
    teams: BTreeMap<&'a str, Coverage<'a>>,
    /// Of the whole company; nothing for those who are not in it.
    pub whole: Whole<'a>,
}

/// What is told of the whole company.
#[derive(Debug, Clone, Default)]
pub struct Whole<'a> {
    /// By competency, sorted by id.
    pub competencies: Vec<(CompetencyEntry<'a>, Share)>,
    /// By theme: by the framework's id and its own, none for competencies without one.
    pub themes: BTreeMap<(&'a str, Option<&'a str>), Share>,
    /// All of it.
    pub all: Share,
}

impl<'a> Whole<'a> {
    fn of(competencies: Vec<(CompetencyEntry<'a>, Sum)>) -> Self {
        let mut themes: BTreeMap<(&'a str, Option<&'a str>), Sum> = BTreeMap::new();
        for (entry, sum) in &competencies {
            let theme = entry.competency.theme.as_ref().map(Id::as_str);
            themes.entry((entry.framework.id(), theme)).or_default().add(*sum);
        }
        let mut all = Sum::default();
        for sum in themes.values() {
            all.add(*sum);
        }
        Self {
            competencies: competencies.into_iter().map(|(it, sum)| (it, sum.told())).collect(),
            themes: themes.into_iter().map(|(key, sum)| (key, sum.told())).collect(),
            all: all.told(),
        }
    }
}

impl<'a> Coverages<'a> {
    /// What is told of a team; none where the reader neither leads it nor is all of it.
    #[must_use]
    pub fn of(&self, team: &str) -> Option<&Coverage<'a>> {
        self.teams.get(team)
    }
}

/// How far a team is covered.
#[derive(Debug, Clone)]
pub enum Coverage<'a> {
    /// It is too small for any count; with what is told of the next team above in which its people are
    /// counted, where there is one.
    TooSmall(Option<Wider<'a>>),
    /// By competency and proficiency, with how many more are asked of fewer than [`LEAST`] people.
    Known {
        /// What is asked of at least that many.
        rows: Vec<Covered<'a>>,
        /// How many are asked of fewer.
        left_out: usize,
        /// Whether the teams below are counted in.
        with_below: bool,
    },
}

/// What is told of a team above for one that is too small.
#[derive(Debug, Clone)]
pub struct Wider<'a> {
    /// The team above.
    pub team: Entry<'a, Team>,
    /// Over how many people it is counted, those of all teams below among them.
    pub people: usize,
    /// What is asked of at least [`LEAST`] of them.
    pub rows: Vec<Covered<'a>>,
    /// How many are asked of fewer.
    pub left_out: usize,
}

/// A competency at a proficiency that a team's roles ask for.
#[derive(Debug, Clone)]
pub struct Covered<'a> {
    /// The competency.
    pub competency: CompetencyEntry<'a>,
    /// The proficiency's id.
    pub at: &'a str,
    /// Of how many people it is asked, waivers left aside.
    pub asked: usize,
    /// How many of them have it; none for nobody or one, who could be told apart.
    pub met: Option<usize>,
    /// Whether one person in the team has it at most, whatever their role.
    pub hangs_on_one: bool,
    /// That person, where their award may be seen.
    pub holder: Option<Profile<'a>>,
    /// The last day of what that person holds, where it ends.
    pub until: Option<Date>,
}

/// The people over whom a team is counted, and what is asked of enough of them.
struct Counted<'m, 'a> {
    members: Vec<&'m Member<'a>>,
    rows: Vec<Row<'a>>,
    left_out: usize,
    with_below: bool,
}

/// Everybody, by the teams they work in.
struct Staff<'m, 'a> {
    catalog: &'a Catalog,
    /// The people of each team by their place in the list of all, which is sorted by id.
    own: BTreeMap<&'a str, Vec<usize>>,
    /// The same with the people of all teams below.
    with_below: BTreeMap<&'a str, Vec<usize>>,
    all: &'m [Member<'a>],
}

impl<'m, 'a> Staff<'m, 'a> {
    fn of(catalog: &'a Catalog, all: &'m [Member<'a>]) -> Self {
        let mut own: BTreeMap<&'a str, Vec<usize>> = BTreeMap::new();
        for (place, member) in all.iter().enumerate() {
            if let Some(team) = member.post.team {
                own.entry(team.id()).or_default().push(place);
            }
        }
        let mut with_below: BTreeMap<&'a str, Vec<usize>> = BTreeMap::new();
        for (team, places) in &own {
            for above in gaps::staff::path(catalog, team) {
                with_below.entry(above).or_default().extend(places);
            }
        }
        for places in with_below.values_mut() {
            places.sort_unstable();
        }
        Self { catalog, own, with_below, all }
    }

    /// Over whom a team is counted; none where that would be too few, or tell of few by subtraction.
    fn counted(&self, team: Entry<'a, Team>, counted_below: bool) -> Option<Counted<'m, 'a>> {
        let own = self.own.get(team.id()).filter(|own| own.len() >= LEAST);
        let all = self.with_below.get(team.id());
        let wider = || all.filter(|all| all.len() >= LEAST && !counted_below);
        let members: Vec<&'m Member<'a>> =
            own.or_else(wider)?.iter().filter_map(|place| self.all.get(*place)).collect();
        let all = rows(self.catalog, &members, &[], &|_| true);
        let (large, small): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|row| row.tally.needed() >= LEAST);
        Some(Counted { members, rows: large, left_out: small.len(), with_below: own.is_none() })
    }

    /// Teams of which some team below is large enough, with those below it, to be counted by itself.
    fn above_counted(&self) -> BTreeSet<&'a str> {
        let large = self.with_below.iter().filter(|(_, all)| all.len() >= LEAST);
        large
            .flat_map(|(team, _)| {
                let above = gaps::staff::path(self.catalog, team).into_iter();
                above.filter(move |above| above != team)
            })
            .collect()
    }
}

impl<'a> View<'a> {
    /// What is told of coverage, computed for all teams at once.
    ///
    /// Teams below are counted in only where the team itself is too small and nothing is counted for any of
    /// them: what is counted for a team and for one above it would give the difference away.
    #[must_use]
    pub fn coverages(&self) -> Coverages<'a> {
        let catalog = self.ledger.catalog();
        let is_asked = |team: &Entry<'a, Team>| self.may_ask_for_coverage(*team);
        if !self.tells_figures() && !catalog.all::<Team>().any(|team| is_asked(&team)) {
            return Coverages::default();
        }
        let day = Scenario::on(self.as_of());
        let members = gaps::members(self.ledger, &Scope::default(), &day);
        let staff = Staff::of(catalog, &members);
        let above_counted = staff.above_counted();
        let all: Vec<Entry<'a, Team>> = catalog.all::<Team>().collect();
        let counted: Vec<(Entry<'a, Team>, Option<Counted<'_, 'a>>)> = all
            .into_par_iter()
            .map(|team| (team, staff.counted(team, above_counted.contains(team.id()))))
            .collect();
        let by_team: BTreeMap<&'a str, &Counted<'_, 'a>> =
            counted.iter().filter_map(|(team, it)| Some((team.id(), it.as_ref()?))).collect();
        let told = counted.par_iter().filter(|(team, _)| is_asked(team)).map(|(team, counted)| {
            let coverage = match counted {
                Some(counted) => Coverage::Known {
                    rows: self.rows(counted),
                    left_out: counted.left_out,
                    with_below: counted.with_below,
                },
                None => Coverage::TooSmall(self.wider(*team, &by_team)),
            };
            (team.id(), coverage)
        });
        let teams = told.collect();
        let rows = by_team.values().flat_map(|counted| &counted.rows);
        Coverages { teams, whole: self.whole(&members, rows) }
    }

    /// What is told of the next team above in which the people of a small one are counted.
    ///
    /// Nothing of the small team can be had from it: neither it nor any other team below is counted by itself.
    fn wider(
        &self,
        team: Entry<'a, Team>,
        counted: &BTreeMap<&'a str, &Counted<'_, 'a>>,
    ) -> Option<Wider<'a>> {
        let mut above = gaps::staff::path(self.ledger.catalog(), team.id()).into_iter().skip(1);
        let (above, counted) = above.find_map(|id| Some((id, *counted.get(id)?)))?;
        let team = self.get::<Team>(above).filter(|_| counted.with_below)?;
        let (people, left_out) = (counted.members.len(), counted.left_out);
        Some(Wider { team, people, rows: self.rows(counted), left_out })
    }

    fn rows(&self, counted: &Counted<'_, 'a>) -> Vec<Covered<'a>> {
        counted.rows.iter().filter_map(|row| self.covered(row, counted)).collect()
    }

    fn may_ask_for_coverage(&self, team: Entry<'a, Team>) -> bool {
        let lead = team.document.lead.as_ref().and_then(|id| self.people.person(id.as_str()));
        match self.reader {
            Reader::Everybody(_) => false,
            Reader::Leads => true,
            Reader::Team(own) => own.id() == team.id(),
            Reader::Person(reader) => {
                reader.document.is_here_on(self.as_of())
                    && lead.is_some_and(|lead| lead.id() == reader.id())
            }
        }
    }

    /// What is told of the whole company: the rows of teams, and what is left of them where it is enough.
    fn whole<'m>(
        &self,
        members: &[Member<'a>],
        told: impl Iterator<Item = &'m Row<'a>>,
    ) -> Whole<'a>
    where
        'a: 'm,
    {
        if !self.tells_figures() {
            return Whole::default();
        }
        let mut left: BTreeMap<(&'a str, &'a str), Tally> = BTreeMap::new();
        for line in members.iter().flat_map(|member| &member.lines) {
            left.entry((line.competency, line.at)).or_default().add(&line.state);
        }
        let mut whole: BTreeMap<&'a str, Sum> = BTreeMap::new();
        let mut by_teams: BTreeMap<(&'a str, &'a str), (usize, usize)> = BTreeMap::new();
        for row in told {
            let (met, asked) = (row.tally.met(), row.tally.needed());
            whole.entry(row.competency).or_default().count(met, asked);
            let sum = by_teams.entry((row.competency, row.at)).or_default();
            *sum = (sum.0 + met, sum.1 + asked);
        }
        for (key, all) in left {
            let (met, asked) = by_teams.get(&key).copied().unwrap_or_default();
            let (met, asked) = (all.met().saturating_sub(met), all.needed().saturating_sub(asked));
            if asked >= LEAST {
                whole.entry(key.0).or_default().count(met, asked);
            }
        }
        let seen = |(id, sum)| Some((self.competency(id)?, sum));
        Whole::of(whole.into_iter().filter_map(seen).collect())
    }

    fn covered(&self, row: &Row<'a>, counted: &Counted<'_, 'a>) -> Option<Covered<'a>> {
        let competency = self.competency(row.competency)?;
        let holder = match row.holders.as_slice() {
            [only] if matches!(only.hold, Hold::Attested) => only.who.person(),
            _ => None,
        };
        let gives = |person: &str| {
            self.awards(person)
                .iter()
                .any(|award| award.is_live && self.attests(award.subject, row))
        };
        let holder = holder.filter(|person| gives(person.id()));
        let member = counted
            .members
            .iter()
            .find(|it| holder.is_some_and(|one| it.post.who.id() == one.id()));
        Some(Covered {
            competency,
            at: row.at,
            asked: row.tally.needed(),
            met: told(row.tally.met()),
            hangs_on_one: row.holders.len() < 2,
            holder: holder.and_then(|person| self.person(person.id())),
            until: member.and_then(|member| member.met_until(&row.demand())),
        })
    }

    /// Whether what is awarded bears on a row, as today's catalog has it.
    fn attests(&self, subject: &str, row: &Row<'a>) -> bool {
        let catalog = self.ledger.catalog();
        let credential = catalog.get::<crate::kinds::credential::Credential>(subject);
        let attests = credential.into_iter().flat_map(|credential| &credential.document.attests);
        let mut competencies = attests.map(|attested| attested.competency.as_str());
        subject == row.competency
            || competencies
                .any(|id| catalog.competency(id).is_some_and(|it| it.id == row.competency))
    }
}
