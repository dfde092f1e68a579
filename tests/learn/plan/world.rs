//! Small worlds of modules and credentials with somebody in them, and every plan there is in them,
//! found by trying all.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use learn::world::memory::Memory;

/// The competencies of every world; the first two belong to one theme, the third to another.
pub const COMPETENCIES: [&str; 3] = ["alpha", "beta", "gamma"];
const STEPS: [&str; 2] = ["foundational", "working"];

/// Numbers that look thrown and are always the same.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % sides as u64).expect("small")
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.throw(100) < percent
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Active,
    Draft,
    Retired(Option<usize>),
}

#[derive(Debug)]
struct Module {
    hours: usize,
    status: Status,
    project: bool,
    teaches: Vec<(usize, usize)>,
    before: Vec<usize>,
    finished: bool,
}

#[derive(Debug)]
struct Credential {
    attests: Vec<(usize, usize)>,
    includes: Vec<usize>,
    needs: Vec<usize>,
    work: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Demand {
    Competency(usize, usize),
    Credential(usize),
    Module(usize),
    Portfolio { entries: usize, modules: usize, projects: usize },
    Choose(usize, Vec<Demand>, bool),
}

#[derive(Debug)]
struct Line {
    demand: Demand,
    weight: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Module(usize),
    Credential(usize),
}

#[derive(Debug)]
struct Pathway {
    items: Vec<Vec<Thing>>,
    choose: usize,
    from: Vec<Thing>,
    cover: Vec<&'static str>,
    chosen: Vec<Thing>,
}

/// A catalog in little with one learner, called ada, and one role, called target.
#[derive(Debug)]
pub struct World {
    modules: Vec<Module>,
    credentials: Vec<Credential>,
    lines: Vec<Line>,
    pathway: Option<Pathway>,
    /// Modules each written piece of work is from.
    written: Vec<Vec<usize>>,
    /// A credential with an open claim that cites all written work.
    claimed: Option<usize>,
}

/// What somebody does.
#[derive(Debug, Clone, Default)]
pub struct Doing {
    pub modules: BTreeSet<usize>,
    pub credentials: BTreeSet<usize>,
    /// Claims for competencies themselves.
    pub competencies: BTreeSet<(usize, usize)>,
    pub work: usize,
    pub judgement: bool,
}

impl Doing {
    pub fn steps(&self) -> usize {
        self.modules.len()
            + self.credentials.len()
            + self.competencies.len()
            + usize::from(self.work > 0)
            + usize::from(self.judgement)
    }
}

impl World {
    pub fn thrown(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let count = 3 + dice.throw(4);
        let modules: Vec<Module> = (0..count).map(|at| module(&mut dice, at, count)).collect();
        let credentials: Vec<Credential> =
            (0..2 + dice.throw(3)).map(|at| credential(&mut dice, at, count)).collect();
        let mut world = Self {
            lines: Vec::new(),
            pathway: None,
            written: (0..dice.throw(3)).map(|_| vec![dice.throw(count)]).collect(),
            claimed: None,
            modules,
            credentials,
        };
        world.throw_lines(&mut dice);
        if dice.chance(40) {
            world.pathway = Some(world.throw_pathway(&mut dice));
        }
        if dice.chance(30) && !world.written.is_empty() {
            let finished = |id: &usize| world.modules[*id].finished;
            world.claimed = world.credentials.iter().position(|credential| {
                credential.needs.iter().all(finished) && credential.work <= world.written.len()
            });
        }
        world
    }

    fn throw_lines(&mut self, dice: &mut Dice) {
        for competency in 0..COMPETENCIES.len() {
            if dice.chance(70) {
                let weight = dice.chance(40).then(|| 1 + dice.throw(3));
                let demand = Demand::Competency(competency, dice.throw(2));
                self.lines.push(Line { demand, weight });
            }
        }
        let mut require = |demand| self.lines.push(Line { demand, weight: None });
        let (modules, credentials) = (self.modules.len(), self.credentials.len());
        if dice.chance(30) {
            require(Demand::Credential(dice.throw(credentials)));
        }
        if dice.chance(20) {
            require(Demand::Module(dice.throw(modules)));
        }
        if dice.chance(30) {
            let (entries, modules, projects) = (dice.throw(4), dice.throw(3), dice.throw(2));
            require(Demand::Portfolio { entries: entries.max(1), modules, projects });
        }
        for _ in 0..dice.throw(3) {
            let from: Vec<Demand> = (0..2 + dice.throw(2))
                .map(|_| match dice.throw(3) {
                    0 => Demand::Credential(dice.throw(credentials)),
                    1 => Demand::Module(dice.throw(modules)),
                    _ => Demand::Competency(dice.throw(3), dice.throw(2)),
                })
                .collect();
            require(Demand::Choose(1 + dice.throw(2), from, dice.chance(30)));
        }
        if self.lines.is_empty() {
            self.lines.push(Line { demand: Demand::Credential(0), weight: None });
        }
    }

