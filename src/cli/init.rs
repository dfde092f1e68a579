//! `learn init`: a catalog for a pilot, ready to be checked, read and changed.

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::trust::{add_key, confirm};
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::id;
use crate::base::shell;
use crate::catalog::layout::CATALOG_FILE;
use crate::catalog::load;
use crate::kinds::Kind;
use crate::report::counted;
use crate::scaffold::modeline::modeline;
use crate::scaffold::pilot::{self, Pilot, ScaffoldFile};
use crate::session::governance::UnusableWords;
use crate::session::governance::draft::{Draft, Keeping, Wish, path};
use crate::session::governance::first::first;
use crate::session::governance::seals::{Sealing, own_key, own_key_in};
use crate::session::pin::{self, Mainline};
use crate::trust::chain::{Chain, Pin};
use crate::trust::policy::Policy;
use crate::world::clock;
use crate::world::disk::{self, NewFile};
use crate::world::git::beginning::Beginning;
use crate::world::git::identity::Identity;
use crate::world::git::branches::Branch;
use crate::world::git::read::Home;
use crate::world::memory::Memory;
use crate::world::sign;

/// Begin a catalog: a small framework, ladder, modules and pathways, with CI and editor settings
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Nothing that exists is overwritten. A folder that holds only .git, a README, a licence or .gitignore
counts as empty.

Examples:
  learn init                                  here
  learn init growth --name \"Growth at Kestrel\"
  learn init growth --empty                   no content, to import your own
  learn init growth --trust                   with a policy that you seal
  learn init growth --person ada --email ada@kestrel.example")]
pub struct Args {
    /// The folder to begin in; made if it is not there
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// What the program is called; the folder's name if left out
    #[arg(long)]
    name: Option<String>,
    /// Your id in the catalog; made from your name if left out
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Your name; git's `user.name` if left out
    #[arg(long, value_name = "NAME")]
    person_name: Option<String>,
    /// The address you commit with; git's `user.email` if left out
    #[arg(long)]
    email: Option<String>,
    /// Leave the content out: only learn.yaml, CI, editor settings, schemas and a README
    #[arg(long)]
    empty: bool,
    /// Set up the trust policy as well, with you as its admin and your signing key; makes a git
    /// repository if there is none
    #[arg(long, conflicts_with_all = ["no_trust", "empty"])]
    trust: bool,
    /// Do not ask about the trust policy
    #[arg(long)]
    no_trust: bool,
}

/// Runs the verb.
///
/// # Errors
/// When the folder is not empty, an answer is no valid id, or nothing can be written; nothing has
/// been written then.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let root = absolute(&globals.directory.join(&args.folder))?;
    let kept = refuse_unless_empty(&root)?;
    let home = Home::around(existing(&root))?;
    let at_the_top = home.as_ref().is_none_or(|home| home.prefix().is_empty() && root.is_dir());
    let main = home.as_ref().and_then(main_branch);
    let pilot = Pilot { main, ..pilot(args, &root)? };
    let is_wanted = args.trust || (home.is_none() && is_agreed(args, existing(&root), " in a git repository", terminal));
    let begun = begin(is_wanted, &root, home.is_some())?;
    let home = home.or_else(|| begun.as_ref().map(|begun| begun.home().clone()));
    let signed_in = home.as_ref().filter(|home| is_wanted || is_agreed(args, &home.top(), "", terminal));
    let pilot = Pilot { has_trust: signed_in.is_some(), ..pilot };
    let mut files = pilot::files(&pilot, at_the_top, args.empty)?;
    let sealed = signed_in.map(|home| sealed(&pilot, &files, home)).transpose()?;
    files.extend(sealed.iter().flat_map(|sealed| sealed.files.clone()));
    files.retain(|file| !kept.contains(&file.path));
    let new: Vec<NewFile<'_>> = files.iter().map(new_file).collect();
    disk::plant(&root, &new)?;
    let is_begun = begun.is_some();
    if let Some(begun) = begun {
        begun.keep();
    }
    terminal.print(format!(
        "{} begins in {} with {}.",
        pilot.name,
        root.display(),
        counted(files.len(), "file")
    ));
    if args.empty {
        terminal.say("`learn import job-family FILE` brings in a framework and a ladder; `learn new` begins others.");
    } else {
        who(&pilot, terminal);
    }
    terminal.say(UP_TO_DATE);
    notes(&kept, (!at_the_top).then(|| from_the_top(&root, home.as_ref())), terminal);
    if is_begun {
        terminal.say("A git repository was made for it; the first commit is yours.");
    }
    if let (Some(sealed), Some(home)) = (&sealed, &home) {
        home_pin(home, &sealed.pin, terminal)?;
    }
    terminal.say(format!("next: {}", next(&args.folder, home.is_some())));
    if sealed.is_none() && !args.empty {
        let is_shared = home.as_ref().and_then(|home| home.branches().ok());
        let is_shared = is_shared.is_some_and(|all| all.iter().any(Branch::is_remote));
        let first = if is_shared { "push it, and once it has landed " } else { "" };
        terminal.say(format!(
            "then {first}`learn trust init`, so that approvals can be signed and counted"
        ));
    }
    Ok(Verdict::Clean)
}

