//! Templates: ours, those of a catalog that replace them, and what both can call.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};
use serde::Serialize;

use super::icons;
use super::texts::{isolated, linked, with_dates};
use crate::audience::view::View;
use crate::base::place::Place;
use crate::base::problem::Problem;
use crate::base::span::Span;
use crate::catalog::site_texts::{SiteTexts, is_of_records, template_folder};
use crate::format::markup::{escaped, may_stand};
use crate::kinds::parts::site;
use crate::pointer;
use crate::rules::{nearest, site_template_broken};
use crate::wording::grouped;

/// Every file of the folder is a template by its name.
static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/site/templates");

/// How many links a list shows before the others have to be opened.
const LISTED: usize = 12;

/// How many steps a page may take that is set with templates of a catalog: far more than any of ours.
const STEPS: u64 = 20_000_000;

/// What is wrong with how a catalog wants its site to look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flaw {
    /// The template's path in the catalog; none where the setting itself is wrong.
    pub path: Option<Arc<str>>,
    /// The line there, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Flaw {
    /// It as a problem of the catalog; none where the catalog names no templates.
    #[must_use]
    pub fn problem(&self, view: View<'_>) -> Option<Problem> {
        let Some(path) = &self.path else {
            let setting = view.settings()?.at(pointer!["site", "templates"]);
            return Some(site_template_broken::problem(setting, &self.message, &self.help));
        };
        let texts = view.site_texts().templates.iter();
        let text = texts.filter(|text| text.path == *path).find_map(|text| text.read.as_ref().ok());
        let span = text.zip(self.line).and_then(|(source, line)| span_of_line(&source.text, line));
        let place = span.map_or_else(|| Place::file(path), |span| Place::bytes(path, span));
        Some(site_template_broken::problem(place, &self.message, &self.help))
    }
}

/// The words of a line, counted from 1.
fn span_of_line(text: &str, line: usize) -> Option<Span> {
    let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let words = text.get(before..)?.lines().next()?;
    let start = before + (words.len() - words.trim_start().len());
    Some(Span::new(start, start + words.trim().len()))
}

/// Sets pages.
pub struct Templates {
    /// Our templates alone.
    ours: Environment<'static>,
    /// Ours, some of them replaced, if any are.
    changed: Option<Environment<'static>>,
    /// The templates that a catalog replaces, each with its path there.
    replaced: BTreeMap<String, Arc<str>>,
    /// These, and those of ours that lead to one of them.
    affected: BTreeSet<String>,
    /// What was found wrong with these so far.
    flaws: Mutex<BTreeSet<Flaw>>,
}

impl Templates {
    /// Our templates, some of them replaced by those of the catalog.
    ///
    /// What is written there reads no file, takes a bounded number of steps, and is escaped like ours. Where it
    /// cannot be used, ours stands in, and [`Templates::flaws`] says why.
    #[must_use]
    pub fn new(site: Option<&site::Site>, texts: &SiteTexts) -> Self {
        let mut ours = environment();
        for file in TEMPLATES.files() {
            let name = file.path().to_str().unwrap_or_default();
            let text = file.contents_utf8().unwrap_or_default();
            if let Err(error) = ours.add_template(name, text) {
                unreachable!("the template {name} does not parse: {error:#}");
            }
        }
        let flaws = Mutex::new(BTreeSet::new());
        let mut templates = Self {
            ours,
            changed: None,
            replaced: BTreeMap::new(),
            affected: BTreeSet::new(),
            flaws,
        };
        if let Some(folder) = site.and_then(template_folder) {
            templates.replace(folder, texts);
        }
        templates
    }

    fn replace(&mut self, folder: &str, texts: &SiteTexts) {
        if is_of_records(folder) {
            let message = format!(
                "{folder} is no folder for templates of the site: what lies there are records"
            );
            return self.refuse(
                None,
                &message,
                "keep templates in a folder of their own, such as look/templates",
            );
        }
        if texts.templates.is_empty() {
            let message = format!("there are no files in {folder}");
            return self.refuse(None, &message, "add a template there, or take the setting away");
        }
        let mut changed = self.ours.clone();
        changed.set_fuel(Some(STEPS));
        for text in &texts.templates {
            let name = text.path[folder.len()..].trim_start_matches('/');
            if TEMPLATES.get_file(name).is_none() {
                self.refuse(
                    Some(&text.path),
                    "this replaces no template of the program",
                    &names_like(name),
                );
                continue;
            }
            // What cannot be read is told as any other file that cannot.
            let Ok(source) = &text.read else { continue };
            self.replaced.insert(name.to_owned(), Arc::clone(&text.path));
            let added = changed.add_template_owned(name.to_owned(), source.text.to_string());
            if let Err(error) = added {
                self.note(self.flaw(&error));
            }
        }
        self.affected = leading_to(self.replaced.keys().cloned().collect(), &changed);
        self.changed = Some(changed);
    }

