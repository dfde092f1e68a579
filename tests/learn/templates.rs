//! Templates: whatever somebody calls their record, it stays a title.

use learn::catalog::Entry;
use learn::catalog::load::read_record;
use learn::catalog::template::{Filling, instantiate};
use learn::kinds::Kind;
use learn::kinds::module::Module;
use learn::kinds::team::Team;
use proptest::prelude::*;

const FILLING: Filling<'static> =
    Filling { id: "pairing", title: "Pairing", name: "Pairing", date: "2026-04-15", owner: "ada" };

fn team(template: &str, name: &str) -> Result<String, String> {
    let filling = Filling { name, ..FILLING };
    let text = instantiate(Kind::Team, template, &filling).map_err(|fault| fault.message)?;
    let record = read_record(Kind::Team, "teams/x.yaml", text.clone().into_bytes());
    assert!(record.is_sound(), "{:?} in\n{text}", record.faults);
    let team = Entry::<Team>::of(&record).expect("a sound record has a document");
    assert!(team.lead.is_none(), "a value added a key:\n{text}");
    Ok(team.name.to_string())
}

#[test]
fn a_value_is_written_as_its_place_asks_for() {
    let cases = [
        ("name: {{ name }}\n", "Pairing: why", "name: \"Pairing: why\"\n"),
        ("name: {{ name }}\n", "Pairing", "name: Pairing\n"),
        ("name: {{ name }}\n", "no", "name: \"no\"\n"),
        ("name: {{ name }}\n", "12", "name: \"12\"\n"),
        ("name: {{ name }}\n", "Null", "name: \"Null\"\n"),
        ("name: \"{{ name }}\"\n", "a \"b\" \\ c", "name: \"a \\\"b\\\" \\\\ c\"\n"),
        ("name: '{{ name }}'\n", "it's", "name: 'it''s'\n"),
        ("name: On {{ name }} # {{ name }}\n", "it's", "name: On it's # it's\n"),
        ("name: |\n  On {{ name }}\n", "a: b #c", "name: |\n  On a: b #c\n"),
        (
            "name: x\nx-y: {a: {{ name }}, b: 1}\n",
            "p, q: 1",
            "name: x\nx-y: {a: \"p, q: 1\", b: 1}\n",
        ),
        ("name: x\nx-y: [{{ date }}, {{ id }}]\n", "", "name: x\nx-y: [2026-04-15, pairing]\n"),
        ("name: {{ name|upper }}\n", "a\nlead: b", "name: \"A LEAD: B\"\n"),
    ];
    for (template, name, expected) in cases {
        let text = instantiate(Kind::Team, template, &Filling { name, ..FILLING });
        assert_eq!(text.as_deref(), Ok(expected), "{template}");
    }
}

#[test]
fn a_value_that_would_change_the_text_around_it_is_refused() {
    for (template, name) in [
        ("name: About {{ name }}\n", "a: b"),
        ("name: About {{ name }}\n", "a #b"),
        ("name: {{ name }} here\n", "[a"),
        ("name: a - {{ name }}\n", "b: c"),
        ("name: a, {{ name }}\n", "b: c"),
    ] {
        let fault = instantiate(Kind::Team, template, &Filling { name, ..FILLING });
        assert_eq!(fault.map_err(|fault| fault.line), Err(Some(1)), "{template}");
    }
}

#[test]
fn a_template_that_never_ends_or_asks_for_the_unknown_is_refused() {
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    for template in [endless, "name: x\nlead: {{ lead }}\n", "name: {{ name\n", "name: {% if %}\n"]
    {
        assert!(instantiate(Kind::Team, template, &FILLING).is_err(), "{template}");
    }
}

#[test]
fn markdown_is_filled_as_it_stands() {
    let template = "---\ntitle: \"{{ title }}\"\ntype: course\n---\n# {{ title }} by {{ owner }}\n";
    let filling = Filling { title: "A \"b\": c", ..FILLING };
    let text = instantiate(Kind::Module, template, &filling).expect("a template");
    assert!(text.ends_with("---\n# A \"b\": c by ada\n"), "{text}");
    let record = read_record(Kind::Module, "modules/x.md", text.into_bytes());
    let title = Entry::<Module>::of(&record).expect("a module").title.to_string();
    assert_eq!(title, "A \"b\": c");
}

proptest! {
    #[test]
    fn no_template_is_too_strange(template in "(\\PC|\n|\\{\\{ ?name ?\\}\\}|: |- |\"|'|\\[|\\{|\\||#|  ){0,30}") {
        for kind in [Kind::Team, Kind::Module] {
            let _ = instantiate(kind, &template, &Filling { name: "a: \"b\" #c", ..FILLING });
        }
    }

    #[test]
    fn whatever_the_name_it_stays_the_name(name in "\\PC*[a-z:#\"'\\\\,\\[\\]{}|>&*!%@`\n-]+\\PC*") {
        let clean: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        prop_assume!(!clean.trim().is_empty());
        for template in ["name: {{ name }}\n", "name: \"{{ name }}\"\n", "name: '{{ name }}'\n"] {
            prop_assert_eq!(team(template, &name), Ok(clean.trim().to_owned()));
        }
    }
}
