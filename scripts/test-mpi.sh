#!/usr/bin/env bash
# Builds the program with the feature mpi, once with each MPI library, and runs tests/mpi.rs with that one's launcher:
#
#     scripts/test-mpi.sh [openmpi|mpich]...
#
# Both if none is named. On Debian it installs what it needs: libopenmpi-dev, libmpich-dev, their launchers and
# libclang, which writes the bindings. Each library has a build folder of its own (target/openmpi, target/mpich), since
# the bindings are one library's. GRADSHADER_KILLS is at how many random moments a rank is killed, once with a
# launcher as it is and once with one that lets the others live (4 each by default), and in one network's training (3).
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

libraries=("$@")
if [ $# = 0 ]; then
    libraries=(openmpi mpich)
fi

needed=(libclang-dev)
for library in "${libraries[@]}"; do
    case $library in
    openmpi) needed+=(libopenmpi-dev openmpi-bin) ;;
    mpich) needed+=(libmpich-dev mpich) ;;
    *)
        echo "test-mpi: no library $library: openmpi, mpich" >&2
        exit 2
        ;;
    esac
done
missing=()
for package in "${needed[@]}"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi

# What the ranks of one network come to is the same with each library.
GRADSHADER_MPI_HASHES=$(mktemp)
export GRADSHADER_MPI_HASHES
trap 'rm -f "$GRADSHADER_MPI_HASHES"' EXIT

export CARGO_INCREMENTAL=0 OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
for library in "${libraries[@]}"; do
    # The compiler wrapper says which library the bindings are of; the launcher must be the same one's.
    export MPICC=mpicc.$library CARGO_TARGET_DIR=$root/target/$library
    case $library in
    openmpi)
        export GRADSHADER_MPIRUN="mpirun.openmpi --oversubscribe" GRADSHADER_MPIRUN_RECOVER=--enable-recovery
        ;;
    mpich)
        # -disable-auto-cleanup of MPICH 4.0.2 ends all ranks none the less.
        export GRADSHADER_MPIRUN=mpirun.mpich
        unset GRADSHADER_MPIRUN_RECOVER
        ;;
    esac
    printf '\n== %s\n' "$library"
    cargo test --locked --features mpi --lib ranks
    cargo test --locked --features mpi --test ranks --test mpi -- --test-threads 1 --nocapture
done