    fn throw_pathway(&self, dice: &mut Dice) -> Pathway {
        let thing = |dice: &mut Dice| {
            if dice.chance(60) {
                Thing::Module(dice.throw(self.modules.len()))
            } else {
                Thing::Credential(dice.throw(self.credentials.len()))
            }
        };
        let items = (0..dice.throw(3))
            .map(|_| (0..=dice.throw(2)).map(|_| thing(dice)).collect())
            .collect();
        let from: BTreeSet<Thing> = (0..2 + dice.throw(3)).map(|_| thing(dice)).collect();
        let from: Vec<Thing> = from.into_iter().collect();
        let chosen = if dice.chance(30) { vec![from[0]] } else { Vec::new() };
        let cover = if dice.chance(40) { vec!["second"] } else { Vec::new() };
        Pathway { items, choose: 1 + dice.throw(2), from, cover, chosen }
    }

    /// The learning time, in hours.
    pub fn hours(&self, doing: &Doing) -> usize {
        doing.modules.iter().map(|module| self.modules[*module].hours).sum()
    }

    /// The least learning time and, with it, the fewest steps that reach everything; none if nothing does.
    pub fn least(&self) -> Option<(usize, usize)> {
        let everything = 1_usize << self.modules.len();
        let sets: Vec<BTreeSet<usize>> = (0..everything)
            .map(|bits| (0..self.modules.len()).filter(|at| bits >> at & 1 == 1).collect())
            .filter(|set| self.can_take(set))
            .collect();
        let all: Vec<usize> = (0..self.credentials.len()).collect();
        let fullest = |modules: &BTreeSet<usize>| Doing {
            modules: modules.clone(),
            credentials: all.iter().copied().filter(|at| self.can_earn(*at, modules)).collect(),
            competencies: self.claimable(modules),
            work: 8,
            judgement: true,
        };
        let reaching = sets.iter().filter(|set| self.reaches(&fullest(set)));
        let hours = |set: &BTreeSet<usize>| set.iter().map(|at| self.modules[*at].hours).sum();
        let least: usize = reaching.clone().map(hours).min()?;
        let cheapest = reaching.filter(|set| hours(set) == least);
        let steps = cheapest.filter_map(|set| self.fewest_steps(&fullest(set))).min()?;
        Some((least, steps))
    }

