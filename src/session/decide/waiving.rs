//! Waivers: for which line and how long one may be signed, and whether readiness would count it.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};

use super::answers::{self, Answer};
use super::awarded::object;
use super::coached::mentors;
use super::ground::Ground;
use super::record::stripped;
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::kinds::approval::{Approval, Decision};
use crate::rules::meant;
use crate::standing::copies;
use crate::standing::decisions::is_in_force;
use crate::standing::lines::{Line, Strength, lines, written};
use crate::standing::readiness::{self, readiness};
use crate::standing::verdict::Standing;
use crate::trust::coaching::Span;
use crate::trust::gate::FRESH_DAYS;
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;

/// The fields of a waiver.
#[derive(Debug, Clone, Copy)]
pub struct Waiver<'a> {
    /// The line: a competency or the id of a requirement.
    pub line: &'a str,
    /// Its last day.
    pub until: Date,
    /// Why.
    pub reason: &'a str,
    /// The day of the decision.
    pub day: Date,
    /// Who signs.
    pub signer: &'a str,
}

impl Waiver<'_> {
    /// The fields that say it.
    ///
    /// # Errors
    /// That the role has no such line, that it lasts too long, or that the signer coaches the person.
    pub fn fields(
        &self,
        ground: &Ground,
        person: &str,
        role: RoleEntry<'_>,
    ) -> Result<Map<String, Value>, String> {
        let longest = readiness::policy(&ground.bar).waivers.longest();
        let last = longest.after(self.day);
        let all = self.lines(ground, role);
        let known: Vec<&str> = all.iter().map(|line| line.id).collect();
        if !known.contains(&self.line) {
            return Err(format!(
                "role `{}` has no line `{}`{}\n  help: its lines are {}",
                role.id(),
                self.line,
                meant(self.line, known.iter().copied()),
                known.join(", ")
            ));
        }
        if self.until < self.day || self.until > last {
            return Err(format!(
                "a waiver holds from {} for at most {longest}, and --until {} is not within that\n  help: \
                 the last day that counts is {last}",
                self.day, self.until
            ));
        }
        let span = Span::decided(Decision::Waive, self.day, ground.landing(self.day));
        if mentors(ground, person, span).iter().any(|mentor| mentor == self.signer) {
            return Err(format!(
                "you are {person}'s mentor, or were in the {FRESH_DAYS} days before, and a waiver that a mentor signs \
                 does not count\n  help: ask somebody else who may waive lines of `{}`",
                role.id()
            ));
        }
        let named = all.iter().filter(|line| line.id == self.line);
        Ok(object(json!({
            "role": role.id(),
            "line": self.line,
            "demands": stripped(json!(copies::of_lines(named))),
            "reason": self.reason,
            "until": self.until.to_string(),
        })))
    }

    /// The lines of a role on that day and later.
    fn lines<'c>(&self, ground: &'c Ground, role: RoleEntry<'c>) -> Vec<Line<'c>> {
        let longest = readiness::policy(&ground.bar).waivers.longest();
        let all = lines(&ground.bar, role, self.day, None, longest);
        all.in_force.into_iter().chain(all.coming.into_iter().map(|(_, line)| line)).collect()
    }

    /// The waiver among these that already does what this one would: of the same line, for as long.
    #[must_use]
    pub fn repeats<'w, 'a>(&self, waivers: &'w [Answer<'a>]) -> Option<&'w Answer<'a>> {
        waivers.iter().find(|one| self.is_of(one) && one.approval.until >= Some(self.until))
    }

    fn is_of(&self, waiver: &Answer<'_>) -> bool {
        waiver.approval.line.as_ref().is_some_and(|line| line.as_str() == self.line)
    }

    /// What readiness says against one more core line that is waived; none where it counts.
    #[must_use]
    pub fn beyond(
        &self,
        ground: &Ground,
        ledger: &Ledger<'_>,
        person: &str,
        role: RoleEntry<'_>,
        waivers: &[Answer<'_>],
    ) -> Option<BeyondLimit> {
        let all = self.lines(ground, role);
        let is_core =
            |id: &str| all.iter().any(|line| line.id == id && line.strength == Strength::Core);
        if !is_core(self.line) {
            return None;
        }
        let most = readiness::policy(&ground.bar).waivers.core();
        // A line that is met needs no waiver, and readiness does not count the one that it has.
        let met: Vec<&str> = match (ground.bar.get(person), ground.bar.role(role.id())) {
            (Some(person), Some(role)) => {
                let lines = readiness(ledger, person, role, self.day).lines.into_iter();
                let met = lines.filter(|state| state.standing == Standing::Met);
                met.map(|state| state.line.id).collect()
            }
            _ => Vec::new(),
        };
        let counts = |id: &str| id != self.line && is_core(id) && !met.contains(&id);
        let mut held: BTreeMap<&str, (Date, &str)> = BTreeMap::new();
        for waiver in waivers {
            let line = waiver.approval.line.as_ref().filter(|line| counts(line.as_str()));
            let (Some(line), Some(until)) = (line, waiver.approval.until) else { continue };
            let known = held.entry(line.as_str()).or_insert((until, &waiver.signer));
            *known = (*known).max((until, &waiver.signer));
        }
        (held.len() >= usize::from(most)).then(|| BeyondLimit {
            person: person.to_owned(),
            role: role.id().to_owned(),
            most,
            held: held
                .into_iter()
                .map(|(line, (until, signer))| format!("`{line}`, until {until} by {signer}"))
                .collect(),
        })
    }
}

/// The waivers of lines of a role that are in force for somebody on a day, on either branch; those of what no
/// line demands any more are not.
#[must_use]
pub fn in_force<'a>(
    ground: &'a Ground,
    ledger: &'a Ledger<'a>,
    policy: &Policy<'_>,
    person: &str,
    role: RoleEntry<'_>,
    day: Date,
) -> Vec<Answer<'a>> {
    let mut records = answers::of(ground, ledger, policy, person, day);
    let all = written(&ground.bar, role);
    let is_of_a_line = |approval: &Approval| {
        let named = |line: &&Line<'_>| {
            let id = approval.line.as_ref();
            id.is_some_and(|id| line.is_called(&ground.bar, id.as_str()))
        };
        all.iter().filter(named).any(|line| copies::hold(&ground.bar, approval, line))
    };
    records.retain(|one| {
        let approval = one.approval;
        let said = approval.role_id();
        approval.decision == Decision::Waive
            && ground.bar.role(said).is_some_and(|said| said.id() == role.id())
            && is_in_force(approval, day)
            && is_of_a_line(approval)
    });
    records
}

/// A waiver of a core line that readiness would not count, because as many are waived as it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeyondLimit {
    person: String,
    role: String,
    most: u8,
    held: Vec<String>,
}

impl fmt::Display for BeyondLimit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { person, role, most, held } = self;
        let lines = |number: usize| match number {
            1 => "1 core line".to_owned(),
            number => format!("{number} core lines"),
        };
        match (usize::from(*most), held.as_slice()) {
            (0, _) => write!(formatter, "no core line of a role may be waived here"),
            (most, held) => write!(
                formatter,
                "{} of a role may be waived here, and {} of `{role}` {} waived for {person} already: {}",
                lines(most),
                held.len(),
                if held.len() == 1 { "is" } else { "are" },
                held.join("; ")
            ),
        }?;
        write!(
            formatter,
            ". Readiness does not call somebody ready with more, so this waiver would not help \
             (`readiness.waivers.core` in learn.yaml)"
        )
    }
}
