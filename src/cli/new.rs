//! `learn new`: a record of any kind in its right place, with everything it can say.

use serde_json::{Map, Value};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::base::id;
use crate::catalog::layout;
use crate::catalog::load::{load, read_record};
use crate::catalog::references::Noun;
use crate::catalog::template::{self, Filling};
use crate::kinds::{Home, Kind, Naming};
use crate::base::problem::Level;
use crate::rules::{Subject, named, nearest};
use crate::scaffold::modeline::{SCHEMA_FOLDER, with_modeline};
use crate::scaffold::record::{self, Blank};
use crate::session::check::{self, Request};
use crate::session::open::{self, Opened};
use crate::syntax::yaml;
use crate::world::disk;
use crate::world::memory::Memory;

/// Write a new record of any kind into its right place
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Records named by a day get today's date in front; periods default to this quarter; records of a person
are yours unless --person says otherwise.

Examples:
  learn new module --title \"Threat modelling\"
  learn new portfolio checkout-outage --title \"The checkout outage\"
  learn new goal --person ada --set state=set --set role=senior-engineer
  learn new feedback after-spring --about module/safe-changes
  learn new module retro --from workshop --set competency=feedback
  learn new credential --title \"Threat modeller\" --print")]
pub struct Args {
    /// The kind of record, such as `module` or `portfolio`; `learn schema` lists them all
    kind: String,
    /// Its id; made from the title if left out
    id: Option<String>,
    /// What people will call it
    #[arg(long)]
    title: Option<String>,
    /// Whose record it is; yours if left out
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// What the feedback is about, such as module/safe-changes
    #[arg(long, value_name = "KIND/ID")]
    about: Option<String>,
    /// Begin with a template of templates/<KIND>/
    #[arg(long, value_name = "TEMPLATE")]
    from: Option<String>,
    /// Give a field (or a name of the template) a value, written as YAML; can be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Put it into this subfolder of its usual folder
    #[arg(long, value_name = "SUBFOLDER")]
    dir: Option<String>,
    /// Print the text and write nothing
    #[arg(long)]
    print: bool,
}

/// Runs the verb.
///
/// # Errors
/// When the kind, the id, the owner or a value is not right, or the record exists already.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let kind = kind(&args.kind)?;
    let opened = open::open(&globals.directory, None)?;
    let draft = Draft::new(kind, args, &opened)?;
    let path = draft.path()?;
    draft.refuse_to_overwrite(&path)?;
    let text = match &args.from {
        Some(template) => draft.from_template(template, &path)?,
        None => draft.from_schema(&path)?,
    };
    refuse_what_the_schema_refuses(kind, &path, &text, draft.today)?;
    if args.print {
        terminal.write(|out| out.write_all(text.as_bytes()));
        return Ok(Verdict::Clean);
    }
    disk::write_new(&opened.root.join(&path), text.as_bytes())?;
    let shown = opened.path_from_here(&path);
    terminal.print(&shown);
    if let Some(missing) = draft.missing_subject() {
        terminal.say(missing);
    }
    terminal.say(format!("next: fill it in, then `learn check {shown}`"));
    Ok(Verdict::Clean)
}

fn kind(word: &str) -> Result<Kind, Failure> {
    let by_folder = |word: &str| {
        Kind::ALL.iter().copied().find(|kind| match kind.about().home {
            Home::Folder(folder) | Home::BelowPerson(folder) => folder == word,
            Home::Root(_) | Home::Person | Home::About(_) => false,
        })
    };
    match Kind::named(word).or_else(|| by_folder(word)) {
        Some(Kind::Program) => Err(Failure(
            "a catalog has one program, learn.yaml\n  help: `learn init DIR` begins a new catalog".to_owned(),
        )),
        Some(kind) => Ok(kind),
        None => {
            let names = Kind::ALL.iter().map(|kind| kind.about().name);
            let meant = nearest(word, names.clone())
                .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
            let all = names.filter(|name| *name != "program").collect::<Vec<_>>().join(", ");
            Err(Failure(format!("there is no kind `{word}`{meant}\n  help: the kinds are {all}")))
        }
    }
}

