//! What all pages share: templates, navigation, style, the frame around the content.

use serde::Serialize;
use serde_json::{Value, json};

use super::begins::is_bare;
use super::files::encoded;
use super::icons;
use super::page::{Head, Link, Page, way_up};
use super::pages::dashboard::exhibit::FOLDER as DASHBOARD;
use super::pages::missing;
use super::robots::is_open;
use super::templates::Templates;
use super::{Notices, Site};
use crate::audience::reader::{Audience, Reader};
use crate::base::colour::{ACCENT, Colour, DARK, LIGHT};
use crate::kinds::parts::text::Text;
use crate::syntax::code::HIGHLIGHTED;

const STYLE: &str = include_str!("assets/style.css");

/// The folder of style sheets, scripts and the icon below the output folder.
pub const FOLDER: &str = "assets";

/// The file of the style of every page.
const STYLE_FILE: &str = "style.css";

/// The file of the icon of the browser's tab.
const ICON_FILE: &str = "icon.svg";

/// Scripts and style sheets that are the same for every catalog: that of every page, for search and for
/// commands that can be copied, and those that only some pages load. Nothing needs a script.
const FILES: &[(&str, &str)] = &[
    ("chart.css", include_str!("assets/chart.css")),
    ("code.css", include_str!("assets/code.css")),
    ("dashboard.css", include_str!("assets/dashboard.css")),
    ("map.css", include_str!("assets/map.css")),
    ("map.js", include_str!("assets/map.js")),
    ("site.js", include_str!("assets/site.js")),
    ("LICENSE-lucide.txt", include_str!("assets/LICENSE-lucide.txt")),
];

/// Where the script of pages stands that load themselves again when the catalog changes.
pub const LIVE_FILE: &str = "assets/live.js";

/// That script.
pub const LIVE: &str = include_str!("assets/live.js");

/// The parts of the site as the navigation lists them: group, folder, title.
const PARTS: &[(&str, &str, &str)] = &[
    ("Growth", "map", "Map"),
    ("Growth", "ladders", "Ladders"),
    ("Growth", "frameworks", "Competencies"),
    ("Learning", "modules", "Modules"),
    ("Learning", "credentials", "Credentials"),
    ("Learning", "pathways", "Pathways"),
    ("Learning", "cohorts", "Cohorts"),
    ("Learning", "rotations", "Rotations"),
    ("People", "people", "People"),
    ("People", "teams", "Teams"),
    ("People", "mentors", "Mentors"),
    ("People", "communities", "Communities"),
    ("People", "facilitators", "Facilitators"),
    ("Program", "news", "News"),
    ("Program", "dashboard", "Dashboard"),
    ("Program", "calendar", "Calendar"),
    ("Program", "sessions", "Sessions"),
    ("Program", "how-readiness-works", "How readiness works"),
    ("Program", "glossary", "Glossary"),
];

/// A part of the site in the navigation.
struct Part {
    group: String,
    folder: String,
    title: String,
}

/// What a template is given: what every page says, and what this one does.
#[derive(Serialize)]
struct Framed<'a> {
    root: &'a str,
    groups: Vec<Value>,
    edit: Option<String>,
    site_title: &'a str,
    logo: Option<&'a str>,
    logo_dark: Option<&'a str>,
    audience: &'a str,
    is_open: bool,
    as_of: &'a str,
    errors: usize,
    problems: &'a [String],
    live: Option<u64>,
    is_counting: bool,
    title: &'a str,
    crumbs: &'a [Link],
    is_home: bool,
    head: &'a Head,
    page: &'a Value,
}

/// The frame of every page.
pub struct Shell {
    templates: Templates,
    parts: Vec<Part>,
    title: String,
    logo: Option<String>,
    logo_dark: Option<String>,
    edit: Option<String>,
    accent: Colour,
    dark_accent: Colour,
    audience: String,
    is_open: bool,
    base: Option<String>,
    as_of: String,
}

impl Shell {
    /// The frame for a site.
    #[must_use]
    pub fn new(site: &Site<'_>) -> Self {
        let program = site.view.program();
        let about = program.and_then(|program| program.site.as_ref());
        let image = |path: Option<&Text>| site.shown.address(path?.trim(), "learn.yaml", true);
        let colour = |text: Option<&String>| Colour::read(text?);
        let accent = colour(about.and_then(|about| about.accent.as_ref()));
        let dark_accent = colour(about.and_then(|about| about.accent_dark.as_ref())).or(accent);
        Self {
            templates: Templates::new(about, site.view.site_texts()),
            parts: parts(site),
            title: title(site),
            logo: image(about.and_then(|about| about.logo.as_ref())),
            logo_dark: image(about.and_then(|about| about.logo_dark.as_ref())),
            edit: about.and_then(|about| about.edit.as_ref()).map(|edit| edit.to_string()),
            accent: accent.unwrap_or(ACCENT),
            dark_accent: dark_accent.unwrap_or(ACCENT),
            audience: audience(site.view.reader()),
            is_open: is_open(site.view.reader()),
            base: site.base(),
            as_of: site.view.as_of().to_string(),
        }
    }

    /// What sets its pages.
    #[must_use]
    pub const fn templates(&self) -> &Templates {
        &self.templates
    }

