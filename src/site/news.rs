//! What is new: who achieved what, what was changed because of feedback, what frameworks ask since.

use rayon::prelude::*;

use super::addresses::{Addresses, person_link, story_link};
use super::groups::{Groups, record_link};
use super::page::Link;
use super::pages::word;
use crate::audience::awards::Honour;
use crate::audience::person::Profile;
use crate::audience::view::View;
use crate::base::date::Date;
use crate::format::atom;
use crate::kinds::framework::Framework;
use crate::kinds::story::Story;

/// How many people a piece of news names; one more is named rather than counted.
const NAMED: usize = 5;

/// What sort of news it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Somebody was awarded a credential.
    Recognition,
    /// Feedback was answered with a change.
    Answer,
    /// A framework changed.
    Change,
    /// Somebody tells something.
    Story,
}

impl Sort {
    /// The icon that stands beside it.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Recognition => "award",
            Self::Answer => "message-square",
            Self::Change => "layers",
            Self::Story => "megaphone",
        }
    }
}

/// One piece of news.
#[derive(Debug, Clone)]
pub struct Item {
    /// The day.
    pub date: Date,
    /// What sort it is.
    pub sort: Sort,
    /// The sort in words, more exact than [`Sort`].
    pub word: String,
    /// What names it for ever.
    pub name: String,
    /// Whom it is about: links before the headline.
    pub who: Vec<Link>,
    /// The headline.
    pub title: Link,
    /// The rest, as plain text.
    pub text: String,
}

impl Item {
    /// It as an entry of a feed; `address` makes an address of the site one for readers of feeds.
    #[must_use]
    pub fn entry(&self, catalog: &str, address: impl Fn(&str) -> String) -> atom::Item {
        let who: Vec<&str> = self.who.iter().map(|link| link.text.as_str()).collect();
        let title = match self.sort {
            Sort::Recognition => format!("{}: {}", who.join(", "), self.title.text),
            Sort::Answer => format!("You said, we did: {}", self.title.text),
            Sort::Change | Sort::Story => self.title.text.clone(),
        };
        atom::Item {
            name: format!("{catalog}/{}", self.name),
            date: self.date,
            title,
            text: self.text.clone(),
            category: self.word.clone(),
            link: self.title.href.as_deref().map(address),
        }
    }
}

/// All news by the day of the view, the newest first.
#[must_use]
pub fn news(view: View<'_>, groups: &Groups<'_>) -> Vec<Item> {
    in_order(view, groups, recognition(view))
}

/// The newest of all news, the newest first.
#[must_use]
pub fn newest(view: View<'_>, groups: &Groups<'_>, count: usize) -> Vec<Item> {
    let awards = view.newest_awards(count);
    let awards = awards.iter().map(|(person, award)| honour(view, person, award));
    let mut items = in_order(view, groups, awards.collect());
    items.truncate(count);
    items
}

fn in_order(view: View<'_>, groups: &Groups<'_>, awards: Vec<Item>) -> Vec<Item> {
    let mut items = answers(view, groups);
    items.extend(changes(view));
    items.extend(stories(view));
    items.extend(awards);
    items.retain(|item| item.date <= view.as_of());
    items.sort_by(|one, other| {
        (other.date, one.sort, &one.name).cmp(&(one.date, other.sort, &other.name))
    });
    items
}

fn answers(view: View<'_>, groups: &Groups<'_>) -> Vec<Item> {
    let answered = groups.feedback().iter().filter_map(|heard| Some((heard, heard.answer?)));
    answered
        .filter_map(|(heard, answer)| {
            let kind = heard.about.kind;
            Some(Item {
                date: answer.date,
                sort: Sort::Answer,
                word: "you said, we did".to_owned(),
                name: format!("feedback/{kind}/{}/{}", heard.about.name, heard.id),
                who: Vec::new(),
                title: record_link(view, heard.about)?,
                text: answer.change.as_str().trim().to_owned(),
            })
        })
        .collect()
}

fn changes(view: View<'_>) -> Vec<Item> {
    let all = view.all::<Framework>().flat_map(|framework| {
        framework.document.changes.iter().map(move |change| {
            let from = view.who_asked(change).map(|from| format!("\n\nFrom: {from}"));
            let address = super::addresses::framework_link(framework);
            Item {
                date: change.date,
                sort: Sort::Change,
                word: "framework".to_owned(),
                name: format!("framework/{}/{}", framework.id(), change.version),
                who: Vec::new(),
                title: Link { text: format!("{} {}", address.text, change.version), ..address },
                text: format!("{}{}", change.why.as_str().trim(), from.unwrap_or_default()),
            }
        })
    });
    all.collect()
}

fn stories(view: View<'_>) -> Vec<Item> {
    let to = Addresses::new(view);
    view.all::<Story>()
        .filter_map(|story| {
            let document = story.document;
            let title = story_link(story);
            let who = document.who.iter().filter_map(|id| to.person(id.as_str())).collect();
            Some(Item {
                date: story.record.date()?,
                sort: Sort::Story,
                word: word(document.story_type),
                name: format!("story/{}", story.id()),
                who: few(who, &title),
                title,
                text: document.summary.as_ref().map_or("", |text| text.as_str()).trim().to_owned(),
            })
        })
        .collect()
}

/// The first of many people, and how many more stand on the page of what they are named for.
fn few(mut who: Vec<Link>, page: &Link) -> Vec<Link> {
    let more = who.len().saturating_sub(NAMED);
    if more > 1 {
        who.truncate(NAMED);
        who.push(Link { text: format!("{more} more"), ..page.clone() });
    }
    who
}

/// Awards of those who let them be shown.
fn recognition(view: View<'_>) -> Vec<Item> {
    let people: Vec<Profile<'_>> = view.people().collect();
    let awards = people.par_iter().flat_map_iter(|person| {
        view.awards(person.id).into_iter().map(|award| honour(view, person, &award))
    });
    awards.collect()
}

fn honour(view: View<'_>, person: &Profile<'_>, award: &Honour<'_>) -> Item {
    let judges = award.seals.iter().filter_map(|seal| view.person(seal.signer));
    Item {
        date: award.date,
        sort: Sort::Recognition,
        word: "recognition".to_owned(),
        name: format!("award/{}/{}/{}", person.id, award.subject, award.date),
        who: vec![person_link(person)],
        title: Addresses::new(view).subject(award.subject),
        text: judged_by(&judges.collect::<Vec<_>>()),
    }
}

/// `Judged by Chen Wei and Noor Haddad.`
fn judged_by(judges: &[Profile<'_>]) -> String {
    let names: Vec<&str> = judges.iter().map(|judge| judge.name).collect();
    match names.split_last() {
        None => String::new(),
        Some((one, [])) => format!("Judged by {one}."),
        Some((last, others)) => format!("Judged by {} and {last}.", others.join(", ")),
    }
}