    fn fewest_steps(&self, fullest: &Doing) -> Option<usize> {
        let credentials: Vec<usize> = fullest.credentials.iter().copied().collect();
        let competencies: Vec<(usize, usize)> = fullest.competencies.iter().copied().collect();
        let mut fewest = None;
        for bits in 0..1_usize << (credentials.len() + competencies.len()) {
            let is_in = |at: usize| bits >> at & 1 == 1;
            let some = Doing {
                modules: fullest.modules.clone(),
                credentials: credentials
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| is_in(*at))
                    .map(|(_, id)| *id)
                    .collect(),
                competencies: competencies
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| is_in(credentials.len() + *at))
                    .map(|(_, id)| *id)
                    .collect(),
                ..Doing::default()
            };
            for (work, judgement) in [(0, false), (0, true), (8, false), (8, true)] {
                let doing = Doing { work, judgement, ..some.clone() };
                if fewest.is_none_or(|fewest| doing.steps() < fewest) && self.reaches(&doing) {
                    fewest = Some(doing.steps());
                }
            }
        }
        fewest
    }

    /// Follows a retired module to what replaced it; none where that leads nowhere.
    fn present(&self, module: usize) -> Option<usize> {
        let mut at = module;
        for _ in 0..=self.modules.len() {
            if self.modules[at].finished {
                return Some(at);
            }
            match self.modules[at].status {
                Status::Active => return Some(at),
                Status::Draft | Status::Retired(None) => return None,
                Status::Retired(Some(next)) => at = next,
            }
        }
        None
    }

    fn learned(&self, module: usize, taken: &BTreeSet<usize>) -> bool {
        self.present(module).is_some_and(|at| self.modules[at].finished || taken.contains(&at))
    }

    /// Whether exactly these modules can be taken, in some order.
    fn can_take(&self, taken: &BTreeSet<usize>) -> bool {
        let open =
            |at: &usize| self.modules[*at].status == Status::Active && !self.modules[*at].finished;
        if !taken.iter().all(open) {
            return false;
        }
        let mut done: BTreeSet<usize> = BTreeSet::new();
        while done.len() < taken.len() {
            let ready = |before: &usize| self.learned(*before, &done);
            let next = taken
                .iter()
                .find(|at| !done.contains(at) && self.modules[**at].before.iter().all(ready));
            match next {
                Some(next) => done.insert(*next),
                None => return false,
            };
        }
        true
    }

    /// All modules that can be taken at all.
    fn takeable(&self) -> BTreeSet<usize> {
        let mut taken = BTreeSet::new();
        loop {
            let next = (0..self.modules.len()).find(|at| {
                let module = &self.modules[*at];
                let ready = |before: &usize| self.learned(*before, &taken);
                !taken.contains(at)
                    && module.status == Status::Active
                    && !module.finished
                    && module.before.iter().all(ready)
            });
            match next {
                Some(next) => taken.insert(next),
                None => return taken,
            };
        }
    }

    fn teachers(&self, competency: usize, step: usize) -> Vec<usize> {
        let teaches = |at: &usize| {
            let module = &self.modules[*at];
            (module.status == Status::Active || module.finished)
                && module.teaches.iter().any(|(of, to)| *of == competency && *to >= step)
        };
        (0..self.modules.len()).filter(teaches).collect()
    }

    /// Whether a credential can be claimed once these modules are taken.
    fn can_earn(&self, credential: usize, taken: &BTreeSet<usize>) -> bool {
        if self.claimed.is_some_and(|claimed| credential == claimed) {
            return false;
        }
        let credential = &self.credentials[credential];
        if !credential.needs.is_empty() {
            return credential.needs.iter().all(|at| self.learned(*at, taken));
        }
        credential.attests.iter().all(|(competency, step)| {
            let shown = self.claimed.is_some_and(|claimed| {
                let attests = &self.credentials[claimed].attests;
                attests.iter().any(|(of, at)| of == competency && at >= step)
            });
            let teachers = self.teachers(*competency, *step);
            shown
                || teachers.is_empty()
                || teachers.iter().any(|at| self.modules[*at].finished || taken.contains(at))
        })
    }

    /// The competencies that no credential can attest and that these modules teach.
    fn claimable(&self, taken: &BTreeSet<usize>) -> BTreeSet<(usize, usize)> {
        let everything = self.takeable();
        let mut claimable = BTreeSet::new();
        for competency in 0..COMPETENCIES.len() {
            for step in 0..STEPS.len() {
                let attested = (0..self.credentials.len()).any(|at| {
                    let attests = &self.credentials[at].attests;
                    attests.iter().any(|(of, to)| *of == competency && *to >= step)
                        && (self.claimed == Some(at) || self.can_earn(at, &everything))
                });
                let mut teachers = self.teachers(competency, step).into_iter();
                let learned = |at: usize| self.modules[at].finished || taken.contains(&at);
                if !attested && teachers.any(learned) {
                    claimable.insert((competency, step));
                }
            }
        }
        claimable
    }

    fn held<'d>(&'d self, doing: &'d Doing) -> impl Iterator<Item = usize> + 'd {
        doing.credentials.iter().copied().chain(self.claimed)
    }

    fn gives(&self, credential: usize) -> BTreeSet<usize> {
        let mut given = BTreeSet::from([credential]);
        let mut open = vec![credential];
        while let Some(at) = open.pop() {
            open.extend(self.credentials[at].includes.iter().filter(|it| given.insert(**it)));
        }
        given
    }

    fn satisfied(&self, demand: &Demand, doing: &Doing) -> bool {
        let claims =
            !doing.credentials.is_empty() || !doing.competencies.is_empty() || doing.judgement;
        match demand {
            Demand::Competency(competency, step) => {
                let enough = |(of, at): &(usize, usize)| of == competency && at >= step;
                self.held(doing).any(|at| self.credentials[at].attests.iter().any(enough))
                    || doing.competencies.iter().any(enough)
            }
            Demand::Credential(id) => self.held(doing).any(|at| self.gives(at).contains(id)),
            Demand::Module(id) => {
                (self.modules[*id].finished || doing.modules.contains(id)) && claims
            }
            Demand::Portfolio { entries, modules, projects } => {
                let from: BTreeSet<usize> = self.written.iter().flatten().copied().collect();
                let practised = |at: &usize| {
                    !from.contains(at) && (self.modules[*at].finished || doing.modules.contains(at))
                };
                let is_project = |at: &usize| self.modules[*at].project;
                let fresh = (0..self.modules.len()).filter(practised).count();
                let fresh = if doing.work > 0 { fresh } else { 0 };
                let known = |at: &usize| self.modules[*at].finished || doing.modules.contains(at);
                let has_project = (0..self.modules.len()).any(|at| known(&at) && is_project(&at));
                let there = self.written.iter().filter(|of| of.iter().any(is_project)).count();
                let made = if has_project { doing.work } else { 0 };
                let judged = self.claimed.is_some()
                    && self.written.len() >= *entries
                    && from.len() >= *modules
                    && there >= *projects;
                judged
                    || claims
                        && self.written.len() + doing.work >= *entries
                        && from.len() + fresh >= *modules
                        && there + made >= *projects
            }
            Demand::Choose(..) => unreachable!("groups are matched together"),
        }
    }

    /// Whether everything is reached once this is done and granted.
    pub fn reaches(&self, doing: &Doing) -> bool {
        let short = |at: &usize| {
            let least = usize::from(self.is_never_learned(*at));
            self.credentials[*at].work.max(least).saturating_sub(self.written.len())
        };
        if doing.credentials.iter().any(|at| short(at) > doing.work) {
            return false;
        }
        let (mut asked, mut weight, mut known, mut groups) = (0, 0, 0, Vec::new());
        for line in &self.lines {
            if let Demand::Choose(count, from, share) = &line.demand {
                groups.push((*count, self.without_direct(from, *share), *share));
                known += 1;
                continue;
            }
            let met = self.satisfied(&line.demand, doing);
            known += usize::from(met);
            match line.weight {
                None if !met => return false,
                None => {}
                Some(by) => {
                    asked += by;
                    weight += if met { by } else { 0 };
                }
            }
        }
        known > 0
            && weight * 100 >= asked * 70
            && known * 100 >= self.kept_lines() * 50
            && self.fills(&groups, &mut Vec::new(), doing)
            && self.pathway.as_ref().is_none_or(|pathway| self.on_pathway(pathway, doing))
    }

    /// Whether there is nothing to learn for a credential, so that its claim has only work to cite.
    fn is_never_learned(&self, credential: usize) -> bool {
        let credential = &self.credentials[credential];
        let taught = |(of, step): &(usize, usize)| !self.teachers(*of, *step).is_empty();
        credential.needs.is_empty()
            && !credential.attests.iter().any(taught)
            && !self.modules.iter().any(|module| module.finished)
    }

    /// Lines that another asks at least as much for at least as strongly are not asked for.
    fn kept_lines(&self) -> usize {
        self.lines.len()
    }

    fn without_direct(&self, from: &[Demand], share: bool) -> Vec<Demand> {
        let covers = |line: &Demand, member: &Demand| match (line, member) {
            (Demand::Competency(one, at), Demand::Competency(other, lower)) => {
                one == other && at >= lower
            }
            (one, other) => one == other,
        };
        let is_direct =
            |member: &Demand| self.lines.iter().any(|line| covers(&line.demand, member));
        let mut members: Vec<Demand> = Vec::new();
        for member in from {
            if (share || !is_direct(member)) && !members.contains(member) {
                members.push(member.clone());
            }
        }
        members
    }

    /// Whether all groups can be filled, the first of them in any way.
    fn fills(
        &self,
        groups: &[(usize, Vec<Demand>, bool)],
        used: &mut Vec<Demand>,
        doing: &Doing,
    ) -> bool {
        let Some(((count, members, share), rest)) = groups.split_first() else { return true };
        let there: Vec<&Demand> =
            members.iter().filter(|member| self.satisfied(member, doing)).collect();
        if *share {
            return there.len() >= *count && self.fills(rest, used, doing);
        }
        let free: Vec<&Demand> = there.into_iter().filter(|it| !used.contains(it)).collect();
        (0..1_usize << free.len()).any(|bits| {
            let picked: Vec<Demand> = free
                .iter()
                .enumerate()
                .filter(|(at, _)| bits >> at & 1 == 1)
                .map(|(_, member)| (*member).clone())
                .collect();
            if picked.len() != *count {
                return false;
            }
            let before = used.len();
            used.extend(picked);
            let filled = self.fills(rest, used, doing);
            used.truncate(before);
            filled
        })
    }

    fn has(&self, thing: Thing, doing: &Doing) -> bool {
        match thing {
            Thing::Module(at) => self.learned(at, &doing.modules),
            Thing::Credential(id) => self.held(doing).any(|at| self.gives(at).contains(&id)),
        }
    }

    fn touches(&self, thing: Thing, theme: &str) -> bool {
        let is_in = |competency: usize| (competency == 2) == (theme == "second");
        match thing {
            Thing::Module(at) => self.modules[at].teaches.iter().any(|(of, _)| is_in(*of)),
            Thing::Credential(at) => self
                .gives(at)
                .into_iter()
                .any(|at| self.credentials[at].attests.iter().any(|(of, _)| is_in(*of))),
        }
    }

    /// Whether the items are fulfilled, and enough electives are left beside what fulfils them.
    fn on_pathway(&self, pathway: &Pathway, doing: &Doing) -> bool {
        let nothing = Doing::default();
        if !pathway.chosen.iter().all(|thing| self.has(*thing, doing)) {
            return false;
        }
        let mut taken = BTreeSet::new();
        let mut open: Vec<Vec<Thing>> = Vec::new();
        for item in &pathway.items {
            let by: BTreeSet<Thing> =
                item.iter().copied().filter(|thing| self.has(*thing, &nothing)).collect();
            if by.len() == 1 {
                taken.extend(by);
            } else if by.is_empty() {
                let ways = item.iter().copied().filter(|thing| self.has(*thing, doing));
                open.push(ways.collect());
            }
        }
        self.electives_beside(pathway, &open, &taken, &BTreeSet::new(), doing)
    }

    fn electives_beside(
        &self,
        pathway: &Pathway,
        open: &[Vec<Thing>],
        taken: &BTreeSet<Thing>,
        used: &BTreeSet<Thing>,
        doing: &Doing,
    ) -> bool {
        if let Some((ways, rest)) = open.split_first() {
            return ways.iter().any(|way| {
                let mut used = used.clone();
                used.insert(*way);
                self.electives_beside(pathway, rest, taken, &used, doing)
            });
        }
        let left: Vec<Thing> = pathway
            .from
            .iter()
            .copied()
            .filter(|it| !taken.contains(it) && !used.contains(it) && self.has(*it, doing))
            .collect();
        left.len() >= pathway.choose
            && pathway.cover.iter().all(|theme| left.iter().any(|it| self.touches(*it, theme)))
    }

    /// The catalog's files, with what somebody has done and asked for besides.
    pub fn files(&self, doing: &Doing) -> Memory {
        let mut files = Memory::new();
        let mut put = |path: &str, text: String| files.put(path, text);
        put(
            "learn.yaml",
            "catalog: little\nprogram: {name: Little}\nlearning_time: 4 hours per week\n".into(),
        );
        put("teams/all.yaml", "name: All\n".into());
        put(
            "rubrics/any.yaml",
            "name: Any\ncriteria:\n  it: {name: It, descriptors: [no, yes it is]}\n".into(),
        );
        put("frameworks/little.yaml", framework());
        for (at, module) in self.modules.iter().enumerate() {
            put(&format!("modules/m{at}.md"), text_of_module(module));
        }
        for (at, credential) in self.credentials.iter().enumerate() {
            put(&format!("credentials/c{at}.yaml"), text_of_credential(credential));
        }
        put("ladders/little.yaml", self.ladder());
        put(
            "people/ada/person.yaml",
            "name: Ada\nroles: [{from: 2025-01-01, role: start, team: all}]\n".into(),
        );
        let finished = (0..self.modules.len())
            .filter(|at| self.modules[*at].finished || doing.modules.contains(at));
        let finished: Vec<usize> = finished.collect();
        for at in &finished {
            put(
                &format!("people/ada/enrolments/m{at}.yaml"),
                "started: 2026-01-05\nfinished: 2026-02-06\n".into(),
            );
        }
        // A claim for a credential that still names a retired module brings that one along as well.
        for at in doing.credentials.iter().flat_map(|at| &self.credentials[*at].needs) {
            if !finished.contains(at) && self.learned(*at, &doing.modules) {
                put(
                    &format!("people/ada/enrolments/m{at}.yaml"),
                    "started: 2026-01-05\nfinished: 2026-02-06\n".into(),
                );
            }
        }
        let written = self.written.iter().cloned();
        let new = std::iter::repeat_n(finished.clone(), doing.work);
        let work: Vec<String> = (0..self.written.len() + doing.work)
            .map(|at| format!("2026-03-{:02}-work", at + 1))
            .collect();
        for (id, from) in work.iter().zip(written.chain(new)) {
            let from = list(&from, |at| format!("m{at}"));
            put(
                &format!("people/ada/portfolio/{id}.md"),
                format!("---\ntitle: Work\ntype: project\nmodules: {from}\n---\nWork.\n"),
            );
        }
        let cited: Vec<String> = work
            .iter()
            .map(|id| format!("{{portfolio: {id}}}"))
            .chain(finished.iter().map(|at| format!("{{enrolment: m{at}}}")))
            .collect();
        let all = format!("evidence: [{}]\n", cited.join(", "));
        if let Some(at) = self.claimed {
            let evidence: Vec<String> = cited[..self.written.len()].to_vec();
            put(
                &format!("people/ada/claims/2026-04-01-c{at}.yaml"),
                format!("credential: c{at}\nevidence: [{}]\n", evidence.join(", ")),
            );
        }
        for at in &doing.credentials {
            let path = format!("people/ada/claims/2026-04-02-c{at}.yaml");
            put(&path, format!("credential: c{at}\n{all}"));
        }
        for (of, step) in &doing.competencies {
            let (id, at) = (COMPETENCIES[*of], STEPS[*step]);
            put(
                &format!("people/ada/claims/2026-04-03-{id}-{at}.yaml"),
                format!("competency: {{id: {id}, at: {at}}}\n{all}"),
            );
        }
        if doing.judgement {
            put(
                "people/ada/claims/2026-04-04-all.yaml",
                format!("competency: {{id: alpha, at: awareness}}\n{all}"),
            );
        }
        if let Some(pathway) = &self.pathway {
            put("pathways/little.yaml", text_of_pathway(pathway));
            let chosen = list(&pathway.chosen, |thing| offer(*thing));
            put(
                "people/ada/pathways/little.yaml",
                format!("enrolled: 2026-01-05\nelectives: {chosen}\n"),
            );
        }
        files
    }

    fn ladder(&self) -> String {
        let mut expects = String::new();
        let mut requires = String::new();
        for (number, line) in self.lines.iter().enumerate() {
            if let Demand::Competency(of, step) = line.demand {
                let weight = line.weight.map_or_else(String::new, |by| format!(", weight: {by}"));
                let (id, at) = (COMPETENCIES[of], STEPS[step]);
                let _ = writeln!(expects, "      - {{competency: {id}, at: {at}{weight}}}");
            } else {
                let text = requirement(&line.demand);
                let _ = writeln!(requires, "      - {{id: line-{number}, {text}}}");
            }
        }
        let mut text = "name: Little\nframework: little\nroles:\n  - {id: start, title: Start}\n  \
                        - id: target\n    title: Target\n    inherits: []\n"
            .to_owned();
        if !expects.is_empty() {
            let _ = write!(text, "    expects:\n{expects}");
        }
        if !requires.is_empty() {
            let _ = write!(text, "    requires:\n{requires}");
        }
        text
    }
}

