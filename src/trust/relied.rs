//! What approvals and claims rely on: the files and the ids that they name, whether what they say of them holds or not.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::work::kind_of;
use crate::catalog::people::owned_record;
use crate::catalog::target::Target;
use crate::catalog::{Catalog, Entry, Record, layout};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, YardstickKind};
use crate::kinds::credential::Credential;

/// Everything that approvals and claims of a catalog name, and they themselves, with the trust policy.
#[derive(Debug)]
pub struct Relied<'a> {
    catalog: &'a Catalog,
    paths: BTreeSet<&'a str>,
    insides: BTreeSet<&'a str>,
}

impl<'a> Relied<'a> {
    /// Collects it, in steps by the number of approvals and claims.
    #[must_use]
    pub fn by(catalog: &'a Catalog) -> Self {
        let mut relied = Self { catalog, paths: BTreeSet::new(), insides: BTreeSet::new() };
        let sides = catalog.side_files().iter().map(|side| &*side.source.path);
        relied.paths.extend(sides.filter(|path| layout::is_signed(path)));
        for kind in [Kind::Approval, Kind::Trust, Kind::Claim] {
            for record in catalog.of_kind(kind) {
                relied.paths.insert(&record.source.path);
                let owner = record.owner.as_deref().and_then(|id| catalog.record(Kind::Person, id));
                relied.add(owner);
                for reference in &record.references {
                    relied.add_target(catalog.resolve(record, reference).target());
                }
                if let Some(approval) = Entry::<Approval>::of(record) {
                    relied.add_named(approval);
                }
            }
        }
        relied
    }

    /// Whether this is one of the files, or a folder with one of them in it.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let mut from = self.paths.range::<str, _>((Bound::Included(&*inside), Bound::Unbounded));
        self.paths.contains(path) || from.next().is_some_and(|next| next.starts_with(&inside))
    }

    /// Whether this is the id of a competency or of a role that they name.
    #[must_use]
    pub fn has_inside(&self, id: &str) -> bool {
        self.insides.contains(id)
    }

    /// What an approval names besides its references: ids whose kind another field says.
    fn add_named(&mut self, approval: Entry<'a, Approval>) {
        let (catalog, document) = (self.catalog, approval.document);
        for evidence in &document.evidence {
            let (kind, id) = (kind_of(evidence.kind), evidence.id.as_str());
            self.add(owned_record(catalog, kind, id, approval.owner()));
        }
        for yardstick in &document.against {
            let kind = match yardstick.kind {
                YardstickKind::Credential => Kind::Credential,
                YardstickKind::Rubric => Kind::Rubric,
                YardstickKind::Framework => Kind::Framework,
                YardstickKind::Ladder => Kind::Ladder,
            };
            self.add(catalog.record(kind, yardstick.id.as_str()));
        }
        let subject = document.subject.as_str();
        self.add(catalog.get::<Credential>(subject).map(|credential| credential.record));
        self.add_target(catalog.competency(subject).map(Target::Competency));
        self.add_target(catalog.role(subject).map(Target::Role));
    }

    fn add_target(&mut self, target: Option<Target<'a>>) {
        match target {
            Some(Target::Record(record)) => self.add(Some(record)),
            Some(Target::Competency(entry)) => {
                self.insides.insert(entry.id);
            }
            Some(Target::Role(entry)) => {
                self.insides.insert(entry.id());
            }
            Some(Target::Priority(_)) | None => {}
        }
    }

    /// Every file that claims the id of this one.
    fn add(&mut self, record: Option<&'a Record>) {
        let Some(one) = record else { return };
        let all = self.catalog.claiming(one.kind, one.owner.as_deref(), &one.name);
        self.paths.extend(all.map(|record| &*record.source.path));
    }
}
