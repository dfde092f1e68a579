//! Counting: the cases of each metric in a span, over the whole company.

use std::collections::{BTreeMap, BTreeSet};

use super::attendance::{Invitation, invitations};
use super::calibration::{calibrations, distances};
use super::case::{Amount, Case, number, whole};
use super::facts::{Due, Facts, Known};
use super::measure::Measure;
use super::span::Span;
use super::survival::Observed;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::catalog::people::{People, same};
use crate::kinds::feedback::Feedback;
use crate::kinds::program::Cadence;
use crate::kinds::story::Story;

/// Days of a week, for what is allotted by the week.
const WEEK: f64 = 7.0;

/// Counts what is known.
#[derive(Debug)]
pub struct Counter<'f, 'a> {
    facts: &'f Facts<'a>,
    invitations: Vec<Invitation<'a>>,
    cadence: Cadence,
    /// What an hour of somebody's work costs, where the program says so.
    hour: Option<f64>,
    /// The first day of enrolments whose time to competence is asked for; none for all of them.
    enrolled_from: Option<Date>,
}

impl<'f, 'a> Counter<'f, 'a> {
    /// A counter of what is known; of times to competence, of those who enrolled from a day on.
    #[must_use]
    pub fn new(facts: &'f Facts<'a>, enrolled_from: Option<Date>) -> Self {
        let program = facts.catalog().program();
        let investment = program.and_then(|program| program.document.investment.as_ref());
        Self {
            facts,
            invitations: invitations(facts),
            cadence: program.map(|program| program.document.cadence).unwrap_or_default(),
            hour: investment.and_then(|investment| investment.hour),
            enrolled_from,
        }
    }

    /// Whether a metric can be counted in this catalog at all.
    #[must_use]
    pub const fn has(&self, measure: Measure) -> bool {
        match measure {
            Measure::MoneyPerAward | Measure::MoneyPerRole => self.hour.is_some(),
            _ => true,
        }
    }

