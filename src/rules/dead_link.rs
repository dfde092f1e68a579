//! A link to nothing.

use rayon::prelude::*;

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::place::{Place, Spot};
use crate::base::problem::{Edit, Level, Problem};
use crate::base::span::Span;
use crate::catalog::Record;
use crate::catalog::index::Catalog;
use crate::catalog::layout;
use crate::pointer;
use crate::syntax::markdown::{self, Heading, Link};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "dead-link",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A link or an image that leads nowhere",
    what: "Links and images in Markdown that stay inside the catalog lead to a file that is there, counted from \
           the folder of the file they stand in; `#…` leads to a heading of the same file. The `logo` of the \
           site is a file too. Addresses on the web and files in folders that belong to no kind are not looked \
           at.",
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
[below](#exercises) and [there][1].

[1]: incident%20basics.md
",
            marks: &[
                "../people/ada/portfolio/2026-03-02-checkout-outag.md",
                "flow.svg",
                "/modules/incident-basics.md",
                "../modules/",
                "../../other/a.md",
                "#exercises",
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
    ],
    good: Case {
        files: "\
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
![another](../assets/wide.png), [the web](https://kestrel.example/), <chen@kestrel.example>, `[code](x.md)` and
[below](#try-it-twice).

## Try it: twice
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalog = context.catalog;
    let found: Vec<Problem> = catalog
        .records()
        .par_iter()
        .filter(|record| may_have_links(record.prose()))
        .flat_map_iter(|record| dead_links(catalog, record))
        .collect();
    for problem in found {
        findings.add(problem);
    }
    let Some(program) = catalog.program() else { return };
    let Some(site) = &program.document.site else { return };
    for (key, logo) in [("logo", &site.logo), ("logo_dark", &site.logo_dark)] {
        if let Some(flaw) = logo.as_ref().and_then(|logo| flaw(catalog, "", logo)) {
            findings.add(problem(catalog, program.record.at(pointer!["site", key]), flaw));
        }
    }
}

/// Whether it is worth parsing the Markdown: every link in brackets has one of these.
fn may_have_links(prose: &str) -> bool {
    prose.contains("](") || prose.contains("]:")
}

fn dead_links(catalog: &Catalog, record: &Record) -> Vec<Problem> {
    let outline = markdown::outline(record.prose());
    let folder = record.source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    for link in &outline.links {
        let (path, fragment) = match link.target.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (link.target.as_str(), None),
        };
        if path.is_empty() {
            let fragment = fragment.filter(|fragment| !fragment.is_empty());
            found.extend(fragment.and_then(|fragment| lost(record, link, fragment, &outline.headings)));
        } else if let Some(flaw) = flaw(catalog, folder, path) {
            found.push(problem(catalog, record.at_prose(span_of(record, link, path)), flaw));
        }
    }
    found
}

/// The characters of an address inside its link, or the whole link where they stand elsewhere.
fn span_of(record: &Record, link: &Link, address: &str) -> Span {
    let text = record.prose().get(link.span.range()).unwrap_or("");
    match text.rfind(address) {
        Some(at) => {
            let start = link.span.start + at;
            Span::new(start, start + address.len())
        }
        None => link.span,
    }
}

/// What is wrong with a path; the path is the one that it leads to, from the catalog's root.
enum Flaw {
    Absolute(String),
    Outside,
    Folder,
    Missing(String),
}

fn flaw(catalog: &Catalog, folder: &str, target: &str) -> Option<Flaw> {
    if is_external(target) {
        return None;
    }
    let target = percent_decoded(target.split('?').next().unwrap_or(target));
    if let Some(inside) = target.strip_prefix('/') {
        return Some(Flaw::Absolute(inside.to_owned()));
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                if steps.pop().is_none() {
                    return Some(Flaw::Outside);
                }
            }
            step => steps.push(step),
        }
    }
    let path = steps.join("/");
    let unseen = steps.iter().any(|step| step.starts_with('.'))
        || steps.first().is_some_and(|top| is_other_folder(catalog, top));
    if unseen || catalog.has_file(&path) && !target.ends_with('/') {
        None
    } else if path.is_empty() || catalog.has_folder(&path) {
        Some(Flaw::Folder)
    } else {
        Some(Flaw::Missing(path))
    }
}

fn is_other_folder(catalog: &Catalog, top: &str) -> bool {
    !layout::is_catalog_folder(top)
        && catalog.other_folders().binary_search_by(|other| (**other).cmp(top)).is_ok()
}

/// Whether an address begins with a scheme such as `https:`, or with a host.
fn is_external(target: &str) -> bool {
    let scheme = target.split_once(':').is_some_and(|(scheme, _)| {
        let mut letters = scheme.bytes();
        letters.next().is_some_and(|first| first.is_ascii_alphabetic())
            && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    });
    scheme || target.starts_with("//")
}

/// The text that `%20` and the like stand for; as written where that is no text.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hexadecimal = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = hexadecimal.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
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
    let written = |span: &Span| catalog.at_path(&place.path)?.source.text.get(span.range());
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

fn lost(record: &Record, link: &Link, fragment: &str, headings: &[Heading]) -> Option<Problem> {
    let wanted = percent_decoded(fragment).to_lowercase();
    if wanted == "top" || headings.iter().any(|heading| heading.anchor == wanted) {
        return None;
    }
    let span = span_of(record, link, &link.target);
    let problem = Problem::new(record.at_prose(span), format!("there is no heading `#{fragment}` in this file"));
    let anchors = headings.iter().map(|heading| heading.anchor.as_str());
    Some(problem.here("leads nowhere").help(match nearest(&wanted, anchors) {
        Some(meant) => format!("did you mean `#{meant}`?"),
        None => "write the words of a heading in lower case, joined by hyphens".to_owned(),
    }))
}
