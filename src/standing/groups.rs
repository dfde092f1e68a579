//! Groups: how many of "choose n of these" are filled when nothing may count twice.
//!
//! ```text
//! filled(group)  = the members that a largest matching of groups (each n times) and held members gives it
//! met(group)     ⇔ filled(group) ≥ n
//! ```
//!
//! The matching is found by augmenting paths, as for the slots of assessors ([`super::slots`]). A member that
//! the role asks for directly is no member of a group that does not share; of groups that share, each counts
//! its own distinct members.

use super::demand::Demand;

/// How much of each group is filled by what is held: a number from 0 to the group's own count.
///
/// Groups that do not share get distinct members, as many as can be placed at all (a maximum
/// matching; where not all can be filled, earlier groups come first).
#[must_use]
pub fn filled(groups: &[&Demand<'_>], is_held: &dyn Fn(&Demand<'_>) -> bool) -> Vec<usize> {
    let mut members: Vec<&Demand<'_>> = Vec::new();
    let mut wants: Vec<Vec<usize>> = Vec::new();
    let mut alone = vec![0; groups.len()];
    for (number, group) in groups.iter().enumerate() {
        let Demand::Choose { count, from, share } = group else {
            wants.push(Vec::new());
            continue;
        };
        let held: Vec<&Demand<'_>> = from.iter().filter(|member| is_held(member)).collect();
        if *share {
            alone[number] = distinct(&held).min(*count);
            wants.push(Vec::new());
            continue;
        }
        let numbers = held.into_iter().map(|member| {
            members.iter().position(|known| *known == member).unwrap_or_else(|| {
                members.push(member);
                members.len() - 1
            })
        });
        let numbers: Vec<usize> = numbers.collect();
        wants.push(numbers);
    }
    let mut taken: Vec<Option<usize>> = vec![None; members.len()];
    for (number, group) in groups.iter().enumerate() {
        let Demand::Choose { count, share: false, .. } = group else { continue };
        for _ in 0..*count {
            if !place(number, &wants, &mut taken, &mut vec![false; members.len()]) {
                break;
            }
        }
    }
    for owner in taken.into_iter().flatten() {
        alone[owner] += 1;
    }
    alone
}

/// Finds a member for one more place of a group, moving other groups' members if that helps.
fn place(
    group: usize,
    wants: &[Vec<usize>],
    taken: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for member in &wants[group] {
        if tried[*member] || taken[*member] == Some(group) {
            continue;
        }
        tried[*member] = true;
        let free = match taken[*member] {
            None => true,
            Some(owner) => place(owner, wants, taken, tried),
        };
        if free {
            taken[*member] = Some(group);
            return true;
        }
    }
    false
}

fn distinct(members: &[&Demand<'_>]) -> usize {
    members
        .iter()
        .enumerate()
        .filter(|(number, member)| !members[..*number].contains(member))
        .count()
}
