//! What all verbs that sign have in common: where to decide, as whom, and where the record goes.

use serde_json::{Map, Value};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::format::harmless::harmless;
use crate::scaffold::modeline::modeline;
use crate::session::carry::{self, CarryRefusal, Load, Signing, Target};
use crate::session::decide::authority::Deed;
use crate::session::decide::ground::{Asked, Ground, short};
use crate::session::decide::letter;
use crate::session::decide::record::Written;
use crate::session::decide::sealing::{self, Sealed};
use crate::trust::policy::Policy;

/// Options of every verb that signs.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Options {
    /// The branch with the claim, such as origin/ada-claim; the one that is checked out if left out
    #[arg(long, value_name = "REV")]
    pub from: Option<String>,
    /// The commit that you read: refuses if its branch has moved on since
    #[arg(long, value_name = "COMMIT")]
    pub at: Option<String>,
    /// The branch whose credentials, rubrics and trust policy hold [default: origin's main branch]
    #[arg(long, value_name = "REV")]
    pub target: Option<String>,
    /// Push at once: to the branch, or where that is not allowed to one of its own
    #[arg(long, conflicts_with = "print")]
    pub push: bool,
    /// Print the signed record as text for `learn attach`, and write nothing
    #[arg(long)]
    pub print: bool,
    /// Sign without asking once more
    #[arg(long)]
    pub yes: bool,
    /// Who you are, if git's `user.email` does not say so; your key decides in the end
    #[arg(long = "as", value_name = "PERSON")]
    pub signer: Option<String>,
    /// The day of the decision; today if left out
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
}

impl Options {
    /// Finds the branches.
    ///
    /// # Errors
    /// Why they cannot be found or read.
    pub fn ground(&self, globals: &Globals) -> Result<Ground, Failure> {
        let asked = Asked {
            from: self.from.as_deref(),
            at: self.at.as_deref(),
            target: self.target.as_deref(),
        };
        Ground::open(&globals.directory, asked).map_err(Failure)
    }

    /// The day of the decision.
    ///
    /// # Errors
    /// That this machine does not know what day it is.
    pub fn day(&self, ground: &Ground) -> Result<Date, Failure> {
        let day = self.date.or_else(|| ground.today());
        day.ok_or_else(|| Failure("it is not known what day it is; say it with --date".to_owned()))
    }

    /// Asks once more, signs, and puts the record where it belongs.
    ///
    /// # Errors
    /// Why nothing was signed or written.
    pub fn conclude(
        &self,
        ground: &Ground,
        policy: &Policy<'_>,
        act: Act<'_>,
        terminal: &mut Terminal,
    ) -> Outcome {
        let Act { deed, day, fields, beside } = act;
        if terminal.is_interactive() && !self.yes {
            let answer = terminal.ask("Sign this? [Y/n]").unwrap_or_else(|| "n".to_owned());
            if answer.to_lowercase().starts_with('n') {
                terminal.say("nothing was signed");
                return Ok(Verdict::Findings);
            }
        }
        let sealed = sealing::seal(ground, policy, &deed, day, fields, beside, modeline)?;
        if self.print {
            terminal.write(|out| out.write_all(letter::write(&sealed).as_bytes()));
            terminal
                .say("next: send this text; whoever has a clone adds it with `learn attach FILE`");
            return Ok(Verdict::Clean);
        }
        deliver(ground, sealed, Signing::Always, self.push, terminal)
    }
}

/// What is about to be signed.
#[derive(Debug)]
pub struct Act<'a> {
    /// Who decides what about whom.
    pub deed: Deed<'a>,
    /// The day.
    pub day: Date,
    /// The fields of this kind of decision.
    pub fields: Map<String, Value>,
    /// A record that is written with it.
    pub beside: Option<Written>,
}

/// Puts signed files on their branch, pushes them if asked, and says what to do next.
///
/// # Errors
/// Why they are not there.
pub fn deliver(
    ground: &Ground,
    sealed: Sealed,
    signing: Signing,
    push: bool,
    terminal: &mut Terminal,
) -> Outcome {
    let mut target = ground.branch.clone();
    if target.name.is_empty() {
        target = Target::new_branch(&sealed.fallback, &target.head);
    }
    let load = Load { files: sealed.files, message: sealed.message, signing };
    let carried = carry::carry(&ground.home, &target, load)?;
    let commit = short(&carried.commit).to_owned();
    if push {
        let pushed = carry::push(&ground.home, &carried, &sealed.fallback).map_err(|refusal| {
            let kept = kept(&refusal, &target, &sealed.fallback, &commit);
            Failure(format!("{}{kept}", harmless(&refusal.to_string())))
        })?;
        terminal.print(&sealed.path);
        let commit = short(&pushed.commit);
        terminal.say(format!("pushed as {commit} to {} of {}", pushed.branch, pushed.remote));
        for remark in &pushed.remarks {
            terminal.say(format!("  {}", harmless(remark)));
        }
        let link = pushed.link.as_deref();
        if let Some(why) = &pushed.instead {
            terminal.say(instead(&target, why, &pushed.branch, link));
        } else if target.is_new {
            terminal.say(format!("next: {}", pull_request(&pushed.branch, link)));
        } else {
            terminal.say("next: any merge button is fine now; `learn queue` lists what else waits");
        }
        return Ok(Verdict::Clean);
    }
    let branch = match &target.remote {
        Some(_) => carry::keep(&ground.home, &carried, &sealed.fallback)?,
        None => carried.target.name.clone(),
    };
    terminal.print(&sealed.path);
    terminal.say(format!("committed as {commit} on branch {branch}"));
    let top = ground.home.top();
    if let Some(remote) = &target.remote {
        terminal.say(format!("next: `git push {remote} {branch}:{}`", target.name));
    } else if let Some(remote) = crate::world::git::remote::remote_of(&top, &branch) {
        terminal.say(format!("next: `git push {remote} {branch}`"));
    }
    Ok(Verdict::Clean)
}

fn instead(target: &Target, why: &str, branch: &str, link: Option<&str>) -> String {
    let next = pull_request(branch, link);
    format!("{} did not take it: {}\nnext: {next}", target.short(), harmless(why))
}

fn pull_request(branch: &str, link: Option<&str>) -> String {
    match link {
        Some(link) => format!("open a pull request for {branch}: {link}"),
        None => format!("open a pull request for {branch} on your forge"),
    }
}

/// Where a carrier is that could not be pushed, with the command that tries again.
fn kept(refusal: &CarryRefusal, target: &Target, fallback: &str, commit: &str) -> String {
    match (&target.remote, refusal) {
        (_, CarryRefusal::Sign(_) | CarryRefusal::Moved(_) | CarryRefusal::Failed(_)) => {
            String::new()
        }
        (Some(remote), _) => format!(
            "\n  help: what you signed is kept on the branch {fallback}; `git push {remote} {fallback}` tries \
             again without another touch"
        ),
        (None, _) => format!(
            "\n  help: what you signed is in {commit} on {}; `git push` tries again without another touch",
            target.name
        ),
    }
}
