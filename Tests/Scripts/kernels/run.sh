#!/bin/sh
# Compares the kernels of every level with the scalar reference, also of levels that this machine lacks. Run by hand:
#
#   run.sh native       the levels of this processor
#   run.sh substituted  the AVX-512 levels with their instructions replaced by AVX2 (Debian: libsimde-dev)
#   run.sh neon         NEON with dot products (Debian: clang-19 gcc-aarch64-linux-gnu qemu-user-static)
#
# CKERNELS names another copy of Sources/CKernels, CC another clang.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=${CKERNELS:-$here/../../../Sources/CKernels}
CC=${CC:-clang}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# $1: the folder of the sources, $2: the compiler with its flags, $3: the linker.
build() {
  for file in "$1"/*.c; do
    case $file in
      */checksum.c) ;; # no kernel
      *) $2 -O2 -w -I"$1/include" -c "$file" -o "$work/$(basename "$file" .c).o" ;;
    esac
  done
  for driver in float packed attention training; do
    $2 -O1 -w -DCHECK_TOGETHER -I"$1/include" -I"$here" -c "$here/check-$driver.c" -o "$work/check-$driver.o"
  done
  $2 -O1 -w -c "$here/check-all.c" -o "$work/check-all.o"
  $3 "$work"/*.o -lm -o "$work/check"
}

case ${1:-native} in
  native)
    build "$sources" "$CC" "$CC"
    "$work/check"
    ;;
  neon)
    build "$sources" "clang-19 --target=aarch64-linux-gnu -I/usr/aarch64-linux-gnu/include" "aarch64-linux-gnu-gcc -static"
    qemu-aarch64-static "$work/check"
    ;;
  substituted)
    # The same C with 512-bit vectors in two halves, and SIMDe's functions instead of the processor's.
    cp -r "$sources" "$work/sources"
    sed -i -E '/target\(/s/avx512[a-z0-9]*,//g' "$work"/sources/*avx512*.c
    cp "$here/substituted.h" "$work/sources"
    sed -i 's|#include <immintrin.h>|#include "substituted.h"|' "$work"/sources/*avx512*.c
    sed -i -E 's/^(static int supports_avx512[a-z0-9]*\(void\)) \{/\1 { return 1;/' "$work/sources/dispatch.c"
    build "$work/sources" "$CC -mavx2 -mfma -mf16c" "$CC"
    "$work/check"
    ;;
esac
