//! Floor 7: one file per rule: what it checks, why it matters, a bad and a good case that are run as
//! tests.
//!
//! A rule is a pure function of the catalog and a day. It says *what* is wrong and where, in symbols;
//! how much that matters, and whether it is shown at all, is decided by [`crate::session`].

mod context;
mod words;

pub use self::context::Context;
pub use self::words::{
    broken_versions, circle, did_you_mean, folder_follows, meant, nearest, off_the_branch, several,
    signing, stale, who_may,
};

use crate::base::problem::{Level, Problem};
use crate::catalog::layout;
use crate::kinds::Kind;

/// Collects what one rule finds.
#[derive(Default)]
pub struct Findings {
    problems: Vec<Problem>,
}

impl Findings {
    /// Adds a problem.
    pub fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Adds some problems, or one that there may be.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.extend(problems);
    }

    /// All that were added, in that order.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// A little catalog that shows a rule at work.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Files to lay over the base catalog of the tests: `-- path --` lines, each followed by a text.
    ///
    /// `-- path (gone) --` takes a file of the base away; `-- path (bytes) --` reads `\xNN` in its
    /// text as a byte; `-- path (link) --` puts a symbolic link there; `-- path (before) --` is what the
    /// file said before the change that is checked, and `-- path (target) --` what it says on the
    /// branch that the case is to land on.
    ///
    /// `-- path (signed by chen) --` puts the seal of chen beside an approval, `-- path (sealed by ada,
    /// chen) --` those of two admins beside a version of the policy; after a mark such as `(target)`
    /// too. A name may go on with what is wrong with its seal: `with ada's key`, `with a certificate`,
    /// `in namespace file`, `over other bytes`, `about ada clear-writer` or `altered since`. In a text,
    /// `KEY of chen` stands for a public key and `DIGEST of path` for the digest of a file. A case with
    /// approvals and no policy of its own has one by which everybody of the base may decide
    /// everything. `-- (pin) --` gives the version that is pinned, `-- (longer) --` a commit that had a
    /// longer chain, and its version; `-- (cut) --` says that there are older commits which are not here,
    /// `-- (unarchived) --` lists what archives lack.
    pub files: &'static str,
    /// The very characters underlined, one entry per problem; empty for a good case.
    pub marks: &'static [&'static str],
}

/// What a rule is about; `learn explain` and the documentation are grouped by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Whether files can be read and say what their kind may say.
    Files,
    /// Ids and references.
    Names,
    /// Frameworks, ladders, modules, credentials and pathways.
    Content,
    /// Approvals, their seals and the policy that says who may decide.
    Approvals,
    /// What people write and own.
    People,
    /// Cohorts, rotations, sessions, feedback and metrics.
    Program,
    /// The check itself.
    Checking,
}

/// One rule.
pub struct Rule {
    /// The word that reads well after "allow": `unknown-reference`.
    pub slug: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// How much its problems matter unless `learn.yaml` says otherwise.
    pub level: Level,
    /// What it finds, as half a sentence: "A reference that leads nowhere".
    pub summary: &'static str,
    /// What it checks exactly, in Markdown.
    pub what: &'static str,
    /// Why it matters, in Markdown.
    pub why: &'static str,
    /// Catalogs that break it; each fires this rule and no other.
    pub bad: &'static [Case],
    /// A catalog that keeps it.
    pub good: Case,
    /// Looks for problems.
    pub check: fn(&Context<'_>, &mut Findings),
}

impl Rule {
    /// Whether the rule says that something could not be read as it is written; such a rule can be
    /// lowered to a warning and never switched off, so that no file is dropped in silence.
    #[must_use]
    pub fn is_firm(&self) -> bool {
        self.subject == Subject::Files && self.level == Level::Error
    }

    /// Whether the rule guards what approvals are worth; nothing in the catalog that it guards can
    /// lower it, allow its findings or accept them in a baseline.
    #[must_use]
    pub fn is_guard(&self) -> bool {
        self.subject == Subject::Approvals && self.level == Level::Error
    }

    /// Whether the rule may find something that touches what approvals are worth, so that it is run even
    /// where the catalog switches it off.
    #[must_use]
    pub fn may_guard(&self) -> bool {
        match self.subject {
            Subject::Files | Subject::Names => self.level == Level::Error,
            Subject::Approvals => self.level >= Level::Warn,
            Subject::Content | Subject::People | Subject::Program | Subject::Checking => false,
        }
    }

    /// Whether this problem touches what approvals are worth: the rule says so of it or of all that it
    /// finds, or it says that something signed cannot be read as it is written.
    #[must_use]
    pub fn guards(&self, problem: &Problem) -> bool {
        problem.guards
            || self.is_guard()
            || self.is_firm() && layout::is_signed(&problem.place.path)
    }
}

/// Declares the modules of all rules and lists them, so that a rule is one file and one line here.
macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(pub mod $module;)*

