//! How much each rule matters in one catalog: what `learn.yaml` and the command line say of it.

use std::collections::BTreeMap;

use crate::base::problem::Level;
use crate::catalog::Catalog;
use crate::kinds::program::RuleLevel;
use crate::rules::{self, Rule, Subject};

/// How much each rule matters in one catalog.
pub(super) struct Levels {
    set: BTreeMap<String, Level>,
}

impl Levels {
    pub(super) fn of(catalog: &Catalog, denied: &[String]) -> Self {
        let mut set: BTreeMap<String, Level> = catalog
            .program()
            .map(|program| program.document.rules.iter())
            .into_iter()
            .flatten()
            .map(|(slug, level)| (slug.as_str().to_owned(), level_of(*level)))
            .collect();
        set.extend(denied.iter().map(|slug| (slug.clone(), Level::Error)));
        Self { set }
    }

    /// The same, with no rule about approvals lower than a change's target has it: what a change says of levels
    /// is asked about from the next change on.
    pub(super) fn on(mut self, target: Option<&Catalog>) -> Self {
        let Some(target) = target else { return self };
        let there = Self::of(target, &[]);
        for rule in rules::ALL.iter().filter(|rule| rule.subject == Subject::Approvals) {
            let level = self.level(rule).max(there.level(rule));
            self.set.insert(rule.slug.to_owned(), level);
        }
        self
    }

    /// A file that cannot be read is always mentioned, whatever level somebody set.
    pub(super) fn level(&self, rule: &Rule) -> Level {
        if rule.is_guard() {
            return rule.level;
        }
        let level = self.set.get(rule.slug).copied().unwrap_or(rule.level);
        if rule.is_firm() { level.max(Level::Warn) } else { level }
    }

    pub(super) fn switched_off(&self) -> Vec<&'static str> {
        let off = rules::ALL.iter().filter(|rule| self.level(rule) == Level::Off);
        off.map(|rule| rule.slug).collect()
    }
}

const fn level_of(word: RuleLevel) -> Level {
    match word {
        RuleLevel::Allow => Level::Off,
        RuleLevel::Hint => Level::Hint,
        RuleLevel::Warn => Level::Warn,
        RuleLevel::Error => Level::Error,
    }
}
