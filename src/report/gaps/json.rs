//! Gaps for programs, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/gaps.schema.json` and generated from the structs in this file and of what they hold.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

pub mod change;
pub mod line;
pub mod mentoring;

use change::Changed;
use line::{Line, Nearby};
use mentoring::Offers;

use crate::base::date::Date;
use crate::insight::gaps::{Answer, Hold, Member, Picture, Row, Tally, Unit};
use crate::report::json::schema_of;

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form, as in `schema/gaps.schema.json`.
pub const NAME: &str = "gaps";

/// The JSON Schema (draft 2020-12) of the form.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report>(NAME)
}

/// The answer that `learn gaps --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Gaps")]
pub struct Report {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// With `--audience`: for whom it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    /// With `--audience`: how many people it may not see; they are in no number either.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<usize>,
    /// What was asked about.
    scope: Asked,
    /// The what-if: people who are counted as gone, by id, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    without: Vec<String>,
    /// The what-if: people who are counted as being here in another role.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    with: Vec<Joined>,
    /// The day that is looked at, with the what-if.
    now: Pictured,
    /// What it is compared with: another day, or the same day without the what-if.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Pictured>,
    /// What differs: people, then demands, then standings, then risks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Changed>,
}

/// What was asked about; what is absent is not narrowed down.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Scope")]
struct Asked {
    /// The team, by id; with all teams below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    /// The role, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The competency, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    competency: Option<String>,
}

/// Somebody who is counted as being here in a role.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Joiner")]
struct Joined {
    /// Who, by id; `new-1` for somebody who would be hired.
    person: String,
    /// The role, by id.
    role: String,
}

/// The people of the scope on a day.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Picture")]
struct Pictured {
    /// The day.
    day: Date,
    /// All expectations of its people, counted.
    figures: Figures,
    /// How many approval records about them are not counted because they do not verify.
    unverified_approvals: usize,
    /// The team that was asked for as one, or every team, sorted by id; people of no team last.
    teams: Vec<Together>,
    /// Without a team: what critical roles ask for, held by anybody in the company.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    critical: Vec<Coverage>,
    /// With `--mentors`: demand and capacity.
    #[serde(skip_serializing_if = "Option::is_none")]
    mentoring: Option<Offers>,
}

/// Expectations by where they stand; `asked` is the sum of the others.
#[derive(Serialize, JsonSchema)]
struct Figures {
    /// All of them.
    asked: usize,
    /// Attested by live awards.
    attested: usize,
    /// Held by a signed placement, and by no award.
    placed: usize,
    /// Waived.
    waived: usize,
    /// Somebody authorised looked, and it is not there.
    not_yet: usize,
    /// Nobody has looked.
    unknown: usize,
    /// The numerator of coverage: attested + placed.
    met: usize,
    /// The denominator of coverage: asked − waived.
    needed: usize,
}

/// People who can step in for one another.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Team")]
struct Together {
    /// The team, by id; absent for people of no team.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    /// How many people, also those of whom nothing is asked.
    people: usize,
    /// Their expectations, counted.
    figures: Figures,
    /// What their roles ask for, sorted by competency, then from the lowest proficiency.
    coverage: Vec<Coverage>,
    /// The people, sorted by id.
    members: Vec<Learner>,
}

/// A competency at a proficiency that roles ask for.
#[derive(Serialize, JsonSchema)]
struct Coverage {
    /// The competency, by id.
    competency: String,
    /// The proficiency.
    at: String,
    /// The roles that ask for it, by id, sorted.
    roles: Vec<String>,
    /// Whether a critical role is among them.
    critical: bool,
    /// The expectations of those who have these roles, counted.
    figures: Figures,
    /// `uncovered` where nobody holds it, `single` where one person does, `covered` where several do; `unsaid`
    /// where people are left out for an audience, and then nobody is named.
    risk: &'static str,
    /// Everybody in the team who holds it, whatever their role, sorted by id.
    holders: Vec<Holding>,
    /// Of a single holder: the last day of the awards, where they end.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Where nobody or one person holds it: who could with one step more, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    near: Vec<Nearby>,
}

