//! The dashboard: the numbers of `learn metrics` and `learn gaps` and no others, nothing of few people, every
//! figure with its table, its definition and its file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use learn::audience::metrics as seen;
use learn::audience::reader::Reader;
use learn::audience::view::View;
use learn::catalog::load::load;
use learn::catalog::people::People;
use learn::demo::crowd;
use learn::insight::gaps::{Scenario, Scope as GapScope, picture};
use learn::insight::metrics::{Measure, Period, Question, Scope};
use learn::report::Style;
use learn::report::metrics::{Format, Sheet, write};
use learn::site::{Notices, build};
use learn::trust::ledger::Ledger;
use learn::wording::metrics as words;
use learn::world::disk::Folder;
use learn::world::files::Files as Source;
use learn::world::memory::Memory;

use crate::cases;
use crate::site::{Files, follow, page, pages};

const HOME: &str = "dashboard/index.html";

fn site(files: &dyn Source, reader: &str) -> Files {
    let catalog = load(files).expect("a catalog");
    site_of(&Ledger::of(&catalog, None), files, reader)
}

fn site_of(ledger: &Ledger, files: &dyn Source, reader: &str) -> Files {
    let catalog = ledger.catalog();
    let people = People::on(catalog, cases::today());
    let reader = Reader::named(catalog, reader).expect("a reader");
    build(View::new(ledger, &people, reader), files, &Notices::default()).expect("a site").files
}

fn crowd_of(people: usize) -> Memory {
    let mut files = Memory::new();
    for (path, text) in crowd::company(people) {
        files.put(&path, text.into_bytes());
    }
    files
}

fn example() -> Folder {
    Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog"))
}

/// A page's figures by their anchors.
fn figures(html: &str) -> BTreeMap<&str, &str> {
    let figures = html.split("<figure ").skip(1);
    figures
        .map(|figure| {
            let figure = figure.split("</figure>").next().expect("a figure ends");
            let id = figure.split_once(" id=\"").expect("an anchor").1;
            (id.split_once('"').expect("an anchor").0, figure)
        })
        .collect()
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    page(files, path)
}

/// Rows of a file without its header; no cell of these has a comma.
fn rows<'a>(files: &'a Files, path: &str) -> Vec<Vec<&'a str>> {
    text(files, path).lines().skip(1).map(|line| line.split(',').collect()).collect()
}

/// Every number on the page is what `learn metrics --audience` says, and so is every file.
fn tells_the_metrics(ledger: &Ledger, source: &dyn Source, reader: &str) {
    let files = site_of(ledger, source, reader);
    let catalog = ledger.catalog();
    let question = Question {
        scope: Scope::default(),
        by: None,
        period: Period::new(None, cases::today()),
        as_of: cases::today(),
        grouping: None,
    };
    let answer = {
        let reader = Reader::named(catalog, reader).expect("a reader");
        seen::ask(&reader, ledger, question).expect("an answer")
    };
    let mut printed = Vec::new();
    let sheet = Sheet { answer: &answer, audience: Some(reader) };
    let style = Style { color: false, unicode: true, width: 80 };
    write(Format::Csv, sheet, style, &mut printed).expect("memory");
    let printed = String::from_utf8(printed).expect("text");
    let home = page(&files, HOME);
    if home.contains("This page fills as people begin") {
        let totals = answer.metrics.iter().filter_map(|metric| metric.total.as_ref()?.figure.value);
        assert_eq!(totals.filter(|value| *value != 0.0).count(), 0, "{home}");
        assert!(!home.contains("Withheld") && !home.contains("Unknown"), "{home}");
        return;
    }
    let figures = figures(home);
    for measure in Measure::ALL {
        let id = match measure {
            Measure::HoursPerAward
            | Measure::MoneyPerAward
            | Measure::HoursPerRole
            | Measure::MoneyPerRole => "investment",
            _ => measure.about().id,
        };
        let html = figures.get(id).unwrap_or_else(|| panic!("no figure {id}"));
        assert!(
            html.contains(measure.about().definition.split('\'').next().expect("text")),
            "{id}"
        );
        let rows = |text: &str| -> Vec<String> {
            let start = format!("{},", measure.about().id);
            text.lines().filter(|line| line.starts_with(&start)).map(str::to_owned).collect()
        };
        let file = text(&files, &format!("dashboard/{id}.csv"));
        assert_eq!(rows(file), rows(&printed), "{id}");
        let Some(metric) = answer.metrics.iter().find(|metric| metric.measure == *measure) else {
            assert!(html.contains("Unknown"), "{id}: {html}");
            continue;
        };
        let Some(total) = &metric.total else {
            assert!(html.contains("Withheld") && !html.contains("chart-sparkline"), "{id}: {html}");
            continue;
        };
        let value = words::value(&answer, *measure, &total.figure);
        let is_said =
            html.contains(&format!(">{value}<")) || html.contains(&format!("<p>{value}: "));
        let is_few = measure.is_too_few(total.figure.denominator);
        let is_unsaid = html.contains(">Not reached<")
            || html.contains(">Unknown<")
            || is_few && html.contains(">Too few to say<");
        assert!(
            if total.figure.value.is_some() { is_said } else { is_unsaid },
            "{id} {value}: {html}"
        );
        for word in ["Not reached", "Unknown", "Too few to say", "Withheld"] {
            assert!(!html.contains(&format!("<strong>{word}")), "{id} shouts {word}: {html}");
        }
        for cell in metric.trend.iter().chain(&metric.parts).chain([total]) {
            let value = words::value(&answer, *measure, &cell.figure);
            let counted = words::counted(*measure, &cell.figure);
            let cells =
                format!("<td>{}</td><td>{value}</td><td>{counted}</td>", words::span(cell.span));
            assert!(html.contains(&cells), "{id}: no {cells} in {html}");
        }
    }
    for one in &answer.business {
        let file = text(&files, &format!("dashboard/measures/{}.csv", one.metric.id()));
        assert!(file.lines().skip(1).all(|line| printed.contains(line)), "{file}");
    }
}

