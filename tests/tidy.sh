#!/usr/bin/env bash
# clang-tidy with the committed configuration, two files at a time; any finding is an error.
#
#   tests/tidy.sh                  every source file of the repository
#   tests/tidy.sh FILE.cpp ...     only these
#
# Works on a build folder of its own without precompiled header, so nothing has to be compiled first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

. packaging/deps.sh
desk_deps build analysis

build=build/tidy
cmake --preset dev -B "$build" -DDESK_PCH=OFF >/dev/null
# Sources include what moc makes of them.
autogen=$(ninja -C "$build" -t targets all | sed -n 's/^\([^/]*_autogen\): phony$/\1/p')
[ -z "$autogen" ] || xargs ninja -C "$build" --quiet <<<"$autogen"

if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.cpp'); fi
checked=()
for file in "${files[@]}"; do
    # A file nobody compiles (another platform's) has no command line to check it with.
    if [ -f "$file" ] && grep -qF "\"$PWD/${file#"$PWD"/}\"" "$build/compile_commands.json"; then checked+=("$file"); fi
done
echo "clang-tidy: ${#checked[@]} of ${#files[@]} files"
[ ${#checked[@]} -eq 0 ] ||
    printf '%s\0' "${checked[@]}" | xargs -0 -P 2 -n 1 clang-tidy -p "$build" --quiet 2>&1 |
    { grep -vE '^[0-9]+ warnings? generated\.$' || true; } # counts what other people's headers hold
