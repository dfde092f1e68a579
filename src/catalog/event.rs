//! Which event a session was an occurrence of, and which records announce the events it may name.

use super::index::Catalog;
use super::record::Record;
use crate::base::reference::Ref;
use crate::kinds::Kind;
use crate::kinds::parts::event::{Event, EventType};
use crate::kinds::session::Session;

impl Catalog {
    /// The records whose events a session may name: the cohort, community and team it names itself,
    /// otherwise `learn.yaml`. None if one of them is missing or too broken to say.
    #[must_use]
    pub fn announcers(&self, session: &Session) -> Option<Vec<&Record>> {
        let named = [
            (Kind::Cohort, session.cohort.as_ref().map(Ref::as_str)),
            (Kind::Community, session.community.as_ref().map(Ref::as_str)),
            (Kind::Team, session.team.as_ref().map(Ref::as_str)),
        ];
        let mut records: Vec<Option<&Record>> =
            named.into_iter().filter_map(|(kind, id)| id.map(|id| self.record(kind, id))).collect();
        if records.is_empty() {
            records.push(self.of_kind(Kind::Program).next());
        }
        records
            .into_iter()
            .map(|record| record.filter(|record| record.document.is_some()))
            .collect()
    }

    /// The event that a session names, with the record that announces it.
    #[must_use]
    pub fn event_of(&self, session: &Session) -> Option<(&Record, &Event)> {
        let id = session.event.as_ref()?;
        self.announcers(session)?.into_iter().find_map(|record| {
            Some((record, record.events().iter().find(|event| event.id == *id)?))
        })
    }

    /// What kind of gathering a session was: what it says itself, otherwise what its event says.
    #[must_use]
    pub fn session_type(&self, session: &Session) -> Option<EventType> {
        session.session_type.or_else(|| self.event_of(session).map(|(_, event)| event.event_type))
    }
}
