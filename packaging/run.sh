#!/usr/bin/env bash
# Builds Ventanilla, starts it, and prints its address and how to sign in.
#
#   packaging/run.sh [--build-only] [--headless] [--pair | --demo | --no-demo] [-- FLAGS]
#
# --headless starts the server without a window; so does a machine without a display. --pair links WhatsApp first, with a QR code in this terminal. As long as nothing is
# linked and no other channel is set up, the demo is started: made-up customers on a simulated WhatsApp, in a data folder of its own.
# --demo asks for it in any case, --no-demo starts a desk that says that it is not linked. FLAGS go to the program, e.g. -- --http-port 8600 --data-dir ~/desk
# On the first start, with no account yet, the window's assistant makes the administrator; without a window, and for the demo, this makes the
# user "admin" and prints its password once.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
usage='usage: packaging/run.sh [--build-only] [--headless] [--pair | --demo | --no-demo] [-- FLAGS]'

build_only=0 headless=0 pair=0 demo=auto
while [ $# -gt 0 ]; do
    case "$1" in
        --build-only) build_only=1 ;;
        --headless) headless=1 ;;
        --pair) pair=1 demo=no ;;
        --demo) demo=yes pair=0 ;;
        --no-demo) demo=no ;;
        -h | --help)
            echo "$usage"
            exit 0
            ;;
        --)
            shift
            break
            ;;
        *)
            echo "run.sh: unknown argument '$1'" >&2
            echo "$usage" >&2
            exit 2
            ;;
    esac
    shift
done
flags=("$@") # a relative path among them counts from where the caller stands

. "$root/packaging/deps.sh"
desk_deps build
# Qt wants UTF-8, and a bare system has no locale set.
[[ "$(locale charmap 2>/dev/null)" == UTF-8 ]] || export LC_ALL=C.UTF-8

(
    cd "$root"
    cmake --preset release
    cmake --build --preset release --target programs
)
bin=$root/build/release/bin
if [ "$build_only" -eq 1 ]; then
    echo "Built: the programs are in $bin"
    exit 0
fi

server=$bin/ventanillad
program=$bin/ventanilla windowed=1
if [ "$headless" -eq 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "${QT_QPA_PLATFORM:-}" ]; then
    echo "There is no display here: starting the server without a window."
    headless=1
fi
[ "$headless" -eq 0 ] || program=$server windowed=0

data=() settings=() print_ready=0
for ((i = 0; i < ${#flags[@]}; i++)); do
    case "${flags[i]}" in
        --data-dir) data=(--data-dir "${flags[i + 1]:?run.sh: --data-dir needs a folder}") ;;
        --data-dir=*) data=(--data-dir "${flags[i]#*=}") ;;
        --channel | --config | --env-file) settings+=("${flags[i]}" "${flags[i + 1]:?run.sh: ${flags[i]} needs a value}") ;;
        --channel=* | --config=* | --env-file=*) settings+=("${flags[i]}") ;;
        --print-ready) print_ready=1 ;;
        --demo) demo=yes ;;
    esac
done

if [ "$demo" = auto ]; then
    case "$("$server" channel "${data[@]}" "${settings[@]}")" in
        none | demo) demo=yes ;;
    esac
fi
if [ "$demo" = yes ]; then
    data+=(--demo) # its accounts are in its own folder
    flags+=(--demo)
fi

password=
assistant=0 # the window's, which sets the desk up
if [ "$windowed" -eq 1 ] && [ "$demo" != yes ]; then assistant=1; fi
if [ "$assistant" -eq 0 ] && [ -z "$("$server" user list "${data[@]}")" ]; then
    # Letters and digits that cannot be mistaken for one another.
    password=$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'a-km-zA-HJ-NP-Z2-9' | cut -c1-16)
    printf '%s\n' "$password" | "$server" user add admin --role admin --password-stdin "${data[@]}" >/dev/null
fi

[ "$pair" -eq 0 ] || "$server" pair "${data[@]}" "${settings[@]}"

if [ "$assistant" -eq 1 ] && [ "$print_ready" -eq 0 ]; then
    echo "Ventanilla's window opens; on the first start its assistant sets the desk up. Stop it from its menu or with Ctrl+C."
    exec "$program" "${flags[@]}"
fi

# The program's lines come through a pipe so that its address can be shown in words.
pipe_dir=$(mktemp -d)
trap 'rm -rf "$pipe_dir"' EXIT
mkfifo "$pipe_dir/out"
[ "$print_ready" -eq 1 ] || flags+=(--print-ready)
# In a session of its own: Ctrl+C reaches this script alone, which passes it on exactly once.
setsid "$program" "${flags[@]}" >"$pipe_dir/out" &
child=$!
trap 'kill -TERM "$child" 2>/dev/null || true' INT TERM HUP

show_ready() # URL
{
    echo
    echo "Ventanilla is running at $1"
    if [ "$demo" = yes ]; then
        echo "This is a DEMO: the customers are made up and WhatsApp is simulated; the first tickets come within a minute."
    fi
    if [ -n "$password" ]; then
        echo "Sign in as:  admin"
        echo "Password:    $password     (shown only this once)"
    else
        echo "Sign in with an account of yours. Another one: $server user add NAME --role technician --password-stdin ${data[*]}"
    fi
    echo "In a browser, or for programs: token=\$($server token add NAME --scopes read,write ${data[*]})"
    echo "    curl -H \"Authorization: Bearer \$token\" $1/api/v1/tickets"
    if [ "$demo" = yes ]; then
        echo "A real phone instead: stop this and run  packaging/run.sh --pair  (with a data folder of its own)."
    fi
    echo "Stop it with Ctrl+C."
}

shown=0
while IFS= read -r line; do
    if [[ "$line" == '{'*'"ready":'*true* && "$line" =~ \"url\":\ *\"([^\"]+)\" ]]; then
        [ "$print_ready" -eq 0 ] || printf '%s\n' "$line"
        show_ready "${BASH_REMATCH[1]}"
        shown=1
    else
        printf '%s\n' "$line"
    fi
done <"$pipe_dir/out"

status=0
wait "$child" || status=$?
if [ "$shown" -eq 0 ] && [ -n "$password" ]; then
    echo "The program ended before it served. The user 'admin' exists all the same; its password: $password"
fi
exit "$status"
