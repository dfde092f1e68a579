//! What all verbs of the policy do: open a branch, draft on it, and seal what was drafted.

use std::collections::BTreeSet;
use std::io::Write as _;

use super::delivery::{self, Parcel};
use super::{Failure, Globals, Outcome, Terminal, Verdict};
use crate::base::id;
use crate::base::shell;
use crate::catalog::references::Noun;
use crate::kinds::Kind;
use crate::kinds::person::Person;
use crate::report::counted;
use crate::rules;
use crate::scaffold::modeline::{SCHEMA_FOLDER, modeline};
use crate::session::carry::{Load, Signing, Target};
use crate::session::governance::draft::Draft;
use crate::session::governance::seals::{Sealing, own_key};
use crate::session::governance::{landing, listed, proposals};
use crate::session::keyless;
use crate::session::open::{self, Opened};
use crate::session::pin::{self, Mainline, Pinned};
use crate::trust::chain::{Chain, Fault, Pin};
use crate::trust::policy::Policy;
use crate::world::git::branches::Branch;
use crate::world::git::read::Home;
use crate::world::git::remote;
use crate::world::sign::{self, SignRefusal};

/// Where a version goes once it is sealed.
#[derive(Debug, clap::Args)]
pub(super) struct Way {
    /// Put it on this branch [default: the one checked out; trust-N while version N lacks seals]
    #[arg(long, value_name = "BRANCH")]
    pub(super) branch: Option<String>,
    /// Push the branch; where that is not allowed, trust-N for a pull request
    #[arg(long)]
    pub(super) push: bool,
    /// Print it as text for `learn attach`, and write nothing
    #[arg(long, conflicts_with = "push")]
    pub(super) print: bool,
    /// Seal without being asked
    #[arg(long, short)]
    pub(super) yes: bool,
}

/// A branch with its catalog, ready for a new version of the policy.
pub(super) struct Desk {
    pub(super) opened: Opened,
    pub(super) home: Home,
    pub(super) target: Target,
    pub(super) pinned: Pinned,
}

impl Desk {
    /// Opens the branch that a version is to be put on, for somebody whose git can sign.
    pub(super) fn open(
        way: &Way,
        terminal: &mut Terminal,
        globals: &Globals,
    ) -> Result<Self, Failure> {
        let desk = Self::of_reader(way, terminal, globals)?;
        desk.refuse_behind()?;
        match sign::ready(&desk.home.top()) {
            Ok(_) => Ok(desk),
            Err(refusal) => Err(desk.walk(&refusal)),
        }
    }

    /// Opens the branch for somebody who only passes on what others sealed.
    pub(super) fn of_reader(
        way: &Way,
        terminal: &mut Terminal,
        globals: &Globals,
    ) -> Result<Self, Failure> {
        let here = open::open(&globals.directory, None);
        let root = match &here {
            Ok(opened) => opened.root.clone(),
            Err(open::Refusal::Bare(root)) => root.clone(),
            Err(refusal) => return Err(Failure(refusal.to_string())),
        };
        let home = Home::around(&root)?.ok_or_else(|| {
            Failure(format!(
                "{} is not in a git repository, and a trust policy is worth what git keeps of it\n  \
                 help: `git init`, commit the catalog, then run this again",
                root.display()
            ))
        })?;
        let target = target(&home, way.branch.as_deref())?;
        let opened = open::open(&root, Some(&target.head))?;
        let pinned = super::super::pinned(globals, &opened)?;
        let uncommitted = if home.is_bare() { 0 } else { home.uncommitted()?.count };
        if uncommitted > 0 && way.branch.is_none() {
            let files = counted(uncommitted, "file");
            terminal.say(format!("note: {files} not committed; what counts is what {} has", target.short()));
        }
        Ok(Self { opened, home, target, pinned })
    }

