//! Readiness as far as a reader may see it: all of it, the lines they judged, or nothing.

use super::reader::{Reader, Thing};
use crate::catalog::people::People;
use crate::catalog::{Catalog, Entry};
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::person::Person;
use crate::standing::readiness::Readiness;

/// How far readiness goes: the person, those who mentor them now, and those who judged it.
pub const DEFAULT: Visibility = Visibility::Mentor;

/// A readiness with what a reader may not see left out.
#[derive(Debug, Clone)]
pub struct Seen<'a> {
    /// What is left; where lines are missing, also nothing of what is coming, waiting or under way.
    pub readiness: Readiness<'a>,
    /// How many lines were left out. If there are any, the verdict is none of the reader's either.
    pub left_out: usize,
}

/// How far somebody's readiness goes: a person's record, or the goal that names the role, can narrow it.
fn visibility(owner: Entry<'_, Person>, goal: Option<Visibility>) -> Visibility {
    let said = [owner.record.visibility, goal];
    said.into_iter().flatten().fold(DEFAULT, Visibility::min)
}

/// Whether `reader` may see what is asked of somebody and where each of it stands.
#[must_use]
pub fn sees_all<'a>(reader: &Reader<'a>, people: &People<'a>, owner: Entry<'a, Person>) -> bool {
    reader.sees(people, Thing { owner, visibility: visibility(owner, None), judged_by: &[] })
}

/// What `reader` may see of somebody's readiness; none if that is nothing.
///
/// A person's record or the goal that names the role can narrow it (`visibility: private`). Neither widens
/// it: who shows their profile or their goal has not shown their gaps.
#[must_use]
pub fn seen<'a>(
    reader: &Reader<'a>,
    catalog: &'a Catalog,
    readiness: Readiness<'a>,
    goal: Option<Visibility>,
) -> Option<Seen<'a>> {
    let people = People::on(catalog, readiness.as_of);
    let owner = readiness.person;
    let visibility = visibility(owner, goal);
    let sees = |judged_by: &[&str]| reader.sees(&people, Thing { owner, visibility, judged_by });
    if sees(&[]) {
        return Some(Seen { readiness, left_out: 0 });
    }
    let all = readiness.lines.len();
    let mut left = readiness;
    left.lines.retain(|state| {
        let signed = state.evidence.iter().filter_map(|evidence| evidence.signed.as_ref());
        let judged_by: Vec<&str> = signed.map(|signed| &*signed.signer).collect();
        sees(&judged_by)
    });
    if left.lines.is_empty() {
        return None;
    }
    for state in &mut left.lines {
        state.motion.clear();
        state.once_granted = state.standing.clone();
    }
    left.coming.clear();
    left.open_claims.clear();
    left.unverified = 0;
    Some(Seen { left_out: all - left.lines.len(), readiness: left })
}
