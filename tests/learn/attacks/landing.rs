//! Approvals that get lost, come back, or land long after they were signed, in every way in which a change lands.

use std::collections::BTreeSet;

use crate::forge::{Company, Draft, change, hold, text};

const PATH: &str = "people/ada/approvals/2026-04-15-incident-commander-ben";

fn delete(company: &Company) {
    company.branch("x");
    company.git(&["rm", "-q", &format!("{PATH}.yaml"), &format!("{PATH}.ben.seal")]);
    company.commit("ada", "Tidy up");
}

fn rename(company: &Company, to: &str) {
    company.branch("x");
    company.write(&format!("{to}.yaml"), company.read(&format!("{PATH}.yaml")));
    company.write(&format!("{to}.ben.seal"), company.read(&format!("{PATH}.ben.seal")));
    company.git(&["rm", "-q", &format!("{PATH}.yaml"), &format!("{PATH}.ben.seal")]);
    company.commit("ada", "Rename");
}

/// Takes the first approval back by `git revert` of the merge that brought it.
fn revert(company: &Company) {
    company.branch("x");
    company.git_as("chen", &["revert", "--no-edit", "-m", "1", "HEAD"]);
}

/// Somebody with the right to push takes the approval away on main itself.
fn revert_on_main(company: &Company) {
    revert(company);
    company.git(&["push", "-q", "origin", "HEAD:main"]);
}

#[test]
fn a_change_is_red_exactly_while_an_approval_is_missing() {
    const GONE: &[&str] = &["approval-removed"];
    hold(&[
        change("deleted", delete, GONE).after_approval(),
        change(
            "deleted and put back",
            |company| {
                delete(company);
                company.git(&["checkout", "-q", "origin/main", "--", "people/ada/approvals"]);
                company.commit("ada", "Put it back");
            },
            &[],
        )
        .after_approval(),
        change(
            "only the seal",
            |company| {
                company.branch("x");
                company.git(&["rm", "-q", &format!("{PATH}.ben.seal")]);
                company.commit("ada", "Tidy up");
            },
            &["unsigned-approval"],
        )
        .after_approval(),
        change(
            "renamed",
            |company| rename(company, "people/ada/approvals/2026-04-15-another-name"),
            &[],
        )
        .after_approval(),
        change(
            "renamed into somebody else's folder",
            |company| rename(company, "people/tom/approvals/2026-04-15-incident-commander-ben"),
            &["statement-mismatch", "unknown-reference"],
        )
        .after_approval(),
        change(
            "changed",
            |company| {
                company.branch("x");
                company.edit(&format!("{PATH}.yaml"), "One voice", "Two voices");
                company.commit("ada", "Correct");
            },
            &["approval-removed", "record-changed"],
        )
        .after_approval(),
        change(
            "swapped for an unsigned one",
            |company| {
                delete(company);
                let draft = company.draft("ada", "incident-commander", "chen");
                company.write(&draft.path, &draft.text);
                company.commit("ada", "Swap");
            },
            &["approval-removed", "unsigned-approval"],
        )
        .after_approval(),
        change(
            "swapped for a sound one",
            |company| {
                delete(company);
                company.approve("vera");
            },
            GONE,
        )
        .after_approval(),
        change("reverted", revert, GONE).after_approval(),
        change(
            "reverted and applied again",
            |company| {
                revert(company);
                company.git_as("chen", &["revert", "--no-edit", "HEAD"]);
            },
            &[],
        )
        .after_approval(),
        change(
            "the person is gone with it",
            |company| {
                company.branch("x");
                company.git(&["rm", "-q", "-r", "people/ada/approvals", "people/ada/claims"]);
                company.commit("ada", "Tidy up");
            },
            GONE,
        )
        .after_approval(),
        change(
            "not there on main either",
            |company| {
                revert_on_main(company);
                company.branch("y");
                company.write("teams/new.yaml", "name: New\nlead: chen\n");
                company.commit("chen", "New");
            },
            &[],
        )
        .after_approval(),
    ]);
}

#[test]
fn what_was_taken_away_on_main_comes_back_in_every_way() {
    for how in ["merge", "squash", "rebase", "ff"] {
        let company = Company::with_approval();
        revert_on_main(&company);
        company.git(&["fetch", "-q"]);
        assert_eq!(company.counted("work").len(), 0, "{how}");
        company.branch("again");
        company.git(&["checkout", "-q", "HEAD~1", "--", "people/ada/approvals"]);
        company.commit("ben", "Bring it back");
        assert_eq!(company.gate(), BTreeSet::new(), "{how}");
        company.land(how, "again");
        assert_eq!(company.verify(), BTreeSet::new(), "{how}");
        assert_eq!(
            company.awards("ada"),
            BTreeSet::from(["incident-commander".to_owned()]),
            "{how}"
        );
        // A branch from before, without it, would take it away only if it says so.
        company.git(&["switch", "-q", "-C", "old", "origin/main~1"]);
        company.write("teams/new.yaml", "name: New\nlead: chen\n");
        company.commit("chen", "New");
        assert_eq!(company.gate(), BTreeSet::new(), "{how}");
        company.git_as("chen", &["merge", "-q", "-s", "ours", "--no-edit", "origin/main"]);
        assert_eq!(company.gate(), BTreeSet::from(["approval-removed".to_owned()]), "{how}");
    }
}