#[test]
fn every_number_is_the_one_that_learn_metrics_tells() {
    let tell = |source: &dyn Source, readers: &[&str]| {
        let catalog = load(source).expect("a catalog");
        let ledger = Ledger::of(&catalog, None);
        for reader in readers {
            tells_the_metrics(&ledger, source, reader);
        }
    };
    tell(&example(), &["org", "leads", "team:routing", "person:hana"]);
    tell(&crowd_of(120), &["org"]);
    tell(&cases::base(), &["org"]);
    let fresh = site(&cases::base(), "org");
    assert!(page(&fresh, HOME).contains("This page fills as people begin"));
}

/// Everything told of coverage is what `learn gaps` counts, of five people at least, and so is what is left
/// of the whole company without any of its teams.
fn tells_the_gaps(ledger: &Ledger, source: &dyn Source, reader: &str) -> usize {
    let files = site_of(ledger, source, reader);
    let catalog = ledger.catalog();
    let picture = picture(ledger, &GapScope::default(), &Scenario::on(cases::today()));
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let mut left: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let told = rows(&files, "dashboard/coverage.csv");
    for row in &told {
        let [_, competency, team, _, least, most, asked] = row[..] else { panic!("{row:?}") };
        let (least, most, asked) = (number(least), number(most), number(asked));
        assert!(asked >= 5 && least <= most && most <= asked, "{row:?}");
        let is_meant = |name: &str| name == competency;
        if team.is_empty() {
            let all = picture.by_competency(catalog);
            let all = all.iter().filter(|row| is_meant(row.name)).map(|row| row.tally);
            let (met, needed) =
                all.fold((0, 0), |sum, one| (sum.0 + one.met(), sum.1 + one.needed()));
            assert!(least <= met && asked <= needed, "{row:?} of {met} and {needed}");
            assert!(most - least <= 2, "a sum of the company is as good as said: {row:?}");
            left.insert(competency, (asked, least, most));
            continue;
        }
        let unit = picture.units.iter().find(|unit| unit.team.is_some_and(|it| it.id() == team));
        let unit = unit.expect("the team");
        if unit.members.len() >= 5 {
            let told = unit.rows.iter().filter(|row| is_meant(row.name) && row.tally.needed() >= 5);
            let (met, needed) =
                told.fold((0, 0), |sum, one| (sum.0 + one.tally.met(), sum.1 + one.tally.needed()));
            assert_eq!(asked, needed, "{row:?}");
            assert!((least..=most).contains(&met), "{row:?} of {met}");
        }
    }
    let mut teams: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for row in told.iter().filter(|row| !row[2].is_empty()) {
        let sum = teams.entry(row[1]).or_default();
        let (least, most) = (number(row[4]), number(row[5]));
        *sum = (sum.0 + number(row[6]), sum.1 + least, sum.2 + most);
    }
    for (competency, (asked, least, most)) in teams {
        let whole = left.get(competency).expect("what is told of a team is in the whole");
        let rest = whole.0.checked_sub(asked).expect("no less than its teams");
        assert!(reader != "leads" || rest == 0 || rest >= 5, "{competency}: {rest}");
        // Where it is of these teams alone: not so small that none of what is not said is one, nor so large
        // that all of it is.
        if rest == 0 && least < most {
            assert!(least < whole.2 && whole.1 < most, "{competency}: {whole:?} {least}–{most}");
        }
    }
    told.len()
}

