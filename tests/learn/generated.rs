//! Generated companies: the same bytes every time, and clean.

use learn::base::problem::Level;
use learn::catalog::load::load;
use learn::demo::generated;
use learn::session::check::{Request, check};
use learn::world::memory::Memory;

fn in_memory(people: usize) -> Memory {
    let mut files = Memory::new();
    for (path, text) in generated::company(people) {
        files.put(&path, text);
    }
    files
}

#[test]
fn a_generated_company_is_clean_and_always_the_same() {
    assert_eq!(generated::company(40), generated::company(40));
    let catalog = load(&in_memory(40)).expect("memory can be read");
    let outcome = check(&catalog, None, generated::today(), &Request::default());
    let found: Vec<String> = outcome
        .findings
        .iter()
        .filter(|finding| finding.level > Level::Hint)
        .map(|finding| format!("{}: {}: {}", finding.location.path, finding.rule, finding.message))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_number_of_records_can_be_chosen() {
    for records in [1_000, 10_000] {
        let files = generated::company(generated::people_for(records)).len();
        assert!(files.abs_diff(records) * 50 < records, "asked for {records}, got {files}");
    }
}
