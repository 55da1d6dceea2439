#!/bin/bash
# Runs the GPU tests on every adapter that Debian offers without a GPU, and prints a table:
#
#     scripts/adapters.sh [ROW...]
#
# Rows (all of them by default):
#   lavapipe          Mesa's Vulkan adapter, with every feature and limit that it offers
#   lavapipe-minimal  the same with WebGPU's default limits and no optional feature
#   lavapipe-checked  the same with wgpu's bounds, loop and division checks in the shaders
#   swiftshader       Google's Vulkan adapter, out of Debian's package chromium-common
#   gl                Mesa's OpenGL adapter
#
# Fails when a test fails, when a row's adapter is missing and when a test ran on another one.
# What an adapter cannot do is listed in tests/adapter-expectations.txt, with the reason.
# As root it installs the Debian packages that are missing; SwiftShader is unpacked below target/.
set -euo pipefail
cd "$(dirname "$0")/.."

rows=("$@")
[ $# -gt 0 ] || rows=(lavapipe lavapipe-minimal lavapipe-checked swiftshader gl)
# Longest time for the tests of one row, in seconds.
limit=${ADAPTERS_TIMEOUT:-1800}
output=target/adapters
mkdir -p "$output"

fail() {
    echo "adapters.sh: $*" >&2
    exit 1
}

# Installs packages unless the given file is there.
need() {
    local file=$1
    shift
    [ -e "$file" ] && return
    [ "$(id -u)" = 0 ] || fail "$file is missing; install $*"
    echo "installing $*" >&2
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >&2
    [ -e "$file" ] || fail "$* did not bring $file"
}

# Prints the path of SwiftShader's driver manifest. Only its package is unpacked: Chromium and what
# it depends on are not needed.
swiftshader() {
    local folder=$PWD/target/swiftshader
    local manifest=$folder/usr/lib/chromium/vk_swiftshader_icd.json
    if [ ! -e "$manifest" ]; then
        mkdir -p "$folder/download"
        (cd "$folder/download" && apt-get download chromium-common >&2) ||
            fail "Debian's package chromium-common cannot be downloaded"
        dpkg -x "$folder"/download/chromium-common_*.deb "$folder"
        [ -e "$manifest" ] || fail "chromium-common no longer brings SwiftShader"
    fi
    echo "$manifest"
}

cargo nextest --version >/dev/null 2>&1 || fail "cargo-nextest is missing: cargo install cargo-nextest --locked"
tests=()
for name in $(scripts/gpu-tests.sh); do tests+=(--test "$name"); done
[ ${#tests[@]} -gt 0 ] || fail "no test opens an adapter"
cargo nextest run --no-run --cargo-quiet "${tests[@]}"

mesa=/usr/share/vulkan/icd.d/lvp_icd.json
printf '%s\n' '| Row | Adapter and driver | Tests run | Passed | Expected failures | Seconds |' \
    '| --- | --- | ---: | ---: | ---: | ---: |' >"$output/table.md"
failed=()
for row in "${rows[@]}"; do
    case $row in
    lavapipe | lavapipe-minimal | lavapipe-checked)
        need $mesa mesa-vulkan-drivers libvulkan1
        settings=(VK_DRIVER_FILES=$mesa WGPU_BACKEND=vulkan GRADSHADER_TEST_BACKEND=vulkan
            GRADSHADER_TEST_ADAPTER=llvmpipe)
        ;;
    swiftshader)
        need /usr/share/doc/libvulkan1 libvulkan1
        manifest=$(swiftshader)
        settings=(VK_DRIVER_FILES="$manifest" WGPU_BACKEND=vulkan GRADSHADER_TEST_BACKEND=vulkan
            GRADSHADER_TEST_ADAPTER=swiftshader)
        ;;
    gl)
        need /usr/share/glvnd/egl_vendor.d/50_mesa.json libegl1 libegl-mesa0 libgl1-mesa-dri
        settings=(LIBGL_ALWAYS_SOFTWARE=1 WGPU_BACKEND=gl GRADSHADER_TEST_BACKEND=gl
            GRADSHADER_TEST_ADAPTER=llvmpipe)
        ;;
    *) fail "no row $row; the comment at the top of this script lists them" ;;
    esac
    suffix=
    case $row in
    *-minimal) settings+=(GRADSHADER_TEST_MINIMAL=1) suffix=', default limits' ;;
    *-checked) settings+=(GRADSHADER_TEST_CHECKED=1) suffix=', checked shaders' ;;
    esac

    # The tests on the CPU (cpu_...) do not depend on the adapter. Expectations are exact test
    # names: "row test-program test reason".
    filter='not test(/(^|::)cpu_/)'
    expected=0
    while read -r expected_row program test _; do
        if [ "$expected_row" = "$row" ]; then
            filter="$filter and not (binary(=$program) and test(=$test))"
            expected=$((expected + 1))
        fi
    done < <(grep -vE '^(#|$)' tests/adapter-expectations.txt || true)

    echo "== $row" >&2
    log=$output/$row.log
    begin=$SECONDS
    status=0
    timeout "$limit" env -u WGPU_BACKEND -u VK_ICD_FILENAMES -u GRADSHADER_TEST_MINIMAL \
        -u GRADSHADER_TEST_CHECKED "${settings[@]}" \
        cargo nextest run --cargo-quiet --color never --no-fail-fast --success-output final \
        --failure-output final "${tests[@]}" -E "$filter" >"$log" 2>&1 || status=$?
    took=$((SECONDS - begin))
    # What the tests themselves say they ran on.
    used=$(sed -n 's/^ *adapter: //p' "$log" | sort -u)
    summary=$(grep -E '^ +Summary ' "$log" | tail -1 || true)
    run=$(sed -nE 's/.* ([0-9]+)(\/[0-9]+)? tests? run:.*/\1/p' <<<"$summary")
    passed=$(sed -nE 's/.*run: ([0-9]+) passed.*/\1/p' <<<"$summary")
    if [ $status != 0 ] || [ "${run:-0}" = 0 ] || [ "${run:-0}" != "${passed:-0}" ] ||
        [ -z "$used" ] || [ "$(wc -l <<<"$used")" != 1 ] || [ "${used%"$suffix"}$suffix" != "$used" ]
    then
        failed+=("$row")
        tail -40 "$log" >&2
    fi
    # SwiftShader does not say its version: it is Chromium's.
    [ "$row" = swiftshader ] && used+=", Chromium $(dpkg-deb -f \
        target/swiftshader/download/chromium-common_*.deb Version)"
    printf '| %s | %s | %s | %s | %s | %s |\n' "$row" "${used//$'\n'/ AND }" "${run:-0}" \
        "${passed:-0}" "$expected" "$took" >>"$output/table.md"
done
cat "$output/table.md"
[ ${#failed[@]} = 0 ] || fail "failed: ${failed[*]} (logs in $output)"
