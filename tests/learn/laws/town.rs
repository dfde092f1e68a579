//! Small towns: people with evidence for roles, as numbers to reckon with and as files to read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use learn::base::date::Date;
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::kinds::parts::digest::Sha256;
use learn::world::memory::Memory;

use crate::cases;

/// The day on which everything is asked.
pub const TODAY: &str = "2026-04-15";

/// Days of decisions: long ago, the last day of six months, one day too early for it, lately, today and
/// tomorrow, which nobody knows of yet.
pub const DAYS: [&str; 6] =
    ["2025-09-01", "2025-10-14", "2025-10-15", "2026-03-01", "2026-04-15", "2026-04-16"];

/// The competencies by name, each with its mastery method.
pub const COMPETENCIES: [(&str, Method); 4] = [
    ("alpha", Method::Highest),
    ("beta", Method::Twice),
    ("gamma", Method::Latest),
    ("delta", Method::Highest),
];

/// How awards combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Highest,
    Twice,
    Latest,
}

/// The proficiencies that anybody attests or asks for.
pub const STEPS: [&str; 2] = ["foundational", "working"];

/// The credentials: name, what each attests, and which one it includes.
pub const CREDENTIALS: [(&str, (usize, usize), Option<usize>); 6] = [
    ("alpha-one", (0, 0), None),
    ("alpha-two", (0, 1), Some(0)),
    ("beta-two", (1, 1), None),
    ("gamma-one", (2, 0), None),
    ("gamma-two", (2, 1), None),
    ("delta-two", (3, 1), None),
];

/// Who decides, in which disciplines; the first is the only admin.
pub const SIGNERS: [(&str, &[&str]); 3] =
    [("chen", &["engineering"]), ("dana", &["design"]), ("eli", &["engineering", "design"])];

/// How strongly a line asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Core,
    Required,
    Of(u8),
}

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    Competency(usize, usize),
    Credential(usize),
    Work(usize),
    Choose { count: usize, from: Vec<usize>, share: bool },
}

/// A line of a role; its id is `line-` and its position, or its competency.
#[derive(Debug, Clone)]
pub struct Line {
    pub weight: Weight,
    pub ask: Ask,
}

/// What a signer decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Approve,
    NotYet,
    /// Takes back the decision at this position.
    Revoke(usize),
    /// A line of a role, until a day.
    Waive {
        role: usize,
        line: usize,
        until: &'static str,
    },
    Place {
        role: usize,
    },
}

/// One record.
#[derive(Debug, Clone)]
pub struct Decision {
    pub said: Said,
    pub signer: usize,
    pub day: &'static str,
    pub credential: usize,
    /// Which of the person's claims for it.
    pub claim: usize,
    /// The pieces of work that it judged.
    pub work: Vec<usize>,
}

/// What every piece of work says.
const WORK: &str = "---\ntitle: Work\ntype: incident\n---\nDone.\n";

/// A claim that waits; without evidence it is not well-formed.
#[derive(Debug, Clone)]
pub struct OpenClaim {
    pub credential: usize,
    pub day: &'static str,
    pub is_well_formed: bool,
}

/// What somebody has.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub decisions: Vec<Decision>,
    pub claims: Vec<OpenClaim>,
}

/// The slots and the months of an award, which follow from the claim so that its approvals combine.
pub fn terms(credential: usize, claim: usize) -> (&'static [&'static str], Option<u32>) {
    let needs: &[&str] = match (credential + claim) % 4 {
        0 => &["engineering", "design"],
        1 => &["any", "any"],
        _ => &["any"],
    };
    (needs, claim.is_multiple_of(2).then_some(6))
}

/// The day of a piece of work.
pub fn worked(work: usize) -> String {
    format!("2025-08-{:02}", work + 1)
}

/// A town: roles and people.
#[derive(Debug, Clone, Default)]
pub struct Town {
    pub roles: Vec<Vec<Line>>,
    pub people: Vec<Person>,
}

impl Town {
    /// The catalog of the town, its approvals vouched for by the policy, which takes one signature in all.
    pub fn catalog(&self) -> Catalog {
        load(&self.files()).expect("memory can be read")
    }

