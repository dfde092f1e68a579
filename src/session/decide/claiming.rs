//! A claim before it is written: what it asks for, what it may cite, and what it would lack.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::base::date::Date;
use crate::base::reference::Ref;
use crate::catalog::claims::{Claims, Subject};
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::Module;
use crate::kinds::person::Person;
use crate::kinds::portfolio::Portfolio;
use crate::rules::meant;
use crate::standing::demand::present_credential;
use crate::standing::needs::{self, Brought, Unmet};

/// Kinds of record that a claim can cite.
pub const CITED: [Kind; 3] = [Kind::Portfolio, Kind::Journal, Kind::Enrolment];

/// What somebody wants to claim.
#[derive(Debug)]
pub struct Request<'a> {
    catalog: &'a Catalog,
    person: Entry<'a, Person>,
    subject: Subject<'a>,
    at: Option<&'a str>,
    day: Date,
}

impl<'a> Request<'a> {
    /// Finds what is claimed.
    ///
    /// # Errors
    /// That there is no such person, credential, competency or proficiency.
    pub fn read(
        catalog: &'a Catalog,
        person: &str,
        subject: &str,
        at: Option<&'a str>,
        day: Date,
    ) -> Result<Self, String> {
        let person = catalog.get::<Person>(person).ok_or_else(|| {
            let meant = meant(person, catalog.names(Noun::Record(Kind::Person), None));
            format!("there is no person `{person}` in this catalog{meant}")
        })?;
        if let Some(credential) = catalog.get::<Credential>(subject) {
            if at.is_some() {
                return Err(format!(
                    "`{subject}` is a credential, which has no proficiencies\n  help: leave --at away"
                ));
            }
            let subject = Subject::Credential(credential);
            return Ok(Self { catalog, person, subject, at: None, day });
        }
        let Some(entry) = catalog.competency(subject) else {
            let credentials = catalog.names(Noun::Record(Kind::Credential), None);
            let known = credentials.into_iter().chain(catalog.names(Noun::Competency, None));
            return Err(format!(
                "there is no credential or competency `{subject}` in this catalog{}",
                meant(subject, known)
            ));
        };
        let steps = entry.framework.document.steps();
        match at {
            Some(at) if steps.contains(&at) => {
                Ok(Self { catalog, person, subject: Subject::Competency(entry), at: Some(at), day })
            }
            Some(at) => Err(format!(
                "competency `{subject}` has no proficiency `{at}`{}\n  help: its scale is {}",
                meant(at, steps.iter().copied()),
                steps.join(", ")
            )),
            None => Err(format!(
                "`{subject}` is a competency; at which proficiency?\n  help: add --at with one of {}",
                steps.join(", ")
            )),
        }
    }

