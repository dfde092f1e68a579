//! Impact for programs, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/impact.schema.json` and generated from the structs in this file.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Paper, words};
use crate::base::date::Date;
use crate::insight::impact::Impact;
use crate::insight::impact::cause::Cause;
use crate::insight::impact::lines::LineImpact;
use crate::insight::impact::people::{AwardImpact, Coming, ReadinessImpact, TargetImpact};
use crate::insight::impact::targets::Bond;
use crate::report::json::schema_of;
use crate::report::readiness::words::strength;
use crate::report::write_json;
use crate::standing::verdict::Standing;

mod offers;

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form, as in `schema/impact.schema.json`.
pub const NAME: &str = "impact";

/// Writes what a change does.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(paper: &Paper<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_json(&Report::of(paper), out)
}

/// The JSON Schema (draft 2020-12) of the form.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report>(NAME)
}

/// What `learn impact --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Impact")]
struct Report {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The day of both sides.
    as_of: Date,
    /// The full name of the commit compared with.
    base: String,
    /// The full name of the commit that is compared; absent for the files on disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<String>,
    /// What the change comes to, in one sentence.
    headline: String,
    /// The counts, in sentences.
    summary: Vec<String>,
    /// How many files could not be read in full on each side; absent where all could.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<Unread>,
    /// Whether the change does nothing to anybody.
    nothing: bool,
    /// Records of content that are new, changed or gone.
    content: usize,
    /// Records of people that are new, changed or gone.
    records: usize,
    /// Everything with the people it concerns; absent with `--summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    effects: Option<Effects>,
    /// The version step that each framework owes, sorted by id.
    versions: Vec<offers::Version>,
}

/// How many files could not be read in full; `learn check` says why.
#[derive(Serialize, JsonSchema)]
struct Unread {
    /// Of those as they were.
    before: usize,
    /// Of those as they are.
    after: usize,
}

/// Everything with the people it concerns, by id.
#[derive(Serialize, JsonSchema)]
struct Effects {
    /// Readiness that comes out differently, sorted by person and role.
    readiness: Vec<Readiness>,
    /// Roles that somebody has or aims at on one side only.
    targets: Vec<Target>,
    /// Awards that somebody has on one side only.
    awards: Vec<Award>,
    /// Credentials whose words or bar changed.
    credentials: Vec<offers::Judged>,
    /// Modules that are offered otherwise, or ask something else.
    modules: Vec<offers::Offered>,
    /// Pathways that changed, or of which something can no longer be fulfilled.
    pathways: Vec<offers::Route>,
    /// Ids that are gone or lead elsewhere.
    ids: Vec<offers::Name>,
}

/// A readiness that comes out differently.
#[derive(Serialize, JsonSchema)]
struct Readiness {
    /// Whose.
    person: String,
    /// For which role.
    role: String,
    /// Why the role matters to them: `held`, `goal`, `pathway`.
    because: Vec<&'static str>,
    /// The verdict as it was.
    before: &'static str,
    /// The verdict as it is.
    after: &'static str,
    /// Why the verdict is another one; empty where it is the same.
    causes: Vec<Why>,
    /// Lines that came, went or stand elsewhere.
    lines: Vec<Line>,
    /// Lines that will bind them on a later day.
    later: Vec<Later>,
}

/// A file and what changed in it.
#[derive(Serialize, JsonSchema)]
struct Why {
    /// The file, relative to the catalog's root.
    path: String,
    /// What changed, in words.
    what: String,
}

/// A line that came, went or stands elsewhere.
#[derive(Serialize, JsonSchema)]
struct Line {
    /// The role that asks.
    role: String,
    /// The competency, or the requirement's id.
    id: String,
    /// A few words for it.
    title: String,
    /// How strongly it is asked for: `core`, `required` or `weight 2`.
    strength: String,
    /// Where it stood: `met`, `waived`, `not-yet` or `unknown`; absent for a line that is new to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// Where it stands; absent for a line that is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// Why.
    causes: Vec<Why>,
}