/// A catalog of so many modules, with a credential for every six of them and a role that asks for much.
pub fn large(modules: usize) -> Memory {
    const MANY: usize = 60;
    let mut dice = Dice::new(2_000);
    let mut files = Memory::new();
    let mut put = |path: &str, text: String| files.put(path, text);
    put("learn.yaml", "catalog: large\nprogram: {name: Large}\n".into());
    put("teams/all.yaml", "name: All\n".into());
    put(
        "rubrics/any.yaml",
        "name: Any\ncriteria:\n  it: {name: It, descriptors: [no, yes it is]}\n".into(),
    );
    put(
        "people/ada/person.yaml",
        "name: Ada\nroles: [{from: 2025-01-01, role: start, team: all}]\n".into(),
    );
    let mut text = "name: Large\ncompetencies:\n".to_owned();
    for at in 0..MANY {
        let _ = writeln!(text, "  k{at}: {{name: K{at}}}");
    }
    put("frameworks/large.yaml", text);
    let steps = ["foundational", "working", "practitioner"];
    for at in 0..modules {
        let teaches: Vec<(usize, usize)> =
            (0..=dice.throw(2)).map(|_| (dice.throw(MANY), dice.throw(3))).collect();
        let teaches =
            list(&teaches, |(of, to)| format!("{{competency: k{of}, to: {}}}", steps[*to]));
        let before: Vec<usize> =
            (0..dice.throw(3)).filter(|_| at > 0).map(|_| dice.throw(at)).collect();
        let before: BTreeSet<usize> = before.into_iter().collect();
        let before: Vec<usize> = before.into_iter().collect();
        let (before, hours) = (list(&before, |at| format!("m{at}")), 1 + dice.throw(30));
        put(
            &format!("modules/m{at}.md"),
            format!(
                "---\ntitle: M{at}\ntype: course\neffort: {{learning: {hours} hours}}\n\
                 teaches: {teaches}\nprerequisites: {before}\n---\nLesson.\n"
            ),
        );
    }
    for at in 0..modules / 6 {
        let attests: Vec<(usize, usize)> =
            (0..=dice.throw(3)).map(|_| (dice.throw(MANY), dice.throw(3))).collect();
        let attests =
            list(&attests, |(of, to)| format!("{{competency: k{of}, at: {}}}", steps[*to]));
        let needs: BTreeSet<usize> = (0..dice.throw(3)).map(|_| dice.throw(modules)).collect();
        let needs: Vec<usize> = needs.into_iter().collect();
        let needs = list(&needs, |at| format!("m{at}"));
        put(
            &format!("credentials/c{at}.yaml"),
            format!(
                "name: C{at}\nattests: {attests}\nassessment: {{method: observation, rubric: any}}\n\
                 assessors: [any]\nneeds: {{modules: {needs}}}\n"
            ),
        );
    }
    let mut text = "name: Large\nframework: large\nroles:\n  - {id: start, title: Start}\n  \
                    - id: target\n    title: Target\n    inherits: []\n    expects:\n"
        .to_owned();
    for at in 0..MANY * 3 / 4 {
        let weight =
            if at % 3 == 0 { format!(", weight: {}", 1 + dice.throw(3)) } else { String::new() };
        let _ =
            writeln!(text, "      - {{competency: k{at}, at: {}{weight}}}", steps[dice.throw(3)]);
    }
    text.push_str("    requires:\n");
    for at in 0..5 {
        let from: Vec<usize> = (0..6).map(|_| dice.throw(modules / 6)).collect();
        let from = list(&from, |at| format!("{{credential: c{at}}}"));
        let _ = writeln!(text, "      - {{id: group-{at}, choose: 2, from: {from}}}");
    }
    put("ladders/large.yaml", text);
    files
}

