//! The laws of readiness over generated towns, and every small case held against section 6 written naively.

pub mod naive;
pub mod town;

use learn::base::duration::Percent;
use learn::catalog::Catalog;
use learn::kinds::person::Person as PersonRecord;
use learn::kinds::program::ReadinessPolicy;
use learn::report::Style;
use learn::report::basis::Basis;
use learn::report::readiness::{Format, Sheet, one};
use learn::standing::lines::Strength;
use learn::standing::readiness::{Readiness, readiness};
use learn::standing::target::Source;
use learn::standing::verdict::{Reason, Standing, Verdict, Weighed, verdict};
use learn::trust::ledger::Ledger;

use naive::Stands;
use town::{
    Ask, COMPETENCIES, CREDENTIALS, DAYS, Decision, Line, OpenClaim, Person, SIGNERS, Said, TODAY,
    Town, Weight, day, id, line_id,
};

/// Numbers that look thrown and are always the same.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).expect("small")
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.throw(100) < percent
    }

    fn role(&mut self) -> Vec<Line> {
        let mut lines = Vec::new();
        for competency in 0..COMPETENCIES.len() {
            if self.chance(45) {
                let weight = if self.chance(50) {
                    Weight::Core
                } else {
                    Weight::Of([1, 3, 7][self.throw(3)])
                };
                lines.push(Line { weight, ask: Ask::Competency(competency, self.throw(2)) });
            }
        }
        for credential in 0..CREDENTIALS.len() {
            if self.chance(12) {
                lines.push(Line { weight: Weight::Required, ask: Ask::Credential(credential) });
            }
        }
        if self.chance(20) {
            lines.push(Line { weight: Weight::Required, ask: Ask::Work(1 + self.throw(2)) });
        }
        for share in [false, false, true] {
            let from: Vec<usize> = (0..CREDENTIALS.len()).filter(|_| self.chance(45)).collect();
            let ask = Ask::Choose { count: 1 + self.throw(2), from, share };
            let is_new = lines.iter().all(|line| line.ask != ask);
            if self.chance(25) && is_new {
                lines.push(Line { weight: Weight::Required, ask });
            }
        }
        lines
    }

    fn approval(&mut self, said: Said) -> Decision {
        let (signer, credential) = (self.throw(SIGNERS.len()), self.throw(CREDENTIALS.len()));
        let claim = self.throw(3);
        let shows = said == Said::Approve && (signer + credential + claim).is_multiple_of(3);
        let work = if shows { vec![claim] } else { Vec::new() };
        Decision { said, signer, day: DAYS[self.throw(DAYS.len())], credential, claim, work }
    }

    fn person(&mut self, roles: &[Vec<Line>]) -> Person {
        let mut person = Person::default();
        for _ in 0..self.throw(12) {
            let said = if self.chance(90) { Said::Approve } else { Said::NotYet };
            person.decisions.push(self.approval(said));
        }
        let known = person.decisions.len();
        if known > 0 && self.chance(25) {
            let taken = self.throw(known);
            let credential = person.decisions[taken].credential;
            let revoke = Decision { signer: 0, credential, ..self.approval(Said::Revoke(taken)) };
            person.decisions.push(revoke);
        }
        if self.chance(30) {
            let role = self.throw(roles.len());
            if !roles[role].is_empty() {
                let line = self.throw(roles[role].len());
                let until = ["2026-04-14", "2026-04-15", "2027-03-01", "2027-03-02"][self.throw(4)];
                person.decisions.push(self.approval(Said::Waive { role, line, until }));
            }
        }
        if self.chance(5) {
            let role = self.throw(roles.len());
            person.decisions.push(self.approval(Said::Place { role }));
        }
        for _ in 0..self.throw(4) {
            person.claims.push(OpenClaim {
                credential: self.throw(CREDENTIALS.len()),
                day: ["2026-01-15", "2026-01-16", TODAY, "2026-04-16"][self.throw(4)],
                is_well_formed: self.chance(80),
            });
        }
        person
    }

    fn town(&mut self, roles: usize, people: usize) -> Town {
        let roles: Vec<Vec<Line>> = (0..roles).map(|_| self.role()).collect();
        let people = (0..people).map(|_| self.person(&roles)).collect();
        Town { roles, people }
    }
}

