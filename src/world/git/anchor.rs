//! The commit that a name stands for where much hangs on it: what somebody pushed never decides.
//!
//! Git takes a tag for a name before a branch, and anybody who may push may push a tag called
//! `origin/main`, `FETCH_HEAD` or `3f2c9ab`, or a branch called `HEAD`. So a name is looked for wherever it
//! could be, and where it fits several commits, or only something that anybody could have put there,
//! nothing is chosen.

use git2::{ErrorCode, ObjectType, Oid, Reference, Repository};

use super::read::{Commit, Home, words};

/// How many digits a commit's name needs at least.
const FEWEST_DIGITS: usize = 7;
/// Where a name is looked for: what comes before and after it, and what it is called there. What lies at the
/// top of the repository's own folder comes first, as with git; then what a change may land on.
const PLACES: [(&str, &str, &str); 6] = [
    ("", "", "what git noted here"),
    ("refs/remotes/", "", "a branch of a remote"),
    ("refs/remotes/", "/HEAD", "the main branch of a remote"),
    ("refs/heads/", "", "a branch of this repository"),
    ("refs/tags/", "", "a tag"),
    ("refs/", "", "another reference"),
];

/// Something that bears a name.
struct Bearer {
    /// Its full name; for what has none, its commit's.
    full: String,
    what: &'static str,
    id: Oid,
    /// Why it alone decides nothing, if that is so.
    doubt: Option<&'static str>,
}

impl Home {
    /// The commit that a change is judged against: of a branch by the name that people give it, such as
    /// `origin/main` or `main`, of a full reference, of `HEAD^1`, or of a commit's own name.
    ///
    /// # Errors
    /// A sentence saying that there is none, that the name fits several commits, or that it fits only what
    /// anybody who may push could have put there, such as a tag.
    pub fn anchor(&self, name: &str) -> Result<Commit, String> {
        self.meant(name, true)
    }

    /// The commit that is judged, read or compared: as [`Self::anchor`], and a tag will do where nothing else
    /// has its name.
    ///
    /// # Errors
    /// A sentence saying that there is none, or that the name fits several commits.
    pub fn judged(&self, name: &str) -> Result<Commit, String> {
        self.meant(name, false)
    }

    /// The commit of this name of its own, whole or its first digits; never what a tag or a branch says
    /// that is called so.
    ///
    /// # Errors
    /// A sentence saying that it is no such name, or that there is no such commit, or more than one.
    pub fn commit_of(&self, digits: &str) -> Result<Commit, String> {
        if !is_digits(digits) {
            return Err(format!(
                "`{digits}` is not the name of a commit, which is at least {FEWEST_DIGITS} of the digits 0-9 \
                 and a-f"
            ));
        }
        let found = by_digits(&self.open()?, digits)?;
        let id =
            found.ok_or_else(|| format!("there is no commit `{digits}` in this repository"))?;
        self.commit(&id.to_string())
    }

    fn meant(&self, name: &str, is_target: bool) -> Result<Commit, String> {
        if name.contains(":/") || name.contains("{/") {
            return Err(format!(
                "`{name}` looks for words, and anybody can write them in a commit"
            ));
        }
        let name = match name.strip_prefix('@') {
            Some(steps) if !steps.starts_with('{') => format!("HEAD{steps}"),
            _ => name.to_owned(),
        };
        let (base, steps) = name.split_at(end_of_base(&name));
        // The top of the repository's own folder is where `HEAD` always is.
        if base.is_empty() || is_whole(base) || base == "HEAD" || base.starts_with("refs/") {
            return self.commit(&name);
        }
        let repository = self.open()?;
        let bearers = bearing(&repository, base)?;
        let by_digits = if is_digits(base) { by_digits(&repository, base) } else { Ok(None) };
        let Some(first) = bearers.first() else {
            let id = by_digits?.ok_or_else(|| nothing(&repository, &name))?;
            return self.commit(&format!("{id}{steps}"));
        };
        let is_digits_of = by_digits.map_or(true, |id| id.is_some_and(|id| id != first.id));
        if is_digits_of || bearers.iter().any(|other| other.id != first.id) {
            return Err(several(base, &bearers, is_digits_of));
        }
        match first.doubt.filter(|_| is_target && bearers.iter().all(|one| one.doubt.is_some())) {
            None => self.commit(&format!("{}{steps}", first.full)),
            Some(doubt) => Err(format!(
                "`{base}` is only {} here, {doubt}\n  help: write `{}` if that is what you mean; a branch of \
                 `origin` is `origin/BRANCH`, once it is fetched",
                first.what, first.full
            )),
        }
    }
}

