"""Runs exported models in engines of Python and compares their answers with those of `gradshader predict`.

compare.py FOLDER SET DATA ENGINE: prints the largest difference of an answer, relative to the largest answer of
its row, or for values to the largest value of the set; and how many rows have another class.
"""

import csv
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

FOLDER, SET, DATA, ENGINE = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
# What goes in.
KIND = np.float64 if SET.endswith("_double") else np.float32
TRUTHS = {"yes": 1.0, "no": 0.0}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


def expected():
    """Classes, or none, and the numbers that `predict` answers."""
    head, rows = read(FOLDER / f"{SET}.predicted.csv")
    if head[0] == "class":
        return [row[0] for row in rows], np.array([row[1:] for row in rows], np.float64)
    return None, np.array(rows, np.float64)


def program(kind):
    """The program that `export` printed, as a module."""
    os.chdir(FOLDER)
    spec = importlib.util.spec_from_file_location(SET, FOLDER / f"{SET}.{kind}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def columns():
    head, rows = read(DATA)
    return {name: [row[place] for row in rows] for place, name in enumerate(head)}


def cell(text):
    return np.nan if text == "" else TRUTHS.get(text, None) if text in TRUTHS else float(text)


def feeds(inputs, module):
    """What a graph takes: each column, or one matrix of numbers."""
    table = columns()
    names = [column["name"] for column in module.COLUMNS]
    if [i.name for i in inputs] == ["input"]:
        matrix = np.empty((len(table[names[0]]), len(names)), KIND)
        for place, column in enumerate(module.COLUMNS):
            cells = table[column["name"]]
            if column["kind"] == "category":
                values = column["values"]
                place_of = lambda text: np.nan if text == "" else values.index(text)
                matrix[:, place] = [place_of(text) for text in cells]
            else:
                matrix[:, place] = [cell(text) for text in cells]
        return {"input": matrix}
    kinds = {column["name"]: column["kind"] for column in module.COLUMNS}
    take = lambda name: (
        np.array(table[name], object)[:, None]
        if kinds[name] == "category"
        else np.array([cell(text) for text in table[name]], KIND)[:, None]
    )
    return {i.name: take(i.name) for i in inputs}


def run():
    if ENGINE in ("pytorch", "keras", "numpy"):
        module = program("npz" if ENGINE == "numpy" else ENGINE)
        answers = module.predict(columns())
        return answers.get("label"), answers.get("outputs", answers.get("values"))
    module = program("npz")
    path = FOLDER / f"{SET}.onnx"
    if ENGINE == "onnxruntime":
        import onnxruntime

        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        answers = session.run(None, feeds(session.get_inputs(), module))
    elif ENGINE == "onnx":
        import onnx
        from onnx.reference import ReferenceEvaluator

        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        answers = ReferenceEvaluator(model).run(None, feeds(model.graph.input, module))
    elif ENGINE == "openvino":
        import openvino

        path = FOLDER / f"{SET}.numbers.onnx"
        compiled = openvino.Core().compile_model(path, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        given = feeds([type("I", (), {"name": "input"})], module)
        answers = list(compiled(given).values())
        names = module.TARGETS["names"]
        if len(answers) == 2:
            answers[0] = [names[place] for place in np.asarray(answers[0])]
    else:
        path = FOLDER / (f"{SET}.numbers.onnx" if ENGINE in ("tract", "rten") else f"{SET}.{ENGINE}.run")
        matrix = feeds([type("I", (), {"name": "input"})], module)["input"]
        command = [path] if ENGINE in ("c", "rust") else [FOLDER / "runner", ENGINE, path, str(matrix.shape[1])]
        text = "\n".join(" ".join(map(str, row)) for row in matrix) + "\n"
        output = subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.PIPE)
        rows = [line.split() for line in output.stdout.splitlines()]
        answers = [np.array([row[1:] for row in rows], np.float64)]
        if expected()[0] is not None:
            answers.insert(0, [module.TARGETS["names"][int(row[0])] for row in rows])
    return (answers[0], answers[1]) if len(answers) == 2 else (None, answers[0])


classes, numbers = expected()
labels, answers = run()
answers = np.asarray(answers, np.float64)
assert answers.shape == numbers.shape, (answers.shape, numbers.shape)
largest = np.abs(numbers).max(axis=None if classes is None else 1, keepdims=True)
difference = (np.abs(answers - numbers) / largest).max()
others = 0 if classes is None else sum(str(a) != b for a, b in zip(labels, classes, strict=True))
assert difference == difference, "an answer is not a number"
print(f"{ENGINE} {SET} {difference:.2e} {others}")