/// A town as the program sees it; tests are short, so that it may stay for their whole life.
struct Seen {
    catalog: &'static Catalog,
    ledger: &'static Ledger<'static>,
}

impl Seen {
    fn of(town: &Town) -> Self {
        let catalog: &'static Catalog = Box::leak(Box::new(town.catalog()));
        let ledger: &'static Ledger<'static> = Box::leak(Box::new(Ledger::of(catalog, None)));
        let refused: Vec<String> = ledger.refused().map(|(_, why)| format!("{why:?}")).collect();
        assert!(refused.is_empty(), "{refused:?}");
        Self { catalog, ledger }
    }

    fn readiness(&self, person: usize, role: usize) -> Readiness<'static> {
        let person = self.catalog.get::<PersonRecord>(&id(person)).expect("a person");
        let role = self.catalog.role(&format!("role-{role}")).expect("a role");
        readiness(self.ledger, person, role, day(TODAY))
    }

    fn json(&self, person: usize, role: usize) -> String {
        let readiness = self.readiness(person, role);
        let sheet = Sheet::new(self.catalog, readiness, Source::Asked, None, Vec::new());
        let style = Style { color: false, unicode: true, width: 80 };
        let mut out = Vec::new();
        one(Format::Json, &sheet, &Basis::default(), style, &mut out)
            .expect("memory can be written");
        String::from_utf8(out).expect("text")
    }
}

fn stands(standing: &Standing) -> Stands {
    match standing {
        Standing::Met => Stands::Met,
        Standing::Waived(_) => Stands::Waived,
        Standing::NotYet(_) => Stands::NotYet,
        Standing::Unknown => Stands::Unknown,
    }
}

/// The standings in the order of the role's lines.
fn standings(readiness: &Readiness<'_>, lines: &[Line]) -> Vec<Stands> {
    assert_eq!(readiness.lines.len(), lines.len());
    (0..lines.len())
        .map(|position| {
            let wanted = line_id(lines, position);
            let state = readiness.lines.iter().find(|state| state.line.id == wanted);
            stands(&state.expect("the line").standing)
        })
        .collect()
}

/// Compares every person and role of a town with the naive answer; says how often each verdict came.
fn agrees(town: &Town) -> [usize; 5] {
    let seen = Seen::of(town);
    let mut met = [0; 5];
    for (number, person) in town.people.iter().enumerate() {
        for role in 0..town.roles.len() {
            let readiness = seen.readiness(number, role);
            let here = standings(&readiness, &town.roles[role]);
            let (there, verdict) = naive::answer(town, person, role);
            let told = format!("{:#?}\n{person:#?}", town.roles[role]);
            assert_eq!(here, there, "{told}");
            assert_eq!(readiness.verdict.word(), verdict, "{told}\n{here:?}");
            met[readiness.verdict as usize] += 1;
        }
    }
    met
}

