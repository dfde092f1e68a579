//! Progression maps: nothing overlaps, no edge passes through a node, and few edges cross.

mod fewest;
mod ladders;

use std::collections::{BTreeMap, BTreeSet};

use learn::format::drawn;
use learn::format::map::{
    Heading, Kind, Layout, Map, NodeBox, Point, Segment, layout, legend, sheets, svg,
};
use proptest::prelude::*;
use proptest::sample::Index;

use fewest::{crossing, optimum};
use ladders::{ladder, map};

/// Fails when the drawing breaks one of its promises.
fn sound(layout: &Layout) -> Result<(), TestCaseError> {
    let inside = |(x, y): Point| x >= 0.0 && y >= 0.0 && x <= layout.width && y <= layout.height;
    for (number, node) in layout.boxes.iter().enumerate() {
        prop_assert!(inside((node.x, node.y)), "{node:?}");
        prop_assert!(inside((node.x + node.width, node.y + node.height)), "{node:?}");
        let bold = if node.kind == Kind::Role { drawn::BOLD } else { 1.0 };
        for line in &node.lines {
            prop_assert!(drawn::width(line, 13.5) * bold + 24.0 <= node.width, "{line} {node:?}");
        }
        let heading = &layout.headings[node.column];
        prop_assert!(heading.x < node.x && node.x + node.width < heading.x + heading.width);
        for other in &layout.boxes[number + 1..] {
            let apart = node.x + node.width < other.x
                || other.x + other.width < node.x
                || node.y + node.height + 10.0 < other.y
                || other.y + other.height + 10.0 < node.y;
            prop_assert!(apart, "{node:?} {other:?}");
        }
    }
    for pair in layout.headings.windows(2) {
        prop_assert!(pair[0].x + pair[0].width < pair[1].x);
    }
    for heading in &layout.headings {
        for line in &heading.lines {
            prop_assert!(drawn::bold_width(line, 15.0) <= heading.width, "{heading:?}");
        }
    }
    passes_through_none(layout)
}

/// Fails when an edge passes through a box, other than where it starts and ends.
fn passes_through_none(layout: &Layout) -> Result<(), TestCaseError> {
    // Boxes by their left edge: those of one layer stand one above the other.
    let mut layers: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (number, node) in layout.boxes.iter().enumerate() {
        layers.entry(key(node.x)).or_default().push(number);
    }
    for route in &layout.routes {
        let (left, right) =
            if route.is_back { (route.to, route.from) } else { (route.from, route.to) };
        let mut before: Option<Point> = None;
        for segment in &route.segments {
            let (Segment::Level(start, end) | Segment::Bend(start, end)) = *segment;
            prop_assert!(before.is_none_or(|before| before == start), "a gap in {route:?}");
            before = Some(end);
            for point in points(segment) {
                for number in layers.range(..=key(point.0)).flat_map(|(_, layer)| layer) {
                    let node = &layout.boxes[*number];
                    let is_end = *number == left || *number == right;
                    let edge = if is_end { -0.1 } else { 2.0 };
                    let is_inside = point.0 > node.x - edge
                        && point.0 < node.x + node.width + edge
                        && point.1 > node.y - edge
                        && point.1 < node.y + node.height + edge;
                    prop_assert!(!is_inside, "{route:?} passes through {node:?} at {point:?}");
                }
            }
        }
        let (from, to) = (&layout.boxes[left], &layout.boxes[right]);
        let starts = route.segments.first().map(|segment| points(segment)[0]);
        prop_assert_eq!(starts, Some((from.x + from.width, from.y + from.height / 2.0)));
        prop_assert_eq!(before, Some((to.x, to.y + to.height / 2.0)));
    }
    Ok(())
}

#[allow(clippy::cast_possible_truncation)] // drawings are small
fn key(x: f64) -> i64 {
    x.round() as i64
}