#[test]
fn coverage_is_what_learn_gaps_counts_and_nothing_less_can_be_worked_out() {
    let tell = |source: &dyn Source, readers: &[&str]| -> Vec<usize> {
        let catalog = load(source).expect("a catalog");
        let ledger = Ledger::of(&catalog, None);
        readers.iter().map(|reader| tells_the_gaps(&ledger, source, reader)).collect()
    };
    let told = tell(&example(), &["org", "leads", "person:hana"]);
    assert!(told.iter().all(|told| *told > 5), "{told:?}");
    let told = tell(&crowd_of(120), &["org", "leads"]);
    let (org, leads) = (told[0], told[1]);
    assert!(0 < org && org < leads, "{org} {leads}");
}

/// People in a team, all in one role.
fn team(case: &mut String, id: &str, people: usize) {
    let _ = write!(case, "-- teams/{id}.yaml --\nname: Team {id}\n");
    for number in 0..people {
        let _ = write!(
            case,
            "-- people/{id}-{number}/person.yaml --\nname: One {id} {number}\njoined: 2024-01-01\n\
             roles: [{{from: 2024-01-01, role: engineer, team: {id}}}]\n"
        );
    }
}

#[test]
fn of_few_people_nothing_is_told_and_the_page_says_so() {
    let mut case = String::new();
    team(&mut case, "large", 6);
    team(&mut case, "tiny", 3);
    case += "-- people/tiny-0/remediation/2026-02-01-planted.yaml --\n\
             claim: 2026-01-15-planted\ncoach: chen\nredemonstrate_by: 2026-03-01\n\
             actions: [{type: practice, what: Drill, by: 2026-02-20}]\n\
             -- people/tiny-0/claims/2026-01-15-planted.yaml --\ncredential: clear-writer\n\
             evidence: [{portfolio: ada/2026-03-02-checkout-outage}]\n";
    let mut files = cases::base();
    cases::lay(&mut files, &case);
    let built = site(&files, "leads");
    let all = figures(page(&built, HOME));
    assert!(all["remediation"].contains("Withheld"), "{}", all["remediation"]);
    assert_eq!(text(&built, "dashboard/remediation.csv").lines().count(), 1, "not even a zero");
    assert!(
        all["teams"].contains("Too small to be counted: ") && all["teams"].contains("Team tiny")
    );
    assert!(all["teams"].contains("Team large"));
    let told = rows(&built, "dashboard/coverage.csv");
    assert!(told.iter().any(|row| row[2] == "large") && told.iter().all(|row| row[2] != "tiny"));
    // Everybody is asked to communicate, and without the large team five are left; of the engineers, who are
    // asked for incidents at the lower proficiency, four would be, and one senior at the higher.
    let whole = |name: &str| told.iter().find(|row| row[1] == name && row[2].is_empty());
    assert_eq!(whole("Communication").map(|row| row[6]), Some("11"), "{told:?}");
    assert_eq!(whole("Incident response").map(|row| row[6]), Some("6"), "{told:?}");
    for row in told.iter().filter(|row| row[2].is_empty()) {
        let large: usize = told
            .iter()
            .filter(|other| other[2] == "large" && other[1] == row[1])
            .map(|other| other[6].parse::<usize>().expect("a number"))
            .sum();
        let rest = row[6].parse::<usize>().expect("a number") - large;
        assert!(rest == 0 || rest >= 5, "{row:?} without {large}");
    }
    let org = site(&files, "org");
    assert!(rows(&org, "dashboard/coverage.csv").iter().all(|row| row[2].is_empty()));
    assert!(!figures(page(&org, HOME)).contains_key("teams"));
}

