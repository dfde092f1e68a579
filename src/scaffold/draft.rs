//! A record that somebody asks for: whose it is, what it is called, where it goes and what it says.

use serde_json::{Map, Value};

use super::known::{self, Named};
use super::modeline::{SCHEMA_FOLDER, with_modeline};
use super::record::{self, Blank};
use crate::base::date::Date;
use crate::base::id;
use crate::base::problem::Level;
use crate::catalog::layout;
use crate::catalog::load::{load, read_record};
use crate::catalog::record::key;
use crate::catalog::references::Noun;
use crate::catalog::template::{self, Filling};
use crate::kinds::{Home, Kind, Naming};
use crate::rules::{Subject, meant, named, nearest};
use crate::session::check::{self, Request};
use crate::session::open::Opened;
use crate::world::memory::Memory;

/// What somebody says about a record they want to begin.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Option<&'a str>,
    /// What people will call it.
    pub title: Option<&'a str>,
    /// Whose it is.
    pub person: Option<&'a str>,
    /// What it is about, as `kind/id`.
    pub about: Option<&'a str>,
    /// The subfolder to put it into.
    pub dir: Option<&'a str>,
    /// Values of its fields, or of the names of its template.
    pub set: Map<String, Value>,
}

/// A record that is about to be written.
#[derive(Debug)]
pub struct Draft<'a> {
    wish: &'a Wish<'a>,
    opened: &'a Opened,
    name: String,
    owner: Option<String>,
    me: Option<String>,
    today: Date,
    path: String,
}

impl<'a> Draft<'a> {
    /// Decides whose the record is, what it is called and where it goes.
    ///
    /// # Errors
    /// A sentence when that cannot be decided, the names are not valid, or the record exists.
    pub fn new(wish: &'a Wish<'a>, opened: &'a Opened) -> Result<Self, String> {
        let me = opened.me();
        let today = opened.today();
        let owner = owner(wish, opened, me.as_deref())?;
        let name = name(wish, opened, owner.as_deref(), today)?;
        layout::check_name(wish.kind, &name).map_err(|_| wrong_name(wish.kind, &name))?;
        let mut draft = Self { wish, opened, name, owner, me, today, path: String::new() };
        draft.path = draft.place()?;
        draft.refuse_to_overwrite()?;
        Ok(draft)
    }

    /// Where the record goes, relative to the catalog's root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The record's text, made from a template or from its schema.
    ///
    /// # Errors
    /// A sentence when there is no such template or field, or the text would be no valid record.
    pub fn text(&self, template: Option<&str>) -> Result<String, String> {
        let text = match template {
            Some(template) => self.filled(template)?,
            None => self.blank()?,
        };
        self.refuse_what_is_not_valid(&text)?;
        Ok(text)
    }

    fn place(&self) -> Result<String, String> {
        let about = self.wish.kind.about();
        let below = match self.wish.dir.map(|dir| dir.trim_matches('/')) {
            None | Some("") => String::new(),
            Some(dir) => {
                let is_plain = dir.split('/').all(|part| id::check_slug(part).is_ok());
                if !is_plain {
                    return Err(format!(
                        "`{dir}` cannot be a subfolder\n  help: use lower-case letters, digits and single \
                         hyphens, such as `--dir security`"
                    ));
                }
                format!("{dir}/")
            }
        };
        let file = format!("{}.{}", self.name, about.extension());
        Ok(match about.home {
            Home::Root(file) => file.to_owned(),
            Home::Folder(folder) => format!("{folder}/{below}{file}"),
            Home::Person => format!("people/{below}{}/{}", self.name, layout::PERSON_FILE),
            Home::BelowPerson(folder) => {
                let home = self.home_of_owner();
                format!("{home}/{folder}/{below}{file}")
            }
            Home::About(folder) => {
                format!("{folder}/{}/{below}{file}", self.owner.as_deref().unwrap_or(""))
            }
        })
    }

    /// The folder of the person whose record it is.
    fn home_of_owner(&self) -> String {
        let owner = self.owner.as_deref().unwrap_or("");
        let person = self.opened.catalog.record(Kind::Person, owner);
        let folder = person.and_then(|person| person.source.path.strip_suffix(layout::PERSON_FILE));
        folder.map_or_else(
            || format!("people/{owner}"),
            |folder| folder.trim_end_matches('/').to_owned(),
        )
    }

    fn refuse_to_overwrite(&self) -> Result<(), String> {
        let key = key(self.owner.as_deref(), &self.name);
        let there =
            self.opened.catalog.record(self.wish.kind, &key).map(|record| &*record.source.path);
        match there
            .or_else(|| self.opened.root.join(&self.path).exists().then_some(self.path.as_str()))
        {
            Some(there) => Err(format!(
                "{} `{}` exists already: {there}\n  help: choose another id, or change that file",
                self.wish.kind, self.name
            )),
            None => Ok(()),
        }
    }

