//! The generated company with a trust policy and genuine approvals, as files and as a repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::chronicle::{Change, Landing, Topic};
use super::decision::Draft;
use super::generated::{self, CRAFTS, Dice, File, SERVICES, credential, home_of, id_of, rubric};
use super::growth::{dates, day_in_name, first_day};
use super::keyring::{self, Key};
use super::repository::{Scribe, appear};
use super::resign::{Holding, Signed, midnight, moment};
use super::{handover, kestrel};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::Ref;
use crate::catalog::load::load;
use crate::kinds::approval::Grants;
use crate::kinds::parts::attestation::Attestation;
use crate::kinds::parts::digest::Sha256;
use crate::trust::seal;
use crate::trust::statement::{Purpose, Words};
use crate::world::git::founding::Founding;
use crate::world::memory::Memory;

/// The catalog's name, as its `learn.yaml` has it.
const CATALOG: &str = "generated-growth";

/// The one version of the policy.
const POLICY: &str = "trust/0001.yaml";

/// The admins: Ada, Chen and Hana, who are in every company.
const ADMINS: [usize; 3] = [0, 2, 7];

/// From this many people on, every lead decides; in a smaller company people would approve each other.
const LEADS_DECIDE_FROM: usize = 40;

/// How many claims each person has an award for; two people approve each.
const CLAIMS: usize = 4;

/// At most so many groups of teams commit on their own in a month.
const GROUPS: usize = 24;

/// All files of a company of `people` people, with about eight signed approvals for each.
#[must_use]
pub fn company(people: usize) -> Vec<File> {
    let people = people.max(8);
    let keys = keys(people);
    let mut files = generated::company(people);
    let (policy, policy_files) = policy(&keys);
    files.extend(policy_files);
    let decide = Decide { people, keys: &keys, policy: &policy, content: content() };
    let decided: Vec<File> =
        (0..people).into_par_iter().flat_map_iter(|number| decide.about(number)).collect();
    files.extend(decided);
    files
}

/// Writes the company as a git repository and gives the number of its files.
///
/// # Errors
/// A sentence when something cannot be written; the folder is as it was then.
pub fn write(folder: &Path, people: usize) -> Result<usize, String> {
    let people = people.max(8);
    let files = company(people);
    let count = files.len();
    let holding = |(number, key): (usize, Key)| {
        (id_of(number), vec![Holding { key, versions: BTreeSet::from([1]) }])
    };
    let signed =
        Signed { keys: keys(people).into_iter().map(holding).collect(), ..Signed::default() };
    let mut memory = Memory::new();
    for (path, text) in &files {
        if path == "learn.yaml" || path.starts_with("trust/") || path.ends_with("/person.yaml") {
            memory.put(path, text.clone().into_bytes());
        }
    }
    let catalog = load(&memory)?;
    let everybody = kestrel::addresses(&catalog);
    let pin = kestrel::pin(&catalog).ok_or("the policy of the company is not in force")?;
    let topics = topics(files, people);
    appear(folder, |draft| {
        let mut founding = Founding::begin(draft)?;
        let tip = Scribe::new(&mut founding, &signed, &everybody).tell(&topics)?;
        founding.branch("main", &tip)?;
        kestrel::hand_over(&founding, draft, folder, &pin)?;
        handover::write(&draft.join(".git"), &signed, &everybody)?;
        founding.settle()
    })?;
    Ok(count)
}

/// The keys of everybody who decides, the same each time.
fn keys(people: usize) -> BTreeMap<usize, Key> {
    let leads = (0..people).step_by(8).filter(|_| people >= LEADS_DECIDE_FROM);
    let all: BTreeSet<usize> = leads.chain(ADMINS).collect();
    let key = |number| (number, Key::from_seed(&format!("{CATALOG} {}", id_of(number))));
    all.into_iter().map(key).collect()
}

