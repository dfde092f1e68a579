//! `--as-of`: an answer of a day, or of a revision, from the tree of then, and the same bytes each time.

use learn::report::forms;
use serde_json::Value;

use crate::workshop::{Run, Workshop};

/// A history of one ladder whose title says which commit it is from: `Second` was made on the evening of
/// 2026-02-10 in UTC, which is the 11th in the catalog's Paris; `Side` lies on a branch that was merged later.
fn history() -> Workshop {
    let shop = Workshop::new();
    shop.git(&["init", "--quiet", "--initial-branch=main"]);
    shop.lay_base("growth");
    entitle(&shop, "First");
    shop.commit_at("2026-01-10T12:00:00Z", "First");
    shop.git(&["switch", "--quiet", "--create", "side"]);
    shop.write("growth/notes.txt", "aside\n");
    shop.commit_at("2026-01-20T12:00:00Z", "Side");
    shop.git(&["switch", "--quiet", "main"]);
    entitle(&shop, "Second");
    shop.commit_at("2026-02-10T23:30:00Z", "Second");
    shop.git(&["tag", "v1.2"]);
    let merge = ["merge", "--quiet", "--no-ff", "--message", "Merge", "side"];
    shop.git_at("2026-03-01T12:00:00Z", &merge);
    entitle(&shop, "Third");
    shop.commit_at("2026-04-01T12:00:00Z", "Third");
    shop
}

fn entitle(shop: &Workshop, title: &str) {
    let path = "growth/ladders/engineering-ic.yaml";
    let text = String::from_utf8(shop.read(path)).expect("text");
    let lines = text.lines().map(|line| match line.strip_prefix("    title: ") {
        Some(old) if old.ends_with("engineer") && old.starts_with(['S', 'F', 'T', 'U']) => {
            format!("    title: {title} engineer")
        }
        _ => line.to_owned(),
    });
    shop.write(path, lines.collect::<Vec<_>>().join("\n") + "\n");
}

fn learn(shop: &Workshop, folder: &str, line: &[&str]) -> Run {
    Run::of(&shop.learn(folder).args(line).output().expect("the program runs"))
}

