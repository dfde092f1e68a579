//! A word that other YAML readers take for something else.

use rayon::prelude::*;

use super::{Case, Context, Findings, Rule, Subject, keeps_its_words};
use crate::base::place::{Place, Pointer, Step};
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::Record;
use crate::catalog::fault::Fault;
use crate::syntax::dialect;
use crate::syntax::spans::SpanTree;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "ambiguous-scalar",
    subject: Subject::Files,
    level: Level::Warn,
    summary: "A word that other YAML readers take for something else",
    what: "Without quotes, PyYAML, Ruby or js-yaml read some texts as something else: `yes`, `no`, `on`, `off`, \
           `y`, `n` as true or false, `0123` and `1_000` as numbers, `12:30` as a number in base 60, `=` and \
           `<<` as instructions. Days such as `2026-03-02` are not reported: the format writes them without \
           quotes on purpose. What stands under `x-` is yours.",
    why: "Dashboards, scripts and editors read the same files with other libraries, and would show `750` for a \
          meeting at half past twelve.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: No
summary: On
lead: chen
function: 0123
events:
  - {id: huddle, type: workshop, title: 1_000, every: 1 week, day: tuesday, at: 12:30} # =
delegation:
  off: tell
",
        marks: &["No", "On", "0123", "1_000", "12:30", "off"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: \"No\"
summary: >
  Whether to be paged on call or not: no,
  on
lead: chen
x-cost-centre: 0123
events:
  - {id: huddle, type: workshop, title: '1_000', every: 1 week, day: tuesday, at: \"12:30\"}
  - {id: kick-off, type: workshop, title: On and off, date: 2026-03-02, at: 09:30}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let found: Vec<Problem> = context
        .catalog
        .records()
        .par_iter()
        .filter(|record| dialect::may_be_misread(record.yaml_text()))
        .flat_map_iter(ambiguous)
        .collect();
    for problem in found {
        findings.add(problem);
    }
}

fn ambiguous(record: &Record) -> Vec<Problem> {
    let tree = SpanTree::read(record.yaml_text());
    let suspects = tree.scalars().into_iter().filter(|scalar| scalar.plain && !is_free(&scalar.pointer));
    suspects
        .filter(|scalar| !(scalar.key && scalar.text.len() == 1))
        .filter(|scalar| !is_refused(record, &scalar.pointer))
        .filter_map(|scalar| {
            let elsewhere = dialect::elsewhere(&scalar.text)?;
            let span = scalar.span.shifted(record.yaml.start);
            let place = Place::bytes(&record.source.path, span);
            let text = format!("\"{}\"", scalar.text);
            let message = format!("some YAML readers take `{}` for {elsewhere}", scalar.text);
            let problem = Problem::new(place.clone(), message).here("a text only here");
            let problem = problem.help("put it into quotes");
            let (title, edits) = ("Put it into quotes", vec![Edit { place, text }]);
            let sealed = keeps_its_words(record.kind);
            Some(if sealed { problem.suggest(title, edits) } else { problem.fix(title, edits) })
        })
        .collect()
}

/// Whether a value stands under a key of the user's own.
fn is_free(pointer: &Pointer) -> bool {
    pointer.0.iter().any(|step| matches!(step, Step::Key(key) if key.starts_with("x-")))
}

/// Whether the value has to change anyway, because no text belongs here.
fn is_refused(record: &Record, pointer: &Pointer) -> bool {
    record.faults.iter().any(|fault| matches!(fault, Fault::Schema(fault) if fault.pointer == *pointer))
}
