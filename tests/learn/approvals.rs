//! What the rules about approvals and trust leave alone, and what they say where a case has no file to point at.

use learn::catalog::load::load;
use learn::rules::Case;
use learn::session::check::check;

use crate::cases;

const ADA: &str = "people/ada/approvals/2026-04-13-clear-writer-chen.yaml";

fn approval(header: &str, more: &str) -> String {
    format!(
        "-- {header} --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
{more}signer: chen
date: 2026-04-13
"
    )
}

fn policy(header: &str, more: &str) -> String {
    format!(
        "-- {header} --
learn: trust/1
catalog: kestrel-growth
{more}admins: {{people: [ada], threshold: 1}}
assessors: [{{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}}]
"
    )
}

/// The rules that fire in a case, each with the path.
fn fired(files: &str) -> Vec<(&'static str, String)> {
    let (_, outcome) = cases::check_case(&Case { files: files.to_owned().leak(), marks: &[] });
    let findings = outcome.findings.iter();
    findings.map(|finding| (finding.rule, finding.location.path.to_string())).collect()
}

fn only(rule: &'static str, path: &str) -> Vec<(&'static str, String)> {
    vec![(rule, path.to_owned())]
}

#[test]
fn a_pin_or_a_longer_past_is_told_even_where_no_policy_lies() {
    let pin = format!("-- (pin) --\n1:{}\n", "6a".repeat(32));
    assert_eq!(fired(&pin), only("trust-pin-mismatch", "learn.yaml"));
    assert_eq!(fired("-- (longer) --\n3f2c9ab 2\n"), only("trust-rolled-back", "learn.yaml"));
}

#[test]
fn records_of_somebody_erased_or_moved_elsewhere_are_not_missed() {
    let target = approval(&format!("{ADA} (target) (signed by chen)"), "");
    assert_eq!(fired(&target), only("approval-removed", "people/ada/person.yaml"));
    let other = ADA.replace("chen.yaml", "chen-2.yaml");
    let moved = approval(&format!("{other} (signed by chen)"), "");
    assert_eq!(fired(&format!("{target}{moved}")), []);
    let keys = "keys: {ada: [KEY of ada], chen: [KEY of chen]}\n";
    let policies = |erased: &str| {
        policy("trust/0001.yaml (target) (sealed by ada)", &format!("version: 1\n{keys}"))
            + &policy("trust/0001.yaml (sealed by ada)", &format!("version: 1\n{keys}"))
            + &policy(
                "trust/0002.yaml (sealed by ada)",
                &format!("version: 2\nprevious: DIGEST of trust/0001.yaml\n{keys}{erased}"),
            )
    };
    let all = |erased| fired(&format!("{target}{}", policies(erased)));
    assert_eq!(all(""), only("approval-removed", "people/ada/person.yaml"));
    assert_eq!(all("erased: [ada]\n"), []);
}

#[test]
fn what_was_revoked_or_decided_anew_may_differ_from_the_work() {
    let other = "6a".repeat(32);
    let changed = format!(
        "evidence: [{{id: 2026-03-02-checkout-outage, sha256: \"sha256:{other}\", worked: 2026-03-02}}]\n"
    );
    let first = approval(&format!("{ADA} (signed by chen)"), &changed);
    assert_eq!(fired(&first), only("evidence-changed-since-approval", ADA));
    let revoke = format!(
        "-- people/ada/approvals/2026-04-14-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: revoke
subject: clear-writer
reason: The evidence is another one.
revokes: [DIGEST of {ADA}]
signer: chen
date: 2026-04-14
"
    );
    assert_eq!(fired(&format!("{first}{revoke}")), []);
    // Of two who have to, one who is no admin.
    let admin = policy(
        "trust/0001.yaml (sealed by ada)",
        "version: 1\nkeys: {ada: [KEY of ada], chen: [KEY of chen]}\n",
    );
    let two = format!("needs: [any, any]\n{changed}");
    let two = approval(&format!("{ADA} (signed by chen)"), &two);
    assert_eq!(
        fired(&format!("{admin}{two}{revoke}")),
        only("evidence-changed-since-approval", ADA),
        "it takes two to revoke what takes two"
    );
    let anew = approval(
        "people/ada/approvals/2026-04-14-clear-writer-chen.yaml (signed by chen)",
        "evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02}]\n",
    )
    .replace("2026-04-13\n", "2026-04-14\n");
    assert_eq!(fired(&format!("{first}{anew}")), []);
    let others = revoke.replace("(signed by chen)", "(signed by chen with vera's key)");
    let rules: Vec<&str> = fired(&format!("{first}{others}")).iter().map(|one| one.0).collect();
    assert_eq!(
        rules,
        ["evidence-changed-since-approval", "unauthorised-signer"],
        "a revocation that does not count revokes nothing"
    );
}

