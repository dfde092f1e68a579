//! Two versions of one number that are open at once: each admin is led to the one that waits for them.

use super::{Desk, Office};

/// Kofi may promote, and has promoted Ada once; it takes Hana and Chen to change that.
fn with_kofi(office: &Office) -> (Desk, Desk, Desk, String) {
    let (hana, chen) = two_admins(office);
    let key = office.key("kofi");
    hana.passes(&["trust", "add", "kofi", "--key-file", &key, "--promote", "*", "--push"]);
    lands(&hana, &chen, "trust-3");
    let kofi = office.clone("kofi");
    let first = kofi.promote("ada", "kofi", "first");
    kofi.git(&["push", "--quiet"]);
    hana.git(&["pull", "--quiet"]);
    (hana, chen, kofi, first)
}

/// Chen seals the version of a branch and merges it into the main branch of the server.
fn lands(hana: &Desk, chen: &Desk, branch: &str) {
    chen.git(&["fetch", "--quiet"]);
    let branch = format!("origin/{branch}");
    chen.passes(&["trust", "seal", "--branch", &branch, "--push", "--yes"]);
    chen.git(&["pull", "--quiet"]);
    chen.git(&["merge", "--quiet", "--no-edit", &branch]);
    chen.git(&["push", "--quiet"]);
    hana.git(&["pull", "--quiet"]);
}

/// What keeps the branch of a clone from landing.
fn gate(desk: &Desk) -> Vec<String> {
    desk.complaints_of(&["check", "--target", "origin/main", "--format", "json"])
}

/// Hana and Chen are both admins, and it takes both.
fn two_admins(office: &Office) -> (Desk, Desk) {
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let chen = office.key("chen");
    let add =
        ["trust", "add", "chen", "--key-file", &chen, "--admin", "--threshold", "2", "--push"];
    hana.passes(&add);
    let chen = office.clone("chen");
    chen.passes(&["trust", "seal", "--push", "--yes"]);
    chen.git(&["merge", "--quiet", "origin/trust-2"]);
    chen.git(&["push", "--quiet"]);
    hana.git(&["pull", "--quiet"]);
    (hana, chen)
}

#[test]
fn whoever_has_sealed_one_is_shown_the_other() {
    let office = Office::new();
    let (hana, chen) = two_admins(&office);
    let run = hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--push"]);
    assert!(!run.err.contains("waits on"), "{}", run.err);
    chen.git(&["fetch", "--quiet"]);
    let run = chen.passes(&["trust", "add", "ada", "--approve", "*", "--push"]);
    assert!(run.err.contains("note: a version 3 waits on origin/trust-3 already"), "{}", run.err);
    assert!(
        run.err.contains("`learn trust seal --branch origin/trust-3` seals that one"),
        "{}",
        run.err
    );
    // The version that is one's own is left out, also where it is checked out.
    chen.git(&["checkout", "--quiet", "trust-3-2"]);
    let run = chen.passes(&["trust", "seal", "--yes", "--push"]);
    assert!(run.err.contains("kofi gets the key"), "{}", run.err);
    assert!(run.err.contains("you have sealed the one of trust-3-2"), "{}", run.err);
    hana.git(&["fetch", "--quiet"]);
    let run = hana.passes(&["trust", "seal", "--yes"]);
    assert!(run.err.contains("ada may now approve"), "{}", run.err);
    assert!(run.err.contains("you have sealed the one of trust-3, and"), "{}", run.err);
    // Nothing is left then.
    let why = hana.refuses(&["trust", "seal", "--yes", "--branch", "trust-3"]);
    assert!(why.contains("already"), "{why}");
}

