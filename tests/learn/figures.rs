//! Metrics: every number worked by hand on small companies, and what holds of any.

mod shares;
mod small_groups;
mod survival;

use std::fmt::Write as _;
use std::path::Path;

use learn::base::date::Date;
use learn::catalog::load::load;
use learn::demo::crowd;
use learn::insight::metrics::facts::Facts;
use learn::insight::metrics::{Answer, By, Cell, Measure, Metric, Period, Question, Scope, ask};
use learn::kinds::team::Team;
use learn::report::Style;
use learn::report::metrics::{Format, Sheet, json, write};
use learn::standing::readiness::readiness;
use learn::standing::verdict::Verdict;
use learn::trust::ledger::Ledger;
use learn::wording::metrics as words;
use learn::world::disk::Folder;
use learn::world::memory::Memory;

use crate::cases;
use crate::workshop::{Run, Workshop};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn today() -> Date {
    day("2026-04-15")
}

/// Tests are short, so that what they learn may stay for their whole life.
fn ledger_of(files: &Memory) -> &'static Ledger<'static> {
    let catalog = Box::leak(Box::new(load(files).expect("memory can be read")));
    Box::leak(Box::new(Ledger::of(catalog, None)))
}

/// The base catalog with files laid over it.
fn ledger(case: &str) -> &'static Ledger<'static> {
    let mut files = cases::base();
    if !case.is_empty() {
        cases::lay(&mut files, case);
    }
    ledger_of(&files)
}

/// The example as it lies in the repository, with the signatures that count there.
fn example_ledger() -> &'static Ledger<'static> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog");
    let catalog = Box::leak(Box::new(load(&Folder::new(folder)).expect("the example")));
    Box::leak(Box::new(Ledger::of(catalog, None)))
}

fn crowd_ledger(people: usize) -> &'static Ledger<'static> {
    let mut files = Memory::new();
    for (path, text) in crowd::company(people) {
        files.put(&path, text.into_bytes());
    }
    ledger_of(&files)
}

fn question() -> Question<'static> {
    Question {
        scope: Scope::default(),
        by: None,
        period: Period::new(None, today()),
        as_of: today(),
        grouping: None,
    }
}

fn metric<'m>(answer: &'m Answer<'static>, measure: Measure) -> &'m Metric<'static> {
    let mut found = answer.metrics.iter().filter(|metric| metric.measure == measure);
    found.next().unwrap_or_else(|| panic!("no {measure:?}"))
}

/// `numerator / denominator = value`.
fn told(measure: Measure, cell: &Cell<'_>) -> String {
    let value = words::bare(measure, &cell.figure);
    format!("{} = {value}", words::counted(measure, &cell.figure))
}

fn total(case: &str, measure: Measure) -> String {
    let answer = ask(ledger(case), question());
    told(measure, metric(&answer, measure).total.as_ref().expect("a total"))
}

