//! Every format of `learn check` over one broken catalog: well-formed, complete, escaped, the same
//! each time.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use learn::base::problem::Level;
use learn::base::span::{LineIndex, Span, line_column};
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::format::unified_diff;
use learn::report::excerpt::Excerpts;
use learn::report::json as report_json;
use learn::report::{self, Format, Paper, Style};
use learn::rules::ALL;
use learn::session::check::{Outcome, Request, check};
use learn::session::finding::{Finding, Location};
use learn::world::memory::Memory;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases;
use crate::forge::{self, Company};

const FORMATS: &[Format] = &[
    Format::Human,
    Format::Narrated,
    Format::Json,
    Format::Sarif,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Markdown,
];

/// Whatever a format could stumble over: its own marks in keys, ids and names of files.
const BROKEN: &str = r#"
-- teams/billing.yaml --
name: Billing # 日本語
# learn: allow(unknown-key) nothing of the kind
lead: vera
parent: verra
"a|b `c` <b>d</b> %25 ::error::": 1
"two\nlines\tand a\e[31m": 1
"p ` <i>q</i> | *r* [s](t) &lt;": 1
-- teams/routing.yaml --
name: 日本語
lead:	vera
-- teams/copy/routing.yaml --
name: Routing
lead: chen
-- modules/a, b:c%é<i>`.md --
Text.
"#;

struct Broken {
    catalog: Catalog,
    outcome: Outcome,
}

impl Broken {
    fn of(files: &Memory) -> Self {
        let catalog = load(files).expect("memory can be read");
        let outcome = check(&catalog, None, cases::today(), &Request::default());
        Self { catalog, outcome }
    }

    fn new() -> Self {
        let mut files = cases::base();
        cases::lay(&mut files, BROKEN.trim_start());
        Self::of(&files)
    }

    fn paper(&self) -> Paper<'_> {
        Paper {
            outcome: &self.outcome,
            catalog: &self.catalog,
            prefix: "our growth/",
            revision: Some("0123456789abcdef0123456789abcdef01234567"),
            fail_at: Level::Error,
        }
    }

    fn print(&self, format: Format, width: usize) -> String {
        let style = Style { color: false, unicode: true, width };
        let mut out = Vec::new();
        report::write(format, &self.paper(), style, &mut out).expect("memory can be written");
        String::from_utf8(out).expect("every format is UTF-8")
    }

    fn json(&self, format: Format) -> Value {
        serde_json::from_str(&self.print(format, 80)).expect("JSON")
    }

    fn findings(&self) -> &[Finding] {
        &self.outcome.findings
    }
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text at {pointer} of {value:#}"))
}

fn number(value: &Value, pointer: &str) -> usize {
    let found = value.pointer(pointer).and_then(Value::as_u64);
    let found = found.unwrap_or_else(|| panic!("no number at {pointer} of {value:#}"));
    usize::try_from(found).expect("a small number")
}

fn items<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.unwrap_or_else(|| panic!("no list at {pointer} of {value:#}"))
}

#[test]
fn the_broken_catalog_is_broken_in_many_ways() {
    let broken = Broken::new();
    let rules: BTreeSet<&str> = broken.findings().iter().map(|finding| finding.rule).collect();
    for rule in ["duplicate-id", "front-matter", "unknown-key", "unknown-reference", "unused-allow"]
    {
        assert!(rules.contains(rule), "{rule} is not among {rules:?}");
    }
    assert!(broken.findings().iter().any(|finding| !finding.labels.is_empty()));
}

#[test]
fn every_format_says_the_same_each_time_and_ends_its_last_line() {
    for format in FORMATS {
        let first = Broken::new().print(*format, 80);
        assert_eq!(first, Broken::new().print(*format, 80), "{format:?}");
        assert!(first.ends_with('\n') && !first.ends_with("\n\n"), "{format:?}");
    }
}

#[test]
fn every_format_is_complete_and_clean_catalogs_have_a_report_as_well() {
    let mut files = cases::base();
    let keys: Vec<String> = (0..3_000).map(|number| format!("odd-key-{number}: 1\n")).collect();
    files.put("teams/billing.yaml", format!("name: Billing\nlead: chen\n{}", keys.concat()));
    let many = Broken::of(&files);
    assert_eq!(many.findings().len(), 3_000);
    let clean = Broken::of(&cases::base());
    for format in FORMATS {
        let report = many.print(*format, 80);
        for number in [0, 10, 49] {
            assert!(report.contains(&format!("`odd-key-{number}`")), "{format:?}: {number}");
        }
        // One line stands for those that nobody would read.
        assert!(report.contains("2950 more of `unknown-key` in this file"), "{format:?}");
        assert!(!report.contains("`odd-key-2999`"), "{format:?}");
        assert!(!clean.print(*format, 80).is_empty(), "{format:?}");
    }
    assert_eq!(clean.json(Format::Gitlab), Value::Array(Vec::new()));
    assert!(clean.print(Format::Markdown, 80).starts_with("## learn check: no problems\n"));
    let junit = clean.print(Format::Junit, 80);
    let head = format!("tests=\"{}\" skipped=\"0\" failures=\"0\"", ALL.len());
    assert!(junit.contains(&head), "a clean run shows a passed test per rule: {junit}");
}

#[test]
fn json_follows_its_schema_and_places_are_true() {
    let broken = Broken::new();
    let report = broken.json(Format::Json);
    let mut schema = report_json::schema();
    close(&mut schema);
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("the schema is a schema");
    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(!report.to_string().contains("null"), "nothing is ever null");

    assert_eq!(number(&report, "/version"), 1);
    assert_eq!(text(&report, "/as_of"), "2026-04-15");
    let levels =
        ["errors", "warnings", "hints"].map(|word| number(&report, &format!("/summary/{word}")));
    let findings = items(&report, "/findings");
    assert_eq!(levels.iter().sum::<usize>(), findings.len());
    assert_eq!(findings.len(), broken.findings().len());
    for (written, finding) in findings.iter().zip(broken.findings()) {
        let path = text(written, "/path").strip_prefix("our growth/").expect("the prefix");
        let whole = broken.catalog.text_at(path).expect("a file");
        let (start, end) = (number(written, "/start/byte"), number(written, "/end/byte"));
        assert_eq!(Span::new(start, end), finding.location.span);
        let line = whole.split('\n').nth(number(written, "/start/line") - 1).expect("a line");
        let before = line.chars().take(number(written, "/start/column") - 1).map(char::len_utf8);
        assert!(line[before.sum()..].starts_with(&whole[start..end]), "{written:#}");
    }
}

/// Refuses keys that the schema does not describe.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.contains_key("properties") {
                map.insert("additionalProperties".into(), Value::Bool(false));
            }
            map.values_mut().for_each(close);
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let broken = Broken::new();
    let log = broken.json(Format::Sarif);
    assert_eq!(text(&log, "/version"), "2.1.0");
    assert!(text(&log, "/$schema").ends_with("sarif-2.1.0.json"));
    assert_eq!(text(&log, "/runs/0/columnKind"), "unicodeCodePoints");
    assert_eq!(text(&log, "/runs/0/tool/driver/name"), "learn");
    let rules = items(&log, "/runs/0/tool/driver/rules");
    assert_eq!(rules.len(), ALL.len());
    for rule in rules {
        for pointer in [
            "/id",
            "/shortDescription/text",
            "/fullDescription/text",
            "/help/text",
            "/help/markdown",
        ] {
            assert!(!text(rule, pointer).is_empty());
        }
        let level = text(rule, "/defaultConfiguration/level");
        assert!(["error", "warning", "note", "none"].contains(&level), "{level}");
    }
    let bases =
        log.pointer("/runs/0/originalUriBaseIds").and_then(Value::as_object).expect("bases");
    let results = items(&log, "/runs/0/results");
    assert_eq!(results.len(), broken.findings().len());
    let mut names = BTreeSet::new();
    for (result, finding) in results.iter().zip(broken.findings()) {
        assert_eq!(rules[number(result, "/ruleIndex")]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&text(result, "/level")));
        assert!(text(result, "/message/text").starts_with(&finding.message));
        names.insert(text(result, "/partialFingerprints/learnFinding~1v1").to_owned());
        assert_eq!(items(result, "/locations").len(), 1);
        let related = result.get("relatedLocations").and_then(Value::as_array);
        assert_eq!(related.map_or(0, Vec::len), finding.labels.len());
        for place in items(result, "/locations").iter().chain(related.into_iter().flatten()) {
            physical(place, &bases.keys().map(String::as_str).collect::<Vec<_>>());
        }
        for fix in result.get("fixes").and_then(Value::as_array).into_iter().flatten() {
            assert!(!text(fix, "/description/text").is_empty());
            for change in items(fix, "/artifactChanges") {
                text(change, "/artifactLocation/uri");
                for replacement in items(change, "/replacements") {
                    text(replacement, "/insertedContent/text");
                    number(replacement, "/deletedRegion/startColumn");
                }
            }
        }
    }
    assert_eq!(names.len(), results.len(), "fingerprints tell findings apart");
    assert!(log.to_string().contains("our%20growth/modules/a%2C%20b%3Ac%25%C3%A9%3Ci%3E%60.md"));
}

fn physical(place: &Value, bases: &[&str]) {
    let uri = text(place, "/physicalLocation/artifactLocation/uri");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte);
    assert!(uri.bytes().all(plain), "{uri}");
    assert!(bases.contains(&text(place, "/physicalLocation/artifactLocation/uriBaseId")));
    let region = |name: &str| number(place, &format!("/physicalLocation/region/{name}"));
    assert!(region("startLine") >= 1 && region("startColumn") >= 1);
    assert!(
        (region("startLine"), region("startColumn")) <= (region("endLine"), region("endColumn"))
    );
}

#[test]
fn github_commands_are_one_line_each_and_cannot_be_forged() {
    let broken = Broken::new();
    let report = broken.print(Format::Github, 80);
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), broken.findings().len() + 1, "one line each, and the summary");
    for (line, finding) in lines.iter().zip(broken.findings()) {
        let rest = line.strip_prefix("::").expect("a command");
        let (head, message) = rest.split_once("::").expect("a message");
        let (command, properties) = head.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&command), "{command}");
        let keys: Vec<&str> = properties
            .split(',')
            .filter_map(|pair| pair.split_once('=').map(|pair| pair.0))
            .collect();
        assert_eq!(keys, ["file", "line", "col", "endLine", "endColumn", "title"], "{properties}");
        let decoded = message.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
        assert!(decoded.contains(&finding.message), "{decoded}");
    }
    assert!(report.contains("file=our growth/modules/a%2C b%3Ac%25é<i>`.md,line=1,"), "{report}");
    assert!(report.contains("%2525 ::error::"), "{report}");
}

