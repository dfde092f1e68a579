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
/// A maximum matching in the bipartite graph of slots and people, found by augmenting paths
/// (H. W. Kuhn, "The Hungarian method for the assignment problem", 1955; by Berge's theorem of 1957 a
/// matching is largest when no such path is left): filling slots greedily leaves one open where two people
/// could have changed places. Somebody who decided twice is one person, with all their disciplines.
#[must_use]
pub fn open<'n>(needs: &'n [Id], assessors: &[Assessor<'_>]) -> Vec<&'n str> {
    let mut people: Vec<&str> = assessors.iter().map(|assessor| assessor.person).collect();
    people.sort_unstable();
    people.dedup();
    let fits = |need: &Id, person: &str| {
        let mut theirs = assessors.iter().filter(|assessor| assessor.person == person);
        *need.as_str() == *ANY || theirs.any(|assessor| assessor.disciplines.contains(need))
    };
    let who: Vec<Vec<usize>> = needs
        .iter()
        .map(|need| (0..people.len()).filter(|number| fits(need, people[*number])).collect())
        .collect();
    let mut sits: Vec<Option<usize>> = vec![None; people.len()];
    for slot in 0..needs.len() {
        seat(slot, &who, &mut sits, &mut vec![false; people.len()]);
    }
    let filled = |slot: usize| sits.contains(&Some(slot));
    let open = needs.iter().enumerate().filter(|(slot, _)| !filled(*slot));
    open.map(|(_, need)| need.as_str()).collect()
}

/// Finds somebody for a slot, moving others to another one if that helps.
fn seat(slot: usize, who: &[Vec<usize>], sits: &mut [Option<usize>], asked: &mut [bool]) -> bool {
    for number in &who[slot] {
        if std::mem::replace(&mut asked[*number], true) {
            continue;
        }
        let free = match sits[*number] {
            None => true,
            Some(other) => seat(other, who, sits, asked),
        };
        if free {
            sits[*number] = Some(slot);
            return true;
        }
    }
    false
}
