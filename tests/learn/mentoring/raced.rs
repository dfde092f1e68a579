//! What others change between a mentor's last fetch and their push, and what else bears a branch's name.

use super::{Company, DAY, PASS, executable, with};
use crate::workshop::Run;

const APPROVE: [&str; 6] =
    ["approve", "ada", "incident-commander", "--from", "origin/incident-commander", "--push"];
const WORK: &str = "people/ada/portfolio/2026-03-02-checkout-outage.md";

/// Ada has claimed, Ben has fetched.
fn claimed() -> Company {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    company
}

/// Writes other words into a file of Ada's clone and pushes her branch.
fn ada_writes(company: &Company, path: &str, more: &str) {
    let text = String::from_utf8(company.shop.read(&format!("ada/{path}"))).expect("UTF-8");
    company.shop.write(&format!("ada/{path}"), text + more);
    company.git("ada", &["commit", "--quiet", "--all", "--message", "One more word"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
}

#[test]
fn work_that_was_swapped_meanwhile_is_not_approved() {
    let company = claimed();
    ada_writes(&company, WORK, "\nAnd more.\n");
    let words = [
        "would be refused",
        "has been changed since `ben` judged it",
        "evidence-changed",
        "nothing was kept",
    ];
    company.refuses("ben", &with(&APPROVE, &PASS), &words);
    assert!(company.on_forge("incident-commander", "approvals").is_empty());
    assert_eq!(company.git("ben", &["branch", "--list", "approve/*"]), "");
    // Having read it again, they decide anew.
    company.does("ben", &with(&APPROVE, &PASS));
    assert_eq!(company.on_forge("incident-commander", "approvals").len(), 2);
}

#[test]
fn what_others_add_meanwhile_is_in_nobodys_way() {
    let company = claimed();
    ada_writes(&company, "teams/routing.yaml", "# one more word\n");
    company.does("ben", &with(&APPROVE, &PASS));
    assert_eq!(company.statements("ben"), 1);
    assert_eq!(company.on_forge("incident-commander", "approvals").len(), 2);
}

const BAR: &str = "seed/credentials/incident-commander.yaml";

/// Writes a bar for two people into the seed and commits it.
fn raise_bar(company: &Company) {
    let text = String::from_utf8(company.shop.read(BAR)).expect("UTF-8");
    company.shop.write(BAR, text.replace("assessors: [any]", "assessors: [any, any]"));
    company.git("seed", &["commit", "--quiet", "--all", "--message", "Two people"]);
}

/// Pushes what the seed has as soon as Ben's key is asked for something.
fn lands_while_ben_signs(company: &Company) {
    let log = company.shop.path().join("ben.log");
    let seed = company.shop.path().join("seed");
    let body = format!(
        "#!/bin/sh\nfor last; do :; done\ncat \"$last\" >> '{}'\nenv -u GIT_DIR -u GIT_INDEX_FILE git -C '{}' push --quiet \
         origin main >&2\nexec ssh-keygen \"$@\"\n",
        log.display(),
        seed.display()
    );
    company.shop.write("ben.sign", body);
}

/// Whether what lies on the branch of the claim passes the gate, asked by Ada.
fn passes_the_gate(company: &Company) {
    company.git("ada", &["fetch", "--quiet"]);
    company.git("ada", &["checkout", "--quiet", "origin/incident-commander"]);
    let gate = company.learn("ada", &["check", "--target", "origin/main"]);
    assert_eq!(gate.code, 0, "{}{}", gate.out, gate.err);
}

#[test]
fn a_bar_that_was_raised_meanwhile_is_the_one_that_is_signed_for() {
    // Whether or not somebody moved the branch as well, or a fork of the same commit is a remote too.
    for (moves, fork) in [(false, None), (true, None), (false, Some("aaa")), (false, Some("zzz"))] {
        let company = claimed();
        if let Some(remote) = fork {
            company.shop.git(&["clone", "--quiet", "--bare", "forge", "fork"]);
            company.git("ben", &["remote", "add", remote, "../fork"]);
            company.git("ben", &["fetch", "--quiet", remote]);
        }
        raise_bar(&company);
        company.git("seed", &["push", "--quiet", "origin", "main"]);
        if moves {
            ada_writes(&company, "teams/routing.yaml", "# one more word\n");
        }
        company.does("ben", &with(&APPROVE, &PASS));
        assert_eq!(company.statements("ben"), 1);
        let record = format!("people/ada/approvals/{DAY}-incident-commander-ben.yaml");
        let text = company.git("forge", &["show", &format!("incident-commander:{record}")]);
        assert_eq!(text.matches("any").count(), 2, "{text}");
        passes_the_gate(&company);
    }
}

#[test]
fn a_bar_that_is_raised_while_somebody_signs_is_noticed_before_the_push() {
    let company = claimed();
    raise_bar(&company);
    lands_while_ben_signs(&company);
    company.refuses(
        "ben",
        &with(&APPROVE, &PASS),
        &["would be refused", "credential-differs-from-target", "nothing was kept"],
    );
    assert!(company.on_forge("incident-commander", "approvals").is_empty());
    assert_eq!(company.git("ben", &["branch", "--list", "approve/*"]), "");
    // What has to do with nothing that was signed is in nobody's way.
    let company = claimed();
    company.shop.write("seed/teams/payments.yaml", "name: Payments\nlead: chen\n");
    company.git("seed", &["add", "--all"]);
    company.git("seed", &["commit", "--quiet", "--message", "A team"]);
    lands_while_ben_signs(&company);
    company.does("ben", &with(&APPROVE, &PASS));
    assert_eq!(company.statements("ben"), 1);
    passes_the_gate(&company);
}

#[test]
fn who_may_decide_no_longer_signs_nothing() {
    let company = claimed();
    let mut remove = company.shop.learn("chen");
    let run =
        Run::of(&remove.args(["trust", "remove", "ben", "--push"]).output().expect("it runs"));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(company.git("forge", &["ls-tree", "--name-only", "main", "trust/"]).contains("0002"));
    company.refuses("ben", &with(&APPROVE, &PASS), &["ben", "ask "]);
    assert_eq!(company.statements("ben"), 0);
    assert!(company.on_forge("incident-commander", "approvals").is_empty());
}

#[test]
fn who_cannot_fetch_is_told_by_which_bar_they_decide() {
    let company = claimed();
    company.git("ben", &["remote", "set-url", "origin", "/nowhere"]);
    company.refuses(
        "ben",
        &with(&APPROVE, &PASS),
        &[
            "note: origin/main could not be fetched",
            "as it was last fetched",
            "without another touch",
        ],
    );
    company.git("ben", &["remote", "set-url", "origin", "../forge"]);
    company.does("ben", &with(&APPROVE, &PASS));
    assert_eq!(company.statements("ben"), 1, "what was kept is pushed as it is");
    passes_the_gate(&company);
}

#[test]
fn a_branch_that_conflicts_with_its_target_may_be_approved() {
    let company = claimed();
    ada_writes(&company, "teams/routing.yaml", "# Ada's word\n");
    let team = "seed/teams/routing.yaml";
    let text = String::from_utf8(company.shop.read(team)).expect("UTF-8");
    company.shop.write(team, text + "# another word\n");
    company.git("seed", &["commit", "--quiet", "--all", "--message", "Another word"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    company.git("ben", &["fetch", "--quiet"]);
    company.does("ben", &with(&APPROVE, &PASS));
    assert_eq!(company.statements("ben"), 1);
    // Once the two are brought together, it lands.
    company.git("ada", &["pull", "--quiet", "--no-rebase", "origin", "incident-commander"]);
    company.git("ada", &["fetch", "--quiet"]);
    company.git("ada", &["merge", "--quiet", "--strategy-option=ours", "--no-edit", "origin/main"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
    passes_the_gate(&company);
}

#[test]
fn what_the_gate_refuses_is_mended_before_anybody_signs() {
    let claim = format!("people/ada/claims/{DAY}-incident-commander.yaml");
    let endorse =
        ["endorse", "ada", "incident-commander", "--from", APPROVE[4], "--feedback", "Yes."];
    let faults = [
        (&*claim, "evidense: 3\n", "unknown-key"),
        (&claim, "<<: {self_assessment: {text: humble}}\n", "`<<`"),
        (&claim, "withdrawn: later\n", "impossible-date"),
    ];
    for (path, more, words) in faults {
        let company = claimed();
        let good = company.shop.read(&format!("ada/{path}"));
        ada_writes(&company, path, more);
        company.git("ben", &["fetch", "--quiet"]);
        let gate = company.learn("ada", &["check", "--target", "origin/main"]);
        assert_eq!(gate.code, 1, "{more}: {}", gate.out);
        let says = ["nothing was signed", words, path, "help: ", "once ada has mended"];
        company.refuses("ben", &with(&APPROVE, &PASS), &says);
        company.refuses("ben", &endorse, &says);
        assert_eq!(company.statements("ben"), 0, "{more}");
        company.shop.write(&format!("ada/{path}"), good);
        ada_writes(&company, path, "");
        company.git("ben", &["fetch", "--quiet"]);
        company.does("ben", &with(&APPROVE, &PASS));
        passes_the_gate(&company);
    }
    // The same of the work.
    let company = claimed();
    let path = format!("ada/{WORK}");
    let good = String::from_utf8(company.shop.read(&path)).expect("UTF-8");
    company.shop.write(&path, good.replacen("---\n", "---\ntitel: Outage\n", 1));
    ada_writes(&company, WORK, "");
    company.git("ben", &["fetch", "--quiet"]);
    company.refuses("ben", &with(&APPROVE, &PASS), &["nothing was signed", "unknown-key", WORK]);
    assert_eq!(company.statements("ben"), 0);
    // What an old catalog was accepted with is in nobody's way.
    company.git("ada", &["checkout", "--quiet", "incident-commander"]);
    company.does("ada", &["check", "--write-baseline"]);
    company.git("ada", &["add", "--all"]);
    ada_writes(&company, "teams/routing.yaml", "# one more word\n");
    company.git("ben", &["fetch", "--quiet"]);
    company.does("ben", &with(&APPROVE, &PASS));
    passes_the_gate(&company);
}

#[test]
fn other_words_of_a_claim_with_a_not_yet_are_not_signed_for() {
    let company = claimed();
    let not_yet =
        ["--not-yet", "--criteria", "timeline", "--score", "command=3", "--score", "timeline=1"];
    let said = with(&with(&APPROVE, &not_yet), &["--feedback", "Not yet."]);
    company.does("ben", &said);
    company.git("seed", &["fetch", "--quiet"]);
    company.git("seed", &["merge", "--quiet", "--no-edit", "origin/incident-commander"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    let claim = format!("people/ada/claims/{DAY}-incident-commander.yaml");
    ada_writes_on(&company, &claim, "# humbler\n");
    company.git("ben", &["fetch", "--quiet"]);
    let signed = company.statements("ben");
    company.refuses(
        "ben",
        &with(&APPROVE, &PASS),
        &[
            "nothing was signed",
            "answered-claim-changed",
            "git checkout origin/main",
            "learn claim",
        ],
    );
    assert_eq!(company.statements("ben"), signed);
}

/// The same on top of what others pushed to Ada's branch.
fn ada_writes_on(company: &Company, path: &str, more: &str) {
    company.git("ada", &["pull", "--quiet", "--no-rebase", "origin", "incident-commander"]);
    ada_writes(company, path, more);
}

#[test]
fn a_tag_sets_no_bar() {
    let company = claimed();
    let path = "credentials/incident-commander.yaml";
    company.git("ada", &["checkout", "--quiet", "-b", "evil", "origin/main"]);
    let text = String::from_utf8(company.shop.read(&format!("ada/{path}"))).expect("UTF-8");
    company.shop.write(&format!("ada/{path}"), text.replace("18 months", "99 months"));
    company.git("ada", &["commit", "--quiet", "--all", "--message", "Longer"]);
    for name in ["origin/HEAD", "origin/main"] {
        company.git("ada", &["tag", name]);
        company.git("ada", &["push", "--quiet", "origin", &format!("refs/tags/{name}")]);
    }
    company.git("ben", &["fetch", "--quiet", "--tags"]);
    company.does("ben", &with(&APPROVE, &PASS));
    let record = format!("people/ada/approvals/{DAY}-incident-commander-ben.yaml");
    let text = company.git("forge", &["show", &format!("incident-commander:{record}")]);
    assert!(text.contains("18 months") && !text.contains("99 months"), "{text}");
}

#[test]
fn the_same_decision_from_two_clones_is_one_commit() {
    let company = claimed();
    company.git(
        "ben",
        &["checkout", "--quiet", "-b", "incident-commander", "origin/incident-commander"],
    );
    company.git("ben", &["config", "push.default", "current"]);
    let local = ["approve", "ada", "incident-commander"];
    company.does("ben", &with(&local, &PASS));
    // Somebody brought exactly these files to the forge already.
    company.git("ada", &["fetch", "--quiet", "../ben", "incident-commander"]);
    company.git("ada", &["checkout", "--quiet", "FETCH_HEAD", "--", "people/ada/approvals"]);
    company.git("ada", &["commit", "--quiet", "--message", "Ben's letter"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
    let there = company.git("forge", &["rev-parse", "incident-commander"]);
    company.does("ben", &with(&with(&local, &["--push"]), &PASS));
    assert_eq!(
        company.git("forge", &["rev-parse", "incident-commander"]),
        there,
        "nothing was added"
    );
    assert_eq!(company.statements("ben"), 1);
}

#[test]
fn a_claim_that_cannot_be_read_is_not_signed_for() {
    let path = format!("people/ada/claims/{DAY}-incident-commander.yaml");
    for (more, words) in [
        ("evidence: [\n", "cannot be read"),
        (
            "self_assessment: {text: humble}\nself_assessment: {text: proud}\n",
            "says something twice",
        ),
    ] {
        let company = claimed();
        ada_writes(&company, &path, more);
        company.git("ben", &["fetch", "--quiet"]);
        let run = company.refuses("ben", &with(&APPROVE, &PASS), &[words, &path, "learn check"]);
        assert!(!run.err.contains("did you mean ``"), "{}", run.err);
        assert_eq!(company.statements("ben"), 0);
        // No rule's level helps a key that stands twice.
        let gate = company.learn("ada", &["check", "--target", "origin/main"]);
        assert_eq!(gate.code, 1, "{}", gate.out);
        ada_writes(&company, "learn.yaml", "rules: {duplicate-key: allow}\n");
        let gate = company.learn("ada", &["check", "--target", "origin/main"]);
        assert_eq!(gate.code, 1, "{}", gate.out);
    }
    let company = claimed();
    ada_writes(&company, &path, "self_assessment: {text: humble}\n");
    company.git("ben", &["fetch", "--quiet"]);
    company.does("ben", &with(&APPROVE, &PASS));
}

/// Ben's main has Ada's claim, which was pushed straight there.
fn on_main() -> Company {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ada", &["push", "--quiet", "origin", "incident-commander:main"]);
    company.git("ben", &["pull", "--quiet"]);
    company
}

const ON_MAIN: [&str; 6] = ["approve", "ada", "incident-commander", "--from", "main", "--push"];

#[test]
fn a_branch_that_was_placed_anew_is_here_what_it_is_there() {
    for staged in [false, true] {
        let company = on_main();
        company.shop.write("seed/notes.txt", "Somebody was faster.\n");
        company.git("seed", &["pull", "--quiet"]);
        company.git("seed", &["add", "--all"]);
        company.git("seed", &["commit", "--quiet", "--message", "Faster"]);
        company.git("seed", &["push", "--quiet", "origin", "main"]);
        if staged {
            company.shop.write("ben/mine.txt", "Not done yet.\n");
            company.git("ben", &["add", "mine.txt"]);
        }
        let run = company.does("ben", &with(&ON_MAIN, &PASS));
        let is_same = company.git("ben", &["rev-parse", "main"])
            == company.git("forge", &["rev-parse", "main"]);
        let status = company.git("ben", &["status", "--porcelain"]);
        if staged {
            assert!(run.err.contains("pull --rebase` brings both together"), "{}", run.err);
            assert_eq!((is_same, &*status), (false, "A  mine.txt"));
        } else {
            assert_eq!((is_same, &*status), (true, ""), "{}", run.err);
        }
        assert_eq!(company.statements("ben"), 1);
    }
}

#[test]
fn nothing_else_goes_along_with_a_decision() {
    let company = on_main();
    company.shop.write("ben/private-notes.txt", "For me alone.\n");
    company.git("ben", &["add", "--all"]);
    company.git("ben", &["commit", "--quiet", "--message", "My notes"]);
    let says = ["`--push` would take them along", "My notes", "--from origin/main"];
    company.refuses("ben", &with(&ON_MAIN, &PASS), &says);
    assert_eq!(company.statements("ben"), 0);
    let mut line = ON_MAIN;
    line[4] = "origin/main";
    company.does("ben", &with(&line, &PASS));
    let there = company.git("forge", &["ls-tree", "-r", "--name-only", "main"]);
    assert!(there.contains("incident-commander-ben.yaml") && !there.contains("private"), "{there}");
}

#[test]
fn what_went_to_a_branch_of_its_own_stays_off_a_protected_one_here_too() {
    let company = on_main();
    let hook = company.shop.path().join("forge/hooks/update");
    let body = "#!/bin/sh\ncase \"$1\" in refs/heads/approve/*) exit 0;; esac\necho protected >&2\nexit 1\n";
    std::fs::write(&hook, body).expect("a hook");
    executable(&hook);
    let run = company.does("ben", &with(&ON_MAIN, &PASS));
    assert!(run.err.contains("open a pull request for approve/"), "{}", run.err);
    let head = |branch: &str| company.git("ben", &["rev-parse", branch]);
    assert_eq!(head("main"), head("origin/main"));
    assert_eq!(company.git("ben", &["status", "--porcelain"]), "");
    company.refuses(
        "ben",
        &with(&ON_MAIN, &PASS),
        &["was signed before and is on origin/approve/"],
    );
    assert_eq!(company.statements("ben"), 1);
    // The next decision goes on from what the remote has, not from the one that waits.
    company.does("ben", &["endorse", "ada", "communication", "--feedback", "Yes.", "--push"]);
    let next =
        company.git("forge", &["rev-list", "--count", "main..approve/ada-communication-ben"]);
    assert_eq!(next, "1");
}
