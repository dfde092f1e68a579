//! Why a seal or the record beside it does not count: data, without a word of advice.

use std::fmt;

use super::signature::SignatureFlaw;
use super::statement::Malformed;
use crate::kinds::approval::Decision;

/// Why a seal vouches for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// It is not base64 as seals are written.
    Seal,
    /// What it holds is no statement.
    Statement(Malformed),
    /// Its signature cannot be read, is not of the kind that counts or fits no key of the signer.
    Signature(SignatureFlaw),
    /// It is signed with a key that the policy gives to somebody else: whose.
    ForeignKey(String),
    /// It is signed with a key that the policy gives to nobody: which, and those of the signer.
    UnknownKey {
        /// The key, as its owner sees it, where the signature names it.
        used: Option<String>,
        /// The keys that the policy gives to the signer.
        known: Vec<String>,
    },
}

/// In what a statement differs from what it should vouch for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mismatch {
    /// It vouches for a version of the policy, or the other way round.
    Purpose,
    /// It was made for another catalog.
    Catalog,
    /// It was made by somebody else.
    Signer,
    /// Its first line names another person or subject.
    Subject,
    /// The record names another catalog than the one it lies in.
    RecordCatalog,
    /// The record is about somebody else than the person it lies with.
    Person,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Purpose => "the seal is of another kind of record",
            Self::Catalog => "the seal was made for another catalog",
            Self::Signer => "the seal was made by somebody else",
            Self::Subject => "the seal is about another person or subject",
            Self::RecordCatalog => "the record was made for another catalog",
            Self::Person => "the record is about somebody else",
        })
    }
}

/// Why an approval record counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The file cannot be read as a record, which other rules say.
    Unreadable,
    /// No policy is in force, so that nothing could be checked.
    NoPolicy,
    /// No seal of its signer lies beside it.
    Unsigned,
    /// The seal vouches for nothing.
    Broken(Broken),
    /// The seal is sound, and the record's bytes are others.
    RecordChanged,
    /// The seal or the record belongs elsewhere.
    Mismatch(Mismatch),
    /// The signer is the person it is about.
    SelfApproval,
    /// The policy does not let the signer decide this.
    OutOfScope(Decision),
    /// The record claims disciplines that the policy does not give to the signer.
    Disciplines(Vec<String>),
}
