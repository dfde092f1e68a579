//! Rows of a table: what happens in a company, and which rules speak against it.

use std::collections::BTreeSet;

use super::Company;

/// What happens, how it is asked about, and what is said; nothing, where it is honest.
pub struct Row {
    what: &'static str,
    begin: fn() -> Company,
    steps: fn(&Company),
    ask: fn(&Company) -> BTreeSet<String>,
    says: &'static [&'static str],
}

/// A change of the company as it was founded, judged before it lands.
pub const fn change(what: &'static str, steps: fn(&Company), says: &'static [&'static str]) -> Row {
    Row { what, begin: Company::new, steps, ask: Company::gate, says }
}

impl Row {
    /// The same, once an approval has landed already.
    pub const fn after_approval(self) -> Self {
        Self { begin: Company::with_approval, ..self }
    }

    /// The same, when `learn verify` is asked about what is checked out.
    pub const fn verified(self) -> Self {
        Self { ask: Company::verify, ..self }
    }
}

/// Every row has to end as it says.
pub fn hold(rows: &[Row]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let company = (row.begin)();
            (row.steps)(&company);
            let found = (row.ask)(&company);
            let says: BTreeSet<String> = row.says.iter().map(ToString::to_string).collect();
            (found != says).then(|| format!("{}: {found:?}, not {says:?}", row.what))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
