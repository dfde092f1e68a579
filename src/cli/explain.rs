//! `learn explain`: what a rule checks, why, and how it looks when it is broken.

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::problem::Level;
use crate::rules::{self, Rule, Subject};

/// Explain a rule of `learn check`; without a name, list them all
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn explain                        all rules, by subject
  learn explain unknown-reference      what it checks, why, a bad and a good case")]
pub struct Args {
    /// The rule's slug, as diagnostics print it
    slug: Option<String>,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such rule.
pub fn run(args: &Args, terminal: &mut Terminal, _: &Globals) -> Outcome {
    match &args.slug {
        None => list(terminal),
        Some(slug) => {
            let rule = rules::named(slug).ok_or_else(|| unknown(slug))?;
            page(rule, terminal);
        }
    }
    Ok(Verdict::Clean)
}

fn unknown(slug: &str) -> Failure {
    match rules::nearest(slug, rules::ALL.iter().map(|rule| rule.slug)) {
        Some(meant) => Failure(format!("there is no rule `{slug}`; did you mean `{meant}`?")),
        None => Failure(format!("there is no rule `{slug}`; `learn explain` lists all rules")),
    }
}

fn list(terminal: &mut Terminal) {
    let subjects = [
        (Subject::Files, "Files"),
        (Subject::Names, "Names and references"),
        (Subject::Content, "Content"),
        (Subject::Approvals, "Approvals and trust"),
        (Subject::People, "People"),
        (Subject::Program, "Program"),
        (Subject::Checking, "The check itself"),
    ];
    let widest = rules::ALL.iter().map(|rule| rule.slug.len()).max().unwrap_or(0);
    for (subject, title) in subjects {
        terminal.print(title);
        for rule in rules::ALL.iter().filter(|rule| rule.subject == subject) {
            terminal.print(format!("  {:widest$}  {:5}  {}", rule.slug, rule.level.word(), rule.summary));
        }
        terminal.print("");
    }
    terminal.say("`learn explain SLUG` explains one of them.");
}

fn page(rule: &Rule, terminal: &mut Terminal) {
    terminal.print(format!("{} ({})\n", rule.slug, rule.level));
    terminal.print(format!("{}.\n\n{}\n\n{}\n", rule.summary, rule.what, rule.why));
    for case in rule.bad {
        let marks = case.marks.iter().map(|mark| format!("`{mark}`")).collect::<Vec<_>>().join(", ");
        terminal.print(format!("Breaks it, at {marks}:\n\n{}", indented(case.files)));
    }
    terminal.print(format!("Keeps it:\n\n{}", indented(rule.good.files)));
    terminal.print("Cases are checked for 2026-04-15.");
    if rule.subject == Subject::Approvals {
        terminal.print(
            "In them, (signed by chen) stands for the seal beside the file, KEY of chen for a public key, DIGEST \
             of a path for the digest of that file, and (target) for the branch that a change is to land on. \
             Where no trust policy is shown, one lets everybody decide everything.",
        );
    }
    if rule.is_guard() {
        terminal.print(
            "\nThis rule guards what approvals are worth: nothing in a catalog can lower it, allow it or accept \
             it in a baseline.",
        );
        return;
    }
    let other = if rule.level == Level::Warn { "hint" } else { "warn" };
    let whole = format!("to change the level for the whole catalog, set `rules: {{{}: {other}}}` in learn.yaml.", rule.slug);
    terminal.print(format!(
        "\nTo live with one case, write `# learn: allow({}) why` above it; {whole}",
        rule.slug
    ));
    if rule.is_firm() {
        terminal.print(
            "This rule can be lowered to `warn` and never switched off. In `approvals/` and `trust/` nothing \
             lowers it.",
        );
    }
}

fn indented(files: &str) -> String {
    files.lines().fold(String::new(), |text, line| {
        if line.is_empty() { text + "\n" } else { text + "    " + line + "\n" }
    })
}
