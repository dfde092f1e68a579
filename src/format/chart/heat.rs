//! Heat maps: a table whose cells are shaded by their values and hold them as text.

use super::canvas::{Anchor, Canvas, SIZE, fitted};
use super::figure::exact;
use super::{Caption, Chart, count, shown};
use crate::format::drawn;

/// The most rows a heat map shows.
pub const MOST_ROWS: usize = 50;
/// The most columns a heat map shows.
pub const MOST_COLUMNS: usize = 40;

/// Width and height of a cell.
const CELL: (f64, f64) = (46.0, 24.0);
/// Space between cells.
const GAP: f64 = 2.0;

/// A heat map. What lies beyond [`MOST_ROWS`] and [`MOST_COLUMNS`] is counted in a line below.
#[derive(Debug, Clone, Default)]
pub struct HeatMap {
    /// Its name and description.
    pub caption: Caption,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows from top to bottom.
    pub rows: Vec<HeatRow>,
    /// The value of the palest shade; the least value if not given.
    pub least: Option<f64>,
    /// The value of the fullest shade; the greatest value if not given.
    pub most: Option<f64>,
}

/// One row of a heat map.
#[derive(Debug, Clone, Default)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// The value of each cell; none where there is nothing to say.
    pub values: Vec<Option<f64>>,
}

impl HeatMap {
    /// Draws the map, as large as its cells.
    #[must_use]
    pub fn draw(&self) -> Chart {
        let rows = &self.rows[..self.rows.len().min(MOST_ROWS)];
        let columns = &self.columns[..self.columns.len().min(MOST_COLUMNS)];
        let widest = |names: &mut dyn Iterator<Item = &String>, most: f64| {
            names.map(|name| drawn::width(name, SIZE)).fold(0.0, f64::max).min(most)
        };
        let beside = widest(&mut rows.iter().map(|row| &row.name), 180.0) + 10.0;
        let above = widest(&mut columns.iter(), 130.0) + 12.0;
        let is_cut = rows.len() < self.rows.len() || columns.len() < self.columns.len();
        let height = above + count(rows.len().max(1)) * CELL.1 + if is_cut { 24.0 } else { 4.0 };
        let width = beside + count(columns.len()) * CELL.0 + 4.0;
        let mut canvas = Canvas::new(&self.caption, "heat", width.max(120.0), height);
        let values = || rows.iter().flat_map(|row| row.values.iter().take(columns.len()));
        let shades = values().copied().flatten().filter_map(shown);
        let (low, high) = shades.fold((f64::INFINITY, f64::NEG_INFINITY), |range, value| {
            (range.0.min(value), range.1.max(value))
        });
        if low > high {
            canvas.no_data();
            return canvas.finished();
        }
        let low = self.least.and_then(shown).unwrap_or(low);
        let high = self.most.and_then(shown).unwrap_or(high);
        for (number, name) in columns.iter().enumerate() {
            let x = beside + (count(number) + 0.5) * CELL.0 + SIZE * 0.35;
            canvas.upright("name", (x, above - 8.0), &fitted(name, above - 12.0));
        }
        for (number, row) in rows.iter().enumerate() {
            let top = above + count(number) * CELL.1;
            let name = fitted(&row.name, beside - 10.0);
            canvas.text("name", (0.0, top + 16.0), Anchor::Start, &name);
            for column in 0..columns.len() {
                let value = row.values.get(column).copied().flatten().and_then(shown);
                let left = beside + count(column) * CELL.0;
                draw_cell(&mut canvas, (left, top), value, (low, high));
            }
        }
        if is_cut {
            let text = format!(
                "{} rows and {} columns more are not shown",
                self.rows.len() - rows.len(),
                self.columns.len() - columns.len()
            );
            let text = fitted(&text, canvas.width() - 2.0);
            let at = (0.0, canvas.height() - 8.0);
            canvas.text("unit", at, Anchor::Start, &text);
        }
        canvas.finished()
    }
}

fn draw_cell(canvas: &mut Canvas, at: (f64, f64), value: Option<f64>, range: (f64, f64)) {
    let shade = value.map_or("empty".to_owned(), |value| format!("h{}", shade(value, range)));
    canvas.bar(&format!("cell {shade}"), at, (CELL.0 - GAP, CELL.1 - GAP));
    let text = value.map_or_else(|| "–".to_owned(), exact);
    let text = fitted(&text, CELL.0 - GAP - 4.0);
    let middle = (at.0 + (CELL.0 - GAP) / 2.0, at.1 + 15.0);
    canvas.text_alone(&format!("in {shade}"), middle, &text);
}

/// Which of six shades a value has, from 0.
fn shade(value: f64, (low, high): (f64, f64)) -> usize {
    let share = if low < high { (value - low) / (high - low) } else { 0.0 };
    [0.1, 0.3, 0.5, 0.7, 0.9].iter().filter(|bound| share >= **bound).count()
}
