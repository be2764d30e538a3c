#!/usr/bin/env bash
# Collects the console's new texts into the translation files; people fill them in afterwards.
#
# lupdate of Qt 6.4 overlooks "namespace desk::ui {", so the contexts get their namespace here, before and after.
set -euo pipefail
cd "$(dirname "$0")/.."
lupdate=$(command -v lupdate6 || command -v /usr/lib/qt6/bin/lupdate || command -v lupdate)
all=(translations/desk_es.ts translations/desk_pt_BR.ts)
plurals=(translations/desk_en.ts) # English stands in the sources, but for its plural forms
sed -i 's#<name>desk::ui::#<name>#' "${all[@]}" "${plurals[@]}"
"$lupdate" -silent -no-obsolete -locations none ui -ts "${all[@]}" 2> >(grep -v Qualifying >&2)
"$lupdate" -silent -no-obsolete -locations none -pluralonly ui -ts "${plurals[@]}" 2> >(grep -v Qualifying >&2)
sed -i 's#<name>\([^<]\)#<name>desk::ui::\1#' "${all[@]}" "${plurals[@]}"
