//! What `learn verify` and `learn why` say about an approval, and that readiness counts only what verifies.

use std::process::Command;

use learn::kinds::parts::digest::Sha256;
use serde_json::Value;

use crate::mentoring::{Company, DAY, PASS, with};
use crate::workshop::Run;

const RECORD: &str = "people/ada/approvals/2026-04-15-incident-commander-ben.yaml";
const SEAL: &str = "people/ada/approvals/2026-04-15-incident-commander-ben.ben.seal";

/// The main branch after Ben approved what Ada claimed, in the clone `seed`.
struct Approved {
    company: Company,
    /// The commit that brought the record in.
    carrier: String,
}

impl Approved {
    /// Merged as Ben committed it, or squashed by somebody who signs nothing.
    fn landed(is_squashed: bool) -> Self {
        let company = Company::new();
        company.claim("incident-commander");
        company.git("ben", &["fetch", "--quiet"]);
        let line = [
            "approve",
            "ada",
            "incident-commander",
            "--from",
            "origin/incident-commander",
            "--push",
        ];
        let mut approve = company.command("ben", &with(&line, &PASS));
        for role in ["AUTHOR", "COMMITTER"] {
            approve.env(format!("GIT_{role}_NAME"), "Ben Okri");
        }
        let run = Run::of(&approve.output().expect("the program runs"));
        assert_eq!(run.code, 0, "{}", run.err);
        company.git("seed", &["fetch", "--quiet"]);
        let how = if is_squashed { "--squash" } else { "--ff-only" };
        company.git("seed", &["merge", "--quiet", how, "origin/incident-commander"]);
        if is_squashed {
            company.git("seed", &["commit", "--quiet", "--message", "Ada commands incidents (#1)"]);
        }
        let carrier = company.git("seed", &["rev-parse", "HEAD"]);
        company.shop.write("seed/notes/later.txt", "Something else\n");
        company.git("seed", &["add", "--all"]);
        company.git("seed", &["commit", "--quiet", "--message", "Something else"]);
        company.git("seed", &["push", "--quiet", "origin", "main"]);
        Self { company, carrier }
    }

    fn command(&self, folder: &str, line: &[&str]) -> Command {
        let mut command = self.company.shop.learn(folder);
        command.args(line).args(["--as-of", DAY]);
        command
    }

    fn run(&self, folder: &str, line: &[&str]) -> Run {
        Run::of(&self.command(folder, line).output().expect("the program runs"))
    }

    /// What a verb says that ends like this.
    fn says(&self, code: i32, line: &[&str]) -> String {
        let run = self.run("seed", line);
        assert_eq!(run.code, code, "learn {line:?}: {}{}", run.out, run.err);
        if code == 2 { run.err } else { run.out }
    }

    fn json(&self, code: i32, line: &[&str]) -> Value {
        let text = self.says(code, &with(line, &["--format", "json"]));
        serde_json::from_str(&text).expect("JSON")
    }

    fn head(&self) -> String {
        self.company.git("seed", &["rev-parse", "HEAD"])
    }

    /// One letter of a file becomes another; says what it was before.
    fn alter(&self, path: &str, from: &str, to: &str) -> Vec<u8> {
        let path = format!("seed/{path}");
        let before = self.company.shop.read(&path);
        let text = String::from_utf8(before.clone()).expect("text");
        assert!(text.contains(from) && from.len() == to.len(), "{path}: {text}");
        self.company.shop.write(&path, text.replacen(from, to, 1));
        before
    }

    /// Ben's key as ssh-keygen names it.
    fn fingerprint(&self) -> String {
        let mut program = Command::new("ssh-keygen");
        let key = self.company.shop.path().join("ben.key.pub");
        let output = program.arg("-lf").arg(key).output().expect("ssh-keygen runs");
        let text = String::from_utf8(output.stdout).expect("text");
        text.split(' ').nth(1).expect("a fingerprint").to_owned()
    }
}

