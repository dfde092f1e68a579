//! What is shown to whoever is about to sign: the claim, the work, the rubric, who else has looked.

use std::fmt::Write as _;

use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::claims::{Cited, Subject};
use crate::catalog::{Entry, Record};
use crate::format::harmless::harmless;
use crate::format::text::wrapped;
use crate::kinds::approval::Decision;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::portfolio::Portfolio;
use crate::report::counted;
use crate::session::decide::matter::Matter;
use crate::wording::readiness::one_of;

/// Everything about a claim that its signer reads, as plain text; what the learner wrote is shown
/// without characters that a terminal would obey.
#[must_use]
pub fn text(matter: &Matter<'_>, day: Date, width: usize) -> String {
    let mut text = String::new();
    heading(&mut text, matter, day);
    for cited in &matter.evidence {
        work(&mut text, cited, width);
    }
    rubric(&mut text, matter, width);
    others(&mut text, matter);
    harmless(&text)
}

fn heading(text: &mut String, matter: &Matter<'_>, day: Date) {
    let name = match matter.subject {
        Subject::Credential(credential) => credential.name.to_string(),
        Subject::Competency(entry) => {
            let at = matter.claim.competency.as_ref().map_or("", |claimed| claimed.at.as_str());
            format!("{} at {at}", entry.name())
        }
    };
    let age = match day.days_since(matter.date) {
        0 => "today".to_owned(),
        1 => "1 day ago".to_owned(),
        days => format!("{days} days ago"),
    };
    let (person, claim) = (&*matter.person.name, matter.claim.id());
    let _ = writeln!(text, "{person} asks for {name}\nclaim {claim}, made {age}");
    let own = matter.claim.self_assessment.as_ref();
    if let Some(words) = own.and_then(|own| own.text.as_ref()) {
        let _ = writeln!(text, "in their own words: {words}");
    }
}

fn work(text: &mut String, cited: &Cited<'_>, width: usize) {
    let record = cited.record;
    let title = Entry::<Portfolio>::of(record).map(|work| work.title.to_string());
    let taken = Entry::<Enrolment>::of(record).and_then(|taken| taken.finished);
    let title = title.or_else(|| taken.map(|day| format!("finished on {day}"))).unwrap_or_default();
    let _ = writeln!(text, "\nEvidence: {} {}  {title}", record.kind.about().name, record.name);
    let _ = writeln!(text, "  {}", record.source.path);
    if let Some(work) = Entry::<Portfolio>::of(record) {
        for line in
            work.outcome.iter().flat_map(|outcome| wrapped(outcome, width.saturating_sub(4)))
        {
            let _ = writeln!(text, "  → {line}");
        }
        for link in &work.links {
            let _ = writeln!(text, "  {}", &**link);
        }
    }
    prose(text, record);
}

fn prose(text: &mut String, record: &Record) {
    let prose = record.prose().trim();
    if prose.is_empty() {
        return;
    }
    text.push('\n');
    // The lines stay as the learner broke them: a list or a quotation wrapped anew is hard to read.
    for line in prose.lines() {
        let _ = writeln!(text, "{}", format!("  {line}").trim_end());
    }
}

fn rubric(text: &mut String, matter: &Matter<'_>, width: usize) {
    let Some(rubric) = matter.rubric else { return };
    let _ = writeln!(text, "\nJudged by the rubric {}", &*rubric.name);
    let own = matter.claim.self_assessment.as_ref().map(|own| &own.scores);
    for (id, criterion) in &rubric.document.criteria {
        let _ = writeln!(text, "  {} ({id})", criterion.name);
        let mut scores = own.into_iter().flatten();
        let own = scores.find(|(scored, _)| *scored == id).map(|(_, score)| score.0);
        for (score, descriptor) in (1_u8..).zip(&criterion.descriptors) {
            let lines = wrapped(descriptor, width.saturating_sub(7));
            let mark = if own == Some(score) { "  ← self-assessment" } else { "" };
            let _ = writeln!(text, "    {score}  {}{mark}", lines.join("\n       "));
        }
    }
    let Subject::Credential(credential) = matter.subject else { return };
    if let Some(pass) = credential.assessment.pass {
        let each = pass.each.map(|each| format!("at least {each} in each criterion"));
        let mean = pass.mean.map(|mean| format!("a mean of {mean}"));
        let asked: Vec<String> = each.into_iter().chain(mean).collect();
        let _ = writeln!(text, "  passes with {}", asked.join(" and "));
    }
}

fn others(text: &mut String, matter: &Matter<'_>) {
    text.push('\n');
    for answer in &matter.answers {
        let word = match answer.approval.decision {
            Decision::NotYet => "says not yet",
            _ => "has approved",
        };
        let alone = if answer.approval.decision == Decision::Approve && !matter.combines(answer) {
            ", by what was asked for then: it does not add up with an approval given now"
        } else {
            ""
        };
        let _ = writeln!(text, "{} {word}, on {}{alone}", answer.signer, answer.approval.date);
        if let Some(feedback) = &answer.approval.feedback {
            let _ = writeln!(text, "  {feedback}");
        }
    }
    for answer in &matter.said_before {
        let (signer, date) = (&answer.signer, answer.approval.date);
        let to = match &answer.approval.claim {
            Some(claim) if claim.id.as_str() == matter.claim.id() => {
                "this claim as it was worded then".to_owned()
            }
            Some(claim) => format!("claim {}", claim.id),
            None => "an earlier request".to_owned(),
        };
        let fell: Vec<&str> = answer.approval.criteria.iter().map(Id::as_str).collect();
        let fell = if fell.is_empty() { String::new() } else { format!(": {}", fell.join(", ")) };
        let _ = writeln!(text, "Before: {signer} said not yet to {to}, on {date}{fell}");
        if let Some(feedback) = &answer.approval.feedback {
            let _ = writeln!(text, "  {feedback}");
        }
    }
    for endorser in &matter.endorsers {
        let _ = writeln!(text, "{endorser} endorses it");
    }
    let open = matter.open_slots(None);
    if !open.is_empty() {
        let _ = writeln!(text, "Open: {}, by {}", counted(open.len(), "approval"), slots(&open));
    }
    let kept = matter.still_to_keep(None);
    if !kept.is_empty() {
        let _ = writeln!(
            text,
            "After the not-yet on an earlier claim it takes {}, who judged that one",
            one_of(&kept)
        );
    }
}

/// What is open in words: the slots, and those who judged before, one of whom it takes.
#[must_use]
pub fn open(slots_left: &[impl AsRef<str>], kept: &[impl AsRef<str>]) -> String {
    let kept = (!kept.is_empty()).then(|| format!("{}, who judged before", one_of(kept)));
    let left = (!slots_left.is_empty()).then(|| slots(slots_left));
    left.into_iter().chain(kept).collect::<Vec<_>>().join("; ")
}

/// Who has to approve in words: `any` is anybody who may, and each one is somebody else.
#[must_use]
pub fn slots(open: &[impl AsRef<str>]) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for slot in open.iter().map(AsRef::as_ref) {
        match counted.iter_mut().find(|(known, _)| *known == slot) {
            Some((_, count)) => *count += 1,
            None => counted.push((slot, 1)),
        }
    }
    let words = |(slot, count): &(&str, usize)| match (*slot, *count) {
        ("any", 1) => "anybody who may".to_owned(),
        ("any", count) => format!("{count} people who may"),
        (slot, 1) => slot.to_owned(),
        (slot, count) => format!("{count} of {slot}"),
    };
    counted.iter().map(words).collect::<Vec<_>>().join(" and ")
}
