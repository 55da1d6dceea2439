#!/usr/bin/env bash
# Makes sure that this machine has a GPU adapter. Where there is none and it may, it installs Mesa's
# software Vulkan driver (lavapipe) from the distribution.
set -euo pipefail

# Debian 12's own Mesa (22.3) is too old; its backports have the version that CI is pinned to.
readonly PINNED=25.0.7-2~bpo12+1

has_driver() {
    local folder
    ldconfig -p 2>/dev/null | grep -q 'libvulkan\.so\.1' || return 1
    for folder in /usr/share/vulkan/icd.d /etc/vulkan/icd.d /usr/local/share/vulkan/icd.d; do
        compgen -G "$folder/*.json" >/dev/null && return 0
    done
    [ -n "${VK_DRIVER_FILES:-}" ]
}

if [ "$(uname -s)" != Linux ]; then
    echo "adapter: this system brings its own (Metal or DX12)"
    exit 0
fi
if has_driver; then
    echo "adapter: a Vulkan driver is installed"
    exit 0
fi

root=()
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        root=(sudo -n)
    else
        root=(false)
    fi
fi
if ! command -v apt-get >/dev/null || [ "${root[*]:-}" = false ]; then
    echo "adapter: no Vulkan driver, and none may be installed here; install your GPU's driver or" \
        "Mesa's software driver (Debian, Ubuntu: apt-get install mesa-vulkan-drivers libvulkan1)" >&2
    exit 1
fi

. /etc/os-release
suite=()
packages=(mesa-vulkan-drivers libvulkan1)
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get update -qq
if [ "${VERSION_CODENAME:-}" = bookworm ]; then
    if ! apt-cache policy | grep -q 'bookworm-backports'; then
        # The mirror that this machine uses already, whatever it is.
        mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' |
            awk '$2 == "bookworm" { print $1; exit }')
        echo "adapter: adding bookworm-backports from this machine's own mirror"
        echo "deb $mirror bookworm-backports main" |
            "${root[@]}" tee /etc/apt/sources.list.d/bookworm-backports.list >/dev/null
        "${root[@]}" apt-get update -qq
    fi
    suite=(-t bookworm-backports)
    if [ "${CI:-}" = true ]; then
        packages=("mesa-vulkan-drivers=$PINNED" libvulkan1)
    fi
fi
echo "adapter: installing ${packages[*]}"
"${root[@]}" apt-get install -y -qq --no-install-recommends "${suite[@]}" "${packages[@]}" >/dev/null
has_driver || { echo "adapter: the driver was installed but is not found" >&2; exit 1; }
