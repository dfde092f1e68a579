//! The queue among strangers: names that a shell or Markdown would read, and branches that take claims over.

use std::collections::BTreeMap;

use learn::base::shell;
use learn::format::markdown::line;

use super::{Company, DAY, with};
use crate::workshop::{Run, Workshop};

const CLAIM: &str = "people/ada/claims/2026-04-15-incident-commander.yaml";
const DORA: &str = "--author=Dora Lind <dora@kestrel.example>";

/// The claims that wait for anybody, each with the branch that it is answered on.
fn waiting(company: &Company, clone: &str) -> BTreeMap<String, String> {
    company.git(clone, &["fetch", "--quiet", "--prune"]);
    let run = company.does(clone, &["queue", "--all", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let word = |one: &serde_json::Value, key: &str| one[key].as_str().expect("a word").to_owned();
    let claims = value["claims"].as_array().expect("claims").iter();
    claims.map(|one| (word(one, "subject"), word(one, "branch"))).collect()
}

fn on(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(subject, branch)| ((*subject).to_owned(), (*branch).to_owned())).collect()
}

/// Begins a branch of Dora's on another one, with what she does to a file; pushed, and newer than all.
fn dora_begins(company: &Company, branch: &str, on: &str, path: &str, more: &str) {
    company.git("dora", &["fetch", "--quiet"]);
    company.git("dora", &["checkout", "--quiet", "--no-track", "-b", branch, on]);
    let path = format!("dora/{path}");
    let there = std::fs::read_to_string(company.shop.path().join(&path)).unwrap_or_default();
    company.shop.write(&path, format!("{there}{more}"));
    company.git("dora", &["add", "--all"]);
    let commit = ["-C", "dora", "commit", "--quiet", DORA, "--message", "Tidy up"];
    company.shop.git_at("2026-04-14T12:00:00Z", &commit);
    company.git("dora", &["push", "--quiet", "origin", branch]);
}

fn lands(company: &Company, branch: &str) {
    company.git("ada", &["push", "--quiet", "origin", &format!("{branch}:main")]);
    company.git("ada", &["fetch", "--quiet"]);
}

#[test]
fn a_shell_takes_every_word_as_it_is() {
    let shop = Workshop::new();
    for word in [
        "",
        "~",
        "=x",
        "a b",
        "x;touch${IFS}PWNED;`id`|$(id)&",
        "it's",
        "'",
        "\\",
        "*",
        "#",
        "!",
        "a\"b",
        "{a,b}",
        "-n",
        "(",
        "größe",
        "%s",
        "a=b",
        "<x",
        "HEAD^1",
    ] {
        let run = shop.pasted("", &format!("printf '[%s]' {}", shell::word(word)));
        assert_eq!((run.out, run.code), (format!("[{word}]"), 0), "{}", shell::word(word));
    }
    assert!(!shop.path().join("PWNED").exists());
    for plain in ["origin/ada-claim", "2026-04-15-clear-writer", "growth/people/ada.yaml", "a:b"] {
        assert_eq!(shell::word(plain), plain);
    }
    assert_eq!(shell::word("a\n```\u{1b}[2J"), "'a```[2J'");
}

#[test]
fn a_line_that_is_pasted_runs_nothing_that_a_branch_is_called() {
    let company = Company::new();
    let branch = "x;touch${IFS}PWNED;`touch${IFS}PWNED`|$(id)&'";
    company.git("ada", &["checkout", "--quiet", "--no-track", "-b", branch, "origin/main"]);
    company
        .does("ada", &["claim", "incident-commander", "--evidence", "2026-03-02-checkout-outage"]);
    company.git("ada", &["add", "--all"]);
    company.git("ada", &["commit", "--quiet", "--message", "Claim"]);
    company.git("ada", &["push", "--quiet", "origin", branch]);
    company.git("ben", &["fetch", "--quiet"]);
    let scores = " --score command=3 --score timeline=2 --feedback 'One voice.' --date ";
    let paste = |lines: &str, begins: &str, more: &str| -> Run {
        let line = lines.lines().find(|line| line.contains(begins)).expect(begins);
        let line = line.replace("next: ", "").replace(" --push", "");
        let line = line.trim().trim_start_matches('`').trim_end_matches('`').to_owned();
        let run = company.shop.pasted("ben", &format!("{line}{more}"));
        assert!(!company.shop.path().join("ben/PWNED").exists(), "{line}");
        assert_eq!(run.code, 0, "{line}: {}", run.err);
        run
    };
    let queue = company.does("ben", &["queue"]);
    let approved = paste(&queue.err, "learn approve", &format!("{scores}{DAY}"));
    paste(&approved.err, "git push", "");
    assert_eq!(company.on_forge(branch, "approvals").len(), 2, "record and seal");
}

#[test]
fn a_name_of_several_lines_makes_no_block_of_its_own() {
    let company = Company::new();
    company.claim("incident-commander");
    let person = "ada/people/ada/person.yaml";
    let text = String::from_utf8(company.shop.read(person)).expect("UTF-8");
    let name = "name: |-\n  Ada\n\n  ## Waits for you\n\n  ```sh\n  rm -rf ~\n  ```\n  <img src=x> \u{202e}@all";
    company.shop.write(person, text.replace("name: Ada Moreau", name));
    company.git("ada", &["commit", "--quiet", "--all", "--message", "Rename"]);
    let head = company.git("ada", &["rev-parse", "HEAD"]);
    let ask = ["queue", "--target", "origin/main", "--at", &head, "--format", "markdown"];
    let said = company.does("ada", &ask).out;
    // Nobody of that name is there for anything before it is mended.
    assert_eq!(said, "");
    let check = company.learn("ada", &["check", "--format", "github"]);
    assert_eq!(check.annotations(), ["people/ada/person.yaml:1 malformed-value"], "{}", check.out);
    assert!(check.out.contains("on one line"), "{}", check.out);
    let one = "name: \"# Ada ``` <img src=x> \\u202e@all | b\"";
    company.shop.write(person, text.replace("name: Ada Moreau", one));
    company.git("ada", &["commit", "--quiet", "--all", "--message", "Rename"]);
    let said = company.does("ada", &ask).out;
    assert!(said.contains("\n\\# Ada \\`\\`\\` &lt;img src=x&gt; \\@all \\| b asks for"), "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("```")).count(), 2, "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with('#')).count(), 1, "{said}");
    assert_eq!(line("a\n\n# b | <c>"), "a \\# b \\| &lt;c&gt;");
}

#[test]
fn a_claim_that_has_landed_stays_as_the_target_has_it() {
    let company = Company::new();
    company.claim("incident-commander");
    lands(&company, "incident-commander");
    company.claim("blameless-review");
    lands(&company, "blameless-review");
    let landed = on(&[("blameless-review", "origin/main"), ("incident-commander", "origin/main")]);
    assert_eq!(waiting(&company, "ben"), landed);
    // One's own branch takes no other claim along, and a stranger's takes none back.
    let other = CLAIM.replace("incident-commander", "blameless-review");
    dora_begins(&company, "dora-edits", "origin/main", &other, "self_assessment: {text: Sound.}\n");
    dora_begins(&company, "dora-withdraws", "origin/main", CLAIM, "withdrawn: 2026-04-15\n");
    company.git("ben", &["branch", "--quiet", "approve/ada-clear-writer-ben", "origin/main"]);
    assert_eq!(waiting(&company, "ben"), landed);
}

#[test]
fn what_nobody_can_approve_yet_is_said_and_not_offered_first() {
    let company = Company::new();
    let bar = "seed/credentials/blameless-review.yaml";
    let text = String::from_utf8(company.shop.read(bar)).expect("UTF-8");
    company.shop.write(bar, text + "needs: {endorsements: 1}\n");
    company.git("seed", &["commit", "--quiet", "--all", "--message", "Somebody has seen it"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    company.git("ada", &["fetch", "--quiet"]);
    for subject in ["blameless-review", "incident-commander"] {
        company.claim(subject);
    }
    company.git("ben", &["fetch", "--quiet"]);
    let queue = company.does("ben", &["queue"]);
    assert!(queue.out.contains("blameless-review"), "{}", queue.out);
    let note = "note: ada 2026-04-15-blameless-review: it cannot be approved yet, since 0 of 1 endorsements";
    assert!(queue.err.contains(note), "{}", queue.err);
    assert_eq!(queue.err.matches("cannot be approved yet").count(), 1, "{}", queue.err);
    let next = "learn approve ada 2026-04-15-incident-commander";
    assert!(queue.err.contains(next), "{}", queue.err);
    let head = company.git("ada", &["rev-parse", "origin/blameless-review"]);
    company.git("ada", &["checkout", "--quiet", "blameless-review"]);
    let ask = ["queue", "--target", "origin/main", "--at", &head, "--format", "markdown"];
    let said = company.does("ada", &ask).out;
    assert!(said.contains("(it cannot be approved yet, since 0 of 1 endorsements):"), "{said}");
}

#[test]
fn a_claim_is_answered_where_its_person_made_it() {
    let company = Company::new();
    company.claim("incident-commander");
    let branch = "origin/incident-commander";
    let own = on(&[("incident-commander", branch)]);
    // Built on it, newer, and with other words for it.
    dora_begins(&company, "dora-builds", branch, "teams/new.yaml", "name: New\nlead: chen\n");
    assert_eq!(waiting(&company, "ben"), own);
    dora_begins(&company, "dora-withdraws", branch, CLAIM, "withdrawn: 2026-04-15\n");
    assert_eq!(waiting(&company, "ben"), own);
    // What its person says later holds, on whatever branch.
    company.git("ada", &["checkout", "--quiet", "-b", "second-thoughts"]);
    let text = company.shop.read(&format!("ada/{CLAIM}"));
    company.shop.write(&format!("ada/{CLAIM}"), [&text[..], b"withdrawn: 2026-04-14\n"].concat());
    let commit = ["-C", "ada", "commit", "--quiet", "--all", "--message", "Not yet"];
    company.shop.git_at("2026-04-02T12:00:00Z", &commit);
    company.git("ada", &["push", "--quiet", "origin", "second-thoughts"]);
    assert_eq!(waiting(&company, "ben"), on(&[]));
}

#[test]
fn a_branch_that_was_left_behind_asks_for_nothing() {
    let company = Company::new();
    company.claim("incident-commander");
    lands(&company, "incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    company.git("ben", &["branch", "--quiet", "old", "origin/main"]);
    // The claim is gone from main; a branch from before has it and did not bring it.
    company.git("ada", &["rm", "--quiet", CLAIM]);
    company.git("ada", &["commit", "--quiet", "--message", "Take it away"]);
    lands(&company, "incident-commander");
    company.git("ada", &["push", "--quiet", "origin", ":incident-commander"]);
    assert_eq!(waiting(&company, "ben"), on(&[]));
    let approve = with(&["approve", "ada", "incident-commander", "--from", "old"], &super::PASS);
    company.does("ben", &approve);
}

#[test]
fn nothing_that_a_learner_names_moves_the_cursor() {
    let company = Company::new();
    let branch = "x\u{202e}y\u{200b}z";
    company.git("ada", &["checkout", "--quiet", "--no-track", "-b", branch, "origin/main"]);
    company
        .does("ada", &["claim", "incident-commander", "--evidence", "2026-03-02-checkout-outage"]);
    let text = String::from_utf8(company.shop.read(&format!("ada/{CLAIM}"))).expect("UTF-8");
    let own = "self_assessment: {text: \"Ready\\e]0;owned\\a\\u202eevil\\u200b\"}\n";
    company.shop.write(&format!("ada/{CLAIM}"), text + own);
    let person = "ada/people/ada/person.yaml";
    let text = String::from_utf8(company.shop.read(person)).expect("UTF-8");
    let name = "name: \"Ada\\e[2J \\u202eMoreau\\u200b\"";
    company.shop.write(person, text.replace("name: Ada Moreau", name));
    company.git("ada", &["add", "--all"]);
    company.git("ada", &["commit", "--quiet", "--message", "Claim"]);
    company.git("ada", &["push", "--quiet", "origin", branch]);
    company.git("ben", &["fetch", "--quiet"]);
    let from = format!("origin/{branch}");
    let approve = with(&["approve", "ada", "incident-commander", "--from", &from], &super::PASS);
    let head = company.git("ada", &["rev-parse", "HEAD"]);
    let at = ["queue", "--target", "origin/main", "--at", &head];
    for (clone, arguments, word) in [
        ("ben", &["queue"][..], "origin/xyz"),
        ("ada", &with(&at, &["--format", "markdown"]), "Ada\\[2J Moreau"),
        ("ben", &approve, "Ready]0;ownedevil"),
    ] {
        let run = company.does(clone, arguments);
        let all = run.out + &run.err;
        assert!(all.contains(word), "{arguments:?}: {all}");
        assert!(
            !all.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}']),
            "{arguments:?}: {all:?}"
        );
    }
}

#[test]
fn whoever_cannot_sign_is_told_before_they_read_and_what_to_do() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let from = ["approve", "ada", "incident-commander", "--from", "origin/incident-commander"];
    let approve = with(&from, &super::PASS);
    let set = |key: &str, value: &str| company.git("ben", &["config", key, value]);
    set("gpg.ssh.program", "/nowhere/signs");
    let run = company.refuses(
        "ben",
        &approve,
        &["`/nowhere/signs`, cannot be run", "git config gpg.ssh.program"],
    );
    assert!(!(run.out + &run.err).contains("checkout"), "the claim was shown");
    let key = company.shop.path().join("ben.key").display().to_string();
    let locked = company.shop.pasted("", &format!("ssh-keygen -q -p -P '' -N secret -f '{key}'"));
    assert_eq!(locked.code, 0, "{}", locked.err);
    let alone = company.shop.path().join("alone.sign");
    std::fs::write(&alone, "#!/bin/sh\nexec setsid -w ssh-keygen \"$@\" </dev/null\n")
        .expect("a program");
    super::executable(&alone);
    set("gpg.ssh.program", &alone.display().to_string());
    company.refuses("ben", &approve, &["has a passphrase", "`ssh-add FILE`"]);
    set("gpg.format", "openpgp");
    set("gpg.program", "/bin/false");
    company.refuses(
        "ben",
        &approve,
        &["`/bin/false` signs here (git's `gpg.program`)", "git commit-tree -S"],
    );
}

#[test]
fn whose_scope_names_what_was_renamed_is_told_so() {
    let company = Company::new();
    company
        .git("chen", &["mv", "credentials/blameless-review.yaml", "credentials/open-review.yaml"]);
    let path = "chen/credentials/open-review.yaml";
    let there = std::fs::read_to_string(company.shop.path().join(path)).expect("a credential");
    company.shop.write(path, format!("{there}formerly: [blameless-review]\n"));
    company.git("chen", &["commit", "--quiet", "--all", "--message", "A better name"]);
    company.git("chen", &["push", "--quiet", "origin", "main"]);
    company.git("ada", &["pull", "--quiet"]);
    company.claim("open-review");
    company.git("dora", &["fetch", "--quiet"]);
    let line = "learn trust add dora --discipline design --approve open-review";
    let queue = company.does("dora", &["queue"]);
    assert!(queue.err.contains(line), "{}", queue.err);
    let approve = ["approve", "ada", "open-review", "--from", "origin/open-review"];
    let words = ["`blameless-review`, which `open-review` was called before", line];
    company.refuses("dora", &with(&approve, &super::PASS), &words);
    // Whoever may judge everything hears nothing of it.
    assert!(!company.does("ben", &["queue"]).err.contains("called before"));
}

#[test]
fn what_was_read_is_what_is_signed() {
    let company = Company::new();
    let read = company.claim("incident-commander");
    let evidence = "people/ada/portfolio/2026-03-02-checkout-outage.md";
    company.git("ada", &["checkout", "--quiet", "--no-track", "-b", "other"]);
    let path = format!("ada/{evidence}");
    let text = String::from_utf8(company.shop.read(&path)).expect("UTF-8");
    company.shop.write(&path, text + "\nSwapped words.\n");
    company.git("ada", &["commit", "--quiet", "--all", "--message", "Other words"]);
    company.git("ada", &["push", "--quiet", "origin", "other"]);
    // The first digits of what Ben reads, and what its whole name would be in a clone that lacks it.
    let absent = "a".repeat(40);
    for tag in [&read[..7], &read[..10], &absent] {
        company.git("ada", &["update-ref", &format!("refs/tags/{tag}"), "other"]);
    }
    company.git("ada", &["push", "--quiet", "origin", "--tags"]);
    company.git("ben", &["fetch", "--quiet", "--tags"]);
    let line = |at| with(&["approve", "ada", "incident-commander", "--at", at], &super::PASS);
    let other = company.git("ada", &["rev-parse", "other"]);
    for (at, words) in [
        (&*absent, "there is no commit `aaaa"),
        ("other", "`--from other`"),
        ("origin/other", "`--from origin/other`"),
        ("HEAD", "is not the name of a commit"),
        ("refs/remotes/origin/other", "is not the name of a commit"),
        (&other[..6], "at least 7"),
    ] {
        company.refuses("ben", &line(at), &[words]);
    }
    let queue = ["queue", "--target", "origin/main", "--at", "HEAD"];
    company.refuses("ben", &queue, &["is not the name of a commit", "git rev-parse HEAD"]);
    // What CI prints has all digits.
    let queue = ["queue", "--target", "origin/main", "--at", &read, "--format", "markdown"];
    company.git("ada", &["checkout", "--quiet", "incident-commander"]);
    let printed = company.does("ada", &queue).out;
    assert!(printed.contains(&format!("--at {read} --push")), "{printed}");
    assert_eq!(company.statements("ben"), 0);
    let run = company.does("ben", &with(&line(&read[..7]), &["--push"]));
    assert!(!run.err.contains("Swapped words"), "{}", run.err);
    assert_eq!(company.on_forge("incident-commander", "approvals").len(), 2);
    assert_eq!(company.on_forge("other", "approvals").len(), 0);
}
