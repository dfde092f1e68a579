//! Worlds of many modules and no credential, in which claims for competencies have many ways, with what plans for
//! them cost at least or at most.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use learn::world::memory::Memory;

use super::world::Dice;

/// A catalog with one learner, called ada, and one role, called target, which asks for every competency.
#[derive(Debug)]
pub struct Wide {
    hours: Vec<usize>,
    /// The competencies that each module teaches.
    teaches: Vec<BTreeSet<usize>>,
    /// The modules before each.
    before: Vec<BTreeSet<usize>>,
    /// The weight of each competency; none for core.
    weights: Vec<Option<usize>>,
}

impl Wide {
    /// Modules of four to six hours that teach up to `breadth` competencies each, every one at least once,
    /// and build on up to `depth` earlier ones.
    pub fn thrown(
        seed: u64,
        modules: usize,
        competencies: usize,
        breadth: usize,
        depth: usize,
    ) -> Self {
        let mut dice = Dice::new(seed);
        let mut wide = Self {
            hours: Vec::new(),
            teaches: Vec::new(),
            before: Vec::new(),
            weights: (0..competencies).map(|at| (at % 2 == 0).then(|| 1 + dice.throw(7))).collect(),
        };
        for at in 0..modules {
            let first = if at < competencies { at } else { dice.throw(competencies) };
            let more = (0..dice.throw(breadth)).map(|_| dice.throw(competencies));
            wide.teaches.push(more.chain([first]).collect());
            let before = (0..dice.throw(depth + 1)).filter(|_| at > 0).map(|_| dice.throw(at));
            wide.before.push(before.collect());
            wide.hours.push(4 + dice.throw(3));
        }
        wide
    }

    pub fn files(&self) -> Memory {
        let mut files = Memory::new();
        let mut put = |path: &str, text: String| files.put(path, text);
        put("learn.yaml", "catalog: wide\nprogram: {name: Wide}\n".into());
        put("teams/all.yaml", "name: All\n".into());
        let roles = "roles: [{from: 2025-01-01, role: start, team: all}]\n";
        put("people/ada/person.yaml", format!("name: Ada\n{roles}"));
        let mut framework = "name: Wide\ncompetencies:\n".to_owned();
        let mut ladder = "name: Wide\nframework: wide\nroles:\n  - {id: start, title: Start}\n  \
                          - id: target\n    title: Target\n    inherits: []\n    expects:\n"
            .to_owned();
        for (at, weight) in self.weights.iter().enumerate() {
            let _ = writeln!(framework, "  k{at}: {{name: K{at}}}");
            let weight = weight.map_or_else(String::new, |weight| format!(", weight: {weight}"));
            let _ = writeln!(ladder, "      - {{competency: k{at}, at: working{weight}}}");
        }
        put("frameworks/wide.yaml", framework);
        put("ladders/wide.yaml", ladder);
        for (at, hours) in self.hours.iter().enumerate() {
            let list = |texts: Vec<String>| format!("[{}]", texts.join(", "));
            let teaches = self.teaches[at].iter();
            let teaches = teaches.map(|of| format!("{{competency: k{of}, to: working}}"));
            let before = self.before[at].iter().map(|before| format!("m{before}"));
            put(
                &format!("modules/m{at}.md"),
                format!(
                    "---\ntitle: M{at}\ntype: course\neffort: {{learning: {hours} hours}}\n\
                     teaches: {}\nprerequisites: {}\n---\nLesson.\n",
                    list(teaches.collect()),
                    list(before.collect())
                ),
            );
        }
        files
    }

    /// The hours of a greedy pass: line after line, whatever teaches it with the least that is not there yet.
    pub fn greedily(&self) -> usize {
        let mut taken = BTreeSet::new();
        for of in 0..self.weights.len() {
            let ways = (0..self.hours.len()).filter(|at| self.teaches[*at].contains(&of));
            let new = |at: usize| {
                let mut new = BTreeSet::new();
                let mut open = vec![at];
                while let Some(at) = open.pop() {
                    if !taken.contains(&at) && new.insert(at) {
                        open.extend(&self.before[at]);
                    }
                }
                new
            };
            let best = ways.map(new).min_by_key(|new| self.sum(new)).expect("somebody teaches it");
            taken.extend(best);
        }
        self.sum(&taken)
    }

    fn sum(&self, modules: &BTreeSet<usize>) -> usize {
        modules.iter().map(|at| self.hours[*at]).sum()
    }

    /// The weight that has to come together: seventy per cent, and no half ones.
    fn threshold(&self) -> usize {
        (self.weights.iter().flatten().sum::<usize>() * 70).div_ceil(100)
    }

    /// The least hours where each module teaches one competency and builds on nothing: the cheapest for each
    /// core line and, of the weighted ones, those that a table of all weights says.
    pub fn least_of_single_ones(&self) -> usize {
        let cheapest = |of: usize| {
            let ways = (0..self.hours.len()).filter(|at| self.teaches[*at].contains(&of));
            ways.map(|at| self.hours[at]).min().expect("somebody teaches it")
        };
        let mut core = 0;
        // The least hours for each weight, up to the threshold.
        let mut least = vec![None; self.threshold() + 1];
        least[0] = Some(0);
        for (of, weight) in self.weights.iter().enumerate() {
            let Some(weight) = weight else {
                core += cheapest(of);
                continue;
            };
            for reached in (0..least.len()).rev() {
                let Some(hours) = least[reached] else { continue };
                let next = (reached + weight).min(least.len() - 1);
                let with = hours + cheapest(of);
                least[next] = Some(least[next].map_or(with, |known: usize| known.min(with)));
            }
        }
        core + least.last().copied().flatten().expect("all of them are enough")
    }

    /// The least hours of all sets of modules; for few modules.
    pub fn least(&self) -> usize {
        let everything = 0..1_usize << self.hours.len();
        let sets = everything.map(|bits| {
            (0..self.hours.len()).filter(|at| bits >> at & 1 == 1).collect::<BTreeSet<usize>>()
        });
        let reaching = sets.filter(|set| self.reaches(set));
        reaching.map(|set| self.sum(&set)).min().expect("everything is enough")
    }

    /// Whether a set of modules can be taken and is enough.
    pub fn reaches(&self, set: &BTreeSet<usize>) -> bool {
        let taught: BTreeSet<usize> =
            set.iter().flat_map(|at| &self.teaches[*at]).copied().collect();
        let lines = self.weights.iter().enumerate();
        let core = lines.clone().filter(|(_, weight)| weight.is_none());
        let met = lines.filter(|(of, _)| taught.contains(of));
        let weight: usize = met.clone().filter_map(|(_, weight)| *weight).sum();
        set.iter().all(|at| self.before[*at].is_subset(set))
            && core.map(|(of, _)| of).all(|of| taught.contains(&of))
            && weight >= self.threshold()
            && met.count() >= self.weights.len() / 2
    }
}
