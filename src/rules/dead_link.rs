//! A link to nothing.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::place::{Place, Spot};
use crate::base::problem::{Edit, Level, Problem};
use crate::base::span::Span;
use crate::catalog::Record;
use crate::catalog::index::Catalog;
use crate::catalog::links::{Way, may_have_links};
use crate::catalog::site_texts::SiteText;
use crate::pointer;
use crate::syntax::markdown::{self, Heading, Link, decoded};
use crate::world::files::Hindrance;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "dead-link",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A link or an image that leads nowhere",
    what: "Links and images in Markdown that stay inside the catalog lead to a file that is there, counted from \
           the folder of the file they stand in; `#…` leads to a heading of the same file, and behind a path to \
           one of the record or page there. So do links in pages of your own. The files that `learn.yaml` names \
           as pages are there, and so is the `logo` of the site. Addresses on the web are not looked at.",
    why: "Readers give up at the first link that leads nowhere, and on the published page it would be a blank \
          or an error.",
    bad: &[
        Case {
            files: "\
-- modules/clear-writing.md --
---
title: Clear writing
type: reading
effort:
  learning: 2 hours
teaches:
  - {competency: communication, to: foundational}
outcomes:
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
assessed_by: clear-writer
owner: chen
reviewed: 2026-02-01
---
See [the outage](../people/ada/portfolio/2026-03-02-checkout-outag.md) and ![a diagram](flow.svg), then
[the basics](/modules/incident-basics.md), [all of them](../modules/), [elsewhere](../../other/a.md),
[below](#exercises), [in the module](incident-basics.md#the-lesson) and [there][1].

[1]: incident%20basics.md
",
            marks: &[
                "../people/ada/portfolio/2026-03-02-checkout-outag.md",
                "flow.svg",
                "/modules/incident-basics.md",
                "../modules/",
                "../../other/a.md",
                "#exercises",
                "incident-basics.md#the-lesson",
                "[there][1]",
            ],
        },
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {logo: teams/logo.svg}
",
            marks: &["teams/logo.svg"],
        },
        Case {
            files: "\
-- assets/wide.png --
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {logo: assets/logo.svg}
-- people/ada/journal/2026-04-01.md --
---
modules: [incident-basics]
---
What we drew is ![wide](../../../assets/wide.png), not ![round](../../../assets/round.png), in [all](../../../assets/).
",
            marks: &["assets/logo.svg", "../../../assets/round.png"],
        },
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site:
  pages:
    - {file: pages/books.md, title: Books}
    - {file: pages/none.md, title: None}
-- pages/books.md --
---
x: 1
---
# One

See [the module](../modules/incident-basic.md), ![a plan](plan.png), [the basics](/modules/incident-basics.md),
[two](#two), [out](../../x.md) and [a part](books.md#three).
",
            marks: &[
                "pages/none.md",
                "../modules/incident-basic.md",
                "plan.png",
                "/modules/incident-basics.md",
                "#two",
                "../../x.md",
                "books.md#three",
            ],
        },
    ],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {pages: [{file: pages/books.md, title: Books}]}
-- pages/plan.png --
-- pages/books.md --
# The books

