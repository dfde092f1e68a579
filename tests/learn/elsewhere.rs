//! Completion rules of other systems, written in our format, give the verdict that their own definition gives.
//!
//! Each definition stands here in our own words, with the documentation that it was taken from. What
//! somebody holds is a set of small credentials, each vouched for; every system is a role of one ladder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use learn::catalog::load::load;
use learn::kinds::person::Person;
use learn::rules::Case;
use learn::session::check::check;
use learn::standing::readiness::readiness;
use learn::standing::verdict::Verdict;
use learn::trust::ledger::Ledger;

use crate::cases;
use crate::laws::town::{TODAY, day, policy};

const THINGS: usize = 5;

/// A set of things, one bit each.
type Set = usize;

fn has(set: Set, thing: usize) -> bool {
    set >> thing & 1 == 1
}

/// A world in which person `n` holds exactly the things of set `n`, each `times[n]` times.
struct World {
    text: String,
    records: BTreeMap<String, String>,
    roles: usize,
}

impl World {
    fn new() -> Self {
        let mut text =
            "-- frameworks/town.yaml --\nname: Town\nthemes: {all: {name: All}}\ncompetencies:\n"
                .to_owned();
        for n in 1..=4 {
            let _ = writeln!(
                text,
                "  skill-{n}: {{name: Skill {n}, theme: all, mastery: {{method: n-times, n: {n}}}}}"
            );
        }
        for thing in 0..THINGS {
            let _ = write!(
                text,
                "-- credentials/thing-{thing}.yaml --\nname: Thing {thing}\n\
                 attests: [{{competency: communication, at: foundational}}]\n\
                 assessment: {{method: observation, rubric: writing}}\nassessors: [any]\n"
            );
        }
        let _ = write!(text, "-- ladders/else.yaml --\nname: Elsewhere\nframework: town\nroles:\n");
        Self { text, records: BTreeMap::new(), roles: 0 }
    }

    /// A role with these lines; says its number.
    fn role(&mut self, lines: &str) -> usize {
        let number = self.roles;
        let _ =
            write!(self.text, "  - id: role-{number}\n    title: Role\n    inherits: []\n{lines}");
        self.roles += 1;
        number
    }

    fn person(&mut self, id: &str) {
        let _ = write!(self.text, "-- people/{id}/person.yaml --\nname: {id}\n");
    }

    /// A vouched record that grants something.
    fn award(&mut self, person: &str, number: usize, subject: &str, grants: &str) {
        let path = format!("people/{person}/approvals/2026-03-01-a{number}.yaml");
        let record = format!(
            "learn: approval/1\ncatalog: kestrel-growth\nperson: {person}\ndecision: approve\n\
             subject: {subject}\nsigner: chen\ndate: 2026-03-01\nneeds: [any]\ngrants: {grants}\n\
             claim: {{id: 2026-02-01-c{number}, sha256: \"sha256:{}\"}}\nfeedback: Number {number}.\n",
            "6a".repeat(32)
        );
        self.records.insert(path, record);
    }

    /// Somebody for each set of things.
    fn holders(&mut self) {
        for set in 0..1 << THINGS {
            let id = format!("p{set}");
            self.person(&id);
            for thing in (0..THINGS).filter(|thing| has(set, *thing)) {
                let subject = format!("thing-{thing}");
                self.award(&id, thing, &subject, &format!("{{credentials: [{subject}]}}"));
            }
        }
    }

    /// Holds the verdict of everybody in every role against what `expected` says of role and person.
    fn compare(mut self, people: &[String], expected: impl Fn(usize, usize) -> bool) {
        for (path, record) in &self.records {
            let _ = write!(self.text, "-- {path} --\n{record}");
        }
        self.text += &policy(self.records.keys());
        let mut files = cases::base();
        cases::lay(&mut files, &self.text);
        let catalog = load(&files).expect("memory can be read");
        let ledger = Ledger::of(&catalog, None);
        assert_eq!(ledger.refused().count(), 0);
        let mut ready = 0;
        for number in 0..self.roles {
            let role = catalog.role(&format!("role-{number}")).expect("a role");
            for (which, id) in people.iter().enumerate() {
                let person = catalog.get::<Person>(id).expect("a person");
                let readiness = readiness(&ledger, person, role, day(TODAY));
                let is_ready = readiness.verdict == Verdict::Ready;
                ready += usize::from(is_ready);
                assert_eq!(is_ready, expected(number, which), "{id} for {:#?}", role.role);
            }
        }
        assert!(ready > 0, "somebody is ready");
    }
}

fn everybody() -> Vec<String> {
    (0..1 << THINGS).map(|set| format!("p{set}")).collect()
}

fn choices(things: impl Iterator<Item = usize>) -> String {
    things.map(|thing| format!("{{credential: thing-{thing}}}")).collect::<Vec<_>>().join(", ")
}

