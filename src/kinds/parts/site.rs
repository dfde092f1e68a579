//! How the published site looks, where it stands, and what a company adds to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::{Text, Title, Url};
use super::visibility::Visibility;

/// How the published site looks and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// # Title
    /// What stands at the top of every page; the program's name if left out.
    ///
    /// Example: `Growth at Kestrel`
    pub title: Option<Title>,
    /// # Base address
    /// Where the site is published, for feeds and calendars; pages themselves work from anywhere.
    ///
    /// Example: `"https://growth.kestrel.example/"`
    pub base_url: Option<Url>,
    /// # Edit address
    /// What stands before a file's path in the address where it can be edited.
    ///
    /// Example: `"https://git.kestrel.example/growth/edit/main/"`
    pub edit: Option<Url>,
    /// # Logo
    /// The path of an image in the catalog, shown at the top of every page.
    ///
    /// Example: `assets/logo.svg`
    pub logo: Option<Text>,
    /// # Logo on dark pages
    /// The same for those who read light text on dark paper; the logo itself if left out.
    ///
    /// Example: `assets/logo-dark.svg`
    pub logo_dark: Option<Text>,
    /// # Accent
    /// The colour of links and buttons, as six hexadecimal digits in quotes.
    ///
    /// Example: `"#1f5fa8"`
    #[schemars(regex(pattern = r"^#[0-9a-fA-F]{6}$"))]
    pub accent: Option<String>,
    /// # Accent on dark pages
    /// The same for those who read light text on dark paper; made from the accent if left out.
    ///
    /// Example: `"#7fb2e8"`
    #[schemars(regex(pattern = r"^#[0-9a-fA-F]{6}$"))]
    pub accent_dark: Option<String>,
    /// # Feedback address
    /// What stands before `module/incident-command` in the address where people say what they think of it.
    ///
    /// Example: `"https://forms.kestrel.example/growth?about="`
    pub feedback: Option<Url>,
    /// # Pages
    /// Pages of your own: Markdown files of the catalog, each with its place in the navigation.
    ///
    /// Example: `[{file: pages/books.md, title: Books we share, group: Learning}]`
    #[serde(default)]
    pub pages: Vec<OwnPage>,
    /// # Templates
    /// A folder of the catalog with templates that replace those of the program by their names.
    ///
    /// Example: `look/templates`
    pub templates: Option<Text>,
}

/// A page of the site that the company writes itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OwnPage {
    /// # File
    /// The path of a Markdown file in the catalog; the page is called after it.
    ///
    /// Example: `pages/books.md`
    #[schemars(regex(pattern = r"^([A-Za-z0-9_-]+/)+[a-z][a-z0-9]*(-[a-z0-9]+)*\.md$"))]
    pub file: String,
    /// # Title
    /// What stands above it and in the navigation.
    ///
    /// Example: `Books we share`
    pub title: Title,
    /// # Group
    /// The group of the navigation it stands in, one of its own or a new one; `Program` if left out.
    ///
    /// Example: `Learning`
    pub group: Option<Text>,
    /// # Visibility
    /// Who may read it; everybody in the company if left out.
    ///
    /// Example: `public`
    pub visibility: Option<Visibility>,
}