/// Somebody who holds a competency.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Holder")]
struct Holding {
    /// Who, by id.
    person: String,
    /// `award` or `placement`.
    by: &'static str,
}

/// One person.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Person")]
struct Learner {
    /// Who, by id; `new-1` for somebody who would be hired.
    person: String,
    /// What people call them.
    name: String,
    /// The role they hold, by id; absent where the catalog knows none.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The team they work in, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    /// Their expectations, counted.
    figures: Figures,
    /// Every expectation that no award attests: the gaps, and what a placement or a waiver holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Line>,
}

impl Report {
    /// The answer in this form.
    #[must_use]
    pub fn of(answer: &Answer<'_>) -> Self {
        let question = &answer.question;
        let with = question.now.with.iter().map(|joiner| Joined {
            person: joiner.who.id().into_owned(),
            role: joiner.role.id().to_owned(),
        });
        let mut now = Pictured::of(&answer.now);
        now.mentoring = answer.mentoring.as_ref().map(Offers::of);
        let before = answer.before.as_ref().map(|before| Pictured {
            mentoring: answer.mentoring_before.as_ref().map(Offers::of),
            ..Pictured::of(before)
        });
        Self {
            version: VERSION,
            audience: answer.left_out.as_ref().map(|cut| cut.audience.clone()),
            left_out: answer.left_out.as_ref().map(|cut| cut.people),
            scope: Asked {
                team: question.scope.team.map(|team| team.id().to_owned()),
                role: question.scope.role.map(|role| role.id().to_owned()),
                competency: question.scope.competency.map(|one| one.id.to_owned()),
            },
            without: question.now.without.iter().map(|id| (*id).to_owned()).collect(),
            with: with.collect(),
            now,
            before,
            changes: answer.changes.iter().map(Changed::of).collect(),
        }
    }
}

impl Pictured {
    fn of(picture: &Picture<'_>) -> Self {
        Self {
            day: picture.day,
            figures: Figures::of(picture.members().map(Member::tally).sum()),
            unverified_approvals: picture.unverified(),
            teams: picture.units.iter().map(Together::of).collect(),
            critical: picture.critical.iter().map(Coverage::of).collect(),
            mentoring: None,
        }
    }
}

impl Figures {
    const fn of(tally: Tally) -> Self {
        Self {
            asked: tally.asked(),
            attested: tally.attested,
            placed: tally.placed,
            waived: tally.waived,
            not_yet: tally.not_yet,
            unknown: tally.unknown,
            met: tally.met(),
            needed: tally.needed(),
        }
    }
}

impl Together {
    fn of(unit: &Unit<'_>) -> Self {
        Self {
            team: unit.team.map(|team| team.id().to_owned()),
            people: unit.members.len(),
            figures: Figures::of(unit.tally()),
            coverage: unit.rows.iter().map(Coverage::of).collect(),
            members: unit.members.iter().map(Learner::of).collect(),
        }
    }
}

impl Coverage {
    fn of(row: &Row<'_>) -> Self {
        let holders = row.holders.iter().map(|holder| Holding {
            person: holder.who.id().into_owned(),
            by: match holder.hold {
                Hold::Attested => "award",
                Hold::Placed => "placement",
            },
        });
        Self {
            competency: row.competency.to_owned(),
            at: row.at.to_owned(),
            roles: row.roles.iter().map(|role| role.id().to_owned()).collect(),
            critical: row.is_critical(),
            figures: Figures::of(row.tally),
            risk: row.risk().word(),
            holders: holders.collect(),
            until: row.until,
            near: row.near.iter().map(Nearby::of).collect(),
        }
    }
}

impl Learner {
    fn of(member: &Member<'_>) -> Self {
        let post = member.post;
        let lines = member.lines.iter().filter(|line| line.state.word() != "attested");
        Self {
            person: post.who.id().into_owned(),
            name: post.who.name().into_owned(),
            role: post.role.map(|role| role.id().to_owned()),
            team: post.team.map(|team| team.id().to_owned()),
            figures: Figures::of(member.tally()),
            lines: lines.map(Line::of).collect(),
        }
    }
}