    fn blank(&self) -> Result<String, String> {
        let schema = self.wish.kind.schema();
        let known: Vec<&str> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        for key in self.wish.set.keys().filter(|key| !key.starts_with("x-")) {
            if !known.contains(&key.as_str()) {
                let meant = meant(key, known.iter().copied());
                return Err(format!(
                    "{} has no field `{key}`{meant}",
                    self.wish.kind.with_article()
                ));
            }
        }
        let only = |noun: Noun| {
            let names = self.opened.catalog.names(noun, self.owner.as_deref());
            if let [only] = names.as_slice() { Some((*only).to_owned()) } else { None }
        };
        let named = Named {
            kind: self.wish.kind,
            name: &self.name,
            title: self.wish.title,
            owner: self.owner.as_deref(),
            today: self.today,
        };
        let catalog = &self.opened.catalog;
        let said = named.said(catalog, &self.wish.set)?;
        let fit = |schema: &Value, example: Value| {
            known::fitted(schema, example, catalog, self.owner.as_deref())
        };
        Ok(record::text(&Blank {
            kind: self.wish.kind,
            path: &self.path,
            name: &self.name,
            title: self.wish.title,
            set: &self.wish.set,
            said: &said,
            today: self.today,
            me: self.me.as_deref(),
            owner: self.owner.as_deref(),
            catalog: self.opened.catalog.program().map(|program| program.document.catalog.as_str()),
            with_schemas: self.has_schemas(),
            only: &only,
            fit: &fit,
        }))
    }

    fn has_schemas(&self) -> bool {
        self.opened.root.join(SCHEMA_FOLDER).is_dir()
    }

    fn filled(&self, template: &str) -> Result<String, String> {
        let catalog = &self.opened.catalog;
        let side =
            catalog.template(self.wish.kind, template).ok_or_else(|| self.no_template(template))?;
        let names = template::names(&side.source.text);
        let title = self.wish.title.map_or_else(|| record::title_of(&self.name), str::to_owned);
        let owner = self.owner.as_deref().or(self.wish.person).or(self.me.as_deref());
        let filling = Filling {
            id: &self.name,
            title: &title,
            name: &title,
            date: &self.today.to_string(),
            owner: owner.unwrap_or_default(),
        };
        if owner.is_none() && names.contains("owner") {
            return Err(format!("{} asks who makes it\n  help: add --person ID", side.source.path));
        }
        let mut values = filling.values();
        for (key, value) in &self.wish.set {
            if !names.contains(key) {
                let meant = meant(key, names.iter().map(String::as_str));
                return Err(format!("{} does not ask for `{key}`{meant}", side.source.path));
            }
            values.insert(
                key.clone(),
                value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            );
        }
        let text =
            template::fill_record(self.wish.kind, &side.source.text, &values).map_err(|fault| {
                let missing = names.iter().filter(|name| !values.contains_key(*name));
                let set: Vec<String> = missing.map(|name| format!("--set {name}=…")).collect();
                let help = match set.as_slice() {
                    [] => String::new(),
                    set => format!("\n  help: add {}", set.join(" ")),
                };
                format!("{}: {fault}{help}", side.source.path)
            })?;
        let has_modeline = text.contains("yaml-language-server");
        let adds_modeline = self.has_schemas() && !has_modeline;
        Ok(if adds_modeline { with_modeline(self.wish.kind, &self.path, &text) } else { text })
    }

    fn no_template(&self, wanted: &str) -> String {
        let sides = self.opened.catalog.side_files().iter();
        let names: Vec<&str> = sides
            .filter_map(|side| match &side.meaning {
                layout::Meaning::Template { kind, name } if *kind == self.wish.kind => {
                    Some(&**name)
                }
                _ => None,
            })
            .collect();
        let help = match (nearest(wanted, names.iter().copied()), names.as_slice()) {
            (Some(meant), _) => format!("did you mean `{meant}`?"),
            (None, []) => format!("put one into templates/{}/", self.wish.kind),
            (None, names) => format!("there are {}", names.join(", ")),
        };
        format!("there is no template `{wanted}` for a {}\n  help: {help}", self.wish.kind)
    }

    /// Nothing is written that the check would refuse at once.
    fn refuse_what_is_not_valid(&self, text: &str) -> Result<(), String> {
        let (kind, path) = (self.wish.kind, self.path.as_str());
        if read_record(kind, path, text.as_bytes().to_vec()).is_sound() {
            return Ok(());
        }
        let mut files = Memory::new();
        files.put(path, text);
        if let Some(folder) = path.rsplitn(3, '/').nth(2).filter(|_| kind.about().is_owned()) {
            files.put(&format!("{folder}/{}", layout::PERSON_FILE), "name: Somebody\n");
        }
        let catalog = load(&files)?;
        let outcome = check::check(&catalog, None, self.today, &Request::default());
        let about_files = outcome.findings.iter().filter(|finding| {
            named(finding.rule).is_some_and(|rule| rule.subject == Subject::Files)
                && finding.level == Level::Error
                && *finding.location.path == *path
        });
        let words: Vec<String> = about_files
            .map(|finding| format!("\n  line {}: {}", finding.location.start.line, finding.message))
            .collect();
        let words = words.concat();
        Err(format!(
            "this would be no valid {kind}, and nothing was written{words}\n  \
             help: `learn schema {kind}` says what a {kind} holds"
        ))
    }

