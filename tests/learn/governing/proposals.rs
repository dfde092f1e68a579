//! Versions that lack seals, branches that may not be pushed to, and seals that wait to be pushed.

use super::{Desk, Office};

/// Hana's clone with a policy that has landed, and what adds Chen as the second of two admins.
fn begun(office: &Office) -> (Desk, Vec<String>) {
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let add = ["trust", "add", "chen", "--admin", "--threshold", "2", "--key-file"];
    let add = add.iter().map(|word| (*word).to_owned()).chain([office.key("chen")]);
    (hana, add.collect())
}

fn with<'a>(words: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
    words.iter().map(String::as_str).chain(more.iter().copied()).collect()
}

/// Lets the server refuse pushes to its main branch, as a forge does that protects it.
#[cfg(unix)]
fn protect(office: &Office) {
    use std::os::unix::fs::PermissionsExt as _;
    let hook = office.path().join("server.git/hooks/update");
    let text =
        "#!/bin/sh\nif [ $1 = refs/heads/main ]; then echo protected branch >&2; exit 1; fi\n";
    std::fs::write(&hook, text).expect("a hook");
    std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).expect("a program");
}

#[test]
fn a_version_that_lacks_seals_goes_to_a_branch_of_its_own() {
    let office = Office::new();
    let (hana, add) = begun(&office);
    let main = hana.git(&["rev-parse", "main"]);
    let run = hana.passes(&with(&add, &[]));
    assert!(run.err.contains("committed to trust-2 as "), "{}", run.err);
    assert!(run.err.contains("main, which is checked out, stays as it is"), "{}", run.err);
    assert!(run.err.contains("next: `git push origin trust-2`; then chen runs"), "{}", run.err);
    assert_eq!(hana.git(&["rev-parse", "main"]), main);
    assert_eq!(hana.git(&["rev-parse", "trust-2~"]), main);
    assert_eq!(hana.git(&["branch", "--show-current"]), "main");
    assert!(hana.is_clean() && !hana.path.join("trust/0002.yaml").exists());
    // What comes later does not stand on it, and does not take its name.
    let run = hana.passes(&with(&add, &["--approve", "*", "--push"]));
    assert!(run.err.contains("pushed to trust-2-2 of origin"), "{}", run.err);
    assert_eq!(hana.git(&["rev-parse", "origin/trust-2-2~"]), main);
    assert_eq!(hana.git(&["rev-parse", "origin/main"]), main);
    // Whoever names a branch means it, and whoever has left the main branch has one.
    hana.passes(&with(&add, &["--branch", "main"]));
    assert_eq!(hana.git(&["rev-parse", "main~"]), main);
    hana.git(&["checkout", "--quiet", "-b", "a-second-admin", &main]);
    hana.passes(&with(&add, &["--waive", "*"]));
    assert!(hana.path.join("trust/0002.yaml").exists());
}

#[test]
fn a_seal_is_put_where_the_version_is_and_pushed_when_asked() {
    let office = Office::new();
    let (hana, add) = begun(&office);
    hana.passes(&with(&add, &["--push"]));
    let chen = office.clone("chen");
    let before = chen.git(&["show-ref"]);
    let why = chen.refuses(&["trust", "seal"]);
    assert!(why.contains("chen becomes an admin") && why.contains("`--yes`"), "{why}");
    assert_eq!(chen.git(&["show-ref"]), before, "something was written without an answer");
    let run = chen.passes(&["trust", "seal", "--yes"]);
    assert!(run.err.contains("committed to trust-2 as "), "{}", run.err);
    assert!(run.err.contains("next: `git push origin trust-2`, then merge trust-2"), "{}", run.err);
    let seal = "trust/0002.chen.seal";
    chen.git(&["cat-file", "-e", &format!("trust-2:{seal}")]);
    let head = chen.git(&["rev-parse", "trust-2"]);
    let why = chen.refuses(&["trust", "seal", "--yes"]);
    assert!(why.contains("`learn trust seal --push`"), "{why}");
    let run = chen.passes(&["trust", "seal", "--push"]);
    assert!(run.err.contains("nothing was signed"), "{}", run.err);
    assert!(run.err.contains("pushed to trust-2 of origin"), "{}", run.err);
    assert_eq!(chen.git(&["rev-parse", "origin/trust-2"]), head);
    assert!(
        chen.refuses(&["trust", "seal", "--push", "--yes"]).contains("sealed version 2 already")
    );
    // On the branch itself it is the same.
    hana.git(&["fetch", "--quiet"]);
    hana.git(&["checkout", "--quiet", "trust-2"]);
    hana.git(&["merge", "--quiet", "origin/trust-2"]);
    assert_eq!(hana.in_force(), 2);
    assert!(hana.refuses(&["trust", "seal", "--push"]).contains("already"));
}

