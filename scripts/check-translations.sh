#!/bin/bash
# Compiles what naga makes of every shader, trusted and checked, with each language's own compiler:
# SPIR-V with spirv-val for Vulkan 1.0 (1.1 where it has subgroups) and 1.3, GLSL ES with
# glslangValidator, and MSL with a C++ compiler and the declarations in tests/msl. FXC and DXC
# compile the HLSL in scripts/test-dx12.sh. What browsers may run Tint, Chromium's compiler, takes too, out of
# the npm package webgpu, on the adapter that is there.
# As root it installs the Debian packages that are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
    echo "check-translations.sh: $*" >&2
    exit 1
}

missing=()
command -v spirv-val >/dev/null || missing+=(spirv-tools)
command -v glslangValidator >/dev/null || missing+=(glslang-tools)
command -v "${CXX:=c++}" >/dev/null || missing+=(g++)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
    [ "$(id -u)" = 0 ] || fail "install ${missing[*]}"
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

output=$PWD/target/translations
rm -rf "$output"
GRADSHADER_TRANSLATIONS=$output cargo test --quiet --test translate

declare -A count=()
errors=0
commands=$output/commands
: >"$commands"
# check LANGUAGE FILE COMMAND...: to be run with the others, on all cores.
check() {
    local language=$1 file=$2
    shift 2
    count[$language]=$((${count[$language]:-0} + 1))
    printf '%q ' "$@" "$file" >>"$commands"
    echo >>"$commands"
}

# spirv-val knows cooperative matrices since 2024. It is asked for the rules of SPIR-V alone: it has since
# come to refuse the strides that naga gives arrays in workgroup memory, on Vulkan, in every shader.
matrices=$(spirv-val --version | sed -n 's/^SPIRV-Tools v\([0-9]*\).*/\1/p')
[ "$matrices" -ge 2024 ] || echo "SPIR-V of cooperative matrices is not checked: this spirv-val is of $matrices"
check_spirv() {
    local version=$1 file=$2 rules=$3
    case $file in
    *_matrices_*) [ "$matrices" -lt 2024 ] || check "SPIR-V with matrices" "$file" spirv-val --target-env "$rules" ;;
    *) check "SPIR-V for Vulkan $version" "$file" spirv-val --target-env "vulkan$version" ;;
    esac
}

# In continuous integration the trusted ones alone: checks are the same text around each access.
kinds=(trusted checked)
[ "${CI:-}" != true ] || kinds=(trusted)
for folder in "${kinds[@]/#/$output/}"; do
    for file in "$folder"/*.vulkan10.spv; do
        check 'SPIR-V for Vulkan 1.0' "$file" spirv-val --target-env vulkan1.0
    done
    for file in "$folder"/*.vulkan11.spv; do
        check_spirv 1.1 "$file" spv1.3
    done
    for file in "$folder"/*.vulkan13.spv; do
        check_spirv 1.3 "$file" spv1.6
    done
    for file in "$folder"/*.glsl; do
        check 'GLSL ES 3.10' "$file" glslangValidator -S comp
    done
    for file in "$folder"/*.metal; do
        check 'MSL 3.0, as C++' "$file" "$CXX" -std=c++17 -fsyntax-only -Wall -Werror -fsingle-precision-constant \
            -Wno-attributes -Wno-array-bounds -Wno-unused -I tests/msl -x c++
    done
done
xargs -d '\n' -n 16 -P "$(nproc)" bash -c '
    status=0
    for command; do
        message=$(eval "$command" 2>&1) || { printf "%s\n%s\n" "$command" "$message" >&2; status=1; }
    done
    exit $status' check <"$commands" || errors=1
for language in "${!count[@]}"; do echo "$language: ${count[$language]} files"; done | sort
check=scripts/web-check
[ -d "$check/node_modules" ] || npm install --prefix "$check" --no-audit --no-fund --silent
node "$check/shaders.mjs" "$output/browsers.json" || errors=1
[ $errors = 0 ] || fail "what stands above does not compile"
