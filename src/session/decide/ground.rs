//! Where somebody decides: the branch whose words are judged, and the branch whose bar holds.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::shell;
use crate::catalog::layout;
use crate::catalog::load::{load, load_beside};
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::person::Person;
use crate::rules::meant;
use crate::session::carry::{InTheWay, Target};
use crate::session::open::find_root;
use crate::session::{one_person, person};
use crate::trust::gate::FRESH_DAYS;
use crate::world::clock;
use crate::world::git::branches::Branch;
use crate::world::git::read::{Commit, Home};
use crate::world::git::remote;

/// Branches that changes usually land on, the likeliest first.
const USUAL_TARGETS: [&str; 5] = [
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
];

/// What somebody says about where they decide.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The branch or revision whose words are judged.
    pub from: Option<&'a str>,
    /// The commit that was read.
    pub at: Option<&'a str>,
    /// The branch whose bar holds.
    pub target: Option<&'a str>,
    /// Whether that branch is fetched first: whoever pushes is online, and pushes to what it is now.
    pub is_online: bool,
}

/// Where somebody decides.
#[derive(Debug)]
pub struct Ground {
    /// The folder that somebody names to get here.
    pub start: PathBuf,
    /// The repository.
    pub home: Home,
    /// How the branch is called whose bar holds.
    pub target: String,
    /// Its newest commit.
    pub onto: Commit,
    /// Why that is only the newest that was known before, where it was to be fetched; git's words.
    pub unfetched: Option<String>,
    /// The catalog there: credentials, rubrics, the trust policy.
    pub bar: Arc<Catalog>,
    /// The branch that the record is put on.
    pub branch: Target,
    /// The catalog there: claims, evidence.
    pub catalog: Arc<Catalog>,
}

impl Ground {
    /// Finds both branches and reads them: whole, or with the records of one person only, by an id or a
    /// name, which takes no longer in a large company.
    ///
    /// # Errors
    /// Why they cannot be found, or that the branch has moved since it was read.
    pub fn open(start: &Path, asked: Asked<'_>, about: Option<&str>) -> Result<Self, String> {
        let home = home(start)?;
        let (target, known) = target(&home, asked.target)?;
        let (bar_commit, unfetched) = match asked.is_online.then(|| fetched(&home, &target)) {
            Some(Ok(Some(now))) => (now, None),
            Some(Err(why)) => (known, Some(why)),
            Some(Ok(None)) | None => (known, None),
        };
        let branch = branch(&home, asked, &target)?;
        let commit = home.commit(&branch.head)?;
        let whom = about.map(|word| move |catalog: &Catalog| person::called(catalog, word));
        let bar = match &whom {
            Some(whom) => one_person::load(&bar_commit, whom),
            None => load(&bar_commit),
        };
        let bar = Arc::new(bar?);
        if bar.program().is_none() {
            return Err(format!("{target} holds no catalog here: there is no learn.yaml in it"));
        }
        let is_same = bar_commit.id() == commit.id();
        let catalog = if is_same {
            Arc::clone(&bar)
        } else {
            let beside = match &whom {
                Some(whom) => one_person::load_beside(&commit, &bar_commit, &bar, whom),
                None => load_beside(&commit, &bar_commit, &bar),
            };
            Arc::new(beside?)
        };
        let (start, onto) = (start.to_owned(), bar_commit);
        Ok(Self { start, home, target, onto, unfetched, bar, branch, catalog })
    }

    /// Somebody of either branch, by id or by name, preferably as the target has them.
    ///
    /// # Errors
    /// That there is no such person.
    pub fn person(&self, word: &str) -> Result<Entry<'_, Person>, String> {
        let sides = [&*self.bar, &*self.catalog];
        let of_id = |id: &str| sides.iter().find_map(|side| side.get::<Person>(id));
        let named = || sides.iter().find_map(|side| person::called(side, word));
        of_id(word).or_else(|| of_id(&named()?)).ok_or_else(|| {
            let known = self.bar.names(Noun::Record(Kind::Person), None);
            format!("there is no person `{word}` in this catalog{}", meant(word, known))
        })
    }

    /// Who signs: the person named, or whose address git has.
    ///
    /// # Errors
    /// That nobody is known by it.
    pub fn signer(&self, named: Option<&str>) -> Result<String, String> {
        match named {
            Some(word) => self.person(word).map(|person| person.id().to_owned()),
            None => me(&self.home, &[&self.bar, &self.catalog]),
        }
    }

    /// Today in the program's time zone; UTC where the zone is unknown.
    #[must_use]
    pub fn today(&self) -> Option<Date> {
        let program = self.bar.program();
        let zone = program.as_ref().map(|program| program.document.time_zone());
        clock::today(zone).or_else(|_| clock::today(None)).ok()
    }

    /// The day on which a decision of this day lands: today, where the gate takes it today.
    #[must_use]
    pub fn landing(&self, day: Date) -> Date {
        self.today()
            .filter(|today| today.days_since(day) <= FRESH_DAYS)
            .map_or(day, |today| today.max(day))
    }

    /// The folder of a person: `people/ada`.
    #[must_use]
    pub fn folder(&self, person: &str) -> String {
        let sides = [&self.catalog, &self.bar];
        let record = sides.iter().find_map(|side| side.record(Kind::Person, person));
        let folder = record.and_then(|record| record.source.path.rsplit_once('/'));
        folder.map_or_else(|| format!("people/{person}"), |(folder, _)| folder.to_owned())
    }

    /// Refuses new files that could not come into the work tree, because the branch is checked out and
    /// something else lies there: git would then show what was signed as deleted, and the next commit of
    /// everything would take it away.
    ///
    /// # Errors
    /// What is in the way, or git's words.
    pub fn refuse_in_the_way(&self, paths: &[String]) -> Result<(), String> {
        if self.branch.remote.is_some() || self.branch.is_new {
            return Ok(());
        }
        match self.home.in_the_way(&self.branch.name, paths)? {
            None => Ok(()),
            Some(path) => Err(InTheWay(path).to_string()),
        }
    }

    /// Whether either branch has something at a path.
    #[must_use]
    pub fn has_path(&self, path: &str) -> bool {
        self.catalog.has_path(path) || self.bar.has_path(path)
    }
}

