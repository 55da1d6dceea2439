"""Backpropagation step by step, with every quantity as an array."""

from __future__ import annotations

import numpy as np

from gradshader._base import ACTIVATIONS
from gradshader._gradshader import Network as _Network
from gradshader._gradshader import Steps


class Network(_Network):
    """The shape of a fully connected network.

    Parameters
    ----------
    sizes : list of int
        The widths, inputs first, outputs last.
    activation : str or list of str, default="sigmoid"
        Of all layers, or one a layer.
    """

    def __new__(cls, sizes, activation="sigmoid"):
        sizes = [int(size) for size in sizes]
        names = [activation] * (len(sizes) - 1) if isinstance(activation, str) else activation
        return super().__new__(cls, sizes, [ACTIVATIONS.get(name, name) for name in names])


class Trainer:
    """Trains a network step by step; after each step all that it computed is there to look at.

    Layers count from 0. Arrays have the letters of the documentation: a row is a sample, a weight is
    `[inputs, outputs]`.

    Parameters
    ----------
    network : Network
    X : array of shape (n_samples, n_inputs)
    y : array of shape (n_samples, n_outputs)
    learning_rate : float, default=0.5
    batch_size : int, optional
        Samples a step; all of them unless told.
    seed : int, default=0
    shuffle : bool, default=False
    optimizer : str, default="sgd"
    momentum : float, default=0.0
    loss : str, default="half-squared-error"
    device : str, default="reference"
        "reference" is the plain loops that everything else is compared with; or an adapter, where
        each kernel runs by itself.
    """

    def __init__(
        self,
        network,
        X,
        y,
        *,
        learning_rate=0.5,
        batch_size=None,
        seed=0,
        shuffle=False,
        optimizer="sgd",
        momentum=0.0,
        loss="half-squared-error",
        device="reference",
    ):
        X = np.ascontiguousarray(X, dtype=np.float32)
        y = np.asarray(y, dtype=np.float32)
        y = np.ascontiguousarray(y[:, np.newaxis] if y.ndim == 1 else y)
        self.network = network
        self._steps = Steps(
            network,
            X,
            y,
            learning_rate=float(learning_rate),
            batch=batch_size,
            seed=seed,
            shuffle=shuffle,
            optimizer=optimizer,
            momentum=float(momentum),
            loss=loss,
            device=device,
        )

    def step(self) -> float:
        """Trains for one step and returns the loss of its batch before the update."""
        return self._steps.step()

    @property
    def device(self) -> str:
        """What runs the kernels."""
        return self._steps.device

    def _layers(self, quantity: str) -> list:
        return [self._steps.read(quantity, layer) for layer in range(len(self.network.sizes) - 1)]

    @property
    def inputs(self) -> np.ndarray:
        """The samples of the last step, `[batch, inputs]`."""
        return self._steps.read("inputs")

    @property
    def targets(self) -> np.ndarray:
        """Their targets, `[batch, outputs]`."""
        return self._steps.read("targets")

    @property
    def sums(self) -> list:
        """Of each layer, `a = x W + b`."""
        return self._layers("sum")

    @property
    def activations(self) -> list:
        """Of each layer, `h = f(a)`."""
        return self._layers("activation")

    @property
    def deltas(self) -> list:
        """Of each layer, `dL/da` of each sample."""
        return self._layers("delta")

    @property
    def weight_gradients(self) -> list:
        """Of each layer, the mean over the samples of `x_i d_j`."""
        return self._layers("weight_gradient")

    @property
    def bias_gradients(self) -> list:
        """Of each layer, the mean over the samples of `d_j`."""
        return [gradient[0] for gradient in self._layers("bias_gradient")]

    @property
    def weights(self) -> list:
        """Of each layer, after the update."""
        return self._layers("weight")

    @property
    def biases(self) -> list:
        """Of each layer, after the update."""
        return [bias[0] for bias in self._layers("bias")]

    def set_parameters(self, weights, biases) -> None:
        """Replaces weights and biases of all layers."""
        self._steps.set_parameters(
            [np.ascontiguousarray(weight, dtype=np.float32) for weight in weights],
            [np.ascontiguousarray(bias, dtype=np.float32) for bias in biases],
        )
