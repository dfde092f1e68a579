//! Whatever people type into any field of any record, it stays text: in pages, feeds, calendars, tables,
//! drawings, search and the names of files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use learn::audience::reader::Reader;
use learn::audience::view::View;
use learn::catalog::load::load;
use learn::catalog::people::People;
use learn::site::{Notices, build};
use learn::trust::ledger::Ledger;
use learn::world::memory::Memory;

use crate::planted::{Takes, planted};
use crate::site::{Files, is_own, pages, tags};
use crate::site_program::elements;

const READERS: &[&str] = &["org", "person:ada", "person:chen"];

/// Harmless words of about the length of the others.
const PLAIN: &str =
    "Plain words that nobody could take for anything else than what they are, once.";

/// What somebody who means harm could type where words belong.
const WORDS: &[&str] = &[
    "</title></script></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'`><b>",
    "{{ 1234 * 5678 }} {% include \"base.html\" %} ${1234*5678} <%= 1234*5678 %> &lt;b&gt; &#60;b&#62;",
    "=HYPERLINK(\"https://evil.example\";\"x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "A\nBEGIN:VEVENT\r\nUID:evil\u{2028}X-EVIL:1\u{85}\r\nEND:VCALENDAR\nATTACH:file:///etc/passwd",
    "]]></content><script/>\u{0}\u{1}\u{7}\u{b}\u{1b}[2J\u{7f}\u{202e}desrever\u{2066}\u{feff}\u{fffe}",
    "[x](javascript:alert(1)) <javascript:alert(1)> ![x](data:text/html,x) [x]: javascript:x",
    "../../../../etc/passwd",
    "..\\..\\windows\\%2e%2e%2f%00 CON NUL ~ $(touch x) `touch x` ; rm -rf /",
];

/// Addresses that the schema lets through.
const ADDRESSES: &[&str] = &[
    "https://evil.example/'onmouseover='alert(1)'",
    "https://evil.example/`{{1234*5678}}`",
    "https://javascript:alert(1)@evil.example/%22%3e%3cscript%3e",
];

/// Addresses that it has to refuse, wherever an address is asked for.
const REFUSED: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "https://x.example/\"><script>",
    "https://x.example/\nSet-Cookie: x",
    "//evil.example/x",
    "file:///etc/passwd",
];

/// Markdown that means harm.
const PROSE: &str = "\
<script>alert(1)</script> <img src=x onerror=alert(2)> <svg onload=alert(1)> <iframe src=x></iframe>
<a href=\"javascript:alert(1)\">x</a> <style>*{display:none}</style> <!-- --> <?php x ?> <![CDATA[x]]>

