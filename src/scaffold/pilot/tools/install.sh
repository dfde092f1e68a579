#!/bin/sh
# Puts `learn` on the path of a CI job.
#
# LEARN_URL     where the binary for Linux is kept, with https
# LEARN_SHA256  its digest; nothing is installed without it
# LEARN_BIN     the folder to put it in; ~/.local/bin if unset
set -eu
if command -v learn >/dev/null 2>&1; then
    learn --version
    exit 0
fi
if [ -z "${LEARN_URL:-}" ]; then
    echo "Set the CI variable LEARN_URL to the address of the learn binary for Linux," >&2
    echo "or use an image that has learn on its path." >&2
    exit 2
fi
if [ -z "${LEARN_SHA256:-}" ]; then
    echo "Set the CI variable LEARN_SHA256 to the digest of the learn binary (sha256sum learn):" >&2
    echo "what judges every change is not installed unverified." >&2
    exit 2
fi
folder=${LEARN_BIN:-$HOME/.local/bin}
mkdir -p "$folder"
loaded=$(mktemp "$folder/learn.XXXXXX")
trap 'rm -f "$loaded"' EXIT
curl --fail --location --proto '=https' --silent --show-error "$LEARN_URL" --output "$loaded"
echo "$LEARN_SHA256  $loaded" | sha256sum --check --quiet
chmod 755 "$loaded"
mv "$loaded" "$folder/learn"
"$folder/learn" --version