/// A line that will bind somebody on a later day.
#[derive(Serialize, JsonSchema)]
struct Later {
    /// The role that asks.
    role: String,
    /// The competency, or the requirement's id.
    id: String,
    /// A few words for it.
    title: String,
    /// The day on which it binds them.
    on: Date,
    /// The day on which it would have bound them before the change, if it would.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Date>,
    /// Whether the grace for new demands protects them until then.
    grace: bool,
    /// Whether what they hold today would meet it.
    met: bool,
    /// The file that asks.
    path: String,
}

/// A role that somebody has or aims at on one side only.
#[derive(Serialize, JsonSchema)]
struct Target {
    /// Who.
    person: String,
    /// The role.
    role: String,
    /// Why it matters: `held`, `goal`, `pathway`.
    because: Vec<&'static str>,
    /// Whether it does so now; before otherwise.
    now: bool,
    /// The verdict, where it matters now.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
}

/// An award that somebody has on one side only.
#[derive(Serialize, JsonSchema)]
struct Award {
    /// Whose.
    person: String,
    /// The credential or competency.
    subject: String,
    /// The day of the award.
    date: Date,
    /// Whether it is gained; lost otherwise.
    gained: bool,
    /// Why.
    causes: Vec<Why>,
}

impl Report {
    fn of(paper: &Paper<'_>) -> Self {
        let impact = paper.impact;
        let [before, after] = paper.unread_files;
        Self {
            version: VERSION,
            as_of: paper.as_of,
            base: paper.base.to_owned(),
            head: paper.head.clone(),
            headline: words::headline(paper),
            summary: words::summary(impact),
            unread: paper.unread.map(|_| Unread { before, after }),
            nothing: impact.is_nothing_to_anybody(),
            content: impact.content,
            records: impact.records,
            effects: (!paper.is_summary).then(|| Effects::of(impact)),
            versions: impact.versions.iter().map(offers::Version::of).collect(),
        }
    }
}

impl Effects {
    fn of(impact: &Impact) -> Self {
        Self {
            readiness: impact.readiness.iter().map(Readiness::of).collect(),
            targets: impact.targets.iter().map(Target::of).collect(),
            awards: impact.awards.iter().map(Award::of).collect(),
            credentials: impact.credentials.iter().map(offers::Judged::of).collect(),
            modules: impact.modules.iter().map(offers::Offered::of).collect(),
            pathways: impact.pathways.iter().map(offers::Route::of).collect(),
            ids: impact.ids.iter().map(offers::Name::of).collect(),
        }
    }
}

impl Readiness {
    fn of(one: &ReadinessImpact) -> Self {
        Self {
            person: one.person.clone(),
            role: one.role.clone(),
            because: one.bonds.iter().map(|bond| bond.word()).collect(),
            before: one.before.word(),
            after: one.after.word(),
            causes: whys(&one.causes),
            lines: one.lines.iter().map(Line::of).collect(),
            later: one.coming.iter().map(Later::of).collect(),
        }
    }
}

fn whys(causes: &[Cause]) -> Vec<Why> {
    let why = |cause: &Cause| Why { path: cause.path.to_string(), what: words::what(&cause.what) };
    causes.iter().map(why).collect()
}

impl Line {
    fn of(line: &LineImpact) -> Self {
        let word = |standing: &Standing| standing.word().replace(' ', "-");
        Self {
            role: line.role.clone(),
            id: line.id.clone(),
            title: line.title.clone(),
            strength: strength(line.strength),
            before: line.before.as_ref().map(word),
            after: line.after.as_ref().map(word),
            causes: whys(&line.causes),
        }
    }
}

impl Later {
    fn of(line: &Coming) -> Self {
        Self {
            role: line.role.clone(),
            id: line.id.clone(),
            title: line.title.clone(),
            on: line.first,
            before: line.was,
            grace: line.is_graced(),
            met: line.is_there,
            path: line.path.clone(),
        }
    }
}

impl Target {
    fn of(target: &TargetImpact) -> Self {
        Self {
            person: target.person.clone(),
            role: target.role.clone(),
            because: target.bonds.iter().copied().map(Bond::word).collect(),
            now: target.is_new,
            verdict: target.verdict.map(crate::standing::verdict::Verdict::word),
        }
    }
}

impl Award {
    fn of(award: &AwardImpact) -> Self {
        Self {
            person: award.person.clone(),
            subject: award.subject.clone(),
            date: award.date,
            gained: award.is_gained,
            causes: whys(&award.causes),
        }
    }
}