[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#115;cript:alert(1)) [d](java\\script:x)
[e](&#106;avascript&colon;alert(1)) [f](javascript&#58;alert(1)) [g]( javascript:alert(1) )
[h](<java\tscript:alert(1)>) [i](\u{1}javascript:alert(1)) [j](vbscript:x) [k](data:text/html;base64,PHN)
[l](DATA:text/html,x) [m](//evil.example/x) [n](file:///etc/passwd) [o](\\\\evil\\share) [p][1] [q](%6aavascript:alert(1))
<javascript:alert(1)> <JAVASCRIPT:alert(1)> <data:text/html,x> <vbscript:x> javascript:alert(1)

![a](javascript:alert(1)) ![b](data:image/svg+xml,<svg/onload=alert(1)>) ![c](https://evil.example/x.png)
![d](../../../../etc/passwd) ![e](..%2f..%2f..%2fetc/passwd) ![f](%2e%2e/%2e%2e/learn.yaml) ![g](..\\..\\learn.yaml)
[h](../../people/ada/journal/2026-04-11-zzjournal.md) ![i](/etc/passwd) ![j](//evil.example/x.png) ![k](CON) ![l](x%00.png)

[1]: javascript:alert(1) \"x\"

# {{ 1234 * 5678 }} {% include \"base.html\" %} <b>

| a | b |
|---|---|
| <script>alert(1)</script> | [x](javascript:alert(1)) |

```\"><script>alert(1)</script>
</code></pre><script>alert(1)</script>
```

Text[^x\"><b>] and a note.[^1]

[^1]: <script>alert(1)</script> [x](javascript:alert(1))

- [x] <script>alert(1)</script>

> [!NOTE] <script>alert(1)</script>
> [x](javascript:alert(1))
";

/// What each of these reads of the same files.
fn sites(files: &Memory, readers: &'static [&'static str]) -> Vec<(&'static str, Files)> {
    let catalog = load(files).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let people = People::on(&catalog, crate::cases::today());
    let read = |name: &&'static str| {
        let reader = Reader::named(&catalog, name).expect("a reader");
        let view = View::new(&ledger, &people, reader);
        (*name, build(view, files, &Notices::default()).expect("a site").files)
    };
    readers.iter().map(read).collect()
}

fn site(files: &Memory, reader: &'static [&'static str; 1]) -> Files {
    sites(files, reader).remove(0).1
}

/// The company with these words in every field.
fn company(words: &str, address: &str, prose: &str) -> Memory {
    planted("", &mut |field| {
        Some(match field.takes {
            Takes::Words => words.to_owned(),
            Takes::Address => address.to_owned(),
            Takes::Prose => prose.to_owned(),
        })
    })
}

/// How often each tag with its attributes' names stands on a page; lines of drawn text break as they must.
fn skeleton(html: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (name, attributes) in tags(html) {
        if ["tspan", "/tspan", "path", "p", "/p", "br", "wbr"].contains(&name) {
            continue;
        }
        let keys: Vec<&str> = attributes.keys().copied().collect();
        *found.entry(format!("<{name} {}>", keys.join(" "))).or_default() += 1;
    }
    found
}

/// What is wrong with a page, whoever wrote what is on it.
fn faults_of_page(path: &str, html: &str, wrong: &mut String) {
    for (name, attributes) in tags(html) {
        let is_alone = path == "404.html" && name == "style";
        let is_active = ["iframe", "object", "embed", "form", "base", "style", "b"].contains(&name);
        // The page for addresses that are not there asks for its files where the site is published.
        let is_ours = is_own(&attributes)
            || path == "404.html"
                && attributes.get("src").is_some_and(|it| it.ends_with("/assets/site.js"));
        if is_active && !is_alone || name == "script" && !is_ours {
            let _ = writeln!(wrong, "{path}: <{name}> {attributes:?}");
        }
        for (key, value) in &attributes {
            if key.starts_with("on") || *key == "style" || *key == "srcdoc" {
                let _ = writeln!(wrong, "{path}: {key} of <{name}>");
            }
            if ["href", "src", "xlink:href", "action", "data", "poster"].contains(key) {
                // As browsers read it: white space and control characters count for nothing.
                let plain =
                    value.replace("&#x2f;", "/").replace("&#58;", ":").replace("&colon;", ":");
                let plain: String =
                    plain.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                let lower = plain.to_lowercase();
                let scheme = lower.split(['/', '?', '#']).next().and_then(|it| it.split_once(':'));
                let is_known =
                    scheme.is_none_or(|(it, _)| ["http", "https", "mailto"].contains(&it));
                let leaves =
                    !["a", "/a"].contains(&name) && path != "404.html" && lower.contains("//");
                if !is_known || leaves || lower.starts_with("//") || lower.contains('\\') {
                    let _ = writeln!(wrong, "{path}: <{name} {key}={value}>");
                }
            }
        }
    }
    let no_controls = |c: char| c.is_control() && !['\n', '\t', '\r'].contains(&c);
    if html.contains(no_controls) {
        let _ = writeln!(wrong, "{path} has control characters");
    }
}

/// What is wrong with the files beside the pages.
fn faults_of_file(path: &str, bytes: &[u8], wrong: &mut String) {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if !path.chars().all(is_name)
        || path.split('/').any(|part| part.is_empty() || part.starts_with('.'))
    {
        let _ = writeln!(wrong, "a file called {path:?}");
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        let _ = writeln!(wrong, "{path} is not text");
        return;
    };
    let extension = path.rsplit('.').next().unwrap_or_default();
    if text.contains("7006652") {
        let _ = writeln!(wrong, "{path} has run a template");
    }
    match extension {
        "ics" => faults_of_calendar(path, text, wrong),
        "atom" | "xml" | "svg" => {
            elements(text);
            let bare =
                |c: char| c.is_control() && !['\n', '\t', '\r'].contains(&c) || c == '\u{fffe}';
            if text.contains(bare) {
                let _ = writeln!(wrong, "{path} holds what XML may not");
            }
        }
        "csv" => faults_of_table(path, text, wrong),
        "js" if path.starts_with("search/") => {
            let call = text.split_once('(').and_then(|(_, rest)| rest.strip_suffix(");\n"));
            let json = call.map(|it| it.trim_start_matches("..."));
            let is_json =
                json.is_some_and(|it| serde_json::from_str::<serde_json::Value>(it).is_ok());
            if !is_json
                || text.contains('<')
                || text.contains('\u{2028}')
                || text.lines().count() != 1
            {
                let _ = writeln!(wrong, "{path} is more than data");
            }
        }
        _ => {}
    }
}

fn faults_of_calendar(path: &str, text: &str, wrong: &mut String) {
    let whole = text.replace("\r\n ", "");
    for line in whole.split("\r\n").filter(|line| !line.is_empty()) {
        let name = line.split([':', ';']).next().unwrap_or_default();
        let known = [
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "NAME",
            "X-WR-CALNAME",
            "CALSCALE",
            "UID",
            "DTSTAMP",
            "DTSTART",
            "DTEND",
            "DURATION",
            "SUMMARY",
            "DESCRIPTION",
            "LOCATION",
            "URL",
            "METHOD",
            "CATEGORIES",
            "TRANSP",
            "STATUS",
            "SEQUENCE",
            "REFRESH-INTERVAL",
            "X-PUBLISHED-TTL",
        ];
        let is_plain = !line.contains(|c: char| c.is_control() && c != '\t');
        if !known.contains(&name) || !is_plain || line.starts_with("UID:evil") {
            let _ = writeln!(wrong, "{path}: {line:?}");
        }
    }
    if text.lines().any(|line| line.len() > 75 + 1) {
        let _ = writeln!(wrong, "{path} has lines that are too long");
    }
    let count = |start: &str| whole.matches(&format!("{start}\r\n")).count();
    if count("BEGIN:VEVENT") != count("END:VEVENT") || count("END:VCALENDAR") != 1 {
        let _ = writeln!(wrong, "{path} is not whole");
    }
}

/// A cell that a spreadsheet would take for a formula.
fn faults_of_table(path: &str, text: &str, wrong: &mut String) {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for c in text.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' | '\n' if !is_quoted => cells.push(String::new()),
            '\r' if !is_quoted => {}
            other => cells.last_mut().expect("a cell").push(other),
        }
    }
    for cell in cells.iter().filter(|cell| cell.parse::<f64>().is_err()) {
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            let _ = writeln!(wrong, "{path}: {cell:?}");
        }
    }
}

