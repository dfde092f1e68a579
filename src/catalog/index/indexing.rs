//! How a catalog's indexes are made, and what of a record they are made from.

use super::{Address, Catalog, Inside, Position};
use crate::base::id::Id;
use crate::catalog::fault::Duplicate;
use crate::catalog::record::{Entry, Record, key};
use crate::kinds::Kind;
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;
use std::sync::Arc;

impl Catalog {
    pub(super) fn index_records(&mut self) {
        for (number, record) in self.records.iter().enumerate() {
            self.by_kind[record.kind as usize].push(number);
            if let Some(owner) = &record.owner {
                self.by_owner.entry((record.kind, Arc::clone(owner))).or_default().push(number);
            }
            let address = Address { record: number, former: false };
            let place = (record.kind, record.key().into_boxed_str());
            if let Some(first) = self.by_key.get(&place) {
                self.duplicates.push(Duplicate {
                    kind: record.kind,
                    id: place.1.into_string(),
                    records: (first.record, number),
                    pointers: None,
                });
            } else {
                self.by_key.insert(place, address);
            }
        }
        for numbers in &mut self.by_kind {
            let records = &self.records;
            numbers.sort_by(|one, other| {
                let name = |number: usize| (&records[number].owner, &records[number].name);
                name(*one).cmp(&name(*other))
            });
        }
        #[allow(clippy::iter_over_hash_type)] // every list is sorted on its own
        for numbers in self.by_owner.values_mut() {
            let records = &self.records;
            numbers.sort_by(|one, other| records[*one].name.cmp(&records[*other].name));
        }
    }

    pub(super) fn index_former_ids(&mut self) {
        for (number, record) in self.records.iter().enumerate() {
            for former in &record.formerly {
                let key = key(record.owner.as_deref(), former).into_boxed_str();
                self.by_key
                    .entry((record.kind, key))
                    .or_insert(Address { record: number, former: true });
            }
        }
    }

    pub(super) fn index_insides(&mut self) {
        let mut competencies = Vec::new();
        let mut roles = Vec::new();
        for number in self.by_kind[Kind::Framework as usize].iter().copied() {
            if let Some(framework) = Entry::<Framework>::of(&self.records[number]) {
                for (id, competency) in &framework.document.competencies {
                    let position = Position::Key(id.clone());
                    competencies.push((number, position, id.clone(), competency.formerly.clone()));
                }
            }
        }
        for number in self.by_kind[Kind::Ladder as usize].iter().copied() {
            if let Some(ladder) = Entry::<Ladder>::of(&self.records[number]) {
                for (index, role) in ladder.document.roles.iter().enumerate() {
                    let position = Position::Index(index);
                    roles.push((number, position, role.id.clone(), role.formerly.clone()));
                }
            }
        }
        for (kind, list) in [(Kind::Framework, competencies), (Kind::Ladder, roles)] {
            let map = match kind {
                Kind::Framework => &mut self.competencies,
                _ => &mut self.roles,
            };
            for (record, position, id, _) in &list {
                let inside = Inside { record: *record, position: position.clone(), former: false };
                if let Some(first) = map.get(id.as_str()) {
                    self.duplicates.push(Duplicate {
                        kind,
                        id: id.as_str().to_owned(),
                        records: (first.record, *record),
                        pointers: Some((first.position.pointer(), position.pointer())),
                    });
                } else {
                    map.insert(id.as_str().into(), inside);
                }
            }
            for (record, position, _, formerly) in list {
                for former in formerly {
                    map.entry(former.as_str().into()).or_insert(Inside {
                        record,
                        position: position.clone(),
                        former: true,
                    });
                }
            }
        }
    }
}

/// What leads to a record, and with its former ids to each thing inside it.
type Ways<'r> = (Kind, &'r str, Option<&'r str>, &'r [Box<str>], Vec<(&'r str, &'r [Id])>);

/// Everything by which a record, and what it holds, is found.
pub(super) fn ways_to(record: &Record) -> Ways<'_> {
    let mut inside: Vec<(&str, &[Id])> = Vec::new();
    if let Some(framework) = Entry::<Framework>::of(record) {
        let all = framework.document.competencies.iter();
        inside.extend(all.map(|(id, competency)| (id.as_str(), &*competency.formerly)));
    }
    if let Some(ladder) = Entry::<Ladder>::of(record) {
        inside.extend(ladder.document.roles.iter().map(|role| (role.id.as_str(), &*role.formerly)));
    }
    (record.kind, &record.name, record.owner.as_deref(), &record.formerly, inside)
}