#[test]
fn a_team_that_is_too_small_is_told_of_the_one_above_that_holds_five() {
    let company = |people: usize| {
        let mut case = "-- teams/above.yaml --\nname: Above\n".to_owned();
        team(&mut case, "left", people);
        team(&mut case, "right", 3);
        for id in ["left", "right"] {
            let name = format!("name: Team {id}\n");
            case = case.replace(&name, &format!("{name}parent: above\nlead: {id}-0\n"));
        }
        let mut files = cases::base();
        cases::lay(&mut files, &case);
        files
    };
    let cover = |files: &Files, path: &str| {
        let html = page(files, path);
        let part = html.split("id=\"coverage\"").nth(1).expect("coverage");
        part.split("</section>").next().expect("its end").to_owned()
    };
    let files = company(4);
    for reader in ["leads", "team:right", "person:right-0"] {
        let right = cover(&site(&files, reader), "teams/right/index.html");
        assert!(
            right.contains("told of <a href=\"../../teams/above/index.html\">Above</a>, 7 people")
        );
        assert!(
            right.contains("Of Team right alone nothing is counted")
                && right.contains("with fewer than 5 people"),
            "{right}"
        );
        assert!(
            right.contains("at most 1 of 7") && right.contains("Nobody or one person has it"),
            "{right}"
        );
    }
    // Whichever of the teams one asks about, the same is told, and so nothing of either.
    let built = site(&files, "leads");
    let (left, right) =
        (cover(&built, "teams/left/index.html"), cover(&built, "teams/right/index.html"));
    assert_eq!(left.replace("Team left", ""), right.replace("Team right", ""));
    // Where a team beside it is counted, the two together would tell of the small one.
    let files = company(5);
    for reader in ["leads", "person:right-0"] {
        let right = cover(&site(&files, reader), "teams/right/index.html");
        assert!(right.contains("Too few people") && !right.contains("<table"), "{right}");
        assert!(right.contains("href=\"../../dashboard/index.html\""), "{right}");
    }
}

#[test]
fn who_is_not_in_the_company_gets_no_dashboard() {
    let mut files = cases::base();
    cases::lay(
        &mut files,
        "-- people/old/person.yaml --\nname: Olga Gone\njoined: 2022-01-01\nleft: 2026-01-01\n\
         roles: [{from: 2022-01-01, role: engineer, team: routing}]\n",
    );
    for reader in ["public", "person:old"] {
        let built = site(&files, reader);
        let found: Vec<&String> =
            built.keys().filter(|path| path.starts_with("dashboard")).collect();
        assert!(found.is_empty(), "{reader}: {found:?}");
        for (path, html) in pages(&built) {
            assert!(!html.contains("dashboard/"), "{reader}: {path}");
        }
    }
    let built = site(&files, "org");
    assert!(page(&built, "index.html").contains("href=\"dashboard/index.html\""));
    assert!(page(&built, "news/index.html").contains("href=\"../dashboard/index.html\""));
}

#[test]
fn every_figure_has_its_table_its_definition_and_its_file_and_none_says_why() {
    for reader in ["org", "leads", "person:chen"] {
        let built = site(&example(), reader);
        let dashboard = || pages(&built).filter(|(path, _)| path.starts_with("dashboard/"));
        assert!(dashboard().count() > 3, "{reader}");
        for (path, html) in dashboard() {
            let figures = figures(html);
            assert_eq!(figures.len(), html.matches("<figure ").count(), "{path}: an anchor twice");
            for (id, figure) in figures {
                let told = format!("{reader}: {id} of {path}");
                assert!(figure.contains("<figcaption>"), "{told}");
                let says_why = ["Nothing that", "so it is not told"];
                let is_told = figure.contains("<table");
                assert!(is_told || says_why.iter().any(|words| figure.contains(words)), "{told}");
                assert!(figure.to_lowercase().contains("what is counted"), "{told}");
                let file = figure.split("href=\"").find(|rest| rest.contains("\" download>"));
                let file = file.and_then(|rest| rest.split('"').next()).expect("a file");
                let file = file.trim_start_matches("../");
                assert!(built.contains_key(file), "{told}: {file}");
                // Tables that may be wider than the page are scrolled by themselves, by the keyboard too.
                for table in figure.split("<table").collect::<Vec<_>>().split_last().expect("one").1
                {
                    let region = table.rsplit("<div ").next().expect("a region");
                    assert!(
                        region.contains("tabindex=\"0\"") && region.contains("aria-label=\""),
                        "{told}"
                    );
                }
            }
            let words = html.to_lowercase();
            for claim in ["because", "caused", "thanks to", "due to", "leads to", "as a result"] {
                assert!(!words.contains(claim), "{path} says {claim}");
            }
        }
    }
}

/// The whole text of an element's attribute, as a number.
fn attribute(element: &str, name: &str) -> f64 {
    let value = element.split(&format!(" {name}=\"")).nth(1).expect("the attribute");
    value.split('"').next().and_then(|value| value.parse().ok()).expect("a number")
}

