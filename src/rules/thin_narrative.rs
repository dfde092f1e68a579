//! A portfolio entry with only a few words.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::kinds::portfolio::Portfolio;
use crate::pointer;
use crate::syntax::markdown::outline;

/// Below so many words nobody can follow a decision and what it cost: a sentence on what happened,
/// one on what was decided and one on what was given up take as many.
const FEWEST_WORDS: usize = 30;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "thin-narrative",
    subject: Subject::People,
    level: Level::Hint,
    summary: "A portfolio entry with only a few words",
    what: "The text of a portfolio entry has at least 30 words, headings and code left aside. Only for \
           people whom the rollout has reached; an entry without any text is left to \
           `narrative-without-decisions`.",
    why: "Whoever judges the work was not there. A few sentences more spare both a round of questions.",
    bad: &[Case {
        files: "\
-- people/ada/portfolio/2026-04-02-cache.md --
---
title: A faster cache
type: improvement
---
## Decisions

Oldest entries go first.

## Trade-offs

Not the best order.
",
        marks: &["A faster cache"],
    }],
    good: Case {
        files: "\
-- people/ada/portfolio/2026-04-02-cache.md --
---
title: A faster cache
type: improvement
---
## Decisions

The cache was slow in the evenings. I looked at the reads of four weeks and took the oldest entries
out first.

## Trade-offs

It is not the best order, but it took an hour to build instead of a week.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for entry in context.catalog.all::<Portfolio>() {
        if !people.process_holds_for(entry.owner()) {
            continue;
        }
        if has_plenty(entry.record.prose()) {
            continue;
        }
        let words = outline(entry.record.prose()).words;
        if words == 0 || words >= FEWEST_WORDS {
            continue;
        }
        findings.add(
            Problem::new(entry.record.at(pointer!["title"]), "the narrative is very short")
                .here(format!("{words} words"))
                .help("say what the situation was, what you chose and why, and what it cost"),
        );
    }
}

/// Whether lines without any mark-up alone have enough words, so that the text need not be read as
/// Markdown; that tells most entries from the short ones in a fraction of the time.
fn has_plenty(prose: &str) -> bool {
    if ["```", "~~~", "<", "\n===", "\n---"].iter().any(|mark| prose.contains(mark)) {
        return false;
    }
    let plain = prose
        .lines()
        .filter(|line| line.starts_with(char::is_alphabetic) && !line.contains(['`', '[', '|']));
    plain.map(|line| line.split_whitespace().count()).sum::<usize>() >= FEWEST_WORDS
}