/// Whether a revision begins with a full reference, or the whole name of a commit, that is not there. Git
/// would go on looking, and find a tag that has all of it for a name.
pub(super) fn is_missing(repository: &Repository, revision: &str) -> bool {
    let base = &revision[..end_of_base(revision)];
    if let (true, Ok(id)) = (is_whole(base), Oid::from_str(base)) {
        return repository.find_object(id, None).is_err();
    }
    base.starts_with("refs/") && !matches!(reference(repository, base), Ok(Some(_)))
}

/// Where the steps begin that are to be gone from what is named.
fn end_of_base(name: &str) -> usize {
    let ends = [name.find(['~', '^', ':']), name.find("@{")];
    ends.into_iter().flatten().min().unwrap_or(name.len())
}

fn is_whole(name: &str) -> bool {
    name.len() == 40 && Oid::from_str(name).is_ok()
}

fn is_digits(name: &str) -> bool {
    (FEWEST_DIGITS..=40).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The commit whose name begins with these digits.
///
/// # Errors
/// That there are several.
fn by_digits(repository: &Repository, digits: &str) -> Result<Option<Oid>, String> {
    match repository.find_commit_by_prefix(digits) {
        Ok(commit) => Ok(Some(commit.id())),
        Err(error) if error.code() == ErrorCode::Ambiguous => Err(format!(
            "the names of several things in this repository begin with `{digits}`\n  help: give all 40 digits"
        )),
        Err(_) => Ok(None),
    }
}

/// What bears this name, in the order of the places.
fn bearing(repository: &Repository, name: &str) -> Result<Vec<Bearer>, String> {
    let mut found = Vec::new();
    for (before, after, what) in PLACES {
        let full = format!("{before}{name}{after}");
        let Some(reference) = reference(repository, &full)? else { continue };
        // What leads to no commit, such as the `HEAD` of a remote whose branch is gone, is nothing.
        if let Ok(object) = reference.peel(ObjectType::Commit) {
            let id = object.id();
            let full = if before.is_empty() { id.to_string() } else { full };
            found.push(Bearer { full, what, id, doubt: doubt(repository, before, name) });
        }
    }
    Ok(found)
}

/// Why a name in this place alone decides nothing.
fn doubt(repository: &Repository, place: &str, name: &str) -> Option<&'static str> {
    match place {
        "refs/tags/" => Some("which anybody who may push can put there"),
        // Written as far as `tags/v1`, it is no guess.
        "refs/" if !["heads/", "remotes/", "tags/"].iter().any(|kind| name.starts_with(kind)) => {
            Some("which anybody who may push can put there")
        }
        "refs/heads/" => {
            let remotes = repository.remotes().ok()?;
            let mut remotes = remotes.iter().filter_map(|remote| remote.ok().flatten());
            let is_of =
                |remote: &str| name.strip_prefix(remote).is_some_and(|rest| rest.starts_with('/'));
            remotes.any(is_of).then_some("and the remote that its name begins with has no such one")
        }
        _ => None,
    }
}

/// A reference by its full name. One that is called like the main branch of a remote without standing for
/// a branch is what somebody pushed as a branch called `HEAD`.
fn reference<'r>(repository: &'r Repository, full: &str) -> Result<Option<Reference<'r>>, String> {
    match repository.find_reference(full) {
        Ok(found) => {
            let is_main = full.starts_with("refs/remotes/") && full.ends_with("/HEAD");
            let stands_for_branch = matches!(found.symbolic_target(), Ok(Some(_)));
            Ok(Some(found).filter(|_| !is_main || stands_for_branch))
        }
        Err(error) if matches!(error.code(), ErrorCode::NotFound | ErrorCode::InvalidSpec) => {
            Ok(None)
        }
        Err(error) => Err(words(error)),
    }
}

/// That nothing has this name.
pub(super) fn nothing(repository: &Repository, revision: &str) -> String {
    match repository.head() {
        Err(error) if error.code() == ErrorCode::UnbornBranch => {
            format!("there is no revision `{revision}`: the repository has no commit yet")
        }
        _ => format!("there is no revision `{revision}` in this repository"),
    }
}

fn several(base: &str, bearers: &[Bearer], is_digits: bool) -> String {
    let named: Vec<String> =
        bearers.iter().map(|one| format!("{} ({})", one.what, one.full)).collect();
    let digits = if is_digits { ", and a commit begins with it" } else { "" };
    let first = bearers.first().map_or("", |first| &first.full);
    format!(
        "`{base}` is the name of several things at different commits: {}{digits}\n  help: say which one \
         you mean by its full name, such as `{first}`; look at where the others come from, and delete \
         what nobody needs",
        named.join(", ")
    )
}
