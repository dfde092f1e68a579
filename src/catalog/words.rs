//! Whether a record still says what somebody judged.

use super::record::Record;
use crate::kinds::parts::digest::Sha256;

/// What the comment begins with that tells an editor which schema holds for a file; the way to it follows.
pub const MODELINE: &str = "# yaml-language-server: $schema=";

/// How many folders deep a record may lie so that its editor's comment is still known.
const DEEPEST: usize = 12;

impl Record {
    /// Whether a digest is that of these words: of the bytes with each CRLF read as LF, or of the same
    /// where only the `../` differ with which the editor's comment in front leads to the schemas. A folder
    /// that is moved deeper takes other ones, and nobody is told anything else by them.
    #[must_use]
    pub fn has_words(&self, digest: &Sha256) -> bool {
        if self.digest_of_words() == *digest {
            return true;
        }
        let text = self.source.text.replace("\r\n", "\n");
        // Only in front of everything it is a comment for certain, and no line of somebody's text.
        let before = if text.starts_with("---\n") { "---\n" } else { "" };
        let way = text.strip_prefix(before).and_then(|text| text.strip_prefix(MODELINE));
        let Some(way) = way.filter(|way| way.starts_with("../")) else { return false };
        let rest = way.trim_start_matches("../");
        (1..=DEEPEST).any(|depth| {
            let up = "../".repeat(depth);
            let parts = [before, MODELINE, &up, rest].map(str::as_bytes);
            Sha256::of_parts(&[&[self.mark()], &parts[..]].concat()) == *digest
        })
    }
}
