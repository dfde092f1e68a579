//! Folders for what only the user may read and nobody keeps.

use std::path::PathBuf;

/// A new folder that only the user can open, among the system's temporary files; it stays until the
/// system or the user removes it.
///
/// # Errors
/// A sentence when it cannot be made.
pub fn private_folder() -> Result<PathBuf, String> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("learn-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    let made = builder.tempdir();
    made.map(tempfile::TempDir::keep)
        .map_err(|error| format!("cannot make a temporary folder: {error}"))
}
