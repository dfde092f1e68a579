//! News: by year, as feeds, and each story on a page of its own.

use serde_json::json;

use super::word;
use crate::catalog::Entry;
use crate::format::atom;
use crate::kinds::story::Story;
use crate::site::addresses::{self, person_link, work_address};
use crate::site::begins::Begins;
use crate::site::news::{Item, Sort};
use crate::site::page::{Head, Link, Page, way_up};
use crate::site::prose::Prose;
use crate::site::years::{self, Chronicle, Row};
use crate::site::{Job, Site, linked_data, shell};

/// How many entries a feed has.
const ENTRIES: usize = 50;

/// How many people the page of a story names.
const NAMED: usize = 100;

/// A feed: its file, its title, its subtitle, and the sorts of news that stand in it; none for all.
type Feed = (&'static str, &'static str, &'static str, Option<&'static [Sort]>);

const FEEDS: &[Feed] = &[
    ("news/news.atom", "News", "Everything that is new.", None),
    ("news/recognition.atom", "Recognition", "Who was awarded what.", Some(&[Sort::Recognition])),
    (
        "news/changes.atom",
        "You said, we did",
        "What was changed because of feedback, and how frameworks change.",
        Some(&[Sort::Answer, Sort::Change]),
    ),
];

/// A page for each story.
#[must_use]
pub fn stories<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let day = site.view.as_of();
    let all = site.view.all::<Story>();
    let all = all.filter(|it| it.record.date().is_some_and(|date| date <= day));
    all.map(|it| Job::new(addresses::page("news", it.id()), move || about(site, it))).collect()
}

/// All news, year by year.
#[must_use]
pub fn chronicle<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let chronicle = Chronicle {
        part: "news",
        template: "years.html",
        title: "News",
        lead: "Who achieved what, what was changed because of what you said, and what else is new.",
        begins: Begins::with("Nothing has happened yet.", r#"learn new story --title "We begin""#),
        head: Head { feeds: links(), ..Head::default() },
    };
    years::pages(chronicle, site.news().iter().map(row).collect())
}

/// Links to the feeds.
#[must_use]
pub fn links() -> Vec<Link> {
    FEEDS.iter().map(|(path, title, _, _)| Link::to(*title, *path)).collect()
}

fn row(item: &Item) -> Row {
    let lines: Vec<&str> = item.text.split("\n\n").filter(|part| !part.trim().is_empty()).collect();
    let row = json!({
        "icon": item.sort.icon(),
        "word": item.word,
        "link": item.title,
        "who": item.who,
        "lines": lines,
        "facts": [],
    });
    (item.date, row)
}

fn about(site: &Site<'_>, story: Entry<'_, Story>) -> Page {
    let document = story.document;
    let to = site.addresses();
    let path = addresses::page("news", story.id());
    let prose = Prose::of(story.record, &path, 2, site.view);
    let html = prose.html(site);
    let work = document.portfolio.iter().filter_map(|id| site.view.work(id.as_str()));
    let work = work.map(|it| Link::to(it.entry.document.title.as_str(), work_address(&it)));
    let mut who: Vec<Link> = site.view.named(&document.who).iter().map(person_link).collect();
    let more = who.len().saturating_sub(NAMED);
    if more > 0 {
        who.truncate(NAMED);
        who.push(Link::words(format!("and {more} more")));
    }
    let body = json!({
        "type": word(document.story_type),
        "date": story.record.date(),
        "summary": document.summary,
        "who": who,
        "author": document.author.as_ref().and_then(|id| to.person(id.as_str())),
        "teams": document.teams.iter().filter_map(|id| to.team(id.as_str())).collect::<Vec<_>>(),
        "competencies": document.competencies.iter().map(|id| to.competency(id.as_str())).collect::<Vec<_>>(),
        "modules": document.modules.iter().map(|id| to.module(id.as_str())).collect::<Vec<_>>(),
        "work": work.collect::<Vec<_>>(),
        "links": document.links,
        "html": html,
    });
    Page {
        template: "story.html",
        title: document.title.as_str().to_owned(),
        crumbs: vec![Link::to("News", "news/index.html")],
        part: "news",
        source: Some(story.record.source.path.to_string()),
        head: Head {
            also: site.former(story.record),
            description: linked_data::description(document.summary.as_deref(), None),
            feeds: links(),
            ..Head::default()
        },
        body,
        path,
    }
}

/// Former ids of stories that have a page, each with the page they lead to.
#[must_use]
pub fn former<'a>(site: &Site<'a>) -> Vec<(&'a str, Link)> {
    let view = site.view;
    let told = view.all::<Story>();
    let told = told.filter(|it| it.record.date().is_some_and(|day| day <= view.as_of()));
    told.flat_map(|story| {
        let link = addresses::story_link(story);
        view.formerly(story.record).into_iter().map(move |id| (id, link.clone()))
    })
    .collect()
}

/// The feeds, by their paths.
#[must_use]
pub fn feeds(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    FEEDS.iter().map(|feed| (feed.0.to_owned(), written(site, *feed).into_bytes())).collect()
}

fn written(site: &Site<'_>, (path, title, subtitle, sorts): Feed) -> String {
    let catalog = site.view.program().map_or("learn", |program| program.catalog.as_str());
    let address = |to: &str| site.absolute(to).unwrap_or_else(|| format!("{}{to}", way_up(path)));
    let fits = |item: &&Item| sorts.is_none_or(|sorts| sorts.contains(&item.sort));
    let items = site.news().iter().filter(fits).take(ENTRIES);
    let name = shell::title(site);
    atom::write(&atom::News {
        name: format!("{catalog}/{path}"),
        title: format!("{title} – {name}"),
        subtitle: subtitle.to_owned(),
        author: name,
        page: address("news/index.html"),
        own: address(path),
        made: site.view.as_of(),
        items: items.map(|item| item.entry(catalog, address)).collect(),
    })
}
