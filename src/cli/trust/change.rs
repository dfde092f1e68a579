//! `learn trust add`, `remove`, `vouch` and `drop`: the next version of the policy.

use std::path::PathBuf;

use super::desk::{Desk, Way, in_force};
use super::known;
use super::scope::{Scope, narrow, widen};
use super::{Failure, Globals, Outcome, Terminal};
use crate::base::id::Id;
use crate::base::reference::Ref;
use crate::base::shell;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::parts::text::Text;
use crate::kinds::trust::Trust;
use crate::session::governance::draft::{Draft, Keeping, Wish, path};
use crate::session::governance::rebase::{self, Own};
use crate::session::governance::{UnusableWords, listed};
use crate::session::past;
use crate::trust::chain::{Candidate, Chain};
use crate::trust::change::{is_same, key_words, remove_key};
use crate::trust::kept::{self, Named};
use crate::trust::key::PublicKey;
use crate::trust::ledger::Ledger;
use crate::world::disk;

/// Let somebody sign, approve or seal
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A key that is added does not take the old one away: whoever changes keys has both for one version.

Examples:
  learn trust add chen --key-file chen.pub --discipline engineering --approve 'incident-*'
  learn trust add chen --promote senior-engineer
  learn trust add chen --admin --threshold 2
  learn trust add ada --key \"ssh-ed25519 AAAAC3Nz… ada@laptop\" --push")]
pub(super) struct Add {
    /// Who
    person: String,
    /// Their public key, as `ssh-keygen` or `gpg --armor --export` writes it; can be repeated
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    key: Vec<String>,
    /// A file with their public key; can be repeated
    #[arg(long, value_name = "FILE")]
    key_file: Vec<PathBuf>,
    #[command(flatten)]
    scope: Scope,
    /// They may seal versions of the policy
    #[arg(long)]
    admin: bool,
    /// How many admins have to seal from now on
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    threshold: Option<u8>,
    #[command(flatten)]
    way: Way,
}

impl Add {
    fn gives_nothing(&self) -> bool {
        let has_keys = !self.key.is_empty() || !self.key_file.is_empty();
        !has_keys && self.scope.is_empty() && !self.admin && self.threshold.is_none()
    }
}

/// Take keys, scopes or everything from somebody; what was earned stands
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without an option, everything goes: keys, scopes and being an admin. Whatever verified until now stays
valid, kept by name. Only after a compromise it does not, except what --keep picks.

Examples:
  learn trust remove kofi                               he has left; his approvals stand
  learn trust remove chen --key SHA256:yZ3c…            an old key, after a new one was added
  learn trust remove chen --approve 'incident-*'
  learn trust remove kofi --compromised --keep ada/2026-03-09-incident-commander-kofi")]
pub(super) struct Remove {
    /// Who
    person: String,
    /// Only this key: its fingerprint, as `learn trust show` prints it; can be repeated
    #[arg(long, value_name = "FINGERPRINT")]
    key: Vec<String>,
    #[command(flatten)]
    scope: Scope,
    /// They may no longer seal versions of the policy
    #[arg(long)]
    admin: bool,
    /// How many admins have to seal from now on
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    threshold: Option<u8>,
    /// Somebody else had the key: what it signed no longer counts
    #[arg(long)]
    compromised: bool,
    /// A record that stands all the same, as PERSON/ID or by its digest; can be repeated
    #[arg(long, value_name = "RECORD", requires = "compromised")]
    keep: Vec<String>,
    #[command(flatten)]
    way: Way,
}

/// Let old approvals count that nobody signed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
They are shown as vouched for by the admins, not as signed.

Examples:
  learn trust vouch                                             all that have no seal
  learn trust vouch people/ada/approvals/2024-05-06-clear-writer-chen.yaml")]
pub(super) struct Vouch {
    /// Which approvals; all that have no seal if left out
    files: Vec<PathBuf>,
    #[command(flatten)]
    way: Way,
}

/// Let records no longer count that an earlier version kept
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn trust drop ada/2026-03-09-incident-commander-kofi
  learn trust drop sha256:d9e2119e6b49a5a9146afaa605d5ac52b051350633120cd1c051ce84922687c4")]
pub(super) struct Drop {
    /// Which, as PERSON/ID or by their digests
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<String>,
    #[command(flatten)]
    way: Way,
}

