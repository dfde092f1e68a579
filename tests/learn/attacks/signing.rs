//! Attacks on one approval: who signs it, what its bytes are and where it lies.

use learn::trust::statement::Words;

use crate::forge::{CATALOG, Company, change, hold, text};

/// Ada signs in her own name about herself.
fn by_ada(company: &Company, key: &str) {
    company.branch("x");
    let draft = company.draft("ada", "incident-commander", "ada");
    company.put(&draft, &company.statement(&draft, key));
    company.commit("ada", "Approve");
}

#[test]
fn nobody_approves_themselves() {
    hold(&[
        change("with her key", |company| by_ada(company, "ada"), &["self-approval"]),
        change("with her second key", |company| by_ada(company, "ada2"), &["self-approval"]),
        change(
            "in the name of her mentor, with her key",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                company.put(&draft, &company.statement(&draft, "ada"));
                company.commit("ada", "Approve");
            },
            &["unauthorised-signer"],
        ),
        change(
            "with --author of her mentor",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                let author = format!("ben <approval@{CATALOG}>");
                let message = draft.words().message();
                company.git(&["switch", "-q", "--orphan", "forged"]);
                let arguments = ["commit", "-q", "--allow-empty", "--author", &author];
                company.git_as("ada", &[&arguments[..], &["-m", &message]].concat());
                let raw = company.raw("work", "HEAD");
                assert!(text(&raw).contains("gpgsig"), "it has to be signed");
                company.branch("x");
                company.put(&draft, &raw);
                company.commit("ada", "Approve");
            },
            &["malformed-statement"],
        ),
        change(
            "a learner carries what her mentor signed",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                company.put(&draft, &company.statement(&draft, "ben"));
                company.commit("ada", "Add what Ben sent me");
            },
            &[],
        ),
        change(
            "a mentor with two keys uses the second",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                company.put(&draft, &company.statement(&draft, "ben2"));
                company.commit("ben", "Approve");
            },
            &[],
        ),
    ]);
}

/// Lays an approval of Ben's on a branch, lets somebody do something to it, and commits that.
fn after_signing(company: &Company, deed: impl FnOnce(&Company, &str, &str)) {
    company.branch("x");
    let draft = company.approve("ben");
    deed(company, &draft.path, &draft.seal_path());
    company.commit("ada", "A small correction");
}

/// Ben's statement with other bytes, as a seal.
fn with_statement(company: &Company, from: &str, to: &str) {
    after_signing(company, |company, _, _| {
        let draft = company.draft("ada", "incident-commander", "ben");
        let raw = text(&company.statement(&draft, "ben"));
        assert!(raw.contains(from), "{raw}");
        company.put(&draft, raw.replace(from, to).as_bytes());
    });
}

#[test]
fn a_byte_of_the_record_or_the_seal_matters() {
    hold(&[
        change(
            "a byte of the record",
            |company| {
                after_signing(company, |company, record, _| {
                    company.edit(record, "command: 3", "command: 2");
                });
            },
            &["record-changed"],
        ),
        change(
            "a comment in the record",
            |company| {
                after_signing(company, |company, record, _| {
                    company.edit(record, "scores:", "# checked\nscores:");
                });
            },
            &["record-changed"],
        ),
        change(
            "its line ends",
            |company| {
                after_signing(company, |company, record, _| company.edit(record, "\n", "\r\n"));
            },
            &["record-changed"],
        ),
        change(
            "a byte order mark",
            |company| {
                after_signing(company, |company, record, _| {
                    company.edit(record, "learn: approval/1", "\u{feff}learn: approval/1");
                });
            },
            &["record-changed"],
        ),
        change(
            "a character of the seal",
            |company| {
                after_signing(company, |company, _, seal| {
                    let text = company.read(seal);
                    let (first, rest) = text.split_at(40);
                    company.write(seal, format!("{first}_{}", &rest[1..]));
                });
            },
            &["malformed-statement"],
        ),
        change(
            "the moment in the seal",
            |company| with_statement(company, "1776254400", "1776254401"),
            &["bad-signature"],
        ),
        change(
            "the digest in the seal",
            |company| with_statement(company, "Record: sha256:", "Record: sha512:"),
            &["malformed-statement"],
        ),
        change("the seal as it is", |company| with_statement(company, "gpgsig", "gpgsig"), &[]),
        change(
            "in a merge",
            |company| {
                company.branch("x");
                let draft = company.approve("ben");
                company.main_moves_on();
                company.git_as("ada", &["merge", "-q", "--no-ff", "--no-commit", "origin/main"]);
                company.edit(&draft.path, "One voice", "Best voice");
                company.commit("ada", "Merge main");
            },
            &["record-changed"],
        ),
        change(
            "in a merge that changes nothing",
            |company| {
                company.branch("x");
                company.approve("ben");
                company.main_moves_on();
                company.git_as("ada", &["merge", "-q", "--no-ff", "--no-edit", "origin/main"]);
            },
            &[],
        ),
    ]);
}

/// Copies Ben's approval, with other words in it, to a path.
fn copied(company: &Company, to: &str, from_words: &str, to_words: &str) {
    after_signing(company, |company, record, seal| {
        let text = company.read(record).replace(from_words, to_words);
        company.write(&format!("{to}.yaml"), text);
        company.write(&format!("{to}.ben.seal"), company.read(seal));
    });
}

#[test]
fn an_approval_cannot_be_copied_elsewhere() {
    const TOM: &str = "people/tom/approvals/2026-04-15-incident-commander-ben";
    // His folder has no such claim and no such work either.
    const RULES: &[&str] = &["statement-mismatch", "unknown-reference"];
    const LEAD: &str = "people/ada/approvals/2026-04-15-incident-lead-ben";
    hold(&[
        change("to Tom", |company| copied(company, TOM, "", ""), RULES),
        change(
            "to Tom, with his name",
            |company| copied(company, TOM, "person: ada", "person: tom"),
            RULES,
        ),
        change(
            "to another subject",
            |company| {
                copied(company, LEAD, "subject: incident-commander", "subject: incident-lead");
            },
            &["statement-mismatch"],
        ),
        change("beside itself", |company| copied(company, LEAD, "", ""), &[]),
        change(
            "from another catalog",
            |company| {
                company.branch("x");
                let catalog = format!("catalog: {CATALOG}");
                let draft = company.draft("ada", "incident-commander", "ben");
                let draft = draft.with(&catalog, "catalog: other-growth");
                let words = Words { catalog: "other-growth".to_owned(), ..draft.words() };
                company.put(&draft, &company.said_by_git(&words, "ben"));
                company.commit("ada", "Add");
            },
            &["statement-mismatch"],
        ),
        change(
            "with a seal from another catalog",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                let words = Words { catalog: "other-growth".to_owned(), ..draft.words() };
                company.put(&draft, &company.said_by_git(&words, "ben"));
                company.commit("ada", "Add");
            },
            &["statement-mismatch"],
        ),
        change(
            "a seal of a policy's version as the seal of a record",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "hana");
                company.write(&draft.path, &draft.text);
                let seal = company.read("trust/0001.hana.seal");
                company.write(&draft.seal_path(), seal);
                company.commit("ada", "Add");
            },
            &["statement-mismatch"],
        ),
    ]);
}
