//! Credentials, modules, pathways, ids and versions in the form for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::date::Date;
use crate::insight::impact::barred::{BarredImpact, BarredPart};
use crate::insight::impact::credentials::{Bar, CredentialImpact};
use crate::insight::impact::gone::Renamed;
use crate::insight::impact::modules::ModuleImpact;
use crate::insight::impact::pathways::{ItemChange, ItemImpact, PathwayImpact};
use crate::insight::impact::syllabus::{Change, Part};
use crate::insight::impact::versions::VersionOwed;
use crate::kinds::module::Status;

/// A credential whose words or bar changed.
#[derive(Serialize, JsonSchema)]
pub(super) struct Judged {
    /// The credential.
    credential: String,
    /// What of its bar changed: `attests`, `assessors`, `assessment`, `needs`, `valid-for`, `rubric`;
    /// only words where this is empty.
    bar: Vec<&'static str>,
    /// Who holds it; their awards stand.
    holders: Vec<String>,
    /// Whose claim for it nobody has answered.
    claimants: Vec<String>,
    /// Whose claim for it has some of the approvals that it needs.
    half_way: Vec<String>,
    /// The file that changed.
    path: String,
}

/// A module that is offered otherwise, or asks something else.
#[derive(Serialize, JsonSchema)]
pub(super) struct Offered {
    /// The module.
    module: String,
    /// Its status as it was: `draft`, `active` or `retired`.
    before: &'static str,
    /// Its status as it is.
    after: &'static str,
    /// What to take instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
    /// What it asks or says otherwise, part by part; absent where it does not. Edits of prose are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Altered>,
    /// Who has begun it and not finished.
    in_the_middle: Vec<String>,
    /// Who chose it as an elective and has not begun it.
    chosen: Vec<String>,
    /// How many have finished it; nothing changes for them.
    finished: usize,
    /// Its file.
    path: String,
}

/// A part of a module or pathway that says something else.
#[derive(Serialize, JsonSchema)]
pub(super) struct Altered {
    /// Which part: of a module `type`, `effort`, `cost`, `prerequisites`, `teaches`, `outcomes`, `practice`,
    /// `milestones`, `assessed-by`, `facilitators`, `facilitation` or `mandatory`; of a pathway `within`,
    /// `milestones` or `cover`.
    part: &'static str,
    /// What it said and no longer says, a few words each.
    gone: Vec<String>,
    /// What it says and did not say, a few words each.
    came: Vec<String>,
}

/// A pathway that changed, or of which something can no longer be fulfilled.
#[derive(Serialize, JsonSchema)]
pub(super) struct Route {
    /// The pathway.
    pathway: String,
    /// Who is on it.
    on_it: Vec<String>,
    /// What changed in its items.
    items: Vec<Step>,
    /// What changed in its electives, in words.
    electives: Vec<String>,
    /// Its dates and its guardrail, as far as they say something else; absent where they do not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    terms: Vec<Altered>,
    /// What of it can no longer be fulfilled; absent where all can.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    barred: Vec<Closed>,
    /// Its file.
    path: String,
}

/// A part of a pathway that can no longer be fulfilled.
#[derive(Serialize, JsonSchema)]
pub(super) struct Closed {
    /// Which part: `item`, `electives` (too few are left) or `theme` (no elective is left that touches it).
    part: &'static str,
    /// The id of the item or theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The modules and credentials that would fulfil it, and that nobody can begin.
    ways: Vec<String>,
    /// Who is on the pathway, could fulfil it and no longer can; nobody where only newcomers cannot.
    who: Vec<String>,
}

/// An item that changed.
#[derive(Serialize, JsonSchema)]
pub(super) struct Step {
    /// The item's id.
    item: String,
    /// What happened: `added`, `removed`, `way-added`, `way-ends`, `way-reopened` or `way-deleted`.
    change: &'static str,
    /// The way to fulfil it that this is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    way: Option<String>,
    /// The last day of a way that ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Who fulfilled it that way and has it still.
    keeps: Vec<String>,
    /// Who fulfilled it that way and no longer has it.
    loses: Vec<String>,
    /// Who is in the middle of that way.
    in_the_middle: Vec<String>,
}

/// An id that is gone or leads elsewhere.
#[derive(Serialize, JsonSchema)]
pub(super) struct Name {
    /// What had it: `role`, `competency`, `module`, `credential` or `pathway`.
    noun: &'static str,
    /// The id.
    id: String,
    /// The id that it leads to now; absent where it leads nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<String>,
    /// Who has something that names it.
    behind: Vec<String>,
    /// The file it was in.
    path: String,
}

/// The version step that a framework owes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Version {
    /// The framework.
    framework: String,
    /// The largest step: `patch`, `minor` or `major`.
    step: String,
    /// The version that it had.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// The version that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// The lowest version that is high enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    owed: Option<String>,
    /// Whether the version is high enough; also where there is none to raise.
    raised: bool,
    /// What changed, the largest steps first.
    changes: Vec<Edited>,
}

