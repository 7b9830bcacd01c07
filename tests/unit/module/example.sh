#!/bin/sh
# SPDX-License-Identifier: MIT
# example.sh SDK: the build line in the example's own comment builds it, without a warning, and
# what it builds carries the note.
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cp "$1/example/office_hours.c" "$out"
line=$(sed -n 's/^ \*     \(cc .*\)$/\1/p' "$out/office_hours.c")
[ -n "$line" ] || { echo "no build line in the example" >&2; exit 1; }
cd "$out"
C_INCLUDE_PATH="$1/include" sh -c "$line -Werror"
readelf -n warifu_office_hours.so | grep -q warifu
