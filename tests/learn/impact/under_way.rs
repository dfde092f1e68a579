//! What people are in the middle of: modules that ask something else, and pathways that lead nowhere now.

use serde_json::{Value, json};

use super::{company, effects_of, impact, is_nothing};
use crate::forge::{Company, text};

const COMMAND: &str = "modules/incident-command.md";
const TO_SENIOR: &str = "pathways/to-senior.yaml";

/// What a range does, for people, in one line.
fn page(company: &Company, range: &str) -> String {
    let output = company.learn("work", &["impact", range]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What to replace in the module by what, which part of it that changes, what it said and what it says.
type Asked<'t> = (&'t str, &'t str, &'t str, &'t [&'t str], &'t [&'t str]);

const ASKED: &[Asked<'_>] = &[
    ("prerequisites:\n  - incident-basics\n", "", "prerequisites", &["incident-basics"], &[]),
    (
        "  - incident-basics\n",
        "  - incident-basics\n  - clear-writing\n",
        "prerequisites",
        &[],
        &["clear-writing"],
    ),
    (
        "learning: 6 hours",
        "learning: 40 hours",
        "effort",
        &["6 hours of learning"],
        &["40 hours of learning"],
    ),
    ("learning: 6 hours", "learning: 6 hours\n  over: 6 weeks", "effort", &[], &["over 6 weeks"]),
    ("serves:", "cost: 120\nserves:", "cost", &[], &["120"]),
    (
        "assessed_by: incident-commander",
        "assessed_by: incident-lead",
        "assessed-by",
        &["incident-commander"],
        &["incident-lead"],
    ),
    (
        "to: working}",
        "to: foundational}",
        "teaches",
        &["incident-response to working"],
        &["incident-response to foundational"],
    ),
    (
        "with one voice.",
        "alone.",
        "outcomes",
        &["Runs a response with one voice (The next incident review)"],
        &["Runs a response alone (The next incident review)"],
    ),
    (
        "serves:",
        "milestones: [{id: led, title: One led, within: 4 weeks}]\nserves:",
        "milestones",
        &[],
        &["led within 4 weeks"],
    ),
    (
        "serves:",
        "practice: [{module: clear-writing}]\nserves:",
        "practice",
        &[],
        &["clear-writing"],
    ),
    ("serves:", "facilitators: [chen]\nserves:", "facilitators", &[], &["chen"]),
    ("serves:", "facilitation: clear-writer\nserves:", "facilitation", &[], &["clear-writer"]),
    ("serves:", "mandatory: true\nserves:", "mandatory", &[], &["for everybody"]),
    ("type: workshop", "type: course", "type", &["workshop"], &["course"]),
];

#[test]
fn a_module_is_compared_in_all_that_it_asks() {
    let company = company();
    for (from, to, part, gone, came) in ASKED {
        let report = impact(&company, |company| company.edit(COMMAND, from, to));
        let module = &report["effects"]["modules"][0];
        let expected = json!([{"part": part, "gone": gone, "came": came}]);
        assert_eq!(
            (&module["module"], &module["changes"]),
            (&json!("incident-command"), &expected)
        );
        assert_eq!(module["in_the_middle"], json!(["ada", "tom"]), "{part}");
        assert_eq!((&module["before"], &module["after"]), (&json!("active"), &json!("active")));
        assert_eq!(report["nothing"], false, "{part}");
    }
    let page = page(&company, "base..HEAD");
    let row = "Commanding an incident, type: course instead of workshop who in the middle of it: Ada Moreau, Tom Baker";
    assert!(page.contains(row), "{page}");
    assert!(page.contains("1 module changed: 2 people affected."), "{page}");
}

#[test]
fn whoever_leads_a_module_leads_fewer_at_a_time() {
    let company = company();
    let chen = "people/chen/person.yaml";
    company.write(
        chen,
        company.read(chen) + "facilitating: {modules: [incident-command], capacity: 3}\n",
    );
    company.commit("chen", "Chen leads");
    company.git(&["tag", "--force", "base"]);
    let report = impact(&company, |company| company.edit(chen, "capacity: 3}", "capacity: 1}"));
    let module = &report["effects"]["modules"][0];
    let expected = json!([{"part": "facilitators", "gone": ["chen (3 at a time)"], "came": ["chen (1 at a time)"]}]);
    assert_eq!((&module["changes"], &module["in_the_middle"]), (&expected, &json!(["ada", "tom"])));
    assert_eq!((&report["content"], &report["nothing"]), (&json!(0), &json!(false)));
}

