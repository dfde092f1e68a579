//! Floor 7: one file per rule: what it checks, why it matters, a bad and a good case that are run as
//! tests.
//!
//! A rule is a pure function of the catalog and a day. It says *what* is wrong and where, in symbols;
//! how much that matters, and whether it is shown at all, is decided by [`crate::session`].

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::place::Pointer;
use crate::base::problem::{Edit, Level, Problem};
use crate::base::reference::{Ref, to};
use crate::base::shell;
use crate::catalog::graph::Link;
use crate::catalog::{Catalog, Record, layout};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::module::{Module, Status};
use crate::kinds::program::Cadence;
use crate::pointer;
use crate::trust::chain::{Fault, Longer};
use crate::trust::gate::Gate;
use crate::trust::ledger::Ledger;

/// What a rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The catalog as it is.
    pub catalog: &'a Catalog,
    /// The catalog as it was at the revision that `--since` names.
    pub before: Option<&'a Catalog>,
    /// Every approval of the catalog, with whether it counts.
    pub ledger: &'a Ledger<'a>,
    /// The approvals of the branch that the catalog is to land on, where it is the result of a merge.
    pub target: Option<&'a Ledger<'a>>,
    /// How that branch is called, where somebody named it.
    pub target_name: Option<&'a str>,
    /// A commit of the past with a longer chain of trust policies, if there is one.
    pub longer: Option<&'a Longer>,
    /// The day for which the catalog is checked.
    pub as_of: Date,
}

impl<'a> Context<'a> {
    /// A catalog by itself: what it is compared with and lands on is for the caller to add.
    #[must_use]
    pub fn of(ledger: &'a Ledger<'a>, as_of: Date) -> Self {
        Self {
            catalog: ledger.catalog(),
            before: None,
            ledger,
            target: None,
            target_name: None,
            longer: None,
            as_of,
        }
    }

    /// The change that is judged against the branch it is to land on.
    #[must_use]
    pub fn gate(&self) -> Option<Gate<'a, 'a>> {
        self.target.map(|target| Gate { target, result: self.ledger })
    }

    /// How the branch that the catalog is to land on is written in a command.
    #[must_use]
    pub fn target_name(&self) -> &'a str {
        self.target_name.unwrap_or("origin/main")
    }

    /// Whether this last day has passed; what has no last day never ends.
    #[must_use]
    pub fn is_over(&self, last: Option<Date>) -> bool {
        last.is_some_and(|last| last < self.as_of)
    }

    /// Whether what a decision gives has not ended.
    #[must_use]
    pub fn is_live(&self, approval: &Approval) -> bool {
        let ends = approval.grants.as_ref().and_then(|grants| grants.valid_for);
        let last = ends.map(|valid_for| valid_for.after(approval.date)).or(approval.until);
        !self.is_over(last)
    }

    /// Whether this names a module that is retired.
    #[must_use]
    pub fn is_retired(&self, module: Option<&Ref<to::Module>>) -> bool {
        let module = module.and_then(|id| self.catalog.get::<Module>(id.as_str()));
        module.is_some_and(|module| module.status == Status::Retired)
    }

    /// How often content is looked at.
    #[must_use]
    pub fn cadence(&self) -> Cadence {
        self.catalog.program().map(|program| program.document.cadence).unwrap_or_default()
    }

    /// Whether something with this first day has begun; what has none always has.
    #[must_use]
    pub fn has_begun(&self, first: Option<Date>) -> bool {
        first.is_none_or(|first| first <= self.as_of)
    }
}

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
    /// longer chain, and its version.
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
    assessor_in_evidence,
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
    impossible_date,
    incomplete_choice,
    joiner_without_onboarding,
    lone_admin,
    lowered_expectation,
    lowered_guard,
    malformed_id,
    malformed_statement,
    malformed_value,
    mastery_may_lower,
    mentor_left,
    mentor_missing,
    mentor_not_volunteered,
    mentor_oneself,
    mentor_over_capacity,
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
    not_yet_taken_back,
    odd_value,
    okr_check_ins,
    okr_numbers,
    okr_without_key_results,
    out_of_range,
    outcome_not_observable,
    outdated_trust,
    person_without_team,
    placed_role_raised,
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
    role_without_core,
    role_without_expectations,
    rollout_dates,
    rotation_dates,
    rotation_overlap,
    rubric_mismatch,
    scale_reordered,
    self_approval,
    session_without_change,
    several_documents,
    shared_requirement,
    site_contrast,
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

/// `; did you mean `module`?` for the end of a complaint about a word, or nothing.
#[must_use]
pub fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
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