    /// Its files.
    pub fn files(&self) -> Memory {
        let mut records = BTreeMap::new();
        let mut text = framework() + &credentials();
        for signer in ["dana", "eli"] {
            let _ = write!(text, "-- people/{signer}/person.yaml --\nname: {signer}\n");
        }
        text += "-- ladders/town.yaml --\nname: Town\nframework: town\nroles:\n";
        for (number, lines) in self.roles.iter().enumerate() {
            text += &role(number, lines);
        }
        for (number, person) in self.people.iter().enumerate() {
            text += &person.files(number, &mut records);
        }
        for (path, record) in &records {
            let _ = write!(text, "-- {path} --\n{}", self.with_line(record));
        }
        text += &policy(records.keys());
        let mut files = cases::base();
        cases::lay(&mut files, &text);
        files
    }
}

impl Town {
    /// A record with the id of the line that it waives.
    fn with_line(&self, record: &str) -> String {
        let Some((before, after)) = record.split_once("LINE-") else { return record.to_owned() };
        let (place, after) = after.split_once('\n').expect("a line");
        let (role, line) = place.split_once('-').expect("a role and a line");
        let role: usize = role.parse().expect("a number");
        let line: usize = line.parse().expect("a number");
        format!("{before}{}\n{after}", line_id(&self.roles[role], line))
    }
}

/// The policy under which the records at these paths count.
pub fn policy<'p>(kept: impl Iterator<Item = &'p String>) -> String {
    let mut text = "-- trust/0001.yaml (sealed by chen) --\nlearn: trust/1\ncatalog: kestrel-growth\nversion: 1\n\
                    admins: {people: [chen], threshold: 1}\nassessors: []\nkeys: {chen: [KEY of chen]}\n"
        .to_owned();
    let kept: Vec<&String> = kept.collect();
    if !kept.is_empty() {
        text += "kept:\n";
    }
    for path in kept {
        let _ = writeln!(text, "  - DIGEST of {path}");
    }
    text
}

/// The id of a person.
pub fn id(person: usize) -> String {
    format!("p{person}")
}

fn framework() -> String {
    let mut text =
        "-- frameworks/town.yaml --\nname: Town\nthemes: {all: {name: All}}\ncompetencies:\n"
            .to_owned();
    for (name, method) in COMPETENCIES {
        let method = match method {
            Method::Highest => "highest",
            Method::Twice => "n-times, n: 2",
            Method::Latest => "latest",
        };
        let _ =
            writeln!(text, "  {name}: {{name: {name}, theme: all, mastery: {{method: {method}}}}}");
    }
    text
}

fn attests(credential: usize) -> String {
    let (_, (competency, step), _) = CREDENTIALS[credential];
    format!("[{{competency: {}, at: {}}}]", COMPETENCIES[competency].0, STEPS[step])
}

fn credentials() -> String {
    let mut text = String::new();
    for (number, (name, _, includes)) in CREDENTIALS.iter().enumerate() {
        let _ = write!(
            text,
            "-- credentials/{name}.yaml --\nname: {name}\nattests: {}\n\
             assessment: {{method: observation, rubric: writing}}\nassessors: [any]\n",
            attests(number)
        );
        if let Some(other) = includes {
            let _ = writeln!(text, "includes: [{}]", CREDENTIALS[*other].0);
        }
    }
    text
}

fn role(number: usize, lines: &[Line]) -> String {
    let (mut expects, mut requires) = (String::new(), String::new());
    for (position, line) in lines.iter().enumerate() {
        let _ = match &line.ask {
            Ask::Competency(competency, step) => {
                let weight = match line.weight {
                    Weight::Of(weight) => format!(", weight: {weight}"),
                    Weight::Core | Weight::Required => String::new(),
                };
                let (name, at) = (COMPETENCIES[*competency].0, STEPS[*step]);
                writeln!(expects, "      - {{competency: {name}, at: {at}{weight}}}")
            }
            Ask::Credential(one) => {
                let name = CREDENTIALS[*one].0;
                writeln!(requires, "      - {{id: line-{position}, credential: {name}}}")
            }
            Ask::Work(entries) => {
                writeln!(
                    requires,
                    "      - {{id: line-{position}, portfolio: {{entries: {entries}}}}}"
                )
            }
            Ask::Choose { count, from, share } => {
                let from: Vec<String> = from
                    .iter()
                    .map(|one| format!("{{credential: {}}}", CREDENTIALS[*one].0))
                    .collect();
                let from = from.join(", ");
                writeln!(
                    requires,
                    "      - {{id: line-{position}, choose: {count}, share: {share}, from: [{from}]}}"
                )
            }
        };
    }
    let mut text = format!("  - id: role-{number}\n    title: Role {number}\n    inherits: []\n");
    for (key, list) in [("expects", expects), ("requires", requires)] {
        if !list.is_empty() {
            let _ = write!(text, "    {key}:\n{list}");
        }
    }
    text
}

