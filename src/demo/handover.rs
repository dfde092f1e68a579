//! What a visitor of the demo gets beside the catalog: the throw-away keys of its people, and a way to
//! act as one of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::resign::Signed;
use crate::world::disk::read_text;
use crate::world::git::about::Who;

/// The folder of the keys, below the repository's own folder, where no commit ever finds them.
pub const FOLDER: &str = "demo-keys";

const README: &str = "\
The throw-away keys of the people in this demo. They were made when the demo was written, protect
nothing, and belong to people who do not exist. Never trust them anywhere else.

  as PERSON COMMAND ...       runs a command as that person, on Linux and macOS
  as.cmd PERSON COMMAND ...   the same on Windows
  people                      how many people there are

`as` tells git for this one command who is at work and which key signs, through GIT_CONFIG_COUNT.
Your own configuration of git is not touched. `allowed_signers` is what `git log --show-signature`
holds signatures against.
";

const AS: &str = r#"#!/bin/sh
# Runs a command as one of the people of this demo: as chen learn approve amina resilience-engineer
person=$1
shift
folder=$(cd "$(dirname "$0")" && pwd)
if [ ! -f "$folder/$person.gitconfig" ]; then
  echo "there is no key of '$person' in $folder" >&2
  exit 2
fi
GIT_CONFIG_COUNT=4
GIT_CONFIG_KEY_0=include.path GIT_CONFIG_VALUE_0=$folder/$person.gitconfig
GIT_CONFIG_KEY_1=user.signingKey GIT_CONFIG_VALUE_1=$folder/$person
GIT_CONFIG_KEY_2=gpg.format GIT_CONFIG_VALUE_2=ssh
GIT_CONFIG_KEY_3=gpg.ssh.program GIT_CONFIG_VALUE_3=ssh-keygen
export GIT_CONFIG_COUNT
export GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0 GIT_CONFIG_KEY_1 GIT_CONFIG_VALUE_1
export GIT_CONFIG_KEY_2 GIT_CONFIG_VALUE_2 GIT_CONFIG_KEY_3 GIT_CONFIG_VALUE_3
exec "$@"
"#;

const AS_CMD: &str = "@echo off\r\n\
rem Runs a command as one of the people of this demo: as.cmd chen learn approve amina resilience-engineer\r\n\
setlocal\r\n\
set GIT_CONFIG_COUNT=4\r\n\
set GIT_CONFIG_KEY_0=include.path\r\n\
set GIT_CONFIG_VALUE_0=%~dp0%1.gitconfig\r\n\
set GIT_CONFIG_KEY_1=user.signingKey\r\n\
set GIT_CONFIG_VALUE_1=%~dp0%1\r\n\
set GIT_CONFIG_KEY_2=gpg.format\r\n\
set GIT_CONFIG_VALUE_2=ssh\r\n\
set GIT_CONFIG_KEY_3=gpg.ssh.program\r\n\
set GIT_CONFIG_VALUE_3=ssh-keygen\r\n\
for /f \"tokens=1,*\" %%a in (\"%*\") do %%b\r\n";

/// The file that says how many people there are.
const SIZE: &str = "people";

/// How many people the demo in a folder has, if there is one.
#[must_use]
pub fn size(folder: &Path) -> Option<usize> {
    read_text(&folder.join(".git").join(FOLDER).join(SIZE)).ok()?.trim().parse().ok()
}

/// Writes keys, identities and the two programs into the repository's own folder.
///
/// # Errors
/// A sentence when a file cannot be written.
pub fn write(
    git_folder: &Path,
    signed: &Signed,
    people: &BTreeMap<String, Who>,
    size: usize,
) -> Result<(), String> {
    let folder = git_folder.join(FOLDER);
    let write = |path: &Path, bytes: &[u8]| {
        std::fs::write(path, bytes)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))
    };
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    write(&folder.join(SIZE), format!("{size}\n").as_bytes())?;
    let mut signers = String::new();
    for (person, held) in &signed.keys {
        let Some(Who { name, email }) = people.get(person) else { continue };
        for held in held {
            let _ = writeln!(signers, "{email} namespaces=\"git\" {}", held.key.public_line(""));
        }
        let Some(key) = signed.newest_key(person) else { continue };
        write(&folder.join(format!("{person}.pub")), (key.public_line(email) + "\n").as_bytes())?;
        let identity = format!("[user]\n\tname = {name}\n\temail = {email}\n");
        write(&folder.join(format!("{person}.gitconfig")), identity.as_bytes())?;
        let path = folder.join(person);
        write(&path, key.private_text().as_bytes())?;
        permit(&path, 0o600)?;
    }
    write(&folder.join("allowed_signers"), signers.as_bytes())?;
    write(&folder.join("README"), README.as_bytes())?;
    write(&folder.join("as.cmd"), AS_CMD.as_bytes())?;
    write(&folder.join("as"), AS.as_bytes())?;
    permit(&folder.join("as"), 0o755)
}

#[cfg(unix)]
fn permit(path: &Path, mode: u32) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
        .map_err(|error| format!("cannot set the mode of {}: {error}", path.display()))
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)] // as elsewhere
fn permit(_: &Path, _: u32) -> Result<(), String> {
    Ok(())
}
