//! What is narrower than an audience stands nowhere in its site, in any form; and where it may stand, it does.
//!
//! Words are planted in every free-text field of every record that can say how far it goes, and in the ids
//! of most; then the site is built for every sort of reader, with every visibility.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use learn::audience::reader::Reader;
use learn::audience::view::View;
use learn::catalog::load::load;
use learn::catalog::people::People;
use learn::kinds::Kind;
use learn::site::search::words::words;
use learn::site::{Notices, build};
use learn::trust::ledger::Ledger;
use learn::world::memory::Memory;

use crate::planted::{Field, Takes, fields, planted};
use crate::site::Files;

/// Everybody a site can be for: Ada learns, Chen mentors her, Ben is in her team, Dana is not, Olga has left.
const READERS: &[&str] = &[
    "public",
    "org",
    "leads",
    "team:routing",
    "team:platform",
    "person:ada",
    "person:chen",
    "person:ben",
    "person:dana",
    "person:old",
];

/// What a record can say of itself; `default` says nothing.
const SAID: &[&str] = &["default", "private", "mentor", "team", "org", "public"];

/// Records that belong to Ada, and how far they go when they say nothing.
const OWNED: &[(Kind, &str)] = &[
    (Kind::Goal, "mentor"),
    (Kind::Okrs, "mentor"),
    (Kind::PathwayEnrolment, "mentor"),
    (Kind::Enrolment, "mentor"),
    (Kind::Claim, "mentor"),
    (Kind::Remediation, "mentor"),
    (Kind::Portfolio, "org"),
    (Kind::Meeting, "private"),
    (Kind::Journal, "private"),
];

/// Records of the program that can say how far they go, and how far they go when they say nothing.
const PUBLISHED: &[(Kind, &str)] = &[
    (Kind::Cohort, "org"),
    (Kind::Community, "org"),
    (Kind::Rotation, "org"),
    (Kind::Session, "org"),
    (Kind::Story, "org"),
];

/// Free-text fields that no page shows to anybody, each with the reason.
const NOWHERE: &[(Kind, &str)] = &[
    (Kind::Claim, "/self_assessment/text"), // for those who judge: `learn queue` shows it
    (Kind::Okrs, "/objectives/*/column"), // the board's own names are shown, this one is none of them
];

/// Whether a record of Ada's that goes so far may reach a reader; said here a second time, on purpose.
fn may_own(reader: &str, visibility: &str) -> bool {
    let far = ["private", "mentor", "team", "org", "public"];
    let least = match reader {
        "person:ada" => "private",
        "person:chen" => "mentor",
        "person:ben" | "team:routing" => "team",
        "public" | "person:old" => "public",
        _ => "org",
    };
    let place = |it: &str| far.iter().position(|one| *one == it);
    place(visibility) >= place(least)
}

/// The same for a record of the program, which is nobody's own.
fn may_read(reader: &str, visibility: &str) -> bool {
    match visibility {
        "public" => true,
        "org" => !["public", "person:old"].contains(&reader),
        _ => false,
    }
}

/// A planted word: letters with an accent and a capital, so that what is folded differs from what is written.
fn word(number: usize) -> String {
    format!("Xé{number:04}Planted")
}

/// Words planted in the records of these kinds, with the kind and the field of each.
struct Plants {
    files: Memory,
    words: BTreeMap<String, (Kind, String)>,
}

