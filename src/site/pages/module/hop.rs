//! One hop round a module: what comes right before it and what it leads to, drawn as a small map.

use crate::catalog::Entry;
use crate::format::map::{Column, Edge, Kind, Layout, Map, Node, Tie, layout};
use crate::kinds::credential::Credential;
use crate::kinds::module::Module;
use crate::site::Site;
use crate::site::addresses::pathway_link;
use crate::site::connections::of;
use crate::site::page::way_up;
use crate::site::progression::Thing;

/// How many things stand on one side at most; the page lists all of them.
const MOST: usize = 12;

/// The drawing for a module on the page at `path`; none where nothing comes before it and nothing after.
#[must_use]
pub fn hop(site: &Site<'_>, module: Entry<'_, Module>, path: &str) -> Option<Layout> {
    let this = Thing::Module(module);
    let before = module.document.prerequisites.iter();
    let before = before.filter_map(|id| site.view.get::<Module>(id.as_str())).map(Thing::Module);
    let before: Vec<Thing<'_>> = before.filter(|it| it.key() != this.key()).take(MOST).collect();
    let credential = module.document.assessed_by.as_ref();
    let credential = credential.and_then(|id| site.view.get::<Credential>(id.as_str()));
    let unlocks = of(&site.connections().unlocks, module.id()).iter().map(|it| Thing::Module(*it));
    let after: Vec<(Thing<'_>, Tie)> = credential
        .map(|it| (Thing::Credential(it), Tie::Counts))
        .into_iter()
        .chain(unlocks.map(|it| (it, Tie::Required)))
        .filter(|(it, _)| it.key() != this.key())
        .take(MOST)
        .collect();
    let given = responsibilities(site, module, path);
    if before.is_empty() && after.is_empty() && given.is_empty() {
        return None;
    }
    let mut columns = Vec::new();
    let mut column = |title: &str, is_there: bool| {
        if is_there {
            columns.push(Column { title: title.to_owned(), ..Column::default() });
        }
        columns.len().saturating_sub(1)
    };
    let first = column("Before it", !before.is_empty());
    let middle = column("This module", true);
    let last = column("What it leads to", !after.is_empty() || !given.is_empty());
    let root = way_up(path);
    let own = site.overlays().own.as_ref().map(|own| &own.progress);
    let mut nodes = vec![Node { href: None, ..this.node(middle, &root, own) }];
    let mut edges = Vec::new();
    for thing in before {
        nodes.push(thing.node(first, &root, own));
        edges.push(Edge { from: thing.key(), to: this.key(), tie: Tie::Required });
    }
    for (thing, tie) in after {
        nodes.push(thing.node(last, &root, own));
        edges.push(Edge { from: this.key(), to: thing.key(), tie });
    }
    for node in given {
        edges.push(Edge { from: this.key(), to: node.id.clone(), tie: Tie::Counts });
        nodes.push(Node { column: last, ..node });
    }
    let title = format!("Before and after {}", module.document.title.as_str());
    Some(layout(&Map { title, columns, nodes, edges }))
}

/// What somebody looks after once the module has fulfilled an item of a pathway.
fn responsibilities(site: &Site<'_>, module: Entry<'_, Module>, path: &str) -> Vec<Node> {
    let items = of(&site.connections().items_of_module, module.id()).iter();
    let mut nodes: Vec<Node> = Vec::new();
    for (pathway, item) in items {
        let Some(responsibility) = &item.responsibility else { continue };
        let label = responsibility.as_str().to_owned();
        if nodes.len() < MOST && nodes.iter().all(|node| node.label != label) {
            nodes.push(Node {
                column: 0,
                id: format!("responsibility-{}", nodes.len()),
                href: pathway_link(*pathway).href.map(|href| format!("{}{href}", way_up(path))),
                label,
                kind: Kind::Responsibility,
                state: None,
                note: None,
            });
        }
    }
    nodes
}
