//! `learn check` as people run it: in real folders and real repositories.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use learn::rules::Case;

use crate::cases;
use crate::workshop::{Run, Workshop};

/// A team led by somebody who is not there: one error, `unknown-reference` on line 2.
const LED_BY_NOBODY: &str = "name: Billing\nlead: vera\n";

fn annotations(shop: &Workshop, arguments: &[&str]) -> Vec<String> {
    shop.check(&[&["--format", "github"], arguments].concat()).annotations()
}

#[test]
fn a_clean_catalog_is_0_findings_are_1_and_trouble_is_2() {
    let shop = Workshop::with_catalog("");
    let clean = shop.check(&[]);
    let records = cases::base().iter().count();
    let summary = format!("{records} records checked as of 2026-04-15: no problems\n");
    assert_eq!((clean.code, clean.out.as_str(), clean.err.as_str()), (0, &*summary, ""));

    shop.write("teams/billing.yaml", LED_BY_NOBODY);
    let broken = shop.check(&[]);
    assert_eq!(broken.code, 1);
    assert!(broken.out.starts_with("error[unknown-reference]: there is no person `vera`\n"));
    assert!(broken.out.contains("─[teams/billing.yaml:2:7]"), "{}", broken.out);
    assert!(broken.err.contains("`learn explain unknown-reference`"), "{}", broken.err);

    for (arguments, words) in [
        (&["--deny", "unknown-referense"][..], "did you mean `unknown-reference`?"),
        (&["no/such/folder"], "there is no no/such/folder"),
        (&["/"], "is not in the catalog"),
        (&["--format", "xml"], "invalid value 'xml'"),
        (&["--diff"], "--fix"),
        (&["--fix", "--rev", "HEAD"], "cannot be used with"),
    ] {
        let run = shop.check(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "", "{arguments:?}");
    }
}