#[test]
fn gitlab_entries_have_all_keys_and_names_that_survive_an_edit_above() {
    let broken = Broken::new();
    let report = broken.json(Format::Gitlab);
    let entries = items(&report, "");
    assert_eq!(entries.len(), broken.findings().len());
    let fingerprints: BTreeSet<&str> =
        entries.iter().map(|entry| text(entry, "/fingerprint")).collect();
    assert_eq!(fingerprints.len(), entries.len());
    for entry in entries {
        for pointer in ["/description", "/check_name", "/location/path"] {
            assert!(!text(entry, pointer).is_empty());
        }
        assert!(["info", "minor", "major"].contains(&text(entry, "/severity")));
        assert!(number(entry, "/location/lines/begin") >= 1);
    }

    let mut files = cases::base();
    cases::lay(&mut files, BROKEN.trim_start());
    let team = broken.catalog.text_at("teams/billing.yaml").expect("a file").to_owned();
    files.put("teams/billing.yaml", format!("# Who bills\n\n{team}"));
    let later = Broken::of(&files).json(Format::Gitlab);
    let later: BTreeSet<&str> =
        items(&later, "").iter().map(|entry| text(entry, "/fingerprint")).collect();
    assert_eq!(fingerprints, later);
}

#[test]
fn junit_is_xml_with_a_suite_per_rule() {
    let broken = Broken::new();
    let report = broken.print(Format::Junit, 80);
    let read = quick_junit::Report::deserialize_from_str(&report).expect("JUnit XML");
    assert_eq!(read.test_suites.len(), ALL.len());
    let errors = broken.outcome.count(Level::Error);
    assert_eq!((read.failures, read.errors), (errors, 0));
    assert_eq!(read.skipped, broken.findings().len() - errors);
    let named = |slug: &str| read.test_suites.iter().find(|suite| suite.name.as_str() == slug);
    let suite = named("unknown-reference").expect("a suite");
    assert_eq!(suite.test_cases[0].name.as_str(), "our growth/teams/billing.yaml:3:7");

    let strict = Paper { fail_at: Level::Hint, ..broken.paper() };
    let mut out = Vec::new();
    let style = Style { color: false, unicode: true, width: 80 };
    report::write(Format::Junit, &strict, style, &mut out).expect("memory can be written");
    let read = quick_junit::Report::deserialize(out.as_slice()).expect("JUnit XML");
    assert_eq!((read.failures, read.skipped), (broken.findings().len(), 0));
}

