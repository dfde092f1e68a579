//! A change of the order of a scale by which somebody was judged.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Context, Findings, Rule, Subject, several};
use crate::base::problem::{Level, Problem};
use crate::catalog::index::CompetencyEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::framework::Framework;
use crate::kinds::parts::demanded::Demanded;
use crate::pointer;
use crate::standing::records::Records;
use crate::trust::ledger::Ledger;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "scale-reordered",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A change of the order of a scale by which somebody was judged",
    what: "With `learn check --target`, a word of a framework's scale at which live awards attest something, or \
           which placements and waivers copy, stays on the scale and keeps its order with every other word. \
           New words at either end or between are fine. It goes by competency: one that moves to another framework \
           is compared with the scale there.",
    why: "What was signed says a word. Where the word comes to stand higher, everybody who holds it holds more than \
          anybody judged; where it comes to stand lower or is gone, they lose what they were given.",
    bad: &[Case {
        files: "\
-- people/ada/approvals/2026-04-13-incident-commander-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: incident-commander
needs: [any]
grants: {credentials: [incident-commander], attests: [{competency: incident-response, at: working}]}
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-incident-commander-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: incident-commander
needs: [any]
grants: {credentials: [incident-commander], attests: [{competency: incident-response, at: working}]}
signer: chen
date: 2026-04-13
-- frameworks/engineering.yaml --
name: Engineering
owner: chen
reviewed: 2026-03-01
version: 1.0.0
scale: [awareness, foundational, practitioner, working, expert]
themes:
  craft:
    name: Craft
  together:
    name: Working together
    transferable: true
competencies:
  incident-response:
    name: Incident response
    theme: craft
    proficiencies:
      foundational:
        markers:
          - Follows the runbook and says aloud what they do.
      working:
        markers:
          - Leads the response to an incident of one service.
  communication:
    name: Communication
    theme: together
    proficiencies:
      foundational:
        markers:
          - Writes a decision down so that others can act on it.
",
        marks: &["working"],
    }],
    good: Case {
        files: "\
-- people/ada/approvals/2026-04-13-incident-commander-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: incident-commander
needs: [any]
grants: {credentials: [incident-commander], attests: [{competency: incident-response, at: working}]}
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-incident-commander-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: incident-commander
needs: [any]
grants: {credentials: [incident-commander], attests: [{competency: incident-response, at: working}]}
signer: chen
date: 2026-04-13
-- frameworks/engineering.yaml --
name: Engineering
owner: chen
reviewed: 2026-03-01
version: 1.0.0
scale: [none, awareness, foundational, working, routine, practitioner, expert]
themes:
  craft:
    name: Craft
  together:
    name: Working together
    transferable: true
competencies:
  incident-response:
    name: Incident response
    theme: craft
    proficiencies:
      foundational:
        markers:
          - Follows the runbook and says aloud what they do.
      working:
        markers:
          - Leads the response to an incident of one service.
  communication:
    name: Communication
    theme: together
    proficiencies:
      foundational:
        markers:
          - Writes a decision down so that others can act on it.
",
        marks: &[],
    },
    check,
};

/// What happens to a word of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Move<'a> {
    /// It is no longer on it.
    Gone,
    /// It comes to stand above another word.
    Above(&'a str),
    /// It comes to stand below another word.
    Below(&'a str),
}

/// The people who stand on what is moved, by the framework's path, the word and what happens to it.
type Moves<'a> = BTreeMap<(&'a str, &'a str, Move<'a>), BTreeSet<&'a str>>;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    for ((path, word, step), who) in moves(context, target) {
        let framework = context.catalog.at_path(path).and_then(Entry::<Framework>::of);
        let Some(framework) = framework else { continue };
        let at = framework.document.steps().iter().position(|step| *step == word);
        let pointer = match at {
            _ if framework.document.scale.is_empty() => pointer!["name"],
            Some(at) => pointer!["scale", at],
            None => pointer!["scale"],
        };
        let words = match step {
            Move::Gone => format!("`{word}` is no longer on the scale"),
            Move::Above(other) => format!("`{word}` comes to stand above `{other}`"),
            Move::Below(other) => format!("`{word}` comes to stand below `{other}`"),
        };
        let who = several(&who.into_iter().collect::<Vec<_>>());
        findings.add(
            Problem::new(framework.record.at(pointer), words)
                .here(format!("signed for {who} by the order before"))
                .help(format!(
                    "keep `{word}` and the order of the words that {} has; new ones may come in at the ends \
                     and between",
                    context.target_name()
                )),
        );
    }
}

fn moves<'a>(context: &Context<'a>, target: &'a Ledger<'a>) -> Moves<'a> {
    let mut found = Moves::new();
    let changed = changed(context.catalog, target.catalog());
    if changed.is_empty() {
        return found;
    }
    let everybody: BTreeSet<&str> = target.verified().map(|(_, one)| &*one.person).collect();
    for person in everybody {
        for proof in Records::of(target, person, context.as_of).standing {
            let approval = proof.approval();
            if !context.is_live(approval) {
                continue;
            }
            for (competency, word) in levels(approval) {
                let entry = target.catalog().competency(competency);
                let Some((was, now)) = entry.and_then(|entry| changed.get(entry.id)) else { continue };
                if let Some(step) = step(&was.framework.document.steps(), &now.framework.document.steps(), word) {
                    let path = &*now.framework.record.source.path;
                    found.entry((path, word, step)).or_default().insert(person);
                }
            }
        }
    }
    found
}

/// A competency on the target and in the result.
type Sides<'a> = (CompetencyEntry<'a>, CompetencyEntry<'a>);

/// The competencies whose scale is another one, by the id that they have on the target.
fn changed<'a>(result: &'a Catalog, target: &'a Catalog) -> BTreeMap<&'a str, Sides<'a>> {
    let all = target.all::<Framework>().flat_map(|framework| framework.document.competencies.keys());
    let sides = all.filter_map(|id| Some((target.competency(id.as_str())?, result.competency(id.as_str())?)));
    let can_be_read = |entry: &CompetencyEntry<'_>| {
        entry.framework.record.is_intact_at(&pointer!["scale"])
    };
    let is_changed = |(was, now): &Sides<'_>| {
        can_be_read(now) && was.framework.document.steps() != now.framework.document.steps()
    };
    sides.filter(is_changed).map(|(was, now)| (was.id, (was, now))).collect()
}

/// The competencies that a decision gives or copies, each at a word of its scale.
fn levels(approval: &Approval) -> Vec<(&str, &str)> {
    match approval.decision {
        Decision::Approve => {
            let attests = approval.grants.iter().flat_map(|grants| &grants.attests);
            attests.map(|one| (one.competency.as_str(), one.at.as_str())).collect()
        }
        Decision::Place | Decision::Waive => {
            approval.demands.iter().flatten().flat_map(Demanded::competencies).collect()
        }
        Decision::NotYet | Decision::Endorse | Decision::Revoke | Decision::Promote => Vec::new(),
    }
}

/// What happens to a word between two scales; nothing where it keeps its order with all that both have.
fn step<'a>(was: &[&str], now: &[&'a str], word: &str) -> Option<Move<'a>> {
    let before = was.iter().position(|one| *one == word)?;
    let Some(after) = now.iter().position(|one| *one == word) else { return Some(Move::Gone) };
    now.iter().enumerate().find_map(|(at, other)| {
        let stood = was.iter().position(|one| one == other)?;
        match (stood < before, at < after) {
            (false, true) if stood != before => Some(Move::Above(other)),
            (true, false) => Some(Move::Below(other)),
            _ => None,
        }
    })
}
