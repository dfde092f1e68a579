//! Lists that are too long for the page they belong to: the page shows the first of them, says how many
//! more there are, and leads to pages with all of them.

use std::ops::Range;

use serde::Serialize;
use serde_json::{Value, json};

use super::Job;
use super::page::{Head, Link, Page};

/// The template of a page that goes on with what another one has too much of, of whatever kind that is.
pub const TEMPLATE: &str = "further.html";

/// What a page says of a list that it does not show whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct More {
    /// How many it leaves out.
    pub count: usize,
    /// Where all of them are, from the top of the site.
    pub href: String,
}

/// What a page says that shows `shown` of `total`; nothing where that is all of them.
#[must_use]
pub fn more(total: usize, shown: usize, folder: &str) -> Option<More> {
    let count = total.saturating_sub(shown);
    (count > 0).then(|| More { count, href: address(folder, 1) })
}

/// The page among those with all of a list, `each` rows a page, where the row of this number stands.
#[must_use]
pub fn page_of(folder: &str, row: usize, each: usize) -> String {
    address(folder, row / each.max(1) + 1)
}

/// All of a list, on pages of its own.
#[derive(Debug, Clone)]
pub struct Further {
    /// The folder of the first page: `teams/routing/members`; the second stands at
    /// `teams/routing/members/page-2`, where no id of a record can come in its way.
    pub folder: String,
    /// What the list is called.
    pub title: String,
    /// The pages above it.
    pub crumbs: Vec<Link>,
    /// Which part of the site it belongs to.
    pub part: &'static str,
    /// How `further.html` sets a row: `people`, `names`, `work`, `awards`, `said`, `stays`, `mentors`,
    /// `meetings`, `journal`, `mentees`, `heard`.
    pub form: &'static str,
    /// How many rows a page has.
    pub each: usize,
}

impl Further {
    /// The pages of `total` rows, where the page itself does not show them all: `shown` of them.
    ///
    /// `rows` gives those of a range, for the page at a path.
    #[must_use]
    pub fn beyond<'a>(
        self,
        shown: usize,
        total: usize,
        rows: impl Fn(Range<usize>, &str) -> Vec<Value> + Clone + Send + Sync + 'a,
    ) -> Vec<Job<'a>> {
        if total <= shown {
            return Vec::new();
        }
        let count = total.div_ceil(self.each);
        (1..=count)
            .map(|number| {
                let (further, rows) = (self.clone(), rows.clone());
                let job = move || {
                    let path = address(&further.folder, number);
                    let first = (number - 1) * further.each;
                    let range = first..(first + further.each).min(total);
                    further.page(number, total, &rows(range, &path))
                };
                Job::new(address(&self.folder, number), job)
            })
            .collect()
    }

    fn page(&self, number: usize, total: usize, rows: &[Value]) -> Page {
        let count = total.div_ceil(self.each);
        let beside = |number: usize, text: &str| Link::to(text, address(&self.folder, number));
        Page {
            path: address(&self.folder, number),
            template: TEMPLATE,
            title: match number {
                1 => self.title.clone(),
                number => format!("{}, page {number}", self.title),
            },
            crumbs: self.crumbs.clone(),
            part: self.part,
            source: None,
            head: Head { is_hidden: true, ..Head::default() },
            body: json!({
                "form": self.form,
                "rows": rows,
                "is_self": false,
                "total": total,
                "number": number,
                "count": count,
                "before": (number > 1).then(|| beside(number - 1, "Previous page")),
                "after": (number < count).then(|| beside(number + 1, "Next page")),
            }),
        }
    }
}

fn address(folder: &str, number: usize) -> String {
    match number {
        1 => format!("{folder}/index.html"),
        number => format!("{folder}/page-{number}/index.html"),
    }
}
