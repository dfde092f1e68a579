//! Floor 2: one file per kind of record, the only place that knows its fields.
//!
//! A kind is one struct, what the world should know about it ([`About`]), and one line in the list
//! at the foot of this file. Its JSON Schema is generated from it by [`schema`].

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

pub mod parts;
pub mod schema;

/// Where the files of a kind live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// A single file at the root of the catalog.
    Root(&'static str),
    /// A top-level folder, grouped in subfolders at will.
    Folder(&'static str),
    /// `person.yaml` in the folder of a person.
    Person,
    /// A folder below the folder of a person.
    BelowPerson(&'static str),
    /// A top-level folder with one folder per kind and per record spoken of.
    About(&'static str),
}

/// How the files of a kind are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// The catalog's owner chooses an id.
    Id,
    /// The id is that of another record, of this kind.
    IdOf(&'static str),
    /// The day something happened: `2026-03-02`, with an optional slug behind it.
    Date,
    /// The day and a slug: `2026-03-02-checkout-outage`.
    DateSlug,
    /// A year, half-year or quarter: `2026`, `2026-h1`, `2026-q3`.
    Period,
    /// Four digits counting up: `0001`.
    Number,
}

/// How the files of a kind are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML alone: `<id>.yaml`.
    Yaml,
    /// YAML front matter between `---` lines, then Markdown: `<id>.md`.
    Markdown,
}

/// What the rest of the house knows about a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The word for the kind in commands, references and schema names.
    pub name: &'static str,
    /// The word as a person reads it.
    pub title: &'static str,
    /// What a record of this kind is, in one sentence.
    pub summary: &'static str,
    /// Where its files live.
    pub home: Home,
    /// How its files are named.
    pub naming: Naming,
    /// How its files are written.
    pub format: Format,
}

impl About {
    /// Whether records of this kind belong to a person (their owner).
    #[must_use]
    pub const fn is_owned(&self) -> bool {
        matches!(self.home, Home::BelowPerson(_))
    }

    /// The file extension without its dot.
    #[must_use]
    pub const fn extension(&self) -> &'static str {
        match self.format {
            Format::Yaml => "yaml",
            Format::Markdown => "md",
        }
    }
}

/// A kind of record: the struct that holds what one file says.
pub trait Document: DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// The kind this struct belongs to.
    const KIND: Kind;

    /// The struct inside a [`Body`], if the body is of this kind.
    fn of(body: &Body) -> Option<&Self>;
}

/// Writes the enums over all kinds, so that a new kind is one line here and the compiler finds every
/// place that has to know.
macro_rules! kinds {
    ($($module:ident :: $name:ident),* $(,)?) => {
        $(pub mod $module;)*

        /// Every kind of record, in the order in which help and documents list them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = concat!("See [`", stringify!($module), "`].")] $name,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What the rest of the house knows about the kind.
            #[must_use]
            pub const fn about(self) -> &'static About {
                match self {
                    $(Self::$name => &$module::ABOUT,)*
                }
            }

            /// Turns a tree that the schema accepted into the kind's struct.
            ///
            /// None when a value passes the schema and not the type; [`Kind::refusal`] says why.
            #[must_use]
            pub fn read(self, tree: serde_json::Value) -> Option<Body> {
                match self {
                    $(Self::$name => serde_json::from_value(tree).ok().map(Box::new).map(Body::$name),)*
                }
            }

            /// Why [`Kind::read`] makes nothing of a tree, and where in it. To keep track of the place
            /// takes longer than to read, so only what was refused is asked.
            #[must_use]
            pub fn refusal(
                self,
                tree: serde_json::Value,
            ) -> Option<serde_path_to_error::Error<serde_json::Error>> {
                match self {
                    $(Self::$name => {
                        serde_path_to_error::deserialize::<_, $module::$name>(tree).err()
                    })*
                }
            }

            fn raw_schema(self, generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                match self {
                    $(Self::$name => <$module::$name as JsonSchema>::json_schema(generator),)*
                }
            }
        }

        /// What one file says, typed. Most of a large catalog are small records: none takes the room of
        /// the largest.
        #[derive(Debug, Clone)]
        pub enum Body {
            $(#[doc = concat!("See [`", stringify!($module), "`].")] $name(Box<$module::$name>),)*
        }

        impl Body {
            /// The kind of the record.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$name(_) => Kind::$name,)*
                }
            }
        }

        $(impl Document for $module::$name {
            const KIND: Kind = Kind::$name;

            fn of(body: &Body) -> Option<&Self> {
                if let Body::$name(document) = body { Some(document) } else { None }
            }
        })*
    };
}

impl Kind {
    /// The kind of this name, such as `portfolio`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.about().name == name)
    }

    /// The kind's name with its article: `a claim`, `an enrolment`.
    #[must_use]
    pub fn with_article(self) -> String {
        let name = self.about().name;
        let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        format!("{article} {name}")
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.about().name)
    }
}

kinds! {
    program::Program,
    team::Team,
    framework::Framework,
    ladder::Ladder,
    module::Module,
    rubric::Rubric,
    credential::Credential,
    pathway::Pathway,
    community::Community,
    person::Person,
    goal::Goal,
    okrs::Okrs,
    pathway_enrolment::PathwayEnrolment,
    enrolment::Enrolment,
    portfolio::Portfolio,
    journal::Journal,
    meeting::Meeting,
    claim::Claim,
    remediation::Remediation,
    approval::Approval,
    cohort::Cohort,
    rotation::Rotation,
    session::Session,
    story::Story,
    feedback::Feedback,
    metric::Metric,
    trust::Trust,
}
