//! Lines over time or over numbers: trends, and survival curves with their confidence band.

use super::canvas::{Anchor, Canvas, Point, SIZE, fitted};
use super::figure::figure;
use super::scale::{Scale, Ticks, ticks};
use super::{Caption, Chart, days, shown};
use crate::base::date::Date;
use crate::format::drawn;

/// A chart of lines.
#[derive(Debug, Clone)]
pub struct LineChart {
    /// Its name and description.
    pub caption: Caption,
    /// Its width in CSS pixels; 320 fits a phone.
    pub width: f64,
    /// Its height in CSS pixels.
    pub height: f64,
    /// What its points stand over.
    pub across: Across,
    /// What its height means.
    pub up: Up,
    /// Its lines, in the order of their styles.
    pub series: Vec<Series>,
}

/// What the points of a chart stand over.
#[derive(Debug, Clone)]
pub enum Across {
    /// Days: `x` counts them from this one.
    Days(Date),
    /// Numbers of a unit, such as `months since the start`.
    Numbers(String),
}

/// What the height of a chart means.
#[derive(Debug, Clone, Default)]
pub struct Up {
    /// The unit, written above the axis.
    pub unit: String,
    /// A number that the axis reaches down to, whatever the values are.
    pub least: Option<f64>,
    /// A number that the axis reaches up to.
    pub most: Option<f64>,
}

/// One line.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// Its name, written at its end when there are several.
    pub name: String,
    /// Its values, in any order of `x`.
    pub values: Vec<Value>,
    /// Whether each value holds until the next, as in a survival curve.
    pub is_step: bool,
}

/// One point of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// Where it stands across.
    pub x: f64,
    /// Its value; without one the line has a gap here.
    pub y: Option<f64>,
    /// Its confidence interval.
    pub band: Option<(f64, f64)>,
}

/// A value that can be drawn.
#[derive(Clone, Copy)]
struct Sound {
    x: f64,
    y: Option<f64>,
    band: Option<(f64, f64)>,
}

impl LineChart {
    /// Draws the chart.
    #[must_use]
    pub fn draw(&self) -> Chart {
        let mut canvas = Canvas::new(&self.caption, "line", self.width, self.height);
        let lines: Vec<Vec<Sound>> = self.series.iter().map(sound).collect();
        let all = || lines.iter().flatten();
        if !all().any(|value| value.y.is_some()) {
            canvas.no_data();
            return canvas.finished();
        }
        let bounds = [self.up.least, self.up.most].into_iter().flatten().filter_map(shown);
        let heights = all()
            .flat_map(|value| {
                value
                    .y
                    .into_iter()
                    .chain(value.band.map(|band| band.0))
                    .chain(value.band.map(|band| band.1))
            })
            .chain(bounds);
        let (least, most) = range(heights);
        let (left, right) = range(all().map(|value| value.x));
        let rows = ticks(least, most, if canvas.height() < 150.0 { 3 } else { 5 });
        let plot = self.plot(&canvas, &rows);
        let up = Scale {
            from: rows.values.first().copied().unwrap_or(0.0),
            to: rows.values.last().copied().unwrap_or(1.0),
            start: plot.bottom,
            end: plot.top,
        };
        draw_rows(&mut canvas, &plot, &rows, &up, &self.up.unit);
        let across = self.draw_across(&mut canvas, &plot, left, right);
        for (number, (series, line)) in self.series.iter().zip(&lines).enumerate() {
            draw_band(&mut canvas, number, line, series.is_step, &across, &up);
        }
        for (number, (series, line)) in self.series.iter().zip(&lines).enumerate() {
            draw_line(&mut canvas, number, line, series.is_step, &across, &up);
        }
        if self.series.len() > 1 {
            self.draw_names(&mut canvas, &plot, &lines, &across, &up);
        }
        canvas.finished()
    }

