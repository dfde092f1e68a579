//! The dashboard: six numbers with their trends, where the gaps are, and business measures beside what people
//! took up; each figure with its table, its definition and its file.

use std::sync::Arc;

use serde_json::{Value, json};

use self::exhibit::{Exhibit, FOLDER, HOME, Table, WIDTH, drawn, file};
use self::themes::Themes;
use crate::audience::small_groups::LEAST;
use crate::format::chart::Caption;
use crate::format::chart::bars::{BarChart, Row};
use crate::insight::metrics::span::Span;
use crate::insight::metrics::{Answer, Cell, Measure};
use crate::kinds::story::Story;
use crate::site::addresses::{self, story_link};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};
use crate::wording::metrics::{self as words, rows};

pub mod business;
pub mod exhibit;
pub mod gaps;
pub mod heat;
pub mod numbers;
pub mod theme;
pub mod themes;

/// How many stories it names.
const STORIES: usize = 3;

/// The pages: the dashboard, one for each theme and, where there are many, for each business measure; none for
/// those who are not in the company.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let Some(answer) = site.figures() else { return Vec::new() };
    let themes = Arc::new(Themes::of(site));
    let mut jobs: Vec<Job<'s>> = Vec::new();
    let parts = if themes.pages().len() > 1 { themes.pages().len() } else { 0 };
    for place in 0..themes.themes.len() {
        let all = Arc::clone(&themes);
        let path = gaps::address(&all.themes[place]);
        jobs.push(Job::new(path, move || theme::of_theme(&all, &all.themes[place])));
        for number in 0..parts {
            let all = Arc::clone(&themes);
            let path = gaps::part(&all.themes[place], number);
            let page = move || theme::of_part(&all, &all.themes[place], number);
            jobs.push(Job::new(path, page));
        }
    }
    if gaps::is_large(&themes) {
        let all = Arc::clone(&themes);
        let path = addresses::page(FOLDER, gaps::ACROSS);
        jobs.push(Job::new(path, move || theme::of_teams(&all)));
    }
    for one in business::paged(&answer.business) {
        jobs.push(Job::new(business::address(one), move || business::page(one)));
    }
    jobs.push(Job::new(HOME, move || page(site, answer, &themes)));
    jobs
}

/// The files of all its figures.
#[must_use]
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let Some(answer) = site.figures() else { return Vec::new() };
    let themes = Themes::of(site);
    let cards = numbers::SIX.iter().chain(numbers::MORE);
    let cards = cards.map(|number| (file("", number.id), numbers::text(answer, number)));
    let exhibits = exhibits(answer, &themes).into_iter().flatten();
    let exhibits = exhibits.map(|exhibit| (exhibit.file, exhibit.text));
    let measures = answer.business.iter().map(business::text);
    let all = cards.chain(exhibits).chain(measures).chain(gaps::files(&themes));
    all.map(|(path, text)| (path, text.into_bytes())).collect()
}

/// The figures that have a drawing or a table of their own: by theme, by team, by person, learning time.
fn exhibits(answer: &Answer<'_>, themes: &Themes<'_>) -> [Option<Exhibit>; 4] {
    [gaps::by_theme(themes), gaps::by_team(themes), gaps::hanging(themes), learning_time(answer)]
}