#[test]
fn a_seal_that_waits_on_the_branch_that_is_checked_out_is_pushed() {
    let office = Office::new();
    let (hana, add) = begun(&office);
    hana.passes(&with(&add, &["--push"]));
    let chen = office.clone("chen");
    chen.git(&["checkout", "--quiet", "trust-2"]);
    chen.passes(&["trust", "seal", "--yes"]);
    assert!(chen.is_clean() && chen.path.join("trust/0002.chen.seal").exists());
    assert_eq!(chen.in_force(), 2);
    let run = chen.passes(&["trust", "seal", "--push"]);
    assert!(run.err.contains("nothing was signed"), "{}", run.err);
    assert_eq!(chen.git(&["rev-parse", "origin/trust-2"]), chen.git(&["rev-parse", "HEAD"]));
}

#[test]
fn branches_that_differ_are_named_and_not_chosen_from() {
    let office = Office::new();
    let (hana, add) = begun(&office);
    hana.passes(&with(&add, &["--push"]));
    hana.passes(&with(&add, &["--approve", "*", "--push"]));
    let chen = office.clone("chen");
    let why = chen.refuses(&["trust", "seal", "--yes"]);
    assert!(why.contains("origin/trust-2 and origin/trust-2-2"), "{why}");
    let run = chen.passes(&["trust", "seal", "--yes", "--branch", "origin/trust-2-2", "--push"]);
    assert!(run.err.contains("pushed to trust-2-2 of origin"), "{}", run.err);
}

#[test]
#[cfg(unix)]
fn what_a_protected_branch_does_not_take_does_not_stay_on_it_here() {
    let office = Office::new();
    let (hana, _) = begun(&office);
    protect(&office);
    let main = hana.git(&["rev-parse", "main"]);
    let kofi = office.key("kofi");
    let add = ["trust", "add", "kofi", "--key-file", &kofi, "--promote", "*", "--push"];
    let run = hana.passes(&add);
    assert!(run.err.contains("main may not be pushed to (“protected branch”)"), "{}", run.err);
    assert!(run.err.contains("pushed to trust-2 of origin"), "{}", run.err);
    assert!(run.err.contains("next: merge trust-2 with a pull request"), "{}", run.err);
    assert_eq!(hana.git(&["rev-parse", "main"]), main, "later commits would stand on it");
    assert_eq!(hana.git(&["rev-parse", "trust-2"]), hana.git(&["rev-parse", "origin/trust-2"]));
    assert!(hana.is_clean() && !hana.path.join("trust/0002.yaml").exists());
    assert!(hana.pin().starts_with("1:"), "{}", hana.pin());
}

#[test]
fn a_push_that_somebody_was_faster_than_goes_on_top() {
    let office = Office::new();
    let (hana, _) = begun(&office);
    let chen = office.clone("chen");
    chen.write("notes/one.md", "One.\n");
    chen.commit("One");
    chen.git(&["push", "--quiet"]);
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--push"]);
    assert_eq!(hana.git(&["rev-parse", "main"]), hana.git(&["rev-parse", "origin/main"]));
    assert!(hana.is_clean() && hana.path.join("notes/one.md").exists());
    assert_eq!(hana.in_force(), 2);
    // With commits of one's own below it nothing is mixed; what was sealed is kept aside.
    hana.write("notes/two.md", "Two.\n");
    hana.commit("Two");
    let main = hana.git(&["rev-parse", "main"]);
    chen.write("notes/three.md", "Three.\n");
    chen.git(&["pull", "--quiet"]);
    chen.commit("Three");
    chen.git(&["push", "--quiet"]);
    let why = hana.refuses(&["trust", "add", "kofi", "--promote", "*", "--push"]);
    assert!(why.contains("what you sealed is on the branch trust-3"), "{why}");
    assert_eq!(hana.git(&["rev-parse", "main"]), main);
    assert_eq!(hana.git(&["rev-parse", "trust-3~"]), main);
}
