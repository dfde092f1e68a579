//! What an admin is shown before they seal what another wrote, and what is not sealed by a mere yes.

use learn::kinds::parts::digest::Sha256;

use super::{Desk, Office, TODAY};

/// Hana's clone, in which it takes Hana and Chen.
fn begun(office: &Office) -> Desk {
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    let add =
        ["trust", "add", "chen", "--admin", "--threshold", "2", "--branch", "main", "--key-file"];
    hana.passes(&[&add[..], &[&office.key("chen")]].concat());
    hana.is(office, "chen");
    hana.passes(&["trust", "seal", "--yes"]);
    hana
}

/// Writes the third version by hand, as no program would.
fn third(desk: &Desk, more: &str) {
    let second = desk.read("trust/0002.yaml");
    let kept: String = second
        .lines()
        .filter(|line| !line.starts_with("previous:"))
        .fold(String::new(), |text, line| text + line + "\n");
    let digest = Sha256::of(second.as_bytes());
    let text = kept.replace("version: 2\n", &format!("version: 3\nprevious: {digest}\n"));
    desk.write("trust/0003.yaml", &(text + more));
    desk.commit("Another version");
}

#[test]
fn what_the_admins_vouch_for_and_let_go_is_named() {
    let office = Office::new();
    let desk = begun(&office);
    let path = format!("people/ada/approvals/{TODAY}-forged.yaml");
    desk.write(
        &path,
        &format!(
            "learn: approval/1\ncatalog: growth\nperson: ada\ndecision: promote\nsubject: senior-engineer\nrole: senior-engineer\nsigner: kofi\ndate: {TODAY}\n"
        ),
    );
    desk.commit("An old approval");
    desk.is(&office, "hana");
    desk.passes(&["trust", "vouch", "--branch", "main"]);
    desk.is(&office, "chen");
    let seen = desk.learn(&["trust", "seal"]);
    let line = format!("`senior-engineer` for ada, in the name of kofi: {path}");
    assert!(seen.code == 2 && seen.err.contains("the admins vouch for:"), "{}", seen.err);
    assert!(seen.err.contains(&line), "{}", seen.err);
    desk.passes(&["trust", "seal", "--yes"]);
    desk.is(&office, "hana");
    let drop = format!("ada/{TODAY}-forged");
    desk.passes(&["trust", "drop", &drop, "--branch", "main"]);
    desk.is(&office, "chen");
    let seen = desk.learn(&["trust", "seal"]);
    assert!(seen.err.contains(&format!("no longer kept:\n      {line}")), "{}", seen.err);
    desk.passes(&["trust", "seal", "--yes"]);
    desk.is(&office, "hana");
    desk.passes(&["trust", "erase", "ada", "--branch", "main"]);
    desk.is(&office, "chen");
    let seen = desk.learn(&["trust", "seal"]);
    assert!(seen.err.contains(&format!("out of the catalog:\n      {line}")), "{}", seen.err);
}

#[test]
fn what_differs_from_its_changes_is_not_sealed_by_a_yes() {
    let office = Office::new();
    let desk = begun(&office);
    third(&desk, &format!("kept: [\"{}\"]\n", Sha256::of(b"anything")));
    let why = desk.refuses(&["trust", "seal", "3", "--yes"]);
    assert!(why.contains("which is no approval of this branch"), "{why}");
    assert!(why.contains("nothing was sealed") && why.contains("--as-written"), "{why}");
    desk.passes(&["trust", "seal", "3", "--yes", "--as-written"]);
}

#[test]
fn nobody_gets_what_somebody_else_earned() {
    let office = Office::new();
    let desk = begun(&office);
    third(&desk, "renamed: {ada: kofi}\n");
    for yes in ["--yes", "--as-written"] {
        let why = desk.refuses(&["trust", "seal", "3", yes]);
        assert!(why.contains("kofi would get what ada earned"), "{why}");
    }
    let why = desk.refuses(&["trust", "rename", "ada", "kofi"]);
    assert!(why.contains("both are there"), "{why}");
}
