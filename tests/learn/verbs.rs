//! The verbs as people run them: real processes in temporary folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use learn::catalog::references::Noun;
use learn::demo::example;
use learn::kinds::person::Person;
use learn::kinds::{Home, Kind, Naming};
use learn::standing::next::next_step;
use learn::standing::readiness::readiness;
use learn::world::disk::{self, NewFile};
use tempfile::TempDir;

use crate::cases;

/// A temporary folder in which `learn` runs, far from anybody's own git configuration.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: crate::scratch::folder() }
    }

    /// A folder with the pilot's catalog, begun by Ada, whose git knows her.
    pub fn with_pilot() -> Self {
        let place = Self::new();
        let repository = git2::Repository::init(place.root()).expect("a repository");
        let mut config = repository.config().expect("its configuration");
        config.set_str("user.name", "Ada Moreau").expect("a name");
        config.set_str("user.email", "ada@kestrel.example").expect("an address");
        place.passes(&["init", "--name", "Growth at Kestrel", "--person", "ada"]);
        place
    }

    /// A folder with the example company.
    pub fn with_example() -> Self {
        let place = Self::new();
        for (path, bytes) in example::files() {
            let path = place.root().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
            fs::write(path, bytes).expect("a file can be written");
        }
        place
    }

    /// A folder with the example company as `learn demo` signs it, so that nothing in it is an error.
    pub fn with_signed_example() -> Self {
        let place = Self::new();
        for (path, bytes) in signed_example() {
            let path = place.root().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
            fs::write(path, bytes).expect("a file can be written");
        }
        place
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_learn"))
            .args(arguments)
            .current_dir(self.root())
            .env("HOME", self.root())
            .env("NO_COLOR", "1")
            .output()
            .expect("learn runs")
    }

    /// Runs the verb, which has to succeed, and gives what it printed.
    pub fn passes(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "learn {arguments:?} ended with {}:\n{}{}",
            output.status,
            text(&output.stdout),
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    /// Runs the verb, which must not be able to run, and gives its complaint.
    pub fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let complaint = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "learn {arguments:?}: {complaint}");
        complaint
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn files(&self) -> BTreeSet<PathBuf> {
        walkdir::WalkDir::new(self.root())
            .min_depth(1)
            .into_iter()
            .map(|entry| entry.expect("an entry").into_path())
            .collect()
    }
}

/// The files of the example company, signed once for all tests.
pub fn signed_example() -> &'static BTreeMap<String, Vec<u8>> {
    static SIGNED: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    SIGNED.get_or_init(|| example::signed(None).expect("the example can be signed").files)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_new_catalog_is_clean_under_its_own_check() {
    let place = Place::with_pilot();
    place.passes(&["check", "--deny", "warn"]);
    let again = place.refuses(&["init"]);
    assert!(again.contains("a catalog already"), "{again}");
}

#[test]
fn init_leaves_a_readme_and_a_licence_alone() {
    let place = Place::new();
    fs::write(place.root().join("README.md"), "mine").expect("a file");
    fs::write(place.root().join("LICENSE"), "mine").expect("a file");
    place.passes(&["init", "--email", "ada@kestrel.example", "--person-name", "Ada Moreau"]);
    assert_eq!(place.read("README.md"), "mine");
    assert!(place.read("people/ada-moreau/person.yaml").contains("ada@kestrel.example"));
    place.passes(&["check", "--deny", "warn"]);
}

#[test]
fn init_writes_nothing_into_a_folder_that_holds_something() {
    let place = Place::new();
    fs::write(place.root().join("notes.txt"), "mine").expect("a file");
    let before = place.files();
    let complaint = place.refuses(&["init"]);
    assert!(complaint.contains("notes.txt") && complaint.contains("help:"), "{complaint}");
    assert_eq!(place.files(), before);
}

#[test]
fn init_leaves_nothing_behind_where_it_cannot_write() {
    let place = Place::new();
    fs::write(place.root().join("file"), "not a folder").expect("a file");
    let before = place.files();
    place.refuses(&["init", "file/growth"]);
    place.refuses(&["init", "file"]);
    assert_eq!(place.files(), before);
    if cfg!(target_os = "linux") {
        place.refuses(&["init", "/proc/growth"]);
    }
}

