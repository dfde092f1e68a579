//! A believable company of any number of people, always the same for the same number.
//!
//! Benchmarks and property tests stand on it. About one record in a thousand is content; the rest is
//! what people write: about fifteen records each. Nothing in it is dated after [`today`].

use super::{colleague, curriculum};
use crate::base::date::Date;

/// One file: its path in the catalog and its text.
pub type File = (String, String);

/// The day the company is as of: 15 April 2026.
#[must_use]
pub fn today() -> Date {
    Date::from(jiff::civil::date(2026, 4, 15))
}

pub(super) const FIRST: &[&str] = &[
    "Ada", "Bela", "Chen", "Dara", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kavya",
    "Lior", "Mira", "Noor", "Oskar", "Priya", "Quentin", "Rosa", "Sami", "Tove",
];

/// All files of a company of `people` people.
#[must_use]
pub fn company(people: usize) -> Vec<File> {
    let mut files = vec![("learn.yaml".to_owned(), program())];
    files.extend(crowd(people.max(8)));
    files
}

/// The same without what makes it a catalog of its own.
pub(super) fn crowd(people: usize) -> Vec<File> {
    let mut files = curriculum::content(people);
    for number in 0..people {
        colleague::person(&mut files, number, people);
    }
    files
}

/// The text of the company's `learn.yaml`.
#[must_use]
pub fn program() -> String {
    "catalog: generated-growth\nprogram:\n  name: Growth at Generated\ntime_zone: Europe/Paris\n\
     learning_time: 4 hours per week\npriorities:\n  - {id: reliability, title: Recover before the \
     customer notices, from: 2026-01-01, until: 2026-12-31}\n"
        .to_owned()
}

/// How many people a company needs to have about `records` records.
#[must_use]
pub fn people_for(records: usize) -> usize {
    (records.saturating_sub(119) * 1000 / 15_209).max(8)
}

/// A sequence of numbers that looks random and is the same on every machine (splitmix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: usize, salt: u64) -> Self {
        Self((seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (limit.max(1) as u64)).unwrap_or(0)
    }

    pub(super) fn one<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

pub(super) fn days_ago(days: usize) -> Date {
    today().plus_days(-i64::try_from(days).unwrap_or(0))
}

pub(super) fn id_of(number: usize) -> String {
    format!("{}-{}", FIRST[number % FIRST.len()].to_lowercase(), number + 1)
}

/// The folder of a person.
pub(super) fn home_of(number: usize, people: usize) -> String {
    let me = id_of(number);
    let group = &me[..1];
    if people > 500 { format!("people/{group}/{me}") } else { format!("people/{me}") }
}

pub(super) fn team_of(number: usize) -> String {
    format!("team-{}", number / 8 + 1)
}
