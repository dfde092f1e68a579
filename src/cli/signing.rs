//! What all verbs that sign have in common: where to decide, as whom, on which day, and the signature.

pub mod delivery;

use serde_json::{Map, Value};

use self::delivery::{deliver, push_again, push_kept};
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::format::harmless::harmless;
use crate::scaffold::modeline::modeline;
use crate::session::carry::Signing;
use crate::session::decide::answers::Answer;
use crate::session::decide::authority::Deed;
use crate::session::decide::ground::{Asked, Ground};
use crate::session::decide::kept::Kept;
use crate::session::decide::letter;
use crate::session::decide::record::Written;
use crate::session::decide::sealing;
use crate::trust::policy::Policy;

/// Options of every verb that signs.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Options {
    /// The branch with the claim, such as origin/ada-claim; the one that is checked out if left out
    #[arg(long, value_name = "REV")]
    pub from: Option<String>,
    /// The commit that you read, by its own name: refuses if its branch has moved on since
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
    /// Finds the branches; with the records of one person only, where it is about one.
    ///
    /// # Errors
    /// Why they cannot be found or read.
    pub fn ground(&self, globals: &Globals, about: Option<&str>) -> Result<Ground, Failure> {
        let asked = Asked {
            from: self.from.as_deref(),
            at: self.at.as_deref(),
            target: self.target.as_deref(),
            is_online: self.push,
        };
        Ground::open(&globals.directory, asked, about).map_err(Failure)
    }

    /// The day of the decision.
    ///
    /// # Errors
    /// That this machine does not know what day it is.
    pub fn day(&self, ground: &Ground) -> Result<Date, Failure> {
        let day = self.date.or_else(|| ground.today());
        day.ok_or_else(|| Failure("it is not known what day it is; say it with --date".to_owned()))
    }

    /// Pushes a decision that was signed before and that its remote does not have, if that was asked for;
    /// otherwise refuses to take it again, in these words.
    ///
    /// # Errors
    /// The words, or why it could not be pushed.
    pub fn decided_already(
        &self,
        ground: &Ground,
        deed: &Deed<'_>,
        there: &Answer<'_>,
        words: String,
        terminal: &mut Terminal,
    ) -> Outcome {
        if self.push
            && there.approval.signer.as_str() == deed.signer
            && let Some(verdict) = push_again(ground, deed, &there.digest, terminal)?
        {
            return Ok(verdict);
        }
        Err(Failure(words))
    }

    /// Finds the same decision where it was kept after an earlier run, and pushes or prints it as it is;
    /// none where it was never signed.
    ///
    /// # Errors
    /// Where it is, if nothing was asked for that can be done with it; or why it could not be pushed.
    pub fn kept_before(
        &self,
        ground: &Ground,
        policy: &Policy<'_>,
        deed: &Deed<'_>,
        fields: &Map<String, Value>,
        terminal: &mut Terminal,
    ) -> Result<Option<Verdict>, Failure> {
        let Some(kept) = Kept::find(ground, policy, deed, fields)? else { return Ok(None) };
        if self.print {
            terminal.write(|out| out.write_all(letter::write(&kept.sealed).as_bytes()));
            terminal.say(format!(
                "this was signed before and lies on the branch {}; nothing was signed\nnext: send this text; \
                 whoever has a clone adds it with `learn attach FILE`",
                kept.branch.short()
            ));
            return Ok(Some(Verdict::Clean));
        }
        push_kept(ground, &kept, self.push, terminal).map(Some)
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
        if let Some(verdict) = self.kept_before(ground, policy, &deed, &fields, terminal)? {
            return Ok(verdict);
        }
        if let Some(why) = &ground.unfetched {
            let why = harmless(why.lines().next().unwrap_or_default());
            terminal.say(format!(
                "note: {} could not be fetched ({why}), so you decide by its bar as it was last fetched",
                ground.target
            ));
        }
        if let Some(words) =
            ground.today().and_then(|today| sealing::outside_of_the_gate(day, today))
        {
            terminal.say(format!("note: {words}"));
        }
        if self.push {
            delivery::takes_nothing_along(ground)?;
        }
        // A signature is nothing that an empty line gives.
        let asks = terminal.is_interactive() && !self.yes;
        if asks && terminal.confirm("Sign this?") != Some(true) {
            terminal.say("nothing was signed");
            return Ok(Verdict::Findings);
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
