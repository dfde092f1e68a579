//! People on the site: what is theirs reaches those it is for and nobody else, and proof stands beside it.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use learn::audience::reader::Reader;
use learn::audience::view::{Origins, View};
use learn::catalog::load::load;
use learn::catalog::people::People;
use learn::trust::ledger::Ledger;
use learn::world::memory::Memory;

use crate::cases;
use crate::site::{Files, follow, is_own, page, pages, tags};

/// Everybody a site can be for: anybody, groups, Ada, her mentor, one who judged her, a colleague of her
/// team, and one who has left.
const READERS: &[&str] = &[
    "public",
    "org",
    "leads",
    "team:routing",
    "team:platform",
    "person:ada",
    "person:chen",
    "person:dana",
    "person:ben",
    "person:old",
];

/// People around Ada, and something private of every sort.
const MORE: &str = "-- trust/0001.yaml (signed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: dana, disciplines: [engineering], approve: ['*'], waive: ['*']}
  - {person: chen, disciplines: [engineering], approve: ['*'], waive: ['*']}
keys: {dana: [KEY of dana], chen: [KEY of chen]}
-- teams/platform.yaml --
name: Platform
lead: dana
-- communities/guild.yaml --
name: Reliability guild
-- people/ben/person.yaml --
name: Ben Okafor
emails: [ben@kestrel.example]
joined: 2024-01-01
roles: [{from: 2024-01-01, role: engineer, team: routing}]
-- people/dana/person.yaml --
name: Dana Ruiz
joined: 2024-01-01
roles: [{from: 2024-01-01, role: senior-engineer, team: platform}]
-- people/old/person.yaml --
name: Olga Gone
joined: 2022-01-01
left: 2026-01-01
roles: [{from: 2022-01-01, role: engineer, team: routing}]
-- people/ada/person.yaml --
name: Ada Moreau
emails: [ada@kestrel.example]
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}]
communities: [guild]
recognition: org
board: {columns: [Someday, Doing]}
-- people/ada/goals/2026-01-12.md --
---
state: set
role: senior-engineer
for_me: GOALSECRET reasons.
---
GOALPROSE words.
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: lead
    title: OKRSECRET objective
    column: Doing
    key_results:
      - {id: one, title: OKRSECRET result, from: 0, to: 4, check_ins: [{date: 2026-04-10, value: 1}, {date: 2026-05-10, value: 3}]}
-- people/ada/journal/2026-03-01.md --
---
title: A day
---
JOURNALSECRET of a bad day.
-- people/ada/meetings/2026-04-02-chen.md --
---
kind: mentor
with: [chen]
agreed: [{what: AGREEDSECRET to do, who: chen, by: 2026-05-01}]
---
MEETINGSECRET words.
-- people/ada/pathways/to-senior.yaml --
visibility: private
enrolled: 2026-01-12
own: [{title: OWNSECRET course}]
-- pathways/to-senior.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - {id: command, title: Command, fulfil: [{credential: incident-commander}]}
-- people/ada/portfolio/2026-03-20-quiet.md --
---
title: PORTFOLIOSECRET work
type: project
visibility: mentor
---
Words.
-- people/ada/claims/2026-03-20-incident-commander.yaml --
credential: incident-commander
evidence: [{portfolio: 2026-03-02-checkout-outage}]
self_assessment: {text: CLAIMSECRET doubts.}
-- people/ada/approvals/2026-04-01-incident-commander-dana.yaml (signed by dana) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: incident-commander
claim: {id: 2026-03-20-incident-commander, sha256: DIGEST of people/ada/claims/2026-03-20-incident-commander.yaml}
criteria: [timeline]
scores: {timeline: 1}
feedback: FEEDBACKSECRET words.
signer: dana
disciplines: [engineering]
date: 2026-04-01
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/remediation/2026-04-02-incident-commander.yaml --
claim: 2026-03-20-incident-commander
coach: chen
redemonstrate_by: 2026-06-01
actions: [{type: practice, what: REMEDYSECRET drill, by: 2026-05-01}]
-- people/ada/approvals/2026-04-03-senior-engineer-dana.yaml (signed by dana) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: communication
reason: WAIVERSECRET reason.
until: 2026-12-31
signer: dana
disciplines: [engineering]
date: 2026-04-03
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-01-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-12-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
claim: {id: 2026-04-01-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-01-clear-writer.yaml}
feedback: PRAISESECRET words.
signer: chen
disciplines: [engineering]
date: 2026-04-12
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- rotations/summer.yaml --
title: Summer rotation
window: {from: 2026-06-01, to: 2026-08-28}
assignments: [{person: ada, team: routing, host: dana, goals: [{competency: incident-response, to: working}]}]
-- people/ben/portfolio/2026-03-03-index.md --
---
title: The index
type: project
---
Words.
-- people/ben/claims/2026-04-07-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-03-index}]
";

