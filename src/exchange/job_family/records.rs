//! What a job family becomes: a framework and a ladder.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::family::{Family, PROFICIENCIES, Statement, Theme, id_of, step};
use crate::kinds::Kind;
use crate::kinds::framework::DEFAULT_SCALE;
use crate::scaffold::modeline::with_modeline;
use crate::syntax::block;

/// The two records that a job family becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The id of both.
    pub id: String,
    framework: Map<String, Value>,
    ladder: Map<String, Value>,
}

impl Imported {
    /// The ids of the competencies, in the order of the file.
    pub fn competencies(&self) -> impl Iterator<Item = &str> {
        let entries = self.framework.get("competencies").and_then(Value::as_object);
        entries.into_iter().flatten().map(|(id, _)| id.as_str())
    }

    /// The ids of the roles, in the order of the file.
    pub fn roles(&self) -> impl Iterator<Item = &str> {
        let roles = self.ladder.get("roles").and_then(Value::as_array);
        roles.into_iter().flatten().filter_map(|role| role["id"].as_str())
    }

    /// Paths and texts of the records to write; with modelines where the catalog keeps the schemas.
    #[must_use]
    pub fn files(&self, with_schemas: bool) -> Vec<(String, String)> {
        [(Kind::Framework, "frameworks", &self.framework), (Kind::Ladder, "ladders", &self.ladder)]
            .into_iter()
            .map(|(kind, folder, entries)| {
                let path = format!("{folder}/{}.yaml", self.id);
                let text = block::document(entries);
                let text = if with_schemas { with_modeline(kind, &path, &text) } else { text };
                (path, text)
            })
            .collect()
    }
}

/// Makes a framework and a ladder of a job family.
///
/// The prefix goes before the ids of roles and competencies; the source says where it came from.
#[must_use]
pub fn import(family: &Family, id: &str, prefix: Option<&str>, source: &str) -> Imported {
    let ids = Ids { prefix };
    Imported {
        id: id.to_owned(),
        framework: framework(family, &ids, source),
        ladder: ladder(family, &ids, id),
    }
}

/// How ids of the file become ids of the catalog.
struct Ids<'a> {
    prefix: Option<&'a str>,
}

impl Ids<'_> {
    fn unique(&self, word: &str) -> String {
        let id = id_of(word).unwrap_or_default();
        self.prefix.map_or_else(|| id.clone(), |prefix| format!("{prefix}-{id}"))
    }

    /// The ids of the file by those of the catalog, where they differ.
    fn changed<'a>(&self, words: impl Iterator<Item = &'a str>) -> Map<String, Value> {
        words
            .map(|word| (self.unique(word), Value::from(word)))
            .filter(|(id, word)| word != id)
            .collect()
    }
}

fn framework(family: &Family, ids: &Ids<'_>, source: &str) -> Map<String, Value> {
    let mut entries = Map::new();
    put(&mut entries, "name", family.name.as_str());
    put(&mut entries, "summary", family.summary.as_str());
    put(&mut entries, "scale", DEFAULT_SCALE.to_vec());
    let themes: Map<String, Value> = family.themes.iter().map(theme).collect();
    put(&mut entries, "themes", themes);
    let competencies: Map<String, Value> = family
        .themes
        .iter()
        .map(|theme| (ids.unique(&theme.id), competency(family, theme)))
        .collect();
    put(&mut entries, "competencies", competencies);
    put(&mut entries, "source", source);
    let words: Map<String, Value> = DEFAULT_SCALE
        .iter()
        .zip(PROFICIENCIES)
        .map(|(step, word)| ((*step).to_owned(), Value::from(word)))
        .collect();
    put(&mut entries, "x-proficiency-words", words);
    put(&mut entries, "x-google-sheet-id", family.google_sheet_id.as_deref().unwrap_or_default());
    if let Some(is_legacy) = family.is_legacy {
        entries.insert("x-is-legacy".to_owned(), is_legacy.into());
    }
    let themes = ids.changed(family.themes.iter().map(|theme| theme.id.as_str()));
    put(&mut entries, "x-theme-ids", themes);
    entries
}

fn theme(theme: &Theme) -> (String, Value) {
    let mut entries = Map::new();
    put(&mut entries, "name", theme.name.as_str());
    put(&mut entries, "summary", theme.summary.as_deref().unwrap_or_default());
    (id_of(&theme.id).unwrap_or_default(), entries.into())
}

fn competency(family: &Family, theme: &Theme) -> Value {
    let mut by_step: BTreeMap<usize, Vec<&Statement>> = BTreeMap::new();
    let statements = family.competencies.iter().filter(|statement| statement.theme == theme.id);
    for statement in statements.clone() {
        by_step.entry(step(&statement.proficiency).unwrap_or(0)).or_default().push(statement);
    }
    let proficiencies: Map<String, Value> = by_step
        .iter()
        .map(|(step, statements)| {
            let mut entries = Map::new();
            let mut markers: Vec<&str> = Vec::new();
            for statement in statements {
                if !markers.contains(&statement.summary.as_str()) {
                    markers.push(&statement.summary);
                }
            }
            put(&mut entries, "markers", markers);
            put(&mut entries, "examples", examples(statements));
            put(&mut entries, "links", links(statements));
            put(&mut entries, "sources", sources(statements.iter().copied()));
            (DEFAULT_SCALE[*step].to_owned(), entries.into())
        })
        .collect();
    let mut entries = Map::new();
    put(&mut entries, "name", theme.name.as_str());
    put(&mut entries, "theme", id_of(&theme.id).unwrap_or_default());
    put(&mut entries, "description", theme.summary.as_deref().unwrap_or_default());
    put(&mut entries, "proficiencies", proficiencies);
    put(&mut entries, "sources", sources(statements));
    entries.into()
}