/// The branch that changes land on, where the repository tells: what `origin` calls its own, or else the
/// only one that there is, also before its first commit.
fn main_branch(home: &Home) -> Option<String> {
    let branches = home.branches().ok()?;
    match branches.as_slice() {
        [] => home.current_branch(),
        [only] if !only.is_remote() => Some(only.name.clone()),
        _ => Mainline::of(home).map(|mainline| mainline.name),
    }
}

/// Makes a repository where a policy is to be sealed and none is around, once it is known that git can
/// sign at all.
fn begin(is_wanted: bool, root: &Path, has_home: bool) -> Result<Option<Beginning>, Failure> {
    if !is_wanted || has_home {
        return Ok(None);
    }
    sign::ready(existing(root)).map_err(|refusal| {
        Failure(format!(
            "nothing was written: {refusal}\n  or leave `--trust` out, and run `learn trust init` later"
        ))
    })?;
    Ok(Some(Beginning::in_folder(root)?))
}

/// The first version of the trust policy with its seal.
struct Sealed {
    files: Vec<ScaffoldFile>,
    pin: Pin,
}

/// Whether a person at the terminal, whose git can sign in this folder, wants a trust policy.
fn is_agreed(args: &Args, folder: &Path, also: &str, terminal: &mut Terminal) -> bool {
    if args.no_trust || args.empty || !terminal.is_interactive() {
        return false;
    }
    let Ok((_, key)) = own_key_in(folder) else { return false };
    let question = format!(
        "Set up the trust policy now{also}, so that you can approve with your key {}?",
        key.words()
    );
    confirm(&question, terminal)
}

/// The folder itself, or the nearest above it that is there.
fn existing(root: &Path) -> &Path {
    root.ancestors().find(|folder| folder.is_dir()).unwrap_or(root)
}

fn sealed(pilot: &Pilot, files: &[ScaffoldFile], home: &Home) -> Result<Sealed, Failure> {
    let mut memory = Memory::new();
    for file in files {
        memory.put(&file.path, file.text.as_bytes());
    }
    let catalog = load::load(&memory)?;
    let (text, key) = own_key(home)?;
    let admins = [pilot.me.clone()];
    let mut trust = first(&catalog, &admins, 1).ok_or("the new learn.yaml cannot be read")?;
    add_key(&mut trust, &pilot.me, &text)?;
    let modeline = Some(modeline(Kind::Trust, &path(1)));
    let wish = Wish {
        trust,
        keeping: Keeping::Earned,
        vouched: Vec::new(),
        modeline,
        today: pilot.today,
    };
    let draft = Draft::new(&[&catalog], &Chain::default(), wish)?;
    let policy = Policy::read(&draft.document, draft.digest.clone())
        .map_err(|why| Failure(UnusableWords(&why).to_string()))?;
    let mut sealing = Sealing::new(&draft.path, policy, None);
    let names = sealing.names_of(&key)?;
    sealing.seal(home, &names)?;
    let mut all = sealing.files(&names);
    all.insert(draft.path.clone(), draft.text.clone().into_bytes());
    let written = |(path, bytes): (String, Vec<u8>)| ScaffoldFile {
        path,
        text: String::from_utf8_lossy(&bytes).into_owned(),
        executable: false,
    };
    Ok(Sealed { files: all.into_iter().map(written).collect(), pin: draft.pin() })
}

fn home_pin(home: &Home, pin: &Pin, terminal: &mut Terminal) -> Result<(), Failure> {
    home.config_set(pin::KEY, &pin.to_string())?;
    terminal.say(format!(
        "You may approve everything; `learn trust add` lets others. This clone is pinned to the policy; \
         everybody else pins theirs with\n    git config {} {pin}\nand CI with the variable {}",
        pin::KEY,
        pin::VARIABLE
    ));
    Ok(())
}

fn new_file(file: &ScaffoldFile) -> NewFile<'_> {
    NewFile { path: &file.path, bytes: file.text.as_bytes(), executable: file.executable }
}

fn absolute(folder: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(folder)
        .map_err(|error| Failure(format!("cannot open {}: {error}", folder.display())))?;
    Ok(absolute.canonicalize().unwrap_or_else(|_| absolute.components().collect()))
}