#[test]
fn bars_of_what_people_took_up_are_as_long_as_the_whole() {
    let built = site(&example(), "org");
    let mut bars = 0;
    for (_, html) in pages(&built).filter(|(path, _)| path.starts_with("dashboard/")) {
        for (id, figure) in figures(html).into_iter().filter(|(id, _)| id.starts_with("measure-")) {
            let Some(chart) = figure.split("<svg class=\"chart chart-bars").nth(1) else {
                continue;
            };
            let mut ends: BTreeMap<String, f64> = BTreeMap::new();
            let rects = chart.split("<rect class=\"bar ").skip(1);
            for rect in rects.filter(|rect| attribute(rect, "height") > 12.0) {
                let end = ends.entry(attribute(rect, "y").to_string()).or_default();
                *end = end.max(attribute(rect, "x") + attribute(rect, "width"));
            }
            let longest = ends.values().copied().fold(0.0, f64::max);
            assert!(ends.values().all(|end| (end - longest).abs() < 0.5), "{id}: {ends:?}");
            bars += ends.len();
        }
    }
    assert!(bars > 1);
}

#[test]
fn what_nobody_or_one_has_stands_once_for_each_competency_and_the_rest_is_one_step_away() {
    for source in [&example() as &dyn Source, &crowd_of(120), &wide()] {
        let built = site(source, "leads");
        let (_, html) = pages(&built)
            .find(|(_, html)| html.contains("id=\"one-person\""))
            .expect("what hangs on one person");
        let figure = figures(html)["one-person"];
        let all = rows(&built, "dashboard/one-person.csv");
        let mut distinct: Vec<(&str, &str)> = all.iter().map(|row| (row[0], row[1])).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let shown = figure.matches("<tr><th scope=\"row\">").count();
        assert_eq!(shown, distinct.len().min(30), "{figure}");
        assert!(!figure.contains("one person at most</td>"), "{figure}");
        for rest in figure.split(" more, all in the ").skip(1) {
            assert!(rest.starts_with("<a href=\""), "{rest}");
        }
    }
}

/// More themes and more teams than a heat map has room for.
fn wide() -> Memory {
    let mut case = String::new();
    for number in 0..45 {
        team(&mut case, &format!("t{number:02}"), 5);
    }
    let (mut framework, mut ladder) = (
        "-- frameworks/wide.yaml --\nname: Wide\nversion: 1.0.0\nthemes:\n".to_owned(),
        "-- ladders/engineering-ic.yaml --\nname: Engineering\nroles:\n  - id: engineer\n    title: Engineer\n    expects:\n".to_owned(),
    );
    for number in 0..55 {
        let name =
            if number == 0 { "\"=SUM(A1) of <b>\"".to_owned() } else { format!("Theme {number}") };
        let _ = writeln!(framework, "  w{number:02}: {{name: {name}}}");
    }
    framework += "  measures: {name: Measures}\n  across: {name: Across}\n  craft: {name: Craft again}\ncompetencies:\n";
    for number in 0..55 {
        let _ = writeln!(
            framework,
            "  c{number:02}: {{name: C {number}, theme: w{number:02}, proficiencies: {{working: {{markers: [Does it.]}}}}}}"
        );
        let _ = writeln!(ladder, "      - {{competency: c{number:02}, at: working}}");
    }
    for theme in ["measures", "across", "craft"] {
        let _ = writeln!(
            framework,
            "  x-{theme}: {{name: X {theme}, theme: {theme}, proficiencies: {{working: {{markers: [Does it.]}}}}}}"
        );
        let _ = writeln!(ladder, "      - {{competency: x-{theme}, at: working}}");
    }
    ladder += "      - {competency: incident-response, at: working}\n";
    let mut files = cases::base();
    cases::lay(&mut files, &(case + &framework + &ladder));
    files
}

