//! One line of a role as programs read it: what is asked for, where it stands, and what vouches for it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::date::Date;
use crate::kinds::approval::Decision;
use crate::standing::demand;
use crate::standing::lines::{self, Strength};
use crate::standing::motion::Motion;
use crate::standing::readiness::{Evidence, LineState};
use crate::standing::verdict::{Reason, Standing};

/// A line and where it stands.
#[derive(Serialize, JsonSchema)]
pub struct Line {
    #[serde(flatten)]
    asked: Asked,
    /// Where it stands.
    standing: Stands,
    /// Where it will stand once the open claims are granted: `met`, `waived`, `not-yet` or `unknown`.
    once_granted: String,
    /// The files that vouch for it.
    evidence: Vec<Vouching>,
    /// What is under way.
    motion: Vec<UnderWay>,
    /// What to do first for it; absent where it is there, waits for an answer, or nothing leads to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Next>,
}

/// A step.
#[derive(Serialize, JsonSchema)]
pub struct Next {
    /// What to do, in words.
    pub what: String,
    /// The command for it, where one does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

/// A line that is asked for later.
#[derive(Serialize, JsonSchema)]
pub struct Coming {
    /// The line.
    #[serde(flatten)]
    pub asked: Asked,
    /// The first day.
    pub from: Date,
}

/// What a line asks for.
#[derive(Serialize, JsonSchema)]
pub struct Asked {
    /// The role that asks: the target itself or one it inherits.
    role: String,
    /// The competency, or the id of the requirement inside its role.
    line: String,
    /// A few words for it.
    title: String,
    /// The requirement in its own words.
    words: Vec<String>,
    /// `core`, `required` or `weighted`.
    strength: &'static str,
    /// Of a weighted one: how much it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<u8>,
    /// What satisfies it.
    demand: Demand,
    /// The file that asks, relative to the catalog's root.
    path: String,
    /// Where in it, as a JSON Pointer.
    pointer: String,
}

/// What satisfies a line: one thing or, with `choose`, some of several.
#[derive(Serialize, JsonSchema, Default)]
struct Demand {
    /// A competency, with `at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    competency: Option<String>,
    /// The proficiency of the competency.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// A credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<String>,
    /// A module, finished and judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    module: Option<String>,
    /// Judged work.
    #[serde(skip_serializing_if = "Option::is_none")]
    portfolio: Option<Portfolio>,
    /// Time in a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    experience: Option<Experience>,
    /// How many of `from`.
    #[serde(skip_serializing_if = "Option::is_none")]
    choose: Option<usize>,
    /// What to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from: Vec<Demand>,
    /// With `choose`: whether what counts elsewhere in the role may count here as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<bool>,
    /// What cannot be understood, so that nothing satisfies it until the catalog is mended.
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
}

/// Judged work to have.
#[derive(Serialize, JsonSchema)]
struct Portfolio {
    /// How many entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<u8>,
    /// From how many different modules.
    #[serde(skip_serializing_if = "Option::is_none")]
    modules: Option<u8>,
    /// How many of them from projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    projects: Option<u8>,
    /// Of which types; of any where it is empty.
    types: Vec<String>,
}

/// Time to have spent.
#[derive(Serialize, JsonSchema)]
struct Experience {
    /// In which role; in any where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// How long, such as `12 months`.
    at_least: String,
}

/// Where a line stands.
#[derive(Serialize, JsonSchema)]
struct Stands {
    /// `met`, `waived`, `not-yet` or `unknown`; the last means that nobody has looked.
    is: String,
    /// Of a waiver: its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Of a not-yet: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Why>,
}

/// Why a line that was looked at is not there.
#[derive(Serialize, JsonSchema, Default)]
#[schemars(rename = "Reason")]
struct Why {
    /// `fell-short`, `lower`, `expired`, `revoked`, `too-few`, `nobody-kept` or `too-early`.
    is: &'static str,
    /// With `fell-short`: the criteria that are still to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    criteria: Option<Vec<String>>,
    /// With `lower`: the proficiency that is attested.
    #[serde(skip_serializing_if = "Option::is_none")]
    attested: Option<String>,
    /// With `expired`: the last day it was held.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// With `nobody-kept`: those who judged before, one of whom it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    one_of: Option<Vec<String>>,
    /// With `too-few` and `nobody-kept`: how many are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    have: Option<usize>,
    /// With `too-few` and `nobody-kept`: how many it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<usize>,
    /// With `too-few`: of what, `awards`, `approvals`, `members`, `entries`, `modules` or `projects`.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<&'static str>,
    /// With `too-early`: how much time it takes in all, such as `12 months`.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// With `too-early`: the day on which it will be there; absent if they are in another role now.
    #[serde(skip_serializing_if = "Option::is_none")]
    there_on: Option<Date>,
}

/// A file that vouches for a standing.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Evidence")]
struct Vouching {
    /// The file, relative to the catalog's root.
    path: String,
    /// What it says, in a few words.
    says: String,
    /// Of an approval: what was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
    /// Of an approval: who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    signer: Option<String>,
    /// Of an approval: when.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    /// Of an approval: the digest of the record's bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<String>,
    /// Of an approval: what vouches for it, `signed`, `kept` or `vouched`.
    #[serde(skip_serializing_if = "Option::is_none")]
    assurance: Option<&'static str>,
}

/// Something under way.
#[derive(Serialize, JsonSchema, Default)]
#[schemars(rename = "Motion")]
struct UnderWay {
    /// `expiring`, `claim-waiting`, `remediation`, `in-progress` or `finished`.
    is: &'static str,
    /// With `claim-waiting`: the claim's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
    /// With `claim-waiting` and `finished`: since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
    /// With `claim-waiting`: who has to answer, one discipline per assessor, or `any`.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<Vec<String>>,
    /// With `remediation`: its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    remediation: Option<String>,
    /// With `in-progress` and `finished`: the module.
    #[serde(skip_serializing_if = "Option::is_none")]
    module: Option<String>,
    /// The last day of what expires, of a second chance, or by which a module is usually finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
}

impl Line {
    /// The line with all that is known about it.
    pub fn of(state: &LineState<'_>, next: Option<Next>) -> Self {
        Self {
            next,
            asked: Asked::of(&state.line),
            standing: Stands::of(&state.standing),
            once_granted: state.once_granted.word().replace(' ', "-"),
            evidence: state.evidence.iter().map(Vouching::of).collect(),
            motion: state.motion.iter().map(UnderWay::of).collect(),
        }
    }
}

impl Asked {
    /// What a line asks for.
    pub fn of(line: &lines::Line<'_>) -> Self {
        let (strength, weight) = match line.strength {
            Strength::Core => ("core", None),
            Strength::Required => ("required", None),
            Strength::Weight(weight) => ("weighted", Some(weight)),
        };
        Self {
            role: line.role.id().to_owned(),
            line: line.id.to_owned(),
            title: line.title.clone(),
            words: line.words.clone(),
            strength,
            weight,
            demand: Demand::of(&line.demand),
            path: line.role.ladder.record.source.path.to_string(),
            pointer: line.pointer.to_string(),
        }
    }
}

impl Demand {
    fn of(asked: &demand::Demand<'_>) -> Self {
        let none = Self::default();
        let some = |id: &str| Some(id.to_owned());
        match asked {
            demand::Demand::Competency { id, at, .. } => {
                Self { competency: some(id), at: some(at), ..none }
            }
            demand::Demand::Credential(id) => Self { credential: some(id), ..none },
            demand::Demand::Module(id) => Self { module: some(id), ..none },
            demand::Demand::Portfolio(work) => {
                let types = work.types.iter().map(|word| word.as_str().to_owned()).collect();
                let (entries, modules, projects) = (work.entries, work.modules, work.projects);
                let portfolio = Portfolio { entries, modules, projects, types };
                Self { portfolio: Some(portfolio), ..none }
            }
            demand::Demand::Experience(time) => {
                let role = time.role.as_ref().map(|role| role.as_str().to_owned());
                let experience = Experience { role, at_least: time.at_least.to_string() };
                Self { experience: Some(experience), ..none }
            }
            demand::Demand::Choose { count, from, share } => Self {
                choose: Some(*count),
                from: from.iter().map(Self::of).collect(),
                share: Some(*share),
                ..none
            },
            demand::Demand::Unreadable(what) => Self { unreadable: some(what), ..none },
        }
    }
}

impl Stands {
    fn of(standing: &Standing) -> Self {
        let (until, reason) = match standing {
            Standing::Met | Standing::Unknown => (None, None),
            Standing::Waived(until) => (Some(*until), None),
            Standing::NotYet(reason) => (None, Some(Why::of(reason))),
        };
        Self { is: standing.word().replace(' ', "-"), until, reason }
    }
}

impl Why {
    fn of(reason: &Reason) -> Self {
        let of = |is: &'static str| Self { is, ..Self::default() };
        match reason {
            Reason::FellShort(criteria) => {
                Self { criteria: Some(criteria.clone()), ..of("fell-short") }
            }
            Reason::Lower(at) => Self { attested: Some(at.clone()), ..of("lower") },
            Reason::Expired(day) => Self { until: Some(*day), ..of("expired") },
            Reason::Revoked => of("revoked"),
            Reason::TooFew { have, need, of: counted } => Self {
                have: Some(*have),
                need: Some(*need),
                counted: Some(counted.key()),
                ..of("too-few")
            },
            Reason::NobodyKept { have, need, of: people } => Self {
                have: Some(*have),
                need: Some(*need),
                one_of: Some(people.iter().map(ToString::to_string).collect()),
                ..of("nobody-kept")
            },
            Reason::TooEarly { need, there_on } => {
                Self { time: Some(need.to_string()), there_on: *there_on, ..of("too-early") }
            }
        }
    }
}

impl Vouching {
    fn of(evidence: &Evidence) -> Self {
        let signed = evidence.signed.as_ref();
        Self {
            path: evidence.path.to_string(),
            says: evidence.says.clone(),
            decision: signed.map(|signed| signed.decision),
            signer: signed.map(|signed| signed.signer.clone()),
            date: signed.map(|signed| signed.date),
            record: signed.map(|signed| signed.digest.as_str().to_owned()),
            assurance: signed.map(|signed| signed.assurance.word()),
        }
    }
}

impl UnderWay {
    fn of(motion: &Motion<'_>) -> Self {
        let none = Self::default();
        let some = |id: &str| Some(id.to_owned());
        match motion {
            Motion::Expiring(day) => Self { is: "expiring", until: Some(*day), ..none },
            Motion::ClaimWaiting { claim, since, waits_for } => Self {
                is: "claim-waiting",
                claim: some(claim),
                since: Some(*since),
                waits_for: Some(waits_for.iter().map(|slot| (*slot).to_owned()).collect()),
                ..none
            },
            Motion::Remediation { remediation, until } => Self {
                is: "remediation",
                remediation: some(remediation),
                until: Some(*until),
                ..none
            },
            Motion::InProgress { module, until } => {
                Self { is: "in-progress", module: some(module), until: *until, ..none }
            }
            Motion::Finished { module, on } => {
                Self { is: "finished", module: some(module), since: Some(*on), ..none }
            }
        }
    }
}