    /// Refuses to write a version that has landed already, as far as the last fetch or push told: the
    /// push of an earlier run may have ended before the branch here could follow.
    fn refuse_behind(&self) -> Result<(), Failure> {
        let mainline = Mainline::of(&self.home).filter(|main| main.name == self.target.name);
        let Some(mainline) = mainline.filter(|main| main.head != self.target.head) else {
            return Ok(());
        };
        let there = open::open(&self.opened.root, Some(&mainline.head))?;
        let newest = |opened: &Opened| {
            let chain = Chain::of(&opened.catalog, self.pinned.pin());
            chain.in_force().map_or(0, Policy::version)
        };
        let (mine, theirs) = (newest(&self.opened), newest(&there));
        if theirs <= mine {
            return Ok(());
        }
        Err(Failure(format!(
            "version {theirs} of the trust policy has landed on {} already, and your branch does not have it\n  \
             help: `git pull`, look with `learn trust show` at what it says, then run this again",
            mainline.name
        )))
    }

    /// The same desk on another branch.
    pub(super) fn on(self, target: Target) -> Result<Self, Failure> {
        let opened = open::open(&self.opened.root, Some(&target.head))?;
        Ok(Self { opened, target, ..self })
    }

    /// The way to a key that signs, with the line for an admin once there is a policy.
    fn walk(&self, refusal: &SignRefusal) -> Failure {
        let me = self.opened.me().unwrap_or_else(|| "YOU".to_owned());
        Failure(keyless::walk(refusal, self.chain().in_force(), &me, " --admin"))
    }