#[test]
fn whoever_chose_a_module_or_gave_it_up_or_finished_it_is_told_apart() {
    let company = company();
    let chosen = "enrolled: 2026-01-12\nelectives: [{module: clear-writing}]\n";
    company.write("people/ada/pathways/to-senior.yaml", chosen);
    let enrolments = "people/ben/enrolments/clear-writing.yaml";
    company.write(enrolments, "started: 2026-01-19\nwithdrawn: 2026-02-02\n");
    company.commit("chen", "Ada chooses, and Ben gives up");
    company.git(&["tag", "--force", "base"]);
    let report = impact(&company, |company| {
        company.edit("modules/clear-writing.md", "learning: 2 hours", "learning: 3 hours");
    });
    let module = &report["effects"]["modules"][0];
    let found = (&module["in_the_middle"], &module["chosen"], &module["finished"]);
    assert_eq!(found, (&json!([]), &json!(["ada"]), &json!(1)));
}

#[test]
fn edits_of_prose_change_nothing_and_only_what_was_looked_at_is_said() {
    let company = company();
    let looked = "and nobody is in the middle of anything that changes.";
    let not_looked = "so nobody was looked up who may be in the middle of one.";
    let cases = [
        ("title: Commanding an incident", "title: Command an incident", not_looked),
        ("Roles, the timeline,", "Roles and the timeline,", not_looked),
        ("reviewed: 2026-02-01", "reviewed: 2026-04-01", not_looked),
        (
            "result: Runs a response with one voice.,",
            "result: Runs a  response with one voice,",
            looked,
        ),
    ];
    for (from, to, expected) in cases {
        let report = impact(&company, |company| company.edit(COMMAND, from, to));
        is_nothing(&report);
        assert_eq!(report["effects"]["modules"], json!([]), "{to}");
        let page = page(&company, "base..HEAD");
        assert!(page.contains(expected), "{to}: {page}");
    }
    assert!(page(&company, "HEAD..HEAD").contains(looked));
    // The sentence that closes a page is no line of several: nothing hangs below its beginning.
    let output = company.learn("work", &["impact", "HEAD..HEAD"]);
    let page = text(&output.stdout);
    let closing = page.split_once("Everybody keeps").expect("the sentence").1;
    assert!(closing.lines().count() > 1, "{page}");
    assert!(closing.lines().all(|line| !line.starts_with("  ")), "{page}");
}

#[test]
fn what_a_retired_module_makes_impossible_is_named_with_those_who_cannot() {
    let company = company();
    company.write(
        TO_SENIOR,
        "title: To senior engineer
kind: role
to: senior-engineer
items:
  - {id: writing, title: Write a decision down, fulfil: [{module: clear-writing}]}
  - {id: command, title: Command an incident, fulfil: [{module: incident-command}]}
electives: {choose: 1, from: [{module: speaking}], cover: [together]}
",
    );
    let speaking = company.read("modules/clear-writing.md").replace("Clear writing", "Speaking");
    company.write("modules/speaking.md", speaking);
    company.commit("chen", "Electives");
    company.git(&["tag", "--force", "base"]);
    let barred = |module: &str, more: &str| {
        let report = impact(&company, |company| {
            let path = format!("modules/{module}.md");
            company.edit(&path, "owner: chen", &format!("{more}owner: chen"));
        });
        let pathways = report["effects"]["pathways"].as_array().expect("pathways");
        pathways.first().map_or(Value::Null, |pathway| pathway["barred"].clone())
    };
    let retired = "status: retired\n";
    let item = |id: &str, way: &str, who: &[&str]| json!([{"part": "item", "id": id, "ways": [way], "who": who}]);
    // Tom has finished it.
    assert_eq!(barred("clear-writing", retired), item("writing", "clear-writing", &["ada"]));
    let shown = page(&company, "base..HEAD");
    let row = "To senior engineer, Write a decision down: it can no longer be fulfilled; clear-writing is \
               not open to anybody new who Ada Moreau";
    assert!(shown.contains(row), "{shown}");
    assert!(shown.contains("1 part of a pathway leads nowhere now: 1 person affected."), "{shown}");
    // Ada has finished what comes before it.
    assert_eq!(barred("incident-basics", retired), item("command", "incident-command", &["tom"]));
    assert_eq!(
        barred("clear-writing", "status: draft\n"),
        item("writing", "clear-writing", &["ada"])
    );
    assert_eq!(barred("clear-writing", "status: retired\nreplaced_by: speaking\n"), Value::Null);
    let (ways, who) = (["speaking"], ["ada", "tom"]);
    let electives = json!([
        {"part": "electives", "ways": ways, "who": who},
        {"part": "theme", "id": "together", "ways": ways, "who": who},
    ]);
    assert_eq!(barred("speaking", retired), electives);
    let shown = page(&company, "base..HEAD");
    assert!(shown.contains("2 parts of pathways lead nowhere now: 2 people affected."), "{shown}");
    // What was impossible before is not news.
    company.edit("modules/clear-writing.md", "owner: chen", "status: retired\nowner: chen");
    company.commit("chen", "Another");
    let pathways = effects_of(&company, "HEAD~1..HEAD")["effects"]["pathways"].clone();
    assert_eq!(pathways[0]["barred"], item("writing", "clear-writing", &["ada"]));
}

