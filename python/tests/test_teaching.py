"""The lower level, and the notebook of the article's formulas."""

import os
from pathlib import Path

import nbformat
import numpy as np
import pytest

import gradshader

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DEVICES = ["reference", *os.environ.get("GRADSHADER_TEST_ADAPTERS", "").split()]


@pytest.mark.parametrize("device", DEVICES)
def test_the_notebook_runs_from_top_to_bottom(device, monkeypatch):
    monkeypatch.setenv("GRADSHADER_DEVICE", device)
    notebook = nbformat.read(EXAMPLES / "backpropagation.ipynb", as_version=4)
    nbformat.validate(notebook)
    names = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None
            exec(compile(cell.source, "notebook", "exec"), names)
    assert names["losses"][-1] < 0.05


def test_steps_are_those_of_an_epoch(digits):
    X, y = digits
    X, t = X[:100] / 16, np.eye(10)[y[:100]]
    network = gradshader.Network([64, 8, 10])
    trainer = gradshader.Trainer(network, X, t, batch_size=40, shuffle=True, seed=3)
    rows = []
    for _ in range(3):
        trainer.step()
        rows.append(len(trainer.inputs))
    assert rows == [40, 40, 20] and trainer.deltas[0].shape == (20, 8)
    assert trainer.weights[0].shape == (64, 8) and trainer.biases[1].shape == (10,)


def test_parameters_are_replaced():
    network = gradshader.Network([2, 3, 1], ["tanh", "identity"])
    assert network.activations == ["tanh", "linear"] and network.parameter_count == 13
    trainer = gradshader.Trainer(network, np.ones((4, 2)), np.zeros(4))
    weights = [np.full((2, 3), 0.5), np.full((3, 1), -1.0)]
    trainer.set_parameters(weights, [np.zeros(3), np.ones(1)])
    loss = trainer.step()
    expected = 1 - 3 * np.tanh(1.0)
    assert loss == pytest.approx(expected**2 / 2, rel=1e-5)
    with pytest.raises(ValueError, match="layers.0.weight"):
        trainer.set_parameters([np.ones((3, 2)), weights[1]], [np.zeros(3), np.ones(1)])


def test_what_is_not_there_is_said():
    network = gradshader.Network([2, 1])
    trainer = gradshader.Trainer(network, np.ones((4, 2)), np.zeros(4))
    with pytest.raises(ValueError, match="before the first step; call step"):
        trainer.deltas
    on_the_cpu = gradshader.Trainer(
        gradshader.Network([2, 2, 1]), np.ones((4, 2)), np.zeros(4), device="cpu"
    )
    on_the_cpu.step()
    with pytest.raises(ValueError, match="keeps the .* to itself; use device"):
        [on_the_cpu.sums, on_the_cpu.weight_gradients, on_the_cpu._layers("back_sum")]
