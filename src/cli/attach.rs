//! `learn attach`: adds a signed decision or a version of the policy that came as text; the seal proves itself.

use std::io::Read as _;
use std::path::PathBuf;

use super::signing::{Options, delivery};
use super::terminal::Terminal;
use super::trust;
use super::{Failure, Globals, Outcome, Verdict};
use crate::session::carry::Signing;
use crate::session::decide::{authority, letter};
use crate::session::governance::letter::is_about_trust;
use crate::trust::ledger::Ledger;

/// Add a signed decision, or a version of the trust policy, that somebody sent as text
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Anybody can add it, also without a key: the signature is in the text, and it is verified first. The text
is what `learn approve --print`, `learn trust add --print`, `learn trust seal --print` and the others print.

Examples:
  learn attach decision.txt               on the branch that is checked out
  learn attach - --from origin/ada --push  from standard input, pushed to a branch")]
pub struct Args {
    /// The file with the text; `-` reads it from standard input
    file: PathBuf,
    /// The branch to put it on; the one that is checked out, or proposes the version, if left out
    #[arg(long, value_name = "REV")]
    from: Option<String>,
    /// The branch whose trust policy holds [default: origin's main branch]
    #[arg(long, value_name = "REV")]
    target: Option<String>,
    /// Push at once
    #[arg(long)]
    push: bool,
}

/// The longest text that is read, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Runs the verb.
///
/// # Errors
/// When the text holds nothing signed, or what does not count.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let text = read(args)?;
    let letters = letter::read(&text)?;
    let policies = letters.iter().filter(|one| is_about_trust(one)).count();
    if policies > 0 {
        if policies < letters.len() {
            return Err(Failure(
                "this text holds decisions and versions of the trust policy\n  help: add them one after the \
                 other, each from a text of its own, the policy first"
                    .to_owned(),
            ));
        }
        for letter in &letters {
            let asked = trust::Attaching { branch: args.from.clone(), push: args.push };
            trust::attach(letter, asked, terminal, globals)?;
        }
        return Ok(Verdict::Clean);
    }
    let options =
        Options { from: args.from.clone(), target: args.target.clone(), ..Options::default() };
    let mut ground = options.ground(globals, None)?;
    let bar = std::sync::Arc::clone(&ground.bar);
    let pinned = super::pinned_in(globals, &ground.home)?;
    let ledger = Ledger::of(&bar, pinned.pin());
    let policy = authority::policy(&ledger, &ground.target)?;
    let letters = letter::open(&ground, policy, &text)?;
    let last = letters.len().saturating_sub(1);
    for (number, sealed) in letters.into_iter().enumerate() {
        match letter::kept(&ground, &sealed)? {
            // An earlier run has put it on a branch of its own.
            Some(kept) => delivery::push_kept(&ground, &kept, args.push, terminal)?,
            None => delivery::deliver(&ground, sealed, Signing::AsUsual, args.push, terminal)?,
        };
        if number < last {
            // The next one goes on top of this one.
            ground = options.ground(globals, None)?;
        }
    }
    Ok(Verdict::Clean)
}

fn read(args: &Args) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let cannot = |error: std::io::Error| {
        Failure(format!("cannot read {}: {error}", args.file.display()))
    };
    if args.file.as_os_str() == "-" {
        std::io::stdin().take(LONGEST).read_to_end(&mut bytes).map_err(cannot)?;
    } else {
        let file = std::fs::File::open(&args.file).map_err(cannot)?;
        file.take(LONGEST).read_to_end(&mut bytes).map_err(cannot)?;
    }
    String::from_utf8(bytes).map_err(|_| Failure(format!("{} is not UTF-8", args.file.display())))
}