    /// The versions on the branch, judged by the pin.
    pub(super) fn chain(&self) -> Chain<'_> {
        Chain::of(&self.opened.catalog, self.pinned.pin())
    }

    /// The comment for editors, where the catalog has schemas.
    pub(super) fn modeline(&self, path: &str) -> Option<String> {
        let has_schemas = self.opened.root.join(SCHEMA_FOLDER).is_dir();
        has_schemas.then(|| modeline(Kind::Trust, path))
    }

    /// Refuses somebody whom the catalog does not know.
    pub(super) fn expect_person(&self, person: &str) -> Result<(), Failure> {
        let catalog = &self.opened.catalog;
        if catalog.get::<Person>(person).is_some() {
            return Ok(());
        }
        let people = catalog.names(Noun::Record(Kind::Person), None);
        let meant = rules::nearest(person, people)
            .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        Err(Failure(format!(
            "there is no person `{person}` on {}{meant}\n  help: `learn new person {}` begins one; \
             commit it first",
            self.target.short(),
            id::slug(person).unwrap_or_else(|| "ID".to_owned())
        )))
    }

    /// Seals a drafted version with the user's own key and puts it where it belongs.
    ///
    /// Without a version before, its own admins are the only ones who have to seal it.
    pub(super) fn finish(
        &self,
        before: Option<&Policy<'_>>,
        draft: &Draft,
        way: &Way,
        terminal: &mut Terminal,
    ) -> Outcome {
        let policy = Policy::read(&draft.document, draft.digest.clone())
            .map_err(|_| Failure(format!("{} cannot be used", draft.path)))?;
        let mut sealing = Sealing::new(&draft.path, policy, before.cloned());
        let (_, key) = own_key(&self.home)?;
        let names = sealing.names_of(&key)?;
        announce(draft, terminal);
        if let Some(verdict) = self.was_drafted(draft, &names, way, terminal)? {
            return Ok(verdict);
        }
        if !self.is_agreed_beside_others(draft, &names, way, terminal)? {
            terminal.say("nothing was signed");
            return Ok(Verdict::Findings);
        }
        sealing.seal(&self.home, &names)?;
        let mut files = sealing.files(&names);
        files.insert(draft.path.clone(), draft.text.clone().into_bytes());
        let number = draft.document.version;
        let what = format!("Trust policy, version {number}");
        let target = if way.branch.is_some() || sealing.is_complete() {
            self.target.clone()
        } else {
            landing::place(&self.home, &self.target, number)?
        };
        let parcel =
            Parcel { target, files, message: message(&what, draft), signing: Signing::Always };
        delivery::deliver(self, parcel, &sealing, &draft.pin(), way, terminal)?;
        self.move_pin(terminal);
        Ok(Verdict::Clean)
    }

    /// Finds the very same version on a branch of its own, sealed with this key after an interruption, say,
    /// and pushes it if that was asked for; nothing is sealed again. None where there is none.
    fn was_drafted(
        &self,
        draft: &Draft,
        names: &BTreeSet<String>,
        way: &Way,
        terminal: &mut Terminal,
    ) -> Result<Option<Verdict>, Failure> {
        let (number, previous) = (draft.document.version, draft.document.previous.as_ref());
        let mut same = proposals::find(&self.home, number, previous, self.pinned.pin())?;
        // Whoever names a branch means that one.
        let is_meant = |branch: &Target| way.branch.is_none() || *branch == self.target;
        same.retain(|one| one.digest == draft.digest && names.is_subset(&one.seals));
        same.retain(|one| is_meant(&one.branch));
        let Some(found) = proposals::furthest(&same).filter(|_| !way.print) else { return Ok(None) };
        let branch = found.branch.short();
        terminal.say(format!("{branch} has exactly this version already, with your seal; nothing was signed"));
        if same.iter().any(|one| one.branch.remote.is_some()) {
            terminal.say(format!("next: it waits on {branch}; open a pull request, or merge it"));
            return Ok(Some(Verdict::Clean));
        }
        let remote = remote::remote_of(&self.home.top(), &found.branch.name);
        match remote {
            Some(remote) if way.push => {
                let files = [(draft.path.clone(), draft.text.clone().into_bytes())].into();
                let message = format!("Trust policy, version {number}\n");
                let load = Load { files, message, signing: Signing::Always };
                let fallback = landing::free_name(&self.home, number)?;
                let pushed = landing::push_as_it_is(&self.home, &found.branch, load, &fallback)?;
                delivery::say_pushed(&branch, &pushed, terminal);
                terminal.say(format!("next: open a pull request for {} of {remote}", pushed.branch));
            }
            Some(remote) => terminal
                .say(format!("next: `git push {} {}`", shell::word(&remote), shell::word(&branch))),
            None => terminal.say(format!("next: `git merge {}`", shell::word(&branch))),
        }
        Ok(Some(Verdict::Clean))
    }

    /// Says where another version of this number waits, since of two only one can land, and asks whoever
    /// sits there whether they want to seal a second one of their own.
    fn is_agreed_beside_others(
        &self,
        draft: &Draft,
        names: &BTreeSet<String>,
        way: &Way,
        terminal: &mut Terminal,
    ) -> Result<bool, Failure> {
        let (number, previous) = (draft.document.version, draft.document.previous.as_ref());
        let mut others = proposals::find(&self.home, number, previous, self.pinned.pin())?;
        // What lies on the branch itself is part of this one.
        others.retain(|one| one.digest != draft.digest && one.branch.name != self.target.name);
        let foreign = proposals::unsealed_by(&others, names);
        others.retain(|one| !foreign.contains(one));
        let theirs = proposals::branches(&foreign);
        if let Some(first) = theirs.first() {
            terminal.say(format!(
                "note: a version {number} waits on {} already, and only one can land: `learn trust seal \
                 --branch {}` seals that one; whichever lands later is made anew with `learn trust rebase`",
                listed(&theirs, "and"),
                shell::word(first)
            ));
        }
        let mine = proposals::branches(&others);
        let Some(first) = mine.first() else { return Ok(true) };
        terminal.say(format!(
            "note: a version {number} of yours waits on {} already, and of two only one can land: run this with \
             `--branch {}` to put both changes into one version, or let that one land first; a second one is \
             made anew with `learn trust rebase` once the first has landed",
            listed(&mine, "and"),
            shell::word(first)
        ));
        let asks = terminal.is_interactive() && !way.yes;
        Ok(!asks || confirm("Seal a second one all the same?", terminal))
    }

    /// Moves the clone's pin on to what has landed.
    pub(super) fn move_pin(&self, terminal: &mut Terminal) {
        super::super::move_pin(terminal, Some(&self.home), &self.pinned);
    }
}