#[test]
fn what_is_typed_into_a_field_changes_no_structure() {
    let mut wrong = String::new();
    let plain = sites(&company(PLAIN, "https://plain.example/x", "Plain prose."), READERS);
    let skeletons = |(_, usual): &'_ (&str, Files)| -> BTreeMap<String, BTreeMap<String, usize>> {
        pages(usual).map(|(path, html)| (path.to_owned(), skeleton(html))).collect()
    };
    let skeletons: Vec<_> = plain.iter().map(skeletons).collect();
    for (number, words) in WORDS.iter().enumerate() {
        let address = ADDRESSES[number % ADDRESSES.len()];
        let all = sites(&company(words, address, "Plain prose."), READERS);
        for (((reader, built), (_, usual)), plain) in all.iter().zip(&plain).zip(&skeletons) {
            let names = |files: &Files| {
                files.keys().filter(|it| !it.starts_with("search/")).cloned().collect::<Vec<_>>()
            };
            if names(built) != names(usual) {
                let _ = writeln!(wrong, "{reader}: other files with {words:?}");
            }
            for (path, html) in pages(built) {
                faults_of_page(path, html, &mut wrong);
                let (now, usual) = (skeleton(html), plain.get(path).cloned().unwrap_or_default());
                let differ =
                    now.iter().chain(&usual).filter(|(tag, _)| now.get(*tag) != usual.get(*tag));
                let differ: Vec<_> = differ.map(|(tag, count)| format!("{tag} {count}")).collect();
                if !differ.is_empty() {
                    let _ = writeln!(wrong, "{reader} {path} with {words:?}: {differ:?}");
                }
            }
            for (path, bytes) in built {
                faults_of_file(path, bytes, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.lines().take(60).collect::<Vec<_>>().join("\n"));
}

#[test]
fn prose_that_means_harm_is_shown_as_words() {
    let mut wrong = String::new();
    let company = company(PLAIN, "https://plain.example/x", PROSE);
    for (reader, built) in sites(&company, READERS) {
        let mut arrived = 0;
        for (path, html) in pages(&built) {
            arrived += html.matches("alert(1)").count();
            faults_of_page(path, html, &mut wrong);
            if html.contains("passwd\"") || html.contains("learn.yaml\"") {
                let _ = writeln!(wrong, "{path} leads out of its folder");
            }
        }
        if arrived < 40 {
            let _ = writeln!(wrong, "{reader}: only {arrived} arrived");
        }
        for (path, bytes) in &built {
            faults_of_file(path, bytes, &mut wrong);
        }
        let brought = built.keys().filter(|path| path.starts_with("files/")).count();
        if brought > 0 {
            let _ = writeln!(wrong, "{reader}: {brought} files came along");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.lines().take(60).collect::<Vec<_>>().join("\n"));
}

#[test]
fn addresses_that_run_something_are_refused_in_every_field() {
    for address in REFUSED {
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        let files = planted("", &mut |field| {
            let is_address = field.takes == Takes::Address;
            is_address.then(|| {
                *asked.entry(field.path.to_owned()).or_default() += 1;
                (*address).to_owned()
            })
        });
        assert!(asked.len() > 6, "hardly an address in {asked:?}");
        let catalog = load(&files).expect("memory can be read");
        for (path, count) in asked {
            let faults = &catalog.at_path(&path).expect("the record").faults;
            assert!(faults.len() >= count, "{address:?} in {path}: {faults:?}");
        }
    }
}

/// Names of files that lead elsewhere, mean something else, or look like something else.
const NAMES: &[&str] = &[
    "..",
    "...",
    "%2e%2e",
    "..%2fevil",
    "a\\..\\evil",
    "Evil",
    "e vil",
    "evil.",
    ".evil",
    "-evil",
    "evil\u{0}",
    "evil\u{202e}",
    "évil",
    "<b>",
    "a:b",
    "a?b",
    "a#b",
    "evil\n",
    "'",
    "\"",
    "javascript:alert(1)",
];

#[test]
fn ids_that_lead_elsewhere_are_no_addresses() {
    let mut files = company(PLAIN, "https://plain.example/x", "");
    let usual = site(&files, &["org"]);
    let module = "---\ntitle: Evil\ntype: course\noutcomes: [{result: X., seen_in: Y}]\n---\n";
    for name in NAMES {
        files.put(&format!("modules/{name}.md"), module);
        files.put(&format!("people/{name}/person.yaml"), "name: Evil\nroles: []\n");
        let work = "---\ntitle: Evil\ntype: project\n---\n";
        files.put(&format!("people/ada/portfolio/2026-04-01-{name}.md"), work);
        let story = "---\ntitle: Evil\ntype: story\n---\n";
        files.put(&format!("stories/2026-04-01-{name}.md"), story);
    }
    for (number, name) in NAMES.iter().chain(&["../evil", "a/../../evil", "/evil"]).enumerate() {
        let formerly = format!("formerly: [{}]\ntype:", serde_json::json!(name));
        let path = format!("modules/zzformer-{number}.md");
        files.put(&path, module.replace("type:", &formerly));
    }
    let mut wrong = String::new();
    let built = site(&files, &["org"]);
    for (path, bytes) in &built {
        faults_of_file(path, bytes, &mut wrong);
        let is_new = !usual.contains_key(path) && !path.starts_with("search/");
        if is_new && !path.starts_with("modules/zzformer-") && !path.starts_with("news/2026") {
            let _ = writeln!(wrong, "{path:?} was made");
        }
    }
    for (path, html) in pages(&built) {
        faults_of_page(path, html, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong}");
}
