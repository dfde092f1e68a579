//! The commit that a change is judged against: the branch of a name, and nothing else that bears it.
//!
//! Git takes a tag for a name before a branch, and anybody who may push may push a tag called
//! `origin/main`. So the name is looked for among the branches of remotes first, then among one's own,
//! and where it fits something else besides, nothing is chosen.

use git2::{ObjectType, Oid, Repository};

use super::read::{Commit, Home, words};

/// Where a name is looked for, and what it is called there; what a change may land on comes first.
const PLACES: [(&str, &str); 4] = [
    ("refs/remotes/", "a branch of a remote"),
    ("refs/heads/", "a branch of this repository"),
    ("refs/tags/", "a tag"),
    ("refs/", "another reference"),
];

impl Home {
    /// The commit of a branch by the name that people give it, such as `origin/main` or `main`; of any
    /// other revision, such as `HEAD^1` or `3f2c9ab`, what git takes it for.
    ///
    /// # Errors
    /// A sentence saying that there is none, or that the name fits several commits.
    pub fn anchor(&self, name: &str) -> Result<Commit, String> {
        let (base, steps) = name.split_at(name.find(['~', '^', '@', ':']).unwrap_or(name.len()));
        let repository = self.open()?;
        let is_whole = base.len() >= 40 && Oid::from_str(base).is_ok();
        if base.is_empty() || is_whole || base == "HEAD" || base.starts_with("refs/") {
            return self.commit(name);
        }
        let fits = fitting(&repository, base)?;
        let Some((first, _, id)) = fits.first() else { return self.commit(name) };
        let by_digits =
            is_digits(base).then(|| repository.find_commit_by_prefix(base).ok()).flatten();
        let is_digits_of = by_digits.is_some_and(|commit| commit.id() != *id);
        if fits.iter().all(|(_, _, other)| other == id) && !is_digits_of {
            return self.commit(&format!("{first}{steps}"));
        }
        let named: Vec<String> =
            fits.iter().map(|(full, what, _)| format!("{what} ({full})")).collect();
        let digits = if is_digits_of { ", and a commit begins with it" } else { "" };
        Err(format!(
            "`{base}` is the name of several things at different commits: {}{digits}\n  help: say which one \
             you mean by its full name, such as `{first}`; look at where the others come from, and delete \
             what nobody needs",
            named.join(", ")
        ))
    }
}

/// What bears this name: its full name, what that is, and its commit, in the order of the places.
fn fitting(
    repository: &Repository,
    name: &str,
) -> Result<Vec<(String, &'static str, Oid)>, String> {
    let mut found = Vec::new();
    for (place, what) in PLACES {
        let full = format!("{place}{name}");
        let reference = match repository.find_reference(&full) {
            Ok(reference) => reference,
            Err(error) if error.code() == git2::ErrorCode::NotFound => continue,
            Err(error) if error.code() == git2::ErrorCode::InvalidSpec => continue,
            Err(error) => return Err(words(error)),
        };
        // What leads to no commit, such as the `HEAD` of a remote whose branch is gone, is nothing.
        if let Ok(object) = reference.peel(ObjectType::Commit) {
            found.push((full, what, object.id()));
        }
    }
    Ok(found)
}

fn is_digits(name: &str) -> bool {
    name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
