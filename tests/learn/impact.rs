//! Impact: what changes of every sort do to people, between revisions of real repositories.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::forge::{Company, TODAY, text};

mod under_way;

const LADDER: &str = "ladders/engineering-ic.yaml";
const FRAMEWORK: &str = "frameworks/engineering.yaml";
const COMMANDER: &str = "    requires:\n      - {id: commander, credential: incident-commander}\n";

/// A company in which Ada has shown all that a senior engineer needs, and Tom is on his way.
fn company() -> Company {
    let company = Company::with_approval();
    company.write(
        LADDER,
        format!(
            "name: Engineering
framework: engineering
owner: chen
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    outcomes: [Ships small changes safely.]
    expects:
      - {{competency: incident-response, at: foundational}}
  - id: senior-engineer
    title: Senior engineer
    outcomes: [The service meets its objectives two quarters in a row.]
    expects:
      - {{competency: incident-response, at: working}}
{COMMANDER}"
        ),
    );
    company.write(
        "pathways/to-senior.yaml",
        "title: To senior engineer
kind: role
to: senior-engineer
items:
  - {id: writing, title: Write a decision down, fulfil: [{module: clear-writing}]}
  - id: command
    title: Command an incident
    fulfil: [{credential: incident-commander}, {module: incident-command}]
",
    );
    for person in ["ada", "tom"] {
        let goal = "---\nstate: set\nrole: senior-engineer\n---\nCalm on the rota.\n";
        company.write(&format!("people/{person}/goals/2026-01-10.md"), goal);
        company
            .write(&format!("people/{person}/pathways/to-senior.yaml"), "enrolled: 2026-01-12\n");
    }
    company.write(
        "people/tom/enrolments/clear-writing.yaml",
        "started: 2026-01-19\nfinished: 2026-02-02\n",
    );
    company.write("people/tom/enrolments/incident-command.yaml", "started: 2026-03-16\n");
    company.commit("chen", "The state before every change");
    company.git(&["tag", "base"]);
    company
}