#[test]
fn generated_towns_agree_with_section_six_written_naively() {
    let mut met = [0; 5];
    for seed in 0..4 {
        let counts = agrees(&Dice(seed).town(12, 60));
        for (sum, count) in met.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    assert!(met.iter().all(|count| *count > 20), "each verdict is among them: {met:?}");
}

/// Everything that can have come of one credential: the decisions, and whether a claim is open.
fn fates(credential: usize, role: usize, line: usize) -> Vec<Person> {
    let decision = |said, signer, day, claim| Decision {
        said,
        signer,
        day,
        credential,
        claim,
        work: Vec::new(),
    };
    // Of two claims in a row one takes a single approval that lasts, or one for six months.
    let one = (0..4).find(|claim| town::terms(credential, *claim) == (&["any"], None));
    let lasting = one.unwrap_or(3);
    let short = (0..8).find(|claim| town::terms(credential, *claim) == (&["any"], Some(6)));
    let two = (0..4).find(|claim| town::terms(credential, *claim).0.len() == 2).expect("one");
    let approve = |signer, day, claim| decision(Said::Approve, signer, day, claim);
    let mut all: Vec<Vec<Decision>> = vec![
        vec![],
        vec![approve(0, "2026-04-15", lasting)],
        vec![approve(0, "2026-04-16", lasting)],
        vec![decision(Said::NotYet, 0, "2026-03-01", lasting)],
        vec![decision(Said::NotYet, 0, "2026-03-01", lasting), approve(0, TODAY, lasting)],
        vec![decision(Said::NotYet, 0, TODAY, lasting), approve(0, TODAY, lasting)],
        vec![decision(Said::NotYet, 0, "2026-03-01", lasting), approve(1, TODAY, lasting)],
        vec![approve(0, "2026-03-01", lasting), decision(Said::Revoke(0), 0, TODAY, lasting)],
        vec![approve(0, "2026-03-01", two)],
        vec![approve(0, "2026-03-01", two), approve(1, TODAY, two)],
        vec![approve(0, "2026-03-01", two), approve(0, TODAY, two)],
        vec![approve(0, "2026-03-01", lasting), approve(1, TODAY, lasting)],
        vec![approve(0, "2026-03-01", lasting), approve(0, "2026-03-01", lasting + 4)],
        vec![decision(Said::Waive { role, line, until: TODAY }, 1, "2025-10-14", 0)],
        vec![decision(Said::Waive { role, line, until: "2026-04-14" }, 1, "2025-10-14", 0)],
    ];
    if let Some(short) = short {
        all.push(vec![approve(0, "2025-10-15", short)]);
        all.push(vec![approve(0, "2025-10-14", short)]);
    }
    let claim = |day| OpenClaim { credential, day, is_well_formed: true };
    let mut fates: Vec<Person> =
        all.into_iter().map(|decisions| Person { decisions, claims: Vec::new() }).collect();
    for day in ["2026-01-15", "2026-01-16"] {
        fates.push(Person { decisions: Vec::new(), claims: vec![claim(day)] });
    }
    fates
}

/// Two fates in one life.
fn both(one: &Person, other: &Person) -> Person {
    let shift = one.decisions.len();
    let later = other.decisions.iter().cloned().map(|mut decision| {
        if let Said::Revoke(number) = &mut decision.said {
            *number += shift;
        }
        decision
    });
    let decisions = one.decisions.iter().cloned().chain(later).collect();
    let claims = one.claims.iter().chain(&other.claims).cloned().collect();
    Person { decisions, claims }
}

#[test]
fn every_fate_of_two_lines_has_the_standing_and_the_verdict_that_section_six_says() {
    let line = |weight, ask| Line { weight, ask };
    let core = |competency| line(Weight::Core, Ask::Competency(competency, 1));
    let roles = vec![
        vec![core(0), line(Weight::Required, Ask::Credential(5))],
        vec![core(0), line(Weight::Of(1), Ask::Competency(3, 1))],
        vec![core(0), core(3)],
        vec![
            line(Weight::Required, Ask::Credential(1)),
            line(Weight::Required, Ask::Choose { count: 2, from: vec![5, 0], share: false }),
        ],
    ];
    for role in 0..roles.len() {
        let mut people = Vec::new();
        for one in fates(1, role, 0) {
            people.extend(fates(5, role, 1).iter().map(|other| both(&one, other)));
        }
        let town = Town { roles: roles.clone(), people };
        agrees(&town);
    }
    // Twice and latest: what the two ask of several awards.
    for (competency, credentials) in [(1, [2, 2]), (2, [3, 4])] {
        let mut people = Vec::new();
        for one in fates(credentials[0], 0, 0) {
            people.extend(fates(credentials[1], 0, 0).iter().map(|other| both(&one, other)));
        }
        agrees(&Town { roles: vec![vec![core(competency)]], people });
    }
}

#[test]
fn every_verdict_on_up_to_three_lines_is_the_naive_one() {
    let strengths = [
        (Strength::Core, Weight::Core),
        (Strength::Required, Weight::Required),
        (Strength::Weight(3), Weight::Of(3)),
        (Strength::Weight(7), Weight::Of(7)),
    ];
    let standing = |stands| match stands {
        Stands::Met => Standing::Met,
        Stands::Waived => Standing::Waived(day("2026-12-31")),
        Stands::NotYet => Standing::NotYet(Reason::Revoked),
        Stands::Unknown => Standing::Unknown,
    };
    let mut states = Vec::new();
    for (strength, weight) in strengths {
        for now in [Stands::Met, Stands::Waived, Stands::NotYet, Stands::Unknown] {
            for then in [now, Stands::Met] {
                let line =
                    Weighed { strength, standing: standing(now), once_granted: standing(then) };
                states.push((line, weight, now, then));
            }
        }
    }
    let mut cases: Vec<Vec<usize>> = vec![Vec::new()];
    let mut from = 0;
    for _ in 0..3 {
        let until = cases.len();
        for case in from..until {
            for state in 0..states.len() {
                let longer = [cases[case].clone(), vec![state]].concat();
                cases.push(longer);
            }
        }
        from = until;
    }
    for case in cases {
        let lines: Vec<Weighed> = case.iter().map(|it| states[*it].0.clone()).collect();
        let weights: Vec<Weight> = case.iter().map(|it| states[*it].1).collect();
        let now: Vec<Stands> = case.iter().map(|it| states[*it].2).collect();
        let then: Vec<Stands> = case.iter().map(|it| states[*it].3).collect();
        let here = verdict(&lines, &ReadinessPolicy::default()).word();
        assert_eq!(here, naive::verdict(&weights, &now, &then), "{lines:?}");
    }
}

#[test]
fn another_approve_never_lowers_a_standing_but_under_latest() {
    let mut dice = Dice(11);
    let before = dice.town(10, 120);
    let mut after = before.clone();
    for person in &mut after.people {
        let more = Decision { day: TODAY, ..dice.approval(Said::Approve) };
        person.decisions.push(more);
    }
    let (before_seen, after_seen) = (Seen::of(&before), Seen::of(&after));
    let rank = |stands| match stands {
        Stands::Met => 2,
        Stands::Waived => 1,
        Stands::NotYet | Stands::Unknown => 0,
    };
    for number in 0..before.people.len() {
        for (role, lines) in before.roles.iter().enumerate() {
            let earlier = standings(&before_seen.readiness(number, role), lines);
            let later = standings(&after_seen.readiness(number, role), lines);
            for (position, line) in lines.iter().enumerate() {
                let is_latest = matches!(line.ask, Ask::Competency(2, _));
                // Groups that do not share may pass members on to each other; then none is lowered in number.
                if !is_latest && !matches!(line.ask, Ask::Choose { share: false, .. }) {
                    let told = format!("{line:?}\n{:#?}", after.people[number]);
                    assert!(rank(later[position]) >= rank(earlier[position]), "{told}");
                }
            }
        }
    }
}

#[test]
fn without_the_awards_of_a_core_line_nobody_is_ready() {
    let mut dice = Dice(23);
    let town = dice.town(10, 160);
    let seen = Seen::of(&town);
    let mut poorer = Town { roles: town.roles.clone(), people: Vec::new() };
    let mut cases = Vec::new();
    for (number, person) in town.people.iter().enumerate() {
        for (role, lines) in town.roles.iter().enumerate() {
            let readiness = seen.readiness(number, role);
            if readiness.verdict != Verdict::Ready {
                continue;
            }
            for (line, stands) in lines.iter().zip(standings(&readiness, lines)) {
                assert!(
                    !matches!(line.weight, Weight::Core | Weight::Required)
                        || matches!(stands, Stands::Met | Stands::Waived),
                    "ready with something missing: {line:?}"
                );
                let Ask::Competency(competency, _) = line.ask else { continue };
                let is_placed =
                    person.decisions.iter().any(|it| matches!(it.said, Said::Place { .. }));
                if line.weight != Weight::Core || stands != Stands::Met || is_placed {
                    continue;
                }
                let mut without = person.clone();
                without.decisions.retain(|it| {
                    !matches!(it.said, Said::Revoke(_))
                        && CREDENTIALS[it.credential].1.0 != competency
                        || matches!(it.said, Said::Waive { .. })
                });
                cases.push((role, poorer.people.len()));
                poorer.people.push(without);
            }
        }
    }
    assert!(cases.len() > 20, "{} cases", cases.len());
    let seen = Seen::of(&poorer);
    for (role, number) in cases {
        let verdict = seen.readiness(number, role).verdict;
        assert_ne!(verdict, Verdict::Ready, "{:#?}", poorer.people[number]);
    }
}

#[test]
fn the_order_of_events_never_matters_and_the_same_input_gives_the_same_bytes() {
    let mut dice = Dice(5);
    let mut town = dice.town(8, 60);
    for person in &mut town.people {
        person.decisions.retain(|it| !matches!(it.said, Said::Revoke(_)));
        // Many decisions on few claims and days, so that many fall on one.
        for (number, decision) in person.decisions.iter_mut().enumerate() {
            (decision.credential, decision.claim) = (number % 2, 0);
            decision.day = DAYS[3 + number % 5 / 4];
            decision.work = if decision.signer == 1 { vec![0] } else { Vec::new() };
            if number % 3 == 0 && decision.said == Said::Approve {
                decision.said = Said::NotYet;
            }
            if decision.said != Said::Approve {
                decision.work.clear();
            }
        }
    }
    let mut turned = town.clone();
    for person in &mut turned.people {
        person.decisions.reverse();
    }
    let (here, again, there) = (Seen::of(&town), Seen::of(&town), Seen::of(&turned));
    for number in 0..town.people.len() {
        for (role, lines) in town.roles.iter().enumerate() {
            assert_eq!(here.json(number, role), again.json(number, role));
            let (one, other) = (here.readiness(number, role), there.readiness(number, role));
            assert_eq!(standings(&one, lines), standings(&other, lines));
            let motions = |readiness: &Readiness<'_>| {
                readiness
                    .lines
                    .iter()
                    .map(|state| format!("{:?}", state.motion))
                    .collect::<Vec<_>>()
            };
            assert_eq!(motions(&one), motions(&other));
            assert_eq!(one.verdict, other.verdict);
        }
    }
}

