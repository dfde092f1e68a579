//! What a change does to credentials, modules, pathways, ids and versions, with who is behind each.

use super::sections::{Section, names};
use super::words;
use crate::insight::impact::Impact;
use crate::insight::impact::barred::{BarredImpact, BarredPart};
use crate::insight::impact::credentials::{Bar, CredentialImpact};
use crate::insight::impact::modules::ModuleImpact;
use crate::insight::impact::pathways::{ItemChange, ItemImpact};
use crate::kinds::module::Status;

/// Credentials that are judged by other words.
#[must_use]
pub fn credentials(impact: &Impact) -> Section {
    let named = |people: &[String], what: &str| match people {
        [] => None,
        people => Some(format!("{what}: {}", names(impact, people.iter().map(String::as_str)))),
    };
    let row = |one: &CredentialImpact| {
        let who = [
            named(&one.holders, "held, and still held, by"),
            named(&one.claimants, "asked for it, to be judged by the new words"),
            named(
                &one.half_way,
                "half-way; approvals by the new words are not added to earlier ones",
            ),
        ];
        vec![
            one.name.clone(),
            bar(one),
            who.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            one.path.clone(),
        ]
    };
    Section {
        title: "Credentials",
        header: &["Credential", "What changes", "Who", "File"],
        heads: 2,
        rows: impact.credentials.iter().map(row).collect(),
        note: Some("Awards say themselves what they give: no edit of a credential changes one."),
    }
}

fn bar(credential: &CredentialImpact) -> String {
    let word = |bar: &Bar| match bar {
        Bar::Attests => "what it attests or includes",
        Bar::Assessors => "who assesses",
        Bar::Assessment => "how it is assessed and what passes",
        Bar::Needs => "what a claim has to bring along",
        Bar::ValidFor => "how long it holds",
        Bar::Rubric => "the criteria of its rubric",
    };
    let words: Vec<&str> = credential.bar.iter().map(word).collect();
    if words.is_empty() { "its words only".to_owned() } else { words.join("; ") }
}

/// Modules that are offered otherwise, or ask something else.
#[must_use]
pub fn modules(impact: &Impact) -> Section {
    let rows = impact.modules.iter().map(|one| {
        let mut who = Vec::new();
        let mut add = |people: &[String], before: &str| {
            if !people.is_empty() {
                who.push(format!("{before}: {}", names(impact, people.iter().map(String::as_str))));
            }
        };
        add(&one.in_the_middle, "in the middle of it");
        add(&one.chosen, "chosen and not begun by");
        if one.finished > 0 {
            who.push(format!("{} finished it, which stands", words::counted_people(one.finished)));
        }
        vec![one.title.clone(), asked(one), who.join("\n"), one.path.clone()]
    });
    Section {
        title: "Modules",
        header: &["Module", "What changes", "Who", "File"],
        heads: 2,
        rows: rows.collect(),
        note: None,
    }
}

/// What of a module is not what it was.
pub(super) fn asked(module: &ModuleImpact) -> String {
    let changes = module.changes.iter().map(words::change);
    offered(module).into_iter().chain(changes).collect::<Vec<_>>().join("; ")
}

/// Whether a module can still be taken, and what instead; none where that is as it was.
fn offered(module: &ModuleImpact) -> Option<String> {
    let status = |status: Status| match status {
        Status::Draft => "a draft",
        Status::Active => "active",
        Status::Retired => "retired",
    };
    if module.was == module.is && !module.is_replaced_otherwise {
        return None;
    }
    let what = if module.was == module.is {
        format!("still {}", status(module.is))
    } else {
        format!("{} instead of {}", status(module.is), status(module.was))
    };
    let by = module.replaced_by.as_ref();
    Some(what + &by.map_or_else(String::new, |id| format!(", replaced by {id}")))
}

