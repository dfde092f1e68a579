//! The example company as it ships inside the program.

use include_dir::{Dir, include_dir};

use super::crowd::Crowd;
use super::keyring::Key;
use super::resign::{Signed, resign};
use crate::base::date::Date;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/example-catalog");

/// The day the example is as of: 15 April 2026. On later days, what is due in it would be overdue.
#[must_use]
pub fn today() -> Date {
    super::generated::today()
}

/// All files of the example: path in the catalog and bytes, sorted by path.
///
/// Modelines point at the schemas in `.learn/schema/`, where `learn demo` writes them.
#[must_use]
pub fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![&FOLDER];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let bytes = match file.contents_utf8() {
                Some(text) => with_own_schemas(&path, text).into_bytes(),
                None => file.contents().to_owned(),
            };
            files.push((path, bytes));
        }
    }
    files.sort();
    files
}

/// The bytes of the example's own `learn.yaml`.
#[must_use]
pub fn program() -> Option<Vec<u8>> {
    files().into_iter().find_map(|(path, bytes)| (path == "learn.yaml").then_some(bytes))
}

/// The example with keys, digests and seals of its own: the modelines that `learn demo` writes are other
/// bytes than those that were signed in this repository, and its visitor needs the keys. A crowd around
/// it has its place in the policies.
///
/// # Errors
/// A sentence when the example cannot be signed, which a test rules out.
pub fn signed(crowd: Option<&Crowd>) -> Result<Signed, String> {
    let mut files = files().into_iter().collect();
    if let Some(crowd) = crowd {
        crowd.enrol(&mut files);
    }
    let own = |person: &str| crowd.and_then(|crowd| crowd.key(person)).cloned();
    resign(&files, |person, _| own(person).unwrap_or_else(Key::random))
}

/// In this repository the schemas lie beside the example; in a catalog of its own they lie in it.
fn with_own_schemas(path: &str, text: &str) -> String {
    let up = "../".repeat(path.matches('/').count());
    text.replacen(&format!("$schema={up}../schema/"), &format!("$schema={up}.learn/schema/"), 1)
}