#[test]
fn many_files_are_written_together_or_not_at_all() {
    let place = Place::new();
    let file = |path| NewFile { path, bytes: b"new", executable: false };
    let fresh = place.root().join("deep/fresh");
    disk::plant(&fresh, &[file("x"), file("a"), file("a/b")]).expect_err("`a` is no folder");
    assert_eq!(place.files(), BTreeSet::new(), "folders that were made are gone again");
    fs::write(place.root().join("b"), "old").expect("a file");
    disk::plant(place.root(), &[file("a/1"), file("b"), file("c")]).expect_err("`b` exists");
    assert_eq!(place.files(), BTreeSet::from([place.root().join("b")]));
    let pair = [("d/1".to_owned(), String::new()), ("b".to_owned(), String::new())];
    disk::write_together(place.root(), &pair).expect_err("`b` exists");
    assert_eq!(place.files(), BTreeSet::from([place.root().join("b")]));
    assert_eq!(place.read("b"), "old");
    disk::plant(&fresh, &[file("a/1"), file("b")]).expect("an empty place");
    assert_eq!(place.read("deep/fresh/a/1"), "new");
}

#[cfg(unix)]
#[test]
#[allow(clippy::print_stdout)] // says why nothing was tested
fn init_leaves_nothing_behind_in_a_folder_that_is_read_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let closed = place.root().join("closed");
    fs::create_dir(&closed).expect("a folder");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("permissions");
    if fs::write(closed.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    place.refuses(&["init", "closed"]);
    assert_eq!(fs::read_dir(&closed).expect("a folder").count(), 0);
}

#[test]
fn init_in_a_folder_of_a_repository_leaves_the_top_alone() {
    let place = Place::new();
    git2::Repository::init(place.root()).expect("a repository");
    place.passes(&["init", "growth"]);
    assert!(!place.root().join("growth/.github").exists());
    assert!(!place.root().join(".github").exists());
    place.passes(&["-C", "growth", "check", "--deny", "warn"]);
}

#[test]
fn every_kind_can_be_begun_and_passes_its_schema() {
    let place = Place::with_pilot();
    let refused = [Kind::Program, Kind::Approval, Kind::Trust];
    for kind in Kind::ALL.iter().filter(|kind| !refused.contains(kind)) {
        let name = kind.about().name;
        let mut arguments = vec!["new", name];
        match kind.about().naming {
            _ if ["claim", "remediation"].contains(&name) => arguments.push("on-call-ready"),
            _ if name == "meeting" => arguments.push("a-first-try-why-not"),
            Naming::Id | Naming::DateSlug => arguments.extend(["--title", "A first try: why not?"]),
            Naming::IdOf("module") => arguments.push("own-a-service"),
            Naming::IdOf(_) => arguments.push("to-senior-engineer"),
            Naming::Date | Naming::Period | Naming::Number => {}
        }
        if let Home::About(_) = kind.about().home {
            arguments.extend(["--about", "module/safe-changes"]);
        }
        let path = place.passes(&arguments);
        let path = path.trim();
        let text = place.read(path);
        assert!(text.contains("# yaml-language-server: $schema=../"), "{path}:\n{text}");
        let schema =
            text.lines().find_map(|line| line.split_once("$schema=")).expect("a modeline").1;
        let folder = place.root().join(path);
        let schema = folder.parent().expect("a folder").join(schema);
        assert!(schema.is_file(), "{path} names {}", schema.display());
        if kind.about().naming != Naming::Number {
            let again = place.refuses(&arguments);
            assert!(again.contains("exists already"), "{again}");
        }
    }
    let catalog = learn::session::open::open(place.root(), None).expect("the catalog").catalog;
    for record in catalog.records() {
        assert!(record.is_sound(), "{}: {:?}", record.source.path, record.faults);
    }
    assert_eq!(catalog.strays(), []);
    expect_only_honest_errors(&place);
}