fn plant(kinds: &[(Kind, &str)], said: &str) -> Plants {
    let mut found: BTreeMap<String, (Kind, String)> = BTreeMap::new();
    let is_asked = |kind: Kind| kinds.iter().any(|(one, _)| *one == kind);
    let mut say = |field: Field<'_>| {
        // The enrolment in a module that is finished is nobody's secret's place.
        if !is_asked(field.kind) {
            return None;
        }
        let word = word(found.len());
        found.insert(word.clone(), (field.kind, field.at.to_owned()));
        Some(match field.takes {
            Takes::Words => word,
            Takes::Address => format!("https://x.example/{word}"),
            Takes::Prose => format!("Prose with {word}."),
        })
    };
    let mut files = planted("", &mut say);
    let paths: Vec<(String, Kind)> = {
        let catalog = load(&files).expect("memory can be read");
        let all = catalog.records().iter().filter(|record| is_asked(record.kind));
        all.map(|record| (record.source.path.to_string(), record.kind)).collect()
    };
    if said != "default" {
        for (path, _) in &paths {
            let (_, bytes) = files.iter().find(|(one, _)| one == path).expect("the file");
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            let line = format!("visibility: {said}\n");
            let text = match text.strip_prefix("---\n") {
                Some(rest) => format!("---\n{line}{}", rest.trim_start_matches("{}\n")),
                None => format!("{line}{}", text.trim_start_matches("{}\n")),
            };
            files.put(path, text);
        }
    }
    // Ids are words as well: `2026-04-12-zzportfolio`.
    for (path, kind) in &paths {
        let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).expect("a name");
        if let Some(at) = stem.find("zz").filter(|_| !shares_id(*kind)) {
            found.insert(stem[at..].to_owned(), (*kind, "id".to_owned()));
        }
    }
    Plants { files, words: found }
}

/// Whether the id is that of something that anybody may see.
const fn shares_id(kind: Kind) -> bool {
    matches!(kind, Kind::Enrolment | Kind::PathwayEnrolment)
}

/// What everybody reads of the same files.
fn sites(files: &Memory) -> Vec<(&'static str, String)> {
    let catalog = load(files).expect("memory can be read");
    let faults: Vec<String> = catalog
        .records()
        .iter()
        .flat_map(|record| record.faults.iter().map(|it| format!("{}: {it:?}", record.source.path)))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let ledger = Ledger::of(&catalog, None);
    let people = People::on(&catalog, crate::cases::today());
    let read = |name: &&'static str| {
        let reader = Reader::named(&catalog, name).expect("a reader");
        let view = View::new(&ledger, &people, reader);
        (*name, all_of(&build(view, files, &Notices::default()).expect("a site").files))
    };
    READERS.iter().map(read).collect()
}

/// Everything that a site says, in every form in which somebody could read it: names of files, texts, lines
/// that calendars fold put together again.
fn all_of(files: &Files) -> String {
    let mut all = String::new();
    for (path, bytes) in files {
        for magic in [&b"\x1f\x8b"[..], b"\x28\xb5\x2f\xfd", b"PK", b"BZh", b"\xfd7zXZ"] {
            assert!(!bytes.starts_with(magic), "{path} is compressed; read it here first");
        }
        let text = std::str::from_utf8(bytes).expect("the site of this company is text");
        let _ = writeln!(all, "{path}\n{}", text.replace("\r\n ", ""));
    }
    all
}

/// What no planted word is without, in lower case and folded or not.
const MARKS: [&str; 2] = ["planted", "zz"];

/// No planted word is longer than this many bytes, written or folded.
const LONGEST: usize = 60;

/// All that stands around the marks of a text, in lower case: a planted word that is not there is nowhere, and
/// hundreds of words are found sooner in little text than in a whole site.
fn around_marks(all: &str) -> String {
    let lower = all.to_lowercase();
    let places = MARKS.iter().flat_map(|mark| lower.match_indices(mark));
    let around: BTreeSet<&[u8]> = places
        .map(|(at, mark)| {
            let end = (at + mark.len() + LONGEST).min(lower.len());
            &lower.as_bytes()[at.saturating_sub(LONGEST)..end]
        })
        .collect();
    let texts = around.into_iter().map(String::from_utf8_lossy);
    texts.collect::<Vec<_>>().join("\n")
}

/// The planted words that a text holds, as they are written, in either case, or as the search folds them.
fn told<'p>(plants: &'p Plants, all: &str) -> BTreeSet<&'p str> {
    let around = around_marks(all);
    let is_there = |word: &&String| {
        let forms = [words(word).concat(), word.to_lowercase()];
        for form in &forms {
            assert!(
                form.len() <= LONGEST && MARKS.iter().any(|mark| form.contains(mark)),
                "{form}"
            );
        }
        forms.iter().any(|form| around.contains(form))
    };
    plants.words.keys().filter(is_there).map(String::as_str).collect()
}