/// What a range does, as the form for programs says it.
fn effects_of(company: &Company, range: &str) -> Value {
    let output = company.learn("work", &["impact", range, "--format", "json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let schema = learn::report::impact::json::schema();
    if let Err(error) = jsonschema::validator_for(&schema).expect("a schema").validate(&report) {
        panic!("{error}: {report:#}");
    }
    report
}

/// What one change does, committed after the state before.
fn impact(company: &Company, change: impl FnOnce(&Company)) -> Value {
    company.git(&["switch", "-q", "-C", "change", "base"]);
    change(company);
    company.commit("chen", "A change");
    effects_of(company, "base..HEAD")
}

/// `person role: before → after` of every verdict that changes.
fn verdicts(report: &Value) -> Vec<String> {
    let all = report["effects"]["readiness"].as_array().expect("readiness").iter();
    all.filter(|one| one["before"] != one["after"])
        .map(|one| {
            let word = |key: &str| one[key].as_str().expect("a word").to_owned();
            let (before, after) = (word("before"), word("after"));
            format!("{} {}: {before} → {after}", word("person"), word("role"))
        })
        .collect()
}

/// `person: line before → after, why (file)` of every line that changes for one person and role.
fn lines(report: &Value, person: &str, role: &str) -> Vec<String> {
    let all = report["effects"]["readiness"].as_array().expect("readiness").iter();
    let of = all.filter(|one| one["person"] == person && one["role"] == role);
    of.flat_map(|one| one["lines"].as_array().expect("lines"))
        .map(|line| {
            let standing = |key: &str| line[key].as_str().unwrap_or("nothing").to_owned();
            let mut words = format!(
                "{} {}: {} → {}",
                line["id"].as_str().expect("an id"),
                line["strength"].as_str().expect("a strength"),
                standing("before"),
                standing("after")
            );
            for cause in line["causes"].as_array().expect("causes") {
                let word = |key: &str| cause[key].as_str().expect("a word").to_owned();
                let _ = write!(words, ", {} ({})", word("what"), word("path"));
            }
            words
        })
        .collect()
}

fn step(report: &Value) -> (Value, Value, Value) {
    let owed = &report["versions"][0];
    (owed["step"].clone(), owed["owed"].clone(), owed["raised"].clone())
}

fn is_nothing(report: &Value) {
    assert_eq!(report["headline"], "Nothing changes for anybody", "{report:#}");
    assert_eq!(report["nothing"], true);
    assert_eq!(verdicts(report), Vec::<String>::new());
}

#[test]
fn other_words_are_a_patch_and_touch_nobody() {
    let company = company();
    let report = impact(&company, |company| {
        company.edit(FRAMEWORK, "Leads the response", "Leads, calmly, the response");
    });
    is_nothing(&report);
    assert_eq!(step(&report), (json!("patch"), json!("1.0.1"), json!(false)));
    let raised = impact(&company, |company| {
        company.edit(FRAMEWORK, "Leads the response", "Leads, calmly, the response");
        company.edit(FRAMEWORK, "version: 1.0.0", "version: 1.0.1");
    });
    assert_eq!(step(&raised), (json!("patch"), json!("1.0.1"), json!(true)));
}

#[test]
fn a_new_core_expectation_names_who_falls_and_why() {
    let company = company();
    let report = impact(&company, |company| {
        let more = "      - {competency: communication, at: foundational}\n    requires:";
        company.edit(LADDER, "    requires:", more);
    });
    assert_eq!(verdicts(&report), ["ada senior-engineer: ready → not yet"]);
    let why = "asked for anew (ladders/engineering-ic.yaml)";
    let line = format!("communication core: nothing → unknown, {why}");
    assert_eq!(lines(&report, "ada", "senior-engineer"), std::slice::from_ref(&line));
    assert_eq!(lines(&report, "ben", "senior-engineer"), [line]);
    assert_eq!(report["effects"]["awards"], json!([]));
    assert_eq!(step(&report), (json!("major"), json!("2.0.0"), json!(false)));
    assert_eq!(report["headline"], "Evidence no longer complete for 1 person");
    let cause = &report["effects"]["readiness"][0]["causes"][0];
    assert_eq!(cause, &json!({"path": LADDER, "what": "asked for anew"}));
}

#[test]
fn a_demand_of_a_later_day_says_whom_the_grace_protects_until_when() {
    let company = company();
    let report = impact(&company, |company| {
        let more = "      - {competency: communication, at: foundational, since: 2026-05-01}\n    requires:";
        company.edit(LADDER, "    requires:", more);
    });
    assert_eq!(verdicts(&report), Vec::<String>::new());
    assert_eq!(report["nothing"], false);
    let later: Vec<String> = report["effects"]["readiness"]
        .as_array()
        .expect("readiness")
        .iter()
        .map(|one| {
            let later = &one["later"][0];
            assert_eq!((&one["lines"], &later["met"]), (&json!([]), &json!(false)));
            let day = later["on"].as_str().expect("a day");
            format!("{} {day} {}", one["person"].as_str().expect("a person"), later["grace"])
        })
        .collect();
    let expected = [
        "ada 2027-05-01 true",
        "ben 2026-05-01 false",
        "chen 2026-05-01 false",
        "hana 2026-05-01 false",
        "ines 2026-05-01 false",
        "tom 2027-05-01 true",
        "vera 2026-05-01 false",
    ];
    assert_eq!(later, expected);
    let summary = report["summary"].to_string();
    assert!(summary.contains("Asked for later: 7 people, the first on 2026-05-01"), "{summary}");
    // The shorter grace is what brings the demand forward, and it is named.
    company.edit("learn.yaml", "time_zone:", "readiness: {grace: 1 day}\ntime_zone:");
    company.commit("chen", "A shorter grace");
    let sooner = effects_of(&company, "HEAD~1..HEAD");
    let first = &sooner["effects"]["readiness"][0]["later"][0];
    assert_eq!((&first["on"], &first["before"]), (&json!("2026-05-02"), &json!("2027-05-01")));
}

#[test]
fn what_is_no_longer_required_completes_somebody() {
    let company = company();
    let writer = "      - {id: writer, credential: clear-writer}\n";
    company.write(LADDER, company.read(LADDER) + writer);
    company.commit("chen", "More");
    company.write(LADDER, company.read(LADDER).replace(writer, ""));
    company.commit("chen", "Less");
    let report = effects_of(&company, "HEAD~1..HEAD");
    assert_eq!(verdicts(&report), ["ada senior-engineer: not yet → ready"]);
    let line =
        "writer required: unknown → nothing, no longer asked for (ladders/engineering-ic.yaml)";
    assert_eq!(lines(&report, "ada", "senior-engineer"), [line]);
    assert_eq!(step(&report), (json!("minor"), json!("1.1.0"), json!(false)));
}

#[test]
fn raised_lowered_ended_and_weighted_lines_are_told_apart() {
    let company = company();
    let expects = "{competency: incident-response, at: working}";
    let cases = [
        (
            "{competency: incident-response, at: practitioner}",
            "incident-response core: met → not-yet, raised from working to practitioner",
            "major",
        ),
        (
            "{competency: incident-response, at: working, weight: 2}",
            "incident-response weight 2: met → met, no longer core",
            "minor",
        ),
        (
            "{competency: incident-response, at: awareness}",
            "incident-response core: met → met, lowered from working to foundational",
            "minor",
        ),
        (
            "{competency: incident-response, at: working, until: 2026-04-14}",
            "incident-response core: met → met, lowered from working to foundational",
            "minor",
        ),
    ];
    for (now, expected, owed) in cases {
        let report = impact(&company, |company| company.edit(LADDER, expects, now));
        let found = lines(&report, "ada", "senior-engineer");
        assert_eq!(found[0], format!("{expected} ({LADDER})"), "{now}");
        assert_eq!(step(&report).0, owed, "{now}");
    }
}

#[test]
fn the_bar_of_a_credential_changes_and_awards_stand() {
    let company = company();
    let report = impact(&company, |company| {
        let path = "credentials/incident-commander.yaml";
        company.edit(path, "assessors: [any]", "assessors: [engineering, design]");
        company.edit(path, "valid_for: 18 months", "valid_for: 1 month");
    });
    is_nothing(&report);
    let credential = &report["effects"]["credentials"][0];
    assert_eq!(credential["bar"], json!(["assessors", "valid-for"]));
    assert_eq!(credential["holders"], json!(["ada"]));
    assert_eq!(report["effects"]["awards"], json!([]));
    let rubric = impact(&company, |company| {
        company.edit("rubrics/incident-command.yaml", "One voice throughout.", "One calm voice.");
    });
    assert_eq!(rubric["effects"]["credentials"][0]["bar"], json!(["rubric"]));
}

#[test]
fn whoever_is_half_way_under_the_old_words_is_named() {
    let company = company();
    company.carry(&company.draft("ada", "incident-lead", "ben"));
    company.git(&["tag", "--force", "base"]);
    let report = impact(&company, |company| {
        company.edit("credentials/incident-lead.yaml", "name: Incident lead", "name: Lead");
    });
    let credential = &report["effects"]["credentials"][0];
    assert_eq!((&credential["bar"], &credential["half_way"]), (&json!([]), &json!(["ada"])));
    assert_eq!(report["nothing"], false);
}

#[test]
fn a_retired_module_names_who_is_in_the_middle_of_it() {
    let company = company();
    let report = impact(&company, |company| {
        let retired = "type: workshop\nstatus: retired\nreplaced_by: incident-basics";
        company.edit("modules/incident-command.md", "type: workshop", retired);
    });
    let module = &report["effects"]["modules"][0];
    assert_eq!((&module["before"], &module["after"]), (&json!("active"), &json!("retired")));
    assert_eq!(module["replaced_by"], "incident-basics");
    assert_eq!(module["in_the_middle"], json!(["ada", "tom"]));
    assert_eq!(verdicts(&report), Vec::<String>::new());
    assert_eq!(report["nothing"], false);
}

#[test]
fn what_fulfilled_an_item_once_is_kept_unless_the_way_is_taken_out() {
    let company = company();
    let path = "pathways/to-senior.yaml";
    let way = "fulfil: [{module: clear-writing}]";
    let cases = [
        ("fulfil: [{module: clear-writing, until: 2026-03-31}]", "way-ends", true),
        ("fulfil: [{module: clear-writing, until: 2026-01-31}]", "way-ends", false),
        ("fulfil: [{module: incident-basics}]", "way-deleted", false),
    ];
    for (now, change, keeps) in cases {
        let report = impact(&company, |company| company.edit(path, way, now));
        let items = report["effects"]["pathways"][0]["items"].as_array().expect("items");
        let item = items.iter().find(|item| item["change"] == change).expect("the change");
        let (kept, lost) = if keeps { ("keeps", "loses") } else { ("loses", "keeps") };
        assert_eq!((&item[kept], &item[lost]), (&json!(["tom"]), &json!([])), "{now}");
        assert_eq!(report["effects"]["pathways"][0]["on_it"], json!(["ada", "tom"]));
    }
    // Ada holds the credential, which fulfils the item as well; Tom is in the middle of the module.
    let report = impact(&company, |company| {
        let ended = "{module: incident-command, until: 2026-04-01}";
        company.edit(path, "{module: incident-command}", ended);
    });
    let item = &report["effects"]["pathways"][0]["items"][0];
    assert_eq!((&item["item"], &item["until"]), (&json!("command"), &json!("2026-04-01")));
    assert_eq!(item["in_the_middle"], json!(["tom"]));
}

#[test]
fn approvals_are_what_awards_come_and_go_with() {
    let company = company();
    let approval = "people/ada/approvals/2026-04-15-incident-commander-ben.yaml";
    let remove = |company: &Company| {
        company.git(&["rm", "-q", "-r", "people/ada/approvals"]);
    };
    let report = impact(&company, remove);
    assert_eq!(verdicts(&report)[1..], ["ada senior-engineer: ready → pending"]);
    let award = &report["effects"]["awards"][0];
    assert_eq!(
        (&award["gained"], &award["subject"]),
        (&json!(false), &json!("incident-commander"))
    );
    assert_eq!(award["causes"], json!([{"path": approval, "what": "approval removed"}]));
    let back = effects_of(&company, "HEAD..base");
    assert_eq!(back["effects"]["awards"][0]["gained"], true);
    let unsealed = impact(&company, |company| {
        company.git(&["rm", "-q", "people/ada/approvals/*.seal"]);
    });
    let causes = &unsealed["effects"]["awards"][0]["causes"];
    assert_eq!(causes, &json!([{"path": approval, "what": "approval no longer verified"}]));
}

#[test]
fn a_new_id_changes_nothing_and_a_role_that_is_gone_names_who_is_behind_it() {
    let company = company();
    let report = impact(&company, |company| {
        let renamed = "  - id: lead-engineer\n    formerly: [senior-engineer]";
        company.edit(LADDER, "  - id: senior-engineer", renamed);
        company.edit(
            FRAMEWORK,
            "  incident-response:",
            "  incidents:\n    formerly: [incident-response]",
        );
        company.git(&["mv", "modules/incident-command.md", "modules/commanding.md"]);
        let formerly = "type: workshop\nformerly: [incident-command]";
        company.edit("modules/commanding.md", "type: workshop", formerly);
    });
    is_nothing(&report);
    let ids: Vec<(&Value, &Value)> = report["effects"]["ids"]
        .as_array()
        .expect("ids")
        .iter()
        .map(|id| (&id["id"], &id["now"]))
        .collect();
    let expected = [
        (&json!("incident-response"), &json!("incidents")),
        (&json!("incident-command"), &json!("commanding")),
        (&json!("senior-engineer"), &json!("lead-engineer")),
    ];
    assert_eq!(ids, expected);
    let gone = impact(&company, |company| {
        let ladder = company.read(LADDER);
        let (before, _) = ladder.split_once("  - id: senior-engineer").expect("the role");
        company.write(LADDER, before);
    });
    let id = &gone["effects"]["ids"][0];
    assert_eq!((&id["id"], &id["now"]), (&json!("senior-engineer"), &Value::Null));
    let people = json!(["ada", "ben", "chen", "hana", "ines", "tom", "vera"]);
    assert_eq!(id["behind"], people);
}

#[test]
fn what_verdicts_are_made_by_and_how_mastery_is_shown_are_reasons() {
    let company = company();
    let mastery = impact(&company, |company| {
        let twice = "    name: Incident response\n    mastery: {method: n-times, n: 2}";
        company.edit(FRAMEWORK, "    name: Incident response", twice);
    });
    assert_eq!(verdicts(&mastery)[1..], ["ada senior-engineer: ready → pending"]);
    let line = "incident-response core: met → not-yet, mastery takes something else (frameworks/engineering.yaml)";
    assert_eq!(lines(&mastery, "ada", "senior-engineer"), [line]);
    let floor = impact(&company, |company| {
        let weighted =
            "      - {competency: communication, at: foundational, weight: 1}\n    requires:";
        company.edit(LADDER, "    requires:", weighted);
        company.edit("learn.yaml", "time_zone:", "readiness: {threshold: 0 %}\ntime_zone:");
        company.git(&["add", "--all"]);
        company.commit("chen", "A weighted line");
        company.git(&["tag", "--force", "weighted"]);
        company.edit("learn.yaml", "threshold: 0 %", "threshold: 80 %");
    });
    assert_eq!(floor["content"], 2);
    let floor = effects_of(&company, "weighted..HEAD");
    assert_eq!(verdicts(&floor), ["ada senior-engineer: ready → not yet"]);
    let cause = json!([{"path": "learn.yaml", "what": "threshold 80 % instead of 0 %"}]);
    assert_eq!(floor["effects"]["readiness"][0]["causes"], cause);
}

#[test]
fn ones_own_records_concern_oneself() {
    let company = company();
    let report = impact(&company, |company| {
        company.edit("people/tom/goals/2026-01-10.md", "state: set", "state: exploring");
        company.git(&["rm", "-q", "people/tom/pathways/to-senior.yaml"]);
        company.write("people/ada/meetings/2026-04-09-chen.md", "---\nkind: mentor\n---\nHello.\n");
    });
    assert_eq!(verdicts(&report), Vec::<String>::new());
    let target = &report["effects"]["targets"][0];
    assert_eq!((&target["person"], &target["now"]), (&json!("tom"), &json!(false)));
    assert_eq!(target["because"], json!(["goal", "pathway"]));
    let withdrawn = impact(&company, |company| {
        company.edit(LADDER, COMMANDER, "");
        company.commit("chen", "Only one line");
        company.git(&["tag", "--force", "before"]);
        company.git(&["rm", "-q", "-r", "people/ada/approvals"]);
        company.commit("chen", "The approval is lost");
        company.write("people/ada/claims/2026-03-25-incident-commander.yaml", "credential: incident-commander\nevidence: [{portfolio: 2026-03-02-checkout-outage}]\nwithdrawn: 2026-04-14\n");
        company.write("people/ada/claims/2026-03-26-incident-lead.yaml", "credential: incident-lead\nevidence: [{portfolio: 2026-03-02-checkout-outage}]\nwithdrawn: 2026-04-14\n");
    });
    assert!(withdrawn["records"].as_u64() > Some(2));
    let claims = effects_of(&company, "HEAD~1..HEAD");
    assert_eq!(verdicts(&claims)[1..], ["ada senior-engineer: pending → unknown"]);
    let causes = claims["effects"]["readiness"][0]["causes"].to_string();
    assert!(causes.contains("claim changed"), "{causes}");
}

#[test]
fn no_checkout_is_needed_and_the_catalog_may_lie_in_a_folder() {
    let company = company();
    let more = "      - {competency: communication, at: foundational}\n    requires:";
    let expected = impact(&company, |company| company.edit(LADDER, "    requires:", more));
    company.git(&["push", "-q", "origin", "base", "change"]);
    let bare = company.learn("forge.git", &["impact", "base..change", "--format", "json"]);
    assert!(bare.status.success(), "{}", text(&bare.stderr));
    assert_eq!(serde_json::from_slice::<Value>(&bare.stdout).expect("JSON"), expected);
    // Moving the catalog into a folder changes nothing for anybody.
    company.git(&["switch", "-q", "-C", "moved", "base"]);
    std::fs::create_dir(company.path("work/growth")).expect("a folder");
    let names = company.git(&["ls-tree", "--name-only", "HEAD"]);
    for name in names.lines() {
        company.git(&["mv", name, "growth/"]);
    }
    company.commit("chen", "Into a folder");
    let moved = company.learn("work/growth", &["impact", "base..HEAD", "--format", "json"]);
    assert!(moved.status.success(), "{}", text(&moved.stderr));
    let moved: Value = serde_json::from_slice(&moved.stdout).expect("JSON");
    is_nothing(&moved);
    company.moves_to("work/growth");
    company.edit(LADDER, "    requires:", more);
    company.commit("chen", "A change");
    company.git(&["push", "-q", "origin", "moved"]);
    for (folder, range) in [
        ("work/growth", "HEAD~1..HEAD"),
        ("work/growth", "HEAD~1"),
        ("forge.git", "moved~1..moved"),
    ] {
        let output = company.learn(folder, &["impact", range, "--format", "json"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(report["effects"], expected["effects"], "{folder} {range}");
    }
}

#[test]
fn three_dots_compare_with_where_the_branch_began() {
    let company = company();
    company.git(&["switch", "-q", "-C", "other", "base"]);
    company.edit(
        LADDER,
        "    requires:",
        "      - {competency: communication, at: working}\n    requires:",
    );
    company.commit("chen", "Meanwhile");
    company.git(&["switch", "-q", "-C", "branch", "base"]);
    company.edit(FRAMEWORK, "Leads the response", "Leads, calmly, the response");
    company.commit("chen", "Words");
    is_nothing(&effects_of(&company, "other...branch"));
    assert_eq!(
        verdicts(&effects_of(&company, "other..branch")),
        ["ada senior-engineer: not yet → ready"]
    );
    // What is on disk and not committed is compared as well.
    company.edit(LADDER, COMMANDER, "");
    assert_eq!(lines(&effects_of(&company, "HEAD"), "ada", "senior-engineer").len(), 1);
    let unknown = company.learn("work", &["impact", "nowhere..HEAD"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("there is no revision `nowhere`"));
}

#[test]
fn pages_name_people_unless_only_counts_are_asked_for() {
    let company = company();
    impact(&company, |company| {
        let more = "      - {competency: communication, at: foundational}\n    requires:";
        company.edit(LADDER, "    requires:", more);
    });
    for format in ["human", "markdown", "csv", "json"] {
        let print = |more: &[&str]| {
            let program = ["COLUMNS=80", env!("CARGO_BIN_EXE_learn"), "impact", "base..HEAD"];
            let arguments = [&program[..], &["--as-of", TODAY, "--format", format], more].concat();
            let output = company.program("env", &arguments, Path::new("work"), b"");
            assert!(output.status.success(), "{}", text(&output.stderr));
            text(&output.stdout)
        };
        let page = print(&[]);
        assert_eq!(page, print(&[]), "{format} is the same every time");
        let name = if matches!(format, "csv" | "json") { "ada" } else { "Ada Moreau" };
        assert!(page.contains(name), "{page}");
        let summary = print(&["--summary"]);
        assert!(!summary.to_lowercase().contains("ada"), "{summary}");
        if format == "human" {
            assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
            let first = "Evidence no longer complete for 1 person\n";
            assert!(page.starts_with(first), "{page}");
            let why = "    why  Communication at foundational (core), unknown: asked for anew";
            assert!(page.contains(why), "{page}");
        }
    }
    let output = company.learn("work", &["impact", "HEAD..HEAD"]);
    let page = text(&output.stdout);
    assert!(page.contains("Nothing changes for anybody"), "{page}");
    assert!(page.contains(&format!("both as of {TODAY}")), "{page}");
}