    /// A word about the thing the record is about, where the catalog does not have it.
    #[must_use]
    pub fn missing_subject(&self) -> Option<String> {
        let catalog = &self.opened.catalog;
        let (kind, id) = match (self.wish.kind.about().naming, self.wish.kind.about().home) {
            (Naming::IdOf(kind), _) => (Kind::named(kind)?, self.name.as_str()),
            (_, Home::About(_)) => {
                let (kind, id) = self.owner.as_deref()?.split_once('/')?;
                (Kind::named(kind)?, id)
            }
            _ => return None,
        };
        let is_there = catalog.record(kind, id).is_some();
        (!is_there).then(|| {
            let names = catalog.names(Noun::Record(kind), None);
            let meant = meant(id, names);
            format!("there is no {kind} `{id}` in this catalog yet{meant}")
        })
    }
}

/// Whose record it will be: a person, or what feedback is about.
fn owner(wish: &Wish<'_>, opened: &Opened, me: Option<&str>) -> Result<Option<String>, String> {
    let kind = wish.kind;
    if let Home::About(_) = kind.about().home {
        let about = wish.about.ok_or_else(|| {
            "what is the feedback about?\n  help: add --about KIND/ID, such as `--about module/safe-changes`".to_owned()
        })?;
        let is_right = about.split_once('/').is_some_and(|(kind, subject)| {
            Kind::named(kind).is_some() && id::check_slug(subject).is_ok()
        });
        return if is_right {
            Ok(Some(about.to_owned()))
        } else {
            Err(format!(
                "`{about}` is not KIND/ID\n  help: write the kind and the id, such as `module/safe-changes`"
            ))
        };
    }
    if wish.about.is_some() {
        return Err(format!("--about is for feedback; a {kind} is not about another record"));
    }
    if !kind.about().is_owned() {
        return Ok(None);
    }
    let person = wish.person.filter(|person| *person != "me").or(me).ok_or_else(|| {
        format!(
            "whose {kind} is it? No person in this catalog has git's `user.email`\n  \
             help: add --person ID, or add your address to `emails` in your person.yaml"
        )
    })?;
    if opened.catalog.record(Kind::Person, person).is_none() {
        let names = opened.catalog.names(Noun::Record(Kind::Person), None);
        let help = nearest(person, names).map_or_else(
            || format!("`learn new person {person}` adds them"),
            |meant| format!("did you mean `{meant}`?"),
        );
        return Err(format!("there is no person `{person}`\n  help: {help}"));
    }
    Ok(Some(person.to_owned()))
}

/// The record's id: as given, or made from the title, the day or the quarter.
fn name(
    wish: &Wish<'_>,
    opened: &Opened,
    owner: Option<&str>,
    today: Date,
) -> Result<String, String> {
    let kind = wish.kind;
    let title = wish.title.and_then(id::slug);
    let given = wish.id.map(str::to_owned);
    let words = given.clone().or(title);
    let dated = |words: &str| match layout::date_of(words) {
        Some(_) => words.to_owned(),
        None => format!("{today}-{words}"),
    };
    let missing = |what: &str| format!("what is the {kind} called?\n  help: add {what}");
    match kind.about().naming {
        Naming::Id => words.ok_or_else(|| missing("an id, or --title \"…\"")),
        Naming::IdOf(other) => given.ok_or_else(|| missing(&format!("the id of the {other}"))),
        Naming::Date => Ok(words.map_or_else(|| today.to_string(), |words| dated(&words))),
        Naming::DateSlug => words.map(|words| dated(&words)).ok_or_else(|| {
            known::question(kind, &opened.catalog, owner)
                .unwrap_or_else(|| missing("a few words as an id, or --title \"…\""))
        }),
        Naming::Period => Ok(given.unwrap_or_else(|| quarter(today))),
        Naming::Number => {
            let last = opened
                .catalog
                .of_kind(kind)
                .filter_map(|record| record.name.parse::<u16>().ok())
                .max();
            Ok(given.unwrap_or_else(|| format!("{:04}", last.unwrap_or(0) + 1)))
        }
    }
}

fn quarter(today: Date) -> String {
    format!("{}-q{}", today.year(), (today.month() - 1) / 3 + 1)
}

fn wrong_name(kind: Kind, name: &str) -> String {
    let asked = match kind.about().naming {
        Naming::Id | Naming::IdOf(_) => {
            "use lower-case letters, digits and single hyphens, beginning with a letter"
        }
        Naming::Date => "use a day such as 2026-03-02, with or without words behind it",
        Naming::DateSlug => "use a day and a few words, such as 2026-03-02-checkout-outage",
        Naming::Period => "use a year, half-year or quarter: 2026, 2026-h1, 2026-q3",
        Naming::Number => "use four digits, such as 0002",
    };
    format!("`{name}` cannot be the id of a {kind}\n  help: {asked}")
}
