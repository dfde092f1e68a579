//! Attacks by former ids: what was signed for one thing is given to another by what that says it was called.

use crate::forge::{Company, change, hold};

const RULE: &[&str] = &["former-id-merged"];
const COMMANDER: &str = "credentials/incident-commander.yaml";
const CAPTAIN: &str = "credentials/incident-captain.yaml";
const WRITER: &str = "credentials/clear-writer.yaml";
const FRAMEWORK: &str = "frameworks/engineering.yaml";
const LADDER: &str = "ladders/engineering-ic.yaml";
const BASICS: &str = "modules/incident-basics.md";

/// A credential like another one, by a name of its own, that says what it was called.
fn star(company: &Company, id: &str, formerly: &str) {
    let text = company.read(WRITER).replace("Clear writer", "Star");
    company.write(&format!("credentials/{id}.yaml"), text + formerly);
}

/// A credential gets another id, and says which ones it had.
fn renamed(company: &Company, from: &str, to: &str, formerly: &str) {
    let (from, to) = (format!("credentials/{from}.yaml"), format!("credentials/{to}.yaml"));
    company.git(&["mv", &from, &to]);
    let text = company.read(&to);
    let kept = text.lines().filter(|line| !line.starts_with("formerly:"));
    let kept: String = kept.flat_map(|line| [line, "\n"]).collect();
    company.write(&to, kept + formerly);
}

/// A module gets another id, and says which one it had.
fn module_renamed(company: &Company) {
    company.git(&["mv", BASICS, "modules/first-minutes.md"]);
    company.edit(
        "modules/first-minutes.md",
        "type: course\n",
        "type: course\nformerly: [incident-basics]\n",
    );
    company.edit("modules/incident-command.md", "  - incident-basics\n", "  - first-minutes\n");
}

/// What is checked out has landed, and the next change begins.
fn lands(company: &Company) {
    company.commit("chen", "A first step");
    company.git(&["push", "-q", "origin", "HEAD:main"]);
    company.branch("next");
}

/// The credential that Ada holds is called captain now, and that has landed.
fn with_captain(company: &Company) {
    company.branch("first");
    renamed(company, "incident-commander", "incident-captain", "formerly: [incident-commander]\n");
    lands(company);
}

/// The credential that Ada holds was deleted by somebody who silenced what speaks against that.
fn with_a_gap(company: &Company) {
    company.branch("first");
    company.git(&["rm", "-q", COMMANDER]);
    company.edit(
        LADDER,
        "    requires:\n      - {id: commander, credential: incident-commander}\n",
        "",
    );
    let quiet = "rules: {unknown-reference: hint, former-id-merged: allow}\n";
    company.write("learn.yaml", company.read("learn.yaml") + quiet);
    lands(company);
}