/// Moodle, "Course completion settings": a course may have several conditions, and with the overall
/// aggregation "all" it is complete when each of them is; a condition over several activities or courses is
/// itself met by all or by any of them. In our format: a requirement for each thing of an "all", one that
/// chooses one for an "any".
#[test]
fn moodle_completion_by_all() {
    let mut world = World::new();
    let mut courses: Vec<Vec<(bool, Set)>> = Vec::new();
    for first in 1..1 << THINGS {
        let second = (first * 7 + 3) % (1 << THINGS);
        for (one, other) in [(true, true), (true, false), (false, false)] {
            let conditions: Vec<(bool, Set)> =
                [(one, first), (other, second)].into_iter().filter(|(_, set)| *set > 0).collect();
            let mut lines = "    requires:\n".to_owned();
            for (number, (by_all, set)) in conditions.iter().enumerate() {
                let of = || (0..THINGS).filter(|thing| has(*set, *thing));
                if *by_all {
                    for thing in of() {
                        let _ = writeln!(
                            lines,
                            "      - {{id: c{number}-{thing}, credential: thing-{thing}}}"
                        );
                    }
                } else {
                    let from = choices(of());
                    let _ = writeln!(
                        lines,
                        "      - {{id: c{number}, choose: 1, share: true, from: [{from}]}}"
                    );
                }
            }
            world.role(&lines);
            courses.push(conditions);
        }
    }
    world.holders();
    world.compare(&everybody(), |course, held| {
        courses[course].iter().all(
            |(by_all, set)| {
                if *by_all { held & set == *set } else { held & set > 0 }
            },
        )
    });
}

/// Moodle, "Competency frameworks", the competency rule "points" (`competency_rule_points`): each child competency is worth some points and may be
/// required; the parent is complete when the points of the completed children reach the total that is asked
/// for and every required child is complete. In our format, where every child is worth the same: as many
/// children as reach the total, chosen from all of them and shared with those that are required anyway.
#[test]
fn moodle_points_where_every_child_has_the_same() {
    let mut world = World::new();
    let mut rules: Vec<(usize, usize, Set)> = Vec::new();
    for (points, total) in [(1, 1), (1, 3), (2, 3), (2, 4), (3, 10), (5, 25)] {
        for required in [0, 1, 0b110, 0b11000] {
            let count = total_children(points, total);
            let from = choices(0..THINGS);
            let mut lines = format!(
                "    requires:\n      - {{id: points, choose: {count}, share: true, from: [{from}]}}\n"
            );
            for thing in (0..THINGS).filter(|thing| has(required, *thing)) {
                let _ = writeln!(lines, "      - {{id: child-{thing}, credential: thing-{thing}}}");
            }
            world.role(&lines);
            rules.push((points, total, required));
        }
    }
    world.holders();
    world.compare(&everybody(), |rule, held| {
        let (points, total, required) = rules[rule];
        let earned: usize = (0..THINGS).filter(|thing| has(held, *thing)).map(|_| points).sum();
        earned >= total && held & required == required
    });
}

/// How many children of `points` each reach a total.
fn total_children(points: usize, total: usize) -> usize {
    total.div_ceil(points)
}