#[test]
fn what_is_narrower_than_an_audience_is_nowhere_and_the_rest_is_there() {
    let mut wrong = String::new();
    let mut shown: BTreeSet<(Kind, &str)> = BTreeSet::new();
    let fields_of = |kinds: &[(Kind, &str)]| -> BTreeSet<(Kind, String)> {
        let all =
            kinds.iter().flat_map(|(kind, _)| fields(*kind).into_iter().map(|at| (*kind, at)));
        all.collect()
    };
    let known: Vec<(Kind, String)> =
        fields_of(OWNED).union(&fields_of(PUBLISHED)).cloned().collect();
    let kinds = [OWNED, PUBLISHED].concat();
    for said in SAID {
        let plants = plant(&kinds, said);
        for (reader, all) in sites(&plants.files) {
            let told = told(&plants, &all);
            for (word, (kind, at)) in &plants.words {
                let (_, default) = kinds.iter().find(|(one, _)| one == kind).expect("a kind");
                let goes = if *said == "default" { default } else { said };
                let is_owned = OWNED.iter().any(|(one, _)| one == kind);
                let may = if is_owned { may_own(reader, goes) } else { may_read(reader, goes) };
                let is_told = told.contains(word.as_str());
                if is_told && !may {
                    let _ = writeln!(wrong, "{kind:?}{at} that is {said} reaches {reader}");
                }
                let field = known.iter().find(|it| it.0 == *kind && it.1 == *at);
                shown.extend(field.filter(|_| is_told).map(|it| (it.0, it.1.as_str())));
                // Whoever may read it and is close to her, or anybody of the company for the program,
                // does read it.
                let is_close = ["person:ada", "person:chen"].contains(&reader);
                let must = may && (is_close || !is_owned) && at != "id";
                let is_nowhere = NOWHERE.contains(&(*kind, at.as_str()));
                if must && !is_told && !is_nowhere {
                    let _ = writeln!(wrong, "{kind:?}{at} that is {said} is missing for {reader}");
                }
            }
        }
    }
    for (kind, at) in &known {
        let is_nowhere = NOWHERE.contains(&(*kind, at.as_str()));
        if shown.contains(&(*kind, at.as_str())) == is_nowhere {
            let _ = writeln!(wrong, "{kind:?}{at}: shown is {}", !is_nowhere);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_kind_that_can_be_narrowed_is_planted_in() {
    // These say elsewhere who may see them: the person's page, the signed decisions.
    let elsewhere = [Kind::Person, Kind::Approval];
    for kind in Kind::ALL {
        let schema = kind.schema();
        let can_say = schema["properties"]["visibility"].is_object();
        let is_here = OWNED.iter().chain(PUBLISHED).any(|(one, _)| one == kind);
        assert_eq!(can_say, is_here || elsewhere.contains(kind), "{kind:?}");
    }
    assert_eq!(fields(Kind::Approval), ["/reason", "/feedback"], "see what_is_private_reaches_…");
}

#[test]
fn a_person_who_hides_is_named_on_no_page() {
    for said in SAID {
        let mut found = Vec::new();
        let mut say = |field: Field<'_>| {
            let is_hers = field.path == "people/ada/person.yaml";
            (is_hers && field.takes == Takes::Words).then(|| {
                let word = word(found.len());
                found.push((word.clone(), field.at.to_owned()));
                word
            })
        };
        let mut files = planted("", &mut say);
        if *said != "default" {
            let (_, bytes) =
                files.iter().find(|(path, _)| *path == "people/ada/person.yaml").expect("her file");
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            files.put("people/ada/person.yaml", format!("visibility: {said}\n{text}"));
        }
        let goes = if *said == "default" { "org" } else { said };
        for (reader, all) in sites(&files) {
            for (word, at) in &found {
                let is_close = ["person:ada", "person:chen"].contains(&reader);
                let may = may_own(reader, goes) && (at == "/name" || is_close);
                assert_eq!(all.contains(word), may, "{at} of a person who is {said} for {reader}");
            }
            assert!(!all.contains("ada@kestrel.example"), "{reader}");
        }
    }
}
