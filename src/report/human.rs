//! The report for people; the only user of miette.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, NarratableReportHandler, Severity, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};

use super::{Paper, Style, summary};
use crate::base::problem::Level;
use crate::base::span::line_column;
use crate::session::finding::{Finding, LocatedLabel};

/// Longest line that is shown whole; of longer ones, only the part around the problem.
const LONGEST_LINE: usize = 400;

/// Characters shown before and behind a problem in a longer line.
const AROUND: usize = 60;

/// Writes every finding and the summary.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    paper: &Paper<'_>,
    style: Style,
    narrated: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let handler = graphical(style);
    let narrator = NarratableReportHandler::new();
    for finding in &paper.outcome.findings {
        let shown = Shown::new(paper, finding);
        let mut text = String::new();
        let written = if narrated {
            narrator.render_report(&mut text, &shown)
        } else {
            handler.render_report(&mut text, &shown)
        };
        if written.is_err() {
            text = format!("{}: {}\n", paper.path(&finding.location), finding.message);
        }
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        writeln!(out, "{}\n", lines.join("\n").trim_matches('\n'))?;
    }
    writeln!(out, "{}", summary(paper.outcome))
}

fn graphical(style: Style) -> GraphicalReportHandler {
    let characters =
        if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_links(false)
        .with_width(style.width.clamp(40, 120))
        .with_context_lines(1)
        .without_syntax_highlighting()
}

/// A finding in the shape miette prints.
#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Finding,
    text: Excerpt<'a>,
    help: Option<String>,
}

impl<'a> Shown<'a> {
    fn new(paper: &'a Paper<'a>, finding: &'a Finding) -> Self {
        let path = paper.path(&finding.location);
        let elsewhere =
            finding.labels.iter().filter(|label| !is_near(finding, label)).map(|label| {
                let start = label.location.start;
                let path = paper.path(&label.location);
                format!("see {path}:{}:{}: {}", start.line, start.column, label.text)
            });
        let help: Vec<String> = finding.help.iter().cloned().chain(elsewhere).collect();
        let help = if help.is_empty() { None } else { Some(help.join("\n")) };
        let text = Excerpt { path, text: paper.text(&finding.location) };
        Self { finding, text, help }
    }
}

/// Whether a label stands in the same file.
fn is_near(finding: &Finding, label: &LocatedLabel) -> bool {
    finding.location.path == label.location.path
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.finding.location.start;
        if self.text.text.is_empty() {
            write!(formatter, "{}: {}", self.text.path, self.finding.message)
        } else {
            let _ = start;
            formatter.write_str(&self.finding.message)
        }
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.finding.rule))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.finding.level {
            Level::Error => Severity::Error,
            Level::Warn => Severity::Warning,
            Level::Hint | Level::Off => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        if self.text.text.is_empty() { None } else { Some(&self.text) }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let here = Some(self.finding.here.clone()).filter(|here| !here.is_empty());
        let span = self.finding.location.span;
        let primary = LabeledSpan::new_primary_with_span(here, span.range());
        let near = self.finding.labels.iter().filter(|label| is_near(self.finding, label));
        let others = near.map(|label| {
            LabeledSpan::new_with_span(Some(label.text.clone()), label.location.span.range())
        });
        Some(Box::new(std::iter::once(primary).chain(others)))
    }
}

/// A file's text that never gives away more than a reader can read.
#[derive(Debug)]
struct Excerpt<'a> {
    path: String,
    text: &'a str,
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = span.offset().min(self.text.len());
        let end = (span.offset() + span.len()).min(self.text.len());
        let from = back_lines(self.text, start, lines_before);
        let to = on_lines(self.text, end, lines_after);
        let (from, to) = if self.text[from..to].lines().any(|line| line.len() > LONGEST_LINE) {
            (
                near(self.text, start.saturating_sub(AROUND)),
                near(self.text, (end + AROUND).min(start + LONGEST_LINE).max(end)),
            )
        } else {
            (from, to)
        };
        let at = line_column(self.text, from);
        let data = &self.text.as_bytes()[from..to];
        let lines = self.text[from..to].lines().count();
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            data,
            (from, to - from).into(),
            at.line - 1,
            at.column - 1,
            lines,
        )))
    }
}

/// The beginning of the line `lines` above the one that holds `offset`.
fn back_lines(text: &str, offset: usize, lines: usize) -> usize {
    let offset = near(text, offset);
    text[..offset].rmatch_indices('\n').nth(lines).map_or(0, |(at, _)| at + 1)
}

/// The end of the line `lines` below the one that holds `offset`.
fn on_lines(text: &str, offset: usize, lines: usize) -> usize {
    let offset = near(text, offset);
    text[offset..].match_indices('\n').nth(lines).map_or(text.len(), |(at, _)| offset + at)
}

/// The nearest character boundary at or before `offset`.
fn near(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
