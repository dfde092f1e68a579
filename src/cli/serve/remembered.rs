//! Pages as they were last made, for the moments in which they cannot be made: while their record cannot be read, and
//! while their figures are being counted again.

use std::collections::BTreeMap;

use crate::site::page::Page;

/// How many pages are remembered; the one that nobody has looked at for longest goes first.
const REMEMBERED: usize = 60;

/// Pages by their path, each with the count of looks when somebody last looked at it.
#[derive(Default)]
pub(super) struct Remembered {
    pages: BTreeMap<String, (u64, Page)>,
    looks: u64,
}

impl Remembered {
    /// Keeps a page as it is now.
    pub(super) fn note(&mut self, page: Page) {
        self.looks += 1;
        self.pages.insert(page.path.clone(), (self.looks, page));
        if self.pages.len() > REMEMBERED {
            let oldest = self.pages.iter().min_by_key(|(_, (look, _))| *look);
            let oldest = oldest.map(|(path, _)| path.clone());
            oldest.map(|path| self.pages.remove(&path));
        }
    }

    /// The page at a path, as it was.
    pub(super) fn page(&self, path: &str) -> Option<&Page> {
        self.pages.get(path).map(|(_, page)| page)
    }
}

#[cfg(test)]
mod tests {
    use super::{REMEMBERED, Remembered};
    use crate::site::page::{Head, Page};

    fn page(number: usize) -> Page {
        Page {
            template: "own.html",
            title: String::new(),
            crumbs: Vec::new(),
            part: "",
            source: None,
            head: Head::default(),
            body: serde_json::Value::Null,
            path: format!("people/{number}/index.html"),
        }
    }

    #[test]
    fn the_page_that_nobody_looked_at_for_longest_is_forgotten_first() {
        let mut remembered = Remembered::default();
        for number in 0..REMEMBERED {
            remembered.note(page(number));
        }
        remembered.note(page(0));
        remembered.note(page(REMEMBERED));
        let has = |number: usize| remembered.page(&page(number).path).is_some();
        assert!(has(0) && !has(1) && has(2) && has(REMEMBERED));
    }
}
