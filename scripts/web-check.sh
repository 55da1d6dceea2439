#!/usr/bin/env bash
# Compiles the shaders with Tint, trains and verifies on Dawn in Node (lavapipe unless VK_DRIVER_FILES names
# another), and drives the page in headless Chromium: digits to 96 %, models to the program and back, verification, one's own
# files, keys and screen readers. As root it installs the Debian packages that are missing. FOLDER is what scripts/web.sh built [built
# here], PROGRAM the program [built here], OUT where screenshots go [target/web-shots], ADAPTERS what computes
# [swiftshader none]; ONLY names the checks to run by their first words, dawn among them, with commas.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v chromium >/dev/null || [ -n "${CHROMIUM:-}" ] || missing+=(chromium)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
    [ "$(id -u)" = 0 ] || {
        echo "web-check: install ${missing[*]}" >&2
        exit 1
    }
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi

target=${CARGO_TARGET_DIR:-$PWD/target}
if [ -z "${FOLDER:-}" ]; then
    scripts/web.sh
    FOLDER=$target/web
fi
if [ -z "${PROGRAM:-}" ]; then
    cargo build --locked --bin gradshader
    PROGRAM=$target/debug/gradshader
fi
export PROGRAM REPOSITORY=$PWD
check=scripts/web-check
[ -d "$check/node_modules" ] || npm install --prefix "$check" --no-audit --no-fund --silent
read -ra adapters <<<"${ADAPTERS:-swiftshader none}"
out=${OUT:-$target/web-shots}
# Dawn takes whatever Vulkan driver there is: lavapipe where none is named.
for driver in /usr/share/vulkan/icd.d/lvp_icd*.json; do
    export VK_DRIVER_FILES=${VK_DRIVER_FILES:-$driver}
done
node "$check/shaders.mjs" "$FOLDER"
case ,${ONLY:-dawn}, in
*,dawn,*) node "$check/dawn.mjs" "$FOLDER" ;;
esac
node "$check/check.mjs" "$FOLDER" "$out" "${adapters[@]}"
echo "web-check: screenshots are in $out"