/// The nearest of `known` to a misspelt word, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let mut best: Option<(f64, &'a str)> = None;
    for candidate in known {
        if candidate == word {
            continue;
        }
        let mut likeness = strsim::damerau_levenshtein(&lower, candidate);
        if candidate.starts_with(&lower) || lower.starts_with(candidate) {
            likeness = likeness.min(2);
        }
        let longest = lower.chars().count().max(candidate.chars().count()).max(1);
        #[allow(clippy::cast_precision_loss)] // words are short
        let distance = likeness as f64 / longest as f64;
        let better = best.is_none_or(|(least, first)| {
            distance < least || (distance - least).abs() < f64::EPSILON && candidate < first
        });
        if distance <= 0.34 && better {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Some names, or the first of many and how many there are.
#[must_use]
pub fn several(names: &[&str]) -> String {
    match names {
        [first, second, third, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second}, {third} and {} others", rest.len())
        }
        few => few.join(", "),
    }
}

/// The versions of the trust policy that are not in force: each with its number and why.
pub fn broken_versions<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (&'a Record, u16, &'a Fault)> {
    let catalog = context.catalog;
    context.ledger.chain().faults.iter().filter_map(|(path, fault)| {
        let record = catalog.at_path(path)?;
        Some((record, record.name.parse().ok()?, fault))
    })
}

/// The command with which a signer takes a decision anew.
#[must_use]
pub fn signing(approval: &Approval) -> String {
    let (verb, more) = match approval.decision {
        Decision::Approve => ("approve", ""),
        Decision::NotYet => ("approve", " --not-yet"),
        Decision::Endorse => ("endorse", ""),
        Decision::Waive => ("waive", ""),
        Decision::Revoke => ("revoke", ""),
        Decision::Promote => ("promote", ""),
        Decision::Place => ("place", ""),
    };
    let (person, subject) = (approval.person.as_str(), approval.subject.as_str());
    format!("`learn {verb} {} {}{more}`", shell::word(person), shell::word(subject))
}

/// Who else may take the decision of an approval, as half a sentence.
#[must_use]
pub fn who_may(context: &Context<'_>, approval: &Approval) -> String {
    let (person, subject) = (approval.person.as_str(), approval.subject.as_str());
    let policy = context.ledger.policy();
    let may = policy.map(|policy| policy.who_may(approval.decision, subject)).unwrap_or_default();
    let names: Vec<String> =
        may.iter().filter(|one| **one != person).map(|one| format!("`{one}`")).collect();
    if names.is_empty() {
        return "nobody may decide this yet: an admin lets somebody with `learn trust add`"
            .to_owned();
    }
    format!("{} may decide this: {}", names.join(" or "), signing(approval))
}

/// How many steps of a circle its message names; every one of them has a label.
const MOST_NAMES: usize = 8;

/// The problem of things that name one another in a circle; `leads` is what each says of the next:
/// "asks for".
#[must_use]
pub fn circle(links: &[Link<'_>], leads: &str) -> Option<Problem> {
    let (first, others) = links.split_first()?;
    let others_named: Vec<&str> = others.iter().map(|link| link.name).collect();
    let way = match others_named.as_slice() {
        [] => String::new(),
        all if all.len() <= MOST_NAMES => format!(" by way of {}", all.join(", ")),
        [begin @ .., last] => {
            let between = begin.len() - MOST_NAMES;
            format!(" by way of {}, {between} others and {last}", begin[..MOST_NAMES].join(", "))
        }
    };
    let message = format!("`{}` {leads} itself{way}", first.name);
    let problem = Problem::new(first.place.clone(), message);
    let problem = problem.here(format!("`{}` {leads} `{}`", first.name, first.next));
    Some(others.iter().fold(problem, |problem, link| {
        problem.label(link.place.clone(), format!("`{}` {leads} `{}`", link.name, link.next))
    }))
}

/// Adds "did you mean" and the change to the word meant, or `otherwise` where none is near.
#[must_use]
pub fn did_you_mean<'a>(
    problem: Problem,
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> Problem {
    let Some(meant) = nearest(word, known) else { return problem.help(otherwise()) };
    let edit = Edit { place: problem.place.clone(), text: meant.to_owned() };
    problem.help(format!("did you mean `{meant}`?")).suggest(format!("Write `{meant}`"), vec![edit])
}

/// The problem of content that its owner should have gone through again, if that is so.
///
/// `name` is where it says what it is called, and `every` how often it is gone through.
#[must_use]
pub fn stale(
    context: &Context<'_>,
    record: &Record,
    name: Pointer,
    reviewed: Option<Date>,
    owner: Option<&Ref<to::Person>>,
    every: Duration,
) -> Option<Problem> {
    let (kind, id) = (record.kind, &record.name);
    let who = owner.map_or_else(|| "its owner".to_owned(), |owner| format!("`{owner}`"));
    let at = pointer!["reviewed"];
    let problem = match reviewed {
        None if record.is_intact_at(&at) => {
            let message = format!("{kind} `{id}` has never been reviewed");
            Problem::new(record.at(name), message).here("no `reviewed`")
        }
        Some(day) if context.is_over(Some(every.after(day))) => {
            let days = context.as_of.days_since(day);
            let message = format!("{kind} `{id}` was last reviewed {days} days ago");
            Problem::new(record.at(at), message).here(format!("due every {every}"))
        }
        _ => return None,
    };
    Some(problem.help(format!("let {who} go through it, and write the day as `reviewed`")))
}
