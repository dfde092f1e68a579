//! An approval: one signer's signed decision, saying itself what was judged and what it gives.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::attestation::Attestation;
use super::parts::demanded::Demanded;
use super::parts::digest::Sha256;
use super::parts::record_id::RecordId;
use super::parts::score::Score;
use super::parts::text::Text;
use super::parts::work_type::WorkType;
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about approvals.
pub const ABOUT: About = About {
    name: "approval",
    title: "Approval",
    summary: "One signer's signed decision about a person, with what was judged and what it gives.",
    home: Home::BelowPerson("approvals"),
    naming: Naming::DateSlug,
    format: Format::Yaml,
};

/// A decision that stands alone: it is signed, so that nothing in it is looked up later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Approval {
    /// # Format
    /// The format of this record; it is signed with the rest.
    ///
    /// Example: `approval/1`
    pub learn: ApprovalFormat,
    /// # Catalog
    /// The catalog it was given in, as `learn.yaml` names it.
    ///
    /// Example: `kestrel-growth`
    pub catalog: Id,
    /// # Person
    /// Whom it is about.
    ///
    /// Example: `ada`
    pub person: Ref<to::Person>,
    /// # Decision
    /// What was decided.
    ///
    /// Example: `approve`
    pub decision: Decision,
    /// # Subject
    /// What was decided on: a credential, a competency or a role.
    ///
    /// Example: `incident-commander`
    pub subject: Id,
    /// # Claim
    /// The claim that was judged, and its bytes.
    ///
    /// Example: `{id: 2026-03-05-incident-commander, sha256: "sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"}`
    pub claim: Option<JudgedClaim>,
    /// # Evidence
    /// The work that was judged, its bytes and its day.
    ///
    /// Example: `[{id: 2026-03-02-checkout-outage, sha256: "sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9", worked: 2026-03-02}]`
    #[serde(default)]
    pub evidence: Vec<JudgedEvidence>,
    /// # Against
    /// The credential, rubric or other content it was judged by, and its bytes.
    ///
    /// Example: `[{kind: credential, id: incident-commander, sha256: "sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"}]`
    #[serde(default)]
    pub against: Vec<Yardstick>,
    /// # Needs
    /// The slots of assessors that an award takes, copied from the credential: a discipline or `any` per person.
    ///
    /// Example: `[engineering, design]`
    #[serde(default)]
    pub needs: Vec<Id>,
    /// # Keep one assessor
    /// Whether one of those who judged an earlier claim has to be among the assessors once that claim was
    /// answered with a not-yet, copied from the credential; left out where it does not ask for that.
    ///
    /// Example: `true`
    #[serde(default)]
    pub keep_one_assessor: bool,
    /// # Grants
    /// What the award gives, copied from the credential.
    ///
    /// Example: `{credentials: [incident-commander], attests: [{competency: incident-response, at: working}], valid_for: 18 months}`
    pub grants: Option<Grants>,
    /// # Role
    /// The role of a waiver, a promotion or a placement.
    ///
    /// Example: `senior-engineer`
    pub role: Option<Ref<to::Role>>,
    /// # Line
    /// The line of the role that is waived: a competency that it expects or the id of a requirement.
    ///
    /// Example: `commander`
    pub line: Option<Id>,
    /// # Demands
    /// What the waived line demands, or the lines of the role that a placement holds, copied from the ladder;
    /// left out in old records, which go by what the role says now.
    ///
    /// Example: `[{competency: incident-response, at: working}, {credential: incident-commander}]`
    pub demands: Option<Vec<Demanded>>,
    /// # Reason
    /// Why it is waived or revoked.
    ///
    /// Example: `Led three incidents before she joined.`
    pub reason: Option<Text>,
    /// # Until
    /// The last day of a waiver.
    ///
    /// Example: `2026-12-31`
    pub until: Option<Date>,
    /// # From
    /// The first day of a promotion or placement; left out, the day of the decision.
    ///
    /// Example: `2026-04-01`
    pub from: Option<Date>,
    /// # Revokes
    /// The records that it revokes, by their bytes.
    ///
    /// Example: `["sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"]`
    #[serde(default)]
    pub revokes: Vec<Sha256>,
    /// # Signer
    /// Who decided and signed.
    ///
    /// Example: `chen`
    pub signer: Ref<to::Person>,
    /// # Disciplines
    /// The disciplines in which the signer judges, as the trust policy has them.
    ///
    /// Example: `[engineering]`
    #[serde(default)]
    pub disciplines: Vec<Id>,
    /// # Date
    /// The day of the decision.
    ///
    /// Example: `2026-03-09`
    pub date: Date,
    /// # Trust
    /// The trust policy in force when it was signed; left out in old approvals that the admins vouch for.
    ///
    /// Example: `{version: 1, sha256: "sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"}`
    pub trust: Option<TrustVersion>,
    /// # Scores
    /// Which descriptor of each criterion fits, counted from 1, the lowest.
    ///
    /// Example: `{command: 3, timeline: 3}`
    #[serde(default)]
    pub scores: BTreeMap<Id, Score>,
    /// # Criteria
    /// Which criteria of the rubric were not there yet; of a not-yet.
    ///
    /// Example: `[command]`
    #[serde(default)]
    pub criteria: Vec<Id>,
    /// # Feedback
    /// What the signer says to the learner.
    ///
    /// Example: `One voice throughout. Next time name the scribe in the first minute.`
    pub feedback: Option<Text>,
}