#[test]
fn without_a_catalog_it_says_where_to_find_one() {
    let shop = Workshop::new();
    let run = shop.check(&[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no catalog here") && run.err.contains("learn init"), "{}", run.err);
    let run = shop.check(&["--rev", "HEAD"]);
    assert!(run.err.contains("is not in a git repository"), "{}", run.err);
}

#[test]
fn quiet_prints_results_only() {
    let shop = Workshop::with_catalog("");
    shop.write("teams/billing.yaml", LED_BY_NOBODY);
    let run = shop.check(&["--quiet"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
}

#[test]
fn people_read_paths_from_where_they_are_and_ci_from_the_top_of_the_repository() {
    let shop = Workshop::with_catalog("growth");
    shop.write("growth/teams/billing.yaml", LED_BY_NOBODY);
    for (folder, shown) in [
        ("", "[growth/teams/billing.yaml:2:7]"),
        ("growth", "[teams/billing.yaml:2:7]"),
        ("growth/teams", "[../teams/billing.yaml:2:7]"),
    ] {
        let directory = if folder.is_empty() { &["-C", "growth"][..] } else { &[] };
        let run = shop.check_in(folder, directory);
        assert!(run.out.contains(shown), "{folder}: {}", run.out);
        let run = shop.check_in(folder, &[directory, &["--format", "github"]].concat());
        assert_eq!(run.annotations(), ["growth/teams/billing.yaml:2 unknown-reference"]);
    }
}

#[test]
fn paths_choose_what_is_shown_and_the_rest_is_counted() {
    let shop = Workshop::with_catalog("growth");
    shop.write("growth/teams/billing.yaml", LED_BY_NOBODY);
    shop.write("growth/teams-of-old.txt", "x");
    for (folder, path, shown) in [
        ("growth", "teams", 1),
        ("growth", "teams/billing.yaml", 1),
        ("growth", "./people/../teams/", 1),
        ("growth", ".", 1),
        ("growth/people", "../teams", 1),
        ("growth/people", ".", 0),
        ("growth", "teams-of-old.txt", 0),
    ] {
        let run = shop.check_in(folder, &[path]);
        assert_eq!(run.out.matches("error[").count(), shown, "{folder} {path}: {}", run.out);
        assert_eq!(run.code, i32::try_from(shown).expect("few"));
        assert_eq!(run.out.contains("(and 1 in other files)"), shown == 0, "{}", run.out);
    }
}

#[test]
fn levels_come_from_the_catalog_and_the_command_line_raises_them() {
    let shop = Workshop::with_catalog("");
    shop.write("teams/billing.yaml", LED_BY_NOBODY);
    let program = String::from_utf8(shop.read("learn.yaml")).expect("UTF-8");
    for (level, arguments, code, word) in [
        ("error", &[][..], 1, "error["),
        ("warn", &[], 0, "warning["),
        ("warn", &["--deny", "warn"], 1, "warning["),
        ("warn", &["--deny", "unknown-reference"], 1, "error["),
        ("hint", &["--deny", "warn"], 0, "hint["),
        ("hint", &["--deny", "hint"], 1, "hint["),
        ("allow", &["--deny", "hint"], 0, "no problems"),
        ("allow", &["--deny", "unknown-reference"], 1, "error["),
    ] {
        shop.write("learn.yaml", format!("{program}rules:\n  unknown-reference: {level}\n"));
        let run = shop.check(arguments);
        assert_eq!(run.code, code, "{level} {arguments:?}: {}", run.out);
        assert!(run.out.contains(word), "{level} {arguments:?}: {}", run.out);
    }
}

#[test]
fn few_rules_that_are_switched_off_are_named() {
    let shop = Workshop::with_catalog("");
    let program = String::from_utf8(shop.read("learn.yaml")).expect("UTF-8");
    for (rules, words) in [
        (
            &["evidence-changed-since-approval"][..],
            "; 1 rule switched off in learn.yaml: evidence-changed-since-approval\n",
        ),
        (
            &["stale-module", "no-owner", "goal-without-role"],
            "; 3 rules switched off in learn.yaml: goal-without-role, no-owner, stale-module\n",
        ),
        (
            &["stale-module", "no-owner", "goal-without-role", "uneven-rubric"],
            "; 4 rules switched off in learn.yaml\n",
        ),
    ] {
        let lines: Vec<String> = rules.iter().map(|rule| format!("  {rule}: allow\n")).collect();
        shop.write("learn.yaml", format!("{program}rules:\n{}", lines.concat()));
        let run = shop.check(&[]);
        assert!(run.out.ends_with(words), "{rules:?}: {}", run.out);
    }
}

#[test]
fn an_allow_needs_a_reason_and_something_to_allow() {
    let shop = Workshop::with_catalog("");
    for (line, expected) in [
        ("lead: vera # learn: allow(unknown-reference) she joins on Monday", vec![]),
        (
            "lead: vera # learn: allow(unknown-reference)",
            vec![
                "teams/billing.yaml:2 unknown-reference",
                "teams/billing.yaml:2 allow-without-reason",
            ],
        ),
        (
            "lead: chen # learn: allow(unknown-reference) she joins on Monday",
            vec!["teams/billing.yaml:2 unused-allow"],
        ),
    ] {
        shop.write("teams/billing.yaml", format!("name: Billing\n{line}\n"));
        let run = shop.check(&["--format", "github"]);
        assert_eq!(run.annotations(), expected, "{line}");
        assert_eq!(run.out.contains("(and 1 allowed)"), expected.is_empty(), "{}", run.out);
    }
}

#[test]
fn the_day_changes_what_is_found_and_is_told() {
    let shop = Workshop::with_catalog("");
    for (day, rule) in [("2025-01-01", "future-date"), ("2027-06-01", "stale-module")] {
        let run = shop.check(&["--as-of", day, "--format", "github"]);
        assert!(run.annotations().iter().any(|line| line.ends_with(rule)), "{}", run.out);
        assert!(run.out.contains(&format!("checked as of {day}: ")), "{}", run.out);
    }
    let run = shop.check(&["--as-of", "2026-02-30"]);
    assert_eq!(run.code, 2, "{}", run.out);
}

#[test]
fn a_baseline_accepts_what_is_there_and_shows_what_comes() {
    let shop = Workshop::with_catalog("");
    shop.write("teams/billing.yaml", LED_BY_NOBODY);
    let run = shop.check(&["--write-baseline"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("1 finding accepted in learn-baseline.json"), "{}", run.err);

    let accepted = shop.check(&[]);
    assert_eq!(accepted.code, 0, "{}", accepted.out);
    assert!(accepted.out.contains("no problems (and 1 in the baseline)"), "{}", accepted.out);
    assert_eq!(shop.check(&["--no-baseline"]).code, 1);

    // One more of the same rule in the same file: nobody can tell which is new, so both are shown.
    shop.write("teams/billing.yaml", "name: Billing\nlead: vera\nparent: verra\n");
    assert_eq!(annotations(&shop, &[]).len(), 2);
    shop.write("teams/billing.yaml", LED_BY_NOBODY);

    // The baseline belongs to the commit that is checked.
    shop.commit("Accept the past");
    shop.write("learn-baseline.json", r#"{"version": 1, "accepted": {}}"#);
    assert_eq!(shop.check(&[]).code, 1);
    assert_eq!(shop.check(&["--rev", "HEAD"]).code, 0);

    shop.write("learn-baseline.json", r#"{"version": 2, "accepted": {}}"#);
    let run = shop.check(&[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("version 2"), "{}", run.err);
    let run = shop.check(&["--write-baseline", "teams"]);
    assert_eq!(run.code, 2, "a baseline of a part would accept nothing of the rest");
}

#[test]
fn since_shows_what_a_change_brings_in_or_touches() {
    let shop = Workshop::with_catalog("");
    shop.write("teams/billing.yaml", LED_BY_NOBODY);
    shop.write("teams/tracking.yaml", "name: Tracking\nlead: vera\n");
    shop.commit("Two old problems");
    assert_eq!(annotations(&shop, &["--since", "HEAD"]), [""; 0]);

    shop.write("teams/pricing.yaml", "name: Pricing\nlead: vera\n");
    shop.write("teams/billing.yaml", "name: Billing and more\nlead: vera\n");
    let run = shop.check(&["--since", "HEAD", "--format", "github"]);
    assert_eq!(
        run.annotations(),
        ["teams/billing.yaml:2 unknown-reference", "teams/pricing.yaml:2 unknown-reference"]
    );
    assert!(run.out.contains("(and 1 not touched by the change)"), "{}", run.out);

    // What breaks elsewhere because of a change is brought in by it.
    shop.commit("More");
    std::fs::remove_file(shop.path().join("rubrics/writing.yaml")).expect("it is there");
    let brought = annotations(&shop, &["--since", "HEAD"]);
    assert_eq!(brought, ["credentials/clear-writer.yaml:4 unknown-reference"]);
}

#[test]
fn since_takes_a_moved_file_or_other_line_ends_for_no_change() {
    let shop = Workshop::with_catalog("");
    shop.write("teams/billing.yaml", LED_BY_NOBODY);
    shop.write("teams/tracking.yaml", "\u{feff}name: Tracking\nlead: vera\n");
    shop.commit("Two old problems");
    shop.git(&["mv", "teams/tracking.yaml", "teams/parcels.yaml"]);
    shop.write("teams/billing.yaml", LED_BY_NOBODY.replace('\n', "\r\n"));
    assert_eq!(annotations(&shop, &["--since", "HEAD"]), [""; 0]);
    shop.write("teams/parcels.yaml", "name: Parcels\nlead: vera\n");
    let found = annotations(&shop, &["--since", "HEAD"]);
    assert_eq!(found, ["teams/parcels.yaml:2 unknown-reference"]);
}

#[test]
fn since_compares_a_branch_with_where_it_began() {
    let shop = Workshop::with_catalog("");
    shop.write("teams/billing.yaml", LED_BY_NOBODY);
    shop.commit("An old problem");
    shop.git(&["switch", "--quiet", "--create", "topic"]);
    shop.write("teams/pricing.yaml", "name: Pricing\nlead: vera\n");
    shop.commit("A new one");
    shop.git(&["switch", "--quiet", "main"]);
    shop.write("teams/billing.yaml", "name: Billing\nlead: chen\n");
    shop.commit("Mended on main meanwhile");
    shop.git(&["switch", "--quiet", "topic"]);
    let found = annotations(&shop, &["--since", "main"]);
    assert_eq!(found, ["teams/pricing.yaml:2 unknown-reference"]);
    shop.git(&["switch", "--quiet", "main"]);
    let found = annotations(&shop, &["--since", "main", "--rev", "topic"]);
    assert_eq!(found, ["teams/pricing.yaml:2 unknown-reference"]);
}

#[test]
fn since_a_revision_without_the_catalog_shows_everything() {
    let shop = Workshop::new();
    shop.git(&["init", "--quiet", "--initial-branch=main"]);
    shop.write("README", "Soon.\n");
    shop.commit("Begin");
    shop.lay_base("growth");
    shop.write("growth/teams/billing.yaml", LED_BY_NOBODY);
    let found = annotations(&shop, &["-C", "growth", "--since", "HEAD"]);
    assert_eq!(found, ["growth/teams/billing.yaml:2 unknown-reference"]);
}

#[test]
fn a_commit_is_checked_without_checking_it_out() {
    let shop = Workshop::with_catalog("growth");
    shop.write("growth/teams/billing.yaml", LED_BY_NOBODY);
    shop.commit("Break it");
    let broken = shop.git(&["rev-parse", "HEAD"]).trim().to_owned();
    shop.write("growth/teams/billing.yaml", "name: Billing\nlead: chen\n");
    shop.commit("Mend it");
    shop.write("growth/teams/billing.yaml", "name: [\n");

    let arguments = ["-C", "growth", "--format", "json", "--rev", "HEAD~1"];
    let run = shop.check(&arguments);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains(&format!("\"revision\": \"{broken}\"")), "{}", run.out);
    assert!(run.out.contains("\"path\": \"growth/teams/billing.yaml\""), "{}", run.out);
    assert_eq!(shop.check(&["-C", "growth", "--rev", "HEAD"]).code, 0);

    // Paths are those of the commit.
    std::fs::remove_file(shop.path().join("growth/teams/billing.yaml")).expect("it is there");
    let run = shop.check(&["-C", "growth", "--rev", "HEAD~1", "teams/billing.yaml"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("[growth/teams/billing.yaml:2:7]"), "{}", run.out);

    shop.git(&["checkout", "--quiet", "--force", "--detach", "HEAD~1"]);
    assert_eq!(shop.check(&["-C", "growth"]).code, 1);
    assert_eq!(shop.check(&["-C", "growth", "--since", "HEAD"]).code, 0);
}

#[test]
fn a_revision_that_is_not_there_or_holds_no_catalog_is_told() {
    let shop = Workshop::new();
    shop.git(&["init", "--quiet", "--initial-branch=main"]);
    shop.lay_base("");
    for option in ["--rev", "--since"] {
        let run = shop.check(&[option, "main"]);
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(run.err.contains("the repository has no commit yet"), "{}", run.err);
    }
    let stash = shop.read("learn.yaml");
    std::fs::remove_file(shop.path().join("learn.yaml")).expect("it is there");
    shop.commit("Without learn.yaml");
    shop.write("learn.yaml", stash);
    let run = shop.check(&["--rev", "main"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("holds no learn.yaml"), "{}", run.err);
    for option in ["--rev", "--since"] {
        let run = shop.check(&[option, "nonsense"]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("there is no revision `nonsense`"), "{}", run.err);
    }
    let blob = shop.git(&["rev-parse", "main:teams/routing.yaml"]);
    let run = shop.check(&["--rev", blob.trim()]);
    assert!(run.code == 2 && run.err.contains("is no commit"), "{}", run.err);
}

#[test]
fn a_bare_repository_is_checked_at_a_revision() {
    let shop = Workshop::with_catalog("");
    shop.write("teams/billing.yaml", LED_BY_NOBODY);
    shop.commit("Break it");
    shop.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
    let run = shop.check_in("../bare.git", &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--rev main"), "{}", run.err);
    let run = shop.check_in("../bare.git", &["--rev", "main", "teams"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("[teams/billing.yaml:2:7]"), "{}", run.out);
    let run = shop.check(&["-C", "../bare.git", "--rev", "main", "--since", "main~1"]);
    assert_eq!(run.code, 1, "{}", run.err);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let shop = Workshop::with_catalog("");
    let keys: Vec<String> = (0..2_000).map(|number| format!("unknown-{number}: 1")).collect();
    shop.write("teams/billing.yaml", format!("{LED_BY_NOBODY}{}\n", keys.join("\n")));
    for format in ["human", "narrated", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let mut learn = shop.learn("");
        learn.args(["check", "--quiet", "--format", format]);
        let mut learn =
            learn.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let mut first = String::new();
        let mut out = BufReader::with_capacity(16, learn.stdout.take().expect("a pipe"));
        out.read_line(&mut first).expect("a line");
        drop(out);
        let run = Run::of(&learn.wait_with_output().expect("it ends"));
        assert!(!first.is_empty());
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{format}");
    }
}

#[test]
fn fix_mends_what_is_safe_and_leaves_every_other_byte() {
    let shop = Workshop::with_catalog("growth");
    let allow = "# learn: allow(unknown-reference) she joins on Monday";
    let crlf = format!("\u{feff}name: Billing  # ours\r\n{allow}\r\nlead: chen {allow}\r\n");
    let plain = format!("name: Pricing\n{allow}\nlead: vera\nleed: chen {allow}");
    let text = format!("name: Tracking\nlead: chen\nx-note: |\n  {allow}\n");
    shop.write("growth/teams/billing.yaml", &crlf);
    shop.write("growth/teams/pricing.yaml", &plain);
    shop.write("growth/teams/tracking.yaml", &text);

    let diff = shop.check(&["-C", "growth", "--fix", "--diff"]);
    assert_eq!(diff.code, 1, "{}", diff.err);
    assert_eq!(shop.read("growth/teams/billing.yaml"), crlf.as_bytes());
    assert!(diff.err.contains("3 problems would be mended in 2 files"), "{}", diff.err);
    shop.commit("Before");
    shop.write("mend.patch", &diff.out);
    shop.git(&["apply", "mend.patch"]);
    let patched = shop.read("growth/teams/billing.yaml");
    shop.git(&["checkout", "--quiet", "growth"]);

    let run = shop.check(&["-C", "growth", "--fix", "--format", "github"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("3 problems mended in 2 files"), "{}", run.err);
    let mended = shop.read("growth/teams/billing.yaml");
    assert_eq!(mended, "\u{feff}name: Billing  # ours\r\nlead: chen\r\n".as_bytes());
    assert_eq!(mended, patched, "the diff says what --fix does");
    let pricing = format!("name: Pricing\n{allow}\nlead: vera\nleed: chen");
    assert_eq!(shop.read("growth/teams/pricing.yaml"), pricing.as_bytes());
    assert_eq!(shop.read("growth/teams/tracking.yaml"), text.as_bytes(), "a text is no comment");
    assert_eq!(
        run.annotations(),
        ["growth/teams/pricing.yaml:4 unknown-key", "growth/teams/tracking.yaml:4 unused-allow"]
    );

    let again = shop.check(&["-C", "growth", "--fix", "--diff"]);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
}

#[test]
fn fix_mends_only_what_is_shown() {
    let shop = Workshop::with_catalog("");
    let allow = "# learn: allow(unknown-reference) she joins on Monday";
    for team in ["billing", "pricing"] {
        shop.write(&format!("teams/{team}.yaml"), format!("name: A team\nlead: chen {allow}\n"));
    }
    let run = shop.check(&["--fix", "teams/billing.yaml"]);
    assert!(run.err.contains("1 problem mended in 1 file"), "{}", run.err);
    assert_eq!(annotations(&shop, &[]), ["teams/pricing.yaml:2 unused-allow"]);
}

#[test]
fn nothing_in_a_catalog_lowers_a_rule_that_guards_approvals() {
    let unsigned = "people/ada/approvals/2026-04-13-clear-writer-chen.yaml";
    let text = "\
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
# learn: allow(unsigned-approval) she told me so
signer: chen
date: 2026-04-13
";
    let shop = Workshop::with_catalog("");
    let case = Case { files: format!("-- {unsigned} --\n{text}").leak(), marks: &[] };
    for (path, bytes) in cases::files(&case).iter() {
        shop.write(path, bytes);
    }
    let found = [format!("{unsigned}:6 unused-allow"), format!("{unsigned}:7 unsigned-approval")];
    let run = shop.check(&["--format", "github"]);
    assert_eq!((run.code, run.annotations()), (1, found.to_vec()), "an allow changes nothing");

    let program = String::from_utf8(shop.read("learn.yaml")).expect("UTF-8");
    for level in ["allow", "hint", "warn"] {
        shop.write("learn.yaml", format!("{program}rules:\n  unsigned-approval: {level}\n"));
        let run = shop.check(&["--format", "github"]);
        let lines = program.lines().count() + 2;
        let told = [&[format!("learn.yaml:{lines} lowered-guard")], &found[..]].concat();
        assert_eq!((run.code, run.annotations()), (1, told), "`rules: {level}`");
    }
    shop.write("learn.yaml", &program);

    let run = shop.check(&["--write-baseline"]);
    assert!(run.err.contains("1 finding accepted"), "the allow, not the approval: {}", run.err);
    for counts in [1, 9] {
        let accepted =
            format!("{{\"{unsigned}\": {{\"unsigned-approval\": {counts}, \"unused-allow\": 1}}}}");
        shop.write("learn-baseline.json", format!("{{\"version\": 1, \"accepted\": {accepted}}}"));
        let run = shop.check(&["--format", "github"]);
        assert_eq!((run.code, run.annotations()), (1, found[1..].to_vec()), "a baseline");
    }
}

#[test]
fn many_findings_of_one_rule_in_one_file_are_summed_up() {
    let shop = Workshop::with_catalog("");
    let path = "people/ada/claims/2026-04-10-clear-writer.yaml";
    let claim = |lines: usize| {
        let line = "  - portfolio: 2026-03-02-checkout-outage\n";
        shop.write(path, format!("credential: clear-writer\nevidence:\n{}", line.repeat(lines)));
    };
    let found = || {
        let run = shop.check(&["--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&run.out).expect("a report");
        let findings = report["findings"].as_array().expect("findings").clone();
        let equal = |one: &&serde_json::Value| one["rule"] == "entry-counted-twice";
        let messages = findings.iter().filter(equal).map(|one| one["message"].to_string());
        let warnings = report["summary"]["warnings"].as_u64().expect("a count");
        (messages.collect::<Vec<_>>(), usize::try_from(warnings).expect("few"))
    };
    claim(40);
    let (messages, warnings) = found();
    assert!(messages.len() >= 39, "{messages:?}");
    assert!(messages.iter().all(|message| !message.contains("more of")), "{messages:?}");
    let (others, all) = (warnings - messages.len(), messages.len() + 1960);
    claim(2000);
    let (messages, warnings) = found();
    assert_eq!((messages.len(), warnings), (51, all + others));
    let rest = format!("{} more of `entry-counted-twice`", all - 50);
    assert!(messages.last().is_some_and(|last| last.contains(&rest)), "{messages:?}");
    for format in ["human", "github", "markdown"] {
        let run = shop.check(&["--format", format]);
        assert!(run.out.contains(&rest), "{format}: {}", run.out);
        assert!(run.out.lines().count() < 1200, "{format}: {}", run.out.lines().count());
    }
    // What is accepted is every one of them.
    assert_eq!(shop.check(&["--write-baseline"]).code, 0);
    assert_eq!(found().0.len(), 0);
}

#[test]
fn pictures_beside_the_catalog_are_looked_for_where_the_catalog_is_read() {
    let shop = Workshop::with_catalog("");
    let shown = "\n![one](../assets/one.png) ![two](../assets/two.png) [all](../assets)\n";
    let module = [&shop.read("modules/clear-writing.md")[..], shown.as_bytes()].concat();
    shop.write("modules/clear-writing.md", module);
    shop.write("assets/one.png", "a picture");
    shop.write("assets/two.png", "a picture");
    shop.commit("Two pictures");
    let dead = |line: &[&str]| {
        let found = shop.check(&[line, &["--format", "github"]].concat()).annotations();
        found.iter().filter(|one| one.ends_with(" dead-link")).count()
    };
    assert_eq!((dead(&[]), dead(&["--rev", "HEAD"])), (0, 0));
    std::fs::remove_file(shop.path().join("assets/two.png")).expect("it can be removed");
    assert_eq!(dead(&[]), 1);
    assert_eq!((dead(&["--rev", "HEAD"]), dead(&["--since", "HEAD"])), (0, 1));
    shop.commit("One picture");
    assert_eq!((dead(&["--rev", "HEAD"]), dead(&["--rev", "HEAD~1"])), (1, 0));
    assert_eq!(dead(&["--since", "HEAD"]), 0);
}
