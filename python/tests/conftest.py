import os
import signal
from pathlib import Path

import numpy as np
import pytest

# scikit-learn leaves a check out without it.
os.environ.setdefault("SCIPY_ARRAY_API", "1")

# What a shell starts in the background is told to ignore it, and Python then has no KeyboardInterrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def digits():
    """The bundled digits: 8 x 8 pixels as float32, and their classes."""
    table = np.loadtxt(ROOT / "data" / "digits.csv", delimiter=",", skiprows=1)
    return table[:, :-1].astype(np.float32), table[:, -1].astype(int)


@pytest.fixture(scope="session")
def program():
    """The command line's program, where one is built; `GRADSHADER` names it."""
    named = os.environ.get("GRADSHADER")
    places = [Path(named)] if named else [
        ROOT / "target" / profile / "gradshader" for profile in ("release", "debug")
    ]
    for place in places:
        if place.exists():
            return place
    pytest.skip("the program is not built; GRADSHADER=PATH names it")
