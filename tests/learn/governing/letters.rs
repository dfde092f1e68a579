//! Versions and seals of the policy as text that anybody can add.

use super::{Desk, Office};

fn post(office: &Office, name: &str, text: &str) -> String {
    let path = office.path().join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

/// Somebody who has no key and only passes on what others signed.
fn without_key(desk: &Desk) {
    for key in ["gpg.format", "user.signingKey"] {
        desk.git(&["config", "--unset", key]);
    }
}

#[test]
fn a_version_and_a_seal_travel_as_text() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let add = ["trust", "add", "chen", "--admin", "--threshold", "2", "--key-file"];
    let chens_key = office.key("chen");
    let add: Vec<&str> = add.into_iter().chain([&*chens_key, "--print"]).collect();
    let before = hana.git(&["show-ref"]);
    let version = hana.passes(&add).out;
    assert!(version.starts_with("-----BEGIN LEARN RECORD-----\nFile: trust/"), "{version}");
    assert_eq!(hana.git(&["show-ref"]), before);

    let kofi = office.clone("kofi");
    without_key(&kofi);
    let main = kofi.git(&["rev-parse", "main"]);
    let letter = post(&office, "version.txt", &format!("Dear all,\n\n{version}\nHana\n"));
    let run = kofi.passes(&["attach", &letter, "--push"]);
    assert!(run.err.contains("pushed to trust-2 of origin"), "{}", run.err);
    assert!(run.err.contains("1 more seal of its own admins: chen"), "{}", run.err);
    assert_eq!(kofi.git(&["rev-parse", "main"]), main);
    assert!(kofi.refuses(&["attach", &letter]).contains("already"));

    let chen = office.clone("chen");
    let seal = chen.passes(&["trust", "seal", "--yes", "--print"]).out;
    assert!(
        seal.contains("File: trust/0002.yaml") && seal.contains("trust/0002.chen.seal"),
        "{seal}"
    );
    assert!(!seal.contains("trust/0002.hana.seal"), "{seal}");
    let damaged = post(&office, "damaged.txt", &seal.replace("threshold: 2", "threshold: 1"));
    let why = kofi.refuses(&["attach", &damaged]);
    assert!(why.contains("changed after it was sealed"), "{why}\n{seal}");
    let letter = post(&office, "seal.txt", &seal);
    let run = kofi.passes(&["attach", &letter, "--push"]);
    assert!(run.err.contains("version 2 holds once it has landed"), "{}", run.err);
    kofi.git(&["merge", "--quiet", "trust-2"]);
    assert_eq!((kofi.in_force(), kofi.complaints()), (2, vec![]));
}

#[test]
fn a_version_that_holds_goes_to_the_branch_and_one_of_others_is_refused() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let kofi = office.key("kofi");
    let text = hana.passes(&["trust", "add", "kofi", "--key-file", &kofi, "--print"]).out;
    let mail = post(&office, "version.txt", &text);
    let run = hana.passes(&["attach", &mail]);
    assert!(run.err.contains("committed to main as "), "{}", run.err);
    assert_eq!(hana.in_force(), 2);
    // Another second version, and one that goes on from a version that is not here.
    let chen = office.clone("chen");
    chen.sits("hana", &office.key("hana"));
    chen.passes(&["trust", "add", "chen", "--key-file", &office.key("chen")]);
    let why = chen.refuses(&["attach", &mail]);
    assert!(why.contains("another version 2"), "{why}");
    let text = chen.passes(&["trust", "add", "chen", "--promote", "*", "--print"]).out;
    let mail = post(&office, "third.txt", &text);
    assert!(hana.refuses(&["attach", &mail]).contains("learn trust rebase"));
    // A seal by somebody who is no admin says nothing.
    let forged = text.replace("0003.hana.seal", "0003.kofi.seal");
    let mail = post(&office, "forged.txt", &forged);
    assert!(chen.refuses(&["attach", &mail]).contains("kofi is no admin of version 3"));
}
