#!/usr/bin/env bash
# Runs tst_keychainkeyvault twice: over a secret service of its own on a message bus of its own, and without any.
# Nothing of the desktop's keychain is touched. Exit code 77: skipped, the service is not installed.
#
#   keychain.sh TEST-PROGRAM
set -euo pipefail

program=$1
for needed in dbus-run-session dbus-send gnome-keyring-daemon; do
    if ! command -v "$needed" >/dev/null; then
        echo "skipped: there is no $needed here (packaging/deps.sh test installs it)"
        exit 77
    fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/home" "$scratch/run"
# No display: whatever would ask a person has to fail instead.
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL
export HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run" XDG_DATA_HOME="$scratch/home/data" \
    XDG_CONFIG_HOME="$scratch/home/config" XDG_CACHE_HOME="$scratch/home/cache"

echo "== over a secret service"
export program
DESK_TEST_KEYCHAIN=service timeout 90 dbus-run-session -- bash -c '
    printf "a password for the test" | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null &
    trap "kill %1" EXIT
    # Asked too early, the bus would start a second one, which is locked.
    for _ in {1..100}; do
        owned=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \
            org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets)
        case $owned in *true*) break ;; esac
        sleep 0.1
    done
    "$program"'

echo "== without a service"
DBUS_SESSION_BUS_ADDRESS="unix:path=$scratch/nobody" DESK_TEST_KEYCHAIN=none timeout 90 "$program"
