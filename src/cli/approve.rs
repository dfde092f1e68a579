//! `learn approve`: a mentor's answer to a claim, signed with their own key.

use std::collections::BTreeMap;

use super::queue;
use super::signing::{Act, Options, delivery};
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::kinds::approval::Decision;
use crate::report::{counted, hearing};
use crate::scaffold::modeline::modeline;
use crate::session::decide::anew;
use crate::session::decide::authority::{self, Deed};
use crate::session::decide::ground::{self, Ground};
use crate::session::decide::judging::{Judgement, disciplines};
use crate::session::decide::matter::Matter;
use crate::session::decide::remedy::{self, Offer};
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;

/// Answer a claim: approve it or say not yet, signed with your key
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Shows the claim, the work and the rubric, asks for scores and a sentence, and commits a signed record.
The claim is read from its branch; the bar, the rubric and who may judge come from the branch that it is
to land on. Your index and work tree stay as they are. Without arguments it walks your queue.

Examples:
  learn approve                                                 everything that waits for you
  learn approve ada incident-commander --at 3f2c9ab --push      the line that CI printed
  learn approve ada incident-commander --score command=3 --score timeline=3 --feedback \"One voice.\"
  learn approve ada incident-commander --not-yet --criteria timeline --redo-by 2026-05-01 \\
      --action \"paired-work: keep the timeline of the next game day with Chen\"")]
pub struct Args {
    /// Whose claim, by id
    #[arg(requires = "subject")]
    person: Option<String>,
    /// What they claim, or the claim's id
    #[arg(value_name = "SUBJECT|CLAIM")]
    subject: Option<String>,
    #[command(flatten)]
    options: Options,
    /// The score of a criterion of the rubric; once for each
    #[arg(long = "score", value_name = "CRITERION=N", value_parser = score)]
    scores: Vec<(String, u8)>,
    /// What you say to the learner
    #[arg(long, value_name = "TEXT")]
    feedback: Option<String>,
    /// The evidence does not show it yet. Until it lands, the learner could drop it from a branch of their
    /// own; --from with the commit's own name in place of the branch pushes it to a branch of its own
    #[arg(long)]
    not_yet: bool,
    /// The criteria that fell short
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "not_yet")]
    criteria: Vec<String>,
    /// The day by which they show it again; by the credential if left out
    #[arg(long, value_name = "DATE", requires = "not_yet")]
    redo_by: Option<Date>,
    /// Who helps until then; you if left out
    #[arg(long, value_name = "PERSON", requires = "not_yet")]
    coach: Option<String>,
    /// What will be done until then, such as "practice: two game days"; can be repeated
    #[arg(long = "action", value_name = "TYPE: WHAT", requires = "not_yet")]
    actions: Vec<String>,
}

/// Runs the verb.
///
/// # Errors
/// When the claim cannot be answered like this, by this person, or with this key.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    match (&args.person, &args.subject) {
        (Some(person), Some(subject)) => answer(args, &args.options, (person, subject), terminal, globals),
        _ => walk(args, terminal, globals),
    }
}

