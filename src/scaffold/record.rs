//! A new record of any kind, made from its schema: what it has to say, and what else it can say as
//! comments.

use serde_json::{Map, Value};

use super::modeline::with_modeline;
use crate::base::date::Date;
use crate::catalog::layout;
use crate::catalog::references::Noun;
use crate::kinds::{Format, Kind};
use crate::syntax::block;

/// Columns after which a comment goes on in the next line.
const COMMENT_WIDTH: usize = 98;

/// What the text of a kind's Markdown begins with; kinds that are not here begin with an empty page.
const PROSE: [(&str, &str); 7] = [
    ("goal", include_str!("prose/goal.md")),
    ("journal", include_str!("prose/journal.md")),
    ("meeting", include_str!("prose/meeting.md")),
    ("module", include_str!("prose/module.md")),
    ("portfolio", include_str!("prose/portfolio.md")),
    ("session", include_str!("prose/session.md")),
    ("story", include_str!("prose/story.md")),
];

/// What is known about a record before it is written.
pub struct Blank<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Where it goes, relative to the catalog's root.
    pub path: &'a str,
    /// Its id.
    pub name: &'a str,
    /// What people will call it; made from the id if left out.
    pub title: Option<&'a str>,
    /// Values that were given, by their keys.
    pub set: &'a Map<String, Value>,
    /// Values that follow from its id, by their keys.
    pub said: &'a Map<String, Value>,
    /// The day it is written.
    pub today: Date,
    /// Who writes it.
    pub me: Option<&'a str>,
    /// Whose record it is.
    pub owner: Option<&'a str>,
    /// The catalog's id.
    pub catalog: Option<&'a str>,
    /// Whether the catalog keeps the schemas, so that the text can name its own.
    pub with_schemas: bool,
    /// The id of the only thing of a noun, where the catalog has exactly one.
    pub only: &'a dyn Fn(Noun) -> Option<String>,
    /// Makes a schema's example fit the catalog.
    pub fit: &'a dyn Fn(&Value, Value) -> Value,
}

/// The text of a new record; it passes the schema as far as the given values do.
#[must_use]
pub fn text(blank: &Blank<'_>) -> String {
    let schema = blank.kind.schema();
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut said = String::new();
    let mut unsaid = String::new();
    for (key, field) in schema["properties"].as_object().into_iter().flatten() {
        let must = required.contains(&key.as_str());
        match blank.value(key, field, must) {
            Some(value) => {
                said.push_str(&comment(field));
                said.push_str(&block::entry(key, &value));
            }
            None if key == "formerly" => {}
            None => {
                unsaid.push_str(&comment(field));
                let example = field.pointer("/examples/0").unwrap_or(&Value::Null);
                for line in block::entry(key, example).lines() {
                    unsaid.push('#');
                    unsaid.push_str(line);
                    unsaid.push('\n');
                }
            }
        }
    }
    for (key, value) in blank.set.iter().filter(|(key, _)| key.starts_with("x-")) {
        said.push_str(&block::entry(key, value));
    }
    if said.is_empty() {
        // An empty document is no record; an empty map is.
        said.push_str("{}\n");
    }
    let yaml = if unsaid.is_empty() {
        said
    } else {
        format!("{said}\n# What else can be said. Take away the `#` of what you need.\n\n{unsaid}")
    };
    let text = with_prose(blank.kind, &yaml);
    if blank.with_schemas { with_modeline(blank.kind, blank.path, &text) } else { text }
}

/// `2026-03-02-checkout-outage` becomes `Checkout outage`.
#[must_use]
pub fn title_of(name: &str) -> String {
    let words = match layout::date_of(name) {
        Some(_) => name.get(11..).filter(|rest| !rest.is_empty()).unwrap_or(name),
        None => name,
    };
    let words = words.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Blank<'_> {
    fn value(&self, key: &str, field: &Value, must: bool) -> Option<Value> {
        if let Some(value) = self.set.get(key).or_else(|| self.said.get(key)) {
            return Some(value.clone());
        }
        let is_title = key == "title" || key == "name";
        if is_title && (must || self.title.is_some()) {
            return Some(self.title.map_or_else(|| title_of(self.name), str::to_owned).into());
        }
        if must {
            return Some(self.placeholder(key, field));
        }
        match key {
            "owner" if noun(field) == Some(Noun::Record(Kind::Person)) => self.me.map(Value::from),
            "reviewed" => Some(self.today.to_string().into()),
            _ => None,
        }
    }

    /// A value that the schema takes, as near to the truth as can be known.
    fn placeholder(&self, key: &str, field: &Value) -> Value {
        if let Some(first) = field.pointer("/enum/0") {
            return first.clone();
        }
        if field["format"] == "date" {
            return self.today.to_string().into();
        }
        let known: Option<Value> = match (key, noun(field)) {
            ("catalog", _) => self.catalog.map(Value::from),
            ("version", _) if field["type"] == "integer" => {
                self.name.parse::<u16>().ok().map(Value::from)
            }
            ("person", Some(Noun::Record(Kind::Person))) => self.owner.or(self.me).map(Value::from),
            (_, Some(Noun::Record(Kind::Person))) => self.me.or(self.owner).map(Value::from),
            (_, Some(noun)) => (self.only)(noun).map(Value::from),
            _ => None,
        };
        known.unwrap_or_else(|| {
            let example = field.pointer("/examples/0").cloned().unwrap_or(Value::Null);
            (self.fit)(field, example)
        })
    }
}

fn noun(field: &Value) -> Option<Noun> {
    field["x-ref"].as_str().and_then(Noun::named)
}

/// The field's description, and the words it takes.
fn comment(field: &Value) -> String {
    let mut words = field["description"].as_str().unwrap_or("").replace('\n', " ");
    if let Some(allowed) = field["enum"].as_array() {
        let allowed: Vec<&str> = allowed.iter().filter_map(Value::as_str).collect();
        words = format!("{words} One of: {}.", allowed.join(", "));
    }
    let mut lines = String::new();
    let mut line = String::from("#");
    for word in words.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > COMMENT_WIDTH {
            lines.push_str(&line);
            lines.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    lines + &line + "\n"
}

fn with_prose(kind: Kind, yaml: &str) -> String {
    let about = kind.about();
    match about.format {
        Format::Yaml => yaml.to_owned(),
        Format::Markdown => {
            let prose =
                PROSE.iter().find(|(name, _)| *name == about.name).map_or("", |(_, text)| text);
            format!("---\n{yaml}---\n{prose}")
        }
    }
}