/// The id of a line inside its role.
pub fn line_id(lines: &[Line], position: usize) -> String {
    match &lines[position].ask {
        Ask::Competency(competency, _) => COMPETENCIES[*competency].0.to_owned(),
        Ask::Credential(_) | Ask::Work(_) | Ask::Choose { .. } => format!("line-{position}"),
    }
}

impl Person {
    /// The files of a person; those that are signed are put aside.
    fn files(&self, number: usize, records: &mut BTreeMap<String, String>) -> String {
        let me = id(number);
        let mut text = format!("-- people/{me}/person.yaml --\nname: Person {number}\n");
        for work in 0..3 {
            let _ = write!(text, "-- people/{me}/portfolio/{}-work.md --\n{WORK}", worked(work));
        }
        for (claim, open) in self.claims.iter().enumerate() {
            let cited = if open.is_well_formed { worked(0) } else { "2025-01-01".to_owned() };
            let _ = write!(
                text,
                "-- people/{me}/claims/{}-open-{claim}.yaml --\ncredential: {}\nevidence: [{{portfolio: {cited}-work}}]\n",
                open.day, CREDENTIALS[open.credential].0
            );
        }
        for position in 0..self.decisions.len() {
            records.insert(self.path(&me, position), self.record(&me, position));
        }
        text
    }

    fn path(&self, me: &str, position: usize) -> String {
        format!("people/{me}/approvals/{}-d{position}.yaml", self.decisions[position].day)
    }

    fn record(&self, me: &str, position: usize) -> String {
        let decision = &self.decisions[position];
        let (credential, claim) = (decision.credential, decision.claim);
        let subject = CREDENTIALS[credential].0;
        let (signer, disciplines) = SIGNERS[decision.signer];
        let (decided, about) = match &decision.said {
            Said::Approve => ("approve", subject.to_owned()),
            Said::NotYet => ("not-yet", subject.to_owned()),
            Said::Revoke(_) => ("revoke", subject.to_owned()),
            Said::Waive { role, .. } => ("waive", format!("role-{role}")),
            Said::Place { role } => ("place", format!("role-{role}")),
        };
        let mut text = format!(
            "learn: approval/1\ncatalog: kestrel-growth\nperson: {me}\ndecision: {decided}\nsubject: {about}\n\
             signer: {signer}\ndisciplines: [{}]\ndate: {}\nfeedback: Number {position}.\n",
            disciplines.join(", "),
            decision.day
        );
        let digest = format!("\"sha256:{}\"", "6a".repeat(32));
        match &decision.said {
            Said::Approve | Said::NotYet => {
                let _ = writeln!(text, "claim: {{id: 2025-08-20-c{claim}, sha256: {digest}}}");
                let work: Vec<String> = decision
                    .work
                    .iter()
                    .map(|work| {
                        let day = worked(*work);
                        let judged = Sha256::of(WORK.as_bytes());
                        format!("{{id: {day}-work, sha256: \"{judged}\", worked: {day}}}")
                    })
                    .collect();
                let _ = writeln!(text, "evidence: [{}]", work.join(", "));
                let (needs, months) = terms(credential, claim);
                let mut names = vec![subject];
                names.extend(CREDENTIALS[credential].2.map(|other| CREDENTIALS[other].0));
                let months =
                    months.map_or_else(String::new, |it| format!(", valid_for: {it} months"));
                let _ = writeln!(text, "needs: [{}]", needs.join(", "));
                let _ = writeln!(
                    text,
                    "grants: {{credentials: [{}], attests: {}{months}}}",
                    names.join(", "),
                    attests(credential)
                );
            }
            Said::Revoke(other) => {
                let _ = writeln!(
                    text,
                    "reason: It was another's.\nrevokes: [DIGEST of {}]",
                    self.path(me, *other)
                );
            }
            Said::Waive { role, line, until } => {
                let _ = writeln!(
                    text,
                    "role: role-{role}\nline: LINE-{role}-{line}\nreason: Known.\nuntil: {until}"
                );
            }
            Said::Place { role } => {
                let _ = writeln!(text, "role: role-{role}");
            }
        }
        text
    }
}

/// A day of the town.
pub fn day(text: &str) -> Date {
    text.parse().expect("a date")
}
