//! Excerpts: the same answer about fewer people, as if nobody had asked about the others.

use std::collections::BTreeSet;

use super::{Answer, Picture, comparison, coverage, mentoring};
use crate::catalog::{Catalog, Entry};
use crate::kinds::person::Person;

/// Which people an excerpt tells about.
pub struct Told<'t, 'a> {
    /// Whether it may tell what is asked of a person and what is attested to them.
    pub gaps: &'t dyn Fn(Entry<'a, Person>) -> bool,
    /// Whether it may tell what a person offers to others.
    pub offers: &'t dyn Fn(Entry<'a, Person>) -> bool,
}

impl<'a> Answer<'a> {
    /// The answer about some of its people alone, and how many are left out.
    ///
    /// Who is left out is in no number either, so that nothing about them can be had by subtraction. Where
    /// anybody is left out, nothing is said of who alone holds something: it would be said of the others.
    #[must_use]
    pub fn excerpt(self, told: &Told<'_, 'a>) -> (Self, usize) {
        let catalog = self.catalog;
        let mut left_out = BTreeSet::new();
        let mut pictures = [Some(self.now), self.before];
        for picture in pictures.iter_mut().flatten() {
            left_out.extend(picture.leave_out(told));
        }
        if !left_out.is_empty() {
            for picture in pictures.iter_mut().flatten() {
                picture.count_anew(catalog);
            }
        }
        let [now, before] = pictures;
        let now = now.unwrap_or(Picture {
            day: self.question.now.day,
            units: Vec::new(),
            critical: Vec::new(),
            staff: Vec::new(),
        });
        let scope = self.question.scope;
        let changes = before
            .as_ref()
            .map_or_else(Vec::new, |before| comparison::changes(before, &now, &self.question.now));
        let mentoring = |picture| mentoring::mentoring(catalog, &scope, picture);
        let answer = Self {
            catalog,
            mentoring: self.question.mentors.then(|| mentoring(&now)),
            mentoring_before: before.as_ref().filter(|_| self.question.mentors).map(mentoring),
            question: self.question,
            now,
            before,
            changes,
            left_out: None,
        };
        (answer, left_out.len())
    }
}

impl<'a> Picture<'a> {
    /// Takes people out, and says whom.
    fn leave_out(&mut self, told: &Told<'_, 'a>) -> BTreeSet<String> {
        let mut left_out = BTreeSet::new();
        for unit in &mut self.units {
            unit.members.retain(|member| {
                let stays = member.post.who.person().is_none_or(told.gaps);
                if !stays {
                    left_out.insert(member.post.who.id().into_owned());
                }
                stays
            });
        }
        self.staff.retain(|post| post.who.person().is_none_or(told.offers));
        left_out
    }

    /// Counts what is left.
    fn count_anew(&mut self, catalog: &'a Catalog) {
        self.critical.clear();
        self.units.retain(|unit| !unit.members.is_empty());
        for unit in &mut self.units {
            let members: Vec<_> = unit.members.iter().collect();
            unit.rows = coverage::rows(catalog, &members, &[], &|_| true);
            for row in &mut unit.rows {
                row.holders.clear();
                row.is_partial = true;
            }
        }
    }
}
