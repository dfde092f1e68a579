//! Statements that are almost ones, each also given to git: what git refuses is refused here as well.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use base64ct::{Base64, Encoding as _};

use learn::world::sign::EMPTY_TREE;

use crate::forge::{CATALOG, Company, Draft, NOON, text};
use crate::signatures;

/// What somebody writes instead of a statement of Ben's on this record.
type Forge = fn(&Company, &Draft) -> Vec<u8>;

/// Whether git's own check of a signed commit is content with these bytes.
fn git_accepts(company: &Company, raw: &[u8]) -> bool {
    let mut allowed = String::new();
    for key in ["ben", "ben2", "chen", "hana"] {
        let _ = writeln!(allowed, "{key} namespaces=\"git\" {}", company.public(key));
    }
    std::fs::write(company.path("allowed"), allowed).expect("a file");
    let hash = ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"];
    let written = company.program("git", &hash, Path::new("scratch"), raw);
    assert!(written.status.success(), "{written:?}");
    let id = text(&written.stdout);
    let setting = format!("gpg.ssh.allowedSignersFile={}", company.path("allowed").display());
    let verify = ["-c", &setting, "verify-commit", id.trim()];
    company.program("git", &verify, Path::new("scratch"), b"").status.success()
}

/// Ben's statement, made with ssh-keygen, for a purpose.
fn for_purpose(company: &Company, draft: &Draft, namespace: &str) -> Vec<u8> {
    let words = draft.words();
    words.signed(&company.signature("ben", namespace, &words.payload()))
}

fn honest(company: &Company, draft: &Draft) -> Vec<u8> {
    for_purpose(company, draft, "git")
}

/// Ben's statement with other words put in after he signed.
fn replaced(company: &Company, draft: &Draft, from: &str, to: &str) -> Vec<u8> {
    let raw = text(&honest(company, draft));
    assert!(raw.contains(from), "no {from:?} in {raw}");
    raw.replacen(from, to, 1).into_bytes()
}

/// Other bytes than a statement's, that Ben's key has signed as git signs a commit.
fn signed_as_it_is(company: &Company, payload: &str) -> Vec<u8> {
    let signature = company.signature("ben", "git", payload.as_bytes());
    let (headers, message) = payload.split_once("\n\n").expect("a message");
    let signature = signature.trim_end().replace('\n', "\n ");
    format!("{headers}\ngpgsig {signature}\n\n{message}").into_bytes()
}

fn payload(draft: &Draft) -> String {
    text(&draft.words().payload())
}

/// The statement in the name of Ben that another key has signed.
fn by_key(company: &Company, draft: &Draft, key: &str) -> Vec<u8> {
    let words = draft.words();
    words.signed(&company.signature(key, "git", &words.payload()))
}

fn with_new_key(company: &Company, draft: &Draft, sort: &str, bits: &str) -> Vec<u8> {
    let arguments = ["-q", "-t", sort, "-b", bits, "-N", "", "-f", "weak"];
    let _ = std::fs::remove_file(company.path("weak"));
    let made = company.program("ssh-keygen", &arguments, Path::new(""), b"");
    assert!(made.status.success(), "{made:?}");
    by_key(company, draft, "weak")
}

/// What ssh-keygen signs with a DSA key, where it still makes one; others sign with one of gpg's.
fn with_dsa(company: &Company, draft: &Draft) -> Vec<u8> {
    let arguments = ["-q", "-t", "dsa", "-N", "", "-f", "weak-dsa"];
    let made = company.program("ssh-keygen", &arguments, Path::new(""), b"");
    let is_made = made.status.success();
    if is_made { by_key(company, draft, "weak-dsa") } else { with_gpg_dsa(company, draft) }
}

fn with_gpg_dsa(company: &Company, draft: &Draft) -> Vec<u8> {
    let words = draft.words();
    words.signed(&company.signature_by_dsa(&words.payload()))
}

