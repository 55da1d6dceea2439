#!/bin/bash
# Executes the DX12 backend on Linux: the GPU tests, one training run and `verify`, built for
# Windows and run under Wine, whose vkd3d turns Direct3D 12 into Vulkan on Mesa's lavapipe. Shaders
# take the way they take on Windows: naga's HLSL through Microsoft's FXC. It checks the HLSL and
# wgpu's DX12 backend, not the drivers of Windows.
#
#     scripts/test-dx12.sh             installs what is missing and runs everything
#     scripts/test-dx12.sh --install   only that: whether this machine can have it
#     scripts/test-dx12.sh --build     and builds what it runs
#
# Fails when a test fails and when one runs on anything but a DX12 adapter. As root it installs the
# Debian packages that are missing; all else goes below target/dx12. FXC and DXC are
# downloaded, out of the npm package webgpu, and are never part of this repository. DXC only compiles:
# vkd3d of Wine 8 has no shader model 6.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/adapter-tests.sh

triple=x86_64-pc-windows-gnu
folder=$PWD/target/dx12
output=$folder
target=(--target $triple)
threads=2
webgpu=webgpu@0.6.2
fxc_sha256=289767b49dc8525bce262ea06fee4ef9fced2e131a55b25654ce871c1f0498b2
dxc_sha256=04cf618004bf19f789f54e8931c7f7106223bccd354b093c4ff725c748512602
mesa=/usr/share/vulkan/icd.d/lvp_icd.json
mkdir -p "$folder"

need gcc-mingw-w64-x86-64=/usr/bin/x86_64-w64-mingw32-gcc wine=/usr/bin/wine \
    wine64=/usr/lib/wine/wine64 xvfb=/usr/bin/xvfb-run xauth=/usr/bin/xauth \
    mesa-vulkan-drivers=$mesa
command -v npm >/dev/null || need npm=/usr/bin/npm
rustup target list --installed | grep -qx $triple || rustup target add $triple

export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=wine \
    CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc
# Of its own, since the program that compares translations is built for this machine.
windows=$folder/cargo
# Built on kernels and steps too; FXC takes minutes for their many shapes.
elsewhere+=(members ranks requests rows)
build() {
    CARGO_TARGET_DIR=$windows build_gpu_tests
    CARGO_TARGET_DIR=$windows cargo build --quiet "${target[@]}" --bin gradshader
}
if [ "${1:-}" = --build ]; then
    build_limit=3600
    build
    exit 0
fi

# Without a display Wine offers no adapter.
if [ -z "${DX12_HAS_DISPLAY:-}" ]; then
    exec env DX12_HAS_DISPLAY=1 xvfb-run -a scripts/test-dx12.sh "$@"
fi

hashes="$fxc_sha256  $folder/compilers/d3dcompiler_47.dll
$dxc_sha256  $folder/compilers/dxcompiler.dll"
if ! sha256sum --check --status <<<"$hashes" 2>/dev/null; then
    mkdir -p "$folder/compilers"
    (cd "$folder" && npm pack --silent $webgpu >/dev/null)
    tar -xzf "$folder/${webgpu/@/-}.tgz" -C "$folder/compilers" --strip-components=3 \
        package/dist/win32-x64/d3dcompiler_47.dll package/dist/win32-x64/dxcompiler.dll
    sha256sum --check --quiet <<<"$hashes" || exit 3
fi

[ "${1:-}" != --install ] || exit 0

# Only Microsoft's compilers, not Wine's replacement; and no messages of Wine about itself.
export WINEPREFIX=$folder/prefix WINEDLLOVERRIDES='d3dcompiler_47,dxcompiler=n' WINEDEBUG=-all
trap 'wineserver -k || true' EXIT
system=$WINEPREFIX/drive_c/windows/system32
[ -e "$system/kernel32.dll" ] || timeout 300 wineboot --init
x86_64-w64-mingw32-gcc -O2 -Wall -Werror -shared -o "$system/bcryptprimitives.dll" \
    tests/dx12/bcryptprimitives.c -ladvapi32
