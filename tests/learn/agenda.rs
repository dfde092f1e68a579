//! The agenda: every kind of thing by hand, the days of series, the order, and the same bytes again.

use learn::base::date::Date;
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::insight::agenda::series::days;
use learn::insight::agenda::{Item, What, Whom, agenda};
use learn::kinds::parts::event::Event;
use learn::report::Style;
use learn::report::agenda::{Format, Of, Sheet, json, write};
use learn::session::open;
use learn::trust::ledger::Ledger;
use serde_json::{Value, json};

use crate::cases;
use crate::verbs::{Place, signed_example};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// What is due of one kind in the base catalog with files laid over it, as `due for whom: id`.
fn due(case: &str, kind: &str, until: &str) -> Vec<String> {
    due_on(case, kind, "2026-04-15", until)
}

fn due_on(case: &str, kind: &str, as_of: &str, until: &str) -> Vec<String> {
    let mut files = cases::base();
    if !case.is_empty() {
        cases::lay(&mut files, case);
    }
    let catalog = load(&files).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let items = agenda(&ledger, day(as_of), day(until));
    items.iter().filter(|item| item.what.word() == kind).map(line).collect()
}

fn line(item: &Item<'_>) -> String {
    let whom = match &item.whom {
        Whom::Everybody => "everybody".to_owned(),
        Whom::People(people) => people.iter().copied().collect::<Vec<_>>().join("+"),
    };
    let at = item.at.map(|at| format!(" {at}")).unwrap_or_default();
    format!("{}{at} {whom}: {}", item.due, item.id)
}

const MEETING: &str = "\
-- people/ada/meetings/2026-04-09-chen.md --
---
kind: mentor
with: [chen]
next: 2026-05-20
agreed:
  - {what: Shadow the game day., by: 2026-04-30}
  - {what: Ask platform., who: chen, by: 2026-04-12}
  - {what: Read it., by: 2026-04-20, done: 2026-04-14}
  - {what: Some day.}
---
Notes.
";

#[test]
fn mentors_meet_after_the_cadence_or_when_they_said() {
    let id = "ada+chen: mentor-meeting/ada";
    assert_eq!(
        due("", "mentor-meeting", "2026-05-13"),
        [format!("2026-05-02 {id}")],
        "a month after the last"
    );
    assert_eq!(due("", "mentor-meeting", "2026-05-01"), [""; 0], "not within these days");
    assert_eq!(
        due(MEETING, "mentor-meeting", "2026-06-13"),
        [format!("2026-05-20 {id}")],
        "as they said"
    );
    assert_eq!(
        due_on(MEETING, "mentor-meeting", "2026-04-08", "2026-06-13"),
        [format!("2026-05-02 {id}")],
        "not known yet"
    );
    assert_eq!(
        due_on("", "mentor-meeting", "2026-01-01", "2026-06-13"),
        [format!("2025-12-01 {id}")],
        "overdue since the mentorship began"
    );
    let nobody = "-- people/ada/person.yaml --\nname: Ada\nroles: [{from: 2024-05-06, role: engineer, team: routing}]\nmentors: [{nobody: true}]\n";
    assert_eq!(due(nobody, "mentor-meeting", "2027-01-01"), [""; 0], "none, thank you");
}

#[test]
fn what_was_agreed_is_for_whoever_said_so() {
    assert_eq!(
        due(MEETING, "agreement", "2026-05-13"),
        [
            "2026-04-12 chen: agreement/ada/2026-04-09-chen/1",
            "2026-04-30 ada: agreement/ada/2026-04-09-chen/0"
        ]
    );
}

#[test]
fn conversations_are_due_when_the_last_one_said() {
    let review = |kind: &str| {
        format!(
            "-- people/ada/meetings/2026-03-25-talk.md --\n---\nkind: {kind}\nwith: [chen]\nnext: 2026-04-01\n---\nNotes.\n"
        )
    };
    assert_eq!(
        due(&review("skill-review"), "skill-review", "2026-05-13"),
        ["2026-04-01 ada+chen: skill-review/ada"]
    );
    assert_eq!(
        due(&review("goal"), "goal-conversation", "2026-05-13"),
        [""; 0],
        "they met on 2 April"
    );
    assert_eq!(
        due(&review("one-on-one").replace("2026-04-01", "2026-04-03"), "one-on-one", "2026-05-13"),
        ["2026-04-03 ada+chen: one-on-one/ada"]
    );
    assert_eq!(due("", "skill-review", "2027-01-01"), [""; 0], "nothing was arranged");
}

