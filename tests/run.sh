#!/usr/bin/env bash
# Builds and runs the tests; ends in ctest's own summary and with its exit code.
#
#   tests/run.sh               every functional test, GCC Release with warnings as errors
#   tests/run.sh --slow        the long ones as well
#   tests/run.sh --asan        then also the unit tests and the console's starts and stops under AddressSanitizer and
#                              UndefinedBehaviorSanitizer (clang)
#   tests/run.sh --asan-only   only those
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

release=1 asan=0 slow=0
for argument in "$@"; do
    case "$argument" in
        --slow) slow=1 ;;
        --asan) asan=1 ;;
        --asan-only) asan=1 release=0 ;;
        *)
            echo "usage: tests/run.sh [--slow] [--asan | --asan-only]" >&2
            exit 2
            ;;
    esac
done

. packaging/deps.sh
desk_deps build test
# Qt wants UTF-8, and a bare system has no locale set.
[[ "$(locale charmap 2>/dev/null)" == UTF-8 ]] || export LC_ALL=C.UTF-8
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
jobs=$(nproc)
[ "$release" -eq 0 ] || tests/integration/baileys/setup.sh

build_and_test() # preset, ctest's selection...
{
    local preset=$1
    shift
    cmake --preset "$preset"
    cmake --build --preset "$preset"
    ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$jobs" "$@"
}

if [ "$release" -eq 1 ]; then
    if [ "$slow" -eq 1 ]; then build_and_test release; else build_and_test release -LE slow; fi
fi
if [ "$asan" -eq 1 ]; then
    export ASAN_OPTIONS=${ASAN_OPTIONS:-strict_string_checks=1:detect_stack_use_after_return=1}
    export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
    build_and_test asan -L 'unit|sanitized' -LE slow
fi