/// Points along a segment.
fn points(segment: &Segment) -> Vec<Point> {
    let (Segment::Level(start, end) | Segment::Bend(start, end)) = *segment;
    (0..=16)
        .map(|step| {
            let t = f64::from(step) / 16.0;
            let middle = f64::midpoint(start.0, end.0);
            let curve = |a: f64, b: f64, c: f64, d: f64| {
                let u = 1.0 - t;
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            match segment {
                Segment::Level(..) => (start.0 + (end.0 - start.0) * t, start.1),
                Segment::Bend(..) => {
                    (curve(start.0, middle, middle, end.0), curve(start.1, start.1, end.1, end.1))
                }
            }
        })
        .collect()
}

/// Columns, nodes and edges as they come: labels of any script, cycles, edges back and to oneself.
fn any_map() -> impl Strategy<Value = Map> {
    let label = "[A-Za-zäß日本語Жק&<>\"' -]{0,60}";
    let nodes = prop::collection::vec((0..6_usize, label), 0..150);
    let edges = prop::collection::vec((any::<Index>(), any::<Index>()), 0..220);
    (1..6_usize, nodes, edges).prop_map(|(columns, nodes, edges)| {
        let edges: Vec<(usize, usize)> = if nodes.is_empty() {
            Vec::new()
        } else {
            edges
                .iter()
                .map(|(one, other)| (one.index(nodes.len()), other.index(nodes.len())))
                .collect()
        };
        map(columns, &nodes, &edges)
    })
}

/// Two or three columns of at most seven nodes each, with edges only from one to the next.
fn small_map() -> impl Strategy<Value = (Vec<usize>, Vec<(usize, usize)>)> {
    let edges = prop::collection::vec((any::<Index>(), any::<Index>(), any::<bool>()), 3..18);
    (prop::collection::vec(2..=7_usize, 2..=3), edges).prop_map(|(layers, edges)| {
        let mut found = BTreeSet::new();
        for (one, other, is_late) in edges {
            let layer = usize::from(is_late && layers.len() > 2);
            let start: usize = layers[..layer].iter().sum();
            let from = start + one.index(layers[layer]);
            found.insert((from, start + layers[layer] + other.index(layers[layer + 1])));
        }
        (layers, found.into_iter().collect())
    })
}

fn of_layers(layers: &[usize], edges: &[(usize, usize)]) -> Map {
    let mut nodes = Vec::new();
    for (column, width) in layers.iter().enumerate() {
        nodes.extend((0..*width).map(|_| (column, "Node".to_owned())));
    }
    map(layers.len(), &nodes, edges)
}

/// The crossings that can be seen in the drawing of a map whose edges lead from layer to layer.
fn drawn_crossings(layout: &Layout) -> usize {
    let mut gaps: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for route in &layout.routes {
        // Boxes are numbered from top to bottom.
        gaps.entry(layout.boxes[route.from].layer).or_default().push((route.from, route.to));
    }
    gaps.values().map(|links| crossing(links)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_map_is_drawn_without_overlap(map in any_map(), turn in any::<Index>()) {
        let layout = layout(&map);
        sound(&layout)?;
        prop_assert!(layout.crossings <= layout.crossings_at_first);
        prop_assert_eq!(layout.boxes.len(), map.nodes.len());
        let written = svg::svg(&layout, "m-");
        let mut turned = map.clone();
        turned.nodes.reverse();
        let by = turn.index(turned.edges.len().max(1));
        turned.edges.rotate_left(by);
        prop_assert_eq!(written, svg::svg(&learn::format::map::layout(&turned), "m-"));
    }

    #[test]
    fn edges_cross_no_more_than_in_the_order_given((layers, edges) in small_map()) {
        let links: Vec<usize> = (0..layers.len() - 1).map(|layer| {
            let start: usize = layers[..layer].iter().sum();
            let own: Vec<(usize, usize)> = edges.iter().copied()
                .filter(|(from, _)| (start..start + layers[layer]).contains(from)).collect();
            crossing(&own)
        }).collect();
        let layout = layout(&of_layers(&layers, &edges));
        prop_assert_eq!(layout.crossings, drawn_crossings(&layout));
        prop_assert_eq!(layout.crossings_at_first, links.iter().sum::<usize>());
        prop_assert!(layout.crossings <= layout.crossings_at_first);
    }
}

#[test]
fn small_maps_have_hardly_more_crossings_than_the_fewest_possible() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut fewest, mut drawn, mut missed) = (0, 0, 0);
    for _ in 0..40 {
        let tree = small_map().new_tree(&mut runner).expect("a map");
        let (layers, edges) = proptest::strategy::ValueTree::current(&tree);
        let best = optimum(&layers, &edges);
        let found = drawn_crossings(&layout(&of_layers(&layers, &edges)));
        assert!(found >= best, "fewer than the fewest: {layers:?} {edges:?}");
        fewest += best;
        drawn += found;
        missed += usize::from(found > best);
    }
    let found =
        format!("{drawn} crossings where {fewest} are the fewest; {missed} of 40 have more");
    assert!(drawn * 100 <= fewest * 103, "{found}");
}