x86_64-w64-mingw32-gcc -O2 -Wall -Werror -o "$folder/compile.exe" tests/dx12/compile.c
cp "$folder"/compilers/*.dll "$system"

# A program that stays: else each test starts Wine's services anew, which then hold its output open
# for seconds. It ends when its input does, with this script.
coproc { wine cmd >/dev/null 2>&1; }
# A window too, for the desktop that is started with the first one. Started by a test it would hold the
# test's output open for as long as it runs, and nextest waits for that to close. The trap ends it.
wine explorer </dev/null >/dev/null 2>&1 &

# Every shader, trusted and checked, as wgpu gives it to either compiler. FXC has no subgroups, so
# DXC alone takes the files for shader model 6.0 (.hlsl6). And FXC is spared the checked tiles and
# resident steps: it takes about 20 seconds for a tile of 32, more than 100 for one of 128 and more than
# 60 for resident steps; DXC takes all in seconds.
begin=$SECONDS
rm -rf "$folder/translations"
GRADSHADER_TRANSLATIONS=$folder/translations cargo test --quiet --test translate
# compile fxc|dxc: the files whose names come in, 64 at a time, since a command line of Windows
# holds 32,767 characters.
compile() {
    (cd "$folder/translations" && timeout 600 xargs -n 64 -P 2 wine ../compile.exe "$1")
}
# In continuous integration the trusted ones alone, since checks are the same text around each access, and of them
# a third, another one from commit to commit.
kinds='*'
picked=p
if [ "${CI:-}" = true ]; then
    kinds=trusted
    picked=$(pick 0)~3p
fi
for file in $(cd "$folder/translations" && ls -- $kinds/*.hlsl); do
    [[ $file =~ checked/(tile_.*_([0-9]+|part)|resident_steps_.*)\.hlsl$ ]] || echo "$file"
done | sed -n "$picked" | compile fxc
(cd "$folder/translations" && ls -- $kinds/*.hlsl{,6}) | sed -n "$picked" | compile dxc
echo "in $((SECONDS - begin)) seconds"

# Virtual heaps: 0.8 seconds and 250 MB a process; without them vkd3d reserves 10 GB.
dx12=(VKD3D_CONFIG=virtual_heaps VK_DRIVER_FILES=$mesa WGPU_BACKEND=dx12 WGPU_DX12_COMPILER=fxc
    GRADSHADER_TEST_BACKEND=dx12)
begin=$SECONDS
build
export CARGO_TARGET_DIR=$windows
echo "built in $((SECONDS - begin)) seconds"
start_table
# FXC takes minutes for tiles of every size and all forms of resident steps, of which one of each kind is left, and for
# sums of millions.
except=' or test(tiles_of_every_size) or test(small_networks_in_resident_steps)'
except+=' or test(very_long_sums_and_very_wide_results)'
# Wine calls any adapter that it does not know by the name of an old card.
run_row dx12 '' " ($(wine --version), vkd3d on lavapipe)" "${dx12[@]}"

# program NAME ARGUMENT...: runs gradshader in a folder of its own; its output must say Dx12.
program() {
    local name=$1 begin=$SECONDS
    local log=$folder/$name.log
    shift
    echo "== gradshader $*" >&2
    if ! (cd "$folder/run" && timeout 600 env "${dx12[@]}" wine \
        "$CARGO_TARGET_DIR/$triple/debug/gradshader.exe" "$@" >"$log" 2>&1) ||
        ! grep -q Dx12 "$log"; then
        failed+=("$name")
        tail -40 "$log" >&2
    fi
    echo "gradshader $*: $((SECONDS - begin)) seconds"
}

mkdir -p "$folder/run"
cp data/iris.csv "$folder/run"
program train train iris.csv --epochs 5 --device gpu
program verify verify --device gpu
finish_table
