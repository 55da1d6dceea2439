"""What is compared: each takes training and test rows and gives answers, probabilities and seconds."""
import os, subprocess, sys, tempfile, time, warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")


def texts(x):
    return [column for column in x.columns if x[column].dtype == object]


def gradshader(flags):
    def run(x, y, test, is_values, seed):
        binary = os.environ.get("GRADSHADER", "target/release/gradshader")
        with tempfile.TemporaryDirectory() as folder:
            x.assign(target=y).to_csv(f"{folder}/train.csv", index=False)
            test.to_csv(f"{folder}/test.csv", index=False)
            model = f"{folder}/m.safetensors"
            task = "regress" if is_values else "classify"
            command = [binary, "train", f"{folder}/train.csv", "--target", "target", "--task", task, "--device",
                       "cpu", "--quiet", "--seed", str(seed), "--model", model, *flags]
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True)
            seconds = time.perf_counter() - start
            if done.returncode:
                sys.exit(" ".join(command) + "\n" + done.stderr)
            command = [binary, "predict", model, f"{folder}/test.csv", "--output", f"{folder}/answers.csv"]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                sys.exit(" ".join(command) + "\n" + done.stderr)
            answers = pd.read_csv(f"{folder}/answers.csv")
        if is_values:
            return answers.iloc[:, -1].to_numpy(float), None, seconds
        return answers.iloc[:, 0].astype(str).to_numpy(), answers.iloc[:, 1:], seconds

    return run


def fitted(model, x, y, test, is_values):
    start = time.perf_counter()
    model.fit(x, y)
    seconds = time.perf_counter() - start
    answers = np.asarray(model.predict(test)).reshape(-1)
    if is_values:
        return answers, None, seconds
    return answers, pd.DataFrame(model.predict_proba(test), columns=[str(c) for c in model.classes_]), seconds


def mlp(x, y, test, is_values, seed):
    from sklearn.compose import TransformedTargetRegressor, make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    names = texts(x)
    numbers = [column for column in x.columns if column not in names]
    scaled = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), names),
    )
    if is_values:
        model = make_pipeline(scaled, MLPRegressor(random_state=seed))
        model = TransformedTargetRegressor(model, transformer=StandardScaler())
    else:
        model = make_pipeline(scaled, MLPClassifier(random_state=seed))
    return fitted(model, x, y, test, is_values)


def boosting(x, y, test, is_values, seed):
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    kinds = {c: pd.CategoricalDtype(sorted(x[c].dropna().unique())) for c in texts(x)}
    kind = HistGradientBoostingRegressor if is_values else HistGradientBoostingClassifier
    return fitted(kind(random_state=seed), x.astype(kinds), y, test.astype(kinds), is_values)


def pytabkit(name):
    def run(x, y, test, is_values, seed):
        import torch
        import pytabkit as kit

        torch.set_num_threads(1)
        names, x, test = texts(x), x.copy(), test.copy()
        # Neither takes missing numbers: the median, as for scikit-learn's MLP. Missing categories are one.
        for column in x.columns:
            fill = "missing" if column in names else x[column].median()
            x[column], test[column] = x[column].fillna(fill), test[column].fillna(fill)
            if column in names:
                kind = pd.CategoricalDtype(sorted(set(x[column]) | set(test[column])))
                x[column], test[column] = x[column].astype(kind), test[column].astype(kind)
        kind = getattr(kit, f"{name}_{'Regressor' if is_values else 'Classifier'}")
        model = kind(random_state=seed, device="cpu", n_threads=1, verbosity=0)
        return fitted(model, x, y, test, is_values)

    return run


METHODS = {
    "defaults": gradshader([]),
    "best": gradshader(["--preset", "best"]),
    "sklearn MLP": mlp,
    "boosting": boosting,
    "RealMLP-TD-S": pytabkit("RealMLP_TD_S"),
    "TabM": pytabkit("TabM_D"),
}