fn module(dice: &mut Dice, at: usize, count: usize) -> Module {
    let others: Vec<usize> = (0..count).filter(|other| *other != at).collect();
    Module {
        hours: dice.throw(7),
        status: match dice.throw(12) {
            0 => Status::Draft,
            1 => Status::Retired(None),
            2 => Status::Retired(Some(others[dice.throw(others.len())])),
            _ => Status::Active,
        },
        project: dice.chance(25),
        teaches: (0..=dice.throw(2)).map(|_| (dice.throw(3), dice.throw(2))).collect(),
        before: others.into_iter().filter(|_| dice.chance(18)).collect(),
        finished: dice.chance(15),
    }
}

fn credential(dice: &mut Dice, at: usize, count: usize) -> Credential {
    Credential {
        attests: (0..=dice.throw(2)).map(|_| (dice.throw(3), dice.throw(2))).collect(),
        includes: (0..at).filter(|_| dice.chance(25)).collect(),
        needs: (0..count).filter(|_| dice.chance(20)).collect(),
        work: if dice.chance(30) { 1 + dice.throw(3) } else { 0 },
    }
}

fn list<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(", "))
}

fn framework() -> String {
    let mut text =
        "name: Little\nthemes:\n  first: {name: First}\n  second: {name: Second}\ncompetencies:\n"
            .to_owned();
    for (id, theme) in COMPETENCIES.iter().zip(["first", "first", "second"]) {
        let _ = writeln!(text, "  {id}: {{name: {id}, theme: {theme}}}");
    }
    text
}

