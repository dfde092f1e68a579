//! Templates: ours, those of a catalog that replace them, and what both can call.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};
use serde::Serialize;

use super::icons;
use crate::catalog::layout;
use crate::format::markup::may_stand;
use crate::wording::grouped;
use crate::world::files::Files;

/// Every file of the folder is a template by its name.
static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/site/templates");

/// How many links a list shows before the others have to be opened.
const LISTED: usize = 12;

/// How many steps a page may take that is set with templates of a catalog: far more than any of ours.
const STEPS: u64 = 20_000_000;

/// Sets pages.
pub struct Templates {
    environment: Environment<'static>,
    /// The templates that a catalog replaces, each with its path there.
    replaced: BTreeMap<String, String>,
}

impl Templates {
    /// Our templates, some of them replaced by those in a folder of the catalog.
    ///
    /// What is written there reads no file, takes a bounded number of steps, and is escaped like ours.
    ///
    /// # Errors
    /// A sentence with file and line when one of them cannot be read or replaces nothing.
    pub fn new(folder: Option<&str>, files: &dyn Files) -> Result<Self, String> {
        let mut templates = Self { environment: environment(), replaced: BTreeMap::new() };
        for file in TEMPLATES.files() {
            let name = file.path().to_str().unwrap_or_default();
            let text = file.contents_utf8().unwrap_or_default();
            if let Err(error) = templates.environment.add_template(name, text) {
                unreachable!("the template {name} does not parse: {error:#}");
            }
        }
        if let Some(folder) = folder {
            templates.replace(folder.trim().trim_end_matches('/'), files)?;
        }
        Ok(templates)
    }

    fn replace(&mut self, folder: &str, files: &dyn Files) -> Result<(), String> {
        let top = folder.split('/').next().unwrap_or("");
        let told = |what: &str, help: &str| {
            Err(format!("`site.templates` of learn.yaml {what}\n  help: {help}"))
        };
        if layout::is_catalog_folder(top) {
            let what = format!("names {folder}, and {top}/ holds records");
            return told(&what, "keep templates in a folder of their own, such as look/templates");
        }
        let listing = files.list(&|name| name == top)?;
        let inside = format!("{folder}/");
        let found: Vec<_> =
            listing.files.iter().filter(|file| file.path.starts_with(&inside)).collect();
        if found.is_empty() {
            let what = format!("names {folder}, where no files are");
            return told(&what, "add a template there, or take the setting away");
        }
        for file in found {
            let name = &file.path[inside.len()..];
            if TEMPLATES.get_file(name).is_none() {
                return Err(unknown(&file.path));
            }
            let bytes =
                files.read_one(&file.path).map_err(|why| format!("{}: {why}", file.path))?;
            let text =
                String::from_utf8(bytes).map_err(|_| format!("{} is not UTF-8", file.path))?;
            self.replaced.insert(name.to_owned(), file.path.to_string());
            let added = self.environment.add_template_owned(name.to_owned(), text);
            added.map_err(|error| self.told(&error))?;
        }
        self.environment.set_fuel(Some(STEPS));
        Ok(())
    }

    /// A page as HTML.
    ///
    /// # Errors
    /// A sentence with file and line.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, String> {
        let template = self.environment.get_template(name);
        let html = template.and_then(|template| template.render(Value::from(Serde(context))));
        html.map_err(|error| self.told(&error))
    }

    /// What went wrong and where; the paths of replaced templates are those of the catalog.
    fn told(&self, error: &Error) -> String {
        let name = error.name().unwrap_or("a template");
        let path = self.replaced.get(name).map_or(name, String::as_str);
        let line = error.line().map_or_else(String::new, |line| format!(", line {line}"));
        let detail = error.detail().map_or_else(String::new, |detail| format!(": {detail}"));
        let help = match error.kind() {
            ErrorKind::OutOfFuel => {
                "\n  help: it goes on and on; look for a loop over something huge"
            }
            _ => "",
        };
        format!("{path}{line}: {}{detail}{help}", error.kind())
    }
}

fn unknown(path: &str) -> String {
    let names = TEMPLATES.files().filter_map(|file| file.path().to_str());
    let names: Vec<&str> = names.collect();
    format!("{path} replaces no template\n  help: there are {}", names.join(", "))
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
    environment.add_filter("linked", linked);
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

/// A text in which addresses are links.
fn linked(text: &str) -> Value {
    let word = |word: &str| {
        let address = word.trim_end_matches(['.', ',', ';', ')']);
        let is_address = ["https://", "http://"].iter().any(|it| {
            address.strip_prefix(it).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        });
        if !is_address {
            return escaped(word).into_owned();
        }
        let (href, after) = (escaped(address), escaped(&word[address.len()..]));
        format!("<a href=\"{href}\">{href}</a>{after}")
    };
    let words: Vec<String> = text.split(' ').map(word).collect();
    Value::from_safe_string(words.join(" "))
}

/// A text that keeps its direction to itself where it has one of its own.
fn isolated(text: Cow<'_, str>) -> String {
    if is_from_right(&text) { format!("<bdi>{text}</bdi>") } else { text.into_owned() }
}

/// Whether a text holds letters that are written from right to left (Unicode Standard Annex 9, classes R and
/// AL): what stands beside it would otherwise change places with it.
fn is_from_right(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

fn one(root: &str, link: &Value) -> Result<String, Error> {
    let part = |name: &str| {
        link.get_attr(name).map(|value| value.as_str().map(|text| escaped(text).into_owned()))
    };
    let text = part("text")?
        .map(|text| isolated(Cow::Owned(text)))
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "no link"))?;
    let words = match part("href")? {
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

/// The text for element content and quoted attributes. What HTML does not allow in any form is left out, and
/// so is what would turn the writing of all that follows round.
fn escaped(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !b"&<>\"'".contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + text.len() / 16);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other if may_stand(other) => safe.push(other),
            _ => {}
        }
    }
    Cow::Owned(safe)
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
