//! The papers of the company: records as somebody would sign them, and versions of its policy.

use std::fmt::Write as _;

use learn::base::id::Id;
use learn::base::reference::Ref;
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::kinds::credential::Credential;
use learn::kinds::parts::digest::Sha256;
use learn::kinds::portfolio::Portfolio;
use learn::standing::pieces;
use learn::trust::chain::Chain;
use learn::trust::seal;
use learn::trust::statement::{Purpose, Words};
use learn::trust::terms::Terms;
use learn::world::disk::Folder;

use serde_json::json;

use super::{CATALOG, Company, NOON};

const EVIDENCE: &str = "2026-03-02-checkout-outage";

/// A record before it is signed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Where it lies.
    pub path: String,
    /// What it says.
    pub text: String,
    /// Who decides.
    pub signer: String,
    person: String,
    subject: String,
}

impl Draft {
    /// Where its seal lies.
    pub fn seal_path(&self) -> String {
        seal::path(&self.path, &self.signer)
    }

    /// The digest of its bytes.
    pub fn digest(&self) -> Sha256 {
        Sha256::of(self.text.as_bytes())
    }

    /// What its signer says about it.
    pub fn words(&self) -> Words {
        Words {
            purpose: Purpose::Approval,
            catalog: CATALOG.to_owned(),
            signer: self.signer.clone(),
            time: NOON,
            subject: Words::of_decision(&self.person, &self.subject),
            record: self.digest(),
        }
    }

    /// The record with other words.
    pub fn with(mut self, from: &str, to: &str) -> Self {
        assert!(self.text.contains(from), "no {from:?} in\n{}", self.text);
        self.text = self.text.replace(from, to);
        self
    }

    /// The record as another decision, which grants nothing.
    fn granting_nothing(self, decision: &str) -> Self {
        let is_grant = |line: &&str| line.starts_with("grants:");
        let grants = self.text.lines().find(is_grant).expect("grants").to_owned();
        self.with("decision: approve", decision).with(&format!("{grants}\n"), "")
    }

    /// The same claim, answered with a not-yet.
    pub fn into_not_yet(self) -> Self {
        self.granting_nothing("decision: not-yet\ncriteria: [timeline]")
    }

    /// A colleague's word for the same claim, for which nobody needs a discipline.
    pub fn into_endorsement(self) -> Self {
        let word = self.granting_nothing("decision: endorse");
        let line = word.text.lines().find(|line| line.starts_with("disciplines:"));
        let line = format!("{}\n", line.expect("disciplines"));
        word.with(&line, "")
    }

    /// The end of records of these digests.
    pub fn into_revocation(self, of: &[Sha256]) -> Self {
        let of: Vec<String> = of.iter().map(|digest| format!("\"{digest}\"")).collect();
        let decision =
            format!("decision: revoke\nreason: Another outage.\nrevokes: [{}]", of.join(", "));
        let name = format!("2026-04-15-{}-{}-revoked", self.subject, self.signer);
        self.granting_nothing(&decision).named(&name)
    }

    /// The record with another version of the policy, or none.
    pub fn under(self, line: &str) -> Self {
        let trust = self.text.lines().find(|line| line.starts_with("trust:")).expect("a version");
        let trust = format!("{trust}\n");
        self.with(&trust, line)
    }

    /// The record about something that is called otherwise, which its seal says as well.
    pub fn on_subject(mut self, subject: &str) -> Self {
        let said = format!("subject: {}\n", self.subject);
        let name = format!("2026-04-15-{subject}-{}", self.signer);
        subject.clone_into(&mut self.subject);
        self.with(&said, &format!("subject: {subject}\n")).named(&name)
    }

    /// A waiver of a line of a role, whatever role is the subject.
    pub fn into_waiver(self, role: &str, line: &str) -> Self {
        let until = "until: 2026-06-30\nreason: Seen often enough.";
        self.granting_nothing(&format!("decision: waive\nrole: {role}\nline: {line}\n{until}"))
    }

    /// The record under another name, in the same folder.
    pub fn named(mut self, name: &str) -> Self {
        let (folder, _) = self.path.rsplit_once('/').expect("a folder");
        self.path = format!("{folder}/{name}.yaml");
        self
    }

    /// The record on another day, which its name says as well.
    pub fn on(self, day: &str) -> Self {
        let name = format!("{day}-{}-{}", self.subject, self.signer);
        self.with("date: 2026-04-15", &format!("date: {day}")).named(&name)
    }
}