#[test]
fn a_claim_brings_along_what_replaced_a_retired_module() {
    let files = |taken: &str| {
        format!(
            "-- modules/old-basics.md --\n---\ntitle: Old basics\ntype: course\nstatus: retired\nreplaced_by: {taken}\n---\nOld.\n\
             -- credentials/leader.yaml --\nname: Leader\nattests: [{{competency: communication, at: foundational}}]\n\
             assessment: {{method: observation, rubric: writing}}\nassessors: [any]\nowner: chen\nneeds: {{modules: [old-basics]}}\n\
             -- people/ada/claims/2026-04-10-leader.yaml --\ncredential: leader\nevidence: [{{portfolio: 2026-03-02-checkout-outage}}]\n"
        )
    };
    let says = |taken: &str| fired(&files(taken)).iter().any(|one| one.0 == "claim-unmet-needs");
    assert!(!says("incident-basics"), "Ada has finished it");
    assert!(says("clear-writing"));
}

#[test]
fn what_the_admins_vouch_for_needs_no_seal() {
    let policy = policy(
        "trust/0001.yaml (sealed by ada)",
        &format!("version: 1\nkeys: {{ada: [KEY of ada]}}\nkept: [DIGEST of {ADA}]\n"),
    );
    assert_eq!(fired(&format!("{policy}{}", approval(ADA, ""))), []);
    let other = ADA.replace("04-13", "04-12");
    let unsigned = approval(&other, "feedback: Well put.\n");
    assert_eq!(
        fired(&format!("{policy}{}{unsigned}", approval(ADA, ""))),
        only("unsigned-approval", &other)
    );
}

#[test]
fn an_answer_that_nobody_signed_leaves_a_claim_open() {
    let claim = "people/ada/claims/2026-03-25-clear-writer.yaml";
    let text = "credential: clear-writer\nevidence: [{portfolio: 2026-03-02-checkout-outage}]\n";
    let answer = format!("claim: {{id: 2026-03-25-clear-writer, sha256: DIGEST of {claim}}}\n");
    let files = |signed: &str| {
        fired(&format!("-- {claim} --\n{text}{}", approval(&format!("{ADA}{signed}"), &answer)))
    };
    assert_eq!(files(" (signed by chen)"), []);
    let rules: Vec<&str> = files("").iter().map(|one| one.0).collect();
    assert_eq!(rules, ["unsigned-approval", "claim-waiting"]);
}

#[test]
fn the_line_ends_of_a_checkout_are_named_where_they_break_a_seal() {
    let case = Case { files: approval(&format!("{ADA} (signed by chen)"), "").leak(), marks: &[] };
    let mut files = cases::files(&case);
    let found = files.iter().find(|(path, _)| *path == ADA).map(|(_, bytes)| bytes.to_vec());
    let text = String::from_utf8(found.expect("the approval")).expect("text");
    files.put(ADA, text.replace('\n', "\r\n"));
    let catalog = load(&files).expect("a catalog");
    let outcome = check(&catalog, None, cases::today(), &cases::request(&case));
    let found: Vec<&str> = outcome.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(found, ["record-changed"]);
    let help = outcome.findings[0].help.as_deref().unwrap_or_default();
    assert!(help.contains("**/approvals/** -text"), "{help}");
}
