//! A real career framework comes in whole: every id, text, word, example and link.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use learn::base::problem::Level;
use learn::catalog::Catalog;
use learn::exchange::job_family::Family;
use learn::kinds::framework::Framework;
use learn::kinds::ladder::{Ladder, Role};
use learn::session::check::{Request, check};
use learn::session::open;

use crate::verbs::Place;

const PROGRAM: &str = "catalog: test\nprogram: {name: Test}\n";

#[allow(clippy::print_stdout)] // says why nothing was tested
fn published() -> Option<(String, Family)> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    // A work tree of the project may lie one folder deeper than the project itself.
    let path = ["..", "../.."]
        .iter()
        .map(|up| project.join(up).join("shared/data/ft-engineering-progression/engineering.yml"))
        .find(|path| path.is_file());
    let Some(path) = path else {
        println!("skipped: the published job family is not beside the project");
        return None;
    };
    let text = fs::read_to_string(&path).expect("the published job family");
    let family = Family::read(&text).expect("a job family");
    Some((path.to_string_lossy().into_owned(), family))
}

#[test]
fn nothing_of_a_published_job_family_is_lost() {
    let Some((file, family)) = published() else { return };
    let counts = (family.competencies.len(), family.levels.len(), family.themes.len());
    assert_eq!(counts, (72, 8, 9));
    let place = Place::new();
    fs::write(place.root().join("learn.yaml"), PROGRAM).expect("a file");
    place.passes(&["import", "job-family", &file]);
    let opened = open::open(place.root(), None).expect("the catalog");
    let catalog = &opened.catalog;
    assert!(catalog.records().iter().all(learn::catalog::Record::is_sound));
    let outcome = check(catalog, None, opened.today(), &Request::default());
    assert_eq!(outcome.count(Level::Error), 0, "{:#?}", outcome.findings);
    expect_everything(catalog, &family);
    let framework = place.read("frameworks/engineering.yaml");
    assert!(framework.contains(family.google_sheet_id.as_deref().expect("a sheet")));
    for text in [framework, place.read("ladders/engineering.yaml")] {
        // Only what has no space, such as an address, may be wider.
        let is_wide = |line: &&str| line.chars().count() > 120 && !line.contains("://");
        assert_eq!(text.lines().find(is_wide), None);
    }
}

fn expect_everything(catalog: &Catalog, family: &Family) {
    let framework = catalog.get::<Framework>("engineering").expect("the framework");
    let ladder = catalog.get::<Ladder>("engineering").expect("the ladder");
    assert_eq!(*framework.name, *family.name);
    assert_eq!(framework.summary.as_deref(), Some(family.summary.as_str()));
    let levels: Vec<(&str, &str)> =
        ladder.roles.iter().map(|role| (role.id.as_str(), role.title.as_str())).collect();
    let expected: Vec<(&str, &str)> =
        family.levels.iter().map(|level| (level.id.as_str(), level.name.as_str())).collect();
    assert_eq!(levels, expected);
    for theme in &family.themes {
        let found = framework.themes.get(theme.id.as_str()).expect("the theme");
        assert_eq!(*found.name, *theme.name);
        assert_eq!(found.summary.as_deref(), theme.summary.as_deref());
    }
    let roles: BTreeMap<&str, &Role> =
        ladder.roles.iter().map(|role| (role.id.as_str(), role)).collect();
    for statement in &family.competencies {
        let id = &statement.id;
        let expectation = roles[statement.level.as_str()]
            .expects
            .iter()
            .find(|expectation| expectation.source.as_deref() == Some(id.as_str()))
            .unwrap_or_else(|| panic!("{id} is no expectation"));
        assert_eq!(expectation.competency.as_str(), statement.theme);
        assert_eq!(expectation.text.as_deref(), Some(statement.summary.as_str()), "{id}");
        let step = match statement.proficiency.as_str() {
            "Working knowledge" => "working".to_owned(),
            other => other.to_lowercase(),
        };
        assert_eq!(expectation.at.as_str(), step, "{id}");
        let competency = &framework.competencies[statement.theme.as_str()];
        assert!(competency.sources.iter().any(|source| **source == *id.as_str()), "{id}");
        let proficiency = &competency.proficiencies[step.as_str()];
        assert!(proficiency.sources.iter().any(|source| **source == *id.as_str()), "{id}");
        let marker = proficiency.markers.iter().any(|marker| **marker == *statement.summary);
        assert!(marker, "{id} is no marker");
        for example in &statement.examples {
            assert!(expectation.examples.iter().any(|found| **found == **example), "{example}");
        }
        for link in &statement.supporting_urls {
            let found = expectation.links.iter().any(|found| *found.url == *link.url);
            assert!(found, "{}", link.url);
        }
    }
}

