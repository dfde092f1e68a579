//! Attacks by those who have lost their authority, and what of their decisions goes on counting.

use std::collections::BTreeMap;

use crate::forge::{Company, Draft, NOON, change, hold};

const BEN: &str = "  - {person: ben, disciplines: [engineering], approve: ['*'], revoke: ['*']}\n";

/// The second version, without Ben, lands on main; it keeps what he decided by then.
fn fire_ben(company: &Company) {
    company.branch("policy");
    let (first, second) = (company.key_line("ben"), company.key_line("ben2"));
    let approval = company.draft("ada", "incident-commander", "ben");
    let kept = format!("kept: [\"{}\"]\n", company.digest(&approval.path));
    let keys = format!("  ben:\n{first}{second}");
    company.change_policy(2, &[(BEN, ""), (&keys, "")], &kept);
    assert_eq!(company.gate(), std::collections::BTreeSet::new());
    company.land("merge", "policy");
}

/// A decision on another claim than the one that was approved when he was a mentor.
fn next(company: &Company, signer: &str) -> Draft {
    company.draft("ada", "incident-lead", signer)
}

fn from_old_branch(company: &Company, signer: &str) {
    company.branch("old");
    fire_ben(company);
    company.git(&["switch", "-q", "old"]);
    company.carry(&next(company, signer));
}