/// One change of a framework or ladder.
#[derive(Serialize, JsonSchema)]
pub(super) struct Edited {
    /// The step that it takes: `patch`, `minor` or `major`.
    step: String,
    /// What changed, in words.
    what: String,
    /// The file it stands in.
    path: String,
}

impl Judged {
    pub(super) fn of(one: &CredentialImpact) -> Self {
        let word = |bar: &Bar| match bar {
            Bar::Attests => "attests",
            Bar::Assessors => "assessors",
            Bar::Assessment => "assessment",
            Bar::Needs => "needs",
            Bar::ValidFor => "valid-for",
            Bar::Rubric => "rubric",
        };
        Self {
            credential: one.credential.clone(),
            bar: one.bar.iter().map(word).collect(),
            holders: one.holders.clone(),
            claimants: one.claimants.clone(),
            half_way: one.half_way.clone(),
            path: one.path.clone(),
        }
    }
}

impl Offered {
    pub(super) fn of(one: &ModuleImpact) -> Self {
        let word = |status: Status| match status {
            Status::Draft => "draft",
            Status::Active => "active",
            Status::Retired => "retired",
        };
        Self {
            module: one.module.clone(),
            before: word(one.was),
            after: word(one.is),
            replaced_by: one.replaced_by.clone(),
            changes: one.changes.iter().map(Altered::of).collect(),
            in_the_middle: one.in_the_middle.clone(),
            chosen: one.chosen.clone(),
            finished: one.finished,
            path: one.path.clone(),
        }
    }
}

impl Route {
    pub(super) fn of(one: &PathwayImpact) -> Self {
        Self {
            pathway: one.pathway.clone(),
            on_it: one.on_it.clone(),
            items: one.items.iter().map(Step::of).collect(),
            electives: one.electives.clone(),
            terms: one.terms.iter().map(Altered::of).collect(),
            barred: one.barred.iter().map(Closed::of).collect(),
            path: one.path.clone(),
        }
    }
}

impl Altered {
    fn of(change: &Change) -> Self {
        let part = match change.part {
            Part::Type => "type",
            Part::Effort => "effort",
            Part::Cost => "cost",
            Part::Prerequisites => "prerequisites",
            Part::Teaches => "teaches",
            Part::Outcomes => "outcomes",
            Part::Practice => "practice",
            Part::Milestones => "milestones",
            Part::AssessedBy => "assessed-by",
            Part::Facilitators => "facilitators",
            Part::Facilitation => "facilitation",
            Part::Mandatory => "mandatory",
            Part::Within => "within",
            Part::Cover => "cover",
        };
        Self { part, gone: change.gone.clone(), came: change.came.clone() }
    }
}

impl Closed {
    fn of(barred: &BarredImpact) -> Self {
        let (part, id) = match &barred.part {
            BarredPart::Item { id, .. } => ("item", Some(id.clone())),
            BarredPart::Electives => ("electives", None),
            BarredPart::Theme(theme) => ("theme", Some(theme.clone())),
        };
        Self { part, id, ways: barred.ways.clone(), who: barred.who.clone() }
    }
}

impl Step {
    fn of(one: &ItemImpact) -> Self {
        let (change, way, until) = match &one.what {
            ItemChange::Added => ("added", None, None),
            ItemChange::Removed => ("removed", None, None),
            ItemChange::WayAdded(way) => ("way-added", Some(way), None),
            ItemChange::WayEnds(way, until) => ("way-ends", Some(way), Some(*until)),
            ItemChange::WayReopened(way) => ("way-reopened", Some(way), None),
            ItemChange::WayDeleted(way) => ("way-deleted", Some(way), None),
        };
        Self {
            item: one.item.clone(),
            change,
            way: way.cloned(),
            until,
            keeps: one.keeps.clone(),
            loses: one.loses.clone(),
            in_the_middle: one.in_the_middle.clone(),
        }
    }
}

impl Name {
    pub(super) fn of(one: &Renamed) -> Self {
        Self {
            noun: one.noun,
            id: one.id.clone(),
            now: one.now.clone(),
            behind: one.behind.clone(),
            path: one.path.clone(),
        }
    }
}

impl Version {
    pub(super) fn of(one: &VersionOwed) -> Self {
        let edited = one.changes.iter().map(|change| Edited {
            step: change.step.to_string(),
            what: change.what.clone(),
            path: change.path.clone(),
        });
        Self {
            framework: one.framework.clone(),
            step: one.step.to_string(),
            before: one.was.map(|version| version.to_string()),
            after: one.is.map(|version| version.to_string()),
            owed: one.owed.map(|version| version.to_string()),
            raised: one.is_raised(),
            changes: edited.collect(),
        }
    }
}
