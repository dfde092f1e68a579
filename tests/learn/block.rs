//! Whatever is written as YAML reads back as what it was.

use learn::syntax::{block, yaml};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn values() -> impl Strategy<Value = Value> {
    let texts = prop_oneof![
        "\\PC{0,20}",
        "[a-z\\n :#'\"\\[\\]{},|>&*!%@`\\-?0-9._~=\\t\\r\u{85}\u{2028}\u{feff}\u{7f}]{0,30}",
        // Long enough to go on in the next line, with gaps and breaks in awkward places.
        "(([a-z#:>-]{1,12} {1,2}){6,24}x\n{0,3}){1,4}",
        prop::sample::select(vec![
            "yes",
            "NO",
            "~",
            "null",
            "1e3",
            "0x1f",
            "0o17",
            "1_000",
            "12:30",
            "2026-03-02",
            "-",
            "?",
            "<<",
            "=",
            "...",
            "---",
            "a\n",
            "a\n\nb\n\n",
            "\n",
            " a\nb",
            "a: b",
            "a #b",
            "- a",
            "",
        ])
        .prop_map(str::to_owned),
    ];
    let leaves = prop_oneof![
        texts.prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e6..1e6_f64).prop_map(Value::from),
    ];
    leaves.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-z0-9 :#]{1,12}", inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn documents_read_back(entries in prop::collection::vec(("[a-z-]{1,8}", values()), 1..6)) {
        let entries: Map<String, Value> = entries.into_iter().collect();
        let text = block::document(&entries);
        let parsed = yaml::parse(&text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        prop_assert_eq!(parsed.tree, Value::Object(entries), "{}", text);
    }
}

#[test]
fn it_looks_as_people_write_it() {
    let value = json!({
        "title": "Incident command",
        "effort": {"learning": "6 hours", "over": "6 weeks"},
        "day": "2026-03-02",
        "at": "16:00",
        "tags": ["one", "two"],
        "markers": ["Names a scribe.", "Keeps calm."],
        "teaches": [{"competency": "incident-response", "to": "working"}],
        "text": "Two\nlines.\n",
        "long": "Leads the response to an ordinary incident from the first page to the review that names nobody as the one culprit.\nAnd ends it.\n",
    });
    let text = block::document(value.as_object().expect("a map"));
    let expected = "\
title: Incident command
effort: {learning: 6 hours, over: 6 weeks}
day: 2026-03-02
at: \"16:00\"
tags: [one, two]
markers:
  - Names a scribe.
  - Keeps calm.
teaches:
  - {competency: incident-response, to: working}
text: |
  Two
  lines.
long: >
  Leads the response to an ordinary incident from the first page to the review that names nobody
  as the one culprit.

  And ends it.
";
    assert_eq!(text, expected);
}
