//! Repositories and configuration as the user's own git has them: what cannot be read is refused, never passed over.

use crate::workshop::{Run, Workshop};

#[test]
fn a_repository_that_cannot_be_read_is_refused() {
    let cases = [
        ("--object-format=sha256", "names its objects by sha256"),
        ("--ref-format=reftable", "keeps its branches as reftable"),
    ];
    for (format, words) in cases {
        let shop = Workshop::new();
        shop.git(&["init", "--quiet", "--initial-branch=main", format]);
        shop.lay_base("");
        shop.commit("The base catalog");
        for line in [
            "check",
            "check --rev HEAD",
            "check --target main",
            "readiness ada",
            "readiness ada --as-of 2026-04-15",
            "impact HEAD..HEAD",
            "queue --all",
            "trust show",
            "init growth",
        ] {
            let run = shop.pasted("", &format!("learn {line}"));
            assert_eq!(run.code, 2, "{format}: learn {line}: {}{}", run.out, run.err);
            assert!(run.err.contains(words), "{format}: learn {line}: {}", run.err);
        }
    }
    // Without any repository the files are all there is.
    let shop = Workshop::new();
    shop.lay_base("");
    assert_eq!(shop.check(&[]).code, 0);
}

#[test]
fn who_somebody_is_is_asked_of_git_itself() {
    let shop = Workshop::with_catalog("");
    let asks = |folder: &str, arguments: &[&str]| {
        let mut command = shop.learn(folder);
        let settings = [("user.email", "Ada@Kestrel.example"), ("user.name", "Ada Moreau")];
        for (number, (key, value)) in settings.into_iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{number}"), key);
            command.env(format!("GIT_CONFIG_VALUE_{number}"), value);
        }
        command.args(arguments).env("GIT_CONFIG_COUNT", "2");
        Run::of(&command.output().expect("the program runs"))
    };
    let me = asks("", &["me", "--as-of", "2026-04-15"]);
    assert!(me.code == 0 && me.out.contains("Ada Moreau"), "{}{}", me.out, me.err);
    let elsewhere = asks("", &["init", "../elsewhere"]);
    assert_eq!(elsewhere.code, 0, "{}", elsewhere.err);
    let person = shop.read("../elsewhere/people/ada-moreau/person.yaml");
    assert!(String::from_utf8_lossy(&person).contains("Ada@Kestrel.example"));
}