#[test]
fn markdown_shows_rows_and_nothing_else() {
    let broken = Broken::new();
    let report = broken.print(Format::Markdown, 80);
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(&report, &options);
    let rows = html.matches("<tr>").count() - html.matches("<thead>").count();
    assert_eq!(rows, broken.findings().len(), "{html}");
    assert_eq!(html.matches("<td>").count(), 5 * rows, "five cells a row");
    for forged in ["<b>", "<i>", "<a ", "<em>", "<img"] {
        assert!(!html.contains(forged), "{forged} in {html}");
    }
    assert!(html.contains("<code>our growth/modules/a, b:c%é&lt;i&gt;`.md</code>"), "{html}");
    assert!(html.contains("<code>unknown-reference</code>"));
    assert!(report.contains("Commit `0123456789abcdef0123456789abcdef01234567`."));
}

#[test]
fn people_see_aligned_marks_and_no_control_characters() {
    let broken = Broken::new();
    let report = broken.print(Format::Human, 80);
    let wide = "\
error[unknown-reference]: there is no person `vera`
   ╭─[our growth/teams/routing.yaml:2:7]
 1 │ name: 日本語
 2 │ lead:   vera
   ·         ──┬─
   ·           ╰── unknown person
   ╰────
";
    assert!(report.contains(wide), "{report}");
    for format in [Format::Human, Format::Narrated] {
        let report = broken.print(format, 80);
        assert!(!report.contains(|odd: char| odd.is_control() && !"\n\t".contains(odd)));
        assert!(!report.contains("\n\n\n"), "one blank line between findings: {report}");
    }
    let unknown = "error[unknown-key]: a team has no key `a|b `c` <b>d</b> %25 ::error::` here\n";
    assert!(report.contains(unknown), "{report}");
}

