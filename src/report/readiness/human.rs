//! Readiness for people: the headline, every line in its own words, the next step.

use super::{Cut, Sheet, words};
use crate::format::{table as tables, text::wrapped};
use crate::report::Style;
use crate::standing::readiness::LineState;
use crate::standing::verdict::Standing;
use crate::wording::one_line;

/// One person's readiness.
#[must_use]
pub fn one(sheet: &Sheet<'_>, style: Style) -> String {
    let readiness = &sheet.readiness;
    let width = style.text_width();
    let mut page = Page { text: String::new(), style, width };
    page.paragraph(0, &words::sheet_headline(sheet), Paint::Bold);
    let person = &*readiness.person.document.name;
    let about = format!("{person}, for {}, as of {}", words::source(sheet), readiness.as_of);
    page.paragraph(0, &about, Paint::Dim);
    let mut group = String::new();
    for (number, state) in readiness.lines.iter().enumerate() {
        let asked_by = words::asked_by(readiness, &state.line);
        if asked_by != group {
            page.blank();
            page.paragraph(0, &capital(&asked_by), Paint::Bold);
            group = asked_by;
        }
        line(&mut page, sheet, number, state);
    }
    if !readiness.coming.is_empty() {
        page.blank();
        page.paragraph(0, "Coming", Paint::Bold);
        for (first, line) in &readiness.coming {
            page.paragraph(2, &format!("from {first}  {}", line.title), Paint::Plain);
        }
    }
    page.blank();
    let notes = if sheet.left_out == 0 { words::notes(readiness) } else { Vec::new() };
    for note in notes {
        page.paragraph(0, &note, Paint::Plain);
    }
    if let Some((what, command)) = sheet.next_in_words() {
        page.blank();
        page.paragraph(0, &format!("Next: {what}"), Paint::Bold);
        if let Some(command) = command {
            // A command in one line can be copied.
            page.line(&format!("  {command}"));
        }
    }
    page.finish()
}

fn line(page: &mut Page, sheet: &Sheet<'_>, number: usize, state: &LineState<'_>) {
    const COLUMN: usize = 10;
    let word = state.standing.word();
    let strength = words::strength(state.line.strength);
    let title = format!("{} ({strength})", state.line.title);
    let mut lines = wrapped(&title, page.width.saturating_sub(COLUMN + 2)).into_iter();
    let first = lines.next().unwrap_or_default();
    let padding = " ".repeat(COLUMN.saturating_sub(word.len()));
    let word = page.paint(word, Paint::of(&state.standing));
    page.line(&format!("  {word}{padding}{first}"));
    for rest in lines {
        page.line(&format!("{}{rest}", " ".repeat(COLUMN + 2)));
    }
    for words in &state.line.words {
        page.paragraph(COLUMN + 2, words, Paint::Dim);
    }
    let detail = words::detail(&state.standing);
    if !detail.is_empty() {
        page.paragraph(COLUMN + 2, &capital(&detail), Paint::Plain);
    }
    for evidence in &state.evidence {
        let says = match &evidence.signed {
            Some(_) => format!("{}: {}", capital(&evidence.says), evidence.path),
            None => format!("See {}", evidence.path),
        };
        page.paragraph(COLUMN + 2, &says, Paint::Plain);
    }
    for motion in &state.motion {
        let motion = words::motion(sheet.catalog, motion);
        page.paragraph(COLUMN + 2, &format!("→ {motion}"), Paint::Motion);
    }
    if let Some((what, _)) = sheet.step_in_words(number) {
        page.paragraph(COLUMN + 2, &format!("Next for it: {what}"), Paint::Plain);
    }
}

/// The table of several people.
#[must_use]
pub fn table(sheets: &[Sheet<'_>], cut: Option<&Cut>, style: Style) -> String {
    if sheets.is_empty() && cut.is_some_and(|cut| cut.left_out > 0) {
        return "There is nobody whose readiness this audience may see.\n".into();
    }
    if sheets.is_empty() {
        return "Nobody has set a goal yet; people do so in a file of their `goals/` folder.\n"
            .into();
    }
    let rows: Vec<Vec<String>> = sheets.iter().map(row).collect();
    let width = style.text_width();
    let text = tables::write(
        &["person", "towards", "verdict", "met", "not yet", "unknown", "under way"],
        &rows,
        1,
        width,
    );
    let unverified: usize = sheets.iter().map(|sheet| sheet.readiness.unverified).sum();
    let note = match unverified {
        0 => String::new(),
        many => format!(
            "\nNot verified and not counted: {}.\n",
            crate::report::counted(many, "approval record")
        ),
    };
    plain(&format!("{text}{note}"), style)
}

/// The cells of one person.
#[must_use]
pub fn row(sheet: &Sheet<'_>) -> Vec<String> {
    let readiness = &sheet.readiness;
    let total = readiness.lines.len();
    let met = readiness.count(|standing| *standing == Standing::Met);
    let not_yet = readiness.count(|standing| matches!(standing, Standing::NotYet(_)));
    let moving = readiness.lines.iter().filter(|state| !state.motion.is_empty()).count();
    vec![
        one_line(&readiness.person.document.name),
        readiness.role.role.title.as_str().to_owned(),
        sheet.verdict().unwrap_or_default().to_owned(),
        format!("{met} of {total}"),
        not_yet.to_string(),
        readiness.unknown().to_string(),
        moving.to_string(),
    ]
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Characters that every terminal has, where the style asks for them.
fn plain(text: &str, style: Style) -> String {
    if style.unicode {
        return text.to_owned();
    }
    text.replace('—', "-").replace('→', "->").replace('…', ".")
}

#[derive(Clone, Copy)]
enum Paint {
    Plain,
    Bold,
    Dim,
    Good,
    Open,
    Motion,
}

impl Paint {
    const fn of(standing: &Standing) -> Self {
        match standing {
            Standing::Met | Standing::Waived(_) => Self::Good,
            Standing::NotYet(_) => Self::Open,
            Standing::Unknown => Self::Dim,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\u{1b}[1m",
            Self::Dim => "\u{1b}[2m",
            Self::Good => "\u{1b}[32m",
            Self::Open => "\u{1b}[33m",
            Self::Motion => "\u{1b}[36m",
        }
    }
}

struct Page {
    text: String,
    style: Style,
    width: usize,
}

impl Page {
    fn paint(&self, text: &str, paint: Paint) -> String {
        let code = paint.code();
        if self.style.color && !code.is_empty() {
            format!("{code}{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blank(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self, indent: usize, text: &str, paint: Paint) {
        for line in wrapped(text, self.width.saturating_sub(indent).max(20)) {
            let line = self.paint(&line, paint);
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn finish(self) -> String {
        plain(&self.text, self.style)
    }
}