#[test]
fn verify_lists_what_counts_in_every_format() {
    let approved = Approved::landed(false);
    let short = &approved.carrier[..10];
    let text = approved.says(0, &["verify"]);
    let head = format!(
        "Read from commit {}; trust policy version 1 in force, not pinned.",
        &approved.head()[..10]
    );
    assert!(text.starts_with(&head), "{text}");
    let row = text.lines().find(|line| line.starts_with("2026-04-15")).expect("a row");
    let cells: Vec<&str> = row.split_whitespace().collect();
    let expected = ["2026-04-15", "ada", "approve", "incident-commander", "ben", "signed", short];
    assert_eq!(cells, expected);
    assert!(text.ends_with("1 of 1 approval record count: 1 signed.\n"), "{text}");

    let json = approved.json(0, &["verify"]);
    assert_eq!(json["version"], 1);
    assert_eq!(json["commit"], approved.head());
    assert_eq!(json["trust"]["version"], 1);
    let record = &json["approvals"][0];
    let digest = Sha256::of(&approved.company.shop.read(&format!("seed/{RECORD}")));
    for (key, value) in [
        ("path", RECORD),
        ("sha256", digest.as_str()),
        ("person", "ada"),
        ("decision", "approve"),
        ("subject", "incident-commander"),
        ("signer", "ben"),
        ("date", "2026-04-15"),
        ("assurance", "signed"),
    ] {
        assert_eq!(record[key], value, "{key}: {record}");
    }
    assert_eq!(record["counts"], true);
    let key = record["key"].as_str().expect("a key");
    assert!(key.contains(&approved.fingerprint()), "{key}");
    let first = &record["first_seen"];
    assert_eq!(first["commit"], approved.carrier);
    assert_eq!((&first["carried_by"], &first["signed_by"]), (&"Ben Okri".into(), &"ben".into()));
    assert_eq!(first["date"], "2026-04-01");

    let csv = approved.says(0, &["verify", "--format", "csv"]);
    let rows: Vec<&str> = csv.lines().map(str::trim_end).collect();
    assert_eq!(
        rows,
        [
            "date,person,decision,subject,by,assurance,first seen in,path,revoked by".to_owned(),
            format!("{},{RECORD},", expected.join(",")),
        ]
    );
    let markdown = approved.says(0, &["verify", "--format", "markdown"]);
    assert!(markdown.contains(&format!("\n| {} |\n", expected.join(" | "))), "{markdown}");
}

#[test]
fn verify_asks_one_person_one_revision_or_the_files() {
    let approved = Approved::landed(false);
    assert!(approved.says(0, &["verify", "ada"]).contains("1 of 1 approval record count"));
    assert!(approved.says(0, &["verify", "chen"]).contains("0 of 0 approval records count"));
    let before = format!("{}~1", approved.carrier);
    assert!(approved.says(0, &["verify", "--rev", &before]).contains("0 of 0 approval records"));
    assert!(approved.says(0, &["verify", "--worktree"]).starts_with("Read from the files on disk"));
    // What cannot be answered.
    assert!(approved.says(2, &["verify", "adda"]).contains("no person `adda`"));
    assert!(approved.says(2, &["verify", "--rev", "nowhere"]).contains("no revision `nowhere`"));
    assert!(approved.says(2, &["verify", "--rev", "HEAD", "--worktree"]).contains("--worktree"));
    let elsewhere = approved.run("", &["verify"]);
    assert!(elsewhere.code == 2 && elsewhere.err.contains("no catalog here"), "{}", elsewhere.err);
    let bare = approved.run("forge", &["verify"]);
    assert!(bare.code == 2 && bare.err.contains("bare repository"), "{}", bare.err);
    let bare = approved.run("forge", &["verify", "--rev", "main"]);
    assert!(bare.code == 0 && bare.out.contains("1 of 1 approval record"), "{}", bare.err);
}

#[test]
fn verify_reads_commits_and_not_the_files_on_disk() {
    let approved = Approved::landed(false);
    approved.alter(RECORD, "One voice", "One noise");
    assert!(approved.says(0, &["verify"]).contains("1 of 1 approval record count"));
    let text = approved.says(1, &["verify", "--worktree"]);
    assert!(text.contains("Does not count") && text.contains("(record-changed)"), "{text}");
    assert!(text.contains("0 of 1 approval record count."), "{text}");
    assert!(approved.says(1, &["check"]).contains("record-changed"));
    // Committed, it is seen everywhere, and only where it is.
    approved.company.git("seed", &["commit", "--quiet", "--all", "--message", "Louder"]);
    let json = approved.json(1, &["verify"]);
    let record = &json["approvals"][0];
    assert_eq!(record["counts"], false);
    assert_eq!(record["why"][0]["rule"], "record-changed", "{record}");
    assert!(record.get("assurance").is_none() && record.get("key").is_none(), "{record}");
    let csv = approved.says(1, &["verify", "ada", "--format", "csv"]);
    assert!(csv.contains(",does not count,"), "{csv}");
    approved.says(0, &["verify", "chen"]);
    assert!(approved.says(0, &["verify", "--rev", "HEAD~1"]).contains("1 of 1 approval record"));
}

#[test]
fn a_shallow_clone_verifies_and_says_that_history_is_cut() {
    let approved = Approved::landed(false);
    let forge = format!("file://{}", approved.company.shop.path().join("forge").display());
    for (folder, depth) in [("one", "1"), ("three", "3")] {
        approved.company.shop.git(&["clone", "--quiet", "--depth", depth, &forge, folder]);
        let run = approved.run(folder, &["verify"]);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        assert!(run.out.contains(", whose history is cut; "), "{}", run.out);
        assert!(run.out.contains("1 of 1 approval record count: 1 signed."), "{}", run.out);
        // Where the clone ends, nobody knows which commit brought a record in.
        let is_known = run.out.contains(&approved.carrier[..10]);
        assert_eq!(is_known, folder == "three", "{}", run.out);
        let mut json = approved.command(folder, &["verify", "--format", "json"]);
        let json = Run::of(&json.output().expect("the program runs"));
        let json: Value = serde_json::from_str(&json.out).expect("JSON");
        assert_eq!(json["approvals"][0]["first_seen"].is_null(), !is_known);
        let why = approved.run(folder, &["why", "ada", "commander"]);
        assert_eq!(why.code, 0, "{}", why.err);
        assert_eq!(why.out.contains("history is not here"), !is_known, "{}", why.out);
    }
    let whole = approved.says(0, &["verify"]);
    assert!(!whole.contains("cut"), "{whole}");
}

