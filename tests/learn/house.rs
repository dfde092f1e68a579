//! The rules of the house: floors, first lines, the size of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

/// The floors from the lowest to the highest; the modules of one floor do not import one another.
const FLOORS: &[(&str, u8)] = &[
    ("base", 0),
    ("syntax", 1),
    ("world", 1),
    ("kinds", 2),
    ("catalog", 3),
    ("trust", 4),
    ("standing", 5),
    ("insight", 6),
    ("format", 7),
    ("rules", 7),
    ("session", 8),
    ("wording", 8),
    ("audience", 9),
    ("scaffold", 10),
    ("site", 11),
    ("report", 11),
    ("exchange", 11),
    ("demo", 11),
    ("cli", 12),
];

/// Rooms whose files stand side by side and never import one another.
const ROOMS_OF_SIBLINGS: &[&str] = &["kinds", "rules"];

struct SourceFile {
    path: PathBuf,
    module: Vec<String>,
    text: String,
}

fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&root).expect("inside src").with_extension("");
                let mut module: Vec<String> =
                    inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                if module
                    .last()
                    .is_some_and(|last| last == "mod" || last == "lib" || last == "main")
                {
                    module.pop();
                }
                let text = fs::read_to_string(&path).expect("a source file");
                found.push(SourceFile { path, module, text });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// Collects every path that leads through `crate` or `super`, wherever it is written.
struct Paths<'a> {
    module: &'a [String],
    depth: usize,
    found: BTreeSet<Vec<String>>,
}

impl Paths<'_> {
    fn resolve(&mut self, segments: &[String]) {
        let mut base: Vec<String> = match segments.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super" | "self") => self.module.to_vec(),
            _ => return,
        };
        let mut rest = segments;
        let mut climbed = 0;
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "crate" | "self" => {}
                "super" => {
                    climbed += 1;
                    if climbed > self.depth {
                        base.pop();
                    }
                }
                _ => break,
            }
            rest = after;
        }
        base.extend(rest.iter().cloned());
        self.found.insert(base);
    }

    fn tree(&mut self, prefix: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| {
            let mut path = prefix.to_vec();
            path.push(ident.to_string());
            path
        };
        match tree {
            syn::UseTree::Path(path) => {
                let prefix = with(&path.ident);
                self.tree(&prefix, &path.tree);
            }
            syn::UseTree::Name(name) => {
                let path = with(&name.ident);
                self.resolve(&path);
            }
            syn::UseTree::Rename(name) => {
                let path = with(&name.ident);
                self.resolve(&path);
            }
            syn::UseTree::Glob(_) => self.resolve(prefix),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(prefix, tree);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.resolve(&segments);
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.depth += 1;
        syn::visit::visit_item_mod(self, item);
        self.depth -= 1;
    }
}

fn imports(source: &SourceFile) -> BTreeSet<Vec<String>> {
    let file = syn::parse_file(&source.text)
        .unwrap_or_else(|error| panic!("{} does not parse: {error}", source.path.display()));
    let mut paths = Paths { module: &source.module, depth: 0, found: BTreeSet::new() };
    paths.visit_file(&file);
    paths.found
}

#[test]
fn a_file_imports_only_from_lower_floors() {
    let floors: BTreeMap<&str, u8> = FLOORS.iter().copied().collect();
    for source in sources() {
        let Some(room) = source.module.first() else { continue };
        let floor = *floors.get(room.as_str()).unwrap_or_else(|| {
            panic!("src/{room} stands on no floor; add it to FLOORS and to ARCHITECTURE.md")
        });
        for import in imports(&source) {
            let Some(other) = import.first().filter(|other| *other != room) else { continue };
            let Some(other_floor) = floors.get(other.as_str()) else { continue };
            assert!(
                *other_floor < floor,
                "{} (floor {floor}) imports {} (floor {other_floor})",
                source.path.display(),
                import.join("::")
            );
        }
    }
}

#[test]
fn kinds_and_rules_never_import_one_another() {
    let files = sources();
    for room in ROOMS_OF_SIBLINGS {
        let siblings: BTreeSet<&str> = files
            .iter()
            .filter(|source| source.module.len() == 2 && source.module[0] == *room)
            .map(|source| source.module[1].as_str())
            .filter(|name| *name != "parts" && *name != "schema")
            .collect();
        for source in
            files.iter().filter(|source| source.module.len() == 2 && source.module[0] == *room)
        {
            for import in imports(source) {
                let sibling = import.len() >= 2
                    && import[0] == *room
                    && siblings.contains(import[1].as_str())
                    && import[1] != source.module[1];
                assert!(
                    !sibling,
                    "{} imports its sibling {}",
                    source.path.display(),
                    import.join("::")
                );
            }
        }
    }
}

#[test]
fn every_file_says_its_one_reason_first() {
    for source in sources() {
        let first = source.text.lines().next().unwrap_or("");
        let says = first.starts_with("//! ") || first.starts_with("#![doc = include_str!");
        assert!(says, "{} does not begin with `//!`", source.path.display());
    }
}

#[test]
fn libraries_stay_behind_their_file() {
    let homes = [
        ("serde_yaml", &["syntax/yaml.rs"][..]),
        ("granit_parser", &["syntax/spans.rs"]),
        ("comrak", &["syntax/markdown.rs"]),
        ("git2", &["world/git/"]),
        ("walkdir", &["world/disk.rs"]),
        ("miette", &["report/human.rs"]),
        ("quick_junit", &["report/junit.rs"]),
        ("terminal_size", &["cli/terminal.rs"]),
        ("jsonschema", &["catalog/validate.rs"]),
        ("ssh_key", &["trust/signature/ssh.rs", "demo/keyring.rs"]),
        ("ed25519_dalek", &["trust/signature/ssh.rs"]),
        ("use pgp", &["trust/signature/openpgp.rs"]),
        ("microlp", &["insight/plan/search.rs"]),
        ("axum", &["world/listen.rs"]),
        ("tokio", &["world/listen.rs"]),
        ("notify", &["world/watch.rs"]),
        ("icalendar", &["format/ics.rs"]),
        ("atom_syndication", &["format/atom.rs"]),
        ("syntect", &["syntax/code.rs"]),
        ("flate2", &["site/budget.rs"]),
    ];
    for source in sources() {
        let path = source.path.to_string_lossy().replace('\\', "/");
        for (library, homes) in homes {
            let uses = source.text.contains(&format!("{library}::"));
            let is_home = homes.iter().any(|home| path.contains(home));
            assert!(!uses || is_home, "{path} uses {library}, which lives in {homes:?}");
        }
    }
}
