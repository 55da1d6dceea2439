#!/usr/bin/env python3
"""Reads two large tables as CSV and as Parquet, in turns with pandas, polars and DuckDB.

    benches/readers/compare.py [--rounds 3] [--folder FOLDER] [--limit 120] [--program BENCH] [--write]

Makes 2 million rows of 10 columns and 200 rows of 80,000 columns in FOLDER (kept; a new temporary
one otherwise). Each reading is a process of its own that reads the whole file into memory once, with
as many threads as there are processors; its time and that of all its threads are without start and
imports, its memory the most that the process had, with them. Prints medians in Markdown; --write puts
them into docs/tables.md.
"""

import argparse
import json
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PACKAGES = {"numpy": "2.4.6", "pandas": "3.1.1", "pyarrow": "26.0.1", "polars": "2.1.0", "duckdb": "2.0.1"}
BEGIN, END = "<!-- readers: begin -->", "<!-- readers: end -->"

MAKE = """
import sys, numpy, pandas
folder = sys.argv[1]
random = numpy.random.default_rng(7)
rows = 2_000_000
narrow = pandas.DataFrame({f"x{i}": random.standard_normal(rows).round(5) for i in range(6)})
narrow["count"] = random.integers(0, 100_000, rows)
narrow["price"] = random.gamma(2, 50, rows).round(2)
narrow["town"] = random.choice(["Aachen", "Bonn", "Celle", "Dessau", "Emden"], rows)
narrow["y"] = random.integers(0, 2, rows)
wide = pandas.DataFrame(random.standard_normal((200, 80_000)).round(4))
wide.columns = [f"gene {i}" for i in range(80_000)]
for name, table in {"narrow": narrow, "wide": wide}.items():
    table.to_csv(f"{folder}/{name}.csv", index=False)
    table.to_parquet(f"{folder}/{name}.parquet", index=False)
"""
READ = """
import sys, time
path = sys.argv[1]
{imports}
before, worked = time.perf_counter(), time.process_time()
{read}
seconds, worked = time.perf_counter() - before, time.process_time() - worked
status = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
print(seconds, int(status) / 1024, worked)
"""
PANDAS = ("import pandas", "table = pandas.read_{format}(path{more})\nshape = table.shape")
POLARS = ("import polars", "table = polars.read_{format}(path)\nshape = table.shape")
DUCKDB = (
    "import duckdb",
    "connection = duckdb.connect()\n"
    "connection.sql('set enable_progress_bar = false')\n"
    "connection.sql(f\"create table t as select * from read_{format}('{{path}}')\")\n"
    "table = connection.table('t')\nshape = table.shape",
)


def peers(kind):
    """What reads files of a kind: name, imports and code."""
    both = [("polars", POLARS), ("DuckDB", DUCKDB)]
    readers = [("pandas", PANDAS, "")] + [(name, code, "") for name, code in both]
    if kind == "csv":
        readers.insert(1, ("pandas, engine pyarrow", PANDAS, ", engine='pyarrow'"))
    scripts = {}
    for name, (imports, read), more in readers:
        read = read.format(format=kind, more=more)
        scripts[name] = READ.format(imports=imports, read=read)
    return scripts


def build():
    """The program that reads a file as gradshader does."""
    command = ["cargo", "bench", "--bench", "readers", "--no-run", "--message-format=json"]
    run = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    messages = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    found = [m["executable"] for m in messages if m.get("target", {}).get("name") == "readers"]
    return found[-1]


def prepare(folder):
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        pins = [f"{name}=={version}" for name, version in PACKAGES.items()]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *pins], check=True)
    if not (folder / "wide.parquet").exists():
        subprocess.run([python, "-c", MAKE, folder], check=True)
    return python


def measure(command, limit):
    """Seconds, MiB and seconds of all threads; None where it fails or takes too long."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    if run.returncode != 0:
        print(run.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    seconds, memory, *more = map(float, run.stdout.splitlines()[-1].split()[:3])
    if "-c" in command:
        return seconds, memory, more[0]
    # Of gradshader's bench, which has nothing to import.
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, memory, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def processor():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} cores of {names[0] if names else platform.machine()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=120, help="seconds a reading")
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--program", help="the bench, if it is built")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.folder or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    python, ours = prepare(folder), arguments.program or build()
    sections = []
    for name, what in {"narrow": "2,000,000 x 10", "wide": "200 x 80,000"}.items():
        for kind in ["csv", "parquet"]:
            path = folder / f"{name}.{kind}"
            commands = {"gradshader": [ours, path]}
            commands |= {peer: [python, "-c", code, path] for peer, code in peers(kind).items()}
            taken = {peer: [] for peer in commands}
            for _ in range(arguments.rounds):
                for peer, command in commands.items():
                    # What took too long once is not asked again.
                    if None not in taken[peer]:
                        taken[peer].append(measure(command, arguments.limit))
            size = path.stat().st_size / 2**20
            for peer, runs in taken.items():
                told = f"| {what}, {kind}, {size:.0f} MiB | {peer} |"
                if None in runs:
                    sections.append(f"{told} none in {arguments.limit:.0f} s | | |")
                    continue
                seconds, memory, worked = (statistics.median(values) for values in zip(*runs))
                sections.append(f"{told} {seconds:.2f} | {worked:.2f} | {memory:.0f} |")
    versions = ", ".join(f"{name} {version}" for name, version in PACKAGES.items())
    text = "\n".join(
        [
            f"{processor()}; medians of {arguments.rounds}; {versions}.",
            "",
            "| file | reader | seconds | of all threads | MiB |",
            "| --- | --- | --- | --- | --- |",
            *sections,
        ]
    )
    print(text)
    if arguments.write:
        path = ROOT / "docs" / "tables.md"
        page = path.read_text()
        start, end = page.index(BEGIN) + len(BEGIN), page.index(END)
        path.write_text(f"{page[:start]}\n{text}\n{page[end:]}")


if __name__ == "__main__":
    main()
