"""What a run shows while it trains."""

from __future__ import annotations

import sys

WIDTH = 24


class Progress:
    """One line that is written over after each epoch; of a run in a file, a line each."""

    def __init__(self, epochs: int | None, stream=None):
        self.epochs = epochs
        self.stream = stream or sys.stderr
        self.written = False

    def __call__(self, epoch: dict) -> None:
        number = epoch["epoch"]
        parts = []
        if "runs" in epoch:
            parts.append(f"run {epoch['run']} of {epoch['runs']}")
        if self.epochs:
            done = min(WIDTH, WIDTH * number // self.epochs)
            parts.append(f"[{'=' * done}{' ' * (WIDTH - done)}] {number}/{self.epochs}")
        else:
            parts.append(f"epoch {number}")
        for name in ("loss", "validation_loss", "validation_score"):
            if name in epoch:
                parts.append(f"{name.replace('_', ' ')} {epoch[name]:.6f}")
        parts.append(f"{epoch['seconds']:.1f} s")
        line = "  ".join(parts)
        # A notebook's stream is no terminal and takes a carriage return too.
        overwrites = self.stream.isatty() or "ipykernel" in sys.modules
        self.stream.write(f"\r{line}" if overwrites else f"{line}\n")
        self.stream.flush()
        self.written = overwrites

    def close(self) -> None:
        if self.written:
            self.stream.write("\n")
            self.stream.flush()