#[test]
fn content_is_reviewed_by_its_owner() {
    let frameworks = due("", "review", "2026-06-30");
    assert_eq!(frameworks, ["2026-06-01 chen: review/framework/engineering"]);
    let never = "-- modules/new.md --\n---\ntitle: New\ntype: reading\nstatus: active\noutcomes: [{result: Reads., seen_in: Notes}]\n---\nText.\n";
    assert_eq!(
        due(never, "review", "2026-04-30"),
        ["2026-04-15 chen: review/module/new"],
        "the sponsor's, today"
    );
    let draft = never.replace("active", "draft");
    assert_eq!(due(&draft, "review", "2026-04-30"), [""; 0]);
}

#[test]
fn claims_and_feedback_wait_for_an_answer() {
    let claim = "-- people/ada/claims/2026-04-10-incident-commander.yaml --\ncredential: incident-commander\nevidence: [{portfolio: 2026-03-02-checkout-outage}]\n";
    assert_eq!(
        due(claim, "claim", "2026-05-13"),
        ["2026-04-24 chen: claim/ada/2026-04-10-incident-commander"],
        "without a policy, for the mentor"
    );
    assert_eq!(due(&format!("{claim}withdrawn: 2026-04-12\n"), "claim", "2026-05-13"), [""; 0]);
    let feedback =
        "-- feedback/module/clear-writing/2026-03-01-readers.yaml --\nresponses:\n  - {score: 2}\n";
    assert_eq!(
        due(feedback, "feedback", "2026-05-13"),
        ["2026-04-01 chen: feedback/module/clear-writing/2026-03-01-readers"]
    );
    let answered = format!("{feedback}answer: {{date: 2026-03-20, change: It is shorter now.}}\n");
    assert_eq!(due(&answered, "feedback", "2026-05-13"), [""; 0]);
    assert_eq!(
        due_on(&answered, "feedback", "2026-03-19", "2026-05-13").len(),
        1,
        "not answered by then"
    );
}

#[test]
fn mandatory_modules_come_again() {
    let module = "-- modules/data-protection.md --\n---\ntitle: Data protection\ntype: course\nmandatory: true\nrenew_every: 12 months\noutcomes: [{result: Asks., seen_in: Reviews}]\nowner: chen\nreviewed: 2026-04-01\n---\nText.\n-- people/chen/enrolments/data-protection.yaml --\nstarted: 2025-04-30\nfinished: 2025-04-30\n";
    assert_eq!(
        due(module, "mandatory-module", "2026-05-13"),
        [
            "2026-04-15 ada: mandatory-module/ada/data-protection",
            "2026-04-30 chen: mandatory-module/chen/data-protection"
        ]
    );
    let renewed =
        module.replace("finished: 2025-04-30\n", "finished: 2025-04-30\nrenewed: [2026-04-10]\n");
    assert_eq!(due(&renewed, "mandatory-module", "2026-05-13").len(), 1);
    let once = module.replace("renew_every: 12 months\n", "");
    assert_eq!(
        due(&once, "mandatory-module", "2027-05-13"),
        ["2026-04-15 ada: mandatory-module/ada/data-protection"]
    );
}

#[test]
fn second_attempts_have_a_day_and_a_coach() {
    let case = "-- people/ada/claims/2026-03-05-incident-commander.yaml --\ncredential: incident-commander\nevidence: [{portfolio: 2026-03-02-checkout-outage}]\n-- people/ada/remediation/2026-03-12-incident-commander.yaml --\nclaim: 2026-03-05-incident-commander\ncoach: chen\nactions:\n  - {type: practice, what: Keep a timeline., by: 2026-04-10}\n  - {type: practice, what: Read one., by: 2026-04-11, done: 2026-04-11}\nredemonstrate_by: 2026-05-01\n";
    assert_eq!(
        due(case, "second-attempt", "2026-05-13"),
        ["2026-05-01 ada+chen: second-attempt/ada/2026-03-12-incident-commander"]
    );
    assert_eq!(
        due(case, "remediation-action", "2026-05-13"),
        ["2026-04-10 ada+chen: remediation-action/ada/2026-03-12-incident-commander/0"]
    );
    assert_eq!(
        due(&format!("{case}withdrawn: 2026-04-01\n"), "second-attempt", "2026-05-13"),
        [""; 0]
    );
    let anew = format!(
        "{case}-- people/ada/claims/2026-04-05-incident-commander.yaml --\ncredential: incident-commander\nevidence: [{{portfolio: 2026-03-02-checkout-outage}}]\n"
    );
    assert_eq!(due(&anew, "second-attempt", "2026-05-13"), [""; 0]);
}

