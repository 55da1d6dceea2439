"""What the package promises of itself."""

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent


def test_versions_are_one():
    def version(path):
        return re.search(r'^version = "(.*?)"', path.read_text(), re.MULTILINE).group(1)

    assert version(PACKAGE / "Cargo.toml") == version(ROOT / "Cargo.toml")