/// A tree of conditions.
#[derive(Debug, Clone)]
enum Tree {
    Thing(usize),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

impl Tree {
    fn grown(seed: &mut usize, depth: usize) -> Self {
        *seed = (*seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        let throw = *seed >> 12;
        if depth == 0 || throw.is_multiple_of(5) {
            return Self::Thing(throw / 5 % THINGS);
        }
        let one = Box::new(Self::grown(seed, depth - 1));
        let other = Box::new(Self::grown(seed, depth - 1));
        if throw.is_multiple_of(2) { Self::And(one, other) } else { Self::Or(one, other) }
    }

    /// As its definition says.
    fn holds(&self, held: Set) -> bool {
        match self {
            Self::Thing(thing) => has(held, *thing),
            Self::And(one, other) => one.holds(held) && other.holds(held),
            Self::Or(one, other) => one.holds(held) || other.holds(held),
        }
    }

    /// The same as a list of choices all of which have to be met.
    fn clauses(&self) -> BTreeSet<Set> {
        match self {
            Self::Thing(thing) => BTreeSet::from([1 << thing]),
            Self::And(one, other) => one.clauses().union(&other.clauses()).copied().collect(),
            Self::Or(one, other) => {
                let others = other.clauses();
                let both = |clause: Set| others.iter().map(move |other| clause | other);
                one.clauses().into_iter().flat_map(both).collect()
            }
        }
    }
}

/// Open edX: prerequisites ask for all of several things, and the decision record "Competency criteria model"
/// (number 2 among those of `openedx_learning` in openedx-core) makes the criteria of a competency a tree
/// whose inner groups are joined by AND or by OR. In our format such a tree is a list of requirements, all
/// of which count, each a choice of one: AND over OR, to which every such tree can be brought by spreading
/// OR over AND.
#[test]
fn open_edx_trees_of_and_and_or() {
    let mut world = World::new();
    let mut seed = 7;
    let trees: Vec<Tree> = (0..60).map(|number| Tree::grown(&mut seed, 1 + number % 4)).collect();
    for tree in &trees {
        let mut lines = "    requires:\n".to_owned();
        for (number, clause) in tree.clauses().into_iter().enumerate() {
            let from = choices((0..THINGS).filter(|thing| has(clause, *thing)));
            let _ = writeln!(
                lines,
                "      - {{id: clause-{number}, choose: 1, share: true, from: [{from}]}}"
            );
        }
        world.role(&lines);
    }
    world.holders();
    world.compare(&everybody(), |tree, held| trees[tree].holds(held));
}

/// Mastery by counting, as Canvas' "n Number of Times" for outcomes has it: mastered once at least `n` results
/// reach the mastery level. In our format `mastery: {method: n-times, n: n}` and one award for each result.
#[test]
fn mastery_by_counting() {
    const RESULTS: [&str; 3] = ["awareness", "working", "expert"];
    let mut world = World::new();
    for n in 1..=4 {
        world.role(&format!("    expects:\n      - {{competency: skill-{n}, at: working}}\n"));
    }
    // Everybody with up to five results, each below, at or above what is asked.
    let mut people: Vec<Vec<usize>> = vec![Vec::new()];
    let mut longer = people.clone();
    for _ in 0..5 {
        longer = longer
            .iter()
            .flat_map(|results| {
                (0..RESULTS.len()).map(move |one| [results.clone(), vec![one]].concat())
            })
            .filter(|results| results.is_sorted())
            .collect();
        people.extend(longer.clone());
    }
    let ids: Vec<String> = (0..people.len()).map(|number| format!("p{number}")).collect();
    for (id, results) in ids.iter().zip(&people) {
        world.person(id);
        for (number, result) in results.iter().enumerate() {
            let attests: Vec<String> = (1..=4)
                .map(|n| format!("{{competency: skill-{n}, at: {}}}", RESULTS[*result]))
                .collect();
            let grants = format!("{{attests: [{}]}}", attests.join(", "));
            world.award(id, number, "skill-1", &grants);
        }
    }
    world.compare(&ids, |role, person| {
        people[person].iter().filter(|result| **result >= 1).count() > role
    });
}

/// Full compensation, as on the points ladder that Medium published and Snowflake took up: points of all
/// tracks are added and the sum is the level, whatever it was earned for. That breaks our law that nobody is
/// ready while a core line is missing, so it cannot be written: core lines have no weight. Written with weights
/// alone it is told what that means.
#[test]
fn points_never_make_up_for_what_is_core() {
    let mut world = World::new();
    let lines = |core: &str| {
        let mut lines =
            format!("    expects:\n      - {{competency: skill-1, at: working{core}}}\n");
        for n in 2..=4 {
            let _ = writeln!(lines, "      - {{competency: skill-{n}, at: awareness, weight: 10}}");
        }
        lines
    };
    world.role(&lines(""));
    world.role(&lines(", weight: 1"));
    let ids = ["all-but-core".to_owned(), "all".to_owned()];
    for id in &ids {
        world.person(id);
        for number in 0..4 {
            let first = if id == "all" { "{competency: skill-1, at: working}, " } else { "" };
            let others: Vec<String> =
                (2..=4).map(|n| format!("{{competency: skill-{n}, at: expert}}")).collect();
            let grants = format!("{{attests: [{first}{}]}}", others.join(", "));
            world.award(id, number, "skill-1", &grants);
        }
    }
    // Thirty points of thirty stand against the core line, and it wins; of weights, thirty of thirty-one do.
    world.compare(&ids, |role, person| role == 1 || person == 1);

    let points = "-- ladders/points.yaml --
name: Points
framework: engineering
reviewed: 2026-03-01
roles:
  - id: level-three
    title: Level three
    expects:
      - {competency: incident-response, at: working, weight: 3}
      - {competency: communication, at: foundational, weight: 3}
";
    let case = Case { files: points, marks: &[] };
    let (_, outcome) = cases::check_case(&case);
    let told = outcome.findings.iter().find(|finding| finding.rule == "role-without-core");
    let told = told.expect("an explanation");
    assert!(told.message.contains("points can make up for anything"), "{}", told.message);
    let help = told.help.as_deref().unwrap_or_default();
    assert!(help.contains("that makes it core"), "{help}");
    let core = points.replacen(", weight: 3", "", 1);
    let case = Case { files: core.leak(), marks: &[] };
    let (_, outcome) = cases::check_case(&case);
    assert!(outcome.findings.iter().all(|finding| finding.rule != "role-without-core"));
    // Nor is there any other word for points.
    let odd = points.replace("weight", "points");
    let mut files = cases::base();
    cases::lay(&mut files, &odd);
    let catalog = load(&files).expect("memory can be read");
    let outcome = check(&catalog, None, day(TODAY), &cases::request(&case));
    assert!(outcome.findings.iter().any(|finding| finding.rule == "unknown-key"));
}
