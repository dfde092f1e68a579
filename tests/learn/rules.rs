//! Every rule's own cases: a bad one fires its rule and nothing else, at the very characters; a good
//! one is clean.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use learn::base::problem::Level;
use learn::catalog::Catalog;
use learn::report::{self, Format, Paper, Style};
use learn::rules::{ALL, Case};
use learn::session::check::{Outcome, check};
use learn::session::finding::Finding;
use learn::session::fix;

use crate::cases;

/// Rules that are not always broken alone, each with the one whose findings come along.
const COMPANIONS: &[(&str, &str)] =
    &[("no-trust-policy", "trust-undersealed"), ("trust-not-in-force", "trust-undersealed")];

#[test]
fn the_base_catalog_is_clean() {
    let (catalog, outcome) = cases::check_case(&Case { files: "", marks: &[] });
    assert!(outcome.findings.is_empty(), "{}", printed(&catalog, &outcome));
    assert!(catalog.records().iter().all(learn::catalog::Record::is_sound));
}

#[test]
fn good_cases_are_clean() {
    let mut failures = Vec::new();
    for rule in ALL {
        let (catalog, outcome) = cases::check_case(&rule.good);
        if !outcome.findings.is_empty() {
            let report = printed(&catalog, &outcome);
            failures.push(format!("the good case of `{}` is not clean:\n{report}", rule.slug));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn bad_cases_fire_their_rule_and_nothing_else() {
    let mut failures = Vec::new();
    for rule in ALL {
        assert!(!rule.bad.is_empty(), "`{}` has no bad case", rule.slug);
        for (number, case) in rule.bad.iter().enumerate() {
            let (catalog, outcome) = cases::check_case(case);
            let paper = paper(&catalog, &outcome);
            let fired: Vec<(&str, &str)> = outcome
                .findings
                .iter()
                .filter(|finding| !COMPANIONS.contains(&(rule.slug, finding.rule)))
                .map(|finding| {
                    let span = finding.location.span.range();
                    (finding.rule, paper.text(&finding.location).get(span).unwrap_or(""))
                })
                .collect();
            let marks: Vec<String> =
                case.marks.iter().map(|mark| cases::mark(case, mark)).collect();
            let expected: Vec<(&str, &str)> =
                marks.iter().map(|mark| (rule.slug, mark.as_str())).collect();
            if fired != expected {
                let report = printed(&catalog, &outcome);
                failures.push(format!(
                    "bad case {number} of `{}`: expected {expected:?}, got {fired:?}\n{report}",
                    rule.slug
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn safe_fixes_mend_what_they_are_for() {
    for rule in ALL {
        for case in rule.bad {
            let (catalog, outcome) = cases::check_case(case);
            let mendable = |finding: &Finding| fix::is_mendable(&catalog, finding);
            let promised = |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.safe);
            assert!(
                outcome.findings.iter().all(|finding| promised(finding) == mendable(finding)),
                "`{}` offers a safe fix that changes nothing or fits no file",
                rule.slug
            );
            let safe = outcome.findings.iter().filter(|finding| mendable(finding)).count();
            let left = outcome.findings.len() - safe;
            let before = cases::before(case);
            let request = cases::request(case);
            let check = |catalog: &_| check(catalog, before.as_ref(), cases::today(), &request);
            let mending = fix::mend(&cases::files(case), &catalog, outcome, check).expect("a fix");
            let after = mending.catalog.as_ref().unwrap_or(&catalog);
            assert_eq!(
                mending.outcome.findings.len(),
                left,
                "the safe fixes of `{}` leave:\n{}",
                rule.slug,
                printed(after, &mending.outcome)
            );
        }
    }
}

#[test]
fn list_and_folder_agree_and_slugs_are_unique_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .expect("the folder of rules")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        // What rules look at, and what several of them say alike.
        .filter(|name| !["mod", "context", "words"].contains(&name.as_str()))
        .collect();
    let listed: Vec<String> = ALL.iter().map(|rule| rule.slug.replace('-', "_")).collect();
    let unique: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(files, unique, "a rule is one file, called like its slug, and one line of the list");
    assert_eq!(listed.len(), unique.len(), "slugs are unique");
    assert!(listed.is_sorted(), "the list is in the order of the slugs");
    for rule in ALL {
        learn::base::id::check(rule.slug).expect("a slug is an id");
        for text in [rule.summary, rule.what, rule.why] {
            assert!(!text.trim().is_empty(), "`{}` leaves its page empty", rule.slug);
        }
        assert!(!rule.summary.ends_with('.'), "the summary of `{}` is half a sentence", rule.slug);
    }
}

#[test]
fn a_kind_is_named_with_the_right_article() {
    use learn::kinds::Kind;
    assert_eq!(Kind::Enrolment.with_article(), "an enrolment");
    assert_eq!(Kind::Claim.with_article(), "a claim");
}

fn paper<'a>(catalog: &'a Catalog, outcome: &'a Outcome) -> Paper<'a> {
    Paper { outcome, catalog, prefix: "", revision: None, fail_at: Level::Error }
}

fn printed(catalog: &Catalog, outcome: &Outcome) -> String {
    let style = Style { color: false, unicode: true, width: 100 };
    let mut out = Vec::new();
    report::write(Format::Human, &paper(catalog, outcome), style, &mut out)
        .expect("memory can be written");
    String::from_utf8_lossy(&out).into_owned()
}