/// A record that is about to be written.
struct Draft<'a> {
    kind: Kind,
    args: &'a Args,
    opened: &'a Opened,
    name: String,
    owner: Option<String>,
    me: Option<String>,
    today: Date,
    set: Map<String, Value>,
}

impl<'a> Draft<'a> {
    fn new(kind: Kind, args: &'a Args, opened: &'a Opened) -> Result<Self, Failure> {
        let me = opened.me();
        let today = opened.today();
        let owner = owner(kind, args, opened, me.as_deref())?;
        let name = name(kind, args, opened, today)?;
        layout::check_name(kind, &name).map_err(|_| wrong_name(kind, &name))?;
        let set = assignments(&args.set)?;
        Ok(Self { kind, args, opened, name, owner, me, today, set })
    }

    /// Where the record goes, relative to the catalog's root.
    fn path(&self) -> Result<String, Failure> {
        let about = self.kind.about();
        let below = match self.args.dir.as_deref().map(|dir| dir.trim_matches('/')) {
            None | Some("") => String::new(),
            Some(dir) => {
                let is_plain = dir.split('/').all(|part| id::check_slug(part).is_ok());
                if !is_plain {
                    return Err(Failure(format!(
                        "`{dir}` cannot be a subfolder\n  help: use lower-case letters, digits and single \
                         hyphens, such as `--dir security`"
                    )));
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
        folder.map_or_else(|| format!("people/{owner}"), |folder| folder.trim_end_matches('/').to_owned())
    }

    fn refuse_to_overwrite(&self, path: &str) -> Result<(), Failure> {
        let key = crate::catalog::record::key(self.owner.as_deref(), &self.name);
        let there = self.opened.catalog.record(self.kind, &key).map(|record| &*record.source.path);
        match there.or_else(|| self.opened.root.join(path).exists().then_some(path)) {
            Some(there) => Err(Failure(format!(
                "{} `{}` exists already: {there}\n  help: choose another id, or change that file",
                self.kind, self.name
            ))),
            None => Ok(()),
        }
    }

    fn from_schema(&self, path: &str) -> Result<String, Failure> {
        let schema = self.kind.schema();
        let known: Vec<&str> =
            schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
        for key in self.set.keys().filter(|key| !key.starts_with("x-")) {
            if !known.contains(&key.as_str()) {
                let meant = nearest(key, known.iter().copied())
                    .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
                return Err(Failure(format!("a {} has no field `{key}`{meant}", self.kind)));
            }
        }
        let only = |noun: Noun| {
            let names = self.opened.catalog.names(noun, self.owner.as_deref());
            if let [only] = names.as_slice() { Some((*only).to_owned()) } else { None }
        };
        Ok(record::text(&Blank {
            kind: self.kind,
            path,
            name: &self.name,
            title: self.args.title.as_deref(),
            set: &self.set,
            today: self.today,
            me: self.me.as_deref(),
            owner: self.owner.as_deref(),
            catalog: self.opened.catalog.program().map(|program| program.document.catalog.as_str()),
            with_schemas: self.has_schemas(),
            only: &only,
        }))
    }

    fn has_schemas(&self) -> bool {
        self.opened.root.join(SCHEMA_FOLDER).is_dir()
    }

    fn from_template(&self, template: &str, path: &str) -> Result<String, Failure> {
        let catalog = &self.opened.catalog;
        let side = catalog.template(self.kind, template).ok_or_else(|| self.no_template(template))?;
        let names = template::names(&side.source.text);
        let title = self.args.title.clone().unwrap_or_else(|| record::title_of(&self.name));
        let owner = self.owner.as_ref().or(self.args.person.as_ref()).or(self.me.as_ref());
        let filling = Filling {
            id: &self.name,
            title: &title,
            name: &title,
            date: &self.today.to_string(),
            owner: owner.map_or("", String::as_str),
        };
        if owner.is_none() && names.contains("owner") {
            return Err(Failure(format!("{} asks who makes it\n  help: add --person ID", side.source.path)));
        }
        let mut values = filling.values();
        for (key, value) in &self.set {
            if !names.contains(key) {
                let meant = nearest(key, names.iter().map(String::as_str))
                    .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
                return Err(Failure(format!("{} does not ask for `{key}`{meant}", side.source.path)));
            }
            values.insert(key.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
        let text = template::fill_record(self.kind, &side.source.text, &values).map_err(|fault| {
            let missing = names.iter().filter(|name| !values.contains_key(*name));
            let set = missing.map(|name| format!(" --set {name}=…")).collect::<String>();
            let help = if set.is_empty() { String::new() } else { format!("\n  help: add{set}") };
            Failure(format!("{}: {fault}{help}", side.source.path))
        })?;
        let has_modeline = text.contains("yaml-language-server");
        let adds_modeline = self.has_schemas() && !has_modeline;
        Ok(if adds_modeline { with_modeline(self.kind, path, &text) } else { text })
    }

    fn no_template(&self, wanted: &str) -> Failure {
        let sides = self.opened.catalog.side_files().iter();
        let names: Vec<&str> = sides
            .filter_map(|side| match &side.meaning {
                layout::Meaning::Template { kind, name } if *kind == self.kind => Some(&**name),
                _ => None,
            })
            .collect();
        let help = match (nearest(wanted, names.iter().copied()), names.as_slice()) {
            (Some(meant), _) => format!("did you mean `{meant}`?"),
            (None, []) => format!("put one into templates/{}/", self.kind),
            (None, names) => format!("there are {}", names.join(", ")),
        };
        Failure(format!("there is no template `{wanted}` for a {}\n  help: {help}", self.kind))
    }

    /// A word about the thing the record is about, where the catalog does not have it.
    fn missing_subject(&self) -> Option<String> {
        let catalog = &self.opened.catalog;
        let (kind, id) = match (self.kind.about().naming, self.kind.about().home) {
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
            let meant = nearest(id, names)
                .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
            format!("there is no {kind} `{id}` in this catalog yet{meant}")
        })
    }
}

/// Whose record it will be: a person, or what feedback is about.
fn owner(
    kind: Kind,
    args: &Args,
    opened: &Opened,
    me: Option<&str>,
) -> Result<Option<String>, Failure> {
    if let Home::About(_) = kind.about().home {
        let about = args.about.as_deref().ok_or_else(|| {
            Failure("what is the feedback about?\n  help: add --about KIND/ID, such as `--about module/safe-changes`".to_owned())
        })?;
        let is_right = about.split_once('/').is_some_and(|(kind, subject)| {
            Kind::named(kind).is_some() && id::check_slug(subject).is_ok()
        });
        return if is_right {
            Ok(Some(about.to_owned()))
        } else {
            Err(Failure(format!("`{about}` is not KIND/ID\n  help: write the kind and the id, such as `module/safe-changes`")))
        };
    }
    if args.about.is_some() {
        return Err(Failure(format!("--about is for feedback; a {kind} is not about another record")));
    }
    if !kind.about().is_owned() {
        return Ok(None);
    }
    let person = args.person.as_deref().filter(|person| *person != "me").or(me).ok_or_else(|| {
        Failure(format!(
            "whose {kind} is it? No person in this catalog has git's `user.email`\n  \
             help: add --person ID, or add your address to `emails` in your person.yaml"
        ))
    })?;
    if opened.catalog.record(Kind::Person, person).is_none() {
        let names = opened.catalog.names(Noun::Record(Kind::Person), None);
        let help = nearest(person, names).map_or_else(
            || format!("`learn new person {person}` adds them"),
            |meant| format!("did you mean `{meant}`?"),
        );
        return Err(Failure(format!("there is no person `{person}`\n  help: {help}")));
    }
    Ok(Some(person.to_owned()))
}

/// The record's id: as given, or made from the title, the day or the quarter.
fn name(kind: Kind, args: &Args, opened: &Opened, today: Date) -> Result<String, Failure> {
    let title = args.title.as_deref().and_then(id::slug);
    let given = args.id.clone();
    let words = given.clone().or(title);
    let dated = |words: &str| match layout::date_of(words) {
        Some(_) => words.to_owned(),
        None => format!("{today}-{words}"),
    };
    let missing = |what: &str| Failure(format!("what is the {kind} called?\n  help: add {what}"));
    match kind.about().naming {
        Naming::Id => words.ok_or_else(|| missing("an id, or --title \"…\"")),
        Naming::IdOf(other) => given.ok_or_else(|| missing(&format!("the id of the {other}"))),
        Naming::Date => Ok(words.map_or_else(|| today.to_string(), |words| dated(&words))),
        Naming::DateSlug => words
            .map(|words| dated(&words))
            .ok_or_else(|| missing("a few words as an id, or --title \"…\"")),
        Naming::Period => Ok(given.unwrap_or_else(|| quarter(today))),
        Naming::Number => {
            let last = opened.catalog.of_kind(kind).filter_map(|record| record.name.parse::<u16>().ok()).max();
            Ok(given.unwrap_or_else(|| format!("{:04}", last.unwrap_or(0) + 1)))
        }
    }
}

fn quarter(today: Date) -> String {
    format!("{}-q{}", today.year(), (today.month() - 1) / 3 + 1)
}

fn wrong_name(kind: Kind, name: &str) -> Failure {
    let asked = match kind.about().naming {
        Naming::Id | Naming::IdOf(_) => {
            "use lower-case letters, digits and single hyphens, beginning with a letter"
        }
        Naming::Date => "use a day such as 2026-03-02, with or without words behind it",
        Naming::DateSlug => "use a day and a few words, such as 2026-03-02-checkout-outage",
        Naming::Period => "use a year, half-year or quarter: 2026, 2026-h1, 2026-q3",
        Naming::Number => "use four digits, such as 0002",
    };
    Failure(format!("`{name}` cannot be the id of a {kind}\n  help: {asked}"))
}

fn assignments(words: &[String]) -> Result<Map<String, Value>, Failure> {
    words
        .iter()
        .map(|word| {
            let (key, value) = word.split_once('=').ok_or_else(|| {
                Failure(format!("`{word}` gives no value\n  help: write --set KEY=VALUE"))
            })?;
            let value = yaml::parse_example(value)
                .map_err(|error| Failure(format!("`{key}`: {error}\n  help: quote the value as YAML asks for")))?;
            Ok((key.trim().to_owned(), value))
        })
        .collect()
}

/// Nothing is written that the check would refuse at once.
fn refuse_what_the_schema_refuses(
    kind: Kind,
    path: &str,
    text: &str,
    today: Date,
) -> Result<(), Failure> {
    if read_record(kind, path, text.as_bytes().to_vec()).is_sound() {
        return Ok(());
    }
    let mut files = Memory::new();
    files.put(path, text);
    if let Some(folder) = path.rsplitn(3, '/').nth(2).filter(|_| kind.about().is_owned()) {
        files.put(&format!("{folder}/{}", layout::PERSON_FILE), "name: Somebody\n");
    }
    let catalog = load(&files)?;
    let outcome = check::check(&catalog, None, today, &Request::default());
    let about_files = outcome.findings.iter().filter(|finding| {
        named(finding.rule).is_some_and(|rule| rule.subject == Subject::Files)
            && finding.level == Level::Error
            && *finding.location.path == *path
    });
    let words: String = about_files
        .map(|finding| format!("\n  line {}: {}", finding.location.start.line, finding.message))
        .collect();
    Err(Failure(format!(
        "this would be no valid {kind}, and nothing was written{words}\n  \
         help: `learn schema {kind}` says what a {kind} holds"
    )))
}
