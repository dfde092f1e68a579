//! Values of metrics: every row is a value or a fault, whatever the file holds.

use learn::catalog::values::{HEADER, ValueFlaw, read};
use proptest::prelude::*;

#[test]
fn spreadsheets_may_save_the_file_in_their_way() {
    let values = read(
        "\u{feff}date,team,value\r\n\"2026-01-31\", routing ,\"41.5\"\r\n\r\n2026-02-28,,1e2\r\n",
    );
    assert!(values.faults.is_empty(), "{:?}", values.faults);
    let rows: Vec<_> =
        values.rows.iter().map(|row| (row.date.to_string(), row.team, row.value)).collect();
    let expected =
        [("2026-01-31".to_owned(), Some("routing"), 41.5), ("2026-02-28".to_owned(), None, 100.0)];
    assert_eq!(rows, expected);
}

#[test]
fn numbers_are_plain_and_finite() {
    for word in ["inf", "nan", "1e999", "41 min", "4,1", "0x10", "", "--1"] {
        let text = format!("{HEADER}\n2026-01-31,routing,{word}\n");
        let faults = read(&text).faults;
        assert!(
            matches!(faults[..], [fault] if fault.what == ValueFlaw::Number || fault.what == ValueFlaw::Cells(4)),
            "{word}"
        );
        assert!(!text[faults[0].span.range()].is_empty(), "{word}");
    }
}

proptest! {
    #[test]
    fn every_row_is_a_value_or_a_fault(rows in "([0-9-]{8,10},[a-z\"]{0,3},[0-9.e]{0,3}|\\PC{0,12}|\r)(\n([0-9-]{10},,[0-9]|\\PC{0,12})){0,5}") {
        let text = format!("{HEADER}\n{rows}");
        let values = read(&text);
        let filled = rows.split('\n').filter(|row| !row.trim().is_empty()).count();
        prop_assert_eq!(values.rows.len() + values.faults.len(), filled);
        for span in values.faults.iter().map(|fault| fault.span).chain(values.rows.iter().map(|row| row.span)) {
            prop_assert!(text.get(span.range()).is_some_and(|text| !text.is_empty()));
        }
    }
}