#[test]
fn why_goes_down_to_record_seal_key_and_commit() {
    let approved = Approved::landed(false);
    let text = approved.says(0, &["why", "ada", "commander"]);
    let digest = Sha256::of(&approved.company.shop.read(&format!("seed/{RECORD}")));
    let judged = "claim 2026-04-15-incident-commander, 2026-03-02-checkout-outage of 2026-03-02";
    for line in [
        format!("    record   {RECORD}"),
        format!("    bytes    {digest}"),
        format!("    seal     {SEAL}"),
        format!("    key      ssh-ed25519 {}, ben's", approved.fingerprint()),
        format!(
            "    commit   {} of 2026-04-01, carried by Ben Okri, signed by ben",
            &approved.carrier[..10]
        ),
    ] {
        assert!(text.contains(&format!("{line}\n")), "{line}: {text}");
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(judged), "{text}");
    assert!(!text.contains("Communication"), "only one line was asked for: {text}");
    let unknown = approved.says(2, &["why", "ada", "comander"]);
    assert!(unknown.contains("no line `comander`; did you mean `commander`?"), "{unknown}");
    assert!(
        unknown.contains("its lines are incident-response, communication, commander"),
        "{unknown}"
    );
    let all = approved.says(0, &["why", "ada"]);
    assert!(all.contains("Communication") && all.contains("nobody has looked"), "{all}");

    for format in ["markdown", "csv"] {
        let table = approved.says(0, &["why", "ada", "--format", format]);
        for cited in [RECORD, digest.as_str(), &approved.carrier[..10], "nobody has looked"] {
            let is_left_out = format == "csv" && cited.starts_with("nobody");
            assert_eq!(table.contains(cited), !is_left_out, "{format}, {cited}: {table}");
        }
        assert!(table.contains("Communication"), "{table}");
    }
    let json = approved.json(0, &["why", "ada", "commander"]);
    let line = &json["lines"][0];
    assert_eq!((&line["line"], &line["standing"]), (&"commander".into(), &"met".into()));
    assert_eq!(json["lines"].as_array().map(Vec::len), Some(1));
    let evidence = &line["evidence"][0];
    assert_eq!(evidence["path"], RECORD);
    assert_eq!(evidence["sha256"], digest.as_str());
    assert_eq!((&evidence["signer"], &evidence["assurance"]), (&"ben".into(), &"signed".into()));
    assert_eq!(evidence["first_seen"]["commit"], approved.carrier);
    assert_eq!(evidence["first_seen"]["signed_by"], "ben");
}

#[test]
fn why_says_that_a_squash_is_not_signed() {
    let approved = Approved::landed(true);
    let text = approved.says(0, &["why", "ada", "commander"]);
    let carried = format!(
        "commit   {} of 2026-04-01, carried by Ada Moreau, not signed itself\n",
        &approved.carrier[..10]
    );
    assert!(text.contains(&carried), "{text}");
    assert!(text.contains(", ben's\n"), "the seal does not care: {text}");
    let first = &approved.json(0, &["verify"])["approvals"][0]["first_seen"];
    assert_eq!(first["commit"], approved.carrier);
    assert!(first["signed_by"].is_null(), "{first}");
}

#[test]
fn readiness_counts_an_award_only_while_it_verifies() {
    let approved = Approved::landed(false);
    let standing = || {
        let json = approved.json(0, &["readiness", "ada"]);
        let person = &json["readiness"][0];
        let lines = person["lines"].as_array().expect("lines");
        let of = |id: &str| {
            let line = lines.iter().find(|line| line["line"] == id).expect("the line");
            line["standing"]["is"].as_str().expect("a word").to_owned()
        };
        let unverified = person["unverified_approvals"].as_u64().expect("a number");
        (of("commander"), of("incident-response"), unverified)
    };
    let word = |text: &str| text.to_owned();
    let met = (word("met"), word("met"), 0);
    assert_eq!(standing(), met);
    let note = "1 approval record is not counted: it does not verify";
    assert!(!approved.says(0, &["readiness", "ada"]).contains("not counted"));
    let commit = |words: &str| {
        approved.company.git("seed", &["commit", "--quiet", "--all", "--message", words]);
    };
    for (path, from, to) in [(RECORD, "One voice", "One noise"), (SEAL, "A", "B")] {
        let before = approved.alter(path, from, to);
        commit("Alter");
        assert_eq!(standing(), (word("unknown"), word("unknown"), 1), "{path}");
        let text = approved.says(0, &["readiness", "ada"]);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(note) && words.contains("`learn verify` says why"), "{text}");
        let why = approved.says(0, &["why", "ada", "commander"]);
        assert!(!why.contains(", ben's"), "{why}");
        approved.company.shop.write(&format!("seed/{path}"), before);
        commit("Put it back");
        assert_eq!(standing(), met, "{path} as it was");
    }
}