fn page(site: &Site<'_>, answer: &Answer<'_>, themes: &Themes<'_>) -> Page {
    let [by_theme, by_team, hanging, learning_time] = exhibits(answer, themes);
    let is_large = gaps::is_large(themes);
    let cards = |all: &[numbers::Number]| -> Vec<Value> {
        all.iter().map(|number| numbers::card(answer, number)).collect()
    };
    let mut all = numbers::SIX.iter().chain(numbers::MORE);
    let is_blank = all.all(|number| numbers::is_blank(answer, number));
    let shown = answer.business.iter().take(business::SHOWN).map(business::measure);
    let period = answer.question.period.span;
    Page {
        path: HOME.to_owned(),
        template: "dashboard.html",
        title: "How the program is doing".to_owned(),
        crumbs: Vec::new(),
        part: FOLDER,
        source: None,
        head: Head {
            description: Some("Six numbers with their trends, and where the gaps are".to_owned()),
            styles: vec!["chart.css", "dashboard.css"],
            also: vec!["metrics".to_owned(), "figures".to_owned()],
            ..Head::default()
        },
        body: json!({
            "from": period.from,
            "to": period.to,
            "people": answer.people,
            "least": LEAST,
            "is_blank": is_blank,
            "six": cards(numbers::SIX),
            "more": cards(numbers::MORE),
            "by_theme": by_theme,
            "map": heat::map(themes).filter(|_| !is_large),
            "by_team": by_team.filter(|_| !is_large),
            "hanging": hanging.filter(|_| !is_large),
            "teams": themes.teams.len(),
            "across": is_large.then(|| Link::to("Team by team", addresses::page(FOLDER, gaps::ACROSS))),
            "learning_time": learning_time,
            "measures": shown.collect::<Vec<_>>(),
            "others": business::paged(&answer.business).skip(business::SHOWN).map(business::link).collect::<Vec<_>>(),
            "stories": stories(site),
        }),
    }
}

/// The newest stories.
fn stories(site: &Site<'_>) -> Vec<Link> {
    let day = site.view.as_of();
    let mut all: Vec<_> = site
        .view
        .all::<Story>()
        .filter_map(|story| Some((story.record.date().filter(|date| *date <= day)?, story)))
        .collect();
    all.sort_by_key(|(date, story)| (std::cmp::Reverse(*date), story.id()));
    all.into_iter().take(STORIES).map(|(_, story)| story_link(story)).collect()
}

/// A span by its end; with its beginning where quarters of few people are told as one, whose bar is longer for that.
fn ending(span: Span) -> String {
    let is_one = span.to.plus_months(-3).plus_days(1) == span.from;
    if is_one { format!("to {}", span.to) } else { format!("{} to {}", span.from, span.to) }
}

/// Learning time that is allotted, and how much of it is used.
fn learning_time(answer: &Answer<'_>) -> Option<Exhibit> {
    let measure = Measure::LearningTime;
    let metric = numbers::metric(answer, measure)?;
    let said = numbers::said(answer, measure);
    let bar = |cell: &Cell<'_>| {
        let (used, allotted) = (cell.figure.numerator, cell.figure.denominator);
        Row {
            name: ending(cell.span),
            values: vec![Some(used), Some((allotted - used).max(0.0))],
            note: Some(words::value(answer, measure, &cell.figure)),
        }
    };
    let chart = BarChart {
        caption: Caption {
            title: "Learning time used, of what is allotted".to_owned(),
            description: format!("{}. The table has the same by quarter.", said.of),
        },
        width: WIDTH,
        unit: "hours by quarter".to_owned(),
        parts: vec!["used".to_owned(), "not used".to_owned()],
        has_rest: true,
        rows: metric.trend.iter().map(bar).collect(),
    };
    let cells = metric.total.iter().map(|cell| ("In all", cell));
    let cells = cells.chain(metric.trend.iter().map(|cell| ("By quarter", cell)));
    let row = |(what, cell): (&str, &Cell<'_>)| {
        vec![
            json!(what),
            json!(words::span(cell.span)),
            json!(words::value(answer, measure, &cell.figure)),
            json!(words::counted(measure, &cell.figure)),
        ]
    };
    let header = ["Of", "Time", "Value", "Numerator / denominator"];
    let mut says =
        vec![if said.of.is_empty() { said.value } else { format!("{}: {}", said.value, said.of) }];
    says.extend(said.notes);
    Some(Exhibit {
        id: measure.about().id.to_owned(),
        title: measure.about().title.to_owned(),
        says,
        definition: measure.about().definition.to_owned(),
        svg: if metric.trend.is_empty() { None } else { drawn(&chart.draw(), measure.about().id) },
        table: Table::of(&header, cells.map(row).collect()),
        file: file("", measure.about().id),
        text: rows::header() + &rows::of_metric(metric),
    })
}