/// Goes through everything that waits; where nobody can be asked, it is only listed.
fn walk(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let options = &args.options;
    let found = queue::waiting_for(options.signer.as_deref(), options, globals)?;
    let waiting = found.waiting;
    if !terminal.is_interactive() || waiting.is_empty() {
        queue::list(&waiting, terminal, globals);
        if let Some(why) = found.powerless {
            terminal.say(format!("note: {why}"));
        }
        return Ok(Verdict::Clean);
    }
    let home = ground::home(&globals.directory)?;
    let mut heads: BTreeMap<&str, String> = BTreeMap::new();
    let (mut looked, mut failed) = (0, 0);
    for (number, one) in waiting.iter().enumerate() {
        let question = format!(
            "\n{} of {}: {} asks for {}. Look at it? [Y/n/q]",
            number + 1,
            waiting.len(),
            one.name,
            one.subject
        );
        let answers = [("yes", Look::Yes), ("no", Look::No), ("quit", Look::Quit)];
        match terminal.choose(&question, &answers, Look::Yes) {
            None | Some(Look::Quit) => break,
            Some(Look::No) => continue,
            Some(Look::Yes) => looked += 1,
        }
        let head = heads.get(&*one.branch).unwrap_or(&one.commit).clone();
        let at_branch =
            Options { from: Some(one.branch.clone()), at: Some(head), ..options.clone() };
        match answer(args, &at_branch, (&one.person, &one.claim), terminal, globals) {
            // What was just signed moved its branch on; whatever else moves it is still noticed.
            Ok(Verdict::Findings) => {}
            Ok(Verdict::Clean) => {
                heads.insert(&one.branch, home.anchor(&one.branch)?.id());
            }
            Err(Failure(words)) => {
                terminal.complain(&words);
                failed += 1;
            }
        }
    }
    if failed > 0 {
        return Err(Failure(format!(
            "{failed} of the {} that you looked at could not be answered; above is why",
            counted(looked, "claim")
        )));
    }
    Ok(Verdict::Clean)
}

/// What to do with a claim that waits.
#[derive(Debug, Clone, Copy)]
enum Look {
    Yes,
    No,
    Quit,
}

fn answer(
    args: &Args,
    options: &Options,
    (person, word): (&str, &str),
    terminal: &mut Terminal,
    globals: &Globals,
) -> Outcome {
    let ground = options.ground(globals, Some(person))?;
    let day = options.day(&ground)?;
    let pinned = super::pinned_in(globals, &ground.home)?;
    let person = ground.person(person)?;
    let ledger = Ledger::about_only(&ground.bar, pinned.pin(), &[person.id()].into());
    let policy = authority::policy(&ledger, &ground.target)?;
    let matter = Matter::find(&ground, &ledger, policy, person, word, day)?;
    let signer = ground.signer(options.signer.as_deref())?;
    let mut judgement = judgement(args);
    let subject = matter.subject.id();
    let deed = |decision| Deed { decision, person: person.id(), subject, signer: &signer };
    deed(Decision::Approve).authorise(policy, &ground.bar)?;
    deed(Decision::Approve).has_key(&ground.home, policy, ledger.chain())?;
    let own = matter.own_answer(policy, &signer, judgement.decision());
    if options.push
        && let Some(own) = own
        && let Some(verdict) =
            delivery::push_again(&ground, &deed(judgement.decision()), &own.digest, terminal)?
    {
        return Ok(verdict);
    }
    matter.can_be_answered_by(&ground, policy, &signer, day, judgement.decision())?;
    let fields = matter.fields(judgement.decision());
    let act = deed(judgement.decision());
    // Before anybody is asked for scores: what was signed needs no second touch.
    if let Some(verdict) = options.kept_before(&ground, policy, &act, &fields, terminal)? {
        return Ok(verdict);
    }
    anew::can_land(&ground, &matter, day)?;
    let width = terminal.style().width;
    terminal.say(hearing::text(&matter, day, width));
    if terminal.is_interactive() {
        if !ask(&matter, &mut judgement, terminal)? {
            terminal.say("nothing was signed");
            return Ok(Verdict::Findings);
        }
        // Whoever was asked may have come to another answer than the one that was looked at first.
        matter.can_be_answered_by(&ground, policy, &signer, day, judgement.decision())?;
    }
    matter.accepts(&judgement)?;
    if judgement.is_not_yet && judgement.feedback.is_none() {
        return Err(Failure(
            "a not-yet says what is missing\n  help: add --feedback \"…\", a sentence to the learner".to_owned(),
        ));
    }
    let beside = if judgement.is_not_yet {
        let coach = coach(args, &ground, &signer)?;
        let offer = Offer { until: args.redo_by, coach: &coach, actions: &args.actions };
        Some(remedy::write(&ground, &matter, &judgement, &offer, day, modeline)?)
    } else {
        None
    };
    let fields = judgement.fields(&matter);
    let act = Act { deed: deed(judgement.decision()), day, fields, beside };
    let verdict = options.conclude(&ground, policy, act, terminal)?;
    if let Some(left) = left(&matter, policy, &signer).filter(|_| !judgement.is_not_yet && verdict == Verdict::Clean) {
        terminal.say(format!("the award still takes the approval of {left}"));
    }
    super::move_pin(terminal, Some(&ground.home), &pinned);
    Ok(verdict)
}