fn policy(keys: &BTreeMap<usize, Key>) -> (Sha256, Vec<File>) {
    let admins: Vec<String> = ADMINS.iter().map(|number| id_of(*number)).collect();
    let assessors = keys.keys().map(|number| {
        format!("  - {{person: {}, approve: [\"*\"], waive: [\"*\"]}}\n", id_of(*number))
    });
    let lines = keys
        .iter()
        .map(|(number, key)| format!("  {}: [\"{}\"]\n", id_of(*number), key.public_line("")));
    let text = format!(
        "# In force from {}\nlearn: trust/1\ncatalog: {CATALOG}\nversion: 1\nadmins: {{people: [{}], \
         threshold: 2}}\nassessors:\n{}keys:\n{}",
        first_day(),
        admins.join(", "),
        assessors.collect::<String>(),
        lines.collect::<String>()
    );
    let digest = Sha256::of(text.as_bytes());
    let mut files = Vec::new();
    for number in ADMINS {
        let words = Words {
            purpose: Purpose::Trust,
            catalog: CATALOG.to_owned(),
            signer: id_of(number),
            time: moment(first_day(), POLICY),
            subject: Words::of_version(1),
            record: digest.clone(),
        };
        files.push((seal::path(POLICY, &id_of(number)), keyring::seal(&keys[&number], &words)));
    }
    files.push((POLICY.to_owned(), text));
    (digest, files)
}

/// The digests of the first credential of each craft, and of its rubric.
fn content() -> BTreeMap<&'static str, (Sha256, Sha256)> {
    let digests = |craft: &&'static str| {
        let credential = Sha256::of(credential(craft, 1).as_bytes());
        (*craft, (credential, Sha256::of(rubric(craft).as_bytes())))
    };
    CRAFTS.iter().map(digests).collect()
}

/// Decides about everybody.
struct Decide<'a> {
    people: usize,
    keys: &'a BTreeMap<usize, Key>,
    policy: &'a Sha256,
    content: BTreeMap<&'static str, (Sha256, Sha256)>,
}

impl Decide<'_> {
    /// The work, the claims and the approvals of a person.
    fn about(&self, number: usize) -> Vec<File> {
        let mut files = Vec::new();
        let is_small = self.people < LEADS_DECIDE_FROM;
        if is_small && ADMINS.contains(&number) {
            return files;
        }
        let mut dice = Dice::new(number, 0x7365_616c);
        // Crafts that the person has no open claim in.
        for (turn, offset) in [1, 4, 7, 9].into_iter().enumerate().take(CLAIMS) {
            let craft = CRAFTS[(number + offset) % CRAFTS.len()];
            self.award(&mut files, number, turn, craft, &mut dice);
        }
        files
    }

    fn award(
        &self,
        files: &mut Vec<File>,
        number: usize,
        turn: usize,
        craft: &str,
        dice: &mut Dice,
    ) {
        let home = home_of(number, self.people);
        let person = id_of(number);
        let begin = [(2024, 10), (2025, 2), (2025, 7), (2025, 12)][turn];
        let days = |count: usize| i64::try_from(count).unwrap_or(0);
        let worked = Date::new(begin.0, begin.1, 1)
            .unwrap_or_else(first_day)
            .plus_days(days(dice.below(60)));
        let service = dice.one(SERVICES);
        let work = format!("{worked}-{service}-{craft}");
        let narrative = generated::portfolio(service, craft, dice);
        let subject = format!("{craft}-foundational");
        let claimed = worked.plus_days(days(2 + dice.below(4)));
        let claim = format!("{claimed}-{subject}");
        let text = format!("credential: {subject}\nevidence:\n  - {{portfolio: {work}}}\n");
        let (credential, rubric) = &self.content[craft];
        for (signer, key) in self.assessors(number) {
            let signer = id_of(signer);
            let draft = Draft {
                catalog: CATALOG,
                person: &person,
                subject: &subject,
                claim: (&claim, Sha256::of(text.as_bytes())),
                evidence: vec![(&work, Sha256::of(narrative.as_bytes()), worked)],
                against: vec![
                    ("credential", &subject, credential.clone()),
                    ("rubric", craft, rubric.clone()),
                ],
                needs: vec!["any", "any"],
                grants: Grants {
                    credentials: vec![Ref::new(subject.clone())],
                    attests: vec![Attestation {
                        competency: Ref::new(craft.to_owned()),
                        at: Id::new("foundational"),
                    }],
                    valid_for: "24 months".parse().ok(),
                },
                signer: &signer,
                disciplines: &[],
                date: claimed.plus_days(days(1 + dice.below(8))),
                trust: (1, self.policy),
                scores: &[("result", 3), ("reasons", 2)],
                feedback: "It holds. Write the other option down, too, next time.",
            };
            files.extend(draft.files(&home, key));
        }
        files.push((format!("{home}/claims/{claim}.yaml"), text));
        files.push((format!("{home}/portfolio/{work}.md"), narrative));
    }

    /// Two people who decide about somebody and are neither them nor their lead.
    fn assessors(&self, number: usize) -> Vec<(usize, &Key)> {
        let chosen = if self.people < LEADS_DECIDE_FROM {
            vec![2, 7]
        } else {
            let teams = self.people.div_ceil(8);
            let team = number / 8;
            vec![(team + 1) % teams * 8, (team + 2) % teams * 8]
        };
        chosen.into_iter().map(|signer| (signer, &self.keys[&signer])).collect()
    }
}