#[test]
fn a_line_of_10_mb_is_shown_in_part_and_at_once() {
    let mut files = cases::base();
    let filler = "m".repeat(5_000_000);
    let line =
        format!("{{name: A, lead: chen, x-a: {filler}, leed: 1, x-b: {filler}, parent: verra}}");
    files.put("teams/routing.yaml", line);
    let broken = Broken::of(&files);
    assert_eq!(broken.findings().len(), 2);
    let start = Instant::now();
    let report = broken.print(Format::Human, 80);
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert!(report.lines().all(|line| line.chars().count() <= 80), "{report}");
    assert!(report.contains("mmm, leed: 1, x-b: mmm"), "{report}");
    assert!(report.contains("1 │ …mmm") && report.contains("mmm…\n"), "{report}");
    assert!(report.contains("routing.yaml:1:5000030]"), "{report}");
}

proptest! {
    #[test]
    fn an_excerpt_has_the_bytes_and_places_of_its_file(
        text in "([a-zé日😀\t]{0,30}|[a-z]{60,90}|\r?\n){1,12}",
        spans in prop::collection::vec((0.0..1.0_f64, 0usize..20), 1..4),
        width in 32usize..80,
    ) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let at = |share: f64| (share * text.len() as f64) as usize;
        let boundary = |offset| learn::base::span::character_boundary(&text, offset);
        let locations: Vec<Location> = spans.iter().map(|(share, length)| {
            let start = boundary(at(*share));
            let line = text[start..].find(['\r', '\n']).map_or(text.len(), |end| start + end);
            let end = boundary((start + length).min(line));
            let (from, to) = (line_column(&text, start), line_column(&text, end));
            Location { path: "a".into(), span: Span::new(start, end), start: from, end: to }
        }).collect();
        let excerpts = Excerpts::new(&text, &locations.iter().collect::<Vec<_>>(), width, true);
        for location in &locations {
            if text.is_empty() {
                prop_assert!(excerpts.is_empty());
                continue;
            }
            let span = excerpts.underlined(location.span);
            let part = excerpts.around(span.start, span.end);
            prop_assert!(part.is_some(), "{location:?} is not shown");
            if let Some(part) = part {
                prop_assert_eq!(excerpts.start_at(span.start), Some(location.start));
                prop_assert_eq!(part.first, line_column(&text, part.start));
                let inside = span.start - part.start..span.end - part.start;
                prop_assert_eq!(part.text.get(inside), text.get(span.range()));
                prop_assert!(part.text.lines().all(|line| line.len() <= width), "{:?}", part);
            }
        }
    }

    #[test]
    fn an_index_of_lines_agrees_with_reading_from_the_beginning(
        text in "([a-zé日😀]{0,5000}|\n){0,6}",
        offset in 0usize..20_000,
    ) {
        prop_assert_eq!(LineIndex::new(&text).line_column(offset), line_column(&text, offset));
    }

    #[test]
    fn a_unified_diff_turns_the_old_text_into_the_new_one(
        old in prop::collection::vec("[ab]{0,2}", 0..40),
        new in prop::collection::vec("[ab]{0,2}", 0..40),
        breaks in any::<(bool, bool)>(),
    ) {
        let text = |lines: &[String], last: bool| {
            lines.join("\n") + if last && !lines.is_empty() { "\n" } else { "" }
        };
        let (old, new) = (text(&old, breaks.0), text(&new, breaks.1));
        let mut diff = Vec::new();
        unified_diff::write("a.yaml", old.as_bytes(), new.as_bytes(), &mut diff).expect("memory");
        prop_assert_eq!(diff.is_empty(), old == new);
        let diff = String::from_utf8(diff).expect("UTF-8");
        prop_assert_eq!(apply(&old, &diff), new, "{}", diff);
    }
}

