//! `JUnit` XML, which most CI systems show as a list of tests; the only user of `quick_junit`.
//!
//! Every rule is a suite, so that a clean run shows what was looked for. A rule that finds nothing is
//! one passed test; each finding is a test of its own, named by its place: failed where its level
//! fails the check, otherwise skipped with its message, which no CI system counts against a build.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::Paper;
use crate::rules;
use crate::session::finding::Finding;

/// Writes the whole report.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(paper: &Paper<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> =
        rules::ALL.iter().map(|rule| (rule.slug, Vec::new())).collect();
    for finding in &paper.outcome.findings {
        by_rule.entry(finding.rule).or_default().push(finding);
    }
    let mut report = Report::new("learn check");
    for (slug, findings) in by_rule {
        let mut suite = TestSuite::new(slug);
        if findings.is_empty() {
            let mut status = TestCaseStatus::success();
            if paper.outcome.switched_off.contains(&slug) {
                status = TestCaseStatus::skipped();
                status.set_message("switched off in learn.yaml");
            }
            let mut case = TestCase::new("the whole catalog", status);
            case.set_classname(slug);
            suite.add_test_case(case);
        }
        suite.add_test_cases(findings.into_iter().map(|finding| case(paper, finding)));
        report.add_test_suite(suite);
    }
    let text = report.to_string().map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn case(paper: &Paper<'_>, finding: &Finding) -> TestCase {
    let mut status = if finding.level >= paper.fail_at {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    } else {
        TestCaseStatus::skipped()
    };
    status.set_type(finding.level.word()).set_message(finding.message.as_str());
    status.set_description(paper.in_words(finding));
    let place = paper.place(&finding.location);
    let mut case = TestCase::new(place, status);
    case.set_classname(finding.rule);
    case.extra.insert("file".into(), paper.path(&finding.location).into());
    case.extra.insert("line".into(), finding.location.start.line.to_string().into());
    case
}
