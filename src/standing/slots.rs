//! Slots of assessors: whether distinct people fill all that an award needs.

use crate::base::id::Id;

/// The slot that anybody may fill.
pub const ANY: &str = "any";

/// Somebody who decided, with the disciplines they decided in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessor<'a> {
    /// Who.
    pub person: &'a str,
    /// In which disciplines.
    pub disciplines: &'a [Id],
}

/// The slots that stay open when as many as possible are filled by distinct people, in their order.
///
/// A maximum bipartite matching by augmenting paths (Kuhn's algorithm): filling slots greedily leaves
/// one open where two people could have changed places.
#[must_use]
pub fn open<'n>(needs: &'n [Id], assessors: &[Assessor<'_>]) -> Vec<&'n str> {
    let mut people: Vec<&Assessor<'_>> = Vec::new();
    for assessor in assessors {
        if people.iter().all(|known| known.person != assessor.person) {
            people.push(assessor);
        }
    }
    let mut sits: Vec<Option<usize>> = vec![None; people.len()];
    for slot in 0..needs.len() {
        let mut asked = vec![false; people.len()];
        seat(slot, needs, &people, &mut sits, &mut asked);
    }
    let filled = |slot: usize| sits.contains(&Some(slot));
    let open = needs.iter().enumerate().filter(|(slot, _)| !filled(*slot));
    open.map(|(_, need)| need.as_str()).collect()
}

/// Finds somebody for a slot, moving others to another one if that helps.
fn seat(
    slot: usize,
    needs: &[Id],
    people: &[&Assessor<'_>],
    sits: &mut [Option<usize>],
    asked: &mut [bool],
) -> bool {
    for (number, person) in people.iter().enumerate() {
        let fits = *needs[slot].as_str() == *ANY || person.disciplines.contains(&needs[slot]);
        if !fits || asked[number] {
            continue;
        }
        asked[number] = true;
        let free = match sits[number] {
            None => true,
            Some(other) => seat(other, needs, people, sits, asked),
        };
        if free {
            sits[number] = Some(slot);
            return true;
        }
    }
    false
}
