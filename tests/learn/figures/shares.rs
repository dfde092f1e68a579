//! Sums over cells of which it is not said whether nobody or one has something: none can be had from them.

use std::collections::BTreeMap;

use learn::audience::share::{Share, Sum};

/// What is told of cells that lie in competencies that lie in themes, where a bit says whether one has it.
fn told(shape: &[&[usize]], bits: u32) -> Vec<Share> {
    let (mut place, mut shares, mut all) = (0, Vec::new(), Sum::default());
    for theme in shape {
        let mut whole = Sum::default();
        for cells in *theme {
            let mut sum = Sum::default();
            sum.count(3, 6);
            for _ in 0..*cells {
                sum.count(usize::from(bits & (1 << place) != 0), 5);
                place += 1;
            }
            shares.push(sum.told());
            whole.add(sum);
        }
        shares.push(whole.told());
        all.add(whole);
    }
    shares.push(all.told());
    shares
}

#[test]
fn whatever_is_told_of_sums_each_cell_may_be_nobody_and_may_be_one() {
    let shapes: [&[&[usize]]; 9] = [
        &[&[1]],
        &[&[2]],
        &[&[3]],
        &[&[10]],
        &[&[1, 1, 1, 1]],
        &[&[1, 2, 3], &[4, 1]],
        &[&[3, 3, 3, 3]],
        &[&[2, 2], &[2, 2], &[2]],
        &[&[5], &[4], &[3]],
    ];
    for shape in shapes {
        let cells: usize = shape.iter().copied().flatten().sum();
        // Of everything that can be told alike, the cells that are one somewhere, and those that are nobody.
        let mut seen: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for bits in 0..1_u32 << cells {
            let told = told(shape, bits);
            for share in &told {
                assert!(share.perhaps <= 2, "{shape:?} {bits:b}: {share:?}");
            }
            let all = told.last().expect("a sum of all");
            let met = shape.iter().copied().flatten().count() * 3 + bits.count_ones() as usize;
            assert!((all.met..=all.met + all.perhaps).contains(&met), "{shape:?} {bits:b} {all:?}");
            let (one, nobody) = seen.entry(format!("{told:?}")).or_default();
            *one |= bits;
            *nobody |= !bits;
        }
        let every = (1_u32 << cells) - 1;
        for (told, (one, nobody)) in seen {
            assert_eq!((one & every, nobody & every), (every, every), "{shape:?}: {told}");
        }
    }
    let mut many = Sum::default();
    (0..46).for_each(|cell| many.count(usize::from(cell % 4 == 0), 15));
    assert_eq!(many.told(), Share { met: 12, perhaps: 0, asked: 690 });
}