impl Approval {
    /// The id of the role that a placement, a promotion or a waiver is about, as it is written.
    #[must_use]
    pub fn role_id(&self) -> &str {
        self.role.as_ref().map_or(self.subject.as_str(), Ref::as_str)
    }
}

/// The formats of an approval that the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum ApprovalFormat {
    /// The first format.
    #[serde(rename = "approval/1")]
    One,
}

/// What a signer decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// The evidence shows it.
    Approve,
    /// The evidence does not show it yet.
    NotYet,
    /// A colleague's testimony, which is never an approval.
    Endorse,
    /// A line of a role is not asked for as it is then, for a while and for a reason.
    Waive,
    /// Earlier records no longer count.
    Revoke,
    /// The person moves up to a role.
    Promote,
    /// The person joins or was imported at a role, and holds its own lines as they are then.
    Place,
}

/// A claim as it was when it was judged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct JudgedClaim {
    /// # Id
    /// Which claim of the person.
    ///
    /// Example: `2026-03-05-incident-commander`
    pub id: Ref<to::Claim>,
    /// # Digest
    /// The digest of its bytes.
    ///
    /// Example: `"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"`
    pub sha256: Sha256,
}

/// A piece of evidence as it was when it was judged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct JudgedEvidence {
    /// # Kind
    /// What kind of record it is; left out for a portfolio entry.
    ///
    /// Example: `portfolio`
    #[serde(default)]
    pub kind: EvidenceKind,
    /// # Id
    /// Which record of the person.
    ///
    /// Example: `2026-03-02-checkout-outage`
    pub id: RecordId,
    /// # Digest
    /// The digest of its bytes.
    ///
    /// Example: `"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"`
    pub sha256: Sha256,
    /// # Worked
    /// The day of the work.
    ///
    /// Example: `2026-03-02`
    pub worked: Date,
    /// # Type
    /// What kind of work it was, copied from the portfolio entry; of other evidence and in old records left out.
    ///
    /// Example: `incident`
    #[serde(rename = "type")]
    pub work_type: Option<WorkType>,
    /// # Modules
    /// The modules that it put into practice, copied from the portfolio entry.
    ///
    /// Example: `[incident-command]`
    #[serde(default)]
    pub modules: Vec<Ref<to::Module>>,
    /// # Projects
    /// Those of its modules that were projects when it was judged.
    ///
    /// Example: `[checkout-resilience]`
    #[serde(default)]
    pub projects: Vec<Ref<to::Module>>,
}

/// What kind of record a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// A piece of real work.
    #[default]
    Portfolio,
    /// What was noted on a day.
    Journal,
    /// A module that was taken.
    Enrolment,
}

/// A piece of content, as it was when somebody was judged by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Yardstick {
    /// # Kind
    /// What kind of record it is.
    ///
    /// Example: `credential`
    pub kind: YardstickKind,
    /// # Id
    /// Which record of that kind.
    ///
    /// Example: `incident-commander`
    pub id: Id,
    /// # Digest
    /// The digest of its bytes.
    ///
    /// Example: `"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"`
    pub sha256: Sha256,
}

/// The kinds of content that somebody can be judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum YardstickKind {
    /// A credential.
    Credential,
    /// The rubric of a credential.
    Rubric,
    /// The framework of a competency.
    Framework,
    /// The ladder of a role.
    Ladder,
}

/// What an award gives.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Grants {
    /// # Credentials
    /// The credential and those that it includes.
    ///
    /// Example: `[incident-commander, incident-responder]`
    #[serde(default)]
    pub credentials: Vec<Ref<to::Credential>>,
    /// # Attests
    /// The competencies it attests, each at a proficiency.
    ///
    /// Example: `[{competency: incident-response, at: working}]`
    #[serde(default)]
    pub attests: Vec<Attestation>,
    /// # Valid for
    /// How long it holds; left out for an award that never expires.
    ///
    /// Example: `18 months`
    pub valid_for: Option<Duration>,
}

/// A version of the trust policy.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct TrustVersion {
    /// # Version
    /// The number of the version.
    ///
    /// Example: `1`
    #[schemars(range(min = 1, max = 9999))]
    pub version: u16,
    /// # Digest
    /// The digest of its bytes.
    ///
    /// Example: `"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"`
    pub sha256: Sha256,
}
