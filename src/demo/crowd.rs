//! The people around the example: as many as somebody asks for, with genuine approvals, in the catalog of
//! the example or in one of their own.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::chronicle::{Change, Landing, Topic};
use super::colleague::{SERVICES, portfolio};
use super::curriculum::{CRAFTS, credential, rubric};
use super::decision::Draft;
use super::generated::{self, Dice, File, home_of, id_of};
use super::growth::{dates, day_in_name, first_day};
use super::keyring::{self, Key};
use super::resign::{Files, Signed, midnight, moment};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::Ref;
use crate::kinds::approval::Grants;
use crate::kinds::parts::attestation::Attestation;
use crate::kinds::parts::digest::Sha256;
use crate::trust::seal;
use crate::trust::statement::{Purpose, Words};
use crate::world::git::about::Who;

/// The name of a company that is nothing but a crowd, as its `learn.yaml` has it.
const CATALOG: &str = "generated-growth";

/// The one version of such a company's policy.
const POLICY: &str = "trust/0001.yaml";

/// The admins of such a company: Ada, Chen and Hana.
const ADMINS: [usize; 3] = [0, 2, 7];

/// From this many people on, every lead decides; in a smaller company people would approve each other.
const LEADS_DECIDE_FROM: usize = 40;

/// How many claims each person has an award for; two people approve each.
const CLAIMS: usize = 4;

/// At most so many groups of teams commit on their own in a month.
const GROUPS: usize = 24;

/// What leads may decide: whatever the crowd learns for.
const DECIDES: &str = r#"["*-foundational", "*-working", "*-practitioner"]"#;

/// All files of a company of `people` people, with about eight signed approvals for each.
#[must_use]
pub fn company(people: usize) -> Vec<File> {
    let crowd = Crowd::new(people);
    let mut files = vec![("learn.yaml".to_owned(), generated::program())];
    let (policy, policy_files) = crowd.policy();
    files.extend(policy_files);
    files.extend(crowd.write(CATALOG, &[Version { number: 1, from: first_day(), digest: policy }]));
    files
}

/// Some people beside those of a catalog, eight to a team, each team with a lead.
pub struct Crowd {
    people: usize,
    keys: BTreeMap<usize, Key>,
}

/// A version of the policy that decisions name.
struct Version {
    number: u16,
    from: Date,
    digest: Sha256,
}

impl Crowd {
    /// A crowd of so many people, at least one team; the same each time.
    #[must_use]
    pub fn new(people: usize) -> Self {
        let people = people.max(8);
        let leads = (0..people).step_by(8).filter(|_| people >= LEADS_DECIDE_FROM);
        let all: BTreeSet<usize> = leads.chain(ADMINS).collect();
        let key = |number| (number, Key::from_seed(&format!("{CATALOG} {}", id_of(number))));
        Self { people, keys: all.into_iter().map(key).collect() }
    }

    /// The key of somebody in the crowd who decides.
    #[must_use]
    pub fn key(&self, person: &str) -> Option<&Key> {
        let number: usize = person.rsplit_once('-')?.1.parse().ok()?;
        let number = number.checked_sub(1)?;
        self.keys.get(&number).filter(|_| id_of(number) == person)
    }

    /// Gives those who decide a place in every version of a catalog's policy.
    pub fn enrol(&self, files: &mut Files) {
        let entries = format!("  # The leads of the other teams.\n{}", self.assessors());
        let both = format!("{entries}keys:\n{}", self.key_lines());
        let is_policy =
            |path: &str| path.starts_with("trust/") && path.rsplit('.').next() == Some("yaml");
        for (_, bytes) in files.iter_mut().filter(|(path, _)| is_policy(path)) {
            *bytes = String::from_utf8_lossy(bytes).replacen("keys:\n", &both, 1).into_bytes();
        }
    }

    /// All files of the crowd, in the catalog whose policies were signed.
    #[must_use]
    pub fn files(&self, catalog: &str, signed: &Signed) -> Vec<File> {
        let version = |(path, time): (&String, &i64)| {
            let number = path.strip_prefix("trust/")?.strip_suffix(".yaml")?.parse().ok()?;
            let from = Date::from(jiff::civil::date(1970, 1, 1)).plus_days(time.div_euclid(86_400));
            Some(Version { number, from, digest: Sha256::of(signed.files.get(path)?) })
        };
        let versions: Vec<Version> = signed.times.iter().filter_map(version).collect();
        self.write(catalog, &versions)
    }

