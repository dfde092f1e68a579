//! Seals: the bytes of a statement as text that every tool leaves alone.

use base64ct::{Base64, Encoding as _};

/// How many characters a line of a seal has, all but the last.
const COLUMNS: usize = 76;

/// The longest seal that is read, in bytes; one of an RSA key of 16,384 bits has about 4,500.
pub const LONGEST: usize = 64 * 1024;

/// The ending of a seal's file name.
pub const SUFFIX: &str = ".seal";

/// Writes a statement's bytes as a seal: base64 in lines of 76 characters, each ended by a line feed.
#[must_use]
pub fn write(statement: &[u8]) -> String {
    let text = Base64::encode_string(statement);
    let mut seal = String::with_capacity(text.len() + text.len() / COLUMNS + 1);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(COLUMNS));
        seal.push_str(line);
        seal.push('\n');
        rest = after;
    }
    seal
}

/// The statement's bytes; none unless the text is exactly what [`write()`] makes of them, give or take
/// a carriage return before each line feed.
#[must_use]
pub fn read(seal: &str) -> Option<Vec<u8>> {
    if seal.len() > LONGEST {
        return None;
    }
    let seal = seal.replace("\r\n", "\n");
    let statement = Base64::decode_vec(&seal.replace('\n', "")).ok()?;
    (write(&statement) == seal).then_some(statement)
}

/// The name of the seal that a signer puts beside a record of this path.
#[must_use]
pub fn path(record: &str, signer: &str) -> String {
    let stem = record.strip_suffix(".yaml").unwrap_or(record);
    format!("{stem}.{signer}{SUFFIX}")
}

/// The path without its ending and the signer, of a seal's path.
#[must_use]
pub fn parts(path: &str) -> Option<(&str, &str)> {
    let (stem, signer) = path.strip_suffix(SUFFIX)?.rsplit_once('.')?;
    (!signer.contains('/')).then_some((stem, signer))
}
