//! The user's browser: asked to show a file, where there is a screen to show it on.

use std::path::Path;
use std::process::{Command, Stdio};

/// Asks the desktop to show a file; whether there was one to ask.
///
/// `$BROWSER` is not read: what a desktop opens files with is its own setting, and `xdg-open` heeds it.
#[must_use]
pub fn show(file: &Path) -> bool {
    let (program, has_screen) = if cfg!(target_os = "macos") {
        ("open", true)
    } else if cfg!(windows) {
        ("explorer", true)
    } else {
        ("xdg-open", has_display())
    };
    let mut command = Command::new(program);
    command.arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    has_screen && command.spawn().is_ok()
}

fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
