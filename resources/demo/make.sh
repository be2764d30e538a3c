#!/usr/bin/env bash
# Makes the demo's photos and voice notes anew: drawn by makepictures.cpp, spoken by espeak-ng, packed by opusenc. The files are
# committed, so this is only for changing them. Needs the packages espeak-ng and opus-tools besides what builds the program.
#
#   resources/demo/make.sh
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..

(
    cd "$root"
    [ -f build/dev/build.ninja ] || cmake --preset dev
    cmake --build build/dev --target demo_pictures
)
"$root/build/dev/bin/demo_pictures" "$here"

speak() # FILE VOICE PITCH TEXT
{
    # The serial number of the stream is fixed, so that the same words give the same file.
    espeak-ng -v "$2" -p "$3" -s 160 --stdout "$4" |
        opusenc --quiet --bitrate 16 --speech --serial 1 --comment "TITLE=demo" --discard-comments - "$here/$1"
}
speak internet.ogg es-419 35 'Hola, buenas. Oigan, no hay internet aquí en la sucursal, ni por cable ni por wifi, y no podemos cobrar. Ahí me avisan, por favor.'
speak si.ogg es-419 35 'Sí, sí, así es. Ya le moví y nada.'
ls -l "$here"/*.jpg "$here"/*.ogg
