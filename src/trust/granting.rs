//! Scopes that somebody has for one thing and not for another, in words: whose, and how an admin widens them.

use super::policy::Policy;
use crate::base::shell;
use crate::kinds::approval::Decision;
use crate::kinds::trust::Assessor;

/// How many commands a help names.
const MOST_COMMANDS: usize = 6;

/// Whom these entries are about, as words.
#[must_use]
pub fn people(entries: &[(&Assessor, Vec<Decision>)]) -> String {
    let mut names: Vec<String> =
        entries.iter().map(|(entry, _)| format!("`{}`", entry.person)).collect();
    names.sort();
    names.dedup();
    match names.as_slice() {
        [begin @ .., last] if !begin.is_empty() => format!("{} and {last}", begin.join(", ")),
        names => names.join(""),
    }
}

/// Which admins put an id into the scopes of these entries, and by which commands, as a sentence without its end.
#[must_use]
pub fn by_an_admin(
    policy: &Policy<'_>,
    entries: &[(&Assessor, Vec<Decision>)],
    id: &str,
) -> String {
    let commands = commands(entries, id);
    format!("an admin ({}) names `{id}` in their scopes: {commands}", policy.admins_in_words())
}

/// The commands that put an id into the scopes of these entries.
fn commands(entries: &[(&Assessor, Vec<Decision>)], id: &str) -> String {
    let command = |(entry, decisions): &(&Assessor, Vec<Decision>)| {
        let disciplines = entry
            .disciplines
            .iter()
            .map(|one| format!(" --discipline {}", shell::word(one.as_str())));
        let id = shell::word(id);
        let scopes = decisions.iter().map(|decision| format!(" --{} {id}", option(*decision)));
        let more: String = disciplines.chain(scopes).collect();
        format!("`learn trust add {}{more}`", shell::word(entry.person.as_str()))
    };
    let mut all: Vec<String> = entries.iter().take(MOST_COMMANDS).map(command).collect();
    if entries.len() > MOST_COMMANDS {
        all.push(format!("and so for {} more", entries.len() - MOST_COMMANDS));
    }
    all.join(", ")
}

/// The option of `learn trust add` that lets somebody take a decision.
const fn option(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve | Decision::NotYet | Decision::Endorse => "approve",
        Decision::Waive => "waive",
        Decision::Revoke => "revoke",
        Decision::Promote => "promote",
        Decision::Place => "place",
    }
}
