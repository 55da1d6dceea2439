"""{{ name }}, as gradshader {{ version }} exported it: predict(table) answers rows of a table.

A table is a dictionary of columns, a DataFrame, a table of pyarrow, or a matrix whose columns are those of COLUMNS.
"""
{%- if dates %}
import datetime
{%- endif %}
import os
{%- if dates %}
import re
{%- endif %}
import sys

import numpy as np

COLUMNS = [
{%- for column in columns %}
    {{ column }},
{%- endfor %}
]
TARGETS = {{ targets }}
# A cell that is one of these is missing, as are None and NaN.
MISSING = {{ missing }}
# And so is a number that is one of these, however it is written.
MISSING_NUMBERS = {{ missing_numbers }}


def beside(name):
    """The file of the weights where it lies beside this program, else in the current folder."""
    folder = os.path.dirname(os.path.abspath(__file__)) if "__file__" in globals() else ""
    path = os.path.join(folder, name)
    return path if os.path.exists(path) else name


{{ network }}

def plain(cell):
    """A cell as Python has it: pyarrow's are objects of its own, and pandas' NA equals nothing."""
    cell = cell.as_py() if hasattr(cell, "as_py") else cell
    return None if type(cell).__name__ == "NAType" else cell


def is_missing(cell):
    return cell is None or cell != cell or cell in MISSING_NUMBERS or str(cell).strip() in MISSING


{% if truths %}
TRUTHS = {text: 1.0 for text in ("true", "t", "yes", "y")} | {text: 0.0 for text in ("false", "f", "no", "n")}


{% endif %}
def number_in(cell):
    """A number; Python alone takes 1_000 for one."""
    if isinstance(cell, str) and "_" in cell:
        raise ValueError(f"{cell!r} is no number")
    return float(cell)


def number_of(cell):
    if is_missing(cell):
        return np.nan
{%- if truths %}
    if isinstance(cell, str) and cell.strip().lower() in TRUTHS:
        return TRUTHS[cell.strip().lower()]
{%- endif %}
    value = number_in(cell)
    return np.nan if value in MISSING_NUMBERS else value


def scale(numbers, shift, spread, clip):
    scaled = (numbers - shift) / spread if spread else np.zeros_like(numbers)
{%- if clips %}
    if clip:
        # It comes near the clip and never passes it.
        q = np.clip(scaled / clip, -1e9, 1e9)
        scaled = clip * (q / np.sqrt(1 + q * q))
{%- endif %}
    return scaled.astype(np.float32)


def encode_number(column, cells):
    numbers = np.empty(len(cells), np.float64)
    for row, cell in enumerate(cells):
        try:
            numbers[row] = number_of(cell)
        except (TypeError, ValueError):
            raise ValueError(f"row {row}, column {column['name']!r}: {cell!r} is no number") from None
    missing = np.isnan(numbers)
    if missing.any() and column["filled"] is None:
        raise ValueError(f"row {missing.argmax()}, column {column['name']!r}: the cell is missing")
    if column["kind"] == "truth" and not np.isin(numbers[~missing], [0, 1]).all():
        raise ValueError(f"column {column['name']!r}: it holds other than 0 and 1")
    scaled = scale(numbers, column["shift"], column["spread"], column["clip"])
    far = ~missing & ~(np.isfinite(numbers) & np.isfinite(scaled))
    if far.any():
        raise ValueError(f"row {far.argmax()}, column {column['name']!r}: the value is too far from those trained on")
    scaled[missing] = column["filled"] or 0
{%- if parts %}
    values = np.where(missing, column["fill"], numbers)
    parts = [np.clip((values - shift) / spread, 0, 1).astype(np.float32) for shift, spread in column["parts"]]
    return [scaled] + parts + ([missing.astype(np.float32)] if column["indicator"] else [])
{%- else %}
    return [scaled] + ([missing.astype(np.float32)] if column["indicator"] else [])
{%- endif %}

{% if categories %}
def number(text):
    try:
        return number_in(text)
    except ValueError:
        return None


def encode_category(column, cells):
    values = column["values"]
    places = {number(value): place for place, value in reversed(list(enumerate(values)))}
    places.pop(None, None)
    places |= {value: place for place, value in enumerate(values)}
    inputs = np.zeros((len(values) + column["other"] + column["missing"], len(cells)), np.float32)
    for row, cell in enumerate(cells):
        text = None if cell is None or cell != cell or cell in MISSING_NUMBERS else str(cell).strip()
        place = places.get(text, places.get(number(text) if text else None))
        if place is not None:
            inputs[place, row] = 1
        elif text is None or text in MISSING:
            if column["missing"]:
                inputs[-1, row] = 1
        elif column["other"]:
            inputs[len(values), row] = 1
    return list(inputs)

{% endif %}
{% if dates %}
START = datetime.datetime(1970, 1, 1)
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ISO = ["%Y-%m-%d"] + [f"%Y-%m-%d{between}%H:%M{more}" for between in "T " for more in ("", ":%S", ":%S.%f")]


def since_start(moment):
    return (moment - START).total_seconds()


def without_zone(text):
    """A text without the zone at its end, and that zone in seconds east of Greenwich."""
    if text.endswith((" UTC", "Z", "z")):
        return text.removesuffix(" UTC").rstrip("Zz").rstrip(), 0
    found = re.fullmatch(r"([^:]*:.*)([+-])(\d\d)(?::?(\d\d))?", text)
    if found is None:
        return None, 0
    seconds = int(found[3]) * 3600 + int(found[4] or 0) * 60
    return found[1].rstrip(), -seconds if found[2] == "-" else seconds


