//! What Hugo is given of a generated company, and how long it takes: the same records to make pages of, or the
//! finished bodies of the pages that `learn` made.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{put, seconds};

/// Sets a page of a record: its fields, its prose, and what lies below it in the same way.
const RECORD: &str = "\
{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ with .Params.fields }}{{ partial \"value.html\" . }}{{ end }}{{ .Content }}
{{ range .Resources.ByType \"page\" }}<section><h2>{{ .Name }}</h2>{{ partial \"value.html\" .Params }}{{ .Content }}</section>
{{ end }}{{ end }}";

/// Sets a value of any shape.
const VALUE: &str = "\
{{ if reflect.IsMap . }}<dl>{{ range $key, $value := . }}<dt>{{ $key }}</dt>\
<dd>{{ partial \"value.html\" $value }}</dd>{{ end }}</dl>\
{{ else if reflect.IsSlice . }}<ul>{{ range . }}<li>{{ partial \"value.html\" . }}</li>{{ end }}</ul>\
{{ else }}{{ . }}{{ end }}";

/// Sets a page of a folder.
const LIST: &str = "\
{{ define \"main\" }}<h1>{{ .Title }}</h1><ul>{{ range .RegularPages }}\
<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}";

/// Sets a page whose body is finished.
const BODY: &str = "{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}";

const SETTINGS: &str = "\
baseURL = \"/\"
title = \"Growth\"
disableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"404\"]
[security]
allowContent = [\".*\"]
[[cascade]]
[cascade.build]
publishResources = false
";

/// A site for Hugo.
pub(crate) struct Peer {
    folder: PathBuf,
    /// How many pages it is made to have at least.
    pub(crate) pages: usize,
}

impl Peer {
    /// The records of a catalog: people, modules, credentials and so on become pages, with their fields as front
    /// matter, and whatever lies in a person's folder stands on that person's page.
    pub(crate) fn of_records(catalog: &Path, site: &Path, folder: PathBuf) -> Self {
        let mut peer = Self { folder, pages: 0 };
        peer.frame(site, RECORD, LIST);
        put(&peer.folder.join("layouts/_partials/value.html"), VALUE);
        peer.records(catalog, Path::new(""));
        peer
    }

    /// The finished body of every page of a site, to be put into its frame.
    pub(crate) fn of_bodies(site: &Path, folder: PathBuf) -> Self {
        let mut peer = Self { folder, pages: 0 };
        peer.frame(site, BODY, BODY);
        peer.bodies(site, Path::new(""));
        peer
    }

    /// How long Hugo takes into a folder that nothing stood in, if it is there.
    pub(crate) fn build(&self, hugo: &str, run: usize) -> Option<f64> {
        let is_there = Command::new(hugo).arg("version").stdout(Stdio::null()).status();
        if !is_there.is_ok_and(|status| status.success()) {
            return None;
        }
        let out = self.folder.with_extension(format!("made-{run}"));
        let mut command = Command::new(hugo);
        command.args(["--quiet", "--logLevel", "error", "-s"]).arg(&self.folder);
        let took = seconds(command.arg("-d").arg(&out).stdout(Stdio::null()));
        let made = count(&out);
        assert!(made >= self.pages, "Hugo made {made} of {} pages", self.pages);
        Some(took)
    }

    /// The frame of the pages of `learn`: the same head, navigation and foot.
    fn frame(&self, site: &Path, single: &str, list: &str) {
        let page = site.join("how-readiness-works/index.html");
        let page = fs::read_to_string(page).expect("a page that every site has");
        let (head, _, foot) = cut(&page).expect("a page has a main part");
        let layouts = self.folder.join("layouts");
        put(
            &layouts.join("baseof.html"),
            &format!("{head}{{{{ block \"main\" . }}}}{{{{ end }}}}{foot}"),
        );
        put(&layouts.join("single.html"), single);
        for name in ["list.html", "home.html"] {
            put(&layouts.join(name), list);
        }
        put(&self.folder.join("hugo.toml"), SETTINGS);
    }

    fn records(&mut self, catalog: &Path, inside: &Path) {
        for entry in fs::read_dir(catalog.join(inside)).expect("a folder").flatten() {
            let path = inside.join(entry.file_name());
            if entry.path().is_dir() {
                self.records(catalog, &path);
                continue;
            }
            let text = fs::read_to_string(entry.path()).expect("a record");
            let is_person = path.ends_with("person.yaml");
            let is_below = path.starts_with("people") && !is_person;
            self.pages += usize::from(!is_below);
            let place = self.folder.join("content").join(&path);
            if path.extension().is_some_and(|it| it == "md") {
                put(&place, &text);
            } else if is_person {
                put(&place.with_file_name("index.md"), &as_front_matter(&text));
            } else {
                put(&place.with_extension("md"), &as_front_matter(&text));
            }
        }
    }

    fn bodies(&mut self, site: &Path, inside: &Path) {
        let entries: Vec<_> =
            fs::read_dir(site.join(inside)).expect("a folder").flatten().collect();
        let has_below = entries.iter().any(|entry| entry.path().is_dir());
        for entry in entries {
            let path = inside.join(entry.file_name());
            if entry.path().is_dir() {
                self.bodies(site, &path);
            } else if entry.file_name() == "index.html" {
                let html = fs::read_to_string(entry.path()).expect("a page");
                let Some((_, main, _)) = cut(&html) else { continue };
                // A page with pages below it is `_index` for Hugo, all others are `index`.
                let name = if has_below { "_index.html" } else { "index.html" };
                let text = format!("---\ntitle: Page {}\n---\n{main}", self.pages);
                put(&self.folder.join("content").join(path).with_file_name(name), &text);
                self.pages += 1;
            }
        }
    }
}

/// A record's YAML as front matter, where none of its fields means something to Hugo.
fn as_front_matter(text: &str) -> String {
    let title = text.lines().find_map(|line| {
        line.strip_prefix("name:").or_else(|| line.strip_prefix("title:")).map(str::trim)
    });
    let title = title.map_or_else(String::new, |title| format!("title: {title}\n"));
    let fields = text.trim_end().replace('\n', "\n    ");
    format!("---\n{title}params:\n  fields:\n    {fields}\n---\n")
}

/// A page's HTML before its main part, that part, and what follows.
fn cut(html: &str) -> Option<(&str, &str, &str)> {
    let start = html.find("<main")?;
    let start = start + html[start..].find('>')? + 1;
    let end = html.find("</main>")?;
    Some((&html[..start], &html[start..end], &html[end..]))
}

fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("what Hugo wrote").flatten();
    let pages = entries.map(|entry| match entry.path() {
        path if path.is_dir() => count(&path),
        path => usize::from(path.file_name().is_some_and(|name| name == "index.html")),
    });
    pages.sum()
}
