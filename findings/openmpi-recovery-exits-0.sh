#!/usr/bin/env bash
# Open MPI 4.1.4 of Debian 12: mpirun --enable-recovery exits with 0 though a rank was killed or ended with an error,
# rank 0 among them.
#
# A good guess would be: the other ranks live on, and mpirun still ends with the code of the first that failed (137 for
# SIGKILL), as it does without the flag; it says on stderr which rank it was.
# Seen on 2026-11-28: 0 in each case, and beside the message of the killed rank a line `PMIX ERROR: BAD-PARAM`.
#
# What it means: a script that looks at the code takes a run for done whose rank 0, which writes the results, is dead. Look
# for the results instead, or have the program write that it has ended.
#
# Needs a C compiler; installs what it runs in a temporary folder (Debian 12 and its package lists); fails when the
# behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=4.1.4-3+b1
packages=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
    --no-enhances openmpi-bin libopenmpi-dev | grep -E '^(openmpi|libopenmpi|libpmix|libhwloc|libevent|libucx|libfabric|libpsm|librdmacm|libibverbs|libmunge|libnl|ibverbs|libxnvctrl|ocl-icd-libopencl1|libltdl7)' |
    grep -vE ':(i386|any)$' | sort -u)
for package in $packages; do
    case $package in
    openmpi-bin | libopenmpi3 | libopenmpi-dev) apt-get download -o APT::Sandbox::User=root -qq "$package=$version" ;;
    *) apt-get download -o APT::Sandbox::User=root -qq "$package" ;;
    esac
done
for package in *.deb; do dpkg-deb -x "$package" root; done
lib=$PWD/root/usr/lib/x86_64-linux-gnu
export OMPI_MCA_mca_base_component_path=$lib/openmpi/lib/openmpi3 OPAL_DATADIR=$PWD/root/usr/share
export OPAL_PREFIX=$lib/openmpi LD_LIBRARY_PATH=$lib:$lib/openmpi/lib
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 PATH=$PWD/root/usr/bin:$PATH
mpirun.openmpi --version | head -1
cat >program.c <<'C'
#include <mpi.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The rank that argv[1] names is killed or ends with 3, as argv[2] says; the others work on for a second. */
int main(int count, char **arguments) {
    int rank;
    MPI_Init(&count, &arguments);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == atoi(arguments[1])) {
        if (!strcmp(arguments[2], "killed")) raise(SIGKILL);
        _exit(3);
    }
    sleep(1);
    _exit(0);
}
C
cc program.c -o program -I"$lib/openmpi/include" -L"$lib" -l:libmpi.so.40 -Wl,--allow-shlib-undefined
status=0
expect() { # expected code, rank, how it ends, flags of mpirun
    local expected=$1 rank=$2 how=$3 code=0
    shift 3
    timeout 60 mpirun.openmpi --oversubscribe "$@" -n 2 ./program "$rank" "$how" >/dev/null 2>log || code=$?
    echo "rank $rank $how${*:+, $*}: $code"
    [ "$code" = "$expected" ] || { echo "expected $expected" >&2; cat log >&2; status=1; }
}
expect 137 0 killed
expect 3 1 ends
expect 0 0 killed --enable-recovery
expect 0 1 killed --enable-recovery
expect 0 1 ends --enable-recovery
exit $status
