//! The overview of all frameworks: scale, themes, competencies, and what changed last.

use serde_json::{Value, json};

use crate::catalog::Entry;
use crate::kinds::framework::{Competency, Framework};
use crate::site::addresses;
use crate::site::begins::Begins;
use crate::site::further::{self, Further};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// How many changes are shown.
const CHANGES: usize = 5;

/// How many competencies are described here; where there are more, each page describes its own.
const DESCRIBED: usize = 120;

/// How many competencies of a theme are named here where they are not described.
const NAMED: usize = 24;

/// The page, and the names of all competencies of a theme that has too many for it.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs = vec![Job::new(HOME, move || page(site))];
    if describes(site) {
        return jobs;
    }
    for framework in site.view.all::<Framework>() {
        let named =
            framework.document.themes.iter().map(|(id, it)| (Some(id.as_str()), it.name.as_str()));
        for (theme, name) in named.chain([(None, OTHERS)]) {
            let all = in_theme(framework, theme);
            let further = Further {
                folder: folder(framework, theme),
                title: name.to_owned(),
                crumbs: vec![Link::to("Competencies", HOME)],
                part: "frameworks",
                form: "names",
                each: 500,
            };
            let rows = move |range: std::ops::Range<usize>, _: &str| {
                all[range].iter().map(|(id, it)| json!(link(id, it))).collect()
            };
            jobs.extend(further.beyond(NAMED, in_theme(framework, theme).len(), rows));
        }
    }
    jobs
}

/// The overview.
const HOME: &str = "frameworks/index.html";

/// What competencies without a theme stand under.
const OTHERS: &str = "Other competencies";

/// Where all competencies of a theme are named that has too many for the overview.
fn folder(framework: Entry<'_, Framework>, theme: Option<&str>) -> String {
    match theme {
        Some(theme) => format!("frameworks/{}/themes/{theme}", framework.id()),
        None => format!("frameworks/{}/others", framework.id()),
    }
}

/// Whether there are few enough competencies to describe each.
fn describes(site: &Site<'_>) -> bool {
    let all = site.view.all::<Framework>().map(|it| it.document.competencies.len());
    all.sum::<usize>() <= DESCRIBED
}

/// The competencies of a theme, or of none.
fn in_theme<'a>(
    framework: Entry<'a, Framework>,
    theme: Option<&str>,
) -> Vec<(&'a str, &'a Competency)> {
    let all = framework.document.competencies.iter().map(|(id, it)| (id.as_str(), it));
    let all = all.filter(|(id, _)| is_safe(id));
    all.filter(|(_, it)| it.theme.as_ref().map(crate::base::id::Id::as_str) == theme).collect()
}

/// How the first framework comes to be.
const BEGINS: Begins = Begins::with(
    "There is no framework of competencies yet.",
    r#"learn new framework --title "Engineering""#,
);

fn page(site: &Site<'_>) -> Page {
    let describes = describes(site);
    let frameworks: Vec<Value> =
        site.view.all::<Framework>().map(|framework| about(site, framework, describes)).collect();
    Page {
        path: HOME.to_owned(),
        template: "frameworks.html",
        title: "Competencies".to_owned(),
        crumbs: Vec::new(),
        part: "frameworks",
        source: None,
        head: Head::default(),
        body: json!({ "frameworks": frameworks, "begins": BEGINS }),
    }
}

fn about(site: &Site<'_>, framework: Entry<'_, Framework>, describes: bool) -> Value {
    let document = framework.document;
    let most = if describes { usize::MAX } else { NAMED };
    let section = |id: Option<&str>, name: &str, summary: Value, transferable: bool| {
        let all = in_theme(framework, id);
        let shown = all.iter().take(most).map(|(id, it)| short(id, it, describes));
        let competencies: Vec<Value> = shown.collect();
        (!competencies.is_empty()).then(|| {
            json!({
                "name": name,
                "summary": summary,
                "transferable": transferable,
                "competencies": competencies,
                "more": further::more(all.len(), most, &folder(framework, id)),
            })
        })
    };
    let themes = document.themes.iter().filter_map(|(id, theme)| {
        section(Some(id.as_str()), theme.name.as_str(), json!(theme.summary), theme.transferable)
    });
    let others = section(None, OTHERS, Value::Null, false);
    let themes: Vec<Value> = themes.chain(others).collect();
    let changes = document.changes.iter().take(CHANGES).map(|change| {
        let from = site.view.who_asked(change);
        json!({ "version": change.version, "date": change.date, "why": change.why, "from": from })
    });
    json!({
        "id": format!("framework-{}", framework.id()),
        "name": document.name,
        "summary": document.summary,
        "version": document.version,
        "reviewed": document.reviewed,
        "owner": document.owner.as_ref().and_then(|id| site.addresses().person(id.as_str())),
        "scale": document.steps(),
        "themes": themes,
        "changes": changes.collect::<Vec<_>>(),
    })
}

fn short(id: &str, competency: &Competency, describes: bool) -> Value {
    json!({
        "link": link(id, competency),
        "description": competency.description.as_ref().filter(|_| describes),
    })
}

fn link(id: &str, competency: &Competency) -> Link {
    Link::to(competency.name.as_str(), addresses::page("competencies", id))
}

/// Whether an id can be a folder.
#[must_use]
pub fn is_safe(id: &str) -> bool {
    crate::base::id::check_slug(id).is_ok()
}