fn text_of_module(module: &Module) -> String {
    let teaches = list(&module.teaches, |(of, to)| {
        format!("{{competency: {}, to: {}}}", COMPETENCIES[*of], STEPS[*to])
    });
    let status = match module.status {
        Status::Active => "status: active".to_owned(),
        Status::Draft => "status: draft".to_owned(),
        Status::Retired(None) => "status: retired".to_owned(),
        Status::Retired(Some(next)) => format!("status: retired\nreplaced_by: m{next}"),
    };
    let effort = match module.hours {
        0 => "effort: {on_the_job: 5 hours}".to_owned(),
        hours => format!("effort: {{learning: {hours} hours}}"),
    };
    let of_type = if module.project { "project" } else { "course" };
    let before = list(&module.before, |at| format!("m{at}"));
    format!(
        "---\ntitle: Module\ntype: {of_type}\n{status}\n{effort}\nteaches: {teaches}\n\
         prerequisites: {before}\n---\nLesson.\n"
    )
}

fn text_of_credential(credential: &Credential) -> String {
    let attests = list(&credential.attests, |(of, at)| {
        format!("{{competency: {}, at: {}}}", COMPETENCIES[*of], STEPS[*at])
    });
    let includes = list(&credential.includes, |at| format!("c{at}"));
    let modules = list(&credential.needs, |at| format!("m{at}"));
    let work = match credential.work {
        0 => String::new(),
        work => format!(", portfolio: {work}"),
    };
    format!(
        "name: Credential\nattests: {attests}\nincludes: {includes}\n\
         assessment: {{method: observation, rubric: any}}\nassessors: [any]\n\
         needs: {{modules: {modules}{work}}}\n"
    )
}