/// Pathways that changed, or of which something can no longer be fulfilled.
#[must_use]
pub fn pathways(impact: &Impact) -> Section {
    let rows = impact.pathways.iter().flat_map(|pathway| {
        let on_it = match pathway.on_it.as_slice() {
            [] => "nobody is on it".to_owned(),
            people => format!("on it: {}", names(impact, people.iter().map(String::as_str))),
        };
        let items = pathway.items.iter().map(|item| {
            let (what, who) = self::item(impact, item);
            let who = if who.is_empty() { on_it.clone() } else { who };
            vec![
                pathway.title.clone(),
                format!("{}: {what}", item.title),
                who,
                pathway.path.clone(),
            ]
        });
        let electives = pathway.electives.iter().map(|what| format!("electives: {what}"));
        let others = electives.chain(pathway.terms.iter().map(words::change));
        let others = others
            .map(|what| vec![pathway.title.clone(), what, on_it.clone(), pathway.path.clone()]);
        let barred = pathway.barred.iter().map(|barred| {
            let who = names(impact, barred.who.iter().map(String::as_str));
            let who = if barred.who.is_empty() { "newcomers".to_owned() } else { who };
            vec![pathway.title.clone(), self::barred(barred), who, pathway.path.clone()]
        });
        items.chain(others).chain(barred).collect::<Vec<_>>()
    });
    Section {
        title: "Pathways",
        header: &["Pathway", "What changes", "Who", "File"],
        heads: 2,
        rows: rows.collect(),
        note: Some(
            "What fulfilled an item once still does; pathways guide and never gate a verdict.",
        ),
    }
}

fn item(impact: &Impact, item: &ItemImpact) -> (String, String) {
    let what = match &item.what {
        ItemChange::Added => "a new item".to_owned(),
        ItemChange::Removed => "the item is gone; items are better left in place".to_owned(),
        ItemChange::WayAdded(way) => format!("{way} fulfils it as well"),
        ItemChange::WayEnds(way, until) => format!("{way} fulfils it until {until}"),
        ItemChange::WayReopened(way) => format!("{way} fulfils it again"),
        ItemChange::WayDeleted(way) => {
            format!(
                "{way} was taken out; a way is better ended with `until`, so that it still counts"
            )
        }
    };
    let mut who = Vec::new();
    let mut add = |people: &[String], before: &str| {
        if !people.is_empty() {
            who.push(format!("{before}: {}", names(impact, people.iter().map(String::as_str))));
        }
    };
    add(&item.keeps, "fulfilled that way, which stands, by");
    add(&item.loses, "fulfilled that way, which no longer counts, by");
    add(&item.in_the_middle, "in the middle of it");
    (what, who.join("\n"))
}

/// What of a pathway can no longer be fulfilled, and why.
fn barred(barred: &BarredImpact) -> String {
    let part = match &barred.part {
        BarredPart::Item { title, .. } => format!("{title}: it can no longer be fulfilled"),
        BarredPart::Electives => "electives: too few are left to choose from".to_owned(),
        BarredPart::Theme(theme) => format!("electives: none is left that touches {theme}"),
    };
    match barred.ways.as_slice() {
        [] => part,
        [one] => format!("{part}; {one} is not open to anybody new"),
        several => format!("{part}; {} are not open to anybody new", several.join(", ")),
    }
}

/// Ids that are gone or lead elsewhere.
#[must_use]
pub fn ids(impact: &Impact) -> Section {
    let rows = impact.ids.iter().map(|one| {
        let what = match &one.now {
            Some(now) => format!("is {now} now; every reference still leads there"),
            None => "leads nowhere now; `formerly` on its successor would keep it".to_owned(),
        };
        let behind = names(impact, one.behind.iter().map(String::as_str));
        vec![format!("{} {}", one.noun, one.id), what, behind, one.path.clone()]
    });
    Section {
        title: "Ids",
        header: &["Id", "What changes", "Who is behind it", "File"],
        heads: 2,
        rows: rows.collect(),
        note: None,
    }
}

/// The version step that each framework owes, change by change.
#[must_use]
pub fn versions(impact: &Impact) -> Section {
    let rows = impact.versions.iter().flat_map(|owed| {
        owed.changes.iter().map(|change| {
            let name = match (owed.was, owed.is) {
                (Some(was), Some(is)) if was == is => format!("{} {was}", owed.name),
                (Some(was), Some(is)) => format!("{} {was} → {is}", owed.name),
                _ => owed.name.clone(),
            };
            vec![change.step.to_string(), change.what.clone(), name, change.path.clone()]
        })
    });
    Section {
        title: "Version steps",
        header: &["Step", "What changes", "Framework", "File"],
        heads: 2,
        rows: rows.collect(),
        note: Some(
            "Major: a new demand on people. Minor: a clarification or a removal. Patch: other words.",
        ),
    }
}
