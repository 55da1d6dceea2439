#!/usr/bin/env bash
# Makes sure that this machine has a GPU adapter:
#
#     scripts/adapter.sh
#
# Linux with a driver that can work: nothing to do. Debian and Ubuntu without one, as root or with a
# sudo that asks for no password: installs Mesa's software Vulkan driver (lavapipe). Elsewhere it says
# what to install and fails. macOS (Metal) and Windows (DX12) bring an adapter.
#
# Under CI=true Debian 12 gets exactly the version PINNED, which the figures were measured with.
set -euo pipefail

# Debian 12's own Mesa is 22.3, too old; newer ones come from its backports.
readonly PINNED=25.0.7-2~bpo12+1
# A user's PATH on Debian has no sbin, where ldconfig is.
PATH=$PATH:/usr/sbin:/sbin

say() { echo "adapter: $*"; }

fail() {
    echo "adapter: $*" >&2
    exit 1
}

has_gpu() {
    compgen -G '/dev/dri/renderD*' >/dev/null || compgen -G '/dev/nvidia[0-9]*' >/dev/null ||
        [ -e /dev/dxg ]
}

# Whether Mesa's installed software driver is of a version that will do.
mesa_is_new_enough() {
    local version
    [ "${VERSION_CODENAME:-}" = bookworm ] || return 0
    version=$(dpkg-query -W -f '${Version}' mesa-vulkan-drivers 2>/dev/null) || return 0
    dpkg --compare-versions "$version" ge 25
}

# Prints what makes it work. A software driver is enough; one of a GPU needs the GPU.
driver() {
    local folder libraries
    libraries=$(ldconfig -p 2>/dev/null) || return 1
    [[ $libraries = *libvulkan.so.1* ]] || return 1
    if [ -n "${VK_DRIVER_FILES:-${VK_ICD_FILENAMES:-}}" ]; then
        echo "the driver that VK_DRIVER_FILES names"
        return
    fi
    for folder in {/usr,/usr/local}/share/vulkan/icd.d /etc/vulkan/icd.d \
        "${XDG_DATA_HOME:-$HOME/.local/share}/vulkan/icd.d"; do
        if has_gpu && compgen -G "$folder/*.json" >/dev/null; then
            echo "a Vulkan driver and a GPU"
            return
        elif compgen -G "$folder/lvp_icd*.json" >/dev/null && mesa_is_new_enough; then
            echo "Mesa's software Vulkan driver"
            return
        fi
    done
    return 1
}

if [ "$(uname -s)" != Linux ]; then
    say "nothing to install: this system brings an adapter (Metal or DX12)"
    exit 0
fi
[ ! -r /etc/os-release ] || . /etc/os-release
if found=$(driver); then
    say "nothing to install: there is $found"
    exit 0
fi

by_hand="install your GPU's Vulkan driver, or Mesa's software driver"
if [ "${VERSION_CODENAME:-}" = bookworm ]; then
    by_hand+=" (as root, with bookworm-backports among your sources: apt-get install -t \
bookworm-backports mesa-vulkan-drivers libvulkan1)"
else
    by_hand+=" (Debian, Ubuntu: apt-get install mesa-vulkan-drivers libvulkan1; Fedora: dnf install \
mesa-vulkan-drivers; Arch: pacman -S vulkan-swrast)"
fi
root=()
if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || fail "there is none, and none may be installed here; $by_hand"
    root=(sudo -n)
fi
command -v apt-get >/dev/null || fail "there is none, and apt-get is missing; $by_hand"

apt() {
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" </dev/null
}

# A source that has nothing to do with this may fail; if one that has does, the installation says so.
update() { apt update || say "apt-get update failed; going on with the lists that are there"; }

# "MIRROR SUITE" of each list of packages.
lists() { apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages'; }

update
packages=(mesa-vulkan-drivers libvulkan1)
if [ "${VERSION_CODENAME:-}" = bookworm ]; then
    if [[ $'\n'"$(lists)"$'\n' != *' bookworm-backports'$'\n'* ]]; then
        mirror=$(lists | sed -n 's/ bookworm$//p' | sed -n 1p)
        [ -n "$mirror" ] || fail "apt has no source of bookworm to take a mirror from; $by_hand"
        say "adding bookworm-backports from $mirror, the mirror that apt uses already"
        echo "deb $mirror bookworm-backports main" |
            "${root[@]}" tee /etc/apt/sources.list.d/bookworm-backports.list >/dev/null
        update
    fi
    # Packages that are installed stay as they are, but for those that this one needs newer.
    packages=(-t bookworm-backports "${packages[@]}")
    [ "${CI:-}" != true ] || packages[2]+="=$PINNED"
fi
say "installing ${packages[*]}"
apt install -y --no-install-recommends "${packages[@]}" >/dev/null ||
    fail "the driver could not be installed; $by_hand"
found=$(driver) || fail "the driver was installed, but is not found; $by_hand"
say "there is $found now"
