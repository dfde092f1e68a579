//! A YAML file at the root that is no part of the catalog.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::fault::StrayReason;
use crate::catalog::layout;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "file-at-root",
    subject: Subject::Files,
    level: Level::Hint,
    summary: "A YAML file at the root that is no part of the catalog",
    what: "Of the YAML files at the root of the catalog, only `learn.yaml` is read. Files whose name begins with \
           a dot are not looked at.",
    why: "Settings of other tools belong there; a record that got there by mistake does not, and is read by \
          nobody.",
    bad: &[Case {
        files: "\
-- reliability.yaml --
name: Reliability
",
        marks: &[""],
    }],
    good: Case {
        files: "\
-- teams/reliability.yaml --
name: Reliability
-- package.json --
{}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for stray in context.catalog.strays().iter().filter(|stray| stray.why == StrayReason::AtRoot) {
        let file = &*stray.path;
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        let yaml = ["yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known));
        if yaml && layout::meant_at_root(file).is_none() && !file.starts_with('.') {
            findings.add(
                Problem::new(Place::file(&stray.path), format!("`{file}` is no part of the catalog")).help(
                    "put a record into the folder of its kind; where such files are settings of other tools, \
                     write `file-at-root: allow` under `rules` in learn.yaml",
                ),
            );
        }
    }
}