#[test]
fn a_pathway_says_when_its_dates_and_guardrail_change() {
    let company = company();
    let report = impact(&company, |company| {
        company.edit(TO_SENIOR, "kind: role\n", "kind: role\nwithin: 6 months\n");
    });
    let pathway = &report["effects"]["pathways"][0];
    let expected = json!([{"part": "within", "gone": [], "came": ["6 months"]}]);
    assert_eq!((&pathway["terms"], &pathway["on_it"]), (&expected, &json!(["ada", "tom"])));
}

#[test]
fn two_of_each_are_counted_in_whole_words() {
    let company = company();
    let second = company.read(TO_SENIOR).replace("To senior engineer", "Another way");
    company.write("pathways/another-way.yaml", second);
    company.commit("chen", "Another way");
    company.git(&["tag", "--force", "base"]);
    let one = impact(&company, |company| {
        company.edit(COMMAND, "learning: 6 hours", "learning: 7 hours");
        company.edit("credentials/clear-writer.yaml", "name: Clear writer", "name: Writer");
        company.edit(TO_SENIOR, "kind: role\n", "kind: role\nwithin: 6 months\n");
        company.git(&["rm", "-q", "credentials/incident-lead.yaml"]);
    });
    let summary = one["summary"].to_string();
    for line in [
        "1 module changed: 2 people affected.",
        "1 credential changed: nobody is in the middle of it.",
        "1 pathway changed: 2 people affected.",
        "1 id leads nowhere now: 1 person affected.",
    ] {
        assert!(summary.contains(line), "{line}: {summary}");
    }
    let two = impact(&company, |company| {
        company.edit(COMMAND, "learning: 6 hours", "learning: 7 hours");
        company.edit("modules/clear-writing.md", "learning: 2 hours", "learning: 7 hours");
        company.edit("credentials/clear-writer.yaml", "name: Clear writer", "name: Writer");
        company.edit("credentials/incident-responder.yaml", "name: Incident", "name: An incident");
        for path in [TO_SENIOR, "pathways/another-way.yaml"] {
            company.edit(path, "kind: role\n", "kind: role\nwithin: 6 months\n");
        }
        company.git(&["rm", "-q", "credentials/incident-lead.yaml", "modules/incident-basics.md"]);
    });
    let summary = two["summary"].to_string();
    for line in [
        "2 modules changed: 2 people affected.",
        "2 credentials changed: nobody is in the middle of them.",
        "2 pathways changed: 2 people affected.",
        "2 ids lead nowhere now: 1 person affected.",
    ] {
        assert!(summary.contains(line), "{line}: {summary}");
    }
    for word in ["changeds", "nowheres", "nows", "otherwises"] {
        assert!(!summary.contains(word), "{summary}");
    }
}

#[test]
fn files_that_cannot_be_read_are_told_on_the_side_that_they_are_on() {
    let company = company();
    let report = impact(&company, |company| {
        company.edit("modules/clear-writing.md", "type: reading", "type: [reading");
    });
    assert_eq!(report["unread"], json!({"before": 0, "after": 1}));
    let shown = page(&company, "base..HEAD");
    let note = "1 file of the newer side could not be read in full, so what it says may be missing here; \
                `learn check --rev ";
    assert!(shown.contains(note), "{shown}");
    let back = effects_of(&company, "HEAD..base");
    assert_eq!(back["unread"], json!({"before": 1, "after": 0}));
    company.edit(COMMAND, "type: workshop", "kind: workshop");
    let both = page(&company, "HEAD");
    assert!(
        both.contains("2 files of the newer side could not be read in full, so what they say"),
        "{both}"
    );
    assert!(both.contains("`learn check` says why. 1 file of the older side"), "{both}");
    let output = company.learn("work", &["impact", "HEAD", "--format", "markdown"]);
    assert!(text(&output.stdout).contains("\n> 2 files of the newer side"));
}
