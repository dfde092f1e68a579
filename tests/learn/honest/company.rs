//! What happens in a company over time: people come, leave, change and decide anew.

use std::collections::BTreeSet;
use std::fs;

use learn::kinds::parts::digest::Sha256;

use crate::forge::{Company, change, hold, named, text};

const RECORD: &str = "people/ada/approvals/2026-04-15-incident-commander-ben.yaml";

fn set(slugs: &[&str]) -> BTreeSet<String> {
    slugs.iter().map(ToString::to_string).collect()
}

/// The assurance of Ben's first approval.
fn worth(company: &Company) -> Option<String> {
    company.counted("work").remove(RECORD)
}

/// Everything of Ada's under another id.
fn rename_ada(company: &Company) {
    company.branch("x");
    company.git(&["mv", "people/ada", "people/ada-moreau"]);
    company.edit("people/ada-moreau/person.yaml", "joined:", "formerly: [ada]\njoined:");
}

#[test]
fn people_change() {
    hold(&[
        change(
            "renamed",
            |company| {
                rename_ada(company);
                company.change_policy(2, &[], "renamed: {ada: ada-moreau}\n");
            },
            &[],
        )
        .after_approval(),
        change(
            "renamed, without a word in the policy",
            |company| {
                rename_ada(company);
                company.commit("ada", "My new name");
            },
            &["id-differs-from-trust", "statement-mismatch"],
        )
        .after_approval(),
        change(
            "moves to another team",
            |company| {
                company.branch("x");
                company.write("teams/payments.yaml", "name: Payments\nlead: chen\n");
                let role = "  - {from: 2024-05-06, role: engineer, team: routing}\n";
                let moved =
                    format!("{role}  - {{from: 2026-04-01, role: engineer, team: payments}}\n");
                company.edit("people/ada/person.yaml", role, &moved);
                company.commit("chen", "Move Ada");
            },
            &[],
        )
        .after_approval(),
        change(
            "the mentor left",
            |company| {
                company.branch("x");
                company.edit(
                    "people/ben/person.yaml",
                    "joined: 2022-03-01",
                    "joined: 2022-03-01\nleft: 2026-04-10",
                );
                company.commit("chen", "Farewell");
            },
            &[],
        )
        .after_approval(),
        change(
            "erased",
            |company| {
                company.branch("x");
                company.git(&["rm", "-q", "-r", "people/ada"]);
                let talk = "---\nkind: mentor\nwith: [ada]\n---\nWe spoke about the outage.\n";
                company.write("people/tom/meetings/2026-04-02-ada.md", talk);
                company.change_policy(2, &[], "erased: [ada]\n");
            },
            &[],
        )
        .after_approval(),
        change(
            "erased, without a word in the policy",
            |company| {
                company.branch("x");
                company.git(&["rm", "-q", "-r", "people/ada"]);
                company.commit("chen", "Erase");
            },
            &["approval-removed"],
        )
        .after_approval(),
    ]);
}

#[test]
fn a_moved_folder_is_told_how_decisions_follow() {
    let company = Company::with_approval();
    rename_ada(&company);
    let said = || text(&company.learn("work", &["check", "--format", "json"]).stdout);
    let line = "`ada` is `ada-moreau` now: an admin lets what was decided follow with `learn trust rename \
                ada ada-moreau`";
    company.commit("ada", "My new name");
    assert!(said().contains(line), "{}", said());
    company.edit("people/ada-moreau/person.yaml", "formerly: [ada]\n", "");
    company.commit("ada", "Without a word");
    assert!(said().contains("if `ada` is `ada-moreau` now, an admin"), "{}", said());
}

