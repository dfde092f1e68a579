//! Taking decisions back: whom it takes besides, by which name, and what no award is.

use super::{Company, PASS, as_of, with, words};
use crate::workshop::Run;

/// Ada has claimed a blameless review, and what was answered has landed.
fn answered(by: &[&str], answer: &[&str]) -> Company {
    let company = Company::new();
    company.claim("blameless-review");
    for clone in by {
        company.git(clone, &["fetch", "--quiet"]);
        let line =
            ["approve", "ada", "blameless-review", "--from", "origin/blameless-review", "--push"];
        company.does(clone, &with(&line, answer));
    }
    land(&company, "blameless-review");
    company
}

/// A credential has another name since.
fn named_anew(company: &Company, from: &str, to: &str) {
    let (before, after) = (format!("credentials/{from}.yaml"), format!("credentials/{to}.yaml"));
    company.git("seed", &["mv", &before, &after]);
    let path = format!("seed/{after}");
    let text = String::from_utf8(company.shop.read(&path)).expect("UTF-8");
    company.shop.write(&path, text + &format!("formerly: [{from}]\n"));
    company.git("seed", &["commit", "--quiet", "--all", "--message", "A better name"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
}

fn renamed(company: &Company) {
    named_anew(company, "blameless-review", "calm-review");
}

/// What lies on a branch of the forge has landed.
fn land(company: &Company, branch: &str) {
    company.git("seed", &["fetch", "--quiet"]);
    company.git("seed", &["merge", "--quiet", "--no-edit", &format!("origin/{branch}")]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
}

/// Somebody takes something back, which lands.
fn revoke(company: &Company, clone: &str, more: &[&str]) -> Run {
    company.git(clone, &["pull", "--quiet", "origin", "main"]);
    let run = company.does(clone, &with(&["revoke", "ada"], more));
    let gate = company.learn(clone, &["check", "--target", "origin/main"]);
    assert_eq!(gate.code, 0, "{}", gate.out);
    company.git(clone, &["push", "--quiet", "origin", "HEAD:main"]);
    company.git("seed", &["pull", "--quiet", "origin", "main"]);
    run
}

fn why(company: &Company) -> String {
    words(&as_of(company, "seed", &["why", "ada", "incident-response"]).out)
}

#[test]
fn a_revocation_says_whom_it_takes_besides() {
    let company = answered(&["ben", "dora"], &PASS);
    let revoke = |clone: &str, reason: &str| {
        revoke(&company, clone, &["blameless-review", "--reason", reason])
    };
    let lack = "takes 1 more admin (chen), or 1 more who may revoke it (design)";
    let run = revoke("ben", "It was another outage.");
    assert!(run.err.contains(&format!("this takes nothing back yet: it {lack}")), "{}", run.err);
    let why = as_of(&company, "seed", &["why", "ada", "incident-response"]);
    let said = words(&why.out);
    assert!(said.contains("approved by ben") && !said.contains("revoked"), "{}", why.out);
    let asked = format!(
        "asked for by ben on 2026-04-15 (It was another outage.), and takes nothing back yet: it {lack}"
    );
    assert!(said.contains(&asked), "{}", why.out);
    let verify = as_of(&company, "seed", &["verify"]);
    assert!(
        verify.out.contains("Revoked by too few") && verify.out.contains(lack),
        "{}",
        verify.out
    );
    let json = as_of(&company, "seed", &["verify", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["unfinished_revocations"][0]["lacks"], lack, "{json}");
    // The second who could have granted it.
    let run = revoke("dora", "I looked again.");
    assert!(!run.err.contains("takes nothing back"), "{}", run.err);
    let said = words(&as_of(&company, "seed", &["why", "ada", "incident-response"]).out);
    for word in [
        "revoked since; approved by ben",
        "revoked by ben on 2026-04-15: It was another outage.",
        "revoked by dora on 2026-04-15: I looked again.",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let verify = as_of(&company, "seed", &["verify"]);
    assert!(!verify.out.contains("Revoked by too few"), "{}", verify.out);
    assert_eq!(words(&verify.out).matches("revoked by ben and dora").count(), 2, "{}", verify.out);
    assert!(verify.out.ends_with("4 of 4 approval records count: 4 signed; 2 of them revoked.\n"));
    let json = as_of(&company, "seed", &["verify", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let revoked = json["approvals"].as_array().expect("records").iter();
    assert_eq!(revoked.filter(|one| one["revoked_by"][1] == "dora").count(), 2, "{json}");
    // A claim that was granted and taken back has been answered.
    company.git("chen", &["pull", "--quiet", "origin", "main"]);
    let queue = company.does("chen", &["queue", "--all"]);
    assert_eq!(queue.out.trim(), "nothing waits");
    let readiness = as_of(&company, "seed", &["readiness", "ada", "--role", "senior-engineer"]);
    assert!(!readiness.out.contains("claim waiting"), "{}", readiness.out);
}

#[test]
fn what_was_decided_under_a_former_name_is_taken_back_by_either() {
    for asked in ["calm-review", "blameless-review"] {
        let company = answered(&["ben", "dora"], &PASS);
        renamed(&company);
        let line = [asked, "--reason", "It was another outage."];
        // Whose scope has the new name alone was let decide on what is signed by that name.
        company.clone_for("finn", "finn");
        let says = ["does not let finn revoke awards of `blameless-review`", "ask ben or dora"];
        let run = company.refuses("finn", &with(&["revoke", "ada"], &line), &says);
        assert_eq!(run.err.contains("was signed as"), asked == "calm-review", "{}", run.err);
        assert_eq!(company.statements("finn"), 0);
        let run = revoke(&company, "ben", &line);
        assert!(run.err.contains("this takes nothing back yet"), "{}", run.err);
        assert!(!why(&company).contains("revoked since"), "{asked}");
        let run = revoke(&company, "dora", &line);
        assert!(!run.err.contains("takes nothing back"), "{}", run.err);
        assert!(why(&company).contains("revoked since; approved by ben"), "{}", why(&company));
        // Nothing is left of it, by neither name.
        company.git("ben", &["pull", "--quiet", "origin", "main"]);
        company.refuses("ben", &with(&["revoke", "ada"], &line), &["holds no award"]);
    }
    // An admin is counted whatever the revocation is of, and signs by the name that their scope has.
    let company = answered(&["ben", "dora"], &PASS);
    renamed(&company);
    let run = revoke(&company, "chen", &["calm-review", "--reason", "It was another outage."]);
    assert!(!run.err.contains("takes nothing back"), "{}", run.err);
    assert!(why(&company).contains("revoked since"), "{}", why(&company));
}

const NOT_YET: [&str; 9] = [
    "--not-yet",
    "--criteria",
    "timeline",
    "--score",
    "command=3",
    "--score",
    "timeline=1",
    "--feedback",
    "The timeline has gaps.",
];

/// The command that a refusal names, as words after the person.
fn named(run: &Run) -> Vec<String> {
    let line = run.err.split_once("learn revoke ada ").expect("a command").1;
    let line = line.split_once(" --reason").expect("a reason").0;
    line.split(' ').map(str::to_owned).collect()
}

#[test]
fn a_not_yet_is_no_award_and_who_takes_it_back_is_said() {
    const MAY: &str = "takes it back once ben has signed it, or 1 admin (chen)";
    let stands = || answered(&["ben"], &NOT_YET);
    let company = stands();
    let line = ["revoke", "ada", "blameless-review", "--reason", "I read the wrong version."];
    let says = [
        "holds no award of `blameless-review`; what stands is the not-yet of ben of 2026-04-15",
        MAY,
        "or ben decides anew: `learn approve ada blameless-review`",
        "an admin first lets them revoke it: `learn trust add chen --revoke blameless-review`",
    ];
    company.git("ben", &["pull", "--quiet", "origin", "main"]);
    let run = company.refuses("ben", &line, &says);
    let command = named(&run);
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    assert_eq!(command[..2], ["blameless-review", "--record"], "{}", run.err);
    // Another mentor does not, nor an admin whom no scope lets revoke it.
    let again = with(&["revoke", "ada"], &with(&command, &line[3..]));
    for (clone, why) in [
        ("dora", "dora is neither who gave it nor an admin"),
        ("chen", "the trust policy does not let chen revoke `blameless-review`"),
    ] {
        company.git(clone, &["pull", "--quiet", "origin", "main"]);
        company.refuses(clone, &again, &[why, MAY]);
        assert_eq!(company.statements(clone), 0, "{clone}");
    }
    let run = revoke(&company, "ben", &again[2..]);
    assert!(!run.err.contains("takes nothing back"), "{}", run.err);
    company.refuses("ben", &line, &["holds no award"]);
    assert!(!why(&company).contains("not yet by ben"), "{}", why(&company));
    // The admins, by the name that it has since.
    let company = stands();
    renamed(&company);
    company.git("chen", &["pull", "--quiet", "origin", "main"]);
    let run = company.refuses("chen", &line, &[MAY, "learn approve ada calm-review"]);
    let command = named(&run);
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    let run = revoke(&company, "chen", &with(&command, &line[3..]));
    assert!(!run.err.contains("takes nothing back"), "{}", run.err);
    let left = company.refuses("chen", &line, &["holds no award"]);
    assert!(!left.err.contains("not-yet"), "{}", left.err);
}

#[test]
fn awards_of_two_names_are_taken_back_one_after_the_other() {
    let company = Company::new();
    for name in ["incident-commander", "calm-commander"] {
        company.git("ada", &["fetch", "--quiet"]);
        company.claim(name);
        company.git("ben", &["fetch", "--quiet"]);
        let from = format!("origin/{name}");
        company.does("ben", &with(&["approve", "ada", name, "--from", &from, "--push"], &PASS));
        land(&company, name);
        if name == "incident-commander" {
            named_anew(&company, name, "calm-commander");
        }
    }
    let run = revoke(&company, "ben", &["calm-commander", "--reason", "It was another outage."]);
    let note = "another award of it stands, which was signed as `incident-commander`: `learn revoke ada \
                incident-commander`";
    assert!(run.err.contains(note), "{}", run.err);
    let run = revoke(&company, "ben", &["incident-commander", "--reason", "That one, too."]);
    assert!(!run.err.contains("another award"), "{}", run.err);
    company.refuses("ben", &["revoke", "ada", "calm-commander", "--reason", "x"], &["no award"]);
}

#[test]
fn what_is_no_award_is_revoked_by_its_record() {
    let company = Company::new();
    let land = || company.git("ben", &["push", "--quiet", "origin", "main"]);
    company.does("ben", &["promote", "ada", "senior-engineer"]);
    land();
    let line = ["revoke", "ada", "senior-engineer", "--reason", "Too early."];
    let run = company.refuses("ben", &line, &["what stands is the promotion of ben of 2026-04-15"]);
    let digits = run.err.split("--record ").nth(1).and_then(|rest| rest.split(' ').next());
    company.does("ben", &with(&line, &["--record", digits.expect("a record")]));
    land();
    let run = company.refuses("ben", &line, &["holds no award"]);
    assert!(!run.err.contains("promotion"), "{}", run.err);
}