/// Where the award of Ada is written down.
const AWARD: &str = "people/ada/approvals/2026-04-12-clear-writer-chen.yaml";

fn memory(case: &str) -> Memory {
    let mut files = cases::base();
    cases::lay(&mut files, case);
    files
}

fn site(files: &Memory, reader: &str) -> Files {
    let catalog = load(files).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let refused: Vec<String> = ledger.refused().map(|(_, why)| format!("{why:?}")).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let people = People::on(&catalog, cases::today());
    let reader = Reader::named(&catalog, reader).expect("a reader");
    let origins = Origins::from([(AWARD.to_owned(), "0123456789abcdef".to_owned())]);
    let view = View::new(&ledger, &people, reader).with_origins(&origins);
    learn::site::build(view, files, &learn::site::Notices::default()).expect("a site").files
}

fn digest_of(files: &Memory) -> String {
    let (_, bytes) = files.iter().find(|(path, _)| *path == AWARD).expect("the record");
    learn::kinds::parts::digest::Sha256::of(bytes).to_string()
}

/// Whether a text stands in any file of a site.
fn has(files: &Files, text: &str) -> bool {
    files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(text))
}

#[test]
fn what_is_private_reaches_those_it_is_for_and_nobody_else() {
    let close = &["person:ada", "person:chen"][..];
    let judged = &["person:ada", "person:chen", "person:dana"][..];
    let own = &["person:ada"][..];
    let cases: &[(&str, &[&str])] = &[
        ("GOALSECRET", close),
        ("GOALPROSE", close),
        ("OKRSECRET", close),
        ("now 1, aim 4", close),
        ("REMEDYSECRET", close),
        ("PORTFOLIOSECRET", close),
        ("AGREEDSECRET", close),
        ("FEEDBACKSECRET", judged),
        ("Timeline 1 of ", judged),
        ("WAIVERSECRET", judged),
        ("PRAISESECRET", close),
        ("JOURNALSECRET", own),
        ("MEETINGSECRET", own),
        ("OWNSECRET", own),
        ("learn finish incident-command<", own),
        ("Commanding an incident</a> <span class=\"note\">since <time>2026-03-16", close),
        ("claim waiting since <time>2026-04-07</time>", &["person:ben", "person:chen"]),
        ("learn approve ben 2026-04-07-clear-writer", &["person:chen", "person:dana"]),
        ("To learn: ", close),
        (": the first of 2 steps, of which the last is to ask to be judged for ", own),
        ("CLAIMSECRET", &[]),
        ("now 3, aim 4", &[]),
        ("@kestrel.example\"", &[]),
        ("ada@kestrel.example", &[]),
        ("ben@kestrel.example", &[]),
        ("people/old/", &[]),
    ];
    let files = memory(MORE);
    let mut wrong = String::new();
    for reader in READERS {
        let built = site(&files, reader);
        assert!(follow(&built) > 100, "{reader} has hardly a link");
        for (text, may) in cases {
            if has(&built, text) != may.contains(reader) {
                let _ = writeln!(
                    wrong,
                    "{reader}: {text} is {}there",
                    if may.contains(reader) { "not " } else { "" }
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_somebody_chooses_to_show_is_shown() {
    let own = &["person:ada"][..];
    let close = &["person:ada", "person:chen"][..];
    let team = &["person:ada", "person:chen", "person:ben", "team:routing"][..];
    let org: Vec<&str> =
        READERS.iter().copied().filter(|it| !["public", "person:old"].contains(it)).collect();
    // The public knows nobody who has not said so themselves.
    let table =
        [("private", own), ("mentor", close), ("team", team), ("org", &org), ("public", &org)];
    for (visibility, may) in table {
        let line = format!("visibility: {visibility}\n");
        let case = MORE
            .replace("state: set\n", &format!("{line}state: set\n"))
            .replace("title: A day\n", &format!("{line}title: A day\n"))
            .replace("kind: mentor\nwith: [chen]\n", &format!("{line}kind: mentor\nwith: [chen]\n"))
            .replace("objectives:\n", &format!("{line}objectives:\n"));
        let files = memory(&case);
        for reader in READERS {
            let built = site(&files, reader);
            for text in ["GOALSECRET", "GOALPROSE", "OKRSECRET", "JOURNALSECRET", "MEETINGSECRET"] {
                let is_told = has(&built, text);
                assert_eq!(is_told, may.contains(reader), "{text} that is {visibility}: {reader}");
            }
            // Whoever shows a goal has not shown how far they are.
            let gaps = has(&built, "Nobody has looked yet");
            assert!(
                !gaps || ["person:ada", "person:chen", "person:ben"].contains(reader),
                "{reader}"
            );
        }
    }
}

#[test]
fn awards_go_as_far_as_their_owner_lets_them() {
    let close = &["person:ada", "person:chen"][..];
    let team = &["person:ada", "person:chen", "person:ben", "team:routing"][..];
    let org: Vec<&str> =
        READERS.iter().copied().filter(|it| !["public", "person:old"].contains(it)).collect();
    let table: &[(&str, &str, &[&str])] = &[
        ("none", "", close),
        ("team", "", team),
        ("org", "", &org),
        // Whoever may not see the person sees no award of theirs.
        ("public", "", &org),
        ("org", "visibility: public\n", &org),
        ("public", "visibility: public\n", READERS),
    ];
    for (recognition, more, may) in table {
        let case =
            MORE.replace("recognition: org\n", &format!("recognition: {recognition}\n{more}"));
        let files = memory(&case);
        let digest = digest_of(&files);
        for reader in READERS {
            let built = site(&files, reader);
            let is_named = has(&built, "Chen Wei");
            assert_eq!(is_named, !["public", "person:old"].contains(reader), "{reader}");
            assert_eq!(has(&built, &digest), may.contains(reader), "{recognition} {more} {reader}");
        }
    }
}

#[test]
fn an_award_says_how_it_can_be_checked() {
    let files = memory(MORE);
    let built = site(&files, "org");
    let html = page(&built, "people/ada/index.html");
    let digest = digest_of(&files);
    for wanted in
        ["learn verify ada", AWARD, &digest, "commit <code>0123456789ab</code>", "Signed by"]
    {
        assert!(html.contains(wanted), "no {wanted} in\n{html}");
    }
    for gone in ["not yet", "Not yet", "Next", "Incident commander"] {
        assert!(!html.contains(gone), "{gone} for the company in\n{html}");
    }
}

#[test]
fn one_finds_what_comes_next_first() {
    let built = site(&memory(MORE), "person:chen");
    let ada = page(&built, "people/ada/index.html");
    let home = page(&built, "index.html");
    assert!(home.contains("Hello, Chen Wei") && home.contains("href=\"people/chen/index.html\""));
    assert!(
        ada.contains("Leads the response to an incident of one service."),
        "the framework's words"
    );
    assert!(
        !ada.contains("OWNSECRET") && !ada.contains("id=\"plan\""),
        "a plan from what is private"
    );
    let own = site(&memory(MORE), "person:ada");
    let ada = page(&own, "people/ada/index.html");
    let place = |text: &str| ada.find(text).unwrap_or_else(|| panic!("no {text} in\n{ada}"));
    assert!(place("class=\"next\"") < place("id=\"goal\""));
    assert!(place("id=\"plan\"") < place("id=\"portfolio\""));
    assert!(page(&own, "index.html").contains("learn finish incident-command"));
    assert!(own.contains_key("print/people/ada/index.html"));
    assert!(!own.contains_key("print/people/chen/index.html"));
    let packet = page(&own, "print/people/ada/index.html");
    assert!(packet.contains("Evidence for Senior engineer") && packet.contains(AWARD));
    let judge = site(&memory(MORE), "person:dana");
    assert!(!judge.contains_key("print/people/ada/index.html"), "a judge of some lines");
    assert!(page(&judge, "people/ada/index.html").contains("the verdict are left out"));
}

#[test]
fn a_calendar_holds_what_is_due_and_nothing_breaks_out_of_it() {
    let case = MORE.replace(
        "AGREEDSECRET to do",
        "\"AGREEDSECRET\\nBEGIN:VEVENT\\r\\nX-EVIL: 1\\r\\nEND:VCALENDAR\"",
    );
    let files = memory(&case);
    for reader in READERS {
        let built = site(&files, reader);
        let own = ["person:ada", "person:chen"].contains(reader);
        assert_eq!(built.contains_key("people/ada/calendar.ics"), own, "{reader}");
    }
    let built = site(&files, "person:chen");
    let text = page(&built, "people/chen/calendar.ics");
    assert!(text.contains("AGREEDSECRET"), "{text}");
    let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(count("BEGIN:VEVENT"), count("END:VEVENT"));
    assert_eq!((count("X-EVIL"), count("END:VCALENDAR")), (0, 1), "{text}");
}

/// Whoever subscribes to their own dates and to those of a group has each meeting once.
#[test]
fn what_takes_place_has_its_hours_and_one_name_in_every_calendar() {
    let events = "-- learn.yaml --\ncatalog: kestrel-growth\nprogram:\n  name: Kestrel growth\n  sponsor: chen\n\
                  events: [{id: showcase, type: showcase, title: Showcase, every: 1 month, day: 15th, at: \"16:00\", place: Kitchen}]\n";
    let built = site(&memory(events), "person:ada");
    let meetings = |path: &str| {
        let text = page(&built, path).replace("\r\n ", "");
        let parts: Vec<String> = text.split("BEGIN:VEVENT").map(str::to_owned).collect();
        let own = parts.into_iter().filter(|part| part.contains("SUMMARY:Showcase\r\n"));
        own.map(|part| part.split("END:VEVENT").next().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    let (mine, everybodys) =
        (meetings("people/ada/calendar.ics"), meetings("calendar/calendar.ics"));
    assert!(!mine.is_empty(), "no meeting");
    for meeting in &mine {
        assert!(meeting.contains("T160000Z"), "{meeting}");
        assert!(everybodys.contains(meeting), "another one there: {meeting}");
    }
}

#[test]
fn what_people_write_about_themselves_never_becomes_mark_up() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(2)>'><b {{ 7*7 }} &amp;";
    let mut case = MORE.to_owned();
    for secret in [
        "GOALSECRET",
        "OKRSECRET",
        "AGREEDSECRET",
        "OWNSECRET",
        "REMEDYSECRET",
        "FEEDBACKSECRET",
        "WAIVERSECRET",
        "PORTFOLIOSECRET",
    ] {
        let line = case.lines().find(|line| line.contains(secret)).expect(secret).to_owned();
        let rest = line.find(secret).expect("a place") + secret.len();
        let value = line[..rest].rfind(": ").expect("a value") + 2;
        let end = line[value..].find([',', '}']).map_or(line.len(), |end| value + end);
        let mended = format!("{}\"{evil}\"{}", &line[..value], &line[end..]);
        case = case.replace(&line, &mended);
    }
    case = case
        .replace("name: Ada Moreau", &format!("name: \"{evil}\""))
        .replace("[Someday, Doing]", &format!("[\"{evil}\", Doing]"));
    let files = memory(&case);
    for reader in ["person:ada", "person:chen", "person:dana", "org"] {
        let built = site(&files, reader);
        let mut escaped = 0;
        for (path, html) in pages(&built) {
            escaped += html.matches("&lt;script&gt;alert(1)").count();
            for (name, attributes) in tags(html) {
                assert!(
                    name != "b" && (name != "script" || is_own(&attributes)),
                    "<{name}> on {path}"
                );
                assert!(!attributes.contains_key("onerror"), "{path}");
            }
            assert!(!html.contains("49 &amp;amp;"), "{path} runs templates that people write");
        }
        let least = if ["org", "person:dana"].contains(&reader) { 5 } else { 12 };
        assert!(escaped > least, "only {escaped} texts arrived for {reader}");
    }
}

#[test]
fn teams_are_counted_only_where_nobody_stands_alone() {
    let mut case = MORE.to_owned();
    for number in 1..=4 {
        let _ = write!(
            case,
            "-- people/more-{number}/person.yaml --\nname: More {number}\njoined: 2024-01-01\n\
             roles: [{{from: 2024-01-01, role: engineer, team: routing}}]\n"
        );
    }
    let files = memory(&case);
    for reader in READERS {
        let built = site(&files, reader);
        let Some(html) = built.get("teams/routing/index.html") else { continue };
        let html = String::from_utf8_lossy(html);
        let may = ["leads", "team:routing", "person:chen"].contains(reader);
        assert_eq!(html.contains("Nobody or one person has it"), may, "{reader}");
        assert_eq!(html.contains("at most 1 of 6"), may, "{reader}: {html}");
        assert!(!html.contains(" of 1<") && !html.contains(" of 2<"), "{reader}");
    }
    let platform = site(&files, "leads");
    assert!(page(&platform, "teams/platform/index.html").contains("with fewer than 5"));
    let mut small = MORE.to_owned();
    small += "-- teams/company.yaml --\nname: Company\n-- teams/routing.yaml --\nname: Routing\nlead: chen\nparent: company\n";
    for number in 1..=3 {
        let _ = write!(
            small,
            "-- people/top-{number}/person.yaml --\nname: Top {number}\njoined: 2024-01-01\n\
             roles: [{{from: 2024-01-01, role: engineer, team: company}}]\n"
        );
    }
    let widened = site(&memory(&small), "leads");
    assert!(page(&widened, "teams/company/index.html").contains("and of the teams below it"));
    assert!(
        page(&widened, "teams/routing/index.html").contains("Of Routing alone nothing is counted")
    );
    // With more people in the team below, the difference would be three people.
    let split = site(&memory(&format!("{case}{}", &small[MORE.len()..])), "leads");
    assert!(page(&split, "teams/company/index.html").contains("with fewer than 5"));
    assert!(page(&split, "teams/routing/index.html").contains("at most 1 of 6"));
}

#[test]
fn many_people_are_found_by_their_first_letter() {
    let mut case = String::new();
    for number in 0..450 {
        let first = ["Åsa", "Bo", "Émile", "Zoe", "王", "Bea", "Ben"][number % 7];
        let _ = write!(
            case,
            "-- people/p-{number}/person.yaml --\nname: {first} {number:03}\njoined: 2024-01-01\n\
             roles: [{{from: 2024-01-01, role: engineer, team: routing}}]\n"
        );
    }
    let built = site(&memory(&case), "org");
    follow(&built);
    let index = page(&built, "people/index.html");
    for letter in ["people-a/", "people-b/", "people-e/", "people-z/", "people-other/"] {
        assert!(
            index.contains(&format!("href=\"../{letter}index.html\"")),
            "no {letter} in\n{index}"
        );
    }
    let rows = |html: &str| html.matches("<th scope=\"row\">").count();
    let lists = || pages(&built).filter(|(path, _)| path.starts_with("people-"));
    assert!(lists().all(|(_, html)| rows(html) <= 200));
    assert_eq!(lists().map(|(_, html)| rows(html)).sum::<usize>(), 452);
    assert!(page(&built, "people-a/index.html").contains("Åsa 000"));
}

#[test]
fn ones_own_pages_lie_where_nobody_else_can_read_them() {
    let folder = crate::scratch::folder();
    for (path, bytes) in memory(MORE).iter() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let scratch = crate::scratch::folder();
    let output = Command::new(env!("CARGO_BIN_EXE_learn"))
        .arg("-C")
        .arg(folder.path())
        .args(["me", "--open", "--person", "ada", "--as-of", "2026-04-15"])
        .env("TMPDIR", scratch.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the program runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    let shown = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(
        shown.ends_with("people/ada/index.html")
            && shown.starts_with(&*scratch.path().to_string_lossy()),
        "{shown}"
    );
    assert!(fs::read_to_string(&shown).expect("the page").contains("JOURNALSECRET"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let made =
            fs::read_dir(scratch.path()).expect("a folder").next().expect("one").expect("one");
        assert_eq!(made.metadata().expect("a folder").permissions().mode() & 0o777, 0o700);
    }
    assert!(!folder.path().join("public").exists(), "nothing is written into the catalog");
}

/// What a map says of each thing on it: its name, and the words below.
fn told_on(html: &str) -> std::collections::BTreeMap<&str, &str> {
    let titles = html.split("<title>").skip(2).filter_map(|it| it.split("</title>").next());
    titles.filter_map(|title| title.split_once(", ")).collect()
}

#[test]
fn maps_say_how_far_somebody_has_come_to_those_who_may_know() {
    let files = memory(MORE);
    let own = site(&files, "person:ada");
    let html = page(&own, "map/engineering-ic/index.html");
    let told = told_on(html);
    for (name, words) in [
        ("Incident basics", "there already, course"),
        ("Commanding an incident", "under way, workshop"),
        ("Clear writing", "not needed, reading"),
        ("Clear writer", "there already, credential"),
        ("Incident responder", "under way, credential"),
        ("Incident commander", "under way, credential"),
        ("Engineer", "there already, role, today"),
        ("Senior engineer", "under way, role, the aim"),
    ] {
        assert_eq!(told.get(name), Some(&words), "{name} in {told:?}");
        let (state, _) = words.split_once(", ").expect("a state");
        assert!(html.contains(&format!("{name}</a> <span class=\"note\">{state}, ")), "{name}");
    }
    let counts = "Where you are: 2 there already, 3 under way and 1 not needed.";
    assert!(html.contains(counts), "{html}");
    for failing in ["not yet", "Not yet", "failed", "missing", "expired"] {
        assert!(!html.contains(failing), "{failing} on a map:\n{html}");
    }
    let link = "<a href=\"../../map/engineering-ic/index.html\">On the map</a>";
    assert!(page(&own, "people/ada/index.html").contains(link));
    // A module's own small map says the same.
    let hop = page(&own, "modules/incident-command/index.html");
    assert_eq!(told_on(hop).get("Incident basics"), Some(&"there already, course"));
    // A pathway that Ada keeps to herself may bear on it, so her mentor sees none of it …
    let hers = "people/ada/map/index.html";
    assert!(!site(&files, "person:chen").contains_key(hers));
    // … and all of it where she does not; nobody else does.
    let open = memory(&MORE.replace("visibility: private\nenrolled", "enrolled"));
    for reader in READERS {
        let built = site(&open, reader);
        follow(&built);
        assert_eq!(built.contains_key(hers), *reader == "person:chen", "{reader}");
        for (path, html) in pages(&built).filter(|(path, _)| path.contains("map/")) {
            let is_somebodys = html.contains("there already");
            let may = reader.starts_with("person:") && *reader != "person:old";
            assert!(may || !is_somebodys, "{path} for {reader}");
        }
    }
    let mentors = site(&open, "person:chen");
    let html = page(&mentors, hers);
    assert_eq!(told_on(html).get("Incident commander"), Some(&"under way, credential"));
    assert!(html.contains("<h1>Engineering: Ada Moreau</h1>"), "{html}");
    assert!(html.contains("href=\"../../../people/ada/map/index.html\" aria-current=\"page\""));
    let own = page(&mentors, "map/engineering-ic/index.html");
    assert!(told_on(own)["Senior engineer"].ends_with("today"), "{own}");
    assert!(page(&mentors, "people/ada/index.html").contains("people/ada/map/index.html"));
    assert!(!mentors.iter().any(|(path, bytes)| path.starts_with("search/")
        && String::from_utf8_lossy(bytes).contains("ada/map")));
}

#[test]
fn the_way_round_a_module_is_one_hop_long() {
    let files = memory(MORE);
    let built = site(&files, "org");
    let html = page(&built, "modules/incident-command/index.html");
    let told = told_on(html);
    let around: Vec<(&str, &str)> = told.into_iter().collect();
    let wanted = [
        ("Commanding an incident", "workshop"),
        ("Incident basics", "course"),
        ("Incident commander", "credential"),
    ];
    assert_eq!(around, wanted);
    for heading in ["Before it", "This module", "What it leads to"] {
        assert!(html.contains(&format!(">{heading} </tspan>")), "no {heading} in\n{html}");
    }
    // What stands in the drawing stands in the list as well.
    assert!(html.contains("<dt>Before it</dt><dd><ul><li><a href"), "{html}");
    let alone = "-- modules/alone.md --\n---\ntitle: Alone\ntype: reading\noutcomes: [{result: X., seen_in: Y}]\n---\n\
                 -- pathways/more.yaml --\ntitle: More\nkind: role\nto: senior-engineer\n\
                 items: [{id: a, title: A, responsibility: Keeps the keys., fulfil: [{module: kept}]}]\n\
                 -- modules/kept.md --\n---\ntitle: Kept\ntype: reading\noutcomes: [{result: X., seen_in: Y}]\n---\n";
    let built = site(&memory(&format!("{MORE}{alone}")), "org");
    let html = page(&built, "modules/alone/index.html");
    assert!(!html.contains("class=\"map\"") && !html.contains("map.css"), "{html}");
    let html = page(&built, "modules/kept/index.html");
    assert_eq!(told_on(html).get("Keeps the keys."), Some(&"responsibility"), "{html}");
    assert!(!html.contains("Before it </tspan>"), "{html}");
}

#[test]
fn a_ladder_too_large_for_one_map_counts_what_is_behind_somebody() {
    let mut case = MORE.to_owned();
    for number in 0..130 {
        let _ = write!(
            case,
            "-- modules/step-{number}.md --\n---\ntitle: Step {number}\ntype: course\n\
             teaches: [{{competency: incident-response, to: foundational}}]\noutcomes: [{{result: X., seen_in: Y}}]\n---\n"
        );
    }
    for number in 0..3 {
        let _ = write!(
            case,
            "-- people/ada/enrolments/step-{number}.yaml --\nstarted: 2026-01-12\nfinished: 2026-02-06\n"
        );
    }
    let built = site(&memory(&case), "person:ada");
    let html = page(&built, "map/engineering-ic/index.html");
    let told = told_on(html);
    // Three steps and the basics; the credential for them is under way.
    let craft = "under way, theme, 4 of 132 steps";
    assert!(html.contains(&format!("<title>Craft, {craft}</title>")), "{told:?}");
    assert!(html.contains("there already, "), "{html}");
    let theme = page(&built, "map/engineering-ic/engineering-craft/index.html");
    assert_eq!(theme.matches(" data-n=\"").count(), 120, "as many as one drawing holds");
    assert!(theme.len() < 250_000, "{} bytes", theme.len());
    let org = site(&memory(&case), "org");
    assert!(
        page(&org, "map/engineering-ic/index.html")
            .contains("<title>Craft, theme, 132 steps</title>")
    );
}

#[test]
fn a_decision_can_be_narrowed_and_never_widened() {
    let close = &["person:ada", "person:chen"][..];
    let judged = &["person:ada", "person:chen", "person:dana"][..];
    let own = &["person:ada"][..];
    let said = [("FEEDBACKSECRET", judged), ("WAIVERSECRET", judged), ("PRAISESECRET", close)];
    for visibility in ["private", "mentor", "team", "org", "public"] {
        let case =
            ["not-yet", "waive", "approve"].iter().fold(MORE.to_owned(), |case, decision| {
                let line = format!("decision: {decision}\n");
                case.replace(&line, &format!("visibility: {visibility}\n{line}"))
            });
        let files = memory(&case);
        for reader in READERS {
            let built = site(&files, reader);
            for (text, may) in said {
                let may = if visibility == "private" { own } else { may };
                let is_told = has(&built, text);
                assert_eq!(is_told, may.contains(reader), "{text} that is {visibility}: {reader}");
            }
        }
    }
}

/// On pages numbers are grouped and dates are marked, which keeps both in one line; what is copied stays as it is.
#[test]
fn pages_group_numbers_and_mark_dates() {
    let case = "-- people/ada/okrs/2026-q2.yaml --\nobjectives:\n  - id: post\n    title: Post\n    key_results:\n\
                \x20     - {id: one, title: Parcels, from: 1200, to: 22725.5, unit: a day}\n\
                -- people/ada/meetings/2026-04-02-chen.md --\n---\nkind: mentor\nwith: [chen]\n\
                next: 2026-05-07\n---\n";
    let mut files = cases::base();
    cases::lay(&mut files, case);
    let files = site(&files, "person:ada");
    let own = page(&files, "people/ada/index.html");
    for told in ["now 1\u{202f}200, aim 22\u{202f}725.5 a day", "next on <time>2026-05-07</time>"] {
        assert!(own.contains(told), "no {told}: {own}");
    }
}
