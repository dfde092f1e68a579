//! The report for people; the only user of miette.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, NarratableReportHandler, Severity, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};

use super::excerpt::{self, Excerpts};
use super::{Paper, Style, summary, verification};
use crate::base::problem::Level;
use crate::session::finding::{Finding, LocatedLabel};
use crate::session::landing::Landing;

/// Columns beside a line of text: its number and the frame.
const MARGIN: usize = 8;

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
    let style = Style { width: style.width.clamp(40, 160), ..style };
    let handler = graphical(style);
    let narrator = NarratableReportHandler::new();
    for finding in &paper.outcome.findings {
        let shown = Shown::new(paper, finding, style, narrated);
        let mut text = String::new();
        let written = if narrated {
            narrator.render_report(&mut text, &shown)
        } else {
            handler.render_report(&mut text, &shown)
        };
        if written.is_err() {
            text = paper.in_words(finding);
        }
        if !narrated {
            writeln!(out, "{}", headline(finding, style))?;
            if shown.excerpts.is_empty() {
                writeln!(out, "  in {}", paper.path(&finding.location))?;
            }
        }
        // Of the picture, the first line would be the message, which the headline says better.
        let lines: Vec<&str> =
            text.lines().skip(usize::from(!narrated)).map(str::trim_end).collect();
        writeln!(out, "{}\n", lines.join("\n").trim_matches('\n'))?;
    }
    for one in &paper.outcome.landing {
        let Landing { decision, person, subject, signer, .. } = one;
        writeln!(
            out,
            "brings in: {} for {person}, {subject}, by {signer} ({})",
            verification::decision(*decision),
            one.assurance.word()
        )?;
    }
    writeln!(out, "{}", summary(paper.outcome))
}

/// `error[unknown-key]: a team has no key `leed` here`.
fn headline(finding: &Finding, style: Style) -> String {
    let (word, color) = match finding.level {
        Level::Error => ("error", "\u{1b}[1;31m"),
        Level::Warn => ("warning", "\u{1b}[1;33m"),
        Level::Hint | Level::Off => ("hint", "\u{1b}[1;36m"),
    };
    let (rule, message) = (finding.rule, excerpt::harmless(&finding.message));
    if style.color {
        format!("{color}{word}[{rule}]\u{1b}[0m\u{1b}[1m: {message}\u{1b}[0m")
    } else {
        format!("{word}[{rule}]: {message}")
    }
}

fn graphical(style: Style) -> GraphicalReportHandler {
    let characters =
        if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_links(false)
        .with_width(style.width)
        .with_context_lines(1)
        .without_syntax_highlighting()
}

/// A finding in the shape miette prints.
#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Finding,
    path: String,
    excerpts: Excerpts,
    help: Option<String>,
    narrated: bool,
}

impl<'a> Shown<'a> {
    fn new(paper: &Paper<'_>, finding: &'a Finding, style: Style, narrated: bool) -> Self {
        let elsewhere = finding
            .labels
            .iter()
            .filter(|label| !is_near(finding, label))
            .map(|label| format!("see {}: {}", paper.place(&label.location), label.text));
        let help: Vec<String> = finding.help.iter().cloned().chain(elsewhere).collect();
        let near = finding.labels.iter().filter(|label| is_near(finding, label));
        let locations: Vec<_> =
            std::iter::once(&finding.location).chain(near.map(|label| &label.location)).collect();
        let text = paper.text(&finding.location);
        Self {
            finding,
            path: excerpt::harmless(&paper.path(&finding.location)),
            excerpts: Excerpts::new(text, &locations, style.width - MARGIN, style.unicode),
            help: if help.is_empty() { None } else { Some(excerpt::harmless(&help.join("\n"))) },
            narrated,
        }
    }
}

/// Whether a label stands in the same file.
fn is_near(finding: &Finding, label: &LocatedLabel) -> bool {
    finding.location.path == label.location.path
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.narrated {
            return Ok(());
        }
        if self.excerpts.is_empty() {
            write!(formatter, "{}: ", self.path)?;
        }
        formatter.write_str(&excerpt::harmless(&self.finding.message))
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        if self.narrated { Some(Box::new(self.finding.rule)) } else { None }
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
        if self.excerpts.is_empty() { None } else { Some(self) }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let here = Some(&self.finding.here).filter(|here| !here.is_empty());
        let here = here.map(|here| excerpt::harmless(here));
        let span = self.excerpts.underlined(self.finding.location.span);
        let primary = LabeledSpan::new_primary_with_span(here, span.range());
        let near = self.finding.labels.iter().filter(|label| is_near(self.finding, label));
        let others = near.map(|label| {
            let span = self.excerpts.underlined(label.location.span);
            LabeledSpan::new_with_span(Some(excerpt::harmless(&label.text)), span.range())
        });
        Some(Box::new(std::iter::once(primary).chain(others)))
    }
}

impl SourceCode for Shown<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let excerpt = self.excerpts.around(start, end).ok_or(MietteError::OutOfBounds)?;
        // Without context, miette asks for the line and column of the span itself.
        let asked = self.excerpts.start_at(start).filter(|_| lines_before == 0);
        let (from, at) = asked.map_or((excerpt.start, excerpt.first), |place| (start, place));
        let text = excerpt.text.get(from - excerpt.start..).unwrap_or("");
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            text.as_bytes(),
            (from, text.len()).into(),
            at.line - 1,
            at.column - 1,
            text.lines().count(),
        )))
    }
}
