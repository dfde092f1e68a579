//! `learn trust init`: the first version of the policy, and a new beginning after all keys are lost.

use std::collections::BTreeMap;

use super::change::add_key;
use super::desk::{Desk, Way};
use super::{Failure, Globals, Outcome, Terminal};
use crate::base::reference::Ref;
use crate::base::shell;
use crate::kinds::trust::Trust;
use crate::session::governance::UnusableWords;
use crate::session::governance::draft::{Draft, Keeping, Wish, path};
use crate::session::governance::first::{first, likely_assessors};
use crate::session::governance::listed;
use crate::session::governance::seals::own_key;
use crate::session::pin::{self, Source};
use crate::trust::chain::Chain;
use crate::trust::kept::{self, Named};
use crate::world::disk;

/// Begin the trust policy, or begin anew after the last key was lost
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Version 1 says: the admins may approve everything with these keys. You seal it with the key that git
signs with. Everybody who wants to be sure that nobody put another policy into the catalog pins it.

When the admins' keys are lost, nobody can seal a next version. `--again` writes one with new admins; it
is sealed by them alone, so it holds only where its pin is set: by hand, for everybody, and in CI.

Examples:
  learn trust init                                       with you as the only admin
  learn trust init --vouch-existing                      old approvals without a seal go on counting
  learn trust init --admin hana --admin chen --key chen=chen.pub --threshold 2
  learn trust init --again --admin chen                  the key of the only admin is lost")]
pub(super) struct Args {
    /// Who may change the policy; you if left out; can be repeated
    #[arg(long, value_name = "PERSON")]
    admin: Vec<String>,
    /// How many admins have to seal a version
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    threshold: u8,
    /// A public key of an admin, as text or the name of a file; yours is the one that git signs with
    #[arg(long, value_name = "PERSON=KEY")]
    key: Vec<String>,
    /// Let approvals count that were given before anybody signed
    #[arg(long)]
    vouch_existing: bool,
    /// Replace admins whose keys are lost
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    way: Way,
}

/// Runs the verb.
pub(super) fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let desk = Desk::open(&args.way, terminal, globals)?;
    let chain = desk.chain();
    refuse_unless_fitting(args, &desk, &chain)?;
    let me = me(args, &desk)?;
    let admins = if args.admin.is_empty() { vec![me.clone()] } else { args.admin.clone() };
    for admin in &admins {
        desk.expect_person(admin)?;
    }
    let (own_text, _) = own_key(&desk.home)?;
    let catalog = &desk.opened.catalog;
    let mut trust = match chain.in_force() {
        Some(last) => again(last.document, &admins, args.threshold, &me),
        None => first(catalog, &admins, args.threshold)
            .ok_or("learn.yaml cannot be read; `learn check` says why")?,
    };
    for (person, key) in keys(args, &me, globals)? {
        add_key(&mut trust, &person, &key)?;
    }
    if !trust.keys.contains_key(me.as_str()) {
        add_key(&mut trust, &me, &own_text)?;
    }
    let unsigned = kept::unsigned(catalog, &chain, &trust)
        .map_err(|why| Failure(UnusableWords(&why).to_string()))?;
    let (vouched, left_out) =
        if args.vouch_existing { (unsigned, Vec::new()) } else { (Vec::new(), unsigned) };
    let suggested = likely_assessors(catalog, &trust);
    let number = chain.in_force().map_or(1, |last| last.version() + 1);
    let modeline = desk.modeline(&path(number));
    let today = desk.opened.today();
    let wish = Wish { trust, keeping: Keeping::Earned, vouched, modeline, today };
    let draft = Draft::new(&[catalog], &chain, wish)?;
    let outcome = desk.finish(None, &draft, &args.way, terminal)?;
    if !args.way.print {
        // Of a version that lacks seals nobody should be told to vouch for it.
        if draft.document.admins.threshold > 1 {
            say_pin(&draft, "once it has landed, everybody pins it with", terminal);
        } else {
            set_pin(&desk, &draft, terminal)?;
        }
        say_left_out(&left_out, terminal);
        say_next(&suggested, terminal);
    }
    Ok(outcome)
}

