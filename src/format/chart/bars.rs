//! Bars that lie one below the other, whole or in parts, each with its name and its number.

use super::canvas::{Anchor, Canvas, Point, SIZE, drawable, fitted};
use super::figure::exact;
use super::hatch::hatch;
use super::scale::{Scale, ticks};
use super::{Caption, Chart, count, shown};
use crate::format::drawn;

/// The height of a row and of the bar in it.
const ROW: (f64, f64) = (28.0, 16.0);
/// The height of a row where a name takes two lines, and how far apart these are.
const TALL: (f64, f64) = (36.0, 13.0);
/// How much of the width numbers take beside their bars; where one needs more, all stand below.
const BESIDE: f64 = 0.4;
/// How much of the width is left for the names and numbers beside bars.
const TEXTS: f64 = 0.72;
/// The most rows one chart holds; the rest is counted in a line below.
const MOST: usize = 60;

/// A chart of bars.
#[derive(Debug, Clone, Default)]
pub struct BarChart {
    /// Its name and description.
    pub caption: Caption,
    /// Its width in CSS pixels; 320 fits a phone. The height follows from the rows.
    pub width: f64,
    /// The unit, written above.
    pub unit: String,
    /// What the parts of every bar are; one or none for whole bars.
    pub parts: Vec<String>,
    /// Whether the last part is what is left of a whole: it stands back, pale and plain.
    pub has_rest: bool,
    /// The bars from top to bottom.
    pub rows: Vec<Row>,
}

/// One bar.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The size of each part; none where nobody can say.
    pub values: Vec<Option<f64>>,
    /// A text at its end in place of the sum, such as `7 of 12`; it is never cut.
    pub note: Option<String>,
}

impl BarChart {
    /// Draws the chart. Of negative numbers in stacked bars only the size is shown.
    #[must_use]
    pub fn draw(&self) -> Chart {
        let rows = &self.rows[..self.rows.len().min(MOST)];
        let legend = self.legend_rows();
        let above = if self.unit.is_empty() { 4.0 } else { 22.0 } + legend * 20.0;
        let more = if self.rows.len() > MOST { 20.0 } else { 0.0 };
        let sizes: Vec<Vec<Option<f64>>> = rows.iter().map(|row| self.sizes(row)).collect();
        let notes = Notes::of(rows, &sizes, drawable(self.width));
        let most = notes.most_for_names();
        let tall = self.height_of_rows(most) + notes.below();
        let height = above + count(rows.len().max(1)) * tall + 4.0 + more;
        let mut canvas = Canvas::new(&self.caption, "bars", self.width, height);
        if !sizes.iter().flatten().any(Option::is_some) {
            canvas.no_data();
            return canvas.finished();
        }
        let unit = fitted(&self.unit, canvas.width() - 2.0);
        canvas.text("unit", (0.0, 11.0), Anchor::Start, &unit);
        self.draw_legend(&mut canvas, if self.unit.is_empty() { 4.0 } else { 22.0 });
        let scale = self.scale(&notes, &sizes);
        let zero = scale.at(0.0);
        canvas.line("axis", vec![(zero, above), (zero, above + count(rows.len()) * tall)]);
        for (number, (row, sizes)) in rows.iter().zip(&sizes).enumerate() {
            let top = above + count(number) * tall + (tall - notes.below() - ROW.1) / 2.0;
            draw_name(&mut canvas, &name_lines(row, most), top + 12.0);
            let end = self.draw_bar(&mut canvas, &scale, top, sizes);
            notes.draw(&mut canvas, number, (end + 6.0, top + 12.0));
        }
        if more > 0.0 {
            let text = format!("and {} more", self.rows.len() - MOST);
            let at = (0.0, canvas.height() - 8.0);
            canvas.text("unit", at, Anchor::Start, &text);
        }
        canvas.finished()
    }

    fn is_stacked(&self) -> bool {
        self.parts.len() > 1
    }

    fn sizes(&self, row: &Row) -> Vec<Option<f64>> {
        let parts = self.parts.len().max(1);
        let value = |value: &Option<f64>| {
            value.and_then(shown).map(|value| if self.is_stacked() { value.abs() } else { value })
        };
        row.values.iter().take(parts).map(value).collect()
    }

    /// The room that names take, of at most this.
    fn names(&self, most: f64) -> f64 {
        let lines = self.rows.iter().flat_map(|row| name_lines(row, most));
        lines.map(|line| drawn::width(&line, SIZE)).fold(0.0, f64::max)
    }

    fn height_of_rows(&self, most: f64) -> f64 {
        let has_tall = self.rows.iter().take(MOST).any(|row| name_lines(row, most).len() > 1);
        if has_tall { TALL.0 } else { ROW.0 }
    }

    /// The numbers between the names on the left and the longest note on the right.
    fn scale(&self, notes: &Notes, sizes: &[Vec<Option<f64>>]) -> Scale {
        let sums = || sizes.iter().map(|sizes| sizes.iter().flatten().sum::<f64>());
        let found = ticks(sums().fold(0.0, f64::min), sums().fold(0.0, f64::max), 5);
        let start = self.names(notes.most_for_names()) + 10.0;
        Scale {
            from: sums().fold(0.0, f64::min),
            to: sums().fold(found.step / 1000.0, f64::max),
            start,
            end: notes.end_of_bars().max(start + 4.0),
        }
    }

