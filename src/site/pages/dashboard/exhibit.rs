//! What stands on the dashboard: a figure with its words, its table, its definition and its file.

use serde::Serialize;
use serde_json::Value;

use crate::format::chart::Chart;
use crate::format::csv;

/// The folder of the dashboard below the output folder.
pub const FOLDER: &str = "dashboard";

/// The address of the dashboard.
pub const HOME: &str = "dashboard/index.html";

/// How wide charts are drawn: what a phone shows without scrolling.
pub const WIDTH: f64 = 304.0;

/// How many rows a table on a page has; the file has all.
const ROWS: usize = 100;

/// A figure.
#[derive(Debug, Clone, Serialize)]
pub struct Exhibit {
    /// Its anchor, which is also the name of its file.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it says, in sentences.
    pub says: Vec<String>,
    /// What is counted.
    pub definition: String,
    /// The drawing; none where the table is all there is.
    pub svg: Option<String>,
    /// The same in figures.
    pub table: Table,
    /// The address of its file, counted from the top of the site.
    pub file: String,
    /// What the file holds.
    #[serde(skip)]
    pub text: String,
}

/// A table; a cell is a text or a link.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, of which the first cell is the name.
    pub rows: Vec<Vec<Value>>,
    /// How many rows more the file has.
    pub more: usize,
}

impl Table {
    /// The first rows under these names.
    #[must_use]
    pub fn of(header: &[&str], mut rows: Vec<Vec<Value>>) -> Self {
        let more = rows.len().saturating_sub(ROWS);
        rows.truncate(ROWS);
        Self { header: header.iter().map(|name| (*name).to_owned()).collect(), rows, more }
    }
}

/// A drawing whose texts have ids of their own on the page.
#[must_use]
pub fn drawn(chart: &Chart, id: &str) -> Option<String> {
    Some(chart.svg(&format!("chart-{id}")))
}

/// Rows of a file.
#[must_use]
pub fn text(header: &[&str], rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|cells| csv::row(cells));
    std::iter::once(csv::row(header)).chain(rows).collect()
}

/// The address of the file of this name in a folder of the dashboard; an empty one is the top.
#[must_use]
pub fn file(folder: &str, name: &str) -> String {
    match folder {
        "" => format!("{FOLDER}/{name}.csv"),
        folder => format!("{FOLDER}/{folder}/{name}.csv"),
    }
}
