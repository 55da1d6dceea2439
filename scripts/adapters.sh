#!/bin/bash
# Runs the GPU tests on every adapter that Debian offers without a GPU, and prints a table:
#
#     scripts/adapters.sh [ROW...]
#
# Rows (all of them by default):
#   lavapipe          Mesa's Vulkan adapter, with every feature and limit that it offers
#   lavapipe-minimal  the same with WebGPU's default limits and no optional feature
#   lavapipe-quick    the same compiled without optimisation passes, as short runs have it
#   lavapipe-checked  the same with wgpu's bounds, loop and division checks in the shaders
#   swiftshader       Google's Vulkan adapter, out of Debian's package chromium-common
#   gl                Mesa's OpenGL adapter
#
# Fails when a test fails, when a row's adapter is missing and when a test ran on another one.
# What an adapter cannot do is listed in tests/adapter-expectations.txt, with the reason.
# As root it installs the Debian packages that are missing; SwiftShader is unpacked below target/.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/adapter-tests.sh

rows=("$@")
[ $# -gt 0 ] || rows=(lavapipe lavapipe-minimal lavapipe-quick lavapipe-checked swiftshader gl)
output=target/adapters
target=()
threads=$(nproc)
mkdir -p "$output"

mesa=/usr/share/vulkan/icd.d/lvp_icd.json
loader=/usr/lib/$(uname -m)-linux-gnu/libvulkan.so.1
lavapipe=(VK_DRIVER_FILES=$mesa WGPU_BACKEND=vulkan GRADSHADER_TEST_BACKEND=vulkan
    GRADSHADER_TEST_ADAPTER=llvmpipe)

# Sets `manifest` and `version`. Only SwiftShader's package is unpacked: Chromium itself and what it
# depends on are not needed.
unpack_swiftshader() {
    local folder=$PWD/target/swiftshader
    manifest=$folder/usr/lib/chromium/vk_swiftshader_icd.json
    if [ ! -e "$manifest" ]; then
        mkdir -p "$folder"
        (cd "$folder" && apt-get download -o APT::Sandbox::User=root chromium-common >&2) ||
            fail "Debian's package chromium-common cannot be downloaded"
        dpkg -x "$folder"/chromium-common_*.deb "$folder"
        [ -e "$manifest" ] || fail "chromium-common no longer brings SwiftShader"
    fi
    version=$(dpkg-deb -f "$folder"/chromium-common_*.deb Version)
}

build_gpu_tests
start_table
for row in "${rows[@]}"; do
    case $row in
    lavapipe*) need mesa-vulkan-drivers=$mesa libvulkan1="$loader" ;;
    swiftshader) need libvulkan1="$loader" ;;
    gl) need libegl-mesa0=/usr/share/glvnd/egl_vendor.d/50_mesa.json libegl1="${loader%vulkan*}EGL.so.1" ;;
    esac
    case $row in
    lavapipe) run_row "$row" '' '' "${lavapipe[@]}" ;;
    lavapipe-minimal)
        run_row "$row" ', default limits' '' "${lavapipe[@]}" GRADSHADER_TEST_MINIMAL=1
        ;;
    lavapipe-quick) run_row "$row" '' ', compiled quickly' "${lavapipe[@]}" GALLIVM_PERF=nopt ;;
    lavapipe-checked)
        run_row "$row" ', checked shaders' '' "${lavapipe[@]}" GRADSHADER_TEST_CHECKED=1
        ;;
    swiftshader)
        unpack_swiftshader
        # It does not say its version: that is Chromium's. Rows, tiles of every size and what changes no bits
        # take minutes there, and less than one on OpenGL, with the same shaders.
        except=' or binary(=rows) or test(=tiles_of_every_size) or test(/^neither_verification_nor/)'
        run_row "$row" '' ", Chromium $version" VK_DRIVER_FILES="$manifest" WGPU_BACKEND=vulkan \
            GRADSHADER_TEST_BACKEND=vulkan GRADSHADER_TEST_ADAPTER=swiftshader
        except=
        ;;
    gl)
        run_row "$row" '' '' LIBGL_ALWAYS_SOFTWARE=1 WGPU_BACKEND=gl GRADSHADER_TEST_BACKEND=gl \
            GRADSHADER_TEST_ADAPTER=llvmpipe
        ;;
    *) fail "no row $row; the comment at the top of this script lists them" ;;
    esac
done
finish_table