/// The policy in force, which there has to be.
pub(super) fn in_force<'c, 'a>(chain: &'c Chain<'a>) -> Result<&'c Policy<'a>, Failure> {
    chain.in_force().ok_or_else(|| {
        let is_there = |pin: &Pin| chain.faults.iter().all(|(_, fault)| *fault != Fault::Pinned(pin.clone()));
        Failure(match &chain.pin {
            Some(pin) if !is_there(pin) => format!(
                "this clone is pinned to {pin}, which is not on this branch\n  help: `git pull`; if you took \
                 that version back yourself before anybody had it, `git config --unset {}`, then compare \
                 and set what `learn trust show` prints",
                pin::KEY
            ),
            _ if chain.faults.is_empty() => {
                "there is no trust policy on this branch yet\n  help: `learn trust init` begins one"
                    .to_owned()
            }
            _ => "no version of the trust policy on this branch is in force\n  help: `learn check` says why"
                .to_owned(),
        })
    })
}

fn target(home: &Home, branch: Option<&str>) -> Result<Target, Failure> {
    let branches = home.branches()?;
    let current = home.current_branch();
    let name = branch.map(str::to_owned).or(current).ok_or_else(|| {
        Failure("no branch is checked out\n  help: name one with `--branch`".to_owned())
    })?;
    let found = branches.iter().find(|one| one.short() == name);
    found.cloned().map(Target::of).ok_or_else(|| {
        Failure(if branches.is_empty() {
            "the repository has no commit yet\n  help: `git add . && git commit`, then run this again"
                .to_owned()
        } else {
            let known: Vec<String> = branches.iter().map(Branch::short).collect();
            format!(
                "there is no branch `{name}`\n  help: `git branch {}` begins it; there are {}",
                shell::word(&name),
                listed(&known, "and")
            )
        })
    })
}

/// Says what a version does that is about to be sealed.
pub(super) fn announce(draft: &Draft, terminal: &mut Terminal) {
    terminal.say(format!("Version {} of the trust policy:", draft.document.version));
    for change in &draft.changes {
        terminal.say(format!("  - {change}"));
    }
    let kept: BTreeSet<_> = draft.document.kept.iter().collect();
    let earned = draft.falling.iter().filter(|one| kept.contains(&one.digest)).count();
    if earned > 0 {
        let them = counted(earned, "record");
        let stay = if earned == 1 { "stays" } else { "stay" };
        terminal.say(format!("  - {them} signed before {stay} valid, kept by name"));
    }
    let lost: Vec<String> =
        draft.lost().map(|one| format!("\n      {} by {}", one.name, one.signer)).collect();
    if !lost.is_empty() {
        let them = counted(lost.len(), "record");
        let count = if lost.len() == 1 { "counts" } else { "count" };
        terminal.say(format!("  - {them} no longer {count}:{}", lost.concat()));
    }
    if kept.len() > earned {
        let them = counted(kept.len() - earned, "unsigned approval");
        terminal.say(format!("  - the admins vouch for {them}"));
    }
}

fn message(what: &str, draft: &Draft) -> String {
    let lines: Vec<String> =
        draft.changes.iter().map(|change| format!("\n- {change}")).collect();
    format!("{what}\n{}\n", lines.concat())
}

/// Asks on the terminal; nobody there means no.
pub(crate) fn confirm(question: &str, terminal: &mut Terminal) -> bool {
    if !terminal.is_interactive() {
        return false;
    }
    let _ = write!(anstream::stderr(), "{question} [y/N] ");
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    read.is_ok() && matches!(line.trim().to_lowercase().as_str(), "y" | "yes")
}
