//! What is told to an audience: never of fewer than five people, and nothing less can be worked out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use learn::audience::metrics as seen;
use learn::audience::reader::{Audience, Reader};
use learn::audience::small_groups::{LEAST, together};
use learn::insight::metrics::case::{Case, people};
use learn::insight::metrics::count::Counter;
use learn::insight::metrics::facts::Facts;
use learn::insight::metrics::{
    Answer, By, Cell, Measure, Metric, Question, Scope, Span, Unit, ask,
};
use learn::kinds::team::Team;
use learn::report::metrics::Format;
use learn::trust::ledger::Ledger;
use proptest::prelude::*;

use super::{crowd_ledger, example_ledger, ledger, metric, printed, question, today};

fn for_company(ledger: &'static Ledger<'static>, question: Question<'static>) -> Answer<'static> {
    seen::ask(&Reader::Everybody(Audience::Org), ledger, question).expect("an answer")
}

proptest! {
    #[test]
    fn whatever_is_taken_from_the_whole_leaves_five_or_none(
        sets in proptest::collection::vec(proptest::collection::btree_set(0_usize..40, 0..7), 0..9)
    ) {
        let names: Vec<String> = (0..40).map(|number| format!("p{number}")).collect();
        let sets: Vec<BTreeSet<&str>> =
            sets.iter().map(|set| set.iter().map(|number| &*names[*number]).collect()).collect();
        let groups = together(&sets);
        let all: BTreeSet<&str> = sets.iter().flatten().copied().collect();
        prop_assert_eq!(groups.is_empty(), all.len() < LEAST);
        let covered: Vec<usize> = groups.iter().cloned().flatten().collect();
        if !groups.is_empty() {
            prop_assert_eq!(covered, (0..sets.len()).collect::<Vec<_>>());
        }
        // Every way to take some groups from the whole.
        for taken in 0..1_u32 << groups.len() {
            let left = groups.iter().enumerate().filter(|(number, _)| taken & (1 << number) == 0);
            let left: BTreeSet<&str> =
                left.flat_map(|(_, range)| sets[range.clone()].iter().flatten().copied()).collect();
            prop_assert!(left.is_empty() || left.len() >= LEAST);
        }
    }
}

/// What a unit is, to compare it.
fn key(unit: &Unit<'_>) -> String {
    match unit {
        Unit::Team(team) => format!("team {}", team.id()),
        Unit::Role(role) => format!("role {}", role.id()),
        other => format!("{other:?}"),
    }
}

/// The cases of each unit, as everything is told without an audience.
fn cases<'a>(
    ledger: &'static Ledger<'static>,
    counted: &[Case<'a>],
    by: By,
) -> BTreeMap<String, Vec<Case<'a>>> {
    let mut found: BTreeMap<String, Vec<Case<'a>>> = BTreeMap::new();
    for case in counted {
        let key = match by {
            By::Team => case.team.map_or("NoTeam".to_owned(), |id| format!("team {id}")),
            By::Role => {
                let role = case.role.and_then(|id| ledger.catalog().role(id));
                role.map_or("OtherRoles".to_owned(), |role| format!("role {}", role.id()))
            }
        };
        found.entry(key).or_default().push(*case);
    }
    found
}

/// Whether parts are a partition of all there is, each part of five people or more.
fn is_partition(
    ledger: &'static Ledger<'static>,
    counter: &Counter<'_, 'static>,
    metric: &Metric<'static>,
    by: By,
) {
    let Some(span) = metric.parts.first().map(|cell| cell.span) else { return };
    let mut units = cases(ledger, &counter.cases(metric.measure, span), by);
    for cell in &metric.parts {
        assert_eq!(cell.span, span, "one table, one span");
        let mut together: BTreeSet<&str> = BTreeSet::new();
        for unit in &cell.units {
            let cases = units.remove(&key(unit)).unwrap_or_else(|| panic!("{} twice", key(unit)));
            together.extend(people(&cases));
        }
        assert!(together.len() >= LEAST, "{:?} {together:?}", metric.measure);
        assert_eq!(together.len(), cell.figure.people);
    }
    assert!(units.is_empty(), "{:?} left out {:?}", metric.measure, units.keys());
}

/// Whether all that an audience is told of a company can stand.
fn holds(ledger: &'static Ledger<'static>) {
    let facts = Facts::of(ledger, today());
    let counter = Counter::new(&facts, None);
    for by in [None, Some(By::Team), Some(By::Role)] {
        let answer = for_company(ledger, Question { by, ..question() });
        assert!(answer.assessors.is_empty());
        for metric in answer.metrics.iter().filter(|metric| metric.measure.about().is_personal) {
            let cells = metric.total.iter().chain(&metric.trend).chain(&metric.parts);
            for cell in cells {
                assert!(cell.figure.people >= LEAST, "{:?} {cell:?}", metric.measure);
            }
            if let Some(by) = by {
                is_partition(ledger, &counter, metric, by);
            }
            stands_in_time(&counter, metric);
        }
        hours_are_of_five(&facts, &answer);
    }
    let whole = for_company(ledger, Question { by: Some(By::Team), ..question() });
    for team in ledger.catalog().all::<Team>() {
        let scope = Scope { team: Some(team), role: None };
        let answer = for_company(ledger, Question { scope, ..question() });
        for metric in answer.metrics.iter().filter(|metric| metric.total.is_some()) {
            is_of_whole_groups(metric, super::metric(&whole, metric.measure));
        }
    }
}

