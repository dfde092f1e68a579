//! A folder that is watched for changes; the only user of notify.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long nothing may happen until a change is taken for finished: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(15);

/// How often folders are looked for that were not to be looked into before.
const AGAIN: Duration = Duration::from_secs(1);

/// What has become of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Now {
    /// A file stands there.
    File,
    /// A folder, a link or something else stands there.
    Other,
    /// Nothing stands there.
    Nothing,
}

/// What changed since the last time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Paths relative to the folder, with forward slashes, and what stands there now.
    pub paths: BTreeMap<String, Now>,
    /// Whether something was missed, so that everything may have changed.
    pub is_lost: bool,
}

/// A watched folder.
pub struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    inside: BTreeSet<String>,
    enter: Box<Enter>,
}

/// Says whether a folder directly below the watched one is looked into; it may say something else later.
pub type Enter = dyn Fn(&str) -> bool + Send;

impl Watch {
    /// Watches the files of a folder, and everything below the folders in it that `enter` accepts.
    ///
    /// # Errors
    /// A sentence when the system cannot watch it, such as when its limit of watches is reached.
    pub fn on(root: &Path, enter: Box<Enter>) -> Result<Self, String> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| cannot(root, &error))?;
        let mut watch =
            Self { root: root.to_owned(), watcher, events, inside: BTreeSet::new(), enter };
        let top = watch.watcher.watch(root, RecursiveMode::NonRecursive);
        top.map_err(|error| cannot(root, &error))?;
        watch.enter_folders()?;
        Ok(watch)
    }

    /// Watches the folders that it does not watch yet.
    fn enter_folders(&mut self) -> Result<(), String> {
        let folders: Vec<String> = std::fs::read_dir(&self.root)
            .map_err(|error| format!("cannot read {}: {error}", self.root.display()))?
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|it| it.is_dir()))
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| (self.enter)(name))
            .collect();
        self.inside.retain(|name| folders.contains(name));
        for name in folders {
            if self.inside.insert(name.clone()) {
                let folder = self.root.join(&name);
                self.watcher
                    .watch(&folder, RecursiveMode::Recursive)
                    .map_err(|error| cannot(&folder, &error))?;
            }
        }
        Ok(())
    }

    /// Waits until something changes and nothing more follows; none once the watch has ended.
    pub fn wait(&mut self) -> Option<Changes> {
        loop {
            let mut changes = Changes::default();
            match self.events.recv_timeout(AGAIN) {
                Ok(event) => self.note(event, &mut changes),
                Err(RecvTimeoutError::Timeout) => {
                    let _ = self.enter_folders();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            loop {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => self.note(event, &mut changes),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
            if self.enter_folders().is_err() {
                changes.is_lost = true;
            }
            if changes.is_lost || !changes.paths.is_empty() {
                return Some(changes);
            }
        }
    }

    fn note(&self, event: notify::Result<Event>, changes: &mut Changes) {
        let Ok(event) = event else {
            changes.is_lost = true;
            return;
        };
        changes.is_lost |= event.need_rescan();
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        for path in event.paths {
            if let Some(inside) = self.inside(&path) {
                changes.paths.insert(inside, now(&path));
            }
        }
    }

    /// The path relative to the folder, if records or their folders can stand there.
    fn inside(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        let parts = parts?;
        let first = parts.first()?;
        if parts.iter().any(|part| part.starts_with('.')) {
            return None;
        }
        let is_file_above = parts.len() == 1 && !path.is_dir();
        (is_file_above || (self.enter)(first)).then(|| parts.join("/"))
    }
}

fn now(path: &Path) -> Now {
    match path.symlink_metadata() {
        Ok(it) if it.is_file() => Now::File,
        Ok(_) => Now::Other,
        Err(_) => Now::Nothing,
    }
}

fn cannot(path: &Path, error: &notify::Error) -> String {
    let help = match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "\n  help: raise the limit, as in `sysctl fs.inotify.max_user_watches=1048576`"
        }
        _ => "",
    };
    format!("cannot watch {}: {error}{help}", path.display())
}
