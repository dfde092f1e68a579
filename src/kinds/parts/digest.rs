//! A digest: the fingerprint of the bytes that somebody judged or signed.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use sha2::Digest;

/// The regular expression of a [`Sha256`], as the schemas carry it.
pub const PATTERN: &str = "^sha256:[0-9a-f]{64}$";

/// A SHA-256 digest, written as `sha256:` and 64 hexadecimal digits in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sha256(Box<str>);

impl Sha256 {
    /// A digest that reads `text`; the schema, not this type, refuses malformed ones.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_parts(&[bytes])
    }

    /// The digest of these bytes, one run after the other.
    #[must_use]
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        use std::fmt::Write;
        let mut hasher = sha2::Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        let mut text = String::from("sha256:");
        for byte in hasher.finalize() {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text.into())
    }

    /// The 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> &str {
        self.0.strip_prefix("sha256:").unwrap_or(&self.0)
    }

    /// The digest in base64, as policies of browsers write it; empty where it is malformed.
    #[must_use]
    pub fn base64(&self) -> String {
        use base64ct::Encoding;
        let digits: Vec<u32> = self.hex().chars().filter_map(|digit| digit.to_digit(16)).collect();
        let byte = |pair: &[u32]| u8::try_from(pair.iter().fold(0, |sum, digit| sum * 16 + digit));
        let bytes: Vec<u8> = digits.chunks(2).filter_map(|pair| byte(pair).ok()).collect();
        base64ct::Base64::encode_string(&bytes)
    }

    /// The digest as it was written, `sha256:` included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Sha256 {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl JsonSchema for Sha256 {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sha256".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": PATTERN})
    }
}