/// Whether a team is answered with groups that the whole company is told as well.
fn is_of_whole_groups(metric: &Metric<'static>, whole: &Metric<'static>) {
    let cell = metric.total.as_ref().expect("a total");
    assert!(cell.figure.people >= LEAST && metric.trend.is_empty() && metric.parts.is_empty());
    let asked: BTreeSet<String> = cell.units.iter().map(key).collect();
    for group in whole.parts.iter().filter(|_| !asked.is_empty()) {
        let units: BTreeSet<String> = group.units.iter().map(key).collect();
        assert!(units.is_subset(&asked) || units.is_disjoint(&asked), "{:?}", metric.measure);
        assert_eq!(group.span, cell.span);
    }
}

/// Measures whose numerator adds up the hours of learning, or their cost.
const HOURS: [Measure; 5] = [
    Measure::LearningTime,
    Measure::HoursPerAward,
    Measure::MoneyPerAward,
    Measure::HoursPerRole,
    Measure::MoneyPerRole,
];

/// Whether five people put hours into every sum of hours, and all such sums are cut at the same places, so that
/// none can be taken from another.
fn hours_are_of_five(facts: &Facts<'static>, answer: &Answer<'static>) {
    let mut cuts: BTreeSet<Vec<String>> = BTreeSet::new();
    for metric in answer.metrics.iter().filter(|metric| HOURS.contains(&metric.measure)) {
        let whole = || metric.total.iter().chain(&metric.trend);
        for cell in whole().filter(|cell| cell.units.is_empty()) {
            let learned = |span| facts.people.iter().filter(move |it| it.learned_in(span).0 > 0.0);
            let learned = learned(cell.span).count();
            assert!(learned >= LEAST, "{:?} {:?} is of {learned}", metric.measure, cell.span);
        }
        let cell = |cell: &Cell<'_>| {
            let units: Vec<String> = cell.units.iter().map(key).collect();
            format!("{:?} {units:?}", cell.span)
        };
        let is_told = metric.total.is_some() || metric.measure != Measure::LearningTime;
        is_told.then(|| cuts.insert(whole().chain(&metric.parts).map(cell).collect()));
    }
    assert!(cuts.len() < 2, "{cuts:#?}");
}

/// Whether nothing can be worked out from one span less another: of what adds up over time, spans that lie
/// in another either fill it or leave five people.
fn stands_in_time(counter: &Counter<'_, 'static>, metric: &Metric<'static>) {
    let adds_up = [
        Measure::Completion,
        Measure::Participation,
        Measure::Remediation,
        Measure::DaysToAnswer,
        Measure::HoursPerAward,
    ];
    if !adds_up.contains(&metric.measure) {
        return;
    }
    let spans: Vec<Span> = metric
        .total
        .iter()
        .chain(&metric.trend)
        .chain(&metric.parts)
        .map(|cell| cell.span)
        .collect();
    for outer in &spans {
        let inside: Vec<&Span> = spans
            .iter()
            .filter(|span| *span != outer && outer.from <= span.from && span.to <= outer.to)
            .collect();
        for chosen in 0..1_u32 << inside.len().min(9) {
            let is_left = |case_span: Span| {
                let taken =
                    inside.iter().enumerate().filter(|(number, _)| chosen & (1 << number) != 0);
                !taken.into_iter().any(|(_, span)| span.overlap(case_span).is_some())
            };
            let mut left: BTreeSet<&str> = BTreeSet::new();
            for quarter in Span::quarters_to(today()) {
                if outer.overlap(quarter).is_some() && is_left(quarter) {
                    left.extend(people(&counter.cases(metric.measure, quarter)));
                }
            }
            assert!(
                left.is_empty() || left.len() >= LEAST,
                "{:?} {outer:?} {left:?}",
                metric.measure
            );
        }
    }
}

#[test]
fn nothing_about_few_people_can_be_worked_out() {
    holds(example_ledger());
    holds(crowd_ledger(60));
}