/// Whose approvals the award still takes once this one has approved; none if it is complete.
fn left(matter: &Matter<'_>, policy: &Policy<'_>, signer: &str) -> Option<String> {
    let signer = policy.present_id(signer);
    let mine = disciplines(policy, signer, matter.subject.id());
    let slots = matter.open_slots(Some((signer, &mine)));
    let left = hearing::open(&slots, &matter.still_to_keep(Some(signer)));
    (!left.is_empty()).then_some(left)
}

fn judgement(args: &Args) -> Judgement {
    let text = args.feedback.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Judgement {
        is_not_yet: args.not_yet,
        scores: args.scores.iter().cloned().collect(),
        criteria: args.criteria.iter().map(|one| one.trim().to_owned()).collect(),
        feedback: text.map(str::to_owned),
    }
}

fn coach(args: &Args, ground: &Ground, signer: &str) -> Result<String, Failure> {
    match &args.coach {
        Some(coach) => Ok(ground.person(coach)?.id().to_owned()),
        None => Ok(signer.to_owned()),
    }
}

/// Asks for what the flags left open: the scores, what fell short, and a sentence. False where somebody
/// leaves with `q`.
fn ask(
    matter: &Matter<'_>,
    judgement: &mut Judgement,
    terminal: &mut Terminal,
) -> Result<bool, Failure> {
    let leaves = |typed: &str| matches!(&*typed.to_lowercase(), "q" | "quit");
    let gone = || Failure("nobody answers, so nothing was signed".to_owned());
    let unscored: Vec<String> = matter.unscored(judgement).into_iter().map(str::to_owned).collect();
    for criterion in unscored {
        let rubric = matter.rubric.iter().flat_map(|rubric| &rubric.document.criteria);
        let mut found = rubric.filter(|(id, _)| id.as_str() == criterion);
        let most = found.next().map_or(0, |(_, one)| one.descriptors.len());
        loop {
            let typed = terminal.ask(&format!("{criterion} (1 to {most}, or q to leave):")).ok_or_else(gone)?;
            if leaves(&typed) {
                return Ok(false);
            }
            match typed.parse::<u8>() {
                Ok(score) if score > 0 && usize::from(score) <= most => {
                    judgement.scores.insert(criterion.clone(), score);
                    break;
                }
                _ => terminal.say(format!("a number from 1 to {most}, please, or q")),
            }
        }
    }
    if !judgement.is_not_yet
        && let Err(why) = matter.accepts(judgement)
    {
        terminal.say(&why);
        if !terminal.confirm("Answer with not yet?").ok_or_else(gone)? {
            return Err(Failure(why));
        }
        judgement.is_not_yet = true;
    }
    if judgement.is_not_yet && judgement.criteria.is_empty() {
        let low = judgement.scores.iter().filter(|(id, score)| **score < matter.bar_of(id));
        judgement.criteria = low.map(|(id, _)| id.clone()).collect();
    }
    while judgement.feedback.is_none() {
        let typed = terminal.ask("A sentence to the learner:").ok_or_else(gone)?;
        if leaves(&typed) {
            return Ok(false);
        }
        judgement.feedback = (!typed.is_empty()).then_some(typed);
    }
    Ok(true)
}

fn score(text: &str) -> Result<(String, u8), String> {
    let (criterion, score) = text.split_once('=').ok_or("write CRITERION=N, such as command=3")?;
    let score = score.trim().parse().map_err(|_| format!("`{score}` is no number from 1 to 10"))?;
    Ok((criterion.trim().to_owned(), score))
}
