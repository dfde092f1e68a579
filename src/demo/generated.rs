//! A believable company of any number of people, always the same for the same number.
//!
//! Benchmarks and property tests stand on it. About one record in a thousand is content; the rest is
//! what people write: about fifteen records each. Nothing in it is dated after [`today`].

use std::fmt::Write as _;

use crate::base::date::Date;

/// One file: its path in the catalog and its text.
pub type File = (String, String);

/// The day the company is as of: 15 April 2026.
#[must_use]
pub fn today() -> Date {
    Date::from(jiff::civil::date(2026, 4, 15))
}

pub(super) const CRAFTS: &[&str] = &[
    "incident-response",
    "observability",
    "testing",
    "api-design",
    "data-modelling",
    "security",
    "delivery",
    "performance",
    "cost-awareness",
    "code-review",
];
const TOGETHER: &[&str] =
    &["communication", "facilitation", "mentoring", "planning", "feedback", "decision-making"];
const STEPS: &[&str] = &["awareness", "foundational", "working", "practitioner", "expert"];
const ROLES: &[&str] = &["associate-engineer", "engineer", "senior-engineer", "staff-engineer"];
const TYPES: &[&str] = &[
    "course",
    "project",
    "apprenticeship",
    "case-study",
    "problem-statement",
    "workshop",
    "reading",
];
const FIRST: &[&str] = &[
    "Ada", "Bela", "Chen", "Dara", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kavya",
    "Lior", "Mira", "Noor", "Oskar", "Priya", "Quentin", "Rosa", "Sami", "Tove",
];
const LAST: &[&str] = &[
    "Moreau",
    "Wei",
    "Okafor",
    "Lindqvist",
    "Haddad",
    "Novak",
    "Sato",
    "Rossi",
    "Iyer",
    "Mensah",
    "Costa",
    "Berg",
    "Duarte",
    "Kaya",
    "Petrov",
];
pub(super) const SERVICES: &[&str] =
    &["checkout", "routing", "tracking", "billing", "search", "notifications", "inventory"];
const TROUBLES: &[&str] = &[
    "a certificate had expired",
    "a queue grew without a limit",
    "two deploys met in the middle",
    "a cache answered with yesterday's prices",
    "a retry storm kept the database busy",
    "an index was missing after a migration",
];

