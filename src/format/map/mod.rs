//! Progression maps: a directed graph in columns becomes a layered drawing whose every node is a link.
//!
//! The drawing follows Sugiyama, Tagawa and Toda, *Methods for visual understanding of hierarchical system
//! structures* (IEEE SMC 11, 1981): cycles are opened (`acyclic`), nodes get layers and long edges get
//! places of their own in every layer between (`layered`), crossings are reduced (`order`), coordinates
//! are given so that long edges run straight (`place`), edges become curves (`layout`). What comes out
//! depends on the map alone, not on the order in which its nodes and edges are given.

pub mod legend;
pub mod sheets;
pub mod svg;

mod acyclic;
mod graph;
mod layered;
mod layout;
mod order;
mod place;
mod shape;
mod swaps;

pub use layout::{Heading, Layout, NodeBox, Point, Route, Segment, layout};

/// What a map shows.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// The map's name, for its accessible name.
    pub title: String,
    /// The columns from left to right, as the roles follow one another.
    pub columns: Vec<Column>,
    /// The nodes, in any order. Of several with one id the first of the canonical order counts.
    pub nodes: Vec<Node>,
    /// The edges, in any order. Those from or to a node that is not there, and from a node to itself, are
    /// not drawn.
    pub edges: Vec<Edge>,
}

/// One column, in most maps a role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Where the heading leads, if anywhere.
    pub href: Option<String>,
    /// A few words below the heading.
    pub note: Option<String>,
}

/// One node. Nodes are ordered as they stand where nothing else says so: by column, label, id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// The number of its column, from 0; the last column takes what lies beyond it.
    pub column: usize,
    /// Its name as shown.
    pub label: String,
    /// What edges call it; unique in the map.
    pub id: String,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// Where a person stands with it, if the map is somebody's.
    pub state: Option<State>,
    /// A few words below the label, such as a count.
    pub note: Option<String>,
}

/// One edge, drawn with its arrow at `to`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The id of the node that comes first.
    pub from: String,
    /// The id of the node that it leads to.
    pub to: String,
    /// How.
    pub tie: Tie,
}

/// How one node leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The first has to be done before the second.
    Required,
    /// The first counts towards the second: a module towards a credential, a credential towards a role.
    Counts,
    /// The first is recommended before the second.
    Recommended,
}

impl Tie {
    /// All of them, as a legend lists them.
    pub const ALL: [Self; 3] = [Self::Required, Self::Counts, Self::Recommended];

    /// The class of its line.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Counts => "counts",
            Self::Recommended => "recommended",
        }
    }

    /// What its line means, for a legend.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Required => "comes first",
            Self::Counts => "counts towards",
            Self::Recommended => "recommended before",
        }
    }
}

/// What a node is; its outline says so, and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A course.
    Course,
    /// A project.
    Project,
    /// An apprenticeship.
    Apprenticeship,
    /// A case study.
    CaseStudy,
    /// A problem statement.
    ProblemStatement,
    /// A workshop.
    Workshop,
    /// Something to read.
    Reading,
    /// A credential.
    Credential,
    /// A role.
    Role,
    /// A theme, standing for many.
    Theme,
    /// A competency.
    Competency,
    /// Something that somebody looks after from then on.
    Responsibility,
}

impl Kind {
    /// All of them, as a legend lists them.
    pub const ALL: [Self; 12] = [
        Self::Course,
        Self::Workshop,
        Self::Reading,
        Self::CaseStudy,
        Self::ProblemStatement,
        Self::Project,
        Self::Apprenticeship,
        Self::Credential,
        Self::Competency,
        Self::Theme,
        Self::Responsibility,
        Self::Role,
    ];

    /// The class of its node.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Project => "project",
            Self::Apprenticeship => "apprenticeship",
            Self::CaseStudy => "case-study",
            Self::ProblemStatement => "problem-statement",
            Self::Workshop => "workshop",
            Self::Reading => "reading",
            Self::Credential => "credential",
            Self::Role => "role",
            Self::Theme => "theme",
            Self::Competency => "competency",
            Self::Responsibility => "responsibility",
        }
    }

    /// The word under its label.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::CaseStudy => "case study",
            Self::ProblemStatement => "problem statement",
            other => other.slug(),
        }
    }
}

/// Where a person stands with a node; a mark says so, and a word. None of them is a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Done, held, in place.
    Met,
    /// Something has begun.
    UnderWay,
    /// What it leads to is there already, so nobody needs it of them.
    NotNeeded,
    /// Not begun: what is still to be discovered.
    Open,
    /// Nobody can say.
    Unknown,
}

impl State {
    /// All of them, as a legend lists them.
    pub const ALL: [Self; 5] =
        [Self::Met, Self::UnderWay, Self::Open, Self::NotNeeded, Self::Unknown];

    /// The class of its node.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::UnderWay => "under-way",
            Self::NotNeeded => "not-needed",
            Self::Open => "open",
            Self::Unknown => "unknown",
        }
    }

    /// The word under the label.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "there already",
            Self::UnderWay => "under way",
            Self::NotNeeded => "not needed",
            Self::Open => "ahead",
            Self::Unknown => "not known",
        }
    }
}
