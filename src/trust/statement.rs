//! Statements: dedicated signed commit objects, read from their raw bytes and nothing else.
//!
//! A signed commit does not mean "I approve": people sign every commit, and a rebase signs again what
//! somebody else wrote. A statement is therefore a commit of a form that git never makes by itself: no
//! parents, the empty tree, an author and committer that are no e-mail address of anybody. Its bytes
//! are split here, strictly: whatever git would have to guess at is refused.

use std::fmt;

use crate::kinds::parts::digest::Sha256;
use crate::world::sign::EMPTY_TREE;

/// The longest statement that is read, in bytes.
pub const LONGEST: usize = 48 * 1024;

/// What stands before the digest in a statement's last line.
const TRAILER: &str = "Learn-Record: ";

/// What a statement speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// A decision about a person.
    Approval,
    /// A version of the trust policy.
    Trust,
}

impl Purpose {
    /// The word before the `@` of the statement's address.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Trust => "trust",
        }
    }
}

/// What a statement says, as its signer's program writes it and as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What it speaks about.
    pub purpose: Purpose,
    /// The catalog it was made for.
    pub catalog: String,
    /// Who signs.
    pub signer: String,
    /// When it was made, in seconds since 1970, by the signer's clock.
    pub time: i64,
    /// The first line of the message, which names the person and the subject.
    pub subject: String,
    /// The digest of the record's bytes.
    pub record: Sha256,
}

/// A statement as it was read: what it says, and the signature over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it says.
    pub words: Words,
    /// The very bytes that were signed.
    pub payload: Vec<u8>,
    /// The signature in its armour.
    pub signature: String,
}

/// Why bytes are no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Malformed {
    /// Longer than any statement.
    TooLong,
    /// Not UTF-8, or with a NUL or a carriage return in it.
    Bytes,
    /// A header that a statement does not have, or one missing, twice or out of its order.
    Headers,
    /// A tree that is not empty.
    Tree,
    /// An author that is not `<signer> <approval@<catalog>> <time> +0000`.
    Author,
    /// A committer that is not the author.
    Committer,
    /// A message that is not a subject, an empty line and the record's digest.
    Message,
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLong => "it is longer than any statement",
            Self::Bytes => "it holds bytes that no statement has",
            Self::Headers => "its headers are not tree, author, committer and one signature",
            Self::Tree => "its tree is not the empty one",
            Self::Author => "its author is not a signer of this program",
            Self::Committer => "its committer is not its author",
            Self::Message => "its message is not a subject and one digest",
        })
    }
}

impl Words {
    /// The first line of the message of a decision about somebody.
    #[must_use]
    pub fn of_decision(person: &str, subject: &str) -> String {
        format!("assess: {person} {subject}")
    }

    /// The first line of the message of a seal of a policy's version.
    #[must_use]
    pub fn of_version(version: u16) -> String {
        format!("trust: version {version}")
    }

    /// The name that stands as author and committer.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.signer
    }

    /// The address that stands as author and committer; nobody's e-mail is published.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}@{}", self.purpose.word(), self.catalog)
    }

    /// The message of the commit.
    #[must_use]
    pub fn message(&self) -> String {
        format!("{}\n\n{TRAILER}{}\n", self.subject, self.record)
    }

    /// The bytes that get signed.
    #[must_use]
    pub fn payload(&self) -> Vec<u8> {
        let who = format!("{} <{}> {} +0000", self.name(), self.address(), self.time);
        let message = self.message();
        format!("tree {EMPTY_TREE}\nauthor {who}\ncommitter {who}\n\n{message}").into_bytes()
    }

    /// The raw bytes of the commit, once the payload has been signed.
    #[must_use]
    pub fn signed(&self, signature: &str) -> Vec<u8> {
        let payload = String::from_utf8_lossy(&self.payload()).into_owned();
        let (headers, message) = payload.split_once("\n\n").unwrap_or((&payload, ""));
        let signature = signature.trim_end_matches('\n').replace('\n', "\n ");
        format!("{headers}\ngpgsig {signature}\n\n{message}").into_bytes()
    }
}

impl Statement {
    /// Reads a statement from the raw bytes of a commit object, without the object's own header.
    ///
    /// # Errors
    /// Why they are none; a statement is exactly what [`Words::signed`] writes.
    pub fn read(raw: &[u8]) -> Result<Self, Malformed> {
        if raw.len() > LONGEST {
            return Err(Malformed::TooLong);
        }
        let text = std::str::from_utf8(raw).map_err(|_| Malformed::Bytes)?;
        if text.contains(['\0', '\r']) {
            return Err(Malformed::Bytes);
        }
        let (headers, message) = text.split_once("\n\n").ok_or(Malformed::Headers)?;
        let mut headers = headers.split('\n');
        let mut header = |name: &str| {
            let line = headers.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.ok_or(Malformed::Headers)
        };
        if header("tree")? != EMPTY_TREE {
            return Err(Malformed::Tree);
        }
        let author = header("author")?;
        if header("committer")? != author {
            return Err(Malformed::Committer);
        }
        let mut signature = format!("{}\n", header("gpgsig")?);
        for line in headers {
            signature.push_str(line.strip_prefix(' ').ok_or(Malformed::Headers)?);
            signature.push('\n');
        }
        // Git ends a signature once; with one more empty line the same words would have a second form.
        if signature.ends_with("\n\n") {
            return Err(Malformed::Headers);
        }
        let (signer, purpose, catalog, time) = read_author(author).ok_or(Malformed::Author)?;
        let (subject, record) = read_message(message).ok_or(Malformed::Message)?;
        let words = Words { purpose, catalog, signer, time, subject, record };
        Ok(Self { payload: words.payload(), words, signature })
    }
}

/// `<signer> <purpose@catalog> <time> +0000`, each part in the only form that it is written in.
fn read_author(line: &str) -> Option<(String, Purpose, String, i64)> {
    let (signer, rest) = line.split_once(" <")?;
    let (address, rest) = rest.split_once("> ")?;
    let seconds = rest.strip_suffix(" +0000")?;
    let (word, catalog) = address.split_once('@')?;
    let purpose = [Purpose::Approval, Purpose::Trust].into_iter().find(|one| one.word() == word)?;
    let time: i64 = seconds.parse().ok()?;
    let is_plain = time >= 0 && time.to_string() == seconds;
    let are_ids = crate::base::id::check(signer).is_ok() && crate::base::id::check(catalog).is_ok();
    (is_plain && are_ids).then(|| (signer.to_owned(), purpose, catalog.to_owned(), time))
}

fn read_message(message: &str) -> Option<(String, Sha256)> {
    let (subject, rest) = message.split_once("\n\n")?;
    let digest = rest.strip_prefix(TRAILER)?.strip_suffix('\n')?;
    let hex = digest.strip_prefix("sha256:")?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let fits = hex.len() == 64 && hex.bytes().all(is_hex) && !subject.contains('\n');
    (fits && !subject.is_empty()).then(|| (subject.to_owned(), Sha256::new(digest)))
}
