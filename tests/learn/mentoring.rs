//! The mentor's path with real git, real keys and a bare repository as the forge: claims, approvals,
//! the other decisions, and what happens when two people are at it at once.

mod again;
mod queue;
mod raced;
mod refusals;
mod revoking;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use learn::demo::keyring::Key;
use learn::format::harmless::harmless;
use learn::world::memory::Memory;

use crate::cases;
use crate::prepared::Prepared;
use crate::seals;
use crate::workshop::{Run, Workshop};

/// The day of all decisions.
pub(crate) const DAY: &str = "2026-04-15";

/// What the company has besides the base catalog.
const COMPANY: &str = "\
-- trust/0001.yaml --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: ben, disciplines: [engineering], approve: ['*'], waive: ['*'], revoke: ['*'], promote: ['*'], place: ['*']}
  - {person: chen, disciplines: [engineering], approve: ['*'], waive: ['*'], revoke: [calm-review]}
  - {person: dora, disciplines: [design], approve: [blameless-review], revoke: [blameless-review]}
  - {person: finn, disciplines: [engineering, design], revoke: [calm-review]}
keys: {ada: [KEY of ada], ben: [KEY of ben], chen: [KEY of chen], dora: [KEY of dora], finn: [KEY of finn]}
-- people/ben/person.yaml --
name: Ben Okri
emails: [ben@kestrel.example]
joined: 2023-01-09
roles:
  - {from: 2023-01-09, role: senior-engineer, team: routing}
-- people/dora/person.yaml --
name: Dora Lind
emails: [dora@kestrel.example]
joined: 2023-01-09
roles:
  - {from: 2023-01-09, role: senior-engineer, team: routing}
-- people/eve/person.yaml --
name: Eve Stone
emails: [eve@kestrel.example]
joined: 2025-01-09
roles:
  - {from: 2025-01-09, role: engineer, team: routing}
-- people/finn/person.yaml --
name: Finn Holm
emails: [finn@kestrel.example]
joined: 2025-01-09
roles:
  - {from: 2025-01-09, role: engineer, team: routing}
-- credentials/blameless-review.yaml --
name: Blameless review
attests:
  - {competency: incident-response, at: working}
assessment: {method: portfolio-review, rubric: blameless-review, pass: {each: 2}}
assessors: [engineering, design]
reassess: {within: 6 weeks}
owner: chen
-- rubrics/blameless-review.yaml --
name: Blameless review
criteria:
  timeline:
    name: Timeline
    descriptors: [No timeline was kept., The timeline has gaps., The timeline can be replayed.]
  command:
    name: Command
    descriptors: [Several people give orders., One person leads., One voice throughout.]
";

/// A bare repository and a clone for everybody.
pub(crate) struct Company {
    pub(crate) shop: Workshop,
}

impl Company {
    pub(crate) fn new() -> Self {
        static FOUNDED: OnceLock<Prepared> = OnceLock::new();
        let founded = FOUNDED.get_or_init(|| Prepared::of(&Self::founded().shop.path(), &[]));
        let shop = Workshop::new();
        founded.lay(&shop.path());
        Self { shop }
    }

    fn founded() -> Self {
        let shop = Workshop::new();
        let mut files: Memory = cases::base();
        cases::lay(&mut files, COMPANY);
        seals::fill_in(&mut files);
        seals::put(&mut files, "trust/0001.yaml", "chen");
        shop.git(&["init", "--quiet", "--bare", "--initial-branch=main", "forge"]);
        shop.git(&["-C", "forge", "config", "maintenance.auto", "false"]);
        shop.git(&["clone", "--quiet", "forge", "seed"]);
        for (path, bytes) in files.iter() {
            shop.write(&format!("seed/{path}"), bytes);
        }
        let company = Self { shop };
        company.git("seed", &["checkout", "--quiet", "-b", "main"]);
        company.git("seed", &["add", "--all"]);
        company.git("seed", &["commit", "--quiet", "--message", "The catalog"]);
        company.git("seed", &["push", "--quiet", "origin", "main"]);
        for person in ["ada", "ben", "chen", "dora"] {
            company.clone_for(person, person);
        }
        company
    }

    /// A clone in a folder, set up to sign with somebody's key.
    fn clone_for(&self, folder: &str, person: &str) {
        self.shop.git(&["clone", "--quiet", "forge", folder]);
        let key = self.shop.path().join(format!("{folder}.key"));
        let seeded = Key::from_seed(person);
        self.shop.write(&format!("{folder}.key"), seeded.private_text());
        self.shop.write(&format!("{folder}.key.pub"), format!("{}\n", seeded.public_line("")));
        only_for_me(&key);
        let log = self.shop.path().join(format!("{folder}.log"));
        let wrapper = self.shop.path().join(format!("{folder}.sign"));
        fs::write(&log, "").expect("a log");
        let body = format!(
            "#!/bin/sh\nfor last; do :; done\ncat \"$last\" >> '{}'\nexec ssh-keygen \"$@\"\n",
            log.display()
        );
        fs::write(&wrapper, body).expect("a program that signs");
        executable(&wrapper);
        for (name, value) in [
            ("user.name", person),
            ("user.email", &format!("{person}@kestrel.example")),
            ("gpg.format", "ssh"),
            ("user.signingKey", &key.display().to_string()),
            ("gpg.ssh.program", &wrapper.display().to_string()),
            ("maintenance.auto", "false"),
        ] {
            self.git(folder, &["config", name, value]);
        }
    }

    pub(crate) fn git(&self, folder: &str, arguments: &[&str]) -> String {
        let mut all = vec!["-C", folder];
        all.extend(arguments);
        self.shop.git(&all).trim().to_owned()
    }

    pub(crate) fn learn(&self, folder: &str, arguments: &[&str]) -> Run {
        Run::of(&self.command(folder, arguments).output().expect("the program runs"))
    }

    /// Runs the program and expects it to do what it is told.
    pub(crate) fn does(&self, folder: &str, arguments: &[&str]) -> Run {
        let run = self.learn(folder, arguments);
        assert_eq!(run.code, 0, "learn {arguments:?}: {}{}", run.out, run.err);
        run
    }

    /// Runs the program and expects it to refuse, with these words.
    pub(crate) fn refuses(&self, folder: &str, arguments: &[&str], words: &[&str]) -> Run {
        let run = self.learn(folder, arguments);
        assert_eq!(run.code, 2, "learn {arguments:?}: {}{}", run.out, run.err);
        for word in words {
            assert!(
                run.err.contains(word),
                "learn {arguments:?} does not say {word:?}: {}",
                run.err
            );
        }
        run
    }

