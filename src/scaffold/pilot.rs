//! The catalog that `learn init` writes: small, real, and clean under its own check.

use std::collections::BTreeMap;

use super::editors;
use super::modeline::{SCHEMA_FOLDER, with_modeline};
use crate::base::date::Date;
use crate::catalog::template::{self, TemplateFault};
use crate::kinds::Kind;
use crate::kinds::schema::FILE_SUFFIX;

/// What a pilot's catalog says about whoever begins it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pilot {
    /// The catalog's id, signed into every statement.
    pub catalog: String,
    /// What the program is called.
    pub name: String,
    /// The id of the person who begins.
    pub me: String,
    /// Their name.
    pub my_name: String,
    /// The address they commit with, if it is known.
    pub my_email: Option<String>,
    /// The day it is begun.
    pub today: Date,
    /// The branch that changes land on, without a remote's name, where it is known.
    pub main: Option<String>,
    /// Whether its trust policy begins with it.
    pub has_trust: bool,
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaffoldFile {
    /// Path relative to the catalog's root, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Whether it is a program.
    pub executable: bool,
}

/// A record of the pilot: its kind, where it goes, and its text with names to fill in.
struct Seed {
    kind: Kind,
    path: &'static str,
    text: &'static str,
}

/// Lists records whose text lies below `pilot/` at the path they are written to.
macro_rules! seeds {
    ($($kind:ident $path:literal),* $(,)?) => {
        [$(Seed { kind: Kind::$kind, path: $path, text: include_str!(concat!("pilot/", $path)) }),*]
    };
}

const SEEDS: [Seed; 18] = seeds![
    Program "learn.yaml",
    Team "teams/pilot.yaml",
    Framework "frameworks/engineering.yaml",
    Ladder "ladders/engineering.yaml",
    Module "modules/lead-a-decision.md",
    Module "modules/on-call-basics.md",
    Module "modules/own-a-service.md",
    Module "modules/safe-changes.md",
    Module "modules/writing-that-decides.md",
    Rubric "rubrics/engineering-work.yaml",
    Rubric "rubrics/written-work.yaml",
    Credential "credentials/clear-writer.yaml",
    Credential "credentials/decision-lead.yaml",
    Credential "credentials/first-changes.yaml",
    Credential "credentials/on-call-ready.yaml",
    Credential "credentials/service-owner.yaml",
    Pathway "pathways/onboarding.yaml",
    Pathway "pathways/to-senior-engineer.yaml",
];

/// Records of whoever begins, by their path below `people/<id>/`.
const OWN_SEEDS: [Seed; 2] = [
    Seed {
        kind: Kind::Person,
        path: "person.yaml",
        text: include_str!("pilot/people/person.yaml"),
    },
    Seed {
        kind: Kind::PathwayEnrolment,
        path: "pathways/onboarding.yaml",
        text: include_str!("pilot/people/onboarding.yaml"),
    },
];

/// The program of a catalog without content.
const EMPTY_PROGRAM: Seed =
    Seed { kind: Kind::Program, path: "learn.yaml", text: include_str!("empty/learn.yaml") };

/// Files with names to fill in that are no records: with the pilot's content, and without.
const README: &str = include_str!("pilot/README.md");
const EMPTY_README: &str = include_str!("empty/README.md");

/// Files that are written as they are.
const TOOLS: [(&str, &str); 2] = [
    (".editorconfig", include_str!("pilot/tools/editorconfig")),
    (".gitattributes", include_str!("pilot/tools/gitattributes")),
];

/// Templates, written as they are with the pilot's content.
const TEMPLATES: [(&str, &str); 2] = [
    ("templates/module/workshop.md", include_str!("pilot/templates/module/workshop.md")),
    ("templates/pathway/onboarding.yaml", include_str!("pilot/templates/pathway/onboarding.yaml")),
];

