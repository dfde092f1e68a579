//! Content that its owner is to go through again.

use std::sync::Arc;

use super::{Item, Scope, What, Whom};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::reference::{Ref, to};
use crate::catalog::Record;
use crate::kinds::framework::Framework;
use crate::kinds::module::{Module, Status};

/// Frameworks `cadence.framework_review`, and active modules `cadence.module_review`, after the day in
/// `reviewed`; today where there is none. For the owner, otherwise for the program's sponsor.
pub(crate) fn reviews<'a>(scope: &Scope<'a>) -> Vec<Item<'a>> {
    let frameworks = scope.catalog.all::<Framework>().map(|it| {
        let kept = Kept {
            title: &it.document.name,
            owner: it.document.owner.as_ref(),
            last: it.document.reviewed,
        };
        review(scope, it.record, kept, scope.cadence.framework_review())
    });
    let modules =
        scope.catalog.all::<Module>().filter(|it| it.status == Status::Active).map(|it| {
            let kept = Kept {
                title: &it.document.title,
                owner: it.document.owner.as_ref(),
                last: it.document.reviewed,
            };
            review(scope, it.record, kept, scope.cadence.module_review())
        });
    frameworks.chain(modules).collect()
}

/// Content that somebody keeps.
#[derive(Clone, Copy)]
struct Kept<'a> {
    title: &'a str,
    owner: Option<&'a Ref<to::Person>>,
    last: Option<Date>,
}

fn review<'a>(scope: &Scope<'a>, record: &'a Record, kept: Kept<'a>, every: Duration) -> Item<'a> {
    let kind = record.kind.about().name;
    let owner = kept.owner.and_then(|owner| scope.here(owner.as_str())).or_else(|| scope.sponsor());
    let last = kept.last.filter(|last| *last <= scope.as_of);
    Item {
        due: last.map_or(scope.as_of, |last| every.after(last)),
        at: None,
        what: What::Review { kind, id: &record.name, title: kept.title, last },
        whom: Whom::People(owner.into_iter().collect()),
        path: Arc::clone(&record.source.path),
        id: format!("review/{kind}/{}", record.name),
    }
}
