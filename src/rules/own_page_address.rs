//! A page of the company's own that has no address of its own.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::Catalog;
use crate::catalog::site_texts::is_of_records;
use crate::kinds::parts::site::OwnPage;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "own-page-address",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A page of your own that has no address of its own",
    what: "The site names a page of `site.pages` after its file alone: `pages/books.md` and `more/books.md` would \
           both be `pages/books/`. And no file of the catalog\'s folders is named there: records have pages already.",
    why: "Of two pages at one address readers would see one, and nobody would know which.",
    bad: &[
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site:
  pages: [{file: pages/books.md, title: Books}, {file: more/books.md, title: More}]
-- pages/books.md --
One.
-- more/books.md --
Two.
",
            marks: &["more/books.md"],
        },
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {pages: [{file: modules/incident-basics.md, title: Twice}]}
",
            marks: &["modules/incident-basics.md"],
        },
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site:
  pages: [{file: pages/books.md, title: Books}, {file: pages/books.md, title: Our books}]
-- pages/books.md --
One.
",
            marks: &["pages/books.md"],
        },
    ],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site:
  pages: [{file: pages/books.md, title: Books}, {file: pages/films.md, title: Films}]
-- pages/books.md --
One.
-- pages/films.md --
Two.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalog = context.catalog;
    let site = catalog.program().and_then(|program| program.document.site.as_ref());
    let pages = site.map_or(&[][..], |site| &site.pages);
    for (number, page) in pages.iter().enumerate() {
        let before = &pages[..number];
        let Some(place) = place(catalog, page, before) else { continue };
        if is_of_records(&page.file) {
            findings.add(
                Problem::new(place, "what lies here are records, which have pages of their own")
                    .here("no page of your own")
                    .help("keep pages of your own in another folder, such as `pages/`"),
            );
        } else if let Some(other) = before.iter().find(|other| name(other) == name(page)) {
            findings.add(
                Problem::new(place, format!("this page would stand where `{}` stands", other.file))
                    .here("the same address")
                    .help("give one of the files another name, or take the entry away"),
            );
        }
    }
}

/// Where the page is named; one that was named before, where it is named again.
fn place(catalog: &Catalog, page: &OwnPage, before: &[OwnPage]) -> Option<Place> {
    let earlier = before.iter().filter(|other| other.file == page.file).count();
    catalog.site_pages_at(&page.file).into_iter().nth(earlier)
}

/// What its address ends with.
fn name(page: &OwnPage) -> &str {
    page.file.rsplit('/').next().unwrap_or("")
}
