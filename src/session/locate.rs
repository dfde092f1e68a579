//! Turns symbolic places into characters, reading spans only of files that have a problem.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::finding::{Finding, LocatedFix, LocatedLabel, Location};
use crate::base::place::{Place, Spot};
use crate::base::problem::{Level, Problem};
use crate::base::span::{LineIndex, Span, line_column};
use crate::catalog::Catalog;
use crate::syntax::spans::SpanTree;

/// A problem with the rule that found it and the level it has here.
pub type Judged = (&'static str, Level, Problem);

/// Finds the characters of every problem; the result is sorted by path, place and rule.
#[must_use]
pub fn locate(catalog: &Catalog, problems: &[Judged]) -> Vec<Finding> {
    let mut paths: Vec<&Arc<str>> = problems
        .iter()
        .flat_map(|(_, _, problem)| {
            let fixed = problem.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| &edit.place));
            let labelled = problem.labels.iter().map(|label| &label.place);
            std::iter::once(&problem.place).chain(labelled).chain(fixed).map(|place| &place.path)
        })
        .collect();
    paths.par_sort_unstable();
    paths.dedup();
    let maps: HashMap<&str, FileMap<'_>> =
        paths.par_iter().map(|path| (&***path, FileMap::of(catalog, path))).collect();
    let mut findings: Vec<Finding> = problems
        .par_iter()
        .map(|(rule, level, problem)| finding(&maps, rule, *level, problem))
        .collect();
    findings.par_sort_by(|one, other| {
        let order = |finding: &Finding| (finding.location.clone(), finding.rule);
        order(one).cmp(&order(other)).then_with(|| one.message.cmp(&other.message))
    });
    findings
}

fn finding(
    maps: &HashMap<&str, FileMap<'_>>,
    rule: &'static str,
    level: Level,
    problem: &Problem,
) -> Finding {
    let locate = |place: &Place, whole: bool| match maps.get(&*place.path) {
        Some(map) => map.location(place, whole),
        None => FileMap::nowhere(&place.path),
    };
    Finding {
        rule,
        level,
        location: locate(&problem.place, false),
        message: problem.message.clone(),
        here: problem.here.clone(),
        labels: problem
            .labels
            .iter()
            .map(|label| LocatedLabel {
                location: locate(&label.place, false),
                text: label.text.clone(),
            })
            .collect(),
        help: problem.help.clone(),
        fix: problem.fix.as_ref().map(|fix| LocatedFix {
            safe: fix.safe,
            title: fix.title.clone(),
            edits: fix
                .edits
                .iter()
                .map(|edit| (locate(&edit.place, true), edit.text.clone()))
                .collect(),
        }),
        guards: problem.guards,
        stands_for: 1,
    }
}

/// One file's text and the spans of its YAML.
struct FileMap<'a> {
    text: &'a str,
    lines: LineIndex<'a>,
    yaml_start: usize,
    tree: SpanTree,
}

impl<'a> FileMap<'a> {
    fn of(catalog: &'a Catalog, path: &str) -> Self {
        if let Some(record) = catalog.at_path(path) {
            let tree = SpanTree::read(record.yaml_text());
            let text = &*record.source.text;
            let lines = LineIndex::new(text);
            return Self { text, lines, yaml_start: record.yaml.start, tree };
        }
        let text = catalog.text_at(path).unwrap_or("");
        Self { text, lines: LineIndex::new(text), yaml_start: 0, tree: SpanTree::default() }
    }

    fn nowhere(path: &Arc<str>) -> Location {
        let start = line_column("", 0);
        Location { path: Arc::clone(path), span: Span::default(), start, end: start }
    }

    /// `whole` keeps values of several lines whole; otherwise they are cut to one line, which is what
    /// a reader wants to see.
    fn location(&self, place: &Place, whole: bool) -> Location {
        let span = self.span(&place.spot).within(self.text.len());
        let span = if whole { span } else { self.first_line_of(span) };
        let span = self.on_character_boundaries(span);
        Location {
            path: Arc::clone(&place.path),
            span,
            start: self.lines.line_column(span.start),
            end: self.lines.line_column(span.end),
        }
    }

    fn span(&self, spot: &Spot) -> Span {
        let inside = |span: Option<Span>| span.map(|span| span.shifted(self.yaml_start));
        match spot {
            Spot::File => None,
            Spot::Bytes(span) => Some(*span),
            Spot::Value(pointer) => {
                let value = self.tree.value(pointer);
                let many_lines =
                    value.is_some_and(|span| self.spans_lines(span.shifted(self.yaml_start)));
                let key = self.tree.key(pointer, 0).filter(|_| many_lines);
                inside(key.or(value).or_else(|| self.tree.nearest(pointer)))
            }
            Spot::Key(pointer) => {
                inside(self.tree.key(pointer, 0).or_else(|| self.tree.nearest(pointer)))
            }
            Spot::RepeatedKey(pointer, writing) => {
                inside(self.tree.key(pointer, *writing).or_else(|| self.tree.nearest(pointer)))
            }
        }
        .unwrap_or_else(|| self.first_content_line())
    }

    fn spans_lines(&self, span: Span) -> bool {
        self.text.get(span.range()).is_some_and(|text| text.contains('\n'))
    }

    /// The first line that says something: not empty, not a comment, not a line of `---`.
    fn first_content_line(&self) -> Span {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let words = line.trim();
            if !words.is_empty() && !words.starts_with('#') && words != "---" {
                let start = at + (line.len() - line.trim_start().len());
                return Span::new(start, start + words.len());
            }
            at += line.len();
        }
        Span::default()
    }

    fn first_line_of(&self, span: Span) -> Span {
        let text = self.text.get(span.range()).unwrap_or("");
        match text.split_once('\n') {
            Some((line, _)) => Span::new(span.start, span.start + line.trim_end().len()),
            None => span,
        }
    }

    fn on_character_boundaries(&self, span: Span) -> Span {
        let mut start = span.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = span.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }
}