/// The repository around a catalog.
///
/// # Errors
/// That there is no catalog, or no repository around it.
pub fn home(start: &Path) -> Result<Home, String> {
    let root = find_root(start).map_err(|refusal| refusal.to_string())?;
    Home::around(&root)?.ok_or_else(|| {
        format!(
            "{} is not in a git repository, and what is signed is kept in one\n  help: `git init`, then \
             commit the catalog",
            root.display()
        )
    })
}

/// The person whose address git has.
///
/// # Errors
/// That git has none, or that it is nobody's.
pub fn me(home: &Home, catalogs: &[&Catalog]) -> Result<String, String> {
    let help = "say who you are (`learn queue ID`, `--as ID` for verbs that sign), or add your address to `emails` in your person.yaml";
    let email = home.user_email().ok_or_else(|| {
        format!("git has no `user.email` here, so it is not known who you are\n  help: {help}")
    })?;
    let is_me = |person: &Entry<'_, Person>| {
        person.document.emails.iter().any(|known| known.to_lowercase() == email)
    };
    let mut people = catalogs.iter().filter_map(|catalog| catalog.all::<Person>().find(is_me));
    people.next().map(|person| person.id().to_owned()).ok_or_else(|| {
        format!(
            "git's `user.email` is {email}, and nobody in this catalog has that address\n  help: {help}"
        )
    })
}

/// The branch whose bar holds.
///
/// # Errors
/// That there is none of those that are usual.
pub fn target(home: &Home, asked: Option<&str>) -> Result<(String, Commit), String> {
    if let Some(asked) = asked {
        return Ok((asked.to_owned(), home.anchor(asked)?));
    }
    for full in USUAL_TARGETS {
        if let Ok(commit) = home.commit(full) {
            // `origin/HEAD` stands for a branch that has a name of its own; what other remotes have at the
            // same commit is somebody else's.
            let named = home.stands_for(full).map(|branch| branch.short());
            return Ok((named.unwrap_or_else(|| called_by_people(full).to_owned()), commit));
        }
    }
    Err(format!(
        "it is not known which branch your program lives on: there is none of {}\n  help: name it with \
         `--target REV`",
        USUAL_TARGETS.map(called_by_people).join(", ")
    ))
}

/// The newest commit of the branch whose bar holds, as its remote has it now; as it was last fetched, where
/// it is no branch of a remote or the remote is not reached.
///
/// # Errors
/// That there is none.
pub(super) fn target_now(ground: &Ground) -> Result<Commit, String> {
    match fetched(&ground.home, &ground.target) {
        Ok(Some(now)) => Ok(now),
        Ok(None) | Err(_) => ground.home.anchor(&ground.target),
    }
}

/// The newest commit of a branch of a remote, as the remote has it now; none for any other revision.
fn fetched(home: &Home, target: &str) -> Result<Option<Commit>, String> {
    let name = called_by_people(target);
    let branches = home.branches()?;
    let known = branches.iter().find(|branch| branch.is_remote() && branch.short() == name);
    let Some(Branch { remote: Some(remote), name, .. }) = known else { return Ok(None) };
    let id = remote::fetch(&home.top(), remote, name)?;
    home.commit(&id).map(Some)
}

/// The name of a branch as people give it.
fn called_by_people(full: &str) -> &str {
    let name = full.strip_prefix("refs/remotes/").or_else(|| full.strip_prefix("refs/heads/"));
    name.unwrap_or(full)
}