/// The names of files that are there and may stay.
fn refuse_unless_empty(root: &Path) -> Result<Vec<String>, Failure> {
    let (kept, in_the_way): (Vec<String>, Vec<String>) =
        disk::names_in(root)?.into_iter().partition(|name| may_stay(name));
    if in_the_way.is_empty() {
        return Ok(kept);
    }
    if in_the_way.iter().any(|name| name == CATALOG_FILE) {
        return Err(Failure(format!(
            "{} is a catalog already: it holds {CATALOG_FILE}\n  help: `learn check` says how it is",
            root.display()
        )));
    }
    let shown: Vec<&str> = in_the_way.iter().take(10).map(String::as_str).collect();
    let more = match in_the_way.len() - shown.len() {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    Err(Failure(format!(
        "{} is not empty, and nothing was written; it holds\n  {}{more}\n  \
         help: name a new folder, such as `learn init growth`",
        root.display(),
        shown.join("\n  ")
    )))
}

fn may_stay(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let stem = lower.split('.').next().unwrap_or("");
    [".git", ".gitignore", ".ds_store"].contains(&lower.as_str())
        || ["readme", "license", "licence", "copying"].contains(&stem)
}

fn pilot(args: &Args, root: &Path) -> Result<Pilot, Failure> {
    let identity = Identity::at(root);
    let folder = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = folder.unwrap_or_else(|| "growth".to_owned());
    let name = args.name.clone().unwrap_or_else(|| sentence(&folder));
    let catalog = id_from(&name).or_else(|| id_from(&folder)).unwrap_or_else(|| "growth".to_owned());
    let my_email = args.email.clone().or(identity.email.filter(|email| email.contains('@')));
    if my_email.as_deref().is_some_and(|email| !email.contains('@') || email.contains(' ')) {
        return Err(Failure("`--email` takes an address such as ada@kestrel.example".to_owned()));
    }
    let my_name = args.person_name.clone().or(identity.name);
    let address = my_email.as_deref().and_then(|email| email.split('@').next());
    let me = match &args.person {
        Some(me) => {
            id::check(me).map_err(|_| {
                Failure(format!(
                    "`{me}` cannot be a person's id\n  help: use lower-case letters, digits and single \
                     hyphens, beginning with a letter"
                ))
            })?;
            me.clone()
        }
        None => my_name
            .as_deref()
            .and_then(id_from)
            .or_else(|| address.and_then(id_from))
            .unwrap_or_else(|| "program-lead".to_owned()),
    };
    let my_name = my_name.unwrap_or_else(|| sentence(&me));
    let today = clock::today(None)?;
    Ok(Pilot { catalog, name, me, my_name, my_email, today, main: None, has_trust: false })
}

/// An id made from a free text, if that gives a valid one.
fn id_from(text: &str) -> Option<String> {
    id::slug(text).filter(|slug| id::check(slug).is_ok())
}

/// `growth-program` becomes `Growth program`.
fn sentence(words: &str) -> String {
    let words = words.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn who(pilot: &Pilot, terminal: &mut Terminal) {
    terminal.say(format!("You are `{}` in it; your records are in people/{}/.", pilot.me, pilot.me));
    if pilot.my_email.is_none() {
        terminal.say(format!(
            "Git knows no address of yours: add `emails: [you@…]` to people/{}/person.yaml, so that \
             commands know who you are.",
            pilot.me
        ));
    }
}

/// What a forge has to be told, or yesterday's green check lets something land that today's would not.
const UP_TO_DATE: &str = "Let your forge merge only branches that are up to date (GitHub: `Require branches to be up to date \
                          before merging` or a merge queue; GitLab: merge trains or a semi-linear history): a green check is \
                          of the main branch as it was then.";

/// Says what was left as it is; for a catalog in `folder` of a repository, also what CI runs at its top.
fn notes(kept: &[String], folder: Option<String>, terminal: &mut Terminal) {
    if kept.iter().any(|name| name == "README.md") {
        terminal.say("README.md was there and was left as it is.");
    }
    if let Some(folder) = folder {
        let folder = shell::word(&folder).into_owned();
        terminal.say(format!(
            "CI, hooks and CODEOWNERS belong at the top of the repository and were not written. What CI runs \
             there, in a clone that it has fetched the main branch into:\n    \
             learn -C {folder} check --target origin/main    on every pull request, before it may land\n    \
             learn -C {folder} queue --target origin/main    what mentors can paste\n    \
             learn -C {folder} check                         once it has landed\n\
             `learn init` in an empty folder writes the files to copy from; {folder}/trust/ and the files of CI \
             themselves want owners who review them (CODEOWNERS)."
        ));
    }
}

/// The folder of the catalog as it is named at the top of its repository.
fn from_the_top(root: &Path, home: Option<&Home>) -> String {
    let top = home.and_then(|home| home.top().canonicalize().ok());
    let inside = top.as_ref().and_then(|top| root.strip_prefix(top).ok());
    inside.unwrap_or(root).display().to_string()
}

fn next(folder: &Path, has_repository: bool) -> String {
    let enter = match folder.to_str() {
        Some(".") => String::new(),
        _ => format!("cd {} && ", shell::word(&folder.display().to_string())),
    };
    let init = if has_repository { "" } else { "git init && " };
    format!(
        "{enter}learn check, then {init}git add . && git commit -m \"Begin the catalog\""
    )
}
