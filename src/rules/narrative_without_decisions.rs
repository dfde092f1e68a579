//! A portfolio entry whose narrative tells no decisions or no trade-offs.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::span::Span;
use crate::catalog::Entry;
use crate::catalog::people::People;
use crate::kinds::portfolio::Portfolio;
use crate::pointer;
use crate::syntax::markdown::{Heading, Outline, outline};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "narrative-without-decisions",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A narrative without decisions or trade-offs",
    what: "The text of a portfolio entry has a heading that speaks of decisions and one that speaks of \
           trade-offs, or one that speaks of both, and something is written below each. Any heading with \
           the word `decision` or `decided`, and `trade-off`, `tradeoff` or `trade off`, will do. Only for \
           people whom the rollout has reached.",
    why: "What somebody did can be luck or somebody else's plan. What they decided, and what they gave up \
          for it, shows what they can do, and is what an assessor reads for.",
    bad: &[
        Case {
            files: "\
-- people/ada/portfolio/2026-04-02-cache.md --
---
title: A faster cache
type: improvement
---
## What happened

The cache of the route planner was slow in the evenings, and customers saw it. We looked at the
numbers of four weeks and found that most of the entries were never read again.

## Decisions

I took the oldest entries out first.
",
            marks: &["## What happened"],
        },
        Case {
            files: "\
-- people/ada/portfolio/2026-04-02-cache.md --
---
title: A faster cache
type: improvement
---
The cache of the route planner was slow in the evenings, and customers saw it. We looked at the
numbers of four weeks and found that most of the entries were never read again.
",
            marks: &["A faster cache"],
        },
        Case {
            files: "\
-- people/ada/portfolio/2026-04-02-cache.md --
---
title: A faster cache
type: improvement
---
## What we decided

The cache of the route planner was slow in the evenings, and customers saw it. We looked at the
numbers of four weeks and found that most of the entries were never read again.

## Trade-offs

<!-- What did it cost, and what would you do differently? -->

## Thanks

To Chen.
",
            marks: &["## Trade-offs"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/portfolio/2026-04-02-cache.md --
---
title: A faster cache
type: improvement
---
# Decisions and trade\u{2011}offs

The cache of the route planner was slow in the evenings, and customers saw it. We looked at the
numbers of four weeks and found that most of the entries were never read again.

## Oldest first

I took the oldest entries out first, which is not the best order and took an hour to build.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for entry in context.catalog.all::<Portfolio>() {
        if tells_both(entry.record.prose()) || !people.process_holds_for(entry.owner()) {
            continue;
        }
        if let Some(problem) = problem(entry) {
            findings.add(problem);
        }
    }
}

/// What a narrative has to speak of: the word for it, and how headings say it when only their
/// letters are kept.
const ASKED: [(&str, &[&str]); 2] =
    [("decisions", &["decision", "decided"]), ("trade-offs", &["tradeoff"])];

fn problem(entry: Entry<'_, Portfolio>) -> Option<Problem> {
    let prose = entry.record.prose();
    let outline = outline(prose);
    let mut missing = Vec::new();
    for (word, said) in ASKED {
        let mut sections =
            (0..outline.headings.len()).filter(|at| speaks_of(&outline.headings[*at].text, said));
        let Some(first) = sections.next() else {
            missing.push(word);
            continue;
        };
        if is_empty(prose, &outline, first) && sections.all(|at| is_empty(prose, &outline, at)) {
            let place = entry.record.at_prose(outline.headings[first].span);
            return Some(
                Problem::new(place, format!("nothing is written about {word}"))
                    .here("empty")
                    .help(format!("write down the {word} in a sentence or two")),
            );
        }
    }
    if missing.is_empty() {
        return None;
    }
    let place = match outline.headings.first() {
        Some(first) => entry.record.at_prose(first.span),
        None => entry.record.at(pointer!["title"]),
    };
    let missing = missing.join(" and ");
    Some(
        Problem::new(place, format!("the narrative has no section on {missing}"))
            .here(format!("no {missing}"))
            .help("add `## Decisions` and `## Trade-offs`: what you chose, and what it cost"),
    )
}

/// Whether a text without fences and HTML plainly has both sections, each with words right below its
/// heading; that spares most entries from being read as Markdown, which takes far longer.
fn tells_both(prose: &str) -> bool {
    if ["```", "~~~", "<"].iter().any(|mark| prose.contains(mark)) {
        return false;
    }
    let mut told = [false; ASKED.len()];
    let mut heading = "";
    for line in prose.lines() {
        if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') {
            heading = line;
        } else if !heading.is_empty() && says_something(line) {
            for (told, (_, said)) in told.iter_mut().zip(ASKED) {
                *told |= speaks_of(heading, said);
            }
            heading = "";
        }
    }
    told.iter().all(|told| *told)
}

fn speaks_of(heading: &str, said: &[&str]) -> bool {
    let letters: String =
        heading.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    said.iter().any(|word| letters.contains(word))
}

/// Whether nothing is written in a heading's section, up to the next heading of its level or a higher
/// one; headings and comments in it are not counted.
fn is_empty(prose: &str, outline: &Outline, at: usize) -> bool {
    let heading = &outline.headings[at];
    let rest = &outline.headings[at + 1..];
    let inside = rest.iter().take_while(|next| next.level > heading.level).count();
    let end = |next: Option<&Heading>| next.map_or(prose.len(), |next| next.span.start);
    let mut from = heading.span.end;
    for number in 0..=inside {
        let part = Span::new(from, end(rest.get(number))).within(prose.len());
        if says_something(prose.get(part.range()).unwrap_or("")) {
            return false;
        }
        from = rest.get(number).map_or(prose.len(), |next| next.span.end);
    }
    true
}

/// Whether a text has a letter or digit outside of comments.
fn says_something(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once("<!--").unwrap_or((rest, ""));
        if before.chars().any(char::is_alphanumeric) {
            return true;
        }
        match after.split_once("-->") {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
}