[a](#the-books), [b](#top), [c](books.md#the-books), [d](../modules/incident-basics.md), [e](https://x.example/),
![f](plan.png), `[g](nowhere.md)`, [h](../people/ada/person.yaml)
-- modules/flow chart.svg --
<svg/>
-- assets/wide.png --
-- modules/clear-writing.md --
---
title: Clear writing
type: reading
effort:
  learning: 2 hours
teaches:
  - {competency: communication, to: foundational}
outcomes:
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
assessed_by: clear-writer
owner: chen
reviewed: 2026-02-01
---
See [the outage](../people/ada/portfolio/2026-03-02-checkout-outage.md#decisions), ![a diagram](flow%20chart.svg),
![another](../assets/wide.png), [the web](https://kestrel.example/), <chen@kestrel.example>, `[code](x.md)`,
[a line of YAML](../teams/routing.yaml#L2), [a page of it](flow%20chart.svg#page=2) and [below](#try-it-twice).

## Try it: twice
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalog = context.catalog;
    let records = catalog.records().par_iter().map(Text::of_record);
    let found: Vec<Problem> = records
        .filter(|text| may_have_links(text.prose))
        .flat_map_iter(|text| dead_links(catalog, text))
        .collect();
    for problem in found {
        findings.add(problem);
    }
    for page in &catalog.site_texts().pages {
        match &page.read {
            Ok(_) => {
                for problem in dead_links(catalog, Text::of_page(page)) {
                    findings.add(problem);
                }
            }
            Err(why) => {
                for place in catalog.site_pages_at(&page.path).into_iter().filter(|_| *why == Hindrance::Vanished) {
                    findings.add(missing(catalog, &place, &page.path));
                }
            }
        }
    }
    let Some(program) = catalog.program() else { return };
    let Some(site) = &program.document.site else { return };
    for (key, logo) in [("logo", &site.logo), ("logo_dark", &site.logo_dark)] {
        if let Some(Err(flaw)) = logo.as_ref().map(|logo| destination(catalog, "", logo)) {
            findings.add(problem(catalog, program.record.at(pointer!["site", key]), flaw));
        }
    }
}

/// A text with links, of a record or of a page of the company's own.
#[derive(Clone, Copy)]
struct Text<'a> {
    path: &'a Arc<str>,
    prose: &'a str,
    /// Where the prose begins in its file.
    start: usize,
}

impl<'a> Text<'a> {
    fn of_record(record: &'a Record) -> Self {
        let start = record.prose.unwrap_or(0);
        Self { path: &record.source.path, prose: record.prose(), start }
    }

    fn of_page(page: &'a SiteText) -> Self {
        let (start, prose) = page.prose();
        Self { path: &page.path, prose, start }
    }

    /// The text at a path; none where no text is read.
    fn at(catalog: &'a Catalog, path: &str) -> Option<Self> {
        let record = catalog.at_path(path).filter(|record| record.prose.is_some());
        let page = || catalog.site_page(path).map(Self::of_page);
        record.map(Self::of_record).or_else(page)
    }

    /// The place of some characters of the prose.
    fn at_prose(&self, span: Span) -> Place {
        Place::bytes(self.path, span.shifted(self.start))
    }

    /// The characters of an address inside its link, or the whole link where they stand elsewhere.
    fn span_of(&self, link: &Link, address: &str) -> Span {
        let text = self.prose.get(link.span.range()).unwrap_or("");
        match text.rfind(address) {
            Some(at) => {
                let start = link.span.start + at;
                Span::new(start, start + address.len())
            }
            None => link.span,
        }
    }
}

fn dead_links(catalog: &Catalog, text: Text<'_>) -> Vec<Problem> {
    let outline = markdown::outline(text.prose);
    let folder = text.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    for link in &outline.links {
        let (path, fragment) = link.target.split_once('#').unwrap_or((&link.target, ""));
        if path.is_empty() {
            found.extend(lost(text, link, fragment, &outline.headings, "this file"));
            continue;
        }
        match destination(catalog, folder, path) {
            Err(flaw) => found.push(problem(catalog, text.at_prose(text.span_of(link, path)), flaw)),
            Ok(there) => found.extend(there.and_then(|there| lost_in(catalog, &there, text, link, fragment))),
        }
    }
    found
}

/// A link to a heading that another text does not have. What stands in no record and no page is not read, and
/// forges have fragments of their own for YAML.
fn lost_in(catalog: &Catalog, path: &str, text: Text<'_>, link: &Link, fragment: &str) -> Option<Problem> {
    let other = Text::at(catalog, path).filter(|_| !fragment.is_empty())?;
    lost(text, link, fragment, &markdown::outline(other.prose).headings, &format!("`{path}`"))
}

/// What is wrong with a path; the path is the one that it leads to, from the catalog's root.
enum Flaw {
    Absolute(String),
    Outside,
    Folder,
    Missing(String),
}

/// The file that an address leads to, from the catalog's root; none where nobody looks whether it is there.
fn destination(catalog: &Catalog, folder: &str, target: &str) -> Result<Option<String>, Flaw> {
    let path = match Way::from(folder, target) {
        Way::Elsewhere => return Ok(None),
        Way::Absolute(inside) => return Err(Flaw::Absolute(inside)),
        Way::Outside => return Err(Flaw::Outside),
        Way::Inside(path) => path,
    };
    let is_there = if catalog.is_outlying(&path) { !catalog.lacks(&path) } else { catalog.has_file(&path) };
    if is_there || path.split('/').any(|step| step.starts_with('.')) {
        return Ok(Some(path));
    }
    let bare = path.trim_end_matches('/');
    if bare.is_empty() || catalog.has_folder(bare) {
        Err(Flaw::Folder)
    } else {
        Err(Flaw::Missing(bare.to_owned()))
    }
}

fn problem(catalog: &Catalog, place: Place, flaw: Flaw) -> Problem {
    match flaw {
        Flaw::Absolute(inside) => {
            let there = if catalog.has_file(&inside) { "is" } else { "would be" };
            Problem::new(place, "this address begins with `/` and leads out of the site")
                .here("an absolute address")
                .help(format!("write the way from this file's folder to where `{inside}` {there}"))
        }
        Flaw::Outside => Problem::new(place, "this leads out of the catalog")
            .here("outside")
            .help("link to a file in the catalog, or to an address on the web"),
        Flaw::Folder => Problem::new(place, "this leads to a folder, which has no page")
            .here("a folder")
            .help("link to one of the files in it"),
        Flaw::Missing(path) => missing(catalog, &place, &path),
    }
}

fn missing(catalog: &Catalog, place: &Place, path: &str) -> Problem {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let problem = Problem::new(place.clone(), format!("there is no file `{path}`")).here("leads nowhere");
    let Some(meant) = nearest(name, siblings(catalog, folder)) else {
        return problem.help("mend the path, which is counted from this file's folder, or add the file");
    };
    let problem = problem.help(format!("did you mean `{meant}`?"));
    let written = |span: &Span| catalog.text_at(&place.path)?.get(span.range());
    match &place.spot {
        Spot::Bytes(span) if written(span).is_some_and(|text| text.ends_with(name)) => {
            let last = Place::bytes(&place.path, Span::new(span.end - name.len(), span.end));
            problem.suggest(format!("Write `{meant}`"), vec![Edit { place: last, text: meant.replace(' ', "%20") }])
        }
        _ => problem,
    }
}

/// The names of the files in a folder, without those below it; of a very large folder, the first.
fn siblings<'a>(catalog: &'a Catalog, folder: &str) -> impl Iterator<Item = &'a str> {
    let skip = folder.len() + 1;
    catalog.below(folder).filter_map(move |path| path.get(skip..)).take(2_000).filter(|name| !name.contains('/'))
}

fn lost(text: Text<'_>, link: &Link, fragment: &str, headings: &[Heading], file: &str) -> Option<Problem> {
    let wanted = decoded(fragment).to_lowercase();
    if ["", "top"].contains(&wanted.as_str()) || headings.iter().any(|heading| heading.anchor == wanted) {
        return None;
    }
    let span = text.span_of(link, &link.target);
    let problem = Problem::new(text.at_prose(span), format!("there is no heading `#{fragment}` in {file}"));
    let anchors = headings.iter().map(|heading| heading.anchor.as_str());
    Some(problem.here("leads nowhere").help(match nearest(&wanted, anchors) {
        Some(meant) => format!("did you mean `#{meant}`?"),
        None => "write the words of a heading in lower case, joined by hyphens".to_owned(),
    }))
}
