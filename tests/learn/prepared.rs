//! A folder that is made once and laid out again as it was: for another test, or after one has spoilt it.

use std::fs;
use std::path::{Path, PathBuf};

/// What a folder held, kept in memory.
pub struct Prepared {
    root: String,
    entries: Vec<(PathBuf, Entry)>,
}

enum Entry {
    Folder,
    File(Vec<u8>, fs::Permissions),
}

impl Prepared {
    /// All that lies in a folder now, or what these of its entries hold if any are named.
    pub fn of(root: &Path, names: &[&str]) -> Self {
        let mut prepared = Self { root: shown(root), entries: Vec::new() };
        let walk = walkdir::WalkDir::new(root).min_depth(1).into_iter();
        let is_asked =
            |path: &Path| names.is_empty() || names.iter().any(|it| path.starts_with(it));
        for entry in walk.map(|entry| entry.expect("an entry")) {
            let path = entry.path().strip_prefix(root).expect("inside").to_owned();
            if !is_asked(&path) {
                continue;
            }
            let kind = entry.file_type();
            assert!(kind.is_dir() || kind.is_file(), "{} is something else", path.display());
            prepared.entries.push((
                path,
                if kind.is_dir() {
                    Entry::Folder
                } else {
                    let permissions = entry.metadata().expect("a file").permissions();
                    Entry::File(fs::read(entry.path()).expect("a file"), permissions)
                },
            ));
        }
        prepared
    }

    /// Lays it all out in a folder. Where texts name the folder that it comes from, as the settings of a clone name
    /// its server, they name this one.
    pub fn lay(&self, root: &Path) {
        let new = shown(root);
        for (path, entry) in &self.entries {
            let path = root.join(path);
            match entry {
                Entry::Folder => fs::create_dir_all(path).expect("a folder"),
                Entry::File(bytes, permissions) => {
                    match std::str::from_utf8(bytes) {
                        Ok(text) if new != self.root && text.contains(&self.root) => {
                            fs::write(&path, text.replace(&self.root, &new))
                        }
                        _ => fs::write(&path, bytes),
                    }
                    .expect("a file");
                    fs::set_permissions(path, permissions.clone()).expect("permissions");
                }
            }
        }
    }
}

fn shown(path: &Path) -> String {
    path.to_str().expect("UTF-8").to_owned()
}
