//! Attacks by a second file, or a second person, of one id.

use crate::forge::{Company, change, hold, text};

const WORK: &str = "people/ada/portfolio/2026-03-02-checkout-outage.md";
const CLAIM: &str = "people/ada/claims/2026-03-25-incident-commander.yaml";

/// A file that comes before the one that was judged and has its id and other words.
fn swapped(company: &Company, path: &str) {
    swapped_into(company, path, "0a");
}

fn swapped_into(company: &Company, path: &str, inside: &str) {
    let (folder, file) = path.rsplit_once('/').expect("a folder");
    let comment = "# learn: allow(duplicate-id) moved into a folder\n";
    let text = company.read(path);
    let text = match text.strip_prefix("---\n") {
        Some(rest) => format!("---\n{comment}{}", rest.replace("41 minutes", "4 minutes")),
        None => format!("{comment}{text}"),
    };
    company.write(&format!("{folder}/{inside}/{file}"), text);
}

fn after_signing(company: &Company, deed: impl FnOnce(&Company)) {
    company.branch("x");
    company.approve("ben");
    deed(company);
    company.commit("ada", "Into a folder");
}

fn set_level(company: &Company) {
    let text = company.read("learn.yaml") + "rules: {duplicate-id: allow, unused-allow: allow}\n";
    company.write("learn.yaml", text);
}

#[test]
fn what_was_judged_has_no_second_file_whatever_the_catalog_allows() {
    const NEW: &[&str] = &["duplicate-id", "evidence-changed"];
    hold(&[
        change("the work", |c| after_signing(c, |c| swapped(c, WORK)), NEW),
        change("the claim", |c| after_signing(c, |c| swapped(c, CLAIM)), NEW),
        change(
            "the work, by a level",
            |company| {
                after_signing(company, |company| {
                    swapped(company, WORK);
                    set_level(company);
                });
            },
            NEW,
        ),
        change(
            "the work, in a baseline",
            |company| {
                after_signing(company, |company| swapped(company, WORK));
                let accepted = company.learn("work", &["check", "--write-baseline"]);
                assert!(accepted.status.success(), "{accepted:?}");
                company.commit("ada", "Accept");
            },
            NEW,
        ),
        change(
            "the work, once it has landed",
            |company| {
                company.branch("x");
                swapped(company, WORK);
                company.commit("ada", "Into a folder");
            },
            &["duplicate-id"],
        )
        .after_approval(),
        change(
            "the work under an id of its own",
            |company| {
                after_signing(company, |company| {
                    let text = company.read(WORK).replace("41 minutes", "4 minutes");
                    company.write("people/ada/portfolio/0a/2026-03-03-checkout-again.md", text);
                });
            },
            &[],
        ),
        change(
            "the work moved into a folder",
            |company| {
                after_signing(company, |company| {
                    company.write(&WORK.replace("portfolio/", "portfolio/0a/"), company.read(WORK));
                    company.git(&["rm", "-q", WORK]);
                });
            },
            &[],
        ),
        change(
            "something that nobody judged",
            |company| {
                after_signing(company, |company| {
                    let text = company.read("teams/routing.yaml");
                    let comment = "# learn: allow(duplicate-id) they part in May\n";
                    company.write("teams/routing/routing.yaml", format!("{comment}{text}"));
                });
            },
            &[],
        ),
    ]);
}

#[test]
fn a_second_file_of_landed_work_is_said_to_differ_and_its_allow_to_be_vain() {
    let company = Company::with_approval();
    company.branch("x");
    // Of two files the later one is the second, at which an allow would cover it.
    swapped_into(&company, WORK, "z");
    company.commit("ada", "Into a folder");
    let said = text(&company.learn("work", &["check", "--target", "origin/main"]).stdout);
    for words in [
        "evidence-changed-since-approval",
        "stand for several files",
        "`duplicate-id` cannot be allowed here",
    ] {
        let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "no {words:?} in {said}");
    }
}

/// Ada says that she had this id before, and that this is agreed.
fn was(company: &Company, former: &str) {
    company.branch("x");
    let person = company.read("people/ada/person.yaml");
    let line = format!("formerly: [{former}] # learn: allow(former-id-taken) agreed\n");
    company.write("people/ada/person.yaml", person + &line);
    company.write("learn.yaml", company.read("learn.yaml") + "rules: {former-id-taken: allow}\n");
    company.commit("ada", "I was somebody else");
}

#[test]
fn nobody_takes_the_id_of_somebody_else() {
    const RULE: &[&str] = &["former-id-taken"];
    hold(&[
        change("of a colleague", |company| was(company, "tom"), RULE),
        change(
            "of a colleague whom the change takes away",
            |company| {
                was(company, "tom");
                company.git(&["rm", "-q", "-r", "people/tom"]);
                company.commit("ada", "He is me");
            },
            RULE,
        ),
        change(
            "of somebody whom the policy has erased",
            |company| {
                company.branch("policy");
                company.change_policy(2, &[], "erased: [matteo]\n");
                company.land("merge", "policy");
                was(company, "matteo");
            },
            RULE,
        ),
        change("of nobody but herself", |company| was(company, "ada-moreau"), &[]),
        change(
            "her own, by a new name",
            |company| {
                company.branch("x");
                company.git(&["mv", "people/tom", "people/tom-baker"]);
                let path = "people/tom-baker/person.yaml";
                company.write(path, company.read(path) + "formerly: [tom]\n");
                company.commit("tom", "Rename");
            },
            &[],
        ),
    ]);
}

#[test]
fn the_same_words_signed_twice_are_two_records_that_stay() {
    let company = Company::with_approval();
    company.branch("again");
    let draft = company
        .draft("ada", "incident-commander", "ben")
        .named("2026-04-15-incident-commander-ben-2");
    let mut words = draft.words();
    words.time += 1;
    company.put(&draft, &company.said_by_git(&words, "ben"));
    company.commit("ben", "Once more");
    company.git(&["push", "-q", "origin", "HEAD:main"]);
    company.branch("next");
    company.commit("ada", "Nothing to do with that");
    assert_eq!(company.gate(), std::collections::BTreeSet::new());
    company.git(&["rm", "-q", &draft.path, &draft.seal_path()]);
    company.commit("ada", "One is enough");
    assert_eq!(company.gate(), ["approval-removed".to_owned()].into());
}
