//! Whose progress the maps of a site show: the reader's own on every map, and of those they coach, as far
//! as they may see it, each on maps of their own.
//!
//! Which of them is looked at is chosen by a link, since pages work from disk and without a script.

use super::addresses::page;
use crate::audience::person::Profile;
use crate::audience::progress::Progress;
use crate::audience::reader::Reader;
use crate::audience::view::View;
use crate::catalog::Entry;
use crate::kinds::ladder::Ladder;

/// Somebody's progress on the map of a ladder.
#[derive(Debug, Clone)]
pub struct Overlay<'a> {
    /// Who it is.
    pub person: Profile<'a>,
    /// How far they have come.
    pub progress: Progress<'a>,
    /// The ladder that they are on the way along.
    pub ladder: Option<Entry<'a, Ladder>>,
    /// Whether they are the reader, whose progress stands on the maps of all ladders.
    pub is_self: bool,
}

/// All those whose progress a site shows; nobody's where it is made for a group.
#[derive(Debug, Clone, Default)]
pub struct Overlays<'a> {
    /// The reader's own.
    pub own: Option<Overlay<'a>>,
    /// Of those they coach, sorted by name.
    pub others: Vec<Overlay<'a>>,
}

impl<'a> Overlays<'a> {
    /// Reads them off a view.
    #[must_use]
    pub fn of(view: View<'a>) -> Self {
        if !matches!(view.reader(), Reader::Person(_)) {
            return Self::default();
        }
        let overlay = |person: Profile<'a>| {
            let progress = view.progress(person.id)?;
            let role = progress.towards.or(progress.role);
            let ladder = role.and_then(|role| view.get::<Ladder>(role.ladder.id()));
            let is_self = view.is_reader(person.id);
            (is_self || ladder.is_some()).then_some(Overlay { person, progress, ladder, is_self })
        };
        let (own, mut others): (Vec<_>, Vec<_>) =
            view.people().filter_map(overlay).partition(|it| it.is_self);
        others.sort_by_key(|it| (it.person.name.to_lowercase(), it.person.id));
        Self { own: own.into_iter().next(), others }
    }

    /// Where somebody's progress stands on the map of the ladder that they are on, if it is shown.
    #[must_use]
    pub fn map_of(&self, person: &str) -> Option<String> {
        let mut all = self.own.iter().chain(&self.others);
        let overlay = all.find(|it| it.person.id == person)?;
        Some(address(Some(overlay), overlay.ladder?.id()))
    }
}

/// Where a map of a ladder stands: with the progress of somebody whom the reader coaches below their page.
#[must_use]
pub fn address(overlay: Option<&Overlay<'_>>, ladder: &str) -> String {
    match overlay.filter(|it| !it.is_self) {
        Some(other) => page("people", &format!("{}/map", other.person.id)),
        None => page("map", ladder),
    }
}

/// Where the map of one theme of a ladder stands.
#[must_use]
pub fn theme_address(overlay: Option<&Overlay<'_>>, ladder: &str, theme: (&str, &str)) -> String {
    let whole = address(overlay, ladder);
    let folder = whole.trim_end_matches("/index.html");
    format!("{folder}/{}-{}/index.html", theme.0, theme.1)
}