    /// The page as HTML, with what every page says beside its content.
    ///
    /// # Errors
    /// A sentence: what the template engine says, where.
    pub fn render(&self, page: &Page, notices: &Notices) -> Result<String, String> {
        let (root, template) = self.stands(page, notices.live.is_some());
        let edit = match (&self.edit, &page.source) {
            (Some(edit), Some(source)) => {
                Some(format!("{}/{}", edit.trim_end_matches('/'), encoded(source)))
            }
            (Some(_), None) | (None, _) => None,
        };
        let context = Framed {
            root: &root,
            groups: self.groups(page),
            edit,
            site_title: &self.title,
            logo: self.logo.as_deref(),
            logo_dark: self.logo_dark.as_deref(),
            audience: &self.audience,
            is_open: self.is_open,
            as_of: &self.as_of,
            errors: notices.errors,
            problems: &notices.first,
            live: notices.live,
            is_counting: notices.is_counting,
            title: &page.title,
            crumbs: &page.crumbs,
            is_home: page.path == "index.html",
            head: &page.head,
            page: &page.body,
        };
        let html = self.templates.render(template, &context);
        let html = html.map_err(|why| format!("the page {} cannot be set: {why}", page.path))?;
        Ok(completed(html, &root))
    }

    /// How a page finds the top of the site, and the template that sets it: the page for addresses that are
    /// not there is shown at any depth. Where the site is served, it stands at the top of its host; otherwise where
    /// it is published, on whatever host that path is tried before.
    fn stands(&self, page: &Page, is_served: bool) -> (String, &'static str) {
        if page.path != missing::PATH {
            return (way_up(&page.path), page.template);
        }
        match &self.base {
            _ if is_served => ("/".to_owned(), missing::TEMPLATE),
            Some(base) => (path_of(base).to_owned(), missing::TEMPLATE),
            None => (way_up(&page.path), missing::ALONE),
        }
    }

    /// The groups of the navigation, each with its parts; the one that `part` belongs to is open.
    fn groups(&self, page: &Page) -> Vec<Value> {
        let is_here = |folder: &str| {
            folder == page.part || page.path.strip_suffix("/index.html") == Some(folder)
        };
        let here = self.parts.iter().find(|it| is_here(&it.folder)).map(|it| it.group.as_str());
        let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
        for Part { group, folder, title } in &self.parts {
            let entry = json!({ "id": folder, "title": title, "is_here": is_here(folder) });
            match groups.iter_mut().find(|(name, _)| name == group) {
                Some((_, parts)) => parts.push(entry),
                None => groups.push((group, vec![entry])),
            }
        }
        let group = |(title, parts): (&str, Vec<Value>)| json!({ "title": title, "parts": parts, "is_here": here == Some(title) });
        groups.into_iter().map(group).collect()
    }

    /// The names of all assets in their folder; the script of pages that load themselves again stands by
    /// itself.
    pub fn assets() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name).chain([STYLE_FILE, ICON_FILE])
    }

    /// An asset by its name.
    #[must_use]
    pub fn asset(&self, name: &str) -> Option<Vec<u8>> {
        let text = match name {
            STYLE_FILE => self.style(),
            ICON_FILE => self.icon(),
            name => FILES.iter().find(|(file, _)| *file == name)?.1.to_owned(),
        };
        Some(text.into_bytes())
    }

    /// The style sheet.
    fn style(&self) -> String {
        STYLE
            .replace("LIGHT_ACCENT", &self.accent.readable_on(LIGHT).hex())
            .replace("DARK_ACCENT", &self.dark_accent.readable_on(DARK).hex())
    }

    /// The icon of the browser's tab: three steps in the accent colour.
    fn icon(&self) -> String {
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

/// The parts of the site: ours and the pages of the company's own.
fn parts(site: &Site<'_>) -> Vec<Part> {
    let is_open = is_open(site.view.reader());
    let is_there = |folder: &str| match folder {
        DASHBOARD => site.has_figures(),
        folder => !(is_open && is_bare(site, folder)),
    };
    let ours = PARTS.iter().filter(|(_, folder, _)| is_there(folder));
    let ours = ours.map(|(group, folder, title)| Part {
        group: (*group).to_owned(),
        folder: (*folder).to_owned(),
        title: (*title).to_owned(),
    });
    let own = site.own.iter().map(|page| Part {
        group: page.group.to_owned(),
        folder: page.folder.clone(),
        title: page.title.to_owned(),
    });
    ours.chain(own).collect()
}

/// The page with the icons it uses, and with the style sheet for code where it shows some.
fn completed(mut html: String, root: &str) -> String {
    let symbols = icons::symbols_of(&html);
    if let Some(end) = html.rfind("</body>").filter(|_| !symbols.is_empty()) {
        html.insert_str(end, &symbols);
    }
    if html.contains(HIGHLIGHTED) {
        let link = format!("<link rel=\"stylesheet\" href=\"{root}assets/code.css\">\n");
        if let Some(end) = html.find("</head>") {
            html.insert_str(end, &link);
        }
    }
    // Pages are kept until all of them are made: without the room that they grew into.
    html.shrink_to_fit();
    html
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

/// The path of a web address, with the slash at its begin.
fn path_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.find('/').map_or("/", |slash| &rest[slash..])
}