fn json(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

/// Of which commit the answer is, by the title of the role, and of which day.
fn told(run: &Run) -> (String, String) {
    let json = json(run);
    let person = &json["readiness"][0];
    let headline = person["headline"].as_str().expect("a headline");
    let title = headline.split_once(" engineer").expect("a role").0.rsplit(' ').next();
    let day = person["as_of"].as_str().expect("a day");
    (title.expect("a word").to_owned(), day.to_owned())
}

const READINESS: [&str; 6] = ["readiness", "ada", "--role", "senior-engineer", "--format", "json"];

#[test]
fn a_day_is_answered_from_the_mainline_of_its_end_and_a_revision_from_its_tree() {
    let shop = history();
    entitle(&shop, "Uncommitted");
    for (options, title, day) in [
        (&["--as-of", "2026-01-10"][..], "First", "2026-01-10"),
        (&["--as-of", "2026-01-25"], "First", "2026-01-25"), // what lay on a side branch was not there yet
        (&["--as-of", "2026-02-10"], "First", "2026-02-10"), // the end of the day in Paris, not in London
        (&["--as-of", "2026-02-11"], "Second", "2026-02-11"),
        (&["--as-of", "2026-03-31"], "Second", "2026-03-31"),
        (&["--as-of", "2026-04-15"], "Third", "2026-04-15"), // what is not committed has no day
        (&["--as-of", "v1.2"], "Second", "2026-02-11"),
        (&["--rev", "v1.2"], "Second", "2026-02-11"),
        (&["--as-of", "side"], "First", "2026-01-20"),
        (&["--rev", "v1.2", "--as-of", "2026-01-15"], "First", "2026-01-15"),
        (&["--rev", "v1.2", "--as-of", "2999-01-01"], "Second", "2999-01-01"),
        (&["--as-of", "2999-01-01"], "Uncommitted", "2999-01-01"),
        (&["--as-of", "2025-12-31"], "Uncommitted", "2025-12-31"), // before there was anything
    ] {
        let run = learn(&shop, "growth", &[&READINESS[..], options].concat());
        assert_eq!(told(&run), (title.to_owned(), day.to_owned()), "{options:?}: {}", run.err);
    }
}

#[test]
fn where_the_answer_comes_from_is_said() {
    let shop = history();
    let first = shop.git(&["rev-parse", "HEAD~2^"]);
    let clone = format!("file://{}/.git", shop.path().display());
    shop.git(&["clone", "--quiet", "--depth", "2", &clone, "shallow"]);
    let bare = Workshop::new();
    bare.lay_base("growth");
    let note = |shop: &Workshop, folder: &str, options: &[&str]| {
        learn(shop, folder, &[&READINESS[..], options].concat()).err
    };
    let found = note(&shop, "growth", &["--as-of", "2026-01-31"]);
    let commit = format!("read from commit {} of 2026-01-10", &first[..10]);
    assert!(found.contains(&commit), "{found}");
    for (shop, folder, options, words) in [
        (
            &shop,
            "growth",
            &["--as-of", "2025-12-31"][..],
            "the history here begins after 2025-12-31",
        ),
        (
            &shop,
            "shallow/growth",
            &["--as-of", "2026-02-20"],
            "this clone is shallow and ends after",
        ),
        (&bare, "growth", &["--as-of", "2026-02-20"], "there is no history to look the day up in"),
    ] {
        let said = note(shop, folder, options);
        assert!(said.contains(words), "{options:?}: {said}");
        assert!(said.contains("is left aside"), "{options:?}: {said}");
    }
    for options in [&["--as-of", "2999-01-01"][..], &["--as-of", "v1.2"], &["--rev", "v1.2"]] {
        assert_eq!(note(&shop, "growth", options), "", "{options:?}");
    }
    for (options, words) in [
        (&["--as-of", "2026-02-30"][..], "`2026-02-30` is not a day of the calendar"),
        (&["--as-of", "yesterday"], "name a day such as 2026-04-15, a tag"),
        (&["--as-of", "v1.2", "--rev", "main"], "name two commits to read"),
    ] {
        let run = learn(&shop, "growth", &[&READINESS[..], options].concat());
        assert_eq!(run.code, 2, "{options:?}: {}", run.out);
        assert!(run.err.contains(words), "{options:?}: {}", run.err);
    }
}

#[test]
fn the_same_commit_and_day_give_the_same_bytes() {
    let shop = history();
    let verbs = [
        &["readiness", "ada", "--role", "senior-engineer"][..],
        &["readiness", "--all"],
        &["why", "ada"],
        &["me", "--person", "ada"],
        &["plan", "ada"],
        &["gaps"],
        &["agenda", "ada"],
    ];
    let answers = |folder: &str, as_of: &[&str]| -> Vec<String> {
        let ask = |verb: &&[&str]| {
            let run = learn(&shop, folder, &[*verb, &["--format", "json"], as_of].concat());
            assert_eq!(run.code, 0, "{verb:?}: {}", run.err);
            run.out
        };
        verbs.iter().map(ask).collect()
    };
    let clean = answers("growth", &["--as-of", "2026-02-20"]);
    shop.git(&["clone", "--quiet", ".", "clone"]);
    entitle(&shop, "Uncommitted");
    shop.write("growth/people/ada/goals/2026-02-15.md", "---\nrole: engineer\n---\n");
    assert_eq!(answers("growth", &["--as-of", "2026-02-20"]), clean, "with files of today");
    shop.commit_at("2026-05-01T12:00:00Z", "Later");
    assert_eq!(answers("growth", &["--as-of", "2026-02-20"]), clean, "after a commit");
    assert_eq!(answers("clone/growth", &["--as-of", "2026-02-20"]), clean, "in a clone");
    let named = answers("growth", &["--rev", "v1.2", "--as-of", "2026-02-20"]);
    assert_eq!(named, clean, "with the commit named");
    assert_ne!(answers("growth", &["--as-of", "2026-02-21"]), clean, "of another day");
}

#[test]
fn readiness_for_programs_keeps_to_its_schema_and_says_what_it_rests_on() {
    let shop = history();
    let form = forms::named("readiness").expect("a form");
    let schema = jsonschema::options()
        .should_validate_formats(true)
        .build(&(form.schema)())
        .expect("a schema");
    for line in [
        &["readiness", "ada", "--role", "senior-engineer"][..],
        &["readiness", "--all"],
        &["readiness", "--all", "--audience", "org"],
    ] {
        let run = learn(&shop, "growth", &[line, &["--format", "json"]].concat());
        let printed = json(&run);
        let faults: Vec<String> =
            schema.iter_errors(&printed).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{line:?}: {faults:?}");
        assert_eq!(printed["trust"]["level"], "sealed");
        assert_eq!(printed["from_disk"], true);
    }
    let head = shop.git(&["rev-parse", "v1.2"]);
    let run = learn(&shop, "growth", &[&READINESS[..], &["--as-of", "v1.2"]].concat());
    let printed = json(&run);
    assert_eq!(printed["commit"], head.trim());
    assert_eq!(printed["from_disk"], false);
    assert!(printed["trust"].get("pin").is_none(), "nobody vouches: {}", printed["trust"]);
}

#[test]
fn a_tag_is_never_taken_for_the_branch_of_its_name() {
    let shop = history();
    // The branch is at the first commit and the tag at the third, as in moments and in comparisons.
    shop.git(&["branch", "next", "side"]);
    shop.git(&["tag", "next", "main"]);
    let asks: [&[&str]; 8] = [
        &["--rev", "next"],
        &["--as-of", "next"],
        &["--rev", "next", "--as-of", "2026-04-15"],
        &["--rev", "next~1"],
        &["check", "--rev", "next"],
        &["impact", "next"],
        &["impact", "main..next"],
        &["impact", "main...next"],
    ];
    for ask in asks {
        let line =
            if ask[0].starts_with('-') { [&READINESS[..], ask].concat() } else { ask.to_vec() };
        let run = learn(&shop, "growth", &line);
        assert_eq!(run.code, 2, "{ask:?}: {}", run.out);
        let says = "`next` is the name of several things at different commits";
        assert!(
            run.err.contains(says) && run.err.contains("refs/tags/next"),
            "{ask:?}: {}",
            run.err
        );
    }
    // By its full name each is found, and where both are at one commit it does not matter which is meant.
    for (name, title) in [("refs/heads/next", "First"), ("refs/tags/next", "Third")] {
        let run = learn(&shop, "growth", &[&READINESS[..], &["--rev", name]].concat());
        assert_eq!(told(&run).0, title, "{name}");
        let range = format!("{name}..main");
        assert_eq!(learn(&shop, "growth", &["impact", &range]).code, 0, "{range}");
    }
    shop.git(&["tag", "--force", "next", "side"]);
    let run = learn(&shop, "growth", &[&READINESS[..], &["--rev", "next"]].concat());
    assert_eq!(told(&run).0, "First", "{}", run.err);
    // Digits that a tag has for a name are no commit's either.
    let first = shop.git(&["rev-parse", "--short=8", "next"]);
    shop.git(&["tag", first.trim(), "main"]);
    let run = learn(&shop, "growth", &["impact", first.trim()]);
    assert_eq!(run.code, 2, "{}", run.out);
}
