//! What one person of a generated company writes: a profile, goals, work, a journal, claims.

use std::fmt::Write as _;

use super::curriculum::{CRAFTS, ROLES};
use super::generated::{Dice, FIRST, File, days_ago, home_of, id_of, team_of};

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

/// What one person writes: about fifteen records.
pub(super) fn person(files: &mut Vec<File>, number: usize, people: usize) {
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
        text.push_str("mentoring: {capacity: 8, topics: [guiding]}\n");
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
