#!/usr/bin/env bash
# Installs what is missing to build, test, analyse or measure Ventanilla, by package name and through apt-get.
#
#   packaging/deps.sh [build] [panel] [test] [analysis] [bench]      without a word: build; panel: also its own window for the panel
#   . packaging/deps.sh && desk_deps build test      the same from another script
#
# Debian 12 and 13 (Ubuntu 24.04 is expected to work, not tried). Needs root or sudo only when something is missing;
# quick when nothing is. Elsewhere it says what is needed and leaves the rest to CMake.

desk_has_node() # one that the tests can use (tests/integration/baileys)
{
    local version
    version=$(node --version 2>/dev/null) || return
    version=${version#v}
    [ "${version%%.*}" -ge 20 ]
}

desk_deps_packages() # one set -> its packages, one a line
{
    case "$1" in
        build)
            printf '%s\n' ca-certificates git cmake ninja-build g++ clang lld ccache pkg-config \
                qt6-base-dev qt6-svg-dev libqt6sql6-sqlite qt6-websockets-dev qt6-httpserver-dev qt6-image-formats-plugins qt6-multimedia-dev \
                qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qcoro-qt6-dev qtkeychain-qt6-dev libexpected-dev \
                libqrencode-dev libopusenc-dev libssl-dev zlib1g-dev libsignal-protocol-c-dev libprotobuf-dev protobuf-compiler
            ;;
        test)
            printf '%s\n' clang libclang-rt-dev python3 curl sqlite3 procps dbus-daemon gnome-keyring libsecret-1-0 \
                zbar-tools valgrind xvfb xauth fonts-noto-color-emoji
            # Where Debian's Node is too old as well, npm brings another into the build folder.
            if ! { desk_has_node && command -v npm >/dev/null; }; then printf '%s\n' nodejs npm; fi
            ;;
        panel) printf '%s\n' qt6-webengine-dev ;; # large; without it the console opens the panel in the browser
        analysis) printf '%s\n' clang-tidy clang-format ;;
        bench) printf '%s\n' wrk python3-uvicorn python3-fastapi ;; # tests/bench/bench_http.py; the last two only to compare with
        *)
            echo "deps.sh: there is no set '$1' (build, panel, test, analysis, bench)" >&2
            return 2
            ;;
    esac
}

desk_deps()
{
    local set list package status
    local -a wanted=() missing=() as_root=()
    [ $# -gt 0 ] || set -- build
    for set in "$@"; do
        list=$(desk_deps_packages "$set") || return
        mapfile -t -O "${#wanted[@]}" wanted <<<"$list"
    done

    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        echo "deps.sh: no apt-get here. Please install what these Debian packages hold: ${wanted[*]}" >&2
        return 0
    fi

    # One question for all of them; an unknown package is simply absent from the answer.
    local installed
    installed=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' "${wanted[@]}" 2>/dev/null || true)
    for package in "${wanted[@]}"; do
        status=$'\n'"$installed"$'\n'
        [[ "$status" == *$'\n'"ii $package"$'\n'* || " ${missing[*]} " == *" $package "* ]] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "deps.sh: missing: ${missing[*]}" >&2
            echo "deps.sh: run this once as root, or install sudo" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing: ${missing[*]}"
    "${as_root[@]}" apt-get update -q || echo "deps.sh: the package lists could not be renewed; trying with the old ones" >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    desk_deps "$@"
fi