    /// A page as HTML: with the templates of the catalog where they can set it, with ours where not.
    ///
    /// # Errors
    /// A sentence with file and line when ours cannot, which is a fault of this program.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, String> {
        if let Some(changed) = &self.changed {
            match set(changed, name, context) {
                Ok(html) => return Ok(html),
                Err(error) => self.note(self.flaw(&error)),
            }
        }
        set(&self.ours, name, context).map_err(|error| {
            let line = error.line().unwrap_or_default();
            format!("{}, line {line}: {}", error.name().unwrap_or(name), words(&error))
        })
    }

    /// Whether one of these templates is the catalog's, or leads to one that is.
    #[must_use]
    pub fn affects(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.affected.contains(*name))
    }

    /// Whether the catalog has templates of its own.
    #[must_use]
    pub const fn are_changed(&self) -> bool {
        self.changed.is_some()
    }

    /// What was found wrong with the templates of the catalog: when they were read, and when pages were set.
    #[must_use]
    pub fn flaws(&self) -> Vec<Flaw> {
        self.flaws.lock().map(|flaws| flaws.iter().cloned().collect()).unwrap_or_default()
    }

    fn note(&self, flaw: Flaw) {
        if let Ok(mut flaws) = self.flaws.lock() {
            flaws.insert(flaw);
        }
    }

    fn refuse(&self, path: Option<&Arc<str>>, message: &str, help: &str) {
        let (message, help) = (message.to_owned(), help.to_owned());
        self.note(Flaw { path: path.cloned(), line: None, message, help });
    }

    /// What went wrong and where: in a template of the catalog, or in one of ours that another one there leads to.
    fn flaw(&self, error: &Error) -> Flaw {
        let name = error.name().unwrap_or_default();
        let help = match error.kind() {
            ErrorKind::OutOfFuel => "it goes on and on; look for a loop over something huge",
            ErrorKind::UndefinedError => {
                "use only what the program's own template of this name uses; what may be missing wants `is defined`"
            }
            _ => "compare it with the program's own template of this name",
        };
        let (path, message) = match self.replaced.get(name) {
            Some(path) => (Some(Arc::clone(path)), words(error)),
            None => (
                None,
                format!("{name}, which another template leads to, cannot be set: {}", words(error)),
            ),
        };
        let line = error.line().filter(|_| path.is_some());
        Flaw { path, line, message, help: help.to_owned() }
    }
}

/// These templates and all that extend, include or import one of them, however far around: what names a template in
/// quotation marks may lead to it.
fn leading_to(mut found: BTreeSet<String>, environment: &Environment<'_>) -> BTreeSet<String> {
    let all: Vec<(&str, String)> =
        environment.templates().map(|(name, it)| (name, it.source().to_owned())).collect();
    loop {
        let leads = |source: &str| {
            found.iter().any(|name| {
                source.contains(&format!("\"{name}\"")) || source.contains(&format!("'{name}'"))
            })
        };
        let more: Vec<&str> = all
            .iter()
            .filter(|(name, source)| !found.contains(*name) && leads(source))
            .map(|(name, _)| *name)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more.into_iter().map(str::to_owned));
    }
}

fn set(
    environment: &Environment<'_>,
    name: &str,
    context: &impl Serialize,
) -> Result<String, Error> {
    environment.get_template(name)?.render(Value::from(Serde(context)))
}

fn words(error: &Error) -> String {
    let detail = error.detail().map_or_else(String::new, |detail| format!(": {detail}"));
    format!("{}{detail}", error.kind())
}