fn with_certificate(company: &Company, draft: &Draft) -> Vec<u8> {
    let arguments = ["-q", "-s", "hana", "-I", "ben", "-n", "ben", "ben.pub"];
    let made = company.program("ssh-keygen", &arguments, Path::new(""), b"");
    assert!(made.status.success(), "{made:?}");
    by_key(company, draft, "ben-cert.pub")
}

fn untouched(_: &Company, draft: &Draft) -> Vec<u8> {
    let words = draft.words();
    words.signed(&signatures::by_security_key(0, &words.payload()).1)
}

/// What somebody made of the signature: its armour goes where a header was.
fn armour(company: &Company, draft: &Draft, header: &str) -> String {
    let signature = company.signature("ben", "git", &draft.words().payload());
    format!("{header} {}\n", signature.trim_end().replace('\n', "\n "))
}

fn with_header(draft: &Draft, header: &str) -> Vec<u8> {
    payload(draft).replacen("\n\n", &format!("\n{header}\n"), 1).into_bytes()
}

const FORGERIES: &[(&str, Forge, &str)] = &[
    ("as it should be", honest, ""),
    ("as git makes it", |company, draft| company.statement(draft, "ben"), ""),
    ("namespace file", |c, d| for_purpose(c, d, "file"), "wrong-namespace"),
    ("namespace git with a space", |c, d| for_purpose(c, d, "git "), "wrong-namespace"),
    ("an untrusted key", |c, d| by_key(c, d, "eve"), "unauthorised-signer"),
    ("the key of another mentor", |c, d| by_key(c, d, "chen"), "unauthorised-signer"),
    ("the OpenPGP key of another mentor", |c, d| by_key(c, d, "vera"), "unauthorised-signer"),
    ("rsa of 1024 bits", |c, d| with_new_key(c, d, "rsa", "1024"), "unsupported-key"),
    ("rsa of 2048 bits", |c, d| with_new_key(c, d, "rsa", "2048"), "unsupported-key"),
    ("dsa, by ssh", with_dsa, "unsupported-key"),
    ("dsa, by OpenPGP", with_gpg_dsa, "unsupported-key"),
    ("a certificate", with_certificate, "unsupported-key"),
    ("a security key that nobody touched", untouched, "unsupported-key"),
    ("no signature", |_, draft| draft.words().payload(), "malformed-statement"),
    ("an empty signature", |_, d| with_header(d, "gpgsig \n"), "malformed-statement"),
    (
        "the signature in the message",
        |company, draft| {
            let signature = company.signature("ben", "git", &draft.words().payload());
            format!("{}{signature}", payload(draft)).into_bytes()
        },
        "malformed-statement",
    ),
    (
        "a header in the message",
        |company, draft| {
            let header = armour(company, draft, "gpgsig");
            format!("{}\n{header}", payload(draft)).into_bytes()
        },
        "malformed-statement",
    ),
    ("gpgsigX", |c, d| with_header(d, &armour(c, d, "gpgsigX")), "malformed-statement"),
    ("gpgsigparent", |c, d| with_header(d, &armour(c, d, "gpgsigparent")), "malformed-statement"),
    ("gpgsig-sha256", |c, d| with_header(d, &armour(c, d, "gpgsig-sha256")), "malformed-statement"),
    ("GPGSIG", |c, d| with_header(d, &armour(c, d, "GPGSIG")), "malformed-statement"),
    (
        "a second gpgsig",
        |c, d| with_header(d, &(armour(c, d, "gpgsig") + &armour(c, d, "gpgsig"))),
        "malformed-statement",
    ),
    (
        "two signatures in one gpgsig",
        |company, draft| {
            let words = draft.words();
            let one = company.signature("ben", "git", &words.payload());
            words.signed(&format!("{one}{}", company.signature("eve", "git", &words.payload())))
        },
        "malformed-statement",
    ),
    (
        "a second signature in gpgsig-sha256",
        |c, d| with_header(d, &(armour(c, d, "gpgsig") + &armour(c, d, "gpgsig-sha256"))),
        "malformed-statement",
    ),
    (
        "a NUL and a tail",
        |company, draft| [&honest(company, draft)[..], b"\0and more\n"].concat(),
        "malformed-statement",
    ),
    (
        "a NUL in the message, signed",
        |c, d| signed_as_it_is(c, &payload(d).replace("assess", "as\0sess")),
        "malformed-statement",
    ),
    (
        "a NUL before the signature",
        |c, d| replaced(c, d, "\ngpgsig", "\0\ngpgsig"),
        "malformed-statement",
    ),
    ("other words", |c, d| replaced(c, d, "assess: ada", "assess: tom"), "statement-mismatch"),
    ("another moment", |c, d| at_another_moment(&honest(c, d)), "bad-signature"),
    ("more words", |c, d| [honest(c, d), b"more\n".to_vec()].concat(), "malformed-statement"),
    ("a stray line", |c, d| replaced(c, d, "\ngpgsig", "\n stray\ngpgsig"), "malformed-statement"),
    (
        "an encoding",
        |c, d| signed_as_it_is(c, &payload(d).replacen("\n\n", "\nencoding UTF-8\n\n", 1)),
        "malformed-statement",
    ),
    (
        "a parent",
        |c, d| {
            let parent = format!("parent {EMPTY_TREE}\nauthor");
            signed_as_it_is(c, &payload(d).replacen("author", &parent, 1))
        },
        "malformed-statement",
    ),
    (
        "another tree",
        |c, d| {
            let tree = c.git(&["rev-parse", "HEAD^{tree}"]);
            signed_as_it_is(c, &payload(d).replace(EMPTY_TREE, &tree))
        },
        "malformed-statement",
    ),
    (
        "another time zone",
        |c, d| signed_as_it_is(c, &payload(d).replace("+0000", "+0200")),
        "malformed-statement",
    ),
    (
        "CRLF in the message",
        |c, d| signed_as_it_is(c, &payload(d).replace("\n\nLearn", "\r\n\r\nLearn")),
        "malformed-statement",
    ),
    (
        "two digests",
        |c, d| {
            let line = format!("\nLearn-Record: {}\n", d.digest());
            signed_as_it_is(c, &payload(d).replace(&line, &format!("{line}{}", &line[1..])))
        },
        "malformed-statement",
    ),
    (
        "ten megabytes of header",
        |c, d| {
            let long = format!("\nlong {}\ngpgsig", "x".repeat(10_000_000));
            replaced(c, d, "\ngpgsig", &long)
        },
        "malformed-statement",
    ),
];