#[test]
fn roles_say_what_they_will_ask_for() {
    let base = cases::base();
    let (_, ladder) =
        base.iter().find(|(path, _)| *path == "ladders/engineering-ic.yaml").expect("the ladder");
    let ladder = String::from_utf8(ladder.to_vec()).expect("text");
    let coming = ladder.replace(
        "requires:\n",
        "requires:\n      - {id: writer, credential: clear-writer, since: 2026-05-01}\n",
    );
    let case = format!("-- ladders/engineering-ic.yaml --\n{coming}");
    assert_eq!(
        due(&case, "coming-demand", "2026-05-13"),
        ["2026-05-01 ada: coming-demand/ada/senior-engineer/writer"]
    );
    assert_eq!(due(&case, "coming-demand", "2026-04-30"), [""; 0]);
}

#[test]
fn events_are_for_those_who_belong_to_them() {
    let case = "-- teams/routing.yaml --\nname: Routing\nlead: chen\nevents:\n  - {id: huddle, type: huddle, title: Huddle, every: 2 weeks, day: tuesday, date: 2026-04-07, at: \"09:30\"}\n-- communities/guild.yaml --\nname: Guild\nhost: chen\nevents:\n  - {id: talk, type: meetup, title: Talk, date: 2026-04-20}\n  - {id: gone, type: meetup, title: Gone, date: 2026-04-14}\n";
    assert_eq!(
        due(case, "event", "2026-05-10"),
        [
            "2026-04-20 chen: event/community/guild/talk/2026-04-20",
            "2026-04-21 09:30 ada+chen: event/team/routing/huddle/2026-04-21",
            "2026-05-05 09:30 ada+chen: event/team/routing/huddle/2026-05-05",
        ]
    );
}

#[allow(clippy::needless_pass_by_value)] // calls read better without a reference
fn series(event: Value, from: &str, to: &str) -> Vec<String> {
    let mut whole = json!({"id": "x", "type": "huddle", "title": "X"});
    whole.as_object_mut().expect("a map").extend(event.as_object().expect("a map").clone());
    let event: Event = serde_json::from_value(whole).expect("an event");
    days(&event, day(from), day(to)).iter().map(Date::to_string).collect()
}

#[test]
fn series_are_counted_from_their_first_day() {
    let spring = |event| series(event, "2026-03-01", "2026-05-31");
    assert_eq!(spring(json!({"date": "2026-03-26"})), ["2026-03-26"]);
    assert_eq!(spring(json!({"date": "2026-02-26"})), [""; 0]);
    assert_eq!(
        spring(json!({"every": "1 month", "day": "last thursday"})),
        ["2026-03-26", "2026-04-30", "2026-05-28"]
    );
    assert_eq!(
        spring(json!({"every": "1 month", "day": "2nd tuesday", "until": "2026-04-30"})),
        ["2026-03-10", "2026-04-14"]
    );
    assert_eq!(
        spring(json!({"every": "3 months", "day": "15th", "date": "2026-02-15"})),
        ["2026-05-15"]
    );
    assert_eq!(
        spring(json!({"every": "1 month", "day": "31st"})),
        ["2026-03-31", "2026-05-31"],
        "April has none"
    );
    assert_eq!(
        spring(json!({"every": "1 month", "date": "2026-01-31"})),
        ["2026-03-31", "2026-04-30", "2026-05-31"]
    );
    assert_eq!(
        spring(json!({"every": "1 month", "day": "thursday", "date": "2026-03-12"})),
        ["2026-03-12", "2026-04-09", "2026-05-14"]
    );
    assert_eq!(
        spring(json!({"every": "4 weeks", "date": "2026-03-02"})),
        ["2026-03-02", "2026-03-30", "2026-04-27", "2026-05-25"]
    );
    assert_eq!(
        spring(json!({"every": "4 weeks", "date": "2026-05-04", "day": "monday"})),
        ["2026-05-04"],
        "nothing before its first"
    );
    assert_eq!(
        series(json!({"every": "1 week", "day": "friday"}), "2026-04-15", "2026-04-30"),
        ["2026-04-17", "2026-04-24"]
    );
    assert_eq!(
        series(json!({"every": "10 days", "date": "2026-04-01"}), "2026-04-11", "2026-04-21"),
        ["2026-04-11", "2026-04-21"],
        "both ends count"
    );
    assert_eq!(spring(json!({"every": "1 year", "date": "2024-02-29"})), [""; 0]);
    assert_eq!(
        series(json!({"every": "1 year", "date": "2024-02-29"}), "2026-02-01", "2026-03-31"),
        ["2026-02-28"]
    );
    assert_eq!(spring(json!({"every": "2 hours", "day": "friday"})), [""; 0]);
}

