//! The same decision a second time, and decisions that would not help: nothing is signed in vain.

use super::{Company, DAY, NOT_YET, PASS, as_of, typed, with, words};

const WAIVE: [&str; 8] = [
    "waive",
    "ada",
    "senior-engineer",
    "commander",
    "--until",
    "2026-12-31",
    "--reason",
    "Led three.",
];

#[test]
fn what_is_in_force_is_not_signed_twice() {
    let company = Company::new();
    company.does("ben", &WAIVE);
    company.refuses(
        "ben",
        &WAIVE,
        &[
            "waived for ada already, until 2026-12-31 by ben",
            "a later last day is said with --until",
        ],
    );
    let shorter = [&WAIVE[..4], &["--until", "2026-06-30", "--reason", "Led three."]].concat();
    company.refuses("ben", &shorter, &["waived for ada already"]);
    let longer = [&WAIVE[..4], &["--until", "2027-01-31", "--reason", "Led three."]].concat();
    company.does("ben", &longer);
    let place = ["place", "dora", "senior-engineer"];
    company.does("ben", &place);
    company.refuses(
        "ben",
        &place,
        &["you have placed dora at `senior-engineer` already, on 2026-04-15", "--since"],
    );
    company.does("ben", &with(&place, &["--since", "2026-04-01"]));
    assert_eq!(company.statements("ben"), 4);
    // What was committed and not pushed is pushed as it is.
    let run = company.does("ben", &with(&place, &["--push"]));
    assert!(run.err.contains("pushed as it is"), "{}", run.err);
    assert_eq!(company.statements("ben"), 4);
}

#[test]
fn what_holds_no_longer_is_signed_anew() {
    let company = Company::new();
    let place = ["place", "dora", "senior-engineer"];
    company.does("ben", &WAIVE);
    company.does("ben", &place);
    let ladder = String::from_utf8(company.shop.read("ben/ladders/engineering-ic.yaml"));
    let raised = ladder
        .expect("UTF-8")
        .replace("credential: incident-commander", "credential: blameless-review");
    company.shop.write("ben/ladders/engineering-ic.yaml", raised);
    company.git("ben", &["commit", "--quiet", "--all", "--message", "Another demand"]);
    company.git("ben", &["push", "--quiet", "origin", "main"]);
    company.does("ben", &WAIVE);
    company.does("ben", &place);
    assert_eq!(company.statements("ben"), 4);
    company.refuses("ben", &WAIVE, &["waived for ada already"]);
    company.refuses("ben", &place, &["you have placed dora at `senior-engineer` already"]);
}

/// Something of the content changes, and lands without a word of anybody's.
fn edits(company: &Company, path: &str, from: &str, to: &str) {
    let path = format!("seed/{path}");
    let text = String::from_utf8(company.shop.read(&path)).expect("UTF-8");
    assert!(text.contains(from), "{text}");
    company.shop.write(&path, text.replace(from, to));
    lands(company);
}