#[test]
fn a_renamed_policy_is_told_how_the_folder_follows() {
    let company = Company::new();
    company.branch("x");
    company.edit("people/ben/person.yaml", "joined:", "formerly: [ben-o]\njoined:");
    let ids = [("person: ben,", "person: benjamin,"), ("  ben:\n", "  benjamin:\n")];
    company.change_policy(2, &ids, "renamed: {ben: benjamin, ben-o: ben}\n");
    assert_eq!(company.gate(), set(&["former-id-taken", "unknown-reference"]));
    let check = company.learn("work", &["check", "--target", "origin/main", "--format", "json"]);
    let said = text(&check.stdout);
    let follows = "in one branch: `git mv people/ben people/benjamin` on this one, with `ben` under `formerly`";
    assert_eq!(said.matches(follows).count(), 2, "a former id and a scope: {said}");
    assert!(!said.contains("out of `formerly`") && !said.contains("did you mean"), "{said}");
    company.git(&["mv", "people/ben", "people/benjamin"]);
    company.edit("people/benjamin/person.yaml", "[ben-o]", "[ben-o, ben]");
    company.commit("ben", "My new name");
    assert_eq!(company.gate(), set(&[]));
}

#[test]
fn a_renamed_person_keeps_the_award() {
    let company = Company::with_approval();
    rename_ada(&company);
    company.change_policy(2, &[], "renamed: {ada: ada-moreau}\n");
    company.land("merge", "x");
    assert_eq!(company.verify(), set(&[]));
    assert_eq!(company.awards("ada-moreau"), set(&["incident-commander"]));
    let record = RECORD.replace("ada/", "ada-moreau/");
    assert_eq!(company.counted("work").remove(&record).as_deref(), Some("signed"));
}

#[test]
fn a_renamed_mentor_still_has_decided() {
    let company = Company::with_approval();
    company.branch("x");
    company.git(&["mv", "people/ben", "people/benjamin"]);
    company.edit("people/benjamin/person.yaml", "joined:", "formerly: [ben]\njoined:");
    let text = [("person: ben,", "person: benjamin,"), ("  ben:\n", "  benjamin:\n")];
    company.change_policy(2, &text, "renamed: {ben: benjamin}\n");
    assert_eq!(company.gate(), set(&[]));
    assert_eq!(worth(&company).as_deref(), Some("signed"));
    // And is one person under both names.
    let draft = company.draft("ada", "incident-lead", "benjamin");
    company.put(&draft, &company.statement(&draft, "ben"));
    company.commit("chen", "Add");
    assert_eq!(company.gate(), set(&[]));
}

#[test]
fn a_mentor_changes_keys() {
    let company = Company::with_approval();
    company.branch("x");
    let (one, two, new) =
        (company.key_line("ben"), company.key_line("ben2"), company.key_line("eve"));
    company.change_policy(2, &[(&two, &format!("{two}{new}"))], "");
    assert_eq!(worth(&company).as_deref(), Some("signed"));
    let kept = format!("kept: [\"{}\"]\n", company.digest(RECORD));
    company.change_policy(3, &[(&one, "")], &kept);
    assert_eq!(worth(&company).as_deref(), Some("kept"));
    let draft = company.draft("ada", "incident-lead", "ben");
    company.put(&draft, &company.statement(&draft, "eve"));
    company.commit("chen", "Add");
    assert_eq!(company.gate(), set(&[]));
    company.land("rebase", "x");
    assert_eq!(company.verify(), set(&[]));
    assert_eq!(company.awards("ada"), set(&["incident-commander"]));
}

#[test]
fn a_discipline_changes_later() {
    for (keeps, word, says) in
        [(true, "kept", &[][..]), (false, "refused", &["unauthorised-signer"])]
    {
        let company = Company::with_approval();
        company.branch("x");
        let kept = format!("kept: [\"{}\"]\n", company.digest(RECORD));
        let changed = [("ben, disciplines: [engineering]", "ben, disciplines: [design]")];
        company.change_policy(2, &changed, if keeps { &kept } else { "" });
        assert_eq!(worth(&company).as_deref(), Some(word));
        assert_eq!(company.gate(), set(says));
    }
}

