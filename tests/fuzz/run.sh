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
failed=()
for target in "${targets[@]}"; do
    seeds=tests/fuzz/corpus/$target
    corpus=${DESK_FUZZ_CORPUS:-$work}/$target
    mkdir -p "$corpus"
    if [ -d "$seeds" ]; then cp -R "$seeds/." "$corpus"; fi
    log=$work/$target.log
    echo "== $target: $seconds s, $(find "$corpus" -type f | wc -l) seeds"
    if "build/fuzz/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="$found/$target-" "$corpus" >"$log" 2>&1; then
        grep -E '^(stat::|Done)' "$log" || true
        grep -E ' DONE ' "$log" || true
    else
        tail -n 60 "$log" >&2
        failed+=("$target")
    fi
done

if [ ${#failed[@]} -gt 0 ]; then
    echo "FINDINGS in: ${failed[*]}; the inputs are in $found" >&2
    exit 1
fi
echo "No findings in: ${targets[*]}"
