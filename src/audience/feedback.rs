//! Feedback as an audience may see it: how many spoke and what they said, once there are enough of them.

use super::view::View;
use crate::base::date::Date;
use crate::catalog::Record;
use crate::kinds::Kind;
use crate::kinds::feedback::{Answer, Feedback};
use crate::kinds::parts::visibility::Visibility;

/// From how many responses on scores and comments are shown: below, people guess who said what.
pub const ENOUGH: usize = 5;

/// One round of feedback.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// What it is about.
    pub about: &'a Record,
    /// Its own id, `2026-02-13-winter-round`.
    pub id: &'a str,
    /// The day people were asked.
    pub date: Date,
    /// What they were asked.
    pub question: Option<&'a str>,
    /// What was said, if at least [`ENOUGH`] people spoke.
    pub said: Option<Said<'a>>,
    /// What was done about it by the day of the view.
    pub answer: Option<&'a Answer>,
}

/// What at least [`ENOUGH`] people said.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    document: &'a Feedback,
}

impl<'a> Said<'a> {
    /// How many people spoke.
    #[must_use]
    pub fn count(&self) -> usize {
        self.document.responses.len()
    }

    /// The mean score, from 1 to 5.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let sum: u32 = self.document.responses.iter().map(|it| u32::from(it.score)).sum();
        let count = u32::try_from(self.count()).unwrap_or(u32::MAX).max(1);
        f64::from(sum) / f64::from(count)
    }

    /// The comments, sorted by their words so that their order says nothing of who spoke when.
    #[must_use]
    pub fn comments(&self) -> Vec<&'a str> {
        let responses = self.document.responses.iter();
        let mut comments: Vec<&str> = responses.filter_map(|it| it.comment.as_deref()).collect();
        comments.sort_unstable();
        comments
    }
}

impl<'a> View<'a> {
    /// All feedback on records that are pages and may be seen, the newest first.
    ///
    /// Feedback on a person is theirs and stands on no page. Each round stands for itself: several small
    /// ones are never added up, since the next one could then be had by subtraction.
    #[must_use]
    pub fn feedback(&self) -> Vec<Heard<'a>> {
        let catalog = self.ledger.catalog();
        let mut heard: Vec<Heard<'a>> = catalog
            .all::<Feedback>()
            .filter(|entry| self.reaches(entry.record, Visibility::Org))
            .filter_map(|entry| {
                let (kind, id) = entry.owner().split_once('/')?;
                let kind = *Kind::ALL.iter().find(|it| it.about().name == kind)?;
                let about = catalog.record(kind, id)?;
                let date = entry.record.date().filter(|date| *date <= self.as_of())?;
                let document = entry.document;
                let answer = document.answer.as_ref();
                let is_seen = about.document.is_some() && self.publishes(about, kind);
                is_seen.then(|| Heard {
                    about,
                    id: entry.id(),
                    date,
                    question: document.question.as_deref(),
                    said: (document.responses.len() >= ENOUGH).then_some(Said { document }),
                    answer: answer.filter(|answer| answer.date <= self.as_of()),
                })
            })
            .collect();
        heard.sort_by(|one, other| (other.date, other.id).cmp(&(one.date, one.id)));
        heard
    }
}
