//! Standings worked by hand: every standing, motion, verdict and mastery method, and readiness by audience.

use std::collections::BTreeMap;

use learn::audience::reader::Reader;
use learn::audience::readiness::seen;
use learn::base::date::Date;
use learn::base::id::Id;
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::kinds::parts::digest::Sha256;
use learn::kinds::parts::visibility::Visibility;
use learn::kinds::person::Person;
use learn::report::readiness::words;
use learn::report::why::Format;
use learn::report::why::decided::Decided;
use learn::standing::motion::Motion;
use learn::standing::readiness::Readiness;
use learn::standing::slots::{Assessor, open};
use learn::standing::verdict::{Standing, Verdict};
use learn::trust::ledger::Ledger;

use crate::cases;
use crate::laws::town::policy;

const TODAY: &str = "2026-04-15";

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// An approval about Ada as `date decision subject by signer: more lines`, its number in the path.
fn record(number: usize, line: &str) -> (String, String) {
    let (head, more) = line.split_once(": ").unwrap_or((line, ""));
    let words: Vec<&str> = head.split(' ').collect();
    let [date, decision, subject, _, signer] = words[..] else { panic!("{line}") };
    let disciplines = if signer == "dana" { "[design]" } else { "[engineering]" };
    let mut text = format!(
        "learn: approval/1\ncatalog: kestrel-growth\nperson: ada\ndecision: {decision}\nsubject: {subject}\n\
         signer: {signer}\ndisciplines: {disciplines}\ndate: {date}\nfeedback: Number {number}.\n"
    );
    for line in more.split("; ").filter(|line| !line.is_empty()) {
        text.push_str(line);
        text.push('\n');
    }
    (format!("people/ada/approvals/{date}-r{number}.yaml"), text)
}

/// The catalog of a ladder of one role called `target`, other files, and records about Ada.
fn catalog(lines: &str, files: &str, records: &[&str]) -> &'static Catalog {
    catalog_under("assessors: []", lines, files, records)
}

/// The same under a policy with these assessors.
fn catalog_under(assessors: &str, lines: &str, files: &str, records: &[&str]) -> &'static Catalog {
    let mut text = format!(
        "-- ladders/target.yaml --\nname: Target\nframework: engineering\nroles:\n  - id: target\n    \
         title: Target\n    inherits: []\n{lines}-- people/dana/person.yaml --\nname: Dana\n\
         -- people/eli/person.yaml --\nname: Eli\n{files}"
    );
    let mut kept = Vec::new();
    for (number, line) in records.iter().enumerate() {
        let (path, record) = record(number, line);
        text = format!("{text}-- {path} --\n{record}");
        kept.push(path);
    }
    text += &policy(kept.iter()).replace("assessors: []", assessors);
    let mut all = cases::base();
    cases::lay(&mut all, &text);
    Box::leak(Box::new(load(&all).expect("memory can be read")))
}