#[test]
#[allow(clippy::too_many_lines)] // one table of cases
fn an_id_never_comes_to_mean_something_else() {
    hold(&[
        change(
            "a new one of two, of which the first is held",
            |company| {
                company.branch("x");
                star(company, "star", "formerly: [incident-commander, clear-writer]\n");
                company.git(&["rm", "-q", COMMANDER, WRITER]);
                company.commit("ada", "One of two");
            },
            RULE,
        )
        .after_approval(),
        change(
            "a new one of two, of which the second is held",
            |company| {
                company.branch("x");
                star(company, "star", "formerly: [clear-writer, incident-commander]\n");
                company.git(&["rm", "-q", COMMANDER, WRITER]);
                company.commit("ada", "One of two");
            },
            RULE,
        )
        .after_approval(),
        change(
            "two that nobody holds",
            |company| {
                company.branch("x");
                company.git(&["rm", "-q", WRITER]);
                let path = "credentials/incident-lead.yaml";
                company.write(path, company.read(path) + "formerly: [clear-writer]\n");
                company.commit("ada", "One of two");
            },
            RULE,
        ),
        change(
            "the former id of a credential that stays",
            |company| {
                with_captain(company);
                company.edit(CAPTAIN, "formerly: [incident-commander]\n", "");
                star(company, "star", "formerly: [incident-commander]\n");
                company.commit("ada", "That was this one");
            },
            RULE,
        )
        .after_approval(),
        change(
            "the former id of a credential that stays, as an own one",
            |company| {
                with_captain(company);
                company.edit(CAPTAIN, "formerly: [incident-commander]\n", "");
                star(company, "incident-commander", "");
                company.commit("ada", "The name is free");
            },
            RULE,
        )
        .after_approval(),
        change(
            "the former id of a credential that gets another one meanwhile",
            |company| {
                with_captain(company);
                renamed(company, "incident-captain", "chief", "formerly: [incident-captain]\n");
                star(company, "star", "formerly: [incident-commander]\n");
                company.commit("ada", "One of each");
            },
            RULE,
        )
        .after_approval(),
        change(
            "the former id of a competency that stays",
            |company| {
                company.branch("first");
                let was = "  handling:\n    formerly: [incident-response]\n";
                company.edit(FRAMEWORK, "  incident-response:\n", was);
                lands(company);
                let other =
                    "  juggling: {name: Juggling, theme: craft, formerly: [incident-response]}\n";
                company.edit(FRAMEWORK, was, &format!("{other}  handling:\n"));
                company.commit("ada", "It is juggling");
            },
            RULE,
        )
        .after_approval(),
        change(
            "the former id of a role that stays",
            |company| {
                company.branch("first");
                let was = "  - id: builder\n    formerly: [engineer]\n";
                company.edit(LADDER, "  - id: engineer\n", was);
                lands(company);
                let text = company.read(LADDER).replace(was, "  - id: builder\n");
                let wizard = "  - id: wizard\n    formerly: [engineer]\n    title: Wizard\n    outcomes: [Magic.]\n    expects:\n      - {competency: communication, at: foundational}\n";
                company.write(LADDER, text + wizard);
                company.commit("ada", "They are wizards");
            },
            RULE,
        ),
        change(
            "the former id of a module that stays",
            |company| {
                company.branch("first");
                module_renamed(company);
                lands(company);
                let path = "modules/first-minutes.md";
                company.write("modules/star.md", company.read(path));
                company.edit(path, "formerly: [incident-basics]\n", "");
                company.commit("ada", "It was this one");
            },
            RULE,
        ),
        change(
            "a former id that is dropped, though somebody holds it, by whoever silences what speaks against that",
            |company| {
                with_captain(company);
                company.edit(CAPTAIN, "formerly: [incident-commander]\n", "");
                let quiet = "rules: {unknown-reference: hint}\n";
                company.write("learn.yaml", company.read("learn.yaml") + quiet);
                company.commit("ada", "Nobody needs that");
            },
            &["unknown-reference"],
        )
        .after_approval(),
        change(
            "an id that is gone though somebody holds it, for something else that is renamed",
            |company| {
                with_a_gap(company);
                renamed(company, "clear-writer", "incident-commander", "formerly: [clear-writer]\n");
                company.commit("ada", "It is about commanders");
            },
            RULE,
        )
        .after_approval(),
        change(
            "an id that is gone though somebody holds it",
            |company| {
                with_a_gap(company);
                star(company, "star", "formerly: [incident-commander]\n");
                company.commit("ada", "It had another name");
            },
            RULE,
        )
        .after_approval(),
    ]);
}

#[test]
fn whatever_keeps_what_it_was_may_be_renamed() {
    hold(&[
        change(
            "once",
            |company| {
                company.branch("x");
                let formerly = "formerly: [incident-commander]\n";
                renamed(company, "incident-commander", "incident-captain", formerly);
                company.commit("chen", "A better name");
            },
            &[],
        )
        .after_approval(),
        change(
            "twice, with both former ids",
            |company| {
                with_captain(company);
                let formerly = "formerly: [incident-commander, incident-captain]\n";
                renamed(company, "incident-captain", "chief", formerly);
                company.commit("chen", "A better name");
            },
            &[],
        )
        .after_approval(),
        change(
            "back to what it was",
            |company| {
                with_captain(company);
                let formerly = "formerly: [incident-captain]\n";
                renamed(company, "incident-captain", "incident-commander", formerly);
                company.commit("chen", "The old name was better");
            },
            &[],
        )
        .after_approval(),
        change(
            "a module",
            |company| {
                company.branch("x");
                module_renamed(company);
                company.commit("chen", "A better name");
            },
            &[],
        ),
        change(
            "something new, from an id that nobody ever used",
            |company| {
                company.branch("x");
                star(company, "star", "formerly: [asterisk]\n");
                company.commit("chen", "It came from elsewhere");
            },
            &[],
        ),
        change(
            "a credential that was gone comes back",
            |company| {
                let text = company.read(COMMANDER);
                with_a_gap(company);
                company.write(COMMANDER, text);
                company.commit("chen", "It is needed");
            },
            &[],
        )
        .after_approval(),
    ]);
}