/// A statement of another moment than the one that was signed.
fn at_another_moment(raw: &[u8]) -> Vec<u8> {
    text(raw).replace(&NOON.to_string(), &(NOON + 1).to_string()).into_bytes()
}

#[test]
fn nothing_that_git_refuses_counts_and_little_else_either() {
    let company = Company::new();
    let mut wrong = Vec::new();
    for (what, forge, slug) in FORGERIES {
        company.branch("x");
        let draft = company.draft("ada", "incident-commander", "ben");
        let raw = forge(&company, &draft);
        company.put(&draft, &raw);
        company.commit("ada", "Approve");
        let found = company.gate();
        let expected: BTreeSet<String> = Some(slug)
            .into_iter()
            .filter(|slug| !slug.is_empty())
            .map(ToString::to_string)
            .collect();
        let git = git_accepts(&company, &raw);
        if found != expected || (found.is_empty() && !git) {
            wrong.push(format!("{what}: {found:?}, not {expected:?}; git accepts it: {git}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_seal_is_written_in_one_way() {
    let company = Company::new();
    company.branch("x");
    let draft = company.approve("ben");
    let seal = company.read(&draft.seal_path());
    let refused = BTreeSet::from(["malformed-statement".to_owned()]);
    for (what, spoilt) in [
        ("cut off", seal[..seal.len() - 30].to_owned()),
        ("a line left out", seal.split_inclusive('\n').skip(1).collect()),
        ("one long line", seal.replace('\n', "") + "\n"),
        ("blanks", seal.replacen('\n', " \n", 1)),
        ("no last line feed", seal.trim_end().to_owned()),
        ("empty", String::new()),
        ("not base64", seal.replacen('A', "*", 1)),
        ("the armour itself", text(&Base64::decode_vec(&seal.replace('\n', "")).expect("base64"))),
    ] {
        company.write(&draft.seal_path(), spoilt);
        company.commit("ada", "Spoil");
        assert_eq!(company.gate(), refused, "{what}");
    }
    company.write(&draft.seal_path(), seal.replace('\n', "\r\n"));
    company.commit("ada", "Line ends");
    assert_eq!(company.gate(), BTreeSet::new(), "CRLF");
}

#[test]
fn a_security_key_that_was_touched_counts() {
    let company = Company::new();
    company.branch("x");
    let (line, _) = signatures::by_security_key(1, b"");
    let ben = company.key_line("ben");
    company.change_policy(2, &[(&ben, &format!("{ben}    - {line}\n"))], "");
    let draft = company.draft("ada", "incident-commander", "ben");
    let words = draft.words();
    let (_, armour) = signatures::by_security_key(1, &words.payload());
    company.put(&draft, &words.signed(&armour));
    company.commit("ben", "Approve");
    assert_eq!(company.gate(), BTreeSet::new());
}

#[test]
fn keys_that_do_not_count_cannot_be_given_to_anybody() {
    for (sort, bits) in [("rsa", "1024"), ("rsa", "2048")] {
        let company = Company::new();
        let draft = company.draft("ada", "incident-commander", "ben");
        let _ = with_new_key(&company, &draft, sort, bits);
        company.branch("x");
        let ben = company.key_line("ben");
        company.change_policy(2, &[(&ben, &company.key_line("weak"))], "");
        assert_eq!(company.gate(), BTreeSet::from(["trust-invalid".to_owned()]), "{sort} {bits}");
    }
}

/// A key in the agent and nowhere else, named by its literal public half.
#[test]
fn an_agent_signs_with_a_literal_key() {
    let company = Company::new();
    let socket = company.path("agent.sock");
    let mut agent = Command::new("ssh-agent")
        .args(["-D", "-a"])
        .arg(&socket)
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("ssh-agent");
    for _ in 0..100 {
        if socket.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let with_agent = |program: &str, arguments: &[&str], input: &[u8]| {
        let socket = format!("SSH_AUTH_SOCK={}", socket.display());
        let all = [&[socket.as_str(), program], arguments].concat();
        company.program("env", &all, Path::new("scratch"), input)
    };
    let added = with_agent("ssh-add", &["-q", "../ben"], b"");
    let public = company.public("ben");
    std::fs::remove_file(company.path("ben")).expect("the key");
    company.branch("x");
    let draft = company.draft("ada", "incident-commander", "ben");
    let words = draft.words();
    let date = format!("{} +0000", words.time);
    let literal = format!("user.signingKey=key::{public}");
    let made = with_agent(
        "env",
        &[
            &format!("GIT_AUTHOR_DATE={date}"),
            &format!("GIT_COMMITTER_DATE={date}"),
            "git",
            "-c",
            "gpg.format=ssh",
            "-c",
            &literal,
            "-c",
            "user.name=ben",
            "-c",
            &format!("user.email=approval@{CATALOG}"),
            "commit-tree",
            "-S",
            EMPTY_TREE,
        ],
        words.message().as_bytes(),
    );
    let _ = agent.kill();
    let _ = agent.wait();
    assert!(added.status.success(), "{added:?}");
    assert!(made.status.success(), "{made:?}");
    let raw = company.raw("scratch", text(&made.stdout).trim());
    assert!(git_accepts(&company, &raw));
    company.put(&draft, &raw);
    company.commit("chen", "Add what Ben sent");
    assert_eq!(company.gate(), BTreeSet::new());
}
