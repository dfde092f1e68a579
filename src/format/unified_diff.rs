//! The difference of two texts as `diff -u` and git write it, so that `git apply` takes it.

use std::io::{self, Write};
use std::ops::Range;

/// Unchanged lines shown before and behind a change.
const CONTEXT: usize = 3;

/// Most insertions and deletions looked for one by one; beyond, the whole middle is replaced, which
/// is as true and shorter to compute.
const MOST: usize = 1000;

/// Writes the changes of one file; nothing when there are none.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(path: &str, before: &[u8], after: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let (old, new) = (lines(before), lines(after));
    let changes = changes(&old, &new);
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "--- {}\n+++ {}", named("a", path), named("b", path))?;
    let near = |one: &Change, next: &Change| next.old.start - one.old.end <= 2 * CONTEXT;
    for hunk in changes.chunk_by(near) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let above = first.old.start.min(CONTEXT);
        let below = (old.len() - last.old.end).min(CONTEXT);
        writeln!(
            out,
            "@@ -{} +{} @@",
            extent(first.old.start - above..last.old.end + below),
            extent(first.new.start - above..last.new.end + below)
        )?;
        let mut at = first.old.start - above;
        for change in hunk {
            write_lines(b' ', &old[at..change.old.start], out)?;
            write_lines(b'-', &old[change.old.clone()], out)?;
            write_lines(b'+', &new[change.new.clone()], out)?;
            at = change.old.end;
        }
        write_lines(b' ', &old[at..at + below], out)?;
    }
    Ok(())
}

/// Lines of the old text and what stands in their place.
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The path as git writes it: quoted where it holds a quote, a backslash or a control character.
fn named(side: &str, path: &str) -> String {
    if !path.contains(|odd: char| odd.is_control() || odd == '"' || odd == '\\') {
        return format!("{side}/{path}");
    }
    let inside: String = path
        .chars()
        .map(|character| match character {
            '"' | '\\' => format!("\\{character}"),
            odd if odd.is_control() => format!("\\{:03o}", u32::from(odd)),
            plain => plain.to_string(),
        })
        .collect();
    format!("\"{side}/{inside}\"")
}

/// First line, from 1, and number of lines; of no lines, the line they would follow.
fn extent(range: Range<usize>) -> String {
    let first = if range.is_empty() { range.start } else { range.start + 1 };
    format!("{first},{}", range.len())
}

fn write_lines(sign: u8, lines: &[&[u8]], out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        out.write_all(&[sign])?;
        out.write_all(line)?;
        if !line.ends_with(b"\n") {
            out.write_all(b"\n\\ No newline at end of file\n")?;
        }
    }
    Ok(())
}

/// The changes in order; those that touch are one.
fn changes(old: &[&[u8]], new: &[&[u8]]) -> Vec<Change> {
    let head = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other);
    let tail = tail.count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut kept = kept(old, new);
    kept.push((old.len(), new.len()));
    let (mut at, mut found) = ((0, 0), Vec::new());
    for (one, other) in kept {
        if at.0 < one || at.1 < other {
            found.push(Change { old: head + at.0..head + one, new: head + at.1..head + other });
        }
        at = (one + 1, other + 1);
    }
    found
}

/// Pairs of equal lines, as many as possible, found by Myers' greedy algorithm (1986); none where
/// the texts differ in more than [`MOST`] lines.
///
/// `rows[d][j]` is how far in the old text one gets with `d` deletions and insertions of which `j`
/// are deletions, so that the position in the new text is that in the old one plus `d - 2 j`.
fn kept(old: &[&[u8]], new: &[&[u8]]) -> Vec<(usize, usize)> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for steps in 0..=(old.len() + new.len()).min(MOST) {
        let mut row = Vec::with_capacity(steps + 1);
        for number in 0..=steps {
            let mut x = step(rows.last(), number).0;
            let mut y = x + steps - 2 * number;
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            row.push(x);
            if (x, y) == (old.len(), new.len()) {
                return walk_back(&rows, number, (x, y));
            }
        }
        rows.push(row);
    }
    Vec::new()
}

/// Where the best step onto a diagonal ends in the old text, and whether it is a deletion.
fn step(last: Option<&Vec<usize>>, number: usize) -> (usize, bool) {
    let Some(last) = last else { return (0, false) };
    let inserted = last.get(number).copied();
    let deleted = number.checked_sub(1).and_then(|number| last.get(number)).map(|x| x + 1);
    (inserted.max(deleted).unwrap_or(0), deleted > inserted)
}

/// The equal lines on the way that led to the end.
fn walk_back(
    rows: &[Vec<usize>],
    mut number: usize,
    (mut x, mut y): (usize, usize),
) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    for steps in (0..=rows.len()).rev() {
        let last = steps.checked_sub(1).and_then(|before| rows.get(before));
        let (start, deleted) = step(last, number);
        while x > start {
            (x, y) = (x - 1, y - 1);
            kept.push((x, y));
        }
        if deleted {
            (x, number) = (x - 1, number - 1);
        } else {
            y = y.saturating_sub(1);
        }
    }
    kept.reverse();
    kept
}