#[test]
fn what_lands_after_its_signer_left_says_so_and_who_else_may() {
    let company = Company::with_approval();
    company.branch("late");
    company.carry(&next(&company, "ben"));
    company.edit("people/ben/person.yaml", "joined:", "left: 2026-04-14\njoined:");
    company.commit("hana", "Ben has left");
    fire_ben(&company);
    company.git(&["switch", "-q", "late"]);
    company.git_as("hana", &["merge", "-q", "--no-edit", "main"]);
    let output = company.learn("work", &["check", "--target", "origin/main", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
    let mut found = report["findings"].as_array().expect("findings").iter();
    let one = found.find(|one| one["rule"] == "unauthorised-signer").expect("one");
    let said = format!("{} {}", one["message"], one["help"]);
    for words in [
        "`ben` left on 2026-04-14, and version 2 of the trust policy has taken away the keys of `ben`",
        "let somebody else decide it: `chen`",
        "learn trust remove ben",
    ] {
        assert!(said.contains(words), "no {words:?} in {said}");
    }
}

#[test]
#[allow(clippy::too_many_lines)] // one table of cases
fn a_fired_mentor_decides_nothing_any_more() {
    const RULE: &[&str] = &["unauthorised-signer"];
    hold(&[
        change(
            "signs on",
            |company| {
                fire_ben(company);
                company.branch("x");
                company.carry(&next(company, "ben"));
            },
            RULE,
        )
        .after_approval(),
        change(
            "another mentor signs",
            |company| {
                fire_ben(company);
                company.branch("x");
                company.carry(&next(company, "chen"));
            },
            &[],
        )
        .after_approval(),
        change(
            "back-dated",
            |company| {
                fire_ben(company);
                company.branch("x");
                let draft = next(company, "ben").on("2026-03-30");
                let mut words = draft.words();
                words.time = NOON - 16 * 86_400;
                company.put(&draft, &company.said_by_git(&words, "ben"));
                company.commit("ada", "Found this");
            },
            RULE,
        )
        .after_approval(),
        change(
            "another mentor's of that day",
            |company| {
                fire_ben(company);
                company.branch("x");
                company.carry(&next(company, "chen").on("2026-03-30"));
            },
            &[],
        )
        .after_approval(),
        change("from an old branch", |company| from_old_branch(company, "ben"), RULE)
            .after_approval(),
        change("another mentor's old branch", |company| from_old_branch(company, "chen"), &[])
            .after_approval(),
        change(
            "from an old branch, by fast-forward",
            |company| {
                from_old_branch(company, "ben");
                company.git_as("ben", &["merge", "-q", "--no-edit", "origin/main"]);
            },
            RULE,
        )
        .after_approval(),
        change(
            "another mentor's, by fast-forward",
            |company| {
                from_old_branch(company, "chen");
                company.git_as("chen", &["merge", "-q", "--no-edit", "origin/main"]);
            },
            &[],
        )
        .after_approval(),
        // With the policy his keys come back, too: under the version that he restores his approval would
        // count. So what speaks against him is the policy itself, until it is put back.
        change(
            "from an old branch, by merge -s ours",
            |company| {
                from_old_branch(company, "ben");
                company.git_as("ben", &["merge", "-q", "-s", "ours", "--no-edit", "origin/main"]);
            },
            &["trust-rewritten", "trust-rolled-back"],
        )
        .after_approval(),
        change(
            "from an old branch, by merge -s ours, with the policy put back",
            |company| {
                from_old_branch(company, "ben");
                company.git_as("ben", &["merge", "-q", "-s", "ours", "--no-edit", "origin/main"]);
                company.git(&["checkout", "-q", "origin/main", "--", "trust"]);
                company.commit("ben", "Put the policy back");
            },
            RULE,
        )
        .after_approval(),
        change(
            "another mentor's, by merge -s ours, with the policy put back",
            |company| {
                from_old_branch(company, "chen");
                company.git_as("chen", &["merge", "-q", "-s", "ours", "--no-edit", "origin/main"]);
                company.git(&["checkout", "-q", "origin/main", "--", "trust"]);
                company.commit("chen", "Put the policy back");
            },
            &[],
        )
        .after_approval(),
        change(
            "from an old branch, by merge -s ours, after it has landed",
            |company| {
                from_old_branch(company, "ben");
                company.git_as("ben", &["merge", "-q", "-s", "ours", "--no-edit", "origin/main"]);
                company.git(&["push", "-q", "origin", "HEAD:main"]);
            },
            &["trust-rolled-back"],
        )
        .after_approval()
        .verified(),
    ]);
}

/// How each approval counts once two of Ben's have landed and his keys are gone.
fn counted_after(company: &Company, kept: &[usize]) -> BTreeMap<String, String> {
    company.branch("second");
    let second = next(company, "ben");
    company.carry(&second);
    company.land("squash", "second");
    company.branch("policy");
    let first = company.draft("ada", "incident-commander", "ben");
    let digests = [company.digest(&first.path), second.digest()];
    let kept: Vec<String> = kept.iter().map(|one| format!("\"{}\"", digests[*one])).collect();
    let keys = format!("  ben:\n{}{}", company.key_line("ben"), company.key_line("ben2"));
    company.change_policy(2, &[(&keys, "")], &format!("kept: [{}]\n", kept.join(", ")));
    company.counted("work")
}

#[test]
fn of_a_removed_key_only_what_the_admins_keep_goes_on_counting() {
    const PATHS: [&str; 2] = [
        "people/ada/approvals/2026-04-15-incident-commander-ben.yaml",
        "people/ada/approvals/2026-04-15-incident-lead-ben.yaml",
    ];
    for (kept, expected, says) in [
        (&[0, 1][..], ["kept", "kept"], &[][..]),
        (&[0], ["kept", "refused"], &["unauthorised-signer"]),
        (&[], ["refused", "refused"], &["unauthorised-signer"]),
    ] {
        let company = Company::with_approval();
        let counted = counted_after(&company, kept);
        let expected = PATHS.into_iter().zip(expected);
        let expected = expected.map(|(path, word)| (path.to_owned(), word.to_owned()));
        assert_eq!(counted, expected.collect(), "{kept:?}");
        let says = says.iter().map(ToString::to_string).collect();
        assert_eq!(company.gate(), says, "{kept:?}");
        // What the admins have dropped leaves with their policy, and nothing that still counts does.
        let take = |path: &str| {
            company.git(&["rm", "-q", path, &path.replace(".yaml", ".ben.seal")]);
            company.commit("hana", "Take away");
            company.gate()
        };
        for (number, path) in
            PATHS.into_iter().enumerate().filter(|(number, _)| !kept.contains(number))
        {
            let left = take(path);
            if number == 1 {
                assert_eq!(left, std::collections::BTreeSet::new(), "{kept:?}");
            }
        }
        for path in kept.iter().map(|number| PATHS[*number]) {
            assert_eq!(take(path), ["approval-removed".to_owned()].into(), "{kept:?}, {path}");
        }
    }
}

#[test]
fn what_was_kept_can_be_dropped_and_kept_anew() {
    let company = Company::with_approval();
    fire_ben(&company);
    let path = company.draft("ada", "incident-commander", "ben").path;
    let digest = company.digest(&path);
    let counted = |company: &Company| company.counted("work").remove(&path);
    company.branch("drop");
    company.change_policy(3, &[], &format!("dropped: [\"{digest}\"]\n"));
    assert_eq!(counted(&company).as_deref(), Some("refused"));
    company.change_policy(4, &[], &format!("kept: [\"{digest}\"]\n"));
    assert_eq!(counted(&company).as_deref(), Some("kept"));
    assert_eq!(company.gate(), std::collections::BTreeSet::new());
}

#[test]
fn mentors_fill_no_slot_that_is_not_theirs() {
    const RULE: &[&str] = &["unauthorised-signer"];
    fn excluded(company: &Company) {
        company.branch("bar");
        company.edit("credentials/incident-lead.yaml", "owner:", "mentor: excluded\nowner:");
        company.commit("chen", "Leave mentors out");
        company.land("merge", "bar");
    }
    fn lead(company: &Company, signers: &[&str]) {
        company.branch("x");
        for signer in signers {
            company.carry(&company.draft("ada", "incident-lead", signer));
        }
    }
    hold(&[
        change(
            "alone",
            |company| {
                company.branch("x");
                company.approve("chen");
            },
            RULE,
        ),
        change(
            "alone, and no mentor by the same change",
            |company| {
                company.branch("x");
                company.edit("people/ada/person.yaml", "person: chen", "person: ben");
                company.approve("chen");
            },
            RULE,
        ),
        change(
            "with somebody who is none",
            |company| {
                company.branch("x");
                company.approve("chen");
                company.approve("ben");
            },
            &[],
        ),
        change("one of two slots", |company| lead(company, &["chen", "vera"]), &[]),
        change(
            "one of two slots, which the credential leaves to others",
            |company| {
                excluded(company);
                lead(company, &["chen", "vera"]);
            },
            RULE,
        ),
        change(
            "others, of a credential that leaves mentors out",
            |company| {
                excluded(company);
                lead(company, &["ben", "vera"]);
            },
            &[],
        ),
        change(
            "mentor only since the day after",
            |company| {
                company.branch("meanwhile");
                let mentors = "mentors:\n";
                let ben = "mentors:\n  - {person: ben, from: 2026-04-16}\n";
                company.edit("people/ada/person.yaml", mentors, ben);
                company.commit("ada", "A second mentor");
                company.land("merge", "meanwhile");
                company.branch("x");
                company.approve("ben");
            },
            &[],
        ),
    ]);
}

/// Content is changed and lands, and Chen decides on what he may.
fn after_landing(company: &Company, deed: impl FnOnce(&Company)) {
    company.branch("content");
    deed(company);
    company.commit("ada", "Other content");
    company.git(&["push", "-q", "origin", "HEAD:main"]);
    company.branch("x");
}

/// Chen may award one credential, and says so of another one that content makes a part of it.
fn chen_may(company: &Company, scope: &str) {
    company.branch("policy");
    let was = "disciplines: [engineering], approve: ['*']}\n  - {person: vera";
    let now = format!("disciplines: [engineering], approve: [{scope}]}}\n  - {{person: vera");
    company.change_policy(2, &[(was, &now)], "");
    company.land("merge", "policy");
}

#[test]
fn a_new_name_never_widens_what_somebody_may_award() {
    const RULE: &[&str] = &["unauthorised-signer"];
    hold(&[
        change(
            "a credential by the id of a competency that they may judge",
            |company| {
                chen_may(company, "communication");
                company.branch("x");
                let text = company.read("credentials/clear-writer.yaml");
                company.write("credentials/communication.yaml", text);
                company.commit("ada", "A credential for that");
            },
            &["rename-gives-authority"],
        ),
        change(
            "the same where only a pattern covers it",
            |company| {
                chen_may(company, "'comm*'");
                company.branch("x");
                let text = company.read("credentials/clear-writer.yaml");
                company.write("credentials/communication.yaml", text);
                company.commit("ada", "A credential for that");
            },
            &[],
        ),
        change(
            "a mentor of the day of the claim, who is none any more",
            |company| {
                after_landing(company, |company| {
                    let person = "people/ada/person.yaml";
                    let ended = "{person: ben, from: 2025-01-01, until: 2026-04-10}\n  - {nobody: true, from: 2026-04-11}";
                    company.edit(person, "{person: chen, from: 2025-11-01}", ended);
                });
                company.approve("ben");
            },
            RULE,
        ),
    ]);
}