fn text_of_pathway(pathway: &Pathway) -> String {
    let mut text = "title: Little\nkind: role\nto: target\n".to_owned();
    if !pathway.items.is_empty() {
        text.push_str("items:\n");
    }
    for (number, ways) in pathway.items.iter().enumerate() {
        let ways = list(ways, |thing| offer(*thing));
        let _ = writeln!(text, "  - {{id: item-{number}, title: Item, fulfil: {ways}}}");
    }
    let from = list(&pathway.from, |thing| offer(*thing));
    let cover = list(&pathway.cover, |theme| (*theme).to_owned());
    let _ =
        writeln!(text, "electives: {{choose: {}, from: {from}, cover: {cover}}}", pathway.choose);
    text
}

fn offer(thing: Thing) -> String {
    match thing {
        Thing::Module(at) => format!("{{module: m{at}}}"),
        Thing::Credential(at) => format!("{{credential: c{at}}}"),
    }
}

fn requirement(demand: &Demand) -> String {
    match demand {
        Demand::Competency(of, step) => {
            format!("competency: {}, at: {}", COMPETENCIES[*of], STEPS[*step])
        }
        Demand::Credential(at) => format!("credential: c{at}"),
        Demand::Module(at) => format!("module: m{at}"),
        Demand::Portfolio { entries, modules, projects } => {
            let mut parts = vec![format!("entries: {entries}")];
            parts.extend((*modules > 0).then(|| format!("modules: {modules}")));
            parts.extend((*projects > 0).then(|| format!("projects: {projects}")));
            format!("portfolio: {{{}}}", parts.join(", "))
        }
        Demand::Choose(count, from, share) => {
            let from = list(from, |member| format!("{{{}}}", requirement(member)));
            format!("choose: {count}, from: {from}, share: {share}")
        }
    }
}
