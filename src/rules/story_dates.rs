//! Days of a story that make no sense.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::story::{Story, StoryType};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "story-dates",
    subject: Subject::Program,
    level: Level::Warn,
    summary: "Days of a story that make no sense",
    what: "`until` is on or after the day in the story's name, and only an announcement has it. Only an \
           announcement may be dated in the future.",
    why: "An announcement that ends before it begins is never shown; a story of next week has not happened.",
    bad: &[
        Case {
            files: "\
-- stories/2026-04-10-summer-rotation.md --
---
title: The summer rotation is open
type: announcement
until: 2026-04-01
---
",
            marks: &["2026-04-01"],
        },
        Case {
            files: "\
-- stories/2026-04-10-checkout.md --
---
title: How Ada kept the checkout alive
type: story
until: 2026-05-01
---
-- stories/2026-05-10-review.md --
---
title: What the review taught us
type: lesson
---
",
            marks: &["2026-05-01", "lesson"],
        },
    ],
    good: Case {
        files: "\
-- stories/2026-04-20-summer-rotation.md --
---
title: The summer rotation opens
type: announcement
until: 2026-05-01
---
-- stories/2026-04-10-checkout.md --
---
title: How Ada kept the checkout alive
type: story
---
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for story in context.catalog.all::<Story>() {
        let announces = story.story_type == StoryType::Announcement;
        let at = |key: &str| story.record.at(pointer![key]);
        let Some(day) = story.record.date() else { continue };
        match story.until {
            Some(_) if !announces => findings.add(
                Problem::new(at("until"), "only an announcement has a last day")
                    .here("changes nothing")
                    .label(at("type"), "what it is")
                    .help("take `until` out, or make it an announcement"),
            ),
            Some(until) if until < day => findings.add(
                Problem::new(at("until"), format!("the announcement ends on {until}, before its day, {day}"))
                    .here("never shown")
                    .help("write a later day, or give the file an earlier one"),
            ),
            _ => {}
        }
        if !announces && context.as_of < day {
            findings.add(
                Problem::new(at("type"), format!("this is dated {day}, which is in the future"))
                    .here("has not happened yet")
                    .help("mend the day in the file's name, or make it an announcement"),
            );
        }
    }
}