    fn plot(&self, canvas: &Canvas, rows: &Ticks) -> Plot {
        let widest = rows
            .values
            .iter()
            .map(|value| drawn::width(&figure(*value, rows.step), SIZE))
            .fold(0.0, f64::max);
        let names =
            self.series.iter().map(|series| drawn::width(&series.name, SIZE)).fold(0.0, f64::max);
        let beside =
            if self.series.len() > 1 { names.min(canvas.width() * 0.3) + 12.0 } else { 14.0 };
        let has_unit = matches!(&self.across, Across::Numbers(unit) if !unit.is_empty());
        let below = if has_unit { 38.0 } else { 22.0 };
        let above: f64 = if self.up.unit.is_empty() { 10.0 } else { 26.0 };
        let left = (widest + 9.0).min(canvas.width() * 0.4);
        Plot {
            left,
            right: (canvas.width() - beside).max(left + 4.0),
            top: above.min(canvas.height() * 0.4),
            bottom: (canvas.height() - below).max(canvas.height() * 0.5),
        }
    }

    /// Writes what the points stand over below the plot, and says where each of them stands.
    fn draw_across(&self, canvas: &mut Canvas, plot: &Plot, first: f64, last: f64) -> Scale {
        let room = plot.right - plot.left;
        let (labels, mut scale): (Vec<(f64, String)>, Scale) = match &self.across {
            Across::Days(day) => {
                const FARTHEST: f64 = 2_000_000.0;
                let from = first.clamp(-FARTHEST, FARTHEST).floor();
                let length = (last.clamp(-FARTHEST, FARTHEST).ceil() - from).max(1.0);
                let wanted = if room < 260.0 { 4 } else { 7 };
                let found = days::ticks(day.plus_days(whole(from)), whole(length), wanted);
                let labels = found
                    .into_iter()
                    .map(|(days, text)| (from + f64::from(i32::try_from(days).unwrap_or(0)), text));
                (labels.collect(), Scale { from, to: from + length, start: 0.0, end: 0.0 })
            }
            Across::Numbers(_) => {
                let found = ticks(first, last, if room < 260.0 { 5 } else { 8 });
                let ends = (found.values.first().copied(), found.values.last().copied());
                let labels = found.values.iter().map(|value| (*value, figure(*value, found.step)));
                let (from, to) = (ends.0.unwrap_or(0.0), ends.1.unwrap_or(1.0));
                (labels.collect(), Scale { from, to, start: 0.0, end: 0.0 })
            }
        };
        (scale.start, scale.end) = (plot.left, plot.right);
        canvas.line("axis", vec![(plot.left, plot.bottom), (plot.right, plot.bottom)]);
        for (value, text) in labels {
            let x = scale.at(value);
            // The first and the last lean inwards where they would leave the sheet.
            let half = drawn::width(&text, SIZE) / 2.0 + 0.5;
            let middle = x.min(canvas.width() - half).max(half);
            if canvas.text("tick", (middle, plot.bottom + 17.0), Anchor::Middle, &text) {
                canvas.line("axis", vec![(x, plot.bottom), (x, plot.bottom + 4.0)]);
            }
        }
        if let Across::Numbers(unit) = &self.across {
            let text = fitted(unit, room);
            canvas.text("unit", (plot.right, plot.bottom + 32.0), Anchor::End, &text);
        }
        scale
    }

    /// Writes the name of each line beside its end, or as near to it as there is room.
    fn draw_names(
        &self,
        canvas: &mut Canvas,
        plot: &Plot,
        lines: &[Vec<Sound>],
        across: &Scale,
        up: &Scale,
    ) {
        for (number, (series, line)) in self.series.iter().zip(lines).enumerate() {
            let Some(last) = line.iter().rev().find(|value| value.y.is_some()) else { continue };
            let end = (across.at(last.x), up.at(last.y.unwrap_or(0.0)));
            let text = fitted(&series.name, canvas.width() - plot.right - 10.0);
            let class = format!("name {}", style(number));
            let mut shift = 0.0;
            while shift < canvas.height() {
                let near = [end.1 + 4.0 - shift, end.1 + 4.0 + shift];
                let is_written = near
                    .into_iter()
                    .any(|y| canvas.text(&class, (plot.right + 8.0, y), Anchor::Start, &text));
                if is_written {
                    break;
                }
                shift += 3.0;
            }
        }
    }
}