/// What a template could be called that is called like this.
fn names_like(name: &str) -> String {
    let names: Vec<&str> = TEMPLATES.files().filter_map(|file| file.path().to_str()).collect();
    match nearest(name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("name it like the one that it replaces: {}", names.join(", ")),
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(write_escaped);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.add_function("link", link);
    environment.add_function("links", links);
    environment.add_function("listed", listed);
    environment.add_function("icon", icon);
    environment
        .add_filter("isolated", |text: &str| Value::from_safe_string(isolated(escaped(text))));
    environment.add_filter("linked", |text: &str| Value::from_safe_string(linked(text)));
    environment.add_filter("dated", |text: &str| Value::from_safe_string(with_dates(text)));
    environment.add_filter("paragraphs", paragraphs);
    environment.add_filter("counted", counted);
    environment.add_filter("grouped", |number: usize| grouped(&number.to_string()));
    environment.add_filter("data", data);
    environment
}

/// An icon of the sprite.
fn icon(name: &str) -> Result<Value, Error> {
    let missing = || Error::new(ErrorKind::InvalidOperation, format!("there is no icon `{name}`"));
    icons::icon(name).map(Value::from_safe_string).ok_or_else(missing)
}

/// A link from the page being set, with its note.
#[allow(clippy::needless_pass_by_value)] // as the engine calls it
fn link(state: &mut State, link: Value) -> Result<Value, Error> {
    let root = state.lookup("root").unwrap_or_default();
    one(&root.to_string(), &link).map(Value::from_safe_string)
}

/// Several links in a row, with commas between.
#[allow(clippy::needless_pass_by_value)] // as the engine calls it
fn links(state: &mut State, list: Value) -> Result<Value, Error> {
    let root = state.lookup("root").unwrap_or_default().to_string();
    let all: Result<Vec<String>, Error> = list.try_iter()?.map(|link| one(&root, &link)).collect();
    Ok(Value::from_safe_string(all?.join(", ")))
}

/// Links as a list, of many the first and the others behind a word that opens them.
#[allow(clippy::needless_pass_by_value)] // as the engine calls it
fn listed(state: &mut State, list: Value) -> Result<Value, Error> {
    let root = state.lookup("root").unwrap_or_default().to_string();
    let all: Result<Vec<String>, Error> =
        list.try_iter()?.map(|link| Ok(format!("<li>{}</li>", one(&root, &link)?))).collect();
    let all = all?;
    let (first, rest) = all.split_at(if all.len() > LISTED + 1 { LISTED } else { all.len() });
    let first = format!("<ul>{}</ul>", first.concat());
    if rest.is_empty() {
        return Ok(Value::from_safe_string(first));
    }
    let more = grouped(&rest.len().to_string());
    let rest = rest.concat();
    Ok(Value::from_safe_string(format!(
        "{first}<details class=\"rest\"><summary>and {more} more</summary><ul>{rest}</ul></details>"
    )))
}

fn one(root: &str, link: &Value) -> Result<String, Error> {
    let part = |name: &str| link.get_attr(name).map(|value| value.as_str().map(with_dates));
    let text = part("text")?
        .map(|text| isolated(Cow::Owned(text)))
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "no link"))?;
    let words = match link.get_attr("href")?.as_str().map(escaped) {
        Some(href) => format!("<a href=\"{root}{href}\">{text}</a>"),
        None => text,
    };
    Ok(match part("note")? {
        Some(note) => format!("{words} <span class=\"note\">{note}</span>"),
        None => words,
    })
}

/// Escapes everything that is not marked as safe; unlike the engine's own way, slashes stay.
fn write_escaped(out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(ErrorKind::UndefinedError.into());
    }
    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
    let written =
        if value.is_safe() { out.write_str(&text) } else { out.write_str(&escaped(&text)) };
    written.map_err(Error::from)
}

/// A value as JSON inside a script element that is never run: nothing in it can end the element.
#[allow(clippy::needless_pass_by_value)] // as the engine calls it
fn data(value: Value) -> Value {
    let mut text = serde_json::to_string(&value).unwrap_or_default();
    text.retain(may_stand);
    Value::from_safe_string(
        text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"),
    )
}

/// Text in block style as a list of paragraphs, each in one line.
fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}

/// `1 module`, `2 modules`.
fn counted(number: usize, one: &str, several: Option<&str>) -> String {
    match (number, several) {
        (1, _) => format!("1 {one}"),
        (number, Some(several)) => format!("{} {several}", grouped(&number.to_string())),
        (number, None) => format!("{} {one}s", grouped(&number.to_string())),
    }
}
