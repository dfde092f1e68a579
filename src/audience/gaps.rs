//! Gaps as far as a reader may see them: of those whose readiness they may see, and of nobody else.
//!
//! A number about few people says something about each of them. So nobody whom a reader may not see is in
//! any number that they get: there is nothing to subtract.

use super::reader::{Reader, Thing};
use super::readiness;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::catalog::people::People;
use crate::insight::gaps::excerpt::Told;
use crate::insight::gaps::{Answer, LeftOut};
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::person::Person;

/// What `reader`, who was asked for as `audience`, may see of an answer on the day of the question; what
/// people offer as mentors goes as far as their page.
#[must_use]
pub fn seen<'a>(reader: &Reader<'a>, audience: &str, answer: Answer<'a>, day: Date) -> Answer<'a> {
    let people = People::on(answer.catalog, day);
    let gaps = |person: Entry<'a, Person>| readiness::sees_all(reader, &people, person);
    let offers = |owner: Entry<'a, Person>| {
        let visibility = owner.record.visibility.unwrap_or(Visibility::Org);
        reader.sees(&people, Thing { owner, visibility, judged_by: &[] })
    };
    let (mut answer, left_out) = answer.excerpt(&Told { gaps: &gaps, offers: &offers });
    answer.left_out = Some(LeftOut {
        audience: audience.to_owned(),
        in_words: reader.in_words(),
        people: left_out,
    });
    answer
}