#[test]
fn lines_that_ended_and_shares_just_reached() {
    let line = |strength, standing: Standing| Weighed {
        strength,
        once_granted: standing.clone(),
        standing,
    };
    // Exactly the threshold, whatever it is; one less is not enough.
    for threshold in [1, 33, 50, 67, 99, 100] {
        let policy = ReadinessPolicy {
            threshold: Some(Percent(threshold)),
            evidence_floor: Some(Percent(0)),
            ..ReadinessPolicy::default()
        };
        let weights = |met: u8| {
            let one = |number| {
                let standing = if number < met { Standing::Met } else { Standing::Unknown };
                line(Strength::Weight(1), standing)
            };
            let mut all: Vec<Weighed> = (0..100).map(one).collect();
            all.push(line(Strength::Core, Standing::Met));
            verdict(&all, &policy)
        };
        assert_eq!(weights(threshold), Verdict::Ready, "{threshold}");
        assert_ne!(weights(threshold - 1), Verdict::Ready, "{threshold}");
    }
    // Nothing but waivers is no evidence, and no weight at all is weight enough.
    let policy = ReadinessPolicy::default();
    let waived = || line(Strength::Required, Standing::Waived(day("2026-12-31")));
    assert_ne!(verdict(&[waived(), waived()], &policy), Verdict::Ready);
    let met = line(Strength::Core, Standing::Met);
    assert_eq!(verdict(std::slice::from_ref(&met), &policy), Verdict::Ready);
    let waived_weight = line(Strength::Weight(9), Standing::Waived(day("2026-12-31")));
    assert_eq!(verdict(&[met, waived_weight], &policy), Verdict::Ready, "0 of 0 is enough");
}