#[test]
fn not_yet_and_then_yes_on_one_day() {
    let company = Company::new();
    company.branch("x");
    let not_yet = company.draft("ada", "incident-commander", "ben").into_not_yet();
    company.carry(&not_yet);
    assert_eq!(company.gate(), set(&[]));
    assert_eq!(company.awards("ada"), set(&[]));
    let claim = company.read("people/ada/claims/2026-03-25-incident-commander.yaml");
    company.write("people/ada/claims/2026-04-15-incident-commander.yaml", claim + "# anew\n");
    company.commit("ada", "Claim anew");
    let second = company.draft("ada", "incident-commander", "ben");
    company.carry(&second.named("2026-04-15-incident-commander-ben-2"));
    assert_eq!(company.gate(), set(&[]));
    assert_eq!(company.awards("ada"), set(&["incident-commander"]));
}

const WORK: &str = "people/ada/portfolio/2026-03-02-checkout-outage.md";

/// Ben says not yet on a branch, Ada's work gets better there, she claims anew, and Ben approves that.
fn better_work_after_a_not_yet(company: &Company) {
    company.branch("x");
    company.carry(&company.draft("ada", "incident-commander", "ben").into_not_yet());
    company.edit(WORK, "41 minutes", "41 minutes, from 9:03 to 9:44,");
    let claim = company.read("people/ada/claims/2026-03-25-incident-commander.yaml");
    company.write("people/ada/claims/2026-04-15-incident-commander.yaml", claim);
    company.commit("ada", "Claim anew");
    let second = company.draft("ada", "incident-commander", "ben");
    company.carry(&second.named("2026-04-15-incident-commander-ben-2"));
}

#[test]
fn a_not_yet_binds_nobody_to_keep_the_work_as_it_was() {
    for how in ["merge", "squash", "rebase"] {
        let company = Company::new();
        better_work_after_a_not_yet(&company);
        assert_eq!(company.gate(), set(&[]), "{how}");
        company.land(how, "x");
        assert_eq!(company.verify(), set(&[]), "{how}");
        assert_eq!(company.awards("ada"), set(&["incident-commander"]), "{how}");
    }
    hold(&[
        change(
            "and is swapped after the approval",
            |company| {
                better_work_after_a_not_yet(company);
                company.edit(WORK, "41 minutes", "4 minutes");
                company.commit("ada", "A small correction");
            },
            &["evidence-changed"],
        ),
        change(
            "the claim that was answered is swapped",
            |company| {
                better_work_after_a_not_yet(company);
                let first = "people/ada/claims/2026-03-25-incident-commander.yaml";
                company.write(first, company.read(first) + "# and more\n");
                company.commit("ada", "A small correction");
            },
            &["evidence-changed"],
        ),
    ]);
}

#[test]
fn the_policy_changes_between_signing_and_landing() {
    let company = Company::new();
    company.branch("x");
    company.approve("ben");
    company.branch("y");
    let (two, new) = (company.key_line("ben2"), company.key_line("eve"));
    company.change_policy(2, &[(&two, &format!("{two}{new}"))], "");
    company.land("merge", "y");
    company.git(&["switch", "-q", "x"]);
    assert_eq!(company.gate(), set(&[]));
    // A branch that is behind the policy does not know the new key; what it comes to does.
    company.git(&["fetch", "-q"]);
    let policy = company.git(&["show", "origin/main:trust/0002.yaml"]) + "\n";
    let second = named(2, &Sha256::of(policy.as_bytes()));
    let draft = company.draft("ada", "incident-lead", "ben").under(&second);
    company.put(&draft, &company.statement(&draft, "eve"));
    company.commit("ben", "Approve");
    assert_eq!(company.check(), set(&["unauthorised-signer"]));
    let said = text(&company.learn("work", &["check"]).stdout);
    let words: Vec<&str> = said.split_whitespace().collect();
    assert!(words.join(" ").contains("merge main into this branch"), "{said}");
    assert_eq!(company.gate(), set(&[]));
    company.land("squash", "x");
    assert_eq!(company.verify(), set(&[]));
    assert_eq!(company.awards("ada"), set(&["incident-commander"]));
}

