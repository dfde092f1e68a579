//! The example company as a repository: two years of history, its people's keys, and a temptation; and,
//! where somebody asks for more people, a crowd around it.

use std::collections::BTreeMap;
use std::path::Path;

use super::chronicle::{Change, Landing, Topic, chronicle};
use super::crowd::Crowd;
use super::decision::Draft;
use super::example;
use super::growth::first_day;
use super::handover;
use super::repository::{Scribe, appear};
use super::resign::{Signed, moment};
use crate::catalog::load::load;
use crate::catalog::people::owned_record;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::person::Person;
use crate::kinds::schema::FILE_SUFFIX;
use crate::trust::chain::{Chain, Pin};
use crate::trust::terms::Terms;
use crate::world::git::about::Who;
use crate::world::git::founding::Founding;
use crate::world::memory::Memory;

/// The branch on which somebody approves their own claim.
pub const TEMPTING: &str = "tempting";

/// Whose claim that is, and which.
const TEMPTED: (&str, &str) = ("ada", "2026-04-10-clear-writer");

/// Files that are no records: git must not change what is signed, and nobody commits the site.
const TOOLS: [(&str, &str); 2] = [
    (
        ".gitattributes",
        "* text=auto eol=lf\n# What is signed must never change by a byte.\ntrust/** -text\n\
         **/approvals/** -text\n*.seal -text\n",
    ),
    (".gitignore", "/public/\n"),
];

/// Writes the company into a new or empty folder, alone or with a crowd around it, and gives the number of
/// its files.
///
/// # Errors
/// A sentence when something cannot be written; the folder is as it was then.
pub fn write(folder: &Path, crowd: Option<&Crowd>) -> Result<usize, String> {
    let signed = example::signed(crowd)?;
    let mut memory = Memory::new();
    for (path, bytes) in &signed.files {
        memory.put(path, bytes.clone());
    }
    let catalog = load(&memory)?;
    let mut topics = chronicle(&catalog, &signed)?;
    topics.insert(0, beginning());
    let temptation = temptation(&catalog, &signed)?;
    let mut people = addresses(&catalog);
    let pin = pin(&catalog).ok_or("no policy of the example is in force")?;
    let mut count = signed.files.len();
    if let Some(crowd) = crowd {
        let files = crowd.files(name(&catalog), &signed);
        count += files.len();
        people.extend(Crowd::addresses(&files));
        topics.extend(crowd.topics(files));
    }
    let size = people.len();
    appear(folder, |draft| {
        let mut founding = Founding::begin(draft)?;
        let mut scribe = Scribe::new(&mut founding, &signed, &people);
        let tip = scribe.tell(&topics)?;
        scribe.branch(&temptation)?;
        founding.branch("main", &tip)?;
        hand_over(&founding, &pin)?;
        handover::write(&draft.join(".git"), &signed, &people, size)?;
        founding.settle()
    })?;
    Ok(count)
}

/// The catalog's name.
fn name(catalog: &Catalog) -> &str {
    catalog.program().map_or("", |program| program.document.catalog.as_str())
}

/// What the repository's own configuration says: the pin, and whose signatures git shows as good.
fn hand_over(founding: &Founding, pin: &Pin) -> Result<(), String> {
    founding.setting("learn.trustRoot", &pin.to_string())?;
    // Git reads this from the top of the work tree, so the whole may move.
    let signers = format!(".git/{}/allowed_signers", handover::FOLDER);
    founding.setting("gpg.ssh.allowedSignersFile", &signers)
}

/// The version in force, as somebody pins it.
fn pin(catalog: &Catalog) -> Option<Pin> {
    let chain = Chain::of(catalog, None);
    let policy = chain.in_force()?;
    Some(Pin { version: policy.version(), digest: policy.digest.clone() })
}

/// Everybody's name and first address.
fn addresses(catalog: &Catalog) -> BTreeMap<String, Who> {
    let who = |entry: Entry<'_, Person>| {
        let email =
            entry.document.emails.first().map(|email| (**email).to_owned()).unwrap_or_default();
        let name = entry.document.name.to_string();
        (entry.id().to_owned(), Who { name, email })
    };
    catalog.all::<Person>().map(who).collect()
}

/// The schemas that the catalog's modelines name, and the files for git.
fn tools() -> Vec<(String, Vec<u8>)> {
    let schema = |kind: &Kind| {
        let path = format!(".learn/schema/{}{FILE_SUFFIX}", kind.about().name);
        (path, kind.schema_text().into_bytes())
    };
    let tool = |(path, text): (&str, &str)| (path.to_owned(), text.as_bytes().to_owned());
    Kind::ALL.iter().map(schema).chain(TOOLS.map(tool)).collect()
}

fn beginning() -> Topic {
    let time = moment(first_day(), "learn") - 4 * 3600;
    let change = Change {
        time,
        author: "hana".to_owned(),
        files: tools(),
        message: "Begin\n".to_owned(),
        signed: None,
    };
    Topic {
        name: "begin".to_owned(),
        changes: vec![change],
        landing: Landing::Straight,
        landed: time,
    }
}

/// A branch on which somebody with a key, as everybody has one who may endorse, approves themselves.
fn temptation(catalog: &Catalog, signed: &Signed) -> Result<Topic, String> {
    let (person, claim) = TEMPTED;
    let missing = || format!("the example has no claim {claim} of {person} to be tempted by");
    let record = owned_record(catalog, Kind::Claim, claim, person).ok_or_else(missing)?;
    let document = Entry::<Claim>::of(record).ok_or_else(missing)?.document;
    let subject = document.credential.as_ref().ok_or_else(missing)?.as_str();
    let credential = catalog.get::<Credential>(subject).ok_or_else(missing)?;
    let terms = Terms::of_credential(catalog, subject, credential.document);
    let evidence = document.evidence.iter().filter_map(|piece| {
        let id = piece.portfolio.as_ref()?.as_str();
        let work = owned_record(catalog, Kind::Portfolio, id, person)?;
        Some((id, work.digest_of_words(), id.get(..10)?.parse().ok()?, String::new()))
    });
    let pin = pin(catalog).ok_or_else(missing)?;
    let draft = Draft {
        catalog: name(catalog),
        person,
        subject,
        claim: (claim, record.digest_of_words()),
        evidence: evidence.collect(),
        against: vec![("credential", subject, credential.record.digest_of_words())],
        needs: terms.needs.iter().map(crate::base::id::Id::as_str).collect(),
        keep_one_assessor: terms.keep_one_assessor,
        grants: terms.grants,
        signer: person,
        disciplines: &[],
        date: example::today(),
        trust: (pin.version, &pin.digest),
        scores: &[],
        feedback: "Well written, if I may say so myself.",
    };
    let key = signed.newest_key(person).ok_or_else(missing)?;
    let files = draft.files(&format!("people/{person}"), key);
    let time = moment(example::today(), TEMPTING);
    let change = Change {
        time,
        author: person.to_owned(),
        files: files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect(),
        message: format!("Approve {person} {subject}\n"),
        signed: Some(pin.version),
    };
    Ok(Topic {
        name: TEMPTING.to_owned(),
        changes: vec![change],
        landing: Landing::Straight,
        landed: time,
    })
}
