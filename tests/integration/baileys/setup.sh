#!/usr/bin/env bash
# Installs Baileys as the lockfile says and, where `node` is missing or older than 20, a Node of our own, both through npm.
# Nothing is done twice.
#
#   tests/integration/baileys/setup.sh [FOLDER]      without FOLDER: build/node
#
# Leaves FOLDER/bin/node, the Node to run tests with, and FOLDER/baileys/node_modules.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here/../../../build/node}
mkdir -p "$folder/bin"
folder=$(cd "$folder" && pwd)
. "$here/../../../packaging/deps.sh"

install() # folder of package.json, folder to install into
{
    local stamp
    stamp=$(cat "$1/package.json" "$1/package-lock.json" "$here/.npmrc" | cksum)
    [[ "$(cat "$2/installed" 2>/dev/null)" != "$stamp" ]] || return 0
    if ! command -v npm >/dev/null; then
        echo "setup.sh: npm is missing; packaging/deps.sh test brings it" >&2
        return 1
    fi
    echo "Installing: $(sed -n 's/^ *"name": "\(.*\)",$/\1/p' "$1/package.json") into $2"
    rm -rf "$2"
    mkdir -p "$2"
    cp "$1/package.json" "$1/package-lock.json" "$here/.npmrc" "$2/"
    (cd "$2" && npm ci --loglevel=error)
    echo "$stamp" >"$2/installed"
}

if desk_has_node; then
    node=$(node -p process.execPath)
else
    install "$here/node" "$folder/node"
    node=$(echo "$folder"/node/node_modules/node-*/bin/node)
fi
"$node" -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'
ln -sfn "$node" "$folder/bin/node"
install "$here" "$folder/baileys"