#[test]
fn a_version_made_anew_says_whose_turn_it_is() {
    let office = Office::new();
    let (hana, chen) = two_admins(&office);
    // Neither knows of the other's.
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--push"]);
    let why = chen.refuses(&["trust", "add", "ada", "--approve", "*", "--push"]);
    for words in [
        "origin/trust-3 has another trust/0003.yaml by now",
        "`learn trust seal --branch origin/trust-3`",
        "`git push origin trust-3:trust-3-2`",
    ] {
        assert!(why.contains(words), "no {words:?} in {why}");
    }
    chen.passes(&["trust", "seal", "--yes", "--push"]);
    chen.git(&["merge", "--quiet", "origin/trust-3"]);
    chen.git(&["push", "--quiet"]);
    // Who stands on the branch that has it all is told where theirs is.
    let why = chen.refuses(&["trust", "rebase"]);
    assert!(why.contains("trust-3 has one: `learn trust rebase --branch trust-3`"), "{why}");
    // The branch of that name on the server is the other one.
    let run = chen.passes(&["trust", "rebase", "--branch", "trust-3", "--push"]);
    assert!(run.err.contains("yours before it was made anew"), "{}", run.err);
    assert!(run.err.contains("pushed to trust-4 of origin"), "{}", run.err);
    let next = "next: hana runs `git pull` and `learn trust seal --push`; then merge trust-4";
    assert!(run.err.contains(next), "{}", run.err);
    hana.git(&["pull", "--quiet"]);
    hana.git(&["fetch", "--quiet"]);
    hana.passes(&["trust", "seal", "--yes", "--push"]);
    hana.git(&["merge", "--quiet", "origin/trust-4"]);
    assert_eq!((hana.in_force(), hana.complaints()), (4, vec![]));
}

#[test]
fn what_was_drafted_before_an_interruption_is_pushed_as_it_is() {
    let office = Office::new();
    let (hana, chen) = two_admins(&office);
    let add = ["trust", "add", "ada", "--approve", "*"];
    hana.passes(&add);
    let tip = hana.git(&["rev-parse", "trust-3"]);
    // As after an interruption before the push: once more without, and with it.
    let run = hana.passes(&add);
    assert!(run.err.contains("trust-3 has exactly this version already"), "{}", run.err);
    assert!(run.err.contains("next: `git push origin trust-3`"), "{}", run.err);
    let run = hana.passes(&["trust", "add", "ada", "--approve", "*", "--push"]);
    assert!(run.err.contains("nothing was signed"), "{}", run.err);
    assert_eq!(hana.git(&["branch", "--list", "trust-3-2"]), "");
    assert_eq!(hana.git(&["rev-parse", "trust-3", "origin/trust-3"]), format!("{tip}\n{tip}"));
    let run = hana.passes(&["trust", "add", "ada", "--approve", "*", "--push"]);
    assert!(run.err.contains("it waits on "), "{}", run.err);
    // Somebody else's seal on it is another matter, and so is another change.
    chen.git(&["fetch", "--quiet"]);
    chen.passes(&["trust", "seal", "--yes", "--push"]);
    let run = hana.passes(&["trust", "add", "kofi", "--approve", "*"]);
    assert!(run.err.contains("a version 3 of yours waits on"), "{}", run.err);
}

#[test]
fn a_second_change_of_ones_own_is_put_into_the_version_that_waits() {
    let office = Office::new();
    let (hana, chen) = two_admins(&office);
    let add = |who: &'static str| ["trust", "add", who, "--approve", "*", "--yes", "--push"];
    hana.passes(&add("ada"));
    let run = hana.passes(&add("kofi"));
    // Before anything is signed: which one waits, and both ways on.
    for words in
        ["of yours waits on trust-3 already", "`--branch trust-3`", "let that one land first"]
    {
        assert!(run.err.contains(words), "no {words:?} in {}", run.err);
    }
    assert!(run.err.find("waits on") < run.err.find("pushed to trust-3-2"), "{}", run.err);
    let both: Vec<&str> = add("kofi").into_iter().chain(["--branch", "trust-3"]).collect();
    let run = hana.passes(&both);
    for words in ["ada may now approve", "kofi may now approve", "is put into it"] {
        assert!(run.err.contains(words), "no {words:?} in {}", run.err);
    }
    chen.git(&["fetch", "--quiet"]);
    let run = chen.passes(&["trust", "seal", "--yes", "--branch", "origin/trust-3", "--push"]);
    assert!(run.err.contains("ada may now") && run.err.contains("kofi may now"), "{}", run.err);
    hana.git(&["fetch", "--quiet"]);
    hana.git(&["merge", "--quiet", "origin/trust-3"]);
    assert_eq!((hana.in_force(), hana.complaints()), (3, vec![]));
    hana.git(&["push", "--quiet"]);
    // What somebody else has sealed is not changed under their seal.
    chen.git(&["pull", "--quiet"]);
    chen.passes(&["trust", "remove", "kofi", "--push"]);
    hana.git(&["fetch", "--quiet"]);
    let why = hana.refuses(&["trust", "add", "ada", "--waive", "*", "--branch", "origin/trust-4"]);
    assert!(why.contains("chen has sealed trust/0004.yaml on origin/trust-4"), "{why}");
}

