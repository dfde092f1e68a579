//! Words that other YAML readers take for something else, and the quick look that finds them.

use learn::syntax::dialect::{elsewhere, may_be_misread};
use learn::syntax::spans::SpanTree;
use proptest::prelude::*;

#[test]
fn words_of_other_readers_are_known() {
    let misread = "yes Yes YES no On oFF y N 0123 -017 0189 1_000 0x1_f 0b1_0 12:30 190:20:30 09:30.5 01.5 1_0.5 = <<";
    for word in misread.split(' ') {
        assert!(elsewhere(word).is_some(), "{word}");
    }
    let text = "yess none offer ok 0 7 12 1.5 .5 1.0.0 2026-03-02 2026-h1 09:30 1:60 sha256:6a .. 0x 0xyz - -- + . _1 == <";
    for word in text.split(' ') {
        assert_eq!(elsewhere(word), None, "{word}");
    }
}

#[test]
fn long_texts_are_not_suspected() {
    for yaml in
        ["a: Not on call\n", "a: no, on\n b\n", "- Say no to it, on days off\n", "a: \"no\"\n"]
    {
        assert_eq!(may_be_misread(yaml), yaml.contains(" no,"), "{yaml}");
    }
}

proptest! {
    #[test]
    fn the_quick_look_misses_nothing(yaml in "((- )?([a-z]{1,3}: )?[\\[{]?(no|x|a b|x y)([,:] ?(yes|1_0|z))?[\\]}]?( #.)?\r?\n){1,2}") {
        let found = SpanTree::read(&yaml).scalars();
        let one_line = |span: learn::base::span::Span| {
            yaml.get(span.range()).is_some_and(|text| !text.contains('\n'))
        };
        let suspect = found.iter().find(|scalar| {
            scalar.plain && one_line(scalar.span) && elsewhere(&scalar.text).is_some()
        });
        prop_assert!(suspect.is_none() || may_be_misread(&yaml), "{:?} in {yaml:?}", suspect);
    }

    #[test]
    fn no_word_is_too_strange(word in "\\PC*") {
        let _ = (elsewhere(&word), may_be_misread(&word));
    }
}