/// Files that only work at the top of a repository, and whether they are programs.
const AT_THE_TOP: [(&str, &str, bool); 8] = [
    (".github/workflows/learn-agenda.yml", include_str!("pilot/tools/github-agenda.yml"), false),
    (".github/workflows/learn-main.yml", include_str!("pilot/tools/github-main.yml"), false),
    (".github/workflows/learn-site.yml", include_str!("pilot/tools/github-site.yml"), false),
    (".github/workflows/learn.yml", include_str!("pilot/tools/github.yml"), false),
    (".gitlab-ci.yml", include_str!("pilot/tools/gitlab.yml"), false),
    (".githooks/pre-commit", include_str!("pilot/tools/pre-commit"), true),
    (".learn/agenda.sh", include_str!("pilot/tools/agenda.sh"), true),
    (".learn/install.sh", include_str!("pilot/tools/install.sh"), true),
];

/// All files of the pilot, sorted by path; with those for CI and hooks only at the top of a repository.
///
/// An empty one has the program, the tools and the schemas, and no content.
///
/// # Errors
/// When a text of the pilot cannot be filled in.
pub fn files(
    pilot: &Pilot,
    at_the_top: bool,
    empty: bool,
) -> Result<Vec<ScaffoldFile>, TemplateFault> {
    let values = values(pilot);
    let mut files = Vec::new();
    let mut add = |path: String, text: String, executable: bool| {
        files.push(ScaffoldFile { path, text, executable });
    };
    let (seeds, own_seeds): (&[Seed], &[Seed]) =
        if empty { (&[EMPTY_PROGRAM], &[]) } else { (&SEEDS, &OWN_SEEDS) };
    let own = own_seeds.iter().map(|seed| (seed, format!("people/{}/{}", pilot.me, seed.path)));
    for (seed, path) in seeds.iter().map(|seed| (seed, seed.path.to_owned())).chain(own) {
        let text = template::fill_record(seed.kind, seed.text, &values)?;
        let text = with_modeline(seed.kind, &path, &text);
        add(path, text, false);
    }
    let readme = if empty { EMPTY_README } else { README };
    add("README.md".to_owned(), template::fill_text(readme, &values)?, false);
    let templates: &[(&str, &str)] = if empty { &[] } else { &TEMPLATES };
    for (path, text) in TOOLS.iter().chain(templates) {
        add((*path).to_owned(), (*text).to_owned(), false);
    }
    for kind in Kind::ALL {
        let path = format!("{SCHEMA_FOLDER}/{}{FILE_SUFFIX}", kind.about().name);
        add(path, kind.schema_text(), false);
    }
    add(".vscode/settings.json".to_owned(), editors::vscode_settings(), false);
    add(".vscode/extensions.json".to_owned(), editors::vscode_extensions(), false);
    add(".zed/settings.json".to_owned(), editors::zed_settings(), false);
    if at_the_top {
        for (path, text, executable) in AT_THE_TOP {
            add(path.to_owned(), on_main(text, pilot), executable);
        }
        let owners = template::fill_text(include_str!("pilot/tools/CODEOWNERS"), &values)?;
        add("CODEOWNERS".to_owned(), owners, false);
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// The text of a workflow for the branch that changes land on; for the usual ones where it is not known.
fn on_main(text: &str, pilot: &Pilot) -> String {
    let is_plain = |name: &&String| {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./".contains(letter);
        name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(plain)
    };
    match pilot.main.as_ref().filter(is_plain) {
        Some(main) => text.replace("branches: [main, master]", &format!("branches: [\"{main}\"]")),
        None => text.to_owned(),
    }
}

fn values(pilot: &Pilot) -> BTreeMap<String, String> {
    [
        ("catalog", pilot.catalog.clone()),
        ("name", pilot.name.clone()),
        ("me", pilot.me.clone()),
        ("my_name", pilot.my_name.clone()),
        ("my_email", pilot.my_email.clone().unwrap_or_default()),
        ("today", pilot.today.to_string()),
        ("trust_command", trust_command(pilot.has_trust).to_owned()),
        ("in_a_year", pilot.today.plus_months(12).to_string()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

/// What the README says to do about trust first.
const fn trust_command(has_trust: bool) -> &'static str {
    if has_trust {
        "learn trust add --help               let somebody else sign, too"
    } else {
        "learn trust init                     begin, with you as the admin"
    }
}