/// All files of a company of `people` people.
#[must_use]
pub fn company(people: usize) -> Vec<File> {
    let people = people.max(8);
    let mut files = content(people);
    for number in 0..people {
        person(&mut files, number, people);
    }
    files
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

fn days_ago(days: usize) -> Date {
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

fn team_of(number: usize) -> String {
    format!("team-{}", number / 8 + 1)
}

fn competencies() -> impl Iterator<Item = (&'static str, &'static str)> {
    CRAFTS.iter().map(|id| (*id, "craft")).chain(TOGETHER.iter().map(|id| (*id, "together")))
}

fn title(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn content(people: usize) -> Vec<File> {
    let mut files = vec![("learn.yaml".to_owned(), program())];
    for number in (0..people).step_by(8) {
        let team = team_of(number);
        let lead = id_of(number);
        files.push((
            format!("teams/{team}.yaml"),
            format!("name: Team {}\nfunction: Engineering\nlead: {lead}\n", number / 8 + 1),
        ));
    }
    files.push(("frameworks/engineering.yaml".to_owned(), framework()));
    files.push(("ladders/engineering-ic.yaml".to_owned(), ladder()));
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

/// The text of the company's `learn.yaml`.
#[must_use]
pub fn program() -> String {
    "catalog: generated-growth\nprogram:\n  name: Growth at Generated\ntime_zone: Europe/Paris\n\
     learning_time: 4 hours per week\npriorities:\n  - {id: reliability, title: Recover before the \
     customer notices, from: 2026-01-01, until: 2026-12-31}\n"
        .to_owned()
}

fn framework() -> String {
    let mut text = "name: Engineering\nowner: ada-1\nreviewed: 2026-03-02\nversion: 1.2.0\nthemes:\n  craft:\n    \
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
        "name: Engineering\nframework: engineering\nowner: ada-1\nreviewed: 2026-03-02\nroles:\n"
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
                "    requires:\n      - {id: responder, credential: incident-response-working}\n",
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
    "title: The first ninety days\nkind: onboarding\nfor: {everyone: true}\nwithin: 3 months\nitems:\n  - id: first-incident\n    \
     title: Follow an incident\n    fulfil:\n      - {module: incident-response-foundational}\n  - id: first-text\n    \
     title: Write a decision down\n    fulfil:\n      - {module: communication-foundational}\nowner: hana-8\nreviewed: 2026-03-02\n"
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

/// What one person writes: about fifteen records.
fn person(files: &mut Vec<File>, number: usize, people: usize) {
    let mut dice = Dice::new(number, 0x6c65_6172_6e00);
    let home = home_of(number, people);
    let position = if number.is_multiple_of(8) { 2 } else { dice.below(3) };
    let mut add = |path: &str, text: String| files.push((format!("{home}/{path}"), text));
    add("person.yaml", profile(number, position, &mut dice));
    add(
        &format!("goals/{}.md", days_ago(60 + dice.below(60))),
        format!(
            "---\nstate: set\nrole: {}\nfor_me: Lead a response on my own.\nfor_company: One more person on the rota.\n---\n\
             I want to be the one who keeps calm.\n",
            ROLES[position + 1]
        ),
    );
    add("okrs/2026-q1.yaml", okrs("2026-02-10", 4 + dice.below(5)));
    add("okrs/2026-q2.yaml", okrs("2026-04-08", 1 + dice.below(3)));
    add(&format!("pathways/to-{}.yaml", ROLES[position + 1]), "enrolled: 2026-01-12\n".to_owned());
    let strongest: Vec<&str> =
        (0..3).map(|turn| CRAFTS[(number + turn * 3) % CRAFTS.len()]).collect();
    for (turn, craft) in strongest.iter().enumerate() {
        let text = if turn == 0 {
            format!("started: {}\n", days_ago(20 + dice.below(20)))
        } else {
            format!(
                "started: {}\nfinished: {}\nreached: {{halfway: {}}}\n",
                days_ago(200 + 10 * turn),
                days_ago(140 + 10 * turn),
                days_ago(170 + 10 * turn)
            )
        };
        add(&format!("enrolments/{craft}-foundational.yaml"), text);
    }
    let mut worked = Vec::new();
    for turn in 0..2 {
        let day = days_ago(30 + 45 * turn + dice.below(30));
        let service = dice.one(SERVICES);
        let slug = format!("{day}-{service}-work");
        add(&format!("portfolio/{slug}.md"), portfolio(service, strongest[1], &mut dice));
        worked.push(slug);
    }
    for turn in 0..3 {
        let day = days_ago(7 + 21 * turn + dice.below(14));
        add(&format!("journal/{day}.md"), journal(strongest[turn % 3], &mut dice));
    }
    if !number.is_multiple_of(8) {
        let lead = id_of(number - number % 8);
        for turn in 0..2 {
            let day = days_ago(3 + 30 * turn + dice.below(20));
            add(&format!("meetings/{day}-{lead}.md"), meeting(&lead));
        }
    }
    if number.is_multiple_of(3) {
        add(
            &format!("claims/{}-{}-foundational.yaml", days_ago(4), strongest[1]),
            format!(
                "credential: {}-foundational\nevidence:\n  - {{portfolio: {}}}\n",
                strongest[1], worked[0]
            ),
        );
    }
}

fn profile(number: usize, position: usize, dice: &mut Dice) -> String {
    let me = id_of(number);
    let name = format!("{} {}", FIRST[number % FIRST.len()], dice.one(LAST));
    let mut text = format!(
        "name: {name}\nemails: [{me}@generated.example]\njoined: 2023-05-08\nroles:\n  - {{from: 2023-05-08, role: {}, team: {}}}\n",
        ROLES[position],
        team_of(number)
    );
    if number.is_multiple_of(8) {
        text.push_str("mentoring: {capacity: 8, topics: [mentoring]}\n");
    } else {
        let lead = id_of(number - number % 8);
        let _ = writeln!(text, "mentors:\n  - {{person: {lead}, from: 2025-09-01}}");
    }
    text.push_str("recognition: org\nboard: {columns: [Someday, This quarter, Doing, Done]}\n");
    text
}

fn okrs(day: &str, value: usize) -> String {
    format!(
        "objectives:\n  - id: calm-rota\n    title: The rota is calm\n    why: Nobody should dread the week.\n    column: Doing\n    \
         key_results:\n      - id: pages\n        title: Pages a week\n        from: 12\n        to: 3\n        check_ins:\n          \
         - {{date: {day}, value: {value}, note: Fewer alerts after the clean-up.}}\n"
    )
}

pub(super) fn portfolio(service: &str, craft: &str, dice: &mut Dice) -> String {
    let trouble = dice.one(TROUBLES);
    let minutes = 8 + dice.below(90);
    format!(
        "---\ntitle: The {service} trouble\ntype: incident\nmodules: [{craft}-foundational]\ncompetencies: [{craft}]\noutcome: {service} \
         answers again within its objective.\n---\n## What happened\n\nFor {minutes} minutes {service} answered with errors, because {trouble}. \
         I was second on the rota and took over when the first was asleep on a plane.\n\n## Decisions\n\nI rolled back instead of mending \
         forward, because nobody could say how long a mend would take and the last good version was an hour old.\n\n## Trade-offs\n\nThe \
         rollback cost us the new report for a day. Waiting would have cost about {minutes} more minutes of orders.\n"
    )
}

fn journal(craft: &str, dice: &mut Dice) -> String {
    format!(
        "---\nmodules: [{craft}-foundational]\ncompetencies: [{craft}]\n---\nToday I understood why {}. Next time I look at the graphs of the \
         day before first.\n",
        dice.one(TROUBLES)
    )
}

fn meeting(lead: &str) -> String {
    format!(
        "---\nkind: mentor\nwith: [{lead}]\nagreed:\n  - {{what: Write the review of the outage, who: {lead}, by: 2026-05-04}}\n---\nWe went through \
         the timeline and talked about handing over earlier.\n"
    )
}
