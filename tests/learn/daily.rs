//! The learner's daily verbs: which file they write, what stays as it was, what they refuse, and what a
//! private layer keeps to itself.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use learn::base::place::{Pointer, Step};
use learn::demo::example;
use learn::syntax::amend::{Change, Unclear, amend};
use serde_json::{Value, json};

use crate::verbs::Place;

const DAY: &str = "2026-04-15";

/// The example company in a repository in which everything is committed, used by Ada.
fn example_of_ada() -> Place {
    let place = Place::with_signed_example();
    git(place.root(), &["init", "--quiet"]);
    git(place.root(), &["config", "user.email", "ada@kestrel.example"]);
    git(place.root(), &["config", "user.name", "Ada Moreau"]);
    git(place.root(), &["add", "--all"]);
    git(place.root(), &["commit", "--quiet", "--message", "The example"]);
    place
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs a verb for the day, with words parted at `|`.
fn on_the_day(place: &Place, words: &str) -> Output {
    let mut arguments: Vec<&str> = words.split('|').collect();
    arguments.extend(["--date", DAY]);
    place.run(&arguments)
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A verb, the file that it makes, and what is in it.
const BEGUN: &[(&str, &str, &str)] = &[
    (
        "goal|staff-engineer|--for-me|I want to.|--until|2027-01-01",
        "people/ada/goals/2026-04-15.md",
        "---\nstate: set\nrole: staff-engineer\nfor_me: I want to.\nuntil: 2027-01-01\n---\n",
    ),
    ("start|game-day", "people/ada/enrolments/game-day.yaml", "started: 2026-04-15\n"),
    (
        "start|to-engineering-manager",
        "people/ada/pathways/to-engineering-manager.yaml",
        "enrolled: 2026-04-15\n",
    ),
    (
        "log|A long day: \"done\" # really|--modules|game-day|--competencies|resilience",
        "people/ada/journal/2026-04-15.md",
        "---\nmodules: [game-day]\ncompetencies: [resilience]\n---\n\nA long day: \"done\" # really\n",
    ),
    ("log|--- again", "people/ada/journal/2026-04-15-2.md", "---\n{}\n---\n\n--- again\n"),
];

#[test]
fn what_is_begun_lies_in_its_right_place_and_passes_the_check() {
    let place = example_of_ada();
    for (words, path, text) in BEGUN {
        assert!(!place.root().join(path).exists(), "{path} is there already");
        let shown = on_the_day(&place, &format!("{words}|--print"));
        if !words.contains("---") {
            assert_eq!(shown.status.code(), Some(0), "{words}: {}", err(&shown));
            assert_eq!(out(&shown), *text, "{words}");
            assert!(!place.root().join(path).exists(), "--print wrote {path}");
        }
        let words = words.replace("log|---", "log|--|---");
        let words = if words.contains("|--|") { words } else { format!("{words}|--quiet") };
        let ran = if words.contains("|--|") {
            place.run(&["log", "--date", DAY, "--", "--- again"])
        } else {
            on_the_day(&place, &words)
        };
        assert_eq!(ran.status.code(), Some(0), "{words}: {}", err(&ran));
        assert_eq!(out(&ran), format!("{path}\n"), "{words}");
        assert_eq!(place.read(path), *text, "{words}");
    }
    place.passes(&["check"]);
    let changed = git(place.root(), &["status", "--porcelain", "--untracked-files=all"]);
    assert_eq!(changed.lines().count(), BEGUN.len(), "{changed}");
    assert!(changed.lines().all(|line| line.starts_with("?? ")), "{changed}");
}

/// A verb, the file that it changes, and the lines that go and come.
const CHANGED: &[(&str, &str, &[&str])] = &[
    (
        "finish|checkout-resilience|--milestone|report",
        "people/ada/enrolments/checkout-resilience.yaml",
        &["+  report: 2026-04-15"],
    ),
    (
        "finish|checkout-resilience",
        "people/ada/enrolments/checkout-resilience.yaml",
        &["+finished: 2026-04-15"],
    ),
    (
        "finish|data-protection",
        "people/ada/enrolments/data-protection.yaml",
        &["-renewed: [2025-05-12]", "+renewed: [2025-05-12, 2026-04-15]"],
    ),
    (
        "check-in|degraded-checkout/experiments|2|--note|Retries: # \"three\", [all].",
        "people/ada/okrs/2026-q2.yaml",
        &["+          - {date: 2026-04-15, value: 2, note: \"Retries: # \\\"three\\\", [all].\"}"],
    ),
    (
        "check-in|option-shown|40.5",
        "people/ada/okrs/2026-q2.yaml",
        &["+        check_ins:", "+          - {date: 2026-04-15, value: 40.5}"],
    ),
    (
        "check-in|model-shown|done",
        "people/ada/okrs/2026-q2.yaml",
        &["-        done: false", "+        done: true"],
    ),
    (
        "mentor|amina",
        "people/ada/person.yaml",
        &[
            "-  - {person: chen, from: 2025-11-01}",
            "+  - {person: chen, from: 2025-11-01, until: 2026-04-14}",
            "+  - {person: amina, from: 2026-04-15}",
        ],
    ),
];

#[test]
fn what_is_changed_is_changed_in_these_lines_and_no_others() {
    let place = example_of_ada();
    for (words, path, lines) in CHANGED {
        let ran = on_the_day(&place, words);
        assert_eq!(ran.status.code(), Some(0), "{words}: {}", err(&ran));
        let diff = git(place.root(), &["diff", "--unified=0"]);
        let found: Vec<&str> = diff
            .lines()
            .filter(|line| {
                line.starts_with(['+', '-']) && !line.starts_with("+++") && !line.starts_with("---")
            })
            .collect();
        assert_eq!(found, *lines, "{words}");
        assert!(diff.contains(&format!("+++ b/{path}\n")), "{words}: {diff}");
        git(place.root(), &["commit", "--quiet", "--all", "--message", "A day"]);
    }
    place.passes(&["check"]);
}

/// What is refused, with a part of the complaint.
const REFUSED: &[(&str, &str)] = &[
    ("goal|staf-engineer", "did you mean `staff-engineer`?"),
    ("goal|--for-me|More.", "where to?"),
    ("goal|staff-engineer|--candidates|senior-engineer", "has one role and no candidates"),
    ("start|incident-command", "has been finished since 2026-03-05"),
    ("start|checkout-resilience", "has been under way since 2026-03-09"),
    ("start|to-senior-engineer", "has been on `to-senior-engineer` since 2026-03-02"),
    ("start|spring-2026", "learn start to-senior-engineer --cohort spring-2026"),
    ("start|to-engineering-manager|--cohort|spring-2026", "takes pathway `to-senior-engineer`"),
    ("start|game-day|--cohort|spring-2026", "`game-day` is a module"),
    ("start|life-of-a-parcl", "did you mean `life-of-a-parcel`?"),
    ("start|game-day|--person|nobody", "there is no person `nobody`"),
    ("finish|game-day", "has not been begun"),
    ("finish|incident-command", "has been finished since 2026-03-05"),
    ("finish|to-senior-engineer", "is a pathway"),
    ("finish|checkout-resilience|--milestone|hypothesis", "was reached on 2026-03-27"),
    ("finish|checkout-resilience|--milestone|rest", "it has hypothesis, experiment, report"),
    ("log| ", "there is nothing to note"),
    ("log|Text|--modules|nothing-here", "there is no module `nothing-here`"),
    ("check-in|nothing|3", "there is no key result `nothing`"),
    ("check-in|experiments|many", "`many` is no number"),
    ("check-in|experiments|done", "is measured in numbers"),
    ("check-in|hypothesis|done", "is done already"),
    ("check-in|hypothesis|1", "has no numbers"),
    ("mentor|ada", "nobody mentors themselves"),
    ("mentor|chen", "is Ada Moreau's mentor already"),
];

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_written() {
    let place = example_of_ada();
    for (words, complaint) in REFUSED {
        let ran = on_the_day(&place, words);
        assert_eq!(ran.status.code(), Some(2), "{words}: {}", out(&ran));
        assert!(err(&ran).contains(complaint), "{words}: {}", err(&ran));
        assert!(!err(&ran).contains("Some("), "{words}: {}", err(&ran));
    }
    let late = place.run(&["check-in", "experiments", "3", "--date", "2026-04-09"]);
    assert!(err(&late).contains("which is later than 2026-04-09"), "{}", err(&late));
    let twice = on_the_day(&place, "goal|staff-engineer");
    assert_eq!(twice.status.code(), Some(0), "{}", err(&twice));
    let again = on_the_day(&place, "goal|engineering-manager");
    assert!(err(&again).contains("nothing is overwritten"), "{}", err(&again));
    let changed = git(place.root(), &["status", "--porcelain", "--untracked-files=all"]);
    assert_eq!(changed, "?? people/ada/goals/2026-04-15.md\n");
}

#[test]
fn an_error_of_the_check_is_refused_in_its_words() {
    let place = example_of_ada();
    let ran = place.run(&["finish", "checkout-resilience", "--date", "2026-03-01"]);
    assert_eq!(ran.status.code(), Some(2), "{}", out(&ran));
    assert!(err(&ran).contains("`learn check` would refuse this"), "{}", err(&ran));
    assert!(err(&ran).contains("dates-out-of-order"), "{}", err(&ran));
    assert_eq!(git(place.root(), &["status", "--porcelain"]), "");
}

#[test]
fn a_finished_module_is_cited_and_what_is_missing_comes_first() {
    let place = Place::with_pilot();
    let does = |words: &str| {
        let ran = on_the_day(&place, words);
        assert_eq!(ran.status.code(), Some(0), "{words}: {}", err(&ran));
        err(&ran)
    };
    let module = "--evidence writing-that-decides  Writing that decides, finished on 2026-04-15";
    let entry = "it takes 1 portfolio entry more: `learn new portfolio NAME`";
    does("start|writing-that-decides");
    let next = "next: learn new portfolio NAME  (clear-writer needs an entry), then learn claim clear-writer";
    assert!(does("finish|writing-that-decides").contains(next));
    let listed = place.refuses(&["claim", "clear-writer", "--date", DAY]);
    assert!(listed.contains(module) && listed.contains(entry), "{listed}");
    place.passes(&["new", "portfolio", "--title", "The slow search"]);
    let listed = place.refuses(&["claim", "clear-writer", "--date", DAY]);
    assert!(listed.contains(module) && !listed.contains(entry), "{listed}");
    // What leads elsewhere is no evidence for this.
    let other = place.refuses(&["claim", "on-call-ready", "--date", DAY]);
    assert!(!other.contains("writing-that-decides"), "{other}");
}

#[test]
fn what_was_given_up_is_taken_up_again_and_its_comment_stays() {
    let place = example_of_ada();
    let path = "people/ada/enrolments/game-day.yaml";
    let text = "# The second try.\nstarted: 2026-01-12   # after the holidays\nwithdrawn: 2026-02-02 # too much at once\n\n# notes below\nx-buddy: ben\n";
    fs::write(place.root().join(path), text).expect("a file");
    let ran = on_the_day(&place, "start|game-day");
    assert_eq!(ran.status.code(), Some(0), "{}", err(&ran));
    assert_eq!(
        place.read(path),
        "# The second try.\nstarted: 2026-04-15   # after the holidays\n# too much at once\n\n# notes below\nx-buddy: ben\n"
    );
}

#[test]
fn mentors_end_and_nobody_is_an_answer() {
    let place = example_of_ada();
    let shown = place.passes(&["mentor", "--date", DAY]);
    assert!(shown.starts_with("Mentor of Ada Moreau: Chen Wei\n"), "{shown}");
    assert!(!shown.contains("ada  ") && !shown.contains("chen  "), "{shown}");
    let wanted =
        shown.lines().position(|line| line.contains("fits what you miss")).expect("a table");
    assert!(shown.lines().nth(wanted + 1).is_some_and(|first| first.contains('1')), "{shown}");
    place.passes(&["mentor", "--end", "--date", DAY]);
    assert!(
        place
            .read("people/ada/person.yaml")
            .contains("- {person: chen, from: 2025-11-01, until: 2026-04-15}\n")
    );
    place.passes(&["mentor", "--nobody", "--date", "2026-04-16"]);
    assert!(
        place.read("people/ada/person.yaml").contains("  - {nobody: true, from: 2026-04-16}\n")
    );
    place.passes(&["mentor", "noor", "--date", "2026-04-20"]);
    let text = place.read("people/ada/person.yaml");
    assert!(text.contains("  - {nobody: true, from: 2026-04-16, until: 2026-04-19}\n"), "{text}");
    assert!(text.contains("  - {person: noor, from: 2026-04-20}\n"), "{text}");
    place.passes(&["check"]);
}

/// Runs `learn` with somebody's layer in the environment.
fn with_layer(place: &Place, layer: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_learn"))
        .args(arguments)
        .current_dir(place.root())
        .env("HOME", place.root())
        .env("NO_COLOR", "1")
        .env("LEARN_LAYER", layer)
        .output()
        .expect("learn runs")
}

#[test]
fn what_is_private_stays_in_the_layer() {
    let place = example_of_ada();
    let elsewhere = crate::scratch::folder();
    let layer = elsewhere.path().join("my-growth");
    let text = layer.to_string_lossy().into_owned();
    for words in ["goal|engineering-manager", "log|Unsure about the team.", "log|Still."] {
        let ran = on_the_day(&place, &format!("{words}|--layer|{text}"));
        assert_eq!(ran.status.code(), Some(0), "{words}: {}", err(&ran));
        assert!(
            out(&ran).starts_with(&text) && !err(&ran).contains("git add"),
            "{words}: {}",
            err(&ran)
        );
    }
    assert!(layer.join("goals/2026-04-15.md").is_file());
    assert!(layer.join("journal/2026-04-15-2.md").is_file());
    let okrs = "objectives:\n  - id: calm\n    title: I stay calm  # really\n    key_results:\n      - {id: breaths, title: Breaths, from: 0, to: 10}\n";
    fs::create_dir_all(layer.join("okrs")).expect("a folder");
    fs::write(layer.join("okrs/2026.yaml"), okrs).expect("a file");
    let ran = with_layer(&place, &layer, &["check-in", "breaths", "3", "--date", DAY]);
    assert_eq!(ran.status.code(), Some(0), "{}", err(&ran));
    let written = fs::read_to_string(layer.join("okrs/2026.yaml")).expect("a file");
    assert_eq!(
        written,
        okrs.replace("to: 10}", "to: 10, check_ins: [{date: 2026-04-15, value: 3}]}")
    );
    // What is in the repository is changed where it is, layer or not; here it is what is not to be changed.
    assert_eq!(git(place.root(), &["status", "--porcelain", "--untracked-files=all"]), "");
    for verb in
        [&["me", "--as-of", DAY][..], &["readiness", "--as-of", DAY], &["goal", "--date", DAY]]
    {
        let mine = with_layer(&place, &layer, verb);
        assert!(out(&mine).contains("Engineering manager"), "{verb:?}: {}", out(&mine));
        let others = place.run(verb);
        assert!(!out(&others).contains("Engineering manager"), "{verb:?}: {}", out(&others));
    }
    let chen = with_layer(&place, &layer, &["readiness", "chen", "--as-of", DAY]);
    assert!(out(&chen).contains("Chen Wei"), "{}", out(&chen));
}

#[test]
fn a_layer_is_checked_and_read_and_never_cited() {
    let place = example_of_ada();
    let elsewhere = crate::scratch::folder();
    let layer = elsewhere.path().join("my-growth");
    let text = layer.to_string_lossy().into_owned();
    let private = |words: &str| on_the_day(&place, &format!("{words}|--layer|{text}"));
    private("goal|engineering-manager");
    private("log|Unsure about the team.");
    let met = place.passes(&["new", "meeting", "chen", "--layer", &text]);
    let met = Path::new(met.trim()).to_owned();
    assert!(met.starts_with(layer.join("meetings")) && met.is_file(), "{}", met.display());
    let refused = place.refuses(&["new", "claim", "incident-commander", "--layer", &text]);
    assert!(refused.contains("others have to read it"), "{refused}");
    let public = with_layer(&place, &layer, &["new", "portfolio", "--title", "Shown"]);
    assert!(out(&public).starts_with("people/ada/portfolio/"), "{}", out(&public));
    git(place.root(), &["clean", "--quiet", "-d", "--force"]);

    let why = with_layer(&place, &layer, &["why", "ada", "--as-of", DAY]);
    assert!(out(&why).contains("Engineering manager"), "{}{}", out(&why), err(&why));
    let check = place.run(&["check", "--layer", &text, "--as-of", DAY]);
    assert_eq!(check.status.code(), Some(0), "{}{}", out(&check), err(&check));
    fs::write(layer.join("goals/2026-04-14.md"), "---\nstate: set\nrole: emperor\n---\n")
        .expect("a file");
    let check = place.run(&["check", "--layer", &text, "--as-of", DAY]);
    assert_eq!(check.status.code(), Some(1), "{}{}", out(&check), err(&check));
    assert!(out(&check).contains("goals/2026-04-14.md"), "{}", out(&check));
    assert!(place.run(&["check", "--as-of", DAY]).status.success(), "the company's is as it was");
    fs::remove_file(layer.join("goals/2026-04-14.md")).expect("it is there");
    let empty = elsewhere.path().join("nothing").to_string_lossy().into_owned();
    let refused = place.refuses(&["check", "--layer", &empty]);
    assert!(refused.contains("there is no record in"), "{refused}");

    let cited = ["claim", "incident-commander", "--evidence", "2026-04-15", "--date", DAY];
    let claim = with_layer(&place, &layer, &cited);
    assert_eq!(claim.status.code(), Some(2), "{}", out(&claim));
    assert!(err(&claim).contains("nobody who judges the claim can read it"), "{}", err(&claim));
    assert_eq!(git(place.root(), &["status", "--porcelain", "--untracked-files=all"]), "");
}

#[test]
fn a_layer_that_would_be_committed_is_refused() {
    let place = example_of_ada();
    for (number, folder) in
        ["mine", "people/ada", ".", "../mine/../mine/./deeper"].into_iter().enumerate()
    {
        let folder =
            if number == 3 { place.root().join("a/../mine") } else { place.root().join(folder) };
        let folder = folder.to_string_lossy().into_owned();
        let complaint = place.refuses(&["log", "Text", "--layer", &folder]);
        assert!(
            complaint.contains("git would commit what is to stay private"),
            "{folder}: {complaint}"
        );
    }
    fs::write(place.root().join(".gitignore"), "/mine/\n").expect("a file");
    place.passes(&["log", "Text", "--layer", "mine", "--date", DAY]);
    assert!(place.root().join("mine/journal/2026-04-15.md").is_file());
    assert_eq!(
        git(place.root(), &["status", "--porcelain", "--untracked-files=all"]),
        "?? .gitignore\n"
    );
    git(place.root(), &["add", "--force", "mine/journal/2026-04-15.md"]);
    place.refuses(&["log", "Text", "--layer", "mine"]);
}

#[test]
fn who_is_not_known_is_asked_for_a_name() {
    let place = Place::with_example();
    for verb in [&["goal"][..], &["start", "game-day"], &["log", "Text"], &["me"], &["agenda"]] {
        let complaint = place.refuses(verb);
        assert!(complaint.contains("user.email"), "{verb:?}: {complaint}");
    }
    place.passes(&["start", "game-day", "--person", "ada", "--date", DAY]);
}

#[test]
fn the_day_of_somebody_fits_on_a_screen() {
    let place = example_of_ada();
    let day = place.passes(&["me", "--as-of", DAY]);
    for line in [
        "Ada Moreau, 2026-04-15",
        "Goal: Senior engineer, since 2026-01-12, by 2026-12-18",
        "  learn finish checkout-resilience",
        "Waiting for others",
        "Soon",
    ] {
        assert!(day.lines().any(|one| one == line), "{line}:\n{day}");
    }
    assert!(day.contains("it is not pass or fail"), "{day}");
    assert!(day.lines().count() <= 40, "{day}");
    assert!(day.lines().all(|line| line.chars().count() <= 80), "{day}");
    let chen = place.passes(&["me", "--person", "chen", "--as-of", DAY]);
    assert!(
        chen.contains("Claims that wait for you")
            && chen.contains("learn approve ben 2026-04-07-testing"),
        "{chen}"
    );
    assert!(chen.contains("Those you mentor"), "{chen}");
    let json: Value =
        serde_json::from_str(&place.passes(&["me", "--as-of", DAY, "--format", "json"]))
            .expect("JSON");
    let validator =
        jsonschema::validator_for(&learn::report::me::json::schema()).expect("a schema");
    assert!(validator.is_valid(&json), "{json}");
    assert_eq!(json["role"], "senior-engineer");
    assert!(
        place
            .passes(&["me", "--as-of", DAY, "--format", "markdown"])
            .starts_with("## Ada Moreau, 2026-04-15\n")
    );
}

fn at(steps: &[&str]) -> Pointer {
    let step = |word: &&str| word.parse::<usize>().map_or_else(|_| Step::from(*word), Step::Index);
    Pointer(steps.iter().map(step).collect())
}

fn put(map: &[&str], key: &str, value: Value) -> Change {
    Change::Put { map: at(map), key: key.to_owned(), value }
}

#[test]
fn amending_keeps_every_other_byte() {
    let day = json!("2026-04-15");
    let cases = [
        ("a: 1 # one\n", put(&[], "b", json!(2)), "a: 1 # one\nb: 2\n"),
        ("a: 1", put(&[], "b", json!(2)), "a: 1\nb: 2"),
        (
            "a: 1\r\nb: x\r\n\r\n# end\r\n",
            put(&[], "c", json!(2)),
            "a: 1\r\nb: x\r\nc: 2\r\n\r\n# end\r\n",
        ),
        ("{a: 1}\n", put(&[], "b", json!(2)), "{a: 1, b: 2}\n"),
        ("{}\n", put(&[], "b", json!(2)), "{b: 2}\n"),
        ("# only words\n", put(&[], "b", json!(2)), "# only words\nb: 2\n"),
        (
            "m:\n  - a: 1\n    t: |\n      x\n\n  # next\n  - a: 2\n",
            put(&["m", "0"], "u", day.clone()),
            "m:\n  - a: 1\n    t: |\n      x\n    u: 2026-04-15\n\n  # next\n  - a: 2\n",
        ),
        (
            "m: [ {a: 1}, {a: 2} ]\n",
            put(&["m", "0"], "u", day.clone()),
            "m: [ {a: 1, u: 2026-04-15}, {a: 2} ]\n",
        ),
        (
            "m:\n- a # x\n- b # y\nn: 1\n",
            Change::Append { list: at(&["m"]), item: json!("c") },
            "m:\n- a # x\n- b # y\n- c\nn: 1\n",
        ),
        ("m: []\n", Change::Append { list: at(&["m"]), item: json!("c") }, "m: [c]\n"),
        ("a: 1\nb: 2 # why\nc: 3\n", Change::Remove { at: at(&["b"]) }, "a: 1\n# why\nc: 3\n"),
        ("{a: 1, b: 2}\n", Change::Remove { at: at(&["a"]) }, "{b: 2}\n"),
        ("{a: 1, b: 2}\n", Change::Remove { at: at(&["b"]) }, "{a: 1}\n"),
        ("a: 'x' # y\n", Change::Replace { at: at(&["a"]), value: json!("z") }, "a: z # y\n"),
    ];
    for (before, change, after) in cases {
        assert_eq!(
            amend(before, std::slice::from_ref(&change)).as_deref(),
            Ok(after),
            "{change:?} of {before:?}"
        );
    }
    for (before, change) in [
        ("a: 1\n", put(&[], "a", json!(2))),
        ("a: &x {b: 1}\nc: *x\n", put(&["a"], "d", json!(2))),
        ("a: 1\n", put(&["b"], "d", json!(2))),
        ("a: [1\n", put(&[], "d", json!(2))),
    ] {
        assert_eq!(amend(before, &[change]), Err(Unclear), "{before:?}");
    }
}

#[test]
fn every_record_of_the_example_takes_one_more_key() {
    let mut count = 0;
    for (path, bytes) in example::files() {
        if Path::new(&path).extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let text = String::from_utf8(bytes.clone()).expect("text");
        let amended = amend(&text, &[put(&[], "x-more", json!("one: more"))]);
        let amended = amended.unwrap_or_else(|_| panic!("{path}"));
        assert_eq!(amended.replacen("x-more: \"one: more\"\n", "", 1), text, "{path}");
        count += 1;
    }
    assert!(count > 150, "{count}");
}