#[test]
fn an_approval_lands_while_the_removal_of_its_signer_is_open() {
    let company = Company::new();
    company.branch("removal");
    let keys = format!("  ben:\n{}{}", company.key_line("ben"), company.key_line("ben2"));
    company.change_policy(2, &[(&keys, "")], "");
    assert_eq!(company.gate(), set(&[]));
    company.branch("x");
    company.approve("ben");
    assert_eq!(company.gate(), set(&[]));
    company.land("merge", "x");
    company.git(&["switch", "-q", "removal"]);
    assert_eq!(company.gate(), set(&["unauthorised-signer"]), "the result is judged");
}

#[test]
fn a_removal_that_was_overtaken_is_written_anew() {
    let company = Company::with_approval();
    company.branch("x");
    let keys = format!("  ben:\n{}{}", company.key_line("ben"), company.key_line("ben2"));
    let kept = format!("kept: [\"{}\"]\n", company.digest(RECORD));
    company.change_policy(2, &[(&keys, "")], &kept);
    assert_eq!(company.gate(), set(&[]));
    company.land("squash", "x");
    assert_eq!(company.verify(), set(&[]));
    assert_eq!(company.awards("ada"), set(&["incident-commander"]));
}

#[test]
fn old_approvals_that_nobody_signed() {
    let company = Company::new();
    company.branch("old");
    let draft = company.draft("ada", "incident-commander", "ben").on("2024-05-20");
    // By the bar of that year, and on other words of the claim.
    let draft = draft.with("needs: [any]", "needs: [engineering]");
    let digest = company.digest("people/ada/claims/2026-03-25-incident-commander.yaml");
    let draft = draft
        .with(", valid_for: 18 months", "")
        .with(digest.as_str(), &Sha256::of(b"old").to_string());
    company.write(&draft.path, &draft.text);
    company.commit("ada", "Approvals of old");
    company.git(&["push", "-q", "origin", "HEAD:main"]);
    assert_eq!(company.verify(), set(&["unsigned-approval"]));
    company.branch("x");
    company.change_policy(2, &[], &format!("kept: [\"{}\"]\n", draft.digest()));
    assert_eq!(company.gate(), set(&[]));
    // What the admins keep are these bytes and no others.
    company.edit(&draft.path, "needs: [engineering]", "needs: [any]");
    company.commit("ada", "Tidy up");
    assert_eq!(company.gate(), set(&["unsigned-approval"]));
    company.git(&["reset", "-q", "--hard", "HEAD~1"]);
    company.land("merge", "x");
    assert_eq!(company.verify(), set(&[]));
    let counted = company.counted("work").remove(&draft.path);
    assert_eq!(counted.as_deref(), Some("vouched"));
    fs::remove_file(company.work().join(&draft.path)).expect("a record");
    company.commit("ada", "Tidy up");
    assert_eq!(company.gate(), set(&["approval-removed"]));
}

#[test]
fn a_malformed_site_takes_no_trust_away() {
    let company = Company::with_approval();
    company.branch("look");
    let program = company.read("learn.yaml");
    for (site, says) in [
        ("{pages: [{file: Books.md, title: Books}]}", "malformed-value"),
        ("{pages: [{file: pages/books.md}]}", "missing-key"),
        ("{pages: [{file: pages/books.md, title: [Books]}]}", "wrong-type"),
        ("{pages: [{file: pages/books.md, title: Books, visibility: all}]}", "unknown-word"),
        ("{pages: {0: pages/books.md}}", "wrong-type"),
        ("{accent: [blue], pages: [books]}", "wrong-type"),
        ("[pages]", "wrong-type"),
    ] {
        company.write("learn.yaml", format!("{program}site: {site}\n"));
        company.commit("chen", "Change the look");
        assert_eq!(company.gate(), set(&[says]), "{site}");
        assert_eq!(company.verify(), set(&[]), "{site}");
        assert_eq!(worth(&company).as_deref(), Some("signed"), "{site}");
        assert_eq!(company.in_force(), Some(1), "{site}");
    }
}
