//! Claims and evidence that cannot be read as they are written, and so are not signed for.

use crate::base::shell;
use crate::catalog::fault::Fault;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::syntax::yaml::Oddity;

/// Refuses a record in which something stands twice, so that two readers read two things, or of which
/// nothing can be read at all; `what` it is to the signer.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn refuse(record: &Record, what: &str) -> Result<(), String> {
    let path = &record.source.path;
    let is_twofold = |fault: &Fault| matches!(fault, Fault::Odd(Oddity::RepeatedKey(..)));
    let why = if record.document.is_none() {
        "cannot be read"
    } else if record.faults.iter().any(is_twofold) {
        "says something twice, and not everybody who reads it reads the same"
    } else {
        return Ok(());
    };
    Err(format!(
        "{what} {path} is there and {why}, so nothing was signed\n  help: `learn check {}` says where; once it is \
         mended, run this again",
        shell::word(path)
    ))
}

/// A claim of somebody's that cannot be read and may be the one that is meant by a word.
pub(super) fn claim<'a>(catalog: &'a Catalog, person: &str, word: &str) -> Option<&'a Record> {
    let mut claims = catalog.of_kind(Kind::Claim).filter(|record| {
        let is_theirs = record.owner.as_deref() == Some(person);
        let is_meant = *record.name == *word || record.name.ends_with(&format!("-{word}"));
        is_theirs && is_meant
    });
    claims.find(|record| Entry::<Claim>::of(record).is_none() || !record.is_sound())
}