    /// Names and addresses, as the profiles among the files have them.
    #[must_use]
    pub fn addresses(files: &[File]) -> BTreeMap<String, Who> {
        let who = |(path, text): &File| {
            let id = path.strip_suffix("/person.yaml")?.rsplit('/').next()?;
            let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key));
            let email = value("emails: [")?.trim_end_matches(']').to_owned();
            Some((id.to_owned(), Who { name: value("name: ")?.to_owned(), email }))
        };
        files.iter().filter_map(who).collect()
    }

    fn write(&self, catalog: &str, versions: &[Version]) -> Vec<File> {
        let mut files = generated::crowd(self.people);
        let decide =
            Decide { catalog, people: self.people, keys: &self.keys, versions, content: content() };
        let decided: Vec<File> =
            (0..self.people).into_par_iter().flat_map_iter(|number| decide.about(number)).collect();
        files.extend(decided);
        files
    }

    fn assessors(&self) -> String {
        let line = |number: &usize| {
            format!(
                "  - {{person: {}, approve: {DECIDES}, waive: [\"*-developer\"]}}\n",
                id_of(*number)
            )
        };
        self.keys.keys().map(line).collect()
    }

    fn key_lines(&self) -> String {
        let line = |(number, key): (&usize, &Key)| {
            format!("  {}: [\"{}\"]\n", id_of(*number), key.public_line(""))
        };
        self.keys.iter().map(line).collect()
    }

    /// The policy of a company that is nothing but this crowd: its digest, and its files.
    fn policy(&self) -> (Sha256, Vec<File>) {
        let admins: Vec<String> = ADMINS.iter().map(|number| id_of(*number)).collect();
        let text = format!(
            "# In force from {}\nlearn: trust/1\ncatalog: {CATALOG}\nversion: 1\nadmins: {{people: [{}], \
             threshold: 2}}\nassessors:\n{}keys:\n{}",
            first_day(),
            admins.join(", "),
            self.assessors(),
            self.key_lines()
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
            let sealed = keyring::seal(&self.keys[&number], &words);
            files.push((seal::path(POLICY, &id_of(number)), sealed));
        }
        files.push((POLICY.to_owned(), text));
        (digest, files)
    }

    /// What each group of teams wrote in a month, as a commit of its first lead.
    #[must_use]
    pub fn topics(&self, files: Vec<File>) -> Vec<Topic> {
        let people = self.people;
        let numbers: BTreeMap<String, usize> =
            (0..people).map(|number| (id_of(number), number)).collect();
        let teams = people.div_ceil(8);
        let groups = teams.min(GROUPS);
        let mut months: BTreeMap<(i16, i8, Option<usize>), Month> = BTreeMap::new();
        for (path, text) in files {
            let owner = path.split('/').nth(if people > 500 { 2 } else { 1 });
            let owner = owner.filter(|_| path.starts_with("people/"));
            let owner = owner.and_then(|id| numbers.get(id));
            let group = owner.map(|number| number / 8 * groups / teams);
            let day = group.map_or_else(first_day, |_| day_of(&path, &text));
            let month = months.entry((day.year(), day.month(), group)).or_default();
            month.last = month.last.max(Some(day));
            month.files.push((path, text.into_bytes()));
        }
        let topic = |((year, number, group), month): ((i16, i8, Option<usize>), Month)| {
            let author = id_of(group.map_or(0, |group| (group * teams).div_ceil(groups) * 8));
            let (time, message) = match group {
                Some(group) => (
                    moment(month.last.unwrap_or_else(first_day), &author),
                    format!("What group {} wrote in {year}-{number:02}\n", group + 1),
                ),
                None => (
                    midnight(first_day()) + 8 * 3600,
                    "Write what the other teams learn with\n".to_owned(),
                ),
            };
            let change = Change { time, author, files: month.files, message, signed: Some(1) };
            let landing = Landing::Straight;
            Topic { name: String::new(), changes: vec![change], landing, landed: time }
        };
        months.into_iter().map(topic).collect()
    }
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
    catalog: &'a str,
    people: usize,
    keys: &'a BTreeMap<usize, Key>,
    /// The versions of the policy, the oldest first.
    versions: &'a [Version],
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
        let narrative = portfolio(service, craft, dice);
        let subject = format!("{craft}-foundational");
        let claimed = worked.plus_days(days(2 + dice.below(4)));
        let claim = format!("{claimed}-{subject}");
        let text = format!("credential: {subject}\nevidence:\n  - {{portfolio: {work}}}\n");
        let (credential, rubric) = &self.content[craft];
        for (signer, key) in self.assessors(number) {
            let signer = id_of(signer);
            let date = claimed.plus_days(days(1 + dice.below(8)));
            let Some(version) = self.in_force(date) else { continue };
            let draft = Draft {
                catalog: self.catalog,
                person: &person,
                subject: &subject,
                claim: (&claim, Sha256::of(text.as_bytes())),
                evidence: vec![(
                    &work,
                    Sha256::of(narrative.as_bytes()),
                    worked,
                    format!(", type: incident, modules: [{craft}-foundational]"),
                )],
                against: vec![
                    ("credential", &subject, credential.clone()),
                    ("rubric", craft, rubric.clone()),
                ],
                needs: vec!["any", "any"],
                keep_one_assessor: false,
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
                date,
                trust: (version.number, &version.digest),
                scores: &[("result", 3), ("reasons", 2)],
                feedback: "It holds. Write the other option down, too, next time.",
            };
            files.extend(draft.files(&home, key));
        }
        files.push((format!("{home}/claims/{claim}.yaml"), text));
        files.push((format!("{home}/portfolio/{work}.md"), narrative));
    }

    /// The newest version that was there before a day.
    fn in_force(&self, date: Date) -> Option<&Version> {
        let before = self.versions.iter().rev().find(|version| version.from < date);
        before.or_else(|| self.versions.first())
    }

    /// Two people who decide about somebody and are neither them nor their lead.
    fn assessors(&self, number: usize) -> Vec<(usize, &Key)> {
        let chosen = if self.people < LEADS_DECIDE_FROM {
            vec![ADMINS[1], ADMINS[2]]
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

/// The day on which a person's file was written.
fn day_of(path: &str, text: &str) -> Date {
    if path.ends_with("/person.yaml") {
        return first_day();
    }
    let in_text = || dates(text).filter(|day| *day >= first_day()).min();
    let day = day_in_name(path).or_else(in_text).unwrap_or_else(first_day);
    day.clamp(first_day(), generated::today())
}
