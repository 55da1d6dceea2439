#!/usr/bin/env bash
# Builds the page that trains in a browser into target/web, which any static server can serve. Takes
# wasm-bindgen and wasm-opt from the path; installs the first where its version is another.
set -euo pipefail
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-$PWD/target}
out=$target/web
version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' web/Cargo.lock)
PATH=$target/tools/bin:$PATH
triple=wasm32-unknown-unknown
[ -e "$(rustc --print sysroot)/lib/rustlib/$triple" ] || rustup target add "$triple"
if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $version" ]; then
    # Not optimised: it takes two seconds instead of one, and a minute less to build.
    CARGO_PROFILE_DEV_DEBUG=0 cargo install --debug wasm-bindgen-cli --version "$version" --root "$target/tools"
fi

# Every browser with WebGPU has these vectors.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-C target-feature=+simd128"
cargo build --release --locked --manifest-path web/Cargo.toml --target "$triple" --target-dir "$target"
rm -rf "$out"
mkdir -p "$out/vendor"
wasm-bindgen --target web --no-typescript --out-dir "$out" \
    "$target/$triple/release/gradshader_web.wasm"
wasm=$out/gradshader_web_bg.wasm
# Debian 12's takes the table of functions for that of references.
if wasm-opt --help 2>/dev/null | grep -q -- --enable-bulk-memory-opt; then
    wasm-opt -O3 --enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals \
        --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext --enable-simd -o "$wasm.small" "$wasm"
    mv "$wasm.small" "$wasm"
else
    echo "web: LEFT OUT: wasm-opt of binaryen 121 or newer (npm has it), which makes the file smaller"
fi
cp web/page/* "$out"
cp src/report/assets/uplot.* "$out/vendor"

size=$(gzip -9 -c "$wasm" | wc -c)
echo "web: $out, $(wc -c <"$wasm") bytes of wasm, $size compressed"
if [ "$size" -ge 2500000 ]; then
    echo "web: 2.5 MB or more, compressed" >&2
    exit 1
fi
echo "web: serve it with: python3 -m http.server --bind 127.0.0.1 --directory $out"
