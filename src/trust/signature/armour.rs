//! Armour: bytes as letters between a line that begins them and a line that ends them, read without mercy.

use base64ct::{Base64, Encoding};

/// The longest armour that is looked at. A signature has less than two thousand characters, a key with many
/// names on it less than twenty thousand.
const LONGEST: usize = 64 * 1024;

/// The bytes between `-----BEGIN label-----` and `-----END label-----`, if the text is this and nothing else.
///
/// Libraries skip text before the armour and stop reading after it. Here both are refused, because whatever
/// stands there would be read by people and not be signed.
pub(super) fn bytes(text: &str, label: &str) -> Result<Vec<u8>, String> {
    if text.len() > LONGEST {
        return Err(format!("it is {} bytes long, at most {LONGEST} are read", text.len()));
    }
    let begin = format!("-----BEGIN {label}-----\n");
    let end = format!("\n-----END {label}-----");
    let inside = text
        .strip_prefix(&begin)
        .ok_or_else(|| format!("it does not begin with the line `{}`", begin.trim_end()))?;
    let inside = inside.strip_suffix('\n').unwrap_or(inside);
    let inside = inside
        .strip_suffix(&end)
        .ok_or_else(|| format!("it does not end with the line `{}`", end.trim_start()))?;
    let letters = if label.starts_with("PGP") { without_headers(inside)? } else { inside };
    let letters: Vec<&str> = letters.split('\n').collect();
    if letters.iter().any(|line| line.is_empty()) {
        return Err("there is an empty line in it".to_owned());
    }
    Base64::decode_vec(&letters.concat())
        .map_err(|_| "there is something in it that is not base64".to_owned())
}

/// `OpenPGP` puts headers and an empty line before the letters, and sometimes a checksum after them.
fn without_headers(inside: &str) -> Result<&str, String> {
    let mut rest = inside;
    loop {
        let (line, after) =
            rest.split_once('\n').ok_or("there is no empty line after its headers")?;
        rest = after;
        if line.is_empty() {
            break;
        }
        if !line.contains(": ") {
            return Err("there is no empty line after its headers".to_owned());
        }
    }
    // The checksum finds accidents, not attacks, and today's standard asks nobody to read it.
    Ok(match rest.rsplit_once("\n=") {
        Some((letters, checksum)) if checksum.len() == 4 && !checksum.contains(['\n', '=']) => {
            letters
        }
        _ => rest,
    })
}