    /// Draws the parts one after another; says where the last ends.
    fn draw_bar(&self, canvas: &mut Canvas, scale: &Scale, top: f64, sizes: &[Option<f64>]) -> f64 {
        let zero = scale.at(0.0);
        let (mut sum, mut right) = (0.0, zero);
        for (part, size) in sizes.iter().enumerate() {
            let Some(size) = size else { continue };
            let (from, to) = (scale.at(sum), scale.at(sum + size));
            let (left, width) = (from.min(to), (from - to).abs());
            let at = (left, top);
            self.draw_part(canvas, part, at, (width, ROW.1));
            sum += size;
            right = right.max(left + width);
        }
        right
    }

    fn draw_part(&self, canvas: &mut Canvas, part: usize, at: Point, size: (f64, f64)) {
        if self.has_rest && self.is_stacked() && part + 1 == self.parts.len() {
            canvas.bar("bar rest", at, size);
            return;
        }
        canvas.bar(&format!("bar s{}", part % 5 + 1), at, size);
        if self.is_stacked() {
            hatch(canvas, part, at, size);
        }
    }

    /// Where each part of the legend begins: across, and in which of its rows.
    fn legend_places(&self) -> Vec<(f64, f64, String)> {
        let mut places = Vec::new();
        let (mut x, mut row) = (0.0, 0.0);
        if self.is_stacked() {
            let most = drawable(self.width);
            for part in &self.parts {
                let text = fitted(part, most - 24.0);
                let width = 18.0 + drawn::width(&text, SIZE) + 16.0;
                if x > 0.0 && x + width - 16.0 > most {
                    (x, row) = (0.0, row + 1.0);
                }
                places.push((x, row, text));
                x += width;
            }
        }
        places
    }

    fn legend_rows(&self) -> f64 {
        self.legend_places().last().map_or(0.0, |place| place.1 + 1.0)
    }

    fn draw_legend(&self, canvas: &mut Canvas, top: f64) {
        for (part, (x, row, text)) in self.legend_places().into_iter().enumerate() {
            let at = (x, top + row * 20.0 + 2.0);
            self.draw_part(canvas, part, at, (12.0, 12.0));
            canvas.text("name", (x + 18.0, at.1 + 10.0), Anchor::Start, &text);
        }
    }
}

/// What stands at the ends of the bars, or below them where one is too long for that.
struct Notes {
    /// The lines of each.
    lines: Vec<Vec<String>>,
    /// The room that is kept for them beside the bars; none where they stand below.
    beside: Option<f64>,
    /// The width of the chart.
    width: f64,
}

impl Notes {
    fn of(rows: &[Row], sizes: &[Vec<Option<f64>>], width: f64) -> Self {
        let notes: Vec<String> =
            rows.iter().zip(sizes).map(|(row, sizes)| note(row, sizes)).collect();
        let longest = notes.iter().map(|note| drawn::width(note, SIZE)).fold(0.0, f64::max) + 8.0;
        let beside = (longest <= width * BESIDE).then_some(longest);
        let lines = notes.into_iter().map(|note| match beside {
            Some(_) => vec![note],
            None => drawn::lines(&note, SIZE, width - 2.0),
        });
        Self { lines: lines.collect(), beside, width }
    }

    /// The most room that names take.
    fn most_for_names(&self) -> f64 {
        (self.width * TEXTS - self.beside.unwrap_or_default()).min(self.width * 0.42)
    }

    /// Where the longest bar ends.
    fn end_of_bars(&self) -> f64 {
        self.width - self.beside.unwrap_or(8.0)
    }

    /// The height that a row needs for them below its bar.
    fn below(&self) -> f64 {
        let most = self.lines.iter().map(Vec::len).max().unwrap_or_default();
        if self.beside.is_some() { 0.0 } else { count(most) * TALL.1 + 4.0 }
    }

    /// Writes that of a row, whose bar ends at this place.
    fn draw(&self, canvas: &mut Canvas, row: usize, end: Point) {
        let from = if self.beside.is_some() { end } else { (0.0, end.1 + TALL.0 / 2.0 + 3.0) };
        for (number, line) in self.lines.get(row).into_iter().flatten().enumerate() {
            let at = (from.0, from.1 + count(number) * TALL.1);
            canvas.text("value", at, Anchor::Start, line);
        }
    }
}

/// A name in one line or two; what does not fit into two is cut.
fn name_lines(row: &Row, most: f64) -> Vec<String> {
    let name = in_one_line(&row.name);
    let mut lines = drawn::lines(&name, SIZE, most);
    lines.truncate(2);
    if let [first, second] = lines.as_mut_slice() {
        let rest = name.get(first.len()..).unwrap_or_default();
        *second = fitted(rest, most);
    }
    lines
}

/// A name beside its bar: in one line on this height, in two around it.
fn draw_name(canvas: &mut Canvas, lines: &[String], at: f64) {
    let first = if lines.len() > 1 { at - TALL.1 / 2.0 } else { at };
    for (number, line) in lines.iter().enumerate() {
        canvas.text("name", (0.0, first + count(number) * TALL.1), Anchor::Start, line);
    }
}

/// What stands at the end of a bar.
fn note(row: &Row, sizes: &[Option<f64>]) -> String {
    match &row.note {
        Some(note) => in_one_line(note),
        None if sizes.iter().any(Option::is_some) => exact(sizes.iter().flatten().sum()),
        None => "no data".to_owned(),
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