impl Company {
    /// What somebody would sign who approves the claim of a credential as it lies in the clone.
    pub fn draft(&self, person: &str, subject: &str, signer: &str) -> Draft {
        let catalog = load(&Folder::new(self.work())).expect("a catalog");
        let credential = catalog.get::<Credential>(subject).expect("a credential");
        let terms = Terms::of_credential(&catalog, credential.id(), credential.document);
        let needs: Vec<&str> = terms.needs.iter().map(Id::as_str).collect();
        let credentials: Vec<&str> = terms.grants.credentials.iter().map(Ref::as_str).collect();
        let attests = terms.grants.attests.iter();
        let attests: Vec<String> = attests
            .map(|one| format!("{{competency: {}, at: {}}}", one.competency, one.at))
            .collect();
        let valid =
            terms.grants.valid_for.map_or_else(String::new, |time| format!(", valid_for: {time}"));
        let claims = self.work().join(format!("people/{person}/claims"));
        let mut claims: Vec<String> = std::fs::read_dir(claims)
            .expect("claims")
            .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(&format!("-{subject}.yaml")))
            .collect();
        claims.sort();
        let claim = claims.pop().expect("a claim");
        let claim = claim.trim_end_matches(".yaml");
        let digest = |path: String| Sha256::of(self.read(&path).replace("\r\n", "\n").as_bytes());
        let discipline = if signer == "vera" { "design" } else { "engineering" };
        let text = format!(
            "learn: approval/1
catalog: {CATALOG}
person: {person}
decision: approve
subject: {subject}
claim: {{id: {claim}, sha256: \"{}\"}}
evidence:
  - {{id: {EVIDENCE}, sha256: \"{}\", worked: 2026-03-02{}}}
against:
  - {{kind: credential, id: {subject}, sha256: \"{}\"}}
needs: [{}]
grants: {{credentials: [{}], attests: [{}]{valid}}}
signer: {signer}
disciplines: [{discipline}]
date: 2026-04-15
{}scores: {{command: 3, timeline: 3}}
feedback: One voice throughout.
",
            digest(format!("people/{person}/claims/{claim}.yaml")),
            digest(format!("people/{person}/portfolio/{EVIDENCE}.md")),
            copied(&catalog, person),
            digest(format!("credentials/{subject}.yaml")),
            needs.join(", "),
            credentials.join(", "),
            attests.join(", "),
            trust_line(&catalog),
        );
        Draft {
            path: format!("people/{person}/approvals/2026-04-15-{subject}-{signer}.yaml"),
            text,
            signer: signer.to_owned(),
            person: person.to_owned(),
            subject: subject.to_owned(),
        }
    }

    /// What Ben would sign who places somebody at a role, or waives a line of it, with the lines that say how.
    pub fn appointment(&self, decision: &str, person: &str, role: &str, how: &str) -> Draft {
        let catalog = load(&Folder::new(self.work())).expect("a catalog");
        let text = format!(
            "learn: approval/1
catalog: {CATALOG}
person: {person}
decision: {decision}
subject: {role}
role: {role}
{how}signer: ben
disciplines: [engineering]
date: 2026-04-15
{}",
            trust_line(&catalog),
        );
        Draft {
            path: format!("people/{person}/approvals/2026-04-15-{role}-ben.yaml"),
            text,
            signer: "ben".to_owned(),
            person: person.to_owned(),
            subject: role.to_owned(),
        }
    }

    /// The first version of the policy.
    pub fn first_policy(&self) -> String {
        let mut text = format!(
            "learn: trust/1
catalog: {CATALOG}
version: 1
admins: {{people: [hana], threshold: 1}}
assessors:
  - {{person: ben, disciplines: [engineering], approve: ['*'], revoke: ['*']}}
  - {{person: chen, disciplines: [engineering], approve: ['*']}}
  - {{person: vera, disciplines: [design], approve: ['*']}}
keys:
"
        );
        for people in
            [&["ada", "ada2"][..], &["ben", "ben2"], &["chen"], &["hana"], &["ines"], &["vera"]]
        {
            let _ = writeln!(text, "  {}:", people[0]);
            for key in people {
                let public = self.public(key);
                if public.contains('\n') {
                    let _ = writeln!(text, "    - |\n      {}", public.replace('\n', "\n      "));
                } else {
                    let _ = writeln!(text, "    - {public}");
                }
            }
        }
        // gpg leaves an empty line after its first, which needs no blanks.
        text.replace("      \n", "\n")
    }

    /// The line of somebody's key in a policy.
    pub fn key_line(&self, key: &str) -> String {
        format!("    - {}\n", self.public(key))
    }

    /// Writes the version after another one, with other words and with more of them, unsealed.
    pub fn write_policy(&self, version: u16, changes: &[(&str, &str)], more: &str) {
        let before = version - 1;
        let previous = format!("trust/{before:04}.yaml");
        let text = policy(&self.read(&previous), version, &self.digest(&previous), changes, more);
        self.write(&format!("trust/{version:04}.yaml"), text);
    }

    /// Writes the version after another one, sealed by Hana, and commits it.
    pub fn change_policy(&self, version: u16, changes: &[(&str, &str)], more: &str) {
        self.write_policy(version, changes, more);
        self.seal_policy(version, "hana");
        self.commit("hana", "Change the policy");
    }
}

/// The line that names the version of the policy that is in force; none where none is.
fn trust_line(catalog: &Catalog) -> String {
    let chain = Chain::of(catalog, None);
    chain.in_force().map_or_else(String::new, |policy| named(policy.version(), &policy.digest))
}

/// The line of a record that names a version of the policy.
pub fn named(version: u16, digest: &Sha256) -> String {
    format!("trust: {{version: {version}, sha256: \"{digest}\"}}\n")
}

/// The text of the version after another one.
pub fn policy(
    before: &str,
    version: u16,
    previous: &Sha256,
    changes: &[(&str, &str)],
    more: &str,
) -> String {
    let lines = before.split_inclusive('\n').filter(|line| {
        let gone = ["previous:", "kept:", "dropped:"];
        !gone.iter().any(|key| line.starts_with(key))
    });
    let mut text: String = lines.collect();
    text = text.replace(
        &format!("version: {}\n", version - 1),
        &format!("version: {version}\nprevious: \"{previous}\"\n"),
    );
    for (from, to) in changes {
        assert!(text.contains(from), "no {from:?} in\n{text}");
        text = text.replace(from, to);
    }
    text + more
}

/// What an approval copies of the evidence: what kind of work it is, for which modules and projects.
fn copied(catalog: &Catalog, person: &str) -> String {
    let mut entries = catalog.owned::<Portfolio>(person);
    let Some(entry) = entries.find(|entry| entry.id() == EVIDENCE) else { return String::new() };
    let projects: Vec<_> = pieces::projects(catalog, catalog, entry.document).collect();
    let (of, modules) = (json!(entry.work_type), json!(entry.modules));
    format!(", type: {of}, modules: {modules}, projects: {}", json!(projects))
}