#[test]
fn a_heat_map_is_never_larger_than_its_page_and_the_rest_is_one_step_away() {
    let files = wide();
    let built = site(&files, "leads");
    follow(&built);
    let html = page(&built, HOME);
    assert!(html.contains("href=\"../dashboard/across/index.html\""));
    let heat = figures(page(&built, "dashboard/across/index.html"))["map"];
    assert_eq!(heat.matches("<th scope=\"row\">").count(), 50);
    assert_eq!(heat.matches("<th scope=\"col\">").count(), 2, "45 teams in pages of 40");
    assert!(heat.contains("Team t00 – Team t39") && heat.contains("Team t40 – Team t44"));
    assert!(heat.contains("0–20"), "nobody or one of five: {heat}");
    assert!(heat.contains("Not in this table: "));
    let themes = pages(&built).filter(|(path, _)| path.starts_with("dashboard/"));
    for (path, html) in themes {
        assert!(html.len() <= 100_000, "{path} has {} bytes", html.len());
        assert!(html.matches("</").count() <= 6_000, "{path}");
    }
    let part = figures(page(&built, "dashboard/w01/1/index.html"))["map"];
    assert_eq!(part.matches("<th scope=\"col\">").count(), 40);
    assert!(figures(page(&built, "dashboard/w01/2/index.html"))["map"].contains("Team t44"));
    assert!(
        page(&built, "dashboard/w01/index.html")
            .contains("href=\"../../dashboard/w01/2/index.html\"")
    );
    // A folder of the dashboard, and a theme of two frameworks, are told apart.
    for folder in ["wide-measures", "wide-across", "wide-craft", "engineering-craft"] {
        assert!(page(&built, &format!("dashboard/{folder}/index.html")).contains("Coverage by"));
    }
    let told = text(&built, "dashboard/w00/coverage.csv");
    assert!(told.contains("'=SUM(A1) of <b>,C 0,t00,no,0,1,5"), "{told}");
    assert!(!html.contains("<b>"));
    assert_eq!(site(&files, "leads"), built, "two builds give the same bytes");
}

/// Six people on the way to a critical role, all of them there by now, and five to another, none there.
fn on_their_way() -> Memory {
    let mut case = "-- ladders/engineering-ic.yaml --\nname: Engineering\nroles:\n\
        - {id: engineer, title: Engineer, outcomes: [Ships.], expects: [{competency: communication, at: foundational}]}\n\
        - {id: keeper, title: Keeper, critical: true, outcomes: [Keeps.], expects: [{competency: communication, at: foundational}]}\n\
        - {id: senior-engineer, title: Senior, outcomes: [Leads.], expects: [{competency: incident-response, at: working}]}\n\
        -- pathways/to-keeper.yaml --\ntitle: To keeper\nkind: role\nto: keeper\n\
        items: [{id: write, title: Write, fulfil: [{credential: clear-writer}]}]\n\
        -- pathways/to-senior.yaml --\ntitle: To senior\nkind: role\nto: senior-engineer\n\
        items: [{id: lead, title: Lead, fulfil: [{credential: incident-commander}]}]\n"
        .to_owned();
    team(&mut case, "keepers", 6);
    team(&mut case, "others", 5);
    for number in 0..6 {
        let _ = write!(
            case,
            "-- people/keepers-{number}/pathways/to-keeper.yaml --\nenrolled: 2026-01-05\n\
             -- people/keepers-{number}/approvals/2026-02-0{day}-communication-chen.yaml (signed by chen) --\n\
             learn: approval/1\ncatalog: kestrel-growth\nperson: keepers-{number}\ndecision: approve\n\
             subject: communication\nneeds: [any]\n\
             grants: {{attests: [{{competency: communication, at: foundational}}]}}\n\
             signer: chen\ndate: 2026-02-0{day}\n",
            day = number + 1
        );
    }
    for number in 0..5 {
        let _ = write!(
            case,
            "-- people/others-{number}/pathways/to-senior.yaml --\nenrolled: 2026-01-05\n"
        );
    }
    let mut files = cases::base();
    cases::lay(&mut files, &case);
    files
}

#[test]
fn time_to_competence_is_a_median_with_its_interval_and_its_curve() {
    let files = on_their_way();
    tells_the_metrics(&Ledger::of(&load(&files).expect("a catalog"), None), &files, "org");
    let built = site(&files, "leads");
    let figure = figures(page(&built, HOME))["time-to-competence"];
    // Half of eleven are ready when the sixth is, on 6 February; half of the six when the third is.
    for words in [">32 days<", "6 ready / 11 people on their way", "95 % interval: "] {
        assert!(figure.contains(words), "no {words} in {figure}");
    }
    assert!(figure.contains("<dt>Keeper</dt><dd><strong>29 days</strong>"), "{figure}");
    assert!(figure.contains("chart-line") && figure.contains("class=\"band s1\""), "{figure}");
    let all = figures(page(&built, HOME));
    assert!(
        all["teams"].contains("6 of 6") && all["teams"].contains("0–1 of 5"),
        "{}",
        all["teams"]
    );
}