/// A small family with what the published one does not use.
const SMALL: &str = "\
name: Design
summary: For people who design.
googleSheetId: abc
isLegacy: true
levels:
  - {id: junior_designer, name: Junior designer}
  - {id: senior, name: Senior designer}
themes:
  - {id: craft, name: Craft}
competencies:
  - id: 6a8da52e-9206-4bef-95b3-c36c0edb24e2
    level: junior_designer
    theme: craft
    summary: Draws.
    proficiency: Awareness
    examples: [Drew the first screen.]
    supportingUrls: [{label: Handbook, url: \"https://handbook.kestrel.example/craft\"}]
  - id: 7a8da52e-9206-4bef-95b3-c36c0edb24e2
    level: junior_designer
    theme: craft
    summary: Draws well.
    proficiency: Working knowledge
";

fn small_place(text: &str) -> Place {
    let place = Place::new();
    fs::write(place.root().join("learn.yaml"), PROGRAM).expect("a file");
    fs::write(place.root().join("design.yml"), text).expect("a file");
    place
}

#[test]
fn older_fields_and_two_statements_in_one_place_are_kept() {
    let place = small_place(SMALL);
    // The file itself would be a stray of the catalog.
    place.passes(&["import", "job-family", "design.yml", "--id", "design"]);
    let framework = place.read("frameworks/design.yaml");
    let ladder = place.read("ladders/design.yaml");
    for words in ["x-is-legacy: true", "x-google-sheet-id: abc", "Drew the first screen."] {
        assert!(framework.contains(words), "{words} in\n{framework}");
    }
    for words in ["junior_designer", "handbook.kestrel.example/craft", "Draws well.", "at: working"]
    {
        assert!(ladder.contains(words), "{words} in\n{ladder}");
    }
    for id in ["6a8da52e-9206-4bef-95b3-c36c0edb24e2", "7a8da52e-9206-4bef-95b3-c36c0edb24e2"] {
        assert!(ladder.contains(id) && framework.contains(id));
    }
    let again = place.refuses(&["import", "job-family", "design.yml", "--id", "other"]);
    assert!(again.contains("--prefix other"), "{again}");
    let again =
        place.refuses(&["import", "job-family", "design.yml", "--id", "design", "--prefix", "d"]);
    assert!(again.contains("exists already"), "{again}");
}

#[test]
fn what_is_no_job_family_is_refused_with_its_line() {
    for (from, to, words) in [
        ("level: junior_designer", "level: jnuior", "line 12: there is no level `jnuior`"),
        ("proficiency: Awareness", "proficiency: Aware", "`Aware` is none of"),
        ("{id: craft, name: Craft}", "{id: craft}", "missing field `name`"),
        ("isLegacy: true", "isLegcay: true", "unknown field `isLegcay`"),
        ("id: 7a8", "id: 6a8", "stands twice"),
        ("themes:", "themes: [", "line "),
    ] {
        let place = small_place(&SMALL.replacen(from, to, 1));
        let complaint = place.refuses(&["import", "job-family", "design.yml"]);
        assert!(complaint.contains(words), "{complaint}");
        assert!(!place.root().join("frameworks").exists());
    }
}

#[test]
fn an_empty_catalog_takes_a_job_family_in() {
    let place = Place::new();
    fs::write(place.root().join("design.yml"), SMALL).expect("a file");
    place.passes(&["init", "growth", "--empty"]);
    for folder in ["people", "teams", "modules", "frameworks", "templates"] {
        assert!(!place.root().join("growth").join(folder).exists(), "{folder}");
    }
    for file in ["README.md", ".github/workflows/learn.yml", ".vscode/settings.json"] {
        assert!(place.root().join("growth").join(file).is_file(), "{file}");
    }
    place.passes(&["-C", "growth", "check", "--deny", "hint"]);
    place.passes(&["-C", "growth", "import", "job-family", "../design.yml"]);
    place.passes(&["-C", "growth", "check"]);
    for path in ["growth/frameworks/design.yaml", "growth/ladders/design.yaml"] {
        let text = place.read(path);
        assert!(text.starts_with("# yaml-language-server: $schema=../.learn/schema/"), "{text}");
    }
}
