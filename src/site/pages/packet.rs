//! The packet for a promotion round: what somebody has shown for a role, on paper, with who vouches for it.

use serde_json::json;

use super::person::{earlier, lines, proof, work};
use crate::audience::growth::Growth;
use crate::audience::person::Profile;
use crate::site::addresses::{packet_link, person_link, role_link, team_link};
use crate::site::page::{Head, Page};
use crate::site::{Job, Site};
use crate::wording::readiness as words;

/// The pages: only of those of whom the reader may see all of it.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let whole = site.view.people().filter_map(|profile| {
        let growth = site.view.growth(profile.id)?;
        growth.has_verdict().then_some((profile, growth))
    });
    whole
        .map(|(profile, growth)| {
            let path = packet_link(&profile).href.unwrap_or_default();
            Job::new(path, move || about(site, &profile, &growth))
        })
        .collect()
}

fn about<'a>(site: &Site<'a>, profile: &Profile<'a>, growth: &Growth<'a>) -> Page {
    let path = packet_link(profile).href.unwrap_or_default();
    let readiness = &growth.readiness;
    let to = site.addresses();
    let awards = site.view.awards(profile.id);
    let pieces = site.view.portfolio(profile.id);
    let role = readiness.role;
    let promotion = role.role.promotion.as_ref();
    Page {
        template: "packet.html",
        title: format!("{}, for {}", profile.name, &*role.role.title),
        crumbs: Vec::new(),
        part: "people",
        source: None,
        head: Head { is_hidden: true, ..Head::default() },
        body: json!({
            "person": person_link(profile),
            "now": profile.role.map(role_link),
            "team": profile.team.map(team_link),
            "role": role_link(role),
            "headline": words::headline(readiness),
            "decided_by": promotion.and_then(|it| it.decided_by.as_ref()),
            "beyond": promotion.and_then(|it| it.beyond_evidence.as_ref()),
            "unverified": readiness.unverified,
            "lines": readiness.lines.iter().map(|it| lines::line(site, growth, it)).collect::<Vec<_>>(),
            "awards": awards.iter().take(earlier::AWARDS).map(|it| proof::award(&to, it)).collect::<Vec<_>>(),
            "more": { "awards": earlier::more(profile, earlier::Sort::Awards, awards.len()) },
            "verify": format!("learn verify {}", profile.id),
            "work": pieces.iter().take(earlier::WORK).map(|it| work::entry(site, it, &path, 4)).collect::<Vec<_>>(),
            "older": earlier::work(profile, &pieces),
        }),
        path,
    }
}
