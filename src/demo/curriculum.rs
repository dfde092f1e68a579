//! What the people of a generated company learn with: a framework, a ladder, credentials, modules and
//! pathways.
//!
//! Nothing in it is called like anything in the example, so that both can stand in one catalog.

use std::fmt::Write as _;

use super::generated::{File, id_of, team_of};

pub(super) const CRAFTS: &[&str] = &[
    "incident-handling",
    "monitoring",
    "test-design",
    "api-design",
    "data-design",
    "security",
    "delivery",
    "performance",
    "cost-awareness",
    "change-review",
];
const TOGETHER: &[&str] =
    &["explaining", "facilitation", "guiding", "planning", "feedback", "decision-making"];
const STEPS: &[&str] = &["awareness", "foundational", "working", "practitioner", "expert"];
pub(super) const ROLES: &[&str] =
    &["associate-developer", "developer", "senior-developer", "staff-developer"];
const TYPES: &[&str] = &[
    "course",
    "project",
    "apprenticeship",
    "case-study",
    "problem-statement",
    "workshop",
    "reading",
];
/// The content for a company of `people` people, teams included.
pub(super) fn content(people: usize) -> Vec<File> {
    let mut files = Vec::new();
    for number in (0..people).step_by(8) {
        let team = team_of(number);
        let lead = id_of(number);
        files.push((
            format!("teams/{team}.yaml"),
            format!("name: Team {}\nfunction: Development\nlead: {lead}\n", number / 8 + 1),
        ));
    }
    files.push(("frameworks/development.yaml".to_owned(), framework()));
    files.push(("ladders/development-ic.yaml".to_owned(), ladder()));
    for (competency, _) in competencies() {
        files.push((format!("rubrics/{competency}.yaml"), rubric(competency)));
        for (level, step) in STEPS.iter().enumerate().skip(1).take(3) {
            files.push((
                format!("credentials/{competency}-{step}.yaml"),
                credential(competency, level),
            ));
            files.push((format!("modules/{competency}-{step}.md"), module(competency, level)));
        }
    }
    files.push(("pathways/onboarding.yaml".to_owned(), onboarding()));
    for role in &ROLES[1..] {
        files.push((format!("pathways/to-{role}.yaml"), pathway(role)));
    }
    files
}

fn framework() -> String {
    let mut text = "name: Development\nowner: ada-1\nreviewed: 2026-03-02\nversion: 1.2.0\nthemes:\n  craft:\n    \
                    name: Craft\n  together:\n    name: Working together\n    transferable: true\ncompetencies:\n"
        .to_owned();
    for (id, theme) in competencies() {
        let _ = write!(
            text,
            "  {id}:\n    name: {}\n    theme: {theme}\n    proficiencies:\n",
            title(id)
        );
        for step in STEPS {
            let _ = write!(
                text,
                "      {step}:\n        markers:\n          - Shows {} at {step} level in daily work, and says why.\n",
                id.replace('-', " ")
            );
        }
    }
    text
}

fn ladder() -> String {
    let mut text =
        "name: Development\nframework: development\nowner: ada-1\nreviewed: 2026-03-02\nroles:\n"
            .to_owned();
    for (position, role) in ROLES.iter().enumerate() {
        let _ = write!(
            text,
            "  - id: {role}\n    title: {}\n    outcomes:\n      - The team can rely on what they ship.\n    expects:\n",
            title(role)
        );
        for (number, (competency, _)) in competencies().enumerate() {
            if number % 4 <= position {
                let step = STEPS[position.max(1)];
                let weight = if number % 3 == 2 { ", weight: 2" } else { "" };
                let _ = writeln!(text, "      - {{competency: {competency}, at: {step}{weight}}}");
            }
        }
        if position == 2 {
            text.push_str(
                "    requires:\n      - {id: responder, credential: incident-handling-working}\n",
            );
        }
    }
    text
}

pub(super) fn rubric(competency: &str) -> String {
    format!(
        "name: {}\ncriteria:\n  result:\n    name: Result\n    descriptors:\n      - It did not hold.\n      \
         - It held with help.\n      - It holds.\n  reasons:\n    name: Reasons\n    descriptors:\n      \
         - None were given.\n      - Some were given.\n      - Options were weighed.\n",
        title(competency)
    )
}

pub(super) fn credential(competency: &str, level: usize) -> String {
    let includes = match level {
        1 => String::new(),
        _ => format!("includes: [{competency}-{}]\n", STEPS[level - 1]),
    };
    format!(
        "name: {} {}\nattests:\n  - {{competency: {competency}, at: {}}}\n{includes}assessment: {{method: \
         portfolio-review, rubric: {competency}, pass: {{each: 2}}}}\nassessors: [any, any]\nneeds: {{portfolio: 1}}\n\
         valid_for: 24 months\nowner: chen-3\n",
        title(competency),
        STEPS[level],
        STEPS[level]
    )
}

fn module(competency: &str, level: usize) -> String {
    let name = title(competency);
    let step = STEPS[level];
    let prerequisites = match level {
        1 => String::new(),
        _ => format!("prerequisites:\n  - {competency}-{}\n", STEPS[level - 1]),
    };
    let kind = TYPES[(competency.len() + level) % TYPES.len()];
    format!(
        "---\ntitle: {name} in practice, {step}\ntype: {kind}\neffort: {{learning: {} hours, over: 6 weeks}}\nteaches:\n  \
         - {{competency: {competency}, to: {step}}}\n{prerequisites}outcomes:\n  - result: Uses {} where it counts and can say why.\n    \
         seen_in: The next review of their work\nmilestones:\n  - {{id: halfway, title: Halfway, within: 3 weeks}}\nassessed_by: \
         {competency}-{step}\nserves: reliability\nowner: chen-3\nreviewed: 2026-01-20\n---\n## What you will do\n\n\
         Read two real cases, then do one yourself with somebody beside you.\n\n## Exercise\n\n1. Pick a change of last month.\n\
         2. Say what you would do differently, and what it would cost.\n",
        4 + 2 * level,
        competency.replace('-', " ")
    )
}

fn onboarding() -> String {
    "title: The first ninety days\nkind: onboarding\nfor: {ladders: [development-ic]}\nwithin: 3 months\nitems:\n  - id: first-incident\n    \
     title: Follow an incident\n    fulfil:\n      - {module: incident-handling-foundational}\n  - id: first-text\n    \
     title: Write a decision down\n    fulfil:\n      - {module: explaining-foundational}\nowner: hana-8\nreviewed: 2026-03-02\n"
        .to_owned()
}

fn pathway(role: &str) -> String {
    let mut text = format!(
        "title: Towards {}\nkind: role\nto: {role}\nwithin: 18 months\nowner: hana-8\nreviewed: 2026-03-02\nitems:\n",
        title(role)
    );
    let level = ROLES.iter().position(|other| *other == role).unwrap_or(1).min(3);
    for (competency, _) in competencies().step_by(3) {
        let step = STEPS[level];
        let _ = write!(
            text,
            "  - id: {competency}\n    title: {}\n    fulfil:\n      - {{credential: {competency}-{step}}}\n      \
             - {{module: {competency}-{step}}}\n",
            title(competency)
        );
    }
    text
}

fn competencies() -> impl Iterator<Item = (&'static str, &'static str)> {
    CRAFTS.iter().map(|id| (*id, "craft")).chain(TOGETHER.iter().map(|id| (*id, "together")))
}

fn title(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
