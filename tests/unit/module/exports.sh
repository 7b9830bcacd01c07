#!/bin/sh
# SPDX-License-Identifier: MIT
# exports.sh NM FOLDER: every module in FOLDER shows warifu_module to the process it is loaded
# into, and nothing else.
set -eu
nm=$1
count=0
for module in "$2"/warifu_*.so; do
  shown=$("$nm" -D --defined-only "$module" | awk '{ print $NF }')
  if [ "$shown" != warifu_module ]; then
    echo "$module exports: $shown" >&2
    exit 1
  fi
  count=$((count + 1))
done
[ "$count" -ge 4 ] || { echo "only $count modules in $2" >&2; exit 1; }
