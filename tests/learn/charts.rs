//! Charts: whatever the numbers are, every mark is inside the picture and no two texts overlap.

use learn::base::date::Date;
use learn::format::chart::bars::{BarChart, Row};
use learn::format::chart::board::board;
use learn::format::chart::heat::{HeatMap, HeatRow, MOST_COLUMNS, MOST_ROWS};
use learn::format::chart::line::{Across, LineChart, Series, Up, Value};
use learn::format::chart::sparkline::sparkline;
use learn::format::chart::strip::strip;
use learn::format::chart::{Caption, Chart, Mark, Point};
use proptest::prelude::*;

/// Numbers of every sort, most of them ordinary.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -20.0..200.0_f64,
        2 => (0..12_i32).prop_map(f64::from),
        1 => any::<f64>(),
        1 => prop::sample::select(vec![
            f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, f64::MIN_POSITIVE,
            0.0, -0.0, 1e-300, 1e9, 1e12 + 1.0, 0.1 + 0.2, -1e-9,
        ]),
    ]
}

fn numbers(most: usize) -> impl Strategy<Value = Vec<Option<f64>>> {
    prop_oneof![
        4 => prop::collection::vec(prop::option::weighted(0.9, number()), 0..most),
        1 => (number(), 0..most).prop_map(|(number, times)| vec![Some(number); times]),
    ]
}

fn name() -> impl Strategy<Value = String> {
    "[A-Za-zä日<&\" ]{0,40}"
}

fn width() -> impl Strategy<Value = f64> {
    prop_oneof![4 => 100.0..900.0_f64, 1 => number()]
}

fn caption() -> Caption {
    Caption { title: "A <chart>".to_owned(), description: "What it \"shows\" & says".to_owned() }
}

/// Every point that a mark needs room for.
fn corners(mark: &Mark) -> Vec<Point> {
    match mark {
        Mark::Line { points, .. } | Mark::Area { points, .. } => points.clone(),
        Mark::Strokes { ends, .. } => ends.iter().flat_map(|(from, to)| [*from, *to]).collect(),
        Mark::Bar { at, size, .. } => vec![*at, (at.0 + size.0, at.1 + size.1)],
        Mark::Dot { at, radius, .. } => {
            vec![(at.0 - radius, at.1 - radius), (at.0 + radius, at.1 + radius)]
        }
        Mark::Text { .. } => mark
            .text_box()
            .map(|(left, top, right, bottom)| vec![(left, top), (right, bottom)])
            .unwrap_or_default(),
    }
}

/// Fails when the chart breaks one of its promises.
fn sound(chart: &Chart) -> Result<(), TestCaseError> {
    let mut texts: Vec<(f64, f64, f64, f64)> = Vec::new();
    let mut bar = ((0.0, 0.0), (0.0, 0.0));
    for mark in &chart.marks {
        for (x, y) in corners(mark) {
            let is_inside = x.is_finite()
                && y.is_finite()
                && (-0.01..=chart.width + 0.01).contains(&x)
                && (-0.01..=chart.height + 0.01).contains(&y);
            prop_assert!(is_inside, "{} by {}: {mark:?}", chart.width, chart.height);
        }
        if let Mark::Bar { at, size, .. } = mark {
            prop_assert!(size.0 >= 0.0 && size.1 >= 0.0, "{mark:?}");
            bar = (*at, (at.0 + size.0, at.1 + size.1));
        }
        if let Mark::Strokes { .. } = mark {
            let ((left, top), (right, bottom)) = bar;
            let is_hatch = corners(mark).iter().all(|(x, y)| {
                (left - 0.01..=right + 0.01).contains(x) && (top - 0.01..=bottom + 0.01).contains(y)
            });
            prop_assert!(is_hatch, "{mark:?} leaves its bar {bar:?}");
        }
        if let Some(own) = mark.text_box() {
            for other in &texts {
                let apart =
                    own.2 <= other.0 || other.2 <= own.0 || own.3 <= other.1 || other.3 <= own.1;
                prop_assert!(apart, "{mark:?} lies on {other:?}");
            }
            texts.push(own);
        }
    }
    let written = chart.svg("c");
    // Of a coordinate, not of somebody's name.
    let is_odd = |value: &str| value.contains("NaN") || value.contains("inf");
    let shapes = written.split('<').filter_map(|tag| tag.split('>').next());
    prop_assert!(!shapes.flat_map(|tag| tag.split('"')).any(is_odd), "{written}");
    prop_assert_eq!(written.matches('"').count() % 2, 0);
    Ok(())
}

