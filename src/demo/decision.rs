//! The text of an approval, as the program writes it.

use std::fmt::Write as _;

use super::keyring::{self, Key};
use super::resign::moment;
use crate::base::date::Date;
use crate::base::reference::Ref;
use crate::kinds::approval::Grants;
use crate::kinds::parts::digest::Sha256;
use crate::trust::seal;
use crate::trust::statement::{Purpose, Words};

/// Everything that an approval says.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// The catalog's name.
    pub catalog: &'a str,
    /// Whom it is about.
    pub person: &'a str,
    /// The credential.
    pub subject: &'a str,
    /// The claim: id and digest.
    pub claim: (&'a str, Sha256),
    /// The work: id, digest, day, and the rest that is copied from its entry.
    pub evidence: Vec<(&'a str, Sha256, Date, String)>,
    /// What it was judged by: kind, id, digest.
    pub against: Vec<(&'a str, &'a str, Sha256)>,
    /// What an award takes.
    pub needs: Vec<&'a str>,
    /// Whether a claim after a not-yet takes one of those who judged before.
    pub keep_one_assessor: bool,
    /// What it gives.
    pub grants: Grants,
    /// Who decides.
    pub signer: &'a str,
    /// In which disciplines.
    pub disciplines: &'a [&'a str],
    /// When.
    pub date: Date,
    /// The policy: number and digest.
    pub trust: (u16, &'a Sha256),
    /// The score of each criterion.
    pub scores: &'a [(&'a str, u8)],
    /// A word for the learner.
    pub feedback: &'a str,
}

impl Draft<'_> {
    /// The text of the record.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "learn: approval/1\ncatalog: {}\nperson: {}\ndecision: approve\nsubject: {}\n",
            self.catalog, self.person, self.subject
        );
        let (claim, digest) = &self.claim;
        let _ = writeln!(text, "claim: {{id: {claim}, sha256: \"{digest}\"}}\nevidence:");
        for (id, digest, worked, copied) in &self.evidence {
            let _ =
                writeln!(text, "  - {{id: {id}, sha256: \"{digest}\", worked: {worked}{copied}}}");
        }
        text.push_str("against:\n");
        for (kind, id, digest) in &self.against {
            let _ = writeln!(text, "  - {{kind: {kind}, id: {id}, sha256: \"{digest}\"}}");
        }
        let credentials: Vec<&str> = self.grants.credentials.iter().map(Ref::as_str).collect();
        let attests = self.grants.attests.iter();
        let attests: Vec<String> = attests
            .map(|one| {
                format!("{{competency: {}, at: {}}}", one.competency.as_str(), one.at.as_str())
            })
            .collect();
        let _ = write!(
            text,
            "needs: [{}]\n{}grants:\n  credentials: [{}]\n  attests: [{}]\n",
            self.needs.join(", "),
            if self.keep_one_assessor { "keep_one_assessor: true\n" } else { "" },
            credentials.join(", "),
            attests.join(", ")
        );
        if let Some(holds) = &self.grants.valid_for {
            let _ = writeln!(text, "  valid_for: {holds}");
        }
        let _ = writeln!(text, "signer: {}", self.signer);
        if !self.disciplines.is_empty() {
            let _ = writeln!(text, "disciplines: [{}]", self.disciplines.join(", "));
        }
        let (version, policy) = &self.trust;
        let _ = write!(
            text,
            "date: {}\ntrust: {{version: {version}, sha256: \"{policy}\"}}\n",
            self.date
        );
        let scores: Vec<String> =
            self.scores.iter().map(|(criterion, score)| format!("{criterion}: {score}")).collect();
        if !scores.is_empty() {
            let _ = writeln!(text, "scores: {{{}}}", scores.join(", "));
        }
        let _ = writeln!(text, "feedback: {}", self.feedback);
        text
    }

    /// The path of the record below the person's folder.
    #[must_use]
    pub fn path(&self) -> String {
        format!("approvals/{}-{}-{}.yaml", self.date, self.subject, self.signer)
    }

    /// The seal of a text of this draft, and the second it was made.
    #[must_use]
    pub fn seal(&self, text: &str, key: &Key) -> (String, i64) {
        let time = moment(self.date, &self.path());
        let words = Words {
            purpose: Purpose::Approval,
            catalog: self.catalog.to_owned(),
            signer: self.signer.to_owned(),
            time,
            subject: Words::of_decision(self.person, self.subject),
            record: Sha256::of(text.as_bytes()),
        };
        (keyring::seal(key, &words), time)
    }

    /// The files of the decision below the person's home: record and seal.
    #[must_use]
    pub fn files(&self, home: &str, key: &Key) -> [(String, String); 2] {
        let text = self.text();
        let (sealed, _) = self.seal(&text, key);
        let path = format!("{home}/{}", self.path());
        [(seal::path(&path, self.signer), sealed), (path, text)]
    }
}
