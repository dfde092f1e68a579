//! The outline of a report on gaps: headings, tables and entries, before they get a shape.

use std::collections::BTreeMap;

use super::words;
use crate::base::shell;
use crate::insight::gaps::{
    Answer, Member, Mentoring, Picture, Risk, Row, Tally, Topic, Unit, Volunteer,
};
use crate::report::counted;
use crate::report::outline::Block;

/// How many of those who could step in are told to people; programs get all.
const NEAREST: usize = 5;

/// The blocks of an answer.
#[must_use]
pub fn outline(answer: &Answer<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Title(words::title(answer))];
    let what_if = words::what_if(answer);
    if !what_if.is_empty() {
        blocks.push(Block::Text(what_if));
    }
    blocks.extend(words::left_out(answer).map(Block::Text));
    if let Some(mentoring) = &answer.mentoring {
        mentors(&mut blocks, mentoring, answer.mentoring_before.as_ref());
        return blocks;
    }
    summary(&mut blocks, answer);
    if answer.before.is_some() {
        changes(&mut blocks, answer);
    }
    match (answer.question.scope.team, answer.now.units.first()) {
        (Some(_), Some(unit)) => of_team(&mut blocks, answer, unit),
        _ => of_company(&mut blocks, answer),
    }
    ending(&mut blocks, answer);
    blocks
}

fn total(picture: &Picture<'_>) -> (usize, Tally) {
    let people = picture.members().filter(|member| !member.lines.is_empty()).count();
    (people, picture.members().map(Member::tally).sum())
}

fn summary(blocks: &mut Vec<Block>, answer: &Answer<'_>) {
    let said = |picture| {
        let (people, tally) = total(picture);
        words::tally(people, tally)
    };
    if let Some(before) = &answer.before {
        blocks.push(Block::Text(format!("Before: {}", said(before))));
        blocks.push(Block::Text(format!("After: {}", said(&answer.now))));
    } else {
        blocks.push(Block::Text(said(&answer.now)));
    }
    let all = answer.now.members();
    let without = all.filter(|member| member.post.role.is_none()).count();
    if without > 0 {
        let word = if without == 1 { "1 person has" } else { &format!("{without} people have") };
        blocks
            .push(Block::Text(format!("{word} no role of a ladder, so nothing is asked of them.")));
    }
}

fn changes(blocks: &mut Vec<Block>, answer: &Answer<'_>) {
    blocks.push(Block::Section("What changes".to_owned()));
    if answer.changes.is_empty() {
        blocks.push(Block::Text("Nothing.".to_owned()));
    }
    for change in &answer.changes {
        let text = words::change(answer.catalog, change);
        blocks.push(Block::Entry { word: "", text, notes: Vec::new() });
    }
}

/// A number, or how it changes where two pictures are compared.
fn cell(before: Option<usize>, now: Option<usize>, compared: bool) -> String {
    let said = |number: Option<usize>| number.map_or("–".to_owned(), |number| number.to_string());
    if compared && before != now {
        format!("{} → {}", said(before), said(now))
    } else {
        said(now)
    }
}

/// Numerator and denominator of coverage.
fn met(before: Option<Tally>, now: Option<Tally>, compared: bool) -> String {
    let said = |tally: Option<Tally>| {
        tally.map_or("–".to_owned(), |tally| format!("{}/{}", tally.met(), tally.needed()))
    };
    let (before, now) = (said(before), said(now));
    if compared && before != now { format!("{before} → {now}") } else { now }
}

/// Pairs what two pictures say of one thing.
fn paired<K: Ord, V>(
    before: Option<impl Iterator<Item = (K, V)>>,
    now: impl Iterator<Item = (K, V)>,
) -> BTreeMap<K, (Option<V>, Option<V>)> {
    let mut pairs: BTreeMap<K, (Option<V>, Option<V>)> = BTreeMap::new();
    for (key, value) in before.into_iter().flatten() {
        pairs.entry(key).or_insert((None, None)).0 = Some(value);
    }
    for (key, value) in now {
        pairs.entry(key).or_insert((None, None)).1 = Some(value);
    }
    pairs
}

fn tally_cells(before: Option<Tally>, now: Option<Tally>, compared: bool) -> Vec<String> {
    let number = |of: fn(Tally) -> usize| cell(before.map(of), now.map(of), compared);
    vec![
        met(before, now, compared),
        number(|tally| tally.not_yet),
        number(|tally| tally.unknown),
        number(|tally| tally.waived),
    ]
}