fn series() -> impl Strategy<Value = Series> {
    let value =
        (number(), prop::option::weighted(0.9, number()), prop::option::of((number(), number())))
            .prop_map(|(x, y, band)| Value { x, y, band });
    (name(), prop::collection::vec(value, 0..20), any::<bool>())
        .prop_map(|(name, values, is_step)| Series { name, values, is_step })
}

fn across() -> impl Strategy<Value = Across> {
    let day = (1_i16..9999, 1_i8..13).prop_map(|(year, month)| {
        Across::Days(Date::new(year, month, 1).expect("every month has a first"))
    });
    prop_oneof![day, name().prop_map(Across::Numbers)]
}

proptest! {
    #[test]
    fn lines_stay_inside(
        width in width(), height in width(), across in across(), unit in name(),
        least in prop::option::of(number()), most in prop::option::of(number()),
        series in prop::collection::vec(series(), 0..6),
    ) {
        let up = Up { unit, least, most };
        let chart = LineChart { caption: caption(), width, height, across, up, series };
        sound(&chart.draw())?;
        prop_assert_eq!(chart.draw().svg("c"), chart.draw().svg("c"));
    }

    #[test]
    fn bars_stay_inside(
        width in width(), unit in name(), parts in prop::collection::vec(name(), 0..7),
        has_rest in any::<bool>(),
        rows in prop::collection::vec((name(), numbers(7), prop::option::of(name())), 0..70),
    ) {
        let rows = rows.into_iter().map(|(name, values, note)| Row { name, values, note }).collect();
        let caption = caption();
        sound(&BarChart { caption, width, unit, parts, has_rest, rows }.draw())?;
    }

    #[test]
    fn no_value_beside_a_bar_is_cut(
        width in width(), has_rest in any::<bool>(),
        rows in prop::collection::vec((name(), 0.0..1e12_f64, "[0-9–]{0,12} of [0-9]{0,40}"), 1..20),
    ) {
        let notes: String = rows.iter().map(|row| row.2.as_str()).collect();
        let row = |(name, value, note)| Row { name, values: vec![Some(value)], note: Some(note) };
        let rows = rows.into_iter().map(row).collect();
        let chart = BarChart { width, has_rest, rows, ..BarChart::default() }.draw();
        sound(&chart)?;
        let whole = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(whole(&classed(&chart, "value").concat()), whole(&notes));
    }

    #[test]
    fn dots_and_sparks_stay_inside(values in numbers(120), width in width(), unit in name()) {
        sound(&sparkline(&caption(), &values, 1.0))?;
        let values: Vec<f64> = values.into_iter().flatten().collect();
        sound(&strip(&caption(), width, &unit, &values))?;
    }

    #[test]
    fn boards_stay_inside(
        columns in prop::collection::vec((name(), prop_oneof![0..9_usize, any::<usize>()]), 0..9),
        width in width(),
    ) {
        let chart = board(&caption(), width, &columns);
        sound(&chart)?;
        if !columns.is_empty() && columns.iter().all(|column| column.1 < 10) {
            prop_assert_eq!(texts(&chart).len(), columns.len(), "every name is written");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn heat_maps_stay_inside(
        columns in prop::collection::vec(name(), 0..44),
        rows in prop::collection::vec((name(), numbers(44)), 0..54),
        least in prop::option::of(number()), most in prop::option::of(number()),
    ) {
        let rows = rows.into_iter().map(|(name, values)| HeatRow { name, values }).collect();
        let map = HeatMap { caption: caption(), columns, rows, least, most };
        sound(&map.draw())?;
    }
}

fn texts(chart: &Chart) -> Vec<&str> {
    let texts = chart.marks.iter().filter_map(|mark| match mark {
        Mark::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// The texts of this class.
fn classed<'c>(chart: &'c Chart, wanted: &str) -> Vec<&'c str> {
    let texts = chart.marks.iter().filter_map(|mark| match mark {
        Mark::Text { class, text, .. } if class == wanted => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

fn line(across: Across, values: &[(f64, Option<f64>)], up: Up) -> Chart {
    let values = values.iter().map(|(x, y)| Value { x: *x, y: *y, band: None }).collect();
    let series = vec![Series { name: "all".to_owned(), values, is_step: false }];
    LineChart { caption: caption(), width: 320.0, height: 200.0, across, up, series }.draw()
}

#[test]
fn axes_have_round_numbers() {
    let cases: &[(f64, f64, &[&str])] = &[
        (0.0, 97.0, &["0", "20", "40", "60", "80", "100"]),
        (0.0, 0.37, &["0", "0.1", "0.2", "0.3", "0.4"]),
        (3.0, 3.0, &["0", "1", "2", "3"]),
        (-4.0, 11.0, &["−5", "0", "5", "10", "15"]),
        (
            0.0,
            48_000.0,
            &[
                "0",
                "10\u{202f}000",
                "20\u{202f}000",
                "30\u{202f}000",
                "40\u{202f}000",
                "50\u{202f}000",
            ],
        ),
        (0.0, 3_900_000.0, &["0", "1 m", "2 m", "3 m", "4 m"]),
    ];
    for (least, most, wanted) in cases {
        let chart = line(
            Across::Numbers(String::new()),
            &[(1.0, Some(*least)), (2.0, Some(*most))],
            Up::default(),
        );
        let found = texts(&chart);
        assert_eq!(&found[..wanted.len()], *wanted, "{least} to {most}: {found:?}");
    }
}

#[test]
fn dates_are_days_months_or_years() {
    let first: Date = "2025-11-17".parse().expect("a day");
    let cases: &[(f64, &[&str])] = &[
        (3.0, &["17 Nov", "18 Nov", "19 Nov", "20 Nov"]),
        (20.0, &["17 Nov", "24 Nov", "1 Dec"]),
        (150.0, &["Dec 2025", "Jan 2026", "Feb", "Mar", "Apr"]),
        (700.0, &["Jan 2026", "Jul", "Jan 2027", "Jul"]),
        (3000.0, &["2026", "2028", "2030", "2032", "2034"]),
    ];
    for (days, wanted) in cases {
        let chart =
            line(Across::Days(first), &[(0.0, Some(1.0)), (*days, Some(2.0))], Up::default());
        let found: Vec<&str> =
            texts(&chart).into_iter().filter(|text| !text.contains('.')).collect();
        assert_eq!(found, *wanted, "{days} days");
    }
}

#[test]
fn nothing_to_show_says_so() {
    let none: Vec<Option<f64>> = vec![None, Some(f64::NAN)];
    let row = |values: Vec<Option<f64>>| Row { name: "a".to_owned(), values, note: None };
    let charts = [
        line(Across::Numbers(String::new()), &[(0.0, None), (f64::NAN, Some(1.0))], Up::default()),
        sparkline(&caption(), &none, 1.0),
        strip(&caption(), 320.0, "days", &[f64::NAN]),
        BarChart { width: 320.0, rows: vec![row(none.clone())], ..BarChart::default() }.draw(),
        HeatMap::default().draw(),
        board(&caption(), 320.0, &[]),
    ];
    for chart in charts {
        assert!(texts(&chart).contains(&"no data yet"), "{chart:?}");
    }
}

#[test]
fn a_long_name_takes_two_lines_beside_its_bar_and_only_then_is_cut() {
    let long = "Recover before the customer has noticed that anything was wrong at all";
    let cases: &[(&str, usize, bool)] =
        &[("Security", 1, false), ("Running what we build", 2, false), (long, 2, true)];
    for (name, lines, is_cut) in cases {
        let rows = vec![Row { name: (*name).to_owned(), values: vec![Some(3.0)], note: None }];
        let chart = BarChart { width: 304.0, rows, ..BarChart::default() }.draw();
        let names = classed(&chart, "name");
        assert_eq!((names.len(), names.concat().ends_with('…')), (*lines, *is_cut), "{names:?}");
        assert!(*is_cut || names.join(" ") == *name, "{names:?}");
    }
}

#[test]
fn a_line_has_gaps_where_nothing_is_known() {
    let values = [
        (0.0, Some(1.0)),
        (1.0, Some(2.0)),
        (2.0, None),
        (3.0, Some(2.0)),
        (4.0, Some(1.0)),
        (5.0, None),
        (6.0, Some(3.0)),
    ];
    let chart = line(Across::Numbers(String::new()), &values, Up::default());
    let lines = chart
        .marks
        .iter()
        .filter(|mark| matches!(mark, Mark::Line { class, .. } if class == "line s1"));
    let dots = chart.marks.iter().filter(|mark| matches!(mark, Mark::Dot { .. }));
    assert_eq!((lines.count(), dots.count()), (2, 2), "two lines, the lone point, and the end");
}

#[test]
fn large_heat_maps_are_cut_and_say_so() {
    let columns: Vec<String> = (0..60).map(|number| format!("Column {number}")).collect();
    let row = |number| HeatRow { name: format!("Row {number}"), values: vec![Some(1.0); 60] };
    let map = HeatMap { columns, rows: (0..70).map(row).collect(), ..HeatMap::default() };
    let chart = map.draw();
    let cells = chart.marks.iter().filter(|mark| matches!(mark, Mark::Bar { .. })).count();
    assert_eq!(cells, MOST_ROWS * MOST_COLUMNS);
    assert!(texts(&chart).contains(&"20 rows and 20 columns more are not shown"));
}

#[test]
fn a_change_that_is_small_beside_the_number_looks_small() {
    let height = |values: [f64; 2], span: f64| {
        let chart = sparkline(&caption(), &values.map(Some), span);
        let line = chart.marks.iter().find_map(|mark| match mark {
            Mark::Line { points, .. } => {
                Some(points.iter().map(|point| point.1).collect::<Vec<_>>())
            }
            _ => None,
        });
        let line = line.expect("a line");
        (line[0] - line[1]).abs()
    };
    let full = height([0.0, 20.0], 20.0);
    let is = |one: f64, other: f64| (one - other).abs() < 1e-9;
    assert!(is(height([0.0, 90.0], 20.0), full), "what is larger fills the height");
    assert!(
        height([100.0, 99.7], 20.0) < full / 20.0,
        "three tenths of a hundred are next to nothing"
    );
    assert!(is(height([5.0, 5.0], 0.0), 0.0));
}

#[test]
fn a_chart_has_a_name_and_a_description() {
    let written = sparkline(&caption(), &[Some(1.0), Some(2.0)], 0.0).svg("c1");
    for part in [
        "role=\"img\"",
        "aria-labelledby=\"c1-t\"",
        "aria-describedby=\"c1-d\"",
        "<title id=\"c1-t\">A &lt;chart&gt;</title>",
        "<desc id=\"c1-d\">What it &quot;shows&quot; &amp; says</desc>",
    ] {
        assert!(written.contains(part), "{part} is missing: {written}");
    }
}