    pub(crate) fn command(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = self.shop.learn(folder);
        command.args(arguments);
        let is_check = arguments.first() == Some(&"check");
        command.args([if is_check { "--as-of" } else { "--date" }, DAY]);
        command
    }

    /// How many statements somebody's key has signed.
    pub(crate) fn statements(&self, folder: &str) -> usize {
        let log = String::from_utf8(self.shop.read(&format!("{folder}.log"))).expect("UTF-8");
        log.lines().filter(|line| line.starts_with("assess: ")).count()
    }

    /// Ada claims something on a branch of that name and pushes it; gives the commit.
    pub(crate) fn claim(&self, subject: &str) -> String {
        self.git("ada", &["checkout", "--quiet", "--no-track", "-b", subject, "origin/main"]);
        self.does("ada", &["claim", subject, "--evidence", "2026-03-02-checkout-outage"]);
        self.git("ada", &["add", "--all"]);
        self.git("ada", &["commit", "--quiet", "--message", "Claim"]);
        self.git("ada", &["push", "--quiet", "origin", subject]);
        self.git("ada", &["rev-parse", "HEAD"])
    }

    /// Everything that a branch of the forge has below a folder of Ada's.
    pub(crate) fn on_forge(&self, branch: &str, folder: &str) -> Vec<String> {
        let path = format!("people/ada/{folder}/");
        let text = self.git("forge", &["ls-tree", "-r", "--name-only", branch, "--", &path]);
        text.lines().map(|line| line.rsplit('/').next().unwrap_or(line).to_owned()).collect()
    }
}

fn only_for_me(path: &PathBuf) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("permissions");
}

pub(crate) fn executable(path: &PathBuf) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
}

pub(crate) const PASS: [&str; 6] =
    ["--score", "command=3", "--score", "timeline=2", "--feedback", "One voice throughout."];

