//! Files of the catalog that pages show: images and handouts, read once and copied beside the pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use crate::audience::view::View;
use crate::world::files::Files;

/// The folder below the output folder.
const FOLDER: &str = "files";

/// Images that browsers show.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// Other files that people can take away; nothing that a browser would run.
const HANDOUTS: &[&str] = &["pdf", "csv", "txt"];

/// Words of an SVG image that make a browser do more than draw.
const ACTIVE: &[&str] = &[
    "<script",
    "javascript:",
    "<foreignobject",
    "<iframe",
    "<embed",
    "<object",
    "<!entity",
    "<?xml-stylesheet",
    "(//",
    "http://",
    "https://",
    " on",
];

/// The files shown so far; those refused are remembered as none.
pub struct Shown<'a> {
    view: View<'a>,
    files: &'a dyn Files,
    read: Mutex<BTreeMap<String, Option<Vec<u8>>>>,
}

impl<'a> Shown<'a> {
    /// No files yet.
    #[must_use]
    pub fn new(view: View<'a>, files: &'a dyn Files) -> Self {
        Self { view, files, read: Mutex::new(BTreeMap::new()) }
    }

    /// The address of a file of the catalog shown by the record at `from`, counted from the top of
    /// the site; none where it may not be shown or is not what it seems.
    #[must_use]
    pub fn address(&self, path: &str, from: &str, image: bool) -> Option<String> {
        let extension = path.rsplit_once('.')?.1.to_ascii_lowercase();
        let is_image = IMAGES.contains(&extension.as_str());
        let fits = is_image || (!image && HANDOUTS.contains(&extension.as_str()));
        if !fits || !self.view.may_show_file(path, from) {
            return None;
        }
        let mut read = self.read.lock().ok()?;
        let bytes = read.entry(path.to_owned()).or_insert_with(|| {
            let bytes = self.files.read_one(path).ok()?;
            (extension != "svg" || is_still(&bytes)).then_some(bytes)
        });
        bytes.as_ref().map(|_| format!("{FOLDER}/{}", encoded(path)))
    }

    /// All files shown, by their path below the output folder.
    #[must_use]
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let Ok(read) = self.read.lock() else { return Vec::new() };
        let shown = read.iter().filter_map(|(path, bytes)| Some((path, bytes.clone()?)));
        shown.map(|(path, bytes)| (format!("{FOLDER}/{path}"), bytes)).collect()
    }

    /// The bytes of a file that a page has shown, by its path below the output folder.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let path = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
        self.read.lock().ok()?.get(path).cloned().flatten()
    }
}

/// Whether an SVG image only draws: opened by itself, it is a page that could run scripts.
fn is_still(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let text = text.replace("http://www.w3.org/", "").replace(['\n', '\t', '\r'], " ");
    let leads_out = text.match_indices("href").any(|(at, _)| {
        let rest = text[at + 4..].trim_start();
        let value =
            rest.strip_prefix('=').map(|rest| rest.trim_start().trim_start_matches(['"', '\'']));
        value.is_some_and(|value| !value.starts_with('#') && !value.starts_with("data:image/"))
    });
    !leads_out
        && !ACTIVE.iter().any(|word| match *word {
            " on" => text.match_indices(" on").any(|(at, _)| {
                let rest =
                    text[at + 3..].trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
                rest.trim_start().starts_with('=')
            }),
            word => text.contains(word),
        })
}

/// A path as an address writes it: what is not a plain letter becomes `%20` and the like.
#[must_use]
pub fn encoded(path: &str) -> String {
    path.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}