#[test]
fn a_removal_that_an_approval_has_overtaken_is_made_anew_and_keeps_it() {
    for is_merged in [false, true] {
        let office = Office::new();
        let (hana, chen, kofi, first) = with_kofi(&office);
        hana.passes(&["trust", "remove", "kofi", "--push"]);
        hana.git(&["checkout", "--quiet", "trust-4"]);
        let why = hana.refuses(&["trust", "rebase"]);
        assert!(why.contains("no newer version, so yours can land as it is"), "{why}");
        chen.git(&["fetch", "--quiet"]);
        chen.passes(&["trust", "seal", "--branch", "origin/trust-4", "--push", "--yes"]);
        hana.git(&["fetch", "--quiet"]);
        hana.git(&["merge", "--quiet", "origin/trust-4"]);
        let second = kofi.promote("chen", "kofi", "second");
        kofi.git(&["push", "--quiet"]);
        hana.git(&["fetch", "--quiet"]);
        if is_merged {
            hana.git(&["merge", "--quiet", "--no-edit", "origin/main"]);
        }
        assert_eq!(gate(&hana), [format!("{second} unauthorised-signer")]);
        let said = hana.learn(&["check", "--target", "origin/main", "--rev", "trust-4"]).out;
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("`learn trust rebase --onto origin/main`"), "{said}");
        let run = hana.passes(&["trust", "rebase", "--onto", "origin/main", "--push"]);
        assert!(run.err.contains("2 records signed before stay valid"), "{}", run.err);
        assert!(
            run.err.contains("1 more seal of the admins before and of its own: chen"),
            "{}",
            run.err
        );
        assert!(hana.read("trust/0004.yaml").contains("chen/2026-03-09-second-kofi"));
        let lacks = "`git merge origin/main` brings what it keeps, before others seal it";
        assert_eq!(run.err.contains(lacks), !is_merged, "{}", run.err);
        hana.git(&["merge", "--quiet", "--no-edit", "origin/main"]);
        hana.git(&["push", "--quiet", "origin", "trust-4"]);
        hana.git(&["checkout", "--quiet", "main"]);
        lands(&hana, &chen, "trust-4");
        assert_eq!((chen.in_force(), chen.complaints()), (4, vec![]), "{first} and {second}");
    }
}

#[test]
fn what_the_admins_let_fall_does_not_come_back_with_a_version_made_anew() {
    let office = Office::new();
    let (hana, chen, kofi, first) = with_kofi(&office);
    hana.passes(&["trust", "remove", "kofi", "--compromised", "--push"]);
    hana.git(&["checkout", "--quiet", "trust-4"]);
    let seal = learn::trust::seal::path(&first, "kofi");
    hana.git(&["rm", "--quiet", &first, &seal]);
    hana.commit("It was somebody else");
    // Whoever has the key goes on.
    kofi.promote("chen", "kofi", "second");
    kofi.git(&["push", "--quiet"]);
    hana.git(&["fetch", "--quiet"]);
    let why = hana.refuses(&["trust", "rebase"]);
    assert!(why.contains("have picked by name what goes on counting"), "{why}");
    chen.git(&["pull", "--quiet"]);
    chen.passes(&["trust", "add", "ada", "--approve", "*", "--push"]);
    hana.git(&["fetch", "--quiet"]);
    hana.passes(&["trust", "seal", "--branch", "origin/trust-4-2", "--push", "--yes"]);
    chen.git(&["fetch", "--quiet"]);
    chen.git(&["merge", "--quiet", "--no-edit", "origin/trust-4-2"]);
    chen.git(&["push", "--quiet"]);
    hana.git(&["fetch", "--quiet"]);
    let run = hana.passes(&["trust", "rebase"]);
    assert!(run.err.contains("2 records no longer count"), "{}", run.err);
    assert!(!hana.read("trust/0005.yaml").contains("kept"), "{}", hana.read("trust/0005.yaml"));
}
