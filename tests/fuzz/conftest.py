import os
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

MUTATED = runpy.run_path(str(Path(__file__).with_name("mutate.py")))["mutated"]


@pytest.fixture(scope="session")
def mutated() -> Callable[..., str]:
    """The function that makes an odd text out of a good one."""
    return MUTATED


@pytest.fixture(scope="session")
def cases() -> Callable[[int], range]:
    """Numbers of cases: as many as a test needs at least, or those that `make fuzz` asks for."""
    start, count = (int(os.environ.get(f"KG_FUZZ_{name}", "0")) for name in ("START", "CASES"))
    return lambda least: range(start, start + (count or least))
