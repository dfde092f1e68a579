//! The comment that tells an editor which schema holds for a file.

use crate::catalog::words::MODELINE;
use crate::kinds::schema::FILE_SUFFIX;
use crate::kinds::{Format, Kind};

/// Where a catalog keeps the schemas for editors, so that they resolve without a network.
pub const SCHEMA_FOLDER: &str = ".learn/schema";

/// The text with the comment in front of its YAML; the path is relative to the catalog's root.
#[must_use]
pub fn with_modeline(kind: Kind, path: &str, text: &str) -> String {
    let line = modeline(kind, path);
    match kind.about().format {
        Format::Yaml => format!("{line}\n{text}"),
        Format::Markdown => match text.strip_prefix("---\n") {
            Some(rest) => format!("---\n{line}\n{rest}"),
            None => text.to_owned(),
        },
    }
}

/// `# yaml-language-server: $schema=…`, with as many `../` as the path is deep.
#[must_use]
pub fn modeline(kind: Kind, path: &str) -> String {
    let up = "../".repeat(path.matches('/').count());
    let up = if up.is_empty() { "./" } else { &up };
    format!("{MODELINE}{up}{SCHEMA_FOLDER}/{}{FILE_SUFFIX}", kind.about().name)
}
