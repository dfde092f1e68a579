//! Files that cannot be read in full: every answer from the others says so.

use serde_json::Value;

use crate::workshop::{Run, Workshop};

const ONE: &str =
    "1 file could not be read in full, so what it says may be missing here; `learn check` says why";
const TWO: &str = "2 files could not be read in full, so what they say may be missing here; `learn check` says why";

const VERBS: &[&[&str]] = &[
    &["readiness", "ada"],
    &["readiness", "--all"],
    &["why", "ada"],
    &["plan", "ada"],
    &["gaps"],
    &["me", "--person", "ada"],
];

/// Asks of the files on disk, or of a revision that the line names.
fn ask(shop: &Workshop, line: &[&str], format: &str) -> Run {
    let mut command = shop.learn("");
    command.args(line).args(["--format", format]);
    let run = Run::of(&command.output().expect("the program runs"));
    assert_eq!(run.code, 0, "{line:?}: {}", run.err);
    run
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_answer_says_how_many_files_could_not_be_read() {
    let shop = Workshop::with_catalog("");
    for verb in VERBS {
        let run = ask(&shop, verb, "human");
        assert!(!(run.out + &run.err).contains("could not be read"), "{verb:?}");
    }
    shop.write("modules/clear-writing.md", "---\ntitle: [Clear writing\n---\n");
    for verb in VERBS {
        let run = ask(&shop, verb, "human");
        assert!(
            in_one_line(&run.out).starts_with(&format!("Note: {ONE}.")),
            "{verb:?}: {}",
            run.out
        );
    }
    // A key that nobody knows is left out, and what it says with it.
    let more = [&shop.read("ladders/engineering-ic.yaml")[..], b"rolse: []\n"].concat();
    shop.write("ladders/engineering-ic.yaml", more);
    for verb in VERBS {
        let run = ask(&shop, verb, "human");
        assert!(
            in_one_line(&run.out).starts_with(&format!("Note: {TWO}.")),
            "{verb:?}: {}",
            run.out
        );
        let run = ask(&shop, verb, "json");
        assert!(run.err.contains(&format!("note: {TWO}")), "{verb:?}: {}", run.err);
        let json: Value = serde_json::from_str(&run.out).expect("JSON");
        if verb[0] == "readiness" {
            assert_eq!(json["unread"], 2, "{json:#}");
        }
    }
    for verb in VERBS.iter().filter(|verb| verb[0] != "why") {
        let run = ask(&shop, verb, "markdown");
        assert!(run.out.starts_with(&format!("> {TWO}.\n\n")), "{verb:?}: {}", run.out);
    }
    shop.commit("Two broken files");
    let past = ["readiness", "ada", "--rev", "HEAD"];
    let run = ask(&shop, &past, "human");
    assert!(in_one_line(&run.out).contains("`learn check --rev "), "{}", run.out);
}
