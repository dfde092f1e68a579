//! Changing the trust policy: the next version is drafted, sealed and judged before anything is written.

pub mod allowed;
pub mod draft;
pub mod first;
pub mod landing;
pub mod letter;
pub mod proposals;
pub mod rebase;
pub mod seals;
pub mod text;
pub mod view;

use std::fmt;

use crate::trust::policy::Unusable;

/// Why a policy cannot be used, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusableWords<'u>(pub &'u Unusable);

impl fmt::Display for UnusableWords<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Unusable::Key(person, _, flaw) => write!(formatter, "the key of {person}: {flaw}"),
            Unusable::SharedKey(first, second, _) => write!(
                formatter,
                "{first} and {second} would have the same key; a key belongs to one person, or nobody \
                 could tell who signed"
            ),
            Unusable::AdminWithoutKey(admin) => write!(
                formatter,
                "{admin} would be an admin without a key, who can seal nothing\n  help: give their \
                 public key with `--key`; `cat ~/.ssh/id_ed25519.pub` prints it"
            ),
            Unusable::Threshold => formatter.write_str(
                "more admins would have to seal than there are\n  help: add an admin, or lower \
                 `--threshold`",
            ),
        }
    }
}

/// Names as people list them: `hana`, `hana and chen`.
#[must_use]
pub fn listed<T: AsRef<str>>(names: &[T], word: &str) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}