fn example() -> Catalog {
    let mut files = learn::world::memory::Memory::new();
    for (path, bytes) in signed_example() {
        files.put(path, bytes.clone());
    }
    load(&files).expect("memory can be read")
}

#[test]
fn awards_that_end_are_in_the_agenda_until_they_are_renewed() {
    let catalog = example();
    let ledger = Ledger::of(&catalog, None);
    let items = agenda(&ledger, day("2026-04-15"), day("2026-05-13"));
    let expiring: Vec<String> =
        items.iter().filter(|item| matches!(item.what, What::Expiry { .. })).map(line).collect();
    assert_eq!(
        expiring,
        ["2026-04-11 sofia: expiring-credential/sofia/incident-commander/2026-04-11"]
    );
    let claims: Vec<&Item<'_>> =
        items.iter().filter(|item| matches!(item.what, What::Claim { .. })).collect();
    assert!(
        claims.iter().all(|item| !item.whom.has(item.what.person().expect("a person").id)),
        "nobody judges themselves"
    );
    assert!(claims.iter().any(|item| item.whom.has("chen")), "{claims:?}");
}

#[test]
fn the_same_day_gives_the_same_bytes_whatever_the_format() {
    let catalog = example();
    let ledger = Ledger::of(&catalog, None);
    let (as_of, until) = (day("2026-04-15"), day("2026-05-13"));
    let style = Style { color: false, unicode: true, width: 80 };
    let all = |format| {
        let sheet = Sheet {
            catalog: &catalog,
            as_of,
            until,
            of: Of::Everybody,
            items: agenda(&ledger, as_of, until),
            learn: "learn".to_owned(),
        };
        let mut out = Vec::new();
        write(format, &sheet, style, &mut out).expect("memory can be written");
        String::from_utf8(out).expect("text")
    };
    for format in [Format::Human, Format::Markdown, Format::Json, Format::Ics] {
        assert_eq!(all(format), all(format), "{format:?}");
    }
    let human = all(Format::Human);
    let wide: Vec<&str> = human
        .lines()
        .filter(|line| line.chars().count() > 80 && !line.trim_start().starts_with("learn "))
        .collect();
    assert!(wide.is_empty(), "{wide:#?}");
    let value: Value = serde_json::from_str(&all(Format::Json)).expect("JSON");
    let validator = jsonschema::validator_for(&json::schema()).expect("a schema");
    assert!(validator.is_valid(&value), "{value}");
    let items = value["items"].as_array().expect("a list");
    let kinds: Vec<&str> = items.iter().filter_map(|item| item["kind"].as_str()).collect();
    assert!(kinds.iter().all(|kind| What::WORDS.contains(kind)), "{kinds:?}");
    let dues: Vec<&str> = items.iter().filter_map(|item| item["due"].as_str()).collect();
    assert!(dues.is_sorted(), "{dues:?}");
    let calendar = all(Format::Ics);
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), items.len());
    let uids: std::collections::BTreeSet<&str> =
        calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), items.len(), "every event has a name of its own");
}

