//! Dates of somebody: on their page, and as a calendar to subscribe to.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::audience::growth::Growth;
use crate::format::ics::{self, AllDay, Appointment};
use crate::insight::agenda::{Item, What};
use crate::site::Site;
use crate::site::calendar::Occurrence;
use crate::wording::plan::events;

/// How many dates a page shows.
const SHOWN: usize = 10;

/// Where the calendar of a person lies.
#[must_use]
pub fn path(person: &str) -> String {
    format!("people/{person}/calendar.ics")
}

/// The next dates of somebody, of a series of events the first; claims that they judge stand elsewhere.
#[must_use]
pub fn dates(site: &Site<'_>, person: &str) -> Value {
    let mut series = BTreeSet::new();
    let mut is_first = |item: &&Item<'_>| match item.what {
        What::Event { .. } => {
            item.id.rsplit_once('/').is_none_or(|(event, _)| series.insert(event.to_owned()))
        }
        _ => true,
    };
    let own = site.agenda().iter().filter(|item| item.whom.has(person));
    let own = own.filter(|item| !matches!(item.what, What::Claim { .. }));
    let own: Vec<&Item<'_>> = own.filter(|item| is_first(item)).collect();
    let shown = own.iter().take(SHOWN).map(|item| {
        let due = site.view.due(item, person);
        json!({
            "when": due.when, "title": due.title, "detail": due.detail,
            "command": due.command, "is_overdue": due.is_overdue,
        })
    });
    json!({ "shown": shown.collect::<Vec<_>>(), "more": own.len().saturating_sub(SHOWN) })
}

/// The calendars of all those whose dates the reader may see in whole: their agenda and their plan.
#[must_use]
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let coming: BTreeMap<String, &Occurrence<'_>> =
        site.coming().iter().map(|it| (it.item(), it)).collect();
    let close: Vec<_> = site.view.people().filter(|it| site.view.is_close_to(it.id)).collect();
    close
        .par_iter()
        .map(|profile| {
            let own = site.agenda().iter().filter(|item| item.whom.has(profile.id));
            // What takes place has its hours there, and the same name as in the calendars of groups.
            let (gatherings, own): (Vec<_>, Vec<_>) =
                own.partition(|item| coming.contains_key(&item.id));
            let mut days: Vec<AllDay> =
                own.into_iter().map(|item| site.view.event(item, profile.id)).collect();
            let plan = site.growth(profile.id).and_then(Growth::plan);
            days.extend(plan.map(events).unwrap_or_default());
            let gatherings = gatherings.into_iter().filter_map(|item| coming.get(&item.id));
            let hours: Vec<Appointment> = gatherings.map(|it| it.appointment(site.view)).collect();
            let name = format!("Growth of {}", profile.name);
            let text = ics::write(&name, site.view.as_of(), &days, &hours);
            (path(profile.id), text.into_bytes())
        })
        .collect()
}