/// What a group of teams wrote in a month, or the content for everybody.
#[derive(Default)]
struct Month {
    last: Option<Date>,
    files: Vec<(String, Vec<u8>)>,
}

/// What each group of teams wrote in a month is a commit of its first lead.
fn topics(files: Vec<File>, people: usize) -> Vec<Topic> {
    let numbers: BTreeMap<String, usize> =
        (0..people).map(|number| (id_of(number), number)).collect();
    let teams = people.div_ceil(8);
    let groups = teams.min(GROUPS);
    let mut months: BTreeMap<(i16, i8, Option<usize>), Month> = BTreeMap::new();
    for (path, text) in files {
        let owner = path.split('/').nth(if people > 500 { 2 } else { 1 });
        let owner = owner.filter(|_| path.starts_with("people/")).and_then(|id| numbers.get(id));
        let group = owner.map(|number| number / 8 * groups / teams);
        let day = group.map_or_else(first_day, |_| day_of(&path, &text));
        let month = months.entry((day.year(), day.month(), group)).or_default();
        month.last = month.last.max(Some(day));
        month.files.push((path, text.into_bytes()));
    }
    let topic = |((year, number, group), month): ((i16, i8, Option<usize>), Month)| {
        let Month { last, mut files } = month;
        let author = id_of(group.map_or(0, |group| (group * teams).div_ceil(groups) * 8));
        let (time, message) = if let Some(group) = group {
            let words = format!("What group {} wrote in {year}-{number:02}\n", group + 1);
            (moment(last.unwrap_or_else(first_day), &author), words)
        } else {
            files.extend(kestrel::tools());
            (midnight(first_day()) + 8 * 3600, "Begin\n".to_owned())
        };
        let change = Change { time, author, files, message, signed: Some(1) };
        let landing = Landing::Straight;
        Topic { name: String::new(), changes: vec![change], landing, landed: time }
    };
    months.into_iter().map(topic).collect()
}

/// The day on which a person's file was written.
fn day_of(path: &str, text: &str) -> Date {
    if path.ends_with("/person.yaml") {
        return first_day();
    }
    let in_text = || dates(text).filter(|day| *day >= first_day()).min();
    let day = day_in_name(path).or_else(in_text).unwrap_or_else(first_day);
    day.clamp(first_day(), generated::today())
}