fn ladder(family: &Family, ids: &Ids<'_>, framework: &str) -> Map<String, Value> {
    let roles: Vec<Value> = family
        .levels
        .iter()
        .enumerate()
        .map(|(position, level)| {
            let mut entries = Map::new();
            put(&mut entries, "id", ids.unique(&level.id));
            put(&mut entries, "title", level.name.as_str());
            if let Some(inherits) = inherits(family, position) {
                let inherits =
                    inherits.into_iter().map(|other| ids.unique(&family.levels[other].id));
                entries.insert("inherits".to_owned(), inherits.collect::<Vec<_>>().into());
            }
            let expects: Vec<Value> = family
                .themes
                .iter()
                .filter_map(|theme| expectation(family, ids, &level.id, theme))
                .collect();
            put(&mut entries, "expects", expects);
            entries.into()
        })
        .collect();
    let mut entries = Map::new();
    put(&mut entries, "name", family.name.as_str());
    put(&mut entries, "summary", family.summary.as_str());
    put(&mut entries, "framework", framework);
    put(&mut entries, "roles", roles);
    let levels = ids.changed(family.levels.iter().map(|level| level.id.as_str()));
    put(&mut entries, "x-level-ids", levels);
    entries
}

/// What a level asks for in a theme; of several statements the highest proficiency and all texts.
fn expectation(family: &Family, ids: &Ids<'_>, level: &str, theme: &Theme) -> Option<Value> {
    let statements: Vec<&Statement> = cell(family, level, &theme.id).collect();
    let highest = statements.iter().filter_map(|statement| step(&statement.proficiency)).max()?;
    let texts: Vec<&str> = statements.iter().map(|statement| statement.summary.as_str()).collect();
    let mut entries = Map::new();
    put(&mut entries, "competency", ids.unique(&theme.id));
    put(&mut entries, "at", DEFAULT_SCALE[highest]);
    put(&mut entries, "text", texts.join("\n"));
    put(&mut entries, "examples", examples(&statements));
    put(&mut entries, "links", links(&statements));
    let sources: Vec<&str> = statements.iter().map(|statement| statement.id.as_str()).collect();
    put(&mut entries, "source", sources.join(" "));
    Some(entries.into())
}

fn cell<'a>(
    family: &'a Family,
    level: &'a str,
    theme: &'a str,
) -> impl Iterator<Item = &'a Statement> {
    let statements = family.competencies.iter();
    statements.filter(move |statement| statement.level == level && statement.theme == theme)
}

/// The levels whose demands a level takes over, where it is not just the one before it.
///
/// Levels such as `principal-ic` and `principal-pm` are tracks beside one another: each goes on from
/// its own, and what follows them goes on from all. A level never goes on from one that asks for more
/// of anything.
fn inherits(family: &Family, position: usize) -> Option<Vec<usize>> {
    let own = track(family, position);
    let fits = |other: &usize| !asks_for_more(family, *other, position);
    let before = || (0..position).rev();
    let chosen: Vec<usize> = if let Some(own) = own {
        let of_own = |other: &usize| track(family, *other).is_none_or(|track| track == own);
        before().filter(of_own).find(fits).into_iter().collect()
    } else {
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        for other in before() {
            let Some(track) = track(family, other) else { break };
            ends.entry(track).or_insert(other);
        }
        let mut ends: Vec<usize> = ends.into_values().filter(fits).collect();
        ends.sort_unstable();
        if ends.is_empty() { before().find(fits).into_iter().collect() } else { ends }
    };
    let is_default = position == 0 || chosen == [position - 1];
    (!is_default).then_some(chosen)
}

/// The last word of a level's id, where a neighbour differs from it in that word alone: `ic` of
/// `principal-ic` beside `principal-pm`. Numbers count steps, not tracks.
fn track(family: &Family, position: usize) -> Option<&str> {
    let parts = |position: usize| family.levels.get(position)?.id.rsplit_once('-');
    let (stem, own) = parts(position)?;
    let is_beside = |other: Option<usize>| {
        other.and_then(parts).is_some_and(|(other_stem, word)| other_stem == stem && word != own)
    };
    let is_word = own.bytes().all(|byte| byte.is_ascii_alphabetic());
    let has_neighbour = is_beside(position.checked_sub(1)) || is_beside(Some(position + 1));
    (is_word && has_neighbour).then_some(own)
}

fn asks_for_more(family: &Family, one: usize, other: usize) -> bool {
    let asked = |position: usize, theme: &str| {
        let level = family.levels.get(position)?;
        cell(family, &level.id, theme).filter_map(|statement| step(&statement.proficiency)).max()
    };
    family.themes.iter().any(|theme| {
        matches!((asked(one, &theme.id), asked(other, &theme.id)), (Some(one), Some(other)) if one > other)
    })
}

fn examples(statements: &[&Statement]) -> Vec<Value> {
    statements.iter().flat_map(|statement| &statement.examples).map(|text| json!(text)).collect()
}

fn links(statements: &[&Statement]) -> Vec<Value> {
    let links = statements.iter().flat_map(|statement| &statement.supporting_urls);
    links.map(|link| json!({"title": link.label, "url": link.url})).collect()
}

fn sources<'a>(statements: impl Iterator<Item = &'a Statement>) -> Vec<&'a str> {
    statements.map(|statement| statement.id.as_str()).collect()
}

/// Adds a value, unless there is nothing in it.
fn put(entries: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    let value = value.into();
    let is_nothing = match &value {
        Value::String(words) => words.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    };
    if !is_nothing {
        entries.insert(key.to_owned(), value);
    }
}
