"""PyTorch: `eager`, `compile`, `cuda` (eager), `cuda-graph`, as the first argument says."""

import os
import sys
import time

import torch
from torch import nn

import common

MODE = sys.argv[1]
CUDA = MODE.startswith("cuda")
DEVICE = "cuda" if CUDA else "cpu"
THREADS = int(os.environ.get("PEERS_THREADS", os.cpu_count()))
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False


class Members(nn.Module):
    """One layer of networks side by side: weights `[members, inputs, outputs]`."""

    def __init__(self, members, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(members, inputs, outputs))
        self.bias = nn.Parameter(torch.empty(members, 1, outputs))

    def forward(self, x):
        return torch.baddbmm(self.bias, x.expand(self.weight.shape[0], -1, -1), self.weight)


class Session:
    def __init__(self, request):
        sizes, batch, members = request["sizes"], request["batch"], request["members"]
        x, t = common.data(sizes, request["samples"])
        self.batches = list(
            zip(torch.from_numpy(x).to(DEVICE).split(batch), torch.from_numpy(t).to(DEVICE).split(batch))
        )
        layers = []
        for (weight, bias), inputs, outputs in zip(common.parameters(sizes), sizes, sizes[1:]):
            weight, bias = torch.from_numpy(weight), torch.from_numpy(bias)
            if members == 1:
                layer = nn.Linear(inputs, outputs)
                weight = weight.T
            else:
                layer = Members(members, inputs, outputs)
            with torch.no_grad():
                layer.weight.copy_(weight.expand_as(layer.weight))
                layer.bias.copy_(bias.expand_as(layer.bias))
            layers += [layer, nn.Sigmoid()]
        model = nn.Sequential(*layers).to(DEVICE)
        optimizer = torch.optim.SGD(model.parameters(), lr=common.LEARNING_RATE, fused=True)

        def forward(x, t):
            return 0.5 * (model(x) - t).square().sum() / batch

        def step(x, t):
            optimizer.zero_grad(set_to_none=True)
            loss = self.forward(x, t)
            loss.backward()
            optimizer.step()
            return loss

        self.forward = forward
        self.step = step
        self.next = 0
        torch.set_num_threads(1)
        self.losses = [step(*self.batch()).item() / members for _ in range(2)]
        if not CUDA:
            self.threads = self.fastest_threads()
            torch.set_num_threads(self.threads)
        if MODE == "compile":
            self.forward = torch.compile(forward)
            # Compiled code must compute the same.
            expected, found = forward(*self.batches[0]).item(), self.forward(*self.batches[0]).item()
            assert abs(found - expected) <= 1e-4 * abs(expected), f"{found} where eager has {expected}"
        if MODE == "cuda-graph":
            self.capture(step)
        self.run(1)

    def fastest_threads(self):
        """One thread is faster for small networks, all of them for large ones."""
        took = {}
        for threads in sorted({1, THREADS}):
            torch.set_num_threads(threads)
            self.run(1)
            times = []
            while len(times) < 3 or (len(times) < 50 and sum(times) < 0.2):
                start = time.perf_counter()
                self.run(1)
                times.append(time.perf_counter() - start)
            took[sorted(times)[len(times) // 2]] = threads
        return took[min(took)]

    def capture(self, step):
        """As PyTorch's notes on CUDA graphs have it: warm up on a side stream, capture a step with
        inputs that stay in place, and copy each batch into them."""
        static = [tensor.clone() for tensor in self.batches[0]]
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                step(*static)
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            step(*static)

        def replay(x, t):
            static[0].copy_(x)
            static[1].copy_(t)
            graph.replay()

        self.step = replay

    def batch(self):
        batch = self.batches[self.next]
        self.next = (self.next + 1) % len(self.batches)
        return batch

    def run(self, steps):
        # Global, and other cases have set theirs.
        if not CUDA and hasattr(self, "threads"):
            torch.set_num_threads(self.threads)
        for _ in range(steps):
            self.step(*self.batch())
        if CUDA:
            torch.cuda.synchronize()


device = torch.cuda.get_device_name() if CUDA else f"CPU, 1 or {THREADS} threads, whichever is faster"
info = {
    "version": f"torch {torch.__version__}",
    "device": device,
    "driver": f"CUDA {torch.version.cuda}" if CUDA else torch.backends.cpu.get_cpu_capability(),
}
common.serve(info, Session)
