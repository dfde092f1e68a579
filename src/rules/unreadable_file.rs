//! A file that cannot be read.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::fault::{Fault, StrayReason};
use crate::catalog::layout;
use crate::world::files::Hindrance;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unreadable-file",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A file that cannot be read",
    what: "Everything in the catalog's folders is an ordinary file that may be read and whose path is UTF-8. \
           Symbolic links and submodules are never followed. Other things at the root are not looked at, unless \
           `learn.yaml` names them as pages or templates of the site.",
    why: "What cannot be read cannot be counted, and a link might lead out of the repository, to something that \
          nobody reviewed.",
    bad: &[
        Case {
            files: "\
-- modules/pairing.md (link) --
",
            marks: &[""],
        },
        Case {
            files: "\
-- stories (link) --
",
            marks: &[""],
        },
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site:
  pages: [{file: pages/books.md, title: Books}, {file: pages/way.md, title: Way}]
  templates: look/templates
-- pages/books.md (link) --
-- pages/way.md (bytes) --
Caf\\xe9
-- look/templates/home.html (link) --
",
            marks: &["", "", ""],
        },
    ],
    good: Case {
        files: "\
-- latest (link) --
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            if let Fault::Unreadable(why) = fault {
                findings.add(problem(record.whole(), why));
            }
        }
    }
    for stray in context.catalog.strays() {
        let path = &*stray.path;
        let ours = path.contains('/') || path == layout::CATALOG_FILE || layout::is_catalog_folder(path);
        if let StrayReason::Hindered(why) = &stray.why
            && ours
        {
            findings.add(problem(Place::file(&stray.path), why));
        }
    }
    let texts = context.catalog.site_texts();
    for text in texts.pages.iter().chain(&texts.templates) {
        // What is not there is no file that cannot be read, but an entry that leads nowhere.
        if let Err(why) = &text.read
            && *why != Hindrance::Vanished
        {
            findings.add(problem(Place::file(&text.path), why));
        }
    }
}

fn problem(place: Place, why: &Hindrance) -> Problem {
    let name = place.path.rsplit('/').next().unwrap_or("").to_owned();
    Problem::new(place, format!("`{name}` cannot be read: {why}")).help(match why {
        Hindrance::Link => "put the file itself here; links are never followed",
        Hindrance::Submodule => "put the files themselves here; submodules are never followed",
        Hindrance::NotAFile => "put an ordinary file here, or take it out",
        Hindrance::NotText => "save it as UTF-8; editors call it \"Save with encoding\"",
        Hindrance::PathNotUtf8 => "rename it, with letters that UTF-8 has",
        Hindrance::Refused(_) | Hindrance::Lost(_) => "let the program read it, then check again",
        Hindrance::Vanished => "check again",
    })
}
