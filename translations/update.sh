#!/usr/bin/env bash
# Collects the console's new texts into the translation files; people fill them in afterwards.
#
#   translations/update.sh [FOLDER]      FOLDER: with copies of the files, in their stead
#
# lupdate of Qt 6.4 overlooks "namespace desk::ui {" (a newer one need not), so the contexts of classes get their namespace here, before and after; those that
# the sources write out whole ("desk::ui::Notice") keep theirs.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-translations}
lupdate=$(command -v lupdate6 || command -v /usr/lib/qt6/bin/lupdate || command -v lupdate)
all=("$folder/desk_es.ts" "$folder/desk_pt_BR.ts")
plurals=("$folder/desk_en.ts") # English stands in the sources, but for its plural forms
files=("${all[@]}" "${plurals[@]}")
mapfile -t whole < <({
    grep -rhoE '(translate|TRANSLATE_NOOP|TRANSLATE_N_NOOP)\("desk::[A-Za-z:]+"' ui app | sed 's/.*("//; s/"$//'
    grep -rhoE --include='*.cpp' 'Q_DECLARE_TR_FUNCTIONS\(desk::[A-Za-z:]+\)' ui app | sed 's/.*(//; s/)$//'
} | sort -u)
mapfile -t programs < <(grep -rhE --include='*.h' '^class [A-Za-z]+' app | grep -v ';' | cut -d' ' -f2) # namespace desk

sed -i 's#<name>desk::ui::#<name>#' "${files[@]}"
for class in "${programs[@]}"; do
    sed -i "s#<name>desk::$class</name>#<name>$class</name>#" "${files[@]}"
done
for context in "${whole[@]}"; do
    sed -i "s#<name>${context#desk::ui::}</name>#<name>$context</name>#" "${files[@]}"
done
"$lupdate" -silent -no-obsolete -locations none ui app -ts "${all[@]}" 2> >(grep -v 'Qualifying\|undeclared qualified class' >&2)
"$lupdate" -silent -no-obsolete -locations none -pluralonly ui app -ts "${plurals[@]}" 2> >(grep -v 'Qualifying\|undeclared qualified class' >&2)
for class in "${programs[@]}"; do
    sed -i "s#<name>$class</name>#<name>desk::$class</name>#" "${files[@]}"
done
sed -i '/<name>desk::/!s#<name>\([^<]\)#<name>desk::ui::\1#' "${files[@]}"
