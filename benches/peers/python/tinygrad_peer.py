"""tinygrad on WebGPU (Dawn), each step one TinyJit."""

import importlib.metadata
import os

os.environ["DEV"] = "WEBGPU"

from tinygrad import Context, Device, Tensor, TinyJit
from tinygrad.nn.optim import SGD

import common


class Session:
    def __init__(self, request):
        sizes, batch, members = request["sizes"], request["batch"], request["members"]
        x, t = common.data(sizes, request["samples"])
        # At most 64 batches: each is a pair of buffers, and making them is slow.
        self.batches = [
            (Tensor(x[i : i + batch]).realize(), Tensor(t[i : i + batch]).realize())
            for i in range(0, min(len(x), 64 * batch), batch)
        ]
        self.layers = []
        for weight, bias in common.parameters(sizes):
            weight, bias = Tensor(weight), Tensor(bias)
            if members > 1:
                weight = weight.expand(members, *weight.shape)
                bias = bias.reshape(1, 1, -1).expand(members, 1, bias.shape[0])
            # Copied into buffers of their own: parameters are updated in place.
            self.layers.append((weight.contiguous().realize(), bias.contiguous().realize()))
        optimizer = SGD([tensor for layer in self.layers for tensor in layer], lr=common.LEARNING_RATE)

        @TinyJit
        @Context(TRAINING=1)
        def step(x, t):
            optimizer.zero_grad()
            for weight, bias in self.layers:
                x = (x @ weight + bias).sigmoid()
            loss = 0.5 * (x - t).square().sum() / batch
            loss.backward()
            return loss.realize(*optimizer.schedule_step())

        self.step = step
        self.next = 0
        # The first call runs plainly, the second is captured, the third is the first to replay.
        self.losses = [self.one().item() / members for _ in range(2)]
        self.run(1)

    def one(self):
        batch = self.batches[self.next]
        self.next = (self.next + 1) % len(self.batches)
        return self.step(*batch)

    def run(self, steps):
        for _ in range(steps):
            self.one()
        Device["WEBGPU"].synchronize()


versions = [f"{name} {importlib.metadata.version(name)}" for name in ("tinygrad", "dawn-python")]
common.serve({"version": ", ".join(versions), "device": "WebGPU", "driver": "Dawn"}, Session)
