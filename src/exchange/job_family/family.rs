//! What a file with a job family says, read and checked.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::base::id;
use crate::base::place::Pointer;
use crate::base::span::line_column;
use crate::syntax::spans::SpanTree;
use crate::syntax::yaml;

/// The words of the format for the steps of a framework's default scale, lowest first.
pub(super) const PROFICIENCIES: [&str; 5] =
    ["Awareness", "Foundational", "Working knowledge", "Practitioner", "Expert"];

/// A job family as its file says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Family {
    /// What it is called.
    pub name: String,
    /// Whom it is for.
    pub summary: String,
    /// The spreadsheet it is shown in.
    pub google_sheet_id: Option<String>,
    /// Whether it is no longer the newest.
    pub is_legacy: Option<bool>,
    /// The levels, lowest first.
    pub levels: Vec<Level>,
    /// The themes.
    pub themes: Vec<Theme>,
    /// The statements: the format calls them competencies.
    pub competencies: Vec<Statement>,
}

/// A level of a job family.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Names the level.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A theme of a job family.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Names the theme.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What belongs to it.
    pub summary: Option<String>,
}

/// What somebody at a level does in a theme.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Statement {
    /// A UUID.
    pub id: String,
    /// The level.
    pub level: String,
    /// The theme.
    pub theme: String,
    /// The statement itself.
    pub summary: String,
    /// One of five words.
    pub proficiency: String,
    /// Illustrations.
    #[serde(default)]
    pub examples: Vec<String>,
    /// What to read about it.
    #[serde(default)]
    pub supporting_urls: Vec<SupportingUrl>,
}

/// An address and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportingUrl {
    /// What the page is called.
    pub label: String,
    /// Where it is.
    pub url: String,
}

impl Family {
    /// Reads a job family from YAML or JSON.
    ///
    /// # Errors
    /// A sentence saying what is wrong and on which line.
    pub fn read(text: &str) -> Result<Self, String> {
        let parsed = yaml::parse(text).map_err(|error| match error.line_column {
            Some((line, _)) => format!("line {line}: {}", error.message),
            None => error.message,
        })?;
        let spans = SpanTree::read(text);
        let at = |pointer: &Pointer, words: String| {
            let start = spans.nearest(pointer).map_or(0, |span| span.start);
            format!("line {}: {words}", line_column(text, start).line)
        };
        if let Some(oddity) = parsed.oddities.first() {
            let pointer = match oddity {
                yaml::Oddity::RepeatedKey(pointer, _)
                | yaml::Oddity::NotFinite(pointer)
                | yaml::Oddity::Tag(pointer, _)
                | yaml::Oddity::KeyNotText(pointer) => pointer,
            };
            let words = "a key stands twice, or a value is none that this format can have";
            return Err(at(pointer, format!("{pointer}: {words}")));
        }
        let family: Self = serde_path_to_error::deserialize(parsed.tree).map_err(|error| {
            let path = error.path().to_string();
            let pointer = Pointer::from_json_pointer(&format!(
                "/{}",
                path.replace('[', "/").replace(']', "").replace('.', "/").replace("//", "/")
            ));
            at(&pointer, format!("this is no job family: {path}: {}", error.inner()))
        })?;
        family.check().map_err(|(pointer, words)| at(&pointer, words))?;
        Ok(family)
    }

    fn check(&self) -> Result<(), (Pointer, String)> {
        let levels = ids("levels", self.levels.iter().map(|level| level.id.as_str()))?;
        let themes = ids("themes", self.themes.iter().map(|theme| theme.id.as_str()))?;
        let mut seen = BTreeSet::new();
        for (index, statement) in self.competencies.iter().enumerate() {
            let fail = |key: &str, words: String| {
                Err((Pointer::from_json_pointer(&format!("/competencies/{index}/{key}")), words))
            };
            let Statement { id, level, theme, proficiency, .. } = statement;
            if !levels.contains(level.as_str()) {
                return fail("level", format!("there is no level `{level}`"));
            }
            if !themes.contains(theme.as_str()) {
                return fail("theme", format!("there is no theme `{theme}`"));
            }
            if step(proficiency).is_none() {
                let known = PROFICIENCIES.join(", ");
                return fail("proficiency", format!("`{proficiency}` is none of {known}"));
            }
            if !seen.insert(id) {
                return fail("id", format!("the id `{id}` stands twice"));
            }
        }
        Ok(())
    }
}

/// The ids of a list, each of which has to give an id of its own here.
fn ids<'a>(
    list: &str,
    words: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, (Pointer, String)> {
    let mut ids = BTreeSet::new();
    let mut slugs = BTreeSet::new();
    for (index, word) in words.enumerate() {
        let fail = |words: String| {
            Err((Pointer::from_json_pointer(&format!("/{list}/{index}/id")), words))
        };
        match id_of(word) {
            None => return fail(format!("no id can be made of `{word}`")),
            Some(slug) if !slugs.insert(slug.clone()) => {
                return fail(format!("the id `{slug}` stands twice"));
            }
            Some(_) => ids.insert(word),
        };
    }
    Ok(ids)
}

/// The id that a word of the file becomes.
pub(super) fn id_of(word: &str) -> Option<String> {
    let slug = id::slug(word)?;
    let slug = if slug.starts_with(|first: char| first.is_ascii_digit()) {
        format!("level-{slug}")
    } else {
        slug
    };
    id::check(&slug).is_ok().then_some(slug)
}

/// The position of a word on the scale, from 0.
pub(super) fn step(word: &str) -> Option<usize> {
    PROFICIENCIES.iter().position(|known| *known == word)
}