/// What a scaffold cannot know, and the check rightly asks for.
fn expect_only_honest_errors(place: &Place) {
    let honest = [
        // Nobody but the learner knows which work of theirs shows it.
        ("people/ada/claims/", "claim-without-evidence"),
    ];
    let output = place.run(&["check", "--format", "github"]);
    for error in text(&output.stdout).lines().filter(|line| line.starts_with("::error")) {
        let is_honest = honest.iter().any(|(path, rule)| {
            error.contains(&format!("file={path}")) && error.contains(&format!("title={rule}:"))
        });
        assert!(is_honest, "{error}");
    }
    let claims = place.root().join("people/ada/claims");
    let claim = fs::read_dir(claims).expect("claims").next().expect("a claim").expect("an entry");
    let claim = fs::read_to_string(claim.path()).expect("a text");
    assert!(claim.contains("\ncredential: on-call-ready\n"), "{claim}");
}

#[test]
fn new_prints_fills_in_and_refuses() {
    let place = Place::with_pilot();
    let before = place.files();
    let printed =
        place.passes(&["new", "module", "--title", "Retro", "--set", "type=reading", "--print"]);
    assert!(
        printed.contains("\ntype: reading\n") && printed.contains("\ntitle: Retro\n"),
        "{printed}"
    );
    for (arguments, words) in [
        (vec!["new", "modul"], "did you mean `module`?"),
        (vec!["new", "module"], "what is the module called?"),
        (vec!["new", "module", "Retro"], "cannot be the id"),
        (vec!["new", "module", "retro", "--set", "titel=x"], "did you mean `title`?"),
        (vec!["new", "module", "retro", "--set", "type=curse"], "nothing was written"),
        (vec!["new", "module", "retro", "--from", "workshp"], "did you mean `workshop`?"),
        (vec!["new", "module", "retro", "--dir", "../out"], "cannot be a subfolder"),
        (vec!["new", "goal", "--person", "adda"], "did you mean `ada`?"),
        (vec!["new", "feedback", "spring"], "--about"),
        (vec!["new", "program"], "learn init"),
        (vec!["new", "approval"], "signed"),
        (vec!["new", "trust"], "signed"),
        (vec!["new", "claim"], "the id of a credential or a competency"),
        (vec!["new", "claim", "oncall-ready"], "did you mean `on-call-ready`?"),
        (vec!["new", "remediation"], "what was claimed"),
        (vec!["new", "remediation", "on-call-ready"], "`ada` has no claim of `on-call-ready`"),
        (vec!["new", "meeting"], "the id of a person"),
        (vec!["new", "meeting", "adda"], "did you mean `ada`?"),
    ] {
        let complaint = place.refuses(&arguments);
        assert!(complaint.contains(words), "learn {arguments:?}: {complaint}");
    }
    assert_eq!(place.files(), before, "refusals and --print write nothing");
    let path = place.passes(&["new", "module", "retro", "--from", "workshop", "--dir", "team"]);
    assert_eq!(path.trim(), "modules/team/retro.md");
    assert!(place.read("modules/team/retro.md").contains("title: Retro\n"));
    place.passes(&["check", "--deny", "warn"]);
}

