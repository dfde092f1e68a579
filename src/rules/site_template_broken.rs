//! A template of the site that sets no page.

use super::{Case, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};

/// The rule; its problems are found by those who set the pages.
pub const RULE: Rule = Rule {
    slug: "site-template-broken",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A template of the site that sets no page",
    what: "Every file in the folder that `site.templates` names is called like a template of the program, and \
           every page that the company may see can be set with it: it can be parsed, and it uses only what its \
           page has. The folder has files, and is none of the catalog\'s own.",
    why: "What a template gets wrong would be found out only when the site is published.",
    bad: &[
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {templates: look/none}
",
            marks: &["look/none"],
        },
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {templates: templates}
",
            marks: &["templates"],
        },
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {templates: look/templates}
-- look/templates/glossary.html --
{% extends \"base.html\" %}
{% block main %}{{ page.nothing.at.all }}{% endblock %}
-- look/templates/modul.html --
One
-- look/templates/module.html --
one
  {% if %}
-- look/templates/person.html --
{% include \"../../learn.yaml\" %}
-- look/templates/team.html --
{{ title | shouted }}
",
            marks: &[
                "{% block main %}{{ page.nothing.at.all }}{% endblock %}",
                "One",
                "{% if %}",
                "{% include \"../../learn.yaml\" %}",
                "{{ title | shouted }}",
            ],
        },
    ],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {templates: look/templates}
-- look/templates/glossary.html --
{% extends \"base.html\" %}
{% block main %}<h1>Words of our own</h1>{% endblock %}
",
        marks: &[],
    },
    check: |_, _: &mut Findings| {},
};

/// The problem of a template that cannot be used.
#[must_use]
pub fn problem(place: Place, message: &str, help: &str) -> Problem {
    Problem::new(place, message).here("sets no page").help(help)
}