fn refuse_unless_fitting(args: &Args, desk: &Desk, chain: &Chain<'_>) -> Result<(), Failure> {
    match (chain.in_force(), args.again) {
        (Some(last), false) => Err(Failure(format!(
            "there is a trust policy already, in version {}\n  help: `learn trust add` lets somebody \
             else sign; `--again` is for when its admins' keys are lost",
            last.version()
        ))),
        (None, true) => Err(Failure(
            "there is no trust policy in force to begin anew from\n  help: `learn trust init` without \
             `--again` begins one, and `learn check` says what is wrong with one that is there"
                .to_owned(),
        )),
        (None, false) if !chain.faults.is_empty() => Err(Failure(
            "there is a trust policy on this branch, and it does not hold\n  help: `learn check` says why"
                .to_owned(),
        )),
        (None, false) if desk.pinned.pin().is_some() => Err(Failure(format!(
            "this clone is pinned to a trust policy that is not on {}: somebody took it away, or the \
             branch is an old one\n  help: fetch; or, to begin with none, `git config --unset {}`",
            desk.target.short(),
            pin::KEY
        ))),
        _ => Ok(()),
    }
}

fn me(args: &Args, desk: &Desk) -> Result<String, Failure> {
    let known = desk.opened.me();
    match (known, args.admin.as_slice()) {
        (Some(me), []) => Ok(me),
        (Some(me), admins) if admins.contains(&me) => Ok(me),
        (None, [only]) => Ok(only.clone()),
        (Some(me), _) => Err(Failure(format!(
            "you are {me} and would be no admin, so your seal would not count\n  help: add `--admin \
             {me}`, or let an admin run this"
        ))),
        (None, _) => Err(Failure(
            "git's `user.email` is nobody's in this catalog, so it is not known who you are\n  help: add \
             your address to `emails` in your person.yaml, or name yourself with `--admin`"
                .to_owned(),
        )),
    }
}

/// The policy with new admins, one of whom has a new key; all else stays as it is.
fn again(last: &Trust, admins: &[String], threshold: u8, me: &str) -> Trust {
    let mut trust = last.clone();
    trust.admins.people = admins.iter().map(|admin| Ref::new(admin.as_str())).collect();
    trust.admins.threshold = threshold;
    trust.keys.remove(me);
    trust
}

fn keys(args: &Args, me: &str, globals: &Globals) -> Result<BTreeMap<String, String>, Failure> {
    let mut keys = BTreeMap::new();
    for word in &args.key {
        let (person, key) = match word.split_once('=') {
            Some((person, key)) if crate::base::id::check(person).is_ok() => (person, key),
            _ => (me, word.as_str()),
        };
        let file = globals.directory.join(key);
        let text = if file.is_file() { disk::read_text(&file)? } else { key.to_owned() };
        keys.insert(person.to_owned(), text);
    }
    Ok(keys)
}

/// Pins this clone, and says how everybody else does.
fn set_pin(desk: &Desk, draft: &Draft, terminal: &mut Terminal) -> Result<(), Failure> {
    if matches!(desk.pinned.source(), None | Some(Source::Configuration)) {
        desk.home.config_set(pin::KEY, &draft.pin().to_string())?;
        say_pin(draft, "this clone is pinned to it; everybody else pins theirs with", terminal);
    } else {
        say_pin(draft, "everybody pins it with", terminal);
    }
    if desk.chain().in_force().is_some() {
        terminal.say(
            "Whoever does not set the new pin sees the old policy, and this version as one without \
             enough seals: tell them the pin by another way than this repository.",
        );
    }
    Ok(())
}

fn say_pin(draft: &Draft, how: &str, terminal: &mut Terminal) {
    let pin = draft.pin();
    terminal.say(how);
    terminal.say(format!("    git config {} {pin}", pin::KEY));
    terminal.say(format!("and CI with the variable {}={pin}", pin::VARIABLE));
}

/// How many approvals are named; `learn check` names them all.
const MOST_NAMES: usize = 3;

/// Says which approvals nobody signed, and how they come to count.
fn say_left_out(left_out: &[Named], terminal: &mut Terminal) {
    let mut names: Vec<&str> = left_out.iter().map(|one| one.name.as_str()).collect();
    let count = names.len();
    if count == 0 {
        return;
    }
    names.truncate(MOST_NAMES);
    let rest = (count > MOST_NAMES).then(|| format!("{} more", count - MOST_NAMES));
    names.extend(rest.as_deref());
    let (have, do_so, them) = match count {
        1 => ("approval has", "counts", "it"),
        _ => ("approvals have", "count", "them"),
    };
    terminal.say(format!(
        "{count} {have} no seal and {do_so} for nothing: {}. If that is what was decided, let {them} count \
         with `learn trust vouch`; `learn trust init --vouch-existing` does so from the first version on",
        listed(&names, "and")
    ));
}

fn say_next(suggested: &[String], terminal: &mut Terminal) {
    if let Some(first) = suggested.first() {
        terminal.say(format!(
            "next: let {} sign too, such as `learn trust add {} --key-file {} --approve '*'`",
            listed(suggested, "and"),
            shell::word(first),
            shell::word(&format!("{first}.pub"))
        ));
    }
}
