//! What somebody may decide, as options of the command line: to be added to a policy, or taken away.

use std::collections::BTreeSet;

use super::Failure;
use crate::base::id::{self, Id};
use crate::kinds::trust::{Assessor, IdGlob, Trust};
use crate::trust::change::{entry_words, nothing, scopes, scopes_mut};

/// What somebody may decide.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Scope {
    /// A discipline they judge in, such as engineering; can be repeated
    #[arg(long, value_name = "DISCIPLINE")]
    discipline: Vec<String>,
    /// A credential or competency whose claims they judge; `*` stands for any characters
    #[arg(long, value_name = "ID")]
    approve: Vec<String>,
    /// A role whose lines they may waive
    #[arg(long, value_name = "ROLE")]
    waive: Vec<String>,
    /// A credential or competency whose awards they may revoke
    #[arg(long, value_name = "ID")]
    revoke: Vec<String>,
    /// A role they may promote somebody to
    #[arg(long, value_name = "ROLE")]
    promote: Vec<String>,
    /// A role they may place somebody at
    #[arg(long, value_name = "ROLE")]
    place: Vec<String>,
}

impl Scope {
    pub(super) fn is_empty(&self) -> bool {
        self.discipline.is_empty() && self.globs().iter().all(|globs| globs.is_empty())
    }

    fn globs(&self) -> [&Vec<String>; 5] {
        [&self.approve, &self.waive, &self.revoke, &self.promote, &self.place]
    }
}

/// Lets somebody decide more: in the entry of the same disciplines, or in a new one.
pub(super) fn widen(trust: &mut Trust, person: &str, scope: &Scope) -> Result<(), Failure> {
    if scope.is_empty() {
        return Ok(());
    }
    let is_theirs = |entry: &Assessor| entry.person.as_str() == person;
    let wanted: BTreeSet<&str> = scope.discipline.iter().map(String::as_str).collect();
    let only_disciplines = scope.globs().iter().all(|globs| globs.is_empty());
    let theirs: Vec<usize> =
        (0..trust.assessors.len()).filter(|at| is_theirs(&trust.assessors[*at])).collect();
    let same = |at: &&usize| {
        let entry = &trust.assessors[**at];
        entry.disciplines.iter().map(Id::as_str).collect::<BTreeSet<_>>() == wanted
    };
    let at = match (theirs.as_slice(), theirs.iter().find(same)) {
        (_, Some(at)) => Some(*at),
        ([only], None) if wanted.is_empty() || only_disciplines => Some(*only),
        (_, None) if wanted.is_empty() && !theirs.is_empty() => {
            return Err(Failure(format!(
                "{person} has {} entries with different disciplines\n  help: say which with \
                 `--discipline`",
                theirs.len()
            )));
        }
        _ => None,
    };
    let at = at.unwrap_or_else(|| {
        trust.assessors.push(nothing(person));
        trust.assessors.len() - 1
    });
    let entry = &mut trust.assessors[at];
    for word in &scope.discipline {
        id::check(word).map_err(|_| Failure(format!("`{word}` cannot be a discipline")))?;
        if !entry.disciplines.iter().any(|id| *id == **word) {
            entry.disciplines.push(Id::new(word.as_str()));
        }
    }
    for (globs, words) in scopes_mut(entry).into_iter().zip(scope.globs()) {
        for word in words {
            let glob = IdGlob::new(word.as_str());
            if !globs.contains(&glob) {
                globs.push(glob);
            }
        }
    }
    Ok(())
}

/// Lets somebody decide less; an entry that says nothing any more goes.
pub(super) fn narrow(trust: &mut Trust, person: &str, scope: &Scope) -> Result<(), Failure> {
    let theirs = |trust: &Trust| -> Vec<String> {
        let entries = trust.assessors.iter().filter(|entry| entry.person.as_str() == person);
        entries.map(entry_words).collect()
    };
    let before = theirs(trust);
    let mut gone = BTreeSet::new();
    for entry in trust.assessors.iter_mut().filter(|entry| entry.person.as_str() == person) {
        entry.disciplines.retain(|id| {
            let goes = scope.discipline.iter().any(|word| *id == **word);
            gone.extend(goes.then(|| id.as_str().to_owned()));
            !goes
        });
        for (globs, words) in scopes_mut(entry).into_iter().zip(scope.globs()) {
            globs.retain(|glob| {
                let goes = words.iter().any(|word| word == glob.as_str());
                gone.extend(goes.then(|| glob.as_str().to_owned()));
                !goes
            });
        }
    }
    trust.assessors.retain(|entry| {
        entry.person.as_str() != person || scopes(entry).iter().any(|(_, globs)| !globs.is_empty())
    });
    let all = scope.discipline.iter().chain(scope.globs().into_iter().flatten());
    match all.into_iter().find(|word| !gone.contains(*word)) {
        None => Ok(()),
        Some(word) => Err(Failure(format!(
            "{person} does not have `{word}`\n  help: they may {}",
            if before.is_empty() { "decide nothing".to_owned() } else { before.join("; and ") }
        ))),
    }
}