    /// The cases of a metric in a span, in the order of people's ids.
    #[must_use]
    pub fn cases(&self, measure: Measure, span: Span) -> Vec<Case<'a>> {
        match measure {
            Measure::TimeToCompetence => self.ways(span),
            Measure::Completion => self.due(span, |known| known.modules.as_slice()),
            Measure::Remediation => self.due(span, |known| known.chances.as_slice()),
            Measure::Participation => self.participation(span),
            Measure::Mobility => self.mobility(span),
            Measure::Retention => self.retention(span),
            Measure::MentorLoad => self.mentor_load(span),
            Measure::DaysToAnswer => self.days_to_answer(span),
            Measure::Calibration => self.calibration(span),
            Measure::FeedbackAnswered => self.feedback(span),
            Measure::LearningTime => self.learning_time(span),
            Measure::HoursPerAward | Measure::MoneyPerAward => {
                self.investment(measure, span, |known| {
                    known.awards.iter().filter(|award| span.contains(award.date)).count()
                })
            }
            Measure::HoursPerRole | Measure::MoneyPerRole => {
                self.investment(measure, span, |known| filled(known, span))
            }
            Measure::Stories => self.stories(span),
        }
    }

    /// The people in whom something changed in a span: those of a metric's cases or, where cases add up
    /// from the beginning, those of whom something is new.
    #[must_use]
    pub fn changed(&self, measure: Measure, span: Span) -> BTreeSet<&'a str> {
        if measure != Measure::TimeToCompetence {
            return super::case::people(&self.cases(measure, span));
        }
        let is_new = |known: &&Known<'a>| {
            let is_inside = |day: Date| span.contains(day);
            known.ways.iter().any(|way| {
                is_inside(way.start)
                    || way.ready.is_some_and(is_inside)
                    || way.end < self.facts.as_of && is_inside(way.end)
            })
        };
        self.facts.people.iter().filter(is_new).map(Known::id).collect()
    }

    fn everybody(&self) -> impl Iterator<Item = &'f Known<'a>> {
        self.facts.people.iter()
    }

    /// Ways begun by the end of the span, as they stood then.
    fn ways(&self, span: Span) -> Vec<Case<'a>> {
        let is_asked =
            |start: Date| start <= span.to && self.enrolled_from.is_none_or(|from| from <= start);
        let of = |known: &'f Known<'a>| {
            known.ways.iter().filter(move |way| is_asked(way.start)).map(move |way| {
                let ready = way.ready.filter(|day| *day <= span.to);
                let last = ready.unwrap_or_else(|| way.end.min(span.to));
                let has_happened = ready.is_some();
                let observed = Observed { days: last.days_since(way.start), has_happened };
                let case = case(known, way.start, Amount::Observed(observed));
                Case { role: Some(way.role.id()), ..case }
            })
        };
        self.everybody().flat_map(of).collect()
    }

    fn due(&self, span: Span, list: for<'k> fn(&'k Known<'a>) -> &'k [Due]) -> Vec<Case<'a>> {
        let of = |known: &'f Known<'a>| {
            let due = list(known).iter().filter(move |due| span.contains(due.day));
            due.map(move |due| case(known, due.day, Amount::of(due.is_done)))
        };
        self.everybody().flat_map(of).collect()
    }

    fn participation(&self, span: Span) -> Vec<Case<'a>> {
        let inside = self.invitations.iter().filter(|one| span.contains(one.day));
        inside
            .filter_map(|one| {
                let known = self.facts.person(one.person)?;
                Some(case(known, one.day, Amount::of(one.came)))
            })
            .collect()
    }

    fn mobility(&self, span: Span) -> Vec<Case<'a>> {
        let of = |known: &'f Known<'a>| {
            let here = span.overlap(known.stay)?;
            let moved = known
                .moves(span)
                .any(|(before, now)| before.team != now.team || before.role != now.role);
            let part = f64::from(u8::from(moved));
            let amount = Amount::Share { part, whole: whole(here.days()) / whole(span.days()) };
            Some(case(known, span.to, amount))
        };
        self.everybody().filter_map(of).collect()
    }

    fn retention(&self, span: Span) -> Vec<Case<'a>> {
        let before = span.from.plus_days(-1);
        let here = self.everybody().filter(|known| known.is_here_on(before));
        here.map(|known| {
            let is_on_pathway =
                known.ways.iter().any(|way| way.start <= before && before < way.end);
            let amount = Amount::of(known.is_here_on(span.to));
            Case { is_on_pathway, ..case(known, before, amount) }
        })
        .collect()
    }

    fn mentor_load(&self, span: Span) -> Vec<Case<'a>> {
        let people = People::on(self.facts.catalog(), span.to);
        let mut mentees: BTreeMap<&str, usize> = BTreeMap::new();
        let here = || self.everybody().filter(|known| known.is_here_on(span.to));
        for known in here() {
            let chosen = people.mentorships(known.person);
            let chosen = chosen.filter(|(_, _, mentor)| !same(*mentor, known.person));
            let chosen: BTreeSet<&str> = chosen.map(|(_, _, mentor)| mentor.id()).collect();
            for mentor in chosen {
                *mentees.entry(mentor).or_default() += 1;
            }
        }
        here()
            .filter_map(|known| {
                let offer = known.person.document.mentoring.as_ref()?;
                let part = number(mentees.get(known.id()).copied().unwrap_or_default());
                let amount = Amount::Share { part, whole: f64::from(offer.capacity) };
                Some(case(known, span.to, amount).behind(part > 0.0))
            })
            .collect()
    }

    fn days_to_answer(&self, span: Span) -> Vec<Case<'a>> {
        let of = |known: &'f Known<'a>| {
            let inside = known.settled.iter().filter(move |one| span.contains(one.answered));
            inside.map(move |one| {
                let is_in_time = one.answered <= self.cadence.claim_answer().after(one.asked);
                let days = one.answered.days_since(one.asked).max(0);
                case(known, one.answered, Amount::Days { days, is_in_time })
            })
        };
        self.everybody().flat_map(of).collect()
    }

    fn calibration(&self, span: Span) -> Vec<Case<'a>> {
        distances(&calibrations(self.facts, span))
            .into_iter()
            .filter_map(|(assessor, apart)| {
                let known = self.facts.person(assessor)?;
                Some(case(known, span.to, Amount::Share { part: apart, whole: 1.0 }))
            })
            .collect()
    }

    fn feedback(&self, span: Span) -> Vec<Case<'a>> {
        let of = |feedback: Entry<'a, Feedback>| {
            let due = self.cadence.feedback_answer().after(feedback.record.date()?);
            let is_due = span.contains(due) && due <= self.facts.as_of;
            let answered = feedback.document.answer.as_ref().map(|answer| answer.date);
            let is_asked = is_due && !feedback.document.responses.is_empty();
            is_asked.then(|| nobodys(Amount::of(answered.is_some_and(|answered| answered <= due))))
        };
        self.facts.catalog().all::<Feedback>().filter_map(of).collect()
    }

    fn stories(&self, span: Span) -> Vec<Case<'a>> {
        let told =
            |story: &Entry<'a, Story>| story.record.date().is_some_and(|day| span.contains(day));
        let stories = self.facts.catalog().all::<Story>().filter(told);
        stories.map(|_| nobodys(Amount::Share { part: 1.0, whole: 0.0 })).collect()
    }

    /// Who learned without learning time of their own is a case too, with nothing in the figure: their hours
    /// are in those per award, and one may be taken from the other.
    fn learning_time(&self, span: Span) -> Vec<Case<'a>> {
        let people = People::on(self.facts.catalog(), span.to);
        let of = |known: &'f Known<'a>| {
            let here = span.overlap(known.stay)?;
            let then = People::on(self.facts.catalog(), here.to);
            let on = if here.to == span.to { &people } else { &then };
            let (hours, _) = known.learned_in(span);
            let amount = match on.learning_time(known.person) {
                Some(pace) => {
                    let whole = pace.hours_per_week() * whole(here.days()) / WEEK;
                    Amount::Share { part: hours, whole }
                }
                None => Amount::Share { part: 0.0, whole: 0.0 },
            };
            Some(case(known, span.to, amount).behind(hours > 0.0))
        };
        self.everybody().filter_map(of).collect()
    }

    /// What each person who was here put into learning, over what came of it.
    ///
    /// Behind the sums stand those who put hours in, whatever the measure: cut at different places, hours and
    /// money could be taken from each other. What came of it is a count over everybody who was here.
    fn investment(
        &self,
        measure: Measure,
        span: Span,
        gained: impl Fn(&Known<'a>) -> usize,
    ) -> Vec<Case<'a>> {
        let is_money = matches!(measure, Measure::MoneyPerAward | Measure::MoneyPerRole);
        let of = |known: &'f Known<'a>| {
            span.overlap(known.stay)?;
            let (hours, cost) = known.learned_in(span);
            let part = if is_money { hours * self.hour.unwrap_or_default() + cost } else { hours };
            let amount = Amount::Share { part, whole: number(gained(known)) };
            Some(case(known, span.to, amount).behind(hours > 0.0))
        };
        self.everybody().filter_map(of).collect()
    }
}

/// How many new roles somebody took on in a span, coming from another one.
fn filled(known: &Known<'_>, span: Span) -> usize {
    let moves = known.moves(span);
    moves
        .filter(|(before, now)| {
            before.role.is_some() && now.role.is_some() && before.role != now.role
        })
        .count()
}

/// A case of somebody with their team and role on a day.
fn case<'a>(known: &Known<'a>, day: Date, amount: Amount) -> Case<'a> {
    let post = known.post(day);
    Case {
        person: Some(known.id()),
        team: post.and_then(|post| post.team),
        role: post.and_then(|post| post.role),
        is_on_pathway: false,
        is_behind: true,
        amount,
    }
}

const fn nobodys(amount: Amount) -> Case<'static> {
    Case { person: None, team: None, role: None, is_on_pathway: false, is_behind: true, amount }
}