fn coverage_table<'r, 'a: 'r>(before: Option<&'r [Row<'a>]>, now: &'r [Row<'a>]) -> Block {
    let key = |row: &'r Row<'a>| ((row.competency, row.step, row.at), row);
    let compared = before.is_some();
    let pairs = paired(before.map(|rows| rows.iter().map(key)), now.iter().map(key));
    let rows = pairs
        .into_values()
        .filter_map(|(before, now)| {
            let row = now.or(before)?;
            let mut cells = vec![row.name.to_owned(), row.at.to_owned()];
            cells.extend(tally_cells(
                before.map(|row| row.tally),
                now.map(|row| row.tally),
                compared,
            ));
            let holders =
                |row: &'r Row<'a>| (row.risk() != Risk::Unsaid).then_some(row.holders.len());
            cells.push(cell(before.and_then(holders), now.and_then(holders), compared));
            Some(cells)
        })
        .collect();
    let header = vec!["competency", "at", "met", "not yet", "unknown", "waived", "holders"];
    Block::Table { header, rows }
}

fn of_company(blocks: &mut Vec<Block>, answer: &Answer<'_>) {
    let (before, now) = (answer.before.as_ref(), &answer.now);
    blocks.push(Block::Section("By team".to_owned()));
    blocks.push(team_table(before, now));
    blocks.push(Block::Section("By competency".to_owned()));
    let rows = now.by_competency(answer.catalog);
    let earlier = before.map(|before| before.by_competency(answer.catalog));
    blocks.push(coverage_table(earlier.as_deref(), &rows));
    risks(blocks, answer, &now.critical, "critical roles ask for, in the whole company");
}

/// The figures of a team.
struct OfTeam {
    name: String,
    people: usize,
    tally: Tally,
    /// None where it is not said.
    single: Option<usize>,
    uncovered: Option<usize>,
}

impl OfTeam {
    /// The figures by what they are sorted by: people of no team come last.
    fn keyed(unit: &Unit<'_>) -> ((bool, String), Self) {
        let id = unit.team.map_or("", |team| team.id()).to_owned();
        let said = unit.count(Risk::Unsaid) == 0;
        let figures = Self {
            name: unit.team.map_or("no team", |team| &*team.document.name).to_owned(),
            people: unit.members.len(),
            tally: unit.tally(),
            single: said.then(|| unit.count(Risk::Single)),
            uncovered: said.then(|| unit.count(Risk::Uncovered)),
        };
        ((unit.team.is_none(), id), figures)
    }
}

fn team_table(before: Option<&Picture<'_>>, now: &Picture<'_>) -> Block {
    let compared = before.is_some();
    let earlier = before.map(|before| before.units.iter().map(OfTeam::keyed));
    let rows = paired(earlier, now.units.iter().map(OfTeam::keyed))
        .into_values()
        .filter_map(|(before, now)| {
            let (before, now) = (before.as_ref(), now.as_ref());
            let number = |of: fn(&OfTeam) -> usize| cell(before.map(of), now.map(of), compared);
            let mut cells = vec![now.or(before)?.name.clone(), number(|team| team.people)];
            let tally = |team: &OfTeam| team.tally;
            cells.extend(tally_cells(before.map(tally), now.map(tally), compared));
            for of in [|team: &OfTeam| team.single, |team: &OfTeam| team.uncovered] {
                cells.push(cell(before.and_then(of), now.and_then(of), compared));
            }
            Some(cells)
        })
        .collect();
    let header =
        vec!["team", "people", "met", "not yet", "unknown", "waived", "one holder", "nobody"];
    Block::Table { header, rows }
}

fn of_team(blocks: &mut Vec<Block>, answer: &Answer<'_>, unit: &Unit<'_>) {
    blocks.push(Block::Section("By competency".to_owned()));
    let before = answer.before.as_ref().and_then(|before| before.units.first());
    blocks.push(coverage_table(before.map(|unit| unit.rows.as_slice()), &unit.rows));
    risks(blocks, answer, &unit.rows, "roles here ask for");
    blocks.push(Block::Section("By person".to_owned()));
    for member in &unit.members {
        person(blocks, answer, member);
    }
}

fn person(blocks: &mut Vec<Block>, answer: &Answer<'_>, member: &Member<'_>) {
    if member.lines.is_empty() {
        return;
    }
    let tally = member.tally();
    let (name, role) = (member.post.who.name(), words::role(member.post));
    let figures = format!("{} of {} met", tally.met(), tally.needed());
    blocks.push(Block::Section(format!("{name}, {role}: {figures}")));
    for line in member.lines.iter().filter(|line| line.state.word() != "attested") {
        let motions = words::motions(answer.catalog, line).into_iter();
        let notes = motions.map(|motion| format!("→ {motion}"));
        blocks.push(Block::Entry {
            word: line.state.word(),
            text: words::expected(line),
            notes: notes.collect(),
        });
    }
}

fn risks(blocks: &mut Vec<Block>, answer: &Answer<'_>, rows: &[Row<'_>], what: &str) {
    for (risk, heading) in
        [(Risk::Single, "Only one person holds what"), (Risk::Uncovered, "Nobody holds what")]
    {
        let found: Vec<&Row<'_>> = rows.iter().filter(|row| row.risk() == risk).collect();
        if found.is_empty() {
            continue;
        }
        blocks.push(Block::Section(format!("{heading} {what}")));
        for row in found {
            let what = words::competency(answer.catalog, row.competency, row.at);
            let text = match risk {
                Risk::Single => format!("{what}: {}", words::only_holder(row)),
                _ => what,
            };
            let mut notes = vec![words::asked_of(row)];
            notes.extend(nearest(answer, row));
            blocks.push(Block::Entry { word: "", text, notes });
        }
    }
}