/// Applies a unified diff, checking every line and number that it gives.
fn apply(old: &str, diff: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let (mut at, mut new) = (0, Vec::<String>::new());
    let mut lines = diff.lines().skip(2).peekable();
    while let Some(header) = lines.next() {
        let numbers: Vec<usize> = header
            .split(|other: char| !other.is_ascii_digit())
            .filter_map(|digits| digits.parse().ok())
            .collect();
        let [old_first, old_count, new_first, new_count] = numbers[..] else {
            panic!("{header} has no four numbers")
        };
        let start = if old_count == 0 { old_first } else { old_first - 1 };
        new.extend(old[at..start].iter().map(|line| (*line).to_owned()));
        at = start;
        assert_eq!(new.len(), if new_count == 0 { new_first } else { new_first - 1 }, "{header}");
        let (old_end, new_end) = (at + old_count, new.len() + new_count);
        while let Some(line) = lines.next_if(|line| !line.starts_with("@@")) {
            let ends = lines.next_if(|next| next.starts_with('\\')).is_none();
            let content = format!("{}{}", &line[1..], if ends { "\n" } else { "" });
            if !line.starts_with('+') {
                assert_eq!(old[at], content, "{diff}");
                at += 1;
            }
            if !line.starts_with('-') {
                new.push(content);
            }
        }
        assert_eq!((at, new.len()), (old_end, new_end), "{header}");
    }
    new.extend(old[at..].iter().map(|line| (*line).to_owned()));
    new.concat()
}

#[test]
fn what_a_change_brings_in_is_told_to_whoever_merges_it() {
    let company = Company::new();
    company.branch("first");
    company.approve("ben");
    let told = |format: &str| {
        let asked = ["check", "--target", "origin/main", "--format", format];
        forge::text(&company.learn("work", &asked).stdout)
    };
    let human = told("human");
    assert!(
        human.contains("brings in: approve for ada, incident-commander, by ben (signed)\n"),
        "{human}"
    );
    let markdown = told("markdown");
    assert!(markdown.contains("### 1 new approval\n"), "{markdown}");
    assert!(
        markdown.contains(
            "| approve | `ada` | `incident-commander` | `ben` | signed with ssh-ed25519 SHA256:"
        ),
        "{markdown}"
    );
    let json: Value = serde_json::from_str(&told("json")).expect("JSON");
    let path = "people/ada/approvals/2026-04-15-incident-commander-ben.yaml";
    let landed = json!([{
        "decision": "approve", "person": "ada", "subject": "incident-commander",
        "signer": "ben", "assurance": "signed", "path": path,
    }]);
    assert_eq!(json["landing"], landed);
    company.land("merge", "first");
    let after = forge::text(&company.learn("work", &["check", "--format", "json"]).stdout);
    assert!(!after.contains("landing"), "{after}");
}
