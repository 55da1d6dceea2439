"""{{ name }}, as gradshader {{ version }} exported it: predict(table) answers rows of a table.

A table is a dictionary of columns, a DataFrame, a table of pyarrow, or a matrix whose columns are those of COLUMNS.
"""
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
def number_of(cell):
    if is_missing(cell):
        return np.nan
{%- if truths %}
    if isinstance(cell, str) and cell.strip().lower() in TRUTHS:
        return TRUTHS[cell.strip().lower()]
{%- endif %}
    value = float(cell)
    return np.nan if value in MISSING_NUMBERS else value


def encode_number(column, cells):
    numbers = np.array([number_of(cell) for cell in cells], np.float64)
    missing = np.isnan(numbers)
    if missing.any() and column["filled"] is None:
        raise ValueError(f"row {missing.argmax()}, column {column['name']!r}: the cell is missing")
    if column["kind"] == "truth" and not np.isin(numbers[~missing], [0, 1]).all():
        raise ValueError(f"column {column['name']!r}: it holds other than 0 and 1")
    spread = column["spread"]
    scaled = (numbers - column["shift"]) / spread if spread else np.zeros_like(numbers)
{%- if clips %}
    if column["clip"]:
        # It comes near the clip and never passes it.
        q = np.clip(scaled / column["clip"], -1e9, 1e9)
        scaled = column["clip"] * (q / np.sqrt(1 + q * q))
{%- endif %}
    scaled = scaled.astype(np.float32)
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
        return float(text)
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
def encode(table):
    """The network's inputs, [rows, inputs]."""
    parts = []
    for place, column in enumerate(COLUMNS):
        cells = table[:, place] if isinstance(table, np.ndarray) else table[column["name"]]
        cells = [plain(cell) for cell in cells]
{%- if categories %}
        kind = encode_category if column["kind"] == "category" else encode_number
        parts += kind(column, cells)
{%- else %}
        parts += encode_number(column, cells)
{%- endif %}
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


if __name__ == "__main__":
    import csv

    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for name, answers in predict({name: [row[name] for row in rows] for name in rows[0]}).items():
        print(name, answers, sep="\n")