#[test]
fn the_agenda_of_a_person_a_team_and_everybody() {
    let place = Place::with_example();
    let run =
        |words: &[&str]| place.passes(&[&["agenda", "--as-of", "2026-04-15"], words].concat());
    let ada = run(&["ada"]);
    assert!(ada.starts_with("Agenda of Ada Moreau\nfrom 2026-04-15 to 2026-05-13\n"), "{ada}");
    assert!(ada.contains("Mentor meeting with Chen Wei") && !ada.contains("Sofia"), "{ada}");
    let team = run(&["--team", "routing", "--until", "2026-04-21"]);
    assert!(team.starts_with("Agenda of Routing\n") && team.contains("for "), "{team}");
    assert!(run(&["--all"]).lines().count() > team.lines().count());
    let abroad = place.passes(&["-C", "./", "agenda", "--all", "--as-of", "2026-04-15"]);
    let mut commands =
        abroad.lines().map(str::trim).filter(|line| line.starts_with("learn ")).peekable();
    assert!(
        commands.peek().is_some() && commands.all(|line| line.starts_with("learn -C ./ ")),
        "{abroad}"
    );
    assert!(run(&["ada", "--format", "markdown"]).contains("- [ ] **2026-04-15 17:00** "));
    for (words, complaint) in [
        (&["nobody"][..], "there is no person `nobody`"),
        (&["--team", "rooting"], "did you mean `routing`?"),
        (&["ada", "--until", "2026-04-01"], "cannot end on 2026-04-01"),
        (&["ada", "--until", "soon"], "write a length of time such as `4 weeks`"),
    ] {
        let said = place.refuses(&[&["agenda", "--as-of", "2026-04-15"], words].concat());
        assert!(said.contains(complaint), "{words:?}: {said}");
    }
    let opened = open::open(place.root(), None).expect("the example");
    assert!(opened.catalog.program().is_some());
}

/// Runs the script of the scheduled job with programs of ours in front of the real ones.
#[cfg(unix)]
fn scheduled(forge: &str, programs: &[(&str, &str)]) -> String {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let place = Place::with_example();
    let stubs = crate::scratch::folder();
    let log = stubs.path().join("log");
    symlink(env!("CARGO_BIN_EXE_learn"), stubs.path().join("learn")).expect("a link");
    for (name, text) in programs {
        let path = stubs.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{text}")).expect("a file");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a program");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/scaffold/pilot/tools/agenda.sh");
    let path = std::env::var("PATH").expect("a path");
    let output = std::process::Command::new("sh")
        .args([script, forge])
        .current_dir(place.root())
        .env("PATH", format!("{}:{path}", stubs.path().display()))
        .env("LOG", &log)
        .env("CI_API_V4_URL", "https://git.kestrel.example/api/v4")
        .env("CI_PROJECT_ID", "12")
        .env("LEARN_AGENDA_TOKEN", "a-token")
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(log).expect("a log")
}

#[test]
#[cfg(unix)]
fn the_scheduled_job_of_github_keeps_one_issue_per_person() {
    let gh = "echo \"$*\" >> \"$LOG\"\ncase \"$2\" in list) printf '7 Agenda of ada\\n8 Agenda of somebody-else\\n9 Agenda\\n';; esac\n";
    let log = scheduled("github", &[("gh", gh)]);
    let has = |start: &str| log.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(has("issue edit 7 --body-file "), 1, "{log}");
    assert_eq!(has("issue create --title Agenda of chen --label learn-agenda "), 1, "{log}");
    assert_eq!(has("issue create --title Agenda of ada "), 0, "{log}");
    assert_eq!((has("issue close 8 "), has("issue close ")), (1, 1), "{log}");
}

#[test]
#[cfg(unix)]
fn the_scheduled_job_of_gitlab_keeps_one_issue_per_person() {
    let curl = "echo \"$*\" >> \"$LOG\"\nwhile [ $# -gt 0 ]; do case \"$1\" in\n--dump-header) case \"$*\" in *page=1) printf 'X-Next-Page: 2\\r\\n' > \"$2\"; echo '[{\"iid\": 7, \"title\": \"Agenda of ada\"}]';; *) printf 'x-next-page: \\r\\n' > \"$2\"; echo '[{\"iid\": 8, \"title\": \"Agenda of somebody-else\"}]';; esac;;\nesac; shift; done\n";
    let log = scheduled("gitlab", &[("curl", curl)]);
    let has = |part: &str| log.lines().filter(|line| line.contains(part)).count();
    assert_eq!(has("page=2"), 1, "{log}");
    assert_eq!(has("--request PUT --data-urlencode description@"), 1, "{log}");
    assert_eq!(has("title=Agenda of chen"), 1, "{log}");
    assert_eq!(
        has("state_event=close https://git.kestrel.example/api/v4/projects/12/issues/8"),
        1,
        "{log}"
    );
    assert_eq!(has("state_event=close"), 1, "{log}");
}