#[test]
fn ladders_of_every_size_are_drawn() {
    for nodes in [10, 120, 500, 2000] {
        let layout = layout(&ladder(nodes));
        assert_eq!(layout.boxes.len(), nodes);
        assert!(layout.crossings * 3 <= layout.crossings_at_first, "{nodes}: {}", layout.crossings);
        sound(&layout).unwrap_or_else(|error| panic!("{nodes} nodes: {error}"));
        let tops: Vec<i64> = layout.headings.iter().map(|role| key(top(&layout, role))).collect();
        assert!(
            tops.iter().all(|top| *top == tops[0]),
            "{nodes}: below some headings is a blank: {tops:?}"
        );
    }
}

/// The height of what is highest in a column: a box or a line past one.
fn top(layout: &Layout, role: &Heading) -> f64 {
    let is_here = |x: f64| role.x < x && x < role.x + role.width;
    let boxes = layout.boxes.iter().filter(|node| is_here(node.x)).map(|node| node.y);
    let lines =
        layout.routes.iter().flat_map(|route| &route.segments).filter_map(
            |segment| match segment {
                Segment::Level(start, _) if is_here(start.0) => Some(start.1),
                _ => None,
            },
        );
    boxes.chain(lines).fold(f64::INFINITY, f64::min)
}

/// On paper a large drawing lies on several sheets: together they show every box once and whole, none smaller
/// than can be read, and no sheet is nearly empty.
#[test]
fn sheets_of_paper_show_every_box_once_and_whole() {
    assert_eq!(sheets::sheets(&layout(&Map::default()), "m-"), "", "a small one needs none");
    for nodes in [10, 60, 120, 500] {
        let layout = layout(&ladder(nodes));
        let (paper, windows) = sheets::windows(&layout);
        let (widest, highest) = paper.most();
        let is_whole = |window: &sheets::Window, node: &NodeBox| {
            window.x.0 <= node.x
                && node.x + node.width <= window.x.1
                && window.y.0 <= node.y
                && node.y + node.height <= window.y.1
        };
        for node in &layout.boxes {
            let shown = windows.iter().filter(|window| is_whole(window, node)).count();
            assert_eq!(shown, 1, "{nodes}: {node:?} in {windows:?}");
        }
        for window in &windows {
            let (width, height) = (window.x.1 - window.x.0, window.y.1 - window.y.0);
            assert!(width <= widest && height <= highest, "{nodes}: too small to read: {window:?}");
        }
        let full = (layout.width * layout.height / (widest * highest)).ceil();
        let sheets = f64::from(u32::try_from(windows.len()).expect("few"));
        assert!(sheets <= full * 1.75 + 2.0, "{nodes}: {sheets} sheets, {full} full ones");
        let written = sheets::sheets(&layout, "m-");
        assert_eq!(
            written.matches("<use href=\"#m-map\"").count(),
            windows.len() * usize::from(windows.len() > 1)
        );
        for (sheet, window) in written.split("<svg class=\"map ").skip(1).zip(&windows) {
            for role in layout.boxes.iter().filter(|node| is_whole(window, node)) {
                let role = &layout.headings[role.column];
                let is_drawn = window.y.0 <= 0.0 && window.x.0 <= role.x;
                let is_said = sheet.contains(&format!(">{} </tspan>", role.lines[0]));
                assert!(is_drawn != is_said, "{nodes}: {} on {window:?}: {sheet}", role.lines[0]);
            }
        }
    }
}

#[test]
fn a_map_of_a_theme_keeps_the_budget_of_its_page() {
    let written = svg::svg(&layout(&ladder(120)), "m-");
    assert!(written.len() < 200_000, "{} bytes", written.len());
    assert!(written.matches("\n<").count() < 2_000 && written.matches('<').count() < 5_000);
}

