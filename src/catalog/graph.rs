//! Things that name one another, and the circles in which they must not go.

use std::collections::HashMap;

use super::index::Catalog;
use super::record::Entry;
use crate::base::place::{Place, Pointer};
use crate::kinds::Document;

/// One step of a circle: something names the next thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'a> {
    /// What names the next thing.
    pub name: &'a str,
    /// What it names.
    pub next: &'a str,
    /// Where it does.
    pub place: Place,
}

/// Things by name, and which of them each one names.
#[derive(Debug, Default)]
pub struct Graph<'a> {
    names: Vec<&'a str>,
    arrows: Vec<Vec<(usize, Place)>>,
}

impl<'a> Graph<'a> {
    /// A graph of these things without any arrows.
    #[must_use]
    pub fn new(names: Vec<&'a str>) -> Self {
        let arrows = vec![Vec::new(); names.len()];
        Self { names, arrows }
    }

    /// The graph of all records of a kind, of which each names others of that kind.
    ///
    /// What is named and does not exist is left out.
    pub fn of_records<D: Document>(
        catalog: &'a Catalog,
        named: impl Fn(&'a D) -> Vec<(Pointer, &'a str)>,
    ) -> Self {
        let entries: Vec<Entry<'a, D>> = catalog.all::<D>().collect();
        let mut graph = Self::new(entries.iter().map(Entry::id).collect());
        let numbers: HashMap<&str, usize> =
            graph.names.iter().enumerate().map(|(number, name)| (*name, number)).collect();
        for (number, entry) in entries.iter().enumerate() {
            for (pointer, id) in named(entry.document) {
                let target = catalog.get::<D>(id).and_then(|target| numbers.get(target.id()));
                if let Some(target) = target {
                    graph.arrow(number, *target, entry.record.at(pointer));
                }
            }
        }
        graph
    }

    /// Adds an arrow between two things, given by their positions.
    pub fn arrow(&mut self, from: usize, to: usize, place: Place) {
        self.arrows[from].push((to, place));
    }

    /// Circles that share no arrow, so many that without their arrows no circle is left.
    ///
    /// Each begins with the first of its things; they are sorted. Every arrow is looked at once, so
    /// that the time is linear, and nothing recurses, so that a chain may be of any length.
    #[must_use]
    pub fn circles(&self) -> Vec<Vec<Link<'a>>> {
        let mut taken = vec![0; self.names.len()];
        let mut depth: Vec<Option<usize>> = vec![None; self.names.len()];
        let mut found: Vec<Vec<(usize, usize)>> = Vec::new();
        let mut path: Vec<usize> = Vec::new();
        for start in 0..self.names.len() {
            depth[start] = Some(0);
            path.push(start);
            while let Some(thing) = path.last().copied() {
                let Some((next, _)) = self.arrows[thing].get(taken[thing]) else {
                    depth[thing] = None;
                    path.pop();
                    continue;
                };
                taken[thing] += 1;
                if let Some(first) = depth[*next] {
                    found.push(
                        path[first..].iter().map(|thing| (*thing, taken[*thing] - 1)).collect(),
                    );
                    path.drain(first + 1..).for_each(|thing| depth[thing] = None);
                } else {
                    depth[*next] = Some(path.len());
                    path.push(*next);
                }
            }
        }
        for circle in &mut found {
            let first = (0..circle.len()).min_by_key(|at| circle[*at].0).unwrap_or(0);
            circle.rotate_left(first);
        }
        found.sort_unstable();
        found.iter().map(|circle| circle.iter().map(|step| self.link(*step)).collect()).collect()
    }

    fn link(&self, (thing, arrow): (usize, usize)) -> Link<'a> {
        let (next, place) = &self.arrows[thing][arrow];
        Link { name: self.names[thing], next: self.names[*next], place: place.clone() }
    }
}