#[test]
fn what_is_gone_is_said_where_it_was_with_the_command_that_brings_it_back() {
    let company = Company::with_approval();
    delete(&company);
    let said = text(&company.learn("work", &["check", "--target", "origin/main"]).stdout);
    // A terminal breaks paths at their hyphens.
    let words = said.split_whitespace().collect::<String>();
    assert!(words.contains(&format!("`gitcheckoutorigin/main--{PATH}.yaml")), "{said}");
    assert!(said.contains("people/ada/claims/2026-03-25-incident-commander.yaml:1"), "{said}");
}

/// Ben's approval of a claim of September and its work, which come along.
fn of_old_work(company: &Company) -> Draft {
    const WORK: &str = "people/ada/portfolio/2025-09-01-index-outage.md";
    const CLAIM: &str = "people/ada/claims/2025-09-02-incident-commander.yaml";
    let draft = company.draft("ada", "incident-commander", "ben");
    let new_work = "people/ada/portfolio/2026-03-02-checkout-outage.md";
    let new_claim = "people/ada/claims/2026-03-25-incident-commander.yaml";
    let (claim, work) = (company.digest(new_claim), company.digest(new_work));
    company.write(WORK, company.read(new_work).replace("checkout outage", "index outage"));
    company.write(
        CLAIM,
        "credential: incident-commander\nevidence: [{portfolio: 2025-09-01-index-outage}]\n",
    );
    draft
        .with(claim.as_str(), company.digest(CLAIM).as_str())
        .with(work.as_str(), company.digest(WORK).as_str())
        .with("id: 2026-03-25-incident-commander", "id: 2025-09-02-incident-commander")
        .with("id: 2026-03-02-checkout-outage", "id: 2025-09-01-index-outage")
        .with("worked: 2026-03-02", "worked: 2025-09-01")
}

fn dated(company: &Company, day: &str) {
    company.branch("x");
    company.carry(&of_old_work(company).on(day));
}

#[test]
fn an_approval_of_half_a_year_ago_does_not_land_now() {
    hold(&[
        change("half a year", |company| dated(company, "2025-10-15"), &["approval-stale"]),
        change("91 days", |company| dated(company, "2026-01-14"), &["approval-stale"]),
        change("90 days", |company| dated(company, "2026-01-15"), &[]),
        change(
            "half a year, and it had landed without its seal",
            |company| {
                company.branch("x");
                let draft = of_old_work(company).on("2025-10-15");
                company.write(&draft.path, &draft.text);
                company.commit("ada", "Old papers");
                company.git(&["push", "-q", "origin", "HEAD:main"]);
                company.branch("y");
                company.carry(&draft);
            },
            &["approval-stale"],
        ),
        change(
            "of last week, and it had landed without its seal",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben").on("2026-04-08");
                company.write(&draft.path, &draft.text);
                company.commit("ada", "Papers");
                company.git(&["push", "-q", "origin", "HEAD:main"]);
                company.branch("y");
                company.carry(&draft);
            },
            &[],
        ),
        change(
            "half a year, and the admin vouches",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben").on("2025-10-15");
                company.carry(&draft);
                company.change_policy(2, &[], &format!("kept: [\"{}\"]\n", draft.digest()));
            },
            &[],
        ),
    ]);
}

#[test]
fn nobody_judges_on_a_day_what_was_done_later() {
    const RULE: &[&str] = &["approval-before-work"];
    fn of(company: &Company, draft: impl FnOnce(Draft) -> Draft) {
        company.branch("x");
        company.carry(&draft(company.draft("ada", "incident-commander", "ben")));
    }
    hold(&[
        change("before the claim", |company| of(company, |draft| draft.on("2026-03-24")), RULE),
        change(
            "on the day of the claim",
            |company| of(company, |draft| draft.on("2026-03-25")),
            &[],
        ),
        change(
            "before the work",
            |company| {
                of(company, |draft| {
                    draft.with("worked: 2026-03-02", "worked: 2026-04-14").on("2026-04-13")
                });
            },
            &["approval-before-work", "evidence-misstated"],
        ),
        change(
            "on a day that is said to be that of the work",
            |company| {
                of(company, |draft| {
                    draft.with("worked: 2026-03-02", "worked: 2026-04-13").on("2026-04-13")
                });
            },
            &["evidence-misstated"],
        ),
        change(
            "a not-yet before the claim",
            |company| of(company, |draft| draft.into_not_yet().on("2026-03-24")),
            RULE,
        ),
        change(
            "it landed before anybody asked",
            |company| {
                of(company, |draft| draft.on("2026-03-24"));
                company.git(&["push", "-q", "origin", "HEAD:main"]);
                company.branch("y");
                company.write("teams/new.yaml", "name: New\nlead: chen\n");
                company.commit("chen", "New");
                assert_eq!(company.awards("ada").len(), 1, "it stays worth what it was");
            },
            &[],
        ),
        change(
            "the admin vouches",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben").on("2026-03-24");
                company.carry(&draft);
                company.change_policy(2, &[], &format!("kept: [\"{}\"]\n", draft.digest()));
            },
            &[],
        ),
    ]);
}