#[test]
fn cycles_are_drawn_with_one_edge_turned_round() {
    let nodes: Vec<(usize, String)> = (0..4).map(|number| (0, format!("Node {number}"))).collect();
    let round = layout(&map(1, &nodes, &[(0, 1), (1, 2), (2, 3), (3, 0), (2, 2), (9, 1)]));
    let back: Vec<&str> = round
        .routes
        .iter()
        .filter(|route| route.is_back)
        .map(|route| round.boxes[route.from].id.as_str())
        .collect();
    assert_eq!(round.routes.len(), 4, "the edge to oneself and the one from nowhere are not drawn");
    assert_eq!(back.len(), 1);
    // From a later column to an earlier one.
    let nodes = [(1, "Late".to_owned()), (0, "Early".to_owned())];
    let against = layout(&map(2, &nodes, &[(0, 1)]));
    assert!(against.routes[0].is_back);
    assert_eq!(against.boxes[against.routes[0].from].label, "Late");
}

#[test]
fn a_column_is_read_by_the_depth_of_what_comes_first() {
    let names = ["a", "b", "c", "0"].map(|name| (0, name.to_owned()));
    let drawn = layout(&map(1, &names, &[(0, 1), (1, 2), (0, 2), (3, 2)]));
    let layers: Vec<(&str, usize)> =
        drawn.boxes.iter().map(|node| (node.label.as_str(), node.layer)).collect();
    let mut sorted = layers.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [("0", 0), ("a", 0), ("b", 1), ("c", 2)]);
    assert_eq!(layers.iter().map(|node| node.1).collect::<Vec<_>>(), [0, 0, 1, 2]);
}

#[test]
fn an_empty_map_has_a_size_and_no_legend() {
    let empty = layout(&Map::default());
    assert!(empty.width > 0.0 && empty.height > 0.0 && empty.boxes.is_empty());
    assert_eq!(legend::legend(&empty), "");
    assert!(svg::svg(&empty, "m-").starts_with("<svg class=\"map\""));
}

#[test]
fn whatever_a_label_says_it_stays_text() {
    let evil = "</title><script>alert(1)</script> \" onload='x' {{ x }} \u{202e}desrever\u{1b}[2J";
    let mut map = map(1, &[(0, evil.to_owned())], &[]);
    map.title = evil.to_owned();
    map.columns[0].title = evil.to_owned();
    map.columns[0].note = Some(evil.to_owned());
    map.columns[0].href = Some(evil.to_owned());
    map.nodes[0].href = Some(evil.to_owned());
    map.nodes[0].note = Some(evil.to_owned());
    let written = svg::svg(&layout(&map), evil);
    assert!(!written.contains("<script") && written.matches("</title>").count() == 1, "{written}");
    assert!(
        !written.contains("' ") && !written.contains('\u{202e}') && !written.contains('\u{1b}')
    );
    assert_eq!(written.matches('"').count() % 2, 0);
}

#[test]
fn a_node_is_a_link_with_its_name_kind_and_state() {
    let drawn = layout(&map(1, &[(0, "On call".to_owned()), (0, "Run it".to_owned())], &[(0, 1)]));
    let written = svg::svg(&drawn, "m-");
    for part in [
        "role=\"list\"",
        "role=\"listitem\"",
        "<title>Run it, under way, workshop</title>",
        "kind-workshop state-under-way",
        "id=\"m-0\"",
        "data-to=\"1\"",
        "<a href=\"../modules/n1/\"",
    ] {
        assert!(written.contains(part), "{part} is missing: {written}");
    }
}

#[test]
fn text_is_never_measured_too_narrow_by_breaking_it() {
    for text in [
        "",
        "a",
        "Incident command",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "日本語日本語日本語",
        "a-b/c.d_e",
    ] {
        for limit in [10.0, 40.0, 172.0] {
            let lines = drawn::lines(text, 13.5, limit);
            assert!(!lines.is_empty());
            for line in &lines {
                assert!(drawn::width(line, 13.5) <= limit || line.chars().count() == 1, "{line}");
            }
            let rejoined: String = lines.concat().split_whitespace().collect();
            assert_eq!(rejoined, text.split_whitespace().collect::<String>());
        }
    }
}