fn of(catalog: &'static Catalog, role: &str, date: &str) -> Readiness<'static> {
    let ledger: &'static Ledger<'static> = Box::leak(Box::new(Ledger::of(catalog, None)));
    assert_eq!(ledger.refused().map(|(_, why)| format!("{why:?}")).collect::<Vec<_>>(), [""; 0]);
    let ada = catalog.get::<Person>("ada").expect("ada");
    learn::standing::readiness::readiness(
        ledger,
        ada,
        catalog.role(role).expect("a role"),
        day(date),
    )
}

/// The standing of the first line as `word: detail`.
fn first(lines: &str, records: &[&str]) -> String {
    told(&of(catalog(lines, "", records), "target", TODAY), 0)
}

fn told(readiness: &Readiness<'_>, line: usize) -> String {
    let standing = &readiness.lines[line].standing;
    match words::detail(standing) {
        detail if detail.is_empty() => standing.word().to_owned(),
        detail => format!("{}: {detail}", standing.word()),
    }
}

const CORE: &str = "    expects:\n      - {competency: incident-response, at: working}\n";
const BADGE: &str = "    requires:\n      - {id: badge, credential: incident-responder}\n";
const WORKING: &str = "grants: {credentials: [incident-commander, incident-responder], attests: [{competency: incident-response, at: working}]}";
const LOWER: &str = "grants: {credentials: [incident-responder], attests: [{competency: incident-response, at: foundational}]}";

fn claim(number: usize) -> String {
    format!("claim: {{id: 2026-01-01-c{number}, sha256: \"sha256:{}\"}}", "6a".repeat(32))
}

fn approve(date: &str, signer: &str, claimed: usize, more: &str) -> String {
    format!("{date} approve incident-commander by {signer}: {}; {more}", claim(claimed))
}

#[test]
fn each_standing_worked_by_hand() {
    let one = |line: String| first(CORE, &[&line]);
    let any = format!("needs: [any]; {WORKING}");
    let timed = any.replace("working}]}", "working}], valid_for: 6 months}");
    assert_eq!(first(CORE, &[]), "unknown");
    assert_eq!(one(approve(TODAY, "chen", 1, &any)), "met", "decided today");
    assert_eq!(one(approve("2026-04-16", "chen", 1, &any)), "unknown", "dated later");
    assert_eq!(one(approve("2025-10-15", "chen", 1, &timed)), "met", "the last day of six months");
    assert_eq!(one(approve("2025-10-14", "chen", 1, &timed)), "not yet: held until 2026-04-14");
    let lower = format!("needs: [any]; {LOWER}");
    assert_eq!(one(approve(TODAY, "chen", 1, &lower)), "not yet: attested at foundational so far");
    let short =
        format!("2026-04-01 not-yet incident-commander by chen: {}; criteria: [command]", claim(1));
    assert_eq!(one(short.clone()), "not yet: still to show: command");
    let two = format!("needs: [engineering, design]; {WORKING}");
    assert_eq!(one(approve(TODAY, "chen", 1, &two)), "not yet: 1 of 2 approvals so far");
    let taken = "2026-04-02 revoke incident-commander by chen: reason: Another's work.; revokes: [DIGEST of people/ada/approvals/2026-04-01-r0.yaml]";
    assert_eq!(first(CORE, &[&approve("2026-04-01", "chen", 1, &any), taken]), "not yet: revoked");
    let waive = |signer: &str, date: &str, until: &str| {
        first(
            CORE,
            &[&format!(
                "{date} waive target by {signer}: role: target; line: incident-response; reason: Known.; until: {until}"
            )],
        )
    };
    assert_eq!(
        waive("dana", "2025-04-15", TODAY),
        "waived: until 2026-04-15",
        "twelve months to the day"
    );
    assert_eq!(waive("dana", "2025-10-15", "2026-04-14"), "unknown", "over since yesterday");
    assert_eq!(
        waive("chen", "2025-01-01", TODAY),
        "waived: until 2026-04-15",
        "by whom and for how long was asked when it landed"
    );
    assert_eq!(first(CORE, &["2026-04-01 place target by chen: role: target"]), "met");
    assert_eq!(
        first(CORE, &["2026-04-01 place target by chen: role: target; from: 2026-04-16"]),
        "unknown"
    );
    // A not-yet blocks until its signer decides anew; a new claim opens a new round.
    assert_eq!(
        first(CORE, &[&short, &approve(TODAY, "dana", 1, &any)]),
        "not yet: still to show: command"
    );
    assert_eq!(first(CORE, &[&short, &approve(TODAY, "chen", 1, &any)]), "met");
    assert_eq!(first(CORE, &[&short, &approve(TODAY, "dana", 2, &any)]), "met");
    let same_day = short.replace("2026-04-01", TODAY);
    assert_eq!(
        first(CORE, &[&approve(TODAY, "chen", 1, &any), &same_day]),
        "not yet: still to show: command",
        "of one day, unsigned, nobody knows which came first"
    );
    // Included credentials are held with the one that includes them.
    assert_eq!(first(BADGE, &[&approve(TODAY, "chen", 1, &any)]), "met");
}

#[test]
fn an_award_needs_equal_terms_and_distinct_people() {
    let two = format!("needs: [engineering, design]; {WORKING}");
    let other = format!("needs: [engineering, design]; {LOWER}");
    let both = |one: String, other: String| first(CORE, &[&one, &other]);
    assert_eq!(
        both(approve("2026-04-01", "chen", 1, &two), approve(TODAY, "dana", 1, &two)),
        "met"
    );
    let half = "not yet: 1 of 2 approvals so far";
    assert_eq!(both(approve("2026-04-01", "chen", 1, &two), approve(TODAY, "dana", 2, &two)), half);
    assert_eq!(both(approve("2026-04-01", "chen", 1, &two), approve(TODAY, "chen", 1, &two)), half);
    assert_eq!(both(approve("2026-04-01", "chen", 1, &two), approve(TODAY, "eli", 1, &two)), half);
    assert_eq!(
        both(approve("2026-04-01", "chen", 1, &two), approve(TODAY, "dana", 1, &other)),
        half
    );
    let swapped = two.replace("engineering, design", "design, engineering");
    assert_eq!(
        both(approve("2026-04-01", "chen", 1, &two), approve(TODAY, "dana", 1, &swapped)),
        half
    );
    // Who approves again by new terms has not taken back what was complete.
    let again = [
        approve("2026-03-01", "chen", 1, &two),
        approve("2026-03-02", "dana", 1, &two),
        approve(TODAY, "chen", 1, &other),
    ];
    assert_eq!(first(CORE, &[&again[0], &again[1], &again[2]]), "met");
}

const ASSESSORS: &str = "assessors: [{person: chen, approve: ['*']}, {person: dana, approve: ['*']}, {person: eli, approve: ['*']}]";

#[test]
#[allow(clippy::too_many_lines)] // one table of cases
fn a_claim_after_a_not_yet_keeps_one_of_those_who_judged_before() {
    let any = format!("needs: [any]; {WORKING}");
    let keep = format!("keep_one_assessor: true; {any}");
    let both = keep.replace("[any]", "[engineering, design]");
    let lower = format!("keep_one_assessor: true; needs: [any]; {LOWER}");
    let short = |date: &str, signer: &str, claimed: usize| {
        let claim = claim(claimed);
        format!("{date} not-yet incident-commander by {signer}: {claim}; criteria: [command]")
    };
    let edited = |line: String| line.replace(&"6a".repeat(32), &"7b".repeat(32));
    let none = |of: &str| format!("not yet: {of} judged before");
    let fell = short("2026-04-01", "chen", 1);
    let taken = "2026-04-03 revoke incident-commander by chen: reason: Too strict.; revokes: [DIGEST of people/ada/approvals/2026-04-01-r0.yaml]";
    let cases: [(&str, Vec<String>, String); 14] = [
        (
            "another assessor alone",
            vec![fell.clone(), approve("2026-04-05", "dana", 2, &keep)],
            none("1 of 2 so far: chen"),
        ),
        (
            "the same assessor",
            vec![fell.clone(), approve("2026-04-05", "chen", 2, &keep)],
            "met".into(),
        ),
        (
            "a credential that does not ask for it",
            vec![fell.clone(), approve("2026-04-05", "dana", 2, &any)],
            "met".into(),
        ),
        (
            "one of them joins",
            vec![
                fell.clone(),
                approve("2026-04-05", "dana", 2, &keep),
                approve("2026-04-06", "chen", 2, &keep),
            ],
            "met".into(),
        ),
        (
            "every slot is filled by others",
            vec![
                fell.clone(),
                approve("2026-04-05", "eli", 2, &both),
                approve("2026-04-06", "dana", 2, &both),
            ],
            none("2 of 3 so far: chen"),
        ),
        (
            "who approved the earlier claim judged it, too",
            vec![
                approve("2026-03-30", "dana", 1, &both),
                fell.clone(),
                approve("2026-04-05", "eli", 2, &keep),
            ],
            none("1 of 2 so far: one of chen, dana"),
        ),
        (
            "the not-yet was decided anew",
            vec![
                fell.clone(),
                approve("2026-04-02", "chen", 1, &both),
                approve("2026-04-05", "eli", 2, &keep),
            ],
            "met".into(),
        ),
        (
            "the not-yet was revoked",
            vec![fell.clone(), approve("2026-04-05", "dana", 2, &keep), taken.into()],
            "met".into(),
        ),
        (
            "a not-yet after the award undoes nothing",
            vec![approve("2026-03-30", "dana", 2, &keep), fell.clone()],
            "met".into(),
        ),
        (
            "an award in between has answered it",
            vec![
                fell.clone(),
                approve("2026-04-05", "chen", 2, &lower),
                approve("2026-04-06", "dana", 3, &keep),
            ],
            "met".into(),
        ),
        (
            "the same claim with other words",
            vec![fell.clone(), edited(approve("2026-04-05", "dana", 1, &keep))],
            none("1 of 2 so far: chen"),
        ),
        (
            "approvals on other terms do not combine",
            vec![
                fell.clone(),
                approve("2026-04-05", "eli", 2, &both),
                approve("2026-04-06", "chen", 2, &keep.replace("[any]", "[engineering, any]")),
            ],
            "not yet: still to show: command".into(),
        ),
        (
            "two who said not yet, and one of them is enough",
            vec![
                fell.clone(),
                short("2026-04-01", "eli", 1),
                approve("2026-04-05", "eli", 2, &keep),
            ],
            "met".into(),
        ),
        ("a not-yet alone", vec![fell.clone()], "not yet: still to show: command".into()),
    ];
    for (what, records, expected) in cases {
        let records: Vec<&str> = records.iter().map(String::as_str).collect();
        let found = told(&of(catalog_under(ASSESSORS, CORE, "", &records), "target", TODAY), 0);
        assert_eq!(found, expected, "{what}");
    }
    // Whoever may no longer judge it is not waited for.
    let left = ASSESSORS.replace("{person: chen, approve: ['*']}, ", "");
    let dana = approve("2026-04-05", "dana", 2, &keep);
    let ready = of(catalog_under(&left, CORE, "", &[&fell, &dana]), "target", TODAY);
    assert_eq!(told(&ready, 0), "met");
}

#[test]
fn what_was_revoked_is_read_from_what_was_signed() {
    let grants = "needs: [any]; grants: {attests: [{competency: incident-response, at: working}]}";
    let given = format!("2026-04-01 approve incident-response by chen: {}; {grants}", claim(1));
    let taken = "2026-04-02 revoke incident-response by chen: reason: Another's work.; revokes: [DIGEST of people/ada/approvals/2026-04-01-r0.yaml]";
    assert_eq!(first(CORE, &[&given]), "met");
    assert_eq!(first(CORE, &[&given, taken]), "not yet: revoked", "the claim is not there to ask");
}

#[test]
fn people_are_seated_as_well_as_can_be() {
    let ids = |all: &[&str]| all.iter().map(|id| Id::new(*id)).collect::<Vec<_>>();
    let (engineering, both) = (ids(&["engineering"]), ids(&["engineering", "design"]));
    let needs = ids(&["engineering", "design", "any"]);
    let seat = |person, disciplines| Assessor { person, disciplines };
    let left = |people: &[Assessor<'_>]| {
        open(&needs, people).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(left(&[]), ["engineering", "design", "any"]);
    // Ana would take the first slot; only if she gives way do all sit.
    assert_eq!(left(&[seat("ana", &both), seat("chen", &engineering), seat("hana", &[])]), [""; 0]);
    assert_eq!(
        left(&[seat("eli", &engineering), seat("eli", &both), seat("chen", &engineering)]),
        ["any"]
    );
}

#[test]
fn each_mastery_method_worked_by_hand() {
    let framework = |mastery: &str| {
        format!(
            "-- frameworks/skills.yaml --\nname: Skills\nthemes: {{all: {{name: All}}}}\ncompetencies:\n  \
             skill: {{name: Skill, theme: all, mastery: {{{mastery}}}}}\n"
        )
    };
    let asked = "    expects:\n      - {competency: skill, at: working}\n";
    // Awards as the day of the work and what it showed; each of a claim of its own.
    let standing = |mastery: &str, shown: &[(&str, &str)]| {
        let records: Vec<String> = shown
            .iter()
            .enumerate()
            .map(|(number, (worked, at))| {
                let attests: Vec<String> =
                    at.split('+').map(|at| format!("{{competency: skill, at: {at}}}")).collect();
                format!(
                    "2026-04-01 approve skill by chen: {}; needs: [any]; evidence: [{{id: {worked}-w, sha256: \"sha256:{}\", worked: {worked}}}]; grants: {{attests: [{}]}}",
                    claim(number), "6a".repeat(32), attests.join(", ")
                )
            })
            .collect();
        let records: Vec<&str> = records.iter().map(|record| &**record).collect();
        told(&of(catalog(asked, &framework(mastery), &records), "target", TODAY), 0)
    };
    let (low, high) = ("foundational", "working");
    let lower = "not yet: attested at foundational so far";
    assert_eq!(standing("method: highest", &[("2026-01-01", high), ("2026-02-01", low)]), "met");
    assert_eq!(standing("method: highest", &[("2026-01-01", low)]), lower);
    assert_eq!(standing("method: highest", &[("2026-01-01", "expert")]), "met", "more than asked");
    assert_eq!(standing("method: latest", &[("2026-01-01", high), ("2026-02-01", low)]), lower);
    assert_eq!(standing("method: latest", &[("2026-02-01", high), ("2026-01-01", low)]), "met");
    assert_eq!(
        standing("method: latest", &[("2026-02-01", high), ("2026-02-01", low)]),
        lower,
        "of one day the lower"
    );
    assert_eq!(
        standing("method: latest", &[("2026-02-01", "foundational+working")]),
        "met",
        "one award, its highest"
    );
    let twice = "method: n-times, n: 2";
    assert_eq!(standing(twice, &[("2026-01-01", high)]), "not yet: 1 of 2 awards so far");
    assert_eq!(
        standing(twice, &[("2026-01-01", high), ("2026-01-01", "expert")]),
        "met",
        "two on one day"
    );
    assert_eq!(
        standing(twice, &[("2026-01-01", high), ("2026-02-01", low)]),
        "not yet: 1 of 2 awards so far"
    );
    assert_eq!(
        standing(twice, &[("2026-01-01", "working+expert")]),
        "not yet: 1 of 2 awards so far",
        "one award is one"
    );
    assert_eq!(standing("method: n-times, n: 1", &[("2026-01-01", high)]), "met");
}

#[test]
fn judged_work_stays_done_and_is_counted() {
    let asked = "    requires:\n      - {id: work, portfolio: {entries: 2}}\n      - {id: basics, module: incident-basics}\n";
    let work = "-- people/ada/portfolio/2026-03-03-another.md --\n---\ntitle: Another\ntype: incident\n---\nDone.\n";
    let mut files = cases::base();
    cases::lay(&mut files, work);
    let shows = |number: usize, kind: &str, id: &str| {
        let path = format!("people/ada/{kind}/{id}.md");
        let judged =
            files.iter().find(|(known, _)| *known == path).map_or(&[][..], |(_, bytes)| bytes);
        let digest = Sha256::of(judged);
        format!(
            "2025-09-01 approve clear-writer by chen: {}; needs: [any]; evidence: [{{kind: {kind}, id: {id}, sha256: \"{digest}\", worked: 2025-08-01}}]; grants: {{credentials: [clear-writer], valid_for: 1 month}}",
            claim(number)
        )
    };
    let standing = |records: &[&str], more: &str| {
        let readiness = of(catalog(asked, &format!("{work}{more}"), records), "target", TODAY);
        (told(&readiness, 0), told(&readiness, 1))
    };
    let one = shows(1, "portfolio", "2026-03-02-checkout-outage");
    let other = shows(2, "portfolio", "2026-03-03-another");
    let module = shows(3, "enrolment", "incident-basics");
    let unknown = || "unknown".to_owned();
    assert_eq!(standing(&[], ""), (unknown(), unknown()), "finished, but nobody judged it");
    assert_eq!(standing(&[&one], "").0, "not yet: 1 of 2 entries so far");
    assert_eq!(
        standing(&[&one, &one.replace("c1,", "c9,")], "").0,
        "not yet: 1 of 2 entries so far",
        "one piece, judged twice"
    );
    assert_eq!(
        standing(&[&one, &other, &module], ""),
        ("met".to_owned(), "met".to_owned()),
        "the awards ended long ago"
    );
    let edited = work.replace("Done.", "Done, and more than that.");
    assert_eq!(
        standing(&[&one, &other], &edited).0,
        "not yet: 1 of 2 entries so far",
        "what is said of it since then nobody has judged"
    );
    // What replaces a retired module stands in for it, and not the other way round.
    let retired = "-- modules/old-basics.md --\n---\ntitle: Old\ntype: course\nstatus: retired\nreplaced_by: incident-basics\n---\nOld.\n";
    let old = asked.replace("module: incident-basics", "module: old-basics");
    let readiness = of(catalog(&old, &format!("{work}{retired}"), &[&module]), "target", TODAY);
    assert_eq!(told(&readiness, 1), "met");
    let before = module.replace("id: incident-basics", "id: old-basics");
    assert_eq!(standing(&[&before], retired).1, "unknown");
}

#[test]
fn a_claim_is_well_formed_with_what_replaced_a_module_and_with_endorsements() {
    let lines = "    requires:\n      - {id: badge, credential: leader}\n      - {id: time, experience: {at_least: 1 month}}\n";
    let files = |needs: &str| {
        format!(
            "-- modules/old-basics.md --\n---\ntitle: Old\ntype: course\nstatus: retired\nreplaced_by: incident-basics\n---\nOld.\n\
             -- credentials/leader.yaml --\nname: Leader\nattests: [{{competency: communication, at: foundational}}]\nassessment: {{method: observation, rubric: writing}}\n\
             assessors: [any]\nneeds: {{{needs}}}\n\
             -- people/ada/claims/2026-04-01-leader.yaml --\ncredential: leader\nevidence: [{{portfolio: 2026-03-02-checkout-outage}}]\n"
        )
    };
    let verdict = |needs: &str, records: &[&str]| {
        of(catalog(lines, &files(needs), records), "target", TODAY).verdict
    };
    assert_eq!(verdict("modules: [incident-basics]", &[]), Verdict::Pending);
    assert_eq!(
        verdict("modules: [old-basics]", &[]),
        Verdict::Pending,
        "its successor is finished"
    );
    assert_eq!(verdict("modules: [clear-writing]", &[]), Verdict::NotYet);
    assert_eq!(verdict("endorsements: 1", &[]), Verdict::NotYet);
    let testifies = |signer: &str| format!("2026-04-02 endorse leader by {signer}");
    assert_eq!(verdict("endorsements: 1", &[&testifies("dana")]), Verdict::Pending);
    assert_eq!(
        verdict("endorsements: 2", &[&testifies("dana"), &testifies("dana")]),
        Verdict::NotYet,
        "one colleague"
    );
    assert_eq!(
        verdict("endorsements: 2", &[&testifies("dana"), &testifies("eli")]),
        Verdict::Pending
    );
}

#[test]
fn what_ends_soon_is_told_of_the_lines_that_it_ends() {
    let lines = format!(
        "{CORE}    requires:\n      - {{id: time, experience: {{at_least: 1 month}}}}\n      \
         - {{id: one, choose: 1, from: [{{credential: incident-commander}}, {{credential: clear-writer}}]}}\n"
    );
    let ending = format!(
        "needs: [any]; {}",
        WORKING.replace("working}]}", "working}], valid_for: 6 months}")
    );
    let writer = "2026-04-01 approve clear-writer by chen: needs: [any]; grants: {credentials: [clear-writer]}";
    let motions = |records: &[&str], date: &str| {
        let readiness = of(catalog(&lines, "", records), "target", date);
        readiness.lines.iter().map(|state| format!("{:?}", state.motion)).collect::<Vec<_>>()
    };
    let award = approve("2026-01-01", "chen", 1, &ending);
    let soon = format!("{:?}", [Motion::Expiring(day("2026-07-01"))]);
    assert_eq!(motions(&[&award], TODAY), [soon.as_str(), "[]", soon.as_str()]);
    assert_eq!(
        motions(&[&award, writer], TODAY),
        [soon.as_str(), "[]", "[]"],
        "another member stays"
    );
    assert_eq!(motions(&[&award], "2026-04-01")[0], soon, "three months before, to the day");
    assert_eq!(motions(&[&award], "2026-03-31")[0], "[]");
}

#[test]
fn placements_hold_own_lines_and_people_who_left_keep_what_they_earned() {
    let lines = "    requires:\n      - {id: time, experience: {role: senior-engineer, at_least: 12 months}}\n";
    assert_eq!(first(lines, &["2026-04-01 place target by chen: role: target"]), "met");
    let inherits = lines.replace("    requires", "    inherits: [engineer]\n    requires");
    let ladder = inherits.replace("    inherits: []\n", "");
    let catalog = {
        let place = "2026-04-01 place target by chen: role: target";
        let (path, text) = record(0, place);
        let mut all = cases::base();
        let files = format!(
            "-- ladders/target.yaml --\nname: Target\nframework: engineering\nroles:\n  - id: target\n    title: Target\n{ladder}-- {path} --\n{text}{}",
            policy([path.clone()].iter())
        );
        cases::lay(&mut all, &files);
        Box::leak(Box::new(load(&all).expect("memory can be read")))
    };
    let readiness = of(catalog, "target", TODAY);
    assert_eq!(
        (told(&readiness, 0), told(&readiness, 1)),
        ("met".to_owned(), "unknown".to_owned())
    );
    let left = "-- people/ada/person.yaml --\nname: Ada Moreau\njoined: 2024-05-06\nleft: 2026-04-01\nroles:\n  - {from: 2024-05-06, role: engineer, team: routing}\n";
    let any = format!("needs: [any]; {WORKING}");
    let gone = self::catalog(CORE, left, &[&approve("2026-03-01", "chen", 1, &any)]);
    let readiness = of(gone, "target", TODAY);
    assert_eq!(readiness.verdict, Verdict::Ready);
    assert!(words::notes(&readiness).join("\n").contains("left on 2026-04-01"));
}

#[test]
fn what_cannot_be_read_is_held_by_nobody() {
    let ladder = "-- ladders/target.yaml --\nname: Target\nframework: engineering\nroles:\n  - id: target\n    title: Target\n    inherits: [nowhere]\n";
    let (place, of_place) = record(0, "2026-04-01 place target by chen: role: target");
    let waive = "2026-04-01 waive target by eli: role: target; line: nowhere; until: 2026-06-01; reason: Nobody can say.";
    let (waiver, of_waiver) = record(1, waive);
    let policy = policy([place.clone(), waiver.clone()].iter());
    let files = format!(
        "{ladder}-- {place} --\n{of_place}-- {waiver} --\n{of_waiver}{policy}-- people/eli/person.yaml --\nname: Eli\n"
    );
    let mut all = cases::base();
    cases::lay(&mut all, &files);
    let catalog = Box::leak(Box::new(load(&all).expect("memory can be read")));
    let readiness = of(catalog, "target", TODAY);
    assert_eq!(told(&readiness, 0), "unknown", "{:?}", readiness.lines[0]);
    assert_ne!(readiness.verdict, Verdict::Ready);
}

/// A claim of Ada's, the not-yet on it and the second chance that was agreed then.
fn second_chance(number: usize, claimed: &str, until: &str) -> (String, String) {
    let path = format!("people/ada/claims/{claimed}-incident-commander.yaml");
    let files = format!(
        "-- {path} --\ncredential: incident-commander\nevidence:\n  - portfolio: 2026-03-02-checkout-outage\n\
         -- people/ada/remediation/{claimed}-r{number}.yaml --\nclaim: {claimed}-incident-commander\ncoach: chen\nredemonstrate_by: {until}\n"
    );
    let claim = format!("claim: {{id: {claimed}-incident-commander, sha256: DIGEST of {path}}}");
    (files, format!("not-yet incident-commander by chen: {claim}; criteria: [command]"))
}

#[test]
fn a_second_chance_is_under_way_until_it_is_answered() {
    let (first, not_yet) = second_chance(1, "2026-03-01", "2026-05-01");
    let (second, again) = second_chance(2, "2026-03-20", "2026-05-20");
    let approve = not_yet
        .replace("not-yet", "approve")
        .replace("criteria: [command]", &format!("needs: [any]; {WORKING}"));
    let approve = approve.replace("working}]}", "working}], valid_for: 1 week}");
    let both = format!("{first}{second}");
    let cases: [(&str, &str, Vec<String>, &[&str]); 3] = [
        (
            "while nobody has looked again",
            &first,
            vec![format!("2026-03-05 {not_yet}")],
            &["2026-05-01"],
        ),
        (
            "the same claim was approved, and what it gave has ended",
            &first,
            vec![format!("2026-03-05 {not_yet}"), format!("2026-03-10 {approve}")],
            &[],
        ),
        (
            "claimed anew and answered with another not-yet",
            &both,
            vec![format!("2026-03-05 {not_yet}"), format!("2026-03-22 {again}")],
            &["2026-05-20"],
        ),
    ];
    for (what, files, records, expected) in cases {
        let records: Vec<&str> = records.iter().map(String::as_str).collect();
        let readiness = of(catalog(CORE, files, &records), "target", TODAY);
        let until = readiness.lines[0].motion.iter().filter_map(|motion| match motion {
            Motion::Remediation { until, .. } => Some(until.to_string()),
            _ => None,
        });
        assert_eq!(until.collect::<Vec<_>>(), expected, "{what}");
    }
}

#[test]
fn what_another_award_gives_is_told_of_what_it_gives() {
    let any = format!("needs: [any]; {WORKING}");
    let award = approve("2026-03-01", "chen", 1, &any);
    let ledger: &'static Ledger<'static> =
        Box::leak(Box::new(Ledger::of(catalog(CORE, "", &[&award]), None)));
    let ada = ledger.catalog().get::<Person>("ada").expect("ada");
    for (subject, words) in [
        ("incident-commander", "awarded on 2026-03-01, without an end (claim"),
        (
            "incident-responder",
            "awarded on 2026-03-01, without an end, by the award of incident-commander (claim",
        ),
        (
            "incident-response",
            "awarded on 2026-03-01, without an end, by the award of incident-commander (claim",
        ),
        ("clear-writer", "nobody has decided anything about it"),
    ] {
        let decided = Decided::of(ledger, ada, subject, day(TODAY));
        let mut text = Vec::new();
        decided.write(Format::Human, &BTreeMap::new(), &mut text).expect("memory takes everything");
        let text = String::from_utf8_lossy(&text);
        assert!(text.contains(words), "{subject}: {text}");
        let records = usize::from(subject != "clear-writer");
        let path = "people/ada/approvals/2026-03-01-r0.yaml";
        for format in [Format::Markdown, Format::Csv, Format::Json] {
            let mut text = Vec::new();
            decided.write(format, &BTreeMap::new(), &mut text).expect("memory takes everything");
            let text = String::from_utf8_lossy(&text);
            assert_eq!(text.matches(path).count(), records, "{format:?}: {text}");
        }
    }
}

#[test]
fn each_verdict_worked_by_hand() {
    let verdict =
        |lines: &str, records: &[&str]| of(catalog(lines, "", records), "target", TODAY).verdict;
    let any = format!("needs: [any]; {WORKING}");
    let award = approve(TODAY, "chen", 1, &any);
    assert_eq!(verdict("", &[]), Verdict::NoExpectations);
    assert_eq!(verdict(CORE, &[]), Verdict::Unknown);
    assert_eq!(verdict(CORE, &[&award]), Verdict::Ready);
    let short = format!("2026-04-01 not-yet incident-commander by chen: {}", claim(1));
    assert_eq!(verdict(CORE, &[&short]), Verdict::NotYet);
    let ended = CORE.replace("working}", "working, until: 2026-04-14}");
    assert_eq!(verdict(&ended, &[]), Verdict::NoExpectations, "what ended stops counting");
    let last_day = CORE.replace("working}", "working, until: 2026-04-15}");
    assert_eq!(verdict(&last_day, &[]), Verdict::Unknown);
    // n of n: a group of all its members.
    let all = "    requires:\n      - {id: all, choose: 2, from: [{credential: incident-commander}, {credential: incident-responder}]}\n";
    assert_eq!(verdict(all, &[&award]), Verdict::Ready);
    let lower = format!("needs: [any]; {LOWER}");
    let one_of_two = of(catalog(all, "", &[&approve(TODAY, "chen", 1, &lower)]), "target", TODAY);
    assert_eq!(told(&one_of_two, 0), "not yet: 1 of 2 members so far");
}

#[test]
fn inheritance_that_forks_asks_for_everything_once() {
    let ladder = "-- ladders/fork.yaml --\nname: Fork\nframework: engineering\nroles:
  - {id: root, title: Root, inherits: [], expects: [{competency: communication, at: foundational}]}
  - {id: left, title: Left, inherits: [root], expects: [{competency: incident-response, at: foundational}]}
  - {id: right, title: Right, inherits: [root], expects: [{competency: incident-response, at: working}]}
  - {id: both, title: Both, inherits: [left, right]}
";
    let readiness = of(catalog("", ladder, &[]), "both", TODAY);
    let lines: Vec<String> = readiness
        .lines
        .iter()
        .map(|state| format!("{}: {}", state.line.role.id(), state.line.title))
        .collect();
    assert_eq!(
        lines,
        ["root: Communication at foundational", "right: Incident response at working"]
    );
}

#[test]
fn each_audience_sees_what_is_meant_for_it() {
    let lines = format!("{CORE}{BADGE}");
    let any = format!("needs: [any]; {LOWER}");
    let award = approve("2026-04-01", "dana", 1, &any)
        .replace("approve incident-commander", "approve incident-responder");
    let files = "-- teams/elsewhere.yaml --\nname: Elsewhere\n-- people/fay/person.yaml --\nname: Fay\nroles:\n  - {from: 2024-01-01, role: engineer, team: routing}\n";
    let catalog = catalog(&lines, files, &[&award]);
    let sees = |name: &str, goal: Option<Visibility>| {
        let reader = Reader::named(catalog, name).expect("an audience");
        let left = seen(&reader, catalog, of(catalog, "target", TODAY), goal);
        left.map(|left| (left.readiness.lines.len(), left.left_out))
    };
    for name in
        ["public", "org", "leads", "team:routing", "team:elsewhere", "person:eli", "person:fay"]
    {
        assert_eq!(sees(name, None), None, "{name}");
    }
    assert_eq!(sees("person:ada", None), Some((2, 0)), "herself");
    assert_eq!(sees("person:chen", None), Some((2, 0)), "her mentor");
    let all_judged = sees("person:dana", None).map(|(lines, _)| lines);
    assert_eq!(all_judged, Some(2), "both rest on what Dana judged");
    let private = Some(Visibility::Private);
    assert_eq!(sees("person:chen", private), None, "towards a private goal");
    assert_eq!(sees("person:ada", private), Some((2, 0)));
    assert_eq!(sees("org", Some(Visibility::Public)), None, "a goal that is shown shows no gaps");
    for name in ["everybody", "team:none", "person:none", "org:x"] {
        assert!(Reader::named(catalog, name).is_err(), "{name}");
    }
    // Who judged one line of two sees that one, and no verdict.
    let lines = format!("{CORE}    requires:\n      - {{id: writer, credential: clear-writer}}\n");
    let catalog = self::catalog(&lines, files, &[&award]);
    let dana = Reader::named(catalog, "person:dana").expect("dana");
    let left = seen(&dana, catalog, of(catalog, "target", TODAY), None).expect("a line");
    assert_eq!((left.readiness.lines[0].line.id, left.left_out), ("incident-response", 1));
    assert!(left.readiness.open_claims.is_empty() && left.readiness.lines[0].motion.is_empty());
}

#[test]
fn a_waiver_with_a_copy_is_of_the_same_or_of_less() {
    const TWO: &str =
        "choose: 2, from: [{credential: clear-writer}, {credential: incident-responder}]";
    const STAY: &str = "experience: {role: engineer, at_least: 8 years}";
    let work = "portfolio: {entries: 3, types: [incident]}";
    for (copied, asks, is_waived) in [
        (TWO, TWO, true),
        // The other way round, with fewer, with more to choose from, and the other way each.
        (
            TWO,
            "choose: 2, from: [{credential: incident-responder}, {credential: clear-writer}]",
            true,
        ),
        (
            TWO,
            "choose: 1, from: [{credential: clear-writer}, {credential: incident-responder}, {module: \
             incident-basics}]",
            true,
        ),
        (
            "choose: 1, from: [{credential: clear-writer}, {credential: incident-responder}]",
            TWO,
            false,
        ),
        (TWO, "choose: 2, from: [{credential: clear-writer}, {module: incident-basics}]", false),
        (TWO, "choose: 1, from: [{credential: clear-writer}]", false),
        (
            "choose: 1, from: [{competency: incident-response, at: working}]",
            "choose: 1, from: [{competency: incident-response, at: foundational}]",
            true,
        ),
        (
            "choose: 1, from: [{competency: incident-response, at: foundational}]",
            "choose: 1, from: [{competency: incident-response, at: working}]",
            false,
        ),
        (STAY, "experience: {role: engineer, at_least: 6 years}", true),
        (STAY, "experience: {role: engineer, at_least: 9 years}", false),
        (STAY, "experience: {role: senior-engineer, at_least: 8 years}", false),
        (work, "portfolio: {entries: 2, types: [incident]}", true),
        (work, "portfolio: {entries: 4, types: [incident]}", false),
        ("module: incident-command", "module: incident-command", true),
        ("module: incident-basics", "module: incident-command", false),
        ("competency: incident-response, at: working", "credential: incident-commander", false),
    ] {
        let lines = format!("    requires:\n      - {{id: it, {asks}}}\n");
        let waives = format!(
            "2026-04-10 waive target by eli: role: target; line: it; reason: Known.; until: 2026-06-30; \
             demands: [{{{copied}}}]"
        );
        let catalog = catalog(&lines, "", &[&waives]);
        let readiness = of(catalog, "target", TODAY);
        let it = &readiness.lines[0];
        let found = matches!(it.standing, Standing::Waived(_));
        assert_eq!(found, is_waived, "{copied} for {asks}: {:?}", it.standing);
    }
}