pub(crate) fn with<'a>(first: &[&'a str], rest: &[&'a str]) -> Vec<&'a str> {
    first.iter().chain(rest).copied().collect()
}

#[test]
fn a_claim_is_approved_in_four_steps() {
    let company = Company::new();
    let read = company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let queue = company.does("ben", &["queue"]);
    assert!(queue.out.contains("incident-commander"), "{}", queue.out);
    assert!(queue.err.contains("learn approve ada"), "{}", queue.err);
    let before = company.git("ben", &["status", "--porcelain"]);
    let line = ["approve", "ada", "incident-commander", "--at", &read[..9], "--push"];
    let run = company.does("ben", &with(&line, &PASS));
    for shown in [
        "Ada Moreau asks for Incident commander",
        "I rolled the proxies back",
        "One voice throughout.",
        "next: any merge button is fine now",
    ] {
        assert!(run.err.contains(shown), "{shown}: {}", run.err);
    }
    assert_eq!(company.git("ben", &["status", "--porcelain"]), before);
    assert_eq!(
        company.git("ben", &["rev-parse", "HEAD"]),
        company.git("ben", &["rev-parse", "origin/main"])
    );
    let name = "2026-04-15-incident-commander-ben";
    assert_eq!(
        company.on_forge("incident-commander", "approvals"),
        [format!("{name}.ben.seal"), format!("{name}.yaml")]
    );
    // The carrier is signed by the mentor, and says who.
    let subject = company.git("forge", &["log", "-1", "--format=%s", "incident-commander"]);
    assert_eq!(subject, "Approve ada's claim for incident-commander");
    assert!(company.git("forge", &["cat-file", "commit", "incident-commander"]).contains("gpgsig"));
    assert_eq!(company.statements("ben"), 1);
    // Any merge button is fine: here, a squash.
    company.git("seed", &["fetch", "--quiet"]);
    company.git("seed", &["merge", "--quiet", "--squash", "origin/incident-commander"]);
    company.git("seed", &["commit", "--quiet", "--message", "Ada commands incidents (#1)"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    let check = company.learn("seed", &["check"]);
    assert_eq!(check.code, 0, "{}", check.out);
    let readiness = Run::of(
        &company
            .shop
            .learn("seed")
            .args(["readiness", "ada", "--as-of", DAY])
            .output()
            .expect("runs"),
    );
    assert!(readiness.out.contains("ben"), "{}", readiness.out);
    // And it waits for nobody any more.
    company.git("ben", &["fetch", "--quiet"]);
    assert!(company.does("ben", &["queue"]).out.contains("nothing waits"));
    company.refuses(
        "ben",
        &with(&line[..3], &with(&["--from", "origin/incident-commander"], &PASS)),
        &["already"],
    );
}

#[test]
fn what_is_pushed_straight_to_main_has_landed() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ada", &["push", "--quiet", "origin", "incident-commander:main"]);
    for (clone, from) in [("ben", "origin/main"), ("chen", "main")] {
        company.git(clone, &["pull", "--quiet"]);
        if clone == "chen" {
            company.git("ada", &["fetch", "--quiet"]);
            company.claim("blameless-review");
            company.git("ada", &["push", "--quiet", "origin", "blameless-review:main"]);
            company.git(clone, &["pull", "--quiet"]);
        }
        let subject = if clone == "ben" { "incident-commander" } else { "blameless-review" };
        let line = ["approve", "ada", subject, "--from", from, "--push"];
        let run = company.does(clone, &with(&line, &PASS));
        assert!(run.err.contains("it has landed on main; `learn queue`"), "{}", run.err);
        assert!(!run.err.contains("merge button"), "{}", run.err);
    }
}

#[test]
fn who_may_not_sign_is_told_who_may() {
    let company = Company::new();
    company.claim("incident-commander");
    for clone in ["ada", "ben", "chen", "dora"] {
        company.git(clone, &["fetch", "--quiet"]);
    }
    let line = with(
        &["approve", "ada", "incident-commander", "--from", "origin/incident-commander"],
        &PASS,
    );
    company.refuses("ada", &line, &["you are ada", "help: ask ben or chen\n"]);
    company.refuses("chen", &line, &["ada's mentor", "never fill every slot"]);
    company.refuses(
        "dora",
        &line,
        &["does not let dora judge claims of `incident-commander`", "ask ben"],
    );
    // A key that is somebody else's, and one that is nobody's.
    company.git(
        "ben",
        &["config", "user.signingKey", &company.shop.path().join("dora.key").display().to_string()],
    );
    company.refuses("ben", &line, &["signs with a key of dora", "you sign as ben"]);
    company.clone_for("stranger", "stranger");
    company.refuses(
        "stranger",
        &with(&line, &["--as", "ben"]),
        &[
            "is not ben's; ben's are ssh-ed25519 SHA256:",
            "learn trust add ben --key \"ssh-ed25519 ",
        ],
    );
    // Somebody without a key in the policy.
    company.refuses(
        "stranger",
        &with(&["endorse", "ada", "communication", "--feedback", "Yes."], &["--as", "eve"]),
        &["no key of eve yet", "learn trust add eve --key \"ssh-ed25519 "],
    );
    company.git("ben", &["config", "--unset", "user.signingKey"]);
    company.refuses(
        "ben",
        &line,
        &["git has no key to sign with", "git config --global user.signingKey"],
    );
    for clone in ["ada", "ben", "chen", "dora", "stranger"] {
        assert_eq!(company.statements(clone), 0, "{clone} signed something");
    }
    assert_eq!(company.on_forge("incident-commander", "approvals"), Vec::<String>::new());
}

#[test]
fn what_does_not_fit_is_refused_before_anybody_signs() {
    let company = Company::new();
    let read = company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let line = ["approve", "ada", "incident-commander", "--from", "origin/incident-commander"];
    company.refuses("ben", &line, &["not scored yet: command, timeline", "--score command=…"]);
    company.refuses("ben", &with(&line, &["--score", "command=4"]), &["scored from 1 to 3"]);
    company.refuses(
        "ben",
        &with(&line, &["--score", "comand=1"]),
        &["no criterion `comand`", "`command`"],
    );
    company.refuses(
        "ben",
        &with(&line, &["--score", "command=1", "--score", "timeline=3"]),
        &["do not pass", "--not-yet --criteria command"],
    );
    company.refuses(
        "ben",
        &with(&line, &["--not-yet", "--feedback", "No."]),
        &["names the criteria that fell short"],
    );
    company.refuses(
        "ben",
        &with(
            &line,
            &["--not-yet", "--criteria", "command", "--score", "command=2", "--feedback", "No."],
        ),
        &["did not fall short"],
    );
    company.refuses(
        "ben",
        &["approve", "ada", "clear-writer", "--from", "origin/incident-commander"],
        &["has no claim `clear-writer`"],
    );
    company.refuses("ben", &["approve", "adda", "clear-writer"], &["no person `adda`"]);
    // The branch moves on after it was read.
    company.git("ada", &["commit", "--quiet", "--allow-empty", "--message", "One more"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
    company.git("ben", &["fetch", "--quiet"]);
    let now = company.git("ben", &["rev-parse", "origin/incident-commander"]);
    let range = format!("git diff {read}..{now}");
    let at = ["approve", "ada", "incident-commander", "--at", &read[..9]];
    company.refuses("ben", &with(&at, &PASS), &["has moved on since you read it", &range]);
    company.refuses(
        "ben",
        &with(&line, &with(&["--at", &read], &PASS)),
        &["has moved on since you read it"],
    );
    company.refuses(
        "ben",
        &with(&["approve", "ada", "incident-commander", "--at", "3f2c9ab"], &PASS),
        &["git fetch"],
    );
    // Withdrawn.
    company.shop.write("ada/people/ada/claims/2026-04-15-incident-commander.yaml", "credential: incident-commander\nevidence: [{portfolio: 2026-03-02-checkout-outage}]\nwithdrawn: 2026-04-15\n");
    company.git("ada", &["commit", "--quiet", "--all", "--message", "Take it back"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
    company.git("ben", &["fetch", "--quiet"]);
    company.refuses("ben", &with(&line, &PASS), &["took claim 2026-04-15-incident-commander back"]);
    assert_eq!(company.statements("ben"), 0);
}

#[test]
fn a_rejected_push_takes_no_second_statement() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    // Ada pushes once more; Ben's clone does not know.
    company.git("ada", &["commit", "--quiet", "--allow-empty", "--message", "One more"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
    let ada = company.git("ada", &["rev-parse", "HEAD"]);
    let line =
        ["approve", "ada", "incident-commander", "--from", "origin/incident-commander", "--push"];
    company.does("ben", &with(&line, &PASS));
    assert_eq!(company.statements("ben"), 1, "the statement was signed again");
    assert_eq!(company.git("forge", &["rev-parse", "incident-commander~1"]), ada);
    assert_eq!(company.on_forge("incident-commander", "approvals").len(), 2);
    let log = String::from_utf8(company.shop.read("ben.log")).expect("UTF-8");
    assert_eq!(log.matches("Approve ada's claim").count(), 2, "the carrier was made anew once");
}

#[test]
fn two_mentors_approve_and_push_at_the_same_time() {
    let company = Company::new();
    company.claim("blameless-review");
    for clone in ["ben", "dora"] {
        company.git(clone, &["fetch", "--quiet"]);
    }
    let line =
        ["approve", "ada", "blameless-review", "--from", "origin/blameless-review", "--push"];
    let running = ["ben", "dora"].map(|clone| {
        let mut command = company.command(clone, &with(&line, &PASS));
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        (clone, command.spawn().expect("the program runs"))
    });
    for (clone, child) in running {
        let run = Run::of(&child.wait_with_output().expect("it ends"));
        assert_eq!(run.code, 0, "{clone}: {}{}", run.out, run.err);
        assert_eq!(company.statements(clone), 1, "{clone}");
    }
    assert_eq!(company.on_forge("blameless-review", "approvals").len(), 4);
    company.git("ben", &["fetch", "--quiet"]);
    company.refuses("ben", &with(&line, &PASS), &["already"]);
    assert!(company.does("dora", &["queue"]).out.contains("nothing waits"));
}

#[test]
fn the_second_assessor_pastes_the_same_line_as_the_first() {
    let company = Company::new();
    company.claim("blameless-review");
    let read = company.git("forge", &["rev-parse", "blameless-review"]);
    let line = ["approve", "ada", "blameless-review", "--at", &read, "--push"];
    for clone in ["ben", "dora"] {
        company.git(clone, &["fetch", "--quiet"]);
        company.does(clone, &with(&line, &PASS));
    }
    assert_eq!(company.on_forge("blameless-review", "approvals").len(), 4);
    // Whatever else moves the branch is read again.
    company.git("ada", &["pull", "--quiet", "origin", "blameless-review"]);
    company.shop.write("ada/people/ada/journal/2026-04-14.md", "A day.\n");
    company.git("ada", &["add", "--all"]);
    company.git("ada", &["commit", "--quiet", "--message", "One more"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
    company.git("chen", &["fetch", "--quiet"]);
    let line = ["endorse", "ada", "blameless-review", "--feedback", "Yes.", "--at", &read];
    company.refuses("chen", &line, &["has moved on since you read it"]);
}

#[test]
fn a_branch_that_may_not_be_pushed_to_gets_one_beside_it() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let hook = company.shop.path().join("forge/hooks/update");
    fs::write(&hook, "#!/bin/sh\ncase \"$1\" in refs/heads/approve/*) exit 0;; esac\necho protected >&2\nexit 1\n").expect("a hook");
    executable(&hook);
    let line =
        ["approve", "ada", "incident-commander", "--from", "origin/incident-commander", "--push"];
    let run = company.does("ben", &with(&line, &PASS));
    let branch = "approve/ada-incident-commander-ben";
    assert!(run.err.contains(branch) && run.err.contains("open a pull request"), "{}", run.err);
    assert_eq!(company.on_forge(branch, "approvals").len(), 2);
    assert_eq!(company.statements("ben"), 1);
    // Nothing can be reached: what was signed stays on a branch here.
    company.git("dora", &["fetch", "--quiet"]);
    company.git("chen", &["fetch", "--quiet"]);
    company.git("chen", &["remote", "set-url", "--push", "origin", "/nowhere"]);
    let endorse = [
        "endorse",
        "ada",
        "incident-commander",
        "--from",
        "origin/incident-commander",
        "--feedback",
        "Yes.",
        "--push",
    ];
    company.refuses(
        "chen",
        &endorse,
        &["approve/ada-incident-commander-chen", "without another touch"],
    );
    assert!(
        company
            .git("chen", &["show", "--stat", "approve/ada-incident-commander-chen"])
            .contains(".seal")
    );
}

#[test]
fn a_printed_decision_is_added_by_anybody_and_changed_by_nobody() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let line =
        ["approve", "ada", "incident-commander", "--from", "origin/incident-commander", "--print"];
    let heads = company.git("ben", &["for-each-ref"]);
    let letter = company.does("ben", &with(&line, &PASS)).out;
    assert_eq!(company.git("ben", &["for-each-ref"]), heads, "printing writes nothing");
    // A letter may be quoted in a mail; a changed word is found.
    let mail = format!("Hi Ada,\r\n\r\n{}\r\nBen\r\n", letter.replace('\n', "\r\n"));
    company.shop.write("mail.txt", &mail);
    company.shop.write("forged.txt", mail.replace("command: 3", "command: 2"));
    company.shop.write("cut.txt", &mail[..mail.len() / 2]);
    company.git("ada", &["config", "--unset", "user.signingKey"]);
    let attach = |file: &str| {
        let mut command = company.shop.learn("ada");
        Run::of(
            &command.args(["attach", &format!("../{file}")]).output().expect("the program runs"),
        )
    };
    for (file, words) in [("forged.txt", "not what ben signed"), ("cut.txt", "ends too early")] {
        let run = attach(file);
        assert_eq!(run.code, 2, "{file}");
        assert!(run.err.contains(words), "{file}: {}", run.err);
    }
    let run = attach("mail.txt");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(attach("mail.txt").err.contains("already"));
    // The branch is checked out, so the new files are there.
    assert_eq!(company.git("ada", &["status", "--porcelain"]), "");
    let check = company.learn("ada", &["check"]);
    assert_eq!(check.code, 0, "{}", check.out);
    assert!(
        company
            .shop
            .path()
            .join("ada/people/ada/approvals/2026-04-15-incident-commander-ben.yaml")
            .is_file()
    );
}

#[test]
fn a_not_yet_comes_with_a_second_chance() {
    let company = Company::new();
    company.claim("blameless-review");
    company.git("ben", &["fetch", "--quiet"]);
    let line = [
        "approve",
        "ada",
        "blameless-review",
        "--from",
        "origin/blameless-review",
        "--not-yet",
        "--criteria",
        "timeline",
        "--score",
        "timeline=1",
        "--score",
        "command=3",
        "--feedback",
        "The timeline has gaps.",
        "--push",
    ];
    company.does("ben", &line);
    assert_eq!(
        company.on_forge("blameless-review", "remediation"),
        ["2026-04-15-blameless-review.yaml"]
    );
    let show = |path: &str| {
        company.git("forge", &["show", &format!("blameless-review:people/ada/{path}")])
    };
    let again = show("remediation/2026-04-15-blameless-review.yaml");
    for said in [
        "claim: 2026-04-15-blameless-review",
        "criteria: [timeline]",
        "coach: ben",
        "redemonstrate_by: 2026-05-27",
        "Timeline: get to “The timeline has gaps”",
    ] {
        assert!(again.contains(said), "{said}: {again}");
    }
    let record = show("approvals/2026-04-15-blameless-review-ben.yaml");
    for said in ["decision: not-yet", "criteria: [timeline]", "scores: {command: 3, timeline: 1}"] {
        assert!(record.contains(said), "{said}: {record}");
    }
    company.git("ada", &["pull", "--quiet", "origin", "blameless-review"]);
    let check = company.learn("ada", &["check"]);
    assert_eq!(check.code, 0, "{}", check.out);
    // Whoever said not yet may decide anew.
    company.git("ben", &["fetch", "--quiet"]);
    assert!(company.does("ben", &["queue"]).out.contains("nothing waits"));
    company.does("ben", &with(&line[..5], &PASS));
}

#[test]
fn every_other_decision_is_signed_and_counts() {
    let company = Company::new();
    let name = |stem: &str| format!("people/ada/approvals/2026-04-15-{stem}.yaml");
    company.refuses(
        "ben",
        &["waive", "ada", "senior-engineer", "comander", "--until", "2026-12-31", "--reason", "x"],
        &["no line `comander`", "`commander`"],
    );
    company.refuses(
        "chen",
        &["waive", "ada", "senior-engineer", "commander", "--until", "2026-12-31", "--reason", "x"],
        &["a waiver that a mentor signs"],
    );
    company.refuses(
        "ben",
        &["waive", "ada", "senior-engineer", "commander", "--until", "2029-12-31", "--reason", "x"],
        &["the last day that counts is 2027-04-15"],
    );
    let waive = [
        "waive",
        "ada",
        "senior-engineer",
        "commander",
        "--until",
        "2026-12-31",
        "--reason",
        "Led three before.",
    ];
    company.does("ben", &waive);
    let promote =
        company.does("ben", &["promote", "ada", "senior-engineer", "--since", "2026-05-01"]);
    assert!(
        promote.err.contains("ada meets") && promote.err.contains("lines of `senior-engineer`"),
        "{}",
        promote.err
    );
    company.does("ben", &["place", "dora", "senior-engineer"]);
    company.does(
        "ben",
        &["endorse", "ada", "communication", "--feedback", "Her notes end discussions."],
    );
    company.refuses(
        "ben",
        &["revoke", "ada", "incident-commander", "--reason", "x"],
        &["holds no award"],
    );
    assert_eq!(company.git("ben", &["status", "--porcelain"]), "");
    let text =
        |path: &str| String::from_utf8(company.shop.read(&format!("ben/{path}"))).expect("UTF-8");
    let waived = text(&name("senior-engineer-ben"));
    assert!(waived.contains("decision: waive"), "{waived}");
    assert!(waived.contains("\ndemands:\n  - {credential: incident-commander}\n"), "{waived}");
    assert!(text(&name("senior-engineer-ben-2")).contains("from: 2026-05-01"));
    assert!(text(&name("communication-ben")).contains("decision: endorse"));
    let placed = text("people/dora/approvals/2026-04-15-senior-engineer-ben.yaml");
    assert!(placed.contains("decision: place"), "{placed}");
    let copy = "\ndemands:\n  - {competency: incident-response, at: working}\n  - {competency: communication, at: \
                foundational}\n  - {credential: incident-commander}\n";
    assert!(placed.contains(copy), "{placed}");
    assert_eq!(company.statements("ben"), 4);
    let check = company.learn("ben", &["check"]);
    assert_eq!(check.code, 0, "{}", check.out);
    // An award, and its end.
    company.git("ben", &["push", "--quiet", "origin", "main"]);
    company.git("ada", &["pull", "--quiet"]);
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let line =
        ["approve", "ada", "incident-commander", "--from", "origin/incident-commander", "--push"];
    company.does("ben", &with(&line, &PASS));
    company.git("ben", &["pull", "--quiet", "origin", "incident-commander"]);
    company.git("ben", &["push", "--quiet", "origin", "main"]);
    company.does(
        "ben",
        &["revoke", "ada", "incident-commander", "--reason", "It was another outage."],
    );
    let revoke = text(&name("incident-commander-ben-2"));
    assert!(revoke.contains("decision: revoke") && revoke.contains("revokes: "), "{revoke}");
}

#[test]
fn a_name_stands_for_nobody_whose_id_it_is() {
    let company = Company::new();
    let path = "seed/people/eve/person.yaml";
    let text = String::from_utf8(company.shop.read(path)).expect("UTF-8");
    company.shop.write(path, text.replace("name: Eve Stone", "name: Ada"));
    company.git("seed", &["commit", "--quiet", "--all", "--message", "Another name"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    company.git("ben", &["pull", "--quiet", "origin", "main"]);
    for (word, whose, subject) in [
        ("ada", "ada", "communication"),
        ("Ada", "eve", "communication"),
        ("ada moreau", "ada", "incident-response"),
    ] {
        let line = ["endorse", word, subject, "--feedback", "Their notes end discussions."];
        let run = company.does("ben", &line);
        assert!(run.out.starts_with(&format!("people/{whose}/approvals/")), "{word}: {}", run.out);
    }
}

#[test]
fn the_queue_has_each_claim_once() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ada", &["push", "--quiet", "origin", "HEAD:refs/heads/copy"]);
    company.claim("blameless-review");
    for clone in ["ben", "chen", "dora"] {
        company.git(clone, &["fetch", "--quiet"]);
    }
    let queue = |clone: &str, more: &[&str]| {
        let run = company.does(clone, &with(&["queue", "--format", "json"], more));
        let value: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let claims = value["claims"].as_array().expect("claims").clone();
        claims
            .iter()
            .map(|one| one["subject"].as_str().expect("a subject").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(queue("ben", &[]), ["blameless-review", "incident-commander"]);
    assert_eq!(queue("dora", &[]), ["blameless-review"]);
    assert_eq!(queue("dora", &["ben"]), ["blameless-review", "incident-commander"]);
    assert_eq!(queue("dora", &["--all"]), ["blameless-review", "incident-commander"]);
    assert_eq!(queue("ada", &[]), Vec::<String>::new());
    // The command that it prints is one that works.
    let run = company.does("dora", &["queue"]);
    let line = run.err.lines().find(|line| line.contains("learn approve")).expect("a command");
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    company.does("dora", &with(&words, &PASS));
    company.git("dora", &["fetch", "--quiet"]);
    assert_eq!(queue("dora", &[]), Vec::<String>::new());
    assert_eq!(
        queue("ben", &[]),
        Vec::<String>::from(["blameless-review".to_owned(), "incident-commander".to_owned()])
    );
}

#[test]
fn a_claim_is_one_file_and_refuses_what_does_not_fit() {
    let company = Company::new();
    let evidence = ["--evidence", "2026-03-02-checkout-outage"];
    company.refuses("ada", &["claim", "incident-comander"], &["`incident-commander`"]);
    company.refuses(
        "ada",
        &["claim", "incident-response"],
        &["at which proficiency", "foundational, working"],
    );
    company.refuses(
        "ada",
        &["claim", "incident-commander"],
        &["--evidence 2026-03-02-checkout-outage"],
    );
    company.refuses(
        "ada",
        &["claim", "incident-commander", "--evidence", "2026-03-02-checkout"],
        &["no work `2026-03-02-checkout`", "2026-03-02-checkout-outage"],
    );
    company.refuses(
        "ada",
        &["claim", "incident-commander", "--evidence", "incident-command"],
        &["not finished"],
    );
    company.refuses(
        "ada",
        &with(&["claim", "incident-commander", "--person", "ben"], &evidence),
        &["a record of ada"],
    );
    let claim = ["claim", "incident-response", "--at", "working", "--text", "My first."];
    let run = company.does("ada", &with(&claim, &evidence));
    assert_eq!(run.out.trim(), "people/ada/claims/2026-04-15-incident-response.yaml");
    assert!(run.err.contains("git add"), "{}", run.err);
    company.refuses("ada", &with(&claim, &evidence), &["still open"]);
    assert_eq!(
        company.git("ada", &["status", "--porcelain", "--untracked-files=all"]),
        "?? people/ada/claims/2026-04-15-incident-response.yaml"
    );
}

#[test]
fn what_a_learner_writes_cannot_take_over_the_terminal() {
    assert_eq!(
        harmless("a\u{1b}[2Jb\r\nc\u{202e}d\u{200b}e\u{9b}f\u{feff}\u{2066}g\u{e0041}\t."),
        "a[2Jb\ncdefg\t."
    );
    assert_eq!(harmless("Zoë’s café – 日本語"), "Zoë’s café – 日本語");
    let company = Company::new();
    company.git("ada", &["checkout", "--quiet", "-b", "incident-commander"]);
    let path = "people/ada/portfolio/2026-03-02-checkout-outage.md";
    let text = String::from_utf8(company.shop.read(&format!("ada/{path}"))).expect("UTF-8");
    company.shop.write(
        &format!("ada/{path}"),
        format!("{text}\n\u{1b}]0;owned\u{7}\u{202e}evil\u{200b}\n"),
    );
    company
        .does("ada", &["claim", "incident-commander", "--evidence", "2026-03-02-checkout-outage"]);
    company.git("ada", &["add", "--all"]);
    company.git("ada", &["commit", "--quiet", "--message", "Claim"]);
    company.git("ada", &["push", "--quiet", "origin", "incident-commander"]);
    company.git("ben", &["fetch", "--quiet"]);
    let line = ["approve", "ada", "incident-commander", "--from", "origin/incident-commander"];
    let run = company.does("ben", &with(&line, &PASS));
    assert!(run.err.contains("evil"), "{}", run.err);
    assert!(!run.err.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}']), "{:?}", run.err);
    // YAML has characters of its own way of writing them.
    let claim = "people/ada/claims/2026-04-15-incident-commander.yaml";
    let text = String::from_utf8(company.shop.read(&format!("ada/{claim}"))).expect("UTF-8");
    let more = "self_assessment: {text: \"one \\u009b\\u202E\\u200Bvoice\"}\n";
    company.shop.write(&format!("ada/{claim}"), text + more);
    let shown = company.shop.learn("ada").args(["show", claim]).output().expect("it runs");
    let shown = Run::of(&shown).out;
    assert!(shown.contains("one voice"), "{shown:?}");
    assert!(!shown.contains(['\u{9b}', '\u{202e}', '\u{200b}']), "{shown:?}");
}

/// Ben's answer to what Ada claimed, on the branch of that name.
const NOT_YET: [&str; 12] = [
    "approve",
    "ada",
    "blameless-review",
    "--from",
    "origin/blameless-review",
    "--not-yet",
    "--criteria",
    "timeline",
    "--score",
    "timeline=1",
    "--score",
    "command=3",
];

#[test]
fn a_not_yet_goes_to_a_branch_of_its_own_where_a_commit_is_named() {
    let company = Company::new();
    let read = company.claim("blameless-review");
    company.git("ben", &["fetch", "--quiet"]);
    let help = words(&company.learn("ben", &["approve", "--help"]).out);
    assert!(help.contains("could drop it from a branch of their own"), "{help}");
    let mut line = NOT_YET;
    line[4] = &read;
    let run = company.does("ben", &with(&line, &["--feedback", "It has gaps.", "--push"]));
    assert!(run.err.contains("open a pull request for "), "{}", run.err);
    assert_eq!(company.git("forge", &["rev-parse", "blameless-review"]), read);
    let branches = company.git("forge", &["branch", "--format=%(refname:short)"]);
    let own = branches.lines().find(|name| !["main", "blameless-review"].contains(name));
    assert_eq!(company.on_forge(own.expect("a branch"), "approvals").len(), 2, "{branches}");
}

#[test]
fn better_work_after_a_not_yet_is_claimed_anew_on_the_same_branch_and_day() {
    let company = Company::new();
    company.claim("blameless-review");
    company.git("ben", &["fetch", "--quiet"]);
    company.does("ben", &with(&NOT_YET, &["--feedback", "It has gaps.", "--push"]));
    company.git("ada", &["pull", "--quiet", "origin", "blameless-review"]);
    let work = "ada/people/ada/portfolio/2026-03-02-checkout-outage.md";
    let text = String::from_utf8(company.shop.read(work)).expect("UTF-8");
    company.shop.write(work, text + "\n## Timeline\n\nEvery minute of it.\n");
    let claim = ["claim", "blameless-review", "--evidence", "2026-03-02-checkout-outage"];
    let run = company.does("ada", &claim);
    assert_eq!(run.out.trim(), "people/ada/claims/2026-04-15-blameless-review-2.yaml");
    let claims = ["blameless-review", "blameless-review-2"]
        .map(|name| company.shop.read(&format!("ada/people/ada/claims/2026-04-15-{name}.yaml")));
    assert_eq!(claims[0], claims[1], "the two say the same, and are two claims");
    company.refuses("ada", &claim, &["2026-04-15-blameless-review-2", "still open"]);
    company.git("ada", &["add", "--all"]);
    company.git("ada", &["commit", "--quiet", "--message", "Claim anew"]);
    company.git("ada", &["push", "--quiet", "origin", "blameless-review"]);
    for clone in ["ben", "dora"] {
        company.git(clone, &["fetch", "--quiet"]);
        let queue = company.does(clone, &["queue"]);
        assert!(queue.err.contains("2026-04-15-blameless-review-2 "), "{}", queue.err);
        let line = [
            "approve",
            "ada",
            "2026-04-15-blameless-review-2",
            "--from",
            "origin/blameless-review",
            "--push",
        ];
        let shown = company.does(clone, &with(&line, &PASS)).err;
        let before = "Before: ben said not yet to claim 2026-04-15-blameless-review, on 2026-04-15";
        assert!(shown.contains(before) && shown.contains("It has gaps."), "{shown}");
    }
    company.git("ada", &["pull", "--quiet", "origin", "blameless-review"]);
    let gate = company.learn("ada", &["check", "--target", "origin/main"]);
    assert_eq!(gate.code, 0, "{}", gate.out);
    let why = as_of(&company, "ada", &["why", "ada", "incident-response"]);
    assert!(why.out.contains("approved by dora"), "{}", why.out);
    // Without the record of what was judged, another word in the work is still found.
    let text = String::from_utf8(company.shop.read(work)).expect("UTF-8");
    company.shop.write(work, text.replace("Every minute", "Each minute"));
    company.git("ada", &["commit", "--quiet", "--all", "--message", "A better word"]);
    let gate = company.learn("ada", &["check", "--target", "origin/main"]);
    assert_eq!(gate.code, 1, "{}", gate.out);
    assert!(gate.out.contains("evidence-changed") && gate.out.contains("git rm "), "{}", gate.out);
}

#[test]
fn after_a_not_yet_one_of_those_who_judged_looks_again() {
    let company = Company::new();
    let credential = "seed/credentials/blameless-review.yaml";
    let text = String::from_utf8(company.shop.read(credential)).expect("UTF-8");
    let asks = "within: 6 weeks, keep_one_assessor: true}\nneeds: {modules: [old-basics]}";
    company.shop.write(credential, text.replace("within: 6 weeks}", asks));
    let old = "---\ntitle: Old basics\ntype: course\nstatus: retired\nreplaced_by: incident-basics\n---\nOld.\n";
    company.shop.write("seed/modules/old-basics.md", old);
    company.git("seed", &["add", "--all"]);
    company.git("seed", &["commit", "--quiet", "--message", "Keep one assessor"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    for clone in ["ada", "ben", "chen", "dora"] {
        company.git(clone, &["pull", "--quiet", "origin", "main"]);
    }
    company.claim("blameless-review");
    company.git("ben", &["fetch", "--quiet"]);
    company.does("ben", &with(&NOT_YET, &["--feedback", "It has gaps.", "--push"]));
    company.git("ada", &["pull", "--quiet", "origin", "blameless-review"]);
    let claim = company
        .does("ada", &["claim", "blameless-review", "--evidence", "2026-03-02-checkout-outage"]);
    assert!(!claim.err.contains("old-basics"), "what replaced it is finished: {}", claim.err);
    company.git("ada", &["add", "--all"]);
    company.git("ada", &["commit", "--quiet", "--message", "Claim anew"]);
    company.git("ada", &["push", "--quiet", "origin", "blameless-review"]);
    // What was signed is ordered by seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let from = "origin/blameless-review";
    let line = ["approve", "ada", "2026-04-15-blameless-review-2", "--from", from, "--push"];
    let why = || {
        company.git("ada", &["pull", "--quiet", "origin", "blameless-review"]);
        let gate = company.learn("ada", &["check", "--target", "origin/main"]);
        assert_eq!(gate.code, 0, "{}", gate.out);
        as_of(&company, "ada", &["why", "ada", "incident-response"]).out
    };
    for clone in ["chen", "dora"] {
        company.git(clone, &["fetch", "--quiet"]);
        let heard = company.does(clone, &with(&line, &PASS));
        assert!(words(&heard.err).contains("it takes ben, who judged that one"), "{}", heard.err);
    }
    assert!(why().contains("2 of 3 so far: ben judged before"), "{}", why());
    company.git("ben", &["fetch", "--quiet"]);
    let queue = company.does("ben", &["queue"]);
    assert!(queue.out.contains("ben, who judged before"), "{}", queue.out);
    company.does("ben", &with(&line, &PASS));
    let record = company.git(
        "forge",
        &["show", "blameless-review:people/ada/approvals/2026-04-15-blameless-review-dora.yaml"],
    );
    assert!(record.contains("\nkeep_one_assessor: true\n"), "{record}");
    assert!(why().contains("met"), "{}", why());
    assert!(company.does("ben", &["queue"]).out.contains("nothing waits"));
    // What was granted stays so when the credential changes.
    company.git("seed", &["pull", "--quiet", "--no-rebase", "origin", "blameless-review"]);
    let text = String::from_utf8(company.shop.read(credential)).expect("UTF-8");
    company
        .shop
        .write(credential, text.replace("keep_one_assessor: true", "keep_one_assessor: false"));
    company.git("seed", &["commit", "--quiet", "--all", "--message", "Ask for less"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    company.git("ben", &["fetch", "--quiet"]);
    let queue = company.does("ben", &["queue"]);
    assert!(queue.out.contains("nothing waits"), "{}", queue.out);
}

/// Runs a verb that looks at a day.
fn as_of(company: &Company, folder: &str, arguments: &[&str]) -> Run {
    let mut command = company.shop.learn(folder);
    let run = command.args(arguments).args(["--as-of", DAY]).output().expect("the program runs");
    let run = Run::of(&run);
    assert_eq!(run.code, 0, "learn {arguments:?}: {}{}", run.out, run.err);
    run
}

/// What a run says, on one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs the program on a terminal of its own, with these lines typed; none where there is no `script`.
#[cfg(target_os = "linux")]
fn typed(company: &Company, folder: &str, line: &str, lines: &str) -> Option<Run> {
    use std::io::Write as _;
    use std::process::Stdio;
    let program = env!("CARGO_BIN_EXE_learn");
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &format!("{program} {line}"), "/dev/null"]);
    let plain = company.shop.learn(folder);
    command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(plain.get_current_dir()?);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().ok()?;
    running.stdin.take()?.write_all(lines.as_bytes()).ok()?;
    Some(Run::of(&running.wait_with_output().ok()?))
}

#[cfg(target_os = "linux")]
#[test]
fn a_walk_goes_on_after_its_own_signature_and_takes_only_answers() {
    let company = Company::new();
    company.claim("incident-commander");
    company.does("ada", &["claim", "blameless-review", "--evidence", "2026-03-02-checkout-outage"]);
    company.git("ada", &["add", "--all"]);
    company.git("ada", &["commit", "--quiet", "--message", "Claim another"]);
    company.git("ada", &["push", "--quiet", "origin", "incident-commander"]);
    company.git("ben", &["fetch", "--quiet"]);
    let lines = "s\ny\n3\n2\n\nOne voice.\nmaybe\ny\ny\n3\n2\nOne voice.\ny\n";
    let line = format!("approve --push --date {DAY}");
    let Some(run) = typed(&company, "ben", &line, lines) else { return };
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(!run.out.contains("moved on since"), "{}", run.out);
    assert!(run.out.contains("please answer with one of: yes, no, quit"), "{}", run.out);
    assert_eq!(run.out.matches("A sentence to the learner:").count(), 3, "{}", run.out);
    assert_eq!(company.statements("ben"), 2, "{}", run.out);
    // Without an answer nothing is signed.
    company.git("chen", &["fetch", "--quiet"]);
    company.git("dora", &["fetch", "--quiet"]);
    for lines in ["y\n3\n2\nOne voice.\n\n", "y\n3\nQ\n", "y\n3\n2\nquit\n"] {
        let Some(run) = typed(&company, "dora", &line, lines) else { return };
        assert!(run.out.contains("nothing was signed"), "{lines}: {}", run.out);
        assert_eq!(run.code, 0, "{lines}: {}", run.out);
        assert_eq!(company.statements("dora"), 0);
    }
}

#[test]
fn what_was_decided_or_lies_elsewhere_is_said() {
    let company = Company::new();
    let promote = ["promote", "ada", "senior-engineer", "--yes"];
    company.does("ben", &promote);
    company.refuses("ben", &promote, &["you have promoted ada to `senior-engineer` already"]);
    assert_eq!(company.statements("ben"), 1);
    company.claim("incident-commander");
    company.git("chen", &["fetch", "--quiet"]);
    company.refuses(
        "chen",
        &["approve", "ada", "incident-commander"],
        &["run this again with `--from origin/incident-commander`"],
    );
    // What is misspelt is known by the bar, too, where the claim lies on another branch.
    let near = "did you mean `incident-commander`?";
    company.refuses("chen", &["approve", "ada", "incident-comander"], &[near]);
    let head = company.git("ada", &["rev-parse", "HEAD"]);
    let line = ["queue", "--target", "origin/main", "--at", &head, "--format", "markdown"];
    let queue = company.does("ada", &line);
    assert!(queue.out.contains(&format!("--at {head}")), "{}", queue.out);
}

#[test]
fn the_queue_says_who_may_judge_nothing() {
    let company = Company::new();
    company.claim("incident-commander");
    company.clone_for("eve", "eve");
    let run = company.does("eve", &["queue"]);
    assert_eq!(run.out.trim(), "nothing waits");
    for word in [
        "lets eve approve nothing",
        "an admin (chen)",
        "learn trust add eve --key \"<their public key>\" --discipline",
    ] {
        assert!(run.err.contains(word), "{word}: {}", run.err);
    }
    // Ada has a key, and Ben may judge.
    let ada = company.does("chen", &["queue", "ada"]);
    assert!(ada.err.contains("learn trust add ada --discipline"), "{}", ada.err);
    company.git("dora", &["fetch", "--quiet"]);
    let dora = company.does("dora", &["queue"]);
    assert_eq!((dora.out.trim(), dora.err.contains("nothing")), ("nothing waits", false));
    company.refuses("ben", &["queue", "dorra"], &["no person `dorra`", "`dora`"]);
    company.git("eve", &["config", "user.email", "eve@home.example"]);
    company.refuses("eve", &["queue"], &["eve@home.example", "`emails` in your person.yaml"]);
}

#[test]
fn what_was_committed_before_an_interruption_is_pushed_as_it_is() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let branch = ["checkout", "--quiet", "-b", "incident-commander", "origin/incident-commander"];
    company.git("ben", &branch);
    let line = ["approve", "ada", "incident-commander"];
    let first = company.does("ben", &with(&line, &PASS));
    assert!(first.err.contains("next: `git push origin incident-commander`"), "{}", first.err);
    assert_eq!(company.on_forge("incident-commander", "approvals"), Vec::<String>::new());
    let carrier = company.git("ben", &["rev-parse", "HEAD"]);
    company.refuses("ben", &with(&line, &PASS), &["already"]);
    let again = company.does("ben", &with(&line, &with(&["--push"], &PASS)));
    assert!(again.err.contains("pushed as it is"), "{}", again.err);
    assert_eq!(company.git("forge", &["rev-parse", "incident-commander"]), carrier);
    assert_eq!(company.statements("ben"), 1, "nothing is signed again");
    company.refuses("ben", &with(&line, &with(&["--push"], &PASS)), &["already"]);
}

#[test]
fn lines_to_paste_name_the_folder_that_was_named() {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let outside = |arguments: &[&str]| {
        let mut command = company.shop.learn("");
        command.args(["-C", "ben"]).args(arguments).args(["--date", DAY]);
        Run::of(&command.output().expect("the program runs"))
    };
    let run = outside(&["queue"]);
    assert!(run.err.contains("  learn -C ben approve ada "), "{}", run.err);
    let line = run.err.lines().find(|line| line.contains("learn -C ben")).expect("a line");
    let line: Vec<&str> =
        line.split_whitespace().skip(3).filter(|word| *word != "--push").collect();
    let run = outside(&with(&line, &PASS));
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("next: `git -C ben push origin "), "{}", run.err);
    let run = Run::of(
        &company
            .shop
            .learn("")
            .args([
                "-C",
                "ada",
                "claim",
                "clear-writer",
                "--evidence",
                "2026-03-02-checkout-outage",
            ])
            .args(["--date", DAY])
            .output()
            .expect("the program runs"),
    );
    let added =
        "git -C ada add people/ada/claims/2026-04-15-clear-writer.yaml && git -C ada commit";
    assert!(run.err.contains(added), "{}", run.err);
}

#[test]
fn an_approval_moves_the_pin_of_its_clone_on() {
    let company = Company::new();
    let mut files = Memory::new();
    let first = "trust/0001.yaml";
    files.put(first, company.shop.read(&format!("seed/{first}")));
    let text = String::from_utf8(company.shop.read(&format!("seed/{first}"))).expect("UTF-8");
    let second = text.replace("version: 1", "version: 2\nprevious: DIGEST of trust/0001.yaml");
    files.put("trust/0002.yaml", second);
    seals::fill_in(&mut files);
    seals::put(&mut files, "trust/0002.yaml", "chen");
    for (path, bytes) in files.iter() {
        company.shop.write(&format!("seed/{path}"), bytes);
    }
    company.git("seed", &["add", "--all"]);
    company.git("seed", &["commit", "--quiet", "--message", "Trust anew"]);
    let digest = learn::kinds::parts::digest::Sha256::of(text.as_bytes());
    company.git("ben", &["config", "learn.trustRoot", &format!("1:{}", digest.hex())]);
    company.claim("incident-commander");
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    company.git("ben", &["fetch", "--quiet"]);
    let line =
        ["approve", "ada", "incident-commander", "--from", "origin/incident-commander", "--push"];
    let run = company.does("ben", &with(&line, &PASS));
    assert!(run.err.contains("pinned to version 2"), "{}", run.err);
    assert!(company.git("ben", &["config", "learn.trustRoot"]).starts_with("2:"));
}
