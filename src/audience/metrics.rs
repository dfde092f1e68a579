//! Metrics as an audience may see them: no small group, no assessor by name, no name that is not theirs.

use super::reader::Reader;
use super::small_groups::together;
use super::view::View;
use crate::catalog::people::People;
use crate::insight::metrics::{self, Answer, Question, Unit};
use crate::kinds::metric::Metric;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::team::Team;
use crate::trust::ledger::Ledger;

/// Answers a question for a reader.
///
/// One person, one team and all leads together are told what the whole company is: figures are nobody's.
///
/// # Errors
/// When the question names what the reader may not see, or narrows down so far that two answers laid side
/// by side would tell of few people; what to ask instead, in a sentence.
pub fn ask<'a>(
    reader: &Reader<'a>,
    ledger: &'a Ledger<'a>,
    question: Question<'a>,
) -> Result<Answer<'a>, String> {
    ask_until(reader, ledger, question, &|| false)
}

/// The same for somebody who may go, as [`metrics::ask_until`] does.
///
/// # Errors
/// As for [`ask`].
pub fn ask_until<'a>(
    reader: &Reader<'a>,
    ledger: &'a Ledger<'a>,
    question: Question<'a>,
    is_over: &(dyn Fn() -> bool + Sync),
) -> Result<Answer<'a>, String> {
    let people = People::on(ledger.catalog(), question.as_of);
    let view = View::new(ledger, &people, *reader);
    let scope = question.scope;
    let narrowed = [scope.team.is_some(), scope.role.is_some(), question.by.is_some()];
    if narrowed.into_iter().filter(|is_narrowed| *is_narrowed).count() > 1 {
        return Err(
            "with an audience, a team, a role and a division cannot be combined: laid side by \
                    side, such answers would tell of few people\n  \
                    help: ask for one of `--team`, `--role` and `--by`"
                .to_owned(),
        );
    }
    if let Some(team) = scope.team.filter(|team| view.get::<Team>(team.id()).is_none()) {
        return Err(format!("the team `{}` is not shown to {}", team.id(), reader.in_words()));
    }
    if let Some(role) = scope.role.filter(|role| view.role(role.id()).is_none()) {
        return Err(format!("the role `{}` is not shown to {}", role.id(), reader.in_words()));
    }
    let question = Question { grouping: Some(together), ..question };
    let mut answer = metrics::ask_until(ledger, question, is_over);
    let cells = answer
        .metrics
        .iter_mut()
        .flat_map(|metric| metric.total.iter_mut().chain(&mut metric.parts));
    for unit in cells.flat_map(|cell| &mut cell.units) {
        let is_seen = match unit {
            Unit::Team(team) => view.get::<Team>(team.id()).is_some(),
            Unit::Role(role) => view.role(role.id()).is_some(),
            Unit::NoTeam | Unit::OtherRoles | Unit::OnPathway | Unit::OnNone | Unit::Unnamed => {
                true
            }
        };
        if !is_seen {
            *unit = Unit::Unnamed;
        }
    }
    answer.business.retain(|business| view.get::<Metric>(business.metric.id()).is_some());
    for business in &mut answer.business {
        business
            .teams
            .retain(|newest| newest.team.is_none_or(|team| view.get::<Team>(team.id()).is_some()));
        business.adoption.retain(|adoption| {
            reader.reaches(&people, adoption.record.visibility.unwrap_or(Visibility::Public))
        });
    }
    Ok(answer)
}

impl<'a> View<'a> {
    /// Whether figures of the company stand on pages for this audience: only for those who are in it.
    ///
    /// Which of them a company tells anybody is for the company to say; `learn metrics --audience public`
    /// prints those that it may.
    #[must_use]
    pub fn tells_figures(&self) -> bool {
        self.reader.reaches(self.people, Visibility::Org)
    }

    /// What may be told of the program's metrics; the grouping of the question is the house's own.
    ///
    /// # Errors
    /// As for [`ask`].
    pub fn metrics(
        &self,
        question: Question<'a>,
        is_over: &(dyn Fn() -> bool + Sync),
    ) -> Result<Answer<'a>, String> {
        ask_until(&self.reader, self.ledger, question, is_over)
    }
}