/// A company of some people in four teams who begin modules now and then.
fn company(people: &[(usize, usize, Vec<i64>)]) -> String {
    let mut text = String::new();
    for team in 0..4 {
        let parent = if team % 2 == 1 { format!("parent: t{}\n", team - 1) } else { String::new() };
        let _ = write!(text, "-- teams/t{team}.yaml --\nname: T{team}\n{parent}");
    }
    for (number, (team, role, begun)) in people.iter().enumerate() {
        let role = ["engineer", "senior-engineer"][*role];
        let _ = write!(
            text,
            "-- people/p{number:02}/person.yaml --\nname: P{number}\njoined: 2023-01-01\nroles:\n  \
             - {{from: 2023-01-01, role: {role}, team: t{team}}}\n"
        );
        for (module, days) in ["incident-basics", "clear-writing"].iter().zip(begun) {
            let started = today().plus_days(-days);
            let finished = match days % 3 {
                0 => String::new(),
                _ => format!("finished: {}\n", started.plus_days(9)),
            };
            let _ = write!(
                text,
                "-- people/p{number:02}/enrolments/{module}.yaml --\nstarted: {started}\n{finished}"
            );
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn nor_in_any_company(
        people in proptest::collection::vec(
            (0_usize..4, 0_usize..2, proptest::collection::vec(80_i64..900, 0..2)), 1..16
        )
    ) {
        holds(ledger(&company(&people)));
    }
}

#[test]
fn the_period_is_widened_before_the_team() {
    // Seven people of one team whose time was over a year and a half ago, four of another within the year.
    let far: Vec<(usize, usize, Vec<i64>)> = (0..7).map(|_| (0, 0, vec![640])).collect();
    let near: Vec<(usize, usize, Vec<i64>)> = (0..4).map(|_| (2, 0, vec![200])).collect();
    let ledger = ledger(&company(&[far.clone(), near.clone()].concat()));
    let answer = for_company(ledger, question());
    let completion = metric(&answer, Measure::Completion);
    // With Ada there are five within the year.
    let total = completion.total.as_ref().expect("a total");
    assert_eq!((total.span, total.figure.denominator), (question().period.span, 5.0));
    let answer = for_company(ledger, Question { by: Some(By::Team), ..question() });
    let parts = &metric(&answer, Measure::Completion).parts;
    assert!(parts.is_empty(), "Ada, and four people of a team, stand in no span: {parts:?}");
    let fewer = super::ledger(&company(&[far, near[..3].to_vec()].concat()));
    let answer = for_company(fewer, question());
    let total = metric(&answer, Measure::Completion).total.as_ref().expect("a total");
    assert_eq!((total.span, total.figure.denominator), (question().period.doubled(), 11.0));
    let text = printed(&answer, Some("org"), Format::Human);
    assert!(text.contains("Over 2024-04-16 – 2026-04-15: Completion"), "{text}");
}

#[test]
fn a_sum_of_hours_is_never_one_persons() {
    // Ada and another finished something in this quarter, five more in the one before.
    let before: Vec<(usize, usize, Vec<i64>)> = (0..5).map(|_| (0, 0, vec![140])).collect();
    let now = vec![(2, 0, vec![40])];
    let pace = "-- learn.yaml --\ncatalog: kestrel-growth\nprogram: {name: Growth}\n\
                learning_time: 4 hours per week\ninvestment: {currency: EUR, hour: 70}\n";
    let case = company(&[before, now].concat());
    let answer = for_company(ledger(&format!("{pace}{case}")), question());
    let everything = ask(ledger(&format!("{pace}{case}")), question());
    for measure in HOURS {
        let told = metric(&answer, measure);
        assert_eq!(told.trend.len(), 1, "{measure:?}: {:?}", told.trend);
        assert_eq!(told.total.as_ref().map(|cell| cell.figure.people), Some(7), "{measure:?}");
        assert!(metric(&everything, measure).trend.len() > 1);
    }
    // One team has learning time and the other, in which one person learned, has none: what all learned less what
    // was learned in that time would be theirs.
    let paced = case
        .replace("name: T0\n", "name: T0\nlearning_time: 4 hours per week\n")
        .replace("name: T1\n", "name: T1\nlearning_time: 4 hours per week\n");
    let catalog = "-- learn.yaml --\ncatalog: kestrel-growth\nprogram: {name: Growth}\n";
    let answer = for_company(ledger(&format!("{catalog}{paced}")), question());
    let learning = metric(&answer, Measure::LearningTime);
    assert!(learning.total.is_none() && learning.trend.is_empty(), "{learning:?}");
    assert!(metric(&answer, Measure::HoursPerAward).total.is_some());
}

#[test]
fn an_audience_sees_no_assessor_and_no_hidden_measure() {
    let ledger = example_ledger();
    let public =
        seen::ask(&Reader::Everybody(Audience::Public), ledger, question()).expect("an answer");
    assert!(public.business.is_empty(), "measures are the company's own");
    let org = for_company(ledger, Question { by: Some(By::Team), ..question() });
    let everything = ask(ledger, Question { by: Some(By::Team), ..question() });
    let (shown, all) =
        (printed(&org, Some("org"), Format::Json), printed(&everything, None, Format::Json));
    assert!(all.contains("\"assessors\": [") && !shown.contains("\"assessors\": ["));
    assert!(org.business.iter().all(|one| one.adoption.iter().all(|it| it.counts.len() == 1)));
    let by_team = seen::ask(
        &Reader::Everybody(Audience::Public),
        ledger,
        Question { by: Some(By::Team), ..question() },
    );
    let text = printed(&by_team.expect("an answer"), Some("public"), Format::Json);
    assert!(!text.contains("\"routing\""), "no team is named to everybody");
}