#[test]
fn show_finds_anything_and_says_who_refers_to_it() {
    let place = Place::with_pilot();
    for what in [
        vec!["show", "first-changes"],
        vec!["show", "credential/first-changes"],
        vec!["show", "credential", "first-changes"],
        vec!["show", "credentials/first-changes.yaml"],
    ] {
        let card = place.passes(&what);
        assert!(
            card.contains("First changes") && card.contains("modules/safe-changes.md"),
            "{card}"
        );
    }
    let json = place.passes(&["show", "role", "engineer", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["version"], 1);
    assert_eq!(json["path"], "ladders/engineering.yaml");
    assert_eq!(json["says"]["title"], "Engineer");
    let json = place.passes(&["show", "credential/first-changes", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let ids = |list: &str| -> Vec<String> {
        let connections = json[list].as_array().into_iter().flatten();
        connections.map(|one| format!("{}/{}", one["kind"], one["id"]).replace('"', "")).collect()
    };
    assert_eq!(
        ids("referred_to_by"),
        ["credential/service-owner", "module/safe-changes", "pathway/to-senior-engineer"]
    );
    assert_eq!(
        ids("refers_to"),
        [
            "competency/safe-changes",
            "competency/testing",
            "module/safe-changes",
            "person/ada",
            "rubric/engineering-work"
        ]
    );
    let complaint = place.refuses(&["show", "enginer"]);
    assert!(complaint.contains("did you mean role `engineer`?"), "{complaint}");
    let complaint = place.refuses(&["show", "safe-changes"]);
    assert!(complaint.contains("module/safe-changes"), "{complaint}");
    assert!(complaint.contains("competency/safe-changes"), "{complaint}");
}

#[test]
fn show_tells_a_mentor_what_somebody_claims_and_cites() {
    let place = Place::with_example();
    let card = place.passes(&["show", "person/ada"]);
    let (_, own) = card.split_once("\nOwn records\n").expect("own records");
    let words = own.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "claim 2026-03-05-incident-commander Incident commander [",
        "claim 2026-04-10-clear-writer Clear writer [no answer yet] people/ada/claims/",
        "cites portfolio 2026-03-02-checkout-outage",
        "cites journal 2026-03-03 people/ada/journal/2026-03-03.md",
        "enrolment incident-command ",
        "goal ",
        "okrs ",
        "portfolio 2026-03-24-failover-runbook ",
    ] {
        assert!(words.contains(expected), "`{expected}` in\n{own}");
    }
    let line = |of: &str, needle: &str| -> usize {
        let text = place.read(of);
        1 + text.lines().position(|line| line.contains(needle)).expect("the line")
    };
    let mentor = line("people/ada/person.yaml", "person: chen");
    assert!(
        card.contains(&format!("people/chen/person.yaml  (/mentors/*/person, line {mentor})")),
        "{card}"
    );
    let assigned = line("rotations/summer-2026.yaml", "ada");
    assert!(card.contains(&format!("rotations/summer-2026.yaml:{assigned}  (")), "{card}");
    let claim = place.passes(&["show", "claim", "ada/2026-03-05-incident-commander"]);
    let rubric = place.read("rubrics/incident-command.yaml");
    let descriptor = rubric.lines().find_map(|line| line.trim().strip_prefix("- ")).expect("one");
    for expected in [
        "\nAsks for Incident commander [",
        "\nEvidence\n  portfolio  2026-03-02-checkout-outage  ",
        "\nJudged by the rubric ",
        "  ← self-assessment\n",
        &format!("    1  {}", &descriptor[..20]),
    ] {
        assert!(claim.contains(expected), "`{expected}` in\n{claim}");
    }
    let json = place.passes(&["show", "person/ada", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(json["own_records"].as_array().is_some_and(|all| all.len() > 5), "{json}");
}

#[test]
fn every_command_that_readiness_prints_runs() {
    let place = Place::with_example();
    let catalog = learn::session::open::open(place.root(), None).expect("the catalog").catalog;
    let roles: Vec<String> =
        catalog.names(Noun::Role, None).into_iter().map(str::to_owned).collect();
    let ledger = learn::trust::ledger::Ledger::of(&catalog, None);
    let mut commands = BTreeSet::new();
    for person in catalog.all::<Person>() {
        for role in &roles {
            let role = catalog.role(role).expect("a role");
            let readiness = readiness(&ledger, person, role, cases::today());
            let Some(step) = next_step(&catalog, &readiness) else { continue };
            let (what, command) =
                learn::report::readiness::words::step(&catalog, person.id(), false, step);
            commands.insert(command.unwrap_or_else(|| panic!("no command: {what}")));
        }
    }
    assert!(commands.len() > 10, "{commands:?}");
    for command in commands {
        let mut words: Vec<&str> = command.split(' ').collect();
        assert_eq!(words.remove(0), "learn");
        if words[0] == "claim" {
            // It lists the work that fits, for whoever asks to choose from.
            let fits = place.refuses(&words);
            assert!(fits.contains("a claim cites "), "{command}:\n{fits}");
            continue;
        }
        words.push("--print");
        let printed = place.passes(&words);
        let is_right = match words[0] {
            "start" => printed.contains("started: "),
            "finish" => printed.contains("+finished: "),
            other => panic!("{other}"),
        };
        assert!(is_right, "{command}:\n{printed}");
    }
}

#[test]
fn answers_fit_the_terminal_and_are_never_wider_than_a_page() {
    let place = Place::with_example();
    let limits = [(80, 80), (200, 100)];
    for verb in [
        "readiness ada --role senior-engineer",
        "readiness --all",
        "me --person ada",
        "plan ada --role senior-engineer",
        "gaps",
        "gaps --team routing --without ada",
        "gaps --mentors",
        "agenda --all",
    ] {
        for (columns, limit) in limits {
            let mut command = Command::new(env!("CARGO_BIN_EXE_learn"));
            command.args(verb.split(' ')).args(["--as-of", "2026-04-15"]).current_dir(place.root());
            command.env("HOME", place.root()).env("NO_COLOR", "1");
            let output = command.env("COLUMNS", columns.to_string()).output().expect("learn runs");
            assert!(output.status.success(), "{verb}: {}", text(&output.stderr));
            for line in text(&output.stdout).lines() {
                // A command is copied in one piece, and a path is one word.
                let is_whole = line.trim_start().starts_with("learn ")
                    || line.split(' ').any(|word| word.chars().count() > 40);
                let width = line.chars().count();
                assert!(width <= limit || is_whole, "{verb} at {columns}: {width} in `{line}`");
            }
        }
    }
}

#[test]
fn completions_and_manual_pages_are_written() {
    let place = Place::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(place.passes(&["completions", shell]).contains("learn"), "{shell}");
    }
    assert!(place.passes(&["man"]).contains(".TH LEARN 1"));
    assert!(place.passes(&["man", "check"]).contains("learn\\-check"));
    place.refuses(&["man", "chek"]);
    place.passes(&["man", "--out", "man1"]);
    assert!(place.root().join("man1/learn-check.1").is_file());
}

#[test]
fn the_help_lists_every_verb_once_and_every_verb_has_examples() {
    let place = Place::new();
    let help = place.passes(&["--help"]);
    let command = learn::cli::command();
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let line = format!("\n  {} ", verb.get_name());
        assert_eq!(help.matches(&line).count(), 1, "`{}` in\n{help}", verb.get_name());
        expect_examples(verb);
    }
    expect_examples(&command);
}

fn expect_examples(command: &clap::Command) {
    let name = command.get_name();
    let words = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (_, examples) = words
        .split_once("Examples:")
        .unwrap_or_else(|| panic!("the help of `{name}` has no examples"));
    let count = examples.lines().filter(|line| line.trim_start().starts_with("learn")).count();
    assert!(count >= 2, "the help of `{name}` has {count} examples");
    command.get_subcommands().for_each(expect_examples);
}

#[test]
fn every_command_in_the_readme_of_a_new_catalog_exists() {
    for arguments in [&["init", "full"][..], &["init", "empty", "--empty"]] {
        let place = Place::new();
        place.passes(arguments);
        let readme = place.read(&format!("{}/README.md", arguments[1]));
        let commands: Vec<&str> = readme
            .split(['`', '\n'])
            .filter(|words| words.starts_with("learn "))
            .map(|words| words.split("   ").next().unwrap_or(words))
            .collect();
        assert!(commands.len() >= 4, "{commands:?}");
        for command in commands {
            let words = command.replace('"', "");
            let tried = learn::cli::command().try_get_matches_from(words.split(' '));
            let is_help = tried
                .as_ref()
                .is_err_and(|error| error.kind() == clap::error::ErrorKind::DisplayHelp);
            // A title of several words falls apart here, and only the verb matters then.
            let verb = command.split(' ').nth(1).unwrap_or_default();
            let exists = learn::cli::command().find_subcommand(verb).is_some();
            let fits = command.contains('"') || is_help || tried.is_ok();
            assert!(exists && fits, "`{command}` of {arguments:?}");
        }
    }
}

#[test]
fn show_knows_the_program_by_its_kind() {
    let place = Place::with_pilot();
    let card = place.passes(&["show", "program"]);
    assert!(card.contains("learn.yaml"), "{card}");
}

#[test]
fn the_next_step_of_new_works_from_where_the_user_is() {
    let place = Place::new();
    place.passes(&["init", "growth"]);
    let output = place.run(&["-C", "growth/modules", "new", "module", "retro"]);
    let said = text(&output.stderr) + &text(&output.stdout);
    let command = "learn -C growth/modules check ../modules/retro.md";
    assert!(said.contains(&format!("`{command}`")), "{said}");
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    assert_ne!(place.run(&words).status.code(), Some(2), "{command}");
}