        /// All rules, in the order of their slugs.
        pub const ALL: &[&Rule] = &[$(&$module::RULE),*];
    };
}

rules! {
    allow_without_reason,
    ambiguous_scalar,
    answered_claim_changed,
    approval_before_work,
    approval_removed,
    approval_stale,
    approval_without_claim,
    approval_without_needs,
    assessor_in_evidence,
    award_asks_less,
    award_attests_more,
    award_gives_more,
    bad_signature,
    board_column_unknown,
    case_twin,
    claim_before_work,
    claim_unmet_needs,
    claim_waiting,
    claim_with_others_evidence,
    claim_without_evidence,
    cohort_dates,
    cohort_pathway_mismatch,
    cohort_too_long,
    credential_cycle,
    credential_differs_from_target,
    dates_out_of_order,
    dead_link,
    decision_by_other_name,
    draft_reference,
    duplicate_entry,
    duplicate_event,
    duplicate_id,
    duplicate_key,
    email_twice,
    empty_cohort,
    empty_file,
    empty_value,
    ended_priority,
    enrolled_without_prerequisite,
    entry_counted_twice,
    event_without_time,
    evidence_changed,
    evidence_changed_since_approval,
    evidence_misstated,
    exactly_one,
    facilitator_over_capacity,
    facilitator_untrained,
    feedback_subject_missing,
    feedback_unanswered,
    file_at_root,
    former_colleague,
    former_id_merged,
    former_id_taken,
    former_reference,
    framework_step_owed,
    front_matter,
    future_date,
    goal_for_own_role,
    goal_without_role,
    half_approved_claim,
    history_cut,
    id_differs_from_trust,
    impossible_date,
    incomplete_choice,
    joiner_without_onboarding,
    left_out_of_archives,
    lone_admin,
    lowered_expectation,
    lowered_guard,
    malformed_approval,
    malformed_id,
    malformed_statement,
    malformed_value,
    mastery_may_lower,
    mentor_left,
    mentor_missing,
    mentor_not_volunteered,
    mentor_oneself,
    mentor_over_capacity,
    mentor_rewritten,
    metric_values,
    metric_without_values,
    misplaced_file,
    missing_key,
    mixed_line_ends,
    module_without_assessment,
    module_without_outcome,
    narrative_without_decisions,
    nested_too_deep,
    no_common_core,
    no_owner,
    no_trust_policy,
    not_utf8,
    not_yet_after_award,
    not_yet_passed_over,
    not_yet_taken_back,
    odd_value,
    okr_check_ins,
    okr_numbers,
    okr_without_key_results,
    out_of_range,
    outcome_not_observable,
    outdated_trust,
    own_page_address,
    person_without_team,
    placed_role_raised,
    placement_instead_of_promotion,
    prerequisite_cycle,
    reciprocal_approvals,
    record_changed,
    remediation_missing,
    remediation_overdue,
    remediation_without_coach,
    rename_empties_scope,
    rename_gives_authority,
    replacement_cycle,
    retired_reference,
    retired_without_replacement,
    role_cycle,
    role_rewritten,
    role_without_core,
    role_without_expectations,
    rollout_dates,
    rotation_dates,
    rotation_overlap,
    rubric_mismatch,
    scale_reordered,
    scores_below_pass,
    self_approval,
    session_without_change,
    several_documents,
    shared_requirement,
    site_contrast,
    site_template_broken,
    stale_framework,
    stale_module,
    statement_mismatch,
    story_dates,
    stray_seal,
    team_cycle,
    template_broken,
    thin_narrative,
    time_oversubscribed,
    trust_forked,
    trust_invalid,
    trust_not_in_force,
    trust_pin_mismatch,
    trust_rewritten,
    trust_rolled_back,
    trust_undersealed,
    trust_version_skipped,
    unattested_expectation,
    unauthorised_signer,
    uncovered_theme,
    uneven_rubric,
    unfulfillable_item,
    unknown_criterion,
    unknown_event,
    unknown_folder,
    unknown_key,
    unknown_milestone,
    unknown_proficiency,
    unknown_reference,
    unknown_rule,
    unknown_theme,
    unknown_time_zone,
    unknown_word,
    unreachable_elective,
    unreachable_requirement,
    unreadable_file,
    unsigned_approval,
    unsigned_promotion,
    unsupported_key,
    untaught_expectation,
    unused_allow,
    unused_content,
    waived_line_changed,
    waiver_lapsed,
    waiver_too_long,
    widened_visibility,
    wrong_namespace,
    wrong_type,
    yaml_syntax,
}

/// The rule of this slug.
#[must_use]
pub fn named(slug: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.slug == slug)
}

/// Whether records of this kind are known by their digest once somebody has signed something, so that
/// no fix may change their bytes.
#[must_use]
pub const fn keeps_its_words(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Approval
            | Kind::Trust
            | Kind::Claim
            | Kind::Portfolio
            | Kind::Journal
            | Kind::Enrolment
    )
}