fn printed(answer: &Answer<'_>, audience: Option<&str>, format: Format) -> String {
    let style = Style { color: false, unicode: true, width: 80 };
    let mut out = Vec::new();
    write(format, Sheet { answer, audience }, style, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("text")
}

/// A signed decision about somebody; `more` are lines that only some decisions have.
fn decision(
    person: &str,
    word: &str,
    subject: &str,
    signer: &str,
    date: &str,
    more: &str,
) -> String {
    format!(
        "-- people/{person}/approvals/{date}-{subject}-{signer}.yaml (signed by {signer}) --\n\
         learn: approval/1\ncatalog: kestrel-growth\nperson: {person}\ndecision: {word}\n\
         subject: {subject}\n{more}signer: {signer}\ndate: {date}\n"
    )
}

/// An award of the base's first credential.
fn award(person: &str, date: &str) -> String {
    let more = "needs: [any]\ngrants: {credentials: [incident-responder]}\n";
    decision(person, "approve", "incident-responder", "chen", date, more)
}

/// An award for writing.
fn writes(person: &str, date: &str, valid_for: &str) -> String {
    let more = format!(
        "needs: [any]\ngrants: {{attests: [{{competency: communication, at: foundational}}]{valid_for}}}\n"
    );
    decision(person, "approve", "communication", "chen", date, &more)
}

/// A claim of Ada, and Chen's answer to it.
fn answered(asked: &str, word: &str, date: &str) -> String {
    let claim = format!("people/ada/claims/{asked}-incident-responder.yaml");
    let more = format!(
        "claim: {{id: {asked}-incident-responder, sha256: DIGEST of {claim}}}\nneeds: [any]\n\
         grants: {{credentials: [incident-responder]}}\n"
    );
    let claimed = format!(
        "-- {claim} --\ncredential: incident-responder\nevidence: [{{portfolio: 2026-03-02-checkout-outage}}]\n"
    );
    claimed + &decision("ada", word, "incident-responder", "chen", date, &more)
}

fn person(id: &str, lines: &str, from: &str, team: &str) -> String {
    format!(
        "-- people/{id}/person.yaml --\nname: {id}\njoined: {from}\n{lines}roles:\n  \
         - {{from: {from}, role: engineer, team: {team}}}\n"
    )
}

const SIX_WEEKS: &str = "-- modules/clear-writing.md --
---
title: Clear writing
type: reading
effort: {learning: 2 hours, over: 6 weeks}
---
";

fn takes(lines: &str) -> String {
    format!("{SIX_WEEKS}-- people/chen/enrolments/clear-writing.yaml --\n{lines}\n")
}

#[test]
fn modules_count_once_their_time_is_over() {
    for (lines, expected) in [
        ("started: 2026-03-05", "1 / 1 = 100"),
        ("started: 2026-03-04", "1 / 2 = 50"),
        ("started: 2026-03-04\nfinished: 2026-04-15", "2 / 2 = 100"),
        ("started: 2026-03-04\nfinished: 2026-04-16", "1 / 2 = 50"),
        ("started: 2026-03-04\nwithdrawn: 2026-04-01", "1 / 1 = 100"),
        ("started: 2026-03-05\nfinished: 2026-03-06", "1 / 1 = 100"),
        ("started: 2025-03-05", "1 / 2 = 50"),
        ("started: 2025-03-04", "1 / 1 = 100"),
    ] {
        assert_eq!(total(&takes(lines), Measure::Completion), expected, "{lines}");
    }
    let gone = person("ben", "left: 2026-03-01\n", "2023-01-01", "routing")
        + SIX_WEEKS
        + "-- people/ben/enrolments/clear-writing.yaml --\nstarted: 2026-02-01\n";
    assert_eq!(total(&gone, Measure::Completion), "1 / 1 = 100", "who left gave it up");
}

#[test]
fn those_who_came_are_counted_of_those_invited() {
    let session = |lines: &str| {
        format!(
            "-- sessions/2026-04-01-huddle.md --\n---\ntitle: Huddle\ntype: huddle\n{lines}\n---\n"
        )
    };
    let below = person("ben", "", "2023-01-01", "payments")
        + &person("noor", "left: 2026-03-31\n", "2023-01-01", "payments")
        + "-- teams/payments.yaml --\nname: Payments\nparent: routing\n";
    let dates = "-- people/ada/enrolments/incident-command.yaml --\nstarted: 2026-03-16\nattendance:\n  \
                 - {date: 2026-03-20, present: true}\n  - {date: 2026-04-20, present: true}\n";
    let cohort = "-- pathways/way.yaml --\ntitle: Way\nkind: role\nto: senior-engineer\n\
                  -- cohorts/spring.yaml --\nname: Spring\npathway: way\nfacilitators: [chen]\n\
                  starts: 2026-03-02\n-- people/ada/pathways/way.yaml --\nenrolled: 2026-03-02\n\
                  cohort: spring\n-- people/chen/pathways/way.yaml --\nenrolled: 2026-03-02\ncohort: spring\n";
    for (case, expected) in [
        (session("team: routing\npresent: [ada]"), "1 / 2 = 50"),
        (below.clone() + &session("team: routing\npresent: [ada]"), "1 / 3 = 33"),
        (below + &session("team: payments\npresent: [ben, ada]"), "1 / 1 = 100"),
        (session("invited: [ada]\npresent: [ada, chen]"), "1 / 1 = 100"),
        (session("team: routing"), "0 / 0 = –"),
        (session("present: [ada]"), "0 / 0 = –"),
        (dates.to_owned(), "1 / 1 = 100"),
        (cohort.to_owned() + &session("cohort: spring\npresent: [chen]"), "0 / 1 = 0"),
    ] {
        assert_eq!(total(&case, Measure::Participation), expected, "{case}");
    }
}

#[test]
fn a_second_chance_succeeds_by_its_day() {
    let chance = |by: &str, more: &str| {
        format!(
            "-- people/ada/remediation/2026-03-13-again.yaml --\nclaim: 2026-03-05-incident-responder\n\
             redemonstrate_by: {by}\n{more}"
        )
    };
    let told_no = answered("2026-03-05", "not-yet", "2026-03-12");
    for (by, more, date, expected) in [
        ("2026-04-10", "", "2026-04-10", "1 / 1 = 100"),
        ("2026-04-10", "", "2026-04-11", "0 / 1 = 0"),
        ("2026-04-10", "", "2026-03-12", "0 / 1 = 0"),
        ("2026-04-15", "", "2026-04-15", "1 / 1 = 100"),
        ("2026-04-16", "", "2026-04-10", "0 / 0 = –"),
        ("2026-04-10", "withdrawn: 2026-04-01\n", "2026-04-20", "0 / 0 = –"),
    ] {
        let given = award("ada", date).replace("-chen.yaml", "-again-chen.yaml");
        let case = told_no.clone() + &chance(by, more) + &given;
        assert_eq!(total(&case, Measure::Remediation), expected, "{by} {more} {date}");
    }
}

#[test]
fn people_move_and_stay() {
    let moves = |from: &str, post: &str| {
        format!(
            "-- people/ada/person.yaml --\nname: Ada\njoined: 2024-05-06\nroles:\n  \
             - {{from: 2024-05-06, role: engineer, team: routing}}\n  - {{from: {from}, {post}}}\n\
             -- teams/payments.yaml --\nname: Payments\n"
        )
    };
    let ben = |lines: &str, from: &str| person("ben", lines, from, "routing");
    for (case, mobility, retention) in [
        (String::new(), "0 / 2 = 0", "2 / 2 = 100"),
        (moves("2026-01-01", "role: engineer, team: payments"), "1 / 2 = 50", "2 / 2 = 100"),
        (moves("2025-04-16", "role: senior-engineer, team: routing"), "1 / 2 = 50", "2 / 2 = 100"),
        (moves("2025-04-15", "role: senior-engineer, team: routing"), "0 / 2 = 0", "2 / 2 = 100"),
        (moves("2026-01-01", "role: engineer, team: routing"), "0 / 2 = 0", "2 / 2 = 100"),
        (moves("2026-04-16", "role: engineer, team: payments"), "0 / 2 = 0", "2 / 2 = 100"),
        (ben("", "2025-10-15"), "0 / 2.5 = 0", "2 / 2 = 100"),
        (ben("", "2025-04-15"), "0 / 3 = 0", "3 / 3 = 100"),
        (ben("left: 2026-04-15\n", "2023-01-01"), "0 / 3 = 0", "3 / 3 = 100"),
        (ben("left: 2026-04-14\n", "2023-01-01"), "0 / 3 = 0", "2 / 3 = 67"),
        (ben("left: 2025-04-14\n", "2023-01-01"), "0 / 2 = 0", "2 / 2 = 100"),
    ] {
        assert_eq!(total(&case, Measure::Mobility), mobility, "{case}");
        assert_eq!(total(&case, Measure::Retention), retention, "{case}");
    }
    let way = "-- pathways/way.yaml --\ntitle: Way\nkind: role\nto: senior-engineer\n\
               -- people/ada/pathways/way.yaml --\nenrolled: 2025-04-15\n";
    let answer =
        ask(ledger(&(way.to_owned() + &ben("left: 2026-02-01\n", "2023-01-01"))), question());
    let parts = &metric(&answer, Measure::Retention).parts;
    let parts: Vec<String> = parts
        .iter()
        .map(|cell| format!("{}: {}", words::units(&cell.units), told(Measure::Retention, cell)))
        .collect();
    assert_eq!(parts, ["on a pathway to a role: 1 / 1 = 100", "on none: 1 / 2 = 50"]);
}

#[test]
fn answers_are_timed_and_compared() {
    assert_eq!(total("", Measure::MentorLoad), "1 / 2 = 50");
    let two = answered("2026-03-05", "approve", "2026-03-09")
        + &answered("2026-03-10", "not-yet", "2026-03-30");
    assert_eq!(total(&two, Measure::DaysToAnswer), "1 / 2 = 12", "4 and 20 days, 14 were promised");
    let early = answered("2026-03-05", "approve", "2026-03-19");
    assert_eq!(total(&early, Measure::DaysToAnswer), "1 / 1 = 14");
    let scored = |person: &str, signer: &str, date: &str, scores: &str| {
        let more = format!(
            "against: [{{kind: rubric, id: incident-command, sha256: DIGEST of \
             rubrics/incident-command.yaml}}]\nneeds: [any]\nscores: {scores}\n"
        );
        decision(person, "approve", "incident-commander", signer, date, &more)
    };
    let ben = person("ben", "", "2023-01-01", "routing");
    let both = ben
        + &scored("ben", "chen", "2026-03-01", "{command: 3, timeline: 2}")
        + &scored("ben", "ada", "2026-03-02", "{command: 2, timeline: 2}")
        + &scored("ada", "chen", "2026-03-03", "{command: 1}");
    let answer = ask(ledger(&both), question());
    // Chen gave 3, 2 and 1, where Ada gave 2 on both criteria; Ada gave 2 and 2, where Chen's means are 2 and 2.
    let seen: Vec<String> = answer
        .assessors
        .iter()
        .map(|one| {
            format!(
                "{} {:.2} {:.2} {:+.2} {}/{}",
                one.assessor,
                one.own,
                one.others,
                one.apart(),
                one.decisions,
                one.other_decisions
            )
        })
        .collect();
    assert_eq!(seen, ["ada 2.00 2.00 +0.00 1/2", "chen 2.00 2.00 +0.00 2/1"]);
    let apart = both.replace("{command: 1}", "{command: 3}");
    // Chen: 3, 3, 2 beside 2, 2, 2; Ada: 2, 2 beside 3, 2.
    assert_eq!(total(&apart, Measure::Calibration), "1.2 / 2 = 0.58");
    let alone = scored("ada", "chen", "2026-03-03", "{command: 1}");
    assert_eq!(total(&alone, Measure::Calibration), "0 / 0 = –", "nobody to compare with");
}

#[test]
fn feedback_and_stories_are_counted() {
    let feedback = |date: &str, answer: &str| {
        format!(
            "-- feedback/module/incident-basics/{date}-x.yaml --\nresponses: [{{score: 4}}]\n{answer}"
        )
    };
    let on = |date: &str| format!("answer: {{date: {date}, change: More time.}}\n");
    for (case, expected) in [
        (feedback("2026-02-13", &on("2026-03-13")), "1 / 1 = 100"),
        (feedback("2026-02-13", &on("2026-03-14")), "0 / 1 = 0"),
        (feedback("2026-02-13", ""), "0 / 1 = 0"),
        (feedback("2026-03-16", ""), "0 / 0 = –"),
        (feedback("2026-03-15", ""), "0 / 1 = 0"),
        (feedback("2026-02-13", "").replace("[{score: 4}]", "[]"), "0 / 0 = –"),
    ] {
        assert_eq!(total(&case, Measure::FeedbackAnswered), expected, "{case}");
    }
    let story = |date: &str| {
        format!("-- stories/{date}-news.md --\n---\ntitle: News\ntype: update\n---\nWell.\n")
    };
    let three = story("2025-04-15") + &story("2025-04-16") + &story("2026-04-15");
    assert_eq!(total(&three, Measure::Stories), " = 2");
}

#[test]
fn time_and_money_are_set_against_what_came_of_them() {
    // Two people with four hours in each of 365 days / 7 weeks; Ada finished a module of three hours.
    assert_eq!(total("", Measure::LearningTime), "3 / 417.1 = 1");
    let own = "-- pathways/way.yaml --\ntitle: Way\nkind: role\nto: senior-engineer\n\
               -- people/chen/pathways/way.yaml --\nenrolled: 2026-01-12\nown:\n  \
               - {title: Elsewhere, effort: {learning: 20 hours, on_the_job: 90 hours}, cost: 300, finished: 2026-03-01}\n";
    assert_eq!(total(own, Measure::LearningTime), "23 / 417.1 = 6");
    let rates = "-- learn.yaml --\ncatalog: kestrel-growth\nprogram: {name: Growth}\n\
                 learning_time: 4 hours per week\ninvestment: {currency: EUR, hour: 70}\n";
    let money = rates.to_owned() + own + &award("ada", "2026-03-20");
    assert_eq!(total(&money, Measure::HoursPerAward), "23 / 1 = 23");
    assert_eq!(
        total(&money, Measure::MoneyPerAward),
        "1\u{202f}910 / 1 = 1\u{202f}910",
        "23 × 70 + 300"
    );
    assert_eq!(total(&money, Measure::HoursPerRole), "23 / 0 = –");
    // What a company learned is no price of four roles; of five it may be.
    let mut promoted = money.clone()
        + "-- people/ada/person.yaml --\nname: Ada\njoined: 2024-05-06\nroles:\n  \
           - {from: 2024-05-06, role: engineer, team: routing}\n";
    for (month, role) in (5..9).zip(["senior-engineer", "engineer"].repeat(2)) {
        let _ = writeln!(promoted, "  - {{from: 2025-0{month}-01, role: {role}, team: routing}}");
    }
    assert_eq!(total(&promoted, Measure::HoursPerRole), "23 / 4 = –");
    assert_eq!(total(&promoted, Measure::MoneyPerRole), "1\u{202f}910 / 4 = –");
    promoted += "  - {from: 2026-03-01, role: senior-engineer, team: routing}\n";
    assert_eq!(total(&promoted, Measure::HoursPerRole), "23 / 5 = 4.6");
    assert_eq!(total(&promoted, Measure::MoneyPerRole), "1\u{202f}910 / 5 = 382");
    let answer = ask(ledger(""), question());
    let has = |measure| answer.metrics.iter().any(|metric| metric.measure == measure);
    assert!(!has(Measure::MoneyPerAward), "without the cost of an hour there is none");
}

/// Ada's way to a role that asks for writing, and for what is added.
fn way(expects: &str, enrolment: &str) -> String {
    format!(
        "-- ladders/target.yaml --\nname: Target\nframework: engineering\nroles:\n  - id: target\n    \
         title: Target\n    critical: true\n    inherits: []\n    expects:\n{expects}\
         -- pathways/to-target.yaml --\ntitle: To target\nkind: role\nto: target\n\
         -- people/ada/pathways/to-target.yaml --\nenrolled: 2025-10-01\n{enrolment}"
    )
}

#[test]
fn the_clock_runs_from_enrolling_to_the_first_ready_day() {
    let core = "      - {competency: communication, at: foundational}\n";
    let time = |need: &str| {
        format!("{core}    requires:\n      - {{id: time, experience: {{at_least: {need}}}}}\n")
    };
    let ends = "      - {competency: communication, at: foundational}\n      \
                - {competency: incident-response, at: working, until: 2026-02-28}\n";
    let given = |date: &str| writes("ada", date, "");
    let left = "-- people/ada/person.yaml --\nname: Ada\njoined: 2024-05-06\nleft: 2025-12-31\nroles:\n  \
                - {from: 2024-05-06, role: engineer, team: routing}\n";
    for (case, expected) in [
        (way(core, "") + &given("2026-01-01"), "1 / 1 = 92"),
        (way(core, "") + &given("2025-10-02"), "1 / 1 = 1"),
        (way(core, "") + &given("2025-10-01"), "0 / 0 = –"),
        (way(core, ""), "0 / 1 = –"),
        (way(core, "withdrawn: 2025-12-01\n") + &given("2026-01-01"), "0 / 1 = –"),
        (way(core, "") + &given("2026-01-01") + left, "0 / 1 = –"),
        (way(core, "") + &writes("ada", "2026-01-01", ", valid_for: 1 month"), "1 / 1 = 92"),
        // Twenty months after the 6th of May 2024, a day on which nothing is dated.
        (way(&time("20 months"), "") + &given("2025-11-01"), "1 / 1 = 97"),
        (way(&time("24 months"), "") + &given("2025-11-01"), "0 / 1 = –"),
        // On the 1st of March nobody asks for incident response any more.
        (way(ends, "") + &given("2025-11-01"), "1 / 1 = 151"),
    ] {
        assert_eq!(total(&case, Measure::TimeToCompetence), expected, "{case}");
    }
    let answer = ask(ledger(&(way(core, "") + &given("2026-01-01"))), question());
    let metric = metric(&answer, Measure::TimeToCompetence);
    let trend: Vec<String> =
        metric.trend.iter().map(|cell| told(Measure::TimeToCompetence, cell)).collect();
    assert_eq!(
        trend[5..],
        ["0 / 1 = –", "1 / 1 = 92", "1 / 1 = 92"],
        "as it stood then: {trend:?}"
    );
}

#[test]
fn no_day_between_the_days_looked_at_is_the_first_ready_one() {
    let mut compared = 0;
    for ledger in [example_ledger(), crowd_ledger(40)] {
        let facts = Facts::of(ledger, today());
        for known in &facts.people {
            for way in known.ways.iter().take(1) {
                let days = way.end.days_since(way.start).min(250);
                let is_ready = |day: &Date| {
                    readiness(ledger, known.person, way.role, *day).verdict == Verdict::Ready
                };
                let first = (1..=days).map(|passed| way.start.plus_days(passed)).find(is_ready);
                let found = way.ready.filter(|day| day.days_since(way.start) <= days);
                assert_eq!(found, first, "{} towards {}", known.id(), way.role.id());
                compared += 1;
            }
        }
    }
    assert!(compared >= 5, "{compared}");
}

#[test]
fn a_team_a_role_and_their_parts_add_up_to_the_whole() {
    for ledger in [example_ledger(), crowd_ledger(60)] {
        let whole = ask(ledger, question());
        for by in [By::Team, By::Role] {
            let answer = ask(ledger, Question { by: Some(by), ..question() });
            for metric in answer.metrics.iter().filter(|metric| metric.measure.about().is_personal)
            {
                let all =
                    &self::metric(&whole, metric.measure).total.as_ref().expect("a total").figure;
                let sum: f64 = metric.parts.iter().map(|cell| cell.figure.denominator).sum();
                assert!((sum - all.denominator).abs() < 1e-6, "{:?} {by:?}", metric.measure);
            }
        }
        for team in ledger.catalog().all::<Team>().filter(|team| team.document.parent.is_none()) {
            let scope = Scope { team: Some(team), role: None };
            let answer = ask(ledger, Question { scope, ..question() });
            let all = metric(&whole, Measure::Retention).total.as_ref().expect("a total");
            let own = metric(&answer, Measure::Retention).total.as_ref().expect("a total");
            assert!(own.figure.denominator <= all.figure.denominator);
        }
        let quarters: f64 = metric(&whole, Measure::Completion).trend[4..]
            .iter()
            .map(|cell| cell.figure.denominator)
            .sum();
        let year = &metric(&whole, Measure::Completion).total.as_ref().expect("a total").figure;
        assert!((quarters - year.denominator).abs() < 1e-6, "four quarters are the year");
    }
}

#[test]
fn business_measures_stand_beside_adoption() {
    let answer = ask(example_ledger(), question());
    let restore = answer.business.iter().find(|one| one.metric.id() == "time-to-restore");
    let restore = restore.expect("the measure");
    assert_eq!((restore.trend.len(), restore.teams.len()), (8, 3));
    let counts: Vec<(&str, usize, usize)> = restore
        .adoption
        .iter()
        .filter_map(|one| one.counts.last().map(|last| (one.id, last.have, last.people)))
        .collect();
    assert_eq!(
        counts,
        [
            ("reliability", 6, 15),
            ("incident-commander", 2, 15),
            ("incident-response", 4, 15),
            ("to-senior-engineer", 2, 15),
        ]
    );
    let text = printed(&answer, None, Format::Human);
    assert!(
        text.contains("They stand beside each other: that both move does not say why."),
        "{text}"
    );
    assert!(!text.contains("because"), "{text}");
}

#[test]
fn json_fits_its_schema_tables_fit_and_the_same_is_said_twice() {
    let schema = jsonschema::validator_for(&json::schema()).expect("a schema");
    let evil =
        person("eve", "", "2024-01-01", "routing").replace("name: eve", "name: '=HYPERLINK(1)'");
    for ledger in [ledger(""), ledger(&evil), example_ledger()] {
        for by in [None, Some(By::Team)] {
            let answer = ask(ledger, Question { by, ..question() });
            let value = serde_json::from_str(&printed(&answer, None, Format::Json)).expect("JSON");
            let errors: Vec<String> =
                schema.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}");
            let text = printed(&answer, None, Format::Human);
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{line}");
            }
            let style = Style { color: false, unicode: false, width: 80 };
            let mut plain = Vec::new();
            let sheet = Sheet { answer: &answer, audience: None };
            write(Format::Human, sheet, style, &mut plain).expect("memory can be written");
            assert!(!String::from_utf8(plain).expect("text").contains(['–', '…']));
            for format in [Format::Human, Format::Markdown, Format::Csv, Format::Json] {
                let again = ask(ledger, Question { by, ..question() });
                assert_eq!(printed(&answer, None, format), printed(&again, None, format));
            }
            let table = printed(&answer, None, Format::Csv);
            assert!(table.starts_with("metric,what,of,from,to,day,value,unit,"), "{table}");
            assert!(!table.split(['\n', ',']).any(|cell| cell.starts_with('=')), "{table}");
        }
    }
}