    /// The id of what is claimed.
    #[must_use]
    pub fn subject(&self) -> &'a str {
        self.subject.id()
    }

    /// An id that no claim of the person has: a number is put behind the second claim of a day.
    #[must_use]
    pub fn free_id(&self) -> String {
        let stem = format!("{}-{}", self.day, self.subject());
        let is_taken = |id: &str| {
            let key = format!("{}/{id}", self.person.id());
            self.catalog.record(Kind::Claim, &key).is_some()
        };
        let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
        let mut ids = std::iter::once(stem.clone()).chain(numbered);
        ids.find(|id| !is_taken(id)).unwrap_or(stem)
    }

    /// The field that says what is claimed.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.subject.word()
    }

    /// What the field says.
    #[must_use]
    pub fn value(&self) -> Value {
        match self.subject {
            Subject::Credential(credential) => json!(credential.id()),
            Subject::Competency(entry) => json!({"id": entry.id, "at": self.at}),
        }
    }

    /// Refuses a second claim for what is still open.
    ///
    /// # Errors
    /// Which claim waits.
    pub fn refuse_open(&self, claims: &Claims<'a>) -> Result<(), String> {
        let same = |claim: &Entry<'a, Claim>| {
            let at = claim.document.competency.as_ref().map(|claimed| claimed.at.as_str());
            claims.subject(claim.document).is_some_and(|subject| subject == self.subject)
                && at == self.at
        };
        let mut own = self.catalog.owned::<Claim>(self.person.id());
        match own.find(|claim| same(claim) && claims.is_open(*claim, self.day)) {
            Some(open) => Err(format!(
                "your claim {} for the same is still open\n  help: add evidence to {}, or take it back \
                 there with `withdrawn: {}`",
                open.id(),
                open.record.source.path,
                self.day
            )),
            None => Ok(()),
        }
    }

    /// The evidence as the claim cites it.
    ///
    /// # Errors
    /// What is not there, is somebody else's or is not finished.
    pub fn cite(&self, wanted: &BTreeSet<&str>) -> Result<Vec<Value>, String> {
        wanted.iter().map(|id| self.citation(id)).collect()
    }

    fn citation(&self, id: &str) -> Result<Value, String> {
        let owner = self.person.id();
        let (asked, name) = match id.split_once('/') {
            Some((word, name)) if Kind::named(word).is_some() => (Kind::named(word), name),
            _ => (None, id),
        };
        let kinds = || CITED.into_iter().filter(|kind| asked.is_none_or(|asked| asked == *kind));
        let own = |kind: &Kind| self.catalog.record(*kind, &format!("{owner}/{name}")).is_some();
        if let Some(kind) = kinds().find(own) {
            if kind == Kind::Enrolment && self.unfinished(name) {
                return Err(format!(
                    "module `{name}` is not finished on {}, so it shows nothing yet\n  help: write \
                     `finished: <day>` into the enrolment once it is",
                    self.day
                ));
            }
            return Ok(json!({kind.about().name: name}));
        }
        let of_others = |record: &&Record| *record.name == *name && CITED.contains(&record.kind);
        if let Some(other) = self.catalog.records().iter().find(of_others) {
            return Err(format!(
                "`{name}` is a record of {}, and a claim cites work of one's own\n  help: write down your \
                 part with `learn new portfolio`",
                other.owner.as_deref().unwrap_or_default()
            ));
        }
        let names: Vec<&str> =
            kinds().flat_map(|kind| self.catalog.names(Noun::Record(kind), Some(owner))).collect();
        let meant = meant(name, names);
        Err(format!(
            "there is no work `{name}` of {owner}{meant}\n  help: `learn new portfolio {name}` writes it \
             down; evidence is a portfolio entry, a journal entry or a finished module"
        ))
    }

    fn unfinished(&self, module: &str) -> bool {
        let mut enrolments = self.catalog.owned::<Enrolment>(self.person.id());
        let taken = enrolments.find(|one| one.id() == module);
        taken.is_some_and(|taken| taken.finished.is_none_or(|finished| finished > self.day))
    }

    /// The command with the work that would fit: what shows a competency that is attested, newest first,
    /// and the modules that lead here and are finished.
    #[must_use]
    pub fn what_would_fit(&self) -> String {
        let attested = self.attested();
        let all: Vec<Entry<'_, Portfolio>> =
            self.catalog.owned::<Portfolio>(self.person.id()).collect();
        let shows = |work: &Entry<'_, Portfolio>| {
            work.competencies.iter().any(|id| attested.contains(id.as_str()))
        };
        let line = |work: &Entry<'_, Portfolio>| format!("{}  {}", work.id(), &*work.title);
        let mut fitting: Vec<String> =
            all.iter().rev().filter(|work| shows(work)).map(line).collect();
        fitting.extend(self.finished_on_the_way(&attested));
        let others: Vec<String> = all.iter().rev().filter(|work| !shows(work)).map(line).collect();
        let first = self.entries_to_write().map_or_else(String::new, |count| {
            format!(
                "\n  help: it takes {} more: `learn new portfolio NAME` writes a piece of work down",
                if count == 1 { "1 portfolio entry".to_owned() } else { format!("{count} portfolio entries") }
            )
        });
        let (intro, listed) = match (fitting.is_empty(), others.is_empty()) {
            (false, _) => ("this of yours would fit", fitting),
            (true, false) => ("none of your work names what it attests; there is", others),
            (true, true) => {
                return format!(
                    "a claim cites work that shows `{}`, and there is none of yours yet\n  help: `learn new \
                     portfolio NAME` writes a piece of it down",
                    self.subject()
                );
            }
        };
        let lines: Vec<String> =
            listed.iter().map(|line| format!("\n    --evidence {line}")).collect();
        format!("a claim cites the work that shows it; {intro}:{}{first}", lines.concat())
    }

    /// The competencies that an award gives.
    fn attested(&self) -> BTreeSet<&'a str> {
        match self.subject {
            Subject::Credential(credential) => {
                let attests = &credential.document.attests;
                attests.iter().map(|one| one.competency.as_str()).collect()
            }
            Subject::Competency(entry) => [entry.id].into(),
        }
    }

    /// The finished modules that are assessed by what is claimed, or teach what it attests.
    fn finished_on_the_way(&self, attested: &BTreeSet<&str>) -> Vec<String> {
        let leads_here = |module: &Entry<'_, Module>| {
            let by = module.assessed_by.as_ref().map(Ref::as_str);
            by.is_some_and(|id| present_credential(self.catalog, id) == self.subject())
                || module.teaches.iter().any(|one| attested.contains(one.competency.as_str()))
        };
        let enrolments = self.catalog.owned::<Enrolment>(self.person.id());
        let finished = enrolments.filter_map(|one| {
            let day = one.finished.filter(|day| *day <= self.day)?;
            let module = self.catalog.get::<Module>(one.id()).filter(leads_here)?;
            Some(format!("{}  {}, finished on {day}", one.id(), &*module.title))
        });
        finished.collect()
    }

    /// How many portfolio entries the person has to write before all that the credential needs of them
    /// can be cited; none if there are enough.
    #[must_use]
    pub fn entries_to_write(&self) -> Option<usize> {
        let Subject::Credential(credential) = self.subject else { return None };
        let need = usize::from(credential.document.needs.portfolio.unwrap_or(0));
        need.checked_sub(self.fresh_entries()).filter(|count| *count > 0)
    }

    /// How many of the person's portfolio entries are fresh enough.
    fn fresh_entries(&self) -> usize {
        let Subject::Credential(credential) = self.subject else { return 0 };
        let oldest = needs::oldest(&credential.document.needs, self.day);
        needs::fresh(&self.days_of_entries(&|_| true), oldest)
    }

    /// The days of these portfolio entries of the person.
    fn days_of_entries(&self, is_meant: &dyn Fn(&str) -> bool) -> Vec<Option<Date>> {
        let entries = self.catalog.owned::<Portfolio>(self.person.id());
        entries.filter(|work| is_meant(work.id())).map(|work| work.record.date()).collect()
    }

    /// What is missing, as a sentence; colleagues testify after the claim, so that they are asked for apart.
    fn words_for(&self, unmet: Unmet<'_>) -> Option<String> {
        let subject = self.subject();
        match unmet {
            Unmet::Module(id) => {
                Some(format!("`{subject}` needs module `{id}` to be finished first"))
            }
            Unmet::Entries { have, need, since } => {
                let since =
                    since.map(|oldest| format!(" of {oldest} or later")).unwrap_or_default();
                Some(format!(
                    "`{subject}` needs {need} portfolio entries{since}, and this cites {have}"
                ))
            }
            Unmet::Endorsements { .. } => None,
        }
    }

    /// What the credential needs and the claim does not bring along, each as a sentence.
    #[must_use]
    pub fn missing(&self, wanted: &BTreeSet<&str>) -> Vec<String> {
        let Subject::Credential(credential) = self.subject else { return Vec::new() };
        let (needs, owner) = (&credential.document.needs, self.person.id());
        let brought =
            Brought { entries: self.days_of_entries(&|id| wanted.contains(id)), endorsers: 0 };
        let unmet = needs::unmet(self.catalog, needs, (owner, self.day), &brought);
        let mut missing: Vec<String> =
            unmet.into_iter().filter_map(|one| self.words_for(one)).collect();
        if let Some(need) = needs.endorsements {
            let who = match need {
                1 => "a colleague has".to_owned(),
                need => format!("{need} colleagues have"),
            };
            missing.push(format!(
                "{who} to testify as well: `learn endorse {owner} {} --feedback …`",
                credential.id()
            ));
        }
        missing
    }
}
