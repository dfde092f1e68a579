//! Bad input: a clear problem, no panic, no hang, nothing lost.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use learn::base::problem::Level;
use learn::catalog::load::load;
use learn::rules::ALL;
use learn::session::check::{Outcome, Request, check};
use learn::syntax::markdown::{Address, Setting, html, html_in, outline};
use learn::world::disk::Folder;
use learn::world::files::{Files, Hindrance};
use learn::world::memory::Memory;
use proptest::prelude::*;

use crate::cases;

fn check_files(files: &dyn Files) -> Outcome {
    let catalog = load(files).expect("the place can be read");
    check(&catalog, None, cases::today(), &Request::default())
}

fn slugs_at<'a>(outcome: &'a Outcome, path: &str) -> Vec<&'a str> {
    let at_path = outcome.findings.iter().filter(|finding| &*finding.location.path == path);
    at_path.map(|finding| finding.rule).collect()
}

#[test]
fn hostile_bytes_are_named_for_what_they_are() {
    let deep_brackets = format!("name: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    let deep_maps = format!("name: {}{}\n", "{a: ".repeat(100_000), "}".repeat(100_000));
    let deep_blocks = format!("name:\n {}\n", "- ".repeat(100_000));
    let deep_lines: String =
        (0..2_000).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n");
    let bomb = (1..30).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, level| {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        text + &format!("a{level}: &a{level} [{items}]\n")
    });
    let aliases = format!(
        "x-a: &a word\nx-list: [{}]\nname: Routing\nlead: chen\n",
        vec!["*a"; 1_000].join(", ")
    );
    let long_line = format!("name: Routing\nlead: chen\nx-blob: {}\n", "m".repeat(10_000_000));
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("empty", b"", &["empty-file"]),
        ("only a comment", b"# later\n", &["empty-file"]),
        ("null", b"~\n", &["empty-file"]),
        ("a byte order mark alone", b"\xef\xbb\xbf", &["empty-file"]),
        ("a byte order mark", b"\xef\xbb\xbfname: Routing\nlead: chen\n", &[]),
        ("not UTF-8", b"name: \xff\xfe\n", &["not-utf8"]),
        ("UTF-16", b"\xff\xfen\0a\0m\0e\0", &["not-utf8"]),
        ("a NUL byte", b"name: a\0b\n", &["yaml-syntax"]),
        ("tabs", b"name: Routing\nlead:\n\t- chen\n", &["yaml-syntax"]),
        ("a list", b"- name: Routing\n", &["wrong-type"]),
        ("a text", b"Routing\n", &["wrong-type"]),
        ("a number", b"12\n", &["wrong-type"]),
        ("Markdown", b"# Routing\n\nWe route parcels.\n", &["wrong-type"]),
        ("JSON", br#"{"name": "Routing", "lead": "chen"}"#, &[]),
        ("several documents", b"name: Routing\n---\nname: Billing\n", &["several-documents"]),
        ("a duplicate key", b"name: Routing\nlead: chen\nname: Billing\n", &["duplicate-key"]),
        ("an unknown anchor", b"name: *nobody\n", &["yaml-syntax"]),
        ("a merge key", b"x-a: &a {lead: chen}\n<<: *a\nname: Routing\n", &["unknown-key"]),
        ("an unclosed bracket", b"name: [Routing\n", &["yaml-syntax"]),
        ("a huge number", b"name: Routing\nlead: chen\nx-n: 123456789012345678901234567890\n", &[]),
        ("infinity", b"name: Routing\nlead: chen\nx-n: .inf\n", &["odd-value"]),
        ("not a number as a text", b"name: .nan\nlead: chen\n", &["odd-value"]),
        (
            "wrong types everywhere",
            b"name: [a]\nlead: {a: b}\nevents: 3\nlearning_time: [1]\n",
            &["wrong-type", "wrong-type", "wrong-type", "wrong-type"],
        ),
        ("brackets nested deep", deep_brackets.as_bytes(), &["nested-too-deep"]),
        ("maps nested deep", deep_maps.as_bytes(), &["nested-too-deep"]),
        ("lists nested deep on one line", deep_blocks.as_bytes(), &["nested-too-deep"]),
        ("blocks nested deep", deep_lines.as_bytes(), &["nested-too-deep"]),
        ("an alias bomb", bomb.as_bytes(), &["nested-too-deep"]),
        ("a thousand harmless aliases", aliases.as_bytes(), &[]),
        ("a line of 10 MB", long_line.as_bytes(), &[]),
    ];
    let mut failures = Vec::new();
    for (name, bytes, expected) in cases {
        let mut files = cases::base();
        files.put("teams/routing.yaml", bytes.to_vec());
        let start = Instant::now();
        let outcome = check_files(&files);
        assert!(start.elapsed() < Duration::from_secs(20), "{name} takes {:?}", start.elapsed());
        let errors: Vec<&str> = outcome
            .findings
            .iter()
            .filter(|finding| finding.level == Level::Error)
            .map(|finding| finding.rule)
            .collect();
        if errors != *expected {
            failures.push(format!("{name}: expected {expected:?}, got {errors:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn markdown_records_need_their_front_matter() {
    for (name, text, expected) in [
        ("never closed", "---\ntitle: A\n", "front-matter"),
        ("missing", "# A\n", "front-matter"),
        ("empty", "---\n---\ntext\n", "empty-file"),
        ("empty file", "", "front-matter"),
        (
            "CRLF",
            "---\r\ntitle: A\r\ntype: reading\r\nstatus: draft\r\nowner: chen\r\n---\r\nText.\r\n",
            "",
        ),
    ] {
        let mut files = cases::base();
        files.put("modules/a-thing.md", text);
        let outcome = check_files(&files);
        let errors: Vec<&str> = outcome
            .findings
            .iter()
            .filter(|finding| finding.level == Level::Error)
            .map(|finding| finding.rule)
            .collect();
        let expected: Vec<&str> = [expected].into_iter().filter(|slug| !slug.is_empty()).collect();
        assert_eq!(errors, expected, "{name}");
    }
}

#[test]
fn names_that_are_no_ids_are_refused() {
    for name in [
        "two words",
        "Umlaut-ä",
        "rоuting",
        "UPPER",
        "con",
        "nul",
        "null",
        "yes",
        "-a",
        "a--b",
        "a.b",
        "1a",
        "…",
        &"a".repeat(101),
    ] {
        let mut files = cases::base();
        let path = format!("teams/{name}.yaml");
        files.put(&path, "name: A team\nlead: chen\n");
        let outcome = check_files(&files);
        assert!(
            slugs_at(&outcome, &path).contains(&"malformed-id"),
            "{name}: {:?}",
            outcome.findings
        );
    }
}

#[test]
fn a_broken_file_causes_no_problems_elsewhere() {
    for path in [
        "frameworks/engineering.yaml",
        "ladders/engineering-ic.yaml",
        "learn.yaml",
        "teams/routing.yaml",
    ] {
        let mut files = cases::base();
        files.put(path, "name: [\n");
        let outcome = check_files(&files);
        let elsewhere: Vec<(&str, &str)> = outcome
            .findings
            .iter()
            .filter(|finding| &*finding.location.path != path && finding.level == Level::Error)
            .map(|finding| (&*finding.location.path, finding.rule))
            .collect();
        assert_eq!(elsewhere, [], "{path} is broken");
        assert_eq!(slugs_at(&outcome, path), ["yaml-syntax"], "{path} is broken");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_mentioned_whatever_the_levels() {
    let mut files = cases::base();
    let program = "catalog: kestrel-growth\nprogram: {name: Growth}\nrules: {yaml-syntax: allow, malformed-id: allow, \
                   no-owner: allow}\n";
    files.put("learn.yaml", program);
    files.put("teams/routing.yaml", "name: [\n");
    files.put("teams/Two Words.yaml", "name: Two words\nlead: chen\n");
    let outcome = check_files(&files);
    assert_eq!(slugs_at(&outcome, "teams/routing.yaml"), ["yaml-syntax"]);
    assert_eq!(slugs_at(&outcome, "teams/Two Words.yaml"), ["malformed-id"]);
    assert_eq!(outcome.switched_off, ["no-owner"], "the others cannot be switched off");
}

#[test]
fn what_could_not_be_entered_is_not_called_missing() {
    let mut files = cases::base();
    let ada: Vec<String> = files
        .iter()
        .map(|(path, _)| path.to_owned())
        .filter(|path| path.starts_with("people/ada/"))
        .collect();
    for path in ada {
        files.remove(&path);
    }
    files.put("teams/billing.yaml", "name: Billing\nlead: ada\n");
    let missing = check_files(&files);
    assert_eq!(slugs_at(&missing, "teams/billing.yaml"), ["unknown-reference"]);
    files.obstruct("people/ada", Hindrance::Refused("permission denied".to_owned()));
    let hidden = check_files(&files);
    assert_eq!(slugs_at(&hidden, "teams/billing.yaml"), [""; 0]);
    assert_eq!(slugs_at(&hidden, "people/ada"), ["unreadable-file"]);
}

#[test]
fn what_is_no_ordinary_file_is_said_and_never_followed() {
    let folder = crate::scratch::folder();
    let root = folder.path().join("catalog");
    for (path, bytes) in cases::base().iter() {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
    let outside = folder.path().join("outside.yaml");
    fs::write(&outside, "name: Outside\n").expect("a file can be written");
    link(&outside, &root.join("teams/outside.yaml"));
    link(&root.join("teams"), &root.join("teams/loop"));
    link(Path::new("nowhere"), &root.join("teams/dangling.yaml"));
    fs::create_dir_all(root.join("modules/folder.md")).expect("a folder can be made");
    let outcome = check_files(&Folder::new(&root));
    for path in ["teams/outside.yaml", "teams/loop", "teams/dangling.yaml", "modules/folder.md"] {
        assert!(!slugs_at(&outcome, path).is_empty(), "{path} is not mentioned");
    }
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) {
    std::os::unix::fs::symlink(target, at).expect("a link can be made");
}

/// Changes some bytes of a text: one of them, a stretch of them, or one for several.
fn mutated(text: &[u8], changes: &[(usize, u8, u8)]) -> Vec<u8> {
    const SPICE: &[&[u8]] = &[
        b"\n",
        b" ",
        b":",
        b": ",
        b"- ",
        b"[",
        b"]",
        b"{",
        b"}",
        b"\"",
        b"'",
        b"#",
        b"&a ",
        b"*a",
        b"!t ",
        b"|",
        b">",
        b"\t",
        b"---\n",
        b"\xff",
        b"\0",
        b"~",
        b".nan",
        b"2026-02-30",
        b"no",
        b"<<",
        b"\xc3\xa9",
        b"999999999999999999999",
        b"..",
        b"/",
    ];
    let mut bytes = text.to_vec();
    for (at, how, what) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at % bytes.len();
        let spice = SPICE[usize::from(*what) % SPICE.len()];
        match how % 4 {
            0 => bytes[at] = *what,
            1 => drop(bytes.splice(at..at, spice.iter().copied())),
            2 => drop(bytes.drain(at..(at + usize::from(*what)).min(bytes.len()))),
            _ => {
                let line = bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(0);
                let copy = bytes[at..=at + line].to_vec();
                drop(bytes.splice(at..at, copy));
            }
        }
    }
    bytes
}

/// The files of a company: path and bytes.
type Company = Vec<(String, Vec<u8>)>;

fn example() -> Company {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog");
    let folder = Folder::new(&root);
    let listing = folder.list(&learn::catalog::layout::is_catalog_folder).expect("the example");
    let mut reader = folder.reader();
    listing
        .files
        .iter()
        .map(|entry| (entry.path.to_string(), reader(entry).expect("a file")))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a file of the example or of a generated company is damaged: the check ends, and a file
    /// that cannot be used as it is written is always mentioned.
    #[test]
    fn damaged_files_never_pass_in_silence(
        generated in any::<bool>(),
        file in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..6),
    ) {
        let company = &companies()[usize::from(generated)];
        let (path, bytes) = file.get(company);
        let mut files = Memory::new();
        let program = company.iter().find(|(path, _)| path == "learn.yaml").expect("learn.yaml");
        files.put(&program.0, program.1.clone());
        files.put(path, mutated(bytes, &changes));
        let catalog = load(&files).expect("memory can be read");
        let outcome = check(&catalog, None, cases::today(), &Request::default());
        for record in catalog.records() {
            let said = outcome.findings.iter().any(|finding| finding.location.path == record.source.path);
            prop_assert!(record.is_sound() || said, "{} has {:?} and nobody says so", record.source.path, record.faults);
            prop_assert!(record.document.is_some() || !record.is_sound(), "{} is lost", record.source.path);
        }
        for finding in &outcome.findings {
            prop_assert!(ALL.iter().any(|rule| rule.slug == finding.rule));
        }
    }

    /// Any bytes at all, as any kind of record.
    #[test]
    fn any_bytes_end_in_a_record_or_a_problem(
        kind in prop::sample::select(learn::kinds::Kind::ALL.to_vec()),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let record = learn::catalog::load::read_record(kind, "some/file", bytes);
        prop_assert!(record.document.is_some() || !record.is_sound());
    }
}

/// The example and a small generated company, read once.
fn companies() -> &'static [Company; 2] {
    static COMPANIES: std::sync::OnceLock<[Company; 2]> = std::sync::OnceLock::new();
    COMPANIES.get_or_init(|| {
        let generated = learn::demo::generated::company(10).into_iter();
        [example(), generated.map(|(path, text)| (path, text.into_bytes())).collect()]
    })
}

#[test]
fn markdown_nested_without_end_is_shown_as_it_is_typed() {
    let depth = 1_000_000;
    let stairs = (0..700).fold(String::new(), |text, level| text + &"  ".repeat(level) + "- a\n");
    let texts = [
        (">".repeat(depth) + "<b>", true),
        ("> ".repeat(depth / 2) + "<b>", true),
        ("- ".repeat(depth / 2) + "<b>", true),
        ("12. ".repeat(depth / 4) + "<b>", true),
        ("[^a]: ".repeat(depth / 6) + "<b>", true),
        (stairs + &"\n".repeat(depth / 2) + "<b>", true),
        ("[".repeat(depth) + "<b>", false),
        ("-".repeat(depth) + "\n<b>", false),
        (">".repeat(60) + " [a](b.md) <b>", false),
        ("```\n".to_owned() + &" ".repeat(500) + "- <b>x\n```\n", true),
        ("```\n".to_owned() + &" ".repeat(500) + "<b>x\n```\n", false),
    ];
    let setting = Setting {
        top_heading: 2,
        id_prefix: "",
        title: "",
        resolve: &|_: &str, _: bool| Address::Kept,
    };
    for (text, as_typed) in texts {
        let start = Instant::now();
        let pages = [html(&text), html_in(&text, &setting)];
        let outline = outline(&text);
        let (shown, time) = (&text[..20], start.elapsed());
        assert!(time < Duration::from_secs(20), "{shown} takes {time:?}");
        for page in pages {
            let is_typed = page.starts_with("<pre tabindex=\"0\">")
                && page.contains(&text[..1].replace('>', "&gt;"));
            assert!(!page.contains("<b>"), "{shown}: mark-up gets through");
            assert_eq!(is_typed && !page.contains("<code>"), as_typed, "{shown}");
        }
        assert!(!as_typed || outline.words > 0, "{shown}");
    }
}
