//! Templates: files with `{{ title }}` and the like that `learn new … --from` turns into records.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::ValueKind;
use minijinja::{Environment, Output, State, UndefinedBehavior, Value};

use crate::kinds::{Format, Kind};
use crate::syntax::fill;
use crate::syntax::markdown::{FrontMatter, front_matter};

/// How many steps a template may take, so that no loop in one can hold anybody up.
const FUEL: u64 = 200_000;

/// What a template is filled in with; every text may hold any characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filling<'a> {
    /// `id`: the id of the new record.
    pub id: &'a str,
    /// `title`: what a person calls it.
    pub title: &'a str,
    /// `name`: the same, for kinds that have a name and no title.
    pub name: &'a str,
    /// `date`: the day it is made, as `YYYY-MM-DD`.
    pub date: &'a str,
    /// `owner`: the id of the person who makes it.
    pub owner: &'a str,
}

impl std::fmt::Display for TemplateFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "line {line}: {}", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl Filling<'_> {
    /// The values by their names.
    #[must_use]
    pub fn values(self) -> BTreeMap<String, String> {
        let Self { id, title, name, date, owner } = self;
        [("id", id), ("title", title), ("name", name), ("date", date), ("owner", owner)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
    }
}

/// Why a template makes no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// The line of the template, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
}

/// Fills a template in. Values stay values: whatever they hold, they add no key and end no quote.
///
/// # Errors
/// A [`TemplateFault`] when the template is malformed, names something that is not in [`Filling`], or
/// lets a value stand in the middle of a YAML text where it would change what the text says.
pub fn instantiate(
    kind: Kind,
    template: &str,
    filling: &Filling<'_>,
) -> Result<String, TemplateFault> {
    fill_record(kind, template, &filling.values())
}

/// Fills in a template that asks for whatever names; for the rest it is as [`instantiate`].
///
/// # Errors
/// A [`TemplateFault`] as for [`instantiate`].
pub fn fill_record(
    kind: Kind,
    template: &str,
    values: &BTreeMap<String, String>,
) -> Result<String, TemplateFault> {
    let text = render(template, values)?;
    let (start, end) = match (kind.about().format, front_matter(&text)) {
        (Format::Yaml, _) => (0, text.len()),
        (Format::Markdown, FrontMatter::Found { yaml, .. }) => (yaml.start, yaml.end),
        (Format::Markdown, FrontMatter::Missing | FrontMatter::NeverClosed) => {
            let message =
                "it makes a text without front matter between two lines of `---`".to_owned();
            return Err(TemplateFault { line: None, message });
        }
    };
    let (above, rest) = text.split_at(start);
    let (yaml, below) = rest.split_at(end - start);
    let yaml = fill::settle(yaml).map_err(|fault| {
        let line = above.matches('\n').count() + fault.line;
        TemplateFault {
            line: template_line(template, &text, line),
            message: format!("`{}` would not stay a text here without quotes", fault.value),
        }
    })?;
    Ok(format!("{}{yaml}{}", fill::unmarked(above), fill::unmarked(below)))
}

/// Fills in a text that is no record: every value stands there as it is.
///
/// # Errors
/// A [`TemplateFault`] when the template is malformed or asks for a name without a value.
pub fn fill_text(
    template: &str,
    values: &BTreeMap<String, String>,
) -> Result<String, TemplateFault> {
    render(template, values).map(|text| fill::unmarked(&text))
}

/// The names a template asks for; none where it is malformed.
#[must_use]
pub fn names(template: &str) -> BTreeSet<String> {
    let environment = Environment::new();
    let names = environment
        .template_from_str(template)
        .map(|template| template.undeclared_variables(false));
    names.map(|names| names.into_iter().collect()).unwrap_or_default()
}

/// The template's line that made a line of the text: the same one, unless loops or conditions have
/// changed how many there are.
#[must_use]
pub fn template_line(template: &str, text: &str, line: usize) -> Option<usize> {
    (template.lines().count() == text.lines().count()).then_some(line)
}

fn render(template: &str, values: &BTreeMap<String, String>) -> Result<String, TemplateFault> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(write_marked);
    let values: BTreeMap<&str, Value> =
        values.iter().map(|(name, value)| (name.as_str(), Value::from(value.as_str()))).collect();
    let mut text = environment.render_str(template, Value::from(values)).map_err(|error| {
        let kind = error.kind();
        let message =
            error.detail().map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}"));
        TemplateFault { line: error.line(), message }
    })?;
    if template.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// Marks texts, so that their place decides how they are written; numbers need no care.
fn write_marked(out: &mut Output, _: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    let written = match value.kind() {
        ValueKind::String => out.write_str(&fill::marked(value.as_str().unwrap_or_default())),
        ValueKind::Undefined => return Err(minijinja::ErrorKind::UndefinedError.into()),
        _ => out.write_str(&value.to_string().replace(char::is_control, " ")),
    };
    written.map_err(minijinja::Error::from)
}