fn lands(company: &Company) {
    company.git("seed", &["add", "--all"]);
    company.git("seed", &["commit", "--quiet", "--message", "Other content"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    for clone in ["ada", "ben", "chen", "dora"] {
        company.git(clone, &["fetch", "--quiet"]);
    }
}

#[test]
fn an_approval_by_an_older_bar_can_be_given_anew() {
    let company = Company::new();
    company.claim("blameless-review");
    company.git("ben", &["fetch", "--quiet"]);
    let line =
        ["approve", "ada", "blameless-review", "--from", "origin/blameless-review", "--push"];
    let line = with(&line, &PASS);
    company.does("ben", &line);
    edits(&company, "rubrics/blameless-review.yaml", "One person leads.", "One person leads it.");
    let heard = company.does("dora", &line);
    assert!(heard.err.contains("it does not add up with an approval given now"), "{}", heard.err);
    let left = "the award still takes the approval of engineering";
    assert!(heard.err.contains(left), "{}", heard.err);
    let why = || {
        company.git("ada", &["pull", "--quiet", "--no-rebase", "origin", "blameless-review"]);
        company.git("ada", &["merge", "--quiet", "origin/main"]);
        let gate = company.learn("ada", &["check", "--target", "origin/main"]);
        assert_eq!(gate.code, 0, "{}", gate.out);
        as_of(&company, "ada", &["why", "ada", "incident-response"]).out
    };
    let said = why();
    assert!(said.contains("1 of 2 approvals so far"), "two rubrics never make one award: {said}");
    let told = |format| {
        as_of(&company, "ada", &["why", "ada", "blameless-review", "--format", format]).out
    };
    let apart = "given by another version of rubric blameless-review, which does not add up with the others";
    for format in ["human", "markdown"] {
        let said = told(format);
        let (near, rest) = said.split_once(apart).expect(&said);
        assert!(near.contains("approved by") && rest.contains("approved by"), "{format}: {said}");
    }
    assert_eq!(told("csv").matches(",apart,").count(), 1);
    let report: serde_json::Value = serde_json::from_str(&told("json")).expect("JSON");
    let round = &report["rounds"][0];
    let signers = |part: &str| round[part].as_array().map(Vec::len);
    assert_eq!((signers("evidence"), signers("apart")), (Some(1), Some(1)), "{report}");
    company.git("ben", &["fetch", "--quiet"]);
    let queue = company.does("ben", &["queue"]);
    assert!(queue.out.contains("blameless-review"), "{}", queue.out);
    // What is ordered by a signer's clock differs by seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let last = company.does("ben", &line);
    assert!(!last.err.contains("still takes"), "{}", last.err);
    assert_eq!(company.statements("ben"), 2);
    let said = why();
    assert!(said.contains("met") && !said.contains("so far"), "{said}");
    company.refuses("ben", &line, &["already"]);
}

#[test]
fn a_new_name_sheds_nobody_who_judged_before() {
    let company = Company::new();
    edits(
        &company,
        "credentials/blameless-review.yaml",
        "within: 6 weeks}",
        "within: 6 weeks, keep_one_assessor: true}",
    );
    company.claim("blameless-review");
    company.git("ben", &["fetch", "--quiet"]);
    company.does("ben", &with(&NOT_YET, &["--feedback", "It has gaps.", "--push"]));
    company.git("seed", &["pull", "--quiet", "--no-rebase", "origin", "blameless-review"]);
    let (was, now) = ("credentials/blameless-review.yaml", "credentials/calm-review.yaml");
    company.git("seed", &["mv", was, now]);
    edits(&company, now, "owner: chen\n", "owner: chen\nformerly: [blameless-review]\n");
    company.claim("calm-review");
    company.git("chen", &["fetch", "--quiet"]);
    let line = ["approve", "ada", "calm-review", "--from", "origin/calm-review"];
    let heard = company.does("chen", &with(&line, &PASS));
    assert!(words(&heard.err).contains("it takes ben, who judged that one"), "{}", heard.err);
}

#[test]
fn a_core_waiver_beyond_the_limit_says_that_it_does_not_help() {
    let company = Company::new();
    company.does("ben", &[&WAIVE[..3], &["incident-response"], &WAIVE[4..]].concat());
    let second = [&WAIVE[..3], &["communication"], &WAIVE[4..]].concat();
    let words = [
        "1 core line of a role may be waived here",
        "1 of `senior-engineer` is waived for ada already: `incident-response`, until 2026-12-31 by ben",
        "would not help",
        "`--beyond-limit`",
    ];
    company.refuses("ben", &second, &words);
    company.refuses("ben", &with(&second, &["--yes"]), &["`--beyond-limit`"]);
    assert_eq!(company.statements("ben"), 1);
    // A line with a weight has no such limit, and the same line may be waived for longer.
    company.does("ben", &[&WAIVE[..4], &["--until", "2026-10-31", "--reason", "x"]].concat());
    let run = company.does("ben", &with(&second, &["--beyond-limit"]));
    assert!(run.err.contains("note: 1 core line"), "{}", run.err);
    assert_eq!(company.statements("ben"), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_sits_there_is_asked_about_a_waiver_beyond_the_limit() {
    let company = Company::new();
    company.does("ben", &[&WAIVE[..3], &["incident-response"], &WAIVE[4..]].concat());
    let line = format!(
        "waive ada senior-engineer communication --until 2026-12-31 --reason Led --date {DAY}"
    );
    let Some(run) = typed(&company, "ben", &line, "n\n") else { return };
    assert!(run.out.contains("Waive it all the same?"), "{}", run.out);
    assert!(run.out.contains("nothing was signed"), "{}", run.out);
    assert_eq!(company.statements("ben"), 1);
    let Some(run) = typed(&company, "ben", &line, "y\ny\n") else { return };
    assert_eq!((run.code, company.statements("ben")), (0, 2), "{}", run.out);
}

#[test]
fn what_was_kept_after_a_failed_push_needs_no_second_touch() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    company.git("ben", &["remote", "set-url", "--push", "origin", "/nowhere"]);
    let from = ["--from", "origin/incident-commander"];
    let line = with(&["approve", "ada", "incident-commander"], &from);
    let pushed = with(&line, &with(&["--push"], &PASS));
    let branch = "approve/ada-incident-commander-ben";
    company.refuses("ben", &pushed, &[branch, "without another touch"]);
    let log = || String::from_utf8(company.shop.read("ben.log")).expect("UTF-8");
    let touched = log();
    // Still nowhere to push to, and still one branch.
    company.refuses("ben", &pushed, &["without another touch"]);
    let heads = company.git("ben", &["for-each-ref", "--format=%(refname:short)", "refs/heads"]);
    assert_eq!(heads, format!("{branch}\nmain"));
    // Without `--push`, it is said where it is; the text of it can be printed.
    company.refuses(
        "ben",
        &with(&line, &PASS),
        &["was signed before", &format!("`git push origin {branch}:incident-commander`")],
    );
    let letter = company.does("ben", &with(&line, &with(&["--print"], &PASS)));
    assert!(letter.out.contains("BEGIN LEARN RECORD"), "{}", letter.out);
    let forge = company.shop.path().join("forge").display().to_string();
    company.git("ben", &["remote", "set-url", "--push", "origin", &forge]);
    // No score has to be given again either.
    let run = company.does("ben", &with(&line, &["--push"]));
    assert!(run.err.contains("pushed as it is"), "{}", run.err);
    assert_eq!(company.on_forge("incident-commander", "approvals").len(), 2);
    assert_eq!(log(), touched, "the key was touched again");
    company.git("ben", &["fetch", "--quiet"]);
    company.refuses("ben", &pushed, &["already"]);
    // Another decision on the same claim is another decision.
    company.claim("blameless-review");
    company.git("dora", &["fetch", "--quiet"]);
    let line = ["approve", "ada", "blameless-review", "--from", "origin/blameless-review"];
    company.does("dora", &with(&line, &PASS));
    let not_yet = ["--not-yet", "--criteria", "timeline", "--feedback", "No.", "--push"];
    company.does("dora", &with(&line, &not_yet));
    assert_eq!(company.statements("dora"), 2);
    assert_eq!(company.on_forge("blameless-review", "remediation").len(), 1);
}

#[test]
fn a_letter_that_was_attached_is_found_again() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let line =
        ["approve", "ada", "incident-commander", "--from", "origin/incident-commander", "--print"];
    company.shop.write("letter.txt", company.does("ben", &with(&line, &PASS)).out);
    company.git("chen", &["fetch", "--quiet"]);
    let attach = |more: &[&str]| {
        let mut command = company.shop.learn("chen");
        let from = ["attach", "../letter.txt", "--from", "origin/incident-commander"];
        command.args(from).args(more);
        crate::workshop::Run::of(&command.output().expect("the program runs"))
    };
    let branch = "approve/ada-incident-commander-ben";
    let run = attach(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let heads = company.git("chen", &["for-each-ref"]);
    let run = attach(&[]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains(&format!("is on the branch {branch}")), "{}", run.err);
    assert_eq!(company.git("chen", &["for-each-ref"]), heads, "a second branch was made");
    let run = attach(&["--push"]);
    assert!(run.code == 0 && run.err.contains("pushed as it is"), "{}", run.err);
    assert_eq!(company.on_forge("incident-commander", "approvals").len(), 2);
}

#[test]
fn wrong_turns_are_told_the_way() {
    let company = Company::new();
    let endorse = ["endorse", "ada", "communication", "--feedback", "I am good."];
    let run = company.refuses("ada", &endorse, &["nobody endorses their own work", "a colleague"]);
    assert!(!run.err.contains("nobody may yet"), "{}", run.err);
    let nowhere = ["queue", "--target", "origin/nowhere"];
    let run = company.refuses("ben", &nowhere, &["there is no revision `origin/nowhere`"]);
    assert!(!run.err.contains("revspec"), "{}", run.err);
    // Dora has the last role of her ladder and no goal, and still an answer about a credential.
    let run = as_of(&company, "seed", &["why", "dora", "blameless-review"]);
    assert!(words(&run.out).contains("nobody has decided anything about it"), "{}", run.out);
    company.does("ben", &["endorse", "dora", "blameless-review", "--feedback", "Yes."]);
    let again = ["endorse", "dora", "blameless-review", "--feedback", "Yes, indeed."];
    company.refuses("ben", &again, &["you have endorsed dora for `blameless-review` already"]);
    let run = as_of(&company, "ben", &["why", "dora", "blameless-review"]);
    for word in ["endorsed by ben on 2026-04-15", "seal", "commit"] {
        assert!(run.out.contains(word), "{word}: {}", run.out);
    }
    let run = as_of(&company, "ben", &["why", "dora", "blameless-review", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(json["endorsed"][0]["signer"], "ben", "{json}");
    // Criteria come in the order in which the rubric was written.
    company.claim("blameless-review");
    company.git("ben", &["fetch", "--quiet"]);
    let line = ["approve", "ada", "blameless-review", "--from", "origin/blameless-review"];
    let run = company.refuses("ben", &line, &["Open: 2 approvals, by engineering and design"]);
    let at = |word: &str| run.err.find(word).unwrap_or_else(|| panic!("{word}: {}", run.err));
    assert!(at("(timeline)") < at("(command)"), "{}", run.err);
    assert!(run.err.contains("not scored yet: timeline, command"), "{}", run.err);
}
