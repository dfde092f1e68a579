//! A file that looks like a record and is read by nobody.

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::fault::{Stray, StrayReason};
use crate::catalog::layout;
use crate::kinds::{Home, Kind};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "misplaced-file",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A file that looks like a record and is read by nobody",
    what: "YAML and Markdown files in the catalog's folders are records: each lies in the folder of its kind, \
           has the extension of its kind (`.yaml`, or `.md` with front matter) and, below `people/`, belongs to \
           somebody whose folder holds `person.yaml`. Images and other files may lie beside them. At the root, \
           a YAML file that is called like the catalog, a kind or its folder is reported.",
    why: "A claim or a revocation that is not read does not count, and nobody would notice.",
    bad: &[
        Case {
            files: "\
-- teams/payments.yml --
name: Payments
",
            marks: &[""],
        },
        Case {
            files: "\
-- modules/pairing.yaml --
title: Pairing
",
            marks: &[""],
        },
        Case {
            files: "\
-- people/noor.yaml --
name: Noor
-- people/ben/claims/2026-03-05-incident-commander.yaml --
credential: incident-commander
",
            marks: &["", ""],
        },
        Case {
            files: "\
-- people/ada/claim/2026-03-05-incident-commander.yaml --
credential: incident-commander
-- people/ada/notes.md --
A note.
",
            marks: &["", ""],
        },
        Case {
            files: "\
-- feedback/modules/clear-writing/2026-04-01-readers.yaml --
responses: [{score: 4}]
-- feedback/2026-04-01-readers.yaml --
responses: [{score: 4}]
-- templates/course.md --
---
title: Course
---
",
            marks: &["", "", ""],
        },
        Case {
            files: "\
-- learn.yml --
catalog: kestrel-growth
-- teams.yaml --
name: Payments
",
            marks: &["", ""],
        },
        Case {
            files: "\
-- modules/pairing.md/flow.svg --
<svg/>
",
            marks: &[""],
        },
    ],
    good: Case {
        files: "\
-- teams/europe/payments.yaml --
name: Payments
-- modules/pairing/README.md --
About this folder.
-- modules/pairing/flow.svg --
<svg/>
-- people/engineering/noor/person.yaml --
name: Noor
roles: [{from: 2026-01-05, role: engineer, team: payments}]
mentors: [{person: chen}]
-- docs/plan.yaml --
steps: [one]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for stray in context.catalog.strays() {
        let Some((message, help)) = explanation(stray) else { continue };
        findings.add(Problem::new(Place::file(&stray.path), message).help(help));
    }
}

/// What is wrong with a stray and what to do; none for what other rules report.
fn explanation(stray: &Stray) -> Option<(String, String)> {
    let path = &*stray.path;
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match &stray.why {
        StrayReason::Hindered(_) => None,
        StrayReason::WrongExtension(due) => Some(wrong_extension(folder, file, stem, due)),
        StrayReason::NoOwner => Some(no_owner(folder, file, stem)),
        StrayReason::UnknownFolderOfPerson(word) => Some(unknown_folder(word, word == file)),
        StrayReason::NoSubject => Some((
            format!("nobody reads a file directly in `{folder}/`"),
            if folder.starts_with("templates") {
                "put it into the folder of the kind that it makes, such as `templates/module/`".to_owned()
            } else {
                "put it into the folders of what it is about: `feedback/module/clear-writing/`".to_owned()
            },
        )),
        StrayReason::UnknownKind(word) => {
            let kinds = Kind::ALL.iter().map(|kind| kind.about().name);
            Some((
                format!("`{word}` is no kind of record, so nobody reads this file"),
                match nearest(word, kinds) {
                    Some(meant) => format!("did you mean `{meant}`? Rename the folder"),
                    None => "call the folder after a kind, such as `module` or `pathway`".to_owned(),
                },
            ))
        }
        StrayReason::AtRoot => layout::meant_at_root(file).map(|meant| {
            (
                format!("nobody reads `{file}` at the root of the catalog"),
                if meant == layout::CATALOG_FILE {
                    "what holds for the whole catalog stands in `learn.yaml`".to_owned()
                } else {
                    format!("put it into `{meant}/`, one file for each")
                },
            )
        }),
        StrayReason::FolderLikeFile => Some((
            format!("`{path}` is a folder that is called like a file"),
            format!("rename the folder to `{stem}`"),
        )),
    }
}

fn wrong_extension(folder: &str, file: &str, stem: &str, due: &str) -> (String, String) {
    let message = format!("nobody reads `{file}`, because records here end in `.{due}`");
    let markdown = stem.len() < file.len() && file[stem.len()..].starts_with(".m");
    let help = match (due, markdown) {
        ("md", false) => format!(
            "write it as {stem}.md, with the YAML between two lines of `---`; a file that is no record can lie in \
             a folder of your own at the root, such as `assets/`"
        ),
        ("yaml", true) => format!(
            "write it as {stem}.yaml; a text for whoever browses the folder is called README.md"
        ),
        _ => format!("rename it to {folder}/{stem}.{due}"),
    };
    (message, help)
}

fn no_owner(folder: &str, file: &str, stem: &str) -> (String, String) {
    let message = format!("nobody reads `{file}`, because no folder above it is a person's");
    let help = if stem == "person" {
        format!("rename it to {folder}/{}", layout::PERSON_FILE)
    } else if folder == "people" {
        format!("put it into a folder of its own: people/{stem}/{}", layout::PERSON_FILE)
    } else {
        let folders: Vec<&str> = folder.split('/').collect();
        let kinds = person_folders().collect::<Vec<_>>();
        let person = folders.iter().position(|part| kinds.contains(part)).unwrap_or(folders.len());
        format!("add {}/{}, which says who that is", folders[..person].join("/"), layout::PERSON_FILE)
    };
    (message, help)
}

fn unknown_folder(word: &str, is_file: bool) -> (String, String) {
    let all = person_folders().collect::<Vec<_>>().join(", ");
    if is_file {
        let message = format!("nobody reads `{word}` directly in a person's folder");
        return (message, format!("put it into the folder of its kind: {all}"));
    }
    let message = format!("a person has no folder `{word}`, so nobody reads this file");
    let help = match nearest(word, person_folders()) {
        Some(meant) => format!("did you mean `{meant}`? Rename the folder"),
        None => format!("the folders of a person are {all}"),
    };
    (message, help)
}

/// The folders that a person may have.
fn person_folders() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().filter_map(|kind| match kind.about().home {
        Home::BelowPerson(folder) => Some(folder),
        Home::Root(_) | Home::Folder(_) | Home::Person | Home::About(_) => None,
    })
}
