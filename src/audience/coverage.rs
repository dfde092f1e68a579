//! What a team's roles ask for and how far it is covered, for those who lead it and those in it: counts of
//! at least [`LEAST`] people, and never a person's gap.

use super::person::Profile;
use super::reader::Reader;
use super::view::View;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::catalog::index::CompetencyEntry;
use crate::insight::gaps::coverage::rows;
use crate::insight::gaps::staff::is_below;
use crate::insight::gaps::{Hold, Member, Row, Scenario, Scope, picture};
use crate::kinds::team::Team;

/// A count over fewer people says something about each of them.
pub const LEAST: usize = 5;

/// How far a team is covered.
#[derive(Debug, Clone)]
pub enum Coverage<'a> {
    /// It is too small for any count.
    TooSmall,
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

impl<'a> View<'a> {
    /// The coverage of a team by its own people; none where the reader neither leads it nor is all of it.
    ///
    /// Teams below are counted in only where the team itself is too small and nothing is counted for any of
    /// them: what is counted for a team and for one above it would give the difference away.
    #[must_use]
    pub fn coverage(&self, team: Entry<'a, Team>) -> Option<Coverage<'a>> {
        let lead = team.document.lead.as_ref().and_then(|id| self.people.person(id.as_str()));
        let may_ask = match self.reader {
            Reader::Everybody(_) => false,
            Reader::Leads => true,
            Reader::Team(own) => own.id() == team.id(),
            Reader::Person(reader) => {
                reader.document.is_here_on(self.as_of())
                    && lead.is_some_and(|lead| lead.id() == reader.id())
            }
        };
        if !may_ask {
            return None;
        }
        let scope = Scope { team: Some(team), ..Scope::default() };
        let picture = picture(self.ledger, &scope, &Scenario::on(self.as_of()));
        let is_own = |member: &&Member<'a>| member.post.team.is_some_and(|it| it.id() == team.id());
        let mut members: Vec<&Member<'a>> = picture.members().filter(is_own).collect();
        let with_below = members.len() < LEAST;
        if with_below {
            members = picture.members().collect();
            if members.len() < LEAST || self.any_below_is_counted(team, &members) {
                return Some(Coverage::TooSmall);
            }
        }
        let all = rows(self.ledger.catalog(), &members, &[], &|_| true);
        let (large, small): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|row| row.tally.needed() >= LEAST);
        let rows = large.iter().filter_map(|row| self.covered(row, &members)).collect();
        Some(Coverage::Known { rows, left_out: small.len(), with_below })
    }

    /// Whether some team below is large enough, with those below it, to be counted by itself.
    fn any_below_is_counted(&self, team: Entry<'a, Team>, members: &[&Member<'a>]) -> bool {
        let catalog = self.ledger.catalog();
        let below = catalog.all::<Team>().filter(|it| it.id() != team.id());
        let mut below = below.filter(|it| is_below(catalog, Some(*it), team));
        below.any(|it| {
            members.iter().filter(|member| is_below(catalog, member.post.team, it)).count() >= LEAST
        })
    }

    fn covered(&self, row: &Row<'a>, members: &[&Member<'a>]) -> Option<Covered<'a>> {
        let competency = self.competency(row.competency)?;
        let met = row.tally.met();
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
        let member =
            members.iter().find(|it| holder.is_some_and(|holder| it.post.who.id() == holder.id()));
        Some(Covered {
            competency,
            at: row.at,
            asked: row.tally.needed(),
            met: (met > 1).then_some(met),
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