fn metrics(arguments: &[&str]) -> Run {
    let shop = Workshop::new();
    shop.lay_base("");
    let mut command = shop.learn("");
    command.arg("metrics").args(arguments).args(["--as-of", "2026-04-15"]);
    Run::of(&command.output().expect("the program runs"))
}

#[test]
fn the_verb_answers_and_says_what_it_does_not_know() {
    let run = metrics(&["--team", "routing", "--format", "text"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("Metrics of Routing, 2025-04-16 – 2026-04-15\n"), "{}", run.out);
    assert!(run.out.ends_with("Next:\n  learn gaps --team routing\n"), "{}", run.out);
    let run = metrics(&["--from", "2026-01-01", "--to", "2026-03-31", "--by", "role"]);
    assert!(run.out.contains("the whole company, 2026-01-01 – 2026-03-31"), "{}", run.out);
    let run = metrics(&["--audience", "org"]);
    assert!(run.out.contains("Too few people: Time to competence, Completion"), "{}", run.out);
    for (arguments, words) in [
        (&["--team", "rooting"][..], "did you mean `routing`?"),
        (&["--role", "enginer"], "did you mean `engineer`?"),
        (&["--to", "2026-04-16"], "nothing is known after 2026-04-15"),
        (&["--from", "2026-04-01", "--to", "2026-03-31"], "before that"),
        (&["--audience", "everybody"], "`everybody` is no audience"),
        (&["--audience", "org", "--team", "routing", "--by", "role"], "cannot be combined"),
        (&["--audience", "public", "--team", "routing"], "is not shown to anybody"),
    ] {
        let run = metrics(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.out);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
    }
}
