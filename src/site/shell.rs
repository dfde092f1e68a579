//! What all pages share: templates, navigation, style, the frame around the content.

use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, context,
};

use super::colour::{ACCENT, Colour, DARK, LIGHT};
use super::files::encoded;
use super::page::{Page, way_up};
use super::{Notices, Site};
use crate::audience::reader::{Audience, Reader};

/// Every file of the folder is a template by its name.
static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/site/templates");

const STYLE: &str = include_str!("assets/style.css");

/// The script of every page: search, and commands that can be copied. Nothing needs it.
pub const SCRIPT: &str = include_str!("assets/site.js");

/// The script of pages that load themselves again when the catalog changes.
pub const LIVE: &str = include_str!("assets/live.js");

/// The parts of the site as the navigation lists them: group, folder, title.
const PARTS: &[(&str, &str, &str)] = &[
    ("Growth", "ladders", "Ladders"),
    ("Growth", "frameworks", "Competencies"),
    ("Learning", "modules", "Modules"),
    ("Learning", "credentials", "Credentials"),
    ("Learning", "pathways", "Pathways"),
    ("People", "people", "People"),
    ("People", "teams", "Teams"),
];

/// The frame of every page.
pub struct Shell {
    environment: Environment<'static>,
    title: String,
    logo: Option<String>,
    edit: Option<String>,
    accent: Colour,
    audience: String,
    as_of: String,
    notices: Notices,
}

impl Shell {
    /// The frame for a site.
    #[must_use]
    pub fn new(site: &Site<'_>, notices: &Notices) -> Self {
        let program = site.view.program();
        let about = program.and_then(|program| program.site.as_ref());
        let logo = about.and_then(|about| about.logo.as_ref());
        Self {
            environment: environment(),
            title: title(site),
            logo: logo.and_then(|path| site.shown.address(path.trim(), "learn.yaml", true)),
            edit: about.and_then(|about| about.edit.as_ref()).map(|edit| edit.to_string()),
            accent: about
                .and_then(|about| Colour::read(about.accent.as_deref()?))
                .unwrap_or(ACCENT),
            audience: audience(site.view.reader()),
            as_of: site.view.as_of().to_string(),
            notices: notices.clone(),
        }
    }

    /// The page as HTML.
    ///
    /// # Errors
    /// What the template engine says; a fault of this program.
    pub fn render(&self, page: &Page) -> Result<String, String> {
        let root = way_up(&page.path);
        let edit = match (&self.edit, &page.source) {
            (Some(edit), Some(source)) => {
                Some(format!("{}/{}", edit.trim_end_matches('/'), encoded(source)))
            }
            (Some(_), None) | (None, _) => None,
        };
        let context = context! {
            root,
            groups => groups(page.part),
            edit,
            site_title => &self.title,
            logo => self.logo.clone(),
            audience => &self.audience,
            as_of => &self.as_of,
            errors => self.notices.errors,
            problems => &self.notices.first,
            live => self.notices.live,
            title => &page.title,
            crumbs => Value::from(Serde(&page.crumbs)),
            is_home => page.path == "index.html",
            head => Value::from(Serde(&page.head)),
            page => Value::from(Serde(&page.body)),
        };
        let template = self.environment.get_template(page.template);
        let html = template.and_then(|template| template.render(context));
        html.map_err(|error| format!("the page {} cannot be set: {error:#}", page.path))
    }

    /// The style sheet.
    #[must_use]
    pub fn style(&self) -> String {
        STYLE
            .replace("LIGHT_ACCENT", &self.accent.readable_on(LIGHT).hex())
            .replace("DARK_ACCENT", &self.accent.readable_on(DARK).hex())
    }

    /// The icon of the browser's tab: three steps in the accent colour.
    #[must_use]
    pub fn icon(&self) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" \
             height=\"32\" rx=\"7\" fill=\"{}\"/><path d=\"M7 23h6v-5h6v-5h6\" fill=\"none\" \
             stroke=\"#fff\" stroke-width=\"3\" stroke-linecap=\"round\" \
             stroke-linejoin=\"round\"/></svg>\n",
            self.accent.hex()
        )
    }
}

/// What the site is called.
#[must_use]
pub fn title(site: &Site<'_>) -> String {
    let program = site.view.program();
    let own = program.and_then(|program| program.site.as_ref()?.title.as_ref());
    let name = program.map(|program| &program.program.name);
    own.or(name).map_or_else(|| "Growth".to_owned(), |title| title.as_str().to_owned())
}

/// The groups of the navigation, each with its parts; the one that `part` belongs to is open.
fn groups(part: &str) -> Vec<Value> {
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    let here = PARTS.iter().find(|(_, id, _)| *id == part).map(|(group, _, _)| *group);
    for (group, id, title) in PARTS {
        let entry = context! { id => *id, title => *title, is_here => *id == part };
        match groups.last_mut().filter(|(last, _)| last == group) {
            Some((_, parts)) => parts.push(entry),
            None => groups.push((group, vec![entry])),
        }
    }
    groups
        .into_iter()
        .map(|(title, parts)| context! { title, parts, is_here => here == Some(title) })
        .collect()
}

/// For whom the pages are, as the foot of every page says it.
fn audience(reader: &Reader<'_>) -> String {
    match reader {
        Reader::Everybody(Audience::Org) => "what everybody in the company may see".to_owned(),
        Reader::Everybody(Audience::Public) => "what anybody may see".to_owned(),
        Reader::Leads => "what everybody who leads a team may see".to_owned(),
        Reader::Team(team) => format!("what everybody in {} may see", &*team.document.name),
        Reader::Person(person) => format!("what {} may see", &*person.document.name),
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
    for file in TEMPLATES.files() {
        let name = file.path().to_str().unwrap_or_default();
        let text = file.contents_utf8().unwrap_or_default();
        if let Err(error) = environment.add_template(name, text) {
            unreachable!("the template {name} does not parse: {error:#}");
        }
    }
    environment.add_function("link", link);
    environment.add_function("links", links);
    environment.add_filter("paragraphs", paragraphs);
    environment.add_filter("counted", counted);
    environment.add_filter("data", data);
    environment
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

fn one(root: &str, link: &Value) -> Result<String, Error> {
    let part = |name: &str| link.get_attr(name).map(|value| value.as_str().map(escaped));
    let text = part("text")?.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "no link"))?;
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
    let text = value.to_string();
    let written =
        if value.is_safe() { out.write_str(&text) } else { out.write_str(&escaped(&text)) };
    written.map_err(Error::from)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// A value as JSON inside a script element that is never run: nothing in it can end the element.
#[allow(clippy::needless_pass_by_value)] // as the engine calls it
fn data(value: Value) -> Value {
    let text = serde_json::to_string(&value).unwrap_or_default();
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
        (_, Some(several)) => format!("{number} {several}"),
        (_, None) => format!("{number} {one}s"),
    }
}
