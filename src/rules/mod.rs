//! Floor 7: one file per rule: what it checks, why it matters, a bad and a good case that are run as
//! tests.
//!
//! A rule is a pure function of the catalog and a day. It says *what* is wrong and where, in symbols;
//! how much that matters, and whether it is shown at all, is decided by [`crate::session`].

use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::Catalog;

/// What a rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The catalog as it is.
    pub catalog: &'a Catalog,
    /// The catalog as it was at the revision that `--since` names.
    pub before: Option<&'a Catalog>,
    /// The day for which the catalog is checked.
    pub as_of: Date,
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
    /// text as a byte; `-- path (link) --` puts a symbolic link there.
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
    cohort_dates,
    cohort_pathway_mismatch,
    cohort_too_long,
    duplicate_event,
    duplicate_id,
    duplicate_key,
    empty_cohort,
    empty_file,
    empty_value,
    event_without_time,
    feedback_subject_missing,
    feedback_unanswered,
    front_matter,
    impossible_date,
    malformed_id,
    malformed_value,
    metric_values,
    metric_without_values,
    missing_key,
    nested_too_deep,
    not_utf8,
    odd_value,
    out_of_range,
    rollout_dates,
    rotation_dates,
    rotation_overlap,
    session_without_change,
    several_documents,
    story_dates,
    unknown_event,
    unknown_key,
    unknown_reference,
    unknown_word,
    unused_allow,
    wrong_type,
    yaml_syntax,
}

/// The rule of this slug.
#[must_use]
pub fn named(slug: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.slug == slug)
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