/// Those who could step in, the nearest first, and how many more there are.
fn nearest(answer: &Answer<'_>, row: &Row<'_>) -> Vec<String> {
    let said = row.near.iter().take(NEAREST).map(|near| {
        let steps: Vec<String> =
            near.steps.iter().map(|step| words::step(answer.catalog, step)).collect();
        format!("→ {} with one step more: {}", near.who.name(), steps.join("; "))
    });
    let more = row.near.len().saturating_sub(NEAREST);
    let rest = (more > 0).then(|| format!("→ and {more} more; `--format json` names them all"));
    said.chain(rest).collect()
}

fn ending(blocks: &mut Vec<Block>, answer: &Answer<'_>) {
    blocks.push(Block::Section(String::new()));
    let unverified = answer.now.unverified();
    if unverified > 0 {
        blocks.push(Block::Text(format!(
            "Not verified and not counted: {}; `learn verify` says why.",
            counted(unverified, "approval record")
        )));
    }
    blocks.push(Block::Text(
        "Unknown means that nobody has looked yet, not that it is not there. Gaps are where learning \
         starts; everybody has some."
            .to_owned(),
    ));
    let busiest = |unit: &&Unit<'_>| (unit.count(Risk::Single), unit.tally().not_yet);
    let team = answer.now.units.iter().filter(|unit| unit.team.is_some()).max_by_key(busiest);
    let Some(team) = team.and_then(|unit| unit.team) else { return };
    blocks.push(Block::Command(match answer.question.scope.team {
        None => format!("learn gaps --team {}", shell::word(team.id())),
        Some(team) => format!("learn gaps --team {} --mentors", shell::word(team.id())),
    }));
}

fn mentors(blocks: &mut Vec<Block>, now: &Mentoring<'_>, before: Option<&Mentoring<'_>>) {
    let places = |mentoring: &Mentoring<'_>| {
        let mentors = &mentoring.mentors;
        format!(
            "{} with {}, {} and {} free.",
            counted(mentors.len(), "mentor"),
            counted(mentors.iter().map(|one| one.capacity).sum(), "place"),
            counted(mentors.iter().map(|one| one.mentees).sum(), "mentee"),
            mentors.iter().map(Volunteer::free).sum::<usize>()
        )
    };
    if let Some(before) = before {
        blocks.push(Block::Text(format!("Before: {}", places(before))));
        blocks.push(Block::Text(format!("After: {}", places(now))));
    } else {
        blocks.push(Block::Text(places(now)));
    }
    blocks.push(Block::Section("By topic".to_owned()));
    blocks.push(topic_table(now, before));
    blocks.push(Block::Section("By mentor".to_owned()));
    let rows = now.mentors.iter().map(|mentor| {
        let topics: Vec<&str> = mentor.topics.iter().copied().collect();
        vec![
            topics.join(", "),
            (*mentor.person.document.name).to_owned(),
            mentor.capacity.to_string(),
            mentor.mentees.to_string(),
            mentor.free().to_string(),
        ]
    });
    let header = vec!["topics", "mentor", "places", "mentees", "free"];
    blocks.push(Block::Table { header, rows: rows.collect() });
    blocks.push(Block::Section(String::new()));
    blocks.push(Block::Text(
        "A place of somebody with several topics stands under each of them. Mentoring is an offer: \
         who wants no mentor is not counted as open."
            .to_owned(),
    ));
}

fn topic_table(now: &Mentoring<'_>, before: Option<&Mentoring<'_>>) -> Block {
    let compared = before.is_some();
    let earlier = before.map(|before| before.topics.iter().map(|topic| (topic.competency, topic)));
    let later = now.topics.iter().map(|topic| (topic.competency, topic));
    let rows = paired(earlier, later)
        .into_values()
        .filter_map(|(before, now)| {
            let mut cells = vec![now.or(before)?.name.to_owned()];
            let (before, now) = (before.map(figures), now.map(figures));
            cells.extend((0..8).map(|column| {
                cell(before.map(|of| of[column]), now.map(|of| of[column]), compared)
            }));
            Some(cells)
        })
        .collect();
    let header = vec![
        "topic", "not yet", "unknown", "coached", "open", "mentors", "places", "free", "short",
    ];
    Block::Table { header, rows }
}

fn figures(topic: &Topic<'_>) -> [usize; 8] {
    [
        topic.not_yet,
        topic.unknown,
        topic.coached,
        topic.open(),
        topic.mentors.len(),
        topic.places,
        topic.free,
        topic.short(),
    ]
}