/// Where the lines are.
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn draw_rows(canvas: &mut Canvas, plot: &Plot, rows: &Ticks, up: &Scale, unit: &str) {
    for value in &rows.values {
        let y = up.at(*value);
        canvas.line("grid", vec![(plot.left, y), (plot.right, y)]);
        let text = figure(*value, rows.step);
        canvas.text("tick", (plot.left - 6.0, y + 4.0), Anchor::End, &text);
    }
    let text = fitted(unit, canvas.width() - 2.0);
    canvas.text("unit", (0.0, 11.0), Anchor::Start, &text);
}

/// The values that can be drawn, from left to right.
fn sound(series: &Series) -> Vec<Sound> {
    let mut values: Vec<Sound> = series
        .values
        .iter()
        .filter_map(|value| {
            let y = value.y.and_then(shown);
            let band = value.band.and_then(|(low, high)| {
                let (low, high) = (shown(low)?, shown(high)?);
                Some((low.min(high), low.max(high)))
            });
            Some(Sound { x: shown(value.x)?, y, band: y.and(band) })
        })
        .collect();
    values.sort_by(|one, other| one.x.total_cmp(&other.x));
    values
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |range, value| {
        (range.0.min(value), range.1.max(value))
    })
}

/// A number of days as a whole one; charts do not reach further than it can hold.
#[allow(clippy::cast_possible_truncation)] // clamped before
fn whole(days: f64) -> i64 {
    days.clamp(-4_000_000.0, 4_000_000.0) as i64
}

fn style(number: usize) -> String {
    format!("s{}", number % 5 + 1)
}

/// The runs of points without a gap, as corners of a line.
fn runs(line: &[Sound], is_step: bool, place: impl Fn(&Sound) -> Option<Point>) -> Vec<Vec<Point>> {
    let mut runs: Vec<Vec<Point>> = vec![Vec::new()];
    for value in line {
        let Some(point) = place(value) else {
            runs.push(Vec::new());
            continue;
        };
        let Some(run) = runs.last_mut() else { continue };
        if let Some(&(_, before)) = run.last()
            && is_step
        {
            run.push((point.0, before));
        }
        run.push(point);
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn draw_band(
    canvas: &mut Canvas,
    number: usize,
    line: &[Sound],
    is_step: bool,
    across: &Scale,
    up: &Scale,
) {
    let edge = |pick: fn((f64, f64)) -> f64| {
        runs(line, is_step, |value| Some((across.at(value.x), up.at(pick(value.band?)))))
    };
    for (mut upper, lower) in edge(|band| band.1).into_iter().zip(edge(|band| band.0)) {
        upper.extend(lower.into_iter().rev());
        if upper.len() > 2 {
            canvas.area(&format!("band {}", style(number)), upper);
        }
    }
}

fn draw_line(
    canvas: &mut Canvas,
    number: usize,
    line: &[Sound],
    is_step: bool,
    across: &Scale,
    up: &Scale,
) {
    let found = runs(line, is_step, |value| Some((across.at(value.x), up.at(value.y?))));
    let mut end = None;
    for run in found {
        end = run.last().copied();
        if let [alone] = run[..] {
            canvas.dot(&format!("dot {}", style(number)), alone, 2.5);
        } else {
            canvas.line(&format!("line {}", style(number)), run);
        }
    }
    if let Some(end) = end {
        canvas.dot(&format!("dot {}", style(number)), end, 3.5);
    }
}
