//! A signature of a kind that does not count.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::pointer;
use crate::trust::refusal::{Broken, Refusal};
use crate::trust::signature::SignatureFlaw;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unsupported-key",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A signature of a kind that does not count",
    what: "Keys of ed25519, ecdsa (p256, p384, p521) and RSA from 3072 bits count, also on a \
           security key that somebody touched, and OpenPGP keys of the same strength. Certificates, \
           DSA, SHA-1 and a security key that nobody touched do not.",
    why: "A key that others can work out, or that signs while nobody is there, proves nothing \
          about its owner.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen with a certificate) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["chen"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (approval, why) in context.ledger.refused() {
        let Refusal::Broken(Broken::Signature(flaw)) = why else { continue };
        if !matches!(
            flaw,
            SignatureFlaw::UnsupportedKey(_) | SignatureFlaw::WeakHash(_) | SignatureFlaw::UserAbsent
        ) {
            continue;
        }
        let signer = approval.document.signer.as_str();
        findings.add(
            Problem::new(
                approval.record.at(pointer!["signer"]),
                format!("the seal of `{signer}` does not count: {flaw}"),
            )
            .here("signed, but not so that it counts")
            .help(format!(
                "`{signer}` needs another key, such as `ssh-keygen -t ed25519`; an admin adds its public line \
                 with `learn trust add {} --key`, then {}",
                shell::word(signer),
                signing(approval.document)
            )),
        );
    }
}