/// The branch that is judged and that the record is put on.
fn branch(home: &Home, asked: Asked<'_>, target: &str) -> Result<Target, String> {
    let branches = home.branches()?;
    let at = asked.at.map(|at| resolve(home, at)).transpose()?;
    if let Some(from) = asked.from {
        let known = branches.iter().find(|branch| branch.short() == from);
        let found = match known {
            Some(branch) => Target::of(branch.clone()),
            None => Target::new_branch("", &home.anchor(from)?.id()),
        };
        return unmoved(home, at, found);
    }
    if let Some(at) = at {
        return at_commit(home, &branches, &at, target);
    }
    let current = home.current_branch();
    let here = branches.iter().find(|one| !one.is_remote() && Some(&one.name) == current.as_ref());
    match here {
        Some(branch) => Ok(Target::of(branch.clone())),
        None => Ok(Target::new_branch("", &home.commit("HEAD")?.id())),
    }
}

/// The commit that somebody read, by its own name: what else is called so may have been pushed since, and
/// be something else.
fn resolve(home: &Home, at: &str) -> Result<String, String> {
    let is_digits = at.bytes().all(|byte| byte.is_ascii_hexdigit());
    home.commit_of(at).map(|commit| commit.id()).map_err(|why| match why.contains("\n  help: ") {
        true => why,
        false if is_digits => {
            format!("{why}\n  help: `git fetch` brings what others pushed; then run this again")
        }
        false => format!(
            "{why}\n  help: `--at` says which commit you read, as `git log` or the pull request shows it; name \
             a branch with `--from {}`",
            shell::word(at)
        ),
    })
}

fn unmoved(home: &Home, at: Option<String>, found: Target) -> Result<Target, String> {
    match at {
        Some(at) if at != found.head && !is_answered_only(home, &at, &found.head) => {
            Err(moved(&at, &found))
        }
        _ => Ok(found),
    }
}

/// Whether nothing has come to a commit that was read but what others decided: that changes nothing of what there
/// is to judge, and the second of two assessors need not read it again for the first one's sake.
fn is_answered_only(home: &Home, at: &str, head: &str) -> bool {
    let prefix = home.path_in_repository("people/");
    let is_decision = |path: &String| {
        path.strip_prefix(&*prefix).is_some_and(|path| layout::is_signed(&format!("people/{path}")))
    };
    let is_later = home.merge_base(at, head).is_ok_and(|base| base.as_deref() == Some(at));
    let changed = || home.commit(head).ok()?.paths_changed_since(&home.commit(at).ok()?).ok()?;
    is_later && changed().is_some_and(|paths| !paths.is_empty() && paths.iter().all(is_decision))
}

fn moved(at: &str, branch: &Target) -> String {
    let name = if branch.name.is_empty() { "what you named".to_owned() } else { branch.short() };
    // Whole names in what is pasted: a tag may be called like the first digits.
    let head = &branch.head;
    format!(
        "{name} has moved on since you read it: it is at {} and no longer at {}\n  help: read it \
         again with `git diff {at}..{head}`, then run this with `--at {head}`",
        short(head),
        short(at)
    )
}

/// The branch that a commit is the head of; of a branch and its copy from a remote, the branch itself.
fn at_commit(home: &Home, branches: &[Branch], at: &str, target: &str) -> Result<Target, String> {
    let heads: Vec<&Branch> = branches.iter().filter(|branch| branch.id == at).collect();
    let names: std::collections::BTreeSet<&str> =
        heads.iter().map(|branch| branch.name.as_str()).collect();
    if let (Some(first), 1) = (heads.first(), names.len()) {
        return Ok(Target::of((*first).clone()));
    }
    if !heads.is_empty() {
        let names: Vec<String> = heads.iter().map(|branch| branch.short()).collect();
        return Err(format!(
            "{} is the newest commit of several branches: {}\n  help: say which one you mean with \
             `--from {}`",
            short(at),
            names.join(", "),
            shell::word(names.first().map_or("", String::as_str))
        ));
    }
    let contains =
        |head: &str| home.merge_base(at, head).is_ok_and(|base| base.as_deref() == Some(at));
    if home.anchor(target).is_ok_and(|commit| contains(&commit.id())) {
        return Err(format!(
            "{} is part of {target} by now and no longer the newest commit of a branch\n  help: look at \
             what landed, then run this with `--from {}` in place of `--at`",
            short(at),
            shell::word(target)
        ));
    }
    let mut later = branches.iter().filter(|branch| contains(&branch.id));
    match later.next() {
        Some(branch) => unmoved(home, Some(at.to_owned()), Target::of(branch.clone())),
        None => Err(format!(
            "{} is the newest commit of no branch here\n  help: name the branch with `--from origin/BRANCH`",
            short(at)
        )),
    }
}

/// How a program is called that works in a folder, in a line that somebody can paste: `learn`, or
/// `learn -C growth` where they named a folder.
#[must_use]
pub fn called(program: &str, start: &Path) -> String {
    match &*start.display().to_string() {
        "." | "" => program.to_owned(),
        folder => format!("{program} -C {}", shell::word(folder)),
    }
}

/// The first digits of a commit's name, as people copy them.
#[must_use]
pub fn short(id: &str) -> &str {
    crate::world::git::about::short(id)
}
