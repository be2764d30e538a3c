#!/usr/bin/env bash
# Builds the fuzz targets and runs each for some seconds on a copy of its seeds. A finding fails the run, with its input.
#
#   tests/fuzz/run.sh SECONDS [TARGET ...]     e.g. tests/fuzz/run.sh 300 nodereader; without a target: all
#
# DESK_FUZZ_CORPUS=DIR keeps what was learnt between runs in DIR/TARGET.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${1:-}
if ! [[ "$seconds" =~ ^[1-9][0-9]*$ ]]; then
    echo "usage: tests/fuzz/run.sh SECONDS [TARGET ...]" >&2
    exit 2
fi
shift

. packaging/deps.sh
desk_deps build test
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz

if [ $# -gt 0 ]; then
    targets=("$@")
else
    targets=()
    for source in tests/fuzz/fuzz_*.cpp; do
        name=${source##*/fuzz_}
        targets+=("${name%.cpp}")
    done
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
found=build/fuzz/findings
mkdir -p "$found"
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
fuzz() # target: what it says goes to its log
{
    local target=$1 seeds=tests/fuzz/corpus/$1 corpus=${DESK_FUZZ_CORPUS:-$work}/$1
    mkdir -p "$corpus"
    if [ -d "$seeds" ]; then cp -R "$seeds/." "$corpus"; fi
    echo "== $target: $seconds s, $(find "$corpus" -type f | wc -l) seeds"
    "build/fuzz/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="$found/$target-" "$corpus" >"$work/$target.log" 2>&1
}

# As many at a time as there are cores.
declare -A running=()
failed=()
harvest() # waits for one of them
{
    local pid status=0
    wait -n -p pid || status=$?
    local target=${running[$pid]}
    unset "running[$pid]"
    if [ "$status" -eq 0 ]; then
        echo "== $target"
        # Figures only: a run that prints none of them has passed all the same.
        grep -E '^(stat::|Done)| DONE ' "$work/$target.log" || true
    else
        tail -n 60 "$work/$target.log" >&2
        failed+=("$target")
    fi
}
for target in "${targets[@]}"; do
    [ ${#running[@]} -lt "$(nproc)" ] || harvest
    fuzz "$target" &
    running[$!]=$target
done
while [ ${#running[@]} -gt 0 ]; do harvest; done

if [ ${#failed[@]} -gt 0 ]; then
    echo "FINDINGS in: ${failed[*]}; the inputs are in $found" >&2
    exit 1
fi
echo "No findings in: ${targets[*]}"