def moment_of(text, pattern):
    """What a text means as a pattern has it, or none."""
    if pattern == "Q":
        found = re.fullmatch(r"(\d{4})[ :-]*[Qq]([1-4])", text)
        return found and datetime.datetime(int(found[1]), int(found[2]) * 3 - 2, 1)
    try:
        moment = datetime.datetime.strptime(text, pattern)
    except ValueError:
        return None
    if "%Y" not in pattern and "%y" not in pattern:
        # A time of day.
        return moment.replace(year=1970)
    return moment if moment.year >= 1000 else None


def moment_of_number(number):
    """A year, a day written 20010203, or Unix time."""
    whole = number == np.floor(number)
    if whole and 1000 <= number <= 9999:
        return datetime.datetime(int(number), 1, 1)
    if whole and 10_000_101 <= number <= 99_991_231:
        return datetime.datetime.strptime(str(int(number)), "%Y%m%d")
    return START + datetime.timedelta(seconds=number)


def moment_of_cell(column, cell):
    """The moment that a cell means, in the clock of its place if it names none; or none."""
    if isinstance(cell, np.datetime64):
        cell = cell.astype("datetime64[us]").item()
    if isinstance(cell, datetime.time):
        return datetime.datetime.combine(START, cell)
    if isinstance(cell, datetime.date) and not isinstance(cell, datetime.datetime):
        cell = datetime.datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, datetime.datetime):
        offset = cell.utcoffset()
        if (offset is not None) != column["zone"]:
            return None
        return cell.replace(tzinfo=None) - (offset or datetime.timedelta())
    patterns = column["patterns"]
    if patterns is None:
        return moment_of_number(number_in(cell))
    # Of a fraction of a second Python reads six digits.
    text = re.sub(r"(\.\d{6})\d+", r"\1", str(cell).strip())
    if re.fullmatch(r"\d+", text):
        # A number has lost the zeros that it began with.
        text = text.zfill(len(datetime.datetime(2003, 12, 13, 14, 15, 16).strftime(patterns[0])))
    offset = 0
    if column["zone"]:
        text, offset = without_zone(text)
        if text is None:
            return None
    if any(letter in patterns[0] for letter in ("%Y", "%y", "Q")):
        patterns = patterns + ISO
    found = (moment_of(text, pattern) for pattern in patterns)
    moment = next((moment for moment in found if moment), None)
    return moment and moment - datetime.timedelta(seconds=offset)


def part_of(part, moment):
    if part == "year":
        return moment.year
    if part in DAYS:
        return float(moment.weekday() == DAYS.index(part))
    if part == "seconds":
        return since_start(moment)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    turn = (moment.month - 1) / 12 if "month" in part else (moment - midnight).seconds / 86400
    return np.sin(turn * 2 * np.pi) if "sine" == part.split("_")[1] else np.cos(turn * 2 * np.pi)


def encode_date(column, cells):
    moments = []
    for row, cell in enumerate(cells):
        gone = is_missing(cell)
        moments.append(None if gone else moment_of_cell(column, cell))
        if not gone and moments[-1] is None:
            raise ValueError(f"row {row}, column {column['name']!r}: {cell!r} is no date like those trained on")
    missing = np.array([moment is None for moment in moments])
    inputs = []
    for part, shift, spread, clip in column["parts"]:
        values = np.array([0.0 if moment is None else part_of(part, moment) for moment in moments])
        scaled = scale(values, shift, spread, clip)
        scaled[missing] = 0
        inputs.append(scaled)
    return inputs + ([missing.astype(np.float32)] if column["indicator"] else [])

{% endif %}
def encode(table):
    """The network's inputs, [rows, inputs]."""
    parts = []
    for place, column in enumerate(COLUMNS):
        cells = table[:, place] if isinstance(table, np.ndarray) else table[column["name"]]
        cells = [plain(cell) for cell in cells]
{%- if categories %}
        if column["kind"] == "category":
            parts += encode_category(column, cells)
            continue
{%- endif %}
{%- if dates %}
        if column["kind"] == "date":
            parts += encode_date(column, cells)
            continue
{%- endif %}
        parts += encode_number(column, cells)
    return np.stack(parts, axis=1)


def decode(outputs):
    """What the network's outputs, [rows, outputs], stand for."""
    if TARGETS["kind"] == "classes":
        return {"label": np.array(TARGETS["names"])[outputs.argmax(axis=1)], "outputs": outputs}
    if TARGETS["kind"] == "labels":
        return {"label": (outputs >= 0.5).astype(np.int64), "outputs": outputs}
    return {"values": outputs.astype(np.float64) * TARGETS["spread"] + TARGETS["shift"]}


def predict(table):
    return decode(outputs(encode(table)))


def unique(names):
    """Names as gradshader has them: a column without one has its place, one of the same name as another "a (2)"."""
    found = []
    for place, name in enumerate(names, 1):
        name = name.strip() or f"column {place}"
        copies = (f"{name} ({count})" for count in range(2, len(names) + 2))
        found.append(name if name not in found else next(copy for copy in copies if copy not in found))
    return found


if __name__ == "__main__":
    import csv

    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
        separator = max(",;\t|", key=file.readline().count)
        file.seek(0)
        names = unique(next(csv.reader(file, delimiter=separator), []))
        rows = list(csv.DictReader(file, names, delimiter=separator))
    for name, answers in predict({name: [row[name] for row in rows] for name in names}).items():
        print(name, answers, sep="\n")