/// Runs `learn trust add`.
pub(super) fn add(args: &Add, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let desk = Desk::open(&args.way, terminal, globals)?;
    let chain = desk.chain();
    let mut trust = in_force(&chain)?.document.clone();
    let person = args.person.as_str();
    known::expect_present(&desk, &trust, person)?;
    if args.gives_nothing() {
        return Err(Failure(format!(
            "nothing says what to give {person}\n  help: `--key-file FILE` gives them a key, `--approve ID` \
             has them judge, `--admin` makes them an admin"
        )));
    }
    let mut keys: Vec<String> = args.key.clone();
    for file in &args.key_file {
        keys.push(disk::read_text(&globals.directory.join(file))?);
    }
    for text in keys {
        add_key(&mut trust, person, &text)?;
    }
    widen(&mut trust, person, &args.scope)?;
    if args.admin && !trust.admins.people.iter().any(|admin| admin.as_str() == person) {
        trust.admins.people.push(Ref::new(person));
    }
    trust.admins.threshold = args.threshold.unwrap_or(trust.admins.threshold);
    if !trust.keys.contains_key(person) && !args.admin {
        terminal.say(format!(
            "note: {person} has no key yet, so nothing they sign counts; `learn trust add {} \
             --key-file FILE` gives them one",
            shell::word(person)
        ));
    }
    written(&desk, &chain, trust, Keeping::Earned, Vec::new(), &args.way, terminal)
}

/// Runs `learn trust remove`.
pub(super) fn remove(args: &Remove, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let desk = Desk::open(&args.way, terminal, globals)?;
    let chain = desk.chain();
    let before = in_force(&chain)?;
    let mut trust = before.document.clone();
    let person = args.person.as_str();
    known::expect_in(&trust, person)?;
    if args.key.is_empty() && args.scope.is_empty() && !args.admin {
        take_everything(&mut trust, person);
    }
    for wanted in &args.key {
        let keys = trust.keys.get(person).cloned().unwrap_or_default();
        let found = keys.iter().find(|key| names_key(key, wanted)).ok_or_else(|| {
            let known: Vec<String> = keys.iter().map(key_words).collect();
            Failure(format!("{person} has no key `{wanted}`\n  help: their keys are {}", listed(&known, "and")))
        })?;
        remove_key(&mut trust, person, found);
    }
    narrow(&mut trust, person, &args.scope)?;
    if args.admin {
        trust.admins.people.retain(|admin| admin.as_str() != person);
    }
    trust.admins.threshold = args.threshold.unwrap_or(trust.admins.threshold);
    let keeping = if args.compromised {
        let falling = kept::falling(&desk.opened.catalog, &chain, &trust)
            .map_err(|why| Failure(UnusableWords(&why).to_string()))?;
        Keeping::Only(args.keep.iter().map(|word| picked(word, &falling)).collect::<Result<_, _>>()?)
    } else {
        Keeping::Earned
    };
    written(&desk, &chain, trust, keeping, Vec::new(), &args.way, terminal)
}

/// Runs `learn trust vouch`.
pub(super) fn vouch(args: &Vouch, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let desk = Desk::open(&args.way, terminal, globals)?;
    let chain = desk.chain();
    let trust = in_force(&chain)?.document.clone();
    let open = kept::unsigned(&desk.opened.catalog, &chain, &trust)
        .map_err(|why| Failure(UnusableWords(&why).to_string()))?;
    let mut vouched = Vec::new();
    for file in &args.files {
        let path = desk.opened.path_inside(&globals.directory, file)?;
        let found = open.iter().find(|one| one.path == path).ok_or_else(|| {
            Failure(format!(
                "{path} is no approval without a seal that could count; `learn check {}` says more",
                shell::word(&path)
            ))
        })?;
        vouched.push(found.clone());
    }
    if args.files.is_empty() {
        vouched = open;
    }
    if vouched.is_empty() {
        return Err(Failure("there is no approval without a seal that could count".to_owned()));
    }
    written(&desk, &chain, trust, Keeping::Earned, vouched, &args.way, terminal)
}

/// Runs `learn trust drop`.
pub(super) fn drop_kept(args: &Drop, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let desk = Desk::open(&args.way, terminal, globals)?;
    let chain = desk.chain();
    let mut trust = in_force(&chain)?.document.clone();
    let kept = chain.kept();
    let ledger = Ledger::under(&desk.opened.catalog, chain.clone());
    let named = kept::all(&ledger);
    trust.dropped = Vec::new();
    for word in &args.records {
        let known = named.iter().find(|one| one.name == *word).map(|one| one.digest.clone());
        let digest = known.unwrap_or_else(|| Sha256::new(word.as_str()));
        if !kept.contains_key(&digest) {
            return Err(Failure(format!(
                "no version of the trust policy keeps `{word}`\n  help: `learn trust show --format json` \
                 lists what is kept"
            )));
        }
        trust.dropped.push(digest);
    }
    written(&desk, &chain, trust, Keeping::Earned, Vec::new(), &args.way, terminal)
}

