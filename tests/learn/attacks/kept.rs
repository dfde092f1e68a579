//! Attacks on what the admins keep by name: on its seal, which says which of two decisions came last.

use std::collections::BTreeSet;

use crate::forge::{Company, Draft, NOON, change, hold};

const BEN: &str = "  - {person: ben, disciplines: [engineering], approve: ['*'], revoke: ['*']}\n";

/// A seal over a decision of Ben's of another moment.
fn seal_at(company: &Company, draft: &Draft, time: i64) -> Vec<u8> {
    let mut words = draft.words();
    words.time = time;
    company.said_by_git(&words, "ben")
}

/// Ben has approved and two seconds later said not yet; both have landed, and so has the version of the
/// policy that takes his keys and keeps both.
fn after_ben() -> (Company, Draft) {
    let company = Company::with_approval();
    company.branch("second");
    let later = company.draft("ada", "incident-commander", "ben").into_not_yet();
    let later = later.named("2026-04-15-incident-commander-ben-2");
    company.put(&later, &seal_at(&company, &later, NOON + 2));
    company.commit("ben", "Not yet");
    let digests = [company.draft("ada", "incident-commander", "ben").path, later.path.clone()];
    let digests = digests.map(|path| format!("\"{}\"", company.digest(&path)));
    let (first, second) = (company.key_line("ben"), company.key_line("ben2"));
    let keys = format!("  ben:\n{first}{second}");
    let kept = format!("kept: [{}]\n", digests.join(", "));
    company.change_policy(2, &[(BEN, ""), (&keys, "")], &kept);
    assert_eq!(company.gate(), BTreeSet::new());
    company.land("merge", "second");
    assert_eq!(company.awards("ada"), BTreeSet::new(), "his last word is not yet");
    company.branch("x");
    (company, later)
}

/// What happens, and what the gate says to it.
type Case = (&'static str, fn(&Company, &Draft), &'static [&'static str]);

#[test]
fn the_seal_of_what_is_kept_stays_as_it_was() {
    let cases: &[Case] = &[
        (
            "deleted",
            |company, later| {
                company.git(&["rm", "-q", &later.seal_path()]);
            },
            &["approval-removed"],
        ),
        (
            "another moment, with the signature of before",
            |company, later| {
                let text = String::from_utf8(seal_at(company, later, NOON + 2)).expect("text");
                let early = text.replace(&(NOON + 2).to_string(), &(NOON - 2).to_string());
                company.put(later, early.as_bytes());
            },
            &["bad-signature"],
        ),
        (
            "rubbish",
            |company, later| company.write(&later.seal_path(), "no seal\n"),
            &["malformed-statement"],
        ),
        (
            "that of the other decision",
            |company, later| {
                let first = company.draft("ada", "incident-commander", "ben");
                company.write(&later.seal_path(), company.read(&first.seal_path()));
            },
            &["record-changed"],
        ),
        (
            "another name for both of its files",
            |company, later| {
                let name = later.clone().named("2026-04-15-incident-commander-ben-3");
                company.git(&["mv", &later.path, &name.path]);
                company.git(&["mv", &later.seal_path(), &name.seal_path()]);
            },
            &[],
        ),
        (
            "its line ends",
            |company, later| {
                company.edit(&later.seal_path(), "\n", "\r\n");
            },
            &[],
        ),
    ];
    for (what, deed, says) in cases {
        let (company, later) = after_ben();
        deed(&company, &later);
        company.commit("ada", "Tidy up");
        let says: BTreeSet<String> = says.iter().map(ToString::to_string).collect();
        assert_eq!(company.gate(), says, "{what}");
        // Where nobody asks the gate, a decision without a moment of its own is the last of its day.
        let is_refused = !says.is_empty() && !says.contains("approval-removed");
        assert!(is_refused || company.awards("ada").is_empty(), "{what}");
    }
}

#[test]
fn a_record_that_was_moved_without_its_seal_is_named_with_where_the_seal_lies() {
    let (folder, name) = ("people/ada/approvals", "2026-04-15-incident-commander-ben");
    for new in [format!("{folder}/{name}-9"), format!("{folder}/old/{name}-2")] {
        let (company, later) = after_ben();
        let path = format!("{new}.yaml");
        let there = std::path::Path::new(&path).parent().expect("a folder");
        std::fs::create_dir_all(company.work().join(there)).expect("a folder");
        company.git(&["mv", &later.path, &path]);
        company.commit("ada", "Tidy up");
        let gate = company.learn("work", &["check", "--target", "origin/main", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&gate.stdout).expect("JSON");
        let findings = report["findings"].as_array().expect("findings");
        let found: Vec<_> =
            findings.iter().filter(|one| one["rule"] == "approval-removed").collect();
        let said = serde_json::to_string(&found).expect("JSON");
        assert_eq!(found.len(), 1, "{said}");
        let seal = later.seal_path();
        for words in [
            format!("{path} is without its seal, which still lies where the record was: {seal}"),
            format!("`git mv {seal} {new}.ben.seal`"),
            format!("\"path\":\"{path}\""),
        ] {
            assert!(said.contains(&words), "no {words:?} in {said}");
        }
        company.git(&["mv", &seal, &format!("{new}.ben.seal")]);
        company.commit("ada", "Along with its seal");
        assert_eq!(company.gate(), BTreeSet::new());
    }
}

#[test]
fn a_stolen_key_dates_no_decision_anew() {
    let (company, later) = after_ben();
    company.put(&later, &seal_at(&company, &later, NOON - 2));
    company.commit("ada", "Tidy up");
    assert_eq!(company.gate(), BTreeSet::from(["approval-removed".to_owned()]));
    let (company, later) = after_ben();
    company.put(&later, &seal_at(&company, &later, NOON + 2));
    company.commit("ada", "Tidy up");
    assert_eq!(company.gate(), BTreeSet::new(), "the very same seal");
}

#[test]
fn a_signer_seals_what_counts_once() {
    hold(&[
        change(
            "at another moment",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                company.put(&draft, &seal_at(company, &draft, NOON + 7));
                company.commit("ben", "Seal it anew");
            },
            &["approval-removed"],
        )
        .after_approval(),
        change(
            "before it has landed",
            |company| {
                company.branch("x");
                let draft = company.approve("ben");
                company.put(&draft, &seal_at(company, &draft, NOON + 7));
                company.commit("ben", "Seal it anew");
            },
            &[],
        ),
    ]);
}
