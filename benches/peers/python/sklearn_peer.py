"""scikit-learn's MLPRegressor: `fit` over whole epochs. Its last layer is linear."""

import os
import warnings

import numpy as np
import sklearn
import threadpoolctl
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor

import common

warnings.filterwarnings("ignore", category=ConvergenceWarning)
THREADS = int(os.environ.get("PEERS_THREADS", os.cpu_count()))
threadpoolctl.threadpool_limits(THREADS)


class Session:
    # Not its first two steps: it has no sigmoid on the last layer to compare.
    losses = None

    def __init__(self, request):
        if request["members"] != 1:
            raise common.Unsupported("no members")
        self.batch = request["batch"]
        self.x, self.t = common.data(request["sizes"], request["samples"])
        self.model = MLPRegressor(
            hidden_layer_sizes=request["sizes"][1:-1],
            activation="logistic",
            solver="sgd",
            alpha=0,
            batch_size=self.batch,
            learning_rate_init=common.LEARNING_RATE,
            momentum=0,
            nesterovs_momentum=False,
            shuffle=False,
            tol=0,
            n_iter_no_change=10**9,
            warm_start=True,
            random_state=0,
        )
        self.run(1)

    def run(self, steps):
        """Whole epochs, and what is left over as one shorter epoch."""
        epoch = len(self.x) // self.batch
        for samples, epochs in ((len(self.x), steps // epoch), (steps % epoch * self.batch, 1)):
            if samples and epochs:
                self.model.set_params(max_iter=epochs)
                self.model.fit(self.x[:samples], self.t[:samples])


blas = [pool for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]
kernel = blas[0].get("architecture", "unknown") if blas else "unknown"
info = {
    "version": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
    "device": f"CPU, {THREADS} threads",
    "driver": f"{blas[0]['internal_api']} {blas[0]['version']} ({kernel})" if blas else "no BLAS found",
}
common.serve(info, Session)