pub(super) fn written(
    desk: &Desk,
    chain: &Chain<'_>,
    trust: Trust,
    keeping: Keeping,
    vouched: Vec<Named>,
    way: &Way,
    terminal: &mut Terminal,
) -> Outcome {
    let number = chain.in_force().map_or(1, |last| last.version() + 1);
    let modeline = desk.modeline(&path(number));
    let wish = Wish { trust, keeping, vouched, modeline, today: desk.opened.today() };
    let draft = Draft::new(&[&desk.opened.catalog], chain, wish.clone())?;
    let draft = match waiting(desk, chain, number) {
        Some(one) if one.digest != draft.digest => joined(desk, chain, &one, wish, terminal)?,
        _ => draft,
    };
    desk.finish(chain.in_force(), &draft, way, terminal)
}

/// The version of this number that the branch has already, on which this change would be put.
fn waiting<'a>(desk: &'a Desk, chain: &Chain<'_>, number: u16) -> Option<Candidate<'a>> {
    let previous = chain.in_force().map(|last| &last.digest)?;
    let follows = |one: &Candidate<'_>| {
        one.number == Some(number) && one.document.is_some_and(|it| it.previous.as_ref() == Some(previous))
    };
    Chain::candidates(&desk.opened.catalog).into_iter().find(follows)
}

/// One version with what waits on the branch and this change.
fn joined(
    desk: &Desk,
    chain: &Chain<'_>,
    waiting: &Candidate<'_>,
    wish: Wish,
    terminal: &mut Terminal,
) -> Result<Draft, Failure> {
    let (branch, path) = (desk.target.short(), &waiting.path);
    let names = super::seal::names(desk, chain)?;
    if let Some(other) = waiting.seals.keys().find(|who| !names.contains(**who)) {
        return Err(Failure(format!(
            "{other} has sealed {path} on {branch}, and it would no longer be what they sealed\n  help: let that \
             one land, then run this again for the version after it"
        )));
    }
    let own = Own { catalog: &desk.opened.catalog, arrival: &|path| past::arrival(&desk.opened, path) };
    let joined = rebase::join(own, chain, waiting, wish)?;
    terminal.say(format!("note: {path} waits on {branch} already; this change is put into it"));
    Ok(joined)
}

/// Gives somebody a key, without the comment that may name a machine or an address.
pub(crate) fn add_key(trust: &mut Trust, person: &str, text: &str) -> Result<(), Failure> {
    let text = text.trim();
    PublicKey::read(text).map_err(|flaw| {
        Failure(format!("the key given for {person} cannot be used: {flaw}\n  help: `cat ~/.ssh/id_ed25519.pub` prints a public key"))
    })?;
    let is_block = text.starts_with("-----");
    let plain: Vec<&str> = text.split_whitespace().take(2).collect();
    let key = Text::new(if is_block { format!("{text}\n") } else { plain.join(" ") });
    let keys = trust.keys.entry(Id::new(person)).or_default();
    if !keys.iter().any(|known| is_same(known, &key)) {
        keys.push(key);
    }
    Ok(())
}

pub(super) fn take_everything(trust: &mut Trust, person: &str) {
    trust.keys.remove(person);
    trust.assessors.retain(|entry| entry.person.as_str() != person);
    trust.admins.people.retain(|admin| admin.as_str() != person);
}

fn names_key(key: &Text, wanted: &str) -> bool {
    is_same(key, &Text::new(wanted))
        || PublicKey::read(key.as_str()).is_ok_and(|key| {
            let fingerprint = key.fingerprint();
            fingerprint == wanted || fingerprint.strip_prefix("SHA256:") == Some(wanted)
        })
}

fn picked(word: &str, falling: &[Named]) -> Result<Sha256, Failure> {
    let found = falling.iter().find(|one| one.name == word || one.digest.as_str() == word);
    found.map(|one| one.digest.clone()).ok_or_else(|| {
        let names: Vec<&str> = falling.iter().map(|one| one.name.as_str()).collect();
        Failure(format!(
            "`{word}` is none of the records that would fall; these are {}",
            listed(&names, "and")
        ))
    })
}
