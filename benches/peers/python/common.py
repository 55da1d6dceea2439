"""What the Python peers share: the data, the starting parameters, the clock and the protocol.

A peer reads one JSON request a line from standard input and answers with one line:
    {"sizes": [64, 32, 10], "batch": 32, "members": 1, "samples": 65536, "seconds": 1.0, "limit": 30}
    {"rates": [...], "losses": [first, second], "setup_seconds": s, "steps": steps a repetition}
or {"error": text}. Before the first request it says {"ready": true, ...} with its versions.
"""

import json
import os
import sys
import time

import numpy as np

LEARNING_RATE = 0.1


def data(sizes, samples):
    """As `gradshader bench` makes them: `(i * 2654435761 % 1000) / 1000`."""

    def values(columns):
        i = np.arange(samples * columns, dtype=np.int64)
        return ((i * 761 % 1000) / 1000).astype(np.float32).reshape(samples, columns)

    return values(sizes[0]), values(sizes[-1])


def parameters(sizes):
    """Weights `[inputs, outputs]` within 1/sqrt(inputs), from a hash of their place; biases of 0."""
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        i = np.arange(inputs * outputs, dtype=np.uint32)
        unit = ((i * np.uint32(2654435761)) >> np.uint32(8)).astype(np.float64) / 2**24
        weight = ((2 * unit - 1) / np.sqrt(inputs)).astype(np.float32).reshape(inputs, outputs)
        layers.append((weight, np.zeros(outputs, np.float32)))
    return layers


class Unsupported(Exception):
    """What the peer does not do."""


def measure(session, batch, members, seconds, begun, limit):
    """Median-ready rates: repetitions of as many steps as take a tenth of `seconds`."""

    def timed(steps):
        start = time.perf_counter()
        session.run(steps)
        return time.perf_counter() - start

    def late():
        return time.perf_counter() - begun > 0.6 * limit

    steps = 1
    took = timed(steps)
    while took < seconds / 10 and not late():
        steps = max(2 * steps, min(16 * steps, int(steps * seconds / 8 / max(took, 1e-6))))
        took = timed(steps)
    rates = [steps * batch * members / took]
    start = time.perf_counter() - took
    while (len(rates) < 3 or time.perf_counter() - start < seconds) and not late():
        rates.append(steps * batch * members / timed(steps))
    return rates, steps


def serve(info, make):
    """Answers requests. `make(request)` gives a session: `losses` of its first two steps, which it
    has done, and `run(steps)`, which returns when they are done."""
    # Libraries print to standard output; the protocol keeps its own.
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def say(answer):
        out.write(json.dumps(answer) + "\n")

    say({"ready": True, **info})
    sessions = {}
    for line in sys.stdin:
        request = json.loads(line)
        begun = time.perf_counter()
        key = (tuple(request["sizes"]), request["batch"], request["members"])
        try:
            if key not in sessions:
                sessions[key] = make(request)
            session = sessions[key]
            setup = time.perf_counter() - begun
            rates, steps = measure(
                session, request["batch"], request["members"], request["seconds"], begun, request["limit"]
            )
            say({"rates": rates, "losses": session.losses, "setup_seconds": setup, "steps": steps})
        except Unsupported as error:
            say({"unsupported": str(error)})
        except Exception as error:  # The peer's own failure is a result.
            lines = str(error).strip().splitlines() or [""]
            say({"error": f"{type(error).__name__}: {lines[0]}"})
